//! The Registrar at work: what happened elsewhere and asks something of the ledger is noted with
//! the transaction that it happened in, and followed afterwards, through the same queue and rules as
//! every other request.
//!
//! A cause stands until what it asked was answered. A process that ends in between finds it again,
//! plans anew over what then stands, and asks nothing twice, because nothing that has its effect
//! already is asked at all.

use super::cells::{self, CORRUPT, uuid_at};
use super::{by_month, desk, kept};
use crate::checks;
use crate::context::Core;
use crate::store::rows::{self, decode, encode, micros};
use crate::store::sql::registrar as sql;
use crate::store::{Cell, Connection, StoreError, Tx, params};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::checks::{Fact, Subject, Topic};
use baqylau_domain::identifiers::{
    BeneficiaryId, BlobHash, Iin, OperationId, OrganisationId, ServiceActId,
};
use baqylau_domain::voucher::{
    AccountId, Author, Invoice, Operation, Party, Refusal, Request, StudentContract, StudyForm,
    Voucher, opened_by, reserved_by, signalled,
};
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Causes looked at before others get their turn.
const AT_A_TIME: u32 = 64;

/// Most requests in one batch of a cause: a month of a large university has tens of thousands.
const TOGETHER: usize = 500;

/// Batches of a cause that wait at once.
const AT_ONCE: usize = 8;

/// The shortest pause after which a refused cause is tried again; it doubles.
const SHORTEST: TimeDelta = TimeDelta::minutes(10);

/// The longest pause.
const LONGEST: TimeDelta = TimeDelta::days(1);

/// The longest while an invoice is missing, or isn't as it must be.
const LONGEST_FOR_INVOICE: TimeDelta = TimeDelta::hours(1);

/// What happened elsewhere.
#[derive(Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub(crate) enum Cause {
    /// A source system told something; about an organisation, with its identity here.
    Fact {
        fact: Box<Fact>,
        organisation: Option<OrganisationId>,
    },
    /// The LMS of a university sent a contract with a student.
    Contract {
        executor: OrganisationId,
        student: Iin,
        number: String,
        form: StudyForm,
    },
    /// An act of services can be redeemed by.
    Act {
        /// The act.
        act: ServiceActId,
    },
}

impl Cause {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Fact { .. } => "fact",
            Self::Contract { .. } => "contract",
            Self::Act { .. } => "act",
        }
    }

    /// What it is about: a later cause about the same takes its place. Facts are about people, so
    /// their key is kept as a hash.
    fn about(&self) -> Result<String, StoreError> {
        Ok(match self {
            Self::Fact { fact, .. } => {
                let key = encode(&(fact.key(), fact.source))?;
                hex::encode(Sha256::digest(key.as_bytes()))
            }
            Self::Contract {
                executor, student, ..
            } => hex::encode(Sha256::digest(format!("{executor} {student}").as_bytes())),
            Self::Act { act } => act.to_string(),
        })
    }
}

/// A cause as it is kept.
struct Noted {
    id: Uuid,
    cause: Cause,
    tries: u32,
    /// SHA-256 of what it rests on.
    document: BlobHash,
}

