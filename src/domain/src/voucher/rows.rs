//! What the ledger keeps beside accounts and transfers, as rows: orders, vouchers, contracts,
//! acts, duties to work off, claims, events and receipts.

use super::account::{Account, AccountId};
use super::operation::{Author, Request};
use super::transfer::TransferId;
use crate::Moment;
use crate::calendar::Period;
use crate::identifiers::{
    BeneficiaryId, BlobHash, ContractId, ObligationId, OperationId, OrderId, OrganisationId,
    PaymentRegisterId, PremisesId, ServiceActId, VoucherId,
};
use crate::money::Tiyn;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An approved order of the state (ГОЗ) for one programme and period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "StateOrder")
)]
pub struct Order {
    /// Identity.
    pub id: OrderId,
    /// Who administers the programme.
    pub issuer: OrganisationId,
    /// Code of the budget programme.
    pub programme: String,
    /// First month of service.
    pub from: Period,
    /// Last month of service.
    pub to: Period,
    /// Approved volume for study.
    pub volume: Tiyn,
    /// Approved volume for stipends.
    pub stipends: Tiyn,
    /// Whether the budget is published.
    pub published: bool,
    /// How many events made this row.
    pub version: u64,
}

/// Where a voucher stands. Source of the words: domain report 1.3; "Забронирован за Исполнителем"
/// and "Досрочно погашен" are the slides'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "VoucherStatus")
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Emitted within the order's volume.
    Issued,
    /// Published and issued to a beneficiary, awaiting a university.
    Placed,
    /// Reserved by an executor.
    Reserved,
    /// The first month was validated.
    Active,
    /// Months were paid.
    PartRedeemed,
    /// All of it was used.
    Redeemed,
    /// Ended before its term; what was left went back. Months studied before may still be redeemed.
    EarlyRedeemed,
    /// Released by one executor, awaiting another.
    Transferred,
    /// Academic leave: nothing accrues.
    SuspendedStudy,
    /// Emitted by mistake and withdrawn before a contract.
    Cancelled,
    /// Shown while payment of the executor or its building is suspended; never kept in a row.
    Paused,
    /// Shown while the beneficiary's or the executor's account is blocked; never kept in a row.
    Blocked,
}

impl Status {
    /// Every status, in the order of a voucher's life.
    pub const ALL: [Self; 12] = [
        Self::Issued,
        Self::Placed,
        Self::Reserved,
        Self::Active,
        Self::PartRedeemed,
        Self::Redeemed,
        Self::EarlyRedeemed,
        Self::Transferred,
        Self::SuspendedStudy,
        Self::Cancelled,
        Self::Paused,
        Self::Blocked,
    ];

    /// Whether nothing follows it.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Redeemed | Self::EarlyRedeemed | Self::Cancelled)
    }

    /// The word used as its key in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Placed => "placed",
            Self::Reserved => "reserved",
            Self::Active => "active",
            Self::PartRedeemed => "part-redeemed",
            Self::Redeemed => "redeemed",
            Self::EarlyRedeemed => "early-redeemed",
            Self::Transferred => "transferred",
            Self::SuspendedStudy => "suspended-study",
            Self::Cancelled => "cancelled",
            Self::Paused => "paused",
            Self::Blocked => "blocked",
        }
    }
}

/// A month's part of a voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "VoucherPart")
)]
pub struct Part {
    /// The month; academic leave moves it.
    pub period: Period,
    /// Its sum by the schedule.
    pub amount: Tiyn,
    /// What became of it.
    pub state: PartState,
}

/// What became of a month's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "VoucherPartState")
)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum PartState {
    /// Nobody reserved it.
    Planned,
    /// Held for an executor.
    Held {
        /// The pending transfer that holds it.
        hold: TransferId,
        /// How much it holds: the part's sum, or what an early end left of it.
        amount: Tiyn,
        /// Which of the voucher's reservations, from nought.
        reservation: u32,
    },
    /// Redeemed.
    Redeemed {
        /// So much; the rest went back.
        amount: Tiyn,
        /// By this act.
        act: ServiceActId,
    },
    /// Not redeemed; its sum went back.
    Released,
}

