//! Feeds, receipts and errors: texts that read back, and what a reader must bear.

use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{
    BlobHash, OperationId, OrganisationId, PersonId, SanctionId, VisitId,
};
use baqylau_domain::sanction::RulingRefusal;
use baqylau_domain::schooling::Office;
use baqylau_domain::visit::{Refusal, StageName};
use baqylau_protocol::api::{ApiError, ErrorCode, Hello, ServiceAddresses};
use baqylau_protocol::feed::{Change, FeedEntry, FeedPage, RecordRef, Scope};
use baqylau_protocol::receipt::{Outcome, Receipt, Rejection};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

use crate::samples;

fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Value {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
    serde_json::from_str(&json).unwrap()
}

fn scopes() -> [(Scope, &'static str); 9] {
    [
        (
            Scope::Region("710000000".parse().unwrap()),
            "region:710000000",
        ),
        (
            Scope::Visits("710000000".parse().unwrap()),
            "visits:710000000",
        ),
        (
            Scope::Messages("710000000".parse().unwrap()),
            "messages:710000000",
        ),
        (
            Scope::Person(PersonId::new(samples::uuid(1))),
            "person:00000000-0000-0000-0000-000000000001",
        ),
        (
            Scope::Draft(VisitId::new(samples::uuid(100))),
            "draft:00000000-0000-0000-0000-000000000064",
        ),
        (Scope::Office(Office::Centre), "office:centre"),
        (Scope::Office(Office::Issuer), "office:issuer"),
        (
            Scope::Office(Office::Department("710000000".parse().unwrap())),
            "office:710000000",
        ),
        (
            Scope::Office(Office::School(OrganisationId::new(samples::uuid(2)))),
            "office:00000000-0000-0000-0000-000000000002",
        ),
    ]
}

#[test]
fn a_scope_is_the_text_it_prints() {
    for (scope, text) in scopes() {
        assert_eq!(scope.to_string(), text);
        assert_eq!(text.parse::<Scope>().unwrap(), scope);
        assert_eq!(round_trip(&scope), json!(text));
    }
    for text in [
        "",
        "region",
        "region:",
        "region:71",
        "Region:710000000",
        "person:1",
        "all:*",
        "office:",
        "office:71",
        "office:school",
        "draft:00000000-0000-0000-0000-000000000064:more",
    ] {
        assert!(text.parse::<Scope>().is_err(), "{text}");
        assert!(
            serde_json::from_value::<Scope>(json!(text)).is_err(),
            "{text}"
        );
    }
}

fn changes() -> Vec<Change> {
    let (key, version) = samples::change(FieldKey::Objections, json!("нет"));
    vec![
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
        Change::Removed {
            record: RecordRef::Sanction(SanctionId::new(samples::uuid(300))),
        },
    ]
}

#[test]
fn a_page_of_a_feed_reads_back_whole() {
    let page = FeedPage {
        epoch: samples::uuid(7),
        scope: scopes()[0].0.clone(),
        entries: (1..)
            .zip(changes())
            .map(|(seq, change)| FeedEntry { seq, change })
            .collect(),
        head: u64::MAX,
    };
    let json = round_trip(&page);
    assert_eq!(json["entries"][0]["change"]["kind"], "visit");
    assert_eq!(
        json["entries"][2]["change"],
        json!({
            "kind": "removed",
            "record": {"kind": "visit", "id": "00000000-0000-0000-0000-000000000064"}
        })
    );
}

#[test]
fn an_older_client_reads_what_a_newer_registry_adds_to_a_record() {
    for change in changes() {
        let mut json = serde_json::to_value(&change).unwrap();
        for (_, part) in json.as_object_mut().unwrap() {
            if let Some(record) = part.as_object_mut().filter(|record| record.len() > 2) {
                record.insert("added_later".into(), json!({"a": [1, 2]}));
            }
        }
        json.as_object_mut()
            .unwrap()
            .insert("added_later".into(), json!(true));
        let read: Change = serde_json::from_value(json).unwrap();
        assert_eq!(read, change);
    }
    let mut hello = serde_json::to_value(hello()).unwrap();
    hello
        .as_object_mut()
        .unwrap()
        .insert("added_later".into(), json!(1));
    serde_json::from_value::<Hello>(hello).unwrap();
}

#[test]
fn a_kind_of_change_nobody_knows_is_an_error_and_is_not_skipped() {
    let json = json!({"seq": 1, "change": {"kind": "payment", "payment": {}}});
    assert!(serde_json::from_value::<FeedEntry>(json).is_err());
}

fn hello() -> Hello {
    Hello {
        registry: samples::uuid(1),
        epoch: samples::uuid(2),
        protocol: baqylau_protocol::PROTOCOL_VERSION,
        name: "Реестр".into(),
        time: samples::now(),
        receipt_key: "ab".repeat(32),
        sample: true,
        anchors: vec![],
        intermediates: vec![],
        services: ServiceAddresses::default(),
    }
}

#[test]
fn every_outcome_reads_back() {
    let refusals = [
        Rejection::Visit {
            refusal: Refusal::WrongStage {
                stage: StageName::Signing,
            },
        },
        Rejection::Visit {
            refusal: Refusal::OutOfTurn {
                first: vec![PersonId::new(samples::uuid(1))],
            },
        },
        Rejection::Visit {
            refusal: Refusal::WaitLonger { minutes_left: 3 },
        },
        Rejection::Ruling {
            refusal: RulingRefusal::NotRemedied { open: 2 },
        },
        Rejection::NotFound,
        Rejection::NotYourDevice,
        Rejection::Forbidden,
        Rejection::UnknownSchema,
        Rejection::Signature {
            check: "trust".into(),
        },
        Rejection::ActMismatch {
            field: "visit".into(),
        },
        Rejection::AlreadyExists,
    ];
    let outcomes = refusals
        .into_iter()
        .map(|reason| Outcome::Rejected { reason })
        .chain([
            Outcome::Applied,
            Outcome::Held {
                missing: vec![BlobHash::new([1; 32])],
            },
        ]);
    for outcome in outcomes {
        round_trip(&Receipt {
            operation: OperationId::new(samples::uuid(1)),
            hash: BlobHash::new([2; 32]),
            outcome,
            at: samples::now(),
            clock_flagged: false,
        });
    }
}

#[test]
fn errors_are_named_in_words() {
    let error = ApiError {
        code: ErrorCode::CursorTooOld,
        detail: String::new(),
    };
    assert_eq!(
        round_trip(&error),
        json!({"code": "cursor_too_old", "detail": ""})
    );
    assert!(serde_json::from_value::<ErrorCode>(json!("teapot")).is_err());
}

#[test]
fn paths_carry_the_version_of_the_protocol() {
    use baqylau_protocol::{PROTOCOL_VERSION, api};
    let prefix = format!("/v{PROTOCOL_VERSION}/");
    for path in [
        api::HELLO,
        api::SAMPLE_PEOPLE,
        api::CHALLENGE,
        api::SESSION,
        api::SCOPES,
        api::OPERATIONS,
        api::FEED,
        api::PACKS,
        api::BLOBS,
        api::VERIFY,
    ] {
        assert!(path.starts_with(&prefix) && !path.ends_with('/'), "{path}");
    }
}
