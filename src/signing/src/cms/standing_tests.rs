//! Verdicts with revocation data and time stamps, made by an authority of the tests.

use crate::cms::{
    UpgradeError, VerificationPolicy, add_revocation_values, add_time_stamp, sign_detached,
    time_stamp_request, verify_with,
};
use crate::revocation::{Evidence, RevocationReason};
use crate::test_authority::{Answer, Authority, Holder, ListOf, Use, hours, now, serial};
use crate::time_stamp::{TimeStampError, TimeStampToken};
use crate::trust::TrustStore;
use crate::verdict::{CheckKind, Detail, Outcome, Status, Verdict};
use chrono::{DateTime, TimeDelta, Utc};
use rand_core::OsRng;

const ACT: &[u8] = b"act 2026-11-0147";
const HOLD: u8 = 6;
const COMPROMISE: u8 = 1;
const REMOVE: u8 = 8;

struct Scene {
    authority: Authority,
    signer: Holder,
    service: Holder,
    stamps: Holder,
}

impl Scene {
    /// The signer's certificate ends a week after the moment of the tests.
    fn new() -> Self {
        let authority = Authority::new();
        let (from, until) = (now() - hours(24 * 300), now() + hours(24 * 7));
        let far = now() + hours(24 * 700);
        Self {
            signer: authority.issue(Use::Signing, from, until),
            service: authority.issue(Use::OcspService, from, far),
            stamps: authority.issue(Use::TimeStamps, from, far),
            authority,
        }
    }

    fn sign(&self) -> Vec<u8> {
        sign_detached(&self.signer.key_file(), ACT, now(), &mut OsRng).unwrap()
    }

    fn stamped(&self, time: DateTime<Utc>) -> Vec<u8> {
        let file = self.sign();
        let stamp = self.stamps.stamp(&signature_of(&file), time, &[9]);
        add_time_stamp(&file, &stamp).unwrap()
    }

    fn judge(&self, file: &[u8], evidence: &Evidence, at: DateTime<Utc>) -> Verdict {
        let policy = VerificationPolicy::binding();
        verify_with(
            file,
            Some(ACT),
            &self.authority.trust(),
            &policy,
            evidence,
            at,
        )
    }

    fn list(&self, number: u64, entries: &[(i64, u8)]) -> ListSpec {
        let entries = entries
            .iter()
            .map(|(hour, reason)| {
                (
                    serial(&self.signer.certificate),
                    now() + hours(*hour),
                    *reason,
                )
            })
            .collect();
        ListSpec {
            number,
            base: None,
            from: -24,
            until: 24,
            entries,
            scope: None,
        }
    }

    fn evidence(&self, lists: &[ListSpec]) -> Evidence {
        let mut evidence = Evidence::new();
        for list in lists {
            evidence.add_list(self.authority.list(&ListOf {
                number: list.number,
                base: list.base,
                this_update: now() + hours(list.from),
                next_update: now() + hours(list.until),
                entries: &list.entries,
                scope: list.scope.clone(),
            }));
        }
        evidence
    }

    fn answered(&self, answer: &Answer, seen: DateTime<Utc>) -> Evidence {
        let mut evidence = Evidence::new();
        evidence.add_response(self.authority.ocsp(
            &self.signer.certificate,
            answer,
            seen,
            &self.service,
        ));
        evidence
    }
}

#[derive(Clone)]
struct ListSpec {
    number: u64,
    base: Option<u64>,
    from: i64,
    until: i64,
    entries: Vec<crate::test_authority::Entry>,
    scope: Option<Vec<u8>>,
}

impl ListSpec {
    fn times(mut self, from: i64, until: i64) -> Self {
        (self.from, self.until) = (from, until);
        self
    }

    fn supplement_to(mut self, base: u64) -> Self {
        self.base = Some(base);
        self
    }
}

