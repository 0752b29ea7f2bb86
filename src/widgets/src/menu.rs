//! Menus that open under a button: choose one, or tick several without closing.

use egui::accesskit::Role;
use egui::{EventFilter, Id, Key, Popup, PopupCloseBehavior, RectAlign, Response, ScrollArea, Ui};

use crate::field;
use crate::keys::Shortcut;
use crate::list::{self, Item, key_in_list};
use crate::panel;
use crate::tokens::tokens_of;

/// Opens a menu under `button` when it is clicked, or by Arrow Down while it has the focus.
/// Returns the index of the chosen item; the menu closes then, and on Escape.
pub fn choose(button: &Response, name: &str, items: &[Item<'_>]) -> Option<usize> {
    let key = button.id.with("menu-mark");
    open_by_key(button);
    let ctx = button.ctx.clone();
    if !is_open(button) {
        let chosen = items.iter().position(|i| i.chosen).unwrap_or(0);
        ctx.data_mut(|d| d.insert_temp(key, chosen));
    }
    let picked = popup(button, name, |ui| {
        let mut mark = ui.data(|d| d.get_temp::<usize>(key)).unwrap_or(0);
        list::move_mark(ui, &mut mark, items.len());
        ui.data_mut(|d| d.insert_temp(key, mark));
        let mut picked = None;
        if key_in_list(ui, Shortcut::plain(Key::Enter))
            && items.get(mark).is_some_and(|i| i.blocked.is_none())
        {
            picked = Some(mark);
        }
        for (index, item) in items.iter().enumerate() {
            let item = Item {
                marked: index == mark,
                ..*item
            };
            let response = ui
                .push_id(index, |ui| list::item(ui, Role::MenuItem, &item))
                .inner;
            if response.clicked() {
                picked = Some(index);
            }
        }
        picked
    });
    if picked.is_some() {
        Popup::close_id(&ctx, Popup::default_response_id(button));
        button.request_focus();
    }
    picked
}

/// Opens a list of check boxes under `button`: columns to show, states to filter by. It stays open
/// until Escape or a click elsewhere. True when something was ticked.
pub fn tick<S: AsRef<str>>(button: &Response, name: &str, items: &mut [(S, bool)]) -> bool {
    open_by_key(button);
    popup(button, name, |ui| {
        let mut changed = false;
        for (index, (label, on)) in items.iter_mut().enumerate() {
            ui.push_id(index, |ui| {
                changed |= field::checkbox(ui, on, label.as_ref()).changed();
            });
        }
        changed.then_some(())
    })
    .is_some()
}

fn is_open(button: &Response) -> bool {
    Popup::is_id_open(&button.ctx, Popup::default_response_id(button))
}

fn open_by_key(button: &Response) {
    let popup = Popup::default_response_id(button);
    list::toggle(button, popup);
    if button.has_focus() {
        let escape = is_open(button);
        let keep = EventFilter {
            vertical_arrows: true,
            escape,
            ..EventFilter::default()
        };
        button
            .ctx
            .memory_mut(|m| m.set_focus_lock_filter(button.id, keep));
        let down = (egui::Modifiers::NONE, Key::ArrowDown);
        if !escape && button.ctx.input_mut(|i| i.consume_key(down.0, down.1)) {
            Popup::open_id(&button.ctx, popup);
        }
    }
}

fn popup<R>(
    button: &Response,
    name: &str,
    content: impl FnOnce(&mut Ui) -> Option<R>,
) -> Option<R> {
    let id: Id = Popup::default_response_id(button);
    let t = tokens_of(&button.ctx);
    let mut escape = false;
    let shown = Popup::from_response(button)
        .open_memory(None)
        .align(RectAlign::BOTTOM_START)
        .align_alternatives(&[
            RectAlign::BOTTOM_END,
            RectAlign::TOP_START,
            RectAlign::TOP_END,
        ])
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(panel::floating_frame(t))
        .width(button.rect.width().max(220.0))
        .gap(4.0)
        .accessible_name(name)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            escape = key_in_list(ui, Shortcut::plain(Key::Escape));
            ScrollArea::vertical()
                .max_height(32.0 * 12.0)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    content(ui)
                })
                .inner
        });
    if escape {
        Popup::close_id(&button.ctx, id);
        button.request_focus();
    }
    shown.and_then(|r| r.inner)
}
