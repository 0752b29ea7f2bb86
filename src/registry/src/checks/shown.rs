//! What readers are shown of the reports on an organisation: codes, figures and moments, people
//! counted and never named.

use super::Part;
use super::report::{Place, against};
use crate::store::rows::{decode, encode};
use crate::store::sql::checks as sql;
use crate::store::{Connection, StoreError, Tx, params};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::checks::{
    Case, CheckId, CheckMoment, CheckParameters, Consequence, Evidence, Outcome, Programme, Report,
    Row, Source, Subject, Verdict, Weight,
};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::policy::Basis;
use baqylau_protocol::checks::{
    CheckBasis, CheckEvidence, CheckRow, CheckVerdict, OccasionDecision, OrganisationChecks,
    PeopleChecks,
};
use chrono::{NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};

/// The occasions a failure may follow something on.
const OCCASIONS: [CheckMoment; 3] = [
    CheckMoment::Application,
    CheckMoment::Activation,
    CheckMoment::Monthly,
];

/// Readers hear at least so often that everything stays as it is. Telling everybody every night
/// would make their feeds grow by the whole register each day.
const TOLD_EVERY: TimeDelta = TimeDelta::days(3);

/// What readers were shown last.
pub(crate) fn shown(
    connection: &Connection,
    organisation: OrganisationId,
) -> Result<Option<OrganisationChecks>, StoreError> {
    let values = params![organisation.to_string()];
    connection.one(sql::CHECKS_SHOWN, values, |row| {
        decode(row.text(0)?, "shown checks")
    })
}

/// Notes what readers are shown now.
pub(super) fn put(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    checks: &OrganisationChecks,
) -> Result<(), StoreError> {
    let values = params![organisation.to_string(), encode(checks)?];
    tx.run(sql::CHECKS_SHOW, values).map(drop)
}

/// Whether readers should hear of it.
pub(super) fn is_news(before: Option<&OrganisationChecks>, after: &OrganisationChecks) -> bool {
    before.is_none_or(|before| {
        before.lasting() != after.lasting() || after.run_at - before.run_at >= TOLD_EVERY
    })
}

/// A report about an organisation nobody can be asked about.
pub(super) fn unidentified(programme: Programme, now: Moment) -> OrganisationChecks {
    OrganisationChecks {
        programme: programme.code().to_owned(),
        run_at: now,
        unidentified: true,
        figures: None,
        decisions: Vec::new(),
        rows: Vec::new(),
        building: Vec::new(),
        people: Vec::new(),
        unasked: Vec::new(),
    }
}

/// What the report on an organisation and its buildings shows.
pub(super) fn of_establishment(
    report: &Report,
    since: &BTreeMap<Place, Moment>,
    asked: &BTreeSet<Source>,
) -> OrganisationChecks {
    let case = report.case();
    let day = legal_day(report.at());
    let decisions = OCCASIONS
        .into_iter()
        .filter_map(|occasion| decision(report, occasion))
        .collect();
    let mut unasked: BTreeSet<Source> = BTreeSet::new();
    let mut rows = Vec::new();
    for row in report.rows() {
        let check = row.check.check();
        unasked.extend(
            check
                .sources
                .iter()
                .filter(|source| is_asked(**source) && !asked.contains(source)),
        );
        let from = since.get(&(row.check, row.subject.clone()));
        let from = from.copied().unwrap_or(report.at());
        rows.push(row_of(row, case.programme, report.parameters(), day, from));
    }
    OrganisationChecks {
        programme: case.programme.code().to_owned(),
        run_at: report.at(),
        unidentified: false,
        figures: None,
        decisions,
        rows,
        building: Vec::new(),
        people: Vec::new(),
        unasked: unasked
            .into_iter()
            .map(|source| source.code().to_owned())
            .collect(),
    }
}

/// Whether a source is a system that is asked; the others send, or are the registry's own.
fn is_asked(source: Source) -> bool {
    !matches!(
        source,
        Source::Nca | Source::Lms | Source::Applicant | Source::Registry
    )
}

/// What follows on an occasion, by the rows whose checks are run on it.
fn decision(report: &Report, occasion: CheckMoment) -> Option<OccasionDecision> {
    let outcome = outcome_on(report, occasion);
    let decision = outcome.application().or(outcome.activation())?;
    Some(OccasionDecision {
        moment: occasion.code().to_owned(),
        decision,
    })
}

/// What follows from a report on an occasion.
pub(crate) fn outcome_on(report: &Report, occasion: CheckMoment) -> Outcome {
    let case = Case {
        moment: occasion,
        ..report.case().clone()
    };
    let programme = case.programme;
    let rows = report
        .rows()
        .filter(|row| row.check.check().applies(programme, occasion))
        .cloned();
    let narrowed = Report::of_rows(case, report.parameters().clone(), report.at(), rows);
    Outcome::of(&narrowed)
}

