//! First screens: making and opening the encrypted store, signing in.

use super::key::KeyForm;
use crate::cx::{Action, Cx};
use crate::preferences::Preferences;
use crate::words;
use baqylau_client::ui::{Command, KeySource, KnownPerson, LockState, Secret, Ticket};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::{ACCOUNT_ROLES, Person};
use baqylau_widgets::{Button, Field, Icon, Tone, facts, field, panel, state, text, tokens};

/// Shortest passphrase, in characters.
const SHORTEST: usize = 8;

/// View state of the first screens.
#[derive(Default)]
pub struct SignIn {
    passphrase: String,
    repeat: String,
    remember: bool,
    ticket: Option<Ticket>,
    asked_people: bool,
    /// Who is about to go on without the registry, and has to show their key.
    going_on: Option<PersonId>,
    /// Key chosen from a file.
    pub key: KeyForm,
}

impl SignIn {
    /// Shows the screen that fits the state of store and session.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui, preferences: Preferences) {
        let background = tokens(ui).background;
        let frame = egui::Frame::new().fill(background);
        egui::CentralPanel::default().frame(frame).show(ui, |ui| {
            self.corner(&mut cx, ui, preferences);
            egui::ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    let width = 460.0_f32.min(ui.available_width() - 32.0);
                    ui.vertical_centered(|ui| {
                        ui.add_space((ui.available_height() * 0.08).clamp(48.0, 96.0));
                        ui.set_max_width(width);
                        ui.label(text::title(&cx.t("app-name")).size(28.0));
                        ui.label(text::muted(&cx.t("app-tagline")));
                        ui.add_space(16.0);
                        ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                            panel::card(ui, |ui| {
                                ui.set_width(ui.available_width());
                                ui.spacing_mut().item_spacing.y = 12.0;
                                self.card(&mut cx, ui);
                            });
                        });
                    });
                });
        });
    }

    fn corner(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui, preferences: Preferences) {
        // As wide as its words: in every language the same way from the window's edge.
        egui::Area::new(egui::Id::unique("sign-in-corner"))
            .anchor(egui::Align2::RIGHT_TOP, egui::vec2(-16.0, 12.0))
            .order(egui::Order::Middle)
            .show(ui.ctx(), |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    for language in baqylau_locale::Language::ALL {
                        let chosen = language == preferences.language;
                        let button = Button::ghost(language.short_name())
                            .selected(chosen)
                            .tooltip(language.native_name());
                        if ui.add(button).clicked() {
                            cx.post.put(Action::Language(language));
                        }
                    }
                    let (icon, name) = if preferences.dark {
                        (Icon::Sun, "bar-theme-light")
                    } else {
                        (Icon::Moon, "bar-theme-dark")
                    };
                    if ui.add(Button::icon_only(icon, &cx.t(name))).clicked() {
                        cx.post.put(Action::Dark(!preferences.dark));
                    }
                });
            });
    }

    fn card(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        match cx.model.lock.clone() {
            None => state::loading(ui, &cx.t("panel-loading")),
            Some(LockState::NoStore { keyring }) => self.create(cx, ui, keyring),
            Some(LockState::Locked { keyring }) => self.unlock(cx, ui, keyring),
            Some(LockState::Damaged { newest_good }) => self.damaged(cx, ui, newest_good),
            Some(LockState::Unlocked {
                known,
                online,
                sample,
            }) => {
                self.people(cx, ui, &known, online, sample);
            }
            Some(LockState::SignedIn { .. }) => {}
        }
    }

    fn create(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui, keyring: bool) {
        ui.label(text::section(&cx.t("signin-protect")));
        ui.label(text::muted(&cx.t("signin-passphrase-detail")));
        let long_enough = self.passphrase.chars().count() >= SHORTEST;
        let short = cx.f("signin-passphrase-short", &[("count", 8.into())]);
        let differs = cx.t("signin-passphrase-differs");
        let show_short = !self.passphrase.is_empty() && !long_enough;
        let first = Field::new(&cx.t("signin-passphrase-new"))
            .error(show_short.then_some(short.as_str()))
            .password(ui, &mut self.passphrase);
        begin_at(ui, &first);
        let same = self.passphrase == self.repeat;
        let last = Field::new(&cx.t("signin-passphrase-repeat"))
            .error((!self.repeat.is_empty() && !same).then_some(differs.as_str()))
            .password(ui, &mut self.repeat);
        if keyring {
            field::checkbox(ui, &mut self.remember, &cx.t("signin-keyring-remember"));
        } else {
            ui.label(text::small_muted(&cx.t("signin-keyring-absent")));
        }
        self.failure(cx, ui);
        let ready = long_enough && same;
        let entered = enter_in(ui, &last);
        let busy = cx.running(self.ticket);
        let label = cx.t("signin-continue-next");
        let button = Button::primary(&label)
            .enabled(ready)
            .busy(busy)
            .width(ui.available_width());
        if (ui.add(button).clicked() || entered) && ready && !busy {
            let passphrase = Secret::new(std::mem::take(&mut self.passphrase));
            self.repeat.clear();
            let remember_in_keyring = self.remember && keyring;
            self.ticket = Some(cx.post.send(Command::CreateStore {
                passphrase,
                remember_in_keyring,
            }));
        }
    }

    fn unlock(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui, keyring: bool) {
        ui.label(text::section(&cx.t("signin-locked")));
        ui.label(text::muted(&cx.t("signin-locked-detail")));
        let response = Field::new(&cx.t("signin-passphrase")).password(ui, &mut self.passphrase);
        // Enter takes focus away; giving it back first would hide that Enter was pressed.
        let entered = enter_in(ui, &response);
        begin_at(ui, &response);
        self.failure(cx, ui);
        let busy = cx.running(self.ticket);
        let label = cx.t("signin-unlock");
        let ready = !self.passphrase.is_empty();
        let button = Button::primary(&label)
            .enabled(ready)
            .busy(busy)
            .width(ui.available_width());
        if (ui.add(button).clicked() || entered) && ready && !busy {
            let passphrase = Some(Secret::new(std::mem::take(&mut self.passphrase)));
            self.ticket = Some(cx.post.send(Command::Unlock { passphrase }));
        }
        if keyring {
            let label = cx.t("signin-unlock-keyring");
            if ui
                .add(Button::secondary(&label).icon(Icon::KeyRound).busy(busy))
                .clicked()
            {
                self.ticket = Some(cx.post.send(Command::Unlock { passphrase: None }));
            }
        }
    }

    fn damaged(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        newest_good: Option<baqylau_domain::Moment>,
    ) {
        ui.label(text::section(&cx.t("signin-store-damaged")));
        let busy = cx.running(self.ticket);
        match newest_good {
            Some(moment) => {
                let time = cx.locale.date_time(moment);
                let detail = cx.f("signin-store-damaged-detail", &[("time", time.into())]);
                ui.label(text::muted(&detail));
                ui.label(text::muted(&cx.t("signin-store-since")));
                let label = cx.t("signin-store-recover");
                if ui.add(Button::primary(&label).busy(busy)).clicked() {
                    self.ticket = Some(cx.post.send(Command::RecoverStore));
                }
            }
            None => {
                ui.label(text::muted(&cx.t("signin-store-no-generation")));
                // The administrator asks for the folder first.
                let folder = cx.facts.data_dir.clone();
                facts::row(ui, &cx.t("settings-data-folder"), &folder);
                let label = cx.t("signin-store-copy-folder");
                if ui.add(Button::secondary(&label).icon(Icon::Copy)).clicked() {
                    cx.post.put(Action::Copy(folder));
                }
            }
        }
        self.failure(cx, ui);
    }

    fn people(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        known: &[KnownPerson],
        online: bool,
        sample: bool,
    ) {
        if sample && online && !self.asked_people {
            self.asked_people = true;
            cx.post.send(Command::LoadSamplePeople);
        }
        ui.label(text::section(&cx.t("signin-choose-person")));
        if !online {
            state::strip(ui, Tone::Warning, &cx.t("signin-registry-silent"), None);
        }
        self.failure(cx, ui);
        let busy = cx.running(self.ticket);
        if !online {
            for person in known {
                self.offline_person(cx, ui, person, busy);
                if self.going_on == Some(person.person.id) {
                    self.proof(cx, ui, person, busy);
                }
            }
            let today = cx.model.today();
            let over = |known: &KnownPerson| known.offline_until.is_none_or(|last| today > last);
            if known.iter().any(over) {
                ui.label(text::small_muted(&cx.t("signin-offline-ended-detail")));
            }
            if known.is_empty() {
                ui.label(text::muted(&cx.t("signin-first-online")));
            }
        }
        if online && sample {
            ui.label(text::small_muted(&cx.t("signin-demo-detail")));
            let people = cx.model.sample_people.clone();
            for role in ACCOUNT_ROLES {
                let mut of_role = people
                    .iter()
                    .filter(|person| person.role == role)
                    .peekable();
                if of_role.peek().is_none() {
                    continue;
                }
                ui.add_space(4.0);
                ui.label(text::small_muted(&cx.t(words::account_role(role))));
                for person in of_role {
                    self.sample_person(cx, ui, person, busy);
                }
            }
            ui.add_space(8.0);
            ui.separator();
        }
        if online {
            ui.label(text::strong(&cx.t("signin-with-key")));
            let entered = self.key.show(cx, ui);
            if let Some(key) = self.key.source() {
                let label = cx.t("signin-continue");
                let ready = !self.key.password.is_empty();
                if (ui
                    .add(Button::primary(&label).enabled(ready).busy(busy))
                    .clicked()
                    || entered)
                    && ready
                    && !busy
                {
                    let password = self.key.take_password();
                    self.ticket = Some(cx.post.send(Command::SignIn { key, password }));
                }
            }
        }
    }

    fn sample_person(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui, person: &Person, busy: bool) {
        let position = cx.tri(&person.position).to_owned();
        if person_row(ui, &person.full_name, &position, !busy) {
            let key = KeySource::Sample(person.id);
            let password = Secret::default();
            self.ticket = Some(cx.post.send(Command::SignIn { key, password }));
        }
    }

    fn offline_person(
        &mut self,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
        known: &KnownPerson,
        busy: bool,
    ) {
        let today = cx.model.today();
        let (note, may) = match known.offline_until {
            None => (cx.t("signin-offline-never"), false),
            Some(last) => {
                let date = cx.locale.date(last);
                if today > last {
                    (
                        cx.f("signin-offline-ended", &[("date", date.into())]),
                        false,
                    )
                } else {
                    let when = cx.locale.relative(known.last, cx.model.now);
                    let note = [
                        cx.f("signin-last", &[("when", when.into())]),
                        cx.f("signin-offline-until", &[("date", date.into())]),
                    ];
                    (note.join(" · "), true)
                }
            }
        };
        let person = known.person.id;
        if person_row(ui, &known.person.full_name, &note, may && !busy) && may && !busy {
            if known.sample_key {
                let key = KeySource::Sample(person);
                self.go_on(cx, person, key, Secret::default());
            } else if self.going_on != Some(person) {
                self.going_on = Some(person);
                self.key = KeyForm::default();
                self.ticket = None;
            }
        }
    }

    /// The key of whoever wants to go on: the name alone proves nothing.
    fn proof(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui, known: &KnownPerson, busy: bool) {
        ui.label(text::small_muted(&cx.t("signin-offline-proof")));
        let entered = self.key.show(cx, ui);
        let Some(key) = self.key.source() else {
            return;
        };
        let ready = !self.key.password.is_empty() && !busy;
        let label = cx.t("signin-continue");
        let button = Button::primary(&label).enabled(ready).busy(busy);
        if (ui.add(button).clicked() || entered) && ready {
            let password = self.key.take_password();
            self.go_on(cx, known.person.id, key, password);
        }
    }

    fn go_on(&mut self, cx: &mut Cx<'_>, person: PersonId, key: KeySource, password: Secret) {
        self.ticket = Some(cx.post.send(Command::ContinueOffline {
            person,
            key,
            password,
        }));
    }

    fn failure(&self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if let Some(error) = cx.model.failure(self.ticket) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
    }
}

