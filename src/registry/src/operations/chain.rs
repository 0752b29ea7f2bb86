//! Taking in a push: the device's signature, its chain, and each operation exactly once.

use super::evaluate::{self, Turn};
use super::{Stored, find, queue};
use crate::audit;
use crate::context::{Context, legal_day};
use crate::failure::Failure;
use crate::store::rows::{self, micros};
use crate::store::{StoreError, Tx, params, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, InstallId, OperationId, PersonId, VisitId};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::blob;
use baqylau_protocol::operation::{OPERATION_SCHEMA, Operation, OperationBody, Push, push_bytes};
use baqylau_protocol::receipt::{Outcome, Receipt, Rejection, SignedReceipt};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;

/// The part of an operation that every version of the protocol has. Reading it apart from the
/// body keeps a chain going when a newer client sends a body this registry doesn't know.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Header {
    pub(crate) id: OperationId,
    pub(crate) install: InstallId,
    pub(crate) seq: u64,
    pub(crate) previous: BlobHash,
    pub(crate) schema: u32,
    pub(crate) actor: PersonId,
    pub(crate) made_at: Moment,
    pub(crate) clock_skew: Option<i64>,
}

/// An operation as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub(crate) header: Header,
    /// The body, when its shape is known.
    pub(crate) operation: Option<Operation>,
    pub(crate) bytes: String,
    pub(crate) hash: BlobHash,
}

impl Incoming {
    /// Reads sealed bytes.
    pub(crate) fn read(bytes: String) -> Result<Self, Failure> {
        let header: Header = serde_json::from_str(&bytes)
            .or(Err(Failure::malformed("an operation without its header")))?;
        if i64::try_from(header.seq).is_err() || header.seq == 0 {
            return Err(Failure::malformed("seq out of range"));
        }
        let operation = (header.schema == OPERATION_SCHEMA)
            .then(|| serde_json::from_str(&bytes).ok())
            .flatten();
        let hash = blob::hash(bytes.as_bytes());
        Ok(Self {
            header,
            operation,
            bytes,
            hash,
        })
    }

