//! Payments: the register, what became of each, what the bank said, a file for the bank.

mod kept;
mod matching;
mod statement;
mod table;

use super::desk::{self, Desk};
use super::letters::Letters;
use super::many::{self, Given, Line, Many};
use super::registers::{self, many_button};
use super::shelf::{Pill, Rows, Shelf};
use super::{pane, paper, words};
use crate::cx::{Action, Cx, Post};
use crate::dialogs::Purpose;
use crate::place::{OrderRef, Place};
use baqylau_client::ui::{Command, OrderPaper, OrderRow};
use baqylau_domain::identifiers::PaymentId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    MessageSubject, PaymentEvent, PaymentRecord, PaymentState, SchoolingOp,
};
use baqylau_widgets::{Button, Icon, Tone, facts, text};
use kept::Kept;
use statement::Statement;
use std::path::PathBuf;
use table::{Payments as Kind, STATE};

/// View state.
#[derive(Default)]
pub struct Payments {
    pub(super) shelf: Shelf<Kind>,
    desk: Desk,
    /// Everything known, for what is done to many.
    whole: Desk,
    many: Option<Many>,
    statement: Option<Statement>,
    kept: Option<Kept>,
    letters: Letters,
}

/// What is said of payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Sent,
    Paid,
    Returned,
}

impl Said {
    fn event(self, given: &Given) -> PaymentEvent {
        let on = given.day;
        match self {
            Self::Sent => PaymentEvent::Sent,
            Self::Paid => PaymentEvent::Paid { on },
            Self::Returned => PaymentEvent::Returned {
                on,
                reason: given.reason.clone(),
            },
        }
    }

    /// The operation with any day and reason: whether it may be said at all.
    fn tried(self, payment: PaymentId, cx: &Cx<'_>) -> SchoolingOp {
        let given = Given {
            day: cx.model.today(),
            reason: "-".into(),
        };
        SchoolingOp::PaymentEvent {
            payment,
            event: self.event(&given),
        }
    }

    /// Message keys of the title, of what to know, of the button that asks and the one that agrees.
    fn keys(self) -> [&'static str; 4] {
        match self {
            Self::Sent => [
                "order-payment-sent-many",
                "order-payment-sent-detail",
                "order-payment-sent",
                "order-payment-sent",
            ],
            Self::Paid => [
                "order-payment-paid-many",
                "order-payment-paid-detail",
                "order-payment-paid",
                "order-payment-record",
            ],
            Self::Returned => [
                "order-payment-returned-many",
                "order-payment-returned-detail",
                "order-payment-returned",
                "order-payment-record",
            ],
        }
    }

    /// Whether it may be said of a payment where that stands.
    fn fits(self, state: &PaymentState) -> bool {
        match self {
            Self::Sent => *state == PaymentState::Ordered,
            Self::Paid => *state == PaymentState::Sent,
            Self::Returned => matches!(state, PaymentState::Sent | PaymentState::Paid { .. }),
        }
    }
}

impl Payments {
    /// Shows the register, with a payment opened beside it.
    pub fn show(&mut self, opened: Option<OrderRef>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let states = words::PAYMENT_STATES.iter().map(|(code, _)| Pill {
            column: STATE,
            code,
            words: format!("order-payment-state-{code}"),
        });
        let pills: Vec<Pill> = states.collect();
        let (desk, many) = (&mut self.desk, &mut self.many);
        let (mut said, mut lists) = (None, false);
        let letters = &mut self.letters;
        self.shelf.show(
            opened,
            &pills,
            cx,
            ui,
            |shelf, cx, ui| said = above(shelf, &mut lists, cx, ui),
            |rows, row, record, cx, ui| {
                desk.about(rows.all(), Some(row));
                show_payment(rows, row, record, (desk, many), cx, ui);
                letters.show(MessageSubject::Payment(record.payment.id), desk, cx, ui);
            },
        );
        if let (Some((said, chosen)), Some(rows)) = (said, self.shelf.rows().cloned()) {
            self.whole.about(rows.all(), None);
            let found = chosen.iter().filter_map(|id| find(&rows, *id));
            self.many = Some(record(said, found, &self.whole, cx));
        }
        many::show(&mut self.many, cx, ui.ctx());
        if lists {
            self.kept = Some(Kept::default());
        }
        match self.kept.as_mut().map(|kept| kept.show(cx, ui.ctx())) {
            None | Some(kept::Became::Open) => {}
            Some(kept::Became::Closed) => self.kept = None,
            Some(kept::Became::Opens(id, file)) => {
                self.kept = None;
                self.statement = Some(Statement::open(id, file, cx.post));
            }
        }
        statement::show(&mut self.statement, cx, ui.ctx());
    }

