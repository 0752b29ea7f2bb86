//! What the registry does in the ledger by itself, over real stores: signals followed once, however
//! often they are told and wherever a process ends.

use super::world::{self, World, bin, iin, student, tenge, university};
use super::{enter, open, sound};
use crate::RunningRegistry;
use crate::environment::{Clock as _, ManualClock};
use crate::store::{StoreError, rows};
use crate::tests::engine::{Place, apart};
use crate::vouchers::{self, Cause, kept_ledger};
use baqylau_domain::Moment;
use baqylau_domain::checks::{
    Capacity, Case, CheckMoment, CheckParameters, EntityStatus, Fact, FactValue, Facts,
    LicenceRecord, LifeStatus, Programme, Report, Source, Subject,
};
use baqylau_domain::identifiers::{Rka, Unverified};
use baqylau_domain::organisation::{
    LicenceStatus, Organisation, OrganisationKind, Premises, Purpose,
};
use baqylau_domain::text::Trilingual;
use baqylau_domain::voucher::{
    Account, AccountId, BlockGround, ClosingGround, Ledger, Operation, Request, Status, StudyForm,
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
        Self::of(place, &World::studying(1_000_000, 10)).await
    }

    async fn of(place: &'a Place, world: &World) -> Self {
        apart(|| {
            let store = place.store();
            enter(&store, world);
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
            .write(move |tx| vouchers::note(tx, std::slice::from_ref(&cause), now))
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
            by: None,
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

/// University 1 as a record, with one building, and what the checks say of it: all is well but
/// for tax debt, which is so many tenge.
async fn checked(scene: &Scene<'_>, debt: i64) {
    let at = scene.clock.now();
    let rka: Rka = "0201300000000017".parse().unwrap();
    let licence = LicenceRecord {
        number: "KZ01LAA00000001".into(),
        status: LicenceStatus::Active,
        from: "2023-09-01".parse().unwrap(),
        until: None,
        addresses: BTreeSet::from([rka.clone()]),
    };
    let us = || Subject::Organisation(bin(1));
    let building = || Subject::Premises(world::premises(1));
    let facts: Facts = [
        (
            us(),
            FactValue::Licences {
                licences: vec![licence],
            },
            Source::Elicensing,
        ),
        (
            us(),
            FactValue::TaxDebt {
                amount: tenge(debt),
            },
            Source::Culs,
        ),
        (
            us(),
            FactValue::SocialPayments { overdue: tenge(0) },
            Source::Culs,
        ),
        (
            us(),
            FactValue::QrOrder {
                number: Some("17-НҚ".into()),
            },
            Source::Lms,
        ),
        (
            building(),
            FactValue::StatedAddress { rka: rka.clone() },
            Source::Applicant,
        ),
        (
            building(),
            FactValue::FireSafety { conforms: true },
            Source::Elicensing,
        ),
        (
            building(),
            FactValue::SanitaryConformity {
                conforms: true,
                places: None,
            },
            Source::Elicensing,
        ),
        (
            building(),
            FactValue::Antiterror { conforms: true },
            Source::Elicensing,
        ),
        (
            building(),
            FactValue::BuildingPurpose {
                purpose: Purpose::Education,
            },
            Source::Egkn,
        ),
    ]
    .into_iter()
    .map(|(about, value, source)| Fact {
        about,
        value,
        source,
        as_of: at,
        by: None,
    })
    .collect();
    let mut case = Case::new(Programme::Voucher, CheckMoment::Change, bin(1));
    case.premises.insert(world::premises(1));
    let report = Report::run(&case, &facts, &CheckParameters::pilot(), at);
    let core = Arc::clone(scene.registry.core());
    let record = Organisation {
        id: university(1),
        bin: Unverified::new(bin(1).to_string()),
        name: Trilingual::same("Университет-образец"),
        kind: OrganisationKind::University,
        territory: "711210000".parse().unwrap(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: vec![Premises {
            id: world::premises(1),
            name: Trilingual::default(),
            address: Trilingual::default(),
            rka: None,
            territory: "711210000".parse().unwrap(),
            purpose: Purpose::Education,
            capacity: None,
            location: None,
        }],
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: false,
    };
    core.clone()
        .store
        .write(move |tx| -> Result<(), StoreError> {
            rows::put_organisation(tx, &record)?;
            crate::checks::keep(tx, &core.checks, university(1), &report)
        })
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_of_the_lms_reserves_a_voucher_when_nothing_stands_in_the_way_any_more() {
    let places = places().await;
    for place in &places {
        let mut world = World::with_order(10_000_000);
        world.ok(Operation::OpenBeneficiary {
            beneficiary: student(1),
            iin: iin(1),
        });
        let scene = Scene::of(place, &world).await;
        let sent = |number: &str| Cause::Contract {
            executor: university(1),
            student: iin(1),
            number: number.to_owned(),
            form: StudyForm::FullTime,
        };
        let waiting = || -> Vec<(u32, Option<String>)> {
            let all = "SELECT tries, word FROM ledger_causes";
            apart(|| {
                place.beside(|connection| {
                    let read = |row: &crate::store::Row<'_>| {
                        Ok((row.get::<u32>(0)?, row.get::<Option<String>>(1)?))
                    };
                    connection.all(all, crate::store::params![], read).unwrap()
                })
            })
        };
        let why = || waiting()[0].1.clone().unwrap();
        let later = |hours| scene.clock.advance(TimeDelta::hours(hours));

        scene.note(sent("Д-7")).await;
        assert_eq!(scene.follow().await, 0);
        assert_eq!(why(), "building_unknown", "the university isn't known here");
        assert_eq!(scene.follow().await, 0);
        assert_eq!(waiting()[0].0, 1, "not before its time");

        checked(&scene, 40_000).await;
        later(1);
        assert_eq!(scene.follow().await, 0);
        assert_eq!(why(), "no_voucher");

        // The Issuer places a voucher; the debt keeps it from being reserved.
        let mut told = Vec::new();
        for operation in [
            world.emit(1, 1_000_000, 10),
            Operation::Place {
                voucher: world::voucher(1),
                beneficiary: student(1),
            },
        ] {
            told.push(world.request(operation));
        }
        for answer in scene.registry.vouchers(told).await.unwrap() {
            answer.unwrap();
        }
        later(1);
        assert_eq!(scene.follow().await, 0);
        assert_eq!(why(), "not_green");

        checked(&scene, 0).await;
        later(2);
        assert_eq!(scene.follow().await, 1);
        assert!(waiting().is_empty());
        let ledger = scene.ledger();
        let reserved = ledger.books().voucher(world::voucher(1)).unwrap();
        assert_eq!(reserved.status, Status::Reserved);
        assert_eq!(reserved.reservations[0].lms_contract, "Д-7");

        // Sent again every month: nothing is asked again.
        scene.note(sent("Д-7")).await;
        assert_eq!(scene.follow().await, 0);
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
