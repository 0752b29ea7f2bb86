//! Statements of banks the financial centre keeps, and lines of them a person matched with a payment.
//!
//! The file itself is kept by its hash; the record says what it is of, and what was matched by hand.
//! Source: slides of OrtaBilim ("Платежи"); that a small difference may be matched by hand is a
//! proposal.

use super::record::OrderStep;
use crate::Moment;
use crate::identifiers::{BlobHash, PaymentId, PersonId};
use crate::money::Tiyn;
use crate::payment_order::{Side, Statement, StatementLine};
use crate::text::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Longest name of a file that is kept, in characters.
pub const LONGEST_FILE_NAME: usize = 200;

/// What a statement is of, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementSummary {
    /// Account, as the bank wrote it; empty where it doesn't say.
    pub account: String,
    /// Day of its first line; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Day of its last line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Lines that were read.
    pub lines: u32,
    /// Lines that couldn't be.
    pub unread: u32,
    /// What left the account.
    pub debit: Tiyn,
    /// What came.
    pub credit: Tiyn,
}

impl StatementSummary {
    /// Of a statement; `None` when a sum is too large.
    pub fn of(statement: &Statement) -> Option<Self> {
        let sum = |side: Side| {
            let lines = statement.lines.iter().filter(|line| line.side == side);
            lines
                .map(|line| line.sum)
                .try_fold(Tiyn(0), |sum, one| sum.plus(one))
        };
        let days = || statement.lines.iter().map(|line| line.day);
        Some(Self {
            account: statement.account.clone(),
            from: days().min(),
            to: days().max(),
            lines: u32::try_from(statement.lines.len()).ok()?,
            unread: u32::try_from(statement.faults.len()).ok()?,
            debit: sum(Side::Debit)?,
            credit: sum(Side::Credit)?,
        })
    }
}

/// A line of a kept statement, as far as it is compared with a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MatchedLine {
    /// Line of the file it begins on, from 1.
    pub at: u32,
    /// Day.
    pub day: NaiveDate,
    /// Whether the money came back; otherwise it left.
    pub back: bool,
    /// Sum.
    pub sum: Tiyn,
}

impl MatchedLine {
    /// Of a line; `None` for a place no file has.
    pub fn of(line: &StatementLine) -> Option<Self> {
        Some(Self {
            at: u32::try_from(line.at).ok()?,
            day: line.day,
            back: line.side == Side::Credit,
            sum: line.sum,
        })
    }

    /// Whether a statement has this very line.
    pub fn is_in(&self, statement: &Statement) -> bool {
        let mut lines = statement.lines.iter();
        lines.any(|line| Self::of(line).as_ref() == Some(self))
    }
}

/// A line a person matched with a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandMatch {
    /// The line.
    pub line: MatchedLine,
    /// The payment.
    pub payment: PaymentId,
    /// When.
    pub at: Moment,
    /// Who.
    pub by: PersonId,
    /// Why; never empty.
    pub reason: Words,
}

/// A statement that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeptStatement {
    /// SHA-256 of the file: the same file is kept once.
    pub id: BlobHash,
    /// Name of the file it came in, without its folder.
    pub file: String,
    /// What it is of.
    pub summary: StatementSummary,
    /// Lines that were matched by hand, in the order that was done; each line and each payment's
    /// event once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<HandMatch>,
    /// How it came to be, oldest first: the first step says who imported it and when.
    pub steps: Vec<OrderStep>,
}

impl KeptStatement {
    /// What was matched with a line by hand.
    pub fn matched(&self, at: usize) -> Option<&HandMatch> {
        let at = u32::try_from(at).ok()?;
        self.matches.iter().find(|one| one.line.at == at)
    }
}
