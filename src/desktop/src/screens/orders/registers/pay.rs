//! Ordering payments from accepted registers: what will be ordered, what is passed over and why.
//! No act is ever paid twice: the rules see to it, and the preview says it before.

use super::super::desk::Desk;
use super::super::many::{Line, Many};
use super::super::recheck::{self, Obstacles};
use super::super::shelf::Rows;
use super::super::words;
use super::lines;
use super::table::{self, Beside, Registers as Kind};
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, NewOrders, OrderRow};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{PaymentId, PaymentRegisterId, SchoolActId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    ActSentBack, OrderedPayment, PaymentRecord, PaymentState, RegisterRecord, SchoolingOp,
    SchoolingRefusal,
};
use baqylau_widgets::Tone;
use std::collections::BTreeSet;

/// Ordering the payments of some acts of a register. Identities are drawn by the client; asked of
/// the rules, an act's own stands for its payment's.
fn op(register: PaymentRegisterId, acts: impl IntoIterator<Item = SchoolActId>) -> SchoolingOp {
    let payments = acts.into_iter().map(|act| OrderedPayment {
        payment: PaymentId::new(act.uuid()),
        act,
    });
    SchoolingOp::OrderPayments {
        register,
        payments: payments.collect(),
    }
}

/// Acts of a register that have no living payment and nothing known in their way.
fn payable(record: &RegisterRecord, beside: &Beside, obstacles: &Obstacles) -> Vec<SchoolActId> {
    let acts = record.register.held().map(|(act, _)| act);
    acts.filter(|act| beside.alive(**act).is_none() && !obstacles.contains_key(*act))
        .copied()
        .collect()
}

/// Whether payments asked for here wait to be in the registry's record.
fn waits(row: &OrderRow) -> bool {
    row.waiting.iter().any(|step| step.step == "order_payments")
}

/// Why no payment can be ordered from a register, in words.
pub fn refusal(
    rows: &Rows<Kind>,
    row: &OrderRow,
    record: &RegisterRecord,
    obstacles: &Obstacles,
    desk: &Desk,
    cx: &Cx<'_>,
) -> Option<String> {
    if waits(row) {
        return Some(cx.t("order-payments-asked"));
    }
    let unpaid = record.register.held().map(|(act, _)| act);
    let unpaid: Vec<SchoolActId> = unpaid
        .filter(|act| rows.beside.alive(**act).is_none())
        .copied()
        .collect();
    if unpaid.is_empty() {
        return Some(cx.t("order-payments-all"));
    }
    let payable = payable(record, &rows.beside, obstacles);
    if payable.is_empty() {
        let acts = obstacles.clone();
        let why = SchoolingRefusal::Obstacles { acts };
        return Some(words::refusal(&why, cx.locale));
    }
    desk.refusal(&op(record.register.id, payable), cx)
}

/// The payments of registers as they would be ordered.
pub fn preview(
    registers: &[PaymentRegisterId],
    rows: &Rows<Kind>,
    desk: &Desk,
    cx: &Cx<'_>,
) -> Many {
    let stopped = recheck::stopped(cx);
    let mut shown = Vec::new();
    let mut ordered: Vec<(PaymentRegisterId, BTreeSet<SchoolActId>)> = Vec::new();
    let records = registers.iter().filter_map(|id| table::find(rows, *id));
    let records: Vec<(&OrderRow, &RegisterRecord)> = records.collect();
    let asked = records.iter().map(|(_, record)| *record);
    let mut found = recheck::of_registers(desk.book(), asked, &stopped, cx.model.now);
    for (row, record) in records {
        let register = record.register.id;
        let obstacles = found.remove(&register).unwrap_or_default();
        let acts = payable(record, &rows.beside, &obstacles);
        let whole = if waits(row) {
            Some(cx.said("order-payments-asked"))
        } else if acts.is_empty() {
            None
        } else {
            desk.said(&op(register, acts.iter().copied()), cx)
        };
        for (act, listed) in record.register.held() {
            let why = match (rows.beside.alive(*act), obstacles.get(act)) {
                (Some(payment), _) => Some(cx.say(|cx| alive(payment, cx))),
                (None, Some(obstacles)) => Some(cx.say(|cx| recheck::words(obstacles, cx.locale))),
                (None, None) => whole.clone(),
            };
            let before = rows.beside.came_back(register, *act);
            let before = before.map(|one| cx.say(|cx| came_back(one, cx)));
            shown.push(Line {
                name: cx.say(|cx| lines::name(&rows.beside, record, *act, cx)),
                sum: listed.total,
                skipped: why.is_some(),
                remark: why
                    .or(before)
                    .unwrap_or_else(|| cx.say(|cx| lines::detail(record, *act, cx))),
            });
        }
        if whole.is_none() && !acts.is_empty() {
            ordered.push((register, acts.into_iter().collect()));
        }
    }
    // Those passed over first: they are what a person has to know before.
    shown.sort_by_key(|line| !line.skipped);
    ask(shown, ordered, cx)
}

