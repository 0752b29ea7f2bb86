//! What a check says: its verdict, the reason, and the evidence that decided it.

use super::fact::{Fact, FactKey, FactValue};
use super::source::{Age, Source};
use crate::Moment;
use crate::identifiers::OrganisationId;
use crate::traffic_light::Ground;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

macro_rules! codes {
    ($(#[$outer:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code, which also completes the keys of messages.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}
pub(super) use codes;

codes! {
    /// Why a check failed.
    Reason {
        /// The legal entity isn't in the register.
        EntityNotFound = "entity-not-found",
        /// The legal entity is liquidated or being liquidated.
        EntityNotActive = "entity-not-active",
        /// The register names no head.
        HeadMissing = "head-missing",
        /// The head in the application isn't the head in the register.
        HeadDiffers = "head-differs",
        /// The head isn't alive by the register of persons.
        HeadNotAlive = "head-not-alive",
        /// A founder isn't an acting legal entity.
        FounderNotActive = "founder-not-active",
        /// A founder isn't alive by the register of persons.
        FounderNotAlive = "founder-not-alive",
        /// The state has a share.
        StateShare = "state-share",
        /// No licence.
        LicenceMissing = "licence-missing",
        /// The licence is suspended.
        LicenceSuspended = "licence-suspended",
        /// The licence is withdrawn.
        LicenceWithdrawn = "licence-withdrawn",
        /// The licence isn't in force on the day.
        LicenceOutOfTerm = "licence-out-of-term",
        /// The address isn't in the annex of a licence in force.
        AddressNotInLicence = "address-not-in-licence",
        /// The signature is invalid.
        SignatureInvalid = "signature-invalid",
        /// The signature is another organisation's.
        SignatureOfAnother = "signature-of-another",
        /// Tax debt.
        TaxDebt = "tax-debt",
        /// Social payments overdue.
        SocialPaymentsOverdue = "social-payments-overdue",
        /// The phone isn't the person's.
        PhoneOfAnother = "phone-of-another",
        /// Biometrics don't match.
        BiometricsDiffer = "biometrics-differ",
        /// The SMS wasn't confirmed.
        SmsNotConfirmed = "sms-not-confirmed",
        /// No order on attendance by QR.
        QrOrderMissing = "qr-order-missing",
        /// The payee's account is closed.
        AccountClosed = "account-closed",
        /// The payee's account is another's.
        AccountOfAnother = "account-of-another",
        /// No right to the premises.
        RightMissing = "right-missing",
        /// The right to the premises is another's.
        RightOfAnother = "right-of-another",
        /// The right to the premises has ended.
        RightEnded = "right-ended",
        /// The designated purpose doesn't match.
        PurposeDiffers = "purpose-differs",
        /// The encumbrance isn't registered.
        PledgeNotRegistered = "pledge-not-registered",
        /// The encumbrance is registered for too short a time.
        PledgeTooShort = "pledge-too-short",
        /// The Address Register doesn't know the code.
        AddressCodeUnknown = "address-code-unknown",
        /// The register answered about another code than the stated one.
        AddressCodeDiffers = "address-code-differs",
        /// The stated area is above the registered one.
        AreaOverstated = "area-overstated",
        /// More learners than the sanitary permit allows.
        OverPermit = "over-permit",
        /// More learners than the premises were designed for.
        OverCapacity = "over-capacity",
        /// Fire safety isn't confirmed.
        FireSafetyMissing = "fire-safety-missing",
        /// Sanitary conformity isn't confirmed.
        SanitaryMissing = "sanitary-missing",
        /// Protection against terrorism isn't confirmed.
        AntiterrorMissing = "antiterror-missing",
        /// The birth date in the ИИН isn't the one stated.
        BirthDiffers = "birth-differs",
        /// Not a citizen of Kazakhstan.
        NotCitizen = "not-citizen",
        /// Not in the register of persons.
        PersonNotFound = "person-not-found",
        /// Dead by the register of persons.
        PersonDead = "person-dead",
        /// Listed by more organisations than allowed.
        Duplicate = "duplicate",
        /// Listed by organisations of more regions than allowed.
        InTwoRegions = "in-two-regions",
        /// Moved from organisation to organisation too often.
        MovedOften = "moved-often",
        /// Not listed by this organisation.
        NotListed = "not-listed",
        /// No marks.
        NoMarks = "no-marks",
        /// Distance learning isn't paid.
        DistanceLearning = "distance-learning",
        /// Not a kind of study of this programme.
        StudyOfAnotherKind = "study-of-another-kind",
        /// The contract is with another organisation.
        ContractOfAnother = "contract-of-another",
        /// The contract doesn't cover the month.
        ContractOutOfTerm = "contract-out-of-term",
        /// No grant in force.
        GrantMissing = "grant-missing",
        /// Declared incapable.
        Incapacitated = "incapacitated",
        /// Declared missing.
        Missing = "missing",
        /// Fewer lessons confirmed than the threshold.
        AttendanceBelow = "attendance-below",
        /// No pension contributions from this organisation.
        ContributionsMissing = "contributions-missing",
        /// No employment contract with this organisation.
        EmploymentMissing = "employment-missing",
        /// No electronic invoice.
        InvoiceMissing = "invoice-missing",
        /// The invoice was withdrawn, annulled or declined.
        InvoiceNotInForce = "invoice-not-in-force",
        /// The invoice is another supplier's.
        InvoiceOfAnother = "invoice-of-another",
        /// The sum of the invoice isn't the act's.
        InvoiceSumDiffers = "invoice-sum-differs",
    }
}

impl Reason {
    /// The ground of the traffic light it is, where it is one.
    pub const fn ground(self) -> Option<Ground> {
        match self {
            Self::TaxDebt | Self::SocialPaymentsOverdue => Some(Ground::TaxOrSocialDebt),
            Self::AddressNotInLicence => Some(Ground::AddressNotInLicence),
            Self::LicenceWithdrawn => Some(Ground::LicenceWithdrawn),
            _ => None,
        }
    }
}

codes! {
    /// Why nothing is known.
    Unknown {
        /// Nobody was asked yet, or the source said nothing on it.
        NotAsked = "not-asked",
        /// The source didn't answer.
        NoAnswer = "no-answer",
        /// What it said is too old.
        TooOld = "too-old",
        /// Sources say different things.
        Conflict = "conflict",
        /// The answer itself leaves it open (a signature not fully checked, a register without
        /// the purpose).
        LeftOpen = "left-open",
        /// No lessons were scheduled: a person decides.
        NoLessons = "no-lessons",
    }
}

codes! {
    /// Why a check doesn't apply.
    NotNeeded {
        /// No month is being judged.
        NoPeriod = "no-period",
        /// No document is being judged.
        NoDocument = "no-document",
        /// No person represents the organisation here.
        NoRepresentative = "no-representative",
        /// The register names no founders.
        NoFounders = "no-founders",
        /// The permit names no places.
        NoLimit = "no-limit",
    }
}

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "verdict", content = "why", rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verdict {
    /// All is well.
    Passed,
    /// It isn't.
    Failed(Reason),
    /// Nobody knows.
    Unknown(Unknown),
    /// There is nothing to check.
    NotApplicable(NotNeeded),
}

/// A value that decided a check, in a form that can be shown. Never an ИИН.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// The fact.
    pub fact: FactKey,
    /// Who said so.
    pub source: Source,
    /// Of a source that many speak for, which organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OrganisationId>,
    /// When it was true.
    pub as_of: Moment,
    /// Fresh, or stale and marked.
    pub age: Age,
    /// What it said.
    pub said: Cow<'static, str>,
    /// What it was compared with, where it was a figure or another fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
}

/// The word under which a value is written, the same in records as here.
fn code(value: &impl Serialize) -> Cow<'static, str> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cow::Owned(word),
        _ => Cow::Borrowed(""),
    }
}

