//! The pane at the right: the visit before, the other language, who answered.

use super::Runner;
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use crate::screens::visit::{no_previous, previous_address};
use crate::words;
use baqylau_checklist::Shown;
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
                let number = words::numbered(&previous.number, cx.locale);
                ui.label(text::small_muted(&format!("{date} · {number}")));
                previous_address(work, cx, ui);
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
            None => no_previous(work, cx, ui),
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
            ui.label(text::small_muted(&cx.t("history-none")));
        }
    }

    /// The question in the second language, as it was chosen here or in the settings: with what
    /// explains it and every choice.
    fn other_language(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(sheet) = work.sheets.get(self.cursor.sheet) else {
            return;
        };
        let Some(item) = sheet.items.get(self.cursor.item) else {
            return;
        };
        let own = cx.locale.language();
        let others: Vec<Language> = Language::ALL.into_iter().filter(|l| *l != own).collect();
        let second = cx.preferences.second.filter(|second| *second != own);
        let chosen = others.iter().position(|one| Some(*one) == second);
        ui.label(text::section(&cx.t("settings-second-language")));
        let none = cx.t("checklist-second-none");
        let mut names = vec![none.as_str()];
        names.extend(others.iter().map(|language| language.native_name()));
        let list: Vec<Tab<'_>> = names
            .into_iter()
            .map(|label| Tab {
                label,
                count: "",
                tone: Tone::Neutral,
            })
            .collect();
        let mut at = chosen.map_or(0, |at| at + 1);
        if tabs(ui, &mut at, &list) {
            let second = at.checked_sub(1).and_then(|at| others.get(at)).copied();
            cx.post.put(Action::SecondLanguage(second));
        }
        let Some(said) = second.and_then(|second| sheet.item_in(&item.id, second)) else {
            return;
        };
        shown(&said.label, cx, ui);
        hint(&said.hint, ui);
        let single = said.fields.iter().filter(|field| field.relevant).count() == 1;
        for field in said.fields.iter().filter(|field| field.relevant) {
            let own_label = field.label.text != said.label.text && !field.label.text.is_empty();
            if own_label && !single {
                shown(&field.label, cx, ui);
            }
            if field.hint.text != said.hint.text {
                hint(&field.hint, ui);
            }
            for (index, choice) in field.choices.iter().enumerate() {
                let line = format!("{}  {}", index + 1, choice.label.text);
                ui.add(egui::Label::new(text::small(&line)).wrap());
            }
        }
    }
}

/// A text in the second language; one that isn't there is said to be missing, never blank.
fn shown(said: &Shown, cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.add(egui::Label::new(text::body(&said.text)).wrap());
    if said.missing_translation {
        let words = text::small(&cx.t("checklist-translation-missing"));
        text::toned(ui, words, Tone::Warning);
    }
}

fn hint(said: &Shown, ui: &mut egui::Ui) {
    if !said.text.trim().is_empty() {
        ui.add(egui::Label::new(text::small_muted(&said.text)).wrap());
    }
}
