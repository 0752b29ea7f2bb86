//! What a bank's statement says of payments, and what that is to the payments that were ordered.
//!
//! **Architecture invariant:** a line settles a payment only when reference, side and sum agree to
//! the tiyn; however the lines are ordered, a payment is settled once.

use crate::identifiers::PaymentId;
use crate::money::Tiyn;
use chrono::NaiveDate;

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
            | Self::SumDiffers { payment, .. } => Some(*payment),
            Self::Ambiguous { .. } | Self::Unknown => None,
        }
    }
}
