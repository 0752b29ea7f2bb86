//! A register of one kind of records of the order with the opened record beside it.

use super::super::{escaped, head};
use super::desk;
use crate::cx::Cx;
use crate::place::{OrderRef, Place};
use crate::register::{Face, LeftOut, Register, Source};
use baqylau_client::ui::{OrderRow, OrdersView, WaitingStep};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::schooling::SchoolingRecord;
use baqylau_locale::Locale;
use baqylau_registers::{Table, TableBuilder};
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Icon, Notice, PageHeader, SearchField, progress, split, tag};
use chrono::NaiveDate;
use std::sync::Arc;

/// Column of everything a search looks at.
pub const WORDS: &str = "words";

/// A kind of records, as its register shows it.
pub trait Kind: Sized + Send + Sync + 'static {
    /// The record.
    type Record;
    /// What is known of rows from records of other kinds.
    type Beside: Send + Sync + 'static;
    /// The name its views are saved under.
    const ID: &'static str;
    /// The column it is ordered by at first.
    const ORDER: &'static str;
    /// That of a school's own register, which is all of one school.
    const ORDER_OF_OWN: &'static str = Self::ORDER;
    /// Message key of its name; with `-count`, `-find`, `-empty`, `-empty-detail` after it, of how
    /// many there are, of the search field, and of the register with nothing in it. Of registers a
    /// school has of its own, `-own` stands before the last three.
    const NAME: &'static str;
    /// What stands over an empty register.
    const ICON: Icon;
    /// The kind of its records, by which those asked for here and not in the feed yet are told
    /// above the register; empty where there are none.
    const WAITING: &'static str = "";

    /// Message keys of what isn't counted in its totals, by its count: of some of the rows, of all.
    const LEFT_OUT: Option<LeftOut> = None;

    /// The record, where it is of this kind.
    fn of(record: &SchoolingRecord) -> Option<&Self::Record>;

    /// What the other records say of these.
    fn beside(view: &OrdersView) -> Self::Beside;

    /// A number that changes when what [`Kind::complete`] adds does.
    fn stamp(_: &Cx<'_>) -> u64 {
        0
    }

    /// Adds what no record says: the day, names of people.
    fn complete(_: &mut Self::Beside, _: &Cx<'_>) {}

    /// Adds the columns, and a row for each record; [`TableBuilder::row`] is given
    /// [`OrderRef::identity`].
    fn table(rows: &Rows<Self>, table: &mut TableBuilder, locale: &Locale);

    /// A cell shown otherwise than its value alone would be.
    fn cell(rows: &Rows<Self>, row: usize, column: &str, locale: &Locale) -> Option<Cell<'static>>;

    /// The name of a record for the screen reader.
    fn name(row: &OrderRow, record: &Self::Record, locale: &Locale) -> String;

    /// Width of a column in points, and whether it takes a share of the room left over.
    fn width(column: &str) -> (f32, bool);

    /// Columns seen at first in so much room, in points.
    fn at_first(room: f32) -> &'static [&'static str];
}

/// The records of a kind.
pub struct Rows<K: Kind> {
    view: Arc<OrdersView>,
    places: Vec<usize>,
    /// Day they are shown on.
    pub today: NaiveDate,
    /// Who reads them.
    pub reader: Option<PersonId>,
    /// What other records say of them.
    pub beside: K::Beside,
}

impl<K: Kind> Rows<K> {
    fn new(view: Arc<OrdersView>, today: NaiveDate, reader: Option<PersonId>) -> Self {
        let of_kind = |(place, row): (usize, &OrderRow)| K::of(&row.record).map(|_| place);
        let places = view.rows.iter().enumerate().filter_map(of_kind).collect();
        Self {
            beside: K::beside(&view),
            view,
            places,
            today,
            reader,
        }
    }

    /// A record by its place.
    pub fn get(&self, row: usize) -> Option<(&OrderRow, &K::Record)> {
        let row = self.view.rows.get(*self.places.get(row)?)?;
        Some((row, K::of(&row.record)?))
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&OrderRow, &K::Record)> {
        (0..self.places.len()).filter_map(|row| self.get(row))
    }

    /// All records of the order, of every kind.
    pub fn all(&self) -> &Arc<OrdersView> {
        &self.view
    }
}

impl<K: Kind> Source for Rows<K> {
    fn len(&self) -> usize {
        self.places.len()
    }

    fn left_out(&self) -> Option<LeftOut> {
        K::LEFT_OUT
    }

    fn table(&self, locale: &Locale) -> Table {
        let mut table = TableBuilder::new(locale.language());
        K::table(self, &mut table, locale);
        table.finish()
    }
}

