//! What of a month is shown, to whom.

use super::correct::{KeptRegister, current, of_revision};
use super::{batches, key, month};
use crate::access;
use crate::failure::Failure;
use crate::schooling;
use crate::store::sql::months as sql;
use crate::store::{Connection, StoreError, Value, params};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Judged, MonthReason, MonthVerdict, Programme, Study};
use baqylau_domain::identifiers::{BlobHash, Kato, OrganisationId};
use baqylau_domain::month::{
    Batch, Entry, Level, MonthStage, Register, Tally, reads_people, reads_people_of,
    reads_programme,
};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{FrozenMonth, MandateScope, Principal};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::learners::LearnersRow;
use baqylau_protocol::month::{
    ActQuantities, ExceptionsPage, ExceptionsPlace, MAX_PEOPLE_PAGE, MonthCounts, MonthException,
    MonthState, PersonVerdict, ReasonCount, RegionCount, RegisterHead, RegisterPage,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// Organisations looked at for one page of exceptions.
const LOOKED_AT: u32 = 200;

/// Where a month is.
pub(crate) fn state(connection: &Connection, period: Period) -> Result<MonthState, StoreError> {
    let count = |statement| connection.only(statement, params![key(period)]);
    Ok(MonthState {
        month: month::read(connection, period)?.month,
        sent: count(sql::BATCHES_SENT)?,
        counting: count(sql::INPUTS)?,
        judged: count(sql::REGISTERS_COUNT)?,
        corrections: count(sql::CORRECTIONS_WAITING)?,
    })
}

/// The register of a school's month that counts: its hash, and the lines of its act. None while the
/// month isn't judged, and for a programme acts of schools aren't made of.
pub(crate) fn frozen(
    connection: &Connection,
    period: Period,
    organisation: OrganisationId,
) -> Result<Option<FrozenMonth>, StoreError> {
    let found = current(connection, period, &organisation.to_string())?;
    let found = found.filter(|found| found.register.programme() == Programme::Schooling);
    Ok(found.map(|found| FrozenMonth {
        register: found.hash,
        lines: found.register.lines().to_vec(),
        why: found.register.why(),
    }))
}

/// Months that are frozen and not validated yet.
pub(crate) fn waiting(connection: &Connection) -> Result<i64, StoreError> {
    connection.only(sql::MONTHS_WAITING, params![])
}

pub(super) fn covers(person: &Person, region: &str) -> bool {
    region
        .parse::<Kato>()
        .is_ok_and(|region| access::covered(person).any(|own| own == region))
}

/// The register of an organisation, for a person who may look at it; a former revision where one
/// is asked for.
fn visible(
    connection: &Connection,
    person: &Person,
    (period, organisation): (Period, OrganisationId),
    revision: Option<u32>,
) -> Result<KeptRegister, Failure> {
    let organisation = organisation.to_string();
    let region: Option<String> =
        connection.cell(sql::REGISTER_REGION, params![key(period), organisation])?;
    if !region.is_some_and(|region| covers(person, &region)) {
        return Err(Failure::not_found());
    }
    let found = match revision {
        None => current(connection, period, &organisation)?,
        Some(revision) => of_revision(connection, period, &organisation, revision)?,
    };
    found
        .filter(|found| reads_programme(person.role, found.register.programme()))
        .ok_or_else(Failure::not_found)
}

/// Hash of the register of an organisation's validated month, and the numbers of those who are paid
/// for; `None` while the month isn't validated or the organisation has no register in it.
pub(crate) fn payable(
    connection: &Connection,
    period: Period,
    organisation: OrganisationId,
) -> Result<Option<(BlobHash, BTreeSet<u64>)>, StoreError> {
    let stage = month::read(connection, period)?.month.stage;
    if !matches!(stage, MonthStage::Validated | MonthStage::Closed) {
        return Ok(None);
    }
    let Some(found) = current(connection, period, &organisation.to_string())? else {
        return Ok(None);
    };
    let batch = batch_of(connection, &found.register)?;
    let payable = batch
        .numbers()
        .zip(found.register.rows())
        .filter(|(_, judged)| judged.verdict == MonthVerdict::Payable)
        .map(|(number, _)| number);
    Ok(Some((found.hash, payable.collect())))
}

/// Whom one register of an organisation's month calls payable, by level and kind of study: the
/// register of this hash, whether it still counts or not. None when there is no such register, or
/// it doesn't say of everybody what they are taught, so that no act can rest on it.
pub(crate) fn learners(
    connection: &Connection,
    (period, organisation): (Period, OrganisationId),
    register: BlobHash,
) -> Result<Option<Vec<LearnersRow>>, StoreError> {
    let organisation = organisation.to_string();
    let values = params![key(period), organisation];
    let made: Vec<(u32, String)> = connection.all(sql::REGISTERS_OF, values, |row| {
        Ok((row.get(0)?, row.get(2)?))
    })?;
    let wanted = register.to_string();
    let Some((revision, _)) = made.into_iter().find(|(_, hash)| *hash == wanted) else {
        return Ok(None);
    };
    let Some(found) = of_revision(connection, period, &organisation, revision)? else {
        return Ok(None);
    };
    let batch = batch_of(connection, &found.register)?;
    let mut rows: BTreeMap<(Level, Study), Vec<u64>> = BTreeMap::new();
    for (entry, judged) in batch.iter().zip(found.register.rows()) {
        if judged.verdict != MonthVerdict::Payable {
            continue;
        }
        let (Some(grade), Some(study)) = (entry.grade, entry.study) else {
            return Ok(None);
        };
        let row = rows.entry((grade.level(), study)).or_default();
        row.push(entry.number);
    }
    let rows = rows.into_iter().map(|((level, study), mut numbers)| {
        numbers.sort_unstable();
        LearnersRow {
            level,
            study,
            numbers: numbers.iter().map(|one| format!("{one:012}")).collect(),
        }
    });
    Ok(Some(rows.collect()))
}

fn head(found: &KeptRegister) -> RegisterHead {
    let register = &found.register;
    RegisterHead {
        organisation: register.organisation(),
        period: register.period(),
        programme: register.programme(),
        revision: found.revision,
        sha256: found.hash,
        batch: register.batch(),
        tally: register.tally(),
    }
}

/// The batch a register was made of.
fn batch_of(connection: &Connection, register: &Register) -> Result<Batch, StoreError> {
    let organisation = register.organisation().to_string();
    batches::of_hash(
        connection,
        register.period(),
        &organisation,
        register.batch(),
    )
}

fn verdict(row: u32, entry: &Entry, judged: Judged) -> PersonVerdict {
    PersonVerdict {
        row,
        number: entry.masked(),
        verdict: judged.verdict,
        reasons: judged.reasons.iter().collect(),
    }
}

/// Refuses who doesn't see what is said of single persons.
fn people(person: &Person) -> Result<(), Failure> {
    if reads_people(person.role) {
        Ok(())
    } else {
        Err(Failure::new(ErrorCode::Forbidden, "role"))
    }
}

/// The register of a school, for its own person with a mandate for acts today: the school listed
/// those people itself. Nobody else's register.
fn own(
    connection: &Connection,
    person: &Person,
    (period, organisation): (Period, OrganisationId),
    revision: Option<u32>,
    today: NaiveDate,
) -> Result<KeptRegister, Failure> {
    let school = person.organisation;
    let school = school.ok_or_else(|| Failure::new(ErrorCode::Forbidden, "role"))?;
    let (principal, scope) = (Principal::School(school), MandateScope::Acts);
    if !schooling::entrusted(connection, person.id, principal, scope, today)? {
        return Err(Failure::new(ErrorCode::Forbidden, "mandate"));
    }
    if !reads_people_of(&person.actor(), organisation) {
        return Err(Failure::not_found());
    }
    let organisation = organisation.to_string();
    let found = match revision {
        None => current(connection, period, &organisation)?,
        Some(revision) => of_revision(connection, period, &organisation, revision)?,
    };
    found.ok_or_else(Failure::not_found)
}

/// A page of a register, as it is read on a day.
pub(crate) fn register(
    connection: &Connection,
    (person, today): (&Person, NaiveDate),
    whose: (Period, OrganisationId),
    revision: Option<u32>,
    from: u32,
) -> Result<RegisterPage, Failure> {
    let found = match person.role {
        AccountRole::School => own(connection, person, whose, revision, today)?,
        _ => {
            people(person)?;
            visible(connection, person, whose, revision)?
        }
    };
    let batch = batch_of(connection, &found.register)?;
    let skipped = usize::try_from(from).unwrap_or(usize::MAX);
    let page = usize::try_from(MAX_PEOPLE_PAGE).unwrap_or(usize::MAX);
    let people: Vec<PersonVerdict> = (from..)
        .zip(
            batch
                .iter()
                .zip(found.register.rows())
                .skip(skipped)
                .take(page),
        )
        .map(|(row, (entry, judged))| verdict(row, &entry, judged))
        .collect();
    let next = from.saturating_add(MAX_PEOPLE_PAGE);
    let more = usize::try_from(next).is_ok_and(|next| next < batch.len());
    Ok(RegisterPage {
        head: head(&found),
        people,
        next: more.then_some(next),
    })
}

/// Quantities of an act.
pub(crate) fn act(
    connection: &Connection,
    person: &Person,
    whose: (Period, OrganisationId),
) -> Result<ActQuantities, Failure> {
    let found = visible(connection, person, whose, None)?;
    Ok(ActQuantities {
        register: head(&found),
        lines: found.register.lines().to_vec(),
    })
}

/// A page of people who aren't simply paid for.
pub(crate) fn exceptions(
    connection: &Connection,
    person: &Person,
    period: Period,
    reason: Option<MonthReason>,
    from: Option<ExceptionsPlace>,
) -> Result<ExceptionsPage, Failure> {
    people(person)?;
    let begin = from.map_or_else(String::new, |place| place.organisation.to_string());
    let values = params![key(period), begin, LOOKED_AT + 1];
    let listed: Vec<(String, String)> = connection.all(sql::REGISTERS_FROM, values, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    let mut page = ExceptionsPage {
        exceptions: Vec::new(),
        next: None,
    };
    let looked_at = usize::try_from(LOOKED_AT).unwrap_or(usize::MAX);
    for (place, (organisation, region)) in listed.iter().enumerate() {
        let id: OrganisationId = organisation
            .parse()
            .or(Err(StoreError::Corrupt("organisation")))?;
        if place == looked_at {
            page.next = Some(ExceptionsPlace {
                organisation: id,
                row: 0,
            });
            break;
        }
        if !covers(person, region) {
            continue;
        }
        let Some(found) = current(connection, period, organisation)? else {
            continue;
        };
        let register = &found.register;
        if !reads_programme(person.role, register.programme()) {
            continue;
        }
        let begin = from
            .filter(|from| from.organisation == id)
            .map_or(0, |from| from.row);
        let batch = batch_of(connection, register)?;
        for (row, (entry, judged)) in (0_u32..).zip(batch.iter().zip(register.rows())) {
            let wanted = match reason {
                Some(reason) => judged.reasons.contains(reason),
                None => !judged.reasons.is_empty() || judged.verdict != MonthVerdict::Payable,
            };
            if row < begin || !wanted {
                continue;
            }
            if page.exceptions.len() >= usize::try_from(MAX_PEOPLE_PAGE).unwrap_or(usize::MAX) {
                page.next = Some(ExceptionsPlace {
                    organisation: id,
                    row,
                });
                return Ok(page);
            }
            page.exceptions.push(MonthException {
                organisation: id,
                person: verdict(row, &entry, judged),
            });
        }
    }
    Ok(page)
}

/// Verdicts and reasons by region.
pub(crate) fn counts(
    connection: &Connection,
    person: &Person,
    period: Period,
) -> Result<MonthCounts, StoreError> {
    type Sums = (u32, Tally, BTreeMap<MonthReason, u32>);
    let mut regions: BTreeMap<String, Sums> = BTreeMap::new();
    connection.each(
        sql::REGISTERS,
        params![key(period)],
        |row| -> Result<_, StoreError> {
            let region = row.text(0)?;
            if !covers(person, region) {
                return Ok(ControlFlow::Continue(()));
            }
            let Value::Bytes(bytes) = row.value(1)? else {
                return Err(StoreError::Column(1));
            };
            let register = Register::from_bytes(bytes).or(Err(StoreError::Corrupt("register")))?;
            if !reads_programme(person.role, register.programme()) {
                return Ok(ControlFlow::Continue(()));
            }
            let (organisations, tally, reasons) = regions.entry(region.to_owned()).or_default();
            *organisations += 1;
            *tally = tally.plus(register.tally());
            for judged in register.rows() {
                for reason in judged.reasons.iter() {
                    *reasons.entry(reason).or_default() += 1;
                }
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    let counted = |(region, (organisations, tally, reasons)): (String, Sums)| {
        Ok(RegionCount {
            region: region.parse().or(Err(StoreError::Corrupt("region")))?,
            organisations,
            tally,
            reasons: reasons
                .into_iter()
                .map(|(reason, people)| ReasonCount { reason, people })
                .collect(),
        })
    };
    Ok(MonthCounts {
        root: month::read(connection, period)?.month.root,
        regions: regions
            .into_iter()
            .map(counted)
            .collect::<Result<_, StoreError>>()?,
    })
}
