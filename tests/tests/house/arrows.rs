//! Who may use whom: rooms, libraries, and what is reached through them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::tree::{Dependency, dependencies, metadata, room, root};

/// Which rooms a room may use; `src/README.md` shows the same and says why.
pub const ARROWS: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("checklist", &[]),
    ("signing", &[]),
    ("locale", &["domain"]),
    ("documents", &["domain", "locale"]),
    ("registers", &["domain", "locale"]),
    ("protocol", &["domain", "checklist"]),
    ("validation", &["signing"]),
    ("connectors", &["domain"]),
    ("simulator", &["domain"]),
    (
        "registry",
        &[
            "protocol",
            "domain",
            "checklist",
            "signing",
            "validation",
            "connectors",
        ],
    ),
    // `locale` beyond the first design: the client prints acts, and a print has a language.
    (
        "client",
        &[
            "protocol",
            "domain",
            "checklist",
            "signing",
            "validation",
            "documents",
            "locale",
        ],
    ),
    ("widgets", &["locale"]),
    // `checklist` beyond the first design: screens show compiled forms.
    (
        "desktop",
        &[
            "widgets",
            "client",
            "protocol",
            "domain",
            "locale",
            "documents",
            "registry",
            "registers",
            "checklist",
        ],
    ),
    (
        "tests",
        &[
            "domain",
            "checklist",
            "signing",
            "locale",
            "documents",
            "protocol",
            "registers",
            "validation",
            "registry",
            "client",
            "widgets",
            "desktop",
        ],
    ),
];

/// What only the tests of a room may use: the client is tried against a real registry.
/// The connectors, and the registry through them, ask a simulator in the place of the state's
/// systems. The registry is sent to by a sample LMS.
const IN_TESTS: [(&str, &str); 3] = [
    ("client", "registry"),
    ("connectors", "simulator"),
    ("registry", "simulator"),
];

/// What `domain` may use at all: it does nothing but decide, and say how its types are written. A
/// month's batch is named by its register through the hash of its bytes, and registers together by
/// one value: that hash is a part of the rule.
const DOMAIN_USES: [&str; 7] = [
    "chrono",
    "schemars",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
    "uuid",
];

/// Libraries that belong to few rooms. A name ending in `*` stands for all that begin so.
const OUTSIDE: [(&str, &[&str]); 15] = [
    ("egui*", &["widgets", "desktop", "tests"]),
    ("eframe", &["desktop", "tests"]),
    (
        "tokio",
        &[
            "validation",
            "connectors",
            "simulator",
            "registry",
            "client",
            "tests",
        ],
    ),
    ("axum", &["registry", "simulator"]),
    ("rusqlite", &["registry", "client", "registers", "tests"]),
    (
        "reqwest",
        &["validation", "connectors", "simulator", "client", "tests"],
    ),
    ("tokio-tungstenite", &["client"]),
    ("keyring", &["client"]),
    ("rfd", &["desktop"]),
    ("krilla", &["documents"]),
    ("printpdf", &["documents"]),
    ("calamine", &["checklist", "registers"]),
    ("rust_xlsxwriter", &["registers"]),
    ("fluent*", &["locale"]),
    ("schemars", &["domain", "protocol", "registry"]),
];

/// Through any number of others, a room never reaches these.
const NEVER_REACHED: [(&str, &[&str]); 9] = [
    (
        "domain",
        &["tokio", "rusqlite", "reqwest", "egui", "rand", "tracing"],
    ),
    ("checklist", &["tokio", "rusqlite", "reqwest", "egui"]),
    ("signing", &["tokio", "rusqlite", "reqwest", "egui"]),
    ("documents", &["tokio", "rusqlite", "reqwest", "egui"]),
    ("protocol", &["tokio", "rusqlite", "reqwest", "egui"]),
    // Whoever asks doesn't know that who answers is simulated.
    ("connectors", &["rusqlite", "egui", "baqylau-simulator"]),
    ("simulator", &["rusqlite", "egui", "baqylau-connectors"]),
    (
        "registry",
        &[
            "egui",
            "eframe",
            "baqylau-client",
            "baqylau-widgets",
            "baqylau-simulator",
        ],
    ),
    (
        "client",
        &["egui", "eframe", "baqylau-registry", "baqylau-widgets"],
    ),
];

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let table: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    for Dependency {
        room: from,
        on,
        dev,
    } in dependencies(&metadata())
    {
        let Some(to) = room(&on) else { continue };
        if to == from {
            // A room's tests may switch on a feature of the room itself.
            continue;
        }
        if dev && IN_TESTS.contains(&(from.as_str(), to)) {
            continue;
        }
        let allowed = table
            .get(from.as_str())
            .unwrap_or_else(|| panic!("{from} isn't on the map"));
        assert!(allowed.contains(&to), "`{from}` may not use `{to}`");
    }
}

