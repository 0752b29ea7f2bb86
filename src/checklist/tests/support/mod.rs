//! Forms written as tables, and the places of test data.
// Every test binary uses its own part of this; helpers of tests may panic as tests do.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::sync::Arc;

use baqylau_checklist::{Env, Form, Instance, Loaded, NodePath, Refused, read_rows};
use chrono::DateTime;

/// Data of others: `../shared/interop` beside the workspace, or `BAQYLAU_INTEROP`.
pub fn interop() -> PathBuf {
    std::env::var_os("BAQYLAU_INTEROP").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop"),
        PathBuf::from,
    )
}

/// Reads a form from tables: `sheet` lines start a sheet, `|` separates cells.
pub fn load(text: &str) -> Result<Loaded, Refused> {
    let mut sheets: Vec<(&str, Vec<Vec<String>>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix('|') {
            None => sheets.push((line, Vec::new())),
            Some(cells) => {
                let cells = cells.strip_suffix('|').unwrap_or(cells);
                // `¦` stands for the union operator inside a cell.
                let cells = cells
                    .split('|')
                    .map(|cell| cell.trim().replace('¦', "|"))
                    .collect();
                sheets.last_mut().unwrap().1.push(cells);
            }
        }
    }
    read_rows(&sheets)
}

pub fn form(text: &str) -> Arc<Form> {
    match load(text) {
        Ok(loaded) => loaded.form,
        Err(refused) => panic!("{:#?}", refused.diagnostics),
    }
}

pub fn env() -> Env {
    Env::new(
        DateTime::parse_from_rfc3339("2026-11-22T10:00:00+05:00").unwrap(),
        42,
    )
}

pub fn open(text: &str) -> Instance {
    Instance::new(form(text), env())
}

pub fn path(text: &str) -> NodePath {
    NodePath::from(text)
}

/// Answer at a path; panics when there is no such node.
pub fn get(instance: &Instance, at: &str) -> String {
    instance
        .answer(&path(at))
        .unwrap_or_else(|| panic!("nothing at {at}"))
        .to_owned()
}
