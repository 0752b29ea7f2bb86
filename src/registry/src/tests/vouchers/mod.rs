//! The ledger of vouchers in the registry's store, on every engine: the histories its rules are
//! tested with, many senders at once, and rows changed behind the registry's back.

#[path = "../../../../domain/tests/ledger/history.rs"]
mod history;
#[path = "../../../../domain/tests/ledger/oracle.rs"]
mod oracle;
#[path = "../../../../domain/tests/ledger/world.rs"]
#[expect(dead_code, reason = "shared with the tests of the rules")]
pub(super) mod world;

mod by_month;
mod guards;
pub(super) mod http;
mod registrar;
mod rulings;
mod sabotage;
mod senders;
mod stated;
mod stories;

use super::engine::Place;
use crate::environment::{Clock, ManualClock, SystemRandomness};
use crate::vouchers::{Answer, Batch};
use crate::{Environment, LedgerReport, Registry, RegistryConfig, RunningRegistry};
use baqylau_domain::Moment;
use baqylau_domain::voucher::{Request, VoucherPolicies};
use std::sync::Arc;
use world::{World, month, tenge};

/// A registry without people, whose clock is in the test's hands.
async fn open(place: &Place, clock: &Arc<ManualClock>) -> RunningRegistry {
    let config = RegistryConfig {
        environment: Environment {
            clock: Arc::clone(clock) as Arc<dyn Clock>,
            random: Arc::new(SystemRandomness),
        },
        ..place.config()
    };
    Registry::start(config).await.unwrap()
}

/// Decides batches as one group, without a queue.
fn group(store: &crate::store::Store, batches: Vec<Batch>, now: Moment) -> Vec<Vec<Answer>> {
    let policies = VoucherPolicies::pilot();
    store
        .write_blocking(move |tx| crate::vouchers::decide(tx, &batches, &policies, now))
        .unwrap()
}

/// Enters everything a world was told, as it was told, and expects the same answers.
fn enter(store: &crate::store::Store, world: &World) {
    let mut rest = world.told.as_slice();
    while let Some((_, now, _)) = rest.first() {
        let many = rest.iter().take(200).take_while(|(_, at, _)| at == now);
        let (told, others) = rest.split_at(many.count());
        rest = others;
        let batch: Vec<Request> = told.iter().map(|(request, ..)| request.clone()).collect();
        let answers = group(store, vec![batch.into()], *now).remove(0);
        for ((request, _, expected), answer) in told.iter().zip(answers) {
            assert_eq!(answer, *expected, "{}", request.operation.word());
        }
    }
}

/// What a look from outside finds.
fn checked(place: &Place) -> LedgerReport {
    let origin = place.origin();
    super::engine::apart(move || {
        crate::vouchers::check_at(&origin, &VoucherPolicies::pilot(), super::morning()).unwrap()
    })
}

fn sound(place: &Place) -> LedgerReport {
    let report = checked(place);
    assert_eq!(report.named, []);
    assert_eq!(report.faults, 0);
    report
}

/// So many students of university 1, September acted, and requests to redeem it.
fn september(students: u64) -> (World, Vec<Request>) {
    let mut world = World::with_order(1_000_000_000);
    for number in 1..=students {
        world.enrol(number, 1, 1_000_000, 10);
    }
    world.today("2025-09-30");
    let total = tenge(100_000 * i64::try_from(students).unwrap());
    let people = u32::try_from(students).unwrap();
    world.act(1, 1, month(2025, 9), people, total);
    let requests = (1..=students)
        .map(|number| world.redeem(number, 1, month(2025, 9)))
        .collect::<Vec<_>>();
    let requests = requests.into_iter().map(|one| world.request(one)).collect();
    (world, requests)
}
