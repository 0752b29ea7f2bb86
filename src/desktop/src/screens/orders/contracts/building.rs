//! The building a contract reimburses: its rates as they are fixed, its years.

use super::super::{pane, paper, words};
use crate::cx::Cx;
use crate::place::{OrderRef, Place};
use baqylau_client::ui::OrderPaper;
use baqylau_domain::schooling::{
    AgreementText, ContractRecord, CountedBy, OrderRules, Reimbursement,
};
use baqylau_widgets::{Button, Tone, facts, text};

/// Shows it, where a contract reimburses one.
pub(super) fn show(
    record: &ContractRecord,
    text: &AgreementText,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let Some(of) = record.reimbursement() else {
        return;
    };
    let year = text.from.year();
    let subject = words::subject(Some(of.kind));
    let (subject, _) = words::state(&words::SUBJECTS, subject, "order-for", cx.locale);
    pane::part(ui, &subject);
    facts::with(ui, &cx.t("order-building-application"), |ui| {
        let label = cx.t("order-building-open-application");
        if ui.add(Button::ghost(&label).small()).clicked() {
            let place = OrderRef::Application(of.application);
            cx.post.go(Place::Order(place));
        }
    });
    let commissioned = of.commissioned.to_string();
    facts::row(ui, &cx.t("order-building-commissioned"), &commissioned);
    let rate = words::rate(of.rate, of.index, year, cx.locale);
    facts::row(ui, &cx.t("order-building-rate"), &rate);
    let counted = match of.counted {
        CountedBy::Contingent => "order-building-by-contingent",
        CountedBy::Places => "order-building-by-places",
    };
    facts::row(ui, &cx.t("order-building-counted"), &cx.t(counted));
    let places = text.places.get(&of.building).copied().unwrap_or(0);
    let schedule = of.schedule(places, year, &OrderRules::pilot().indices);
    pane::part(ui, &cx.t("order-building-schedule"));
    let words = text::small_muted(&cx.t("order-building-schedule-note"));
    ui.add(egui::Label::new(words).wrap());
    for line in schedule.unwrap_or_default() {
        let name = line.year.to_string();
        match line.sum {
            Some(sum) => {
                facts::row(ui, &name, &cx.locale.money_tiyn(sum.0));
                if line.year == year {
                    of_contract(of, places, text, cx, ui);
                }
            }
            None => {
                let words = cx.t("order-building-no-index");
                facts::toned(ui, &name, &words, Some(Tone::Warning));
            }
        }
    }
    ui.horizontal_wrapped(|ui| {
        let name = format!("{} {}", cx.t("order-building-schedule"), text.number);
        let keys = ("order-schedule-print", "order-schedule-save");
        let paper = OrderPaper::Schedule(record.contract.id);
        paper::labelled(paper, &name, keys, cx, ui);
    });
}

/// What of its year's sum the contract may come to, where it isn't of all twelve months.
fn of_contract(
    of: &Reimbursement,
    places: u32,
    text: &AgreementText,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    let months = text.to.months_since(text.from) + 1;
    let Some(sum) = of.whole(places, text.from, text.to).filter(|_| months < 12) else {
        return;
    };
    let args = [
        ("from", words::month(text.from, cx.locale).into()),
        ("to", words::month(text.to, cx.locale).into()),
        ("count", i64::from(months).into()),
        ("sum", cx.locale.money_tiyn(sum.0).into()),
    ];
    let words = text::small_muted(&cx.f("order-building-of-contract", &args));
    ui.add(egui::Label::new(words).wrap());
}
