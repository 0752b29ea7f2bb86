//! The registry's records on this laptop: listed, searched, sorted. How they come in:
//! [`super::intake`].

use super::intake::kind_word;
use super::reader::Reader;
use crate::error::Result;
use crate::ui::{OrganisationFilter, OrganisationSort, SchoolCounts};
use baqylau_domain::identifiers::{BlobHash, Kato, OrganisationId, PersonId, SanctionId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_domain::sanction::{Payment, Sanction, light_of, payment_of};
use baqylau_domain::traffic_light::Light;
use baqylau_domain::visit::Visit;
use baqylau_locale::{Language, fold};
use baqylau_protocol::checks::OrganisationChecks;
use baqylau_protocol::feed::RegisteredPoint;
use baqylau_protocol::planning::Planning;
use baqylau_protocol::signature::RegisteredSignature;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, Transaction, params_from_iter};
use std::collections::BTreeSet;

/// Which records a page changed.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    /// Organisations, their sanctions or points.
    pub organisations: BTreeSet<OrganisationId>,
    /// Visits.
    pub visits: BTreeSet<VisitId>,
    /// Sanctions changed.
    pub sanctions: bool,
    /// Points changed.
    pub points: bool,
    /// Records of the state order changed.
    pub orders: bool,
    /// Visits of which the registry found something about a signature.
    pub signatures: BTreeSet<VisitId>,
}

impl Touched {
    /// Adds what another page changed.
    pub fn join(&mut self, other: Self) {
        self.organisations.extend(other.organisations);
        self.visits.extend(other.visits);
        self.sanctions |= other.sanctions;
        self.points |= other.points;
        self.orders |= other.orders;
        self.signatures.extend(other.signatures);
    }
}

fn light_number(light: Light) -> i64 {
    match light {
        Light::Green => 0,
        Light::Yellow => 1,
        Light::Red => 2,
    }
}

fn light_from(number: i64) -> Light {
    match number {
        2 => Light::Red,
        1 => Light::Yellow,
        _ => Light::Green,
    }
}

/// Calculates the light of an organisation from its sanctions.
pub(super) fn refresh_light(tx: &Transaction<'_>, organisation: OrganisationId) -> Result<()> {
    let light = light_of(&sanctions_of(tx, organisation)?);
    tx.prepare_cached("UPDATE organisations SET light = ?2 WHERE id = ?1 AND light IS NOT ?2")?
        .execute((organisation.to_string(), light_number(light)))?;
    Ok(())
}

/// Deletes records no scope shows any more.
pub(super) fn sweep(tx: &Transaction<'_>) -> Result<()> {
    tx.execute_batch(
        "DELETE FROM visits WHERE id NOT IN (SELECT id FROM shown WHERE kind = 'visit');
         DELETE FROM sanctions WHERE id NOT IN (SELECT id FROM shown WHERE kind = 'sanction');
         DELETE FROM points WHERE visit || '/' || number NOT IN
             (SELECT id FROM shown WHERE kind = 'point');
         DELETE FROM signatures WHERE visit || '/' || person NOT IN
             (SELECT id FROM shown WHERE kind = 'signature');
         DELETE FROM orders WHERE key NOT IN (SELECT id FROM shown WHERE kind = 'schooling');
         DELETE FROM persons WHERE id NOT IN (SELECT id FROM shown WHERE kind = 'person');
         DELETE FROM organisations WHERE id NOT IN
             (SELECT id FROM shown WHERE kind = 'organisation');",
    )?;
    Ok(())
}

/// Forgets a scope: what only it showed goes too. Used when a scope is taken back, and before a
/// feed is read anew.
///
/// # Errors
/// What the database answered.
pub fn forget_scope(tx: &Transaction<'_>, scope: &str) -> Result<()> {
    tx.execute("DELETE FROM shown WHERE scope = ?1", [scope])?;
    tx.execute("DELETE FROM cursors WHERE scope = ?1", [scope])?;
    tx.execute("DELETE FROM snapshots WHERE scope = ?1", [scope])?;
    tx.execute("DELETE FROM comparisons WHERE scope = ?1", [scope])?;
    sweep(tx)
}

