//! The checklist runner: filled by keyboard, autosaved answer by answer.

mod aside;
mod blockers;
mod field;
mod finding;
mod finish;
mod go_to;
mod item;
mod keyboard;
mod rows;
mod tree;

pub use blockers::{Blocking, Spot, blocking};

use super::act::blockers::Blockers;
use super::thumbnails::Thumbnails;
use super::{crumbs, head};
use crate::cx::{Action, Cx};
use crate::model::{Model, VisitWork};
use crate::place::Place;
use crate::words;
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::visit::Stage;
use baqylau_widgets::{
    Button, Icon, Notice, PageHeader, Tag, Tone, kbd, split, state, text, topbar,
};
use rows::{At, Filter, Row};
use std::collections::HashMap;

/// Keys of the runner with the message key of what they do, for the hint bar and the help.
pub const KEYS: [(&str, &str); 11] = [
    ("1–9", "key-answer"),
    ("Enter", "key-type"),
    ("N", "key-note"),
    ("P", "key-photo"),
    ("F", "key-flag"),
    ("S", "key-severity"),
    ("Ctrl Enter", "key-next-unanswered"),
    ("Ctrl G", "key-go-to"),
    ("F2", "key-language"),
    ("Ctrl Z", "key-undo"),
    ("Esc", "key-back"),
];

/// In so many frames an item is brought into view at the latest.
const SCROLL_TRIES: u32 = 24;

/// The keys nobody would guess come first where there is no room for all: the way to the next
/// question and to any of them, then what each is done with.
const FIRST: [&str; 11] = [
    "1–9",
    "Ctrl Enter",
    "Ctrl G",
    "F2",
    "N",
    "P",
    "F",
    "Enter",
    "S",
    "Ctrl Z",
    "Esc",
];

/// Width of the tree at first, in points.
const TREE: f32 = 250.0;
/// Width beside the tree from which the list and the pane at the right both have room.
const BESIDE: f32 = 720.0;
/// Room between two hints, in points.
const HINT_GAP: f32 = 16.0;

/// The hints there is room for, the most needed of them, in the order of the keyboard.
fn fitting(room: f32, cx: &Cx<'_>, ui: &egui::Ui) -> Vec<(&'static str, String)> {
    let mut left = room + HINT_GAP;
    let mut chosen = Vec::new();
    for wanted in FIRST {
        let Some((keys, name)) = KEYS.iter().find(|(keys, _)| *keys == wanted) else {
            continue;
        };
        let words = cx.t(name);
        left -= kbd::hint_width(ui, keys, &words) + HINT_GAP;
        if left < 0.0 {
            break;
        }
        chosen.push((*keys, words));
    }
    let place = |keys: &str| KEYS.iter().position(|(one, _)| *one == keys);
    chosen.sort_by_key(|(keys, _)| place(keys));
    chosen
}

/// View state.
#[derive(Default)]
pub struct Runner {
    visit: Option<VisitId>,
    cursor: At,
    sheet: usize,
    filter: Filter,
    find: String,
    heights: HashMap<(usize, usize), f32>,
    scroll_to: Option<At>,
    /// Frames in which it was brought into view and wasn't there yet.
    scroll_tries: u32,
    focus_note: bool,
    open_rest: bool,
    go_to: Option<String>,
    finish: bool,
    /// Which groups of obstacles are open.
    obstacles: Blockers,
    /// The field of the representative was left, empty or not.
    representative_left: bool,
    /// The person came from the list of obstacles and is offered the way back.
    from_obstacles: bool,
    /// Where there is no room for both, the pane at the right takes the place of the tree.
    beside: bool,
    ticket: Option<Ticket>,
    thumbnails: Thumbnails,
    aim: Option<(String, String)>,
}

impl Runner {
    /// The item files dropped on the window belong to: checklist and item.
    pub fn target(&self, model: &Model) -> Option<(String, String)> {
        let sheet = model.work.as_ref()?.sheets.get(self.cursor.sheet)?;
        let item = sheet.items.get(self.cursor.item)?;
        Some((sheet.code.clone(), item.id.clone()))
    }

    /// The item to stand on when the runner is shown next: checklist and item.
    pub fn aim(&mut self, list: String, item: String) {
        self.aim = Some((list, item));
    }

    fn take_aim(&mut self, work: &VisitWork, me: Option<PersonId>) {
        let Some((list, item)) = self.aim.take() else {
            return;
        };
        let found = work.sheets.iter().enumerate().find_map(|(at, sheet)| {
            let here = sheet.items.iter().position(|one| one.id == item);
            here.filter(|_| sheet.code == list)
                .map(|item| At { sheet: at, item })
        });
        let Some(at) = found else { return };
        // A filter that shows the item stays.
        if self.rows(work, me).contains(&Row::Item(at)) {
            self.cursor = at;
            self.scroll_to = Some(at);
        } else {
            self.jump(at);
        }
    }

