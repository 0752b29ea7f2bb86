//! What is shown of the ledger: single rows with their histories, pages, control totals.

use super::cells::{account_key, count, id, subject_key, sum_at, uuid_at, uuid_or_none, word_of};
use super::{added, kept, rights, stated};
use crate::failure::Failure;
use crate::store::sql::ledger as sql;
use crate::store::{Cell, Connection, Row, StoreError, Values, params};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BeneficiaryId, ContractId, ObligationId, OrderId, OrganisationId, VoucherId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::Person;
use baqylau_domain::voucher::{
    Account, AccountId, Balance, Event, Holder, Limit, Obligation, Order, Receipt, Status, Subject,
    Transfer, shown_status,
};
use baqylau_protocol::vouchers::{
    AccountCard, AccountHolder, ContractCard, HiddenIin, LedgerEntry, LedgerTransfer,
    MAX_LEDGER_PAGE, ObligationPage, OrderCard, OrderPage, StatusTotal, VoucherCard, VoucherLine,
    VoucherPage,
};

/// A row by its key.
fn one<T>(
    connection: &Connection,
    statement: &'static str,
    key: &Cell,
    read: fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    connection.one(statement, params![key], read)
}

fn account(connection: &Connection, id: AccountId) -> Result<Option<Account>, StoreError> {
    let key = account_key(id).into();
    one(connection, sql::LEDGER_ACCOUNT, &key, kept::account)
}

/// One more than a page, to see whether there is more.
const BEYOND: u32 = MAX_LEDGER_PAGE + 1;

/// A page of the history of a row, after a version of it, and whether there is more.
fn history(
    connection: &Connection,
    subject: Subject,
    after: u64,
) -> Result<(Vec<LedgerEntry>, bool), StoreError> {
    let (key, after) = (Cell::from(subject_key(subject)), count(after));
    let values = params![key, after, BEYOND];
    let mut entries = connection.all(sql::LEDGER_EVENTS_OF, values, |row| {
        let receipt = added::receipt(row, 7)?;
        Ok(of_event(added::event(row, &receipt)?))
    })?;
    if let Subject::Account(account) = subject {
        for statement in [sql::LEDGER_TRANSFERS_FROM, sql::LEDGER_TRANSFERS_TO] {
            entries.extend(connection.all(statement, values, |row| {
                let receipt = added::receipt(row, 16)?;
                let transfer = added::transfer(row, &receipt)?;
                Ok(of_transfer(&transfer, &receipt, account))
            })?);
        }
    }
    entries.sort_by_key(|entry| entry.version);
    let page = usize::try_from(MAX_LEDGER_PAGE).unwrap_or(usize::MAX);
    let more = entries.len() > page;
    entries.truncate(page);
    Ok((entries, more))
}

fn of_event(event: Event) -> LedgerEntry {
    LedgerEntry {
        version: event.version,
        operation: event.operation,
        word: event.word,
        party: event.author.party,
        person: event.author.person,
        at: event.at,
        document: event.document,
        from: event.from,
        to: event.to,
        amount: event.amount,
        period: event.period,
        transfer: None,
    }
}

fn of_transfer(transfer: &Transfer, receipt: &Receipt, account: AccountId) -> LedgerEntry {
    let author = receipt.request.author;
    LedgerEntry {
        version: if transfer.debit == account {
            transfer.debit_version
        } else {
            transfer.credit_version
        },
        operation: receipt.request.id,
        word: receipt.request.operation.word().to_owned(),
        party: author.party,
        person: author.person,
        at: transfer.at,
        document: transfer.document,
        from: None,
        to: None,
        amount: Some(transfer.amount),
        period: transfer.concerns.period,
        transfer: Some(LedgerTransfer {
            id: transfer.id,
            debit: transfer.debit,
            credit: transfer.credit,
            mode: transfer.mode,
            purpose: transfer.purpose,
            voucher: transfer.concerns.voucher,
        }),
    }
}