/// Registers that are called a school's own to its people, with `-own` after their name's key.
const OWN: [&str; 4] = [
    "order-applications",
    "order-contracts",
    "order-acts",
    "order-payments",
];

/// Columns that say the same in every row of a school's own register.
const SAME: [&str; 2] = ["school", "bin"];

/// Message key of a register's name, as its reader calls it.
fn named<K: Kind>(cx: &Cx<'_>) -> String {
    let own = desk::is_school(cx) && OWN.contains(&K::NAME);
    let end = if own { "-own" } else { "" };
    format!("{}{end}", K::NAME)
}

/// Columns seen at first in so much room by whoever reads: a school needn't be told its own name.
fn seen<K: Kind>(room: f32, cx: &Cx<'_>) -> Vec<&'static str> {
    let own = desk::is_school(cx) && OWN.contains(&K::NAME);
    let all = K::at_first(room).iter().copied();
    all.filter(|column| !(own && SAME.contains(column)))
        .collect()
}

struct Looks<'a>(&'a Locale);

impl<K: Kind> Face<Rows<K>> for Looks<'_> {
    fn cell(&self, source: &Rows<K>, row: usize, column: &str) -> Option<Cell<'static>> {
        K::cell(source, row, column, self.0)
    }

    fn name(&self, source: &Rows<K>, row: usize) -> String {
        let found = source.get(row);
        found.map_or_else(String::new, |(row, record)| K::name(row, record, self.0))
    }

    fn width(&self, column: &str) -> (f32, bool) {
        K::width(column)
    }
}

/// A filter that is one click away.
pub struct Pill {
    /// Column.
    pub column: &'static str,
    /// Code of the choice it filters by.
    pub code: &'static str,
    /// Message key of its words.
    pub words: String,
}

/// The register and what is looked for in it.
pub struct Shelf<K: Kind> {
    search: String,
    /// The register.
    pub register: Register<Rows<K>>,
    rows: Option<Arc<Rows<K>>>,
    /// What [`Kind::complete`] was asked with.
    stamp: u64,
    /// The opened record whose row the cursor was brought to.
    pointed: Option<OrderRef>,
}

impl<K: Kind> Default for Shelf<K> {
    fn default() -> Self {
        Self {
            search: String::new(),
            register: Register::new(K::ID, K::ORDER),
            rows: None,
            stamp: 0,
            pointed: None,
        }
    }
}

/// Width of the opened record beside the register, by the room there is, in points.
fn pane_width(room: f32) -> f32 {
    if room < 1200.0 { 420.0 } else { 560.0 }
}

impl<K: Kind> Shelf<K> {
    /// The rows as they came last.
    pub fn rows(&self) -> Option<&Arc<Rows<K>>> {
        self.rows.as_ref()
    }

    /// What the records give, of those that give something.
    pub fn each<T>(&self, give: impl Fn(&OrderRow, &K::Record) -> Option<T>) -> Vec<T> {
        let rows = self.rows.iter().flat_map(|rows| rows.iter());
        rows.filter_map(|(row, one)| give(row, one)).collect()
    }

    /// The records ticked among those shown.
    pub fn chosen(&self) -> Vec<(&OrderRow, &K::Record)> {
        let rows = self.register.chosen().iter();
        let row = |row: &u32| self.rows.as_ref()?.get(usize::try_from(*row).ok()?);
        rows.filter_map(row).collect()
    }

    /// Shows only the rows with a code in a column: what stands behind a figure of another screen.
    pub fn narrow(&mut self, column: &str, code: &str) {
        if !self.register.is_only(column, code) {
            self.register.toggle(column, code);
        }
    }

    fn take(&mut self, view: &Arc<OrdersView>, cx: &Cx<'_>) -> Arc<Rows<K>> {
        let stamp = K::stamp(cx);
        let (today, reader) = (cx.model.today(), cx.model.person().map(|person| person.id));
        let same = |rows: &&Arc<Rows<K>>| {
            Arc::ptr_eq(&rows.view, view) && rows.today == today && self.stamp == stamp
        };
        if let Some(rows) = self.rows.as_ref().filter(same) {
            return rows.clone();
        }
        let mut rows = Rows::new(view.clone(), today, reader);
        K::complete(&mut rows.beside, cx);
        let rows = Arc::new(rows);
        self.stamp = stamp;
        self.rows = Some(rows.clone());
        rows
    }

