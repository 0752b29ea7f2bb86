//! The dialog in which the filter of a column is set.

use crate::cx::Cx;
use baqylau_registers::{Choice, Filter, Kind, Table};
use baqylau_widgets::field::{checkbox, radio};
use baqylau_widgets::{Answer, Field, Modal};
use chrono::NaiveDate;
use std::collections::BTreeSet;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Any,
    Empty,
    NotEmpty,
}

/// A filter being set.
pub struct FilterDialog {
    column: String,
    title: String,
    kind: Kind,
    choices: Vec<Choice>,
    presence: Presence,
    text: String,
    codes: BTreeSet<String>,
    bounds: (Option<i64>, Option<i64>),
    days: (Option<NaiveDate>, Option<NaiveDate>),
}

impl FilterDialog {
    /// Begins with the filter there is.
    pub fn new(table: &Table, column: &str, filter: Option<&Filter>) -> Option<Self> {
        let id = table.column(column)?;
        let mut dialog = Self {
            column: column.to_owned(),
            title: table.title(id).to_owned(),
            kind: table.kind(id)?,
            choices: table.choices(id).to_vec(),
            presence: Presence::Any,
            text: String::new(),
            codes: BTreeSet::new(),
            bounds: (None, None),
            days: (None, None),
        };
        match filter {
            Some(Filter::Contains { text }) => dialog.text.clone_from(text),
            Some(Filter::OneOf { codes }) => dialog.codes.clone_from(codes),
            Some(Filter::Between { from, to }) => dialog.bounds = (*from, *to),
            Some(Filter::Days { from, to }) => dialog.days = (*from, *to),
            Some(Filter::Empty) => dialog.presence = Presence::Empty,
            Some(Filter::NotEmpty) => dialog.presence = Presence::NotEmpty,
            Some(Filter::Unknown) | None => {}
        }
        Some(dialog)
    }

    fn filter(&self) -> Option<Filter> {
        match self.presence {
            Presence::Empty => return Some(Filter::Empty),
            Presence::NotEmpty => return Some(Filter::NotEmpty),
            Presence::Any => {}
        }
        let filter = match self.kind {
            Kind::Text => Filter::Contains {
                text: self.text.trim().to_owned(),
            },
            Kind::Choice | Kind::Flag => Filter::OneOf {
                codes: self.codes.clone(),
            },
            Kind::Number | Kind::Money => Filter::Between {
                from: self.bounds.0,
                to: self.bounds.1,
            },
            Kind::Date => Filter::Days {
                from: self.days.0,
                to: self.days.1,
            },
        };
        let nothing = match &filter {
            Filter::Contains { text } => text.is_empty(),
            Filter::OneOf { codes } => codes.is_empty(),
            Filter::Between { from, to } => from.is_none() && to.is_none(),
            Filter::Days { from, to } => from.is_none() && to.is_none(),
            _ => false,
        };
        (!nothing).then_some(filter)
    }

    /// Shows the dialog. `Some` when it ended: with the column and its new filter, or with nothing
    /// when it was left as it was.
    pub fn show(
        &mut self,
        table: &Table,
        cx: &Cx<'_>,
        ctx: &egui::Context,
    ) -> Option<Option<(String, Option<Filter>)>> {
        // The language may have changed since.
        if let Some(id) = table.column(&self.column) {
            table.title(id).clone_into(&mut self.title);
            self.choices = table.choices(id).to_vec();
        }
        let title = cx.f(
            "register-filter-of",
            &[("column", self.title.as_str().into())],
        );
        let (apply, cancel) = (cx.t("register-apply"), cx.t("button-cancel"));
        let wrong = (self.bounds.0.zip(self.bounds.1).is_some_and(|(a, b)| a > b)
            || self.days.0.zip(self.days.1).is_some_and(|(a, b)| a > b))
        .then(|| cx.t("register-from-after-to"));
        let answer = Modal::new("register-filter", &title)
            .buttons(&apply, &cancel)
            .blocked(wrong.as_deref())
            .show(ctx, |ui| {
                for (presence, key) in [
                    (Presence::Any, "register-any"),
                    (Presence::NotEmpty, "register-not-empty"),
                    (Presence::Empty, "register-empty"),
                ] {
                    if radio(ui, self.presence == presence, &cx.t(key)).clicked() {
                        self.presence = presence;
                    }
                }
                if self.presence == Presence::Any {
                    self.values(cx, ui);
                }
            });
        match answer {
            Answer::Open => None,
            Answer::No => Some(None),
            Answer::Yes => Some(Some((self.column.clone(), self.filter()))),
        }
    }

    fn values(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let (from, to) = (cx.t("register-from"), cx.t("register-to"));
        match self.kind {
            Kind::Text => {
                let (label, hint) = (cx.t("register-contains"), cx.t("register-contains-hint"));
                Field::new(&label).hint(&hint).text(ui, &mut self.text);
            }
            Kind::Choice | Kind::Flag => {
                for choice in &self.choices {
                    let mut on = self.codes.contains(&choice.code);
                    if checkbox(ui, &mut on, &choice.word).changed() {
                        if on {
                            self.codes.insert(choice.code.clone());
                        } else {
                            self.codes.remove(&choice.code);
                        }
                    }
                }
            }
            Kind::Number | Kind::Money => {
                let decimals = if self.kind == Kind::Money { 2 } else { 0 };
                Field::new(&from).number(ui, &mut self.bounds.0, decimals);
                Field::new(&to).number(ui, &mut self.bounds.1, decimals);
            }
            Kind::Date => {
                Field::new(&from).date(ui, &mut self.days.0);
                Field::new(&to).date(ui, &mut self.days.1);
            }
        }
    }
}
