//! The automatic distribution of a budget between schools: the first shift to all, the rest in
//! proportion.
//!
//! Source: slides of OrtaBilim, "финансирование 1-ой смены - всем, остаток - пропорционально
//! контингенту". What the proportion is of, and what happens when the budget doesn't reach for
//! the first shift, the slide leaves open: both are parameters.

use crate::identifiers::OrganisationId;
use crate::money::Tiyn;
use crate::policy::{Basis, Parameter};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What one school needs for the term that is distributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Need {
    /// School.
    pub school: OrganisationId,
    /// Cost of the pupils of the first shift, for the whole term.
    pub first_shift: Tiyn,
    /// Cost of the other pupils, for the whole term.
    pub others: Tiyn,
    /// Pupils who aren't of the first shift.
    pub pupils_beyond: u32,
    /// All pupils.
    pub pupils: u32,
}

/// What the remainder is in proportion to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Proportion {
    /// To the pupils not yet financed.
    NotYetFinanced,
    /// To the whole contingent; nobody gets more than they need, and what is left over goes round
    /// again.
    WholeContingent,
}

/// What happens when the budget doesn't reach for the first shift of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShortBudget {
    /// Every school gets the same share of what its first shift costs.
    InProportion,
    /// Nothing is distributed: a person decides.
    NotDistributed,
}

/// How a budget is distributed, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DistributionRule {
    /// First day of the rule.
    pub valid_from: NaiveDate,
    /// What the remainder is in proportion to.
    pub proportion: Parameter<Proportion>,
    /// What happens when the first shift alone costs more.
    pub short_budget: Parameter<ShortBudget>,
}

impl DistributionRule {
    /// The rule of the pilot.
    pub fn pilot() -> Self {
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            proportion: Parameter::new(Proportion::NotYetFinanced, Basis::Proposal),
            short_budget: Parameter::new(ShortBudget::InProportion, Basis::Proposal),
        }
    }

    /// The same rule with another base of the proportion.
    #[must_use]
    pub fn in_proportion_to(mut self, proportion: Proportion) -> Self {
        self.proportion.value = proportion;
        self
    }

    /// The same rule with another answer to a short budget.
    #[must_use]
    pub fn when_short(mut self, short_budget: ShortBudget) -> Self {
        self.short_budget.value = short_budget;
        self
    }
}

/// What a school gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShareOfSchool {
    /// School.
    pub school: OrganisationId,
    /// For the first shift.
    pub first_shift: Tiyn,
    /// For the others.
    pub others: Tiyn,
    /// What its need lacks.
    pub lacking: Tiyn,
}

/// A budget distributed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Distribution {
    /// Shares, by school.
    pub shares: Vec<ShareOfSchool>,
    /// What nobody needs.
    pub left: Tiyn,
    /// Whether the budget reached for the first shift of all.
    pub first_shift_covered: bool,
}

/// Why a budget isn't distributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DistributionError {
    /// The budget, or a cost, is below nought.
    #[error("a budget or a cost is below nought")]
    Negative,
    /// A school stands in the list twice.
    #[error("a school stands in the list twice")]
    Twice,
    /// Pupils beyond the first shift without a cost, or the other way round, or more of them than
    /// there are pupils.
    #[error("pupils and costs of a school don't fit each other")]
    Unfit,
    /// The budget doesn't reach for the first shift: a person decides.
    #[error("the budget doesn't reach for the first shift; {lacking:?} is lacking")]
    Short {
        /// How much is lacking.
        lacking: Tiyn,
    },
    /// A sum too large.
    #[error("a sum is too large")]
    Overflow,
}

/// Distributes a budget: the first shift to all, the remainder in proportion, nobody above their
/// need, every tiyn accounted for. The order in which schools are listed changes nothing: what
/// division leaves over goes, tiyn by tiyn, to the largest remainders, and among equal ones to the
/// school with the lower identity.
///
/// The shares and what is left sum to the budget.
///
/// # Errors
/// [`DistributionError`]; nothing is distributed then.
pub fn distribute(
    budget: Tiyn,
    needs: &[Need],
    rule: &DistributionRule,
) -> Result<Distribution, DistributionError> {
    if budget.0 < 0 || needs.iter().any(|n| n.first_shift.0 < 0 || n.others.0 < 0) {
        return Err(DistributionError::Negative);
    }
    let unfit = |need: &Need| {
        need.pupils_beyond > need.pupils || (need.pupils_beyond == 0) != (need.others.0 == 0)
    };
    if needs.iter().any(unfit) {
        return Err(DistributionError::Unfit);
    }
    let mut needs = needs.to_vec();
    needs.sort_unstable_by_key(|need| need.school);
    let schools: BTreeSet<OrganisationId> = needs.iter().map(|need| need.school).collect();
    if schools.len() != needs.len() {
        return Err(DistributionError::Twice);
    }
    let first: Vec<Tiyn> = needs.iter().map(|need| need.first_shift).collect();
    let first_total = total(&first)?;
    let covered = first_total <= budget;
    if !covered && rule.short_budget.value == ShortBudget::NotDistributed {
        let lacking = first_total
            .minus(budget)
            .ok_or(DistributionError::Overflow)?;
        return Err(DistributionError::Short { lacking });
    }
    // Within a short budget what the first shift costs is its own weight: all get the same share.
    let weights = first.iter().map(|cost| cost.0.unsigned_abs()).collect();
    let first_shares = fill(budget, weights, &first)?;
    let remainder = budget
        .minus(total(&first_shares)?)
        .ok_or(DistributionError::Overflow)?;
    let others: Vec<Tiyn> = needs.iter().map(|need| need.others).collect();
    let weights = needs
        .iter()
        .map(|need| {
            u64::from(match rule.proportion.value {
                Proportion::NotYetFinanced => need.pupils_beyond,
                Proportion::WholeContingent => need.pupils,
            })
        })
        .collect();
    let other_shares = fill(remainder, weights, &others)?;
    let left = remainder
        .minus(total(&other_shares)?)
        .ok_or(DistributionError::Overflow)?;
    let shares = needs
        .iter()
        .zip(first_shares)
        .zip(other_shares)
        .map(|((need, first_shift), others)| {
            let lacking = need
                .first_shift
                .plus(need.others)
                .and_then(|sum| sum.minus(first_shift)?.minus(others))
                .ok_or(DistributionError::Overflow)?;
            Ok(ShareOfSchool {
                school: need.school,
                first_shift,
                others,
                lacking,
            })
        })
        .collect::<Result<_, _>>()?;
    Ok(Distribution {
        shares,
        left,
        first_shift_covered: covered,
    })
}