/// The attributes under the only signature, as they stand in the file: all but their tag.
fn attributes_of(file: &[u8]) -> Vec<u8> {
    let file = super::parse::SignatureFile::from_ber(file).unwrap();
    file.signers[0].signed_octets.as_ref().unwrap()[1..].to_vec()
}

/// A file of ours ends with its signature until something is added.
fn signature_of(file: &[u8]) -> Vec<u8> {
    file[file.len() - 128..].to_vec()
}

fn check(verdict: &Verdict, kind: CheckKind) -> (Outcome, Option<Detail>) {
    let check = verdict.check(kind).unwrap();
    (check.outcome, check.detail.clone())
}

#[track_caller]
fn revocation(verdict: &Verdict, status: Status, detail: Option<Detail>) {
    assert_eq!(check(verdict, CheckKind::Revocation).1, detail);
    assert_eq!(verdict.status, status, "{:?}", verdict.checks);
}

fn revoked(hour: i64, cause: RevocationReason) -> Option<Detail> {
    let date = now() + hours(hour);
    Some(Detail::Revoked { date, cause })
}

#[test]
fn a_list_that_covers_the_moment_makes_a_signature_valid_or_invalid() {
    let scene = Scene::new();
    let file = scene.sign();
    let judge = |lists: &[ListSpec]| scene.judge(&file, &scene.evidence(lists), now());
    revocation(&judge(&[scene.list(1, &[])]), Status::Valid, None);
    let compromised = judge(&[scene.list(1, &[(-1, COMPROMISE)])]);
    let cause = RevocationReason::KeyCompromise;
    revocation(&compromised, Status::Invalid, revoked(-1, cause));
    // A suspension counts while it lasts.
    let held = judge(&[scene.list(1, &[(-1, HOLD)])]);
    let cause = RevocationReason::CertificateHold;
    revocation(&held, Status::Invalid, revoked(-1, cause));
    // Revoked an hour later, as a later list says: it stood at the moment in question.
    let later = scene.list(2, &[(1, COMPROMISE)]).times(2, 24);
    revocation(&judge(&[later]), Status::Valid, None);
    // Lists of another time say nothing by their silence, but a final revocation is final.
    let outdated = Some(Detail::RevocationOutdated);
    let old = scene.list(1, &[]).times(-48, -24);
    revocation(&judge(&[old]), Status::NotFullyChecked, outdated.clone());
    let new = scene.list(1, &[]).times(1, 24);
    revocation(&judge(&[new]), Status::NotFullyChecked, outdated.clone());
    let old = scene.list(1, &[(-40, HOLD)]).times(-48, -24);
    revocation(&judge(&[old]), Status::NotFullyChecked, outdated);
    let old = scene.list(1, &[(-40, COMPROMISE)]).times(-48, -24);
    let cause = RevocationReason::KeyCompromise;
    revocation(&judge(&[old]), Status::Invalid, revoked(-40, cause));
    let unknown = Some(Detail::RevocationUnknown);
    revocation(&judge(&[]), Status::NotFullyChecked, unknown);
}

