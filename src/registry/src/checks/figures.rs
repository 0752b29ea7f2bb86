//! What the registry counts of a school beside what its checks say: how many the newest list of its
//! LMS names, how many teach, how many places its permits give. Counts alone: nobody is named.

use super::{Checks, facts};
use crate::lms;
use crate::months;
use crate::store::sql::months as sql;
use crate::store::{Connection, StoreError, params, rows};
use baqylau_domain::Moment;
use baqylau_domain::calendar::{Period, legal_day};
use baqylau_domain::checks::{FactValue, Subject};
use baqylau_domain::identifiers::{OrganisationId, PremisesId};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_protocol::checks::{CountedPeople, SchoolFigures};

/// A list of an organisation's LMS.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// The month it is of.
    pub(super) month: Period,
    /// How many learners it names.
    pub(super) people: u32,
    /// When it came.
    pub(super) received: Moment,
}

/// The newest list of an organisation that isn't later than a month.
pub(super) fn newest_list(
    connection: &Connection,
    organisation: OrganisationId,
    through: Period,
) -> Result<Option<List>, StoreError> {
    let values = params![organisation.to_string(), months::key(through)];
    connection.one(sql::BATCH_LAST, values, |row| {
        Ok(List {
            month: months::period_of(row.get(0)?)?,
            people: row.get(1)?,
            received: rows::moment(row.get(2)?)?,
        })
    })
}

/// The figures of a school; none of any other organisation.
pub(super) fn of(
    connection: &Connection,
    checks: &Checks,
    organisation: &Organisation,
    at: Moment,
) -> Result<Option<Box<SchoolFigures>>, StoreError> {
    if organisation.kind != OrganisationKind::School {
        return Ok(None);
    }
    let mut figures = SchoolFigures::default();
    if let Some(through) = Period::of(legal_day(at)) {
        let learners = newest_list(connection, organisation.id, through)?;
        figures.learners = learners.map(|list| CountedPeople {
            period: Some(list.month),
            people: list.people,
        });
        let teachers = lms::teachers(connection, organisation.id, through)?;
        figures.teachers = teachers.map(|(period, people)| CountedPeople {
            period: Some(period),
            people: u32::try_from(people.len()).unwrap_or(u32::MAX),
        });
    }
    if figures.learners.is_none() {
        figures.learners = on_own_lists(connection, organisation)?;
    }
    for place in &organisation.premises {
        if let Some(places) = permitted(connection, checks, place.id)? {
            figures.permitted.insert(place.id, places);
        }
    }
    Ok(Some(Box::new(figures)))
}

/// Learners on the lists the registry holds itself, which are of no month.
fn on_own_lists(
    connection: &Connection,
    organisation: &Organisation,
) -> Result<Option<CountedPeople>, StoreError> {
    let mut people = None;
    for place in &organisation.premises {
        for group in rows::groups(connection, place.id)? {
            let listed = group.learners.iter().filter(|learner| learner.in_lms);
            let listed = u32::try_from(listed.count()).unwrap_or(u32::MAX);
            people = Some(people.unwrap_or(0_u32).saturating_add(listed));
        }
    }
    Ok(people.map(|people| CountedPeople {
        period: None,
        people,
    }))
}

/// Places the newest sanitary permit of a building gives, where it says.
fn permitted(
    connection: &Connection,
    checks: &Checks,
    premises: PremisesId,
) -> Result<Option<u32>, StoreError> {
    let said = facts::about(connection, &checks.key, &Subject::Premises(premises))?;
    let permits = said.iter().filter_map(|fact| match fact.value {
        FactValue::SanitaryConformity { places, .. } => Some((fact.as_of, places)),
        _ => None,
    });
    let newest = permits.max_by_key(|(as_of, _)| *as_of);
    Ok(newest.and_then(|(_, places)| places))
}
