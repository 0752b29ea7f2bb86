//! Acts of months: the register, what an act rests on and who isn't paid for, signing one or many.

pub(super) mod invoice;
mod learners;
mod table;
mod together;

use super::super::key::KeyForm;
use super::ask::{self, Ask};
use super::desk::{self, Desk};
use super::letters::Letters;
use super::months::pane::NotPaid;
use super::shelf::{Pill, Rows, Shelf};
use super::sign::{self, SignSheet, ToSign};
use super::{pane, paper, standstill, words};
use crate::cx::Cx;
use crate::place::{OrderRef, Place};
use baqylau_client::ui::{OrderDocument, OrderPaper, OrderRow, Ticket, ToSignOrder, act_number};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::checks::MonthReason;
use baqylau_domain::identifiers::PaymentRegisterId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ActRecord, ContractParty, MandateScope, MessageSubject, RegisterState, SchoolActState,
    SchoolingOp,
};
use baqylau_widgets::{Button, Icon, Tone, facts, panel, state, text};
use learners::WithLearners;
use std::collections::BTreeMap;
use table::{Acts as Kind, PAID, STATE};
use together::Together;

/// View state.
#[derive(Default)]
pub struct Acts {
    pub(super) shelf: Shelf<Kind>,
    desk: Desk,
    asking: Option<Ask>,
    signing: Option<SignSheet>,
    letters: Letters,
    together: Option<Together>,
    not_paid: NotPaid,
    with_learners: WithLearners,
}

impl Acts {
    /// A paper with a list of learners is being made.
    pub fn list_asked(&mut self, ticket: Ticket) {
        self.with_learners.asked(ticket);
    }

    /// Shows the register, with an act opened beside it.
    pub fn show(
        &mut self,
        opened: Option<OrderRef>,
        key: &mut KeyForm,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let states = words::ACT_STATES.iter().take(3).map(|(code, _)| Pill {
            column: STATE,
            code,
            words: format!("order-act-state-{code}"),
        });
        let unpaid = Pill {
            column: PAID,
            code: "none",
            words: "order-act-paid-none".to_owned(),
        };
        let pills: Vec<Pill> = states.chain([unpaid]).collect();
        let (desk, asking, signing) = (&mut self.desk, &mut self.asking, &mut self.signing);
        let (letters, not_paid) = (&mut self.letters, &mut self.not_paid);
        let list = &mut self.with_learners;
        let (mut batch, mut composing) = (None, None);
        self.shelf.show(
            opened,
            &pills,
            cx,
            ui,
            |shelf, cx, ui| {
                composing = together::button(cx, ui);
                batch = sign_chosen(shelf, cx, ui);
            },
            |rows, row, act, cx, ui| {
                desk.about(rows.all(), Some(row));
                let parts = (&*desk, &mut *asking, &mut *signing, &mut *not_paid);
                show_act(rows, row, act, (parts, list), cx, ui);
                letters.show(MessageSubject::Act(act.act.id), desk, cx, ui);
            },
        );
        if let Some(documents) = batch {
            self.signing = Some(SignSheet::new(documents, cx));
        }
        if composing.is_some() {
            self.together = composing;
        }
        together::show(&mut self.together, cx, ui.ctx());
        ask::show(&mut self.asking, cx, ui.ctx());
        let shelf = &self.shelf;
        let named = |cx: &Cx<'_>| shelf.each(|row, one| to_sign(row, one, cx));
        sign::show(&mut self.signing, named, key, cx, ui.ctx());
    }
}

/// Whether an act waits for the side of the signed-in person.
fn waits_for_mine(row: &OrderRow, act: &ActRecord, cx: &Cx<'_>) -> bool {
    let awaited = match act.act.state {
        SchoolActState::Composed => Some(ContractParty::School),
        SchoolActState::BySchool { .. } => Some(ContractParty::Department),
        SchoolActState::Signed { .. } | SchoolActState::Withdrawn => None,
    };
    awaited.is_some()
        && awaited == desk::party(cx)
        && !row.waiting.iter().any(|step| step.step == "sign_act")
}

fn to_sign(row: &OrderRow, act: &ActRecord, cx: &Cx<'_>) -> Option<ToSign> {
    let month = words::month(act.act.period, cx.locale);
    Some(ToSign {
        document: ToSignOrder {
            document: OrderDocument::Act(act.act.id),
            sha256: row.to_sign?,
        },
        name: format!("{} · {month}", words::school(row, cx.locale)),
        sum: Some(act.act.total),
        remark: not_paid_for(act, cx),
    })
}

/// What speaks against paying for a learner, without the full stop of a sentence.
fn reason_words(reason: MonthReason, cx: &Cx<'_>) -> String {
    let words = cx.t(&format!("flk-month-{}", reason.code()));
    words.trim_end_matches('.').to_owned()
}

