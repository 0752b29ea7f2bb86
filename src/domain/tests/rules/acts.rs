//! The bytes of an act: fixed once, read back whole, refused when of another version.

use baqylau_domain::act::{
    ACT_SCHEMA, ACT_SCHEMA_1, ActAnswer, ActAttachment, ActChecklist, ActContent, ActError,
    ActFault, ActFinding, ActKind, ActRefusal, ActSection, PartyDecision, SpecialOpinion,
};
use baqylau_domain::contingent::GroupCount;
use baqylau_domain::finding::{Effect, Severity};
use baqylau_domain::identifiers::PremisesId;
use baqylau_domain::prescription::PrescriptionPoint;
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{Ground, propose};
use proptest::prelude::*;

use crate::world;

/// An act with something in every field.
fn full(text: &str) -> ActContent {
    let mut act = world::act();
    let words = Trilingual::new(text, "Требование", "Requirement");
    act.presence.refusal = Some(ActRefusal {
        at: world::minutes(31),
        circumstances: text.into(),
        witnesses: vec![text.into()],
    });
    act.checklists = vec![ActChecklist {
        code: "SAFE".into(),
        title: words.clone(),
        version: "2026.1".into(),
        workbook: world::hash(9),
        answers_sha256: world::hash(10),
        sections: vec![ActSection {
            title: words.clone(),
            total: 44,
            conform: 40,
            violations: 2,
            not_applicable: 1,
            not_checked: 1,
        }],
        answers: vec![ActAnswer {
            item: "B07".into(),
            text: words.clone(),
            answer: Trilingual::new("жоқ", "нет", "no"),
            note: text.into(),
        }],
    }];
    act.findings = vec![ActFinding {
        list: "SAFE".into(),
        item: "B07".into(),
        requirement: words.clone(),
        note: text.into(),
        severity: Severity::Gross,
        norm: "PPB".into(),
        norm_title: words,
        norm_certainty: "B".into(),
        effect: Effect::Fix,
        evidence: vec![world::hash(11)],
        due: Some(world::day(2026, 12, 10)),
        stop: None,
    }];
    act.prescription = vec![PrescriptionPoint {
        number: 1,
        list: "SAFE".into(),
        item: "B07".into(),
        risk: Severity::Gross,
        recommendation: text.into(),
        responsible: text.into(),
        due: world::day(2026, 12, 10),
    }];
    act.head_count = vec![GroupCount::total(text, &[]).with_orders(Some(25))];
    act.additional_orders = vec![act.order.clone()];
    act.refusal_to_sign = text.into();
    act.objections = text.into();
    act.special_opinions = vec![SpecialOpinion {
        member: world::person(world::MEMBER),
        text: text.into(),
    }];
    act.proposal = propose(
        [Ground::AddressNotInLicence],
        PremisesId::new(world::uuid(102)),
    );
    act.attachments = vec![ActAttachment {
        sha256: world::hash(11),
        name: text.into(),
        mime: "image/jpeg".into(),
        size: u64::MAX,
        item: "SAFE/B07".into(),
        caption: text.into(),
        taken_at: Some("2026:11:16 09:41:07".into()),
        taken_where: Some((51_128_000, -71_430_000)),
        annotations: String::new(),
        sheets: Some(3),
    }];
    act
}

#[test]
fn the_same_act_always_has_the_same_bytes() {
    let act = full("Қазақша «мәтін» ₸");
    let bytes = act.to_bytes().unwrap();
    assert_eq!(act.clone().to_bytes().unwrap(), bytes);
    let read = ActContent::from_bytes(&bytes).unwrap();
    assert!(read == act);
    assert_eq!(
        read.to_bytes().unwrap(),
        bytes,
        "reading and writing again changes nothing"
    );
}

