//! Signatures under agreements, acts and registers: over exactly the canonical bytes of the record,
//! by the person who sends them, with a key that signs for people.

use crate::context::{Context, legal_day};
use crate::operations::{MAX_CMS_BYTES, own_certificates};
use crate::store::StoreError;
use baqylau_domain::Moment;
use baqylau_domain::act::ActKind;
use baqylau_domain::people::{CommissionRole, Person};
use baqylau_domain::schooling::{Book, SchoolingOp};
use baqylau_domain::signatory::{SignatoryRule, Signing, judge};
use baqylau_protocol::receipt::Rejection;
use baqylau_signing::SignatureFile;

/// The bytes an operation's signature must be over; none for an operation without one, or a record
/// that isn't there.
fn bytes(op: &SchoolingOp, book: &Book) -> Option<Vec<u8>> {
    match op {
        SchoolingOp::SignContract { contract, .. } => {
            book.contract(*contract)?.to_sign()?.to_bytes().ok()
        }
        SchoolingOp::SignAct { act, .. } => book.act(*act)?.text()?.to_bytes().ok(),
        SchoolingOp::SendRegister { register, .. } => {
            book.register(*register)?.text()?.to_bytes().ok()
        }
        _ => None,
    }
}

/// Checks the signature an operation carries. Validity is judged at the moment the registry
/// received it.
pub(super) fn check(
    context: &Context,
    op: &SchoolingOp,
    book: &Book,
    person: &Person,
    received: Moment,
) -> Result<Option<Rejection>, StoreError> {
    let Some((_, file)) = op.signed() else {
        return Ok(None);
    };
    let failed = |check: &str| Rejection::Signature {
        check: check.to_owned(),
    };
    let Some(bytes) = bytes(op, book) else {
        return Ok(Some(failed("content")));
    };
    let Some(cms) = context.blobs.read(file, MAX_CMS_BYTES)? else {
        return Ok(Some(failed("structure")));
    };
    if let Err(bad) = context.signatures.act(&bytes, &cms, person.iin, received) {
        return Ok(Some(Rejection::Signature { check: bad.check }));
    }
    let entitled = entitled(context, person, &cms, received);
    Ok((!entitled).then(|| failed("role")))
}

/// Whether the keys of the file are ones people sign with. Rules that name an act of a commission
/// or a part in it don't speak of these documents.
fn entitled(context: &Context, person: &Person, cms: &[u8], received: Moment) -> bool {
    let Ok(file) = SignatureFile::parse(cms) else {
        return false;
    };
    let policy = context.policies.on(legal_day(received));
    let rules: Vec<SignatoryRule> = policy
        .signatories
        .value
        .into_iter()
        .filter(|rule| rule.document.is_none() && rule.role.is_none())
        .collect();
    // Rules left speak of any document and any part.
    let signing = Signing {
        document: ActKind::Monitoring,
        role: CommissionRole::Member,
        iin: Some(person.iin),
        authority: None,
    };
    let mut own = own_certificates(&file, Some(person.iin)).peekable();
    own.peek().is_some() && own.all(|holder| judge(&rules, &signing, &holder).is_ok())
}
