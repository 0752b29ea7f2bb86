//! Acts of the frozen months, the consolidated registers they are paid by, and payments, in every state
//! people meet.

use super::super::dice::identity;
use super::calendar::Timeline;
use super::contracts::{self, contract};
use super::play::{Play, Who};
use super::{DemoFault, act_id, fault};
use crate::schooling;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{PaymentId, PaymentRegisterId, SchoolActId};
use baqylau_domain::schooling::{OrderedPayment, PaymentEvent, SchoolingOp as Op, SchoolingRecord};
use std::collections::{BTreeMap, BTreeSet};

/// Of the newest month. A school that took its act back and composed it anew.
const RECOMPOSED: u32 = 13;
/// A school whose act the department has still to sign.
const BY_SCHOOL: u32 = 7;
/// Schools whose acts are paid, each in its own state: paid, sent, returned, ordered.
const PAID: [u32; 4] = [2, 3, 4, 5];
/// Schools of the register that was sent back; the second is listed again.
const SENT_BACK: [u32; 2] = [8, 9];
/// The school of the register that is on its way.
const ON_ITS_WAY: [u32; 1] = [6];
/// Of the months before, a payment that came back once.
const CAME_BACK: u32 = 8;

pub(super) fn play(play: &mut Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    for (month, ago) in line.months() {
        acts(play, line, (month, ago))?;
        if ago == 0 {
            newest(play, line, month)?;
        } else {
            earlier(play, line, (month, ago))?;
        }
    }
    // What ИС ЭСФ says on the day of the demonstration.
    let schools: Vec<u32> = contracts::in_force(line, line.last)
        .filter(|number| ![BY_SCHOOL, RECOMPOSED].contains(number))
        .collect();
    invoices(play, &schools, 0, line.ago(0, 7))
}

/// Composed by the schools, signed by both.
fn acts(
    play: &mut Play<'_>,
    line: &Timeline,
    (month, ago): (Period, u32),
) -> Result<(), DemoFault> {
    let mut schools = Vec::new();
    let mut departments = Vec::new();
    for number in contracts::in_force(line, month) {
        let at = |part| line.work_on(month, part + number);
        let compose = |act| Op::ComposeAct {
            act,
            contract: contract(number),
            period: month,
        };
        let act = act_id(number, ago);
        if ago == 0 && number == RECOMPOSED {
            let first = SchoolActId::new(identity("school act taken back"));
            play.does(Who::School(number), compose(first), at(10))?;
            let op = Op::WithdrawAct {
                act: first,
                reason: "LMS деректері тексерілгенше кері қайтарылды (үлгі) / отозван до проверки \
                         данных LMS (образец)."
                    .into(),
            };
            play.does(Who::School(number), op, at(14))?;
            play.does(Who::School(number), compose(act), at(30))?;
            continue;
        }
        play.does(Who::School(number), compose(act), at(10))?;
        let bytes = match play.record("act", act)? {
            SchoolingRecord::Act(found) => found.text(),
            _ => None,
        };
        let bytes = bytes.ok_or_else(|| fault("act"))?.to_bytes();
        let bytes = bytes.map_err(fault)?;
        schools.push((act, play.signs(Who::School(number), &bytes, at(13))?));
        if ago > 0 || number != BY_SCHOOL {
            let at = line.work_on(month, 40);
            departments.push((act, play.signs(Who::Head, &bytes, at)?));
        }
    }
    for signed in [schools, departments] {
        let (acts, signed): (Vec<_>, Vec<_>) = signed.into_iter().unzip();
        play.send(&signed, |place, one| Op::SignAct {
            act: acts.get(place).copied().unwrap_or(act_id(0, 0)),
            document: one.document,
            signature: one.signature,
        })?;
    }
    Ok(())
}

