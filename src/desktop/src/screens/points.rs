//! Prescription points: what must be remedied, by when, in the colours of the term.

use super::head;
use crate::cx::{Cx, pick};
use crate::words;
use baqylau_client::ui::{Command, PointRow, Ticket};
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::{DueColour, PointState, due_colour, is_late};
use baqylau_domain::sanction::may_rule;
use baqylau_locale::Locale;
use baqylau_widgets::table::{Cell, Column, Rows, Table, TableState};
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{
    Answer, Button, Field, Icon, Modal, Notice, PageHeader, Tone, facts, progress, split, state,
    text,
};
use chrono::NaiveDate;
use std::ops::Range;

/// View state.
#[derive(Default)]
pub struct Points {
    tab: usize,
    table: TableState<(VisitId, u32)>,
    confirm: Option<(VisitId, u32, String)>,
    ticket: Option<Ticket>,
    /// Visits whose acts were asked for.
    asked: Vec<VisitId>,
}

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelf {
    /// Not remedied.
    Open,
    /// Not remedied, and the day is over.
    Overdue,
    /// Not remedied, and the day is near.
    Soon,
    /// Everything.
    All,
}

/// The parts, in the order they stand.
const SHELVES: [Shelf; 4] = [Shelf::Open, Shelf::Overdue, Shelf::Soon, Shelf::All];

impl Shelf {
    fn holds(self, row: &PointRow, today: NaiveDate, policy: &Policy) -> bool {
        let red = due_colour(row.point.point.due, today, policy) == DueColour::Red;
        match self {
            Self::Open => is_open(row),
            Self::Overdue => is_overdue(row, today),
            Self::Soon => is_open(row) && red && !is_overdue(row, today),
            Self::All => true,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Open => "prescription-state-open",
            Self::Overdue => "prescription-state-overdue",
            Self::Soon => "decision-filter-urgent",
            Self::All => "visit-filter-all",
        }
    }
}

fn is_open(row: &PointRow) -> bool {
    !matches!(row.point.state, PointState::Remedied { .. })
}

/// Whether a point should have been remedied before today.
pub fn is_overdue(row: &PointRow, today: NaiveDate) -> bool {
    is_late(&row.point.point, &row.point.state, today)
}

impl Points {
    /// Shows the list.
    pub fn show(&mut self, cx: Cx<'_>, ui: &mut egui::Ui) {
        let mut cx = cx;
        let today = cx.model.today();
        let policy = Policy::pilot();
        let all = cx.model.points.value().cloned();
        let rows: &[PointRow] = all.as_ref().map_or(&[], |rows| rows.as_slice());
        head(ui, |ui| {
            PageHeader::new(&cx.t("nav-prescriptions")).show(ui, |_| {});
            let names = SHELVES.map(|shelf| cx.t(shelf.name()));
            let counts = SHELVES.map(|shelf| {
                let held = rows.iter().filter(|row| shelf.holds(row, today, &policy));
                held.count().to_string()
            });
            let list: Vec<Tab<'_>> = names
                .iter()
                .zip(&counts)
                .zip(SHELVES)
                .map(|((label, count), shelf)| Tab {
                    label,
                    count,
                    tone: if shelf == Shelf::Overdue && count != "0" {
                        Tone::Bad
                    } else {
                        Tone::Neutral
                    },
                })
                .collect();
            tabs(ui, &mut self.tab, &list);
        });
        if all.is_none() {
            progress::skeleton(ui, 8);
            return;
        }
        let shelf = SHELVES.get(self.tab).copied().unwrap_or(Shelf::All);
        let mut shown: Vec<&PointRow> = rows
            .iter()
            .filter(|row| shelf.holds(row, today, &policy))
            .collect();
        shown.sort_by_key(|row| (!is_open(row), row.point.point.due));
        if shown.is_empty() {
            Notice::empty(&cx.t("prescription-empty"), "")
                .icon(Icon::CircleCheck)
                .show(ui);
            return;
        }
        let cursor = self
            .table
            .cursor()
            .and_then(|row| usize::try_from(row).ok());
        let chosen = cursor
            .and_then(|row| shown.get(row))
            .or(shown.first())
            .copied();
        if let Some(row) = chosen {
            split::detail(ui, "point", 320.0, |ui| {
                self.detail(row, today, &mut cx, ui)
            });
        }
        let titles = [
            cx.t("visit-organisation"),
            cx.t("prescription-act"),
            cx.t("checklist-item"),
            cx.t("severity-title"),
            cx.t("prescription-due"),
            cx.t("field-state"),
        ];
        // An item is a code, with the name of its list where there is room, and what was written of it.
        let wide = ui.available_width() > 1000.0;
        let columns = [
            Column::new("organisation", &titles[0], 160.0).grows(),
            Column::new("act", &titles[1], 108.0),
            Column::new("item", &titles[2], if wide { 340.0 } else { 120.0 }),
            Column::new("risk", &titles[3], 112.0),
            Column::new("due", &titles[4], 104.0),
            Column::new("state", &titles[5], 112.0),
        ];
        let name = cx.t("nav-prescriptions");
        let mut page = Page {
            rows: shown,
            locale: cx.locale,
            today,
            policy: &policy,
            wide,
        };
        Table::new("points", &name, &columns).show(ui, &mut self.table, &mut page);
        self.dialog(&mut cx, ui.ctx());
    }

