//! Sending: again, corrected, by others, too late, cut off. On every engine.

use super::{Lms, World, http, learner, learners, person};
use crate::environment::ManualClock;
use crate::lms::{Incoming, Shape, gather, put};
use crate::months;
use crate::store::sql::{lms as sql, months as sql_months};
use crate::store::{Connection, StoreError, params, rows};
use crate::tests::engine::{Engine, Place};
use axum::body::Bytes;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::{Batch, Entry};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::lms::{
    DifferenceCounts, LINES, LMS_REPORTS, LMS_SIGNATURE, LmsAnswer, LmsMethod, LmsReceipt,
    LmsStatus,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::io::Write as _;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// A registry on every engine.
pub(super) async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for engine in Engine::all() {
        let place = tokio::task::spawn_blocking(move || Place::demonstration_on(engine));
        let clock = Arc::new(ManualClock::new(super::super::morning()));
        worlds.push(World::over(place.await.unwrap(), clock).await);
    }
    worlds
}

fn november() -> Period {
    Period::new(2026, 11).unwrap()
}

/// The month of an organisation as the monthly validation finds it.
pub(super) async fn month(world: &World, organisation: OrganisationId) -> Option<Vec<Entry>> {
    let store = &world.registry.core().store;
    let found = store.read(move |connection| -> Result<Option<Batch>, StoreError> {
        let revision = months::newest_revision(connection, november(), organisation)?;
        let key = months::key(november());
        let body: Option<Vec<u8>> = connection.one(
            sql_months::BATCH,
            params![key, organisation.to_string(), revision],
            |row| row.get(1),
        )?;
        Ok(body.map(|body| Batch::from_bytes(&body).unwrap()))
    });
    let found = found.await.unwrap();
    found.map(|batch| batch.iter().collect())
}

const COUNT: &str = "SELECT count(*) FROM lms_batches";
const LEFT: &str = "SELECT (SELECT count(*) FROM lms_batches) + (SELECT count(*) FROM lms_rows)
    + (SELECT count(*) FROM lms_sources) + (SELECT count(*) FROM lms_changes)
    + (SELECT count(*) FROM month_batches)";
const CLOSE: &str = "INSERT INTO months (period, state, step, revision, body)
    VALUES (202611, 'closed', 0, 1, '{}')";

