//! What waits for the signed-in person in the state order, what of it is late, who hasn't sent an
//! act, what changed since the last working day, and messages: each a register of its own.

mod changed;
mod day;
mod lines;
mod remind;
mod threads;
mod unsent;
mod waits;
mod why;

use super::super::head;
use super::many::{self, Many};
use super::reckon::Reckoner;
use super::shelf::WORDS;
use super::words;
use super::{desk, pane};
use crate::cx::Cx;
use crate::dialogs::Sheet;
use crate::model::Model;
use crate::place::Place;
use crate::register::{Face, Register, Source};
use baqylau_client::ui::{Command, MonthCommand};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::month::reads_months;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{ContractParty, MandateScope, Unsent};
use baqylau_locale::Locale;
use baqylau_registers::{Choice, ColumnId, TableBuilder, Value};
use baqylau_widgets::table::Cell;
use baqylau_widgets::{
    Button, Icon, Notice, PageHeader, SearchField, Tone, progress, state, tabs, tag,
};
use changed::Changes;
use chrono::NaiveDate;
use day::{Day, Question};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::sync::Arc;
use unsent::NotSent;
use waits::{TASK, URGENCIES, URGENCY, Waits};

/// Which of the lists is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Waits,
    Suspended,
    Unsent,
    Changed,
    Messages,
}

/// A register of the day with what is looked for in it.
struct Shelf<S> {
    register: Register<S>,
    search: String,
    source: Option<(Arc<Day>, Arc<S>)>,
}

impl<S: Source> Shelf<S> {
    fn new(id: &'static str, order: &str, descending: bool) -> Self {
        let mut register = Register::new(id, order);
        if descending {
            register.descend();
        }
        Self {
            register,
            search: String::new(),
            source: None,
        }
    }

    fn take(&mut self, day: &Arc<Day>, make: impl FnOnce() -> S) -> Arc<S> {
        if let Some((of, source)) = &self.source
            && Arc::ptr_eq(of, day)
        {
            return source.clone();
        }
        let source = Arc::new(make());
        self.source = Some((day.clone(), source.clone()));
        source
    }
}

/// View state.
pub struct Today {
    reckoner: Reckoner<Question, Day>,
    shown: usize,
    waits: Shelf<Waits>,
    suspended: Shelf<Waits>,
    unsent: Shelf<NotSent>,
    changes: Shelf<Changes>,
    lines: lines::Lines,
    reminding: Option<Many>,
    /// What was asked for beside the records: the list of months, months, checks of a day.
    asked: Asked,
}

/// What was asked for, so that it is asked once.
#[derive(Default)]
struct Asked {
    months: bool,
    opened: BTreeSet<Period>,
    rulings: bool,
    checks: Option<NaiveDate>,
}

impl Default for Today {
    fn default() -> Self {
        Self {
            reckoner: Reckoner::default(),
            shown: 0,
            waits: Shelf::new("order-today", URGENCY, false),
            suspended: Shelf::new("order-suspended", "since", false),
            unsent: Shelf::new("order-unsent", URGENCY, false),
            changes: Shelf::new("order-changes", "at", true),
            lines: lines::Lines::default(),
            reminding: None,
            asked: Asked::default(),
        }
    }
}

impl Today {
    /// The day as it is known now, or was before, while it is being worked out.
    fn day(&mut self, model: &Model, ctx: &egui::Context) -> Option<Arc<Day>> {
        let view = model.orders.value()?.clone();
        let question = Question::of(model)?;
        self.reckoner.answer(ctx, &view, &question, Day::of)
    }

    /// How many things are late; nought while nothing is known.
    pub fn late(&mut self, model: &Model, ctx: &egui::Context) -> usize {
        self.day(model, ctx).map_or(0, |day| day.list.late())
    }

