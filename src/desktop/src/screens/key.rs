//! Choosing a key file and typing its password: shared by sign-in and signing.

use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use baqylau_client::ui::{Command, KeyHolder, KeySource, Secret, Ticket};
use baqylau_domain::identifiers::PersonId;
use baqylau_widgets::{Button, Field, Icon, Tone, facts, field, state, text};
use std::path::PathBuf;

/// A key being chosen.
#[derive(Default)]
pub struct KeyForm {
    /// File, when one was chosen.
    pub path: Option<PathBuf>,
    /// Demonstration key, when one was chosen.
    pub sample: Option<PersonId>,
    /// Password typed; wiped after use.
    pub password: String,
    inspected: Option<Ticket>,
    /// The file whose holder was asked for.
    looked: Option<PathBuf>,
    recent: Option<Ticket>,
}

impl KeyForm {
    /// A file was chosen.
    pub fn choose(&mut self, path: PathBuf) {
        *self = Self {
            path: Some(path),
            recent: self.recent,
            ..Self::default()
        };
    }

    /// A demonstration key was chosen.
    pub fn choose_sample(&mut self, person: PersonId) {
        *self = Self {
            sample: Some(person),
            recent: self.recent,
            ..Self::default()
        };
    }

    /// The key chosen.
    pub fn source(&self) -> Option<KeySource> {
        match (&self.path, self.sample) {
            (Some(path), _) => Some(KeySource::File(path.clone())),
            (None, Some(person)) => Some(KeySource::Sample(person)),
            (None, None) => None,
        }
    }

    /// Takes the password out of the form.
    pub fn take_password(&mut self) -> Secret {
        Secret::new(std::mem::take(&mut self.password))
    }

    /// Shows the form: file, password, holder once the key was opened. Returns whether Enter
    /// was pressed in the password.
    pub fn show(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) -> bool {
        let mut entered = false;
        if self.recent.is_none() {
            self.recent = Some(cx.post.send(Command::LoadRecentKeys));
        }
        self.recent(cx, ui);
        ui.horizontal(|ui| {
            let name = match &self.path {
                Some(path) => path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned()),
                None => None,
            };
            let label = cx.t("signing-key-choose");
            if ui
                .add(Button::secondary(&label).icon(Icon::FileKey))
                .clicked()
            {
                cx.post.put(Action::Choose(Purpose::KeyFile));
            }
            if let Some(name) = name {
                ui.label(text::medium(&name));
            }
        });
        if self.source().is_none() {
            return false;
        }
        self.seen(cx, ui);
        let label = cx.t("signing-password");
        let response = Field::new(&label).password(ui, &mut self.password);
        if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            entered = true;
        }
        ui.horizontal(|ui| {
            let label = cx.t("signing-unlock");
            let inspect = Button::ghost(&label)
                .icon(Icon::Eye)
                .enabled(!self.password.is_empty());
            if ui.add(inspect).clicked()
                && let Some(key) = self.source()
            {
                let password = Secret::new(self.password.clone());
                self.inspected = Some(cx.post.send(Command::InspectKey { key, password }));
            }
        });
        if let Some(error) = cx.model.failure(self.inspected) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        if let Some((ticket, holder)) = &cx.model.key_holder
            && Some(*ticket) == self.inspected
        {
            self::holder(holder, cx, ui);
        }
        entered
    }

    /// Key files opened here before: one click instead of looking for the file again.
    fn recent(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let recent = cx.model.recent_keys.clone();
        for key in recent.iter().filter(|key| key.here).take(MOST_RECENT) {
            let chosen = self.path.as_ref() == Some(&key.path);
            ui.horizontal(|ui| {
                let organisation = match key.holder.organisation.as_str() {
                    "" => String::new(),
                    organisation => format!(" · {organisation}"),
                };
                let label = format!("{}{organisation}", key.holder.name);
                if field::radio(ui, chosen, &label).clicked() && !chosen {
                    self.choose(key.path.clone());
                }
                let (forget, path) = (cx.t("tosign-key-forget"), key.path.clone());
                let button = Button::icon_only(Icon::X, &forget).small();
                if ui.add(button).clicked() {
                    cx.post.send_watched(Command::ForgetKey { path });
                }
            });
        }
    }

    /// Whose the chosen file is, where that is known before the password.
    fn seen(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(path) = &self.path else { return };
        if self.looked.as_ref() != Some(path) {
            self.looked = Some(path.clone());
            cx.post.send(Command::LookAtKey { path: path.clone() });
        }
        let opened = cx
            .model
            .key_holder
            .as_ref()
            .is_some_and(|(ticket, _)| Some(*ticket) == self.inspected);
        if let Some((of, Some(seen))) = &cx.model.key_seen
            && of == path
            && !opened
        {
            holder(seen, cx, ui);
        }
    }
}

/// Most files opened before that are offered.
const MOST_RECENT: usize = 4;

/// Holder, organisation, role and validity of a key, and why it signs no acts, where it doesn't.
fn holder(holder: &KeyHolder, cx: &Cx<'_>, ui: &mut egui::Ui) {
    facts::strong(ui, &cx.t("signing-holder"), &holder.name);
    facts::row(ui, &cx.t("field-iin"), &holder.iin_masked);
    if !holder.organisation.is_empty() {
        facts::row(ui, &cx.t("signing-organisation"), &holder.organisation);
    }
    let roles: Vec<String> = holder.roles.iter().map(|key| cx.t(key)).collect();
    facts::row(ui, &cx.t("signing-key-role"), &cx.locale.list_and(&roles));
    let until = cx.locale.date_time(holder.valid.1);
    facts::row(ui, &cx.t("signing-serial"), &holder.serial);
    ui.label(text::small_muted(
        &cx.f("signing-valid-until", &[("date", until.into())]),
    ));
    if let Some(problem) = &holder.problem {
        state::strip(ui, Tone::Bad, &cx.error(problem), None);
    }
    if let Some(reason) = &holder.barred {
        state::strip(ui, Tone::Warning, &cx.error(reason), None);
    }
}
