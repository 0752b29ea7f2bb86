//! The automatic checks at work against a simulator in the place of the source systems: on every
//! engine, with the clock in the test's hands.

mod figures;

use super::engine::Place;
use super::{Device, World, morning, take};
use crate::checks::{SourceSystems, ask_now, history, shown};
use crate::environment::{Clock as _, ManualClock, SystemRandomness};
use crate::store::{Connection, StoreError, params};
use crate::{Environment, Import, Registry, RegistryConfig, RunningRegistry};
use baqylau_connectors::{Settings, SourceSettings};
use baqylau_domain::Moment;
use baqylau_domain::checks::{CheckId, Decision, Fact, FactValue, Source, Subject};
use baqylau_domain::identifiers::{Bin, Iin, OrganisationId, PremisesId, Rka, Unverified};
use baqylau_domain::organisation::{Organisation, OrganisationKind, Premises, Purpose};
use baqylau_domain::people::AccountRole;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{Visit, plans_visits};
use baqylau_protocol::api;
use baqylau_protocol::checks::{
    CheckRow, CheckTurn, CheckVerdict, ChecksAsked, ChecksHistory, OrganisationChecks,
};
use baqylau_protocol::feed::{Change, Scope};
use baqylau_simulator::{Data, RunningSimulator, SimulatorConfig};
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use std::sync::Arc;

/// Heads and founders: invented, and never to be found where they don't belong.
const HEAD: &str = "110207699006";
const REGION: &str = "390000000";

fn id(number: u128) -> OrganisationId {
    OrganisationId::new(uuid::Uuid::from_u128(number))
}

fn premises(number: u128) -> PremisesId {
    PremisesId::new(uuid::Uuid::from_u128(100 + number))
}

fn bin(number: u32) -> Bin {
    (0..10)
        .find_map(|digit| format!("35074000{number:03}{digit}").parse().ok())
        .unwrap_or_else(|| panic!("no БИН for {number}"))
}

fn rka(number: u32) -> Rka {
    format!("9939{number:012}").parse().unwrap()
}

fn university(number: u32) -> Organisation {
    let n = u128::from(number);
    let name = Trilingual::new("Үлгі", "Образец", "Sample");
    Organisation {
        id: id(n),
        bin: Unverified::new(bin(number).to_string()),
        name: name.clone(),
        kind: OrganisationKind::University,
        territory: REGION.parse().unwrap(),
        legal_address: name.clone(),
        head: "басшы".to_owned(),
        premises: vec![Premises {
            id: premises(n),
            name: name.clone(),
            address: name,
            rka: Some(Unverified::new(rka(number).to_string())),
            territory: REGION.parse().unwrap(),
            purpose: Purpose::Education,
            capacity: Some(200),
            location: None,
        }],
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: true,
    }
}

/// What the systems know: universities 1 to `count`, everything in order.
fn world(count: u32) -> baqylau_simulator::World {
    let organisations: Vec<_> = (1..=count)
        .map(|n| {
            serde_json::json!({
                "bin": bin(n),
                "head": HEAD,
                "founders": [HEAD],
                "licences": [{ "number": "KZ1", "from": "2023-09-01", "addresses": [rka(n)] }],
            })
        })
        .collect();
    let buildings: Vec<_> = (1..=count)
        .map(|n| serde_json::json!({ "rka": rka(n), "holder": bin(n), "places": 400 }))
        .collect();
    let data: Data = serde_json::from_value(serde_json::json!({
        "organisations": organisations,
        "buildings": buildings,
        "persons": [{ "iin": HEAD }],
    }))
    .unwrap();
    baqylau_simulator::World::of(data).unwrap()
}

const ASKED: [Source; 6] = [
    Source::GbdUl,
    Source::GbdFl,
    Source::StateProperty,
    Source::Elicensing,
    Source::Culs,
    Source::Egkn,
];

/// A registry beside a simulator.
struct Scene {
    place: Place,
    clock: Arc<ManualClock>,
    simulator: RunningSimulator,
    registry: RunningRegistry,
}

fn config(place: &Place, clock: &Arc<ManualClock>, simulator: &RunningSimulator) -> RegistryConfig {
    let settings = Settings {
        sources: ASKED
            .into_iter()
            .map(|source| {
                let settings = SourceSettings {
                    timeout_ms: 2_000,
                    attempts: 2,
                    backoff_ms: 1,
                    breaker_failures: 1_000,
                    ..SourceSettings::at(simulator.url_of(source))
                };
                (source, settings)
            })
            .collect(),
    };
    RegistryConfig {
        sources: Some(SourceSystems::new(settings, |_| None).unwrap()),
        environment: Environment {
            clock: Arc::clone(clock) as Arc<dyn crate::environment::Clock>,
            random: Arc::new(SystemRandomness),
        },
        ..place.config()
    }
}

