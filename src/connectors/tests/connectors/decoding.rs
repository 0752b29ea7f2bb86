//! The decoders take exactly the contract: nothing less, nothing more, and never panic.

use crate::bench::{questions, rka};
use baqylau_connectors::{Adapter, DecodeError, OwnContract, Question};
use baqylau_domain::Moment;
use baqylau_domain::checks::Fact;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use serde_json::{Value, json};

fn now() -> Moment {
    "2026-10-15T07:00:00Z".parse().unwrap()
}

/// An answer to each question, as the contract writes it.
fn answer_to(question: &Question) -> Value {
    match question.kind() {
        "legal-entity" => json!({ "status": "active", "head": null, "founders": [
            { "is": "person", "id": "150314599009" },
            { "is": "organisation", "id": "230940999005" },
        ]}),
        "person" => json!({ "citizenship": 398, "life": "dead" }),
        "state-share" => json!({ "hundredths": 10_000 }),
        "licences" => json!({ "licences": [{
            "number": "KZ1", "status": "suspended", "from": "2023-09-01", "until": null,
            "addresses": [rka()],
        }]}),
        "permits" => json!({ "fire": true, "sanitary": false, "places": 442, "antiterror": true }),
        "debts" => json!({ "tax_tiyn": 1, "social_tiyn": 0 }),
        "phone" => json!({ "belongs": true }),
        "biometrics" => json!({ "matched": false }),
        "sms" => json!({ "confirmed": true }),
        "real-estate" => json!({
            "holder": "230940999005", "until": "2030-01-01", "purpose": "education",
            "area_hundredths": 9_007_199_254_740_993_u64, "encumbered": true,
            "encumbered_since": "2024-02-01", "encumbered_until": "2044-01-31",
        }),
        "address" => json!({ "exists": true }),
        "contributions" | "employment" => json!({ "employers": ["230940999005"] }),
        "invoice" => json!({ "invoice": {
            "number": "E", "supplier": "230940999005", "amount": 1, "status": "annulled",
        }}),
        "grant" => json!({ "number": null }),
        "capacity" => json!({ "status": "missing" }),
        "enrolment" => json!({ "organisations": [] }),
        "account" => json!({ "holder": null, "open": false }),
        other => panic!("no sample of {other}"),
    }
}

fn message(question: &Question) -> Value {
    json!({
        "version": 1,
        "request": "r-1",
        "as_of": "2026-10-15T06:00:00Z",
        "answer": answer_to(question),
    })
}

fn decode(question: &Question, message: &Value) -> Result<Vec<Fact>, DecodeError> {
    OwnContract.decode(question, "r-1", message.to_string().as_bytes(), now())
}

#[test]
fn every_answer_of_the_contract_is_read() {
    for question in questions() {
        let facts = decode(&question, &message(&question)).unwrap();
        let keys: Vec<_> = facts.iter().map(Fact::key).collect();
        assert_eq!(keys, question.keys());
    }
}

/// Every place in a message, as a path of keys.
fn places(value: &Value, before: &[String], found: &mut Vec<Vec<String>>) {
    if let Some(object) = value.as_object() {
        for (key, inner) in object {
            let mut path = before.to_vec();
            path.push(key.clone());
            found.push(path.clone());
            places(inner, &path, found);
        }
    }
}

fn parent<'a>(message: &'a mut Value, path: &[String]) -> &'a mut serde_json::Map<String, Value> {
    let mut place = message;
    for key in &path[..path.len() - 1] {
        place = place.get_mut(key).unwrap();
    }
    place.as_object_mut().unwrap()
}

#[test]
fn an_answer_that_lacks_anything_or_holds_anything_more_is_none() {
    for question in questions() {
        let mut paths = Vec::new();
        places(&message(&question), &[], &mut paths);
        assert!(paths.len() >= 5);
        for path in paths {
            let mut less = message(&question);
            parent(&mut less, &path).remove(path.last().unwrap());
            assert!(
                decode(&question, &less).is_err(),
                "{question:?} without {path:?}"
            );
            let mut more = message(&question);
            parent(&mut more, &path).insert("extra".into(), json!(1));
            assert!(
                decode(&question, &more).is_err(),
                "{question:?} beside {path:?}"
            );
        }
    }
}

#[test]
fn another_version_request_or_time_is_refused_by_name() {
    let question = &questions()[1];
    let changed = |field: &str, value: Value| {
        let mut message = message(question);
        message[field] = value;
        decode(question, &message)
    };
    assert_eq!(changed("version", json!(2)), Err(DecodeError::Version(2)));
    assert_eq!(changed("request", json!("r-2")), Err(DecodeError::Request));
    assert_eq!(
        changed("as_of", json!("2026-10-15T07:05:01Z")),
        Err(DecodeError::Future)
    );
    assert!(changed("as_of", json!("2026-10-15T07:05:00Z")).is_ok());
    assert!(changed("as_of", json!("2026-10-15")).is_err());
}

