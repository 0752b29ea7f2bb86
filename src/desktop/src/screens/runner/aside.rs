//! The pane at the right: the visit before, the other language, who answered.

use super::Runner;
use crate::cx::Cx;
use crate::model::VisitWork;
use baqylau_domain::draft::FieldKey;
use baqylau_locale::Language;
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{Tag, Tone, text};

impl Runner {
    pub(super) fn aside(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(sheet) = work.sheets.get(self.cursor.sheet) else {
            return;
        };
        let Some(item) = sheet.items.get(self.cursor.item) else {
            return;
        };
        ui.spacing_mut().item_spacing.y = 6.0;
        let title = cx.f("previous-title", &[("item", item.id.clone().into())]);
        ui.label(text::section(&title));
        let before = work.previous.as_ref().and_then(|previous| {
            let found = previous
                .answers
                .iter()
                .find(|a| a.list == sheet.code && a.item == item.id);
            found.map(|answer| (previous, answer))
        });
        match before {
            Some((previous, answer)) => {
                let date = cx.locale.date(previous.date);
                ui.label(text::small_muted(&format!(
                    "{date} · № {}",
                    previous.number
                )));
                let (key, tone) = if answer.violation {
                    ("previous-violation", Tone::Bad)
                } else {
                    ("previous-conformed", Tone::Ok)
                };
                ui.add(Tag::new(tone, &cx.t(key)));
                if !answer.note.is_empty() {
                    ui.add(egui::Label::new(text::body(&format!("«{}»", answer.note))).wrap());
                }
                if let Some(due) = answer.due {
                    let due = cx.locale.date(due);
                    let words = match answer.remedied {
                        Some(day) => {
                            let date = cx.locale.date(day);
                            cx.f(
                                "previous-remedied",
                                &[("due", due.into()), ("date", date.into())],
                            )
                        }
                        None => cx.f("previous-not-remedied", &[("due", due.into())]),
                    };
                    ui.add(egui::Label::new(text::body(&words)).wrap());
                }
            }
            None if work.previous.is_some() => {
                ui.label(text::muted(&cx.t("previous-not-asked")));
            }
            None => {
                ui.label(text::muted(&cx.t("visit-previous-none")));
            }
        }
        ui.add_space(12.0);
        self.other_language(work, cx, ui);
        ui.add_space(12.0);
        ui.label(text::section(&cx.t("history-title")));
        let mut any = false;
        for field in &item.fields {
            let key = FieldKey::Answer {
                list: sheet.code.clone(),
                path: field.path.as_str().to_owned(),
            };
            let Some(kept) = work.draft.field(&key) else {
                continue;
            };
            for version in kept.versions() {
                any = true;
                let raw = version.value.as_str().unwrap_or_default();
                let words = sheet
                    .answer_words(field.path.as_str(), raw, cx.locale.language())
                    .unwrap_or_else(|| raw.to_owned());
                let words = if words.is_empty() {
                    cx.t("answer-none")
                } else {
                    words
                };
                let name = work
                    .visit
                    .member(version.author)
                    .map_or_else(|| cx.t("table-unknown"), |member| member.full_name.clone());
                let time = cx.locale.time(version.at);
                let line = cx.f(
                    "history-line",
                    &[
                        ("time", time.into()),
                        ("value", words.into()),
                        ("name", name.into()),
                    ],
                );
                ui.add(egui::Label::new(text::small(&line)).wrap());
            }
        }
        if !any {
            ui.label(text::small_muted(&cx.t("answer-none")));
        }
    }

    fn other_language(&mut self, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let Some(sheet) = work.sheets.get(self.cursor.sheet) else {
            return;
        };
        let Some(item) = sheet.items.get(self.cursor.item) else {
            return;
        };
        let own = cx.locale.language();
        let others: Vec<Language> = Language::ALL.into_iter().filter(|l| *l != own).collect();
        let first = if own == Language::Ru {
            Language::Kk
        } else {
            Language::Ru
        };
        let chosen = self.second.filter(|second| *second != own).unwrap_or(first);
        let mut at = others
            .iter()
            .position(|language| *language == chosen)
            .unwrap_or(0);
        let list: Vec<Tab<'_>> = others
            .iter()
            .map(|language| Tab {
                label: language.native_name(),
                count: "",
                tone: Tone::Neutral,
            })
            .collect();
        if tabs(ui, &mut at, &list) {
            self.second = others.get(at).copied();
        }
        let words = sheet.label_of(&item.id, chosen).unwrap_or_default();
        ui.add(egui::Label::new(text::body(&words)).wrap());
    }
}