    /// The place of a file of one of its registers was chosen.
    pub fn file_chosen(&mut self, register: &str, sheet: Option<Sheet>, path: PathBuf) {
        if register == self.waits.register.id() {
            self.waits.register.file_chosen(sheet, path);
        } else if register == self.suspended.register.id() {
            self.suspended.register.file_chosen(sheet, path);
        } else if register == self.unsent.register.id() {
            self.unsent.register.file_chosen(sheet, path);
        } else if register == self.changes.register.id() {
            self.changes.register.file_chosen(sheet, path);
        }
    }

    /// The screen was come to: what it shows beside the records is asked for anew.
    pub fn entered(&mut self) {
        self.asked = Asked::default();
    }

    /// Asks for what the day is worked out with beside the records, each once.
    fn ask(&mut self, day: &Day, cx: &mut Cx<'_>) {
        let reads = cx.model.person().is_some_and(|me| reads_months(me.role));
        if reads && !self.asked.months {
            self.asked.months = true;
            cx.post.send(Command::Months(MonthCommand::List));
        }
        if let Some(listed) = cx.model.months.listed.value().filter(|_| reads) {
            for period in day::wanted(day, listed) {
                if self.asked.opened.insert(period) {
                    cx.post.send(Command::Months(MonthCommand::Open { period }));
                }
            }
        }
        if !self.asked.rulings {
            self.asked.rulings = true;
            if cx.model.sanctions.value().is_none() {
                cx.post.send(Command::LoadSanctions);
            }
        }
        if self.asked.checks != Some(day.today) {
            self.asked.checks = Some(day.today);
            let after = day::told_since(day.today);
            cx.post.send(Command::LoadTurnedChecks { after });
        }
    }

    /// Shows the day.
    pub fn show(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(day) = self.day(cx.model, ui.ctx()) else {
            head(ui, |ui| {
                PageHeader::new(&cx.t("board-today")).show(ui, |_| {});
            });
            progress::skeleton(ui, 12);
            return;
        };
        self.ask(&day, cx);
        self.refresh(&day, cx, ui);
        let list = head(ui, |ui| self.head(&day, cx, ui));
        match list {
            List::Waits => {
                let nothing = ("board-waits-none", "board-waits-none-detail");
                let looks = waits::Looks(cx.locale);
                let name = cx.t("board-tab-waits");
                let row = rows(&mut self.waits, &name, nothing, &looks, cx, ui);
                let item = row.and_then(|row| day.list.items.get(row));
                go(item.and_then(|item| day.place(&item.key)), cx);
            }
            List::Suspended => {
                let nothing = ("board-suspended-none", "board-suspended-none-detail");
                let looks = waits::Looks(cx.locale);
                let name = cx.t("board-tab-suspended");
                let row = rows(&mut self.suspended, &name, nothing, &looks, cx, ui);
                let item = row.and_then(|row| day.list.suspended.get(row));
                go(item.and_then(|item| day.place(&item.key)), cx);
            }
            List::Unsent => {
                let nothing = ("board-unsent-none", "board-unsent-none-detail");
                let looks = unsent::Looks(cx.locale);
                let name = cx.t("board-tab-unsent");
                let row = rows(&mut self.unsent, &name, nothing, &looks, cx, ui);
                let one = row.and_then(|row| day.unsent.get(row));
                let key = one.map(|one| one.act.as_ref().unwrap_or(&one.contract));
                go(key.and_then(|key| day.place(key)), cx);
            }
            List::Changed => {
                let nothing = ("board-changed-none", "board-changed-none-detail");
                let looks = changed::Looks(cx.locale);
                let name = cx.t("board-changes");
                let row = rows(&mut self.changes, &name, nothing, &looks, cx, ui);
                let one = row.and_then(|row| day.changes.get(row));
                go(one.and_then(|one| one.place(&day)), cx);
            }
            List::Messages => {
                let threads = threads::of(&day.view);
                let nothing = ("board-messages-none", "board-messages-none-detail");
                self.lines.show(threads.len(), nothing, cx, ui, |row, cx| {
                    threads.get(row).map(|one| threads::line(&day, one, cx))
                });
            }
        }
        many::show(&mut self.reminding, cx, ui.ctx());
    }

