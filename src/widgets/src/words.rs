//! The few words widgets say by themselves, given once by the application in the user's language.

use egui::{Context, Id};
use std::sync::Arc;

/// Words used inside widgets: names of small buttons, months and weekdays.
///
/// [`Default`] holds message keys rather than a language, so a forgotten [`install`] is visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Name of the button that closes a message or a dialog.
    pub close: String,
    /// Placeholder of a search field inside a list.
    pub search: String,
    /// Said where a search or filter gives nothing.
    pub nothing_found: String,
    /// Name of the button that makes a password visible.
    pub show_password: String,
    /// Name of the button that hides a password again.
    pub hide_password: String,
    /// Said under a password while Caps Lock is on.
    pub caps_lock: String,
    /// Said under a password that holds letters of another alphabet than Latin.
    pub not_latin: String,
    /// Name of the button that empties a field.
    pub clear: String,
    /// Begins the name of the button of a column's filter.
    pub filter: String,
    /// Name of the check box in a table's header.
    pub select_all: String,
    /// Name of the check box of one row.
    pub select_row: String,
    /// Said of a sum that doesn't count in the totals of its table.
    pub not_counted: String,
    /// Said while something is being fetched.
    pub loading: String,
    /// Said after the label of a field that must be filled.
    pub required: String,
    /// Said after a column's title when it sorts from small to large.
    pub ascending: String,
    /// Said after a column's title when it sorts from large to small.
    pub descending: String,
    /// Shown as the name of an option when nothing is chosen.
    pub not_chosen: String,
    /// Months, weekdays and the order of a date.
    pub calendar: CalendarWords,
    /// Tools of the photo view.
    pub photo: PhotoWords,
}

/// Names of the tools that look at and mark a photo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoWords {
    /// Shows the whole photo.
    pub fit: String,
    /// Enlarges.
    pub zoom_in: String,
    /// Makes smaller.
    pub zoom_out: String,
    /// Draws an arrow.
    pub arrow: String,
    /// Draws a frame.
    pub frame: String,
    /// Makes a part unrecognisable.
    pub blur: String,
    /// Writes words on the photo.
    pub text: String,
    /// Takes the last mark back.
    pub undo: String,
    /// Removes the chosen mark.
    pub delete: String,
}

impl Default for PhotoWords {
    fn default() -> Self {
        Self {
            fit: "photo-fit".into(),
            zoom_in: "photo-zoom-in".into(),
            zoom_out: "photo-zoom-out".into(),
            arrow: "photo-arrow".into(),
            frame: "photo-frame".into(),
            blur: "photo-blur".into(),
            text: "photo-text".into(),
            undo: "photo-undo".into(),
            delete: "photo-delete".into(),
        }
    }
}

/// Months, weekdays and date format of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarWords {
    /// January to December as they stand alone in a calendar's title.
    pub months: [String; 12],
    /// Monday to Sunday, two or three letters.
    pub weekdays: [String; 7],
    /// How a date is written and read, as a `chrono` format, such as `%d.%m.%Y`.
    pub format: String,
    /// What stands in an empty date field, such as "дд.мм.гггг".
    pub placeholder: String,
    /// Name of the button back one month.
    pub previous_month: String,
    /// Name of the button forward one month.
    pub next_month: String,
    /// Button that chooses the current day.
    pub today: String,
    /// Name of the button that opens the calendar.
    pub open: String,
}

impl Default for CalendarWords {
    fn default() -> Self {
        Self {
            months: std::array::from_fn(|i| format!("{:02}", i + 1)),
            weekdays: std::array::from_fn(|i| format!("{}", i + 1)),
            format: "%d.%m.%Y".into(),
            placeholder: "date-placeholder".into(),
            previous_month: "previous-month".into(),
            next_month: "next-month".into(),
            today: "today".into(),
            open: "open-calendar".into(),
        }
    }
}

impl Default for Words {
    fn default() -> Self {
        Self {
            close: "close".into(),
            search: "search".into(),
            nothing_found: "nothing-found".into(),
            show_password: "show-password".into(),
            hide_password: "hide-password".into(),
            caps_lock: "caps-lock".into(),
            not_latin: "not-latin".into(),
            clear: "clear".into(),
            filter: "filter".into(),
            select_all: "select-all".into(),
            select_row: "select-row".into(),
            not_counted: "not counted".into(),
            loading: "loading".into(),
            required: "required".into(),
            ascending: "ascending".into(),
            descending: "descending".into(),
            not_chosen: "not-chosen".into(),
            calendar: CalendarWords::default(),
            photo: PhotoWords::default(),
        }
    }
}

fn key() -> Id {
    Id::unique("baqylau-widgets-words")
}

/// Sets the words; call at start and whenever the language changes.
pub fn install(ctx: &Context, words: Words) {
    ctx.data_mut(|d| d.insert_temp(key(), Arc::new(words)));
}

/// The words in force.
pub fn words(ctx: &Context) -> Arc<Words> {
    ctx.data_mut(|d| {
        d.get_temp_mut_or_insert_with(key(), || Arc::new(Words::default()))
            .clone()
    })
}
