//! Acts of a month composed for many contracts at once: which will be composed, which are left out
//! and why, before anything is asked.

use super::super::desk::{self, Desk};
use super::super::words;
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, NewOrders, OrderRow, OrdersView, Ticket};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{SchoolActId, SchoolContractId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::MonthStage;
use baqylau_domain::schooling::{
    ContractRecord, MoneyFor, SchoolActState, SchoolingOp, SchoolingRecord, SchoolingRefusal,
};
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, Tone, field, modal, state, text};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Months offered, the newest first.
const MONTHS: i32 = 12;

/// A contract in the month.
struct Row {
    contract: SchoolContractId,
    name: Said,
    detail: Said,
    /// What the plan has for the month; none where no plan is known.
    planned: Option<Tiyn>,
    /// Why it is left out.
    out: Option<Said>,
}

/// The sheet.
pub struct Together {
    months: Vec<Period>,
    month: Option<usize>,
    /// Contracts that aren't to get an act.
    off: BTreeSet<SchoolContractId>,
    desk: Desk,
    of: Option<(Arc<OrdersView>, Period)>,
    rows: Vec<Row>,
    ticket: Option<Ticket>,
}

/// The button above the register, for who composes acts.
pub fn button(cx: &Cx<'_>, ui: &mut egui::Ui) -> Option<Together> {
    desk::party(cx)?;
    let label = cx.t("acts-many-button");
    let button = Button::primary(&label).icon(Icon::FilePlus).small();
    ui.add(button)
        .clicked()
        .then(|| Together::new(cx))
        .flatten()
}

impl Together {
    /// Begins with the month before the present one: the last that has ended.
    pub fn new(cx: &Cx<'_>) -> Option<Self> {
        let now = Period::of(cx.model.today())?;
        let months = (0..MONTHS)
            .filter_map(|ago| now.plus_months(-ago))
            .collect();
        Some(Self {
            months,
            month: Some(1),
            off: BTreeSet::new(),
            desk: Desk::default(),
            of: None,
            rows: Vec::new(),
            ticket: None,
        })
    }

    /// Looks at every contract anew where the records or the month are others.
    fn reckon(&mut self, view: &Arc<OrdersView>, period: Period, cx: &Cx<'_>) {
        let same =
            |(of, month): &(Arc<OrdersView>, Period)| Arc::ptr_eq(of, view) && *month == period;
        if self.of.as_ref().is_some_and(same) {
            return;
        }
        self.desk.about(view, None);
        let acted: BTreeSet<SchoolContractId> = view
            .rows
            .iter()
            .filter_map(|row| match &*row.record {
                SchoolingRecord::Act(act)
                    if act.act.period == period && act.act.state != SchoolActState::Withdrawn =>
                {
                    Some(act.act.contract)
                }
                _ => None,
            })
            .collect();
        let rows = view.rows.iter().filter_map(|row| match &*row.record {
            SchoolingRecord::Contract(one) if is_of_year(one, period) => Some((row, one)),
            _ => None,
        });
        self.rows = rows
            .map(|(row, one)| self.row((row, one), period, &acted, cx))
            .collect();
        self.rows.sort_by(|a, b| {
            let (one, other) = (a.name.here(cx), b.name.here(cx));
            let names = cx.locale.compare(one, other);
            a.out.is_some().cmp(&b.out.is_some()).then(names)
        });
        self.of = Some((view.clone(), period));
    }

    fn row(
        &self,
        (row, one): (&OrderRow, &ContractRecord),
        period: Period,
        acted: &BTreeSet<SchoolContractId>,
        cx: &Cx<'_>,
    ) -> Row {
        let contract = &one.contract;
        let op = SchoolingOp::ComposeAct {
            act: SchoolActId::new(uuid::Uuid::nil()),
            contract: contract.id,
            period,
        };
        let out = match acted.contains(&contract.id) {
            true => Some(cx.said("acts-many-there")),
            false if is_open(period, cx) => {
                let refusal = SchoolingRefusal::MonthNotFrozen;
                Some(cx.say(|cx| words::refusal(&refusal, cx.locale)))
            }
            false => self.desk.said(&op, cx),
        };
        let money = one.money();
        let plan = self.desk.book().plan(contract.department, period.year());
        let planned = plan.map(|plan| plan.plan.month_for(contract.school, money, period));
        Row {
            contract: contract.id,
            name: cx.say(|cx| words::school(row, cx.locale)),
            detail: cx.say(|cx| {
                let key = match money {
                    MoneyFor::Teaching => "funding-plan-teaching",
                    MoneyFor::Reimbursement => "funding-plan-buildings",
                };
                format!("№\u{a0}{} · {}", contract.number, cx.t(key))
            }),
            planned,
            out,
        }
    }

