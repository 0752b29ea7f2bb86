//! Making and judging signature files.

use crate::fixtures::{BIN, IIN, fixture, now, open, policy};
use baqylau_signing::{
    CheckKind, Detail, Outcome, Role, SignatureFile, Status, TrustStore, Verdict,
    VerificationPolicy, check_certificate, sign_detached, verify, verify_each,
};
use chrono::TimeDelta;
use rand_core::OsRng;

const ACT: &[u8] = "{\"act\":\"2026-11-0147\",\"verdict\":\"жоқ\"}".as_bytes();

fn signed(bytes: &[u8]) -> Vec<u8> {
    sign_detached(&open(bytes), ACT, now(), &mut OsRng).expect("signed")
}

fn judge(policy: &VerificationPolicy) -> Verdict {
    verify(
        &signed(&fixture().head),
        Some(ACT),
        &fixture().ca.trust_store(),
        policy,
        now(),
    )
}

#[track_caller]
fn expect(verdict: &Verdict, kind: CheckKind, outcome: Outcome, detail: Option<&Detail>) {
    let check = verdict
        .check(kind)
        .unwrap_or_else(|| panic!("{kind:?} in {verdict:?}"));
    assert_eq!(
        (check.outcome, check.detail.as_ref()),
        (outcome, detail),
        "{kind:?}"
    );
}

#[test]
fn a_signed_act_is_valid_and_tells_who_signed_it() {
    let verdict = judge(&policy());
    assert_eq!(verdict.status, Status::Valid, "{:?}", verdict.checks);
    assert!(verdict.demonstration);
    assert_eq!(verdict.signing_time, now().into());
    let signer = verdict.signer.expect("signer");
    assert_eq!(signer.name, "АХМЕТОВА ӘЙГЕРІМ");
    assert_eq!(signer.patronymic.as_deref(), Some("ҚАЙРАТҚЫЗЫ"));
    assert_eq!(signer.iin.as_deref(), Some(IIN));
    assert_eq!(signer.bin.as_deref(), Some(BIN));
    assert_eq!(signer.organisation.as_deref(), Some("«ТЕСТ» ЖОО"));
    assert_eq!(signer.roles, [Role::LegalEntity, Role::FirstHead]);
    assert_eq!(signer.issuer, baqylau_signing::demo_ca::DEMONSTRATION_NAME);
}

#[test]
fn a_signature_is_detached_and_laid_out_as_kalkan_does() {
    let file = signed(&fixture().head);
    let parsed = SignatureFile::parse(&file).expect("parsed");
    assert_eq!(parsed.signature_count(), 1);
    assert_eq!(parsed.embedded_content(), None);
    assert_eq!(
        parsed.certificates(),
        [open(&fixture().head).certificate().clone()]
    );
    assert!(!file.windows(ACT.len()).any(|window| window == ACT));
    // ESSCertIDv2: hash algorithm omitted, no issuerSerial.
    let fingerprint = parsed.certificates()[0].fingerprint();
    let reference = [
        &[0x30, 0x26, 0x30, 0x24, 0x30, 0x22, 0x04, 0x20][..],
        &fingerprint,
    ]
    .concat();
    assert!(
        file.windows(reference.len())
            .any(|window| window == reference)
    );
}

#[test]
fn another_document_makes_the_signature_invalid() {
    let trust = fixture().ca.trust_store();
    let verdict = verify(
        &signed(&fixture().head),
        Some(b"another act"),
        &trust,
        &policy(),
        now(),
    );
    assert_eq!(verdict.status, Status::Invalid);
    expect(
        &verdict,
        CheckKind::Digest,
        Outcome::Failed,
        Some(&Detail::DocumentAltered),
    );
    expect(&verdict, CheckKind::Signature, Outcome::Passed, None);
}

#[test]
fn without_the_document_nothing_is_valid() {
    let trust = fixture().ca.trust_store();
    let verdict = verify(&signed(&fixture().head), None, &trust, &policy(), now());
    assert_eq!(verdict.status, Status::NotFullyChecked);
    expect(
        &verdict,
        CheckKind::Digest,
        Outcome::NotChecked,
        Some(&Detail::DocumentMissing),
    );
}

