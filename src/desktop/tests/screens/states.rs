//! Screens in the states that are hard to reach: nothing there, still loading, refused, damaged.

use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{
    Blocker, Command, Event, KeySource, KnownPerson, LockState, OrganisationFilter, OutboxRow,
    OutboxState, OutboxView, UserError, WaitingDraft, WaitingFile,
};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{BlobHash, InstallId, OperationId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{FixedAct, SignedFile, Stage};
use baqylau_locale::Language;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;

/// Looks at what is shown in every language and both themes.
pub fn everywhere(hands: &mut Hands, name: &str) {
    let mut found = Vec::new();
    // Every change of theme draws all letters anew, so that comes outermost.
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            let theme = if dark { "dark" } else { "light" };
            for problem in problems(hands) {
                found.push(format!("{name} {} {theme}: {problem}", language.code()));
            }
            if pictures_wanted() {
                hands.picture(&format!("state-{name}-{}-{theme}", language.code()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "{} problems:\n{}",
        found.len(),
        found.join("\n")
    );
}

fn at_the_door(lock: Option<LockState>) -> (Hands, Replay) {
    let replay = Replay::of(AccountRole::Commission);
    if let Some(lock) = lock {
        replay.tell(Event::Lock(lock));
    }
    let mut hands = Hands::over(Box::new(replay.clone()), Language::Ru, false);
    hands.look(3);
    (hands, replay)
}

#[test]
fn the_first_screens_tell_what_to_do() {
    let known = vec![KnownPerson {
        person: world().people[0].clone(),
        last: world().now,
        offline_until: Some(world().now.date_naive() + chrono::Days::new(14)),
        sample_key: true,
    }];
    let over = [
        world()
            .now
            .date_naive()
            .checked_sub_days(chrono::Days::new(1)),
        None,
    ]
    .into_iter()
    .zip(&world().people)
    .map(|(offline_until, person)| KnownPerson {
        person: person.clone(),
        last: world().now,
        offline_until,
        sample_key: false,
    })
    .collect::<Vec<_>>();
    let unlocked = |known: &[KnownPerson], online, sample| LockState::Unlocked {
        known: known.to_vec(),
        online,
        sample,
    };
    for (name, lock) in [
        ("starting", None),
        ("no-store", Some(LockState::NoStore { keyring: false })),
        (
            "no-store-keyring",
            Some(LockState::NoStore { keyring: true }),
        ),
        ("locked", Some(LockState::Locked { keyring: true })),
        (
            "damaged",
            Some(LockState::Damaged {
                newest_good: Some(world().now),
            }),
        ),
        (
            "damaged-nothing-kept",
            Some(LockState::Damaged { newest_good: None }),
        ),
        ("sign-in", Some(unlocked(&known, true, true))),
        ("sign-in-key-only", Some(unlocked(&[], true, false))),
        ("sign-in-offline", Some(unlocked(&known, false, true))),
        ("sign-in-offline-over", Some(unlocked(&over, false, false))),
        ("sign-in-offline-nobody", Some(unlocked(&[], false, true))),
    ] {
        let (mut hands, _replay) = at_the_door(lock);
        everywhere(&mut hands, name);
    }
}

#[test]
fn without_the_registry_a_name_alone_opens_nothing() {
    let person = &world().people[0];
    let of = |days: i64, sample_key| LockState::Unlocked {
        known: vec![KnownPerson {
            person: person.clone(),
            last: world().now,
            offline_until: Some(world().now.date_naive() + chrono::TimeDelta::days(days)),
            sample_key,
        }],
        online: false,
        sample: false,
    };
    let asked = |replay: &Replay| {
        replay.count(|command| matches!(command, Command::ContinueOffline { .. }))
    };
    // The time is over: nothing to press, and the way on is named.
    let (mut hands, replay) = at_the_door(Some(of(-2, true)));
    hands.click(&person.full_name);
    assert_eq!(asked(&replay), 0);
    assert!(hands.says(&hands.text("signin-offline-ended-detail")));
    // Within it the key is asked for, and nothing is sent before it is there.
    let (mut hands, replay) = at_the_door(Some(of(3, false)));
    hands.click(&person.full_name);
    assert_eq!(asked(&replay), 0);
    assert!(hands.says(&hands.text("signin-offline-proof")));
    everywhere(&mut hands, "sign-in-offline-proof");
    hands.act(Action::Language(Language::Ru));
    hands.drop_file("own.p12");
    let password = hands.text("signing-password");
    for _ in 0..12 {
        if hands.in_password(&password) {
            break;
        }
        hands.press(egui::Key::Tab);
    }
    assert!(hands.in_password(&password), "reached with Tab alone");
    hands.type_text("пароль");
    hands.press(egui::Key::Enter);
    hands.look(3);
    let with_file = replay.count(|command| {
        matches!(command, Command::ContinueOffline { person: who, key: KeySource::File(_), .. }
            if *who == person.id)
    });
    assert_eq!(with_file, 1);
    // A demonstration key is everybody's, so the name is enough.
    let (mut hands, replay) = at_the_door(Some(of(3, true)));
    hands.click(&person.full_name);
    assert_eq!(asked(&replay), 1);
}

#[test]
fn a_damaged_store_is_restored_by_one_button() {
    let (mut hands, replay) = at_the_door(Some(LockState::Damaged {
        newest_good: Some(world().now),
    }));
    let label = hands.text("signin-store-recover");
    hands.click(&label);
    assert_eq!(
        replay.count(|command| matches!(command, Command::RecoverStore)),
        1
    );
}

#[test]
fn a_wrong_passphrase_is_told_beside_the_field() {
    let (mut hands, replay) = at_the_door(Some(LockState::Locked { keyring: false }));
    let error = UserError::new("client-wrong-passphrase");
    replay.with(|state| state.refuse = Some(error.clone()));
    assert!(hands.in_password(&hands.text("signin-passphrase")));
    hands.type_text("не та");
    hands.press(egui::Key::Enter);
    hands.look(3);
    let words = baqylau_desktop::cx::error_text(hands.app().locale(), &error);
    assert!(hands.says(&words), "{words}");
    everywhere(&mut hands, "wrong-passphrase");
}

const PLACES: [(&str, Place); 8] = [
    ("visits", Place::Visits),
    ("organisations", Place::Organisations),
    ("decisions", Place::Decisions),
    ("to-sign", Place::ToSign),
    ("points", Place::Points),
    ("sync", Place::Sync),
    ("verify", Place::Verify),
    ("settings", Place::Settings),
];

#[test]
fn screens_that_still_load_show_that_they_do() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    replay.with(|state| state.silent = true);
    let visit = world().visit;
    let places = PLACES.into_iter().chain([
        ("visit", Place::Visit(visit)),
        ("runner", Place::Runner(visit)),
        ("count", Place::HeadCount(visit)),
        ("evidence", Place::Evidence(visit)),
        ("merge", Place::Merge(visit)),
        ("act", Place::Act(visit)),
    ]);
    for (name, place) in places {
        hands.go(place);
        everywhere(&mut hands, &format!("loading-{name}"));
    }
}

#[test]
fn screens_without_data_say_so() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    replay.with(|state| state.silent = true);
    for (name, place) in PLACES {
        hands.go(place);
        let filter = OrganisationFilter::default();
        replay.tell(Event::Visits(Arc::default()));
        replay.tell(Event::Organisations {
            filter,
            rows: Arc::default(),
        });
        replay.tell(Event::Sanctions(Arc::default()));
        replay.tell(Event::Points(Arc::default()));
        replay.tell(Event::Outbox(Arc::default()));
        hands.look(3);
        everywhere(&mut hands, &format!("empty-{name}"));
    }
}

#[test]
fn a_refused_operation_tells_why_and_what_can_be_done() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let recording = world().secretary();
    let subject = recording.rows()[0].organisation.clone();
    let row = |seq: u64, state: OutboxState| OutboxRow {
        operation: OperationId::new(uuid::Uuid::from_u128(u128::from(seq))),
        seq,
        kind_key: "client-operation-draft".to_owned(),
        visit: Some(world().visit),
        subject: subject.clone(),
        made_at: world().now,
        clock_flagged: seq == 1,
        state,
    };
    let refused = OutboxState::Refused {
        reason: UserError::new("visit-order-expired"),
        dismissed: false,
    };
    let view = OutboxView {
        operations: vec![
            row(1, refused),
            row(2, OutboxState::Queued),
            row(3, OutboxState::Sending),
            row(4, OutboxState::Held),
            row(5, OutboxState::Acknowledged { at: world().now }),
        ],
        drafts: vec![WaitingDraft {
            visit: world().visit,
            subject: Trilingual::same("Школа «Арай»"),
            written_at: world().now,
        }],
        attachments: vec![WaitingFile {
            sha256: BlobHash::new([7; 32]),
            sent: 1024,
            size: 5_000_000,
            subject: Trilingual::same("Школа «Арай»"),
        }],
        conflicts: vec![(world().visit, FieldKey::Objections)],
    };
    replay.with(|state| state.silent = true);
    hands.go(Place::Sync);
    replay.tell(Event::Outbox(Arc::new(view)));
    hands.look(3);
    everywhere(&mut hands, "sync-refused");
    for (tab, name) in [
        ("sync-attachments", "attachments"),
        ("sync-conflicts", "conflicts"),
    ] {
        let label = hands.text(tab);
        hands.click(&label);
        everywhere(&mut hands, &format!("sync-{name}"));
    }
}

