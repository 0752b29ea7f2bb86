//! Hands and eyes of the tour: the application in a windowless harness, its clock, its pictures.

use super::TourError;
use crate::app::{App, Backend, Facts, Setup};
use crate::cx::Action;
use crate::engine::SOFTWARE;
use crate::model::TicketState;
use crate::place::Place;
use crate::preferences::Preferences;
use baqylau_client::ui::{Command, Event, Ticket};
use baqylau_client::{Client, ClientConfig, Keyring, PassphraseCost};
use baqylau_domain::Moment;
use baqylau_domain::visit::StageName;
use baqylau_locale::Language;
use baqylau_widgets::raster::Soft;
use baqylau_widgets::{Theme, install};
use chrono::TimeDelta;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Longest wait for one thing, on a machine that has nothing else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// Frames that are drawn in that time at least: where others use the machine, client and registry
/// get as little of it as the screen does, and are waited for until it was drawn as often.
const PATIENT_FRAMES: u32 = 2_500;

/// The story's clock: stands still until the story moves it, so that every run tells the same.
#[derive(Debug)]
struct StoryClock(Mutex<Moment>);

impl StoryClock {
    fn get(&self) -> Moment {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pass(&self, by: TimeDelta) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add_signed(by).unwrap_or(*now);
    }
}

struct TourClock(Arc<StoryClock>);

impl baqylau_client::Clock for TourClock {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

#[cfg(feature = "embedded")]
impl baqylau_registry::environment::Clock for TourClock {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

/// The client as a backend whose lifetime the tour controls.
struct Direct {
    client: Rc<Client>,
    events: Receiver<Event>,
}

impl Backend for Direct {
    fn send(&self, ticket: Ticket, command: Command) {
        self.client.send(ticket, command);
    }

    fn next_event(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }
}

/// The application being driven.
pub struct Drive<'a> {
    pub(in crate::tour) harness: Harness<'static, App>,
    soft: Soft,
    clock: Arc<StoryClock>,
    out: PathBuf,
    say: &'a mut dyn FnMut(&str),
    step: String,
    pictures: u32,
    client: Option<Rc<Client>>,
    #[cfg(feature = "embedded")]
    wire: Option<super::wire::Wire>,
    #[cfg(feature = "embedded")]
    registry: Option<baqylau_registry::EmbeddedRegistry>,
}

/// What a story is played on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scene {
    /// The day it begins; today when `None`.
    pub day: Option<chrono::NaiveDate>,
    /// So many schools whose month is still to be played.
    pub schools: Option<u32>,
}

#[cfg(feature = "embedded")]
impl Drive<'_> {
    /// The registry.
    pub fn registry(&self) -> Result<&baqylau_registry::EmbeddedRegistry, TourError> {
        let registry = self.registry.as_ref();
        registry.ok_or_else(|| self.error("the registry has stopped"))
    }

    /// The clock of the story for whoever works on the registry's store beside it.
    pub fn environment(&self) -> baqylau_registry::Environment {
        let mut environment = baqylau_registry::Environment::system();
        environment.clock = Arc::new(TourClock(self.clock.clone()));
        environment
    }

    /// The network between the client and the registry.
    pub fn wire(&self) -> Result<&super::wire::Wire, TourError> {
        let wire = self.wire.as_ref();
        wire.ok_or_else(|| self.error("there is no network"))
    }
}

