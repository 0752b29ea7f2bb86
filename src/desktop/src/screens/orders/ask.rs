//! A question before something of the order is asked for: what it is about, and a reason where one
//! is needed.

use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::schooling::SchoolingOp;
use baqylau_domain::text::Words;
use baqylau_widgets::{Answer, Field, Modal, Tone, state, text};

/// What is asked once the person agrees; a reason is given in words.
type Make = Box<dyn Fn(Words) -> SchoolingOp + Send>;

/// A question.
pub struct Ask {
    title: Said,
    detail: Said,
    confirm: Said,
    /// Label of the reason; none where none is needed.
    reason: Option<Said>,
    words: String,
    danger: bool,
    make: Make,
    ticket: Option<Ticket>,
}

impl Ask {
    /// A question with the words of its button.
    pub fn new(
        title: Said,
        detail: Said,
        confirm: Said,
        make: impl Fn(Words) -> SchoolingOp + Send + 'static,
    ) -> Self {
        Self {
            title,
            detail,
            confirm,
            reason: None,
            words: String::new(),
            danger: false,
            make: Box::new(make),
            ticket: None,
        }
    }

    /// Asks for a reason too.
    #[must_use]
    pub fn with_reason(mut self, label: Said) -> Self {
        self.reason = Some(label);
        self
    }

    /// What is asked can't be undone.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        let close = cx.t("button-cancel");
        let lacking = cx.t("order-reason-missing");
        let missing = self.reason.is_some() && self.words.trim().is_empty();
        let mut modal = Modal::new("order-ask", self.title.here(cx))
            .width(520.0)
            .buttons(self.confirm.here(cx), &close)
            .blocked(missing.then_some(lacking.as_str()))
            .busy(cx.running(self.ticket));
        if self.danger {
            modal = modal.danger();
        }
        let (detail, reason) = (self.detail.here(cx), self.reason.as_ref());
        let words = &mut self.words;
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let answer = modal.show(ctx, |ui| {
            if !detail.is_empty() {
                ui.add(egui::Label::new(text::table(detail)).wrap());
            }
            if let Some(label) = reason {
                Field::new(label.here(cx)).multiline(ui, words, 3);
            }
            if let Some(failure) = &failure {
                state::strip(ui, Tone::Bad, failure, None);
            }
        });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                let op = Box::new((self.make)(Words(self.words.trim().to_owned())));
                self.ticket = Some(cx.post.send(Command::AskOrder { op }));
                true
            }
        }
    }
}

/// Shows the question there may be, and forgets it once it is answered.
pub fn show(asking: &mut Option<Ask>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if asking.as_mut().is_some_and(|ask| !ask.show(cx, ctx)) {
        *asking = None;
    }
}