/// Scopes of which anything is here, read to their end or not.
///
/// # Errors
/// What the database answered.
pub fn scopes(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT scope FROM cursors UNION SELECT scope FROM snapshots
         UNION SELECT scope FROM shown",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// An organisation.
///
/// # Errors
/// What the database answered.
pub fn organisation(connection: &Connection, id: OrganisationId) -> Result<Option<Organisation>> {
    one(
        connection,
        "SELECT content FROM organisations WHERE id = ?1",
        &id.to_string(),
    )
}

/// A visit as the registry has it.
///
/// # Errors
/// What the database answered.
pub fn visit(connection: &Connection, id: VisitId) -> Result<Option<Visit>> {
    one(
        connection,
        "SELECT content FROM visits WHERE id = ?1",
        &id.to_string(),
    )
}

/// A sanction.
///
/// # Errors
/// What the database answered.
pub fn sanction(connection: &Connection, id: SanctionId) -> Result<Option<Sanction>> {
    one(
        connection,
        "SELECT content FROM sanctions WHERE id = ?1",
        &id.to_string(),
    )
}

/// All visits on this laptop, whoever they were shown to: for finding out whom a key belongs to.
///
/// # Errors
/// What the database answered.
pub fn visits(connection: &Connection) -> Result<Vec<Visit>> {
    many(connection, "SELECT content FROM visits", &[])
}

/// Whether a record is shown to a person: `kind` is that of the table `shown`.
fn is_shown(connection: &Connection, reader: &Reader, kind: &str, id: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM shown WHERE kind = ?2 AND id = ?3
                            AND scope IN (SELECT value FROM json_each(?1)))",
        )?
        .query_row([reader.scopes(), kind, id], |row| row.get(0))?)
}

/// Whether a visit is shown to a person.
///
/// # Errors
/// What the database answered.
pub fn shows_visit(connection: &Connection, reader: &Reader, id: VisitId) -> Result<bool> {
    is_shown(connection, reader, "visit", &id.to_string())
}

/// Visits shown to a person.
///
/// # Errors
/// What the database answered.
pub fn visits_shown(connection: &Connection, reader: &Reader) -> Result<Vec<Visit>> {
    many(
        connection,
        "SELECT content FROM visits WHERE id IN
             (SELECT id FROM shown WHERE kind = 'visit'
              AND scope IN (SELECT value FROM json_each(?1)))",
        &[reader.scopes().to_owned()],
    )
}

/// Visits of an organisation shown to a person.
///
/// # Errors
/// What the database answered.
pub fn visits_of(
    connection: &Connection,
    reader: &Reader,
    id: OrganisationId,
) -> Result<Vec<Visit>> {
    many(
        connection,
        "SELECT content FROM visits WHERE organisation = ?2 AND id IN
             (SELECT id FROM shown WHERE kind = 'visit'
              AND scope IN (SELECT value FROM json_each(?1)))",
        &[reader.scopes().to_owned(), id.to_string()],
    )
}

/// An organisation, when it is shown to a person.
///
/// # Errors
/// What the database answered.
pub fn organisation_shown(
    connection: &Connection,
    reader: &Reader,
    id: OrganisationId,
) -> Result<Option<Organisation>> {
    if is_shown(connection, reader, "organisation", &id.to_string())? {
        organisation(connection, id)
    } else {
        Ok(None)
    }
}

/// What the automatic checks say of an organisation; `None` while they weren't run, or when a later
/// program wrote what this one can't read.
///
/// # Errors
/// What the database answered.
pub fn checks_of(
    connection: &Connection,
    id: OrganisationId,
) -> Result<Option<OrganisationChecks>> {
    let text: Option<Option<String>> = connection
        .prepare_cached("SELECT checks FROM organisations WHERE id = ?1")?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?;
    Ok(text
        .flatten()
        .and_then(|text| serde_json::from_str(&text).ok()))
}

