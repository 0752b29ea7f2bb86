//! Operations, documents and the gapless histories of rows.

use super::{Found, Invariant, Place};
use crate::identifiers::OperationId;
use crate::voucher::ledger::Ledger;
use crate::voucher::rows::{Event, Subject};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(ledger: &Ledger, found: &mut Found) {
    let distinct: BTreeSet<&OperationId> = ledger.log.iter().collect();
    let once = distinct.len() == ledger.log.len() && distinct.len() == ledger.books.receipts.len();
    found.expect(once, Invariant::OneEffect, Place::Ledger, "receipts");
    let mut lines: BTreeMap<OperationId, u32> = BTreeMap::new();
    for transfer in ledger.transfers.values() {
        let place = Place::Transfer(transfer.id);
        let line = lines.entry(transfer.id.operation).or_default();
        // Transfers come sorted, so lines of an operation come in order.
        found.expect(
            transfer.id.line == *line,
            Invariant::OneEffect,
            place,
            "line",
        );
        *line += 1;
        let receipt = ledger.books.receipt(transfer.id.operation);
        found.expect(receipt.is_some(), Invariant::OneEffect, place, "no-receipt");
        let documented = receipt.is_some_and(|receipt| {
            receipt.request.document == transfer.document
                && receipt.at == transfer.at
                && transfer.document.bytes().iter().any(|byte| *byte != 0)
        });
        found.expect(documented, Invariant::Documented, place, "document");
    }
    for receipt in ledger.receipts() {
        let place = Place::Operation(receipt.request.id);
        let made = lines.get(&receipt.request.id).copied().unwrap_or(0);
        found.expect(
            made == receipt.transfers,
            Invariant::OneEffect,
            place,
            "transfers",
        );
    }
    let mut last: BTreeMap<Subject, u64> = BTreeMap::new();
    for event in ledger.events.values() {
        event_fits(ledger, event, found);
        let version = last.entry(event.subject).or_default();
        // Versions of accounts and acts count transfers and redemptions too.
        let gapless = match event.subject {
            Subject::Account(_) | Subject::Act(_) => event.version > *version,
            _ => event.version == *version + 1,
        };
        let place = Place::Row(event.subject);
        found.expect(gapless, Invariant::Gapless, place, "events");
        *version = event.version;
    }
    let books = &ledger.books;
    let rows = (books
        .vouchers
        .values()
        .map(|row| (Subject::Voucher(row.id), row.version)))
    .chain(
        books
            .contracts
            .values()
            .map(|row| (Subject::Contract(row.id), row.version)),
    )
    .chain(
        books
            .orders
            .values()
            .map(|row| (Subject::Order(row.id), row.version)),
    )
    .chain(
        books
            .obligations
            .values()
            .map(|row| (Subject::Obligation(row.id), row.version)),
    );
    for (subject, version) in rows {
        let told = last.get(&subject).copied().unwrap_or(0) == version;
        found.expect(told, Invariant::Gapless, Place::Row(subject), "version");
    }
}

fn event_fits(ledger: &Ledger, event: &Event, found: &mut Found) {
    let place = Place::Row(event.subject);
    let receipt = ledger.books.receipt(event.operation);
    found.expect(receipt.is_some(), Invariant::OneEffect, place, "no-receipt");
    let told = receipt.is_some_and(|receipt| {
        receipt.request.document == event.document
            && receipt.request.author == event.author
            && receipt.request.operation.word() == event.word
            && receipt.at == event.at
    });
    found.expect(told, Invariant::Documented, place, "event");
}
