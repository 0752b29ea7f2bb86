//! Consolidated registers: what a department puts together and sends, what the financial centre
//! looks at again, accepts or sends back, and orders the payments of.

mod judged;
mod lines;
mod pay;
mod picker;
mod returning;
mod table;

pub use pay::reissue;
pub use table::Beside;

use super::super::key::KeyForm;
use super::ask::{self, Ask};
use super::desk::{self, Desk};
use super::many::{self, Line, Many};
use super::shelf::{Pill, Rows, Shelf};
use super::sign::{self, SignSheet, ToSign};
use super::{pane, paper, recheck, words};
use crate::cx::Cx;
use crate::place::{OrderRef, Place};
use baqylau_client::ui::{Command, OrderDocument, OrderPaper, OrderRow, ToSignOrder};
use baqylau_domain::identifiers::PaymentRegisterId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{RegisterRecord, RegisterState, SchoolingOp};
use baqylau_widgets::{Button, Icon, Tone, facts, state};
use judged::Judged;
use picker::Picker;
use returning::Returning;
use table::{PAID, Registers as Kind, STATE};

/// View state.
#[derive(Default)]
pub struct Registers {
    pub(super) shelf: Shelf<Kind>,
    desk: Desk,
    /// Everything known, for what is begun here or done to many.
    whole: Desk,
    judged: Option<Judged>,
    sheets: Sheets,
}

/// What may be open over the register.
#[derive(Default)]
struct Sheets {
    asking: Option<Ask>,
    signing: Option<SignSheet>,
    many: Option<Many>,
    picking: Option<Picker>,
    returning: Option<Returning>,
}

/// What was pressed above the register.
enum Pressed {
    Open,
    Sign(Vec<ToSign>),
    Accept(Vec<PaymentRegisterId>),
    Pay(Vec<PaymentRegisterId>),
}

impl Registers {
    /// Shows the register, with a record opened beside it.
    pub fn show(
        &mut self,
        opened: Option<OrderRef>,
        key: &mut KeyForm,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let states = words::REGISTER_STATES.iter().map(|(code, _)| Pill {
            column: STATE,
            code,
            words: format!("order-register-state-{code}"),
        });
        let to_do = |code: &&str| matches!(*code, "to-order" | "came-back");
        let codes = table::PAYMENTS.iter().map(|(code, _)| *code);
        let paid = codes.filter(to_do).map(|code| Pill {
            column: PAID,
            code,
            words: format!("order-register-paid-{code}"),
        });
        let pills: Vec<Pill> = states.chain(paid).collect();
        let mut pressed = None;
        let (desk, judged, sheets) = (&mut self.desk, &mut self.judged, &mut self.sheets);
        self.shelf.show(
            opened,
            &pills,
            cx,
            ui,
            |shelf, cx, ui| pressed = above(shelf, cx, ui),
            |rows, row, record, cx, ui| {
                desk.about(rows.all(), Some(row));
                let judged = Judged::about(judged, desk, rows, row, record, cx);
                show_register(rows, row, record, (desk, judged, sheets), cx, ui);
            },
        );
        if let Some(pressed) = pressed {
            self.pressed(pressed, cx);
        }
        let rows = self.shelf.rows().cloned();
        if let Some(rows) = rows {
            picker::show(
                &mut self.sheets.picking,
                &rows,
                &mut self.whole,
                cx,
                ui.ctx(),
            );
            returning::show(&mut self.sheets.returning, cx, ui.ctx());
        }
        ask::show(&mut self.sheets.asking, cx, ui.ctx());
        many::show(&mut self.sheets.many, cx, ui.ctx());
        let shelf = &self.shelf;
        let named = |cx: &Cx<'_>| shelf.each(|row, one| to_sign(row, one, cx));
        sign::show(&mut self.sheets.signing, named, key, cx, ui.ctx());
    }

