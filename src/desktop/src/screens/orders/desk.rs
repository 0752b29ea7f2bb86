//! What the signed-in person may do with records of the order, and why not: asked of the same rules
//! the registry decides by, over what this laptop has.

use super::words;
use crate::cx::{Cx, Said};
use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Book, ContractParty, Facts, MandateScope, OrderRules, SchoolingOp, SchoolingRecord,
    SchoolingRefusal,
};
use std::sync::Arc;

/// Records that bear on one of them, as a book.
#[derive(Default)]
pub struct Desk {
    of: Option<(Arc<OrdersView>, String)>,
    book: Book,
}

impl Desk {
    /// Prepares to answer about a record; nothing is done again while neither changed. For what
    /// begins a record, `about` is none and the whole region's records count.
    pub fn about(&mut self, view: &Arc<OrdersView>, about: Option<&OrderRow>) {
        let key = about.map(|row| row.record.key()).unwrap_or_default();
        let same =
            |(of, before): &(Arc<OrdersView>, String)| Arc::ptr_eq(of, view) && *before == key;
        if self.of.as_ref().is_some_and(same) {
            return;
        }
        let bears = view
            .rows
            .iter()
            .map(|row| &*row.record)
            .filter(|record| about.is_none_or(|about| bears_on(record, &about.record)));
        self.book = bears.cloned().collect();
        self.of = Some((view.clone(), key));
    }

    /// Why an operation wouldn't be done now, in words; none when nothing known here speaks against
    /// it.
    pub fn refusal(&self, op: &SchoolingOp, cx: &Cx<'_>) -> Option<String> {
        let refusal = self.decide(op, cx).err()?;
        Some(words::refusal(&refusal, cx.locale))
    }

    /// The same in every language, for what stays open while the language is switched.
    pub fn said(&self, op: &SchoolingOp, cx: &Cx<'_>) -> Option<Said> {
        let refusal = self.decide(op, cx).err()?;
        Some(cx.say(|cx| words::refusal(&refusal, cx.locale)))
    }

    /// What an operation would make of the records, or why it wouldn't be done.
    ///
    /// # Errors
    /// [`SchoolingRefusal`].
    pub fn decide(
        &self,
        op: &SchoolingOp,
        cx: &Cx<'_>,
    ) -> Result<Vec<SchoolingRecord>, SchoolingRefusal> {
        let actor = cx.model.person().map(|person| person.actor());
        let actor = actor.ok_or(SchoolingRefusal::NotYours)?;
        let (facts, rules) = (Facts::of_laptop(), OrderRules::pilot());
        self.book.decide(op, &actor, &facts, &rules, cx.model.now)
    }

    /// The book.
    pub fn book(&self) -> &Book {
        &self.book
    }
}

/// Whether a record bears on what is decided about another.
fn bears_on(record: &SchoolingRecord, about: &SchoolingRecord) -> bool {
    use SchoolingRecord as R;
    match (record, about) {
        (R::Indices(_) | R::Mandate(_) | R::Budget(_) | R::Plan(_) | R::Distribution(_), _) => true,
        (R::Act(act), R::Register(register)) => register.register.acts.contains_key(&act.act.id),
        (R::Payment(payment), R::Register(register)) => {
            payment.payment.register == register.register.id
        }
        (R::Register(register), R::Payment(payment)) => {
            register.register.id == payment.payment.register
        }
        // A place in a register is held by one of them.
        (R::Register(_), R::Act(_)) => true,
        (R::Register(other), R::Register(register)) => {
            let acts = &register.register.acts;
            let mut common = other
                .register
                .acts
                .keys()
                .filter(|act| acts.contains_key(act));
            record.key() == about.key() || common.next().is_some()
        }
        (R::Contract(_), R::Register(_)) => true,
        _ => {
            record.key() == about.key()
                || (record.school().is_some() && record.school() == about.school())
        }
    }
}

/// Whether the signed-in person is of a school.
pub fn is_school(cx: &Cx<'_>) -> bool {
    role(cx) == Some(AccountRole::School)
}

/// The role of the signed-in person.
pub fn role(cx: &Cx<'_>) -> Option<AccountRole> {
    cx.model.person().map(|person| person.role)
}

/// The party of the signed-in person; none for readers.
pub fn party(cx: &Cx<'_>) -> Option<ContractParty> {
    match role(cx)? {
        AccountRole::School => Some(ContractParty::School),
        AccountRole::EducationOfficer => Some(ContractParty::Department),
        _ => None,
    }
}

/// Why the signed-in person may sign nothing in a matter today; none where a mandate of theirs
/// covers it. The record itself is judged when it is signed.
pub fn signs_nothing(scope: MandateScope, cx: &Cx<'_>) -> Option<String> {
    let (person, view) = (cx.model.person()?, cx.model.orders.value()?);
    let day = legal_day(cx.model.now);
    let covered = view.rows.iter().any(|row| match &*row.record {
        SchoolingRecord::Mandate(one) => one.covers(person.id, one.principal, scope, day),
        _ => false,
    });
    if covered || !OrderRules::pilot().mandates_needed.value {
        return None;
    }
    let refusal = SchoolingRefusal::NoMandate { scope };
    Some(words::refusal(&refusal, cx.locale))
}
