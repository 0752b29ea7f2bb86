//! Acts and payments: redeemed, acted and paid are one sum. Work-off: owed is what was declared.

use super::{Found, Invariant, Place};
use crate::identifiers::{BeneficiaryId, ServiceActId};
use crate::voucher::account::AccountId;
use crate::voucher::ledger::Ledger;
use crate::voucher::rows::{ObligationState, Subject};
use crate::voucher::transfer::Purpose;
use std::collections::BTreeMap;

pub(super) fn check(ledger: &Ledger, found: &mut Found) {
    let law = Invariant::PaymentsMatchActs;
    let mut redeemed: BTreeMap<ServiceActId, (i128, u32)> = BTreeMap::new();
    let mut paid: BTreeMap<ServiceActId, i128> = BTreeMap::new();
    for transfer in ledger.transfers.values() {
        let amount = i128::from(transfer.amount.0);
        let place = Place::Transfer(transfer.id);
        let act = transfer.concerns.act.and_then(|id| ledger.books.act(id));
        match transfer.purpose {
            Purpose::Redemption => {
                let Some(act) = act else {
                    found.expect(false, law, place, "no-act");
                    continue;
                };
                let (sum, people) = redeemed.entry(act.id).or_default();
                *sum += amount;
                *people += 1;
                let fits = Some(act.period) == transfer.concerns.period
                    && AccountId::Executor(act.executor) == transfer.credit;
                found.expect(fits, law, place, "other-act");
            }
            Purpose::Payment | Purpose::PaymentReturn => {
                let Some(act) = act else {
                    found.expect(false, law, place, "no-act");
                    continue;
                };
                let sign = if transfer.purpose == Purpose::Payment {
                    1
                } else {
                    -1
                };
                *paid.entry(act.id).or_default() += sign * amount;
            }
            _ => {}
        }
    }
    for act in ledger.books.acts.values() {
        let place = Place::Row(Subject::Act(act.id));
        let (sum, people) = redeemed.get(&act.id).copied().unwrap_or_default();
        let same = sum == i128::from(act.redeemed.0) && people == act.redeemed_people;
        found.expect(same, law, place, "redeemed");
        let within = act.redeemed <= act.total && act.redeemed_people <= act.people;
        found.expect(within, law, place, "over-act");
        let invoiced = act.redeemed.0 == 0
            || act
                .invoice
                .as_ref()
                .is_some_and(|invoice| invoice.total == act.total);
        found.expect(invoiced, law, place, "invoice");
        let expected = if act.paid.is_some() {
            i128::from(act.total.0)
        } else {
            0
        };
        let was = paid.get(&act.id).copied().unwrap_or(0);
        let complete = act.paid.is_none() || act.redeemed == act.total;
        found.expect(was == expected && complete, law, place, "paid");
    }
    debts(ledger, found);
}

fn debts(ledger: &Ledger, found: &mut Found) {
    let mut owed: BTreeMap<BeneficiaryId, i128> = BTreeMap::new();
    for row in ledger.books.obligations.values() {
        if let ObligationState::Indebted { debt, .. } = row.state {
            *owed.entry(row.beneficiary).or_default() += i128::from(debt.0);
        }
        let place = Place::Row(Subject::Obligation(row.id));
        let counted: i128 = ledger
            .books
            .vouchers()
            .filter(|voucher| voucher.obligation == Some(row.id))
            .map(|voucher| i128::from(voucher.redeemed().0))
            .sum();
        let same = counted == i128::from(row.cost.0);
        found.expect(same, Invariant::MoneyIsAccountedFor, place, "cost");
    }
    for account in ledger.books.accounts() {
        if let AccountId::Debtor(id) = account.id {
            let balance = account.balance;
            let debt = i128::from(balance.debits_posted.0) - i128::from(balance.credits_posted.0);
            let place = Place::Row(Subject::Account(account.id));
            let same = debt == owed.get(&id).copied().unwrap_or(0);
            found.expect(same, Invariant::MoneyIsAccountedFor, place, "debt");
        }
    }
}
