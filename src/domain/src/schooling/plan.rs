//! The funding plan of a department: how much for which school in which month, within the budget;
//! its versions and what changed between them.
//!
//! Source: slides of OrtaBilim ("План финансирования (сводный реестр финансирования): действующий /
//! имеются изменения", "Бюджет для частных школ").

use super::distribution::ShareOfSchool;
use super::reimbursed::MoneyFor;
use crate::calendar::Period;
use crate::identifiers::{Kato, OrganisationId};
use crate::money::Tiyn;
use crate::voucher::monthly_parts;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A version of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FundingPlan {
    /// Region of the department.
    pub department: Kato,
    /// Budget year.
    pub year: i32,
    /// Version, from 1; the last approved one is in force.
    pub version: u32,
    /// Budget for private schools of that year.
    pub budget: Tiyn,
    /// Sums by school and month; a month without a sum isn't listed.
    #[serde(with = "lines")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<PlanLine>"))]
    pub lines: BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>>,
    /// The same for reimbursement of construction and reconstruction: lines of their own within
    /// the one budget.
    #[serde(with = "lines", default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<PlanLine>"))]
    pub reimbursement: BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>>,
}

/// A sum of a plan, as it is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanLine {
    /// School.
    pub school: OrganisationId,
    /// Month.
    pub period: Period,
    /// Sum.
    pub sum: Tiyn,
}

/// The lines of a plan as a list: a month isn't a text that could be a key.
mod lines {
    use super::{BTreeMap, OrganisationId, Period, PlanLine, Tiyn};
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    type Lines = BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>>;

