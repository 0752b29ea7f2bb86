//! Taking a step back or giving it again, and going to where it happened: nothing changes unseen.

use super::App;
use crate::cx::{Action, Cx};
use crate::place::Place;
use crate::screens::merge::field_name;
use baqylau_client::ui::Command;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use baqylau_widgets::{Toast, Tone};

impl App {
    pub(super) fn step(&mut self, back: bool) {
        let now = self.model.now;
        let Some(work) = &mut self.model.work else {
            return;
        };
        let visit = work.id();
        let taken = if back { work.undo(now) } else { work.redo(now) };
        let Some(at) = taken.at else {
            let text = self.locale.text("undo-nothing");
            self.toasts.push(Toast::new(Tone::Neutral, text));
            return;
        };
        let (key, tone) = match (taken.changed_since, back) {
            (true, _) => ("undo-changed-since", Tone::Warning),
            (false, true) => ("undo-done", Tone::Neutral),
            (false, false) => ("undo-redone", Tone::Neutral),
        };
        let what = self.name_of(&at);
        let text = self.locale.format(key, &[("what", what.into())]);
        self.toasts.push(Toast::new(tone, text));
        if !taken.changes.is_empty() {
            let changes = taken.changes;
            self.post.send(Command::WriteDraft { visit, changes });
        }
        self.go_to_field(visit, &at);
    }

    /// What a field of the open visit is, in words short enough for a toast.
    fn name_of(&mut self, key: &FieldKey) -> String {
        let cx = Cx {
            model: &self.model,
            locale: &self.locale,
            post: &mut self.post,
            facts: &self.facts,
            preferences: self.preferences,
        };
        let Some(work) = cx.model.work.as_ref() else {
            return String::new();
        };
        let name = field_name(key, work, &cx);
        let short: String = name.chars().take(90).collect();
        if short.len() < name.len() {
            format!("{}…", short.trim_end())
        } else {
            name
        }
    }

    /// Goes to where a field is shown, and stands on it.
    pub(super) fn go_to_field(&mut self, visit: VisitId, key: &FieldKey) {
        match key {
            FieldKey::Answer { list, path } => {
                let work = self.model.work.as_ref();
                let item = work
                    .and_then(|work| work.sheet(list))
                    .and_then(|sheet| sheet.item_of_path(path))
                    .map(str::to_owned);
                if let Some(item) = item {
                    let list = list.clone();
                    self.post.put(Action::Item { visit, list, item });
                }
            }
            FieldKey::Finding { list, item } => {
                let (list, item) = (list.clone(), item.clone());
                self.post.put(Action::Item { visit, list, item });
            }
            FieldKey::Evidence { list, item, sha256 } => {
                let id = (list.clone(), item.clone(), *sha256);
                self.screens.evidence.aim(visit, id);
                self.post.go(Place::Evidence(visit));
            }
            FieldKey::Mark { group, iin } => {
                self.screens.head_count.aim(group.clone(), *iin);
                self.post.go(Place::HeadCount(visit));
            }
            FieldKey::Assignee { .. } => self.post.go(Place::Visit(visit)),
            FieldKey::Ordered { .. } => self.post.go(Place::HeadCount(visit)),
            // Where the act is open it stays open: going there again would compose it anew.
            FieldKey::Opinion { .. }
            | FieldKey::Objections
            | FieldKey::PartyDecision
            | FieldKey::Representative
            | FieldKey::FurtherOrder { .. }
            | FieldKey::Acquaintance
            | FieldKey::SigningRefusal
            | FieldKey::Departure => {
                if self.place != Place::Act(visit) {
                    self.post.go(Place::Act(visit));
                }
            }
        }
    }
}
