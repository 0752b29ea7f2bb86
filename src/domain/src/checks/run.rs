//! Running the checks: over everything, or over what a changed fact touches.

use super::case::Case;
use super::catalogue::{CATALOGUE, Check, CheckId};
use super::fact::{FactKey, Subject};
use super::facts::Facts;
use super::parameters::CheckParameters;
use super::scene::Scene;
use super::verdict::{Evidence, Verdict};
use crate::Moment;
use crate::calendar::legal_day;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One check on one subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// The check.
    pub check: CheckId,
    /// On whom or what.
    pub subject: Subject,
    /// What it says.
    pub verdict: Verdict,
    /// What decided it.
    pub evidence: Vec<Evidence>,
    /// Every key it looked at, also in vain.
    pub read: Vec<FactKey>,
    /// It holds through this moment, then one of its facts changes its age.
    pub holds_through: Option<Moment>,
    /// It was reached by the legal day and holds on this day only.
    pub day: Option<NaiveDate>,
}

impl Row {
    fn holds_at(&self, now: Moment) -> bool {
        self.holds_through.is_none_or(|end| now <= end)
            && self.day.is_none_or(|day| legal_day(now) == day)
    }
}

/// What a run found: rows in the order of check and subject, and who depends on which fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    case: Case,
    at: Moment,
    parameters: CheckParameters,
    rows: BTreeMap<(CheckId, Subject), Row>,
    index: BTreeMap<FactKey, BTreeSet<(CheckId, Subject)>>,
}

impl Report {
    /// Runs every check that applies.
    pub fn run(case: &Case, facts: &Facts, parameters: &CheckParameters, now: Moment) -> Self {
        Self::with_rows(case, parameters, now, |check, subject| {
            judge(check, subject, case, facts, parameters, now)
        })
    }

    /// Runs again what these changed facts, a changed list of people or buildings, or the time
    /// gone by touch; the rest stays as it was. Tells how many rows were run.
    ///
    /// The outcome is the same as [`Report::run`]'s, provided `changed` names every key that
    /// [`Facts`] told of since.
    pub fn rerun(
        &self,
        case: &Case,
        facts: &Facts,
        changed: &[FactKey],
        parameters: &CheckParameters,
        now: Moment,
    ) -> (Self, usize) {
        let comparable = self.case.has_same_head(case)
            && self.parameters == *parameters
            // Ages and days only go forward.
            && now >= self.at;
        let touched: BTreeSet<&(CheckId, Subject)> = changed
            .iter()
            .filter_map(|key| self.index.get(key))
            .flatten()
            .collect();
        let mut run = 0;
        let report = Self::with_rows(case, parameters, now, |check, subject| {
            let place = (check.id, subject.clone());
            match self.rows.get(&place) {
                Some(row) if comparable && !touched.contains(&place) && row.holds_at(now) => {
                    row.clone()
                }
                _ => {
                    run += 1;
                    judge(check, subject, case, facts, parameters, now)
                }
            }
        });
        (report, run)
    }

    fn with_rows(
        case: &Case,
        parameters: &CheckParameters,
        now: Moment,
        mut row_of: impl FnMut(&Check, &Subject) -> Row,
    ) -> Self {
        let mut rows = Vec::new();
        for check in CATALOGUE
            .iter()
            .filter(|check| check.applies(case.programme, case.moment))
        {
            for subject in case.subjects(check.scope) {
                rows.push(row_of(check, &subject));
            }
        }
        Self::of_rows(case.clone(), parameters.clone(), now, rows)
    }

    /// A report that was kept: with what it was about, the parameters and the moment of its run.
    /// Running it again goes on where it was.
    pub fn of_rows(
        case: Case,
        parameters: CheckParameters,
        at: Moment,
        rows: impl IntoIterator<Item = Row>,
    ) -> Self {
        let mut index: BTreeMap<FactKey, BTreeSet<_>> = BTreeMap::new();
        let rows: BTreeMap<_, _> = rows
            .into_iter()
            .map(|row| ((row.check, row.subject.clone()), row))
            .collect();
        for (place, row) in &rows {
            for key in &row.read {
                index.entry(key.clone()).or_default().insert(place.clone());
            }
        }
        Self {
            case,
            at,
            parameters,
            rows,
            index,
        }
    }

    /// What was judged.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// When.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// By which parameters.
    pub fn parameters(&self) -> &CheckParameters {
        &self.parameters
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// One row.
    pub fn row(&self, check: CheckId, subject: &Subject) -> Option<&Row> {
        self.rows.get(&(check, subject.clone()))
    }

    /// The rows a fact decides.
    pub fn depending_on(&self, key: &FactKey) -> impl Iterator<Item = &Row> {
        self.index
            .get(key)
            .into_iter()
            .flatten()
            .filter_map(|place| self.rows.get(place))
    }

    /// Every key some check looked at: what source systems have to be asked.
    pub fn asked_for(&self) -> impl Iterator<Item = &FactKey> {
        self.index.keys()
    }
}

fn judge(
    check: &Check,
    subject: &Subject,
    case: &Case,
    facts: &Facts,
    parameters: &CheckParameters,
    now: Moment,
) -> Row {
    let mut scene = Scene::new(facts, case, subject, parameters, now);
    let verdict = (check.rule)(&mut scene).unwrap_or_else(Verdict::Unknown);
    Row {
        check: check.id,
        subject: subject.clone(),
        verdict,
        evidence: scene.evidence,
        read: scene.read,
        holds_through: scene.holds_through,
        day: scene.day,
    }
}
