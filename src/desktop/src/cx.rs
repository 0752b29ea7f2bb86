//! What a screen is given: the model to read, the language, and where to put what it wants done.

use crate::app::Facts;
use crate::dialogs::Purpose;
use crate::model::Model;
use crate::place::Place;
use crate::preferences::Preferences;
use baqylau_client::ui::{Command, Ticket, UserError};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::text::Trilingual;
use baqylau_locale::{Arg, Language, Locale};
use baqylau_widgets::Tone;
use serde_json::Value;

/// What a screen wants done; carried out after the frame is drawn.
#[derive(Debug)]
pub enum Action {
    /// Send a command to the client.
    Send(Ticket, Command),
    /// Go to a place.
    Go(Place),
    /// Go to an item of a checklist.
    Item {
        /// Visit.
        visit: VisitId,
        /// Checklist code.
        list: String,
        /// Item.
        item: String,
    },
    /// Go back to where one came from.
    Back,
    /// Give an answer in the open checklist; written to disk at once.
    Answer {
        /// Checklist code.
        list: String,
        /// Path of the node in the form.
        path: String,
        /// What was entered; empty clears.
        value: String,
    },
    /// Write other fields of the draft.
    Write(Vec<(FieldKey, Value)>),
    /// Several of these as one step, taken back together.
    Together(Vec<Action>),
    /// Take back or repeat the last change of the open visit.
    Undo,
    /// Repeat what was taken back.
    Redo,
    /// Ask the system for files or a place to save.
    Choose(Purpose),
    /// Tell in passing why a command failed, if it does; what it did it tells itself.
    TellFailure(Ticket),
    /// Tell something in passing.
    Tell(Tone, String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Interface language.
    Language(Language),
    /// Language shown beside the first in checklists; `None` shows only one.
    SecondLanguage(Option<Language>),
    /// Theme: dark or not.
    Dark(bool),
    /// Zoom of the whole interface, in percent.
    Zoom(u32),
}

/// Collects actions and hands out tickets.
#[derive(Debug, Default)]
pub struct Post {
    last: Ticket,
    pub(crate) actions: Vec<Action>,
}

impl Post {
    /// Sends a command; the ticket tells its answer.
    pub fn send(&mut self, command: Command) -> Ticket {
        self.last += 1;
        self.actions.push(Action::Send(self.last, command));
        self.last
    }

    /// Goes to a place.
    pub fn go(&mut self, place: Place) {
        self.actions.push(Action::Go(place));
    }

    /// Sends a command whose failure is told in passing.
    pub fn send_watched(&mut self, command: Command) -> Ticket {
        let ticket = self.send(command);
        self.put(Action::TellFailure(ticket));
        ticket
    }

    /// Any other action.
    pub fn put(&mut self, action: Action) {
        self.actions.push(action);
    }
}

/// What a screen is given.
pub struct Cx<'a> {
    /// What is known.
    pub model: &'a Model,
    /// Language.
    pub locale: &'a Locale,
    /// Where wishes go.
    pub post: &'a mut Post,
    /// Facts about this installation.
    pub facts: &'a Facts,
    /// What the person likes.
    pub preferences: Preferences,
}

/// Words in every language: of what stays open while the language is switched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said([String; 3]);

impl Said {
    /// The words in the language of the screen.
    pub fn here(&self, cx: &Cx<'_>) -> &str {
        let mut all = Language::ALL.iter().zip(&self.0);
        let found = all.find(|(language, _)| **language == cx.locale.language());
        found.map_or("", |(_, words)| words.as_str())
    }

    /// Whether these are the words in one of the languages.
    pub fn is_one(&self, words: &str) -> bool {
        self.0.iter().any(|one| one == words)
    }
}

impl Cx<'_> {
    /// Words in every language; `words` is asked once for each.
    pub fn say(&self, words: impl Fn(&Cx<'_>) -> String) -> Said {
        Said(Language::ALL.map(|language| {
            let locale = Locale::new(language);
            words(&Cx {
                model: self.model,
                locale: &locale,
                // Wishes of a screen that only words something are nobody's.
                post: &mut Post::default(),
                facts: self.facts,
                preferences: self.preferences,
            })
        }))
    }

    /// A message in every language.
    pub fn said(&self, key: &str) -> Said {
        self.say(|cx| cx.t(key))
    }

    /// A message.
    pub fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// A message with arguments.
    pub fn f(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.locale.format(key, args)
    }

    /// A text carried by data, in the reader's language or the nearest there is.
    pub fn tri<'t>(&self, text: &'t Trilingual) -> &'t str {
        pick(self.locale.language(), text)
    }

    /// The words of an error.
    pub fn error(&self, error: &UserError) -> String {
        error_text(self.locale, error)
    }

    /// Whether a command is still being carried out.
    pub fn running(&self, ticket: Option<Ticket>) -> bool {
        self.model.is_running(ticket)
    }
}

/// A text carried by data, in a language or the nearest there is.
pub fn pick(language: Language, text: &Trilingual) -> &str {
    match language {
        Language::Kk => text.kazakh(),
        Language::Ru => text.russian(),
        Language::En => text.english(),
    }
}

/// The words of an error: what happened and, where the language has it, what to do.
///
/// Arguments that are whole numbers are given as numbers, so that plurals fit.
pub fn error_text(locale: &Locale, error: &UserError) -> String {
    let args: Vec<(&str, Arg<'_>)> = error
        .args
        .iter()
        .map(|(name, value)| {
            let arg = value
                .parse::<i64>()
                .map_or_else(|_| Arg::from(value.as_str()), Arg::from);
            (name.as_str(), arg)
        })
        .collect();
    let first = locale.format(&error.key, &args);
    let detail = format!("{}-detail", error.key);
    if locale.has(&detail) {
        format!("{first}. {}", locale.format(&detail, &args))
    } else {
        first
    }
}
