//! A view of a register shared with the people of one's own office: which columns, which rows, in
//! which order. It decides nothing and holds nothing of a register's rows.
//!
//! Words somebody typed into a filter may be a name or an ИИН, so a shared view has no place for
//! them: filters are codes of the program, bounds and days. What is left that a person types, the
//! title, is refused where it holds twelve digits in a row; nobody can tell a name in it from
//! another word, which is why the screen says who will read it before it is sent.
//!
//! Source: the users' wish of the task ("saved and shared views"); sizes and numbers are proposals.

use super::mandate::Principal;
use super::record::OrderStep;
use super::refusal::SchoolingRefusal;
use crate::identifiers::{Iin, Kato, OrganisationId, PersonId, ViewId};
use crate::people::{AccountRole, Actor};
use crate::text::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// Longest title of a shared view, in characters: as of views somebody keeps.
pub const LONGEST_VIEW_TITLE: usize = 120;
/// Largest shared view, in bytes of JSON: every column of the widest register, each filtered by
/// twenty codes, is half of it. Proposal.
pub const LARGEST_VIEW: usize = 16 << 10;
/// Longest name of a column and longest code of a choice, in characters.
const LONGEST_CODE: usize = 60;
/// Digits of an ИИН, and of a БИН.
const DIGITS_OF_AN_IIN: usize = 12;

/// Registers whose views are shared, by the names their views are saved under.
pub const VIEWED_REGISTERS: [&str; 15] = [
    "months",
    "order-acts",
    "order-applications",
    "order-applications-school",
    "order-changes",
    "order-contracts",
    "order-departments",
    "order-mandates",
    "order-payments",
    "order-plan-lines",
    "order-registers",
    "order-suspended",
    "order-today",
    "order-unsent",
    "organisations",
];

/// Whose people are colleagues. As text: `centre`, `issuer`, the КАТО of a department's region, the
/// identity of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("pattern" = concat!(
        "^(centre|issuer|[1-9][0-9]{8}",
        "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
    )))
)]
#[serde(into = "String", try_from = "String")]
pub enum Office {
    /// A school.
    School(OrganisationId),
    /// The education department of a region.
    Department(Kato),
    /// The financial centre.
    Centre,
    /// The issuer of vouchers (МНВО).
    Issuer,
}

impl Office {
    /// The office somebody works in; none for commissions, whose people are of many, for those who
    /// only read, and for an officer of no single region.
    pub fn of(hand: &Actor) -> Option<Self> {
        match hand.role {
            AccountRole::School => hand.organisation.map(Self::School),
            AccountRole::EducationOfficer => {
                let territory = hand.territory?;
                Some(Self::Department(territory.region()))
            }
            AccountRole::FinancialCentre => Some(Self::Centre),
            AccountRole::IssuerOfficer => Some(Self::Issuer),
            AccountRole::Commission | AccountRole::Observer | AccountRole::Registrar => None,
        }
    }

    /// Whether somebody works in it.
    ///
    /// # Errors
    /// [`SchoolingRefusal::NotYours`], [`SchoolingRefusal::NotYourTerritory`].
    pub fn admits(self, hand: &Actor) -> Result<(), SchoolingRefusal> {
        let yours = match self {
            Self::School(school) => {
                hand.role == AccountRole::School && hand.organisation == Some(school)
            }
            Self::Department(_) => hand.role == AccountRole::EducationOfficer,
            Self::Centre => hand.role == AccountRole::FinancialCentre,
            Self::Issuer => hand.role == AccountRole::IssuerOfficer,
        };
        match self {
            _ if !yours => Err(SchoolingRefusal::NotYours),
            // A department is its region's, not of a place within it.
            Self::Department(region) if region != region.region() || !hand.covers(region) => {
                Err(SchoolingRefusal::NotYourTerritory)
            }
            _ => Ok(()),
        }
    }

    /// For whom its head gives mandates; none for the issuer, who has none.
    pub fn principal(self) -> Option<Principal> {
        match self {
            Self::School(school) => Some(Principal::School(school)),
            Self::Department(region) => Some(Principal::Department(region)),
            Self::Centre => Some(Principal::Centre),
            Self::Issuer => None,
        }
    }
}

impl fmt::Display for Office {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::School(school) => school.fmt(f),
            Self::Department(region) => region.fmt(f),
            Self::Centre => f.write_str("centre"),
            Self::Issuer => f.write_str("issuer"),
        }
    }
}

/// A text that names no office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an office")]
pub struct OfficeError;

impl FromStr for Office {
    type Err = OfficeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "centre" => Ok(Self::Centre),
            "issuer" => Ok(Self::Issuer),
            // One spelling alone: it is compared as text.
            _ => {
                let region = text.parse().map(Self::Department).ok();
                let school = || text.parse().map(Self::School).ok();
                let office = region.or_else(school).ok_or(OfficeError)?;
                (office.to_string() == text)
                    .then_some(office)
                    .ok_or(OfficeError)
            }
        }
    }
}