/// Two members answered without seeing each other.
fn disagreement(replay: &Replay, hands: &Hands) -> FieldKey {
    let work = hands.app().model().work.as_ref().expect("a visit");
    let item = work.sheets[1].item("B07").expect("the item");
    let key = FieldKey::Answer {
        list: "SAFE".to_owned(),
        path: item.fields[0].path.as_str().to_owned(),
    };
    let members: Vec<_> = work
        .visit
        .signers()
        .iter()
        .map(|member| member.person)
        .collect();
    let choices = item.fields[0].choices.clone();
    replay.with(|state| {
        let blank = baqylau_domain::draft::Draft::default();
        for (index, choice) in choices.iter().take(2).enumerate() {
            let install = InstallId::new(uuid::Uuid::from_u128(100 + index as u128));
            let value = serde_json::Value::String(choice.name.clone());
            let author = members[index % members.len()];
            let version = blank.write(&key, install, value, author, state.world.now);
            state.draft.merge(key.clone(), version);
        }
        let draft = Arc::new(state.draft.clone());
        let changed = vec![key.clone()];
        state.queue.push_back(Event::DraftMerged {
            visit: state.world.visit,
            draft,
            changed,
        });
    });
    key
}

#[test]
fn two_answers_to_one_question_stand_side_by_side_until_one_is_kept() {
    let (mut hands, replay) = Hands::in_runner(Language::Ru);
    let key = disagreement(&replay, &hands);
    hands.look(3);
    let one = hands.format("visit-merge-conflicts", &[("count", 1.into())]);
    assert!(hands.has(&one), "the runner tells of the conflict: {one}");
    hands.click(&one);
    assert_eq!(hands.app().place(), Place::Merge(world().visit));
    everywhere(&mut hands, "merge-conflict");
    hands.act(Action::Language(Language::Ru));
    let keep = hands.text("visit-merge-keep");
    hands.click(&keep);
    let settled = replay.count(
        |command| matches!(command, Command::ResolveConflict { key: settled, .. } if *settled == key),
    );
    assert_eq!(settled, 1);
}