#[test]
fn supplements_add_to_their_list_and_take_away() {
    let scene = Scene::new();
    let file = scene.sign();
    let judge = |lists: &[ListSpec]| scene.judge(&file, &scene.evidence(lists), now());
    let supplement = |number, base, entries: &[(i64, u8)]| {
        scene
            .list(number, entries)
            .supplement_to(base)
            .times(-2, 24)
    };
    let whole = scene.list(5, &[]);
    let added = judge(&[whole.clone(), supplement(7, 5, &[(-3, COMPROMISE)])]);
    let cause = RevocationReason::KeyCompromise;
    revocation(&added, Status::Invalid, revoked(-3, cause));
    let held = scene.list(5, &[(-20, HOLD)]);
    let freed = judge(&[held.clone(), supplement(7, 5, &[(-3, REMOVE)])]);
    revocation(&freed, Status::Valid, None);
    // Not with a supplement that starts after the list, nor with one older than it.
    for stray in [
        supplement(9, 6, &[(-3, REMOVE)]),
        supplement(4, 3, &[(-3, REMOVE)]),
    ] {
        let still = judge(&[held.clone(), stray]);
        let cause = RevocationReason::CertificateHold;
        revocation(&still, Status::Invalid, revoked(-20, cause));
    }
    // A suspension that ended after the moment in question lasted at it.
    let late = supplement(7, 5, &[(1, REMOVE)]).times(1, 24);
    let cause = RevocationReason::CertificateHold;
    revocation(&judge(&[held, late]), Status::Invalid, revoked(-20, cause));
    // The list has run out, its supplement goes on.
    let run_out = scene.list(5, &[]).times(-48, -1);
    let goes_on = judge(&[run_out, supplement(7, 5, &[])]);
    revocation(&goes_on, Status::Valid, None);
    // A supplement alone can accuse, not acquit.
    let unknown = Some(Detail::RevocationUnknown);
    revocation(
        &judge(&[supplement(7, 5, &[])]),
        Status::NotFullyChecked,
        unknown,
    );
    let cause = RevocationReason::KeyCompromise;
    revocation(
        &judge(&[supplement(7, 5, &[(-3, COMPROMISE)])]),
        Status::Invalid,
        revoked(-3, cause),
    );
}

#[test]
fn a_list_of_somebody_else_or_of_a_part_is_not_believed() {
    let scene = Scene::new();
    let file = scene.sign();
    // Another authority of the same name, without and with the same certificate in question.
    let other = Scene::new();
    let foreign = other.evidence(&[scene.list(1, &[(-1, COMPROMISE)])]);
    let verdict = scene.judge(&file, &foreign, now());
    let unknown = Some(Detail::RevocationUnknown);
    revocation(&verdict, Status::NotFullyChecked, unknown);
    // For authorities alone, for some reasons alone, indirect: no word about this certificate.
    for scope in [
        [0x82, 1, 0xff],
        [0x83, 1, 0x60],
        [0x84, 1, 0xff],
        [0x85, 1, 0xff],
    ] {
        let mut list = scene.list(1, &[]);
        list.scope = Some([&[0x30, 3][..], &scope].concat());
        let verdict = scene.judge(&file, &scene.evidence(&[list]), now());
        let refused = Some(Detail::RevocationSourceRefused);
        revocation(&verdict, Status::NotFullyChecked, refused);
    }
    let mut list = scene.list(1, &[]);
    list.scope = Some(vec![0x30, 3, 0x81, 1, 0xff]);
    let verdict = scene.judge(&file, &scene.evidence(&[list]), now());
    revocation(&verdict, Status::Valid, None);
}

#[test]
fn answers_of_the_service_count_within_five_minutes() {
    let scene = Scene::new();
    let file = scene.sign();
    let judge = |answer: &Answer, minutes| {
        let seen = now() + TimeDelta::minutes(minutes);
        scene.judge(&file, &scene.answered(answer, seen), now())
    };
    revocation(&judge(&Answer::Good, 5), Status::Valid, None);
    revocation(&judge(&Answer::Good, -5), Status::Valid, None);
    for minutes in [6, -6, 600] {
        let outdated = Some(Detail::RevocationOutdated);
        let verdict = judge(&Answer::Good, minutes);
        revocation(&verdict, Status::NotFullyChecked, outdated);
    }
    let hold = Answer::Revoked(now() - hours(1), HOLD);
    let cause = RevocationReason::CertificateHold;
    revocation(&judge(&hold, 0), Status::Invalid, revoked(-1, cause));
    revocation(&judge(&hold, 60), Status::Invalid, revoked(-1, cause));
    let later = Answer::Revoked(now() + hours(1), COMPROMISE);
    revocation(&judge(&later, 120), Status::Valid, None);
    let unknown = Some(Detail::RevocationUnknownToService);
    let nobody = Answer::Revoked(DateTime::UNIX_EPOCH, HOLD);
    for answer in [&Answer::Unknown, &nobody] {
        let verdict = judge(answer, 0);
        revocation(&verdict, Status::NotFullyChecked, unknown.clone());
    }
    // A later answer ends a suspension a list still shows, and nothing ends a revocation.
    let good = |list: &[ListSpec]| {
        let mut evidence = scene.answered(&Answer::Good, now());
        evidence.extend(scene.evidence(list));
        scene.judge(&file, &evidence, now())
    };
    revocation(&good(&[scene.list(1, &[(-20, HOLD)])]), Status::Valid, None);
    let cause = RevocationReason::KeyCompromise;
    revocation(
        &good(&[scene.list(1, &[(-20, COMPROMISE)])]),
        Status::Invalid,
        revoked(-20, cause),
    );
}

