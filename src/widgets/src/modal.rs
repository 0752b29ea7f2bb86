//! Dialogs that must be answered: a question, or a word to type before something is destroyed.

use egui::accesskit::Role;
use egui::{Align, Context, CornerRadius, Frame, Id, Key, Label, Layout, Margin, Ui, vec2};

use crate::button::{Button, Kind};
use crate::field::Field;
use crate::fold;
use crate::icon::Icon;
use crate::panel;
use crate::text;
use crate::tokens::{RADIUS_PANEL, tokens_of};
use crate::words::words;

/// Room the focus ring takes around a control, in points.
const RING: i8 = 4;

/// What stands around a list inside a dialog, in points: title, words, buttons, edges.
const AROUND_A_LIST: f32 = 520.0;

/// Dialogs that are open: which, what the keyboard stood on before, the pass it was shown in last.
#[derive(Clone, Default)]
struct Opened(Vec<(Id, Option<Id>, u64)>);

/// Notes that a dialog is shown in this pass.
fn note(ctx: &Context, id: Id) {
    let pass = ctx.cumulative_pass_nr();
    let before = ctx.memory(|memory| memory.focused());
    ctx.data_mut(|data| {
        let Opened(opened) = data.get_temp_mut_or_default(Id::NULL);
        match opened.iter_mut().find(|(known, ..)| *known == id) {
            Some((.., last)) => *last = pass,
            None => opened.push((id, before, pass)),
        }
    });
}

/// How high a list inside a dialog is: as high as its rows, and no higher than leaves room for what
/// stands around it. On the smallest screen that is `least`.
pub fn list_height(ctx: &Context, rows: f32, least: f32) -> f32 {
    rows.min(least.max(ctx.content_rect().height() - AROUND_A_LIST))
}

/// Whether a dialog is open: keys pressed now are for it, not for what lies behind.
pub fn is_open(ctx: &Context) -> bool {
    let opened = ctx.data(|data| data.get_temp::<Opened>(Id::NULL));
    opened.is_some_and(|Opened(opened)| !opened.is_empty())
}

/// Puts the keyboard back to where it stood before a dialog that has closed. Called at the end of
/// every pass: only a pass without the dialog lets anything behind it have the keyboard.
pub fn return_focus(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    let closed = ctx.data_mut(|data| {
        let Opened(opened) = data.get_temp_mut_or_default(Id::NULL);
        let first = opened.iter().find(|(.., last)| *last != pass).copied();
        opened.retain(|(.., last)| *last == pass);
        first
    });
    let Some((_, Some(before), _)) = closed else {
        return;
    };
    if ctx.memory(|memory| memory.focused().is_none()) {
        ctx.memory_mut(|memory| memory.request_focus(before));
        ctx.request_repaint();
    }
}

/// What became of a dialog this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Answer {
    /// Still open.
    #[default]
    Open,
    /// Confirmed.
    Yes,
    /// Closed by the button, Escape or a click outside.
    No,
}

/// A dialog over the screen. Show it every frame while it is open.
#[derive(Clone, Debug)]
#[must_use = "end with show or ask"]
pub struct Modal<'a> {
    id: &'a str,
    title: &'a str,
    width: f32,
    confirm: &'a str,
    cancel: &'a str,
    danger: bool,
    blocked: Option<&'a str>,
    busy: bool,
}

impl<'a> Modal<'a> {
    /// A dialog with its title; `id` tells dialogs apart.
    pub fn new(id: &'a str, title: &'a str) -> Self {
        Self {
            id,
            title,
            width: 460.0,
            confirm: "",
            cancel: "",
            danger: false,
            blocked: None,
            busy: false,
        }
    }

    /// Width in points; 460 unless set.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Labels of the two buttons; an empty `confirm` leaves only the closing one.
    pub fn buttons(mut self, confirm: &'a str, cancel: &'a str) -> Self {
        self.confirm = confirm;
        self.cancel = cancel;
        self
    }

    /// The confirming button destroys something.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Why it cannot be confirmed yet.
    pub fn blocked(mut self, reason: Option<&'a str>) -> Self {
        self.blocked = reason;
        self
    }

    /// Confirmed and under way: buttons wait.
    pub fn busy(mut self, busy: bool) -> Self {
        self.busy = busy;
        self
    }

