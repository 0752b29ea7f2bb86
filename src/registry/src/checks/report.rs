//! Reports in the store: row by row, each state with the time it stood, none ever overwritten by
//! another; and how what checks say changed, for readers.

use super::shown::row_of;
use super::{Checks, Part};
use crate::store::rows::{decode, encode, micros, moment};
use crate::store::sql::checks as sql;
use crate::store::{Connection, StoreError, Tx, params};
use baqylau_connectors::PseudonymKey;
use baqylau_domain::Moment;
use baqylau_domain::checks::{Case, CheckId, CheckParameters, Evidence, Report, Row, Subject};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_protocol::checks::{ChecksHistory, FormerCheck};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where a row stands in a report.
pub(super) type Place = (CheckId, Subject);

/// Most states told of one check at once.
const MOST: u32 = 200;

/// A report as it was kept.
pub(super) struct Kept {
    pub(super) report: Report,
    /// Since when each row says what it says.
    pub(super) since: BTreeMap<Place, Moment>,
}

/// What a report was about, without its lists: its rows name them.
#[derive(Serialize, Deserialize)]
struct Head {
    case: Case,
    parameters: CheckParameters,
}

/// The newest report on a part.
pub(super) fn read(
    connection: &Connection,
    organisation: OrganisationId,
    part: Part,
) -> Result<Option<Kept>, StoreError> {
    let id = organisation.to_string();
    let values = params![id, part.word()];
    let head = connection.one(sql::CHECK_REPORT, values, |row| {
        Ok((moment(row.get(0)?)?, row.get::<String>(1)?))
    })?;
    let Some((at, head)) = head else {
        return Ok(None);
    };
    // A report by an earlier program, with checks or figures that are no more, is run anew.
    let Ok(Head { case, parameters }) = decode(&head, "report") else {
        return Ok(None);
    };
    let mut since = BTreeMap::new();
    let found: Vec<(i64, String)> =
        connection.all(sql::CHECK_ROWS, params![id, part.word()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let mut rows = Vec::new();
    for (from, body) in found {
        let Ok(row) = decode::<Row>(&body, "check") else {
            continue;
        };
        since.insert((row.check, row.subject.clone()), moment(from)?);
        rows.push(row);
    }
    Ok(Some(Kept {
        report: Report::of_rows(case, parameters, at, rows),
        since,
    }))
}

/// The newest report on an organisation and its buildings, where one was made.
pub(crate) fn establishment(
    connection: &Connection,
    organisation: OrganisationId,
) -> Result<Option<Report>, StoreError> {
    Ok(read(connection, organisation, Part::Establishment)?.map(|kept| kept.report))
}

/// Keeps a report, as a turn would.
#[cfg(test)]
pub(crate) fn keep(
    tx: &Tx<'_>,
    checks: &Checks,
    organisation: OrganisationId,
    report: &Report,
) -> Result<(), StoreError> {
    let part = Part::Establishment;
    put(
        tx,
        &checks.key,
        organisation,
        part,
        (None, report),
        report.at(),
    )
    .map(drop)
}

/// When the newest report on a part was made.
pub(super) fn made_at(
    connection: &Connection,
    organisation: OrganisationId,
    part: Part,
) -> Result<Option<Moment>, StoreError> {
    let values = params![organisation.to_string(), part.word()];
    connection.one(sql::CHECK_REPORT, values, |row| moment(row.get(0)?))
}

/// What a value was compared with, apart from the day it was looked at: that goes on by itself.
pub(super) fn against<'a>(row: &Row, evidence: &'a Evidence) -> Option<&'a str> {
    let day = row.day.map(|day| day.to_string());
    let against = evidence.against.as_deref();
    against.filter(|against| Some(*against) != day.as_deref())
}

/// Whether two rows say the same for the same reasons, whenever their sources confirmed it.
fn says_the_same(one: &Row, other: &Row) -> bool {
    fn reasons(row: &Row) -> impl Iterator<Item = impl PartialEq> {
        row.evidence.iter().map(|evidence| {
            let against = against(row, evidence);
            let by = (evidence.source, evidence.by);
            (&evidence.fact, by, &evidence.said, against)
        })
    }
    one.verdict == other.verdict && reasons(one).eq(reasons(other))
}

