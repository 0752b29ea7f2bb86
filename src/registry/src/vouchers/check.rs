//! The nightly check of the ledger: every row is read, every law counted again from the rows that
//! are only added, the whole log decided again from nothing, and the receipts held against what
//! the audit log sealed. Reads everything into memory.

use super::added::{self, Seal, sealed};
use super::kept;
use crate::context::{Core, legal_day};
use crate::store::sql::ledger as sql;
use crate::store::{Cell, Connection, Origin, Row, StoreError, params, rows};
use baqylau_domain::Moment;
use baqylau_domain::voucher::{Claim, Effect, Ledger, Receipt, Violation, VoucherPolicies, audit};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Name under which the newest report is kept.
const REPORT: &str = "ledger check";

/// Most faults a report names; it counts all of them.
const NAMED: usize = 100;

/// Something in the ledger that isn't as the rules made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerFault {
    /// The law that is broken, as `domain::voucher::Invariant` writes it; `columns` where a row
    /// contradicts itself, `readable` where it can't be read, `sealed` where receipts aren't those
    /// the audit log names.
    pub law: String,
    /// Where, as `domain::voucher::Place` writes it, or the table. No personal data.
    pub place: String,
    /// What doesn't agree.
    pub fault: String,
}

/// What a check of the ledger found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerReport {
    /// When.
    pub at: Moment,
    /// Operations that were ever applied.
    pub operations: u64,
    /// Vouchers.
    pub vouchers: u64,
    /// Transfers.
    pub transfers: u64,
    /// How many faults there are; none in a sound ledger.
    pub faults: u64,
    /// The first hundred of them.
    pub named: Vec<LedgerFault>,
}

/// Faults found so far.
#[derive(Default)]
struct Found {
    many: u64,
    named: Vec<LedgerFault>,
}

impl Found {
    fn add(&mut self, law: &str, place: String, fault: &str) {
        self.many += 1;
        if self.named.len() < NAMED {
            self.named.push(LedgerFault {
                law: law.to_owned(),
                place,
                fault: fault.to_owned(),
            });
        }
    }

    fn broken(&mut self, violation: &Violation) {
        let text = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
        let law = text(serde_json::to_string(&violation.invariant));
        let place = text(serde_json::to_string(&violation.place));
        self.add(law.trim_matches('"'), place, violation.fault);
    }
}

/// Everything the store has of the ledger.
struct Gathered {
    rows: Vec<Effect>,
    operations: u64,
    vouchers: u64,
    transfers: u64,
    found: Found,
}

