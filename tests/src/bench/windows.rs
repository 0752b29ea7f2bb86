//! Windows this program opens of itself: a bare one, and the application opening a visit.

use crate::lab::{PASSPHRASE, now};
use crate::measure::{Memory, Outcome, memory_of};
use crate::screen::{Bare, Echo, Screen};
use baqylau_client::ui::{Command, KeySource, LockState, Secret};
use baqylau_desktop::app::{App, Facts, Setup};
use baqylau_desktop::config::{Config, ThemeChoice};
use baqylau_desktop::engine::{Engine, Plan};
use baqylau_desktop::place::Place;
use baqylau_desktop::preferences::Preferences;
use baqylau_domain::identifiers::{PersonId, VisitId};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Word that opens a bare window.
pub const BARE: &str = "bare-window";
/// Word that opens the application and in it a visit, then tells its memory and ends.
pub const VISIT: &str = "visit-window";
/// Word that draws a first frame without a window, ours or a bare one, and tells how long it took.
pub const FIRST_FRAME: &str = "first-frame";

/// How long a screen stands before its memory is read.
const REST: Duration = Duration::from_secs(2);

fn options() -> eframe::NativeOptions {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Baqylau")
        .with_inner_size([1280.0, 800.0]);
    eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    }
}

/// A window with one word.
pub fn bare() -> Outcome<()> {
    struct OneWord;
    impl eframe::App for OneWord {
        fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
            egui::CentralPanel::default().show(ui, |ui| {
                ui.heading("Baqylau");
            });
        }
    }
    eframe::run_native("bare", options(), Box::new(|_| Ok(Box::new(OneWord))))
        .map_err(|error| error.to_string().into())
}

/// The first frame without a window.
pub fn first_frame(ours: bool) -> Outcome<()> {
    let begun = Instant::now();
    let vertices = if ours {
        Screen::new(Echo::new(LockState::Locked { keyring: false }, None)).frame(Vec::new())
    } else {
        Bare::new().frame("baqylau")
    };
    let taken = begun.elapsed();
    if vertices == 0 {
        return Err("nothing was drawn".into());
    }
    say(&json!({"ms": taken.as_secs_f64() * 1_000.0}))
}

/// The application over a data folder: opens the store, goes on offline, opens a visit.
pub fn visit(data: &Path, person: PersonId, visit: VisitId) -> Outcome<()> {
    let config = Config {
        registry_url: String::new(),
        embedded: true,
        data_dir: data.to_owned(),
        language: None,
        theme: ThemeChoice::Light,
        proxy: String::new(),
        ca_bundle: None,
        log_level: "warn".to_owned(),
        keyring: false,
        ocsp: Vec::new(),
        tsp: Vec::new(),
        crl: Vec::new(),
        services_wait: 0,
        nca_host: "127.0.0.1".to_owned(),
        nca_port: 13579,
        authorities: None,
    };
    let opened = eframe::run_native(
        "visit",
        options(),
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            let waker = Arc::new(move || ctx.request_repaint());
            let setup = Setup {
                backend: Box::new(Engine::start(Plan::of(&config, waker))),
                clock: Box::new(now),
                preferences: Preferences::load(&config),
                keep_in: None,
                facts: Facts::default(),
            };
            let app = App::new(&creation.egui_ctx, setup);
            let step = Step::First;
            Ok(Box::new(Led {
                app,
                step,
                since: None,
                person,
                visit,
                first: None,
            }))
        }),
    );
    opened.map_err(|error| error.to_string().into())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    First,
    Unlocking,
    Entering,
    Opening,
    Told,
}

/// The application with somebody who does a few things in it.
struct Led {
    app: App,
    step: Step,
    /// Since when the screen of this step stands.
    since: Option<Instant>,
    person: PersonId,
    visit: VisitId,
    first: Option<Memory>,
}

impl Led {
    fn rested(&mut self) -> bool {
        self.since.get_or_insert_with(Instant::now).elapsed() > REST
    }

    fn lead(&mut self, ctx: &egui::Context) {
        let lock = self.app.model().lock.clone();
        let step = self.step;
        match step {
            Step::First if matches!(lock, Some(LockState::Locked { .. })) && self.rested() => {
                self.first = memory_of(std::process::id());
                let passphrase = Some(Secret::new(PASSPHRASE));
                self.app.send(ctx, Command::Unlock { passphrase });
                self.to(Step::Unlocking);
            }
            Step::Unlocking if matches!(lock, Some(LockState::Unlocked { .. })) => {
                self.app.send(
                    ctx,
                    Command::ContinueOffline {
                        person: self.person,
                        key: KeySource::Sample(self.person),
                        password: Secret::default(),
                    },
                );
                self.to(Step::Entering);
            }
            Step::Entering if self.app.model().person().is_some() => {
                self.app.go(ctx, Place::Runner(self.visit));
                self.to(Step::Opening);
            }
            Step::Opening if self.is_open() && self.rested() => {
                self.tell();
                self.to(Step::Told);
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            _ => {}
        }
    }

    fn is_open(&self) -> bool {
        self.app
            .model()
            .work
            .as_ref()
            .is_some_and(|work| !work.sheets.is_empty())
    }

    fn tell(&self) {
        let told = [
            ("first", self.first),
            ("visit", memory_of(std::process::id())),
        ];
        let told: serde_json::Map<String, Value> = told
            .into_iter()
            .filter_map(|(name, memory)| {
                let memory = memory?;
                let value = json!({"resident": memory.resident, "own": memory.own});
                Some((name.to_owned(), value))
            })
            .collect();
        // Who started this is gone when nobody reads it.
        let _ = say(&Value::Object(told));
    }

    fn to(&mut self, step: Step) {
        self.step = step;
        self.since = None;
    }
}

impl eframe::App for Led {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.logic(ctx);
        self.lead(ctx);
        ctx.request_repaint_after(Duration::from_millis(100));
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.ui(ui);
    }
}

/// One line of JSON for whoever started this process.
pub fn say(value: &Value) -> Outcome<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{value}")?;
    out.flush()?;
    Ok(())
}