/// What ИС ЭСФ says of the invoices of acts, as the demonstration's own system answers.
fn invoices(play: &Play<'_>, schools: &[u32], ago: u32, at: Moment) -> Result<(), DemoFault> {
    let mut facts = Vec::new();
    for number in schools {
        if let SchoolingRecord::Act(act) = play.record("act", act_id(*number, ago))? {
            facts.push(super::super::sources::invoice_fact(&act, at));
        }
    }
    play.context.facts.take_in(play.tx, &facts, at)?;
    for number in schools {
        let act = act_id(*number, ago).to_string();
        schooling::tell_invoice(play.context, play.tx, &act)?;
    }
    Ok(())
}

/// A register being put together.
pub(super) struct Listing {
    id: PaymentRegisterId,
    month: Period,
    ago: u32,
}

impl Listing {
    pub(super) fn new(name: &str, (month, ago): (Period, u32)) -> Self {
        Self {
            id: PaymentRegisterId::new(identity(&format!("payment register {name} {ago}"))),
            month,
            ago,
        }
    }

    fn act(&self, number: u32) -> SchoolActId {
        act_id(number, self.ago)
    }

    /// Opened and filled at a part of the month's work.
    pub(super) fn fill(
        &self,
        play: &Play<'_>,
        line: &Timeline,
        schools: &[u32],
        part: u32,
    ) -> Result<(), DemoFault> {
        let open = Op::OpenRegister {
            register: self.id,
            department: play.region,
        };
        play.does(Who::Officer, open, line.work_on(self.month, part))?;
        let at = line.work_on(self.month, part + 1);
        invoices(play, schools, self.ago, at)?;
        let acts: BTreeSet<_> = schools.iter().map(|number| self.act(*number)).collect();
        let list = Op::ListActs {
            register: self.id,
            acts,
        };
        play.does(Who::Officer, list, at)
    }

    /// Signed by the department and sent.
    pub(super) fn send(
        &self,
        play: &mut Play<'_>,
        line: &Timeline,
        part: u32,
    ) -> Result<(), DemoFault> {
        let text = match play.record("register", self.id)? {
            SchoolingRecord::Register(found) => found.text(),
            _ => None,
        };
        let bytes = text.ok_or_else(|| fault("register"))?.to_bytes();
        let bytes = bytes.map_err(fault)?;
        let signed = play.signs(Who::Head, &bytes, line.work_on(self.month, part))?;
        play.send(&[signed], |_, one| Op::SendRegister {
            register: self.id,
            document: one.document,
            signature: one.signature,
        })
    }

    pub(super) fn accept(
        &self,
        play: &Play<'_>,
        line: &Timeline,
        schools: &[u32],
        part: u32,
    ) -> Result<(), DemoFault> {
        let at = line.work_on(self.month, part);
        invoices(play, schools, self.ago, at)?;
        let accept = Op::AcceptRegister { register: self.id };
        play.does(Who::Centre, accept, at)
    }

    fn payment(&self, number: u32, again: bool) -> PaymentId {
        let name = format!("school payment {number} {} {again}", self.ago);
        PaymentId::new(identity(&name))
    }

    pub(super) fn order(
        &self,
        play: &Play<'_>,
        line: &Timeline,
        (schools, again): (&[u32], bool),
        part: u32,
    ) -> Result<(), DemoFault> {
        let at = line.work_on(self.month, part);
        invoices(play, schools, self.ago, at)?;
        let payment = |number: &u32| OrderedPayment {
            payment: self.payment(*number, again),
            act: self.act(*number),
        };
        let op = Op::OrderPayments {
            register: self.id,
            payments: schools.iter().map(payment).collect(),
        };
        play.does(Who::Payer, op, at)
    }

    /// Sent to the bank and paid, the first time.
    pub(super) fn pay(
        &self,
        play: &Play<'_>,
        line: &Timeline,
        number: u32,
    ) -> Result<(), DemoFault> {
        let at = |part| line.work_on(self.month, part);
        self.event(play, (number, false), PaymentEvent::Sent, at(64))?;
        self.event(play, (number, false), paid(at(69)), at(69))
    }

