//! The stages of a visit; each carries only what exists by then.

use super::VisitEvent;
use crate::Moment;
use crate::act::ActKind;
use crate::calendar::legal_day;
use crate::identifiers::{ActId, BlobHash, PersonId, SanctionId, VisitId};
use crate::policy::Policy;
use crate::text::Trilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The order of the visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VisitOrder {
    /// Number.
    pub number: String,
    /// Date.
    pub date: NaiveDate,
    /// Who issued it.
    pub issued_by: Trilingual,
}

/// Arrival on site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arrival {
    /// When.
    pub at: Moment,
    /// Latitude and longitude in millionths of a degree, accuracy in metres (0: not told).
    pub location: Option<(i32, i32, u32)>,
    /// Who recorded it.
    pub by: PersonId,
}

/// The commission was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Admission {
    /// When the order was shown and the leaflet of rights handed over.
    pub leaflet_at: Moment,
    /// When the commission was let in.
    pub at: Moment,
}

/// The commission was kept out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdmissionRefusal {
    /// When.
    pub at: Moment,
    /// When the order was shown and the leaflet offered, if it came to that.
    pub leaflet_at: Option<Moment>,
    /// What was said or done.
    pub circumstances: String,
    /// Witnesses.
    pub witnesses: Vec<String>,
}

impl fmt::Debug for AdmissionRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Circumstances and witnesses are names.
        f.debug_struct("AdmissionRefusal")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// What happened at the door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "access", rename_all = "snake_case")]
pub enum Access {
    /// Let in.
    Admitted(Admission),
    /// Kept out: the act records the refusal alone.
    Refused(AdmissionRefusal),
}

/// Order and arrival: the beginning of every visit that took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conduct {
    /// Order.
    pub order: VisitOrder,
    /// Notice to the organisation, where one was sent.
    pub notified_at: Option<Moment>,
    /// Arrival.
    pub arrival: Arrival,
}

/// A visit whose facts are being, or were, recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recorded {
    /// Order and arrival.
    pub conduct: Conduct,
    /// What happened at the door.
    pub access: Access,
}

/// The act with its bytes fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FixedAct {
    /// Identity.
    pub id: ActId,
    /// Which act.
    pub kind: ActKind,
    /// SHA-256 of the canonical bytes.
    pub sha256: BlobHash,
    /// Number given on the laptop.
    pub draft_number: String,
    /// When the bytes were fixed.
    pub at: Moment,
    /// By whom.
    pub by: PersonId,
    /// Whether the inspected party objects or refuses to sign.
    pub party: crate::act::PartyDecision,
}

/// One member's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MemberSignature {
    /// Whose.
    pub person: PersonId,
    /// SHA-256 of the detached CMS file.
    pub cms: BlobHash,
    /// When, by the signer's clock.
    pub at: Moment,
    /// Signed with a special opinion.
    pub with_opinion: bool,
}

/// A member whose signature the act goes without.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Release {
    /// Who.
    pub member: PersonId,
    /// Why, in the chair's words.
    pub reason: String,
    /// When.
    pub at: Moment,
}

impl std::fmt::Debug for Release {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Release")
            .field("member", &self.member)
            .finish_non_exhaustive()
    }
}

/// The act with its signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedFile {
    /// What was recorded.
    pub recorded: Recorded,
    /// Act.
    pub act: FixedAct,
    /// Signatures in the order they were made.
    pub signatures: Vec<MemberSignature>,
    /// Members the act goes without.
    #[serde(default)]
    pub released: Vec<Release>,
}

impl SignedFile {
    /// Whether the act goes without this member's signature.
    pub fn is_released(&self, member: PersonId) -> bool {
        self.released.iter().any(|release| release.member == member)
    }
}

/// How a copy reached the inspected party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HandOverWay {
    /// On paper, against signature.
    Paper,
    /// Electronically.
    Electronic,
    /// The representative would not take it; sent by registered mail.
    RefusedAndMailed,
}

/// Handing the act over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandOver {
    /// When.
    pub at: Moment,
    /// How.
    pub way: HandOverWay,
    /// To whom.
    pub to: String,
}

impl fmt::Debug for HandOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HandOver")
            .field("at", &self.at)
            .field("way", &self.way)
            .finish_non_exhaustive()
    }
}

/// Objections lodged after the act was handed over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Objection {
    /// When.
    pub at: Moment,
    /// What the organisation says.
    pub text: String,
    /// Papers, by hash.
    pub papers: Vec<BlobHash>,
}