    /// Finds the rows of the registers the day is made of.
    fn refresh(&mut self, day: &Arc<Day>, cx: &mut Cx<'_>, ui: &egui::Ui) {
        let (room, ctx) = (ui.available_width(), ui.ctx());
        let locale = cx.locale;
        let of = |suspended| {
            let day = day.clone();
            move || Waits::new(day, suspended, locale)
        };
        let source = self.waits.take(day, of(false));
        let seen = source.at_first(room);
        self.waits.register.refresh(cx, ctx, &source, seen);
        let source = self.suspended.take(day, of(true));
        let seen = source.at_first(room);
        self.suspended.register.refresh(cx, ctx, &source, seen);
        let source = self.unsent.take(day, || NotSent(day.clone()));
        let seen = unsent::at_first(room);
        self.unsent.register.refresh(cx, ctx, &source, seen);
        let source = self.changes.take(day, || Changes(day.clone()));
        let seen = changed::at_first(room);
        self.changes.register.refresh(cx, ctx, &source, seen);
    }

    fn head(&mut self, day: &Arc<Day>, cx: &mut Cx<'_>, ui: &mut egui::Ui) -> List {
        let (all, late) = (day.list.items.len(), day.list.late());
        let subtitle = [
            cx.f("board-waits-count", &[("count", all.into())]),
            cx.f("board-late-count", &[("count", late.into())]),
        ]
        .join(" · ");
        let lists = lists(day, cx);
        self.shown = self.shown.min(lists.len().saturating_sub(1));
        let before = lists.get(self.shown).map(|(list, ..)| *list);
        PageHeader::new(&cx.t("board-today"))
            .subtitle(&subtitle)
            .show(ui, |ui| {
                let search = match before {
                    Some(List::Waits) => &mut self.waits.search,
                    Some(List::Suspended) => &mut self.suspended.search,
                    Some(List::Unsent) => &mut self.unsent.search,
                    Some(List::Changed) => &mut self.changes.search,
                    Some(List::Messages) | None => return,
                };
                SearchField::new(&cx.t("board-find"))
                    .width(260.0)
                    .bordered()
                    .show(ui, search);
            });
        let counts: Vec<String> = lists
            .iter()
            .map(|(_, _, count, _)| match count {
                0 => String::new(),
                count => cx.locale.integer(i64::try_from(*count).unwrap_or(i64::MAX)),
            })
            .collect();
        let shown: Vec<tabs::Tab<'_>> = lists
            .iter()
            .zip(&counts)
            .map(|((_, name, _, tone), count)| tabs::Tab::new(name).count(count, *tone))
            .collect();
        if tabs::tabs(ui, &mut self.shown, &shown) {
            self.lines.forget();
        }
        let list = lists
            .get(self.shown)
            .map_or(List::Waits, |(list, ..)| *list);
        self.tools(list, day, cx, ui);
        list
    }

    /// The filters one click away, and the buttons of the register that is shown.
    fn tools(&mut self, list: List, day: &Arc<Day>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        match list {
            List::Waits => {
                let source = self.waits.source.as_ref().map(|(_, source)| source.clone());
                if let Some(source) = source {
                    pills(&mut self.waits, &source, cx, ui);
                }
                let chosen = self.chosen_late(day);
                let name = cx.t("board-tab-waits");
                let made = buttons(&mut self.waits, &name, cx, ui, |cx, ui| {
                    remind(day, &chosen, true, cx, ui)
                });
                self.reminding = made.or(self.reminding.take());
                barred(day, cx, ui);
            }
            List::Suspended => {
                let name = cx.t("board-tab-suspended");
                buttons(&mut self.suspended, &name, cx, ui, |_, _| None);
            }
            List::Unsent => {
                let rows = self.unsent.register.chosen().iter();
                let chosen: Vec<&Unsent> = rows
                    .filter_map(|row| day.unsent.get(usize::try_from(*row).ok()?))
                    .collect();
                let name = cx.t("board-tab-unsent");
                let made = buttons(&mut self.unsent, &name, cx, ui, |cx, ui| {
                    remind(day, &chosen, false, cx, ui)
                });
                self.reminding = made.or(self.reminding.take());
            }
            List::Changed => {
                let name = cx.t("board-changes");
                buttons(&mut self.changes, &name, cx, ui, |_, _| None);
            }
            List::Messages => {}
        }
    }

