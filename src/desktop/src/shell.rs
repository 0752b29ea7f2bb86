//! What surrounds every screen: top bar, rail, palette, help.

use crate::commands::{self, UiCommand};
use crate::cx::{Action, Cx, pick};
use crate::model::Requested;
use crate::place::{Place, Section};
use crate::preferences::Preferences;
use crate::words;
use baqylau_client::ui::Connection;
use baqylau_domain::people::AccountRole;
use baqylau_locale::Locale;
use baqylau_widgets::fonts::Weight;
use baqylau_widgets::rail::RailItem;
use baqylau_widgets::tokens::RAIL;
use baqylau_widgets::{Entry, Icon, Modal, Palette, Tone, rail as rail_widget, text, topbar};

/// What the shell works with.
pub struct Parts<'a> {
    /// Model, language, wishes.
    pub cx: Cx<'a>,
    /// Place shown.
    pub place: Place,
    /// Palette.
    pub palette: &'a mut Palette,
    /// What the person likes.
    pub preferences: Preferences,
}

/// The bar at the top.
pub fn top(parts: Parts<'_>, ui: &mut egui::Ui) {
    let Parts {
        cx,
        palette,
        preferences,
        ..
    } = parts;
    let brand = cx.t("app-name");
    let hint = cx.t("bar-search");
    let mut open = false;
    let mut wishes = Vec::new();
    topbar::bar(
        ui,
        &brand,
        |ui| {
            ui.set_max_width(search_room(ui));
            open = topbar::palette_button(ui, &hint, "Ctrl K").clicked();
        },
        |ui| {
            if let Some(person) = cx.model.person() {
                let name = person.full_name.clone();
                if topbar::entry(ui, None, &name, false)
                    .on_hover_text(cx.t(words::account_role(person.role)))
                    .clicked()
                {
                    wishes.push(Action::Go(Place::Settings));
                }
            }
            let language = preferences.language;
            if topbar::entry(ui, None, language.short_name(), true)
                .on_hover_text(cx.t("bar-language"))
                .clicked()
            {
                wishes.push(Action::Language(language.next()));
            }
            let (theme_icon, theme_name) = if preferences.dark {
                (Icon::Sun, "bar-theme-light")
            } else {
                (Icon::Moon, "bar-theme-dark")
            };
            if topbar::icon_entry(ui, theme_icon, &cx.t(theme_name)).clicked() {
                wishes.push(Action::Dark(!preferences.dark));
            }
            let sample = cx.t("app-demo-mark");
            let mark = if cx.model.is_sample() {
                line_width(ui, &sample) + MARK_EDGES
            } else {
                0.0
            };
            let left = RAIL + search_room(ui) + mark + LINE_EDGES;
            let room = ui.max_rect().left() + ui.available_width() - left;
            let (tone, line) = sync_line(&cx, room.min(LINE_ROOM), ui);
            if topbar::entry(ui, Some(tone), &line, false).clicked() {
                wishes.push(Action::Go(Place::Sync));
            }
            if cx.model.is_sample() {
                ui.add(baqylau_widgets::Tag::new(Tone::Info, &sample))
                    .on_hover_text(cx.t("app-demo-mark-detail"));
            }
        },
    );
    if open {
        palette.open();
    }
    for wish in wishes {
        cx.post.put(wish);
    }
}

/// Width of the search box: on a small window the state of saving and sending needs the room more.
fn search_room(ui: &egui::Ui) -> f32 {
    if ui.ctx().content_rect().width() < 1500.0 {
        196.0
    } else {
        420.0
    }
}

/// Widest the state of saving and sending gets, in points.
const LINE_ROOM: f32 = 356.0;
/// Around its words: the dot, the margins and the gap to the search box, in points.
const LINE_EDGES: f32 = 46.0;
/// Around the words of the mark of demonstration data, in points.
const MARK_EDGES: f32 = 24.0;

fn line_width(ui: &egui::Ui, words: &str) -> f32 {
    let (weight, size) = (Weight::Regular, baqylau_widgets::fonts::TABLE);
    let ink = egui::Color32::PLACEHOLDER;
    text::line(ui, words, weight, size, ink, f32::INFINITY)
        .size()
        .x
}

