//! Signing in with a key file.

use crate::fixtures::{IIN, fixture, gost_fixture, now, open};
use baqylau_signing::challenge::{SignInChallenge, answer, verify_answer};
use baqylau_signing::{Status, VerificationPolicy, verify};
use rand_core::OsRng;

fn challenge() -> SignInChallenge {
    SignInChallenge {
        registry: "registry.example.kz".into(),
        nonce: [7; 32],
        device: "0197-device".into(),
    }
}

fn policy() -> VerificationPolicy {
    VerificationPolicy::sign_in().exempt_demonstration()
}

#[test]
fn either_kind_of_key_answers_and_the_registry_learns_who_it_is() {
    for fixture in [fixture(), gost_fixture()] {
        let trust = fixture.ca.trust_store();
        for key_file in [&fixture.head, &fixture.head_login] {
            let answer = answer(&challenge(), &open(key_file), now(), &mut OsRng).expect("answer");
            let verdict = verify_answer(&challenge(), &answer, &trust, &policy(), now());
            assert_eq!(verdict.status, Status::Valid);
            assert_eq!(
                verdict.signer.and_then(|signer| signer.iin).as_deref(),
                Some(IIN)
            );
        }
    }
}

#[test]
fn an_answer_to_another_registry_nonce_or_device_is_refused() {
    let trust = fixture().ca.trust_store();
    let answer = answer(&challenge(), &open(&fixture().head), now(), &mut OsRng).expect("answer");
    let others = [
        SignInChallenge {
            registry: "registry.example.org".into(),
            ..challenge()
        },
        SignInChallenge {
            nonce: [8; 32],
            ..challenge()
        },
        SignInChallenge {
            device: "0197-other".into(),
            ..challenge()
        },
    ];
    for other in others {
        let verdict = verify_answer(&other, &answer, &trust, &policy(), now());
        assert_eq!(verdict.status, Status::Invalid);
    }
}

#[test]
fn fields_cannot_flow_into_each_other() {
    let shift = |registry: &str, device: &str| SignInChallenge {
        registry: registry.into(),
        device: device.into(),
        ..challenge()
    };
    assert_ne!(
        shift("ab", "c").signed_bytes(),
        shift("a", "bc").signed_bytes()
    );
}

#[test]
fn a_signed_document_is_no_answer() {
    let trust = fixture().ca.trust_store();
    let document = challenge().signed_bytes()[27..].to_vec();
    let file = baqylau_signing::sign_detached(&open(&fixture().head), &document, now(), &mut OsRng)
        .expect("signed");
    assert!(verify(&file, Some(&document), &trust, &policy(), now()).is_valid());
    assert!(!verify_answer(&challenge(), &file, &trust, &policy(), now()).is_valid());
}

#[test]
fn a_challenge_travels_as_json() {
    let json = serde_json::to_string(&challenge()).expect("json");
    assert!(json.contains(&"07".repeat(32)));
    assert_eq!(
        serde_json::from_str::<SignInChallenge>(&json).expect("back"),
        challenge()
    );
    assert!(serde_json::from_str::<SignInChallenge>(&json.replace("0707", "07")).is_err());
}