    /// A bank's statement was chosen.
    pub fn statement_chosen(&mut self, path: PathBuf, post: &mut Post) {
        self.statement = Some(Statement::read(path, post));
    }
}

fn find(rows: &Rows<Kind>, id: PaymentId) -> Option<(&OrderRow, &PaymentRecord)> {
    rows.iter().find(|(_, record)| record.payment.id == id)
}

/// Buttons above the register: a statement, and what may be done to those ticked.
fn above(
    shelf: &Shelf<Kind>,
    lists: &mut bool,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<(Said, Vec<PaymentId>)> {
    if desk::role(cx) != Some(AccountRole::FinancialCentre) {
        return None;
    }
    let label = cx.t("order-statement-open");
    let button = Button::primary(&label).icon(Icon::FileText).small();
    if ui.add(button).clicked() {
        cx.post.put(Action::Choose(Purpose::OpenStatement));
    }
    if kept::any(cx) {
        let label = cx.t("order-kept-button");
        let button = Button::secondary(&label).icon(Icon::FileStack).small();
        *lists |= ui.add(button).clicked();
    }
    let chosen = shelf.chosen();
    if chosen.is_empty() {
        return None;
    }
    let of = |said: Said| {
        let fitting = chosen
            .iter()
            .filter(|(_, record)| said.fits(&record.payment.state));
        fitting.map(|(_, record)| record.payment.id).collect()
    };
    let ordered: Vec<PaymentId> = of(Said::Sent);
    if many_button("order-payment-mt100-chosen", ordered.len(), cx, ui) {
        let name = format!("MT100 {}.txt", cx.model.today());
        cx.post
            .put(Action::Choose(Purpose::SaveMt100(ordered.clone(), name)));
    }
    if many_button("order-payment-sent-chosen", ordered.len(), cx, ui) {
        return Some((Said::Sent, chosen_ids(&chosen)));
    }
    let sent: Vec<PaymentId> = of(Said::Paid);
    if many_button("order-payment-paid-chosen", sent.len(), cx, ui) {
        return Some((Said::Paid, chosen_ids(&chosen)));
    }
    None
}

fn chosen_ids(chosen: &[(&OrderRow, &PaymentRecord)]) -> Vec<PaymentId> {
    chosen.iter().map(|(_, record)| record.payment.id).collect()
}

/// Whether what was said of a payment here isn't in its record yet.
fn waits(row: &OrderRow) -> bool {
    row.waiting.iter().any(|step| step.step == "payment_event")
}

/// Saying something of payments: those it can't be said of are passed over.
fn record<'r>(
    said: Said,
    payments: impl Iterator<Item = (&'r OrderRow, &'r PaymentRecord)>,
    desk: &Desk,
    cx: &Cx<'_>,
) -> Many {
    let mut lines = Vec::new();
    let mut ids = Vec::new();
    for (row, one) in payments {
        let refusal = if waits(row) {
            Some(cx.said("order-payment-waits"))
        } else {
            let tried = said.tried(one.payment.id, cx);
            desk.said(&tried, cx)
        };
        if refusal.is_none() {
            ids.push(one.payment.id);
        }
        lines.push(Line {
            name: cx.say(|cx| name(row, one, cx)),
            sum: one.payment.amount,
            skipped: refusal.is_some(),
            remark: refusal.unwrap_or_else(|| cx.say(|cx| detail(one, cx))),
        });
    }
    lines.sort_by_key(|line| !line.skipped);
    let [title, about, _, confirm] = said.keys();
    let count = ids.len();
    let title = cx.say(|cx| cx.f(title, &[("count", count.into())]));
    let make = move |given: &Given| {
        let op = |payment: &PaymentId| SchoolingOp::PaymentEvent {
            payment: *payment,
            event: said.event(given),
        };
        let ops = ids.iter().map(op).map(Box::new);
        ops.map(|op| Command::AskOrder { op }).collect()
    };
    let many = Many::new(title, cx.said(about), cx.said(confirm), lines, make);
    match said {
        Said::Sent => many,
        Said::Paid => many.with_day(cx.said("order-payment-day"), cx.model.today()),
        Said::Returned => many
            .with_day(cx.said("order-payment-day"), cx.model.today())
            .with_reason(cx.said("order-payment-bank-reason"))
            .danger(),
    }
}