    /// What this operation keeps its order among: a visit, or a record of the state order that
    /// waits for files, by the same column.
    fn visit(&self) -> Option<VisitId> {
        match &self.operation.as_ref()?.body {
            OperationBody::Visit { visit, .. } => Some(*visit),
            OperationBody::Schooling { op } => op.subject().map(VisitId::new),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        self.operation
            .as_ref()
            .map_or("unknown", |operation| operation.body.word())
    }
}

/// Takes in a push: all or nothing. Receipts come in the order of the operations.
pub(crate) fn push(
    context: &Context,
    tx: &Tx<'_>,
    install: InstallId,
    push: &Push,
    incoming: &[Incoming],
    now: Moment,
) -> Result<Vec<SignedReceipt>, Failure> {
    if incoming.iter().any(|one| one.header.install != install) {
        return Err(Failure::new(
            ErrorCode::Forbidden,
            "operations of another installation",
        ));
    }
    let known = rows::install(tx, install)?
        .ok_or_else(|| Failure::new(ErrorCode::SignIn, "unknown installation"))?;
    verify_device(&known.device_key, push, incoming)?;
    check_chain(tx, known.last_seq, known.last_hash, incoming)?;
    let mut last_made_at = known.last_made_at;
    let mut receipts = Vec::with_capacity(incoming.len());
    for one in incoming {
        let receipt = match stored_copy(tx, one)? {
            Some(copy) => again(context, tx, copy, now)?,
            None => first(context, tx, one, &mut last_made_at, now)?,
        };
        receipts.push(receipt);
    }
    Ok(receipts)
}

fn verify_device(key: &str, push: &Push, incoming: &[Incoming]) -> Result<(), Failure> {
    let refused = || Failure::new(ErrorCode::Forbidden, "device signature doesn't hold");
    let mut key_bytes = [0u8; 32];
    hex::decode_to_slice(key, &mut key_bytes).or(Err(StoreError::Corrupt("device key")))?;
    let key = VerifyingKey::from_bytes(&key_bytes).or(Err(StoreError::Corrupt("device key")))?;
    let mut signature = [0u8; 64];
    hex::decode_to_slice(&push.device_signature, &mut signature).or(Err(refused()))?;
    let hashes: Vec<BlobHash> = incoming.iter().map(|one| one.hash).collect();
    key.verify_strict(&push_bytes(&hashes), &Signature::from_bytes(&signature))
        .or(Err(refused()))
}

/// Checks the whole push against the chain before anything of it is done.
fn check_chain(
    tx: &Tx<'_>,
    mut last_seq: u64,
    mut last_hash: BlobHash,
    incoming: &[Incoming],
) -> Result<(), Failure> {
    let mut fresh: Vec<&Incoming> = Vec::new();
    for one in incoming {
        let same_id = find(tx, sql::OPERATION_BY_ID, params![one.header.id.to_string()])?
            .map(|stored| stored.hash)
            .or_else(|| {
                fresh
                    .iter()
                    .find(|f| f.header.id == one.header.id)
                    .map(|f| f.hash)
            });
        if same_id.is_some_and(|hash| hash != one.hash) {
            return Err(Failure::new(
                ErrorCode::Mismatch,
                "same operation, other content",
            ));
        }
        if one.header.seq <= last_seq {
            let there = at_place(tx, one)?.map(|stored| stored.hash).or_else(|| {
                fresh
                    .iter()
                    .find(|f| f.header.seq == one.header.seq)
                    .map(|f| f.hash)
            });
            if there != Some(one.hash) {
                return Err(fork());
            }
        } else if one.header.seq == last_seq + 1 {
            if one.header.previous != last_hash {
                return Err(fork());
            }
            fresh.push(one);
            (last_seq, last_hash) = (one.header.seq, one.hash);
        } else {
            let detail = format!("expected seq {}", last_seq + 1);
            return Err(Failure::new(ErrorCode::Gap, detail));
        }
    }
    Ok(())
}

fn fork() -> Failure {
    Failure::new(
        ErrorCode::Fork,
        "the chain of this installation goes on differently",
    )
}

fn at_place(tx: &Tx<'_>, one: &Incoming) -> Result<Option<Stored>, StoreError> {
    let seq = i64::try_from(one.header.seq).or(Err(StoreError::Corrupt("seq")))?;
    find(
        tx,
        sql::OPERATION_BY_SEQ,
        params![one.header.install.to_string(), seq],
    )
}

fn stored_copy(tx: &Tx<'_>, one: &Incoming) -> Result<Option<Stored>, StoreError> {
    Ok(at_place(tx, one)?.filter(|stored| stored.hash == one.hash))
}

/// An operation that was answered before: its receipt again. One that waits is looked at again.
fn again(
    context: &Context,
    tx: &Tx<'_>,
    copy: Stored,
    now: Moment,
) -> Result<SignedReceipt, Failure> {
    let Some(visit) = copy.visit.filter(|_| copy.held) else {
        return Ok(copy.receipt);
    };
    queue::settle_visit(context, tx, visit, now)?;
    let looked_up = find(tx, sql::OPERATION_BY_ID, params![copy.id.to_string()])?;
    Ok(looked_up.map_or(copy.receipt, |stored| stored.receipt))
}

/// An operation that arrives for the first time: decided, kept, answered.
fn first(
    context: &Context,
    tx: &Tx<'_>,
    one: &Incoming,
    last_made_at: &mut i64,
    now: Moment,
) -> Result<SignedReceipt, Failure> {
    let header = &one.header;
    let clock_flagged = is_clock_suspect(context, header, *last_made_at, now);
    let outcome = match &one.operation {
        None => Outcome::Rejected {
            reason: Rejection::UnknownSchema,
        },
        Some(operation) => {
            let ahead = match one.visit() {
                Some(visit) => queue::ahead(tx, visit)?,
                None => None,
            };
            evaluate::evaluate(context, tx, operation, now, Turn::Arriving(ahead))?
        }
    };
    let receipt = Receipt {
        operation: header.id,
        hash: one.hash,
        outcome: outcome.clone(),
        at: now,
        clock_flagged,
    };
    let signed = context.sign(&receipt)?;
    let seq = i64::try_from(header.seq).or(Err(StoreError::Corrupt("seq")))?;
    let install = header.install.to_string();
    tx.run(
        sql::OPERATION_ADD,
        params![
            header.id.to_string(),
            install,
            seq,
            one.hash.to_string(),
            header.actor.to_string(),
            one.kind(),
            one.visit().map(|visit| visit.to_string()),
            one.bytes,
            micros(now),
            clock_flagged,
            outcome_word(&outcome),
            signed.receipt,
            signed.signature,
        ],
    )?;
    rows::keep_receipt(tx, header.id, &signed)?;
    *last_made_at = micros(header.made_at).max(*last_made_at);
    tx.run(
        sql::INSTALL_ADVANCE,
        params![install, seq, one.hash.to_string(), *last_made_at],
    )?;
    queue::remember_waits(tx, header.id, &outcome)?;
    let object = one
        .visit()
        .map(|visit| visit.to_string())
        .unwrap_or_default();
    audit::write(
        tx,
        now,
        &audit::Line {
            operation: &header.id.to_string(),
            actor: Some(header.actor),
            action: &format!("{} {}", one.kind(), outcome_word(&outcome)),
            object: &object,
        },
    )?;
    if outcome == Outcome::Applied
        && let Some(visit) = one.visit()
    {
        // What was waiting for this operation, and what the registry does by itself after it.
        queue::settle_visit(context, tx, visit, now)?;
    }
    Ok(signed)
}

pub(super) fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Applied => "applied",
        Outcome::Rejected { .. } => "rejected",
        Outcome::Held { .. } => "held",
    }
}

/// Whether the device's clock looks wrong: it disagreed with the registry's when last compared,
/// it is ahead now, or it went back within the chain. Evidence for a reviewer, never a refusal.
fn is_clock_suspect(context: &Context, header: &Header, last_made_at: i64, now: Moment) -> bool {
    let policy = context.policies.on(legal_day(header.made_at));
    let allowed = i64::from(policy.clock_skew_minutes.value) * 60;
    let disagreed = header
        .clock_skew
        .is_some_and(|skew| skew.unsigned_abs() > allowed.unsigned_abs());
    let ahead = (header.made_at - now).num_seconds() > allowed;
    let went_back = last_made_at.saturating_sub(micros(header.made_at)) > allowed * 1_000_000;
    disagreed || ahead || went_back
}
