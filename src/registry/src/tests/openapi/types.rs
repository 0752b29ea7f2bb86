//! What travels fits the schemas, and what the types refuse the schemas refuse.

#[path = "../../../../protocol/tests/wire/samples.rs"]
mod samples;

use super::{fits, must_fit, validator};
use baqylau_domain::act::ActContent;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{
    BlobHash, IdentifierError, Iin, InstallId, Kato, OperationId, PersonId, VisitId,
};
use baqylau_domain::visit::Visit;
use baqylau_protocol::api::{ApiError, ErrorCode};
use baqylau_protocol::feed::{Change, FeedEntry, FeedPage, RecordRef, Scope};
use baqylau_protocol::operation::{Operation, Push};
use baqylau_protocol::receipt::{Outcome, Receipt};
use baqylau_protocol::session::{ChallengeRequest, SessionRequest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

#[test]
fn what_travels_fits() {
    must_fit("Visit", &samples::visit());
    let mut previous = BlobHash::new([0; 32]);
    let mut sealed = Vec::new();
    for (seq, body) in (1u64..).zip(samples::bodies()) {
        let operation = samples::operation(seq, previous, body);
        must_fit("Operation", &operation);
        let bytes = operation.seal().unwrap();
        previous = bytes.hash;
        sealed.push(String::from_utf8(bytes.bytes).unwrap());
    }
    must_fit(
        "Push",
        &Push {
            operations: sealed,
            device_signature: "ab".repeat(64),
        },
    );
    must_fit(
        "ChallengeRequest",
        &ChallengeRequest {
            install: InstallId::new(samples::uuid(50)),
        },
    );
    must_fit(
        "SessionRequest",
        &SessionRequest {
            nonce: "0".repeat(64),
            cms: "MIIB".to_owned(),
            install: InstallId::new(samples::uuid(50)),
            device_key: "f".repeat(64),
        },
    );
    let (key, version) = samples::change(samples::mark(), json!("present"));
    let changes = [
        Change::Visit {
            visit: Box::new(samples::visit()),
        },
        Change::Field {
            visit: VisitId::new(samples::uuid(100)),
            key,
            version,
        },
        Change::Removed {
            record: RecordRef::Visit(VisitId::new(samples::uuid(100))),
        },
    ];
    must_fit(
        "FeedPage",
        &FeedPage {
            epoch: samples::uuid(1),
            scope: Scope::Visits("710000000".parse().unwrap()),
            entries: (1u64..)
                .zip(changes)
                .map(|(seq, change)| FeedEntry { seq, change })
                .collect(),
            head: 3,
        },
    );
    must_fit(
        "Receipt",
        &Receipt {
            operation: OperationId::new(samples::uuid(7)),
            hash: previous,
            outcome: Outcome::Held {
                missing: vec![previous],
            },
            at: samples::now(),
            clock_flagged: false,
        },
    );
    must_fit(
        "ApiError",
        &ApiError {
            code: ErrorCode::Gap,
            detail: "expected seq 2".to_owned(),
        },
    );
    for golden in [
        include_str!("../../../../domain/tests/golden/act-1.json"),
        include_str!("../../../../domain/tests/golden/act-2.json"),
    ] {
        let act: Value = serde_json::from_str(golden).unwrap();
        must_fit("ActContent", &act);
    }
    for (name, words) in [
        ("Presence", vec![json!("present"), json!("excused")]),
        (
            "Finding",
            vec![json!({}), json!({ "note": "", "due": null })],
        ),
    ] {
        for word in words {
            must_fit(name, &word);
        }
    }
}

/// Changes one leaf of a value at a time into something of another kind, or takes a field away.
fn spoilt(value: &Value, at: &str, out: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let mut less = fields.clone();
                less.remove(name);
                out.push((format!("{at}/{name} taken away"), less.into()));
                let mut inner = Vec::new();
                spoilt(field, &format!("{at}/{name}"), &mut inner);
                out.extend(inner.into_iter().map(|(what, changed)| {
                    let mut other = fields.clone();
                    other.insert(name.clone(), changed);
                    (what, other.into())
                }));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let mut inner = Vec::new();
                spoilt(item, &format!("{at}/{index}"), &mut inner);
                out.extend(inner.into_iter().map(|(what, changed)| {
                    let mut other = items.clone();
                    other[index] = changed;
                    (what, other.into())
                }));
            }
            out.push((format!("{at} of another kind"), json!("text")));
        }
        Value::String(_) => out.push((format!("{at} of another kind"), json!(7))),
        _ => out.push((format!("{at} of another kind"), json!(["x"]))),
    }
}

