//! What the LMS of several organisations say of the same people reaches the automatic checks of
//! each of them, over the country, and again whenever one of them corrects itself.

use super::{Lms, person};
use crate::checks::SourceSystems;
use crate::environment::{Clock as _, ManualClock, SystemRandomness};
use crate::lms::NewLms;
use crate::store::{StoreError, params};
use crate::tests::engine::Place;
use crate::{Environment, Import, Registry, RegistryConfig, RunningRegistry};
use baqylau_connectors::{Settings, SourceSettings};
use baqylau_domain::checks::{CheckId, Row, Source, Verdict};
use baqylau_domain::identifiers::{Bin, OrganisationId, Unverified};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::text::Trilingual;
use baqylau_protocol::lms::{LmsAnswer, LmsMethod};
use baqylau_simulator::{Data, RunningSimulator, SimulatorConfig};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::sync::Arc;

const ASKED: [Source; 4] = [Source::GbdUl, Source::GbdFl, Source::Enpf, Source::Enbek];

/// Two schools of two regions, a university of each, and systems that know the people.
struct Country {
    clock: Arc<ManualClock>,
    registry: RunningRegistry,
    lms: Vec<Lms>,
    _simulator: RunningSimulator,
    _place: Place,
}

fn bin(number: u32) -> Bin {
    // Some numbers are never assigned: each organisation has ten to itself.
    (number * 10..number * 10 + 10)
        .flat_map(|number| (0..10).map(move |digit| format!("35074000{number:03}{digit}")))
        .find_map(|text| text.parse().ok())
        .unwrap()
}

fn organisation(number: u32, kind: OrganisationKind, region: &str) -> Organisation {
    let name = Trilingual::new("Үлгі", "Образец", "Sample");
    Organisation {
        id: OrganisationId::new(uuid::Uuid::from_u128(u128::from(number))),
        bin: Unverified::new(bin(number).to_string()),
        name: name.clone(),
        kind,
        territory: region.parse().unwrap(),
        legal_address: name,
        head: "басшы".to_owned(),
        premises: Vec::new(),
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: true,
    }
}

/// The teacher whom both schools list, and one who works at the first alone.
fn shared() -> String {
    person(900).0.to_string()
}

fn own() -> String {
    person(901).0.to_string()
}

impl Country {
    async fn on(place: Place) -> Self {
        let clock = Arc::new(ManualClock::new(crate::tests::morning()));
        let time = Arc::clone(&clock);
        let data: Data = serde_json::from_value(json!({
            "organisations": (1..=4).map(|n| json!({ "bin": bin(n) })).collect::<Vec<_>>(),
            "persons": [
                { "iin": shared(), "employers": [bin(1)] },
                { "iin": own(), "employers": [bin(1)], "without_contributions": [bin(1)] },
                { "iin": person(1).0 },
            ],
        }))
        .unwrap();
        let world = baqylau_simulator::World::of(data).unwrap();
        let simulator = RunningSimulator::start(SimulatorConfig {
            time: Arc::new(move || time.now()),
            ..SimulatorConfig::new(world)
        })
        .await
        .unwrap();
        let settings = Settings {
            sources: ASKED
                .into_iter()
                .map(|source| (source, SourceSettings::at(simulator.url_of(source))))
                .collect(),
        };
        let config = RegistryConfig {
            sources: Some(SourceSystems::new(settings, |_| None).unwrap()),
            environment: Environment {
                clock: Arc::clone(&clock) as Arc<dyn crate::environment::Clock>,
                random: Arc::new(SystemRandomness),
            },
            ..place.config()
        };
        let registry = Registry::start(config).await.unwrap();
        let organisations = vec![
            organisation(1, OrganisationKind::School, "390000000"),
            organisation(2, OrganisationKind::School, "750000000"),
            organisation(3, OrganisationKind::University, "750000000"),
            organisation(4, OrganisationKind::University, "390000000"),
        ];
        let import = Import {
            organisations: organisations.clone(),
            ..Import::default()
        };
        registry.import(import).await.unwrap();
        let mut lms = Vec::new();
        for organisation in organisations {
            let school = format!("NOBD-{}", organisation.id);
            let new = NewLms {
                name: "Invented LMS".to_owned(),
                schools: vec![(school.clone(), organisation.bin.as_text().to_owned())],
                first_day: None,
                last_day: None,
                signed: false,
            };
            let core = registry.core();
            let (issued, new) = crate::lms::prepared(&core.context.environment, new).unwrap();
            let done = core.store.write(move |tx| crate::lms::register(tx, &new));
            done.await.unwrap();
            lms.push(Lms {
                base: registry.url(),
                token: issued.token,
                school,
                organisation,
                id: issued.id,
            });
        }
        Self {
            clock,
            registry,
            lms,
            _simulator: simulator,
            _place: place,
        }
    }

