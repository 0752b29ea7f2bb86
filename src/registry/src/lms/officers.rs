//! What officers see of the batches: counts, reports, and what corrections changed.

use super::kept::{answer_of, text};
use crate::access::covered;
use crate::failure::Failure;
use crate::store::rows::{decode, moment};
use crate::store::sql::lms as sql;
use crate::store::{Connection, Row, StoreError, params};
use baqylau_domain::identifiers::{Iin, Kato, OrganisationId};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::lms::{DifferenceCounts, LmsBatch, LmsChange, LmsDifference, LmsMethod};
use serde_json::Value;
use uuid::Uuid;

/// Which batches a person sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    regions: Vec<Kato>,
    /// Schools and universities, as they are kept.
    kinds: (bool, bool),
    /// More than counts.
    whole: bool,
}

impl View {
    /// What a person's role and territory show.
    ///
    /// # Errors
    /// [`ErrorCode::Forbidden`] for roles that have nothing to do with it.
    pub(crate) fn of(person: &Person) -> Result<Self, Failure> {
        let (kinds, whole) = match person.role {
            AccountRole::EducationOfficer => ((false, false), true),
            AccountRole::IssuerOfficer => ((true, true), true),
            AccountRole::Observer => ((false, true), true),
            AccountRole::FinancialCentre => ((false, true), false),
            AccountRole::Commission | AccountRole::School | AccountRole::Registrar => {
                return Err(Failure::new(ErrorCode::Forbidden, "role"));
            }
        };
        Ok(Self {
            regions: covered(person).collect(),
            kinds,
            whole,
        })
    }

    /// Whether more than the counts of a batch may be read.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when the batch isn't there or not for this person,
    /// [`ErrorCode::Forbidden`] when its role reads counts alone.
    fn whole(&self, connection: &Connection, batch: Uuid) -> Result<(), Failure> {
        if !self.whole {
            return Err(Failure::new(ErrorCode::Forbidden, "role"));
        }
        let found = connection.one(sql::BATCH_WHERE, params![batch.to_string()], |row| {
            Ok((row.get::<String>(0)?, row.get::<bool>(1)?))
        })?;
        let (region, university) = found.ok_or_else(Failure::not_found)?;
        let seen = (self.kinds.0 == university || self.kinds.1 == university)
            && self.regions.iter().any(|own| own.to_string() == region);
        seen.then_some(()).ok_or_else(Failure::not_found)
    }
}

fn batch(row: &Row<'_>) -> Result<LmsBatch, StoreError> {
    let corrupt = || StoreError::Corrupt("batch");
    Ok(LmsBatch {
        batch: row.text(0)?.parse().or(Err(corrupt()))?,
        organisation: row.text(1)?.parse().or(Err(corrupt()))?,
        school_id: row.get(2)?,
        method: LmsMethod::from_word(row.text(3)?).ok_or_else(corrupt)?,
        span: row.get(4)?,
        revision: row.get(5)?,
        standing: row.get(6)?,
        at: moment(row.get(7)?)?,
        accepted: row.get(8)?,
        rejected: row.get(9)?,
        difference: DifferenceCounts {
            added: row.get(10)?,
            removed: row.get(11)?,
            changed: row.get(12)?,
        },
    })
}

/// The newest batches a person sees, newest first.
pub(crate) fn batches(
    connection: &Connection,
    view: &View,
    organisation: Option<OrganisationId>,
    limit: u32,
) -> Result<Vec<LmsBatch>, StoreError> {
    let mut found = Vec::new();
    for region in &view.regions {
        let (region, (one, other)) = (region.to_string(), view.kinds);
        found.extend(match organisation {
            None => {
                let values = params![region, one, other, limit];
                connection.all(sql::BATCHES_OF_REGION, values, batch)?
            }
            Some(organisation) => {
                let values = params![region, one, other, limit, organisation.to_string()];
                connection.all(sql::BATCHES_OF_ORGANISATION, values, batch)?
            }
        });
    }
    found.sort_by_key(|batch| std::cmp::Reverse((batch.at, batch.batch)));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// The answer a batch got, with its report.
pub(crate) fn whole_answer(
    connection: &Connection,
    view: &View,
    batch: Uuid,
) -> Result<String, Failure> {
    view.whole(connection, batch)?;
    let (_, answer) = answer_of(connection, batch)?.ok_or_else(Failure::not_found)?;
    Ok(answer)
}

/// A page of what a correction changed, the middle of every ИИН hidden.
pub(crate) fn difference_page(
    connection: &Connection,
    view: &View,
    batch: Uuid,
    page: u32,
) -> Result<LmsDifference, Failure> {
    view.whole(connection, batch)?;
    let stored = |page: u32| -> Result<Option<Vec<u8>>, StoreError> {
        connection.cell(sql::CHANGES, params![batch.to_string(), page])
    };
    let mut changes: Vec<LmsChange> = match stored(page)? {
        Some(pack) => decode(&text(&pack)?, "difference")?,
        None => Vec::new(),
    };
    for change in &mut changes {
        let rows = [&mut change.before, &mut change.after];
        rows.into_iter().flatten().for_each(mask);
    }
    let next = page.saturating_add(1);
    Ok(LmsDifference {
        batch,
        changes,
        next: stored(next)?.map(|_| next),
    })
}

/// Hides the middle of the number a row is about.
fn mask(row: &mut Value) {
    if let Some(Value::String(number)) = row.get_mut("iin") {
        *number = match number.parse::<Iin>() {
            Ok(iin) => iin.masked(),
            Err(_) => String::new(),
        };
    }
}
