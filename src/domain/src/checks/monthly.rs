//! The verdict of a month on one person, for registers of millions: plain values in, bits out.

use super::case::{CheckMoment, Programme};
use super::catalogue::{CheckId, Consequence};
use super::fact::{LifeStatus, Study};
use super::parameters::{AttendanceThreshold, CheckParameters};
use super::rules::learner::{of_life, of_study};
use super::verdict::{Reason, Verdict, codes};
use crate::identifiers::Iin;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What speaks against paying for a person this month, or leaves it open.
    MonthReason {
        /// The ИИН breaks its own rule.
        Number = "number",
        /// The birth date sent isn't the one in the ИИН.
        Birth = "birth",
        /// Dead by ГБД ФЛ.
        Dead = "dead",
        /// Not in ГБД ФЛ.
        NotFound = "not-found",
        /// ГБД ФЛ didn't say whether alive.
        LifeUnknown = "life-unknown",
        /// Not a citizen.
        NotCitizen = "not-citizen",
        /// ГБД ФЛ didn't say of which country.
        CitizenshipUnknown = "citizenship-unknown",
        /// Listed by more organisations than allowed, anywhere in the country.
        Duplicate = "duplicate",
        /// Distance learning.
        Distance = "distance",
        /// A kind of study this programme doesn't have.
        StudyOther = "study-other",
        /// The LMS didn't say how they study.
        StudyUnknown = "study-unknown",
        /// The contract isn't there, or doesn't cover the month.
        NoContract = "no-contract",
        /// Nobody said whether there is a contract.
        ContractUnknown = "contract-unknown",
        /// No licence in force.
        NoLicence = "no-licence",
        /// The register of licences didn't answer.
        LicenceUnknown = "licence-unknown",
        /// Too few lessons confirmed.
        AttendanceBelow = "attendance-below",
        /// No lessons were scheduled.
        NoLessons = "no-lessons",
        /// No attendance was sent.
        AttendanceUnknown = "attendance-unknown",
    }
}

/// A set of [`MonthReason`]s in one word.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthReasons(u32);

impl MonthReasons {
    /// None.
    pub const NONE: Self = Self(0);

    /// One.
    pub const fn one(reason: MonthReason) -> Self {
        Self(1 << reason as u32)
    }

    /// These and one more.
    #[must_use]
    pub const fn and(self, reason: MonthReason) -> Self {
        Self(self.0 | Self::one(reason).0)
    }

    /// These without one.
    #[must_use]
    pub const fn without(self, reason: MonthReason) -> Self {
        Self(self.0 & !Self::one(reason).0)
    }

    /// Those in both.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether one is among them.
    pub const fn contains(self, reason: MonthReason) -> bool {
        self.0 & Self::one(reason).0 != 0
    }

    /// The bits, as a register keeps them. Bits keep their meaning: new reasons take new ones.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// From kept bits; those without a meaning are dropped.
    pub fn from_bits(bits: u32) -> Self {
        let known = MonthReason::ALL
            .iter()
            .fold(0, |all, reason| all | Self::one(*reason).0);
        Self(bits & known)
    }

    /// One by one.
    pub fn iter(self) -> impl Iterator<Item = MonthReason> {
        MonthReason::ALL
            .iter()
            .copied()
            .filter(move |reason| self.contains(*reason))
    }
}

impl FromIterator<MonthReason> for MonthReasons {
    fn from_iter<T: IntoIterator<Item = MonthReason>>(reasons: T) -> Self {
        reasons.into_iter().fold(Self::NONE, Self::and)
    }
}