    pub(super) fn serialize<S: Serializer>(lines: &Lines, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(lines.iter().flat_map(|(school, months)| {
            months.iter().map(|(period, sum)| PlanLine {
                school: *school,
                period: *period,
                sum: *sum,
            })
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Lines, D::Error> {
        let mut lines = Lines::new();
        for line in Vec::<PlanLine>::deserialize(from)? {
            let months = lines.entry(line.school).or_default();
            if months.insert(line.period, line.sum).is_some() {
                return Err(D::Error::custom("a month stands in the plan twice"));
            }
        }
        Ok(lines)
    }
}

/// What is wrong with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanningFault {
    /// A sum not above nought.
    BadSum {
        /// School.
        school: OrganisationId,
        /// Month.
        period: Period,
    },
    /// A month of another year.
    OtherYear {
        /// School.
        school: OrganisationId,
        /// Month.
        period: Period,
    },
    /// More than the budget.
    OverBudget {
        /// By how much.
        over: Tiyn,
    },
    /// Less for a school than it has under contract.
    BelowContract {
        /// School.
        school: OrganisationId,
        /// What is under contract.
        contracted: Tiyn,
    },
    /// A sum too large.
    Overflow,
}

/// A sum that differs between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanDifference {
    /// School.
    pub school: OrganisationId,
    /// Month.
    pub period: Period,
    /// Before; nought where there was nothing.
    pub before: Tiyn,
    /// After; nought where nothing is left.
    pub after: Tiyn,
    /// What the money is for.
    #[serde(default, skip_serializing_if = "MoneyFor::is_teaching")]
    pub money: MoneyFor,
}

impl FundingPlan {
    /// The lines of what the money is for.
    pub fn lines_of(&self, money: MoneyFor) -> &BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>> {
        match money {
            MoneyFor::Teaching => &self.lines,
            MoneyFor::Reimbursement => &self.reimbursement,
        }
    }

    /// What a school has for teaching, or `None` when it is too large.
    pub fn of_school(&self, school: OrganisationId) -> Option<Tiyn> {
        self.sum_for(school, MoneyFor::Teaching)
    }

    /// What a school has for something, or `None` when it is too large.
    pub fn sum_for(&self, school: OrganisationId, money: MoneyFor) -> Option<Tiyn> {
        let months = self.lines_of(money).get(&school);
        sum(months.into_iter().flat_map(BTreeMap::values))
    }

    /// What a school has for something in a month; nought where nothing stands.
    pub fn month_for(&self, school: OrganisationId, money: MoneyFor, period: Period) -> Tiyn {
        let months = self.lines_of(money).get(&school);
        let sum = months.and_then(|months| months.get(&period));
        sum.copied().unwrap_or_default()
    }

    /// The sum of everything, or `None` when it is too large.
    pub fn total(&self) -> Option<Tiyn> {
        let lines = MoneyFor::ALL.into_iter().map(|money| self.lines_of(money));
        sum(lines.flat_map(|lines| lines.values().flat_map(BTreeMap::values)))
    }

    /// Puts the shares of a distribution into the months of its term: what stood there for these
    /// schools is replaced, other months and other schools stay. The months of a school sum to its
    /// share exactly ([`spread`]). `None` when a share is too large.
    #[must_use]
    pub fn with_shares(&self, shares: &[ShareOfSchool], from: Period, to: Period) -> Option<Self> {
        let mut next = self.clone();
        for share in shares {
            let months = next.lines.entry(share.school).or_default();
            months.retain(|month, _| *month < from || *month > to);
            months.extend(spread(share.first_shift.plus(share.others)?, from, to));
            if months.is_empty() {
                next.lines.remove(&share.school);
            }
        }
        Some(next)
    }

    /// Everything that keeps it from being approved, given what each school has under contract
    /// for what.
    pub fn faults(
        &self,
        contracted: &BTreeMap<(OrganisationId, MoneyFor), Tiyn>,
    ) -> Vec<PlanningFault> {
        let mut faults = Vec::new();
        for (school, months) in self.lines.iter().chain(&self.reimbursement) {
            for (period, amount) in months {
                let (school, period) = (*school, *period);
                if period.year() != self.year {
                    faults.push(PlanningFault::OtherYear { school, period });
                }
                if amount.0 <= 0 {
                    faults.push(PlanningFault::BadSum { school, period });
                }
            }
        }
        for ((school, money), contracted) in contracted {
            let (school, contracted) = (*school, *contracted);
            let planned = self.sum_for(school, *money);
            if planned.is_some_and(|sum| sum < contracted) {
                faults.push(PlanningFault::BelowContract { school, contracted });
            }
        }
        match self.total().map(|total| total.minus(self.budget)) {
            Some(Some(over)) if over.0 > 0 => faults.push(PlanningFault::OverBudget { over }),
            Some(Some(_)) => {}
            Some(None) | None => faults.push(PlanningFault::Overflow),
        }
        faults
    }

    /// What differs from an earlier version, by school and month: teaching first.
    pub fn differences(&self, before: &Self) -> Vec<PlanDifference> {
        let mut differences = self.differences_of(before, MoneyFor::Teaching);
        differences.extend(self.differences_of(before, MoneyFor::Reimbursement));
        differences
    }

    fn differences_of(&self, before: &Self, money: MoneyFor) -> Vec<PlanDifference> {
        let (new, old) = (self.lines_of(money), before.lines_of(money));
        let schools: BTreeSet<_> = new.keys().chain(old.keys()).collect();
        let mut differences = Vec::new();
        for school in schools {
            let of = |plan: &Self| {
                plan.lines_of(money)
                    .get(school)
                    .cloned()
                    .unwrap_or_default()
            };
            let (old, new) = (of(before), of(self));
            let months: BTreeSet<_> = old.keys().chain(new.keys()).collect();
            for period in months {
                let sum = |months: &BTreeMap<Period, Tiyn>| {
                    months.get(period).copied().unwrap_or_default()
                };
                let (before, after) = (sum(&old), sum(&new));
                if before != after {
                    differences.push(PlanDifference {
                        school: *school,
                        period: *period,
                        before,
                        after,
                        money,
                    });
                }
            }
        }
        differences
    }
}

/// A sum over the months of a term: equal parts, the last takes what division leaves over, so that
/// they sum to it exactly. A sum too small for a part in every month stands in the first; nothing,
/// or a term that ends before it begins, makes no months.
///
/// 1 000 tenge over three months: 333.33, 333.33, 333.34.
pub fn spread(sum: Tiyn, from: Period, to: Period) -> BTreeMap<Period, Tiyn> {
    let Ok(count) = u32::try_from(to.months_since(from) + 1) else {
        return BTreeMap::new();
    };
    if sum.0 <= 0 || count == 0 {
        return BTreeMap::new();
    }
    let parts = monthly_parts(sum, count).unwrap_or_else(|| vec![sum]);
    (0..)
        .map_while(|month| from.plus_months(month))
        .zip(parts)
        .collect()
}

fn sum<'a>(mut sums: impl Iterator<Item = &'a Tiyn>) -> Option<Tiyn> {
    sums.try_fold(Tiyn(0), |sum, one| sum.plus(*one))
}