impl Scene {
    async fn on(place: Place, count: u32) -> Self {
        let clock = Arc::new(ManualClock::new(morning()));
        let time = Arc::clone(&clock);
        let simulator = RunningSimulator::start(SimulatorConfig {
            time: Arc::new(move || time.now()),
            ..SimulatorConfig::new(world(count))
        })
        .await
        .unwrap();
        let config = config(&place, &clock, &simulator);
        let registry = Registry::start(config).await.unwrap();
        let organisations = (1..=count).map(university).collect();
        let import = Import {
            organisations,
            ..Import::default()
        };
        registry.import(import).await.unwrap();
        Self {
            place,
            clock,
            simulator,
            registry,
        }
    }

    async fn run(&self) -> u32 {
        self.registry.run_checks().await.unwrap()
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.registry.core().store.read(work).await.unwrap()
    }

    async fn shown(&self, number: u128) -> OrganisationChecks {
        let found = self
            .read(move |connection| shown(connection, id(number)))
            .await;
        found.expect("checks were run")
    }

    async fn row(&self, number: u128, check: CheckId) -> CheckRow {
        let shown = self.shown(number).await;
        let mut rows = shown.rows.into_iter();
        rows.find(|row| row.check == check.code()).unwrap()
    }

    /// What an organisation's feed has told, oldest first.
    async fn told(&self, number: u128) -> Vec<OrganisationChecks> {
        let region = Scope::Region(REGION.parse().unwrap()).to_string();
        let bodies: Vec<String> = self
            .read(move |connection| {
                let feed = "SELECT body FROM feed WHERE scope = ?1 ORDER BY seq";
                connection.all(feed, params![region], |row| row.get(0))
            })
            .await;
        let changes = bodies
            .iter()
            .map(|body| serde_json::from_str::<Change>(body).unwrap());
        changes
            .filter_map(|change| match change {
                Change::Organisation {
                    organisation,
                    checks,
                } if organisation.id == id(number) => checks.map(|checks| *checks),
                _ => None,
            })
            .collect()
    }

    fn history(&self, number: u32, check: CheckId) -> ChecksHistory {
        let core = self.registry.core();
        let (organisation, now) = (university(number), self.clock.now());
        super::engine::apart(|| {
            core.store.read_blocking(|connection| {
                history(connection, &core.checks, &organisation, check, now)
            })
        })
        .unwrap()
    }

    async fn ask(&self, number: u128) -> CheckTurn {
        let now = self.clock.now();
        let asked = move |tx: &crate::store::Tx<'_>| ask_now(tx, id(number), now);
        self.registry.core().store.write(asked).await.unwrap()
    }

    fn asked(&self, source: Source, kind: &str) -> u64 {
        self.simulator.asked(source, kind)
    }

    fn faults(&self, faults: &[&str]) {
        let faults = faults.iter().map(|fault| fault.parse().unwrap()).collect();
        self.simulator.set_faults(faults);
    }

    fn close_licence(&self, number: u32) {
        let change = serde_json::json!({
            "bin": bin(number),
            "licences": [{
                "number": "KZ1", "status": "suspended", "from": "2023-09-01",
                "addresses": [rka(number)],
            }],
        });
        self.simulator
            .change(|world| world.change("organisation", &change))
            .unwrap();
    }
}

