//! Evidence: who is asked, in which order, and what is made of bad answers.

use crate::world::{Mood, World, now, revoked};
use baqylau_signing::{
    CheckKind, Detail, Evidence, OcspRefusal, Outcome, RevocationReason, SourceProblem, Status,
};
use baqylau_validation::{Problem, TransportError, Validation};
use chrono::TimeDelta;

fn problems(complaints: &[baqylau_validation::Complaint]) -> Vec<Problem> {
    complaints.iter().map(|one| one.problem.clone()).collect()
}

#[tokio::test]
async fn the_service_is_asked_once_and_its_answer_serves_offline_for_its_moment() {
    let world = World::new().await;
    let key = world.key();
    let cms = world.sign(&key);
    let validation = world.validation();
    assert_eq!(
        world.judge(&cms, &Evidence::new(), now()).status,
        Status::NotFullyChecked
    );
    for _ in 0..3 {
        let gathered = validation.evidence(&cms, &world.trust(), now()).await;
        assert_eq!(problems(&gathered.complaints), []);
        assert_eq!(
            world.judge(&cms, &gathered.evidence, now()).status,
            Status::Valid
        );
    }
    assert_eq!(world.asked(), ["/ocsp"]);
    let kept = validation.from_shelf(&cms, &world.trust(), now());
    assert_eq!(
        world.judge(&cms, &kept.evidence, now()).status,
        Status::Valid
    );
    // The answer speaks about its own minutes and about no others.
    let later = now() + TimeDelta::hours(1);
    let verdict = world.judge(&cms, &kept.evidence, later);
    assert_eq!(verdict.status, Status::NotFullyChecked);
    assert_eq!(
        verdict.check(CheckKind::Revocation).unwrap().detail,
        Some(Detail::RevocationOutdated)
    );
    assert!(world.asked().is_empty());
}

#[tokio::test]
async fn a_revoked_key_is_found_by_either_service_and_for_ever() {
    let world = World::new().await;
    let key = world.key();
    let cms = world.sign(&key);
    world.revoke(
        &key,
        revoked(now() - TimeDelta::hours(3), RevocationReason::KeyCompromise),
    );
    world.publish("/list", world.list(5, None));
    for silent in ["/ocsp", "/list"] {
        world.mood(silent, Mood::Status(503));
        let validation = world.validation();
        let gathered = validation.evidence(&cms, &world.trust(), now()).await;
        assert_eq!(
            world.judge(&cms, &gathered.evidence, now()).status,
            Status::Invalid
        );
        world.mood(silent, Mood::Right);
        // Known once, it isn't asked again, days later neither.
        if silent == "/list" {
            world.asked();
            let later = now() + TimeDelta::days(3);
            let gathered = validation.evidence(&cms, &world.trust(), later).await;
            assert_eq!(
                world.judge(&cms, &gathered.evidence, later).status,
                Status::Invalid
            );
            assert!(world.asked().is_empty());
        }
    }
}

#[tokio::test]
async fn a_busy_service_is_asked_three_times_and_never_makes_a_signature_invalid() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    world.mood("/ocsp", Mood::Busy(2));
    let gathered = world
        .validation()
        .evidence(&cms, &world.trust(), now())
        .await;
    assert_eq!(
        world.judge(&cms, &gathered.evidence, now()).status,
        Status::Valid
    );
    assert_eq!(world.asked(), ["/ocsp", "/ocsp", "/ocsp"]);
    world.mood("/ocsp", Mood::Busy(9));
    let gathered = world
        .validation()
        .evidence(&cms, &world.trust(), now())
        .await;
    assert_eq!(
        world.judge(&cms, &gathered.evidence, now()).status,
        Status::NotFullyChecked
    );
    let asked = world.asked();
    assert_eq!(asked.iter().filter(|path| *path == "/ocsp").count(), 3);
    assert!(problems(&gathered.complaints).contains(&Problem::Refused(OcspRefusal::TryLater)));
    assert!(gathered.complaints[0].is_passing());
}