/// What is shown of people when the report on a part of them is another.
pub(super) fn with_people(
    before: &[PeopleChecks],
    report: &Report,
    part: Part,
) -> Vec<PeopleChecks> {
    let others = before.iter().filter(|shown| {
        let check = shown.check.parse::<CheckId>();
        check.is_ok_and(|check| Part::with(check) != part)
    });
    let mut people: Vec<PeopleChecks> = others.cloned().chain(of_people(report)).collect();
    people.sort_by_key(|shown| shown.check.parse::<CheckId>().ok());
    people
}

/// What the report on people shows.
fn of_people(report: &Report) -> Vec<PeopleChecks> {
    let case = report.case();
    let day = legal_day(report.at());
    let mut counted: BTreeMap<_, PeopleChecks> = BTreeMap::new();
    let people = report
        .rows()
        .filter(|row| matches!(row.subject, Subject::Person(_)));
    for row in people {
        let entry = counted.entry(row.check).or_insert_with(|| {
            let (consequence, _, _) = gravest(row, case.programme, report.parameters(), day);
            PeopleChecks {
                check: row.check.code().to_owned(),
                consequence: consequence.code().to_owned(),
                passed: 0,
                failed: 0,
                unknown: 0,
                not_applicable: 0,
                reasons: BTreeMap::new(),
            }
        });
        let (verdict, reason) = verdict(row.verdict);
        *match verdict {
            CheckVerdict::Passed => &mut entry.passed,
            CheckVerdict::Failed => &mut entry.failed,
            CheckVerdict::Unknown => &mut entry.unknown,
            CheckVerdict::NotApplicable => &mut entry.not_applicable,
        } += 1;
        if let Some(reason) = reason {
            *entry.reasons.entry(reason.to_owned()).or_default() += 1;
        }
    }
    counted.into_values().collect()
}

fn verdict(verdict: Verdict) -> (CheckVerdict, Option<&'static str>) {
    match verdict {
        Verdict::Passed => (CheckVerdict::Passed, None),
        Verdict::Failed(reason) => (CheckVerdict::Failed, Some(reason.code())),
        Verdict::Unknown(why) => (CheckVerdict::Unknown, Some(why.code())),
        Verdict::NotApplicable(why) => (CheckVerdict::NotApplicable, Some(why.code())),
    }
}

/// The gravest that follows from a failure on any occasion, on which ones, and its weight.
fn gravest(
    row: &Row,
    programme: Programme,
    parameters: &CheckParameters,
    day: NaiveDate,
) -> (Consequence, Vec<CheckMoment>, Option<&'static Weight>) {
    let rank = |consequence| match consequence {
        Consequence::Review => 0,
        Consequence::Propose => 1,
        Consequence::ExcludeLearner => 2,
        Consequence::Refuse => 3,
    };
    let check = row.check.check();
    let on = |occasion| check.weight(programme, occasion, parameters, day);
    let weight = OCCASIONS
        .into_iter()
        .filter_map(on)
        .max_by_key(|weight| rank(weight.consequence));
    let Some(weight) = weight else {
        return (Consequence::Review, Vec::new(), None);
    };
    let same = |occasion: &CheckMoment| {
        on(*occasion).is_some_and(|other| other.consequence == weight.consequence)
    };
    let occasions = OCCASIONS.into_iter().filter(same).collect();
    (weight.consequence, occasions, Some(weight))
}

/// A row as readers see it.
pub(super) fn row_of(
    row: &Row,
    programme: Programme,
    parameters: &CheckParameters,
    day: NaiveDate,
    since: Moment,
) -> CheckRow {
    let (consequence, occasions, weight) = gravest(row, programme, parameters, day);
    let (verdict, reason) = verdict(row.verdict);
    CheckRow {
        check: row.check.code().to_owned(),
        premises: match row.subject {
            Subject::Premises(premises) => Some(premises),
            Subject::Organisation(_) | Subject::Person(_) | Subject::Document(_) => None,
        },
        verdict,
        reason: reason.map(str::to_owned),
        consequence: consequence.code().to_owned(),
        occasions: occasions
            .into_iter()
            .map(|occasion| occasion.code().to_owned())
            .collect(),
        basis: weight.map(|weight| CheckBasis {
            slides: weight.basis == Basis::Slides,
            text: weight.text.to_owned(),
        }),
        sources: row
            .check
            .check()
            .sources
            .iter()
            .map(|source| source.code().to_owned())
            .collect(),
        since,
        evidence: row.evidence.iter().map(|one| evidence(row, one)).collect(),
    }
}

fn evidence(row: &Row, evidence: &Evidence) -> CheckEvidence {
    let about = match evidence.fact.about {
        Subject::Organisation(_) => "organisation",
        Subject::Premises(_) => "premises",
        Subject::Person(_) => "person",
        Subject::Document(_) => "document",
    };
    CheckEvidence {
        about: about.to_owned(),
        topic: evidence.fact.topic.code().to_owned(),
        source: evidence.source.code().to_owned(),
        as_of: evidence.as_of,
        age: evidence.age,
        said: evidence.said.to_string(),
        against: against(row, evidence).map(str::to_owned),
    }
}
