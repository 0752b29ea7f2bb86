//! A drop-down list: opens under the field, searched when long, driven by mouse or keyboard.

use egui::accesskit::Role;
use egui::{
    Align, EventFilter, Id, Key, Popup, PopupCloseBehavior, Response, ScrollArea, Sense, Ui, vec2,
};

use super::{Field, edit};
use crate::access;
use crate::fold;
use crate::fonts::Weight;
use crate::icon::{self, Icon};
use crate::keys::Shortcut;
use crate::list;
use crate::panel;
use crate::text;
use crate::tokens::{CONTROL, RADIUS, tokens};
use crate::words::words;

/// Longer lists get a search field.
const SEARCHED_FROM: usize = 9;

#[derive(Clone, Default)]
struct Open {
    mark: usize,
    search: String,
    fresh: bool,
}

pub(super) fn show<S: AsRef<str>>(
    field: &Field<'_>,
    ui: &mut Ui,
    id: Id,
    chosen: &mut Option<usize>,
    options: &[S],
) -> Response {
    let t = tokens(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), CONTROL));
    let sense = if field.read_only {
        Sense::hover()
    } else {
        Sense::click()
    };
    let mut response = ui.interact(rect, id, sense);
    let current = chosen.and_then(|i| options.get(i)).map(AsRef::as_ref);
    let enabled = response.enabled() && !field.read_only;
    response.widget_info(|| egui::WidgetInfo::labeled(Role::ComboBox, enabled, field.label));
    ui.ctx()
        .accesskit_node_builder(id, |n| n.set_value(current.unwrap_or_default()));

    if ui.is_rect_visible(rect) {
        edit::frame(ui, field, rect);
        let (word, ink) = match current {
            Some(word) => (word, t.text),
            None if field.placeholder.is_empty() => ("", t.muted),
            None => (field.placeholder, t.muted),
        };
        let galley = text::line(ui, word, Weight::Regular, 14.0, ink, rect.width() - 36.0);
        text::paint_at(ui, &galley, rect.left() + 10.0, rect.center().y);
        let at = egui::pos2(rect.right() - 16.0, rect.center().y);
        icon::paint(ui.painter(), Icon::ChevronDown, at, 16.0, t.muted);
        access::focus_ring(ui, rect, RADIUS, &response);
    }

    let popup = Popup::default_response_id(&response);
    let was_open = Popup::is_id_open(ui.ctx(), popup);
    let key = id.with("list");
    if response.has_focus() && !field.read_only {
        let keep = EventFilter {
            vertical_arrows: true,
            escape: was_open,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, keep));
        if !was_open
            && (list::key_in_list(ui, Shortcut::plain(Key::ArrowDown))
                || list::key_in_list(ui, Shortcut::alt(Key::ArrowDown)))
        {
            Popup::open_id(ui.ctx(), popup);
        }
    }
    list::toggle(&response, popup);
    if !was_open {
        let mark = chosen.unwrap_or(0);
        ui.data_mut(|d| {
            d.insert_temp(
                key,
                Open {
                    mark,
                    fresh: true,
                    ..Open::default()
                },
            )
        });
    }
    let picked = Popup::from_response(&response)
        .open_memory(None)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(panel::floating_frame(t))
        .width(rect.width().max(160.0))
        .gap(4.0)
        .accessible_name(field.label)
        .show(|ui| choices(ui, id, key, *chosen, options))
        .and_then(|r| r.inner);
    if let Some(picked) = picked {
        if let Some(index) = picked
            && *chosen != Some(index)
        {
            *chosen = Some(index);
            response.mark_changed();
        }
        Popup::close_id(ui.ctx(), popup);
        response.request_focus();
    }
    response
}

/// `Some(Some(index))` when an option was picked, `Some(None)` when the list should close.
fn choices<S: AsRef<str>>(
    ui: &mut Ui,
    id: Id,
    key: Id,
    chosen: Option<usize>,
    options: &[S],
) -> Option<Option<usize>> {
    let mut open = ui.data(|d| d.get_temp::<Open>(key)).unwrap_or_default();
    ui.spacing_mut().item_spacing.y = 2.0;
    if options.len() >= SEARCHED_FROM {
        let before = open.search.clone();
        let search = super::SearchField::new(&words(ui.ctx()).search)
            .id(id.with("search"))
            .show(ui, &mut open.search);
        if open.fresh {
            search.request_focus();
        }
        if open.search != before {
            open.mark = 0;
        }
        ui.add_space(4.0);
    }
    let wanted = fold::fold(&open.search);
    let shown: Vec<(usize, &str)> = options
        .iter()
        .map(AsRef::as_ref)
        .enumerate()
        .filter(|(_, word)| wanted.is_empty() || fold::fold(word).contains(&wanted))
        .collect();
    if open.fresh {
        open.mark = shown
            .iter()
            .position(|(i, _)| Some(*i) == chosen)
            .unwrap_or(0);
    }
    let moved = list::move_mark(ui, &mut open.mark, shown.len()) || open.fresh;
    open.fresh = false;
    let mut picked = None;
    if list::key_in_list(ui, Shortcut::plain(Key::Enter)) {
        picked = Some(shown.get(open.mark).map(|(i, _)| *i));
    }
    if list::key_in_list(ui, Shortcut::plain(Key::Escape)) {
        picked = Some(None);
    }
    if shown.is_empty() {
        ui.label(text::small_muted(&words(ui.ctx()).nothing_found));
    }
    ScrollArea::vertical()
        .max_height(32.0 * 8.5)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.ctx()
                .accesskit_node_builder(ui.unique_id(), |n| n.set_role(Role::ListBox));
            for (row, (index, word)) in shown.iter().enumerate() {
                let line = list::Item {
                    label: word,
                    chosen: chosen == Some(*index),
                    marked: row == open.mark,
                    ..list::Item::default()
                };
                let response = list::item(ui, Role::ListBoxOption, &line);
                if moved && row == open.mark {
                    response.scroll_to_me(Some(Align::Center));
                }
                if response.clicked() {
                    picked = Some(Some(*index));
                }
            }
        });
    ui.data_mut(|d| d.insert_temp(key, open));
    picked
}
