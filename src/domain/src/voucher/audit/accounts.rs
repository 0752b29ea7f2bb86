//! Counters of accounts, folded from transfers in the order each account saw them.

use super::{Found, Invariant, Place};
use crate::identifiers::{PremisesId, SanctionId, VoucherId};
use crate::money::Tiyn;
use crate::voucher::account::{AccountId, Balance};
use crate::voucher::ledger::Ledger;
use crate::voucher::operation::Operation;
use crate::voucher::rows::{Event, Subject};
use crate::voucher::transfer::{Mode, Purpose, Transfer, TransferId};
use std::collections::{BTreeMap, BTreeSet};

/// What an account saw.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Debit(&'a Transfer),
    Credit(&'a Transfer),
    Event(&'a Event),
}

pub(super) fn check(ledger: &Ledger, found: &mut Found) {
    let mut histories: BTreeMap<AccountId, BTreeMap<u64, Entry<'_>>> = BTreeMap::new();
    let mut counted = BTreeMap::<AccountId, u64>::new();
    let mut enter = |id: AccountId, version: u64, entry| {
        *counted.entry(id).or_default() += 1;
        histories.entry(id).or_default().insert(version, entry);
    };
    for transfer in ledger.transfers.values() {
        enter(
            transfer.debit,
            transfer.debit_version,
            Entry::Debit(transfer),
        );
        enter(
            transfer.credit,
            transfer.credit_version,
            Entry::Credit(transfer),
        );
    }
    for event in ledger.events.values() {
        if let Subject::Account(id) = event.subject {
            enter(id, event.version, Entry::Event(event));
        }
    }
    for id in histories.keys() {
        let known = ledger.books.account(*id).is_some();
        let place = Place::Row(Subject::Account(*id));
        found.expect(known, Invariant::Replays, place, "account-missing");
    }
    let mut totals = [0i128; 4];
    for account in ledger.books.accounts() {
        let place = Place::Row(Subject::Account(account.id));
        let empty = BTreeMap::new();
        let history = histories.get(&account.id).unwrap_or(&empty);
        let gapless = history.keys().copied().eq(1..=account.version)
            && counted.get(&account.id).copied().unwrap_or(0) == account.version;
        found.expect(gapless, Invariant::Gapless, place, "account-history");
        let folded = fold(ledger, account.id, history, found);
        found.expect(
            folded == account.balance,
            Invariant::Replays,
            place,
            "counters",
        );
        for (total, counter) in totals.iter_mut().zip([
            account.balance.debits_posted,
            account.balance.credits_posted,
            account.balance.debits_pending,
            account.balance.credits_pending,
        ]) {
            *total += i128::from(counter.0);
        }
    }
    let [debits, credits, debits_pending, credits_pending] = totals;
    let balanced = debits == credits && debits_pending == credits_pending;
    found.expect(
        balanced,
        Invariant::DebitsEqualCredits,
        Place::Ledger,
        "totals",
    );
    holds(ledger, found);
}

/// A counter by so much more or less; an impossible sum stays out of range and is found.
fn add(counter: &mut Tiyn, by: i64) {
    counter.0 = counter.0.saturating_add(by);
}

fn fold(
    ledger: &Ledger,
    id: AccountId,
    history: &BTreeMap<u64, Entry<'_>>,
    found: &mut Found,
) -> Balance {
    let mut balance = Balance::default();
    let mut blocks: BTreeSet<&str> = BTreeSet::new();
    let mut pauses: Vec<(SanctionId, Option<PremisesId>)> = Vec::new();
    for entry in history.values() {
        let (transfer, pending, posted) = match entry {
            Entry::Debit(transfer) => (
                transfer,
                &mut balance.debits_pending,
                &mut balance.debits_posted,
            ),
            Entry::Credit(transfer) => (
                transfer,
                &mut balance.credits_pending,
                &mut balance.credits_posted,
            ),
            Entry::Event(event) => {
                freeze(ledger, event, &mut blocks, &mut pauses);
                continue;
            }
        };
        let amount = transfer.amount.0;
        match transfer.mode {
            Mode::Posted => add(posted, amount),
            Mode::Pending => add(pending, amount),
            Mode::Post { held, .. } => {
                add(pending, -held.0);
                add(posted, amount);
            }
            Mode::Void { .. } => add(pending, -amount),
        }
        let place = Place::Transfer(transfer.id);
        let kept = amount > 0 && balance.keeps(id.limit());
        found.expect(kept, Invariant::WithinHeld, place, "limit");
        let free = blocks.is_empty();
        found.expect(free, Invariant::NothingMovesWhenFrozen, place, "blocked");
        let paused = match transfer.purpose {
            Purpose::Payment => pauses.iter().any(|(_, premises)| premises.is_none()),
            Purpose::Redemption => {
                let at = premises_of(ledger, transfer);
                pauses
                    .iter()
                    .any(|(_, premises)| premises.is_none() || *premises == at)
            }
            _ => false,
        };
        found.expect(!paused, Invariant::NothingMovesWhenFrozen, place, "paused");
    }
    balance
}

/// What an event of an account froze or let go, by the operation itself.
fn freeze<'a>(
    ledger: &'a Ledger,
    event: &Event,
    blocks: &mut BTreeSet<&'a str>,
    pauses: &mut Vec<(SanctionId, Option<PremisesId>)>,
) {
    let Some(receipt) = ledger.books.receipt(event.operation) else {
        return;
    };
    match &receipt.request.operation {
        Operation::Block { reference, .. } => {
            blocks.insert(reference);
        }
        Operation::Unblock { reference, .. } => {
            blocks.remove(reference.as_str());
        }
        Operation::Suspend {
            sanction, premises, ..
        } => pauses.push((*sanction, *premises)),
        Operation::Resume { sanction, .. } => pauses.retain(|(open, _)| open != sanction),
        _ => {}
    }
}

