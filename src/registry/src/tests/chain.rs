//! A device's chain of operations: each counts once, and a copy of a laptop is noticed.

use super::{Device, World, later, new_uuid, rejection, star_id};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::OperationId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::VisitOp;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::feed::Scope;
use baqylau_protocol::operation::{DraftChange, Operation, OperationBody, SealedOperation};
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::SamplePerson;
use reqwest::StatusCode;
use serde_json::json;

fn note(device: &Device, who: &SamplePerson, text: &str) -> OperationBody {
    let key = FieldKey::Objections;
    let at = super::morning();
    let version = Draft::default().write(&key, device.install, json!(text), who.person.id, at);
    OperationBody::Draft {
        visit: star_id(),
        changes: vec![DraftChange { key, version }],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_sent_twice_counts_once_and_gets_the_same_receipts() {
    let world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let first = {
        let body = note(&device, &who, "a");
        device.seal(&who, body)
    };
    let second = {
        let body = note(&device, &who, "b");
        device.seal(&who, body)
    };
    let once = device.push(&[first.clone(), second.clone()]).await.unwrap();
    let feed = device.feed(&Scope::Draft(star_id())).await;
    later(&world, 10);
    let twice = device.push(&[first.clone(), second.clone()]).await.unwrap();
    assert_eq!(once, twice);
    let third = {
        let body = note(&device, &who, "c");
        device.seal(&who, body)
    };
    // The answer was lost: old ones travel along with a new one.
    let mixed = device.push(&[second, third]).await.unwrap();
    assert_eq!(mixed.first(), once.get(1));
    assert_eq!(
        device.feed(&Scope::Draft(star_id())).await.len(),
        feed.len() + 1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_refused_and_says_what_is_expected() {
    let world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let first = {
        let body = note(&device, &who, "a");
        device.seal(&who, body)
    };
    let second = {
        let body = note(&device, &who, "b");
        device.seal(&who, body)
    };
    let (status, error) = device
        .push(std::slice::from_ref(&second))
        .await
        .err()
        .unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::PRECONDITION_FAILED, ErrorCode::Gap)
    );
    assert_eq!(error.detail, "expected seq 1");
    // In the wrong order is a gap as well, and nothing of it counts.
    let reordered = device
        .push(&[second.clone(), first.clone()])
        .await
        .err()
        .unwrap();
    assert_eq!(reordered.1.code, ErrorCode::Gap);
    assert_eq!(device.push(&[first, second]).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_laptop_that_goes_on_differently_is_told_of_the_fork() {
    let world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let body = note(&device, &who, "a");
    let first = device.seal(&who, body);
    device.push(std::slice::from_ref(&first)).await.unwrap();
    let (seq, last) = (device.seq, device.last);
    let body = note(&device, &who, "b");
    let second = device.seal(&who, body);
    device.push(&[second]).await.unwrap();

    (device.seq, device.last) = (seq, last);
    let body = note(&device, &who, "another b");
    let fork = device.seal(&who, body);
    let (status, error) = device
        .push(std::slice::from_ref(&fork))
        .await
        .err()
        .unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::CONFLICT, ErrorCode::Fork)
    );
    // A new operation on a chain the registry doesn't have is a fork too.
    let body = note(&device, &who, "c");
    let third = device.seal(&who, body);
    assert_eq!(
        device.push(&[third]).await.err().unwrap().1.code,
        ErrorCode::Fork
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_operation_with_other_content_is_refused() {
    let world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let body = note(&device, &who, "a");
    let first = device.seal(&who, body);
    device.push(std::slice::from_ref(&first)).await.unwrap();
    let (mut operation, _) = Operation::open(&first.bytes).unwrap();
    operation.seq = 2;
    operation.previous = first.hash;
    let other = operation.seal().unwrap();
    let (status, error) = device.push(&[other]).await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::Mismatch)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_signed_by_another_device_is_refused() {
    let world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let body = note(&device, &who, "a");
    let first = device.seal(&who, body);
    let honest = device.key.clone();
    device.key = Device::new(&world).key;
    let (status, error) = device
        .push(std::slice::from_ref(&first))
        .await
        .err()
        .unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::FORBIDDEN, ErrorCode::Forbidden)
    );
    device.key = honest;
    assert!(device.push(&[first]).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_a_newer_program_is_rejected_and_the_chain_goes_on() {
    let world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let text = json!({
        "id": OperationId::new(new_uuid()), "install": device.install, "seq": 1,
        "previous": device.last, "schema": 2, "actor": who.person.id,
        "made_at": super::morning(), "clock_skew": null, "body": {"kind": "teleport"},
    })
    .to_string();
    let hash = baqylau_protocol::blob::hash(text.as_bytes());
    let newer = SealedOperation {
        bytes: text.into_bytes(),
        hash,
    };
    let outcome = device.push(&[newer]).await.unwrap().remove(0).outcome;
    assert_eq!(rejection(outcome), Rejection::UnknownSchema);
    (device.seq, device.last) = (1, hash);
    let body = note(&device, &who, "a");
    assert_eq!(device.send(&who, body).await, Outcome::Applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_people_who_signed_in_on_a_device_act_through_it() {
    let world = World::start().await;
    let (mut device, visit) = world.star().await;
    let chair = world.by_role(AccountRole::Commission, 0).clone();
    let secretary = world.by_role(AccountRole::Commission, 2).clone();
    let outcome = device
        .visit_op(&secretary, visit.id, VisitOp::Arrive { location: None })
        .await;
    assert_eq!(rejection(outcome), Rejection::NotYourDevice);
    device.sign_in(&world, &secretary).await;
    let outcome = device
        .visit_op(&secretary, visit.id, VisitOp::Arrive { location: None })
        .await;
    assert_eq!(outcome, Outcome::Applied);
    // The first person's session is still good for what they did before.
    let outcome = device
        .visit_op(&chair, visit.id, VisitOp::HandLeaflet)
        .await;
    assert_eq!(outcome, Outcome::Applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_runs_ahead_is_flagged_and_not_refused() {
    let world = World::start().await;
    let (mut device, visit) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let sealed = device.seal(
        &who,
        OperationBody::Visit {
            visit: visit.id,
            op: VisitOp::Arrive { location: None },
        },
    );
    let (mut operation, _) = Operation::open(&sealed.bytes).unwrap();
    operation.clock_skew = Some(6 * 60);
    let sealed = operation.seal().unwrap();
    device.last = sealed.hash;
    let receipt = device.push(&[sealed]).await.unwrap().remove(0);
    assert_eq!(receipt.outcome, Outcome::Applied);
    assert!(receipt.clock_flagged);
}
