//! Vouchers: their money, their state, what was claimed for them and for whom.

use super::{Found, Invariant, Place};
use crate::calendar::Period;
use crate::identifiers::{BeneficiaryId, ContractId, OrderId, VoucherId};
use crate::voucher::account::AccountId;
use crate::voucher::ledger::Ledger;
use crate::voucher::rows::{ClaimKey, ClaimKind, PartState, Status, Subject, Voucher};
use crate::voucher::transfer::Purpose;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(ledger: &Ledger, found: &mut Found) {
    money(ledger, found);
    states(ledger, found);
    claims(ledger, found);
    enrolments(ledger, found);
    contracts(ledger, found);
}

fn money(ledger: &Ledger, found: &mut Found) {
    let law = Invariant::MoneyIsAccountedFor;
    // Sums of transfers by voucher and by order.
    let mut of_voucher: BTreeMap<(VoucherId, Purpose), i128> = BTreeMap::new();
    for transfer in ledger.transfers.values() {
        let moved = match transfer.purpose {
            Purpose::Emission | Purpose::Issue | Purpose::Redemption | Purpose::Return => {
                transfer.amount.0
            }
            _ => continue,
        };
        match transfer.concerns.voucher {
            Some(voucher) => {
                let sum = of_voucher.entry((voucher, transfer.purpose)).or_default();
                *sum += i128::from(moved);
            }
            None => found.expect(false, law, Place::Transfer(transfer.id), "no-voucher"),
        }
    }
    let mut free: BTreeMap<OrderId, i128> = BTreeMap::new();
    let mut spent: BTreeMap<OrderId, i128> = BTreeMap::new();
    let mut owned: BTreeMap<BeneficiaryId, i128> = BTreeMap::new();
    for voucher in ledger.books.vouchers() {
        let place = Place::Row(Subject::Voucher(voucher.id));
        let sum = |purpose| of_voucher.get(&(voucher.id, purpose)).copied().unwrap_or(0);
        let nominal = i128::from(voucher.nominal.0);
        let parts: i128 = voucher
            .parts
            .iter()
            .map(|part| i128::from(part.amount.0))
            .sum();
        let split: i128 = [
            voucher.planned(),
            voucher.held(),
            voucher.redeemed(),
            voucher.returned(),
        ]
        .iter()
        .map(|sum| i128::from(sum.0))
        .sum();
        found.expect(parts == nominal && split == nominal, law, place, "nominal");
        found.expect(sum(Purpose::Emission) == nominal, law, place, "emitted");
        let redeemed = i128::from(voucher.redeemed().0);
        found.expect(sum(Purpose::Redemption) == redeemed, law, place, "redeemed");
        let returned = i128::from(voucher.returned().0);
        found.expect(sum(Purpose::Return) == returned, law, place, "returned");
        let issued = if voucher.beneficiary.is_some() {
            nominal
        } else {
            0
        };
        found.expect(sum(Purpose::Issue) == issued, law, place, "issued");
        *spent.entry(voucher.order).or_default() += nominal - returned;
        if voucher.status == Status::Issued {
            *free.entry(voucher.order).or_default() += nominal;
        }
        if let Some(beneficiary) = voucher.beneficiary {
            *owned.entry(beneficiary).or_default() += nominal - redeemed - returned;
        }
    }
    for order in ledger.books.orders.values() {
        let place = Place::Row(Subject::Order(order.id));
        let left = |id| {
            ledger.books.account(id).map_or(0, |account| {
                let balance = account.balance;
                i128::from(balance.credits_posted.0) - i128::from(balance.debits_posted.0)
            })
        };
        let of = |sums: &BTreeMap<OrderId, i128>| sums.get(&order.id).copied().unwrap_or(0);
        let emitted = of(&spent);
        found.expect(
            emitted <= i128::from(order.volume.0),
            law,
            place,
            "over-volume",
        );
        let budget = i128::from(order.volume.0) - emitted;
        found.expect(
            left(AccountId::Budget(order.id)) == budget,
            law,
            place,
            "budget",
        );
        found.expect(
            left(AccountId::Free(order.id)) == of(&free),
            law,
            place,
            "free",
        );
    }
    for account in ledger.books.accounts() {
        if let AccountId::Beneficiary(id) = account.id {
            let place = Place::Row(Subject::Account(account.id));
            let balance = account.balance;
            let has = i128::from(balance.credits_posted.0) - i128::from(balance.debits_posted.0);
            let owns = owned.get(&id).copied().unwrap_or(0);
            found.expect(has == owns, law, place, "beneficiary");
        }
    }
}

fn states(ledger: &Ledger, found: &mut Found) {
    let law = Invariant::OneState;
    let mut now: BTreeMap<VoucherId, Status> = BTreeMap::new();
    for event in ledger.events.values() {
        let Subject::Voucher(id) = event.subject else {
            continue;
        };
        let place = Place::Row(event.subject);
        let before = now.get(&id).copied();
        found.expect(event.from == before, law, place, "event-from");
        let left_end = before.is_some_and(Status::is_terminal) && event.to != before;
        found.expect(!left_end, law, place, "left-terminal");
        if let Some(to) = event.to {
            now.insert(id, to);
        }
    }
    for voucher in ledger.books.vouchers() {
        let place = Place::Row(Subject::Voucher(voucher.id));
        let folded = now.get(&voucher.id) == Some(&voucher.status);
        found.expect(folded, law, place, "status");
        found.expect(parts_fit(voucher), law, place, "parts");
    }
}

