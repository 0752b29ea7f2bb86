//! The LMS that may send: for which schools, from when to when, by which token.

use crate::environment::RandomError;
use crate::store::rows::{decode, micros, moment};
use crate::store::sql::lms as sql;
use crate::store::{Connection, Row, StoreError, Tx, params};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_protocol::lms::LmsSchool;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// Most characters of a name.
const NAME: usize = 200;

/// An LMS as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LmsParty {
    /// Identity.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Whether its documents must be signed with the ЭЦП of the organisation.
    pub signed: bool,
    /// First day its token opens anything.
    pub first_day: NaiveDate,
    /// Last day.
    pub last_day: Option<NaiveDate>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Moment>,
    /// How many schools it speaks for.
    pub schools: u32,
}

/// An LMS that was just registered. The token is shown now and never again: only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedLms {
    /// Identity.
    pub id: Uuid,
    /// The secret its requests carry.
    pub token: String,
}

impl std::fmt::Debug for IssuedLms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuedLms")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Why an LMS isn't registered or withdrawn.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LmsError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness for the token.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// An empty name, or one too long.
    #[error("a name of 1 to {NAME} characters is needed")]
    Name,
    /// No school at all.
    #[error("an LMS speaks for at least one school")]
    NoSchool,
    /// The registry knows no organisation with this БИН.
    #[error("no organisation with БИН {0} in this registry")]
    NoOrganisation(String),
    /// The number belongs to another organisation already.
    #[error("school {0} belongs to another organisation")]
    OtherOrganisation(String),
    /// The last day is before the first.
    #[error("the last day is before the first")]
    Days,
    /// No such LMS, or it is withdrawn already.
    #[error("no LMS {0} that isn't withdrawn")]
    NoParty(Uuid),
}

/// Whoever showed a token that opens something today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) id: Uuid,
    pub(crate) signed: bool,
}

/// Only the hash is kept: a copy of the store opens nothing.
pub(crate) fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// What the operator says of a new LMS.
pub(crate) struct Registration {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) token_hash: String,
    pub(crate) signed: bool,
    pub(crate) days: (NaiveDate, Option<NaiveDate>),
    /// Numbers in НОБД with the БИН of each.
    pub(crate) schools: Vec<(String, String)>,
    pub(crate) at: Moment,
}

/// Every organisation.
pub(crate) fn organisations(connection: &Connection) -> Result<Vec<Organisation>, StoreError> {
    connection.all(sql::ORGANISATIONS, params![], |row| {
        decode(row.text(0)?, "organisation")
    })
}

/// Registers an LMS.
pub(crate) fn add(tx: &Tx<'_>, new: &Registration) -> Result<(), LmsError> {
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(LmsError::Name);
    }
    let (first, last) = new.days;
    if last.is_some_and(|last| last < first) {
        return Err(LmsError::Days);
    }
    if new.schools.is_empty() {
        return Err(LmsError::NoSchool);
    }
    let id = new.id.to_string();
    tx.run(
        sql::PARTY_ADD,
        params![
            id,
            name,
            new.token_hash,
            new.signed,
            first.to_string(),
            last.map(|day| day.to_string()),
            micros(new.at)
        ],
    )?;
    let organisations = organisations(tx)?;
    for (school, bin) in &new.schools {
        let organisation = organisations
            .iter()
            .find(|one| one.bin.as_text() == bin)
            .ok_or_else(|| LmsError::NoOrganisation(bin.clone()))?;
        let organisation = organisation.id.to_string();
        tx.run(sql::SCHOOL_ADD, params![school, organisation])?;
        let known: String = tx.only(sql::SCHOOL, params![school])?;
        if known != organisation {
            return Err(LmsError::OtherOrganisation(school.clone()));
        }
        tx.run(sql::SPEAKS_ADD, params![id, school])?;
    }
    Ok(())
}

/// Withdraws an LMS: its token opens nothing from here on.
pub(crate) fn withdraw(tx: &Tx<'_>, id: Uuid, at: Moment) -> Result<(), LmsError> {
    match tx.run(sql::PARTY_WITHDRAW, params![id.to_string(), micros(at)])? {
        0 => Err(LmsError::NoParty(id)),
        _ => Ok(()),
    }
}

fn read(row: &Row<'_>) -> Result<LmsParty, StoreError> {
    let corrupt = || StoreError::Corrupt("LMS");
    let last: Option<String> = row.get(4)?;
    let withdrawn: Option<i64> = row.get(5)?;
    Ok(LmsParty {
        id: row.text(0)?.parse().or(Err(corrupt()))?,
        name: row.get(1)?,
        signed: row.get(2)?,
        first_day: row.text(3)?.parse().or(Err(corrupt()))?,
        last_day: last.map(|day| day.parse().or(Err(corrupt()))).transpose()?,
        withdrawn_at: withdrawn.map(moment).transpose()?,
        schools: 0,
    })
}

/// Every LMS, in the order they were registered.
pub(crate) fn list(connection: &Connection) -> Result<Vec<LmsParty>, StoreError> {
    connection.all(sql::PARTIES, params![], |row| {
        Ok(LmsParty {
            schools: row.get(6)?,
            ..read(row)?
        })
    })
}

/// Whose token it is, while it opens something.
pub(crate) fn party_of(
    connection: &Connection,
    token: &str,
    now: Moment,
) -> Result<Option<Party>, StoreError> {
    let today = legal_day(now);
    let found = connection.one(sql::PARTY, params![hash_of(token)], read)?;
    let open = found.filter(|party| {
        party.withdrawn_at.is_none()
            && party.first_day <= today
            && party.last_day.is_none_or(|last| today <= last)
    });
    Ok(open.map(|party| Party {
        id: party.id,
        signed: party.signed,
    }))
}

/// The organisation of a school, when this LMS speaks for it.
pub(crate) fn speaks_for(
    connection: &Connection,
    party: Uuid,
    school: &str,
) -> Result<Option<OrganisationId>, StoreError> {
    let found: Option<String> = connection.cell(sql::SPEAKS, params![party.to_string(), school])?;
    found
        .map(|id| id.parse().or(Err(StoreError::Corrupt("school"))))
        .transpose()
}

/// The schools an LMS speaks for.
pub(crate) fn schools_of(
    connection: &Connection,
    party: Uuid,
) -> Result<Vec<LmsSchool>, StoreError> {
    connection.all(sql::SCHOOLS_OF, params![party.to_string()], |row| {
        let organisation: Organisation = decode(row.text(1)?, "organisation")?;
        Ok(LmsSchool {
            school_id: row.get(0)?,
            bin: organisation.bin.as_text().to_owned(),
            name: organisation.name.ru,
        })
    })
}
