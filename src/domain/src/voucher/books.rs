//! The rows a decision is made over: loaded by key, changed by effects.

use super::account::{Account, AccountId, Holder};
use super::rows::{
    Claim, ClaimKey, Contract, Event, Obligation, Order, Receipt, ServiceAct, Subject, Voucher,
};
use super::transfer::Transfer;
use crate::identifiers::{
    BeneficiaryId, ContractId, Iin, ObligationId, OperationId, OrderId, ServiceActId, VoucherId,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher};

/// A row an operation needs. Their order is the order of locking: table by table, key by key,
/// the same for every operation, so that two transactions never wait for each other. Accounts,
/// which many share, come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Receipt of an operation.
    Receipt(OperationId),
    /// Claim of a month.
    Claim(ClaimKey),
    /// Voucher.
    Voucher(VoucherId),
    /// Duty to work off.
    Obligation(ObligationId),
    /// Act.
    Act(ServiceActId),
    /// Contract.
    Contract(ContractId),
    /// Order.
    Order(OrderId),
    /// The account of the beneficiary with this ИИН: a look-up by a unique index.
    Person(Iin),
    /// Account.
    Account(AccountId),
}

/// One row to write. Rows of [`Effect::key`] replace the one before; transfers, events, claims
/// and receipts are only ever added, and a store refuses a second with the same identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "row", rename_all = "snake_case")]
pub enum Effect {
    /// Replace an account.
    Account(Account),
    /// Replace an order.
    Order(Order),
    /// Replace a voucher.
    Voucher(Voucher),
    /// Replace a contract.
    Contract(Contract),
    /// Replace an act.
    Act(ServiceAct),
    /// Replace a duty to work off.
    Obligation(Obligation),
    /// Add a claim.
    Claim(Claim),
    /// Add a transfer.
    Transfer(Transfer),
    /// Add an event.
    Event(Event),
    /// Add a receipt; always the last of an operation.
    Receipt(Receipt),
}

impl Effect {
    /// The key of the row, where rows of its kind are loaded for decisions.
    pub fn key(&self) -> Option<Key> {
        Some(match self {
            Self::Account(row) => Key::Account(row.id),
            Self::Order(row) => Key::Order(row.id),
            Self::Voucher(row) => Key::Voucher(row.id),
            Self::Contract(row) => Key::Contract(row.id),
            Self::Act(row) => Key::Act(row.id),
            Self::Obligation(row) => Key::Obligation(row.id),
            Self::Claim(row) => Key::Claim(row.key),
            Self::Receipt(row) => Key::Receipt(row.request.id),
            Self::Transfer(_) | Self::Event(_) => return None,
        })
    }

    /// Whether the row may replace one with its key. The others are only added.
    pub fn replaces(&self) -> bool {
        matches!(
            self,
            Self::Account(_)
                | Self::Order(_)
                | Self::Voucher(_)
                | Self::Contract(_)
                | Self::Act(_)
                | Self::Obligation(_)
        )
    }
}

/// Keys that are only ever looked for. They are hashed alike everywhere: nothing is drawn here.
type Keys = HashSet<Key, BuildHasherDefault<DefaultHasher>>;

/// Rows at hand for a decision: those loaded, or all there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    pub(super) accounts: BTreeMap<AccountId, Account>,
    pub(super) people: BTreeMap<Iin, BeneficiaryId>,
    pub(super) orders: BTreeMap<OrderId, Order>,
    pub(super) vouchers: BTreeMap<VoucherId, Voucher>,
    pub(super) contracts: BTreeMap<ContractId, Contract>,
    pub(super) acts: BTreeMap<ServiceActId, ServiceAct>,
    pub(super) obligations: BTreeMap<ObligationId, Obligation>,
    pub(super) claims: BTreeMap<ClaimKey, Claim>,
    pub(super) receipts: BTreeMap<OperationId, Receipt>,
    /// Keys that were looked up; `None`: everything is here.
    looked_up: Option<Keys>,
}

impl Books {
    /// Books that hold everything: what isn't in them doesn't exist.
    pub fn whole() -> Self {
        Self::default()
    }

    /// Books to load single rows into.
    pub fn to_load() -> Self {
        Self {
            looked_up: Some(Keys::default()),
            ..Self::default()
        }
    }

    /// Takes in what a store found under a key; `None`: there is no such row.
    pub fn load(&mut self, key: Key, row: Option<Effect>) {
        if let Some(keys) = &mut self.looked_up {
            keys.insert(key);
        }
        if let Some(row) = row {
            self.put(row);
        }
    }

