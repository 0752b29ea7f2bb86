//! Verdicts on signatures, in message keys.

use super::session;
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::Hub;
use crate::store::{cache, meta};
use crate::ui::{
    CheckOutcome, Event, KeyHolder, KeySource, Secret, Ticket, VerdictStatus, VerdictView,
};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, Iin, PersonId};
use baqylau_domain::visit::Visit;
use baqylau_protocol::blob;
use baqylau_signing::{
    Certificate, CheckKind, Detail, KeyAlgorithm, Outcome, Role, Signer, Status, TrustStore,
    Verdict, VerificationPolicy,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::{Path, PathBuf};

/// Largest signature file read.
const LARGEST_CMS: u64 = 64 * 1024 * 1024;

/// Largest file of authorities read.
const LARGEST_ANCHORS: u64 = 1024 * 1024;

/// Whom to believe: the anchors the registry named.
pub fn trust(hub: &Hub) -> TrustStore {
    let mut trust = TrustStore::new();
    if let Some(hello) = session::hello(hub) {
        for anchor in &hello.anchors {
            let read = STANDARD
                .decode(anchor)
                .ok()
                .and_then(|der| Certificate::parse(&der).ok());
            match read {
                Some(certificate) if hello.sample => trust.add_demonstration_anchor(certificate),
                Some(certificate) => trust.add_anchor(certificate),
                None => {}
            }
        }
    }
    trust
}

/// The anchors the registry named, in PEM one after another.
pub fn authorities(hub: &Hub) -> String {
    trust(hub).anchors().map(|anchor| anchor.to_pem()).collect()
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
fn detail_key(detail: Option<&Detail>) -> String {
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
fn role_key(role: Role) -> String {
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

/// Checks a signature file against a document.
///
/// # Errors
/// Files that can't be read.
pub fn check_files(hub: &Hub, ticket: Ticket, cms: &Path, content: Option<&Path>) -> Result<()> {
    let policy = policy(hub, VerificationPolicy::binding());
    let (file, verdict) = judge(cms, content, &trust(hub), &policy, hub.now())?;
    let iin = verdict
        .signer
        .as_ref()
        .and_then(|signer| signer.iin.as_deref());
    let report = shown(&verdict, blob::hash(&file), known_person(hub, iin));
    hub.tell(Event::Verified { ticket, report });
    Ok(())
}

/// Checks a signature file without a store and without a registry, believing only the authorities
/// in the given files.
///
/// # Errors
/// Files that can't be read, or aren't what they should be.
pub fn verify_files(
    cms: &Path,
    content: Option<&Path>,
    anchors: &[PathBuf],
    demonstration: bool,
    now: Moment,
) -> Result<VerdictView> {
    let mut trust = TrustStore::new();
    for path in anchors {
        let mut named = TrustStore::new();
        named
            .add_anchors_from(&files::read_limited(path, LARGEST_ANCHORS)?)
            .or(Err(ClientError::refused("client-anchors-unreadable")))?;
        for anchor in named.anchors().cloned() {
            if demonstration {
                trust.add_demonstration_anchor(anchor);
            } else {
                trust.add_anchor(anchor);
            }
        }
    }
    let policy = match demonstration {
        true => VerificationPolicy::binding().exempt_demonstration(),
        false => VerificationPolicy::binding(),
    };
    let (file, verdict) = judge(cms, content, &trust, &policy, now)?;
    Ok(shown(&verdict, blob::hash(&file), None))
}

fn judge(
    cms: &Path,
    content: Option<&Path>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    now: Moment,
) -> Result<(Vec<u8>, Verdict)> {
    let file = files::read_limited(cms, LARGEST_CMS)?;
    let document = content
        .map(|path| files::read_limited(path, baqylau_protocol::MAX_BLOB_BYTES))
        .transpose()?;
    if baqylau_signing::SignatureFile::parse(&file).is_err() {
        return Err(ClientError::refused("signing-error-not-a-signature"));
    }
    let verdict = baqylau_signing::verify(&file, document.as_deref(), trust, policy, now);
    Ok((file, verdict))
}

/// The verdict on a member's signature under an act.
pub fn of_member(hub: &Hub, visit: &Visit, act: &[u8], cms: &[u8], member: PersonId) -> Verdict {
    let iin = visit
        .member(member)
        .and_then(|member| member.iin)
        .map(|iin| iin.to_string())
        .unwrap_or_default();
    let policy = policy(hub, VerificationPolicy::binding().person(iin));
    baqylau_signing::verify(cms, Some(act), &trust(hub), &policy, hub.now())
}
