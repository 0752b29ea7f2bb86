//! An application for digitisation through a real client and a real registry, on a laptop that the
//! school and its department share: the school is told what it may see, the department keeps the whole,
//! and neither copy takes the place of the other.

use crate::orders::{officer, orders, school_where, wait_for};
use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{
    ApplicationFiles, BatchKey, Command, KeySource, OrderDocument, OrdersView, Secret, ToSignOrder,
};
use baqylau_domain::identifiers::{ApplicationId, OrganisationId};
use baqylau_domain::people::Person;
use baqylau_domain::schooling::{
    Application, ApplicationCommand, ApplicationKind, ApplicationStage as Stage, PassportPart,
    Remark, SchoolingOp, SchoolingRecord,
};
use baqylau_domain::text::Words;

fn application(view: &OrdersView, school: OrganisationId) -> Option<Application> {
    view.rows.iter().find_map(|row| match &*row.record {
        SchoolingRecord::Application(one)
            if one.school == school
                && one.kind == ApplicationKind::Digitisation
                && !one.stage.is_final() =>
        {
            Some(one.clone())
        }
        _ => None,
    })
}

fn ask(laptop: &mut Laptop, application: ApplicationId, command: ApplicationCommand) {
    let op = SchoolingOp::Application {
        application,
        command,
    };
    laptop.run(Command::AskOrder { op: Box::new(op) }).unwrap();
}

#[test]
fn a_school_and_its_department_on_one_laptop_each_see_their_own_of_an_application() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let place = folder.path().join("shared");
    let mut laptop = Laptop::start(config(&place, &registry.url(), "МБ09"));
    laptop.create();
    let asked_nothing = |view: &OrdersView, person: &Person| {
        application(view, person.organisation.unwrap()).is_none()
    };
    let me = school_where(&mut laptop, &asked_nothing);
    let school = me.organisation.unwrap();
    assert_eq!(application(&orders(&mut laptop), school), None);
    let with = ApplicationFiles {
        again: None,
        kind: ApplicationKind::Digitisation,
        files: Vec::new(),
    };
    laptop
        .run(Command::Apply {
            with: Box::new(with),
        })
        .unwrap();
    let sent = wait_for(&mut laptop, "the application", |view| {
        application(view, school)
    });
    assert_eq!((&sent.stage, sent.signature), (&Stage::New, None));
    let id = sent.id;
    let document = ToSignOrder {
        document: OrderDocument::Application(id),
        sha256: sent.text().sha256().unwrap(),
    };
    laptop
        .run(Command::SignOrders {
            documents: vec![document],
            key: BatchKey::File {
                key: KeySource::Sample(me.id),
                password: Secret::default(),
            },
        })
        .unwrap();
    wait_for(&mut laptop, "the signature", |view| {
        application(view, school)?.signature
    });
    laptop.run(Command::SignOut).unwrap();

    // The department works on it, on the same laptop.
    let officer_person = officer(&mut laptop);
    wait_for(&mut laptop, "the application at the department", |view| {
        application(view, school)
    });
    ask(&mut laptop, id, ApplicationCommand::Take);
    let taken = wait_for(&mut laptop, "the application taken", |view| {
        application(view, school).filter(|one| one.stage != Stage::New)
    });
    assert_eq!(
        taken.stage,
        Stage::InWork {
            executor: officer_person.id
        }
    );
    laptop.run(Command::SignOut).unwrap();

    // The school sees that it was sent, and nobody's name.
    laptop.sign_in(&|one| one.id == me.id);
    let seen = wait_for(&mut laptop, "its own application", |view| {
        application(view, school)
    });
    assert_eq!(seen.stage, Stage::New);
    assert!(seen.steps.iter().all(|step| step.by.is_none()));
    assert_eq!(seen.signature.map(|one| one.by), Some(me.id));
    laptop.run(Command::SignOut).unwrap();

    laptop.sign_in(&|one| one.id == officer_person.id);
    let still = wait_for(&mut laptop, "the department's application", |view| {
        application(view, school)
    });
    assert_eq!(still.stage, taken.stage, "the department keeps the whole");
    let remarks = vec![Remark {
        document: None,
        part: Some(PassportPart::Learners),
        text: Words("Передайте список за ноябрь".to_owned()),
    }];
    let back = ApplicationCommand::ReturnToSchool {
        remarks: remarks.clone(),
    };
    ask(&mut laptop, id, back);
    wait_for(&mut laptop, "the remarks at the department", |view| {
        let one = application(view, school)?;
        matches!(
            one.stage,
            Stage::BackAtSchool {
                executor: Some(_),
                ..
            }
        )
        .then_some(())
    });
    laptop.run(Command::SignOut).unwrap();

    // What is lacking reaches the school, and it sends it again.
    laptop.sign_in(&|one| one.id == me.id);
    let told = Stage::BackAtSchool {
        executor: None,
        remarks,
    };
    wait_for(&mut laptop, "the remarks at the school", |view| {
        application(view, school).filter(|one| one.stage == told)
    });
    let with = ApplicationFiles {
        again: Some(id),
        kind: ApplicationKind::Digitisation,
        files: Vec::new(),
    };
    laptop
        .run(Command::Apply {
            with: Box::new(with),
        })
        .unwrap();
    let again = wait_for(&mut laptop, "the application sent again", |view| {
        application(view, school).filter(|one| one.round == 2)
    });
    assert!(again.is_to_sign(), "what is sent again is signed again");
}
