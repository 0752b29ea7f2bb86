//! The list of what is wrong in a form; each line jumps to its field.

use egui::{CornerRadius, Id, Margin, Ui};

use crate::access;
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::{RADIUS_PANEL, tokens};

/// What is wrong, at the top of a form after an attempt to save it.
#[derive(Clone, Debug)]
pub struct ErrorSummary<'a> {
    /// "The form has 2 errors".
    pub title: &'a str,
    /// Each error as a sentence, and the field given to [`crate::Field::id`].
    pub errors: &'a [(String, Id)],
}

impl ErrorSummary<'_> {
    /// Shows the summary; nothing when there is nothing wrong.
    pub fn show(&self, ui: &mut Ui) {
        if self.errors.is_empty() {
            return;
        }
        let t = tokens(ui);
        access::live(ui, true, |ui| {
            egui::Frame::new()
                .fill(t.bad_soft)
                .corner_radius(CornerRadius::same(RADIUS_PANEL))
                .inner_margin(Margin::same(12))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 4.0;
                    let row = egui::vec2(ui.available_width(), 20.0);
                    let layout = egui::Layout::left_to_right(egui::Align::Center);
                    ui.allocate_ui_with_layout(row, layout, |ui| {
                        icon::show(ui, Icon::CircleAlert, 16.0, t.bad);
                        ui.label(text::strong(self.title).color(t.bad));
                    });
                    for (error, field) in self.errors {
                        let link =
                            ui.add(egui::Link::new(text::body(error).color(t.text).underline()));
                        if link.clicked() {
                            super::jump_to(ui.ctx(), *field);
                        }
                    }
                });
        });
    }
}
