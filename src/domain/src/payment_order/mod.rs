//! A payment order: who pays whom how much and for what, and the file a bank takes it in (MT100 of
//! the Kazakh interbank system), and what the bank's statement says became of it.
//!
//! Source: public interchange files of banks and their checks, domain report of secondary
//! education 3.5. Line ends and character set differ by bank, so the caller chooses them.

mod account;
mod banks;
mod code;
mod letters;
mod mt100;
mod order;
mod rules;
mod statement;

pub use account::{AccountFaults, BankFault, judge_account};
pub use code::{Bic, BudgetClass, CodeError, Knp, SectorCode};
pub use letters::{decode, encode_kz1048};
pub use mt100::{LineEnds, PURPOSE_LINES};
pub use order::{
    AMOUNT_MAX, BankDirectory, Field, Payer, PaymentFault, PaymentOrder, Requisites, Urgency,
};
pub use rules::{PaymentRules, payment_reference};
pub(crate) use statement::sum;
pub use statement::{
    Candidate, Candidates, FaultKind, Fit, KnownPayment, LineOutcome, MOST_CANDIDATES, MOST_LINES,
    NotAStatement, Side, Statement, StatementFault, StatementLine, near_sum, reconcile, to_record,
};
