//! The log, as one file to hand to an administrator.

use crate::error::{ClientError, Result};
use crate::files;
use baqylau_domain::identifiers::{Bin, Iin};
use std::path::{Path, PathBuf};

/// Largest file of a day's log taken along.
const LARGEST_LOG: u64 = 64 * 1024 * 1024;

/// Writes the days of the log in `folder` one after another, oldest first, into one text.
///
/// Nothing personal is logged in the first place; digits that could be somebody's ИИН are
/// nevertheless covered, because this file leaves the office.
///
/// # Errors
/// Files that can't be read or written; a refusal when there is no log.
pub fn export(folder: &Path, to: &Path) -> Result<()> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| ClientError::file("reading", folder, error))?;
    let mut days: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "log"))
        .collect();
    days.sort();
    if days.is_empty() {
        return Err(ClientError::refused("client-no-log"));
    }
    let mut text = String::new();
    for day in days {
        let bytes = files::read_limited(&day, LARGEST_LOG)?;
        let name = day.file_name().unwrap_or_default().to_string_lossy();
        text.push_str(&format!("==> {name}\n"));
        text.push_str(&covered(&String::from_utf8_lossy(&bytes)));
        text.push('\n');
    }
    files::replace(to, text.as_bytes())
}

/// The text with every number that could be an ИИН or a БИН covered.
fn covered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars().map(Some).chain([None]) {
        if let Some(digit) = c.filter(char::is_ascii_digit) {
            digits.push(digit);
            continue;
        }
        if digits.parse::<Iin>().is_ok() || digits.parse::<Bin>().is_ok() {
            out.push_str("************");
        } else {
            out.push_str(&digits);
        }
        digits.clear();
        out.extend(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_there_in_order_and_no_iin_leaves() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        std::fs::create_dir(&log).unwrap();
        let to = folder.path().join("log.txt");
        assert!(export(&log, &to).is_err(), "nothing to export is told");
        let iin = "020501500003";
        assert!(iin.parse::<Iin>().is_ok(), "a sound one");
        std::fs::write(log.join("baqylau.2026-11-22.log"), "second day\n").unwrap();
        let first = format!("first day at 1700000000123456 iin={iin}, 12 of {iin}7\n");
        std::fs::write(log.join("baqylau.2026-11-21.log"), first).unwrap();
        std::fs::write(log.join("other.txt"), "not a log").unwrap();
        export(&log, &to).unwrap();
        let text = std::fs::read_to_string(&to).unwrap();
        assert_eq!(
            text,
            format!(
                "==> baqylau.2026-11-21.log\nfirst day at 1700000000123456 iin=************, \
                 12 of {iin}7\n\n==> baqylau.2026-11-22.log\nsecond day\n\n"
            )
        );
    }
}
