//! What people, universities and the registry itself ask of the ledger.

use super::account::{AccountId, BlockGround, ClosingGround};
use super::facts::{AdmissionFacts, OpeningFacts, StudyForm, Trace};
use super::rows::{Invoice, Reservation};
use crate::calendar::Period;
use crate::identifiers::{
    BeneficiaryId, Bin, BlobHash, ContractId, Iin, ObligationId, OperationId, OrderId,
    OrganisationId, PaymentRegisterId, PersonId, PremisesId, SanctionId, ServiceActId, VoucherId,
};
use crate::money::Tiyn;
use crate::sanction::{Sanction, SanctionState};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// On whose behalf an operation is asked. Source: domain report 1.3, "Roles".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "LedgerParty")
)]
#[serde(tag = "party", rename_all = "snake_case")]
pub enum Party {
    /// Эмитент: the administrator of the budget programme.
    Issuer,
    /// Исполнитель: a university, for itself.
    Executor {
        /// Which.
        organisation: OrganisationId,
    },
    /// The financial centre: registers of acts, payments, work-off.
    FinancialCentre,
    /// Регистратор: the registry itself, by rule and without a person.
    Registrar,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "LedgerAuthor")
)]
pub struct Author {
    /// On whose behalf.
    #[serde(flatten)]
    pub party: Party,
    /// The person; absent when it is the registry itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// An operation with its identity, its author and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "VoucherRequest")
)]
pub struct Request {
    /// Made by whoever asks and kept before sending: one effect, however often it arrives.
    pub id: OperationId,
    /// Who asks.
    pub author: Author,
    /// SHA-256 of the signed document it rests on (an order, an act, a message of a source).
    pub document: BlobHash,
    /// What is asked.
    #[serde(flatten)]
    pub operation: Operation,
}

/// Who opens an account on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "applicant", rename_all = "snake_case")]
pub enum Applicant {
    /// The administrator of a budget programme.
    Issuer {
        /// Which.
        organisation: OrganisationId,
        /// БИН.
        bin: Bin,
    },
    /// A university.
    Executor {
        /// Which.
        organisation: OrganisationId,
        /// БИН.
        bin: Bin,
    },
}

/// Why study paid by a voucher ends before its term. Source: slides, "Событие-триггер".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EarlyEnd {
    /// The beneficiary refused the grant.
    Refusal,
    /// The beneficiary was expelled.
    Expulsion,
    /// The beneficiary died.
    Death,
}

