//! The state order through real clients and a real registry: acts signed while the network comes
//! and goes and the program is killed, registers and payments asked for twice; nothing is lost,
//! nothing is done twice.

use crate::support::{Laptop, LossyTransport, config, registry};
use baqylau_client::ui::{
    BatchKey, Command, Event, KeySource, NewOrders, OrderDocument, OrderRow, OrderSigned,
    OrdersView, OutboxState, Secret, ToSignOrder,
};
use baqylau_domain::identifiers::{PaymentRegisterId, SchoolActId};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    ActRecord, PaymentState, RegisterState, SchoolActState, SchoolingOp, SchoolingRecord,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(180);

pub fn orders(laptop: &mut Laptop) -> Arc<OrdersView> {
    laptop.run(Command::LoadOrders).unwrap();
    laptop
        .last(|event| match event {
            Event::Orders(view) => Some(view.clone()),
            _ => None,
        })
        .unwrap()
}

/// Waits until the records say something.
pub fn wait_for<T>(laptop: &mut Laptop, what: &str, found: impl Fn(&OrdersView) -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = found(&orders(laptop)) {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        // A network that loses answers may lose this one too.
        let _ = laptop.run(Command::SyncNow);
        laptop.pause();
    }
}

pub fn acts(view: &OrdersView) -> impl Iterator<Item = (&OrderRow, &ActRecord)> {
    view.rows.iter().filter_map(|row| match &*row.record {
        SchoolingRecord::Act(act) => Some((row, act)),
        _ => None,
    })
}

pub fn waiting_for_signature(view: &OrdersView, school: bool) -> Vec<ToSignOrder> {
    let waits = acts(view).filter(|(_, act)| match act.act.state {
        SchoolActState::Composed => school,
        SchoolActState::BySchool { .. } => !school,
        SchoolActState::Signed { .. } | SchoolActState::Withdrawn => false,
    });
    waits
        .map(|(row, act)| ToSignOrder {
            document: OrderDocument::Act(act.act.id),
            sha256: row.to_sign.unwrap(),
        })
        .collect()
}

fn sign(laptop: &mut Laptop, me: &Person, documents: &[ToSignOrder]) -> Vec<OrderSigned> {
    let before = laptop.seen.len();
    laptop
        .run(Command::SignOrders {
            documents: documents.to_vec(),
            key: BatchKey::File {
                key: KeySource::Sample(me.id),
                password: Secret::default(),
            },
        })
        .unwrap();
    let told = laptop.seen.get(before..).unwrap_or_default();
    told.iter()
        .filter_map(|event| match event {
            Event::OrderSigned { became, .. } => Some(became.clone()),
            _ => None,
        })
        .collect()
}

pub fn signatures(act: &ActRecord) -> usize {
    act.steps
        .iter()
        .filter(|one| one.step == "sign_act")
        .count()
}

/// A school whose newest act waits for its own signature, as one of its people sees it.
pub fn school_with_an_act(laptop: &mut Laptop) -> (Person, Vec<ToSignOrder>) {
    let waits = |view: &OrdersView, _: &Person| !waiting_for_signature(view, true).is_empty();
    let person = school_where(laptop, &waits);
    let waits = waiting_for_signature(&orders(laptop), true);
    (person, waits)
}

/// Signs in as the first person of a school whose records are such.
pub fn school_where(laptop: &mut Laptop, such: &dyn Fn(&OrdersView, &Person) -> bool) -> Person {
    for person in laptop.sample_people() {
        if person.role != AccountRole::School {
            continue;
        }
        let id = person.id;
        laptop.sign_in(&|one| one.id == id);
        // A person's own feed, which comes first, has their mandate alone.
        wait_for(laptop, "the school's records", |view| {
            let mandate = |row: &OrderRow| matches!(&*row.record, SchoolingRecord::Mandate(_));
            (!view.rows.iter().all(mandate)).then_some(())
        });
        // The first page of the feed may be all there is yet.
        let mut known = 0;
        while known != orders(laptop).rows.len() {
            known = orders(laptop).rows.len();
            let _ = laptop.run(Command::SyncNow);
            (0..10).for_each(|_| laptop.pause());
        }
        if such(&orders(laptop), &person) {
            return person;
        }
        laptop.run(Command::SignOut).unwrap();
    }
    panic!("no school is such")
}

