//! A date field: typed in the language's format, or chosen in a month grid.

use chrono::NaiveDate;
use egui::{Id, Key, Popup, PopupCloseBehavior, Rect, Response, Sense, Ui, pos2, vec2};

use super::{Field, edit, grid};
use crate::access;
use crate::button::Button;
use crate::icon::{self, Icon};
use crate::keys::Shortcut;
use crate::list::key_in_list;
use crate::panel;
use crate::text;
use crate::tokens::tokens;
use crate::words::words;

#[derive(Clone, Default)]
struct Typing {
    text: String,
    value: Option<NaiveDate>,
}

fn today_key() -> Id {
    Id::unique("baqylau-today")
}

/// Tells date fields which day it is, so that they can offer and mark it. Without it they do not:
/// widgets never read the clock.
pub fn set_today(ctx: &egui::Context, today: NaiveDate) {
    ctx.data_mut(|d| d.insert_temp(today_key(), today));
}

pub(super) fn show(
    field: &Field<'_>,
    ui: &mut Ui,
    id: Id,
    value: &mut Option<NaiveDate>,
) -> Response {
    let t = tokens(ui);
    let words = words(ui.ctx());
    let format = &words.calendar.format;
    let key = id.with("typing");
    let mut typing = ui
        .data(|d| d.get_temp::<Typing>(key))
        .filter(|kept| kept.value == *value)
        .unwrap_or_else(|| Typing {
            text: value.map_or_else(String::new, |v| v.format(format).to_string()),
            value: *value,
        });
    if ui.memory(|m| m.has_focus(id)) {
        ui.input_mut(crate::keys::digit_row_types_digits);
    }
    let readable = typing.text.trim().is_empty() || parse(&typing.text, format).is_some();
    let mut shown = Field {
        placeholder: &words.calendar.placeholder,
        ..field.clone()
    };
    if !readable {
        shown.error = Some("");
    }
    // Room for the calendar button inside the box.
    let full = ui.available_width();
    shown.reserved = 24.0;
    let mut response = edit::line(&shown, ui, id, &mut typing.text, edit::Mode::Plain);
    if response.changed() {
        typing.value = parse(&typing.text, format);
        *value = typing.value;
    }
    if response.lost_focus()
        && let Some(day) = typing.value
    {
        // However it was typed, it stands there as every other date does.
        typing.text = day.format(format).to_string();
    }

    let line = Rect::from_min_size(
        pos2(ui.min_rect().left(), response.rect.center().y - 16.0),
        vec2(full, 32.0),
    );
    let corner = Rect::from_min_max(pos2(line.right() - 32.0, line.top()), line.max);
    let sense = if field.read_only {
        Sense::hover()
    } else {
        Sense::click()
    };
    let button = ui.interact(corner, id.with("open"), sense);
    access::button(
        &button,
        &format!("{}: {}", field.label, words.calendar.open),
    );
    let ink = if button.hovered() { t.text } else { t.muted };
    icon::paint(ui.painter(), Icon::Calendar, corner.center(), 16.0, ink);
    access::focus_ring(ui, corner.shrink(5.0), 4, &button);

    let popup = id.with("calendar");
    let is_open = Popup::is_id_open(ui.ctx(), popup);
    let by_key =
        response.has_focus() && !field.read_only && key_in_list(ui, Shortcut::alt(Key::ArrowDown));
    if button.clicked() || by_key {
        Popup::toggle_id(ui.ctx(), popup);
        response.surrender_focus();
    }
    let today = ui.data(|d| d.get_temp::<NaiveDate>(today_key()));
    let cursor_key = id.with("cursor");
    let start = value
        .or(today)
        .or_else(|| NaiveDate::from_ymd_opt(2026, 1, 1))
        .unwrap_or_default();
    let mut cursor = if is_open {
        ui.data(|d| d.get_temp::<NaiveDate>(cursor_key))
            .unwrap_or(start)
    } else {
        start
    };
    let picked = Popup::from_response(&button)
        .id(popup)
        .open_memory(None)
        .align(egui::RectAlign::BOTTOM_END)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(panel::floating_frame(t).inner_margin(12.0))
        .accessible_name(field.label)
        .show(|ui| {
            let mut picked = grid::month_grid(ui, &mut cursor, *value, today);
            if let Some(today) = today {
                let label = &words.calendar.today;
                if ui.add(Button::ghost(label).small()).clicked() {
                    picked = Some(today);
                }
            }
            let close = key_in_list(ui, Shortcut::plain(Key::Escape));
            (picked, close)
        });
    ui.data_mut(|d| d.insert_temp(cursor_key, cursor));
    if let Some(inner) = picked {
        let (picked, close) = inner.inner;
        if let Some(day) = picked {
            *value = Some(day);
            typing = Typing {
                text: day.format(format).to_string(),
                value: Some(day),
            };
            response.mark_changed();
        }
        if picked.is_some() || close {
            Popup::close_id(ui.ctx(), popup);
            response.request_focus();
        }
    }
    button.on_hover_text(text::small(&words.calendar.open));
    ui.data_mut(|d| d.insert_temp(key, typing));
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_role(egui::accesskit::Role::DateInput)
    });
    response
}

/// Reads a date in the language's format, or day, month, year in any separators: "5.12.26".
fn parse(text: &str, format: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, format)
        && (1900..=2199).contains(&chrono::Datelike::year(&date))
    {
        return Some(date);
    }
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let (year, month, day) = match numbers.as_slice() {
        [y, m, d] if *y >= 1900 => (*y, *m, *d),
        [d, m, y] if *y >= 1900 => (*y, *m, *d),
        [d, m, y] if *y < 100 => (2000 + *y, *m, *d),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| year <= 2199)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 5);
        for text in [
            "05.12.2026",
            "5.12.26",
            "5/12/2026",
            "2026-12-05",
            " 05 12 2026 ",
        ] {
            assert_eq!(parse(text, "%d.%m.%Y"), day, "{text}");
        }
        for text in ["31.02.2026", "5.12", "сегодня", "5.12.206", "1.1.99999", ""] {
            assert_eq!(parse(text, "%d.%m.%Y"), None, "{text}");
        }
    }
}
