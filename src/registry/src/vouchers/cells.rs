//! Words, keys and numbers of the ledger as the database keeps them, and back.

use super::word::OneWord;
use crate::store::{Cell, Row, StoreError, Value};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BeneficiaryId, ObligationId, OperationId, OrderId, OrganisationId, VoucherId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{AccountId, Part, PartState, Subject, TransferId, Voucher};
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use uuid::Uuid;

/// A row of the ledger nobody of the registry wrote.
pub(super) const CORRUPT: StoreError = StoreError::Corrupt("row of the ledger");

/// An identity.
pub(super) fn id(uuid: Uuid) -> Cell {
    Cell::Id(uuid.into_bytes())
}

/// A sum.
pub(super) fn sum(amount: Tiyn) -> Cell {
    Cell::Int(amount.0)
}

/// A counter. None comes near the end of the numbers.
pub(super) fn count(version: u64) -> Cell {
    Cell::Int(i64::try_from(version).unwrap_or(i64::MAX))
}

/// A month: 202511.
pub(super) fn month(period: Period) -> Cell {
    Cell::Int(number_of(period).into())
}

fn number_of(period: Period) -> i32 {
    let month = i32::try_from(period.month()).unwrap_or(0);
    period.year() * 100 + month
}

fn period_of(number: i64) -> Result<Period, StoreError> {
    let number = u32::try_from(number).or(Err(CORRUPT))?;
    let year = i32::try_from(number / 100).or(Err(CORRUPT))?;
    Period::new(year, number % 100).ok_or(CORRUPT)
}

/// A word of the domain, as it is written everywhere.
pub(super) fn word(value: &impl Serialize) -> Result<Cell, StoreError> {
    value.serialize(OneWord).map(Cell::Word).or(Err(CORRUPT))
}

pub(super) fn word_of<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    let word: StrDeserializer<'_, WordError> = text.into_deserializer();
    T::deserialize(word).or(Err(CORRUPT))
}

/// Most a body takes up that is written every month, bytes: a receipt of a redemption.
const BODY: usize = 768;

pub(super) fn json(value: &impl Serialize) -> Result<Cell, StoreError> {
    let mut bytes = Vec::with_capacity(BODY);
    serde_json::to_writer(&mut bytes, value).or(Err(CORRUPT))?;
    String::from_utf8(bytes).map(Cell::Text).or(Err(CORRUPT))
}

pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).or(Err(CORRUPT))
}

pub(super) fn uuid_at(row: &Row<'_>, column: usize) -> Result<Uuid, StoreError> {
    uuid_or_none(row, column)?.ok_or(CORRUPT)
}

pub(super) fn uuid_or_none(row: &Row<'_>, column: usize) -> Result<Option<Uuid>, StoreError> {
    match row.value(column)? {
        Value::Null => Ok(None),
        Value::Bytes(bytes) => Uuid::from_slice(bytes).map(Some).or(Err(CORRUPT)),
        _ => Err(CORRUPT),
    }
}

pub(super) fn bytes_at<'r>(row: &'r Row<'_>, column: usize) -> Result<&'r [u8], StoreError> {
    match row.value(column)? {
        Value::Bytes(bytes) => Ok(bytes),
        _ => Err(CORRUPT),
    }
}

pub(super) fn period_at(row: &Row<'_>, column: usize) -> Result<Period, StoreError> {
    period_or_none(row, column)?.ok_or(CORRUPT)
}

pub(super) fn period_or_none(row: &Row<'_>, column: usize) -> Result<Option<Period>, StoreError> {
    let number: Option<i64> = row.get(column)?;
    number.map(period_of).transpose()
}

pub(super) fn version_at(row: &Row<'_>, column: usize) -> Result<u64, StoreError> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).or(Err(CORRUPT))
}

pub(super) fn sum_at(row: &Row<'_>, column: usize) -> Result<Tiyn, StoreError> {
    row.get(column).map(Tiyn)
}

/// The kinds of accounts in the order of locking, which is that of their keys too.
fn account_kind(account: AccountId) -> (u8, &'static str, Uuid) {
    match account {
        AccountId::Beneficiary(id) => (1, "beneficiary", id.uuid()),
        AccountId::Budget(id) => (2, "budget", id.uuid()),
        AccountId::Debtor(id) => (3, "debtor", id.uuid()),
        AccountId::Executor(id) => (4, "executor", id.uuid()),
        AccountId::Free(id) => (5, "free", id.uuid()),
        AccountId::Issuer(id) => (6, "issuer", id.uuid()),
        AccountId::Recovery(id) => (7, "recovery", id.uuid()),
        AccountId::Stipends(id) => (8, "stipends", id.uuid()),
        AccountId::Treasury(id) => (9, "treasury", id.uuid()),
    }
}

/// What an account is for, as a word.
pub(super) fn purpose(account: AccountId) -> &'static str {
    account_kind(account).1
}

fn keyed(kind: u8, uuid: Uuid) -> [u8; 17] {
    let mut key = [kind; 17];
    for (place, byte) in key.iter_mut().skip(1).zip(uuid.as_bytes()) {
        *place = *byte;
    }
    key
}

/// The key of an account: its kind and whose it is, in seventeen bytes.
pub(super) fn account_key(account: AccountId) -> [u8; 17] {
    let (kind, _, uuid) = account_kind(account);
    keyed(kind, uuid)
}

