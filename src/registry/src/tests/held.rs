//! Operations that wait for attachments, and attachments themselves.

use super::visit::Site;
use super::{World, take};
use crate::store::rows;
use baqylau_domain::people::CommissionRole;
use baqylau_domain::visit::StageName;
use baqylau_protocol::api::{self, ErrorCode};
use baqylau_protocol::blob;
use baqylau_protocol::receipt::Outcome;
use reqwest::{Method, StatusCode};

#[tokio::test(flavor = "multi_thread")]
async fn an_act_and_its_signatures_wait_for_their_bytes_and_then_count_by_themselves() {
    let world = World::start().await;
    let mut site = Site::merged(&world).await;
    let (bytes, fix) = site.act(&world, &[]).await;
    let act = blob::hash(&bytes);
    let secretary = world
        .member(&site.visit, CommissionRole::Secretary, 0)
        .clone();
    let sealed = site.device.seal(&secretary, site.operation(fix));
    let held = site
        .device
        .push(std::slice::from_ref(&sealed))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(held.outcome, Outcome::Held { missing: vec![act] });

    // A signature that comes before the bytes waits behind the act.
    let member = world.member(&site.visit, CommissionRole::Member, 0).clone();
    let (cms, sign) = site.signature(&world, &member, &bytes);
    let signed = site.device.seal(&member, site.operation(sign));
    let waiting = site
        .device
        .push(std::slice::from_ref(&signed))
        .await
        .unwrap()
        .remove(0);
    let Outcome::Held { missing } = waiting.outcome else {
        panic!("held")
    };
    assert!(missing.contains(&act) && missing.contains(&blob::hash(&cms)));

    // A third one behind both.
    let second = world.member(&site.visit, CommissionRole::Member, 1).clone();
    let (other_cms, sign) = site.signature(&world, &second, &bytes);
    site.device.upload(&other_cms).await;
    let third = site.device.seal(&second, site.operation(sign));
    site.device
        .push(std::slice::from_ref(&third))
        .await
        .unwrap();

    site.device.upload(&bytes).await;
    let visit = site.device.visit(site.visit.id).await;
    assert_eq!(
        visit.stage.name(),
        StageName::Signing,
        "without being asked again"
    );
    let behind = site
        .device
        .push(std::slice::from_ref(&third))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(
        behind.outcome,
        Outcome::Held {
            missing: vec![blob::hash(&cms)]
        }
    );
    let fixed = site.device.push(&[sealed]).await.unwrap().remove(0);
    assert_eq!(fixed.outcome, Outcome::Applied);
    let waiting = site
        .device
        .push(std::slice::from_ref(&signed))
        .await
        .unwrap()
        .remove(0);
    assert_eq!(
        waiting.outcome,
        Outcome::Held {
            missing: vec![blob::hash(&cms)]
        }
    );

    site.device.upload(&cms).await;
    let signed = site.device.push(&[signed]).await.unwrap().remove(0);
    assert_eq!(signed.outcome, Outcome::Applied);
    let third = site.device.push(&[third]).await.unwrap().remove(0);
    assert_eq!(third.outcome, Outcome::Applied);
    // That the act waited was said under the registry's signature, and stays said.
    let operation = fixed.operation;
    let kept = world
        .folder
        .beside(|connection| rows::receipts(connection, operation).unwrap());
    let said: Vec<Outcome> = kept
        .iter()
        .map(|signed| site.device.verified(signed).outcome)
        .collect();
    let waited = Outcome::Held { missing: vec![act] };
    assert_eq!(said, [waited, Outcome::Applied]);
    let visit = site.device.visit(site.visit.id).await;
    assert_eq!(visit.stage.signed_file().unwrap().signatures.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_on_where_it_stopped_and_a_piece_sent_twice_is_taken_once() {
    let world = World::start().await;
    let (device, _) = world.star().await;
    let bytes: Vec<u8> = (0..300_000u32).map(|n| (n % 251) as u8).collect();
    let (hash, length) = (blob::hash(&bytes), bytes.len() as u64);
    assert_eq!(
        device
            .piece(hash, 0, length, &bytes[..100_000])
            .await
            .unwrap()
            .offset,
        100_000
    );
    assert_eq!(
        device
            .piece(hash, 0, length, &bytes[..100_000])
            .await
            .unwrap()
            .offset,
        100_000
    );
    let gap = device
        .piece(hash, 200_000, length, &bytes[200_000..])
        .await
        .err()
        .unwrap();
    assert_eq!(gap.1.code, ErrorCode::Gap);

    let world = world.restart().await;
    let mut device = device;
    device.base = world.registry.url();
    let path = format!("{}/{hash}", api::BLOBS);
    let head = device.request(Method::HEAD, &path).send().await.unwrap();
    assert_eq!(head.headers()[api::UPLOAD_OFFSET], "100000");
    assert!(
        !head.headers().contains_key(api::UPLOAD_LENGTH),
        "not complete"
    );
    let progress = device
        .piece(hash, 90_000, length, &bytes[90_000..])
        .await
        .unwrap();
    assert!(progress.complete);
    let head = device.request(Method::HEAD, &path).send().await.unwrap();
    assert_eq!(head.headers()[api::UPLOAD_LENGTH], "300000");
    let got = device
        .request(Method::GET, &path)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(got, bytes);
    let rest = device
        .request(Method::GET, &path)
        .header("range", "bytes=299990-")
        .send()
        .await
        .unwrap();
    assert_eq!(rest.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(
        rest.headers()["content-range"],
        "bytes 299990-299999/300000"
    );
    assert_eq!(rest.bytes().await.unwrap(), bytes[299_990..]);
    // RFC 9110, 14.1.2: a range that begins at the end holds no byte.
    for from in ["300000", "300001", "18446744073709551615"] {
        let beyond = device
            .request(Method::GET, &path)
            .header("range", format!("bytes={from}-"))
            .send()
            .await
            .unwrap();
        assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE, "{from}");
        assert_eq!(beyond.headers()["content-range"], "bytes */300000");
        let (_, error) = take::<()>(beyond).await.err().unwrap();
        assert_eq!(error.code, ErrorCode::Range);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_with_another_hash_are_thrown_away_and_spoil_nobody_elses_upload() {
    let world = World::start().await;
    let (device, visit) = world.star().await;
    let other = world
        .device(world.member(&visit, CommissionRole::Secretary, 0))
        .await;
    let bytes = b"a photo".to_vec();
    let hash = blob::hash(&bytes);
    let half = &bytes[..3];
    assert_eq!(other.piece(hash, 0, 7, half).await.unwrap().offset, 3);
    let (status, error) = device.piece(hash, 0, 7, b"a forge").await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::Mismatch)
    );
    assert!(other.piece(hash, 3, 7, &bytes[3..]).await.unwrap().complete);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attachment_is_for_those_who_may_read_its_visit() {
    let world = World::start().await;
    let (device, _) = world.star().await;
    let hash = device.upload(b"a list of names").await;
    let outsider = world.device(&world.people[1]).await;
    let path = format!("{}/{hash}", api::BLOBS);
    let response = outsider.request(Method::GET, &path).send().await.unwrap();
    let (status, error) = take::<()>(response).await.err().unwrap();
    assert_eq!(
        (status, error.code),
        (StatusCode::NOT_FOUND, ErrorCode::NotFound)
    );
}