/// One voucher, with what was sent of a month when one is named.
pub(crate) fn voucher(
    connection: &Connection,
    voucher: VoucherId,
    month: Option<Period>,
    after: u64,
) -> Result<VoucherCard, Failure> {
    let key = id(voucher.uuid());
    let found = one(connection, sql::LEDGER_VOUCHER, &key, kept::voucher)?;
    let found = found.ok_or_else(Failure::not_found)?;
    let of = |id: Option<AccountId>| id.map_or(Ok(None), |id| account(connection, id));
    let beneficiary = of(found.beneficiary.map(AccountId::Beneficiary))?;
    let executor = of(found
        .reservation()
        .map(|place| AccountId::Executor(place.executor)))?;
    let (history, more) = history(connection, Subject::Voucher(voucher), after)?;
    let trace = match month {
        Some(month) => stated::trace_of(connection, &found, month)?,
        None => None,
    };
    Ok(VoucherCard {
        trace,
        shown: shown_status(&found, beneficiary.as_ref(), executor.as_ref()),
        planned: found.planned(),
        held: found.held(),
        redeemed: found.redeemed(),
        returned: found.returned(),
        voucher: found,
        history,
        more,
    })
}

/// One account, as far as this person may know whose it is.
pub(crate) fn account_card(
    connection: &Connection,
    reader: &Person,
    id: AccountId,
    after: u64,
) -> Result<AccountCard, Failure> {
    let found = account(connection, id)?.ok_or_else(Failure::not_found)?;
    let (history, more) = history(connection, Subject::Account(id), after)?;
    let available = match id.limit() {
        Limit::None => None,
        limit => Some(found.balance.available(limit)),
    };
    Ok(AccountCard {
        id,
        owner: match found.holder {
            Holder::Beneficiary { iin, funded } => AccountHolder::Beneficiary {
                iin: HiddenIin(if rights::sees_iin(reader) {
                    iin.to_string()
                } else {
                    iin.masked()
                }),
                funded,
            },
            Holder::Executor { bin, pauses } => AccountHolder::Executor { bin, pauses },
            Holder::Issuer { bin } => AccountHolder::Issuer { bin },
            Holder::Internal => AccountHolder::Internal,
        },
        balance: found.balance,
        available,
        blocks: found.blocks,
        closed: found.closed,
        version: found.version,
        history,
        more,
    })
}

/// One contract.
pub(crate) fn contract(
    connection: &Connection,
    contract: ContractId,
    after: u64,
) -> Result<ContractCard, Failure> {
    let key = id(contract.uuid());
    let found = one(connection, sql::LEDGER_CONTRACT, &key, kept::contract)?;
    let found = found.ok_or_else(Failure::not_found)?;
    let (history, more) = history(connection, Subject::Contract(contract), after)?;
    Ok(ContractCard {
        left: found.amount.minus(found.committed).unwrap_or_default(),
        contract: found,
        history,
        more,
    })
}

/// Of whom vouchers are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Order(OrderId),
    Executor(OrganisationId),
}

/// A page of at most so many, and the last one when there is more.
fn page<T, I>(mut rows: Vec<T>, limit: u32, id: impl Fn(&T) -> I) -> (Vec<T>, Option<I>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(id);
    (rows, next)
}

/// How many are wanted, and one more.
fn wanted(limit: Option<u32>) -> (u32, u32) {
    let limit = limit.unwrap_or(MAX_LEDGER_PAGE).clamp(1, MAX_LEDGER_PAGE);
    (limit, limit + 1)
}

/// After which one; before the first.
fn after(last: Option<uuid::Uuid>) -> Cell {
    last.map_or_else(|| Cell::Bytes(Vec::new()), id)
}

/// A page of vouchers.
pub(crate) fn vouchers(
    connection: &Connection,
    of: Of,
    status: Option<Status>,
    last: Option<VoucherId>,
    limit: Option<u32>,
) -> Result<VoucherPage, StoreError> {
    let (statement, key) = match of {
        Of::Order(order) => (sql::LEDGER_VOUCHERS_OF_ORDER, id(order.uuid())),
        Of::Executor(executor) => (sql::LEDGER_VOUCHERS_OF_EXECUTOR, id(executor.uuid())),
    };
    let status = match status {
        Some(status) => super::cells::word(&status)?,
        None => Cell::from(""),
    };
    let (limit, many) = wanted(limit);
    let after = after(last.map(VoucherId::uuid));
    let rows = connection.all(statement, params![key, after, status, many], line)?;
    let (vouchers, next) = page(rows, limit, |line| line.id);
    Ok(VoucherPage { vouchers, next })
}