impl fmt::Debug for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Objection")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// The act handed over, with any objections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delivered {
    /// Signed act.
    pub file: SignedFile,
    /// How it was handed over.
    pub hand_over: HandOver,
    /// Objections, oldest first.
    pub objections: Vec<Objection>,
}

impl Delivered {
    /// The last day, by the legal time of Kazakhstan, on which objections are taken.
    pub fn objections_until(&self, policy: &Policy) -> NaiveDate {
        policy
            .calendar
            .add_working_days(legal_day(self.hand_over.at), policy.objection_days.value)
    }
}

/// Where a visit stands, with everything known by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// План / Жоспар.
    Planned,
    /// Назначен / Тағайындалды.
    Ordered {
        /// Order.
        order: VisitOrder,
    },
    /// Уведомлён / Хабарланды.
    Notified {
        /// Order.
        order: VisitOrder,
        /// When the organisation was told.
        at: Moment,
    },
    /// На объекте / Объектіде.
    OnSite {
        /// Order and arrival.
        conduct: Conduct,
        /// When the leaflet of rights was handed over.
        leaflet_at: Option<Moment>,
    },
    /// Допуск отказан / Жіберілмеді.
    AdmissionRefused {
        /// Everything recorded; access is refused.
        recorded: Recorded,
    },
    /// Заполнение / Толтыру.
    Recording {
        /// Everything recorded.
        recorded: Recorded,
    },
    /// Сведение / Біріктіру.
    Merging {
        /// Everything recorded.
        recorded: Recorded,
    },
    /// На подписи / Қол қоюда.
    Signing {
        /// Act and the signatures so far.
        file: SignedFile,
    },
    /// Подписан / Қол қойылды.
    Signed {
        /// Act and signatures.
        file: SignedFile,
    },
    /// Вручён / Табысталды.
    HandedOver {
        /// Delivered act.
        delivered: Delivered,
    },
    /// Возражения / Қарсылық.
    Objections {
        /// Delivered act with objections.
        delivered: Delivered,
    },
    /// Зарегистрирован / Тіркелді.
    Registered {
        /// Delivered act.
        delivered: Delivered,
        /// Number given by the registry.
        number: String,
        /// When it was registered.
        at: Moment,
        /// Consequence opened for decision.
        sanction: Option<SanctionId>,
    },
    /// Решение / Шешім.
    Decided {
        /// Delivered act.
        delivered: Delivered,
        /// Number.
        number: String,
        /// Consequence decided, if one was proposed.
        sanction: Option<SanctionId>,
        /// When.
        at: Moment,
    },
    /// Устранение / Жою.
    Remedying {
        /// Delivered act.
        delivered: Delivered,
        /// Number.
        number: String,
        /// Consequence decided.
        sanction: Option<SanctionId>,
        /// Prescription points still open.
        open_points: u32,
    },
    /// Повторный выезд / Қайта бару.
    RepeatVisit {
        /// Delivered act.
        delivered: Delivered,
        /// Number.
        number: String,
        /// Consequence decided.
        sanction: Option<SanctionId>,
        /// Points still open.
        open_points: u32,
        /// The repeat visit.
        repeat: VisitId,
    },
    /// Закрыт / Жабылды.
    Closed {
        /// Delivered act.
        delivered: Delivered,
        /// Number.
        number: String,
        /// When.
        at: Moment,
    },
}

/// A stage without its contents, for lists and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented on Stage")]
pub enum StageName {
    Planned,
    Ordered,
    Notified,
    OnSite,
    AdmissionRefused,
    Recording,
    Merging,
    Signing,
    Signed,
    HandedOver,
    Objections,
    Registered,
    Decided,
    Remedying,
    RepeatVisit,
    Closed,
}

impl StageName {
    /// All, in the order of the state machine.
    pub const ALL: [Self; 16] = [
        Self::Planned,
        Self::Ordered,
        Self::Notified,
        Self::OnSite,
        Self::AdmissionRefused,
        Self::Recording,
        Self::Merging,
        Self::Signing,
        Self::Signed,
        Self::HandedOver,
        Self::Objections,
        Self::Registered,
        Self::Decided,
        Self::Remedying,
        Self::RepeatVisit,
        Self::Closed,
    ];

    /// Key of the stage in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Ordered => "ordered",
            Self::Notified => "notified",
            Self::OnSite => "on-site",
            Self::AdmissionRefused => "admission-refused",
            Self::Recording => "recording",
            Self::Merging => "merging",
            Self::Signing => "signing",
            Self::Signed => "signed",
            Self::HandedOver => "handed-over",
            Self::Objections => "objections",
            Self::Registered => "registered",
            Self::Decided => "decided",
            Self::Remedying => "remedying",
            Self::RepeatVisit => "repeat-visit",
            Self::Closed => "closed",
        }
    }
}

