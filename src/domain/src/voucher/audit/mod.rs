//! The invariants of the ledger, checked over all of its rows: what the nightly job asks.
//!
//! Nothing here trusts what [`super::decide`] keeps in rows: sums, states and freezes are
//! counted again from transfers, events and receipts, which are only ever added.

mod accounts;
mod acts;
mod log;
mod vouchers;

use super::ledger::Ledger;
use super::parameters::VoucherPolicies;
use super::rows::Subject;
use super::transfer::TransferId;
use crate::identifiers::OperationId;
use serde::Serialize;

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
}

/// Every law that is broken, in order; none in a sound ledger. Reads each row a bounded number of
/// times.
pub fn audit(ledger: &Ledger) -> Vec<Violation> {
    let mut found = Found::default();
    accounts::check(ledger, &mut found);
    vouchers::check(ledger, &mut found);
    acts::check(ledger, &mut found);
    log::check(ledger, &mut found);
    found.0.sort_unstable();
    found.0
}

impl Ledger {
    /// Whether the whole log, decided again from nothing, gives this very ledger; names the first
    /// operation that isn't possible again.
    pub fn audit_replay(&self, policies: &VoucherPolicies) -> Vec<Violation> {
        let (place, fault) = match self.replay(policies) {
            Ok(again) if again == *self => return Vec::new(),
            Ok(_) => (Place::Ledger, "rows-differ"),
            Err(error) => (Place::Operation(error.operation), "refused-again"),
        };
        vec![Violation {
            invariant: Invariant::Replays,
            place,
            fault,
        }]
    }
}