    /// Shows the runner.
    pub fn show(&mut self, id: VisitId, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let Some(work) = cx.model.work.as_ref().filter(|work| work.id() == id) else {
            super::opening(&cx, ui);
            return;
        };
        if self.visit != Some(id) {
            *self = Self {
                visit: Some(id),
                aim: self.aim.take(),
                ..Self::default()
            };
        }
        let me = cx.model.person().map(|person| person.id);
        self.take_aim(work, me);
        self.header(work, &mut cx, ui);
        if work.sheets.is_empty() {
            self.no_pack(work, &mut cx, ui);
            return;
        }
        let rows = self.rows(work, me);
        self.keep_cursor_in(&rows, work);
        let editable = super::visit::may_record(&work.visit, cx.model);
        self.status_line(work, &cx, ui);
        let narrow = ui.available_width() <= TREE + BESIDE;
        if !(narrow && self.beside) {
            split::outline(ui, "runner-tree", TREE, |ui| self.tree(work, &cx, ui));
        }
        if !narrow || self.beside {
            split::detail(ui, "runner-aside", 280.0, |ui| {
                self.aside(work, &mut cx, ui)
            });
        }
        self.keyboard(&rows, work, editable, &mut cx, ui);
        self.list(&rows, work, editable, &mut cx, ui);
        self.dialogs(work, &mut cx, ui.ctx());
    }

    /// Why there is nothing to fill in, and the way to it for whoever may take it.
    fn no_pack(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let title = cx.t("visit-pack-missing");
        let detail = match cx.model.failure(self.ticket) {
            Some(error) => cx.error(error),
            None => cx.t("visit-pack-missing-detail"),
        };
        let label = cx.t("visit-pack-download");
        let notice = Notice::empty(&title, &detail).icon(Icon::Package);
        let mine = super::visit::member(&work.visit, cx.model).is_some();
        if cx.running(self.ticket) {
            state::loading(ui, &cx.t("panel-loading"));
        } else if !mine {
            notice.show(ui);
        } else if notice.action(&label).action_icon(Icon::Download).show(ui) {
            let visit = work.id();
            self.ticket = Some(cx.post.send(Command::FetchPack { visit }));
        }
    }

    fn header(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let premises = work
            .organisation
            .premises(work.visit.premises)
            .map(|premises| cx.tri(&premises.address).to_owned())
            .unwrap_or_default();
        let (light_key, _) = match work.organisation.is_licensed_at(work.visit.premises) {
            Some(true) => ("licence-address-listed", Tone::Ok),
            Some(false) => ("licence-address-not-listed", Tone::Bad),
            None => ("licence-address-unknown", Tone::Warning),
        };
        let subtitle = format!(
            "{} · {premises} · {}",
            super::visit::visit_number(work, cx),
            cx.t(light_key).to_lowercase()
        );
        let names = crumbs::names(work, cx);
        let crumbs = names.each_ref().map(String::as_str);
        let (key, tone) = words::stage(work.visit.stage.name());
        let stage = cx.t(&key);
        let title = cx.t("checklist-title");
        let narrow = ui.available_width() <= TREE + BESIDE;
        let clicked = head(ui, |ui| {
            PageHeader::new(&title)
                .subtitle(&subtitle)
                .crumbs(&crumbs)
                .tag(Tag::new(tone, &stage))
                .show(ui, |ui| {
                    let label = cx.t("button-finish");
                    let recording = matches!(work.visit.stage, Stage::Recording { .. });
                    let button = Button::primary(&label).enabled(recording);
                    if ui.add(button).clicked() {
                        self.finish = true;
                    }
                    if self.from_obstacles {
                        self.back_to_obstacles(work, cx, ui);
                    }
                    let label = cx.t("headcount-title");
                    let note = work.count_note();
                    if ui.add(Button::secondary(&label).note(&note)).clicked() {
                        cx.post.go(Place::HeadCount(work.id()));
                    }
                    let conflicts = work.draft.conflicts().count();
                    if conflicts > 0 {
                        let count = i64::try_from(conflicts).unwrap_or(0);
                        let label = cx.f("visit-merge-conflicts", &[("count", count.into())]);
                        if ui
                            .add(Button::secondary(&label).icon(Icon::GitMerge))
                            .clicked()
                        {
                            cx.post.go(Place::Merge(work.id()));
                        }
                    }
                    if narrow {
                        let label = cx.t("checklist-beside");
                        let button = Button::ghost(&label)
                            .icon(Icon::Languages)
                            .selected(self.beside);
                        if ui.add(button).clicked() {
                            self.beside = !self.beside;
                        }
                    }
                })
        });
        crumbs::follow(clicked, work, cx);
    }

