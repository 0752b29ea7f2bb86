//! Which months there are, and how each organisation of one stands: what it sent, what its
//! registers say in quantities, and who should have sent something and didn't.

use super::month::{self, hash_of};
use super::view::{covers, state};
use super::{batches, key};
use crate::store::sql::months as sql;
use crate::store::{Connection, StoreError, params, rows};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Programme;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::{Register, reads_programme};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_protocol::lms::LmsMethod;
use baqylau_protocol::month::{
    KnownMonths, MAX_MONTHS, MAX_ORGANISATIONS_PAGE, MadeRegister, MonthOrganisation,
    MonthOrganisations, ReasonCount, SentMonth,
};
use std::collections::BTreeMap;

/// A month as the store writes it.
pub(crate) fn period_of(key: i64) -> Result<Period, StoreError> {
    let corrupt = StoreError::Corrupt("month");
    let year = i32::try_from(key / 100).or(Err(corrupt.clone()))?;
    let month = u32::try_from(key % 100).or(Err(corrupt.clone()))?;
    Period::new(year, month).ok_or(corrupt)
}

/// The newest months of which something is known.
pub(crate) fn known(connection: &Connection) -> Result<KnownMonths, StoreError> {
    let found: Vec<i64> =
        connection.all(sql::MONTHS_KNOWN, params![MAX_MONTHS], |row| row.get(0))?;
    let months = found
        .into_iter()
        .map(|found| state(connection, period_of(found)?));
    Ok(KnownMonths {
        months: months.collect::<Result<_, _>>()?,
    })
}

/// What was sent for the month.
fn sent(
    connection: &Connection,
    period: Period,
    organisation: &str,
    programme: Programme,
) -> Result<Option<SentMonth>, StoreError> {
    let values = params![key(period), organisation];
    let found = connection.one(sql::BATCH_SENT, values, |row| {
        Ok((row.get::<u32>(0)?, row.get::<i64>(1)?, row.get::<u32>(2)?))
    })?;
    let Some((revision, at, learners)) = found else {
        return Ok(None);
    };
    let method = match programme {
        Programme::Voucher => LmsMethod::Contracts,
        _ => LmsMethod::Contingent,
    };
    let span = format!("{:04}-{:02}", period.year(), period.month());
    let values = params![organisation, method.word(), span];
    let rejected: Vec<u32> = connection.all(sql::ROWS_REJECTED, values, |row| row.get(0))?;
    Ok(Some(SentMonth {
        revision,
        at: rows::moment(at)?,
        learners,
        // An organisation may have several schools, each with a document of its own.
        rejected: rejected.into_iter().fold(0, u32::saturating_add),
    }))
}

/// Every register that was made of the organisation's month, in quantities.
fn registers(
    connection: &Connection,
    period: Period,
    organisation: &str,
) -> Result<Vec<MadeRegister>, StoreError> {
    let values = params![key(period), organisation];
    connection.all(sql::REGISTERS_OF, values, |row| {
        let body: Vec<u8> = row.get(3)?;
        let register = Register::from_bytes(&body).or(Err(StoreError::Corrupt("register")))?;
        Ok(MadeRegister {
            revision: row.get(0)?,
            at: rows::moment(row.get(1)?)?,
            sha256: hash_of(row.text(2)?)?,
            tally: register.tally(),
            reasons: register
                .why()
                .into_iter()
                .map(|(reason, people)| ReasonCount { reason, people })
                .collect(),
        })
    })
}

/// A page of the organisations of a month a person covers: those that sent something, and those
/// that have a contract and sent nothing.
pub(crate) fn organisations(
    connection: &Connection,
    person: &Person,
    period: Period,
    from: Option<OrganisationId>,
) -> Result<MonthOrganisations, StoreError> {
    let begin = from.map_or_else(String::new, |from| from.to_string());
    let values = params![begin, MAX_ORGANISATIONS_PAGE + 1];
    let looked_at: Vec<(String, Organisation)> =
        connection.all(sql::ORGANISATIONS_FROM, values, |row| {
            Ok((row.get(0)?, rows::decode(row.text(1)?, "organisation")?))
        })?;
    let mut page = MonthOrganisations {
        organisations: Vec::new(),
        next: None,
    };
    let most = usize::try_from(MAX_ORGANISATIONS_PAGE).unwrap_or(usize::MAX);
    // Read once, when the first is met that sent nothing.
    let mut before: Option<BTreeMap<String, i64>> = None;
    for (place, (region, organisation)) in looked_at.iter().enumerate() {
        if place == most {
            page.next = Some(organisation.id);
            break;
        }
        let programme = batches::programme_of(organisation.kind)
            .filter(|programme| reads_programme(person.role, *programme));
        let (Some(programme), true) = (programme, covers(person, region)) else {
            continue;
        };
        let id = organisation.id.to_string();
        let sent = sent(connection, period, &id, programme)?;
        let contracted = month::standing(connection, organisation, period)?.contract == Some(true);
        if sent.is_none() && !contracted {
            continue;
        }
        let last = match (&sent, &mut before) {
            (Some(_), _) => None,
            (None, Some(before)) => before.get(&id).copied(),
            (None, unread @ None) => {
                let values = params![key(period)];
                let found: Vec<(String, i64)> =
                    connection.all(sql::BATCHES_BEFORE, values, |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })?;
                let found: BTreeMap<String, i64> = found.into_iter().collect();
                let last = found.get(&id).copied();
                *unread = Some(found);
                last
            }
        };
        page.organisations.push(MonthOrganisation {
            organisation: organisation.id,
            region: region.parse().or(Err(StoreError::Corrupt("region")))?,
            programme,
            contracted,
            sent,
            before: last.map(period_of).transpose()?,
            registers: registers(connection, period, &id)?,
        });
    }
    Ok(page)
}
