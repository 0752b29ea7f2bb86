//! The acts a person signs: what waits for them, what for others, and many signed at once.

use super::head;
use super::key::KeyForm;
use crate::cx::{Cx, pick};
use crate::place::Place;
use baqylau_client::ui::{
    BatchView, Command, QueueFilter, QueueRow, QueueSort, QueueView, Shelf, Standing, Ticket,
};
use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_locale::{Language, Locale};
use baqylau_widgets::table::{Cell, Column, Rows, Selection, Sort, Table, TableState};
use baqylau_widgets::{
    Button, Field, Icon, Notice, PageHeader, SearchField, Tone, progress, split, state, tag, text,
};
use chrono::NaiveDate;
use std::ops::Range;
use std::sync::Arc;

mod detail;
mod sheet;

use detail::Detail;
use sheet::{Sheet, Wanted};

/// View state.
pub struct ToSign {
    /// Key the acts are signed with.
    pub key: KeyForm,
    search: String,
    shelf: Option<Shelf>,
    period: (Option<NaiveDate>, Option<NaiveDate>),
    sort: QueueSort,
    descending: bool,
    table: TableState<VisitId>,
    chosen: Chosen,
    detail: Detail,
    sheet: Option<Sheet>,
    batch_ran: bool,
    /// The command that signs, while the sheet is out of the way.
    ticket: Option<Ticket>,
}

impl Default for ToSign {
    fn default() -> Self {
        Self {
            key: KeyForm::default(),
            search: String::new(),
            // What waits for this person is what they came for.
            shelf: Some(Shelf::Mine),
            period: (None, None),
            sort: QueueSort::Fixed,
            descending: false,
            table: TableState::default(),
            chosen: Chosen::default(),
            detail: Detail::default(),
            sheet: None,
            batch_ran: false,
            ticket: None,
        }
    }
}

/// The acts ticked, worked out when the rows or the ticks change.
#[derive(Default)]
struct Chosen {
    of: Option<(Arc<Vec<QueueRow>>, Selection<VisitId>)>,
    acts: Vec<(VisitId, BlobHash)>,
}

impl Chosen {
    fn refresh(&mut self, rows: &Arc<Vec<QueueRow>>, selection: &Selection<VisitId>) {
        let same = self
            .of
            .as_ref()
            .is_some_and(|(of, ticked)| Arc::ptr_eq(of, rows) && ticked == selection);
        if !same {
            let ticked =
                |row: &&QueueRow| row.standing.may_sign() && selection.contains(&row.visit);
            self.acts = rows
                .iter()
                .filter(ticked)
                .map(|row| (row.visit, row.act))
                .collect();
            self.of = Some((rows.clone(), selection.clone()));
        }
    }
}

const SHELVES: [(Option<Shelf>, &str); 5] = [
    (Some(Shelf::Mine), "tosign-shelf-mine"),
    (Some(Shelf::Others), "tosign-shelf-others"),
    (Some(Shelf::Signed), "tosign-shelf-signed"),
    (Some(Shelf::Refused), "tosign-shelf-refused"),
    (None, "visit-filter-all"),
];

impl ToSign {
    /// The filter as set on the screen.
    pub fn filter(&self, language: Language) -> QueueFilter {
        QueueFilter {
            shelf: self.shelf,
            text: self.search.clone(),
            period: self.period,
            sort: self.sort,
            descending: self.descending,
            language,
        }
    }

    /// The language changed: the pages must be laid out again.
    pub fn language_changed(&mut self) {
        self.detail.forget();
    }

