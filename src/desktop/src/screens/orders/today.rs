//! What waits for the signed-in person in the state order, what of it is late, who hasn't sent an
//! act, what changed since the last working day, and messages.

mod threads;

use super::super::head;
use super::reckon::Reckoner;
use super::standstill::{self, Standstill};
use super::words;
use crate::cx::Cx;
use crate::model::Model;
use crate::place::Place;
use baqylau_client::ui::{OrdersView, SanctionRow};
use baqylau_domain::Moment;
use baqylau_domain::calendar::WorkingCalendar;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    ContractParty, Duty, Happened, MandateScope, MessageSubject, OrderChange, OrderRules,
    SchoolingRecord, StageKind, Task, Unsent, WhyUnsent, WorkItem, Worklist, changes, unsent,
};
use baqylau_widgets::rowlist::RowList;
use baqylau_widgets::{
    Icon, Notice, PageHeader, Tag, Tone, access, fonts, icon, progress, state, tabs, tag, text,
};
use chrono::{Days, NaiveDate, NaiveTime};
use egui::accesskit::Role;
use egui::{EventFilter, Id, Key, Modifiers, Rect, Sense, pos2, vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// Height of a row, in points.
const ROW: f32 = 54.0;

/// Whose day, and which.
#[derive(Clone)]
struct Question {
    actor: Actor,
    today: NaiveDate,
    sanctions: Option<Arc<Vec<SanctionRow>>>,
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        let sanctions = match (&self.sanctions, &other.sanctions) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        sanctions && self.actor == other.actor && self.today == other.today
    }
}

/// Everything the screen shows.
struct Day {
    view: Arc<OrdersView>,
    list: Worklist,
    unsent: Vec<Unsent>,
    changes: Vec<OrderChange>,
    /// Since when changes are told.
    since: NaiveDate,
    /// Records by their keys.
    places: HashMap<String, usize>,
    /// A record of each school, which knows its name.
    schools: HashMap<OrganisationId, usize>,
    /// Why payment to schools stands still.
    rulings: HashMap<OrganisationId, Standstill>,
}

fn work_out(view: &Arc<OrdersView>, question: &Question) -> Day {
    let records = || view.rows.iter().map(|row| &*row.record);
    let calendar = WorkingCalendar::kazakhstan();
    let rules = OrderRules::pilot();
    let rulings = standstill::of_all(question.sanctions.as_deref());
    let stopped = rulings.iter().map(|(school, one)| (*school, one.since));
    let stopped = stopped.collect();
    let duty = Duty {
        hand: &question.actor,
        today: question.today,
        calendar: &calendar,
        rules: &rules,
        stopped: &stopped,
    };
    let since = last_working_day(question.today, &calendar);
    let region = question
        .actor
        .territory
        .map(baqylau_domain::identifiers::Kato::region);
    let told = question.actor.role != AccountRole::School;
    let with_school = |(place, row): (usize, &baqylau_client::ui::OrderRow)| {
        row.school.as_ref().map(|school| (school.id, place))
    };
    Day {
        list: Worklist::of(records(), duty),
        unsent: if told {
            unsent(records(), region, question.today, &calendar, &rules)
        } else {
            Vec::new()
        },
        changes: changes(records(), beginning_of(since)),
        since,
        places: records()
            .enumerate()
            .map(|(place, record)| (record.key(), place))
            .collect(),
        schools: view
            .rows
            .iter()
            .enumerate()
            .filter_map(with_school)
            .collect(),
        rulings,
        view: view.clone(),
    }
}

/// The last day before this one on which people worked.
fn last_working_day(today: NaiveDate, calendar: &WorkingCalendar) -> NaiveDate {
    let before = (1..=15).filter_map(|days| today.checked_sub_days(Days::new(days)));
    before
        .into_iter()
        .find(|day| calendar.is_working(*day))
        .unwrap_or(today)
}

/// The moment a legal day begins.
fn beginning_of(day: NaiveDate) -> Moment {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    let offset = baqylau_locale::legal_offset(midnight);
    midnight - chrono::TimeDelta::seconds(offset.local_minus_utc().into())
}

/// Which of the lists is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Waits,
    Suspended,
    Unsent,
    Changed,
    Messages,
}

/// View state.
#[derive(Default)]
pub struct Today {
    reckoner: Reckoner<Question, Day>,
    shown: usize,
    /// Only things of this kind.
    only: Option<&'static str>,
    /// The row an arrow leads to.
    going: Option<usize>,
}

