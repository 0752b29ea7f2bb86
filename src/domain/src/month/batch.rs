//! One organisation's month as its LMS sent it: the entries, packed, and their canonical bytes.

use crate::calendar::Period;
use crate::checks::{Programme, Study};
use crate::identifiers::{BlobHash, OrganisationId};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;
use uuid::Uuid;

/// Numbers are below this: twelve digits.
pub const NUMBER_END: u64 = 1_000_000_000_000;

/// Most entries of a batch: several times the largest university.
pub const ENTRIES_MAX: usize = 200_000;

/// First bytes of a batch, with the version of its form.
const MAGIC: [u8; 4] = *b"BQM\x01";

/// Bytes before the first entry.
const HEAD: usize = 4 + 16 + 1 + 3 + 4 + 32 + 4;

/// Bytes of an entry.
const ROW: usize = 13;

/// The year birth dates are counted from.
const FIRST_YEAR: i32 = 1800;

/// What a learner is taught in: the class of a school, or the programme of a university.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// Class of a school, 1 to 12.
    Class(u8),
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

/// What norms are set for: levels of schools (1-4, 5-9, 10-11 or 12), programmes of universities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// Classes 1-4.
    Primary,
    /// Classes 5-9.
    Basic,
    /// Classes 10-12.
    General,
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

impl Level {
    /// All of them, in the order in which lines of an act stand.
    pub const ALL: [Self; 8] = [
        Self::Primary,
        Self::Basic,
        Self::General,
        Self::Bachelor,
        Self::Master,
        Self::Doctorate,
        Self::Residency,
        Self::Preparatory,
    ];
}

impl Grade {
    /// The level it belongs to.
    pub const fn level(self) -> Level {
        match self {
            Self::Class(0..=4) => Level::Primary,
            Self::Class(5..=9) => Level::Basic,
            Self::Class(_) => Level::General,
            Self::Bachelor => Level::Bachelor,
            Self::Master => Level::Master,
            Self::Doctorate => Level::Doctorate,
            Self::Residency => Level::Residency,
            Self::Preparatory => Level::Preparatory,
        }
    }

    const fn code(self) -> Option<u8> {
        match self {
            Self::Class(class @ 1..=12) => Some(class),
            Self::Class(_) => None,
            Self::Bachelor => Some(16),
            Self::Master => Some(17),
            Self::Doctorate => Some(18),
            Self::Residency => Some(19),
            Self::Preparatory => Some(20),
        }
    }

    const fn of_code(code: u8) -> Option<Option<Self>> {
        Some(match code {
            0 => None,
            1..=12 => Some(Self::Class(code)),
            16 => Some(Self::Bachelor),
            17 => Some(Self::Master),
            18 => Some(Self::Doctorate),
            19 => Some(Self::Residency),
            20 => Some(Self::Preparatory),
            _ => return None,
        })
    }
}

/// Lessons of a learner in the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lessons {
    /// Confirmed by LMS and QR.
    pub confirmed: u16,
    /// Scheduled.
    pub scheduled: u16,
}

/// One person of one organisation's month, as the LMS sent it. Personal data: there is no `Debug`
/// of its values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// ИИН as it was sent, as a number below [`NUMBER_END`]; whether its check digit is right is
    /// judged with everything else.
    pub number: u64,
    /// Birth date as it was sent.
    pub born: Option<NaiveDate>,
    /// Class or programme, where it was sent.
    pub grade: Option<Grade>,
    /// How they are taught, where it was sent.
    pub study: Option<Study>,
    /// Whether a contract of the learner covers the month, where the LMS keeps contracts.
    pub contract: Option<bool>,
    /// Lessons, where attendance was sent.
    pub lessons: Option<Lessons>,
}

impl Entry {
    /// The number with its middle hidden, as [`Iin::masked`](crate::identifiers::Iin::masked)
    /// hides it; for numbers too that break their rule.
    pub fn masked(&self) -> String {
        let text = format!("{:012}", self.number);
        let (head, tail) = (text.get(..2).unwrap_or(""), text.get(8..).unwrap_or(""));
        format!("{head}••••••{tail}")
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entry(hidden)")
    }
}

