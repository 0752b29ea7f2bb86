//! The command palette: everything one can do or open, found by typing a few letters.

use egui::accesskit::Role;
use egui::{Align, Align2, Context, Id, Key, ScrollArea, Ui, vec2};

use crate::fold;
use crate::icon::Icon;
use crate::keys::Shortcut;
use crate::list::{self, key_in_list};
use crate::panel;
use crate::text;
use crate::tokens::tokens_of;
use crate::words::words;

/// Most lines shown; finer typing finds the rest.
const SHOWN: usize = 60;

/// Something the palette offers.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What it does, in the language of the screen.
    pub label: String,
    /// Where it belongs; also searched.
    pub group: String,
    /// Keys that do the same.
    pub shortcut: String,
    /// Icon before the label.
    pub icon: Option<Icon>,
    /// Why it cannot be done now.
    pub blocked: Option<String>,
}

/// The palette's state, kept by the application.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    open: bool,
    fresh: bool,
    query: String,
    mark: usize,
}

impl Palette {
    /// Opens it empty.
    pub fn open(&mut self) {
        *self = Self {
            open: true,
            fresh: true,
            ..Self::default()
        };
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// What has been typed: to search registers as well.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Shows it while open; returns the index of the chosen entry and closes.
    pub fn show(&mut self, ctx: &Context, placeholder: &str, entries: &[Entry]) -> Option<usize> {
        if !self.open {
            return None;
        }
        let t = tokens_of(ctx);
        let id = Id::unique("baqylau-palette");
        let room = ctx.content_rect();
        let width = 560.0_f32.min(room.width() - 32.0);
        let area = egui::Modal::default_area(id)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 64.0))
            .role(Role::Dialog)
            .accessible_name(placeholder);
        let response = egui::Modal::new(id)
            .area(area)
            .backdrop_color(t.backdrop.gamma_multiply(0.5))
            .frame(panel::floating_frame(t).inner_margin(8.0))
            .show(ctx, |ui| {
                ui.set_width(width);
                self.content(
                    ui,
                    placeholder,
                    entries,
                    (room.height() - 240.0).clamp(96.0, 384.0),
                )
            });
        self.fresh = false;
        if response.should_close() {
            self.open = false;
        }
        if response.inner.is_some() {
            self.open = false;
        }
        response.inner
    }

    fn content(
        &mut self,
        ui: &mut Ui,
        placeholder: &str,
        entries: &[Entry],
        height: f32,
    ) -> Option<usize> {
        ui.spacing_mut().item_spacing.y = 2.0;
        let before = self.query.clone();
        let field = crate::field::SearchField::new(placeholder)
            .id(ui.scope_id().with("query"))
            .show(ui, &mut self.query);
        if self.fresh || !field.has_focus() {
            field.request_focus();
        }
        if self.query != before {
            self.mark = 0;
        }
        ui.add_space(4.0);
        let found = search(&self.query, entries);
        let moved = list::move_mark(ui, &mut self.mark, found.len());
        let mut chosen = None;
        if key_in_list(ui, Shortcut::plain(Key::Enter)) {
            chosen = found
                .get(self.mark)
                .copied()
                .filter(|i| entries.get(*i).is_some_and(|e| e.blocked.is_none()));
        }
        if key_in_list(ui, Shortcut::plain(Key::Escape)) {
            self.open = false;
        }
        if found.is_empty() {
            ui.label(text::small_muted(&words(ui.ctx()).nothing_found));
        }
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.ctx()
                .accesskit_node_builder(ui.unique_id(), |n| n.set_role(Role::ListBox));
            for (row, index) in found.iter().enumerate() {
                let Some(entry) = entries.get(*index) else {
                    continue;
                };
                let item = list::Item {
                    label: &entry.label,
                    note: &entry.group,
                    shortcut: &entry.shortcut,
                    icon: entry.icon,
                    marked: row == self.mark,
                    blocked: entry.blocked.as_deref(),
                    ..list::Item::default()
                };
                let response = ui
                    .push_id(*index, |ui| list::item(ui, Role::ListBoxOption, &item))
                    .inner;
                if moved && row == self.mark {
                    response.scroll_to_me(Some(Align::Center));
                }
                if response.clicked() {
                    chosen = Some(*index);
                }
            }
        });
        chosen
    }
}

/// Indices of the entries that answer the query, best first; ties keep their order.
fn search(query: &str, entries: &[Entry]) -> Vec<usize> {
    let query = fold::fold(query.trim());
    let mut found: Vec<(i32, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(i, e)| {
            let label = fold::score(&query, &fold::fold(&e.label));
            let group = fold::score(&query, &fold::fold(&e.group)).map(|s| s / 2);
            label.max(group).map(|s| (-s, i))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, i)| i).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_find_the_command_and_the_best_comes_first() {
        let entry = |label: &str, group: &str| Entry {
            label: label.into(),
            group: group.into(),
            ..Entry::default()
        };
        let entries = [
            entry("Открыть контакты", "Система"),
            entry("Подписать выбранные акты", "Акты"),
            entry("Актілерді басып шығару", "Акты"),
        ];
        assert_eq!(search("акт", &entries).first(), Some(&2));
        assert_eq!(search("подп", &entries), [1]);
        assert_eq!(search("", &entries), [0, 1, 2]);
        assert!(search("ъъъ", &entries).is_empty());
    }
}
