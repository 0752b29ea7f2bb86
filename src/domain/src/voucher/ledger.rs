//! Everything the ledger ever wrote, at once: for tests, small registries and the audit.

use super::books::{Books, Effect};
use super::decide::decide;
use super::operation::Request;
use super::parameters::VoucherPolicies;
use super::refusal::Refusal;
use super::rows::{Event, Receipt, Subject};
use super::transfer::{Transfer, TransferId};
use crate::Moment;
use crate::identifiers::OperationId;
use std::collections::BTreeMap;

/// All rows of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    pub(super) books: Books,
    pub(super) transfers: BTreeMap<TransferId, Transfer>,
    pub(super) events: BTreeMap<(Subject, u64), Event>,
    pub(super) log: Vec<OperationId>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self::new()
    }
}

impl Ledger {
    /// A ledger before its first operation.
    pub fn new() -> Self {
        Self {
            books: Books::whole(),
            transfers: BTreeMap::new(),
            events: BTreeMap::new(),
            log: Vec::new(),
        }
    }

    /// A ledger from the rows of a store; receipts in the order they were written.
    pub fn from_rows(rows: impl IntoIterator<Item = Effect>) -> Self {
        let mut ledger = Self::new();
        ledger.write(rows);
        ledger
    }

    /// Takes in rows, as a store would write them.
    pub fn write(&mut self, rows: impl IntoIterator<Item = Effect>) {
        for row in rows {
            match row {
                Effect::Transfer(transfer) => drop(self.transfers.insert(transfer.id, transfer)),
                Effect::Event(event) => {
                    self.events.insert((event.subject, event.version), event);
                }
                Effect::Receipt(receipt) => {
                    self.log.push(receipt.request.id);
                    self.books.put(Effect::Receipt(receipt));
                }
                row => self.books.put(row),
            }
        }
    }

    /// Decides a request and, if it is allowed, takes in what it writes.
    ///
    /// # Errors
    /// [`Refusal`]; then nothing changed.
    pub fn apply(
        &mut self,
        request: &Request,
        policies: &VoucherPolicies,
        now: Moment,
    ) -> Result<Receipt, Refusal> {
        let decision = decide(&self.books, request, policies, now)?;
        self.write(decision.effects);
        Ok(decision.receipt)
    }

    /// The rows decisions are made over.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// Transfers, by identity.
    pub fn transfers(&self) -> impl Iterator<Item = &Transfer> {
        self.transfers.values()
    }

    /// Events, by row and version.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.values()
    }

    /// Receipts, in the order operations were applied.
    pub fn receipts(&self) -> impl Iterator<Item = &Receipt> {
        self.log.iter().filter_map(|id| self.books.receipt(*id))
    }
}
