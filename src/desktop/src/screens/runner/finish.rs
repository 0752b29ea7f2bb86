//! The finish screen: every obstacle with the way to it and back, and who speaks for the party.

use super::{Runner, Spot, blocking};
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use crate::place::Place;
use baqylau_client::ui::{Blocker, Command};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::visit::VisitOp;
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, Tone, state, text};
use serde_json::Value;

impl Runner {
    /// The way back to the list somebody came from, with how many are left.
    pub(super) fn back_to_obstacles(&mut self, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let left = blocking(work, cx.model.today()).len();
        let count = i64::try_from(left).unwrap_or(i64::MAX);
        let label = cx.f("checklist-back-to-obstacles", &[("count", count.into())]);
        let button = Button::secondary(&label).icon(Icon::ListChecks);
        if ui.add(button).clicked() {
            self.finish = true;
        }
    }

    pub(super) fn finish_dialog(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        self.from_obstacles = false;
        let found = blocking(work, cx.model.today());
        let title = cx.t("checklist-finish");
        let later = cx.t("checklist-finish-later");
        let go = cx.t("visit-merge");
        let count = i64::try_from(found.len()).unwrap_or(0);
        let blocked = cx.f("checklist-finish-blocked", &[("count", count.into())]);
        let told: Vec<Blocker> = found.iter().map(|one| one.told(work)).collect();
        let mut jump = None;
        let answer = Modal::new("finish", &title)
            .width(640.0)
            .buttons(&go, &later)
            .blocked((!found.is_empty()).then_some(blocked.as_str()))
            .show(ctx, |ui| {
                if found.is_empty() {
                    ui.label(text::body(&cx.t("checklist-finish-ready")));
                } else {
                    state::strip(ui, Tone::Warning, &blocked, None);
                }
                self.party(work, cx, ui);
                let chosen = self.obstacles.list(&told, work, cx, ui);
                jump = chosen.and_then(|index| found.get(index)).map(|one| one.at);
            });
        if let Some(spot) = jump {
            match spot {
                Spot::Item(at) => self.jump(at),
                Spot::HeadCount => cx.post.go(Place::HeadCount(work.id())),
            }
            self.from_obstacles = true;
            self.representative_left = false;
            self.finish = false;
            return;
        }
        if answer == Answer::Yes {
            let op = VisitOp::BeginMerging;
            self.ticket = Some(cx.post.send(Command::Visit {
                visit: work.id(),
                op,
            }));
            cx.post.go(Place::Visit(work.id()));
        }
        self.finish = answer == Answer::Open;
        self.representative_left &= self.finish;
    }

    /// What the act will ask for besides the checklists. The representative is written here; what
    /// the party decides about the act can be recorded only once there is one.
    fn party(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let editable = crate::screens::visit::may_record(&work.visit, cx.model);
        let mut representative = work.representative();
        let label = cx.t("visit-representative");
        let (hint, missing) = (
            cx.t("visit-representative-hint"),
            cx.t("blocker-no-representative"),
        );
        // Nobody is told off for a field they haven't been to yet.
        let is_missing = self.representative_left && representative.trim().is_empty();
        let response = Field::new(&label)
            .placeholder(&hint)
            .required()
            .read_only(!editable)
            .error(is_missing.then_some(missing.as_str()))
            .text(ui, &mut representative);
        self.representative_left |= response.lost_focus();
        if response.changed() && editable {
            let change = (FieldKey::Representative, Value::String(representative));
            cx.post.put(Action::Write(vec![change]));
        }
        if work.party_decision().is_none() {
            let words = text::small_muted(&cx.t("checklist-finish-decision"));
            ui.add(egui::Label::new(words).wrap());
        }
    }
}
