//! The draft of a visit: what members record before the act is fixed, merged field by field.
//!
//! Every field is a multi-value register under version vectors: merging is commutative,
//! associative and idempotent, so lost, repeated and reordered messages (through the registry or
//! on a stick) end in the same draft on every laptop. Two members who change one field without
//! seeing each other both keep their value until somebody chooses.

use crate::Moment;
use crate::identifiers::{BlobHash, Iin, InstallId, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a field of the draft holds.
///
/// As text, the parts stand between bars: `answer|<list>|<path>`, `finding|<list>|<item>`,
/// `evidence|<list>|<item>|<sha256>`, `mark|<group>|<ИИН>`, `assignee|<list>|<section>`,
/// `opinion|<person>`, `ordered|<group>`, `order|<number>`, `objections`, `party`,
/// `representative`, `acquaintance`, `signing-refusal`, `departure`; a bar within a part is written
/// `%7C`, a percent sign `%25`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("pattern" = concat!(
        "^((answer|finding|assignee)[|][^|]*[|][^|]*",
        "|evidence[|][^|]*[|][^|]*[|][0-9a-f]{64}",
        "|mark[|][^|]*[|][0-9]{12}",
        "|opinion[|][0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "|(ordered|order)[|][^|]*",
        "|objections|party|representative|acquaintance|signing-refusal|departure)$",
    )))
)]
#[serde(into = "String", try_from = "String")]
pub enum FieldKey {
    /// Answer at a path of a checklist.
    Answer {
        /// Checklist code.
        list: String,
        /// Path of the node in the form.
        path: String,
    },
    /// Record of a violated or unchecked item ([`crate::finding::Finding`]).
    Finding {
        /// Checklist code.
        list: String,
        /// Item.
        item: String,
    },
    /// One piece of evidence ([`crate::finding::Evidence`], or null when taken away).
    Evidence {
        /// Checklist code; empty for the visit as a whole.
        list: String,
        /// Item; empty for the visit as a whole.
        item: String,
        /// SHA-256 of the original.
        sha256: BlobHash,
    },
    /// Presence of a learner in a group.
    Mark {
        /// Group code.
        group: String,
        /// Learner.
        iin: Iin,
    },
    /// Who answers a section of a checklist (a person's identity): members share the work, and
    /// anybody may still answer anything.
    Assignee {
        /// Checklist code.
        list: String,
        /// Section.
        section: String,
    },
    /// Special opinion of a member.
    Opinion {
        /// Whose.
        member: PersonId,
    },
    /// Objections of the inspected party, as written on the spot.
    Objections,
    /// What the inspected party did with the act.
    PartyDecision,
    /// Representative of the inspected party: name and position.
    Representative,
    /// Learners of a group by the organisation's orders of enrolment (a number).
    Ordered {
        /// Group code.
        group: String,
    },
    /// An order that prolonged the visit or changed its commission
    /// ([`crate::act::ActOrder`], or null when taken away).
    FurtherOrder {
        /// Number of the order.
        number: String,
    },
    /// When the representative was acquainted with the act (a moment).
    Acquaintance,
    /// How the inspected party refused to sign.
    SigningRefusal,
    /// When the commission left (a moment).
    Departure,
}

/// Separates the parts of a key in its text form.
const SEPARATOR: char = '|';

/// A part of a key with the separator written as `%7C` and the percent sign as `%25`: group codes
/// come from another system and may hold anything.
fn escape(part: &str) -> Cow<'_, str> {
    if part.contains(['%', SEPARATOR]) {
        Cow::Owned(part.replace('%', "%25").replace(SEPARATOR, "%7C"))
    } else {
        Cow::Borrowed(part)
    }
}

