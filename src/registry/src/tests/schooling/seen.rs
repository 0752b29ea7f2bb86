//! What a school is told of its application: where it stands for the school, what is said to it, when
//! the department's days run; nothing of what the department does with it inside, anywhere.

use super::{Command, Place, Region, id, on_application, region, school, submit};
use crate::records;
use crate::store::{StoreError, params, rows, sql, standing};
use baqylau_domain::calendar::WorkingCalendar;
use baqylau_domain::identifiers::ApplicationId;
use baqylau_domain::schooling::{
    Application, ApplicationKind, ApplicationRule, ApplicationStage as Stage, Clock, DocumentKind,
    Draft, RefusalBasis, Remark, SchoolingRecord, SeenStage,
};
use baqylau_protocol::api;
use baqylau_protocol::feed::{Change, FeedEntry, Scope};
use baqylau_protocol::snapshot::{ScopeDigest, SignedManifest, SnapshotManifest};
use flate2::read::GzDecoder;
use reqwest::Method;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

/// Words the department writes for itself alone.
const INNER: [&str; 2] = ["наверняка подделка", "проверьте ещё раз печать"];
/// Words meant for the school.
const OUTER: [&str; 2] = ["нет подписи директора", "срок заключения истёк"];

fn refuse(reason: &str) -> Command {
    Command::Propose {
        draft: Draft::Refuse {
            basis: BTreeSet::from([RefusalBasis::Document(DocumentKind::SafetyProof)]),
            reason: reason.into(),
        },
        reviewed: true,
    }
}

/// Every text the school's session can fetch, and those it is refused.
async fn fetched(room: &Region) -> String {
    let device = &room.first.device;
    let mut all = String::new();
    let mut paths: Vec<String> = [api::SCOPES, api::PLANNING, api::COLLEAGUES, api::MONTHS]
        .map(str::to_owned)
        .into();
    paths.push(format!("{}/{}", api::PACKS, id(101)));
    paths.push(format!("{}/{}/checks", api::ORGANISATIONS, school(1)));
    let others = [
        Scope::Orders(region()),
        Scope::Region(region()),
        Scope::Messages(region()),
        Scope::Person(room.executor.sample.person.id),
        Scope::School(school(2)),
    ];
    for scope in &others {
        assert!(device.page(scope, 0, 1).await.is_err(), "{scope}");
        for path in [api::DIGEST, api::SNAPSHOT] {
            let path = format!("{path}?scope={scope}");
            let answer = device.request(Method::GET, &path).send().await.unwrap();
            assert!(!answer.status().is_success(), "{path}");
        }
    }
    for scope in &device.scopes().await {
        let epoch = device.epoch;
        paths.push(format!(
            "{}?scope={scope}&epoch={epoch}&after=0&limit=2000",
            api::FEED
        ));
        let path = format!("{}?scope={scope}", api::DIGEST);
        let answer = device.request(Method::GET, &path).send().await.unwrap();
        let digest: ScopeDigest = answer.json().await.unwrap();
        let buckets = digest.buckets.iter().enumerate();
        let full: Vec<usize> = buckets
            .filter(|(_, bucket)| bucket.records > 0)
            .map(|(n, _)| n)
            .collect();
        paths.extend(
            full.iter()
                .map(|n| format!("{}?scope={scope}&bucket={n}", api::BUCKET)),
        );
        let path = format!("{}?scope={scope}", api::SNAPSHOT);
        let answer = device.request(Method::GET, &path).send().await.unwrap();
        let text = answer.text().await.unwrap();
        all.push_str(&text);
        let Ok(signed) = serde_json::from_str::<SignedManifest>(&text) else {
            continue;
        };
        let manifest: SnapshotManifest = serde_json::from_str(&signed.manifest).unwrap();
        for n in 0..manifest.pieces.len() {
            let (piece, seq) = (api::SNAPSHOT_PIECE, manifest.seq);
            let path = format!("{piece}?scope={scope}&seq={seq}&piece={n}");
            let answer = device.request(Method::GET, &path).send().await.unwrap();
            let packed = answer.bytes().await.unwrap();
            GzDecoder::new(&*packed).read_to_string(&mut all).unwrap();
        }
    }
    for path in &paths {
        let answer = device.request(Method::GET, path).send().await.unwrap();
        all.push_str(&answer.text().await.unwrap());
        all.push('\n');
    }
    all
}

