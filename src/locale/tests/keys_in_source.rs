//! Keys named in the source exist in all languages, and no message is left without use.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use baqylau_locale::{Language, Locale, all_keys};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Rust files below the folders of the workspace that hold code of the product.
fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![workspace().join("src")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                // A file may vanish while a colleague saves it.
                if let Ok(text) = std::fs::read_to_string(&path) {
                    files.push((path, text));
                }
            }
        }
    }
    assert!(!files.is_empty());
    files
}

/// Prefixes of keys that are composed at run time, with the reason after `#`.
fn runtime_prefixes() -> Vec<String> {
    let text = std::fs::read_to_string(workspace().join("i18n/runtime-prefixes.txt"));
    assert!(text.is_ok(), "{text:?}");
    text.unwrap_or_default()
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .filter(|prefix| !prefix.is_empty())
        .collect()
}

fn is_key(text: &str) -> bool {
    text.contains('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// String literals of a Rust text that are written as keys, with their lines. Comments and
/// doc examples count as well: they should not name keys that do not exist.
fn key_literals(text: &str) -> Vec<(usize, &str)> {
    text.lines()
        .enumerate()
        .flat_map(|(line, content)| {
            content
                .split('"')
                .skip(1)
                .step_by(2)
                .filter(|literal| is_key(literal))
                .map(move |literal| (line + 1, literal))
        })
        .collect()
}

/// Keys passed as first argument to `.text(`, `.format(`, `tr!(`, or to the short forms of the
/// screens, `cx.t(` and `cx.f(`, with their lines.
fn keys_asked_for(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for call in [".text(", ".format(", "tr!(", "cx.t(", "cx.f("] {
        for (position, _) in text.match_indices(call) {
            let Some(rest) = text.get(position + call.len()..) else {
                continue;
            };
            let Some(literal) = rest.trim_start().strip_prefix('"') else {
                continue;
            };
            let Some((literal, _)) = literal.split_once('"') else {
                continue;
            };
            if is_key(literal) {
                let line = text
                    .get(..position)
                    .map_or(0, |before| before.matches('\n').count())
                    + 1;
                found.push((line, literal));
            }
        }
    }
    found
}

#[test]
fn keys_are_found_across_line_breaks_and_other_formats_are_not_keys() {
    let text = "locale.text(\"app-name\"); date.format(\"%Y-%m-%d\");\nx.format(\n    \"visit-title\",\n    &[]);\nui.text(\"Save\")";
    assert_eq!(keys_asked_for(text), [(1, "app-name"), (2, "visit-title")]);
}

#[test]
fn every_key_asked_for_exists_in_every_language() {
    let locales = Language::ALL.map(Locale::new);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (line, key) in keys_asked_for(&text) {
            if key == "no-such-key" {
                continue;
            }
            let lacking: Vec<&str> = locales
                .iter()
                .filter(|locale| !locale.has(key))
                .map(|locale| locale.language().code())
                .collect();
            if !lacking.is_empty() {
                let file = path.strip_prefix(workspace()).unwrap_or(&path);
                wrong.push(format!(
                    "{}:{line}: {key} ({})",
                    file.display(),
                    lacking.join(" ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_runtime_prefix_has_messages() {
    let keys = all_keys();
    for prefix in runtime_prefixes() {
        assert!(prefix.ends_with('-'), "{prefix} should end with a hyphen");
        assert!(
            keys.keys().any(|key| key.starts_with(&prefix)),
            "no message begins with {prefix}"
        );
    }
}

#[test]
fn no_message_is_left_without_use() {
    let prefixes = runtime_prefixes();
    let sources = sources();
    let mentioned: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| key_literals(text))
        .map(|(_, key)| key)
        .collect();
    let unused: Vec<String> = all_keys()
        .into_iter()
        .filter(|(key, _)| {
            !mentioned.contains(key.as_str())
                && !prefixes.iter().any(|prefix| key.starts_with(prefix))
        })
        .map(|(key, file)| format!("{file}: {key}"))
        .collect();
    assert!(
        unused.is_empty(),
        "{} messages are not used:\n{}",
        unused.len(),
        unused.join("\n")
    );
}
