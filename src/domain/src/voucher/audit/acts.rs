//! Acts and payments: redeemed, acted and paid are one sum. Work-off: owed is what was declared.

use super::{Found, Invariant, Place, Turn};
use crate::calendar::Period;
use crate::identifiers::{BeneficiaryId, ContractId, ObligationId, OrganisationId, ServiceActId};
use crate::money::Tiyn;
use crate::voucher::account::{Account, AccountId};
use crate::voucher::operation::Operation;
use crate::voucher::rows::{Obligation, ObligationState, ServiceAct, Subject, Voucher};
use crate::voucher::transfer::Purpose;
use std::collections::BTreeMap;

const LAW: Invariant = Invariant::PaymentsMatchActs;

/// What was redeemed and paid by an act.
struct Moved {
    period: Period,
    executor: Option<OrganisationId>,
    redeemed: i128,
    people: u32,
    paid: i128,
}

/// Acts, as far as the log was told.
#[derive(Default)]
pub(super) struct Acts {
    executors: BTreeMap<ContractId, OrganisationId>,
    moved: BTreeMap<ServiceActId, Moved>,
}

/// Acts and debts, when the log was told to its end.
pub(super) struct ActRows {
    moved: BTreeMap<ServiceActId, Moved>,
    owed: BTreeMap<BeneficiaryId, i128>,
    debts: BTreeMap<BeneficiaryId, i128>,
    costs: BTreeMap<ObligationId, Tiyn>,
    /// What was redeemed of the vouchers of each duty.
    worked: BTreeMap<ObligationId, i128>,
}

impl Acts {
    pub(super) fn turn(&mut self, turn: &Turn<'_>, found: &mut Found) {
        match turn.operation() {
            Some(Operation::ConcludeContract {
                contract, executor, ..
            }) => {
                self.executors.insert(*contract, *executor);
            }
            Some(Operation::SignAct {
                act,
                contract,
                period,
                ..
            }) => {
                let executor = self.executors.get(contract).copied();
                self.moved.entry(*act).or_insert(Moved {
                    period: *period,
                    executor,
                    redeemed: 0,
                    people: 0,
                    paid: 0,
                });
            }
            _ => {}
        }
        for transfer in turn.transfers {
            let (redeemed, paid) = match transfer.purpose {
                Purpose::Redemption => (true, 0),
                Purpose::Payment => (false, 1),
                Purpose::PaymentReturn => (false, -1),
                _ => continue,
            };
            let amount = i128::from(transfer.amount.0);
            let place = Place::Transfer(transfer.id);
            let act = transfer.concerns.act;
            let Some(act) = act.and_then(|act| self.moved.get_mut(&act)) else {
                found.expect(false, LAW, place, "no-act");
                continue;
            };
            act.paid += paid * amount;
            if redeemed {
                act.redeemed += amount;
                act.people += 1;
                let fits = Some(act.period) == transfer.concerns.period
                    && act.executor.map(AccountId::Executor) == Some(transfer.credit);
                found.expect(fits, LAW, place, "other-act");
            }
        }
    }

    pub(super) fn stand(self) -> ActRows {
        ActRows {
            moved: self.moved,
            owed: BTreeMap::new(),
            debts: BTreeMap::new(),
            costs: BTreeMap::new(),
            worked: BTreeMap::new(),
        }
    }
}

impl ActRows {
    pub(super) fn act(&mut self, act: &ServiceAct, found: &mut Found) {
        let place = Place::Row(Subject::Act(act.id));
        let moved = self.moved.remove(&act.id);
        let same = moved.as_ref().is_some_and(|moved| {
            moved.period == act.period && moved.executor == Some(act.executor)
        });
        found.expect(same, LAW, place, "other-act");
        let (redeemed, people, paid) = moved.map_or((0, 0, 0), |moved| {
            (moved.redeemed, moved.people, moved.paid)
        });
        let same = redeemed == i128::from(act.redeemed.0) && people == act.redeemed_people;
        found.expect(same, LAW, place, "redeemed");
        let within = act.redeemed <= act.total && act.redeemed_people <= act.people;
        found.expect(within, LAW, place, "over-act");
        let invoiced = act.redeemed.0 == 0
            || act
                .invoice
                .as_ref()
                .is_some_and(|invoice| invoice.total == act.total);
        found.expect(invoiced, LAW, place, "invoice");
        let expected = if act.paid.is_some() {
            i128::from(act.total.0)
        } else {
            0
        };
        let complete = act.paid.is_none() || act.redeemed == act.total;
        found.expect(paid == expected && complete, LAW, place, "paid");
    }

    pub(super) fn obligation(&mut self, row: &Obligation) {
        if let ObligationState::Indebted { debt, .. } = row.state {
            *self.owed.entry(row.beneficiary).or_default() += i128::from(debt.0);
        }
        self.costs.insert(row.id, row.cost);
    }

    pub(super) fn voucher(&mut self, voucher: &Voucher) {
        if let Some(obligation) = voucher.obligation {
            let redeemed = i128::from(voucher.redeemed().0);
            *self.worked.entry(obligation).or_default() += redeemed;
        }
    }

    pub(super) fn account(&mut self, account: &Account) {
        if let AccountId::Debtor(id) = account.id {
            let balance = account.balance;
            let debt = i128::from(balance.debits_posted.0) - i128::from(balance.credits_posted.0);
            self.debts.insert(id, debt);
        }
    }

    pub(super) fn finish(self, found: &mut Found) {
        for act in self.moved.into_keys() {
            found.expect(false, LAW, Place::Row(Subject::Act(act)), "act-missing");
        }
        let law = Invariant::MoneyIsAccountedFor;
        for (id, cost) in &self.costs {
            let worked = self.worked.get(id).copied().unwrap_or(0);
            let place = Place::Row(Subject::Obligation(*id));
            found.expect(worked == i128::from(cost.0), law, place, "cost");
        }
        for (id, debt) in &self.debts {
            let place = Place::Row(Subject::Account(AccountId::Debtor(*id)));
            let same = *debt == self.owed.get(id).copied().unwrap_or(0);
            found.expect(same, law, place, "debt");
        }
    }
}
