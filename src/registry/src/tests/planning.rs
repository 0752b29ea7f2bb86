//! Planning: who learns of people and checklists, and what becomes of a plan.

use super::{Device, World, newest, rejection, take};
use crate::Import;
use baqylau_domain::identifiers::{Iin, Kato, PersonId, VisitId};
use baqylau_domain::people::{AccountRole, CommissionRole, Person};
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{PlanFault, Stage, StageName, Visit, plans_visits, usual_checklists};
use baqylau_protocol::api::{self, ErrorCode};
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::planning::PlanningAnswer;
use baqylau_protocol::receipt::{Outcome, Rejection};
use reqwest::{Method, StatusCode};

/// An ИИН nobody in the demonstration has.
fn iin(number: u32) -> Iin {
    (0..10)
        .find_map(|digit| format!("9001013{number:04}{digit}").parse().ok())
        .unwrap()
}

fn commissioner(number: u32, territory: Option<Kato>) -> Person {
    Person {
        id: PersonId::new(super::new_uuid()),
        full_name: format!("Сыналушы {number}"),
        iin: iin(number),
        position: Trilingual::same("сарапшы"),
        role: AccountRole::Commission,
        territory,
        organisation: None,
    }
}

async fn ask(device: &Device, known: &str) -> PlanningAnswer {
    let path = format!("{}{known}", api::PLANNING);
    take(device.request(Method::GET, &path).send().await.unwrap())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_order_visits_learn_whom_they_may_send() {
    let world = World::start().await;
    for sample in &world.people {
        let device = world.device(sample).await;
        let response = device
            .request(Method::GET, api::PLANNING)
            .send()
            .await
            .unwrap();
        let role = sample.person.role;
        if plans_visits(role) {
            assert_eq!(response.status(), StatusCode::OK, "{role:?}");
        } else {
            let (status, error) = take::<PlanningAnswer>(response).await.err().unwrap();
            assert_eq!(status, StatusCode::FORBIDDEN, "{role:?}");
            assert_eq!(error.code, ErrorCode::Forbidden);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_see_the_people_of_their_own_region_and_of_the_country() {
    let world = World::start().await;
    let region = |code: &str| code.parse::<Kato>().unwrap();
    let people = [
        commissioner(1, Some(region("390000000"))),
        commissioner(2, Some(region("391010000"))),
        commissioner(3, Some(region("750000000"))),
        commissioner(4, None),
    ];
    let mut others = people.clone();
    for (number, (other, role)) in others
        .iter_mut()
        .zip([
            AccountRole::Observer,
            AccountRole::FinancialCentre,
            AccountRole::IssuerOfficer,
            AccountRole::EducationOfficer,
        ])
        .enumerate()
    {
        *other = commissioner(100 + u32::try_from(number).unwrap(), None);
        other.role = role;
    }
    world
        .registry
        .import(Import {
            people: people.iter().chain(&others).cloned().collect(),
            ..Import::default()
        })
        .await
        .unwrap();
    for sample in &world.people {
        if !plans_visits(sample.person.role) {
            continue;
        }
        let device = world.device(sample).await;
        let planning = ask(&device, "").await.planning.unwrap();
        let own = sample.person.territory;
        for person in people.iter().chain(&others) {
            let shown = planning.people.iter().any(|one| one.person == person.id);
            let near = match (own, person.territory) {
                (Some(own), Some(theirs)) => own.region() == theirs.region(),
                _ => true,
            };
            let expected = near && person.role == AccountRole::Commission;
            assert_eq!(shown, expected, "{own:?} and {:?}", person.territory);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_people_holds_no_identification_number() {
    let world = World::start().await;
    let officer = world.by_role(AccountRole::IssuerOfficer, 0);
    let device = world.device(officer).await;
    let response = device.request(Method::GET, api::PLANNING).send().await;
    let text = response.unwrap().text().await.unwrap();
    let shown = world
        .people
        .iter()
        .filter(|sample| text.contains(&sample.person.full_name));
    assert!(shown.count() > 0, "the names are there");
    for sample in &world.people {
        assert!(!text.contains(&sample.person.iin.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn checklists_are_offered_by_title_and_version_once() {
    let world = World::start().await;
    let device = world
        .device(world.by_role(AccountRole::IssuerOfficer, 0))
        .await;
    let first = ask(&device, "").await;
    let planning = first.planning.unwrap();
    let codes: Vec<&str> = planning
        .checklists
        .iter()
        .map(|list| list.pinned.code.as_str())
        .collect();
    assert_eq!(codes, ["ATT", "DORM", "HEI-LIC", "SAFE", "SCH", "USE"]);
    for list in &planning.checklists {
        assert!(!list.title.kk.is_empty() && !list.title.ru.is_empty());
    }
    // What the officer has already isn't sent again; anything else is.
    let same = ask(&device, &format!("?known={}", first.version)).await;
    assert_eq!((same.version, same.planning), (first.version, None));
    let other = ask(&device, &format!("?known={}", "0".repeat(64))).await;
    assert_eq!(other.planning, Some(planning));
    let nonsense = format!("{}?known=x", api::PLANNING);
    let refused = device.request(Method::GET, &nonsense).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

/// A plan like a visit of the officer's feed, with the commission named as a screen names it.
async fn plan_like(device: &Device, officer: &Person, stage: Option<StageName>) -> (Visit, Visit) {
    let region = officer
        .territory
        .map_or("390000000".parse().unwrap(), Kato::region);
    let feed = device.feed(&Scope::Visits(region)).await;
    let kind_is_theirs = |visit: &Visit| {
        usual_checklists(visit.organisation_kind)
            .iter()
            .all(|code| visit.checklists.iter().any(|list| list.code == **code))
            && baqylau_domain::sanction::may_rule(
                &officer.actor(),
                visit.organisation_kind,
                visit.territory,
            )
            .is_ok()
    };
    let mut latest: Vec<Visit> = Vec::new();
    for entry in feed.iter().rev() {
        if let Change::Visit { visit } = &entry.change
            && latest.iter().all(|known| known.id != visit.id)
        {
            latest.push((**visit).clone());
        }
    }
    let model = latest
        .into_iter()
        .find(|visit| {
            kind_is_theirs(visit) && stage.is_none_or(|stage| visit.stage.name() == stage)
        })
        .unwrap();
    let mut visit = model.clone();
    visit.id = VisitId::new(super::new_uuid());
    visit.stage = Stage::Planned;
    visit.version = 0;
    visit.repeats = stage.map(|_| model.id);
    visit.planned = (super::today(), super::today());
    for member in &mut visit.members {
        member.iin = None;
    }
    (visit, model)
}

fn body(visit: &Visit) -> OperationBody {
    OperationBody::PlanVisit {
        visit: Box::new(visit.clone()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_without_identification_numbers_gets_the_registrys_own() {
    let world = World::start().await;
    let officer = world.by_role(AccountRole::EducationOfficer, 0).clone();
    let mut office = world.device(&officer).await;
    let (mut visit, _) = plan_like(&office, &officer.person, None).await;
    visit.members[0].full_name = "Басқа Адам".to_owned();
    assert_eq!(office.send(&officer, body(&visit)).await, Outcome::Applied);
    let chair = world.member(&visit, CommissionRole::Chair, 0).clone();
    let device = world.device(&chair).await;
    let told = device.feed(&Scope::Person(chair.person.id)).await;
    let told = newest(&told, |change| match change {
        Change::Visit { visit: told } if told.id == visit.id => Some((**told).clone()),
        _ => None,
    })
    .expect("the chair hears of the plan");
    for member in &told.members {
        let known = world
            .people
            .iter()
            .find(|sample| sample.person.id == member.person)
            .unwrap();
        assert_eq!(member.iin, Some(known.person.iin));
        assert_eq!(member.full_name, known.person.full_name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_of_planning_refuse_the_registry_refuses_with_the_same_word() {
    let world = World::start().await;
    let officer = world.by_role(AccountRole::EducationOfficer, 0).clone();
    let mut office = world.device(&officer).await;
    let (good, _) = plan_like(&office, &officer.person, None).await;
    let yesterday = super::today().pred_opt().unwrap();
    type Change = fn(&mut Visit, chrono::NaiveDate);
    let cases: [(Change, PlanFault); 5] = [
        (|visit, _| visit.members.clear(), PlanFault::NoCommission),
        (
            |visit, _| visit.members[0].role = CommissionRole::Member,
            PlanFault::NotOneChair,
        ),
        (
            |visit, yesterday| visit.planned = (yesterday, yesterday),
            PlanFault::DaysOver,
        ),
        (
            |visit, _| visit.checklists[0].version = "1".to_owned(),
            PlanFault::ChecklistUnknown {
                code: good.checklists[0].code.clone(),
            },
        ),
        (
            |visit, _| visit.repeats = Some(visit.id),
            PlanFault::NothingToRepeat,
        ),
    ];
    for (change, fault) in cases {
        let mut visit = good.clone();
        change(&mut visit, yesterday);
        let refused = rejection(office.send(&officer, body(&visit)).await);
        assert_eq!(refused, Rejection::Plan { fault });
    }
    assert_eq!(office.send(&officer, body(&good)).await, Outcome::Applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_whose_prescription_is_checked_again_learns_of_its_repetition() {
    let world = World::start().await;
    let officer = world.by_role(AccountRole::IssuerOfficer, 0).clone();
    let mut office = world.device(&officer).await;
    let (visit, first) = plan_like(&office, &officer.person, Some(StageName::Remedying)).await;
    assert_eq!(office.send(&officer, body(&visit)).await, Outcome::Applied);
    let feed = office.feed(&Scope::Visits(first.territory.region())).await;
    let now = newest(&feed, |change| match change {
        Change::Visit { visit } if visit.id == first.id => Some(visit.stage.clone()),
        _ => None,
    })
    .unwrap();
    assert!(
        matches!(now, Stage::RepeatVisit { repeat, .. } if repeat == visit.id),
        "{:?}",
        now.name()
    );
}
