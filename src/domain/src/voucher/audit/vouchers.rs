//! Vouchers: their money, their state, what was claimed for them and for whom.

use super::{Found, Invariant, Place, Turn};
use crate::calendar::Period;
use crate::identifiers::{BeneficiaryId, ContractId, OrderId, ServiceActId, VoucherId};
use crate::money::Tiyn;
use crate::voucher::account::{Account, AccountId};
use crate::voucher::operation::Operation;
use crate::voucher::rows::{
    ClaimKey, ClaimKind, Contract, Event, Order, PartState, Status, Subject, Voucher,
};
use crate::voucher::transfer::{Purpose, Transfer};
use std::collections::BTreeMap;

const MONEY: Invariant = Invariant::MoneyIsAccountedFor;

/// A voucher as the log leaves it.
#[derive(Default)]
struct Tally {
    emitted: i128,
    issued: i128,
    redeemed: i128,
    returned: i128,
    status: Option<Status>,
    /// Months that were claimed: a handful.
    months: Vec<(ClaimKind, Period)>,
}

/// Vouchers, as far as the log was told.
#[derive(Default)]
pub(super) struct Vouchers {
    tallies: BTreeMap<VoucherId, Tally>,
    /// Months of everybody that were redeemed, and by which voucher.
    enrolled: BTreeMap<BeneficiaryId, Vec<(Period, VoucherId)>>,
    contracts: BTreeMap<ServiceActId, ContractId>,
}

/// What stands in an order's accounts and is said by its vouchers.
#[derive(Default)]
struct OfOrder {
    volume: Option<Tiyn>,
    budget: i128,
    free: i128,
    /// Of its vouchers: emitted and not returned, and not issued to anybody.
    spent: i128,
    unissued: i128,
}

/// Vouchers, when the log was told to its end.
pub(super) struct VoucherRows {
    tallies: BTreeMap<VoucherId, Tally>,
    contracts: BTreeMap<ServiceActId, ContractId>,
    orders: BTreeMap<OrderId, OfOrder>,
    /// What stands in the account of a beneficiary, where there is one, and what their vouchers say.
    owned: BTreeMap<BeneficiaryId, (Option<i128>, i128)>,
    /// What a contract says is committed, and its vouchers.
    committed: BTreeMap<ContractId, (Option<(Tiyn, Tiyn)>, i128)>,
}

impl Vouchers {
    pub(super) fn turn(&mut self, turn: &Turn<'_>, found: &mut Found) {
        if let Some(Operation::SignAct { act, contract, .. }) = turn.operation() {
            self.contracts.entry(*act).or_insert(*contract);
        }
        let mut claimed = 0;
        for transfer in turn.transfers {
            self.money(transfer, found);
            claimed += usize::from(self.claim(turn, transfer, found));
            self.enrol(transfer, found);
        }
        // As many claims as were made by transfers, and each of those is among them.
        let same = claimed == turn.claims.len();
        let place = turn.place();
        found.expect(same, Invariant::ClaimedOnce, place, "claims");
        for event in turn.events {
            self.state(event, found);
        }
    }

    fn money(&mut self, transfer: &Transfer, found: &mut Found) {
        let sum: fn(&mut Tally) -> &mut i128 = match transfer.purpose {
            Purpose::Emission => |tally| &mut tally.emitted,
            Purpose::Issue => |tally| &mut tally.issued,
            Purpose::Redemption => |tally| &mut tally.redeemed,
            Purpose::Return => |tally| &mut tally.returned,
            _ => return,
        };
        let place = Place::Transfer(transfer.id);
        match transfer.concerns.voucher {
            Some(voucher) => {
                let tally = self.tallies.entry(voucher).or_default();
                *sum(tally) += i128::from(transfer.amount.0);
            }
            None => found.expect(false, MONEY, place, "no-voucher"),
        }
    }

    /// Whether a transfer claims a month, which its operation has to have claimed, for the first
    /// time.
    fn claim(&mut self, turn: &Turn<'_>, transfer: &Transfer, found: &mut Found) -> bool {
        let law = Invariant::ClaimedOnce;
        let kind = match transfer.purpose {
            Purpose::Redemption => ClaimKind::Tuition,
            Purpose::Stipend => ClaimKind::Stipend,
            _ => return false,
        };
        let place = Place::Transfer(transfer.id);
        let (Some(voucher), Some(period)) = (transfer.concerns.voucher, transfer.concerns.period)
        else {
            found.expect(false, law, place, "no-month");
            return false;
        };
        let tally = self.tallies.entry(voucher).or_default();
        let first = !tally.months.contains(&(kind, period));
        found.expect(first, law, place, "twice");
        tally.months.push((kind, period));
        let key = ClaimKey {
            voucher,
            kind,
            period,
        };
        let mut claims = turn.claims.iter();
        let own = claims.any(|one| one.key == key && one.operation == transfer.id.operation);
        found.expect(own, law, place, "claim");
        own
    }

    fn enrol(&mut self, transfer: &Transfer, found: &mut Found) {
        if transfer.purpose == Purpose::Redemption
            && let (AccountId::Beneficiary(who), Some(period), Some(voucher)) = (
                transfer.debit,
                transfer.concerns.period,
                transfer.concerns.voucher,
            )
        {
            let months = self.enrolled.entry(who).or_default();
            let mut same = months.iter().filter(|(month, _)| *month == period);
            let alone = same.all(|(_, by)| *by == voucher);
            let place = Place::Transfer(transfer.id);
            found.expect(alone, Invariant::OneEnrolment, place, "two-vouchers");
            months.push((period, voucher));
        }
    }

