//! Steps a person made in a visit, so that each can be taken back and given again.

use super::VisitWork;
use baqylau_domain::Moment;
use baqylau_domain::draft::{Field, FieldKey};
use serde_json::Value;

/// Letters typed within this many milliseconds of the ones before are one step.
const BURST: i64 = 2_000;

/// One change of a step.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// An answer; what follows from it the form works out again.
    Answer {
        list: String,
        path: String,
        before: String,
        after: String,
    },
    /// Any other field of the draft, as a whole.
    Field {
        key: FieldKey,
        before: Value,
        after: Value,
    },
}

impl Change {
    /// The field in the draft.
    pub(super) fn key(&self) -> FieldKey {
        match self {
            Self::Answer { list, path, .. } => FieldKey::Answer {
                list: list.clone(),
                path: path.clone(),
            },
            Self::Field { key, .. } => key.clone(),
        }
    }

    fn turned(&self) -> Self {
        match self.clone() {
            Self::Answer {
                list,
                path,
                before,
                after,
            } => Self::Answer {
                list,
                path,
                before: after,
                after: before,
            },
            Self::Field { key, before, after } => Self::Field {
                key,
                before: after,
                after: before,
            },
        }
    }
}

/// Changes made by one act of the person.
#[derive(Debug, Clone)]
pub(super) struct Step {
    changes: Vec<Change>,
    at: Moment,
    /// The part that was typed letter by letter, when it was.
    typed: Option<String>,
}

impl Step {
    pub(super) fn of(changes: Vec<Change>, at: Moment, typed: Option<String>) -> Self {
        Self { changes, at, typed }
    }

    /// Takes in the next letters of the same text; returns whether it was that.
    fn goes_on(&mut self, next: &Self) -> bool {
        let is_near = (next.at - self.at).num_milliseconds() <= BURST;
        if self.typed.is_none() || self.typed != next.typed || !is_near {
            return false;
        }
        let (Some(mine), Some(theirs)) = (self.changes.last_mut(), next.changes.first()) else {
            return false;
        };
        if mine.key() != theirs.key() {
            return false;
        }
        match (mine, theirs) {
            (Change::Answer { after, .. }, Change::Answer { after: to, .. }) => {
                after.clone_from(to);
            }
            (Change::Field { after, .. }, Change::Field { after: to, .. }) => after.clone_from(to),
            _ => return false,
        }
        self.at = next.at;
        true
    }
}

/// What can be taken back, and what can be given again.
#[derive(Debug, Default)]
pub(super) struct Steps {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Steps {
    pub(super) fn push(&mut self, step: Step) {
        self.undone.clear();
        if self.done.last_mut().is_some_and(|last| last.goes_on(&step)) {
            return;
        }
        self.done.push(step);
    }
}

/// What came of taking a step back or giving it again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taken {
    /// Fields to write; none when there was no step.
    pub changes: Vec<(FieldKey, Value)>,
    /// The field where it happened, to be shown.
    pub at: Option<FieldKey>,
    /// The step was left alone, because a colleague has changed its field since.
    pub changed_since: bool,
}

