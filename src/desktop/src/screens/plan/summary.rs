//! What will be recorded, before it is.

use super::Known;
use crate::cx::Cx;
use crate::words;
use baqylau_domain::visit::{PinnedChecklist, VisitOrder, VisitPlan};
use baqylau_widgets::{facts, text};
use chrono::NaiveDate;

pub(super) fn show(
    plan: &VisitPlan,
    known: &Known,
    order: Option<&VisitOrder>,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    ui.spacing_mut().item_spacing.y = 6.0;
    if let Some(organisation) = &known.organisation {
        facts::strong(ui, &cx.t("visit-organisation"), cx.tri(&organisation.name));
        let place = plan.premises.and_then(|id| organisation.premises(id));
        if let Some(place) = place {
            let address = format!("{}, {}", cx.tri(&place.name), cx.tri(&place.address));
            facts::row(ui, &cx.t("plan-premises"), &address);
        }
    }
    facts::row(ui, &cx.t("visit-dates"), &range(plan.planned, cx));
    facts::row(ui, &cx.t("visit-period"), &range(plan.inspected_period, cx));
    facts::row(ui, &cx.t("visit-subject"), cx.tri(&plan.purpose));
    let lists: Vec<String> = plan
        .checklists
        .iter()
        .map(|l| named(l, known, cx))
        .collect();
    facts::row(ui, &cx.t("visit-checklists"), &lists.join("\n"));
    let members: Vec<String> = plan
        .members
        .iter()
        .map(|member| {
            let role = cx.t(words::commission_role(member.role));
            format!("{} ({})", member.full_name, role.to_lowercase())
        })
        .collect();
    facts::row(ui, &cx.t("visit-commission"), &members.join("\n"));
    ui.add_space(4.0);
    let note = match order {
        Some(_) => "plan-confirm-note-ordered",
        None => "plan-confirm-note",
    };
    let order = match order {
        Some(order) => cx.f(
            "plan-confirm-order",
            &[
                ("number", order.number.as_str().into()),
                ("date", cx.locale.date(order.date).into()),
            ],
        ),
        None => cx.t("plan-confirm-no-order"),
    };
    ui.label(text::body(&order));
    if let Some(first) = &known.repeated {
        let date = cx.locale.date(first.planned.0);
        let words = cx.f("plan-confirm-repeat", &[("date", date.into())]);
        ui.label(text::body(&words));
    }
    ui.label(text::muted(&cx.t(note)));
}

/// A checklist by its name, where the registry gave it one.
fn named(list: &PinnedChecklist, known: &Known, cx: &Cx<'_>) -> String {
    let published = known.planning.iter().flat_map(|all| &all.checklists);
    let title = published
        .filter(|one| one.pinned == *list)
        .map(|one| cx.tri(&one.title))
        .find(|title| !title.is_empty());
    match title {
        Some(title) => format!("{title} · {}", list.code),
        None => list.code.clone(),
    }
}

fn range((from, to): (Option<NaiveDate>, Option<NaiveDate>), cx: &Cx<'_>) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| cx.locale.date(day)).unwrap_or_default();
    if from == to {
        return day(from);
    }
    format!("{} – {}", day(from), day(to))
}
