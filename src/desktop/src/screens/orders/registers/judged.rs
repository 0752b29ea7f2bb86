//! What the rules say of the opened register, asked once for every state of the records: it
//! rests on all acts of the register, and a frame has no time for that.

use super::super::desk::Desk;
use super::super::recheck::{self, Obstacles};
use super::super::shelf::Rows;
use super::super::words;
use super::pay;
use super::table::Registers as Kind;
use crate::cx::Cx;
use baqylau_client::ui::{OrderRow, OrdersView, SanctionRow};
use baqylau_domain::identifiers::SchoolActId;
use baqylau_domain::schooling::{RegisterRecord, RegisterState, SchoolingOp, SchoolingRefusal};
use baqylau_domain::text::Words;
use baqylau_locale::Language;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What it was asked over.
struct Over {
    view: Arc<OrdersView>,
    sanctions: Option<Arc<Vec<SanctionRow>>>,
    key: String,
    language: Language,
    day: NaiveDate,
}

impl Over {
    fn is(&self, other: &Self) -> bool {
        let sanctions = match (&self.sanctions, &other.sanctions) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        sanctions
            && Arc::ptr_eq(&self.view, &other.view)
            && self.key == other.key
            && self.language == other.language
            && self.day == other.day
    }
}

/// Why this person can't do what, in words; and what stands in the way of which acts.
pub struct Judged {
    over: Over,
    /// Found by looking at its acts again.
    pub obstacles: Obstacles,
    /// Why no act may be put on it.
    pub list: Option<String>,
    /// Why it can't be signed and sent.
    pub send: Option<String>,
    /// Why it can't be accepted.
    pub accept: Option<String>,
    /// Why it can't be sent back.
    pub send_back: Option<String>,
    /// Why none of its payments can be ordered.
    pub pay: Option<String>,
    /// Acts of it, accepted, that have no living payment: they may be sent back alone.
    pub unpaid: BTreeSet<SchoolActId>,
    /// Why none of those can be sent back.
    pub back: Option<String>,
    /// Acts sent back out of it that no register has.
    pub to_relist: Vec<SchoolActId>,
}

impl Judged {
    /// What was found before, where nothing changed since; else it is found again.
    pub fn about<'j>(
        before: &'j mut Option<Self>,
        desk: &Desk,
        rows: &Rows<Kind>,
        row: &OrderRow,
        record: &RegisterRecord,
        cx: &Cx<'_>,
    ) -> &'j Self {
        let over = Over {
            view: rows.all().clone(),
            sanctions: cx.model.sanctions.value().cloned(),
            key: row.record.key(),
            language: cx.locale.language(),
            day: cx.model.today(),
        };
        let known = before.take().filter(|known| known.over.is(&over));
        before.insert(match known {
            Some(known) => known,
            None => Self::find(over, desk, rows, row, record, cx),
        })
    }

    fn find(
        over: Over,
        desk: &Desk,
        rows: &Rows<Kind>,
        row: &OrderRow,
        record: &RegisterRecord,
        cx: &Cx<'_>,
    ) -> Self {
        let register = record.register.id;
        let stopped = recheck::stopped(cx);
        let obstacles = match record.register.state {
            RegisterState::Returned { .. } => Obstacles::new(),
            _ => {
                let all = recheck::of_registers(desk.book(), [record], &stopped, cx.model.now);
                all.into_values().next().unwrap_or_default()
            }
        };
        // An empty list is refused last: whatever else is said is said of who asks.
        let list = desk.decide(
            &SchoolingOp::ListActs {
                register,
                acts: BTreeSet::new(),
            },
            cx,
        );
        let list = list.err().filter(|why| *why != SchoolingRefusal::Empty);
        let send = row.to_sign.map(|sha256| SchoolingOp::SendRegister {
            register,
            document: sha256,
            signature: sha256,
        });
        let send = match send {
            Some(op) => desk.refusal(&op, cx),
            None => Some(words::refusal(&SchoolingRefusal::Empty, cx.locale)),
        };
        let accept = SchoolingOp::AcceptRegister { register };
        let mut unpaid = BTreeSet::new();
        if record.register.state == RegisterState::Accepted {
            let held = record.register.held().map(|(act, _)| *act);
            unpaid = held
                .filter(|act| rows.beside.alive(*act).is_none())
                .collect();
        }
        let back = unpaid.iter().take(1).map(|act| (*act, "-".into()));
        let back = SchoolingOp::SendBackActs {
            register,
            reasons: back.collect(),
        };
        let back = if unpaid.is_empty() {
            Some(cx.t("order-payments-all"))
        } else {
            desk.refusal(&back, cx)
        };
        let sent_back = record.register.sent_back.keys().copied();
        let free = |act: &SchoolActId| !rows.iter().any(|(_, one)| one.register.holds(*act));
        let to_relist = sent_back.filter(free).collect();
        Self {
            unpaid,
            back,
            to_relist,
            list: list.map(|why| words::refusal(&why, cx.locale)),
            send,
            accept: refusal_of_accepting(desk, &obstacles, &accept, cx),
            send_back: desk.refusal(&returned(record), cx),
            pay: pay::refusal(rows, row, record, &obstacles, desk, cx),
            obstacles,
            over,
        }
    }
}

/// Why a register can't be accepted, as far as is known here; `obstacles` were found by looking
/// at its acts again.
pub fn refusal_of_accepting(
    desk: &Desk,
    obstacles: &Obstacles,
    op: &SchoolingOp,
    cx: &Cx<'_>,
) -> Option<String> {
    if let Some(refusal) = desk.refusal(op, cx) {
        return Some(refusal);
    }
    let acts = obstacles.clone();
    (!acts.is_empty()).then(|| words::refusal(&SchoolingRefusal::Obstacles { acts }, cx.locale))
}

/// Sending it back for any reason: whether it may be sent back at all.
fn returned(record: &RegisterRecord) -> SchoolingOp {
    let first = record.register.acts.keys().take(1);
    let reasons: BTreeMap<SchoolActId, Words> = first.map(|act| (*act, "-".into())).collect();
    SchoolingOp::ReturnRegister {
        register: record.register.id,
        reasons,
    }
}