#[test]
fn acts_signed_without_a_network_and_over_a_bad_one_are_signed_once() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let place = folder.path().join("school");
    let settings = || config(&place, &registry.url(), "МБ01");
    let mut laptop = Laptop::start(settings());
    laptop.create();
    let (me, waits) = school_with_an_act(&mut laptop);

    // The network is gone, the school signs, and presses again; then the program dies.
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    assert_eq!(sign(&mut laptop, &me, &waits), [OrderSigned::Signed]);
    assert_eq!(sign(&mut laptop, &me, &waits), [OrderSigned::Already]);
    drop(laptop);
    let mut laptop = Laptop::start(settings());
    laptop.unlock().unwrap();
    laptop.go_on(me.id).unwrap();
    let view = orders(&mut laptop);
    let waiting = acts(&view).find(|(row, _)| !row.waiting.is_empty());
    let (row, act) = waiting.unwrap();
    assert_eq!(row.waiting.len(), 1, "one signature waits to be sent");
    assert_eq!(
        act.act.state,
        SchoolActState::Composed,
        "nothing is shown as done that isn't"
    );
    let own = act.act.id;
    laptop.sign_in(&|one| one.id == me.id);
    laptop.run(Command::SetOffline { offline: false }).unwrap();
    wait_for(&mut laptop, "the school's signature", |view| {
        let (row, act) = acts(view).find(|(_, act)| act.act.id == own)?;
        let there = matches!(act.act.state, SchoolActState::BySchool { .. });
        (there && row.waiting.is_empty()).then_some(())
    });
    drop(laptop);

    // The department signs all that wait in one go, while half of the answers are lost.
    let transport = Arc::new(LossyTransport::new(&registry.url(), 7));
    let place = folder.path().join("department");
    let mut laptop = Laptop::start_with(config(&place, &registry.url(), "МБ02"), transport.clone());
    laptop.create();
    let me = officer(&mut laptop);
    let waits = wait_for(&mut laptop, "the school's act", |view| {
        let waits = waiting_for_signature(view, false);
        let own = OrderDocument::Act(own);
        waits.iter().any(|one| one.document == own).then_some(waits)
    });
    let became = sign(&mut laptop, &me, &waits);
    assert!(
        became.iter().all(|one| *one == OrderSigned::Signed),
        "{became:?}"
    );
    let again = sign(&mut laptop, &me, &waits);
    assert!(
        again.iter().all(|one| *one == OrderSigned::Already),
        "{again:?}"
    );
    wait_for(&mut laptop, "signatures of the department", |view| {
        let signed = |one: &ToSignOrder| {
            acts(view).any(|(row, act)| {
                OrderDocument::Act(act.act.id) == one.document
                    && act.act.is_signed()
                    && row.waiting.is_empty()
            })
        };
        waits.iter().all(signed).then_some(())
    });
    assert!(
        transport.lost.load(Ordering::SeqCst) > 0,
        "answers were lost"
    );
    let view = orders(&mut laptop);
    for one in &waits {
        let act = acts(&view).find(|(_, act)| OrderDocument::Act(act.act.id) == one.document);
        assert_eq!(signatures(act.unwrap().1), 2, "once by each side");
    }
}

/// The department's officer who may do everything.
pub fn officer(laptop: &mut Laptop) -> Person {
    let people = laptop.sample_people();
    for person in people {
        if person.role != AccountRole::EducationOfficer {
            continue;
        }
        let id = person.id;
        laptop.sign_in(&|one| one.id == id);
        // Only one region has records of the order.
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(8) {
            let _ = laptop.run(Command::SyncNow);
            if !orders(laptop).rows.is_empty() {
                return person;
            }
            laptop.pause();
        }
        laptop.run(Command::SignOut).unwrap();
    }
    panic!("no officer of the region")
}

/// Signed acts that no living register lists.
fn unlisted(view: &OrdersView) -> BTreeSet<SchoolActId> {
    let listed: BTreeSet<SchoolActId> = view
        .rows
        .iter()
        .filter_map(|row| match &*row.record {
            SchoolingRecord::Register(one) if one.register.holds_its_acts() => Some(one),
            _ => None,
        })
        .flat_map(|one| one.register.acts.keys().copied())
        .collect();
    let free = acts(view).filter(|(_, act)| act.act.is_signed() && !listed.contains(&act.act.id));
    free.map(|(_, act)| act.act.id).collect()
}

