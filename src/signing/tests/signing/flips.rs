//! Ten thousand altered octets over everything НУЦ РК issues: nothing panics, nothing altered
//! under a signature is believed, and nothing altered elsewhere is believed more than before.
//!
//! `BAQYLAU_FLIPS` sets another count, for a night or a minute.

use crate::fixtures::national;
use crate::national::{certificate, password, test_store};
use baqylau_signing::{
    Certificate, CheckKind, Evidence, KeyFile, OcspResponse, Outcome, RevocationList, Status,
    TimeStampToken, TrustStore, Verdict, VerificationPolicy, sign_detached, verify_each_with,
};
use chrono::{DateTime, Utc};
use rand_core::OsRng;
use std::ops::Range;

/// Altered octets in all, over all tests of this file.
fn flips() -> usize {
    std::env::var("BAQYLAU_FLIPS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(10_000)
}

/// Alters `permille` thousandths of all flips, one octet at a time, places and bits drawn by a
/// fixed rule: the same on every machine and every day. Returns how many were made.
fn alter(file: &[u8], permille: usize, mut judge: impl FnMut(usize, &[u8])) -> usize {
    let count = flips() * permille / 1000;
    let mut state = 0x9e37_79b9_7f4a_7c15 ^ file.len() as u64;
    let mut altered = file.to_vec();
    for _ in 0..count {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let position = (state >> 8) as usize % file.len();
        let flip = match state & 0xff {
            0 => 0xff,
            other => other as u8,
        };
        altered[position] ^= flip;
        judge(position, &altered);
        altered[position] ^= flip;
    }
    assert_eq!(altered, file);
    count
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("moment")
}

/// Where `part` stands in `file`.
fn place(file: &[u8], part: &[u8]) -> Range<usize> {
    let start = file
        .windows(part.len())
        .position(|window| window == part)
        .expect("part");
    start..start + part.len()
}

/// How much a verdict says for a signature: what must never grow.
fn worth(verdict: &Verdict) -> (u8, bool, bool) {
    let status = match verdict.status {
        Status::Invalid => 0,
        Status::NotFullyChecked => 1,
        Status::Valid => 2,
    };
    let passed = |kind| {
        verdict
            .check(kind)
            .is_some_and(|check| check.outcome == Outcome::Passed)
    };
    (
        status,
        passed(CheckKind::Revocation),
        passed(CheckKind::TimeStamp),
    )
}

/// Judges a signature file, flips it, and holds it to the law. `covered` are the places under
/// the signature, or signed by somebody else: there no flip may leave anything but "invalid".
fn signature_file(
    file: &[u8],
    document: Option<&[u8]>,
    trust: &TrustStore,
    evidence: &Evidence,
    at: DateTime<Utc>,
    covered: &[Range<usize>],
    permille: usize,
) -> Vec<Verdict> {
    let policy = VerificationPolicy::binding();
    let judge = |file: &[u8]| verify_each_with(file, document, trust, &policy, evidence, at);
    let before = judge(file);
    let best = before.iter().map(worth).max().expect("a signature");
    let mut refused = 0;
    let count = alter(file, permille, |position, altered| {
        let after = judge(altered);
        let invalid = after
            .iter()
            .all(|verdict| verdict.status == Status::Invalid);
        refused += usize::from(invalid);
        if covered.iter().any(|range| range.contains(&position)) {
            assert!(invalid, "octet {position}");
        }
        for verdict in &after {
            assert!(worth(verdict) <= best, "octet {position}");
            if let Some(stamped) = verdict.stamped_at {
                let known = before
                    .iter()
                    .any(|verdict| verdict.stamped_at == Some(stamped));
                assert!(known, "octet {position} moves the time stamp");
            }
        }
    });
    println!("{count} altered files, {refused} of them refused");
    before
}

/// From the first attribute under the signature to the end of the signature itself, but for the
/// name of the algorithm between them.
fn under_signature(file: &[u8], signature: usize) -> Vec<Range<usize>> {
    let content_type = [
        0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03,
    ];
    let start = place(file, &content_type).start;
    let end = start + usize::from(file[start - 1]);
    // The algorithm takes 16 octets, the header of the signature three.
    let octets = end + 19;
    vec![start..end, octets..octets + signature]
}

#[test]
fn signatures_of_kalkan() {
    let Some(document) = national("cms/individual_document.txt") else {
        return;
    };
    // The issuers themselves as anchors: shorter ways make more flips.
    let mut trust = TrustStore::new();
    trust.add_anchor(certificate("nca_gost2022_test.cer").expect("authority"));
    trust.add_anchor(certificate("nca_gost_2022.pem").expect("authority"));
    for (name, permille) in [("individual_detached", 150), ("individual_attached", 50)] {
        let file = national(&format!("cms/{name}.der")).expect(name);
        let holder = baqylau_signing::SignatureFile::parse(&file).expect(name);
        let mut covered = under_signature(&file, 128);
        covered.push(place(&file, holder.certificates()[0].der()));
        let at = moment("2026-07-21T00:00:00Z");
        let before = signature_file(
            &file,
            Some(&document),
            &trust,
            &Evidence::new(),
            at,
            &covered,
            permille,
        );
        assert_eq!(worth(&before[0]), (1, false, true));
    }
}

#[test]
fn a_valid_signature_with_a_national_key() {
    let (Some(p12), Some(list)) = (
        national("p12/legal-valid-head.p12"),
        national("crl/nca_gost2022_test.crl"),
    ) else {
        return;
    };
    let key_file = KeyFile::open(&p12, "Qwerty12").expect("key file");
    let at = moment("2026-11-21T12:00:00Z");
    let file = sign_detached(&key_file, b"act", at, &mut OsRng).expect("signed");
    let mut evidence = Evidence::new();
    evidence.add(&list).expect("list");
    let mut covered = under_signature(&file, 128);
    covered.push(place(&file, key_file.certificate().der()));
    let trust = test_store();
    let before = signature_file(&file, Some(b"act"), &trust, &evidence, at, &covered, 100);
    assert_eq!(worth(&before[0]), (2, true, false));
    // An altered document.
    alter(&[b'x'; 500], 10, |_, document| {
        let policy = VerificationPolicy::binding();
        let verdicts = verify_each_with(&file, Some(document), &trust, &policy, &evidence, at);
        assert_eq!(verdicts[0].status, Status::Invalid);
    });
}

#[test]
fn signatures_of_two_algorithms() {
    let mut trust = test_store();
    for name in ["ncanode_signed_cms", "ncanode_signed_cms_one_signer"] {
        let Some(file) = national(&format!("cms/{name}.der")) else {
            return;
        };
        trust.add_anchor(certificate("ncanode_ca_nca_rsa_test.crt").expect("authority"));
        let at = moment("2022-01-18T00:00:00Z");
        signature_file(&file, None, &trust, &Evidence::new(), at, &[], 50);
    }
}

#[test]
fn certificates_of_both_generations() {
    for (name, issuer, permille) in [
        ("nca_gost2022_test.cer", "root_test_gost_2022.cer", 80),
        ("nca_gost_2022.pem", "root_gost_2022.pem", 40),
        ("ucgo_gost.cer", "root_gost_2020.cer", 40),
        (
            "ncanode_ceo_valid_sign_2004_gost.cer",
            "ncanode_ca_nca_gost_test.crt",
            40,
        ),
        ("nca_rsa_2022.cer", "root_rsa_2020.cer", 30),
    ] {
        let (Some(lower), Some(upper)) = (certificate(name), certificate(issuer)) else {
            return;
        };
        let mut trust = TrustStore::new();
        trust.add_anchor(upper);
        let at = lower.not_before();
        assert!(trust.chain(&lower, &[], at).is_ok(), "{name}");
        let mut readable = 0;
        let count = alter(lower.der(), permille, |position, altered| {
            if let Ok(altered) = Certificate::from_der(altered) {
                readable += 1;
                assert!(trust.chain(&altered, &[], at).is_err(), "octet {position}");
            }
        });
        println!("{name}: {readable} of {count} could be read");
        assert!(readable * 3 > count, "{name}: too few could be read at all");
    }
}

#[test]
fn revocation_lists() {
    let (Some(bytes), Some(p12)) = (
        national("crl/nca_gost2022_test.crl"),
        national("p12/legal-valid-head.p12"),
    ) else {
        return;
    };
    let key = KeyFile::open(&p12, "Qwerty12").expect("key file");
    let holder = key.certificate();
    let issuer = certificate("nca_gost2022_test.cer").expect("issuer");
    let mut readable = 0;
    let count = alter(&bytes, 100, |position, altered| {
        if let Ok(list) = RevocationList::parse(altered) {
            readable += 1;
            let believed = list.check_source(holder, &issuer);
            assert!(believed.is_err(), "octet {position}");
        }
    });
    println!("{readable} of {count} could be read");
    assert!(readable * 3 > count);
}

#[test]
fn answers_of_the_ocsp_service() {
    for (name, issuer) in [
        ("ceo_2015_revoked", "nca_gost2022_test.cer"),
        ("individual_2015", "nca_gost2022_test.cer"),
        ("ceo_sign_2004_revoked", "ncanode_ca_nca_gost_test.crt"),
        ("individual_sign_2004", "ncanode_ca_nca_rsa_test.crt"),
    ] {
        let (Some(bytes), Some(issuer)) = (
            national(&format!("ocsp/ocsp_response_{name}.bin")),
            certificate(issuer),
        ) else {
            return;
        };
        let response = OcspResponse::parse(&bytes).expect(name);
        assert!(response.check_source(&issuer).is_ok(), "{name}");
        let mut readable = 0;
        let count = alter(&bytes, 40, |position, altered| {
            if let Ok(response) = OcspResponse::parse(altered) {
                readable += 1;
                let believed = response.check_source(&issuer);
                assert!(believed.is_err(), "{name}: octet {position}");
            }
        });
        println!("{name}: {readable} of {count} could be read");
        assert!(readable * 3 > count, "{name}");
    }
}

#[test]
fn time_stamp_tokens() {
    let (Some(bytes), Some(authority)) = (
        national("tsp/tsp_response.bin"),
        certificate("ncanode_ca_nca_gost_test.crt"),
    ) else {
        return;
    };
    let mut trust = TrustStore::new();
    trust.add_anchor(authority);
    let token = TimeStampToken::parse(&bytes).expect("token");
    assert!(token.verify_token(&trust).is_ok());
    let certificate = token.authority().expect("enclosed").der().to_vec();
    // The moment, the imprint and the rest of what is attested, and who attests it.
    let signed = [
        place(&bytes, &certificate),
        place(&bytes, token.imprint()),
        place(&bytes, b"20220918132014Z"),
    ];
    let (mut readable, mut believed) = (0, 0);
    let count = alter(&bytes, 120, |position, altered| {
        if let Ok(altered) = TimeStampToken::parse(altered) {
            readable += 1;
            if altered.verify_token(&trust).is_ok() {
                believed += 1;
                assert!(
                    !signed.iter().any(|range| range.contains(&position)),
                    "octet {position}"
                );
                // Around the token a few octets say nothing; what it attests is the same.
                assert_eq!(altered.time(), token.time(), "octet {position}");
                assert_eq!(altered.imprint(), token.imprint(), "octet {position}");
                assert_eq!(altered.nonce(), token.nonce(), "octet {position}");
                assert_eq!(altered.policy(), token.policy(), "octet {position}");
            }
        }
    });
    println!("{readable} of {count} could be read, {believed} attest the same as before");
    assert!(believed * 50 < count && readable * 3 > count);
}

#[test]
fn key_files() {
    let names = [
        ("legal-valid-head", 80),
        ("ncanode_ceo_sign_revoked_2004", 40),
        ("ncanode_individual_valid_sign_2004", 20),
    ];
    for (name, permille) in names {
        let Some(bytes) = national(&format!("p12/{name}.p12")) else {
            return;
        };
        let key_file = KeyFile::open(&bytes, password(name)).expect(name);
        let key = key_file.key().to_pkcs8().expect("key");
        let mut opened = 0;
        let count = alter(&bytes, permille, |position, altered| {
            if let Ok(again) = KeyFile::open(altered, password(name)) {
                opened += 1;
                let same = again.key().to_pkcs8().expect("key") == key
                    && again.certificate() == key_file.certificate();
                assert!(same, "{name}: octet {position}");
            }
        });
        println!("{name}: {opened} of {count} open all the same");
        // The version and the lengths around the part the code protects, nothing else.
        assert!(opened * 20 < count, "{name}");
    }
}
