//! The main job without a display: the same screens and the same client, driven by their labels;
//! a picture of every step, the signed act as PDF, its bytes and CMS files.

mod answers;
mod drive;
mod hands;
#[cfg(feature = "embedded")]
mod month;
mod photo;
mod ruling;
#[cfg(feature = "embedded")]
mod wire;

use crate::cx::Action;
use crate::place::Place;
use baqylau_client::ui::{Command, DocumentKind, EvidenceSource, KeySource, Secret};
use baqylau_domain::contingent::Presence;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::finding::Finding;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::sanction::Sanction;
use baqylau_domain::visit::{HandOverWay, StageName, VisitOp};
use baqylau_locale::Language;
use chrono::{Days, TimeDelta};
use drive::{Drive, Scene};
use serde_json::Value;
use std::path::Path;

/// Why the tour stopped.
#[derive(Debug, thiserror::Error)]
#[error("step {step}: {problem}")]
pub struct TourError {
    /// Step.
    step: String,
    /// What went wrong.
    problem: String,
}

/// Passphrase of the tour's own store, which is thrown away at the end.
const PASSPHRASE: &str = "tour passphrase";

/// Does the main job. `say` is told what was done; `quick` leaves out the pictures in other
/// languages, themes and sizes.
///
/// # Errors
/// [`TourError`] naming the first step that failed.
pub fn run(out: &Path, quick: bool, say: &mut dyn FnMut(&str)) -> Result<(), TourError> {
    stage(out, Scene::default(), say, |drive| story(drive, quick))
}

/// Sets a scene, plays a story on it, and clears up.
fn stage(
    out: &Path,
    scene: Scene,
    say: &mut dyn FnMut(&str),
    story: impl FnOnce(&mut Drive<'_>) -> Result<(), TourError>,
) -> Result<(), TourError> {
    let started = |problem: String| TourError {
        step: "start".to_owned(),
        problem,
    };
    std::fs::create_dir_all(out).map_err(|error| started(error.to_string()))?;
    let work = out.join(".work");
    // What an earlier tour left would be another story's data.
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|error| started(error.to_string()))?;
    }
    let mut drive = Drive::start(out, &work, scene, say)?;
    let told = story(&mut drive);
    if told.is_err() {
        // What stood on the screen says more than the step.
        let _ = drive.picture_named("failed");
    }
    drive.finish();
    // After a failure the stores stay, for whoever looks into it.
    told?;
    std::fs::remove_dir_all(&work).map_err(|error| started(error.to_string()))
}

/// Plays a month of the state order of a region with so many schools: everybody it concerns at their
/// own screens, one after the other.
///
/// # Errors
/// [`TourError`] naming the first step that failed.
#[cfg(feature = "embedded")]
pub fn month(
    out: &Path,
    schools: u32,
    quick: bool,
    say: &mut dyn FnMut(&str),
) -> Result<(), TourError> {
    stage(out, month::scene(schools), say, |drive| {
        month::story(drive, schools, quick)
    })
}

/// Without the embedded registry there is nobody to play it with.
///
/// # Errors
/// Always.
#[cfg(not(feature = "embedded"))]
pub fn month(
    _out: &Path,
    _schools: u32,
    _quick: bool,
    _say: &mut dyn FnMut(&str),
) -> Result<(), TourError> {
    Err(TourError {
        step: "start".to_owned(),
        problem: "this build has no embedded registry".to_owned(),
    })
}

