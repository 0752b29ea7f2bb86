//! Loading what requests need and writing what came of them, many at once in one transaction.

use super::added::{self, Added, Seal};
use super::cells::{CORRUPT, account_key, id};
use super::stated::Borne;
use super::{by_month, kept, rulings};
use crate::audit;
use crate::store::sql::ledger as sql;
use crate::store::{Cell, Connection, Row, StoreError, Tx, params};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{OrganisationId, VoucherId};
use baqylau_domain::voucher::{
    Account, AccountId, Applicant, Books, Effect, Group, Holder, Key, Operation, Receipt, Refusal,
    Request, Voucher, VoucherPolicies, Writes, missing,
};
use chrono::DurationRound as _;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Requests somebody sent together: decided in this order, each by itself.
pub(crate) type Batch = Arc<[Request]>;

/// Requests with whether people asked them: what they state of attendance is then held against what
/// the LMS sent.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) batch: Batch,
    pub(crate) by_people: bool,
}

/// What became of a request.
pub(crate) type Answer = Result<Receipt, Refusal>;

/// After so many rounds of loading nothing is missing.
const ROUNDS: u32 = 3;

/// Rows as they were loaded, to write only what changed of them.
#[derive(Default)]
struct Before {
    accounts: BTreeMap<AccountId, Account>,
    vouchers: BTreeMap<VoucherId, (Option<uuid::Uuid>, usize)>,
}

impl Before {
    fn note(&mut self, row: &Effect) {
        match row {
            Effect::Account(account) => {
                self.accounts.insert(account.id, account.clone());
            }
            Effect::Voucher(voucher) => {
                self.vouchers.insert(voucher.id, standing(voucher));
            }
            _ => {}
        }
    }

    /// Whether an account is known and only its money moved.
    fn moved(&self, account: &Account) -> bool {
        let before = self.accounts.get(&account.id);
        before.is_some_and(|before| kept::only_money_moved(before, account))
    }

    /// Whether a voucher is known and has the holder and the reservations it had.
    fn advanced(&self, voucher: &Voucher) -> bool {
        self.vouchers.get(&voucher.id) == Some(&standing(voucher))
    }
}

/// Whose a voucher is, and how often it was reserved: reservations are only ever added.
fn standing(voucher: &Voucher) -> (Option<uuid::Uuid>, usize) {
    let beneficiary = voucher.beneficiary.map(|one| one.uuid());
    (beneficiary, voucher.reservations.len())
}

/// Decides batches nobody states attendance in.
pub(crate) fn decide(
    tx: &Tx<'_>,
    batches: &[Batch],
    policies: &VoucherPolicies,
    now: Moment,
) -> Result<Vec<Vec<Answer>>, StoreError> {
    let asked = |batch: &Batch| Asked {
        batch: Arc::clone(batch),
        by_people: false,
    };
    let asked: Vec<Asked> = batches.iter().map(asked).collect();
    decide_asked(tx, &asked, policies, now)
}

/// Decides batches of requests over loaded rows and writes what came of them: one transaction for
/// all, an answer for each. What is refused leaves nothing behind. What people state of attendance
/// is held against the documents that stand in this very transaction.
pub(super) fn decide_asked(
    tx: &Tx<'_>,
    asked: &[Asked],
    policies: &VoucherPolicies,
    now: Moment,
) -> Result<Vec<Vec<Answer>>, StoreError> {
    let mut deciding = Deciding::begin(tx, Vec::new())?;
    deciding.take(tx, asked, policies, now)?;
    let decided = deciding.finish(now)?;
    decided.write(tx, policies)?;
    Ok(decided.answers)
}

/// A group that is being decided. Nothing of it is written yet, so it may be decided on any
/// connection; it counts only if, when it is written, the receipts are still those it began after.
/// Whatever is written into the ledger adds one, so then every row it saw is as it saw it.
pub(super) struct Deciding {
    newest: Newest,
    /// Rows of the groups that are being written meanwhile, in their order, which the store may
    /// not show yet.
    ahead: Vec<Arc<Ahead>>,
    group: Group,
    before: Before,
    answers: Vec<Vec<Answer>>,
}

/// The newest receipt of the ledger: its number and whose it is; 0 and nobody's before the first.
#[derive(Clone, PartialEq, Eq)]
struct Newest {
    n: i64,
    operation: Cell,
}

impl Newest {
    fn of(connection: &Connection) -> Result<Self, StoreError> {
        let found = connection.one(sql::LEDGER_NEWEST, params![], |row| {
            Ok(Self {
                n: row.get(0)?,
                operation: row.get(1)?,
            })
        })?;
        Ok(found.unwrap_or(Self {
            n: 0,
            operation: Cell::Null,
        }))
    }
}