#[test]
fn the_bytes_are_compact_json_that_begins_with_the_schema() {
    let bytes = world::act().to_bytes().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(
        text.starts_with(r#"{"schema":"baqylau.act/2","kind":"monitoring","act":"#),
        "{text}"
    );
    assert!(!text.ends_with('\n'));
    assert!(!text.contains(": ") && !text.contains("\n"));
    assert!(
        text.contains("г. Астана"),
        "letters stand as themselves, not as escapes"
    );
}

/// A change of these bytes is a change of the format: acts signed before would still have to be
/// read. Give the schema a new number then.
#[test]
fn the_format_has_not_changed_unnoticed() {
    let text = String::from_utf8(full("х").to_bytes().unwrap()).unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/act-2.json");
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(path, format!("{text}\n")).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    assert!(
        text == golden.trim_end(),
        "see the comment of this test; now:\n{text}"
    );
}

/// Acts of the first version were signed: the bytes they are read from must come out again.
#[test]
fn an_act_of_the_first_version_is_still_read_to_its_last_byte() {
    let golden = include_str!("../golden/act-1.json").trim_end();
    let read = ActContent::from_bytes(golden.as_bytes()).unwrap();
    assert_eq!(read.schema, ACT_SCHEMA_1);
    assert_eq!(String::from_utf8(read.to_bytes().unwrap()).unwrap(), golden);
    assert_eq!(read.faults(), [], "it had no place for what is asked now");
}

#[test]
fn an_act_of_the_first_version_smuggles_in_no_field_of_the_second() {
    let golden = include_str!("../golden/act-1.json").trim_end();
    for (at, with) in [
        (
            r#""copies":3"#,
            r#""acquainted_at":"2026-11-16T07:00:00Z","copies":3"#,
        ),
        (r#""copies":3"#, r#""refusal_to_sign":"x","copies":3"#),
        (r#""unlisted":0"#, r#""unlisted":0,"orders":1"#),
        (r#""caption":"х""#, r#""caption":"х","sheets":2"#),
        (
            r#""admitted_at":"#,
            r#""departed_at":"2026-11-16T07:00:00Z","admitted_at":"#,
        ),
    ] {
        let smuggled = golden.replacen(at, with, 1);
        assert_ne!(smuggled, golden, "{at}");
        assert!(
            matches!(
                ActContent::from_bytes(smuggled.as_bytes()),
                Err(ActError::LaterFields { .. })
            ),
            "{with}"
        );
    }
}

fn faulty(change: impl FnOnce(&mut ActContent)) -> Vec<ActFault> {
    let mut act = world::act();
    change(&mut act);
    act.faults()
}

#[test]
fn the_decision_of_the_party_and_its_words_agree() {
    use PartyDecision::{Refused, SignedWithObjections};
    assert_eq!(faulty(|_| ()), []);
    assert_eq!(
        faulty(|act| act.party_decision = SignedWithObjections),
        [ActFault::ObjectionsMissing]
    );
    assert_eq!(
        faulty(|act| act.objections = "не согласны с B07".into()),
        [ActFault::ObjectionsUnsaid]
    );
    assert_eq!(
        faulty(|act| {
            act.party_decision = SignedWithObjections;
            act.objections = " \n".into();
        }),
        [ActFault::ObjectionsMissing],
        "blank lines are no objections"
    );
    assert_eq!(
        faulty(|act| {
            act.party_decision = SignedWithObjections;
            act.objections = "не согласны с B07".into();
        }),
        []
    );
    assert_eq!(
        faulty(|act| act.party_decision = Refused),
        [ActFault::RefusalUnexplained]
    );
    assert_eq!(
        faulty(|act| {
            act.party_decision = Refused;
            act.refusal_to_sign = "ушёл, не дочитав".into();
            act.acquainted_at = None;
        }),
        [],
        "who refuses may refuse to read too"
    );
    assert_eq!(
        faulty(|act| act.refusal_to_sign = "ушёл".into()),
        [ActFault::RefusalUnsaid]
    );
}

#[test]
fn at_a_closed_door_nobody_is_asked_to_sign() {
    let found = faulty(|act| {
        act.kind = ActKind::AdmissionRefusal;
        act.party_decision = PartyDecision::Refused;
        act.acquainted_at = None;
        act.presence.admitted_at = None;
        act.presence.departed_at = None;
    });
    assert_eq!(found, []);
}

#[test]
fn the_party_is_acquainted_and_the_commission_leaves_during_the_visit() {
    assert_eq!(
        faulty(|act| act.acquainted_at = None),
        [ActFault::AcquaintanceMissing]
    );
    assert_eq!(
        faulty(|act| act.presence.departed_at = None),
        [ActFault::DepartureMissing]
    );
    for (minute, right) in [
        (-60, false),
        (7, false),
        (8, true),
        (230, true),
        (231, false),
    ] {
        let at = Some(world::minutes(minute));
        let (mut acquainted, mut departed) = (Vec::new(), Vec::new());
        if !right {
            acquainted.push(ActFault::AcquaintanceOutOfOrder);
            departed.push(ActFault::DepartureOutOfOrder);
        }
        assert_eq!(faulty(|act| act.acquainted_at = at), acquainted, "{minute}");
        assert_eq!(
            faulty(|act| act.presence.departed_at = at),
            departed,
            "{minute}"
        );
    }
}

#[test]
fn an_act_of_another_version_is_refused_by_name() {
    for schema in ["baqylau.act/3", "baqylau.act/10", "", "something else"] {
        let mut act = world::act();
        act.schema = schema.into();
        match ActContent::from_bytes(&act.to_bytes().unwrap()) {
            Err(ActError::UnknownSchema { found }) => assert_eq!(found, schema),
            other => panic!("{schema}: {other:?}"),
        }
    }
}

#[test]
fn a_newer_act_is_refused_for_its_version_even_when_its_fields_are_unknown() {
    let bytes = br#"{"schema":"baqylau.act/3","everything":"else"}"#;
    assert!(matches!(
        ActContent::from_bytes(bytes),
        Err(ActError::UnknownSchema { .. })
    ));
}

#[test]
fn a_field_nobody_knows_is_refused_because_nobody_would_see_what_is_signed() {
    let text = String::from_utf8(world::act().to_bytes().unwrap()).unwrap();
    let smuggled = text.replacen('{', r#"{"hidden":"text","#, 1);
    assert!(matches!(
        ActContent::from_bytes(smuggled.as_bytes()),
        Err(ActError::Malformed(_))
    ));
}

#[test]
fn a_missing_field_or_other_bytes_are_no_act() {
    let value: serde_json::Value = serde_json::from_slice(&full("х").to_bytes().unwrap()).unwrap();
    let fields: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        fields.len(),
        30,
        "a field was added: is it printed and checked?"
    );
    let optional = [
        "proposal",
        "additional_orders",
        "acquainted_at",
        "refusal_to_sign",
    ];
    for field in fields.iter().filter(|f| !optional.contains(&f.as_str())) {
        let mut without = value.clone();
        without.as_object_mut().unwrap().remove(field);
        let bytes = serde_json::to_vec(&without).unwrap();
        assert!(ActContent::from_bytes(&bytes).is_err(), "{field}");
    }
    for bytes in [&b""[..], b"{}", b"null", b"[]", b"%PDF-1.7", &[0xff, 0xfe]] {
        assert!(matches!(
            ActContent::from_bytes(bytes),
            Err(ActError::Malformed(_))
        ));
    }
}

#[test]
fn bytes_after_the_end_are_refused() {
    let mut bytes = world::act().to_bytes().unwrap();
    bytes.extend_from_slice(br#"{"schema":"baqylau.act/1"}"#);
    assert!(ActContent::from_bytes(&bytes).is_err());
    assert_eq!(ACT_SCHEMA, "baqylau.act/2");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_survives_the_bytes(text in "\\PC{0,40}|[\\x00-\\x1f\"\\\\<>&]{0,8}") {
        let act = full(&text);
        let bytes = act.to_bytes().unwrap();
        let read = ActContent::from_bytes(&bytes).unwrap();
        prop_assert!(read == act);
        prop_assert_eq!(read.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn a_cut_act_is_never_read(at in 0.0..1.0f64) {
        let bytes = full("х").to_bytes().unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place")]
        let cut = (bytes.len() as f64 * at) as usize;
        prop_assert!(ActContent::from_bytes(&bytes[..cut.min(bytes.len() - 1)]).is_err());
    }
}
