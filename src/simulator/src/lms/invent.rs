//! The month of an invented school or university, as documents of the contract.

use super::SampleLms;
use crate::population::{Chance, iin};
use baqylau_domain::identifiers::Iin;
use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A document: where it is sent, its heading, its rows.
pub(super) struct Document {
    pub(super) path: &'static str,
    pub(super) heading: Value,
    pub(super) rows: Vec<Value>,
}

/// How a row is spoilt, one way after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoilt {
    /// A wrong check digit.
    CheckDigit,
    /// A birth date that isn't the one in the number.
    BirthDate,
    /// A class there is none of.
    Grade,
    /// A type of study there is none of.
    Study,
    /// A field is missing.
    Missing,
}

impl Spoilt {
    /// All.
    pub const ALL: [Self; 5] = [
        Self::CheckDigit,
        Self::BirthDate,
        Self::Grade,
        Self::Study,
        Self::Missing,
    ];
}

/// Learners of a group.
const GROUP: usize = 25;

/// Lessons of a group on a day: when they begin.
const LESSONS: [&str; 3] = ["09:00", "10:40", "12:20"];

/// People invented one after the other.
struct People {
    chance: Chance,
    taken: BTreeSet<Iin>,
}

impl People {
    fn new(seed: u64) -> Self {
        Self {
            chance: Chance(seed),
            taken: BTreeSet::new(),
        }
    }

    fn born(&mut self, year: i32) -> Iin {
        let year = u64::try_from(year).unwrap_or(2010);
        let iin = iin(&mut self.chance, year, &self.taken);
        self.taken.insert(iin);
        iin
    }
}

fn heading(sample: &SampleLms, school: &str) -> Value {
    let (year, month) = sample.month;
    json!({ "school_id": school, "year": year, "month": month })
}

/// Everything a school sends: contingent, grades of the quarter, teachers of the month.
pub(super) fn school(sample: &SampleLms, school: &str) -> Vec<Document> {
    let mut people = People::new(sample.seed);
    let mut contingent = Vec::new();
    let mut grades = Vec::new();
    for _ in 0..sample.learners {
        let grade = 1 + i32::try_from(people.chance.below(11)).unwrap_or(0);
        let iin = people.born(sample.month.0 - 6 - grade);
        let study = match people.chance.below(40) {
            0 => "correctional_class",
            1 => "home",
            2 | 3 => "special_needs",
            _ => "general_class",
        };
        let born = iin.birth_date().unwrap_or_default();
        contingent.push(json!({
            "iin": iin, "grade": grade, "birth_date": born, "study": study,
        }));
        let mark = |chance: &mut Chance| 4 + chance.below(7);
        grades.push(json!({
            "iin": iin,
            "grade": grade,
            "grades": [
                { "subject": "mathematics", "kind": "number", "value": mark(&mut people.chance) },
                { "subject": "kazakh", "kind": "number", "value": mark(&mut people.chance) },
                { "subject": "sport", "kind": "pass", "value": !people.chance.one_in(30) },
            ],
        }));
    }
    let teachers = (0..sample.learners.div_ceil(15))
        .map(|_| {
            let year = 1965 + i32::try_from(people.chance.below(35)).unwrap_or(0);
            let iin = people.born(year);
            let hours = 40 + people.chance.below(60);
            json!({ "iin": iin, "subjects": [{ "subject": "mathematics", "hours": hours }] })
        })
        .collect();
    let (year, month) = sample.month;
    // Quarters of schools end in autumn, at the new year, in March and in May.
    let quarter = match month {
        1..=3 => 3,
        4..=8 => 4,
        9 | 10 => 1,
        _ => 2,
    };
    vec![
        Document {
            path: "/v1/lms/contingent",
            heading: heading(sample, school),
            rows: contingent,
        },
        Document {
            path: "/v1/lms/grades",
            heading: json!({ "school_id": school, "year": year, "quarter": quarter }),
            rows: grades,
        },
        Document {
            path: "/v1/lms/teachers",
            heading: heading(sample, school),
            rows: teachers,
        },
    ]
}

