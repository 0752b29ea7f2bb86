//! Whether acts may be paid, as far as this laptop knows: the same rules the registry asks when an
//! act is listed, its register accepted and its payment ordered. Of invoices it knows what the
//! registry last told of them.

use crate::cx::Cx;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{
    BlobHash, Kato, OrganisationId, PaymentRegisterId, PersonId, SchoolActId,
};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    ActRegister, Book, Facts, OrderRules, PaymentObstacle, RegisterRecord, RegisterState,
    SchoolingOp, SchoolingRecord, SchoolingRefusal,
};
use baqylau_locale::Locale;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What stands in the way of which acts; acts nothing known stands in the way of aren't there.
pub type Obstacles = BTreeMap<SchoolActId, Vec<PaymentObstacle>>;

/// Organisations whose payment was stopped, as far as sanctions are known here.
pub fn stopped(cx: &Cx<'_>) -> HashSet<OrganisationId> {
    let rows = cx.model.sanctions.value().into_iter();
    rows.flat_map(|rows| rows.iter())
        .filter(|row| row.sanction.stops_payment())
        .map(|row| row.organisation.id)
        .collect()
}

/// What would be found if the financial centre accepted registers now, by register.
pub fn of_registers<'r>(
    book: &Book,
    records: impl IntoIterator<Item = &'r RegisterRecord>,
    stopped: &HashSet<OrganisationId>,
    now: Moment,
) -> BTreeMap<PaymentRegisterId, Obstacles> {
    let records: Vec<&RegisterRecord> = records.into_iter().collect();
    let mut sent = None;
    let is_sent = |one: &&RegisterRecord| matches!(one.register.state, RegisterState::Sent { .. });
    if !records.iter().all(is_sent) {
        // Once for all of them: the records are many.
        let mut book = book.clone();
        for record in &records {
            let mut asked = (*record).clone();
            asked.register.state = RegisterState::Sent {
                document: BlobHash::new([0; 32]),
            };
            book.put(SchoolingRecord::Register(asked));
        }
        sent = Some(book);
    }
    let book = sent.as_ref().unwrap_or(book);
    let found = records.into_iter().map(|record| {
        let register = record.register.id;
        let op = SchoolingOp::AcceptRegister { register };
        let mut found = found(book, &op, AccountRole::FinancialCentre, now);
        for (act, line) in &record.lines {
            if stopped.contains(&line.school) && record.register.holds(*act) {
                note_stopped(&mut found, *act);
            }
        }
        (register, found)
    });
    found.collect()
}

/// What would be found if acts were listed in a new register of a department now.
pub fn of_candidates(
    book: &Book,
    department: Kato,
    acts: BTreeSet<SchoolActId>,
    stopped: &HashSet<OrganisationId>,
    now: Moment,
) -> Obstacles {
    // A register nobody has: nil is no identity that is ever drawn.
    let register = PaymentRegisterId::new(uuid::Uuid::nil());
    let mut with_register = book.clone();
    with_register.put(SchoolingRecord::Register(RegisterRecord {
        register: ActRegister::open(register, department, 0),
        lines: BTreeMap::new(),
        signature: None,
        steps: Vec::new(),
    }));
    let op = SchoolingOp::ListActs {
        register,
        acts: acts.clone(),
    };
    let mut found = found(&with_register, &op, AccountRole::EducationOfficer, now);
    for act in acts {
        let school = book.act(act).map(|record| record.act.school);
        if school.is_some_and(|school| stopped.contains(&school)) {
            note_stopped(&mut found, act);
        }
    }
    found
}

fn note_stopped(found: &mut Obstacles, act: SchoolActId) {
    let own = found.entry(act).or_default();
    if !own.contains(&PaymentObstacle::Suspended) {
        own.push(PaymentObstacle::Suspended);
    }
}

/// What stands in the way, whoever asks: who may ask is another question.
fn found(book: &Book, op: &SchoolingOp, role: AccountRole, now: Moment) -> Obstacles {
    let hand = Actor {
        person: PersonId::new(uuid::Uuid::nil()),
        role,
        territory: None,
        organisation: None,
    };
    let mut rules = OrderRules::pilot();
    rules.mandates_needed.value = false;
    match book.decide(op, &hand, &Facts::of_laptop(), &rules, now) {
        Err(SchoolingRefusal::Obstacles { acts }) => acts,
        _ => Obstacles::new(),
    }
}

/// What stands in the way of an act, in words.
pub fn words(obstacles: &[PaymentObstacle], locale: &Locale) -> String {
    let words = obstacles.iter();
    let words: Vec<String> = words
        .map(|one| locale.text(super::words::obstacle(*one)))
        .collect();
    words.join(" ")
}
