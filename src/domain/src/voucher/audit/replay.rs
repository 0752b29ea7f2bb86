//! The whole log decided again from nothing: what comes out is what is there, if nobody touched a
//! row beside the rules.

use super::{Found, Invariant, Place, Turn, Violation, subject_of};
use crate::voucher::books::{Books, Effect};
use crate::voucher::decide::decide;
use crate::voucher::parameters::VoucherPolicies;
use crate::voucher::rows::{Event, Subject};

const LAW: Invariant = Invariant::Replays;

/// A ledger that is made again while its log is told. It keeps the rows that are replaced, and
/// nothing of what is only added.
pub struct Replay<'a> {
    policies: &'a VoucherPolicies,
    /// None once an operation was refused: nothing can be told of what comes after.
    books: Option<Books>,
    found: Found,
}

impl<'a> Replay<'a> {
    /// A ledger before its first operation.
    pub fn new(policies: &'a VoucherPolicies) -> Self {
        Self {
            policies,
            books: Some(Books::whole()),
            found: Found::default(),
        }
    }

    /// Decides the next operation of the log again and holds what it adds against what is there.
    pub fn turn(&mut self, turn: &Turn<'_>) {
        let (Some(books), Some(receipt)) = (&mut self.books, turn.receipt) else {
            return;
        };
        let place = turn.place();
        let Ok(decision) = decide(books, &receipt.request, self.policies, receipt.at) else {
            self.found.expect(false, LAW, place, "refused-again");
            self.books = None;
            return;
        };
        let mut same = decision.receipt == *receipt;
        let (mut transfers, mut claims) = (turn.transfers.iter(), turn.claims.iter());
        let mut events: Vec<Event> = Vec::new();
        for effect in decision.effects {
            match effect {
                Effect::Transfer(again) => same &= transfers.next() == Some(&again),
                Effect::Claim(again) => same &= claims.next() == Some(&again),
                Effect::Event(again) => events.push(again),
                // Each comes once: the log is held against itself elsewhere.
                Effect::Receipt(_) => {}
                row => books.put(row),
            }
        }
        events.sort_by_key(|event| (event.subject, event.version));
        same &= transfers.next().is_none() && claims.next().is_none() && events == turn.events;
        self.found.expect(same, LAW, place, "added-differs");
    }

    /// Holds a row that is replaced against what the log makes of it.
    pub fn row(&mut self, row: &Effect) {
        let Some(books) = &mut self.books else {
            return;
        };
        let Some(subject) = subject_of(row) else {
            return;
        };
        let same = match row {
            Effect::Account(row) => books.accounts.remove(&row.id).as_ref() == Some(row),
            Effect::Order(row) => books.orders.remove(&row.id).as_ref() == Some(row),
            Effect::Voucher(row) => books.vouchers.remove(&row.id).as_ref() == Some(row),
            Effect::Contract(row) => books.contracts.remove(&row.id).as_ref() == Some(row),
            Effect::Act(row) => books.acts.remove(&row.id).as_ref() == Some(row),
            Effect::Obligation(row) => books.obligations.remove(&row.id).as_ref() == Some(row),
            Effect::Claim(_) | Effect::Transfer(_) | Effect::Event(_) | Effect::Receipt(_) => true,
        };
        let place = Place::Row(subject);
        self.found.expect(same, LAW, place, "row-differs");
    }

    /// What doesn't come out again, in order; nothing in a sound ledger.
    pub fn finish(mut self) -> Vec<Violation> {
        let books = self.books.unwrap_or_else(Books::whole);
        let missing = (books.accounts.keys().copied().map(Subject::Account))
            .chain(books.orders.keys().copied().map(Subject::Order))
            .chain(books.vouchers.keys().copied().map(Subject::Voucher))
            .chain(books.contracts.keys().copied().map(Subject::Contract))
            .chain(books.acts.keys().copied().map(Subject::Act))
            .chain(books.obligations.keys().copied().map(Subject::Obligation));
        for subject in missing {
            let place = Place::Row(subject);
            self.found.expect(false, LAW, place, "row-missing");
        }
        self.found.sorted()
    }
}