/// "3 need attention · Offline · 3 to send · saved 12:04:31": what needs somebody comes first, and
/// what is only good to know is left out where there is no room for all.
fn sync_line(cx: &Cx<'_>, room: f32, ui: &egui::Ui) -> (Tone, String) {
    let Some(sync) = &cx.model.sync else {
        return (Tone::Neutral, cx.t("sync-status-connecting"));
    };
    let (key, tone) = words::connection(sync.connection);
    let mut parts = Vec::new();
    if sync.attention > 0 {
        let count = i64::from(sync.attention);
        parts.push(cx.f("sync-status-attention", &[("count", count.into())]));
    }
    parts.push(cx.t(key));
    if sync.waiting > 0 {
        parts.push(cx.f(
            "sync-status-to-send",
            &[("count", i64::from(sync.waiting).into())],
        ));
    }
    if let Some(saved) = sync.saved_at {
        let time = cx.locale.time_seconds(saved);
        parts.push(cx.f("sync-status-saved", &[("time", time.into())]));
    }
    while parts.len() > 1 && line_width(ui, &parts.join(" · ")) > room {
        parts.pop();
    }
    let tone = if sync.attention > 0 { Tone::Bad } else { tone };
    (tone, parts.join(" · "))
}

/// The rail at the left; `late`: how many things of the state order are.
pub fn rail(parts: Parts<'_>, late: usize, ui: &mut egui::Ui) {
    let Parts { cx, place, .. } = parts;
    let role = cx
        .model
        .person()
        .map_or(AccountRole::Observer, |person| person.role);
    let here = match place.rail() {
        Place::Visits if role != AccountRole::Commission => Place::AllVisits,
        other => other,
    };
    let mut go = None;
    rail_widget::panel(ui, |ui| {
        let mut group = "";
        for row in commands::rows_for(role) {
            let UiCommand::Go(target) = row.command else {
                continue;
            };
            if matches!(target, Place::Plan(_)) {
                // Something to do, not a place to be: it is offered where visits are listed.
                continue;
            }
            let heading = match target {
                Place::Visits | Place::ToSign => "nav-group-commission",
                Place::AllVisits | Place::Decisions => "nav-group-control",
                Place::Points if role == AccountRole::Commission => "nav-group-commission",
                Place::Points => "nav-group-control",
                Place::Orders(_) => "nav-group-orders",
                Place::Organisations | Place::Verify => "nav-group-data",
                _ => "nav-group-system",
            };
            if heading != group {
                group = heading;
                rail_widget::group(ui, &cx.t(heading));
            }
            let (mut count, mut tone) = waiting(&cx, target);
            let mut said = String::new();
            if target == Place::Orders(Section::Today) && late > 0 {
                (count, tone) = (late.to_string(), Tone::Bad);
                said = cx.f("nav-order-late", &[("count", late.into())]);
            }
            let label = cx.t(row.name);
            let item = RailItem {
                icon: Some(row.icon),
                count: &count,
                said: &said,
                tone,
                selected: here == target,
                ..RailItem::new(&label)
            };
            if rail_widget::item(ui, &item).clicked() {
                go = Some(target);
            }
        }
    });
    if let Some(target) = go {
        cx.post.go(target);
    }
}

/// How many things wait at a place.
fn waiting(cx: &Cx<'_>, place: Place) -> (String, Tone) {
    let number = |count: usize| {
        if count == 0 {
            String::new()
        } else {
            count.to_string()
        }
    };
    match place {
        Place::Visits | Place::AllVisits => {
            let rows = cx.model.visits.value();
            // As many as the list there calls open.
            let open = rows.map_or(0, |rows| {
                rows.iter()
                    .filter(|row| crate::screens::visits::is_open(&row.visit))
                    .count()
            });
            (number(open), Tone::Neutral)
        }
        Place::ToSign => (number(cx.model.to_sign), Tone::Warning),
        Place::Decisions => {
            let mine = cx.model.sanctions.value().map_or(0, |rows| {
                rows.iter().filter(|row| row.awaits_ruling()).count()
            });
            (number(mine), Tone::Warning)
        }
        Place::Points => {
            let Requested::Here(rows) = &cx.model.points else {
                return (String::new(), Tone::Neutral);
            };
            let today = cx.model.today();
            let overdue = rows
                .iter()
                .filter(|row| crate::screens::points::is_overdue(row, today))
                .count();
            (number(overdue), Tone::Bad)
        }
        Place::Sync => {
            let sync = cx.model.sync.as_ref();
            let waiting = sync.map_or(0, |sync| sync.waiting + sync.attention);
            let bad = sync.is_some_and(|sync| {
                sync.attention > 0
                    || matches!(
                        sync.connection,
                        Connection::OtherRegistry | Connection::Rewritten
                    )
            });
            let tone = if bad { Tone::Bad } else { Tone::Neutral };
            (
                if waiting == 0 {
                    String::new()
                } else {
                    waiting.to_string()
                },
                tone,
            )
        }
        _ => (String::new(), Tone::Neutral),
    }
}

