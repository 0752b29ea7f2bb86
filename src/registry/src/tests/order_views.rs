//! Views of registers shared with colleagues reach the people of the office, and nobody else.

use super::{Device, World, rejection};
use baqylau_domain::identifiers::ViewId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Office, OfficeView, SchoolingOp as Op, SchoolingRecord, SchoolingRefusal as Refusal,
    ViewColumn, ViewContent, ViewFilter,
};
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::SamplePerson;
use reqwest::StatusCode;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn content(code: &str) -> ViewContent {
    let codes = BTreeSet::from([code.to_owned()]);
    ViewContent {
        columns: vec![ViewColumn {
            column: "school".to_owned(),
            visible: true,
        }],
        filters: BTreeMap::from([("state".to_owned(), ViewFilter::OneOf { codes })]),
        orders: Vec::new(),
    }
}

fn view(nth: u128) -> ViewId {
    ViewId::new(Uuid::from_u128(nth))
}

fn share(nth: u128, office: Office, title: &str, code: &str) -> Op {
    Op::ShareView {
        view: view(nth),
        office,
        register: "order-acts".to_owned(),
        title: title.into(),
        content: content(code),
    }
}

async fn ask(device: &mut Device, by: &SamplePerson, op: Op) -> Outcome {
    let body = OperationBody::Schooling { op: Box::new(op) };
    device.send(by, body).await
}

fn refusal(outcome: Outcome) -> Refusal {
    match rejection(outcome) {
        Rejection::Schooling { refusal } => *refusal,
        other => panic!("{other:?}"),
    }
}

async fn views(device: &Device, scope: &Scope) -> Vec<OfficeView> {
    let feed = device.feed(scope).await.into_iter();
    let views = feed.filter_map(|entry| match entry.change {
        Change::Schooling { record } => match *record {
            SchoolingRecord::View(view) => Some(view),
            _ => None,
        },
        _ => None,
    });
    views.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_view_reaches_the_people_of_the_office_and_nobody_else() {
    let world = World::start().await;
    let officer = world.by_role(AccountRole::EducationOfficer, 0).clone();
    let office = Office::of(&officer.person.actor()).unwrap();
    // The other one gives the department's mandates.
    let head = world.people.iter().find(|one| {
        one.person.id != officer.person.id && Office::of(&one.person.actor()) == Some(office)
    });
    let head = head.unwrap().clone();
    let scope = Scope::Office(office);
    let mut own = world.device(&officer).await;
    let mut colleague = world.device(&head).await;
    for device in [&mut own, &mut colleague] {
        assert!(device.scopes().await.contains(&scope));
    }

    let shared = share(1, office, "Не подписаны", "not-signed");
    let outcome = ask(&mut own, &officer, shared.clone()).await;
    assert_eq!(outcome, Outcome::Applied);
    // Said again, by another operation: nothing is announced anew.
    assert_eq!(ask(&mut own, &officer, shared).await, Outcome::Applied);
    let told = views(&colleague, &scope).await;
    let [one] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!((one.by, one.office), (officer.person.id, office));
    assert_eq!(one.title.0, "Не подписаны");
    assert_eq!(one.content, Some(content("not-signed")));
    assert_eq!(views(&own, &scope).await, told);

    // What must not be read by everybody stays out, whatever program sends it.
    let personal = [
        share(2, office, "Айгуль 900101300017", "not-signed"),
        share(2, office, "Не подписаны", "900101300017"),
    ];
    for op in personal {
        let refused = refusal(ask(&mut own, &officer, op).await);
        assert_eq!(refused, Refusal::PersonalData);
    }
    let theirs = share(1, office, "Мои", "signed");
    let refused = refusal(ask(&mut colleague, &head, theirs).await);
    assert_eq!(refused, Refusal::NotTheAuthor);

    // Neither who shares the department's records with it, nor its schools.
    for role in [
        AccountRole::FinancialCentre,
        AccountRole::Observer,
        AccountRole::IssuerOfficer,
        AccountRole::School,
        AccountRole::Commission,
    ] {
        let other = world.by_role(role, 0).clone();
        let mut device = world.device(&other).await;
        assert!(!device.scopes().await.contains(&scope), "{role:?}");
        let page = device.page(&scope, 0, 10).await;
        assert_eq!(page.unwrap_err().0, StatusCode::FORBIDDEN, "{role:?}");
        let shared = share(3, office, "Чужие", "signed");
        let refused = refusal(ask(&mut device, &other, shared).await);
        assert_eq!(refused, Refusal::NotYours, "{role:?}");
        let back = Op::TakeViewBack { view: view(1) };
        let refused = refusal(ask(&mut device, &other, back).await);
        assert_eq!(refused, Refusal::NotYours, "{role:?}");
        for scope in device.scopes().await {
            assert_eq!(views(&device, &scope).await, [], "{role:?} {scope}");
        }
    }

    // Who gives the department's mandates takes it back; its content goes with it.
    let back = Op::TakeViewBack { view: view(1) };
    let outcome = ask(&mut colleague, &head, back.clone()).await;
    assert_eq!(outcome, Outcome::Applied);
    let told = views(&own, &scope).await;
    assert_eq!(told.last().map(|one| one.content.clone()), Some(None));
    let refused = refusal(ask(&mut own, &officer, back).await);
    assert_eq!(refused, Refusal::WrongStage);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_office_has_views_of_its_own() {
    let world = World::start().await;
    for (nth, role) in [
        (11, AccountRole::School),
        (12, AccountRole::FinancialCentre),
        (13, AccountRole::IssuerOfficer),
    ] {
        let person = world.by_role(role, 0).clone();
        let office = Office::of(&person.person.actor()).unwrap();
        let mut device = world.device(&person).await;
        let shared = share(nth, office, "Мои", "signed");
        let outcome = ask(&mut device, &person, shared).await;
        assert_eq!(outcome, Outcome::Applied, "{role:?}");
        let told = views(&device, &Scope::Office(office)).await;
        let ids: Vec<ViewId> = told.iter().map(|one| one.id).collect();
        assert_eq!(ids, [view(nth)], "{role:?}");
        let back = Op::TakeViewBack { view: view(nth) };
        assert_eq!(ask(&mut device, &person, back).await, Outcome::Applied);
    }
}
