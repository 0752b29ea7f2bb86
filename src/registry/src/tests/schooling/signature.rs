//! The signature under an application: waited for, of the head, over the bytes that were sent.

use super::{Hand, Region, id, school};
use crate::environment::Clock as _;
use baqylau_domain::checks::{EntityStatus, Fact, FactValue, Source, Subject};
use baqylau_domain::identifiers::{ApplicationId, Bin, Iin};
use baqylau_domain::schooling::{Application, SchoolingOp as Op, SchoolingRefusal as Refusal};
use baqylau_protocol::receipt::Rejection;
use std::collections::BTreeSet;

pub(super) const BIN: &str = "230940999005";

fn application(n: u128) -> ApplicationId {
    ApplicationId::new(id(100 + n))
}

async fn known(room: &Region, n: u128) -> Application {
    let book = room.book().await;
    book.application(application(n)).unwrap().clone()
}

fn hand(room: &mut Region, n: u128) -> &mut Hand {
    if n == 1 {
        &mut room.first
    } else {
        &mut room.second
    }
}

/// What the register of legal entities says of the head.
pub(super) async fn head_is(room: &Region, head: Option<Iin>) {
    let at = room.world.clock.now();
    room.world.clock.advance(chrono::TimeDelta::seconds(1));
    let fact = Fact {
        about: Subject::Organisation(BIN.parse::<Bin>().unwrap()),
        value: FactValue::LegalEntity {
            status: EntityStatus::Active,
            head,
            founders: BTreeSet::new(),
        },
        source: Source::GbdUl,
        as_of: at,
        by: None,
    };
    let core = std::sync::Arc::clone(room.world.registry.core());
    let context = std::sync::Arc::clone(&core.context);
    core.store
        .write(move |tx| context.facts.take_in(tx, std::slice::from_ref(&fact), at))
        .await
        .unwrap();
}

/// The school signs its application as it was sent.
pub(super) async fn signs(room: &mut Region, n: u128) {
    let bytes = known(room, n).await.text().to_bytes().unwrap();
    let (world, hand) = match n {
        1 => (&room.world, &mut room.first),
        _ => (&room.world, &mut room.second),
    };
    let (document, signature) = hand.signs(world, &bytes).await;
    hand.applies(Op::SignApplication {
        application: application(n),
        document,
        signature,
    })
    .await;
}

/// Nobody but the school signs it, and only its own bytes.
pub(super) async fn is_waited_for(room: &mut Region, n: u128) {
    let one = known(room, n).await;
    assert!(one.is_to_sign() && one.school == school(n));
    let bytes = one.text().to_bytes().unwrap();
    let (document, signature) = room.head.signs(&room.world, &bytes).await;
    let sign = |document, signature| Op::SignApplication {
        application: application(n),
        document,
        signature,
    };
    let stranger = room.head.refused(sign(document, signature)).await;
    assert_eq!(stranger, Refusal::NotYours);
    let other = match n {
        1 => room.first.signs(&room.world, b"other").await,
        _ => room.second.signs(&room.world, b"other").await,
    };
    let hand = hand(room, n);
    let refused = hand.refused(sign(other.0, other.1)).await;
    assert_eq!(refused, Refusal::OtherDocument);
    let outcome = hand.does(sign(document, other.1)).await;
    assert!(matches!(
        super::rejection(outcome),
        Rejection::Signature { .. }
    ));
}

/// Unsigned it waits, signed by somebody else it is stopped; nothing stands in the way of one the
/// head signed.
pub(super) async fn stops_until_it_is_of_the_head(room: &mut Region, n: u128, accept: &Op) {
    assert_eq!(room.executor.refused(accept.clone()).await, Refusal::Waits);
    signs(room, n).await;
    let own = hand(room, n).sample.person.iin;
    let other = room.head.sample.person.iin;
    for (head, expected) in [(None, Refusal::Waits), (Some(other), Refusal::Stopped)] {
        head_is(room, head).await;
        assert_eq!(room.executor.refused(accept.clone()).await, expected);
    }
    head_is(room, Some(own)).await;
    // Nobody signs again what was signed.
    let one = known(room, n).await;
    let signature = one.signature.unwrap();
    let again = Op::SignApplication {
        application: one.id,
        document: signature.document,
        signature: signature.file,
    };
    assert_eq!(hand(room, n).refused(again).await, Refusal::SignedAlready);
}
