//! Papers and files of the state order between screens and client: what is printed, what goes to a
//! bank, what comes back from it.

use super::UserError;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BlobHash, Iban, Kato, PaymentId, PaymentRegisterId, PersonId, SchoolActId, SchoolContractId,
};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::payment_order::{Bic, Fit, LineOutcome, SectorCode, StatementLine};
use baqylau_domain::schooling::{HandMatch, NeedsFile, PaymentRecord, Principal};
use baqylau_domain::text::Trilingual;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// A paper of the state order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderPaper {
    /// A contract, or one of its additional agreements.
    Contract {
        /// Contract.
        contract: SchoolContractId,
        /// 0 for the contract itself, N for its additional agreement N.
        agreement: u32,
    },
    /// The years of the building a contract reimburses.
    Schedule(SchoolContractId),
    /// An act as form Р-1.
    Act(SchoolActId),
    /// The same with its second sheet: whom it lists, by ИИН. Asked of the registry each time, for
    /// the parties of the act, and kept nowhere but in the paper; [`Command::Cancel`] ends it.
    ///
    /// [`Command::Cancel`]: super::Command::Cancel
    ActWithLearners(SchoolActId),
    /// A consolidated register.
    Register(PaymentRegisterId),
    /// A version of a funding plan.
    Plan {
        /// Region of the department.
        department: Kato,
        /// Year.
        year: i32,
        /// Version.
        version: u32,
        /// The version its changes are shown against; none: the plan alone.
        against: Option<u32>,
    },
    /// A payment order.
    Payment(PaymentId),
}

/// The number of an act on paper: acts have none of their own, and a contract has one act of a
/// month.
pub fn act_number(contract: &str, period: Period) -> String {
    format!("{contract}/{}-{:02}", period.year(), period.month())
}

/// Where a paper goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperTo {
    /// Among the prints in the data folder, which don't outlive the session: to be looked at.
    Prints,
    /// Into a file that was chosen.
    File(PathBuf),
    /// To the printer.
    Printer,
}

/// Which payments a bank's file is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mt100Of {
    /// These, in this order.
    Payments(Vec<PaymentId>),
    /// Those of a register that are ordered and didn't go to the bank yet, by number.
    Register(PaymentRegisterId),
}

/// A bank's statement, compared with the payments known here.
#[derive(Clone)]
pub struct StatementView {
    /// Name of the file, without its folder.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: BlobHash,
    /// Account it is of, as the bank wrote it; empty where it doesn't say.
    pub account: String,
    /// What it says, line by line, in the order of the file.
    pub lines: Vec<StatementRow>,
    /// What couldn't be read, with why; the rest stands.
    pub faults: Vec<StatementFaultRow>,
    /// The file's bytes.
    pub bytes: Arc<Vec<u8>>,
    /// That it is kept, and since when; none where it was never kept.
    pub kept: Option<StatementKept>,
}

/// Since when a statement is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementKept {
    /// Name of the file it was imported from.
    pub file: String,
    /// When.
    pub at: Moment,
    /// Who imported it.
    pub by: PersonId,
    /// Whether the registry has it; otherwise it waits here to be sent.
    pub taken: bool,
}

/// A payment a line may be about.
#[derive(Clone)]
pub struct CandidateRow {
    /// The payment.
    pub payment: Arc<PaymentRecord>,
    /// Its school, where it is known here.
    pub school: Option<Arc<Organisation>>,
    /// What speaks for it.
    pub fits: Vec<Fit>,
}

// Statements name people.
impl std::fmt::Debug for StatementView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StatementView({} lines)", self.lines.len())
    }
}

/// A file of schools' needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsView {
    /// Name of the file, without its folder.
    pub file: String,
    /// What it says.
    pub needs: NeedsFile,
}

/// A line of a statement with the payment it is about.
#[derive(Clone)]
pub struct StatementRow {
    /// What the bank wrote.
    pub line: StatementLine,
    /// What that is to the payments known here.
    pub outcome: LineOutcome,
    /// The payment it is about.
    pub payment: Option<Arc<PaymentRecord>>,
    /// Its school, where it is known here.
    pub school: Option<Arc<Organisation>>,
    /// Payments it may be about, where a person has to say which.
    pub candidates: Vec<CandidateRow>,
    /// Who matched it by hand, when and why.
    pub by_hand: Option<HandMatch>,
}

impl StatementRow {
    /// Whether there is something to record.
    pub fn settles(&self) -> bool {
        self.outcome.settles().is_some()
    }
}

/// A line of a file that couldn't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementFaultRow {
    /// Line of the file, from 1.
    pub at: usize,
    /// What is wrong with it.
    pub problem: UserError,
}

/// An account of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeAccount {
    /// ИИК.
    pub iban: Iban,
    /// БИК of the bank.
    pub bank: Bic,
    /// КОд.
    pub sector: SectorCode,
}

/// Somebody who signs for an office. Personal data.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfficeHand {
    /// Position.
    pub position: Trilingual,
    /// Name.
    pub name: String,
}

impl std::fmt::Debug for OfficeHand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OfficeHand(hidden)")
    }
}

/// How a bank wants its files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankCharset {
    /// UTF-8.
    #[default]
    Utf8,
    /// KZ-1048 (СТ РК 1048): the single-byte set of Windows with Kazakh letters.
    Kz1048,
}

/// What papers and payments need of a department or the financial centre and no record says. Kept
/// encrypted on this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Of whom: a department or the financial centre.
    pub of: Principal,
    /// Full name; empty: the general name of such an office.
    #[serde(default)]
    pub name: Trilingual,
    /// БИН; empty: a line to be filled in on paper, and no payment order.
    #[serde(default)]
    pub bin: String,
    /// Address.
    #[serde(default)]
    pub address: Trilingual,
    /// Telephone, e-mail.
    #[serde(default)]
    pub contacts: String,
    /// Account.
    #[serde(default)]
    pub account: Option<OfficeAccount>,
    /// Head.
    #[serde(default)]
    pub head: OfficeHand,
    /// What the powers of the head rest on.
    #[serde(default)]
    pub powers: Trilingual,
    /// Chief accountant; none: the office has none.
    #[serde(default)]
    pub accountant: Option<OfficeHand>,
    /// What a department places the state order under, as it calls itself; empty: the joint order
    /// of the pilot.
    #[serde(default)]
    pub mechanism: Trilingual,
    /// Letters of the bank's files.
    #[serde(default)]
    pub charset: BankCharset,
}

impl Office {
    /// An office nothing was entered for.
    pub fn new(of: Principal) -> Self {
        Self {
            of,
            name: Trilingual::default(),
            bin: String::new(),
            address: Trilingual::default(),
            contacts: String::new(),
            account: None,
            head: OfficeHand::default(),
            powers: Trilingual::default(),
            accountant: None,
            mechanism: Trilingual::default(),
            charset: BankCharset::default(),
        }
    }
}