/// A contract of the LMS between a university and a student, by which a voucher is reserved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reservation {
    /// University.
    pub executor: OrganisationId,
    /// Contract of the state order it is paid under.
    pub contract: ContractId,
    /// Building of study.
    pub premises: PremisesId,
    /// Number of the contract with the student, in the LMS.
    pub lms_contract: String,
}

/// A voucher as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Voucher {
    /// Identity.
    pub id: VoucherId,
    /// Order it was emitted under.
    pub order: OrderId,
    /// Price of the year.
    pub nominal: Tiyn,
    /// Where it stands.
    pub status: Status,
    /// Whom it was issued to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<BeneficiaryId>,
    /// Who reserved it, one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<Reservation>,
    /// Its months.
    pub parts: Vec<Part>,
    /// First month of the academic leave it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_from: Option<Period>,
    /// The duty to work off that counts its cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<ObligationId>,
    /// How many events made this row.
    pub version: u64,
}

impl Voucher {
    /// Sum redeemed. Parts of one voucher sum to its nominal, so nothing overflows.
    pub fn redeemed(&self) -> Tiyn {
        self.sum(|part| match part.state {
            PartState::Redeemed { amount, .. } => amount,
            _ => Tiyn(0),
        })
    }

    /// Sum held for executors.
    pub fn held(&self) -> Tiyn {
        self.sum(|part| match part.state {
            PartState::Held { amount, .. } => amount,
            _ => Tiyn(0),
        })
    }

    /// Sum nobody reserved yet.
    pub fn planned(&self) -> Tiyn {
        self.sum(|part| match part.state {
            PartState::Planned => part.amount,
            _ => Tiyn(0),
        })
    }

    /// Sum that went back to the Issuer: whole parts and rests of parts.
    pub fn returned(&self) -> Tiyn {
        self.sum(|part| match part.state {
            PartState::Released => part.amount,
            PartState::Redeemed { amount, .. } | PartState::Held { amount, .. } => {
                Tiyn(part.amount.0.saturating_sub(amount.0))
            }
            PartState::Planned => Tiyn(0),
        })
    }

    fn sum(&self, of: impl Fn(&Part) -> Tiyn) -> Tiyn {
        let sum = self.parts.iter().map(|part| of(part).0);
        Tiyn(sum.fold(0, i64::saturating_add))
    }

    /// The reservation in force: the last.
    pub fn reservation(&self) -> Option<&Reservation> {
        self.reservations.last()
    }

    /// The part of a month and its place, latest first where leave moved one onto another.
    pub fn part(&self, period: Period) -> Option<(usize, &Part)> {
        let mut parts = self.parts.iter().enumerate().rev();
        parts.find(|(_, part)| part.period == period)
    }
}

/// The status shown to people: a block of the beneficiary's or the university's account, then a
/// suspension that covers the building, hide the voucher's own while it is alive.
///
/// PAUSED is a property of the executor or one address and covers all its vouchers, BLOCKED one of
/// the account (domain report 1.3): neither is written into vouchers.
pub fn shown_status(
    voucher: &Voucher,
    beneficiary: Option<&Account>,
    executor: Option<&Account>,
) -> Status {
    if voucher.status.is_terminal() {
        return voucher.status;
    }
    let blocked = |account: Option<&Account>| account.is_some_and(|one| !one.blocks.is_empty());
    if blocked(beneficiary) || blocked(executor) {
        return Status::Blocked;
    }
    let paused = voucher
        .reservation()
        .zip(executor)
        .is_some_and(|(place, account)| {
            let mut pauses = account.pauses().iter();
            pauses.any(|pause| pause.ended.is_none() && pause.covers(place.premises))
        });
    if paused {
        Status::Paused
    } else {
        voucher.status
    }
}

/// A contract of the state order between the Issuer and a university.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "StateOrderContract")
)]
pub struct Contract {
    /// Identity.
    pub id: ContractId,
    /// Order it is paid from.
    pub order: OrderId,
    /// University.
    pub executor: OrganisationId,
    /// Number.
    pub number: String,
    /// Day of conclusion.
    pub date: NaiveDate,
    /// Its sum now: every early end, transfer and unpaid month lessens it.
    pub amount: Tiyn,
    /// Held and redeemed under it; never more than its sum.
    pub committed: Tiyn,
    /// Whether it was terminated: nothing is redeemed under it any more.
    pub terminated: bool,
    /// How many events made this row.
    pub version: u64,
}

