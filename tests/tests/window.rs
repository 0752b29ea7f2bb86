//! The real window in its own process: what a person wrote is there after a power cut.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop and tell"
)]

use baqylau_tests::nap;
use baqylau_tests::window::{Display, Look, PASSPHRASE, Person, Tree, Window, command};
use egui::Key;
use egui::accesskit::Role;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A note only this test writes, with letters only Kazakh has.
const NOTE: &str = "Әкімшілік ғимараты, 2-қабат: өрт есігі құлыптаулы";

/// Answers given by digits: item and key.
const ANSWERS: [(&str, Key); 5] = [
    ("A01", Key::Num1),
    ("A02", Key::Num2),
    ("A03", Key::Num1),
    ("A03a", Key::Num2),
    ("A04", Key::Num1),
];

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_window_process"))
}

/// A display, or `None` with a word about it where there is no Xvfb; CI must have one.
fn display() -> Option<Display> {
    let display = Display::start(1400, 1100).unwrap();
    if display.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "Xvfb is missing: the window went untested"
        );
        println!("skipped: Xvfb is not installed");
    }
    display
}

/// High enough for all the items of the story at once.
fn look() -> Look {
    Look {
        width: 1360,
        height: 1000,
        ..Look::default()
    }
}

fn starts(display: &Display, folder: &Path) -> Person {
    Person::starts(program(), display, folder, &look()).unwrap()
}

/// What is chosen at each item of [`ANSWERS`], when all five lines are on the screen and nothing
/// waits for the disk.
fn sees_answers(person: &Person) -> Vec<(String, String)> {
    let saving = person.t("sync-status-saving");
    person
        .window
        .wait("five answers on disk", |tree| {
            let seen: Vec<_> = ANSWERS
                .iter()
                .filter_map(|(code, _)| Some(((*code).to_owned(), chosen(tree, code)?)))
                .collect();
            (seen.len() == ANSWERS.len() && !tree.has(&saving)).then_some(seen)
        })
        .unwrap()
}

/// The chosen answer on the line of an item.
fn chosen(tree: &Tree, code: &str) -> Option<String> {
    let line = tree
        .all()
        .find(|one| one.role == Role::Label && one.name == code)?;
    tree.row(line)
        .find(|one| one.role == Role::RadioButton && one.chosen)
        .map(|one| one.name.clone())
}