/// What a group changes: rows for the group after it.
pub(super) struct Ahead {
    /// The newest receipt with it.
    newest: Newest,
    rows: HashMap<Key, Effect>,
}

/// A group with every row it comes to, to be written as it is.
pub(super) struct Decided {
    newest: Newest,
    now: Moment,
    replaced: Replaced,
    added: Added,
    seal: Option<String>,
    answers: Vec<Vec<Answer>>,
    ahead: Arc<Ahead>,
}

/// As a moment will be read: the first answer and a later one are the same.
fn to_be_kept(now: Moment) -> Result<Moment, StoreError> {
    now.duration_trunc(chrono::TimeDelta::microseconds(1))
        .or(Err(StoreError::Corrupt("time")))
}

impl Deciding {
    /// Begins a group over what stands, or will when groups that are being written are.
    pub(super) fn begin(
        connection: &Connection,
        ahead: Vec<Arc<Ahead>>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            newest: match ahead.last() {
                Some(ahead) => ahead.newest.clone(),
                None => Newest::of(connection)?,
            },
            ahead,
            group: Group::new(Books::to_load()),
            before: Before::default(),
            answers: Vec::new(),
        })
    }

    /// Decides further batches, in their order. What people state can be decided in the
    /// transaction alone that writes it: the documents it is held against may change.
    pub(super) fn take(
        &mut self,
        connection: &Connection,
        asked: &[Asked],
        policies: &VoucherPolicies,
        now: Moment,
    ) -> Result<(), StoreError> {
        let now = to_be_kept(now)?;
        let all = || asked.iter().flat_map(|asked| asked.batch.iter());
        for _round in 0..ROUNDS {
            let keys = missing(all(), self.group.books(), policies);
            if keys.is_empty() {
                break;
            }
            self.load(connection, &keys)?;
        }
        for Asked { batch, by_people } in asked {
            let mut answered = Vec::with_capacity(batch.len());
            let mut borne = Borne::of(if *by_people { batch } else { &[] });
            for request in batch.iter() {
                answered.push(self.answer(connection, &mut borne, request, policies, now)?);
            }
            self.answers.push(answered);
        }
        Ok(())
    }

    /// Decides one request. One that builds on rows made earlier in the group needs others nobody
    /// could name before: they are loaded now.
    fn answer(
        &mut self,
        connection: &Connection,
        borne: &mut Borne<'_>,
        request: &Request,
        policies: &VoucherPolicies,
        now: Moment,
    ) -> Result<Answer, StoreError> {
        for _round in 0..=ROUNDS {
            if borne.holds(request) {
                // Its rows, which tell whose month it is.
                let keys = missing([request], self.group.books(), policies);
                self.load(connection, &keys)?;
                if let Some(refusal) = borne.against(connection, self.group.books(), request)? {
                    return Ok(Err(refusal));
                }
            }
            match self.group.decide(request, policies, now) {
                Err(Refusal::NotLoaded) => {
                    let keys = missing([request], self.group.books(), policies);
                    self.load(connection, &keys)?;
                }
                answer => return Ok(answer),
            }
        }
        Err(StoreError::Corrupt("needs of a request"))
    }

    /// Looks up keys, table by table in the order of locking: in the groups that are being written,
    /// the latest first, then in the store.
    fn load(&mut self, connection: &Connection, keys: &[Key]) -> Result<(), StoreError> {
        let mut own = Vec::with_capacity(keys.len());
        for key in keys {
            let ahead = self.ahead.iter().rev();
            match ahead.filter_map(|ahead| ahead.rows.get(key)).next() {
                Some(row) => take(&mut self.group, &mut self.before, *key, row.clone())?,
                None => own.push(*key),
            }
        }
        let mut rest = own.as_slice();
        while let Some(first) = rest.first() {
            let kind = std::mem::discriminant(first);
            let many = rest.partition_point(|key| std::mem::discriminant(key) == kind);
            let (own, others) = rest.split_at(many);
            rest = others;
            let (table, _) = place(*first)?;
            let cells = own
                .iter()
                .map(|key| place(*key).map(|(_, cells)| cells))
                .collect::<Result<Vec<_>, _>>()?;
            let mut found = Vec::with_capacity(own.len());
            connection.each_of(table.statement, &cells, |row| -> Result<(), StoreError> {
                found.push((table.read)(row)?);
                Ok(())
            })?;
            for row in found {
                let key = row.key().ok_or(CORRUPT)?;
                take(&mut self.group, &mut self.before, key, row)?;
            }
            for key in own {
                self.group.load(*key, None);
            }
        }
        Ok(())
    }

    /// Ends the group: its rows as they are to be written.
    pub(super) fn finish(self, now: Moment) -> Result<Decided, StoreError> {
        let Writes {
            replaced: rows,
            added: more,
        } = self.group.finish();
        let mut replaced = Replaced::default();
        for row in &rows {
            replaced.take(row, &self.before)?;
        }
        let added = Added::after(self.newest.n, &more)?;
        let seal = (!added.receipts.is_empty()).then(|| {
            let mut seal = Seal::after(self.newest.n);
            for receipt in &added.receipts {
                seal.add(receipt);
            }
            seal.words()
        });
        let receipts = i64::try_from(added.receipts.len()).or(Err(CORRUPT))?;
        let last = added.receipts.last().and_then(|cells| cells.get(1));
        let mut ahead = Ahead {
            newest: Newest {
                n: self.newest.n + receipts,
                operation: last.unwrap_or(&self.newest.operation).clone(),
            },
            rows: HashMap::with_capacity(rows.len() + 2 * more.len()),
        };
        for row in rows.into_iter().chain(more) {
            ahead.put(row);
        }
        Ok(Decided {
            newest: self.newest,
            now: to_be_kept(now)?,
            replaced,
            added,
            seal,
            answers: self.answers,
            ahead: Arc::new(ahead),
        })
    }
}