    /// Shows the queue.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let before = self.filter(cx.locale.language());
        let queue = cx.model.queue.value().cloned();
        if let Some(queue) = &queue {
            self.chosen.refresh(&queue.rows, &self.table.selection);
        }
        head(ui, |ui| self.header(queue.as_deref(), &cx, ui));
        self.batch_strip(&mut cx, ui);
        match &queue {
            None => progress::skeleton(ui, 12),
            Some(queue) if queue.rows.is_empty() => self.empty(queue, &cx, ui),
            Some(queue) => self.rows(queue, &mut cx, ui),
        }
        let after = self.filter(cx.locale.language());
        // What was signed meanwhile stands elsewhere now.
        let runs = cx.model.batch.as_ref().is_some_and(|batch| batch.running);
        let over = self.batch_ran && !runs;
        self.batch_ran = runs;
        if after != before {
            // Ticks on rows that are no longer shown would sign what nobody sees.
            self.table.selection.clear();
            self.table.scroll_to_top();
        }
        if over {
            self.table.selection.clear();
        }
        if after != before || over {
            cx.post.send(Command::LoadQueue { filter: after });
        }
        self.detail.dialog(&mut cx, ui.ctx());
        if let Some(sheet) = &mut self.sheet {
            let stays = sheet.show(&mut self.key, &mut cx, ui.ctx());
            self.ticket = sheet.ticket().or(self.ticket);
            if !stays {
                self.sheet = None;
            }
        }
    }

    fn header(&mut self, queue: Option<&QueueView>, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let counts = queue.map(|queue| queue.counts);
        let title = cx.t("nav-to-sign");
        let subtitle = match counts {
            Some(counts) => {
                let waiting = number(counts.mine);
                cx.f("tosign-waiting", &[("count", waiting.into())])
            }
            // "Nothing waits" is said of a queue that is here.
            None => cx.t("panel-loading"),
        };
        PageHeader::new(&title).subtitle(&subtitle).show(ui, |ui| {
            let acts = &self.chosen.acts;
            let count = number(acts.len());
            let label = cx.f("tosign-sign", &[("count", count.into())]);
            let reason = cx.t("tosign-choose-first");
            let runs = cx.model.batch.as_ref().is_some_and(|batch| batch.running);
            let button = Button::primary(&label)
                .icon(Icon::PenLine)
                .blocked(acts.is_empty().then_some(reason.as_str()))
                .busy(runs);
            if ui.add(button).clicked() && !acts.is_empty() {
                self.sheet = Some(Sheet::new(Wanted::Acts(acts.clone())));
            }
            let hint = cx.t("tosign-find");
            SearchField::new(&hint)
                .width(240.0)
                .bordered()
                .show(ui, &mut self.search);
        });
        ui.horizontal_top(|ui| {
            for (shelf, key) in SHELVES {
                let mut label = cx.t(key);
                if let Some(counts) = counts {
                    label = format!("{label} {}", counts.of(shelf));
                }
                if tag::pill(ui, self.shelf == shelf, &label).clicked() {
                    self.shelf = shelf;
                }
            }
            ui.add_space(8.0);
            let (from, to) = (cx.t("tosign-from"), cx.t("tosign-to"));
            Field::new(&from)
                .hidden_label()
                .placeholder(&from)
                .width(132.0)
                .date(ui, &mut self.period.0);
            Field::new(&to)
                .hidden_label()
                .placeholder(&to)
                .width(132.0)
                .date(ui, &mut self.period.1);
        });
    }

    fn empty(&self, queue: &QueueView, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let narrowed = !self.search.is_empty() || self.period != (None, None);
        let (title, detail) = if narrowed && queue.counts.of(self.shelf) > 0 {
            ("panel-nothing-found", "panel-nothing-found-detail")
        } else {
            ("tosign-empty", "tosign-empty-detail")
        };
        Notice::empty(&cx.t(title), &cx.t(detail))
            .icon(Icon::PenLine)
            .show(ui);
    }

    /// A batch that goes on or wasn't finished.
    fn batch_strip(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(batch) = cx.model.batch.clone() else {
            return;
        };
        let (waiting, signed, failed) = batch.counts();
        if !batch.running && waiting + failed == 0 {
            return;
        }
        let (tone, words) = strip_words(&batch, cx);
        let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 6));
        egui::Panel::top(ui.scope_id().with("batch"))
            .resizable(false)
            .frame(frame)
            .show(ui, |ui| {
                state::strip(ui, tone, &words, None);
                ui.horizontal(|ui| {
                    let label = cx.t(if batch.running {
                        "tosign-batch-show"
                    } else {
                        "tosign-batch-resume"
                    });
                    if ui.add(Button::secondary(&label).small()).clicked() {
                        let failed = waiting == 0;
                        self.sheet = Some(match batch.running {
                            true => Sheet::over(self.ticket),
                            false => Sheet::new(Wanted::Rest { failed }),
                        });
                    }
                    let label = cx.t("tosign-batch-away");
                    if !batch.running && ui.add(Button::ghost(&label).small()).clicked() {
                        let batch = batch.id;
                        cx.post.send_watched(Command::PutBatchAway { batch });
                    }
                    if batch.running {
                        let of = batch.items.len().max(1);
                        let share = (signed + failed) as f32 / of as f32;
                        progress::bar(ui, &words, share, Tone::Accent);
                    }
                });
            });
    }

    fn rows(&mut self, queue: &Arc<QueueView>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let at = self
            .table
            .cursor()
            .and_then(|row| usize::try_from(row).ok())
            .unwrap_or(0);
        if let Some(row) = queue.rows.get(at) {
            let width = if ui.available_width() < 1200.0 {
                430.0
            } else {
                640.0
            };
            split::detail(ui, "to-sign", width, |ui| self.detail.show(row, cx, ui));
        }
        let ids = ["number", "organisation", "fixed", "standing"];
        let titles = [
            "tosign-number",
            "visit-organisation",
            "tosign-fixed",
            "tosign-standing",
        ]
        .map(|key| cx.t(key));
        let widths = [122.0, 156.0, 108.0, 200.0];
        let columns: Vec<Column<'_>> = ids
            .iter()
            .zip(&titles)
            .zip(widths)
            .map(|((id, title), width)| {
                let column = Column::new(id, title, width);
                match *id {
                    "standing" => column,
                    "organisation" => column.sortable().grows(),
                    _ => column.sortable(),
                }
            })
            .collect();
        let name = cx.t("nav-to-sign");
        let mut page = Page {
            rows: &queue.rows,
            locale: cx.locale,
        };
        let out =
            Table::new("to-sign", &name, &columns)
                .multi()
                .show(ui, &mut self.table, &mut page);
        if let Some(row) = out.activated.and_then(|row| page.row(row)) {
            cx.post.go(Place::Act(row.visit));
        }
        if out.sort_changed {
            self.take_sort();
        }
    }

    fn take_sort(&mut self) {
        let Some(Sort { column, ascending }) = &self.table.sort else {
            return;
        };
        self.descending = !ascending;
        self.sort = match column.as_str() {
            "number" => QueueSort::Number,
            "organisation" => QueueSort::Organisation,
            _ => QueueSort::Fixed,
        };
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn strip_words(batch: &BatchView, cx: &Cx<'_>) -> (Tone, String) {
    let (waiting, signed, failed) = batch.counts();
    let args = [
        ("signed", number(signed).into()),
        ("count", number(batch.items.len()).into()),
        ("failed", number(failed).into()),
        ("date", cx.locale.date_time(batch.made_at).into()),
    ];
    if batch.running {
        (Tone::Info, cx.f("tosign-batch-running", &args))
    } else if waiting > 0 {
        (Tone::Warning, cx.f("tosign-batch-unfinished", &args))
    } else {
        (Tone::Warning, cx.f("tosign-batch-failed", &args))
    }
}

/// Where an act stands, in words, and how that is coloured.
fn standing(row: &QueueRow, locale: &Locale) -> (Tone, String) {
    match &row.standing {
        Standing::Mine => (Tone::Accent, locale.text("tosign-standing-mine")),
        Standing::Others { first } => {
            let names = first.join(", ");
            (
                Tone::Neutral,
                locale.format("tosign-standing-others", &[("names", names.into())]),
            )
        }
        Standing::Signed { signatures, .. } => {
            let (made, needed) = *signatures;
            let args = [
                ("signed", i64::from(made).into()),
                ("count", i64::from(needed).into()),
            ];
            (Tone::Ok, locale.format("tosign-standing-signed", &args))
        }
        Standing::Refused { .. } => (Tone::Bad, locale.text("tosign-standing-refused")),
    }
}

/// The message that names an act.
fn kind(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Monitoring => "tosign-kind-monitoring",
        ActKind::AdmissionRefusal => "tosign-kind-refusal",
    }
}

