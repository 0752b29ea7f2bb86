//! The list behind a figure: its records, each leading to itself, and the same sum.

use super::super::{place_of, words};
use super::sheet::Sheet;
use super::told::series;
use super::{Wish, light_words, schools};
use crate::cx::{Cx, pick};
use crate::place::Place;
use baqylau_client::ui::OrderRow;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_domain::schooling::{FigureOf, SchoolingRecord, StageKind};
use baqylau_widgets::{Button, Icon, access, fonts, text};
use chrono::NaiveDate;
use egui::accesskit::Role;
use egui::{Sense, vec2};

/// Height of a row, in points.
const ROW: f32 = 46.0;

/// One of what is behind.
struct One {
    title: String,
    detail: String,
    to: Option<Place>,
}

/// What is behind a figure, by its place: worded only when it is seen.
#[derive(Clone, Copy)]
enum Item {
    /// A record of the order.
    Record(usize),
    /// A month without an act.
    Unsent(usize),
    /// An organisation.
    Organisation(usize),
    /// A sanction of the organisation above it, by its place among those told.
    Sanction(usize),
}

/// A figure and what is behind it.
pub(super) struct Behind {
    title: String,
    /// The figure in words.
    figure: String,
    /// What the figure is made of, where that isn't plain.
    note: Option<&'static str>,
    rows: Vec<Item>,
}

impl Behind {
    /// What is behind a figure of the board; none where the figure is gone.
    pub(super) fn of(wish: Wish, sheet: &Sheet, cx: &Cx<'_>) -> Option<Self> {
        let figures = sheet.figures()?;
        let region = sheet.region;
        let money = |sum: i64| cx.locale.money_tiyn(sum);
        let count = |count: usize| cx.f("board-records", &[("count", count.into())]);
        let of = |title: String, figure: String, note, places: &[usize]| Self {
            title,
            figure,
            note,
            rows: places.iter().copied().map(Item::Record).collect(),
        };
        let contracts = |what| (what == FigureOf::Contracted).then_some("board-note-contracted");
        Some(match wish {
            Wish::Budget => {
                let figure = &figures.budget;
                of(
                    cx.t("board-budget"),
                    money(figure.sum.0),
                    None,
                    &figure.records,
                )
            }
            Wish::Whole(what) => {
                let figure = figures.whole.of(what);
                of(
                    cx.t(series(what)),
                    money(figure.sum.0),
                    None,
                    &figure.records,
                )
            }
            Wish::Month(what, month) => {
                let figure = figures.months.get(month)?.of(what);
                let number = u32::try_from(month).ok()? + 1;
                let name = cx.locale.month_year(sheet.answer.year, number);
                let title = format!("{} · {name}", cx.t(series(what)));
                of(title, money(figure.sum.0), contracts(what), &figure.records)
            }
            Wish::Unpaid(Some(group)) => {
                let figure = figures.unpaid.get(group)?;
                let title = format!("{} · {}", cx.t("board-unpaid"), sheet.age(group));
                of(title, money(figure.sum.0), None, &figure.records)
            }
            Wish::Unpaid(None) => {
                let groups = &figures.unpaid;
                let places: Vec<usize> = groups
                    .iter()
                    .rev()
                    .flat_map(|one| one.records.iter().copied())
                    .collect();
                of(
                    cx.t("board-unpaid"),
                    money(figures.unpaid_sum()),
                    None,
                    &places,
                )
            }
            Wish::UntilDecided => {
                let waited = &figures.until_decided;
                let words = sheet.waited(waited);
                of(cx.t("board-until-decided"), words, None, &waited.records)
            }
            Wish::UntilPaid => {
                let waited = &figures.until_paid;
                let words = sheet.waited(waited);
                of(cx.t("board-until-paid"), words, None, &waited.records)
            }
            Wish::Stage(stage) => {
                let (_, figure) = figures.stages.iter().find(|(own, _)| *own == stage)?;
                let title = cx.t(&format!("board-stage-{}", stage.code()));
                of(title, count(figure.records.len()), None, &figure.records)
            }
            Wish::Unsent => Self::unsent(sheet, cx),
            Wish::Light(light) => {
                let rows = sheet.organisations.as_ref()?;
                let found: Vec<_> = schools(rows, region, light).collect();
                let (key, _) = light_words(light);
                Self {
                    title: cx.t(key),
                    figure: cx.f("board-schools", &[("count", found.len().into())]),
                    note: None,
                    rows: found
                        .into_iter()
                        .flat_map(|(place, row)| {
                            let own = sanctions(row.organisation.id, cx).map(Item::Sanction);
                            std::iter::once(Item::Organisation(place)).chain(own)
                        })
                        .collect(),
                }
            }
            Wish::Region(_) | Wish::Metric(_) => return None,
        })
    }

