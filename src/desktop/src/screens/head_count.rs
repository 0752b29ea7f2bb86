//! Head count: who of each group is in the room, against the LMS and QR.

mod phantom;

use super::head;
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use baqylau_client::ui::{Command, DocumentKind, Ticket};
use baqylau_domain::contingent::{Group, GroupCount, Learner, Presence};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{Iin, VisitId};
use baqylau_locale::Locale;
use baqylau_widgets::{
    Button, Field, Icon, Notice, PageHeader, SearchField, Segment, Tag, Tone, facts, keys, list,
    segmented, split, state, text,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// View state.
#[derive(Default)]
pub struct HeadCount {
    group: usize,
    cursor: usize,
    search: String,
    ticket: Option<Ticket>,
    /// The row at hand is to be brought into view.
    reveal: bool,
    /// Points scrolled down and height of the list, in the frame before.
    scrolled: (f32, f32),
    /// ИИН beside every name, not only beside those of namesakes.
    numbers: bool,
    aim: Option<(String, Iin)>,
}

const MARKS: [(Presence, &str, Tone); 3] = [
    (Presence::Present, "headcount-mark-present", Tone::Ok),
    (Presence::Absent, "headcount-mark-absent", Tone::Bad),
    (Presence::Excused, "headcount-mark-excused", Tone::Neutral),
];

/// Goes to the search for a learner.
const FIND: keys::Shortcut = keys::Shortcut::ctrl(egui::Key::F);

/// Height of a learner's row: two lines of a long name fit.
const ROW: f32 = 40.0;

impl HeadCount {
    /// Shows the count.
    pub fn show(&mut self, id: VisitId, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let Some(work) = cx.model.work.as_ref().filter(|work| work.id() == id) else {
            super::opening(&cx, ui);
            return;
        };
        self.header(work, &mut cx, ui);
        if work.groups.is_empty() {
            let (title, detail) = (cx.t("headcount-empty"), cx.t("headcount-no-groups-detail"));
            Notice::empty(&title, &detail).icon(Icon::Users).show(ui);
            return;
        }
        self.group = self.group.min(work.groups.len() - 1);
        self.take_aim(work, cx.locale);
        split::outline(ui, "headcount-groups", 180.0, |ui| {
            self.groups(work, &cx, ui)
        });
        let groups = work.groups.clone();
        let Some(group) = groups.get(self.group) else {
            return;
        };
        let marks = work.marks(&group.code);
        split::detail(ui, "headcount-sum", 290.0, |ui| {
            summary(group, &marks, work, &mut cx, ui);
        });
        self.learners(group, &marks, work, &mut cx, ui);
    }

    /// The learner to stand on when the count is shown next: group and ИИН.
    pub fn aim(&mut self, group: String, iin: Iin) {
        self.aim = Some((group, iin));
    }

    fn take_aim(&mut self, work: &VisitWork, locale: &Locale) {
        let Some((code, iin)) = self.aim.take() else {
            return;
        };
        let Some(at) = work.groups.iter().position(|group| group.code == code) else {
            return;
        };
        self.group = at;
        self.search.clear();
        let row = work.groups.get(at).and_then(|group| {
            let shown = self.shown(group, locale);
            shown.iter().position(|learner| learner.iin == iin)
        });
        self.cursor = row.unwrap_or(0);
        self.reveal = true;
    }

    /// Learners of a group whom the search finds, by name.
    fn shown<'g>(&self, group: &'g Group, locale: &Locale) -> Vec<&'g Learner> {
        let wanted = self.search.trim();
        let mut shown: Vec<&Learner> = group
            .learners
            .iter()
            .filter(|l| {
                wanted.is_empty()
                    || baqylau_locale::matches(wanted, &l.full_name)
                    || l.iin.to_string().contains(wanted)
            })
            .collect();
        shown.sort_by(|a, b| locale.compare(&a.full_name, &b.full_name));
        shown
    }

    fn header(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let title = cx.t("headcount-title");
        let names = super::crumbs::names(work, cx);
        let crumbs = names.each_ref().map(String::as_str);
        let subtitle = cx.f(
            "headcount-summary",
            &[
                ("listed", i64::from(work.listed_total().listed).into()),
                ("marked", i64::from(work.marked()).into()),
                ("actual", i64::from(work.count_total().present).into()),
            ],
        );
        let done = counted(work, cx).to_lowercase();
        let subtitle = format!("{subtitle} · {done}");
        let clicked = head(ui, |ui| {
            PageHeader::new(&title)
                .subtitle(&subtitle)
                .crumbs(&crumbs)
                .show(ui, |ui| {
                    let label = cx.t("headcount-print-list");
                    let busy = cx.running(self.ticket);
                    if ui
                        .add(Button::secondary(&label).icon(Icon::Printer).busy(busy))
                        .clicked()
                    {
                        let language = cx.locale.language();
                        self.ticket = Some(cx.post.send_watched(Command::PrintDocument {
                            visit: work.id(),
                            document: DocumentKind::CountingList,
                            language,
                        }));
                    }
                    let label = cx.t("headcount-show-iin");
                    let button = Button::outline(&label).selected(self.numbers);
                    if !work.groups.is_empty() && ui.add(button).clicked() {
                        self.numbers = !self.numbers;
                    }
                })
        });
        super::crumbs::follow(clicked, work, cx);
    }

    fn groups(&mut self, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
        ui.label(text::small_muted(&cx.t("headcount-group")));
        for (index, group) in work.groups.iter().enumerate() {
            let count = GroupCount::of(group, &work.marks(&group.code));
            let done = count.listed - count.unmarked;
            let note = format!("{done}/{}", count.listed);
            let tone = if count.phantom > 0 {
                Some(Tone::Bad)
            } else {
                None
            };
            let item = list::Item {
                label: &group.code,
                note: &note,
                shortcut: "",
                icon: None,
                chosen: false,
                marked: index == self.group,
                blocked: None,
                tone,
            };
            if list::item(ui, egui::accesskit::Role::ListItem, &item).clicked() {
                self.group = index;
                self.cursor = 0;
                self.reveal = true;
            }
        }
    }

    fn learners(
        &mut self,
        group: &Group,
        marks: &BTreeMap<Iin, Presence>,
        work: &VisitWork,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let editable = super::visit::may_record(&work.visit, cx.model);
        egui::Frame::new()
            .inner_margin(egui::Margin::symmetric(16, 12))
            .show(ui, |ui| {
                ui.horizontal_wrapped(|ui| {
                    self.search_field(cx, ui);
                    let label = cx.t("headcount-mark-all-present");
                    let button = Button::ghost(&label)
                        .icon(Icon::CheckCheck)
                        .enabled(editable);
                    if ui.add(button).clicked() {
                        let unmarked = group
                            .learners
                            .iter()
                            .filter(|l| !marks.contains_key(&l.iin));
                        let changes =
                            unmarked.filter_map(|l| mark(&group.code, l, Some(Presence::Present)));
                        cx.post.put(Action::Write(changes.collect()));
                    }
                });
                if !editable {
                    state::strip(ui, Tone::Info, &cx.t("checklist-read-only"), None);
                }
                let shown = self.shown(group, cx.locale);
                if shown.is_empty() {
                    let (title, detail) = (
                        cx.t("panel-nothing-found"),
                        cx.t("panel-nothing-found-detail"),
                    );
                    Notice::empty(&title, &detail).show(ui);
                    return;
                }
                self.cursor = self.cursor.min(shown.len() - 1);
                self.keyboard(group, &shown, editable, cx, ui);
                ui.spacing_mut().item_spacing.y = 0.0;
                let area = self.list_area();
                let numbered = self.numbers || self.search.contains(|c: char| c.is_ascii_digit());
                let out = area.show_rows(ui, ROW, shown.len(), |ui, range| {
                    for index in range {
                        let Some(learner) = shown.get(index) else {
                            continue;
                        };
                        let line = Line {
                            learner,
                            presence: marks.get(&learner.iin).copied(),
                            chosen: index == self.cursor,
                            editable,
                            numbered: numbered || has_namesake(group, learner),
                        };
                        let row = line.show(cx, ui);
                        if row.1 {
                            self.cursor = index;
                        }
                        if let Some(presence) = row.0 {
                            self.cursor = index;
                            if let Some(change) = mark(&group.code, learner, presence) {
                                cx.post.put(Action::Write(vec![change]));
                            }
                        }
                    }
                });
                self.scrolled = (out.state.clamped_offset().y, out.inner_rect.height());
            });
    }

    /// The list, scrolled so far that the row at hand is in view.
    fn list_area(&mut self) -> egui::ScrollArea {
        let area = egui::ScrollArea::vertical()
            .id_salt(("headcount", self.group))
            .auto_shrink([false, false]);
        let (from, height) = self.scrolled;
        if !std::mem::take(&mut self.reveal) || height <= 0.0 {
            return area;
        }
        let top = self.cursor as f32 * ROW;
        let to = top + ROW - height;
        area.vertical_scroll_offset(if top < from { top } else { from.max(to) })
    }

    /// The search; Down or Enter goes from it to the first learner found, Ctrl+F comes back.
    fn search_field(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let id = egui::Id::unique("headcount-search");
        if keys::pressed(ui, FIND) {
            self.search.clear();
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let hint = cx.t("headcount-find");
        let shortcut = FIND.label();
        let response = SearchField::new(&hint)
            .id(id)
            .shortcut(&shortcut)
            .width(236.0)
            .bordered()
            .show(ui, &mut self.search);
        if response.changed() {
            self.cursor = 0;
            self.reveal = true;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, key));
        let down = response.has_focus() && pressed(egui::Key::ArrowDown);
        // Enter takes the focus away by itself.
        let entered = response.lost_focus() && pressed(egui::Key::Enter);
        if down || entered {
            response.surrender_focus();
            self.cursor = 0;
            self.reveal = true;
        }
    }

    fn keyboard(
        &mut self,
        group: &Group,
        shown: &[&Learner],
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &egui::Ui,
    ) {
        use egui::Key;
        let down = keys::Shortcut::plain(Key::ArrowDown);
        let up = keys::Shortcut::plain(Key::ArrowUp);
        if keys::pressed_or_repeated(ui, down, true) {
            self.cursor = (self.cursor + 1).min(shown.len() - 1);
            self.reveal = true;
        }
        if keys::pressed_or_repeated(ui, up, true) {
            self.cursor = self.cursor.saturating_sub(1);
            self.reveal = true;
        }
        if !editable {
            return;
        }
        let typing = ui.ctx().text_edit_focused();
        if !typing && keys::pressed(ui, keys::Shortcut::ctrl(Key::Z)) {
            cx.post.put(Action::Undo);
        }
        if !typing
            && (keys::pressed(ui, keys::Shortcut::ctrl(Key::Y))
                || keys::pressed(ui, keys::Shortcut::ctrl_shift(Key::Z)))
        {
            cx.post.put(Action::Redo);
        }
        let Some(digit) = keys::digit(ui).filter(|digit| *digit <= MARKS.len()) else {
            return;
        };
        if let (Some(learner), Some((presence, _, _))) =
            (shown.get(self.cursor), MARKS.get(digit - 1))
        {
            if let Some(change) = mark(&group.code, learner, Some(*presence)) {
                cx.post.put(Action::Write(vec![change]));
            }
            self.cursor = (self.cursor + 1).min(shown.len() - 1);
            self.reveal = true;
        }
    }
}

