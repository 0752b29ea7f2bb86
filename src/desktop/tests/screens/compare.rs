//! Versions compared part by part, and what was found again after a crash.

use crate::hands::{Hands, LARGE, pictures_wanted};
use crate::replay::Replay;
use crate::runner::{cursor, work};
use crate::states::everywhere;
use crate::world::world;
use baqylau_client::ui::Event;
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::finding::{Evidence, Finding, Severity};
use baqylau_domain::identifiers::{BlobHash, InstallId};
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use egui_kittest::kittest::NodeT as _;
use serde_json::{Value, json};
use std::sync::Arc;

/// Two members wrote without seeing each other.
fn two_versions(replay: &Replay, hands: &Hands, key: &FieldKey, values: [Value; 2]) {
    let members: Vec<_> = work(hands)
        .visit
        .signers()
        .iter()
        .map(|member| member.person)
        .collect();
    replay.with(|state| {
        let blank = Draft::default();
        for (index, value) in values.into_iter().enumerate() {
            let install = InstallId::new(uuid::Uuid::from_u128(100 + index as u128));
            let author = members[index % members.len()];
            let version = blank.write(key, install, value, author, state.world.now);
            state.draft.merge(key.clone(), version);
        }
        state.queue.push_back(Event::DraftMerged {
            visit: state.world.visit,
            draft: Arc::new(state.draft.clone()),
            changed: vec![key.clone()],
        });
    });
}

fn compared(language: Language, key: &FieldKey, values: [Value; 2]) -> Hands {
    let (mut hands, replay) = Hands::in_runner(language);
    two_versions(&replay, &hands, key, values);
    hands.look(3);
    hands.go(Place::Merge(world().visit));
    hands
}

/// Texts the screen marks as differing.
fn marked(hands: &Hands) -> Vec<String> {
    let differs = hands.text("merge-differs");
    hands
        .harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .filter(|node| node.description().as_deref() == Some(differs.as_str()))
        .filter_map(|node| node.value().or_else(|| node.label()))
        .collect()
}

fn finding_key() -> FieldKey {
    FieldKey::Finding {
        list: "SAFE".to_owned(),
        item: "B07".to_owned(),
    }
}

#[test]
fn findings_with_the_same_note_show_in_what_they_differ() {
    let one = Finding {
        note: "Дверь заперта".to_owned(),
        severity: Some(Severity::Minor),
        due: chrono::NaiveDate::from_ymd_opt(2026, 12, 1),
        responsible: "Завхоз".to_owned(),
        ..Finding::default()
    };
    let two = Finding {
        severity: Some(Severity::Gross),
        due: chrono::NaiveDate::from_ymd_opt(2027, 1, 15),
        flagged: true,
        recommendation: "Открыть дверь".to_owned(),
        ..one.clone()
    };
    let values = [json!(one), json!(two)];
    let mut hands = compared(Language::Ru, &finding_key(), values);
    let mut said = marked(&hands);
    said.sort();
    let mut expected = vec![
        hands.text("severity-minor"),
        hands.text("severity-gross"),
        "01.12.2026".to_owned(),
        "15.01.2027".to_owned(),
        hands.text("answer-yes"),
        hands.text("answer-no"),
        hands.text("merge-not-given"),
        "Открыть дверь".to_owned(),
    ];
    expected.sort();
    assert_eq!(said, expected, "what differs is marked, the rest isn't");
    for same in ["Дверь заперта", "Завхоз"] {
        assert!(hands.has(same), "{same}");
    }
    everywhere(&mut hands, "merge-finding");
    hands.resize(LARGE);
    if pictures_wanted() {
        hands.picture("state-merge-finding-large");
    }
}