    /// The nth organisation sends a document about a month of 2026, or a quarter that ends in it.
    async fn send(&self, nth: usize, method: LmsMethod, when: (&str, u32), rows: &[Value]) {
        // Each word is younger than the one before.
        self.clock.advance(TimeDelta::seconds(1));
        let lms = &self.lms[nth - 1];
        let (span, number) = when;
        let document = json!({ "school_id": lms.school, "year": 2026, span: number, "rows": rows });
        let sent = lms.post(method).json(&document).send().await.unwrap();
        let answer: LmsAnswer = crate::tests::take(sent).await.unwrap();
        assert_eq!(answer.report.rejected, 0, "{:?}", answer.report);
    }

    /// What the checks of the nth organisation say of people, once they were run.
    async fn rows(&self, nth: usize, check: CheckId) -> Vec<Row> {
        self.registry.run_checks().await.unwrap();
        let bodies = "SELECT body FROM check_rows WHERE organisation = ?1 AND check_id = ?2
            AND until IS NULL ORDER BY subject";
        let organisation = self.lms[nth - 1].organisation.id.to_string();
        let store = &self.registry.core().store;
        let read = store.read(move |connection| -> Result<Vec<String>, StoreError> {
            connection.all(bodies, params![organisation, check.code()], |row| {
                row.get(0)
            })
        });
        let bodies = read.await.unwrap();
        bodies
            .iter()
            .map(|body| serde_json::from_str(body).unwrap())
            .collect()
    }

    /// The only row of a check, in a word.
    async fn said(&self, nth: usize, check: CheckId) -> String {
        let rows = self.rows(nth, check).await;
        assert_eq!(rows.len(), 1, "{check:?} of {nth}");
        word(&rows[0])
    }
}

fn word(row: &Row) -> String {
    match row.verdict {
        Verdict::Passed => "passed".to_owned(),
        Verdict::Failed(reason) => reason.code().to_owned(),
        Verdict::Unknown(why) => why.code().to_owned(),
        Verdict::NotApplicable(why) => why.code().to_owned(),
    }
}

fn pupil(n: u32, study: &str) -> Value {
    let (iin, born) = person(n);
    json!({ "iin": iin, "grade": 5, "birth_date": born, "study": study })
}

fn teacher(iin: &str) -> Value {
    json!({ "iin": iin, "subjects": [{ "subject": "maths", "hours": 40 }] })
}

