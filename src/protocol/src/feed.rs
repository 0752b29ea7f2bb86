//! The feed: ordered changes of a scope.

use crate::checks::OrganisationChecks;
use crate::signature::RegisteredSignature;
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_domain::identifiers::{Kato, OrganisationId, PersonId, SanctionId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_domain::prescription::{PointState, PrescriptionPoint};
use baqylau_domain::sanction::Sanction;
use baqylau_domain::schooling::{Office, SchoolingRecord};
use baqylau_domain::visit::Visit;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A feed a session may read. As text: `region:<КАТО>`, `visits:<КАТО>`, `orders:<КАТО>`, `messages:<КАТО>`,
/// `school:<organisation>`, `person:<person>`, `draft:<visit>`, `statements:centre`, `office:<office>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("pattern" = concat!(
        "^((region|visits|orders|messages):[1-9][0-9]{8}|statements:centre",
        "|office:(centre|issuer|[1-9][0-9]{8})",
        "|(school|person|draft|office):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
    )))
)]
#[serde(into = "String", try_from = "String")]
pub enum Scope {
    /// Organisations, sanctions and prescription points of a region.
    Region(Kato),
    /// Visits of a region, for its officers.
    Visits(Kato),
    /// The state educational order of a region, for its offices.
    Orders(Kato),
    /// Messages between schools of a region and its department, for the department.
    Messages(Kato),
    /// Statements of the financial centre's banks, for its people alone.
    Statements,
    /// The state educational order of one school, for its own people.
    School(OrganisationId),
    /// Visits a person is a member of.
    Person(PersonId),
    /// What the people of an office share among themselves.
    Office(Office),
    /// Draft of a visit, for its commission.
    Draft(VisitId),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Region(kato) => write!(f, "region:{kato}"),
            Self::Visits(kato) => write!(f, "visits:{kato}"),
            Self::Orders(kato) => write!(f, "orders:{kato}"),
            Self::Messages(kato) => write!(f, "messages:{kato}"),
            Self::Statements => f.write_str("statements:centre"),
            Self::School(school) => write!(f, "school:{school}"),
            Self::Person(person) => write!(f, "person:{person}"),
            Self::Office(office) => write!(f, "office:{office}"),
            Self::Draft(visit) => write!(f, "draft:{visit}"),
        }
    }
}

/// A text that names no scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a scope")]
pub struct ScopeError;

impl FromStr for Scope {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, rest) = text.split_once(':').ok_or(ScopeError)?;
        match kind {
            "region" => rest.parse().map(Self::Region).or(Err(ScopeError)),
            "visits" => rest.parse().map(Self::Visits).or(Err(ScopeError)),
            "orders" => rest.parse().map(Self::Orders).or(Err(ScopeError)),
            "messages" => rest.parse().map(Self::Messages).or(Err(ScopeError)),
            "statements" if rest == "centre" => Ok(Self::Statements),
            "school" => rest.parse().map(Self::School).or(Err(ScopeError)),
            "person" => rest.parse().map(Self::Person).or(Err(ScopeError)),
            "office" => rest.parse().map(Self::Office).or(Err(ScopeError)),
            "draft" => rest.parse().map(Self::Draft).or(Err(ScopeError)),
            _ => Err(ScopeError),
        }
    }
}

