//! Text boxes: one line, a secret, or a paragraph.

use egui::{
    CornerRadius, Frame, Id, Rect, Response, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    pos2, vec2,
};

use super::{Field, secret};
use crate::access;
use crate::fonts::{self, Weight};
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::{CONTROL, RADIUS, tokens};
use crate::words::words;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Plain,
    Secret,
    /// Right-aligned figures.
    Figures,
}

/// The box around what is typed: fill, border, and the ring while focused.
pub(super) fn frame(ui: &Ui, field: &Field<'_>, rect: Rect) {
    let t = tokens(ui);
    let fill = if field.read_only { t.hover } else { t.panel };
    ui.painter().rect(
        rect,
        CornerRadius::same(RADIUS),
        fill,
        Stroke::new(1.0, field.border(ui)),
        StrokeKind::Inside,
    );
}

pub(super) fn line(
    field: &Field<'_>,
    ui: &mut Ui,
    id: Id,
    value: &mut String,
    mode: Mode,
) -> Response {
    let t = tokens(ui);
    // The frame can be clicked but is no stop for Tab: the text inside it is.
    let (rect, outer) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL), Sense::CLICK);
    frame(ui, field, rect);

    let mut inner = rect.shrink2(vec2(9.0, 0.0));
    inner.max.x -= field.reserved;
    let mut shown = true;
    if mode == Mode::Secret {
        inner.max.x -= 24.0;
        shown = secret::is_shown(ui, id);
        eye(
            ui,
            id,
            shown,
            Rect::from_min_max(pos2(rect.right() - 32.0, rect.top()), rect.max),
        );
    }
    if let Some(unit) = field.unit {
        let galley = text::line(ui, unit, Weight::Regular, 14.0, t.muted, 120.0);
        inner.max.x -= galley.size().x + 6.0;
        text::paint_at(ui, &galley, inner.right() + 6.0, rect.center().y);
    }
    let response = bare(ui, id, inner, value, fonts::BODY, |edit| {
        let edit = edit
            .password(!shown)
            .char_limit(field.char_limit)
            .interactive(!field.read_only);
        let edit = if field.placeholder.is_empty() {
            edit
        } else {
            edit.hint_text(field.placeholder.to_owned())
        };
        if mode == Mode::Figures {
            edit.align(egui::Align2::RIGHT_TOP)
        } else {
            edit
        }
    });
    if outer.clicked() && !field.read_only {
        response.request_focus();
    }
    access::focus_ring(ui, rect, RADIUS, &response);
    response
}

/// A text edit without a frame, vertically centred in a rectangle.
pub(crate) fn bare(
    ui: &mut Ui,
    id: Id,
    rect: Rect,
    value: &mut String,
    size: f32,
    build: impl FnOnce(TextEdit<'_>) -> TextEdit<'_>,
) -> Response {
    let font = fonts::font(Weight::Regular, size);
    let height = ui.fonts_mut(|f| f.row_height(&font)).min(rect.height());
    let rect = Rect::from_center_size(rect.center(), vec2(rect.width().max(24.0), height));
    let edit = build(
        TextEdit::singleline(value)
            .id(id)
            .font(font)
            .frame(Frame::NONE)
            .desired_width(rect.width())
            .min_size(rect.size()),
    );
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(id));
    child.spacing_mut().interact_size.y = 0.0;
    edit.show(&mut child).response.response
}

/// The button that shows a secret; its state lives as long as the field is on the screen.
fn eye(ui: &mut Ui, id: Id, shown: bool, rect: Rect) {
    let t = tokens(ui);
    // Not in the tab order: after a passphrase comes the next field. A pointer finds the eye,
    // assistive technology its name, and the keyboard has keys of its own for it.
    let response = ui.interact(rect, id.with("eye"), Sense::CLICK);
    if response.clicked() {
        secret::toggle(ui, id);
    }
    let words = words(ui.ctx());
    let (name, glyph) = if shown {
        (&words.hide_password, Icon::EyeOff)
    } else {
        (&words.show_password, Icon::Eye)
    };
    access::button(&response, name);
    let keys = super::SHOW_SECRET.label();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_keyboard_shortcut(keys.as_str());
    });
    let ink = if response.hovered() { t.text } else { t.muted };
    icon::paint(ui.painter(), glyph, rect.center(), 16.0, ink);
    access::focus_ring(ui, rect.shrink(5.0), 4, &response);
    response.on_hover_text(text::small(&format!("{name} ({keys})")));
}

pub(super) fn paragraph(
    field: &Field<'_>,
    ui: &mut Ui,
    id: Id,
    value: &mut String,
    rows: usize,
) -> Response {
    let t = tokens(ui);
    let fill = if field.read_only { t.hover } else { t.panel };
    let edit = TextEdit::multiline(value)
        .id(id)
        .font(fonts::font(Weight::Regular, fonts::BODY))
        .desired_width(ui.available_width())
        .desired_rows(rows)
        .char_limit(field.char_limit)
        .interactive(!field.read_only)
        .frame(
            Frame::new()
                .fill(fill)
                .stroke(Stroke::new(1.0, field.border(ui)))
                .corner_radius(CornerRadius::same(RADIUS))
                .inner_margin(egui::Margin::symmetric(8, 6)),
        );
    let edit = if field.placeholder.is_empty() {
        edit
    } else {
        edit.hint_text(field.placeholder.to_owned())
    };
    let response = edit.show(ui).response.response;
    access::focus_ring(ui, response.rect, RADIUS, &response);
    response
}