#[test]
fn a_register_goes_from_its_acts_to_ordered_payments_once_over_a_bad_network() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let transport = Arc::new(LossyTransport::new(&registry.url(), 11));
    let place = folder.path().join("department");
    let mut laptop = Laptop::start_with(config(&place, &registry.url(), "МБ03"), transport.clone());
    laptop.create();
    let me = officer(&mut laptop);
    // The first pull may still be under way.
    let acts = wait_for(&mut laptop, "signed acts to list", |view| {
        let acts = unlisted(view);
        (!acts.is_empty()).then_some(acts)
    });
    let Some(SchoolingRecord::Act(first)) = orders(&mut laptop)
        .rows
        .iter()
        .find(|row| matches!(&*row.record, SchoolingRecord::Act(act) if acts.contains(&act.act.id)))
        .map(|row| row.record.as_ref().clone())
    else {
        panic!("an act")
    };
    // Pressed twice: one register is opened.
    for _ in 0..2 {
        let what = Box::new(NewOrders::Register {
            department: first.department,
            acts: acts.clone(),
        });
        laptop.run(Command::BeginOrders { what }).unwrap();
    }
    let opened = wait_for(
        &mut laptop,
        "a register with the acts, or why not",
        |view| settled_register(view, &acts),
    );
    let outbox = laptop.outbox();
    let refused = outbox
        .operations
        .iter()
        .filter(|row| matches!(row.state, OutboxState::Refused { .. }));
    let refused = refused.count();
    let (register, acts) = match opened {
        Some(register) => {
            assert_eq!(refused, 0);
            (register, acts)
        }
        // What stands in the way of some of them was said, and none was listed: the register the
        // department had begun before goes on instead.
        None => {
            assert_eq!(refused, 1);
            let begun = begun(&orders(&mut laptop));
            begun.expect("the demonstration has a register that was begun")
        }
    };
    let to_sign = orders(&mut laptop)
        .rows
        .iter()
        .find(|row| row.record.key() == format!("register:{register}"))
        .and_then(|row| row.to_sign)
        .unwrap();
    let document = ToSignOrder {
        document: OrderDocument::Register(register),
        sha256: to_sign,
    };
    let became = sign(&mut laptop, &me, &[document]);
    assert_eq!(became, [OrderSigned::Signed]);
    wait_for(&mut laptop, "the register sent", |view| {
        let sent = register_of(view, register)?;
        matches!(sent, RegisterState::Sent { .. }).then_some(())
    });
    drop(laptop);

    // The financial centre: one accepts, another orders the payments, and presses twice.
    let mut ordered_by = Vec::new();
    for (nth, device) in ["МБ04", "МБ05"].into_iter().enumerate() {
        let place = folder.path().join(device);
        let mut laptop = Laptop::start(config(&place, &registry.url(), device));
        laptop.create();
        let people = laptop.sample_people();
        let mut centre = people
            .into_iter()
            .filter(|one| one.role == AccountRole::FinancialCentre);
        let me = centre.nth(nth).unwrap();
        laptop.sign_in(&|one| one.id == me.id);
        let state = wait_for(&mut laptop, "the register", |view| {
            register_of(view, register)
        });
        if matches!(state, RegisterState::Sent { .. }) {
            let op = Box::new(SchoolingOp::AcceptRegister { register });
            laptop.run(Command::AskOrder { op }).unwrap();
            wait_for(&mut laptop, "the register accepted", |view| {
                (register_of(view, register)? == RegisterState::Accepted).then_some(())
            });
            continue;
        }
        for _ in 0..2 {
            let what = Box::new(NewOrders::Payments {
                register,
                acts: acts.iter().copied().collect(),
            });
            laptop.run(Command::BeginOrders { what }).unwrap();
        }
        wait_for(&mut laptop, "payments", |view| {
            (paid(view, &acts).len() == acts.len()).then_some(())
        });
        laptop.drained();
        ordered_by = paid(&orders(&mut laptop), &acts);
    }
    assert_eq!(ordered_by.len(), acts.len(), "every act has one payment");
}

fn register_of(view: &OrdersView, id: PaymentRegisterId) -> Option<RegisterState> {
    view.rows.iter().find_map(|row| match &*row.record {
        SchoolingRecord::Register(one) if one.register.id == id => Some(one.register.state.clone()),
        _ => None,
    })
}

/// The register that lists the acts; none inside once it stays open and empty.
fn settled_register(
    view: &OrdersView,
    acts: &BTreeSet<SchoolActId>,
) -> Option<Option<PaymentRegisterId>> {
    if !view.new.is_empty() || view.rows.iter().any(|row| !row.waiting.is_empty()) {
        return None;
    }
    let open = view.rows.iter().filter_map(|row| match &*row.record {
        SchoolingRecord::Register(one) if one.register.state == RegisterState::Open => Some(one),
        _ => None,
    });
    let lists = |one: &&baqylau_domain::schooling::RegisterRecord| {
        acts.iter().all(|act| one.register.acts.contains_key(act))
    };
    let open: Vec<_> = open.collect();
    let own = open.iter().copied().find(|one| lists(one));
    match own {
        Some(own) => Some(Some(own.register.id)),
        None => open
            .iter()
            .any(|one| one.register.acts.is_empty())
            .then_some(None),
    }
}

/// A register that is being put together, with its acts.
fn begun(view: &OrdersView) -> Option<(PaymentRegisterId, BTreeSet<SchoolActId>)> {
    view.rows.iter().find_map(|row| match &*row.record {
        SchoolingRecord::Register(one)
            if one.register.state == RegisterState::Open && !one.register.acts.is_empty() =>
        {
            Some((one.register.id, one.register.acts.keys().copied().collect()))
        }
        _ => None,
    })
}

/// Living payments of acts.
fn paid(view: &OrdersView, acts: &BTreeSet<SchoolActId>) -> Vec<SchoolActId> {
    view.rows
        .iter()
        .filter_map(|row| match &*row.record {
            SchoolingRecord::Payment(one)
                if acts.contains(&one.payment.act)
                    && !matches!(one.payment.state, PaymentState::Returned { .. }) =>
            {
                Some(one.payment.act)
            }
            _ => None,
        })
        .collect()
}