    fn detail(&mut self, row: &PointRow, today: NaiveDate, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let point = &row.point.point;
        let title = words::point_title(&row.point.act_number, point, cx.locale);
        ui.label(text::section(&title));
        let name = text::kept_together(cx.tri(&row.organisation.name));
        ui.label(text::muted(&name));
        self.ask_causes(row, cx);
        let item = words::point_item(point, cx.locale);
        let causes = cx.model.causes.get(&row.point.visit);
        let cause = causes.and_then(|all| all.iter().find(|one| one.point == Some(point.number)));
        if let Some(title) = cause
            .map(|one| cx.tri(&one.title))
            .filter(|t| !t.is_empty())
        {
            facts::row(ui, &cx.t("checklist-title"), title);
        }
        let item = match cause {
            Some(cause) => words::cause(cause, cx),
            None => item,
        };
        facts::row(ui, &cx.t("checklist-item"), &item);
        let (key, tone) = words::severity(point.risk);
        let risk = cx.t(key);
        facts::toned(ui, &cx.t("severity-title"), &risk, Some(tone));
        let mut due = cx.locale.date_long(point.due);
        // Far days are told by their date, which stands there already.
        let days = cx.locale.relative_day(point.due, today);
        if days != cx.locale.date(point.due) {
            due = format!("{due} · {days}");
        }
        facts::row(ui, &cx.t("prescription-due"), &due);
        if !point.responsible.is_empty() {
            facts::row(ui, &cx.t("prescription-responsible"), &point.responsible);
        }
        ui.add_space(8.0);
        ui.label(text::strong(&cx.t("prescription-recommendation")));
        ui.label(text::body(&words::point_measure(point, cx.locale)));
        match &row.point.state {
            PointState::Remedied { on } => {
                let date = cx.locale.date(*on);
                let words = format!("{} {date}", cx.t("prescription-state-remedied"));
                state::strip(ui, Tone::Ok, &words, None);
            }
            PointState::Open | PointState::Reported { .. } => {
                if let Some(error) = cx.model.failure(self.ticket) {
                    state::strip(ui, Tone::Bad, &cx.error(error), None);
                }
                let label = cx.t("prescription-accept");
                if !may_confirm(row, cx) {
                    let theirs = cx.t("prescription-not-yours");
                    ui.add(egui::Label::new(text::small_muted(&theirs)).wrap());
                    return;
                }
                if ui.add(Button::primary(&label).icon(Icon::Check)).clicked() {
                    self.confirm = Some((row.point.visit, point.number, String::new()));
                }
            }
        }
    }

    /// Asks once for the items of the act whose point is looked at.
    fn ask_causes(&mut self, row: &PointRow, cx: &mut Cx<'_>) {
        let visit = row.point.visit;
        if row.point.point.is_admission()
            || !super::decisions::reads_acts(cx)
            || cx.model.causes.contains_key(&visit)
            || self.asked.contains(&visit)
        {
            return;
        }
        self.asked.push(visit);
        cx.post.send(Command::LoadCauses { visit });
    }

