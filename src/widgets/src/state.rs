//! What a panel shows instead of its content: nothing yet, still loading, failed, not allowed.

use egui::{Align, CornerRadius, Label, Layout, Rect, Sense, Ui, vec2};

use crate::access;
use crate::button::Button;
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::{Tone, tokens};

/// A message in the middle of an empty panel.
#[derive(Clone, Copy, Debug)]
#[must_use = "end with show"]
pub struct Notice<'a> {
    icon: Icon,
    tone: Tone,
    title: &'a str,
    body: &'a str,
    action: Option<&'a str>,
    action_icon: Option<Icon>,
}

impl<'a> Notice<'a> {
    /// There is nothing here yet; `body` says how something gets here.
    pub const fn empty(title: &'a str, body: &'a str) -> Self {
        Self {
            icon: Icon::Inbox,
            tone: Tone::Neutral,
            title,
            body,
            action: None,
            action_icon: None,
        }
    }

    /// Something failed; `body` says what it means and what to do.
    pub const fn error(title: &'a str, body: &'a str) -> Self {
        Self {
            icon: Icon::CircleAlert,
            tone: Tone::Bad,
            ..Self::empty(title, body)
        }
    }

    /// The person's role does not allow this; `body` says who can.
    pub const fn no_access(title: &'a str, body: &'a str) -> Self {
        Self {
            icon: Icon::Lock,
            tone: Tone::Warning,
            ..Self::empty(title, body)
        }
    }

    /// Another icon.
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = icon;
        self
    }

    /// One button under the message.
    pub const fn action(mut self, label: &'a str) -> Self {
        self.action = Some(label);
        self
    }

    /// An icon on the button.
    pub const fn action_icon(mut self, icon: Icon) -> Self {
        self.action_icon = Some(icon);
        self
    }

    /// Shows the message in the middle of the room there is; true when the button was clicked.
    pub fn show(self, ui: &mut Ui) -> bool {
        let t = tokens(ui);
        let room = ui.available_rect_before_wrap();
        let estimate = 150.0 + if self.action.is_some() { 40.0 } else { 0.0 };
        let height = if room.height().is_finite() {
            room.height()
        } else {
            estimate
        };
        let mut clicked = false;
        ui.allocate_ui_with_layout(
            vec2(room.width(), height.max(estimate)),
            Layout::top_down(Align::Center),
            |ui| {
                ui.add_space(((height - estimate) * 0.42).max(16.0));
                let (rect, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
                let circle = CornerRadius::same(22);
                ui.painter().rect_filled(rect, circle, t.soft(self.tone));
                icon::paint(
                    ui.painter(),
                    self.icon,
                    rect.center(),
                    20.0,
                    t.ink(self.tone),
                );
                let urgent = self.tone == Tone::Bad;
                access::live(ui, urgent, |ui| {
                    ui.set_max_width(ui.available_width().min(420.0));
                    ui.add(Label::new(text::section(self.title)).wrap());
                    if !self.body.is_empty() {
                        ui.add(Label::new(text::muted(self.body)).wrap());
                    }
                });
                if let Some(label) = self.action {
                    ui.add_space(4.0);
                    let mut button = Button::secondary(label);
                    if let Some(icon) = self.action_icon {
                        button = button.icon(icon);
                    }
                    clicked = ui.add(button).clicked();
                }
            },
        );
        clicked
    }
}

/// A turning arc and a word in the middle of the panel, while its content is fetched.
/// Prefer [`crate::progress::skeleton`] where rows are coming.
pub fn loading(ui: &mut Ui, what: &str) {
    let t = tokens(ui);
    let room = ui.available_rect_before_wrap();
    let height = if room.height().is_finite() {
        room.height().max(80.0)
    } else {
        160.0
    };
    let (rect, response) = ui.allocate_exact_size(vec2(room.width(), height), Sense::hover());
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_role(egui::accesskit::Role::Status);
        n.set_label(what);
        n.set_busy();
    });
    let middle = Rect::from_center_size(rect.center() - vec2(0.0, 16.0), vec2(24.0, 24.0));
    crate::button::busy_mark(ui, middle.center(), 24.0, t.accent);
    let galley = text::line(
        ui,
        what,
        crate::fonts::Weight::Regular,
        13.0,
        t.muted,
        rect.width(),
    );
    let x = rect.center().x - galley.size().x / 2.0;
    text::paint_at(ui, &galley, x, rect.center().y + 16.0);
}

/// A strip inside a panel: a warning above a form, a note about old data. Returns the click on
/// its action, if there is one.
pub fn strip(ui: &mut Ui, tone: Tone, message: &str, action: Option<&str>) -> bool {
    let t = tokens(ui);
    let glyph = match tone {
        Tone::Ok => Icon::CircleCheck,
        Tone::Warning => Icon::TriangleAlert,
        Tone::Bad => Icon::CircleAlert,
        Tone::Info | Tone::Neutral | Tone::Accent => Icon::Info,
    };
    let mut clicked = false;
    egui::Frame::new()
        .fill(t.soft(tone))
        .corner_radius(CornerRadius::same(crate::tokens::RADIUS))
        .inner_margin(egui::Margin::symmetric(12, 6))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.allocate_ui_with_layout(
                vec2(ui.available_width(), 20.0),
                Layout::right_to_left(Align::Center),
                |ui| {
                    if let Some(label) = action {
                        clicked = ui.add(Button::ghost(label).small()).clicked();
                    }
                    let width = ui.available_width();
                    ui.allocate_ui_with_layout(
                        vec2(width, 20.0),
                        Layout::left_to_right(Align::Center),
                        |ui| {
                            icon::show(ui, glyph, 16.0, t.ink(tone));
                            access::live(ui, tone == Tone::Bad, |ui| {
                                let text = text::table(message).color(t.text);
                                ui.add(Label::new(text).wrap());
                            });
                        },
                    );
                },
            );
        });
    clicked
}
