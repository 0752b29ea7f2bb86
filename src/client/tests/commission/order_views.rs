//! Views of registers shared through real clients: without a network, sent once, seen by a colleague
//! on another laptop, taken back by the head of the office.

use crate::orders::{officer, orders, wait_for};
use crate::support::{Laptop, LossyTransport, config, registry};
use baqylau_client::ui::{Command, NewOrders, OfficeViewRow, OrdersView};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{Office, SchoolingOp, ViewColumn, ViewContent, ViewFilter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn content() -> ViewContent {
    let codes = BTreeSet::from(["not-signed".to_owned()]);
    ViewContent {
        columns: vec![ViewColumn {
            column: "school".to_owned(),
            visible: true,
        }],
        filters: BTreeMap::from([("state".to_owned(), ViewFilter::OneOf { codes })]),
        orders: Vec::new(),
    }
}

fn share(laptop: &mut Laptop) {
    let what = Box::new(NewOrders::View {
        register: "order-acts".to_owned(),
        title: "Не подписаны".into(),
        content: content(),
    });
    laptop.run(Command::BeginOrders { what }).unwrap();
}

fn only(view: &OrdersView) -> Option<OfficeViewRow> {
    match view.views.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        more => panic!("{more:?}"),
    }
}

#[test]
fn a_view_shared_without_a_network_is_a_colleagues_once_and_goes_when_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let mut laptop = Laptop::start(config(&folder.path().join("one"), &registry.url(), "МБ06"));
    laptop.create();
    let me = officer(&mut laptop);
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    share(&mut laptop);
    share(&mut laptop);
    let own = only(&orders(&mut laptop)).unwrap();
    assert!(own.waits, "its author sees it, marked");
    laptop.run(Command::SetOffline { offline: false }).unwrap();
    let sent = wait_for(&mut laptop, "the view from the registry", |view| {
        only(view).filter(|one| !one.waits)
    });
    assert_eq!((sent.view.by, sent.view.id), (me.id, own.view.id));

    // A colleague of the same department, while half of the registry's answers are lost.
    let transport = Arc::new(LossyTransport::new(&registry.url(), 7));
    let there = folder.path().join("two");
    let mut other = Laptop::start_with(config(&there, &registry.url(), "МБ07"), transport);
    other.create();
    let office = Office::of(&me.actor());
    let colleague = other.sample_people().into_iter().find(|one| {
        one.role == AccountRole::EducationOfficer
            && one.id != me.id
            && Office::of(&one.actor()) == office
    });
    let colleague = colleague.unwrap().id;
    other.sign_in(&|one| one.id == colleague);
    let seen = wait_for(&mut other, "the colleague's view", only);
    assert_eq!(seen.view.content, Some(content()));
    assert_eq!(seen, sent);
    let op = Box::new(SchoolingOp::TakeViewBack { view: seen.view.id });
    other.run(Command::AskOrder { op }).unwrap();
    assert_eq!(only(&orders(&mut other)), None, "gone here at once");
    wait_for(&mut laptop, "its end", |view| {
        view.views.is_empty().then_some(())
    });
}