/// Ordering the payment of an act anew after the last came back.
pub fn reissue(
    payment: &PaymentRecord,
    name: Said,
    desk: &Desk,
    cx: &Cx<'_>,
) -> Result<Many, String> {
    let (register, act) = (payment.payment.register, payment.payment.act);
    if let Some(refusal) = desk.refusal(&op(register, [act]), cx) {
        return Err(refusal);
    }
    let line = Line {
        name,
        sum: payment.payment.amount,
        remark: cx.say(|cx| came_back(payment, cx)),
        skipped: false,
    };
    let ordered = vec![(register, BTreeSet::from([act]))];
    Ok(ask(vec![line], ordered, cx))
}

fn ask(
    lines: Vec<Line>,
    ordered: Vec<(PaymentRegisterId, BTreeSet<SchoolActId>)>,
    cx: &Cx<'_>,
) -> Many {
    let count = lines.iter().filter(|line| !line.skipped).count();
    Many::new(
        cx.say(|cx| cx.f("order-payments-order", &[("count", count.into())])),
        cx.said("order-payments-order-detail"),
        cx.said("order-payments-order-confirm"),
        lines,
        move |_| {
            let begin = |(register, acts): &(PaymentRegisterId, BTreeSet<SchoolActId>)| {
                let what = Box::new(NewOrders::Payments {
                    register: *register,
                    acts: acts.iter().copied().collect(),
                });
                Command::BeginOrders { what }
            };
            ordered.iter().map(begin).collect()
        },
    )
}

/// What a payment that stands in the way of another is, in words.
fn alive(payment: &PaymentRecord, cx: &Cx<'_>) -> String {
    let place = words::payment_state(&payment.payment.state);
    let states = &words::PAYMENT_STATES;
    let (state, _) = words::state(states, place, "order-payment-state", cx.locale);
    let args = [
        ("number", payment.number.to_string().into()),
        ("state", state.into()),
    ];
    cx.f("order-payment-alive", &args)
}

/// That a payment came back, when and why, in words.
pub fn came_back(payment: &PaymentRecord, cx: &Cx<'_>) -> String {
    let PaymentState::Returned { on, reason } = &payment.payment.state else {
        return String::new();
    };
    let args = [
        ("number", payment.number.to_string().into()),
        ("day", cx.locale.date(*on).into()),
        ("reason", reason.0.as_str().into()),
    ];
    cx.f("order-payment-came-back", &args)
}

/// What became of an act's payment, for the list of a register's acts.
pub fn standing(
    beside: &Beside,
    record: &RegisterRecord,
    act: SchoolActId,
    cx: &Cx<'_>,
) -> Option<(String, Tone)> {
    if let Some(back) = record.register.sent_back.get(&act) {
        return Some((sent_back(back, cx), Tone::Bad));
    }
    if let Some(payment) = beside.alive(act) {
        let place = words::payment_state(&payment.payment.state);
        let tone = words::PAYMENT_STATES.get(place).map(|(_, tone)| *tone);
        return Some((alive(payment, cx), tone.unwrap_or(Tone::Neutral)));
    }
    let payment = beside.came_back(record.register.id, act)?;
    Some((came_back(payment, cx), Tone::Bad))
}

/// That an act was sent back out of its register, when and why, in words.
fn sent_back(back: &ActSentBack, cx: &Cx<'_>) -> String {
    let args = [
        ("day", cx.locale.date(legal_day(back.at)).into()),
        ("reason", back.reason.0.as_str().into()),
    ];
    cx.f("order-register-back-line", &args)
}

/// The sum of a payment that may be missing.
pub fn sum(record: &RegisterRecord, act: SchoolActId) -> Tiyn {
    let listed = record.register.acts.get(&act);
    listed.map_or(Tiyn(0), |listed| listed.total)
}
