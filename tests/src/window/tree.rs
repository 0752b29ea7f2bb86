//! What a screen reader would find on the screen.

use super::is_clickable;
use egui::Pos2;
use egui::accesskit::{NodeId, Role, Toggled, TreeUpdate};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One thing on the screen.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What kind of thing it is.
    pub role: Role,
    /// Its name, or the words of a label.
    pub name: String,
    /// What stands in it.
    pub value: String,
    /// A longer explanation.
    pub description: String,
    /// What an empty field shows as an example.
    pub placeholder: String,
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// Whether it reacts.
    pub enabled: bool,
    /// Whether it stands in a dialog, over the screen.
    pub in_dialog: bool,
    area: egui::Rect,
}

impl Seen {
    /// Its middle, in points.
    pub fn centre(&self) -> Pos2 {
        self.area.center()
    }

    /// Whether the other lies within it: what stands on a card, what belongs to a line.
    pub fn holds(&self, other: &Self) -> bool {
        self.area.contains(other.centre())
    }

    /// Whether a person would click it: what is scrolled away above the window they don't see.
    pub fn can_be_clicked(&self) -> bool {
        self.enabled && is_clickable(self.role) && self.area.top() >= 0.0
    }

    /// Whether a person would type into it.
    pub fn is_text_field(&self) -> bool {
        matches!(
            self.role,
            Role::TextInput | Role::MultilineTextInput | Role::PasswordInput | Role::SearchInput
        )
    }
}

/// All of them, from the root of the window on.
#[derive(Debug, Clone)]
pub struct Tree(Vec<Seen>);

impl Tree {
    /// From what the window tells assistive technology.
    pub(super) fn of(update: TreeUpdate) -> Self {
        let over = within_dialogs(&update);
        let seen = update.nodes.into_iter().map(|(id, node)| {
            let area = node.bounds().unwrap_or_default();
            let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
            let words = if node.label().is_some() {
                node.label()
            } else {
                node.value()
            };
            Seen {
                role: node.role(),
                name: text(words),
                value: text(node.value()),
                description: text(node.description()),
                placeholder: text(node.placeholder()),
                chosen: node.is_selected() == Some(true) || node.toggled() == Some(Toggled::True),
                enabled: !node.is_disabled(),
                in_dialog: over.contains(&id),
                area: egui::Rect::from_min_max(
                    egui::pos2(area.x0 as f32, area.y0 as f32),
                    egui::pos2(area.x1 as f32, area.y1 as f32),
                ),
            }
        });
        let mut seen: Vec<Seen> = seen.collect();
        // As a person reads: line by line, from the left.
        seen.sort_by(|a, b| {
            let by_line = a.area.top().total_cmp(&b.area.top());
            by_line.then(a.area.left().total_cmp(&b.area.left()))
        });
        Self(seen)
    }

    /// Everything.
    pub fn all(&self) -> impl Iterator<Item = &Seen> {
        self.0.iter()
    }

    /// What belongs to a row of a list: everything to the right of what the row begins with, down
    /// to what the next row begins with.
    pub fn row<'a>(&'a self, begins: &'a Seen) -> impl Iterator<Item = &'a Seen> {
        let top = begins.area.top();
        let below = self
            .all()
            .filter(|one| (one.area.left() - begins.area.left()).abs() < 1.0)
            .map(|one| one.area.top())
            .filter(|next| *next > top)
            .fold(f32::INFINITY, f32::min);
        self.all().filter(move |one| {
            let height = one.centre().y;
            one.area.left() >= begins.area.right() && height >= top && height < below
        })
    }

    /// Whether anything has exactly these words.
    pub fn has(&self, words: &str) -> bool {
        self.all().any(|one| one.name == words)
    }
}

/// Everything that stands in a dialog, at whatever depth.
fn within_dialogs(update: &TreeUpdate) -> BTreeSet<NodeId> {
    let below: BTreeMap<NodeId, &[NodeId]> = update
        .nodes
        .iter()
        .map(|(id, node)| (*id, node.children()))
        .collect();
    let dialogs = update
        .nodes
        .iter()
        .filter(|(_, node)| node.role() == Role::Dialog);
    let mut next: Vec<NodeId> = dialogs.map(|(id, _)| *id).collect();
    let mut within = BTreeSet::new();
    while let Some(id) = next.pop() {
        for child in below.get(&id).copied().unwrap_or_default() {
            if within.insert(*child) {
                next.push(*child);
            }
        }
    }
    within
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for one in self.all().filter(|one| !one.name.is_empty()) {
            let chosen = if one.chosen { " (chosen)" } else { "" };
            let off = if one.enabled { "" } else { " (off)" };
            let note = if one.description.is_empty() {
                ""
            } else {
                " - "
            };
            writeln!(
                f,
                "{:?} «{}»{note}{}{chosen}{off}",
                one.role, one.name, one.description
            )?;
        }
        Ok(())
    }
}
