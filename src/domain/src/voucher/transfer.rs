//! Transfers: immutable rows that alone move money, with TigerBeetle's pending, post and void.

use super::account::{Account, AccountId, Balance};
use super::refusal::Refusal;
use crate::Moment;
use crate::calendar::Period;
use crate::identifiers::{BlobHash, OperationId, PaymentRegisterId, ServiceActId, VoucherId};
use crate::money::Tiyn;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Identity of a transfer: the operation that made it, whose id the client chose and kept before
/// sending, and the line within it. Written as `<uuid>:3`. All lines of an operation are linked:
/// all are made, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "String", extend("pattern" = "^[0-9a-f-]{36}:[0-9]+$"))
)]
#[serde(into = "String", try_from = "String")]
pub struct TransferId {
    /// Operation.
    pub operation: OperationId,
    /// Line, from nought, without gaps.
    pub line: u32,
}

impl fmt::Display for TransferId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.operation, self.line)
    }
}

/// A text that names no transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("names no transfer")]
pub struct TransferIdError;

impl FromStr for TransferId {
    type Err = TransferIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (operation, line) = text.split_once(':').ok_or(TransferIdError)?;
        Ok(Self {
            operation: operation.parse().or(Err(TransferIdError))?,
            line: line.parse().or(Err(TransferIdError))?,
        })
    }
}

impl TryFrom<String> for TransferId {
    type Error = TransferIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TransferId> for String {
    fn from(id: TransferId) -> Self {
        id.to_string()
    }
}

/// What a transfer does to the counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "TransferMode")
)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Mode {
    /// Moves at once.
    Posted,
    /// Holds back until posted or voided.
    Pending,
    /// Makes of a held amount a moved one: all of it, or a part, and then the rest is let go.
    Post {
        /// The transfer that holds.
        of: TransferId,
        /// The amount it holds.
        held: Tiyn,
    },
    /// Lets all of a held amount go; nothing moves.
    Void {
        /// The transfer that holds.
        of: TransferId,
    },
}

/// What money moves for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "TransferPurpose")
)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Volume of an order approved.
    Approval,
    /// Voucher emitted.
    Emission,
    /// Voucher issued to a beneficiary.
    Issue,
    /// A month of a voucher held for an executor.
    Reservation,
    /// A month redeemed.
    Redemption,
    /// What isn't redeemed goes back to the Issuer for new vouchers.
    Return,
    /// An act paid.
    Payment,
    /// A payment that came back.
    PaymentReturn,
    /// A stipend paid.
    Stipend,
    /// Debt for work not served.
    WorkOffDebt,
    /// Debt repaid or let off.
    WorkOffSettled,
}

/// What a transfer concerns, for finding it and adding it up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Concerns {
    /// Voucher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<VoucherId>,
    /// Month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<ServiceActId>,
    /// Consolidated register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<PaymentRegisterId>,
}

/// A transfer as a row. Never changed and never deleted; a correction is another transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Transfer {
    /// Identity.
    pub id: TransferId,
    /// Where from.
    pub debit: AccountId,
    /// Where to.
    pub credit: AccountId,
    /// How much, in tiyn; more than nothing. A void names what it lets go.
    pub amount: Tiyn,
    /// What it does to the counters.
    pub mode: Mode,
    /// What for.
    pub purpose: Purpose,
    /// What it concerns.
    pub concerns: Concerns,
    /// SHA-256 of the signed document it rests on.
    pub document: BlobHash,
    /// When it was decided.
    pub at: Moment,
    /// Version of the debited account this makes.
    pub debit_version: u64,
    /// Version of the credited account this makes.
    pub credit_version: u64,
}

/// What a transfer makes of the counters of its two accounts, debited first.
///
/// # Errors
/// [`Refusal::BadAmount`] for nothing or less, or a part greater than what is held;
/// [`Refusal::SameAccount`]; [`Refusal::Overflow`]; [`Refusal::NotEnough`] when a limit breaks.
pub fn balances_after(
    transfer: &Transfer,
    debit: &Account,
    credit: &Account,
) -> Result<(Balance, Balance), Refusal> {
    let amount = transfer.amount;
    if amount.0 <= 0 {
        return Err(Refusal::BadAmount);
    }
    if transfer.debit == transfer.credit {
        return Err(Refusal::SameAccount);
    }
    let (mut from, mut to) = (debit.balance, credit.balance);
    let plus = |counter: &mut Tiyn, by: Tiyn| {
        *counter = counter.plus(by).ok_or(Refusal::Overflow)?;
        Ok::<_, Refusal>(())
    };
    let minus = |counter: &mut Tiyn, by: Tiyn| {
        *counter = counter
            .minus(by)
            .filter(|left| left.0 >= 0)
            .ok_or(Refusal::BadAmount)?;
        Ok::<_, Refusal>(())
    };
    match transfer.mode {
        Mode::Posted => {
            plus(&mut from.debits_posted, amount)?;
            plus(&mut to.credits_posted, amount)?;
        }
        Mode::Pending => {
            plus(&mut from.debits_pending, amount)?;
            plus(&mut to.credits_pending, amount)?;
        }
        Mode::Post { held, .. } => {
            if amount > held {
                return Err(Refusal::BadAmount);
            }
            minus(&mut from.debits_pending, held)?;
            minus(&mut to.credits_pending, held)?;
            plus(&mut from.debits_posted, amount)?;
            plus(&mut to.credits_posted, amount)?;
        }
        Mode::Void { .. } => {
            minus(&mut from.debits_pending, amount)?;
            minus(&mut to.credits_pending, amount)?;
        }
    }
    for (account, before, after) in [
        (debit.id, debit.balance, from),
        (credit.id, credit.balance, to),
    ] {
        if !after.keeps(account.limit()) {
            return Err(Refusal::NotEnough {
                account,
                left: before.available(account.limit()),
            });
        }
    }
    Ok((from, to))
}
