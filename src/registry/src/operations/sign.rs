//! A member's signature under the act.

use super::act::MAX_ACT_BYTES;
use crate::context::Context;
use crate::store::StoreError;
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{BlobHash, Iin, PersonId};
use baqylau_domain::people::CommissionMember;
use baqylau_domain::signatory::{Capacity, Holder, Signing, judge};
use baqylau_domain::visit::Visit;
use baqylau_protocol::receipt::Rejection;
use baqylau_signing::{Certificate, SignatureFile};

/// Largest signature file: a few certificates and attributes, not a document.
pub(crate) const MAX_CMS_BYTES: u64 = 1024 * 1024;

/// Checks the signature file over the act's bytes: its chain, digest, signature, purpose, and
/// that its holder is this member and may sign with such a key. Validity is judged at the moment
/// the registry received it.
pub(super) fn check(
    context: &Context,
    visit: &Visit,
    person: PersonId,
    act: BlobHash,
    cms: BlobHash,
    received: Moment,
) -> Result<Option<Rejection>, StoreError> {
    let failed = |check: &str| Rejection::Signature {
        check: check.to_owned(),
    };
    let Some(member) = visit.member(person) else {
        return Ok(Some(failed("person")));
    };
    let Some(iin) = member.iin else {
        return Ok(Some(failed("person")));
    };
    let Some(bytes) = context.blobs.read(act, MAX_ACT_BYTES)? else {
        return Ok(Some(failed("content")));
    };
    let Some(cms) = context.blobs.read(cms, MAX_CMS_BYTES)? else {
        return Ok(Some(failed("structure")));
    };
    if let Err(bad) = context.signatures.act(&bytes, &cms, iin, received) {
        return Ok(Some(Rejection::Signature { check: bad.check }));
    }
    let entitled = entitled(context, visit, member, &cms, received);
    Ok((!entitled).then(|| failed("role")))
}

/// Whether the rule of the day lets this member sign with this kind of key. The signature was
/// verified before: the member's certificate is in the file.
fn entitled(
    context: &Context,
    visit: &Visit,
    member: &CommissionMember,
    cms: &[u8],
    received: Moment,
) -> bool {
    let (Ok(file), Some(signed)) = (SignatureFile::parse(cms), visit.stage.signed_file()) else {
        return false;
    };
    let signing = Signing {
        document: signed.act.kind,
        role: member.role,
        iin: member.iin,
        authority: None,
    };
    let policy = context.policies.on(legal_day(received));
    let mut own = own_certificates(&file, member.iin).peekable();
    // Several certificates of one person in a file: none of them may be one that doesn't sign.
    own.peek().is_some()
        && own.all(|holder| judge(&policy.signatories.value, &signing, &holder).is_ok())
}

/// What the certificates of a person in a signature file say of them.
pub(crate) fn own_certificates(
    file: &SignatureFile,
    iin: Option<Iin>,
) -> impl Iterator<Item = Holder> {
    let holders = file.certificates().iter().map(holder);
    holders.filter(move |holder| holder.iin == iin)
}

/// What a certificate says of its holder.
fn holder(certificate: &Certificate) -> Holder {
    let subject = certificate.subject();
    let word = |role| match serde_json::to_value(role) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    };
    Holder {
        iin: subject.iin.as_deref().and_then(|iin| iin.parse().ok()),
        bin: subject.bin.as_deref().and_then(|bin| bin.parse().ok()),
        capacities: certificate
            .roles()
            .into_iter()
            .filter_map(|role| Capacity::of_role(&word(role)))
            .collect(),
    }
}