#[test]
fn only_a_service_the_issuer_entitled_may_answer() {
    let scene = Scene::new();
    let file = scene.sign();
    let (from, until) = (now() - hours(24), now() + hours(24));
    let refused = Some(Detail::RevocationSourceRefused);
    let strangers = [
        // The signer for itself, a time-stamp service, one whose certificate has ended, and one
        // of another authority that calls itself the same.
        scene.authority.issue(Use::Signing, from, until),
        scene.authority.issue(Use::TimeStamps, from, until),
        scene
            .authority
            .issue(Use::OcspService, from, now() - hours(1)),
        Authority::new().issue(Use::OcspService, from, until),
    ];
    for stranger in &strangers {
        for answer in [Answer::Good, Answer::Revoked(now() - hours(2), COMPROMISE)] {
            let mut evidence = Evidence::new();
            evidence.add_response(scene.authority.ocsp(
                &scene.signer.certificate,
                &answer,
                now(),
                stranger,
            ));
            let verdict = scene.judge(&file, &evidence, now());
            revocation(&verdict, Status::NotFullyChecked, refused.clone());
        }
    }
}

#[test]
fn an_expired_certificate_with_a_valid_time_stamp_stays_valid() {
    let scene = Scene::new();
    let years_later = now() + hours(24 * 365);
    let evidence = scene.evidence(&[scene.list(1, &[])]);
    let bare = scene.judge(&scene.sign(), &evidence, years_later);
    assert_eq!(bare.status, Status::Invalid);
    assert_eq!(check(&bare, CheckKind::Validity).0, Outcome::Failed);

    let stamped = scene.stamped(now() + TimeDelta::seconds(3));
    let verdict = scene.judge(&stamped, &evidence, years_later);
    assert_eq!(verdict.status, Status::Valid, "{:?}", verdict.checks);
    assert_eq!(verdict.stamped_at, Some(now() + TimeDelta::seconds(3)));
    assert_eq!(verdict.reference_time, now() + TimeDelta::seconds(3));
    // Revocation before the stamp counts, revocation after it does not.
    let before = scene.evidence(&[scene.list(1, &[(-1, COMPROMISE)])]);
    assert_eq!(
        scene.judge(&stamped, &before, years_later).status,
        Status::Invalid
    );
    let after = scene.list(2, &[(1, COMPROMISE)]).times(24, 48);
    let after = scene.evidence(&[after]);
    assert_eq!(
        scene.judge(&stamped, &after, years_later).status,
        Status::Valid
    );
    // A stamp later than the moment the registry received the file does not move it forward.
    let received = scene.judge(&stamped, &evidence, now());
    assert_eq!(received.reference_time, now());
}

