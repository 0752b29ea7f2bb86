//! Giving a mandate: who, in what, how long, by which document.

use super::super::desk::Desk;
use super::super::shelf::Rows;
use super::people;
use super::table::{self, Mandates as Kind};
use crate::cx::Cx;
use baqylau_client::ui::{Command, NewOrders, Ticket};
use baqylau_domain::identifiers::{MandateId, PersonId};
use baqylau_domain::schooling::{MandateScope, Principal, SchoolingOp};
use baqylau_widgets::{Answer, Field, Modal, Tone, facts, field, state, text};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// The form.
pub struct Grant {
    principal: Principal,
    people: Vec<(PersonId, String)>,
    person: Option<usize>,
    scopes: BTreeSet<MandateScope>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    basis: String,
    ticket: Option<Ticket>,
}

impl Grant {
    /// An empty form, from today to the end of the year; none for who acts for nobody.
    pub fn new(rows: &Rows<Kind>, cx: &Cx<'_>) -> Option<Self> {
        let principal = people::principal(cx)?;
        let mandates = rows.iter().map(|(_, mandate)| mandate);
        let today = cx.model.today();
        Some(Self {
            principal,
            people: people::candidates(principal, mandates, &rows.beside, cx),
            person: None,
            scopes: BTreeSet::new(),
            from: Some(today),
            to: NaiveDate::from_ymd_opt(today.year(), 12, 31),
            basis: String::new(),
            ticket: None,
        })
    }

    fn person(&self) -> Option<PersonId> {
        let (person, _) = self.people.get(self.person?)?;
        Some(*person)
    }

    /// What is lacking or refused, in words.
    fn lacking(&self, desk: &Desk, cx: &Cx<'_>) -> Option<String> {
        let (Some(from), Some(to)) = (self.from, self.to) else {
            return Some(cx.t("error-date-empty"));
        };
        let Some(person) = self.person() else {
            return Some(cx.t("order-mandate-choose-person"));
        };
        if self.scopes.is_empty() {
            return Some(cx.t("order-mandate-choose-scope"));
        }
        if to < cx.model.today() {
            return Some(cx.t("order-mandate-over"));
        }
        let op = SchoolingOp::GrantMandate {
            // Asked of the rules only: the client draws the identity.
            mandate: MandateId::new(uuid::Uuid::nil()),
            person,
            principal: self.principal,
            scopes: self.scopes.clone(),
            from,
            to,
            basis: self.basis.clone(),
        };
        desk.refusal(&op, cx)
    }

    fn command(&self) -> Option<Command> {
        Some(Command::BeginOrders {
            what: Box::new(NewOrders::Mandate {
                person: self.person()?,
                principal: self.principal,
                scopes: self.scopes.clone(),
                term: (self.from?, self.to?),
                basis: self.basis.trim().to_owned(),
            }),
        })
    }

    /// Shows it; whether it stays.
    fn show(
        &mut self,
        rows: &Rows<Kind>,
        desk: &Desk,
        cx: &mut Cx<'_>,
        ctx: &egui::Context,
    ) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        let (title, confirm, close) = (
            cx.t("order-mandate-grant-title"),
            cx.t("order-mandate-grant"),
            cx.t("button-cancel"),
        );
        let blocked = self.lacking(desk, cx);
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let answer = Modal::new("order-mandate-grant", &title)
            .width(560.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .busy(cx.running(self.ticket))
            .show(ctx, |ui| {
                let whom = rows.beside.principal(self.principal, cx.locale);
                facts::row(ui, &cx.t("order-mandate-principal"), &whom);
                self.fields(cx, ui);
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                self.ticket = self.command().map(|command| cx.post.send(command));
                true
            }
        }
    }

    fn fields(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if self.people.is_empty() {
            let words = cx.t("order-mandate-nobody");
            state::strip(ui, Tone::Warning, &words, None);
        } else {
            let names: Vec<&str> = self.people.iter().map(|(_, name)| name.as_str()).collect();
            Field::new(&cx.t("order-mandate-person")).required().select(
                ui,
                &mut self.person,
                &names,
            );
        }
        ui.label(text::small_muted(&cx.t("order-mandate-scopes")));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for scope in MandateScope::ALL {
                let mut on = self.scopes.contains(&scope);
                let label = cx.t(table::scope(scope));
                if field::checkbox(ui, &mut on, &label).changed() {
                    if on {
                        self.scopes.insert(scope);
                    } else {
                        self.scopes.remove(&scope);
                    }
                }
            }
        });
        ui.horizontal_top(|ui| {
            Field::new(&cx.t("order-mandate-from"))
                .required()
                .width(180.0)
                .date(ui, &mut self.from);
            Field::new(&cx.t("order-mandate-to"))
                .required()
                .width(180.0)
                .date(ui, &mut self.to);
        });
        Field::new(&cx.t("order-mandate-basis"))
            .required()
            .hint(&cx.t("order-mandate-basis-hint"))
            .text(ui, &mut self.basis);
    }
}

/// Shows the form there may be, and forgets it once it is closed.
pub fn show(
    grant: &mut Option<Grant>,
    rows: &Rows<Kind>,
    desk: &mut Desk,
    cx: &mut Cx<'_>,
    ctx: &egui::Context,
) {
    let Some(form) = grant.as_mut() else {
        return;
    };
    desk.about(rows.all(), None);
    // Those without a name here are worded, in the language there is now.
    for (person, name) in &mut form.people {
        *name = rows.beside.person(*person, cx.locale);
    }
    if !form.show(rows, desk, cx, ctx) {
        *grant = None;
    }
}
