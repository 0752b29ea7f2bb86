//! The reader: shapes, sizes, reasons, and what a document says whatever the order of its rows.

use super::{learner, learners, person};
use crate::lms::{Broken, Gathered, LmsLimits, Shape, gather};
use axum::body::Bytes;
use baqylau_protocol::lms::{LmsMethod, RowReason};
use chrono::NaiveDate;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::mpsc;

fn today() -> NaiveDate {
    super::super::today()
}

/// Reads a document that comes in pieces of some size.
pub(super) fn read(
    method: LmsMethod,
    form: (Shape, bool),
    limits: &LmsLimits,
    document: &[u8],
    piece: usize,
) -> Result<Gathered, Broken> {
    let (sender, pieces) = mpsc::channel(2);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for piece in document.chunks(piece) {
                if sender
                    .blocking_send(Ok(Bytes::copy_from_slice(piece)))
                    .is_err()
                {
                    return;
                }
            }
        });
        gather(method, form, limits, today(), pieces)
    })
}

fn object(method: LmsMethod, document: &Value) -> Result<Gathered, Broken> {
    let form = (Shape::Object, false);
    let text = document.to_string();
    read(method, form, &LmsLimits::default(), text.as_bytes(), 4_096)
}

fn contingent(rows: &[Value]) -> Value {
    json!({ "school_id": "S", "year": 2026, "month": 11, "rows": rows })
}