    fn dialog(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some((visit, point, report)) = &mut self.confirm else {
            return;
        };
        let title = cx.t("prescription-accept");
        let (confirm, cancel) = (cx.t("prescription-accept"), cx.t("button-cancel"));
        let required = cx.t("field-required");
        let empty = report.trim().is_empty();
        let answer = Modal::new("confirm-point", &title)
            .buttons(&confirm, &cancel)
            .blocked(empty.then_some(required.as_str()))
            .show(ctx, |ui| {
                Field::new(&cx.t("prescription-report"))
                    .required()
                    .multiline(ui, report, 4);
            });
        if answer == Answer::Yes {
            let command = Command::ConfirmPoint {
                visit: *visit,
                point: *point,
                report: report.trim().to_owned(),
            };
            self.ticket = Some(cx.post.send(command));
            cx.post.send(Command::LoadPoints);
        }
        if answer != Answer::Open {
            self.confirm = None;
        }
    }
}

struct Page<'a> {
    rows: Vec<&'a PointRow>,
    locale: &'a Locale,
    today: NaiveDate,
    policy: &'a Policy,
    /// Whether there is room for the name of a list beside the code of its item.
    wide: bool,
}

impl Page<'_> {
    fn row(&self, row: u64) -> Option<&PointRow> {
        self.rows.get(usize::try_from(row).ok()?).copied()
    }
}

impl Rows for Page<'_> {
    type Key = (VisitId, u32);

    fn len(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    fn prepare(&mut self, _visible: Range<u64>) {}

    fn key(&self, row: u64) -> Option<(VisitId, u32)> {
        self.row(row)
            .map(|row| (row.point.visit, row.point.point.number))
    }

    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        let Some(row) = self.row(row) else {
            return Cell::empty();
        };
        let point = &row.point.point;
        match column {
            0 => {
                let name = pick(self.locale.language(), &row.organisation.name);
                Cell::strong(name.to_owned()).keep_end(super::organisations::telling_end(name))
            }
            1 => Cell::text(row.point.act_number.clone()),
            2 => {
                let item = if self.wide || point.is_admission() {
                    words::point_item(point, self.locale)
                } else {
                    point.item.clone()
                };
                // What always holds tells nothing of this one.
                match point.recommendation.trim() {
                    "" => Cell::text(item),
                    written => Cell::text(format!("{item} · {written}")),
                }
            }
            3 => {
                let (key, tone) = words::severity(point.risk);
                Cell::toned(tone, self.locale.text(key))
            }
            4 => {
                let tone = match &row.point.state {
                    PointState::Remedied { .. } => Tone::Neutral,
                    _ => words::due(due_colour(point.due, self.today, self.policy)),
                };
                Cell::toned(tone, self.locale.date(point.due))
            }
            5 => match &row.point.state {
                PointState::Remedied { .. } => {
                    Cell::tag(Tone::Ok, self.locale.text("prescription-state-remedied"))
                }
                state if is_late(point, state, self.today) => {
                    Cell::tag(Tone::Bad, self.locale.text("prescription-state-overdue"))
                }
                PointState::Reported { .. } => {
                    Cell::tag(Tone::Info, self.locale.text("prescription-state-reported"))
                }
                PointState::Open => {
                    Cell::tag(Tone::Warning, self.locale.text("prescription-state-open"))
                }
            },
            _ => Cell::empty(),
        }
    }

    fn name(&self, row: u64) -> String {
        self.row(row)
            .map(|row| format!("{} {}", row.point.act_number, row.point.point.number))
            .unwrap_or_default()
    }
}

/// Whether this person may say that a point was remedied: the commission that found it, or the
/// officer who decides on the organisation. The registry asks the same.
fn may_confirm(row: &PointRow, cx: &Cx<'_>) -> bool {
    cx.model.person().is_some_and(|person| {
        let organisation = &row.organisation;
        person.role == AccountRole::Commission
            || may_rule(&person.actor(), organisation.kind, organisation.territory).is_ok()
    })
}
