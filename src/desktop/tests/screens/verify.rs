//! Verifying what is dropped on the window: acts, cards, signature files.

use crate::files::drop_files;
use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, DocumentKind, Event};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

fn exported(name: &str) -> String {
    world().exported.join(name).to_string_lossy().into_owned()
}

fn signature_files() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(&world().exported)
        .unwrap()
        .flatten()
        .map(|entry| entry.path().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".cms"))
        .collect();
    names.sort();
    names
}

fn drop(hands: &mut Hands, names: &[String]) {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    drop_files(hands, &names);
    hands.look(3);
}

fn at_settings(language: Language) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(AccountRole::IssuerOfficer, language);
    hands.go(Place::Settings);
    (hands, replay)
}

#[test]
fn a_card_dropped_anywhere_opens_its_verification_in_every_language_theme_and_size() {
    let (mut hands, _replay) = at_settings(Language::Ru);
    drop(&mut hands, &[exported("card.pdf")]);
    assert_eq!(hands.app().place(), Place::Verify);
    let count = i64::try_from(signature_files().len()).unwrap();
    let mut found = Vec::new();
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            let words = hands.format("report-all-valid", &[("count", count.into())]);
            assert!(hands.says(&words), "{words}");
            assert!(hands.says(&hands.text("report-preliminary")));
            for size in [SMALL, LARGE] {
                hands.resize(size);
                let view = format!("verify-card-{}-{dark}-{}", language.code(), size[0]);
                found.extend(
                    problems(&hands)
                        .into_iter()
                        .map(|one| format!("{view}: {one}")),
                );
                if pictures_wanted() {
                    hands.picture(&view);
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_signature_waits_for_its_document_and_one_altered_is_invalid() {
    let (mut hands, _replay) = at_settings(Language::Ru);
    let cms = signature_files().remove(0);
    drop(&mut hands, std::slice::from_ref(&cms));
    assert!(hands.says(&hands.text("report-not-fully")));
    assert!(hands.says(&hands.text("check-detail-document-missing")));
    drop(&mut hands, &[exported("act.json")]);
    let words = hands.format("report-all-valid", &[("count", 1.into())]);
    assert!(hands.says(&words), "both together");
    // What was verified makes room for what comes next.
    let altered = exported("altered.json");
    let mut bytes = std::fs::read(exported("act.json")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&altered, bytes).unwrap();
    drop(&mut hands, &[altered, cms]);
    assert!(hands.says(&hands.text("report-some-invalid")));
    assert!(hands.says(&hands.text("check-detail-document-altered")));
    assert!(problems(&hands).is_empty(), "{:?}", problems(&hands));
    if pictures_wanted() {
        hands.picture("verify-altered");
    }
}

#[test]
fn files_without_a_signature_are_told_and_can_be_left_out() {
    let (mut hands, replay) = at_settings(Language::Kk);
    hands.go(Place::Verify);
    drop(&mut hands, &[exported("act.json")]);
    assert!(hands.says(&hands.text("client-verify-nothing-signed")));
    if pictures_wanted() {
        hands.picture("verify-no-signature");
    }
    let name = [("name", "act.json".into())];
    let label = hands.format("verify-leave-out", &name);
    hands.click(&label);
    assert!(hands.says(&hands.text("verify-empty")));
    assert_eq!(
        replay.count(|command| matches!(command, Command::Verify { .. })),
        1
    );
}

#[test]
fn a_report_is_printed_in_a_language_by_keyboard_and_copied() {
    let (mut hands, replay) = at_settings(Language::Ru);
    drop(&mut hands, &[exported("card.pdf")]);
    hands.click(&hands.text("button-print"));
    hands.click(Language::Kk.native_name());
    let printed = replay.count(|command| {
        matches!(
            command,
            Command::PrintReport {
                language: Language::Kk,
                ..
            }
        )
    });
    assert_eq!(printed, 1);
    // Whoever has no mouse reaches the details of a signature too.
    let more = hands.text("verify-more");
    let mut reached = false;
    for _ in 0..60 {
        hands.press(Key::Tab);
        if hands
            .focused()
            .is_some_and(|(_, name)| name.starts_with(&more))
        {
            reached = true;
            break;
        }
    }
    assert!(reached, "{more} has no focus");
    hands.press(Key::Enter);
    hands.look(2);
    assert!(hands.says(&hands.text("report-group-certificate")));
    if pictures_wanted() {
        hands.picture("verify-details");
    }
}

#[test]
fn the_papers_of_a_signed_act_include_its_card() {
    let recording = world().of(AccountRole::IssuerOfficer);
    let signed = |event: &Event| match event {
        Event::ActOpened(act) => !act.signatures.is_empty(),
        _ => false,
    };
    let visit: VisitId = *recording
        .acts
        .iter()
        .find(|(_, event)| signed(event))
        .unwrap()
        .0;
    let (mut hands, replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    hands.go(Place::Act(visit));
    hands.look(3);
    hands.click(&hands.text("button-print"));
    assert!(hands.says(&hands.text("card-title")));
    if pictures_wanted() {
        hands.picture("act-papers-card");
    }
    // The card is the last paper of the menu.
    hands
        .harness
        .query_all_by_label(Language::En.native_name())
        .last()
        .unwrap()
        .click();
    hands.look(4);
    let printed = replay.count(|command| {
        matches!(
            command,
            Command::PrintDocument {
                document: DocumentKind::Card,
                language: Language::En,
                ..
            }
        )
    });
    assert_eq!(printed, 1);
}
