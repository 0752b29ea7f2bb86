//! A list with the details of the chosen item beside it.

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

use crate::tokens::tokens;

/// Shows the pane at the right, `width` points wide at first; the person may drag its edge.
/// Call it before the list, which then takes the rest.
pub fn detail<R>(ui: &mut Ui, id: &str, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    side(
        ui,
        Panel::right(egui::Id::unique(("baqylau-detail", id))),
        width,
        16,
        content,
    )
}

/// Shows a pane at the left, such as the sections of a checklist.
pub fn outline<R>(ui: &mut Ui, id: &str, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    side(
        ui,
        Panel::left(egui::Id::unique(("baqylau-outline", id))),
        width,
        8,
        content,
    )
}

fn side<R>(
    ui: &mut Ui,
    panel: Panel,
    width: f32,
    margin: i8,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let t = tokens(ui);
    let most = (ui.available_width() * 0.6).max(width);
    panel
        .default_size(width)
        .size_range((width * 0.7).min(most)..=most)
        .resizable(true)
        .frame(Frame::new().fill(t.sunk))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    Frame::new()
                        .inner_margin(Margin::symmetric(margin, if margin < 16 { 8 } else { 14 }))
                        .show(ui, |ui| {
                            ui.set_width(ui.available_width());
                            content(ui)
                        })
                        .inner
                })
                .inner
        })
        .inner
}