/// Everything a university sends: contracts, lessons, and the marks of every working day.
pub(super) fn university(sample: &SampleLms, school: &str) -> Vec<Document> {
    let mut people = People::new(sample.seed);
    let (year, month) = sample.month;
    let students: Vec<Iin> = (0..sample.learners)
        .map(|_| {
            let age = 18 + i32::try_from(people.chance.below(4)).unwrap_or(0);
            people.born(year - age)
        })
        .collect();
    // Study years begin in September.
    let autumn = if month >= 9 { year } else { year - 1 };
    let group = |n: usize| format!("G-{}", n / GROUP + 1);
    let contracts = students
        .iter()
        .enumerate()
        .map(|(n, iin)| {
            json!({
                "iin": iin,
                "number": format!("K-{}", n + 1),
                "date": format!("{autumn}-08-25"),
                "from": format!("{autumn}-09-01"),
                "to": format!("{}-06-30", autumn + 1),
                "study": "full_time",
                "level": "bachelor",
                "programme": "6B061",
                "groups": [group(n)],
            })
        })
        .collect();
    let groups: BTreeSet<String> = (0..students.len()).map(group).collect();
    let days = NaiveDate::from_ymd_opt(year, month, 1)
        .into_iter()
        .flat_map(|first| {
            first
                .iter_days()
                .take_while(move |day| day.month() == month)
        })
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let (mut lessons, mut marks) = (Vec::new(), Vec::new());
    for day in days {
        for group in &groups {
            for (number, time) in LESSONS.iter().enumerate() {
                let begins = format!("{day}T{time}:00+05:00");
                lessons.push(json!({
                    "group": group,
                    "lesson": format!("{group}/{day}/{number}"),
                    "begins": begins,
                    "ends": later(&begins),
                    "distance": false,
                }));
            }
        }
        let mut rows = Vec::new();
        for (n, iin) in students.iter().enumerate() {
            for (number, time) in LESSONS.iter().enumerate() {
                // Most come, and some never do.
                if n % 20 != 19 && !people.chance.one_in(6) {
                    rows.push(json!({
                        "iin": iin,
                        "lesson": format!("{}/{day}/{number}", group(n)),
                        "at": format!("{day}T{time}:00+05:00"),
                    }));
                }
            }
        }
        let mut heading = heading(sample, school);
        heading["day"] = json!(day.day());
        marks.push(Document {
            path: "/v1/lms/marks",
            heading,
            rows,
        });
    }
    let mut documents = vec![
        Document {
            path: "/v1/lms/contracts",
            heading: heading(sample, school),
            rows: contracts,
        },
        Document {
            path: "/v1/lms/schedule",
            heading: heading(sample, school),
            rows: lessons,
        },
    ];
    documents.extend(marks);
    documents
}

/// An hour and a half later.
fn later(begins: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(begins)
        .ok()
        .and_then(|moment| moment.checked_add_signed(chrono::TimeDelta::minutes(90)))
        .map_or_else(String::new, |moment| moment.to_rfc3339())
}

/// Spoils the first rows, one way after the other.
pub(super) fn spoil(document: &mut Document, bad: u32) {
    let bad = usize::try_from(bad).unwrap_or(usize::MAX);
    for (row, kind) in document
        .rows
        .iter_mut()
        .take(bad)
        .zip(Spoilt::ALL.iter().cycle())
    {
        match kind {
            Spoilt::CheckDigit => {
                let number = row["iin"].as_str().unwrap_or_default().to_owned();
                let last = number.chars().last().and_then(|last| last.to_digit(10));
                let head = number.get(..11).unwrap_or_default();
                row["iin"] = json!(format!("{head}{}", (last.unwrap_or(0) + 1) % 10));
            }
            Spoilt::BirthDate if row.get("birth_date").is_some() => {
                row["birth_date"] = json!("2000-01-01");
            }
            Spoilt::Grade if row.get("grade").is_some() => row["grade"] = json!(99),
            Spoilt::Study | Spoilt::BirthDate | Spoilt::Grade => row["study"] = json!("dancing"),
            Spoilt::Missing => {
                if let Some(row) = row.as_object_mut() {
                    row.remove("iin");
                }
            }
        }
    }
}

/// One learner more, like the last one but for the number.
pub(super) fn join(document: &mut Document, sample: &SampleLms) {
    let mut people = People::new(sample.seed ^ 0x5EED);
    let Some(mut row) = document.rows.last().cloned() else {
        return;
    };
    let iin = people.born(sample.month.0 - 10);
    row["iin"] = json!(iin);
    if row.get("birth_date").is_some() {
        row["birth_date"] = json!(iin.birth_date().unwrap_or_default());
    }
    document.rows.push(row);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(seed: u64) -> SampleLms {
        SampleLms {
            registry: String::new(),
            token: String::new(),
            school: None,
            university: false,
            seed,
            learners: 60,
            month: (2026, 11),
            bad: 0,
            correct: false,
            lines: false,
        }
    }

    fn rows(documents: &[Document]) -> Vec<&Vec<Value>> {
        documents.iter().map(|document| &document.rows).collect()
    }

    #[test]
    fn the_same_seed_invents_the_same_school() {
        let (one, again) = (school(&sample(1), "S"), school(&sample(1), "S"));
        assert_eq!(rows(&one), rows(&again));
        assert_ne!(rows(&one), rows(&school(&sample(2), "S")));
        let numbers: BTreeSet<_> = one[0].rows.iter().map(|row| row["iin"].as_str()).collect();
        assert_eq!(numbers.len(), 60, "nobody twice");
        let days = university(&sample(1), "S");
        assert_eq!(days.len(), 2 + 21, "contracts, schedule, 21 working days");
    }

    #[test]
    fn so_many_rows_are_spoilt_as_asked() {
        let clean = school(&sample(1), "S").remove(0);
        let mut spoilt = school(&sample(1), "S").remove(0);
        spoil(&mut spoilt, 7);
        let differing = clean.rows.iter().zip(&spoilt.rows);
        assert_eq!(differing.filter(|(a, b)| a != b).count(), 7);
    }
}
