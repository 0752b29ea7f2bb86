//! Icons: one glyph of the lucide font, painted or put into text.

use egui::{Align2, Color32, Pos2, RichText, Ui, Vec2};

pub use lucide_icons::Icon;

use crate::fonts;

/// The icon as text for labels and menus.
pub fn rich(icon: Icon, size: f32) -> RichText {
    RichText::new(icon.unicode()).font(fonts::icons(size))
}

/// Paints the icon centred on a point.
pub fn paint(painter: &egui::Painter, icon: Icon, center: Pos2, size: f32, color: Color32) {
    painter.text(
        center,
        Align2::CENTER_CENTER,
        icon.unicode(),
        fonts::icons(size),
        color,
    );
}

/// Adds a decorative icon. It has no accessible name: the word beside it says what it means.
pub fn show(ui: &mut Ui, icon: Icon, size: f32, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size), egui::Sense::hover());
    paint(ui.painter(), icon, rect.center(), size, color);
}
