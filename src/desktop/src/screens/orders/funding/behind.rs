//! What is behind a figure of the budget: schools of the plan, contracts, acts, payments, each leading
//! to itself, with the same sum.

use super::super::{place_of, words};
use super::Here;
use crate::cx::Cx;
use crate::place::Place;
use baqylau_client::ui::OrderRow;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::schooling::{MoneyFor, PaymentState, SchoolingRecord};
use baqylau_widgets::rowlist::RowList;
use baqylau_widgets::{Answer, Button, Icon, Modal, modal, text};

/// A figure of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// What the plan in force has.
    Planned,
    /// What contracts bind.
    Contracted,
    /// Acts both signed.
    Acted,
    /// Payments that were carried out.
    Paid,
    /// What is planned and not contracted, school by school.
    Left,
}

impl What {
    /// Key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Planned => "funding-planned",
            Self::Contracted => "funding-contracted",
            Self::Acted => "funding-acted",
            Self::Paid => "funding-paid",
            Self::Left => "funding-plan-left",
        }
    }
}

/// Where something behind a figure leads.
#[derive(Debug, Clone, Copy)]
enum To {
    /// A record.
    Record(Place),
    /// A school of the plan.
    School(OrganisationId),
}

struct One {
    title: String,
    detail: String,
    sum: i64,
    to: To,
}

/// What became of the list.
pub enum Became {
    /// It stays.
    Open,
    /// It was closed.
    Closed,
    /// A school of the plan is to be seen.
    School(OrganisationId),
}

/// Shows the list behind a figure.
pub fn show(what: What, here: Here<'_>, cx: &mut Cx<'_>, ctx: &egui::Context) -> Became {
    let all = gather(what, here, cx);
    let sum = all
        .iter()
        .fold(0_i64, |sum, one| sum.saturating_add(one.sum));
    let title = cx.t(what.key());
    let close = cx.t("button-close");
    let mut pressed = None;
    let answer = Modal::new("funding-behind", &title)
        .width(760.0)
        .buttons("", &close)
        .show(ctx, |ui| {
            let args = [
                ("count", all.len().into()),
                ("sum", cx.locale.money_tiyn(sum).into()),
            ];
            ui.label(text::strong(&cx.f("funding-behind-total", &args)));
            if all.is_empty() {
                ui.label(text::muted(&cx.t("funding-behind-none")));
                return;
            }
            let height = modal::list_height(ui.ctx(), all.len() as f32 * 52.0, 420.0);
            ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
                ui.set_max_height(height);
                RowList::new("funding-behind-list", 52.0).show(ui, all.len(), |ui, place| {
                    if let Some(one) = all.get(place)
                        && line(one, cx, ui)
                    {
                        pressed = Some(one.to);
                    }
                });
            });
        });
    match (pressed, answer) {
        (Some(To::School(school)), _) => Became::School(school),
        (Some(To::Record(place)), _) => {
            cx.post.go(place);
            Became::Closed
        }
        (None, Answer::Open) => Became::Open,
        _ => Became::Closed,
    }
}

/// One of them; whether it is to be seen.
fn line(one: &One, cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    let mut pressed = false;
    ui.horizontal(|ui| {
        ui.set_height(48.0);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 230.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(text::medium(&one.title)).truncate());
            ui.add(egui::Label::new(text::small_muted(&one.detail)).truncate());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let label = cx.f(
                "funding-behind-open",
                &[("name", one.title.as_str().into())],
            );
            let button = Button::icon_only(Icon::ChevronRight, &label).small();
            pressed = ui.add(button).clicked();
            ui.label(text::table(&cx.locale.money_tiyn(one.sum)));
        });
    });
    pressed
}

fn gather(what: What, here: Here<'_>, cx: &Cx<'_>) -> Vec<One> {
    let figures = here.figures;
    if matches!(what, What::Planned | What::Left) {
        let Some(plan) = figures.in_force() else {
            return Vec::new();
        };
        let kinds = MoneyFor::ALL.into_iter();
        let lines = kinds.flat_map(|money| {
            let schools = plan.lines_of(money).keys();
            schools.map(move |school| (*school, money))
        });
        let one = |of: (OrganisationId, MoneyFor)| {
            let planned = plan.sum_for(of.0, of.1).unwrap_or_default().0;
            let bound = figures.contracted.get(&of).map_or(0, |sum| sum.0);
            let sum = match what {
                What::Left => planned.saturating_sub(bound),
                _ => planned,
            };
            let kind = match of.1 {
                MoneyFor::Teaching => "funding-plan-teaching",
                MoneyFor::Reimbursement => "funding-plan-buildings",
            };
            (sum != 0).then(|| One {
                title: figures.name(of.0, cx.locale),
                detail: cx.t(kind),
                sum,
                to: To::School(of.0),
            })
        };
        return lines.filter_map(one).collect();
    }
    let rows = figures.rows().iter();
    let own = rows.filter(|row| row.record.region() == Some(here.department));
    own.filter_map(|row| record(what, here.year, row, cx))
        .collect()
}

/// A record, where it is behind the figure.
fn record(what: What, year: i32, row: &OrderRow, cx: &Cx<'_>) -> Option<One> {
    let (sum, detail) = match (what, &*row.record) {
        (What::Contracted, SchoolingRecord::Contract(one)) => {
            let sum = one.bound_in(year)?;
            (sum.0, format!("№\u{a0}{}", one.contract.number))
        }
        (What::Acted, SchoolingRecord::Act(one))
            if one.act.is_signed() && one.act.period.year() == year =>
        {
            (one.act.total.0, words::month(one.act.period, cx.locale))
        }
        (What::Paid, SchoolingRecord::Payment(one))
            if one.period.year() == year
                && matches!(one.payment.state, PaymentState::Paid { .. }) =>
        {
            let month = words::month(one.period, cx.locale);
            let detail = format!("№\u{a0}{} · {month}", one.number);
            (one.payment.amount.0, detail)
        }
        _ => return None,
    };
    Some(One {
        title: words::school(row, cx.locale),
        detail,
        sum,
        to: To::Record(place_of(&row.record)),
    })
}