/// An operation on the ledger.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "VoucherOperation")
)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Operation {
    /// Open the account of the Issuer or of a university, on request.
    OpenAccount {
        /// Who.
        applicant: Applicant,
        /// What was checked.
        facts: OpeningFacts,
    },
    /// Open the account of a beneficiary, by the grant data of НЦТ.
    OpenBeneficiary {
        /// Who.
        beneficiary: BeneficiaryId,
        /// ИИН. Personal data.
        iin: Iin,
    },
    /// Block an account.
    Block {
        /// Which.
        account: AccountId,
        /// Why.
        ground: BlockGround,
        /// Number of the paper or signal.
        reference: String,
    },
    /// Lift one ground of a block.
    Unblock {
        /// Which.
        account: AccountId,
        /// Number of the paper or signal it was blocked by.
        reference: String,
    },
    /// Close an account, conditionally.
    Close {
        /// Which.
        account: AccountId,
        /// Why.
        ground: ClosingGround,
    },
    /// The signal was wrong: open a closed account again.
    Reopen {
        /// Which.
        account: AccountId,
    },
    /// Enter an approved order.
    ApproveOrder {
        /// Identity.
        order: OrderId,
        /// Who administers the programme.
        issuer: OrganisationId,
        /// Code of the budget programme.
        programme: String,
        /// First month.
        from: Period,
        /// Last month.
        to: Period,
        /// Volume for study.
        volume: Tiyn,
        /// Volume for stipends; may be nought.
        stipends: Tiyn,
    },
    /// Publish the budget of an order: its vouchers may be placed.
    Publish {
        /// Which.
        order: OrderId,
    },
    /// Emit vouchers within the volume of an order.
    Emit {
        /// Order.
        order: OrderId,
        /// Their identities, at most [`MOST_EMITTED`] at once.
        vouchers: Vec<VoucherId>,
        /// Price of the year, of each.
        nominal: Tiyn,
        /// First month.
        from: Period,
        /// How many months it is paid in.
        parts: u32,
    },
    /// Issue a voucher to a beneficiary.
    Place {
        /// Which.
        voucher: VoucherId,
        /// To whom.
        beneficiary: BeneficiaryId,
    },
    /// Withdraw a voucher emitted or issued by mistake, before a contract.
    Cancel {
        /// Which.
        voucher: VoucherId,
    },
    /// Enter a contract of the state order with a university.
    ConcludeContract {
        /// Identity.
        contract: ContractId,
        /// Order it is paid from.
        order: OrderId,
        /// University.
        executor: OrganisationId,
        /// Number.
        number: String,
        /// Day.
        date: NaiveDate,
        /// Sum.
        amount: Tiyn,
    },
    /// Change the sum of a contract by an additional agreement.
    AmendContract {
        /// Which.
        contract: ContractId,
        /// Its new sum; not less than what is committed.
        amount: Tiyn,
    },
    /// Terminate a contract: payment under it ends.
    TerminateContract {
        /// Which.
        contract: ContractId,
    },
    /// Reserve a voucher for the university whose contract with the student came from the LMS.
    Reserve {
        /// Which.
        voucher: VoucherId,
        /// By whom, where, under which contracts.
        reservation: Reservation,
        /// How the student studies.
        form: StudyForm,
        /// The admission filters.
        facts: AdmissionFacts,
    },
    /// The first month was validated.
    Activate {
        /// Which.
        voucher: VoucherId,
        /// Month.
        period: Period,
        /// Trace of study.
        trace: Trace,
    },
    /// Enter an act of rendered services, signed by both parties.
    SignAct {
        /// Identity.
        act: ServiceActId,
        /// Contract.
        contract: ContractId,
        /// Month.
        period: Period,
        /// SHA-256 of its bytes.
        sha256: BlobHash,
        /// SHA-256 of the frozen register of the contingent.
        register: BlobHash,
        /// Day of signing.
        date: NaiveDate,
        /// People in it.
        people: u32,
        /// Its sum.
        total: Tiyn,
        /// SHA-256 of the university's signature, already verified.
        executor_signature: Option<BlobHash>,
        /// SHA-256 of the Issuer's signature, already verified.
        issuer_signature: Option<BlobHash>,
    },
    /// Enter the electronic invoice for an act.
    AttachInvoice {
        /// Act.
        act: ServiceActId,
        /// Invoice.
        invoice: Invoice,
    },
    /// Redeem a month of a voucher.
    Redeem {
        /// Which.
        voucher: VoucherId,
        /// The act it is in.
        act: ServiceActId,
        /// Month.
        period: Period,
        /// Trace of study.
        trace: Trace,
        /// SHA-256 of the Issuer's signed decision, where nothing was scheduled.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<BlobHash>,
    },
    /// A month that won't be paid: its part goes back and the contract shrinks.
    Release {
        /// Which.
        voucher: VoucherId,
        /// Month, already over.
        period: Period,
    },
    /// Study ends before its term.
    EndEarly {
        /// Which.
        voucher: VoucherId,
        /// Why.
        cause: EarlyEnd,
        /// Last day of study.
        on: NaiveDate,
    },
    /// Release a voucher from its university, for another.
    Move {
        /// Which.
        voucher: VoucherId,
        /// First month the university no longer teaches.
        from: Period,
    },
    /// Begin an academic leave.
    TakeLeave {
        /// Which.
        voucher: VoucherId,
        /// First month without study.
        from: Period,
    },
    /// End an academic leave: the months left begin anew.
    ReturnFromLeave {
        /// Which.
        voucher: VoucherId,
        /// First month of study.
        resume: Period,
    },
    /// Pay a stipend to the beneficiary, by a signed act; in parallel to redemption.
    PayStipend {
        /// Whose, by the voucher.
        voucher: VoucherId,
        /// The act.
        act: ServiceActId,
        /// Month.
        period: Period,
        /// Trace of study.
        trace: Trace,
        /// Sum.
        amount: Tiyn,
    },
    /// Suspend payment to a university or for a building, by an officer's decision.
    Suspend {
        /// University.
        executor: OrganisationId,
        /// Sanction.
        sanction: SanctionId,
        /// Building; absent: all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        premises: Option<PremisesId>,
        /// First day.
        since: NaiveDate,
        /// Last day it may last.
        until: NaiveDate,
    },
    /// Payment resumes, by an officer's decision.
    Resume {
        /// University.
        executor: OrganisationId,
        /// Sanction.
        sanction: SanctionId,
        /// Last day of the suspension.
        ended: NaiveDate,
    },
    /// Pay the acts of a consolidated register.
    Pay {
        /// Register.
        register: PaymentRegisterId,
        /// Its acts.
        acts: Vec<ServiceActId>,
        /// Its sum.
        total: Tiyn,
    },
    /// The payment of an act came back.
    ReturnPayment {
        /// Act.
        act: ServiceActId,
    },
    /// Begin the work-off of a finished grant.
    BeginWorkOff {
        /// Identity.
        obligation: ObligationId,
        /// Who.
        beneficiary: BeneficiaryId,
        /// Vouchers it counts.
        vouchers: Vec<VoucherId>,
        /// Months of study on the grant.
        on_grant: u32,
        /// Months of study in all.
        of_study: u32,
    },
    /// Note months worked.
    Serve {
        /// Which.
        obligation: ObligationId,
        /// Months worked in all so far.
        served: u32,
    },
    /// The duty was broken: what wasn't served is owed.
    DeclareDebt {
        /// Which.
        obligation: ObligationId,
    },
    /// The data of the debt went to the credit bureau.
    HandOver {
        /// Which.
        obligation: ObligationId,
    },
    /// Debt was repaid, or let off by a decision.
    SettleDebt {
        /// Which.
        obligation: ObligationId,
        /// How much of it.
        amount: Tiyn,
    },
}