#[tokio::test]
async fn the_service_that_does_not_know_the_key_leaves_it_open_for_the_list() {
    let world = World::new().await;
    let key = world.key();
    let cms = world.sign(&key);
    // As the service of НУЦ РК says that it knows nothing: revoked on 1 January 1970.
    world.revoke(
        &key,
        revoked(
            chrono::DateTime::UNIX_EPOCH,
            RevocationReason::CertificateHold,
        ),
    );
    let gathered = world
        .validation()
        .evidence(&cms, &world.trust(), now())
        .await;
    assert!(problems(&gathered.complaints).contains(&Problem::Unknown));
    assert_eq!(
        world.judge(&cms, &gathered.evidence, now()).status,
        Status::NotFullyChecked
    );
    world.book.lock().unwrap().clear();
    world.publish("/list", world.list(5, None));
    world.revoke(
        &key,
        revoked(
            chrono::DateTime::UNIX_EPOCH,
            RevocationReason::CertificateHold,
        ),
    );
    let gathered = world
        .validation()
        .evidence(&cms, &world.trust(), now())
        .await;
    assert_eq!(
        world.judge(&cms, &gathered.evidence, now()).status,
        Status::Valid
    );
}

#[tokio::test]
async fn wrong_answers_are_told_apart_and_none_of_them_is_believed() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    let elsewhere = World::new().await;
    let cases = [
        (Mood::Distracted, Problem::AnotherCertificate),
        (
            Mood::Impostor,
            Problem::NotBelieved(SourceProblem::AnotherIssuer),
        ),
        (Mood::Endless, Problem::Transport(TransportError::TooLarge)),
        (
            Mood::SendsTo(elsewhere.at("/ocsp")),
            Problem::Transport(TransportError::Elsewhere),
        ),
        (
            Mood::Status(500),
            Problem::Transport(TransportError::Status { status: 500 }),
        ),
        (Mood::Drops, Problem::Transport(TransportError::Unreachable)),
    ];
    for (mood, expected) in cases {
        world.mood("/ocsp", mood.clone());
        let validation = world.validation();
        let gathered = validation.evidence(&cms, &world.trust(), now()).await;
        let found = problems(&gathered.complaints);
        assert!(found.contains(&expected), "{mood:?}: {found:?}");
        assert_eq!(
            world.judge(&cms, &gathered.evidence, now()).status,
            Status::NotFullyChecked,
            "{mood:?}"
        );
        let kept = validation.from_shelf(&cms, &world.trust(), now());
        assert!(kept.evidence.is_empty(), "{mood:?}");
    }
    assert!(elsewhere.asked().is_empty());
}

#[tokio::test]
async fn an_answer_made_for_another_request_is_refused() {
    let world = World::new().await;
    let key = world.key();
    let cms = world.sign(&key);
    let issuer = world.services.authority().certificate();
    let request = baqylau_signing::ocsp_request(key.certificate(), issuer, &[9; 8]);
    let good = |_: &str| baqylau_signing::demo_services::Standing::Good;
    let replayed = world
        .services
        .answer(&request, &good, now(), &mut rand_core::OsRng)
        .unwrap();
    world.mood("/ocsp", Mood::Says(replayed.clone()));
    let gathered = world
        .validation()
        .evidence(&cms, &world.trust(), now())
        .await;
    assert!(problems(&gathered.complaints).contains(&Problem::AnotherNonce));
    // One altered octet of its signature, and it isn't the service's.
    let mut forged = replayed;
    let last = forged.len() - 700;
    forged[last] ^= 1;
    world.mood("/ocsp", Mood::Says(forged));
    let gathered = world
        .validation()
        .evidence(&cms, &world.trust(), now())
        .await;
    assert!(!problems(&gathered.complaints).is_empty());
    assert_eq!(
        world.judge(&cms, &gathered.evidence, now()).status,
        Status::NotFullyChecked
    );
}

