//! What a month of teaching costs, and for how many pupils it is paid.

use crate::identifiers::PremisesId;
use crate::money::Tiyn;
use crate::voucher::share;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Months of a year a yearly norm is divided by: common practice, the methodology's text isn't at
/// hand (domain report 2.2).
const MONTHS_OF_A_NORM: u64 = 12;

/// The price of one pupil's month: the yearly norm by twelve, half up to the tiyn. The form of the
/// act states quantity × price = cost to the tiyn, so the price is rounded first.
///
/// 695 000 tenge a year: 57 916.67 a month. `None` on a norm not above nought.
pub fn monthly_price(norm_of_year: Tiyn) -> Option<Tiyn> {
    share(norm_of_year, 1, MONTHS_OF_A_NORM).filter(|price| price.0 > 0)
}

/// A line of the act: so many pupils at a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PriceLine {
    /// Pupils paid for.
    pub quantity: u32,
    /// Price of one, for the month.
    pub price: Tiyn,
}

impl PriceLine {
    /// Its cost, or `None` when that is too large or the price is below nought.
    pub fn cost(self) -> Option<Tiyn> {
        let cost = self.price.0.checked_mul(i64::from(self.quantity))?;
        (cost >= 0).then_some(Tiyn(cost))
    }
}

/// The sum of an act: its lines, nothing else. `None` when it is too large.
pub fn act_total(lines: &[PriceLine]) -> Option<Tiyn> {
    lines
        .iter()
        .try_fold(Tiyn(0), |sum, line| sum.plus(line.cost()?))
}

/// What keeps the number of paid pupils down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The places of the sanitary permit.
    SanitaryPermit,
    /// The design capacity of the building.
    DesignCapacity,
    /// The places of the contract.
    ContractPlaces,
    /// What acts of the same month under the school's other contracts pay for already.
    OtherContracts,
}

/// For how many pupils of a building a month is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Payable {
    /// Paid for.
    pub paid: u32,
    /// Not paid for, though nothing speaks against them themselves.
    pub excluded: u32,
    /// The limits that set it; several when they are equal, none when nobody is excluded.
    pub by: Vec<Limit>,
}

/// Caps the contingent of a building that passed the checks by the smallest of its known limits.
///
/// 793 pupils, permit 442, capacity 482: 442 are paid for, 351 aren't, by the permit.
pub fn payable(contingent: u32, limits: &[(Limit, u32)]) -> Payable {
    let smallest = limits.iter().map(|(_, places)| *places).min();
    match smallest.filter(|places| *places < contingent) {
        Some(paid) => {
            let mut by: Vec<Limit> = limits
                .iter()
                .filter(|(_, places)| *places == paid)
                .map(|(limit, _)| *limit)
                .collect();
            by.sort_unstable();
            by.dedup();
            Payable {
                paid,
                excluded: contingent - paid,
                by,
            }
        }
        None => Payable {
            paid: contingent,
            excluded: 0,
            by: Vec::new(),
        },
    }
}

/// Caps the contingent of a school by what its buildings may hold together: of each building the
/// smallest of its known limits, for places that are free in one building seat nobody in another.
/// A building without a known limit sets none, so the school has none either.
///
/// A permit for 100 and a capacity of 300 in one building, 300 and 100 in the other: 200 are paid
/// for, not 400.
pub fn payable_in(contingent: u32, buildings: &BTreeMap<PremisesId, Vec<(Limit, u32)>>) -> Payable {
    let mut whole: u32 = 0;
    let mut by = Vec::new();
    let known = buildings.values().try_for_each(|limits| {
        let smallest = limits.iter().map(|(_, places)| *places).min()?;
        whole = whole.saturating_add(smallest);
        let setting = limits.iter().filter(|(_, places)| *places == smallest);
        by.extend(setting.map(|(limit, _)| *limit));
        Some(())
    });
    by.sort_unstable();
    by.dedup();
    if buildings.is_empty() || known.is_none() || whole >= contingent {
        return payable(contingent, &[]);
    }
    Payable {
        paid: whole,
        excluded: contingent - whole,
        by,
    }
}

/// What is left of that for an act, when acts of the same month under other contracts pay for
/// `taken` of the learners already. `whole` is for how many the school is paid at all: the
/// contingent, within what its buildings may hold, whatever contracts say.
///
/// 500 learners of whom another act pays for 300: 200 are left, and one contract's 250 places
/// don't change that.
pub fn beside_others(cut: Payable, whole: u32, taken: u32) -> Payable {
    let left = whole.saturating_sub(taken);
    if taken == 0 || cut.paid <= left {
        return cut;
    }
    Payable {
        paid: left,
        excluded: cut.excluded.saturating_add(cut.paid - left),
        by: vec![Limit::OtherContracts],
    }
}