impl<'a> Drive<'a> {
    /// Starts registry, client and application.
    #[cfg(feature = "embedded")]
    pub fn start(
        out: &Path,
        work: &Path,
        scene: Scene,
        say: &'a mut dyn FnMut(&str),
    ) -> Result<Self, TourError> {
        let failed = |problem: String| TourError {
            step: "start".to_owned(),
            problem,
        };
        // 09:00 in Astana on the day of the run, so that the sample visits are due.
        let today = baqylau_locale::legal_time(Moment::from(std::time::SystemTime::now()));
        let today = scene.day.unwrap_or(today.date_naive());
        let morning = today.and_hms_opt(4, 0, 0).map(|time| time.and_utc());
        let clock =
            Arc::new(StoryClock(Mutex::new(morning.ok_or_else(|| {
                failed("the calendar has no such day".to_owned())
            })?)));
        let mut settings = baqylau_registry::RegistryConfig::demo(work.join("registry"));
        settings.today = Some(today);
        settings.rehearsed = scene.schools;
        settings.environment.clock = Arc::new(TourClock(clock.clone()));
        let registry = baqylau_registry::EmbeddedRegistry::start(settings)
            .map_err(|error| failed(error.to_string()))?;
        let wire =
            super::wire::Wire::to(registry.addr()).map_err(|error| failed(error.to_string()))?;
        let mut config = ClientConfig::new(work.join("store"), wire.url(), "TOUR", SOFTWARE);
        config.clock = Arc::new(TourClock(clock.clone()));
        config.keyring = Keyring::None;
        config.passphrase_cost = PassphraseCost {
            memory_kib: 8 * 1024,
            passes: 1,
            lanes: 1,
        };
        let (client, events) = Client::start(config).map_err(|error| failed(error.to_string()))?;
        let client = Rc::new(client);
        let time = clock.clone();
        let setup = Setup {
            backend: Box::new(Direct {
                client: client.clone(),
                events,
            }),
            clock: Box::new(move || time.get()),
            preferences: Preferences {
                language: Language::Kk,
                dark: false,
                follow_system: false,
                zoom: 100,
                second: None,
            },
            keep_in: None,
            facts: Facts {
                data_dir: "tour".to_owned(),
                version: SOFTWARE.to_owned(),
                ..Facts::default()
            },
        };
        let soft = Soft::new();
        let harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(64)
            .with_theme(egui::Theme::Light)
            .with_accessibility_check(false)
            .renderer(soft.clone())
            .with_context_setup(|ctx| install(ctx, Theme::Light))
            .build_eframe(move |creation| App::new(&creation.egui_ctx, setup));
        let mut drive = Self {
            harness,
            soft,
            clock,
            out: out.to_owned(),
            say,
            step: "start".to_owned(),
            pictures: 0,
            client: Some(client),
            wire: Some(wire),
            registry: Some(registry),
        };
        drive.settle(3);
        Ok(drive)
    }

    /// Without the embedded registry there is nobody to tell the story with.
    #[cfg(not(feature = "embedded"))]
    pub fn start(
        _out: &Path,
        _work: &Path,
        _scene: Scene,
        _say: &'a mut dyn FnMut(&str),
    ) -> Result<Self, TourError> {
        Err(TourError {
            step: "start".to_owned(),
            problem: "this build has no embedded registry".to_owned(),
        })
    }

    /// Stops the client and the registry.
    pub fn finish(self) {
        let Self {
            harness, client, ..
        } = self;
        drop(harness);
        if let Some(client) = client.and_then(|client| Rc::try_unwrap(client).ok()) {
            client.shutdown();
        }
    }

    /// Names the step that follows.
    pub fn step(&mut self, step: &str) {
        step.clone_into(&mut self.step);
        (self.say)(&format!("- {step}"));
    }

    /// Tells what was done.
    pub fn say(&mut self, words: &str) {
        (self.say)(&format!("  {words}"));
    }

    /// An error at the present step.
    pub fn error(&self, problem: &str) -> TourError {
        TourError {
            step: self.step.clone(),
            problem: problem.to_owned(),
        }
    }

    /// Folder of the results.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// The application.
    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// A message in the language shown.
    pub fn text(&self, key: &str) -> String {
        self.app().locale().text(key)
    }

    /// Draws some frames, a little apart, so that work in the background is taken in.
    pub fn settle(&mut self, frames: u32) {
        for _ in 0..frames {
            self.harness.step();
            nap();
        }
    }

    /// Draws until something is so.
    pub fn wait(&mut self, what: &str, is_so: impl Fn(&App) -> bool) -> Result<(), TourError> {
        self.wait_moving(what, is_so, |_| (), |_| Ok(()))
    }

    /// Draws until something is so, asking for it again now and then.
    pub fn wait_with(
        &mut self,
        what: &str,
        is_so: impl Fn(&App) -> bool,
        again: impl Fn(&mut Self) -> Result<(), TourError>,
    ) -> Result<(), TourError> {
        self.wait_moving(what, is_so, |_| (), again)
    }

    /// Draws until something is so, asking for it again now and then while something moves; gives up
    /// when nothing has moved for long.
    pub fn wait_moving<M: PartialEq>(
        &mut self,
        what: &str,
        is_so: impl Fn(&App) -> bool,
        moving: impl Fn(&App) -> M,
        again: impl Fn(&mut Self) -> Result<(), TourError>,
    ) -> Result<(), TourError> {
        let mut still = (Instant::now(), moving(self.app()));
        let (mut frames, mut drawn) = (0u32, 0u32);
        loop {
            self.harness.step();
            if is_so(self.app()) {
                return Ok(());
            }
            let now = moving(self.app());
            drawn += 1;
            if still.1 != now {
                still = (Instant::now(), now);
                drawn = 0;
            }
            if still.0.elapsed() > PATIENCE && drawn > PATIENT_FRAMES {
                return Err(self.error(&format!("waited in vain for {what}")));
            }
            frames += 1;
            if frames.is_multiple_of(20) {
                again(self)?;
            }
            nap();
        }
    }

