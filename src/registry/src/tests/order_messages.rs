//! Messages of the state order reach the two sides they are of, and nobody else.

use super::{Device, World, rejection};
use baqylau_domain::identifiers::{Kato, MessageId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ContractParty, MessageSubject, OrderMessage, SchoolingOp as Op, SchoolingRecord,
    SchoolingRefusal as Refusal,
};
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::SamplePerson;
use reqwest::StatusCode;
use uuid::Uuid;

fn region() -> Kato {
    "390000000".parse().unwrap()
}

async fn records(device: &Device, scope: &Scope) -> Vec<SchoolingRecord> {
    let feed = device.feed(scope).await.into_iter();
    let records = feed.filter_map(|entry| match entry.change {
        Change::Schooling { record } => Some(*record),
        _ => None,
    });
    records.collect()
}

async fn messages(device: &Device, scope: &Scope) -> Vec<OrderMessage> {
    let records = records(device, scope).await.into_iter();
    let messages = records.filter_map(|record| match record {
        SchoolingRecord::Message(message) => Some(message),
        _ => None,
    });
    messages.collect()
}

async fn write(
    device: &mut Device,
    by: &SamplePerson,
    nth: u128,
    about: MessageSubject,
    text: &str,
) -> Outcome {
    let op = Op::SendMessage {
        message: MessageId::new(Uuid::from_u128(nth)),
        about,
        text: text.into(),
    };
    let body = OperationBody::Schooling { op: Box::new(op) };
    device.send(by, body).await
}

fn refusal(outcome: Outcome) -> Refusal {
    match rejection(outcome) {
        Rejection::Schooling { refusal } => *refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_reaches_the_school_and_its_department_and_nobody_else() {
    let world = World::start().await;
    let officer = world.by_role(AccountRole::EducationOfficer, 0).clone();
    let mut department = world.device(&officer).await;
    let all = records(&department, &Scope::Orders(region())).await;
    // An act of a school whose person stands in the demonstration.
    let (act, person) = all
        .iter()
        .find_map(|record| {
            let SchoolingRecord::Act(act) = record else {
                return None;
            };
            let own = |one: &&SamplePerson| {
                one.person.role == AccountRole::School
                    && one.person.organisation == Some(act.act.school)
            };
            let person = world.people.iter().find(own)?;
            Some((act.clone(), person.clone()))
        })
        .unwrap();
    let about = MessageSubject::Act(act.act.id);
    let mut school = world.device(&person).await;
    let asked = write(&mut school, &person, 1, about, " Когда оплата? ").await;
    assert_eq!(asked, Outcome::Applied);
    let answered = write(&mut department, &officer, 2, about, "В пятницу.").await;
    assert_eq!(answered, Outcome::Applied);
    let again = write(&mut department, &officer, 2, about, "В среду.").await;
    assert_eq!(refusal(again), Refusal::AlreadyExists);

    let of_school = Scope::School(act.act.school);
    let of_department = Scope::Messages(region());
    let told = messages(&department, &of_department).await;
    assert_eq!(messages(&school, &of_school).await, told);
    let told: Vec<_> = told
        .iter()
        .map(|one| (one.side, one.by, one.text.0.as_str()))
        .collect();
    let expected = [
        (ContractParty::School, person.person.id, "Когда оплата?"),
        (ContractParty::Department, officer.person.id, "В пятницу."),
    ];
    assert_eq!(told, expected);

    // Offices that share the region's records don't share the correspondence.
    let shared = messages(&department, &Scope::Orders(region())).await;
    assert_eq!(shared, []);
    for role in [AccountRole::FinancialCentre, AccountRole::Observer] {
        let other = world.by_role(role, 0).clone();
        let mut device = world.device(&other).await;
        let scopes = device.scopes().await;
        assert!(
            !scopes.iter().any(|one| matches!(one, Scope::Messages(_))),
            "{role:?}: {scopes:?}"
        );
        let page = device.page(&of_department, 0, 10).await;
        assert_eq!(page.unwrap_err().0, StatusCode::FORBIDDEN, "{role:?}");
        let written = write(&mut device, &other, 3, about, "?").await;
        assert_eq!(refusal(written), Refusal::NotYours, "{role:?}");
    }
    // Nor does another school.
    let stranger = world.people.iter().find(|one| {
        one.person.role == AccountRole::School && one.person.organisation != Some(act.act.school)
    });
    let stranger = stranger.unwrap().clone();
    let mut device = world.device(&stranger).await;
    let written = write(&mut device, &stranger, 4, about, "?").await;
    assert_eq!(refusal(written), Refusal::NotYours);
    let page = device.page(&of_school, 0, 10).await;
    assert_eq!(page.unwrap_err().0, StatusCode::FORBIDDEN);
}
