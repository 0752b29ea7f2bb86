//! The budget of a year: set by a document, and how much of it is planned, contracted, acted, paid.

use super::super::super::body;
use super::super::ask::Ask;
use super::super::{pane, who};
use super::Here;
use super::behind::What;
use super::draft::Draft;
use crate::cx::Cx;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{Budget, SchoolingOp};
use baqylau_widgets::chart::bar_row;
use baqylau_widgets::{Button, Field, Icon, Tone, facts, panel, state, text};

/// Shows it; the figure whose list is to be seen.
pub fn show(
    here: Here<'_>,
    draft: &mut Draft,
    asking: &mut Option<Ask>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<What> {
    let mut pressed = None;
    body(ui, |ui| {
        ui.set_max_width(ui.available_width().min(960.0));
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            pressed = figures(here, cx, ui);
        });
        if here.writes {
            panel::card(ui, |ui| {
                ui.set_width(ui.available_width());
                form(here, draft, asking, cx, ui);
            });
        }
        if let Some(budget) = &here.figures.budget {
            panel::card(ui, |ui| {
                ui.set_width(ui.available_width());
                versions(budget, cx, ui);
            });
        }
    });
    pressed
}

/// Every sum there was, by which document, when and by whom; the one in force comes last.
fn versions(budget: &Budget, cx: &Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("funding-budget-versions"));
    let versions = budget.versions();
    let last = versions.len();
    let lines: Vec<(String, String, Tone)> = versions
        .iter()
        .map(|one| {
            let number = cx.f("funding-budget-version", &[("version", one.number.into())]);
            let said = match one.said {
                Some((sum, basis)) => format!("{}, {basis}", cx.locale.money_tiyn(sum.0)),
                None => cx.t("funding-budget-unkept"),
            };
            let change = one.change.filter(|change| change.0 != 0).map(|change| {
                let sum = super::lines::signed(change.0, cx.locale);
                cx.f("funding-budget-by", &[("sum", sum.into())])
            });
            let what = match change {
                Some(change) => format!("{number}: {said} ({change})"),
                None => format!("{number}: {said}"),
            };
            let what = who::step(what, Some(one.step.by), cx);
            let tone = if one.number == last {
                Tone::Ok
            } else {
                Tone::Info
            };
            (cx.locale.date_time(one.step.at), what, tone)
        })
        .collect();
    pane::steps(&lines, ui);
}

/// The figures; the one whose list is to be seen.
fn figures(here: Here<'_>, cx: &Cx<'_>, ui: &mut egui::Ui) -> Option<What> {
    let title = cx.f(
        "funding-budget-of",
        &[("year", here.year.to_string().into())],
    );
    ui.label(text::section(&title));
    let figures = here.figures;
    let Some(budget) = &figures.budget else {
        ui.label(text::muted(&cx.t("funding-budget-none")));
        return None;
    };
    ui.label(text::figure(&cx.locale.money_tiyn(budget.amount.0)));
    facts::row(ui, &cx.t("funding-basis"), &budget.basis);
    let planned = figures.in_force().and_then(|plan| plan.total());
    let contracted = figures.contracted.values();
    let contracted = contracted.fold(0_i64, |sum, one| sum.saturating_add(one.0));
    let parts = [
        (What::Planned, planned.unwrap_or_default()),
        (What::Contracted, Tiyn(contracted)),
        (What::Acted, figures.acted),
        (What::Paid, figures.paid),
    ];
    ui.add_space(6.0);
    let mut pressed = None;
    for (what, sum) in parts {
        let share = sum.0 as f32 / budget.amount.0.max(1) as f32;
        let tone = if sum > budget.amount {
            Tone::Bad
        } else {
            Tone::Accent
        };
        let percent = cx.locale.percent(f64::from(share) * 100.0, 1);
        let value = format!("{} · {percent}", cx.locale.money_tiyn(sum.0));
        if bar_row(ui, &cx.t(what.key()), share, &value, tone).clicked() {
            pressed = Some(what);
        }
    }
    let left = budget.amount.minus(planned.unwrap_or_default());
    let left = left.unwrap_or_default();
    facts::strong(
        ui,
        &cx.t("funding-not-planned"),
        &cx.locale.money_tiyn(left.0),
    );
    let unbound = planned.unwrap_or_default().0.saturating_sub(contracted);
    ui.horizontal(|ui| {
        let args = [("sum", cx.locale.money_tiyn(unbound).into())];
        let label = cx.f("funding-plan-left-of", &args);
        let button = Button::ghost(&label).icon(Icon::ChevronRight).small();
        if ui.add(button).clicked() {
            pressed = Some(What::Left);
        }
    });
    ui.add(egui::Label::new(text::small_muted(&cx.t("funding-behind-hint"))).wrap());
    pressed
}

fn form(
    here: Here<'_>,
    draft: &mut Draft,
    asking: &mut Option<Ask>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let known = here.figures.budget.as_ref();
    // What was entered became the budget.
    if known
        .is_some_and(|one| Some(one.amount.0) == draft.budget && one.basis == draft.basis.trim())
    {
        draft.budget = None;
        draft.basis.clear();
    }
    let key = if known.is_some() {
        "funding-budget-change"
    } else {
        "funding-budget-set"
    };
    ui.label(text::section(&cx.t(key)));
    ui.set_max_width(560.0);
    let label = cx.t("funding-amount");
    Field::new(&label)
        .unit("₸")
        .required()
        .number(ui, &mut draft.budget, 2);
    let (label, hint) = (cx.t("funding-basis"), cx.t("funding-basis-hint"));
    Field::new(&label)
        .hint(&hint)
        .required()
        .char_limit(300)
        .text(ui, &mut draft.basis);
    if let (Some(sum), Some(known)) = (draft.budget, known) {
        let change = sum.saturating_sub(known.amount.0);
        if change != 0 {
            let args = [("sum", super::lines::signed(change, cx.locale).into())];
            state::strip(ui, Tone::Info, &cx.f("funding-budget-differs", &args), None);
        }
    }
    let (department, year) = (here.department, here.year);
    let (amount, basis) = (
        Tiyn(draft.budget.unwrap_or(0)),
        draft.basis.trim().to_owned(),
    );
    let make = move || SchoolingOp::SetBudget {
        department,
        year,
        amount,
        basis: basis.clone(),
    };
    let missing = draft.budget.is_none_or(|sum| sum <= 0);
    let why = missing
        .then(|| cx.t("funding-amount-missing"))
        .or_else(|| here.desk.refusal(&make(), cx));
    let label = cx.t("funding-budget-enter");
    let button = Button::primary(&label).icon(Icon::Check);
    if pane::button(button, why.as_deref(), ui) {
        let title = cx.say(|cx| {
            let args = [("year", year.to_string().into())];
            cx.f("funding-budget-enter-title", &args)
        });
        let detail = cx.say(|cx| {
            let sum = cx.locale.money_tiyn(amount.0);
            format!("{sum}. {}", draft.basis.trim())
        });
        let confirm = cx.said("funding-enter");
        *asking = Some(Ask::new(title, detail, confirm, move |_| make()));
    }
}
