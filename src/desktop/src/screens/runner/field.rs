//! The control of one answer, by what it asks for.

use super::Runner;
use crate::cx::Cx;
use baqylau_checklist::{Field as Question, Item, Kind};
use baqylau_widgets::{Field, Segment, Tone, field as controls, segmented, text};
use chrono::{NaiveDate, NaiveTime};

/// Most choices shown side by side; more are listed one under another.
const SIDE_BY_SIDE: usize = 4;

impl Runner {
    #[expect(clippy::too_many_arguments, reason = "one control of the list")]
    pub(super) fn field(
        &mut self,
        item: &Item,
        field: &Question,
        list: &str,
        current: bool,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let path = field.path.as_str();
        let name = if field.label.text.is_empty() {
            &item.label.text
        } else {
            &field.label.text
        };
        match field.kind {
            Kind::SelectOne => {
                if let Some(value) = select_one(field, name, current, editable, cx, ui) {
                    cx.post.put(Self::answer_action(list, path, value));
                }
            }
            Kind::SelectMultiple => {
                if let Some(value) = select_multiple(field, editable, ui) {
                    cx.post.put(Self::answer_action(list, path, value));
                }
            }
            Kind::Date => {
                let mut date = field.value.parse::<NaiveDate>().ok();
                let response = ui
                    .add_enabled_ui(editable && !field.read_only, |ui| {
                        Field::new(name)
                            .hidden_label()
                            .width(150.0)
                            .date(ui, &mut date)
                    })
                    .inner;
                if response.changed() {
                    let value = date.map(|date| date.format("%Y-%m-%d").to_string());
                    cx.post
                        .put(Self::answer_action(list, path, value.unwrap_or_default()));
                }
            }
            Kind::Time => {
                let mut time = clock(&field.value);
                let wrong = cx.t("time-wrong");
                let response = ui
                    .add_enabled_ui(editable && !field.read_only, |ui| {
                        Field::new(name)
                            .hidden_label()
                            .width(110.0)
                            .id(field_id(list, path))
                            .time(ui, &mut time, &wrong)
                    })
                    .inner;
                if response.changed() {
                    let value = time.map(|time| time.format("%H:%M").to_string());
                    cx.post
                        .put(Self::answer_action(list, path, value.unwrap_or_default()));
                }
            }
            Kind::Note => {
                ui.label(text::muted(&field.label.text));
            }
            Kind::Calculate => {
                ui.label(text::digits(&field.value));
            }
            _ => {
                let mut value = field.value.clone();
                let number = matches!(field.kind, Kind::Integer | Kind::Decimal);
                let width = if number { 110.0 } else { 240.0 };
                let response = ui
                    .add_enabled_ui(editable && !field.read_only, |ui| {
                        Field::new(name)
                            .hidden_label()
                            .width(width)
                            .id(field_id(list, path))
                            .text(ui, &mut value)
                    })
                    .inner;
                if response.changed() {
                    // A comma is how people here write decimals; the form engine wants a point.
                    let value = if field.kind == Kind::Decimal {
                        value.replace(',', ".")
                    } else {
                        value
                    };
                    cx.post
                        .put(Self::answer_action(list, path, value.trim_start()));
                }
            }
        }
    }
}

/// A time as the form engine keeps it: `09:10`, `09:10:00.000`, with or without an offset.
fn clock(value: &str) -> Option<NaiveTime> {
    let bare = value.split(['+', 'Z']).next()?;
    let bare = bare.split('-').next()?;
    NaiveTime::parse_from_str(bare, "%H:%M:%S%.f")
        .or_else(|_| NaiveTime::parse_from_str(bare, "%H:%M"))
        .ok()
}

/// Identity of a text or number field, so that the keyboard can go to it.
pub(super) fn field_id(list: &str, path: &str) -> egui::Id {
    egui::Id::unique(("runner-field", list, path))
}

/// Whether an answer is typed rather than chosen.
pub(super) fn is_typed(field: &Question) -> bool {
    field.relevant
        && field.kind.is_entered()
        && !field.kind.is_select()
        && field.kind != Kind::Date
        && !field.kind.is_attachment()
}

