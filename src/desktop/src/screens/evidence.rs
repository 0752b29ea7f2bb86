//! Everything attached to a visit: thumbnails by item, details, the photo alone with marks on it.

mod alone;
mod attached;

use self::alone::Alone;
pub use self::attached::Id;
use self::attached::{Attached, attached};
pub(crate) use self::attached::{coordinates, kind, moment, taken_at};
use super::merge::field_name;
use super::thumbnails::{PREVIEW, TILE, Thumbnails};
use super::verify::grouped;
use super::{head, marks};
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::model::VisitWork;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::VisitId;
use baqylau_widgets::keys::{self, Shortcut};
use baqylau_widgets::photo::{self, GridEvent, Thumbnail};
use baqylau_widgets::{
    Button, Field, Icon, Notice, PageHeader, Tag, Tone, facts, list, progress, split, state, text,
    tokens,
};
use egui::{Key, vec2};
use serde_json::Value;

/// Width and height of a tile with the gap after it, in points: the widgets' grid.
const TILE_STEP: egui::Vec2 = vec2(photo::TILE.x + 6.0, photo::TILE.y + photo::NAME + 6.0);
/// Room for the picture in the detail pane, in points.
const PREVIEW_ROOM: egui::Vec2 = vec2(340.0, 240.0);

/// View state.
#[derive(Default)]
pub struct EvidenceScreen {
    visit: Option<VisitId>,
    item: Option<(String, String)>,
    chosen: Option<Id>,
    alone: Option<Alone>,
    removed: Option<(FieldKey, Value)>,
    thumbnails: Thumbnails,
    columns: usize,
    /// Points scrolled down and height of the grid, in the frame before.
    scrolled: (f32, f32),
    reveal: bool,
}

impl EvidenceScreen {
    /// Shows everything attached to the visit.
    pub fn show(&mut self, visit: VisitId, cx: Cx<'_>, ui: &mut egui::Ui) {
        let mut cx = cx;
        if self.visit != Some(visit) {
            *self = Self {
                visit: Some(visit),
                ..Self::default()
            };
        }
        let Some(work) = cx.model.work.as_ref().filter(|work| work.id() == visit) else {
            progress::skeleton(ui, 6);
            return;
        };
        let all = attached(work);
        let editable = super::visit::may_record(&work.visit, cx.model);
        self.header(work, &all, editable, &mut cx, ui);
        self.outline(work, &all, &cx, ui);
        let shown: Vec<&Attached> = all.iter().filter(|one| self.is_in_filter(one)).collect();
        if let Some(one) = self.chosen(&shown) {
            split::detail(ui, "evidence", 380.0, |ui| {
                self.detail(one, work, editable, &mut cx, ui);
            });
        }
        self.undo_strip(&mut cx, ui);
        if shown.is_empty() {
            let (title, detail) = (cx.t("evidence-empty"), cx.t("evidence-empty-detail"));
            let add = cx.t("evidence-add");
            let mut notice = Notice::empty(&title, &detail).icon(Icon::Images);
            if editable {
                notice = notice.action(&add);
            }
            if notice.show(ui) {
                self.add(visit, &mut cx);
            }
            return;
        }
        match self.alone_at(&shown) {
            Some(at) => self.alone(&shown, at, editable, &mut cx, ui),
            None => {
                self.keyboard(&shown, editable, &mut cx, ui);
                self.grid(&shown, &mut cx, ui);
            }
        }
    }

    /// The file to stand on when the evidence is shown next.
    pub fn aim(&mut self, visit: VisitId, id: Id) {
        if self.visit != Some(visit) {
            *self = Self {
                visit: Some(visit),
                ..Self::default()
            };
        }
        let here = Some((id.0.clone(), id.1.clone()));
        if self.item != here {
            self.item = None;
        }
        self.chosen = Some(id);
        self.alone = None;
        self.reveal = true;
    }

