//! Rows of verdicts about signatures.

use super::rows::{decode, encode, micros, moment};
use super::{StoreError, Tx, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::visit::Visit;
use baqylau_protocol::signature::{RegisteredSignature, SignatureStatus};
use rusqlite::{Connection, OptionalExtension, Row, params};

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

type Raw = (String, i64, u32, Option<i64>);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn kept((body, received_at, tries, due_at): Raw) -> Result<KeptSignature, StoreError> {
    Ok(KeptSignature {
        record: decode(&body, "signature")?,
        received_at: moment(received_at)?,
        tries,
        due_at: due_at.map(moment).transpose()?,
    })
}

pub(crate) fn signature(
    connection: &Connection,
    visit: VisitId,
    person: PersonId,
) -> Result<Option<KeptSignature>, StoreError> {
    connection
        .prepare_cached(sql::SIGNATURE)?
        .query_row(params![visit.to_string(), person.to_string()], raw)
        .optional()?
        .map(kept)
        .transpose()
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
    let mut statement = connection.prepare_cached(sql::SIGNATURES_DUE)?;
    let rows = statement.query_map(params![micros(now), most], raw)?;
    rows.map(|row| kept(row?)).collect()
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
    let found: Option<i64> = connection
        .prepare_cached(sql::SIGNED_OPERATION)?
        .query_row(
            params![visit.to_string(), person.to_string(), format!("%{cms}%")],
            |row| row.get(0),
        )?;
    found.map(moment).transpose()
}

/// Every visit whose act is fixed.
pub(crate) fn signed_visits(connection: &Connection) -> Result<Vec<Visit>, StoreError> {
    let mut statement = connection.prepare_cached(sql::VISIT_BODIES)?;
    let mut rows = statement.query([])?;
    let mut visits = Vec::new();
    while let Some(row) = rows.next()? {
        let visit: Visit = decode(&row.get::<_, String>(0)?, "visit")?;
        if visit.stage.signed_file().is_some() {
            visits.push(visit);
        }
    }
    Ok(visits)
}