#[test]
fn answers_given_by_keyboard_are_on_the_screen_after_a_power_cut() {
    let Some(display) = display() else { return };
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();

    let person = starts(&display, folder.path());
    person
        .opens_the_store(&["signin-passphrase-new", "signin-passphrase-repeat"])
        .unwrap();
    let name = person.signs_in("secretary").unwrap();
    let organisation = person.opens_the_visit_of_today().unwrap();
    for step in [
        "visit-pack-download",
        "visit-arrive",
        "visit-rights-handed-do",
        "visit-admit",
    ] {
        person.clicks(step).unwrap();
    }
    person.clicks("visit-open-checklists").unwrap();
    person
        .window
        .wait("the checklist", |tree| tree.has("A01").then_some(()))
        .unwrap();
    for (_, digit) in ANSWERS {
        person.presses(digit).unwrap();
        person.presses(Key::ArrowDown).unwrap();
    }
    let before = sees_answers(&person);
    for ((code, answer), (_, digit)) in before.iter().zip(ANSWERS) {
        assert!(
            answer.starts_with(digit.symbol_or_name()),
            "{code} is answered {answer}"
        );
    }
    person.presses(Key::Home).unwrap();
    person.presses(Key::N).unwrap();
    let noting = person.t("finding-item-note");
    person
        .window
        .wait("a note", |tree| {
            tree.all()
                .any(|one| one.is_text_field() && one.name == noting)
                .then_some(())
        })
        .unwrap();
    person.window.type_text(NOTE).unwrap();
    assert_eq!(sees_answers(&person), before, "a note changes no answer");
    // For whoever wants to see it.
    if let Some(folder) = std::env::var_os("BAQYLAU_WINDOW_PICTURES") {
        person
            .window
            .picture(&Path::new(&folder).join("window.png"))
            .unwrap();
    }
    println!(
        "a first visit on the screen after {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    person.window.kill().unwrap();

    let begun = Instant::now();
    let person = starts(&display, folder.path());
    person.opens_the_store(&["signin-passphrase"]).unwrap();
    person.signs_in("secretary").unwrap();
    person.opens_the_visit_of_today().unwrap();
    person.clicks("visit-open-checklists").unwrap();
    assert_eq!(sees_answers(&person), before);
    person
        .window
        .wait("the note", |tree| {
            tree.all()
                .any(|one| one.name == NOTE || one.value == NOTE)
                .then_some(())
        })
        .unwrap();
    println!(
        "everything is back after {:.1} s",
        begun.elapsed().as_secs_f64()
    );

    rests(&person.window);
    second_start(&display, &folder.path().join("data"));
    drop(person);
    nothing_readable(
        &folder.path().join("data"),
        &[&name, &organisation, NOTE, PASSPHRASE],
    );
}

/// A window nobody touches leaves the processor alone: it may move clocks once a second, no more.
/// What it was asked for before may take a while yet; sooner or later it rests.
fn rests(window: &Window) {
    let mut busy = Vec::new();
    loop {
        nap(Duration::from_secs(1));
        let Some(before) = window.processor_time() else {
            return;
        };
        nap(Duration::from_secs(3));
        let used = window.processor_time().unwrap() - before;
        println!(
            "at rest: {used} ticks in 3 s, {} KiB",
            window.memory_kib().unwrap_or_default()
        );
        if used < 90 {
            return;
        }
        busy.push(used);
        assert!(
            busy.len() < 5,
            "{busy:?} hundredths of a second of processor time in 3 s of rest each"
        );
    }
}

/// Started again with the same folder, the program says that it is running and ends.
fn second_start(display: &Display, data: &Path) {
    let second = command(program(), Some(display), data).output().unwrap();
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(!second.status.success());
    assert!(said.contains("already running"), "{said}");
}

/// Neither the store nor the log shows what was on the screen to whoever reads the disk.
fn nothing_readable(data: &Path, words: &[&str]) {
    let mut files = Vec::new();
    for folder in ["store", "log"] {
        collect(&data.join(folder), &mut files);
    }
    assert!(files.len() > 3, "{files:?}");
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        for words in words {
            // Every name by itself too: a log might say only one.
            for word in words
                .split_whitespace()
                .filter(|word| word.chars().count() > 4)
            {
                let found = bytes
                    .windows(word.len())
                    .any(|window| window == word.as_bytes());
                assert!(!found, "{} shows {word}", file.display());
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files)
        } else {
            files.push(path)
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_display_the_program_says_so_and_what_works_instead() {
    let folder = tempfile::tempdir().unwrap();
    let ended = command(program(), None, &folder.path().join("data"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success());
    assert!(said.contains("There is no display"), "{said}");
    assert!(said.contains("baqylau tour"), "{said}");
    assert!(!said.contains(".rs"), "names a source file: {said}");
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_graphics_driver_the_program_names_the_package_and_not_its_own_insides() {
    let display = Display::start_without_gl(800, 600).unwrap();
    let Some(display) = display else {
        assert!(std::env::var_os("CI").is_none(), "Xvfb is missing");
        println!("skipped: Xvfb is not installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing");
    std::fs::create_dir(&nothing).unwrap();
    let data = folder.path().join("data");
    let ended = command(program(), Some(&display), &data)
        // No maker of EGL either.
        .env("__EGL_VENDOR_LIBRARY_DIRS", &nothing)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(!ended.status.success());
    assert!(
        said.contains(
            "The graphics driver is missing or too old. Install the package libgl1-mesa-dri"
        ),
        "{said}"
    );
    for inside in ["display", "ConfigTemplate", "glutin", ".rs"] {
        assert!(!said.contains(inside), "{inside}: {said}");
    }
    let mut logs = Vec::new();
    collect(&data.join("log"), &mut logs);
    let log: String = logs
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    assert!(log.contains("no graphics driver: "), "{log}");
}
