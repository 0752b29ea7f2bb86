//! The months of a contract: which has its act, which hasn't, and composing it.

use super::super::desk::Desk;
use super::super::{pane, words};
use crate::cx::Cx;
use crate::place::{OrderRef, Place};
use baqylau_client::ui::{Command, NewOrders, OrdersView};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::SchoolActId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ActRecord, ContractRecord, SchoolActState, SchoolingOp, SchoolingRecord,
};
use baqylau_widgets::{Button, text};

/// Lists the months up to the present one.
pub(super) fn show(
    view: &OrdersView,
    record: &ContractRecord,
    desk: &Desk,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let Some(terms) = record.contract.in_force() else {
        return;
    };
    let Some(now) = Period::of(cx.model.today()) else {
        return;
    };
    pane::part(ui, &cx.t("order-contract-month-acts"));
    let mut month = terms.from;
    while month <= terms.to.min(now) {
        ui.push_id(month, |ui| line(view, record, month, desk, cx, ui));
        match month.plus_months(1) {
            Some(next) => month = next,
            None => break,
        }
    }
}

/// The act of a month that wasn't taken back.
fn act_of<'v>(
    view: &'v OrdersView,
    record: &ContractRecord,
    month: Period,
) -> Option<&'v ActRecord> {
    view.rows.iter().find_map(|row| match &*row.record {
        SchoolingRecord::Act(act)
            if act.act.contract == record.contract.id
                && act.act.period == month
                && act.act.state != SchoolActState::Withdrawn =>
        {
            Some(act)
        }
        _ => None,
    })
}

fn line(
    view: &OrdersView,
    record: &ContractRecord,
    month: Period,
    desk: &Desk,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let name = words::month(month, cx.locale);
    ui.horizontal(|ui| {
        ui.add_sized(
            [130.0, 20.0],
            egui::Label::new(text::table(&name)).halign(egui::Align::Min),
        );
        if let Some(act) = act_of(view, record, month) {
            let place = words::act_state(&act.act.state);
            let (standing, tone) =
                words::state(&words::ACT_STATES, place, "order-act-state", cx.locale);
            let sum = cx.locale.money_tiyn(act.act.total.0);
            if ui.add(Button::ghost(&sum).small()).clicked() {
                cx.post.go(Place::Order(OrderRef::Act(act.act.id)));
            }
            text::toned(ui, text::small(&standing), tone);
            return;
        }
        let role = cx.model.person().map(|person| person.role);
        let composes = matches!(
            role,
            Some(AccountRole::School | AccountRole::EducationOfficer)
        );
        if composes {
            let op = SchoolingOp::ComposeAct {
                act: SchoolActId::new(uuid::Uuid::nil()),
                contract: record.contract.id,
                period: month,
            };
            let refusal = desk.refusal(&op, cx);
            let label = cx.t("order-act-compose");
            // Read out with its month: there is one in every row.
            let about = cx.f("order-act-compose-of", &[("month", name.as_str().into())]);
            let button = Button::secondary(&label).small().tooltip(&about);
            if pane::button(button, refusal.as_deref(), ui) {
                let what = Box::new(NewOrders::Acts(vec![(record.contract.id, month)]));
                cx.post.send_watched(Command::BeginOrders { what });
            }
        } else {
            ui.label(text::small_muted(&cx.t("order-act-none")));
        }
    });
}
