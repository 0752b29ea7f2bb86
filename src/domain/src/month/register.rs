//! The frozen register of an organisation's month: a verdict with its reasons for each person, and
//! the lines of the act that follow.

use super::batch::{
    Batch, BatchError, Entry, Grade, Level, Reader, period_bytes, period_of, programme_code,
    programme_of,
};
use super::facts::Side;
use crate::calendar::Period;
use crate::checks::{
    Judged, MonthReason, MonthReasons, MonthRules, MonthVerdict, PersonRow, Programme, Study,
};
use crate::identifiers::{BlobHash, OrganisationId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use thiserror::Error;
use uuid::Uuid;

/// First bytes of a register, with the version of its form.
const MAGIC: [u8; 4] = *b"BQR\x01";

/// Bytes of a verdict.
const ROW: usize = 3;

/// Bytes of a line.
const LINE: usize = 14;

/// Kinds of study with the code each has in lines; 0 is none.
const STUDIES: [Study; 6] = [
    Study::GeneralClass,
    Study::CorrectionalClass,
    Study::SpecialNeeds,
    Study::Home,
    Study::FullTime,
    Study::Distance,
];

/// Levels and none, times kinds of study and none.
const CELLS: usize = (Level::ALL.len() + 1) * (STUDIES.len() + 1);

/// What is known of an organisation when a month is frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Whether its licence is in force, where known.
    pub licence: Option<bool>,
    /// Whether its contract of the state order covers the month, where known.
    pub contract: Option<bool>,
}

impl Standing {
    /// In one byte.
    pub fn code(self) -> u8 {
        let three = |known: Option<bool>| known.map_or(0, |yes| 1 + u8::from(yes));
        three(self.licence) * 3 + three(self.contract)
    }

    /// From one byte.
    pub const fn of_code(code: u8) -> Option<Self> {
        const fn three(code: u8) -> Option<bool> {
            match code {
                1 => Some(false),
                2 => Some(true),
                _ => None,
            }
        }
        if code > 8 {
            return None;
        }
        Some(Self {
            licence: three(code / 3),
            contract: three(code % 3),
        })
    }

    /// Whether a contract covers a learner's month. Schools are paid by a contract of their own;
    /// a learner's, where the LMS names one, has to be there too. Students have their own alone.
    fn covers(self, programme: Programme, entry: Option<bool>) -> Option<bool> {
        match (programme, entry) {
            (Programme::Voucher, own) => own,
            (_, Some(false)) => Some(false),
            _ => self.contract,
        }
    }
}

/// How many people, by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tally {
    /// Are paid for.
    pub payable: u32,
    /// Wait for an answer or a decision.
    pub held: u32,
    /// Drop out of the month.
    pub excluded: u32,
}

impl Tally {
    fn add(&mut self, verdict: MonthVerdict) {
        let count = match verdict {
            MonthVerdict::Payable => &mut self.payable,
            MonthVerdict::Held => &mut self.held,
            MonthVerdict::Excluded => &mut self.excluded,
        };
        *count = count.saturating_add(1);
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            payable: self.payable.saturating_add(other.payable),
            held: self.held.saturating_add(other.held),
            excluded: self.excluded.saturating_add(other.excluded),
        }
    }
}

/// A line of the act: what norms are set for, and how many learners are of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActLine {
    /// Level; none where the LMS named no class.
    pub level: Option<Level>,
    /// Kind of study; none where the LMS didn't name it.
    pub study: Option<Study>,
    /// How many learners.
    #[serde(flatten)]
    pub quantity: Tally,
}

/// Why bytes aren't a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RegisterError {
    /// Not a register of a form this program knows.
    #[error("not a register")]
    Form,
    /// The bytes end early or go on after the end.
    #[error("wrong length")]
    Length,
    /// A verdict without a meaning.
    #[error("verdict {0} can't be read")]
    Verdict(usize),
    /// Lines that aren't in order, or whose sums aren't those of the verdicts.
    #[error("the lines don't fit the verdicts")]
    Lines,
    /// The batch isn't the one the register was made of.
    #[error("the register was made of another batch")]
    Batch,
}

impl From<BatchError> for RegisterError {
    fn from(_: BatchError) -> Self {
        Self::Length
    }
}

/// The register of one organisation's month. It holds verdicts in the order of its batch and no
/// ИИН: who they are about is said by the batch, whose hash it carries.
#[derive(Clone, PartialEq, Eq)]
pub struct Register {
    organisation: OrganisationId,
    programme: Programme,
    period: Period,
    batch: BlobHash,
    standing: Standing,
    rows: Vec<u8>,
    lines: Vec<ActLine>,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Register")
            .field("organisation", &self.organisation)
            .field("period", &self.period)
            .field("tally", &self.tally())
            .finish_non_exhaustive()
    }
}

