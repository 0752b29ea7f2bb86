//! The month itself: read, frozen, closed.

use super::{MonthError, batches, key};
use crate::audit;
use crate::schooling;
use crate::store::sql::months as sql;
use crate::store::{Connection, StoreError, Tx, params, rows};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{CheckParameterVersions, CheckParameters, MonthRules, Programme};
use baqylau_domain::identifiers::{BlobHash, PersonId};
use baqylau_domain::month::{Month, MonthPowers, MonthStage, PLACES_END, Standing};
use baqylau_domain::organisation::{LicenceStatus, Organisation};
use baqylau_domain::people::Actor;
use baqylau_protocol::blob;
use serde::{Deserialize, Serialize};

/// A month as the store keeps it.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) month: Month,
    /// The parameters it was frozen with.
    pub(super) parameters: Option<CheckParameters>,
    /// How far the validation is: 0 before the run, then one more than the organisations judged.
    #[serde(skip)]
    pub(super) step: u32,
}

impl Kept {
    /// The rules everybody of a programme is judged by.
    pub(super) fn rules(&self, programme: Programme) -> Result<MonthRules, StoreError> {
        let parameters = self.frozen()?;
        let day = self.month.period.last_day();
        Ok(MonthRules::of(programme, parameters, day))
    }

    /// The parameters it was frozen with.
    pub(super) fn frozen(&self) -> Result<&CheckParameters, StoreError> {
        let parameters = self.parameters.as_ref();
        parameters.ok_or(StoreError::Corrupt("month"))
    }
}

/// The month, as open when nobody froze it yet.
pub(super) fn read(connection: &Connection, period: Period) -> Result<Kept, StoreError> {
    let found: Option<(u32, String)> = connection.one(sql::MONTH, params![key(period)], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    match found {
        Some((step, body)) => {
            let kept: Kept = rows::decode(&body, "month")?;
            Ok(Kept { step, ..kept })
        }
        None => Ok(Kept {
            month: Month::open(period),
            parameters: None,
            step: 0,
        }),
    }
}

pub(super) fn put(tx: &Tx<'_>, kept: &Kept) -> Result<(), StoreError> {
    let state = match kept.month.stage {
        MonthStage::Open => "open",
        MonthStage::Frozen => "frozen",
        MonthStage::Validated => "validated",
        MonthStage::Closed => "closed",
    };
    let body = rows::encode(kept)?;
    let period = key(kept.month.period);
    let values = params![period, state, kept.step, kept.month.revision, body];
    tx.run(sql::MONTH_PUT, values).map(drop)
}

/// A line of the audit log about a month.
pub(super) fn note(
    tx: &Tx<'_>,
    now: Moment,
    actor: Option<PersonId>,
    action: &str,
    period: Period,
) -> Result<(), StoreError> {
    let object = format!("month {}", key(period));
    let line = audit::Line {
        operation: "",
        actor,
        action,
        object: &object,
    };
    audit::write(tx, now, &line)
}

/// What the registry knows of an organisation for a month. An empty list is silence: the register
/// of licences, or of contracts, wasn't asked yet. A contract of the state order the registry keeps
/// itself counts like one it was told of.
pub(super) fn standing(
    connection: &Connection,
    organisation: &Organisation,
    period: Period,
) -> Result<Standing, StoreError> {
    let own = schooling::contracted(connection, organisation.id, period)?;
    let licences = &organisation.licences;
    let contracts = &organisation.contracts;
    let (first, last) = (period.first_day(), period.last_day());
    Ok(Standing {
        licence: (!licences.is_empty()).then(|| {
            let active = |status| status == LicenceStatus::Active;
            licences
                .iter()
                .any(|licence| active(licence.status) && licence.issued <= last)
        }),
        contract: (own || !contracts.is_empty()).then(|| {
            own || contracts
                .iter()
                .any(|contract| contract.period.0 <= last && first <= contract.period.1)
        }),
    })
}

/// Freezes a month: fixes in one transaction which batches, facts and parameters count.
pub(crate) fn freeze(
    tx: &Tx<'_>,
    period: Period,
    actor: &Actor,
    now: Moment,
) -> Result<Month, MonthError> {
    let parameters = CheckParameterVersions::pilot().on(period.last_day());
    let rules = blob::hash(rows::encode(&parameters)?.as_bytes());
    let terms = (parameters.valid_from, rules);
    let month = read(tx, period)?
        .month
        .freeze(actor, &MonthPowers::pilot(), now, terms)?;
    let sent = tx.all(sql::BATCHES_NEWEST, params![key(period)], |row| {
        let record: Organisation = rows::decode(row.text(4)?, "organisation")?;
        Ok((
            row.get::<String>(0)?,
            row.get::<u32>(1)?,
            row.get::<u32>(2)?,
            row.get::<String>(3)?,
            record,
        ))
    })?;
    for (place, (organisation, revision, entries, region, record)) in (0_u32..).zip(&sent) {
        let standing = &standing(tx, record, period)?.code();
        if place >= PLACES_END - 1 {
            return Err(StoreError::Corrupt("more organisations than a month can have").into());
        }
        let values = params![
            key(period),
            organisation,
            place,
            region,
            *revision,
            *entries,
            *standing
        ];
        tx.run(sql::INPUT_PUT, values)?;
    }
    tx.run(sql::MONTH_FACTS_FREEZE, params![key(period)])?;
    let kept = Kept {
        month,
        parameters: Some(parameters),
        step: 0,
    };
    put(tx, &kept)?;
    note(tx, now, Some(actor.person), "month frozen", period)?;
    Ok(kept.month)
}

/// Closes a month: from here on nothing of it changes.
pub(super) fn close(
    tx: &Tx<'_>,
    period: Period,
    actor: &Actor,
    now: Moment,
) -> Result<Month, MonthError> {
    let mut kept = read(tx, period)?;
    let waiting = batches::waiting(tx, period)?;
    kept.month = kept
        .month
        .close(actor, &MonthPowers::pilot(), now, waiting)?;
    put(tx, &kept)?;
    note(tx, now, Some(actor.person), "month closed", period)?;
    Ok(kept.month)
}

/// Parses a kept hash.
pub(super) fn hash_of(text: &str) -> Result<BlobHash, StoreError> {
    text.parse().or(Err(StoreError::Corrupt("hash")))
}
