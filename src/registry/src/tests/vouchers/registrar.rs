//! What the registry does in the ledger by itself, over real stores: rulings and signals followed
//! once, however often they are told and wherever a process ends.

use super::world::{self, World, bin, contract, iin, sanction, student, university};
use super::{enter, open, sound};
use crate::RunningRegistry;
use crate::environment::ManualClock;
use crate::store::{StoreError, rows};
use crate::tests::engine::{Place, apart};
use crate::vouchers::{self, Cause, kept_ledger};
use baqylau_domain::Moment;
use baqylau_domain::checks::{
    Capacity, EntityStatus, Fact, FactValue, LifeStatus, Source, Subject,
};
use baqylau_domain::identifiers::{ActId, PersonId, VisitId};
use baqylau_domain::sanction::{Decision, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Ground, propose};
use baqylau_domain::voucher::{
    Account, AccountId, BlockGround, ClosingGround, Ledger, Operation, Request,
};
use chrono::TimeDelta;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A registry with one student of university 1.
struct Scene<'a> {
    place: &'a Place,
    registry: RunningRegistry,
    clock: Arc<ManualClock>,
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
            clock,
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

    async fn rule(&self, state: SanctionState, whole: bool) {
        let mut proposal = propose([Ground::AdmissionRefused], world::premises(1)).unwrap();
        if whole {
            proposal.premises = None;
        }
        let sanction = Sanction {
            id: sanction(1),
            visit: VisitId::new(world::uuid(20, 1)),
            act: ActId::new(world::uuid(21, 1)),
            organisation: university(1),
            proposal,
            proposed_at: self.now,
            state,
            log: Vec::new(),
            points: Vec::new(),
        };
        self.registry
            .core()
            .store
            .write(move |tx| -> Result<(), StoreError> {
                rows::put_sanction(tx, &sanction)?;
                vouchers::note_ruling(tx, &sanction)
            })
            .await
            .unwrap();
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

fn decision(now: Moment) -> Decision {
    Decision {
        by: PersonId::new(world::uuid(13, 1)),
        at: now,
        reason: "По акту № 147".into(),
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
async fn a_ruling_stops_payment_and_its_end_lets_it_go_on() {
    let places = places().await;
    for place in &places {
        let scene = Scene::begin(place).await;
        let id = AccountId::Executor(university(1));
        let since = "2025-09-02".parse().unwrap();
        let suspended = SanctionState::Suspended {
            decision: decision(scene.now),
            since,
            until: "2026-01-02".parse().unwrap(),
        };
        scene.rule(SanctionState::Proposed, false).await;
        assert_eq!(scene.follow().await, 0, "a proposal stops nothing");
        scene.rule(suspended.clone(), false).await;
        scene.rule(suspended, false).await;
        assert_eq!(scene.follow().await, 1);
        assert!(scene.account(id).pauses()[0].ended.is_none());
        let resumed = SanctionState::Resumed {
            decision: decision(scene.now),
            since,
            ended: "2025-09-20".parse().unwrap(),
        };
        scene.rule(resumed, false).await;
        assert_eq!(scene.follow().await, 1);
        assert!(scene.account(id).pauses()[0].ended.is_some());
        let terminated = SanctionState::Terminated {
            decision: decision(scene.now),
        };
        scene.rule(terminated.clone(), false).await;
        assert_eq!(scene.follow().await, 0, "one building ends no contract");
        scene.rule(terminated, true).await;
        assert_eq!(scene.follow().await, 1);
        let ledger = scene.ledger();
        let ended = |number| {
            ledger
                .books()
                .contract(contract(number))
                .unwrap()
                .terminated
        };
        assert!(ended(1) && !ended(2));
        scene.end().await;
    }
    gone(places).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_ledger_refuses_is_tried_again_later_and_says_why() {
    let places = places().await;
    for place in &places {
        let scene = Scene::begin(place).await;
        let id = AccountId::Executor(university(1));
        // A suspension that would end before it began: no rule lets it through.
        let impossible = SanctionState::Suspended {
            decision: decision(scene.now),
            since: "2025-09-20".parse().unwrap(),
            until: "2025-09-02".parse().unwrap(),
        };
        scene.rule(impossible, false).await;
        assert_eq!(scene.follow().await, 0);
        assert!(scene.account(id).pauses().is_empty());
        let waiting = || {
            apart(|| {
                place.beside(|connection| {
                    let all = connection.all(
                        "SELECT tries, word FROM ledger_causes",
                        crate::store::params![],
                        |row| Ok((row.get::<u32>(0)?, row.text(1)?.to_owned())),
                    );
                    all.unwrap()
                })
            })
        };
        assert_eq!(waiting(), [(1, "sanction_unfit".to_owned())]);
        assert_eq!(scene.follow().await, 0);
        assert_eq!(waiting()[0].0, 1, "not before its time");
        scene.clock.advance(TimeDelta::minutes(11));
        assert_eq!(scene.follow().await, 0);
        assert_eq!(waiting()[0].0, 2);
        // Set right by the officer: the ruling noted anew takes its place.
        let possible = SanctionState::Suspended {
            decision: decision(scene.now),
            since: "2025-09-02".parse().unwrap(),
            until: "2026-01-02".parse().unwrap(),
        };
        scene.rule(possible, false).await;
        assert_eq!(scene.follow().await, 1);
        assert!(waiting().is_empty());
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
