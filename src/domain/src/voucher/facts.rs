//! Facts an operation brings along: what checks of source systems and the LMS found. They are
//! judged here and found elsewhere.

use super::formula::{is_present_enough, share};
use super::parameters::{ShortPresence, VoucherPolicy};
use super::refusal::Refusal;
use crate::Moment;
use crate::calendar::legal_day;
use crate::identifiers::BlobHash;
use crate::money::Tiyn;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "CheckedFact")
)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// As it must be.
    Green,
    /// Not as it must be.
    Red,
    /// No source answered. Never taken for green.
    Unknown,
}

/// What opening an account on request takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpeningFacts {
    /// The legal entity is registered and works (ГБД ЮЛ).
    pub registered: Fact,
    /// Whoever asks heads it or may act for it (ГБД ЮЛ, ГБД ФЛ).
    pub head: Fact,
    /// The request's signature is valid (НУЦ).
    pub signature: Fact,
}

/// A thing checked, as named in a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "AdmissionCheck")
)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Registration of the legal entity.
    Registered,
    /// Powers of whoever asks.
    Head,
    /// Signature.
    Signature,
    /// Filter 1: licence in force, and the address stands in its annex.
    Licence,
    /// Filter 2: fire, sanitary and antiterror conformity.
    Safety,
    /// Filter 3: no tax debt, social payments in time.
    Finances,
    /// Filter 4: an order that attendance is accounted for by QR.
    QrOrder,
    /// From 01.01.2027: the building is meant for education.
    Purpose,
}

impl Check {
    /// Every check.
    pub const ALL: [Self; 8] = [
        Self::Registered,
        Self::Head,
        Self::Signature,
        Self::Licence,
        Self::Safety,
        Self::Finances,
        Self::QrOrder,
        Self::Purpose,
    ];

    /// The word used as its key in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Head => "head",
            Self::Signature => "signature",
            Self::Licence => "licence",
            Self::Safety => "safety",
            Self::Finances => "finances",
            Self::QrOrder => "qr-order",
            Self::Purpose => "purpose",
        }
    }
}

fn all_green(facts: impl IntoIterator<Item = (Check, Fact)>) -> Result<(), Refusal> {
    let mut facts = facts.into_iter();
    match facts.find(|(_, fact)| *fact != Fact::Green) {
        Some((check, fact)) => Err(Refusal::NotGreen {
            check,
            known: fact == Fact::Red,
        }),
        None => Ok(()),
    }
}

impl OpeningFacts {
    /// Whether an account may be opened.
    ///
    /// # Errors
    /// [`Refusal::NotGreen`] with the first check that isn't green.
    pub fn judge(&self) -> Result<(), Refusal> {
        all_green([
            (Check::Registered, self.registered),
            (Check::Head, self.head),
            (Check::Signature, self.signature),
        ])
    }
}

/// The four admission filters, and the building's purpose. Source: slides, "Квалификационный
/// фильтр: допуск ВУЗ-ов к финансированию".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AdmissionFacts {
    /// Licence in force and strict match of the address of service with its annex.
    pub licence: Fact,
    /// Fire, sanitary and antiterror conformity.
    pub safety: Fact,
    /// No tax debt, social payments in time.
    pub finances: Fact,
    /// An order that introduces accounting of attendance strictly by QR.
    pub qr_order: Fact,
    /// The building is meant for education.
    pub purpose: Fact,
    /// When the checks were made.
    pub checked_at: Moment,
}

impl AdmissionFacts {
    /// Whether the university is admitted to financing: all four filters are green, from
    /// 01.01.2027 the building's purpose too, and nothing was checked too long ago or later than
    /// now.
    ///
    /// # Errors
    /// [`Refusal::NotGreen`] or [`Refusal::FactsStale`].
    pub fn judge(&self, policy: &VoucherPolicy, today: NaiveDate) -> Result<(), Refusal> {
        let age = (today - legal_day(self.checked_at)).num_days();
        if !(0..=i64::from(policy.facts_valid_days.value)).contains(&age) {
            return Err(Refusal::FactsStale);
        }
        all_green([
            (Check::Licence, self.licence),
            (Check::Safety, self.safety),
            (Check::Finances, self.finances),
            (Check::QrOrder, self.qr_order),
        ])?;
        if today >= policy.purpose_refused_from.value {
            all_green([(Check::Purpose, self.purpose)])?;
        }
        Ok(())
    }
}

/// How a student studies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StudyForm {
    /// In the building.
    FullTime,
    /// From a distance: never paid (slides: "Оплата за дистанционное обучение не допускается").
    Distance,
}

/// The trace of a student's month: what the LMS scheduled, what the QR marks confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trace {
    /// Classes scheduled in the building; those from a distance aren't among them.
    pub scheduled: u32,
    /// Classes of these at which the student was, by both the LMS and QR.
    pub attended: u32,
    /// SHA-256 of what the LMS sent; absent: it sent nothing.
    pub lms: Option<BlobHash>,
    /// SHA-256 of the QR marks; absent: there are none.
    pub qr: Option<BlobHash>,
}

impl Trace {
    /// What a month's part is worth by its trace: all of it, none, or a share. `decided` says that
    /// the Issuer decided where nothing was scheduled.
    ///
    /// # Errors
    /// [`Refusal::NoTrace`], [`Refusal::ImpossibleTrace`], [`Refusal::NothingScheduled`] or
    /// [`Refusal::BelowThreshold`].
    pub fn worth(
        &self,
        part: Tiyn,
        policy: &VoucherPolicy,
        decided: bool,
    ) -> Result<Tiyn, Refusal> {
        if self.lms.is_none() || self.qr.is_none() {
            return Err(Refusal::NoTrace);
        }
        if self.attended > self.scheduled {
            return Err(Refusal::ImpossibleTrace);
        }
        let enough = is_present_enough(
            self.attended,
            self.scheduled,
            policy.presence_percent.value,
            policy.presence_boundary_counts.value,
        );
        match enough {
            Some(true) => Ok(part),
            None if decided => Ok(part),
            None => Err(Refusal::NothingScheduled),
            Some(false) => {
                let below = Refusal::BelowThreshold {
                    attended: self.attended,
                    scheduled: self.scheduled,
                };
                if policy.short_presence.value == ShortPresence::Nothing {
                    return Err(below);
                }
                let (attended, scheduled) = (u64::from(self.attended), u64::from(self.scheduled));
                share(part, attended, scheduled)
                    .filter(|worth| worth.0 > 0)
                    .ok_or(below)
            }
        }
    }
}
