//! The application without a window: frames drawn and tessellated by hand, a client that echoes.

use crate::lab::now;
use baqylau_client::ui::{Command, Event, LockState, OpenVisit, Picture, Ticket};
use baqylau_desktop::app::{App, Backend, Facts, Setup};
use baqylau_desktop::engine::SOFTWARE;
use baqylau_desktop::preferences::Preferences;
use baqylau_domain::draft::Draft;
use baqylau_domain::identifiers::InstallId;
use baqylau_domain::people::Person;
use baqylau_locale::Language;
use egui::{Context, Key, Modifiers, RawInput};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// Size of the window the program opens.
const SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);

/// A client that answers at once and keeps nothing on disk: what is left is the screen.
pub struct Echo {
    told: RefCell<VecDeque<Event>>,
    visit: Option<(Arc<OpenVisit>, Person)>,
    draft: RefCell<Draft>,
}

impl Echo {
    /// Begins by telling something; opens one visit.
    pub fn new(lock: LockState, visit: Option<(Arc<OpenVisit>, Person)>) -> Self {
        Self {
            told: RefCell::new(VecDeque::from([Event::Lock(lock)])),
            visit,
            draft: RefCell::default(),
        }
    }
}

impl Backend for Echo {
    fn send(&self, ticket: Ticket, command: Command) {
        let mut told = self.told.borrow_mut();
        match (command, &self.visit) {
            (Command::OpenVisit { .. }, Some((open, _))) => {
                told.push_back(Event::VisitOpened(open.clone()));
            }
            (Command::WriteDraft { visit, changes }, Some((_, person))) => {
                let mut draft = self.draft.borrow_mut();
                let install = InstallId::new(uuid::Uuid::from_u128(1));
                let mut fields = Vec::with_capacity(changes.len());
                for (key, value) in changes {
                    let version = draft.write(&key, install, value, person.id, now());
                    draft.merge(key.clone(), version.clone());
                    fields.push((key, version));
                }
                told.push_back(Event::DraftSaved {
                    visit,
                    fields,
                    at: now(),
                });
            }
            (Command::LoadImage { sha256, longest }, _) => {
                let (width, height) = (longest, longest * 3 / 4);
                let pixels = (width as usize) * (height as usize);
                let picture = Picture {
                    width,
                    height,
                    rgba: [120, 140, 150, 255].repeat(pixels),
                };
                told.push_back(Event::Image {
                    sha256,
                    longest,
                    picture: Some(Arc::new(picture)),
                });
            }
            _ => {}
        }
        told.push_back(Event::Done { ticket });
    }

    fn next_event(&self) -> Option<Event> {
        self.told.borrow_mut().pop_front()
    }
}

/// An application and the context it draws in.
pub struct Screen {
    /// Context.
    pub ctx: Context,
    /// Application.
    pub app: App,
    beat: Beat,
}

impl Screen {
    /// An application over a client, nothing drawn yet.
    pub fn new(backend: Echo) -> Self {
        let ctx = Context::default();
        let setup = Setup {
            backend: Box::new(backend),
            clock: Box::new(now),
            preferences: Preferences {
                language: Language::Kk,
                dark: false,
                follow_system: false,
                zoom: 100,
                second: None,
            },
            keep_in: None,
            facts: Facts {
                version: SOFTWARE.to_owned(),
                ..Facts::default()
            },
        };
        let app = App::new(&ctx, setup);
        Self {
            ctx,
            app,
            beat: Beat::default(),
        }
    }

    /// One frame as the window does it: logic, screen, triangles. Gives the vertices to paint.
    pub fn frame(&mut self, events: Vec<egui::Event>) -> usize {
        let input = self.beat.input(events);
        let app = &mut self.app;
        draw(&self.ctx, input, |ui| {
            let ctx = ui.ctx().clone();
            app.logic(&ctx);
            app.ui(ui);
        })
    }

    /// Frames nobody measures.
    pub fn settle(&mut self, frames: usize) {
        for _ in 0..frames {
            self.frame(Vec::new());
        }
    }
}

/// A context that shows nothing of ours, for comparison.
pub struct Bare {
    ctx: Context,
    beat: Beat,
}

impl Bare {
    /// A context as egui makes it.
    pub fn new() -> Self {
        Self {
            ctx: Context::default(),
            beat: Beat::default(),
        }
    }

    /// One frame with one word.
    pub fn frame(&mut self, word: &str) -> usize {
        let input = self.beat.input(Vec::new());
        draw(&self.ctx, input, |ui| {
            ui.label(word);
        })
    }
}

/// Frames at sixty a second, whatever they really take: animations don't differ between machines.
#[derive(Default)]
struct Beat(u32);

impl Beat {
    fn input(&mut self, events: Vec<egui::Event>) -> RawInput {
        self.0 += 1;
        RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
            time: Some(f64::from(self.0) / 60.0),
            focused: true,
            events,
            ..RawInput::default()
        }
    }
}

fn draw(ctx: &Context, input: RawInput, show: impl FnMut(&mut egui::Ui)) -> usize {
    let mut output = ctx.run_ui(input, show);
    // Uploading glyphs is the graphics card's part.
    output.textures_delta.clear();
    let primitives = ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
    primitives
        .iter()
        .map(|one| match &one.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        })
        .sum()
}

/// A key pressed and let go.
pub fn press(key: Key) -> Vec<egui::Event> {
    [true, false]
        .map(|pressed| egui::Event::Key {
            key,
            physical_key: Some(key),
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        })
        .to_vec()
}