impl Stage {
    /// The stage's name.
    pub fn name(&self) -> StageName {
        match self {
            Self::Planned => StageName::Planned,
            Self::Ordered { .. } => StageName::Ordered,
            Self::Notified { .. } => StageName::Notified,
            Self::OnSite { .. } => StageName::OnSite,
            Self::AdmissionRefused { .. } => StageName::AdmissionRefused,
            Self::Recording { .. } => StageName::Recording,
            Self::Merging { .. } => StageName::Merging,
            Self::Signing { .. } => StageName::Signing,
            Self::Signed { .. } => StageName::Signed,
            Self::HandedOver { .. } => StageName::HandedOver,
            Self::Objections { .. } => StageName::Objections,
            Self::Registered { .. } => StageName::Registered,
            Self::Decided { .. } => StageName::Decided,
            Self::Remedying { .. } => StageName::Remedying,
            Self::RepeatVisit { .. } => StageName::RepeatVisit,
            Self::Closed { .. } => StageName::Closed,
        }
    }

    /// Order of the visit, once issued.
    pub fn order(&self) -> Option<&VisitOrder> {
        match self {
            Self::Planned => None,
            Self::Ordered { order } | Self::Notified { order, .. } => Some(order),
            Self::OnSite { conduct, .. } => Some(&conduct.order),
            _ => self.recorded().map(|recorded| &recorded.conduct.order),
        }
    }

    /// Arrival, access: once the door question is settled.
    pub fn recorded(&self) -> Option<&Recorded> {
        match self {
            Self::AdmissionRefused { recorded }
            | Self::Recording { recorded }
            | Self::Merging { recorded } => Some(recorded),
            _ => self.signed_file().map(|file| &file.recorded),
        }
    }

    /// Act and signatures, once the bytes are fixed.
    pub fn signed_file(&self) -> Option<&SignedFile> {
        match self {
            Self::Signing { file } | Self::Signed { file } => Some(file),
            _ => self.delivered().map(|delivered| &delivered.file),
        }
    }

    /// Delivered act, once handed over.
    pub fn delivered(&self) -> Option<&Delivered> {
        match self {
            Self::HandedOver { delivered }
            | Self::Objections { delivered }
            | Self::Registered { delivered, .. }
            | Self::Decided { delivered, .. }
            | Self::Remedying { delivered, .. }
            | Self::RepeatVisit { delivered, .. }
            | Self::Closed { delivered, .. } => Some(delivered),
            _ => None,
        }
    }

    /// Number given by the registry, once registered.
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Registered { number, .. }
            | Self::Decided { number, .. }
            | Self::Remedying { number, .. }
            | Self::RepeatVisit { number, .. }
            | Self::Closed { number, .. } => Some(number),
            _ => None,
        }
    }

    /// Sanction opened by the act.
    pub fn sanction(&self) -> Option<SanctionId> {
        match self {
            Self::Registered { sanction, .. }
            | Self::Decided { sanction, .. }
            | Self::Remedying { sanction, .. }
            | Self::RepeatVisit { sanction, .. } => *sanction,
            _ => None,
        }
    }

    /// Whether answers, counts and evidence may still be written.
    pub fn is_open_for_drafts(&self) -> bool {
        matches!(
            self,
            Self::Recording { .. } | Self::Merging { .. } | Self::AdmissionRefused { .. }
        )
    }
}

