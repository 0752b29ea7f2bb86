//! The outbox: operations in the order they were made, sealed into the device's chain right
//! before they are sent, and what became of them.

use super::change::NewOperation;
use super::{NewIdentity, meta};
use crate::error::{ClientError, Result};
use baqylau_domain::Moment;
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_domain::identifiers::{BlobHash, InstallId, OperationId, PersonId, VisitId};
use baqylau_domain::visit::{Refusal, Visit, VisitOp};
use baqylau_protocol::operation::{
    DraftChange, OPERATION_SCHEMA, Operation, OperationBody, SealedOperation,
};
use baqylau_protocol::receipt::{Outcome, Receipt, Rejection, SignedReceipt};
use baqylau_protocol::{MAX_OPERATIONS, MAX_PUSH_BYTES};
use rusqlite::{Connection, Row, Transaction};

/// Most fields in one draft operation: keeps each far below the largest push.
const FIELDS_PER_OPERATION: usize = 200;

/// Most operations in one push.
const BATCH: i64 = MAX_OPERATIONS as i64;

/// The visit an operation belongs to.
pub fn visit_of(body: &OperationBody) -> Option<VisitId> {
    match body {
        OperationBody::PlanVisit { visit } => Some(visit.id),
        OperationBody::Visit { visit, .. }
        | OperationBody::Draft { visit, .. }
        | OperationBody::ConfirmPoint { visit, .. } => Some(*visit),
        OperationBody::Rule { .. } | OperationBody::Schooling { .. } => None,
    }
}

/// The word an operation is listed under; message key `client-operation-<word>`.
pub fn kind_of(body: &OperationBody) -> &'static str {
    match body {
        OperationBody::PlanVisit { .. } => "plan-visit",
        OperationBody::Draft { .. } => "draft",
        OperationBody::Rule { .. } => "rule",
        OperationBody::ConfirmPoint { .. } => "confirm-point",
        OperationBody::Schooling { .. } => "schooling",
        OperationBody::Visit { op, .. } => match op {
            VisitOp::Move { .. } => "move",
            VisitOp::Order { .. } => "order",
            VisitOp::Notify => "notify",
            VisitOp::Arrive { .. } => "arrive",
            VisitOp::HandLeaflet => "hand-leaflet",
            VisitOp::Admit => "admit",
            VisitOp::RefuseAdmission { .. } => "refuse-admission",
            VisitOp::BeginMerging => "begin-merging",
            VisitOp::ResumeRecording => "resume-recording",
            VisitOp::FixAct { .. } => "fix-act",
            VisitOp::WithdrawAct => "withdraw-act",
            VisitOp::ReleaseSigner { .. } => "release-signer",
            VisitOp::Sign { .. } => "sign",
            VisitOp::HandOver { .. } => "hand-over",
            VisitOp::LodgeObjection { .. } => "lodge-objection",
            VisitOp::Register { .. } => "register",
            VisitOp::Decide => "decide",
            VisitOp::Remedy { .. } => "remedy",
            VisitOp::PlanRepeat { .. } => "plan-repeat",
            VisitOp::Close { .. } => "close",
        },
    }
}

/// Attachments an operation names.
pub fn blobs_of(body: &OperationBody) -> Vec<BlobHash> {
    match body {
        OperationBody::Visit {
            op: VisitOp::FixAct { sha256, .. },
            ..
        } => vec![*sha256],
        OperationBody::Visit {
            op: VisitOp::Sign { sha256, cms, .. },
            ..
        } => vec![*sha256, *cms],
        OperationBody::Visit {
            op: VisitOp::LodgeObjection { papers, .. },
            ..
        } => papers.clone(),
        OperationBody::Draft { changes, .. } => changes
            .iter()
            .filter_map(|change| match &change.key {
                FieldKey::Evidence { sha256, .. } if !change.version.value.is_null() => {
                    Some(*sha256)
                }
                _ => None,
            })
            .collect(),
        OperationBody::Schooling { op } => op.blobs(),
        _ => Vec::new(),
    }
}

