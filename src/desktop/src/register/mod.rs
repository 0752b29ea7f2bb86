//! A register as its readers live in it: columns filtered, ordered, shown and hidden, totals,
//! rows chosen, views saved and shared, spreadsheets. What it is about, its screen knows.

mod columns;
pub(crate) mod files;
mod filter;
mod last;
mod office;
mod paper;
mod views;
mod work;

pub use work::{Found, LeftOut, Source};

use crate::cx::{Action, Cx};
use crate::dialogs::{Purpose, Sheet};
use baqylau_client::ui::{Command, NewOrders};
use baqylau_domain::schooling::{SchoolingOp, VIEWED_REGISTERS};
use baqylau_locale::Locale;
use baqylau_registers::{ColumnId, Filter, Kind, Order, SharedView, Shown, Totals, Value, View};
use baqylau_widgets::list::Item;
use baqylau_widgets::table::{Cell, Column, Rows, Selection, Sort, Table, TableState};
use baqylau_widgets::{Button, Icon, Tone, menu, state};
use columns::ColumnsDialog;
use files::{Came, FileWork, Paper, Snapshot};
use filter::FilterDialog;
use last::Last;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use views::{ViewsDialog, Wish};
use work::Finder;

/// How a screen shows the rows of its register.
pub trait Face<S> {
    /// A cell shown otherwise than its value alone would be.
    fn cell(&self, source: &S, row: usize, column: &str) -> Option<Cell<'static>>;

    /// The name of a row for the screen reader.
    fn name(&self, source: &S, row: usize) -> String;

    /// Width of a column in points, and whether it takes a share of the room left over.
    fn width(&self, column: &str) -> (f32, bool);
}

enum Dialog {
    None,
    Filter(FilterDialog),
    Columns(ColumnsDialog),
    Views(ViewsDialog),
}

/// What waits for the place of a file.
enum Pending {
    Export(Box<Snapshot>, egui::Context),
    View(Box<SharedView>, egui::Context),
    TakeIn(egui::Context),
}

/// A register and its view.
pub struct Register<S> {
    id: &'static str,
    /// Columns seen, filters, order.
    pub view: View,
    /// What its search field last agreed on with the view.
    searched: String,
    /// The columns were chosen, not those shown at first.
    touched: bool,
    /// Name of the saved view that is shown.
    named: String,
    finder: Finder<S>,
    state: TableState<u128>,
    /// Rows chosen among those found, in their order, and their totals.
    chosen: Vec<u32>,
    chosen_totals: Totals,
    chosen_of: Option<Arc<Vec<u32>>>,
    dialog: Dialog,
    pending: Option<Pending>,
    work: Option<FileWork>,
    views_asked: bool,
    last: Last,
}

impl<S: Source> Register<S> {
    /// A register by the name its views are saved under, ordered by a column at first.
    pub fn new(id: &'static str, order: &str) -> Self {
        debug_assert!(
            VIEWED_REGISTERS.contains(&id),
            "views of {id} can't be shared: its name isn't in the rules"
        );
        let mut register = Self {
            id,
            view: View::default(),
            searched: String::new(),
            touched: false,
            named: String::new(),
            finder: Finder::default(),
            state: TableState::default(),
            chosen: Vec::new(),
            chosen_totals: Totals::default(),
            chosen_of: None,
            dialog: Dialog::None,
            pending: None,
            work: None,
            views_asked: false,
            last: Last::default(),
        };
        register.order_at_first(order);
        register
    }

    /// Orders it the other way round at first.
    pub fn descend(&mut self) {
        for order in &mut self.view.orders {
            order.descending = true;
        }
        self.take_order();
    }

    /// Orders it by another column than it was made with, while nobody has chosen one.
    pub fn order_first_by(&mut self, made: &str, column: &str) {
        let by = self.view.orders.iter().map(|order| order.column.as_str());
        if !self.touched && by.eq([made]) {
            self.order_at_first(column);
        }
    }

    fn order_at_first(&mut self, column: &str) {
        self.view.orders = vec![Order {
            column: column.to_owned(),
            descending: false,
        }];
        self.take_order();
    }

    /// What was found last.
    pub fn found(&self) -> Option<&Found<S>> {
        self.finder.found()
    }

    /// The rows chosen among those found, by their places in the source.
    pub fn chosen(&self) -> &[u32] {
        &self.chosen
    }

