//! The real window on a screen nobody sees: started, read, clicked, typed into and killed.

mod display;
mod person;
mod tree;

pub use display::Display;
pub use person::{Look, PASSPHRASE, Person};
pub use tree::{Seen, Tree};

use crate::{Result, at, nap};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2};
use egui_inspection::protocol::read_handshake;
use egui_inspection::{Request, Response, read_message, write_message};
use std::cell::Cell;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything on the screen may take before a test gives up. Building the demonstration
/// data of a first start takes longest.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// Between two looks at the screen.
const LOOK: Duration = Duration::from_millis(30);

/// What may be covered at the foot of the window, in points.
const FOOT: f32 = 40.0;

/// How long a turn of the wheel glides.
const SCROLLING: Duration = Duration::from_millis(200);

/// How often somebody turns the wheel before they give up.
const SCROLLS: u32 = 20;

/// How the program is started with this data folder, in English and light; without a display where
/// there is none.
pub fn command(program: &Path, display: Option<&Display>, data: &Path) -> Command {
    command_as(program, display, data, &Look::default())
}

fn command_as(program: &Path, display: Option<&Display>, data: &Path, look: &Look) -> Command {
    let mut command = Command::new(program);
    command
        .arg("--data_dir")
        .arg(data)
        .args(["--keyring", "false", "--language", look.language.code()])
        .args(["--theme", if look.dark { "dark" } else { "light" }])
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        // No printer of this machine prints what a test makes.
        .env("PATH", "")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    for variable in [
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "WAYLAND_SOCKET",
        "DBUS_SESSION_BUS_ADDRESS",
    ] {
        command.env_remove(variable);
    }
    if let Some(display) = display {
        command.env("DISPLAY", display.name());
    }
    command
}

/// A running window. Killed when dropped.
#[derive(Debug)]
pub struct Window {
    process: Child,
    line: TcpStream,
    /// Its height in points.
    height: Cell<f32>,
}

impl Window {
    /// Starts `program` on the display with this data folder and waits until it can be driven.
    /// What the program prints goes to `window.txt` in `notes`.
    ///
    /// # Errors
    /// When it doesn't start.
    pub fn start(program: &Path, display: &Display, data: &Path, notes: &Path) -> Result<Self> {
        Self::start_as(program, display, data, notes, &Look::default())
    }

    /// Starts it in another language, theme or size.
    ///
    /// # Errors
    /// When it doesn't start.
    pub fn start_as(
        program: &Path,
        display: &Display,
        data: &Path,
        notes: &Path,
        look: &Look,
    ) -> Result<Self> {
        let address = free_address()?;
        let print = File::options()
            .create(true)
            .append(true)
            .open(notes.join("window.txt"))
            .map_err(at("a file for what the window prints"))?;
        let mut process = command_as(program, Some(display), data, look)
            .env("EGUI_INSPECTION", address.to_string())
            .stderr(print)
            .spawn()
            .map_err(at("starting the window"))?;
        let begun = Instant::now();
        loop {
            if let Ok(line) = TcpStream::connect(address) {
                line.set_read_timeout(Some(PATIENCE))
                    .map_err(at("the line to the window"))?;
                line.set_nodelay(true)
                    .map_err(at("the line to the window"))?;
                read_handshake(&line).map_err(at("greeting the window"))?;
                let window = Self {
                    process,
                    line,
                    height: Cell::new(0.0),
                };
                window.resize(look.width, look.height)?;
                return Ok(window);
            }
            if let Ok(Some(status)) = process.try_wait() {
                return Err(format!("the window ended at once: {status}"));
            }
            if begun.elapsed() > PATIENCE {
                process.kill().map_err(at("ending the window"))?;
                process.wait().map_err(at("ending the window"))?;
                return Err("the window can't be driven".to_owned());
            }
            nap(LOOK);
        }
    }