fn decision(checks: &OrganisationChecks, moment: &str) -> Decision {
    let mut decisions = checks.decisions.iter();
    decisions.find(|one| one.moment == moment).unwrap().decision
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_licence_changes_that_organisation_alone_and_reaches_the_feed() {
    for place in Place::each() {
        let scene = Scene::on(place, 3).await;
        assert!(scene.run().await >= 3);
        assert_eq!(scene.run().await, 0, "nothing is due");
        let licence = scene.row(2, CheckId::OrgLicence).await;
        assert_eq!(licence.verdict, CheckVerdict::Passed);
        assert_eq!(licence.evidence[0].said, "KZ1");
        assert_eq!(licence.consequence, "refuse");
        assert_eq!(licence.occasions, ["application", "activation"]);
        let told = [scene.told(1).await.len(), scene.told(3).await.len()];

        scene.close_licence(2);
        scene.clock.advance(TimeDelta::hours(25));
        scene.run().await;
        let licence = scene.row(2, CheckId::OrgLicence).await;
        assert_eq!(licence.verdict, CheckVerdict::Failed);
        assert_eq!(licence.reason.as_deref(), Some("licence-suspended"));
        assert_eq!(licence.since, scene.clock.now());
        assert!(licence.is_stop());
        let newest = scene.told(2).await.pop().unwrap();
        assert_eq!(newest, scene.shown(2).await, "the feed says the same");
        assert_eq!(decision(&newest, "application"), Decision::Refused);
        for other in [1, 3] {
            let licence = scene.row(other, CheckId::OrgLicence).await;
            assert_eq!(licence.verdict, CheckVerdict::Passed);
            assert_eq!(licence.since, morning());
        }
        assert_eq!(
            [scene.told(1).await.len(), scene.told(3).await.len()],
            told,
            "nobody hears what hasn't changed"
        );

        let history = scene.history(2, CheckId::OrgLicence);
        assert_eq!(history.entries.len(), 2);
        assert_eq!(history.entries[0].row.verdict, CheckVerdict::Failed);
        assert_eq!(history.entries[0].until, None);
        assert_eq!(history.entries[1].row.verdict, CheckVerdict::Passed);
        assert_eq!(history.entries[1].until, Some(scene.clock.now()));
        let audited: Vec<String> = scene
            .read(|connection| {
                let lines = "SELECT action FROM audit WHERE object = ?1 ORDER BY n";
                connection.all(lines, params![id(2).to_string()], |row| row.get(0))
            })
            .await;
        let line = "checks application waits -> refused".to_owned();
        assert!(audited.contains(&line), "{audited:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_source_leaves_unknown_and_what_it_said_counts_as_long_as_its_age_allows() {
    for place in Place::each() {
        let scene = Scene::on(place, 1).await;
        scene.faults(&["e-licensing=status:503"]);
        scene.run().await;
        let licence = scene.row(1, CheckId::OrgLicence).await;
        assert_eq!(licence.verdict, CheckVerdict::Unknown);
        assert_eq!(licence.reason.as_deref(), Some("no-answer"));
        let status = scene.row(1, CheckId::OrgStatus).await;
        assert_eq!(status.verdict, CheckVerdict::Passed, "others answered");
        let entities = scene.asked(Source::GbdUl, "legal-entity");

        // It is asked again after a pause, and nobody else is.
        scene.faults(&[]);
        assert_eq!(scene.run().await, 0, "not at once");
        scene.clock.advance(TimeDelta::minutes(2));
        scene.run().await;
        let licence = scene.row(1, CheckId::OrgLicence).await;
        assert_eq!(licence.verdict, CheckVerdict::Passed);
        assert_eq!(scene.asked(Source::GbdUl, "legal-entity"), entities);

        // Silent again: what it said stands in, marked, and then decides nothing any more.
        scene.faults(&["e-licensing=status:503"]);
        scene.clock.advance(TimeDelta::hours(30));
        scene.run().await;
        let licence = scene.row(1, CheckId::OrgLicence).await;
        assert_eq!(licence.verdict, CheckVerdict::Passed);
        assert_eq!(licence.evidence[0].age, baqylau_domain::checks::Age::Stale);
        assert_eq!(licence.since, morning() + TimeDelta::minutes(2));
        scene.clock.advance(TimeDelta::days(8));
        scene.run().await;
        let licence = scene.row(1, CheckId::OrgLicence).await;
        assert_eq!(licence.verdict, CheckVerdict::Unknown);
        assert_eq!(licence.reason.as_deref(), Some("too-old"));
        let newest = scene.told(1).await.pop().unwrap();
        assert_eq!(decision(&newest, "activation"), Decision::Waits);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_and_delays_make_no_fact() {
    for place in Place::each() {
        let scene = Scene::on(place, 2).await;
        scene.faults(&[
            "gbd-ul=delay:150",
            "culs=garbage",
            "egkn=half",
            "e-licensing=status:500*1",
        ]);
        scene.run().await;
        for number in [1, 2] {
            let verdict = |check| scene.row(number, check);
            let status = verdict(CheckId::OrgStatus).await;
            assert_eq!(status.verdict, CheckVerdict::Passed, "late is in time");
            let debt = verdict(CheckId::OrgTaxDebt).await;
            assert_eq!(debt.verdict, CheckVerdict::Unknown);
            assert!(debt.evidence.is_empty());
            let right = verdict(CheckId::PremisesRight).await;
            assert_eq!(right.reason.as_deref(), Some("no-answer"));
            let licence = verdict(CheckId::OrgLicence).await;
            assert_eq!(licence.verdict, CheckVerdict::Passed, "asked once more");
        }
        scene.faults(&[]);
        scene.clock.advance(TimeDelta::minutes(2));
        scene.run().await;
        let debt = scene.row(1, CheckId::OrgTaxDebt).await;
        assert_eq!(debt.verdict, CheckVerdict::Passed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_killed_in_the_middle_goes_on_and_asks_nobody_twice() {
    for place in Place::each() {
        let scene = Scene::on(place, 6).await;
        // One system never answers, so every turn hangs in its middle.
        scene.faults(&["culs=timeout"]);
        let core = Arc::clone(scene.registry.core());
        let run = tokio::spawn(async move { crate::checks::run(&core).await });
        while scene.asked(Source::Culs, "debts") < 4 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        run.abort();
        let _ = run.await;
        let Scene {
            place,
            clock,
            simulator,
            registry,
        } = scene;
        registry.stop().await;
        simulator.set_faults(Vec::new());
        let kept: Vec<String> = place.beside(|connection| {
            let answers = "SELECT question FROM check_answers";
            connection
                .all(answers, params![], |row| row.get(0))
                .unwrap()
        });
        assert!(!kept.is_empty(), "answers are kept as they come");
        let before = simulator.asked(Source::GbdUl, "legal-entity");

        let config = config(&place, &clock, &simulator);
        let registry = Registry::start(config).await.unwrap();
        let scene = Scene {
            place,
            clock,
            simulator,
            registry,
        };
        scene.run().await;
        for number in 1..=6 {
            let debt = scene.row(number, CheckId::OrgTaxDebt).await;
            assert_eq!(debt.verdict, CheckVerdict::Passed, "{number}");
        }
        let asked = scene.asked(Source::GbdUl, "legal-entity");
        assert!(asked >= before);
        let twice: Vec<String> = scene
            .read(|connection| {
                let twice = "SELECT about FROM check_questions
                    WHERE kind = 'legal-entity' AND outcome = 'answered'
                    GROUP BY about HAVING count(*) > 1";
                connection.all(twice, params![], |row| row.get(0))
            })
            .await;
        assert!(twice.is_empty(), "what was answered isn't asked again");
        let health = scene.registry.check().await.unwrap();
        assert_eq!(health.audit_broken_at, None);
        assert!(health.scopes_with_gaps.is_empty());
        drop(scene.place);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_asked_for_twice_at_once_is_made_once_and_asks_the_systems_anew() {
    for place in Place::each() {
        let scene = Scene::on(place, 2).await;
        scene.run().await;
        let before = [scene.told(1).await.len(), scene.told(2).await.len()];
        assert_eq!(scene.asked(Source::Elicensing, "licences"), 2);
        let (one, other) = tokio::join!(scene.ask(1), scene.ask(1));
        let mut turns = [one, other].map(|turn| format!("{turn:?}"));
        turns.sort();
        assert_eq!(turns, ["Queued", "Waiting"]);
        let (one, other) = tokio::join!(scene.run(), scene.run());
        assert_eq!(one + other, 0, "nothing changed");
        assert_eq!(
            scene.asked(Source::Elicensing, "licences"),
            3,
            "fresh or not, and one of them only"
        );
        assert_eq!(scene.told(1).await.len(), before[0] + 1, "who asked hears");
        assert_eq!(scene.told(2).await.len(), before[1]);
        assert_eq!(scene.ask(1).await, CheckTurn::Queued, "and again later");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_that_comes_by_itself_gives_a_turn_to_whom_it_concerns() {
    for place in Place::each() {
        let scene = Scene::on(place, 2).await;
        scene.run().await;
        let order = scene.row(1, CheckId::OrgQrOrder).await;
        assert_eq!(order.reason.as_deref(), Some("not-asked"));
        let fact = Fact {
            about: Subject::Organisation(bin(1)),
            value: FactValue::QrOrder {
                number: Some("12".to_owned()),
            },
            source: Source::Lms,
            as_of: scene.clock.now(),
            by: None,
        };
        let (intake, now) = (scene.registry.core().checks.intake(), scene.clock.now());
        let bring =
            move |tx: &crate::store::Tx<'_>| intake.take_in(tx, std::slice::from_ref(&fact), now);
        scene.registry.core().store.write(bring).await.unwrap();
        let asked = scene.asked(Source::Elicensing, "licences");
        assert_eq!(scene.run().await, 1);
        let order = scene.row(1, CheckId::OrgQrOrder).await;
        assert_eq!(order.verdict, CheckVerdict::Passed);
        assert_eq!(order.evidence[0].said, "12");
        let other = scene.row(2, CheckId::OrgQrOrder).await;
        assert_eq!(other.verdict, CheckVerdict::Unknown);
        assert_eq!(scene.asked(Source::Elicensing, "licences"), asked);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_named_in_keys_audit_or_what_readers_see() {
    for place in Place::each() {
        let scene = Scene::on(place, 1).await;
        let iin: Iin = HEAD.parse().unwrap();
        scene.run().await;
        assert!(
            scene.asked(Source::GbdFl, "person") > 0,
            "the founder's life"
        );
        let founders = scene.row(1, CheckId::OrgFounders).await;
        assert_eq!(founders.verdict, CheckVerdict::Passed);
        assert!(founders.evidence.iter().any(|one| one.about == "person"));
        let told = serde_json::to_string(&scene.told(1).await).unwrap();
        assert!(!told.contains(&iin.to_string()));
        for columns in [
            "SELECT source || question FROM check_answers",
            "SELECT asker || source || kind || about || request || outcome FROM check_questions",
            "SELECT about || topic || period || source FROM check_facts",
            "SELECT about || organisation || part FROM check_reads",
            "SELECT organisation || part || check_id || subject FROM check_rows",
            "SELECT body FROM check_shown",
            "SELECT operation || actor || action || object FROM audit",
        ] {
            let lines: Vec<String> = scene
                .read(move |connection| connection.all(columns, params![], |row| row.get(0)))
                .await;
            assert!(!lines.is_empty(), "{columns}");
            assert!(lines.iter().all(|line| !line.contains(HEAD)), "{columns}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_source_system_the_checks_wait() {
    for place in Place::each() {
        let registry = Registry::start(place.config()).await.unwrap();
        let import = Import {
            organisations: vec![university(1)],
            ..Import::default()
        };
        registry.import(import).await.unwrap();
        assert_eq!(registry.run_checks().await.unwrap(), 0);
        let known = registry
            .core()
            .store
            .read(|connection| shown(connection, id(1)));
        assert_eq!(known.await.unwrap(), None, "no verdict without a word");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_none_is_said_and_nobody_is_asked_about_it() {
    for place in Place::each() {
        let scene = Scene::on(place, 1).await;
        let mut wrong = university(7);
        wrong.bin = Unverified::new("123456789012");
        let import = Import {
            organisations: vec![wrong],
            ..Import::default()
        };
        scene.registry.import(import).await.unwrap();
        scene.run().await;
        let shown = scene.shown(7).await;
        assert!(shown.unidentified);
        assert!(shown.rows.is_empty() && shown.decisions.is_empty());
    }
}

/// Leaves one organisation of a demonstration to be checked, so that a test needn't check them all.
pub(super) async fn only(world: &World, kept: OrganisationId) {
    let work = move |tx: &crate::store::Tx<'_>| -> Result<(), StoreError> {
        let ids: Vec<String> =
            tx.all("SELECT id FROM organisations", params![], |row| row.get(0))?;
        for id in ids.iter().filter(|id| **id != kept.to_string()) {
            for part in ["establishment", "contingent"] {
                tx.run(
                    "INSERT INTO check_queue (organisation, part, occasion, due_at, ticket, tries,
                         anew) VALUES (?1, ?2, 'clock', ?3, 0, 0, 0)
                     ON CONFLICT (organisation, part) DO NOTHING",
                    params![id, part, i64::MAX / 2],
                )?;
            }
        }
        Ok(())
    };
    world.registry.core().store.write(work).await.unwrap();
}

/// An officer of a visit's region.
pub(super) async fn officer_of(world: &World, visit: &Visit) -> Device {
    let region = Scope::Region(visit.territory.region());
    for sample in &world.people {
        if plans_visits(sample.person.role) {
            let device = world.device(sample).await;
            if device.scopes().await.contains(&region) {
                return device;
            }
        }
    }
    panic!("the region has no officer");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_the_region_asks_and_everybody_of_the_region_hears() {
    let world = World::start().await;
    let (member, visit) = world.star().await;
    only(&world, visit.organisation).await;
    let path = format!("{}/{}/checks", api::ORGANISATIONS, visit.organisation);
    let region = visit.territory.region();
    let mut officers = 0;
    for sample in &world.people {
        let device = world.device(sample).await;
        let answer = device.request(Method::POST, &path).send().await.unwrap();
        let orders = plans_visits(sample.person.role);
        let here = device.scopes().await.contains(&Scope::Region(region));
        let expected = match (orders, here) {
            (false, _) => StatusCode::FORBIDDEN,
            (true, false) => StatusCode::NOT_FOUND,
            (true, true) => StatusCode::OK,
        };
        assert_eq!(answer.status(), expected, "{:?}", sample.person.role);
        if expected == StatusCode::OK {
            let asked: ChecksAsked = answer.json().await.unwrap();
            let first = officers == 0;
            officers += 1;
            let expected = if first {
                CheckTurn::Queued
            } else {
                CheckTurn::Waiting
            };
            assert_eq!(asked.turn, expected);
        }
    }
    assert!(officers > 0);
    assert!(world.registry.run_checks().await.unwrap() > 0);
    let pack = member.pack(visit.id).await;
    let checks = pack.checks.expect("the commission takes the checks along");
    assert!(!checks.rows.is_empty());
    let licence = checks.rows.iter().find(|row| {
        row.check == CheckId::PremisesLicence.code() && row.premises == Some(visit.premises)
    });
    let licence = licence.unwrap();
    assert_eq!(
        licence.verdict,
        CheckVerdict::Failed,
        "the story of the tour"
    );
    assert!(!checks.people.is_empty(), "its learners are counted");

    let observer = world.by_role(AccountRole::Observer, 0);
    let device = world.device(observer).await;
    let feed = device.feed(&Scope::Region(region)).await;
    let newest = super::newest(&feed, |change| match change {
        Change::Organisation {
            organisation,
            checks,
        } if organisation.id == visit.organisation => checks.clone(),
        _ => None,
    });
    assert_eq!(newest.as_ref(), Some(&checks));
    let history = format!("{path}?check=premises-licence");
    let history: ChecksHistory = take(device.request(Method::GET, &history).send().await.unwrap())
        .await
        .unwrap();
    assert!(history.entries.iter().any(|one| one.row == *licence));
    let nonsense = format!("{path}?check=nonsense");
    let refused = device.request(Method::GET, &nonsense).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_is_checked_through_the_same_connectors_and_no_real_name_is_blamed() {
    let world = World::start().await;
    let began = std::time::Instant::now();
    assert!(world.registry.run_checks().await.unwrap() > 100);
    println!("{:?}", began.elapsed());
    let shown: Vec<(String, String)> = world
        .registry
        .core()
        .store
        .read(|connection| -> Result<_, StoreError> {
            let all = "SELECT o.body, s.body FROM check_shown s
                JOIN organisations o ON o.id = s.organisation ORDER BY o.id";
            connection.all(all, params![], |row| Ok((row.get(0)?, row.get(1)?)))
        })
        .await
        .unwrap();
    let mut stops = 0;
    let mut unidentified = 0;
    for (organisation, checks) in &shown {
        let organisation: Organisation = serde_json::from_str(organisation).unwrap();
        let checks: OrganisationChecks = serde_json::from_str(checks).unwrap();
        unidentified += u32::from(checks.unidentified);
        stops += checks.stops();
        if !organisation.bin.as_text().starts_with("35") {
            let failed = |row: &&CheckRow| row.verdict == CheckVerdict::Failed;
            let failed = checks.rows.iter().find(failed);
            assert_eq!(failed, None, "{}", organisation.id);
        }
    }
    assert!(stops > 10 && unidentified > 0, "{stops} {unidentified}");
    let asked: Vec<i64> = world
        .registry
        .core()
        .store
        .read(|connection| -> Result<_, StoreError> {
            let answered = "SELECT count(*) FROM check_questions WHERE outcome = 'answered'";
            connection.all(answered, params![], |row| row.get(0))
        })
        .await
        .unwrap();
    assert!(asked[0] > 1_000, "every fact was an answer");
    assert_eq!(world.registry.run_checks().await.unwrap(), 0);
}

#[test]
fn a_moment_of_the_night_is_the_next_one() {
    let now: Moment = morning();
    let night = crate::checks::night_after(now, id(1));
    assert!(night > now && night - now < TimeDelta::days(2));
    assert_eq!(
        baqylau_domain::calendar::legal_day(night),
        super::today().succ_opt().unwrap()
    );
}
