//! Rows of the ledger that are replaced, as the database keeps them: what decisions need whole in
//! the body, and beside it what is searched and what the database guards by itself.

use super::cells::{
    account_key, account_of, bytes_at, count, from_json, id, json, month, parts, parts_of,
    period_or_none, purpose, sum, sum_at, uuid_at, uuid_or_none, version_at, word, word_of,
};
use crate::store::sql::{ledger, registrar};
use crate::store::{Cell, Connection, Row, StoreError, params};
use baqylau_domain::identifiers::{
    BeneficiaryId, Iin, ObligationId, OrderId, OrganisationId, VoucherId,
};
use baqylau_domain::voucher::{
    Account, AccountId, Balance, Block, ClosingGround, Contract, Holder, Obligation,
    ObligationState, Order, ServiceAct, Voucher,
};
use serde::{Deserialize, Serialize};

/// What of an account stands in its body.
#[derive(Deserialize)]
struct AccountBody {
    holder: Holder,
    #[serde(default)]
    blocks: Vec<Block>,
    #[serde(default)]
    closed: Option<ClosingGround>,
}

/// The same, to be written.
#[derive(Serialize)]
struct AccountWords<'a> {
    holder: &'a Holder,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    blocks: &'a [Block],
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<ClosingGround>,
}

pub(super) fn account_cells(account: &Account) -> Result<Vec<Cell>, StoreError> {
    // As the registry keeps people: their number in clear, unique.
    let iin = match &account.holder {
        Holder::Beneficiary { iin, .. } => Some(iin.to_string()),
        _ => None,
    };
    let balance = account.balance;
    Ok(vec![
        account_key(account.id).into(),
        purpose(account.id).into(),
        iin.into(),
        sum(balance.debits_pending),
        sum(balance.debits_posted),
        sum(balance.credits_pending),
        sum(balance.credits_posted),
        count(account.version),
        json(&AccountWords {
            holder: &account.holder,
            blocks: &account.blocks,
            closed: account.closed,
        })?,
    ])
}

/// The columns money alone changes.
pub(super) fn account_moved(account: &Account) -> Vec<Cell> {
    let balance = account.balance;
    vec![
        account_key(account.id).into(),
        sum(balance.debits_pending),
        sum(balance.debits_posted),
        sum(balance.credits_pending),
        sum(balance.credits_posted),
        count(account.version),
    ]
}

pub(super) fn account(row: &Row<'_>) -> Result<Account, StoreError> {
    let body: AccountBody = from_json(row.text(8)?)?;
    Ok(Account {
        id: account_of(bytes_at(row, 0)?)?,
        holder: body.holder,
        balance: Balance {
            debits_pending: sum_at(row, 3)?,
            debits_posted: sum_at(row, 4)?,
            credits_pending: sum_at(row, 5)?,
            credits_posted: sum_at(row, 6)?,
        },
        blocks: body.blocks,
        closed: body.closed,
        version: version_at(row, 7)?,
    })
}

/// The account with an identity.
pub(super) fn account_with(
    connection: &Connection,
    id: AccountId,
) -> Result<Option<Account>, StoreError> {
    let key = account_key(id);
    connection.one(ledger::LEDGER_ACCOUNT, params![key.as_slice()], account)
}

/// The contracts of the state order of a university.
pub(super) fn contracts_of(
    connection: &Connection,
    executor: OrganisationId,
) -> Result<Vec<Contract>, StoreError> {
    let key = id(executor.uuid());
    connection.all(registrar::CONTRACTS_OF_EXECUTOR, params![key], contract)
}

/// Vouchers issued to a beneficiary.
pub(super) fn vouchers_of(
    connection: &Connection,
    beneficiary: BeneficiaryId,
) -> Result<Vec<Voucher>, StoreError> {
    let key = id(beneficiary.uuid());
    connection.all(registrar::VOUCHERS_OF_BENEFICIARY, params![key], voucher)
}

/// The account of a person, by their number.
pub(super) fn account_of_person(
    connection: &Connection,
    iin: Iin,
) -> Result<Option<Account>, StoreError> {
    connection.one(
        ledger::LEDGER_ACCOUNT_OF_PERSON,
        params![iin.to_string()],
        account,
    )
}

/// Whether two states of an account differ in more than money.
pub(super) fn only_money_moved(before: &Account, now: &Account) -> bool {
    before.holder == now.holder && before.blocks == now.blocks && before.closed == now.closed
}

