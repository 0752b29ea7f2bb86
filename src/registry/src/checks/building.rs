//! What is checked besides of a building that is to be reimbursed: the encumbrance on changing its
//! purpose. It says nothing of teaching, so it stands beside the report and not in it.

use super::shown::row_of;
use crate::checks::Checks;
use crate::store::{Connection, StoreError};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::checks::{
    Case, CheckId, CheckMoment, CheckParameters, Fact, Facts, Outcome, Programme, Report, Row,
    Subject, Verdict,
};
use baqylau_domain::identifiers::{Bin, PremisesId};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::schooling::ConstructionKind;
use baqylau_protocol::checks::CheckRow;
use std::collections::BTreeMap;

/// What is known of each building of a school.
pub(crate) type Buildings = BTreeMap<PremisesId, Vec<Fact>>;

/// Checks that are about the building which was built.
const OF_BUILDING: [CheckId; 2] = [CheckId::PremisesPurpose, CheckId::PremisesPledge];

fn programme(kind: ConstructionKind) -> Programme {
    match kind {
        ConstructionKind::Construction => Programme::Construction,
        ConstructionKind::Reconstruction => Programme::Reconstruction,
    }
}

/// The rows of the encumbrance, building by building.
fn pledges(
    bin: Bin,
    buildings: &Buildings,
    parameters: &CheckParameters,
    at: Moment,
) -> (Case, Vec<Row>) {
    let mut case = Case::new(Programme::Construction, CheckMoment::Application, bin);
    case.premises = buildings.keys().copied().collect();
    let mut facts = Facts::default();
    for fact in buildings.values().flatten() {
        facts.insert(fact.clone());
    }
    let report = Report::run(&case, &facts, parameters, at);
    let pledges = report
        .rows()
        .filter(|row| row.check == CheckId::PremisesPledge);
    let rows = pledges.cloned().collect();
    (case, rows)
}

/// What follows for an application for reimbursement: what the standing report says of the school,
/// and purpose and encumbrance of the building. Where one building has both, the others' don't
/// count: it is the one a contract may be drawn up for, and that is asked again then.
pub(crate) fn outcome_of_building(
    report: &Report,
    kind: ConstructionKind,
    buildings: &Buildings,
    at: Moment,
) -> Outcome {
    let (bin, parameters) = (report.case().organisation, report.parameters());
    let (mut case, pledges) = pledges(bin, buildings, parameters, at);
    case.programme = programme(kind);
    let occasion = CheckMoment::Application;
    let applies = |row: &&Row| row.check.check().applies(case.programme, occasion);
    let mut rows: Vec<Row> = report.rows().filter(applies).cloned().collect();
    rows.extend(pledges);
    let passes = |building: &PremisesId| {
        OF_BUILDING.iter().all(|check| {
            rows.iter().any(|row| {
                row.check == *check
                    && row.subject == Subject::Premises(*building)
                    && row.verdict == Verdict::Passed
            })
        })
    };
    let sound: Vec<Subject> = buildings
        .keys()
        .filter(|building| passes(building))
        .map(|building| Subject::Premises(*building))
        .collect();
    if !sound.is_empty() {
        rows.retain(|row| !OF_BUILDING.contains(&row.check) || sound.contains(&row.subject));
    }
    Outcome::of(&Report::of_rows(
        case,
        parameters.clone(),
        report.at(),
        rows,
    ))
}

/// The same rows as readers see them; since when is kept from what they saw before.
pub(super) fn shown(
    connection: &Connection,
    checks: &Checks,
    organisation: &Organisation,
    report: &Report,
    before: &[CheckRow],
) -> Result<Vec<CheckRow>, StoreError> {
    if organisation.kind != OrganisationKind::School {
        return Ok(Vec::new());
    }
    let mut buildings = Buildings::new();
    for premises in &organisation.premises {
        let subject = Subject::Premises(premises.id);
        let known = super::facts::about(connection, &checks.key, &subject)?;
        buildings.insert(premises.id, known);
    }
    let (parameters, at) = (report.parameters(), report.at());
    let (case, rows) = pledges(report.case().organisation, &buildings, parameters, at);
    let day = legal_day(at);
    let rows = rows.iter().map(|row| {
        let mut row = row_of(row, case.programme, parameters, day, at);
        let same = |one: &&CheckRow| {
            (one.premises, one.verdict, &one.reason) == (row.premises, row.verdict, &row.reason)
        };
        if let Some(known) = before.iter().find(same) {
            row.since = known.since;
        }
        row
    });
    Ok(rows.collect())
}
