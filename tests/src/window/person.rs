//! A person in front of the window: what they press is named by the messages they read.

use super::{Display, Seen, Tree, Window};
use crate::{Result, nap};
use baqylau_locale::{Language, Locale};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use std::path::Path;
use std::time::Duration;

/// Typed with spaces and beyond Latin, as people's passphrases are.
pub const PASSPHRASE: &str = "терезе ашық 12 жыл";

/// Between two looks at something that moves.
const MOVEMENT: Duration = Duration::from_millis(25);

/// How the window looks.
#[derive(Debug, Clone)]
pub struct Look {
    /// Language of the screens.
    pub language: Language,
    /// Dark theme.
    pub dark: bool,
    /// Width in points.
    pub width: u32,
    /// Height in points.
    pub height: u32,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            language: Language::En,
            dark: false,
            width: 1280,
            height: 800,
        }
    }
}

/// A person with a window.
#[derive(Debug)]
pub struct Person {
    /// The window.
    pub window: Window,
    /// The words on it.
    pub locale: Locale,
}

impl Person {
    /// Starts the program with the data folder `data` in `folder`.
    ///
    /// # Errors
    /// When it doesn't start.
    pub fn starts(program: &Path, display: &Display, folder: &Path, look: &Look) -> Result<Self> {
        Ok(Self {
            window: Window::start_as(program, display, &folder.join("data"), folder, look)?,
            locale: Locale::new(look.language),
        })
    }

    /// A message in the language of the window.
    pub fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// Clicks what has this message for its name.
    ///
    /// # Errors
    /// When there is no such thing.
    pub fn clicks(&self, key: &str) -> Result<()> {
        self.window.click(&self.t(key))
    }

    /// Answers a question: clicks what has this message for its name in the dialog.
    ///
    /// # Errors
    /// When no dialog has it.
    pub fn confirms(&self, key: &str) -> Result<()> {
        let name = self.t(key);
        let last = std::cell::Cell::new(None);
        let what = format!("a dialog with «{name}»");
        let place = self.window.wait(&what, |tree| {
            let now = tree
                .all()
                .find(|one| one.name == name && one.can_be_clicked() && one.in_dialog)?
                .centre();
            let before = last.replace(Some(now));
            (before == Some(now)).then_some(now)
        })?;
        self.window.press(place)?;
        self.sees("the dialog gone", |tree| {
            tree.all().all(|one| one.role != Role::Dialog)
        })
    }

    /// Types into the field with this message for its name.
    ///
    /// # Errors
    /// When there is no such field.
    pub fn fills(&self, key: &str, text: &str) -> Result<()> {
        self.window.fill(&self.t(key), text)
    }

    /// Presses a key.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn presses(&self, key: Key) -> Result<()> {
        self.window.key(key, Modifiers::NONE)
    }

    /// Presses a key with Ctrl.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn presses_ctrl(&self, key: Key) -> Result<()> {
        self.window.key(key, Modifiers::COMMAND | Modifiers::CTRL)
    }

    /// Looks for a command by its words and gives it, without the mouse.
    ///
    /// # Errors
    /// When there is no such command.
    pub fn commands(&self, key: &str) -> Result<()> {
        let name = self.t(key);
        self.presses_ctrl(Key::K)?;
        self.sees("the field for commands", |tree| {
            tree.all().any(|one| one.role == Role::Dialog)
        })?;
        self.window.type_text(&name)?;
        self.sees("the command", |tree| tree.has(&name))?;
        self.rested()?;
        self.presses(Key::Enter)
    }

    /// Waits until the screen is so.
    ///
    /// # Errors
    /// When it never is; the message lists what is on the screen instead.
    pub fn sees(&self, what: &str, is_so: impl Fn(&Tree) -> bool) -> Result<()> {
        self.window.wait(what, |tree| is_so(tree).then_some(()))
    }

    /// What is on the screen once nothing moves any more.
    ///
    /// # Errors
    /// When the window doesn't answer.
    pub fn rested(&self) -> Result<Tree> {
        let places = |tree: &Tree| -> Vec<(i32, i32)> {
            let centres = tree.all().map(Seen::centre);
            centres.map(|at| (at.x as i32, at.y as i32)).collect()
        };
        let mut before = self.window.look()?;
        loop {
            nap(MOVEMENT);
            let now = self.window.look()?;
            if places(&now) == places(&before) {
                return Ok(now);
            }
            before = now;
        }
    }

    /// Fills the passphrase in, as often as it is asked for, and confirms with Enter.
    ///
    /// # Errors
    /// When it isn't asked for.
    pub fn opens_the_store(&self, fields: &[&str]) -> Result<()> {
        for field in fields {
            self.fills(field, PASSPHRASE)?;
        }
        self.presses(Key::Enter)
    }

    /// Signs in as the first person whose position has these words; answers the name.
    ///
    /// # Errors
    /// When there is nobody.
    pub fn signs_in(&self, position: &str) -> Result<String> {
        let is_so = |one: &Seen| one.role == Role::Button && one.description.contains(position);
        let name = self.window.wait(position, |tree| {
            tree.all()
                .find(|one| is_so(one))
                .map(|one| one.name.clone())
        })?;
        self.window.click_what(position, is_so)?;
        Ok(name)
    }

    /// Opens the visit due today; answers the name of the organisation.
    ///
    /// # Errors
    /// When none is.
    pub fn opens_the_visit_of_today(&self) -> Result<String> {
        let today = self.t("visit-filter-today");
        let card = self.window.wait("a visit due today", |tree| {
            // The heading of the list says it too.
            let mut marks = tree
                .all()
                .filter(|one| one.name == today && one.role == Role::Label);
            marks.find_map(|mark| {
                tree.all()
                    .find(|one| one.role == Role::Link && one.holds(mark))
                    .cloned()
            })
        })?;
        let is_card = |one: &Seen| one.role == Role::Link && one.name == card.name;
        self.window.click_what("the visit", is_card)?;
        Ok(card.name)
    }
}