fn story(drive: &mut Drive<'_>, quick: bool) -> Result<(), TourError> {
    drive.step("store");
    drive.wait("a first screen", |app| app.model().lock.is_some())?;
    drive.picture("first-start")?;
    drive.command(Command::CreateStore {
        passphrase: Secret::new(PASSPHRASE),
        remember_in_keyring: false,
    })?;
    drive.step("sign in");
    drive.wait("sample people", |app| !app.model().sample_people.is_empty())?;
    drive.picture("sign-in")?;
    let visit = find_visit(drive)?;

    drive.step("visits");
    drive.click_exact(&drive.text("nav-my-visits"))?;
    drive.settle(6);
    drive.picture("my-visits")?;

    drive.step("pack");
    drive.go(Place::Visit(visit));
    drive.wait("the visit", |app| app.model().work.is_some())?;
    drive.picture("visit-before-pack")?;
    drive.click_exact(&drive.text("visit-pack-download"))?;
    drive.wait("the pack", |app| {
        app.model()
            .work
            .as_ref()
            .is_some_and(|w| w.pack.is_some() && !w.sheets.is_empty())
    })?;

    drive.step("offline");
    drive.command(Command::SetOffline { offline: true })?;

    drive.step("door");
    drive.click_exact(&drive.text("visit-arrive"))?;
    drive.wait_stage(StageName::OnSite)?;
    drive.pass(TimeDelta::minutes(4));
    drive.picture("arrived")?;
    drive.click_exact(&drive.text("visit-rights-handed-do"))?;
    drive.wait("the leaflet", |app| {
        app.model().work.as_ref().is_some_and(|w| {
            matches!(
                w.visit.stage,
                baqylau_domain::visit::Stage::OnSite {
                    leaflet_at: Some(_),
                    ..
                }
            )
        })
    })?;
    drive.pass(TimeDelta::minutes(3));
    drive.click_exact(&drive.text("visit-admit"))?;
    drive.wait_stage(StageName::Recording)?;
    drive.picture("admitted")?;

    record(drive, visit)?;
    if !quick {
        looks(drive, visit)?;
    }
    act(drive, visit)?;
    decide(drive, visit)?;
    Ok(())
}

/// Signs in as the secretary of the commission whose visit is due today and has the most
/// checklists.
fn find_visit(drive: &mut Drive<'_>) -> Result<VisitId, TourError> {
    let people = drive.app().model().sample_people.clone();
    let commission: Vec<_> = people
        .into_iter()
        .filter(|person| person.role == AccountRole::Commission)
        .collect();
    for person in commission {
        drive.command(Command::SignIn {
            key: KeySource::Sample(person.id),
            password: Secret::default(),
        })?;
        drive.wait("a session", |app| app.model().person().is_some())?;
        drive.command(Command::SyncNow)?;
        drive.wait_with(
            "visits",
            |app| {
                app.model()
                    .visits
                    .value()
                    .is_some_and(|rows| !rows.is_empty())
            },
            |drive| drive.command(Command::LoadVisits),
        )?;
        let today = drive.app().model().today();
        let found = drive.app().model().visits.value().and_then(|rows| {
            rows.iter()
                .filter(|row| row.visit.stage.name() == StageName::Ordered)
                .filter(|row| row.visit.planned.0 <= today && row.visit.planned.1 >= today)
                .filter(|row| row.visit.checklists.len() >= 3)
                .find(|row| {
                    row.visit.member(person.id).is_some_and(|member| {
                        member.role == baqylau_domain::people::CommissionRole::Secretary
                    })
                })
                .map(|row| row.visit.id)
        });
        if let Some(visit) = found {
            let name = person.full_name;
            drive.say(&format!("signed in as {name}, secretary of the commission"));
            return Ok(visit);
        }
        drive.command(Command::SignOut)?;
        drive.wait("the first screen", |app| app.model().person().is_none())?;
    }
    Err(drive.error("no sample visit is due today"))
}