/// How many learners an act doesn't pay for, and why.
fn not_paid_for(act: &ActRecord, cx: &Cx<'_>) -> String {
    let why = &act.why;
    let act = &act.act;
    let mut parts = Vec::new();
    let counted = [
        (act.excluded, "order-act-excluded-short"),
        (act.held, "order-act-held-short"),
        (act.cut.excluded, "order-act-cut-short"),
    ];
    for (count, key) in counted {
        if count > 0 {
            parts.push(cx.f(key, &[("count", i64::from(count).into())]));
        }
    }
    for (reason, people) in why {
        let people = cx.locale.integer(i64::from(*people));
        parts.push(format!("{}: {people}", reason_words(*reason, cx)));
    }
    if parts.is_empty() {
        cx.t("order-act-all-paid")
    } else {
        parts.join(" · ")
    }
}

/// Signs those ticked that wait for this person's side.
fn sign_chosen(shelf: &Shelf<Kind>, cx: &mut Cx<'_>, ui: &mut egui::Ui) -> Option<Vec<ToSign>> {
    let chosen = shelf.chosen();
    if chosen.is_empty() || desk::party(cx).is_none() {
        return None;
    }
    let waits = chosen
        .iter()
        .filter(|(row, act)| waits_for_mine(row, act, cx))
        .filter_map(|(row, act)| to_sign(row, act, cx));
    let scope = (MandateScope::Acts, "order-sign-chosen");
    sign::chosen_button(waits.collect(), scope, cx, ui)
}

type Parts<'a> = (
    &'a Desk,
    &'a mut Option<Ask>,
    &'a mut Option<SignSheet>,
    &'a mut NotPaid,
);

fn show_act(
    rows: &Rows<Kind>,
    row: &OrderRow,
    record: &ActRecord,
    ((desk, asking, signing, not_paid), list): (Parts<'_>, &mut WithLearners),
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let act = &record.act;
    let month = words::month(act.period, cx.locale);
    let title = cx.f("order-act-title", &[("month", month.into())]);
    let place = words::act_state(&act.state);
    let (standing, tone) = words::state(&words::ACT_STATES, place, "order-act-state", cx.locale);
    pane::head(&title, Some((&standing, tone)), cx, ui);
    pane::waiting(&row.waiting, cx, ui);
    pane::school(row, cx, ui);
    facts::strong(ui, &cx.t("order-sum"), &cx.locale.money_tiyn(act.total.0));
    facts::with(ui, &cx.t("order-contract"), |ui| {
        let button = Button::ghost(&record.contract_number).small();
        if ui.add(button).clicked() {
            cx.post.go(Place::Order(OrderRef::Contract(act.contract)));
        }
    });
    match act.reimbursement {
        None => facts::row(ui, &cx.t("order-act-norms"), &act.norms),
        Some(of) => {
            let subject = words::subject(Some(of.kind));
            let subject = words::state(&words::SUBJECTS, subject, "order-for", cx.locale);
            facts::row(ui, &cx.t("order-for"), &subject.0);
            let rate = words::rate(of.rate, of.index, act.period.year(), cx.locale);
            facts::row(ui, &cx.t("order-building-rate"), &rate);
        }
    }
    let (key, tone) = rows.beside.paid(act.id);
    facts::toned(ui, &cx.t("order-act-paid"), &cx.t(key), Some(tone));
    let back = rows.beside.sent_back(act.id);
    for (number, one) in back {
        let args = [
            ("number", number.to_string().into()),
            ("day", cx.locale.date(legal_day(one.at)).into()),
            ("reason", one.reason.0.as_str().into()),
        ];
        let tone = match rows.beside.holder(act.id) {
            Some(_) => Tone::Info,
            None => Tone::Bad,
        };
        state::strip(ui, tone, &cx.f("order-act-back", &args), None);
    }
    let unpaid = act.is_signed() && !rows.beside.is_being_paid(act.id);
    if let Some(words) = standstill::of_school(act.school, cx).filter(|_| unpaid) {
        state::strip(ui, Tone::Warning, &words, None);
    }
    invoice::show(record, cx, ui);
    lines(record, cx, ui);
    exclusions(record, cx, ui);
    if act.excluded + act.held > 0 {
        not_paid.show((act.period, act.school), cx, ui);
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if let Some(one) = to_sign(row, record, cx)
            && waits_for_mine(row, record, cx)
        {
            let op = SchoolingOp::SignAct {
                act: act.id,
                document: one.document.sha256,
                signature: one.document.sha256,
            };
            let refusal = desk.refusal(&op, cx);
            let label = cx.t("order-act-sign");
            let button = Button::primary(&label).icon(Icon::PenLine);
            if pane::button(button, refusal.as_deref(), ui) {
                *signing = Some(SignSheet::new(vec![one], cx));
            }
        }
        withdraw(record, desk, asking, cx, ui);
        if let Some(register) = rows.beside.holder(act.id) {
            send_back(register, record, (desk, asking), cx, ui);
        }
        let number = act_number(&record.contract_number, act.period);
        paper::buttons(OrderPaper::Act(act.id), &number, cx, ui);
    });
    let number = act_number(&record.contract_number, act.period);
    list.show(record, &number, cx, ui);
    pane::history(&record.steps, cx, ui);
}

