//! Rules about each teacher.

use super::{NOT_SAID, demand, month};
use crate::checks::fact::{FactValue, Topic};
use crate::checks::scene::Scene;
use crate::checks::verdict::{Reason, Unknown, Verdict};

type Said = Result<Verdict, Unknown>;

pub(in crate::checks) fn duplicate(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::Teaching { organisations, .. } = scene.own_in(Topic::Teaching, month)? else {
        return Err(NOT_SAID);
    };
    let allowed = scene.parameters.workplaces_allowed.value;
    scene.against(allowed);
    Ok(if !organisations.contains(&scene.case.organisation) {
        Verdict::Failed(Reason::NotListed)
    } else {
        let listed = u32::try_from(organisations.len()).unwrap_or(u32::MAX);
        demand(listed <= allowed, Reason::Duplicate)
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
    Ok(demand(
        employers.contains(&scene.case.organisation),
        Reason::ContributionsMissing,
    ))
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
