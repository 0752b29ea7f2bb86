//! Operations, documents and the gapless histories of rows.

use super::{Found, Invariant, Place, Turn};
use crate::identifiers::OperationId;
use crate::voucher::rows::{Event, Receipt, Subject};
use std::collections::BTreeMap;

/// The log, as far as it was told.
#[derive(Default)]
pub(super) struct Log {
    /// Operations, in the order they came.
    operations: Vec<OperationId>,
    /// The last version events told of each row.
    last: BTreeMap<Subject, u64>,
}

impl Log {
    pub(super) fn turn(&mut self, turn: &Turn<'_>, found: &mut Found) {
        let Turn {
            receipt,
            transfers,
            events,
            ..
        } = *turn;
        for (line, transfer) in (0u32..).zip(transfers) {
            let place = Place::Transfer(transfer.id);
            let own = receipt.is_none_or(|receipt| receipt.request.id == transfer.id.operation);
            let in_line = own && transfer.id.line == line;
            found.expect(in_line, Invariant::OneEffect, place, "line");
            let told = receipt.is_some();
            found.expect(told, Invariant::OneEffect, place, "no-receipt");
            let documented = receipt.is_some_and(|receipt| {
                receipt.request.document == transfer.document
                    && receipt.at == transfer.at
                    && transfer.document.bytes().iter().any(|byte| *byte != 0)
            });
            found.expect(documented, Invariant::Documented, place, "document");
        }
        if let Some(receipt) = receipt {
            self.operations.push(receipt.request.id);
            let place = Place::Operation(receipt.request.id);
            let made = u32::try_from(transfers.len()) == Ok(receipt.transfers);
            found.expect(made, Invariant::OneEffect, place, "transfers");
        }
        for event in events {
            fits(receipt, event, found);
            let version = self.last.entry(event.subject).or_default();
            // Versions of accounts and acts count transfers and redemptions too.
            let gapless = match event.subject {
                Subject::Account(_) | Subject::Act(_) => event.version > *version,
                _ => event.version == *version + 1,
            };
            let place = Place::Row(event.subject);
            found.expect(gapless, Invariant::Gapless, place, "events");
            *version = event.version;
        }
    }

    /// A row has the version its events lead to.
    pub(super) fn row(&mut self, subject: Subject, version: u64, found: &mut Found) {
        let told = self.last.remove(&subject).unwrap_or(0) == version;
        found.expect(told, Invariant::Gapless, Place::Row(subject), "version");
    }

    pub(super) fn finish(mut self, found: &mut Found) {
        let many = self.operations.len();
        self.operations.sort_unstable();
        self.operations.dedup();
        let once = self.operations.len() == many;
        found.expect(once, Invariant::OneEffect, Place::Ledger, "receipts");
    }
}

/// Whether an event says what its receipt says.
fn fits(receipt: Option<&Receipt>, event: &Event, found: &mut Found) {
    let place = Place::Row(event.subject);
    found.expect(receipt.is_some(), Invariant::OneEffect, place, "no-receipt");
    let told = receipt.is_some_and(|receipt| {
        receipt.request.id == event.operation
            && receipt.request.document == event.document
            && receipt.request.author == event.author
            && receipt.request.operation.word() == event.word
            && receipt.at == event.at
    });
    found.expect(told, Invariant::Documented, place, "event");
}
