//! Needs of schools as a file has them: its columns, its lines, and what each line would change.
//!
//! **Architecture invariant:** a line counts as a whole or not at all, and what it comes to doesn't
//! depend on the order of lines: a school that stands in a file twice is refused in all its lines.

mod headings;

use super::Need;
use crate::identifiers::{Bin, OrganisationId};
use crate::money::Tiyn;
use crate::payment_order::{decode, sum};
use crate::separated::{Row, rows};
use std::collections::BTreeMap;

/// Most lines that are read of a file: many times the schools of a region.
pub const MOST_NEED_LINES: usize = 20_000;

/// Rows among which the headings are looked for.
const PREAMBLE: usize = 60;

/// Cells of a row that are looked at.
const WIDEST: usize = 256;

/// What a column of a file says of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NeedColumn {
    /// All pupils.
    Pupils,
    /// Pupils who aren't of the first shift.
    Beyond,
    /// Cost of the first shift, in tenge.
    FirstShift,
    /// Cost of the others, in tenge.
    Others,
}

impl NeedColumn {
    /// All of them, as they stand in the form.
    pub const ALL: [Self; 4] = [Self::Pupils, Self::Beyond, Self::FirstShift, Self::Others];

    /// Whether it holds money, in tiyn.
    pub fn is_money(self) -> bool {
        matches!(self, Self::FirstShift | Self::Others)
    }

    /// What a need says of it: pupils, or tiyn.
    pub fn of(self, need: &Need) -> i64 {
        match self {
            Self::Pupils => i64::from(need.pupils),
            Self::Beyond => i64::from(need.pupils_beyond),
            Self::FirstShift => need.first_shift.0,
            Self::Others => need.others.0,
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// Pupils, or tiyn.
    Value(i64),
    /// Something that is no such number, or can be read as two.
    Unread,
}

/// A line of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedLine {
    /// Line of the file, from 1.
    pub at: usize,
    /// БИН as it is written, without what spreadsheets put around it.
    pub bin: String,
    /// What was entered; nothing where a cell is empty.
    pub entered: BTreeMap<NeedColumn, Entered>,
}

/// Why a file has no needs in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotNeeds {
    /// No row of headings with БИН and with at least one figure.
    #[error("no headings with a БИН and a figure")]
    Headings,
    /// Two columns are of the same thing.
    #[error("two columns of {0:?}")]
    ColumnTwice(Option<NeedColumn>),
    /// A quotation mark that never ends.
    #[error("a quotation mark on line {0} never ends")]
    Quote(usize),
    /// More than [`MOST_NEED_LINES`].
    #[error("too many lines")]
    TooLong,
}

/// Needs as a file has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedsFile {
    /// Columns that were recognised, as they stand in the form.
    pub columns: Vec<NeedColumn>,
    /// Lines in their order.
    pub lines: Vec<NeedLine>,
}

impl NeedsFile {
    /// Reads text with semicolons, tabs or commas, in UTF-8, UTF-16 or the letters of Windows.
    ///
    /// # Errors
    /// [`NotNeeds`].
    pub fn read_text(bytes: &[u8]) -> Result<Self, NotNeeds> {
        let text = decode(bytes);
        let mut why = NotNeeds::Headings;
        for separator in [';', '\t', ','] {
            let (rows, unended) = rows(&text, separator);
            match Self::read(&rows) {
                Err(NotNeeds::Headings) => {}
                Err(other) => why = other,
                Ok(file) => return unended.map_or(Ok(file), |at| Err(NotNeeds::Quote(at))),
            }
        }
        Err(why)
    }

    /// Reads the rows of a table.
    ///
    /// # Errors
    /// [`NotNeeds`].
    pub fn read(rows: &[Row]) -> Result<Self, NotNeeds> {
        let heads = rows.iter().take(PREAMBLE).enumerate();
        let found = heads
            .filter_map(|(at, row)| Some((at, headings::of(row)?)))
            .next();
        let (head, columns) = found.ok_or(NotNeeds::Headings)?;
        let columns = columns?;
        let mut file = Self::default();
        let known = NeedColumn::ALL.into_iter();
        file.columns
            .extend(known.filter(|one| columns.figures.contains_key(one)));
        for row in rows.iter().skip(head + 1) {
            if row.cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if headings::is_total(row) || headings::of(row).is_some() {
                continue;
            }
            if file.lines.len() == MOST_NEED_LINES {
                return Err(NotNeeds::TooLong);
            }
            let cell = |at: usize| row.cells.get(at).map_or("", |cell| bare(cell));
            let entered = columns.figures.iter().filter_map(|(column, at)| {
                let text = cell(*at);
                (!text.is_empty()).then(|| (*column, number(text, *column)))
            });
            file.lines.push(NeedLine {
                at: row.at,
                bin: bin(cell(columns.bin)),
                entered: entered.collect(),
            });
        }
        Ok(file)
    }
}

/// A cell without what keeps its digits from being taken for a number: `="…"`, an apostrophe.
fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    let inside = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inside
        .or_else(|| cell.strip_prefix('\''))
        .unwrap_or(cell)
        .trim()
}

