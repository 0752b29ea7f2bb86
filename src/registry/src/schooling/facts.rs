//! What only the registry knows of an operation: the school, its checks, the frozen month, norms,
//! limits of buildings, invoices, suspensions, free numbers.

use super::{norms, sign};
use crate::checks::{self, Buildings};
use crate::context::{Context, legal_day};
use crate::months;
use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, params, rows};
use baqylau_domain::Moment;
use baqylau_domain::checks::{
    Age, CheckMoment, CheckParameterVersions, Encumbered, FactValue, InvoiceRecord, Subject,
};
use baqylau_domain::identifiers::{Kato, OrganisationId, PremisesId, SchoolActId};
use baqylau_domain::organisation::{Organisation, OrganisationKind, Purpose};
use baqylau_domain::payment_order::Statement;
use baqylau_domain::schooling::{
    ActFacts, ApplicationKind, Book, BuildingFacts, Facts, Limit, SchoolFacts, SchoolingOp,
};
use baqylau_protocol::MAX_BLOB_BYTES;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Finds out what an operation received at a moment is decided by, besides the records.
pub(super) fn of(
    context: &Context,
    connection: &Connection,
    op: &SchoolingOp,
    book: &Book,
    at: Moment,
) -> Result<Facts, StoreError> {
    use SchoolingOp as Op;
    let mut facts = Facts::default();
    match op {
        Op::SubmitApplication { school, .. } => {
            facts.school = facts_of(connection, *school)?;
        }
        Op::DrawUpContract {
            school,
            reimbursement,
            ..
        } => {
            facts.school = facts_of(connection, *school)?;
            if let Some(asked) = reimbursement {
                facts.limits = limits(context, connection, *school)?;
                facts.building = Some(building(context, connection, asked.building, at)?);
            }
        }
        Op::AmendContract { contract, .. } => {
            let known = book.contract(*contract);
            if let Some(known) = known.filter(|known| known.reimbursement().is_some()) {
                facts.limits = limits(context, connection, known.contract.school)?;
            }
        }
        Op::Application { application, .. } => {
            if let Some(known) = book.application(*application) {
                let signature = sign::of_application(context, connection, known, at)?;
                let report = checks::establishment(connection, known.school)?;
                let report =
                    report.map(|report| checks::with_signature(&report, known.id, signature));
                facts.checks = match (report, known.kind) {
                    (Some(report), ApplicationKind::Reimbursement(kind)) => {
                        let buildings = buildings(context, connection, known.school)?;
                        Some(checks::outcome_of_building(&report, kind, &buildings, at))
                    }
                    (report, _) => {
                        let occasion = CheckMoment::Application;
                        report.map(|report| checks::outcome_on(&report, occasion))
                    }
                };
            }
        }
        Op::ComposeAct {
            contract, period, ..
        } => {
            if let Some(known) = book.contract(*contract) {
                let (school, region) = (known.contract.school, known.contract.department);
                facts.month = months::frozen(connection, *period, school)?;
                facts.norms = norms::on(connection, *period, region)?;
                facts.limits = limits(context, connection, school)?;
            }
        }
        Op::ListActs { acts, .. } => {
            facts.acts = of_acts(context, connection, book, acts.iter().copied(), at)?;
        }
        Op::AcceptRegister { register } => {
            let known = book.register(*register);
            let acts = known.into_iter().flat_map(|one| one.register.acts.keys());
            facts.acts = of_acts(context, connection, book, acts.copied(), at)?;
        }
        Op::OrderPayments { register, payments } => {
            let acts = payments.iter().map(|one| one.act);
            facts.acts = of_acts(context, connection, book, acts, at)?;
            if let Some(known) = book.register(*register) {
                let region = known.register.department;
                facts.next_number = Some(next(connection, "payment", region)?);
            }
        }
        Op::KeepStatement { statement, .. } | Op::MatchLine { statement, .. } => {
            let file = context.blobs.read(*statement, MAX_BLOB_BYTES)?;
            let read = file.and_then(|bytes| Statement::read(&bytes).ok());
            facts.statement = read.map(Arc::new);
        }
        Op::OpenRegister { department, .. } => {
            facts.next_number = Some(next(connection, "register", *department)?);
        }
        _ => {}
    }
    Ok(facts)
}

/// The next free number: none is ever given back.
fn next(connection: &Connection, kind: &str, region: Kato) -> Result<u32, StoreError> {
    let count: i64 = connection.only(sql::SCHOOLING_COUNT, params![kind, region.to_string()])?;
    u32::try_from(count.saturating_add(1)).or(Err(StoreError::Corrupt("number")))
}

fn facts_of(
    connection: &Connection,
    school: OrganisationId,
) -> Result<Option<SchoolFacts>, StoreError> {
    let known = school_of(connection, school)?;
    Ok(known.map(|known| SchoolFacts {
        territory: known.territory,
        bin: known.bin.as_text().to_owned(),
    }))
}

