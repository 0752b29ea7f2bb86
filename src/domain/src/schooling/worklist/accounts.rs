//! Whether the account an accepted register lists an act with is still that of its contract.

use super::super::record::{ContractRecord, RegisterRecord};
use super::super::sorted::Sorted;
use crate::identifiers::{SchoolActId, SchoolContractId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Contracts of acts.
pub(super) struct Accounts<'a> {
    contracts: BTreeMap<SchoolContractId, &'a ContractRecord>,
    of_acts: BTreeMap<SchoolActId, SchoolContractId>,
}

impl<'a> Accounts<'a> {
    pub(super) fn of(sorted: &Sorted<'a>) -> Self {
        let contracts = sorted.contracts.iter();
        let acts = sorted.acts.iter();
        Self {
            contracts: contracts.map(|(_, one)| (one.contract.id, *one)).collect(),
            of_acts: acts
                .map(|(_, one)| (one.act.id, one.act.contract))
                .collect(),
        }
    }

    /// Whether the act is listed there with another account than its contract has now. What isn't
    /// known here isn't another.
    pub(super) fn changed(&self, register: &RegisterRecord, act: SchoolActId) -> bool {
        let now = self.contract(act).and_then(|contract| contract.in_force());
        let line = register.lines.get(&act);
        line.zip(now)
            .is_some_and(|(line, now)| line.account != now.account)
    }

    /// The day from which the first of some acts has another account: both signed it then.
    pub(super) fn since(&self, acts: &BTreeSet<SchoolActId>) -> Option<NaiveDate> {
        let contracts = acts.iter().filter_map(|act| self.contract(*act));
        let signed = contracts.filter_map(|one| {
            let mut agreements = one.contract.agreements.iter().rev();
            agreements.find_map(|agreement| agreement.signed_on)
        });
        signed.min()
    }

    fn contract(&self, act: SchoolActId) -> Option<&'a ContractRecord> {
        let contract = self.of_acts.get(&act)?;
        self.contracts.get(contract).copied()
    }
}
