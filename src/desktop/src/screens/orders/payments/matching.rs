//! A line of a statement whose payment a person names: what it may be, with what speaks for each,
//! and why it is the one that was chosen.

use super::super::words;
use crate::cx::{Cx, pick};
use baqylau_client::ui::{CandidateRow, Command, StatementRow, StatementView, Ticket};
use baqylau_domain::identifiers::PaymentId;
use baqylau_domain::payment_order::Fit;
use baqylau_domain::text::Words;
use baqylau_widgets::{Answer, Field, Modal, Tone, field, modal, state, text};
use std::sync::Arc;

/// The dialog.
pub struct Matching {
    statement: Arc<StatementView>,
    line: usize,
    chosen: Option<PaymentId>,
    reason: String,
    asked: Option<Ticket>,
}

/// What became of the dialog.
pub enum Became {
    /// It stays.
    Open,
    /// It was closed; nothing is matched.
    Closed,
    /// It was matched: the statement compared anew comes under this ticket.
    Matched(Ticket),
}

impl Matching {
    /// Begins with a line; where there is one payment alone, it is chosen already.
    pub fn new(statement: Arc<StatementView>, line: usize) -> Self {
        let row = statement.lines.get(line);
        let only = row.and_then(|row| match row.candidates.as_slice() {
            [one] => Some(one.payment.payment.id),
            _ => None,
        });
        Self {
            statement,
            line,
            chosen: only,
            reason: String::new(),
            asked: None,
        }
    }

    /// Shows it.
    pub fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> Became {
        if let Some(ticket) = self.asked.filter(|one| cx.model.is_done(Some(*one))) {
            return Became::Matched(ticket);
        }
        let statement = self.statement.clone();
        let Some(row) = statement.lines.get(self.line) else {
            return Became::Closed;
        };
        let candidate = row
            .candidates
            .iter()
            .find(|one| Some(one.payment.payment.id) == self.chosen);
        let differs = candidate.is_some_and(|one| one.payment.payment.amount != row.line.sum);
        let blocked = match (self.chosen, self.reason.trim().is_empty()) {
            _ if differs => Some(cx.t("order-match-sum-differs")),
            (None, _) => Some(cx.t("order-match-choose")),
            (_, true) => Some(cx.t("order-match-why-missing")),
            _ => None,
        };
        let failure = cx.model.failure(self.asked).map(|error| cx.error(error));
        let (title, confirm) = (cx.t("order-match-title"), cx.t("order-match-confirm"));
        let close = cx.t("button-cancel");
        let answer = Modal::new("order-match", &title)
            .width(760.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .busy(cx.running(self.asked))
            .show(ctx, |ui| {
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
                self.body(row, cx, ui);
            });
        match (answer, self.chosen) {
            (Answer::Open, _) => Became::Open,
            (Answer::Yes, Some(payment)) => {
                self.asked = Some(cx.post.send(Command::MatchLine {
                    statement,
                    line: self.line,
                    payment,
                    reason: Words(self.reason.trim().to_owned()),
                }));
                Became::Open
            }
            _ => Became::Closed,
        }
    }

    fn body(&mut self, row: &StatementRow, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let line = &row.line;
        let sum = cx.locale.money_tiyn(line.sum.0);
        let head = [cx.locale.date(line.day), sum, line.name.clone()];
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let head: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
        ui.add(egui::Label::new(text::strong(&head.join(" · "))).wrap());
        let said = [&line.reference, &line.number, &line.words];
        let said: Vec<&str> = said.iter().map(|one| one.trim()).collect();
        let said: Vec<&str> = said.into_iter().filter(|one| !one.is_empty()).collect();
        if !said.is_empty() {
            ui.add(egui::Label::new(text::small_muted(&said.join(" · "))).wrap());
        }
        let count = row.candidates.len();
        ui.label(text::medium(
            &cx.f("order-match-candidates", &[("count", count.into())]),
        ));
        egui::ScrollArea::vertical()
            .id_salt("order-match-candidates")
            .max_height(modal::list_height(ui.ctx(), count as f32 * 66.0, 330.0))
            .auto_shrink([false, false])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for one in &row.candidates {
                    let id = one.payment.payment.id;
                    ui.push_id(id, |ui| {
                        let name = name(one, cx);
                        if field::radio(ui, self.chosen == Some(id), &name).clicked() {
                            self.chosen = Some(id);
                        }
                        ui.horizontal_wrapped(|ui| {
                            ui.add_space(28.0);
                            let why: Vec<String> =
                                one.fits.iter().map(|fit| why(*fit, cx)).collect();
                            ui.label(text::small_muted(&why.join(" · ")));
                        });
                    });
                }
            });
        let label = cx.t("order-match-why");
        Field::new(&label)
            .required()
            .multiline(ui, &mut self.reason, 2);
        ui.add(egui::Label::new(text::small_muted(&cx.t("order-match-detail"))).wrap());
    }
}

fn name(one: &CandidateRow, cx: &Cx<'_>) -> String {
    let record = &one.payment;
    let school = one.school.as_ref().map_or(record.bin.as_str(), |school| {
        pick(cx.locale.language(), &school.name)
    });
    let month = words::month(record.period, cx.locale);
    let sum = cx.locale.money_tiyn(record.payment.amount.0);
    format!("№\u{a0}{} · {school} · {month} · {sum}", record.number)
}

/// What speaks for a payment, in words.
fn why(fit: Fit, cx: &Cx<'_>) -> String {
    match fit {
        Fit::Reference => cx.t("order-match-fit-reference"),
        Fit::LikeReference => cx.t("order-match-fit-like-reference"),
        Fit::Number => cx.t("order-match-fit-number"),
        Fit::Account => cx.t("order-match-fit-account"),
        Fit::Bin => cx.t("order-match-fit-bin"),
        Fit::Sum => cx.t("order-match-fit-sum"),
        Fit::NearSum { difference } => {
            let sum = cx.locale.money_tiyn(difference.0.saturating_abs());
            let key = match difference.0 > 0 {
                true => "order-match-fit-more",
                false => "order-match-fit-less",
            };
            cx.f(key, &[("sum", sum.into())])
        }
    }
}