/// A row as it is shown.
struct Line {
    icon: Icon,
    tone: Tone,
    title: String,
    detail: String,
    /// What stands at the right: a word and its tone.
    mark: Option<(String, Tone)>,
    quiet: String,
    /// Where it leads.
    to: Option<Place>,
    /// Whose messages it leads to, where it leads to them.
    messages: Option<MessageSubject>,
}

impl Today {
    /// The day as it is known now, or was before, while it is being worked out.
    fn day(&mut self, model: &Model, ctx: &egui::Context) -> Option<Arc<Day>> {
        let view = model.orders.value()?.clone();
        let actor = model.person()?.actor();
        let today = model.today();
        let sanctions = model.sanctions.value().cloned();
        let question = Question {
            actor,
            today,
            sanctions,
        };
        self.reckoner.answer(ctx, &view, &question, work_out)
    }

    /// How many things are late; nought while nothing is known.
    pub fn late(&mut self, model: &Model, ctx: &egui::Context) -> usize {
        self.day(model, ctx).map_or(0, |day| day.list.late())
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
        let list = head(ui, |ui| self.head(&day, cx, ui));
        match list {
            List::Waits => self.waits(&day, cx, ui),
            List::Suspended => {
                let nothing = ("board-suspended-none", "board-suspended-none-detail");
                let items = &day.list.suspended;
                self.rows(items.len(), nothing, cx, ui, |row, cx| {
                    items.get(row).map(|item| item_line(&day, item, cx))
                });
            }
            List::Unsent => {
                let nothing = ("board-unsent-none", "board-unsent-none-detail");
                self.rows(day.unsent.len(), nothing, cx, ui, |row, cx| {
                    day.unsent.get(row).map(|one| unsent_line(&day, one, cx))
                });
            }
            List::Changed => {
                let nothing = ("board-changed-none", "board-changed-none-detail");
                self.rows(day.changes.len(), nothing, cx, ui, |row, cx| {
                    day.changes.get(row).map(|one| change_line(&day, one, cx))
                });
            }
            List::Messages => {
                let threads = threads::of(&day.view);
                let nothing = ("board-messages-none", "board-messages-none-detail");
                self.rows(threads.len(), nothing, cx, ui, |row, cx| {
                    threads.get(row).map(|one| threads::line(&day, one, cx))
                });
            }
        }
    }

    fn head(&mut self, day: &Day, cx: &mut Cx<'_>, ui: &mut egui::Ui) -> List {
        let (all, late) = (day.list.items.len(), day.list.late());
        let subtitle = [
            cx.f("board-waits-count", &[("count", all.into())]),
            cx.f("board-late-count", &[("count", late.into())]),
        ]
        .join(" · ");
        PageHeader::new(&cx.t("board-today"))
            .subtitle(&subtitle)
            .show(ui, |_| {});
        let since = cx.locale.date(day.since);
        let changed = cx.f("board-tab-changed", &[("day", since.into())]);
        let mut lists = vec![(List::Waits, cx.t("board-tab-waits"), all, Tone::Warning)];
        let still = day.list.suspended.len();
        if still > 0 {
            let words = cx.t("board-tab-suspended");
            lists.push((List::Suspended, words, still, Tone::Neutral));
        }
        if cx
            .model
            .person()
            .is_some_and(|person| person.role != AccountRole::School)
        {
            let count = day.unsent.len();
            lists.push((List::Unsent, cx.t("board-tab-unsent"), count, Tone::Bad));
        }
        lists.push((List::Changed, changed, day.changes.len(), Tone::Neutral));
        if super::desk::party(cx).is_some() {
            let messages = cx.t("board-tab-messages");
            lists.push((List::Messages, messages, day.view.unread(), Tone::Info));
        }
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
        self.shown = self.shown.min(lists.len().saturating_sub(1));
        if tabs::tabs(ui, &mut self.shown, &shown) {
            self.going = None;
        }
        let list = lists
            .get(self.shown)
            .map_or(List::Waits, |(list, ..)| *list);
        if list == List::Waits {
            self.kinds(day, cx, ui);
            self.barred(day, cx, ui);
        }
        list
    }