/// Gives a group a row that was found, with how it stood.
fn take(group: &mut Group, before: &mut Before, key: Key, row: Effect) -> Result<(), StoreError> {
    before.note(&row);
    let own = row.key().ok_or(CORRUPT)?;
    group.load(own, Some(row));
    if key != own {
        group.load(key, None);
    }
    Ok(())
}

impl Ahead {
    fn put(&mut self, row: Effect) {
        let Some(key) = row.key() else {
            return;
        };
        if let Effect::Account(account) = &row
            && let Holder::Beneficiary { iin, .. } = account.holder
        {
            self.rows.insert(Key::Person(iin), row.clone());
        }
        self.rows.insert(key, row);
    }
}

impl Decided {
    /// Its rows, for the group decided while it is being written.
    pub(super) fn ahead(&self) -> Arc<Ahead> {
        Arc::clone(&self.ahead)
    }

    /// What became of its requests, batch by batch.
    pub(super) fn answers(&self) -> &[Vec<Answer>] {
        &self.answers
    }

    /// Whether the ledger is still the one it was decided over.
    pub(super) fn still_holds(&self, connection: &Connection) -> Result<bool, StoreError> {
        Ok(Newest::of(connection)? == self.newest)
    }

    /// Writes every row, seals the receipts into the audit log, and does what follows from them.
    pub(super) fn write(&self, tx: &Tx<'_>, policies: &VoucherPolicies) -> Result<(), StoreError> {
        if let Some(seal) = &self.seal {
            self.replaced.write(tx)?;
            put(tx, sql::LEDGER_RECEIPT_ADD, &self.added.receipts)?;
            put(tx, sql::LEDGER_CLAIM_ADD, &self.added.claims)?;
            put(tx, sql::LEDGER_TRANSFER_ADD, &self.added.transfers)?;
            put(tx, sql::LEDGER_EVENT_ADD, &self.added.events)?;
            audit::write(
                tx,
                self.now,
                &audit::Line {
                    operation: "",
                    // Authors stand in the receipts, which the seal binds.
                    actor: None,
                    action: "ledger",
                    object: seal,
                },
            )?;
        }
        let answers = &self.answers;
        let applied = answers.iter().flatten().filter_map(|one| one.as_ref().ok());
        by_month::noted(tx, applied, self.now)?;
        for executor in ruled_about(answers) {
            rulings::caught_up(policies, tx, executor, self.now)?;
        }
        Ok(())
    }
}

/// Universities that got what rulings about them reach only now: an account that may have to begin
/// suspended, a contract that ends at once where everything was terminated before.
fn ruled_about(answers: &[Vec<Answer>]) -> BTreeSet<OrganisationId> {
    let applied = answers.iter().flatten().filter_map(|one| one.as_ref().ok());
    applied
        .filter_map(|receipt| match &receipt.request.operation {
            Operation::OpenAccount {
                applicant: Applicant::Executor { organisation, .. },
                ..
            } => Some(*organisation),
            Operation::ConcludeContract { executor, .. } => Some(*executor),
            _ => None,
        })
        .collect()
}

