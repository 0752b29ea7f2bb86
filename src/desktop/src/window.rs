//! The window: one per data folder, with a clear word when the computer can't show it.

use crate::app::{App, Facts, Setup};
use crate::config::Config;
use crate::engine::{Engine, Plan, SOFTWARE};
use crate::preferences::Preferences;
use crate::single::{OnlyOne, OnlyOneError};
use baqylau_locale::Locale;
use std::sync::Arc;

/// Why the window can't be shown.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// Already running.
    #[error(transparent)]
    OnlyOne(#[from] OnlyOneError),
    /// No display, or libraries or a driver are missing.
    #[error("{0}")]
    Display(String),
}

/// Shared libraries the window needs at run time on Linux, with the Debian package of each.
#[cfg(target_os = "linux")]
const LIBRARIES: [(&str, &str); 5] = [
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libX11.so.6", "libx11-6"),
    ("libXcursor.so.1", "libxcursor1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
];

/// Packages that seem to be missing. Only a hint: told when opening the window fails.
#[cfg(target_os = "linux")]
pub fn missing_packages() -> Vec<&'static str> {
    let folders = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/lib/x86_64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
        "/usr/local/lib",
    ];
    LIBRARIES
        .iter()
        .filter(|(library, _)| {
            !folders
                .iter()
                .any(|folder| std::path::Path::new(folder).join(library).exists())
        })
        .map(|(_, package)| *package)
        .collect()
}

/// Nothing to look for on other systems: the window's libraries come with them.
#[cfg(not(target_os = "linux"))]
pub fn missing_packages() -> Vec<&'static str> {
    Vec::new()
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
    if !has_display(|name| std::env::var_os(name).is_some()) {
        return Err(WindowError::Display(format!(
            "there is no display (DISPLAY and WAYLAND_DISPLAY are not set){HINT}"
        )));
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
    ended.map_err(|error| {
        let missing = missing_packages();
        let mut words = format!(
            "the window could not be opened: {}",
            plain(&error.to_string())
        );
        if !missing.is_empty() {
            words.push_str(&format!("; install: {}", missing.join(" ")));
        }
        words.push_str(HINT);
        WindowError::Display(words)
    })
}

/// What works where no window can be shown.
const HINT: &str = "; `baqylau tour --out DIR` works without a display";

/// Whether a window has anywhere to appear.
fn has_display(set: impl Fn(&str) -> bool) -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .into_iter()
            .any(set)
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
    #[cfg(target_os = "linux")]
    fn a_window_needs_a_display() {
        assert!(!has_display(|_| false));
        assert!(has_display(|name| name == "WAYLAND_DISPLAY"));
    }
}