    /// Chooses nothing.
    pub fn choose_nothing(&mut self) {
        self.state.selection.clear();
        self.chosen_of = None;
    }

    /// Whether a column is filtered by exactly these codes.
    pub fn is_only(&self, column: &str, code: &str) -> bool {
        matches!(self.view.filters.get(column), Some(Filter::OneOf { codes })
            if codes.len() == 1 && codes.contains(code))
    }

    /// Filters a column by one code, or no longer.
    pub fn toggle(&mut self, column: &str, code: &str) {
        let filter = (!self.is_only(column, code)).then(|| Filter::OneOf {
            codes: BTreeSet::from([code.to_owned()]),
        });
        self.set_filter(column, filter);
    }

    /// Sets or removes the filter of a column.
    pub fn set_filter(&mut self, column: &str, filter: Option<Filter>) {
        self.fix_selection();
        self.view.filter(column, filter);
        self.state.scroll_to_top();
    }

    /// What is searched is a filter of a column like any other, and a saved view brings its own.
    pub fn take_search(&mut self, column: &str, search: &mut String) {
        let set = match self.view.filters.get(column) {
            Some(Filter::Contains { text }) => text.as_str(),
            _ => "",
        };
        if self.searched != set {
            // Another view, or filters were cleared.
            set.clone_into(search);
            set.clone_into(&mut self.searched);
        } else if search.trim() != set {
            let text = search.trim().to_owned();
            self.searched.clone_from(&text);
            let filter = (!text.is_empty()).then_some(Filter::Contains { text });
            self.set_filter(column, filter);
        }
    }

    /// The name its views are saved under.
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// Finds what the view wants of the rows there are. `at_first` names the columns seen until
    /// somebody chooses others.
    pub fn refresh(
        &mut self,
        cx: &mut Cx<'_>,
        ctx: &egui::Context,
        source: &Arc<S>,
        at_first: &[&str],
    ) {
        if !self.views_asked {
            self.views_asked = true;
            let register = self.id.to_owned();
            cx.post.send(Command::LoadViews { register });
        }
        let views = cx.model.views.get(self.id);
        if let Some(view) = self.last.take(views.map(|views| views.as_slice()))
            // Whoever has begun something meanwhile goes on with that.
            && self.view.filters.is_empty()
            && !self.touched
        {
            self.apply("", view);
        }
        if !self.finder.is_of(&self.view) {
            self.fix_selection();
        }
        self.finder.refresh(ctx, source, cx.locale, &self.view);
        if let Some(found) = self.finder.found() {
            self.view.complete(&found.table);
        }
        if !self.touched {
            let place = |shown: &Shown| {
                let place = at_first.iter().position(|id| *id == shown.column);
                place.unwrap_or(usize::MAX)
            };
            self.view.columns.sort_by_key(place);
            for shown in &mut self.view.columns {
                shown.visible = place_of(at_first, &shown.column);
            }
        }
        if self.finder.found().is_some() {
            let now = ctx.input(|input| input.time);
            let settles = self.last.keep(self.id, &self.view, now, cx.post);
            if let Some(seconds) = settles {
                ctx.request_repaint_after(std::time::Duration::from_secs_f64(seconds));
            }
        }
        self.count_chosen();
        self.files(cx);
    }

    /// "All rows" were all that were shown: with another filter they stay just these.
    fn fix_selection(&mut self) {
        if let (Selection::AllBut(except), Some(found)) =
            (&self.state.selection, self.finder.found())
        {
            let all = found
                .rows
                .iter()
                .filter_map(|row| found.table.identity(*row))
                .filter(|id| !except.contains(id));
            self.state.selection = Selection::Only(all.collect());
        }
    }

    fn count_chosen(&mut self) {
        let Some(found) = self.finder.found() else {
            return;
        };
        let same = |of: &Arc<Vec<u32>>| Arc::ptr_eq(of, &found.rows);
        if self.chosen_of.as_ref().is_some_and(same) {
            return;
        }
        self.chosen_of = Some(found.rows.clone());
        let is_chosen = |row: &u32| {
            let id = found.table.identity(*row);
            id.is_some_and(|id| self.state.selection.contains(&id))
        };
        self.chosen = found.rows.iter().copied().filter(is_chosen).collect();
        self.chosen_totals = found.table.totals(self.chosen.iter().copied());
    }