/// Undoes [`escape`].
fn unescape(part: &str) -> String {
    part.replace("%7C", "|").replace("%25", "%")
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer { list, path } => {
                write!(
                    f,
                    "answer{SEPARATOR}{}{SEPARATOR}{}",
                    escape(list),
                    escape(path)
                )
            }
            Self::Finding { list, item } => {
                write!(
                    f,
                    "finding{SEPARATOR}{}{SEPARATOR}{}",
                    escape(list),
                    escape(item)
                )
            }
            Self::Evidence { list, item, sha256 } => write!(
                f,
                "evidence{SEPARATOR}{}{SEPARATOR}{}{SEPARATOR}{sha256}",
                escape(list),
                escape(item)
            ),
            Self::Mark { group, iin } => {
                write!(f, "mark{SEPARATOR}{}{SEPARATOR}{iin}", escape(group))
            }
            Self::Assignee { list, section } => write!(
                f,
                "assignee{SEPARATOR}{}{SEPARATOR}{}",
                escape(list),
                escape(section)
            ),
            Self::Opinion { member } => write!(f, "opinion{SEPARATOR}{member}"),
            Self::Objections => f.write_str("objections"),
            Self::PartyDecision => f.write_str("party"),
            Self::Representative => f.write_str("representative"),
            Self::Ordered { group } => write!(f, "ordered{SEPARATOR}{}", escape(group)),
            Self::FurtherOrder { number } => write!(f, "order{SEPARATOR}{}", escape(number)),
            Self::Acquaintance => f.write_str("acquaintance"),
            Self::SigningRefusal => f.write_str("signing-refusal"),
            Self::Departure => f.write_str("departure"),
        }
    }
}

impl fmt::Debug for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A mark's key holds an ИИН, which must not reach a log.
            Self::Mark { group, .. } => write!(f, "mark|{}|hidden", escape(group)),
            other => fmt::Display::fmt(other, f),
        }
    }
}

/// A text that isn't the key of a draft field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key of a draft field")]
pub struct FieldKeyError;

impl FromStr for FieldKey {
    type Err = FieldKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split(SEPARATOR).collect();
        Ok(match parts.as_slice() {
            ["answer", list, path] => Self::Answer {
                list: unescape(list),
                path: unescape(path),
            },
            ["finding", list, item] => Self::Finding {
                list: unescape(list),
                item: unescape(item),
            },
            ["evidence", list, item, sha256] => Self::Evidence {
                list: unescape(list),
                item: unescape(item),
                sha256: sha256.parse().or(Err(FieldKeyError))?,
            },
            ["mark", group, iin] => Self::Mark {
                group: unescape(group),
                iin: iin.parse().or(Err(FieldKeyError))?,
            },
            ["assignee", list, section] => Self::Assignee {
                list: unescape(list),
                section: unescape(section),
            },
            ["opinion", member] => Self::Opinion {
                member: member.parse().or(Err(FieldKeyError))?,
            },
            ["objections"] => Self::Objections,
            ["party"] => Self::PartyDecision,
            ["representative"] => Self::Representative,
            ["ordered", group] => Self::Ordered {
                group: unescape(group),
            },
            ["order", number] => Self::FurtherOrder {
                number: unescape(number),
            },
            ["acquaintance"] => Self::Acquaintance,
            ["signing-refusal"] => Self::SigningRefusal,
            ["departure"] => Self::Departure,
            _ => return Err(FieldKeyError),
        })
    }
}

impl TryFrom<String> for FieldKey {
    type Error = FieldKeyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<FieldKey> for String {
    fn from(key: FieldKey) -> Self {
        key.to_string()
    }
}

/// How many changes of each installation a version has seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("propertyNames" = { "type": "string", "format": "uuid" }))
)]
#[serde(transparent)]
pub struct VersionVector(BTreeMap<InstallId, u32>);

impl VersionVector {
    /// Whether this version has seen everything `other` has.
    pub fn covers(&self, other: &Self) -> bool {
        other
            .0
            .iter()
            .all(|(install, count)| self.0.get(install).is_some_and(|own| own >= count))
    }

    fn join(&mut self, other: &Self) {
        for (install, count) in &other.0 {
            let own = self.0.entry(*install).or_insert(0);
            *own = (*own).max(*count);
        }
    }

    fn bump(&mut self, install: InstallId) {
        let own = self.0.entry(install).or_insert(0);
        *own = own.saturating_add(1);
    }
}

/// One value a field was given.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldVersion {
    /// What the author had seen, including this change.
    pub clock: VersionVector,
    /// The value; null clears the field.
    pub value: Value,
    /// Author.
    pub author: PersonId,
    /// When, by the author's clock: evidence, never order.
    pub at: Moment,
}

impl fmt::Debug for FieldVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Values hold notes and names; they must not reach a log.
        f.debug_struct("FieldVersion")
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}