/// Most vouchers emitted, and acts paid, by one operation: keeps its effects within a batch that
/// every engine takes.
pub const MOST_EMITTED: usize = 1_000;

impl Operation {
    /// The operation's word, as in its serialised form.
    pub fn word(&self) -> &'static str {
        match self {
            Self::OpenAccount { .. } => "open_account",
            Self::OpenBeneficiary { .. } => "open_beneficiary",
            Self::Block { .. } => "block",
            Self::Unblock { .. } => "unblock",
            Self::Close { .. } => "close",
            Self::Reopen { .. } => "reopen",
            Self::ApproveOrder { .. } => "approve_order",
            Self::Publish { .. } => "publish",
            Self::Emit { .. } => "emit",
            Self::Place { .. } => "place",
            Self::Cancel { .. } => "cancel",
            Self::ConcludeContract { .. } => "conclude_contract",
            Self::AmendContract { .. } => "amend_contract",
            Self::TerminateContract { .. } => "terminate_contract",
            Self::Reserve { .. } => "reserve",
            Self::Activate { .. } => "activate",
            Self::SignAct { .. } => "sign_act",
            Self::AttachInvoice { .. } => "attach_invoice",
            Self::Redeem { .. } => "redeem",
            Self::Release { .. } => "release",
            Self::EndEarly { .. } => "end_early",
            Self::Move { .. } => "move",
            Self::TakeLeave { .. } => "take_leave",
            Self::ReturnFromLeave { .. } => "return_from_leave",
            Self::PayStipend { .. } => "pay_stipend",
            Self::Suspend { .. } => "suspend",
            Self::Resume { .. } => "resume",
            Self::Pay { .. } => "pay",
            Self::ReturnPayment { .. } => "return_payment",
            Self::BeginWorkOff { .. } => "begin_work_off",
            Self::Serve { .. } => "serve",
            Self::DeclareDebt { .. } => "declare_debt",
            Self::HandOver { .. } => "hand_over",
            Self::SettleDebt { .. } => "settle_debt",
        }
    }

    /// Whether a party may ask this at all. Whose vouchers and acts they are is asked later.
    ///
    /// The Registrar does what follows from signals and validated months; payments are the
    /// financial centre's; a university speaks for its own students and acts.
    pub fn is_for(&self, party: Party) -> bool {
        let (issuer, executor, centre, registrar) = match self {
            Self::OpenAccount { .. } => (true, true, false, true),
            Self::OpenBeneficiary { .. }
            | Self::Reserve { .. }
            | Self::Activate { .. }
            | Self::Close { .. } => (false, false, false, true),
            Self::Block { .. } | Self::Unblock { .. } | Self::Reopen { .. } => {
                (true, false, false, true)
            }
            Self::ApproveOrder { .. }
            | Self::Publish { .. }
            | Self::Emit { .. }
            | Self::Cancel { .. }
            | Self::ConcludeContract { .. }
            | Self::AmendContract { .. } => (true, false, false, false),
            Self::Place { .. }
            | Self::Redeem { .. }
            | Self::Release { .. }
            | Self::TerminateContract { .. }
            | Self::Suspend { .. }
            | Self::Resume { .. }
            | Self::PayStipend { .. } => (true, false, false, true),
            Self::SignAct { .. }
            | Self::AttachInvoice { .. }
            | Self::EndEarly { .. }
            | Self::Move { .. }
            | Self::TakeLeave { .. }
            | Self::ReturnFromLeave { .. } => (true, true, false, true),
            Self::Pay { .. } | Self::ReturnPayment { .. } => (false, false, true, false),
            Self::BeginWorkOff { .. }
            | Self::Serve { .. }
            | Self::DeclareDebt { .. }
            | Self::HandOver { .. }
            | Self::SettleDebt { .. } => (true, false, true, true),
        };
        match party {
            Party::Issuer => issuer,
            Party::Executor { .. } => executor,
            Party::FinancialCentre => centre,
            Party::Registrar => registrar,
        }
    }

    /// What a sanction of a visit, as it stands, asks of the ledger: to suspend payment, or to
    /// resume it. A proposal and a dismissed one ask nothing; a termination ends contracts, which
    /// are named one by one.
    pub fn of_sanction(sanction: &Sanction) -> Option<Self> {
        let executor = sanction.organisation;
        match &sanction.state {
            SanctionState::Suspended { since, until, .. } => Some(Self::Suspend {
                executor,
                sanction: sanction.id,
                premises: sanction.proposal.premises,
                since: *since,
                until: *until,
            }),
            SanctionState::Resumed { ended, .. } => Some(Self::Resume {
                executor,
                sanction: sanction.id,
                ended: *ended,
            }),
            // Payment stays suspended past the limit, which was the day before.
            SanctionState::Escalated {
                since,
                escalated_on,
                ..
            } => Some(Self::Suspend {
                executor,
                sanction: sanction.id,
                premises: sanction.proposal.premises,
                since: *since,
                until: escalated_on.pred_opt().unwrap_or(*escalated_on).max(*since),
            }),
            SanctionState::Proposed
            | SanctionState::Dismissed { .. }
            | SanctionState::Terminated { .. } => None,
        }
    }
}

impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Operations carry ИИН and what people wrote.
        write!(f, "Operation({})", self.word())
    }
}
