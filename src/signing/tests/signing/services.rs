//! The services of the demonstration authority: right answers to right questions, some answer to
//! anything.

use baqylau_signing::demo_ca::{DemoCa, Holder, Validity};
use baqylau_signing::demo_services::{DemoServices, ListTimes, Standing};
use baqylau_signing::{
    DigestAlgorithm, Evidence, Finding, KeyFile, KeyPurpose, OcspRefusal, OcspResponse, OcspStatus,
    PrivateKey, Revocation, RevocationError, RevocationList, RevocationReason, StampProblem,
    TimeStampError, TimeStampRequest, TimeStampToken, ocsp_request,
};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use rand_core::OsRng;
use std::sync::OnceLock;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 30, 0).unwrap()
}

fn services() -> &'static (DemoServices, KeyFile) {
    static SERVICES: OnceLock<(DemoServices, KeyFile)> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let span = Validity {
            from: now() - TimeDelta::days(30),
            until: now() + TimeDelta::days(30),
        };
        let key = || PrivateKey::generate_gost(&mut OsRng).unwrap();
        let ca = DemoCa::with_key(key(), span, &mut OsRng).unwrap();
        let holder = Holder {
            surname: "ТЕСТОВ".to_owned(),
            name: "ТЕСТ".to_owned(),
            patronymic: None,
            iin: "123456789011".to_owned(),
            organisation: None,
            roles: Vec::new(),
        };
        let holder = ca
            .issue(&holder, KeyPurpose::Binding, key(), span, &mut OsRng)
            .unwrap();
        let services = DemoServices::new(ca, span, &mut OsRng).unwrap();
        (services, holder)
    })
}

fn good(_: &str) -> Standing {
    Standing::Good
}

#[test]
fn the_responder_says_what_its_book_says_and_repeats_the_nonce() {
    let (services, holder) = services();
    let issuer = services.authority().certificate();
    let revocation = Revocation {
        date: now() - TimeDelta::hours(1),
        reason: RevocationReason::Superseded,
    };
    let request = ocsp_request(holder.certificate(), issuer, &[3; 8]);
    for (standing, status) in [
        (Standing::Good, OcspStatus::Good),
        (
            Standing::Revoked(revocation),
            OcspStatus::Revoked(revocation),
        ),
        (Standing::Unknown, OcspStatus::Unknown),
    ] {
        let book = |serial: &str| {
            assert_eq!(serial, holder.certificate().serial());
            standing
        };
        let answer = services.answer(&request, &book, now(), &mut OsRng).unwrap();
        let response = OcspResponse::parse(&answer).unwrap();
        assert!(response.check_source(issuer).is_ok());
        assert_eq!(response.nonce(), Some(&[3; 8][..]));
        let answer = response.answer(holder.certificate(), issuer).unwrap();
        assert_eq!(answer.status, status);
    }
}

#[test]
fn a_list_with_its_supplement_is_believed() {
    let (services, holder) = services();
    let issuer = services.authority().certificate();
    let mut times = ListTimes {
        number: 300,
        base: None,
        this_update: now() - TimeDelta::hours(2),
        next_update: now() + TimeDelta::hours(2),
    };
    let list = services.list(&times, &[], &mut OsRng).unwrap();
    let mut evidence = Evidence::new();
    evidence.add_list(RevocationList::parse(&list).unwrap());
    let judge = |evidence: &Evidence| evidence.judge(holder.certificate(), issuer, now());
    assert_eq!(judge(&evidence), Finding::Good);
    (times.number, times.base) = (301, Some(300));
    let revocation = Revocation {
        date: now() - TimeDelta::hours(1),
        reason: RevocationReason::KeyCompromise,
    };
    let entry = (holder.certificate().serial(), revocation);
    let supplement = services.list(&times, &[entry], &mut OsRng).unwrap();
    evidence.add_list(RevocationList::parse(&supplement).unwrap());
    assert_eq!(judge(&evidence), Finding::Revoked(revocation));
    let nonsense = ("not hexadecimal".to_owned(), revocation);
    assert!(services.list(&times, &[nonsense], &mut OsRng).is_err());
}

#[test]
fn a_stamp_answers_its_request_and_is_trusted_with_its_authority_alone() {
    let (services, _) = services();
    for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Streebog512] {
        let request =
            TimeStampRequest::new(b"act", digest, [0, 9, 0, 0, 0, 0, 0, 1], None).unwrap();
        let answer = services
            .stamp(&request.to_der(), now(), &mut OsRng)
            .unwrap();
        let token = TimeStampToken::parse(&answer).unwrap();
        assert_eq!(token.answers(&request), Ok(()));
        assert_eq!(token.time(), now());
        let trust = services.authority().trust_store();
        assert!(token.verify(b"act", &trust).unwrap().demonstration);
        assert_eq!(
            token.verify(b"another", &trust).err(),
            Some(StampProblem::AnotherImprint)
        );
    }
    let refused = services.stamp(b"nonsense", now(), &mut OsRng).unwrap();
    assert_eq!(
        TimeStampToken::parse(&refused).err(),
        Some(TimeStampError::Refused { status: 2 })
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_octets_get_some_answer(octets: Vec<u8>) {
        let (services, _) = services();
        let answer = services.answer(&octets, &good, now(), &mut OsRng).unwrap();
        let refusal = OcspRefusal::MalformedRequest;
        prop_assert_eq!(
            OcspResponse::parse(&answer).err(),
            Some(RevocationError::NoAnswer { refusal })
        );
        services.stamp(&octets, now(), &mut OsRng).unwrap();
    }

    #[test]
    fn an_altered_request_gets_some_answer(position: usize, bit in 0u8..8, cut: usize) {
        let (services, holder) = services();
        let issuer = services.authority().certificate();
        let ocsp = ocsp_request(holder.certificate(), issuer, &[3; 8]);
        let digest = DigestAlgorithm::Streebog512;
        let stamp = TimeStampRequest::new(b"act", digest, [9; 8], None).unwrap().to_der();
        for mut request in [ocsp, stamp] {
            let length = request.len();
            request[position % length] ^= 1 << bit;
            if cut % 4 == 0 {
                request.truncate(cut / 4 % length);
            }
            let answer = services.answer(&request, &good, now(), &mut OsRng).unwrap();
            let _ = OcspResponse::parse(&answer);
            let answer = services.stamp(&request, now(), &mut OsRng).unwrap();
            let _ = TimeStampToken::parse(&answer);
        }
    }
}
