//! The state educational order between screens and client: records, what waits to be sent, and
//! what is signed.

use super::UserError;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Kato, OperationId, OrganisationId, PaymentRegisterId, PersonId,
    SchoolActId, SchoolContractId,
};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::schooling::{
    ApplicationKind, ContractParty, DocumentKind, MandateScope, MessageSubject, OfficeView,
    Principal, ProposedTerms, ReimbursedBuilding, SchoolingRecord, ViewContent,
};
use baqylau_domain::text::Words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A record as the registry has it, with what was asked of it here and isn't in it yet.
#[derive(Debug, Clone)]
pub struct OrderRow {
    /// The record.
    pub record: Arc<SchoolingRecord>,
    /// Its school, where it is of one and the school is known here.
    pub school: Option<Arc<Organisation>>,
    /// What was asked here, oldest first.
    pub waiting: Vec<WaitingStep>,
    /// SHA-256 of the bytes that wait for a signature; none where nothing does.
    pub to_sign: Option<BlobHash>,
}

/// An operation made on this laptop whose effect the feed doesn't show yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingStep {
    /// Operation.
    pub operation: OperationId,
    /// Its word: `SchoolingOp::word`.
    pub step: &'static str,
    /// When it was asked.
    pub at: Moment,
    /// Whether the registry has answered that it counts; else it waits to be sent.
    pub taken: bool,
}

/// The state educational order as this laptop knows it.
#[derive(Debug, Clone, Default)]
pub struct OrdersView {
    /// Records shown to the signed-in person, by kind and identity.
    pub rows: Vec<OrderRow>,
    /// What was asked here of records the feed doesn't show yet: keys as of
    /// `SchoolingRecord::key`.
    pub new: Vec<(String, WaitingStep)>,
    /// Schools a contract for teaching was drawn up with here that the feed doesn't show yet.
    pub drawn_up: BTreeSet<OrganisationId>,
    /// What the automatic checks say of schools for an application, by the school; of those that
    /// have one.
    pub decisions: BTreeMap<OrganisationId, baqylau_domain::checks::Decision>,
    /// Messages, by the key of the record they are about; none for who is of neither side.
    pub threads: BTreeMap<String, Thread>,
    /// Views of registers the people of the person's office share, by register and title.
    pub views: Vec<OfficeViewRow>,
}

impl OrdersView {
    /// How many messages of the other side the signed-in person hasn't read.
    pub fn unread(&self) -> usize {
        self.threads.values().map(|thread| thread.unread).sum()
    }
}

/// The messages about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// What they are about.
    pub about: MessageSubject,
    /// Oldest first; those that wait to be sent are last. Never empty.
    pub letters: Vec<Letter>,
    /// How many of the other side's the person hasn't read.
    pub unread: usize,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Whose side wrote it.
    pub side: ContractParty,
    /// Who wrote it.
    pub by: PersonId,
    /// When the registry received it; of one that waits, when it was written.
    pub at: Moment,
    /// What was written.
    pub text: Words,
    /// Whether the registry's feed hasn't shown it yet.
    pub waits: bool,
}

/// A view shared with the people of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeViewRow {
    /// The view, with its content: one taken back isn't listed.
    pub view: Arc<OfficeView>,
    /// Whether the registry's feed hasn't shown it as it is here yet.
    pub waits: bool,
}

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrderDocument {
    /// An application as the school sent it last.
    Application(ApplicationId),
    /// The agreement of a contract that waits for signatures.
    Contract(SchoolContractId),
    /// An act.
    Act(SchoolActId),
    /// A consolidated register.
    Register(PaymentRegisterId),
}

/// What became of a document that was to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderSigned {
    /// Signed, kept and queued.
    Signed,
    /// This person's signature is there or on its way: not signed again.
    Already,
    /// Not signed, and why.
    Failed(UserError),
}

/// A school's application with its files: a new one, or one sent again.
#[derive(Debug, Clone)]
pub struct ApplicationFiles {
    /// Sent again: this one; `None`: a new one.
    pub again: Option<ApplicationId>,
    /// What for; of one sent again, what it was for.
    pub kind: ApplicationKind,
    /// Files, by kind of document.
    pub files: Vec<(DocumentKind, PathBuf)>,
}

/// Records a person begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewOrders {
    /// A contract with a school.
    Contract {
        /// Number.
        number: String,
        /// Region of the department.
        department: Kato,
        /// School.
        school: OrganisationId,
        /// What is to be agreed.
        terms: ProposedTerms,
        /// The building that is reimbursed; none: it is for teaching.
        reimbursement: Option<ReimbursedBuilding>,
    },
    /// Acts of months, by contract.
    Acts(Vec<(SchoolContractId, Period)>),
    /// A consolidated register, with its first acts.
    Register {
        /// Region of the department.
        department: Kato,
        /// Acts; may be empty.
        acts: BTreeSet<SchoolActId>,
    },
    /// Payments of an accepted register.
    Payments {
        /// Register.
        register: PaymentRegisterId,
        /// Acts; never empty.
        acts: Vec<SchoolActId>,
    },
    /// A message about a record.
    Message {
        /// Which record.
        about: MessageSubject,
        /// What is written.
        text: Words,
    },
    /// A view of a register for the people of the person's office; one of theirs with the same title
    /// is changed.
    View {
        /// The register, by the name its views are saved under.
        register: String,
        /// Its title.
        title: Words,
        /// What it says.
        content: ViewContent,
    },
    /// A mandate.
    Mandate {
        /// Who.
        person: PersonId,
        /// For whom.
        principal: Principal,
        /// In what.
        scopes: BTreeSet<MandateScope>,
        /// First and last day.
        term: (NaiveDate, NaiveDate),
        /// The document it is given by; never empty.
        basis: String,
    },
}

/// A document to be signed, by the bytes that were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToSignOrder {
    /// Which.
    pub document: OrderDocument,
    /// SHA-256 of its bytes.
    pub sha256: BlobHash,
}