#[test]
fn evidence_is_compared_in_words_and_never_shown_as_it_is_kept() {
    let sha256 = BlobHash::new([7; 32]);
    let one = Evidence {
        sheets: None,
        sha256,
        name: "door.jpg".to_owned(),
        mime: "image/jpeg".to_owned(),
        size: 2_048,
        taken_at: Some("2026:11:21 09:41:05".to_owned()),
        taken_where: Some((51_128_207, 71_430_411)),
        caption: "Восточная лестница".to_owned(),
        annotations: String::new(),
    };
    let mut two = one.clone();
    two.caption = "Западная лестница".to_owned();
    let key = FieldKey::Evidence {
        list: "SAFE".to_owned(),
        item: "B07".to_owned(),
        sha256,
    };
    let mut hands = compared(Language::Ru, &key, [json!(one), json!(two)]);
    let mut said = marked(&hands);
    said.sort();
    assert_eq!(said, ["Восточная лестница", "Западная лестница"]);
    for same in ["door.jpg", "21.11.2026 09:41:05"] {
        assert!(hands.has(same), "{same}");
    }
    assert!(!hands.says("sha256") && !hands.says("taken_at"));
    everywhere(&mut hands, "merge-evidence");
    // Taken away by one, kept by the other.
    let hands = compared(Language::En, &key, [json!(one), Value::Null]);
    assert!(hands.says(&hands.text("merge-file-taken-away")));
    assert!(!hands.says("sha256"));
}

#[test]
fn other_fields_are_compared_in_words() {
    let iin = {
        let (hands, _replay) = Hands::in_runner(Language::Ru);
        let group = work(&hands).groups[0].clone();
        (group.code.clone(), group.learners[0].clone())
    };
    let mark = FieldKey::Mark {
        group: iin.0,
        iin: iin.1.iin,
    };
    let hands = compared(Language::Kk, &mark, [json!("present"), json!("absent")]);
    assert!(hands.has(&hands.text("headcount-presence-present")));
    assert!(hands.has(&hands.text("headcount-presence-absent")));
    assert!(hands.says(&iin.1.full_name), "whose mark it is");
    let values = [json!("signed"), json!("refused")];
    let hands = compared(Language::En, &FieldKey::PartyDecision, values);
    assert!(hands.has(&hands.text("act-party-signed")));
    assert!(hands.has(&hands.text("act-party-refused")));
}

#[test]
fn after_a_crash_every_field_found_again_is_listed_with_the_way_to_it() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let Some(Event::VisitOpened(open)) = world().secretary().opened.get(&world().visit) else {
        panic!("the visit was not recorded")
    };
    let mut open = open.as_ref().clone();
    let finding = Finding {
        note: "Дверь заперта".to_owned(),
        ..Finding::default()
    };
    let mark = FieldKey::Mark {
        group: open.groups[0].code.clone(),
        iin: open.groups[0].learners[2].iin,
    };
    let found = vec![finding_key(), mark.clone()];
    open.recovered = found;
    replay.with(|state| {
        let install = InstallId::new(uuid::Uuid::from_u128(1));
        let author = state.recording.person.id;
        for (key, value) in [(finding_key(), json!(finding)), (mark, json!("absent"))] {
            let version = state
                .draft
                .write(&key, install, value, author, state.world.now);
            state.draft.merge(key, version);
        }
        state.opened = Some(Arc::new(open.clone()));
    });
    hands.go(Place::Visit(world().visit));
    hands.look(3);
    let title = hands.text("recovery-title");
    assert!(hands.has(&title));
    let count = hands.format("notice-recovered", &[("count", 2.into())]);
    assert!(hands.says(&count), "{count}");
    assert!(hands.says("Дверь заперта"), "the value");
    let time = hands.app().locale().date_time(world().now);
    assert!(hands.says(&time), "the time, {time}");
    let name = open.groups[0].learners[2].full_name.clone();
    assert!(hands.says(&name), "whose mark it is");
    if pictures_wanted() {
        for (language, dark) in [
            (Language::Kk, false),
            (Language::Ru, true),
            (Language::En, false),
        ] {
            hands.act(Action::Language(language));
            hands.act(Action::Dark(dark));
            hands.picture(&format!("state-recovered-{}", language.code()));
        }
    }
    hands.act(Action::Language(Language::Ru));
    let label = work(&hands)
        .sheet("SAFE")
        .and_then(|sheet| sheet.label_of("B07", Language::Ru))
        .expect("the text");
    hands.click(&format!("B07 {label}"));
    hands.look(4);
    assert_eq!(hands.app().place(), Place::Runner(world().visit));
    assert_eq!(cursor(&hands), "B07");
    assert!(!hands.has(&title), "the dialog has closed");
    // Opened once more in the same session, it isn't told again.
    hands.go(Place::Visits);
    hands.go(Place::Visit(world().visit));
    assert!(!hands.has(&title));
}
