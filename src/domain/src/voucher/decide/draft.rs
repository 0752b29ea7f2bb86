//! What an operation has changed so far: nothing of it counts until all of it is allowed.

use super::Decision;
use crate::Moment;
use crate::calendar::{Period, legal_day};
use crate::identifiers::{
    ContractId, ObligationId, OrderId, OrganisationId, ServiceActId, VoucherId,
};
use crate::money::Tiyn;
use crate::voucher::account::{Account, AccountId};
use crate::voucher::books::{Books, Effect};
use crate::voucher::operation::{Party, Request};
use crate::voucher::parameters::{VoucherPolicies, VoucherPolicy};
use crate::voucher::refusal::{Refusal, What};
use crate::voucher::rows::{
    Claim, ClaimKey, Contract, Event, Obligation, Order, Receipt, ServiceAct, Status, Subject,
    Voucher,
};
use crate::voucher::transfer::{Concerns, Mode, Purpose, Transfer, TransferId, balances_after};
use chrono::NaiveDate;

/// Changes of one operation, laid over the loaded rows.
pub(super) struct Draft<'a> {
    books: &'a Books,
    request: &'a Request,
    policies: &'a VoucherPolicies,
    now: Moment,
    accounts: Vec<Account>,
    orders: Vec<Order>,
    vouchers: Vec<Voucher>,
    contracts: Vec<Contract>,
    acts: Vec<ServiceAct>,
    obligations: Vec<Obligation>,
    claims: Vec<Claim>,
    transfers: Vec<Transfer>,
    events: Vec<Event>,
}

/// A row as it stands, one to change, and a new one, for each table.
macro_rules! tables {
    ($($what:ident, $row:ty, $id:ty, $table:ident, $read:ident, $change:ident, $add:ident;)+) => {
        impl Draft<'_> {$(
            pub fn $read(&self, id: $id) -> Result<&$row, Refusal> {
                let changed = self.$table.iter().find(|row| row.id == id);
                changed
                    .or_else(|| self.books.$table.get(&id))
                    .ok_or(Refusal::NotFound { what: What::$what })
            }

            pub fn $change(&mut self, id: $id) -> Result<&mut $row, Refusal> {
                let place = match self.$table.iter().position(|row| row.id == id) {
                    Some(place) => place,
                    None => {
                        let row = self.books.$table.get(&id);
                        let row = row.ok_or(Refusal::NotFound { what: What::$what })?;
                        self.$table.push(row.clone());
                        self.$table.len() - 1
                    }
                };
                self.$table.get_mut(place).ok_or(Refusal::NotLoaded)
            }

            pub fn $add(&mut self, row: $row) -> Result<(), Refusal> {
                if self.$read(row.id).is_ok() {
                    return Err(Refusal::AlreadyThere { what: What::$what });
                }
                self.$table.push(row);
                Ok(())
            }
        )+}
    };
}

tables! {
    Account, Account, AccountId, accounts, account, change_account, add_account;
    Order, Order, OrderId, orders, order, change_order, add_order;
    Voucher, Voucher, VoucherId, vouchers, voucher, change_voucher, add_voucher;
    Contract, Contract, ContractId, contracts, contract, change_contract, add_contract;
    Act, ServiceAct, ServiceActId, acts, act, change_act, add_act;
    Obligation, Obligation, ObligationId, obligations, obligation, change_obligation, add_obligation;
}

/// What happened to a row, beside transfers.
#[derive(Default)]
pub(super) struct Note {
    pub from: Option<Status>,
    pub to: Option<Status>,
    pub amount: Option<Tiyn>,
    pub period: Option<Period>,
}

impl<'a> Draft<'a> {
    pub fn new(
        books: &'a Books,
        request: &'a Request,
        policies: &'a VoucherPolicies,
        now: Moment,
    ) -> Self {
        Self {
            books,
            request,
            policies,
            now,
            accounts: Vec::new(),
            orders: Vec::new(),
            vouchers: Vec::new(),
            contracts: Vec::new(),
            acts: Vec::new(),
            obligations: Vec::new(),
            claims: Vec::new(),
            transfers: Vec::new(),
            events: Vec::new(),
        }
    }

    /// The legal day of the decision.
    pub fn today(&self) -> NaiveDate {
        legal_day(self.now)
    }