pub(super) fn account_of(key: &[u8]) -> Result<AccountId, StoreError> {
    let (kind, uuid) = key.split_first().ok_or(CORRUPT)?;
    let uuid = Uuid::from_slice(uuid).or(Err(CORRUPT))?;
    Ok(match kind {
        1 => AccountId::Beneficiary(BeneficiaryId::new(uuid)),
        2 => AccountId::Budget(OrderId::new(uuid)),
        3 => AccountId::Debtor(BeneficiaryId::new(uuid)),
        4 => AccountId::Executor(OrganisationId::new(uuid)),
        5 => AccountId::Free(OrderId::new(uuid)),
        6 => AccountId::Issuer(OrganisationId::new(uuid)),
        7 => AccountId::Recovery(OrganisationId::new(uuid)),
        8 => AccountId::Stipends(OrderId::new(uuid)),
        9 => AccountId::Treasury(OrderId::new(uuid)),
        _ => return Err(CORRUPT),
    })
}

/// The key of the row an event belongs to: accounts by their own kinds, the others after them.
pub(super) fn subject_key(subject: Subject) -> [u8; 17] {
    let (kind, uuid) = match subject {
        Subject::Account(account) => return account_key(account),
        Subject::Order(id) => (16, id.uuid()),
        Subject::Voucher(id) => (17, id.uuid()),
        Subject::Contract(id) => (18, id.uuid()),
        Subject::Act(id) => (19, id.uuid()),
        Subject::Obligation(id) => (20, id.uuid()),
    };
    keyed(kind, uuid)
}

pub(super) fn subject_of(key: &[u8]) -> Result<Subject, StoreError> {
    use baqylau_domain::identifiers::{ContractId, ServiceActId};
    let (kind, uuid) = key.split_first().ok_or(CORRUPT)?;
    if *kind < 16 {
        return account_of(key).map(Subject::Account);
    }
    let uuid = Uuid::from_slice(uuid).or(Err(CORRUPT))?;
    Ok(match kind {
        16 => Subject::Order(OrderId::new(uuid)),
        17 => Subject::Voucher(VoucherId::new(uuid)),
        18 => Subject::Contract(ContractId::new(uuid)),
        19 => Subject::Act(ServiceActId::new(uuid)),
        20 => Subject::Obligation(ObligationId::new(uuid)),
        _ => return Err(CORRUPT),
    })
}

/// What a part's bytes begin with.
const PLANNED: u8 = 0;
const HELD: u8 = 1;
const REDEEMED: u8 = 2;
const RELEASED: u8 = 3;

/// The months of a voucher in a few dozen bytes each: these are the rows that millions of
/// vouchers read and write every month.
pub(super) fn parts(voucher: &Voucher) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(voucher.parts.len() * 48);
    for part in &voucher.parts {
        bytes.extend(number_of(part.period).to_be_bytes());
        bytes.extend(part.amount.0.to_be_bytes());
        match part.state {
            PartState::Planned => bytes.push(PLANNED),
            PartState::Held {
                hold,
                amount,
                reservation,
            } => {
                bytes.push(HELD);
                bytes.extend(hold.operation.uuid().as_bytes());
                bytes.extend(hold.line.to_be_bytes());
                bytes.extend(amount.0.to_be_bytes());
                bytes.extend(reservation.to_be_bytes());
            }
            PartState::Redeemed { amount, act } => {
                bytes.push(REDEEMED);
                bytes.extend(amount.0.to_be_bytes());
                bytes.extend(act.uuid().as_bytes());
            }
            PartState::Released => bytes.push(RELEASED),
        }
    }
    bytes
}

/// Takes so many bytes off the front.
fn taken<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], StoreError> {
    let (first, rest) = bytes.split_first_chunk::<N>().ok_or(CORRUPT)?;
    *bytes = rest;
    Ok(*first)
}

pub(super) fn parts_of(mut bytes: &[u8]) -> Result<Vec<Part>, StoreError> {
    use baqylau_domain::identifiers::ServiceActId;
    let mut parts = Vec::with_capacity(bytes.len() / 32);
    let bytes = &mut bytes;
    while !bytes.is_empty() {
        let period = period_of(i32::from_be_bytes(taken(bytes)?).into())?;
        let amount = Tiyn(i64::from_be_bytes(taken(bytes)?));
        let [state] = taken(bytes)?;
        let state = match state {
            PLANNED => PartState::Planned,
            HELD => PartState::Held {
                hold: TransferId {
                    operation: OperationId::new(Uuid::from_bytes(taken(bytes)?)),
                    line: u32::from_be_bytes(taken(bytes)?),
                },
                amount: Tiyn(i64::from_be_bytes(taken(bytes)?)),
                reservation: u32::from_be_bytes(taken(bytes)?),
            },
            REDEEMED => PartState::Redeemed {
                amount: Tiyn(i64::from_be_bytes(taken(bytes)?)),
                act: ServiceActId::new(Uuid::from_bytes(taken(bytes)?)),
            },
            RELEASED => PartState::Released,
            _ => return Err(CORRUPT),
        };
        parts.push(Part {
            period,
            amount,
            state,
        });
    }
    Ok(parts)
}
