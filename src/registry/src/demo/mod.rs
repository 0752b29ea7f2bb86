//! The demonstration: a deterministic, clearly marked data set, made once in an empty store.
//!
//! The same day gives the same data. Visits of the past go through the same decisions, and the
//! registrar and officers through the same code, as everything that comes later.

pub(crate) mod acts;
mod cities;
mod contingent;
mod dice;
mod names;
mod order;
mod people;
mod places;
pub mod rehearsal;
mod scenario;
pub(crate) mod services;
pub(crate) mod sources;
mod visits;
mod workbooks;

use crate::config::RegistryConfig;
use crate::context::{Context, Core, legal_day};
use crate::environment::{Generator, SeededRandomness};
use crate::records;
use crate::regions;
use crate::registrar;
use crate::registry::StartError;
use crate::rulings;
use crate::store::{Store, StoreError, Tx, params, rows, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::sanction::Ruling;
use baqylau_domain::visit::{StageName, VisitOp};
use baqylau_protocol::receipt::Outcome;
use baqylau_protocol::session::SamplePerson;
use baqylau_signing::demo_ca::DemoCa;
use chrono::NaiveDate;
use people::Account;
use std::sync::Arc;
use visits::{ComingVisit, Materials, PastVisit};
use workbooks::Published;

/// Why the demonstration data can't be made: a mistake in the program, found by its tests.
#[derive(Debug)]
pub(crate) struct DemoFault(pub(crate) String);

impl From<DemoFault> for StartError {
    fn from(fault: DemoFault) -> Self {
        Self::Demonstration(fault.0)
    }
}

impl From<StoreError> for DemoFault {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

const AUTHORITY: &str = "demo_authority";
const FILLED: &str = "demo_filled";
const TODAY: &str = "demo_today";

/// The demonstration authority: made at the first start, the same ever after.
pub(crate) fn authority(store: &Store, config: &RegistryConfig) -> Result<DemoCa, StartError> {
    let kept = store.read_blocking(|connection| rows::meta(connection, AUTHORITY))?;
    let fault =
        |error: baqylau_signing::demo_ca::DemoError| StartError::Demonstration(error.to_string());
    if let Some(certificate) = kept {
        return people::load_authority(&certificate).map_err(fault);
    }
    let today = config
        .today
        .unwrap_or_else(|| legal_day(config.environment.now()));
    let authority = people::make_authority(today, &mut generator()).map_err(fault)?;
    let certificate = authority.certificate().der().to_vec();
    store.write_blocking(move |tx| -> Result<(), StoreError> {
        rows::put_meta(tx, AUTHORITY, &certificate)?;
        rows::put_meta(tx, TODAY, today.to_string().as_bytes())
    })?;
    Ok(authority)
}

/// Serial numbers and salts that repeat: the data set is the same for the same day.
fn generator() -> Generator {
    Generator(Arc::new(SeededRandomness::new(2_026)))
}

/// Fills the store when it hasn't been filled yet. Everything but the state order is one
/// transaction; the order is played in steps. A start that was interrupted goes on with the
/// next. Call on a thread of a runtime that may wait.
pub(crate) fn fill(
    core: &Arc<Core>,
    authority: &DemoCa,
    rehearsed: Option<u32>,
) -> Result<(), StartError> {
    let (filled, played, today) =
        core.store
            .read_blocking(|connection| -> Result<_, StoreError> {
                Ok((
                    rows::meta(connection, FILLED)?.is_some(),
                    order::is_played(connection)?,
                    rows::meta(connection, TODAY)?,
                ))
            })?;
    if filled && played {
        return Ok(());
    }
    let today: NaiveDate = today
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.parse().ok())
        .ok_or(StoreError::Corrupt("day of the demonstration"))?;
    let rehearsed =
        rehearsed.map(|schools| schools.clamp(rehearsal::MIN_SCHOOLS, rehearsal::MAX_SCHOOLS));
    let heads = match rehearsed {
        Some(schools) => rehearsal::heads(schools),
        None => order::heads(),
    };
    let accounts = people::accounts(authority, today, &mut generator(), &heads)
        .map_err(StartError::Demonstration)?;
    let accounts = Arc::new(accounts);
    if !filled {
        write(core, &accounts, today, rehearsed)?;
    }
    order::play(core, &accounts, today)?;
    Ok(())
}

/// Writes everything but the state order, which is played afterwards.
fn write(
    core: &Core,
    accounts: &Arc<Vec<Account>>,
    today: NaiveDate,
    rehearsed: Option<u32>,
) -> Result<(), StartError> {
    let accounts = Arc::clone(accounts);
    let workbooks = workbooks::published()?;
    let others = match rehearsed {
        Some(schools) => rehearsal::organisations(order::region()?, schools, today),
        None => Vec::new(),
    };
    let organisations = places::organisations(today, &accounts, others);
    let materials = Materials {
        accounts: &accounts,
        organisations: &organisations,
        workbooks: &workbooks,
        today,
    };
    let past = materials.past(&generator())?;
    let coming = materials.coming()?;

    let mut files: Vec<&[u8]> = workbooks.iter().map(|workbook| workbook.bytes).collect();
    files.extend(
        past.iter()
            .flat_map(|past| past.files.iter().map(Vec::as_slice)),
    );
    core.context.blobs.put_all(&files)?;

    let context = Arc::clone(&core.context);
    let stated = sources::stated(&organisations, today);
    let intake = core.checks.intake();
    let sample = SampleData {
        accounts,
        workbooks,
        organisations,
        past,
        coming,
        today,
    };
    core.store
        .write_blocking(move |tx| -> Result<(), DemoFault> {
            let now = visits::morning(today);
            intake.take_in(tx, &stated, now)?;
            sample.write(&context, tx)?;
            match rehearsed {
                Some(schools) => {
                    rehearsal::prepare(tx, &sample.accounts, schools, today, now)?;
                    Ok(order::skip(tx)?)
                }
                None => Ok(order::begin(tx)?),
            }
        })?;
    Ok(())
}

/// Everything made, ready to be written.
struct SampleData {
    accounts: Arc<Vec<Account>>,
    workbooks: Vec<Published>,
    organisations: Vec<Organisation>,
    past: Vec<PastVisit>,
    coming: Vec<ComingVisit>,
    today: NaiveDate,
}

impl SampleData {
    fn write(&self, context: &Context, tx: &Tx<'_>) -> Result<(), DemoFault> {
        let now = visits::morning(self.today);
        let regions: Vec<Kato> = regions::all().collect();
        for account in self.accounts.iter() {
            records::put_person(tx, &account.person, &regions)?;
        }
        let people: Vec<&SamplePerson> = self
            .accounts
            .iter()
            .filter_map(|account| account.sample.as_ref())
            .collect();
        let people = rows::encode(&people)?;
        rows::put_meta(tx, crate::server::SAMPLE_PEOPLE, people.as_bytes())?;
        for workbook in &self.workbooks {
            let length = u64::try_from(workbook.bytes.len()).unwrap_or(0);
            rows::put_blob(tx, workbook.hash, length, None, now)?;
            rows::put_workbook(
                tx,
                workbook.hash,
                workbook.code,
                &workbook.version,
                &workbook.title,
            )?;
        }
        for organisation in &self.organisations {
            records::put_organisation(tx, organisation)?;
        }
        for past in &self.past {
            self.write_past(context, tx, past, now)?;
        }
        for coming in &self.coming {
            self.write_coming(context, tx, coming, now)?;
        }
        registrar::tick(context, tx, now)?;
        rows::put_meta(tx, FILLED, &[1])?;
        Ok(())
    }

    /// Hands a past visit to the registrar and the officer, at their times.
    fn write_past(
        &self,
        context: &Context,
        tx: &Tx<'_>,
        past: &PastVisit,
        now: Moment,
    ) -> Result<(), DemoFault> {
        let visit = past.visit.id;
        rows::put_visit(tx, &past.visit)?;
        tx.run(
            sql::ACT_PUT,
            params![
                past.act_hash.to_string(),
                visit.to_string(),
                past.act.to_string()
            ],
        )?;
        for file in &past.files {
            let length = u64::try_from(file.len()).unwrap_or(0);
            let hash = baqylau_protocol::blob::hash(file);
            rows::put_blob(tx, hash, length, None, now)?;
            rows::need_blob(tx, visit, hash)?;
        }
        let Some(registered_at) = past.registered_at else {
            return Ok(records::put_visit(tx, &past.visit)?);
        };
        registrar::settle(context, tx, visit, registered_at)?;
        let officer = people::officer(&self.accounts, past.officer_role, past.visit.territory)
            .ok_or_else(|| DemoFault("officer".to_owned()))?;
        let sanction = rows::visit(tx, visit)?.and_then(|visit| visit.stage.sanction());
        if let (Some(sanction), Some((ruling, at))) = (sanction, &past.ruling) {
            let reason = "Акт негізінде / На основании акта (үлгі / образец).";
            applied(rulings::rule(
                context, tx, sanction, ruling, reason, officer, *at, *at,
            )?)?;
        }
        let (confirmed, at) = past.confirmed;
        for point in 1..=confirmed {
            let report = "Жойылды / Устранено (үлгі / образец).";
            applied(rulings::confirm(
                context, tx, visit, point, report, officer, at,
            )?)?;
        }
        if let (Some(sanction), Some(at)) = (sanction, past.resumed_at) {
            let reason = "Толық жойылды / Устранено полностью (үлгі / образец).";
            let ruling = Ruling::Resume { open_points: 0 };
            applied(rulings::rule(
                context, tx, sanction, &ruling, reason, officer, at, at,
            )?)?;
        }
        Ok(())
    }

    fn write_coming(
        &self,
        context: &Context,
        tx: &Tx<'_>,
        coming: &ComingVisit,
        now: Moment,
    ) -> Result<(), DemoFault> {
        let visit = &coming.visit;
        records::put_visit(tx, visit)?;
        for group in &coming.groups {
            rows::put_group(tx, visit.premises, group)?;
        }
        for checklist in &visit.checklists {
            rows::show_blob(tx, visit.id, checklist.workbook)?;
        }
        if let Some(first) = visit.repeats
            && let Some(mut first) = rows::visit(tx, first)?
            && first.stage.name() == StageName::Remedying
        {
            let policy = context.policies.on(self.today);
            registrar::advance(
                &mut first,
                &VisitOp::PlanRepeat { repeat: visit.id },
                &policy,
                now,
            );
            records::put_visit(tx, &first)?;
        }
        Ok(())
    }
}

fn applied(outcome: Outcome) -> Result<(), DemoFault> {
    match outcome {
        Outcome::Applied => Ok(()),
        other => Err(DemoFault(format!("{other:?}"))),
    }
}

#[cfg(test)]
pub(crate) use order::{begin_again as begin_order_again, skip as skip_order};

/// The visit of the tour.
#[cfg(test)]
pub(crate) fn star_visit() -> baqylau_domain::identifiers::VisitId {
    baqylau_domain::identifiers::VisitId::new(dice::identity("coming visit 0"))
}
