//! Documents of the order signed in NCALayer's window: how it goes, giving it up, a program nobody
//! vouches for.

use super::fixture::{Order, register_id};
use super::{at, in_a_dialog};
use crate::replay::Replay;
use baqylau_client::ui::{BatchKey, Command, Event, ProgramStage, Ticket, UserError};
use baqylau_desktop::place::{OrderRef, Place};
use baqylau_domain::people::AccountRole;

/// The signings through the program: with what fingerprint each.
fn signed(replay: &Replay) -> Vec<Option<String>> {
    replay.with(|state| {
        let all = state.sent.iter().filter_map(|command| match command {
            Command::SignOrders {
                key: BatchKey::NcaLayer { accept, .. },
                documents,
            } if documents.len() == 1 => Some(accept.clone()),
            _ => None,
        });
        all.collect()
    })
}

fn failed(ticket: Ticket, key: &str) -> Event {
    Event::Failed {
        ticket: Some(ticket),
        error: UserError::new(key).with("fingerprint", "ab12"),
    }
}

#[test]
fn a_document_is_signed_in_ncalayers_window_which_can_be_given_up() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(3)));
    let (mut hands, replay) = at(AccountRole::EducationOfficer, place, &order);
    hands.click(&hands.text("order-register-send"));
    replay.with(|state| state.silent = true);
    let sign = hands.text("signing-nca-sign");
    hands.click(&sign);
    assert_eq!(signed(&replay), [None]);
    let ticket = replay.with(|state| state.last);
    assert!(hands.says(&hands.text("signing-nca-connecting")));
    let stage = ProgramStage::Waiting;
    replay.tell(Event::Program { ticket, stage });
    hands.look(4);
    assert!(hands.says(&hands.text("signing-nca-waiting")));
    assert!(!hands.has(&sign), "one window at a time");
    in_a_dialog(&mut hands, "nca-window");
    hands.click(&hands.text("signing-nca-cancel"));
    let cancels = |command: &Command| matches!(command, Command::Cancel { of } if *of == ticket);
    assert_eq!(replay.count(cancels), 1);
    replay.tell(failed(ticket, "signing-error-nca-cancelled"));
    hands.look(4);
    assert!(hands.says(&hands.text("signing-error-nca-cancelled")));

    // A program nobody vouches for is believed only when the person says so.
    hands.click(&sign);
    let ticket = replay.with(|state| state.last);
    let stage = ProgramStage::Unknown {
        fingerprint: "ab12".to_owned(),
        before: None,
    };
    replay.tell(Event::Program { ticket, stage });
    replay.tell(failed(ticket, "signing-error-nca-unknown"));
    hands.look(4);
    in_a_dialog(&mut hands, "nca-unknown");
    hands.click(&hands.text("signing-nca-accept"));
    let expected = [None, None, Some("ab12".to_owned())];
    assert_eq!(signed(&replay), expected);
    let ticket = replay.with(|state| state.last);
    replay.tell(Event::Done { ticket });
    hands.look(4);
    assert!(!hands.has(&sign), "it is over");
    hands.click(&hands.text("button-close"));
    assert!(!hands.says(&hands.text("order-sign-detail")));
}
