//! Messages about an opened record, between its school and its department: what was written, what
//! waits to be sent, and an answer.

use super::desk::{self, Desk};
use super::pane;
use crate::cx::Cx;
use baqylau_client::ui::{Command, Letter, NewOrders, Ticket};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::MessageId;
use baqylau_domain::schooling::{
    ContractParty, LONGEST_MESSAGE, MessageSubject, SchoolingOp, SchoolingRefusal,
};
use baqylau_domain::text::Words;
use baqylau_widgets::{Button, Field, Icon, Tone, state, text};
use egui::{Align, Id, Key, Modifiers};
use std::collections::HashMap;

/// Messages shown at first; earlier ones when asked for.
const NEWEST: usize = 20;

/// View state.
#[derive(Default)]
pub struct Letters {
    /// What is being written, by what it is about.
    drafts: HashMap<MessageSubject, String>,
    sending: Option<(MessageSubject, Ticket)>,
    /// The field one writes in had the focus.
    field: Option<Id>,
    /// Every message of this thread is shown.
    whole: Option<MessageSubject>,
    /// What was noted as read last.
    read: Option<(MessageSubject, Moment)>,
}

/// Where it is noted that a person goes to a record for its messages.
fn wanted() -> Id {
    Id::unique("order-letters-wanted")
}

/// Has the messages of a record shown, ready to be answered, once it is opened.
pub fn want(ctx: &egui::Context, about: MessageSubject) {
    ctx.data_mut(|data| data.insert_temp(wanted(), about.key()));
}

impl Letters {
    /// Shows the messages about the opened record to its two sides.
    pub fn show(&mut self, about: MessageSubject, desk: &Desk, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(side) = desk::party(cx) else {
            return;
        };
        let view = cx.model.orders.value().cloned();
        let thread = view
            .as_ref()
            .and_then(|view| view.threads.get(&about.key()));
        let letters = thread.map_or(&[][..], |thread| &thread.letters);
        let name = cx.t("order-letters");
        let go = ui.data_mut(|data| {
            let here = data.get_temp::<String>(wanted()) == Some(about.key());
            if here {
                data.remove::<String>(wanted());
            }
            here
        });
        ui.push_id(("order-letters", about), |ui| {
            pane::part(ui, &name);
            if go {
                ui.scroll_to_cursor(Some(Align::TOP));
            }
            if letters.is_empty() {
                ui.add(egui::Label::new(text::muted(&cx.t("order-letters-none"))).wrap());
            }
            let earlier = match self.whole == Some(about) {
                true => 0,
                false => letters.len().saturating_sub(NEWEST),
            };
            if earlier > 0 {
                let label = cx.f("order-letters-earlier", &[("count", earlier.into())]);
                if ui.add(Button::ghost(&label).small()).clicked() {
                    self.whole = Some(about);
                }
            }
            let mut seen = false;
            for letter in letters.iter().skip(earlier) {
                seen = show_letter(letter, side, cx, ui);
            }
            if thread.is_some_and(|thread| thread.unread > 0) && seen {
                self.note_read(about, letters, cx);
            }
            self.answer(about, desk, go, cx, ui);
        });
    }

    /// What was shown to its end is read.
    fn note_read(&mut self, about: MessageSubject, letters: &[Letter], cx: &mut Cx<'_>) {
        let newest = letters.iter().rfind(|one| !one.waits).map(|one| one.at);
        let Some(newest) = newest else { return };
        if self.read != Some((about, newest)) {
            self.read = Some((about, newest));
            cx.post.send(Command::ReadMessages {
                about,
                until: newest,
            });
        }
    }

    fn answer(
        &mut self,
        about: MessageSubject,
        desk: &Desk,
        go: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let ticket = self.sending.filter(|(of, _)| *of == about);
        let ticket = ticket.map(|(_, ticket)| ticket);
        let draft = self.drafts.entry(about).or_default();
        if ticket.is_some() && cx.model.is_done(ticket) {
            draft.clear();
            self.sending = None;
        }
        // Before the field sees the key: it would begin a line.
        let focused = self.field.is_some_and(|id| ui.memory(|m| m.has_focus(id)));
        let key =
            focused && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        ui.add_space(6.0);
        let label = cx.t("order-letters-write");
        let response = Field::new(&label).multiline(ui, draft, 3);
        if go {
            response.request_focus();
        }
        self.field = Some(response.id);
        let written = draft.trim().chars().count();
        // What may be written at all is asked with any words; the words themselves come after.
        let refusal = desk.decide(
            &operation(about, if written == 0 { "-" } else { draft }),
            cx,
        );
        let refusal = match refusal.err() {
            Some(SchoolingRefusal::BadText) if written > LONGEST_MESSAGE => {
                let over = written.saturating_sub(LONGEST_MESSAGE);
                Some(cx.f("order-letters-too-long", &[("count", over.into())]))
            }
            Some(refusal) => Some(super::words::refusal(&refusal, cx.locale)),
            None => (written == 0).then(|| cx.t("order-letters-nothing")),
        };
        let label = cx.t("order-letters-send");
        let busy = cx.running(ticket);
        ui.add_space(4.0);
        let button = Button::primary(&label).icon(Icon::Send).small();
        let pressed = pane::button(button.enabled(!busy), refusal.as_deref(), ui);
        ui.add(egui::Label::new(text::small_muted(&cx.t("order-letters-key"))).wrap());
        if let Some(error) = cx.model.failure(ticket) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        if (pressed || key) && refusal.is_none() && !busy {
            let what = NewOrders::Message {
                about,
                text: Words(draft.trim().to_owned()),
            };
            let command = Command::BeginOrders {
                what: Box::new(what),
            };
            self.sending = Some((about, cx.post.send(command)));
        }
    }
}

/// The operation as it would be, with no identity of its own: whether it may be asked.
pub fn operation(about: MessageSubject, text: &str) -> SchoolingOp {
    SchoolingOp::SendMessage {
        message: MessageId::new(uuid::Uuid::nil()),
        about,
        text: text.into(),
    }
}

/// Whose side wrote, in words.
pub fn side_words(side: ContractParty) -> &'static str {
    match side {
        ContractParty::School => "order-letters-school",
        ContractParty::Department => "order-letters-department",
    }
}

/// Shows a message; whether it is in sight.
fn show_letter(letter: &Letter, mine: ContractParty, cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    let me = cx.model.person().map(|person| person.id);
    let from = if Some(letter.by) == me {
        cx.t("order-letters-you")
    } else {
        cx.t(side_words(letter.side))
    };
    let when = if letter.waits {
        cx.t("order-letters-waits")
    } else {
        cx.locale.date_time(letter.at)
    };
    ui.add_space(6.0);
    let t = baqylau_widgets::tokens(ui);
    let fill = if letter.side == mine {
        t.panel
    } else {
        t.accent_soft
    };
    let frame = egui::Frame::new()
        .fill(fill)
        .corner_radius(baqylau_widgets::tokens::RADIUS)
        .inner_margin(egui::Margin::symmetric(10, 6));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(text::small_muted(&format!("{from} · {when}")));
        ui.add(egui::Label::new(text::table(&letter.text.0)).wrap());
    });
    ui.is_rect_visible(shown.response.rect)
}