fn name(row: &OrderRow, record: &PaymentRecord, cx: &Cx<'_>) -> String {
    let school = words::school(row, cx.locale);
    format!("№\u{a0}{} · {school}", record.number)
}

fn detail(record: &PaymentRecord, cx: &Cx<'_>) -> String {
    let month = words::month(record.period, cx.locale);
    format!("{month} · {}", record.account.iban)
}

type Parts<'a> = (&'a Desk, &'a mut Option<Many>);

fn show_payment(
    rows: &Rows<Kind>,
    row: &OrderRow,
    record: &PaymentRecord,
    (desk, many): Parts<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let payment = &record.payment;
    let args = [("number", record.number.to_string().into())];
    let title = cx.f("order-payment-title", &args);
    let place = words::payment_state(&payment.state);
    let states = &words::PAYMENT_STATES;
    let (standing, tone) = words::state(states, place, "order-payment-state", cx.locale);
    pane::head(&title, Some((&standing, tone)), cx, ui);
    pane::waiting(&row.waiting, cx, ui);
    pane::school(row, cx, ui);
    facts::strong(
        ui,
        &cx.t("order-sum"),
        &cx.locale.money_tiyn(payment.amount.0),
    );
    facts::row(ui, &cx.t("field-bin"), &record.bin);
    let account = &record.account;
    let to = format!("{}, {}", account.iban, account.bank);
    facts::row(ui, &cx.t("order-account"), &to);
    let month = words::month(record.period, cx.locale);
    facts::row(ui, &cx.t("order-month"), &month);
    let region = words::region(record.department, cx.locale);
    facts::row(ui, &cx.t("order-department"), &region);
    if let Some(day) = table::settled(record) {
        facts::row(ui, &cx.t("order-payment-day"), &cx.locale.date(day));
    }
    if let PaymentState::Returned { reason, .. } = &payment.state {
        facts::toned(
            ui,
            &cx.t("order-payment-bank-reason"),
            &reason.0,
            Some(Tone::Bad),
        );
    }
    ui.horizontal_wrapped(|ui| {
        let label = cx.t("order-payment-act");
        if ui
            .add(Button::ghost(&label).icon(Icon::FileCheck).small())
            .clicked()
        {
            cx.post.go(Place::Order(OrderRef::Act(payment.act)));
        }
        if !desk::is_school(cx) {
            let label = cx.t("order-payment-register");
            let button = Button::ghost(&label).icon(Icon::FileStack).small();
            if ui.add(button).clicked() {
                let register = OrderRef::Register(payment.register);
                cx.post.go(Place::Order(register));
            }
        }
        if !desk::is_school(cx) {
            paper::buttons(OrderPaper::Payment(payment.id), &title, cx, ui);
        }
    });
    ui.add_space(8.0);
    if desk::role(cx) == Some(AccountRole::FinancialCentre) {
        ui.horizontal_wrapped(|ui| of_centre(rows, row, record, (desk, many), cx, ui));
    }
    others(rows, record, cx, ui);
    // The last thing told of it is what it is now.
    let last = record
        .steps
        .iter()
        .rposition(|step| step.step == "payment_event");
    let (code, _) = words::PAYMENT_STATES[words::payment_state(&record.payment.state)];
    let told = |place| (last == Some(place)).then(|| cx.t(&format!("order-payment-state-{code}")));
    pane::history_as(&record.steps, told, cx, ui);
}