    /// What files chosen, dropped or pasted here belong to: the checklist and item the screen is
    /// filtered by, else the visit as a whole, whose names are empty.
    pub fn target(&self, visit: VisitId) -> (String, String) {
        let same = self.visit == Some(visit);
        self.item.clone().filter(|_| same).unwrap_or_default()
    }

    fn is_in_filter(&self, one: &Attached) -> bool {
        self.item
            .as_ref()
            .is_none_or(|(list, item)| *list == one.list && *item == one.item)
    }

    /// The file chosen, else the first one.
    fn chosen<'a>(&mut self, shown: &[&'a Attached]) -> Option<&'a Attached> {
        let at = self.chosen_at(shown);
        let one = shown.get(at).copied()?;
        self.chosen = Some(one.id());
        Some(one)
    }

    fn chosen_at(&self, shown: &[&Attached]) -> usize {
        let Some(chosen) = &self.chosen else { return 0 };
        shown
            .iter()
            .position(|one| one.id() == *chosen)
            .unwrap_or(0)
    }

    fn alone_at(&mut self, shown: &[&Attached]) -> Option<usize> {
        let alone = self.alone.as_ref()?;
        let at = shown.iter().position(|one| one.id() == alone.id);
        if at.is_none() {
            self.alone = None;
        }
        at
    }

    fn header(
        &mut self,
        work: &VisitWork,
        all: &[Attached],
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let title = cx.t("evidence-title");
        let names = super::crumbs::names(work, cx);
        let crumbs = names.each_ref().map(String::as_str);
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let bytes: u64 = all.iter().map(|one| one.evidence.size).sum();
        let size = cx.locale.file_size(bytes);
        let subtitle = format!(
            "{} · {size}",
            cx.f("evidence-count", &[("count", count.into())])
        );
        let clicked = head(ui, |ui| {
            PageHeader::new(&title)
                .subtitle(&subtitle)
                .crumbs(&crumbs)
                .show(ui, |ui| {
                    let label = cx.t("evidence-add");
                    let closed = cx.t("evidence-closed");
                    let button = Button::primary(&label)
                        .icon(Icon::Plus)
                        .blocked((!editable).then_some(closed.as_str()));
                    if ui.add(button).clicked() {
                        self.add(work.id(), cx);
                    }
                })
        });
        super::crumbs::follow(clicked, work, cx);
    }

    /// Asks for files: for the item the screen is filtered by, else for the visit as a whole.
    fn add(&self, visit: VisitId, cx: &mut Cx<'_>) {
        let (list, item) = self.target(visit);
        cx.post
            .put(Action::Choose(Purpose::Evidence { visit, list, item }));
    }

    /// Items that have files, with how many.
    fn outline(&mut self, work: &VisitWork, all: &[Attached], cx: &Cx<'_>, ui: &mut egui::Ui) {
        let mut items: Vec<(&Attached, usize)> = Vec::new();
        for one in all {
            match items.last_mut() {
                Some((last, count)) if last.list == one.list && last.item == one.item => {
                    *count += 1;
                }
                _ => items.push((one, 1)),
            }
        }
        let mut picked = None;
        split::outline(ui, "evidence-items", 240.0, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let mut entry = |label: &str, count: usize, marked: bool| {
                let count = cx.locale.integer(i64::try_from(count).unwrap_or(i64::MAX));
                let item = list::Item {
                    label,
                    note: &count,
                    marked,
                    ..list::Item::default()
                };
                list::item(ui, egui::accesskit::Role::ListItem, &item).clicked()
            };
            if entry(&cx.t("evidence-all"), all.len(), self.item.is_none()) {
                picked = Some(None);
            }
            for (one, count) in &items {
                let here = Some((one.list.clone(), one.item.clone()));
                if entry(&place_name(one, work, cx), *count, self.item == here) {
                    picked = Some(here);
                }
            }
        });
        if let Some(item) = picked {
            self.item = item;
            self.alone = None;
            self.scrolled.0 = 0.0;
            self.reveal = true;
        }
    }

    /// What was taken away last can be put back at once.
    fn undo_strip(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some((key, value)) = &self.removed else {
            return;
        };
        let (said, undo) = (cx.t("evidence-removed"), cx.t("button-restore"));
        if state::strip(ui, Tone::Info, &said, Some(&undo)) {
            cx.post
                .put(Action::Write(vec![(key.clone(), value.clone())]));
            self.removed = None;
        }
    }

    fn keyboard(&mut self, shown: &[&Attached], editable: bool, cx: &mut Cx<'_>, ui: &egui::Ui) {
        let typing = ui.ctx().text_edit_focused();
        if editable && !typing && keys::pressed(ui, Shortcut::ctrl(Key::Z)) {
            cx.post.put(Action::Undo);
        }
        if editable
            && !typing
            && (keys::pressed(ui, Shortcut::ctrl(Key::Y))
                || keys::pressed(ui, Shortcut::ctrl_shift(Key::Z)))
        {
            cx.post.put(Action::Redo);
        }
        let columns = self.columns.max(1);
        let at = self.chosen_at(shown);
        let last = shown.len().saturating_sub(1);
        let moves = [
            (Key::ArrowRight, at.saturating_add(1)),
            (Key::ArrowLeft, at.saturating_sub(1)),
            (Key::ArrowDown, at.saturating_add(columns)),
            (Key::ArrowUp, at.checked_sub(columns).unwrap_or(at)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        for (key, to) in moves {
            if keys::pressed_or_repeated(ui, Shortcut::plain(key), true)
                && let Some(one) = shown.get(to.min(last))
            {
                self.chosen = Some(one.id());
                self.reveal = true;
            }
        }
        let focused = ui.memory(|memory| memory.focused().is_some());
        if !focused
            && keys::pressed(ui, Shortcut::plain(Key::Enter))
            && let Some(one) = shown.get(at)
        {
            self.look_at(one);
        }
    }

    /// Rows of tiles, of which only the visible ones are laid out and fetched.
    fn grid(&mut self, shown: &[&Attached], cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        egui::Frame::new()
            .inner_margin(egui::Margin::same(16))
            .show(ui, |ui| {
                let fit = ((ui.available_width() - 12.0) / TILE_STEP.x)
                    .floor()
                    .max(1.0);
                let columns = fit as usize;
                self.columns = columns;
                let rows = shown.len().div_ceil(columns);
                let gap = 6.0;
                ui.spacing_mut().item_spacing.y = gap;
                let mut area = egui::ScrollArea::vertical()
                    .id_salt("evidence-grid")
                    .auto_shrink([false, false]);
                if std::mem::take(&mut self.reveal) {
                    let top = (self.chosen_at(shown) / columns) as f32 * TILE_STEP.y;
                    let (from, height) = self.scrolled;
                    let to = top + TILE_STEP.y - height;
                    area = area.vertical_scroll_offset(if top < from { top } else { from.max(to) });
                }
                let mut opened = None;
                let out = area.show_rows(ui, TILE_STEP.y - gap, rows, |ui, range| {
                    for row in range {
                        let first = row * columns;
                        let tiles = shown.iter().skip(first).take(columns).copied();
                        if let Some(index) = self.tiles(tiles, cx, ui) {
                            opened = Some(first + index);
                        }
                    }
                });
                self.scrolled = (out.state.clamped_offset().y, out.inner_rect.height());
                if let Some(one) = opened.and_then(|at| shown.get(at)) {
                    // The first click shows the details, the second one the photo.
                    if self.chosen.as_ref() == Some(&one.id()) {
                        self.look_at(one);
                    } else {
                        self.chosen = Some(one.id());
                    }
                }
            });
    }

    fn tiles<'a>(
        &mut self,
        row: impl Iterator<Item = &'a Attached>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) -> Option<usize> {
        let ctx = ui.ctx().clone();
        let row: Vec<Tile> = row.map(|one| self.tile(one, cx, &ctx)).collect();
        let tiles: Vec<Thumbnail<'_>> = row
            .iter()
            .map(|tile| Thumbnail {
                texture: tile
                    .texture
                    .as_ref()
                    .map(|texture| (texture.id(), texture.size_vec2())),
                name: &tile.name,
                title: &tile.title,
                caption: &tile.caption,
                state: tile.state,
                selected: tile.selected,
            })
            .collect();
        match photo::thumbnails(ui, &tiles, None) {
            Some(GridEvent::Open(index)) => Some(index),
            Some(GridEvent::Add) | None => None,
        }
    }

    fn tile(&mut self, one: &Attached, cx: &mut Cx<'_>, ctx: &egui::Context) -> Tile {
        let evidence = &one.evidence;
        let texture = if one.is_photo() {
            self.thumbnails
                .marked(cx, ctx, evidence.sha256, TILE, &evidence.annotations)
        } else {
            None
        };
        let hidden = one.is_photo() && self.thumbnails.cannot_show(cx, evidence.sha256, TILE);
        let state = if !one.is_photo() {
            Some((Icon::FileText, Tone::Neutral))
        } else if hidden {
            Some((Icon::ImageOff, Tone::Warning))
        } else {
            None
        };
        let caption =
            taken_at(evidence).map_or_else(String::new, |taken| taken.format("%H:%M").to_string());
        let name = if evidence.caption.is_empty() {
            evidence.name.clone()
        } else {
            format!("{}. {}", evidence.caption, evidence.name)
        };
        let selected = self.chosen.as_ref() == Some(&one.id());
        Tile {
            texture,
            title: evidence.name.clone(),
            name,
            caption,
            state,
            selected,
        }
    }

    fn look_at(&mut self, one: &Attached) {
        self.chosen = Some(one.id());
        if one.is_photo() {
            self.alone = Some(Alone::of(one));
        }
    }

    fn detail(
        &mut self,
        one: &Attached,
        work: &VisitWork,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let evidence = &one.evidence;
        ui.spacing_mut().item_spacing.y = 8.0;
        if self.alone.is_none() && one.is_photo() {
            self.preview(one, cx, ui);
        }
        ui.label(text::section(&evidence.name));
        let kind = cx.t(kind(&evidence.mime));
        ui.add(Tag::new(Tone::Neutral, &kind));
        let mut caption = evidence.caption.clone();
        let label = cx.t("evidence-caption");
        let field = Field::new(&label).read_only(!editable).char_limit(300);
        // Written as it is typed, like every answer: nothing is lost with the power.
        if field.multiline(ui, &mut caption, 2).changed() && editable {
            let mut changed = evidence.clone();
            changed.caption = caption;
            write(one, &changed, cx);
        }
        if !one.is_photo() {
            let mut sheets = evidence.sheets.map(i64::from);
            let label = cx.t("evidence-sheets");
            let field = Field::new(&label).read_only(!editable).width(150.0);
            if field.number(ui, &mut sheets, 0).changed() && editable {
                let mut changed = evidence.clone();
                changed.sheets = sheets.and_then(|count| u32::try_from(count).ok());
                write(one, &changed, cx);
            }
        }
        ui.horizontal_wrapped(|ui| {
            let (key, icon) = if editable {
                ("evidence-annotate", Icon::PenLine)
            } else {
                ("button-open", Icon::Maximize)
            };
            let label = cx.t(key);
            if one.is_photo()
                && self.alone.is_none()
                && ui
                    .add(Button::secondary(&label).icon(icon).small())
                    .clicked()
            {
                self.look_at(one);
            }
            let label = cx.t("evidence-save-original");
            if ui
                .add(Button::secondary(&label).icon(Icon::Download).small())
                .clicked()
            {
                let name = evidence.name.clone();
                cx.post
                    .put(Action::Choose(Purpose::SaveOriginal(evidence.sha256, name)));
            }
            let label = cx.t("evidence-remove");
            if editable
                && ui
                    .add(Button::ghost(&label).icon(Icon::Trash2).small())
                    .clicked()
            {
                self.removed = serde_json::to_value(evidence)
                    .ok()
                    .map(|value| (one.key(), value));
                self.alone = None;
                cx.post.put(Action::Write(vec![(one.key(), Value::Null)]));
            }
        });
        facts::row(ui, &cx.t("evidence-item"), &place_name(one, work, cx));
        facts::row(
            ui,
            &cx.t("evidence-size"),
            &cx.locale.file_size(evidence.size),
        );
        let taken = match (&evidence.taken_at, taken_at(evidence)) {
            (_, Some(taken)) => moment(taken, cx.locale),
            (Some(raw), None) => raw.clone(),
            (None, None) => cx.t("evidence-taken-unknown"),
        };
        facts::row(ui, &cx.t("evidence-taken-at"), &taken);
        let place = evidence.taken_where.map_or_else(
            || cx.t("evidence-place-unknown"),
            |at| coordinates(at, cx.locale),
        );
        facts::row(ui, &cx.t("evidence-place"), &place);
        facts::row(ui, &cx.t("evidence-hash"), &grouped(&evidence.sha256));
        let label = cx.t("evidence-copy-hash");
        if ui
            .add(Button::ghost(&label).icon(Icon::Copy).small())
            .clicked()
        {
            cx.post.put(Action::Copy(evidence.sha256.to_string()));
        }
        ui.label(text::small_muted(&cx.t("evidence-original-kept")));
        ui.label(text::small_muted(&cx.t("evidence-camera-clock")));
    }

    fn preview(&mut self, one: &Attached, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let evidence = &one.evidence;
        let room = vec2(ui.available_width().min(PREVIEW_ROOM.x), PREVIEW_ROOM.y);
        let ctx = ui.ctx().clone();
        let texture =
            self.thumbnails
                .marked(cx, &ctx, evidence.sha256, PREVIEW, &evidence.annotations);
        let t = tokens(ui);
        let (rect, response) = ui.allocate_exact_size(room, egui::Sense::click());
        ui.painter().rect_filled(rect, 6.0, t.canvas);
        match texture {
            Some(texture) => {
                let own = texture.size_vec2();
                let scale = (room.x / own.x.max(1.0))
                    .min(room.y / own.y.max(1.0))
                    .min(1.0);
                let image = egui::Rect::from_center_size(rect.center(), own * scale);
                let whole = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
                ui.painter()
                    .image(texture.id(), image, whole, egui::Color32::WHITE);
                let drawn = marks::read(&evidence.annotations).unwrap_or_default();
                photo::paint(&ui.painter().with_clip_rect(rect), image, &drawn);
            }
            None => {
                let hidden = self.thumbnails.cannot_show(cx, evidence.sha256, PREVIEW);
                let icon = if hidden { Icon::ImageOff } else { Icon::Image };
                baqylau_widgets::icon::paint(ui.painter(), icon, rect.center(), 28.0, t.muted);
            }
        }
        baqylau_widgets::access::button(&response, &evidence.name);
        baqylau_widgets::access::focus_ring(ui, rect, 6, &response);
        if response.on_hover_cursor(egui::CursorIcon::ZoomIn).clicked() {
            self.look_at(one);
        }
    }
}

/// What the grid needs of one file, kept for the time of a row.
struct Tile {
    texture: Option<egui::TextureHandle>,
    /// The name of its file.
    title: String,
    /// What it is called: what was written of it, and the name of its file.
    name: String,
    caption: String,
    state: Option<(Icon, Tone)>,
    selected: bool,
}

/// Writes a changed record of a file.
fn write(one: &Attached, changed: &Evidence, cx: &mut Cx<'_>) {
    if let Ok(value) = serde_json::to_value(changed) {
        cx.post.put(Action::Write(vec![(one.key(), value)]));
    }
}

/// The item a file is attached to, in words.
fn place_name(one: &Attached, work: &VisitWork, cx: &Cx<'_>) -> String {
    if one.item.is_empty() {
        cx.t("evidence-whole-visit")
    } else {
        field_name(&one.key(), work, cx)
    }
}