    /// The kinds of things that wait, with how many; each is a filter.
    fn kinds(&mut self, day: &Day, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let mut kinds: Vec<(&'static str, usize)> = Vec::new();
        for item in &day.list.items {
            let code = item.task.code();
            match kinds.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => kinds.push((code, 1)),
            }
        }
        if self
            .only
            .is_some_and(|only| kinds.iter().all(|(code, _)| *code != only))
        {
            self.only = None;
        }
        if kinds.len() < 2 {
            return;
        }
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            for (code, count) in kinds {
                let name = cx.t(&format!("board-task-{code}"));
                let label = format!("{name} · {count}");
                let chosen = self.only == Some(code);
                if tag::pill(ui, chosen, &label).clicked() {
                    self.only = (!chosen).then_some(code);
                    self.going = None;
                }
            }
        });
    }

    fn barred(&self, day: &Day, cx: &Cx<'_>, ui: &mut egui::Ui) {
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

    fn waits(&mut self, day: &Day, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let only = self.only;
        let meant = |item: &&WorkItem| only.is_none_or(|only| item.task.code() == only);
        let items: Vec<&WorkItem> = day.list.items.iter().filter(meant).collect();
        let nothing = ("board-waits-none", "board-waits-none-detail");
        self.rows(items.len(), nothing, cx, ui, |row, cx| {
            items.get(row).map(|item| item_line(day, item, cx))
        });
    }

    fn rows(
        &mut self,
        count: usize,
        (title, detail): (&str, &str),
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        line: impl Fn(usize, &Cx<'_>) -> Option<Line>,
    ) {
        if count == 0 {
            let (title, detail) = (cx.t(title), cx.t(detail));
            Notice::empty(&title, &detail)
                .icon(Icon::CircleCheck)
                .show(ui);
            return;
        }
        let base = Id::unique(("order-day", self.shown));
        let (going, mut next) = (self.going.take(), None);
        let mut opened = None;
        RowList::new("order-day", ROW)
            .reveal(going)
            .show(ui, count, |ui, row| {
                let Some(line) = line(row, cx) else {
                    return;
                };
                let response = show_line(&line, base.with(row), ui);
                if going == Some(row) {
                    response.request_focus();
                }
                if response.has_focus() {
                    next = arrow(ui, &response, row, count);
                }
                if response.clicked() {
                    if let Some(about) = line.messages {
                        super::letters::want(ui.ctx(), about);
                    }
                    opened = line.to;
                }
            });
        self.going = next;
        if next.is_some() {
            ui.ctx().request_repaint();
        }
        if let Some(one) = opened {
            cx.post.go(one);
        }
    }
}

/// The row an arrow leads to from the one that has the focus.
fn arrow(ui: &egui::Ui, response: &egui::Response, row: usize, count: usize) -> Option<usize> {
    let keep = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keep));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = count.saturating_sub(1);
    if pressed(Key::ArrowDown) {
        (row < last).then_some(row + 1)
    } else if pressed(Key::ArrowUp) {
        row.checked_sub(1)
    } else if pressed(Key::PageDown) {
        Some((row + 10).min(last))
    } else if pressed(Key::PageUp) {
        Some(row.saturating_sub(10))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    }
}

fn show_line(line: &Line, id: Id, ui: &mut egui::Ui) -> egui::Response {
    let t = baqylau_widgets::tokens(ui);
    let size = vec2(ui.available_width(), ROW);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let sense = if line.to.is_some() {
        Sense::click()
    } else {
        Sense::focusable_noninteractive()
    };
    let response = ui.interact(rect, id, sense);
    let mark = line.mark.as_ref().map_or("", |(words, _)| words.as_str());
    let parts = [line.title.as_str(), &line.detail, &line.quiet, mark];
    let name: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let role = match line.to {
        Some(_) => Role::Button,
        None => Role::ListItem,
    };
    access::named(&response, role, &name.join(". "));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if response.hovered() && line.to.is_some() {
        ui.painter().rect_filled(rect, 0, t.hover);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, (1.0, t.line));
    let at = pos2(rect.left() + 28.0, rect.center().y);
    icon::paint(ui.painter(), line.icon, at, 18.0, t.ink(line.tone));
    let mut right = rect.right() - 16.0;
    if let Some((words, tone)) = &line.mark {
        let width = text::line(ui, words, fonts::Weight::Medium, 12.0, t.text, 220.0)
            .size()
            .x
            + 30.0;
        let place = Rect::from_min_max(
            pos2(right - width, rect.top() + 14.0),
            pos2(right, rect.bottom() - 14.0),
        );
        ui.put(place, Tag::new(*tone, words));
        right -= width + 12.0;
    }
    if !line.quiet.is_empty() {
        let room = (rect.width() * 0.25).max(120.0);
        let quiet = text::line(ui, &line.quiet, fonts::Weight::Regular, 12.0, t.muted, room);
        text::paint_at(ui, &quiet, right - quiet.size().x, rect.center().y);
        right -= quiet.size().x + 12.0;
    }
    let left = rect.left() + 52.0;
    let room = (right - left).max(40.0);
    let title = text::line(ui, &line.title, fonts::Weight::Medium, 14.0, t.text, room);
    let (title_y, detail_y) = (rect.top() + 18.0, rect.top() + 37.0);
    text::paint_at(ui, &title, left, title_y);
    let detail = text::line(
        ui,
        &line.detail,
        fonts::Weight::Regular,
        12.0,
        t.muted,
        room,
    );
    text::paint_at(ui, &detail, left, detail_y);
    access::focus_ring(ui, rect.shrink(3.0), 4, &response);
    response
}