    /// The bar at the bottom: keys at the left, numbers and the state of saving at the right.
    fn status_line(&self, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let totals = work.sheets.iter().map(|sheet| sheet.totals());
        let (mut answered, mut total, mut violations) = (0, 0, 0);
        for one in totals {
            answered += one.answered;
            total += one.total;
            violations += one.violations;
        }
        topbar::status_line(
            ui,
            |ui| {
                for (keys, words) in fitting(ui.available_width(), cx, ui) {
                    kbd::hint(ui, keys, &words);
                }
            },
            |ui| {
                let saved = match (work.is_saving(), work.saved_at) {
                    (true, _) => cx.t("sync-status-saving"),
                    (false, Some(at)) => {
                        let time = cx.locale.time_seconds(at);
                        cx.f("sync-status-saved", &[("time", time.into())])
                    }
                    (false, None) => String::new(),
                };
                let violations = cx.f("checklist-violations", &[("count", violations.into())]);
                let line = format!("{answered} / {total} · {violations}");
                ui.label(text::small(&line));
                if !saved.is_empty() {
                    ui.label(text::small_muted(&saved));
                }
            },
        );
    }

    fn list(
        &mut self,
        rows: &[Row],
        work: &VisitWork,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        if rows.is_empty() {
            let (title, detail) = (
                cx.t("checklist-filter-empty"),
                cx.t("panel-nothing-found-detail"),
            );
            Notice::empty(&title, &detail)
                .icon(Icon::ListFilter)
                .show(ui);
            return;
        }
        let fill = baqylau_widgets::tokens(ui).panel;
        egui::ScrollArea::vertical()
            .auto_shrink([false, false])
            .show_viewport(ui, |ui, viewport| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let width = ui.available_width();
                let origin = ui.min_rect().min;
                let mut y = 0.0;
                let mut changed = false;
                let mut arrived = false;
                for row in rows {
                    let height = self.height(row);
                    let visible = y + height >= viewport.min.y && y <= viewport.max.y;
                    let rect = egui::Rect::from_min_size(
                        origin + egui::vec2(0.0, y),
                        egui::vec2(width, height),
                    );
                    if let (Row::Item(at), Some(target)) = (row, self.scroll_to)
                        && *at == target
                    {
                        // At once: on the way there, heights that were guesses become known and
                        // move the place one is on the way to.
                        let at_once = egui::style::ScrollAnimation::none();
                        ui.scroll_to_rect_animation(rect.expand(24.0), None, at_once);
                        let area = egui::Rect::from_min_size(
                            egui::pos2(viewport.min.x, y),
                            egui::vec2(1.0, height.min(viewport.height() - 48.0)),
                        );
                        arrived = viewport.y_range().contains(area.top())
                            && viewport.y_range().contains(area.bottom());
                    }
                    if visible {
                        let builder = egui::UiBuilder::new()
                            .max_rect(egui::Rect::from_min_size(
                                rect.min,
                                egui::vec2(width, f32::INFINITY),
                            ))
                            .id_salt(row.salt());
                        let inner = ui.scope_builder(builder, |ui| match row {
                            Row::List(sheet) => rows::list_title(*sheet, work, cx, ui),
                            Row::Section(sheet, title) => {
                                rows::section_title(*sheet, title, ui);
                            }
                            Row::Item(at) => {
                                let frame = egui::Frame::new().fill(fill);
                                frame.show(ui, |ui| self.item(*at, work, editable, cx, ui));
                            }
                        });
                        let real = inner.response.rect.height();
                        if let Row::Item(at) = row
                            && (real - height).abs() > 0.5
                        {
                            self.heights.insert((at.sheet, at.item), real);
                            changed = true;
                        }
                        y += real;
                    } else {
                        y += height;
                    }
                }
                ui.allocate_rect(
                    egui::Rect::from_min_size(origin, egui::vec2(width, y + 24.0)),
                    egui::Sense::hover(),
                );
                if self.scroll_to.is_some() {
                    // Once more while heights were guesses; a list that never rests is let be.
                    self.scroll_tries += 1;
                    if (arrived && !changed) || self.scroll_tries > SCROLL_TRIES {
                        self.scroll_to = None;
                        self.scroll_tries = 0;
                    }
                }
                if changed || self.scroll_to.is_some() {
                    ui.ctx().request_repaint();
                }
            });
    }

    fn height(&self, row: &Row) -> f32 {
        match row {
            Row::List(_) => rows::LIST_HEIGHT,
            Row::Section(..) => rows::SECTION_HEIGHT,
            Row::Item(at) => self
                .heights
                .get(&(at.sheet, at.item))
                .copied()
                .unwrap_or(61.0),
        }
    }

    fn dialogs(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        self.go_to_dialog(work, cx, ctx);
        if self.finish {
            self.finish_dialog(work, cx, ctx);
        }
    }

    fn jump(&mut self, at: At) {
        self.cursor = at;
        self.sheet = at.sheet;
        self.filter = Filter::All;
        self.find.clear();
        self.scroll_to = Some(at);
        self.scroll_tries = 0;
    }

    fn answer_action(list: &str, path: &str, value: impl Into<String>) -> Action {
        Action::Answer {
            list: list.to_owned(),
            path: path.to_owned(),
            value: value.into(),
        }
    }
}