/// A field with the values nobody has yet overruled: one, or several in conflict.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Field {
    versions: Vec<FieldVersion>,
}

impl Field {
    /// The values that stand beside each other, in an order every laptop agrees on.
    pub fn versions(&self) -> &[FieldVersion] {
        &self.versions
    }

    /// The value to show: with a conflict, the first in the agreed order.
    pub fn current(&self) -> Option<&FieldVersion> {
        self.versions.first()
    }

    /// Whether two members disagree.
    pub fn is_conflicted(&self) -> bool {
        self.versions.len() > 1
    }

    /// A new version over everything seen so far; give it to [`Field::merge`] and to the others.
    pub fn write(
        &self,
        install: InstallId,
        value: Value,
        author: PersonId,
        at: Moment,
    ) -> FieldVersion {
        let mut clock = VersionVector::default();
        for version in &self.versions {
            clock.join(&version.clock);
        }
        clock.bump(install);
        FieldVersion {
            clock,
            value,
            author,
            at,
        }
    }

    /// Takes in a version from anywhere, any number of times, in any order. Returns whether the
    /// field changed.
    pub fn merge(&mut self, incoming: FieldVersion) -> bool {
        let known = self.versions.iter().any(|own| {
            (own.clock.covers(&incoming.clock) && own.clock != incoming.clock) || *own == incoming
        });
        if known {
            return false;
        }
        self.versions
            .retain(|own| !(incoming.clock.covers(&own.clock) && own.clock != incoming.clock));
        self.versions.push(incoming);
        self.versions.sort_by_key(rank);
        true
    }
}

/// The order of versions in conflict: later first, then by author, value and clock, so that it is
/// the same everywhere whatever arrived first.
fn rank(version: &FieldVersion) -> impl Ord + use<> {
    let clock: Vec<(InstallId, u32)> = version
        .clock
        .0
        .iter()
        .map(|(install, count)| (*install, *count))
        .collect();
    (
        std::cmp::Reverse(version.at),
        version.author,
        version.value.to_string(),
        clock,
    )
}

/// All fields of a visit's draft.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Draft {
    fields: BTreeMap<FieldKey, Field>,
}

impl Draft {
    /// A field, when it was ever written.
    pub fn field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields.get(key)
    }

    /// The value to show for a field; cleared fields have none.
    pub fn value(&self, key: &FieldKey) -> Option<&Value> {
        self.field(key)
            .and_then(Field::current)
            .map(|v| &v.value)
            .filter(|v| !v.is_null())
    }

    /// Makes a version of a field over everything this draft has seen.
    pub fn write(
        &self,
        key: &FieldKey,
        install: InstallId,
        value: Value,
        author: PersonId,
        at: Moment,
    ) -> FieldVersion {
        match self.fields.get(key) {
            Some(field) => field.write(install, value, author, at),
            None => Field::default().write(install, value, author, at),
        }
    }

    /// Takes in a version. Returns whether the draft changed.
    pub fn merge(&mut self, key: FieldKey, version: FieldVersion) -> bool {
        self.fields.entry(key).or_default().merge(version)
    }

    /// Takes in another draft. Returns the keys that changed.
    pub fn merge_all(&mut self, other: &Self) -> Vec<FieldKey> {
        let mut changed = Vec::new();
        for (key, field) in &other.fields {
            let own = self.fields.entry(key.clone()).or_default();
            let mut any = false;
            for version in &field.versions {
                any |= own.merge(version.clone());
            }
            if any {
                changed.push(key.clone());
            }
        }
        changed
    }

    /// All fields, in key order.
    pub fn iter(&self) -> impl Iterator<Item = (&FieldKey, &Field)> {
        self.fields.iter()
    }

    /// Fields two members disagree about. Who answers a section isn't one: the later word stands.
    pub fn conflicts(&self) -> impl Iterator<Item = (&FieldKey, &Field)> {
        self.fields.iter().filter(|(key, field)| {
            field.is_conflicted() && !matches!(key, FieldKey::Assignee { .. })
        })
    }

    /// Reads a field as a typed value; `None` when absent, cleared or of another shape.
    pub fn read<T: serde::de::DeserializeOwned>(&self, key: &FieldKey) -> Option<T> {
        self.value(key)
            .and_then(|value| serde_json::from_value(value.clone()).ok())
    }
}