/// The part of a fact a check decides by, in codes and figures: people are counted, not named.
pub fn said(fact: &Fact) -> Cow<'static, str> {
    use FactValue as V;
    let yes_no = |yes: bool| Cow::Borrowed(if yes { "yes" } else { "no" });
    let number = |figure: u64| Cow::Owned(figure.to_string());
    let text = |text: Option<&str>| Cow::Owned(text.unwrap_or("none").to_owned());
    let bin = |bin: Option<&crate::identifiers::Bin>| {
        Cow::Owned(bin.map_or_else(|| "none".to_owned(), ToString::to_string))
    };
    let bins = |bins: &std::collections::BTreeSet<crate::identifiers::Bin>| {
        let listed: Vec<String> = bins.iter().map(ToString::to_string).collect();
        Cow::Owned(listed.join(" "))
    };
    match &fact.value {
        V::LegalEntity { status, .. } => code(status),
        V::StateShare { hundredths } => number(u64::from(*hundredths)),
        V::Licences { licences } => {
            let numbers: Vec<&str> = licences.iter().map(|l| l.number.as_str()).collect();
            Cow::Owned(numbers.join(" "))
        }
        V::TaxDebt { amount: sum }
        | V::SocialPayments { overdue: sum }
        | V::ActTotal { amount: sum } => Cow::Owned(sum.0.to_string()),
        V::Signature { verdict, .. } => code(verdict),
        V::Phone { belongs: yes }
        | V::BiometricMatch { matched: yes }
        | V::SmsConfirmation { confirmed: yes }
        | V::FireSafety { conforms: yes }
        | V::SanitaryConformity { conforms: yes, .. }
        | V::Antiterror { conforms: yes } => yes_no(*yes),
        V::Citizenship { country } => country.map_or(Cow::Borrowed("none"), |code| {
            Cow::Owned(format!("{code:03}"))
        }),
        V::Life { status } => code(status),
        V::LegalCapacity { status } => code(status),
        V::Enrolment { organisations, .. } => bins(organisations),
        V::Teaching {
            organisations,
            regions,
            ..
        } => {
            let regions: Vec<String> = regions.iter().map(ToString::to_string).collect();
            let said = format!("{} {}", bins(organisations), regions.join(" "));
            Cow::Owned(said.trim_end().to_owned())
        }
        V::Moves { moves, .. } => number(u64::from(*moves)),
        V::Contributions { employers, .. } | V::Employment { employers } => bins(employers),
        // A birth date and a head are personal data: that they were stated is all that is shown.
        V::StatedBirth { .. } | V::StatedHead { .. } => Cow::Borrowed("stated"),
        V::StudyKind { study, .. } => code(study),
        V::Progress { marks, .. } => number(u64::from(*marks)),
        V::Attendance {
            scheduled,
            attended,
            ..
        } => Cow::Owned(format!("{attended}/{scheduled}")),
        V::Grant { number } | V::QrOrder { number } => text(number.as_deref()),
        V::StudyContract { organisation, .. } => bin(Some(organisation)),
        V::PropertyRight { holder, .. } => bin(holder.as_ref()),
        V::PayeeAccount { holder, .. } => bin(holder.as_ref()),
        V::Encumbrance {
            registered: true,
            since: Some(since),
            until: Some(until),
        } => Cow::Owned(format!("{since} {until}")),
        V::Encumbrance { registered, .. } => yes_no(*registered),
        V::BuildingPurpose { purpose } => code(purpose),
        V::BuildingArea { hundredths } | V::StatedArea { hundredths } => number(*hundredths),
        V::AddressCode { rka, exists } => Cow::Owned(format!(
            "{rka} {}",
            if *exists { "exists" } else { "absent" }
        )),
        V::StatedAddress { rka } => Cow::Owned(rka.to_string()),
        V::Invoice { invoice } => text(invoice.as_ref().map(|one| one.number.as_str())),
        V::Contingent { learners, .. } => number(u64::from(*learners)),
        V::DesignCapacity { places } => number(u64::from(*places)),
    }
}