/// One person of one organisation in one month. No text, nothing on the heap. Personal data:
/// there is no `Debug` of its values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PersonRow {
    /// ИИН as it was sent, as a number below 10^12.
    pub number: u64,
    /// Birth date as it was sent.
    pub born: Option<NaiveDate>,
    /// Life status, where known.
    pub life: Option<LifeStatus>,
    /// Country of citizenship, where known; 0 for a person without one.
    pub country: Option<u16>,
    /// Kind of study, where known.
    pub study: Option<Study>,
    /// Whether a contract covers the month, where known.
    pub contract: Option<bool>,
    /// Whether the organisation's licence is in force, where known.
    pub licence: Option<bool>,
    /// Lessons confirmed and scheduled, where sent.
    pub attendance: Option<(u32, u32)>,
    /// Listed by more organisations than allowed: [`Duplicates::contains`].
    pub duplicate: bool,
}

impl std::fmt::Debug for PersonRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonRow(hidden)")
    }
}

/// What a month says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MonthVerdict {
    /// Is paid for.
    Payable,
    /// Not before somebody answered or decided.
    Held,
    /// Drops out of the month.
    Excluded,
}

/// The verdict with every reason; reasons beside a `Payable` are for a person to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Judged {
    /// The verdict.
    pub verdict: MonthVerdict,
    /// Every reason, not only the gravest.
    pub reasons: MonthReasons,
}

/// The rules of a month, made once for all its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthRules {
    programme: Programme,
    citizenship: u16,
    attendance: AttendanceThreshold,
    excluding: MonthReasons,
    holding: MonthReasons,
}

impl MonthRules {
    /// The rules of a programme in force on a day. What excludes is what the catalogue says
    /// excludes or refuses, what it proposes a decision on is held until that; a number that breaks its rule can't be asked about anywhere, and
    /// nobody is paid for without a contract (slides: contract first, then act).
    pub fn of(programme: Programme, parameters: &CheckParameters, day: NaiveDate) -> Self {
        use MonthReason as M;
        let mut excluding = MonthReasons::one(M::Number).and(M::NoContract);
        let mut holding = MonthReasons::one(M::ContractUnknown);
        let mut rule = |check, bad: &[MonthReason], open: &[MonthReason]| {
            let check: CheckId = check;
            let weight = check
                .check()
                .weight(programme, CheckMoment::Monthly, parameters, day);
            let add = |to: MonthReasons, reasons: &[MonthReason]| {
                reasons.iter().copied().fold(to, MonthReasons::and)
            };
            match weight.map(|weight| weight.consequence) {
                Some(Consequence::Refuse | Consequence::ExcludeLearner) => {
                    excluding = add(excluding, bad);
                    holding = add(holding, open);
                }
                Some(Consequence::Propose) => holding = add(add(holding, bad), open),
                Some(Consequence::Review) | None => {}
            }
        };
        rule(CheckId::LearnerBirth, &[M::Birth], &[]);
        rule(
            CheckId::LearnerLife,
            &[M::Dead, M::NotFound],
            &[M::LifeUnknown],
        );
        rule(
            CheckId::LearnerCitizenship,
            &[M::NotCitizen],
            &[M::CitizenshipUnknown],
        );
        rule(CheckId::LearnerDuplicate, &[M::Duplicate], &[]);
        rule(
            CheckId::LearnerStudy,
            &[M::Distance, M::StudyOther],
            &[M::StudyUnknown],
        );
        rule(CheckId::OrgLicence, &[M::NoLicence], &[M::LicenceUnknown]);
        rule(
            CheckId::LearnerAttendance,
            &[M::AttendanceBelow],
            &[M::NoLessons, M::AttendanceUnknown],
        );
        Self {
            programme,
            citizenship: parameters.citizenship.value,
            attendance: parameters.attendance.value,
            excluding,
            holding,
        }
    }

    /// The reasons that exclude.
    pub const fn excluding(&self) -> MonthReasons {
        self.excluding
    }

    /// The reasons that hold back.
    pub const fn holding(&self) -> MonthReasons {
        self.holding
    }

