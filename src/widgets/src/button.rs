//! Buttons: one primary per screen, secondary, ghost and danger.

use egui::{Color32, CornerRadius, Rect, Response, Sense, Stroke, Ui, Vec2, Widget, pos2, vec2};

use crate::access;
use crate::fonts::Weight;
use crate::icon::{self, Icon};
use crate::kbd;
use crate::text;
use crate::tokens::{CONTROL, CONTROL_SMALL, RADIUS, Tokens, tokens};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Kind {
    /// The one thing to do here.
    Primary,
    /// Anything else that is done here.
    #[default]
    Secondary,
    /// Small actions that must not shout: no fill at rest.
    Ghost,
    /// What destroys or refuses.
    Danger,
    /// Like a field: panel fill and a hairline; for filters that open a list.
    Outline,
}

/// A push button.
///
/// ```no_run
/// # fn f(ui: &mut egui::Ui) {
/// use baqylau_widgets::{Button, Icon};
/// if ui.add(Button::primary("Подписать").icon(Icon::PenLine).shortcut("Ctrl S")).clicked() {}
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "add it to a Ui"]
pub struct Button<'a> {
    text: &'a str,
    name: Option<&'a str>,
    kind: Kind,
    icon: Option<Icon>,
    trailing: Option<Icon>,
    note: Option<&'a str>,
    shortcut: Option<&'a str>,
    blocked: Option<&'a str>,
    tooltip: Option<&'a str>,
    enabled: bool,
    busy: bool,
    small: bool,
    width: Option<f32>,
    selected: bool,
}

impl<'a> Button<'a> {
    /// A button of the given kind.
    pub fn new(kind: Kind, text: &'a str) -> Self {
        Self {
            text,
            name: None,
            kind,
            icon: None,
            trailing: None,
            note: None,
            shortcut: None,
            blocked: None,
            tooltip: None,
            enabled: true,
            busy: false,
            small: false,
            width: None,
            selected: false,
        }
    }

    /// The one main action of a screen.
    pub fn primary(text: &'a str) -> Self {
        Self::new(Kind::Primary, text)
    }

    /// An ordinary action.
    pub fn secondary(text: &'a str) -> Self {
        Self::new(Kind::Secondary, text)
    }

    /// A quiet action.
    pub fn ghost(text: &'a str) -> Self {
        Self::new(Kind::Ghost, text)
    }

    /// An action that destroys or refuses.
    pub fn danger(text: &'a str) -> Self {
        Self::new(Kind::Danger, text)
    }

    /// A filter or drop-down: looks like a field.
    pub fn outline(text: &'a str) -> Self {
        Self::new(Kind::Outline, text)
    }

    /// A square ghost button with an icon; `name` is its tooltip and accessible name.
    pub fn icon_only(icon: Icon, name: &'a str) -> Self {
        Self {
            icon: Some(icon),
            name: Some(name),
            ..Self::new(Kind::Ghost, "")
        }
    }

    /// Icon before the text.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Icon after the text, such as a chevron.
    pub fn trailing(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }

    /// A quieter remark after the text, such as "214 / 251".
    pub fn note(mut self, note: &'a str) -> Self {
        self.note = Some(note);
        self
    }

    /// The keys that do the same, shown in a chip.
    pub fn shortcut(mut self, keys: &'a str) -> Self {
        self.shortcut = Some(keys);
        self
    }

    /// Disables the button and says why; the reason is its tooltip and accessible description.
    /// `None` leaves it enabled.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// Enables or disables without a reason. Prefer [`Button::blocked`].
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Shows that the action is running; the button cannot be pressed meanwhile.
    pub fn busy(mut self, busy: bool) -> Self {
        self.busy = busy;
        self
    }

    /// 26 points high instead of 32.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Fixed width in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Shows the button as pressed in: a filter that is on.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Explains an enabled button when the pointer rests on it.
    pub fn tooltip(mut self, tooltip: &'a str) -> Self {
        self.tooltip = Some(tooltip);
        self
    }

