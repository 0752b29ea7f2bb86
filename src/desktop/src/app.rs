//! The application: drains events, draws the screen of the present place, carries out wishes.

use crate::commands::{self, UiCommand};
use crate::cx::{Action, Cx, Post, error_text};
use crate::dialogs::{Chosen, Dialogs, Purpose};
use crate::model::{self, Model, Notice, TicketState};
use crate::place::{Place, Section};
use crate::preferences::Preferences;
use crate::recovery::{self, Recovered};
use crate::screens::Screens;
use crate::shell;
use baqylau_client::ui::{
    Command, Event, LockState, MonthCommand, OrganisationFilter, PrintedBy, Ticket,
};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::AccountRole;
use baqylau_locale::Locale;
use baqylau_widgets::{Palette, Theme, Toast, Toasts, Tone};
use std::path::PathBuf;

mod dress;
mod files;
mod undo;

use dress::{install_words, zoom_factor};
use files::Clipboard;

/// The client as the application needs it: messages down, messages up, never waiting.
pub trait Backend {
    /// Sends a command.
    fn send(&self, ticket: Ticket, command: Command);
    /// The next event, if one is here.
    fn next_event(&self) -> Option<Event>;
}

/// What the application is started with.
pub struct Setup {
    /// The client.
    pub backend: Box<dyn Backend>,
    /// The time.
    pub clock: Box<dyn Fn() -> Moment>,
    /// What the person likes.
    pub preferences: Preferences,
    /// Where preferences are kept; `None` keeps nothing (tests, tour).
    pub keep_in: Option<PathBuf>,
    /// Facts the settings screen shows: data folder, registry address, version.
    pub facts: Facts,
}

/// Facts about this installation.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Data folder.
    pub data_dir: String,
    /// Registry address; empty with the embedded one.
    pub registry: String,
    /// Proxy, empty when none.
    pub proxy: String,
    /// Where NCALayer is looked for.
    pub nca: String,
    /// Version of the program.
    pub version: String,
}

/// The application.
pub struct App {
    pub(crate) model: Model,
    pub(crate) locale: Locale,
    pub(crate) preferences: Preferences,
    pub(crate) place: Place,
    pub(crate) history: Vec<Place>,
    pub(crate) screens: Screens,
    pub(crate) palette: Palette,
    pub(crate) help: bool,
    pub(crate) facts: Facts,
    post: Post,
    toasts: Toasts,
    dialogs: Dialogs,
    backend: Box<dyn Backend>,
    clock: Box<dyn Fn() -> Moment>,
    keep_in: Option<PathBuf>,
    last_contact: Option<Moment>,
    watched: Vec<(Ticket, Option<&'static str>)>,
    recovered: Option<Recovered>,
    /// Visits of which the person was told what was recovered.
    recovery_told: Vec<VisitId>,
    clipboard: Clipboard,
}

impl App {
    /// Dresses the context and starts at the first screen.
    pub fn new(ctx: &egui::Context, setup: Setup) -> Self {
        let theme = if setup.preferences.dark {
            Theme::Dark
        } else {
            Theme::Light
        };
        baqylau_widgets::install(ctx, theme);
        let locale = Locale::new(setup.preferences.language);
        install_words(ctx, &locale);
        ctx.set_zoom_factor(zoom_factor(setup.preferences.zoom));
        Self {
            model: Model::new((setup.clock)()),
            locale,
            preferences: setup.preferences,
            place: Place::Visits,
            history: Vec::new(),
            screens: Screens::default(),
            palette: Palette::default(),
            help: false,
            facts: setup.facts,
            post: Post::default(),
            toasts: Toasts::default(),
            dialogs: Dialogs::default(),
            backend: setup.backend,
            clock: setup.clock,
            keep_in: setup.keep_in,
            last_contact: None,
            watched: Vec::new(),
            recovered: None,
            recovery_told: Vec::new(),
            clipboard: Clipboard::default(),
        }
    }

    /// Takes in what happened since the last frame. Runs also while the window is hidden.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.model.now = (self.clock)();
        self.follow_system_theme(ctx);
        baqylau_widgets::field::date::set_today(ctx, self.model.today());
        while let Some(event) = self.backend.next_event() {
            for notice in model::apply(&mut self.model, event) {
                self.notice(notice);
            }
        }
        if let Some(work) = &mut self.model.work {
            work.set_language(self.preferences.language);
        }
        self.tell_watched();
        self.refresh_after_contact();
        if let Some(chosen) = self.dialogs.take() {
            self.chosen(chosen);
        }
        self.dropped(ctx);
        self.pasted(ctx);
        self.carry_out(ctx);
    }

