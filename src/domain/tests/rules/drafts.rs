//! The draft's laws: whatever is lost, repeated or reordered, every laptop ends with the same
//! draft, and nobody's write disappears unseen.

use baqylau_domain::draft::{Draft, Field, FieldKey, FieldVersion};
use baqylau_domain::identifiers::{Iin, InstallId, PersonId};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use crate::world;

fn install(n: usize) -> InstallId {
    InstallId::new(world::uuid(u128::try_from(n).unwrap() + 1))
}

fn item(n: usize) -> FieldKey {
    FieldKey::Answer {
        list: "SAFE".into(),
        path: format!("/data/B{n:02}"),
    }
}

fn write(draft: &mut Draft, n: usize, laptop: usize, value: Value, minute: i64) -> FieldVersion {
    let author = world::person(u128::try_from(laptop).unwrap());
    let version = draft.write(
        &item(n),
        install(laptop),
        value,
        author,
        world::minutes(minute),
    );
    assert!(
        draft.merge(item(n), version.clone()),
        "one's own write always counts"
    );
    version
}

#[test]
fn two_laptops_answer_the_same_item_and_nothing_is_lost() {
    let (mut one, mut two) = (Draft::default(), Draft::default());
    write(&mut one, 7, 1, json!("yes"), 10);
    write(&mut two, 7, 2, json!("no"), 11);
    one.merge_all(&two);
    two.merge_all(&one);
    assert_eq!(one, two);
    let field = one.field(&item(7)).unwrap();
    assert!(field.is_conflicted());
    let values: Vec<&Value> = field
        .versions()
        .iter()
        .map(|version| &version.value)
        .collect();
    assert_eq!(
        values,
        [&json!("no"), &json!("yes")],
        "the later one is shown first"
    );
    assert_eq!(one.conflicts().count(), 1);

    // The secretary chooses; the choice reaches the other laptop and ends the conflict.
    write(&mut one, 7, 1, json!("no"), 12);
    assert_eq!(two.merge_all(&one), [item(7)]);
    assert_eq!(one, two);
    assert_eq!(two.conflicts().count(), 0);
    assert_eq!(two.value(&item(7)), Some(&json!("no")));
}

#[test]
fn a_laptop_whose_clock_is_years_behind_still_overrules_what_it_has_seen() {
    let (mut one, mut two) = (Draft::default(), Draft::default());
    write(&mut one, 7, 1, json!("yes"), 1_000_000);
    two.merge_all(&one);
    write(&mut two, 7, 2, json!("no"), -1_000_000);
    one.merge_all(&two);
    assert_eq!(one.value(&item(7)), Some(&json!("no")));
    assert!(!one.field(&item(7)).unwrap().is_conflicted());
}

#[test]
fn a_cleared_field_has_no_value_but_remembers_that_it_was_cleared() {
    let (mut one, mut two) = (Draft::default(), Draft::default());
    let old = write(&mut one, 7, 1, json!("yes"), 1);
    write(&mut one, 7, 1, Value::Null, 2);
    assert_eq!(one.value(&item(7)), None);
    two.merge(item(7), old.clone());
    two.merge_all(&one);
    assert_eq!(two.value(&item(7)), None);
    assert!(
        !two.merge(item(7), old),
        "a late copy of the old answer changes nothing"
    );
}

#[test]
fn a_laptop_restored_from_a_backup_does_not_swallow_its_own_lost_write() {
    // The same installation makes two different first writes: the clocks are equal, the values
    // aren't, so both stay.
    let (mut before, mut restored) = (Draft::default(), Draft::default());
    write(&mut before, 7, 1, json!("yes"), 1);
    write(&mut restored, 7, 1, json!("no"), 2);
    before.merge_all(&restored);
    assert_eq!(before.field(&item(7)).unwrap().versions().len(), 2);
}

#[test]
fn a_field_of_another_shape_reads_as_nothing() {
    let mut draft = Draft::default();
    write(&mut draft, 1, 1, json!({"note": "нет", "severity": "G"}), 1);
    write(&mut draft, 2, 1, json!(["not", "a", "finding"]), 1);
    let finding: baqylau_domain::finding::Finding = draft.read(&item(1)).unwrap();
    assert_eq!(finding.note, "нет");
    assert_eq!(
        draft.read::<baqylau_domain::finding::Finding>(&item(2)),
        None
    );
    assert_eq!(
        draft.read::<baqylau_domain::finding::Finding>(&item(3)),
        None
    );
}

