//! What ИС ЭСФ said of an act's electronic invoice, as the act's record tells it to everybody the
//! act is shown to: no part of what is signed.
//!
//! Source: slides of OrtaBilim ("без электронной счет-фактуры финансирование не производится");
//! the match of supplier and sum: domain report 3.6.

use super::act::SchoolAct;
use super::payment::PaymentObstacle;
use crate::Moment;
use crate::checks::{InvoiceRecord, InvoiceStatus};
use crate::identifiers::Bin;
use crate::money::Tiyn;
use serde::{Deserialize, Serialize};

/// What was found of an act's invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum InvoiceFinding {
    /// In force, of the school and for the sum of the act.
    Matched {
        /// Its registration number.
        number: String,
    },
    /// There is none.
    Missing,
    /// Withdrawn by the school, annulled, or declined by whoever received it.
    Cancelled {
        /// Its registration number.
        number: String,
    },
    /// Issued by somebody else.
    OtherSupplier {
        /// Its registration number.
        number: String,
    },
    /// For another sum.
    OtherSum {
        /// Its registration number.
        number: String,
        /// Its sum.
        amount: Tiyn,
    },
}

impl InvoiceFinding {
    /// What an invoice is to an act: the act's school has to be the supplier, the sums the same.
    pub fn of(act: &SchoolAct, invoice: Option<&InvoiceRecord>, supplier: Bin) -> Self {
        let Some(invoice) = invoice else {
            return Self::Missing;
        };
        let number = invoice.number.clone();
        match invoice.status {
            InvoiceStatus::Withdrawn | InvoiceStatus::Annulled | InvoiceStatus::Declined => {
                Self::Cancelled { number }
            }
            InvoiceStatus::Registered if invoice.supplier != supplier => {
                Self::OtherSupplier { number }
            }
            InvoiceStatus::Registered if invoice.amount != act.total => Self::OtherSum {
                number,
                amount: invoice.amount,
            },
            InvoiceStatus::Registered => Self::Matched { number },
        }
    }

    /// What it leaves in the way of paying the act.
    pub fn obstacle(&self) -> Option<PaymentObstacle> {
        match self {
            Self::Matched { .. } => None,
            Self::Missing | Self::Cancelled { .. } => Some(PaymentObstacle::NoInvoice),
            Self::OtherSupplier { .. } | Self::OtherSum { .. } => {
                Some(PaymentObstacle::InvoiceDiffers)
            }
        }
    }

    /// Its name, in words joined by hyphens: stable, for messages and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Matched { .. } => "matched",
            Self::Missing => "missing",
            Self::Cancelled { .. } => "cancelled",
            Self::OtherSupplier { .. } => "other-supplier",
            Self::OtherSum { .. } => "other-sum",
        }
    }

    /// The registration number, where there is an invoice.
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::Missing => None,
            Self::Matched { number }
            | Self::Cancelled { number }
            | Self::OtherSupplier { number }
            | Self::OtherSum { number, .. } => Some(number),
        }
    }
}

/// What was found of an act's invoice, and since when it is known. An answer that says the same
/// again changes nothing, so nothing travels with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvoiceSaid {
    /// What was found.
    pub finding: InvoiceFinding,
    /// When ИС ЭСФ first said it.
    pub asked: Moment,
}