/// Whether somebody else of the group has the same name.
fn has_namesake(group: &Group, learner: &Learner) -> bool {
    let same = |one: &&Learner| one.full_name == learner.full_name;
    group.learners.iter().filter(same).count() > 1
}

fn mark(group: &str, learner: &Learner, presence: Option<Presence>) -> Option<(FieldKey, Value)> {
    let key = FieldKey::Mark {
        group: group.to_owned(),
        iin: learner.iin,
    };
    Some((key, serde_json::to_value(presence).ok()?))
}

/// One learner's row.
struct Line<'a> {
    learner: &'a Learner,
    presence: Option<Presence>,
    chosen: bool,
    editable: bool,
    numbered: bool,
}

impl Line<'_> {
    /// Returns what was chosen (`Some(None)` to clear), and whether the row was clicked.
    fn show(&self, cx: &Cx<'_>, ui: &mut egui::Ui) -> (Option<Option<Presence>>, bool) {
        let t = baqylau_widgets::tokens(ui);
        let fill = if self.chosen { t.accent_soft } else { t.panel };
        let frame = egui::Frame::new()
            .fill(fill)
            .inner_margin(egui::Margin::symmetric(12, 4));
        let inner = frame.show(ui, |ui| {
            ui.set_height(ROW - 8.0);
            ui.horizontal(|ui| {
                ui.set_width(ui.available_width());
                let layout = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(layout, |ui| {
                    let result = self.answers(cx, ui);
                    if self.learner.qr_marked {
                        let tag = ui.add(Tag::new(Tone::Info, "QR"));
                        if self.chosen {
                            // The row at hand has the fill of the tag.
                            let line = egui::Stroke::new(1.0, t.ink(Tone::Info));
                            let inside = egui::StrokeKind::Inside;
                            let round = baqylau_widgets::tokens::RADIUS_TAG;
                            ui.painter().rect_stroke(tag.rect, round, line, inside);
                        }
                    }
                    if !self.learner.in_lms {
                        ui.add(Tag::new(Tone::Warning, &cx.t("headcount-not-in-lms")));
                    }
                    let layout = egui::Layout::left_to_right(egui::Align::Center);
                    ui.with_layout(layout, |ui| self.name(ui));
                    result
                })
                .inner
            })
            .inner
        });
        let rect = inner.response.rect;
        baqylau_widgets::panel::underline(ui, rect);
        let pressed = ui.input(|input| {
            input.pointer.primary_clicked()
                && input
                    .pointer
                    .interact_pos()
                    .is_some_and(|pos| rect.contains(pos))
        });
        (inner.inner, pressed && ui.rect_contains_pointer(rect))
    }

    /// Only the row at hand and unmarked ones offer all answers; the others say what was seen.
    fn answers(&self, cx: &Cx<'_>, ui: &mut egui::Ui) -> Option<Option<Presence>> {
        let at = MARKS.iter().position(|(m, _, _)| Some(*m) == self.presence);
        if self.editable && (self.chosen || self.presence.is_none()) {
            let words: Vec<String> = MARKS.iter().map(|(_, key, _)| cx.t(key)).collect();
            let segments: Vec<Segment<'_>> = words
                .iter()
                .zip(MARKS)
                .map(|(word, (_, _, tone))| Segment::new(word, tone))
                .collect();
            let name = &self.learner.full_name;
            let index = segmented::answers(ui, name, at, &segments, self.chosen)?;
            let picked = MARKS.get(index).map(|(presence, _, _)| *presence);
            return Some(if picked == self.presence {
                None
            } else {
                picked
            });
        }
        if let Some((_, key, tone)) = at.and_then(|at| MARKS.get(at)) {
            ui.add(Tag::new(*tone, &cx.t(key)));
        }
        None
    }

    /// The name has the room: people are called by it. The number tells namesakes apart, and is
    /// there for whoever asks for it.
    fn name(&self, ui: &mut egui::Ui) {
        let number = self.learner.iin.masked();
        if self.numbered {
            ui.label(text::digits(&number));
        }
        let t = baqylau_widgets::tokens(ui);
        let weight = baqylau_widgets::fonts::Weight::Medium;
        let room = ui.available_width();
        let galley = text::lines(ui, &self.learner.full_name, weight, 13.0, t.text, room, 2);
        let response = ui.add(egui::Label::new(galley));
        if !self.numbered {
            response.on_hover_text(number);
        }
    }
}

