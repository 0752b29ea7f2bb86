//! Rows of the ledger that are only added: receipts, numbered in the order of commits, and the
//! claims, transfers and events that carry the number of their receipt. What a receipt says of
//! them (who, when, on what document) isn't said twice.

use super::cells::{
    CORRUPT, account_key, account_of, bytes_at, count, from_json, id, json, month, period_at,
    period_or_none, subject_key, subject_of, sum, sum_at, uuid_at, uuid_or_none, version_at, word,
    word_of,
};
use crate::store::rows::{micros, moment};
use crate::store::{Bind as _, Cell, Row, StoreError, Value};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{OperationId, PaymentRegisterId, ServiceActId, VoucherId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    Claim, ClaimKey, Concerns, Effect, Event, Mode, Receipt, Status, Subject, Transfer, TransferId,
};
use sha2::{Digest as _, Sha256};

/// What one transaction adds, table by table.
#[derive(Default)]
pub(super) struct Added {
    pub(super) receipts: Vec<Vec<Cell>>,
    pub(super) claims: Vec<Vec<Cell>>,
    pub(super) transfers: Vec<Vec<Cell>>,
    pub(super) events: Vec<Vec<Cell>>,
}

impl Added {
    /// Numbers what operations added, after the newest receipt. The receipt of each comes last.
    pub(super) fn after(newest: i64, effects: &[Effect]) -> Result<Self, StoreError> {
        let mut added = Self::default();
        let mut n = newest + 1;
        for effect in effects {
            match effect {
                Effect::Claim(claim) => added.claims.push(claim_cells(n, claim)?),
                Effect::Transfer(transfer) => added.transfers.push(transfer_cells(n, transfer)?),
                Effect::Event(event) => added.events.push(event_cells(n, event)?),
                Effect::Receipt(receipt) => {
                    added.receipts.push(receipt_cells(n, receipt)?);
                    n += 1;
                }
                _ => return Err(CORRUPT),
            }
        }
        Ok(added)
    }
}

pub(super) fn receipt_cells(n: i64, receipt: &Receipt) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        Cell::Int(n),
        id(receipt.request.id.uuid()),
        Cell::Int(micros(receipt.at)),
        receipt.transfers.into(),
        sum(receipt.amount),
        json(&receipt.request)?,
    ])
}

/// A receipt whose columns begin with this one: operation, moment, transfers, amount, body.
pub(super) fn receipt(row: &Row<'_>, first: usize) -> Result<Receipt, StoreError> {
    Ok(Receipt {
        request: from_json(row.text(first + 4)?)?,
        at: moment(row.get(first + 1)?)?,
        transfers: row.get(first + 2)?,
        amount: sum_at(row, first + 3)?,
    })
}

/// What seals a row of receipts into the audit log: SHA-256 over every column, lengths and all.
pub(super) struct Seal {
    digest: Sha256,
    first: i64,
    last: i64,
}

impl Seal {
    pub(super) fn after(newest: i64) -> Self {
        Self {
            digest: Sha256::new(),
            first: newest + 1,
            last: newest,
        }
    }

    pub(super) fn add(&mut self, cells: &[Cell]) {
        for cell in cells {
            let number;
            let (kind, bytes) = match cell.value() {
                Value::Null => (0u8, [].as_slice()),
                Value::Int(value) => {
                    number = value.to_be_bytes();
                    (1, number.as_slice())
                }
                Value::Text(text) => (2, text.as_bytes()),
                Value::Bytes(bytes) => (3, bytes),
            };
            self.digest.update([kind]);
            self.digest.update((bytes.len() as u64).to_be_bytes());
            self.digest.update(bytes);
        }
        self.last += 1;
    }

    /// As it stands in the audit log: which receipts, and their digest.
    pub(super) fn words(self) -> String {
        let digest = hex::encode(self.digest.finalize());
        format!("receipts {}-{} {digest}", self.first, self.last)
    }
}

/// Which receipts a line of the audit log seals.
pub(super) fn sealed(words: &str) -> Option<(i64, i64)> {
    let range = words.strip_prefix("receipts ")?.split(' ').next()?;
    let (first, last) = range.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

pub(super) fn claim_cells(n: i64, claim: &Claim) -> Result<Vec<Cell>, StoreError> {
    let mut cells = claim_key(&claim.key)?;
    cells.push(Cell::Int(n));
    Ok(cells)
}

pub(super) fn claim_key(key: &ClaimKey) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        id(key.voucher.uuid()),
        word(&key.kind)?,
        month(key.period),
    ])
}

pub(super) fn claim_key_of(row: &Row<'_>) -> Result<ClaimKey, StoreError> {
    Ok(ClaimKey {
        voucher: VoucherId::new(uuid_at(row, 0)?),
        kind: word_of(row.text(1)?)?,
        period: period_at(row, 2)?,
    })
}