#[test]
fn values_for_the_long_term_travel_inside_the_file() {
    let scene = Scene::new();
    let bare = scene.sign();
    let signature = signature_of(&bare);
    let stamp = scene.stamps.stamp(&signature, now(), &[9]);
    let stamped = add_time_stamp(&bare, &stamp).unwrap();
    let mut values = scene.answered(&Answer::Good, now() + TimeDelta::seconds(30));
    let years_later = now() + hours(24 * 365);
    let nothing = Evidence::new();
    let before = scene.judge(&stamped, &nothing, years_later);
    assert_eq!(before.status, Status::NotFullyChecked);
    for _ in 0..2 {
        let complete = add_revocation_values(&stamped, &values).unwrap();
        let verdict = scene.judge(&complete, &nothing, years_later);
        assert_eq!(verdict.status, Status::Valid, "{:?}", verdict.checks);
        values.extend(scene.evidence(&[scene.list(1, &[])]));
    }
    // What was signed is still there, octet for octet.
    let late = add_revocation_values(&bare, &values).unwrap();
    let late = add_time_stamp(&late, &scene.stamps.stamp(&signature, now(), &[1])).unwrap();
    assert!(late.windows(128).any(|window| window == signature));
    let signed = attributes_of(&bare);
    assert!(late.windows(signed.len()).any(|window| window == signed));
    let verdict = scene.judge(&late, &nothing, years_later);
    assert_eq!(verdict.status, Status::Valid);
    // Values nobody can read are nothing, not an accusation.
    let broken = super::upgrade::add_raw(&stamped, crate::oid::REVOCATION_VALUES, &[0x30, 0]);
    assert_eq!(
        scene.judge(&broken, &nothing, years_later).status,
        Status::NotFullyChecked
    );
}

#[test]
fn a_stamp_answers_the_request_and_belongs_to_one_signature() {
    let scene = Scene::new();
    let file = scene.sign();
    let nonce = [0, 0x81, 2, 3, 4, 5, 6, 7];
    let request = time_stamp_request(&file, nonce, None).unwrap();
    assert_eq!(request.nonce(), &nonce[1..]);
    let stamp = scene.stamps.stamp(&signature_of(&file), now(), &nonce);
    assert_eq!(stamp.answers(&request), Ok(()));
    let other = scene.stamps.stamp(&signature_of(&file), now(), &[5]);
    assert_eq!(other.answers(&request), Err(TimeStampError::AnotherRequest));
    let stray = scene.stamps.stamp(b"another signature", now(), &nonce);
    assert_eq!(stray.answers(&request), Err(TimeStampError::AnotherRequest));
    assert_eq!(
        add_time_stamp(&file, &stray),
        Err(UpgradeError::AnotherSignature)
    );

    // Copied over from another signature all the same: the verdict says so.
    let copied = super::upgrade::add_raw(&file, crate::oid::TIME_STAMP_TOKEN, stray.der());
    let evidence = scene.evidence(&[scene.list(1, &[])]);
    let verdict = scene.judge(&copied, &evidence, now());
    assert_eq!(verdict.status, Status::Invalid);
    assert_eq!(verdict.stamped_at, None);
    assert_eq!(
        check(&verdict, CheckKind::TimeStamp),
        (Outcome::Failed, Some(Detail::TimeStampMismatch))
    );
}

