//! The officer's queue: consequences proposed by acts and by the clock, decided with a reason.

use super::{head, history};
use crate::cx::Cx;
use crate::place::Place;
use crate::words;
use baqylau_client::ui::{Cause, Command, PointRow, SanctionRow, Ticket};
use baqylau_domain::identifiers::{SanctionId, VisitId};
use baqylau_domain::organisation::Contract;
use baqylau_domain::people::AccountRole;
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::{Ruling, Sanction, SanctionState, suspension_limit};
use baqylau_domain::sanction_log::StepKind;
use baqylau_domain::traffic_light::Consequence;
use baqylau_widgets::fonts::Weight;
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{
    Answer, Button, Field, Icon, Modal, Notice, PageHeader, Tag, Tone, facts, list, progress,
    split, state, text,
};

/// Widest a row of the queue gets, in points.
const WIDEST: f32 = 1100.0;
/// Room from which the pane beside the queue is given more, in points.
const WIDE: f32 = 1400.0;

/// View state.
#[derive(Default)]
pub struct Decisions {
    tab: usize,
    entered_by: Option<SanctionId>,
    chosen: Option<SanctionId>,
    ruling: Option<(SanctionId, Ruling, String)>,
    ticket: Option<Ticket>,
    causes: Option<(VisitId, Ticket)>,
}

/// A part of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelf {
    /// What the rules let this person decide, and what waits for it.
    Mine,
    /// Where payment stands still.
    Stopped,
    /// What waits for anybody.
    Waiting,
    /// Everything.
    All,
}

impl Shelf {
    /// Shelves of a role: who never decides has none of their own.
    fn of(role: Option<AccountRole>) -> &'static [Self] {
        match role {
            Some(AccountRole::IssuerOfficer | AccountRole::EducationOfficer) => {
                &[Self::Mine, Self::Waiting, Self::All]
            }
            // Who pays reads first whom not to pay.
            Some(AccountRole::FinancialCentre) => &[Self::Stopped, Self::Waiting, Self::All],
            _ => &[Self::Waiting, Self::All],
        }
    }

    fn holds(self, row: &SanctionRow) -> bool {
        match self {
            Self::Mine => row.awaits_ruling(),
            Self::Stopped => row.sanction.stops_payment(),
            Self::Waiting => row.sanction.waits_for_decision(),
            Self::All => true,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Mine => "decision-mine",
            Self::Stopped => "decision-stopped",
            Self::Waiting => "decision-queue",
            Self::All => "visit-filter-all",
        }
    }
}