    /// The figures in force on a day.
    pub fn policy(&self, on: NaiveDate) -> &'a VoucherPolicy {
        self.policies.on(on)
    }

    pub fn books(&self) -> &'a Books {
        self.books
    }

    pub fn party(&self) -> Party {
        self.request.author.party
    }

    /// A university speaks for itself only.
    pub fn concerns(&self, executor: OrganisationId) -> Result<(), Refusal> {
        match self.party() {
            Party::Executor { organisation } if organisation != executor => Err(Refusal::NotYours),
            _ => Ok(()),
        }
    }

    /// Moves, holds, posts or lets go. Nothing does on a blocked account.
    pub fn transfer(
        &mut self,
        [debit, credit]: [AccountId; 2],
        amount: Tiyn,
        mode: Mode,
        purpose: Purpose,
        concerns: Concerns,
    ) -> Result<TransferId, Refusal> {
        let from = self.account(debit)?;
        from.is_free_to_move()?;
        let to = self.account(credit)?;
        to.is_free_to_move()?;
        let id = TransferId {
            operation: self.request.id,
            line: u32::try_from(self.transfers.len()).or(Err(Refusal::Overflow))?,
        };
        let transfer = Transfer {
            id,
            debit,
            credit,
            amount,
            mode,
            purpose,
            concerns,
            document: self.request.document,
            at: self.now,
            debit_version: from.version + 1,
            credit_version: to.version + 1,
        };
        let (from, to) = balances_after(&transfer, from, to)?;
        for (id, balance) in [(debit, from), (credit, to)] {
            let account = self.change_account(id)?;
            account.balance = balance;
            account.version += 1;
        }
        self.transfers.push(transfer);
        Ok(id)
    }

    /// Claims a month: refused when it was claimed before.
    pub fn claim(&mut self, key: ClaimKey) -> Result<(), Refusal> {
        if self.books.claims.contains_key(&key) || self.claims.iter().any(|one| one.key == key) {
            return Err(Refusal::AlreadyClaimed { period: key.period });
        }
        self.claims.push(Claim {
            key,
            operation: self.request.id,
        });
        Ok(())
    }

    /// Writes down what happened to a row, which takes its next version.
    pub fn note(&mut self, subject: Subject, note: Note) -> Result<(), Refusal> {
        let version = match subject {
            Subject::Account(id) => &mut self.change_account(id)?.version,
            Subject::Order(id) => &mut self.change_order(id)?.version,
            Subject::Voucher(id) => &mut self.change_voucher(id)?.version,
            Subject::Contract(id) => &mut self.change_contract(id)?.version,
            Subject::Act(id) => &mut self.change_act(id)?.version,
            Subject::Obligation(id) => &mut self.change_obligation(id)?.version,
        };
        *version += 1;
        let version = *version;
        self.events.push(Event {
            subject,
            version,
            operation: self.request.id,
            word: self.request.operation.word().to_owned(),
            author: self.request.author,
            at: self.now,
            document: self.request.document,
            from: note.from,
            to: note.to,
            amount: note.amount,
            period: note.period,
        });
        Ok(())
    }

    /// Brings a voucher into a status and writes it down.
    pub fn enter(
        &mut self,
        id: VoucherId,
        to: Status,
        amount: Option<Tiyn>,
        period: Option<Period>,
    ) -> Result<(), Refusal> {
        let voucher = self.change_voucher(id)?;
        let from = std::mem::replace(&mut voucher.status, to);
        self.note(
            Subject::Voucher(id),
            Note {
                from: Some(from),
                to: Some(to),
                amount,
                period,
            },
        )
    }

    pub fn finish(self, amount: Tiyn) -> Decision {
        let receipt = Receipt {
            request: self.request.clone(),
            at: self.now,
            transfers: u32::try_from(self.transfers.len()).unwrap_or(u32::MAX),
            amount,
        };
        let mut effects = Vec::new();
        effects.extend(self.vouchers.into_iter().map(Effect::Voucher));
        effects.extend(self.obligations.into_iter().map(Effect::Obligation));
        effects.extend(self.acts.into_iter().map(Effect::Act));
        effects.extend(self.contracts.into_iter().map(Effect::Contract));
        effects.extend(self.orders.into_iter().map(Effect::Order));
        effects.extend(self.accounts.into_iter().map(Effect::Account));
        effects.extend(self.claims.into_iter().map(Effect::Claim));
        effects.extend(self.transfers.into_iter().map(Effect::Transfer));
        effects.extend(self.events.into_iter().map(Effect::Event));
        effects.push(Effect::Receipt(receipt.clone()));
        Decision { effects, receipt }
    }
}
