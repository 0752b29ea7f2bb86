//! One month as a grid, Monday first, driven by mouse or keyboard.

use chrono::{Datelike, Days, Months, NaiveDate};
use egui::accesskit::Role;
use egui::{CornerRadius, Key, Rect, Sense, Ui, pos2, vec2};

use crate::access;
use crate::button::Button;
use crate::fonts::Weight;
use crate::icon::Icon;
use crate::keys::Shortcut;
use crate::list::key_in_list;
use crate::text;
use crate::tokens::{RADIUS, tokens};
use crate::words::words;

const CELL: f32 = 32.0;

/// Shows the month of `cursor` and returns the day picked by a click or Enter.
///
/// Arrows move by a day and a week, Page Up and Down by a month (with Shift by a year), Home and
/// End to Monday and Sunday. `today` is outlined; `chosen` is filled.
pub fn month_grid(
    ui: &mut Ui,
    cursor: &mut NaiveDate,
    chosen: Option<NaiveDate>,
    today: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let t = tokens(ui);
    let words = words(ui.ctx());
    let calendar = &words.calendar;
    move_cursor(ui, cursor);
    ui.set_width(CELL * 7.0);
    ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
    let mut picked = key_in_list(ui, Shortcut::plain(Key::Enter)).then_some(*cursor);

    ui.horizontal(|ui| {
        if ui
            .add(Button::icon_only(
                Icon::ChevronLeft,
                &calendar.previous_month,
            ))
            .clicked()
        {
            *cursor = cursor.checked_sub_months(Months::new(1)).unwrap_or(*cursor);
        }
        let month = calendar
            .months
            .get(cursor.month0() as usize)
            .map_or("", String::as_str);
        let title = format!("{month} {}", cursor.year());
        let room = CELL * 5.0;
        let (rect, response) = ui.allocate_exact_size(vec2(room, CELL), Sense::hover());
        access::named(&response, Role::Label, &title);
        let galley = text::line(ui, &title, Weight::SemiBold, 14.0, t.text, room);
        text::paint_at(
            ui,
            &galley,
            rect.center().x - galley.size().x / 2.0,
            rect.center().y,
        );
        if ui
            .add(Button::icon_only(Icon::ChevronRight, &calendar.next_month))
            .clicked()
        {
            *cursor = cursor.checked_add_months(Months::new(1)).unwrap_or(*cursor);
        }
    });

    let (head, _) = ui.allocate_exact_size(vec2(CELL * 7.0, 20.0), Sense::hover());
    for (i, day) in calendar.weekdays.iter().enumerate() {
        let galley = text::line(ui, day, Weight::Regular, 12.0, t.muted, CELL);
        let x = head.left() + CELL * (i as f32 + 0.5) - galley.size().x / 2.0;
        text::paint_at(ui, &galley, x, head.center().y);
    }

    let (area, response) = ui.allocate_exact_size(vec2(CELL * 7.0, CELL * 6.0), Sense::hover());
    ui.ctx()
        .accesskit_node_builder(response.id, |n| n.set_role(Role::Grid));
    let first = cursor.with_day(1).unwrap_or(*cursor);
    let offset = u64::from(first.weekday().num_days_from_monday());
    let start = first.checked_sub_days(Days::new(offset)).unwrap_or(first);
    for cell in 0..42_u64 {
        let Some(day) = start.checked_add_days(Days::new(cell)) else {
            continue;
        };
        let (column, row) = ((cell % 7) as f32, (cell / 7) as f32);
        let rect =
            Rect::from_min_size(area.min + vec2(column * CELL, row * CELL), vec2(CELL, CELL))
                .shrink(1.0);
        let response = ui.interact(rect, area_id(ui, day), Sense::click());
        let name = day.format(&calendar.format).to_string();
        access::chosen(&response, Role::Button, chosen == Some(day), &name);
        if response.clicked() {
            *cursor = day;
            picked = Some(day);
        }
        let inside = day.month() == cursor.month();
        let (fill, ink) = match (chosen == Some(day), response.hovered(), inside) {
            (true, ..) => (Some(t.accent), t.on_accent),
            (false, true, _) => (Some(t.hover), t.text),
            (false, false, true) => (None, t.text),
            (false, false, false) => (None, t.muted),
        };
        if let Some(fill) = fill {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(RADIUS), fill);
        }
        if today == Some(day) && chosen != Some(day) {
            let line = egui::Stroke::new(1.0, t.accent);
            let kind = egui::StrokeKind::Inside;
            ui.painter()
                .rect_stroke(rect, CornerRadius::same(RADIUS), line, kind);
        }
        if *cursor == day || response.has_focus() {
            access::ring(ui, rect.shrink(2.0), RADIUS);
        }
        let weight = if inside {
            Weight::Medium
        } else {
            Weight::Regular
        };
        let galley = text::line(ui, &day.day().to_string(), weight, 13.0, ink, CELL);
        let at = pos2(rect.center().x - galley.size().x / 2.0, rect.center().y);
        text::paint_at(ui, &galley, at.x, at.y);
    }
    picked
}

fn area_id(ui: &Ui, day: NaiveDate) -> egui::Id {
    ui.scope_id().with(day.num_days_from_ce())
}

fn move_cursor(ui: &Ui, cursor: &mut NaiveDate) {
    let weekday = u64::from(cursor.weekday().num_days_from_monday());
    let shift = |key| Shortcut {
        modifiers: egui::Modifiers::SHIFT,
        key,
    };
    let year = Months::new(12);
    let moves = [
        (
            Shortcut::plain(Key::ArrowLeft),
            cursor.checked_sub_days(Days::new(1)),
        ),
        (
            Shortcut::plain(Key::ArrowRight),
            cursor.checked_add_days(Days::new(1)),
        ),
        (
            Shortcut::plain(Key::ArrowUp),
            cursor.checked_sub_days(Days::new(7)),
        ),
        (
            Shortcut::plain(Key::ArrowDown),
            cursor.checked_add_days(Days::new(7)),
        ),
        (shift(Key::PageUp), cursor.checked_sub_months(year)),
        (shift(Key::PageDown), cursor.checked_add_months(year)),
        (
            Shortcut::plain(Key::PageUp),
            cursor.checked_sub_months(Months::new(1)),
        ),
        (
            Shortcut::plain(Key::PageDown),
            cursor.checked_add_months(Months::new(1)),
        ),
        (
            Shortcut::plain(Key::Home),
            cursor.checked_sub_days(Days::new(weekday)),
        ),
        (
            Shortcut::plain(Key::End),
            cursor.checked_add_days(Days::new(6 - weekday)),
        ),
    ];
    for (shortcut, to) in moves {
        if let Some(to) = to
            && key_in_list(ui, shortcut)
        {
            *cursor = to;
            return;
        }
    }
}