struct Page<'a> {
    rows: &'a [QueueRow],
    locale: &'a Locale,
}

impl Page<'_> {
    fn row(&self, row: u64) -> Option<&QueueRow> {
        self.rows.get(usize::try_from(row).ok()?)
    }
}

impl Rows for Page<'_> {
    type Key = VisitId;

    fn len(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    fn prepare(&mut self, _visible: Range<u64>) {}

    fn key(&self, row: u64) -> Option<VisitId> {
        self.row(row).map(|row| row.visit)
    }

    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        let Some(row) = self.row(row) else {
            return Cell::empty();
        };
        match column {
            0 => Cell::strong(row.number.clone()),
            1 => Cell::text(pick(self.locale.language(), &row.organisation).to_owned()),
            2 => {
                let day = baqylau_locale::legal_time(row.fixed_at).date_naive();
                Cell::text(self.locale.date(day))
            }
            _ => match standing(row, self.locale) {
                (Tone::Neutral, words) => Cell::muted(words),
                (tone, words) => Cell::tag(tone, words),
            },
        }
    }

    fn name(&self, row: u64) -> String {
        self.row(row)
            .map(|row| {
                let organisation = pick(self.locale.language(), &row.organisation);
                format!("{} {organisation}", row.number)
            })
            .unwrap_or_default()
    }
}

/// A line of small muted words that wraps.
fn note(ui: &mut egui::Ui, words: &str) {
    ui.add(egui::Label::new(text::small_muted(words)).wrap());
}
