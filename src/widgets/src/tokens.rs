//! The colours, sizes and radii of the house, in light and dark: the only place colours are made.
#![allow(
    clippy::disallowed_methods,
    reason = "this module is where the banned constructors are meant to be used"
)]

use egui::Color32;

/// Which of the two palettes is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark text on light panels; the default, for daylight offices and printing previews.
    #[default]
    Light,
    /// Light text on dark panels.
    Dark,
}

/// What a colour says. Always shown together with a word or an icon, never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Done, valid, paid, compliant.
    Ok,
    /// Needs attention, waits for somebody.
    Warning,
    /// Refused, violated, stopped.
    Bad,
    /// Neither good nor bad, but worth noticing.
    Info,
    /// Plain.
    Neutral,
    /// The product's own colour: the chosen item, the current step.
    Accent,
}

/// Space between closest relatives, in points.
pub const SPACE_4: f32 = 4.0;
/// Default space between controls of one row.
pub const SPACE_8: f32 = 8.0;
/// Space between form fields and inside cards.
pub const SPACE_12: f32 = 12.0;
/// Space between a region's edge and its content.
pub const SPACE_16: f32 = 16.0;
/// Space between sections.
pub const SPACE_24: f32 = 24.0;
/// Space between unrelated blocks.
pub const SPACE_32: f32 = 32.0;

/// Height of the bar at the top of the window, in points.
pub const TOP_BAR: f32 = 44.0;
/// Width of the navigation rail.
pub const RAIL: f32 = 200.0;
/// Height of a register row.
pub const ROW: f32 = 32.0;
/// Height of a register row in the dense mode.
pub const ROW_DENSE: f32 = 26.0;
/// Height of buttons and fields.
pub const CONTROL: f32 = 32.0;
/// Height of controls that stand inside rows and small headers.
pub const CONTROL_SMALL: f32 = 26.0;
/// Corner radius of controls.
pub const RADIUS: u8 = 6;
/// Corner radius of panels and cards.
pub const RADIUS_PANEL: u8 = 8;
/// Corner radius of tags and key chips.
pub const RADIUS_TAG: u8 = 4;
/// Widest a form gets; wider lines are tiring to read.
pub const FORM_WIDTH: f32 = 960.0;

/// One palette. Obtained with [`tokens`], never built elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tokens {
    /// Which palette this is.
    pub theme: Theme,
    /// Behind everything.
    pub background: Color32,
    /// Panels, cards, tables.
    pub panel: Color32,
    /// Side panes that stand a little behind the panel.
    pub sunk: Color32,
    /// Hairlines between regions and around fields.
    pub line: Color32,
    /// Border of small controls that must be found without text: check boxes, radio buttons.
    pub control_line: Color32,
    /// Main text.
    pub text: Color32,
    /// Secondary text.
    pub muted: Color32,
    /// The product's colour: primary buttons, links, focus.
    pub accent: Color32,
    /// Accent under the pointer.
    pub accent_hover: Color32,
    /// Soft fill of the chosen item.
    pub accent_soft: Color32,
    /// Text on an accent fill.
    pub on_accent: Color32,
    /// Good.
    pub ok: Color32,
    /// Soft fill under `ok`.
    pub ok_soft: Color32,
    /// Attention.
    pub warning: Color32,
    /// Soft fill under `warning`.
    pub warning_soft: Color32,
    /// Bad.
    pub bad: Color32,
    /// Soft fill under `bad`.
    pub bad_soft: Color32,
    /// Fill of a dangerous button under the pointer.
    pub bad_hover: Color32,
    /// Text on a `bad` fill.
    pub on_bad: Color32,
    /// Information.
    pub info: Color32,
    /// Soft fill under `info`.
    pub info_soft: Color32,
    /// Under the pointer; also the fill of secondary buttons and neutral tags.
    pub hover: Color32,
    /// Secondary buttons under the pointer.
    pub hover_strong: Color32,
    /// Behind a modal.
    pub backdrop: Color32,
    /// Shadow of popups and modals.
    pub shadow: Color32,
    /// Fill behind a picture whose parts do not cover it.
    pub canvas: Color32,
}