    fn unsent(sheet: &Sheet, cx: &Cx<'_>) -> Self {
        let rows: Vec<Item> = sheet
            .unsent()
            .map(|(place, _)| Item::Unsent(place))
            .collect();
        Self {
            title: cx.t("board-unsent"),
            figure: cx.f("board-records", &[("count", rows.len().into())]),
            note: None,
            rows,
        }
    }

    /// Shows it; false when it is to be closed.
    pub(super) fn show(&self, sheet: &Sheet, cx: &mut Cx<'_>, ui: &mut egui::Ui) -> bool {
        let mut open = true;
        ui.horizontal_top(|ui| {
            let room = ui.available_width() - 36.0;
            ui.allocate_ui(vec2(room, 0.0), |ui| {
                ui.set_width(room);
                ui.add(egui::Label::new(text::section(&self.title)).wrap());
            });
            let label = cx.t("button-close");
            if ui.add(Button::icon_only(Icon::X, &label).small()).clicked() {
                open = false;
            }
        });
        ui.label(text::figure(&self.figure));
        if let Some(note) = self.note {
            ui.add(egui::Label::new(text::small_muted(&cx.t(note))).wrap());
        }
        ui.add_space(8.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let from = ui.cursor().top();
        let clip = ui.clip_rect();
        for (place, row) in self.rows.iter().enumerate() {
            // Of a long list only what is seen, and a little around it, is laid out.
            let top = from + place as f32 * ROW;
            if top > clip.bottom() + 8.0 * ROW {
                ui.add_space((self.rows.len() - place) as f32 * ROW);
                break;
            }
            if top + ROW < clip.top() - 8.0 * ROW {
                ui.add_space(ROW);
                continue;
            }
            let Some(row) = worded(*row, sheet, cx) else {
                ui.add_space(ROW);
                continue;
            };
            if let Some(to) = show_row(&row, place, ui) {
                cx.post.go(to);
            }
        }
        open
    }
}

fn show_row(row: &One, place: usize, ui: &mut egui::Ui) -> Option<Place> {
    let t = baqylau_widgets::tokens(ui);
    let size = vec2(ui.available_width(), ROW);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let sense = if row.to.is_some() {
        Sense::click()
    } else {
        Sense::focusable_noninteractive()
    };
    let response = ui.interact(rect, ui.scope_id().with(("behind", place)), sense);
    let role = match row.to {
        Some(_) => Role::Button,
        None => Role::ListItem,
    };
    access::named(&response, role, &format!("{}. {}", row.title, row.detail));
    if response.hovered() && row.to.is_some() {
        ui.painter().rect_filled(rect, 4, t.hover);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, t.line));
    let room = rect.width() - 8.0;
    let title = text::line(ui, &row.title, fonts::Weight::Medium, 13.0, t.text, room);
    text::paint_at(ui, &title, rect.left() + 4.0, rect.top() + 15.0);
    let detail = text::line(ui, &row.detail, fonts::Weight::Regular, 12.0, t.muted, room);
    text::paint_at(ui, &detail, rect.left() + 4.0, rect.top() + 32.0);
    access::focus_ring(ui, rect.shrink(2.0), 4, &response);
    row.to.filter(|_| response.clicked())
}

/// Something behind a figure as a line.
fn worded(item: Item, sheet: &Sheet, cx: &Cx<'_>) -> Option<One> {
    match item {
        Item::Record(place) => Some(one(sheet.answer.view.rows.get(place)?, cx)),
        Item::Organisation(place) => {
            let row = sheet.organisations.as_ref()?.get(place)?;
            let organisation = &row.organisation;
            let mut detail = words::region(organisation.territory.region(), cx.locale);
            if row.open_points > 0 {
                let count = [("count", i64::from(row.open_points).into())];
                detail = format!("{detail} · {}", cx.f("board-open-points", &count));
            }
            Some(One {
                title: pick(cx.locale.language(), &organisation.name).to_owned(),
                detail,
                to: Some(Place::Organisation(organisation.id)),
            })
        }
        Item::Sanction(place) => {
            let row = cx.model.sanctions.value()?.get(place)?;
            let number = [("number", row.act_number.as_str().into())];
            let act = cx.f("board-ruling-act", &number);
            let (state, since) = standing(&row.sanction);
            let state = cx.t(&format!("sanction-state-{state}"));
            let since = [("day", cx.locale.date(since).into())];
            Some(One {
                title: format!("— {state}"),
                detail: format!("{act} · {}", cx.f("board-since", &since)),
                to: Some(Place::Sanction(row.sanction.id)),
            })
        }
        Item::Unsent(place) => {
            let unsent = sheet.answer.unsent.get(place)?;
            let key = unsent.act.as_ref().unwrap_or(&unsent.contract);
            let row = sheet.answer.places.get(key);
            let row = row.and_then(|place| sheet.answer.view.rows.get(*place));
            let month = words::month(unsent.period, cx.locale);
            let late = match unsent.late {
                0 => cx.f("board-due", &[("day", cx.locale.date(unsent.due).into())]),
                days => cx.f("board-late-by", &[("days", i64::from(days).into())]),
            };
            Some(One {
                title: row.map_or_else(String::new, |row| words::school(row, cx.locale)),
                detail: format!("{month} · {late}"),
                to: row.map(|row| place_of(&row.record)),
            })
        }
    }
}

