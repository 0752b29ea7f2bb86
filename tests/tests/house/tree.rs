//! The tree as it is: its files, its packages, and who names whom.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// Every file of the tree that somebody wrote, by its path from the root.
fn files(root: &Path) -> BTreeMap<String, PathBuf> {
    fn walk(folder: &Path, root: &Path, found: &mut BTreeMap<String, PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let at_root = folder == root;
            if name == ".git" || (at_root && (name == "target" || name == "out")) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                walk(&path, root, found);
            } else {
                let relative = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                found.insert(relative, path);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(root, root, &mut found);
    found
}

/// Files of text, with what is in them.
pub fn texts() -> BTreeMap<String, String> {
    files(&root())
        .into_iter()
        .filter_map(|(name, path)| {
            let bytes = fs::read(path).unwrap();
            Some((name, String::from_utf8(bytes).ok()?))
        })
        .collect()
}

pub fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let rustc = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into()))
        .arg("-vV")
        .output()
        .unwrap();
    let about = String::from_utf8(rustc.stdout).unwrap();
    let host = about
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap()
        .to_owned();
    let answer = Command::new(cargo)
        .current_dir(root())
        .args([
            "metadata",
            "--format-version",
            "1",
            "--filter-platform",
            &host,
        ])
        .output()
        .unwrap();
    assert!(
        answer.status.success(),
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
    serde_json::from_slice(&answer.stdout).unwrap()
}

/// Room of a workspace package: `baqylau-domain` is `domain`.
pub fn room(package: &str) -> Option<&str> {
    package.strip_prefix("baqylau-")
}

/// A dependency as a manifest names it.
pub struct Dependency {
    pub room: String,
    pub on: String,
    /// Only tests of the room use it.
    pub dev: bool,
}

pub fn dependencies(metadata: &Value) -> Vec<Dependency> {
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let Some(room) = package["source"]
            .is_null()
            .then(|| room(package["name"].as_str()?))
            .flatten()
        else {
            continue;
        };
        for dependency in package["dependencies"].as_array().unwrap() {
            found.push(Dependency {
                room: room.to_owned(),
                on: dependency["name"].as_str().unwrap().to_owned(),
                dev: dependency["kind"] == "dev",
            });
        }
    }
    assert!(!found.is_empty());
    found
}