    /// Acts that weren't sent, among the things ticked that wait.
    fn chosen_late<'d>(&self, day: &'d Day) -> Vec<&'d Unsent> {
        let rows = self.waits.register.chosen().iter();
        let items = rows.filter_map(|row| day.list.items.get(usize::try_from(*row).ok()?));
        let late: BTreeSet<(Option<&str>, Option<Period>)> = items
            .filter(|item| item.task.code() == "chase-act")
            .map(|item| (item.number.as_deref(), item.period))
            .collect();
        let all = day.unsent.iter();
        all.filter(|one| late.contains(&(Some(one.number.as_str()), Some(one.period))))
            .collect()
    }
}

/// The lists there are for the signed-in person, with how many rows each has.
fn lists(day: &Day, cx: &Cx<'_>) -> Vec<(List, String, usize, Tone)> {
    let all = day.list.items.len();
    let since = cx.locale.date(day.since);
    let changed = cx.f("board-tab-changed", &[("day", since.into())]);
    let mut lists = vec![(List::Waits, cx.t("board-tab-waits"), all, Tone::Warning)];
    let still = day.list.suspended.len();
    if still > 0 {
        let words = cx.t("board-tab-suspended");
        lists.push((List::Suspended, words, still, Tone::Neutral));
    }
    if day.actor.role != AccountRole::School {
        let count = day.unsent.len();
        lists.push((List::Unsent, cx.t("board-tab-unsent"), count, Tone::Bad));
    }
    lists.push((List::Changed, changed, day.changes.len(), Tone::Neutral));
    if desk::party(cx).is_some() {
        let messages = cx.t("board-tab-messages");
        lists.push((List::Messages, messages, day.view.unread(), Tone::Info));
    }
    lists
}

fn go(place: Option<Place>, cx: &mut Cx<'_>) {
    if let Some(place) = place {
        cx.post.go(place);
    }
}

/// Shows the rows of a register; the one that was opened.
fn rows<S: Source>(
    shelf: &mut Shelf<S>,
    name: &str,
    (title, detail): (&str, &str),
    looks: &dyn Face<S>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<usize> {
    let all = shelf.source.as_ref().map_or(0, |(_, source)| source.len());
    let found = shelf.register.found().map(|found| found.totals.rows);
    let opened = match found {
        None => {
            progress::skeleton(ui, 12);
            None
        }
        Some(0) => {
            let (title, detail) = match all {
                0 => (cx.t(title), cx.t(detail)),
                _ => (
                    cx.t("panel-nothing-found"),
                    cx.t("panel-nothing-found-detail"),
                ),
            };
            Notice::empty(&title, &detail)
                .icon(Icon::CircleCheck)
                .show(ui);
            None
        }
        Some(_) => shelf.register.show(cx, ui, name, looks),
    };
    shelf.register.dialogs(cx, ui.ctx());
    opened
}

/// The buttons of a register with those of its screen; what pressing one of these made.
fn buttons<S: Source>(
    shelf: &mut Shelf<S>,
    name: &str,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
    own: impl FnOnce(&mut Cx<'_>, &mut egui::Ui) -> Option<Many>,
) -> Option<Many> {
    shelf.register.take_search(WORDS, &mut shelf.search);
    let made = ui.horizontal_wrapped(|ui| {
        shelf.register.buttons(cx, ui, name);
        own(cx, ui)
    });
    shelf.register.strips(cx, ui);
    made.inner
}

/// How urgent things are and what is to be done, each with how many; each is a filter.
fn pills(shelf: &mut Shelf<Waits>, source: &Waits, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let counts = source.counts();
    let kinds = source.kinds();
    let mut all: Vec<(&str, &str, String)> = Vec::new();
    for ((code, _), count) in URGENCIES.iter().zip(counts) {
        if count > 0 && count < source.items().len() {
            let name = cx.t(&format!("board-urgency-{code}"));
            all.push((URGENCY, code, format!("{name} · {count}")));
        }
    }
    if kinds.len() > 1 {
        for (code, count) in kinds {
            let name = cx.t(&format!("board-task-{code}"));
            all.push((TASK, code, format!("{name} · {count}")));
        }
    }
    if all.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for (column, code, label) in all {
            let chosen = shelf.register.is_only(column, code);
            if tag::pill(ui, chosen, &label).clicked() {
                shelf.register.toggle(column, code);
            }
        }
    });
}