/// A person to sign in as: name, and what they are under it.
fn person_row(ui: &mut egui::Ui, name: &str, note: &str, enabled: bool) -> bool {
    use baqylau_widgets::fonts::Weight;
    let t = tokens(ui);
    let sense = if enabled {
        egui::Sense::click()
    } else {
        egui::Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 44.0), sense);
    baqylau_widgets::access::button(&response, name);
    baqylau_widgets::access::describe(&response, note);
    if ui.is_rect_visible(rect) {
        let fill = if response.hovered() && enabled {
            t.hover
        } else {
            t.panel
        };
        let stroke = egui::Stroke::new(1.0, t.line);
        ui.painter()
            .rect(rect, 6, fill, stroke, egui::StrokeKind::Inside);
        let centre = egui::pos2(rect.left() + 22.0, rect.center().y);
        baqylau_widgets::icon::paint(ui.painter(), Icon::User, centre, 18.0, t.muted);
        let room = rect.width() - 56.0;
        let ink = if enabled { t.text } else { t.muted };
        let first = text::line(ui, name, Weight::Medium, 14.0, ink, room);
        text::paint_at(ui, &first, rect.left() + 44.0, rect.top() + 14.0);
        let second = text::line(ui, note, Weight::Regular, 12.0, t.muted, room);
        text::paint_at(ui, &second, rect.left() + 44.0, rect.top() + 31.0);
        baqylau_widgets::access::focus_ring(ui, rect, 6, &response);
    }
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
}

/// Typing begins here when nothing else has been chosen: at the start, and after a wrong try.
fn begin_at(ui: &egui::Ui, response: &egui::Response) {
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
}

fn enter_in(ui: &egui::Ui, response: &egui::Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}
