//! Universities: contracts, lessons, QR marks, and what follows from them for a student's month.

use super::{Lms, World, person};
use crate::months;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::Iin;
use baqylau_domain::month::{Grade, Lessons};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_protocol::lms::LmsMethod;
use reqwest::StatusCode;
use serde_json::{Value, json};

pub(super) fn contract(iin: Iin, groups: &[&str]) -> Value {
    json!({
        "iin": iin, "number": "K-1", "date": "2026-08-25", "from": "2026-09-01",
        "to": "2027-06-30", "study": "full_time", "level": "bachelor", "programme": "6B061",
        "groups": groups,
    })
}

fn lesson(group: &str, lesson: &str, day: u32, distance: bool) -> Value {
    json!({
        "group": group, "lesson": lesson, "distance": distance,
        "begins": format!("2026-11-{day:02}T09:00:00+05:00"),
        "ends": format!("2026-11-{day:02}T10:30:00+05:00"),
    })
}

fn mark(iin: Iin, lesson: &str, time: &str) -> Value {
    json!({ "iin": iin, "lesson": lesson, "at": format!("2026-11-23T{time}:00+05:00") })
}

/// A row of each method of universities.
pub(super) fn documents(iin: Iin) -> [(LmsMethod, Value); 3] {
    [
        (LmsMethod::Contracts, contract(iin, &["G"])),
        (LmsMethod::Schedule, lesson("G", "1", 23, false)),
        (LmsMethod::Marks, mark(iin, "1", "09:05")),
    ]
}

fn november() -> Period {
    Period::new(2026, 11).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn lessons_are_confirmed_by_schedule_and_mark_together() {
    let world = World::start().await;
    let university = Lms::of(&world, OrganisationKind::University, 0).await;
    let id = university.organisation.id;
    let [(one, _), (two, _), (three, _)] = [1, 2, 3].map(person);
    let trace = |iin| world.registry.lms_presence(id, iin, november());

    let nothing = trace(one).await.unwrap();
    assert_eq!(
        (nothing.scheduled, nothing.lms, nothing.qr),
        (0, None, None)
    );

    let lessons = [
        lesson("G", "1", 23, false),
        lesson("G", "2", 23, false),
        lesson("G", "far", 23, true),
        lesson("G", "4", 24, false),
        lesson("H", "1", 23, false),
        lesson("H", "5", 25, false),
        lesson("G2", "6", 25, false),
    ];
    let schedule = university
        .send(LmsMethod::Schedule, &lessons)
        .await
        .unwrap();
    assert_eq!(schedule.report.accepted, 7);
    let contracts = [contract(one, &["G"]), contract(two, &["H", "G"]), {
        let mut distant = contract(three, &["none"]);
        distant["study"] = json!("distance");
        distant
    }];
    let sent = university.send(LmsMethod::Contracts, &contracts).await;
    assert_eq!(sent.unwrap().report.rejected, 0);
    let before = trace(one).await.unwrap();
    assert_eq!((before.scheduled, before.attended), (3, 0));
    assert!(before.lms.is_some() && before.qr.is_none(), "no marks came");

    let marks = [
        mark(one, "1", "09:05"),
        mark(one, "2", "12:00"),
        mark(one, "far", "09:05"),
        mark(one, "5", "09:05"),
        mark(two, "1", "10:44"),
        mark(two, "2", "08:45"),
        mark(two, "unknown", "09:00"),
        mark(three, "1", "09:05"),
    ];
    let sent = university.send(LmsMethod::Marks, &marks).await.unwrap();
    assert_eq!(sent.report.accepted, 8);
    let counted = |iin| async move {
        let trace = trace(iin).await.unwrap();
        assert!(trace.qr.is_some());
        (trace.attended, trace.scheduled)
    };
    assert_eq!(counted(one).await, (1, 3), "one came late, one was far");
    assert_eq!(counted(two).await, (2, 4), "a lesson of two groups is one");
    assert_eq!(counted(three).await, (0, 0));

    let kept = world.registry.lms_contract(id, two, november()).await;
    assert_eq!(kept.unwrap().unwrap().groups, ["G", "H"]);
    let unknown = world.registry.lms_contract(id, person(9).0, november());
    assert!(unknown.await.unwrap().is_none());

    // The month says the same of everybody at once.
    let month = super::sending::month(&world, id).await.unwrap();
    let said: Vec<_> = month
        .iter()
        .map(|entry| (entry.number, entry.lessons, entry.study, entry.grade))
        .collect();
    let lessons = |confirmed, scheduled| {
        Some(Lessons {
            confirmed,
            scheduled,
        })
    };
    let grade = Some(Grade::Bachelor);
    let mut expected = [
        (one.as_u64(), lessons(1, 3), Some(Study::FullTime), grade),
        (two.as_u64(), lessons(2, 4), Some(Study::FullTime), grade),
        (three.as_u64(), lessons(0, 0), Some(Study::Distance), grade),
    ];
    expected.sort_by_key(|one| one.0);
    assert_eq!(said, expected);
    assert!(month.iter().all(|entry| entry.contract == Some(true)));

    // A corrected day takes the place of the one before.
    let corrected = [mark(one, "1", "09:05"), mark(one, "2", "09:10")];
    let sent = university.send(LmsMethod::Marks, &corrected).await.unwrap();
    assert_eq!(sent.report.revision, 2);
    assert_eq!(counted(one).await, (2, 3));
    assert_eq!(counted(two).await, (0, 4));
    let core = world.registry.core();
    let revisions = core
        .store
        .read(move |connection| months::newest_revision(connection, november(), id));
    assert_eq!(revisions.await.unwrap(), 3, "contracts, marks, marks again");
}

#[tokio::test(flavor = "multi_thread")]
async fn schools_and_universities_send_what_is_theirs() {
    let world = World::start().await;
    let school = Lms::of(&world, OrganisationKind::School, 0).await;
    let university = Lms::of(&world, OrganisationKind::University, 0).await;
    for (method, row) in documents(person(1).0) {
        let refused = school.send(method, &[row]).await.err().unwrap();
        assert_eq!(refused.0, StatusCode::FORBIDDEN);
    }
    let rows = super::learners(1);
    let refused = university.send(LmsMethod::Contingent, &rows);
    assert_eq!(refused.await.err().unwrap().0, StatusCode::FORBIDDEN);
    let residences = super::organisations(&world, OrganisationKind::Dormitory).await;
    if !residences.is_empty() {
        let residence = Lms::of(&world, OrganisationKind::Dormitory, 0).await;
        let refused = residence.send(LmsMethod::Contingent, &rows).await;
        assert_eq!(refused.err().unwrap().0, StatusCode::FORBIDDEN);
    }
}
