//! The world the systems answer from, as a file says it and as control routes change it.

use baqylau_domain::identifiers::{Bin, Iban, Iin, Rka};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use thiserror::Error;

const fn yes() -> bool {
    true
}

fn text(text: &'static str) -> String {
    text.to_owned()
}

fn active() -> String {
    text("active")
}

fn alive() -> String {
    text("alive")
}

fn full() -> String {
    text("full")
}

fn education() -> String {
    text("education")
}

fn registered() -> String {
    text("registered")
}

#[allow(clippy::unnecessary_wraps, reason = "the default of an optional field")]
const fn kazakhstan() -> Option<u16> {
    Some(398)
}

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Number.
    pub number: String,
    /// `active`, `suspended` or `withdrawn`.
    #[serde(default = "active")]
    pub status: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Address codes of the annex.
    #[serde(default)]
    pub addresses: BTreeSet<Rka>,
}

/// An account of a payee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// IBAN.
    pub account: Iban,
    /// It takes money.
    #[serde(default = "yes")]
    pub open: bool,
}

/// A legal entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// БИН.
    pub bin: Bin,
    /// `active`, `in-liquidation` or `liquidated`.
    #[serde(default = "active")]
    pub status: String,
    /// Head.
    #[serde(default)]
    pub head: Option<Iin>,
    /// Founders: persons.
    #[serde(default)]
    pub founders: BTreeSet<Iin>,
    /// Founders: legal entities.
    #[serde(default)]
    pub founding_entities: BTreeSet<Bin>,
    /// The state's share in hundredths of a percent.
    #[serde(default)]
    pub state_share: u16,
    /// Licences.
    #[serde(default)]
    pub licences: Vec<Licence>,
    /// Tax debt in tiyn.
    #[serde(default)]
    pub tax_tiyn: i64,
    /// Overdue social payments in tiyn.
    #[serde(default)]
    pub social_tiyn: i64,
    /// Accounts.
    #[serde(default)]
    pub accounts: Vec<Account>,
}

/// A person. All of them are invented, or a test's.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// ИИН.
    pub iin: Iin,
    /// Numeric country code.
    #[serde(default = "kazakhstan")]
    pub citizenship: Option<u16>,
    /// `alive` or `dead`.
    #[serde(default = "alive")]
    pub life: String,
    /// `full`, `incapacitated` or `missing`.
    #[serde(default = "full")]
    pub capacity: String,
    /// Phones in БМГ.
    #[serde(default)]
    pub phones: BTreeSet<String>,
    /// Biometric sessions succeed.
    #[serde(default = "yes")]
    pub biometrics: bool,
    /// Messages of 1414 are confirmed.
    #[serde(default = "yes")]
    pub confirms: bool,
    /// Employers: contracts in Enbek and contributions in ЕНПФ for every month.
    #[serde(default)]
    pub employers: BTreeSet<Bin>,
    /// Employers with a contract and without contributions.
    #[serde(default)]
    pub without_contributions: BTreeSet<Bin>,
    /// Organisations that list them as a learner.
    #[serde(default)]
    pub enrolled: BTreeSet<Bin>,
    /// Certificate of a grant.
    #[serde(default)]
    pub grant: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(hidden)")
    }
}

/// A building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Building {
    /// Address code.
    pub rka: Rka,
    /// Who holds the right.
    #[serde(default)]
    pub holder: Option<Bin>,
    /// Last day of the right.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// `education`, `residence`, `other` or `unknown`.
    #[serde(default = "education")]
    pub purpose: String,
    /// Hundredths of a square metre.
    #[serde(default)]
    pub area_hundredths: u64,
    /// An encumbrance is registered.
    #[serde(default)]
    pub encumbered: bool,
    /// First day of the encumbrance; none: not told.
    #[serde(default)]
    pub encumbered_since: Option<NaiveDate>,
    /// Last day of the encumbrance; none: not told.
    #[serde(default)]
    pub encumbered_until: Option<NaiveDate>,
    /// Fire safety.
    #[serde(default = "yes")]
    pub fire: bool,
    /// Sanitary conformity.
    #[serde(default = "yes")]
    pub sanitary: bool,
    /// Places by the permit.
    #[serde(default)]
    pub places: Option<u32>,
    /// Protection against terrorism.
    #[serde(default = "yes")]
    pub antiterror: bool,
    /// The Address Register knows the code.
    #[serde(default = "yes")]
    pub in_register: bool,
}