/// Whose month it is and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchHead {
    /// The organisation.
    pub organisation: OrganisationId,
    /// What its learners are paid by: [`Programme::Schooling`] or [`Programme::Voucher`].
    pub programme: Programme,
    /// The month.
    pub period: Period,
    /// Grows with every correction; the greatest counts.
    pub revision: u32,
    /// SHA-256 of the very bytes the LMS sent.
    pub source: BlobHash,
}

/// Why a batch can't be made or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BatchError {
    /// More entries than [`ENTRIES_MAX`].
    #[error("{0} entries are too many")]
    TooMany(usize),
    /// A number of more than twelve digits.
    #[error("entry {0} has a number of more than twelve digits")]
    Number(usize),
    /// A birth date no entry can hold: before 1800 or after 2299.
    #[error("entry {0} has a birth date out of range")]
    Birth(usize),
    /// A class that doesn't exist.
    #[error("entry {0} has a class that doesn't exist")]
    Grade(usize),
    /// The same person twice. Both places are named as they were given.
    #[error("entries {first} and {second} are about the same person")]
    Repeated {
        /// The earlier entry, from 0.
        first: usize,
        /// The later one.
        second: usize,
    },
    /// Nobody is paid for by this programme month by month.
    #[error("not a programme of learners")]
    Programme,
    /// Revisions count from 1.
    #[error("revisions count from 1")]
    Revision,
    /// The bytes aren't a batch of a form this program knows.
    #[error("not a batch")]
    Form,
    /// The bytes end early or go on after the end.
    #[error("wrong length")]
    Length,
    /// An entry can't be read, or isn't written the one way it may be.
    #[error("entry {0} can't be read")]
    Entry(usize),
    /// Entries aren't in the order of their numbers.
    #[error("entry {0} is out of order")]
    Order(usize),
}

/// One organisation's month: entries in the order of their numbers, each person once, packed in
/// thirteen bytes each. Personal data: `Debug` counts.
#[derive(Clone, PartialEq, Eq)]
pub struct Batch {
    head: BatchHead,
    rows: Vec<u8>,
}

impl std::fmt::Debug for Batch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch")
            .field("head", &self.head)
            .field("entries", &self.len())
            .finish()
    }
}

impl Batch {
    /// Makes a batch of entries in any order.
    ///
    /// # Errors
    /// [`BatchError`] for what no batch can hold; places are those of the given entries.
    pub fn new(head: BatchHead, entries: &[Entry]) -> Result<Self, BatchError> {
        check_head(&head)?;
        if entries.len() > ENTRIES_MAX {
            return Err(BatchError::TooMany(entries.len()));
        }
        let mut order: Vec<(u64, usize)> = entries
            .iter()
            .enumerate()
            .map(|(place, entry)| (entry.number, place))
            .collect();
        order.sort_unstable();
        let mut rows = Vec::with_capacity(entries.len() * ROW);
        let mut before: Option<(u64, usize)> = None;
        for (number, place) in order {
            if let Some((same, first)) = before
                && same == number
            {
                let second = place;
                return Err(BatchError::Repeated { first, second });
            }
            before = Some((number, place));
            if let Some(entry) = entries.get(place) {
                rows.extend_from_slice(&pack(entry, place)?);
            }
        }
        Ok(Self { head, rows })
    }

    /// Whose month it is and where it comes from.
    pub const fn head(&self) -> &BatchHead {
        &self.head
    }

