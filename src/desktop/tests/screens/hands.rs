//! Hands and eyes of a test: the application in a windowless harness, keys of three layouts.

use crate::replay::Replay;
use crate::world::world;
use baqylau_desktop::app::{App, Backend, Facts, Setup};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_desktop::preferences::Preferences;
use baqylau_domain::people::AccountRole;
use baqylau_locale::{Arg, Language};
use baqylau_widgets::raster::Soft;
use baqylau_widgets::{Theme, install};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::PathBuf;

pub const SMALL: [f32; 2] = [1280.0, 800.0];
pub const LARGE: [f32; 2] = [1920.0, 1080.0];

/// Frames something may take to come to rest.
const SETTLING: u32 = 12;

/// The application being driven.
pub struct Hands {
    pub harness: Harness<'static, App>,
    pub soft: Soft,
}

/// A keyboard layout, as egui-winit reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Latin,
    Russian,
    Kazakh,
}

pub const LAYOUTS: [Layout; 3] = [Layout::Latin, Layout::Russian, Layout::Kazakh];

impl Layout {
    /// The logical key and the text a physical key gives.
    fn types(self, physical: Key) -> (Key, &'static str) {
        let latin = match physical {
            Key::F => "f",
            Key::G => "g",
            Key::H => "h",
            Key::J => "j",
            Key::K => "k",
            Key::N => "n",
            Key::P => "p",
            Key::S => "s",
            Key::Z => "z",
            Key::Y => "y",
            Key::Num1 => "1",
            Key::Num2 => "2",
            Key::Num3 => "3",
            Key::Num6 => "6",
            _ => "",
        };
        let cyrillic = match physical {
            Key::F => "а",
            Key::G => "п",
            Key::H => "р",
            Key::J => "о",
            Key::K => "л",
            Key::N => "т",
            Key::P => "з",
            Key::S => "ы",
            Key::Z => "я",
            Key::Y => "н",
            _ => latin,
        };
        match (self, physical) {
            // Signs egui knows hide the place of the key; letters it doesn't know don't.
            (Self::Kazakh, Key::Num1) => (Key::Quote, "\""),
            (Self::Kazakh, Key::Num2) => (Key::Num2, "ә"),
            (Self::Kazakh, Key::Num3) => (Key::Num3, "і"),
            (Self::Kazakh, Key::Num6) => (Key::Comma, ","),
            (Self::Latin, _) => (physical, latin),
            (Self::Russian | Self::Kazakh, _) => (physical, cyrillic),
        }
    }
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("only its name is of interest".to_owned())
    }
}

impl Hands {
    /// The application over a backend.
    pub fn over(backend: Box<dyn Backend>, language: Language, dark: bool) -> Self {
        let now = world().now;
        let setup = Setup {
            backend,
            clock: Box::new(move || now),
            preferences: Preferences {
                language,
                dark,
                zoom: 100,
                second: None,
                follow_system: false,
            },
            keep_in: None,
            facts: Facts {
                data_dir: "~/.local/share/baqylau".to_owned(),
                nca: "127.0.0.1:13579".to_owned(),
                version: "0.1.0".to_owned(),
                ..Facts::default()
            },
        };
        let soft = Soft::new();
        let theme = if dark {
            egui::Theme::Dark
        } else {
            egui::Theme::Light
        };
        let harness = Harness::builder()
            .with_size(SMALL)
            .with_max_steps(64)
            .with_theme(theme)
            .renderer(soft.clone())
            .with_context_setup(|ctx| install(ctx, Theme::Light))
            .build_eframe(move |creation| App::new(&creation.egui_ctx, setup));
        let mut hands = Self { harness, soft };
        hands.look(3);
        hands
    }

    /// A signed-in person of a role over what was recorded.
    pub fn signed_in(role: AccountRole, language: Language) -> (Self, Replay) {
        let replay = Replay::of(role);
        replay.tell_session();
        let hands = Self::over(Box::new(replay.clone()), language, false);
        (hands, replay)
    }

    /// The secretary in the runner.
    pub fn in_runner(language: Language) -> (Self, Replay) {
        let (mut hands, replay) = Self::signed_in(AccountRole::Commission, language);
        hands.go(Place::Runner(world().visit));
        hands.look(4);
        (hands, replay)
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    pub fn text(&self, key: &str) -> String {
        self.app().locale().text(key)
    }

    pub fn format(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.app().locale().format(key, args)
    }

    /// Draws some frames.
    pub fn look(&mut self, frames: usize) {
        self.harness.run_steps(frames);
    }

    pub fn go(&mut self, place: Place) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().go(&ctx, place);
        self.look(5);
    }