    fn pressed(&mut self, pressed: Pressed, cx: &mut Cx<'_>) {
        let Some(rows) = self.shelf.rows().cloned() else {
            return;
        };
        match pressed {
            Pressed::Open => self.sheets.picking = Picker::new(None, Vec::new(), cx),
            Pressed::Sign(documents) => self.sheets.signing = Some(SignSheet::new(documents, cx)),
            Pressed::Accept(registers) => {
                self.whole.about(rows.all(), None);
                self.sheets.many = Some(accept(&registers, &rows, &self.whole, cx));
            }
            Pressed::Pay(registers) => {
                self.whole.about(rows.all(), None);
                self.sheets.many = Some(pay::preview(&registers, &rows, &self.whole, cx));
            }
        }
    }
}

/// Buttons above the register: opening another, and what may be done to those ticked.
fn above(shelf: &Shelf<Kind>, cx: &mut Cx<'_>, ui: &mut egui::Ui) -> Option<Pressed> {
    let mut pressed = None;
    let role = desk::role(cx);
    if role == Some(AccountRole::EducationOfficer) {
        let label = cx.t("order-register-open");
        if ui
            .add(Button::primary(&label).icon(Icon::Plus).small())
            .clicked()
        {
            pressed = Some(Pressed::Open);
        }
    }
    let chosen = shelf.chosen();
    if chosen.is_empty() {
        return pressed;
    }
    let in_state = |wanted: fn(&RegisterState) -> bool| {
        let of_state = chosen
            .iter()
            .filter(|(_, record)| wanted(&record.register.state));
        of_state
            .map(|(_, record)| record.register.id)
            .collect::<Vec<_>>()
    };
    match role {
        Some(AccountRole::EducationOfficer) => {
            let ready = chosen
                .iter()
                .filter(|(row, _)| !composition_waits(row))
                .filter_map(|(row, record)| to_sign(row, record, cx));
            let documents: Vec<ToSign> = ready.collect();
            if many_button("order-register-sign-chosen", documents.len(), cx, ui) {
                pressed = Some(Pressed::Sign(documents));
            }
        }
        Some(AccountRole::FinancialCentre) => {
            let sent = in_state(|state| matches!(state, RegisterState::Sent { .. }));
            if many_button("order-register-accept-chosen", sent.len(), cx, ui) {
                pressed = Some(Pressed::Accept(sent));
            }
            let accepted = in_state(|state| *state == RegisterState::Accepted);
            if many_button("order-register-pay-chosen", accepted.len(), cx, ui) {
                pressed = Some(Pressed::Pay(accepted));
            }
        }
        _ => {}
    }
    pressed
}

/// A button over those ticked; blocked where it is for none of them.
pub fn many_button(key: &str, count: usize, cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    let label = cx.f(key, &[("count", count.into())]);
    let none = cx.t("order-many-nothing");
    let blocked = (count == 0).then_some(none.as_str());
    pane::button(Button::secondary(&label).small(), blocked, ui)
}

/// Whether acts put on it or taken off it aren't in the registry's record yet: what would be
/// signed is another document then.
fn composition_waits(row: &OrderRow) -> bool {
    let changes = ["list_acts", "unlist_act", "send_register"];
    row.waiting.iter().any(|step| changes.contains(&step.step))
}

fn to_sign(row: &OrderRow, record: &RegisterRecord, cx: &Cx<'_>) -> Option<ToSign> {
    let count = record.register.acts.len();
    Some(ToSign {
        document: ToSignOrder {
            document: OrderDocument::Register(record.register.id),
            sha256: row.to_sign?,
        },
        name: table::name(record, cx.locale),
        sum: Some(record.register.total()?),
        remark: cx.f("order-register-acts-count", &[("count", count.into())]),
    })
}

