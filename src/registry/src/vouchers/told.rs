//! The whole ledger as the store has it, told once from its first operation on: each with what it
//! added, then the rows that are replaced. Beside a page of the log, only claims and events are in
//! memory, some dozen bytes each: their tables aren't in the log's order.

use super::added::{self, KeptEvent, Seal, sealed};
use super::kept;
use crate::store::sql::ledger as sql;
use crate::store::{Cell, Connection, Row, StoreError, params};
use baqylau_domain::voucher::{Claim, ClaimKey, Effect, Event, Receipt, Transfer, Turn};
use std::ops::ControlFlow;

/// Operations read at once.
const PAGE: u32 = 1_000;

/// What a row of the store is found to be beside what it says: a law that is broken, where, how.
pub(super) type Report<'a> = &'a mut dyn FnMut(&str, String, &str);

/// What was told.
#[derive(Default)]
pub(super) struct Told {
    pub(super) operations: u64,
    pub(super) transfers: u64,
}

/// What a row that can't be read comes to: a fault, not the end.
fn readable<T>(read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Ok(row) => Ok(Some(row)),
        Err(StoreError::Corrupt(_) | StoreError::Column(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Every operation in the order of its receipt, with what it added. Rows that are added and have
/// no receipt are reported.
pub(super) fn log(
    connection: &Connection,
    report: Report<'_>,
    mut take: impl FnMut(&Turn<'_>),
) -> Result<Told, StoreError> {
    let mut claims = Waiting::new(claims(connection, report)?);
    let mut events = Waiting::new(events(connection, report)?);
    let mut seals = Seals::new(connection)?;
    let mut told = Told::default();
    let mut last: i64 = 0;
    loop {
        let (page, whole) = receipts(connection, last, &mut seals, report)?;
        let from = last;
        last += i64::try_from(page.len()).unwrap_or(i64::MAX);
        told.operations += page.len() as u64;
        let mut transfers = transfers(connection, (from, last), &page, report)?.into_iter();
        let mut next = transfers.next();
        for (n, receipt) in (from + 1..).zip(&page) {
            let mut own: Vec<Transfer> = Vec::new();
            while let Some((_, transfer)) = next.take_if(|(of, _)| *of == n) {
                own.push(transfer);
                next = transfers.next();
            }
            told.transfers += own.len() as u64;
            let claim = |(key, _): &(ClaimKey, i64)| Claim {
                key: *key,
                operation: receipt.request.id,
            };
            let claims: Vec<Claim> = claims.of(n, |one| one.1).iter().map(claim).collect();
            let event = |kept: &KeptEvent| kept.with(receipt);
            let events: Vec<Event> = events.of(n, |one| one.n).iter().map(event).collect();
            take(&Turn {
                receipt: Some(receipt),
                claims: &claims,
                transfers: &own,
                events: &events,
            });
        }
        if !whole {
            break;
        }
    }
    seals.end(report);
    let mut strange =
        |n: i64, name: &str| report("one_effect", format!("{name} {n}"), "no-receipt");
    for (_, n) in claims.others() {
        strange(*n, "ledger_claims");
    }
    for event in events.others() {
        strange(event.n, "ledger_events");
    }
    for (from, to) in [(i64::MIN, 0), (last, i64::MAX)] {
        let of: Vec<i64> =
            connection.all(sql::LEDGER_TRANSFERS, params![from, to], |row| row.get(0))?;
        told.transfers += of.len() as u64;
        of.into_iter().for_each(|n| strange(n, "ledger_transfers"));
    }
    Ok(told)
}

/// Rows in the order of their receipts, taken from the front.
struct Waiting<T> {
    rows: Vec<T>,
    next: usize,
    strange: Vec<std::ops::Range<usize>>,
}

impl<T> Waiting<T> {
    fn new(rows: Vec<T>) -> Self {
        Self {
            rows,
            next: 0,
            strange: Vec::new(),
        }
    }

    /// Rows of the next receipt. Rows of none before it are left.
    fn of(&mut self, n: i64, number: impl Fn(&T) -> i64) -> &[T] {
        let rest = self.rows.get(self.next..).unwrap_or_default();
        let before = rest.partition_point(|row| number(row) < n);
        if before > 0 {
            self.strange.push(self.next..self.next + before);
        }
        let rest = rest.get(before..).unwrap_or_default();
        let own = rest.iter().take_while(|row| number(row) == n).count();
        self.next += before + own;
        rest.get(..own).unwrap_or_default()
    }

    /// Rows whose receipt never came.
    fn others(&self) -> impl Iterator<Item = &T> {
        let ranges = self.strange.iter().cloned();
        let ranges = ranges.chain(std::iter::once(self.next..self.rows.len()));
        ranges.flat_map(|range| self.rows.get(range).unwrap_or_default())
    }
}

fn claims(connection: &Connection, report: Report<'_>) -> Result<Vec<(ClaimKey, i64)>, StoreError> {
    let mut all = Vec::new();
    connection.each(
        sql::LEDGER_CLAIMS,
        params![],
        |row| -> Result<_, StoreError> {
            let n: i64 = row.get(3)?;
            match readable(added::claim_key_of(row))? {
                Some(key) => all.push((key, n)),
                None => report("readable", "ledger_claims".to_owned(), "row"),
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    all.sort_unstable_by_key(|(key, n)| (*n, *key));
    Ok(all)
}

fn events(connection: &Connection, report: Report<'_>) -> Result<Vec<KeptEvent>, StoreError> {
    let mut all = Vec::new();
    connection.each(
        sql::LEDGER_EVENTS,
        params![],
        |row| -> Result<_, StoreError> {
            match readable(added::kept_event(row))? {
                Some(event) => all.push(event),
                None => report("readable", "ledger_events".to_owned(), "row"),
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    all.sort_unstable_by_key(|event: &KeptEvent| (event.n, event.subject, event.version));
    Ok(all)
}

/// Transfers of a page of receipts, each with the number of its receipt.
fn transfers(
    connection: &Connection,
    (from, to): (i64, i64),
    receipts: &[Receipt],
    report: Report<'_>,
) -> Result<Vec<(i64, Transfer)>, StoreError> {
    let mut all = Vec::new();
    connection.each(
        sql::LEDGER_TRANSFERS,
        params![from, to],
        |row| -> Result<_, StoreError> {
            let n: i64 = row.get(0)?;
            let place = usize::try_from(n - from - 1).ok();
            let receipt = place.and_then(|place| receipts.get(place));
            let receipt = receipt.ok_or(super::cells::CORRUPT)?;
            match readable(added::transfer(row, receipt))? {
                Some(transfer) => all.push((n, transfer)),
                None => report("readable", "ledger_transfers".to_owned(), "row"),
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(all)
}

/// The next receipts, which must be numbered without gaps, and whether more may come. What comes
/// after a gap or can't be read isn't taken: nothing can be told of it.
fn receipts(
    connection: &Connection,
    after: i64,
    seals: &mut Seals,
    report: Report<'_>,
) -> Result<(Vec<Receipt>, bool), StoreError> {
    let mut page: Vec<Receipt> = Vec::new();
    let mut broken = false;
    connection.each(
        sql::LEDGER_RECEIPTS,
        params![after, PAGE],
        |row| -> Result<_, StoreError> {
            let n: i64 = row.get(0)?;
            let expected = after + 1 + i64::try_from(page.len()).unwrap_or(i64::MAX);
            let read = if n == expected {
                readable(added::receipt(row, 1))?
            } else {
                None
            };
            let Some(receipt) = read else {
                report("readable", format!("ledger_receipts {n}"), "receipt");
                broken = true;
                return Ok(ControlFlow::Break(()));
            };
            let cells = added::receipt_cells(n, &receipt)?;
            if !kept::agrees(row, &cells)? {
                report("columns", format!("ledger_receipts {n}"), "receipt");
            }
            seals.hold(n, row, cells.len(), report)?;
            page.push(receipt);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let whole = !broken && page.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    Ok((page, whole))
}

/// What the audit log sealed, in its order, and the seal that is being counted again.
struct Seals {
    words: std::vec::IntoIter<String>,
    open: Option<(Seal, i64, String)>,
    unsealed: bool,
}

impl Seals {
    fn new(connection: &Connection) -> Result<Self, StoreError> {
        let words = connection.all(sql::LEDGER_SEALS, params![], |row| row.get::<String>(0))?;
        Ok(Self {
            words: words.into_iter(),
            open: None,
            unsealed: false,
        })
    }

    /// The next receipt, by its very columns.
    fn hold(
        &mut self,
        n: i64,
        row: &Row<'_>,
        columns: usize,
        report: Report<'_>,
    ) -> Result<(), StoreError> {
        if self.open.is_none() {
            self.open = self.words.next().and_then(|words| {
                let (first, last) = sealed(&words)?;
                (first == n).then(|| (Seal::after(n - 1), last, words))
            });
            if self.open.is_none() && !std::mem::replace(&mut self.unsealed, true) {
                report("sealed", format!("ledger_receipts {n}"), "no-seal");
            }
        }
        if let Some((seal, _, _)) = &mut self.open {
            let kept: Vec<Cell> = (0..columns)
                .map(|column| row.get(column))
                .collect::<Result<_, _>>()?;
            seal.add(&kept);
        }
        if let Some((seal, _, words)) = self.open.take_if(|(_, last, _)| *last == n)
            && seal.words() != words
        {
            report("sealed", words, "other-receipts");
        }
        Ok(())
    }

    fn end(mut self, report: Report<'_>) {
        let open = self.open.map(|(_, _, words)| words);
        if let Some(words) = open.or_else(|| self.words.next()) {
            report("sealed", words, "receipts-missing");
        }
    }
}

/// Every row that is replaced, each compared with itself. Gives how many vouchers there are.
pub(super) fn rows(
    connection: &Connection,
    report: Report<'_>,
    take: &mut dyn FnMut(Effect),
) -> Result<u64, StoreError> {
    let mut tables = Tables {
        connection,
        report,
        take,
    };
    tables.each(
        (sql::LEDGER_ACCOUNTS, "ledger_accounts"),
        kept::account,
        kept::account_cells,
        Effect::Account,
    )?;
    tables.each(
        (sql::LEDGER_ORDERS, "ledger_orders"),
        kept::order,
        kept::order_cells,
        Effect::Order,
    )?;
    let vouchers = tables.each(
        (sql::LEDGER_VOUCHERS, "ledger_vouchers"),
        kept::voucher,
        kept::voucher_cells,
        Effect::Voucher,
    )?;
    tables.each(
        (sql::LEDGER_CONTRACTS, "ledger_contracts"),
        kept::contract,
        kept::contract_cells,
        Effect::Contract,
    )?;
    tables.each(
        (sql::LEDGER_ACTS, "ledger_acts"),
        kept::act,
        kept::act_cells,
        Effect::Act,
    )?;
    tables.each(
        (sql::LEDGER_OBLIGATIONS, "ledger_obligations"),
        kept::obligation,
        kept::obligation_cells,
        Effect::Obligation,
    )?;
    Ok(vouchers)
}

struct Tables<'a> {
    connection: &'a Connection,
    report: Report<'a>,
    take: &'a mut dyn FnMut(Effect),
}

impl Tables<'_> {
    fn each<T>(
        &mut self,
        (statement, name): (&'static str, &str),
        read: fn(&Row<'_>) -> Result<T, StoreError>,
        cells: fn(&T) -> Result<Vec<Cell>, StoreError>,
        effect: fn(T) -> Effect,
    ) -> Result<u64, StoreError> {
        let mut many = 0;
        let connection = self.connection;
        connection.each(statement, params![], |row| -> Result<_, StoreError> {
            many += 1;
            match readable(read(row))? {
                Some(value) => {
                    let agrees = kept::agrees(row, &cells(&value)?)?;
                    let value = effect(value);
                    if !agrees {
                        (self.report)("columns", place_of(&value), name);
                    }
                    (self.take)(value);
                }
                None => (self.report)("readable", name.to_owned(), "row"),
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
