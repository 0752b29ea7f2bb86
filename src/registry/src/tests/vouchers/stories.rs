//! Histories of the rules, over real stores.
//!
//! `BAQYLAU_TEST_HISTORIES` sets how many there are on each engine.

use super::history::{random_steps, run};
use super::{checked, group, sound};
use crate::store::Store;
use crate::tests::engine::Place;
use crate::vouchers::{Answer, Batch, kept_ledger};
use baqylau_domain::voucher::{Receipt, Refusal, Request};
use std::collections::BTreeMap;

/// Histories on each engine, unless told.
const HISTORIES: usize = 3;

/// Steps of each.
const STEPS: usize = 260;

fn histories() -> usize {
    std::env::var("BAQYLAU_TEST_HISTORIES")
        .map_or(HISTORIES, |text| text.parse().expect("a number"))
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

#[test]
fn whatever_is_asked_the_store_answers_and_keeps_what_the_rules_say() {
    let mut seed = 20_261_123u64;
    for turn in 0..histories() {
        // Held against a naive oracle, step by step, while it is made.
        let told = run(&random_steps(&mut seed, STEPS)).world;
        for place in Place::each() {
            let mut dice = Dice(seed);
            let mut store = place.store();
            let mut sent: BTreeMap<usize, (Request, Result<Receipt, Refusal>)> = BTreeMap::new();
            let mut rest = told.told.as_slice();
            let mut groups = 0;
            while let Some((_, now, _)) = rest.first() {
                let most = 1 + dice.below(25);
                let same = rest.iter().take(most).take_while(|(_, at, _)| at == now);
                let (own, others) = rest.split_at(same.count());
                rest = others;
                let (batches, expected) = cut(own, &mut dice);
                let answers: Vec<Answer> =
                    group(&store, batches, *now).into_iter().flatten().collect();
                assert_eq!(answers, expected);
                for (request, _, answer) in own {
                    if answer.is_ok() {
                        sent.insert(sent.len(), (request.clone(), answer.clone()));
                    }
                }
                again(&store, &sent, &mut dice, *now);
                groups += 1;
                if groups % 9 == 0 {
                    // Closed and opened again: nothing lives in memory alone.
                    store.close();
                    store = place.store();
                }
                if groups % 5 == 0 {
                    sound(&place);
                }
            }
            let report = sound(&place);
            assert_eq!(report.operations, told.ledger.receipts().count() as u64);
            let kept = place.beside(|connection| kept_ledger(connection).unwrap());
            assert!(
                kept == told.ledger,
                "history {turn}: the tables are the ledger"
            );
        }
    }
}

/// Cuts requests into batches of one group.
fn cut(
    told: &[(Request, baqylau_domain::Moment, Result<Receipt, Refusal>)],
    dice: &mut Dice,
) -> (Vec<Batch>, Vec<Answer>) {
    let (mut batches, mut rest) = (Vec::new(), told);
    while !rest.is_empty() {
        let (own, others) = rest.split_at(1 + dice.below(rest.len()));
        rest = others;
        let batch: Vec<Request> = own.iter().map(|(request, ..)| request.clone()).collect();
        batches.push(batch.into());
    }
    let expected = told.iter().map(|(.., answer)| answer.clone()).collect();
    (batches, expected)
}

/// Sends something again, in a group of its own: the receipt of the first time; with another body,
/// refused; neither leaves a trace.
fn again(
    store: &Store,
    sent: &BTreeMap<usize, (Request, Result<Receipt, Refusal>)>,
    dice: &mut Dice,
    now: baqylau_domain::Moment,
) {
    if sent.is_empty() {
        return;
    }
    let (request, first) = &sent[&dice.below(sent.len())];
    let mut other = request.clone();
    other.document = super::world::hash(99);
    let later = now + chrono::TimeDelta::days(400);
    let batch = [request.clone(), other, request.clone()];
    let answers = group(store, vec![Batch::from(batch)], later).remove(0);
    assert_eq!(
        answers,
        [first.clone(), Err(Refusal::OtherBody), first.clone()]
    );
}

#[test]
fn a_chain_of_requests_in_one_group_is_as_one_by_one() {
    let mut world = super::World::with_order(100_000_000);
    for number in 1..=12 {
        world.enrol(number, 1 + number % 3, 1_000_000, 10);
    }
    for place in Place::each() {
        let store = place.store();
        super::enter(&store, &world);
        let kept = place.beside(|connection| kept_ledger(connection).unwrap());
        assert!(kept == world.ledger);
        assert_eq!(checked(&place).vouchers, 12);
        sound(&place);
    }
}