/// What the financial centre says of a payment, and ordering anew what came back.
fn of_centre(
    rows: &Rows<Kind>,
    row: &OrderRow,
    record: &PaymentRecord,
    (desk, many): Parts<'_>,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    let waiting = waits(row).then(|| cx.t("order-payment-waits"));
    for said in [Said::Sent, Said::Paid, Said::Returned] {
        if !said.fits(&record.payment.state) {
            continue;
        }
        let label = cx.t(said.keys()[2]);
        let button = match said {
            Said::Returned => Button::secondary(&label).icon(Icon::Undo2),
            Said::Sent => Button::primary(&label).icon(Icon::Send),
            Said::Paid => Button::primary(&label).icon(Icon::Check),
        };
        let refusal = waiting.clone();
        let refusal = refusal.or_else(|| desk.refusal(&said.tried(record.payment.id, cx), cx));
        if pane::button(button, refusal.as_deref(), ui) {
            let one = std::iter::once((row, record));
            *many = Some(self::record(said, one, desk, cx));
        }
    }
    let is_last = || {
        let of = &record.payment;
        let last = rows.beside.came_back(of.register, of.act);
        last.is_some_and(|last| last.payment.id == record.payment.id)
    };
    if matches!(record.payment.state, PaymentState::Returned { .. }) && is_last() {
        let label = cx.t("order-payment-again");
        let button = Button::primary(&label).icon(Icon::RefreshCw);
        let asked = rows.all().rows.iter().any(|other| {
            let register = OrderRef::of(&other.record);
            register == Some(OrderRef::Register(record.payment.register))
                && other
                    .waiting
                    .iter()
                    .any(|step| step.step == "order_payments")
        });
        let made = if asked {
            Err(cx.t("order-payments-asked"))
        } else {
            registers::reissue(record, cx.say(|cx| name(row, record, cx)), desk, cx)
        };
        match made {
            Ok(made) => {
                if pane::button(button, None, ui) {
                    *many = Some(made);
                }
            }
            Err(refusal) => {
                pane::button(button, Some(&refusal), ui);
            }
        }
    }
}

/// Other payments of the same act: what came back before, what was ordered after.
fn others(rows: &Rows<Kind>, record: &PaymentRecord, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let all = rows.beside.of_act(record.payment.act);
    let others: Vec<&PaymentRecord> = all
        .filter(|one| one.payment.id != record.payment.id)
        .collect();
    if others.is_empty() {
        return;
    }
    pane::part(ui, &cx.t("order-payment-others"));
    for one in others {
        let place = words::payment_state(&one.payment.state);
        let states = &words::PAYMENT_STATES;
        let (state, tone) = words::state(states, place, "order-payment-state", cx.locale);
        ui.push_id(one.payment.id, |ui| {
            ui.horizontal(|ui| {
                let args = [("number", one.number.to_string().into())];
                let label = cx.f("order-payment-title", &args);
                if ui.add(Button::ghost(&label).small()).clicked() {
                    let payment = OrderRef::Payment(one.payment.id);
                    cx.post.go(Place::Order(payment));
                }
                let ink = baqylau_widgets::tokens(ui).ink(tone);
                ui.label(text::table(&state).color(ink));
            });
        });
    }
}
