//! Rows of verdicts about signatures.

use super::rows::{decode, encode, micros, moment};
use super::{Connection, Row, StoreError, Tx, params, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::visit::Visit;
use baqylau_protocol::signature::{RegisteredSignature, SignatureStatus};
use std::ops::ControlFlow;

/// A verdict with what the registry keeps to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptSignature {
    pub(crate) record: RegisteredSignature,
    /// When the registry received the signature: it existed then.
    pub(crate) received_at: Moment,
    /// Times services were asked in vain since something last changed.
    pub(crate) tries: u32,
    /// When to look again; never when there is nothing left to learn.
    pub(crate) due_at: Option<Moment>,
}

fn kept(row: &Row<'_>) -> Result<KeptSignature, StoreError> {
    Ok(KeptSignature {
        record: decode(row.text(0)?, "signature")?,
        received_at: moment(row.get(1)?)?,
        tries: row.get(2)?,
        due_at: row.get::<Option<i64>>(3)?.map(moment).transpose()?,
    })
}

pub(crate) fn signature(
    connection: &Connection,
    visit: VisitId,
    person: PersonId,
) -> Result<Option<KeptSignature>, StoreError> {
    let values = params![visit.to_string(), person.to_string()];
    connection.one(sql::SIGNATURE, values, kept)
}

pub(crate) fn put_signature(tx: &Tx<'_>, signature: &KeptSignature) -> Result<(), StoreError> {
    let record = &signature.record;
    tx.run(
        sql::SIGNATURE_PUT,
        params![
            record.visit.to_string(),
            record.person.to_string(),
            record.cms.to_string(),
            status_word(record.status),
            micros(signature.received_at),
            signature.tries,
            signature.due_at.map(micros),
            encode(record)?,
        ],
    )
    .map(drop)
}

/// The word a status is kept and audited under.
pub(crate) fn status_word(status: SignatureStatus) -> &'static str {
    match status {
        SignatureStatus::Pending => "pending",
        SignatureStatus::Valid => "valid",
        SignatureStatus::Invalid => "invalid",
    }
}

/// Signatures to look at now, the longest due first.
pub(crate) fn signatures_due(
    connection: &Connection,
    now: Moment,
    most: u32,
) -> Result<Vec<KeptSignature>, StoreError> {
    connection.all(sql::SIGNATURES_DUE, params![micros(now), most], kept)
}

/// Makes every pending signature due soon: the services answer again.
pub(crate) fn hasten(tx: &Tx<'_>, soon: Moment) -> Result<(), StoreError> {
    tx.run(sql::SIGNATURES_HASTEN, params![micros(soon)])
        .map(drop)
}

/// When the registry received the signature of a person under the act of a visit.
pub(crate) fn signature_received(
    connection: &Connection,
    visit: VisitId,
    person: PersonId,
    cms: BlobHash,
) -> Result<Option<Moment>, StoreError> {
    let values = params![visit.to_string(), person.to_string(), format!("%{cms}%")];
    let found: Option<i64> = connection.only(sql::SIGNED_OPERATION, values)?;
    found.map(moment).transpose()
}

/// Every visit whose act is fixed.
pub(crate) fn signed_visits(connection: &Connection) -> Result<Vec<Visit>, StoreError> {
    let mut visits = Vec::new();
    connection.each(
        sql::VISIT_BODIES,
        params![],
        |row| -> Result<_, StoreError> {
            let visit: Visit = decode(row.text(0)?, "visit")?;
            if visit.stage.signed_file().is_some() {
                visits.push(visit);
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(visits)
}