#[test]
fn every_room_is_a_folder_of_its_name_and_stands_in_the_table() {
    let folders: BTreeSet<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let table: BTreeSet<String> = ARROWS
        .iter()
        .map(|(room, _)| (*room).to_owned())
        .filter(|room| room != "tests")
        .collect();
    assert_eq!(folders, table);
    for folder in &folders {
        let manifest =
            fs::read_to_string(root().join("src").join(folder).join("Cargo.toml")).unwrap();
        assert!(
            manifest.contains(&format!("name = \"baqylau-{folder}\"")),
            "{folder}"
        );
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{folder} sets its own lints"
        );
    }
}

#[test]
fn the_arrows_have_no_circle() {
    let table: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    while settled.len() < table.len() {
        let next = table.iter().find(|(room, uses)| {
            !settled.contains(*room) && uses.iter().all(|used| settled.contains(used))
        });
        let (room, _) = next.expect("a circle of rooms");
        settled.insert(room);
    }
}

#[test]
fn libraries_stay_in_the_rooms_they_belong_to() {
    for Dependency { room, on, dev } in dependencies(&metadata()) {
        if dev {
            continue;
        }
        for (library, rooms) in OUTSIDE {
            let is_it = match library.strip_suffix('*') {
                Some(prefix) => on.starts_with(prefix),
                None => on == library,
            };
            assert!(
                !is_it || rooms.contains(&room.as_str()),
                "`{room}` may not use `{on}`"
            );
        }
        if room == "domain" {
            assert!(
                DOMAIN_USES.contains(&on.as_str()),
                "`domain` may not use `{on}`"
            );
        }
    }
}

#[test]
fn no_room_reaches_what_it_must_not_even_through_others() {
    let metadata = metadata();
    let names: BTreeMap<&str, &str> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            (
                package["id"].as_str().unwrap(),
                package["name"].as_str().unwrap(),
            )
        })
        .collect();
    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in metadata["resolve"]["nodes"].as_array().unwrap() {
        let others = node["deps"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|dependency| {
                dependency["dep_kinds"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|kind| kind["kind"].is_null())
            })
            .map(|dependency| dependency["pkg"].as_str().unwrap())
            .collect();
        uses.insert(node["id"].as_str().unwrap(), others);
    }
    for (room, never) in NEVER_REACHED {
        let package = format!("baqylau-{room}");
        let start = names.iter().find(|(_, name)| **name == package).unwrap().0;
        let mut reached: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = vec![*start];
        while let Some(id) = open.pop() {
            for other in &uses[id] {
                if reached.insert(other, id).is_none() {
                    open.push(other);
                }
            }
        }
        for (id, through) in &reached {
            let (name, through) = (names[id], names[through]);
            assert!(
                !never.contains(&name),
                "`{room}` reaches `{name}` through `{through}`"
            );
        }
    }
}

#[test]
fn no_library_is_kept_that_nobody_uses() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let named: BTreeSet<String> = manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| {
            let (name, rest) = line.split_once('=')?;
            // One taken under another name is known by its own.
            let own = rest.split_once("package = \"").map(|(_, own)| own);
            let own = own.and_then(|own| own.split_once('"')).map(|(own, _)| own);
            Some(own.unwrap_or(name.trim()).to_owned())
        })
        .filter(|name| !name.starts_with('#'))
        .collect();
    assert!(named.contains("serde"), "the list was found");
    let used: BTreeSet<String> = dependencies(&metadata())
        .into_iter()
        .map(|dependency| dependency.on)
        .collect();
    let idle: Vec<&String> = named
        .difference(&used)
        .filter(|name| room(name).is_none())
        .collect();
    assert!(idle.is_empty(), "nobody uses {idle:?}");
}
