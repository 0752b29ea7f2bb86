//! A visit planned in an office without a network, and the commission that learns of it.

use crate::support::{Laptop, LossyTransport, config, registry};
use baqylau_client::ui::{Command, Event, OpenVisit, OrganisationFilter, OutboxState};
use baqylau_domain::act::ActContent;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, CommissionMember, CommissionRole, Person};
use baqylau_domain::sanction::may_rule;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{StageName, VisitOrder, VisitPlan, usual_checklists};
use baqylau_protocol::planning::Planning;
use chrono::{Days, NaiveDate};
use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What the laptop plans visits with, once the registry was asked.
fn planning(laptop: &mut Laptop) -> Arc<Planning> {
    for _ in 0..500 {
        laptop.run(Command::LoadPlanning).unwrap();
        let told = laptop.last(|event| match event {
            Event::Planning(told) => Some(told.clone()),
            _ => None,
        });
        if let Some(Some(planning)) = told {
            return planning;
        }
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    panic!("the registry was never asked");
}

/// An organisation the officer orders visits to.
fn organisation(laptop: &mut Laptop, officer: &Person) -> Arc<Organisation> {
    for _ in 0..500 {
        let filter = OrganisationFilter::default();
        laptop.run(Command::LoadOrganisations { filter }).unwrap();
        let rows = laptop
            .last(|event| match event {
                Event::Organisations { rows, .. } => Some(rows.clone()),
                _ => None,
            })
            .unwrap();
        let actor = officer.actor();
        let found = rows.iter().find(|row| {
            let organisation = &row.organisation;
            organisation
                .premises
                .first()
                .is_some_and(|place| may_rule(&actor, organisation.kind, place.territory).is_ok())
        });
        if let Some(row) = found {
            return row.organisation.clone();
        }
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    panic!("no organisation to visit");
}

fn today() -> NaiveDate {
    let now = baqylau_domain::Moment::from(std::time::SystemTime::now());
    baqylau_domain::calendar::legal_day(now)
}

fn plan(planning: &Planning, organisation: &Organisation) -> VisitPlan {
    let roles = [
        CommissionRole::Chair,
        CommissionRole::Secretary,
        CommissionRole::Member,
    ];
    let before = |days| today().checked_sub_days(Days::new(days));
    VisitPlan {
        organisation: Some(organisation.id),
        premises: organisation.premises.first().map(|place| place.id),
        planned: (Some(today()), today().checked_add_days(Days::new(2))),
        inspected_period: (before(60), before(1)),
        purpose: Trilingual::same("проверка"),
        members: planning
            .people
            .iter()
            .zip(roles)
            .map(|(candidate, role)| CommissionMember {
                person: candidate.person,
                full_name: candidate.full_name.clone(),
                iin: None,
                position: candidate.position.clone(),
                role,
                sections: Vec::new(),
            })
            .collect(),
        checklists: planning
            .checklists
            .iter()
            .filter(|list| usual_checklists(organisation.kind).contains(&list.pinned.code.as_str()))
            .map(|list| list.pinned.clone())
            .collect(),
        repeats: None,
    }
}

fn order() -> VisitOrder {
    VisitOrder {
        number: "77-Т".to_owned(),
        date: today(),
        issued_by: Trilingual::same("Уәкілетті орган"),
    }
}

/// Plans on the laptop, and answers the visit's identity.
fn planned(laptop: &mut Laptop, plan: VisitPlan, order: Option<VisitOrder>) -> VisitId {
    let plan = Box::new(plan);
    laptop.run(Command::PlanVisit { plan, order }).unwrap();
    laptop
        .last(|event| match event {
            Event::VisitPlanned { visit, .. } => Some(*visit),
            _ => None,
        })
        .unwrap()
}

#[test]
fn a_visit_planned_offline_reaches_the_registry_once_and_then_its_commission() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let lossy = Arc::new(LossyTransport::new(&registry.url(), 0x5eed));
    lossy.lossy.store(false, Ordering::SeqCst);
    let mut office = Laptop::start_with(
        config(&folder.path().join("office"), &registry.url(), "УО01"),
        lossy.clone(),
    );
    office.create();
    let officer = office.sign_in(&|person| person.role == AccountRole::EducationOfficer);
    let planning = planning(&mut office);
    let school = organisation(&mut office, &officer);
    let before = office.visits_pulled().len();

    office.run(Command::SetOffline { offline: true }).unwrap();
    let plan = plan(&planning, &school);
    let chair = plan.members[0].person;
    let visit = planned(&mut office, plan, Some(order()));
    // It is there at once: in the list, on its own page, on the organisation's card.
    let rows = office.visits();
    let row = rows.iter().find(|row| row.visit.id == visit).unwrap();
    assert_eq!(row.visit.stage.name(), StageName::Ordered);
    assert_eq!(row.waiting, 2, "the plan and its order wait");
    assert_eq!(row.organisation, school.name);
    assert_eq!(
        office.open(visit).visit.stage.order().unwrap().number,
        "77-Т"
    );
    let id = school.id;
    office.run(Command::OpenOrganisation { id }).unwrap();
    let card = office.last(|event| match event {
        Event::OrganisationOpened(card) => Some(card.clone()),
        _ => None,
    });
    assert!(card.unwrap().visits.iter().any(|one| one.id == visit));

    // Requests and answers are lost on the way, so the same operations are sent again.
    lossy.lossy.store(true, Ordering::SeqCst);
    office.run(Command::SetOffline { offline: false }).unwrap();
    office.drained();
    while lossy.lost.load(Ordering::SeqCst) < 3 {
        office.run(Command::SyncNow).unwrap();
        office.pause();
    }
    lossy.lossy.store(false, Ordering::SeqCst);
    for _ in 0..200 {
        let rows = office.visits();
        let settled = rows
            .iter()
            .any(|row| row.visit.id == visit && row.visit.members[0].iin.is_some());
        if settled {
            break;
        }
        office.run(Command::SyncNow).unwrap();
        office.pause();
    }
    let rows = office.visits();
    assert_eq!(rows.len(), before + 1, "one visit more, not two");
    let kept = rows.iter().find(|row| row.visit.id == visit).unwrap();
    assert!(
        kept.visit.members.iter().all(|member| member.iin.is_some()),
        "the registry took it in and added what it knows"
    );

    let (mut laptop, person) = Laptop::signed_in(
        config(&folder.path().join("chair"), &registry.url(), "АБ12"),
        &|person| person.id == chair,
    );
    for round in 0.. {
        if laptop
            .visits_pulled()
            .iter()
            .any(|row| row.visit.id == visit)
        {
            break;
        }
        assert!(round < 500, "the visit doesn't reach its chair");
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    laptop.stubbornly(&Command::FetchPack { visit });
    let opened = laptop.open(visit);
    assert_eq!(opened.visit.stage.name(), StageName::Ordered);
    let own = opened.visit.member(person.id).unwrap();
    assert_eq!(own.role, CommissionRole::Chair);
    assert_eq!(own.iin, Some(person.iin));
    assert_eq!(opened.forms.len(), 2, "the checklists came with the pack");
}

#[test]
fn a_plan_the_rules_refuse_is_told_before_anything_is_queued() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut office, officer) = Laptop::signed_in(
        config(&folder.path().join("office"), &registry.url(), "УО01"),
        &|person| person.role == AccountRole::EducationOfficer,
    );
    let planning = planning(&mut office);
    let school = organisation(&mut office, &officer);
    office.run(Command::SetOffline { offline: true }).unwrap();
    let good = plan(&planning, &school);
    let refused = |office: &mut Laptop, change: fn(&mut VisitPlan), order: Option<VisitOrder>| {
        let mut plan = Box::new(good.clone());
        change(&mut plan);
        office
            .run(Command::PlanVisit { plan, order })
            .unwrap_err()
            .key
    };
    assert_eq!(
        refused(&mut office, |plan| plan.members.truncate(0), None),
        "plan-fault-no-commission"
    );
    assert_eq!(
        refused(
            &mut office,
            |plan| plan.members[1].role = CommissionRole::Chair,
            None
        ),
        "plan-fault-not-one-chair"
    );
    let mut blank = order();
    blank.number.clear();
    assert_eq!(
        refused(&mut office, |_| (), Some(blank)),
        "refusal-order-without-number"
    );
    let outbox = office.outbox();
    assert!(
        outbox
            .operations
            .iter()
            .all(|row| matches!(row.state, OutboxState::Acknowledged { .. })),
        "nothing was half done"
    );
}