#[test]
fn only_a_time_stamp_authority_that_is_trusted_proves_time() {
    let scene = Scene::new();
    let file = scene.sign();
    let signature = signature_of(&file);
    let evidence = scene.evidence(&[scene.list(1, &[])]);
    let (from, until) = (now() - hours(24), now() + hours(24));
    let judge = |stamps: &Holder, trust: &TrustStore| {
        let stamp = stamps.stamp(&signature, now(), &[1]);
        let file = add_time_stamp(&file, &stamp).unwrap();
        let policy = VerificationPolicy::binding();
        let verdict = verify_with(&file, Some(ACT), trust, &policy, &evidence, now());
        let (outcome, detail) = check(&verdict, CheckKind::TimeStamp);
        (verdict.status, outcome, detail, verdict.stamped_at)
    };
    let trust = scene.authority.trust();
    for stranger in [
        scene.authority.issue(Use::Signing, from, until),
        scene.authority.issue(Use::OcspService, from, until),
        scene
            .authority
            .issue(Use::TimeStamps, from, now() - hours(1)),
    ] {
        let detail = Some(Detail::TimeStampNotEntitled);
        assert_eq!(
            judge(&stranger, &trust),
            (Status::Invalid, Outcome::Failed, detail, None)
        );
    }
    // Somebody unknown proves nothing and accuses nobody.
    let elsewhere = Authority::new();
    let unknown = elsewhere.issue(Use::TimeStamps, from, until);
    let detail = Some(Detail::TimeStampUntrusted);
    assert_eq!(
        judge(&unknown, &trust),
        (Status::NotFullyChecked, Outcome::NotChecked, detail, None)
    );
    // Nor does a demonstration authority, which anybody may run.
    let mut both = scene.authority.trust();
    both.add_demonstration_anchor(elsewhere.certificate.clone());
    let detail = Some(Detail::TimeStampUntrusted);
    assert_eq!(
        judge(&unknown, &both),
        (Status::NotFullyChecked, Outcome::NotChecked, detail, None)
    );
    let mut both = scene.authority.trust();
    both.add_anchor(elsewhere.certificate.clone());
    assert_eq!(
        judge(&unknown, &both),
        (Status::Valid, Outcome::Passed, None, Some(now()))
    );
}

#[test]
fn a_service_that_refuses_gives_no_token() {
    let refused = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02];
    assert_eq!(
        TimeStampToken::parse(&refused).err(),
        Some(TimeStampError::Refused { status: 2 })
    );
}

#[test]
fn a_revoked_time_stamp_authority_proves_nothing() {
    let scene = Scene::new();
    let file = scene.sign();
    let service = &scene.stamps.certificate;
    let mut list = scene.list(1, &[]);
    list.entries
        .push((serial(service), now() - hours(1), COMPROMISE));
    let evidence = scene.evidence(&[list]);
    let stamp = scene.stamps.stamp(&signature_of(&file), now(), &[1]);
    let stamped = add_time_stamp(&file, &stamp).unwrap();
    let verdict = scene.judge(&stamped, &evidence, now());
    assert_eq!(
        check(&verdict, CheckKind::TimeStamp),
        (Outcome::Failed, Some(Detail::TimeStampNotEntitled))
    );
    assert_eq!(verdict.status, Status::Invalid);
}

#[test]
fn no_altered_octet_of_a_long_term_file_moves_its_time_or_adds_to_its_worth() {
    let scene = Scene::new();
    let bare = scene.sign();
    let stamp = scene.stamps.stamp(&signature_of(&bare), now(), &[9]);
    let stamped = add_time_stamp(&bare, &stamp).unwrap();
    let values = scene.answered(&Answer::Good, now());
    let file = add_revocation_values(&stamped, &values).unwrap();
    let years_later = now() + hours(24 * 365);
    let nothing = Evidence::new();
    assert_eq!(
        scene.judge(&file, &nothing, years_later).status,
        Status::Valid
    );
    // What is signed by somebody: certificate, attributes, and the signature itself.
    let holder = scene.signer.certificate.der();
    let covered: Vec<_> = [holder, &attributes_of(&bare), &signature_of(&bare)]
        .into_iter()
        .map(|part| {
            let found = file.windows(part.len()).position(|window| window == part);
            let found = found.unwrap();
            found..found + part.len()
        })
        .collect();
    let mut kept = 0;
    // A step prime to the length reaches every part of the file.
    for number in 0..500 {
        let position = number * 7919 % file.len();
        let mut altered = file.clone();
        altered[position] ^= 1 << (number % 8);
        let verdict = scene.judge(&altered, &nothing, years_later);
        if covered.iter().any(|range| range.contains(&position)) {
            assert_eq!(verdict.status, Status::Invalid, "octet {position}");
        }
        if let Some(time) = verdict.stamped_at {
            assert_eq!(time, now(), "octet {position}");
        }
        kept += usize::from(verdict.status == Status::Valid);
    }
    // Names nobody signed: versions and the like.
    assert!(kept < 10, "{kept} altered files are as valid as before");
}
