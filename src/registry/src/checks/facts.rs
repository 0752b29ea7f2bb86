//! Facts by whom they are about, in the store: the one way in for what a source says, whoever
//! brings it.

use super::{Occasion, Part, queue};
use crate::store::rows::{decode, encode, micros};
use crate::store::sql::checks as sql;
use crate::store::{Cell, Connection, StoreError, Tx, params};
use baqylau_connectors::PseudonymKey;
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::checks::{
    CheckParameterVersions, CheckParameters, Fact, FactKey, Source, Subject,
};
use baqylau_domain::identifiers::OrganisationId;
use std::collections::{BTreeMap, BTreeSet};

/// The facts about somebody or something.
pub(super) fn about(
    connection: &Connection,
    key: &PseudonymKey,
    subject: &Subject,
) -> Result<Vec<Fact>, StoreError> {
    let values = params![key.pseudonym(subject).to_string()];
    connection.all(sql::CHECK_FACTS, values, |row| decode(row.text(0)?, "fact"))
}

/// What a fact is kept under: about whom, on what, for which month, by whom.
fn place(
    key: &PseudonymKey,
    fact: &FactKey,
    (source, by): (Source, Option<OrganisationId>),
) -> Result<[Cell; 5], StoreError> {
    let period = fact.period.map(|month| encode(&month)).transpose()?;
    Ok([
        key.pseudonym(&fact.about).to_string().into(),
        fact.topic.code().into(),
        period.unwrap_or_default().into(),
        source.code().into(),
        by.map(|by| by.to_string()).unwrap_or_default().into(),
    ])
}

/// A fact as it is kept.
fn cells(key: &PseudonymKey, fact: &Fact) -> Result<Vec<Cell>, StoreError> {
    let mut cells: Vec<Cell> = place(key, &fact.key(), (fact.source, fact.by))?.into();
    cells.push(micros(fact.as_of).into());
    cells.push(encode(fact)?.into());
    Ok(cells)
}

/// Makes a part of an organisation that reads a changed fact due.
fn bring_forward(
    tx: &Tx<'_>,
    (organisation, part): &(String, String),
    now: Moment,
) -> Result<(), StoreError> {
    let organisation = organisation
        .parse()
        .or(Err(StoreError::Corrupt("organisation")))?;
    let part = Part::of(part).ok_or(StoreError::Corrupt("part"))?;
    queue::bring_forward(tx, organisation, part, Occasion::Change, now)
}

/// Keeps a fact, unless the same source said something younger. Whether it was kept.
pub(super) fn put(tx: &Tx<'_>, key: &PseudonymKey, fact: &Fact) -> Result<bool, StoreError> {
    Ok(tx.run_many(sql::CHECK_FACT_PUT, &[cells(key, fact)?])? > 0)
}

/// The way in for facts that come without being asked for: stated in an application, sent by an
/// LMS.
#[derive(Clone)]
pub(crate) struct Intake {
    pub(super) key: PseudonymKey,
    pub(super) parameters: CheckParameterVersions,
}

impl Intake {
    /// The facts about somebody or something.
    pub(crate) fn about(
        &self,
        connection: &Connection,
        subject: &Subject,
    ) -> Result<Vec<Fact>, StoreError> {
        about(connection, &self.key, subject)
    }

    /// Takes facts in, and gives a turn to every report that depends on whom they are about.
    pub(crate) fn take_in(
        &self,
        tx: &Tx<'_>,
        facts: &[Fact],
        now: Moment,
    ) -> Result<(), StoreError> {
        take_in(tx, &self.key, facts, now)
    }

    /// The same for as many as an LMS sends at once, in few round trips.
    pub(crate) fn take_in_many(
        &self,
        tx: &Tx<'_>,
        facts: &[Fact],
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut rows = BTreeMap::new();
        for fact in facts {
            let place = (fact.key(), fact.source, fact.by);
            rows.insert(place, cells(&self.key, fact)?);
        }
        let rows: Vec<Vec<Cell>> = rows.into_values().collect();
        if rows.is_empty() || tx.run_many(sql::CHECK_FACT_PUT, &rows)? == 0 {
            return Ok(());
        }
        self.tell(tx, facts.iter().map(|fact| &fact.about), now)
    }

    /// Takes back what an organisation's LMS said, and gives a turn to every report that depends
    /// on it.
    pub(crate) fn take_back(
        &self,
        tx: &Tx<'_>,
        keys: &[FactKey],
        by: OrganisationId,
        now: Moment,
    ) -> Result<(), StoreError> {
        let mut gone = Vec::new();
        for key in keys {
            let [about, topic, period, source, speaker] =
                place(&self.key, key, (Source::Lms, Some(by)))?;
            let values = params![about, topic, period, source, speaker];
            if tx.run(sql::CHECK_FACT_DROP, values)? > 0 {
                gone.push(&key.about);
            }
        }
        self.tell(tx, gone.into_iter(), now)
    }

    /// The figures of the checks on the day of a moment.
    pub(crate) fn parameters(&self, now: Moment) -> CheckParameters {
        self.parameters.on(legal_day(now))
    }

    /// Gives a turn to whoever's report depends on these.
    fn tell<'a>(
        &self,
        tx: &Tx<'_>,
        subjects: impl Iterator<Item = &'a Subject>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let subjects: BTreeSet<&Subject> = subjects.collect();
        let keys: Vec<Vec<Cell>> = subjects
            .into_iter()
            .map(|subject| vec![self.key.pseudonym(subject).to_string().into()])
            .collect();
        let mut readers = BTreeSet::new();
        tx.each_of(
            sql::CHECK_READERS_OF,
            &keys,
            |row| -> Result<_, StoreError> {
                readers.insert((row.get::<String>(0)?, row.get::<String>(1)?));
                Ok(())
            },
        )?;
        readers
            .iter()
            .try_for_each(|reader| bring_forward(tx, reader, now))
    }
}

fn take_in(tx: &Tx<'_>, key: &PseudonymKey, facts: &[Fact], now: Moment) -> Result<(), StoreError> {
    let mut subjects = BTreeSet::new();
    for fact in facts {
        if put(tx, key, fact)? {
            subjects.insert(&fact.about);
        }
    }
    for subject in subjects {
        let values = params![key.pseudonym(subject).to_string()];
        let readers: Vec<(String, String)> = tx.all(sql::CHECK_READERS, values, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        for reader in &readers {
            bring_forward(tx, reader, now)?;
        }
    }
    Ok(())
}