#[tokio::test]
async fn the_next_address_is_tried_and_a_silent_host_costs_its_time_once() {
    let world = World::new().await;
    let keys = [world.key(), world.key(), world.key()];
    let mut addresses = world.addresses();
    // Nobody listens at this port.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}/ocsp", gone.local_addr().unwrap());
    drop(gone);
    addresses.ocsp.insert(0, silent.clone());
    let validation = world.with(addresses);
    let trust = world.trust();
    for (number, key) in keys.iter().enumerate() {
        let cms = world.sign(key);
        let gathered = validation.evidence(&cms, &trust, now()).await;
        assert_eq!(
            world.judge(&cms, &gathered.evidence, now()).status,
            Status::Valid
        );
        let expected = if number == 0 {
            Problem::Transport(TransportError::Unreachable)
        } else {
            Problem::Silent
        };
        assert_eq!(problems(&gathered.complaints), [expected]);
        assert_eq!(gathered.complaints[0].address, silent);
    }
}

#[tokio::test]
async fn a_supplement_adds_to_the_list_and_takes_from_it() {
    let world = World::new().await;
    let key = world.key();
    let cms = world.sign(&key);
    world.mood("/ocsp", Mood::Drops);
    let hold = revoked(
        now() - TimeDelta::hours(30),
        RevocationReason::CertificateHold,
    );
    world.revoke(&key, hold);
    world.publish("/list", world.list(5, None));
    let status = async |validation: Validation| {
        let gathered = validation.evidence(&cms, &world.trust(), now()).await;
        let verdict = world.judge(&cms, &gathered.evidence, now());
        let check = verdict.check(CheckKind::Revocation).unwrap();
        (verdict.status, check.outcome)
    };
    assert_eq!(
        status(world.validation()).await,
        (Status::Invalid, Outcome::Failed)
    );
    world.revoke(
        &key,
        revoked(
            now() - TimeDelta::hours(2),
            RevocationReason::RemoveFromList,
        ),
    );
    let supplement = world.list_of(
        6,
        Some(5),
        now() - TimeDelta::hours(1),
        now() + TimeDelta::hours(1),
    );
    world.publish("/supplement", supplement);
    assert_eq!(
        status(world.validation()).await,
        (Status::Valid, Outcome::Passed)
    );
}

#[tokio::test]
async fn lists_are_fetched_once_an_hour_for_any_number_of_signers() {
    let world = World::new().await;
    let mut addresses = world.addresses();
    addresses.ocsp.clear();
    world.publish("/list", world.list(5, None));
    let validation = world.with(addresses);
    for _ in 0..5 {
        let cms = world.sign(&world.key());
        let gathered = validation.evidence(&cms, &world.trust(), now()).await;
        assert_eq!(
            world.judge(&cms, &gathered.evidence, now()).status,
            Status::Valid
        );
    }
    let lists = |asked: Vec<String>| asked.iter().filter(|path| *path == "/list").count();
    assert_eq!(lists(world.asked()), 1);
    let cms = world.sign(&world.key());
    let later = now() + TimeDelta::minutes(90);
    validation.evidence(&cms, &world.trust(), later).await;
    assert_eq!(lists(world.asked()), 1);
}

#[tokio::test]
async fn a_list_of_a_stranger_is_never_kept() {
    let world = World::new().await;
    let cms = world.sign(&world.key());
    world.mood("/ocsp", Mood::Drops);
    let elsewhere = World::new().await;
    world.publish("/list", elsewhere.list(5, None));
    let validation = world.validation();
    let gathered = validation.evidence(&cms, &world.trust(), now()).await;
    let unbelieved = Problem::NotBelieved(SourceProblem::AnotherIssuer);
    assert!(problems(&gathered.complaints).contains(&unbelieved));
    let kept = validation.from_shelf(&cms, &world.trust(), now());
    assert!(kept.evidence.is_empty());
}
