//! Shortcuts that work whatever the keyboard layout: Latin, Russian, Kazakh.
//!
//! egui reports the *logical* key where it knows it, else the physical one. Under the Russian
//! layout the key N types «т», which egui does not know, so `key` falls back to `Key::N`. The
//! Kazakh layout puts letters and signs on the digit row: «ә» falls back to `Num2`, but the sixth
//! key types a comma, so `key` is `Comma` and only `physical_key` says `Num6`. Letters of another
//! Latin layout (AZERTY, Dvorak) must win over the position, so a position counts only where the
//! logical key is not itself a letter or a digit.

use egui::{Event, Key, Modifiers, Ui};

/// A key with its modifiers, meant by its place on a Latin keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// Modifiers that must be held, and no others. `COMMAND` is Ctrl, or ⌘ on a Mac.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    /// A plain key: works only while no text field has focus.
    pub const fn plain(key: Key) -> Self {
        Self {
            modifiers: Modifiers::NONE,
            key,
        }
    }

    /// Ctrl (⌘ on a Mac) and a key: works also while a text field has focus.
    pub const fn ctrl(key: Key) -> Self {
        Self {
            modifiers: Modifiers::COMMAND,
            key,
        }
    }

    /// Ctrl, Shift and a key.
    pub const fn ctrl_shift(key: Key) -> Self {
        Self {
            modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT),
            key,
        }
    }

    /// Alt and a key.
    pub const fn alt(key: Key) -> Self {
        Self {
            modifiers: Modifiers::ALT,
            key,
        }
    }

    /// How the shortcut is written in a hint: "Ctrl K", "N", "F2".
    pub fn label(&self) -> String {
        let mut out = String::new();
        let mac = cfg!(target_os = "macos");
        for (on, name) in [
            (
                self.modifiers.command || self.modifiers.ctrl,
                if mac { "⌘" } else { "Ctrl" },
            ),
            (self.modifiers.alt, if mac { "⌥" } else { "Alt" }),
            (self.modifiers.shift, "Shift"),
        ] {
            if on {
                out.push_str(name);
                out.push(' ');
            }
        }
        out.push_str(match self.key {
            Key::ArrowDown => "↓",
            Key::ArrowUp => "↑",
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            Key::Escape => "Esc",
            other => other.symbol_or_name(),
        });
        out
    }

    /// Whether a pressed key is this one, whatever the layout.
    pub fn is(&self, key: Key, physical: Option<Key>, modifiers: Modifiers) -> bool {
        modifiers.matches_exact(self.modifiers)
            && (key == self.key
                || (physical == Some(self.key) && !is_letter(key) && !is_digit(key)))
    }

    fn works_while_typing(&self) -> bool {
        self.modifiers.command || self.modifiers.ctrl || self.modifiers.alt || is_function(self.key)
    }
}

/// True once per press of the shortcut, which is thereby used up: nobody else sees it this frame.
///
/// Plain letters and digits wait until no text field has focus. Nothing behind a modal reacts:
/// call it with a `Ui` of the modal to react inside.
pub fn pressed(ui: &Ui, shortcut: Shortcut) -> bool {
    pressed_or_repeated(ui, shortcut, false)
}

/// Like [`pressed`], but also true for the repeats of a held key: moving through lists.
pub fn pressed_or_repeated(ui: &Ui, shortcut: Shortcut, repeats: bool) -> bool {
    if blocked(ui, shortcut.works_while_typing()) {
        return false;
    }
    ui.input_mut(|input| {
        let found = input.events.iter().position(|event| {
            matches!(event, Event::Key { key, physical_key, pressed: true, repeat, modifiers }
                if (repeats || !repeat) && shortcut.is(*key, *physical_key, *modifiers))
        });
        found.is_some_and(|at| {
            input.events.remove(at);
            true
        })
    })
}

/// The digit 1 to 9 pressed without modifiers, on the digit row of any layout or on the numpad,
/// while no text field has focus. The press is used up.
pub fn digit(ui: &Ui) -> Option<usize> {
    DIGITS
        .iter()
        .position(|key| pressed(ui, Shortcut::plain(*key)))
        .map(|i| i + 1)
}