fn total(sums: &[Tiyn]) -> Result<Tiyn, DistributionError> {
    sums.iter()
        .try_fold(Tiyn(0), |sum, one| sum.plus(*one))
        .ok_or(DistributionError::Overflow)
}

/// Fills needs with an amount in proportion to weights. Whoever would get more than their need
/// gets their need; what they leave goes to the others in the same proportion, until nobody is
/// above. Of the last round the whole tiyn go out first, then one tiyn each to the largest
/// remainders.
fn fill(amount: Tiyn, weights: Vec<u64>, needs: &[Tiyn]) -> Result<Vec<Tiyn>, DistributionError> {
    let mut shares = vec![Tiyn(0); needs.len()];
    let mut left = i128::from(amount.0);
    // Places that still take part, with weight and need.
    let mut open: Vec<(usize, i128, i128)> = weights
        .iter()
        .zip(needs)
        .enumerate()
        .filter(|(_, (weight, need))| **weight > 0 && need.0 > 0)
        .map(|(place, (weight, need))| (place, i128::from(*weight), i128::from(need.0)))
        .collect();
    loop {
        let whole: i128 = open.iter().map(|(_, weight, _)| weight).sum();
        if whole == 0 || left == 0 {
            return Ok(shares);
        }
        let is_full = |(_, weight, need): &(usize, i128, i128)| left * weight >= need * whole;
        let (full, still): (Vec<_>, Vec<_>) = open.iter().copied().partition(is_full);
        if full.is_empty() {
            break;
        }
        for (place, _, need) in full {
            set(&mut shares, place, need)?;
            left -= need;
        }
        open = still;
    }
    let whole: i128 = open.iter().map(|(_, weight, _)| weight).sum();
    let mut remainders = Vec::with_capacity(open.len());
    let mut given = 0;
    for (place, weight, _) in open {
        let product = left * weight;
        set(&mut shares, place, product / whole)?;
        given += product / whole;
        remainders.push((std::cmp::Reverse(product % whole), place));
    }
    remainders.sort_unstable();
    // Fewer than there are places: each remainder is below one.
    for (_, place) in remainders
        .into_iter()
        .take(usize::try_from(left - given).or(Err(DistributionError::Overflow))?)
    {
        if let Some(share) = shares.get_mut(place) {
            *share = share.plus(Tiyn(1)).ok_or(DistributionError::Overflow)?;
        }
    }
    Ok(shares)
}

/// A whole number of learners over rows, in proportion to the learners of each and never more than
/// those; `None` when a number is too large.
pub(super) fn in_proportion(amount: i64, rows: Vec<u64>) -> Option<Vec<i64>> {
    let needs: Option<Vec<Tiyn>> = rows
        .iter()
        .map(|learners| i64::try_from(*learners).ok().map(Tiyn))
        .collect();
    let shares = fill(Tiyn(amount), rows, &needs?).ok()?;
    Some(shares.into_iter().map(|share| share.0).collect())
}

/// A sum over parts in proportion to their weights, exact to the tiyn; evenly where every weight
/// is nought. `None` where there are no parts or a number is too large.
pub(super) fn spread(amount: Tiyn, weights: Vec<u64>) -> Option<Vec<Tiyn>> {
    let weights = match weights.iter().all(|weight| *weight == 0) {
        true => vec![1; weights.len()],
        false => weights,
    };
    // Nobody has a need of their own: each could take the whole.
    let needs = vec![amount; weights.len()];
    let shares = fill(amount, weights, &needs).ok()?;
    (!shares.is_empty()).then_some(shares)
}

fn set(shares: &mut [Tiyn], place: usize, amount: i128) -> Result<(), DistributionError> {
    let amount = i64::try_from(amount).or(Err(DistributionError::Overflow))?;
    if let Some(share) = shares.get_mut(place) {
        *share = Tiyn(amount);
    }
    Ok(())
}