/// The building a redeemed month was reserved for.
fn premises_of(ledger: &Ledger, transfer: &Transfer) -> Option<PremisesId> {
    let AccountId::Executor(executor) = transfer.credit else {
        return None;
    };
    let voucher = ledger.books.voucher(transfer.concerns.voucher?)?;
    let contract = ledger.books.act(transfer.concerns.act?)?.contract;
    let mut reservations = voucher.reservations.iter().rev();
    reservations
        .find(|one| one.executor == executor && one.contract == contract)
        .map(|one| one.premises)
}

/// Every hold is decided once at most, by a transfer that says truly what it holds; and what is
/// still held is what the pending counters say.
fn holds(ledger: &Ledger, found: &mut Found) {
    let mut decided: BTreeSet<TransferId> = BTreeSet::new();
    for transfer in ledger.transfers.values() {
        let (of, held) = match transfer.mode {
            Mode::Post { of, held } => (of, held),
            Mode::Void { of } => (of, transfer.amount),
            Mode::Posted | Mode::Pending => continue,
        };
        let place = Place::Transfer(transfer.id);
        let once = decided.insert(of);
        found.expect(once, Invariant::WithinHeld, place, "decided-twice");
        let fits = ledger.transfers.get(&of).is_some_and(|hold| {
            hold.mode == Mode::Pending
                && hold.amount == held
                && transfer.amount <= held
                && [hold.debit, hold.credit] == [transfer.debit, transfer.credit]
                && hold.concerns.voucher == transfer.concerns.voucher
        });
        found.expect(fits, Invariant::WithinHeld, place, "other-hold");
    }
    let mut open: BTreeMap<VoucherId, i128> = BTreeMap::new();
    for transfer in ledger.transfers.values() {
        if transfer.mode == Mode::Pending
            && !decided.contains(&transfer.id)
            && let Some(voucher) = transfer.concerns.voucher
        {
            *open.entry(voucher).or_default() += i128::from(transfer.amount.0);
        }
    }
    for voucher in ledger.books.vouchers() {
        let held = open.get(&voucher.id).copied().unwrap_or(0);
        let place = Place::Row(Subject::Voucher(voucher.id));
        let same = held == i128::from(voucher.held().0);
        found.expect(same, Invariant::MoneyIsAccountedFor, place, "held");
    }
}
