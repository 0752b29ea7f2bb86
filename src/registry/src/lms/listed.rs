//! Whom the standing documents of an organisation's LMS list: in which months, and in the newest.

use super::heading::Span;
use super::kept::{each_line, text};
use crate::store::sql::lms as sql;
use crate::store::{Connection, StoreError, params};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{CheckParameterVersions, Quarters};
use baqylau_domain::identifiers::{Iin, OrganisationId};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_protocol::lms::LmsMethod;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// Times about which documents of a method stand, in the order of their texts.
pub(super) fn spans(
    connection: &Connection,
    organisation: OrganisationId,
    method: LmsMethod,
) -> Result<Vec<Span>, StoreError> {
    let values = params![organisation.to_string(), method.word()];
    connection.all(sql::SPANS, values, |row| {
        row.text(0)?.parse().or(Err(StoreError::Corrupt("span")))
    })
}

/// Hands on keys and texts of the standing rows about a time, of every school of an organisation.
pub(super) fn each_standing(
    connection: &Connection,
    organisation: OrganisationId,
    (method, span): (LmsMethod, Span),
    mut take: impl FnMut(&str, &str) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let (school, method, span) = (organisation.to_string(), method.word(), span.to_string());
    let values = params![school, method, span, span, "", "\u{10ffff}"];
    connection.each(sql::ROWS_BETWEEN, values, |row| -> Result<_, StoreError> {
        let pack: Vec<u8> = row.get(0)?;
        for line in each_line(&text(&pack)?) {
            let (key, line) = line?;
            take(key, line)?;
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// People listed about a time, where rows are told apart by them.
pub(super) fn people(
    connection: &Connection,
    organisation: OrganisationId,
    what: (LmsMethod, Span),
) -> Result<BTreeSet<Iin>, StoreError> {
    let mut people = BTreeSet::new();
    each_standing(connection, organisation, what, |key, _| {
        people.insert(person(key)?);
        Ok(())
    })?;
    Ok(people)
}

/// The person a row is about.
pub(super) fn person(key: &str) -> Result<Iin, StoreError> {
    key.parse().or(Err(StoreError::Corrupt("row of a batch")))
}

/// The method by which an organisation of a kind lists its learners.
pub(super) const fn method_of(kind: OrganisationKind) -> LmsMethod {
    match kind {
        OrganisationKind::School => LmsMethod::Contingent,
        OrganisationKind::University | OrganisationKind::Dormitory => LmsMethod::Contracts,
    }
}

/// The newest month up to another that the LMS of an organisation sent its learners of, and them.
pub(crate) fn learners(
    connection: &Connection,
    organisation: OrganisationId,
    kind: OrganisationKind,
    through: Period,
) -> Result<Option<(Period, BTreeSet<Iin>)>, StoreError> {
    let method = method_of(kind);
    let spans = spans(connection, organisation, method)?.into_iter();
    let months = spans.filter_map(Span::month);
    let Some(month) = months.filter(|month| *month <= through).max() else {
        return Ok(None);
    };
    let people = people(connection, organisation, (method, Span::Month(month)))?;
    Ok(Some((month, people)))
}

/// The newest month up to another that the LMS of an organisation sent its teachers of, by itself
/// or with its quarter, and them.
pub(crate) fn teachers(
    connection: &Connection,
    organisation: OrganisationId,
    through: Period,
) -> Result<Option<(Period, BTreeSet<Iin>)>, StoreError> {
    let parameters = CheckParameterVersions::pilot().on(through.last_day());
    let quarters = parameters.quarters.value;
    let spans = spans(connection, organisation, LmsMethod::Teachers)?;
    let months = spans.into_iter().flat_map(|span| months(span, &quarters));
    let Some(month) = months.filter(|month| *month <= through).max() else {
        return Ok(None);
    };
    teaching(connection, organisation, month, &quarters).map(|people| Some((month, people)))
}

/// The months a document of teachers is about.
pub(super) fn months(span: Span, quarters: &Quarters) -> Vec<Period> {
    match span {
        Span::Quarter(year, quarter) => quarters.months(year, quarter),
        Span::Month(_) | Span::Day(_) => span.month().into_iter().collect(),
    }
}

/// Teachers of a month, by every document that is about it.
pub(super) fn teaching(
    connection: &Connection,
    organisation: OrganisationId,
    month: Period,
    quarters: &Quarters,
) -> Result<BTreeSet<Iin>, StoreError> {
    let mut found = BTreeSet::new();
    for span in spans(connection, organisation, LmsMethod::Teachers)? {
        if months(span, quarters).contains(&month) {
            let what = (LmsMethod::Teachers, span);
            found.extend(people(connection, organisation, what)?);
        }
    }
    Ok(found)
}
