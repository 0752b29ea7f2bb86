//! Freezing and closing a month: shown to those whose work it is, refused with a reason, asked
//! before with what is missing.

use super::super::{pane, words};
use super::{Figures, is_online, table};
use crate::cx::Cx;
use baqylau_client::ui::{Command, MonthCommand, OpenMonth, Ticket};
use baqylau_domain::calendar::Period;
use baqylau_domain::month::{MonthPowers, MonthRefusal, MonthStage};
use baqylau_protocol::month::MonthState;
use baqylau_widgets::{Answer, Button, Icon, Modal, Tone, facts, state, text};

/// Organisations named before a month is frozen; the rest are counted.
const NAMED: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Freeze,
    Close,
}

/// A step that is being asked about.
struct Asking {
    step: Step,
    period: Period,
    ticket: Option<Ticket>,
}

/// View state.
#[derive(Default)]
pub struct Steps {
    asking: Option<Asking>,
}

/// Message key of a refusal.
fn refusal_key(refusal: MonthRefusal) -> &'static str {
    match refusal {
        MonthRefusal::NotYours => "month-refusal-not-yours",
        MonthRefusal::NotOver => "month-refusal-not-over",
        MonthRefusal::FrozenAlready => "month-refusal-frozen-already",
        MonthRefusal::NotValidated => "month-refusal-not-validated",
        MonthRefusal::ClosedAlready => "month-refusal-closed-already",
    }
}

/// Why a step can't be taken now; the registry decides by the same rules.
fn refusal(step: Step, month: &MonthState, cx: &Cx<'_>) -> Option<String> {
    let powers = MonthPowers::pilot();
    let actor = cx.model.person()?.actor();
    let may = match step {
        Step::Freeze => month.month.may_freeze(&actor, &powers, cx.model.now),
        Step::Close => month.month.may_close(&actor, &powers, month.corrections),
    };
    match may {
        Err(refusal) => Some(cx.t(refusal_key(refusal))),
        Ok(()) if !is_online(cx) => Some(cx.t("client-month-needs-network")),
        Ok(()) => None,
    }
}

impl Steps {
    /// The buttons, for the roles that may.
    pub fn buttons(&mut self, month: &MonthState, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let role = cx.model.person().map(|me| me.role);
        if !role.is_some_and(|role| MonthPowers::pilot().roles.value.contains(&role)) {
            return;
        }
        let stage = month.month.stage;
        let (step, label) = match stage {
            MonthStage::Open => (Step::Freeze, cx.t("order-month-freeze")),
            MonthStage::Frozen | MonthStage::Validated | MonthStage::Closed => {
                (Step::Close, cx.t("order-month-close"))
            }
        };
        let button = match step {
            Step::Freeze => Button::primary(&label).icon(Icon::Snowflake).small(),
            Step::Close => Button::secondary(&label).icon(Icon::Lock).small(),
        };
        if pane::button(button, refusal(step, month, cx).as_deref(), ui) {
            self.asking = Some(Asking {
                step,
                period: month.month.period,
                ticket: None,
            });
        }
    }

    /// Shows the question there may be.
    pub fn show(&mut self, opened: Option<&OpenMonth>, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(asking) = &mut self.asking else {
            return;
        };
        if cx.model.is_done(asking.ticket) {
            self.asking = None;
            return;
        }
        let month = words::month(asking.period, cx.locale);
        let args = [("month", month.as_str().into())];
        let (title, confirm) = match asking.step {
            Step::Freeze => (
                cx.f("order-month-freeze-title", &args),
                cx.f("order-month-freeze-yes", &args),
            ),
            Step::Close => (
                cx.f("order-month-close-title", &args),
                cx.f("order-month-close-yes", &args),
            ),
        };
        let opened = opened.filter(|opened| opened.state.month.period == asking.period);
        let unread = cx.t("order-month-unread");
        // What was asked may have been taken though its answer was lost: asking again is safe, and
        // what stands is shown as soon as it is known.
        let refused = match (opened, asking.ticket) {
            (None, _) => Some(unread),
            (Some(opened), None) => refusal(asking.step, &opened.state, cx),
            (Some(_), Some(_)) => None,
        };
        let failure = cx.model.failure(asking.ticket).map(|error| cx.error(error));
        let cancel = cx.t("button-cancel");
        let answer = Modal::new("order-month-step", &title)
            .width(560.0)
            .buttons(&confirm, &cancel)
            .blocked(refused.as_deref())
            .busy(cx.running(asking.ticket))
            .show(ctx, |ui| {
                let what = match asking.step {
                    Step::Freeze => "order-month-freeze-what",
                    Step::Close => "order-month-close-what",
                };
                ui.add(egui::Label::new(text::table(&cx.t(what))).wrap());
                if let Some(opened) = opened {
                    preview(opened, cx, ui);
                }
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        match answer {
            Answer::Open => {}
            Answer::No => self.asking = None,
            Answer::Yes => {
                let period = asking.period;
                let command = match asking.step {
                    Step::Freeze => MonthCommand::Freeze { period },
                    Step::Close => MonthCommand::Close { period },
                };
                asking.ticket = Some(cx.post.send(Command::Months(command)));
            }
        }
    }
}

/// What counts, and what is missing.
fn preview(month: &OpenMonth, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let figures = Figures::of(month);
    let count = |count: usize| cx.locale.integer(i64::try_from(count).unwrap_or(i64::MAX));
    let args = [
        ("sent", count(figures.sent).into()),
        ("all", count(figures.all).into()),
    ];
    facts::strong(
        ui,
        &cx.t("order-month-from-lms"),
        &cx.f("order-month-sent-of", &args),
    );
    let learners = cx.locale.integer(figures.learners);
    facts::row(ui, &cx.t("order-month-records"), &learners);
    let tone = (figures.rejected > 0).then_some(Tone::Warning);
    let rejected = cx.locale.integer(figures.rejected);
    facts::toned(ui, &cx.t("order-month-rejected-column"), &rejected, tone);
    if figures.judged > 0 {
        let tally = figures.tally;
        let parts = [
            ("order-month-payable", tally.payable),
            ("order-month-held", tally.held),
            ("order-month-excluded", tally.excluded),
        ];
        for (key, people) in parts {
            facts::row(ui, &cx.t(key), &cx.locale.integer(i64::from(people)));
        }
    }
    let rows = month.organisations.iter();
    let mut missing: Vec<String> = rows
        .filter(|row| row.month.sent.is_none())
        .map(|row| table::name(row, cx.locale))
        .collect();
    if !missing.is_empty() {
        missing.sort_by(|one, other| cx.locale.compare(one, other));
        let words = cx.f("order-month-missing", &[("count", missing.len().into())]);
        state::strip(ui, Tone::Warning, &words, None);
        ui.spacing_mut().item_spacing.y = 2.0;
        for name in missing.iter().take(NAMED) {
            ui.add(egui::Label::new(text::table(name)).wrap());
        }
        if missing.len() > NAMED {
            let rest = [("count", (missing.len() - NAMED).into())];
            ui.label(text::muted(&cx.f("order-month-missing-rest", &rest)));
        }
    }
    let time = cx.locale.date_time(month.at);
    let at = cx.f("order-months-at", &[("time", time.into())]);
    ui.label(text::small_muted(&at));
}
