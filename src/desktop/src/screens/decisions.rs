//! The officer's queue: consequences proposed by acts and by the clock, decided with a reason.

use super::head;
use super::organisation::history;
use crate::cx::{Cx, pick};
use crate::place::Place;
use crate::words;
use baqylau_client::ui::{Command, SanctionRow, Ticket};
use baqylau_domain::identifiers::SanctionId;
use baqylau_domain::sanction::{Ruling, SanctionState, suspension_limit};
use baqylau_domain::traffic_light::Consequence;
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{
    Answer, Button, Field, Icon, Modal, Notice, PageHeader, Tag, Tone, facts, list, progress,
    split, state, text, timeline,
};

/// View state.
#[derive(Default)]
pub struct Decisions {
    tab: usize,
    chosen: Option<SanctionId>,
    ruling: Option<(SanctionId, Ruling, String)>,
    ticket: Option<Ticket>,
}

impl Decisions {
    /// Shows the queue, with a sanction opened when the place names one.
    pub fn show(&mut self, open: Option<SanctionId>, cx: Cx<'_>, ui: &mut egui::Ui) {
        let mut cx = cx;
        if let Some(open) = open
            && self.chosen.is_none()
        {
            self.chosen = Some(open);
            self.tab = 1;
        }
        let rows = cx.model.sanctions.value().cloned();
        let all: &[SanctionRow] = rows.as_ref().map_or(&[], |rows| rows.as_slice());
        let waits = |row: &SanctionRow| row.sanction.waits_for_decision();
        head(ui, |ui| {
            PageHeader::new(&cx.t("nav-decisions"))
                .subtitle(&cx.t("decision-proposed-detail"))
                .show(ui, |_| {});
            let names = [cx.t("decision-queue"), cx.t("visit-filter-all")];
            let counts = [
                all.iter().filter(|row| waits(row)).count().to_string(),
                all.len().to_string(),
            ];
            let list: Vec<Tab<'_>> = names
                .iter()
                .zip(&counts)
                .map(|(label, count)| Tab {
                    label,
                    count,
                    tone: Tone::Neutral,
                })
                .collect();
            tabs(ui, &mut self.tab, &list);
        });
        if rows.is_none() {
            progress::skeleton(ui, 8);
            return;
        }
        let mut shown: Vec<&SanctionRow> = all
            .iter()
            .filter(|row| self.tab == 1 || waits(row))
            .collect();
        // What this person must decide comes first.
        shown.sort_by_key(|row| {
            (
                !(waits(row) && row.mine),
                !waits(row),
                row.sanction.proposed_at,
            )
        });
        if shown.is_empty() {
            let title = cx.t("decision-queue-empty");
            Notice::empty(&title, "").icon(Icon::Scale).show(ui);
            return;
        }
        let chosen = shown
            .iter()
            .find(|row| Some(row.sanction.id) == self.chosen)
            .or(shown.first())
            .copied();
        if let Some(row) = chosen {
            self.chosen = Some(row.sanction.id);
            split::detail(ui, "decision", 460.0, |ui| self.detail(row, &mut cx, ui));
        }
        egui::ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| {
                egui::Frame::new()
                    .inner_margin(egui::Margin::same(12))
                    .show(ui, |ui| {
                        for row in shown {
                            self.queue_row(row, &cx, ui);
                        }
                    });
            });
        self.confirm(&mut cx, ui.ctx(), all);
    }

    fn queue_row(&mut self, row: &SanctionRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let name = pick(cx.locale.language(), &row.organisation.name);
        let (key, _) = words::sanction(&row.sanction.state);
        let state = cx.t(key);
        let note = format!(
            "{} · {state}",
            cx.locale
                .date(baqylau_locale::legal_time(row.sanction.proposed_at).date_naive())
        );
        let item = list::Item {
            label: name,
            note: &note,
            shortcut: "",
            icon: Some(match row.sanction.proposal.consequence {
                Consequence::Suspension => Icon::CirclePause,
                Consequence::Termination => Icon::CircleX,
            }),
            chosen: false,
            marked: Some(row.sanction.id) == self.chosen,
            blocked: None,
            tone: None,
        };
        if list::item(ui, egui::accesskit::Role::ListItem, &item).clicked() {
            self.chosen = Some(row.sanction.id);
        }
    }

    fn detail(&mut self, row: &SanctionRow, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let sanction = &row.sanction;
        let title = cx.f(
            "decision-title",
            &[("number", row.act_number.clone().into())],
        );
        ui.label(text::section(&title));
        let (key, tone) = words::sanction(&sanction.state);
        let words_state = cx.t(key);
        ui.add(Tag::new(tone, &words_state));
        ui.add_space(4.0);
        facts::strong(
            ui,
            &cx.t("visit-organisation"),
            cx.tri(&row.organisation.name),
        );
        let consequence = match sanction.proposal.consequence {
            Consequence::Suspension => cx.t("sanction-suspension"),
            Consequence::Termination => cx.t("sanction-termination"),
        };
        facts::strong(ui, &cx.t("decision-proposed"), &consequence);
        let place = match sanction.proposal.premises {
            Some(id) => row
                .organisation
                .premises(id)
                .map(|premises| cx.tri(&premises.address).to_owned())
                .unwrap_or_default(),
            None => cx.t("sanction-whole-organisation"),
        };
        facts::row(ui, &cx.t("sanction-premises"), &place);
        ui.add_space(8.0);
        ui.label(text::strong(&cx.t("sanction-ground")));
        for ground in &sanction.proposal.grounds {
            let key = if ground.is_on_slides() {
                "effect-basis-seed"
            } else {
                "effect-basis-proposed"
            };
            ui.label(text::body(&format!("• {}", cx.t(&words::ground(*ground)))));
            ui.label(text::small_muted(&cx.t(key)));
        }
        let points = cx.f(
            "decision-points-open",
            &[("count", i64::from(row.open_points).into())],
        );
        ui.label(text::body(&points));
        ui.add_space(8.0);
        let steps = history(sanction, cx);
        let steps: Vec<timeline::Step<'_>> = steps
            .iter()
            .map(|(when, what, tone)| timeline::Step {
                when,
                what,
                tone: *tone,
            })
            .collect();
        timeline::timeline(ui, &steps);
        ui.add_space(8.0);
        if let Some(error) = cx.model.failure(self.ticket) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        let label = cx.t("decision-act");
        ui.horizontal(|ui| {
            if ui
                .add(Button::secondary(&label).icon(Icon::FileText))
                .clicked()
            {
                cx.post.go(Place::Act(sanction.visit));
            }
            let card = cx.t("organisation-open-card");
            if ui.add(Button::ghost(&card).icon(Icon::Landmark)).clicked() {
                cx.post.go(Place::Organisation(sanction.organisation));
            }
        });
        ui.add_space(8.0);
        self.buttons(row, cx, ui);
    }

    fn buttons(&mut self, row: &SanctionRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if !row.mine {
            let somebody_else = cx.t("decision-not-yours");
            state::strip(ui, Tone::Info, &somebody_else, None);
            return;
        }
        let id = row.sanction.id;
        let mut ask = None;
        ui.horizontal_wrapped(|ui| match &row.sanction.state {
            SanctionState::Proposed => {
                let terminate = row.sanction.proposal.consequence == Consequence::Termination;
                if terminate {
                    let label = cx.t("decision-terminate");
                    if ui.add(Button::danger(&label)).clicked() {
                        ask = Some(Ruling::Terminate);
                    }
                }
                let label = cx.t("decision-suspend");
                let suspend = if terminate {
                    Button::secondary(&label)
                } else {
                    Button::primary(&label)
                };
                if ui.add(suspend).clicked() {
                    ask = Some(Ruling::Suspend);
                }
                let label = cx.t("decision-dismiss");
                if ui.add(Button::ghost(&label)).clicked() {
                    ask = Some(Ruling::Dismiss);
                }
            }
            SanctionState::Suspended { .. } | SanctionState::Escalated { .. } => {
                let open = cx.f(
                    "ruling-refusal-not-remedied",
                    &[("count", i64::from(row.open_points).into())],
                );
                let label = cx.t("decision-resume");
                let reason = (row.open_points > 0).then_some(open.as_str());
                if ui.add(Button::primary(&label).blocked(reason)).clicked() {
                    ask = Some(Ruling::Resume {
                        open_points: row.open_points,
                    });
                }
                if matches!(row.sanction.state, SanctionState::Escalated { .. }) {
                    let label = cx.t("decision-terminate");
                    if ui.add(Button::danger(&label)).clicked() {
                        ask = Some(Ruling::Terminate);
                    }
                }
            }
            _ => {}
        });
        if let Some(ruling) = ask {
            self.ruling = Some((id, ruling, String::new()));
        }
    }

    fn confirm(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context, rows: &[SanctionRow]) {
        let Some((id, ruling, reason)) = &mut self.ruling else {
            return;
        };
        let Some(row) = rows.iter().find(|row| row.sanction.id == *id) else {
            self.ruling = None;
            return;
        };
        let name = cx.tri(&row.organisation.name).to_owned();
        let premises = row
            .sanction
            .proposal
            .premises
            .and_then(|premises| row.organisation.premises(premises))
            .map_or_else(
                || cx.t("sanction-whole-organisation"),
                |premises| cx.tri(&premises.address).to_owned(),
            );
        let (title, question) = match ruling {
            Ruling::Suspend => {
                let policy = baqylau_domain::policy::Policy::pilot();
                let until = cx.locale.date(suspension_limit(cx.model.today(), &policy));
                let args = [
                    ("organisation", name.into()),
                    ("premises", premises.into()),
                    ("date", until.into()),
                ];
                (
                    cx.t("decision-suspend"),
                    cx.f("decision-confirm-suspend", &args),
                )
            }
            Ruling::Terminate => {
                let args = [("organisation", name.into())];
                (
                    cx.t("decision-terminate"),
                    cx.f("decision-confirm-terminate", &args),
                )
            }
            Ruling::Dismiss => (cx.t("decision-dismiss"), cx.t("decision-confirm-dismiss")),
            Ruling::Resume { .. } => {
                let args = [("organisation", name.into())];
                (
                    cx.t("decision-resume"),
                    cx.f("decision-confirm-resume", &args),
                )
            }
        };
        let cancel = cx.t("button-cancel");
        let needed = cx.t("ruling-refusal-no-reason");
        let empty = reason.trim().is_empty();
        let mut modal = Modal::new("ruling", &title)
            .width(520.0)
            .buttons(&title, &cancel)
            .blocked(empty.then_some(needed.as_str()));
        if matches!(ruling, Ruling::Terminate) {
            modal = modal.danger();
        }
        let answer = modal.show(ctx, |ui| {
            ui.label(text::body(&question));
            Field::new(&cx.t("decision-reason"))
                .hint(&cx.t("decision-reason-hint"))
                .required()
                .multiline(ui, reason, 4);
        });
        if answer == Answer::Yes {
            let command = Command::Rule {
                sanction: *id,
                ruling: ruling.clone(),
                reason: reason.trim().to_owned(),
            };
            self.ticket = Some(cx.post.send(command));
            cx.post.send(Command::LoadSanctions);
        }
        if answer != Answer::Open {
            self.ruling = None;
        }
    }
}
