//! A search field: an icon, no border, a cross to empty it, a hint which keys lead here.

use egui::{CornerRadius, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::edit;
use crate::access;
use crate::fonts;
use crate::icon::{self, Icon};
use crate::kbd;
use crate::tokens::{RADIUS, tokens};
use crate::words::words;

/// A one-line search. `placeholder` says what is searched and names the field.
#[derive(Clone, Debug)]
#[must_use = "end with show"]
pub struct SearchField<'a> {
    placeholder: &'a str,
    shortcut: &'a str,
    width: Option<f32>,
    id: Option<Id>,
    bordered: bool,
}

impl<'a> SearchField<'a> {
    /// A field with what it searches.
    pub fn new(placeholder: &'a str) -> Self {
        Self {
            placeholder,
            shortcut: "",
            width: None,
            id: None,
            bordered: false,
        }
    }

    /// Keys that lead to the field, shown while it is empty.
    pub fn shortcut(mut self, keys: &'a str) -> Self {
        self.shortcut = keys;
        self
    }

    /// Width in points; by default as wide as there is room.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Identity, to give it the focus from elsewhere.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Panel fill and a hairline, for a field on the background rather than on a bar.
    pub fn bordered(mut self) -> Self {
        self.bordered = true;
        self
    }

    /// Edits the text. Reports `changed`; Escape empties it.
    pub fn show(self, ui: &mut Ui, value: &mut String) -> Response {
        let t = tokens(ui);
        let width = self
            .width
            .unwrap_or(f32::INFINITY)
            .min(ui.available_width());
        let (rect, outer) = ui.allocate_exact_size(vec2(width, 30.0), Sense::CLICK);
        let id = self.id.unwrap_or_else(|| outer.id.with("edit"));
        let (fill, line) = if self.bordered {
            (t.panel, t.line)
        } else {
            (t.background, t.background)
        };
        ui.painter().rect(
            rect,
            CornerRadius::same(RADIUS),
            fill,
            Stroke::new(1.0, line),
            StrokeKind::Inside,
        );
        let mut inner = rect.shrink2(vec2(9.0, 0.0));
        icon::paint(
            ui.painter(),
            Icon::Search,
            pos2(inner.left() + 7.0, rect.center().y),
            14.0,
            t.muted,
        );
        inner.min.x += 22.0;
        let mut cleared = false;
        if !value.is_empty() {
            let cross = Rect::from_center_size(
                pos2(inner.right() - 7.0, rect.center().y),
                vec2(22.0, 22.0),
            );
            inner.max.x -= 24.0;
            let response = ui.interact(cross, id.with("clear"), Sense::click());
            access::button(&response, &words(ui.ctx()).clear);
            let ink = if response.hovered() { t.text } else { t.muted };
            icon::paint(ui.painter(), Icon::X, cross.center(), 14.0, ink);
            access::focus_ring(ui, cross.shrink(2.0), 4, &response);
            cleared = response.clicked();
        } else if !self.shortcut.is_empty() {
            let size = kbd::size(ui, self.shortcut);
            let chip = Rect::from_min_size(
                pos2(inner.right() - size.x, rect.center().y - size.y / 2.0),
                size,
            );
            kbd::paint(ui, chip, self.shortcut);
            inner.max.x -= size.x + 8.0;
        }
        let placeholder = self.placeholder.to_owned();
        let mut response = edit::bare(ui, id, inner, value, fonts::TABLE, |edit| {
            edit.hint_text(placeholder)
        });
        ui.ctx().accesskit_node_builder(id, |n| {
            n.set_role(egui::accesskit::Role::SearchInput);
            n.set_label(self.placeholder);
        });
        if outer.clicked() {
            response.request_focus();
        }
        if cleared {
            value.clear();
            response.mark_changed();
            response.request_focus();
        }
        access::focus_ring(ui, rect, RADIUS, &response);
        response
    }
}
