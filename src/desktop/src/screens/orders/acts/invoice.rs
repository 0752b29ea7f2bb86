//! What ИС ЭСФ said of an act's invoice: the state of its column, and in the pane what was found,
//! when, and what is to be done next.

use super::super::{pane, words};
use crate::cx::Cx;
use baqylau_domain::schooling::{ActRecord, InvoiceFinding};
use baqylau_locale::Locale;
use baqylau_widgets::{Tone, facts, state};

/// What may be known of the invoice of a signed act; codes are those of [`InvoiceFinding`].
pub const STATES: [(&str, Tone); 6] = [
    ("not-said", Tone::Neutral),
    ("matched", Tone::Ok),
    ("missing", Tone::Bad),
    ("cancelled", Tone::Bad),
    ("other-supplier", Tone::Bad),
    ("other-sum", Tone::Bad),
];

/// The place of an act's invoice in [`STATES`]; none while the act isn't signed by both: nobody has
/// to issue one before.
pub fn place(record: &ActRecord) -> Option<usize> {
    let said = record.invoice.as_ref();
    let code = said.map_or("not-said", |said| said.finding.code());
    let known = STATES.iter().position(|(known, _)| *known == code);
    known.filter(|_| record.act.is_signed())
}

/// Words and tone of what is known of an act's invoice.
pub fn state(record: &ActRecord, locale: &Locale) -> Option<(String, Tone)> {
    place(record).map(|place| words::state(&STATES, place, "order-invoice-state", locale))
}

/// The part of the pane.
pub fn show(record: &ActRecord, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let Some((found, tone)) = state(record, cx.locale) else {
        return;
    };
    pane::part(ui, &cx.t("order-invoice"));
    facts::toned(ui, &cx.t("order-state"), &found, Some(tone));
    let Some(said) = &record.invoice else {
        state::strip(ui, tone, &cx.t("order-invoice-next-not-said"), None);
        return;
    };
    if let Some(number) = said.finding.number() {
        facts::row(ui, &cx.t("order-invoice-number"), number);
    }
    if let InvoiceFinding::OtherSum { amount, .. } = &said.finding {
        let amount = cx.locale.money_tiyn(amount.0);
        facts::strong(ui, &cx.t("order-invoice-amount"), &amount);
    }
    let time = cx.locale.date_time(said.asked);
    let time = cx.f("order-invoice-said", &[("time", time.into())]);
    ui.label(baqylau_widgets::text::small_muted(&time));
    if said.finding.obstacle().is_some() {
        let sum = cx.locale.money_tiyn(record.act.total.0);
        let key = format!("order-invoice-next-{}", said.finding.code());
        let next = cx.f(&key, &[("sum", sum.into())]);
        state::strip(ui, tone, &next, None);
    }
}