/// Accepting several registers: those something known stands in the way of are passed over.
fn accept(registers: &[PaymentRegisterId], rows: &Rows<Kind>, desk: &Desk, cx: &Cx<'_>) -> Many {
    let mut lines = Vec::new();
    let mut ops = Vec::new();
    let records: Vec<&RegisterRecord> = registers
        .iter()
        .filter_map(|id| table::find(rows, *id))
        .map(|(_, record)| record)
        .collect();
    let stopped = recheck::stopped(cx);
    let found = recheck::of_registers(desk.book(), records.clone(), &stopped, cx.model.now);
    let nothing = recheck::Obstacles::new();
    for record in records {
        let register = record.register.id;
        let op = SchoolingOp::AcceptRegister { register };
        let obstacles = found.get(&register).unwrap_or(&nothing);
        let refused = judged::refusal_of_accepting(desk, obstacles, &op, cx).is_some();
        let refusal = |cx: &Cx<'_>| {
            let why = judged::refusal_of_accepting(desk, obstacles, &op, cx);
            why.unwrap_or_default()
        };
        let count = record.register.acts.len();
        lines.push(Line {
            name: cx.say(|cx| table::name(record, cx.locale)),
            sum: record.register.total().unwrap_or(Tiyn(0)),
            skipped: refused,
            remark: if refused {
                cx.say(refusal)
            } else {
                cx.say(|cx| cx.f("order-register-acts-count", &[("count", count.into())]))
            },
        });
        if lines.last().is_some_and(|line| !line.skipped) {
            ops.push(op);
        }
    }
    let count = ops.len();
    Many::new(
        cx.say(|cx| cx.f("order-register-accept-many", &[("count", count.into())])),
        cx.said("order-register-accept-detail"),
        cx.said("order-register-accept"),
        lines,
        move |_| {
            let ops = ops.iter().cloned().map(Box::new);
            ops.map(|op| Command::AskOrder { op }).collect()
        },
    )
}

type Parts<'a> = (&'a Desk, &'a Judged, &'a mut Sheets);

fn show_register(
    rows: &Rows<Kind>,
    row: &OrderRow,
    record: &RegisterRecord,
    (desk, judged, sheets): Parts<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let register = &record.register;
    let title = table::name(record, cx.locale);
    let place = words::register_state(&register.state);
    let states = &words::REGISTER_STATES;
    let (standing, tone) = words::state(states, place, "order-register-state", cx.locale);
    pane::head(&title, Some((&standing, tone)), cx, ui);
    pane::waiting(&row.waiting, cx, ui);
    if let RegisterState::Returned { reasons } = &register.state {
        let count = [("count", reasons.len().into())];
        let words = cx.f("order-register-returned-why", &count);
        state::strip(ui, Tone::Bad, &words, None);
    }
    if !register.sent_back.is_empty() {
        let count = [("count", register.sent_back.len().into())];
        state::strip(
            ui,
            Tone::Bad,
            &cx.f("order-register-back-why", &count),
            None,
        );
    }
    if let Some(total) = register.total() {
        facts::strong(ui, &cx.t("order-sum"), &cx.locale.money_tiyn(total.0));
    }
    if let Some(total) = register
        .total_held()
        .filter(|_| !register.sent_back.is_empty())
    {
        let words = cx.locale.money_tiyn(total.0);
        facts::row(ui, &cx.t("order-register-to-pay"), &words);
    }
    let count = i64::try_from(register.acts.len()).unwrap_or(i64::MAX);
    facts::row(ui, &cx.t("order-register-acts"), &cx.locale.integer(count));
    let learners = cx.locale.integer(table::learners_of(record));
    facts::row(ui, &cx.t("order-act-learners"), &learners);
    let holder = rows.beside.holder_words(record, cx.locale);
    facts::row(ui, &cx.t("order-register-holder"), &holder);
    if register.state == RegisterState::Accepted {
        let place = rows.beside.paid(record);
        let (words, tone) = words::state(&table::PAYMENTS, place, "order-register-paid", cx.locale);
        facts::toned(ui, &cx.t("order-register-payments"), &words, Some(tone));
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| match desk::role(cx) {
        Some(AccountRole::EducationOfficer) => {
            of_department(row, record, (desk, judged, sheets), cx, ui);
        }
        Some(AccountRole::FinancialCentre) => {
            of_centre(rows, row, record, (desk, judged, sheets), cx, ui);
        }
        _ => {}
    });
    ui.horizontal_wrapped(|ui| {
        if !register.acts.is_empty() {
            paper::buttons(OrderPaper::Register(register.id), &title, cx, ui);
        }
    });
    lines::show(rows, record, (desk, judged, &mut sheets.asking), cx, ui);
    pane::history(&record.steps, cx, ui);
}

