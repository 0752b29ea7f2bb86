//! Contracts of an organisation: those its education department keeps in the state order, and those
//! the register of organisations tells of, each with whose word it is.

use crate::cx::Cx;
use crate::place::{OrderRef, Place};
use crate::screens::orders::words;
use baqylau_client::ui::OrganisationCard;
use baqylau_domain::organisation::Contract;
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_domain::schooling::{ContractRecord, SchoolingRecord};
use baqylau_widgets::{Button, Icon, Tag, Tone, facts, panel, text};
use chrono::NaiveDate;

/// Shows them; nothing where there are none.
pub fn show(card: &OrganisationCard, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let school = card.organisation.id;
    let orders = cx.model.orders.value().cloned();
    let ordered: Vec<&ContractRecord> = orders
        .iter()
        .flat_map(|view| &view.rows)
        .filter_map(|row| match &*row.record {
            SchoolingRecord::Contract(one) if one.contract.school == school => Some(one),
            _ => None,
        })
        .collect();
    if !ordered.is_empty() {
        of_order(&ordered, card, cx, ui);
    }
    // One and the same contract stands once, as the order has it.
    let told = card.organisation.contracts.iter();
    let told: Vec<&Contract> = told
        .filter(|one| (ordered.iter()).all(|own| own.contract.number != one.number))
        .collect();
    if !told.is_empty() {
        of_register(&told, !ordered.is_empty(), card, cx, ui);
    }
}

/// Contracts of the state order, as the register of contracts shows them.
fn of_order(
    ordered: &[&ContractRecord],
    card: &OrganisationCard,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(text::section(&cx.t("organisation-contracts-order")));
        ui.label(text::small_muted(&cx.t("organisation-contracts-order-of")));
        for record in ordered {
            let contract = &record.contract;
            let place = words::contract_state(contract.status());
            let states = &words::CONTRACT_STATES;
            let (standing, tone) = words::state(states, place, "order-contract-state", cx.locale);
            let text_of = record.in_force().or_else(|| record.texts.last());
            let days = text_of.map(|text| (text.from.first_day(), text.to.last_day()));
            ui.horizontal_wrapped(|ui| {
                ui.label(text::strong(&numbered(&contract.number, cx)));
                ui.add(Tag::new(tone, &standing));
                if let Some(mark) = days.and_then(|days| mark(days, card, cx)) {
                    ui.add(Tag::new(Tone::Bad, &mark));
                }
                let label = cx.t("button-open");
                let button = Button::ghost(&label).icon(Icon::ArrowRight).small();
                if ui.add(button.tooltip(&contract.number)).clicked() {
                    cx.post.go(Place::Order(OrderRef::Contract(contract.id)));
                }
            });
            let built = record.reimbursement().map(|of| of.kind);
            let subject = words::SUBJECTS.get(words::subject(built));
            if let Some((code, _)) = subject {
                let subject = cx.t(&format!("order-for-{code}"));
                facts::row(ui, &cx.t("order-for"), &subject);
            }
            if let Some(days) = days {
                facts::row(ui, &cx.t("organisation-contract-period"), &period(days, cx));
            }
            if let Some(text) = text_of {
                let sum = cx.locale.money_tiyn(text.amount.0);
                facts::row(ui, &cx.t("field-amount"), &sum);
                let acted = cx.locale.money_tiyn(contract.acted.0);
                facts::row(ui, &cx.t("order-contract-acted-column"), &acted);
                if !text.places.is_empty() {
                    let places = text.places.values().map(|places| i64::from(*places));
                    let places = cx.locale.integer(places.sum());
                    facts::row(ui, &cx.t("organisation-contract-places"), &places);
                }
            }
        }
    });
}

/// Contracts the register of organisations tells of; `others`: beside those of the state order.
fn of_register(
    told: &[&Contract],
    others: bool,
    card: &OrganisationCard,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    let (title, whose) = match others {
        true => (
            "organisation-contracts-others",
            "organisation-contracts-others-of",
        ),
        false => ("organisation-contracts", "organisation-contracts-of"),
    };
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(text::section(&cx.t(title)));
        ui.label(text::small_muted(&cx.t(whose)));
        for contract in told {
            ui.horizontal_wrapped(|ui| {
                ui.label(text::strong(&numbered(&contract.number, cx)));
                if let Some(mark) = mark(contract.period, card, cx) {
                    ui.add(Tag::new(Tone::Bad, &mark));
                }
            });
            let term = period(contract.period, cx);
            facts::row(ui, &cx.t("organisation-contract-period"), &term);
            let sum = cx.locale.money_tiyn(contract.amount.0);
            facts::row(ui, &cx.t("field-amount"), &sum);
            let places = cx.locale.integer(i64::from(contract.places));
            facts::row(ui, &cx.t("organisation-contract-places"), &places);
        }
    });
}

fn numbered(number: &str, cx: &Cx<'_>) -> String {
    cx.f("organisation-contract-number", &[("number", number.into())])
}

fn period((first, last): (NaiveDate, NaiveDate), cx: &Cx<'_>) -> String {
    format!("{} – {}", cx.locale.date(first), cx.locale.date(last))
}

/// What became of a contract: terminated, or not paid for the time being.
fn mark(
    (first, last): (NaiveDate, NaiveDate),
    card: &OrganisationCard,
    cx: &Cx<'_>,
) -> Option<String> {
    let running = |day: &NaiveDate| first <= *day && *day <= last;
    let dated = |key: &str, day: NaiveDate| cx.f(key, &[("date", cx.locale.date(day).into())]);
    let ended = card.sanctions.iter().filter_map(|one| match &one.state {
        SanctionState::Terminated { decision } => {
            Some(baqylau_locale::legal_time(decision.at).date_naive())
        }
        _ => None,
    });
    if let Some(day) = ended.filter(running).min() {
        return Some(dated("organisation-contract-terminated", day));
    }
    let stopped = |whole: bool| {
        card.sanctions
            .iter()
            .filter(|one| !matches!(one.state, SanctionState::Terminated { .. }))
            .filter(|one| one.proposal.premises.is_none() == whole)
            .filter_map(Sanction::stopped_since)
            .filter(|day| *day <= last)
            .min()
    };
    stopped(true)
        .map(|day| dated("organisation-contract-paused", day))
        .or_else(|| stopped(false).map(|day| dated("organisation-contract-paused-in-part", day)))
}