const DIGITS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// Replaces what the digit row types with digits, for the frame's remaining text events: under the
/// Kazakh layout it types letters, and a number field has no use for them. Call only while the
/// number field has focus, before it is shown.
pub(crate) fn digit_row_types_digits(input: &mut egui::InputState) {
    let mut pending: Option<char> = None;
    for event in &mut input.events {
        match event {
            Event::Key {
                physical_key,
                pressed: true,
                modifiers,
                ..
            } => {
                let plain = !modifiers.shift && !modifiers.command && !modifiers.alt;
                pending = physical_key.and_then(digit_of).filter(|_| plain);
            }
            Event::Text(text) => {
                if let Some(d) = pending.take() {
                    d.to_string().clone_into(text);
                }
            }
            _ => {}
        }
    }
}

fn digit_of(key: Key) -> Option<char> {
    if key == Key::Num0 {
        return Some('0');
    }
    DIGITS
        .iter()
        .position(|k| *k == key)
        .and_then(|i| char::from_digit(i as u32 + 1, 10))
}

/// Whether shortcuts of this `ui` must keep still: a text field is being typed in, or a modal
/// stands before it.
fn blocked(ui: &Ui, works_while_typing: bool) -> bool {
    let behind_modal = !ui.memory(|m| m.is_above_modal_layer(ui.layer_id()));
    behind_modal || (!works_while_typing && ui.ctx().text_edit_focused())
}

fn is_letter(key: Key) -> bool {
    Key::A <= key && key <= Key::Z
}

fn is_digit(key: Key) -> bool {
    Key::Num0 <= key && key <= Key::Num9
}

fn is_function(key: Key) -> bool {
    Key::F1 <= key && key <= Key::F35
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shortcut: Shortcut, key: Key, physical: Key, expect: bool) {
        assert_eq!(shortcut.is(key, Some(physical), shortcut.modifiers), expect);
    }

    #[test]
    fn letters_are_found_under_latin_russian_and_kazakh_layouts() {
        for key in [Key::N, Key::P, Key::F, Key::S, Key::J, Key::K, Key::G] {
            // Latin: logical and physical agree. Russian, Kazakh: egui falls back to the place.
            check(Shortcut::plain(key), key, key, true);
        }
        // A letter key whose layout types a sign egui knows is still meant by its place.
        check(Shortcut::plain(Key::S), Key::Semicolon, Key::S, true);
    }

    #[test]
    fn another_latin_layout_wins_over_the_place() {
        // Dvorak: the key at K types T.
        check(Shortcut::plain(Key::K), Key::T, Key::K, false);
        check(Shortcut::plain(Key::T), Key::T, Key::K, true);
    }

    #[test]
    fn the_kazakh_digit_row_answers_like_digits() {
        // 2–5 type ә і ң ғ: unknown to egui, so the place is reported as the key.
        check(Shortcut::plain(Key::Num2), Key::Num2, Key::Num2, true);
        // 6 and 7 type a comma and a full stop, 1 a quote: known keys at a digit's place.
        check(Shortcut::plain(Key::Num6), Key::Comma, Key::Num6, true);
        check(Shortcut::plain(Key::Num7), Key::Period, Key::Num7, true);
        check(Shortcut::plain(Key::Num1), Key::Quote, Key::Num1, true);
    }

    #[test]
    fn a_modifier_too_many_is_another_shortcut() {
        let plain = Shortcut::plain(Key::N);
        assert!(!plain.is(Key::N, Some(Key::N), Modifiers::CTRL));
        assert!(!plain.is(Key::N, Some(Key::N), Modifiers::SHIFT));
        let ctrl = Shortcut::ctrl(Key::K);
        let held = Modifiers {
            ctrl: true,
            command: true,
            ..Modifiers::NONE
        };
        assert!(ctrl.is(Key::K, Some(Key::K), held));
        assert!(!ctrl.is(Key::K, Some(Key::K), held.plus(Modifiers::SHIFT)));
    }

    #[test]
    fn labels_read_as_on_the_keys() {
        assert_eq!(Shortcut::plain(Key::N).label(), "N");
        assert_eq!(Shortcut::plain(Key::F2).label(), "F2");
        if !cfg!(target_os = "macos") {
            assert_eq!(Shortcut::ctrl(Key::K).label(), "Ctrl K");
        }
    }
}
