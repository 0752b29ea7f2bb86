//! Sums of a voucher: monthly parts, the threshold of presence, what an early end leaves, work-off.
//!
//! Every figure is in whole tiyn, rounded half up, calculated in `i128` so that no product
//! overflows. Cases: `data/test_vectors.json` of the domain report.

use super::parameters::CurrentMonth;
use crate::calendar::Period;
use crate::money::Tiyn;
use chrono::{Datelike, NaiveDate};

/// `value × part / whole`, half up; `None` when `whole` is nought or the result doesn't fit.
///
/// Source: cases "day_prorata": 70 000 tenge × 17 / 22 = 54 090.91.
pub fn share(value: Tiyn, part: u64, whole: u64) -> Option<Tiyn> {
    let whole = i128::from(whole);
    if whole == 0 {
        return None;
    }
    let doubled = i128::from(value.0)
        .checked_mul(i128::from(part))?
        .checked_mul(2)?
        .checked_add(whole)?;
    i64::try_from(doubled.div_euclid(whole * 2)).ok().map(Tiyn)
}

/// A price in monthly parts: each is the price divided by their number, half up, and the last
/// takes the remainder, so that they sum to the price exactly.
///
/// 800 000 tenge in 12 parts: eleven of 66 666.67 and one of 66 666.63. `None` when there is no
/// part, or a price so small that a part would be nothing (below some tiyn a month).
///
/// Source: domain report 1.5, "Allocation".
pub fn monthly_parts(price: Tiyn, parts: u32) -> Option<Vec<Tiyn>> {
    let each = share(price, 1, u64::from(parts))?;
    let before_last = i64::from(parts.checked_sub(1)?);
    let last = price.minus(Tiyn(each.0.checked_mul(before_last)?))?;
    if each.0 <= 0 || last.0 <= 0 {
        return None;
    }
    let mut all = vec![each; usize::try_from(before_last).ok()?];
    all.push(last);
    Some(all)
}

/// Whether so much presence is enough: a share of `percent` of what was scheduled, the boundary
/// included or not. `None` when nothing was scheduled: a person decides then, never a rule.
///
/// 48 of 96 is exactly 50 %: enough where the boundary counts. Source: slides "Обучение + LMS +
/// 50% QR"; whether 50 % is of hours, days or classes isn't known, nor the boundary.
pub fn is_present_enough(
    attended: u32,
    scheduled: u32,
    percent: u32,
    boundary_counts: bool,
) -> Option<bool> {
    if scheduled == 0 {
        return None;
    }
    let attended = u64::from(attended) * 100;
    let needed = u64::from(scheduled) * u64::from(percent);
    Some(attended > needed || (boundary_counts && attended == needed))
}

/// What of the current month's part is still the executor's when study ends on a day.
///
/// 120 000 tenge and 18.12.2025: nothing, 18/31, 17/31 or all of it, as the parameter says.
pub fn current_month_due(part: Tiyn, ended: NaiveDate, rule: CurrentMonth) -> Option<Tiyn> {
    let days = u64::from(Period::of(ended)?.last_day().day());
    let day = u64::from(ended.day());
    match rule {
        CurrentMonth::Nothing => Some(Tiyn(0)),
        CurrentMonth::DaysWithLast => share(part, day, days),
        CurrentMonth::DaysBeforeLast => share(part, day - 1, days),
        CurrentMonth::Whole => Some(part),
    }
}

/// Months to work off: the standard term in proportion to the time on the grant, half up.
///
/// 2 of 4 years: 18 of 36 months. `None` when there were no months of study.
/// Source: Law "On education", art. 47 p. 17 as retold; the rounding is a proposal.
pub fn workoff_months(standard: u32, on_grant: u32, of_study: u32) -> Option<u32> {
    let months = share(
        Tiyn(i64::from(standard)),
        u64::from(on_grant),
        u64::from(of_study),
    )?;
    u32::try_from(months.0).ok()
}

/// What a beneficiary owes for work not served: cost × unserved / required, half up; nothing when
/// all of it was served or none was required.
///
/// 4.8 million, 12 of 36 served: 3.2 million.
pub fn workoff_debt(cost: Tiyn, required: u32, served: u32) -> Option<Tiyn> {
    let unserved = required.saturating_sub(served);
    if unserved == 0 {
        return Some(Tiyn(0));
    }
    share(cost, u64::from(unserved), u64::from(required))
}
