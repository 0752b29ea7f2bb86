//! What is written for people agrees with what is there: map, README, examples, licences.

use std::collections::BTreeSet;
use std::fs;

use crate::arrows::ARROWS;
use crate::tree::{metadata, root};

#[test]
fn the_map_names_every_room_and_what_is_absent() {
    let map = fs::read_to_string(root().join("src/README.md")).unwrap();
    for (room, _) in ARROWS.iter().filter(|(room, _)| *room != "tests") {
        assert!(
            map.contains(&format!("| `{room}` |")),
            "`{room}` has no row on the map"
        );
    }
    assert!(map.matches("**Architecture invariant:**").count() >= 8);
}

#[test]
fn the_map_draws_the_same_arrows_as_this_test() {
    let map = fs::read_to_string(root().join("src/README.md")).unwrap();
    for (room, uses) in ARROWS.iter().filter(|(room, _)| *room != "tests") {
        let row = map
            .lines()
            .find(|line| line.starts_with(&format!("| `{room}` |")))
            .unwrap();
        // | room | what it is | may use | never |
        let cell = row.split('|').nth(3).unwrap();
        let drawn: BTreeSet<&str> = cell.split('`').skip(1).step_by(2).collect();
        assert_eq!(drawn, uses.iter().copied().collect(), "row of `{room}`");
    }
}

#[test]
fn messages_exist_in_three_languages_file_by_file() {
    let list = |language: &str| -> BTreeSet<String> {
        fs::read_dir(root().join("i18n").join(language))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    };
    let kazakh = list("kk");
    assert!(!kazakh.is_empty());
    assert_eq!(kazakh, list("ru"));
    assert_eq!(kazakh, list("en"));
}

#[test]
fn the_readme_names_the_commands_people_type() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for command in [
        "cargo run --release",
        "tests/run",
        "cargo run --release -- tour --out DIR",
    ] {
        assert!(
            readme.contains(command),
            "README.md doesn't name `{command}`"
        );
    }
}

/// First cells, without their backquotes, of the table below a heading.
fn table_of(readme: &str, heading: &str) -> BTreeSet<String> {
    readme
        .split(&format!("\n### {heading}\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("no heading: {heading}"))
        .split("\n#")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| `")?
                .split_once('`')
                .map(|(key, _)| key.to_owned())
        })
        .collect()
}

#[test]
fn settings_of_the_client_are_the_same_in_program_example_and_readme() {
    let program = fs::read_to_string(root().join("src/desktop/src/config.rs")).unwrap();
    let keys: BTreeSet<String> = program
        .split("pub const KEYS")
        .nth(1)
        .and_then(|rest| rest.split("];").next())
        .unwrap()
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    let mut table = String::new();
    let mut example = BTreeSet::new();
    for line in fs::read_to_string(root().join("packaging/baqylau.toml"))
        .unwrap()
        .lines()
    {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            table = format!("{name}.");
        }
        // Defaults stand commented out, without a space after the sign: `#key = value`.
        let key = line
            .strip_prefix('#')
            .and_then(|rest| Some(rest.split_once(" = ")?.0));
        example.extend(
            key.filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
                .map(|key| format!("{table}{key}")),
        );
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert_eq!(example, keys, "packaging/baqylau.toml and the program");
    assert_eq!(
        table_of(&readme, "Settings of the client"),
        keys,
        "README.md and the program"
    );
}

#[test]
fn flags_of_the_registry_are_the_same_in_program_and_readme() {
    let program = fs::read_to_string(root().join("src/registry/src/main.rs")).unwrap();
    let flags: BTreeSet<String> = program
        .lines()
        .filter_map(|line| line.strip_prefix("  --")?.split_whitespace().next())
        .filter(|flag| *flag != "help")
        .map(|flag| format!("--{flag}"))
        .collect();
    assert!(flags.len() > 3, "the help was found");
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let named: BTreeSet<String> = table_of(&readme, "Settings of the registry")
        .into_iter()
        .filter(|name| name.starts_with("--"))
        .collect();
    assert_eq!(named, flags);
}

/// Whether a licence expression can be met with these licences.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // `A AND (B OR C)`, without nesting deeper than one, and the old spelling `A/B`.
    let expression = expression.replace(" / ", " OR ").replace('/', " OR ");
    let mut flat = String::new();
    let mut rest = expression.as_str();
    while let Some((before, inside)) = rest.split_once('(') {
        let (inside, after) = inside.split_once(')').unwrap();
        flat.push_str(before);
        // A bracket that can be met stands for a licence that may be used.
        flat.push_str(if is_allowed(inside, allowed) {
            "MIT"
        } else {
            "no"
        });
        rest = after;
    }
    flat.push_str(rest);
    flat.split(" OR ")
        .any(|way| way.split(" AND ").all(|one| allowed.contains(one.trim())))
}

#[test]
fn every_library_has_a_licence_the_house_accepts() {
    let deny = fs::read_to_string(root().join("deny.toml")).unwrap();
    let list = deny
        .split("\nallow = [")
        .nth(1)
        .and_then(|rest| rest.split(']').next())
        .unwrap();
    let allowed: BTreeSet<String> = list
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(allowed.contains("MIT"));
    assert!(is_allowed("GPL-2.0-only OR MIT", &allowed));
    assert!(is_allowed("(Apache-2.0 OR GPL-2.0-only) AND ISC", &allowed));
    assert!(!is_allowed(
        "(GPL-2.0-only OR GPL-3.0-only) AND MIT",
        &allowed
    ));
    assert!(!is_allowed("MIT AND GPL-2.0-only", &allowed));
    for package in metadata()["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if package["source"].is_null() {
            continue;
        }
        let licence = package["license"].as_str().unwrap_or("none");
        let exception = deny.lines().any(|line| {
            line.trim_start().starts_with("{ allow = [")
                && line.contains(&format!("crate = \"{name}\""))
        });
        assert!(
            exception || is_allowed(licence, &allowed),
            "{name}: {licence}"
        );
    }
}