    /// Shows the register. `actions` adds buttons to its head and is given the records that are
    /// ticked; `pane` shows the record that is opened.
    pub fn show(
        &mut self,
        opened: Option<OrderRef>,
        pills: &[Pill],
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        actions: impl FnOnce(&Self, &mut Cx<'_>, &mut egui::Ui),
        pane: impl FnOnce(&Rows<K>, &OrderRow, &K::Record, &mut Cx<'_>, &mut egui::Ui),
    ) {
        let view = cx.model.orders.value().cloned();
        if let Some(view) = &view {
            let rows = self.take(view, cx);
            let room = match opened {
                Some(_) => ui.available_width() - pane_width(ui.available_width()),
                None => ui.available_width(),
            };
            let seen = seen::<K>(room, cx);
            if desk::is_school(cx) && K::ORDER_OF_OWN != K::ORDER {
                self.register.order_first_by(K::ORDER, K::ORDER_OF_OWN);
            }
            self.register.refresh(cx, ui.ctx(), &rows, &seen);
        }
        let name = cx.t(&named::<K>(cx));
        head(ui, |ui| self.head(&name, pills, actions, cx, ui));
        let Some(rows) = self.rows.clone().filter(|_| view.is_some()) else {
            progress::skeleton(ui, 12);
            return;
        };
        let place = opened.and_then(|one| place_of::<K>(&rows, one));
        if let Some((row, record)) = place.and_then(|place| rows.get(place)) {
            let width = pane_width(ui.available_width());
            split::detail(ui, K::ID, width, |ui| pane(&rows, row, record, cx, ui));
            if escaped(ui) {
                close(cx);
            }
        } else if opened.is_some() {
            // Withdrawn from this person's sight, or not here yet.
            let (title, detail) = (cx.t("order-gone"), cx.t("order-gone-detail"));
            split::detail(ui, K::ID, 420.0, |ui| {
                Notice::empty(&title, &detail).show(ui)
            });
        }
        let found = self.register.found().map(|found| found.totals.rows);
        // Whoever comes from elsewhere sees which row is open.
        if opened != self.pointed && found.is_some() {
            self.pointed = opened;
            if let Some(place) = place {
                self.register.point_at(place);
            }
        }
        match found {
            None => progress::skeleton(ui, 12),
            Some(0) => self.nothing(&rows, cx, ui),
            Some(_) => {
                let looks = Looks(cx.locale);
                let row = self.register.show(cx, ui, &name, &looks);
                let found = row.and_then(|row| rows.get(row));
                if let Some(one) = found.and_then(|(row, _)| OrderRef::of(&row.record)) {
                    cx.post.go(Place::Order(one));
                }
            }
        }
        self.register.dialogs(cx, ui.ctx());
    }

    fn nothing(&self, rows: &Rows<K>, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let (title, detail) = if rows.is_empty() {
            (
                cx.t(&format!("{}-empty", named::<K>(cx))),
                cx.t(&format!("{}-empty-detail", named::<K>(cx))),
            )
        } else {
            (
                cx.t("panel-nothing-found"),
                cx.t("panel-nothing-found-detail"),
            )
        };
        Notice::empty(&title, &detail).icon(K::ICON).show(ui);
    }

    fn head(
        &mut self,
        name: &str,
        pills: &[Pill],
        actions: impl FnOnce(&Self, &mut Cx<'_>, &mut egui::Ui),
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let count = self.register.found().map_or(0, |found| found.totals.rows);
        let subtitle = cx.f(&format!("{}-count", K::NAME), &[("count", count.into())]);
        PageHeader::new(name).subtitle(&subtitle).show(ui, |ui| {
            let hint = cx.t(&format!("{}-find", named::<K>(cx)));
            SearchField::new(&hint)
                .width(260.0)
                .bordered()
                .show(ui, &mut self.search);
        });
        self.register.take_search(WORDS, &mut self.search);
        ui.horizontal_wrapped(|ui| {
            for pill in pills {
                let chosen = self.register.is_only(pill.column, pill.code);
                if tag::pill(ui, chosen, &cx.t(&pill.words)).clicked() {
                    self.register.toggle(pill.column, pill.code);
                }
            }
            ui.add_space(8.0);
            self.register.buttons(cx, ui, name);
            actions(self, cx, ui);
        });
        self.register.strips(cx, ui);
        if let Some(view) = cx.model.orders.value() {
            let asked = view.new.iter();
            let own = asked.filter(|(key, _)| {
                let kind = key.split(':').next();
                !K::WAITING.is_empty() && kind == Some(K::WAITING)
            });
            let steps: Vec<WaitingStep> = own.map(|(_, step)| step.clone()).collect();
            super::pane::waiting(&steps, cx, ui);
        }
    }
}

fn place_of<K: Kind>(rows: &Rows<K>, one: OrderRef) -> Option<usize> {
    (0..rows.len()).find(|row| {
        let found = rows.get(*row).map(|(row, _)| OrderRef::of(&row.record));
        found == Some(Some(one))
    })
}

/// Back to the register alone.
pub fn close(cx: &mut Cx<'_>) {
    cx.post.put(crate::cx::Action::Back);
}
