//! ИС ЭСФ is asked about the invoices of acts that wait to be paid: by itself, so that whoever lists
//! or pays an act finds what the system said of it, and nobody waits for the system in a decision.

use crate::context::{Context, Core, legal_day};
use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, params, rows};
use baqylau_domain::Moment;
use baqylau_domain::checks::{Age, CheckParameterVersions, FactValue, Subject};
use baqylau_domain::schooling::{ActRecord, SchoolingRecord};
use chrono::TimeDelta;
use std::sync::Arc;

/// Acts asked about in one round.
const AT_A_TIME: usize = 500;

/// After how long it is asked again about an act whose invoice was missing or another: schools issue
/// it after the signatures.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// Asks about every act both signed that isn't paid, where nothing fresh is known. Returns how many
/// answers came.
pub(crate) async fn ask(core: &Arc<Core>) -> Result<u32, StoreError> {
    if !core.checks.asks_of_invoices() {
        return Ok(0);
    }
    let (context, now) = (Arc::clone(&core.context), core.context.environment.now());
    let due = core
        .store
        .read(move |connection| due(&context, connection, now))
        .await?;
    let mut answered = 0;
    for document in due {
        let facts = core.checks.invoice_facts(document, now).await;
        if facts.is_empty() {
            continue;
        }
        answered += 1;
        let context = Arc::clone(&core.context);
        core.store
            .write(move |tx| context.facts.take_in(tx, &facts, now))
            .await?;
    }
    Ok(answered)
}

/// Acts it is to be asked about.
fn due(context: &Context, connection: &Connection, now: Moment) -> Result<Vec<String>, StoreError> {
    let unpaid: Vec<SchoolingRecord> = connection.all(sql::SCHOOLING_UNPAID, params![], |row| {
        rows::decode(row.text(0)?, "schooling")
    })?;
    let mut due = Vec::new();
    for record in unpaid {
        if let SchoolingRecord::Act(act) = record
            && act.act.is_signed()
            && is_due(context, connection, &act, now)?
        {
            due.push(act.act.id.to_string());
        }
        if due.len() == AT_A_TIME {
            break;
        }
    }
    Ok(due)
}

fn is_due(
    context: &Context,
    connection: &Connection,
    act: &ActRecord,
    now: Moment,
) -> Result<bool, StoreError> {
    let about = Subject::Document(act.act.id.to_string());
    let said = context.facts.about(connection, &about)?;
    let newest = said.into_iter().max_by_key(|fact| fact.as_of);
    Ok(newest.is_none_or(|fact| {
        let FactValue::Invoice { invoice } = &fact.value else {
            return true;
        };
        let good = act.bin.parse().is_ok_and(|supplier| {
            act.act
                .invoice_obstacles(Some(invoice.as_ref()), supplier)
                .is_empty()
        });
        if good {
            let parameters = CheckParameterVersions::pilot().on(legal_day(now));
            parameters.age(fact.source, fact.as_of, now).0 != Age::Fresh
        } else {
            now - fact.as_of >= AGAIN
        }
    }))
}
