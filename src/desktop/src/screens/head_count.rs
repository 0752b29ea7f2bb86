//! Head count: who of each group is in the room, against the LMS and QR.

use super::head;
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use crate::place::Place;
use baqylau_client::ui::{Command, DocumentKind, Ticket};
use baqylau_domain::contingent::{Group, GroupCount, Learner, Presence};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
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
    scroll_to_cursor: bool,
}

const MARKS: [(Presence, &str, Tone); 3] = [
    (Presence::Present, "headcount-mark-present", Tone::Ok),
    (Presence::Absent, "headcount-mark-absent", Tone::Bad),
    (Presence::Excused, "headcount-mark-excused", Tone::Neutral),
];

/// Room a learner's line must have left for the ИИН to be shown beside the name, in points.
const IIN_ROOM: f32 = 240.0;

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

    fn header(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let title = cx.t("headcount-title");
        let name = cx.tri(&work.organisation.name).to_owned();
        let crumbs = [name.as_str()];
        let subtitle = cx.f(
            "headcount-summary",
            &[
                ("listed", i64::from(work.listed_total().listed).into()),
                ("actual", i64::from(work.count_total().present).into()),
            ],
        );
        let subtitle = format!("{subtitle} · {}", counted(work, cx));
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
                })
        });
        if clicked.is_some() {
            cx.post.go(Place::Visit(work.id()));
        }
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
            }
        }
    }

    fn learners(
        &mut self,
        group: &Group,
        marks: &BTreeMap<baqylau_domain::identifiers::Iin, Presence>,
        work: &VisitWork,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let editable = super::visit::may_record(&work.visit, cx.model);
        egui::Frame::new()
            .inner_margin(egui::Margin::symmetric(16, 12))
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    let hint = cx.t("headcount-find");
                    SearchField::new(&hint)
                        .width(190.0)
                        .bordered()
                        .show(ui, &mut self.search);
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
                let mut shown: Vec<&Learner> = group
                    .learners
                    .iter()
                    .filter(|l| {
                        self.search.trim().is_empty()
                            || baqylau_locale::matches(&self.search, &l.full_name)
                            || l.iin.to_string().contains(self.search.trim())
                    })
                    .collect();
                shown.sort_by(|a, b| cx.locale.compare(&a.full_name, &b.full_name));
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
                let height = 40.0;
                ui.spacing_mut().item_spacing.y = 0.0;
                egui::ScrollArea::vertical()
                    .auto_shrink([false, false])
                    .show_rows(ui, height, shown.len(), |ui, range| {
                        for index in range {
                            let Some(learner) = shown.get(index) else {
                                continue;
                            };
                            let chosen = index == self.cursor;
                            let row = learner_row(
                                learner,
                                marks.get(&learner.iin).copied(),
                                chosen,
                                editable,
                                cx,
                                ui,
                            );
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
                self.scroll_to_cursor = false;
            });
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
            self.scroll_to_cursor = true;
        }
        if keys::pressed_or_repeated(ui, up, true) {
            self.cursor = self.cursor.saturating_sub(1);
            self.scroll_to_cursor = true;
        }
        let Some(digit) = keys::digit(ui).filter(|digit| *digit <= MARKS.len() && editable) else {
            return;
        };
        if let (Some(learner), Some((presence, _, _))) =
            (shown.get(self.cursor), MARKS.get(digit - 1))
        {
            if let Some(change) = mark(&group.code, learner, Some(*presence)) {
                cx.post.put(Action::Write(vec![change]));
            }
            self.cursor = (self.cursor + 1).min(shown.len() - 1);
        }
    }
}

fn mark(group: &str, learner: &Learner, presence: Option<Presence>) -> Option<(FieldKey, Value)> {
    let key = FieldKey::Mark {
        group: group.to_owned(),
        iin: learner.iin,
    };
    Some((key, serde_json::to_value(presence).ok()?))
}

