//! The ledger of vouchers as it travels: requests and their answers, and what is shown of it.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BeneficiaryId, Bin, BlobHash, ObligationId, OperationId, OrderId, OrganisationId, PersonId,
    VoucherId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AccountId, Balance, Block, ClosingGround, Contract, Funded, Mode, Obligation, Order, Party,
    Pause, Purpose, Refusal, Request, Status, Trace, TransferId, Voucher,
};
use serde::{Deserialize, Serialize};

/// Most requests in one batch.
pub const MAX_VOUCHER_REQUESTS: usize = 500;

/// Most lines of a page, of vouchers as of a history.
pub const MAX_LEDGER_PAGE: u32 = 200;

/// Requests to the ledger, decided in this order, each by itself: one that is refused doesn't hinder
/// the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherBatch {
    /// At most 500. The identity of each is made and kept before it is sent; its author is the
    /// person of the session, in the name their role speaks in.
    #[cfg_attr(feature = "schema", schemars(length(max = MAX_VOUCHER_REQUESTS)))]
    pub requests: Vec<Request>,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum VoucherAnswer {
    /// It took effect, now or when it came for the first time: the receipt is the same.
    Applied {
        /// The operation.
        operation: OperationId,
        /// Receipt.
        receipt: SignedVoucherReceipt,
    },
    /// It changed nothing. It may be asked again when what stands in the way is gone.
    Refused {
        /// The operation.
        operation: OperationId,
        /// Why.
        refusal: Refusal,
    },
}

/// An answer for every request, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherAnswers {
    /// Answers.
    pub answers: Vec<VoucherAnswer>,
}

/// A receipt as its exact bytes, and the registry's signature over them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedVoucherReceipt {
    /// JSON of a [`VoucherReceipt`].
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::sealed_voucher_receipt")
    )]
    pub receipt: String,
    /// Ed25519 signature over these bytes, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{128}$")))]
    pub signature: String,
}

/// What the registry answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherReceipt {
    /// The registry.
    pub registry: uuid::Uuid,
    /// The operation.
    pub operation: OperationId,
    /// SHA-256 of the request as the registry keeps it.
    pub request: BlobHash,
    /// When it was decided.
    pub at: Moment,
    /// Transfers it made.
    pub transfers: u32,
    /// Sum it moved, held or gave back.
    pub amount: Tiyn,
}

/// One thing that happened to a row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerEntry {
    /// Its place in the history of the row.
    pub version: u64,
    /// The operation.
    pub operation: OperationId,
    /// The operation's word.
    pub word: String,
    /// In whose name.
    pub party: Party,
    /// The person; absent when it was the registry itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
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
    /// Sum concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Tiyn>,
    /// Month concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The transfer, in the history of an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<LedgerTransfer>,
}

/// A transfer as an account shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerTransfer {
    /// Identity.
    pub id: TransferId,
    /// Where from.
    pub debit: AccountId,
    /// Where to.
    pub credit: AccountId,
    /// What it does to the counters.
    pub mode: Mode,
    /// What for.
    pub purpose: Purpose,
    /// Voucher it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<VoucherId>,
}

/// A voucher with its history, a page of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherCard {
    /// The voucher.
    pub voucher: Voucher,
    /// The status to show: blocked or paused where its accounts are.
    pub shown: Status,
    /// Sum nobody reserved yet.
    pub planned: Tiyn,
    /// Sum held for universities.
    pub held: Tiyn,
    /// Sum redeemed.
    pub redeemed: Tiyn,
    /// Sum that went back.
    pub returned: Tiyn,
    /// What the LMS of the university sent of the month asked about: what a redemption of it has to
    /// state. Absent when no month was asked about, none is reserved or redeemed, or no contract
    /// was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<Trace>,
    /// What happened to it, oldest first.
    pub history: Vec<LedgerEntry>,
    /// Whether there is more after the last of them.
    pub more: bool,
}