impl TryFrom<String> for Office {
    type Error = OfficeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Office> for String {
    fn from(office: Office) -> Self {
        office.to_string()
    }
}

/// A column in a shared view. Widths are everybody's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewColumn {
    /// Its name in the register.
    pub column: String,
    /// Whether it is seen.
    pub visible: bool,
}

/// Which rows of a column a shared view wants. There is none for words somebody typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum ViewFilter {
    /// Choices with one of these codes.
    OneOf {
        /// Codes.
        codes: BTreeSet<String>,
    },
    /// Numbers, or tiyn, from one to another, both included.
    Between {
        /// The least.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<i64>,
        /// The greatest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<i64>,
    },
    /// Days from one to another, both included.
    Days {
        /// The first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<NaiveDate>,
        /// The last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
    },
    /// Cells without anything.
    Empty {},
    /// Cells with something.
    NotEmpty {},
}

/// By which column rows are ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewOrder {
    /// Its name in the register.
    pub column: String,
    /// From large to small.
    pub descending: bool,
}

/// What a shared view says. Columns a program doesn't have it names to its reader.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewContent {
    /// Columns from left to right.
    pub columns: Vec<ViewColumn>,
    /// Filters by the names of columns.
    pub filters: BTreeMap<String, ViewFilter>,
    /// Order: the first column, where that is equal the second, and so on.
    pub orders: Vec<ViewOrder>,
}

impl ViewContent {
    /// What speaks against sharing it.
    ///
    /// # Errors
    /// [`SchoolingRefusal::ViewTooLarge`], [`SchoolingRefusal::ViewUnfit`] for names and codes no
    /// program writes, [`SchoolingRefusal::PersonalData`].
    pub fn check(&self) -> Result<(), SchoolingRefusal> {
        let size = serde_json::to_vec(self).map_or(usize::MAX, |json| json.len());
        if size > LARGEST_VIEW {
            return Err(SchoolingRefusal::ViewTooLarge { most: LARGEST_VIEW });
        }
        let columns = self.columns.iter().map(|one| &one.column);
        let orders = self.orders.iter().map(|one| &one.column);
        let codes = self.filters.values().flat_map(|filter| match filter {
            ViewFilter::OneOf { codes } => codes.iter().collect(),
            _ => Vec::new(),
        });
        let mut words = columns
            .chain(orders)
            .chain(self.filters.keys())
            .chain(codes);
        if self.columns.is_empty() || !words.clone().all(|word| is_code(word)) {
            return Err(SchoolingRefusal::ViewUnfit);
        }
        let bounds = self.filters.values().flat_map(|filter| match filter {
            ViewFilter::Between { from, to } => [*from, *to],
            _ => [None, None],
        });
        let named = |bound: i64| u64::try_from(bound).is_ok_and(|n| Iin::from_number(n).is_ok());
        if words.any(|word| names_somebody(word)) || bounds.flatten().any(named) {
            return Err(SchoolingRefusal::PersonalData);
        }
        Ok(())
    }
}

/// What programs name columns and choices by: no spaces, no letters but Latin ones.
fn is_code(word: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':');
    !word.is_empty() && word.chars().count() <= LONGEST_CODE && word.chars().all(fits)
}

/// Whether a text holds as many digits in a row as an ИИН has, of whatever script and with spaces
/// between them.
fn names_somebody(text: &str) -> bool {
    let mut digits = 0usize;
    text.chars().any(|c| {
        if c.is_numeric() {
            digits += 1;
        } else if !c.is_whitespace() {
            digits = 0;
        }
        digits >= DIGITS_OF_AN_IIN
    })
}

/// The title as it is kept: without spaces around it.
///
/// # Errors
/// [`SchoolingRefusal::TitleUnfit`] when nothing is left, when it is too long or holds what no
/// keyboard writes; [`SchoolingRefusal::PersonalData`].
pub fn view_title(written: &Words) -> Result<Words, SchoolingRefusal> {
    let text = written.0.trim();
    let length = text.chars().count();
    if length == 0 || length > LONGEST_VIEW_TITLE || text.contains(char::is_control) {
        return Err(SchoolingRefusal::TitleUnfit {
            most: LONGEST_VIEW_TITLE,
        });
    }
    if names_somebody(text) {
        return Err(SchoolingRefusal::PersonalData);
    }
    Ok(Words(text.to_owned()))
}

/// A view shared with the people of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficeView {
    /// Identity.
    pub id: ViewId,
    /// Whose people see it.
    pub office: Office,
    /// The register, by the name its views are saved under.
    pub register: String,
    /// Its title, as its author wrote it.
    pub title: Words,
    /// Who shared it.
    pub by: PersonId,
    /// What it says; absent once it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<ViewContent>,
    /// How it came to be, oldest first.
    pub steps: Vec<OrderStep>,
}