/// Fills the checklists, counts heads, attaches photos; three violations are found.
fn record(drive: &mut Drive<'_>, visit: VisitId) -> Result<(), TourError> {
    drive.step("checklists");
    drive.go(Place::Runner(visit));
    drive.settle(4);
    drive.picture("runner-empty")?;
    // The first answers by keyboard, as a person gives them.
    for _ in 0..3 {
        drive.key(egui::Key::Num1);
        drive.key(egui::Key::ArrowDown);
    }
    let answered = drive.app().model().work.as_ref().map_or(0, |work| {
        work.sheets
            .iter()
            .map(|sheet| sheet.totals().answered)
            .sum()
    });
    if answered < 3 {
        return Err(drive.error(&format!("three digits gave {answered} answers")));
    }
    head_count(drive, visit)?;
    let filled = answers::fill(drive)?;
    drive.say(&format!(
        "{filled} answers given; {answered} of them by keyboard"
    ));

    drive.step("violations");
    let today = drive.app().model().today();
    let due = today.checked_add_days(Days::new(15));
    answers::violate(
        drive,
        "HEI-LIC",
        "A04",
        Finding {
            note: "Занятия идут в корпусе, адреса которого нет в приложении к лицензии".to_owned(),
            ..Finding::default()
        },
    )?;
    answers::violate(
        drive,
        "SAFE",
        "B07",
        Finding {
            note: "Дверь восточной лестницы 2-го этажа заперта, ключ на вахте".to_owned(),
            due,
            recommendation: "Оборудовать двери замками, открываемыми изнутри без ключа".to_owned(),
            responsible: "Комендант корпуса".to_owned(),
            ..Finding::default()
        },
    )?;
    for (index, (list, item)) in [
        ("HEI-LIC", "A04"),
        ("SAFE", "B07"),
        ("SAFE", "B07"),
        ("ATT", "C17"),
    ]
    .iter()
    .enumerate()
    {
        let bytes = photo::jpeg(u8::try_from(index).unwrap_or(0))
            .ok_or_else(|| drive.error("the sample photo could not be made"))?;
        drive.command(Command::AddEvidence {
            visit,
            list: (*list).to_owned(),
            item: (*item).to_owned(),
            sources: vec![EvidenceSource::Bytes {
                name: format!("photo-{}.jpg", index + 1),
                bytes: bytes.into(),
            }],
        })?;
    }
    answers::complete(drive, due)?;
    drive.go(Place::Runner(visit));
    answers::show(drive, "B07")?;
    drive.settle(30);
    drive.picture("runner-violation")?;
    let today = drive.app().model().today();
    let left = drive
        .app()
        .model()
        .work
        .as_ref()
        .map(|work| crate::screens::runner::blocking(work, today))
        .unwrap_or_default();
    if let Some(first) = left.first() {
        let problem = format!(
            "{} blockers left, first: {} {}",
            left.len(),
            first.item,
            first.key
        );
        return Err(drive.error(&problem));
    }
    Ok(())
}

fn head_count(drive: &mut Drive<'_>, visit: VisitId) -> Result<(), TourError> {
    drive.step("head count");
    drive.go(Place::HeadCount(visit));
    drive.settle(4);
    let groups = drive
        .app()
        .model()
        .work
        .as_ref()
        .map(|work| work.groups.clone())
        .ok_or_else(|| drive.error("no visit is open"))?;
    let mut changes = Vec::new();
    for group in groups.iter() {
        for (index, learner) in group.learners.iter().enumerate() {
            // Two who are marked by QR are not in the room.
            let absent = index < 2 && learner.qr_marked;
            let presence = if absent {
                Presence::Absent
            } else {
                Presence::Present
            };
            let value =
                serde_json::to_value(presence).map_err(|error| drive.error(&error.to_string()))?;
            let key = FieldKey::Mark {
                group: group.code.clone(),
                iin: learner.iin,
            };
            changes.push((key, value));
        }
    }
    let marked = changes.len();
    drive.action(Action::Write(changes));
    drive.wait_saved()?;
    drive.picture("head-count")?;
    drive.say(&format!(
        "{marked} learners looked for in {} groups",
        groups.len()
    ));
    let label = drive.text("headcount-make-finding");
    drive.click_exact(&label)?;
    drive.wait_saved()?;
    let note = drive
        .app()
        .model()
        .work
        .as_ref()
        .map(|work| work.finding("ATT", "C17").note)
        .unwrap_or_default();
    if note.is_empty() {
        return Err(drive.error("who was marked and absent was not written into the checklist"));
    }
    drive.say("those marked by QR and absent were written into item C17");
    Ok(())
}

