//! The act of a visit: everything that is signed, fixed once as canonical bytes.

use crate::Moment;
use crate::calendar::legal_day;
use crate::contingent::GroupCount;
use crate::finding::{Effect, Severity, StudyStop, is_too_soon};
use crate::identifiers::{ActId, BlobHash, OrganisationId, PersonId, PremisesId, VisitId};
use crate::people::CommissionRole;
use crate::policy::Policy;
use crate::prescription::{PrescriptionPoint, Violation, prescription_of};
use crate::text::Trilingual;
use crate::traffic_light::{Proposal, Violated, asks_stop, effect_found};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

mod faults;

pub use faults::ActFault;

/// Name and version of the format new acts are written in. A reader that doesn't know it must not
/// guess.
///
/// The second version added what the first had no place for: further orders, acquaintance,
/// the circumstances of a refusal to sign, departure, learners by orders, sheets. Each is left out
/// of the bytes when empty, so that acts of the first version keep their bytes.
pub const ACT_SCHEMA: &str = "baqylau.act/2";

/// The first version of the format: still read, verified and printed, no longer written.
pub const ACT_SCHEMA_1: &str = "baqylau.act/1";

/// Which act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// Акт мониторинга / мониторинг актісі.
    Monitoring,
    /// Акт об отказе в допуске / жібермеу туралы акт.
    AdmissionRefusal,
}

/// Everything the members sign. Field numbers in comments are those of the act's field list
/// (`jogarybilim.md` 3.2, after art. 152 of the Entrepreneurial Code).
///
/// The signed bytes are made from this once, by [`ActContent::to_bytes`], and kept; they are
/// never made again from a parsed copy.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActContent {
    /// Name and version of the format, [`ACT_SCHEMA`] or [`ACT_SCHEMA_1`].
    pub schema: String,
    /// Which act.
    pub kind: ActKind,
    /// Identity of the act.
    pub act: ActId,
    /// The visit.
    pub visit: VisitId,
    /// Number given on the laptop: `Ч-<device>-<n>`. The registry gives the final one.
    pub draft_number: String,
    /// 1: when the act was drawn up.
    pub composed_at: Moment,
    /// 1: where.
    pub place: Trilingual,
    /// 2: who created the commission.
    pub commission: Trilingual,
    /// 3: the order of the visit.
    pub order: ActOrder,
    /// 3: orders that prolonged the visit or changed its commission, in the order of their dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_orders: Vec<ActOrder>,
    /// 4, 5: members and experts.
    pub members: Vec<ActMember>,
    /// 6: the inspected party.
    pub subject: ActSubject,
    /// 7: from when to when the visit was conducted: from arrival to departure, or to drawing up
    /// the act where departure isn't recorded.
    pub conducted: (Moment, Moment),
    /// 7: the period inspected.
    pub inspected_period: (NaiveDate, NaiveDate),
    /// 7: the subject of the visit.
    pub purpose: Trilingual,
    /// 16: arrival, admission or refusal.
    pub presence: ActPresence,
    /// 8, 9, 18: results by checklist.
    pub checklists: Vec<ActChecklist>,
    /// 8: violations.
    pub findings: Vec<ActFinding>,
    /// Prescription points made from the violations.
    pub prescription: Vec<PrescriptionPoint>,
    /// 15: contingent, group by group.
    pub head_count: Vec<GroupCount>,
    /// 13: objections of the inspected party as written on the spot; empty when none.
    pub objections: String,
    /// 14: special opinions of members.
    pub special_opinions: Vec<SpecialOpinion>,
    /// 10: what the inspected party did with the act.
    pub party_decision: PartyDecision,
    /// 10: when the representative was acquainted with the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquainted_at: Option<Moment>,
    /// 10: how the inspected party refused to sign; empty unless it did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refusal_to_sign: String,
    /// 17: the consequence proposed.
    pub proposal: Option<Proposal>,
    /// 12: everything attached, with SHA-256 of the original bytes.
    pub attachments: Vec<ActAttachment>,
    /// 19: number of copies.
    pub copies: u8,
    /// Version of the program that drew up the act.
    pub software: String,
    /// Part of the demonstration data.
    pub sample: bool,
}

impl std::fmt::Debug for ActContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // An act is full of names and of what people said.
        f.debug_struct("ActContent")
            .field("kind", &self.kind)
            .field("act", &self.act)
            .field("visit", &self.visit)
            .finish_non_exhaustive()
    }
}

/// The order of the visit, as quoted in the act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActOrder {
    /// Number.
    pub number: String,
    /// Date.
    pub date: NaiveDate,
    /// Issued by.
    pub issued_by: Trilingual,
}

/// A member or expert as printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActMember {
    /// Who.
    pub person: PersonId,
    /// Full name. Personal data.
    pub full_name: String,
    /// Position.
    pub position: Trilingual,
    /// Part in the visit.
    pub role: CommissionRole,
}

