//! What a bank's statement says of payments, and what that is to the payments that were ordered.
//!
//! **Architecture invariant:** a line settles a payment only when reference, side and sum agree to
//! the tiyn; however the lines are ordered, a payment is settled once.

mod candidates;
mod csv;
mod matching;
mod mt;
mod onec;
mod values;

pub use candidates::{Candidate, Candidates, Fit, MOST_CANDIDATES, near_sum};
pub use matching::{KnownPayment, reconcile, to_record};
pub(crate) use values::sum;

use super::letters::decode;
use crate::identifiers::PaymentId;
use crate::money::Tiyn;
use chrono::NaiveDate;

/// Most lines a statement is read of: a year of payments of the whole country.
pub const MOST_LINES: usize = 200_000;

/// What is wrong with a line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FaultKind {
    /// No day, or none that is.
    Day,
    /// No sum, or one that can be read in two ways.
    Sum,
    /// It isn't said which way the money went.
    Side,
    /// Not in tenge.
    Currency,
    /// A quotation mark that never ends: what follows it isn't read.
    Quote,
}

/// A line of a file that couldn't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementFault {
    /// Line of the file, from 1.
    pub at: usize,
    /// What is wrong.
    pub what: FaultKind,
}

/// Why a file is no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAStatement {
    /// Neither messages, nor the format of 1C, nor a table with headings of days and sums.
    #[error("neither messages nor a table with headings")]
    Form,
    /// More than [`MOST_LINES`].
    #[error("too many lines")]
    TooLong,
}

/// A bank's statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// Account it is of, as the bank wrote it; empty where it doesn't say.
    pub account: String,
    /// Entries, in the order of the file.
    pub lines: Vec<StatementLine>,
    /// What couldn't be read.
    pub faults: Vec<StatementFault>,
}

impl Statement {
    /// Reads a file: messages (MT940, MT950), the exchange format of 1C, or a table (CSV). What can't be read is told line by
    /// line, and no sum is guessed.
    ///
    /// # Errors
    /// [`NotAStatement`].
    pub fn read(bytes: &[u8]) -> Result<Self, NotAStatement> {
        let text = decode(bytes);
        // Some programs end lines by CR alone.
        let text = if text.contains('\n') {
            text
        } else {
            text.replace('\r', "\n")
        };
        if text.lines().count() > MOST_LINES {
            return Err(NotAStatement::TooLong);
        }
        if onec::is_one(&text) {
            return Ok(onec::read(&text));
        }
        if mt::is_one(&text) {
            return Ok(mt::read(&text));
        }
        csv::read(&text).ok_or(NotAStatement::Form)
    }
}

/// Which way money went, seen from the account of the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// It left.
    Debit,
    /// It came.
    Credit,
}

/// A line of a statement. Its words may name people.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementLine {
    /// Day.
    pub day: NaiveDate,
    /// Which way.
    pub side: Side,
    /// Sum, above nought.
    pub sum: Tiyn,
    /// The payer's reference, as the bank repeats it; may be empty.
    pub reference: String,
    /// Number of the payment order; may be empty.
    pub number: String,
    /// Account of the other side; may be empty.
    pub account: String,
    /// БИН or ИИН of the other side; may be empty.
    pub bin: String,
    /// Name of the other side; may be empty.
    pub name: String,
    /// Purpose of the payment, or why it came back; may be empty.
    pub words: String,
    /// Line of the file it begins on, from 1.
    pub at: usize,
}

impl std::fmt::Debug for StatementLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StatementLine")
            .field("at", &self.at)
            .field("day", &self.day)
            .field("side", &self.side)
            .field("sum", &self.sum)
            .finish_non_exhaustive()
    }
}

/// What a line is to the payments that were ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineOutcome {
    /// The bank paid it.
    Paid {
        /// Payment.
        payment: PaymentId,
    },
    /// It came back; the words of the line say why.
    Returned {
        /// Payment.
        payment: PaymentId,
    },
    /// Recorded before.
    Recorded {
        /// Payment.
        payment: PaymentId,
    },
    /// Another line says the same of it, or it was paid on another day: money may have gone twice.
    Twice {
        /// Payment.
        payment: PaymentId,
    },
    /// Its reference, but another sum.
    SumDiffers {
        /// Payment.
        payment: PaymentId,
        /// What was ordered.
        ordered: Tiyn,
    },
    /// A person matched it with a payment.
    ByHand {
        /// Payment.
        payment: PaymentId,
    },
    /// More than one payment it may be.
    Ambiguous {
        /// Payments.
        payments: Vec<PaymentId>,
    },
    /// Of no payment known here.
    Unknown,
}

impl LineOutcome {
    /// The payment about which there is something to record.
    pub fn settles(&self) -> Option<PaymentId> {
        match self {
            Self::Paid { payment } | Self::Returned { payment } => Some(*payment),
            _ => None,
        }
    }

    /// The payment it is about.
    pub fn payment(&self) -> Option<PaymentId> {
        match self {
            Self::Paid { payment }
            | Self::Returned { payment }
            | Self::Recorded { payment }
            | Self::Twice { payment }
            | Self::ByHand { payment }
            | Self::SumDiffers { payment, .. } => Some(*payment),
            Self::Ambiguous { .. } | Self::Unknown => None,
        }
    }
}
