//! Sending a register back, or single acts out of one that was accepted: a reason for each act that
//! is the cause.

use super::super::recheck::{self, Obstacles};
use super::super::shelf::Rows;
use super::lines;
use super::table::{self, Registers as Kind};
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::identifiers::{PaymentRegisterId, SchoolActId};
use baqylau_domain::schooling::{RegisterRecord, SchoolingOp};
use baqylau_domain::text::Words;
use baqylau_widgets::rowlist::RowList;
use baqylau_widgets::{Answer, Field, Modal, Tone, field, state, text};
use std::collections::BTreeMap;

/// An act of the register.
struct Line {
    act: SchoolActId,
    name: Said,
    detail: Said,
    on: bool,
    /// What was found, as the reason begins with it.
    found: Said,
    why: String,
}

/// The dialog.
pub struct Returning {
    register: PaymentRegisterId,
    /// Acts alone, out of an accepted register.
    alone: bool,
    title: Said,
    lines: Vec<Line>,
    ticket: Option<Ticket>,
}

impl Returning {
    /// The dialog for a register. Acts something known stands in the way of are ticked with it.
    pub fn new(
        rows: &Rows<Kind>,
        record: &RegisterRecord,
        obstacles: &Obstacles,
        cx: &Cx<'_>,
    ) -> Self {
        let acts = record.register.acts.keys().copied();
        Self::about(acts.collect(), rows, record, (obstacles, false), cx)
    }

    /// The dialog for single acts of an accepted register.
    pub fn of_acts(
        acts: Vec<SchoolActId>,
        rows: &Rows<Kind>,
        record: &RegisterRecord,
        obstacles: &Obstacles,
        cx: &Cx<'_>,
    ) -> Self {
        Self::about(acts, rows, record, (obstacles, true), cx)
    }

    fn about(
        acts: Vec<SchoolActId>,
        rows: &Rows<Kind>,
        record: &RegisterRecord,
        (obstacles, alone): (&Obstacles, bool),
        cx: &Cx<'_>,
    ) -> Self {
        let mut lines: Vec<Line> = acts
            .iter()
            .map(|act| {
                let found = obstacles.get(act);
                let words = found.map_or_else(Said::default, |found| {
                    cx.say(|cx| recheck::words(found, cx.locale))
                });
                Line {
                    act: *act,
                    name: cx.say(|cx| lines::name(&rows.beside, record, *act, cx)),
                    detail: cx.say(|cx| lines::detail(record, *act, cx)),
                    on: found.is_some(),
                    why: words.here(cx).to_owned(),
                    found: words,
                }
            })
            .collect();
        lines.sort_by_key(|line| !line.on);
        let title = if alone {
            "order-register-back-title"
        } else {
            "order-register-return-title"
        };
        let title = cx.say(|cx| {
            let args = [("name", table::name(record, cx.locale).into())];
            cx.f(title, &args)
        });
        Self {
            register: record.register.id,
            alone,
            title,
            lines,
            ticket: None,
        }
    }

    fn reasons(&self) -> BTreeMap<SchoolActId, Words> {
        let ticked = self.lines.iter().filter(|line| line.on);
        ticked
            .map(|line| (line.act, Words(line.why.trim().to_owned())))
            .collect()
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        // A reason nobody has touched is said in the language there is now.
        for line in &mut self.lines {
            let here = line.found.here(cx);
            if line.why != here && line.found.is_one(&line.why) && !line.why.is_empty() {
                line.why = here.to_owned();
            }
        }
        let (confirm, detail) = if self.alone {
            ("order-register-back-confirm", "order-register-back-detail")
        } else {
            (
                "order-register-return-confirm",
                "order-register-return-detail",
            )
        };
        let (confirm, close) = (cx.t(confirm), cx.t("button-cancel"));
        let reasons = self.reasons();
        let blocked = if reasons.is_empty() {
            Some(cx.t("order-register-return-choose"))
        } else if reasons.values().any(Words::are_missing) {
            Some(cx.t("order-register-return-lacking"))
        } else {
            None
        };
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let lines = &mut self.lines;
        let answer = Modal::new("order-register-return", self.title.here(cx))
            .width(720.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .busy(cx.running(self.ticket))
            .danger()
            .show(ctx, |ui| {
                let detail = cx.t(detail);
                ui.add(egui::Label::new(text::table(&detail)).wrap());
                Self::list(lines, cx, ui);
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                let register = self.register;
                let op = Box::new(if self.alone {
                    SchoolingOp::SendBackActs { register, reasons }
                } else {
                    SchoolingOp::ReturnRegister { register, reasons }
                });
                self.ticket = Some(cx.post.send(Command::AskOrder { op }));
                true
            }
        }
    }

    fn list(lines: &mut [Line], cx: &Cx<'_>, ui: &mut egui::Ui) {
        let ticked = lines.iter().filter(|line| line.on).count();
        let args = [("count", ticked.into()), ("of", lines.len().into())];
        ui.label(text::strong(&cx.f("order-register-return-count", &args)));
        let wanted = lines.len() as f32 * 46.0 + ticked as f32 * 44.0;
        let size = egui::vec2(ui.available_width(), wanted.clamp(60.0, 340.0));
        ui.allocate_ui(size, |ui| {
            ui.set_min_size(size);
            RowList::new("order-register-return-lines", 44.0).show(ui, lines.len(), |ui, at| {
                let Some(line) = lines.get_mut(at) else {
                    return;
                };
                ui.push_id(line.act, |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    field::checkbox(ui, &mut line.on, line.name.here(cx));
                    ui.spacing_mut().interact_size.y = 16.0;
                    ui.horizontal(|ui| {
                        ui.add_space(24.0);
                        ui.label(text::small_muted(line.detail.here(cx)));
                    });
                    if line.on {
                        let args = [("name", line.name.here(cx).into())];
                        let label = cx.f("order-register-return-reason", &args);
                        let hint = cx.t("order-reason");
                        Field::new(&label)
                            .hidden_label()
                            .placeholder(&hint)
                            .required()
                            .text(ui, &mut line.why);
                        ui.add_space(6.0);
                    }
                });
            });
        });
    }
}

/// Shows the dialog there may be, and forgets it once it is answered.
pub fn show(returning: &mut Option<Returning>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if returning.as_mut().is_some_and(|one| !one.show(cx, ctx)) {
        *returning = None;
    }
}