/// One thing that happens among three laptops.
#[derive(Debug, Clone)]
enum Happening {
    /// A laptop writes a field. Times and values come from small sets, so that they collide.
    Write {
        laptop: usize,
        field: usize,
        value: u8,
        minute: i64,
        shared_author: bool,
    },
    /// A message written earlier reaches a laptop, maybe for the second time.
    Deliver { message: usize, laptop: usize },
    /// A laptop takes in the whole draft of another (a stick).
    Stick { from: usize, to: usize },
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => (0..3usize, 0..2usize, 0..3u8, 0..3i64, any::<bool>()).prop_map(
            |(laptop, field, value, minute, shared_author)| Happening::Write {
                laptop, field, value, minute, shared_author
            }
        ),
        4 => (any::<usize>(), 0..3usize)
            .prop_map(|(message, laptop)| Happening::Deliver { message, laptop }),
        2 => (0..3usize, 0..3usize).prop_map(|(from, to)| Happening::Stick { from, to }),
    ]
}

/// A write as the test remembers it, beside the program's own clocks.
struct Message {
    field: usize,
    version: FieldVersion,
    /// Writes the author had seen, by number.
    seen: BTreeSet<usize>,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn three_laptops_agree_and_no_write_is_lost(
        history in proptest::collection::vec(happening(), 1..60),
    ) {
        let mut laptops = [Draft::default(), Draft::default(), Draft::default()];
        // What each laptop knows of, directly or through somebody who knew.
        let mut known: [BTreeSet<usize>; 3] = Default::default();
        let mut messages: Vec<Message> = Vec::new();
        for happening in history {
            match happening {
                Happening::Write { laptop, field, value, minute, shared_author } => {
                    let author = if shared_author { 99 } else { u128::try_from(laptop).unwrap() };
                    let version = laptops[laptop].write(
                        &item(field),
                        install(laptop),
                        json!(value),
                        PersonId::new(world::uuid(author)),
                        world::minutes(minute),
                    );
                    laptops[laptop].merge(item(field), version.clone());
                    let seen = known[laptop].iter().copied()
                        .filter(|other| messages[*other].field == field).collect();
                    known[laptop].insert(messages.len());
                    messages.push(Message { field, version, seen });
                }
                Happening::Deliver { message, laptop } => {
                    if messages.is_empty() {
                        continue;
                    }
                    let number = message % messages.len();
                    let message = &messages[number];
                    laptops[laptop].merge(item(message.field), message.version.clone());
                    known[laptop].insert(number);
                    known[laptop].extend(&message.seen);
                }
                Happening::Stick { from, to } => {
                    let other = laptops[from].clone();
                    laptops[to].merge_all(&other);
                    let other = known[from].clone();
                    known[to].extend(other);
                }
            }
            // At every moment a laptop shows exactly what nobody it knows of has overruled.
            for (laptop, known) in laptops.iter().zip(&known) {
                for field in 0..2 {
                    let standing: BTreeSet<usize> = known.iter().copied()
                        .filter(|write| messages[*write].field == field)
                        .filter(|write| !known.iter().any(|other| {
                            messages[*other].field == field && messages[*other].seen.contains(write)
                        }))
                        .collect();
                    let shown = laptop.field(&item(field)).map_or(&[][..], Field::versions);
                    prop_assert_eq!(shown.len(), standing.len());
                    for write in standing {
                        prop_assert!(shown.contains(&messages[write].version), "write {}", write);
                    }
                }
            }
        }
        // Everything arrives everywhere in the end, in any order.
        let all = laptops.clone();
        for (turn, laptop) in laptops.iter_mut().enumerate() {
            for offset in 0..3 {
                laptop.merge_all(&all[(turn + offset) % 3]);
            }
        }
        prop_assert_eq!(&laptops[0], &laptops[1]);
        prop_assert_eq!(&laptops[1], &laptops[2]);
        prop_assert!(laptops[0].merge_all(&laptops[1].clone()).is_empty());
        let json = serde_json::to_string(&laptops[0]).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Draft>(&json).unwrap(), &laptops[0]);
    }

    /// The laws hold for any versions at all, also for those of a cloned or hostile laptop.
    #[test]
    fn merging_is_commutative_associative_and_idempotent(
        a in any_draft(), b in any_draft(), c in any_draft(),
    ) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(&merged(&a, &a), &a);
        let both = merged(&a, &b);
        prop_assert_eq!(merged(&both, &b), both.clone());
        prop_assert_eq!(merged(&b, &both), both);
    }

    #[test]
    fn versions_standing_beside_each_other_never_cover_each_other(draft in any_draft()) {
        for (_, field) in draft.iter() {
            for one in field.versions() {
                for other in field.versions() {
                    prop_assert!(one.clock == other.clock || !one.clock.covers(&other.clock));
                }
            }
        }
    }

    #[test]
    fn the_key_of_a_field_reads_back_whatever_it_is_made_of(
        first in "\\PC{0,12}|[|%7C25]{0,8}",
        second in "\\PC{0,12}|[|%7C25]{0,8}",
        digest in any::<[u8; 32]>(),
        who in any::<u128>(),
        kind in 0..13u8,
    ) {
        let sha256 = baqylau_domain::identifiers::BlobHash::new(digest);
        let iin: Iin = world::IINS[usize::from(digest[0]) % 7].parse().unwrap();
        let key = match kind {
            0 => FieldKey::Answer { list: first, path: second },
            1 => FieldKey::Finding { list: first, item: second },
            2 => FieldKey::Evidence { list: first, item: second, sha256 },
            3 => FieldKey::Mark { group: first, iin },
            4 => FieldKey::Opinion { member: PersonId::new(world::uuid(who)) },
            5 => FieldKey::Objections,
            6 => FieldKey::PartyDecision,
            7 => FieldKey::Ordered { group: first },
            8 => FieldKey::FurtherOrder { number: second },
            9 => FieldKey::Acquaintance,
            10 => FieldKey::SigningRefusal,
            11 => FieldKey::Departure,
            _ => FieldKey::Representative,
        };
        let text = key.to_string();
        prop_assert_eq!(text.parse::<FieldKey>(), Ok(key.clone()));
        let json = serde_json::to_string(&key).unwrap();
        prop_assert_eq!(serde_json::from_str::<FieldKey>(&json).unwrap(), key);
    }

    #[test]
    fn no_text_makes_a_key_panic(text in "\\PC{0,30}|(mark|answer|evidence|opinion)[|a-z0-9%]{0,20}") {
        if let Ok(key) = text.parse::<FieldKey>() {
            prop_assert_eq!(key.to_string().parse::<FieldKey>(), Ok(key));
        }
    }
}

