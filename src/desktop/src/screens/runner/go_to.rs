//! Jump to an item by number or by a word of its text in any language.

use super::Runner;
use super::rows::At;
use crate::cx::Cx;
use crate::model::VisitWork;
use baqylau_locale::Language;
use baqylau_widgets::{Answer, Modal, SearchField, list, text};

/// Most items listed.
const SHOWN: usize = 12;

impl Runner {
    pub(super) fn go_to_dialog(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(query) = &mut self.go_to else { return };
        let title = cx.t("checklist-go-to-title");
        let close = cx.t("button-close");
        let mut jump = None;
        let answer = Modal::new("go-to", &title)
            .width(620.0)
            .buttons("", &close)
            .show(ctx, |ui| {
                let hint = cx.t("checklist-go-to-hint");
                let id = egui::Id::unique("runner-go-to");
                let response = SearchField::new(&hint)
                    .id(id)
                    .bordered()
                    .width(ui.available_width())
                    .show(ui, query);
                if !response.has_focus() && query.is_empty() {
                    response.request_focus();
                }
                let entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
                let mut first = true;
                for (at, label) in find(work, query, cx.locale.language()) {
                    let item = list::Item {
                        label: &label,
                        note: "",
                        shortcut: "",
                        icon: None,
                        chosen: first,
                        marked: false,
                        blocked: None,
                        tone: None,
                    };
                    let clicked = list::item(ui, egui::accesskit::Role::ListItem, &item).clicked();
                    if clicked || (first && entered) {
                        jump = Some(at);
                    }
                    first = false;
                }
                if first && !query.is_empty() {
                    ui.label(text::muted(&cx.t("panel-nothing-found")));
                }
            });
        if let Some(at) = jump {
            self.jump(at);
            self.go_to = None;
        } else if answer != Answer::Open {
            self.go_to = None;
        }
    }
}

fn find(work: &VisitWork, query: &str, own: Language) -> Vec<(At, String)> {
    if query.trim().is_empty() {
        return Vec::new();
    }
    let number = query.trim().to_uppercase();
    let mut exact = Vec::new();
    let mut rest = Vec::new();
    for (sheet_at, sheet) in work.sheets.iter().enumerate() {
        for (item_at, item) in sheet.items.iter().enumerate() {
            let at = At {
                sheet: sheet_at,
                item: item_at,
            };
            let line = || format!("{}  {}", item.id, item.label.text);
            if item.id.to_uppercase().starts_with(&number) {
                exact.push((at, line()));
                continue;
            }
            let hit = baqylau_locale::matches(query, &item.label.text)
                || Language::ALL.iter().filter(|l| **l != own).any(|language| {
                    sheet
                        .label_of(&item.id, *language)
                        .is_some_and(|words| baqylau_locale::matches(query, &words))
                });
            if hit {
                rest.push((at, line()));
            }
        }
    }
    exact.extend(rest);
    exact.truncate(SHOWN);
    exact
}