impl Decisions {
    /// Shows the queue, with a sanction opened when the place names one.
    pub fn show(&mut self, open: Option<SanctionId>, cx: Cx<'_>, ui: &mut egui::Ui) {
        let mut cx = cx;
        let shelves = Shelf::of(cx.model.person().map(|person| person.role));
        if open != self.entered_by {
            self.entered_by = open;
            self.chosen = open.or(self.chosen);
            self.tab = if open.is_some() { shelves.len() - 1 } else { 0 };
        }
        let rows = cx.model.sanctions.value().cloned();
        let all: &[SanctionRow] = rows.as_ref().map_or(&[], |rows| rows.as_slice());
        head(ui, |ui| {
            let shelf = shelves.get(self.tab).copied();
            PageHeader::new(&cx.t("nav-decisions"))
                .subtitle(&cx.t(if shelf == Some(Shelf::Mine) {
                    "decision-proposed-detail"
                } else {
                    "decision-proposed-read"
                }))
                .show(ui, |_| {});
            let named: Vec<(String, String, Tone)> = shelves
                .iter()
                .map(|shelf| {
                    let count = all.iter().filter(|row| shelf.holds(row)).count();
                    let tone = if *shelf == Shelf::Mine && count > 0 {
                        Tone::Warning
                    } else {
                        Tone::Neutral
                    };
                    (cx.t(shelf.name()), count.to_string(), tone)
                })
                .collect();
            let list: Vec<Tab<'_>> = named
                .iter()
                .map(|(label, count, tone)| Tab {
                    label,
                    count,
                    tone: *tone,
                })
                .collect();
            tabs(ui, &mut self.tab, &list);
        });
        if rows.is_none() {
            progress::skeleton(ui, 8);
            return;
        }
        let shelf = shelves.get(self.tab).copied().unwrap_or(Shelf::All);
        let mut shown: Vec<&SanctionRow> = all.iter().filter(|row| shelf.holds(row)).collect();
        // What this person must decide comes first.
        shown.sort_by_key(|row| {
            (
                !row.awaits_ruling(),
                !row.sanction.waits_for_decision(),
                row.sanction.proposed_at,
            )
        });
        if shown.is_empty() {
            let (title, detail) = match shelf {
                Shelf::Mine => ("decision-mine-empty", cx.t("decision-mine-empty-detail")),
                Shelf::Stopped => ("decision-stopped-empty", String::new()),
                Shelf::Waiting | Shelf::All => ("decision-queue-empty", String::new()),
            };
            Notice::empty(&cx.t(title), &detail)
                .icon(Icon::Scale)
                .show(ui);
            return;
        }
        let mut at = shown
            .iter()
            .position(|row| Some(row.sanction.id) == self.chosen)
            .unwrap_or(0);
        let moved = list::move_mark(ui, &mut at, shown.len());
        if let Some(row) = shown.get(at).copied() {
            self.chosen = Some(row.sanction.id);
            self.ask_causes(row, &mut cx);
            let (pane, width) = if ui.available_width() > WIDE {
                ("decision-wide", 640.0)
            } else {
                ("decision", 460.0)
            };
            split::detail(ui, pane, width, |ui| self.detail(row, &mut cx, ui));
        }
        egui::ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, |ui| {
                egui::Frame::new()
                    .inner_margin(egui::Margin::same(12))
                    .show(ui, |ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        // A name and its state far apart aren't read together.
                        ui.set_max_width(ui.available_width().min(WIDEST));
                        for row in shown {
                            let chosen = Some(row.sanction.id) == self.chosen;
                            let response = queue_row(row, chosen, &cx, ui);
                            if chosen && moved {
                                response.scroll_to_me(None);
                            }
                            if response.clicked() {
                                self.chosen = Some(row.sanction.id);
                            }
                        }
                    });
            });
        self.confirm(&mut cx, ui.ctx(), all);
    }

    /// Asks once for the items behind the sanction that is looked at.
    fn ask_causes(&mut self, row: &SanctionRow, cx: &mut Cx<'_>) {
        if !reads_acts(cx) {
            return;
        }
        let visit = row.sanction.visit;
        let asked = self.causes.is_some_and(|(of, _)| of == visit);
        if !asked && !cx.model.causes.contains_key(&visit) {
            self.causes = Some((visit, cx.post.send(Command::LoadCauses { visit })));
        }
    }

    /// Grounds with the items of the act that stand behind them.
    fn grounds(&self, row: &SanctionRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let visit = row.sanction.visit;
        let causes = cx.model.causes.get(&visit).cloned();
        ui.add_space(8.0);
        ui.label(text::strong(&cx.t("sanction-ground")));
        if row.sanction.is_by_clock() {
            let numbers: Vec<String> = row.sanction.points.iter().map(u32::to_string).collect();
            let words = cx.f(
                "decision-by-clock",
                &[("numbers", numbers.join(", ").into())],
            );
            ui.add(egui::Label::new(text::body(&words)).wrap());
        }
        for ground in &row.sanction.proposal.grounds {
            let key = if ground.is_on_slides() {
                "effect-basis-seed"
            } else {
                "effect-basis-proposed"
            };
            ui.label(text::body(&format!("• {}", cx.t(&words::ground(*ground)))));
            ui.label(text::small_muted(&cx.t(key)));
            let items = causes.iter().flat_map(|causes| causes.iter());
            // What the clock rests on stands once, under its last ground.
            let last = row.sanction.proposal.grounds.last() == Some(ground);
            let shown = |cause: &&Cause| {
                cause.is_behind(&row.sanction, *ground) && (last || !row.sanction.is_by_clock())
            };
            for cause in items.filter(shown) {
                ui.horizontal_top(|ui| {
                    ui.add_space(12.0);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        let line = words::cause(cause, cx);
                        ui.add(egui::Label::new(text::medium(&line)).wrap());
                        if !cause.note.is_empty() {
                            ui.add(egui::Label::new(text::muted(&cause.note)).wrap());
                        }
                    });
                });
            }
        }
        let ticket = self
            .causes
            .and_then(|(of, ticket)| (of == visit).then_some(ticket));
        if cx.running(ticket) {
            ui.label(text::small_muted(&cx.t("panel-loading")));
        } else if cx.model.failure(ticket).is_some() {
            ui.label(text::small_muted(&cx.t("decision-causes-absent")));
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
        facts::row(ui, &cx.t("field-bin"), row.organisation.bin.as_text());
        match sanction.asked() {
            Some(asked) => {
                let asked = cx.t(words::consequence(asked));
                facts::strong(ui, &cx.t("decision-proposed"), &asked);
            }
            None => {
                let first = super::history::first_asked(sanction);
                let was = cx.t(words::consequence(first));
                facts::row(ui, &cx.t("decision-was-proposed"), &was);
            }
        }
        let place = match sanction.proposal.premises {
            Some(id) => row
                .organisation
                .premises(id)
                .map(|premises| cx.tri(&premises.address).to_owned())
                .unwrap_or_default(),
            None => cx.t("sanction-whole-organisation"),
        };
        facts::row(ui, &cx.t("sanction-premises"), &place);
        let contracts = contracts_at_stake(row, cx);
        if !contracts.is_empty() {
            facts::row(ui, &cx.t("decision-contract"), &contracts.join("\n"));
        }
        if let Some(since) = sanction.stopped_since() {
            let since = cx.locale.date(since);
            facts::toned(ui, &cx.t("decision-stopped-since"), &since, Some(Tone::Bad));
        }
        self.grounds(row, cx, ui);
        ui.add_space(4.0);
        ui.label(text::body(&open_points(row, cx)));
        ui.add_space(8.0);
        history::show(sanction, cx, ui);
        ui.add_space(8.0);
        if let Some(error) = cx.model.failure(self.ticket) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        let label = cx.t("decision-act");
        ui.horizontal(|ui| {
            if reads_acts(cx)
                && ui
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
            if row.sanction.waits_for_decision() {
                let somebody_else = cx.t("decision-not-yours");
                state::strip(ui, Tone::Info, &somebody_else, None);
            }
            return;
        }
        let id = row.sanction.id;
        let mut ask = None;
        let mut stands_in_the_way = None;
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
                stands_in_the_way = reason.map(str::to_owned);
                if matches!(row.sanction.state, SanctionState::Escalated { .. }) {
                    let label = cx.t("decision-terminate");
                    if ui.add(Button::danger(&label)).clicked() {
                        ask = Some(Ruling::Terminate);
                    }
                }
            }
            _ => {}
        });
        if let Some(reason) = stands_in_the_way {
            ui.add(egui::Label::new(text::small_muted(&reason)).wrap());
        }
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
        // A building this laptop doesn't know is still one building.
        let premises = row.sanction.proposal.premises.map(|premises| {
            let known = row.organisation.premises(premises);
            known.map_or_else(
                || cx.t("table-unknown"),
                |premises| cx.tri(&premises.address).to_owned(),
            )
        });
        let (title, question) = match ruling {
            Ruling::Suspend => {
                let policy = baqylau_domain::policy::Policy::pilot();
                let until = cx.locale.date(suspension_limit(cx.model.today(), &policy));
                let mut args = vec![("organisation", name.into()), ("date", until.into())];
                let key = match premises {
                    Some(premises) => {
                        args.push(("premises", premises.into()));
                        "decision-confirm-suspend"
                    }
                    None => "decision-confirm-suspend-whole",
                };
                (cx.t("decision-suspend"), cx.f(key, &args))
            }
            Ruling::Terminate => {
                let contracts = contracts_at_stake(row, cx);
                let mut args = vec![("organisation", name.into())];
                let key = if contracts.is_empty() {
                    "decision-confirm-terminate"
                } else {
                    args.push(("contracts", contracts.join("; ").into()));
                    "decision-confirm-terminate-contract"
                };
                (cx.t("decision-terminate"), cx.f(key, &args))
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

/// Whether the registry shows this person acts: the financial centre reads decisions and
/// prescriptions, not what commissions recorded.
pub fn reads_acts(cx: &Cx<'_>) -> bool {
    cx.model
        .person()
        .is_some_and(|person| person.role != AccountRole::FinancialCentre)
}

/// Contracts the decision is about: those in force on the day, else the latest there was.
fn contracts_at_stake(row: &SanctionRow, cx: &Cx<'_>) -> Vec<String> {
    let today = cx.model.today();
    let contracts = &row.organisation.contracts;
    let in_force = |one: &&Contract| one.period.0 <= today && today <= one.period.1;
    let mut chosen: Vec<&Contract> = contracts.iter().filter(in_force).collect();
    if chosen.is_empty() {
        chosen.extend(contracts.iter().max_by_key(|one| one.period.1));
    }
    let line = |one: &Contract| {
        cx.f(
            "decision-contract-line",
            &[
                ("number", one.number.as_str().into()),
                ("amount", cx.locale.money_tiyn(one.amount.0).into()),
                ("places", i64::from(one.places).into()),
            ],
        )
    };
    chosen.into_iter().map(line).collect()
}

/// How many points of the prescription are open, and which, where they are known here.
fn open_points(row: &SanctionRow, cx: &Cx<'_>) -> String {
    let open = |point: &&PointRow| {
        point.point.visit == row.sanction.visit
            && !matches!(point.point.state, PointState::Remedied { .. })
    };
    let rows = cx.model.points.value();
    let mut numbers: Vec<u32> = rows
        .into_iter()
        .flat_map(|rows| rows.iter())
        .filter(open)
        .map(|point| point.point.point.number)
        .collect();
    numbers.sort_unstable();
    let count = ("count", i64::from(row.open_points).into());
    if numbers.is_empty() || u32::try_from(numbers.len()).ok() != Some(row.open_points) {
        return cx.f("decision-points-open", &[count]);
    }
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let numbers = ("numbers", numbers.join(", ").into());
    cx.f("decision-points-open-numbers", &[count, numbers])
}

/// The consequence that waits for an officer, or the one in force.
fn state_icon(sanction: &Sanction) -> Icon {
    match (sanction.asked(), &sanction.state) {
        (Some(Consequence::Termination), _) | (None, SanctionState::Terminated { .. }) => {
            Icon::CircleX
        }
        (None, SanctionState::Dismissed { .. } | SanctionState::Resumed { .. }) => {
            Icon::CircleCheck
        }
        _ => Icon::CirclePause,
    }
}

/// When a sanction came to where it stands: a term that ran out is newer than the proposal.
fn last_step(sanction: &Sanction, cx: &Cx<'_>) -> String {
    let steps = sanction.steps();
    let escalated = steps
        .iter()
        .rev()
        .filter(|_| matches!(sanction.state, SanctionState::Escalated { .. }))
        .find(|step| step.kind == StepKind::Escalated);
    let (key, day) = match escalated {
        Some(step) => ("decision-row-escalated", step.on),
        None => {
            let at = baqylau_locale::legal_time(sanction.proposed_at);
            ("decision-row-proposed", at.date_naive())
        }
    };
    cx.f(key, &[("date", cx.locale.date(day).into())])
}

/// One sanction of the queue: whose, on what ground, and where it stands.
fn queue_row(row: &SanctionRow, chosen: bool, cx: &Cx<'_>, ui: &mut egui::Ui) -> egui::Response {
    let t = baqylau_widgets::tokens(ui);
    let name = cx.tri(&row.organisation.name);
    let (key, tone) = words::sanction(&row.sanction.state);
    let state = cx.t(key);
    let grounds: Vec<String> = row
        .sanction
        .proposal
        .grounds
        .iter()
        .map(|ground| words::ground_named(*ground, &row.sanction, cx))
        .collect();
    let grounds = grounds.join("; ");
    let date = last_step(&row.sanction, cx);
    let size = egui::vec2(ui.available_width(), 50.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    baqylau_widgets::access::chosen(&response, egui::accesskit::Role::ListItem, chosen, name);
    baqylau_widgets::access::describe(&response, &format!("{grounds}. {state}, {date}"));
    if ui.is_rect_visible(rect) {
        if chosen {
            ui.painter().rect_filled(rect, 6, t.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 6, t.hover);
        }
        let icon = state_icon(&row.sanction);
        let middle = egui::pos2(rect.left() + 18.0, rect.center().y);
        baqylau_widgets::icon::paint(ui.painter(), icon, middle, 18.0, t.ink(tone));
        let (left, right) = (rect.left() + 38.0, rect.right() - 10.0);
        let line = |words: &str, note: &str, strong: bool, ink: egui::Color32, y: f32| {
            let note = text::line(ui, note, Weight::Regular, 12.0, ink, 240.0);
            let at = right - note.size().x;
            text::paint_at(ui, &note, at, y);
            let (weight, size, ink) = if strong {
                (Weight::Medium, 14.0, t.text)
            } else {
                (Weight::Regular, 12.0, t.muted)
            };
            let words = text::line(ui, words, weight, size, ink, (at - left - 12.0).max(40.0));
            text::paint_at(ui, &words, left, y);
        };
        line(name, &date, true, t.muted, rect.top() + 16.0);
        line(&grounds, &state, false, t.ink(tone), rect.top() + 35.0);
        baqylau_widgets::access::focus_ring(ui, rect.shrink(2.0), 6, &response);
    }
    response.on_hover_text(text::small(&grounds))
}