/// Organisations shown to a person that the automatic checks were run for, with what these say;
/// what a later program wrote and this one can't read is passed over.
///
/// # Errors
/// What the database answered.
pub fn checked(
    connection: &Connection,
    reader: &Reader,
    territory: Option<Kato>,
) -> Result<Vec<(Organisation, OrganisationChecks)>> {
    let mut statement = connection.prepare_cached(
        "SELECT content, checks FROM organisations WHERE checks IS NOT NULL AND id IN
             (SELECT id FROM shown WHERE kind = 'organisation'
              AND scope IN (SELECT value FROM json_each(?1)))",
    )?;
    let mut rows = statement.query([reader.scopes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let organisation: Organisation = serde_json::from_str(&row.get::<_, String>(0)?)?;
        if territory.is_some_and(|place| !place.contains(organisation.territory)) {
            continue;
        }
        if let Ok(checks) = serde_json::from_str(&row.get::<_, String>(1)?) {
            found.push((organisation, checks));
        }
    }
    Ok(found)
}

/// Sanctions shown to a person.
///
/// # Errors
/// What the database answered.
pub fn sanctions(connection: &Connection, reader: &Reader) -> Result<Vec<Sanction>> {
    many(
        connection,
        "SELECT content FROM sanctions WHERE id IN
             (SELECT id FROM shown WHERE kind = 'sanction'
              AND scope IN (SELECT value FROM json_each(?1)))",
        &[reader.scopes().to_owned()],
    )
}

/// Sanctions of an organisation.
///
/// # Errors
/// What the database answered.
pub fn sanctions_of(connection: &Connection, id: OrganisationId) -> Result<Vec<Sanction>> {
    many(
        connection,
        "SELECT content FROM sanctions WHERE organisation = ?1",
        &[id.to_string()],
    )
}

/// Prescription points of organisations and visits shown to a person.
///
/// # Errors
/// What the database answered.
pub fn points(connection: &Connection, reader: &Reader) -> Result<Vec<RegisteredPoint>> {
    many(
        connection,
        "WITH seen AS (SELECT kind, id FROM shown
                       WHERE scope IN (SELECT value FROM json_each(?1)))
         SELECT content FROM points
         WHERE organisation IN (SELECT id FROM seen WHERE kind = 'organisation')
            OR visit IN (SELECT id FROM seen WHERE kind = 'visit')
         ORDER BY visit, number",
        &[reader.scopes().to_owned()],
    )
}

/// The registry's verdicts about the signatures of a visit. One speaks about its signature file
/// alone: another file of the same member isn't judged yet.
///
/// # Errors
/// What the database answered.
pub fn signatures_of_visit(
    connection: &Connection,
    id: VisitId,
) -> Result<Vec<RegisteredSignature>> {
    many(
        connection,
        "SELECT content FROM signatures WHERE visit = ?1 ORDER BY person",
        &[id.to_string()],
    )
}

/// The registry's verdict about a signature file of a visit.
///
/// # Errors
/// What the database answered.
pub fn signature(
    connection: &Connection,
    id: VisitId,
    cms: &BlobHash,
) -> Result<Option<RegisteredSignature>> {
    let found = signatures_of_visit(connection, id)?;
    Ok(found.into_iter().find(|one| one.cms == *cms))
}

/// Prescription points of an organisation.
///
/// # Errors
/// What the database answered.
pub fn points_of(connection: &Connection, id: OrganisationId) -> Result<Vec<RegisteredPoint>> {
    many(
        connection,
        "SELECT content FROM points WHERE organisation = ?1 ORDER BY visit, number",
        &[id.to_string()],
    )
}

/// Prescription points of a visit, and how many of them are open.
///
/// # Errors
/// What the database answered.
pub fn points_of_visit(connection: &Connection, id: VisitId) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*), count(CASE WHEN open THEN 1 END) FROM points WHERE visit = ?1",
        )?
        .query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// People named by the feeds.
///
/// # Errors
/// What the database answered.
pub fn persons(connection: &Connection) -> Result<Vec<Person>> {
    many(connection, "SELECT content FROM persons", &[])
}

