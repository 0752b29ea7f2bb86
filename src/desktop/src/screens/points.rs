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
}

impl Points {
    /// Shows the list.
    pub fn show(&mut self, cx: Cx<'_>, ui: &mut egui::Ui) {
        let mut cx = cx;
        let today = cx.model.today();
        let policy = Policy::pilot();
        let all = cx.model.points.value().cloned();
        let rows: &[PointRow] = all.as_ref().map_or(&[], |rows| rows.as_slice());
        let open = |row: &PointRow| !matches!(row.point.state, PointState::Remedied { .. });
        let red = |row: &PointRow| {
            open(row) && due_colour(row.point.point.due, today, &policy) == DueColour::Red
        };
        head(ui, |ui| {
            PageHeader::new(&cx.t("nav-prescriptions")).show(ui, |_| {});
            let names = [
                cx.t("prescription-state-open"),
                cx.t("decision-filter-urgent"),
                cx.t("visit-filter-all"),
            ];
            let counts = [
                rows.iter().filter(|row| open(row)).count().to_string(),
                rows.iter().filter(|row| red(row)).count().to_string(),
                rows.len().to_string(),
            ];
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
        if all.is_none() {
            progress::skeleton(ui, 8);
            return;
        }
        let mut shown: Vec<&PointRow> = rows
            .iter()
            .filter(|row| match self.tab {
                0 => open(row),
                1 => red(row),
                _ => true,
            })
            .collect();
        shown.sort_by_key(|row| (!open(row), row.point.point.due));
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
            cx.t("field-number"),
            cx.t("checklist-item"),
            cx.t("prescription-risk"),
            cx.t("prescription-due"),
            cx.t("field-state"),
        ];
        let columns = [
            Column::new("organisation", &titles[0], 214.0).grows(),
            Column::new("act", &titles[1], 104.0),
            Column::new("item", &titles[2], 80.0),
            Column::new("risk", &titles[3], 124.0),
            Column::new("due", &titles[4], 90.0),
            Column::new("state", &titles[5], 120.0),
        ];
        let name = cx.t("nav-prescriptions");
        let mut page = Page {
            rows: shown,
            locale: cx.locale,
            today,
            policy: &policy,
        };
        Table::new("points", &name, &columns).show(ui, &mut self.table, &mut page);
        self.dialog(&mut cx, ui.ctx());
    }

    fn detail(&mut self, row: &PointRow, today: NaiveDate, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let point = &row.point.point;
        ui.label(text::section(&format!(
            "№ {} · {}",
            row.point.act_number, point.number
        )));
        ui.label(text::muted(cx.tri(&row.organisation.name)));
        facts::row(
            ui,
            &cx.t("checklist-item"),
            &words::point_item(point, cx.locale),
        );
        let (key, tone) = words::severity(point.risk);
        let risk = cx.t(key);
        facts::toned(ui, &cx.t("prescription-risk"), &risk, Some(tone));
        let mut due = cx.locale.date_long(point.due);
        // Far days are told by their date, which stands there already.
        let days = cx.locale.relative_day(point.due, today);
        if days != cx.locale.date(point.due) {
            due = format!("{due} · {days}");
        }
        facts::row(ui, &cx.t("prescription-due"), &due);
        facts::row(ui, &cx.t("prescription-responsible"), &point.responsible);
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
                    return;
                }
                if ui.add(Button::primary(&label).icon(Icon::Check)).clicked() {
                    self.confirm = Some((row.point.visit, point.number, String::new()));
                }
            }
        }
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
            0 => Cell::strong(pick(self.locale.language(), &row.organisation.name).to_owned()),
            1 => Cell::text(row.point.act_number.clone()),
            2 => Cell::text(words::point_item(point, self.locale)),
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
