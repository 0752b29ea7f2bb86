//! Why an operation of the state order isn't done: codes that stay what they are.

use super::act::SchoolActRefusal;
use super::application::{ApplicationRefusal, DocumentKind};
use super::contract::ContractRefusal;
use super::distribution::DistributionError;
use super::mandate::MandateScope;
use super::payment::{PaymentObstacle, PaymentRefusal, RegisterRefusal};
use super::plan::PlanningFault;
use super::reimbursement::ReimbursementError;
use crate::checks::Study;
use crate::identifiers::{OrganisationId, SchoolActId};
use crate::money::Tiyn;
use crate::month::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $({ $($(#[$fdoc:meta])* $field:ident : $of:ty),+ $(,)? })? = $code:literal;)+) => {
        /// Why an operation of the state order isn't done.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "code")]
        pub enum SchoolingRefusal {
            $($(#[$doc])* #[serde(rename = $code)] $name $({ $($(#[$fdoc])* $field: $of),+ })?,)+
        }

        impl SchoolingRefusal {
            /// Every code there is.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// Its code, as in its serialised form.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $code,)+
                }
            }
        }
    };
}

refusals! {
    /// Not for whoever asks.
    NotYours = "not-yours";
    /// Outside the officer's territory.
    NotYourTerritory = "not-your-territory";
    /// Nobody asked them to act for whom they act: no mandate covers it today.
    NoMandate {
        /// What it would have to cover.
        scope: MandateScope,
    } = "no-mandate";
    /// There is no such record.
    NotFound = "not-found";
    /// A record with this identity, number or for this month exists already.
    AlreadyExists = "already-exists";
    /// The school wasn't digitised yet: it applies for that first.
    NotDigitised = "not-digitised";
    /// Not possible where the record stands.
    WrongStage = "wrong-stage";
    /// Somebody else has to do it.
    OwnProposal = "own-proposal";
    /// Words, a basis or a number are missing.
    NoReason = "no-reason";
    /// The account is in another bank than the БИК beside it names.
    AccountOfAnotherBank = "account-of-another-bank";
    /// Documents are missing.
    Missing {
        /// Which.
        documents: Vec<DocumentKind>,
    } = "documents-missing";
    /// A stop factor failed.
    Stopped = "stopped";
    /// A stop factor isn't known yet.
    Waits = "waits";
    /// Something has to be looked at first.
    NotReviewed = "not-reviewed";
    /// The refusal rests on nothing that was found.
    NoBasis = "no-basis";
    /// A school of the list has no accepted application for financing.
    NotAccepted {
        /// School.
        school: OrganisationId,
    } = "application-not-accepted";
    /// No budget was entered.
    NoBudget = "no-budget";
    /// More than the budget.
    OverBudget {
        /// By how much.
        over: Tiyn,
    } = "over-budget";
    /// The budget doesn't reach for the first shift: a person decides.
    Short {
        /// How much is lacking.
        lacking: Tiyn,
    } = "budget-short";
    /// The figures of the needs can't be.
    BadNeeds = "needs-unfit";
    /// Worked out again, the distribution is another one.
    OtherOutcome = "other-outcome";
    /// Not the next version of the plan, or of another budget.
    StalePlan = "plan-stale";
    /// A sum or a month of the plan can't be.
    BadPlan = "plan-unfit";
    /// Less for a school than it has under contract.
    BelowContract {
        /// School.
        school: OrganisationId,
        /// What is under contract.
        contracted: Tiyn,
    } = "below-contract";
    /// There is no plan.
    NoPlan = "no-plan";
    /// More than the plan has.
    OverPlan {
        /// By how much.
        over: Tiyn,
    } = "over-plan";
    /// Months or sum can't be.
    BadTerms = "terms-unfit";
    /// Less than was acted already.
    BelowActed = "below-acted";
    /// Signed already.
    SignedAlready = "signed-already";
    /// Nothing waits for a signature.
    NothingToSign = "nothing-to-sign";
    /// Other bytes were signed.
    OtherDocument = "other-document";
    /// An agreement waits for signatures.
    AgreementWaits = "agreement-waits";
    /// The contract isn't in force.
    NotActive = "not-active";
    /// A month outside the contract.
    OutsideMonths = "outside-months";
    /// More than is left of the contract.
    OverContract {
        /// What is left.
        left: Tiyn,
    } = "over-contract";
    /// The contingent of the month isn't frozen.
    MonthNotFrozen = "month-not-frozen";
    /// The LMS named no class or kind of study for learners who are paid for.
    NotClassified = "not-classified";
    /// No norms are loaded for the month.
    NoNorms = "no-norms";
    /// No norm is loaded for these.
    NoNorm {
        /// Level.
        level: Level,
        /// Kind of study.
        study: Study,
    } = "no-norm";
    /// Nobody is paid for.
    Empty = "empty";
    /// A sum too large, or figures that don't fit each other.
    BadSum = "sum-unfit";
    /// An act is listed already.
    ListedAlready = "listed-already";
    /// Something stands in the way of acts.
    Obstacles {
        /// What, by act.
        acts: BTreeMap<SchoolActId, Vec<PaymentObstacle>>,
    } = "obstacles";
    /// No accepted register lists the act.
    RegisterNotAccepted = "register-not-accepted";
    /// Paid, or on its way.
    Twice = "paid-twice";
    /// The sum differs by more than may be matched by hand.
    SumDiffers {
        /// What was ordered.
        ordered: Tiyn,
    } = "sum-differs";
    /// A message without words, or too long.
    BadText = "text-unfit";
    /// The monthly index of the year isn't known.
    NoIndex {
        /// Year.
        year: i32,
    } = "no-index";
    /// The year isn't one of the building's schedule, or another schedule was agreed before.
    NotScheduled = "not-scheduled";
    /// More than the schedule has for the months.
    OverSchedule {
        /// By how much.
        over: Tiyn,
    } = "over-schedule";
    /// More places than the building was designed for.
    OverCapacity {
        /// What it was designed for.
        capacity: u32,
    } = "over-capacity";
    /// The building's purpose doesn't match, or the encumbrance isn't registered.
    BuildingStopped = "building-stopped";
    /// Whoever shared it changes it and takes it back.
    NotTheAuthor = "not-the-author";
    /// There is no such register.
    UnknownRegister = "unknown-register";
    /// A title without words, too long, or with what no keyboard writes.
    TitleUnfit {
        /// Longest title, in characters.
        most: usize,
    } = "title-unfit";
    /// A view with more than any register needs.
    ViewTooLarge {
        /// Largest, in bytes.
        most: usize,
    } = "view-too-large";
    /// A view with names or codes no program writes.
    ViewUnfit = "view-unfit";
    /// More views of a register than an office shares.
    TooManyViews {
        /// How many it may share.
        most: u32,
    } = "too-many-views";
    /// What may be an ИИН where everybody reads it.
    PersonalData = "personal-data";
}

impl From<ApplicationRefusal> for SchoolingRefusal {
    fn from(refusal: ApplicationRefusal) -> Self {
        use ApplicationRefusal as R;
        match refusal {
            R::NotYours => Self::NotYours,
            R::NotYourTerritory => Self::NotYourTerritory,
            R::WrongStage => Self::WrongStage,
            R::OwnProposal => Self::OwnProposal,
            R::NoReason => Self::NoReason,
            R::Missing { documents } => Self::Missing { documents },
            R::Stopped => Self::Stopped,
            R::Waits => Self::Waits,
            R::NotReviewed => Self::NotReviewed,
            R::NoBasis => Self::NoBasis,
            R::SignedAlready => Self::SignedAlready,
            R::OtherDocument => Self::OtherDocument,
        }
    }
}

impl From<ContractRefusal> for SchoolingRefusal {
    fn from(refusal: ContractRefusal) -> Self {
        use ContractRefusal as R;
        match refusal {
            R::BadTerms => Self::BadTerms,
            R::OverPlan { over } => Self::OverPlan { over },
            R::BelowActed => Self::BelowActed,
            R::SignedAlready => Self::SignedAlready,
            R::NothingToSign => Self::NothingToSign,
            R::OtherDocument => Self::OtherDocument,
            R::AgreementWaits => Self::AgreementWaits,
            R::NotActive => Self::NotActive,
            R::OutsideMonths => Self::OutsideMonths,
            R::OverContract { left } => Self::OverContract { left },
        }
    }
}

impl From<SchoolActRefusal> for SchoolingRefusal {
    fn from(refusal: SchoolActRefusal) -> Self {
        use SchoolActRefusal as R;
        match refusal {
            R::NotClassified => Self::NotClassified,
            R::NoNorm { level, study } => Self::NoNorm { level, study },
            R::Empty => Self::Empty,
            R::OtherContingent | R::Overflow => Self::BadSum,
            R::WrongState => Self::WrongStage,
        }
    }
}

impl From<ReimbursementError> for SchoolingRefusal {
    fn from(error: ReimbursementError) -> Self {
        use ReimbursementError as E;
        match error {
            E::Year | E::Differs => Self::NotScheduled,
            E::NoIndex { year } => Self::NoIndex { year },
            E::Overflow => Self::BadSum,
        }
    }
}

impl From<RegisterRefusal> for SchoolingRefusal {
    fn from(refusal: RegisterRefusal) -> Self {
        use RegisterRefusal as R;
        match refusal {
            R::WrongState => Self::WrongStage,
            R::Empty => Self::Empty,
            R::ListedAlready => Self::ListedAlready,
            R::Obstacles(acts) => Self::Obstacles { acts },
            R::NoReason => Self::NoReason,
            R::Paid => Self::Twice,
            R::BadSum => Self::BadSum,
        }
    }
}

impl From<PaymentRefusal> for SchoolingRefusal {
    fn from(refusal: PaymentRefusal) -> Self {
        use PaymentRefusal as R;
        match refusal {
            R::NotAccepted => Self::RegisterNotAccepted,
            R::Twice => Self::Twice,
            R::WrongState => Self::WrongStage,
            R::NoReason => Self::NoReason,
        }
    }
}

impl From<DistributionError> for SchoolingRefusal {
    fn from(error: DistributionError) -> Self {
        use DistributionError as E;
        match error {
            E::Negative | E::Twice | E::Unfit => Self::BadNeeds,
            E::Short { lacking } => Self::Short { lacking },
            E::Overflow => Self::BadSum,
        }
    }
}

impl From<PlanningFault> for SchoolingRefusal {
    fn from(fault: PlanningFault) -> Self {
        use PlanningFault as F;
        match fault {
            F::BadSum { .. } | F::OtherYear { .. } => Self::BadPlan,
            F::OverBudget { over } => Self::OverBudget { over },
            F::BelowContract { school, contracted } => Self::BelowContract { school, contracted },
            F::Overflow => Self::BadSum,
        }
    }
}