#[test]
fn those_who_order_no_visits_learn_of_nobody_and_plan_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("shared");
    let (mut laptop, _) = Laptop::signed_in(config(&data, &registry.url(), "УО01"), &|person| {
        person.role == AccountRole::IssuerOfficer
    });
    let planning = planning(&mut laptop);
    assert!(!planning.people.is_empty());
    laptop.run(Command::SignOut).unwrap();
    for role in [AccountRole::Observer, AccountRole::Commission] {
        let before = laptop.seen.len();
        laptop.sign_in(&|person| person.role == role);
        laptop.visits_pulled();
        let error = laptop.run(Command::LoadPlanning).unwrap_err();
        assert_eq!(error.key, "refusal-not-your-role", "{role:?}");
        let told = laptop.seen[before..]
            .iter()
            .any(|event| matches!(event, Event::Planning(_)));
        assert!(!told, "{role:?} was told of people");
        laptop.run(Command::SignOut).unwrap();
    }
}

/// The same checklist as its author would publish it next: another version in its settings.
fn next_version(workbook: &[u8], version: &str, next: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/worksheets/") {
            let text = String::from_utf8(bytes).unwrap();
            let cell = |version: &str| format!("<t>{version}</t>");
            bytes = text.replace(&cell(version), &cell(next)).into_bytes();
        }
        new.start_file(name, stored).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn a_new_version_of_a_checklist_never_touches_an_open_visit() {
    const SAFE: &[u8] = include_bytes!("../../../../assets/checklists/SAFE.xlsx");
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut office, officer) = Laptop::signed_in(
        config(&folder.path().join("office"), &registry.url(), "УО01"),
        &|person| person.role == AccountRole::EducationOfficer,
    );
    let first = planning(&mut office);
    let school = organisation(&mut office, &officer);
    let plan_then = plan(&first, &school);
    let chair = plan_then.members[0].person;
    let visit = planned(&mut office, plan_then, Some(order()));
    office.drained();

    let (mut laptop, _) = Laptop::signed_in(
        config(&folder.path().join("chair"), &registry.url(), "АБ12"),
        &|person| person.id == chair,
    );
    let arrived = |laptop: &mut Laptop, visit| {
        for _ in 0..500 {
            let rows = laptop.visits_pulled();
            if rows.iter().any(|row| row.visit.id == visit) {
                return;
            }
            laptop.run(Command::SyncNow).unwrap();
            laptop.pause();
        }
        panic!("the visit doesn't reach its chair");
    };
    arrived(&mut laptop, visit);
    laptop.stubbornly(&Command::FetchPack { visit });
    laptop.enter(visit);
    let before = laptop.open(visit);
    let of_safe = |opened: &OpenVisit| {
        let pinned = opened
            .visit
            .checklists
            .iter()
            .find(|one| one.code == "SAFE");
        let form = opened.forms.iter().find(|one| one.code == "SAFE").unwrap();
        assert_eq!(form.form.version(), pinned.unwrap().version);
        pinned.unwrap().clone()
    };
    let one = of_safe(&before);

    let next = "2099010101";
    let two = registry
        .publish(next_version(SAFE, &one.version, next))
        .unwrap();
    assert_eq!((two.code.as_str(), two.version.as_str()), ("SAFE", next));
    assert_ne!(two.workbook, one.workbook);

    // The pack is fetched anew and everything pulled: the visit stays what it was begun with.
    laptop.drained();
    laptop.run(Command::FetchPack { visit }).unwrap();
    laptop.run(Command::SyncNow).unwrap();
    assert_eq!(of_safe(&laptop.open(visit)), one);
    laptop.record_and_fix(visit);
    laptop.drained();
    let fixed = laptop.reached(visit, StageName::Signing);
    assert_eq!(fixed.checklists, before.visit.checklists);
    let to = folder.path().join("export");
    let export = Command::ExportAct {
        visit,
        to: to.clone(),
    };
    laptop.run(export).unwrap();
    let act = std::fs::read(to.join("act.json")).unwrap();
    let act = ActContent::from_bytes(&act).unwrap();
    let written = act
        .checklists
        .iter()
        .find(|one| one.code == "SAFE")
        .unwrap();
    assert_eq!(written.version, one.version);
    assert_eq!(written.workbook, one.workbook);

    // A visit planned from here on is held by the new one.
    let mut later = planning(&mut office);
    for round in 0.. {
        if later.checklists.iter().any(|list| list.pinned == two) {
            break;
        }
        assert!(round < 500, "the new version isn't offered");
        office.run(Command::SyncNow).unwrap();
        office.pause();
        later = planning(&mut office);
    }
    let mut plan_now = plan(&later, &school);
    plan_now.members[0].person = chair;
    let next_visit = planned(&mut office, plan_now, Some(order()));
    office.drained();
    arrived(&mut laptop, next_visit);
    laptop.stubbornly(&Command::FetchPack { visit: next_visit });
    assert_eq!(of_safe(&laptop.open(next_visit)), two);
    assert_eq!(of_safe(&laptop.open(visit)), one);
}
