//! The one table of automatic checks (ФЛК): what each looks at, when, from whom, and what follows.

use super::case::{CheckMoment, Programme, Scope};
use super::fact::Topic as T;
use super::parameters::CheckParameters;
use super::rules::{Rule, learner, organisation, premises, teacher};
use super::source::Source as S;
use super::verdict::codes;
use crate::policy::Basis;
use chrono::NaiveDate;

codes! {
    /// A check by its stable code.
    CheckId {
        /// Status of the legal entity.
        OrgStatus = "org-status",
        /// Head of the legal entity.
        OrgHead = "org-head",
        /// Participants and founders.
        OrgFounders = "org-founders",
        /// State participation.
        OrgStateShare = "org-state-share",
        /// Licence in force.
        OrgLicence = "org-licence",
        /// ЭЦП under the application or act.
        OrgSignature = "org-signature",
        /// Tax debt.
        OrgTaxDebt = "org-tax-debt",
        /// Social payments.
        OrgSocialPayments = "org-social-payments",
        /// Phone of the representative in БМГ.
        OrgPhone = "org-phone",
        /// Biometrics of the representative.
        OrgBiometrics = "org-biometrics",
        /// SMS 1414 to the representative.
        OrgSms = "org-sms",
        /// Order on attendance accounting by QR.
        OrgQrOrder = "org-qr-order",
        /// Account of the payee.
        OrgAccount = "org-account",
        /// Electronic invoice of the act.
        ActInvoice = "act-invoice",
        /// Address of services in the annex of the licence.
        PremisesLicence = "premises-licence",
        /// Right to the premises.
        PremisesRight = "premises-right",
        /// Designated purpose.
        PremisesPurpose = "premises-purpose",
        /// Encumbrance, for construction and reconstruction.
        PremisesPledge = "premises-pledge",
        /// Code in the Address Register.
        PremisesAddress = "premises-address",
        /// Area.
        PremisesArea = "premises-area",
        /// Contingent against the sanitary permit.
        PremisesPermit = "premises-permit",
        /// Contingent against the design capacity.
        PremisesCapacity = "premises-capacity",
        /// Fire safety.
        PremisesFire = "premises-fire",
        /// Sanitary conformity.
        PremisesSanitary = "premises-sanitary",
        /// Protection against terrorism.
        PremisesAntiterror = "premises-antiterror",
        /// Birth date of the LMS against the ИИН.
        LearnerBirth = "learner-birth",
        /// Citizenship of the learner.
        LearnerCitizenship = "learner-citizenship",
        /// Life status of the learner.
        LearnerLife = "learner-life",
        /// Learner listed twice.
        LearnerDuplicate = "learner-duplicate",
        /// Moves of the learner.
        LearnerMoves = "learner-moves",
        /// Marks of the learner.
        LearnerProgress = "learner-progress",
        /// Kind of study.
        LearnerStudy = "learner-study",
        /// Contract of the learner.
        LearnerContract = "learner-contract",
        /// Grant of the learner.
        LearnerGrant = "learner-grant",
        /// Signal of incapacity or absence.
        LearnerCapacity = "learner-capacity",
        /// Attendance by LMS and QR.
        LearnerAttendance = "learner-attendance",
        /// Citizenship of the teacher.
        TeacherCitizenship = "teacher-citizenship",
        /// Life status of the teacher.
        TeacherLife = "teacher-life",
        /// Teacher listed twice.
        TeacherDuplicate = "teacher-duplicate",
        /// Pension contributions for the teacher.
        TeacherContributions = "teacher-contributions",
        /// Employment contract of the teacher.
        TeacherEmployment = "teacher-employment",
    }
}

codes! {
    /// What a failed check leads to.
    Consequence {
        /// A stop factor: the application isn't accepted, the services aren't activated.
        Refuse = "refuse",
        /// The learner drops out of the month.
        ExcludeLearner = "exclude-learner",
        /// A ground of the traffic light: a suspension or termination is proposed, and a person
        /// decides. Payments that run never stop by a check.
        Propose = "propose",
        /// A person looks at it; the documents at hand name no consequence.
        Review = "review",
    }
}

