//! Operations of the state order: what a school, a department and the financial centre ask to
//! make count.

use super::application::{ApplicationCommand, ApplicationKind, DocumentKind};
use super::distribution::{Distribution, DistributionRule, Need};
use super::document::PayeeAccount;
use super::mandate::{MandateScope, Principal};
use super::message::MessageSubject;
use super::payment::PaymentEvent;
use super::plan::FundingPlan;
use super::reimbursed::ReimbursedBuilding;
use super::statement::{MatchedLine, StatementSummary};
use super::view::{Office, ViewContent};
use crate::calendar::Period;
use crate::identifiers::{
    ApplicationId, BlobHash, Kato, MandateId, MessageId, OrganisationId, PaymentId,
    PaymentRegisterId, PersonId, PremisesId, SchoolActId, SchoolContractId, ViewId,
};
use crate::money::Tiyn;
use crate::text::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the parties are to agree on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProposedTerms {
    /// First month.
    pub from: Period,
    /// Last month.
    pub to: Period,
    /// Sum for all months.
    pub amount: Tiyn,
    /// Places of each building.
    pub places: BTreeMap<PremisesId, u32>,
    /// Where the school is paid.
    pub account: PayeeAccount,
}

/// A payment that is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderedPayment {
    /// Identity of the payment.
    pub payment: PaymentId,
    /// The act.
    pub act: SchoolActId,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum SchoolingOp {
    /// A school applies.
    SubmitApplication {
        /// Identity of the application.
        application: ApplicationId,
        /// What for.
        application_kind: ApplicationKind,
        /// School.
        school: OrganisationId,
        /// Documents.
        documents: BTreeMap<DocumentKind, BlobHash>,
    },
    /// A school signs its application as it was sent last.
    SignApplication {
        /// Application.
        application: ApplicationId,
        /// SHA-256 of the bytes signed ([`super::ApplicationText::to_bytes`]).
        document: BlobHash,
        /// SHA-256 of the signature file.
        signature: BlobHash,
    },
    /// Something is done with an application.
    Application {
        /// Which.
        application: ApplicationId,
        /// What.
        command: ApplicationCommand,
    },
    /// A department enters its budget of a year.
    SetBudget {
        /// Region of the department.
        department: Kato,
        /// Year.
        year: i32,
        /// Sum.
        amount: Tiyn,
        /// The document that sets it; never empty.
        basis: String,
    },
    /// A department approves a distribution. The outcome is worked out again and compared.
    ApproveDistribution {
        /// Region of the department.
        department: Kato,
        /// First month.
        from: Period,
        /// Last month.
        to: Period,
        /// What is distributed.
        budget: Tiyn,
        /// By which rule.
        rule: DistributionRule,
        /// Between whom: schools whose application for financing was accepted.
        needs: Vec<Need>,
        /// What came of it before whoever approves.
        outcome: Distribution,
    },
    /// A department approves the next version of its plan.
    ApprovePlan {
        /// The plan.
        plan: FundingPlan,
        /// Why the plan in force is changed; only a first version has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Words>,
    },
    /// A department draws up a contract.
    DrawUpContract {
        /// Identity of the contract.
        contract: SchoolContractId,
        /// Number.
        number: String,
        /// Region of the department.
        department: Kato,
        /// School.
        school: OrganisationId,
        /// What is to be agreed.
        terms: ProposedTerms,
        /// The building that is reimbursed; absent: it is for teaching.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reimbursement: Option<ReimbursedBuilding>,
    },
    /// A department draws up an additional agreement.
    AmendContract {
        /// Contract.
        contract: SchoolContractId,
        /// What is to be agreed.
        terms: ProposedTerms,
    },
    /// A party signs what waits for its signature.
    SignContract {
        /// Contract.
        contract: SchoolContractId,
        /// SHA-256 of the bytes signed ([`super::AgreementText::to_bytes`]).
        document: BlobHash,
        /// SHA-256 of the signature file.
        signature: BlobHash,
    },
    /// A department ends a contract.
    TerminateContract {
        /// Contract.
        contract: SchoolContractId,
        /// Why.
        reason: Words,
    },
    /// A school or its department composes the act of a month from the frozen register.
    ComposeAct {
        /// Identity of the act.
        act: SchoolActId,
        /// Contract.
        contract: SchoolContractId,
        /// Month.
        period: Period,
    },
    /// A party signs an act: first the school, then the department.
    SignAct {
        /// Act.
        act: SchoolActId,
        /// SHA-256 of the bytes signed ([`super::SchoolActText::to_bytes`]).
        document: BlobHash,
        /// SHA-256 of the signature file.
        signature: BlobHash,
    },
    /// An act is taken back before both signed.
    WithdrawAct {
        /// Act.
        act: SchoolActId,
        /// Why.
        reason: Words,
    },
    /// A department opens a consolidated register.
    OpenRegister {
        /// Identity of the register.
        register: PaymentRegisterId,
        /// Region of the department.
        department: Kato,
    },
    /// Acts are listed: all of them, or none.
    ListActs {
        /// Register.
        register: PaymentRegisterId,
        /// Acts; never empty.
        acts: BTreeSet<SchoolActId>,
    },
    /// An act is taken off the list.
    UnlistAct {
        /// Register.
        register: PaymentRegisterId,
        /// Act.
        act: SchoolActId,
    },
    /// A department signs a register and sends it to the financial centre.
    SendRegister {
        /// Register.
        register: PaymentRegisterId,
        /// SHA-256 of the bytes signed ([`super::RegisterText::to_bytes`]).
        document: BlobHash,
        /// SHA-256 of the signature file.
        signature: BlobHash,
    },
    /// The financial centre accepts a register.
    AcceptRegister {
        /// Register.
        register: PaymentRegisterId,
    },
    /// The financial centre sends a register back.
    ReturnRegister {
        /// Register.
        register: PaymentRegisterId,
        /// Why, act by act; never empty.
        reasons: BTreeMap<SchoolActId, Words>,
    },
    /// The financial centre sends single acts back out of a register it accepted: all of them, or
    /// none. They may be listed again, in another register.
    SendBackActs {
        /// Register.
        register: PaymentRegisterId,
        /// Why, act by act; never empty.
        reasons: BTreeMap<SchoolActId, Words>,
    },
    /// The financial centre orders payments: all of them, or none.
    OrderPayments {
        /// Register.
        register: PaymentRegisterId,
        /// Payments; never empty.
        payments: Vec<OrderedPayment>,
    },
    /// Something happened to a payment.
    PaymentEvent {
        /// Payment.
        payment: PaymentId,
        /// What.
        event: PaymentEvent,
    },
    /// The financial centre keeps a bank's statement; the file comes beside it.
    KeepStatement {
        /// SHA-256 of the file.
        statement: BlobHash,
        /// Its name, without its folder.
        file: String,
        /// What it is of, as read.
        summary: StatementSummary,
    },
    /// The financial centre matches a line of a kept statement with a payment by hand: it was paid,
    /// or it came back.
    MatchLine {
        /// The statement.
        statement: BlobHash,
        /// The line.
        line: MatchedLine,
        /// The payment.
        payment: PaymentId,
        /// Why it is that one; never empty.
        reason: Words,
    },
    /// Somebody is asked to act for a school, a department or the financial centre.
    GrantMandate {
        /// Identity of the mandate.
        mandate: MandateId,
        /// Who.
        person: PersonId,
        /// For whom.
        principal: Principal,
        /// In what.
        scopes: BTreeSet<MandateScope>,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// The document it is given by; never empty.
        basis: String,
    },
    /// A mandate is taken back.
    RevokeMandate {
        /// Mandate.
        mandate: MandateId,
    },
    /// A school or its department writes to the other about a record. It changes nothing else.
    SendMessage {
        /// Identity of the message.
        message: MessageId,
        /// What it is about.
        about: MessageSubject,
        /// What is written; never empty, at most [`super::LONGEST_MESSAGE`] characters.
        text: Words,
    },
    /// Somebody shares a view of a register with the people of their office, or changes one they
    /// shared.
    ShareView {
        /// Identity of the view.
        view: ViewId,
        /// Whose people see it.
        office: Office,
        /// The register, by the name its views are saved under.
        register: String,
        /// Its title; never empty.
        title: Words,
        /// What it says.
        content: ViewContent,
    },
    /// A shared view is taken back: nobody sees it any more.
    TakeViewBack {
        /// Which.
        view: ViewId,
    },
}