/// The stage an event leads to, or `None` when the event doesn't belong to the stage.
pub(super) fn advance(stage: &Stage, event: &VisitEvent) -> Option<Stage> {
    Some(match (stage, event) {
        (Stage::Planned, VisitEvent::Ordered { order }) => Stage::Ordered {
            order: order.clone(),
        },
        (Stage::Ordered { order }, VisitEvent::Notified { at }) => Stage::Notified {
            order: order.clone(),
            at: *at,
        },
        (Stage::Ordered { order }, VisitEvent::Arrived { arrival }) => Stage::OnSite {
            conduct: Conduct {
                order: order.clone(),
                notified_at: None,
                arrival: arrival.clone(),
            },
            leaflet_at: None,
        },
        (Stage::Notified { order, at }, VisitEvent::Arrived { arrival }) => Stage::OnSite {
            conduct: Conduct {
                order: order.clone(),
                notified_at: Some(*at),
                arrival: arrival.clone(),
            },
            leaflet_at: None,
        },
        (
            Stage::OnSite {
                conduct,
                leaflet_at: None,
            },
            VisitEvent::LeafletHandedOver { at },
        ) => Stage::OnSite {
            conduct: conduct.clone(),
            leaflet_at: Some(*at),
        },
        (Stage::OnSite { conduct, .. }, VisitEvent::Admitted { admission }) => Stage::Recording {
            recorded: Recorded {
                conduct: conduct.clone(),
                access: Access::Admitted(admission.clone()),
            },
        },
        (Stage::OnSite { conduct, .. }, VisitEvent::AdmissionRefused { refusal }) => {
            Stage::AdmissionRefused {
                recorded: Recorded {
                    conduct: conduct.clone(),
                    access: Access::Refused(refusal.clone()),
                },
            }
        }
        (Stage::Recording { recorded }, VisitEvent::MergingBegan) => Stage::Merging {
            recorded: recorded.clone(),
        },
        (Stage::Merging { recorded }, VisitEvent::RecordingResumed) => Stage::Recording {
            recorded: recorded.clone(),
        },
        (
            Stage::Merging { recorded } | Stage::AdmissionRefused { recorded },
            VisitEvent::ActFixed { act },
        ) => Stage::Signing {
            file: SignedFile {
                recorded: recorded.clone(),
                act: act.clone(),
                signatures: Vec::new(),
                released: Vec::new(),
            },
        },
        (Stage::Signing { file }, VisitEvent::ActWithdrawn) => match file.recorded.access {
            Access::Admitted(_) => Stage::Merging {
                recorded: file.recorded.clone(),
            },
            Access::Refused(_) => Stage::AdmissionRefused {
                recorded: file.recorded.clone(),
            },
        },
        (Stage::Signing { file }, VisitEvent::SignatureAdded { signature }) => {
            let mut file = file.clone();
            file.signatures.push(signature.clone());
            Stage::Signing { file }
        }
        (Stage::Signing { file }, VisitEvent::SignerReleased { release }) => {
            let mut file = file.clone();
            file.released.push(release.clone());
            Stage::Signing { file }
        }
        (Stage::Signing { file }, VisitEvent::SigningCompleted) => {
            Stage::Signed { file: file.clone() }
        }
        (Stage::Signed { file }, VisitEvent::HandedOver { hand_over }) => Stage::HandedOver {
            delivered: Delivered {
                file: file.clone(),
                hand_over: hand_over.clone(),
                objections: Vec::new(),
            },
        },
        (
            Stage::HandedOver { delivered } | Stage::Objections { delivered },
            VisitEvent::ObjectionLodged { objection },
        ) => {
            let mut delivered = delivered.clone();
            delivered.objections.push(objection.clone());
            Stage::Objections { delivered }
        }
        (
            Stage::HandedOver { delivered } | Stage::Objections { delivered },
            VisitEvent::Registered {
                number,
                at,
                sanction,
            },
        ) => Stage::Registered {
            delivered: delivered.clone(),
            number: number.clone(),
            at: *at,
            sanction: *sanction,
        },
        (
            Stage::Registered {
                delivered,
                number,
                sanction,
                ..
            },
            VisitEvent::Decided { at },
        ) => Stage::Decided {
            delivered: delivered.clone(),
            number: number.clone(),
            sanction: *sanction,
            at: *at,
        },
        (
            Stage::Decided {
                delivered,
                number,
                sanction,
                ..
            }
            | Stage::RepeatVisit {
                delivered,
                number,
                sanction,
                ..
            }
            | Stage::Remedying {
                delivered,
                number,
                sanction,
                ..
            },
            VisitEvent::RemedyBegan { open_points },
        ) => Stage::Remedying {
            delivered: delivered.clone(),
            number: number.clone(),
            sanction: *sanction,
            open_points: *open_points,
        },
        (
            Stage::Remedying {
                delivered,
                number,
                sanction,
                open_points,
            },
            VisitEvent::RepeatPlanned { repeat },
        ) => Stage::RepeatVisit {
            delivered: delivered.clone(),
            number: number.clone(),
            sanction: *sanction,
            open_points: *open_points,
            repeat: *repeat,
        },
        (
            Stage::Registered {
                delivered, number, ..
            }
            | Stage::Decided {
                delivered, number, ..
            }
            | Stage::Remedying {
                delivered, number, ..
            }
            | Stage::RepeatVisit {
                delivered, number, ..
            },
            VisitEvent::Closed { at },
        ) => Stage::Closed {
            delivered: delivered.clone(),
            number: number.clone(),
            at: *at,
        },
        _ => return None,
    })
}