/// Sanctions of an organisation that stand, by their places among those told.
fn sanctions(organisation: OrganisationId, cx: &Cx<'_>) -> impl Iterator<Item = usize> {
    let rows = cx.model.sanctions.value().into_iter();
    let rows = rows.flat_map(|rows| rows.iter().enumerate());
    let own = rows.filter(move |(_, row)| {
        let over = matches!(
            row.sanction.state,
            SanctionState::Dismissed { .. } | SanctionState::Resumed { .. }
        );
        row.organisation.id == organisation && !over
    });
    own.map(|(place, _)| place)
}

/// The code of a sanction's state, and the day since when it stands so.
fn standing(sanction: &Sanction) -> (&'static str, NaiveDate) {
    match &sanction.state {
        SanctionState::Proposed => ("proposed", legal_day(sanction.proposed_at)),
        SanctionState::Dismissed { decision } => ("dismissed", legal_day(decision.at)),
        SanctionState::Suspended { since, .. } => ("suspended", *since),
        SanctionState::Escalated { escalated_on, .. } => ("escalated", *escalated_on),
        SanctionState::Resumed { ended, .. } => ("resumed", *ended),
        SanctionState::Terminated { decision } => ("terminated", legal_day(decision.at)),
    }
}

/// A record of the order as a line.
fn one(row: &OrderRow, cx: &Cx<'_>) -> One {
    let school = words::school(row, cx.locale);
    let number = |number: &str| cx.f("board-number", &[("number", number.into())]);
    let money = |sum: i64| cx.locale.money_tiyn(sum);
    let region = |region| words::region(region, cx.locale);
    let (title, detail) = match &*row.record {
        SchoolingRecord::Application(one) => {
            let stage = StageKind::from(&one.stage).code();
            (school, vec![cx.t(&format!("board-stage-{stage}"))])
        }
        SchoolingRecord::Budget(one) => (region(one.department), vec![money(one.amount.0)]),
        SchoolingRecord::Plan(one) => {
            let version = i64::from(one.plan.version);
            let args = [("version", version.into())];
            let total = one
                .plan
                .total()
                .map_or_else(String::new, |sum| money(sum.0));
            let version = cx.f("board-plan-version", &args);
            (region(one.plan.department), vec![version, total])
        }
        SchoolingRecord::Contract(one) => {
            let sum = one.contract.in_force().map_or(0, |terms| terms.amount.0);
            (school, vec![number(&one.contract.number), money(sum)])
        }
        SchoolingRecord::Act(one) => {
            let month = words::month(one.act.period, cx.locale);
            let state = words::act_state(&one.act.state);
            let prefix = "order-act-state";
            let (state, _) = words::state(&words::ACT_STATES, state, prefix, cx.locale);
            (school, vec![month, state, money(one.act.total.0)])
        }
        SchoolingRecord::Payment(one) => {
            let month = words::month(one.period, cx.locale);
            let sum = money(one.payment.amount.0);
            let order = number(&one.number.to_string());
            (school, vec![month, order, sum])
        }
        SchoolingRecord::Register(one) => {
            let order = number(&one.register.number.to_string());
            (region(one.register.department), vec![order])
        }
        SchoolingRecord::Distribution(one) => (region(one.department), Vec::new()),
        SchoolingRecord::SeenApplication(_)
        | SchoolingRecord::Mandate(_)
        | SchoolingRecord::Message(_)
        | SchoolingRecord::Statement(_)
        | SchoolingRecord::View(_)
        | SchoolingRecord::Indices(_) => (school, Vec::new()),
    };
    One {
        title,
        detail: detail.join(" · "),
        to: Some(place_of(&row.record)),
    }
}
