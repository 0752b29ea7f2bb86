//! Facts: what a source said about somebody or something, and when.

use super::source::Source;
use crate::Moment;
use crate::calendar::Period;
use crate::identifiers::{Bin, Iin, Kato, OrganisationId, PremisesId, Rka};
use crate::money::Tiyn;
use crate::organisation::{LicenceStatus, Purpose};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Whom or what a fact or a check is about. `Debug` hides the ИИН inside.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", content = "id", rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Subject {
    /// A legal entity.
    Organisation(Bin),
    /// A building or part of one.
    Premises(PremisesId),
    /// A person. Personal data.
    Person(Iin),
    /// An application or an act, by its number.
    Document(String),
}

/// State of a legal entity in ГБД ЮЛ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityStatus {
    /// Registered and acting.
    Active,
    /// Being liquidated.
    InLiquidation,
    /// Liquidated.
    Liquidated,
    /// The register has no such number.
    NotFound,
}

/// Life status in ГБД ФЛ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LifeStatus {
    /// Alive.
    Alive,
    /// Dead.
    Dead,
    /// The register has no such number.
    NotFound,
}

/// Whether a person can act, by the signals of the Ministry of Justice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// No signal.
    Full,
    /// Declared incapable.
    Incapacitated,
    /// Declared missing.
    Missing,
}

/// What was found about a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureVerdict {
    /// Valid.
    Valid,
    /// Invalid.
    Invalid,
    /// Not fully checked.
    NotFullyChecked,
}

/// How a learner is taught: types of the school interface, forms of the universities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Study {
    /// "в общеобразовательном классе".
    GeneralClass,
    /// "в коррекционном классе".
    CorrectionalClass,
    /// "с особыми образовательными потребностями".
    SpecialNeeds,
    /// "на дому".
    Home,
    /// Full time at a university.
    FullTime,
    /// Distance learning, which isn't paid.
    Distance,
}

impl Study {
    /// Whether this is one of the types schools send.
    pub const fn is_of_schools(self) -> bool {
        matches!(
            self,
            Self::GeneralClass | Self::CorrectionalClass | Self::SpecialNeeds | Self::Home
        )
    }
}

/// State of an electronic invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceStatus {
    /// Registered and in force.
    Registered,
    /// Withdrawn by the supplier.
    Withdrawn,
    /// Annulled.
    Annulled,
    /// Declined by the receiver.
    Declined,
}

/// An electronic invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceRecord {
    /// Registration number.
    pub number: String,
    /// Supplier.
    pub supplier: Bin,
    /// Sum.
    pub amount: Tiyn,
    /// State.
    pub status: InvoiceStatus,
}

/// A licence as Е-лицензирование tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceRecord {
    /// Number.
    pub number: String,
    /// State.
    pub status: LicenceStatus,
    /// First day.
    pub from: NaiveDate,
    /// Last day; without one there is no end.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Address codes of the annex.
    #[serde(default)]
    pub addresses: BTreeSet<Rka>,
}

impl LicenceRecord {
    /// Whether it is in force on a day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.status == LicenceStatus::Active
            && self.from <= day
            && self.until.is_none_or(|until| day <= until)
    }
}

/// A founder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "is", content = "id", rename_all = "kebab-case")]
pub enum Founder {
    /// A legal entity.
    Organisation(Bin),
    /// A person. Personal data.
    Person(Iin),
}