/// What was found in the palette.
pub enum Found {
    /// A command.
    Command(UiCommand),
    /// A place.
    Place(Place),
}

/// The palette: commands, visits and organisations by name.
pub fn palette(parts: Parts<'_>, ctx: &egui::Context) -> Option<Found> {
    let Parts { cx, palette, .. } = parts;
    if !palette.is_open() {
        return None;
    }
    let role = cx
        .model
        .person()
        .map_or(AccountRole::Observer, |person| person.role);
    let mut found = Vec::new();
    let mut entries = Vec::new();
    let commands = cx.t("palette-commands");
    for row in commands::rows_for(role) {
        if row.command == UiCommand::Palette {
            continue;
        }
        entries.push(Entry {
            label: cx.t(row.name),
            group: commands.clone(),
            shortcut: row
                .shortcut
                .map(|shortcut| shortcut.label())
                .unwrap_or_default(),
            icon: Some(row.icon),
            blocked: None,
        });
        found.push(Found::Command(row.command));
    }
    let language = cx.locale.language();
    if let Some(rows) = cx.model.visits.value() {
        let group = cx.t("nav-visits");
        for row in rows.iter() {
            let number = row.visit.stage.number().unwrap_or_default();
            entries.push(Entry {
                label: format!("{} {number}", pick(language, &row.organisation)),
                group: group.clone(),
                shortcut: cx.locale.date(row.visit.planned.0),
                icon: Some(Icon::CalendarCheck),
                blocked: None,
            });
            found.push(Found::Place(Place::Visit(row.visit.id)));
        }
    }
    if let Some((_, rows)) = cx.model.organisations.value() {
        let group = cx.t("nav-organisations");
        for row in rows.iter() {
            entries.push(Entry {
                label: pick(language, &row.organisation.name).to_owned(),
                group: group.clone(),
                shortcut: row.organisation.bin.as_text().to_owned(),
                icon: Some(Icon::Landmark),
                blocked: None,
            });
            found.push(Found::Place(Place::Organisation(row.organisation.id)));
        }
    }
    let chosen = palette.show(ctx, &cx.t("palette-hint"), &entries)?;
    (chosen < found.len()).then(|| found.swap_remove(chosen))
}

/// Keys that work everywhere; returns whether the person closed it.
pub fn help(locale: &Locale, role: AccountRole, ctx: &egui::Context) -> bool {
    let title = locale.text("help-keys");
    let close = locale.text("button-close");
    let answer = Modal::new("help", &title)
        .buttons("", &close)
        .show(ctx, |ui| {
            for row in commands::rows_for(role) {
                if let Some(shortcut) = row.shortcut {
                    key_line(ui, &shortcut.label(), &locale.text(row.name));
                }
            }
            ui.separator();
            for (keys, name) in crate::screens::runner::KEYS {
                key_line(ui, keys, &locale.text(name));
            }
            ui.separator();
            let secret = baqylau_widgets::field::SHOW_SECRET.label();
            key_line(ui, &secret, &locale.text("signing-password-show"));
        });
    answer != baqylau_widgets::Answer::Open
}

fn key_line(ui: &mut egui::Ui, keys: &str, what: &str) {
    ui.horizontal(|ui| {
        ui.allocate_ui(egui::vec2(110.0, 24.0), |ui| {
            ui.set_min_width(110.0);
            baqylau_widgets::kbd::chip(ui, keys);
        });
        ui.label(text::body(what));
    });
}
