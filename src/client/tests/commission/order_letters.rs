//! Messages of the state order through real clients: written without a network, sent once, read by
//! the other side, unread for each person by themselves.

use crate::orders::{officer, orders, school_with_an_act, wait_for};
use crate::support::{Laptop, LossyTransport, config, registry};
use baqylau_client::ui::{Command, NewOrders, OrderDocument, OrdersView, Thread};
use baqylau_domain::schooling::{ContractParty, MessageSubject};
use baqylau_domain::text::Words;
use std::sync::Arc;

fn write(laptop: &mut Laptop, about: MessageSubject, text: &str) {
    let what = NewOrders::Message {
        about,
        text: Words(text.to_owned()),
    };
    let what = Box::new(what);
    laptop.run(Command::BeginOrders { what }).unwrap();
}

fn thread(view: &OrdersView, about: MessageSubject) -> Option<Thread> {
    view.threads.get(&about.key()).cloned()
}

fn texts(thread: &Thread) -> Vec<(&str, bool)> {
    let letters = thread.letters.iter();
    letters
        .map(|one| (one.text.0.as_str(), one.waits))
        .collect()
}

#[test]
fn what_is_written_without_a_network_is_sent_once_and_read_by_the_other_side() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let place = folder.path().join("school");
    let settings = || config(&place, &registry.url(), "МБ04");
    let mut laptop = Laptop::start(settings());
    laptop.create();
    let (me, waits) = school_with_an_act(&mut laptop);
    let Some(OrderDocument::Act(act)) = waits.first().map(|one| one.document) else {
        panic!("an act")
    };
    let about = MessageSubject::Act(act);

    // The network is gone; the school writes, presses twice, and the program dies.
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    write(&mut laptop, about, "Когда подпишете акт?");
    write(&mut laptop, about, " Когда подпишете акт? ");
    drop(laptop);
    let mut laptop = Laptop::start(settings());
    laptop.unlock().unwrap();
    laptop.go_on(me.id).unwrap();
    let kept = thread(&orders(&mut laptop), about).unwrap();
    assert_eq!(texts(&kept), [("Когда подпишете акт?", true)]);
    assert_eq!(kept.unread, 0, "nobody has to read what they wrote");
    laptop.sign_in(&|one| one.id == me.id);
    laptop.run(Command::SetOffline { offline: false }).unwrap();
    let sent = wait_for(&mut laptop, "the message from the registry", |view| {
        thread(view, about).filter(|one| one.letters.iter().all(|letter| !letter.waits))
    });
    assert_eq!(texts(&sent), [("Когда подпишете акт?", false)]);

    // The department reads it and answers, while half of the answers of the registry are lost.
    let transport = Arc::new(LossyTransport::new(&registry.url(), 5));
    let there = folder.path().join("department");
    let mut other = Laptop::start_with(config(&there, &registry.url(), "МБ05"), transport);
    other.create();
    officer(&mut other);
    let unread = wait_for(&mut other, "the school's message", |view| {
        thread(view, about)
    });
    assert_eq!((texts(&unread), unread.unread), (texts(&sent), 1));
    let until = unread.letters.last().unwrap().at;
    other.run(Command::ReadMessages { about, until }).unwrap();
    assert_eq!(orders(&mut other).unread(), 0);
    write(&mut other, about, "Сегодня.");
    wait_for(&mut other, "the answer from the registry", |view| {
        let thread = thread(view, about)?;
        (texts(&thread) == [("Когда подпишете акт?", false), ("Сегодня.", false)]).then_some(())
    });
    let answered = wait_for(&mut laptop, "the department's answer", |view| {
        thread(view, about).filter(|one| one.letters.len() > 1)
    });
    assert_eq!(answered.unread, 1, "read by the other side isn't read here");
    let sides: Vec<ContractParty> = answered.letters.iter().map(|one| one.side).collect();
    assert_eq!(sides, [ContractParty::School, ContractParty::Department]);
}