/// What a failure leads to for some programmes at some moments.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    /// Programmes.
    pub programmes: &'static [Programme],
    /// Moments.
    pub moments: &'static [CheckMoment],
    /// The consequence.
    pub consequence: Consequence,
    /// How sure the consequence is.
    pub basis: Basis,
    /// The document or slide, in its own words where it has some.
    pub text: &'static str,
    /// Its first day, where it has one.
    pub(super) from: Option<fn(&CheckParameters) -> NaiveDate>,
}

/// A check.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Stable code.
    pub id: CheckId,
    /// Whom it looks at.
    pub scope: Scope,
    /// Programmes it belongs to.
    pub programmes: &'static [Programme],
    /// Moments it is run at; a change of its facts always runs it.
    pub moments: &'static [CheckMoment],
    /// Systems whose word it needs.
    pub sources: &'static [S],
    /// Facts it needs.
    pub needs: &'static [T],
    /// Lines of the seeds it comes from, by their keys in [`super::seeds::SEED_LINES`].
    pub seeds: &'static [&'static str],
    /// How sure it is that there is such a check at all.
    pub basis: Basis,
    /// What a failure leads to; where nothing fits, [`Consequence::Review`].
    pub weights: &'static [Weight],
    pub(super) rule: Rule,
}

impl Check {
    /// Key of its title among the messages.
    pub fn title_key(&self) -> String {
        format!("flk-title-{}", self.id.code())
    }

    /// Whether it is run for a programme at a moment.
    pub fn applies(&self, programme: Programme, moment: CheckMoment) -> bool {
        self.programmes.contains(&programme)
            && (moment == CheckMoment::Change || self.moments.contains(&moment))
    }

    /// What a failure leads to on a day. A change of facts weighs as in the monthly run: it meets
    /// services that are being given.
    pub fn weight(
        &self,
        programme: Programme,
        moment: CheckMoment,
        parameters: &CheckParameters,
        day: NaiveDate,
    ) -> Option<&'static Weight> {
        let moment = match moment {
            CheckMoment::Change => CheckMoment::Monthly,
            other => other,
        };
        self.weights.iter().find(|weight| {
            weight.programmes.contains(&programme)
                && weight.moments.contains(&moment)
                && weight.from.is_none_or(|from| from(parameters) <= day)
        })
    }
}

impl CheckId {
    /// The row of the table.
    pub fn check(self) -> &'static Check {
        // One row for each code: a test compares the two lists, in order.
        CATALOGUE
            .iter()
            .find(|check| check.id == self)
            .unwrap_or(&CATALOGUE[0])
    }
}

impl std::str::FromStr for CheckId {
    type Err = UnknownCheck;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|id| id.code() == text)
            .ok_or(UnknownCheck)
    }
}

/// A text that is no check's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no check of this name")]
pub struct UnknownCheck;

use CheckMoment::{Activation, Application, Monthly};
use Programme::{Construction, Reconstruction, Schooling, Voucher};

const SCHOOL: &[Programme] = &[Schooling];
const BUILDING: &[Programme] = &[Construction, Reconstruction];
const ORTA: &[Programme] = &[Schooling, Construction, Reconstruction];
const HIGHER: &[Programme] = &[Voucher];
const TAUGHT: &[Programme] = &[Schooling, Voucher];
const EVERY: &[Programme] = &[Schooling, Construction, Reconstruction, Voucher];

const AT_ENTRY: &[CheckMoment] = &[Application, Activation];
const ALWAYS: &[CheckMoment] = &[Application, Activation, Monthly];
const FIRST: &[CheckMoment] = &[Application];
const SERVICE: &[CheckMoment] = &[Activation, Monthly];

const fn weight(
    programmes: &'static [Programme],
    moments: &'static [CheckMoment],
    consequence: Consequence,
    basis: Basis,
    text: &'static str,
) -> Weight {
    Weight {
        programmes,
        moments,
        consequence,
        basis,
        text,
        from: None,
    }
}

const FILTER: &str = "JogaryBilim: квалификационный фильтр, допуск ВУЗ-ов к финансированию";

