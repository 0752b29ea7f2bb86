//! What the registry does in the ledger by itself, over real stores: signals followed once, however
//! often they are told and wherever a process ends.

use super::world::{self, World, bin, iin, student, university};
use super::{enter, open, sound};
use crate::RunningRegistry;
use crate::environment::ManualClock;
use crate::tests::engine::{Place, apart};
use crate::vouchers::{self, Cause, kept_ledger};
use baqylau_domain::Moment;
use baqylau_domain::checks::{
    Capacity, EntityStatus, Fact, FactValue, LifeStatus, Source, Subject,
};
use baqylau_domain::voucher::{
    Account, AccountId, BlockGround, ClosingGround, Ledger, Operation, Request,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A registry with one student of university 1.
struct Scene<'a> {
    place: &'a Place,
    registry: RunningRegistry,
    now: Moment,
}

impl<'a> Scene<'a> {
    async fn begin(place: &'a Place) -> Self {
        let world = World::studying(1_000_000, 10);
        apart(|| {
            let store = place.store();
            enter(&store, &world);
            store.close();
        });
        let clock = Arc::new(ManualClock::new(world.now));
        let registry = open(place, &clock).await;
        Self {
            place,
            registry,
            now: world.now,
        }
    }

    async fn note(&self, cause: Cause) {
        let now = self.now;
        self.registry
            .core()
            .store
            .write(move |tx| vouchers::note(tx, &cause, now))
            .await
            .unwrap();
    }

    async fn fact(&self, about: Subject, value: FactValue, source: Source) {
        let organisation = matches!(about, Subject::Organisation(_)).then(|| university(1));
        let fact = Box::new(Fact {
            about,
            value,
            source,
            as_of: self.now,
        });
        self.note(Cause::Fact { fact, organisation }).await;
    }

    async fn follow(&self) -> u32 {
        self.registry.follow_causes().await.unwrap()
    }

    fn ledger(&self) -> Ledger {
        apart(|| {
            self.place
                .beside(|connection| kept_ledger(connection).unwrap())
        })
    }

    fn account(&self, id: AccountId) -> Account {
        self.ledger().books().account(id).unwrap().clone()
    }

    async fn end(self) {
        self.registry.stop().await;
        apart(|| sound(self.place));
    }
}

fn life(status: LifeStatus) -> FactValue {
    FactValue::Life { status }
}

async fn places() -> Vec<Place> {
    tokio::task::spawn_blocking(|| Place::each().collect())
        .await
        .unwrap()
}

async fn gone(places: Vec<Place>) {
    tokio::task::spawn_blocking(move || drop(places))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_of_source_systems_are_followed_once() {
    let places = places().await;
    for place in &places {
        let scene = Scene::begin(place).await;
        let person = || Subject::Person(iin(1));
        let id = AccountId::Beneficiary(student(1));
        assert_eq!(scene.follow().await, 0);
        for expected in [1, 0] {
            scene
                .fact(person(), life(LifeStatus::Dead), Source::GbdFl)
                .await;
            assert_eq!(scene.follow().await, expected);
            assert_eq!(scene.account(id).closed, Some(ClosingGround::Death));
        }
        scene
            .fact(person(), life(LifeStatus::Alive), Source::GbdFl)
            .await;
        let missing = FactValue::LegalCapacity {
            status: Capacity::Missing,
        };
        scene.fact(person(), missing, Source::Minjust).await;
        assert_eq!(scene.follow().await, 2);
        let account = scene.account(id);
        assert_eq!(account.closed, None);
        assert_eq!(account.blocks[0].ground, BlockGround::Missing);

        let liquidated = FactValue::LegalEntity {
            status: EntityStatus::Liquidated,
            head: None,
            founders: BTreeSet::new(),
        };
        let about = Subject::Organisation(bin(1));
        scene.fact(about, liquidated, Source::GbdUl).await;
        assert_eq!(scene.follow().await, 1);
        let executor = scene.account(AccountId::Executor(university(1)));
        assert_eq!(executor.closed, Some(ClosingGround::Liquidation));
        scene.end().await;
    }
    gone(places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_opens_an_account_and_a_process_that_ended_in_between_opens_no_second() {
    let places = places().await;
    for place in &places {
        let scene = Scene::begin(place).await;
        let grant = || FactValue::Grant {
            number: Some("Г-0002".into()),
        };
        let about = || Subject::Person(iin(2));
        scene.fact(about(), grant(), Source::Nct).await;
        assert_eq!(scene.follow().await, 1);
        let accounts = |ledger: &Ledger| ledger.books().accounts().count();
        let opened = accounts(&scene.ledger());
        // As found by a process after one that ended before it could note that it was done.
        scene.fact(about(), grant(), Source::Nct).await;
        assert_eq!(scene.follow().await, 0);
        assert_eq!(accounts(&scene.ledger()), opened);
        scene.end().await;
    }
    gone(places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_the_registrar_stands_behind_what_is_done_by_rule() {
    let places = places().await;
    for place in &places {
        let scene = Scene::begin(place).await;
        let about = Subject::Person(iin(1));
        scene
            .fact(about, life(LifeStatus::Dead), Source::GbdFl)
            .await;
        scene.follow().await;
        let ledger = scene.ledger();
        let request: Request = ledger
            .receipts()
            .map(|receipt| receipt.request.clone())
            .find(|request| matches!(request.operation, Operation::Close { .. }))
            .unwrap();
        assert_eq!(request.author, world::author(&request.operation));
        assert_eq!(request.author.person, None);
        scene.end().await;
    }
    gone(places).await;
}
