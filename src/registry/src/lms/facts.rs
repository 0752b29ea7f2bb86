//! What a document of an LMS says of single people, as the automatic checks take it.
//!
//! Each organisation speaks for itself: who lists somebody over the country is united of their words
//! by the checks, and what they say differently stands beside each other. Whoever is no longer in
//! a corrected document is said not to be listed, and what was said of them besides is taken back.

use super::heading::Span;
use super::kept::Incoming;
use super::listed::{each_standing, months, people, spans, teaching};
use super::months::{entry, learner};
use super::presence::Student;
use crate::store::rows::{self, decode};
use crate::store::{Connection, StoreError};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Fact, FactKey, FactValue, Quarters, Source, Subject, Topic};
use baqylau_domain::identifiers::{Bin, Iin, Kato, OrganisationId};
use baqylau_protocol::lms::{GradesRow, LearnerRow, LmsMethod};
use std::collections::{BTreeMap, BTreeSet};

/// What a document says, and what isn't said any more.
pub(super) struct Said {
    pub(super) facts: Vec<Fact>,
    pub(super) gone: Vec<FactKey>,
}

/// Whose document it is.
struct Voice<'a> {
    connection: &'a Connection,
    organisation: OrganisationId,
    /// Facts name organisations by it; without a valid one nobody is said to be listed.
    bin: Option<Bin>,
    region: Kato,
    at: Moment,
    said: Said,
}

impl Voice<'_> {
    fn say(&mut self, iin: Iin, value: FactValue) {
        self.said.facts.push(Fact {
            about: Subject::Person(iin),
            value,
            source: Source::Lms,
            by: Some(self.organisation),
            as_of: self.at,
        });
    }

    fn take_back(&mut self, iin: Iin, topic: Topic, period: Option<Period>) {
        self.said.gone.push(FactKey {
            about: Subject::Person(iin),
            topic,
            period,
        });
    }

    /// That a learner is listed in a month; or, with an empty list, no longer.
    fn lists(&mut self, iin: Iin, period: Period, listed: bool) {
        if let Some(bin) = self.bin {
            let organisations = listed.then_some(bin).into_iter().collect();
            self.say(
                iin,
                FactValue::Enrolment {
                    period,
                    organisations,
                },
            );
        }
    }

    fn teaches(&mut self, iin: Iin, period: Period, listed: bool) {
        if let Some(bin) = self.bin {
            let region = self.region;
            self.say(
                iin,
                FactValue::Teaching {
                    period,
                    organisations: listed.then_some(bin).into_iter().collect(),
                    regions: listed.then_some(region).into_iter().collect(),
                },
            );
        }
    }

    /// Those who were listed in the newest document before this one, where this is the newest now:
    /// what doesn't belong to a month is said by the newest alone.
    fn listed_before_newest(
        &self,
        (method, month): (LmsMethod, Period),
    ) -> Result<Option<BTreeSet<Iin>>, StoreError> {
        let all = spans(self.connection, self.organisation, method)?;
        let all: BTreeSet<Period> = all.into_iter().filter_map(Span::month).collect();
        if all.last() != Some(&month) {
            return Ok(None);
        }
        let Some(before) = all.range(..month).next_back() else {
            return Ok(Some(BTreeSet::new()));
        };
        let what = (method, Span::Month(*before));
        people(self.connection, self.organisation, what).map(Some)
    }

    fn contingent(&mut self, incoming: &Incoming, month: Period, former: &BTreeSet<Iin>) -> Done {
        let what = (LmsMethod::Contingent, Span::Month(month));
        let listed = people(self.connection, self.organisation, what)?;
        let before = self.listed_before_newest((LmsMethod::Contingent, month))?;
        for row in &incoming.gathered.rows {
            let row: LearnerRow = decode(&row.line, "learner of an LMS")?;
            if before.is_some() {
                let date = row.birth_date;
                self.say(row.iin, FactValue::StatedBirth { date });
            }
            if let Some(study) = learner(&row).study {
                let period = month;
                self.say(row.iin, FactValue::StudyKind { period, study });
            }
            self.lists(row.iin, month, true);
        }
        for iin in former.difference(&listed) {
            self.lists(*iin, month, false);
            self.take_back(*iin, Topic::StudyKind, Some(month));
        }
        if let Some(before) = before {
            for iin in before.union(former).filter(|iin| !listed.contains(iin)) {
                self.take_back(*iin, Topic::StatedBirth, None);
            }
        }
        Ok(())
    }

    fn students(
        &mut self,
        (students, attendance): &(Vec<Student>, bool),
        (method, month): (LmsMethod, Period),
        former: &BTreeSet<Iin>,
    ) -> Done {
        let before = self.listed_before_newest((LmsMethod::Contracts, month))?;
        let mut listed = BTreeSet::new();
        for student in students {
            let row = &student.contract;
            listed.insert(row.iin);
            self.lists(row.iin, month, true);
            if let Some(study) = entry(student, *attendance).study {
                let period = month;
                self.say(row.iin, FactValue::StudyKind { period, study });
            }
            if let (Some(organisation), Some(_)) = (self.bin, &before) {
                let (from, until) = (row.from, Some(row.to));
                self.say(
                    row.iin,
                    FactValue::StudyContract {
                        organisation,
                        from,
                        until,
                    },
                );
            }
            if *attendance {
                self.say(
                    row.iin,
                    FactValue::Attendance {
                        period: month,
                        scheduled: student.scheduled,
                        attended: student.confirmed,
                    },
                );
            }
        }
        if method != LmsMethod::Contracts {
            return Ok(());
        }
        for iin in former.difference(&listed) {
            self.lists(*iin, month, false);
            self.take_back(*iin, Topic::StudyKind, Some(month));
            self.take_back(*iin, Topic::Attendance, Some(month));
        }
        if let Some(before) = before {
            for iin in before.union(former).filter(|iin| !listed.contains(iin)) {
                self.take_back(*iin, Topic::StudyContract, None);
            }
        }
        Ok(())
    }

    fn teachers(&mut self, span: Span, quarters: &Quarters, former: &BTreeSet<Iin>) -> Done {
        let what = (LmsMethod::Teachers, span);
        let here = people(self.connection, self.organisation, what)?;
        for month in months(span, quarters) {
            let listed = teaching(self.connection, self.organisation, month, quarters)?;
            for iin in &here {
                self.teaches(*iin, month, true);
            }
            for iin in former.difference(&listed) {
                self.teaches(*iin, month, false);
            }
        }
        Ok(())
    }

    /// Marks that speak for a month, where those of its last finished quarter were sent: a learner
    /// who isn't among them has none.
    fn marks(&mut self, month: Period, quarters: &Quarters, former: &BTreeSet<Iin>) -> Done {
        let Some((year, quarter)) = quarters.finished_before(month) else {
            return Ok(());
        };
        let span = Span::Quarter(year, quarter);
        let all = spans(self.connection, self.organisation, LmsMethod::Grades)?;
        if !all.contains(&span) {
            return Ok(());
        }
        let what = (LmsMethod::Contingent, Span::Month(month));
        let learners = people(self.connection, self.organisation, what)?;
        let mut marks: BTreeMap<Iin, u32> = learners.iter().map(|iin| (*iin, 0)).collect();
        marks.extend(former.iter().map(|iin| (*iin, 0)));
        let what = (LmsMethod::Grades, span);
        each_standing(self.connection, self.organisation, what, |_, line| {
            let row: GradesRow = decode(line, "marks of an LMS")?;
            let more = u32::try_from(row.grades.len()).unwrap_or(u32::MAX);
            let known = marks.entry(row.iin).or_default();
            *known = known.saturating_add(more);
            Ok(())
        })?;
        for (iin, marks) in marks {
            let period = month;
            self.say(iin, FactValue::Progress { period, marks });
        }
        Ok(())
    }
}

