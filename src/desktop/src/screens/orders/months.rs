//! The monthly validation: months with their stages, how every organisation of one stands, whom it
//! isn't paid for and why; freezing and closing for those who may.

pub(super) mod pane;
mod steps;
mod table;

use super::super::{escaped, head};
use super::words;
use crate::cx::{Action, Cx};
use crate::dialogs::Sheet;
use crate::place::{Place, Section};
use crate::register::Register;
use baqylau_client::ui::{Command, Connection, MonthCommand, OpenMonth, Ticket};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::{MonthStage, Tally};
use baqylau_protocol::month::MonthState;
use baqylau_widgets::{
    Icon, Notice, PageHeader, SearchField, Tag, Tone, progress, split, state, tag, text,
};
use std::path::PathBuf;
use std::sync::Arc;
use steps::Steps;
use table::{Looks, NOT_PAID, REJECTED, STATE, STATES, WORDS};

/// The name its views are saved under.
const REGISTER: &str = "months";

/// Seconds between two looks at a month that is being validated.
const EVERY: f64 = 2.0;

/// View state.
pub struct Months {
    register: Register<table::Organisations>,
    search: String,
    source: Option<Arc<table::Organisations>>,
    /// The month a person chose.
    chosen: Option<Period>,
    /// The organisation beside the register.
    opened: Option<OrganisationId>,
    steps: Steps,
    people: pane::People,
    /// The list of months a month was last asked for with, and which.
    asked: Option<(usize, Period)>,
    opening: Option<Ticket>,
    listing: Option<Ticket>,
    looked: f64,
}

impl Default for Months {
    fn default() -> Self {
        Self {
            register: Register::new(REGISTER, "name"),
            search: String::new(),
            source: None,
            chosen: None,
            opened: None,
            steps: Steps::default(),
            people: pane::People::default(),
            asked: None,
            opening: None,
            listing: None,
            looked: 0.0,
        }
    }
}

/// Codes of the stages, as message keys end with them.
pub fn stage(stage: MonthStage) -> (&'static str, Tone) {
    match stage {
        MonthStage::Open => ("month-stage-open", Tone::Neutral),
        MonthStage::Frozen => ("month-stage-frozen", Tone::Info),
        MonthStage::Validated => ("month-stage-validated", Tone::Ok),
        MonthStage::Closed => ("month-stage-closed", Tone::Neutral),
    }
}

/// How a month stands as message key and tone. One in which nobody is listed was checked only in
/// name: it is said that there is nobody in it.
fn standing(month: &MonthState, listed: Option<usize>) -> (&'static str, Tone) {
    let over = matches!(
        month.month.stage,
        MonthStage::Validated | MonthStage::Closed
    );
    if over && (month.counting == 0 || listed == Some(0)) {
        ("month-stage-nobody", Tone::Neutral)
    } else {
        stage(month.month.stage)
    }
}

/// Whether the registry is there to be asked.
pub(super) fn is_online(cx: &Cx<'_>) -> bool {
    let sync = cx.model.sync.as_ref();
    sync.is_some_and(|sync| sync.connection == Connection::Online)
}

/// Figures of a month, of the organisations its reader covers.
pub struct Figures {
    /// Organisations that have a contract or sent something.
    pub all: usize,
    /// Those that sent something.
    pub sent: usize,
    /// Learners sent.
    pub learners: i64,
    /// Rows that weren't taken.
    pub rejected: i64,
    /// Organisations judged.
    pub judged: usize,
    /// People, by verdict.
    pub tally: Tally,
}

impl Figures {
    fn of(month: &OpenMonth) -> Self {
        let rows = month.organisations.iter().map(|row| &row.month);
        let mut figures = Self {
            all: rows.len(),
            sent: 0,
            learners: 0,
            rejected: 0,
            judged: 0,
            tally: Tally::default(),
        };
        for row in rows {
            if let Some(sent) = &row.sent {
                figures.sent += 1;
                figures.learners += i64::from(sent.learners);
                figures.rejected += i64::from(sent.rejected);
            }
            if let Some(register) = row.registers.last() {
                figures.judged += 1;
                figures.tally = figures.tally.plus(register.tally);
            }
        }
        figures
    }

    /// People it is known of: those sent, or judged since.
    fn people(&self) -> usize {
        let tally = self.tally;
        let judged = [tally.payable, tally.held, tally.excluded];
        let judged = judged.into_iter().map(i64::from).sum();
        usize::try_from(self.learners.max(judged)).unwrap_or(0)
    }

    /// Organisations that should have sent something and didn't.
    pub fn missing(&self) -> usize {
        self.all.saturating_sub(self.sent)
    }
}

impl Months {
    /// The place of a file was chosen.
    pub fn file_chosen(&mut self, register: &str, sheet: Option<Sheet>, path: PathBuf) {
        if register == self.register.id() {
            self.register.file_chosen(sheet, path);
        }
    }

