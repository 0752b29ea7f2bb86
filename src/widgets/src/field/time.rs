//! A time of day: typed with or without the colon, kept only when it is one.

use chrono::{NaiveTime, Timelike};
use egui::{Id, Response, Ui};

use super::{Field, edit};
use crate::text;
use crate::tokens::tokens;

#[derive(Clone, Default)]
struct Typing {
    text: String,
    value: Option<NaiveTime>,
}

pub(super) fn show(
    field: &Field<'_>,
    ui: &mut Ui,
    id: Id,
    value: &mut Option<NaiveTime>,
    wrong: &str,
) -> Response {
    let key = id.with("typing");
    let mut typing = ui
        .data(|d| d.get_temp::<Typing>(key))
        .filter(|kept| kept.value == *value)
        .unwrap_or_else(|| Typing {
            text: value.map_or_else(String::new, |v| v.format("%H:%M").to_string()),
            value: *value,
        });
    if ui.memory(|m| m.has_focus(id)) {
        ui.input_mut(crate::keys::digit_row_types_digits);
    }
    let unreadable = |text: &str| !text.trim().is_empty() && read(text).is_none();
    let shown = Field {
        placeholder: "14:05",
        error: unreadable(&typing.text).then_some(wrong).or(field.error),
        ..field.clone()
    };
    let mut response = edit::line(&shown, ui, id, &mut typing.text, edit::Mode::Plain);
    if response.changed() {
        let read = read(&typing.text);
        // The same minute typed again keeps the seconds it was taken with.
        let same = read
            .zip(*value)
            .is_some_and(|(new, old)| (new.hour(), new.minute()) == (old.hour(), old.minute()));
        if same || read == *value {
            response.flags.remove(egui::response::Flags::CHANGED);
        } else {
            *value = read;
        }
        typing.value = *value;
    }
    // While it is typed half a time is no mistake yet.
    if unreadable(&typing.text) && !response.has_focus() {
        crate::access::invalid(&response, wrong);
        let t = tokens(ui);
        ui.add(egui::Label::new(text::small(wrong).color(t.bad)).wrap());
    }
    ui.data_mut(|d| d.insert_temp(key, typing));
    response
}

/// A time as people type it: `9:05`, `09:05`, `9.05`, `0905`.
fn read(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.', '-', ' ']) {
        Some((hour, minute)) => (hour, minute.trim()),
        None if text.len() == 4 && text.is_ascii() => text.split_at(2),
        None => return None,
    };
    let number = |part: &str, longest: usize| {
        let digits = !part.is_empty()
            && part.len() <= longest
            && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    if minute.len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(number(hour, 2)?, number(minute, 2)?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_type_it_and_nothing_else_is() {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0);
        for (text, time) in [
            ("9:05", at(9, 5)),
            ("09:05", at(9, 5)),
            (" 9.05 ", at(9, 5)),
            ("0905", at(9, 5)),
            ("23:59", at(23, 59)),
            ("00:00", at(0, 0)),
        ] {
            assert_eq!(read(text), time, "{text}");
        }
        for text in [
            "",
            "9",
            "9:5",
            "24:00",
            "12:60",
            "-1:30",
            "полдень",
            "9:055",
            "п905",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