    fn files(&mut self, cx: &mut Cx<'_>) {
        let Some(came) = self.work.as_ref().and_then(|work| work.take().ok()) else {
            return;
        };
        self.work = None;
        let (tone, words) = match came {
            None => (Tone::Neutral, cx.t("register-stopped")),
            Some(Came::Saved(name)) => {
                let args = [("name", name.into())];
                (Tone::Ok, cx.f("notice-file-saved", &args))
            }
            Some(Came::Failed(key, reason)) => (Tone::Bad, cx.f(key, &[("reason", reason.into())])),
            Some(Came::View(shared)) => {
                let args = [("name", shared.name.as_str().into())];
                let words = cx.f("register-view-taken", &args);
                self.apply(&shared.name, shared.view);
                (Tone::Ok, words)
            }
        };
        cx.post.put(Action::Tell(tone, words));
    }

    fn apply(&mut self, name: &str, view: View) {
        self.fix_selection();
        self.named = name.to_owned();
        self.touched = true;
        let widths = view
            .columns
            .iter()
            .filter_map(|shown| Some((shown.column.clone(), shown.width?)))
            .collect();
        self.state.set_widths(widths);
        self.view = view;
        self.take_order();
        self.state.scroll_to_top();
    }

    /// The order of the view, as the headings show it.
    fn take_order(&mut self) {
        let mut sorts = self.view.orders.iter().map(|order| Sort {
            column: order.column.clone(),
            ascending: !order.descending,
        });
        self.state.sort = sorts.next();
        self.state.then = sorts.collect();
    }

    /// The place of a file was chosen.
    pub fn file_chosen(&mut self, sheet: Option<Sheet>, path: PathBuf) {
        self.work = match (self.pending.take(), sheet) {
            (Some(Pending::Export(snapshot, ctx)), Some(sheet)) => {
                FileWork::export(&ctx, *snapshot, sheet, path)
            }
            (Some(Pending::View(view, ctx)), None) => FileWork::share(&ctx, *view, path),
            (Some(Pending::TakeIn(ctx)), None) => FileWork::take_in(&ctx, self.id, path),
            _ => None,
        };
    }

    /// The buttons of the register: filters, columns, views, spreadsheets.
    pub fn buttons(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui, name: &str) {
        let filters = self.view.filters.len();
        if filters > 0 {
            let count = [("count", filters.into())];
            let label = cx.f("register-clear-filters", &count);
            if ui
                .add(Button::ghost(&label).icon(Icon::X).small())
                .clicked()
            {
                self.fix_selection();
                self.view.filters.clear();
            }
        }
        self.hidden_order(cx, ui);
        let label = cx.t("register-columns");
        if ui
            .add(Button::ghost(&label).icon(Icon::Columns3).small())
            .clicked()
        {
            self.dialog = Dialog::Columns(ColumnsDialog::new(&self.view.columns));
        }
        let label = if self.named.is_empty() {
            cx.t("register-views")
        } else {
            cx.f(
                "register-view-named",
                &[("name", self.named.as_str().into())],
            )
        };
        if ui
            .add(Button::ghost(&label).icon(Icon::Bookmark).small())
            .clicked()
        {
            ask_colleagues(cx);
            self.dialog = Dialog::Views(ViewsDialog::new(&self.named));
        }
        let label = cx.t("register-export");
        let ready = self.work.is_none() && self.finder.found().is_some() && !self.finder.busy();
        let button = Button::ghost(&label).icon(Icon::FileSpreadsheet).small();
        let button = ui.add(button.enabled(ready));
        let sheets = [Sheet::Xlsx, Sheet::Csv, Sheet::Pdf];
        let labels = [
            cx.t("register-export-xlsx"),
            cx.t("register-export-csv"),
            cx.t("register-export-pdf"),
        ];
        let items = labels.each_ref().map(|label| Item {
            label,
            ..Item::default()
        });
        let chosen = menu::choose(&button, &label, &items);
        if let Some(sheet) = chosen.and_then(|at| sheets.get(at)) {
            self.export(cx, ui.ctx(), *sheet, name);
        }
    }

