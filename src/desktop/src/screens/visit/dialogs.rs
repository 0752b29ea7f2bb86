//! Dialogs of a visit: refusal of admission, hand-over, objections, exchange file, finishing.

use super::{VisitScreen, WAYS, handed};
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::model::VisitWork;
use baqylau_client::ui::{Command, Secret};
use baqylau_domain::visit::VisitOp;
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, Tone, state, text};

/// How many witnesses a refusal takes today.
pub(super) fn witnesses_needed(work: &VisitWork, cx: &Cx<'_>) -> usize {
    let policy = work.policies.on(cx.model.today());
    usize::try_from(policy.refusal_witnesses.value).unwrap_or(usize::MAX)
}

/// The last day of objections: of an act handed over today, where it wasn't before.
fn objections_until(work: &VisitWork, cx: &Cx<'_>) -> String {
    let policy = work.policies.on(cx.model.today());
    let until = match work.visit.stage.delivered() {
        Some(delivered) => delivered.objections_until(&policy),
        None => {
            let days = policy.objection_days.value;
            policy.calendar.add_working_days(cx.model.today(), days)
        }
    };
    cx.locale.date(until)
}

impl VisitScreen {
    pub(super) fn dialogs(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        self.refusal_dialog(work, cx, ctx);
        self.hand_over_dialog(work, cx, ctx);
        self.objection_dialog(work, cx, ctx);
        self.bundle_dialog(cx, ctx);
        self.arrival_dialog(work, cx, ctx);
        self.order_dialog(work, cx, ctx);
        self.move_dialog(work, cx, ctx);
        if self.confirm_finish {
            let title = cx.t("visit-merge");
            let cancel = cx.t("button-cancel");
            let mut question = cx.t("visit-finish-ask");
            let unanswered: u64 = work
                .sheets
                .iter()
                .map(|sheet| sheet.totals())
                .map(|totals| u64::from(totals.total.saturating_sub(totals.answered)))
                .sum();
            if unanswered > 0 {
                let count = ("count", unanswered.into());
                let left = cx.f("visit-finish-unanswered", &[count]);
                question = format!("{question} {left}");
            }
            let answer = Modal::new("finish", &title)
                .buttons(&title, &cancel)
                .ask(ctx, &question);
            if answer == Answer::Yes {
                self.op(work, cx, VisitOp::BeginMerging);
            }
            self.confirm_finish = answer == Answer::Open;
        }
    }

    fn refusal_dialog(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(form) = &mut self.refusal else {
            return;
        };
        let title = cx.t("visit-refusal-act");
        let (confirm, cancel) = (cx.t("visit-refusal-confirm"), cx.t("button-cancel"));
        let witnesses = form
            .witnesses
            .iter()
            .filter(|name| !name.trim().is_empty())
            .count();
        let least = witnesses_needed(work, cx);
        let count = i64::try_from(least).unwrap_or(0);
        let needed = cx.f("visit-witnesses-needed", &[("count", count.into())]);
        let incomplete = form.circumstances.trim().is_empty() || witnesses < least;
        let busy = cx.running(form.sent);
        let refused = cx.model.failure(form.sent).map(|error| cx.error(error));
        if cx.model.is_done(form.sent) {
            self.refusal = None;
            return;
        }
        let answer = Modal::new("refusal", &title)
            .width(560.0)
            .buttons(&confirm, &cancel)
            .blocked(incomplete.then_some(needed.as_str()))
            .busy(busy)
            .danger()
            .show(ctx, |ui| {
                if let Some(words) = &refused {
                    state::strip(ui, Tone::Bad, words, None);
                }
                let hint = cx.f("visit-refusal-hint", &[("count", count.into())]);
                ui.label(text::muted(&hint));
                Field::new(&cx.t("visit-refusal-circumstances"))
                    .required()
                    .multiline(ui, &mut form.circumstances, 4);
                for (index, name) in form.witnesses.iter_mut().enumerate() {
                    let number = i64::try_from(index + 1).unwrap_or(0);
                    let label = cx.f("visit-witness-number", &[("number", number.into())]);
                    Field::new(&label).text(ui, name);
                }
                let label = cx.t("visit-witness-add");
                if ui.add(Button::ghost(&label).icon(Icon::Plus)).clicked() {
                    form.witnesses.push(String::new());
                }
            });
        if answer == Answer::Yes {
            let op = VisitOp::RefuseAdmission {
                circumstances: form.circumstances.clone(),
                witnesses: form.witnesses.clone(),
            };
            let visit = work.id();
            form.sent = Some(cx.post.send(Command::Visit { visit, op }));
        }
        if answer == Answer::No {
            self.refusal = None;
        }
    }

