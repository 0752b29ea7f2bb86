//! Names of people records name: told to offices by what their feeds show, to a school of those who
//! signed with it, to nobody else; never an ИИН.

use super::engine::Place;
use super::{Device, World};
use crate::colleagues::Names;
use crate::schooling;
use axum::http::Method;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{Budget, OrderStep, Principal, SchoolingRecord};
use baqylau_protocol::api;
use baqylau_protocol::colleagues::Colleagues;
use baqylau_protocol::feed::{Change, Scope};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// The answer, after its very text was looked at for numbers of people.
async fn asked(world: &World, device: &Device) -> Colleagues {
    let answer = device.request(Method::GET, api::COLLEAGUES).send().await;
    let text = answer.unwrap().text().await.unwrap();
    for one in &world.people {
        let iin = one.person.iin.to_string();
        assert!(!text.contains(&iin), "an ИИН travels");
    }
    serde_json::from_str(&text).unwrap()
}

/// The records a device's own feeds show of the state order, messages apart.
async fn shown(device: &Device) -> Vec<SchoolingRecord> {
    let mut all = Vec::new();
    for scope in device.scopes().await {
        if matches!(
            scope,
            Scope::Orders(_) | Scope::School(_) | Scope::Person(_)
        ) {
            let feed = device.feed(&scope).await.into_iter();
            all.extend(feed.filter_map(|entry| match entry.change {
                Change::Schooling { record } => Some(*record),
                _ => None,
            }));
        }
    }
    all
}

fn people(of: &Colleagues) -> BTreeSet<PersonId> {
    of.named.iter().map(|one| one.person).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_told_by_what_the_readers_own_feeds_show() {
    let world = World::start().await;
    let mut offices_told = false;
    for sample in &world.people {
        let device = world.device(sample).await;
        let answer = asked(&world, &device).await;
        let (told, me) = (people(&answer), &sample.person);
        assert_eq!(told.len(), answer.named.len(), "each once");
        assert!(!told.contains(&me.id));
        let own: BTreeSet<PersonId> = answer.people.iter().map(|one| one.person).collect();
        assert!(told.is_disjoint(&own));
        let records = shown(&device).await;
        match me.role {
            AccountRole::EducationOfficer | AccountRole::FinancialCentre => {
                let named: BTreeSet<PersonId> =
                    records.iter().flat_map(SchoolingRecord::named).collect();
                assert!(told.is_subset(&named), "nobody no record here names");
                for other in &world.people {
                    let person = &other.person;
                    let office = matches!(
                        person.role,
                        AccountRole::EducationOfficer
                            | AccountRole::FinancialCentre
                            | AccountRole::School
                    );
                    let expected = office
                        && named.contains(&person.id)
                        && person.id != me.id
                        && !own.contains(&person.id);
                    assert_eq!(told.contains(&person.id), expected, "{person:?} to {me:?}");
                    offices_told |= expected;
                }
            }
            AccountRole::School => {
                let signed: BTreeSet<PersonId> = records
                    .iter()
                    .flat_map(SchoolingRecord::signers_of_both)
                    .collect();
                assert!(told.is_subset(&signed), "who signed with it, nobody else");
                let centre = answer
                    .named
                    .iter()
                    .any(|one| one.office == Principal::Centre);
                assert!(!centre, "the financial centre signs nothing with a school");
            }
            _ => assert!(answer.named.is_empty(), "{:?}", me.role),
        }
        for one in &answer.named {
            let known = world
                .people
                .iter()
                .find(|other| other.person.id == one.person);
            if let Some(known) = known {
                assert_eq!(one.full_name, known.person.full_name);
            }
        }
    }
    assert!(
        offices_told,
        "the demonstration names people of other offices"
    );
}

/// A budget somebody entered.
fn budget(year: i32, by: u128) -> SchoolingRecord {
    SchoolingRecord::Budget(Budget {
        department: "390000000".parse().unwrap(),
        year,
        amount: Tiyn(1),
        basis: "№ 1".to_owned(),
        former: Vec::new(),
        steps: vec![OrderStep {
            at: super::morning(),
            by: PersonId::new(Uuid::from_u128(by)),
            step: "set_budget".to_owned(),
            reason: None,
        }],
    })
}

#[test]
fn records_are_read_once_and_then_only_what_was_announced_since() {
    for place in Place::each() {
        let store = place.store();
        let names = Arc::new(Names::default());
        let put = |record: SchoolingRecord| {
            let written = store.write_blocking(move |tx| schooling::put(tx, &record));
            written.unwrap();
        };
        let told = |region: &str| {
            let (names, region) = (names.clone(), region.parse().unwrap());
            let read = store.read_blocking(move |connection| names.of(connection, region));
            let people = read.unwrap().into_iter();
            people.map(|one| one.uuid().as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(told("390000000"), [0; 0]);
        put(budget(2026, 11));
        put(budget(2027, 12));
        assert_eq!(told("390000000"), [11, 12]);
        // What was read isn't read again: it could be anything.
        place.beside(|connection| {
            let unread = "UPDATE schooling SET body = 'x' WHERE id LIKE '%2026'";
            connection.batch(unread).unwrap();
        });
        assert_eq!(told("390000000"), [11, 12]);
        put(budget(2028, 13));
        put(budget(2027, 14));
        assert_eq!(told("390000000"), [11, 12, 13, 14]);
        assert_eq!(told("750000000"), [0; 0]);
    }
}