    /// Rows that stand in the order of columns nobody sees would seem to stand anyhow: it is said
    /// by which, and a click shows them.
    fn hidden_order(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let Some(found) = self.finder.found() else {
            return;
        };
        let seen = |id: &str| {
            let mut columns = self.view.columns.iter();
            columns.any(|shown| shown.visible && shown.column == id)
        };
        let hidden: Vec<(&Order, ColumnId)> = (self.view.orders.iter())
            .filter(|order| !seen(&order.column))
            .filter_map(|order| Some((order, found.table.column(&order.column)?)))
            .collect();
        let Some((first, _)) = hidden.first() else {
            return;
        };
        let titles = hidden.iter().map(|(_, column)| found.table.title(*column));
        let titles = titles.collect::<Vec<_>>().join(", ");
        let label = cx.f("register-ordered-by", &[("columns", titles.into())]);
        let icon = if first.descending {
            Icon::ArrowDown
        } else {
            Icon::ArrowUp
        };
        let shows = cx.t("register-ordered-by-show");
        let button = Button::ghost(&label).icon(icon).small().tooltip(&shows);
        if ui.add(button).clicked() {
            let hidden: Vec<String> = hidden
                .iter()
                .map(|(order, _)| order.column.clone())
                .collect();
            for shown in &mut self.view.columns {
                shown.visible |= hidden.contains(&shown.column);
            }
            self.touched = true;
        }
    }

    fn export(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context, sheet: Sheet, name: &str) {
        let Some(found) = self.finder.found() else {
            return;
        };
        let (rows, totals) = if self.chosen.is_empty() {
            (found.rows.clone(), &found.totals)
        } else {
            (Arc::new(self.chosen.clone()), &self.chosen_totals)
        };
        let filters = self.view.filters.keys();
        let filtered = filters
            .filter_map(|id| found.table.column(id))
            .map(|column| found.table.title(column).to_owned())
            .collect();
        let sync = cx.model.sync.as_ref();
        let data_of = sync.and_then(|sync| sync.last_contact);
        let snapshot = Snapshot {
            table: found.table.clone(),
            columns: self.view.visible(&found.table),
            rows,
            total: besides(cx.t("register-total"), totals, &*found.source, cx.locale),
            counted: [
                "register-counted",
                "register-counted-no",
                "register-counted-yes",
            ]
            .map(|key| cx.t(key)),
            name: name.to_owned(),
            paper: Paper {
                data_of: data_of.unwrap_or(cx.model.now),
                now: cx.model.now,
                filtered,
                sample: cx.model.is_sample(),
            },
        };
        self.pending = Some(Pending::Export(Box::new(snapshot), ctx.clone()));
        let day = baqylau_locale::legal_time(cx.model.now).date_naive();
        let name = format!("{name} {day}.{}", sheet.ending());
        let purpose = Purpose::SaveRegister {
            register: self.id,
            sheet,
            name,
        };
        cx.post.put(Action::Choose(purpose));
    }

    /// What is to be said above the rows: a file being written, filters that can't be applied.
    pub fn strips(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if let Some(work) = self.work.as_ref().filter(|work| work.of > 0) {
            let args = [("done", work.done().into()), ("of", work.of.into())];
            let (words, stop) = (cx.f("register-writing", &args), cx.t("button-cancel"));
            if state::strip(ui, Tone::Info, &words, Some(&stop)) {
                work.stop();
            }
        }
        let Some(found) = self.finder.found() else {
            return;
        };
        let unknown = self.view.unknown(&found.table).join(", ");
        if !unknown.is_empty() {
            let words = cx.f("register-unknown", &[("columns", unknown.into())]);
            state::strip(ui, Tone::Warning, &words, None);
        }
    }

    /// Brings the cursor to a row of the source, where it is among those found.
    pub fn point_at(&mut self, row: usize) {
        let Some(found) = self.finder.found() else {
            return;
        };
        let at = found.rows.iter().position(|one| *one as usize == row);
        if let Some(at) = at.and_then(|at| u64::try_from(at).ok()) {
            self.state.set_cursor(Some(at));
        }
    }

