//! What a correction changed: two lists of rows held against each other.

use super::rows::Row;
use crate::store::StoreError;
use baqylau_protocol::lms::{DifferenceCounts, LmsChange, LmsChangeKind};
use serde_json::Value;
use std::cmp::Ordering;

/// A row as it is kept: key and canonical text.
pub(crate) type Kept = (String, String);

/// What the new rows changed against the old ones, both in the order of their keys.
pub(crate) fn difference(
    old: &[Kept],
    new: &[Row],
) -> Result<(DifferenceCounts, Vec<LmsChange>), StoreError> {
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    let (mut counts, mut changes) = (DifferenceCounts::default(), Vec::new());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return Ok((counts, changes)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((key, _)), Some(row)) => key.as_str().cmp(row.key.as_str()),
        };
        let before = old.next_if(|_| order != Ordering::Greater);
        let after = new.next_if(|_| order != Ordering::Less);
        let before = before.map(|(_, line)| line.as_str());
        let after = after.map(|row| row.line.as_str());
        if before == after {
            continue;
        }
        let (before, after) = (read(before)?, read(after)?);
        let (change, count) = match order {
            Ordering::Less => (LmsChangeKind::Removed, &mut counts.removed),
            Ordering::Greater => (LmsChangeKind::Added, &mut counts.added),
            Ordering::Equal => (LmsChangeKind::Changed, &mut counts.changed),
        };
        *count += 1;
        changes.push(LmsChange {
            change,
            fields: differing(before.as_ref(), after.as_ref()),
            before,
            after,
        });
    }
}

fn read(line: Option<&str>) -> Result<Option<Value>, StoreError> {
    line.map(serde_json::from_str)
        .transpose()
        .or(Err(StoreError::Corrupt("row of a batch")))
}

/// Fields of two rows that differ.
fn differing(before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
    let (Some(Value::Object(before)), Some(Value::Object(after))) = (before, after) else {
        return Vec::new();
    };
    let mut fields: Vec<String> = before
        .iter()
        .filter(|(name, value)| after.get(*name) != Some(value))
        .map(|(name, _)| name.clone())
        .chain(
            after
                .keys()
                .filter(|name| !before.contains_key(*name))
                .cloned(),
        )
        .collect();
    fields.sort_unstable();
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, grade: u32) -> Row {
        Row {
            key: key.to_owned(),
            line: format!(r#"{{"iin":"{key}","grade":{grade}}}"#),
            days: None,
            hours: None,
        }
    }

    #[test]
    fn a_correction_is_told_row_by_row() {
        let kept = |rows: &[Row]| -> Vec<Kept> {
            rows.iter()
                .map(|row| (row.key.clone(), row.line.clone()))
                .collect()
        };
        let old = kept(&[row("a", 1), row("b", 2), row("d", 4)]);
        let new = [row("a", 1), row("b", 3), row("c", 5)];
        let (counts, changes) = difference(&old, &new).unwrap();
        assert_eq!(
            counts,
            DifferenceCounts {
                added: 1,
                removed: 1,
                changed: 1
            }
        );
        let said: Vec<_> = changes
            .iter()
            .map(|one| (one.change, one.fields.join(",")))
            .collect();
        assert_eq!(
            said,
            [
                (LmsChangeKind::Changed, "grade".to_owned()),
                (LmsChangeKind::Added, String::new()),
                (LmsChangeKind::Removed, String::new()),
            ]
        );
        let same = difference(&kept(&new), &new).unwrap();
        assert_eq!(same, (DifferenceCounts::default(), Vec::new()));
    }
}