impl std::fmt::Debug for ActMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActMember")
            .field("person", &self.person)
            .field("role", &self.role)
            .finish()
    }
}

/// The inspected organisation and building.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActSubject {
    /// Organisation.
    pub organisation: OrganisationId,
    /// БИН as the registry holds it.
    pub bin: String,
    /// Name.
    pub name: Trilingual,
    /// Legal address.
    pub legal_address: Trilingual,
    /// Building visited.
    pub premises: PremisesId,
    /// Name of the building.
    pub premises_name: Trilingual,
    /// Address of the building.
    pub premises_address: Trilingual,
    /// Address register code.
    pub rka: String,
    /// Licence number, empty when none is in force.
    pub licence: String,
    /// Whether the address stands in the licence; `None` when the code couldn't be compared.
    pub licensed_here: Option<bool>,
    /// Representative present: name and position. Personal data.
    pub representative: String,
}

impl std::fmt::Debug for ActSubject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActSubject")
            .field("organisation", &self.organisation)
            .finish()
    }
}

/// Arrival and what happened at the door.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActPresence {
    /// When the commission arrived.
    pub arrived_at: Moment,
    /// Where: latitude and longitude in millionths of a degree, accuracy in metres.
    pub location: Option<(i32, i32, u32)>,
    /// When the order was shown and the rights leaflet handed over.
    pub leaflet_at: Option<Moment>,
    /// When the commission was let in.
    pub admitted_at: Option<Moment>,
    /// When and how admission was refused.
    pub refusal: Option<ActRefusal>,
    /// 16: when the commission left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departed_at: Option<Moment>,
}

impl std::fmt::Debug for ActPresence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActPresence")
            .field("admitted", &self.admitted_at.is_some())
            .finish()
    }
}

/// A refusal of admission.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActRefusal {
    /// When.
    pub at: Moment,
    /// What was said or done.
    pub circumstances: String,
    /// Witnesses: names and what they are. Personal data.
    pub witnesses: Vec<String>,
}

/// Results of one checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActChecklist {
    /// Code: `SAFE`.
    pub code: String,
    /// Title.
    pub title: Trilingual,
    /// Version of the workbook the visit was pinned to.
    pub version: String,
    /// SHA-256 of the workbook.
    pub workbook: BlobHash,
    /// SHA-256 of the answers as kept.
    pub answers_sha256: BlobHash,
    /// Sections with their numbers.
    pub sections: Vec<ActSection>,
    /// Every answer given.
    pub answers: Vec<ActAnswer>,
}

/// Numbers of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActSection {
    /// Title.
    pub title: Trilingual,
    /// Items that applied.
    pub total: u32,
    /// Conforming.
    pub conform: u32,
    /// Violations.
    pub violations: u32,
    /// Not applicable.
    pub not_applicable: u32,
    /// Not checked, with a reason.
    pub not_checked: u32,
}

/// One answer as given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActAnswer {
    /// Item.
    pub item: String,
    /// Requirement.
    pub text: Trilingual,
    /// Answer in words.
    pub answer: Trilingual,
    /// Note of the member.
    pub note: String,
}

impl std::fmt::Debug for ActAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActAnswer")
            .field("item", &self.item)
            .finish_non_exhaustive()
    }
}

/// One violation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActFinding {
    /// Checklist code.
    pub list: String,
    /// Item.
    pub item: String,
    /// Requirement.
    pub requirement: Trilingual,
    /// What was found.
    pub note: String,
    /// Severity.
    pub severity: Severity,
    /// Norm key.
    pub norm: String,
    /// Name of the norm.
    pub norm_title: Trilingual,
    /// How certain the norm link is: `A`, `B` or `C`.
    pub norm_certainty: String,
    /// What it leads to.
    pub effect: Effect,
    /// Evidence by hash.
    pub evidence: Vec<BlobHash>,
    /// By when to remedy.
    pub due: Option<NaiveDate>,
    /// How long study stood still, where the item asks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StudyStop>,
}

impl std::fmt::Debug for ActFinding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActFinding")
            .field("list", &self.list)
            .field("item", &self.item)
            .field("effect", &self.effect)
            .finish_non_exhaustive()
    }
}

/// A dissenting member's opinion.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpecialOpinion {
    /// Whose.
    pub member: PersonId,
    /// What.
    pub text: String,
}

impl std::fmt::Debug for SpecialOpinion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SpecialOpinion")
            .field("member", &self.member)
            .finish_non_exhaustive()
    }
}

/// What the inspected party did with the act (SAQ: three outcomes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartyDecision {
    /// Подписан.
    Signed,
    /// Подписан с возражениями.
    SignedWithObjections,
    /// Отказ от подписания.
    Refused,
}