pub(super) fn order_cells(order: &Order) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        id(order.id.uuid()),
        id(order.issuer.uuid()),
        sum(order.volume),
        sum(order.stipends),
        order.published.into(),
        count(order.version),
        json(order)?,
    ])
}

pub(super) fn order(row: &Row<'_>) -> Result<Order, StoreError> {
    from_json(row.text(6)?)
}

pub(super) fn voucher_cells(voucher: &Voucher) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        id(voucher.id.uuid()),
        id(voucher.order.uuid()),
        voucher.beneficiary.map_or(Cell::Null, |one| id(one.uuid())),
        voucher
            .reservation()
            .map_or(Cell::Null, |one| id(one.executor.uuid())),
        word(&voucher.status)?,
        sum(voucher.nominal),
        sum(voucher.held()),
        sum(voucher.redeemed()),
        sum(voucher.returned()),
        voucher.leave_from.map_or(Cell::Null, month),
        voucher.obligation.map_or(Cell::Null, |one| id(one.uuid())),
        count(voucher.version),
        json(&voucher.reservations)?,
        parts(voucher).into(),
    ])
}

/// The columns a month changes.
pub(super) fn voucher_moved(voucher: &Voucher) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        id(voucher.id.uuid()),
        word(&voucher.status)?,
        sum(voucher.held()),
        sum(voucher.redeemed()),
        sum(voucher.returned()),
        voucher.leave_from.map_or(Cell::Null, month),
        voucher.obligation.map_or(Cell::Null, |one| id(one.uuid())),
        count(voucher.version),
        parts(voucher).into(),
    ])
}

pub(super) fn voucher(row: &Row<'_>) -> Result<Voucher, StoreError> {
    Ok(Voucher {
        id: VoucherId::new(uuid_at(row, 0)?),
        order: OrderId::new(uuid_at(row, 1)?),
        beneficiary: uuid_or_none(row, 2)?.map(BeneficiaryId::new),
        status: word_of(row.text(4)?)?,
        nominal: sum_at(row, 5)?,
        leave_from: period_or_none(row, 9)?,
        obligation: uuid_or_none(row, 10)?.map(ObligationId::new),
        version: version_at(row, 11)?,
        reservations: from_json(row.text(12)?)?,
        parts: parts_of(bytes_at(row, 13)?)?,
    })
}

pub(super) fn contract_cells(contract: &Contract) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        id(contract.id.uuid()),
        id(contract.order.uuid()),
        id(contract.executor.uuid()),
        sum(contract.amount),
        sum(contract.committed),
        count(contract.version),
        json(contract)?,
    ])
}

pub(super) fn contract(row: &Row<'_>) -> Result<Contract, StoreError> {
    from_json(row.text(6)?)
}

pub(super) fn act_cells(act: &ServiceAct) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        id(act.id.uuid()),
        id(act.contract.uuid()),
        id(act.executor.uuid()),
        month(act.period),
        sum(act.total),
        sum(act.redeemed),
        act.people.into(),
        act.redeemed_people.into(),
        act.paid.map_or(Cell::Null, |one| id(one.uuid())),
        count(act.version),
        json(act)?,
    ])
}

pub(super) fn act(row: &Row<'_>) -> Result<ServiceAct, StoreError> {
    from_json(row.text(10)?)
}

/// Where a duty stands, in one word.
pub(super) fn obligation_word(state: &ObligationState) -> &'static str {
    match state {
        ObligationState::Serving => "serving",
        ObligationState::Fulfilled => "fulfilled",
        ObligationState::Indebted { .. } => "indebted",
        ObligationState::Settled => "settled",
    }
}

pub(super) fn obligation_cells(obligation: &Obligation) -> Result<Vec<Cell>, StoreError> {
    let debt = match obligation.state {
        ObligationState::Indebted { debt, .. } => sum(debt),
        _ => Cell::Null,
    };
    Ok(vec![
        id(obligation.id.uuid()),
        id(obligation.beneficiary.uuid()),
        id(obligation.issuer.uuid()),
        obligation_word(&obligation.state).into(),
        sum(obligation.cost),
        debt,
        count(obligation.version),
        json(obligation)?,
    ])
}

pub(super) fn obligation(row: &Row<'_>) -> Result<Obligation, StoreError> {
    from_json(row.text(7)?)
}

/// Whether a row says the same in every column: what the nightly check asks of each.
pub(super) fn agrees(row: &Row<'_>, cells: &[Cell]) -> Result<bool, StoreError> {
    for (column, cell) in cells.iter().enumerate() {
        if row.get::<Cell>(column)? != *cell {
            return Ok(false);
        }
    }
    Ok(true)
}