#[test]
fn an_act_with_something_missing_says_what() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let Event::VisitOpened(merging) = &world().merging else {
        panic!("not a visit")
    };
    replay.with(|state| {
        state.draft = merging.draft.as_ref().clone();
        state.opened = Some(merging.clone());
    });
    hands.go(Place::Visit(world().visit));
    everywhere(&mut hands, "visit-merging");
    hands.go(Place::Act(world().visit));
    hands.look(5);
    assert!(hands.app().model().act.is_some(), "the act was composed");
    everywhere(&mut hands, "act-merging");
}

#[test]
fn a_merge_without_conflicts_says_what_it_is_for_and_leads_on() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::Merge(world().visit));
    assert!(hands.has(&hands.text("visit-merge-none")));
    let name = world().secretary().person.full_name.clone();
    let last = hands.format(
        "visit-merge-last",
        &[("name", name.into()), ("time", "".into())],
    );
    assert!(hands.says(last.trim_end()), "{last}");
    everywhere(&mut hands, "merge-empty");
    hands.act(Action::Language(Language::Ru));
    let go_on = hands.text("visit-merge-to-visit");
    hands.click(&go_on);
    assert_eq!(hands.app().place(), Place::Visit(world().visit));
}

#[test]
fn the_jump_to_an_item_shows_its_whole_field() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    hands.ctrl(egui::Key::G);
    hands.look(6);
    let field = hands
        .harness
        .get_by_label(&hands.text("checklist-go-to-hint"))
        .rect();
    let accent = baqylau_widgets::tokens::tokens_of(&hands.harness.ctx).accent;
    let picture = hands.soft.picture(&hands.harness);
    // The ring is drawn outside the field, whose text begins well inside it.
    let ring = |from: f32, to: f32| {
        let y = field.center().y as u32;
        (from as u32..to as u32)
            .filter(|x| {
                let [r, g, b, _] = picture.get_pixel(*x, y).0;
                let near = |a: u8, b: u8| a.abs_diff(b) < 40;
                near(r, accent.r()) && near(g, accent.g()) && near(b, accent.b())
            })
            .count()
    };
    assert!(ring(field.left() - 48.0, field.left() - 24.0) >= 2, "left");
    assert!(ring(field.right(), field.right() + 24.0) >= 2, "right");
    if pictures_wanted() {
        hands.picture("state-go-to");
    }
}

