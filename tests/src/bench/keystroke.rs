//! Keystroke to repaint on a checklist of 1,300 rows.

use crate::form;
use crate::lab::{Lab, now};
use crate::measure::{Outcome, Samples, timed};
use crate::report::{Line, Section};
use crate::screen::{Bare, Echo, Screen, press};
use baqylau_checklist::{Env, Form, Instance};
use baqylau_client::ui::{LockState, OpenVisit, PinnedForm};
use baqylau_desktop::place::Place;
use baqylau_domain::draft::Draft;
use baqylau_domain::identifiers::BlobHash;
use egui::Key;
use std::sync::Arc;
use std::time::Duration;

/// Rows of the survey sheet.
const ROWS: usize = 1_300;
/// Answers given.
const RUNS: usize = 400;
/// One frame at sixty a second.
const FRAME: f64 = 1_000.0 / 60.0;

/// Measures, in a real visit whose checklists are replaced by one long one.
pub fn run(lab: &Lab) -> Outcome<Section> {
    let form = form::synthetic(ROWS)?;
    let mut screen = runner(lab, &form);
    let items = screen.app.model().work.as_ref().map_or(0, |work| {
        work.sheets
            .iter()
            .map(|sheet| sheet.items.len())
            .sum::<usize>()
    });
    let mut bare = Bare::new();
    for _ in 0..10 {
        bare.frame("baqylau");
    }
    let (mut answer, mut arrow) = (Samples::default(), Samples::default());
    let (mut idle, mut empty) = (Samples::default(), Samples::default());
    let mut vertices = 0;
    let before = answered(&screen);
    for turn in 0..RUNS {
        let key = if turn % 7 == 3 { Key::Num2 } else { Key::Num1 };
        let (taken, drawn) = keystroke(&mut screen, key);
        answer.push(taken);
        vertices = vertices.max(drawn);
        screen.settle(2);
        if screen.ctx.text_edit_focused() {
            // A digit begins the number where one is asked for; arrows move again after Esc.
            screen.frame(press(Key::Escape));
            screen.settle(2);
        }
        arrow.push(keystroke(&mut screen, Key::ArrowDown).0);
        // The list glides to the next item.
        screen.settle(10);
        idle.push(timed(|| screen.frame(Vec::new())).0);
        empty.push(timed(|| (bare.frame("baqylau"), bare.frame("baqylau"))).0);
    }
    let given = answered(&screen) - before;
    if given < RUNS * 3 / 4 {
        return Err(format!("{RUNS} digits gave only {given} answers").into());
    }
    let engine = engine_alone(&form);

    let mut section = Section::new("Keystroke to repaint, 1,300-row checklist");
    let two_empty = "two frames of an empty egui context";
    section.lines = vec![
        Line::of("digit → its answer painted (two frames)", "ms", &answer)
            .against(two_empty, empty.median()),
        Line::of("digit → its answer painted (two frames)", "ms", &answer)
            .against("one frame at 60 Hz", FRAME),
        Line::of("arrow → next item painted (two frames)", "ms", &arrow)
            .against("one frame at 60 Hz", FRAME),
        Line::of("a frame in which nothing happens", "ms", &idle)
            .against("one frame at 60 Hz", FRAME),
        Line::of("checklist engine alone: one answer set", "ms", &engine)
            .against("digit → its answer painted", answer.median()),
    ];
    section.note(format!(
        "{ROWS} rows of the survey sheet are {items} items on the screen; 1280 × 800, {vertices} \
         vertices at most; logic, screen and triangles, without the graphics card"
    ));
    section.note(
        "the first frame takes the key and writes the answer, the second shows it, with the \
         client's word that it is saved already in",
    );
    Ok(section)
}

fn runner(lab: &Lab, form: &Arc<Form>) -> Screen {
    let open = OpenVisit {
        forms: vec![PinnedForm {
            code: "BENCH".to_owned(),
            workbook: BlobHash::new([0; 32]),
            form: form.clone(),
        }],
        draft: Arc::new(Draft::default()),
        ..lab.open.as_ref().clone()
    };
    let visit = open.visit.id;
    let lock = LockState::SignedIn {
        person: Box::new(lab.person.clone()),
        sample: true,
        offline_until: None,
    };
    let mut screen = Screen::new(Echo::new(lock, Some((Arc::new(open), lab.person.clone()))));
    screen.settle(3);
    let ctx = screen.ctx.clone();
    screen.app.go(&ctx, Place::Runner(visit));
    screen.settle(40);
    screen
}

/// The frame that takes the key, and the one that shows what it did.
fn keystroke(screen: &mut Screen, key: Key) -> (Duration, usize) {
    timed(|| {
        screen.frame(press(key));
        screen.frame(Vec::new())
    })
}

fn answered(screen: &Screen) -> usize {
    screen.app.model().work.as_ref().map_or(0, |work| {
        work.sheets
            .iter()
            .map(|sheet| sheet.totals().answered as usize)
            .sum()
    })
}

fn engine_alone(form: &Arc<Form>) -> Samples {
    let env = Env::new(baqylau_locale::legal_time(now()), 1);
    let mut instance = Instance::new(form.clone(), env);
    let paths: Vec<_> = instance
        .items(form.default_language())
        .iter()
        .flat_map(|item| &item.fields)
        .filter(|field| field.kind.is_select())
        .map(|field| field.path.clone())
        .collect();
    let mut samples = Samples::default();
    for path in paths.iter().take(RUNS) {
        let (taken, changed) = timed(|| instance.set(path, "yes"));
        if changed.is_ok() {
            samples.push(taken);
        }
    }
    samples
}