/// Queues an operation; one that is there already stays as it is.
///
/// # Errors
/// What the database answered.
pub fn insert(tx: &Transaction<'_>, operation: &NewOperation) -> Result<()> {
    let id = operation.id.to_string();
    tx.prepare_cached(
        "INSERT INTO operations (id, kind, visit, actor, made_at, body, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'queued') ON CONFLICT (id) DO NOTHING",
    )?
    .execute((
        &id,
        kind_of(&operation.body),
        visit_of(&operation.body).map(|visit| visit.to_string()),
        operation.actor.to_string(),
        operation.made_at.to_rfc3339(),
        serde_json::to_string(&operation.body)?,
    ))?;
    for sha256 in blobs_of(&operation.body) {
        tx.prepare_cached(
            "INSERT INTO operation_blobs (operation, sha256) VALUES (?1, ?2)
             ON CONFLICT (operation, sha256) DO NOTHING",
        )?
        .execute((&id, sha256.to_string()))?;
    }
    Ok(())
}

/// Keeps a colleague's operation for the view; it is never sent from here.
///
/// # Errors
/// What the database answered.
pub fn insert_foreign(tx: &Transaction<'_>, operation: &NewOperation, version: u32) -> Result<()> {
    insert(tx, operation)?;
    tx.execute(
        "UPDATE operations SET state = 'foreign', reason = ?2
         WHERE id = ?1 AND state = 'queued' AND bytes IS NULL AND reason IS NULL",
        (operation.id.to_string(), version.to_string()),
    )?;
    Ok(())
}

