//! Files to and from the bank: payment orders written, statements read and recorded.
//!
//! **Architecture invariant:** a statement records nothing by itself. What a person confirmed is
//! worked out again from what is known then, and each thing is asked of the registry once.

use super::operate::{self, Luggage};
use super::order_papers::{Known, payment_order, spoilt};
use super::{banks, orders};
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::{Hub, lock};
use crate::store::listing;
use crate::ui::{
    BankCharset, Event, Mt100Of, StatementFaultRow, StatementRow, StatementView, Ticket, UserError,
};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{OrganisationId, PaymentId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::payment_order::{
    FaultKind, KnownPayment, LineEnds, LineOutcome, NotAStatement, Statement, StatementLine,
    encode_kz1048, payment_reference, reconcile, to_record,
};
use baqylau_domain::schooling::{PaymentRecord, PaymentState, SchoolingOp};
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
        if let SchoolingOp::PaymentEvent { payment, event } = &**op
            && let Some(record) = records.get_mut(payment)
            // What the feed has shown meanwhile doesn't follow any more.
            && let Ok(next) = record.payment.after(event)
        {
            record.payment = next;
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
    let statement = Arc::new(compare(&known, file, &bytes)?);
    hub.tell_person(person.id, Event::Statement { ticket, statement });
    Ok(())
}

/// A statement, compared with the payments known here.
fn compare(known: &Known, file: String, bytes: &[u8]) -> Result<StatementView> {
    let statement = Statement::read(bytes).map_err(|error| {
        UserError::new(match error {
            NotAStatement::Form => "bank-not-a-statement",
            NotAStatement::TooLong => "bank-statement-too-long",
        })
    })?;
    let (payments, records) = payments(known)?;
    let outcomes = reconcile(&statement.lines, &payments);
    let records: BTreeMap<PaymentId, Arc<PaymentRecord>> = records
        .into_iter()
        .map(|(id, record)| (id, Arc::new(record)))
        .collect();
    let mut schools: BTreeMap<OrganisationId, Option<Arc<Organisation>>> = BTreeMap::new();
    let mut lines = Vec::with_capacity(outcomes.len());
    for (line, outcome) in statement.lines.into_iter().zip(outcomes) {
        let payment = outcome.payment().and_then(|id| records.get(&id)).cloned();
        let school = match &payment {
            None => None,
            Some(payment) => match schools.get(&payment.school) {
                Some(school) => school.clone(),
                None => {
                    let school = known.school(payment.school)?.map(Arc::new);
                    schools.insert(payment.school, school.clone());
                    school
                }
            },
        };
        lines.push(StatementRow {
            line,
            outcome,
            payment,
            school,
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
        sha256: blob::hash(bytes),
        account: statement.account,
        lines,
        faults: faults.collect(),
    })
}

/// Records what chosen lines of a statement say.
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
    let (payments, _) = payments(&known)?;
    let outcomes = reconcile(&lines, &payments);
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
