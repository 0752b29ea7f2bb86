//! Documents of LMS with a few bytes changed, lost, doubled or exchanged: the reader always comes to
//! an answer, the same one each time, packed or not, in pieces of any size. What the fuzzer of
//! `tests/fuzz` looks for at length is tried here in every run.

use super::reading::{gzip, read};
use super::{learner, person, students};
use crate::lms::{Broken, Gathered, LmsLimits, Shape};
use baqylau_protocol::lms::LmsMethod;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A change of a document, by places that are taken round its length.
#[derive(Debug, Clone)]
enum Change {
    Set(usize, u8),
    Flip(usize, u8),
    Cut(usize, usize),
    Twice(usize, usize),
    Insert(usize, Vec<u8>),
    End(usize),
}

impl Change {
    fn make(&self, document: &mut Vec<u8>) {
        let length = document.len().max(1);
        let range = |from: usize, many: usize| {
            let from = from % length;
            from..(from + many % 64).min(length)
        };
        match self {
            _ if document.is_empty() => {}
            Self::Set(place, byte) => document[place % length] = *byte,
            Self::Flip(place, bit) => document[place % length] ^= 1 << (bit % 8),
            Self::Cut(from, many) => drop(document.drain(range(*from, *many))),
            Self::Twice(from, many) => {
                let range = range(*from, *many);
                let piece = document[range.clone()].to_vec();
                document.splice(range.end..range.end, piece);
            }
            Self::Insert(place, bytes) => {
                let place = place % length;
                document.splice(place..place, bytes.iter().copied());
            }
            Self::End(place) => document.truncate(place % length),
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let bytes = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..8),
        proptest::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            "\"",
            "\\",
            ":",
            "null",
            "-1",
            "1e999",
            "\"rows\":[]",
            "\n",
            "\u{0}",
            "\\u0000",
            "\\ud800",
            "9999999999999999999999",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(place, byte)| Change::Set(place, byte)),
        (any::<usize>(), any::<u8>()).prop_map(|(place, bit)| Change::Flip(place, bit)),
        (any::<usize>(), any::<usize>()).prop_map(|(from, many)| Change::Cut(from, many)),
        (any::<usize>(), any::<usize>()).prop_map(|(from, many)| Change::Twice(from, many)),
        (any::<usize>(), bytes).prop_map(|(place, bytes)| Change::Insert(place, bytes)),
        any::<usize>().prop_map(Change::End),
    ]
}

/// A sound document of a method, in a shape.
fn sound(method: LmsMethod, shape: Shape) -> Vec<u8> {
    let iin = person(1).0;
    let rows: Vec<Value> = match method {
        LmsMethod::Contingent => vec![learner(1), learner(2)],
        LmsMethod::Grades => vec![json!({ "iin": iin, "grade": 5, "grades": [
            { "subject": "m", "kind": "number", "value": 9 },
            { "subject": "s", "kind": "pass", "value": true },
        ] })],
        LmsMethod::Teachers => {
            vec![json!({ "iin": iin, "subjects": [{ "subject": "m", "hours": 40 }] })]
        }
        LmsMethod::Contracts | LmsMethod::Schedule | LmsMethod::Marks => {
            let all = students::documents(iin).into_iter();
            all.filter(|(of, _)| *of == method)
                .map(|(_, row)| row)
                .collect()
        }
    };
    let mut heading = json!({ "school_id": "S", "year": 2026 });
    match method {
        LmsMethod::Grades => heading["quarter"] = json!(2),
        LmsMethod::Marks => {
            heading["month"] = json!(11);
            heading["day"] = json!(23);
        }
        _ => heading["month"] = json!(11),
    }
    match shape {
        Shape::Object => {
            heading["rows"] = json!(rows);
            heading.to_string().into_bytes()
        }
        Shape::Lines => std::iter::once(&heading)
            .chain(&rows)
            .map(|line| format!("{line}\n"))
            .collect::<String>()
            .into_bytes(),
    }
}

/// What a reading came to, to be compared.
fn outcome(method: LmsMethod, read: &Result<Gathered, Broken>) -> Result<String, Broken> {
    match read {
        Ok(found) => Ok(format!("{} {}", found.content(method), found.rejected)),
        Err(broken) => Err(broken.clone()),
    }
}

#[test]
fn a_sound_document_of_every_method_and_shape_is_taken() {
    for method in LmsMethod::ALL {
        for shape in [Shape::Object, Shape::Lines] {
            let document = sound(method, shape);
            let limits = LmsLimits::default();
            let found = read(method, (shape, false), &limits, &document, 64).unwrap();
            assert_eq!(found.faults, [], "{method:?}");
            assert!(!found.rows.is_empty(), "{method:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_changed_document_is_answered_and_each_time_the_same(
        changes in proptest::collection::vec(change(), 1..6),
        method in 0usize..6,
        lined: bool,
        piece in 1usize..200,
    ) {
        let method = LmsMethod::ALL[method];
        let shape = if lined { Shape::Lines } else { Shape::Object };
        let limits = LmsLimits::default();
        let mut document = sound(method, shape);
        for change in &changes {
            change.make(&mut document);
        }
        let first = read(method, (shape, false), &limits, &document, piece);
        let again = read(method, (shape, false), &limits, &document, 4_096);
        prop_assert_eq!(outcome(method, &first), outcome(method, &again));
        let packed = read(method, (shape, true), &limits, &gzip(&document), piece);
        prop_assert_eq!(outcome(method, &first), outcome(method, &packed));
        if let Ok(found) = first {
            let keys: BTreeSet<&str> = found.rows.iter().map(|row| row.key.as_str()).collect();
            prop_assert_eq!(keys.len(), found.rows.len(), "one row for each key");
            for row in &found.rows {
                prop_assert!(!row.line.contains('\n') && !row.key.contains(['\n', '\t']));
                prop_assert!(serde_json::from_str::<Value>(&row.line).is_ok());
            }
        }
    }
}
