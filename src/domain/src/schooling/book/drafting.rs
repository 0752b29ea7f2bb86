//! What contracts drawn up together would be of, whom they are not drawn up with, and their numbers.

use super::Book;
use crate::calendar::Period;
use crate::identifiers::{Kato, OrganisationId};
use crate::money::Tiyn;
use crate::schooling::{ContractRecord, MoneyFor, PayeeAccount};
use std::collections::BTreeSet;

/// Why no contract for teaching is drawn up with a school for some months.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDrafted {
    /// The year has no plan yet, or the months aren't of one year and in their order.
    #[error("no plan has these months")]
    NoPlan,
    /// The plan has nothing for the school in these months.
    #[error("the plan has nothing for the school in these months")]
    NoMoney,
    /// A contract has one of these months already.
    #[error("contract {number} has these months already")]
    Contracted {
        /// Number of that contract.
        number: String,
    },
    /// Contracts bind everything the plan has for the school.
    #[error("everything the plan has is bound")]
    Bound,
}

impl Book {
    /// The sum a contract for teaching would be of: what the plan has for these months, at most
    /// what the year's contracts leave.
    ///
    /// # Errors
    /// [`NotDrafted`].
    pub fn draft_for(
        &self,
        department: Kato,
        school: OrganisationId,
        (from, to): (Period, Period),
    ) -> Result<Tiyn, NotDrafted> {
        let money = MoneyFor::Teaching;
        let plan = self.plan(department, from.year());
        let plan = plan.filter(|_| from <= to && from.year() == to.year());
        let plan = &plan.ok_or(NotDrafted::NoPlan)?.plan;
        let lines = plan.lines_of(money).get(&school);
        let months = lines.into_iter().flatten();
        let mut months = months.filter(|(month, _)| from <= **month && **month <= to);
        let sum = months.try_fold(0_i64, |sum, (_, one)| sum.checked_add(one.0));
        let planned = sum.filter(|sum| *sum > 0).ok_or(NotDrafted::NoMoney)?;
        let overlaps = |one: &&ContractRecord| {
            let text = one.in_force().or_else(|| one.texts.last());
            one.contract.school == school
                && one.money() == money
                && one.contract.terminated.is_none()
                && text.is_some_and(|text| text.from <= to && from <= text.to)
        };
        if let Some(one) = self.contracts.values().find(overlaps) {
            let number = one.contract.number.clone();
            return Err(NotDrafted::Contracted { number });
        }
        let left = self.left_to_contract(department, from.year(), school, money);
        let amount = planned.min(left.ok_or(NotDrafted::NoPlan)?.0);
        if amount > 0 {
            Ok(Tiyn(amount))
        } else {
            Err(NotDrafted::Bound)
        }
    }

    /// Where a school was last agreed to be paid.
    pub fn last_account(&self, school: OrganisationId) -> Option<&PayeeAccount> {
        let own = self.contracts.values();
        let own = own.filter(|one| one.contract.school == school);
        let texts = own.filter_map(|one| Some((one, one.in_force().or_else(|| one.texts.last())?)));
        let last = texts.max_by_key(|(one, text)| (text.to, one.contract.id));
        last.map(|(_, text)| &text.account)
    }
}

/// How contracts of a series are numbered: a number between two texts, either of which may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractSeries {
    /// What stands before.
    pub before: String,
    /// What stands behind.
    pub after: String,
}

impl ContractSeries {
    /// A number of the series.
    pub fn number(&self, nth: u32) -> String {
        format!("{}{nth}{}", self.before.trim(), self.after.trim())
    }

    /// The number after the highest of the series that is taken.
    pub fn next<'t>(&self, taken: impl IntoIterator<Item = &'t str>) -> u32 {
        let of = |number: &str| -> Option<u32> {
            let inside = number.strip_prefix(self.before.trim())?;
            inside.strip_suffix(self.after.trim())?.parse().ok()
        };
        let last = taken.into_iter().filter_map(of).max();
        last.unwrap_or(0).saturating_add(1)
    }

    /// So many numbers of the series from one on, without those that are taken; fewer where the
    /// series ends.
    pub fn numbers(&self, from: u32, count: usize, taken: &BTreeSet<&str>) -> Vec<String> {
        let all = (from..=u32::MAX).map(|nth| self.number(nth));
        let free = all.filter(|number| !taken.contains(number.as_str()));
        free.take(count).collect()
    }
}