/// An electronic invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    /// Number of the act.
    pub act: String,
    /// Registration number.
    pub number: String,
    /// Supplier.
    pub supplier: Bin,
    /// Sum in tiyn.
    pub amount_tiyn: i64,
    /// `registered`, `withdrawn`, `annulled` or `declined`.
    #[serde(default = "registered")]
    pub status: String,
}

/// What a data file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Legal entities.
    #[serde(default)]
    pub organisations: Vec<Organisation>,
    /// Persons.
    #[serde(default)]
    pub persons: Vec<Person>,
    /// Buildings.
    #[serde(default)]
    pub buildings: Vec<Building>,
    /// Invoices.
    #[serde(default)]
    pub invoices: Vec<Invoice>,
}

/// Data that can't be taken in.
#[derive(Debug, Error)]
pub enum DataError {
    /// The file can't be read.
    #[error("can't be read: {0}")]
    Read(#[from] std::io::Error),
    /// Neither `.toml` nor `.json`.
    #[error("is neither .toml nor .json")]
    Kind,
    /// It isn't what a data file holds.
    #[error("{0}")]
    Shape(String),
    /// A word that none of the systems says.
    #[error("`{value}` is no {field}; it is one of: {allowed}")]
    Word {
        /// Field.
        field: &'static str,
        /// What was written.
        value: String,
        /// What may be.
        allowed: String,
    },
}

fn word(field: &'static str, value: &str, allowed: &[&str]) -> Result<(), DataError> {
    if allowed.contains(&value) {
        return Ok(());
    }
    Err(DataError::Word {
        field,
        value: value.to_owned(),
        allowed: allowed.join(", "),
    })
}

/// A record that stands in the world under a key of its own.
trait Record: Serialize + DeserializeOwned + Clone {
    fn check(&self) -> Result<(), DataError>;
}

impl Record for Organisation {
    fn check(&self) -> Result<(), DataError> {
        let states = ["active", "in-liquidation", "liquidated"];
        word("status of an organisation", &self.status, &states)?;
        let states = ["active", "suspended", "withdrawn"];
        self.licences
            .iter()
            .try_for_each(|licence| word("status of a licence", &licence.status, &states))
    }
}

impl Record for Person {
    fn check(&self) -> Result<(), DataError> {
        word("life status", &self.life, &["alive", "dead"])?;
        let states = ["full", "incapacitated", "missing"];
        word("capacity", &self.capacity, &states)
    }
}

impl Record for Building {
    fn check(&self) -> Result<(), DataError> {
        let purposes = ["education", "residence", "other", "unknown"];
        word("purpose", &self.purpose, &purposes)
    }
}

impl Record for Invoice {
    fn check(&self) -> Result<(), DataError> {
        let states = ["registered", "withdrawn", "annulled", "declined"];
        word("status of an invoice", &self.status, &states)
    }
}

impl Data {
    /// Reads a file, TOML or JSON by its ending.
    ///
    /// # Errors
    /// [`DataError`].
    pub fn read(file: &Path) -> Result<Self, DataError> {
        let text = std::fs::read_to_string(file)?;
        let shape = |error: &dyn std::fmt::Display| DataError::Shape(error.to_string());
        match file.extension().and_then(|ending| ending.to_str()) {
            Some("toml") => toml::from_str(&text).map_err(|error| shape(&error)),
            Some("json") => serde_json::from_str(&text).map_err(|error| shape(&error)),
            _ => Err(DataError::Kind),
        }
    }
}

/// Everything the systems know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct World {
    organisations: BTreeMap<Bin, Organisation>,
    persons: BTreeMap<Iin, Person>,
    buildings: BTreeMap<Rka, Building>,
    invoices: BTreeMap<String, Invoice>,
}

