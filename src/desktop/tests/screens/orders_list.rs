//! An act with the list of its learners: offered to its two parties, asked for once, given up, and
//! not to be had without a network or a mandate.

use crate::hands::{Hands, pictures_wanted};
use crate::order_world::order_of;
use crate::orders_centre::{button, everywhere};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, Connection, Event, OrderPaper, OrdersView, PaperTo};
use baqylau_desktop::place::{OrderRef, Place};
use baqylau_domain::identifiers::SchoolActId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{SchoolActState, SchoolingRecord};
use baqylau_locale::Language;
use std::sync::Arc;

fn orders(role: AccountRole) -> OrdersView {
    order_of(&world().of(role).person, world().now)
        .as_ref()
        .clone()
}

/// A signed act, opened by somebody, of their own orders or of those given.
fn opened(role: AccountRole, view: OrdersView) -> (Hands, Replay, SchoolActId) {
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let signed = view.rows.iter().find_map(|row| match &*row.record {
        SchoolingRecord::Act(act) => {
            let signed = matches!(act.act.state, SchoolActState::Signed { .. });
            signed.then_some(act.act.id)
        }
        _ => None,
    });
    let act = signed.expect("a signed act");
    replay.tell(Event::Orders(Arc::new(view)));
    hands.go(Place::Order(OrderRef::Act(act)));
    hands.look(6);
    (hands, replay, act)
}

#[test]
fn a_department_prints_an_act_with_its_list_and_may_give_it_up() {
    let role = AccountRole::EducationOfficer;
    let (mut hands, replay, act) = opened(role, orders(role));
    let (print, save) = (
        hands.text("order-act-list-print"),
        hands.text("order-act-list-save"),
    );
    assert_eq!(button(&hands, &print), Some(true));
    assert_eq!(button(&hands, &save), Some(true));
    everywhere(&mut hands, "act-list");
    replay.with(|state| state.silent = true);
    hands.click(&print);
    hands.look(2);
    let printed = |command: &Command| matches!(command, Command::PrintOrder { paper: OrderPaper::ActWithLearners(id), to: PaperTo::Printer, .. } if *id == act);
    assert_eq!(replay.count(printed), 1);
    // One at a time, and it can be given up.
    assert_eq!(button(&hands, &print), None);
    assert!(hands.says(&hands.text("order-act-list-asking")));
    if pictures_wanted() {
        hands.picture("order-act-list-asking");
    }
    hands.click(&hands.text("button-cancel"));
    assert_eq!(
        replay.count(|command| matches!(command, Command::Cancel { .. })),
        1
    );
}

#[test]
fn without_a_network_or_a_mandate_there_is_no_list_and_others_are_not_offered_one() {
    let role = AccountRole::EducationOfficer;
    let (mut hands, replay, _) = opened(role, orders(role));
    let print = hands.text("order-act-list-print");
    let mut sync = hands.app().model().sync.clone().expect("a connection");
    sync.connection = Connection::Offline;
    replay.tell(Event::Sync(sync));
    hands.look(4);
    assert_eq!(button(&hands, &print), Some(false));
    assert!(hands.says(&hands.text("client-learners-needs-network")));

    let mut view = orders(role);
    view.rows
        .retain(|row| !matches!(&*row.record, SchoolingRecord::Mandate(_)));
    let (hands, ..) = opened(role, view);
    assert_eq!(button(&hands, &print), Some(false));

    for other in [AccountRole::FinancialCentre, AccountRole::Observer] {
        let (hands, ..) = opened(other, orders(other));
        assert_eq!(button(&hands, &print), None, "{other:?}");
        assert!(hands.has(&hands.text("order-paper-print")), "{other:?}");
    }
}