/// The light palette.
pub const LIGHT: Tokens = Tokens {
    theme: Theme::Light,
    background: rgb(0xF4F6F8),
    panel: rgb(0xFFFFFF),
    sunk: rgb(0xFAFBFC),
    line: rgb(0xE2E7EC),
    control_line: rgb(0x5A6776),
    text: rgb(0x16202C),
    muted: rgb(0x5A6776),
    accent: rgb(0x0B6E8F),
    accent_hover: rgb(0x095D79),
    accent_soft: rgb(0xE2F0F5),
    on_accent: rgb(0xFFFFFF),
    ok: rgb(0x1C7C4A),
    ok_soft: rgb(0xE2F3E9),
    warning: rgb(0x8F5B00),
    warning_soft: rgb(0xFBF0D9),
    bad: rgb(0xB3261E),
    bad_soft: rgb(0xFBE8E6),
    bad_hover: rgb(0x971F18),
    on_bad: rgb(0xFFFFFF),
    info: rgb(0x3B5BA9),
    info_soft: rgb(0xE8EDF9),
    hover: rgb(0xEDF1F4),
    hover_strong: rgb(0xE2E7EC),
    backdrop: Color32::from_rgba_premultiplied(6, 9, 12, 102),
    shadow: Color32::from_rgba_premultiplied(3, 4, 6, 38),
    canvas: rgb(0x2C3641),
};

/// The dark palette.
pub const DARK: Tokens = Tokens {
    theme: Theme::Dark,
    background: rgb(0x11161C),
    panel: rgb(0x1A2129),
    sunk: rgb(0x161C23),
    line: rgb(0x2C3641),
    control_line: rgb(0x9AA7B5),
    text: rgb(0xE6EBF0),
    muted: rgb(0x9AA7B5),
    accent: rgb(0x56B8D9),
    accent_hover: rgb(0x74C6E1),
    accent_soft: rgb(0x17323D),
    on_accent: rgb(0x06222D),
    ok: rgb(0x5CC58C),
    ok_soft: rgb(0x15301F),
    warning: rgb(0xE3B04B),
    warning_soft: rgb(0x33290F),
    bad: rgb(0xF2857C),
    bad_soft: rgb(0x3A1A18),
    bad_hover: rgb(0xF59C95),
    on_bad: rgb(0x2B0C09),
    info: rgb(0x8FA8EE),
    info_soft: rgb(0x1D2540),
    hover: rgb(0x222B35),
    hover_strong: rgb(0x2C3641),
    backdrop: Color32::from_rgba_premultiplied(0, 0, 0, 140),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 120),
    canvas: rgb(0x0B0F13),
};

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The palette in force inside this `ui`.
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    if ui.visuals().dark_mode {
        &DARK
    } else {
        &LIGHT
    }
}

/// The palette in force for the whole window; for code that has no `Ui` at hand.
pub fn tokens_of(ctx: &egui::Context) -> &'static Tokens {
    match ctx.theme() {
        egui::Theme::Dark => &DARK,
        egui::Theme::Light => &LIGHT,
    }
}

/// An opaque colour taken from data, such as a pen colour chosen by a person for an annotation.
pub fn from_data([r, g, b]: [u8; 3]) -> Color32 {
    Color32::from_rgb(r, g, b)
}

impl Theme {
    /// The palette of this theme.
    pub const fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

impl Tokens {
    /// Text and icon colour of a tone.
    pub const fn ink(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Ok => self.ok,
            Tone::Warning => self.warning,
            Tone::Bad => self.bad,
            Tone::Info => self.info,
            Tone::Neutral => self.muted,
            Tone::Accent => self.accent,
        }
    }