fn marks(n: u32) -> Value {
    let grade = json!({ "subject": "maths", "kind": "number", "value": 9 });
    json!({ "iin": person(n).0, "grade": 5, "grades": [grade] })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_whom_two_schools_list_is_found_by_both_and_cleared_by_a_correction() {
    for place in Place::each() {
        let country = Country::on(place).await;
        let november = ("month", 11);
        let general = [pupil(1, "general_class")];
        let contingent = LmsMethod::Contingent;
        country.send(1, contingent, november, &general).await;
        assert_eq!(country.said(1, CheckId::LearnerDuplicate).await, "passed");
        assert_eq!(country.said(1, CheckId::LearnerLife).await, "passed");
        assert_eq!(country.said(1, CheckId::LearnerMoves).await, "passed");

        // Another region's school lists the pupil too, and says another type of study.
        country
            .send(2, contingent, november, &[pupil(1, "home")])
            .await;
        for nth in [1, 2] {
            let rows = country.rows(nth, CheckId::LearnerDuplicate).await;
            assert_eq!(word(&rows[0]), "duplicate");
            let evidence = rows[0].evidence.last().unwrap();
            assert_eq!(evidence.said, format!("{} {}", bin(1), bin(2)));
            let rows = country.rows(nth, CheckId::LearnerStudy).await;
            assert_eq!(word(&rows[0]), "conflict");
            assert_eq!(rows[0].evidence.len(), 2, "both words are evidence");
        }

        // It corrects itself: the pupil isn't theirs.
        country
            .send(2, contingent, november, &[pupil(2, "home")])
            .await;
        assert_eq!(country.said(1, CheckId::LearnerDuplicate).await, "passed");
        assert_eq!(country.said(1, CheckId::LearnerStudy).await, "passed");
        assert_eq!(country.said(1, CheckId::LearnerBirth).await, "passed");
        assert_eq!(country.said(2, CheckId::LearnerDuplicate).await, "passed");

        // A student of a university is listed as well.
        let contract = super::students::contract(person(1).0, &["G"]);
        country
            .send(3, LmsMethod::Contracts, november, &[contract])
            .await;
        assert_eq!(
            country.said(1, CheckId::LearnerDuplicate).await,
            "duplicate"
        );
        assert_eq!(
            country.said(3, CheckId::LearnerDuplicate).await,
            "duplicate"
        );
        country.registry.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_universities_that_contracted_the_same_student_contradict_each_other() {
    for place in Place::each() {
        let country = Country::on(place).await;
        let contract = || super::students::contract(person(1).0, &["G"]);
        let contracts = LmsMethod::Contracts;
        country
            .send(3, contracts, ("month", 11), &[contract()])
            .await;
        assert_eq!(country.said(3, CheckId::LearnerContract).await, "passed");
        country
            .send(4, contracts, ("month", 10), &[contract()])
            .await;
        assert_eq!(country.said(3, CheckId::LearnerContract).await, "conflict");
        // The next month it isn't theirs any more: what was said before is taken back.
        country.send(4, contracts, ("month", 11), &[]).await;
        assert_eq!(country.said(3, CheckId::LearnerContract).await, "passed");
        // A month long gone says nothing of today's contracts.
        country.send(4, contracts, ("month", 10), &[]).await;
        country
            .send(4, contracts, ("month", 10), &[contract()])
            .await;
        assert_eq!(country.said(3, CheckId::LearnerContract).await, "passed");
        country.registry.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_of_the_last_quarter_speak_for_a_pupil_and_their_absence_against() {
    for place in Place::each() {
        let country = Country::on(place).await;
        let both = [pupil(1, "home"), pupil(2, "home")];
        country
            .send(1, LmsMethod::Contingent, ("month", 11), &both)
            .await;
        let before = country.rows(1, CheckId::LearnerProgress).await;
        assert!(before.iter().all(|row| word(row) == "not-asked"));
        country
            .send(1, LmsMethod::Grades, ("quarter", 1), &[marks(1)])
            .await;
        let rows = country.rows(1, CheckId::LearnerProgress).await;
        let mut words: Vec<String> = rows.iter().map(word).collect();
        words.sort();
        assert_eq!(words, ["no-marks", "passed"]);
        // The second moved here in November: the first school's marks are theirs.
        country
            .send(2, LmsMethod::Grades, ("quarter", 1), &[marks(2)])
            .await;
        let rows = country.rows(1, CheckId::LearnerProgress).await;
        assert!(rows.iter().all(|row| word(row) == "passed"));
        country.registry.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn teachers_an_lms_sends_are_asked_about_and_found_in_two_regions() {
    for place in Place::each() {
        let country = Country::on(place).await;
        let october = ("month", 10);
        let teachers = LmsMethod::Teachers;
        let both = [teacher(&shared()), teacher(&own())];
        country.send(1, teachers, october, &both).await;
        // October's contributions are due on 25 November.
        let contributions = country.rows(1, CheckId::TeacherContributions).await;
        let mut words: Vec<String> = contributions.iter().map(word).collect();
        words.sort();
        assert_eq!(words, ["left-open", "passed"]);
        country.clock.advance(TimeDelta::days(3));
        let contributions = country.rows(1, CheckId::TeacherContributions).await;
        let mut words: Vec<String> = contributions.iter().map(word).collect();
        words.sort();
        assert_eq!(words, ["contributions-missing", "passed"]);
        for check in [CheckId::TeacherEmployment, CheckId::TeacherDuplicate] {
            let rows = country.rows(1, check).await;
            assert!(rows.iter().all(|row| word(row) == "passed"), "{check:?}");
        }

        // A school of another region lists one of them, for the quarter October is in.
        let quarter = ("quarter", 1);
        country
            .send(2, teachers, quarter, &[teacher(&shared())])
            .await;
        assert_eq!(
            country.said(2, CheckId::TeacherDuplicate).await,
            "in-two-regions"
        );
        assert_eq!(
            country.said(2, CheckId::TeacherEmployment).await,
            "employment-missing"
        );
        let duplicate = country.rows(1, CheckId::TeacherDuplicate).await;
        let mut words: Vec<String> = duplicate.iter().map(word).collect();
        words.sort();
        assert_eq!(words, ["in-two-regions", "passed"]);

        // Readers see them counted beside the learners, and nobody's number.
        let organisation = country.lms[0].organisation.id;
        let store = &country.registry.core().store;
        let shown = store
            .read(move |connection| crate::checks::shown(connection, organisation))
            .await;
        let shown = shown.unwrap().unwrap();
        let counted = shown
            .people
            .iter()
            .find(|one| one.check == "teacher-duplicate");
        let counted = counted.unwrap();
        assert_eq!((counted.passed, counted.failed), (1, 1));
        assert!(!serde_json::to_string(&shown).unwrap().contains(&shared()));

        country.send(2, teachers, quarter, &[]).await;
        let rows = country.rows(1, CheckId::TeacherDuplicate).await;
        assert!(rows.iter().all(|row| word(row) == "passed"));
        assert!(country.rows(2, CheckId::TeacherDuplicate).await.is_empty());
        country.registry.stop().await;
    }
}
