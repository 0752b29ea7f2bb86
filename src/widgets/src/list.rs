//! Lists that open over the screen: options of a drop-down, commands of the palette, menus.

use egui::accesskit::Role;
use egui::{CornerRadius, Key, Response, Sense, Ui, pos2, vec2};

use crate::access;
use crate::fonts::Weight;
use crate::icon::{self, Icon};
use crate::kbd;
use crate::keys::{Shortcut, pressed_or_repeated};
use crate::text;
use crate::tokens::{RADIUS, ROW, Tone, tokens};

/// One line of such a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item<'a> {
    /// What it is.
    pub label: &'a str,
    /// A quieter remark at the right: a group, a number.
    pub note: &'a str,
    /// Keys that do the same.
    pub shortcut: &'a str,
    /// Icon before the label.
    pub icon: Option<Icon>,
    /// Whether it is what is chosen now.
    pub chosen: bool,
    /// Whether the keyboard stands on it.
    pub marked: bool,
    /// Why it cannot be chosen.
    pub blocked: Option<&'a str>,
    /// Colour of a dangerous or important item.
    pub tone: Option<Tone>,
}

/// Shows a line as wide as the list and returns its response.
pub fn item(ui: &mut Ui, role: Role, item: &Item<'_>) -> Response {
    let t = tokens(ui);
    let sense = if item.blocked.is_some() {
        Sense::hover()
    } else {
        Sense::click()
    };
    let (rect, mut response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let enabled = item.blocked.is_none() && response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(role, enabled, item.label));
    ui.ctx()
        .accesskit_node_builder(response.id, |n| n.set_selected(item.chosen || item.marked));
    if ui.is_rect_visible(rect) {
        if item.marked {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(RADIUS), t.accent_soft);
        } else if response.hovered() && enabled {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(RADIUS), t.hover);
        }
        let ink = match (enabled, item.tone) {
            (false, _) => t.muted,
            (true, Some(tone)) => t.ink(tone),
            (true, None) => t.text,
        };
        let y = rect.center().y;
        let (mut left, mut right) = (rect.left() + 10.0, rect.right() - 10.0);
        if let Some(glyph) = item.icon {
            icon::paint(ui.painter(), glyph, pos2(left + 8.0, y), 16.0, ink);
            left += 26.0;
        }
        if item.chosen {
            icon::paint(
                ui.painter(),
                Icon::Check,
                pos2(right - 7.0, y),
                14.0,
                t.accent,
            );
            right -= 22.0;
        }
        if !item.shortcut.is_empty() {
            let size = kbd::size(ui, item.shortcut);
            right -= size.x;
            let chip = egui::Rect::from_min_size(pos2(right, y - size.y / 2.0), size);
            kbd::paint(ui, chip, item.shortcut);
            right -= 8.0;
        }
        if !item.note.is_empty() {
            let room = (right - left) * 0.5;
            let note = text::line(ui, item.note, Weight::Regular, 12.0, t.muted, room);
            right -= note.size().x;
            text::paint_at(ui, &note, right, y);
            right -= 8.0;
        }
        let weight = if item.chosen {
            Weight::Medium
        } else {
            Weight::Regular
        };
        let label = text::line(ui, item.label, weight, 14.0, ink, right - left);
        text::paint_at(ui, &label, left, y);
        access::focus_ring(ui, rect.shrink(2.0), RADIUS, &response);
    }
    if let Some(reason) = item.blocked {
        access::describe(&response, reason);
        response = response.on_hover_text(text::small(reason));
    }
    response
}

/// Moves a mark through `len` lines with the arrows, Home, End and the page keys.
/// Returns true when it moved, so that the line can be scrolled into view.
pub fn move_mark(ui: &Ui, mark: &mut usize, len: usize) -> bool {
    let before = *mark;
    let last = len.saturating_sub(1);
    // Ctrl+Home and Ctrl+End, because Home and End belong to the text field above the list.
    for (shortcut, to) in [
        (Shortcut::plain(Key::ArrowDown), mark.saturating_add(1)),
        (Shortcut::plain(Key::ArrowUp), mark.saturating_sub(1)),
        (Shortcut::plain(Key::PageDown), mark.saturating_add(8)),
        (Shortcut::plain(Key::PageUp), mark.saturating_sub(8)),
        (Shortcut::ctrl(Key::Home), 0),
        (Shortcut::ctrl(Key::End), last),
    ] {
        if key_in_list(ui, shortcut) {
            *mark = to;
        }
    }
    *mark = (*mark).min(last);
    *mark != before
}

/// Like [`crate::keys::pressed`], but also while the list's own search field is typed in.
pub(crate) fn key_in_list(ui: &Ui, shortcut: Shortcut) -> bool {
    if !ui.ctx().text_edit_focused() {
        return pressed_or_repeated(ui, shortcut, true);
    }
    if !ui.memory(|m| m.is_above_modal_layer(ui.layer_id())) {
        return false;
    }
    ui.input_mut(|i| i.consume_key(shortcut.modifiers, shortcut.key))
}

/// Opens or closes a list when its button is clicked. egui also reports Enter and Space on a
/// focused button as a click: while the list is open these belong to the list, and the press that
/// opens it must not choose in the same frame.
pub(crate) fn toggle(button: &Response, popup: egui::Id) {
    if !button.clicked() {
        return;
    }
    let ctx = &button.ctx;
    let by_key = ctx.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Space));
    let open = egui::Popup::is_id_open(ctx, popup);
    if by_key && open {
        return;
    }
    if by_key {
        ctx.input_mut(|i| {
            i.consume_key(egui::Modifiers::NONE, Key::Enter);
            i.consume_key(egui::Modifiers::NONE, Key::Space);
        });
    }
    egui::Popup::toggle_id(ctx, popup);
}