fn withdraw(
    record: &ActRecord,
    rules: &Desk,
    asking: &mut Option<Ask>,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    let act = record.act.id;
    let open = matches!(
        record.act.state,
        SchoolActState::Composed | SchoolActState::BySchool { .. }
    );
    if !open || desk::party(cx).is_none() {
        return;
    }
    let make = move |reason| SchoolingOp::WithdrawAct { act, reason };
    // Any reason: whether it may be taken back at all.
    let refusal = rules.refusal(&make("-".into()), cx);
    let label = cx.t("order-act-withdraw");
    if pane::button(Button::secondary(&label), refusal.as_deref(), ui) {
        let title = cx.said("order-act-withdraw-title");
        let detail = cx.said("order-act-withdraw-detail");
        let ask = Ask::new(title, detail, cx.said("order-act-withdraw"), make);
        *asking = Some(ask.with_reason(cx.said("order-reason")).danger());
    }
}

/// The financial centre sends it back out of the accepted register it is in.
fn send_back(
    register: PaymentRegisterId,
    record: &ActRecord,
    (rules, asking): (&Desk, &mut Option<Ask>),
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    let known = rules.book().register(register);
    let accepted = known.is_some_and(|one| one.register.state == RegisterState::Accepted);
    if !accepted || desk::role(cx) != Some(AccountRole::FinancialCentre) {
        return;
    }
    let act = record.act.id;
    let make = move |reason| SchoolingOp::SendBackActs {
        register,
        reasons: BTreeMap::from([(act, reason)]),
    };
    // Any reason: whether it may be sent back at all.
    let refusal = rules.refusal(&make("-".into()), cx);
    let label = cx.t("order-act-send-back");
    let button = Button::secondary(&label).icon(Icon::Undo2);
    if pane::button(button, refusal.as_deref(), ui) {
        let title = cx.said("order-act-send-back-title");
        let detail = cx.said("order-act-send-back-detail");
        let ask = Ask::new(title, detail, cx.said("order-act-send-back"), make);
        *asking = Some(ask.with_reason(cx.said("order-reason")).danger());
    }
}

/// What is paid: rows of form Р-1.
fn lines(record: &ActRecord, cx: &Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("order-act-lines"));
    for line in &record.act.lines {
        let (level, study) = (words::level(line.level), words::study(line.study));
        let name = format!("{}, {}", cx.t(level), cx.t(study));
        let quantity = cx.locale.integer(i64::from(line.line.quantity));
        let price = cx.locale.money_tiyn_plain(line.line.price.0);
        let cost = line
            .line
            .cost()
            .map_or_else(String::new, |cost| cx.locale.money_tiyn_plain(cost.0));
        ui.add(egui::Label::new(text::table(&name)).wrap());
        ui.add(egui::Label::new(text::digits(&format!("{quantity} × {price} = {cost}"))).wrap());
    }
    if let Some(of) = record.act.reimbursement {
        let quantity = cx.locale.integer(i64::from(of.line.quantity));
        let price = cx.locale.money_tiyn_plain(of.line.price.0);
        let cost = cx.locale.money_tiyn_plain(record.act.total.0);
        let words = cx.t("order-building-month");
        ui.add(egui::Label::new(text::table(&words)).wrap());
        ui.add(egui::Label::new(text::digits(&format!("{quantity} × {price} = {cost}"))).wrap());
    }
    panel::hairline(ui);
}

/// Who isn't paid for and why: shown before anybody signs.
fn exclusions(record: &ActRecord, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let act = &record.act;
    pane::part(ui, &cx.t("order-act-not-paid"));
    if act.excluded == 0 && act.held == 0 && act.cut.excluded == 0 {
        ui.label(text::table(&cx.t("order-act-all-paid")));
        return;
    }
    let count = |count: u32| cx.locale.integer(i64::from(count));
    if act.excluded > 0 {
        let name = cx.t("order-act-excluded");
        facts::toned(ui, &name, &count(act.excluded), Some(Tone::Bad));
    }
    if act.held > 0 {
        let name = cx.t("order-act-held");
        facts::toned(ui, &name, &count(act.held), Some(Tone::Warning));
    }
    for (reason, people) in &record.why {
        facts::row(ui, &reason_words(*reason, cx), &count(*people));
    }
    if act.cut.excluded > 0 {
        let name = cx.t("order-act-cut");
        facts::toned(ui, &name, &count(act.cut.excluded), Some(Tone::Bad));
        let limits: Vec<String> = act
            .cut
            .by
            .iter()
            .map(|one| cx.t(words::limit(*one)))
            .collect();
        facts::row(ui, &cx.t("order-act-cut-by"), &cx.locale.list_and(&limits));
    }
}