impl Day {
    fn record(&self, key: &str) -> Option<&SchoolingRecord> {
        let row = self.view.rows.get(*self.places.get(key)?)?;
        Some(&row.record)
    }

    fn place(&self, key: &str) -> Option<Place> {
        self.record(key).map(super::place_of)
    }

    fn school(&self, id: OrganisationId, cx: &Cx<'_>) -> Option<String> {
        let row = self.view.rows.get(*self.schools.get(&id)?)?;
        Some(words::school(row, cx.locale))
    }

    /// Whether something was asked of a record here that the registry hasn't answered.
    fn is_asked(&self, key: &str) -> bool {
        let row = self
            .places
            .get(key)
            .and_then(|place| self.view.rows.get(*place));
        row.is_some_and(|row| !row.waiting.is_empty())
    }
}

fn item_line(day: &Day, item: &WorkItem, cx: &Cx<'_>) -> Line {
    let task = cx.t(&format!("board-task-{}", item.task.code()));
    let school = item.school.and_then(|school| day.school(school, cx));
    let region = item
        .department
        .map(|region| super::words::region(region, cx.locale));
    // Who works for more than one region is told which.
    let several = cx
        .model
        .person()
        .is_some_and(|person| person.territory.is_none() && person.organisation.is_none());
    let where_from = region.clone().filter(|_| several && school.is_some());
    let about = school.or(region);
    let title = match about {
        Some(about) => format!("{task} · {about}"),
        None => task,
    };
    let mut parts: Vec<String> = where_from.into_iter().collect();
    if let Task::ChaseAct(why) = &item.task {
        parts.push(why_unsent(why, cx));
    }
    let ruling = item.school.and_then(|school| day.rulings.get(&school));
    if let Some(ruling) = ruling.filter(|_| item.task == Task::AwaitRuling) {
        parts.push(ruling.words(cx));
    }
    if item.task == Task::SettleInvoice
        && let Some(SchoolingRecord::Act(act)) = day.record(&item.key)
        && let Some((found, _)) = super::acts::invoice::state(act, cx.locale)
    {
        parts.push(found);
    }
    if let Some(number) = &item.number {
        parts.push(cx.f("board-number", &[("number", number.as_str().into())]));
    }
    if let Some(period) = item.period {
        parts.push(words::month(period, cx.locale));
    }
    if let Some(acts) = item.acts {
        parts.push(cx.f("board-acts", &[("count", acts.into())]));
    }
    if let Some(sum) = item.sum {
        parts.push(cx.locale.money_tiyn(sum.0));
    }
    let since = cx.locale.date(item.since);
    let asked = day.is_asked(&item.key);
    let (mark, tone) = match (asked, item.due) {
        (true, _) => (cx.t("board-asked"), Tone::Info),
        (false, Some(_)) if item.late > 0 => {
            let days = i64::from(item.late);
            (cx.f("board-late-by", &[("days", days.into())]), Tone::Bad)
        }
        (false, Some(due)) => {
            let words = cx.f("board-due", &[("day", cx.locale.date(due).into())]);
            (words, Tone::Neutral)
        }
        (false, None) => (String::new(), Tone::Neutral),
    };
    Line {
        icon: icon_of(&item.task),
        tone: match item.task {
            Task::AwaitRuling => Tone::Neutral,
            _ if item.late > 0 => Tone::Bad,
            _ => Tone::Accent,
        },
        title,
        detail: parts.join(" · "),
        mark: (!mark.is_empty()).then_some((mark, tone)),
        quiet: cx.f("board-since", &[("day", since.into())]),
        to: day.place(&item.key),
        messages: None,
    }
}