    /// Shows the rows in all the room there is; returns the row that was opened.
    pub fn show(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        name: &str,
        face: &dyn Face<S>,
    ) -> Option<usize> {
        let found = self.finder.found()?.clone();
        let columns = self.view.visible(&found.table);
        let heads: Vec<Column<'_>> = columns
            .iter()
            .map(|column| {
                let id = found.table.id(*column);
                let (width, grows) = face.width(id);
                let right = matches!(found.table.kind(*column), Some(Kind::Number | Kind::Money));
                let head = if right {
                    Column::number(id, found.table.title(*column), width)
                } else {
                    Column::new(id, found.table.title(*column), width)
                };
                let head = if grows { head.grows() } else { head };
                head.sortable().filtered(self.view.filters.contains_key(id))
            })
            .collect();
        let totals = self.totals(&found, &columns, cx.locale);
        let mut page = Page {
            found: &found,
            columns: &columns,
            face,
            locale: cx.locale,
        };
        let out = Table::new(self.id, name, &heads)
            .multi()
            .totals(&totals)
            .show(ui, &mut self.state, &mut page);
        if out.selection_changed {
            self.chosen_of = None;
        }
        if out.sort_changed {
            self.fix_selection();
            let sorts = self.state.sort.iter().chain(&self.state.then);
            let orders = sorts.map(|sort| Order {
                column: sort.column.clone(),
                descending: !sort.ascending,
            });
            self.view.orders = orders.collect();
        }
        for shown in &mut self.view.columns {
            shown.width = self.state.widths().get(&shown.column).copied();
        }
        if let Some(column) = out.filter_asked.and_then(|at| columns.get(at)) {
            let id = found.table.id(*column);
            let dialog = FilterDialog::new(&found.table, id, self.view.filters.get(id));
            self.dialog = dialog.map_or(Dialog::None, Dialog::Filter);
        }
        let row = out.activated.and_then(|at| page_row(&found, at));
        row.map(|row| row as usize)
    }

    fn totals(
        &self,
        found: &Found<S>,
        columns: &[ColumnId],
        locale: &Locale,
    ) -> Vec<Cell<'static>> {
        let (key, totals) = if self.chosen.is_empty() {
            ("register-total-rows", &found.totals)
        } else {
            ("register-total-chosen", &self.chosen_totals)
        };
        let words = locale.format(key, &[("count", totals.rows.into())]);
        let words = besides(words, totals, &*found.source, locale);
        let cells = columns.iter().enumerate().map(|(at, column)| {
            let sum = totals.sum(found.table.id(*column));
            match sum.map(i64::try_from) {
                _ if at == 0 => Cell::text(words.clone()),
                Some(Ok(sum)) if found.table.kind(*column) == Some(Kind::Money) => {
                    Cell::text(locale.money_tiyn_plain(sum))
                }
                Some(Ok(sum)) => Cell::text(locale.integer(sum)),
                // Beyond all the money there is; still told, without groups.
                Some(Err(_)) => Cell::text(sum.unwrap_or_default().to_string()),
                None => Cell::empty(),
            }
        });
        cells.collect()
    }

    /// Shows the dialog that is open.
    pub fn dialogs(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(found) = self.finder.found() else {
            return;
        };
        match &mut self.dialog {
            Dialog::None => {}
            Dialog::Filter(dialog) => {
                if let Some(ended) = dialog.show(&found.table, cx, ctx) {
                    self.dialog = Dialog::None;
                    if let Some((column, filter)) = ended {
                        self.fix_selection();
                        self.view.filter(&column, filter);
                        self.state.scroll_to_top();
                    }
                }
            }
            Dialog::Columns(dialog) => {
                if let Some(ended) = dialog.show(&found.table, cx, ctx) {
                    self.dialog = Dialog::None;
                    if let Some(columns) = ended {
                        self.view.columns = columns;
                        self.touched = true;
                    }
                }
            }
            Dialog::Views(dialog) => {
                let (wish, ends) = dialog.show(self.id, &found.table, cx, ctx);
                if ends {
                    self.dialog = Dialog::None;
                }
                if let Some(wish) = wish {
                    self.wished(wish, cx, ctx);
                }
            }
        }
    }

    fn wished(&mut self, wish: Wish, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let register = self.id.to_owned();
        match wish {
            Wish::Apply(name, view) => self.apply(&name, view),
            Wish::Reset => {
                let first = View {
                    orders: self.view.orders.iter().take(1).cloned().collect(),
                    ..View::default()
                };
                self.apply("", first);
                self.touched = false;
            }
            Wish::Keep(name) => {
                self.named.clone_from(&name);
                keep(register, name, &self.view, cx);
            }
            Wish::Copy(name, view) => keep(register, name, &view, cx),
            Wish::ShareWithOffice(title, content) => {
                let what = Box::new(NewOrders::View {
                    register,
                    title,
                    content,
                });
                cx.post.send_watched(Command::BeginOrders { what });
            }
            Wish::TakeBack(view) => {
                let op = Box::new(SchoolingOp::TakeViewBack { view });
                cx.post.send_watched(Command::AskOrder { op });
            }
            Wish::Forget(name) => {
                if self.named == name {
                    self.named.clear();
                }
                cx.post.send_watched(Command::ForgetView { register, name });
            }
            Wish::Share(name, view) => {
                let shared = Box::new(SharedView::new(self.id, &name, view));
                self.pending = Some(Pending::View(shared, ctx.clone()));
                let name = format!("{name}.json");
                cx.post
                    .put(Action::Choose(Purpose::SaveView(self.id, name)));
            }
            Wish::TakeIn => {
                self.pending = Some(Pending::TakeIn(ctx.clone()));
                cx.post.put(Action::Choose(Purpose::OpenView(self.id)));
            }
        }
    }
}

