//! Visits: today, due, overdue, waiting to be sent.

use super::{body, head};
use crate::commands::{UiCommand, shortcut_of};
use crate::cx::Cx;
use crate::place::{Place, PlanFrom};
use crate::words;
use baqylau_client::ui::VisitRow;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::{StageName, Visit, plans_visits};
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{
    Button, Icon, Notice, PageHeader, SearchField, Tag, Tone, panel, progress, text,
};
use chrono::{Datelike as _, NaiveDate};

/// View state.
#[derive(Default)]
pub struct Visits {
    tab: usize,
    search: String,
}

/// Where a visit stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Overdue,
    Today,
    Later,
    Past,
}

impl Due {
    /// Heading over the visits that stand there.
    fn heading(self) -> &'static str {
        match self {
            Self::Overdue => "visit-overdue-group",
            Self::Today => "visit-filter-today",
            Self::Later => "visit-coming",
            Self::Past => "visit-past",
        }
    }
}

/// Whether the commission still has something to do.
pub fn is_open(visit: &Visit) -> bool {
    !matches!(
        visit.stage.name(),
        StageName::Registered
            | StageName::Decided
            | StageName::Remedying
            | StageName::RepeatVisit
            | StageName::Closed
    )
}

/// Whether the commission still has something to do there. An act that was handed over goes its
/// way without it; until the registry has answered, the visit is open all the same.
pub fn is_to_do(visit: &Visit) -> bool {
    visit.stage.delivered().is_none()
}

/// Whether the days of a visit have passed and nobody has been there.
pub fn is_overdue(visit: &Visit, today: NaiveDate) -> bool {
    due(visit, today) == Due::Overdue
}

fn due(visit: &Visit, today: NaiveDate) -> Due {
    let begun = !matches!(
        visit.stage.name(),
        StageName::Planned | StageName::Ordered | StageName::Notified
    );
    if !is_to_do(visit) {
        Due::Past
    } else if visit.planned.1 < today && !begun {
        Due::Overdue
    } else if begun || visit.planned.0 <= today {
        Due::Today
    } else {
        Due::Later
    }
}

impl Visits {
    /// Shows the list.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let today = cx.model.today();
        let rows = cx.model.visits.value().cloned();
        let all: &[VisitRow] = rows.as_ref().map_or(&[], |rows| rows.as_slice());
        let in_tab = |tab: usize, row: &VisitRow| match tab {
            0 => matches!(due(&row.visit, today), Due::Overdue | Due::Today),
            1 => is_open(&row.visit),
            2 => row.waiting > 0,
            _ => true,
        };
        head(ui, |ui| {
            let mine = cx
                .model
                .person()
                .is_some_and(|p| p.role == AccountRole::Commission);
            let title = cx.t(if mine { "nav-my-visits" } else { "nav-visits" });
            PageHeader::new(&title)
                .subtitle(&cx.locale.date_long(today))
                .show(ui, |ui| {
                    if cx.model.person().is_some_and(|p| plans_visits(p.role)) {
                        let plan = Place::Plan(PlanFrom::Register);
                        let label = cx.t("plan-title");
                        let keys = shortcut_of(UiCommand::Go(plan));
                        let button = Button::primary(&label)
                            .icon(Icon::CalendarPlus)
                            .shortcut(&keys);
                        if ui.add(button).clicked() {
                            cx.post.go(plan);
                        }
                    }
                    SearchField::new(&cx.t("visit-find"))
                        .width(260.0)
                        .bordered()
                        .show(ui, &mut self.search);
                });
            let names = [
                cx.t("visit-filter-now"),
                cx.t("visit-filter-open"),
                cx.t("visit-filter-unsynced"),
                cx.t("visit-filter-all"),
            ];
            let counts: Vec<String> = (0..4)
                .map(|tab| all.iter().filter(|row| in_tab(tab, row)).count())
                .map(|count| count.to_string())
                .collect();
            let list: Vec<Tab<'_>> = names
                .iter()
                .zip(&counts)
                .map(|(label, count)| Tab {
                    label,
                    count,
                    tone: Tone::Neutral,
                })
                .collect();
            tabs(ui, &mut self.tab, &list);
        });
        body(ui, |ui| {
            if rows.is_none() {
                progress::skeleton(ui, 6);
                return;
            }
            let mut shown: Vec<&VisitRow> = all
                .iter()
                .filter(|row| in_tab(self.tab, row))
                .filter(|row| self.matches(row))
                .collect();
            shown.sort_by_key(|row| {
                let due = due(&row.visit, today);
                let day = row.visit.planned.0;
                // What is over, the newest first.
                let day = match due {
                    Due::Past => -i64::from(day.num_days_from_ce()),
                    _ => i64::from(day.num_days_from_ce()),
                };
                (due, day, row.visit.id)
            });
            if shown.is_empty() {
                nothing(all.is_empty(), &mut cx, ui);
                return;
            }
            let mut open = None;
            let mut under = None;
            for row in shown {
                let due = due(&row.visit, today);
                if under != Some(due) {
                    if under.is_some() {
                        ui.add_space(8.0);
                    }
                    under = Some(due);
                    ui.label(text::section(&cx.t(due.heading())));
                }
                if card(&cx, ui, row, today) {
                    open = Some(row.visit.id);
                }
            }
            if let Some(visit) = open {
                cx.post.go(Place::Visit(visit));
            }
        });
    }

    fn matches(&self, row: &VisitRow) -> bool {
        if self.search.trim().is_empty() {
            return true;
        }
        let number = row.visit.stage.number().unwrap_or_default();
        let order = row.visit.stage.order().map_or("", |order| &order.number);
        let (name, address) = (&row.organisation, &row.address);
        let words = [
            &name.kk,
            &name.ru,
            &name.en,
            &address.kk,
            &address.ru,
            &address.en,
        ];
        let words = words.map(String::as_str).join(" ");
        baqylau_locale::matches(&self.search, &format!("{words} {number} {order}"))
    }
}