    /// Waits for a stage of the visit at hand.
    pub fn wait_stage(&mut self, stage: StageName) -> Result<(), TourError> {
        self.wait(&format!("the stage {}", stage.key()), |app| {
            app.model()
                .work
                .as_ref()
                .is_some_and(|work| work.visit.stage.name() == stage)
        })
    }

    /// Waits until everything written is on disk.
    pub fn wait_saved(&mut self) -> Result<(), TourError> {
        self.wait("everything on disk", |app| {
            app.model()
                .work
                .as_ref()
                .is_none_or(|work| !work.is_saving())
        })
    }

    /// Sends a command and waits until it was carried out.
    pub fn command(&mut self, command: Command) -> Result<(), TourError> {
        let ctx = self.harness.ctx.clone();
        let ticket = self.harness.state_mut().send(&ctx, command);
        self.wait("a command", |app| {
            !matches!(
                app.model().tickets.get(&ticket),
                Some(TicketState::Running { .. })
            )
        })?;
        match self.app().model().tickets.get(&ticket) {
            Some(TicketState::Failed(error)) => {
                let words = crate::cx::error_text(self.app().locale(), error);
                Err(self.error(&format!("{}: {words}", error.key)))
            }
            _ => Ok(()),
        }
    }

    /// Sends a command without waiting for it.
    pub fn begin(&mut self, command: Command) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().send(&ctx, command);
    }

    /// Does what a person could.
    pub fn action(&mut self, action: Action) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().act(&ctx, action);
    }

    /// Goes somewhere.
    pub fn go(&mut self, place: Place) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().go(&ctx, place);
        self.settle(3);
    }

    /// Presses a key.
    pub fn key(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.settle(2);
    }

    /// Clicks what has exactly this label.
    pub fn click_exact(&mut self, label: &str) -> Result<(), TourError> {
        use egui::accesskit::Role;
        let begun = Instant::now();
        let mut drawn = 0u32;
        loop {
            let clicked = {
                let mut found: Vec<_> = self.harness.query_all_by_label(label).collect();
                // A button is meant rather than a title with the same word.
                found.sort_by_key(|node| {
                    let role = node.accesskit_node().role();
                    !matches!(role, Role::Button | Role::Link | Role::ListItem)
                });
                found.first().map(|node| node.click()).is_some()
            };
            if clicked {
                break;
            }
            if begun.elapsed() > PATIENCE && drawn > PATIENT_FRAMES {
                return Err(self.error(&format!("nothing is labelled «{label}»")));
            }
            drawn += 1;
            self.settle(1);
        }
        self.settle(3);
        Ok(())
    }

    /// Lets time pass.
    pub fn pass(&mut self, by: TimeDelta) {
        self.clock.pass(by);
        self.settle(1);
    }

    /// Lets the registry do what is due by the clock.
    pub fn registry_tick(&mut self) -> Result<(), TourError> {
        #[cfg(feature = "embedded")]
        if let Some(registry) = &self.registry {
            registry
                .tick()
                .map_err(|error| self.error(&error.to_string()))?;
        }
        Ok(())
    }

    /// Resizes the window.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.harness.set_size(egui::vec2(width, height));
        self.settle(3);
    }

    /// Takes a numbered picture.
    pub fn picture(&mut self, name: &str) -> Result<(), TourError> {
        self.pictures += 1;
        let name = format!("{:02}-{name}", self.pictures);
        self.picture_named(&name)
    }

    /// Takes a picture.
    pub fn picture_named(&mut self, name: &str) -> Result<(), TourError> {
        self.settle(2);
        let path = self.out.join(format!("{name}.png"));
        self.soft
            .picture(&self.harness)
            .save(&path)
            .map_err(|error| self.error(&format!("{}: {error}", path.display())))
    }
}

/// Lets the client's threads work.
fn nap() {
    std::thread::park_timeout(Duration::from_millis(8));
}

impl Drive<'_> {
    /// Jumps to an item of the runner: Ctrl+G, its number, Enter.
    pub fn jump(&mut self, item: &str) -> Result<(), TourError> {
        self.harness
            .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::G);
        self.settle(4);
        self.harness.event(egui::Event::Text(item.to_owned()));
        self.settle(4);
        self.harness.key_press(egui::Key::Enter);
        self.settle(4);
        Ok(())
    }
}