impl SchoolingOp {
    /// Why, where a reason is asked for that only the step of the record keeps.
    pub fn reason(&self) -> Option<&Words> {
        match self {
            Self::TerminateContract { reason, .. }
            | Self::WithdrawAct { reason, .. }
            | Self::MatchLine { reason, .. } => Some(reason),
            Self::ApprovePlan { reason, .. } => reason.as_ref(),
            _ => None,
        }
    }

    /// The operation's word, as in its serialised form.
    pub fn word(&self) -> &'static str {
        match self {
            Self::SubmitApplication { .. } => "submit_application",
            Self::SignApplication { .. } => "sign_application",
            Self::Application { .. } => "application",
            Self::SetBudget { .. } => "set_budget",
            Self::ApproveDistribution { .. } => "approve_distribution",
            Self::ApprovePlan { .. } => "approve_plan",
            Self::DrawUpContract { .. } => "draw_up_contract",
            Self::AmendContract { .. } => "amend_contract",
            Self::SignContract { .. } => "sign_contract",
            Self::TerminateContract { .. } => "terminate_contract",
            Self::ComposeAct { .. } => "compose_act",
            Self::SignAct { .. } => "sign_act",
            Self::WithdrawAct { .. } => "withdraw_act",
            Self::OpenRegister { .. } => "open_register",
            Self::ListActs { .. } => "list_acts",
            Self::UnlistAct { .. } => "unlist_act",
            Self::SendRegister { .. } => "send_register",
            Self::AcceptRegister { .. } => "accept_register",
            Self::ReturnRegister { .. } => "return_register",
            Self::SendBackActs { .. } => "send_back_acts",
            Self::OrderPayments { .. } => "order_payments",
            Self::PaymentEvent { .. } => "payment_event",
            Self::KeepStatement { .. } => "keep_statement",
            Self::MatchLine { .. } => "match_line",
            Self::GrantMandate { .. } => "grant_mandate",
            Self::RevokeMandate { .. } => "revoke_mandate",
            Self::SendMessage { .. } => "send_message",
            Self::ShareView { .. } => "share_view",
            Self::TakeViewBack { .. } => "take_view_back",
        }
    }

    /// Key of the record it is about ([`super::SchoolingRecord::key`]).
    pub fn about(&self) -> String {
        match self {
            Self::SubmitApplication { application, .. }
            | Self::SignApplication { application, .. }
            | Self::Application { application, .. } => {
                format!("application:{application}")
            }
            Self::SetBudget {
                department, year, ..
            } => format!("budget:{department}/{year}"),
            Self::ApproveDistribution {
                department,
                from,
                to,
                ..
            } => format!(
                "distribution:{department}/{}-{:02}/{}-{:02}",
                from.year(),
                from.month(),
                to.year(),
                to.month()
            ),
            Self::ApprovePlan { plan, .. } => {
                format!("plan:{}/{}/{}", plan.department, plan.year, plan.version)
            }
            Self::DrawUpContract { contract, .. }
            | Self::AmendContract { contract, .. }
            | Self::SignContract { contract, .. }
            | Self::TerminateContract { contract, .. } => format!("contract:{contract}"),
            Self::ComposeAct { act, .. }
            | Self::SignAct { act, .. }
            | Self::WithdrawAct { act, .. } => format!("act:{act}"),
            Self::OpenRegister { register, .. }
            | Self::ListActs { register, .. }
            | Self::UnlistAct { register, .. }
            | Self::SendRegister { register, .. }
            | Self::AcceptRegister { register }
            | Self::ReturnRegister { register, .. }
            | Self::SendBackActs { register, .. }
            | Self::OrderPayments { register, .. } => format!("register:{register}"),
            Self::PaymentEvent { payment, .. } => format!("payment:{payment}"),
            Self::KeepStatement { statement, .. } | Self::MatchLine { statement, .. } => {
                format!("statement:{statement}")
            }
            Self::GrantMandate { mandate, .. } | Self::RevokeMandate { mandate } => {
                format!("mandate:{mandate}")
            }
            Self::SendMessage { message, .. } => format!("message:{message}"),
            Self::ShareView { view, .. } | Self::TakeViewBack { view } => format!("view:{view}"),
        }
    }

    /// The record it is about, where that waits for files: operations on it keep their order.
    pub fn subject(&self) -> Option<uuid::Uuid> {
        match self {
            Self::SubmitApplication { application, .. }
            | Self::SignApplication { application, .. }
            | Self::Application { application, .. } => Some(application.uuid()),
            Self::SignContract { contract, .. } => Some(contract.uuid()),
            Self::SignAct { act, .. } | Self::WithdrawAct { act, .. } => Some(act.uuid()),
            Self::SendRegister { register, .. }
            | Self::AcceptRegister { register }
            | Self::ReturnRegister { register, .. }
            | Self::SendBackActs { register, .. } => Some(register.uuid()),
            Self::KeepStatement { statement, .. } | Self::MatchLine { statement, .. } => {
                let first = statement.bytes().first_chunk::<16>();
                first.map(|first| uuid::Uuid::from_bytes(*first))
            }
            _ => None,
        }
    }

    /// The signature it carries: SHA-256 of the bytes signed, and of the signature file.
    pub fn signed(&self) -> Option<(BlobHash, BlobHash)> {
        match self {
            Self::SignApplication {
                document,
                signature,
                ..
            }
            | Self::SignContract {
                document,
                signature,
                ..
            }
            | Self::SignAct {
                document,
                signature,
                ..
            }
            | Self::SendRegister {
                document,
                signature,
                ..
            } => Some((*document, *signature)),
            _ => None,
        }
    }

    /// Files it names: documents of an application, a signature file.
    pub fn blobs(&self) -> Vec<BlobHash> {
        match self {
            Self::SubmitApplication { documents, .. }
            | Self::Application {
                command: ApplicationCommand::Resubmit { documents },
                ..
            } => documents.values().copied().collect(),
            Self::KeepStatement { statement, .. } => vec![*statement],
            _ => self.signed().map(|(_, file)| file).into_iter().collect(),
        }
    }
}
