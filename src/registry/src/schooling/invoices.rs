//! ИС ЭСФ is asked about the invoices of acts that wait to be paid: by itself, so that whoever lists
//! or pays an act finds what the system said of it, and nobody waits for the system in a decision.
//! What it says stands in the act's record, and travels with it when it is another than before.

use super::{keep, load};
use crate::context::{Context, Core, legal_day};
use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, Tx, params, rows};
use baqylau_domain::Moment;
use baqylau_domain::checks::{Age, CheckParameterVersions, Fact, FactValue, Subject};
use baqylau_domain::schooling::{ActRecord, InvoiceFinding, InvoiceSaid, SchoolingRecord};
use chrono::TimeDelta;
use std::sync::Arc;

/// Acts asked about in one round, and acts told of.
const AT_A_TIME: usize = 500;

/// After how long it is asked again about an act whose invoice was missing or another: schools issue
/// it after the signatures.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// Acts a round has to do with.
#[derive(Default)]
struct Due {
    /// Nothing fresh is known of their invoices.
    to_ask: Vec<String>,
    /// Their records don't say what ИС ЭСФ said last: it was said to somebody else who asked, or
    /// before records told it.
    to_tell: Vec<String>,
}

/// Asks about every act both signed that isn't paid, where nothing fresh is known, and tells what
/// was said. Returns how many answers came.
pub(crate) async fn ask(core: &Arc<Core>) -> Result<u32, StoreError> {
    let asks = core.checks.asks_of_invoices();
    let (context, now) = (Arc::clone(&core.context), core.context.environment.now());
    let due = core
        .store
        .read(move |connection| due(&context, connection, now))
        .await?;
    for act in due.to_tell {
        let context = Arc::clone(&core.context);
        core.store.write(move |tx| tell(&context, tx, &act)).await?;
    }
    let mut answered = 0;
    for document in due.to_ask.into_iter().filter(|_| asks) {
        let facts = core.checks.invoice_facts(document.clone(), now).await;
        if facts.is_empty() {
            continue;
        }
        answered += 1;
        let context = Arc::clone(&core.context);
        core.store
            .write(move |tx| {
                context.facts.take_in(tx, &facts, now)?;
                tell(&context, tx, &document)
            })
            .await?;
    }
    Ok(answered)
}

/// Writes into an act's record what ИС ЭСФ said last of its invoice, and announces it, if it is
/// another than the record tells.
pub(crate) fn tell(context: &Context, tx: &Tx<'_>, act: &str) -> Result<(), StoreError> {
    let Some(SchoolingRecord::Act(mut record)) = load::record(tx, "act", act)? else {
        return Ok(());
    };
    let newest = newest(context, tx, &record)?;
    let Some(said) = newest.and_then(|fact| said(&record, &fact)) else {
        return Ok(());
    };
    if !is_told(&record, &said) {
        record.invoice = Some(Box::new(said));
        keep::put(tx, &SchoolingRecord::Act(record))?;
    }
    Ok(())
}

/// What a fact says of an act's invoice; nothing where the school's БИН can't be read.
fn said(record: &ActRecord, fact: &Fact) -> Option<InvoiceSaid> {
    let FactValue::Invoice { invoice } = &fact.value else {
        return None;
    };
    let supplier = record.bin.parse().ok()?;
    Some(InvoiceSaid {
        finding: InvoiceFinding::of(&record.act, invoice.as_ref(), supplier),
        asked: fact.as_of,
    })
}

/// Whether a record tells the same already.
fn is_told(record: &ActRecord, said: &InvoiceSaid) -> bool {
    let told = record.invoice.as_ref();
    told.is_some_and(|told| told.finding == said.finding)
}

fn newest(
    context: &Context,
    connection: &Connection,
    record: &ActRecord,
) -> Result<Option<Fact>, StoreError> {
    let about = Subject::Document(record.act.id.to_string());
    let said = context.facts.about(connection, &about)?;
    Ok(said.into_iter().max_by_key(|fact| fact.as_of))
}

/// Acts it is to be asked about, and acts whose records don't tell what it said.
fn due(context: &Context, connection: &Connection, now: Moment) -> Result<Due, StoreError> {
    let unpaid: Vec<SchoolingRecord> = connection.all(sql::SCHOOLING_UNPAID, params![], |row| {
        rows::decode(row.text(0)?, "schooling")
    })?;
    let mut due = Due::default();
    for record in unpaid {
        let SchoolingRecord::Act(act) = record else {
            continue;
        };
        if !act.act.is_signed() {
            continue;
        }
        let fact = newest(context, connection, &act)?;
        let said = fact.as_ref().and_then(|fact| said(&act, fact));
        if said.as_ref().is_some_and(|said| !is_told(&act, said)) && due.to_tell.len() < AT_A_TIME {
            due.to_tell.push(act.act.id.to_string());
        }
        if due.to_ask.len() < AT_A_TIME && is_due(fact.as_ref(), said.as_ref(), now) {
            due.to_ask.push(act.act.id.to_string());
        }
    }
    Ok(due)
}

/// Whether it is to be asked again: what fits is good while it is fresh, what doesn't a while.
fn is_due(fact: Option<&Fact>, said: Option<&InvoiceSaid>, now: Moment) -> bool {
    let Some(fact) = fact else {
        return true;
    };
    if said.is_some_and(|said| said.finding.obstacle().is_none()) {
        let parameters = CheckParameterVersions::pilot().on(legal_day(now));
        parameters.age(fact.source, fact.as_of, now).0 != Age::Fresh
    } else {
        now - fact.as_of >= AGAIN
    }
}