#[test]
fn figures_out_of_range_and_numbers_that_are_none_are_refused() {
    for (kind, field, value) in [
        ("debts", "tax_tiyn", json!(-1)),
        ("debts", "social_tiyn", json!(-1)),
        ("debts", "tax_tiyn", json!(1.5)),
        ("debts", "tax_tiyn", json!("0")),
        ("state-share", "hundredths", json!(10_001)),
        ("person", "citizenship", json!(1_000)),
        ("person", "life", json!("asleep")),
        ("legal-entity", "head", json!("150314599008")),
        ("employment", "employers", json!(["230940999006"])),
        ("real-estate", "area_hundredths", json!(-5)),
        ("real-estate", "until", json!("2030-02-30")),
        ("permits", "places", json!(4_294_967_296_u64)),
    ] {
        let question = questions().into_iter().find(|q| q.kind() == kind).unwrap();
        let mut message = message(&question);
        message["answer"][field] = value.clone();
        assert!(
            decode(&question, &message).is_err(),
            "{kind}.{field} = {value}"
        );
    }
    let invoice = questions()
        .into_iter()
        .find(|q| q.kind() == "invoice")
        .unwrap();
    let mut negative = message(&invoice);
    negative["answer"]["invoice"]["amount"] = json!(-1);
    assert_eq!(
        decode(&invoice, &negative),
        Err(DecodeError::Range("amount"))
    );
}

#[test]
fn a_large_figure_arrives_exactly() {
    let estate = questions().into_iter().find(|q| q.kind() == "real-estate");
    let estate = estate.unwrap();
    let facts = decode(&estate, &message(&estate)).unwrap();
    let area = baqylau_domain::checks::FactValue::BuildingArea {
        hundredths: 9_007_199_254_740_993,
    };
    assert!(facts.iter().any(|fact| fact.value == area));
}

#[test]
fn an_error_says_where_and_never_what() {
    let question = &questions()[0];
    let mut message = message(question);
    message["answer"]["head"] = json!("150314599008");
    let error = decode(question, &message).unwrap_err();
    assert!(matches!(error, DecodeError::Shape { line: 1, .. }));
    assert!(!format!("{error} {error:?}").contains("150314599008"));
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z0-9-]{0,14}".prop_map(Value::from),
        Just(json!("2026-10-15T06:00:00Z")),
        Just(json!("150314599009")),
        Just(json!("r-1")),
        Just(json!(1)),
    ];
    let key = prop_oneof![
        Just("version".to_owned()),
        Just("request".to_owned()),
        Just("as_of".to_owned()),
        Just("answer".to_owned()),
        Just("status".to_owned()),
        Just("life".to_owned()),
        Just("is".to_owned()),
        "[a-z_]{1,12}",
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_are_no_answer(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for question in questions() {
            assert!(OwnContract.decode(&question, "r-1", &bytes, now()).is_err());
        }
    }

    #[test]
    fn random_json_is_no_answer_or_one_that_can_be_written_again(
        value in anything(),
        which in 0_usize..18,
        place in any::<usize>(),
    ) {
        let question = &questions()[which];
        assert!(decode(question, &value).is_err());
        // The same in the place of a part of a real answer.
        let mut paths = Vec::new();
        places(&message(question), &[], &mut paths);
        let path = &paths[place % paths.len()];
        let mut spoilt = message(question);
        parent(&mut spoilt, path).insert(path.last().unwrap().clone(), value);
        if let Ok(facts) = decode(question, &spoilt) {
            let keys: Vec<_> = facts.iter().map(Fact::key).collect();
            assert_eq!(keys, question.keys());
        }
    }

    #[test]
    fn an_answer_cut_off_anywhere_is_none(which in 0_usize..18, cut in any::<usize>()) {
        let question = &questions()[which];
        let whole = message(question).to_string();
        let part = &whole.as_bytes()[..cut % whole.len()];
        assert!(OwnContract.decode(question, "r-1", part, now()).is_err());
    }
}

#[test]
fn depth_without_end_is_refused() {
    let deep = format!(
        "{{\"version\":1,\"request\":\"r-1\",\"as_of\":\"2026-10-15T06:00:00Z\",\"answer\":{}",
        "[".repeat(200_000)
    );
    for question in questions() {
        let answer = OwnContract.decode(&question, "r-1", deep.as_bytes(), now());
        assert!(matches!(answer, Err(DecodeError::Shape { .. })));
    }
}
