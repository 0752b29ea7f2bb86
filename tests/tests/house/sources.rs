//! What every source file keeps to.

use crate::tree::texts;

/// Rooms that read no clock, draw no random numbers and touch nothing outside themselves.
const PURE: [&str; 4] = ["domain", "checklist", "documents", "protocol"];

/// What pure rooms never write. `signing` is not listed: its demonstration authority is given
/// randomness, and its trust folders are read by the caller, which its own tests watch.
const IMPURE: [&str; 11] = [
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "Instant::now",
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process::Command",
    "Uuid::now_v",
    "Uuid::new_v",
];

const LONGEST_FILE: usize = 900;

#[test]
fn pure_rooms_ask_nothing_of_the_world() {
    for (name, text) in texts() {
        let pure = PURE
            .iter()
            .any(|room| name.starts_with(&format!("src/{room}/src/")));
        if !pure || !name.ends_with(".rs") {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or("");
            for word in IMPURE {
                assert!(!code.contains(word), "{name}:{number} uses `{word}`");
            }
        }
    }
}

#[test]
fn every_source_file_says_its_purpose_first_and_stays_readable() {
    let mut seen = 0;
    for (name, text) in texts() {
        if !name.ends_with(".rs") {
            continue;
        }
        seen += 1;
        let first = text.lines().next().unwrap_or("");
        let purpose = first.strip_prefix("//! ").unwrap_or("");
        assert!(
            purpose.chars().count() >= 15,
            "{name} begins with its purpose, in one sentence"
        );
        let lines = text.lines().count();
        assert!(
            lines < LONGEST_FILE,
            "{name} has {lines} lines: split it by purpose"
        );
        let stem = name.rsplit('/').next().unwrap_or("");
        assert!(
            !["utils.rs", "util.rs", "helpers.rs", "misc.rs"].contains(&stem),
            "{name}"
        );
    }
    assert!(seen > 50, "the sources were found");
}

#[test]
fn nothing_is_left_half_done() {
    // Written in pieces, so that this file doesn't find itself.
    let marks = [
        concat!("FIX", "ME"),
        concat!("TO", "DO:"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("coming", " soon"),
    ];
    for (name, text) in texts() {
        if !name.ends_with(".rs") && !name.ends_with(".ftl") && !name.ends_with(".md") {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            for mark in marks {
                assert!(!line.contains(mark), "{name}:{number} says `{mark}`");
            }
        }
    }
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/."),
        concat!("/ho", "me/"),
        concat!("/tm", "p/"),
    ];
    for (name, text) in texts() {
        for (number, line) in (1..).zip(text.lines()) {
            for place in places {
                // As the beginning of a path, not inside one or inside an address.
                let found = line.match_indices(place).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-/~}".contains(c))
                });
                assert!(
                    !found,
                    "{name}:{number} names a place of one machine: {place}"
                );
            }
        }
    }
}

/// What draws: screens, and the frame around them.
const DRAWING: [&str; 3] = [
    "src/desktop/src/screens",
    "src/desktop/src/shell",
    "src/desktop/src/commands",
];

/// What waits for a disk, a network, a lock or another thread. A frame never does.
const WAITING: [&str; 18] = [
    "std::fs",
    "fs::read",
    "fs::write",
    "File::open",
    "File::create",
    "OpenOptions",
    "std::net",
    "TcpStream",
    "reqwest",
    "rusqlite",
    "block_on",
    ".recv()",
    "recv_timeout",
    "thread::sleep",
    "Mutex",
    ".await;",
    ".await?",
    ".await.",
];

/// What stands for a colour of its own instead of a token. White is the tint that leaves a
/// picture as it is.
const COLOURS: [&str; 9] = [
    "Color32::from_",
    "Color32::BLACK",
    "Color32::RED",
    "Color32::GREEN",
    "Color32::BLUE",
    "Color32::YELLOW",
    "Color32::GRAY",
    "hex_color!",
    "Rgba::from_",
];

#[test]
fn screens_wait_for_nothing_and_name_no_colours() {
    let mut seen = 0;
    for (name, text) in texts() {
        let draws = DRAWING.iter().any(|folder| name.starts_with(folder));
        if !draws || !name.ends_with(".rs") {
            continue;
        }
        seen += 1;
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or("");
            for word in WAITING.iter().chain(&COLOURS) {
                assert!(!code.contains(word), "{name}:{number} uses `{word}`");
            }
        }
    }
    assert!(seen > 20, "the screens were found");
}
