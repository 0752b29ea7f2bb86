//! The ledger of digital vouchers of higher education (JogaryBilim): accounts, double entry,
//! vouchers from emission to the last tiyn, as pure rules.
//!
//! One path leads in: [`decide`] takes loaded rows ([`Books`]), a [`Request`], the figures in
//! force ([`VoucherPolicies`]) and a moment, and gives rows to write ([`Effect`]) or a
//! [`Refusal`]. [`missing`] names the rows to load and lock before; [`Group`] decides many
//! requests for one transaction. A [`Ledger`] holds everything at once, for tests, for small
//! registries and for [`audit`], which checks the invariants of the design over all rows.
//!
//! Money moves by [`Transfer`]s alone, with TigerBeetle's semantics: a voucher is reserved month
//! by month by pending transfers, a redeemed month posts its own, an early end voids the rest, and
//! what is let go returns to the order's budget for new vouchers. Rows of transfers, events,
//! claims and receipts are only ever added.
//!
//! Source: the slides of JogaryBilim; statuses, formulas and cases: domain report 1.3 and 1.5;
//! semantics and invariants: design of the ledger, 3.1-3.3. What the order's missing text would
//! decide is a dated parameter.

mod account;
mod audit;
mod books;
mod by_rule;
mod decide;
mod facts;
mod formula;
mod ledger;
mod needs;
mod operation;
mod parameters;
mod refusal;
mod rows;
mod stated;
mod transfer;

pub use account::{
    Account, AccountId, AccountIdError, Balance, Block, BlockGround, ClosingGround, Funded, Holder,
    Limit, Pause,
};
pub use audit::{Audit, Invariant, Place, Replay, Standing, Turn, Violation, audit};
pub use books::{Books, Effect, Key};
pub use by_rule::{
    StudentContract, month_confirmed, month_redeemed, opened_by, reserved_by, sanctioned, signalled,
};
pub use decide::{Decision, Group, Writes, decide};
pub use facts::{AdmissionFacts, Check, Fact, OpeningFacts, StudyForm, Trace};
pub use formula::{
    current_month_due, is_present_enough, monthly_parts, share, workoff_debt, workoff_months,
};
pub use ledger::Ledger;
pub use needs::missing;
pub use operation::{Applicant, Author, EarlyEnd, MOST_EMITTED, Operation, Party, Request};
pub use parameters::{
    CurrentMonth, ShortPresence, SuspendedMonths, VoucherPolicies, VoucherPolicy,
};
pub use refusal::{Refusal, What};
pub use rows::{
    Claim, ClaimKey, ClaimKind, Contract, Event, Invoice, Obligation, ObligationState, Order, Part,
    PartState, Receipt, Reservation, ServiceAct, Status, Subject, Voucher, shown_status,
};
pub use stated::{StudentMonth, borne_out};
pub use transfer::{
    Concerns, Mode, Purpose, Transfer, TransferId, TransferIdError, balances_after,
};