/// Sums of an act while they are counted.
struct Lines([Tally; CELLS]);

impl Lines {
    const fn new() -> Self {
        const NONE: Tally = Tally {
            payable: 0,
            held: 0,
            excluded: 0,
        };
        Self([NONE; CELLS])
    }

    fn add(&mut self, grade: Option<Grade>, study: Option<Study>, verdict: MonthVerdict) {
        let level = level_code(grade.map(Grade::level));
        let cell = usize::from(level) * (STUDIES.len() + 1) + usize::from(study_code(study));
        if let Some(tally) = self.0.get_mut(cell) {
            tally.add(verdict);
        }
    }

    fn finish(self) -> Vec<ActLine> {
        let cells = self.0.into_iter().enumerate();
        cells
            .filter(|(_, quantity)| *quantity != Tally::default())
            .map(|(cell, quantity)| ActLine {
                level: cell
                    .checked_div(STUDIES.len() + 1)
                    .and_then(|code| code.checked_sub(1))
                    .and_then(|place| Level::ALL.get(place))
                    .copied(),
                study: (cell % (STUDIES.len() + 1))
                    .checked_sub(1)
                    .and_then(|place| STUDIES.get(place))
                    .copied(),
                quantity,
            })
            .collect()
    }
}

fn level_code(level: Option<Level>) -> u8 {
    level.map_or(0, |level| 1 + level as u8)
}

fn study_code(study: Option<Study>) -> u8 {
    study.map_or(0, |study| 1 + study as u8)
}

fn pack(judged: Judged) -> [u8; ROW] {
    let verdict = match judged.verdict {
        MonthVerdict::Payable => 0,
        MonthVerdict::Held => 1,
        MonthVerdict::Excluded => 2_u32,
    };
    let [a, b, c, _] = (judged.reasons.bits() & 0x3f_ffff | verdict << 22).to_le_bytes();
    [a, b, c]
}

fn unpack([a, b, c]: [u8; ROW]) -> Option<Judged> {
    let bits = u32::from_le_bytes([a, b, c, 0]);
    let verdict = match bits >> 22 {
        0 => MonthVerdict::Payable,
        1 => MonthVerdict::Held,
        2 => MonthVerdict::Excluded,
        _ => return None,
    };
    let reasons = MonthReasons::from_bits(bits & 0x3f_ffff);
    (reasons.bits() == bits & 0x3f_ffff).then_some(Judged { verdict, reasons })
}

fn judge(
    rules: &MonthRules,
    programme: Programme,
    standing: Standing,
    entry: &Entry,
    side: Side,
) -> Judged {
    rules.judge(&PersonRow {
        number: entry.number,
        born: entry.born,
        life: side.life(),
        country: side.country(),
        study: entry.study,
        contract: standing.covers(programme, entry.contract),
        licence: standing.licence,
        attendance: entry
            .lessons
            .map(|lessons| (u32::from(lessons.confirmed), u32::from(lessons.scheduled))),
        duplicate: side.is_duplicate(),
    })
}

impl Register {
    /// Judges everybody of a batch by rules of its programme; `sides` are in the order of its
    /// entries. `None` when there are more or fewer of them.
    pub fn judge(
        batch: &Batch,
        hash: BlobHash,
        rules: &MonthRules,
        standing: Standing,
        sides: &[Side],
    ) -> Option<Self> {
        let programme = batch.head().programme;
        let mut rows = Vec::with_capacity(batch.len() * ROW);
        let mut lines = Lines::new();
        for (entry, side) in batch.iter().zip(sides) {
            let judged = judge(rules, programme, standing, &entry, *side);
            rows.extend_from_slice(&pack(judged));
            lines.add(entry.grade, entry.study, judged.verdict);
        }
        (sides.len() == batch.len()).then(|| Self::of(batch, hash, standing, rows, lines))
    }

    fn of(batch: &Batch, hash: BlobHash, standing: Standing, rows: Vec<u8>, lines: Lines) -> Self {
        let head = batch.head();
        Self {
            organisation: head.organisation,
            programme: head.programme,
            period: head.period,
            batch: hash,
            standing,
            rows,
            lines: lines.finish(),
        }
    }

