//! Settings: who is signed in, how things look, where this installation is connected.

mod office;
mod trust;

pub use trust::Trust;

use super::{body, head};
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::words;
use baqylau_client::ui::Command;
use baqylau_locale::Language;
use baqylau_widgets::segmented::{self, Segment};
use baqylau_widgets::{Button, Icon, PageHeader, Tag, Tone, facts, kbd, panel, text};

/// Sizes of the interface that can be chosen at once, in percent.
const SIZES: [u32; 8] = [80, 90, 100, 110, 125, 150, 175, 200];
/// One step of the plus and minus buttons, in percent.
const STEP: u32 = 5;
/// Smallest and largest size, in percent.
const LIMITS: (u32, u32) = (80, 200);

/// What the program is made of and may be used under: name, licence. More in the notices that
/// come with the program.
const COMPONENTS: [(&str, &str); 8] = [
    ("IBM Plex Sans", "SIL OFL 1.1"),
    ("Source Sans 3", "SIL OFL 1.1"),
    ("Lucide", "ISC"),
    ("egui", "MIT / Apache-2.0"),
    ("tokio", "MIT"),
    ("rustls", "Apache-2.0 / ISC / MIT"),
    ("Fluent", "Apache-2.0 / MIT"),
    ("RustCrypto", "MIT / Apache-2.0"),
];

/// View state.
#[derive(Default)]
pub struct Settings {
    /// Whom this laptop believes.
    pub trust: Trust,
    office: office::OfficeForm,
}

impl Settings {
    /// Shows the settings.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        head(ui, |ui| {
            PageHeader::new(&cx.t("settings-title")).show(ui, |_| {});
        });
        body(ui, |ui| {
            panel::column(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                person(&mut cx, ui);
                appearance(&mut cx, ui);
                installation(&mut cx, ui);
                self.office.show(&mut cx, ui);
                self.trust.show(&mut cx, ui);
                shortcuts(&cx, ui);
                about(&cx, ui);
            });
        });
    }
}

fn card(ui: &mut egui::Ui, title: &str, content: impl FnOnce(&mut egui::Ui)) {
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 10.0;
        ui.label(text::section(title));
        content(ui);
    });
}

fn person(cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let Some(person) = cx.model.person() else {
        return;
    };
    let title = cx.t("bar-person");
    card(ui, &title, |ui| {
        ui.horizontal(|ui| {
            ui.label(text::strong(&person.full_name));
            if cx.model.is_sample() {
                let word = cx.t("app-demo-mark");
                ui.add(Tag::new(Tone::Info, &word))
                    .on_hover_text(cx.t("app-demo-mark-detail"));
            }
        });
        facts::row(ui, &cx.t("field-position"), cx.tri(&person.position));
        facts::row(
            ui,
            &cx.t("settings-role"),
            &cx.t(words::account_role(person.role)),
        );
        facts::row(ui, &cx.t("field-iin"), &person.iin.masked());
        let waiting = cx.model.sync.as_ref().map_or(0, |sync| sync.waiting);
        if waiting > 0 {
            let count = i64::from(waiting);
            ui.label(text::small_muted(
                &cx.f("settings-sign-out-waiting", &[("count", count.into())]),
            ));
        }
        let label = cx.t("bar-sign-out");
        if ui
            .add(Button::secondary(&label).icon(Icon::LogOut))
            .clicked()
        {
            cx.post.send(Command::SignOut);
        }
    });
}

fn appearance(cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let title = cx.t("settings-appearance");
    let preferences = cx.preferences;
    card(ui, &title, |ui| {
        let label = cx.t("bar-language");
        facts::control(ui, &label, |ui| {
            let names = Language::ALL.map(Language::native_name);
            let segments = names.map(|name| Segment::new(name, Tone::Accent));
            let at = Language::ALL
                .iter()
                .position(|one| *one == preferences.language);
            let picked = segmented::answers(ui, &label, at, &segments, false);
            if let Some(language) = picked.and_then(|index| Language::ALL.get(index)) {
                cx.post.put(Action::Language(*language));
            }
        });
        second_language(cx, ui);
        let label = cx.t("bar-theme");
        facts::control(ui, &label, |ui| {
            let names = [cx.t("bar-theme-light"), cx.t("bar-theme-dark")];
            let segments: Vec<Segment<'_>> = names
                .iter()
                .map(|name| Segment::new(name, Tone::Accent))
                .collect();
            let at = usize::from(preferences.dark);
            if let Some(picked) = segmented::answers(ui, &label, Some(at), &segments, false) {
                cx.post.put(Action::Dark(picked == 1));
            }
        });
        size(cx, ui);
    });
}