type Done = Result<(), StoreError>;

/// What a document says that stands now, with those the one before it listed; of a university,
/// with what its documents say of the month together.
pub(super) fn of(
    connection: &Connection,
    quarters: &Quarters,
    incoming: &Incoming,
    former: &BTreeSet<Iin>,
    students: Option<&(Vec<Student>, bool)>,
) -> Result<Said, StoreError> {
    let record = rows::organisation(connection, incoming.organisation)?;
    let mut voice = Voice {
        connection,
        organisation: incoming.organisation,
        bin: record.and_then(|record| record.bin.valid().copied()),
        region: incoming.region,
        at: incoming.at,
        said: Said {
            facts: Vec::new(),
            gone: Vec::new(),
        },
    };
    let span = incoming.gathered.heading.span;
    match (incoming.method, span.month(), students) {
        (LmsMethod::Contingent, Some(month), _) => {
            voice.contingent(incoming, month, former)?;
            voice.marks(month, quarters, &BTreeSet::new())?;
        }
        (LmsMethod::Contracts | LmsMethod::Schedule | LmsMethod::Marks, Some(month), Some(all)) => {
            voice.students(all, (incoming.method, month), former)?;
        }
        (LmsMethod::Teachers, _, _) => voice.teachers(span, quarters, former)?,
        (LmsMethod::Grades, _, _) => {
            if let Span::Quarter(year, quarter) = span {
                for month in quarters.spoken_for(year, quarter) {
                    voice.marks(month, quarters, former)?;
                }
            }
        }
        _ => {}
    }
    Ok(voice.said)
}
