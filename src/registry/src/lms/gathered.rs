//! Everything a document says: rows taken, rows refused, and the hash of it.

use super::document::{self, Shape};
use super::fields::{Fault, Rules};
use super::heading::{Heading, Span};
use super::limits::{Bounds, LmsLimits};
use super::rows::{self, Row};
use super::source::{self, Broken, Piece, Source};
use baqylau_domain::identifiers::BlobHash;
use baqylau_protocol::lms::{LmsMethod, RowFault, RowReason};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tokio::sync::mpsc;

/// A document that was read to its end.
#[derive(Clone)]
pub(crate) struct Gathered {
    /// What it is about.
    pub(crate) heading: Heading,
    /// Rows taken, by their keys: each key once.
    pub(crate) rows: Vec<Row>,
    /// What is wrong with the others, by their numbers.
    pub(crate) faults: Vec<RowFault>,
    /// How many others there are.
    pub(crate) rejected: u32,
    /// The document as it was sent.
    pub(crate) source: Source,
}

/// Reads a document while it arrives. Blocks.
///
/// # Errors
/// [`Broken`]: then nothing of it counts.
pub(crate) fn gather(
    method: LmsMethod,
    (shape, packed): (Shape, bool),
    limits: &LmsLimits,
    today: NaiveDate,
    pieces: mpsc::Receiver<Piece>,
) -> Result<Gathered, Broken> {
    let bounds = Bounds::on(today);
    let rules = Rules {
        limits,
        bounds,
        today,
        // The heading may come after the rows; the bound of a month is asked for below.
        hours: bounds.hours_of_a_quarter,
    };
    let mut read = Read::default();
    let (heading, source) = source::read(pieces, packed, limits, |from, marks| {
        let mut take = |number: u32, text: &str| read.row(method, number, text, &rules);
        let heading = document::read(shape, limits, from, marks, &mut take)?;
        Heading::read(method, heading)
    })?;
    read.hold_against(heading.span, &bounds);
    read.one_for_each_key(method);
    let mut faults = read.faults;
    faults.sort_unstable();
    let rejected: BTreeSet<u32> = faults.iter().map(|fault| fault.row).collect();
    Ok(Gathered {
        heading,
        rows: read.taken.into_iter().map(|(_, row)| row).collect(),
        rejected: u32::try_from(rejected.len()).unwrap_or(u32::MAX),
        faults,
        source,
    })
}

/// Most things said to be wrong with one row: a report of a document in which everything is wrong
/// stays a small multiple of it.
const FAULTS: usize = 5;

/// Rows so far, with their numbers.
#[derive(Default)]
struct Read {
    taken: Vec<(u32, Row)>,
    faults: Vec<RowFault>,
}

fn fault(row: u32, fault: &Fault) -> RowFault {
    RowFault {
        row,
        field: fault.field.to_owned(),
        place: fault.place,
        reason: fault.reason,
    }
}

impl Read {
    fn row(&mut self, method: LmsMethod, number: u32, text: &str, rules: &Rules<'_>) {
        match rows::read(method, text, rules) {
            Ok(row) => self.taken.push((number, row)),
            Err(faults) => self
                .faults
                .extend(faults.iter().take(FAULTS).map(|one| fault(number, one))),
        }
    }

    /// Drops rows that don't belong to the time of the document.
    fn hold_against(&mut self, span: Span, bounds: &Bounds) {
        let (taken, faults) = (std::mem::take(&mut self.taken), &mut self.faults);
        self.taken = taken
            .into_iter()
            .filter(|(number, row)| {
                let outside = row.outside(span).or_else(|| match span {
                    Span::Month(_) => row.too_many_hours(bounds.hours_of_a_month),
                    _ => None,
                });
                faults.extend(outside.iter().map(|one| fault(*number, one)));
                outside.is_none()
            })
            .collect();
    }

    /// Of the very same rows the first is kept; of rows that contradict each other none is: which
    /// is right isn't for the registry to guess, nor for the order they came in.
    fn one_for_each_key(&mut self, method: LmsMethod) {
        let (mut taken, faults) = (std::mem::take(&mut self.taken), &mut self.faults);
        taken.sort_unstable_by(|(n, a), (m, b)| (&a.key, n).cmp(&(&b.key, m)));
        let field = rows::key_field(method);
        let mut refuse = |number, reason| {
            let one = Fault {
                field,
                place: None,
                reason,
            };
            faults.push(fault(number, &one));
        };
        let mut rest = taken.into_iter().peekable();
        while let Some(first) = rest.next() {
            let mut others = Vec::new();
            while let Some(other) = rest.next_if(|(_, row)| row.key == first.1.key) {
                others.push(other);
            }
            if others.iter().all(|(_, other)| other.line == first.1.line) {
                for (number, _) in others {
                    refuse(number, RowReason::Duplicate);
                }
                self.taken.push(first);
            } else {
                for (number, _) in std::iter::once(first).chain(others) {
                    refuse(number, RowReason::Contradicting);
                }
            }
        }
    }
}

impl Gathered {
    /// SHA-256 of what it says: school, time, rows taken by their keys, and what is wrong with the
    /// others. Rows in another order, other blanks or another packing say the same.
    pub(crate) fn content(&self, method: LmsMethod) -> BlobHash {
        let mut digest = Sha256::new();
        let Heading { school, span } = &self.heading;
        digest.update(format!("lms 1\n{}\n{school}\n{span}\n", method.word()));
        for row in &self.rows {
            digest.update(row.line.as_bytes());
            digest.update(b"\n");
        }
        let mut wrong: Vec<String> = self
            .faults
            .iter()
            .map(|fault| {
                let said = (&fault.field, fault.place, fault.reason);
                format!("!{}\n", serde_json::to_string(&said).unwrap_or_default())
            })
            .collect();
        wrong.sort_unstable();
        wrong.iter().for_each(|line| digest.update(line));
        BlobHash::new(digest.finalize().into())
    }
}