/// An electronic invoice (ЭСФ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Invoice {
    /// Registration number.
    pub number: String,
    /// Day.
    pub date: NaiveDate,
    /// Sum; equal to the act's.
    pub total: Tiyn,
}

/// An act of rendered services, signed by both parties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServiceAct {
    /// Identity.
    pub id: ServiceActId,
    /// Contract it is under.
    pub contract: ContractId,
    /// Order it is paid from.
    pub order: OrderId,
    /// University.
    pub executor: OrganisationId,
    /// Month.
    pub period: Period,
    /// SHA-256 of its signed bytes.
    pub sha256: BlobHash,
    /// SHA-256 of the frozen register of the month's contingent.
    pub register: BlobHash,
    /// Day of signing.
    pub date: NaiveDate,
    /// People in it.
    pub people: u32,
    /// Its sum.
    pub total: Tiyn,
    /// Invoice, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice: Option<Invoice>,
    /// People redeemed.
    pub redeemed_people: u32,
    /// Sum redeemed; never more than the act's.
    pub redeemed: Tiyn,
    /// Consolidated register it was paid by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<PaymentRegisterId>,
    /// How many changes made this row.
    pub version: u64,
}

/// Where a duty to work off stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ObligationState {
    /// Being served.
    Serving,
    /// Served in full.
    Fulfilled,
    /// Broken: so much is owed.
    Indebted {
        /// Still owed.
        debt: Tiyn,
        /// Whether the data went to the credit bureau.
        handed_over: bool,
    },
    /// The debt is repaid or let off.
    Settled,
}

/// A beneficiary's duty to work off a grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Obligation {
    /// Identity.
    pub id: ObligationId,
    /// Who.
    pub beneficiary: BeneficiaryId,
    /// To whom.
    pub issuer: OrganisationId,
    /// What the study cost: the sum redeemed by the vouchers it counts.
    pub cost: Tiyn,
    /// Months to work.
    pub required: u32,
    /// Months worked.
    pub served: u32,
    /// Where it stands.
    pub state: ObligationState,
    /// How many events made this row.
    pub version: u64,
}

/// What is claimed once for a voucher and a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// Pay for study.
    Tuition,
    /// Stipend.
    Stipend,
}

/// The key that makes a second payment for the same thing impossible: a store keeps it unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimKey {
    /// Voucher.
    pub voucher: VoucherId,
    /// What.
    pub kind: ClaimKind,
    /// Month.
    pub period: Period,
}

/// What was claimed, by which operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Key.
    pub key: ClaimKey,
    /// Operation.
    pub operation: OperationId,
}

/// The row an event belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "table", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// An account.
    Account(AccountId),
    /// An order.
    Order(OrderId),
    /// A voucher.
    Voucher(VoucherId),
    /// A contract.
    Contract(ContractId),
    /// An act.
    Act(ServiceActId),
    /// A duty to work off.
    Obligation(ObligationId),
}

/// Something that happened to a row beside transfers: who, when, on what ground, from which
/// status to which. Never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// What it happened to.
    pub subject: Subject,
    /// Version of the row this makes.
    pub version: u64,
    /// Operation.
    pub operation: OperationId,
    /// The operation's word.
    pub word: String,
    /// Who.
    pub author: Author,
    /// When it was decided.
    pub at: Moment,
    /// SHA-256 of the document it rests on.
    pub document: BlobHash,
    /// Status of a voucher before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Status>,
    /// Status of a voucher after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Status>,
    /// Sum concerned: redeemed, returned, by which a contract changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Tiyn>,
    /// Month concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

/// What an applied operation was, kept for ever: repeating it gives the same answer, and all of
/// them together rebuild the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// The request, whole.
    pub request: Request,
    /// When it was decided.
    pub at: Moment,
    /// Transfers it made.
    pub transfers: u32,
    /// Sum it moved, held or gave back, as its effect names it.
    pub amount: Tiyn,
}