/// How often people of the department are named in a text.
fn named(room: &Region, text: &str) -> usize {
    let people = [&room.executor, &room.head].map(|hand| &hand.sample.person);
    let marks = people.map(|person| [person.id.to_string(), person.full_name.clone()]);
    let marks = marks.iter().flatten();
    marks.map(|mark| text.matches(mark.as_str()).count()).sum()
}

/// Nothing of the department's inside stands in a text. `before`: how often its people were named
/// when there was no application (in the demonstration they once went on visits together).
fn tells_nothing(room: &Region, before: usize, text: &str) {
    for stage in ["in_work", "in_approval", "back_at_executor", "executor"] {
        assert!(!text.contains(stage), "«{stage}» is told");
    }
    for words in INNER {
        assert!(!text.contains(words), "«{words}» is told");
    }
    assert_eq!(named(room, text), before, "who works on it is told");
}

/// What the school's feed says of its application, one entry after another.
async fn told(room: &Region) -> Vec<SeenStage> {
    let feed = room.first.device.feed(&Scope::School(school(1))).await;
    let seen = |entry: FeedEntry| match entry.change {
        Change::Schooling { record } => match *record {
            SchoolingRecord::SeenApplication(one) => Some(one.stage),
            SchoolingRecord::Application(_) => panic!("the whole application is told"),
            _ => None,
        },
        _ => None,
    };
    feed.into_iter().filter_map(seen).collect()
}

async fn whole(room: &Region) -> Application {
    let book = room.book().await;
    book.application(ApplicationId::new(id(101)))
        .unwrap()
        .clone()
}

/// The clock the school counts by what it was told is the department's own.
async fn same_clock(room: &Region) {
    let (calendar, rule) = (WorkingCalendar::kazakhstan(), ApplicationRule::pilot());
    let whole = whole(room).await;
    let seen = whole.for_school().opened();
    for days in 0..30 {
        let day = super::today() + chrono::Days::new(days);
        assert_eq!(
            seen.clock(day, &calendar, &rule),
            whole.clock(day, &calendar, &rule)
        );
    }
}