/// Why there is no visit to show, and what to do: whose visits these are decides it.
fn nothing(none_at_all: bool, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let role = cx.model.person().map(|person| person.role);
    let plans = none_at_all && role.is_some_and(plans_visits);
    let (title, detail) = match role {
        _ if !none_at_all => ("panel-nothing-found", "panel-nothing-found-detail"),
        Some(AccountRole::Commission) => ("visit-list-empty", "visit-list-empty-detail"),
        _ if plans => ("visit-none", "visit-none-plan"),
        _ => ("visit-none", "visit-list-empty-detail"),
    };
    let (title, detail) = (cx.t(title), cx.t(detail));
    let notice = Notice::empty(&title, &detail).icon(Icon::CalendarCheck);
    if !plans {
        notice.show(ui);
        return;
    }
    let label = cx.t("plan-title");
    if notice
        .action(&label)
        .action_icon(Icon::CalendarPlus)
        .show(ui)
    {
        cx.post.go(Place::Plan(PlanFrom::Register));
    }
}

/// One visit; returns whether it was opened.
fn card(cx: &Cx<'_>, ui: &mut egui::Ui, row: &VisitRow, today: NaiveDate) -> bool {
    let name = cx.tri(&row.organisation).to_owned();
    let response = panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (key, tone) = words::stage(row.visit.stage.name());
                ui.add(Tag::new(tone, &cx.t(&key)));
                if row.refused_signatures > 0 {
                    let words = cx.t("trust-invalid-row");
                    ui.add(Tag::new(Tone::Bad, &words).icon(Icon::CircleX));
                }
                match due(&row.visit, today) {
                    Due::Overdue => {
                        ui.add(Tag::new(Tone::Bad, &cx.t("visit-overdue")).icon(Icon::Clock));
                    }
                    Due::Today if row.visit.planned.1 >= today => {
                        ui.add(Tag::new(Tone::Accent, &cx.t("visit-filter-today")));
                    }
                    _ => {}
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    text::truncated(ui, text::section(&name));
                });
            });
        });
        ui.label(text::muted(cx.tri(&row.address)));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            let dates = cx.locale.date_range(row.visit.planned);
            fact(ui, Icon::Calendar, &dates);
            let lists: Vec<String> = row
                .visit
                .checklists
                .iter()
                .map(|list| words::checklist(&list.code, cx.locale))
                .collect();
            fact(ui, Icon::ListChecks, &lists.join(", "));
            match row.pack_made {
                Some(made) => {
                    let age = cx.locale.relative(made, cx.model.now);
                    fact(
                        ui,
                        Icon::Package,
                        &cx.f("visit-pack-age", &[("when", age.into())]),
                    );
                }
                None if is_to_do(&row.visit) && mine(cx, &row.visit) => {
                    fact(ui, Icon::PackageX, &cx.t("visit-pack-missing"));
                }
                None => {}
            }
            if let Some(number) = row.visit.stage.number() {
                let number = words::numbered(number, cx.locale);
                fact(ui, Icon::FileCheck, &number);
            }
            if row.waiting > 0 {
                let count = i64::from(row.waiting);
                fact(
                    ui,
                    Icon::Upload,
                    &cx.f("sync-status-to-send", &[("count", count.into())]),
                );
            }
        });
    })
    .response;
    let response = response.interact(egui::Sense::click());
    baqylau_widgets::access::named(&response, egui::accesskit::Role::Link, &name);
    baqylau_widgets::access::focus_ring(ui, response.rect, 8, &response);
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
}

fn mine(cx: &Cx<'_>, visit: &Visit) -> bool {
    super::visit::member(visit, cx.model).is_some()
}

fn fact(ui: &mut egui::Ui, icon: Icon, words: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let ink = baqylau_widgets::tokens(ui).muted;
        baqylau_widgets::icon::show(ui, icon, 14.0, ink);
        ui.label(text::small(words));
    });
}