/// Whether a voucher's parts are such as its status allows.
fn parts_fit(voucher: &Voucher) -> bool {
    let all = |fits: fn(&PartState) -> bool| voucher.parts.iter().all(|part| fits(&part.state));
    let any = |fits: fn(&PartState) -> bool| voucher.parts.iter().any(|part| fits(&part.state));
    let planned: fn(&PartState) -> bool = |state| matches!(state, PartState::Planned);
    let held: fn(&PartState) -> bool = |state| matches!(state, PartState::Held { .. });
    let redeemed: fn(&PartState) -> bool = |state| matches!(state, PartState::Redeemed { .. });
    let released: fn(&PartState) -> bool = |state| matches!(state, PartState::Released);
    let on_leave = voucher.leave_from.is_some() == (voucher.status == Status::SuspendedStudy);
    let reserved = !voucher.reservations.is_empty();
    on_leave
        && match voucher.status {
            Status::Issued => all(planned) && voucher.beneficiary.is_none(),
            Status::Placed => all(planned) && voucher.beneficiary.is_some(),
            Status::Reserved | Status::Active | Status::PartRedeemed => {
                reserved && any(held) && !any(planned)
            }
            Status::SuspendedStudy => reserved && any(held),
            Status::Transferred => reserved && any(planned),
            Status::Redeemed => any(redeemed) && !any(held) && !any(planned),
            Status::EarlyRedeemed => !any(planned),
            Status::Cancelled => all(released),
            // Shown, never kept.
            Status::Paused | Status::Blocked => false,
        }
}

fn claims(ledger: &Ledger, found: &mut Found) {
    let law = Invariant::ClaimedOnce;
    let mut made: BTreeSet<ClaimKey> = BTreeSet::new();
    for transfer in ledger.transfers.values() {
        let kind = match transfer.purpose {
            Purpose::Redemption => ClaimKind::Tuition,
            Purpose::Stipend => ClaimKind::Stipend,
            _ => continue,
        };
        let place = Place::Transfer(transfer.id);
        let (Some(voucher), Some(period)) = (transfer.concerns.voucher, transfer.concerns.period)
        else {
            found.expect(false, law, place, "no-month");
            continue;
        };
        let key = ClaimKey {
            voucher,
            kind,
            period,
        };
        found.expect(made.insert(key), law, place, "twice");
        let claim = ledger.books.claims.get(&key);
        let own = claim.is_some_and(|claim| claim.operation == transfer.id.operation);
        found.expect(own, law, place, "claim");
    }
    let same = made.iter().eq(ledger.books.claims.keys());
    found.expect(same, law, Place::Ledger, "claims");
}

fn enrolments(ledger: &Ledger, found: &mut Found) {
    let law = Invariant::OneEnrolment;
    let mut paid: BTreeMap<(BeneficiaryId, Period), VoucherId> = BTreeMap::new();
    for transfer in ledger.transfers.values() {
        if transfer.purpose == Purpose::Redemption
            && let (AccountId::Beneficiary(who), Some(period), Some(voucher)) = (
                transfer.debit,
                transfer.concerns.period,
                transfer.concerns.voucher,
            )
        {
            let first = *paid.entry((who, period)).or_insert(voucher);
            let place = Place::Transfer(transfer.id);
            found.expect(first == voucher, law, place, "two-vouchers");
        }
    }
    for account in ledger.books.accounts() {
        let place = Place::Row(Subject::Account(account.id));
        let mut months: Vec<_> = account
            .funded()
            .iter()
            .map(|one| (one.from, one.to))
            .collect();
        months.sort_unstable();
        let apart = months
            .iter()
            .zip(months.iter().skip(1))
            .all(|(one, next)| one.1 < next.0);
        found.expect(apart, law, place, "overlap");
    }
}

/// What contracts say is committed is what is held and redeemed under them.
fn contracts(ledger: &Ledger, found: &mut Found) {
    let mut committed: BTreeMap<ContractId, i128> = BTreeMap::new();
    for voucher in ledger.books.vouchers() {
        for part in &voucher.parts {
            let (contract, amount) = match part.state {
                PartState::Held {
                    amount,
                    reservation,
                    ..
                } => {
                    let place = usize::try_from(reservation).ok();
                    let under = place.and_then(|place| voucher.reservations.get(place));
                    (under.map(|under| under.contract), amount)
                }
                PartState::Redeemed { amount, act } => {
                    (ledger.books.act(act).map(|act| act.contract), amount)
                }
                PartState::Planned | PartState::Released => continue,
            };
            if let Some(contract) = contract {
                *committed.entry(contract).or_default() += i128::from(amount.0);
            }
        }
    }
    for contract in ledger.books.contracts.values() {
        let place = Place::Row(Subject::Contract(contract.id));
        let sum = committed.get(&contract.id).copied().unwrap_or(0);
        let fits = sum == i128::from(contract.committed.0) && contract.committed <= contract.amount;
        found.expect(fits, Invariant::MoneyIsAccountedFor, place, "committed");
    }
}
