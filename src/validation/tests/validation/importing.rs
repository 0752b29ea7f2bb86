//! Lists brought by file.

use crate::world::{World, now, revoked};
use baqylau_signing::{RevocationReason, SourceProblem, Status};
use baqylau_validation::ImportError;
use chrono::TimeDelta;

#[tokio::test]
async fn a_list_brought_on_a_stick_serves_a_laptop_that_never_was_online() {
    let world = World::new().await;
    let (good, bad) = (world.key(), world.key());
    world.revoke(
        &bad,
        revoked(now() - TimeDelta::days(2), RevocationReason::KeyCompromise),
    );
    let validation = world.validation();
    let list = world.list(7, None);
    let imported = validation
        .import_list(&list, &world.trust(), now())
        .unwrap();
    assert_eq!(imported.entries, 1);
    assert!(!imported.delta);
    for (key, status) in [(good, Status::Valid), (bad, Status::Invalid)] {
        let cms = world.sign(&key);
        let kept = validation.from_shelf(&cms, &world.trust(), now());
        assert_eq!(world.judge(&cms, &kept.evidence, now()).status, status);
    }
    assert!(world.asked().is_empty());
    // The same again is no harm.
    assert!(validation.import_list(&list, &world.trust(), now()).is_ok());
}

#[tokio::test]
async fn older_strange_altered_and_future_lists_are_refused_with_the_reason() {
    let world = World::new().await;
    let trust = world.trust();
    let validation = world.validation();
    let hour = TimeDelta::hours(1);
    let newer = world.list_of(8, None, now() - hour, now() + hour);
    let older = world.list_of(7, None, now() - hour * 2, now() + hour);
    validation.import_list(&newer, &trust, now()).unwrap();
    assert_eq!(
        validation.import_list(&older, &trust, now()),
        Err(ImportError::Older {
            this_update: now() - hour * 2,
            at_hand: now() - hour,
        })
    );
    let future = world.list_of(9, None, now() + hour, now() + hour * 2);
    assert_eq!(
        validation.import_list(&future, &trust, now()),
        Err(ImportError::Future {
            this_update: now() + hour
        })
    );
    let mut altered = world.list_of(9, None, now(), now() + hour);
    let last = altered.len() - 1;
    altered[last] ^= 1;
    assert_eq!(
        validation.import_list(&altered, &trust, now()),
        Err(ImportError::NotBelieved(SourceProblem::Signature))
    );
    let elsewhere = World::new().await;
    let error = validation
        .import_list(&elsewhere.list(9, None), &trust, now())
        .unwrap_err();
    assert!(matches!(
        error,
        ImportError::UnknownIssuer { .. } | ImportError::NotBelieved(_)
    ));
    assert!(matches!(
        validation.import_list(b"not a list", &trust, now()),
        Err(ImportError::Unreadable(_))
    ));
}