/// What the department does: puts acts on it, signs and sends it; of one that came back, begins
/// another.
fn of_department(
    row: &OrderRow,
    record: &RegisterRecord,
    (_, judged, sheets): Parts<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    match &record.register.state {
        RegisterState::Open => {
            let refusal = judged.list.as_deref();
            let label = cx.t("order-register-list");
            let button = Button::secondary(&label).icon(Icon::ListPlus);
            if pane::button(button, refusal, ui) {
                let register = Some(record.register.id);
                sheets.picking = Picker::new(register, Vec::new(), cx);
            }
            let label = cx.t("order-register-send");
            let button = Button::primary(&label).icon(Icon::PenLine);
            let waits = composition_waits(row).then(|| cx.t("order-register-composition-waits"));
            let refusal = waits.or_else(|| judged.send.clone());
            if pane::button(button, refusal.as_deref(), ui)
                && let Some(one) = to_sign(row, record, cx)
            {
                sheets.signing = Some(SignSheet::new(vec![one], cx));
            }
        }
        RegisterState::Returned { .. } => {
            let label = cx.t("order-register-again");
            let button = Button::primary(&label).icon(Icon::FilePlus);
            if ui.add(button).clicked() {
                let acts = record.register.acts.keys().copied().collect();
                sheets.picking = Picker::new(None, acts, cx);
            }
        }
        RegisterState::Accepted if !judged.to_relist.is_empty() => {
            let label = cx.t("order-register-back-again");
            let button = Button::primary(&label).icon(Icon::FilePlus);
            if ui.add(button).clicked() {
                sheets.picking = Picker::new(None, judged.to_relist.clone(), cx);
            }
        }
        RegisterState::Sent { .. } | RegisterState::Accepted => {}
    }
}

/// What the financial centre does: accepts it or sends it back, then orders its payments, and
/// sends single acts back that can't be paid from it.
fn of_centre(
    rows: &Rows<Kind>,
    row: &OrderRow,
    record: &RegisterRecord,
    (desk, judged, sheets): Parts<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let register = record.register.id;
    let asked = |word: &str| row.waiting.iter().any(|step| step.step == word);
    let waits = asked("accept_register") || asked("return_register");
    let waits = waits.then(|| cx.t("order-register-decided"));
    match &record.register.state {
        RegisterState::Sent { .. } => {
            let label = cx.t("order-register-accept");
            let button = Button::primary(&label).icon(Icon::Check);
            let refusal = waits.clone().or_else(|| judged.accept.clone());
            if pane::button(button, refusal.as_deref(), ui) {
                sheets.many = Some(accept(&[register], rows, desk, cx));
            }
            let label = cx.t("order-register-return");
            let button = Button::secondary(&label).icon(Icon::Undo2);
            let refusal = waits.or_else(|| judged.send_back.clone());
            if pane::button(button, refusal.as_deref(), ui) {
                sheets.returning = Some(Returning::new(rows, record, &judged.obstacles, cx));
            }
        }
        RegisterState::Accepted => {
            let label = cx.t("order-register-pay");
            let button = Button::primary(&label).icon(Icon::Banknote);
            if pane::button(button, judged.pay.as_deref(), ui) {
                sheets.many = Some(pay::preview(&[register], rows, desk, cx));
            }
            let label = cx.t("order-register-back");
            let button = Button::secondary(&label).icon(Icon::Undo2);
            let waits = asked("order_payments") || asked("send_back_acts");
            let waits = waits.then(|| cx.t("order-register-decided"));
            let refusal = waits.or_else(|| judged.back.clone());
            if pane::button(button, refusal.as_deref(), ui) {
                let acts = judged.unpaid.iter().copied().collect();
                let obstacles = &judged.obstacles;
                sheets.returning = Some(Returning::of_acts(acts, rows, record, obstacles, cx));
            }
        }
        RegisterState::Open | RegisterState::Returned { .. } => {}
    }
    let back = rows.beside.paid(record) == 3;
    if back {
        let label = cx.t("order-register-see-payments");
        if ui.add(Button::ghost(&label).small()).clicked() {
            cx.post.go(Place::Orders(crate::place::Section::Payments));
        }
    }
}
