//! The traffic light of violations: which grounds suspend payment, which terminate the contract.
//!
//! Source: JogaryBilim slides, "Светофор нарушений: триггеры финансовых санкций".

use crate::finding::{Effect, StudyStop};
use crate::identifiers::PremisesId;
use crate::policy::Policy;
use crate::sanction::study_stopped_too_long;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A ground named on the slides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Services at an address that isn't in the licence.
    AddressNotInLicence,
    /// The commission was refused admission.
    AdmissionRefused,
    /// Tax debt or overdue social payments.
    TaxOrSocialDebt,
    /// Licence withdrawn by a court or body.
    LicenceWithdrawn,
    /// Fire or sanitary violations not remedied in time.
    SafetyNotRemedied,
    /// Study stopped for more than a month.
    StudyStopped,
    /// Violations ignored for more than four months.
    ViolationsIgnored,
    /// Critical non-conformity found by the visit.
    CriticalFinding,
    /// Another item whose author proposes suspension; not named on the slides.
    OtherSuspending,
    /// Another item whose author proposes termination; not named on the slides.
    OtherTerminating,
}

/// What a ground leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// Payment pauses, up to four calendar months, and resumes after full remedy.
    Suspension,
    /// The contract is terminated.
    Termination,
}

impl Ground {
    /// Every ground, suspending ones first.
    pub const ALL: [Self; 10] = [
        Self::AddressNotInLicence,
        Self::AdmissionRefused,
        Self::TaxOrSocialDebt,
        Self::OtherSuspending,
        Self::LicenceWithdrawn,
        Self::SafetyNotRemedied,
        Self::StudyStopped,
        Self::ViolationsIgnored,
        Self::CriticalFinding,
        Self::OtherTerminating,
    ];

    /// What this ground leads to, exactly as the slides list them.
    pub fn consequence(self) -> Consequence {
        match self {
            Self::AddressNotInLicence
            | Self::AdmissionRefused
            | Self::TaxOrSocialDebt
            | Self::OtherSuspending => Consequence::Suspension,
            Self::LicenceWithdrawn
            | Self::SafetyNotRemedied
            | Self::StudyStopped
            | Self::ViolationsIgnored
            | Self::CriticalFinding
            | Self::OtherTerminating => Consequence::Termination,
        }
    }

    /// Whether the slides name this ground.
    pub fn is_on_slides(self) -> bool {
        !matches!(self, Self::OtherSuspending | Self::OtherTerminating)
    }

    /// Whether the ground concerns one address only: then the other buildings of the
    /// organisation go on being paid.
    pub fn concerns_address(self) -> bool {
        matches!(
            self,
            Self::AddressNotInLicence | Self::AdmissionRefused | Self::SafetyNotRemedied
        )
    }

    /// The word used as the ground's key in messages and workbooks.
    pub fn key(self) -> &'static str {
        match self {
            Self::AddressNotInLicence => "address-not-in-licence",
            Self::AdmissionRefused => "admission-refused",
            Self::TaxOrSocialDebt => "tax-or-social-debt",
            Self::LicenceWithdrawn => "licence-withdrawn",
            Self::SafetyNotRemedied => "safety-not-remedied",
            Self::StudyStopped => "study-stopped",
            Self::ViolationsIgnored => "violations-ignored",
            Self::CriticalFinding => "critical-finding",
            Self::OtherSuspending => "other-suspending",
            Self::OtherTerminating => "other-terminating",
        }
    }
}

/// A violated item, as far as consequences need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violated<'a> {
    /// Checklist code.
    pub list: &'a str,
    /// Item.
    pub item: &'a str,
    /// What the workbook says it leads to.
    pub effect: Effect,
}

/// The ground an item stands for. Items the slides name are mapped one by one; any other item
/// whose author asked for suspension or termination becomes an "other" ground, so that nothing
/// an author asked for is lost and nothing is passed off as the slides'.
pub fn ground_of(violated: &Violated<'_>) -> Option<Ground> {
    let other = match violated.effect {
        Effect::Suspend => Some(Ground::OtherSuspending),
        Effect::Terminate => Some(Ground::OtherTerminating),
        Effect::Verdict => Some(Ground::CriticalFinding),
        Effect::None | Effect::Fix | Effect::Nopay | Effect::Refuse => None,
    }?;
    Some(match (violated.list, violated.item) {
        ("HEI-LIC", "A02" | "A03") => Ground::LicenceWithdrawn,
        ("HEI-LIC", "A04" | "A07") | ("SCH", "D01" | "D02") => Ground::AddressNotInLicence,
        ("HEI-LIC", "A18" | "A19") => Ground::TaxOrSocialDebt,
        ("HEI-LIC", "A22") => Ground::StudyStopped,
        ("HEI-LIC", "A28") => Ground::AdmissionRefused,
        ("SAFE", "B21") => Ground::SafetyNotRemedied,
        _ => other,
    })
}

/// Whether a violation of an item must say since when study stood still: the length decides
/// whether it is the ground the slides name.
pub fn asks_stop(list: &str, item: &str) -> bool {
    let terminating = Violated {
        list,
        item,
        effect: Effect::Terminate,
    };
    ground_of(&terminating) == Some(Ground::StudyStopped)
}

/// What a violated item leads to once its circumstances are known.
///
/// The slides name a stop of study "более чем на 1 месяц" and no shorter one: such a stop
/// terminates and suspends nothing, it is a point of the prescription like any other violation
/// (and what wasn't taught isn't paid anyway, since payment follows confirmed presence). Other
/// items lead to what their author says. `visited` is the day of the visit.
pub fn effect_found(
    violated: &Violated<'_>,
    stop: Option<StudyStop>,
    visited: NaiveDate,
    policy: &Policy,
) -> Effect {
    let Some(stop) = stop else {
        return violated.effect;
    };
    if !violated.effect.demands_remedy() || !asks_stop(violated.list, violated.item) {
        return violated.effect;
    }
    if study_stopped_too_long(stop.since, stop.counted_to(visited), policy) {
        Effect::Terminate
    } else {
        Effect::Fix
    }
}

/// What the commission proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proposal {
    /// The gravest consequence of all grounds.
    pub consequence: Consequence,
    /// Grounds found, each once, in order.
    pub grounds: Vec<Ground>,
    /// Premises the consequence is limited to; `None` means the whole organisation.
    pub premises: Option<PremisesId>,
}

/// The consequence that follows from what was found. `None`: payments go on.
///
/// Limited to the address visited only when every ground concerns an address.
pub fn propose(grounds: impl IntoIterator<Item = Ground>, visited: PremisesId) -> Option<Proposal> {
    let mut grounds: Vec<Ground> = grounds.into_iter().collect();
    grounds.sort_unstable();
    grounds.dedup();
    let consequence = grounds.iter().map(|ground| ground.consequence()).max()?;
    let address_only = grounds.iter().all(|ground| ground.concerns_address());
    Some(Proposal {
        consequence,
        premises: address_only.then_some(visited),
        grounds,
    })
}

/// The colour shown for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Payments go on.
    Green,
    /// Payment is suspended, in whole or at an address, or a proposal waits for a decision.
    Yellow,
    /// The contract is terminated, or termination is proposed.
    Red,
}
