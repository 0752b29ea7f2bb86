//! An act with the list of its learners, printed or saved by its two parties: the list is asked of the
//! registry each time and stays nowhere but in the paper.

use super::super::desk;
use super::super::months::is_online;
use super::super::pane;
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use baqylau_client::ui::{Command, OrderPaper, PaperTo, Ticket};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{ActRecord, MandateScope, SchoolActState};
use baqylau_widgets::{Button, Icon, text};

/// View state.
#[derive(Default)]
pub struct WithLearners {
    asked: Option<Ticket>,
}

impl WithLearners {
    /// A paper with a list is being made.
    pub fn asked(&mut self, ticket: Ticket) {
        self.asked = Some(ticket);
    }

    /// The buttons, for people of the act's department and school alone; while one is being made,
    /// what gives it up.
    pub fn show(&mut self, record: &ActRecord, name: &str, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        if !is_offered(record, cx) {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            if let Some(of) = self.asked.filter(|of| cx.running(Some(*of))) {
                ui.label(text::small_muted(&cx.t("order-act-list-asking")));
                let label = cx.t("button-cancel");
                let button = Button::ghost(&label).icon(Icon::X).small();
                if ui.add(button).clicked() {
                    cx.post.send(Command::Cancel { of });
                }
                return;
            }
            let refusal = refusal(cx);
            let (paper, language) = (
                OrderPaper::ActWithLearners(record.act.id),
                cx.locale.language(),
            );
            let label = cx.t("order-act-list-print");
            let button = Button::ghost(&label).icon(Icon::Printer).small();
            if pane::button(button, refusal.as_deref(), ui) {
                self.asked = Some(cx.post.send_watched(Command::PrintOrder {
                    paper,
                    language,
                    to: PaperTo::Printer,
                }));
            }
            let label = cx.t("order-act-list-save");
            let button = Button::ghost(&label).icon(Icon::FileDown).small();
            if pane::button(button, refusal.as_deref(), ui) {
                let name = cx.f("order-act-list-file", &[("act", name.into())]);
                cx.post.put(Action::Choose(Purpose::SaveOrderPaper {
                    paper,
                    language,
                    name: format!("{}.pdf", name.replace(['/', '\\', ':'], "-")),
                }));
            }
        });
    }
}

/// Whether there is a list, and the signed-in person is of a party of the act.
fn is_offered(record: &ActRecord, cx: &Cx<'_>) -> bool {
    let act = &record.act;
    if act.reimbursement.is_some() || act.state == SchoolActState::Withdrawn {
        return false;
    }
    cx.model.person().is_some_and(|person| match person.role {
        AccountRole::School => person.organisation == Some(act.school),
        AccountRole::EducationOfficer => person.actor().covers(record.department),
        _ => false,
    })
}

/// Why it can't be asked for now.
fn refusal(cx: &Cx<'_>) -> Option<String> {
    desk::signs_nothing(MandateScope::Acts, cx)
        .or_else(|| (!is_online(cx)).then(|| cx.t("client-learners-needs-network")))
}
