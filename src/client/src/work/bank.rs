//! Files to and from the bank: payment orders written, statements read and recorded.
//!
//! **Architecture invariant:** a statement records nothing by itself, and is kept once however often
//! it is read. What a person confirmed is
//! worked out again from what is known then, and each thing is asked of the registry once.

use super::operate::{self, Luggage};
use super::order_papers::{Known, payment_order, spoilt};
use super::{banks, orders};
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::{Hub, lock};
use crate::store::change::NewBlob;
use crate::store::listing;
use crate::sync::fetch;
use crate::ui::{
    BankCharset, CandidateRow, Event, Mt100Of, StatementFaultRow, StatementKept, StatementRow,
    StatementView, Ticket, UserError,
};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{BlobHash, OrganisationId, PaymentId, PersonId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::payment_order::{
    Candidates, FaultKind, KnownPayment, LineEnds, LineOutcome, NotAStatement, Side, Statement,
    StatementLine, encode_kz1048, payment_reference, reconcile, to_record,
};
use baqylau_domain::schooling::{
    HandMatch, KeptStatement, LONGEST_FILE_NAME, MatchedLine, OrderRules, OrderStep, PaymentEvent,
    PaymentRecord, PaymentState, SchoolingOp, StatementSummary,
};
use baqylau_domain::text::Words;
use baqylau_protocol::blob;
use baqylau_protocol::operation::OperationBody;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Largest statement that is read, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Writes payment orders as one file of MT100 messages.
///
/// # Errors
/// Why an order can't be written; nothing is written then.
pub fn export(hub: &Hub, ticket: Ticket, of: &Mt100Of, to: &Path) -> Result<()> {
    let known = Known::of_signed_in(hub)?;
    let records = chosen(&known, of)?;
    if records.is_empty() {
        return Err(ClientError::refused("bank-nothing-to-pay"));
    }
    let today = legal_day(hub.now());
    let mut text = String::new();
    let mut charset = BankCharset::default();
    for record in &records {
        let (office, order) = payment_order(&known, record, today)?;
        charset = office.charset;
        let banks = banks::directory([&order.payer.requisites, &order.payee]);
        let message = order
            .to_mt100(&banks, LineEnds::Windows)
            .map_err(|faults| spoilt(&order, &faults))?;
        text.push_str(&message);
    }
    let bytes = match charset {
        BankCharset::Utf8 => text.into_bytes(),
        BankCharset::Kz1048 => encode_kz1048(&text)
            .map_err(|character| UserError::new("bank-letter").with("character", character))?,
    };
    files::replace(to, &bytes)?;
    hub.tell(Event::DocumentReady {
        ticket,
        path: to.to_owned(),
    });
    Ok(())
}

/// The payments meant, each once.
fn chosen(known: &Known, of: &Mt100Of) -> Result<Vec<PaymentRecord>> {
    match of {
        Mt100Of::Register(register) => {
            let all = known.payments()?.into_iter();
            let mut own: Vec<PaymentRecord> = all
                .filter(|one| one.payment.register == *register)
                .filter(|one| one.payment.state == PaymentState::Ordered)
                .collect();
            own.sort_by_key(|one| one.number);
            Ok(own)
        }
        Mt100Of::Payments(ids) => {
            let mut seen = BTreeSet::new();
            let mut own = Vec::new();
            for id in ids.iter().filter(|id| seen.insert(**id)) {
                let record = known.payment(*id)?;
                let payable = matches!(
                    record.payment.state,
                    PaymentState::Ordered | PaymentState::Sent
                );
                if !payable {
                    let reference = payment_reference(record.department, record.number);
                    return Err(UserError::new("bank-paid-already")
                        .with("reference", reference)
                        .into());
                }
                own.push(record);
            }
            Ok(own)
        }
    }
}

/// The payments a statement is compared with, by identity, each with what waits to be recorded.
fn payments(known: &Known) -> Result<(Vec<KnownPayment>, BTreeMap<PaymentId, PaymentRecord>)> {
    let mut records: BTreeMap<PaymentId, PaymentRecord> = known
        .payments()?
        .into_iter()
        .map(|one| (one.payment.id, one))
        .collect();
    for waiting in known.store.db().read(listing::unsettled_orders)? {
        let OperationBody::Schooling { op } = &waiting.body else {
            continue;
        };
        let (payment, events) = match &**op {
            SchoolingOp::PaymentEvent { payment, event } => (payment, vec![event.clone()]),
            SchoolingOp::MatchLine {
                payment,
                line,
                reason,
                ..
            } => (payment, by_hand(line, reason)),
            _ => continue,
        };
        for event in events {
            if let Some(record) = records.get_mut(payment)
                // What the feed has shown meanwhile doesn't follow any more.
                && let Ok(next) = record.payment.after(&event)
            {
                record.payment = next;
            }
        }
    }
    let known = records.values().map(|one| KnownPayment {
        id: one.payment.id,
        reference: payment_reference(one.department, one.number),
        number: one.number,
        account: one.account.iban.to_string(),
        bin: one.bin.clone(),
        amount: one.payment.amount,
        state: one.payment.state.clone(),
    });
    Ok((known.collect(), records))
}

/// What a line matched by hand says of its payment, as it follows.
fn by_hand(line: &MatchedLine, reason: &Words) -> Vec<PaymentEvent> {
    let said = match line.back {
        false => PaymentEvent::Paid { on: line.day },
        true => PaymentEvent::Returned {
            on: line.day,
            reason: reason.clone(),
        },
    };
    vec![PaymentEvent::Sent, said]
}

/// Statements that are kept, with what waits here to be: whether the registry has each, by the
/// hashes of their files.
fn kept(known: &Known) -> Result<BTreeMap<BlobHash, (KeptStatement, bool)>> {
    let statements = known.statements()?.into_iter();
    let mut all: BTreeMap<BlobHash, (KeptStatement, bool)> =
        statements.map(|one| (one.id, (one, true))).collect();
    for waiting in known.store.db().read(listing::unsettled_orders)? {
        let OperationBody::Schooling { op } = &waiting.body else {
            continue;
        };
        match &**op {
            SchoolingOp::KeepStatement {
                statement,
                file,
                summary,
            } => {
                all.entry(*statement).or_insert_with(|| {
                    let step = OrderStep {
                        at: waiting.made_at,
                        by: waiting.actor,
                        step: op.word().to_owned(),
                        reason: None,
                    };
                    let own = KeptStatement {
                        id: *statement,
                        file: file.clone(),
                        summary: summary.clone(),
                        matches: Vec::new(),
                        steps: vec![step],
                    };
                    (own, false)
                });
            }
            SchoolingOp::MatchLine {
                statement,
                line,
                payment,
                reason,
            } => {
                if let Some((own, _)) = all.get_mut(statement)
                    && own.matches.iter().all(|one| one.line.at != line.at)
                {
                    own.matches.push(HandMatch {
                        line: *line,
                        payment: *payment,
                        at: waiting.made_at,
                        by: waiting.actor,
                        reason: reason.clone(),
                    });
                }
            }
            _ => {}
        }
    }
    Ok(all)
}

/// Reads a statement and tells it, compared with the payments known here.
///
/// # Errors
/// A file that is no statement.
pub fn read(hub: &Hub, ticket: Ticket, path: &Path) -> Result<()> {
    let (known, person) = (Known::of_signed_in(hub)?, hub.person()?);
    let bytes = files::read_limited(path, LARGEST)?;
    let file = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let statement = Arc::new(compare(&known, file, Arc::new(bytes))?);
    hub.tell_person(person.id, Event::Statement { ticket, statement });
    Ok(())
}

/// Tells a statement that is kept, compared with the payments known here now.
///
/// # Errors
/// That its file is neither here nor to be had.
pub async fn open(hub: &Hub, ticket: Ticket, id: BlobHash, file: String) -> Result<()> {
    let person = hub.person()?;
    let store = hub.store()?;
    let bytes = fetch::blob(hub, &store, &id).await?;
    let known = Known::of_signed_in(hub)?;
    let statement = Arc::new(compare(&known, file, Arc::new(bytes))?);
    hub.tell_person(person.id, Event::Statement { ticket, statement });
    Ok(())
}

/// Keeps a statement, its file first; one that is kept is left as it is.
fn keep(hub: &Hub, known: &Known, person: PersonId, statement: &StatementView) -> Result<()> {
    if kept(known)?.contains_key(&statement.sha256) {
        return Ok(());
    }
    let read = read_file(&statement.bytes)?;
    let summary = StatementSummary::of(&read).ok_or_else(|| UserError::new("bank-line-sum"))?;
    let sha256 = known.store.blobs().keep(&statement.bytes)?;
    let op = SchoolingOp::KeepStatement {
        statement: sha256,
        file: statement.file.chars().take(LONGEST_FILE_NAME).collect(),
        summary,
    };
    let luggage = Luggage {
        blobs: vec![NewBlob {
            sha256,
            size: statement.bytes.len() as u64,
        }],
        ..Luggage::default()
    };
    let body = OperationBody::Schooling { op: Box::new(op) };
    operate::queue(hub, &known.store, person, body, luggage)
}

/// Matches a line with a payment, and tells the statement anew.
///
/// # Errors
/// That the line was matched or settled meanwhile, or that the rules refuse it; nothing is asked then.
pub fn match_line(
    hub: &Hub,
    ticket: Ticket,
    statement: &StatementView,
    line: usize,
    payment: PaymentId,
    reason: Words,
) -> Result<()> {
    let (known, person) = (Known::of_signed_in(hub)?, hub.person()?);
    let turn = lock(&hub.writing);
    let now = compare(&known, statement.file.clone(), statement.bytes.clone())?;
    let row = now.lines.get(line);
    let offered = row.filter(|row| {
        let mut all = row.candidates.iter();
        all.any(|one| one.payment.payment.id == payment)
    });
    let row = offered.ok_or_else(|| UserError::new("bank-line-not-open"))?;
    let line = MatchedLine::of(&row.line).ok_or_else(|| UserError::new("bank-line-not-open"))?;
    if reason.are_missing() {
        return Err(UserError::new("schooling-refused-no-reason").into());
    }
    keep(hub, &known, person.id, statement)?;
    let op = SchoolingOp::MatchLine {
        statement: statement.sha256,
        line,
        payment,
        reason,
    };
    let body = OperationBody::Schooling { op: Box::new(op) };
    operate::queue(hub, &known.store, person.id, body, Luggage::default())?;
    drop(turn);
    let again = compare(&known, statement.file.clone(), statement.bytes.clone())?;
    let statement = Arc::new(again);
    hub.tell_person(person.id, Event::Statement { ticket, statement });
    orders::tell(hub)
}

/// Reads a file.
fn read_file(bytes: &[u8]) -> Result<Statement> {
    let read = Statement::read(bytes).map_err(|error| {
        UserError::new(match error {
            NotAStatement::Form => "bank-not-a-statement",
            NotAStatement::TooLong => "bank-statement-too-long",
        })
    })?;
    Ok(read)
}

/// What lines are to the payments, with what a person said of them: a line matched by hand is settled
/// by that, and no other line of the statement settles its payment again.
fn outcomes_of(
    lines: &[StatementLine],
    payments: &[KnownPayment],
    own: Option<&KeptStatement>,
) -> Vec<LineOutcome> {
    let mut outcomes = reconcile(lines, payments);
    let Some(own) = own else { return outcomes };
    for (line, outcome) in lines.iter().zip(&mut outcomes) {
        if let Some(hand) = own.matched(line.at) {
            let payment = hand.payment;
            *outcome = LineOutcome::ByHand { payment };
        } else if let LineOutcome::Recorded { payment } = *outcome {
            let back = line.side == Side::Credit;
            let by_another = |one: &&HandMatch| one.payment == payment && one.line.back == back;
            if own.matches.iter().any(|one| by_another(&one)) {
                *outcome = LineOutcome::Twice { payment };
            }
        }
    }
    outcomes
}

/// Whether a person has to say which payment a line is about.
fn is_open(outcome: &LineOutcome) -> bool {
    matches!(
        outcome,
        LineOutcome::Ambiguous { .. } | LineOutcome::SumDiffers { .. } | LineOutcome::Unknown
    )
}

/// A statement, compared with the payments known here.
fn compare(known: &Known, file: String, bytes: Arc<Vec<u8>>) -> Result<StatementView> {
    let statement = read_file(&bytes)?;
    let sha256 = blob::hash(&bytes);
    let all = kept(known)?;
    let own = all.get(&sha256);
    let (payments, records) = payments(known)?;
    let outcomes = outcomes_of(&statement.lines, &payments, own.map(|(own, _)| own));
    let percent = OrderRules::pilot().match_percent.value;
    let possible = Candidates::new(&payments, percent);
    let records: BTreeMap<PaymentId, Arc<PaymentRecord>> = records
        .into_iter()
        .map(|(id, record)| (id, Arc::new(record)))
        .collect();
    let mut schools: BTreeMap<OrganisationId, Option<Arc<Organisation>>> = BTreeMap::new();
    let mut school_of = |payment: &PaymentRecord| -> Result<Option<Arc<Organisation>>> {
        if let Some(school) = schools.get(&payment.school) {
            return Ok(school.clone());
        }
        let school = known.school(payment.school)?.map(Arc::new);
        schools.insert(payment.school, school.clone());
        Ok(school)
    };
    let mut lines = Vec::with_capacity(outcomes.len());
    for (line, outcome) in statement.lines.into_iter().zip(outcomes) {
        let payment = outcome.payment().and_then(|id| records.get(&id)).cloned();
        let school = match &payment {
            None => None,
            Some(payment) => school_of(payment)?,
        };
        let mut candidates = Vec::new();
        if is_open(&outcome) {
            for one in possible.of(&line) {
                if let Some(payment) = records.get(&one.payment) {
                    candidates.push(CandidateRow {
                        payment: payment.clone(),
                        school: school_of(payment)?,
                        fits: one.fits,
                    });
                }
            }
        }
        let by_hand = own.and_then(|(own, _)| own.matched(line.at)).cloned();
        lines.push(StatementRow {
            line,
            outcome,
            payment,
            school,
            candidates,
            by_hand,
        });
    }
    let faults = statement.faults.iter().map(|fault| StatementFaultRow {
        at: fault.at,
        problem: UserError::new(match fault.what {
            FaultKind::Day => "bank-line-day",
            FaultKind::Sum => "bank-line-sum",
            FaultKind::Side => "bank-line-side",
            FaultKind::Currency => "bank-line-currency",
            FaultKind::Quote => "bank-line-quote",
        }),
    });
    Ok(StatementView {
        file,
        sha256,
        account: statement.account,
        lines,
        faults: faults.collect(),
        bytes,
        kept: own.and_then(|(own, taken)| {
            let first = own.steps.first()?;
            Some(StatementKept {
                file: own.file.clone(),
                at: first.at,
                by: first.by,
                taken: *taken,
            })
        }),
    })
}

/// Keeps a statement, and records what chosen lines of it say.
///
/// # Errors
/// What the disk answered.
pub fn record(
    hub: &Hub,
    ticket: Ticket,
    statement: &StatementView,
    chosen: &[usize],
) -> Result<()> {
    let (known, person) = (Known::of_signed_in(hub)?, hub.person()?);
    let lines: Vec<StatementLine> = statement.lines.iter().map(|row| row.line.clone()).collect();
    let chosen: BTreeSet<usize> = chosen.iter().copied().collect();
    let turn = lock(&hub.writing);
    keep(hub, &known, person.id, statement)?;
    let (payments, _) = payments(&known)?;
    let all = kept(&known)?;
    let own = all.get(&statement.sha256).map(|(own, _)| own);
    let outcomes = outcomes_of(&lines, &payments, own);
    // A line a person spoke for says nothing more by itself.
    let chosen: BTreeSet<usize> = chosen
        .into_iter()
        .filter(|place| !matches!(outcomes.get(*place), Some(LineOutcome::ByHand { .. })))
        .collect();
    let already: BTreeSet<PaymentId> = chosen
        .iter()
        .filter_map(|place| match outcomes.get(*place) {
            Some(LineOutcome::Recorded { payment }) => Some(*payment),
            _ => None,
        })
        .collect();
    let mut recorded = BTreeSet::new();
    for (payment, event) in to_record(&lines, &payments, &chosen) {
        let op = SchoolingOp::PaymentEvent { payment, event };
        let body = OperationBody::Schooling { op: Box::new(op) };
        operate::queue(hub, &known.store, person.id, body, Luggage::default())?;
        recorded.insert(payment);
    }
    drop(turn);
    hub.tell(Event::StatementRecorded {
        ticket,
        recorded: recorded.len(),
        already: already.len(),
    });
    orders::tell(hub)
}

#[cfg(test)]
#[path = "bank_tests.rs"]
mod tests;
