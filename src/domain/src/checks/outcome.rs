//! What follows from a report: may it be accepted, may it be activated, who drops out and why.

use super::case::CheckMoment;
use super::catalogue::{CheckId, Consequence};
use super::fact::Subject;
use super::run::Report;
use super::verdict::{Reason, Unknown, Verdict};
use crate::calendar::legal_day;
use crate::identifiers::Iin;
use crate::traffic_light::Ground;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A check that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failure {
    /// Which.
    pub check: CheckId,
    /// On whom or what.
    pub subject: Subject,
    /// Why.
    pub reason: Reason,
}

/// A check whose outcome nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Open {
    /// Which.
    pub check: CheckId,
    /// On whom or what.
    pub subject: Subject,
    /// Why.
    pub why: Unknown,
}

/// What a report allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "ChecksDecision")
)]
pub enum Decision {
    /// Nothing stands in the way.
    Allowed,
    /// No stop factor; something is for a person to look at.
    AllowedAfterReview,
    /// A stop factor isn't known: not before its source has answered.
    Waits,
    /// A stop factor.
    Refused,
}

/// What follows from a report. Learners who drop out stop nobody else's payment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Stop factors.
    pub stops: Vec<Failure>,
    /// Stop factors nobody knows.
    pub waits: Vec<Open>,
    /// Grounds of the traffic light: a person decides whether payment is suspended or ended.
    pub proposals: Vec<(Ground, Failure)>,
    /// Failures without a consequence in the documents, and open checks of that kind.
    pub review: Vec<Failure>,
    /// Open checks whose failure would only be reviewed.
    pub review_open: Vec<Open>,
    /// Learners who drop out of the month, with every reason.
    pub excluded: BTreeMap<Iin, Vec<(CheckId, Reason)>>,
    /// Learners about whom something that would exclude them isn't known, and nothing excludes
    /// them already: never paid by themselves.
    pub held: BTreeMap<Iin, Vec<(CheckId, Unknown)>>,
    moment: Option<CheckMoment>,
}

impl Outcome {
    /// Derives it.
    pub fn of(report: &Report) -> Self {
        let case = report.case();
        let day = legal_day(report.at());
        let mut outcome = Self {
            moment: Some(case.moment),
            ..Self::default()
        };
        for row in report.rows() {
            let consequence = row
                .check
                .check()
                .weight(case.programme, case.moment, report.parameters(), day)
                .map_or(Consequence::Review, |weight| weight.consequence);
            let (check, subject) = (row.check, row.subject.clone());
            match (row.verdict, consequence, &row.subject) {
                (Verdict::Passed | Verdict::NotApplicable(_), _, _) => {}
                (Verdict::Failed(reason), Consequence::ExcludeLearner, Subject::Person(iin)) => {
                    outcome
                        .excluded
                        .entry(*iin)
                        .or_default()
                        .push((check, reason));
                }
                (Verdict::Unknown(why), Consequence::ExcludeLearner, Subject::Person(iin)) => {
                    outcome.held.entry(*iin).or_default().push((check, why));
                }
                (Verdict::Failed(reason), Consequence::Review | Consequence::Propose, _) => {
                    let failure = Failure {
                        check,
                        subject,
                        reason,
                    };
                    match reason
                        .ground()
                        .filter(|_| consequence == Consequence::Propose)
                    {
                        Some(ground) => outcome.proposals.push((ground, failure)),
                        None => outcome.review.push(failure),
                    }
                }
                (Verdict::Unknown(why), Consequence::Review | Consequence::Propose, _) => {
                    outcome.review_open.push(Open {
                        check,
                        subject,
                        why,
                    });
                }
                (Verdict::Failed(reason), _, _) => outcome.stops.push(Failure {
                    check,
                    subject,
                    reason,
                }),
                (Verdict::Unknown(why), _, _) => outcome.waits.push(Open {
                    check,
                    subject,
                    why,
                }),
            }
        }
        let excluded = &outcome.excluded;
        outcome.held.retain(|iin, _| !excluded.contains_key(iin));
        outcome
    }

    /// Checks of an application as somebody who can't know them takes them to be: nothing stands
    /// in the way but these.
    pub(crate) fn supposed(stops: &[CheckId]) -> Self {
        let stop = |check: &CheckId| Failure {
            check: *check,
            subject: Subject::Document(String::new()),
            // Nobody reads which: nothing here leaves the decision it is for.
            reason: Reason::HeadMissing,
        };
        Self {
            stops: stops.iter().map(stop).collect(),
            moment: Some(CheckMoment::Application),
            ..Self::default()
        }
    }

    fn decision(&self) -> Decision {
        if !self.stops.is_empty() {
            Decision::Refused
        } else if !self.waits.is_empty() {
            Decision::Waits
        } else if !self.proposals.is_empty()
            || !self.review.is_empty()
            || !self.review_open.is_empty()
        {
            Decision::AllowedAfterReview
        } else {
            Decision::Allowed
        }
    }

    /// Whether an application may be accepted; `None` when the report isn't about one.
    pub fn application(&self) -> Option<Decision> {
        (self.moment == Some(CheckMoment::Application)).then(|| self.decision())
    }

    /// Whether a contract may be activated or its services paid; `None` for an application.
    pub fn activation(&self) -> Option<Decision> {
        (self.moment != Some(CheckMoment::Application) && self.moment.is_some())
            .then(|| self.decision())
    }
}