    /// The month that is shown: the one chosen, or the newest that is over and not closed.
    fn month<'m>(&self, cx: &Cx<'m>) -> Option<&'m MonthState> {
        let listed = &cx.model.months.listed.value()?.months;
        let chosen = |one: &&MonthState| Some(one.month.period) == self.chosen;
        let today = cx.model.today();
        let due = |one: &&MonthState| {
            one.month.period.last_day() < today && one.month.stage != MonthStage::Closed
        };
        let mut all = listed.iter();
        all.find(chosen)
            .or_else(|| listed.iter().find(due))
            .or_else(|| listed.first())
    }

    /// Asks for what is shown, once for every list of months that came, and from time to time while
    /// the registry is at work.
    fn ask(&mut self, month: Option<&MonthState>, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(listed) = cx.model.months.listed.value() else {
            return;
        };
        let of = Arc::as_ptr(listed).addr();
        let Some(month) = month else {
            return;
        };
        let period = month.month.period;
        if self.asked != Some((of, period)) {
            self.asked = Some((of, period));
            let open = MonthCommand::Open { period };
            self.opening = Some(cx.post.send(Command::Months(open)));
        }
        let works = month.month.stage == MonthStage::Frozen
            || (month.month.stage == MonthStage::Validated && month.corrections > 0);
        if works && is_online(cx) {
            let now = ctx.input(|input| input.time);
            if now - self.looked >= EVERY && !cx.running(self.listing) {
                self.looked = now;
                self.listing = Some(cx.post.send(Command::Months(MonthCommand::List)));
            }
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(EVERY));
        }
    }

    fn take(&mut self, month: &Arc<OpenMonth>) -> Arc<table::Organisations> {
        let same = |source: &&Arc<table::Organisations>| Arc::ptr_eq(&source.0, month);
        if let Some(source) = self.source.as_ref().filter(same) {
            return source.clone();
        }
        let source = Arc::new(table::Organisations(month.clone()));
        self.source = Some(source.clone());
        source
    }

    /// Shows the months.
    pub fn show(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let month = self.month(cx).cloned();
        self.ask(month.as_ref(), cx, ui.ctx());
        let period = month.as_ref().map(|one| one.month.period);
        let opened = period.and_then(|period| cx.model.months.opened.get(&period).cloned());
        if let Some(opened) = &opened {
            let source = self.take(opened);
            let room = match self.opened {
                Some(_) => ui.available_width() - pane::width(ui.available_width()),
                None => ui.available_width(),
            };
            self.register
                .refresh(cx, ui.ctx(), &source, table::at_first(room));
        }
        let name = cx.t("order-months");
        head(ui, |ui| {
            self.head(&name, month.as_ref(), opened.as_deref(), cx, ui);
        });
        let listed = cx.model.months.listed.value();
        match (&month, &opened) {
            (Some(_), Some(opened)) => self.organisations(opened, &name, cx, ui),
            (None, _) if listed.is_some() => {
                let (title, detail) = (
                    cx.t("order-months-empty"),
                    cx.t("order-months-empty-detail"),
                );
                Notice::empty(&title, &detail)
                    .icon(Icon::CalendarSync)
                    .show(ui);
            }
            _ => self.nothing_yet(cx, ui),
        }
        self.register.dialogs(cx, ui.ctx());
        self.steps.show(opened.as_deref(), cx, ui.ctx());
    }

    /// Nothing was told: it is on its way, or can't come.
    fn nothing_yet(&self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let failed = cx.model.failure(self.opening);
        let failed = failed.or_else(|| cx.model.failure(cx.model.months.asked));
        let Some(error) = failed else {
            progress::skeleton(ui, 12);
            return;
        };
        let (title, detail) = (cx.t("panel-error"), cx.error(error));
        let again = cx.t("panel-try-again");
        if Notice::error(&title, &detail).action(&again).show(ui) {
            cx.post.put(Action::Go(Place::Orders(Section::Months)));
        }
    }

    fn organisations(
        &mut self,
        month: &Arc<OpenMonth>,
        name: &str,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let row = self.opened.and_then(|id| {
            let mut rows = month.organisations.iter();
            rows.find(|row| row.month.organisation == id)
        });
        let mut closed = false;
        if let Some(row) = row {
            let width = pane::width(ui.available_width());
            split::detail(ui, REGISTER, width, |ui| {
                closed = self.people.show(month, row, cx, ui);
            });
            closed |= escaped(ui);
        }
        if closed {
            self.opened = None;
        }
        match self.register.found().map(|found| found.totals.rows) {
            None => progress::skeleton(ui, 12),
            Some(0) => {
                let (title, detail) = match month.organisations.is_empty() {
                    true => (
                        cx.t("order-month-nobody"),
                        cx.t("order-month-nobody-detail"),
                    ),
                    false => (
                        cx.t("panel-nothing-found"),
                        cx.t("panel-nothing-found-detail"),
                    ),
                };
                Notice::empty(&title, &detail)
                    .icon(Icon::CalendarSync)
                    .show(ui);
            }
            Some(_) => {
                let looks = Looks(cx.locale);
                let found = self.register.show(cx, ui, name, &looks);
                if let Some(row) = found.and_then(|row| month.organisations.get(row)) {
                    self.opened = Some(row.month.organisation);
                }
            }
        }
    }

    fn head(
        &mut self,
        name: &str,
        month: Option<&MonthState>,
        opened: Option<&OpenMonth>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let at = opened.map(|opened| opened.at);
        let at = at.or_else(|| cx.model.months.listed.value().map(|listed| listed.at));
        let at = at.map_or_else(String::new, |at| {
            let time = cx.locale.date_time(at);
            cx.f("order-months-at", &[("time", time.into())])
        });
        PageHeader::new(name).subtitle(&at).show(ui, |ui| {
            let hint = cx.t("order-months-find");
            SearchField::new(&hint)
                .width(260.0)
                .bordered()
                .show(ui, &mut self.search);
        });
        self.register.take_search(WORDS, &mut self.search);
        if !is_online(cx) {
            let words = cx.t("order-months-offline");
            state::strip(ui, Tone::Warning, &words, None);
        }
        self.months(month, cx, ui);
        let Some(month) = month else {
            return;
        };
        if let Some(opened) = opened {
            summary(&opened.state, &Figures::of(opened), cx, ui);
        } else {
            ui.label(text::muted(&cx.t("panel-loading")));
        }
        ui.horizontal_wrapped(|ui| {
            for (code, _) in STATES {
                self.pill(STATE, code, &format!("order-month-state-{code}"), cx, ui);
            }
            self.pill(NOT_PAID, "yes", "order-month-not-paid", cx, ui);
            self.pill(REJECTED, "yes", "order-month-rejected-rows", cx, ui);
            ui.add_space(8.0);
            self.register.buttons(cx, ui, name);
            self.steps.buttons(month, cx, ui);
        });
        self.register.strips(cx, ui);
    }

    fn pill(&mut self, column: &str, code: &str, words: &str, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let chosen = self.register.is_only(column, code);
        if tag::pill(ui, chosen, &cx.t(words)).clicked() {
            self.register.toggle(column, code);
        }
    }

    /// The months there are, newest first, each with its stage.
    fn months(&mut self, month: Option<&MonthState>, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let Some(listed) = cx.model.months.listed.value() else {
            return;
        };
        ui.horizontal_wrapped(|ui| {
            for one in &listed.months {
                let period = one.month.period;
                let here = cx.model.months.opened.get(&period);
                let nobody = here.filter(|here| here.organisations.is_empty());
                let listed = nobody.map(|_| 0);
                let args = [
                    ("month", words::month(period, cx.locale).into()),
                    ("stage", cx.t(standing(one, listed).0).into()),
                ];
                let chosen = month.is_some_and(|month| month.month.period == period);
                let label = cx.f("order-month-pill", &args);
                if tag::pill(ui, chosen, &label).clicked() {
                    self.chosen = Some(period);
                    self.opened = None;
                }
            }
        });
    }
}

