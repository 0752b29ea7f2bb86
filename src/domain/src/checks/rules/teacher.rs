//! Rules about each teacher.

use super::{NOT_SAID, demand, month};
use crate::checks::fact::{FactValue, Topic};
use crate::checks::scene::Scene;
use crate::checks::verdict::{Reason, Unknown, Verdict};
use chrono::Days;

type Said = Result<Verdict, Unknown>;

pub(in crate::checks) fn duplicate(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::Teaching {
        organisations,
        regions,
        ..
    } = scene.own_in(Topic::Teaching, month)?
    else {
        return Err(NOT_SAID);
    };
    let allowed = scene.parameters.workplaces_allowed.value;
    scene.against(allowed);
    let number = |listed: usize| u32::try_from(listed).unwrap_or(u32::MAX);
    Ok(if !organisations.contains(&scene.case.organisation) {
        Verdict::Failed(Reason::NotListed)
    } else if number(regions.len()) > scene.parameters.regions_allowed.value {
        // Nobody teaches in two regions in one month by chance: said before that there are two.
        Verdict::Failed(Reason::InTwoRegions)
    } else {
        demand(number(organisations.len()) <= allowed, Reason::Duplicate)
    })
}

pub(in crate::checks) fn contributions(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::Contributions { employers, .. } = scene.own_in(Topic::Contributions, month)?
    else {
        return Err(NOT_SAID);
    };
    if employers.contains(&scene.case.organisation) {
        return Ok(Verdict::Passed);
    }
    // What isn't due yet isn't missing.
    let wait = Days::new(u64::from(scene.parameters.contributions_days.value));
    let last = month.last_day().checked_add_days(wait);
    if last.is_some_and(|last| scene.today() <= last) {
        return Err(Unknown::LeftOpen);
    }
    Ok(Verdict::Failed(Reason::ContributionsMissing))
}

pub(in crate::checks) fn employment(scene: &mut Scene<'_>) -> Said {
    let FactValue::Employment { employers } = scene.own(Topic::Employment)? else {
        return Err(NOT_SAID);
    };
    Ok(demand(
        employers.contains(&scene.case.organisation),
        Reason::EmploymentMissing,
    ))
}