/// The act of the secretary's visit in merging, with obstacles of these kinds and no others.
fn act_with(blockers: &[(&str, &str, &str)]) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let (Event::VisitOpened(merging), Event::ActComposed(act)) =
        (&world().merging, &world().composed)
    else {
        panic!("not a visit and its act")
    };
    let mut act = act.as_ref().clone();
    act.blockers = blockers
        .iter()
        .map(|(list, item, key)| Blocker {
            list: (*list).to_owned(),
            item: (*item).to_owned(),
            problem: UserError::new(*key).with("item", item).with("days", 10),
        })
        .collect();
    replay.with(|state| {
        state.draft = merging.draft.as_ref().clone();
        state.opened = Some(merging.clone());
        state.composed = Some(Event::ActComposed(Arc::new(act)));
    });
    // A pointer finds only what is on the screen, and the list stands under the party's fields.
    hands.resize(LARGE);
    hands.go(Place::Act(world().visit));
    hands.look(5);
    (hands, replay)
}

#[test]
fn a_member_signs_with_the_key_ncalayer_holds_and_reads_every_button_whole() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let (Event::VisitOpened(merging), Event::ActComposed(act)) =
        (&world().merging, &world().composed)
    else {
        panic!("not a visit and its act")
    };
    let mut signing = merging.as_ref().clone();
    let recorded = signing.visit.stage.recorded().expect("recorded").clone();
    let me = world().secretary().person.id;
    let act_fixed = FixedAct {
        id: act.content.act,
        kind: act.content.kind,
        sha256: act.sha256,
        draft_number: act.content.draft_number.clone(),
        at: act.content.composed_at,
        by: me,
        party: act.content.party_decision,
    };
    signing.visit.stage = Stage::Signing {
        file: SignedFile {
            recorded,
            act: act_fixed,
            signatures: Vec::new(),
            released: Vec::new(),
        },
    };
    let mut shown = act.as_ref().clone();
    shown.missing = vec![me];
    replay.with(|state| state.opened = Some(Arc::new(signing)));
    hands.go(Place::Act(world().visit));
    replay.tell(Event::ActOpened(Arc::new(shown)));
    hands.look(5);
    everywhere(&mut hands, "act-signing");
    hands.act(Action::Language(Language::Ru));
    let sign = hands.text("signing-nca-sign");
    hands.click(&sign);
    let asked = replay.count(|command| {
        matches!(
            command,
            Command::SignWithNcaLayer { person, accept: None, .. } if *person == me
        )
    });
    assert_eq!(asked, 1);
}