fn lines(document: &Value) -> String {
    let mut heading = document.clone();
    let rows = heading.as_object_mut().unwrap().remove("rows").unwrap();
    let rows = rows.as_array().unwrap().iter();
    std::iter::once(&heading)
        .chain(rows)
        .map(|line| format!("{line}\n"))
        .collect()
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What is wrong, as `row field place reason`.
fn faults(found: &Gathered) -> Vec<String> {
    found
        .faults
        .iter()
        .map(|fault| {
            let place = fault
                .place
                .map_or(String::new(), |place| format!("[{place}]"));
            format!("{} {}{place} {:?}", fault.row, fault.field, fault.reason)
        })
        .collect()
}

#[test]
fn every_reason_is_reached_and_names_its_row_and_field() {
    let (iin, born) = person(7);
    let with = |changes: Value| {
        let mut row = learner(7);
        for (name, value) in changes.as_object().unwrap() {
            row[name] = value.clone();
        }
        row
    };
    let text = iin.to_string();
    let last = text.chars().last().unwrap().to_digit(10).unwrap();
    let wrong_digit = format!("{}{}", &text[..11], (last + 1) % 10);
    let subject = |subject: &str, kind: &str, value: Value| json!({ "subject": subject, "kind": kind, "value": value });
    let grades = |list: Value| json!({ "iin": iin, "grade": 5, "grades": list });
    let teacher =
        |hours: u32| json!({ "iin": iin, "subjects": [{ "subject": "m", "hours": hours }] });
    let contract = |changes: Value| {
        let mut row = super::students::contract(iin, &["G"]);
        for (name, value) in changes.as_object().unwrap() {
            row[name] = value.clone();
        }
        row
    };
    let mark = |at: &str| json!({ "iin": iin, "lesson": "1", "at": at });
    let cases: Vec<(LmsMethod, Vec<Value>, Vec<&str>)> = vec![
        (
            LmsMethod::Contingent,
            vec![json!(5)],
            vec!["1  NotAnObject"],
        ),
        (
            LmsMethod::Contingent,
            vec![with(json!({ "name": "x" }))],
            vec!["1  UnknownField"],
        ),
        (
            LmsMethod::Contingent,
            vec![json!({})],
            vec![
                "1 birth_date Missing",
                "1 grade Missing",
                "1 iin Missing",
                "1 study Missing",
            ],
        ),
        (
            LmsMethod::Contingent,
            vec![with(json!({ "iin": 5, "grade": 5.0 }))],
            vec!["1 grade WrongType", "1 iin WrongType"],
        ),
        (
            LmsMethod::Contracts,
            vec![contract(
                json!({ "number": "n".repeat(201), "programme": " " }),
            )],
            vec!["1 number TooLong", "1 programme BadText"],
        ),
        (
            LmsMethod::Contingent,
            vec![
                with(json!({ "iin": "12" })),
                with(json!({ "iin": wrong_digit })),
            ],
            vec!["1 iin IinForm", "2 iin IinCheckDigit"],
        ),
        (
            LmsMethod::Contingent,
            vec![
                with(json!({ "birth_date": "2015-12-31" })),
                with(json!({ "birth_date": "31.12.2015" })),
                with(json!({ "birth_date": "2031-01-01" })),
            ],
            vec![
                "1 birth_date BirthDateNotOfIin",
                "2 birth_date BadDate",
                "3 birth_date BirthDateNotOfIin",
                "3 birth_date ImpossibleDate",
            ],
        ),
        (
            LmsMethod::Contingent,
            vec![
                learner(1),
                learner(7),
                learner(1),
                with(json!({ "grade": 6 })),
            ],
            vec![
                "2 iin Contradicting",
                "3 iin Duplicate",
                "4 iin Contradicting",
            ],
        ),
        (
            LmsMethod::Contingent,
            vec![with(json!({ "grade": 13, "study": "dancing" }))],
            vec!["1 grade UnknownGrade", "1 study UnknownStudy"],
        ),
        (
            LmsMethod::Grades,
            vec![
                grades(json!([])),
                grades(json!([
                    subject("a", "stars", json!(5)),
                    subject("b", "number", json!(11)),
                    subject("c", "pass", json!(true)),
                    subject("c", "pass", json!(false)),
                ])),
                grades(
                    (0..101)
                        .map(|n| subject(&n.to_string(), "number", json!(5)))
                        .collect(),
                ),
            ],
            vec![
                "1 grades EmptyList",
                "2 kind[1] UnknownKind",
                "2 subject[4] NamedTwice",
                "2 value[2] GradeOutOfRange",
                "3 grades LongList",
            ],
        ),
        (
            LmsMethod::Teachers,
            vec![teacher(301), teacher(5_000)],
            vec!["1 hours[1] HoursOutOfRange", "2 hours[1] HoursOutOfRange"],
        ),
        (
            LmsMethod::Contracts,
            vec![
                contract(json!({ "from": "2026-12-01", "to": "2026-10-01" })),
                contract(json!({ "from": "2026-12-01", "to": "2027-06-30" })),
                contract(json!({ "level": "wizard" })),
            ],
            vec![
                "1 to PeriodReversed",
                "2 from OutOfMonth",
                "3 level UnknownLevel",
            ],
        ),
        (
            LmsMethod::Marks,
            // The legal day begins at 19:00 of the day before in UTC.
            vec![mark("2026-11-22T18:59:59Z"), mark("2026-11-22T19:00:00Z")],
            vec!["1 at OutOfDay"],
        ),
    ];
    assert_eq!(born.len(), 10);
    let mut reached = BTreeSet::new();
    for (method, rows, expected) in cases {
        let mut document = contingent(&rows);
        match method {
            LmsMethod::Grades => {
                document.as_object_mut().unwrap().remove("month");
                document["quarter"] = json!(1);
            }
            LmsMethod::Marks => document["day"] = json!(23),
            _ => {}
        }
        let found = object(method, &document).unwrap();
        assert_eq!(faults(&found), expected, "{method:?}");
        reached.extend(found.faults.iter().map(|fault| fault.reason));
        let told: BTreeSet<u32> = found.faults.iter().map(|fault| fault.row).collect();
        assert_eq!(found.rejected as usize, told.len());
        assert_eq!(
            found.rows.len() + told.len(),
            rows.len(),
            "the others count"
        );
    }
    assert_eq!(reached, RowReason::ALL.into_iter().collect());
}

#[test]
fn a_document_that_is_broken_anywhere_is_refused_whole_and_not_quoted() {
    let whole = contingent(&learners(3)).to_string();
    let lined = lines(&contingent(&learners(3)));
    let iin = person(0).0.to_string();
    let shape = |form: Shape, text: &str| {
        let limits = LmsLimits::default();
        read(
            LmsMethod::Contingent,
            (form, false),
            &limits,
            text.as_bytes(),
            7,
        )
        .err()
        .unwrap_or_else(|| panic!("{text}"))
    };
    for cut in 1..whole.len() {
        let found = shape(Shape::Object, &whole[..cut]);
        assert_eq!(found, Broken::CutOff, "{cut}");
    }
    let spoilt = [
        (Shape::Object, format!("{whole} {{}}")),
        (Shape::Object, whole.replace(r#""rows":["#, r#""rows":[,"#)),
        (Shape::Object, whole.replace(r#""rows""#, r#""row""#)),
        (
            Shape::Object,
            whole.replace(r#""month":11"#, r#""month":13"#),
        ),
        (
            Shape::Object,
            whole.replace(r#""month":11"#, r#""month":"11""#),
        ),
        (
            Shape::Object,
            whole.replace(r#""month":11"#, r#""month":11,"quarter":1"#),
        ),
        (
            Shape::Object,
            whole.replace(r#""month":11"#, r#""month":11,"month":11"#),
        ),
        (
            Shape::Object,
            whole.replace(r#""month":11"#, r#""month":11,"x":1"#),
        ),
        (Shape::Object, whole.replace(r#""S""#, r#""""#)),
        (
            Shape::Object,
            whole.replace(r#""year":2026"#, r#""year":20266"#),
        ),
        (Shape::Object, format!(r#"["{iin}"]"#)),
        (Shape::Object, format!(r#""{iin}""#)),
        (
            Shape::Object,
            r#"{"rows":5,"school_id":"S","year":2026,"month":11}"#.to_owned(),
        ),
        (Shape::Lines, String::new()),
        (
            Shape::Lines,
            lined.replace(r#"{"birth_date""#, r#"{"birth_date"#),
        ),
        (Shape::Lines, lined.replace(r#""S""#, "5")),
        (
            Shape::Lines,
            lined.get(..lined.len() - 9).unwrap().to_owned(),
        ),
    ];
    for (form, text) in spoilt {
        match shape(form, &text) {
            Broken::Shape(words) => assert!(!words.contains(&iin), "{words}"),
            other => panic!("{other:?}: {text}"),
        }
    }
    let packed = gzip(whole.as_bytes());
    let limits = LmsLimits::default();
    for cut in [1, 9, packed.len() / 2, packed.len() - 1] {
        let form = (Shape::Object, true);
        let cut = packed.get(..cut).unwrap();
        assert!(read(LmsMethod::Contingent, form, &limits, cut, 5).is_err());
    }
}

#[test]
fn a_heading_may_stand_behind_its_rows() {
    let rows = json!(learners(2)).to_string();
    let text = format!(r#"{{"month":11,"rows":{rows},"school_id":"S","year":2026}}"#);
    let form = (Shape::Object, false);
    let limits = LmsLimits::default();
    let found = read(LmsMethod::Contingent, form, &limits, text.as_bytes(), 3).unwrap();
    assert_eq!(found.rows.len(), 2);
    assert_eq!(found.heading.span.to_string(), "2026-11");
}

/// Whoever sends without an end is stopped after the limit and what fits between.
#[test]
fn a_huge_document_is_refused_before_more_of_it_is_read() {
    const PIECE: usize = 64 * 1024;
    let limits = LmsLimits {
        bytes: 1024 * 1024,
        ..LmsLimits::default()
    };
    let few = LmsLimits {
        rows: 100,
        ..LmsLimits::default()
    };
    let row = format!("{},", learner(1));
    let rows = Bytes::from(row.repeat(PIECE / row.len()));
    let blanks = Bytes::from(vec![b' '; PIECE]);
    let letters = Bytes::from(vec![b'x'; PIECE]);
    let heading = r#"{"school_id":"S","year":2026,"month":11,"rows":["#;
    let cases = [
        (limits, heading.to_owned(), rows.clone(), Broken::Long),
        (few, heading.to_owned(), rows, Broken::ManyRows),
        // Something that never ends: before the first row, in it, in the heading.
        (
            LmsLimits::default(),
            heading.to_owned(),
            blanks,
            Broken::LongRow,
        ),
        (
            LmsLimits::default(),
            format!("{heading}\""),
            letters.clone(),
            Broken::LongRow,
        ),
        (
            LmsLimits::default(),
            r#"{"school_id":""#.to_owned(),
            letters,
            Broken::LongRow,
        ),
    ];
    for (limits, heading, piece, expected) in cases {
        let taken = Arc::new(AtomicUsize::new(0));
        let (sender, pieces) = mpsc::channel(2);
        let counting = Arc::clone(&taken);
        let sending = std::thread::spawn(move || {
            let _ = sender.blocking_send(Ok(Bytes::from(heading)));
            while sender.blocking_send(Ok(piece.clone())).is_ok() {
                counting.fetch_add(1, Ordering::SeqCst);
            }
        });
        let form = (Shape::Object, false);
        let found = gather(LmsMethod::Contingent, form, &limits, today(), pieces)
            .err()
            .unwrap();
        sending.join().unwrap();
        assert_eq!(found, expected);
        let most = limits.bytes.min(1024 * 1024) / PIECE + 5;
        let taken = taken.load(Ordering::SeqCst);
        assert!(taken <= most, "{taken} pieces of a body without an end");
    }
}

#[test]
fn a_document_that_unpacks_without_an_end_is_refused_too() {
    let limits = LmsLimits {
        bytes: 256 * 1024,
        row_bytes: 64 * 1024 * 1024,
        ..LmsLimits::default()
    };
    let bomb = gzip(&vec![b' '; 20_000_000]);
    assert!(bomb.len() < limits.bytes);
    let found = read(
        LmsMethod::Contingent,
        (Shape::Object, true),
        &limits,
        &bomb,
        4_096,
    );
    assert_eq!(found.err(), Some(Broken::Long));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Rows in any order, in either shape, packed or not, in pieces of any size: the same content.
    #[test]
    fn what_a_document_says_depends_on_its_rows_alone(
        order in Just((0u32..40).collect::<Vec<_>>()).prop_shuffle(),
        lined: bool,
        packed: bool,
        piece in 1usize..5_000,
        other in 0u32..40,
    ) {
        let row = |n: u32| match n {
            // Some contradict each other, some come twice, some are wrong.
            37 => { let mut row = learner(3); row["grade"] = json!(7); row }
            38 => learner(4),
            39 => { let mut row = learner(39); row["grade"] = json!(70); row }
            n => learner(n),
        };
        let plain: Vec<Value> = (0..40).map(row).collect();
        let expected = object(LmsMethod::Contingent, &contingent(&plain)).unwrap();
        let content = expected.content(LmsMethod::Contingent);
        let shuffled: Vec<Value> = order.into_iter().map(row).collect();
        let document = contingent(&shuffled);
        let text = if lined { lines(&document) } else { format!("{document:#}") };
        let bytes = if packed { gzip(text.as_bytes()) } else { text.clone().into_bytes() };
        let shape = if lined { Shape::Lines } else { Shape::Object };
        let limits = LmsLimits::default();
        let found = read(LmsMethod::Contingent, (shape, packed), &limits, &bytes, piece).unwrap();
        prop_assert_eq!(found.content(LmsMethod::Contingent), content);
        prop_assert!(found.rows == expected.rows);
        prop_assert_eq!(found.source.hash, baqylau_protocol::blob::hash(text.as_bytes()));
        // One row less, or one that says something else, is other content.
        let fewer: Vec<Value> = (0..40).filter(|n| *n != other).map(row).collect();
        let fewer = object(LmsMethod::Contingent, &contingent(&fewer)).unwrap();
        prop_assert_ne!(fewer.content(LmsMethod::Contingent), content);
        prop_assert_ne!(expected.content(LmsMethod::Teachers), content);
    }

    /// Whatever arrives, the reader says something and nothing falls.
    #[test]
    fn anything_at_all_is_answered(
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
        text in "[\\[\\]{}\",:0-9a-z \n]{0,200}",
        lined: bool,
        packed: bool,
        method in 0usize..6,
    ) {
        let shape = if lined { Shape::Lines } else { Shape::Object };
        let limits = LmsLimits::default();
        let method = LmsMethod::ALL[method];
        let _ = read(method, (shape, packed), &limits, &bytes, 64);
        let _ = read(method, (shape, packed), &limits, text.as_bytes(), 64);
        let row = format!(r#"{{"school_id":"S","year":2026,"month":11,"rows":[{text}]}}"#);
        let _ = read(method, (Shape::Object, false), &limits, row.as_bytes(), 64);
    }
}