    fn hand_over_dialog(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(form) = &mut self.hand_over else {
            return;
        };
        let title = cx.t("act-handover-title");
        let (confirm, cancel) = (cx.t("visit-hand-over"), cx.t("button-cancel"));
        let required = cx.t("field-required");
        let answer = Modal::new("hand-over", &title)
            .buttons(&confirm, &cancel)
            .blocked(form.to.trim().is_empty().then_some(required.as_str()))
            .show(ctx, |ui| {
                let until = objections_until(work, cx);
                let next = cx.f("visit-hand-over-next", &[("date", until.into())]);
                ui.add(egui::Label::new(text::muted(&next)).wrap());
                for (way, key) in WAYS {
                    if baqylau_widgets::field::radio(ui, form.way == way, &cx.t(key)).clicked() {
                        form.way = way;
                    }
                }
                Field::new(&cx.t(handed::names(form.way).0))
                    .required()
                    .text(ui, &mut form.to);
            });
        if answer == Answer::Yes {
            let op = VisitOp::HandOver {
                way: form.way,
                to: form.to.clone(),
            };
            self.op(work, cx, op);
        }
        if answer != Answer::Open {
            self.hand_over = None;
        }
    }

    fn objection_dialog(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(form) = &mut self.objection else {
            return;
        };
        let title = cx.t("act-objections-add");
        let (confirm, cancel) = (cx.t("button-save"), cx.t("button-cancel"));
        let required = cx.t("field-required");
        let answer = Modal::new("objection", &title)
            .width(560.0)
            .buttons(&confirm, &cancel)
            .blocked(form.text.trim().is_empty().then_some(required.as_str()))
            .show(ctx, |ui| {
                let until = objections_until(work, cx);
                let next = cx.f("visit-objections-next", &[("date", until.into())]);
                ui.add(egui::Label::new(text::muted(&next)).wrap());
                Field::new(&cx.t("act-objections-text"))
                    .required()
                    .multiline(ui, &mut form.text, 6);
                let mut removed = None;
                for (index, paper) in form.papers.iter().enumerate() {
                    let name = paper.file_name().unwrap_or_default().to_string_lossy();
                    ui.push_id(index, |ui| {
                        ui.horizontal(|ui| {
                            let label = cx.t("button-delete");
                            let button = Button::ghost(&label).icon(Icon::X).small();
                            if ui.add(button).clicked() {
                                removed = Some(index);
                            }
                            text::truncated(ui, text::body(&name));
                        });
                    });
                }
                if let Some(index) = removed {
                    form.papers.remove(index);
                }
                let label = cx.t("act-objections-attach");
                let button = Button::ghost(&label).icon(Icon::Paperclip);
                if ui.add(button).clicked() {
                    cx.post.put(Action::Choose(Purpose::Papers(work.id())));
                }
            });
        if answer == Answer::Yes {
            self.ticket = Some(cx.post.send(Command::LodgeObjection {
                visit: work.id(),
                text: form.text.clone(),
                papers: form.papers.clone(),
            }));
        }
        if answer != Answer::Open {
            self.objection = None;
        }
    }

    fn bundle_dialog(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some((visit, path, passphrase)) = &mut self.bundle else {
            return;
        };
        let title = cx.t("sync-exchange-save");
        let (confirm, cancel) = (cx.t("button-save"), cx.t("button-cancel"));
        let short = cx.f("signin-passphrase-short", &[("count", 8.into())]);
        let too_short = passphrase.chars().count() < 8;
        let answer = Modal::new("bundle", &title)
            .buttons(&confirm, &cancel)
            .blocked(too_short.then_some(short.as_str()))
            .show(ctx, |ui| {
                ui.label(text::muted(&cx.t("sync-exchange-passphrase-hint")));
                Field::new(&cx.t("sync-exchange-passphrase")).password(ui, passphrase);
            });
        if answer == Answer::Yes {
            self.ticket = Some(cx.post.send(Command::ExportBundle {
                visit: *visit,
                to: path.clone(),
                passphrase: Secret::new(std::mem::take(passphrase)),
            }));
        }
        if answer != Answer::Open {
            self.bundle = None;
        }
    }
}
