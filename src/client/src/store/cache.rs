//! The registry's records on this laptop: taken in page by page, listed, searched, sorted.

use crate::error::Result;
use crate::ui::{OrganisationFilter, OrganisationSort};
use baqylau_domain::identifiers::{Kato, OrganisationId, SanctionId, VisitId};
use baqylau_domain::organisation::{LicenceStatus, Organisation, OrganisationKind};
use baqylau_domain::people::Person;
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::{Sanction, light_of};
use baqylau_domain::traffic_light::Light;
use baqylau_domain::visit::Visit;
use baqylau_locale::{Language, Locale, fold};
use baqylau_protocol::feed::{Change, FeedEntry, RecordRef, RegisteredPoint, Scope};
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
}

impl Touched {
    /// Adds what another page changed.
    pub fn join(&mut self, other: Self) {
        self.organisations.extend(other.organisations);
        self.visits.extend(other.visits);
        self.sanctions |= other.sanctions;
        self.points |= other.points;
    }
}

/// Takes in the entries of a page; draft fields aren't for this database and are passed over.
///
/// # Errors
/// What the database answered.
pub fn take_in(tx: &Transaction<'_>, scope: &Scope, entries: &[FeedEntry]) -> Result<Touched> {
    let mut touched = Touched::default();
    let scope = scope.to_string();
    for entry in entries {
        match &entry.change {
            Change::Organisation { organisation } => {
                put_organisation(tx, organisation)?;
                show(tx, &scope, "organisation", &organisation.id.to_string())?;
                touched.organisations.insert(organisation.id);
            }
            Change::Visit { visit } => {
                tx.prepare_cached(
                    "INSERT INTO visits (id, organisation, content) VALUES (?1, ?2, ?3)
                     ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation,
                                                    content = excluded.content",
                )?
                .execute((
                    visit.id.to_string(),
                    visit.organisation.to_string(),
                    serde_json::to_string(visit)?,
                ))?;
                show(tx, &scope, "visit", &visit.id.to_string())?;
                touched.visits.insert(visit.id);
            }
            Change::Sanction { sanction } => {
                tx.prepare_cached(
                    "INSERT INTO sanctions (id, organisation, visit, content)
                     VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation,
                                                    visit = excluded.visit,
                                                    content = excluded.content",
                )?
                .execute((
                    sanction.id.to_string(),
                    sanction.organisation.to_string(),
                    sanction.visit.to_string(),
                    serde_json::to_string(sanction)?,
                ))?;
                show(tx, &scope, "sanction", &sanction.id.to_string())?;
                touched.organisations.insert(sanction.organisation);
                touched.sanctions = true;
            }
            Change::Point { point } => {
                tx.prepare_cached(
                    "INSERT INTO points (visit, number, organisation, open, content)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (visit, number) DO UPDATE SET organisation = excluded.organisation,
                                                               open = excluded.open,
                                                               content = excluded.content",
                )?
                .execute((
                    point.visit.to_string(),
                    point.point.number,
                    point.organisation.to_string(),
                    !matches!(point.state, PointState::Remedied { .. }),
                    serde_json::to_string(point)?,
                ))?;
                touched.organisations.insert(point.organisation);
                touched.points = true;
            }
            Change::Person { person } => {
                tx.prepare_cached(
                    "INSERT INTO persons (id, content) VALUES (?1, ?2)
                     ON CONFLICT (id) DO UPDATE SET content = excluded.content",
                )?
                .execute((person.id.to_string(), serde_json::to_string(person)?))?;
            }
            Change::Field { .. } => {}
            Change::Removed { record } => {
                let (kind, id) = match record {
                    RecordRef::Visit(id) => {
                        touched.visits.insert(*id);
                        ("visit", id.to_string())
                    }
                    RecordRef::Sanction(id) => {
                        touched.sanctions = true;
                        ("sanction", id.to_string())
                    }
                    RecordRef::Organisation(id) => {
                        touched.organisations.insert(*id);
                        ("organisation", id.to_string())
                    }
                };
                hide(tx, &scope, kind, &id)?;
            }
        }
    }
    for organisation in &touched.organisations {
        refresh_light(tx, *organisation)?;
    }
    Ok(touched)
}

