//! From a bare signature to one that lasts.

use crate::world::{ACT, Mood, World, now, revoked};
use baqylau_signing::{
    Evidence, RevocationReason, SignatureFile, StampProblem, Status, TimeStampError,
};
use baqylau_validation::{Level, Problem, StampService, TransportError, Validation};
use chrono::TimeDelta;
use std::time::{Duration, Instant};

const WHILE: Duration = Duration::from_secs(30);

fn octets(cms: &[u8]) -> Vec<u8> {
    let file = SignatureFile::parse(cms).unwrap();
    file.signatures().next().unwrap().octets().to_vec()
}

#[tokio::test]
async fn a_signature_made_offline_is_stamped_later_and_then_needs_nobody() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    let validation = world.validation();
    let trust = world.trust();
    let extended = validation.extend(&cms, &trust, now(), WHILE).await;
    assert_eq!(extended.complaints, []);
    assert_eq!(extended.level, Level::Lt);
    assert_eq!(octets(&extended.cms), octets(&cms));
    assert_eq!(Validation::level(&extended.cms, &trust), Level::Lt);
    // Two years on, the certificate long expired, nobody asked.
    let later = now() + TimeDelta::days(800);
    let verdict = world.judge(&extended.cms, &Evidence::new(), later);
    assert_eq!(verdict.status, Status::Valid);
    assert_eq!(verdict.stamped_at, Some(now()));
    // Once is enough.
    world.asked();
    let again = validation.extend(&extended.cms, &trust, later, WHILE).await;
    assert_eq!(again.cms, extended.cms);
    assert_eq!(again.level, Level::Lt);
    assert!(world.asked().is_empty());
}

#[tokio::test]
async fn a_stamp_stays_when_the_rest_fails_and_is_not_made_twice() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    let trust = world.trust();
    world.mood("/ocsp", Mood::Status(503));
    let validation = world.validation();
    let first = validation.extend(&cms, &trust, now(), WHILE).await;
    assert_eq!(first.level, Level::T);
    assert_eq!(octets(&first.cms), octets(&cms));
    assert!(first.complaints.iter().any(|one| one.is_passing()));
    world.mood("/ocsp", Mood::Right);
    world.asked();
    let second = validation
        .extend(&first.cms, &trust, now() + TimeDelta::minutes(2), WHILE)
        .await;
    assert_eq!(second.level, Level::Lt);
    assert_eq!(octets(&second.cms), octets(&cms));
    assert!(!world.asked().contains(&"/tsp".to_owned()));
}

#[tokio::test]
async fn when_the_moment_of_the_stamp_is_over_only_a_list_of_that_moment_helps() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    let trust = world.trust();
    world.mood("/ocsp", Mood::Status(503));
    let first = world.validation().extend(&cms, &trust, now(), WHILE).await;
    assert_eq!(first.level, Level::T);
    let list = world.list(5, None);
    world.mood("/ocsp", Mood::Right);
    let later = now() + TimeDelta::hours(6);
    world.clock(later);
    let validation = world.validation();
    let open = validation.extend(&first.cms, &trust, later, WHILE).await;
    assert_eq!(open.level, Level::T);
    assert_eq!(open.cms, first.cms);
    world.publish("/list", list);
    let kept = world
        .validation()
        .extend(&first.cms, &trust, later, WHILE)
        .await;
    assert_eq!(kept.level, Level::Lt);
    let years = now() + TimeDelta::days(800);
    assert_eq!(
        world.judge(&kept.cms, &Evidence::new(), years).status,
        Status::Valid
    );
}

#[tokio::test]
async fn the_first_stamp_service_that_answers_rightly_is_taken() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    let trust = world.trust();
    let mut addresses = world.addresses();
    addresses.stamps.push(StampService {
        address: world.at("/tsp2"),
        policy: None,
    });
    let forged = {
        let bare = world.validation().extend(&cms, &trust, now(), WHILE).await;
        assert_eq!(bare.level, Level::Lt);
        Mood::Impostor
    };
    let refused = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02].to_vec();
    type Expected = fn(&Problem) -> bool;
    let cases: Vec<(Mood, Expected)> = vec![
        (forged, |problem| {
            matches!(problem, Problem::BadStamp(StampProblem::Untrusted(_)))
        }),
        (Mood::Distracted, |problem| {
            *problem == Problem::Stamp(TimeStampError::AnotherRequest)
        }),
        (Mood::Says(refused), |problem| {
            *problem == Problem::Stamp(TimeStampError::Refused { status: 2 })
        }),
        (
            Mood::Says(b"<html>sign in first</html>".to_vec()),
            |problem| *problem == Problem::Stamp(TimeStampError::NotATimeStamp),
        ),
        (Mood::Status(503), |problem| {
            *problem == Problem::Transport(TransportError::Status { status: 503 })
        }),
    ];
    for (mood, expected) in cases {
        world.mood("/tsp", mood.clone());
        let validation = world.with(addresses.clone());
        let extended = validation.extend(&cms, &trust, now(), WHILE).await;
        assert_eq!(extended.level, Level::Lt, "{mood:?}");
        let complaint = &extended.complaints[0];
        assert_eq!(complaint.address, world.at("/tsp"));
        assert!(expected(&complaint.problem), "{mood:?}: {complaint}");
        assert!(extended.complaints.len() == 1);
    }
}

#[tokio::test]
async fn the_deadline_ends_a_call_that_would_hang() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    world.mood("/tsp", Mood::Sleeps);
    let validation = world.validation();
    let began = Instant::now();
    let extended = validation
        .extend(&cms, &world.trust(), now(), Duration::from_millis(300))
        .await;
    // The service sleeps for 600 s.
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(extended.level, Level::Bes);
    assert_eq!(extended.cms, cms);
    assert_eq!(extended.complaints[0].problem, Problem::OutOfTime);
    // Our own haste is no reason to leave the host alone.
    world.mood("/tsp", Mood::Right);
    let extended = validation.extend(&cms, &world.trust(), now(), WHILE).await;
    assert_eq!(extended.level, Level::Lt);
}

#[tokio::test]
async fn a_revoked_signature_gets_its_stamp_and_no_values() {
    let world = World::new().await;
    let key = world.key();
    let cms = world.sign(&key);
    let since = now() - TimeDelta::hours(1);
    let revocation = revoked(since, RevocationReason::Superseded);
    world.revoke(&key, revocation);
    let extended = world
        .validation()
        .extend(&cms, &world.trust(), now(), WHILE)
        .await;
    assert_eq!(extended.level, Level::T);
    let problems: Vec<_> = extended.complaints.iter().map(|one| &one.problem).collect();
    assert_eq!(problems, [&Problem::Revoked(revocation)]);
}

#[tokio::test]
async fn what_is_no_signature_comes_back_as_it_was() {
    let world = World::new().await;
    for octets in [&b""[..], b"{}", ACT, &[0x30, 0x80]] {
        let extended = world
            .validation()
            .extend(octets, &world.trust(), now(), WHILE)
            .await;
        assert_eq!(extended.cms, octets);
        assert_eq!(extended.level, Level::Bes);
        assert!(matches!(extended.complaints[0].problem, Problem::File(_)));
    }
    assert!(world.asked().is_empty());
}