fn summary(
    group: &Group,
    marks: &BTreeMap<Iin, Presence>,
    work: &VisitWork,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let count = GroupCount::of(group, marks).with_orders(work.ordered(&group.code));
    ui.label(text::section(&group.code));
    facts::row(ui, &cx.t("headcount-room"), &group.room);
    let number = |value: u32| cx.locale.integer(i64::from(value));
    facts::row(ui, &cx.t("headcount-listed"), &number(count.listed));
    facts::row(ui, &cx.t("headcount-lms"), &number(count.lms));
    facts::row(ui, &cx.t("headcount-qr"), &number(count.qr));
    orders(group, count.orders, work, cx, ui);
    facts::strong(ui, &cx.t("headcount-actual"), &number(count.present));
    facts::row(
        ui,
        &cx.t("headcount-presence-excused"),
        &number(count.excused),
    );
    facts::row(
        ui,
        &cx.t("headcount-presence-unmarked"),
        &number(count.unmarked),
    );
    match count.gap() {
        Some((0, _)) => {
            state::strip(ui, Tone::Ok, &cx.t("headcount-no-difference"), None);
        }
        Some((gap, share)) => {
            let found = cx.f(
                "headcount-difference-found",
                &[("count", i64::from(gap).into())],
            );
            let percent = cx.locale.percent(f64::from(share) / 100.0, 2);
            state::strip(ui, Tone::Warning, &format!("{found} · {percent}"), None);
        }
        None => {
            ui.label(text::small_muted(&cx.t("headcount-unfinished")));
        }
    }
    if let Some(gap) = count.orders_gap() {
        let words = cx.locale.integer(gap);
        facts::strong(ui, &cx.t("headcount-orders-difference"), &words);
    }
    if count.phantom > 0 {
        let args = [("count", i64::from(count.phantom).into())];
        state::strip(ui, Tone::Bad, &cx.f("headcount-marked-absent", &args), None);
        phantom::offer(group, marks, work, cx, ui);
    }
    ui.add_space(12.0);
    // All groups by their lists, and apart from them those that were counted: what was found is
    // compared only with the lists of the groups it was found in.
    ui.label(text::section(&cx.t("headcount-all-groups")));
    let lists = work.listed_total();
    facts::row(ui, &cx.t("headcount-listed"), &number(lists.listed));
    facts::row(ui, &cx.t("headcount-lms"), &number(lists.lms));
    facts::row(ui, &cx.t("headcount-qr"), &number(lists.qr));
    ui.add_space(12.0);
    ui.label(text::section(&counted(work, cx)));
    if work.groups_counted() == 0 {
        ui.label(text::small_muted(&cx.t("headcount-none-counted")));
        return;
    }
    let total = work.counted_total();
    facts::row(ui, &cx.t("headcount-listed"), &number(total.listed));
    facts::row(ui, &cx.t("headcount-lms"), &number(total.lms));
    facts::strong(ui, &cx.t("headcount-actual"), &number(total.present));
    if let Some((gap, share)) = total.gap() {
        let percent = cx.locale.percent(f64::from(share) / 100.0, 2);
        facts::strong(
            ui,
            &cx.t("headcount-difference"),
            &format!("{gap} · {percent}"),
        );
    }
    if let Some(gap) = total.orders_gap() {
        let words = cx.locale.integer(gap);
        facts::strong(ui, &cx.t("headcount-orders-difference"), &words);
    }
}

/// The number by orders of enrolment: read on site in the organisation's papers, so typed here.
fn orders(group: &Group, known: Option<u32>, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let editable = super::visit::may_record(&work.visit, cx.model);
    let mut number = known.map(i64::from);
    let (label, hint) = (cx.t("headcount-orders"), cx.t("headcount-orders-hint"));
    let response = ui
        .push_id(&group.code, |ui| {
            Field::new(&label)
                .hint(&hint)
                .read_only(!editable)
                .width(ui.available_width().min(260.0))
                .number(ui, &mut number, 0)
        })
        .inner;
    if response.changed() && editable {
        let key = FieldKey::Ordered {
            group: group.code.clone(),
        };
        let value = number.and_then(|number| u32::try_from(number).ok());
        let value = value.map_or(Value::Null, Value::from);
        cx.post.put(Action::Write(vec![(key, value)]));
    }
}

/// "2 of 12 groups counted": what is seen so far is measured against lists of all of them.
fn counted(work: &VisitWork, cx: &Cx<'_>) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(0);
    cx.f(
        "headcount-groups-counted",
        &[
            ("done", number(work.groups_counted()).into()),
            ("total", number(work.groups.len()).into()),
        ],
    )
}
