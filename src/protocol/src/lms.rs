//! What systems of schools and universities (LMS) send to the registry, and what they are answered.
//!
//! The four methods and their fields are those of the OrtaBilim slides ("Получение списка школ",
//! "Передача данных о школе", "... об оценках", "... о преподавателях"), with contracts, schedule
//! and QR marks added for universities. A document is a heading (school and time) with a list of
//! rows: one JSON object, or lines (`application/x-ndjson`) of which the first is the heading and
//! every other one is a row.

use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, Iin, OrganisationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// `GET`: schools this LMS speaks for.
pub const LMS_SCHOOLS: &str = "/v1/lms/schools";
/// `POST`: who learns in a month.
pub const LMS_CONTINGENT: &str = "/v1/lms/contingent";
/// `POST`: grades of a quarter.
pub const LMS_GRADES: &str = "/v1/lms/grades";
/// `POST`: teachers and their hours.
pub const LMS_TEACHERS: &str = "/v1/lms/teachers";
/// `POST`: contracts between a university and its students, as they stand in a month.
pub const LMS_CONTRACTS: &str = "/v1/lms/contracts";
/// `POST`: lessons of a month.
pub const LMS_SCHEDULE: &str = "/v1/lms/schedule";
/// `POST`: QR marks of a day.
pub const LMS_MARKS: &str = "/v1/lms/marks";
/// `GET /v1/lms/reports/{batch}`: the answer to a batch once more.
pub const LMS_REPORTS: &str = "/v1/lms/reports";
/// `GET`: newest batches of the schools an officer is responsible for; with the batch, one of them.
pub const LMS_BATCHES: &str = "/v1/lms/batches";
/// `GET /v1/lms/differences/{batch}`: what a correction changed.
pub const LMS_DIFFERENCES: &str = "/v1/lms/differences";

/// Header with the detached signature of the organisation over the document (CMS in base64).
pub const LMS_SIGNATURE: &str = "x-lms-signature";

/// Media type of a document in lines.
pub const LINES: &str = "application/x-ndjson";

/// No registry takes a larger document, in bytes, packed or not; its settings may say less.
pub const MAX_LMS_BYTES: usize = 32 * 1024 * 1024;

/// Most batches in one list.
pub const MAX_LMS_BATCHES: u32 = 500;

/// Most rows of a difference in one page.
pub const MAX_LMS_CHANGES: u32 = 500;

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LmsMethod {
    /// "Передача данных о школе": the actual contingent of a month.
    Contingent,
    /// "Передача данных об оценках".
    Grades,
    /// "Передача данных о преподавателях".
    Teachers,
    /// Contracts of a university with its students.
    Contracts,
    /// Lessons of a month.
    Schedule,
    /// QR marks of a day.
    Marks,
}

impl LmsMethod {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::Contingent,
        Self::Grades,
        Self::Teachers,
        Self::Contracts,
        Self::Schedule,
        Self::Marks,
    ];

    /// The word it travels and is kept under.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contingent => "contingent",
            Self::Grades => "grades",
            Self::Teachers => "teachers",
            Self::Contracts => "contracts",
            Self::Schedule => "schedule",
            Self::Marks => "marks",
        }
    }

    /// The method with that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }

    /// Whether universities send it, and not schools.
    pub fn is_of_universities(self) -> bool {
        matches!(self, Self::Contracts | Self::Schedule | Self::Marks)
    }
}

/// A school an LMS speaks for: "ID школы (НОБД), БИН школы, Наименование школы".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsSchool {
    /// ID школы (НОБД): a text whose format isn't known.
    pub school_id: String,
    /// БИН школы, as its source wrote it.
    pub bin: String,
    /// Наименование школы, in Russian.
    pub name: String,
}

/// The schools an LMS speaks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsSchools {
    /// By their number in НОБД.
    pub schools: Vec<LmsSchool>,
}

macro_rules! hidden {
    ($($kind:ident),+) => {$(
        impl fmt::Debug for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($kind), "(hidden)"))
            }
        }
    )+};
}
hidden!(
    LearnerRow,
    GradesRow,
    TeacherRow,
    ContractRow,
    MarkRow,
    LmsChange
);

/// Type of study at a school ("Тип обучения").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LearnerStudy {
    /// "в общеобразовательном классе".
    GeneralClass,
    /// "в коррекционном классе".
    CorrectionalClass,
    /// "с особыми образовательными потребностями".
    SpecialNeeds,
    /// "на дому".
    Home,
}

/// A learner of a month. Personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LearnerRow {
    /// ИИН.
    pub iin: Iin,
    /// Класс (цифрой).
    pub grade: u32,
    /// Дата рождения: that of the ИИН.
    pub birth_date: NaiveDate,
    /// Тип обучения.
    pub study: LearnerStudy,
}

