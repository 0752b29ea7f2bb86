//! The ledger of vouchers in the registry's store: `domain::voucher` decides, this loads what a
//! decision needs, writes every row of it or none, and keeps it for ever.
//!
//! Requests that wait at the same time are decided as one group and written in one transaction,
//! each with an answer of its own. One that was answered before gets the receipt of the first time.

mod added;
mod by_month;
mod cells;
mod check;
mod desk;
mod keep;
mod kept;
mod registrar;
mod rights;
mod rulings;
mod stated;
mod told;
mod views;
mod word;

pub(crate) use by_month::invoice;
pub use check::{LedgerFault, LedgerReport};
pub(crate) use check::{check_at, check_nightly, check_now, last_report};
pub(crate) use desk::{Desk, submit, submit_stated};
pub(crate) use registrar::{Cause, cause_of, follow_causes, note};
pub(crate) use rights::{is_for_people, is_own, may_read, party_of};
pub(crate) use rulings::follow;
pub(crate) use stated::form_of;
pub(crate) use views::{Of, account_card, contract, obligations, order, orders, voucher, vouchers};
#[cfg(test)]
pub(crate) use {
    check::{check_within, kept_ledger},
    keep::{Answer, Batch, decide},
};
