//! The invariants of the ledger, checked over all of its rows: what the nightly job asks.
//!
//! Nothing here trusts what [`super::decide`] keeps in rows: sums, states and freezes are
//! counted again from transfers, events and receipts, which are only ever added. The log is told
//! once, operation by operation, then every row that is replaced: memory grows with these rows, and
//! with the log by some bytes for each month that was claimed.

mod accounts;
mod acts;
mod log;
mod replay;
mod vouchers;

use super::books::Effect;
use super::ledger::Ledger;
use super::operation::Operation;
use super::parameters::VoucherPolicies;
use super::rows::{Claim, Event, Receipt, Subject};
use super::transfer::{Transfer, TransferId};
use crate::identifiers::OperationId;
pub use replay::Replay;
use serde::Serialize;
use std::collections::BTreeMap;

/// A law that holds after every operation. Source: design of the ledger, 3.2. Two of its thirteen
/// are the store's: the feed without gaps, and the audit log that only grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Invariant {
    /// I1: debits equal credits, posted and pending.
    DebitsEqualCredits,
    /// I2: what was emitted is free, held, redeemed or returned: by order, contract and voucher.
    MoneyIsAccountedFor,
    /// I3: a voucher is in one state, and its events lead there.
    OneState,
    /// I4: one redemption and one stipend for a voucher and month.
    ClaimedOnce,
    /// I5: no more is posted than was held, no hold is decided twice, no counter is negative and
    /// no limit broken, at any time.
    WithinHeld,
    /// I6: nothing moved on a blocked account, nothing was redeemed or paid under a suspension.
    NothingMovesWhenFrozen,
    /// I7: what was paid is what the acts say is what was redeemed.
    PaymentsMatchActs,
    /// I8: nobody's study is paid by two vouchers in a month.
    OneEnrolment,
    /// I9: every transfer has a document and an author.
    Documented,
    /// I10: one operation, one effect.
    OneEffect,
    /// I11, of single rows: their history has no gaps.
    Gapless,
    /// I13: what is there is what the transfers, and the whole log again, make of nothing.
    Replays,
}

/// Where a law is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the ledger as a whole.
    Ledger,
    /// In a row.
    Row(Subject),
    /// In a transfer.
    Transfer(TransferId),
    /// In an operation.
    Operation(OperationId),
}

/// A law that is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Violation {
    /// Which.
    pub invariant: Invariant,
    /// Where.
    pub place: Place,
    /// What doesn't agree, as a key for whoever looks into it.
    pub fault: &'static str,
}

/// What was found so far.
#[derive(Default)]
struct Found(Vec<Violation>);

impl Found {
    fn expect(&mut self, holds: bool, invariant: Invariant, place: Place, fault: &'static str) {
        if !holds {
            self.0.push(Violation {
                invariant,
                place,
                fault,
            });
        }
    }

    fn sorted(mut self) -> Vec<Violation> {
        self.0.sort_unstable();
        self.0
    }
}

/// An operation of the log with everything it added.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// Its receipt; none: rows were added that no receipt speaks of.
    pub receipt: Option<&'a Receipt>,
    /// Claims, by key.
    pub claims: &'a [Claim],
    /// Transfers, by line.
    pub transfers: &'a [Transfer],
    /// Events, by row and version.
    pub events: &'a [Event],
}

impl<'a> Turn<'a> {
    fn operation(&self) -> Option<&'a Operation> {
        self.receipt.map(|receipt| &receipt.request.operation)
    }

    fn place(&self) -> Place {
        let receipt = self.receipt.map(|receipt| receipt.request.id);
        let id = receipt.or_else(|| self.claims.first().map(|claim| claim.operation));
        id.map_or(Place::Ledger, Place::Operation)
    }
}

/// The laws, while the log is told.
#[derive(Default)]
pub struct Audit {
    accounts: accounts::Accounts,
    vouchers: vouchers::Vouchers,
    acts: acts::Acts,
    log: log::Log,
    found: Found,
}

impl Audit {
    /// The next operation, in the order of their receipts; what has none comes last.
    pub fn turn(&mut self, turn: &Turn<'_>) {
        self.accounts.turn(turn, &mut self.found);
        self.vouchers.turn(turn, &mut self.found);
        self.acts.turn(turn, &mut self.found);
        self.log.turn(turn, &mut self.found);
    }

    /// Ends the log: now the rows that are replaced are told.
    pub fn stand(self) -> Standing {
        Standing {
            accounts: self.accounts.stand(),
            vouchers: self.vouchers.stand(),
            acts: self.acts.stand(),
            log: self.log,
            found: self.found,
        }
    }
}