/// The words before totals, with how many rows don't count in them.
fn besides<S: Source>(total: String, totals: &Totals, source: &S, locale: &Locale) -> String {
    let Some([some, all]) = source.left_out().filter(|_| totals.left_out > 0) else {
        return total;
    };
    let key = if totals.all_left_out() { all } else { some };
    let left_out = locale.format(key, &[("count", totals.left_out.into())]);
    let args = [("total", total.into()), ("besides", left_out.into())];
    locale.format("register-total-besides", &args)
}

/// Asks for what the list of views says of colleagues, once: views the office shares, names.
fn ask_colleagues(cx: &mut Cx<'_>) {
    if office::own(cx).is_none() {
        return;
    }
    if cx.model.orders.value().is_none() {
        cx.post.send(Command::LoadOrders);
    }
    if cx.model.colleagues.value().is_none() {
        cx.post.send(Command::LoadColleagues);
    }
}

fn keep(register: String, name: String, view: &View, cx: &mut Cx<'_>) {
    match serde_json::to_string(view) {
        Ok(content) => {
            _ = cx.post.send_watched(Command::KeepView {
                register,
                name,
                content,
            })
        }
        Err(error) => tracing::warn!(%error, "a view was not saved"),
    }
}

fn place_of(at_first: &[&str], column: &str) -> bool {
    at_first.contains(&column)
}

fn page_row<S>(found: &Found<S>, at: u64) -> Option<u32> {
    found.rows.get(usize::try_from(at).ok()?).copied()
}

struct Page<'a, S> {
    found: &'a Found<S>,
    columns: &'a [ColumnId],
    face: &'a dyn Face<S>,
    locale: &'a Locale,
}

impl<S> Rows for Page<'_, S> {
    type Key = u128;

    fn len(&self) -> u64 {
        u64::try_from(self.found.totals.rows).unwrap_or(u64::MAX)
    }

    fn prepare(&mut self, _visible: Range<u64>) {}

    fn key(&self, row: u64) -> Option<u128> {
        self.found.table.identity(page_row(self.found, row)?)
    }

    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        let (Some(row), Some(column)) = (page_row(self.found, row), self.columns.get(column))
        else {
            return Cell::empty();
        };
        let table = &self.found.table;
        let own = self
            .face
            .cell(&self.found.source, row as usize, table.id(*column));
        let cell = own.unwrap_or_else(|| match table.value(row, *column) {
            Value::Empty => Cell::empty(),
            Value::Text(words) => Cell::text(words.to_owned()),
            Value::Whole(tiyn) if table.kind(*column) == Some(Kind::Money) => {
                Cell::text(self.locale.money_tiyn_plain(tiyn))
            }
            Value::Whole(number) => Cell::text(self.locale.integer(number)),
            Value::Day(day) => Cell::text(self.locale.date(day)),
            Value::Choice(at) => word(table, *column, at),
            Value::Flag(on) => word(table, *column, usize::from(on)),
        });
        if table.counts(row) || !table.is_summed(*column) {
            cell
        } else {
            cell.struck()
        }
    }

    fn name(&self, row: u64) -> String {
        page_row(self.found, row)
            .map(|row| self.face.name(&self.found.source, row as usize))
            .unwrap_or_default()
    }
}

fn word(table: &baqylau_registers::Table, column: ColumnId, at: usize) -> Cell<'static> {
    let choice = table.choices(column).get(at);
    choice.map_or_else(Cell::empty, |choice| Cell::text(choice.word.clone()))
}
