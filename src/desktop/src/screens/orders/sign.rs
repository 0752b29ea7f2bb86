//! The sheet documents of the order are signed in, one or many: with what, how it goes, what became
//! of each.

use super::super::key::KeyForm;
use super::desk;
use crate::cx::Cx;
use baqylau_client::ui::{
    BatchKey, Command, OrderDocument, OrderSigned, ProgramStage, Ticket, ToSignOrder,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::MandateScope;
use baqylau_locale::Language;
use baqylau_widgets::{Answer, Button, Icon, Modal, Tone, modal, panel, progress, state, text};
use std::collections::HashMap;

/// A document to be signed, as it is named before.
#[derive(Debug, Clone)]
pub struct ToSign {
    /// Which, by the bytes shown.
    pub document: ToSignOrder,
    /// Its name.
    pub name: String,
    /// Its sum, where it has one.
    pub sum: Option<Tiyn>,
    /// What to know before it is signed: who isn't paid for and why.
    pub remark: String,
}

/// The sheet.
pub struct SignSheet {
    documents: Vec<ToSign>,
    /// The language the documents are named in.
    language: Language,
    ticket: Option<Ticket>,
    /// Signed in NCALayer's window, not with a key file.
    program: bool,
}

impl SignSheet {
    /// A sheet over documents.
    pub fn new(documents: Vec<ToSign>, cx: &Cx<'_>) -> Self {
        Self {
            documents,
            language: cx.locale.language(),
            ticket: None,
            program: false,
        }
    }

    /// Names the documents anew where the language was switched; what is signed stays what it was.
    fn rename(&mut self, again: impl FnOnce(&Cx<'_>) -> Vec<ToSign>, cx: &Cx<'_>) {
        if self.language == cx.locale.language() {
            return;
        }
        self.language = cx.locale.language();
        let named = again(cx)
            .into_iter()
            .map(|one| (one.document.document, one));
        let mut named: HashMap<OrderDocument, ToSign> = named.collect();
        for one in &mut self.documents {
            if let Some(now) = named.remove(&one.document.document) {
                (one.name, one.remark) = (now.name, now.remark);
            }
        }
    }

    /// Shows it; whether it stays.
    fn show(&mut self, key: &mut KeyForm, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        let runs = cx.running(self.ticket);
        let over = cx.model.is_done(self.ticket);
        let count = i64::try_from(self.documents.len()).unwrap_or(i64::MAX);
        let title = cx.f("order-sign-title", &[("count", count.into())]);
        let close = cx.t(if over {
            "button-close"
        } else {
            "button-cancel"
        });
        let close = if runs { String::new() } else { close };
        let answer = Modal::new("order-sign", &title)
            .width(720.0)
            .buttons("", &close)
            .show(ctx, |ui| {
                self.list(cx, ui);
                let accept = self.failed(cx, ui);
                if runs || over {
                    self.course(cx, ui);
                } else {
                    self.means(key, cx, ui);
                }
                if accept.is_some() {
                    self.by_program(accept, cx);
                }
                if runs && self.program {
                    self.window(cx, ui);
                }
            });
        runs || answer == Answer::Open
    }

    fn became<'m>(&self, document: OrderDocument, cx: &Cx<'m>) -> Option<&'m OrderSigned> {
        let (ticket, signed) = cx.model.order_signed.as_ref()?;
        let found = signed.iter().find(|(one, _)| *one == document);
        found
            .filter(|_| Some(*ticket) == self.ticket)
            .map(|(_, became)| became)
    }

    /// What is signed, with its sum and what to know of it; later, what became of each.
    fn list(&self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let sums: Vec<i128> = self
            .documents
            .iter()
            .filter_map(|one| Some(i128::from(one.sum?.0)))
            .collect();
        if !sums.is_empty() {
            let sum = i64::try_from(sums.iter().sum::<i128>()).unwrap_or(i64::MAX);
            let args = [("sum", cx.locale.money_tiyn(sum).into())];
            ui.label(text::medium(&cx.f("order-sign-sum", &args)));
        }
        egui::ScrollArea::vertical()
            .id_salt("order-sign-list")
            .max_height(modal::list_height(ui.ctx(), f32::INFINITY, 240.0))
            .auto_shrink([false, true])
            .show_rows(ui, 40.0, self.documents.len(), |ui, shown| {
                for one in self.documents.get(shown).into_iter().flatten() {
                    self.line(one, cx, ui);
                }
            });
    }

    fn line(&self, one: &ToSign, cx: &Cx<'_>, ui: &mut egui::Ui) {
        ui.horizontal(|ui| {
            ui.set_height(36.0);
            let (remark, tone) = match self.became(one.document.document, cx) {
                None => (one.remark.clone(), None),
                Some(OrderSigned::Signed) => (cx.t("order-signed"), Some(Tone::Ok)),
                Some(OrderSigned::Already) => (cx.t("order-signed-already"), Some(Tone::Neutral)),
                Some(OrderSigned::Failed(error)) => (cx.error(error), Some(Tone::Bad)),
            };
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - 170.0);
                ui.spacing_mut().item_spacing.y = 1.0;
                ui.add(egui::Label::new(text::medium(&one.name)).truncate());
                let words = match tone {
                    Some(tone) => {
                        let ink = baqylau_widgets::tokens(ui).ink(tone);
                        text::small(&remark).color(ink)
                    }
                    None => text::small_muted(&remark),
                };
                ui.add(egui::Label::new(words).truncate());
            });
            let sum = one.sum.map(|sum| cx.locale.money_tiyn(sum.0));
            let sum = sum.unwrap_or_default();
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                ui.label(text::table(&sum));
            });
        });
    }

    fn course(&self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let done = self
            .documents
            .iter()
            .filter(|one| self.became(one.document.document, cx).is_some());
        let (done, of) = (done.count(), self.documents.len());
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let args = [("done", number(done).into()), ("of", number(of).into())];
        let words = cx.f("order-sign-course", &args);
        ui.label(text::medium(&words));
        progress::bar(ui, &words, done as f32 / of.max(1) as f32, Tone::Ok);
    }

    /// Where NCALayer stands with what this sheet asked.
    fn stage<'m>(&self, cx: &Cx<'m>) -> Option<&'m ProgramStage> {
        let told = cx.model.program.as_ref();
        let own = told.filter(|(ticket, _)| Some(*ticket) == self.ticket);
        own.map(|(_, stage)| stage)
    }

    /// Why nothing more was signed. A program nobody vouches for may be believed: its fingerprint
    /// then.
    fn failed(&self, cx: &Cx<'_>, ui: &mut egui::Ui) -> Option<String> {
        let error = cx.model.failure(self.ticket)?;
        // Who cancels knows it.
        let tone = match error.key.as_str() {
            "signing-error-nca-cancelled" => Tone::Info,
            _ => Tone::Bad,
        };
        state::strip(ui, tone, &cx.error(error), None);
        let Some(ProgramStage::Unknown { fingerprint, .. }) = self.stage(cx) else {
            return None;
        };
        let hint = text::small_muted(&cx.t("signing-nca-accept-hint"));
        ui.add(egui::Label::new(hint).wrap());
        let label = cx.t("signing-nca-accept");
        let clicked = ui.add(Button::outline(&label)).clicked();
        clicked.then(|| fingerprint.clone())
    }

    /// What NCALayer's window waits for, and giving it up.
    fn window(&self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let words = match self.stage(cx) {
            Some(ProgramStage::Waiting) => "signing-nca-waiting",
            Some(ProgramStage::Verifying) => "signing-nca-verifying",
            _ => "signing-nca-connecting",
        };
        ui.label(text::small_muted(&cx.t(words)));
        let label = cx.t("signing-nca-cancel");
        if ui.add(Button::secondary(&label).icon(Icon::X)).clicked()
            && let Some(of) = self.ticket
        {
            cx.post.send(Command::Cancel { of });
        }
    }

    /// NCALayer or a key file; a demonstration key is everybody's.
    fn means(&mut self, key: &mut KeyForm, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        ui.add(egui::Label::new(text::small_muted(&cx.t("order-sign-detail"))).wrap());
        let label = cx.t("signing-nca-sign");
        let button = Button::secondary(&label)
            .icon(Icon::ShieldCheck)
            .width(ui.available_width());
        if ui.add(button).clicked() {
            self.by_program(None, cx);
        }
        panel::hairline(ui);
        let me = cx.model.person().map(|person| person.id);
        if let Some(me) = me.filter(|_| cx.model.is_sample()) {
            let label = cx.t("tosign-demo-key");
            let button = Button::primary(&label)
                .icon(Icon::PenLine)
                .width(ui.available_width());
            if ui.add(button).clicked() {
                key.choose_sample(me);
                self.send(key, cx);
            }
            panel::hairline(ui);
        }
        let entered = key.show(cx, ui);
        if key.path.is_none() {
            return;
        }
        let label = cx.t("signing-sign");
        let ready = !key.password.is_empty();
        let button = Button::primary(&label).icon(Icon::PenLine).enabled(ready);
        let pressed = ui.add(button).clicked();
        if (pressed || entered) && ready {
            self.send(key, cx);
        }
    }

    fn send(&mut self, key: &mut KeyForm, cx: &mut Cx<'_>) {
        let Some(source) = key.source() else { return };
        let password = key.take_password();
        self.program = false;
        self.ask(
            BatchKey::File {
                key: source,
                password,
            },
            cx,
        );
    }

    fn by_program(&mut self, accept: Option<String>, cx: &mut Cx<'_>) {
        self.program = true;
        let language = cx.locale.language();
        self.ask(BatchKey::NcaLayer { language, accept }, cx);
    }

    fn ask(&mut self, key: BatchKey, cx: &mut Cx<'_>) {
        let documents = self.documents.iter().map(|one| one.document).collect();
        self.ticket = Some(cx.post.send(Command::SignOrders { documents, key }));
    }
}

