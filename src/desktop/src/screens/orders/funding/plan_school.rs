//! One school's months in the plan: sums typed where the plan is being written, what they were
//! before, what is wrong with them.

use super::draft::PlanDraft;
use super::figures::Figures;
use super::lines::signed;
use super::plan::{Compared, fault_words};
use crate::cx::Cx;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{FundingPlan, PlanningFault, spread};
use baqylau_widgets::{Button, Field, Icon, Tone, facts, state, text};

/// Whether a fault is a school's own.
pub fn is_of(fault: &PlanningFault, school: OrganisationId) -> bool {
    match fault {
        PlanningFault::BadSum { school: of, .. }
        | PlanningFault::OtherYear { school: of, .. }
        | PlanningFault::BelowContract { school: of, .. } => *of == school,
        PlanningFault::OverBudget { .. } | PlanningFault::Overflow => false,
    }
}

fn sum_of(plan: &FundingPlan, school: OrganisationId, period: Period) -> i64 {
    let months = plan.lines.get(&school);
    months
        .and_then(|months| months.get(&period))
        .map_or(0, |sum| sum.0)
}

/// Shows it; whether it stays. `written` is the draft, where its sums may be changed.
pub fn show(
    school: OrganisationId,
    figures: &Figures,
    written: Option<&mut PlanDraft>,
    compared: &Compared,
    faults: &[PlanningFault],
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> bool {
    let mut stays = true;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 36.0;
        ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
            ui.set_width(room);
            let name = figures.name(school, cx.locale);
            ui.add(egui::Label::new(text::section(&name)).wrap());
        });
        let label = cx.t("button-close");
        if ui.add(Button::icon_only(Icon::X, &label).small()).clicked() {
            stays = false;
        }
    });
    let plan = &compared.plan;
    let sum = |tiyn: i64| cx.locale.money_tiyn(tiyn);
    let total = plan.of_school(school).unwrap_or_default();
    facts::strong(ui, &cx.t("funding-plan-sum"), &sum(total.0));
    if let Some(before) = &compared.before {
        let before = before.of_school(school).unwrap_or_default();
        facts::row(ui, &cx.t("funding-plan-before"), &sum(before.0));
    }
    if let Some(bound) = figures.contracted.get(&school) {
        facts::row(ui, &cx.t("funding-contracted"), &sum(bound.0));
    }
    for fault in faults.iter().filter(|fault| is_of(fault, school)) {
        state::strip(ui, Tone::Bad, &fault_words(fault, figures, cx), None);
    }
    let months = (1..=12).filter_map(|month| Period::new(plan.year, month));
    let Some(draft) = written else {
        for period in months {
            let now = sum_of(plan, school, period);
            let before = compared.before.as_ref();
            let before = before.map_or(now, |before| sum_of(before, school, period));
            let name = cx.locale.month_name(period.month());
            if now == before {
                facts::row(ui, name, &sum(now));
            } else {
                let change = signed(now.saturating_sub(before), cx.locale);
                let words = format!("{} ({change})", sum(now));
                facts::toned(ui, name, &words, Some(Tone::Info));
            }
        }
        return stays;
    };
    let mut entered = draft.sums.get(&school).copied().unwrap_or_default();
    let known = entered;
    ui.push_id(school, |ui| {
        if total.0 > 0 {
            let label = cx.t("funding-plan-even");
            let button = Button::ghost(&label).icon(Icon::Columns3).small();
            if ui.add(button).clicked() {
                entered = even(total, plan.year);
            }
        }
        for (period, value) in months.zip(&mut entered) {
            let before = compared.before.as_ref();
            let before = before.map(|before| sum_of(before, school, period));
            let changed = before.filter(|before| *before != value.unwrap_or(0));
            let hint =
                changed.map(|before| cx.f("funding-plan-was", &[("sum", sum(before).into())]));
            let name = cx.locale.month_name(period.month());
            let field = Field::new(name).unit("₸");
            match &hint {
                Some(hint) => field.hint(hint).number(ui, value, 2),
                None => field.number(ui, value, 2),
            };
        }
    });
    if entered != known {
        draft.sums.insert(school, entered);
    }
    stays
}

/// A sum over the months of a year, evenly and exactly.
fn even(sum: Tiyn, year: i32) -> [Option<i64>; 12] {
    let mut months = [None; 12];
    if let (Some(first), Some(last)) = (Period::new(year, 1), Period::new(year, 12)) {
        let parts = spread(sum, first, last);
        for (place, (_, part)) in months.iter_mut().zip(parts) {
            *place = Some(part.0);
        }
    }
    months
}