#[test]
fn revocation_that_is_demanded_and_unknown_leaves_the_signature_not_fully_checked() {
    let verdict = judge(&VerificationPolicy::binding());
    assert_eq!(verdict.status, Status::NotFullyChecked);
    expect(
        &verdict,
        CheckKind::Revocation,
        Outcome::NotChecked,
        Some(&Detail::RevocationUnknown),
    );
    assert_eq!(verdict.with_outcome(Outcome::NotChecked).count(), 1);
}

#[test]
fn the_exemption_of_the_demonstration_does_not_reach_real_authorities() {
    let mut trust = TrustStore::new();
    trust.add_anchor(fixture().ca.certificate().clone());
    let verdict = verify(
        &signed(&fixture().head),
        Some(ACT),
        &trust,
        &policy(),
        now(),
    );
    assert_eq!(verdict.status, Status::NotFullyChecked);
    assert!(!verdict.demonstration);
}

#[test]
fn an_empty_store_decides_nothing_and_a_foreign_one_refuses() {
    let file = signed(&fixture().head);
    let verdict = verify(&file, Some(ACT), &TrustStore::new(), &policy(), now());
    assert_eq!(verdict.status, Status::NotFullyChecked);
    expect(
        &verdict,
        CheckKind::Chain,
        Outcome::NotChecked,
        Some(&Detail::NoAnchors),
    );
}

#[test]
fn an_expired_certificate_and_one_not_yet_valid_are_refused() {
    let trust = fixture().ca.trust_store();
    for (days, kind) in [(400, "expired"), (-40, "not yet valid")] {
        let at = now() + TimeDelta::days(days);
        let verdict = verify(&signed(&fixture().head), Some(ACT), &trust, &policy(), at);
        assert_eq!(verdict.status, Status::Invalid, "{kind}");
        let detail = verdict
            .check(CheckKind::Validity)
            .and_then(|check| check.detail.clone());
        match days {
            400 => assert!(matches!(detail, Some(Detail::Expired { .. }))),
            _ => assert!(matches!(detail, Some(Detail::NotYetValid { .. }))),
        }
    }
}

#[test]
fn a_key_for_signing_in_cannot_sign_an_act() {
    let file = signed(&fixture().head_login);
    let trust = fixture().ca.trust_store();
    let verdict = verify(&file, Some(ACT), &trust, &policy(), now());
    assert_eq!(verdict.status, Status::Invalid);
    expect(
        &verdict,
        CheckKind::KeyUsage,
        Outcome::Failed,
        Some(&Detail::AnotherPurpose),
    );
    let sign_in = VerificationPolicy::sign_in().exempt_demonstration();
    assert!(verify(&file, Some(ACT), &trust, &sign_in, now()).is_valid());
}

#[test]
fn the_act_demands_its_own_signer() {
    assert!(judge(&policy().person(IIN).organisation(BIN)).is_valid());
    assert!(judge(&policy().any_role([Role::RightToSign, Role::FirstHead])).is_valid());

    let verdict = judge(&policy().person("111111111111"));
    assert_eq!(verdict.status, Status::Invalid);
    expect(
        &verdict,
        CheckKind::Person,
        Outcome::Failed,
        Some(&Detail::AnotherPerson),
    );

    let verdict = judge(&policy().organisation("111111111111"));
    let detail = Detail::AnotherOrganisation {
        bin: Some(BIN.into()),
    };
    expect(
        &verdict,
        CheckKind::Organisation,
        Outcome::Failed,
        Some(&detail),
    );

    let verdict = judge(&policy().any_role([Role::RightToSign]));
    let detail = Detail::RoleMissing {
        found: vec![Role::LegalEntity, Role::FirstHead],
        demanded: vec![Role::RightToSign],
    };
    expect(&verdict, CheckKind::Role, Outcome::Failed, Some(&detail));
}