/// One learner; returns what was chosen (`Some(None)` to clear), and whether the row was clicked.
fn learner_row(
    learner: &Learner,
    presence: Option<Presence>,
    chosen: bool,
    editable: bool,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) -> (Option<Option<Presence>>, bool) {
    let t = baqylau_widgets::tokens(ui);
    let mut result = None;
    let fill = if chosen { t.accent_soft } else { t.panel };
    let frame = egui::Frame::new()
        .fill(fill)
        .inner_margin(egui::Margin::symmetric(12, 4));
    let inner = frame.show(ui, |ui| {
        ui.set_height(32.0);
        ui.horizontal(|ui| {
            ui.set_width(ui.available_width());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                // Only the row at hand offers all answers; the others say what was seen.
                if editable && (chosen || presence.is_none()) {
                    let words: Vec<String> = MARKS.iter().map(|(_, key, _)| cx.t(key)).collect();
                    let segments: Vec<Segment<'_>> = words
                        .iter()
                        .zip(MARKS)
                        .map(|(word, (_, _, tone))| Segment::new(word, tone))
                        .collect();
                    let at = presence.and_then(|p| MARKS.iter().position(|(m, _, _)| *m == p));
                    let picked = segmented::answers(ui, &learner.full_name, at, &segments, chosen);
                    if let Some(index) = picked {
                        let picked = MARKS.get(index).map(|(presence, _, _)| *presence);
                        result = Some(if picked == presence { None } else { picked });
                    }
                } else if let Some((_, key, tone)) =
                    MARKS.iter().find(|(m, _, _)| Some(*m) == presence)
                {
                    ui.add(Tag::new(*tone, &cx.t(key)));
                }
                if learner.qr_marked {
                    ui.add(Tag::new(Tone::Info, "QR"));
                }
                if !learner.in_lms {
                    ui.add(Tag::new(Tone::Warning, &cx.t("headcount-not-in-lms")));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    // The name is what people are called by; the number only tells namesakes apart.
                    if ui.available_width() >= IIN_ROOM {
                        ui.label(text::digits(&learner.iin.masked()));
                    }
                    text::truncated(ui, text::medium(&learner.full_name));
                });
            });
        });
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
    (result, pressed && ui.rect_contains_pointer(rect))
}

fn summary(
    group: &Group,
    marks: &BTreeMap<baqylau_domain::identifiers::Iin, Presence>,
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
        phantom_finding(group, marks, work, cx, ui);
    }
    ui.add_space(12.0);
    ui.label(text::section(&cx.t("table-total")));
    let lists = work.listed_total();
    facts::row(ui, &cx.t("headcount-listed"), &number(lists.listed));
    facts::row(ui, &cx.t("headcount-lms"), &number(lists.lms));
    facts::row(ui, &cx.t("headcount-qr"), &number(lists.qr));
    let total = work.count_total();
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
    ui.label(text::small_muted(&counted(work, cx)));
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
                .width(150.0)
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

/// Makes the finding "marked by QR, absent from the room" from the count, where the checklist of
/// attendance has the item for it (C17) and its head-count item (C16).
fn phantom_finding(
    group: &Group,
    marks: &BTreeMap<baqylau_domain::identifiers::Iin, Presence>,
    work: &VisitWork,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let Some(sheet) = work.sheets.iter().find(|sheet| sheet.code == "ATT") else {
        return;
    };
    let Some(path) = sheet.path_of("C17") else {
        return;
    };
    let editable = super::visit::may_record(&work.visit, cx.model);
    let label = cx.t("headcount-make-finding");
    if !ui
        .add(
            Button::secondary(&label)
                .icon(Icon::TriangleAlert)
                .enabled(editable),
        )
        .clicked()
    {
        return;
    }
    let total = work.count_total();
    let absent = group
        .learners
        .iter()
        .filter(|learner| learner.qr_marked && marks.get(&learner.iin) == Some(&Presence::Absent));
    let names: Vec<String> = absent
        .map(|l| format!("{} ({})", l.full_name, l.iin.masked()))
        .collect();
    let mut finding = work.finding("ATT", "C17");
    let line = format!("{}: {}", group.code, names.join("; "));
    if !finding.note.contains(&line) {
        if !finding.note.is_empty() {
            finding.note.push('\n');
        }
        finding.note.push_str(&line);
    }
    cx.post.put(Action::Answer {
        list: "ATT".to_owned(),
        path,
        value: total.phantom.to_string(),
    });
    for (field, value) in [
        ("C16_list", total.listed),
        ("C16_qr", total.qr),
        ("C16_fact", total.present),
    ] {
        if let Some(path) = sheet.path_of(field) {
            let list = "ATT".to_owned();
            cx.post.put(Action::Answer {
                list,
                path,
                value: value.to_string(),
            });
        }
    }
    if let Ok(value) = serde_json::to_value(&finding) {
        let key = FieldKey::Finding {
            list: "ATT".to_owned(),
            item: "C17".to_owned(),
        };
        cx.post.put(Action::Write(vec![(key, value)]));
    }
    let done = cx.t("headcount-finding-made");
    cx.post.put(Action::Tell(Tone::Ok, done));
}
