//! Mandates: who may act for whom, in what, how long; given and taken back.

mod grant;
mod people;
mod table;

use super::ask::{self, Ask};
use super::desk::Desk;
use super::pane;
use super::shelf::{Pill, Rows, Shelf};
use super::words;
use crate::cx::Cx;
use crate::place::OrderRef;
use baqylau_client::ui::OrderRow;
use baqylau_domain::schooling::{Mandate, SchoolingOp};
use baqylau_widgets::{Button, Icon, Tone, facts, text};
use grant::Grant;
use table::{Mandates as Kind, STATE, STATES};

/// View state.
#[derive(Default)]
pub struct Mandates {
    pub(super) shelf: Shelf<Kind>,
    desk: Desk,
    whole: Desk,
    asking: Option<Ask>,
    granting: Option<Grant>,
}

impl Mandates {
    /// Shows the register, with a mandate opened beside it.
    pub fn show(&mut self, opened: Option<OrderRef>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let pills: Vec<Pill> = STATES
            .iter()
            .map(|(code, _)| Pill {
                column: STATE,
                code,
                words: format!("order-mandate-state-{code}"),
            })
            .collect();
        let (desk, asking) = (&mut self.desk, &mut self.asking);
        let mut granting = false;
        self.shelf.show(
            opened,
            &pills,
            cx,
            ui,
            |_, cx, ui| {
                if people::principal(cx).is_some() {
                    let label = cx.t("order-mandate-grant");
                    let button = Button::primary(&label).icon(Icon::Plus).small();
                    granting = ui.add(button).clicked();
                }
            },
            |rows, row, mandate, cx, ui| {
                desk.about(rows.all(), Some(row));
                show_mandate(rows, row, mandate, (desk, asking), cx, ui);
            },
        );
        if let Some(rows) = self.shelf.rows().cloned() {
            if granting {
                self.granting = Grant::new(&rows, cx);
            }
            grant::show(&mut self.granting, &rows, &mut self.whole, cx, ui.ctx());
        }
        ask::show(&mut self.asking, cx, ui.ctx());
    }
}

type Parts<'a> = (&'a Desk, &'a mut Option<Ask>);

fn show_mandate(
    rows: &Rows<Kind>,
    row: &OrderRow,
    mandate: &Mandate,
    (desk, asking): Parts<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let beside = &rows.beside;
    let title = beside.person(mandate.person, cx.locale);
    let place = table::state(mandate, beside.day);
    let (standing, tone) = words::state(&STATES, place, "order-mandate-state", cx.locale);
    pane::head(&title, Some((&standing, tone)), cx, ui);
    pane::waiting(&row.waiting, cx, ui);
    let whom = beside.principal(mandate.principal, cx.locale);
    facts::strong(ui, &cx.t("order-mandate-principal"), &whom);
    let term = cx.locale.date_range((mandate.from, mandate.to));
    facts::row(ui, &cx.t("order-mandate-term"), &term);
    if place < 2 {
        let left = table::days_left(mandate, beside.day);
        let words = cx.f("order-mandate-days", &[("count", left.into())]);
        let tone = (place == 1).then_some(Tone::Warning);
        facts::toned(ui, &cx.t("order-mandate-left"), &words, tone);
    }
    facts::row(ui, &cx.t("order-mandate-basis"), &mandate.basis);
    let given = match mandate.granted_by {
        Some(person) => beside.person(person, cx.locale),
        None => cx.t("order-mandate-by-registry"),
    };
    facts::row(ui, &cx.t("order-mandate-given"), &given);
    if let Some(day) = mandate.revoked {
        let words = cx.locale.date(day);
        facts::toned(
            ui,
            &cx.t("order-mandate-revoked-on"),
            &words,
            Some(Tone::Bad),
        );
    }
    pane::part(ui, &cx.t("order-mandate-scopes"));
    for scope in &mandate.scopes {
        ui.label(text::table(&cx.t(table::scope(*scope))));
    }
    ui.add_space(8.0);
    if mandate.revoked.is_none() && place != 3 && people::principal(cx).is_some() {
        let id = mandate.id;
        let op = SchoolingOp::RevokeMandate { mandate: id };
        let waits = row.waiting.iter().any(|step| step.step == op.word());
        let waits = waits.then(|| cx.t("order-mandate-revoke-waits"));
        let refusal = waits.or_else(|| desk.refusal(&op, cx));
        let label = cx.t("order-mandate-revoke");
        let button = Button::secondary(&label).icon(Icon::X);
        if pane::button(button, refusal.as_deref(), ui) {
            let title = cx.said("order-mandate-revoke-title");
            let detail = cx.say(|cx| {
                let name = beside.person(mandate.person, cx.locale);
                cx.f("order-mandate-revoke-detail", &[("name", name.into())])
            });
            let confirm = cx.said("order-mandate-revoke");
            let ask = Ask::new(title, detail, confirm, move |_| op.clone());
            *asking = Some(ask.danger());
        }
    }
}