    /// The register of a corrected batch. Who is sent just as before keeps the verdict of before;
    /// everybody else is judged by `side`, whose mark of a duplicate counts for those the
    /// organisation didn't list before and is taken from the earlier verdict for the others.
    ///
    /// # Errors
    /// [`RegisterError::Batch`] when this register wasn't made of `before`, or `now` is another
    /// organisation's or programme's; whatever `side` fails with.
    pub fn corrected<E: From<RegisterError>>(
        &self,
        before: &Batch,
        (now, hash): (&Batch, BlobHash),
        rules: &MonthRules,
        mut side: impl FnMut(u64) -> Result<Side, E>,
    ) -> Result<Self, E> {
        let fits = |batch: &Batch| {
            let head = batch.head();
            head.organisation == self.organisation && head.programme == self.programme
        };
        if before.len() != self.len() || !fits(before) || !fits(now) {
            return Err(RegisterError::Batch.into());
        }
        let mut rows = Vec::with_capacity(now.len() * ROW);
        let mut lines = Lines::new();
        let mut old = before.iter().zip(self.rows()).peekable();
        for entry in now.iter() {
            while old.next_if(|(old, _)| old.number < entry.number).is_some() {}
            let kept = old.next_if(|(old, _)| old.number == entry.number);
            let judged = match kept {
                Some((old, judged)) if old == entry => judged,
                known => {
                    let mut side = side(entry.number)?;
                    if let Some((_, judged)) = known {
                        side = side.duplicate(judged.reasons.contains(MonthReason::Duplicate));
                    }
                    judge(rules, self.programme, self.standing, &entry, side)
                }
            };
            rows.extend_from_slice(&pack(judged));
            lines.add(entry.grade, entry.study, judged.verdict);
        }
        Ok(Self::of(now, hash, self.standing, rows, lines))
    }

    /// The same register after some of its people became duplicates or ceased to be, by what
    /// another organisation corrected.
    ///
    /// # Errors
    /// [`RegisterError::Batch`] when it wasn't made of this batch, or a number isn't in it.
    pub fn with_duplicates(
        &self,
        batch: &Batch,
        rules: &MonthRules,
        changed: &[(u64, bool)],
    ) -> Result<Self, RegisterError> {
        if batch.len() != self.len() || batch.head().organisation != self.organisation {
            return Err(RegisterError::Batch);
        }
        let mut rows = self.rows.clone();
        for (number, duplicate) in changed {
            let place = batch.find(*number).ok_or(RegisterError::Batch)?;
            let (chunks, _) = rows.as_chunks_mut::<ROW>();
            let row = chunks.get_mut(place).ok_or(RegisterError::Batch)?;
            let judged = unpack(*row).ok_or(RegisterError::Verdict(place))?;
            let reasons = if *duplicate {
                judged.reasons.and(MonthReason::Duplicate)
            } else {
                judged.reasons.without(MonthReason::Duplicate)
            };
            *row = pack(rules.conclude(reasons));
        }
        let mut lines = Lines::new();
        let (chunks, _) = rows.as_chunks::<ROW>();
        for (entry, row) in batch.iter().zip(chunks) {
            if let Some(judged) = unpack(*row) {
                lines.add(entry.grade, entry.study, judged.verdict);
            }
        }
        Ok(Self {
            rows,
            lines: lines.finish(),
            ..self.clone()
        })
    }

    /// The organisation.
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// What its learners are paid by.
    pub const fn programme(&self) -> Programme {
        self.programme
    }

    /// The month.
    pub const fn period(&self) -> Period {
        self.period
    }

    /// Hash of the batch it was made of.
    pub const fn batch(&self) -> BlobHash {
        self.batch
    }

    /// What was known of the organisation.
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// The lines of the act: quantities alone, in the order of levels and kinds of study.
    pub fn lines(&self) -> &[ActLine] {
        &self.lines
    }

