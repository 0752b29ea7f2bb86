//! Rules about each building where services are given.

use super::{NOT_SAID, demand, month};
use crate::checks::encumbrance::Encumbered;
use crate::checks::fact::{FactValue, Subject, Topic};
use crate::checks::scene::Scene;
use crate::checks::verdict::{NotNeeded, Reason, Unknown, Verdict};
use crate::identifiers::Rka;
use crate::organisation::Purpose;

type Said = Result<Verdict, Unknown>;

fn stated_address<'a>(scene: &mut Scene<'a>) -> Result<&'a Rka, Unknown> {
    match scene.own(Topic::StatedAddress)? {
        FactValue::StatedAddress { rka } => Ok(rka),
        _ => Err(NOT_SAID),
    }
}

pub(in crate::checks) fn address_in_licence(scene: &mut Scene<'_>) -> Said {
    let day = scene.today();
    let rka = stated_address(scene)?;
    let about = Subject::Organisation(scene.case.organisation);
    let FactValue::Licences { licences } = scene.of(about, Topic::Licences)? else {
        return Err(NOT_SAID);
    };
    scene.against(rka);
    let listed = licences
        .iter()
        .filter(|licence| licence.is_in_force(day))
        .any(|licence| licence.addresses.contains(rka));
    Ok(demand(listed, Reason::AddressNotInLicence))
}

pub(in crate::checks) fn right(scene: &mut Scene<'_>) -> Said {
    let day = scene.today();
    let FactValue::PropertyRight { holder, until } = scene.own(Topic::PropertyRight)? else {
        return Err(NOT_SAID);
    };
    Ok(match holder {
        None => Verdict::Failed(Reason::RightMissing),
        Some(holder) if *holder != scene.case.organisation => {
            Verdict::Failed(Reason::RightOfAnother)
        }
        Some(_) => demand(until.is_none_or(|until| day <= until), Reason::RightEnded),
    })
}

pub(in crate::checks) fn purpose(scene: &mut Scene<'_>) -> Said {
    let FactValue::BuildingPurpose { purpose } = scene.own(Topic::BuildingPurpose)? else {
        return Err(NOT_SAID);
    };
    match purpose {
        Purpose::Education => Ok(Verdict::Passed),
        Purpose::Residence | Purpose::Other => Ok(Verdict::Failed(Reason::PurposeDiffers)),
        Purpose::Unknown => Err(Unknown::LeftOpen),
    }
}

pub(in crate::checks) fn pledge(scene: &mut Scene<'_>) -> Said {
    let day = scene.today();
    let years = scene.parameters.encumbrance_years.value;
    let FactValue::Encumbrance {
        registered,
        since,
        until,
    } = scene.own(Topic::Encumbrance)?
    else {
        return Err(NOT_SAID);
    };
    match Encumbered::of(*registered, *since, *until, years, day) {
        Encumbered::No => Ok(Verdict::Failed(Reason::PledgeNotRegistered)),
        Encumbered::TermUnknown => Err(Unknown::LeftOpen),
        Encumbered::TooShort { needed } => {
            scene.against(needed);
            Ok(Verdict::Failed(Reason::PledgeTooShort))
        }
        Encumbered::Yes { needed } => {
            scene.against(needed);
            Ok(Verdict::Passed)
        }
    }
}

pub(in crate::checks) fn address_code(scene: &mut Scene<'_>) -> Said {
    let stated = stated_address(scene)?;
    let FactValue::AddressCode { rka, exists } = scene.own(Topic::AddressCode)? else {
        return Err(NOT_SAID);
    };
    scene.against(stated);
    Ok(if rka != stated {
        Verdict::Failed(Reason::AddressCodeDiffers)
    } else {
        demand(*exists, Reason::AddressCodeUnknown)
    })
}

pub(in crate::checks) fn area(scene: &mut Scene<'_>) -> Said {
    let FactValue::StatedArea { hundredths: stated } = scene.own(Topic::StatedArea)? else {
        return Err(NOT_SAID);
    };
    let FactValue::BuildingArea {
        hundredths: registered,
    } = scene.own(Topic::BuildingArea)?
    else {
        return Err(NOT_SAID);
    };
    scene.against(stated);
    let tolerance = u128::from(scene.parameters.area_tolerance.value);
    let allowed = u128::from(*registered) * (10_000 + tolerance);
    Ok(demand(
        u128::from(*stated) * 10_000 <= allowed,
        Reason::AreaOverstated,
    ))
}

pub(in crate::checks) fn permit(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::SanitaryConformity { places, .. } = scene.own(Topic::SanitaryConformity)? else {
        return Err(NOT_SAID);
    };
    let Some(places) = *places else {
        return Ok(Verdict::NotApplicable(NotNeeded::NoLimit));
    };
    let FactValue::Contingent { learners, .. } = scene.own_in(Topic::Contingent, month)? else {
        return Err(NOT_SAID);
    };
    scene.against(places);
    Ok(demand(*learners <= places, Reason::OverPermit))
}

pub(in crate::checks) fn capacity(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::DesignCapacity { places } = scene.own(Topic::DesignCapacity)? else {
        return Err(NOT_SAID);
    };
    let FactValue::Contingent { learners, .. } = scene.own_in(Topic::Contingent, month)? else {
        return Err(NOT_SAID);
    };
    scene.against(places);
    let percent = u64::from(scene.parameters.capacity_percent.value);
    let within = u64::from(*learners) * 100 <= u64::from(*places) * percent;
    Ok(demand(within, Reason::OverCapacity))
}

/// Conformity to one of the three kinds of safety.
fn safety(scene: &mut Scene<'_>, topic: Topic, otherwise: Reason) -> Said {
    match scene.own(topic)? {
        FactValue::FireSafety { conforms }
        | FactValue::SanitaryConformity { conforms, .. }
        | FactValue::Antiterror { conforms } => Ok(demand(*conforms, otherwise)),
        _ => Err(NOT_SAID),
    }
}

pub(in crate::checks) fn fire(scene: &mut Scene<'_>) -> Said {
    safety(scene, Topic::FireSafety, Reason::FireSafetyMissing)
}

pub(in crate::checks) fn sanitary(scene: &mut Scene<'_>) -> Said {
    safety(scene, Topic::SanitaryConformity, Reason::SanitaryMissing)
}

pub(in crate::checks) fn antiterror(scene: &mut Scene<'_>) -> Said {
    safety(scene, Topic::Antiterror, Reason::AntiterrorMissing)
}