    /// Takes in a row; transfers and events aren't kept.
    pub fn put(&mut self, row: Effect) {
        if let (Some(keys), Some(key)) = (&mut self.looked_up, row.key()) {
            keys.insert(key);
        }
        match row {
            Effect::Account(row) => {
                if let (AccountId::Beneficiary(id), Holder::Beneficiary { iin, .. }) =
                    (row.id, &row.holder)
                {
                    self.people.insert(*iin, id);
                }
                self.accounts.insert(row.id, row);
            }
            Effect::Order(row) => drop(self.orders.insert(row.id, row)),
            Effect::Voucher(row) => drop(self.vouchers.insert(row.id, row)),
            Effect::Contract(row) => drop(self.contracts.insert(row.id, row)),
            Effect::Act(row) => drop(self.acts.insert(row.id, row)),
            Effect::Obligation(row) => drop(self.obligations.insert(row.id, row)),
            Effect::Claim(row) => drop(self.claims.insert(row.key, row)),
            Effect::Receipt(row) => drop(self.receipts.insert(row.request.id, row)),
            Effect::Transfer(_) | Effect::Event(_) => {}
        }
    }

    /// The row under a key, as a store would answer. Receipts included.
    pub fn row(&self, key: Key) -> Option<Effect> {
        match key {
            Key::Receipt(id) => self.receipts.get(&id).cloned().map(Effect::Receipt),
            Key::Claim(id) => self.claims.get(&id).copied().map(Effect::Claim),
            Key::Voucher(id) => self.vouchers.get(&id).cloned().map(Effect::Voucher),
            Key::Obligation(id) => self.obligations.get(&id).cloned().map(Effect::Obligation),
            Key::Act(id) => self.acts.get(&id).cloned().map(Effect::Act),
            Key::Contract(id) => self.contracts.get(&id).cloned().map(Effect::Contract),
            Key::Order(id) => self.orders.get(&id).cloned().map(Effect::Order),
            Key::Person(iin) => {
                let id = self.people.get(&iin)?;
                self.row(Key::Account(AccountId::Beneficiary(*id)))
            }
            Key::Account(id) => self.accounts.get(&id).cloned().map(Effect::Account),
        }
    }

    /// Keys of all rows here, in the order of locking; look-ups of people aren't among them.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::new();
        keys.extend(self.receipts.keys().copied().map(Key::Receipt));
        keys.extend(self.claims.keys().copied().map(Key::Claim));
        keys.extend(self.vouchers.keys().copied().map(Key::Voucher));
        keys.extend(self.obligations.keys().copied().map(Key::Obligation));
        keys.extend(self.acts.keys().copied().map(Key::Act));
        keys.extend(self.contracts.keys().copied().map(Key::Contract));
        keys.extend(self.orders.keys().copied().map(Key::Order));
        keys.extend(self.accounts.keys().copied().map(Key::Account));
        keys
    }

    /// Whether a key was looked up.
    pub(super) fn knows(&self, key: Key) -> bool {
        self.looked_up
            .as_ref()
            .is_none_or(|keys| keys.contains(&key))
    }

    /// Whether everything is here.
    pub(super) fn is_whole(&self) -> bool {
        self.looked_up.is_none()
    }

    /// An account.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(&id)
    }

    /// An order.
    pub fn order(&self, id: OrderId) -> Option<&Order> {
        self.orders.get(&id)
    }

    /// A voucher.
    pub fn voucher(&self, id: VoucherId) -> Option<&Voucher> {
        self.vouchers.get(&id)
    }

    /// A contract.
    pub fn contract(&self, id: ContractId) -> Option<&Contract> {
        self.contracts.get(&id)
    }

    /// An act.
    pub fn act(&self, id: ServiceActId) -> Option<&ServiceAct> {
        self.acts.get(&id)
    }

    /// A duty to work off.
    pub fn obligation(&self, id: ObligationId) -> Option<&Obligation> {
        self.obligations.get(&id)
    }

    /// A receipt.
    pub fn receipt(&self, id: OperationId) -> Option<&Receipt> {
        self.receipts.get(&id)
    }

    /// Vouchers, by identity.
    pub fn vouchers(&self) -> impl Iterator<Item = &Voucher> {
        self.vouchers.values()
    }

    /// Accounts, by identity.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }
}

impl Subject {
    /// The key of the row an event belongs to.
    pub fn key(self) -> Key {
        match self {
            Self::Account(id) => Key::Account(id),
            Self::Order(id) => Key::Order(id),
            Self::Voucher(id) => Key::Voucher(id),
            Self::Contract(id) => Key::Contract(id),
            Self::Act(id) => Key::Act(id),
            Self::Obligation(id) => Key::Obligation(id),
        }
    }
}