/// Width a control needs at the right of its item.
pub(super) fn room(field: &Question, current: bool, ui: &egui::Ui) -> f32 {
    match field.kind {
        Kind::SelectOne if is_side_by_side(field) => field
            .choices
            .iter()
            .filter(|choice| is_offered(field, &choice.name, current))
            .map(|choice| {
                let words = format!("9 {}", choice.label.text);
                let ink = baqylau_widgets::tokens(ui).text;
                let galley = text::line(
                    ui,
                    &words,
                    baqylau_widgets::fonts::Weight::SemiBold,
                    13.0,
                    ink,
                    f32::INFINITY,
                );
                galley.size().x + 25.0
            })
            .sum(),
        Kind::SelectOne | Kind::SelectMultiple => 300.0,
        Kind::Integer | Kind::Decimal => 116.0,
        Kind::Date => 156.0,
        Kind::Time => 116.0,
        _ => 248.0,
    }
}

/// Whether the choices of a question fit beside each other.
fn is_side_by_side(field: &Question) -> bool {
    let letters = field
        .choices
        .iter()
        .map(|c| c.label.text.chars().count())
        .sum::<usize>();
    field.choices.len() <= SIDE_BY_SIDE && letters <= 40
}

/// Rarely needed answers ("not checked") stay out of the way until the item is current.
fn is_offered(field: &Question, name: &str, current: bool) -> bool {
    current || field.value == name || name != "not_checked"
}

/// The tone a choice takes when chosen.
fn tone(field: &Question, name: &str) -> Tone {
    match name {
        "yes" | "ok" => Tone::Ok,
        "no" | "critical" => Tone::Bad,
        "remarks" => Tone::Warning,
        _ if field.choices.len() <= SIDE_BY_SIDE => Tone::Neutral,
        _ => Tone::Accent,
    }
}

/// Returns the value chosen; choosing the chosen one again clears it.
fn select_one(
    field: &Question,
    name: &str,
    current: bool,
    editable: bool,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<String> {
    let at = field
        .choices
        .iter()
        .position(|choice| choice.name == field.value);
    let editable = editable && !field.read_only;
    let picked = if is_side_by_side(field) {
        let shown = field
            .choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| is_offered(field, &choice.name, current))
            .map(|(index, _)| index)
            .collect::<Vec<_>>();
        let segments: Vec<Segment<'_>> = shown
            .iter()
            .filter_map(|index| field.choices.get(*index))
            .map(|choice| Segment::new(&choice.label.text, tone(field, &choice.name)))
            .collect();
        let chosen = at.and_then(|at| shown.iter().position(|index| *index == at));
        let clicked = ui
            .add_enabled_ui(editable, |ui| {
                segmented::answers(ui, name, chosen, &segments, true)
            })
            .inner;
        clicked.and_then(|index| shown.get(index).copied())
    } else if current {
        let mut picked = None;
        ui.vertical(|ui| {
            ui.add_enabled_ui(editable, |ui| {
                for (index, choice) in field.choices.iter().enumerate() {
                    let label = format!("{}  {}", index + 1, choice.label.text);
                    if controls::radio(ui, Some(index) == at, &label).clicked() {
                        picked = Some(index);
                    }
                }
            });
        });
        picked
    } else {
        let words = at
            .and_then(|at| field.choices.get(at))
            .map_or_else(|| cx.t("answer-none"), |choice| choice.label.text.clone());
        text::truncated(ui, text::muted(&words));
        None
    };
    let picked = picked?;
    let choice = field.choices.get(picked)?;
    Some(if Some(picked) == at {
        String::new()
    } else {
        choice.name.clone()
    })
}

fn select_multiple(field: &Question, editable: bool, ui: &mut egui::Ui) -> Option<String> {
    let mut chosen: Vec<&str> = field.value.split_whitespace().collect();
    let mut changed = false;
    ui.vertical(|ui| {
        ui.add_enabled_ui(editable && !field.read_only, |ui| {
            for choice in &field.choices {
                let mut on = chosen.contains(&choice.name.as_str());
                if controls::checkbox(ui, &mut on, &choice.label.text).changed() {
                    changed = true;
                    if on {
                        chosen.push(&choice.name);
                    } else {
                        chosen.retain(|name| *name != choice.name);
                    }
                }
            }
        });
    });
    changed.then(|| chosen.join(" "))
}
