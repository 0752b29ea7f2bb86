//! The feed: gapless and in commit order, whoever writes at the same time.

use super::{Device, World, new_uuid, star_id};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::{DraftChange, OperationBody};
use baqylau_protocol::receipt::Outcome;
use baqylau_protocol::session::SamplePerson;
use reqwest::StatusCode;
use serde_json::json;
use std::collections::BTreeSet;

async fn write_fields(mut device: Device, who: SamplePerson, writer: usize, count: usize) {
    for index in 0..count {
        let key = FieldKey::Answer {
            list: "SAFE".to_owned(),
            path: format!("/data/w{writer}/n{index}"),
        };
        let version = Draft::default().write(
            &key,
            device.install,
            json!(index),
            who.person.id,
            super::morning(),
        );
        let changes = vec![DraftChange { key, version }];
        let body = OperationBody::Draft {
            visit: star_id(),
            changes,
        };
        assert_eq!(device.send(&who, body).await, Outcome::Applied);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_laptops_at_once_leave_no_gap_and_lose_nothing() {
    const WRITERS: usize = 6;
    const FIELDS: usize = 20;
    let world = World::start().await;
    let (reader, visit) = world.star().await;
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        let person = visit.members[writer % visit.members.len()].person;
        let who = world
            .people
            .iter()
            .find(|s| s.person.id == person)
            .unwrap()
            .clone();
        let device = world.device(&who).await;
        writers.push(tokio::spawn(write_fields(device, who, writer, FIELDS)));
    }
    // A reader that pulls all the while sees every number once, in order.
    let scope = Scope::Draft(star_id());
    let mut seen = 0u64;
    while seen < (WRITERS * FIELDS) as u64 {
        let page = reader.page(&scope, seen, 7).await.unwrap();
        for entry in page.entries {
            assert_eq!(entry.seq, seen + 1);
            seen = entry.seq;
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let keys: BTreeSet<String> = reader
        .feed(&scope)
        .await
        .iter()
        .filter_map(|entry| match &entry.change {
            Change::Field { key, .. } => Some(key.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(keys.len(), WRITERS * FIELDS);
    assert!(
        world
            .registry
            .check()
            .await
            .unwrap()
            .scopes_with_gaps
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_of_another_epoch_or_ahead_of_the_feed_starts_over() {
    let world = World::start().await;
    let (mut device, visit) = world.star().await;
    let scope = Scope::Region(visit.territory.region());
    let page = device.page(&scope, 0, 5).await.unwrap();
    assert_eq!(page.entries.len(), 5);
    assert!(page.head > 5);
    let (status, error) = device.page(&scope, page.head + 1, 5).await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::GONE, ErrorCode::CursorTooOld)
    );
    device.epoch = new_uuid();
    assert_eq!(
        device.page(&scope, 5, 5).await.err().unwrap().1.code,
        ErrorCode::CursorTooOld
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_their_own_scopes_and_no_others() {
    let world = World::start().await;
    let count =
        |scopes: &[Scope], pick: fn(&Scope) -> bool| scopes.iter().filter(|s| pick(s)).count();
    let region = |scope: &Scope| matches!(scope, Scope::Region(_));
    let visits = |scope: &Scope| matches!(scope, Scope::Visits(_));
    let expected = [
        (AccountRole::EducationOfficer, 1, 1),
        (AccountRole::IssuerOfficer, 20, 20),
        (AccountRole::FinancialCentre, 20, 0),
        (AccountRole::Observer, 20, 20),
    ];
    for (role, regions, visit_scopes) in expected {
        let sample = world.by_role(role, 0);
        let device = world.device(sample).await;
        let scopes = device.scopes().await;
        assert_eq!(count(&scopes, region), regions, "{role:?}");
        assert_eq!(count(&scopes, visits), visit_scopes, "{role:?}");
        assert!(scopes.contains(&Scope::Person(sample.person.id)));
        for scope in &scopes {
            assert!(device.page(scope, 0, 1).await.is_ok(), "{scope}");
        }
        let draft = device
            .page(&Scope::Draft(star_id()), 0, 1)
            .await
            .err()
            .unwrap();
        assert_eq!(draft.0, StatusCode::FORBIDDEN);
    }
    let (member, visit) = world.star().await;
    let scopes = member.scopes().await;
    assert!(scopes.contains(&Scope::Draft(visit.id)));
    assert_eq!(count(&scopes, visits), 0);
    let kyzylorda = Scope::Visits("430000000".parse().unwrap());
    assert!(member.page(&kyzylorda, 0, 1).await.is_err());
    let other = Scope::Person(world.people[1].person.id);
    assert!(member.page(&other, 0, 1).await.is_err());
}
