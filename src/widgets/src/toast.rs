//! Short messages that come and go at the lower right; errors stay until closed.

use std::collections::VecDeque;

use egui::{Align2, Area, Context, Id, Label, Order, Sense, Ui, vec2};

use crate::access;
use crate::button::Button;
use crate::icon::{self, Icon};
use crate::panel;
use crate::text;
use crate::tokens::{Tone, tokens_of};
use crate::words::words;

/// Seconds a message that needs no answer stays.
const STAYS: f64 = 6.0;
/// At most this many are shown at once; the others wait.
const SHOWN: usize = 4;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What it says about itself.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// A button, and the number reported when it is clicked.
    pub action: Option<(String, u64)>,
}

impl Toast {
    /// A message.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
            action: None,
        }
    }

    /// With a button that reports `number` when clicked.
    pub fn action(mut self, label: impl Into<String>, number: u64) -> Self {
        self.action = Some((label.into(), number));
        self
    }

    /// Errors, and whatever offers an action, wait to be closed.
    fn stays(&self) -> bool {
        self.tone == Tone::Bad
    }
}

struct Shown {
    toast: Toast,
    serial: u64,
    /// Time left in seconds; counts down only while the pointer is elsewhere.
    left: f64,
}

/// The queue of messages. Kept by the application, shown once a frame after everything else.
#[derive(Default)]
pub struct Toasts {
    queue: VecDeque<Shown>,
    next: u64,
    /// When they were last shown, in seconds of the context's clock.
    last: Option<f64>,
}

impl Toasts {
    /// Adds a message. The same message twice in a row is shown once.
    pub fn push(&mut self, toast: Toast) {
        if let Some(last) = self.queue.back_mut()
            && last.toast == toast
        {
            last.left = STAYS;
            return;
        }
        self.next += 1;
        self.queue.push_back(Shown {
            toast,
            serial: self.next,
            left: STAYS,
        });
    }

    /// How many messages there are, shown or waiting.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether there is no message.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Shows the messages; returns the number of an action that was clicked.
    pub fn show(&mut self, ctx: &Context) -> Option<u64> {
        if self.queue.is_empty() {
            self.last = None;
            return None;
        }
        // Not egui's frame time: it says what a steady 60 Hz would have been, and a screen at
        // rest is drawn four times a second.
        let now = ctx.input(|i| i.time);
        let dt = self.last.map_or(0.0, |last| (now - last).clamp(0.0, 0.5));
        self.last = Some(now);
        let mut clicked = None;
        let mut closed = Vec::new();
        let area = Area::new(Id::unique("baqylau-toasts"))
            .order(Order::Tooltip)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -52.0))
            .show(ctx, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                for shown in self.queue.iter().take(SHOWN) {
                    match one(ui, &shown.toast, shown.serial) {
                        Outcome::None => {}
                        Outcome::Close => closed.push(shown.serial),
                        Outcome::Act(number) => {
                            clicked = Some(number);
                            closed.push(shown.serial);
                        }
                    }
                }
            });
        let held = area.response.contains_pointer();
        let mut soonest = f64::INFINITY;
        for shown in self.queue.iter_mut().take(SHOWN) {
            if !shown.toast.stays() && !held {
                shown.left -= dt;
                soonest = soonest.min(shown.left);
            }
        }
        self.queue
            .retain(|s| s.left > 0.0 && !closed.contains(&s.serial));
        if soonest.is_finite() {
            let wait = soonest.clamp(0.05, 0.25);
            ctx.request_repaint_after(std::time::Duration::from_secs_f64(wait));
        }
        clicked
    }
}

enum Outcome {
    None,
    Close,
    Act(u64),
}

fn one(ui: &mut Ui, toast: &Toast, serial: u64) -> Outcome {
    let t = tokens_of(ui.ctx());
    let glyph = match toast.tone {
        Tone::Ok => Icon::CircleCheck,
        Tone::Warning => Icon::TriangleAlert,
        Tone::Bad => Icon::CircleAlert,
        _ => Icon::Info,
    };
    let mut outcome = Outcome::None;
    ui.push_id(serial, |ui| {
        panel::floating_frame(t)
            .inner_margin(egui::Margin::symmetric(12, 8))
            .show(ui, |ui| {
                ui.set_width(332.0);
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.horizontal_top(|ui| {
                    let (mark, _) = ui.allocate_exact_size(vec2(18.0, 26.0), Sense::hover());
                    icon::paint(ui.painter(), glyph, mark.center(), 16.0, t.ink(toast.tone));
                    ui.vertical(|ui| {
                        ui.set_width(272.0);
                        ui.add_space(3.0);
                        access::live(ui, toast.tone == Tone::Bad, |ui| {
                            ui.add(Label::new(text::table(&toast.text)).wrap())
                        });
                        if let Some((label, number)) = &toast.action
                            && ui.add(Button::secondary(label).small()).clicked()
                        {
                            outcome = Outcome::Act(*number);
                        }
                    });
                    let words = words(ui.ctx());
                    let close = Button::icon_only(Icon::X, &words.close).small();
                    if ui.add(close).clicked() {
                        outcome = Outcome::Close;
                    }
                });
            });
    });
    outcome
}