#[test]
fn an_individual_has_no_organisation_to_sign_for() {
    let file = signed(&fixture().citizen);
    let trust = fixture().ca.trust_store();
    assert!(verify(&file, Some(ACT), &trust, &policy(), now()).is_valid());
    let verdict = verify(&file, Some(ACT), &trust, &policy().organisation(BIN), now());
    let detail = Detail::AnotherOrganisation { bin: None };
    expect(
        &verdict,
        CheckKind::Organisation,
        Outcome::Failed,
        Some(&detail),
    );
}

#[test]
fn the_same_demands_can_be_asked_before_signing() {
    let key_file = open(&fixture().head_login);
    let late = now() + TimeDelta::days(400);
    let failed: Vec<CheckKind> = check_certificate(
        key_file.certificate(),
        &policy().any_role([Role::Employee]),
        late,
    )
    .into_iter()
    .filter(|check| check.outcome == Outcome::Failed)
    .map(|check| check.kind)
    .collect();
    assert_eq!(
        failed,
        [CheckKind::Validity, CheckKind::KeyUsage, CheckKind::Role]
    );
}

#[test]
fn a_clock_that_runs_ahead_is_remarked_upon_and_decides_nothing() {
    let ahead = now() + TimeDelta::hours(3);
    let file = sign_detached(&open(&fixture().head), ACT, ahead, &mut OsRng).expect("signed");
    let verdict = verify(
        &file,
        Some(ACT),
        &fixture().ca.trust_store(),
        &policy(),
        now(),
    );
    assert!(verdict.is_valid());
    let detail = Detail::SignedInFuture { claimed: ahead };
    expect(
        &verdict,
        CheckKind::SigningTime,
        Outcome::Warning,
        Some(&detail),
    );
}

#[test]
fn the_certificate_of_another_signer_cannot_take_the_place() {
    // Same length, other holder: the citizen's certificate inside the head's file.
    let file = signed(&fixture().head);
    let own = open(&fixture().head);
    let other = open(&fixture().head_login);
    let (own, other) = (own.certificate().der(), other.certificate().der());
    let start = file
        .windows(own.len())
        .position(|window| window == own)
        .expect("enclosed");
    let mut forged = file.clone();
    if own.len() == other.len() {
        forged[start..start + own.len()].copy_from_slice(other);
    } else {
        forged[start + own.len() / 2] ^= 1;
    }
    let verdict = verify(
        &forged,
        Some(ACT),
        &fixture().ca.trust_store(),
        &policy(),
        now(),
    );
    assert_eq!(verdict.status, Status::Invalid);
}

#[test]
fn what_is_no_signature_file_is_invalid_and_says_so() {
    let trust = TrustStore::new();
    for garbage in [
        &b""[..],
        b"%PDF-1.7",
        &[0x30, 0x80],
        &[0x30, 0x82, 0xff, 0xff],
    ] {
        let verdict = verify(garbage, Some(ACT), &trust, &policy(), now());
        assert_eq!(verdict.status, Status::Invalid);
        assert_eq!(verdict.checks.len(), 1);
        assert_eq!(verdict.checks[0].kind, CheckKind::Structure);
        assert_eq!(
            verify_each(garbage, Some(ACT), &trust, &policy(), now()),
            [verdict]
        );
    }
}

#[test]
fn ncalayer_armour_around_the_signature_changes_nothing() {
    let file = signed(&fixture().head);
    let armoured = baqylau_signing::pem::encode("CMS", &file);
    let trust = fixture().ca.trust_store();
    assert!(verify(armoured.as_bytes(), Some(ACT), &trust, &policy(), now()).is_valid());
}

#[test]
fn a_verdict_survives_json_and_shows_no_personal_data_in_logs() {
    let verdict = judge(&policy().person(IIN));
    let json = serde_json::to_string(&verdict).expect("json");
    assert_eq!(
        serde_json::from_str::<Verdict>(&json).expect("back"),
        verdict
    );
    let key_file = open(&fixture().head);
    let shown = format!(
        "{verdict:?} {key_file:?} {:?} {:?} {:?}",
        key_file.key(),
        policy().person(IIN),
        crate::fixtures::head()
    );
    for secret in [IIN, "АХМЕТОВА", "ӘЙГЕРІМ", "ҚАЙРАТҚЫЗЫ"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