impl Founder {
    /// The founder as a subject of facts.
    pub const fn subject(self) -> Subject {
        match self {
            Self::Organisation(bin) => Subject::Organisation(bin),
            Self::Person(iin) => Subject::Person(iin),
        }
    }
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $code:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)+ })+) => {
        /// What was said. Amounts of a month carry the month. `Debug` names the topic alone:
        /// birth dates, heads and life statuses are personal data.
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "topic")]
        pub enum FactValue {
            $($(#[$doc])* #[serde(rename = $code)] $name { $($(#[$field_doc])* $field: $type,)+ },)+
        }

        /// What a fact is on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Topic {
            $($(#[$doc])* #[serde(rename = $code)] $name,)+
        }

        impl Topic {
            /// Every topic.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }

        impl FactValue {
            /// What it is on.
            pub const fn topic(&self) -> Topic {
                match self { $(Self::$name { .. } => Topic::$name,)+ }
            }
        }
    };
}

facts! {
    /// Registration of a legal entity.
    LegalEntity = "legal-entity" {
        /// State.
        status: EntityStatus,
        /// Head. Personal data.
        head: Option<Iin>,
        /// Participants and founders. Personal data.
        founders: BTreeSet<Founder>,
    }
    /// The state's share in the capital.
    StateShare = "state-share" {
        /// Hundredths of a percent.
        hundredths: u16,
    }
    /// Licences of an organisation.
    Licences = "licences" {
        /// All the register knows.
        licences: Vec<LicenceRecord>,
    }
    /// Tax debt of an organisation.
    TaxDebt = "tax-debt" {
        /// Sum owed.
        amount: Tiyn,
    }
    /// Social payments of an organisation.
    SocialPayments = "social-payments" {
        /// Sum overdue.
        overdue: Tiyn,
    }
    /// A signature under a document.
    Signature = "signature" {
        /// The verdict on it.
        verdict: SignatureVerdict,
        /// Organisation of the signer's certificate.
        organisation: Option<Bin>,
    }
    /// Whether the phone a person named is theirs.
    Phone = "phone" {
        /// It is.
        belongs: bool,
    }
    /// Outcome of biometric identification.
    BiometricMatch = "biometric-match" {
        /// The person is who they say.
        matched: bool,
    }
    /// Confirmation by SMS.
    SmsConfirmation = "sms-confirmation" {
        /// Given.
        confirmed: bool,
    }
    /// Citizenship of a person.
    Citizenship = "citizenship" {
        /// Numeric country code (Kazakhstan: 398); none for a person without citizenship.
        country: Option<u16>,
    }
    /// Life status of a person.
    Life = "life" {
        /// Status.
        status: LifeStatus,
    }
    /// Signal of incapacity or absence.
    LegalCapacity = "legal-capacity" {
        /// Status.
        status: Capacity,
    }
    /// Organisations that list a person as a learner in a month, over the whole country.
    Enrolment = "enrolment" {
        /// Month.
        period: Period,
        /// Organisations.
        organisations: BTreeSet<Bin>,
    }
    /// How often a learner came to an organisation that hadn't listed them the month before, in
    /// the months up to this one.
    Moves = "moves" {
        /// Month.
        period: Period,
        /// Times.
        moves: u32,
    }
    /// Birth date an LMS holds for a learner. Personal data.
    StatedBirth = "stated-birth" {
        /// Date.
        date: NaiveDate,
    }
    /// How a learner was taught in a month.
    StudyKind = "study-kind" {
        /// Month.
        period: Period,
        /// Type or form.
        study: Study,
    }
    /// Marks of a learner received for the last finished quarter or session of a month.
    Progress = "progress" {
        /// Month.
        period: Period,
        /// Number of marks.
        marks: u32,
    }
    /// Attendance of a learner by LMS and QR.
    Attendance = "attendance" {
        /// Month.
        period: Period,
        /// Lessons scheduled.
        scheduled: u32,
        /// Lessons confirmed.
        attended: u32,
    }
    /// A grant of a learner.
    Grant = "grant" {
        /// Certificate number of a grant in force.
        number: Option<String>,
    }
    /// A learner's contract with an organisation.
    StudyContract = "study-contract" {
        /// With whom.
        organisation: Bin,
        /// First day.
        from: NaiveDate,
        /// Last day; without one there is no end.
        until: Option<NaiveDate>,
    }
    /// Organisations that list a person as a teacher in a month, over the whole country.
    Teaching = "teaching" {
        /// Month.
        period: Period,
        /// Organisations.
        organisations: BTreeSet<Bin>,
        /// Regions where they teach.
        #[serde(default)]
        regions: BTreeSet<Kato>,
    }
    /// Employers who paid pension contributions for a month.
    Contributions = "contributions" {
        /// Month.
        period: Period,
        /// Employers.
        employers: BTreeSet<Bin>,
    }
    /// Employers with an employment contract in force.
    Employment = "employment" {
        /// Employers.
        employers: BTreeSet<Bin>,
    }
    /// Right to premises.
    PropertyRight = "property-right" {
        /// Who holds it.
        holder: Option<Bin>,
        /// Last day; without one there is no end.
        until: Option<NaiveDate>,
    }
    /// Designated purpose of premises.
    BuildingPurpose = "building-purpose" {
        /// Purpose.
        purpose: Purpose,
    }
    /// Area of premises by the register.
    BuildingArea = "building-area" {
        /// Hundredths of a square metre.
        hundredths: u64,
    }
    /// Encumbrance on changing the purpose of premises.
    Encumbrance = "encumbrance" {
        /// Registered.
        registered: bool,
        /// First day; `None`: not told.
        #[serde(default)]
        since: Option<NaiveDate>,
        /// Last day; `None`: not told.
        #[serde(default)]
        until: Option<NaiveDate>,
    }
    /// An address code as the Address Register knows it.
    AddressCode = "address-code" {
        /// The code asked about.
        rka: Rka,
        /// It exists.
        exists: bool,
    }
    /// Fire safety of premises.
    FireSafety = "fire-safety" {
        /// Conformity confirmed.
        conforms: bool,
    }
    /// Sanitary conformity of premises.
    SanitaryConformity = "sanitary-conformity" {
        /// Conformity confirmed.
        conforms: bool,
        /// Places the permit allows, where it says.
        places: Option<u32>,
    }
    /// Protection of premises against terrorism.
    Antiterror = "antiterror" {
        /// Conformity confirmed.
        conforms: bool,
    }
    /// Order introducing attendance accounting by QR.
    QrOrder = "qr-order" {
        /// Its number; none when there is no order.
        number: Option<String>,
    }
    /// The electronic invoice of an act.
    Invoice = "invoice" {
        /// The invoice, where there is one.
        invoice: Option<InvoiceRecord>,
    }
    /// Sum of an act.
    ActTotal = "act-total" {
        /// Sum.
        amount: Tiyn,
    }
    /// The account money goes to.
    PayeeAccount = "payee-account" {
        /// Whose it is.
        holder: Option<Bin>,
        /// It takes money.
        open: bool,
    }
    /// Head the application names. Personal data.
    StatedHead = "stated-head" {
        /// ИИН.
        head: Iin,
    }
    /// Area the application names.
    StatedArea = "stated-area" {
        /// Hundredths of a square metre.
        hundredths: u64,
    }
    /// Address code under which services are given.
    StatedAddress = "stated-address" {
        /// Code.
        rka: Rka,
    }
    /// Places of premises by their design.
    DesignCapacity = "design-capacity" {
        /// Number.
        places: u32,
    }
    /// Learners listed at premises in a month.
    Contingent = "contingent" {
        /// Month.
        period: Period,
        /// Number.
        learners: u32,
    }
}

impl std::fmt::Debug for FactValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FactValue({})", self.topic().code())
    }
}