impl TryFrom<String> for Scope {
    type Error = ScopeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeedEntry {
    /// Place in the scope: gapless from 1, in commit order.
    pub seq: u64,
    /// What changed.
    pub change: Change,
}

/// What changed: always the whole new state of one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// An organisation.
    Organisation {
        /// New state.
        organisation: Box<Organisation>,
        /// What the automatic checks say of it; absent while they weren't run. A part of this
        /// record and not a kind of its own: programs that don't know it read the rest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        checks: Option<Box<OrganisationChecks>>,
    },
    /// A visit.
    Visit {
        /// New state.
        visit: Box<Visit>,
    },
    /// A sanction.
    Sanction {
        /// New state.
        sanction: Box<Sanction>,
    },
    /// A prescription point of a registered act.
    Point {
        /// Point with its state.
        point: Box<RegisteredPoint>,
    },
    /// The registry's verdict about a member's signature.
    Signature {
        /// Signature with its verdict.
        signature: Box<RegisteredSignature>,
    },
    /// A version of a draft field.
    Field {
        /// Visit.
        visit: VisitId,
        /// Field.
        key: FieldKey,
        /// Version.
        version: FieldVersion,
    },
    /// A person whose name this scope may show.
    Person {
        /// New state.
        person: Box<Person>,
    },
    /// A record of the state educational order.
    Schooling {
        /// New state.
        record: Box<SchoolingRecord>,
    },
    /// A record left this scope (not deleted: no longer for this reader).
    Removed {
        /// Which.
        record: RecordRef,
    },
}

/// A record as one text, the same at the registry and on every laptop: `visit:<id>`,
/// `point:<visit>/<number>`, `signature:<visit>/<person>`, `schooling:act:<id>`. Sorted, records of a
/// kind stand together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// Kind: `organisation`, `person`, `point`, `sanction`, `schooling`, `signature`, `visit`.
    pub kind: &'static str,
    /// Identity within the kind.
    pub id: String,
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

impl Change {
    /// The record this is about; none for draft fields, which are many versions of one thing.
    pub fn record(&self) -> Option<RecordKey> {
        let (kind, id) = match self {
            Self::Organisation { organisation, .. } => {
                ("organisation", organisation.id.to_string())
            }
            Self::Visit { visit } => ("visit", visit.id.to_string()),
            Self::Sanction { sanction } => ("sanction", sanction.id.to_string()),
            Self::Point { point } => ("point", point.record_id()),
            Self::Signature { signature } => ("signature", signature.record_id()),
            Self::Person { person } => ("person", person.id.to_string()),
            Self::Schooling { record } => ("schooling", record.key()),
            Self::Removed { record } => match record {
                RecordRef::Visit(id) => ("visit", id.to_string()),
                RecordRef::Sanction(id) => ("sanction", id.to_string()),
                RecordRef::Organisation(id) => ("organisation", id.to_string()),
            },
            Self::Field { .. } => return None,
        };
        Some(RecordKey { kind, id })
    }
}

/// A record named by kind and identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum RecordRef {
    /// Visit.
    Visit(VisitId),
    /// Sanction.
    Sanction(SanctionId),
    /// Organisation.
    Organisation(baqylau_domain::identifiers::OrganisationId),
}

/// A prescription point with where it comes from and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisteredPoint {
    /// Visit whose act has the point.
    pub visit: VisitId,
    /// Number the registry gave that act.
    pub act_number: String,
    /// Organisation.
    pub organisation: baqylau_domain::identifiers::OrganisationId,
    /// Point.
    pub point: PrescriptionPoint,
    /// State.
    pub state: PointState,
    /// Norm the violated item names; empty when it names none, and in records made before norms
    /// were kept with points.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub norm: String,
}

impl RegisteredPoint {
    /// Identity among points: the visit and the number within its prescription.
    pub fn record_id(&self) -> String {
        format!("{}/{}", self.visit, self.point.number)
    }
}

/// A page of a feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeedPage {
    /// Epoch of the registry.
    pub epoch: uuid::Uuid,
    /// Scope.
    pub scope: Scope,
    /// Entries after the cursor, oldest first.
    pub entries: Vec<FeedEntry>,
    /// Newest entry of the scope; equal to the last entry's when nothing is left.
    pub head: u64,
}

/// The scopes a session may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scopes {
    /// Scopes, in the order they should be pulled.
    pub scopes: Vec<Scope>,
    /// The audit log, which must be the one seen before: to be checked before anything is read.
    pub audit: crate::audit::AuditAnswer,
}
