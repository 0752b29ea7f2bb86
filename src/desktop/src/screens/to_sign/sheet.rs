//! The sheet over the queue: with what is signed, how it goes, what came of it.

use super::super::key::KeyForm;
use super::{note, number};
use crate::cx::Cx;
use baqylau_client::ui::{
    BatchItem, BatchKey, BatchState, BatchView, Command, ProgramStage, Ticket,
};
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_widgets::{Answer, Button, Icon, Modal, Tone, panel, progress, state, tag, text};
use std::sync::Arc;

/// What is to be signed.
pub(super) enum Wanted {
    /// These acts.
    Acts(Vec<(VisitId, BlobHash)>),
    /// What the last batch left; with what failed, if that is to be tried again.
    Rest {
        /// Failed ones too.
        failed: bool,
    },
}

/// View state.
pub(super) struct Sheet {
    wanted: Wanted,
    ticket: Option<Ticket>,
    /// Signed through NCALayer, with the program the person believes.
    program: bool,
}

impl Sheet {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            ticket: None,
            program: false,
        }
    }

    /// Over the batch a command carries out, so that it can be stopped from here.
    pub(super) fn over(ticket: Option<Ticket>) -> Self {
        Self {
            ticket,
            ..Self::new(Wanted::Rest { failed: false })
        }
    }

    /// The command that signs.
    pub(super) fn ticket(&self) -> Option<Ticket> {
        self.ticket
    }

    /// Shows it; whether it stays.
    pub(super) fn show(&mut self, key: &mut KeyForm, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        let batch = cx.model.batch.clone();
        let runs = batch.as_ref().is_some_and(|batch| batch.running);
        self.settle(batch.as_deref());
        let count = match (&self.wanted, &batch) {
            (Wanted::Acts(acts), _) => acts.len(),
            (Wanted::Rest { failed }, Some(batch)) => {
                let (waiting, _, not) = batch.counts();
                waiting + if *failed { not } else { 0 }
            }
            (Wanted::Rest { .. }, None) => 0,
        };
        let title = if runs {
            cx.t("tosign-sheet-running")
        } else if count == 0 {
            cx.t("tosign-sheet-over")
        } else {
            cx.f("tosign-sheet-title", &[("count", number(count).into())])
        };
        let close = cx.t(if runs {
            "tosign-sheet-hide"
        } else {
            "button-close"
        });
        let shows_batch = matches!(self.wanted, Wanted::Rest { .. }) || runs;
        let answer = Modal::new("sign-many", &title)
            .width(680.0)
            .buttons("", &close)
            .show(ctx, |ui| {
                if let Some(batch) = batch.as_ref().filter(|_| shows_batch) {
                    self.course(batch, cx, ui);
                }
                if !runs {
                    if count > 0 {
                        self.means(key, cx, ui);
                    } else if let Some(batch) = &batch {
                        self.again(batch, cx, ui);
                    }
                }
            });
        answer == Answer::Open
    }

    /// Once a batch was begun it is what is shown, and gone on with.
    fn settle(&mut self, batch: Option<&BatchView>) {
        let (Wanted::Acts(acts), Some(batch)) = (&self.wanted, batch) else {
            return;
        };
        let same = self.ticket.is_some()
            && batch.items.len() == acts.len()
            && batch
                .items
                .iter()
                .zip(acts)
                .all(|(item, (visit, act))| item.visit == *visit && item.act == *act);
        if same {
            self.wanted = Wanted::Rest { failed: false };
        }
    }

    /// How it goes, and what became of each act.
    fn course(&mut self, batch: &Arc<BatchView>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let (waiting, signed, failed) = batch.counts();
        let of = batch.items.len();
        let args = [
            ("signed", number(signed).into()),
            ("failed", number(failed).into()),
            ("waiting", number(waiting).into()),
            ("count", number(of).into()),
        ];
        let words = cx.f("tosign-course", &args);
        ui.label(text::medium(&words));
        let share = (signed + failed) as f32 / of.max(1) as f32;
        let tone = if failed > 0 { Tone::Warning } else { Tone::Ok };
        progress::bar(ui, &words, share, tone);
        if batch.running {
            ui.horizontal(|ui| {
                if let Some(ticket) = self.ticket {
                    let label = cx.t("tosign-stop");
                    if ui.add(Button::secondary(&label).icon(Icon::X)).clicked() {
                        cx.post.send(Command::Cancel { of: ticket });
                    }
                }
                if self.program {
                    note(ui, &cx.t(self.stage_words(cx)));
                }
            });
        }
        items(batch, cx, ui);
    }

    fn stage_words(&self, cx: &Cx<'_>) -> &'static str {
        match self.stage(cx) {
            Some(ProgramStage::Waiting) => "signing-nca-waiting",
            Some(ProgramStage::Verifying) => "signing-nca-verifying",
            _ => "signing-nca-connecting",
        }
    }

    fn stage<'m>(&self, cx: &Cx<'m>) -> Option<&'m ProgramStage> {
        cx.model
            .program
            .as_ref()
            .filter(|(ticket, _)| Some(*ticket) == self.ticket)
            .map(|(_, stage)| stage)
    }

    /// A key file or NCALayer.
    fn means(&mut self, key: &mut KeyForm, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let busy = cx.running(self.ticket);
        let mut accept = None;
        if let Some(error) = cx.model.failure(self.ticket) {
            let tone = match error.key.as_str() {
                "signing-error-nca-cancelled" => Tone::Info,
                _ => Tone::Bad,
            };
            state::strip(ui, tone, &cx.error(error), None);
            if let Some(ProgramStage::Unknown { fingerprint, .. }) = self.stage(cx) {
                note(ui, &cx.t("signing-nca-accept-hint"));
                let label = cx.t("signing-nca-accept");
                if ui.add(Button::outline(&label)).clicked() {
                    accept = Some(fingerprint.clone());
                }
            }
        }
        note(ui, &cx.t("tosign-sheet-detail"));
        let label = cx.t("signing-nca-sign");
        let program = Button::secondary(&label)
            .icon(Icon::ShieldCheck)
            .busy(busy && self.program)
            .width(ui.available_width());
        let by_program = ui.add(program).clicked() && !busy;
        if by_program || accept.is_some() {
            self.program = true;
            let key = BatchKey::NcaLayer {
                language: cx.locale.language(),
                accept,
            };
            self.send(key, cx);
        }
        panel::hairline(ui);
        let me = cx.model.person().map(|person| person.id);
        // A demonstration key is everybody's.
        if let Some(me) = me.filter(|_| cx.model.is_sample()) {
            let label = cx.t("tosign-demo-key");
            let button = Button::primary(&label)
                .icon(Icon::PenLine)
                .busy(busy && !self.program)
                .width(ui.available_width());
            if ui.add(button).clicked() && !busy {
                key.choose_sample(me);
                self.send_key(key, cx);
            }
            note(ui, &cx.t("signing-demo-key"));
        }
        let entered = key.show(cx, ui);
        if key.path.is_some() {
            let ready = !key.password.is_empty();
            let label = cx.t("signing-sign");
            let button = Button::primary(&label)
                .icon(Icon::PenLine)
                .enabled(ready)
                .busy(busy && !self.program);
            if (ui.add(button).clicked() || entered) && ready && !busy {
                self.send_key(key, cx);
            }
        }
    }

    fn send_key(&mut self, key: &mut KeyForm, cx: &mut Cx<'_>) {
        let Some(source) = key.source() else { return };
        self.program = false;
        let password = key.take_password();
        self.send(
            BatchKey::File {
                key: source,
                password,
            },
            cx,
        );
    }

    fn send(&mut self, key: BatchKey, cx: &mut Cx<'_>) {
        let command = match (&self.wanted, &cx.model.batch) {
            (Wanted::Acts(acts), _) => Command::SignBatch {
                acts: acts.clone(),
                key,
            },
            (Wanted::Rest { failed }, Some(batch)) => Command::ResumeBatch {
                batch: batch.id,
                failed: *failed,
                key,
            },
            (Wanted::Rest { .. }, None) => return,
        };
        self.ticket = Some(cx.post.send(command));
    }

    /// What is left to do when nothing waits.
    fn again(&mut self, batch: &BatchView, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let (_, signed, failed) = batch.counts();
        if failed > 0 {
            let label = cx.f("tosign-try-again", &[("count", number(failed).into())]);
            if ui
                .add(Button::secondary(&label).icon(Icon::RefreshCw))
                .clicked()
            {
                self.wanted = Wanted::Rest { failed: true };
                self.ticket = None;
            }
        } else {
            let words = cx.f("tosign-all-signed", &[("count", number(signed).into())]);
            state::strip(ui, Tone::Ok, &words, None);
        }
    }
}