    /// Shows the dialog with its body. Enter does not confirm: the body may hold fields.
    pub fn show(self, ctx: &Context, body: impl FnOnce(&mut Ui)) -> Answer {
        let t = tokens_of(ctx);
        let id = Id::unique(("baqylau-modal", self.id));
        note(ctx, id);
        let room = ctx.content_rect().size();
        let width = self.width.min(room.x - 32.0);
        let mut answer = Answer::Open;
        let frame = Frame::new()
            .fill(t.panel)
            .corner_radius(CornerRadius::same(RADIUS_PANEL))
            .shadow(panel::shadow(t))
            .inner_margin(Margin::same(24));
        let area = egui::Modal::default_area(id)
            .role(Role::Dialog)
            .accessible_name(self.title);
        let response = egui::Modal::new(id)
            .area(area)
            .frame(frame)
            .backdrop_color(t.backdrop)
            .show(ctx, |ui| {
                ui.set_width(width - 48.0);
                ui.spacing_mut().item_spacing.y = 12.0;
                ui.allocate_ui_with_layout(
                    vec2(ui.available_width(), 28.0),
                    Layout::right_to_left(Align::Center),
                    |ui| {
                        let words = words(ctx);
                        let close = Button::icon_only(Icon::X, &words.close);
                        if ui.add(close).clicked() {
                            answer = Answer::No;
                        }
                        let rest = vec2(ui.available_width(), 28.0);
                        ui.allocate_ui_with_layout(
                            rest,
                            Layout::left_to_right(Align::Center),
                            |ui| {
                                ui.add(Label::new(text::title(self.title)).truncate());
                            },
                        );
                    },
                );
                // What scrolls is cut at its edge: there must be room for the ring of a field there.
                Frame::new()
                    .outer_margin(Margin::same(-RING))
                    .show(ui, |ui| {
                        egui::ScrollArea::vertical()
                            .max_height((room.y - 220.0).max(120.0))
                            .show(ui, |ui| {
                                Frame::new()
                                    .inner_margin(Margin::same(RING))
                                    .show(ui, |ui| {
                                        ui.set_width(ui.available_width());
                                        body(ui);
                                    });
                            });
                    });
                if !self.confirm.is_empty() || !self.cancel.is_empty() {
                    ui.add_space(4.0);
                    answer = self.footer(ui, answer);
                }
            });
        // A body may use Escape itself (a list inside); only what is left closes the dialog.
        if answer == Answer::Open && !self.busy && response.should_close() {
            answer = Answer::No;
        }
        answer
    }

    fn footer(&self, ui: &mut Ui, mut answer: Answer) -> Answer {
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), 32.0),
            Layout::right_to_left(Align::Center),
            |ui| {
                if !self.confirm.is_empty() {
                    let kind = if self.danger {
                        Kind::Danger
                    } else {
                        Kind::Primary
                    };
                    let button = Button::new(kind, self.confirm)
                        .blocked(self.blocked)
                        .busy(self.busy);
                    if ui.add(button).clicked() {
                        answer = Answer::Yes;
                    }
                }
                if !self.cancel.is_empty()
                    && ui
                        .add(Button::secondary(self.cancel).enabled(!self.busy))
                        .clicked()
                {
                    answer = Answer::No;
                }
            },
        );
        answer
    }

    /// Asks a question in one paragraph; Enter confirms.
    pub fn ask(self, ctx: &Context, question: &str) -> Answer {
        let confirmable = !self.confirm.is_empty() && self.blocked.is_none() && !self.busy;
        let mut enter = false;
        let answer = self.show(ctx, |ui| {
            ui.add(Label::new(text::body(question)).wrap());
            enter = ui.memory(|m| m.focused().is_none())
                && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter));
        });
        if answer == Answer::Open && enter && confirmable {
            Answer::Yes
        } else {
            answer
        }
    }

    /// Asks before something that cannot be undone: the button waits until `word` is typed.
    /// `prompt` is the label of the field, `typed` the caller's buffer.
    pub fn ask_typed(
        self,
        ctx: &Context,
        question: &str,
        prompt: &'a str,
        word: &str,
        typed: &mut String,
    ) -> Answer {
        let same = fold::fold(typed.trim()) == fold::fold(word);
        let modal = Self {
            danger: true,
            blocked: if same { None } else { Some(prompt) },
            ..self
        };
        modal.show(ctx, |ui| {
            ui.add(Label::new(text::body(question)).wrap());
            Field::new(prompt).placeholder(word).text(ui, typed);
        })
    }
}