/// A button that writes to the schools of acts that weren't sent, for the department's people;
/// hidden where there is nobody to be written to.
fn remind(
    day: &Day,
    chosen: &[&Unsent],
    hides: bool,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<Many> {
    if desk::party(cx) != Some(ContractParty::Department) || (hides && chosen.is_empty()) {
        return None;
    }
    let label = cx.f("board-remind", &[("count", chosen.len().into())]);
    let blocked = chosen.is_empty().then(|| cx.t("board-remind-none"));
    let button = Button::primary(&label).icon(Icon::Send).small();
    let pressed = pane::button(button, blocked.as_deref(), ui);
    pressed.then(|| remind::many(day, chosen, cx))
}

fn barred(day: &Day, cx: &Cx<'_>, ui: &mut egui::Ui) {
    if day.list.barred.is_empty() {
        return;
    }
    let scopes = day.list.barred.keys().map(|scope| cx.t(scope_key(*scope)));
    let scopes: Vec<String> = scopes.collect();
    let count: usize = day.list.barred.values().sum();
    let args = [
        ("count", count.into()),
        ("scopes", cx.locale.list_and(&scopes).into()),
    ];
    state::strip(ui, Tone::Warning, &cx.f("board-barred", &args), None);
}

/// What tells a row from the others, by what it is about.
fn identity(key: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, key).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(1) << 64) | half(2)
}

/// Words that aren't empty, with a dot between them.
fn joined(parts: &[String]) -> String {
    let said: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    said.join(" · ")
}

/// How late something is, or how urgent.
fn late_cell(late: u32, place: usize, locale: &Locale) -> Cell<'static> {
    let (words, tone) = words::state(&URGENCIES, place, "board-urgency", locale);
    match late {
        0 => Cell::tag(tone, words),
        late => {
            let late = i64::from(late);
            let days = locale.format("application-late", &[("count", late.into())]);
            Cell::tag(tone, days)
        }
    }
}

/// How late something is, in words; nothing of what isn't.
fn late_words(late: u32, locale: &Locale) -> String {
    let days = i64::from(late);
    match late {
        0 => String::new(),
        _ => locale.format("board-late-by", &[("days", days.into())]),
    }
}

fn set_region(b: &mut TableBuilder, column: ColumnId, region: Option<Kato>, known: &[Choice]) {
    let code = region.map(|region| region.to_string());
    let place = code.and_then(|code| known.iter().position(|one| one.code == code));
    b.set(column, place.map_or(Value::Empty, Value::Choice));
}

fn scope_key(scope: MandateScope) -> &'static str {
    match scope {
        MandateScope::Applications => "board-scope-applications",
        MandateScope::Funding => "board-scope-funding",
        MandateScope::Contracts => "board-scope-contracts",
        MandateScope::Acts => "board-scope-acts",
        MandateScope::Registers => "board-scope-registers",
        MandateScope::Payments => "board-scope-payments",
        MandateScope::Mandates => "board-scope-mandates",
    }
}
