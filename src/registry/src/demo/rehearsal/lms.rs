//! What the LMS of a rehearsal's schools send: documents of the written contract, one for each school
//! and month.

use super::super::order::OTHER_SCHOOL;
use super::super::places::organisation_id;
use super::{PlantedFault, Rehearsal, pupils};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{Bin, OrganisationId};
use serde_json::{Value, json};

/// Names of the three: those whose data the order of the slides speaks of are real systems, these
/// are not.
const NAMES: [&str; 3] = ["LMS Алма (үлгі)", "LMS Арай (үлгі)", "LMS Дала (үлгі)"];

/// An LMS, the schools it speaks for and what it sends.
#[derive(Debug, Clone)]
pub struct RehearsedLms {
    /// Name.
    pub name: String,
    /// Schools it speaks for: number in НОБД and БИН of each.
    pub schools: Vec<(String, String)>,
    /// Documents, in JSON, each for `POST /v1/lms/contingent`. Personal data.
    pub documents: Vec<String>,
}

/// The three of the region, and that of another region's school.
pub(super) fn of(
    rehearsal: &Rehearsal,
    month: Period,
    bin: &dyn Fn(OrganisationId) -> Option<Bin>,
) -> Vec<RehearsedLms> {
    let mut all: Vec<RehearsedLms> = NAMES.iter().map(|name| empty(name)).collect();
    for school in &rehearsal.schools {
        let nth = usize::try_from(school.number).unwrap_or(0) % NAMES.len();
        let rows = pupils::of(school.number, rehearsal.today);
        let rows = rows.iter().map(row).collect();
        if let Some(lms) = all.get_mut(nth) {
            let id = format!("NOBD-{:05}", school.number);
            add(lms, &id, bin(school.organisation), month, rows);
        }
    }
    let mut other = empty("LMS Тау (үлгі)");
    let doubled = rehearsal
        .schools
        .iter()
        .find(|school| school.fault == Some(PlantedFault::Doubled));
    let doubled = doubled.and_then(|school| {
        let pupils = pupils::of(school.number, rehearsal.today);
        pupils.get(8).map(row)
    });
    let school = bin(organisation_id(OTHER_SCHOOL));
    add(
        &mut other,
        "NOBD-90000",
        school,
        month,
        doubled.into_iter().collect(),
    );
    all.push(other);
    all
}

fn empty(name: &str) -> RehearsedLms {
    RehearsedLms {
        name: name.to_owned(),
        schools: Vec::new(),
        documents: Vec::new(),
    }
}

fn row(pupil: &pupils::Pupil) -> Value {
    json!({
        "iin": pupil.iin,
        "grade": pupil.class,
        "birth_date": pupil.birth,
        "study": "general_class",
    })
}

fn add(lms: &mut RehearsedLms, id: &str, bin: Option<Bin>, month: Period, rows: Vec<Value>) {
    let Some(bin) = bin else {
        return;
    };
    lms.schools.push((id.to_owned(), bin.to_string()));
    let document = json!({
        "school_id": id,
        "year": month.year(),
        "month": month.month(),
        "rows": rows,
    });
    lms.documents.push(document.to_string());
}
