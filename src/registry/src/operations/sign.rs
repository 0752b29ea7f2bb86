//! A member's signature under the act.

use super::act::MAX_ACT_BYTES;
use crate::context::Context;
use crate::store::StoreError;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId};
use baqylau_domain::visit::Visit;
use baqylau_protocol::receipt::Rejection;

/// Largest signature file: a few certificates and attributes, not a document.
pub(crate) const MAX_CMS_BYTES: u64 = 1024 * 1024;

/// Checks the signature file over the act's bytes: its chain, digest, signature, purpose, and
/// that its holder is this member. Validity is judged at the moment the registry received it.
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
    Ok(context
        .signatures
        .act(&bytes, &cms, iin, received)
        .err()
        .map(|bad| Rejection::Signature { check: bad.check }))
}
