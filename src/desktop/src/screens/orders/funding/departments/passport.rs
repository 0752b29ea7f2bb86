//! The short passport of a department beside its plan: how far its year is, who acts for it, the
//! versions of its plan, its registers by state.

use super::super::super::{pane, who, words};
use super::table::{Departments, STAGES, stage};
use crate::cx::Cx;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::schooling::{DepartmentYear, FigureOf, RegisterStanding, SchoolingRecord};
use baqylau_widgets::{Button, Icon, Tag, Tone, facts, text};

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// The passport is put away.
    Close,
    /// What a version of the plan changed.
    Differences(u32),
}

/// Shows it; what was pressed.
pub fn show(
    source: &Departments,
    one: &DepartmentYear,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<Pressed> {
    let mut pressed = None;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 36.0;
        ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
            ui.set_width(room);
            let name = words::region(one.department, cx.locale);
            ui.add(egui::Label::new(text::section(&name)).wrap());
        });
        let label = cx.t("button-close");
        if ui.add(Button::icon_only(Icon::X, &label).small()).clicked() {
            pressed = Some(Pressed::Close);
        }
    });
    let (standing, tone) = words::state(&STAGES, stage(one), "departments-stage", cx.locale);
    ui.add(Tag::new(tone, &standing));
    ui.add_space(4.0);
    money(one, cx, ui);
    pane::part(ui, &cx.t("order-mandates"));
    mandates(source, one, cx, ui);
    pane::part(ui, &cx.t("departments-versions"));
    pressed = versions(one, cx, ui).or(pressed);
    pane::part(ui, &cx.t("order-registers"));
    registers(one, cx, ui);
    pressed
}

fn money(one: &DepartmentYear, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let sum = |tiyn: i64| cx.locale.money_tiyn(tiyn);
    if one.budget.records.is_empty() {
        ui.label(text::muted(&cx.t("funding-budget-none")));
    } else {
        facts::strong(ui, &cx.t("funding-budget"), &sum(one.budget.sum.0));
    }
    let rows = [
        (FigureOf::Plan, "funding-planned"),
        (FigureOf::Contracted, "board-contracted"),
        (FigureOf::Acted, "funding-acted"),
        (FigureOf::Paid, "funding-paid"),
    ];
    for (what, key) in rows {
        facts::row(ui, &cx.t(key), &sum(one.money.of(what).sum.0));
    }
    let tone = (one.left.0 < 0).then_some(Tone::Bad);
    facts::toned(ui, &cx.t("departments-left"), &sum(one.left.0), tone);
    let late = cx
        .locale
        .integer(i64::try_from(one.late).unwrap_or(i64::MAX));
    let tone = (one.late > 0).then_some(Tone::Bad);
    facts::toned(ui, &cx.t("departments-late"), &late, tone);
    if let Some(at) = one.changed {
        let day = cx.locale.date(legal_day(at));
        facts::row(ui, &cx.t("departments-changed"), &day);
    }
}

fn mandates(source: &Departments, one: &DepartmentYear, cx: &Cx<'_>, ui: &mut egui::Ui) {
    if one.mandates.is_empty() {
        ui.label(text::muted(&cx.t("departments-mandates-none")));
    }
    for place in &one.mandates {
        let row = source.view.rows.get(*place);
        if let Some(SchoolingRecord::Mandate(mandate)) = row.map(|row| &*row.record) {
            ui.add(egui::Label::new(text::table(&person(mandate.person, cx))).wrap());
            let day = cx.locale.date(mandate.to);
            let until = cx.f("departments-mandate-until", &[("day", day.into())]);
            ui.label(text::small_muted(&until));
        }
    }
}

/// A person by name; one the registry told no name of by the end of their identity.
fn person(person: PersonId, cx: &Cx<'_>) -> String {
    who::name(person, cx).unwrap_or_else(|| {
        let id = person.to_string();
        let short = id.rsplit('-').next().unwrap_or_default().to_owned();
        cx.f("order-mandate-somebody", &[("id", short.into())])
    })
}

fn versions(one: &DepartmentYear, cx: &Cx<'_>, ui: &mut egui::Ui) -> Option<Pressed> {
    let mut pressed = None;
    if one.versions.is_empty() {
        ui.label(text::muted(&cx.t("funding-plan-none")));
    }
    let force = one.in_force().map(|force| force.version);
    for version in one.versions.iter().rev() {
        let args = [("version", i64::from(version.version).into())];
        let name = match force == Some(version.version) {
            true => cx.f("funding-plan-version-in-force", &args),
            false => cx.f("funding-plan-version", &args),
        };
        facts::row(ui, &name, &cx.locale.money_tiyn(version.total.0));
        ui.horizontal_wrapped(|ui| {
            if let Some(at) = version.approved {
                ui.label(text::small_muted(&cx.locale.date(legal_day(at))));
            }
            let label = cx.f("departments-differences", &args);
            let button = Button::ghost(&label).icon(Icon::History).small();
            if ui.add(button).clicked() {
                pressed = Some(Pressed::Differences(version.version));
            }
        });
    }
    pressed
}

fn registers(one: &DepartmentYear, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let mut none = true;
    for standing in RegisterStanding::ALL {
        let Some(figure) = one.registers(standing) else {
            continue;
        };
        none = false;
        let name = cx.t(&format!("order-register-state-{}", standing.code()));
        let count = i64::try_from(figure.records.len()).unwrap_or(i64::MAX);
        let args = [
            ("count", cx.locale.integer(count).into()),
            ("sum", cx.locale.money_tiyn(figure.sum.0).into()),
        ];
        facts::row(ui, &name, &cx.f("departments-registers-of", &args));
    }
    if none {
        ui.label(text::muted(&cx.t("order-registers-empty")));
    }
}