/// Where the month is, and how far.
fn summary(month: &MonthState, figures: &Figures, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    ui.horizontal_wrapped(|ui| {
        let (words, tone) = standing(month, Some(figures.people()));
        ui.add(Tag::new(tone, &cx.t(words)));
        if let Some(step) = month.month.closed.or(month.month.frozen) {
            ui.label(text::small_muted(&cx.locale.date_time(step.at)));
        }
        let sent = [
            ("sent", cx.locale.integer(count(figures.sent)).into()),
            ("all", cx.locale.integer(count(figures.all)).into()),
        ];
        ui.label(text::table(&cx.f("order-month-sent-of", &sent)));
        if figures.missing() > 0 {
            let words = cx.f(
                "order-month-missing",
                &[("count", figures.missing().into())],
            );
            text::toned(ui, text::table(&words), Tone::Bad);
        }
        let learners = [("count", figures.learners.into())];
        ui.label(text::table(&cx.f("order-month-learners", &learners)));
        if figures.rejected > 0 {
            let words = cx.f(
                "order-month-rejected",
                &[("count", figures.rejected.into())],
            );
            text::toned(ui, text::table(&words), Tone::Warning);
        }
        if figures.judged > 0 {
            let tally = figures.tally;
            let args = [
                (
                    "payable",
                    cx.locale.integer(i64::from(tally.payable)).into(),
                ),
                ("held", cx.locale.integer(i64::from(tally.held)).into()),
                (
                    "excluded",
                    cx.locale.integer(i64::from(tally.excluded)).into(),
                ),
            ];
            ui.label(text::table(&cx.f("order-month-tally", &args)));
        }
    });
    if month.month.stage == MonthStage::Frozen {
        let args = [
            ("done", cx.locale.integer(i64::from(month.judged)).into()),
            ("of", cx.locale.integer(i64::from(month.counting)).into()),
        ];
        let words = cx.f("order-month-course", &args);
        let share = f64::from(month.judged) / f64::from(month.counting.max(1));
        ui.label(text::small_muted(&words));
        progress::bar(ui, &words, share as f32, Tone::Info);
    } else if month.month.stage == MonthStage::Validated && month.corrections > 0 {
        let words = cx.f(
            "order-month-corrections",
            &[("count", i64::from(month.corrections).into())],
        );
        state::strip(ui, Tone::Info, &words, None);
    }
}