#[test]
fn keys_are_written_as_they_always_were() {
    let check = |key: FieldKey, text: &str| {
        assert_eq!(key.to_string(), text);
        assert_eq!(text.parse(), Ok(key));
    };
    check(item(7), "answer|SAFE|/data/B07");
    check(
        FieldKey::Finding {
            list: "SAFE".into(),
            item: "B07".into(),
        },
        "finding|SAFE|B07",
    );
    check(
        FieldKey::Mark {
            group: "7 «Б»".into(),
            iin: world::IINS[0].parse().unwrap(),
        },
        "mark|7 «Б»|150314599009",
    );
    check(
        FieldKey::Mark {
            group: "ИС|50%".into(),
            iin: world::IINS[0].parse().unwrap(),
        },
        "mark|ИС%7C50%25|150314599009",
    );
    check(FieldKey::Objections, "objections");
    check(FieldKey::PartyDecision, "party");
    check(FieldKey::Representative, "representative");
    let group = "ИС|23".to_owned();
    check(FieldKey::Ordered { group }, "ordered|ИС%7C23");
    let number = "421-н/қ".to_owned();
    check(FieldKey::FurtherOrder { number }, "order|421-н/қ");
    check(FieldKey::Acquaintance, "acquaintance");
    check(FieldKey::SigningRefusal, "signing-refusal");
    check(FieldKey::Departure, "departure");
    for text in [
        "",
        "answer",
        "answer|SAFE",
        "mark|7|150314599000",
        "opinion|me",
        "objections|",
    ] {
        assert!(text.parse::<FieldKey>().is_err(), "{text}");
    }
}

fn merged(one: &Draft, other: &Draft) -> Draft {
    let mut both = one.clone();
    both.merge_all(other);
    both
}

/// A draft of versions with arbitrary clocks, merged in some order.
fn any_draft() -> impl Strategy<Value = Draft> {
    let version = (
        0..2usize,
        proptest::collection::btree_map(0..3usize, 1..3u32, 1..3),
        0..2u8,
        0..2u128,
        0..2i64,
    );
    proptest::collection::vec(version, 0..6).prop_map(|versions| {
        let mut draft = Draft::default();
        for (field, clock, value, author, minute) in versions {
            let clock: serde_json::Map<String, Value> = clock
                .iter()
                .map(|(n, count)| (install(*n).to_string(), json!(count)))
                .collect();
            let version = FieldVersion {
                clock: serde_json::from_value(Value::Object(clock)).unwrap(),
                value: json!(value),
                author: world::person(author),
                at: world::minutes(minute),
            };
            draft.merge(item(field), version);
        }
        draft
    })
}
