//! Revocation and time stamps of НУЦ РК, where they are at hand.

use crate::fixtures::national;
use crate::national::{certificate, check, password, test_store};
use baqylau_signing::{
    CheckKind, Detail, Evidence, KeyAlgorithm, KeyFile, OcspRefusal, OcspResponse, OcspStatus,
    Outcome, RevocationError, RevocationList, RevocationReason, SourceProblem, StampProblem,
    Status, TimeStampError, TimeStampToken, TrustStore, VerificationPolicy, ocsp_request,
    sign_detached, time_stamp_request, verify, verify_with,
};
use chrono::{DateTime, TimeDelta, Utc};
use rand_core::OsRng;

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("moment")
}

fn key_file(name: &str) -> Option<KeyFile> {
    national(&format!("p12/{name}.p12"))
        .map(|bytes| KeyFile::open(&bytes, password(name)).expect(name))
}

fn list() -> Option<RevocationList> {
    national("crl/nca_gost2022_test.crl").map(|bytes| RevocationList::parse(&bytes).expect("list"))
}

#[test]
fn valid_and_revoked_keys_are_told_apart_by_the_list() {
    let Some(list) = list() else { return };
    assert_eq!((list.len(), list.is_delta()), (195, false));
    assert_eq!(list.this_update(), moment("2026-08-11T03:49:19Z"));
    assert_eq!(list.next_update(), Some(moment("2027-02-07T03:49:19Z")));
    let mut evidence = Evidence::new();
    evidence.add_list(list);
    let at = moment("2026-11-21T12:00:00Z");
    let hold = Some(RevocationReason::CertificateHold);
    let superseded = Some(RevocationReason::Superseded);
    for (name, expected) in [
        ("individual-valid-individual_valid", None),
        ("legal-valid-head", None),
        ("legal-valid-employee_signright", None),
        ("legal-valid-treasury_client", None),
        ("legal-valid-employee", superseded),
        ("legal-valid-infosystem", superseded),
        ("individual-revoked-individual_revoked", hold),
        ("legal-revoked-employee", hold),
        ("legal-revoked-employee_signright", hold),
        ("legal-revoked-head", hold),
        ("legal-revoked-infosystem", hold),
        ("legal-revoked-treasury_client", hold),
    ] {
        let key = key_file(name).expect(name);
        let file = sign_detached(&key, b"act", at, &mut OsRng).expect("signed");
        let policy = VerificationPolicy::binding();
        let verdict = verify_with(&file, Some(b"act"), &test_store(), &policy, &evidence, at);
        let found = match check(&verdict, CheckKind::Revocation).1 {
            Some(Detail::Revoked { cause, .. }) => Some(cause),
            None => None,
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(found, expected, "{name}");
        let status = match expected {
            None => Status::Valid,
            Some(_) => Status::Invalid,
        };
        assert_eq!(verdict.status, status, "{name}: {:?}", verdict.checks);
        // After the list has run out nothing is known by its silence.
        let late = moment("2027-02-08T00:00:00Z");
        let verdict = verify_with(&file, Some(b"act"), &test_store(), &policy, &evidence, late);
        assert_ne!(verdict.status, Status::Valid, "{name}");
    }
}

#[test]
fn the_list_is_believed_from_its_issuer_only() {
    let (Some(list), Some(key)) = (list(), key_file("legal-valid-head")) else {
        return;
    };
    let issuer = certificate("nca_gost2022_test.cer").expect("issuer");
    assert_eq!(list.check_source(key.certificate(), &issuer), Ok(()));
    for other in ["root_test_gost_2022.cer", "nca_gost_2022.pem"] {
        let other = certificate(other).expect(other);
        assert_eq!(
            list.check_source(key.certificate(), &other),
            Err(SourceProblem::AnotherIssuer)
        );
    }
}

/// File, key file of the certificate in question, its issuer, what is answered.
const RESPONSES: &[(&str, &str, &str, Option<RevocationReason>)] = &[
    (
        "ocsp_response_individual_sign_2004",
        "ncanode_individual_valid_sign_2004",
        "ncanode_ca_nca_rsa_test.crt",
        None,
    ),
    (
        "ocsp_response_ceo_sign_2004_revoked",
        "ncanode_ceo_sign_revoked_2004",
        "ncanode_ca_nca_gost_test.crt",
        Some(RevocationReason::Superseded),
    ),
    (
        "ocsp_response_ceo_2015_revoked",
        "ncanode_ceo_revoked_2015",
        "nca_gost2022_test.cer",
        Some(RevocationReason::CertificateHold),
    ),
];

#[test]
fn answers_of_the_service_verify_by_rsa_and_both_kinds_of_gost() {
    for (file, key, issuer, expected) in RESPONSES {
        let (Some(bytes), Some(key), Some(issuer)) = (
            national(&format!("ocsp/{file}.bin")),
            key_file(key),
            certificate(issuer),
        ) else {
            return;
        };
        let response = OcspResponse::parse(&bytes).expect(file);
        let responder = response.check_source(&issuer).expect(file);
        assert_eq!(
            responder.key_algorithm().oid(),
            issuer.key_algorithm().oid()
        );
        assert_eq!(response.nonce().map(<[u8]>::len), Some(8), "{file}");
        let answer = response.answer(key.certificate(), &issuer).expect(file);
        let found = match answer.status {
            OcspStatus::Good => None,
            OcspStatus::Revoked(revocation) => Some(revocation.reason),
            OcspStatus::Unknown => panic!("{file}"),
        };
        assert_eq!(found, *expected, "{file}");
        assert_eq!(answer.next_update, None, "{file}");
        // Another issuer's responder is no responder here, and another certificate no match.
        let other = certificate("root_test_gost_2022.cer").expect("root");
        assert_eq!(
            response.check_source(&other).err(),
            Some(SourceProblem::AnotherIssuer)
        );
        let stranger = key_file("legal-valid-head").expect("key");
        assert_eq!(response.answer(stranger.certificate(), &issuer), None);
    }
}

#[test]
fn revoked_in_1970_means_unknown_to_the_service() {
    let (Some(bytes), Some(key), Some(issuer)) = (
        national("ocsp/ocsp_response_individual_2015.bin"),
        key_file("ncanode_individual_valid_2015"),
        certificate("nca_gost2022_test.cer"),
    ) else {
        return;
    };
    let response = OcspResponse::parse(&bytes).expect("response");
    assert!(response.check_source(&issuer).is_ok());
    let answer = response.answer(key.certificate(), &issuer).expect("answer");
    assert_eq!(answer.status, OcspStatus::Unknown);
    let at = answer.this_update;
    let file = sign_detached(&key, b"act", at, &mut OsRng).expect("signed");
    let mut evidence = Evidence::new();
    evidence.add_response(response);
    let policy = VerificationPolicy::binding();
    let verdict = verify_with(&file, Some(b"act"), &test_store(), &policy, &evidence, at);
    assert_eq!(verdict.status, Status::NotFullyChecked);
    assert_eq!(
        check(&verdict, CheckKind::Revocation),
        (
            Outcome::NotChecked,
            Some(Detail::RevocationUnknownToService)
        )
    );
}

#[test]
fn a_suspended_head_is_refused_by_the_answer_of_the_service() {
    let (Some(bytes), Some(key)) = (
        national("ocsp/ocsp_response_ceo_2015_revoked.bin"),
        key_file("ncanode_ceo_revoked_2015"),
    ) else {
        return;
    };
    let mut evidence = Evidence::new();
    evidence.add(&bytes).expect("response");
    let at = moment("2022-09-02T17:00:00Z");
    let file = sign_detached(&key, b"act", at, &mut OsRng).expect("signed");
    let policy = VerificationPolicy::binding();
    let judge = |at| verify_with(&file, Some(b"act"), &test_store(), &policy, &evidence, at);
    let verdict = judge(at);
    assert_eq!(verdict.status, Status::Invalid);
    assert_eq!(
        check(&verdict, CheckKind::Revocation).1,
        Some(Detail::Revoked {
            date: moment("2022-07-27T10:25:30Z"),
            cause: RevocationReason::CertificateHold,
        })
    );
}

#[test]
fn a_service_that_gives_no_answer_says_nothing_about_anybody() {
    for (code, refusal) in [
        (1, OcspRefusal::MalformedRequest),
        (3, OcspRefusal::TryLater),
        (6, OcspRefusal::Unauthorised),
    ] {
        let mut evidence = Evidence::new();
        assert_eq!(
            evidence.add(&[0x30, 3, 0x0a, 1, code]),
            Err(RevocationError::NoAnswer { refusal })
        );
        assert!(evidence.is_empty());
    }
    let mut evidence = Evidence::new();
    for garbage in [&b""[..], b"not a list", &[0x30, 0x80, 0, 0]] {
        assert!(evidence.add(garbage).is_err());
    }
}

#[test]
fn tokens_of_the_test_service_are_read_and_proved() {
    let (Some(response), Some(token), Some(authority)) = (
        national("tsp/tsp_response.bin"),
        national("tsp/tsp_token.bin"),
        certificate("ncanode_ca_nca_gost_test.crt"),
    ) else {
        return;
    };
    let mut trust = TrustStore::new();
    trust.add_anchor(authority);
    let from_response = TimeStampToken::parse(&response).expect("response");
    for token in [TimeStampToken::parse(&token).expect("token"), from_response] {
        assert_eq!(token.time(), moment("2022-09-18T13:20:14Z"));
        assert_eq!(token.policy().to_string(), "1.2.398.3.3.2.6.1");
        assert_eq!(token.imprint().len(), 20);
        let stamps = token.authority().expect("enclosed");
        assert_eq!(stamps.key_algorithm(), KeyAlgorithm::Gost2004);
        let chain = token.verify_token(&trust).expect("proved");
        assert_eq!(chain.certificates.len(), 2);
        // SHA-1 is too weak for what is stamped.
        assert!(matches!(
            token.verify(b"anything", &trust),
            Err(StampProblem::UnsupportedAlgorithm { .. })
        ));
        let problem = token.verify_token(&test_store()).expect_err("untrusted");
        assert!(problem.is_undecided(), "{problem:?}");
    }
}

/// The test authority beside the production one, which stamps Kalkan's samples.
fn production_and_test() -> TrustStore {
    let mut store = test_store();
    store.add_anchor(certificate("root_gost_2022.pem").expect("root"));
    store.add_intermediate(certificate("nca_gost_2022.pem").expect("authority"));
    store
}

#[test]
fn the_time_stamp_of_kalkan_fixes_the_moment() {
    let Some(document) = national("cms/individual_document.txt") else {
        return;
    };
    let policy = VerificationPolicy::binding();
    for name in ["individual_detached", "individual_attached"] {
        let file = national(&format!("cms/{name}.der")).expect(name);
        // Years after the certificate has ended.
        let at = moment("2029-01-01T00:00:00Z");
        let verdict = verify(&file, Some(&document), &production_and_test(), &policy, at);
        let stamped = verdict.stamped_at.expect("stamped");
        let claimed = verdict.signing_time.expect("claimed");
        assert!(stamped - claimed < TimeDelta::minutes(1), "{name}");
        assert_eq!(verdict.reference_time, stamped);
        // Everything holds but revocation, about which nothing is at hand.
        assert_eq!(verdict.status, Status::NotFullyChecked);
        let open: Vec<_> = verdict
            .with_outcome(Outcome::NotChecked)
            .map(|check| check.kind)
            .collect();
        assert_eq!(open, [CheckKind::Revocation], "{name}");

        // The list at hand was made three weeks after the stamp and does not speak about it.
        let mut evidence = Evidence::new();
        evidence.add_list(list().expect("list"));
        let trust = production_and_test();
        let verdict = verify_with(&file, Some(&document), &trust, &policy, &evidence, at);
        assert_eq!(
            check(&verdict, CheckKind::Revocation).1,
            Some(Detail::RevocationOutdated)
        );

        // Without the production root the stamp proves nothing: the certificate has ended.
        let verdict = verify(&file, Some(&document), &test_store(), &policy, at);
        assert_eq!(verdict.stamped_at, None);
        assert_eq!(
            check(&verdict, CheckKind::TimeStamp),
            (Outcome::NotChecked, Some(Detail::TimeStampUntrusted))
        );
        assert_eq!(verdict.status, Status::Invalid);
    }
}

#[test]
fn requests_are_what_openssl_reads() {
    let Some(bench) = crate::fixtures::Bench::new() else {
        return;
    };
    let (Some(key), Some(issuer)) = (
        key_file("legal-valid-head"),
        certificate("nca_gost2022_test.cer"),
    ) else {
        return;
    };
    bench.write(
        "request",
        ocsp_request(key.certificate(), &issuer, &[0xa1; 8]),
    );
    let text = bench.succeed("ocsp -reqin request -req_text");
    assert!(
        text.contains(&key.certificate().serial().to_uppercase()),
        "{text}"
    );
    assert!(text.contains("0408A1A1A1A1A1A1A1A1"), "{text}");
    assert!(text.contains("Hash Algorithm: sha256"), "{text}");

    let at = moment("2026-11-21T12:00:00Z");
    let file = sign_detached(&key, b"act", at, &mut OsRng).expect("signed");
    let request = time_stamp_request(&file, [0xa1; 8], None).expect("request");
    bench.write("query", request.to_der());
    let text = bench.succeed("ts -query -in query -text");
    assert!(text.contains("Nonce: 0xA1A1A1A1A1A1A1A1"), "{text}");
    assert!(text.contains("Certificate required: yes"), "{text}");
    assert_eq!(request.imprint().len(), 64);
    let policy = "1.2.398.3.3.2.6.4".parse().expect("policy");
    let request = time_stamp_request(&file, [0; 8], Some(policy)).expect("request");
    bench.write("query", request.to_der());
    let text = bench.succeed("ts -query -in query -text");
    assert!(text.contains("Policy OID: 1.2.398.3.3.2.6.4"), "{text}");
}

#[test]
fn the_request_names_the_certificate_as_the_service_names_it() {
    for (file, key, issuer, _) in RESPONSES {
        let (Some(response), Some(key), Some(issuer)) = (
            national(&format!("ocsp/{file}.bin")),
            key_file(key),
            certificate(issuer),
        ) else {
            return;
        };
        let request = ocsp_request(key.certificate(), &issuer, &[7; 8]);
        // The two hashes of the issuer and the serial number, whatever stands before them.
        let mark = [0x04, 0x20];
        let start = request
            .windows(2)
            .position(|pair| pair == mark)
            .expect("named");
        let named = &request[start..start + 2 * 34 + 2 + 20];
        assert!(
            response.windows(named.len()).any(|window| window == named),
            "{file}"
        );
    }
}

#[test]
fn a_token_refused_or_broken_is_an_error_of_its_own() {
    assert_eq!(
        TimeStampToken::parse(b"no token").err(),
        Some(TimeStampError::NotATimeStamp)
    );
    let Some(token) = national("tsp/tsp_token.bin") else {
        return;
    };
    for length in 0..token.len() {
        assert!(TimeStampToken::parse(&token[..length]).is_err());
    }
    let Some(cms) = national("cms/individual_detached.der") else {
        return;
    };
    assert_eq!(
        TimeStampToken::parse(&cms).err(),
        Some(TimeStampError::NotATimeStamp)
    );
}

#[test]
fn a_certificate_says_where_its_revocation_can_be_learnt() {
    let (Some(holder), Some(authority)) = (
        key_file("legal-valid-head"),
        certificate("nca_gost_2022.pem"),
    ) else {
        return;
    };
    let addresses = holder.certificate().revocation_addresses();
    let base = "http://test.pki.gov.kz";
    assert_eq!(
        addresses.lists,
        [format!("{base}/crl/nca_gost2022_test.crl")]
    );
    assert_eq!(
        addresses.supplements,
        [format!("{base}/crl/nca_gost2022_d_test.crl")]
    );
    assert_eq!(addresses.ocsp, [format!("{base}/ocsp/")]);
    let lists = &authority.revocation_addresses().lists;
    assert!(
        lists.iter().any(|list| list.contains("crl.root.gov.kz")),
        "{lists:?}"
    );
}