/// Whoever writes a client learns from the document what the registry wouldn't read.
#[test]
fn what_the_types_refuse_the_document_refuses() {
    let mut refused = 0;
    let mut check = |name: &str, value: &Value, reads: fn(&Value) -> bool| {
        assert!(reads(value) && fits(name, value), "{name}");
        let mut changed = Vec::new();
        spoilt(value, "", &mut changed);
        for (what, other) in changed {
            // The other way round isn't asked: a tag may also be read from its number.
            assert!(!fits(name, &other) || reads(&other), "{name}: {what}");
            refused += usize::from(!fits(name, &other));
        }
    };
    fn reads<T: serde::de::DeserializeOwned>(value: &Value) -> bool {
        serde_json::from_value::<T>(value.clone()).is_ok()
    }
    let visit = serde_json::to_value(samples::visit()).unwrap();
    check("Visit", &visit, reads::<Visit>);
    for body in samples::bodies() {
        let operation = samples::operation(1, BlobHash::new([0; 32]), body);
        let operation = serde_json::to_value(operation).unwrap();
        check("Operation", &operation, reads::<Operation>);
    }
    let act: Value =
        serde_json::from_str(include_str!("../../../../domain/tests/golden/act-2.json")).unwrap();
    check("ActContent", &act, reads::<ActContent>);
    assert!(refused > 300, "{refused}");
}

#[test]
fn a_bad_identifier_is_refused_where_it_stands() {
    let visit = serde_json::to_value(samples::visit()).unwrap();
    let check = |pointer: &str, bad: &[&str]| {
        for text in bad {
            let mut other = visit.clone();
            *other.pointer_mut(pointer).unwrap() = json!(text);
            assert!(!fits("Visit", &other), "{pointer}: {text}");
        }
    };
    check(
        "/members/0/iin",
        &[
            "",
            "15031459900",
            "1503145990099",
            "151314599009",
            "150332599009",
            "150314899009",
            "15031459900a",
            " 150314599009",
        ],
    );
    check(
        "/territory",
        &["71", "7112100000", "071210000", "71121000x"],
    );
    check("/id", &["", "100", "00000000-0000-0000-0000-00000000006"]);
    check("/checklists/0/workbook", &["", "09", &"g".repeat(64)]);
    check(
        "/planned/0",
        &["", "16.11.2026", "2026-11-31", "2026-13-01"],
    );
    check("/organisation_kind", &["", "University", "kindergarten"]);
    check("/stage/stage", &["", "flying"]);
    for text in ["", "region:71", "all:*", "person:1", "Region:710000000"] {
        assert!(
            text.parse::<Scope>().is_err() && !fits("Scope", &json!(text)),
            "{text}"
        );
    }
    for text in [
        "",
        "answer",
        "answer|SAFE",
        "opinion|1",
        "mark|a|b",
        "objections|x",
    ] {
        assert!(
            text.parse::<FieldKey>().is_err() && !fits("FieldKey", &json!(text)),
            "{text}"
        );
    }
    let keys = [
        samples::mark(),
        FieldKey::Objections,
        FieldKey::Answer {
            list: "a|b".into(),
            path: "/x/ы\n%".into(),
        },
        FieldKey::Opinion {
            member: PersonId::new(samples::uuid(1)),
        },
        FieldKey::Evidence {
            list: String::new(),
            item: String::new(),
            sha256: BlobHash::new([1; 32]),
        },
    ];
    for key in keys {
        must_fit("FieldKey", &key);
    }
}

#[test]
fn base64_is_what_the_registry_decodes() {
    let text = "/components/schemas/SessionRequest/properties/cms";
    for length in 0..40u8 {
        let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(151)).collect();
        assert!(validator(text).is_valid(&json!(STANDARD.encode(bytes))));
    }
    for bad in [
        "A", "AA", "AAA", "AB==", "AAB=", "A===", "A-==", "AA==AA==", " AA==", "AA==\n",
    ] {
        assert!(STANDARD.decode(bad).is_err(), "{bad:?}");
        assert!(!validator(text).is_valid(&json!(bad)), "{bad:?}");
    }
}

/// The patterns of numbers with a check digit let everything through that the rule does, and
/// beyond it only what a pattern can't know: the check digit and the 30th of February.
#[test]
fn patterns_of_identifiers_agree_with_the_rules() {
    let (mut valid, mut refused) = (0, 0);
    let mut dice = 1u64;
    for _ in 0..60_000 {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // Digits of a date more often than chance would give them.
        let head = if dice & 1 == 0 { "0101" } else { "9912" };
        let text = format!("{head}{:08}", (dice >> 16) % 100_000_000);
        let value = json!(text);
        let beyond_a_pattern = |error| {
            matches!(
                error,
                IdentifierError::CheckDigit { .. }
                    | IdentifierError::NeverAssigned
                    | IdentifierError::Date
            )
        };
        match text.parse::<Iin>() {
            Ok(_) => {
                assert!(fits("Iin", &value), "{text}");
                valid += 1;
            }
            Err(error) => {
                assert!(!fits("Iin", &value) || beyond_a_pattern(error), "{text}");
                refused += usize::from(!fits("Iin", &value));
            }
        }
        let kato = &text[..9];
        assert_eq!(
            kato.parse::<Kato>().is_ok(),
            fits("Kato", &json!(kato)),
            "{kato}"
        );
    }
    assert!(valid > 500 && refused > 5_000, "{valid} {refused}");
}
