//! The monthly validation in the registry, on every engine.

use super::engine::Place;
use super::{Device, World, take};
use crate::environment::{Environment, ManualClock, SystemRandomness};
use crate::months::{self, Put, PutError, Stop};
use crate::store::{Store, StoreError, params, rows, sql};
use crate::{MonthError, Registry, RegistryConfig, RunningRegistry};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{LifeStatus, Programme, Study};
use baqylau_domain::identifiers::{BlobHash, OrganisationId};
use baqylau_domain::identifiers::{Iin, MandateId, PersonId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade, MonthRefusal, MonthStage, PersonFact};
use baqylau_domain::organisation::{Contract, Organisation, OrganisationKind};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{Mandate, MandateScope, Principal, SchoolingRecord};
use baqylau_domain::text::Trilingual;
use baqylau_protocol::api;
use baqylau_protocol::month::{
    ActQuantities, ExceptionsPage, KnownMonths, MonthCounts, MonthName, MonthOrganisations,
    MonthState, RegisterPage,
};
use chrono::NaiveDate;
use reqwest::{Method, StatusCode};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

fn october() -> Period {
    Period::new(2026, 10).unwrap()
}

fn school(n: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(n))
}

fn organisation(id: OrganisationId, kind: OrganisationKind) -> Organisation {
    Organisation {
        id,
        bin: baqylau_domain::identifiers::Unverified::new("230940999005"),
        name: Trilingual::default(),
        kind,
        territory: "711210000".parse().unwrap(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: Vec::new(),
        licences: Vec::new(),
        contracts: vec![Contract {
            number: "1".to_owned(),
            date: day(2026, 8, 20),
            period: (day(2026, 9, 1), day(2027, 5, 31)),
            amount: Tiyn(1),
            places: 100,
        }],
        sample: false,
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn with_schools(place: &Place, count: u128) -> Store {
    let store = place.store();
    store
        .write_blocking(move |tx| -> Result<(), StoreError> {
            (1..=count).try_for_each(|n| {
                rows::put_organisation(tx, &organisation(school(n), OrganisationKind::School))
            })
        })
        .unwrap();
    store
}

fn batch(n: u128, revision: u32, numbers: &[u64]) -> Batch {
    let head = BatchHead {
        organisation: school(n),
        programme: Programme::Schooling,
        period: october(),
        revision,
        source: BlobHash::new([1; 32]),
    };
    let entries: Vec<Entry> = numbers
        .iter()
        .map(|number| Entry {
            number: *number,
            born: None,
            grade: Some(Grade::Class(3)),
            study: Some(Study::GeneralClass),
            contract: None,
            lessons: None,
        })
        .collect();
    Batch::new(head, &entries).unwrap()
}

fn put(store: &Store, batch: &Batch) -> Result<Put, PutError> {
    let batch = batch.clone();
    store.write_blocking(move |tx| months::put_batch(tx, &batch, super::morning()))
}

#[test]
fn the_newest_batch_counts_and_none_is_changed() {
    for place in Place::each() {
        let store = with_schools(&place, 1);
        let newest = |store: &Store| {
            store.read_blocking(|connection| {
                months::newest_revision(connection, october(), school(1))
            })
        };
        assert_eq!(newest(&store), Ok(0));
        let first = batch(1, 1, &[150_314_599_009]);
        assert_eq!(put(&store, &first), Ok(Put::Added));
        assert_eq!(put(&store, &first), Ok(Put::Already));
        let other = batch(1, 1, &[]);
        assert_eq!(put(&store, &other), Err(PutError::Older { newest: 1 }));
        assert_eq!(put(&store, &batch(1, 3, &[])), Ok(Put::Added));
        assert_eq!(
            put(&store, &batch(1, 2, &[])),
            Err(PutError::Older { newest: 3 })
        );
        assert_eq!(put(&store, &first), Err(PutError::Older { newest: 3 }));
        assert_eq!(newest(&store), Ok(3));
        let stranger = batch(9, 1, &[]);
        assert_eq!(put(&store, &stranger), Err(PutError::NoOrganisation));
        let bodies: Vec<Vec<u8>> = store
            .read_blocking(|connection| {
                let key = params![202_610_i64, school(1).to_string(), 1];
                connection.all(sql::months::BATCH, key, |row| row.get(1))
            })
            .unwrap();
        assert_eq!(bodies, [first.to_bytes()]);
    }
}

/// Valid numbers of several birth dates.
fn numbers(count: usize) -> Vec<u64> {
    let mut found = Vec::new();
    for begin in [150_314_500_000_u64, 150_315_500_000, 120_229_500_000] {
        let valid = (begin..).filter(|number| Iin::from_number(*number).is_ok());
        found.extend(valid.take(count));
    }
    found
}

/// Who may freeze a month.
pub(super) fn centre() -> Actor {
    Actor {
        person: PersonId::new(Uuid::from_u128(9)),
        role: AccountRole::FinancialCentre,
        territory: None,
        organisation: None,
    }
}

/// A registry over a place, with a clock that stands still after the month.
async fn open(place: &Place) -> RunningRegistry {
    let config = RegistryConfig {
        environment: Environment {
            clock: Arc::new(ManualClock::new(super::morning())),
            random: Arc::new(SystemRandomness),
        },
        ..place.config()
    };
    Registry::start(config).await.unwrap()
}

/// What each school sends: 300 schools, so that the work has several groups; every fortieth
/// person is also listed by the school after.
fn sent(schools: u128) -> BTreeMap<u128, Vec<u64>> {
    let numbers = numbers(400);
    (1..=schools)
        .map(|n| {
            let at = usize::try_from(n).unwrap() * 2;
            let mut own = numbers[at % 1_100..at % 1_100 + 2].to_vec();
            if n % 20 == 0 {
                own.push(numbers[(at + 2) % 1_100]);
            }
            own.push(n as u64 + 1_000);
            (n, own)
        })
        .collect()
}

fn facts() -> Vec<PersonFact> {
    let known = numbers(400).into_iter().enumerate();
    known
        .filter(|(place, _)| place % 17 != 0)
        .map(|(place, number)| PersonFact {
            number,
            life: Some(if place % 50 == 3 {
                LifeStatus::Dead
            } else {
                LifeStatus::Alive
            }),
            country: Some(398),
        })
        .collect()
}

/// A registry with everything a month needs, not frozen.
async fn filled(place: &Place, sent: &BTreeMap<u128, Vec<u64>>) -> RunningRegistry {
    let registry = open(place).await;
    let batches: Vec<Batch> = sent
        .iter()
        .map(|(n, numbers)| batch(*n, 1, numbers))
        .collect();
    let core = Arc::clone(registry.core());
    core.store
        .write(move |tx| -> Result<(), PutError> {
            for batch in &batches {
                let id = batch.head().organisation;
                rows::put_organisation(tx, &organisation(id, OrganisationKind::School))?;
                months::put_batch(tx, batch, super::morning())?;
            }
            Ok(())
        })
        .await
        .unwrap();
    registry.keep_person_facts(facts()).await.unwrap();
    registry
}

type Registers = Vec<(String, i64, i64, String, Vec<u8>)>;

const ALL_REGISTERS: &str = "SELECT organisation, revision, current, hash, body
    FROM month_registers ORDER BY organisation, revision";

fn registers(place: &Place) -> Registers {
    place.beside(|connection| {
        connection
            .all(ALL_REGISTERS, params![], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            })
            .unwrap()
    })
}

/// Works until a place is reached, as if the process had been killed there.
async fn cut_off(registry: &RunningRegistry, at: Stop) -> bool {
    let core = Arc::clone(registry.core());
    let work = tokio::task::spawn_blocking(move || {
        months::work_watched(&core, &mut |reached| {
            if reached == at {
                Err(StoreError::Closed)
            } else {
                Ok(())
            }
        })
    });
    work.await.unwrap() == Err(StoreError::Closed)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validation_cut_off_anywhere_ends_with_the_same_registers() {
    for place in Place::each() {
        let sent = sent(300);
        let registry = filled(&place, &sent).await;
        registry.freeze_month(october(), centre()).await.unwrap();
        let made = registry.validate_months().await.unwrap();
        assert_eq!(made, 300);
        let whole = registry.month(october()).await.unwrap();
        assert_eq!(whole.stage, MonthStage::Validated);
        registry.stop().await;
        let wanted = registers(&place);
        assert_eq!(wanted.len(), 300);

        let stops = [
            Stop::Sorted,
            Stop::Shards(1),
            Stop::Run,
            Stop::Judged(256),
            Stop::Judged(300),
            Stop::Sealed,
        ];
        // Some alone, and then all of them one after the other in one month.
        for stops in [&stops[1..2], &stops[3..4], &stops[..]] {
            let place = place.another();
            let mut registry = filled(&place, &sent).await;
            registry.freeze_month(october(), centre()).await.unwrap();
            for stop in stops {
                assert!(cut_off(&registry, *stop).await, "{stop:?} wasn't reached");
                registry.stop().await;
                registry = open(&place).await;
            }
            registry.validate_months().await.unwrap();
            let month = registry.month(october()).await.unwrap();
            registry.stop().await;
            assert_eq!(registers(&place), wanted, "{stops:?}");
            assert_eq!((month.root, month.revision), (whole.root, 1), "{stops:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn corrections_end_where_a_month_of_corrected_batches_does_and_keep_what_was() {
    for place in Place::each() {
        let mut sent = sent(40);
        let registry = filled(&place, &sent).await;
        let numbers = numbers(400);
        registry.freeze_month(october(), centre()).await.unwrap();
        registry.validate_months().await.unwrap();
        let before = registers(&place);
        let first = registry.month(october()).await.unwrap();

        // One takes a person from its neighbour, one lets everybody go, one sends the same again,
        // one comes late.
        let corrections: [(u128, Vec<u64>); 4] = [
            (
                1,
                [sent[&1].clone(), vec![sent[&2][0], numbers[900]]].concat(),
            ),
            (20, Vec::new()),
            (5, sent[&5].clone()),
            (41, vec![numbers[901], sent[&1][0]]),
        ];
        let late = organisation(school(41), OrganisationKind::School);
        let core = Arc::clone(registry.core());
        core.store
            .write(move |tx| rows::put_organisation(tx, &late))
            .await
            .unwrap();
        let mut touched = Vec::new();
        for (n, now) in corrections {
            let revision = if n == 41 { 1 } else { 2 };
            assert_eq!(
                registry.keep_batch(batch(n, revision, &now)).await,
                Ok(true)
            );
            touched.push(registry.validate_months().await.unwrap());
            sent.insert(n, now);
        }
        // The neighbour whose person is now listed twice; the one listed twice with it no more;
        // nobody; the first again.
        assert_eq!(touched, [2, 2, 1, 2]);
        let month = registry.month(october()).await.unwrap();
        assert_eq!(month.revision, first.revision + 4);
        let after = registers(&place);
        for former in &before {
            // Former registers are there as they were, only that they don't count any more.
            let kept = after
                .iter()
                .find(|row| (&row.0, row.1) == (&former.0, former.1))
                .unwrap();
            assert_eq!((&kept.3, &kept.4), (&former.3, &former.4));
        }
        registry.stop().await;

        let other = place.another();
        let again = filled(&other, &sent).await;
        // Hashes of batches are those of corrected ones.
        for n in [1, 5, 20] {
            again.keep_batch(batch(n, 2, &sent[&n])).await.unwrap();
        }
        again.freeze_month(october(), centre()).await.unwrap();
        again.validate_months().await.unwrap();
        let fresh = again.month(october()).await.unwrap();
        again.stop().await;
        assert_eq!(fresh.root, month.root);
        let counting: Vec<_> = after
            .into_iter()
            .filter(|row| row.2 == 1)
            .map(|row| (row.0, row.3, row.4))
            .collect();
        let wanted: Vec<_> = registers(&other)
            .into_iter()
            .map(|row| (row.0, row.3, row.4))
            .collect();
        assert_eq!(counting, wanted);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_month_takes_nothing_and_a_correction_holds_the_closing() {
    for place in Place::each() {
        let registry = filled(&place, &sent(3)).await;
        let officer = Actor {
            role: AccountRole::EducationOfficer,
            ..centre()
        };
        let refused = |refusal| Err(MonthError::Refused(refusal));
        let tried = registry.freeze_month(october(), officer).await;
        assert_eq!(tried, refused(MonthRefusal::NotYours));
        let early = registry.close_month(october(), centre()).await;
        assert_eq!(early, refused(MonthRefusal::NotValidated));
        registry.freeze_month(october(), centre()).await.unwrap();
        let again = registry.freeze_month(october(), centre()).await;
        assert_eq!(again, refused(MonthRefusal::FrozenAlready));
        // Arrived after the freeze: counts as a correction, once the rest is validated.
        let late = batch(2, 2, &[numbers(1)[0]]);
        assert_eq!(registry.keep_batch(late).await, Ok(true));
        let closing = registry.close_month(october(), centre()).await;
        assert_eq!(closing, refused(MonthRefusal::NotValidated));
        assert!(cut_off(&registry, Stop::Sealed).await);
        let closing = registry.close_month(october(), centre()).await;
        assert_eq!(
            closing,
            refused(MonthRefusal::NotValidated),
            "a correction waits"
        );
        registry.validate_months().await.unwrap();
        let closed = registry.close_month(october(), centre()).await.unwrap();
        assert_eq!(closed.stage, MonthStage::Closed);
        let more = registry.keep_batch(batch(2, 3, &[])).await;
        assert_eq!(more, Err(PutError::Closed));
        assert_eq!(registry.validate_months().await, Ok(0));
        assert_eq!(registry.check().await.unwrap().audit_broken_at, None);
        registry.stop().await;
    }
}

const OCTOBER: MonthName = MonthName {
    year: 2026,
    month: 10,
};

/// A demonstration with two schools of Astana that list one pupil both, sent and known.
async fn two_schools() -> World {
    let world = World::without_order().await;
    let core = Arc::clone(world.registry.core());
    core.store
        .write(|tx| -> Result<(), PutError> {
            let numbers = numbers(3);
            for (n, own) in [(1, &numbers[..2]), (2, &numbers[1..3])] {
                rows::put_organisation(tx, &organisation(school(n), OrganisationKind::School))?;
                months::put_batch(tx, &batch(n, 1, own), super::morning())?;
            }
            Ok(())
        })
        .await
        .unwrap();
    world.registry.keep_person_facts(facts()).await.unwrap();
    world
}

/// October of these organisations, sent, frozen and validated.
pub(super) async fn october_of(world: &World, organisations: Vec<(OrganisationId, Programme)>) {
    let core = Arc::clone(world.registry.core());
    core.store
        .write(move |tx| -> Result<(), PutError> {
            for (place, (organisation, programme)) in organisations.iter().enumerate() {
                let head = BatchHead {
                    organisation: *organisation,
                    programme: *programme,
                    period: october(),
                    revision: 1,
                    source: BlobHash::new([1; 32]),
                };
                let entries: Vec<Entry> =
                    batch(1, 1, &numbers(6)[place..place + 2]).iter().collect();
                months::put_batch(tx, &Batch::new(head, &entries).unwrap(), super::morning())?;
            }
            Ok(())
        })
        .await
        .unwrap();
    months::freeze(&core, october(), centre()).await.unwrap();
    world.registry.validate_months().await.unwrap();
}

async fn post(device: &Device, path: &str, month: MonthName) -> reqwest::Response {
    let asked = device.request(Method::POST, path).json(&month);
    asked.send().await.unwrap()
}

fn about(path: &str, rest: &str) -> String {
    format!("{path}?year=2026&month=10{rest}")
}

/// Every route about months, asked by who may; for the walk over all routes.
pub(super) async fn walk(
    world: &World,
    centre: &Device,
    observer: &Device,
) -> Vec<(StatusCode, String)> {
    let id = school(1);
    let core = Arc::clone(world.registry.core());
    core.store
        .write(move |tx| -> Result<(), PutError> {
            rows::put_organisation(tx, &organisation(id, OrganisationKind::School))?;
            months::put_batch(tx, &batch(1, 1, &numbers(3)), super::morning()).map(drop)
        })
        .await
        .unwrap();
    let mut seen = Vec::new();
    let frozen = post(centre, api::MONTH_FREEZE, OCTOBER).await;
    seen.push((frozen.status(), api::MONTH_FREEZE.to_owned()));
    world.registry.validate_months().await.unwrap();
    let whose = format!("&organisation={id}");
    for path in [
        about(api::MONTH, ""),
        about(api::MONTH_REGISTER, &whose),
        about(api::MONTH_EXCEPTIONS, ""),
        about(api::MONTH_COUNTS, ""),
        about(api::MONTH_ACT, &whose),
        about(api::MONTH_ORGANISATIONS, ""),
        api::MONTHS.to_owned(),
    ] {
        let answer = observer.request(Method::GET, &path).send().await.unwrap();
        seen.push((answer.status(), path));
    }
    let closed = post(centre, api::MONTH_CLOSE, OCTOBER).await;
    seen.push((closed.status(), api::MONTH_CLOSE.to_owned()));
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_frozen_by_the_centre_and_seen_by_whose_schools_they_are() {
    let world = two_schools().await;
    let centre = world
        .device(world.by_role(AccountRole::FinancialCentre, 0))
        .await;
    let whose = format!("&organisation={}", school(1));
    let register = about(api::MONTH_REGISTER, &whose);

    for sample in &world.people {
        let device = world.device(sample).await;
        if sample.person.role != AccountRole::FinancialCentre {
            for path in [api::MONTH_FREEZE, api::MONTH_CLOSE] {
                let tried = post(&device, path, OCTOBER).await.status();
                assert_eq!(tried, StatusCode::FORBIDDEN, "{:?}", sample.person.role);
            }
        }
    }
    let running = MonthName {
        year: 2026,
        month: 11,
    };
    let early = take::<MonthState>(post(&centre, api::MONTH_FREEZE, running).await).await;
    let (status, error) = early.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(error.detail, "not-over");
    for _ in 0..2 {
        // Asked again it answers what stands.
        let frozen = take::<MonthState>(post(&centre, api::MONTH_FREEZE, OCTOBER).await).await;
        let state = frozen.unwrap();
        assert_eq!(state.month.stage, MonthStage::Frozen);
        assert_eq!((state.sent, state.counting, state.judged), (2, 2, 0));
    }
    world.registry.validate_months().await.unwrap();

    for sample in &world.people {
        let (role, territory) = (sample.person.role, sample.person.territory);
        let device = world.device(sample).await;
        let ask = async |path: &str| {
            let answer = device.request(Method::GET, path).send().await.unwrap();
            let status = answer.status();
            let text = answer.text().await.unwrap();
            for number in numbers(3) {
                assert!(!text.contains(&number.to_string()), "{path}");
            }
            (status, text)
        };
        let here = territory.is_none_or(|own| own.contains("710000000".parse().unwrap()));
        let officer = role == AccountRole::EducationOfficer && here;
        let quantities =
            officer || matches!(role, AccountRole::FinancialCentre | AccountRole::Observer);
        let single = officer || role == AccountRole::Observer;
        let expected = |may: bool| match role {
            _ if may => StatusCode::OK,
            AccountRole::Commission | AccountRole::School => StatusCode::FORBIDDEN,
            _ => StatusCode::NOT_FOUND,
        };
        let people = match role {
            AccountRole::FinancialCentre => StatusCode::FORBIDDEN,
            _ => expected(single),
        };
        assert_eq!(ask(&register).await.0, people, "{role:?} {territory:?}");
        let act = ask(&about(api::MONTH_ACT, &whose)).await;
        assert_eq!(act.0, expected(quantities), "{role:?} {territory:?}");
        let (status, text) = ask(&about(api::MONTH_COUNTS, "")).await;
        if matches!(role, AccountRole::Commission | AccountRole::School) {
            assert_eq!(status, StatusCode::FORBIDDEN);
        } else {
            let counts: MonthCounts = serde_json::from_str(&text).unwrap();
            assert_eq!(counts.regions.len(), usize::from(quantities), "{role:?}");
        }
        let (status, text) = ask(&about(api::MONTH_EXCEPTIONS, "&reason=duplicate")).await;
        let without = [
            AccountRole::Commission,
            AccountRole::FinancialCentre,
            AccountRole::School,
        ];
        if without.contains(&role) {
            assert_eq!(status, StatusCode::FORBIDDEN);
        } else {
            let page: ExceptionsPage = serde_json::from_str(&text).unwrap();
            assert_eq!(
                page.exceptions.len(),
                if single { 2 } else { 0 },
                "{role:?}"
            );
        }
    }

    let observer = world.device(world.by_role(AccountRole::Observer, 0)).await;
    let get = async |path: &str| observer.request(Method::GET, path).send().await.unwrap();
    let page: RegisterPage = take(get(&register).await).await.unwrap();
    let act: ActQuantities = take(get(&about(api::MONTH_ACT, &whose)).await)
        .await
        .unwrap();
    assert_eq!(act.register, page.head);
    let tally = act.lines.iter().fold((0, 0, 0), |sum, line| {
        let quantity = line.quantity;
        (
            sum.0 + quantity.payable,
            sum.1 + quantity.held,
            sum.2 + quantity.excluded,
        )
    });
    // The first of the pupils is in no register of persons: held. The second is listed twice.
    assert_eq!(tally, (0, 1, 1));
    let found = world.registry.month_register(october(), school(1)).await;
    let (kept, found) = found.unwrap().unwrap();
    assert_eq!(found.hash(), page.head.sha256);
    assert_eq!(kept.hash(), page.head.batch);
    assert_eq!(page.people.len(), 2);
    let far = get(&format!("{register}&from=4000000000")).await;
    let far: RegisterPage = take(far).await.unwrap();
    assert!(far.people.is_empty() && far.next.is_none());
    let none = get(&format!("{register}&revision=2")).await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
    let thirteenth = get(&format!("{}?year=2026&month=13", api::MONTH)).await;
    assert_eq!(thirteenth.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_exceptions_follow_each_other_without_gap_or_repeat() {
    let world = World::without_order().await;
    let numbers = numbers(900);
    let core = Arc::clone(world.registry.core());
    core.store
        .write(move |tx| -> Result<(), PutError> {
            // Nothing is known of anybody: everybody is held.
            for n in 1..=230_usize {
                let id = school(n as u128);
                rows::put_organisation(tx, &organisation(id, OrganisationKind::School))?;
                let own = match n {
                    2 => &numbers[100..1_300],
                    _ => &numbers[n * 10..n * 10 + 2],
                };
                months::put_batch(tx, &batch(n as u128, 1, own), super::morning())?;
            }
            Ok(())
        })
        .await
        .unwrap();
    world
        .registry
        .freeze_month(october(), centre())
        .await
        .unwrap();
    world.registry.validate_months().await.unwrap();
    let observer = world.device(world.by_role(AccountRole::Observer, 0)).await;
    let (mut seen, mut pages, mut place) = (Vec::new(), 0, String::new());
    loop {
        let path = about(api::MONTH_EXCEPTIONS, &place);
        let answer = observer.request(Method::GET, &path).send().await.unwrap();
        let page: ExceptionsPage = take(answer).await.unwrap();
        pages += 1;
        let one = |one: baqylau_protocol::month::MonthException| (one.organisation, one.person.row);
        seen.extend(page.exceptions.into_iter().map(one));
        let Some(next) = page.next else { break };
        place = format!("&organisation={}&row={}", next.organisation, next.row);
    }
    assert!(pages > 2, "{pages}");
    assert_eq!(seen.len(), 1_200 + 229 * 2);
    assert!(seen.is_sorted_by(|a, b| a < b));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organisations_of_a_month_say_who_sent_what_and_who_should_have() {
    let world = two_schools().await;
    let core = Arc::clone(world.registry.core());
    core.store
        .write(|tx| -> Result<(), PutError> {
            // It sent September and nothing since, and its contract goes on.
            rows::put_organisation(tx, &organisation(school(3), OrganisationKind::School))?;
            let head = BatchHead {
                period: Period::new(2026, 9).unwrap(),
                ..*batch(3, 1, &[]).head()
            };
            months::put_batch(tx, &Batch::new(head, &[]).unwrap(), super::morning()).map(drop)
        })
        .await
        .unwrap();
    world
        .registry
        .freeze_month(october(), centre())
        .await
        .unwrap();
    world.registry.validate_months().await.unwrap();
    // The first school lets its second pupil go: the duplicate is none any more.
    let corrected = batch(1, 2, &numbers(3)[..1]);
    world.registry.keep_batch(corrected).await.unwrap();
    world.registry.validate_months().await.unwrap();

    for sample in &world.people {
        let (role, territory) = (sample.person.role, sample.person.territory);
        let device = world.device(sample).await;
        let path = about(api::MONTH_ORGANISATIONS, "");
        let answer = device.request(Method::GET, &path).send().await.unwrap();
        let listed = device.request(Method::GET, api::MONTHS).send().await;
        let listed = listed.unwrap();
        if matches!(role, AccountRole::Commission | AccountRole::School) {
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{role:?}");
            assert_eq!(listed.status(), StatusCode::FORBIDDEN, "{role:?}");
            continue;
        }
        let listed: KnownMonths = take(listed).await.unwrap();
        let months = listed.months.iter().map(|one| one.month.period.month());
        assert_eq!(months.collect::<Vec<_>>(), [10, 9], "the newest first");
        let text = answer.text().await.unwrap();
        for number in numbers(3) {
            assert!(!text.contains(&number.to_string()), "{role:?}");
        }
        let page: MonthOrganisations = serde_json::from_str(&text).unwrap();
        let find = |n: u128| {
            let mut all = page.organisations.iter();
            all.find(|one| one.organisation == school(n))
        };
        let here = territory.is_none_or(|own| own.contains("710000000".parse().unwrap()));
        let reads = match role {
            AccountRole::EducationOfficer => here,
            AccountRole::FinancialCentre | AccountRole::Observer => here,
            _ => false,
        };
        assert_eq!(find(1).is_some(), reads, "{role:?} {territory:?}");
        if !reads {
            continue;
        }
        let (first, third) = (find(1).unwrap(), find(3).unwrap());
        let sent = first.sent.as_ref().unwrap();
        assert_eq!((sent.revision, sent.learners, sent.rejected), (2, 1, 0));
        let revisions = first.registers.iter().map(|one| one.revision);
        assert_eq!(revisions.collect::<Vec<_>>(), [1, 2]);
        let duplicates = first.registers.iter().map(|one| {
            let mut reasons = one.reasons.iter();
            let found = reasons.find(|one| one.reason.code() == "duplicate");
            found.map_or(0, |one| one.people)
        });
        assert_eq!(duplicates.collect::<Vec<_>>(), [1, 0]);
        assert!(third.contracted && third.sent.is_none() && third.registers.is_empty());
        assert_eq!(third.before, Period::new(2026, 9));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_sees_its_own_pupils_with_a_mandate_for_acts_and_nobody_elses() {
    let world = two_schools().await;
    let sample = world.by_role(AccountRole::School, 0);
    let own = sample.person.organisation.unwrap();
    october_of(&world, vec![(own, Programme::Schooling)]).await;
    let device = world.device(sample).await;
    let of = |organisation: OrganisationId| {
        about(
            api::MONTH_REGISTER,
            &format!("&organisation={organisation}"),
        )
    };
    let ask = async |organisation| {
        let asked = device.request(Method::GET, &of(organisation));
        asked.send().await.unwrap()
    };
    // Whoever isn't entrusted with acts sees nothing, with a mandate for something else neither,
    // nor with one that has ended, or for another school.
    assert_eq!(ask(own).await.status(), StatusCode::FORBIDDEN);
    let person = sample.person.id;
    let give = async |number: u128, change: &dyn Fn(&mut Mandate)| {
        let mut mandate = Mandate {
            id: MandateId::new(Uuid::from_u128(number)),
            person,
            principal: Principal::School(own),
            scopes: BTreeSet::from([MandateScope::Acts]),
            from: day(2026, 1, 1),
            to: day(2027, 12, 31),
            basis: "Приказ № 1".to_owned(),
            granted_by: None,
            revoked: None,
        };
        change(&mut mandate);
        let record = SchoolingRecord::Mandate(mandate);
        let core = Arc::clone(world.registry.core());
        core.store
            .write(move |tx| crate::schooling::put(tx, &record))
            .await
            .unwrap();
    };
    give(1, &|one| {
        one.scopes = BTreeSet::from([MandateScope::Contracts])
    })
    .await;
    give(2, &|one| one.to = day(2026, 1, 2)).await;
    give(3, &|one| one.principal = Principal::School(school(1))).await;
    assert_eq!(ask(own).await.status(), StatusCode::FORBIDDEN);
    give(4, &|_| ()).await;
    let answer = ask(own).await;
    let text = answer.text().await.unwrap();
    for number in numbers(6) {
        assert!(!text.contains(&format!("{number:012}")), "masked");
    }
    let page: RegisterPage = serde_json::from_str(&text).unwrap();
    assert_eq!((page.head.organisation, page.people.len()), (own, 2));
    // Nobody else's, whatever mandate says so; and nothing else of the month.
    for other in [school(1), school(2), school(99)] {
        assert_eq!(ask(other).await.status(), StatusCode::NOT_FOUND);
    }
    let whose = format!("&organisation={own}");
    for path in [
        about(api::MONTH, ""),
        about(api::MONTH_EXCEPTIONS, ""),
        about(api::MONTH_COUNTS, ""),
        about(api::MONTH_ACT, &whose),
        about(api::MONTH_ORGANISATIONS, ""),
        api::MONTHS.to_owned(),
    ] {
        let answer = device.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
    }
}
