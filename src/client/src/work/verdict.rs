//! Verdicts on signatures, in message keys.

use super::session;
use crate::error::Result;
use crate::hub::Hub;
use crate::store::extensions::{self, Extension};
use crate::store::{Store, cache, meta};
use crate::ui::{
    CheckOutcome, Event, KeyHolder, KeySource, RegisteredVerdict, Secret, SignatureLevel, Ticket,
    UserError, VerdictStatus, VerdictView,
};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, Iin, PersonId, VisitId};
use baqylau_domain::visit::Visit;
use baqylau_protocol::blob;
use baqylau_protocol::signature::{self, SignatureStatus};
use baqylau_signing::{
    Certificate, CheckKind, Detail, Evidence, KeyAlgorithm, Outcome, Role, Signer, Status,
    TrustStore, Verdict, VerificationPolicy, check_standing, verify_with,
};
use std::borrow::Cow;

/// Whom to believe: the authorities the registry named, those of the configuration folder and
/// those imported here.
pub fn trust(hub: &Hub) -> TrustStore {
    crate::trust::compose(hub)
}

/// The anchors the registry named, in PEM one after another.
pub fn authorities(hub: &Hub) -> String {
    let named = crate::trust::of_registry(hub);
    named.anchors().map(|anchor| anchor.to_pem()).collect()
}

/// What is known here about revocation of everybody a signature file stands on, without asking
/// anybody. None of it is believed before it is judged.
pub fn evidence(hub: &Hub, cms: &[u8]) -> Evidence {
    match crate::trust::services::validation(hub) {
        Some(validation) => {
            let kept = validation.from_shelf(cms, &trust(hub), hub.now());
            kept.evidence
        }
        None => Evidence::new(),
    }
}

/// Whether a key may sign as far as its authority and what is known here about revocation say.
///
/// # Errors
/// Why a signature with it would be refused.
pub fn standing(hub: &Hub, certificate: &Certificate) -> Result<()> {
    let (trust, now) = (trust(hub), hub.now());
    let evidence = match crate::trust::services::validation(hub) {
        Some(validation) => validation.about(certificate, &trust, now),
        None => Evidence::new(),
    };
    let policy = policy(hub, VerificationPolicy::binding());
    let checks = check_standing(certificate, &trust, &policy, &evidence, now);
    match checks.iter().find(|check| check.outcome == Outcome::Failed) {
        Some(failed) => Err(crate::act::sign::check_error(failed)),
        None => Ok(()),
    }
}

/// That a certificate is revoked, for whoever wants to sign with its key.
pub fn revoked_words(since: Moment) -> UserError {
    let day = baqylau_locale::legal_time(since).format("%d.%m.%Y");
    UserError::new("trust-error-revoked").with("date", day)
}

/// A policy, with the exemption a demonstration needs.
pub fn policy(hub: &Hub, policy: VerificationPolicy) -> VerificationPolicy {
    if session::is_sample(hub) {
        policy.exempt_demonstration()
    } else {
        policy
    }
}

/// The message key of a check.
pub fn check_key(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::Structure => "check-structure",
        CheckKind::Content => "check-content",
        CheckKind::Digest => "check-digest",
        CheckKind::Attributes => "check-attributes",
        CheckKind::SignerCertificate => "check-signer-certificate",
        CheckKind::Signature => "check-signature",
        CheckKind::CertificateReference => "check-certificate-bound",
        CheckKind::SigningTime => "check-signing-time",
        CheckKind::Chain => "check-chain",
        CheckKind::Validity => "check-period",
        CheckKind::KeyUsage => "check-usage",
        CheckKind::Person => "check-signer",
        CheckKind::Organisation => "check-organisation",
        CheckKind::Role => "check-role",
        CheckKind::Revocation => "check-revocation",
        CheckKind::TimeStamp => "check-timestamp",
        _ => "check-other",
    }
}

/// The message key of a check named as it travels (`certificate_reference`).
pub fn check_key_of(name: &str) -> &'static str {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_or("check-other", check_key)
}

