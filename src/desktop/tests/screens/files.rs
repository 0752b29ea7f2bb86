//! Files dropped on the window and pictures pasted: bound to what the screen is about.

use crate::hands::Hands;
use crate::replay::Replay;
use crate::runner::{jump, work};
use crate::world::world;
use baqylau_client::ui::{Command, EvidenceSource};
use baqylau_desktop::place::Place;
use baqylau_locale::Language;
use egui::{Color32, ColorImage, DroppedFile, HoveredFile};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody reads it here".to_owned())
    }
}

fn hover(hands: &mut Hands, count: usize) {
    hands.harness.input_mut().hovered_files = vec![HoveredFile::default(); count];
    hands.look(3);
}

pub fn drop_files(hands: &mut Hands, names: &[&str]) {
    let input = hands.harness.input_mut();
    input.hovered_files.clear();
    input.dropped_files = names
        .iter()
        .map(|name| Arc::new(Dropped(PathBuf::from(name))) as egui::DroppedFileHandle)
        .collect();
    hands.harness.step();
    hands.harness.input_mut().dropped_files.clear();
    hands.look(3);
}

fn paste(hands: &mut Hands, replay: &Replay) {
    let before = added(replay).len();
    let picture = ColorImage::filled([8, 6], Color32::RED);
    hands
        .harness
        .event(egui::Event::PasteImage(Arc::new(picture)));
    let begun = Instant::now();
    while added(replay).len() == before {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing came");
        std::thread::park_timeout(Duration::from_millis(5));
        hands.look(1);
    }
}

/// Checklist, item and names of every set of files taken in.
fn added(replay: &Replay) -> Vec<(String, String, Vec<String>)> {
    replay.with(|state| {
        let of = |command: &Command| match command {
            Command::AddEvidence {
                list,
                item,
                sources,
                ..
            } => {
                let names = sources.iter().map(|source| match source {
                    EvidenceSource::File(path) => path.display().to_string(),
                    EvidenceSource::Bytes { name, bytes } => {
                        assert!(bytes.starts_with(&[0x89, b'P', b'N', b'G']));
                        name.clone()
                    }
                });
                Some((list.clone(), item.clone(), names.collect()))
            }
            _ => None,
        };
        state.sent.iter().filter_map(of).collect()
    })
}

fn place_of(replay: &Replay) -> (String, String) {
    let (list, item, _) = added(replay).pop().expect("something was taken in");
    (list, item)
}

fn pair(list: &str, item: &str) -> (String, String) {
    (list.to_owned(), item.to_owned())
}

#[test]
fn several_files_dropped_in_the_checklist_belong_to_the_item_at_hand() {
    let (mut hands, replay) = Hands::in_runner(Language::Ru);
    jump(&mut hands, "B07");
    hover(&mut hands, 3);
    let args = [("count", 3.into()), ("item", "B07".into())];
    let said = hands.format("drop-to-item", &args);
    assert!(hands.says(&said), "while they hang over it: {said}");
    if crate::hands::pictures_wanted() {
        hands.picture("drop-over-item-ru");
    }
    drop_files(&mut hands, &["one.jpg", "two.jpg", "three.pdf"]);
    assert!(!hands.says(&said));
    let all = added(&replay);
    assert_eq!(all.len(), 1, "one command for all of them");
    let names: Vec<&str> = all[0].2.iter().map(String::as_str).collect();
    assert_eq!(names, ["one.jpg", "two.jpg", "three.pdf"]);
    assert_eq!(place_of(&replay), pair("SAFE", "B07"));
    assert!(hands.says(&hands.text("notice-evidence-added")));
}

#[test]
fn a_picture_pasted_in_the_checklist_belongs_to_the_item_at_hand() {
    let (mut hands, replay) = Hands::in_runner(Language::Kk);
    jump(&mut hands, "B07");
    paste(&mut hands, &replay);
    assert_eq!(place_of(&replay), pair("SAFE", "B07"));
    assert!(added(&replay)[0].2[0].starts_with("clipboard-"));
}

#[test]
fn evidence_of_one_item_takes_what_is_dropped_and_pasted_for_that_item() {
    let (mut hands, replay) = Hands::in_runner(Language::Ru);
    hands.go(Place::Evidence(world().visit));
    let label = work(&hands)
        .sheet("SAFE")
        .and_then(|sheet| sheet.label_of("B07", Language::Ru))
        .expect("the text");
    // Everything: what comes belongs to the visit as a whole.
    drop_files(&mut hands, &["whole.jpg"]);
    assert_eq!(place_of(&replay), pair("", ""));
    hover(&mut hands, 1);
    let args = [("count", 1.into())];
    assert!(hands.says(&hands.format("drop-to-visit", &args)));
    hover(&mut hands, 0);
    hands.click(&format!("B07 {label}"));
    hover(&mut hands, 1);
    let args = [("count", 1.into()), ("item", "B07".into())];
    assert!(hands.says(&hands.format("drop-to-item", &args)));
    drop_files(&mut hands, &["door.jpg"]);
    assert_eq!(place_of(&replay), pair("SAFE", "B07"));
    paste(&mut hands, &replay);
    assert_eq!(place_of(&replay), pair("SAFE", "B07"));
}

#[test]
fn where_files_are_not_taken_the_window_says_so() {
    for language in Language::ALL {
        let (mut hands, replay) = Hands::in_runner(language);
        hands.go(Place::Settings);
        hover(&mut hands, 1);
        let nowhere = hands.text("drop-nowhere");
        assert!(hands.says(&nowhere), "{nowhere}");
        drop_files(&mut hands, &["lost.jpg"]);
        assert!(added(&replay).is_empty());
        assert!(hands.says(&nowhere), "and again when they fell");
    }
}
