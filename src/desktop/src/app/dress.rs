//! How the application looks and speaks: language, theme, zoom, the words widgets say by
//! themselves, and keeping all that.

use super::App;
use crate::place::Place;
use baqylau_locale::{Language, Locale};
use baqylau_widgets::{Theme, Words};

impl App {
    pub(super) fn set_language(&mut self, ctx: &egui::Context, language: Language) {
        self.preferences.language = language;
        self.locale = Locale::new(language);
        install_words(ctx, &self.locale);
        let title = self.locale.text("app-name");
        ctx.send_viewport_cmd(egui::ViewportCommand::Title(title));
        self.keep_preferences();
        if self.place == Place::Organisations {
            self.enter(self.place);
        }
        if let Place::Act(_) = self.place {
            self.screens.act.language_changed();
        }
        if self.place == Place::ToSign {
            self.screens.to_sign.language_changed();
        }
    }

    pub(super) fn follow_system_theme(&mut self, ctx: &egui::Context) {
        if !self.preferences.follow_system {
            return;
        }
        let dark = ctx.system_theme() == Some(egui::Theme::Dark);
        if dark != self.preferences.dark {
            self.preferences.dark = dark;
            baqylau_widgets::apply(ctx, if dark { Theme::Dark } else { Theme::Light });
        }
    }

    pub(super) fn keep_preferences(&self) {
        if let Some(folder) = &self.keep_in {
            self.preferences.keep(folder);
        }
    }
}

/// Points of the screen for one point of the design.
pub(super) fn zoom_factor(percent: u32) -> f32 {
    f32::from(u16::try_from(percent).unwrap_or(100)) / 100.0
}

/// Gives widgets the few words they say by themselves.
pub(super) fn install_words(ctx: &egui::Context, locale: &Locale) {
    let t = |key: &str| locale.text(key);
    let week = locale.week();
    let calendar = baqylau_widgets::CalendarWords {
        months: std::array::from_fn(|index| {
            locale
                .month_name(u32::try_from(index + 1).unwrap_or(1))
                .to_owned()
        }),
        weekdays: week.map(|day| locale.weekday_short(day).to_owned()),
        // As the hint of every language says.
        format: "%d.%m.%Y".to_owned(),
        placeholder: locale.date_hint().to_owned(),
        previous_month: t("calendar-previous-month"),
        next_month: t("calendar-next-month"),
        today: t("calendar-today"),
        open: t("calendar-open"),
    };
    baqylau_widgets::words::install(
        ctx,
        Words {
            close: t("button-close"),
            search: t("button-search"),
            nothing_found: t("panel-nothing-found"),
            show_password: t("signing-password-show"),
            hide_password: t("password-hide"),
            caps_lock: t("password-caps-lock"),
            not_latin: t("password-not-latin"),
            clear: t("button-clear"),
            filter: t("register-filter"),
            select_all: t("button-select-all"),
            select_row: t("table-select-row"),
            not_counted: t("table-not-counted"),
            loading: t("panel-loading"),
            required: t("field-required"),
            ascending: t("table-sort-ascending"),
            descending: t("table-sort-descending"),
            not_chosen: t("answer-none"),
            photo: baqylau_widgets::words::PhotoWords {
                fit: t("photo-fit"),
                zoom_in: t("photo-zoom-in"),
                zoom_out: t("photo-zoom-out"),
                arrow: t("evidence-tool-arrow"),
                frame: t("evidence-tool-box"),
                blur: t("evidence-tool-blur"),
                text: t("evidence-tool-text"),
                undo: t("button-undo"),
                delete: t("button-delete"),
            },
            calendar,
        },
    );
}