/// A БИН as it is known: blanks inside it left out, zeros that were lost before it put back.
fn bin(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = text.len() >= 9 && text.bytes().all(|c| c.is_ascii_digit());
    if digits { format!("{text:0>12}") } else { text }
}

fn number(text: &str, column: NeedColumn) -> Entered {
    let Ok((minus, Tiyn(tiyn))) = sum(text) else {
        return Entered::Unread;
    };
    let tiyn = if minus { -tiyn } else { tiyn };
    if column.is_money() {
        Entered::Value(tiyn)
    } else if tiyn % 100 == 0 {
        Entered::Value(tiyn / 100)
    } else {
        Entered::Unread
    }
}

/// What is known of a school a file may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownNeed {
    /// Its need as it stands now.
    pub need: Need,
    /// Whether it takes part in the distribution.
    pub takes_part: bool,
    /// Whether another school of the department has the same БИН.
    pub several: bool,
    /// Places of all its buildings by design, where every one of them is known.
    pub places: Option<u32>,
}

/// Why a line isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedFault {
    /// No БИН, or one that can't be.
    Bin,
    /// No school of the department has this БИН.
    Unknown,
    /// The school stands in the file twice.
    Twice,
    /// Several schools of the department have this БИН.
    Several,
    /// The school has no accepted application for financing.
    TakesNoPart,
    /// What stands there is no number, or can be read as two.
    Unread(NeedColumn),
    /// Below nought, or more than can be counted.
    OutOfRange(NeedColumn),
    /// More pupils beyond the first shift than pupils.
    Beyond,
    /// Pupils beyond the first shift without a cost, or the other way round.
    Unfit,
    /// A cost without pupils.
    NoPupils,
    /// More pupils of the first shift than places.
    AbovePlaces {
        /// Pupils of the first shift.
        pupils: u32,
        /// Places.
        places: u32,
    },
}

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedOutcome {
    /// The need becomes this.
    Sets {
        /// The need as it stands now.
        before: Need,
        /// What it becomes.
        after: Need,
    },
    /// The need is this already.
    Same(OrganisationId),
    /// The line names a school and says nothing of it.
    Empty(OrganisationId),
    /// The line isn't taken.
    Refused(NeedFault),
}

/// What each line comes to, in their order, by what is known of schools under their БИН. Figures a
/// file has no column or an empty cell for stay as they are.
pub fn judge_needs(lines: &[NeedLine], known: &BTreeMap<String, KnownNeed>) -> Vec<NeedOutcome> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        *times.entry(&line.bin).or_default() += 1;
    }
    let judged = lines.iter().map(|line| {
        let twice = times.get(line.bin.as_str()).is_some_and(|times| *times > 1);
        judge(line, twice, known).unwrap_or_else(NeedOutcome::Refused)
    });
    judged.collect()
}

fn judge(
    line: &NeedLine,
    twice: bool,
    known: &BTreeMap<String, KnownNeed>,
) -> Result<NeedOutcome, NeedFault> {
    let Some(school) = known.get(&line.bin) else {
        let possible = line.bin.parse::<Bin>().is_ok();
        return Err(if possible {
            NeedFault::Unknown
        } else {
            NeedFault::Bin
        });
    };
    if twice {
        return Err(NeedFault::Twice);
    }
    if school.several {
        return Err(NeedFault::Several);
    }
    if !school.takes_part {
        return Err(NeedFault::TakesNoPart);
    }
    if line.entered.is_empty() {
        return Ok(NeedOutcome::Empty(school.need.school));
    }
    let before = school.need;
    let mut after = before;
    for (column, entered) in &line.entered {
        let Entered::Value(value) = *entered else {
            return Err(NeedFault::Unread(*column));
        };
        let range = || NeedFault::OutOfRange(*column);
        let count = || u32::try_from(value).or(Err(range()));
        match column {
            NeedColumn::Pupils => after.pupils = count()?,
            NeedColumn::Beyond => after.pupils_beyond = count()?,
            NeedColumn::FirstShift if value >= 0 => after.first_shift = Tiyn(value),
            NeedColumn::Others if value >= 0 => after.others = Tiyn(value),
            NeedColumn::FirstShift | NeedColumn::Others => return Err(range()),
        }
    }
    if after == before {
        return Ok(NeedOutcome::Same(before.school));
    }
    let first = after
        .pupils
        .checked_sub(after.pupils_beyond)
        .ok_or(NeedFault::Beyond)?;
    if (after.pupils_beyond == 0) != (after.others.0 == 0) {
        return Err(NeedFault::Unfit);
    }
    if after.pupils == 0 && after.first_shift.0 > 0 {
        return Err(NeedFault::NoPupils);
    }
    if let Some(places) = school.places.filter(|places| first > *places) {
        let pupils = first;
        return Err(NeedFault::AbovePlaces { pupils, places });
    }
    Ok(NeedOutcome::Sets { before, after })
}