impl Taken {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// The only part in which two values differ, when it is a text: what somebody types into.
pub(super) fn typed_part(before: &Value, after: &Value) -> Option<String> {
    let is_text =
        |value: Option<&Value>| matches!(value, None | Some(Value::String(_) | Value::Null));
    match (before, after) {
        (Value::Null | Value::String(_), Value::String(_)) => Some(String::new()),
        (Value::Null | Value::Object(_), Value::Object(to)) => {
            let empty = serde_json::Map::new();
            let from = before.as_object().unwrap_or(&empty);
            let mut differ = to.iter().filter(|(name, value)| {
                let old = from.get(*name);
                old != Some(value) && !(old.is_none() && is_blank(value))
            });
            let (name, value) = differ.next()?;
            let alone = differ.next().is_none();
            // A date is a text too, but is chosen as a whole.
            let typed = name != "due" && name != "severity";
            (alone && typed && value.is_string() && is_text(from.get(name))).then(|| name.clone())
        }
        _ => None,
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

impl VisitWork {
    /// Writes fields as one step that can be taken back; returns those that really change.
    pub fn change(
        &mut self,
        changes: Vec<(FieldKey, Value)>,
        now: Moment,
    ) -> Vec<(FieldKey, Value)> {
        let mut step = Vec::new();
        let mut kept = Vec::new();
        for (key, after) in changes {
            let before = self.value(&key).cloned().unwrap_or_default();
            // Where two members disagree, the same word again settles it.
            let is_settled = !self.draft.field(&key).is_some_and(Field::is_conflicted);
            if before == after && is_settled {
                continue;
            }
            kept.push((key.clone(), after.clone()));
            step.push(Change::Field { key, before, after });
        }
        if kept.is_empty() {
            return kept;
        }
        self.write(&kept);
        let typed = match step.as_slice() {
            [Change::Field { before, after, .. }] => typed_part(before, after),
            _ => None,
        };
        self.steps.push(Step::of(step, now, typed));
        kept
    }

    /// How many steps can be taken back.
    pub fn steps(&self) -> usize {
        self.steps.done.len()
    }

    /// Makes everything done since there were `before` steps one step.
    pub fn join_steps(&mut self, before: usize) {
        let Some(rest) = self.steps.done.get(before + 1..) else {
            return;
        };
        let more: Vec<Change> = rest.iter().flat_map(|step| step.changes.clone()).collect();
        self.steps.done.truncate(before + 1);
        if let Some(step) = self.steps.done.last_mut() {
            step.changes.extend(more);
            step.typed = None;
        }
    }

    /// Takes back the last step.
    pub fn undo(&mut self, now: Moment) -> Taken {
        if !self.visit.stage.is_open_for_drafts() {
            return Taken::default();
        }
        let Some(step) = self.steps.done.pop() else {
            return Taken::default();
        };
        let back: Vec<Change> = step.changes.iter().rev().map(Change::turned).collect();
        let taken = self.take(&back, now);
        if !taken.changed_since {
            self.steps.undone.push(step);
        }
        taken
    }

    /// Gives again what was taken back last.
    pub fn redo(&mut self, now: Moment) -> Taken {
        if !self.visit.stage.is_open_for_drafts() {
            return Taken::default();
        }
        let Some(step) = self.steps.undone.pop() else {
            return Taken::default();
        };
        let taken = self.take(&step.changes, now);
        if !taken.changed_since {
            self.steps.done.push(step);
        }
        taken
    }

    /// Carries out changes where every field still is as the step left it.
    fn take(&mut self, changes: &[Change], now: Moment) -> Taken {
        let at = changes.last().map(Change::key);
        // Only the first change of a field can be compared: the others follow from it.
        let mut seen: Vec<FieldKey> = Vec::new();
        for change in changes {
            let key = change.key();
            if seen.contains(&key) {
                continue;
            }
            let same = match change {
                Change::Answer {
                    list, path, before, ..
                } => {
                    let sheet = self.sheet(list);
                    sheet
                        .and_then(|sheet| sheet.answer(path))
                        .unwrap_or_default()
                        == before
                }
                Change::Field { key, before, .. } => {
                    self.value(key).unwrap_or(&Value::Null) == before
                }
            };
            if !same {
                return Taken {
                    at,
                    changed_since: true,
                    ..Taken::default()
                };
            }
            seen.push(key);
        }
        let mut written = Vec::new();
        for change in changes {
            match change {
                Change::Answer {
                    list, path, after, ..
                } => written.extend(self.set(list, path, after, now)),
                Change::Field { key, after, .. } => {
                    let field = vec![(key.clone(), after.clone())];
                    self.write(&field);
                    written.extend(field);
                }
            }
        }
        Taken {
            changes: written,
            at,
            changed_since: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::typed_part;
    use serde_json::json;

    #[test]
    fn letters_of_one_text_are_told_from_choices() {
        let check = |before, after, expect: Option<&str>| {
            assert_eq!(typed_part(&before, &after).as_deref(), expect);
        };
        check(json!(null), json!("a"), Some(""));
        check(json!("a"), json!("ab"), Some(""));
        check(
            json!(null),
            json!({"note": "a", "due": null, "flagged": false}),
            Some("note"),
        );
        check(json!({"note": "a"}), json!({"note": "ab"}), Some("note"));
        check(
            json!({"note": "a"}),
            json!({"note": "a", "flagged": true}),
            None,
        );
        check(
            json!({"due": "2026-12-01"}),
            json!({"due": "2026-12-02"}),
            None,
        );
        check(
            json!({"note": "a"}),
            json!({"note": "b", "responsible": "c"}),
            None,
        );
        check(json!("present"), json!(null), None);
    }
}