fn school_of(
    connection: &Connection,
    school: OrganisationId,
) -> Result<Option<Organisation>, StoreError> {
    let found = rows::organisation(connection, school)?;
    Ok(found.filter(|found| found.kind == OrganisationKind::School))
}

/// What each building of a school may hold, as far as it is known.
fn limits(
    context: &Context,
    connection: &Connection,
    school: OrganisationId,
) -> Result<BTreeMap<PremisesId, Vec<(Limit, u32)>>, StoreError> {
    let mut limits = BTreeMap::new();
    let school = school_of(connection, school)?;
    for premises in school.iter().flat_map(|school| &school.premises) {
        let said = context
            .facts
            .about(connection, &Subject::Premises(premises.id))?;
        let permit = said
            .iter()
            .filter_map(|fact| match fact.value {
                FactValue::SanitaryConformity { places, .. } => Some((fact.as_of, places)),
                _ => None,
            })
            .max_by_key(|(as_of, _)| *as_of)
            .and_then(|(_, places)| places);
        let known = [
            (Limit::SanitaryPermit, permit),
            (Limit::DesignCapacity, premises.capacity),
        ];
        let known = known
            .into_iter()
            .filter_map(|(limit, places)| Some((limit, places?)));
        limits.insert(premises.id, known.collect());
    }
    Ok(limits)
}

/// What is known of each building of a school.
fn buildings(
    context: &Context,
    connection: &Connection,
    school: OrganisationId,
) -> Result<Buildings, StoreError> {
    let mut buildings = Buildings::new();
    let school = school_of(connection, school)?;
    for premises in school.iter().flat_map(|school| &school.premises) {
        let subject = Subject::Premises(premises.id);
        let known = context.facts.about(connection, &subject)?;
        buildings.insert(premises.id, known);
    }
    Ok(buildings)
}

/// What ЕГКН said last of a building, if not too long ago.
fn building(
    context: &Context,
    connection: &Connection,
    building: PremisesId,
    at: Moment,
) -> Result<BuildingFacts, StoreError> {
    let parameters = CheckParameterVersions::pilot().on(legal_day(at));
    let mut said = context
        .facts
        .about(connection, &Subject::Premises(building))?;
    said.retain(|fact| parameters.age(fact.source, fact.as_of, at).0 != Age::TooOld);
    said.sort_by_key(|fact| fact.as_of);
    let mut known = BuildingFacts::default();
    for fact in said {
        match fact.value {
            FactValue::BuildingPurpose { purpose } => {
                known.purpose = match purpose {
                    Purpose::Education => Some(true),
                    Purpose::Residence | Purpose::Other => Some(false),
                    Purpose::Unknown => None,
                };
            }
            FactValue::Encumbrance {
                registered,
                since,
                until,
            } => {
                let years = parameters.encumbrance_years.value;
                let found = Encumbered::of(registered, since, until, years, legal_day(at));
                known.encumbered = found.holds();
            }
            _ => {}
        }
    }
    Ok(known)
}

/// What stands in the way of paying acts, as it is known at a moment.
fn of_acts(
    context: &Context,
    connection: &Connection,
    book: &Book,
    acts: impl Iterator<Item = SchoolActId>,
    at: Moment,
) -> Result<BTreeMap<SchoolActId, ActFacts>, StoreError> {
    let mut found = BTreeMap::new();
    for id in acts {
        let Some(act) = book.act(id) else { continue };
        let school = school_of(connection, act.act.school)?;
        let sanctions = rows::sanctions_of(connection, act.act.school)?;
        found.insert(
            id,
            ActFacts {
                invoice: invoice(context, connection, id, at)?,
                supplier: school.and_then(|school| school.bin.valid().copied()),
                suspended: sanctions.iter().any(|sanction| sanction.stops_payment()),
            },
        );
    }
    Ok(found)
}

/// What ИС ЭСФ said last of an act's invoice; none while nobody answered, or too long ago.
fn invoice(
    context: &Context,
    connection: &Connection,
    act: SchoolActId,
    at: Moment,
) -> Result<Option<Option<InvoiceRecord>>, StoreError> {
    let parameters = CheckParameterVersions::pilot().on(legal_day(at));
    let about = Subject::Document(act.to_string());
    let said = context.facts.about(connection, &about)?;
    let newest = said
        .into_iter()
        .filter(|fact| parameters.age(fact.source, fact.as_of, at).0 != Age::TooOld)
        .max_by_key(|fact| fact.as_of);
    Ok(newest.and_then(|fact| match fact.value {
        FactValue::Invoice { invoice } => Some(invoice),
        _ => None,
    }))
}