    /// How many people.
    pub fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The entries, in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Entry> + '_ {
        let (rows, _) = self.rows.as_chunks::<ROW>();
        rows.iter().map(unpack)
    }

    /// The numbers alone, in order.
    pub fn numbers(&self) -> impl ExactSizeIterator<Item = u64> + '_ {
        let (rows, _) = self.rows.as_chunks::<ROW>();
        rows.iter().map(|row| word(row) & NUMBER)
    }

    /// The entry at a place in the order of numbers.
    pub fn get(&self, place: usize) -> Option<Entry> {
        let (rows, _) = self.rows.as_chunks::<ROW>();
        rows.get(place).map(unpack)
    }

    /// The place of a number in that order.
    pub fn find(&self, number: u64) -> Option<usize> {
        let (rows, _) = self.rows.as_chunks::<ROW>();
        rows.binary_search_by_key(&number, |row| word(row) & NUMBER)
            .ok()
    }

    /// The one way these entries are written down.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + self.rows.len());
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(self.head.organisation.uuid().as_bytes());
        bytes.push(programme_code(self.head.programme).unwrap_or(0));
        bytes.extend_from_slice(&period_bytes(self.head.period));
        bytes.extend_from_slice(&self.head.revision.to_le_bytes());
        bytes.extend_from_slice(self.head.source.bytes());
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&count.to_le_bytes());
        bytes.extend_from_slice(&self.rows);
        bytes
    }

    /// Reads a batch; only bytes that [`Batch::to_bytes`] writes are one.
    ///
    /// # Errors
    /// [`BatchError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BatchError> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != MAGIC {
            return Err(BatchError::Form);
        }
        let organisation = OrganisationId::new(Uuid::from_bytes(reader.take()?));
        let [code] = reader.take()?;
        let programme = programme_of(code).ok_or(BatchError::Programme)?;
        let period = period_of(reader.take()?).ok_or(BatchError::Form)?;
        let revision = u32::from_le_bytes(reader.take()?);
        let source = BlobHash::new(reader.take()?);
        let count = u32::from_le_bytes(reader.take()?);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if count > ENTRIES_MAX {
            return Err(BatchError::TooMany(count));
        }
        if reader.0.len() != count * ROW {
            return Err(BatchError::Length);
        }
        let head = BatchHead {
            organisation,
            programme,
            period,
            revision,
            source,
        };
        check_head(&head)?;
        let (rows, _) = reader.0.as_chunks::<ROW>();
        let mut least = 0;
        for (place, row) in rows.iter().enumerate() {
            if !is_row(row) {
                return Err(BatchError::Entry(place));
            }
            let number = word(row) & NUMBER;
            if number < least {
                return Err(BatchError::Order(place));
            }
            least = number + 1;
        }
        Ok(Self {
            head,
            rows: reader.0.to_vec(),
        })
    }

    /// SHA-256 of [`Batch::to_bytes`].
    pub fn hash(&self) -> BlobHash {
        BlobHash::new(Sha256::digest(self.to_bytes()).into())
    }
}

fn check_head(head: &BatchHead) -> Result<(), BatchError> {
    if programme_code(head.programme).is_none() {
        return Err(BatchError::Programme);
    }
    if head.revision == 0 {
        return Err(BatchError::Revision);
    }
    Ok(())
}

pub(super) const fn programme_code(programme: Programme) -> Option<u8> {
    match programme {
        Programme::Schooling => Some(1),
        Programme::Voucher => Some(2),
        Programme::Construction | Programme::Reconstruction => None,
    }
}

pub(super) const fn programme_of(code: u8) -> Option<Programme> {
    match code {
        1 => Some(Programme::Schooling),
        2 => Some(Programme::Voucher),
        _ => None,
    }
}

pub(super) fn period_bytes(period: Period) -> [u8; 3] {
    let [low, high] = u16::try_from(period.year()).unwrap_or(0).to_le_bytes();
    [low, high, u8::try_from(period.month()).unwrap_or(0)]
}

pub(super) fn period_of([low, high, month]: [u8; 3]) -> Option<Period> {
    let year = u16::from_le_bytes([low, high]);
    Period::new(i32::from(year), u32::from(month))
}

/// Reads the beginning of what is left.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Result<[u8; N], BatchError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(BatchError::Length)?;
        self.0 = rest;
        Ok(*taken)
    }
}

// An entry: a word of 64 bits (number 40, birth date 18, study 3, contract 2, whether there are
// lessons 1, from the lowest bit), then the grade, then lessons confirmed and scheduled.
const NUMBER: u64 = (1 << 40) - 1;
const BORN: u32 = 40;
const STUDY: u32 = 58;
const CONTRACT: u32 = 61;
const LESSONS: u32 = 63;

