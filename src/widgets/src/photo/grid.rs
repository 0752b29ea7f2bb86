//! Thumbnails of the photos of one finding, with the time each was taken.

use egui::accesskit::Role;
use egui::{
    Color32, CornerRadius, Rect, Sense, Stroke, StrokeKind, TextureId, Ui, Vec2, pos2, vec2,
};

use crate::access;
use crate::fonts::{self, Weight};
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::{DARK, LIGHT, RADIUS, Tone, tokens};

/// One photo in the grid.
#[derive(Clone, Copy, Debug)]
pub struct Thumbnail<'a> {
    /// Its texture and size in pixels; `None` while it is being decoded or fetched.
    pub texture: Option<(TextureId, Vec2)>,
    /// Its name, for the screen reader: "Photo 2, 09:42".
    pub name: &'a str,
    /// What stands under it: the name of the file, cut where it is too long.
    pub title: &'a str,
    /// What stands in its lower right corner: the time.
    pub caption: &'a str,
    /// A mark in its upper left corner: not sent yet, damaged.
    pub state: Option<(Icon, Tone)>,
    /// Whether it is chosen.
    pub selected: bool,
}

/// What was clicked in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridEvent {
    /// The photo with this index.
    Open(usize),
    /// The tile that adds one.
    Add,
}

/// Shows the photos in rows of [`TILE`], each over its name, and a tile to add one where `add` names it.
pub fn thumbnails(ui: &mut Ui, photos: &[Thumbnail<'_>], add: Option<&str>) -> Option<GridEvent> {
    let mut event = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (index, photo) in photos.iter().enumerate() {
            if one(ui, photo) {
                event = Some(GridEvent::Open(index));
            }
        }
        if let Some(name) = add
            && add_tile(ui, name)
        {
            event = Some(GridEvent::Add);
        }
    });
    event
}

/// Width and height of a photo in the grid, in points.
pub const TILE: Vec2 = vec2(168.0, 124.0);
/// Height of the name under it, in points.
pub const NAME: f32 = 20.0;

fn one(ui: &mut Ui, photo: &Thumbnail<'_>) -> bool {
    let t = tokens(ui);
    let (whole, response) = ui.allocate_exact_size(TILE + vec2(0.0, NAME), Sense::click());
    let rect = Rect::from_min_size(whole.min, TILE);
    let title = text::line(
        ui,
        photo.title,
        Weight::Regular,
        12.0,
        t.muted,
        TILE.x - 4.0,
    );
    text::paint_at(ui, &title, rect.left() + 2.0, rect.bottom() + NAME / 2.0);
    access::chosen(&response, Role::Button, photo.selected, photo.name);
    let radius = CornerRadius::same(RADIUS);
    let p = ui.painter();
    match photo.texture {
        Some((texture, size)) if size.x > 0.0 && size.y > 0.0 => {
            // Covers the tile; what sticks out is cut off evenly.
            let (tile, own) = (rect.width() / rect.height(), size.x / size.y);
            let part = if own > tile {
                vec2(tile / own, 1.0)
            } else {
                vec2(1.0, own / tile)
            };
            let uv = Rect::from_center_size(pos2(0.5, 0.5), part);
            let shape = egui::epaint::RectShape::filled(rect, radius, Color32::WHITE)
                .with_texture(texture, uv);
            p.add(shape);
        }
        _ => {
            p.rect_filled(rect, radius, t.hover_strong);
            icon::paint(p, Icon::Image, rect.center(), 18.0, t.muted);
        }
    }
    if !photo.caption.is_empty() {
        let font = fonts::font(Weight::Medium, 11.0);
        let galley = p.layout_no_wrap(photo.caption.to_owned(), font, LIGHT.panel);
        let at = rect.right_bottom() - vec2(5.0, 4.0) - galley.size();
        let back = Rect::from_min_size(at, galley.size()).expand2(vec2(4.0, 1.0));
        p.rect_filled(
            back,
            CornerRadius::same(3),
            DARK.background.gamma_multiply(0.72),
        );
        p.galley(at, galley, LIGHT.panel);
    }
    if let Some((glyph, tone)) = photo.state {
        let center = rect.left_top() + vec2(12.0, 12.0);
        p.circle_filled(center, 9.0, t.panel);
        icon::paint(p, glyph, center, 12.0, t.ink(tone));
    }
    if photo.selected || response.hovered() {
        let stroke = Stroke::new(
            2.0,
            if photo.selected {
                t.accent
            } else {
                t.control_line
            },
        );
        p.rect_stroke(rect, radius, stroke, StrokeKind::Inside);
    }
    access::focus_ring(ui, rect, RADIUS, &response);
    let clicked = response.clicked();
    response.on_hover_text(text::small(photo.name));
    clicked
}

fn add_tile(ui: &mut Ui, name: &str) -> bool {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(TILE, Sense::click());
    access::button(&response, name);
    let p = ui.painter();
    let fill = if response.hovered() { t.hover } else { t.panel };
    p.rect(
        rect,
        CornerRadius::same(RADIUS),
        fill,
        Stroke::new(1.0, t.line),
        StrokeKind::Inside,
    );
    icon::paint(
        p,
        Icon::Camera,
        rect.center() - vec2(0.0, 9.0),
        18.0,
        t.muted,
    );
    let galley = text::line(ui, name, Weight::Regular, 11.0, t.muted, TILE.x - 8.0);
    text::paint_at(
        ui,
        &galley,
        rect.center().x - galley.size().x / 2.0,
        rect.center().y + 13.0,
    );
    access::focus_ring(ui, rect, RADIUS, &response);
    response.clicked()
}
