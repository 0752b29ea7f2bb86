//! Counters of accounts, folded from transfers in the order each account saw them; and holds.

use super::{Found, Invariant, Place, Turn};
use crate::identifiers::{
    ContractId, OrganisationId, PremisesId, SanctionId, ServiceActId, VoucherId,
};
use crate::money::Tiyn;
use crate::voucher::account::{Account, AccountId, Balance};
use crate::voucher::operation::Operation;
use crate::voucher::rows::{Subject, Voucher};
use crate::voucher::transfer::{Mode, Purpose, Transfer, TransferId};
use std::collections::{BTreeMap, BTreeSet};

/// What an account saw.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Debit(&'a Transfer),
    Credit(&'a Transfer),
    Event,
}

/// An account as the log leaves it.
#[derive(Default)]
struct Seen {
    version: u64,
    /// A version was left out or came twice.
    torn: bool,
    balance: Balance,
    /// Few accounts were ever stopped.
    stops: Option<Box<Stops>>,
}

/// What stops an account.
#[derive(Default)]
struct Stops {
    blocks: BTreeSet<String>,
    pauses: Vec<(SanctionId, Option<PremisesId>)>,
}

/// A sum that is held and not decided.
struct Hold {
    amount: Tiyn,
    between: [AccountId; 2],
    voucher: Option<VoucherId>,
}

/// Where months of a voucher were reserved.
type Reserved = (VoucherId, OrganisationId, ContractId);

/// Accounts, as far as the log was told.
#[derive(Default)]
pub(super) struct Accounts {
    seen: BTreeMap<AccountId, Seen>,
    open: BTreeMap<TransferId, Hold>,
    premises: BTreeMap<Reserved, PremisesId>,
    contracts: BTreeMap<ServiceActId, ContractId>,
}

/// Accounts, when the log was told to its end.
pub(super) struct AccountRows {
    seen: BTreeMap<AccountId, Seen>,
    /// What is held of each voucher.
    held: BTreeMap<VoucherId, i128>,
    totals: [i128; 4],
}

impl Accounts {
    pub(super) fn turn(&mut self, turn: &Turn<'_>, found: &mut Found) {
        self.learn(turn);
        let debits = turn.transfers.iter();
        let debits = debits.map(|one| (one.debit, one.debit_version, Entry::Debit(one)));
        let credits = turn.transfers.iter();
        let credits = credits.map(|one| (one.credit, one.credit_version, Entry::Credit(one)));
        let events = turn.events.iter().filter_map(|event| match event.subject {
            Subject::Account(id) => Some((id, event.version, Entry::Event)),
            _ => None,
        });
        let mut entries: Vec<_> = debits.chain(credits).chain(events).collect();
        entries.sort_by_key(|(id, version, _)| (*id, *version));
        for (id, version, entry) in entries {
            self.saw(turn, id, version, entry, found);
        }
        for transfer in turn.transfers {
            self.hold(transfer, found);
        }
    }

    /// What redemptions are held against: for which building months were reserved, under which
    /// contract an act is.
    fn learn(&mut self, turn: &Turn<'_>) {
        match turn.operation() {
            Some(Operation::Reserve {
                voucher,
                reservation,
                ..
            }) => {
                let key = (*voucher, reservation.executor, reservation.contract);
                self.premises.insert(key, reservation.premises);
            }
            Some(Operation::SignAct { act, contract, .. }) => {
                self.contracts.insert(*act, *contract);
            }
            _ => {}
        }
    }

