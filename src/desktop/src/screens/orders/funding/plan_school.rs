//! One school's months in the plan: sums typed where the plan is being written, what they were
//! before, what is wrong with them.

use super::Here;
use super::draft::PlanDraft;
use super::lines::signed;
use super::plan::{Compared, fault_words};
use crate::cx::Cx;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    FundingPlan, MoneyFor, OrderRules, PlanningFault, ReimbursedBuilding, Reimbursement, spread,
};
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

/// A school, and what its money is for.
type Of = (OrganisationId, MoneyFor);

fn sum_of(plan: &FundingPlan, (school, money): Of, period: Period) -> i64 {
    plan.month_for(school, money, period).0
}

/// Shows it; whether it stays. `written` is the draft, where its sums may be changed.
pub fn show(
    of: Of,
    here: Here<'_>,
    written: Option<&mut PlanDraft>,
    compared: &Compared,
    faults: &[PlanningFault],
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> bool {
    let ((school, money), figures) = (of, here.figures);
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
    let total = plan.sum_for(school, money).unwrap_or_default();
    facts::strong(ui, &cx.t("funding-plan-sum"), &sum(total.0));
    if let Some(before) = &compared.before {
        let before = before.sum_for(school, money).unwrap_or_default();
        facts::row(ui, &cx.t("funding-plan-before"), &sum(before.0));
    }
    if let Some(bound) = figures.contracted.get(&of) {
        facts::row(ui, &cx.t("funding-contracted"), &sum(bound.0));
    }
    for fault in faults.iter().filter(|fault| is_of(fault, school)) {
        state::strip(ui, Tone::Bad, &fault_words(fault, figures, cx), None);
    }
    let months = (1..=12).filter_map(|month| Period::new(plan.year, month));
    let Some(draft) = written else {
        for period in months {
            let now = sum_of(plan, of, period);
            let before = compared.before.as_ref();
            let before = before.map_or(now, |before| sum_of(before, of, period));
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
    let mut entered = draft
        .sums_of(money)
        .get(&school)
        .copied()
        .unwrap_or_default();
    let known = entered;
    ui.push_id(of, |ui| {
        if total.0 > 0 {
            let label = cx.t("funding-plan-even");
            let button = Button::ghost(&label).icon(Icon::Columns3).small();
            if ui.add(button).clicked() {
                entered = even(total, plan.year);
            }
        }
        let scheduled = (money == MoneyFor::Reimbursement)
            .then(|| scheduled(school, here, plan.year))
            .flatten();
        if let Some(scheduled) = scheduled {
            let label = cx.t("funding-plan-by-schedule");
            let button = Button::ghost(&label).icon(Icon::CalendarDays).small();
            if ui.add(button).clicked() {
                entered = scheduled;
            }
        }
        for (period, value) in months.zip(&mut entered) {
            let before = compared.before.as_ref();
            let before = before.map(|before| sum_of(before, of, period));
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
        draft.sums_of(money).insert(school, entered);
    }
    stays
}

/// What the places of a school's only building come to in the months of a year; none where it has
/// several, or the year's index isn't known.
fn scheduled(school: OrganisationId, here: Here<'_>, year: i32) -> Option<[Option<i64>; 12]> {
    let (application, kind) = here.figures.buildings.get(&school).copied()?;
    let (building, places) = here.figures.building(school)?;
    let rules = OrderRules::pilot();
    let before = here.desk.book().fixed_for(building);
    let asked = ReimbursedBuilding {
        application,
        building,
        commissioned: before.map_or(year, |before| before.commissioned),
        first_year: before.map_or(year, |before| before.first_year),
    };
    let rule = &rules.reimbursement;
    let fixed = Reimbursement::fix(&asked, kind, year, rule, &rules.indices, before).ok()?;
    let (first, last) = (Period::new(year, 1)?, Period::new(year, 12)?);
    let mut months = [None; 12];
    for (place, (_, sum)) in months.iter_mut().zip(fixed.months(places, first, last)?) {
        *place = Some(sum.0);
    }
    Some(months)
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