/// The laws, when the log was told to its end.
pub struct Standing {
    accounts: accounts::AccountRows,
    vouchers: vouchers::VoucherRows,
    acts: acts::ActRows,
    log: log::Log,
    found: Found,
}

impl Standing {
    /// A row that is replaced, each once, in any order. Rows that are added belong into the log.
    pub fn row(&mut self, row: &Effect) {
        let found = &mut self.found;
        match row {
            Effect::Account(account) => {
                self.accounts.account(account, found);
                self.vouchers.account(account, found);
                self.acts.account(account);
            }
            Effect::Voucher(voucher) => {
                self.accounts.voucher(voucher, found);
                self.vouchers.voucher(voucher, found);
                self.acts.voucher(voucher);
            }
            Effect::Order(order) => self.vouchers.order(order),
            Effect::Contract(contract) => self.vouchers.contract(contract),
            Effect::Act(act) => self.acts.act(act, found),
            Effect::Obligation(obligation) => self.acts.obligation(obligation),
            Effect::Claim(_) | Effect::Transfer(_) | Effect::Event(_) | Effect::Receipt(_) => {}
        }
        let version = match row {
            Effect::Voucher(row) => row.version,
            Effect::Order(row) => row.version,
            Effect::Contract(row) => row.version,
            Effect::Obligation(row) => row.version,
            // Their versions count transfers and redemptions too.
            _ => return,
        };
        if let Some(subject) = subject_of(row) {
            self.log.row(subject, version, found);
        }
    }

    /// Every law that is broken, in order; none in a sound ledger.
    pub fn finish(mut self) -> Vec<Violation> {
        self.accounts.finish(&mut self.found);
        self.vouchers.finish(&mut self.found);
        self.acts.finish(&mut self.found);
        self.log.finish(&mut self.found);
        self.found.sorted()
    }
}

/// Which row it is, of those that are replaced.
fn subject_of(row: &Effect) -> Option<Subject> {
    Some(match row {
        Effect::Account(row) => Subject::Account(row.id),
        Effect::Order(row) => Subject::Order(row.id),
        Effect::Voucher(row) => Subject::Voucher(row.id),
        Effect::Contract(row) => Subject::Contract(row.id),
        Effect::Act(row) => Subject::Act(row.id),
        Effect::Obligation(row) => Subject::Obligation(row.id),
        Effect::Claim(_) | Effect::Transfer(_) | Effect::Event(_) | Effect::Receipt(_) => {
            return None;
        }
    })
}

/// What an operation added.
#[derive(Default)]
struct OfOperation {
    claims: Vec<Claim>,
    transfers: Vec<Transfer>,
    events: Vec<Event>,
}

/// Tells the log of a ledger, turn by turn.
fn told(ledger: &Ledger, mut take: impl FnMut(&Turn<'_>)) {
    let mut added: BTreeMap<OperationId, OfOperation> = BTreeMap::new();
    for claim in ledger.books.claims.values() {
        let own = added.entry(claim.operation).or_default();
        own.claims.push(*claim);
    }
    for transfer in ledger.transfers.values() {
        let own = added.entry(transfer.id.operation).or_default();
        own.transfers.push(transfer.clone());
    }
    for event in ledger.events.values() {
        let own = added.entry(event.operation).or_default();
        own.events.push(event.clone());
    }
    let mut tell = |receipt: Option<&Receipt>, own: OfOperation| {
        take(&Turn {
            receipt,
            claims: &own.claims,
            transfers: &own.transfers,
            events: &own.events,
        });
    };
    for receipt in ledger.receipts() {
        let own = added.remove(&receipt.request.id);
        tell(Some(receipt), own.unwrap_or_default());
    }
    for own in added.into_values() {
        tell(None, own);
    }
}

/// Rows of a ledger that are replaced.
fn rows(ledger: &Ledger) -> impl Iterator<Item = Effect> {
    let keys = ledger.books.keys().into_iter();
    let rows = keys.filter_map(|key| ledger.books.row(key));
    rows.filter(Effect::replaces)
}

/// Every law that is broken, in order; none in a sound ledger. Reads each row a bounded number of
/// times.
pub fn audit(ledger: &Ledger) -> Vec<Violation> {
    let mut audit = Audit::default();
    told(ledger, |turn| audit.turn(turn));
    let mut standing = audit.stand();
    rows(ledger).for_each(|row| standing.row(&row));
    standing.finish()
}

impl Ledger {
    /// Whether the whole log, decided again from nothing, gives this very ledger: every row that
    /// doesn't come out again, and the first operation that isn't possible.
    pub fn audit_replay(&self, policies: &VoucherPolicies) -> Vec<Violation> {
        let mut replay = Replay::new(policies);
        told(self, |turn| replay.turn(turn));
        rows(self).for_each(|row| replay.row(&row));
        replay.finish()
    }
}