    /// How many people.
    pub fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The verdicts, in the order of the batch.
    pub fn rows(&self) -> impl Iterator<Item = Judged> + '_ {
        let (rows, _) = self.rows.as_chunks::<ROW>();
        // Bytes were checked when they were read.
        rows.iter().filter_map(|row| unpack(*row))
    }

    /// How many people aren't paid for by each reason; who has several counts with each.
    pub fn why(&self) -> BTreeMap<MonthReason, u32> {
        let mut why = BTreeMap::new();
        let unpaid = self
            .rows()
            .filter(|row| row.verdict != MonthVerdict::Payable);
        for reason in unpaid.flat_map(|row| row.reasons.iter()) {
            let count: &mut u32 = why.entry(reason).or_default();
            *count = count.saturating_add(1);
        }
        why
    }

    /// How many people, by verdict.
    pub fn tally(&self) -> Tally {
        let quantities = self.lines.iter().map(|line| line.quantity);
        quantities.fold(Tally::default(), Tally::plus)
    }

    /// The one way a register is written down.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(80 + self.rows.len() + self.lines.len() * LINE);
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(self.organisation.uuid().as_bytes());
        bytes.push(programme_code(self.programme).unwrap_or(0));
        bytes.extend_from_slice(&period_bytes(self.period));
        bytes.extend_from_slice(self.batch.bytes());
        bytes.push(self.standing.code());
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&count.to_le_bytes());
        bytes.extend_from_slice(&self.rows);
        bytes.push(u8::try_from(self.lines.len()).unwrap_or(u8::MAX));
        for line in &self.lines {
            bytes.push(level_code(line.level));
            bytes.push(study_code(line.study));
            for count in [
                line.quantity.payable,
                line.quantity.held,
                line.quantity.excluded,
            ] {
                bytes.extend_from_slice(&count.to_le_bytes());
            }
        }
        bytes
    }

    /// Reads a register; only bytes that [`Register::to_bytes`] writes are one.
    ///
    /// # Errors
    /// [`RegisterError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RegisterError> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != MAGIC {
            return Err(RegisterError::Form);
        }
        let organisation = OrganisationId::new(Uuid::from_bytes(reader.take()?));
        let [code] = reader.take()?;
        let programme = programme_of(code).ok_or(RegisterError::Form)?;
        let period = period_of(reader.take()?).ok_or(RegisterError::Form)?;
        let batch = BlobHash::new(reader.take()?);
        let [code] = reader.take()?;
        let standing = Standing::of_code(code).ok_or(RegisterError::Form)?;
        let count = u32::from_le_bytes(reader.take()?);
        let length = usize::try_from(count)
            .ok()
            .and_then(|count| count.checked_mul(ROW))
            .ok_or(RegisterError::Length)?;
        let (rows, rest) = reader
            .0
            .split_at_checked(length)
            .ok_or(RegisterError::Length)?;
        let mut tally = Tally::default();
        let (chunks, _) = rows.as_chunks::<ROW>();
        for (place, row) in chunks.iter().enumerate() {
            let judged = unpack(*row).ok_or(RegisterError::Verdict(place))?;
            tally.add(judged.verdict);
        }
        let mut reader = Reader(rest);
        let [count] = reader.take()?;
        let mut lines = Vec::new();
        let mut after = None;
        for _ in 0..count {
            let [level, study] = reader.take()?;
            if after >= Some((level, study)) {
                return Err(RegisterError::Lines);
            }
            after = Some((level, study));
            lines.push(ActLine {
                level: coded(level, &Level::ALL)?,
                study: coded(study, &STUDIES)?,
                quantity: Tally {
                    payable: u32::from_le_bytes(reader.take()?),
                    held: u32::from_le_bytes(reader.take()?),
                    excluded: u32::from_le_bytes(reader.take()?),
                },
            });
        }
        if !reader.0.is_empty() {
            return Err(RegisterError::Length);
        }
        let register = Self {
            organisation,
            programme,
            period,
            batch,
            standing,
            rows: rows.to_vec(),
            lines,
        };
        let empty = |line: &ActLine| line.quantity == Tally::default();
        if register.tally() != tally || register.lines.iter().any(empty) {
            return Err(RegisterError::Lines);
        }
        Ok(register)
    }

    /// SHA-256 of [`Register::to_bytes`]: what an act refers to.
    pub fn hash(&self) -> BlobHash {
        BlobHash::new(Sha256::digest(self.to_bytes()).into())
    }
}

/// What a code of a line stands for; 0 for none.
fn coded<T: Copy>(code: u8, all: &[T]) -> Result<Option<T>, RegisterError> {
    match usize::from(code).checked_sub(1) {
        None => Ok(None),
        Some(place) => all
            .get(place)
            .copied()
            .map(Some)
            .ok_or(RegisterError::Lines),
    }
}

/// The registers of the whole country as one value: whoever has it can tell whether any of them
/// was changed.
pub struct Roll(Sha256);

impl std::fmt::Debug for Roll {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Roll")
    }
}

impl Roll {
    /// Begins, with the hashes of what everybody was judged by.
    pub fn new(period: Period, rules: BlobHash, facts: BlobHash) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"BQC\x01");
        hasher.update(period_bytes(period));
        hasher.update(rules.bytes());
        hasher.update(facts.bytes());
        Self(hasher)
    }

    /// Adds the next register. Organisations come in the order of their identities.
    pub fn add(&mut self, organisation: OrganisationId, register: BlobHash) {
        self.0.update(organisation.uuid().as_bytes());
        self.0.update(register.bytes());
    }

    /// The value.
    pub fn finish(self) -> BlobHash {
        BlobHash::new(self.0.finalize().into())
    }
}
