//! What helps to type a secret blindly: keys that show it, and word of Caps Lock and of letters
//! the layout gave that perhaps weren't meant.

use egui::{Event, Id, Key, Ui};

use crate::access;
use crate::keys::{self, Shortcut};
use crate::text;
use crate::tokens::tokens;
use crate::words::words;

/// Shows or hides the password that is being typed.
pub const SHOW_SECRET: Shortcut = Shortcut::ctrl(Key::H);

/// Whether the secret of a field is shown; the keys change it while the field has the focus.
///
/// Call it before the text is edited: there the same keys would take a letter away.
pub(super) fn is_shown(ui: &Ui, id: Id) -> bool {
    let (key, seen) = (id.with("shown"), id.with("seen"));
    let now = ui.ctx().cumulative_pass_nr();
    let before = ui.data(|d| d.get_temp::<u64>(seen));
    ui.data_mut(|d| {
        d.insert_temp(seen, now);
        if before.is_none_or(|before| before + 1 < now) {
            // The field was away meanwhile, and whoever types now may be somebody else.
            d.insert_temp(key, false);
        }
    });
    let shown = ui.data(|d| d.get_temp::<bool>(key)).unwrap_or(false);
    let typing = ui.memory(|m| m.has_focus(id));
    if typing && keys::pressed(ui, SHOW_SECRET) {
        toggle(ui, id);
        return !shown;
    }
    shown
}

/// Shows what was hidden, or hides what was shown.
pub(super) fn toggle(ui: &Ui, id: Id) {
    let key = id.with("shown");
    ui.data_mut(|d| {
        let shown = d.get_temp::<bool>(key).unwrap_or(false);
        d.insert_temp(key, !shown);
    });
}

/// Whether Caps Lock is on, as far as the letters typed tell: the system doesn't say so to a
/// window, but a capital without Shift, or a small letter with it, comes from nothing else.
fn caps_lock(ui: &Ui) -> bool {
    let key = Id::unique("baqylau-caps-lock");
    let told = ui.input(|input| {
        let shift = input.modifiers.shift;
        input.events.iter().rev().find_map(|event| match event {
            Event::Text(text) => {
                let letter = text
                    .chars()
                    .find(|c| c.is_lowercase() || c.is_uppercase())?;
                Some(letter.is_uppercase() != shift)
            }
            _ => None,
        })
    });
    if let Some(on) = told {
        ui.data_mut(|d| d.insert_temp(key, on));
    }
    ui.data(|d| d.get_temp::<bool>(key)).unwrap_or(false)
}

/// Whether a text holds letters of another alphabet.
fn has_other_letters(value: &str) -> bool {
    value.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// Says under the field what its dots hide, while it is being typed in.
pub(super) fn notes(ui: &mut Ui, id: Id, value: &str) {
    if !ui.memory(|m| m.has_focus(id)) {
        return;
    }
    let caps = caps_lock(ui) && !value.is_empty();
    let other = has_other_letters(value);
    if !caps && !other {
        return;
    }
    let words = words(ui.ctx());
    let t = tokens(ui);
    access::live(ui, false, |ui| {
        if caps {
            let line = text::small(&words.caps_lock).color(t.ink(crate::tokens::Tone::Warning));
            ui.add(egui::Label::new(line).wrap());
        }
        if other {
            ui.add(egui::Label::new(text::small_muted(&words.not_latin)).wrap());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_another_layout_are_told_from_signs_and_digits() {
        assert!(has_other_letters("Qwerty-й"));
        assert!(has_other_letters("құпия"));
        assert!(!has_other_letters("Qwerty-12 «№»"));
    }
}
