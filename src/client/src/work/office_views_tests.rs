//! Views shared with colleagues on one laptop: shared once, changed under one identity, seen by who
//! works in the office, refused before they are queued.

use super::*;
use crate::ui::{Event, NewOrders};
use crate::work::order_begin::begin;
use crate::work::order_papers::world::{World, region};
use crate::work::orders;
use baqylau_domain::schooling::{ViewColumn, ViewFilter};
use std::collections::BTreeMap;

/// The world's officer as one of its region's department.
fn world() -> World {
    let world = World::new();
    world.hub.with(|state| {
        let person = state.person.as_ref().unwrap();
        let mut person = (**person).clone();
        person.territory = Some(region());
        state.person = Some(Arc::new(person));
    });
    world
}

fn content(code: &str) -> ViewContent {
    let codes = BTreeSet::from([code.to_owned()]);
    ViewContent {
        columns: vec![ViewColumn {
            column: "school".to_owned(),
            visible: true,
        }],
        filters: BTreeMap::from([("state".to_owned(), ViewFilter::OneOf { codes })]),
        orders: Vec::new(),
    }
}

fn share(world: &World, title: &str, code: &str) -> Result<()> {
    let what = NewOrders::View {
        register: "order-acts".to_owned(),
        title: title.into(),
        content: content(code),
    };
    begin(&world.hub, 1, what)
}

fn shown(world: &World) -> Vec<(String, bool)> {
    orders::tell(&world.hub).unwrap();
    let told = world.told.try_iter().filter_map(|event| match event {
        Event::Orders(view) => Some(view.views.clone()),
        _ => None,
    });
    let rows = told.last().unwrap();
    let rows = rows.iter();
    rows.map(|row| (row.view.title.0.clone(), row.waits))
        .collect()
}

#[test]
fn a_view_is_shared_once_and_its_author_sees_it_at_once() {
    let world = world();
    share(&world, "Не подписаны", "not-signed").unwrap();
    // Pressed again; then changed under the same title.
    share(&world, " Не подписаны ", "not-signed").unwrap();
    assert_eq!(world.waiting().len(), 1);
    share(&world, "Не подписаны", "signed").unwrap();
    assert_eq!(world.waiting().len(), 2);
    assert_eq!(shown(&world), [("Не подписаны".to_owned(), true)]);
    for (title, code, refused) in [
        ("900101300017", "signed", "schooling-refused-personal-data"),
        (" ", "signed", "schooling-refused-title-unfit"),
        ("Акты", "Айгуль", "schooling-refused-view-unfit"),
    ] {
        let error = share(&world, title, code).unwrap_err();
        assert_eq!(error.user().key, refused);
    }
    assert_eq!(world.waiting().len(), 2, "nothing of it is queued");
    // The registry brings the first version: the second still waits.
    let first = world.waiting().into_iter().next().unwrap();
    let SchoolingOp::ShareView {
        view,
        office,
        register,
        title,
        content,
    } = first
    else {
        panic!("{first:?}")
    };
    let known = baqylau_domain::schooling::OfficeView {
        id: view,
        office,
        register,
        title,
        by: world.hub.person().unwrap().id,
        content: Some(content),
        steps: Vec::new(),
    };
    world.record(SchoolingRecord::View(known.clone()));
    assert_eq!(shown(&world), [("Не подписаны".to_owned(), true)]);
    let mut second = known;
    second.content = Some(self::content("signed"));
    world.record(SchoolingRecord::View(second.clone()));
    second.content = None;
    world.record(SchoolingRecord::View(second));
    assert_eq!(shown(&world), [], "taken back on another laptop");
}

#[test]
fn who_works_in_no_office_shares_nothing() {
    let world = World::new();
    let error = share(&world, "Не подписаны", "signed").unwrap_err();
    assert_eq!(error.user().key, "schooling-refused-not-yours");
    assert_eq!(world.waiting().len(), 0);
}