/// An identity made of words: the same words, the same identity.
fn derived(words: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    for word in words {
        hash.update(u64::try_from(word.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(word);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let (half, _) = digest.split_first_chunk().unwrap_or((&[0; 16], &[]));
    uuid::Builder::from_custom_bytes(*half).into_uuid()
}

/// Notes causes, to be followed from `due` on. They are part of the transaction in which they
/// happened. Of two about the same the later one stays.
pub(crate) fn note(tx: &Tx<'_>, causes: &[Cause], due: Moment) -> Result<(), StoreError> {
    let mut rows: BTreeMap<(&str, String), Vec<Cell>> = BTreeMap::new();
    for cause in causes {
        let (kind, about, body) = (cause.kind(), cause.about()?, encode(cause)?);
        let document = BlobHash::new(Sha256::digest(body.as_bytes()).into());
        let due = micros(due);
        let id = derived(&[
            b"cause",
            kind.as_bytes(),
            about.as_bytes(),
            document.bytes(),
            &due.to_le_bytes(),
        ]);
        let row = vec![
            cells::id(id),
            kind.into(),
            about.clone().into(),
            body.into(),
            document.to_string().into(),
            due.into(),
            0i64.into(),
        ];
        rows.insert((kind, about), row);
    }
    let rows: Vec<Vec<Cell>> = rows.into_values().collect();
    tx.run_many(sql::CAUSE_PUT, &rows).map(drop)
}

/// What a fact a source system told asks of the ledger; nothing unless it is of a kind the
/// Registrar follows.
pub(crate) fn cause_of(fact: &Fact, organisation: OrganisationId) -> Option<Cause> {
    let follows = matches!(
        fact.value.topic(),
        Topic::Grant | Topic::Life | Topic::LegalCapacity | Topic::LegalEntity
    );
    follows.then(|| Cause::Fact {
        fact: Box::new(fact.clone()),
        organisation: matches!(fact.about, Subject::Organisation(_)).then_some(organisation),
    })
}

/// Follows every cause that is due. Returns how many operations were applied.
pub(crate) async fn follow_causes(core: &Arc<Core>) -> Result<u32, StoreError> {
    let _turn = core.following.lock().await;
    let began = core.context.environment.now();
    let mut applied = 0;
    loop {
        let due = core
            .store
            .read(move |connection| due(connection, began))
            .await?;
        if due.is_empty() {
            return Ok(applied);
        }
        for noted in due {
            applied += follow_one(core, noted).await?;
        }
    }
}

async fn follow_one(core: &Arc<Core>, noted: Noted) -> Result<u32, StoreError> {
    let noted = Arc::new(noted);
    let planned = Arc::clone(&noted);
    let plan = core
        .store
        .read(move |connection| plan(connection, &planned))
        .await?;
    let plan = match (&noted.cause, plan) {
        (Cause::Act { act }, Plan::Ask(operations)) if !operations.is_empty() => {
            invoiced(core, *act, operations).await?
        }
        (Cause::Act { act }, Plan::Wait(by_month::NO_INVOICE)) => fetched(core, *act).await?,
        (_, plan) => plan,
    };
    let (operations, waits) = match plan {
        Plan::Ask(operations) => (operations, None),
        Plan::Wait(word) => (Vec::new(), Some(word.to_owned())),
    };
    let fetches = |operation: &Operation| matches!(operation, Operation::AttachInvoice { .. });
    let fetches = operations.iter().any(fetches);
    let requests: Vec<Request> = (0u32..)
        .zip(operations)
        .map(|(place, operation)| Request {
            id: OperationId::new(derived(&[
                b"operation",
                noted.id.as_bytes(),
                &noted.tries.to_le_bytes(),
                &place.to_le_bytes(),
                operation.word().as_bytes(),
            ])),
            author: Author {
                party: Party::Registrar,
                person: None,
            },
            document: noted.document,
            operation,
        })
        .collect();
    let mut answers = Vec::with_capacity(requests.len());
    for some in requests.chunks(TOGETHER * AT_ONCE) {
        // In their order: while the first are being written, those after them are decided.
        let batches = some.chunks(TOGETHER);
        let batches = batches.map(|batch| desk::submit(core, batch.into()));
        for batch in join_all(batches).await {
            answers.extend(batch?);
        }
    }
    let refusal = answers.iter().find_map(|answer| answer.as_ref().err());
    let now = core.context.environment.now();
    let applied = answers.iter().filter(|answer| answer.is_ok()).count();
    if let Some(refusal) = refusal {
        tracing::warn!(
            cause = %noted.id,
            kind = noted.cause.kind(),
            refusal = refusal_word(refusal),
            "the ledger refused what a cause asks; it is tried again"
        );
    }
    if fetches && applied > 0 {
        // With the invoice the cause was noted anew: it is followed again, at once.
        return Ok(u32::try_from(applied).unwrap_or(u32::MAX));
    }
    let word = refusal.map(refusal_word).or(waits);
    core.store
        .write(move |tx| settle(tx, &noted, word.as_deref(), now))
        .await?;
    Ok(u32::try_from(applied).unwrap_or(u32::MAX))
}

/// Whatever an act asks waits while ИС ЭСФ, where it is connected, doesn't bear out its invoice. No
/// transaction waits for its answer.
async fn invoiced(
    core: &Core,
    act: ServiceActId,
    operations: Vec<Operation>,
) -> Result<Plan, StoreError> {
    let invoice = core
        .store
        .read(move |connection| by_month::invoice(connection, act))
        .await?;
    let invoice = invoice.ok_or(CORRUPT)?;
    let now = core.context.environment.now();
    let against = core.checks.against_invoice(act.to_string(), invoice, now);
    Ok(against.await.map_or(Plan::Ask(operations), Plan::Wait))
}

/// The invoice of an act nobody entered one of, as ИС ЭСФ has it. Where that isn't connected there is
/// nothing to wait for: the act is noted again when somebody enters its invoice.
async fn fetched(core: &Core, act: ServiceActId) -> Result<Plan, StoreError> {
    if !core.checks.asks_of_invoices() {
        return Ok(Plan::Ask(Vec::new()));
    }
    let invoice = core
        .store
        .read(move |connection| by_month::invoice(connection, act))
        .await?;
    let (supplier, total) = invoice.ok_or(CORRUPT)?;
    let now = core.context.environment.now();
    let asked = core
        .checks
        .fetched_invoice(act.to_string(), (supplier, total), now);
    Ok(match asked.await {
        Ok(number) => Plan::Ask(vec![Operation::AttachInvoice {
            act,
            invoice: Invoice {
                number,
                // The system tells no day: this is the one by which it was registered.
                date: legal_day(now),
                total,
            },
        }]),
        Err(reason) => Plan::Wait(reason),
    })
}

/// A followed cause goes; a refused one waits longer each time. One that was noted anew meanwhile
/// stays as it is.
fn settle(tx: &Tx<'_>, noted: &Noted, word: Option<&str>, now: Moment) -> Result<(), StoreError> {
    let id = noted.id.as_bytes().as_slice();
    let Some(word) = word else {
        return tx.run(sql::CAUSE_DROP, params![id]).map(drop);
    };
    let longest = match &noted.cause {
        // An invoice may come any hour, and money waits for it.
        Cause::Act { .. } if word.starts_with("invoice") => LONGEST_FOR_INVOICE,
        _ => LONGEST,
    };
    let pause = SHORTEST
        .checked_mul(1 << noted.tries.min(8))
        .map_or(longest, |pause| pause.min(longest));
    let due = now.checked_add_signed(pause).unwrap_or(now);
    let values = params![id, noted.tries.saturating_add(1), micros(due), word];
    tx.run(sql::CAUSE_POSTPONE, values).map(drop)
}

/// The code of a refusal, without its figures.
fn refusal_word(refusal: &Refusal) -> String {
    match serde_json::to_value(refusal) {
        Ok(serde_json::Value::Object(words)) => words
            .get("refusal")
            .and_then(serde_json::Value::as_str)
            .unwrap_or("refused")
            .to_owned(),
        _ => "refused".to_owned(),
    }
}

fn due(connection: &Connection, now: Moment) -> Result<Vec<Noted>, StoreError> {
    let values = params![micros(now), AT_A_TIME];
    connection.all(sql::CAUSES_DUE, values, |row| {
        Ok(Noted {
            id: uuid_at(row, 0)?,
            cause: decode(row.text(1)?, "cause")?,
            document: row
                .text(2)?
                .parse()
                .or(Err(StoreError::Corrupt("document of a cause")))?,
            tries: row.get(3)?,
        })
    })
}

/// What a cause asks.
pub(super) enum Plan {
    /// These, maybe none.
    Ask(Vec<Operation>),
    /// Nothing yet, for this reason.
    Wait(&'static str),
}

/// What a cause asks, over what stands now.
fn plan(connection: &Connection, noted: &Noted) -> Result<Plan, StoreError> {
    match &noted.cause {
        Cause::Fact { fact, organisation } => {
            of_fact(connection, noted, fact, *organisation).map(Plan::Ask)
        }
        Cause::Contract {
            executor,
            student,
            number,
            form,
        } => of_contract(connection, *executor, *student, number, *form),
        Cause::Act { act } => by_month::plan(connection, *act),
    }
}

/// A contract reserves the student's voucher as soon as there is one, the university was checked,
/// and its building is known: the contract of an LMS names none, so it is the university's only
/// one.
fn of_contract(
    connection: &Connection,
    executor: OrganisationId,
    student: Iin,
    number: &str,
    form: StudyForm,
) -> Result<Plan, StoreError> {
    let Some(account) = kept::account_of_person(connection, student)? else {
        return Ok(Plan::Wait("no_account"));
    };
    let AccountId::Beneficiary(beneficiary) = account.id else {
        return Err(CORRUPT);
    };
    let vouchers = kept::vouchers_of(connection, beneficiary)?;
    let stands = |voucher: &Voucher| {
        voucher
            .reservation()
            .is_some_and(|one| one.executor == executor && one.lms_contract == number)
    };
    if vouchers.iter().any(stands) {
        return Ok(Plan::Ask(Vec::new()));
    }
    let organisation = rows::organisation(connection, executor)?;
    let premises = organisation.map(|organisation| organisation.premises);
    let Some([premises]) = premises.as_deref() else {
        return Ok(Plan::Wait("building_unknown"));
    };
    let Some(report) = checks::establishment(connection, executor)? else {
        return Ok(Plan::Wait("not_checked"));
    };
    let contract = StudentContract {
        student,
        executor,
        premises: premises.id,
        number: number.to_owned(),
        form,
    };
    let contracts = kept::contracts_of(connection, executor)?;
    Ok(
        match reserved_by(&contract, &vouchers, &contracts, &report) {
            Some(operation) => Plan::Ask(vec![operation]),
            None if contracts.is_empty() => Plan::Wait("no_state_order"),
            None => Plan::Wait("no_voucher"),
        },
    )
}

fn of_fact(
    connection: &Connection,
    noted: &Noted,
    fact: &Fact,
    organisation: Option<OrganisationId>,
) -> Result<Vec<Operation>, StoreError> {
    match &fact.about {
        Subject::Person(iin) => {
            let known = kept::account_of_person(connection, *iin)?;
            let fresh = BeneficiaryId::new(derived(&[b"beneficiary", noted.id.as_bytes()]));
            let opened = opened_by(fact, known.as_ref(), fresh);
            let signals = known.map(|account| signalled(&account, fact));
            Ok(opened
                .into_iter()
                .chain(signals.into_iter().flatten())
                .collect())
        }
        Subject::Organisation(_) => {
            let mut operations = Vec::new();
            for id in organisation.into_iter().flat_map(|organisation| {
                [
                    AccountId::Executor(organisation),
                    AccountId::Issuer(organisation),
                ]
            }) {
                if let Some(account) = kept::account_with(connection, id)? {
                    operations.extend(signalled(&account, fact));
                }
            }
            Ok(operations)
        }
        Subject::Premises(_) | Subject::Document(_) => Ok(Vec::new()),
    }
}