fn unsent_line(day: &Day, one: &Unsent, cx: &Cx<'_>) -> Line {
    let month = words::month(one.period, cx.locale);
    let school = day.school(one.school, cx).unwrap_or_default();
    let contract = cx.f("board-number", &[("number", one.number.as_str().into())]);
    let late = i64::from(one.late);
    let mark = if one.late > 0 {
        (cx.f("board-late-by", &[("days", late.into())]), Tone::Bad)
    } else {
        let due = cx.locale.date(one.due);
        (cx.f("board-due", &[("day", due.into())]), Tone::Neutral)
    };
    let since = cx.locale.date(one.since);
    Line {
        icon: Icon::FileX,
        tone: if one.late > 0 {
            Tone::Bad
        } else {
            Tone::Warning
        },
        title: format!("{school} · {month}"),
        detail: [
            why_unsent(&one.why, cx),
            contract,
            super::words::region(one.department, cx.locale),
        ]
        .join(" · "),
        mark: Some(mark),
        quiet: cx.f("board-since", &[("day", since.into())]),
        to: day.place(one.act.as_deref().unwrap_or(&one.contract)),
        messages: None,
    }
}

fn change_line(day: &Day, one: &OrderChange, cx: &Cx<'_>) -> Line {
    let what = match &one.happened {
        Happened::Operation(step) => cx.t(&format!("client-order-{}", step.replace('_', "-"))),
        Happened::Stage(stage) => {
            let code = StageKind::from(stage).code();
            cx.t(&format!("board-stage-{code}"))
        }
        Happened::Payment(state) => {
            let place = words::payment_state(state);
            let code = words::PAYMENT_STATES
                .get(place)
                .map_or("", |(code, _)| code);
            cx.t(&format!("board-payment-{code}"))
        }
    };
    let school = one.school.and_then(|school| day.school(school, cx));
    let region = one
        .department
        .map(|region| super::words::region(region, cx.locale));
    let kind = one.key.split(':').next().unwrap_or_default();
    let mut parts = vec![cx.t(&format!("board-record-{kind}"))];
    let me = cx.model.person().map(|person| person.id);
    if one.by.is_some() && one.by == me {
        parts.push(cx.t("board-by-you"));
    }
    Line {
        icon: Icon::History,
        tone: Tone::Accent,
        title: match school.or(region) {
            Some(about) => format!("{what} · {about}"),
            None => what,
        },
        detail: parts.join(" · "),
        mark: None,
        quiet: cx.locale.date_time(one.at),
        to: day.place(&one.key),
        messages: None,
    }
}

fn why_unsent(why: &WhyUnsent, cx: &Cx<'_>) -> String {
    match why {
        WhyUnsent::ContractNotSigned { by } => {
            let missing = |party| by.contains(&party);
            let school = missing(ContractParty::School);
            let department = missing(ContractParty::Department);
            cx.t(match (school, department) {
                (true, false) => "board-why-contract-school",
                (false, true) => "board-why-contract-department",
                _ => "board-why-contract-both",
            })
        }
        WhyUnsent::NotComposed => cx.t("board-why-not-composed"),
        WhyUnsent::Withdrawn => cx.t("board-why-withdrawn"),
        WhyUnsent::NotSigned => cx.t("board-why-not-signed"),
    }
}

fn icon_of(task: &Task) -> Icon {
    match task {
        Task::TakeApplication
        | Task::ExamineApplication
        | Task::ReworkApplication
        | Task::ApproveApplication
        | Task::AnswerRemarks => Icon::Inbox,
        Task::SignApplication | Task::SignContract | Task::SignAct => Icon::PenLine,
        Task::ComposeAct | Task::ContractBuilding => Icon::FilePlus,
        Task::ChaseAct(_) => Icon::FileX,
        Task::ListAct
        | Task::RelistAct
        | Task::SendRegister
        | Task::RelistActs
        | Task::ExamineRegister => Icon::ListChecks,
        Task::SendBackActs => Icon::Undo2,
        Task::AwaitRuling => Icon::Clock,
        Task::SettleInvoice => Icon::Receipt,
        Task::OrderPayments | Task::SendPayment | Task::AwaitBank | Task::ReissuePayment => {
            Icon::Banknote
        }
        Task::RenewMandate => Icon::IdCard,
    }
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