/// What a row that can't be read comes to: a fault, not the end.
fn readable<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(row) => Ok(Some(row)),
        Err(StoreError::Corrupt(_) | StoreError::Column(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Gathered {
    /// Reads one table of rows that are replaced, and compares each row with itself.
    fn table<T>(
        &mut self,
        connection: &Connection,
        (statement, name): (&'static str, &str),
        read: fn(&Row<'_>) -> Result<T, StoreError>,
        cells: fn(&T) -> Result<Vec<Cell>, StoreError>,
        effect: fn(T) -> Effect,
    ) -> Result<u64, StoreError> {
        let mut many = 0;
        connection.each(statement, params![], |row| -> Result<_, StoreError> {
            many += 1;
            match readable(read(row))? {
                Some(value) => {
                    let agrees = kept::agrees(row, &cells(&value)?)?;
                    let value = effect(value);
                    if !agrees {
                        self.found.add("columns", place_of(&value), name);
                    }
                    self.rows.push(value);
                }
                None => self.found.add("readable", name.to_owned(), "row"),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(many)
    }

    /// Reads one table of rows that are added, each with its receipt.
    fn added(
        &mut self,
        connection: &Connection,
        (statement, name): (&'static str, &str),
        number: usize,
        receipts: &[Receipt],
        read: impl Fn(&Row<'_>, &Receipt) -> Result<Effect, StoreError>,
    ) -> Result<u64, StoreError> {
        let mut many = 0;
        connection.each(statement, params![], |row| -> Result<_, StoreError> {
            many += 1;
            let n: i64 = row.get(number)?;
            let place = usize::try_from(n - 1).ok();
            let Some(receipt) = place.and_then(|place| receipts.get(place)) else {
                self.found
                    .add("one_effect", format!("{name} {n}"), "no-receipt");
                return Ok(ControlFlow::Continue(()));
            };
            match readable(read(row, receipt))? {
                Some(row) => self.rows.push(row),
                None => self.found.add("readable", name.to_owned(), "row"),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(many)
    }
}

/// Which row it is.
fn place_of(row: &Effect) -> String {
    match row {
        Effect::Account(row) => row.id.to_string(),
        Effect::Order(row) => row.id.to_string(),
        Effect::Voucher(row) => row.id.to_string(),
        Effect::Contract(row) => row.id.to_string(),
        Effect::Act(row) => row.id.to_string(),
        Effect::Obligation(row) => row.id.to_string(),
        Effect::Claim(_) | Effect::Transfer(_) | Effect::Event(_) | Effect::Receipt(_) => {
            String::new()
        }
    }
}

/// Reads the whole ledger in one transaction.
fn gather(connection: &Connection) -> Result<Gathered, StoreError> {
    let mut gathered = Gathered {
        rows: Vec::new(),
        operations: 0,
        vouchers: 0,
        transfers: 0,
        found: Found::default(),
    };
    let receipts = receipts(connection, &mut gathered.found)?;
    gathered.operations = receipts.len() as u64;
    gathered.transfers = gathered.added(
        connection,
        (sql::LEDGER_TRANSFERS, "ledger_transfers"),
        0,
        &receipts,
        |row, receipt| added::transfer(row, receipt).map(Effect::Transfer),
    )?;
    gathered.added(
        connection,
        (sql::LEDGER_EVENTS, "ledger_events"),
        0,
        &receipts,
        |row, receipt| added::event(row, receipt).map(Effect::Event),
    )?;
    gathered.added(
        connection,
        (sql::LEDGER_CLAIMS, "ledger_claims"),
        3,
        &receipts,
        |row, receipt| {
            Ok(Effect::Claim(Claim {
                key: added::claim_key_of(row)?,
                operation: receipt.request.id,
            }))
        },
    )?;
    gathered
        .rows
        .extend(receipts.into_iter().map(Effect::Receipt));
    gathered.table(
        connection,
        (sql::LEDGER_ACCOUNTS, "ledger_accounts"),
        kept::account,
        kept::account_cells,
        Effect::Account,
    )?;
    gathered.table(
        connection,
        (sql::LEDGER_ORDERS, "ledger_orders"),
        kept::order,
        kept::order_cells,
        Effect::Order,
    )?;
    gathered.vouchers = gathered.table(
        connection,
        (sql::LEDGER_VOUCHERS, "ledger_vouchers"),
        kept::voucher,
        kept::voucher_cells,
        Effect::Voucher,
    )?;
    gathered.table(
        connection,
        (sql::LEDGER_CONTRACTS, "ledger_contracts"),
        kept::contract,
        kept::contract_cells,
        Effect::Contract,
    )?;
    gathered.table(
        connection,
        (sql::LEDGER_ACTS, "ledger_acts"),
        kept::act,
        kept::act_cells,
        Effect::Act,
    )?;
    gathered.table(
        connection,
        (sql::LEDGER_OBLIGATIONS, "ledger_obligations"),
        kept::obligation,
        kept::obligation_cells,
        Effect::Obligation,
    )?;
    Ok(gathered)
}

/// Reads the receipts, which must be numbered without gaps, and holds them against the seals in the
/// audit log. What comes after a gap or can't be read isn't taken: nothing can be told of it.
fn receipts(connection: &Connection, found: &mut Found) -> Result<Vec<Receipt>, StoreError> {
    let seals: Vec<String> = connection.all(sql::LEDGER_SEALS, params![], |row| row.get(0))?;
    let mut seals = seals.into_iter();
    let mut receipts: Vec<Receipt> = Vec::new();
    let mut open: Option<(Seal, i64, String)> = None;
    let mut unsealed = false;
    connection.each(
        sql::LEDGER_RECEIPTS,
        params![],
        |row| -> Result<_, StoreError> {
            let n: i64 = row.get(0)?;
            let expected = i64::try_from(receipts.len()).unwrap_or(i64::MAX) + 1;
            let read = if n == expected {
                readable(added::receipt(row, 1))?
            } else {
                None
            };
            let Some(receipt) = read else {
                found.add("readable", format!("ledger_receipts {n}"), "receipt");
                return Ok(ControlFlow::Break(()));
            };
            let cells = added::receipt_cells(n, &receipt)?;
            if !kept::agrees(row, &cells)? {
                found.add("columns", format!("ledger_receipts {n}"), "receipt");
            }
            if open.is_none() {
                open = seals.next().and_then(|words| {
                    let (first, last) = sealed(&words)?;
                    (first == n).then(|| (Seal::after(n - 1), last, words))
                });
                if open.is_none() && !std::mem::replace(&mut unsealed, true) {
                    found.add("sealed", format!("ledger_receipts {n}"), "no-seal");
                }
            }
            if let Some((seal, _, _)) = &mut open {
                let kept: Vec<Cell> = (0..cells.len())
                    .map(|column| row.get(column))
                    .collect::<Result<_, _>>()?;
                seal.add(&kept);
            }
            if let Some((_, last, _)) = &open
                && *last == n
                && let Some((seal, _, words)) = open.take()
                && seal.words() != words
            {
                found.add("sealed", words, "other-receipts");
            }
            receipts.push(receipt);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    if let Some(words) = open.map(|(_, _, words)| words).or_else(|| seals.next()) {
        found.add("sealed", words, "receipts-missing");
    }
    Ok(receipts)
}

/// Counts everything again.
fn judge(gathered: Gathered, policies: &VoucherPolicies, now: Moment) -> LedgerReport {
    let Gathered {
        rows,
        operations,
        vouchers,
        transfers,
        mut found,
    } = gathered;
    let ledger = Ledger::from_rows(rows);
    for violation in audit(&ledger).iter().chain(&ledger.audit_replay(policies)) {
        found.broken(violation);
    }
    LedgerReport {
        at: now,
        operations,
        vouchers,
        transfers,
        faults: found.many,
        named: found.named,
    }
}

/// Checks the ledger of a store that may be in use.
pub(crate) fn check_at(
    origin: &Origin,
    policies: &VoucherPolicies,
    now: Moment,
) -> Result<LedgerReport, StoreError> {
    let connection = origin.open()?;
    let gathered = crate::store::reading(&connection, gather)?;
    drop(connection);
    Ok(judge(gathered, policies, now))
}

/// Checks the ledger as a transaction under way sees it.
#[cfg(test)]
pub(crate) fn check_within(
    connection: &Connection,
    now: Moment,
) -> Result<LedgerReport, StoreError> {
    Ok(judge(gather(connection)?, &VoucherPolicies::pilot(), now))
}

/// Everything in the tables, as one ledger.
#[cfg(test)]
pub(crate) fn kept_ledger(connection: &Connection) -> Result<Ledger, StoreError> {
    Ok(Ledger::from_rows(gather(connection)?.rows))
}

/// Checks the ledger and keeps the report.
pub(crate) async fn check_now(core: &Arc<Core>) -> Result<LedgerReport, StoreError> {
    // The transaction ends before the counting begins: a server cuts off one that waits.
    let gathered = core.store.read(gather).await?;
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    let report =
        tokio::task::spawn_blocking(move || judge(gathered, &context.voucher_policies, now))
            .await
            .or(Err(StoreError::Closed))?;
    let kept = rows::encode(&report)?;
    core.store
        .write(move |tx| rows::put_meta(tx, REPORT, kept.as_bytes()))
        .await?;
    if report.faults == 0 {
        tracing::info!(operations = report.operations, "the ledger is sound");
    } else {
        tracing::error!(faults = report.faults, "the ledger isn't sound");
    }
    Ok(report)
}

/// Checks the ledger when it wasn't on this day yet.
pub(crate) async fn check_nightly(core: &Arc<Core>) -> Result<(), StoreError> {
    let today = legal_day(core.context.environment.now());
    let last = core.store.read(last_report).await?;
    if last.is_none_or(|last| legal_day(last.at) < today) {
        check_now(core).await?;
    }
    Ok(())
}

/// The newest report.
pub(crate) fn last_report(connection: &Connection) -> Result<Option<LedgerReport>, StoreError> {
    let kept = rows::meta(connection, REPORT)?;
    kept.map(|kept| serde_json::from_slice(&kept).or(Err(StoreError::Corrupt("report"))))
        .transpose()
}
