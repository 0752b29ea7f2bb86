//! Facts by whom they are about, in the store: the one way in for what a source says, whoever
//! brings it.

use super::{Occasion, Part, queue};
use crate::store::rows::{decode, encode, micros};
use crate::store::sql::checks as sql;
use crate::store::{Connection, StoreError, Tx, params};
use baqylau_connectors::PseudonymKey;
use baqylau_domain::Moment;
use baqylau_domain::checks::{Fact, Subject};
use std::collections::BTreeSet;

/// The facts about somebody or something.
pub(super) fn about(
    connection: &Connection,
    key: &PseudonymKey,
    subject: &Subject,
) -> Result<Vec<Fact>, StoreError> {
    let values = params![key.pseudonym(subject).to_string()];
    connection.all(sql::CHECK_FACTS, values, |row| decode(row.text(0)?, "fact"))
}

/// Keeps a fact, unless the same source said something younger. Whether it was kept.
pub(super) fn put(tx: &Tx<'_>, key: &PseudonymKey, fact: &Fact) -> Result<bool, StoreError> {
    let period = fact
        .value
        .period()
        .map(|month| encode(&month))
        .transpose()?;
    let values = params![
        key.pseudonym(&fact.about).to_string(),
        fact.value.topic().code(),
        period.unwrap_or_default(),
        fact.source.code(),
        micros(fact.as_of),
        encode(fact)?,
    ];
    Ok(tx.run(sql::CHECK_FACT_PUT, values)? > 0)
}

/// The way in for facts that come without being asked for: stated in an application, sent by an
/// LMS.
#[derive(Clone)]
pub(crate) struct Intake(pub(super) PseudonymKey);

impl Intake {
    /// The facts about somebody or something.
    pub(crate) fn about(
        &self,
        connection: &Connection,
        subject: &Subject,
    ) -> Result<Vec<Fact>, StoreError> {
        about(connection, &self.0, subject)
    }

    /// Takes facts in, and gives a turn to every report that depends on whom they are about.
    pub(crate) fn take_in(
        &self,
        tx: &Tx<'_>,
        facts: &[Fact],
        now: Moment,
    ) -> Result<(), StoreError> {
        take_in(tx, &self.0, facts, now)
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
        for (organisation, part) in readers {
            let organisation = organisation
                .parse()
                .or(Err(StoreError::Corrupt("organisation")))?;
            let part = Part::of(&part).ok_or(StoreError::Corrupt("part"))?;
            queue::bring_forward(tx, organisation, part, Occasion::Change, now)?;
        }
    }
    Ok(())
}