/// The actual contingent of a school in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
pub struct ContingentDocument {
    /// ID школы (НОБД).
    #[cfg_attr(
        feature = "schema",
        schemars(
            length(min = 1, max = 64),
            regex(pattern = r"^[^\x00-\x1f\x7f-\x9f]+$")
        )
    )]
    pub school_id: String,
    /// Год.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    pub year: i32,
    /// Месяц.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub month: u32,
    /// Список (массив) фактического контингента учащихся.
    pub rows: Vec<LearnerRow>,
}

/// A grade in a subject: "Тип оценки" with "Значение оценки".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SubjectGrade {
    /// "Цифра (1-10)".
    Number {
        /// Предмет (id предмета).
        subject: String,
        /// From 1 to 10.
        value: u32,
    },
    /// "ЗачетНеЗачет".
    Pass {
        /// Предмет (id предмета).
        subject: String,
        /// Whether passed.
        value: bool,
    },
}

/// Grades of a learner. Personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GradesRow {
    /// ИИН.
    pub iin: Iin,
    /// Класс (цифрой).
    pub grade: u32,
    /// Список (массив) оценок: one for each subject.
    pub grades: Vec<SubjectGrade>,
}

/// Grades of a school in a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
pub struct GradesDocument {
    /// ID школы (НОБД).
    #[cfg_attr(
        feature = "schema",
        schemars(
            length(min = 1, max = 64),
            regex(pattern = r"^[^\x00-\x1f\x7f-\x9f]+$")
        )
    )]
    pub school_id: String,
    /// Год: the calendar year the quarter ends in.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    pub year: i32,
    /// Четверть, from 1 to 4.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 4)))]
    pub quarter: u32,
    /// Список (массив) оценок.
    pub rows: Vec<GradesRow>,
}

/// What a teacher taught.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectHours {
    /// Предмет (id предмета).
    pub subject: String,
    /// Сколько часов обучил.
    pub hours: u32,
}

/// A teacher with subjects and hours. Personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TeacherRow {
    /// ИИН.
    pub iin: Iin,
    /// Список (массив) предметов: each once.
    pub subjects: Vec<SubjectHours>,
}

/// Teachers of a school in a month or a quarter: one of the two is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
pub struct TeachersDocument {
    /// ID школы (НОБД).
    #[cfg_attr(
        feature = "schema",
        schemars(
            length(min = 1, max = 64),
            regex(pattern = r"^[^\x00-\x1f\x7f-\x9f]+$")
        )
    )]
    pub school_id: String,
    /// Год.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    pub year: i32,
    /// Месяц.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub month: Option<u32>,
    /// Четверть, from 1 to 4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 4)))]
    pub quarter: Option<u32>,
    /// Список (массив) преподавателей.
    pub rows: Vec<TeacherRow>,
}

/// Form of study at a university.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StudentStudy {
    /// In the building.
    FullTime,
    /// From a distance, which isn't paid ("Оплата за дистанционное обучение не допускается").
    Distance,
}

/// Level of a programme of a university.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StudentLevel {
    /// Bachelor.
    Bachelor,
    /// Master.
    Master,
    /// Doctor of philosophy.
    Doctorate,
    /// Residency of medicine.
    Residency,
    /// Preparatory department.
    Preparatory,
}

/// A contract of a university with a student. Personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractRow {
    /// ИИН of the student.
    pub iin: Iin,
    /// Number of the contract in the LMS.
    pub number: String,
    /// Day of conclusion.
    pub date: NaiveDate,
    /// First day of study under it.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Form of study.
    pub study: StudentStudy,
    /// Level of the programme of study.
    pub level: StudentLevel,
    /// Code of the programme of study.
    pub programme: String,
    /// Groups whose lessons the student goes to: the schedule is by groups.
    pub groups: Vec<String>,
}

/// Contracts of a university with its students, as they stand in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
pub struct ContractsDocument {
    /// ID школы (НОБД).
    #[cfg_attr(
        feature = "schema",
        schemars(
            length(min = 1, max = 64),
            regex(pattern = r"^[^\x00-\x1f\x7f-\x9f]+$")
        )
    )]
    pub school_id: String,
    /// Year.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    pub year: i32,
    /// Month.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub month: u32,
    /// Contracts: one for each student.
    pub rows: Vec<ContractRow>,
}