    fn saw(
        &mut self,
        turn: &Turn<'_>,
        id: AccountId,
        version: u64,
        entry: Entry<'_>,
        found: &mut Found,
    ) {
        let at = match entry {
            Entry::Credit(transfer) => self.premises_of(transfer),
            Entry::Debit(_) | Entry::Event => None,
        };
        let seen = self.seen.entry(id).or_default();
        seen.torn |= version != seen.version + 1;
        seen.version = version;
        let balance = &mut seen.balance;
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
            Entry::Event => {
                if let Some(operation) = turn.operation() {
                    seen.stop(operation);
                }
                return;
            }
        };
        let amount = transfer.amount.0;
        match transfer.mode {
            Mode::Posted => add(posted, amount),
            Mode::Pending => add(pending, amount),
            Mode::Post { held, .. } => {
                add(pending, held.0.saturating_neg());
                add(posted, amount);
            }
            Mode::Void { .. } => add(pending, amount.saturating_neg()),
        }
        let place = Place::Transfer(transfer.id);
        let kept = amount > 0 && balance.keeps(id.limit());
        found.expect(kept, Invariant::WithinHeld, place, "limit");
        let Some(stops) = &seen.stops else {
            return;
        };
        let free = stops.blocks.is_empty();
        found.expect(free, Invariant::NothingMovesWhenFrozen, place, "blocked");
        let mut pauses = stops.pauses.iter();
        let paused = match (transfer.purpose, entry) {
            (Purpose::Payment, _) | (Purpose::Redemption, Entry::Debit(_)) => {
                pauses.any(|(_, premises)| premises.is_none())
            }
            (Purpose::Redemption, _) => {
                pauses.any(|(_, premises)| premises.is_none() || *premises == at)
            }
            _ => false,
        };
        found.expect(!paused, Invariant::NothingMovesWhenFrozen, place, "paused");
    }

    /// The building a redeemed month was reserved for.
    fn premises_of(&self, transfer: &Transfer) -> Option<PremisesId> {
        let (Purpose::Redemption, AccountId::Executor(executor)) =
            (transfer.purpose, transfer.credit)
        else {
            return None;
        };
        let contract = self.contracts.get(&transfer.concerns.act?)?;
        let key = (transfer.concerns.voucher?, executor, *contract);
        self.premises.get(&key).copied()
    }

    /// Every hold is decided once at most, by a transfer that says truly what it holds.
    fn hold(&mut self, transfer: &Transfer, found: &mut Found) {
        let between = [transfer.debit, transfer.credit];
        let (of, held) = match transfer.mode {
            Mode::Pending => {
                let hold = Hold {
                    amount: transfer.amount,
                    between,
                    voucher: transfer.concerns.voucher,
                };
                self.open.insert(transfer.id, hold);
                return;
            }
            Mode::Post { of, held } => (of, held),
            Mode::Void { of } => (of, transfer.amount),
            Mode::Posted => return,
        };
        let place = Place::Transfer(transfer.id);
        let hold = self.open.remove(&of);
        // Decided before, or never there.
        found.expect(hold.is_some(), Invariant::WithinHeld, place, "no-hold");
        let fits = hold.is_none_or(|hold| {
            hold.amount == held
                && transfer.amount <= held
                && hold.between == between
                && hold.voucher == transfer.concerns.voucher
        });
        found.expect(fits, Invariant::WithinHeld, place, "other-hold");
    }

    pub(super) fn stand(self) -> AccountRows {
        let mut held: BTreeMap<VoucherId, i128> = BTreeMap::new();
        for hold in self.open.into_values() {
            if let Some(voucher) = hold.voucher {
                *held.entry(voucher).or_default() += i128::from(hold.amount.0);
            }
        }
        AccountRows {
            seen: self.seen,
            held,
            totals: [0; 4],
        }
    }
}

impl Seen {
    /// What an operation stops or lets go, by its own words.
    fn stop(&mut self, operation: &Operation) {
        match operation {
            Operation::Block { reference, .. } => {
                let stops = self.stops.get_or_insert_default();
                stops.blocks.insert(reference.clone());
            }
            Operation::Suspend {
                sanction, premises, ..
            } => {
                let stops = self.stops.get_or_insert_default();
                stops.pauses.push((*sanction, *premises));
            }
            Operation::Unblock { reference, .. } => {
                if let Some(stops) = &mut self.stops {
                    stops.blocks.remove(reference);
                }
            }
            Operation::Resume { sanction, .. } => {
                if let Some(stops) = &mut self.stops {
                    stops.pauses.retain(|(open, _)| open != sanction);
                }
            }
            _ => {}
        }
    }
}

impl AccountRows {
    pub(super) fn account(&mut self, account: &Account, found: &mut Found) {
        let place = Place::Row(Subject::Account(account.id));
        let seen = self.seen.remove(&account.id).unwrap_or_default();
        let gapless = !seen.torn && seen.version == account.version;
        found.expect(gapless, Invariant::Gapless, place, "account-history");
        let counted = seen.balance == account.balance;
        found.expect(counted, Invariant::Replays, place, "counters");
        for (total, counter) in self.totals.iter_mut().zip([
            account.balance.debits_posted,
            account.balance.credits_posted,
            account.balance.debits_pending,
            account.balance.credits_pending,
        ]) {
            *total += i128::from(counter.0);
        }
    }

    /// What is still held is what the voucher says.
    pub(super) fn voucher(&mut self, voucher: &Voucher, found: &mut Found) {
        let held = self.held.remove(&voucher.id).unwrap_or(0);
        let place = Place::Row(Subject::Voucher(voucher.id));
        let same = held == i128::from(voucher.held().0);
        found.expect(same, Invariant::MoneyIsAccountedFor, place, "held");
    }

    pub(super) fn finish(self, found: &mut Found) {
        for id in self.seen.into_keys() {
            let place = Place::Row(Subject::Account(id));
            found.expect(false, Invariant::Replays, place, "account-missing");
        }
        let [debits, credits, debits_pending, credits_pending] = self.totals;
        let balanced = debits == credits && debits_pending == credits_pending;
        let place = Place::Ledger;
        found.expect(balanced, Invariant::DebitsEqualCredits, place, "totals");
    }
}

/// A counter by so much more or less; an impossible sum stays out of range and is found.
fn add(counter: &mut Tiyn, by: i64) {
    counter.0 = counter.0.saturating_add(by);
}