    /// Contracts that get an act.
    fn wanted(&self) -> Vec<SchoolContractId> {
        let rows = self.rows.iter();
        let wanted = rows.filter(|row| row.out.is_none() && !self.off.contains(&row.contract));
        wanted.map(|row| row.contract).collect()
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        let period = self.month.and_then(|place| self.months.get(place)).copied();
        if let (Some(view), Some(period)) = (cx.model.orders.value(), period) {
            self.reckon(view, period, cx);
        }
        let wanted = self.wanted();
        let (title, close) = (cx.t("acts-many-title"), cx.t("button-cancel"));
        let confirm = cx.f("acts-many-compose", &[("count", wanted.len().into())]);
        let nothing = cx.t("acts-many-nothing");
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let answer = Modal::new("acts-many", &title)
            .width(860.0)
            .buttons(&confirm, &close)
            .blocked(wanted.is_empty().then_some(nothing.as_str()))
            .busy(cx.running(self.ticket))
            .show(ctx, |ui| {
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
                self.body(wanted.len(), cx, ui);
            });
        match (answer, period) {
            (Answer::Open, _) => true,
            (Answer::Yes, Some(period)) => {
                let acts = wanted.into_iter().map(|contract| (contract, period));
                let what = Box::new(NewOrders::Acts(acts.collect()));
                self.ticket = Some(cx.post.send(Command::BeginOrders { what }));
                true
            }
            _ => false,
        }
    }

    fn body(&mut self, wanted: usize, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let names: Vec<String> = self
            .months
            .iter()
            .map(|month| words::month(*month, cx.locale))
            .collect();
        let label = cx.t("order-month");
        Field::new(&label)
            .width(220.0)
            .select(ui, &mut self.month, &names);
        ui.add(egui::Label::new(text::small_muted(&cx.t("acts-many-detail"))).wrap());
        let out = self.rows.iter().filter(|row| row.out.is_some()).count();
        let args = [("count", wanted.into()), ("out", out.into())];
        ui.label(text::strong(&cx.f("acts-many-summary", &args)));
        if self.rows.is_empty() {
            ui.label(text::muted(&cx.t("acts-many-none")));
            return;
        }
        let off = &mut self.off;
        let rows = &self.rows;
        ui.spacing_mut().item_spacing.y = 4.0;
        egui::ScrollArea::vertical()
            .id_salt("acts-many-list")
            .max_height(modal::list_height(
                ui.ctx(),
                rows.len() as f32 * 44.0,
                330.0,
            ))
            .auto_shrink([false, false])
            .show_rows(ui, 40.0, rows.len(), |ui, shown| {
                for row in rows.get(shown).into_iter().flatten() {
                    ui.push_id(row.contract, |ui| line(row, off, cx, ui));
                }
            });
    }
}

/// Whether the contingent of a month is known not to be frozen; who isn't told of months asks the
/// registry.
fn is_open(period: Period, cx: &Cx<'_>) -> bool {
    let listed = cx.model.months.listed.value();
    listed.is_some_and(|listed| {
        let mut months = listed.months.iter().map(|one| &one.month);
        months.any(|one| one.period == period && one.stage == MonthStage::Open)
    })
}

/// Whether a contract is of the year a month is in.
fn is_of_year(one: &ContractRecord, period: Period) -> bool {
    let last = one.contract.agreements.last();
    last.is_some_and(|last| last.terms.from.year() == period.year())
}

fn line(row: &Row, off: &mut BTreeSet<SchoolContractId>, cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.horizontal(|ui| {
        ui.set_height(40.0);
        match &row.out {
            Some(_) => ui.add_space(32.0),
            None => {
                let mut on = !off.contains(&row.contract);
                let name = format!("{} · {}", row.name.here(cx), row.detail.here(cx));
                let response = field::checkbox(ui, &mut on, "");
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, on, &name)
                });
                if response.changed() {
                    match on {
                        true => off.remove(&row.contract),
                        false => off.insert(row.contract),
                    };
                }
            }
        }
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 190.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(text::medium(row.name.here(cx))).truncate());
            let detail = row.detail.here(cx);
            let words = match &row.out {
                Some(why) => {
                    let ink = baqylau_widgets::tokens(ui).ink(Tone::Bad);
                    text::small(&format!("{detail} · {}", why.here(cx))).color(ink)
                }
                None => text::small_muted(detail),
            };
            ui.add(egui::Label::new(words).truncate());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let sum = row.planned.map(|sum| cx.locale.money_tiyn(sum.0));
            let sum = text::table(&sum.unwrap_or_default());
            ui.label(if row.out.is_some() { sum.weak() } else { sum });
        });
    });
}

/// Shows the sheet there may be, and forgets it once it is closed.
pub fn show(sheet: &mut Option<Together>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if sheet.as_mut().is_some_and(|sheet| !sheet.show(cx, ctx)) {
        *sheet = None;
    }
}
