//! Two hundred photos in the evidence grid: a frame while one goes through them.

use crate::lab::{Lab, now};
use crate::measure::{Outcome, Samples, timed};
use crate::report::{Line, Section};
use crate::screen::{Echo, Screen, press};
use baqylau_client::ui::{LockState, OpenVisit};
use baqylau_desktop::place::Place;
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::finding::Evidence;
use baqylau_domain::identifiers::{BlobHash, InstallId};
use egui::Key;
use std::sync::Arc;

/// Photos attached to the visit.
const PHOTOS: u8 = 200;
/// Times the grid is gone through from end to end, row by row.
const ROUNDS: usize = 12;
/// Rows of the grid gone through in one round.
const ROWS: usize = 30;
/// One frame at sixty a second.
const FRAME: f64 = 1_000.0 / 60.0;

/// Measures, in a real visit with photos nobody took.
pub fn run(lab: &Lab) -> Outcome<Section> {
    let mut screen = grid(lab)?;
    let attached = screen.app.model().work.as_ref();
    let attached = attached.map_or(0, |work| work.evidence_count());
    if attached != usize::from(PHOTOS) {
        return Err(format!("{attached} photos are shown of {PHOTOS}").into());
    }
    // Thumbnails come a few at a time; the first round is the one in which they appear.
    let (mut first, mut moved, mut idle) =
        (Samples::default(), Samples::default(), Samples::default());
    let mut vertices = 0;
    for round in 0..ROUNDS {
        let key = if round % 2 == 0 {
            Key::ArrowDown
        } else {
            Key::ArrowUp
        };
        for _ in 0..ROWS {
            let (taken, drawn) = timed(|| screen.frame(press(key)));
            vertices = vertices.max(drawn);
            if round == 0 {
                first.push(taken);
            } else {
                moved.push(taken);
            }
            idle.push(timed(|| screen.frame(Vec::new())).0);
        }
    }
    let mut section = Section::new("Evidence grid with 200 photos");
    section.lines = vec![
        Line::of("row after row, thumbnails appearing", "ms", &first)
            .against("one frame at 60 Hz", FRAME),
        Line::of("row after row, thumbnails there", "ms", &moved)
            .against("one frame at 60 Hz", FRAME),
        Line::of("a frame in which nothing happens", "ms", &idle)
            .against("one frame at 60 Hz", FRAME),
    ];
    section.note(format!(
        "slowest frames: {:.2} ms appearing, {:.2} ms there; ratio of the 99th of 100 to 16.7 ms: \
         {:.2} and {:.2}",
        first.largest(),
        moved.largest(),
        first.p99() / FRAME,
        moved.p99() / FRAME,
    ));
    section.note(format!(
        "1280 × 800, {vertices} vertices at most; logic, screen and triangles, without the \
         graphics card"
    ));
    Ok(section)
}

fn grid(lab: &Lab) -> Outcome<Screen> {
    let mut draft = Draft::default();
    let install = InstallId::new(uuid::Uuid::from_u128(1));
    for number in 0..PHOTOS {
        let sha256 = BlobHash::new([number; 32]);
        let evidence = Evidence {
            sheets: None,
            sha256,
            name: format!("IMG_{number:04}.jpg"),
            mime: "image/jpeg".to_owned(),
            size: 3_000_000,
            taken_at: Some(format!("2026:11:21 10:{:02}:00", number % 60)),
            taken_where: None,
            caption: String::new(),
            annotations: String::new(),
        };
        let key = FieldKey::Evidence {
            list: String::new(),
            item: String::new(),
            sha256,
        };
        let value = serde_json::to_value(&evidence)?;
        let version = draft.write(&key, install, value, lab.person.id, now());
        draft.merge(key, version);
    }
    let open = OpenVisit {
        draft: Arc::new(draft),
        ..lab.open.as_ref().clone()
    };
    let visit = open.visit.id;
    let lock = LockState::SignedIn {
        offline_until: None,
        person: Box::new(lab.person.clone()),
        sample: true,
    };
    let mut screen = Screen::new(Echo::new(lock, Some((Arc::new(open), lab.person.clone()))));
    screen.settle(3);
    let ctx = screen.ctx.clone();
    screen.app.go(&ctx, Place::Evidence(visit));
    screen.settle(4);
    Ok(screen)
}