/// A lesson of a group. A lesson of several groups is a row for each, with one identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LessonRow {
    /// Group.
    pub group: String,
    /// Identity of the lesson in the LMS; the QR code of the lesson stands for it.
    pub lesson: String,
    /// When it begins.
    pub begins: Moment,
    /// When it ends, on the same day.
    pub ends: Moment,
    /// Whether it is given from a distance: such lessons aren't counted.
    pub distance: bool,
}

/// Lessons of a university in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
pub struct ScheduleDocument {
    /// ID школы (НОБД).
    #[cfg_attr(
        feature = "schema",
        schemars(
            length(min = 1, max = 64),
            regex(pattern = r"^[^\x00-\x1f\x7f-\x9f]+$")
        )
    )]
    pub school_id: String,
    /// Year.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    pub year: i32,
    /// Month.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub month: u32,
    /// Lessons.
    pub rows: Vec<LessonRow>,
}

/// A QR mark: a student was at a lesson. Personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarkRow {
    /// ИИН of the student.
    pub iin: Iin,
    /// Lesson whose code was read.
    pub lesson: String,
    /// When.
    pub at: Moment,
}

/// QR marks of a university on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(deny_unknown_fields)
)]
pub struct MarksDocument {
    /// ID школы (НОБД).
    #[cfg_attr(
        feature = "schema",
        schemars(
            length(min = 1, max = 64),
            regex(pattern = r"^[^\x00-\x1f\x7f-\x9f]+$")
        )
    )]
    pub school_id: String,
    /// Year.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    pub year: i32,
    /// Month.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub month: u32,
    /// Day of the month.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 31)))]
    pub day: u32,
    /// Marks: one for each student and lesson.
    pub rows: Vec<MarkRow>,
}

/// Why a row isn't taken. Codes keep their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowReason {
    /// The row isn't an object.
    NotAnObject,
    /// A field that isn't in the contract.
    UnknownField,
    /// The field is missing.
    Missing,
    /// The value is of another kind than the contract says.
    WrongType,
    /// The text is longer than this registry takes.
    TooLong,
    /// The text is empty, or holds characters that aren't text.
    BadText,
    /// Not twelve digits of a person with an existing date of birth.
    IinForm,
    /// The check digit of the ИИН doesn't match, or the number is never assigned.
    IinCheckDigit,
    /// The birth date isn't the one in the ИИН.
    BirthDateNotOfIin,
    /// Not a day (`YYYY-MM-DD`) or not a moment (RFC 3339).
    BadDate,
    /// A day that can't be: a birth in the future.
    ImpossibleDate,
    /// The very same row came before in this document; that one is taken.
    Duplicate,
    /// Rows of this document say different things of one person or lesson; none of them is taken.
    Contradicting,
    /// No such class.
    UnknownGrade,
    /// No such type or form of study.
    UnknownStudy,
    /// No such level of a programme.
    UnknownLevel,
    /// No such type of grade.
    UnknownKind,
    /// The grade isn't from 1 to 10.
    GradeOutOfRange,
    /// More hours than the time has.
    HoursOutOfRange,
    /// The list is empty.
    EmptyList,
    /// The list is longer than this registry takes.
    LongList,
    /// The list names something twice.
    NamedTwice,
    /// The end is before the beginning, or on another day.
    PeriodReversed,
    /// A day outside the month the document is about.
    OutOfMonth,
    /// A moment outside the day the document is about.
    OutOfDay,
}

impl RowReason {
    /// All.
    pub const ALL: [Self; 25] = [
        Self::NotAnObject,
        Self::UnknownField,
        Self::Missing,
        Self::WrongType,
        Self::TooLong,
        Self::BadText,
        Self::IinForm,
        Self::IinCheckDigit,
        Self::BirthDateNotOfIin,
        Self::BadDate,
        Self::ImpossibleDate,
        Self::Duplicate,
        Self::Contradicting,
        Self::UnknownGrade,
        Self::UnknownStudy,
        Self::UnknownLevel,
        Self::UnknownKind,
        Self::GradeOutOfRange,
        Self::HoursOutOfRange,
        Self::EmptyList,
        Self::LongList,
        Self::NamedTwice,
        Self::PeriodReversed,
        Self::OutOfMonth,
        Self::OutOfDay,
    ];
}

/// What is wrong with a row. One row may have several, of which at most five are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowFault {
    /// Number of the row in the document, from 1.
    pub row: u32,
    /// Field, by its name in the contract; empty: the row as a whole.
    pub field: String,
    /// Place in the list the field stands in, from 1, where it stands in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Why.
    pub reason: RowReason,
}