/// Every act of a batch with its state; failed ones first, with their reasons.
fn items(batch: &BatchView, cx: &Cx<'_>, ui: &mut egui::Ui) {
    for item in &batch.items {
        if let BatchState::Failed(reason) = &item.state {
            let words = format!("{}: {}", name(item, cx), cx.error(reason));
            ui.horizontal_top(|ui| {
                tag::dot(ui, Tone::Bad);
                ui.add(egui::Label::new(text::small(&words)).wrap());
            });
        }
    }
    let height = text::line_height(13.0) + 4.0;
    egui::ScrollArea::vertical()
        .id_salt("batch-items")
        .max_height(150.0)
        .auto_shrink([false, true])
        .show_rows(ui, height, batch.items.len(), |ui, rows| {
            ui.spacing_mut().interact_size.y = height;
            for item in batch.items.get(rows).unwrap_or_default() {
                ui.horizontal(|ui| {
                    let (tone, key) = match &item.state {
                        BatchState::Waiting => (Tone::Neutral, "tosign-item-waiting"),
                        BatchState::Signed => (Tone::Ok, "tosign-item-signed"),
                        BatchState::Failed(_) => (Tone::Bad, "tosign-item-failed"),
                    };
                    tag::dot(ui, tone);
                    let words = format!("{} · {}", name(item, cx), cx.t(key));
                    text::truncated(ui, text::small(&words));
                });
            }
        });
}

fn name(item: &BatchItem, cx: &Cx<'_>) -> String {
    format!("{} {}", item.number, cx.tri(&item.organisation))
}
