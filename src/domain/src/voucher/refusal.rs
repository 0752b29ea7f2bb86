//! Why an operation on the ledger is refused. Data: `locale` turns the key into a sentence.

use super::account::{AccountId, BlockGround, ClosingGround};
use super::facts::Check;
use super::rows::Status;
use crate::calendar::Period;
use crate::identifiers::{SanctionId, VoucherId};
use crate::money::Tiyn;
use serde::{Deserialize, Serialize};

/// A kind of row, as named in a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "LedgerRow")
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the row of that name")]
pub enum What {
    Account,
    Order,
    Voucher,
    Contract,
    Act,
    Obligation,
}

macro_rules! refusals {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $({ $($(#[doc = $field_doc:literal])+ $field:ident : $type:ty,)+ })?
            => $key:literal;
    )+) => {
        /// Why an operation is refused. Nothing changed.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(
            feature = "schema",
            derive(schemars::JsonSchema),
            schemars(rename = "VoucherRefusal")
        )]
        #[serde(tag = "refusal", rename_all = "snake_case")]
        pub enum Refusal {
            $($(#[doc = $doc])+ $name $({ $($(#[doc = $field_doc])+ $field: $type,)+ })?,)+
        }

        impl Refusal {
            /// Keys of every refusal: each has a sentence in every language.
            pub const KEYS: &[&str] = &[$($key),+];

            /// The word used as its key in messages.
            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$name $({ $($field: _),+ })? => $key,)+
                }
            }
        }
    };
}

refusals! {
    /// Rows the operation needs weren't loaded: a fault of the caller, not of whoever asks.
    NotLoaded => "not-loaded";
    /// This identity was used for another operation.
    OtherBody => "other-body";
    /// The party may not ask this.
    NotYourRole => "not-your-role";
    /// Another university's voucher, contract, act or account.
    NotYours => "not-yours";
    /// There is no such row.
    NotFound {
        /// Which kind.
        what: What,
    } => "not-found";
    /// There is such a row already.
    AlreadyThere {
        /// Which kind.
        what: What,
    } => "already-there";
    /// A check isn't green.
    NotGreen {
        /// Which.
        check: Check,
        /// Whether it failed; else no source answered.
        known: bool,
    } => "not-green";
    /// The facts were checked too long ago, or later than now.
    FactsStale => "facts-stale";
    /// The account is blocked.
    Blocked {
        /// Which.
        account: AccountId,
        /// Why.
        ground: BlockGround,
    } => "blocked";
    /// The account is blocked by this paper already, or isn't.
    BlockUnchanged => "block-unchanged";
    /// The account is closed.
    Closed {
        /// Which.
        account: AccountId,
        /// Why.
        ground: ClosingGround,
    } => "closed";
    /// The account is closed already, isn't, or the ground doesn't fit its holder.
    ClosingUnfit => "closing-unfit";
    /// The operation doesn't belong to the status of the voucher.
    WrongStatus {
        /// Status.
        status: Status,
    } => "wrong-status";
    /// The order isn't published, or is already.
    PublicationUnfit => "publication-unfit";
    /// An account has less than is asked: the order's volume, the fund, the debt.
    NotEnough {
        /// Which.
        account: AccountId,
        /// What there is.
        left: Tiyn,
    } => "not-enough";
    /// The contract's sum doesn't allow it.
    OverContract {
        /// What is left of it.
        left: Tiyn,
    } => "over-contract";
    /// Not a sum for this: nothing, less, or too much.
    BadAmount => "bad-amount";
    /// A transfer from an account to itself.
    SameAccount => "same-account";
    /// A sum greater than the ledger counts.
    Overflow => "overflow";
    /// The price is too small for so many parts, or there are none.
    PriceTooSmall => "price-too-small";
    /// The months lie outside the order's, or end before they begin.
    OutsideOrder => "outside-order";
    /// None, twice the same, or more than one operation takes.
    BadList => "bad-list";
    /// A text that is needed is empty.
    TextMissing => "text-missing";
    /// Study from a distance isn't paid.
    DistanceNotPaid => "distance-not-paid";
    /// Another voucher pays for the beneficiary's study in these months.
    TwoEnrolments {
        /// The other.
        voucher: VoucherId,
    } => "two-enrolments";
    /// The contract is of another university or order.
    OtherContract => "other-contract";
    /// The contract is terminated.
    ContractEnded => "contract-ended";
    /// The month isn't one of the voucher's, or nothing is held for it.
    NothingHeld {
        /// Month.
        period: Period,
    } => "nothing-held";
    /// The month isn't over or hasn't come.
    TooEarly {
        /// Month.
        period: Period,
    } => "too-early";
    /// The month was redeemed, or its stipend paid.
    AlreadyClaimed {
        /// Month.
        period: Period,
    } => "already-claimed";
    /// Without a confirmed trace of LMS and QR there is no payment.
    NoTrace => "no-trace";
    /// The registry was sent no contract, schedule or marks for this student's month.
    TraceUnknown => "trace-unknown";
    /// The documents of the LMS count other classes than was stated.
    TraceDiffers {
        /// Classes attended, by the documents.
        attended: u32,
        /// Classes scheduled, by the documents.
        scheduled: u32,
    } => "trace-differs";
    /// The documents behind the stated trace aren't those that stand.
    TraceOutdated => "trace-outdated";
    /// More classes attended than scheduled.
    ImpossibleTrace => "impossible-trace";
    /// Nothing was scheduled: the Issuer decides, never a rule.
    NothingScheduled => "nothing-scheduled";
    /// Presence is below the threshold.
    BelowThreshold {
        /// Classes attended.
        attended: u32,
        /// Classes scheduled.
        scheduled: u32,
    } => "below-threshold";
    /// A signature under the act is missing.
    ActUnsigned => "act-unsigned";
    /// The act is of another month, university or contract.
    OtherAct => "other-act";
    /// The act has no invoice, and payment needs one.
    NoInvoice => "no-invoice";
    /// The invoice's sum or date isn't the act's, or the act has one.
    InvoiceUnfit => "invoice-unfit";
    /// The act has fewer people or a smaller sum.
    OverAct {
        /// What is left of its sum.
        left: Tiyn,
    } => "over-act";
    /// What was redeemed isn't all the act says.
    ActIncomplete {
        /// What is missing.
        left: Tiyn,
    } => "act-incomplete";
    /// The act was paid already, or wasn't.
    PaymentUnfit => "payment-unfit";
    /// The sum of the register isn't that of its acts.
    OtherTotal {
        /// What the acts sum to.
        expected: Tiyn,
    } => "other-total";
    /// Payment is suspended.
    Paused {
        /// By which sanction.
        sanction: SanctionId,
    } => "paused";
    /// A day of the month fell under a suspension, and such months aren't paid.
    MonthSuspended {
        /// Month.
        period: Period,
    } => "month-suspended";
    /// The sanction suspends already, doesn't, or its days are the wrong way round.
    SanctionUnfit => "sanction-unfit";
    /// The day lies ahead, or before what it is to end.
    BadDay => "bad-day";
    /// The duty to work off isn't in a state for this, or the figures don't fit.
    ObligationUnfit => "obligation-unfit";
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "refused: {}", self.key())
    }
}

impl std::error::Error for Refusal {}
