//! The one decision about the ledger: an operation over loaded rows gives rows to write, or why
//! not.

mod accounts;
mod draft;
mod ending;
mod issuing;
mod paying;
mod redeeming;
mod work_off;

use super::books::{Books, Effect, Key};
use super::needs::missing;
use super::operation::{Operation, Request};
use super::parameters::VoucherPolicies;
use super::refusal::Refusal;
use super::rows::Receipt;
use crate::Moment;
use draft::Draft;
use std::collections::BTreeSet;

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Rows to write, all or none: replaced rows first, the receipt last. Empty when the request
    /// was applied before.
    pub effects: Vec<Effect>,
    /// The receipt, of the first time when the request was applied before.
    pub receipt: Receipt,
}

/// Decides a request over loaded rows. Pure: the same rows, request, figures and moment always
/// give the same answer, and nothing is changed here.
///
/// A request whose receipt is there is answered by it and has no second effect. A refused request
/// leaves nothing behind: it may be asked again, when what stood in the way is gone.
///
/// # Errors
/// [`Refusal`], which says what stands in the way.
pub fn decide(
    books: &Books,
    request: &Request,
    policies: &VoucherPolicies,
    now: Moment,
) -> Result<Decision, Refusal> {
    if !missing([request], books, policies).is_empty() {
        return Err(Refusal::NotLoaded);
    }
    if let Some(receipt) = books.receipt(request.id) {
        return if receipt.request == *request {
            Ok(Decision {
                effects: Vec::new(),
                receipt: receipt.clone(),
            })
        } else {
            Err(Refusal::OtherBody)
        };
    }
    if !request.operation.is_for(request.author.party) {
        return Err(Refusal::NotYourRole);
    }
    let mut draft = Draft::new(books, request, policies, now);
    let amount = match &request.operation {
        Operation::OpenAccount { .. }
        | Operation::OpenBeneficiary { .. }
        | Operation::Block { .. }
        | Operation::Unblock { .. }
        | Operation::Close { .. }
        | Operation::Reopen { .. }
        | Operation::Suspend { .. }
        | Operation::Resume { .. } => accounts::decide(&mut draft, &request.operation)?,
        Operation::ApproveOrder { .. }
        | Operation::Publish { .. }
        | Operation::Emit { .. }
        | Operation::Place { .. }
        | Operation::Cancel { .. }
        | Operation::ConcludeContract { .. }
        | Operation::AmendContract { .. }
        | Operation::TerminateContract { .. } => issuing::decide(&mut draft, &request.operation)?,
        Operation::Reserve { .. }
        | Operation::Activate { .. }
        | Operation::Redeem { .. }
        | Operation::PayStipend { .. } => redeeming::decide(&mut draft, &request.operation)?,
        Operation::Release { .. }
        | Operation::EndEarly { .. }
        | Operation::Move { .. }
        | Operation::TakeLeave { .. }
        | Operation::ReturnFromLeave { .. } => ending::decide(&mut draft, &request.operation)?,
        Operation::SignAct { .. }
        | Operation::AttachInvoice { .. }
        | Operation::Pay { .. }
        | Operation::ReturnPayment { .. } => paying::decide(&mut draft, &request.operation)?,
        Operation::BeginWorkOff { .. }
        | Operation::Serve { .. }
        | Operation::DeclareDebt { .. }
        | Operation::HandOver { .. }
        | Operation::SettleDebt { .. } => work_off::decide(&mut draft, &request.operation)?,
    };
    Ok(draft.finish(amount))
}

/// Rows a group of requests writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Writes {
    /// Rows that replace the ones before, each once, in the order of locking.
    pub replaced: Vec<Effect>,
    /// Rows that are added, in the order they came to be.
    pub added: Vec<Effect>,
}

/// Requests decided one after the other over the same loaded rows, to be written in one
/// transaction: each sees what those before it did, and a row that many change is written once.
///
/// A request that builds on a row which an earlier one of the same group makes (placing a voucher
/// just emitted) may need rows nobody could name when the group was loaded. It is refused as
/// [`Refusal::NotLoaded`], leaves nothing behind and belongs into the next group, or is asked again
/// after what [`missing`] names by now was loaded into this one.
#[derive(Debug, Clone)]
pub struct Group {
    books: Books,
    changed: BTreeSet<Key>,
    added: Vec<Effect>,
}

impl Group {
    /// Begins a group over rows loaded for all of its requests (see [`missing`]).
    pub fn new(books: Books) -> Self {
        Self {
            books,
            changed: BTreeSet::new(),
            added: Vec::new(),
        }
    }

    /// Decides the next request. A refused one changes nothing and doesn't hinder the others.
    ///
    /// # Errors
    /// [`Refusal`] of this request.
    pub fn decide(
        &mut self,
        request: &Request,
        policies: &VoucherPolicies,
        now: Moment,
    ) -> Result<Receipt, Refusal> {
        let decision = decide(&self.books, request, policies, now)?;
        for effect in decision.effects {
            match effect {
                // Decisions never look at these: they aren't kept twice.
                Effect::Transfer(_) | Effect::Event(_) => self.added.push(effect),
                Effect::Claim(_) | Effect::Receipt(_) => {
                    self.added.push(effect.clone());
                    self.books.put(effect);
                }
                Effect::Account(_)
                | Effect::Order(_)
                | Effect::Voucher(_)
                | Effect::Contract(_)
                | Effect::Act(_)
                | Effect::Obligation(_) => {
                    self.changed.extend(effect.key());
                    self.books.put(effect);
                }
            }
        }
        Ok(decision.receipt)
    }

    /// Takes in what a store found under a key that [`missing`] named over [`Group::books`]. A row
    /// the group knows already stays as its requests left it.
    pub fn load(&mut self, key: Key, row: Option<Effect>) {
        if !self.books.knows(key) {
            self.books.load(key, row);
        }
    }

    /// The rows as the requests so far leave them.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// What is to be written.
    pub fn finish(self) -> Writes {
        let replaced = self.changed.into_iter();
        Writes {
            replaced: replaced.filter_map(|key| self.books.row(key)).collect(),
            added: self.added,
        }
    }
}
