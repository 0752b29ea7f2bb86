//! Taking the ticked applications to work on: what will happen is shown before it is asked.

use super::super::desk::{self, Desk};
use super::super::pane;
use super::super::shelf::Shelf;
use super::super::words;
use super::table::{Applications as Kind, kind_words};
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{ApplicationCommand, SchoolingOp};
use baqylau_widgets::{Answer, Button, Icon, Modal, Tone, state, text};

/// The sheet.
pub struct TakeMany {
    taken: Vec<(Said, SchoolingOp)>,
    /// Those that can't be taken, and why.
    not: Vec<(Said, Said)>,
    tickets: Vec<Ticket>,
}

/// The button over the register; the sheet, once it is pressed.
pub fn button(
    shelf: &Shelf<Kind<false>>,
    desk: &Desk,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<TakeMany> {
    let chosen = shelf.chosen();
    if chosen.is_empty() || desk::role(cx) != Some(AccountRole::EducationOfficer) {
        return None;
    }
    let count = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
    let label = cx.f("application-take-chosen", &[("count", count.into())]);
    let button = Button::primary(&label).icon(Icon::Hand).small();
    if !pane::button(button, None, ui) {
        return None;
    }
    let (mut taken, mut not) = (Vec::new(), Vec::new());
    for (row, one) in chosen {
        let name = cx.say(|cx| {
            let kind = kind_words(one.kind, cx.locale);
            format!("{} · {kind}", words::school(row, cx.locale))
        });
        let op = SchoolingOp::Application {
            application: one.id,
            command: ApplicationCommand::Take,
        };
        let waits = (!row.waiting.is_empty()).then(|| cx.said("application-waits"));
        match waits.or_else(|| desk.said(&op, cx)) {
            None => taken.push((name, op)),
            Some(why) => not.push((name, why)),
        }
    }
    Some(TakeMany {
        taken,
        not,
        tickets: Vec::new(),
    })
}

impl TakeMany {
    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        let asked = !self.tickets.is_empty();
        let runs = self.tickets.iter().any(|one| cx.running(Some(*one)));
        let failures = self.tickets.iter();
        let failed: Vec<String> = failures
            .filter_map(|one| cx.model.failure(Some(*one)))
            .map(|error| cx.error(error))
            .collect();
        if asked && !runs && failed.is_empty() {
            return false;
        }
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let title = cx.t("application-take-title");
        let count = [("count", number(self.taken.len()).into())];
        let confirm = cx.f("application-take-chosen", &count);
        let confirm = if asked { String::new() } else { confirm };
        let close = cx.t(if asked {
            "button-close"
        } else {
            "button-cancel"
        });
        let none = cx.t("application-take-none");
        let answer = Modal::new("application-take", &title)
            .width(620.0)
            .buttons(&confirm, &close)
            .blocked(self.taken.is_empty().then_some(none.as_str()))
            .busy(runs)
            .show(ctx, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let words = cx.f("application-take-will", &count);
                ui.label(text::strong(&words));
                egui::ScrollArea::vertical()
                    .id_salt("taken")
                    .max_height(180.0)
                    .auto_shrink([false, true])
                    .show_rows(ui, 20.0, self.taken.len(), |ui, shown| {
                        for (name, _) in self.taken.get(shown).into_iter().flatten() {
                            ui.add(egui::Label::new(text::table(name.here(cx))).truncate());
                        }
                    });
                if !self.not.is_empty() {
                    let count = [("count", number(self.not.len()).into())];
                    ui.label(text::strong(&cx.f("application-take-not", &count)));
                    egui::ScrollArea::vertical()
                        .id_salt("not-taken")
                        .max_height(180.0)
                        .auto_shrink([false, true])
                        .show_rows(ui, 40.0, self.not.len(), |ui, shown| {
                            for (name, why) in self.not.get(shown).into_iter().flatten() {
                                ui.add(egui::Label::new(text::table(name.here(cx))).truncate());
                                ui.add(
                                    egui::Label::new(text::small_muted(why.here(cx))).truncate(),
                                );
                            }
                        });
                }
                for failure in &failed {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        if answer == Answer::Yes {
            let ops = self.taken.iter().map(|(_, op)| Box::new(op.clone()));
            self.tickets = ops
                .map(|op| cx.post.send(Command::AskOrder { op }))
                .collect();
        }
        answer != Answer::No
    }
}

/// Shows the sheet there may be, and forgets it once it is closed.
pub fn show(sheet: &mut Option<TakeMany>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if sheet.as_mut().is_some_and(|sheet| !sheet.show(cx, ctx)) {
        *sheet = None;
    }
}
