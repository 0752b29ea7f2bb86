//! Rules about each learner; what the monthly verdict decides by is decided here, once.

use super::{NOT_SAID, demand, month};
use crate::calendar::Period;
use crate::checks::case::Programme;
use crate::checks::fact::{Capacity, FactValue, LifeStatus, Study, Subject, Topic};
use crate::checks::scene::Scene;
use crate::checks::verdict::{Reason, Unknown, Verdict};
use crate::identifiers::Bin;
use chrono::{Months, NaiveDate};

type Said = Result<Verdict, Unknown>;

pub(in crate::checks) fn birth(scene: &mut Scene<'_>) -> Said {
    let FactValue::StatedBirth { date } = scene.own(Topic::StatedBirth)? else {
        return Err(NOT_SAID);
    };
    let Subject::Person(iin) = scene.subject else {
        return Err(NOT_SAID);
    };
    // The numbers of some foreigners carry no birth date: there is nothing to disagree with.
    let agrees = iin.birth_date().is_none_or(|inside| inside == *date);
    Ok(demand(agrees, Reason::BirthDiffers))
}

pub(in crate::checks) fn citizenship(scene: &mut Scene<'_>) -> Said {
    let FactValue::Citizenship { country } = scene.own(Topic::Citizenship)? else {
        return Err(NOT_SAID);
    };
    let wanted = scene.parameters.citizenship.value;
    scene.against(wanted);
    Ok(demand(*country == Some(wanted), Reason::NotCitizen))
}

/// What a life status means for payment.
pub(in crate::checks) const fn of_life(status: LifeStatus) -> Verdict {
    match status {
        LifeStatus::Alive => Verdict::Passed,
        LifeStatus::Dead => Verdict::Failed(Reason::PersonDead),
        LifeStatus::NotFound => Verdict::Failed(Reason::PersonNotFound),
    }
}

pub(in crate::checks) fn life(scene: &mut Scene<'_>) -> Said {
    let FactValue::Life { status } = scene.own(Topic::Life)? else {
        return Err(NOT_SAID);
    };
    Ok(of_life(*status))
}

pub(in crate::checks) fn duplicate(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::Enrolment { organisations, .. } = scene.own_in(Topic::Enrolment, month)? else {
        return Err(NOT_SAID);
    };
    let allowed = scene.parameters.enrolments_allowed.value;
    scene.against(allowed);
    Ok(if !organisations.contains(&scene.case.organisation) {
        Verdict::Failed(Reason::NotListed)
    } else {
        let listed = u32::try_from(organisations.len()).unwrap_or(u32::MAX);
        demand(listed <= allowed, Reason::Duplicate)
    })
}

pub(in crate::checks) fn moves(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::Moves { moves, .. } = scene.own_in(Topic::Moves, month)? else {
        return Err(NOT_SAID);
    };
    let noticed = scene.parameters.moves_noticed.value;
    scene.against(noticed);
    Ok(demand(*moves < noticed, Reason::MovedOften))
}

pub(in crate::checks) fn progress(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::Progress { marks, .. } = scene.own_in(Topic::Progress, month)? else {
        return Err(NOT_SAID);
    };
    Ok(demand(*marks > 0, Reason::NoMarks))
}

/// What a kind of study means for payment under a programme.
pub(in crate::checks) const fn of_study(programme: Programme, study: Study) -> Verdict {
    let fits = match programme {
        Programme::Voucher => matches!(study, Study::FullTime),
        Programme::Schooling | Programme::Construction | Programme::Reconstruction => {
            study.is_of_schools()
        }
    };
    if fits {
        Verdict::Passed
    } else if matches!(study, Study::Distance) {
        Verdict::Failed(Reason::DistanceLearning)
    } else {
        Verdict::Failed(Reason::StudyOfAnotherKind)
    }
}

pub(in crate::checks) fn study(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::StudyKind { study, .. } = scene.own_in(Topic::StudyKind, month)? else {
        return Err(NOT_SAID);
    };
    Ok(of_study(scene.case.programme, *study))
}

/// What a contract means for a month: with this organisation, and meeting the month on at least
/// one day.
pub(in crate::checks) fn of_contract(
    organisation: Bin,
    with: Bin,
    (from, until): (NaiveDate, Option<NaiveDate>),
    month: Period,
) -> Verdict {
    if with != organisation {
        return Verdict::Failed(Reason::ContractOfAnother);
    }
    let first = NaiveDate::from_ymd_opt(month.year(), month.month(), 1);
    let after = first.and_then(|first| first.checked_add_months(Months::new(1)));
    let (Some(first), Some(after)) = (first, after) else {
        return Verdict::Failed(Reason::ContractOutOfTerm);
    };
    let meets = from < after && until.is_none_or(|until| until >= first);
    demand(meets, Reason::ContractOutOfTerm)
}

pub(in crate::checks) fn contract(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::StudyContract {
        organisation,
        from,
        until,
    } = scene.own(Topic::StudyContract)?
    else {
        return Err(NOT_SAID);
    };
    Ok(of_contract(
        scene.case.organisation,
        *organisation,
        (*from, *until),
        month,
    ))
}

pub(in crate::checks) fn grant(scene: &mut Scene<'_>) -> Said {
    let FactValue::Grant { number } = scene.own(Topic::Grant)? else {
        return Err(NOT_SAID);
    };
    Ok(demand(number.is_some(), Reason::GrantMissing))
}

pub(in crate::checks) fn capacity(scene: &mut Scene<'_>) -> Said {
    let FactValue::LegalCapacity { status } = scene.own(Topic::LegalCapacity)? else {
        return Err(NOT_SAID);
    };
    Ok(match status {
        Capacity::Full => Verdict::Passed,
        Capacity::Incapacitated => Verdict::Failed(Reason::Incapacitated),
        Capacity::Missing => Verdict::Failed(Reason::Missing),
    })
}

pub(in crate::checks) fn attendance(scene: &mut Scene<'_>) -> Said {
    let month = match month(scene) {
        Ok(month) => month,
        Err(none) => return Ok(none),
    };
    let FactValue::Attendance {
        scheduled,
        attended,
        ..
    } = scene.own_in(Topic::Attendance, month)?
    else {
        return Err(NOT_SAID);
    };
    let threshold = scene.parameters.attendance.value;
    scene.against(format!("{}%", threshold.percent));
    match threshold.is_met(*attended, *scheduled) {
        Some(met) => Ok(demand(met, Reason::AttendanceBelow)),
        None => Err(Unknown::NoLessons),
    }
}
