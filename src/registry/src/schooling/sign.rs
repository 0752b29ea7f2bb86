//! Signatures under applications, agreements, acts and registers: over exactly the canonical bytes of the record,
//! by the person who sends them, with a key that signs for people.

use crate::context::{Context, legal_day};
use crate::operations::{MAX_CMS_BYTES, own_certificates};
use crate::store::{Connection, StoreError, rows};
use baqylau_domain::Moment;
use baqylau_domain::act::ActKind;
use baqylau_domain::checks::{
    Age, CheckParameterVersions, Fact, FactValue, SignatureVerdict, Source, Subject,
};
use baqylau_domain::identifiers::{Bin, Iin};
use baqylau_domain::people::{CommissionRole, Person};
use baqylau_domain::schooling::{Application, Book, SchoolingOp};
use baqylau_domain::signatory::{Capacity, SignatoryRule, Signing, judge};
use baqylau_protocol::receipt::Rejection;
use baqylau_signing::SignatureFile;

/// The bytes an operation's signature must be over; none for an operation without one, or a record
/// that isn't there.
fn bytes(op: &SchoolingOp, book: &Book) -> Option<Vec<u8>> {
    match op {
        SchoolingOp::SignApplication { application, .. } => {
            book.application(*application)?.text().to_bytes().ok()
        }
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

/// Whose signature an application carries, as the check of it sees it: of the organisation its
/// certificate names, where that is of the first head; of the school, where the register of legal
/// entities knows whoever signed as its head; of nobody it could be of, else. Left open while nobody
/// knows the head. It was verified when it came. Nothing of an unsigned one.
pub(super) fn of_application(
    context: &Context,
    connection: &Connection,
    application: &Application,
    at: Moment,
) -> Result<Option<Fact>, StoreError> {
    let Some(signature) = application.signature else {
        return Ok(None);
    };
    let school = rows::organisation(connection, application.school)?;
    let school = school.and_then(|school| school.bin.valid().copied());
    let person = rows::person(connection, signature.by)?;
    let (Some(school), Some(person)) = (school, person) else {
        return Ok(None);
    };
    let Some(cms) = context.blobs.read(signature.file, MAX_CMS_BYTES)? else {
        return Ok(None);
    };
    let Ok(file) = SignatureFile::parse(&cms) else {
        return Ok(None);
    };
    let holder = own_certificates(&file, Some(person.iin)).next();
    let holder = holder.unwrap_or_default();
    let of_head = holder.capacities.contains(&Capacity::FirstHead);
    let (verdict, organisation) = match holder.bin {
        Some(bin) if bin != school => (SignatureVerdict::Valid, Some(bin)),
        Some(bin) if of_head => (SignatureVerdict::Valid, Some(bin)),
        _ => match head(context, connection, school, at)? {
            Some(head) if head == person.iin => (SignatureVerdict::Valid, Some(school)),
            Some(_) => (SignatureVerdict::Valid, None),
            None => (SignatureVerdict::NotFullyChecked, None),
        },
    };
    Ok(Some(Fact {
        about: Subject::Document(application.id.to_string()),
        value: FactValue::Signature {
            verdict,
            organisation,
        },
        source: Source::Nca,
        as_of: at,
        by: None,
    }))
}

/// The head of an organisation by the register of legal entities, if it said so not too long ago.
fn head(
    context: &Context,
    connection: &Connection,
    organisation: Bin,
    at: Moment,
) -> Result<Option<Iin>, StoreError> {
    let parameters = CheckParameterVersions::pilot().on(legal_day(at));
    let about = Subject::Organisation(organisation);
    let mut said = context.facts.about(connection, &about)?;
    said.retain(|fact| parameters.age(fact.source, fact.as_of, at).0 != Age::TooOld);
    said.sort_by_key(|fact| fact.as_of);
    let heads = said.into_iter().rev().find_map(|fact| match fact.value {
        FactValue::LegalEntity { head, .. } => Some(head),
        _ => None,
    });
    Ok(heads.flatten())
}