    fn colors(&self, t: &Tokens, hovered: bool, pressed: bool) -> (Color32, Color32, Stroke) {
        let lit = hovered || pressed;
        if self.selected {
            return (t.accent_soft, t.accent, Stroke::NONE);
        }
        match self.kind {
            Kind::Primary => (
                if lit { t.accent_hover } else { t.accent },
                t.on_accent,
                Stroke::NONE,
            ),
            Kind::Danger => (
                if lit { t.bad_hover } else { t.bad },
                t.on_bad,
                Stroke::NONE,
            ),
            Kind::Secondary => (
                if lit { t.hover_strong } else { t.hover },
                t.text,
                Stroke::NONE,
            ),
            Kind::Ghost => (
                if lit { t.hover } else { Color32::TRANSPARENT },
                t.text,
                Stroke::NONE,
            ),
            Kind::Outline => (
                if lit { t.hover } else { t.panel },
                t.text,
                Stroke::new(1.0, t.line),
            ),
        }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let height = if self.small { CONTROL_SMALL } else { CONTROL };
        let pad = if self.text.is_empty() {
            0.0
        } else if self.small {
            8.0
        } else {
            12.0
        };
        let enabled = self.enabled && self.blocked.is_none() && !self.busy;
        let icon_size = if self.small { 14.0 } else { 16.0 };
        let (text_weight, text_size) = match (self.kind, self.small) {
            (Kind::Outline, _) => (Weight::Regular, 13.0),
            (_, true) => (Weight::Medium, 13.0),
            (_, false) => (Weight::Medium, 14.0),
        };
        let limit = self.width.unwrap_or(f32::INFINITY);
        let gap = 6.0;

        let leading = if self.busy {
            Some(Icon::LoaderCircle)
        } else {
            self.icon
        };
        let plain = |s: &str, color| text::line(ui, s, text_weight, text_size, color, limit);
        let label = (!self.text.is_empty()).then(|| plain(self.text, Color32::PLACEHOLDER));
        let note = self.note.map(|n| {
            text::line(
                ui,
                n,
                Weight::Regular,
                text_size,
                Color32::PLACEHOLDER,
                f32::INFINITY,
            )
        });
        let chip = self.shortcut.map(|keys| kbd::size(ui, keys));

        let widths: Vec<f32> = [
            leading.map(|_| icon_size),
            label.as_ref().map(|g| g.size().x),
            note.as_ref().map(|g| g.size().x),
            chip.map(|c| c.x),
            self.trailing.map(|_| icon_size),
        ]
        .into_iter()
        .flatten()
        .collect();
        let content = widths.iter().sum::<f32>() + gap * widths.len().saturating_sub(1) as f32;
        let size = vec2(
            self.width
                .unwrap_or((content + 2.0 * pad).max(height))
                .ceil(),
            height,
        );
        let sense = if enabled {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, mut response) = ui.allocate_exact_size(size, sense);

        let name = self.name.unwrap_or(self.text);
        let is_enabled = enabled && ui.is_enabled();
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::accesskit::Role::Button, is_enabled, name)
        });
        if self.selected {
            ui.ctx()
                .accesskit_node_builder(response.id, |n| n.set_selected(true));
        }

        if ui.is_rect_visible(rect) {
            let pressed = response.is_pointer_button_down_on();
            let (mut fill, mut ink, stroke) =
                self.colors(t, response.hovered() && enabled, pressed);
            if !enabled && !self.busy {
                if matches!(self.kind, Kind::Primary | Kind::Danger) {
                    fill = t.hover_strong;
                }
                ink = t.muted;
            }
            ui.painter().rect(
                rect,
                CornerRadius::same(RADIUS),
                fill,
                stroke,
                egui::StrokeKind::Inside,
            );
            // Text that is wider than a fixed width starts at the padding instead of the middle.
            let mut x = (rect.center().x - content / 2.0).max(rect.left() + pad.min(8.0));
            let y = rect.center().y;
            if let Some(icon) = leading {
                let center = pos2(x + icon_size / 2.0, y);
                if self.busy {
                    busy_mark(ui, center, icon_size, ink);
                } else {
                    icon::paint(ui.painter(), icon, center, icon_size, ink);
                }
                x += icon_size + gap;
            }
            if let Some(galley) = label {
                let pos = pos2(x, y - galley.size().y / 2.0);
                x += galley.size().x + gap;
                ui.painter()
                    .galley_with_override_text_color(pos, galley, ink);
            }
            if let Some(galley) = note {
                let pos = pos2(x, y - galley.size().y / 2.0);
                x += galley.size().x + gap;
                let color = match self.kind {
                    Kind::Primary | Kind::Danger => ink,
                    _ => t.muted,
                };
                ui.painter()
                    .galley_with_override_text_color(pos, galley, color);
            }
            if let (Some(size), Some(keys)) = (chip, self.shortcut) {
                let chip_rect = Rect::from_min_size(pos2(x, y - size.y / 2.0), size);
                x += size.x + gap;
                match self.kind {
                    Kind::Primary | Kind::Danger => kbd::paint_on(ui, chip_rect, keys, ink),
                    _ => kbd::paint(ui, chip_rect, keys),
                }
            }
            if let Some(trailing) = self.trailing {
                icon::paint(
                    ui.painter(),
                    trailing,
                    pos2(x + icon_size / 2.0, y),
                    icon_size,
                    ink,
                );
            }
            access::focus_ring(ui, rect, RADIUS, &response);
        }
        if let Some(reason) = self.blocked {
            access::describe(&response, reason);
            response = response.on_hover_text(text::small(reason));
        } else if let Some(tooltip) = self.tooltip {
            access::describe(&response, tooltip);
            response = response.on_hover_text(text::small(tooltip));
        } else if self.text.is_empty() && !name.is_empty() {
            response = response.on_hover_text(text::small(name));
        }
        response
    }
}

/// An arc that turns four times a second: visible work without a busy frame loop.
pub(crate) fn busy_mark(ui: &Ui, center: egui::Pos2, size: f32, color: Color32) {
    let quarter = (ui.input(|i| i.time) * 4.0) as i64 % 8;
    let start = quarter as f32 * std::f32::consts::FRAC_PI_4;
    let points: Vec<_> = (0..=12)
        .map(|i| {
            let a = start + i as f32 / 12.0 * std::f32::consts::PI * 1.5;
            center + Vec2::angled(a) * (size * 0.4)
        })
        .collect();
    ui.painter().line(points, Stroke::new(1.5, color));
    ui.ctx()
        .request_repaint_after(std::time::Duration::from_millis(250));
}
