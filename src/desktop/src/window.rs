//! The window: one per data folder, with a clear word when the computer can't show it.

use crate::app::{App, Facts, Setup};
use crate::config::Config;
use crate::engine::{Engine, Plan, SOFTWARE};
use crate::machine;
use crate::preferences::Preferences;
use crate::single::{OnlyOne, OnlyOneError};
use baqylau_locale::Locale;
use std::sync::Arc;

/// Why the window can't be shown. Printed in full for the log; [`WindowError::words`] is for
/// people.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// Already running.
    #[error(transparent)]
    OnlyOne(#[from] OnlyOneError),
    /// No display, or one that doesn't answer.
    #[error("no display: {0}")]
    Display(String),
    /// A display, and nothing that draws on it.
    #[error("no graphics driver: {0}")]
    Driver(String),
    /// Packages are missing.
    #[error("missing packages: {}", .0.join(" "))]
    Packages(Vec<&'static str>),
    /// Anything else the window library says.
    #[error("the window could not be opened: {0}")]
    Window(String),
}

impl WindowError {
    fn of(error: &eframe::Error) -> Self {
        let said = plain(&error.to_string());
        match error {
            eframe::Error::Glutin(_)
            | eframe::Error::NoGlutinConfigs(..)
            | eframe::Error::OpenGL(_) => Self::Driver(said),
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => Self::Display(said),
            eframe::Error::AppCreation(_) => Self::Window(said),
        }
    }

    /// What happened and what to do, in one sentence or two.
    pub fn words(&self, locale: &Locale) -> String {
        let (key, args) = match self {
            Self::OnlyOne(OnlyOneError::AlreadyRunning) => ("start-already-running", None),
            Self::OnlyOne(OnlyOneError::Folder(_)) => ("start-folder", None),
            Self::Display(_) => ("start-no-display", None),
            Self::Driver(_) => ("start-no-driver", Some("libgl1-mesa-dri".to_owned())),
            Self::Packages(missing) => ("start-packages", Some(missing.join(" "))),
            Self::Window(_) => ("start-window", None),
        };
        let args: Vec<(&str, baqylau_locale::Arg<'_>)> = args
            .iter()
            .map(|packages| ("packages", packages.as_str().into()))
            .collect();
        let detail = locale.format(&format!("{key}-detail"), &args);
        format!("{}. {detail}", locale.format(key, &args))
    }
}

/// Shows the window until it is closed.
///
/// # Errors
/// [`WindowError`], with what to install when something is missing.
pub fn run(config: &Config) -> Result<(), WindowError> {
    run_with(config, |_| {})
}

/// As [`run`], handing the context over before the first frame: a test attaches its inspector
/// here, so that the program people get has no such door at all.
///
/// # Errors
/// [`WindowError`], with what to install when something is missing.
pub fn run_with(
    config: &Config,
    first: impl FnOnce(&egui::Context) + 'static,
) -> Result<(), WindowError> {
    // What the person is told leaves the insides out; the log has them.
    open(config, first).inspect_err(|error| tracing::error!(%error, "the window did not open"))
}

fn open(config: &Config, first: impl FnOnce(&egui::Context) + 'static) -> Result<(), WindowError> {
    if cfg!(target_os = "linux") {
        // An empty variable is as good as none, and the window library thinks so too.
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let Some(session) = machine::session(set) else {
            let said = "DISPLAY and WAYLAND_DISPLAY are not set".to_owned();
            return Err(WindowError::Display(said));
        };
        let missing = machine::missing(session);
        if !missing.is_empty() {
            return Err(WindowError::Packages(missing));
        }
    }
    let only = OnlyOne::hold_or_ask(&config.data_dir)?;
    tracing::info!(version = SOFTWARE, "started");
    let preferences = Preferences::load(config);
    let title = Locale::new(preferences.language).text("app-name");
    let viewport = egui::ViewportBuilder::default()
        .with_title(&title)
        .with_app_id("kz.baqylau.Baqylau")
        // Registers and checklists want all the room a laptop has; the size is what is left after
        // the person makes the window smaller, and fits 1280x800 and 1366x768 with any bars.
        .with_inner_size([1240.0, 690.0])
        .with_maximized(true)
        .with_min_inner_size([960.0, 600.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    let facts = Facts {
        data_dir: config.data_dir.display().to_string(),
        registry: config.registry_url.clone(),
        proxy: config.proxy.clone(),
        nca: format!("{}:{}", config.nca_host, config.nca_port),
        version: SOFTWARE.to_owned(),
    };
    let keep_in = Some(config.data_dir.clone());
    let config = config.clone();
    // Held until the application, and with it the store, is closed.
    let holding = &only;
    let ended = eframe::run_native(
        "Baqylau",
        options,
        Box::new(move |creation| {
            first(&creation.egui_ctx);
            // X11 forgets a wish made while the window was still hidden.
            creation
                .egui_ctx
                .send_viewport_cmd(egui::ViewportCommand::Maximized(true));
            let ctx = creation.egui_ctx.clone();
            holding.when_asked(move || forward(&ctx));
            let ctx = creation.egui_ctx.clone();
            let waker = Arc::new(move || ctx.request_repaint());
            let engine = Engine::start(Plan::of(&config, waker));
            let setup = Setup {
                backend: Box::new(engine),
                clock: Box::new(|| baqylau_domain::Moment::from(std::time::SystemTime::now())),
                preferences,
                keep_in,
                facts,
            };
            Ok(Box::new(App::new(&creation.egui_ctx, setup)))
        }),
    );
    tracing::info!("ended");
    ended.map_err(|error| WindowError::of(&error))
}

/// The window library names its own source file in front of every error of the system; that
/// says nothing to whoever reads it and much about the computer it was built on.
fn plain(error: &str) -> String {
    match error.split_once("os error at ") {
        Some((before, after)) => match after.split_once(": ") {
            Some((_, cause)) => format!("{before}{cause}"),
            None => before.trim_end_matches([' ', ':']).to_owned(),
        },
        None => error.to_owned(),
    }
}

/// Brings the window to the person who started the program again.
fn forward(ctx: &egui::Context) {
    for command in [
        egui::ViewportCommand::Minimized(false),
        egui::ViewportCommand::Focus,
        egui::ViewportCommand::RequestUserAttention(egui::UserAttentionType::Informational),
    ] {
        ctx.send_viewport_cmd(command);
    }
    ctx.request_repaint();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_system_does_not_name_the_computer_it_was_built_on() {
        let said = "winit EventLoopError: os error at /build/a/b.rs:765: no such display: :7";
        assert_eq!(plain(said), "winit EventLoopError: no such display: :7");
        assert_eq!(plain("No GL context"), "No GL context");
        assert_eq!(plain("x: os error at nowhere"), "x");
    }

    #[test]
    fn every_reason_is_told_in_every_language_with_what_to_do() {
        let reasons = [
            WindowError::OnlyOne(OnlyOneError::AlreadyRunning),
            WindowError::OnlyOne(OnlyOneError::Folder(std::io::Error::other("cause"))),
            WindowError::Display("cause".to_owned()),
            WindowError::Driver("ConfigTemplate { cause }".to_owned()),
            WindowError::Packages(vec!["libxi6", "libegl1"]),
            WindowError::Window("cause".to_owned()),
        ];
        for language in baqylau_locale::Language::ALL {
            let locale = Locale::new(language);
            let told: Vec<String> = reasons.iter().map(|why| why.words(&locale)).collect();
            for words in &told {
                assert!(words.ends_with('.') && words.contains(". "), "{words}");
                assert!(
                    !words.contains("cause") && !words.contains("start-"),
                    "{words}"
                );
            }
            assert!(told[3].contains("libgl1-mesa-dri"), "{}", told[3]);
            assert!(told[4].contains("libxi6 libegl1"), "{}", told[4]);
            assert_ne!(told[2], told[3], "no screen and no driver differ");
        }
    }
}
