//! Keys of the runner: digits answer, letters open, arrows move; on any keyboard layout.

use super::Runner;
use super::rows::{At, Row};
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use crate::model::sheet::severity_of;
use baqylau_checklist::{Item, Kind};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::Severity;
use baqylau_widgets::keys::{self, Shortcut};
use egui::Key;

impl Runner {
    pub(super) fn keyboard(
        &mut self,
        rows: &[Row],
        work: &VisitWork,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &egui::Ui,
    ) {
        let items: Vec<At> = rows
            .iter()
            .filter_map(|row| {
                if let Row::Item(at) = row {
                    Some(*at)
                } else {
                    None
                }
            })
            .collect();
        self.movement(&items, ui);
        if keys::pressed(ui, Shortcut::ctrl(Key::Enter)) {
            self.next_unanswered(work);
        }
        if keys::pressed(ui, Shortcut::ctrl(Key::G)) {
            self.go_to = Some(String::new());
        }
        let typing = ui.memory(|memory| memory.focused().is_some());
        if typing && ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.memory_mut(|memory| {
                if let Some(id) = memory.focused() {
                    memory.surrender_focus(id);
                }
            });
        }
        if !editable {
            return;
        }
        if !typing && keys::pressed(ui, Shortcut::ctrl(Key::Z)) {
            cx.post.put(Action::Undo);
        }
        if !typing
            && (keys::pressed(ui, Shortcut::ctrl(Key::Y))
                || keys::pressed(ui, Shortcut::ctrl_shift(Key::Z)))
        {
            cx.post.put(Action::Redo);
        }
        let Some(sheet) = work.sheets.get(self.cursor.sheet) else {
            return;
        };
        let Some(item) = sheet.items.get(self.cursor.item) else {
            return;
        };
        let typed = item
            .fields
            .iter()
            .find(|field| super::field::is_typed(field));
        let chosen = item
            .fields
            .iter()
            .any(|field| field.relevant && field.kind.is_select());
        if let Some(field) = typed {
            let id = super::field::field_id(&sheet.code, field.path.as_str());
            if keys::pressed(ui, Shortcut::plain(Key::Enter)) {
                baqylau_widgets::field::jump_to(ui.ctx(), id);
            } else if !chosen && let Some(digit) = keys::digit(ui) {
                // Where nothing can be chosen, a digit begins the number.
                let value = digit.to_string();
                cx.post
                    .put(Self::answer_action(&sheet.code, field.path.as_str(), value));
                baqylau_widgets::field::jump_to(ui.ctx(), id);
            }
        }
        if let Some(digit) = keys::digit(ui) {
            self.answer_by_digit(digit, item, &sheet.code, cx);
        }
        if keys::pressed(ui, Shortcut::plain(Key::N)) {
            self.focus_note = true;
            self.open_rest = true;
        }
        if keys::pressed(ui, Shortcut::plain(Key::P)) {
            self.open_rest = true;
            self.choose_evidence(item, &sheet.code, work, cx);
        }
        let mut finding = work.finding(&sheet.code, &item.id);
        let before = finding.clone();
        if keys::pressed(ui, Shortcut::plain(Key::F)) {
            finding.flagged = !finding.flagged;
        }
        if keys::pressed(ui, Shortcut::plain(Key::S)) && item.violation {
            let own = severity_of(item);
            let now = finding.severity.unwrap_or(own);
            let at = Severity::ALL
                .iter()
                .position(|severity| *severity == now)
                .unwrap_or(0);
            let next = Severity::ALL
                .get((at + 1) % Severity::ALL.len())
                .copied()
                .unwrap_or(own);
            finding.severity = if next == own { None } else { Some(next) };
        }
        if finding != before
            && let Ok(value) = serde_json::to_value(&finding)
        {
            let key = FieldKey::Finding {
                list: sheet.code.clone(),
                item: item.id.clone(),
            };
            cx.post.put(Action::Write(vec![(key, value)]));
        }
    }

    fn movement(&mut self, items: &[At], ui: &egui::Ui) {
        let Some(at) = items.iter().position(|at| *at == self.cursor) else {
            return;
        };
        let pressed = |key| keys::pressed_or_repeated(ui, Shortcut::plain(key), true);
        let mut to = at;
        if pressed(Key::ArrowDown) || pressed(Key::J) {
            to = (at + 1).min(items.len().saturating_sub(1));
        }
        if pressed(Key::ArrowUp) || pressed(Key::K) {
            to = at.saturating_sub(1);
        }
        if pressed(Key::PageDown) {
            to = (at + 8).min(items.len().saturating_sub(1));
        }
        if pressed(Key::PageUp) {
            to = at.saturating_sub(8);
        }
        if pressed(Key::Home) {
            to = 0;
        }
        if pressed(Key::End) {
            to = items.len().saturating_sub(1);
        }
        if to != at
            && let Some(target) = items.get(to)
        {
            self.move_to(*target);
        }
    }

    fn move_to(&mut self, at: At) {
        self.cursor = at;
        self.scroll_to = Some(at);
        self.scroll_tries = 0;
        self.open_rest = false;
    }

    /// The next required item without an answer, in any checklist, from here on and round.
    fn next_unanswered(&mut self, work: &VisitWork) {
        let all: Vec<At> = work
            .sheets
            .iter()
            .enumerate()
            .flat_map(|(sheet_at, sheet)| {
                sheet
                    .items
                    .iter()
                    .enumerate()
                    .filter_map(move |(item_at, item)| {
                        let open = item.counts() && item.required && !item.answered;
                        open.then_some(At {
                            sheet: sheet_at,
                            item: item_at,
                        })
                    })
            })
            .collect();
        let here = (self.cursor.sheet, self.cursor.item);
        let next = all
            .iter()
            .find(|at| (at.sheet, at.item) > here)
            .or(all.first())
            .copied();
        if let Some(at) = next {
            self.jump(at);
            self.open_rest = false;
        }
    }

    /// The digit-th choice of the item's first question with choices.
    fn answer_by_digit(&mut self, digit: usize, item: &Item, list: &str, cx: &mut Cx<'_>) {
        let question = item
            .fields
            .iter()
            .find(|field| field.relevant && field.kind.is_select());
        let Some(question) = question else { return };
        let Some(choice) = question.choices.get(digit - 1) else {
            return;
        };
        let value = if question.kind == Kind::SelectMultiple {
            let mut chosen: Vec<&str> = question.value.split_whitespace().collect();
            if chosen.contains(&choice.name.as_str()) {
                chosen.retain(|name| *name != choice.name);
            } else {
                chosen.push(&choice.name);
            }
            chosen.join(" ")
        } else {
            choice.name.clone()
        };
        cx.post
            .put(Self::answer_action(list, question.path.as_str(), value));
    }
}