/// What a batch changed against the revision before: counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DifferenceCounts {
    /// Rows that weren't there; all of them, where there was no revision before.
    pub added: u32,
    /// Rows that are gone.
    pub removed: u32,
    /// Rows that say something else.
    pub changed: u32,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsReport {
    /// Identity of the batch; the report can be asked for by it.
    pub batch: Uuid,
    /// ID школы (НОБД).
    pub school_id: String,
    /// What the document is about.
    pub method: LmsMethod,
    /// Its time: `2026-11`, `2026-Q4` or `2026-11-23`.
    pub span: String,
    /// Which revision for that school and time, from 1. The newest one stands.
    pub revision: u32,
    /// When the registry received it.
    pub at: Moment,
    /// Rows taken.
    pub accepted: u32,
    /// Rows not taken.
    pub rejected: u32,
    /// What changed against the revision before.
    pub difference: DifferenceCounts,
    /// What is wrong with the rows not taken, in their order.
    pub faults: Vec<RowFault>,
}

/// "статус OK/Ошибка".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum LmsStatus {
    /// Every row was taken.
    #[serde(rename = "OK")]
    Ok,
    /// Rows in the report weren't taken; the others were. A document that is refused as a whole is
    /// answered by an error and not by this.
    Error,
}

/// Answer to a batch. The same content sent again gets the very same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsAnswer {
    /// Status.
    pub status: LmsStatus,
    /// Report.
    pub report: LmsReport,
    /// Proof that it was received.
    pub receipt: SignedLmsReceipt,
}

/// Proof of what was received from an LMS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsReceipt {
    /// Batch.
    pub batch: Uuid,
    /// The LMS.
    pub party: Uuid,
    /// ID школы (НОБД).
    pub school_id: String,
    /// What the document is about.
    pub method: LmsMethod,
    /// Its time.
    pub span: String,
    /// Revision.
    pub revision: u32,
    /// SHA-256 of the document as it was sent, unpacked.
    pub source: BlobHash,
    /// Its length in bytes, unpacked.
    pub bytes: u64,
    /// SHA-256 of what it says: the same for the same rows in any order.
    pub content: BlobHash,
    /// Rows taken.
    pub accepted: u32,
    /// Rows not taken.
    pub rejected: u32,
    /// When, by the registry's clock.
    pub at: Moment,
}

/// A receipt as the exact bytes the registry signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedLmsReceipt {
    /// JSON of the [`LmsReceipt`].
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::sealed_lms_receipt")
    )]
    pub receipt: String,
    /// Ed25519 signature over the bytes of `receipt`, with the key of [`crate::api::Hello`],
    /// hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{128}$")))]
    pub signature: String,
}

/// A batch as officers see it: counts, nobody's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsBatch {
    /// Identity.
    pub batch: Uuid,
    /// Organisation.
    pub organisation: OrganisationId,
    /// ID школы (НОБД).
    pub school_id: String,
    /// What it is about.
    pub method: LmsMethod,
    /// Its time.
    pub span: String,
    /// Revision.
    pub revision: u32,
    /// Whether no later revision took its place.
    pub standing: bool,
    /// When it was received.
    pub at: Moment,
    /// Rows taken.
    pub accepted: u32,
    /// Rows not taken.
    pub rejected: u32,
    /// What it changed.
    pub difference: DifferenceCounts,
}

/// Newest batches, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsBatches {
    /// Batches.
    pub batches: Vec<LmsBatch>,
}

/// How a row changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LmsChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// A row of a difference. Personal data; an officer reads it with the middle of every ИИН hidden.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsChange {
    /// How.
    pub change: LmsChangeKind,
    /// The row as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<serde_json::Value>,
    /// The row as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<serde_json::Value>,
    /// Fields that differ, where it says something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// A page of what a correction changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LmsDifference {
    /// Batch.
    pub batch: Uuid,
    /// Rows, in the order of what they are about.
    pub changes: Vec<LmsChange>,
    /// Where the next page begins; absent: this is the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_and_method_is_listed_once() {
        let reasons: std::collections::BTreeSet<_> = RowReason::ALL.into_iter().collect();
        assert_eq!(reasons.len(), RowReason::ALL.len());
        for method in LmsMethod::ALL {
            let word = serde_json::to_value(method).expect("a word");
            assert_eq!(word, method.word());
            assert_eq!(LmsMethod::from_word(method.word()), Some(method));
        }
    }

    #[test]
    fn a_row_does_not_print_whom_it_is_about() {
        let row = LearnerRow {
            iin: "150314599009".parse().expect("a number"),
            grade: 5,
            birth_date: NaiveDate::from_ymd_opt(2015, 3, 14).expect("a day"),
            study: LearnerStudy::GeneralClass,
        };
        assert_eq!(format!("{row:?}"), "LearnerRow(hidden)");
    }
}
