//! Many senders at once: one effect for each operation, one redemption for each month.

use super::{enter, open, september, sound};
use crate::environment::ManualClock;
use crate::store::StoreError;
use crate::tests::engine::{Place, apart};
use baqylau_domain::identifiers::OperationId;
use baqylau_domain::voucher::{AccountId, BlockGround, Operation, Receipt, Refusal, Request};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Senders at once.
const SENDERS: usize = 32;

/// A world of students, in a registry that serves.
async fn country(
    place: &Place,
    students: u64,
) -> (Arc<crate::RunningRegistry>, super::World, Vec<Request>) {
    let (world, requests) = september(students);
    apart(|| {
        let store = place.store();
        enter(&store, &world);
        store.close();
    });
    let clock = Arc::new(ManualClock::new(world.now));
    let registry = open(place, &clock).await;
    (Arc::new(registry), world, requests)
}

async fn places() -> Vec<Place> {
    let places = tokio::task::spawn_blocking(|| Place::each().collect());
    places.await.unwrap()
}

async fn gone(places: Vec<Place>) {
    tokio::task::spawn_blocking(move || drop(places))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_redeemed_once_however_many_ask_at_once() {
    let places = places().await;
    for place in &places {
        let (registry, mut world, _) = country(place, 1).await;
        let asks: Vec<Request> = (0..SENDERS)
            .map(|_| {
                let operation = world.redeem(1, 1, super::month(2025, 9));
                world.request(operation)
            })
            .collect();
        let mut senders = Vec::new();
        for ask in asks {
            let registry = Arc::clone(&registry);
            senders.push(tokio::spawn(async move {
                // Each sends its own operation twice, as after a lost answer.
                let first = registry
                    .vouchers(vec![ask.clone()])
                    .await
                    .unwrap()
                    .remove(0);
                let again = registry.vouchers(vec![ask]).await.unwrap().remove(0);
                (first, again)
            }));
        }
        let mut redeemed: Vec<Receipt> = Vec::new();
        for sender in senders {
            match sender.await.unwrap() {
                (Ok(first), Ok(again)) => {
                    assert_eq!(first, again);
                    redeemed.push(first);
                }
                (Err(refusal), Err(again)) => {
                    let period = super::month(2025, 9);
                    assert_eq!(refusal, Refusal::AlreadyClaimed { period });
                    assert_eq!(again, refusal);
                }
                (first, again) => panic!("{first:?} and then {again:?}"),
            }
        }
        assert_eq!(redeemed.len(), 1, "exactly one");
        assert_eq!(redeemed[0].amount, super::tenge(100_000));
        let report = registry.check_ledger().await.unwrap();
        assert_eq!((report.faults, report.named), (0, vec![]));
        Arc::into_inner(registry).unwrap().stop().await;
        sound(place);
    }
    gone(places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn senders_who_gather_in_one_group_get_their_own_answers() {
    let places = places().await;
    for place in &places {
        let students = 160;
        let (registry, _, requests) = country(place, students).await;
        let mut senders = Vec::new();
        for sender in 0..SENDERS {
            // Everybody sends five of their own, one of a neighbour's, and one that can't be.
            let mut own: Vec<Request> = requests
                .iter()
                .skip(sender)
                .step_by(SENDERS)
                .cloned()
                .collect();
            own.push(requests[(sender + 1) % SENDERS].clone());
            let mut other = requests[sender].clone();
            other.document = super::world::hash(77);
            own.push(other);
            let mut late = own[0].clone();
            late.id = OperationId::new(crate::tests::new_uuid());
            own.push(late);
            let registry = Arc::clone(&registry);
            senders.push(tokio::spawn(async move {
                let answers = registry.vouchers(own.clone()).await.unwrap();
                (own, answers)
            }));
        }
        for sender in senders {
            let (own, answers) = sender.await.unwrap();
            assert_eq!(own.len(), answers.len());
            for (request, answer) in own.iter().zip(&answers).take(6) {
                assert_eq!(answer.as_ref().unwrap().request, *request);
            }
            assert_eq!(answers[6], Err(Refusal::OtherBody));
            let period = super::month(2025, 9);
            assert_eq!(answers[7], Err(Refusal::AlreadyClaimed { period }));
        }
        let report = registry.check_ledger().await.unwrap();
        assert_eq!(report.faults, 0);
        assert_eq!(report.vouchers, students);
        // The command may be run beside a registry at work, and finds the same.
        let beside = apart(|| crate::Registry::check_ledger(&place.config()).unwrap());
        assert_eq!(beside.operations, report.operations);
        assert_eq!((beside.transfers, beside.faults), (report.transfers, 0));
        Arc::into_inner(registry).unwrap().stop().await;
    }
    gone(places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_the_database_refuses_takes_nobody_elses_with_it() {
    let places = places().await;
    for place in &places {
        let (registry, _, requests) = country(place, 8).await;
        // A claim of a receipt that isn't there: the rules don't see it, the database does.
        place.beside(|connection| {
            let claimed =
                "INSERT INTO ledger_claims (voucher, kind, period, n) SELECT id, 'tuition',
                 202509, 999999 FROM ledger_vouchers ORDER BY id DESC LIMIT 1";
            connection.batch(claimed).unwrap();
        });
        let mut senders = Vec::new();
        for request in requests {
            let registry = Arc::clone(&registry);
            senders.push(tokio::spawn(async move {
                registry.vouchers(vec![request]).await
            }));
        }
        let mut outcomes = Vec::new();
        for sender in senders {
            outcomes.push(sender.await.unwrap());
        }
        let refused = outcomes.pop().unwrap();
        assert!(matches!(refused, Err(StoreError::Sql(_))), "{refused:?}");
        for outcome in outcomes {
            assert!(outcome.unwrap().remove(0).is_ok());
        }
        place.beside(|connection| {
            let away = "DELETE FROM ledger_claims WHERE n = 999999";
            connection.batch(away).unwrap();
        });
        assert_eq!(registry.check_ledger().await.unwrap().faults, 0);
        Arc::into_inner(registry).unwrap().stop().await;
    }
    gone(places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_writes_between_two_groups_counts_for_the_second() {
    let places = places().await;
    for place in &places {
        let students = 320;
        let (registry, mut world, requests) = country(place, students).await;
        let account = AccountId::Executor(super::world::university(1));
        let (ground, reference) = (BlockGround::CourtOrder, "суд".to_owned());
        let turns: Vec<[Request; 2]> = (0..40)
            .map(|_| {
                let block = Operation::Block {
                    account,
                    ground,
                    reference: reference.clone(),
                };
                let unblock = Operation::Unblock {
                    account,
                    reference: reference.clone(),
                };
                [world.request(block), world.request(unblock)]
            })
            .collect();
        let over = Arc::new(AtomicBool::new(false));
        let mut senders = Vec::new();
        for sender in 0..8 {
            let own: Vec<Request> = requests.iter().skip(sender).step_by(8).cloned().collect();
            let (registry, over) = (Arc::clone(&registry), Arc::clone(&over));
            senders.push(tokio::spawn(async move {
                let (mut refused, mut others) = (0, 0);
                for batch in own.chunks(5) {
                    loop {
                        let answers = registry.vouchers(batch.to_vec()).await.unwrap();
                        let stopped = |answer: &Result<Receipt, Refusal>| {
                            matches!(answer, Err(Refusal::Blocked { .. }))
                        };
                        others += answers
                            .iter()
                            .filter(|answer| answer.is_err() && !stopped(answer))
                            .count();
                        if !answers.iter().any(stopped) {
                            break;
                        }
                        refused += 1;
                        if over.load(Ordering::Relaxed) && refused > 10_000 {
                            break;
                        }
                    }
                }
                (refused, others)
            }));
        }
        // Beside the registry, as a second one over the same database would.
        let now = world.now;
        apart(|| {
            let store = place.store();
            for turn in turns {
                for request in turn {
                    let answers = super::group(&store, vec![vec![request].into()], now);
                    assert!(answers[0][0].is_ok(), "{answers:?}");
                }
            }
            store.close();
        });
        over.store(true, Ordering::Relaxed);
        for sender in senders {
            let (_, others) = sender.await.unwrap();
            assert_eq!(others, 0, "refused for no reason there was");
        }
        let report = registry.check_ledger().await.unwrap();
        assert_eq!((report.faults, report.named), (0, vec![]));
        let answers = registry.vouchers(requests.clone()).await.unwrap();
        let redeemed = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(redeemed, requests.len());
        Arc::into_inner(registry).unwrap().stop().await;
        sound(place);
    }
    gone(places).await;
}