impl World {
    /// A world of this data.
    ///
    /// # Errors
    /// [`DataError::Word`].
    pub fn of(data: Data) -> Result<Self, DataError> {
        let mut world = Self::default();
        world.take_in(data)?;
        Ok(world)
    }

    /// Takes in more; a later record of the same key replaces the earlier one. All or nothing.
    ///
    /// # Errors
    /// [`DataError::Word`].
    pub fn take_in(&mut self, data: Data) -> Result<(), DataError> {
        data.organisations.iter().try_for_each(Record::check)?;
        data.persons.iter().try_for_each(Record::check)?;
        data.buildings.iter().try_for_each(Record::check)?;
        data.invoices.iter().try_for_each(Record::check)?;
        self.organisations
            .extend(data.organisations.into_iter().map(|one| (one.bin, one)));
        self.persons
            .extend(data.persons.into_iter().map(|one| (one.iin, one)));
        self.buildings
            .extend(data.buildings.into_iter().map(|one| (one.rka.clone(), one)));
        self.invoices
            .extend(data.invoices.into_iter().map(|one| (one.act.clone(), one)));
        Ok(())
    }

    /// A legal entity.
    pub fn organisation(&self, bin: Bin) -> Option<&Organisation> {
        self.organisations.get(&bin)
    }

    /// A person.
    pub fn person(&self, iin: Iin) -> Option<&Person> {
        self.persons.get(&iin)
    }

    /// A building.
    pub fn building(&self, rka: &Rka) -> Option<&Building> {
        self.buildings.get(rka)
    }

    /// An invoice by the number of its act.
    pub fn invoice(&self, act: &str) -> Option<&Invoice> {
        self.invoices.get(act)
    }

    /// Everything, as a data file would hold it.
    pub fn data(&self) -> Data {
        Data {
            organisations: self.organisations.values().cloned().collect(),
            persons: self.persons.values().cloned().collect(),
            buildings: self.buildings.values().cloned().collect(),
            invoices: self.invoices.values().cloned().collect(),
        }
    }

    /// Changes or adds one record: `kind` is `organisation`, `person`, `building` or `invoice`;
    /// the object names the key and the fields that change.
    ///
    /// # Errors
    /// [`DataError`] for a kind, key, field or value that can't be; nothing changes then.
    pub fn change(&mut self, kind: &str, change: &Value) -> Result<(), DataError> {
        match kind {
            "organisation" => merge(&mut self.organisations, "bin", change),
            "person" => merge(&mut self.persons, "iin", change),
            "building" => merge(&mut self.buildings, "rka", change),
            "invoice" => merge(&mut self.invoices, "act", change),
            _ => Err(DataError::Shape(format!("no records of the kind `{kind}`"))),
        }
    }
}

fn merge<K: Ord + DeserializeOwned, R: Record>(
    records: &mut BTreeMap<K, R>,
    key: &str,
    change: &Value,
) -> Result<(), DataError> {
    let shape = |error: serde_json::Error| DataError::Shape(error.to_string());
    let missing = || DataError::Shape(format!("the change names no `{key}`"));
    let named = change.get(key).ok_or_else(missing)?;
    let id: K = serde_json::from_value(named.clone()).map_err(shape)?;
    let mut whole = match records.get(&id) {
        Some(record) => serde_json::to_value(record).map_err(shape)?,
        None => Value::Object(serde_json::Map::new()),
    };
    if let (Some(whole), Some(change)) = (whole.as_object_mut(), change.as_object()) {
        for (field, value) in change {
            whole.insert(field.clone(), value.clone());
        }
    }
    let record: R = serde_json::from_value(whole).map_err(shape)?;
    record.check()?;
    records.insert(id, record);
    Ok(())
}