    fn event(
        &self,
        play: &Play<'_>,
        (number, again): (u32, bool),
        event: PaymentEvent,
        at: Moment,
    ) -> Result<(), DemoFault> {
        let op = Op::PaymentEvent {
            payment: self.payment(number, again),
            event,
        };
        play.does(Who::Payer, op, at)
    }
}

fn returned(at: Moment) -> PaymentEvent {
    PaymentEvent::Returned {
        on: crate::context::legal_day(at),
        reason: "Алушының шоты жабық (үлгі) / счёт получателя закрыт (образец).".into(),
    }
}

fn paid(at: Moment) -> PaymentEvent {
    PaymentEvent::Paid {
        on: crate::context::legal_day(at),
    }
}

/// A month before: one register, everything paid; one payment came back and was ordered anew.
fn earlier(
    play: &mut Play<'_>,
    line: &Timeline,
    (month, ago): (Period, u32),
) -> Result<(), DemoFault> {
    let schools: Vec<u32> = contracts::in_force(line, month).collect();
    let listing = Listing::new("A", (month, ago));
    listing.fill(play, line, &schools, 44)?;
    listing.send(play, line, 48)?;
    listing.accept(play, line, &schools, 56)?;
    listing.order(play, line, (&schools, false), 60)?;
    let at = |part| line.work_on(month, part);
    for number in &schools {
        listing.event(play, (*number, false), PaymentEvent::Sent, at(63))?;
        let came = if *number == CAME_BACK {
            returned(at(68))
        } else {
            paid(at(67))
        };
        let when = at(if *number == CAME_BACK { 68 } else { 67 });
        listing.event(play, (*number, false), came, when)?;
    }
    if schools.contains(&CAME_BACK) {
        listing.order(play, line, (&[CAME_BACK], true), 74)?;
        let again = (CAME_BACK, true);
        listing.event(play, again, PaymentEvent::Sent, at(77))?;
        listing.event(play, again, paid(at(82)), at(82))?;
    }
    Ok(())
}

/// The newest month: registers and payments in every state.
fn newest(play: &mut Play<'_>, line: &Timeline, month: Period) -> Result<(), DemoFault> {
    let at = |part| line.work_on(month, part);
    let first = Listing::new("A", (month, 0));
    first.fill(play, line, &PAID, 43)?;
    first.send(play, line, 46)?;
    first.accept(play, line, &PAID, 55)?;
    first.order(play, line, (&PAID, false), 60)?;
    for number in PAID.into_iter().take(3) {
        first.event(play, (number, false), PaymentEvent::Sent, at(64))?;
    }
    let [done, _, back, _] = PAID;
    first.event(play, (done, false), paid(at(70)), at(70))?;
    first.event(play, (back, false), returned(at(72)), at(72))?;

    let second = Listing::new("B", (month, 0));
    second.fill(play, line, &SENT_BACK, 48)?;
    second.send(play, line, 50)?;
    let [faulty, again] = SENT_BACK;
    let reason = "ЭШФ-тегі шарт нөмірі басқа: түзетіп қайта жіберіңіз (үлгі) / в ЭСФ другой номер \
                  договора: исправьте и отправьте снова (образец).";
    let send_back = Op::ReturnRegister {
        register: second.id,
        reasons: BTreeMap::from([(second.act(faulty), reason.into())]),
    };
    play.does(Who::Centre, send_back, at(62))?;

    let third = Listing::new("C", (month, 0));
    third.fill(play, line, &ON_ITS_WAY, 76)?;
    third.send(play, line, 80)?;
    let draft = Listing::new("D", (month, 0));
    // Two stand in nobody's register: payment to one school is suspended, another issued no
    // invoice.
    draft.fill(play, line, &[again], 90)
}