/// The message key of why a check ended as it did; empty when it simply passed.
pub(crate) fn detail_key(detail: Option<&Detail>) -> String {
    let Some(detail) = detail else {
        return String::new();
    };
    match serde_json::to_value(detail) {
        Ok(value) => value
            .get("reason")
            .and_then(|reason| reason.as_str())
            .map(|reason| format!("check-detail-{}", reason.replace('_', "-")))
            .unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// The message key of a role.
pub(crate) fn role_key(role: Role) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(word)) => format!("signing-role-{}", word.replace('_', "-")),
        _ => String::new(),
    }
}

/// A certificate's holder; `people` says which person an ИИН belongs to.
pub fn holder(signer: &Signer, person: Option<PersonId>) -> KeyHolder {
    let iin: Option<Iin> = signer.iin.as_deref().and_then(|iin| iin.parse().ok());
    KeyHolder {
        name: match &signer.patronymic {
            Some(patronymic) => format!("{} {patronymic}", signer.name),
            None => signer.name.clone(),
        },
        iin_masked: iin.map(Iin::masked).unwrap_or_default(),
        organisation: signer.organisation.clone().unwrap_or_default(),
        roles: signer.roles.iter().copied().map(role_key).collect(),
        valid: (signer.not_before, signer.not_after),
        serial: signer.serial.clone(),
        person,
        problem: None,
        barred: None,
    }
}

/// The member of a visit an ИИН belongs to.
pub fn member_of(visit: &Visit, iin: Option<&str>) -> Option<PersonId> {
    let iin = iin?;
    visit
        .members
        .iter()
        .find(|member| member.iin.is_some_and(|own| own.to_string() == iin))
        .map(|member| member.person)
}

/// The person an ИИН belongs to, among those known here.
pub(super) fn known_person(hub: &Hub, iin: Option<&str>) -> Option<PersonId> {
    let (iin, store) = (iin?, hub.store().ok()?);
    let signed_in = store.db().read(meta::persons).unwrap_or_default();
    let named = store.cache().read(cache::persons).unwrap_or_default();
    signed_in
        .into_iter()
        .chain(named)
        .find(|person| person.iin.to_string() == iin)
        .map(|person| person.id)
        .or_else(|| {
            let visits = store.cache().read(cache::visits).unwrap_or_default();
            visits.iter().find_map(|visit| member_of(visit, Some(iin)))
        })
}

/// A kind of key by the name it goes by everywhere.
pub fn algorithm_name(algorithm: KeyAlgorithm) -> String {
    match algorithm {
        KeyAlgorithm::Rsa { bits } => format!("RSA-{bits}"),
        KeyAlgorithm::Gost2004 => "GOST 34.310-2004".to_owned(),
        KeyAlgorithm::Gost2015Bits256 => "GOST 34.10-2015/256".to_owned(),
        KeyAlgorithm::Gost2015Bits512 => "GOST 34.10-2015/512".to_owned(),
        KeyAlgorithm::Other { oid } => oid.to_string(),
        _ => String::new(),
    }
}

/// A verdict for the screens.
pub fn shown(verdict: &Verdict, cms: BlobHash, person: Option<PersonId>) -> VerdictView {
    let (status_key, status) = match verdict.status {
        Status::Valid => ("verdict-valid", VerdictStatus::Valid),
        Status::Invalid => ("verdict-invalid", VerdictStatus::Invalid),
        Status::NotFullyChecked => ("verdict-not-fully-checked", VerdictStatus::NotFullyChecked),
    };
    let checks = verdict
        .checks
        .iter()
        .filter(|check| check.outcome != Outcome::NotRequired)
        .map(|check| {
            let outcome = match check.outcome {
                Outcome::Failed => CheckOutcome::Failed,
                Outcome::NotChecked => CheckOutcome::NotChecked,
                Outcome::Passed | Outcome::Warning | Outcome::NotRequired => CheckOutcome::Passed,
            };
            (
                check_key(check.kind).to_owned(),
                outcome,
                detail_key(check.detail.as_ref()),
            )
        })
        .collect();
    VerdictView {
        status_key: status_key.to_owned(),
        status,
        checks,
        signer: verdict.signer.as_ref().map(|signer| holder(signer, person)),
        signed_at: verdict.signing_time,
        cms,
    }
}