pub(super) fn claim(row: &Row<'_>) -> Result<Claim, StoreError> {
    Ok(Claim {
        key: claim_key_of(row)?,
        operation: OperationId::new(uuid_at(row, 3)?),
    })
}

pub(super) fn transfer_cells(n: i64, transfer: &Transfer) -> Result<Vec<Cell>, StoreError> {
    let (mode, of, held) = match transfer.mode {
        Mode::Posted => ("posted", None, None),
        Mode::Pending => ("pending", None, None),
        Mode::Post { of, held } => ("post", Some(of), Some(held)),
        Mode::Void { of } => ("void", Some(of), None),
    };
    let concerns = &transfer.concerns;
    Ok(vec![
        Cell::Int(n),
        transfer.id.line.into(),
        account_key(transfer.debit).into(),
        account_key(transfer.credit).into(),
        sum(transfer.amount),
        mode.into(),
        of.map_or(Cell::Null, |of| id(of.operation.uuid())),
        of.map(|of| of.line).into(),
        held.map_or(Cell::Null, sum),
        word(&transfer.purpose)?,
        concerns.voucher.map_or(Cell::Null, |one| id(one.uuid())),
        concerns.period.map_or(Cell::Null, month),
        concerns.act.map_or(Cell::Null, |one| id(one.uuid())),
        concerns.register.map_or(Cell::Null, |one| id(one.uuid())),
        count(transfer.debit_version),
        count(transfer.credit_version),
    ])
}

/// A transfer with what its receipt says of it.
pub(super) fn transfer(row: &Row<'_>, receipt: &Receipt) -> Result<Transfer, StoreError> {
    let of = || -> Result<TransferId, StoreError> {
        Ok(TransferId {
            operation: OperationId::new(uuid_at(row, 6)?),
            line: row.get(7)?,
        })
    };
    Ok(Transfer {
        id: TransferId {
            operation: receipt.request.id,
            line: row.get(1)?,
        },
        debit: account_of(bytes_at(row, 2)?)?,
        credit: account_of(bytes_at(row, 3)?)?,
        amount: sum_at(row, 4)?,
        mode: match row.text(5)? {
            "posted" => Mode::Posted,
            "pending" => Mode::Pending,
            "post" => Mode::Post {
                of: of()?,
                held: sum_at(row, 8)?,
            },
            "void" => Mode::Void { of: of()? },
            _ => return Err(CORRUPT),
        },
        purpose: word_of(row.text(9)?)?,
        concerns: Concerns {
            voucher: uuid_or_none(row, 10)?.map(VoucherId::new),
            period: period_or_none(row, 11)?,
            act: uuid_or_none(row, 12)?.map(ServiceActId::new),
            register: uuid_or_none(row, 13)?.map(PaymentRegisterId::new),
        },
        document: receipt.request.document,
        at: receipt.at,
        debit_version: version_at(row, 14)?,
        credit_version: version_at(row, 15)?,
    })
}

pub(super) fn event_cells(n: i64, event: &Event) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        Cell::Int(n),
        subject_key(event.subject).into(),
        count(event.version),
        event.from.as_ref().map_or(Ok(Cell::Null), word)?,
        event.to.as_ref().map_or(Ok(Cell::Null), word)?,
        event.amount.map_or(Cell::Null, sum),
        event.period.map_or(Cell::Null, month),
    ])
}

/// What a row of events says, without what its receipt says of it.
pub(super) struct KeptEvent {
    pub(super) n: i64,
    pub(super) subject: Subject,
    pub(super) version: u64,
    from: Option<Status>,
    to: Option<Status>,
    amount: Option<Tiyn>,
    period: Option<Period>,
}

pub(super) fn kept_event(row: &Row<'_>) -> Result<KeptEvent, StoreError> {
    let status = |column| match row.value(column)? {
        Value::Text(text) => word_of(text).map(Some),
        Value::Null => Ok(None),
        _ => Err(CORRUPT),
    };
    let amount: Option<i64> = row.get(5)?;
    Ok(KeptEvent {
        n: row.get(0)?,
        subject: subject_of(bytes_at(row, 1)?)?,
        version: version_at(row, 2)?,
        from: status(3)?,
        to: status(4)?,
        amount: amount.map(Tiyn),
        period: period_or_none(row, 6)?,
    })
}

impl KeptEvent {
    pub(super) fn with(&self, receipt: &Receipt) -> Event {
        Event {
            subject: self.subject,
            version: self.version,
            operation: receipt.request.id,
            word: receipt.request.operation.word().to_owned(),
            author: receipt.request.author,
            at: receipt.at,
            document: receipt.request.document,
            from: self.from,
            to: self.to,
            amount: self.amount,
            period: self.period,
        }
    }
}

/// An event with what its receipt says of it.
pub(super) fn event(row: &Row<'_>, receipt: &Receipt) -> Result<Event, StoreError> {
    Ok(kept_event(row)?.with(receipt))
}
