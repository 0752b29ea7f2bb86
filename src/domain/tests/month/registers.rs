//! Registers say of everybody what the rules say of them one by one, whatever came first.

use crate::world::{Country, country, id, october, pool};
use baqylau_domain::checks::{Judged, MonthReason, MonthVerdict, Study};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::month::{
    Grade, PersonFact, Register, RegisterError, Roll, Side, Standing, Tally, find_fact,
    merge_facts, words_of_bytes, words_to_bytes,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn order(country: &Country) -> Vec<usize> {
    (0..country.members.len()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_verdict_is_the_one_the_rules_give_row_by_row(
        country in country(),
        allowed in 1_u32..3,
    ) {
        let registers = country.registers(&order(&country), allowed);
        for (place, register) in registers.iter().enumerate() {
            let found: Vec<Judged> = register.rows().collect();
            prop_assert_eq!(&found, &country.simply(place, allowed));
            prop_assert_eq!(register.organisation(), id(place));
            prop_assert_eq!(register.batch(), country.batch(place).hash());
        }
    }

    #[test]
    fn lines_of_the_act_count_everybody_once_by_level_and_study(country in country()) {
        for (place, register) in country.registers(&order(&country), 1).iter().enumerate() {
            let mut counted: BTreeMap<(u8, Option<u8>), Tally> = BTreeMap::new();
            let people = country.members[place].people.values();
            for (entry, judged) in people.zip(register.rows()) {
                let level = entry.grade.map_or(0, |grade| 1 + grade.level() as u8);
                let tally = counted.entry((level, entry.study.map(|s| s as u8))).or_default();
                match judged.verdict {
                    MonthVerdict::Payable => tally.payable += 1,
                    MonthVerdict::Held => tally.held += 1,
                    MonthVerdict::Excluded => tally.excluded += 1,
                }
            }
            let found: Vec<_> = register
                .lines()
                .iter()
                .map(|line| {
                    let level = line.level.map_or(0, |level| 1 + level as u8);
                    ((level, line.study.map(|s| s as u8)), line.quantity)
                })
                .collect();
            prop_assert_eq!(found, counted.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_order_in_which_batches_come_changes_no_byte(
        country in country(),
        turn in 0_usize..6,
    ) {
        let first = order(&country);
        let mut other = first.clone();
        other.reverse();
        other.rotate_left(turn % first.len());
        let bytes = |order: &[usize]| -> Vec<Vec<u8>> {
            country.registers(order, 1).iter().map(Register::to_bytes).collect()
        };
        prop_assert_eq!(bytes(&first), bytes(&other));
    }

    #[test]
    fn a_run_made_in_two_parts_is_the_one_made_in_one(
        country in country(),
        middle in 0_usize..6,
    ) {
        let order = order(&country);
        let (first, second) = order.split_at(middle.min(order.len()));
        let merged = country.run(first).merged(country.run(second));
        let whole = country.run(&order);
        prop_assert_eq!(merged.shards().collect::<Vec<_>>(), whole.shards().collect::<Vec<_>>());
    }

    #[test]
    fn a_register_comes_back_as_it_was_and_a_changed_one_is_another(
        country in country(),
        place in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let register = country.registers(&order(&country), 1).remove(0);
        let mut bytes = register.to_bytes();
        let read = Register::from_bytes(&bytes).unwrap();
        prop_assert!(read == register);
        prop_assert_eq!(read.hash(), register.hash());
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(other) = Register::from_bytes(&bytes) {
            prop_assert_eq!(other.to_bytes(), bytes.clone());
            prop_assert!(other.hash() != register.hash());
        }
        bytes.truncate(place);
        prop_assert!(Register::from_bytes(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        let mut begun = b"BQR\x01".to_vec();
        begun.extend(&bytes);
        for bytes in [bytes, begun] {
            if let Ok(read) = Register::from_bytes(&bytes) {
                prop_assert_eq!(read.to_bytes(), bytes);
            }
        }
    }

    #[test]
    fn newer_facts_lie_over_older_ones(
        older in prop::collection::btree_map(0_u64..40, 0_u16..999, 0..30),
        newer in prop::collection::btree_map(0_u64..40, 0_u16..999, 0..30),
    ) {
        let pack = |all: &BTreeMap<u64, u16>| -> Vec<u64> {
            let fact = |(number, country): (&u64, &u16)| PersonFact {
                number: *number,
                life: None,
                country: Some(*country),
            };
            all.iter().map(|one| fact(one).packed().unwrap()).collect()
        };
        let merged = merge_facts(&pack(&older), &pack(&newer));
        let mut both = older.clone();
        both.extend(newer);
        prop_assert_eq!(&merged, &pack(&both));
        prop_assert_eq!(words_of_bytes(&words_to_bytes(&merged)), Some(merged));
    }
}

/// A country with one school and one pupil about whom all is well.
fn good() -> Country {
    let number = pool()[0];
    let entry = baqylau_domain::month::Entry {
        number,
        born: None,
        grade: Some(Grade::Class(7)),
        study: Some(Study::Home),
        contract: None,
        lessons: None,
    };
    Country {
        members: vec![crate::world::Member {
            programme: baqylau_domain::checks::Programme::Schooling,
            standing: Standing {
                licence: Some(true),
                contract: Some(true),
            },
            people: BTreeMap::from([(number, entry)]),
        }],
        facts: vec![PersonFact {
            number,
            life: Some(baqylau_domain::checks::LifeStatus::Alive),
            country: Some(398),
        }],
    }
}

#[test]
fn who_is_paid_for_and_who_waits_for_what_nobody_said() {
    let verdict = |country: &Country| {
        let register = country.registers(&order(country), 1).remove(0);
        let judged = register.rows().next().unwrap();
        (
            judged.verdict,
            judged.reasons.iter().collect::<Vec<_>>(),
            register.tally(),
        )
    };
    let tally = |payable, held, excluded| Tally {
        payable,
        held,
        excluded,
    };
    let country = good();
    assert_eq!(
        verdict(&country),
        (MonthVerdict::Payable, vec![], tally(1, 0, 0))
    );
    let mut silent = good();
    silent.facts.clear();
    let reasons = vec![MonthReason::LifeUnknown, MonthReason::CitizenshipUnknown];
    assert_eq!(
        verdict(&silent),
        (MonthVerdict::Held, reasons, tally(0, 1, 0))
    );
    let mut without = good();
    without.members[0].standing.contract = None;
    let reasons = vec![MonthReason::ContractUnknown];
    assert_eq!(
        verdict(&without),
        (MonthVerdict::Held, reasons, tally(0, 1, 0))
    );
    let mut twice = good();
    twice.members.push(twice.members[0].clone());
    let reasons = vec![MonthReason::Duplicate];
    assert_eq!(
        verdict(&twice),
        (MonthVerdict::Excluded, reasons, tally(0, 0, 1))
    );
}

#[test]
fn the_value_over_the_country_changes_with_everything_under_it() {
    let hash = |byte| BlobHash::new([byte; 32]);
    let value = |rules, facts, registers: &[(usize, u8)]| {
        let mut roll = Roll::new(october(), hash(rules), hash(facts));
        for (place, register) in registers {
            roll.add(id(*place), hash(*register));
        }
        roll.finish()
    };
    let same = value(1, 2, &[(0, 3), (1, 4)]);
    assert_eq!(value(1, 2, &[(0, 3), (1, 4)]), same);
    let others = [
        value(9, 2, &[(0, 3), (1, 4)]),
        value(1, 9, &[(0, 3), (1, 4)]),
        value(1, 2, &[(0, 9), (1, 4)]),
        value(1, 2, &[(0, 4), (1, 3)]),
        value(1, 2, &[(0, 3)]),
    ];
    assert!(others.iter().all(|other| *other != same));
}

#[test]
fn rows_that_belong_to_nobody_are_not_judged() {
    let country = good();
    let batch = country.batch(0);
    let rules = crate::world::rules(baqylau_domain::checks::Programme::Schooling);
    let judged = Register::judge(&batch, batch.hash(), &rules, Standing::default(), &[]);
    assert!(judged.is_none());
    let many = [Side::default(); 2];
    assert!(Register::judge(&batch, batch.hash(), &rules, Standing::default(), &many).is_none());
    let register = country.registers(&[0], 1).remove(0);
    let stranger = register.with_duplicates(&batch, &rules, &[(1, true)]);
    assert_eq!(stranger, Err(RegisterError::Batch));
    assert_eq!(find_fact(&country.packed(), 1), None);
    let printed = format!("{register:?} {country:?} {:?}", country.facts);
    assert!(!printed.contains(&pool()[0].to_string()), "{printed}");
}