    /// Soft fill to put under [`Tokens::ink`] of the same tone.
    pub const fn soft(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Ok => self.ok_soft,
            Tone::Warning => self.warning_soft,
            Tone::Bad => self.bad_soft,
            Tone::Info => self.info_soft,
            Tone::Neutral => self.hover,
            Tone::Accent => self.accent_soft,
        }
    }

    /// Between the soft fill (0.0) and a third of the way to the full colour (1.0):
    /// shades a map tile or a heat cell while [`Tokens::text`] stays readable on it.
    pub fn shade(&self, tone: Tone, strength: f32) -> Color32 {
        let t = if strength.is_finite() {
            strength.clamp(0.0, 1.0)
        } else {
            0.0
        };
        self.soft(tone).lerp_to_gamma(self.ink(tone), t * 0.35)
    }

    /// Colours of a chart's series, in order: neutral, pale accent, accent, good, attention, bad.
    pub fn series(&self) -> [Color32; 6] {
        [
            self.line.lerp_to_gamma(self.muted, 0.12),
            self.panel.lerp_to_gamma(self.accent, 0.42),
            self.accent,
            self.ok,
            self.warning,
            self.bad,
        ]
    }
}

/// Contrast ratio of two opaque colours, 1.0 to 21.0, by WCAG 2.1 relative luminance.
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (la, lb) = (luminance(a), luminance(b));
    (la.max(lb) + 0.05) / (la.min(lb) + 0.05)
}

fn luminance(c: Color32) -> f32 {
    let linear = |v: u8| {
        let v = f32::from(v) / 255.0;
        if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(c.r()) + 0.7152 * linear(c.g()) + 0.0722 * linear(c.b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_readable_on_every_ground_it_stands_on() {
        for t in [&LIGHT, &DARK] {
            let grounds = [
                ("background", t.background),
                ("panel", t.panel),
                ("sunk", t.sunk),
                ("hover", t.hover),
                ("accent_soft", t.accent_soft),
            ];
            let mut pairs = Vec::new();
            for (name, ground) in grounds {
                pairs.push((format!("text on {name}"), t.text, ground));
                pairs.push((format!("muted on {name}"), t.muted, ground));
                pairs.push((format!("accent on {name}"), t.accent, ground));
            }
            for tone in [
                Tone::Ok,
                Tone::Warning,
                Tone::Bad,
                Tone::Info,
                Tone::Neutral,
                Tone::Accent,
            ] {
                pairs.push((format!("{tone:?} on its soft"), t.ink(tone), t.soft(tone)));
                for (name, ground) in [("panel", t.panel), ("sunk", t.sunk), ("back", t.background)]
                {
                    pairs.push((format!("{tone:?} on {name}"), t.ink(tone), ground));
                }
                for strength in [0.0, 0.5, 1.0] {
                    pairs.push((
                        format!("text on shade {tone:?} {strength}"),
                        t.text,
                        t.shade(tone, strength),
                    ));
                }
            }
            pairs.push(("on_accent".into(), t.on_accent, t.accent));
            pairs.push(("on_accent hover".into(), t.on_accent, t.accent_hover));
            pairs.push(("on_bad".into(), t.on_bad, t.bad));
            pairs.push(("on_bad hover".into(), t.on_bad, t.bad_hover));
            pairs.push(("text on hover_strong".into(), t.text, t.hover_strong));
            for (name, ink, ground) in pairs {
                let ratio = contrast(ink, ground);
                assert!(ratio >= 4.5, "{:?}: {name} is {ratio:.2}:1", t.theme);
            }
        }
    }

    #[test]
    fn small_controls_and_the_focus_ring_are_visible_without_text() {
        for t in [&LIGHT, &DARK] {
            for ground in [t.background, t.panel, t.sunk] {
                assert!(contrast(t.control_line, ground) >= 3.0);
                assert!(contrast(t.accent, ground) >= 3.0);
            }
        }
    }

    #[test]
    fn contrast_of_black_and_white_is_twenty_one() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }
}