#[test]
fn obstacles_of_an_act_stand_by_kind_and_each_leads_to_where_it_is_put_right() {
    let blockers = [
        ("SAFE", "B07", "blocker-no-photo"),
        ("SAFE", "B07", "blocker-no-due"),
        ("SAFE", "B07", "blocker-conflict"),
        ("", "", "blocker-no-headcount"),
        ("", "", "blocker-no-representative"),
        ("", "", "blocker-no-party-decision"),
    ];
    let (mut hands, _replay) = act_with(&blockers);
    for key in [
        "act-blockers-evidence",
        "act-blockers-deadlines",
        "act-blockers-conflicts",
        "act-blockers-headcount",
        "act-blockers-party",
    ] {
        assert!(hands.has(&hands.text(key)), "{key}");
    }
    everywhere(&mut hands, "act-blockers");
    hands.resize(SMALL);
    everywhere(&mut hands, "act-blockers-small");
    hands.resize(LARGE);
    hands.act(Action::Language(Language::Ru));
    let act = Place::Act(world().visit);
    let item = [("item", "B07".into())];
    let photo = hands.format("blocker-no-photo", &item);
    hands.click(&photo);
    assert_eq!(hands.app().place(), Place::Runner(world().visit));
    assert_eq!(crate::runner::cursor(&hands), "B07");

    let (mut hands, _replay) = act_with(&blockers);
    let conflict = hands.format("blocker-conflict", &item);
    hands.click(&conflict);
    assert_eq!(hands.app().place(), Place::Merge(world().visit));

    let (mut hands, _replay) = act_with(&blockers);
    let count = hands.text("blocker-no-headcount");
    hands.click(&count);
    assert_eq!(hands.app().place(), Place::HeadCount(world().visit));

    // What is missing on this very screen takes the focus.
    let (mut hands, _replay) = act_with(&blockers);
    let missing = hands.text("blocker-no-representative");
    hands.click(&missing);
    assert_eq!(hands.app().place(), act);
    let focused = hands.focused().map(|(_, name)| name);
    assert_eq!(focused, Some(hands.text("visit-representative")));
}

#[test]
fn what_the_act_lacks_of_the_party_and_of_leaving_takes_the_focus() {
    for (blocker, field) in [
        ("blocker-act-departure-missing", "act-departed"),
        ("blocker-act-acquaintance-missing", "act-acquainted"),
        ("blocker-act-objections-missing", "act-field-objections"),
    ] {
        let (mut hands, _replay) = act_with(&[("", "", blocker)]);
        let missing = hands.text(blocker);
        hands.click(&missing);
        let focused = hands.focused().map(|(_, name)| name);
        assert_eq!(focused, Some(hands.text(field)), "{blocker}");
    }
}

#[test]
fn many_obstacles_of_a_kind_are_counted_and_opened_by_the_keyboard() {
    let items: Vec<String> = (1..=9).map(|n| format!("B0{n}")).collect();
    let blockers: Vec<(&str, &str, &str)> = items
        .iter()
        .map(|item| ("SAFE", item.as_str(), "blocker-unanswered"))
        .collect();
    let (mut hands, _replay) = act_with(&blockers);
    let heading = hands.text("act-blockers-unanswered");
    let work = hands.app().model().work.as_ref().expect("the visit");
    let label = work.sheets[1]
        .label_of("B09", Language::Ru)
        .expect("an item");
    let line = format!("B09 {label}");
    assert!(!hands.has(&line), "nine lines would push the rest away");
    for _ in 0..60 {
        hands.press(egui::Key::Tab);
        if hands.focused().is_some_and(|(_, name)| name == heading) {
            break;
        }
    }
    hands.press(egui::Key::Enter);
    assert!(hands.has(&line), "{:?}", hands.focused());
    everywhere(&mut hands, "act-unanswered");
}

#[test]
fn an_act_that_cannot_be_composed_says_why() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    replay.with(|state| state.refuse = Some(UserError::new("client-not-signed-in")));
    hands.go(Place::Act(world().visit));
    hands.look(5);
    everywhere(&mut hands, "act-refused");
}

#[test]
fn a_visit_without_its_pack_says_what_to_do_first() {
    let recording = world().secretary();
    let without = recording
        .opened
        .iter()
        .find(|(_, event)| matches!(event, Event::VisitOpened(open) if open.pack.is_none()));
    let Some((visit, _)) = without else { return };
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::Runner(*visit));
    assert!(hands.has(&hands.text("visit-pack-missing")));
    everywhere(&mut hands, "runner-no-pack");
}