/// The same screens in every language, theme and size.
fn looks(drive: &mut Drive<'_>, visit: VisitId) -> Result<(), TourError> {
    drive.step("looks");
    let places = [
        ("runner", Place::Runner(visit)),
        ("visit", Place::Visit(visit)),
        ("count", Place::HeadCount(visit)),
        ("visits", Place::Visits),
        ("organisations", Place::Organisations),
        ("sync", Place::Sync),
        ("settings", Place::Settings),
    ];
    let second = [(1280.0, 800.0), (1920.0, 1080.0)];
    for (language, dark, size) in [
        (Language::Ru, false, second[0]),
        (Language::Kk, true, second[0]),
        (Language::En, false, second[1]),
        (Language::En, true, second[0]),
        (Language::Ru, true, second[1]),
    ] {
        drive.action(Action::Language(language));
        drive.action(Action::Dark(dark));
        drive.resize(size.0, size.1);
        for (name, place) in places {
            drive.go(place);
            if place == Place::Runner(visit) {
                answers::show(drive, "B07")?;
            }
            drive.settle(20);
            let theme = if dark { "dark" } else { "light" };
            let width = size.0 as u32;
            drive.picture_named(&format!("look-{name}-{}-{theme}-{width}", language.code()))?;
        }
    }
    drive.action(Action::Language(Language::Kk));
    drive.action(Action::Dark(false));
    drive.resize(1280.0, 800.0);
    Ok(())
}

/// Merging, act, signatures of every member, hand-over, PDF, sending.
fn act(drive: &mut Drive<'_>, visit: VisitId) -> Result<(), TourError> {
    drive.step("merge");
    drive.go(Place::Visit(visit));
    drive.command(Command::Visit {
        visit,
        op: VisitOp::BeginMerging,
    })?;
    drive.wait_stage(StageName::Merging)?;

    drive.step("act");
    let now = serde_json::to_value(drive.app().model().now).unwrap_or_default();
    drive.action(Action::Write(vec![
        (
            FieldKey::Representative,
            Value::String("Ахметов Б. С., проректор по учебной работе".to_owned()),
        ),
        (
            FieldKey::PartyDecision,
            Value::String("signed_with_objections".to_owned()),
        ),
        (
            FieldKey::Objections,
            Value::String("Заявление о внесении адреса в лицензию подано.".to_owned()),
        ),
        (FieldKey::Acquaintance, now.clone()),
        (FieldKey::Departure, now),
    ]));
    drive.wait_saved()?;
    drive.go(Place::Act(visit));
    drive
        .wait("the act with nothing missing", |app| {
            // The act fixed is the one shown last: nothing may still be on its way.
            let busy = app
                .model()
                .tickets
                .values()
                .any(|state| matches!(state, crate::model::TicketState::Running { .. }));
            !busy
                && app
                    .model()
                    .act
                    .as_ref()
                    .is_some_and(|act| act.blockers.is_empty())
        })
        .map_err(|error| {
            let act = drive.app().model().act.clone();
            let first = act.and_then(|act| act.blockers.first().cloned());
            match first {
                Some(blocker) => drive.error(&format!(
                    "{} {} {}: {:?}",
                    blocker.list, blocker.item, blocker.problem.key, blocker.problem.args
                )),
                None => error,
            }
        })?;
    drive.settle(20);
    drive.picture("act-preview")?;
    let sha256 = drive
        .app()
        .model()
        .act
        .as_ref()
        .map(|act| act.sha256)
        .ok_or_else(|| drive.error("no act"))?;
    drive.command(Command::FixAct { visit, sha256 })?;
    drive.wait_stage(StageName::Signing)?;
    drive.say(&format!("act fixed, SHA-256 {sha256}"));

    drive.step("sign");
    let signers: Vec<_> = drive
        .app()
        .model()
        .work
        .as_ref()
        .map(|work| {
            work.visit
                .signers()
                .iter()
                .map(|m| (m.person, m.full_name.clone()))
                .collect()
        })
        .unwrap_or_default();
    for (person, name) in signers {
        drive.command(Command::Sign {
            visit,
            key: KeySource::Sample(person),
            password: Secret::default(),
        })?;
        drive.say(&format!("signed by {name}"));
        drive.pass(TimeDelta::minutes(1));
    }
    drive.wait_stage(StageName::Signed)?;
    drive.go(Place::Act(visit));
    drive.wait("signatures", |app| {
        app.model()
            .act
            .as_ref()
            .is_some_and(|act| !act.signatures.is_empty())
    })?;
    drive.settle(20);
    drive.picture("act-signed")?;
    drive.command(Command::Visit {
        visit,
        op: VisitOp::HandOver {
            way: HandOverWay::Paper,
            to: "Ахметов Б. С.".to_owned(),
        },
    })?;
    drive.wait_stage(StageName::HandedOver)?;

    drive.step("print");
    for (language, name) in [
        (Language::Kk, "act-kk.pdf"),
        (Language::Ru, "act-ru.pdf"),
        (Language::En, "act-en.pdf"),
    ] {
        let to = Some(drive.out().join(name));
        drive.command(Command::MakePdf {
            visit,
            document: DocumentKind::Act,
            language,
            to,
        })?;
        drive.say(&format!("printed {name}"));
    }
    for (document, name) in [
        (DocumentKind::Prescription, "prescription-ru.pdf"),
        (DocumentKind::Leaflet, "leaflet-ru.pdf"),
        (DocumentKind::CountingList, "counting-list-ru.pdf"),
    ] {
        let to = Some(drive.out().join(name));
        drive.command(Command::MakePdf {
            visit,
            document,
            language: Language::Ru,
            to,
        })?;
    }
    let to = drive.out().to_owned();
    drive.command(Command::ExportAct { visit, to })?;

    drive.step("send");
    drive.command(Command::LoadOutbox)?;
    drive.go(Place::Sync);
    drive.settle(10);
    drive.picture("waiting-to-send")?;
    drive.command(Command::SetOffline { offline: false })?;
    drive.send_all()?;
    drive.picture("sent")?;
    Ok(())
}

