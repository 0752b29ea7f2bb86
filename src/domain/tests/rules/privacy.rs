//! What `Debug` prints may reach a log: never an ИИН, never a name, never what people wrote.

use baqylau_domain::act::{ActRefusal, SpecialOpinion};
use baqylau_domain::contingent::{Group, Learner};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::finding::{Finding, Severity};
use baqylau_domain::identifiers::{Iin, InstallId, Unverified};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::{PointState, PrescriptionPoint};
use baqylau_domain::sanction::{Ruling, SanctionState};
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::Ground;
use baqylau_domain::visit::{StageName, VisitOp, decide};
use proptest::prelude::*;
use std::fmt::Debug;

use crate::world;

/// The name every fixture uses.
const NAME: &str = "Тайнов";

fn hides(what: &str, value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(NAME), "{what} prints a name: {text}");
        for iin in world::IINS {
            assert!(!text.contains(iin), "{what} prints an ИИН: {text}");
        }
    }
}

#[test]
fn people_are_hidden() {
    let iin: Iin = world::IINS[0].parse().unwrap();
    hides("Iin", &iin);
    hides("Option<Iin>", &Some(iin));
    hides("Unverified", &Unverified::<Iin>::new(world::IINS[0]));
    hides("Unverified", &Unverified::<Iin>::new("Тайнов"));
    let person = Person {
        id: world::person(1),
        full_name: NAME.into(),
        iin,
        position: Trilingual::same(NAME),
        role: AccountRole::Commission,
        territory: None,
        organisation: None,
    };
    hides("Person", &person);
    let learner = Learner {
        iin,
        full_name: NAME.into(),
        qr_marked: true,
        in_lms: true,
    };
    hides(
        "Group",
        &Group {
            code: "7 «Б»".into(),
            room: "1".into(),
            learners: vec![learner],
        },
    );
    hides("parse error", &"15031459900x".parse::<Iin>());
    assert_eq!(iin.masked(), "15••••••9009");
}

#[test]
fn a_visit_is_hidden_in_every_stage() {
    for stage in StageName::ALL {
        hides(stage.key(), &world::at(OrganisationKind::University, stage));
    }
}

#[test]
fn operations_and_events_are_hidden() {
    let chair = world::commissioner(world::CHAIR);
    for (op, stage) in [
        (world::refuse_admission(), StageName::OnSite),
        (world::hand_over(), StageName::Signed),
        (world::objection(), StageName::HandedOver),
    ] {
        hides(op.word(), &op);
        let visit = world::at(OrganisationKind::University, stage);
        let events = decide(&visit, &op, &chair, &Policy::pilot(), world::minutes(300)).unwrap();
        hides(op.word(), &events);
    }
    assert_eq!(format!("{:?}", VisitOp::Notify), "VisitOp(notify)");
}

#[test]
fn acts_findings_and_points_are_hidden() {
    let mut act = world::act();
    act.objections = NAME.into();
    act.special_opinions = vec![SpecialOpinion {
        member: world::person(1),
        text: NAME.into(),
    }];
    act.presence.refusal = Some(ActRefusal {
        at: world::morning(),
        circumstances: NAME.into(),
        witnesses: vec![NAME.into()],
    });
    hides("ActContent", &act);
    hides("ActSubject", &act.subject);
    hides("ActMember", &act.members);
    hides("ActPresence", &act.presence);
    hides("SpecialOpinion", &act.special_opinions);
    hides(
        "Finding",
        &Finding {
            note: NAME.into(),
            responsible: NAME.into(),
            recommendation: NAME.into(),
            ..Finding::default()
        },
    );
    hides(
        "PrescriptionPoint",
        &PrescriptionPoint {
            number: 1,
            list: "SAFE".into(),
            item: "B07".into(),
            risk: Severity::Minor,
            recommendation: NAME.into(),
            responsible: NAME.into(),
            due: world::day(2026, 12, 1),
        },
    );
    hides(
        "PointState",
        &PointState::Reported {
            report: NAME.into(),
        },
    );
}

#[test]
fn plans_are_hidden() {
    let mut visit = world::planned(baqylau_domain::organisation::OrganisationKind::School);
    visit.purpose = Trilingual::same(NAME);
    hides("VisitPlan", &baqylau_domain::visit::VisitPlan::of(&visit));
}

#[test]
fn drafts_are_hidden() {
    let mut draft = Draft::default();
    let mark = FieldKey::Mark {
        group: "ИС".into(),
        iin: world::IINS[0].parse().unwrap(),
    };
    for key in [mark, FieldKey::Representative, FieldKey::Objections] {
        hides("FieldKey", &key);
        let version = draft.write(
            &key,
            InstallId::new(world::uuid(1)),
            serde_json::json!({ "name": NAME }),
            world::person(1),
            world::morning(),
        );
        hides("FieldVersion", &version);
        draft.merge(key, version);
    }
    hides("Draft", &draft);
    hides(
        "parse error",
        &format!("mark|ИС|{}0", world::IINS[0]).parse::<FieldKey>(),
    );
}

#[test]
fn the_head_of_an_organisation_and_the_reason_of_a_decision_are_hidden() {
    let organisation = Organisation {
        id: baqylau_domain::identifiers::OrganisationId::new(world::uuid(1)),
        bin: Unverified::new("971240001583"),
        name: Trilingual::same("Университет"),
        kind: OrganisationKind::University,
        territory: world::astana(),
        legal_address: Trilingual::default(),
        head: NAME.into(),
        premises: Vec::new(),
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: true,
    };
    hides("Organisation", &organisation);
    let mut sanction = crate::sanctions::proposed(&[Ground::StudyStopped]);
    let state = sanction
        .rule(
            &Ruling::Terminate,
            NAME,
            &world::officer(AccountRole::IssuerOfficer, None),
            OrganisationKind::University,
            world::astana(),
            &Policy::pilot(),
            world::day(2026, 11, 20),
            world::morning(),
        )
        .unwrap();
    let officer = baqylau_domain::people::Person {
        id: world::person(900),
        full_name: NAME.into(),
        iin: world::IINS[0].parse().unwrap(),
        position: Trilingual::same("Басшы"),
        role: AccountRole::IssuerOfficer,
        territory: None,
        organisation: None,
    };
    sanction.enter(state, Some(&officer));
    assert!(matches!(sanction.state, SanctionState::Terminated { .. }));
    hides("SanctionStep", &sanction.steps());
    hides("Sanction", &sanction);
}

proptest! {
    #[test]
    fn no_iin_is_ever_printed(text in "[0-9]{6}[0-6][0-9]{5}") {
        if let Ok(iin) = text.parse::<Iin>() {
            let printed = format!("{:?}", iin);
            prop_assert_eq!(printed, "Iin(hidden)");
            prop_assert!(!iin.masked().contains(&text[2..8]));
        }
        let refused = format!("{:?}", text.parse::<Iin>());
        prop_assert!(!refused.contains(&text));
    }
}