impl FactValue {
    /// The month it belongs to, where it belongs to one.
    pub const fn period(&self) -> Option<Period> {
        match self {
            Self::Enrolment { period, .. }
            | Self::Moves { period, .. }
            | Self::StudyKind { period, .. }
            | Self::Progress { period, .. }
            | Self::Attendance { period, .. }
            | Self::Teaching { period, .. }
            | Self::Contributions { period, .. }
            | Self::Contingent { period, .. } => Some(*period),
            _ => None,
        }
    }
}

/// What a fact is kept under: whom, on what, for which month.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactKey {
    /// About whom or what.
    pub about: Subject,
    /// On what.
    pub topic: Topic,
    /// For which month, where the topic belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

/// A fact with its source and its age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// About whom or what.
    pub about: Subject,
    /// What was said.
    pub value: FactValue,
    /// By whom.
    pub source: Source,
    /// Of a source that many speak for (LMS), which organisation's said so: what one says doesn't
    /// take the place of what another said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OrganisationId>,
    /// When the source held it true.
    pub as_of: Moment,
}

impl Fact {
    /// What it is kept under.
    pub fn key(&self) -> FactKey {
        FactKey {
            about: self.about.clone(),
            topic: self.value.topic(),
            period: self.value.period(),
        }
    }
}