    /// Draws.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let signed_in = matches!(self.model.lock, Some(LockState::SignedIn { .. }));
        if signed_in {
            self.shortcuts(ui);
            shell::top(self.parts(), ui);
            let late = self.late(ui.ctx());
            shell::rail(self.parts(), late, ui);
            let place = self.place;
            let (cx, screens) = self.cx();
            screens.show(place, cx, ui);
            self.overlays(ui);
        } else {
            let preferences = self.preferences;
            let (cx, screens) = self.cx();
            screens.sign_in.show(cx, ui, preferences);
        }
        self.hovered(ui.ctx());
        self.toasts.show(ui.ctx());
        baqylau_widgets::modal::return_focus(ui.ctx());
        self.carry_out(ui.ctx());
        // The wait at the door is shown by the second; "two minutes ago" by the half minute.
        let at_the_door = matches!(self.place, Place::Visit(_))
            && self.model.work.as_ref().is_some_and(|work| {
                matches!(
                    work.visit.stage,
                    baqylau_domain::visit::Stage::OnSite { .. }
                )
            });
        let seconds = match self.place {
            _ if at_the_door => 1,
            Place::Sync => 2,
            _ => 30,
        };
        ui.ctx()
            .request_repaint_after(std::time::Duration::from_secs(seconds));
    }

    /// The place shown.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What is known.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The language shown.
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// Goes somewhere, as if the person had.
    pub fn go(&mut self, ctx: &egui::Context, place: Place) {
        self.post.go(place);
        self.carry_out(ctx);
    }

    /// Does what a person could: for the tour and tests, which have no dialogs.
    pub fn act(&mut self, ctx: &egui::Context, action: Action) {
        self.post.put(action);
        self.carry_out(ctx);
    }

    /// Takes files as if they had been chosen: for the tour and tests, which have no dialogs.
    pub fn choose(&mut self, ctx: &egui::Context, purpose: Purpose, paths: Vec<PathBuf>) {
        self.chosen(Chosen { purpose, paths });
        self.carry_out(ctx);
    }

    /// Sends a command, as a screen would.
    pub fn send(&mut self, ctx: &egui::Context, command: Command) -> Ticket {
        let ticket = self.post.send(command);
        self.carry_out(ctx);
        ticket
    }

    fn cx(&mut self) -> (Cx<'_>, &mut Screens) {
        let cx = Cx {
            model: &self.model,
            locale: &self.locale,
            post: &mut self.post,
            facts: &self.facts,
            preferences: self.preferences,
        };
        (cx, &mut self.screens)
    }

    fn parts(&mut self) -> shell::Parts<'_> {
        shell::Parts {
            cx: Cx {
                model: &self.model,
                locale: &self.locale,
                post: &mut self.post,
                facts: &self.facts,
                preferences: self.preferences,
            },
            place: self.place,
            palette: &mut self.palette,
            preferences: self.preferences,
        }
    }

    /// How many things of the state order are late for the signed-in person. Its records are asked
    /// for once, wherever the person is: the rail says so before they look.
    fn late(&mut self, ctx: &egui::Context) -> usize {
        let today = UiCommand::Go(Place::Orders(Section::Today));
        let offered = commands::rows_for(self.role())
            .iter()
            .any(|row| row.command == today);
        if !offered {
            return 0;
        }
        if self.model.orders.ask() {
            self.post.send(Command::LoadOrders);
        }
        self.screens.orders.late(&self.model, ctx)
    }

    fn role(&self) -> AccountRole {
        self.model
            .person()
            .map_or(AccountRole::Observer, |person| person.role)
    }

    fn shortcuts(&mut self, ui: &egui::Ui) {
        let rows = commands::rows_for(self.role());
        for row in rows {
            let Some(shortcut) = row.shortcut else {
                continue;
            };
            if baqylau_widgets::keys::pressed(ui, shortcut) {
                self.run(row.command);
            }
        }
        let back = baqylau_widgets::Shortcut::alt(egui::Key::ArrowLeft);
        if baqylau_widgets::keys::pressed(ui, back) {
            self.post.put(Action::Back);
        }
    }

    pub(crate) fn run(&mut self, command: UiCommand) {
        match command {
            UiCommand::Go(place) => self.post.go(place),
            UiCommand::Palette => self.palette.open(),
            UiCommand::NextLanguage => {
                self.post
                    .put(Action::Language(self.preferences.language.next()));
            }
            UiCommand::ToggleTheme => self.post.put(Action::Dark(!self.preferences.dark)),
            UiCommand::SyncNow => {
                self.post.send(Command::SyncNow);
            }
            UiCommand::ToggleOffline => {
                use baqylau_client::ui::Connection;
                let offline = self
                    .model
                    .sync
                    .as_ref()
                    .is_some_and(|sync| sync.connection == Connection::OfflineByChoice);
                self.post.send(Command::SetOffline { offline: !offline });
            }
            UiCommand::Help => self.help = !self.help,
            UiCommand::SignOut => {
                self.post.send(Command::SignOut);
            }
        }
    }

    fn overlays(&mut self, ui: &egui::Ui) {
        if let Some(command) = shell::palette(self.parts(), ui.ctx()) {
            match command {
                shell::Found::Command(command) => self.run(command),
                shell::Found::Place(place) => self.post.go(place),
            }
        }
        self.show_recovered(ui.ctx());
        if self.help && shell::help(&self.locale, self.role(), ui.ctx()) {
            self.help = false;
        }
    }

    fn show_recovered(&mut self, ctx: &egui::Context) {
        let Some(found) = self.recovered.take() else {
            return;
        };
        let (cx, _) = self.cx();
        match recovery::show(&found, &cx, ctx) {
            recovery::Wish::Stay => self.recovered = Some(found),
            recovery::Wish::GoOn => {}
            recovery::Wish::Jump(key) => self.go_to_field(found.visit, &key),
        }
    }

    fn notice(&mut self, notice: Notice) {
        match notice {
            Notice::Failed(error) => {
                let text = error_text(&self.locale, &error);
                self.toasts.push(Toast::new(Tone::Bad, text));
            }
            Notice::Document(path) => {
                let name = path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned());
                let text = self.locale.format(
                    "notice-file-saved",
                    &[("name", name.unwrap_or_default().into())],
                );
                self.toasts.push(Toast::new(Tone::Ok, text));
            }
            Notice::Printed(to) => {
                let (tone, key) = match to {
                    PrintedBy::Printer => (Tone::Ok, "notice-printed"),
                    PrintedBy::Viewer => (Tone::Warning, "notice-printer-viewer"),
                };
                let text = self.locale.text(key);
                self.toasts.push(Toast::new(tone, text));
            }
            Notice::Recovered(visit, fields) => {
                // Every opening brings the list again; once is enough.
                if !self.recovery_told.contains(&visit) {
                    self.recovery_told.push(visit);
                    self.recovered = Some(Recovered { visit, fields });
                }
            }
            Notice::Merged(count) => {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                let text = self
                    .locale
                    .format("notice-merged", &[("count", count.into())]);
                self.toasts.push(Toast::new(Tone::Info, text));
            }
            Notice::SessionChanged => {
                self.screens = Screens::default();
                self.recovered = None;
                self.recovery_told.clear();
                self.history.clear();
                if let Some(person) = self.model.person() {
                    let home = match person.role {
                        AccountRole::Commission => Place::Visits,
                        AccountRole::EducationOfficer
                        | AccountRole::IssuerOfficer
                        | AccountRole::FinancialCentre => Place::Decisions,
                        _ => Place::Organisations,
                    };
                    self.place = home;
                    self.enter(home);
                    // The rail counts what waits in places nobody has opened yet.
                    for place in [Place::Visits, Place::Points, Place::Decisions] {
                        if place != home {
                            self.enter(place);
                        }
                    }
                }
            }
        }
    }

    /// Tells the outcome of commands no screen waits for, such as those of a file dialog.
    fn tell_watched(&mut self) {
        let Self {
            watched,
            model,
            toasts,
            locale,
            ..
        } = self;
        watched.retain(|(ticket, done)| match model.tickets.get(ticket) {
            Some(TicketState::Running { .. }) => true,
            Some(TicketState::Failed(error)) => {
                toasts.push(Toast::new(Tone::Bad, error_text(locale, error)));
                false
            }
            Some(TicketState::Done) => {
                if let Some(done) = done {
                    toasts.push(Toast::new(Tone::Ok, locale.text(done)));
                }
                false
            }
            None => false,
        });
        // Answers nobody will ask for again.
        if model.tickets.len() > 4_000 {
            let newest = model.tickets.keys().max().copied().unwrap_or(0);
            model.tickets.retain(|ticket, state| {
                matches!(state, TicketState::Running { .. }) || newest - ticket < 2_000
            });
        }
    }

    fn watch(&mut self, command: Command, done: &'static str) {
        let ticket = self.post.send(command);
        self.watched.push((ticket, Some(done)));
    }

    /// New facts may have come with every contact: ask again for what is on the screen.
    fn refresh_after_contact(&mut self) {
        let sync = self.model.sync.as_ref();
        // Once the round is over: while it goes on, half of what it brings is here.
        let busy = sync.is_some_and(|sync| sync.busy);
        let contact = sync.and_then(|sync| sync.last_contact);
        if contact != self.last_contact && !busy {
            self.last_contact = contact;
            if self.model.person().is_some() {
                match self.place {
                    place if place.visit().is_none() => self.enter(place),
                    Place::Visit(_) => self.ask_what_came_of_it(),
                    _ => {}
                }
            }
        }
    }

    /// Asks for what a visit led to: its prescription and the consequence.
    fn ask_what_came_of_it(&mut self) {
        self.model.points.ask();
        self.post.send(Command::LoadPoints);
        self.model.sanctions.ask();
        self.post.send(Command::LoadSanctions);
    }

    /// Asks for what a place shows.
    fn enter(&mut self, place: Place) {
        match place {
            Place::Visits | Place::AllVisits => {
                self.model.visits.ask();
                self.post.send(Command::LoadVisits);
            }
            Place::Plan(_) => {
                self.model.visits.ask();
                self.post.send(Command::LoadVisits);
                self.model.planning.ask();
                self.post.send(Command::LoadPlanning);
                let filter = OrganisationFilter {
                    language: self.preferences.language,
                    ..OrganisationFilter::default()
                };
                self.model.organisations.ask();
                self.post.send(Command::LoadOrganisations { filter });
            }
            Place::Visit(visit)
            | Place::Runner(visit)
            | Place::HeadCount(visit)
            | Place::Evidence(visit)
            | Place::Merge(visit) => {
                if self
                    .model
                    .work
                    .as_ref()
                    .is_none_or(|work| work.id() != visit)
                {
                    self.model.work = None;
                    self.model.act = None;
                    self.model.opening = Some(self.post.send(Command::OpenVisit { visit }));
                }
                if matches!(place, Place::Visit(_)) {
                    self.ask_what_came_of_it();
                }
            }
            Place::Act(visit) => {
                self.model.act = None;
                let work = self.model.work.as_ref().filter(|work| work.id() == visit);
                if work.is_none() {
                    self.model.opening = Some(self.post.send(Command::OpenVisit { visit }));
                }
                self.screens.act.entered();
            }
            Place::Organisations => {
                let filter = self.screens.organisations.filter(self.preferences.language);
                self.model.organisations.ask();
                self.post.send(Command::LoadOrganisations { filter });
            }
            Place::Organisation(id) => {
                if self
                    .model
                    .card
                    .as_ref()
                    .is_none_or(|card| card.organisation.id != id)
                {
                    self.model.card = None;
                }
                self.post.send(Command::OpenOrganisation { id });
            }
            Place::Orders(Section::Months) => {
                self.model.months.listed.ask();
                let list = Command::Months(MonthCommand::List);
                self.model.months.asked = Some(self.post.send(list));
            }
            Place::Orders(_) | Place::Order(_) => {
                let mandates = place.rail() == Place::Orders(Section::Mandates);
                // Names of whom records name are asked for once; whom a mandate may be given to,
                // anew.
                if mandates || self.model.colleagues.value().is_none() {
                    self.model.colleagues.ask();
                    self.post.send(Command::LoadColleagues);
                }
                self.model.orders.ask();
                self.post.send(Command::LoadOrders);
                if let Place::Orders(section) = place {
                    self.screens.orders.entered(section);
                }
                if place == Place::Orders(Section::Board) {
                    // Violations by colour are theirs.
                    self.model.sanctions.ask();
                    self.post.send(Command::LoadSanctions);
                    let filter = self.screens.organisations.filter(self.preferences.language);
                    self.model.organisations.ask();
                    self.post.send(Command::LoadOrganisations { filter });
                }
            }
            Place::Decisions | Place::Sanction(_) => {
                self.model.sanctions.ask();
                self.post.send(Command::LoadSanctions);
            }
            Place::ToSign => {
                let filter = self.screens.to_sign.filter(self.preferences.language);
                self.model.queue.ask();
                self.post.send(Command::LoadQueue { filter });
                self.post.send(Command::LoadBatch);
            }
            Place::Points => {
                self.model.points.ask();
                self.post.send(Command::LoadPoints);
            }
            Place::Sync => {
                self.model.outbox.ask();
                self.post.send(Command::LoadOutbox);
            }
            Place::Settings => {
                self.model.trust.ask();
                self.post.send(Command::LoadTrust);
                self.model.offices.ask();
                self.post.send(Command::LoadOffices);
            }
            Place::Verify => {}
        }
    }

    fn carry_out(&mut self, ctx: &egui::Context) {
        // Carrying out may ask for more (a place asks for its data), so until nothing is left.
        while !self.post.actions.is_empty() {
            for action in std::mem::take(&mut self.post.actions) {
                self.carry_out_one(ctx, action);
            }
        }
    }

    fn carry_out_one(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Send(ticket, command) => {
                self.model
                    .tickets
                    .insert(ticket, TicketState::Running { done: 0, of: 0 });
                self.backend.send(ticket, command);
            }
            Action::Go(place) => {
                if place != self.place {
                    self.history.push(self.place);
                    if self.history.len() > 50 {
                        self.history.remove(0);
                    }
                    self.place = place;
                }
                self.enter(place);
            }
            Action::Item { visit, list, item } => {
                self.screens.runner.aim(list, item);
                self.post.go(Place::Runner(visit));
            }
            Action::Back => {
                if let Some(place) = self.history.pop() {
                    self.place = place;
                    self.enter(place);
                }
            }
            Action::Answer { list, path, value } => {
                if let Some(work) = &mut self.model.work {
                    let visit = work.id();
                    let changes = work.answer(&list, &path, &value, self.model.now);
                    if !changes.is_empty() {
                        self.post.send(Command::WriteDraft { visit, changes });
                    }
                }
            }
            Action::Write(changes) => {
                if let Some(work) = &mut self.model.work {
                    let visit = work.id();
                    let changes = work.change(changes, self.model.now);
                    if !changes.is_empty() {
                        self.post.send(Command::WriteDraft { visit, changes });
                    }
                }
            }
            Action::Together(actions) => {
                let before = self.model.work.as_ref().map_or(0, |work| work.steps());
                for one in actions {
                    self.carry_out_one(ctx, one);
                }
                if let Some(work) = &mut self.model.work {
                    work.join_steps(before);
                }
            }
            Action::Undo => self.step(true),
            Action::Redo => self.step(false),
            Action::Choose(purpose) => {
                let ctx = ctx.clone();
                self.dialogs.open(purpose, move || ctx.request_repaint());
            }
            Action::TellFailure(ticket) => self.watched.push((ticket, None)),
            Action::Tell(tone, text) => self.toasts.push(Toast::new(tone, text)),
            Action::Copy(text) => {
                ctx.copy_text(text);
                let text = self.locale.text("notice-copied");
                self.toasts.push(Toast::new(Tone::Ok, text));
            }
            Action::Language(language) => self.set_language(ctx, language),
            Action::SecondLanguage(second) => {
                self.preferences.second = second;
                self.keep_preferences();
            }
            Action::Dark(dark) => {
                self.preferences.dark = dark;
                self.preferences.follow_system = false;
                baqylau_widgets::apply(ctx, if dark { Theme::Dark } else { Theme::Light });
                self.keep_preferences();
            }
            Action::Zoom(percent) => {
                self.preferences.zoom = percent.clamp(80, 200);
                ctx.set_zoom_factor(zoom_factor(self.preferences.zoom));
                self.keep_preferences();
            }
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        App::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        App::ui(self, ui);
    }
}
