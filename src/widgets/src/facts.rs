//! Names and values side by side: the requisites of an act, the parts of a sum.

use egui::{Align, Label, Layout, Ui, vec2};

use crate::text;
use crate::tokens::{Tone, tokens};

/// Width of the names' column, in points.
pub const NAMES: f32 = 118.0;

/// A name and its value; both wrap. The value can be selected and copied.
pub fn row(ui: &mut Ui, name: &str, value: &str) {
    toned(ui, name, value, None);
}

/// A value that is emphasised.
pub fn strong(ui: &mut Ui, name: &str, value: &str) {
    with(ui, name, |ui| {
        ui.add(
            Label::new(text::strong(&text::kept_together(value)).size(13.0))
                .wrap()
                .selectable(true),
        );
    });
}

/// A value in the colour of a tone; the words must say the same as the colour.
pub fn toned(ui: &mut Ui, name: &str, value: &str, tone: Option<Tone>) {
    let ink = tone.map_or(tokens(ui).text, |tone| tokens(ui).ink(tone));
    with(ui, name, |ui| {
        ui.add(
            Label::new(text::table(&text::kept_together(value)).color(ink))
                .wrap()
                .selectable(true),
        );
    });
}

/// A name and any content beside it.
pub fn with<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    beside(ui, name, 0.0, content)
}

/// A name and what can be pressed beside it, on one line of middles.
pub fn control<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    beside(ui, name, 5.0, content)
}

fn beside<R>(ui: &mut Ui, name: &str, lower: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let width = ui.available_width();
    let names = NAMES.min(width * 0.45);
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::left_to_right(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.allocate_ui_with_layout(vec2(names, 20.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(names);
            ui.add_space(lower);
            ui.add(Label::new(text::table(name).weak()).wrap());
        });
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), 20.0),
            Layout::top_down(Align::Min),
            content,
        )
        .inner
    })
    .inner
}