fn put_organisation(tx: &Transaction<'_>, organisation: &Organisation) -> Result<()> {
    let sort = |language: Language, name: &str| Locale::new(language).sort_key(name);
    let mut words = vec![
        organisation.bin.as_text(),
        &organisation.name.kk,
        &organisation.name.ru,
        &organisation.name.en,
        &organisation.legal_address.kk,
        &organisation.legal_address.ru,
        &organisation.legal_address.en,
    ];
    for premises in &organisation.premises {
        words.extend([
            &*premises.address.kk,
            &premises.address.ru,
            &premises.address.en,
        ]);
    }
    let folded = fold(&words.join(" "));
    let licensed = organisation
        .licences
        .iter()
        .any(|licence| licence.status == LicenceStatus::Active);
    tx.prepare_cached(
        "INSERT INTO organisations (id, content, folded, bin, kind, territory,
                                    sort_kk, sort_ru, sort_en, licensed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (id) DO UPDATE SET
             content = excluded.content, folded = excluded.folded, bin = excluded.bin,
             kind = excluded.kind, territory = excluded.territory, sort_kk = excluded.sort_kk,
             sort_ru = excluded.sort_ru, sort_en = excluded.sort_en, licensed = excluded.licensed",
    )?
    .execute((
        organisation.id.to_string(),
        serde_json::to_string(organisation)?,
        folded,
        organisation.bin.as_text(),
        kind_word(organisation.kind),
        organisation.territory.to_string(),
        sort(Language::Kk, organisation.name.kazakh()),
        sort(Language::Ru, organisation.name.russian()),
        sort(Language::En, organisation.name.english()),
        licensed,
    ))?;
    Ok(())
}

fn kind_word(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::University => "university",
        OrganisationKind::School => "school",
        OrganisationKind::Dormitory => "dormitory",
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

fn refresh_light(tx: &Transaction<'_>, organisation: OrganisationId) -> Result<()> {
    let light = light_of(&sanctions_of(tx, organisation)?);
    tx.prepare_cached("UPDATE organisations SET light = ?2 WHERE id = ?1 AND light IS NOT ?2")?
        .execute((organisation.to_string(), light_number(light)))?;
    Ok(())
}

fn show(tx: &Transaction<'_>, scope: &str, kind: &str, id: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO shown (scope, kind, id) VALUES (?1, ?2, ?3)
         ON CONFLICT (kind, id, scope) DO NOTHING",
    )?
    .execute((scope, kind, id))?;
    Ok(())
}

fn hide(tx: &Transaction<'_>, scope: &str, kind: &str, id: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM shown WHERE kind = ?1 AND id = ?2 AND scope = ?3")?
        .execute((kind, id, scope))?;
    sweep(tx)
}

/// Deletes records no scope shows any more.
fn sweep(tx: &Transaction<'_>) -> Result<()> {
    tx.execute_batch(
        "DELETE FROM visits WHERE id NOT IN (SELECT id FROM shown WHERE kind = 'visit');
         DELETE FROM sanctions WHERE id NOT IN (SELECT id FROM shown WHERE kind = 'sanction');
         DELETE FROM points WHERE organisation NOT IN
             (SELECT id FROM shown WHERE kind = 'organisation')
             AND visit NOT IN (SELECT id FROM shown WHERE kind = 'visit');
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
    sweep(tx)
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

/// All visits.
///
/// # Errors
/// What the database answered.
pub fn visits(connection: &Connection) -> Result<Vec<Visit>> {
    many(connection, "SELECT content FROM visits", &[])
}

/// Visits of an organisation.
///
/// # Errors
/// What the database answered.
pub fn visits_of(connection: &Connection, id: OrganisationId) -> Result<Vec<Visit>> {
    many(
        connection,
        "SELECT content FROM visits WHERE organisation = ?1",
        &[id.to_string()],
    )
}

/// All sanctions.
///
/// # Errors
/// What the database answered.
pub fn sanctions(connection: &Connection) -> Result<Vec<Sanction>> {
    many(connection, "SELECT content FROM sanctions", &[])
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

/// All prescription points.
///
/// # Errors
/// What the database answered.
pub fn points(connection: &Connection) -> Result<Vec<RegisteredPoint>> {
    many(
        connection,
        "SELECT content FROM points ORDER BY visit, number",
        &[],
    )
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

/// Open prescription points of a visit.
///
/// # Errors
/// What the database answered.
pub fn open_points_of_visit(connection: &Connection, id: VisitId) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM points WHERE visit = ?1 AND open")?
        .query_row([id.to_string()], |row| row.get(0))?)
}

/// People named by the feeds.
///
/// # Errors
/// What the database answered.
pub fn persons(connection: &Connection) -> Result<Vec<Person>> {
    many(connection, "SELECT content FROM persons", &[])
}

/// An organisation found in the register.
#[derive(Debug, Clone)]
pub struct Found {
    /// Organisation.
    pub organisation: Organisation,
    /// Light.
    pub light: Light,
    /// Whether a licence is in force.
    pub licensed: bool,
    /// Open prescription points.
    pub open_points: u32,
}

/// Organisations that answer a filter, in its order.
///
/// # Errors
/// What the database answered.
pub fn search(
    connection: &Connection,
    filter: &OrganisationFilter,
    territory: Option<Kato>,
) -> Result<Vec<Found>> {
    let mut conditions = vec!["1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
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
                (SELECT count(*) FROM points AS p WHERE p.organisation = o.id AND p.open)
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
        found.push(Found {
            organisation,
            light: light_from(row.get(1)?),
            licensed: row.get(2)?,
            open_points: row.get(3)?,
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