    pub fn act(&mut self, action: Action) {
        let ctx = self.harness.ctx.clone();
        // Other colours keep every place; other words are placed a frame after they are measured.
        let frames = if matches!(action, Action::Dark(_)) {
            1
        } else {
            2
        };
        self.harness.state_mut().act(&ctx, action);
        self.look(frames);
    }

    pub fn resize(&mut self, size: [f32; 2]) {
        self.harness.set_size(size.into());
        self.look(2);
    }

    /// Presses a key with everything egui-winit sends for it, in one frame.
    pub fn press_with(&mut self, layout: Layout, modifiers: Modifiers, physical: Key) {
        let (key, text) = layout.types(physical);
        let event = |pressed| egui::Event::Key {
            key,
            physical_key: Some(physical),
            pressed,
            repeat: false,
            modifiers,
        };
        self.harness
            .input_mut()
            .events
            .push(egui::Event::ModifiersChanged(modifiers));
        self.harness.input_mut().events.push(event(true));
        if modifiers == Modifiers::NONE && !text.is_empty() {
            self.harness
                .input_mut()
                .events
                .push(egui::Event::Text(text.to_owned()));
        }
        self.harness.step();
        self.harness.input_mut().events.push(event(false));
        self.harness
            .input_mut()
            .events
            .push(egui::Event::ModifiersChanged(Modifiers::NONE));
        self.look(2);
    }

    pub fn press(&mut self, physical: Key) {
        self.press_with(Layout::Latin, Modifiers::NONE, physical);
    }

    pub fn ctrl(&mut self, physical: Key) {
        self.press_with(Layout::Latin, CTRL, physical);
    }

    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.look(3);
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &str) {
        let file = std::sync::Arc::new(Dropped(path.into()));
        self.harness.input_mut().dropped_files.push(file);
        self.look(3);
    }

    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    /// Whether anything on the screen says this.
    pub fn says(&self, words: &str) -> bool {
        // Where lines are wrapped, the narrow space of a sum is a wide one.
        let wide = |text: &str| text.replace('\u{202f}', "\u{a0}");
        let words = wide(words);
        let says = |said: Option<String>| said.is_some_and(|said| wide(&said).contains(&words));
        self.harness.root().children_recursive().any(|node| {
            let node = node.accesskit_node();
            says(node.label()) || says(node.value()) || says(node.description())
        })
    }

    /// Clicks the button, link or tab with this name.
    pub fn click(&mut self, label: &str) {
        // Nobody hits what still moves: a dialog that has just grown takes frames to settle.
        for _ in 0..SETTLING {
            let before = self.place_of(label);
            self.look(1);
            if self.place_of(label) == before {
                break;
            }
        }
        {
            let nodes: Vec<_> = self.harness.query_all_by_label(label).collect();
            let button = nodes.iter().find(|node| {
                matches!(
                    node.accesskit_node().role(),
                    Role::Button
                        | Role::Link
                        | Role::Tab
                        | Role::RadioButton
                        | Role::ListItem
                        | Role::TreeItem
                        | Role::ListBoxOption
                )
            });
            button
                .or(nodes.first())
                .unwrap_or_else(|| panic!("nothing is named «{label}»"))
                .click();
        }
        self.look(4);
    }

    /// Puts the keyboard into the control of these roles with this name.
    pub fn focus(&mut self, roles: &[Role], label: &str) {
        {
            let mut nodes = self.harness.query_all_by_label(label);
            nodes
                .find(|node| roles.contains(&node.accesskit_node().role()))
                .unwrap_or_else(|| panic!("no {roles:?} is named «{label}»"))
                .focus();
        }
        self.look(3);
    }

    fn place_of(&self, label: &str) -> Vec<egui::Rect> {
        let nodes = self.harness.query_all_by_label(label);
        nodes.map(|node| node.rect()).collect()
    }

    /// Name and role of what has keyboard focus.
    pub fn focused(&self) -> Option<(Role, String)> {
        let node = self
            .harness
            .root()
            .children_recursive()
            .find(|node| node.is_focused())?;
        let node = node.accesskit_node();
        Some((node.role(), node.label().unwrap_or_default()))
    }

    /// Whether a passphrase is being typed: where typing begins, the field has focus from the start.
    pub fn in_password(&self, label: &str) -> bool {
        self.focused() == Some((Role::PasswordInput, label.to_owned()))
    }

    pub fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/screens");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        self.soft
            .picture(&self.harness)
            .save(folder.join(format!("{name}.png")))
            .expect("saved");
    }
}

/// Ctrl as egui reports it on Linux and Windows.
pub const CTRL: Modifiers = Modifiers {
    alt: false,
    ctrl: true,
    shift: false,
    mac_cmd: false,
    command: true,
};

/// Whether pictures of everything were asked for.
pub fn pictures_wanted() -> bool {
    std::env::var_os("BAQYLAU_PICTURES").is_some()
}