fn line(row: &Row<'_>) -> Result<VoucherLine, StoreError> {
    Ok(VoucherLine {
        id: VoucherId::new(uuid_at(row, 0)?),
        order: OrderId::new(uuid_at(row, 1)?),
        beneficiary: uuid_or_none(row, 2)?.map(BeneficiaryId::new),
        executor: uuid_or_none(row, 3)?.map(OrganisationId::new),
        status: word_of(row.text(4)?)?,
        nominal: sum_at(row, 5)?,
        held: sum_at(row, 6)?,
        redeemed: sum_at(row, 7)?,
        returned: sum_at(row, 8)?,
    })
}

/// A page of orders.
pub(crate) fn orders(
    connection: &Connection,
    last: Option<OrderId>,
    limit: Option<u32>,
) -> Result<OrderPage, StoreError> {
    let (limit, many) = wanted(limit);
    let after = after(last.map(OrderId::uuid));
    let rows = connection.all(sql::LEDGER_ORDER_PAGE, params![after, many], kept::order)?;
    let (orders, next) = page(rows, limit, |order: &Order| order.id);
    Ok(OrderPage { orders, next })
}

/// One order with its balances and control totals.
pub(crate) fn order(connection: &Connection, order: OrderId) -> Result<OrderCard, Failure> {
    let key = id(order.uuid());
    let found = one(connection, sql::LEDGER_ORDER, &key, kept::order)?;
    let found = found.ok_or_else(Failure::not_found)?;
    let balance = |id| -> Result<Balance, StoreError> {
        let account = account(connection, id)?.ok_or(super::cells::CORRUPT)?;
        Ok(account.balance)
    };
    let values: Values<'_> = params![key];
    let totals = connection.all(sql::LEDGER_ORDER_TOTALS, values, |row| {
        Ok(StatusTotal {
            status: word_of(row.text(0)?)?,
            vouchers: super::cells::version_at(row, 1)?,
            nominal: sum_at(row, 2)?,
            held: sum_at(row, 3)?,
            redeemed: sum_at(row, 4)?,
            returned: sum_at(row, 5)?,
        })
    })?;
    let budget = balance(AccountId::Budget(order))?;
    let free = balance(AccountId::Free(order))?;
    let stands = |balance: &Balance| {
        i128::from(balance.credits_posted.0) - i128::from(balance.debits_posted.0)
    };
    let sum = |of: fn(&StatusTotal) -> Tiyn| -> i128 {
        totals.iter().map(|total| i128::from(of(total).0)).sum()
    };
    let worth = sum(|total| total.nominal) - sum(|total| total.returned);
    let issued: i128 = totals
        .iter()
        .filter(|total| total.status == Status::Issued)
        .map(|total| i128::from(total.nominal.0))
        .sum();
    Ok(OrderCard {
        balanced: i128::from(found.volume.0) == stands(&budget) + worth && stands(&free) == issued,
        stipends: balance(AccountId::Stipends(order))?,
        treasury: balance(AccountId::Treasury(order))?,
        order: found,
        budget,
        free,
        totals,
    })
}

/// A page of duties to work off, in a state or in any.
pub(crate) fn obligations(
    connection: &Connection,
    state: Option<&str>,
    last: Option<ObligationId>,
    limit: Option<u32>,
) -> Result<ObligationPage, StoreError> {
    let (limit, many) = wanted(limit);
    let after = after(last.map(ObligationId::uuid));
    let values = params![after, state.unwrap_or(""), many];
    let rows = connection.all(sql::LEDGER_OBLIGATION_PAGE, values, kept::obligation)?;
    let (obligations, next) = page(rows, limit, |duty: &Obligation| duty.id);
    Ok(ObligationPage { obligations, next })
}
