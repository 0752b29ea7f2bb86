//! Norms of a learner's year: loaded with the document that sets them, in force from a day on. The
//! product knows none by itself.

use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, Tx, params};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::schooling::Norms;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A norm to be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNorm {
    /// First day.
    pub valid_from: NaiveDate,
    /// Region it is for; `None`: every region that has none of its own from that day.
    pub region: Option<Kato>,
    /// Level.
    pub level: Level,
    /// Kind of study.
    pub study: Study,
    /// A year of one learner.
    pub of_year: Tiyn,
    /// The document that sets it, as it calls itself.
    pub basis: String,
}

/// Why norms aren't loaded.
#[derive(Debug, thiserror::Error)]
pub enum NormsError {
    /// A line that says no norm.
    #[error("line {line}: {what}")]
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NewNorm {
    /// Reads a list: `first day;region or nothing;level;kind of study;tenge a year;basis`, a norm a
    /// line, sums as `695000` or `695000,50`, words as the LMS interface has them (`primary`,
    /// `general-class`). A first line that begins with `valid_from` is a heading.
    ///
    /// # Errors
    /// [`NormsError::Line`] of the first line that says no norm.
    pub fn read_list(text: &str) -> Result<Vec<Self>, NormsError> {
        let lines = text.trim_start_matches('\u{feff}').lines();
        let mut norms = Vec::new();
        for (line, number) in lines.zip(1..) {
            let heading = number == 1 && line.starts_with("valid_from");
            if line.trim().is_empty() || heading {
                continue;
            }
            let norm = Self::read(line).map_err(|what| NormsError::Line { line: number, what })?;
            norms.push(norm);
        }
        Ok(norms)
    }

    fn read(line: &str) -> Result<Self, &'static str> {
        let parts: Vec<&str> = line.split(';').map(str::trim).collect();
        let [day, region, level, study, sum, basis] = parts.as_slice() else {
            return Err("six columns, divided by semicolons");
        };
        let region = match *region {
            "" => None,
            code => {
                let code: Kato = code.parse().or(Err("region: a code of КАТО"))?;
                Some(code).filter(|code| *code == code.region())
            }
            .map_or(Err("region: the code of a region"), |code| Ok(Some(code)))?,
        };
        if basis.is_empty() {
            return Err("the basis is missing");
        }
        Ok(Self {
            valid_from: day.parse().or(Err("first day: 2026-01-01"))?,
            region,
            level: word(level).ok_or("level")?,
            study: word(study).ok_or("kind of study")?,
            of_year: tiyn(sum).ok_or("sum: tenge above nought")?,
            basis: (*basis).to_owned(),
        })
    }
}

/// A value by its word.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

/// The word of a value.
fn word_of(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn tiyn(text: &str) -> Option<Tiyn> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() != 2 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = part.parse().ok()?;
    let sum = whole.checked_mul(100)?.checked_add(part)?;
    (sum > 0).then_some(Tiyn(sum))
}

/// Writes a norm; the same norm of the same day again replaces it.
pub(crate) fn put(tx: &Tx<'_>, norm: &NewNorm) -> Result<(), StoreError> {
    let region = norm.region.map(|region| region.to_string());
    let values = params![
        norm.valid_from.to_string(),
        region.unwrap_or_default(),
        word_of(norm.level),
        word_of(norm.study),
        norm.of_year.0,
        norm.basis,
    ];
    tx.run(sql::NORM_PUT, values).map(drop)
}

/// The norms in force on the first day of a month: those of the last day they were set from. A
/// region's own go before those for everybody. Acts name every document norms are taken from.
pub(super) fn on(
    connection: &Connection,
    period: Period,
    region: Kato,
) -> Result<Option<Norms>, StoreError> {
    let (first, region) = (period.first_day().to_string(), region.to_string());
    let day: Option<String> = connection.only(sql::NORMS_DAY, params![first, region])?;
    let Some(day) = day else {
        return Ok(None);
    };
    let found: Vec<(String, String, i64, String)> =
        connection.all(sql::NORMS, params![day, region], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let corrupt = || StoreError::Corrupt("norm");
    let mut of_year = BTreeMap::new();
    let mut bases: Vec<String> = Vec::new();
    // Those for everybody stand first: a region's own replace them.
    for (level, study, amount, basis) in found {
        let level: Level = word(&level).ok_or_else(corrupt)?;
        let study: Study = word(&study).ok_or_else(corrupt)?;
        of_year.insert((level, study), Tiyn(amount));
        if !bases.contains(&basis) {
            bases.push(basis);
        }
    }
    Ok(Some(Norms {
        valid_from: day.parse().or(Err(corrupt()))?,
        basis: bases.join("; "),
        of_year,
    }))
}
