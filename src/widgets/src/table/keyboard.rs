//! Moving and choosing in a table without a mouse.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use super::rows::choose_range;
use super::state::TableState;
use super::{Rows, TableResponse};
use crate::keys::{Shortcut, pressed, pressed_or_repeated};

/// Up, Down, Page Up and Down, Home, End move; with Shift they choose; Space chooses the row,
/// Ctrl+A all, Escape none; Enter opens; Ctrl+C copies the row, its cells separated by tabs.
#[allow(
    clippy::too_many_arguments,
    reason = "the parts of one table, named where it is shown"
)]
pub(super) fn handle<R: Rows>(
    ui: &Ui,
    focus: &Response,
    state: &mut TableState<R::Key>,
    rows: &R,
    multi: bool,
    columns: usize,
    page: u64,
    out: &mut TableResponse,
) {
    let count = rows.len();
    if let Some(cursor) = state.cursor
        && cursor >= count
    {
        state.cursor = count.checked_sub(1);
    }
    if !focus.has_focus() {
        return;
    }
    // Escape first clears the selection; only without one does it leave the table.
    let escape = multi && state.selection.count(count) > 0;
    let keep = EventFilter {
        vertical_arrows: true,
        horizontal_arrows: true,
        escape,
        tab: false,
    };
    ui.memory_mut(|m| m.set_focus_lock_filter(focus.id, keep));
    if count == 0 {
        return;
    }
    let last = count - 1;
    let page = page.saturating_sub(1).max(1);
    let here = state.cursor;
    let from = here.unwrap_or(0);
    let moves = [
        (
            Key::ArrowDown,
            if here.is_some() {
                from.saturating_add(1)
            } else {
                0
            },
        ),
        (Key::ArrowUp, from.saturating_sub(1)),
        (Key::PageDown, from.saturating_add(page)),
        (Key::PageUp, from.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ];
    for (key, to) in moves {
        let plain = pressed_or_repeated(ui, Shortcut::plain(key), true);
        let shift = Shortcut {
            modifiers: Modifiers::SHIFT,
            key,
        };
        let extends = !plain && multi && pressed_or_repeated(ui, shift, true);
        if !plain && !extends {
            continue;
        }
        let to = to.min(last);
        if extends {
            if state.anchor.is_none() {
                state.anchor = here;
            }
            choose_range(state, rows, to);
            out.selection_changed = true;
        } else {
            state.anchor = Some(to);
        }
        if state.cursor != Some(to) {
            out.cursor_moved = Some(to);
        }
        state.cursor = Some(to);
        state.reveal = true;
        if !multi && let Some(key) = rows.key(to) {
            state.selection.clear();
            state.selection.set(&key, true);
            out.selection_changed = true;
        }
    }
    if pressed(ui, Shortcut::plain(Key::Space))
        && let Some(key) = state.cursor.and_then(|row| rows.key(row))
    {
        let on = state.selection.contains(&key);
        if !multi {
            state.selection.clear();
        }
        state.selection.set(&key, !on);
        out.selection_changed = true;
    }
    if multi && pressed(ui, Shortcut::ctrl(Key::A)) {
        state.selection.all();
        out.selection_changed = true;
    }
    if multi && state.selection.count(count) > 0 && pressed(ui, Shortcut::plain(Key::Escape)) {
        state.selection.clear();
        out.selection_changed = true;
    }
    if let Some(cursor) = state.cursor
        && rows.key(cursor).is_some()
        && ui.input(|i| i.events.iter().any(|e| matches!(e, egui::Event::Copy)))
    {
        let cells: Vec<String> = (0..columns)
            .map(|c| rows.cell(cursor, c).words().to_owned())
            .collect();
        ui.ctx().copy_text(cells.join("\t"));
    }
    if let Some(cursor) = state.cursor
        && pressed(ui, Shortcut::plain(Key::Enter))
    {
        out.activated = Some(cursor);
    }
}