fn second_language(cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let preferences = cx.preferences;
    let others: Vec<Language> = Language::ALL
        .into_iter()
        .filter(|one| *one != preferences.language)
        .collect();
    let label = cx.t("settings-second-language");
    facts::control(ui, &label, |ui| {
        let mut names = vec![cx.t("settings-second-none")];
        names.extend(others.iter().map(|one| one.native_name().to_owned()));
        let segments: Vec<Segment<'_>> = names
            .iter()
            .map(|name| Segment::new(name, Tone::Accent))
            .collect();
        let second = preferences
            .second
            .filter(|one| *one != preferences.language);
        let at = second.and_then(|second| others.iter().position(|one| *one == second));
        let at = at.map_or(0, |at| at + 1);
        if let Some(picked) = segmented::answers(ui, &label, Some(at), &segments, false) {
            let second = picked
                .checked_sub(1)
                .and_then(|index| others.get(index))
                .copied();
            cx.post.put(Action::SecondLanguage(second));
        }
    });
}

fn size(cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let now = cx.preferences.zoom;
    let label = cx.t("settings-text-size");
    facts::control(ui, &label, |ui| {
        let mut wish = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let smaller = cx.t("settings-size-smaller");
            let button = Button::icon_only(Icon::Minus, &smaller).enabled(now > LIMITS.0);
            if ui.add(button).clicked() {
                wish = Some(now.saturating_sub(STEP));
            }
            let percent = cx.locale.percent(f64::from(now), 0);
            ui.label(text::digits(&percent));
            let larger = cx.t("settings-size-larger");
            let button = Button::icon_only(Icon::Plus, &larger).enabled(now < LIMITS.1);
            if ui.add(button).clicked() {
                wish = Some(now.saturating_add(STEP));
            }
        });
        let names = SIZES.map(|size| cx.locale.percent(f64::from(size), 0));
        let segments: Vec<Segment<'_>> = names
            .iter()
            .map(|name| Segment::new(name, Tone::Accent))
            .collect();
        let at = SIZES.iter().position(|size| *size == now);
        if let Some(picked) = segmented::answers(ui, &label, at, &segments, false) {
            wish = SIZES.get(picked).copied();
        }
        if let Some(percent) = wish {
            cx.post.put(Action::Zoom(percent.clamp(LIMITS.0, LIMITS.1)));
        }
    });
}

fn installation(cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let title = cx.t("settings-connection");
    card(ui, &title, |ui| {
        let given = cx.facts;
        let registry = if given.registry.is_empty() {
            cx.t("settings-registry-embedded")
        } else {
            given.registry.clone()
        };
        facts::row(ui, &cx.t("settings-registry"), &registry);
        if let Some(sync) = &cx.model.sync {
            let (key, tone) = words::connection(sync.connection);
            facts::toned(ui, &cx.t("field-state"), &cx.t(key), Some(tone));
        }
        let proxy = if given.proxy.is_empty() {
            cx.t("settings-proxy-none")
        } else {
            given.proxy.clone()
        };
        facts::row(ui, &cx.t("settings-proxy"), &proxy);
        facts::row(ui, &cx.t("settings-data-folder"), &given.data_dir);
        ui.label(text::small_muted(&cx.t("settings-data-encrypted")));
        let label = cx.t("settings-logs-save");
        let button = Button::secondary(&label).icon(Icon::Download);
        if ui.add(button).clicked() {
            cx.post.put(Action::Choose(Purpose::SaveLogs));
        }
        ui.label(text::small_muted(&cx.t("settings-logs-detail")));
        ui.label(text::small_muted(&cx.t("settings-configured-by-file")));
    });
}

fn shortcuts(cx: &Cx<'_>, ui: &mut egui::Ui) {
    let Some(person) = cx.model.person() else {
        return;
    };
    let title = cx.t("settings-shortcuts");
    card(ui, &title, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for row in crate::commands::rows_for(person.role) {
            let Some(shortcut) = row.shortcut else {
                continue;
            };
            ui.horizontal(|ui| {
                ui.allocate_ui(egui::vec2(110.0, 24.0), |ui| {
                    ui.set_min_width(110.0);
                    kbd::chip(ui, &shortcut.label());
                });
                ui.label(text::body(&cx.t(row.name)));
            });
        }
    });
}

fn about(cx: &Cx<'_>, ui: &mut egui::Ui) {
    let title = cx.t("settings-about");
    card(ui, &title, |ui| {
        ui.label(text::strong(&cx.t("app-name")));
        ui.label(text::muted(&cx.t("app-tagline")));
        let version = cx.facts.version.clone();
        ui.label(text::body(
            &cx.f("app-version", &[("version", version.into())]),
        ));
        ui.label(text::small_muted(&cx.t("settings-own-licence")));
        ui.add_space(4.0);
        ui.label(text::strong(&cx.t("settings-licences")));
        ui.spacing_mut().item_spacing.y = 2.0;
        for (name, licence) in COMPONENTS {
            facts::row(ui, name, licence);
        }
    });
}