fn word(row: &[u8; ROW]) -> u64 {
    let mut bytes = [0; 8];
    if let Some(head) = row.first_chunk() {
        bytes = *head;
    }
    u64::from_le_bytes(bytes)
}

fn pack(entry: &Entry, place: usize) -> Result<[u8; ROW], BatchError> {
    if entry.number >= NUMBER_END {
        return Err(BatchError::Number(place));
    }
    let born = match entry.born {
        Some(date) => u64::from(pack_date(date).ok_or(BatchError::Birth(place))?),
        None => 0,
    };
    let grade = match entry.grade {
        Some(grade) => grade.code().ok_or(BatchError::Grade(place))?,
        None => 0,
    };
    let study = entry.study.map_or(0, |study| match study {
        Study::GeneralClass => 1,
        Study::CorrectionalClass => 2,
        Study::SpecialNeeds => 3,
        Study::Home => 4,
        Study::FullTime => 5,
        Study::Distance => 6_u64,
    });
    let contract = entry.contract.map_or(0, |yes| 1 + u64::from(yes));
    let word = entry.number
        | born << BORN
        | study << STUDY
        | contract << CONTRACT
        | u64::from(entry.lessons.is_some()) << LESSONS;
    let lessons = entry.lessons.unwrap_or(Lessons {
        confirmed: 0,
        scheduled: 0,
    });
    let [a, b, c, d, e, f, g, h] = word.to_le_bytes();
    let [i, j] = lessons.confirmed.to_le_bytes();
    let [k, l] = lessons.scheduled.to_le_bytes();
    Ok([a, b, c, d, e, f, g, h, grade, i, j, k, l])
}

/// Year since 1800 in nine bits, month in four, day in five; never 0.
fn pack_date(date: NaiveDate) -> Option<u32> {
    let years = u32::try_from(date.year() - FIRST_YEAR).ok()?;
    (years < 500).then(|| years << 9 | date.month() << 5 | date.day())
}

fn unpack_date(bits: u64) -> Option<NaiveDate> {
    let bits = u32::try_from(bits).ok()?;
    let year = FIRST_YEAR + i32::try_from(bits >> 9).ok()?;
    NaiveDate::from_ymd_opt(year, bits >> 5 & 15, bits & 31)
}

const fn study_of(bits: u64) -> Option<Study> {
    match bits {
        1 => Some(Study::GeneralClass),
        2 => Some(Study::CorrectionalClass),
        3 => Some(Study::SpecialNeeds),
        4 => Some(Study::Home),
        5 => Some(Study::FullTime),
        6 => Some(Study::Distance),
        _ => None,
    }
}

/// Whether these bytes are what [`pack`] makes of some entry.
fn is_row(row: &[u8; ROW]) -> bool {
    let word = word(row);
    let [.., grade, a, b, c, d] = *row;
    let (born, study) = (word >> BORN & 0x3_ffff, word >> STUDY & 7);
    word & NUMBER < NUMBER_END
        && (born == 0 || born >> 9 < 500 && unpack_date(born).is_some())
        && study < 7
        && word >> CONTRACT & 3 < 3
        && Grade::of_code(grade).is_some()
        && (word >> LESSONS == 1 || [a, b, c, d] == [0; 4])
}

fn unpack(row: &[u8; ROW]) -> Entry {
    let word = word(row);
    let [.., grade, a, b, c, d] = *row;
    Entry {
        number: word & NUMBER,
        born: unpack_date(word >> BORN & 0x3_ffff),
        grade: Grade::of_code(grade).flatten(),
        study: study_of(word >> STUDY & 7),
        contract: match word >> CONTRACT & 3 {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        },
        lessons: (word >> LESSONS == 1).then(|| Lessons {
            confirmed: u16::from_le_bytes([a, b]),
            scheduled: u16::from_le_bytes([c, d]),
        }),
    }
}