/// A button that signs those ticked that wait for this person's side, blocked where none does or no
/// mandate covers it; what is to be signed, once it was pressed.
pub fn chosen_button(
    documents: Vec<ToSign>,
    (scope, label): (MandateScope, &str),
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<Vec<ToSign>> {
    let count = i64::try_from(documents.len()).unwrap_or(i64::MAX);
    let label = cx.f(label, &[("count", count.into())]);
    let blocked = if documents.is_empty() {
        Some(cx.t("order-sign-none"))
    } else {
        desk::signs_nothing(scope, cx)
    };
    let button = Button::primary(&label).icon(Icon::PenLine).small();
    super::pane::button(button, blocked.as_deref(), ui).then_some(documents)
}

/// Shows the sheet there may be, and forgets it once it is closed. `again` names what can be signed
/// in the language there is now.
pub fn show(
    sheet: &mut Option<SignSheet>,
    again: impl FnOnce(&Cx<'_>) -> Vec<ToSign>,
    key: &mut KeyForm,
    cx: &mut Cx<'_>,
    ctx: &egui::Context,
) {
    let stays = sheet.as_mut().is_none_or(|sheet| {
        sheet.rename(again, cx);
        sheet.show(key, cx, ctx)
    });
    if !stays {
        *sheet = None;
    }
}
