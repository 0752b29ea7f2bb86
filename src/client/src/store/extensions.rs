//! Signature files with what was added to them later, beside the files that were signed: a time
//! stamp, revocation values. What was signed and sent never changes.

use super::outbox::moment;
use crate::error::Result;
use crate::ui::{SignatureLevel, UserError};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction};

/// What is known about adding to one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The signature file as it was signed.
    pub cms: BlobHash,
    /// What it and what stands beside it prove.
    pub level: SignatureLevel,
    /// The file with more in it; `None`: nothing was added later.
    pub extended: Option<BlobHash>,
    /// Times it was tried.
    pub tries: u32,
    /// Not to be tried before.
    pub next_try: Option<Moment>,
    /// Why there isn't more.
    pub problem: Option<UserError>,
}

fn word(level: SignatureLevel) -> &'static str {
    match level {
        SignatureLevel::Bes => "bes",
        SignatureLevel::T => "t",
        SignatureLevel::Lt => "lt",
    }
}

fn level(word: &str) -> SignatureLevel {
    match word {
        "t" => SignatureLevel::T,
        "lt" => SignatureLevel::Lt,
        _ => SignatureLevel::Bes,
    }
}

const COLUMNS: &str = "cms, level, extended, tries, next_try, problem";

fn read(row: &Row<'_>) -> Result<Extension> {
    let extended: Option<String> = row.get(2)?;
    let next_try: Option<String> = row.get(4)?;
    let problem: Option<String> = row.get(5)?;
    let problem = problem
        .map(|text| serde_json::from_str::<(String, Vec<(String, String)>)>(&text))
        .transpose()?;
    Ok(Extension {
        cms: row.get::<_, String>(0)?.parse()?,
        level: level(&row.get::<_, String>(1)?),
        extended: extended.map(|hash| hash.parse()).transpose()?,
        tries: row.get(3)?,
        next_try: next_try.map(|text| moment(&text)).transpose()?,
        problem: problem.map(|(key, args)| UserError { key, args }),
    })
}

/// What is known about adding to a signature.
///
/// # Errors
/// What the database answered.
pub fn of(connection: &Connection, cms: &BlobHash) -> Result<Option<Extension>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM extensions WHERE cms = ?1"))?;
    let mut rows = statement.query([cms.to_string()])?;
    rows.next()?.map(read).transpose()
}

/// Notes what is known about adding to a signature. Whoever knows less than what is kept is late: an
/// attempt that began earlier never takes back what another has reached since. What lacks nothing is
/// final: a second whole file would only move the time it proves.
///
/// # Errors
/// What the database answered.
pub fn keep(tx: &Transaction<'_>, extension: &Extension) -> Result<()> {
    let problem = extension
        .problem
        .as_ref()
        .map(|problem| serde_json::to_string(&(&problem.key, &problem.args)))
        .transpose()?;
    tx.prepare_cached(
        "INSERT INTO extensions (cms, level, extended, tries, next_try, problem)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (cms) DO UPDATE SET level = excluded.level, extended = excluded.extended,
             tries = excluded.tries, next_try = excluded.next_try, problem = excluded.problem
         WHERE CASE excluded.level WHEN 'lt' THEN 2 WHEN 't' THEN 1 ELSE 0 END
             >= CASE extensions.level WHEN 'lt' THEN 2 WHEN 't' THEN 1 ELSE 0 END
           AND extensions.level <> 'lt'",
    )?
    .execute((
        extension.cms.to_string(),
        word(extension.level),
        extension.extended.map(|hash| hash.to_string()),
        extension.tries,
        extension.next_try.map(|at| at.to_rfc3339()),
        problem,
    ))?;
    Ok(())
}

/// Signatures kept here that lack something and whose time has come, those tried least first.
///
/// # Errors
/// What the database answered.
pub fn due(connection: &Connection, now: Moment, most: u32) -> Result<Vec<Extension>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM (
             SELECT d.sha256 AS cms, coalesce(e.level, 'bes') AS level, e.extended,
                    coalesce(e.tries, 0) AS tries, e.next_try, e.problem
             FROM documents AS d LEFT JOIN extensions AS e ON e.cms = d.sha256
             WHERE d.kind = 'cms')
         WHERE level <> 'lt' AND (next_try IS NULL OR datetime(next_try) <= datetime(?1))
         ORDER BY tries, cms LIMIT ?2"
    ))?;
    let mut rows = statement.query((now.to_rfc3339(), most))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The visit a signature kept here belongs to.
///
/// # Errors
/// What the database answered.
pub fn visit_of(connection: &Connection, cms: &BlobHash) -> Result<Option<VisitId>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT visit FROM documents WHERE sha256 = ?1")?
        .query_row([cms.to_string()], |row| row.get(0))
        .optional()?;
    text.map(|text| Ok(text.parse()?)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    #[test]
    fn an_attempt_that_comes_late_takes_nothing_back() {
        let mut connection = Connection::open_in_memory().unwrap();
        for step in schema::STORE {
            connection.execute_batch(step).unwrap();
        }
        let tx = connection.transaction().unwrap();
        let begun = Extension {
            cms: BlobHash::new([1; 32]),
            level: SignatureLevel::Bes,
            extended: None,
            tries: 1,
            next_try: None,
            problem: Some(UserError::new("trust-later-stamp")),
        };
        keep(&tx, &begun).unwrap();
        let whole = Extension {
            level: SignatureLevel::Lt,
            extended: Some(BlobHash::new([2; 32])),
            problem: None,
            ..begun.clone()
        };
        keep(&tx, &whole).unwrap();
        keep(&tx, &Extension { tries: 2, ..begun }).unwrap();
        assert_eq!(of(&tx, &whole.cms).unwrap(), Some(whole.clone()));
        // Nor does it put its own stamp in place of the one that is shown already.
        let second = Extension {
            extended: Some(BlobHash::new([3; 32])),
            tries: 2,
            ..whole.clone()
        };
        keep(&tx, &second).unwrap();
        assert_eq!(of(&tx, &whole.cms).unwrap(), Some(whole));
    }
}
