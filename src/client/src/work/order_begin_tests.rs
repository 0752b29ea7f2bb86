//! Contracts drawn up alone or with many: each once, whatever is pressed again.

use super::begin;
use crate::ui::{Event, NewOrders};
use crate::work::order_papers::world::World;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{PayeeAccount, ProposedTerms};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn school(nth: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(nth))
}

fn contract(number: &str, with: u128, (from, to): (u32, u32)) -> NewOrders {
    let month = |nth| Period::new(2026, nth).unwrap();
    NewOrders::Contract {
        number: number.to_owned(),
        department: "390000000".parse().unwrap(),
        school: school(with),
        terms: ProposedTerms {
            from: month(from),
            to: month(to),
            amount: Tiyn(1_000),
            places: BTreeMap::new(),
            account: PayeeAccount {
                iban: "KZ47856KZT5004100100".parse().unwrap(),
                bank: "KCJBKZKX".parse().unwrap(),
            },
        },
        reimbursement: None,
    }
}

#[test]
fn a_contract_that_waits_is_not_drawn_up_again_under_another_number() {
    let world = World::new();
    for (number, with, months) in [
        ("1-2026", 61, (9, 12)),
        // Pressed again; drawn up with many after a restart, numbered anew.
        ("1-2026", 61, (9, 12)),
        ("7-2026", 61, (9, 12)),
        // A number that is given already.
        ("1-2026", 62, (9, 12)),
        ("2-2026", 62, (9, 12)),
        // Other months of the same school are another contract.
        ("3-2026", 61, (1, 8)),
    ] {
        begin(&world.hub, 1, contract(number, with, months)).unwrap();
    }
    assert_eq!(world.waiting().len(), 3);
    let told = world.told.try_iter().filter_map(|event| match event {
        Event::Orders(view) => Some(view.drawn_up.clone()),
        _ => None,
    });
    let drawn_up = told.last();
    assert_eq!(drawn_up, Some(BTreeSet::from([school(61), school(62)])));
}