/// A table rows are loaded from by key.
struct Table {
    statement: &'static str,
    read: fn(&Row<'_>) -> Result<Effect, StoreError>,
}

/// Where the row of a key is, and the key's cells.
fn place(key: Key) -> Result<(Table, Vec<Cell>), StoreError> {
    let table = |statement, read| Table { statement, read };
    Ok(match key {
        Key::Receipt(one) => (
            table(sql::LEDGER_RECEIPT, |row| {
                added::receipt(row, 1).map(Effect::Receipt)
            }),
            vec![id(one.uuid())],
        ),
        Key::Claim(one) => (
            table(sql::LEDGER_CLAIM, |row| {
                added::claim(row).map(Effect::Claim)
            }),
            added::claim_key(&one)?,
        ),
        Key::Voucher(one) => (
            table(sql::LEDGER_VOUCHER, |row| {
                kept::voucher(row).map(Effect::Voucher)
            }),
            vec![id(one.uuid())],
        ),
        Key::Obligation(one) => (
            table(sql::LEDGER_OBLIGATION, |row| {
                kept::obligation(row).map(Effect::Obligation)
            }),
            vec![id(one.uuid())],
        ),
        Key::Act(one) => (
            table(sql::LEDGER_ACT, |row| kept::act(row).map(Effect::Act)),
            vec![id(one.uuid())],
        ),
        Key::Contract(one) => (
            table(sql::LEDGER_CONTRACT, |row| {
                kept::contract(row).map(Effect::Contract)
            }),
            vec![id(one.uuid())],
        ),
        Key::Order(one) => (
            table(sql::LEDGER_ORDER, |row| kept::order(row).map(Effect::Order)),
            vec![id(one.uuid())],
        ),
        Key::Person(iin) => (
            table(sql::LEDGER_ACCOUNT_OF_PERSON, |row| {
                kept::account(row).map(Effect::Account)
            }),
            vec![iin.to_string().into()],
        ),
        Key::Account(one) => (
            table(sql::LEDGER_ACCOUNT, |row| {
                kept::account(row).map(Effect::Account)
            }),
            vec![account_key(one).into()],
        ),
    })
}

/// Runs a statement for rows each of which must be taken.
fn put(tx: &Tx<'_>, statement: &'static str, rows: &[Vec<Cell>]) -> Result<(), StoreError> {
    if rows.is_empty() || tx.run_many(statement, rows)? == rows.len() {
        Ok(())
    } else {
        Err(CORRUPT)
    }
}

/// Rows to be replaced, by table.
#[derive(Default)]
struct Replaced {
    vouchers: Vec<Vec<Cell>>,
    vouchers_moved: Vec<Vec<Cell>>,
    obligations: Vec<Vec<Cell>>,
    acts: Vec<Vec<Cell>>,
    contracts: Vec<Vec<Cell>>,
    orders: Vec<Vec<Cell>>,
    accounts: Vec<Vec<Cell>>,
    accounts_moved: Vec<Vec<Cell>>,
}

impl Replaced {
    fn take(&mut self, row: &Effect, before: &Before) -> Result<(), StoreError> {
        match row {
            Effect::Voucher(row) if before.advanced(row) => {
                self.vouchers_moved.push(kept::voucher_moved(row)?);
            }
            Effect::Voucher(row) => self.vouchers.push(kept::voucher_cells(row)?),
            Effect::Obligation(row) => self.obligations.push(kept::obligation_cells(row)?),
            Effect::Act(row) => self.acts.push(kept::act_cells(row)?),
            Effect::Contract(row) => self.contracts.push(kept::contract_cells(row)?),
            Effect::Order(row) => self.orders.push(kept::order_cells(row)?),
            Effect::Account(row) if before.moved(row) => {
                self.accounts_moved.push(kept::account_moved(row));
            }
            Effect::Account(row) => self.accounts.push(kept::account_cells(row)?),
            Effect::Claim(_) | Effect::Transfer(_) | Effect::Event(_) | Effect::Receipt(_) => {
                return Err(CORRUPT);
            }
        }
        Ok(())
    }

    fn write(&self, tx: &Tx<'_>) -> Result<(), StoreError> {
        for (statement, rows) in [
            (sql::LEDGER_VOUCHER_PUT, &self.vouchers),
            (sql::LEDGER_VOUCHER_MOVE, &self.vouchers_moved),
            (sql::LEDGER_OBLIGATION_PUT, &self.obligations),
            (sql::LEDGER_ACT_PUT, &self.acts),
            (sql::LEDGER_CONTRACT_PUT, &self.contracts),
            (sql::LEDGER_ORDER_PUT, &self.orders),
            (sql::LEDGER_ACCOUNT_PUT, &self.accounts),
            (sql::LEDGER_ACCOUNT_MOVE, &self.accounts_moved),
        ] {
            put(tx, statement, rows)?;
        }
        Ok(())
    }
}
