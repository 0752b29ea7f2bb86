//! Progress of long work, and grey rows in place of what is being fetched.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, Sense, Ui, pos2, vec2};

use crate::tokens::{RADIUS_TAG, Tone, tokens};
use crate::words::words;

/// A bar filled to `share` (0 to 1), as wide as there is room. `name` says what is under way.
pub fn bar(ui: &mut Ui, name: &str, share: f32, tone: Tone) -> Response {
    let t = tokens(ui);
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 6.0), Sense::hover());
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_role(Role::ProgressIndicator);
        n.set_label(name);
        n.set_numeric_value(f64::from(share));
        n.set_min_numeric_value(0.0);
        n.set_max_numeric_value(1.0);
    });
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, t.hover_strong);
    if share > 0.0 {
        let width = (rect.width() * share).max(6.0);
        let done = Rect::from_min_size(rect.min, vec2(width, rect.height()));
        ui.painter().rect_filled(done, radius, t.ink(tone));
    }
    response
}

/// Grey bars where rows will be, while they are fetched.
pub fn skeleton(ui: &mut Ui, rows: usize) {
    let t = tokens(ui);
    let loading = words(ui.ctx()).loading.clone();
    let size = vec2(ui.available_width(), rows as f32 * 32.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_role(Role::Status);
        n.set_label(loading.as_str());
        n.set_busy();
    });
    // Lengths look like text without being random: nothing may change from frame to frame.
    let lengths = [0.62, 0.48, 0.71, 0.55, 0.66, 0.43];
    for (row, share) in (0..rows).zip(lengths.iter().cycle()) {
        let y = rect.top() + row as f32 * 32.0 + 11.0;
        let bar = Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width() * share, 10.0));
        ui.painter()
            .rect_filled(bar, CornerRadius::same(RADIUS_TAG), t.hover_strong);
    }
}