    fn state(&mut self, event: &Event, found: &mut Found) {
        let Subject::Voucher(id) = event.subject else {
            return;
        };
        let law = Invariant::OneState;
        let place = Place::Row(event.subject);
        let now = &mut self.tallies.entry(id).or_default().status;
        found.expect(event.from == *now, law, place, "event-from");
        let left_end = now.is_some_and(Status::is_terminal) && event.to != *now;
        found.expect(!left_end, law, place, "left-terminal");
        *now = event.to.or(*now);
    }

    pub(super) fn stand(self) -> VoucherRows {
        VoucherRows {
            tallies: self.tallies,
            contracts: self.contracts,
            orders: BTreeMap::new(),
            owned: BTreeMap::new(),
            committed: BTreeMap::new(),
        }
    }
}

impl VoucherRows {
    pub(super) fn voucher(&mut self, voucher: &Voucher, found: &mut Found) {
        let place = Place::Row(Subject::Voucher(voucher.id));
        let tally = self.tallies.remove(&voucher.id).unwrap_or_default();
        let sum = |tiyn: Tiyn| i128::from(tiyn.0);
        let nominal = sum(voucher.nominal);
        let parts: i128 = voucher.parts.iter().map(|part| sum(part.amount)).sum();
        let (redeemed, returned) = (sum(voucher.redeemed()), sum(voucher.returned()));
        let split = sum(voucher.planned()) + sum(voucher.held()) + redeemed + returned;
        let whole = parts == nominal && split == nominal;
        found.expect(whole, MONEY, place, "nominal");
        found.expect(tally.emitted == nominal, MONEY, place, "emitted");
        found.expect(tally.redeemed == redeemed, MONEY, place, "redeemed");
        found.expect(tally.returned == returned, MONEY, place, "returned");
        let issued = if voucher.beneficiary.is_some() {
            nominal
        } else {
            0
        };
        found.expect(tally.issued == issued, MONEY, place, "issued");
        let law = Invariant::OneState;
        let folded = tally.status == Some(voucher.status);
        found.expect(folded, law, place, "status");
        found.expect(parts_fit(voucher), law, place, "parts");
        let order = self.orders.entry(voucher.order).or_default();
        order.spent += nominal - returned;
        if voucher.status == Status::Issued {
            order.unissued += nominal;
        }
        if let Some(beneficiary) = voucher.beneficiary {
            self.owned.entry(beneficiary).or_default().1 += nominal - redeemed - returned;
        }
        self.commit(voucher);
    }

    /// What is held and redeemed under contracts.
    fn commit(&mut self, voucher: &Voucher) {
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
                PartState::Redeemed { amount, act } => (self.contracts.get(&act).copied(), amount),
                PartState::Planned | PartState::Released => continue,
            };
            if let Some(contract) = contract {
                self.committed.entry(contract).or_default().1 += i128::from(amount.0);
            }
        }
    }

    pub(super) fn order(&mut self, order: &Order) {
        self.orders.entry(order.id).or_default().volume = Some(order.volume);
    }

    pub(super) fn contract(&mut self, contract: &Contract) {
        let says = Some((contract.committed, contract.amount));
        self.committed.entry(contract.id).or_default().0 = says;
    }

    pub(super) fn account(&mut self, account: &Account, found: &mut Found) {
        let balance = account.balance;
        let stands = i128::from(balance.credits_posted.0) - i128::from(balance.debits_posted.0);
        match account.id {
            AccountId::Budget(order) => self.orders.entry(order).or_default().budget = stands,
            AccountId::Free(order) => self.orders.entry(order).or_default().free = stands,
            AccountId::Beneficiary(id) => self.owned.entry(id).or_default().0 = Some(stands),
            _ => {}
        }
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
        found.expect(apart, Invariant::OneEnrolment, place, "overlap");
    }

    pub(super) fn finish(self, found: &mut Found) {
        for id in self.tallies.into_keys() {
            let place = Place::Row(Subject::Voucher(id));
            found.expect(false, MONEY, place, "voucher-missing");
        }
        for (id, order) in self.orders {
            let place = Place::Row(Subject::Order(id));
            let Some(volume) = order.volume else {
                found.expect(false, MONEY, place, "order-missing");
                continue;
            };
            let left = i128::from(volume.0) - order.spent;
            found.expect(left >= 0, MONEY, place, "over-volume");
            found.expect(order.budget == left, MONEY, place, "budget");
            found.expect(order.free == order.unissued, MONEY, place, "free");
        }
        for (id, (stands, owned)) in self.owned {
            let place = Place::Row(Subject::Account(AccountId::Beneficiary(id)));
            // An account that isn't there is missed elsewhere.
            let same = stands.is_none_or(|stands| stands == owned);
            found.expect(same, MONEY, place, "beneficiary");
        }
        for (id, (says, sum)) in self.committed {
            let place = Place::Row(Subject::Contract(id));
            let fits = says.is_none_or(|(committed, amount)| {
                sum == i128::from(committed.0) && committed <= amount
            });
            found.expect(fits, MONEY, place, "committed");
        }
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