/// Lets go of what the registry has by now without this laptop: colleagues' operations, when the
/// visit it shows is at least as far as theirs, and signatures that another laptop sent first.
///
/// # Errors
/// What the database answered.
pub fn settle_seen(tx: &Transaction<'_>, seen: &Visit) -> Result<()> {
    tx.execute(
        "UPDATE operations SET settled = 1
         WHERE visit = ?1 AND state = 'foreign' AND CAST(reason AS INTEGER) <= ?2",
        (seen.id.to_string(), seen.version),
    )?;
    let Some(file) = seen.stage.signed_file() else {
        return Ok(());
    };
    let unsent: Vec<(i64, String, String)> = {
        let mut statement = tx.prepare_cached(
            "SELECT n, actor, body FROM operations
             WHERE visit = ?1 AND kind = 'sign' AND state = 'queued' AND bytes IS NULL",
        )?;
        let rows = statement.query_map([seen.id.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for (n, actor, body) in unsent {
        let signs_this = matches!(
            serde_json::from_str(&body)?,
            OperationBody::Visit { op: VisitOp::Sign { sha256, .. }, .. }
                if sha256 == file.act.sha256
        );
        let actor: PersonId = actor.parse()?;
        if signs_this
            && file
                .signatures
                .iter()
                .any(|signature| signature.person == actor)
        {
            tx.execute(
                "UPDATE operations SET state = 'foreign', settled = 1 WHERE n = ?1",
                [n],
            )?;
        }
    }
    Ok(())
}

/// Turns the unsent fields of a visit into draft operations, so that they stand before whatever
/// is queued next. `first` is the identity of the first; further ones are derived from it.
///
/// # Errors
/// What the database answered.
pub fn gather_unsent(
    tx: &Transaction<'_>,
    visit: VisitId,
    first: OperationId,
    made_at: Moment,
) -> Result<usize> {
    let unsent: Vec<(String, String, String)> = {
        let mut statement = tx.prepare_cached(
            "SELECT actor, field, version FROM unsent_fields WHERE visit = ?1
             ORDER BY actor, field",
        )?;
        let rows = statement.query_map([visit.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    let mut made = 0usize;
    let mut rest = unsent.as_slice();
    while let Some((actor, _, _)) = rest.first() {
        let same = rest
            .iter()
            .take_while(|(other, _, _)| other == actor)
            .count();
        let (part, after) = rest.split_at(same.min(FIELDS_PER_OPERATION));
        let changes = part
            .iter()
            .map(|(_, field, version)| {
                let key: FieldKey = field.parse()?;
                let version: FieldVersion = serde_json::from_str(version)?;
                Ok(DraftChange { key, version })
            })
            .collect::<Result<Vec<_>>>()?;
        let id = if made == 0 {
            first
        } else {
            following(first, made)
        };
        insert(
            tx,
            &NewOperation {
                id,
                actor: actor.parse()?,
                made_at,
                body: OperationBody::Draft { visit, changes },
            },
        )?;
        made += 1;
        rest = after;
    }
    tx.execute(
        "DELETE FROM unsent_fields WHERE visit = ?1",
        [visit.to_string()],
    )?;
    Ok(made)
}

/// Identities for a row of operations made at once: the first one counted on.
fn following(first: OperationId, index: usize) -> OperationId {
    let (high, low) = first.uuid().as_u64_pair();
    let counter = (low & 0xFFFF_FFFF).wrapping_add(index as u64) & 0xFFFF_FFFF;
    OperationId::new(uuid::Uuid::from_u64_pair(
        high,
        (low & !0xFFFF_FFFF) | counter,
    ))
}

/// Visits with unsent fields.
///
/// # Errors
/// What the database answered.
pub fn visits_with_unsent(connection: &Connection) -> Result<Vec<VisitId>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT visit FROM unsent_fields")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|visit| Ok(visit?.parse()?)).collect()
}

/// What is needed to seal.
#[derive(Debug, Clone, Copy)]
pub struct Sealer {
    /// Installation.
    pub install: InstallId,
    /// Seconds this clock was ahead of the registry's.
    pub skew: Option<i64>,
}

/// An operation on its way.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Row.
    pub n: i64,
    /// Identity.
    pub id: OperationId,
    /// Sealed bytes.
    pub bytes: String,
    /// Their hash.
    pub hash: BlobHash,
}

/// Takes the next batch: seals what isn't sealed, in order, and marks all of it as being sent.
///
/// # Errors
/// What the database answered.
pub fn take_batch(tx: &Transaction<'_>, sealer: Sealer) -> Result<Vec<Outgoing>> {
    let rows: Vec<Pending> = {
        let mut statement = tx.prepare_cached(
            "SELECT n, id, actor, made_at, body, bytes, hash FROM operations
             WHERE state IN ('queued', 'sending')
               AND (bytes IS NOT NULL OR kind = 'draft' OR NOT EXISTS (
                   SELECT 1 FROM operations AS theirs
                   WHERE theirs.visit = operations.visit AND theirs.state = 'foreign'
                     AND theirs.settled = 0))
             ORDER BY seq IS NULL, seq, n LIMIT ?1",
        )?;
        let rows = statement.query_map([BATCH], Pending::read)?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    let mut batch = Vec::new();
    let mut size = 0usize;
    for row in rows {
        let outgoing = row.sealed(tx, sealer)?;
        size += outgoing.bytes.len() + 16;
        // Quoting inside JSON makes the text longer; a quarter is left for it.
        if size > MAX_PUSH_BYTES / 4 * 3 && !batch.is_empty() {
            break;
        }
        tx.execute(
            "UPDATE operations SET state = 'sending' WHERE n = ?1",
            [outgoing.n],
        )?;
        batch.push(outgoing);
    }
    Ok(batch)
}

/// Takes operations the registry holds and whose attachments it has by now.
///
/// # Errors
/// What the database answered.
pub fn take_held(tx: &Transaction<'_>) -> Result<Vec<Outgoing>> {
    let rows: Vec<Pending> = {
        let mut statement = tx.prepare_cached(
            "SELECT n, id, actor, made_at, body, bytes, hash FROM operations AS o
             WHERE state = 'held' AND NOT EXISTS (
                 SELECT 1 FROM operation_blobs AS ob JOIN blobs AS b ON b.sha256 = ob.sha256
                 WHERE ob.operation = o.id AND b.state = 'waiting')
             ORDER BY seq LIMIT ?1",
        )?;
        let rows = statement.query_map([BATCH / 10], Pending::read)?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    rows.into_iter()
        .filter_map(|row| match (row.bytes, row.hash) {
            (Some(bytes), Some(hash)) => Some((row.n, row.id, bytes, hash)),
            _ => None,
        })
        .map(|(n, id, bytes, hash)| {
            Ok(Outgoing {
                n,
                id: id.parse()?,
                bytes,
                hash: hash.parse()?,
            })
        })
        .collect()
}

struct Pending {
    n: i64,
    id: String,
    actor: String,
    made_at: String,
    body: String,
    bytes: Option<String>,
    hash: Option<String>,
}

impl Pending {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(0)?,
            id: row.get(1)?,
            actor: row.get(2)?,
            made_at: row.get(3)?,
            body: row.get(4)?,
            bytes: row.get(5)?,
            hash: row.get(6)?,
        })
    }

    fn sealed(self, tx: &Transaction<'_>, sealer: Sealer) -> Result<Outgoing> {
        let id: OperationId = self.id.parse()?;
        if let (Some(bytes), Some(hash)) = (self.bytes, self.hash) {
            return Ok(Outgoing {
                n: self.n,
                id,
                bytes,
                hash: hash.parse()?,
            });
        }
        let (last, previous) = chain(tx)?;
        let operation = Operation {
            id,
            install: sealer.install,
            seq: last + 1,
            previous,
            schema: OPERATION_SCHEMA,
            actor: self.actor.parse()?,
            made_at: moment(&self.made_at)?,
            clock_skew: sealer.skew,
            body: serde_json::from_str(&self.body)?,
        };
        let SealedOperation { bytes, hash } = operation.seal()?;
        let bytes =
            String::from_utf8(bytes).or(Err(ClientError::Unreadable { what: "operation" }))?;
        tx.prepare_cached(
            "UPDATE operations SET install = ?2, seq = ?3, hash = ?4, bytes = ?5 WHERE n = ?1",
        )?
        .execute((
            self.n,
            sealer.install.to_string(),
            i64::try_from(operation.seq).unwrap_or(i64::MAX),
            hash.to_string(),
            &bytes,
        ))?;
        meta::set(tx, "chain-seq", &operation.seq.to_string())?;
        meta::set(tx, "chain-hash", &hash.to_string())?;
        Ok(Outgoing {
            n: self.n,
            id,
            bytes,
            hash,
        })
    }
}

/// Last number and hash of the device's chain.
///
/// # Errors
/// What the database answered.
pub fn chain(connection: &Connection) -> Result<(u64, BlobHash)> {
    let seq = meta::get(connection, "chain-seq")?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let hash = match meta::get(connection, "chain-hash")? {
        Some(text) => text.parse()?,
        None => BlobHash::new([0; 32]),
    };
    Ok((seq, hash))
}

/// Writes down what the registry answered, with the receipt as it signed it.
///
/// # Errors
/// What the database answered.
pub fn record(
    tx: &Transaction<'_>,
    outgoing: &Outgoing,
    receipt: &Receipt,
    signed: &SignedReceipt,
    received_at: Moment,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO receipts (operation, receipt, signature, received_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (operation, receipt) DO NOTHING",
    )?
    .execute((
        outgoing.id.to_string(),
        &signed.receipt,
        &signed.signature,
        received_at.to_rfc3339(),
    ))?;
    // A signature that reached the registry another way counts; nobody has to do anything.
    let is_there_already = matches!(
        receipt.outcome,
        Outcome::Rejected {
            reason: Rejection::Visit {
                refusal: Refusal::AlreadySigned
            }
        }
    );
    let (state, reason) = match &receipt.outcome {
        Outcome::Applied => ("acked", None),
        Outcome::Held { missing } => {
            // The registry says what it lacks: whatever this laptop believed to have sent is
            // sent again.
            for sha256 in missing {
                tx.prepare_cached(
                    "UPDATE blobs SET state = 'waiting', sent = 0
                     WHERE sha256 = ?1 AND state <> 'waiting'",
                )?
                .execute([sha256.to_string()])?;
            }
            ("held", None)
        }
        Outcome::Rejected { reason } => ("refused", Some(serde_json::to_string(reason)?)),
    };
    tx.prepare_cached(
        "UPDATE operations SET state = ?2, reason = ?3, acked_at = ?4,
                               dismissed = max(dismissed, ?5)
         WHERE n = ?1 AND state <> 'acked'",
    )?
    .execute((
        outgoing.n,
        state,
        reason,
        receipt.at.to_rfc3339(),
        is_there_already,
    ))?;
    Ok(())
}

/// After a start: nobody knows what became of operations that were being sent, so they are sent
/// again, with the same bytes.
///
/// # Errors
/// What the database answered.
pub fn requeue_sending(tx: &Transaction<'_>) -> Result<()> {
    tx.execute(
        "UPDATE operations SET state = 'queued' WHERE state = 'sending'",
        [],
    )?;
    Ok(())
}

/// The whole chain of this installation is sent again; what the registry knows it answers with the
/// receipt it has.
fn resend_chain(tx: &Transaction<'_>, install: InstallId) -> Result<()> {
    tx.execute(
        "UPDATE operations SET state = 'queued', settled = 0
         WHERE install = ?1 AND bytes IS NOT NULL",
        [install.to_string()],
    )?;
    resend_files(tx)
}

fn resend_files(tx: &Transaction<'_>) -> Result<()> {
    tx.execute(
        "UPDATE blobs SET state = 'waiting', sent = 0 WHERE state = 'sent'",
        [],
    )?;
    Ok(())
}

/// The chain has another continuation elsewhere (this store was restored or cloned): begins a
/// new chain under a new installation, with everything that wasn't acknowledged.
///
/// # Errors
/// What the database answered.
pub fn begin_new_chain(tx: &Transaction<'_>, install: InstallId) -> Result<()> {
    tx.execute(
        "UPDATE operations SET state = 'queued', install = NULL, seq = NULL, hash = NULL,
                               bytes = NULL
         WHERE state IN ('queued', 'sending', 'held')",
        [],
    )?;
    meta::set(tx, "install", &install.to_string())?;
    meta::set(tx, "chain-seq", "0")?;
    meta::set(tx, "chain-hash", &BlobHash::new([0; 32]).to_string())?;
    tx.execute("DELETE FROM sessions", [])?;
    Ok(())
}

/// The registry lost operations (restored from a backup): they are sent again, whether it is known
/// which or not. Where some are of chains this store can't go on with, because it was noticed to be
/// a copy since, all that was taken is sealed again in order, in a new chain; what the registry
/// still has it says of each. Whether a new chain was begun: sessions are of the one before.
///
/// # Errors
/// What the database answered.
pub fn send_again(tx: &Transaction<'_>, new: &NewIdentity) -> Result<bool> {
    let install: InstallId = match meta::get(tx, "install")? {
        Some(install) => install.parse()?,
        None => return Ok(false),
    };
    let copied: bool = tx
        .prepare_cached(
            // One that was refused stays as it is, in the chain it was of.
            "SELECT EXISTS (SELECT 1 FROM operations
             WHERE state = 'acked' AND bytes IS NOT NULL AND install <> ?1)",
        )?
        .query_row([install.to_string()], |row| row.get(0))?;
    if !copied {
        resend_chain(tx, install)?;
        return Ok(false);
    }
    tx.execute(
        "UPDATE operations SET state = 'queued', settled = 0
         WHERE state = 'acked' AND bytes IS NOT NULL",
        [],
    )?;
    begin_new_chain(tx, new.install)?;
    new.keep(tx)?;
    resend_files(tx)?;
    Ok(true)
}

/// The registry has an operation of this identity under another hash: an earlier life of this
/// store (before it was restored, or its copy) sent it. It counts as sent; the operations sealed
/// after it are sealed anew in its place.
///
/// # Errors
/// What the database answered.
pub fn known_elsewhere(tx: &Transaction<'_>, known: &Outgoing) -> Result<()> {
    let (sealed, _) = Operation::open(known.bytes.as_bytes())?;
    tx.execute(
        "UPDATE operations SET state = 'queued', install = NULL, seq = NULL, hash = NULL,
                               bytes = NULL
         WHERE install = ?1 AND seq >= ?2 AND state IN ('queued', 'sending', 'held')",
        (
            sealed.install.to_string(),
            i64::try_from(sealed.seq).unwrap_or(i64::MAX),
        ),
    )?;
    tx.execute(
        "UPDATE operations SET state = 'acked' WHERE n = ?1",
        [known.n],
    )?;
    meta::set(tx, "chain-seq", &sealed.seq.saturating_sub(1).to_string())?;
    meta::set(tx, "chain-hash", &sealed.previous.to_string())
}

/// A moment as kept.
///
/// # Errors
/// [`ClientError::Unreadable`].
pub fn moment(text: &str) -> Result<Moment> {
    chrono::DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .or(Err(ClientError::Unreadable { what: "moment" }))
}

/// Settles operations.
///
/// # Errors
/// What the database answered.
pub fn settle(tx: &Transaction<'_>, rows: &[i64]) -> Result<()> {
    for n in rows {
        tx.prepare_cached("UPDATE operations SET settled = 1 WHERE n = ?1 AND state = 'acked'")?
            .execute([n])?;
    }
    Ok(())
}

/// Puts a refused operation out of the way. Answers whether there was one.
///
/// # Errors
/// What the database answered.
pub fn dismiss(tx: &Transaction<'_>, id: OperationId) -> Result<bool> {
    Ok(tx.execute(
        "UPDATE operations SET dismissed = 1 WHERE id = ?1 AND state = 'refused'",
        [id.to_string()],
    )? > 0)
}