/// A file the act refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActAttachment {
    /// SHA-256 of the original bytes.
    pub sha256: BlobHash,
    /// File name.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// Size in bytes.
    pub size: u64,
    /// Item it belongs to: `SAFE/B07`; empty for the visit as a whole.
    pub item: String,
    /// Caption.
    pub caption: String,
    /// Camera's time as written in the file.
    pub taken_at: Option<String>,
    /// Camera's place.
    pub taken_where: Option<(i32, i32)>,
    /// Annotation layer over the original ([`crate::finding::Evidence::annotations`]): what it
    /// makes unrecognisable is destroyed wherever the picture is printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub annotations: String,
    /// 12: number of sheets of a paper document, where somebody counted them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<u32>,
}

/// Why bytes are not an act.
#[derive(Debug, Error)]
pub enum ActError {
    /// Not the format at all.
    #[error("not an act: {0}")]
    Malformed(#[from] serde_json::Error),
    /// A format of another version.
    #[error("act format {found} is not known")]
    UnknownSchema {
        /// Schema named in the bytes.
        found: String,
    },
    /// An act of an earlier version with fields that version doesn't have.
    #[error("act format {found} has no such fields")]
    LaterFields {
        /// Schema named in the bytes.
        found: String,
    },
}

impl ActContent {
    /// The canonical bytes: what is hashed, shown, signed and kept.
    ///
    /// Compact JSON in the order of this struct's fields, UTF-8, no trailing newline.
    ///
    /// # Errors
    /// [`ActError::Malformed`] never in practice: every field serialises.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ActError> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Reads canonical bytes.
    ///
    /// # Errors
    /// [`ActError`] when the bytes aren't an act of a known version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ActError> {
        #[derive(Deserialize)]
        struct Header {
            schema: String,
        }
        let header: Header = serde_json::from_slice(bytes)?;
        let first = header.schema == ACT_SCHEMA_1;
        if !first && header.schema != ACT_SCHEMA {
            return Err(ActError::UnknownSchema {
                found: header.schema,
            });
        }
        let content: Self = serde_json::from_slice(bytes)?;
        if first && content.has_fields_of_schema_2() {
            return Err(ActError::LaterFields {
                found: header.schema,
            });
        }
        Ok(content)
    }

    /// Whether the prescription is the one that follows from what the act records, by the same
    /// rule that made it; what to do and who does it are free words.
    pub fn prescription_follows(&self, policy: &Policy) -> bool {
        let violations = self.findings.iter().map(|finding| Violation {
            list: &finding.list,
            item: &finding.item,
            effect: finding.effect,
            risk: finding.severity,
            due: finding.due,
            recommendation: "",
            responsible: "",
        });
        let refused = self.kind == ActKind::AdmissionRefusal;
        let due = prescription_of(violations, refused, self.visited(), policy);
        due.len() == self.prescription.len()
            && due
                .iter()
                .zip(&self.prescription)
                .all(|(due, written)| due.demands_the_same(written))
    }

    /// Whether every violation to be remedied has a due date of the commission's own, not before
    /// the shortest term ends.
    pub fn terms_hold(&self, policy: &Policy) -> bool {
        let min_days = policy.prescription_min_days.value;
        self.findings
            .iter()
            .filter(|finding| finding.effect.demands_remedy())
            .all(|finding| {
                finding
                    .due
                    .is_some_and(|due| !is_too_soon(due, self.visited(), min_days))
            })
    }

    /// Whether every stop of study has its dates and leads to what its length says: longer than
    /// the limit, and no shorter one, to termination.
    pub fn stops_hold(&self, policy: &Policy) -> bool {
        let visited = self.visited();
        self.findings
            .iter()
            .filter(|finding| {
                finding.effect.demands_remedy() && asks_stop(&finding.list, &finding.item)
            })
            .all(|finding| {
                let violated = Violated {
                    list: &finding.list,
                    item: &finding.item,
                    effect: finding.effect,
                };
                finding.stop.is_some_and(|stop| {
                    stop.is_possible(visited)
                        && effect_found(&violated, Some(stop), visited, policy) == finding.effect
                })
            })
    }

    /// The day of the visit, from which terms are counted.
    pub fn visited(&self) -> NaiveDate {
        legal_day(self.presence.arrived_at)
    }

    /// Grounds that follow from what the act records, by the same rule for client and registry.
    pub fn grounds(&self) -> Vec<crate::traffic_light::Ground> {
        use crate::traffic_light::{Ground, ground_of};
        let mut grounds: Vec<Ground> = self
            .findings
            .iter()
            .filter_map(|finding| {
                ground_of(&Violated {
                    list: &finding.list,
                    item: &finding.item,
                    effect: finding.effect,
                })
            })
            .collect();
        if self.kind == ActKind::AdmissionRefusal {
            grounds.push(Ground::AdmissionRefused);
        }
        grounds.sort_unstable();
        grounds.dedup();
        grounds
    }
}