const LIGHT_PAUSE: &str = "JogaryBilim: светофор нарушений, приостановление оплаты";
const LIGHT_END: &str = "JogaryBilim: светофор нарушений, прекращение оплаты";
const ORTA_ACTIVATION: &str = "OrtaBilim: стоп-факторы при активировании услуг";

macro_rules! table {
    ($($id:ident, $scope:ident, $programmes:expr, $moments:expr, [$($source:ident)*], [$($need:ident)*],
       [$($seed:literal)*], $basis:ident, $rule:path, [$($weight:expr),* $(,)?];)+) => {
        /// Every check, in the order of its code's list.
        pub const CATALOGUE: &[Check] = &[$(Check {
            id: CheckId::$id,
            scope: Scope::$scope,
            programmes: $programmes,
            moments: $moments,
            sources: &[$(S::$source),*],
            needs: &[$(T::$need),*],
            seeds: &[$($seed),*],
            basis: Basis::$basis,
            weights: &[$($weight),*],
            rule: $rule,
        },)+];
    };
}

table! {
    OrgStatus, Organisation, EVERY, ALWAYS, [GbdUl], [LegalEntity],
        ["orta-organisation-1" "jogary-liquidation"], Slides, organisation::status,
        [weight(HIGHER, SERVICE, Consequence::Refuse, Basis::Slides,
            "JogaryBilim: счет «условно» закрывается при подтвержденной ликвидации юридического лица")];
    OrgHead, Organisation, EVERY, AT_ENTRY, [GbdUl GbdFl Applicant], [LegalEntity StatedHead Life],
        ["orta-organisation-2"], Slides, organisation::head, [];
    OrgFounders, Organisation, EVERY, FIRST, [GbdUl GbdFl], [LegalEntity Life],
        ["orta-organisation-2"], Slides, organisation::founders, [];
    OrgStateShare, Organisation, ORTA, FIRST, [StateProperty], [StateShare],
        ["orta-organisation-3"], Slides, organisation::state_share, [];
    OrgLicence, Organisation, EVERY, ALWAYS, [Elicensing], [Licences],
        ["orta-organisation-4" "jogary-filter-licence"], Slides, organisation::licence,
        [weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER),
         weight(HIGHER, &[Monthly], Consequence::Propose, Basis::Slides, LIGHT_END)];
    OrgSignature, Organisation, EVERY, AT_ENTRY, [Nca], [Signature],
        ["orta-organisation-5"], Slides, organisation::signature,
        [weight(EVERY, AT_ENTRY, Consequence::Refuse, Basis::Proposal,
            "Документ без действительной подписи не подан")];
    OrgTaxDebt, Organisation, EVERY, ALWAYS, [Culs], [TaxDebt],
        ["orta-organisation-6" "orta-application-3" "jogary-filter-finance"], Slides,
        organisation::tax_debt,
        [weight(ORTA, FIRST, Consequence::Refuse, Basis::Slides,
            "OrtaBilim: пп.6) пункта 10 Механизма, отсутствие налоговой задолженности"),
         weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER),
         weight(HIGHER, &[Monthly], Consequence::Propose, Basis::Slides, LIGHT_PAUSE)];
    OrgSocialPayments, Organisation, HIGHER, ALWAYS, [Culs], [SocialPayments],
        ["jogary-filter-finance"], Slides, organisation::social_payments,
        [weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER),
         weight(HIGHER, &[Monthly], Consequence::Propose, Basis::Slides, LIGHT_PAUSE)];
    OrgPhone, Organisation, EVERY, FIRST, [Bmg], [Phone],
        ["orta-organisation-7"], Slides, organisation::phone, [];
    OrgBiometrics, Organisation, EVERY, FIRST, [Biometrics], [BiometricMatch],
        ["orta-organisation-8"], Slides, organisation::biometrics, [];
    OrgSms, Organisation, EVERY, FIRST, [Sms1414], [SmsConfirmation],
        ["orta-organisation-9"], Slides, organisation::sms, [];
    OrgQrOrder, Organisation, HIGHER, AT_ENTRY, [Lms Applicant], [QrOrder],
        ["jogary-filter-qr"], Slides, organisation::qr_order,
        [weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER)];
    OrgAccount, Organisation, EVERY, SERVICE, [Treasury], [PayeeAccount],
        [], Proposal, organisation::account, [];
    ActInvoice, Organisation, EVERY, &[Activation], [Esf Registry], [Invoice ActTotal],
        ["orta-activation-3" "jogary-invoice"], Slides, organisation::invoice,
        [weight(ORTA, &[Activation], Consequence::Refuse, Basis::Slides, ORTA_ACTIVATION),
         weight(HIGHER, &[Activation], Consequence::Refuse, Basis::Slides,
            "JogaryBilim, этап 3: после подписания акта Исполнитель выставляет электронный счет-фактуру")];
    PremisesLicence, Premises, EVERY, ALWAYS, [Elicensing Applicant], [Licences StatedAddress],
        ["jogary-filter-licence"], Slides, premises::address_in_licence,
        [weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER),
         weight(HIGHER, &[Monthly], Consequence::Propose, Basis::Slides, LIGHT_PAUSE)];
    PremisesRight, Premises, EVERY, AT_ENTRY, [Egkn], [PropertyRight],
        ["orta-premises-1"], Slides, premises::right, [];
    PremisesPurpose, Premises, EVERY, AT_ENTRY, [Egkn], [BuildingPurpose],
        ["orta-premises-1" "orta-application-1" "jogary-purpose-2027"], Slides, premises::purpose,
        [weight(ORTA, FIRST, Consequence::Refuse, Basis::Slides,
            "OrtaBilim: пункт 22 Санитарных правил, приказ Министра здравоохранения от 5 августа 2021 года № ҚР ДСМ-76"),
         Weight {
            from: Some(|parameters| parameters.voucher_purpose_from.value),
            ..weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides,
                "JogaryBilim: с 1 января 2027 года вводится автоматический отказ при несоответствии целевого назначения учебного корпуса")
         }];
    PremisesPledge, Premises, BUILDING, AT_ENTRY, [Egkn], [Encumbrance],
        ["orta-premises-2" "orta-application-2"], Slides, premises::pledge,
        [weight(BUILDING, FIRST, Consequence::Refuse, Basis::Slides,
            "OrtaBilim: пп.5) пункта 13 Механизма, регистрация обременения права на изменение целевого назначения объекта")];
    PremisesAddress, Premises, EVERY, FIRST, [AddressRegister Applicant], [AddressCode StatedAddress],
        ["orta-premises-3"], Slides, premises::address_code, [];
    PremisesArea, Premises, EVERY, FIRST, [Egkn Applicant], [BuildingArea StatedArea],
        ["orta-premises-4"], Slides, premises::area, [];
    PremisesPermit, Premises, SCHOOL, SERVICE, [Elicensing Lms], [SanitaryConformity Contingent],
        [], Proposal, premises::permit, [];
    PremisesCapacity, Premises, SCHOOL, SERVICE, [Registry Lms], [DesignCapacity Contingent],
        [], Proposal, premises::capacity, [];
    PremisesFire, Premises, EVERY, ALWAYS, [Elicensing], [FireSafety],
        ["jogary-filter-safety"], Slides, premises::fire,
        [weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER)];
    PremisesSanitary, Premises, EVERY, ALWAYS, [Elicensing], [SanitaryConformity],
        ["jogary-filter-safety"], Slides, premises::sanitary,
        [weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER)];
    PremisesAntiterror, Premises, EVERY, ALWAYS, [Elicensing], [Antiterror],
        ["jogary-filter-safety"], Slides, premises::antiterror,
        [weight(HIGHER, AT_ENTRY, Consequence::Refuse, Basis::Slides, FILTER)];
    LearnerBirth, Learner, TAUGHT, SERVICE, [Lms], [StatedBirth],
        ["orta-lms-birth"], Proposal, learner::birth, [];
    LearnerCitizenship, Learner, TAUGHT, SERVICE, [GbdFl], [Citizenship],
        ["orta-contingent-1"], Slides, learner::citizenship,
        [Weight {
            from: Some(|parameters| {
                if parameters.non_citizens_excluded.value {
                    NaiveDate::MIN
                } else {
                    NaiveDate::MAX
                }
            }),
            ..weight(TAUGHT, SERVICE, Consequence::ExcludeLearner, Basis::Proposal,
                "Параметр non_citizens_excluded")
         }];
    LearnerLife, Learner, TAUGHT, SERVICE, [GbdFl], [Life],
        ["orta-contingent-2" "orta-activation-1" "jogary-death"], Slides, learner::life,
        [weight(SCHOOL, SERVICE, Consequence::ExcludeLearner, Basis::Slides, ORTA_ACTIVATION),
         weight(HIGHER, SERVICE, Consequence::ExcludeLearner, Basis::Slides,
            "JogaryBilim: счет «условно» закрывается при регистрации факта смерти физического лица")];
    LearnerDuplicate, Learner, TAUGHT, SERVICE, [Lms Nobd], [Enrolment],
        ["orta-contingent-3" "orta-activation-2"], Slides, learner::duplicate,
        [weight(SCHOOL, SERVICE, Consequence::ExcludeLearner, Basis::Slides, ORTA_ACTIVATION),
         weight(HIGHER, SERVICE, Consequence::ExcludeLearner, Basis::Proposal,
            "По аналогии со школами: получатель не оплачивается через двух исполнителей")];
    LearnerMoves, Learner, TAUGHT, SERVICE, [Lms], [Moves],
        ["orta-contingent-3"], Proposal, learner::moves, [];
    LearnerProgress, Learner, TAUGHT, SERVICE, [Lms], [Progress],
        ["orta-contingent-4"], Slides, learner::progress, [];
    LearnerStudy, Learner, TAUGHT, SERVICE, [Lms], [StudyKind],
        ["orta-lms-study" "jogary-distance"], Slides, learner::study,
        [weight(HIGHER, SERVICE, Consequence::ExcludeLearner, Basis::Slides,
            "JogaryBilim, шаг 4: оплата за дистанционное обучение не допускается")];
    LearnerContract, Learner, HIGHER, SERVICE, [Lms], [StudyContract],
        ["jogary-contract"], Slides, learner::contract,
        [weight(HIGHER, SERVICE, Consequence::ExcludeLearner, Basis::Slides,
            "JogaryBilim, шаги 3 и 4: договор со студентом синхронизируется с реестром, затем ваучер бронируется")];
    LearnerGrant, Learner, HIGHER, SERVICE, [Nct], [Grant],
        ["jogary-grant"], Slides, learner::grant,
        [weight(HIGHER, SERVICE, Consequence::ExcludeLearner, Basis::Slides,
            "JogaryBilim, шаг 1: счета бенефициарам открываются на основании данных НЦТ по грантам")];
    LearnerCapacity, Learner, HIGHER, SERVICE, [Minjust], [LegalCapacity],
        ["jogary-blocking"], Slides, learner::capacity,
        [weight(HIGHER, SERVICE, Consequence::ExcludeLearner, Basis::Slides,
            "JogaryBilim: блокировка по сигналу из базы Минюста о недееспособности или безвестном отсутствии")];
    LearnerAttendance, Learner, HIGHER, SERVICE, [Lms], [Attendance],
        ["jogary-trace"], Slides, learner::attendance,
        [weight(HIGHER, SERVICE, Consequence::ExcludeLearner, Basis::Slides,
            "JogaryBilim, этап 3: без подтвержденного цифрового следа (LMS + QR) смарт-контракт не перейдет на этап оплаты")];
    TeacherCitizenship, Teacher, TAUGHT, SERVICE, [GbdFl], [Citizenship],
        ["orta-staff-1"], Slides, learner::citizenship, [];
    TeacherLife, Teacher, TAUGHT, SERVICE, [GbdFl], [Life],
        ["orta-staff-2"], Slides, learner::life, [];
    TeacherDuplicate, Teacher, TAUGHT, SERVICE, [Lms], [Teaching],
        ["orta-staff-3"], Slides, teacher::duplicate, [];
    TeacherContributions, Teacher, TAUGHT, SERVICE, [Enpf], [Contributions],
        ["orta-staff-4"], Slides, teacher::contributions, [];
    TeacherEmployment, Teacher, TAUGHT, SERVICE, [Enbek], [Employment],
        ["orta-staff-4"], Slides, teacher::employment, [];
}
