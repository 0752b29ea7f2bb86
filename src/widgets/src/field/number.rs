//! Numbers with a fixed count of decimals, typed the way people here write them.

use egui::{Id, Response, Ui};

use super::{Field, edit};

/// Between groups of three digits.
const GROUP: char = '\u{202f}';

#[derive(Clone, Default)]
struct Typing {
    text: String,
    value: Option<i64>,
}

pub(super) fn show(
    field: &Field<'_>,
    ui: &mut Ui,
    id: Id,
    value: &mut Option<i64>,
    decimals: u32,
) -> Response {
    let key = id.with("typing");
    let focused = ui.memory(|m| m.has_focus(id));
    let mut typing = ui
        .data(|d| d.get_temp::<Typing>(key))
        .filter(|kept| kept.value == *value)
        .unwrap_or_else(|| Typing {
            text: value.map_or_else(String::new, |v| format(v, decimals)),
            value: *value,
        });
    if focused {
        ui.input_mut(crate::keys::digit_row_types_digits);
    }
    let readable = typing.text.trim().is_empty() || parse(&typing.text, decimals).is_some();
    let wrong = Field {
        error: Some(""),
        ..field.clone()
    };
    let shown = if readable { field } else { &wrong };
    let response = edit::line(shown, ui, id, &mut typing.text, edit::Mode::Figures);
    if response.changed() {
        let parsed = parse(&typing.text, decimals);
        typing.value = parsed;
        *value = parsed;
    } else if response.lost_focus()
        && let Some(v) = *value
    {
        typing.text = format(v, decimals);
    }
    ui.data_mut(|d| d.insert_temp(key, typing));
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_role(egui::accesskit::Role::NumberInput)
    });
    response
}

/// Reads "1 250,5", "1250.50", "-3": spaces of any kind group, comma or point separates decimals.
/// `None` where it is no number, has too many decimals or does not fit.
fn parse(text: &str, decimals: u32) -> Option<i64> {
    let clean: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (negative, digits) = match clean.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, clean.as_str()),
    };
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty())
        || !is_digits(whole)
        || !is_digits(fraction)
        || fraction.len() > decimals as usize
    {
        return None;
    }
    let whole: i64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let padded = format!("{fraction:0<width$}", width = decimals as usize);
    let fraction: i64 = if padded.is_empty() {
        0
    } else {
        padded.parse().ok()?
    };
    let value = whole
        .checked_mul(10_i64.checked_pow(decimals)?)?
        .checked_add(fraction)?;
    Some(if negative { -value } else { value })
}

fn format(value: i64, decimals: u32) -> String {
    let digits = value.unsigned_abs().to_string();
    let width = decimals as usize + 1;
    let digits = format!("{digits:0>width$}");
    let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
    let mut out = String::new();
    if value < 0 {
        out.push('−');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(GROUP);
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_the_way_people_write_them() {
        for (text, decimals, expect) in [
            ("1 250,5", 2, Some(125_050)),
            ("25\u{202f}599\u{a0}168.14", 2, Some(2_559_916_814)),
            ("-3", 0, Some(-3)),
            ("−3,07", 2, Some(-307)),
            (",5", 2, Some(50)),
            ("12,345", 2, None),
            ("12,5", 0, None),
            ("1,2,3", 2, None),
            ("две", 0, None),
            ("", 2, None),
            ("99999999999999999999", 0, None),
        ] {
            assert_eq!(parse(text, decimals), expect, "{text}");
        }
    }

    #[test]
    fn what_is_written_can_be_read_back() {
        for decimals in 0..=3 {
            for value in [0, 1, -1, 7, 99, 100, 1_000, -123_456_789, i64::MAX / 10] {
                assert_eq!(parse(&format(value, decimals), decimals), Some(value));
            }
        }
        assert_eq!(format(2_559_916_814, 2), "25\u{202f}599\u{202f}168,14");
        assert_eq!(format(5, 2), "0,05");
    }
}