/// The objection term passes; the registry registers; the issuer's officer suspends payment.
fn decide(drive: &mut Drive<'_>, visit: VisitId) -> Result<(), TourError> {
    drive.step("registration");
    drive.pass(TimeDelta::days(10));
    drive.registry_tick()?;
    // Ten days later the session has ended; the person signs in again.
    let person = drive.app().model().person().map(|person| person.id);
    let person = person.ok_or_else(|| drive.error("nobody is signed in"))?;
    let key = KeySource::Sample(person);
    drive.command(Command::SignIn {
        key,
        password: Secret::default(),
    })?;
    drive.command(Command::SyncNow)?;
    drive.go(Place::Visit(visit));
    drive.wait("the number", |app| {
        app.model()
            .work
            .as_ref()
            .is_some_and(|work| work.visit.stage.number().is_some())
    })?;
    let number = drive
        .app()
        .model()
        .work
        .as_ref()
        .and_then(|work| work.visit.stage.number().map(str::to_owned))
        .unwrap_or_default();
    drive.say(&format!("registered under № {number}"));
    drive.picture("registered")?;

    drive.step("decision");
    let officer = drive
        .app()
        .model()
        .sample_people
        .iter()
        .find(|person| person.role == AccountRole::IssuerOfficer)
        .map(|person| person.id)
        .ok_or_else(|| drive.error("no officer of the issuer"))?;
    drive.enter(officer)?;
    let reason = "Пункт A04: адреса нет в приложении к лицензии";
    let of_visit = move |sanction: &Sanction| sanction.visit == visit;
    let suspended = ruling::suspend(drive, "decision", reason, of_visit)?;
    drive.go(Place::Organisation(suspended.organisation));
    drive.wait("the card", |app| app.model().card.is_some())?;
    drive.settle(10);
    drive.picture("organisation-suspended")?;
    drive.go(Place::Organisations);
    drive.settle(10);
    drive.picture("organisations")?;
    drive.say("payment to the address is suspended by the officer's decision");
    Ok(())
}