async fn on(place: Place) {
    let mut room = Region::open(place).await;
    room.nothing_found().await;
    let before = named(&room, &fetched(&room).await);
    let paper = room.first.device.upload(b"paper").await;
    let needed = ApplicationKind::Financing.needed();
    let documents: BTreeMap<_, _> = needed.iter().map(|kind| (*kind, paper)).collect();
    room.first.applies(submit(1, &documents)).await;
    assert_eq!(told(&room).await, [SeenStage::Sent]);

    // Taken, proposed, sent back within, and looked at again: the school hears nothing at all.
    let (executor, head) = (&mut room.executor, &mut room.head);
    executor.applies(on_application(1, Command::Take)).await;
    executor.applies(on_application(1, refuse(INNER[0]))).await;
    let reason = INNER[1].into();
    let back = Command::ReturnToExecutor { reason };
    head.applies(on_application(1, back)).await;
    assert!(matches!(
        whole(&room).await.stage,
        Stage::BackAtExecutor { .. }
    ));
    assert_eq!(told(&room).await, [SeenStage::Sent]);
    tells_nothing(&room, before, &fetched(&room).await);
    same_clock(&room).await;

    // What is lacking is told in the words meant for the school, and it sends the paper again.
    let remarks = vec![Remark {
        document: Some(DocumentKind::StaffingStatement),
        part: None,
        text: OUTER[0].into(),
    }];
    let back = Command::ReturnToSchool {
        remarks: remarks.clone(),
    };
    room.executor.applies(on_application(1, back)).await;
    let text = fetched(&room).await;
    assert!(text.contains(OUTER[0]), "the school knows what is lacking");
    tells_nothing(&room, before, &text);
    same_clock(&room).await;
    let seen = whole(&room).await.for_school().opened();
    let (calendar, rule) = (WorkingCalendar::kazakhstan(), ApplicationRule::pilot());
    let clock = seen.clock(super::today(), &calendar, &rule);
    assert!(matches!(clock, Clock::Paused { .. }));
    let documents = BTreeMap::new();
    let again = Command::Resubmit { documents };
    room.first.applies(on_application(1, again)).await;

    // Refused with its basis.
    let executor = &mut room.executor;
    executor.applies(on_application(1, Command::Take)).await;
    executor.applies(on_application(1, refuse(OUTER[1]))).await;
    tells_nothing(&room, before, &fetched(&room).await);
    let head = &mut room.head;
    head.applies(on_application(1, Command::Approve)).await;
    let text = fetched(&room).await;
    assert!(text.contains(OUTER[1]) && text.contains("safety_proof"));
    tells_nothing(&room, before, &text);
    let stages = told(&room).await;
    assert!(matches!(
        stages.as_slice(),
        [
            SeenStage::Sent,
            SeenStage::ToRework { .. },
            SeenStage::Sent,
            SeenStage::Refused { .. }
        ]
    ));
    let whole_text = serde_json::to_string(&whole(&room).await).unwrap();
    assert!(
        INNER.iter().all(|words| whole_text.contains(words)),
        "the department keeps the whole"
    );

    // A feed that grew long is told by a snapshot, which says the same.
    let core = std::sync::Arc::clone(room.world.registry.core());
    core.store
        .write(|tx| -> Result<(), StoreError> {
            let own = rows::organisation(tx, school(1))?.unwrap();
            for _ in 0..crate::snapshots::WORTH_A_SNAPSHOT {
                records::put_organisation(tx, &own)?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let text = fetched(&room).await;
    assert!(text.contains("\"manifest\""), "there is a snapshot");
    assert!(text.contains("seen_application"));
    tells_nothing(&room, before, &text);
    by_an_earlier_program(room, before).await;
}

/// What an earlier program told whole is told again as the school may see it, in its place.
async fn by_an_earlier_program(room: Region, before: usize) {
    let stands = told(&room).await;
    let Region {
        world,
        first,
        second,
        executor,
        head,
        centre,
        payer,
    } = room;
    let super::super::World {
        registry,
        clock,
        folder,
        ..
    } = world;
    registry.stop().await;
    let scope = Scope::School(school(1)).to_string();
    folder.beside(|connection| {
        let whole: String = connection
            .only(
                sql::schooling::SCHOOLING,
                params!["application", id(101).to_string()],
            )
            .unwrap();
        let whole: SchoolingRecord = rows::decode(&whole, "schooling").unwrap();
        let feed: Vec<(i64, String)> = connection
            .all(sql::FEED_PAGE, params![scope, 0, 5_000], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        let change = Change::Schooling {
            record: Box::new(whole),
        };
        let body = serde_json::to_string(&change).unwrap();
        for (seq, _) in feed
            .iter()
            .filter(|(_, body)| body.contains("seen_application"))
        {
            let values = params![scope, seq, body];
            connection.run(sql::FEED_REWRITE, values).unwrap();
        }
        connection.batch("DELETE FROM standing").unwrap();
        standing::fill_from_feed(connection).unwrap();
        standing::tell_schools_what_is_theirs(connection).unwrap();
    });
    let world = super::super::World::over(folder, clock).await;
    let mut room = Region {
        world,
        first,
        second,
        executor,
        head,
        centre,
        payer,
    };
    let sample = room.first.sample.clone();
    room.first.device = room.world.device(&sample).await;
    let again = told(&room).await;
    assert_eq!(again.len(), stands.len(), "each in its place");
    assert_eq!(again.last(), stands.last());
    let text = fetched(&room).await;
    tells_nothing(&room, before, &text);
    assert!(text.contains(OUTER[1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_the_department_does_inside_reaches_a_school() {
    for engine in super::super::engine::Engine::all() {
        let place = tokio::task::spawn_blocking(move || Place::demonstration_on(engine));
        on(place.await.unwrap()).await;
    }
}