/// Keeps a report in the place of the one before. A row that says something else begins a state of
/// its own, and the former one stays with its end. Tells since when each row stands, and whether
/// any state began or ended.
pub(super) fn put(
    tx: &Tx<'_>,
    key: &PseudonymKey,
    organisation: OrganisationId,
    part: Part,
    (before, after): (Option<&Kept>, &Report),
    now: Moment,
) -> Result<(BTreeMap<Place, Moment>, bool), StoreError> {
    let id = organisation.to_string();
    let mut since = BTreeMap::new();
    let mut changed = false;
    let end = |place: &Place| {
        let subject = key.pseudonym(&place.1).to_string();
        let values = params![id, part.word(), place.0.code(), subject, micros(now)];
        tx.run(sql::CHECK_ROW_END, values).map(drop)
    };
    for row in after.rows() {
        let place = (row.check, row.subject.clone());
        let former = before.and_then(|before| {
            let since = before.since.get(&place)?;
            Some((before.report.row(row.check, &row.subject)?, *since))
        });
        let from = match former {
            Some((former, from)) if former == row => {
                since.insert(place, from);
                continue;
            }
            Some((former, from)) if says_the_same(former, row) => from,
            other => {
                if other.is_some() {
                    end(&place)?;
                }
                changed = true;
                now
            }
        };
        let subject = key.pseudonym(&row.subject).to_string();
        let values = params![
            id,
            part.word(),
            row.check.code(),
            subject,
            micros(from),
            encode(row)?
        ];
        tx.run(sql::CHECK_ROW_PUT, values)?;
        since.insert(place, from);
    }
    let places = before.into_iter().flat_map(|before| before.since.keys());
    for place in places.filter(|place| after.row(place.0, &place.1).is_none()) {
        end(place)?;
        changed = true;
    }
    let mut case = after.case().clone();
    case.premises.clear();
    case.learners.clear();
    case.teachers.clear();
    let head = Head {
        case,
        parameters: after.parameters().clone(),
    };
    let values = params![id, part.word(), micros(after.at()), encode(&head)?];
    tx.run(sql::CHECK_REPORT_PUT, values)?;
    put_readers(tx, key, (&id, part), after)?;
    Ok((since, changed))
}

/// Whom a report depends on, so that a fact about them gives it a turn.
fn put_readers(
    tx: &Tx<'_>,
    key: &PseudonymKey,
    (id, part): (&str, Part),
    report: &Report,
) -> Result<(), StoreError> {
    let known: Vec<String> =
        tx.all(sql::CHECK_READS, params![id, part.word()], |row| row.get(0))?;
    let known: BTreeSet<String> = known.into_iter().collect();
    let subjects: BTreeSet<&Subject> = report.asked_for().map(|key| &key.about).collect();
    let read: BTreeSet<String> = subjects
        .into_iter()
        .map(|subject| key.pseudonym(subject).to_string())
        .collect();
    for about in read.difference(&known) {
        tx.run(sql::CHECK_READ_ADD, params![about, id, part.word()])?;
    }
    for about in known.difference(&read) {
        tx.run(sql::CHECK_READ_DROP, params![about, id, part.word()])?;
    }
    Ok(())
}

/// How what a check says of an organisation and its buildings changed, newest first. Of people
/// there is none: they are counted, not named.
pub(crate) fn history(
    connection: &Connection,
    checks: &Checks,
    organisation: &Organisation,
    check: CheckId,
    now: Moment,
) -> Result<ChecksHistory, StoreError> {
    let part = Part::Establishment;
    let values = params![
        organisation.id.to_string(),
        part.word(),
        check.code(),
        MOST + 1
    ];
    let mut found: Vec<(i64, Option<i64>, String)> =
        connection.all(sql::CHECK_HISTORY, values, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let day = baqylau_domain::calendar::legal_day(now);
    let parameters = checks.parameters.on(day);
    let programme = super::matter::programme(organisation.kind);
    let mut entries = Vec::new();
    for (since, until, body) in found {
        let Ok(row) = decode::<Row>(&body, "check") else {
            continue;
        };
        entries.push(FormerCheck {
            row: row_of(&row, programme, &parameters, day, moment(since)?),
            until: until.map(moment).transpose()?,
        });
    }
    Ok(ChecksHistory { entries, more })
}