    /// Judges one row. Allocates nothing.
    pub fn judge(&self, row: &PersonRow) -> Judged {
        use MonthReason as M;
        let mut reasons = MonthReasons::NONE;
        let mut note = |reason| reasons = reasons.and(reason);
        match Iin::from_number(row.number) {
            Err(_) => note(M::Number),
            Ok(iin) => {
                if let (Some(inside), Some(sent)) = (iin.birth_date(), row.born)
                    && inside != sent
                {
                    note(M::Birth);
                }
            }
        }
        match row.life.map(of_life) {
            Some(Verdict::Failed(Reason::PersonDead)) => note(M::Dead),
            Some(Verdict::Failed(_)) => note(M::NotFound),
            Some(_) => {}
            None => note(M::LifeUnknown),
        }
        match row.country {
            Some(country) if country == self.citizenship => {}
            Some(_) => note(M::NotCitizen),
            None => note(M::CitizenshipUnknown),
        }
        if row.duplicate {
            note(M::Duplicate);
        }
        match row.study.map(|study| of_study(self.programme, study)) {
            Some(Verdict::Failed(Reason::DistanceLearning)) => note(M::Distance),
            Some(Verdict::Failed(_)) => note(M::StudyOther),
            Some(_) => {}
            None => note(M::StudyUnknown),
        }
        match row.contract {
            Some(true) => {}
            Some(false) => note(M::NoContract),
            None => note(M::ContractUnknown),
        }
        match row.licence {
            Some(true) => {}
            Some(false) => note(M::NoLicence),
            None => note(M::LicenceUnknown),
        }
        // Schools send no attendance: presence by QR belongs to the vouchers.
        if self.programme == Programme::Voucher {
            match row
                .attendance
                .map(|(attended, scheduled)| self.attendance.is_met(attended, scheduled))
            {
                Some(Some(true)) => {}
                Some(Some(false)) => note(M::AttendanceBelow),
                Some(None) => note(M::NoLessons),
                None => note(M::AttendanceUnknown),
            }
        }
        self.conclude(reasons)
    }

    /// The verdict that follows from reasons.
    pub const fn conclude(&self, reasons: MonthReasons) -> Judged {
        let verdict = if !reasons.common(self.excluding).is_empty() {
            MonthVerdict::Excluded
        } else if !reasons.common(self.holding).is_empty() {
            MonthVerdict::Held
        } else {
            MonthVerdict::Payable
        };
        Judged { verdict, reasons }
    }
}

/// One organisation lists one person in a month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// ИИН as a number. Personal data.
    pub number: u64,
    /// The organisation, as any number that is its own.
    pub organisation: u64,
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claim(hidden)")
    }
}

/// The numbers that more organisations list than allowed, in order.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Duplicates(Vec<u64>);

impl std::fmt::Debug for Duplicates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Duplicates({} hidden)", self.0.len())
    }
}

impl Duplicates {
    /// Finds them among all the claims of the country, which it sorts in place. A person listed
    /// twice by the same organisation is one claim.
    pub fn find(claims: &mut [Claim], allowed: u32) -> Self {
        claims.sort_unstable();
        let mut found = Vec::new();
        for of_one in claims.chunk_by(|a, b| a.number == b.number) {
            let organisations = of_one
                .chunk_by(|a, b| a.organisation == b.organisation)
                .count();
            if u32::try_from(organisations).unwrap_or(u32::MAX) > allowed {
                found.extend(of_one.first().map(|claim| claim.number));
            }
        }
        Self(found)
    }

    /// Whether a number is among them.
    pub fn contains(&self, number: u64) -> bool {
        self.0.binary_search(&number).is_ok()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Numbers that are in one and not in the other: whom else, in other organisations, a
    /// corrected batch concerns.
    pub fn differing(&self, other: &Self) -> Vec<u64> {
        let only = |a: &Self, b: &Self| -> Vec<u64> {
            let mut only = a.0.clone();
            only.retain(|number| !b.contains(*number));
            only
        };
        let mut all = only(self, other);
        all.extend(only(other, self));
        all.sort_unstable();
        all
    }
}