/// Who holds an account, as far as the reader may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "holder", rename_all = "snake_case")]
pub enum AccountHolder {
    /// A grant student.
    Beneficiary {
        /// ИИН: whole for the Issuer, otherwise with its middle hidden. Personal data.
        iin: HiddenIin,
        /// Months paid by vouchers.
        funded: Vec<Funded>,
    },
    /// A university.
    Executor {
        /// БИН.
        bin: Bin,
        /// Suspensions of payment, past ones too.
        pauses: Vec<Pause>,
    },
    /// The administrator of the budget programme.
    Issuer {
        /// БИН.
        bin: Bin,
    },
    /// An account of the ledger's own, behind an order or a person.
    Internal,
}

/// An ИИН that may have its middle hidden. Personal data: never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct HiddenIin(pub String);

impl std::fmt::Debug for HiddenIin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HiddenIin(hidden)")
    }
}

/// An account with its history, a page of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountCard {
    /// Which.
    pub id: AccountId,
    /// Whose.
    pub owner: AccountHolder,
    /// Counters.
    pub balance: Balance,
    /// What may still be taken; absent where nothing limits it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<Tiyn>,
    /// Grounds on which it is blocked.
    pub blocks: Vec<Block>,
    /// Why it is closed, conditionally.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClosingGround>,
    /// How many transfers and events touched it.
    pub version: u64,
    /// What happened to it, oldest first.
    pub history: Vec<LedgerEntry>,
    /// Whether there is more after the last of them.
    pub more: bool,
}

/// A contract with its history, a page of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContractCard {
    /// The contract.
    pub contract: Contract,
    /// What of its sum is neither held nor redeemed.
    pub left: Tiyn,
    /// What happened to it, oldest first.
    pub history: Vec<LedgerEntry>,
    /// Whether there is more after the last of them.
    pub more: bool,
}

/// A voucher in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherLine {
    /// Identity.
    pub id: VoucherId,
    /// Order it was emitted under.
    pub order: OrderId,
    /// Whom it was issued to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<BeneficiaryId>,
    /// University that reserved it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executor: Option<OrganisationId>,
    /// Status as kept; the card shows blocks and pauses.
    pub status: Status,
    /// Price of the year.
    pub nominal: Tiyn,
    /// Sum held for universities.
    pub held: Tiyn,
    /// Sum redeemed.
    pub redeemed: Tiyn,
    /// Sum that went back.
    pub returned: Tiyn,
}

/// A page of vouchers, by identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherPage {
    /// Vouchers.
    pub vouchers: Vec<VoucherLine>,
    /// Ask for what follows after this one; absent: that was all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<VoucherId>,
}

/// A page of orders, by identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderPage {
    /// Orders.
    pub orders: Vec<Order>,
    /// Ask for what follows after this one; absent: that was all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<OrderId>,
}

/// What the vouchers of one status come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusTotal {
    /// Status.
    pub status: Status,
    /// How many.
    pub vouchers: u64,
    /// Their prices.
    pub nominal: Tiyn,
    /// Held for universities.
    pub held: Tiyn,
    /// Redeemed.
    pub redeemed: Tiyn,
    /// Gone back.
    pub returned: Tiyn,
}

/// An order with the balances behind it and its control totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderCard {
    /// The order.
    pub order: Order,
    /// Of its volume, not emitted yet or returned for new vouchers.
    pub budget: Balance,
    /// Emitted and not yet issued to anybody.
    pub free: Balance,
    /// For stipends.
    pub stipends: Balance,
    /// Where its volume came from and its payments go.
    pub treasury: Balance,
    /// Its vouchers by status.
    pub totals: Vec<StatusTotal>,
    /// Whether the volume is the budget left and what the vouchers are worth: counted from the
    /// vouchers and from the accounts, two ways that must meet.
    pub balanced: bool,
}

/// A page of duties to work off, by identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ObligationPage {
    /// Duties.
    pub obligations: Vec<Obligation>,
    /// Ask for what follows after this one; absent: that was all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ObligationId>,
}
