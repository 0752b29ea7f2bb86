//! The traffic light of violations: an icon, a word and a colour, so that none is needed alone.

use egui::{CornerRadius, Response, Sense, Ui, pos2, vec2};

use crate::access;
use crate::fonts::Weight;
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::{RADIUS, Tone, tokens};

/// What a light says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// No obstacle.
    Green,
    /// To be remedied by a date.
    Yellow,
    /// Stop.
    Red,
    /// Not decided yet.
    Off,
}

impl Light {
    /// The tone of the light.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Green => Tone::Ok,
            Self::Yellow => Tone::Warning,
            Self::Red => Tone::Bad,
            Self::Off => Tone::Neutral,
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Green => Icon::CircleCheck,
            Self::Yellow => Icon::TriangleAlert,
            Self::Red => Icon::OctagonX,
            Self::Off => Icon::CircleDashed,
        }
    }
}

/// The light with its word, and below it what follows ("payments paused until 28.02.2026").
/// The lamp stands at its place among three, so it is also known by position.
pub fn light(ui: &mut Ui, light: Light, word: &str, consequence: &str) -> Response {
    let t = tokens(ui);
    let tone = light.tone();
    let height = if consequence.is_empty() { 44.0 } else { 60.0 };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    access::named(
        &response,
        egui::accesskit::Role::Label,
        &format!("{word}. {consequence}"),
    );
    ui.painter()
        .rect_filled(rect, CornerRadius::same(RADIUS), t.soft(tone));
    let place = match light {
        Light::Red => Some(0),
        Light::Yellow => Some(1),
        Light::Green => Some(2),
        Light::Off => None,
    };
    let top = rect.center().y - 12.0;
    for lamp in 0..3_u8 {
        let center = pos2(rect.left() + 16.0, top + f32::from(lamp) * 12.0);
        if place == Some(lamp) {
            ui.painter().circle_filled(center, 4.5, t.ink(tone));
        } else {
            let ring = egui::Stroke::new(1.0, t.muted.gamma_multiply(0.6));
            ui.painter().circle_stroke(center, 4.0, ring);
        }
    }
    let y = if consequence.is_empty() {
        rect.center().y
    } else {
        rect.top() + 21.0
    };
    icon::paint(
        ui.painter(),
        light.icon(),
        pos2(rect.left() + 42.0, y),
        18.0,
        t.ink(tone),
    );
    let room = rect.width() - 70.0;
    let galley = text::line(ui, word, Weight::SemiBold, 14.0, t.ink(tone), room);
    text::paint_at(ui, &galley, rect.left() + 58.0, y);
    if !consequence.is_empty() {
        let galley = text::line(ui, consequence, Weight::Regular, 12.0, t.text, room);
        text::paint_at(ui, &galley, rect.left() + 58.0, rect.top() + 41.0);
    }
    response
}