    /// Processor time used so far, in hundredths of a second; `None` where the system doesn't
    /// say.
    pub fn processor_time(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).ok()?;
        // The name before the last bracket may hold anything; time is fields 14 and 15.
        let (_, fields) = stat.rsplit_once(") ")?;
        let mut fields = fields.split_whitespace().skip(11);
        Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
    }

    /// Memory held, in kilobytes; `None` where the system doesn't say.
    pub fn memory_kib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Ends it without a warning, as a power cut would.
    ///
    /// # Errors
    /// When it can't be ended.
    pub fn kill(mut self) -> Result<()> {
        self.process.kill().map_err(at("killing the window"))?;
        self.process
            .wait()
            .map_err(at("killing the window"))
            .map(|_| ())
    }

    fn ask(&self, request: &Request) -> Result<Response> {
        write_message(&self.line, request).map_err(at("asking the window"))?;
        match read_message(&self.line).map_err(at("the answer of the window"))? {
            Response::Error { message } => Err(message),
            response => Ok(response),
        }
    }

    fn give(&self, events: Vec<Event>) -> Result<()> {
        self.ask(&Request::ApplyEvents { events }).map(|_| ())
    }

    /// What is on the screen now.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn look(&self) -> Result<Tree> {
        match self.ask(&Request::GetTree)? {
            Response::Tree {
                accesskit: Some(update),
                ..
            } => Ok(Tree::of(update)),
            other => Err(format!("no tree: {other:?}")),
        }
    }

    /// Waits until the screen shows something; answers what was found.
    ///
    /// # Errors
    /// When it never does; the message lists what is on the screen instead.
    pub fn wait<T>(&self, what: &str, found: impl Fn(&Tree) -> Option<T>) -> Result<T> {
        let begun = Instant::now();
        loop {
            let tree = self.look()?;
            if let Some(it) = found(&tree) {
                return Ok(it);
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("waited in vain for {what}; on the screen:\n{tree}"));
            }
            nap(LOOK);
        }
    }

    /// Waits for something that can be clicked and has exactly this name, then clicks it.
    ///
    /// # Errors
    /// When there is none.
    pub fn click(&self, name: &str) -> Result<()> {
        self.click_what(name, |one| one.name == name && one.can_be_clicked())
    }

    /// Waits for the first thing that is so, then clicks it.
    ///
    /// # Errors
    /// When there is none.
    pub fn click_what(&self, what: &str, is_so: impl Fn(&Seen) -> bool) -> Result<()> {
        let height = self.height.get();
        let mut before_scrolling = None;
        for _ in 0..SCROLLS {
            // Twice at the same place: nothing is being moved into place any more.
            let last = Cell::new(None);
            let place = self.wait(what, |tree| {
                let now = tree.all().find(|one| is_so(one)).map(Seen::centre);
                let before = last.replace(now);
                now.filter(|_| now == before)
            })?;
            let below = place.y - (height - FOOT);
            // The last line of a list comes no higher.
            let stays = before_scrolling == Some(place) && place.y < height;
            if below <= 0.0 || stays {
                return self.press(place);
            }
            before_scrolling = Some(place);
            // A person scrolls to what they don't see.
            self.scroll(Pos2::new(place.x, height / 2.0), below + FOOT)?;
            nap(SCROLLING);
        }
        Err(format!("{what} can't be scrolled to:\n{}", self.look()?))
    }

    /// Presses and releases the first button of the mouse at this place, in points.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn press(&self, pos: Pos2) -> Result<()> {
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.give(vec![Event::PointerMoved(pos)])?;
        self.give(vec![button(true)])?;
        self.give(vec![button(false)])
    }

    /// Turns the wheel at this place: `down` points of what lies below come into view.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn scroll(&self, pos: Pos2, down: f32) -> Result<()> {
        self.give(vec![Event::PointerMoved(pos)])?;
        self.give(vec![Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -down),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        }])
    }

    /// Types text into what has the focus.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.give(vec![Event::Text(text.to_owned())])
    }

    /// Pastes a picture, as Ctrl+V does when one is in the clipboard.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn paste(&self, picture: egui::ColorImage) -> Result<()> {
        self.give(vec![Event::PasteImage(std::sync::Arc::new(picture))])
    }

    /// Presses and releases a key.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn key(&self, key: Key, modifiers: Modifiers) -> Result<()> {
        let event = |pressed| Event::Key {
            key,
            physical_key: Some(key),
            pressed,
            repeat: false,
            modifiers,
        };
        self.give(vec![event(true)])?;
        self.give(vec![event(false)])
    }

    /// Clicks into the text field with this name and types.
    ///
    /// # Errors
    /// When there is no such field.
    pub fn fill(&self, name: &str, text: &str) -> Result<()> {
        self.click_what(name, |one| one.name == name && one.is_text_field())?;
        self.type_text(text)
    }

    /// Makes the window this large, in points.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.height.set(height as f32);
        self.ask(&Request::Resize { width, height }).map(|_| ())
    }

    /// Keeps a picture of the window.
    ///
    /// # Errors
    /// When the window gives none.
    pub fn picture(&self, to: &Path) -> Result<()> {
        match self.ask(&Request::GetScreenshot {
            pixels_per_point: None,
        })? {
            Response::Screenshot(png) => std::fs::write(to, png.bytes).map_err(at("a picture")),
            other => Err(format!("no picture: {other:?}")),
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // It may have ended long ago.
        if self.process.kill().is_ok() {
            drop(self.process.wait());
        }
    }
}

fn free_address() -> Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(at("a free port"))
}

/// Roles a person would click.
fn is_clickable(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::Link
            | Role::ListItem
            | Role::RadioButton
            | Role::CheckBox
            | Role::Tab
            | Role::TreeItem
    )
}