/// What an officer plans visits with, and its version.
///
/// # Errors
/// What the database answered.
pub fn planning(connection: &Connection, person: PersonId) -> Result<Option<(BlobHash, Planning)>> {
    let found: Option<(String, String)> = connection
        .prepare_cached("SELECT version, content FROM planning WHERE person = ?1")?
        .query_row([person.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(version, content)| Ok((version.parse()?, serde_json::from_str(&content)?)))
        .transpose()
}

/// Keeps what an officer plans visits with, and nobody else's.
///
/// # Errors
/// What the database answered.
pub fn keep_planning(
    tx: &Transaction<'_>,
    person: PersonId,
    version: BlobHash,
    planning: &Planning,
) -> Result<()> {
    forget_planning_of_others(tx, person)?;
    tx.prepare_cached(
        "INSERT INTO planning (person, version, content) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET version = excluded.version,
                                            content = excluded.content",
    )?
    .execute((
        person.to_string(),
        version.to_string(),
        serde_json::to_string(planning)?,
    ))?;
    Ok(())
}

/// Forgets what anybody but this person planned visits with.
///
/// # Errors
/// What the database answered.
pub fn forget_planning_of_others(tx: &Transaction<'_>, person: PersonId) -> Result<()> {
    tx.prepare_cached("DELETE FROM planning WHERE person <> ?1")?
        .execute([person.to_string()])?;
    Ok(())
}

/// An organisation found in the register.
#[derive(Debug, Clone)]
pub struct Found {
    /// Organisation.
    pub organisation: Organisation,
    /// Light.
    pub light: Light,
    /// Whether it is paid.
    pub payment: Payment,
    /// Whether a licence is in force.
    pub licensed: bool,
    /// Open prescription points.
    pub open_points: u32,
    /// Stop factors that failed; `None` while the automatic checks weren't run.
    pub stops: Option<u32>,
    /// What is counted of a school.
    pub counts: Option<Box<SchoolCounts>>,
}

/// Organisations shown to a person that answer a filter, in its order.
///
/// # Errors
/// What the database answered.
pub fn search(
    connection: &Connection,
    reader: &Reader,
    filter: &OrganisationFilter,
    territory: Option<Kato>,
) -> Result<Vec<Found>> {
    let mut conditions = vec![
        "id IN (SELECT id FROM shown WHERE kind = 'organisation'
                AND scope IN (SELECT value FROM json_each(?1)))"
            .to_owned(),
    ];
    let mut values = vec![Value::Text(reader.scopes().to_owned())];
    for word in fold(&filter.text).split_whitespace() {
        values.push(Value::Text(word.to_owned()));
        conditions.push(format!("instr(folded, ?{}) > 0", values.len()));
    }
    if let Some(kind) = filter.kind {
        values.push(Value::Text(kind_word(kind).to_owned()));
        conditions.push(format!("kind = ?{}", values.len()));
    }
    if let Some(light) = filter.light {
        values.push(Value::Integer(light_number(light)));
        conditions.push(format!("light = ?{}", values.len()));
    }
    if filter.stopped {
        conditions.push("stops > 0".to_owned());
    }
    let name = match filter.language {
        Language::Kk => "sort_kk",
        Language::Ru => "sort_ru",
        Language::En => "sort_en",
    };
    let way = if filter.descending { "DESC" } else { "ASC" };
    let order = match filter.sort {
        OrganisationSort::Name => format!("{name} {way}"),
        OrganisationSort::Bin => format!("bin {way}, {name}"),
        OrganisationSort::Territory => format!("territory {way}, {name}"),
        OrganisationSort::Light => format!("light {way}, {name}"),
    };
    let mut statement = connection.prepare(&format!(
        "SELECT content, light, licensed,
                (SELECT count(*) FROM points AS p WHERE p.organisation = o.id AND p.open),
                stops, CASE WHEN kind = 'school' THEN checks END
         FROM organisations AS o WHERE {} ORDER BY {order}, id",
        conditions.join(" AND ")
    ))?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let organisation: Organisation = serde_json::from_str(&row.get::<_, String>(0)?)?;
        let inside =
            |place: Option<Kato>| place.is_none_or(|place| place.contains(organisation.territory));
        if !inside(filter.region) || !inside(territory) {
            continue;
        }
        let light = light_from(row.get(1)?);
        let payment = match light {
            // What was dismissed or ended stops nothing.
            Light::Green => Payment::Runs,
            Light::Yellow | Light::Red => payment_of(&sanctions_of(connection, organisation.id)?),
        };
        let checks: Option<String> = row.get(5)?;
        // What a later program wrote and this one can't read isn't shown.
        let checks = checks.and_then(|text| serde_json::from_str(&text).ok());
        let counts = checks.map(|checks| Box::new(SchoolCounts::of(&organisation, &checks)));
        found.push(Found {
            counts,
            organisation,
            light,
            payment,
            licensed: row.get(2)?,
            open_points: row.get(3)?,
            stops: row.get(4)?,
        });
    }
    Ok(found)
}

fn one<T: serde::de::DeserializeOwned>(
    connection: &Connection,
    statement: &str,
    id: &str,
) -> Result<Option<T>> {
    let text: Option<String> = connection
        .prepare_cached(statement)?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn many<T: serde::de::DeserializeOwned>(
    connection: &Connection,
    statement: &str,
    values: &[String],
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(statement)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
    }
    Ok(all)
}