async fn number(world: &World, statement: &'static str) -> i64 {
    let store = &world.registry.core().store;
    let count: Result<i64, StoreError> = store
        .read(move |connection| connection.only(statement, params![]))
        .await;
    count.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_sent_again_gets_the_same_answer_and_changes_nothing() {
    for world in worlds().await {
        let school = Lms::of(&world, OrganisationKind::School, 0).await;
        let mut rows = learners(40);
        rows.push(json!({ "iin": "1" }));
        let document = school.document(LmsMethod::Contingent, &rows);
        let first = school.post(LmsMethod::Contingent).json(&document);
        let first = first.send().await.unwrap().text().await.unwrap();
        let lines = world.registry.core().store.read(rows::audit_lines);
        let lines = lines.await.unwrap();
        let answer: LmsAnswer = serde_json::from_str(&first).unwrap();
        assert_eq!(answer.status, LmsStatus::Error);
        assert_eq!((answer.report.accepted, answer.report.rejected), (40, 1));
        assert_eq!(answer.report.faults.len(), 4);

        // The answer was lost: later, in another order, as lines, packed.
        super::super::later(&world, 90);
        rows.reverse();
        let shuffled = school.document(LmsMethod::Contingent, &rows);
        let mut lined =
            json!({ "school_id": school.school, "year": 2026, "month": 11 }).to_string();
        for row in &rows {
            lined.push('\n');
            lined.push_str(&row.to_string());
        }
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(lined.as_bytes()).unwrap();
        let requests = [
            school.post(LmsMethod::Contingent).json(&document),
            school.post(LmsMethod::Contingent).json(&shuffled),
            school
                .post(LmsMethod::Contingent)
                .header("content-type", LINES)
                .body(lined.clone()),
            school
                .post(LmsMethod::Contingent)
                .header("content-type", format!("{LINES}; charset=utf-8"))
                .header("content-encoding", "gzip")
                .body(packed.finish().unwrap()),
        ];
        for request in requests {
            let again = request.send().await.unwrap();
            assert_eq!(again.status(), StatusCode::OK);
            assert_eq!(again.text().await.unwrap(), first);
        }
        let path = format!("{LMS_REPORTS}/{}", answer.report.batch);
        let report = school.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(report.text().await.unwrap(), first);
        assert_eq!(number(&world, COUNT).await, 1);
        let now = world.registry.core().store.read(rows::audit_lines);
        assert_eq!(now.await.unwrap(), lines, "nothing happened");
        assert!(
            world
                .registry
                .check()
                .await
                .unwrap()
                .audit_broken_at
                .is_none()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_a_revision_of_its_own_and_reaches_the_month() {
    for world in worlds().await {
        let school = Lms::of(&world, OrganisationKind::School, 0).await;
        let id = school.organisation.id;
        let rows = learners(1_200);
        let text = school.document(LmsMethod::Contingent, &rows).to_string();
        let sent = school
            .post(LmsMethod::Contingent)
            .header("content-type", "application/json")
            .body(text.clone());
        let first: LmsAnswer = sent.send().await.unwrap().json().await.unwrap();
        assert_eq!(first.status, LmsStatus::Ok);
        assert_eq!(first.report.difference.added, 1_200);
        assert_eq!(month(&world, id).await.unwrap().len(), 1_200);

        // What was sent can be proved: the receipt names the very bytes.
        let device = super::super::Device::new(&world);
        let mut key = [0u8; 64];
        hex::decode_to_slice(&first.receipt.signature, &mut key).unwrap();
        device
            .receipt_key
            .verify_strict(
                first.receipt.receipt.as_bytes(),
                &ed25519_dalek::Signature::from_bytes(&key),
            )
            .unwrap();
        let receipt: LmsReceipt = serde_json::from_str(&first.receipt.receipt).unwrap();
        assert_eq!(
            receipt.source,
            baqylau_protocol::blob::hash(text.as_bytes())
        );
        assert_eq!(
            (receipt.party, receipt.bytes),
            (school.id, text.len() as u64)
        );
        let kept = world.registry.lms_source(receipt.source).await.unwrap();
        assert_eq!(kept.unwrap(), text.as_bytes());

        let mut corrected = learners(1_201);
        corrected[5]["study"] = json!("home");
        corrected.remove(0);
        let second = school.contingent(&corrected).await;
        assert_eq!(second.report.revision, 2);
        let expected = DifferenceCounts {
            added: 1,
            removed: 1,
            changed: 1,
        };
        assert_eq!(second.report.difference, expected);
        let entries = month(&world, id).await.unwrap();
        assert_eq!(entries.len(), 1_200);
        let gone = person(0).0.as_u64();
        assert!(entries.iter().all(|entry| entry.number != gone));

        // Back again is a third revision, not the first.
        let third = school.contingent(&rows).await;
        assert_eq!(third.report.revision, 3);
        assert_ne!(third.report.batch, first.report.batch);
        assert_eq!(number(&world, COUNT).await, 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_school_is_refused_like_one_there_is_not() {
    for world in worlds().await {
        let mut one = Lms::of(&world, OrganisationKind::School, 0).await;
        let other = Lms::of(&world, OrganisationKind::School, 1).await;
        let batch = other.contingent(&learners(2)).await.report.batch;
        let mut answers = Vec::new();
        for school in [other.school.clone(), "no such school".to_owned()] {
            one.school = school;
            let refused = one.send(LmsMethod::Contingent, &learners(2)).await;
            answers.push(refused.err().unwrap());
        }
        assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
        assert_eq!(answers[0], answers[1]);
        let mut reports = Vec::new();
        for batch in [batch, uuid::Uuid::nil()] {
            let path = format!("{LMS_REPORTS}/{batch}");
            let answer = one.request(Method::GET, &path).send().await.unwrap();
            reports.push((answer.status(), answer.text().await.unwrap()));
        }
        assert_eq!(reports[0].0, StatusCode::NOT_FOUND);
        assert_eq!(reports[0], reports[1]);
        assert_eq!(number(&world, COUNT).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_opens_something_from_its_first_day_to_its_last_unless_withdrawn() {
    for world in worlds().await {
        let school = Lms::with(&world, OrganisationKind::School, 0, |new| {
            new.first_day = "2026-11-24".parse().ok();
            new.last_day = "2026-11-25".parse().ok();
        })
        .await;
        let mut seen = Vec::new();
        // From nine in the morning of the 23rd: the day before, first, last, the day after.
        for _ in 0..4 {
            seen.push(school.schools().await.is_ok());
            world.clock.advance(TimeDelta::days(1));
        }
        assert_eq!(seen, [false, true, true, false]);

        let school = Lms::of(&world, OrganisationKind::School, 1).await;
        let answer = school.contingent(&learners(2)).await;
        let (id, now) = (school.id, super::super::morning());
        let store = &world.registry.core().store;
        let done = store
            .write(move |tx| -> Result<usize, StoreError> {
                let values = params![id.to_string(), rows::micros(now)];
                tx.run(sql::PARTY_WITHDRAW, values)
            })
            .await;
        assert_eq!(done, Ok(1));
        let refused = school.send(LmsMethod::Contingent, &learners(3)).await;
        let (status, error) = refused.err().unwrap();
        assert_eq!(
            (status, error.code),
            (StatusCode::UNAUTHORIZED, ErrorCode::SignIn)
        );
        let path = format!("{LMS_REPORTS}/{}", answer.report.batch);
        let report = school.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(report.status(), StatusCode::UNAUTHORIZED);
        // A session of a person isn't the token of an LMS.
        let (device, _) = world.star().await;
        let request = device.request(Method::GET, super::lms::LMS_SCHOOLS);
        assert_eq!(
            request.send().await.unwrap().status(),
            StatusCode::UNAUTHORIZED
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_month_takes_nothing_new_and_answers_what_it_answered() {
    for world in worlds().await {
        let school = Lms::of(&world, OrganisationKind::School, 0).await;
        let first = school.contingent(&learners(3)).await;
        let store = &world.registry.core().store;
        let closed = store.write(|tx| -> Result<usize, StoreError> { tx.run(CLOSE, params![]) });
        closed.await.unwrap();
        assert_eq!(school.contingent(&learners(3)).await, first);
        let teacher = json!({ "iin": person(1).0, "subjects": [{ "subject": "a", "hours": 5 }] });
        for (method, row) in [
            (LmsMethod::Contingent, learner(9)),
            (LmsMethod::Teachers, teacher),
        ] {
            let refused = school.send(method, &[row]).await.err().unwrap();
            assert_eq!(refused.0, StatusCode::CONFLICT);
            assert_eq!(refused.1.code, ErrorCode::MonthClosed);
        }
        assert_eq!(number(&world, COUNT).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_cut_off_stores_nothing() {
    for world in worlds().await {
        let school = Lms::of(&world, OrganisationKind::School, 0).await;
        let before = number(&world, LEFT).await;
        let text = school
            .document(LmsMethod::Contingent, &learners(400))
            .to_string();
        let address = world.registry.addr();
        for said in [text.len(), text.len() + 1] {
            let head = format!(
                "POST {} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\n\
                 content-type: application/json\r\ncontent-length: {said}\r\n\r\n",
                super::lms::LMS_CONTINGENT,
                school.token,
            );
            let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            // All but the last byte announced; the second time the document itself is whole.
            stream
                .write_all(&text.as_bytes()[..said - 1])
                .await
                .unwrap();
            stream.shutdown().await.unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            let answer = String::from_utf8_lossy(&answer);
            assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
        assert_eq!(number(&world, LEFT).await, before);
        // Complete, it is taken: as the first revision.
        let answer = school.contingent(&learners(400)).await;
        assert_eq!(answer.report.revision, 1);
    }
}

/// The registry is killed after everything was written and before it is durable.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_is_there_whole_or_not_at_all_and_once() {
    for world in worlds().await {
        let school = Lms::of(&world, OrganisationKind::School, 0).await;
        let before = number(&world, LEFT).await;
        let document = school
            .document(LmsMethod::Contingent, &learners(600))
            .to_string();
        let core = Arc::clone(world.registry.core());
        let gathered = tokio::task::spawn_blocking(move || {
            let (sender, pieces) = tokio::sync::mpsc::channel(1);
            sender.blocking_send(Ok(Bytes::from(document))).unwrap();
            drop(sender);
            let form = (Shape::Object, false);
            let today = super::super::today();
            gather(LmsMethod::Contingent, form, &core.lms, today, pieces).unwrap()
        });
        let gathered = gathered.await.unwrap();
        let incoming = Incoming {
            id: super::super::new_uuid(),
            party: school.id,
            organisation: school.organisation.id,
            region: school.organisation.territory.region(),
            university: false,
            method: LmsMethod::Contingent,
            content: gathered.content(LmsMethod::Contingent),
            gathered,
            cms: None,
            at: super::super::morning(),
        };
        let core = world.registry.core();
        let (context, intake) = (Arc::clone(&core.context), core.checks.intake());
        let killed = core
            .store
            .write(move |tx| -> Result<(), crate::failure::Failure> {
                put(&context, &intake, tx, &incoming)?;
                let there: i64 = tx.only(LEFT, params![])?;
                assert!(there > before, "it was all written");
                Err(StoreError::Closed.into())
            });
        assert!(killed.await.is_err());
        assert_eq!(number(&world, LEFT).await, before);

        // The same request by many at once, as an LMS does that doesn't wait for answers.
        let rows = learners(600);
        let requests = (0..8).map(|_| {
            let document = school.document(LmsMethod::Contingent, &rows);
            let request = school.post(LmsMethod::Contingent).json(&document);
            tokio::spawn(async move { request.send().await.unwrap().text().await.unwrap() })
        });
        let mut answers = Vec::new();
        for request in requests.collect::<Vec<_>>() {
            answers.push(request.await.unwrap());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "everybody hears the same");
        assert_eq!(number(&world, COUNT).await, 1);
        let revision = core.store.read({
            let id = school.organisation.id;
            move |connection: &Connection| months::newest_revision(connection, november(), id)
        });
        assert_eq!(revision.await.unwrap(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_beyond_the_limits_of_this_registry_are_refused_over_the_wire() {
    let world = World::set_up(|config| {
        config.lms.bytes = 64 * 1024;
        config.lms.rows = 100;
    })
    .await;
    let school = Lms::of(&world, OrganisationKind::School, 0).await;
    let post = || school.post(LmsMethod::Contingent);
    let many = school.document(LmsMethod::Contingent, &learners(101));
    let long = " ".repeat(64 * 1024);
    let whole = school.document(LmsMethod::Contingent, &learners(100));
    let text = |text: &str| {
        post()
            .header("content-type", "application/json")
            .body(text.to_owned())
    };
    for (request, status) in [
        (post().json(&many), StatusCode::PAYLOAD_TOO_LARGE),
        (
            text(&format!("{long}{whole}")),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (text("{}"), StatusCode::BAD_REQUEST),
        (text(""), StatusCode::BAD_REQUEST),
        (post().body(whole.to_string()), StatusCode::BAD_REQUEST),
        (
            post().json(&whole).header("content-encoding", "br"),
            StatusCode::BAD_REQUEST,
        ),
        (post().json(&whole), StatusCode::OK),
    ] {
        assert_eq!(request.send().await.unwrap().status(), status);
    }
    // One whose end nobody knows: refused at the limit, however much would follow.
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
        super::lms::LMS_CONTINGENT,
        school.token,
    );
    let mut stream = tokio::net::TcpStream::connect(world.registry.addr())
        .await
        .unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let piece = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
    let mut sent = 0usize;
    while stream.write_all(piece.as_bytes()).await.is_ok() {
        sent += piece.len();
        assert!(sent < 256 * 1024 * 1024, "somebody reads on");
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 413"),
        "{answer}"
    );
    assert_eq!(number(&world, COUNT).await, 1);
    let stranger = http().post(format!("{}/v1/lms/contingent", school.base));
    let answer = stranger.json(&whole).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

/// A signature of somebody of an organisation of the demonstration.
fn signed(world: &World, bin: &str, bytes: &[u8]) -> String {
    use baqylau_signing::{KeyPurpose, PrivateKey, Role, demo_ca};
    let rng = &mut rand_core::OsRng;
    let anchor = STANDARD.decode(&world.hello.anchors[0]).unwrap();
    let authority_key = include_bytes!("../../../../../assets/demo/keys/ca.pk8");
    let authority = demo_ca::DemoCa::load(&anchor, authority_key).unwrap();
    let holder = demo_ca::Holder {
        surname: "Тестов".to_owned(),
        name: "Тест".to_owned(),
        patronymic: None,
        iin: person(5).0.to_string(),
        organisation: Some(demo_ca::Organisation {
            name: "Мектеп".to_owned(),
            bin: bin.to_owned(),
        }),
        roles: vec![Role::FirstHead],
    };
    let now = crate::environment::Clock::now(&*world.clock);
    let validity = demo_ca::Validity {
        from: now - TimeDelta::days(1),
        until: now + TimeDelta::days(1),
    };
    let key = PrivateKey::generate_gost(rng).unwrap();
    let key = authority
        .issue(&holder, KeyPurpose::Binding, key, validity, rng)
        .unwrap();
    STANDARD.encode(baqylau_signing::sign_detached(&key, bytes, now, rng).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_lms_that_must_sign_is_heard_only_with_the_organisations_signature() {
    let world = World::start().await;
    let school = Lms::with(&world, OrganisationKind::School, 0, |new| new.signed = true).await;
    let bin = school.organisation.bin.as_text().to_owned();
    let text = school
        .document(LmsMethod::Contingent, &learners(3))
        .to_string();
    let other = super::organisations(&world, OrganisationKind::School).await[1].clone();
    let good = signed(&world, &bin, text.as_bytes());
    let cases = [
        (None, StatusCode::FORBIDDEN),
        (Some("%".to_owned()), StatusCode::BAD_REQUEST),
        (Some(String::new()), StatusCode::FORBIDDEN),
        (Some(signed(&world, &bin, b"other")), StatusCode::FORBIDDEN),
        (
            Some(signed(&world, other.bin.as_text(), text.as_bytes())),
            StatusCode::FORBIDDEN,
        ),
        (Some(good.clone()), StatusCode::OK),
    ];
    let send = |cms: Option<String>| {
        let request = school.post(LmsMethod::Contingent);
        let request = request
            .header("content-type", "application/json")
            .body(text.clone());
        match cms {
            Some(cms) => request.header(LMS_SIGNATURE, cms).send(),
            None => request.send(),
        }
    };
    for (cms, status) in cases {
        let before = number(&world, COUNT).await;
        let answer = send(cms).await.unwrap();
        assert_eq!(answer.status(), status, "{}", answer.text().await.unwrap());
        let after = number(&world, COUNT).await;
        assert_eq!(after - before, i64::from(status == StatusCode::OK));
    }
    // Packed, the signature is over what it unpacks to.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    let request = school.post(LmsMethod::Contingent);
    let request = request
        .header("content-type", "application/json")
        .header("content-encoding", "gzip")
        .header(LMS_SIGNATURE, good)
        .body(packed.finish().unwrap());
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_with_two_schools_has_one_month() {
    let world = World::start().await;
    let one = Lms::of(&world, OrganisationKind::School, 0).await;
    let bin = one.organisation.bin.as_text().to_owned();
    let mut two = Lms::with(&world, OrganisationKind::School, 0, |new| {
        new.schools = vec![("branch".to_owned(), bin)];
    })
    .await;
    two.school = "branch".to_owned();
    one.contingent(&learners(3)).await;
    two.contingent(&learners(5)).await;
    let found = month(&world, one.organisation.id).await.unwrap();
    assert_eq!(found.len(), 5, "whoever is listed in both is one person");
    one.contingent(&[]).await;
    two.contingent(&[learner(9)]).await;
    assert_eq!(month(&world, one.organisation.id).await.unwrap().len(), 1);
}
