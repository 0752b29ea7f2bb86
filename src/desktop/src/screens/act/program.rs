//! Signing through NCALayer: the button, how it goes, giving up, and a program nobody knows.

use crate::cx::Cx;
use crate::model::{Model, VisitWork};
use baqylau_client::ui::{Command, ProgramStage, Ticket};
use baqylau_domain::people::CommissionMember;
use baqylau_widgets::{Button, Icon, Tone, state, text};

/// A signing through NCALayer.
#[derive(Default)]
pub(super) struct Program {
    ticket: Option<Ticket>,
}

impl Program {
    /// Whether a member has just signed. Told once.
    pub(super) fn has_signed(&mut self, model: &Model) -> bool {
        let signed = model.is_done(self.ticket);
        if signed {
            self.ticket = None;
        }
        signed
    }

    /// Shows it for the member whose turn it is.
    pub(super) fn show(
        &mut self,
        work: &VisitWork,
        member: &CommissionMember,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let stage = cx
            .model
            .program
            .as_ref()
            .filter(|(ticket, _)| Some(*ticket) == self.ticket)
            .map(|(_, stage)| stage);
        let running = cx.running(self.ticket);
        // Whose turn it is stands in the list above: with a long name the words left the button.
        let label = cx.t("signing-nca-sign");
        let button = Button::secondary(&label)
            .icon(Icon::ShieldCheck)
            .tooltip(&member.full_name)
            .busy(running)
            .width(ui.available_width());
        let mut accept = None;
        let mut asked = ui.add(button).clicked() && !running;
        if let (Some(ticket), true) = (self.ticket, running) {
            let words = match stage {
                Some(ProgramStage::Waiting) => "signing-nca-waiting",
                Some(ProgramStage::Verifying) => "signing-nca-verifying",
                _ => "signing-nca-connecting",
            };
            ui.label(text::small_muted(&cx.t(words)));
            let label = cx.t("signing-nca-cancel");
            if ui.add(Button::ghost(&label).icon(Icon::X)).clicked() {
                cx.post.send(Command::Cancel { of: ticket });
            }
        }
        if let Some(error) = cx.model.failure(self.ticket) {
            // Who cancels knows it.
            let tone = match error.key.as_str() {
                "signing-error-nca-cancelled" => Tone::Info,
                _ => Tone::Bad,
            };
            state::strip(ui, tone, &cx.error(error), None);
            if let Some(ProgramStage::Unknown { fingerprint, .. }) = stage {
                ui.label(text::small_muted(&cx.t("signing-nca-accept-hint")));
                let label = cx.t("signing-nca-accept");
                if ui.add(Button::outline(&label)).clicked() {
                    accept = Some(fingerprint.clone());
                    asked = true;
                }
            }
        }
        if asked {
            let command = Command::SignWithNcaLayer {
                visit: work.id(),
                person: member.person,
                language: cx.locale.language(),
                accept,
            };
            self.ticket = Some(cx.post.send(command));
        }
    }
}