/// Says who a key file belongs to.
///
/// # Errors
/// A key that doesn't open.
pub fn inspect(hub: &Hub, ticket: Ticket, source: &KeySource, password: &Secret) -> Result<()> {
    let key = session::open_key(hub, source, password)?;
    let holder = super::keys::holder(hub, key.certificate())?;
    hub.tell(Event::KeyInspected { ticket, holder });
    Ok(())
}

/// The verdict on a member's signature under an act, by the file with the most proof of it that is
/// kept here.
pub fn of_member(hub: &Hub, visit: &Visit, act: &[u8], cms: &[u8], member: PersonId) -> Verdict {
    by_file(hub, visit, act, &extended(hub, cms), member)
}

/// The verdict on a member's signature under an act, by this file of it.
pub fn by_file(hub: &Hub, visit: &Visit, act: &[u8], file: &[u8], member: PersonId) -> Verdict {
    let iin = visit
        .member(member)
        .and_then(|member| member.iin)
        .map(|iin| iin.to_string())
        .unwrap_or_default();
    let policy = policy(hub, VerificationPolicy::binding().person(iin));
    let evidence = evidence(hub, file);
    verify_with(file, Some(act), &trust(hub), &policy, &evidence, hub.now())
}

/// The file with the most proof of the same signature that is kept here. More may be added at any
/// moment: what must agree with each other is worked out from one file.
fn extended<'a>(hub: &Hub, cms: &'a [u8]) -> Cow<'a, [u8]> {
    let found = || {
        let (store, hash) = (hub.store().ok()?, blob::hash(cms));
        let extension = store.db().read(|c| extensions::of(c, &hash)).ok()??;
        file_of(&store, &extension, cms)
    };
    found().map_or(Cow::Borrowed(cms), Cow::Owned)
}

/// The file that was made later of a signature, if it is here and holds the same one.
pub fn file_of(store: &Store, extension: &Extension, cms: &[u8]) -> Option<Vec<u8>> {
    let file = store.blobs().read(&extension.extended?).ok()?;
    crate::trust::extend::same_signature(cms, &file).then_some(file)
}

/// How many signatures under the act of a visit the registry doesn't accept.
///
/// # Errors
/// What the database answered.
pub fn refused(store: &Store, visit: &Visit) -> Result<u32> {
    let Some(file) = visit.stage.signed_file() else {
        return Ok(0);
    };
    let found = store
        .cache()
        .read(|c| cache::signatures_of_visit(c, visit.id))?;
    let refused = found.iter().filter(|one| {
        // One about another file of the member says nothing about this one.
        let current = file
            .signatures
            .iter()
            .any(|signature| signature.cms == one.cms);
        current && one.status == SignatureStatus::Invalid
    });
    Ok(u32::try_from(refused.count()).unwrap_or(u32::MAX))
}

/// What the registry found about a signature, when it told.
///
/// # Errors
/// What the database answered.
pub fn registered(
    store: &Store,
    visit: VisitId,
    cms: &BlobHash,
) -> Result<Option<RegisteredVerdict>> {
    let found = store.cache().read(|c| cache::signature(c, visit, cms))?;
    Ok(found.map(|found| {
        let (status, outcome) = match found.status {
            SignatureStatus::Valid => (VerdictStatus::Valid, CheckOutcome::Passed),
            SignatureStatus::Invalid => (VerdictStatus::Invalid, CheckOutcome::Failed),
            SignatureStatus::Pending => (VerdictStatus::NotFullyChecked, CheckOutcome::NotChecked),
        };
        let reasons = found.reasons.iter().map(|reason| {
            let detail = reason.detail.as_deref().unwrap_or_default();
            let detail = match detail {
                "" => String::new(),
                detail => format!("check-detail-{}", detail.replace('_', "-")),
            };
            (check_key_of(&reason.check).to_owned(), outcome, detail)
        });
        RegisteredVerdict {
            status,
            reasons: reasons.collect(),
            level: match found.level {
                signature::SignatureLevel::Bes => SignatureLevel::Bes,
                signature::SignatureLevel::T => SignatureLevel::T,
                signature::SignatureLevel::Lt => SignatureLevel::Lt,
            },
            stamped_at: found.stamped_at,
            checked_at: found.checked_at,
        }
    }))
}
