//! The order of a visit as it is filled in: number, date, who issued it.

use crate::cx::Cx;
use baqylau_client::refusal_error;
use baqylau_domain::sanction::may_rule;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{Refusal, VisitOrder};
use baqylau_widgets::Field;
use chrono::NaiveDate;

/// What has been typed.
#[derive(Default, Clone)]
pub struct OrderForm {
    number: String,
    date: Option<NaiveDate>,
    issued_by: Trilingual,
    /// First day of the visit the order sends a commission on, where it sends one.
    sends_on: Option<NaiveDate>,
}

impl OrderForm {
    /// The order sends a commission on a visit that begins on this day.
    pub fn sends_on(&mut self, first_day: Option<NaiveDate>) {
        self.sends_on = first_day;
    }

    /// An order of today, issued by whoever issued the latest one this officer could have.
    pub fn begin(cx: &Cx<'_>) -> Self {
        let actor = cx.model.person().map(|person| person.actor());
        let rows = cx.model.visits.value();
        let latest = rows
            .into_iter()
            .flat_map(|rows| rows.iter())
            .filter(|row| {
                let visit = &row.visit;
                actor.as_ref().is_some_and(|actor| {
                    may_rule(actor, visit.organisation_kind, visit.territory).is_ok()
                })
            })
            .filter_map(|row| row.visit.stage.order())
            .max_by_key(|order| order.date);
        Self {
            number: String::new(),
            date: Some(cx.model.today()),
            issued_by: latest
                .map(|order| order.issued_by.clone())
                .unwrap_or_default(),
            sends_on: None,
        }
    }

    /// The order, once it has a date.
    pub fn order(&self) -> Option<VisitOrder> {
        let trimmed = |text: &str| text.trim().to_owned();
        Some(VisitOrder {
            number: trimmed(&self.number),
            date: self.date?,
            issued_by: Trilingual::new(
                trimmed(&self.issued_by.kk),
                trimmed(&self.issued_by.ru),
                trimmed(&self.issued_by.en),
            ),
        })
    }

    /// What the rules say against it, in words.
    pub fn fault(&self, cx: &Cx<'_>) -> Option<String> {
        match self.order() {
            None => Some(cx.t("error-date-empty")),
            Some(order) => self
                .check(&order)
                .err()
                .map(|refusal| cx.error(&refusal_error(&refusal))),
        }
    }

    fn check(&self, order: &VisitOrder) -> Result<(), Refusal> {
        order.check()?;
        self.sends_on.map_or(Ok(()), |day| order.precedes(day))
    }

    /// Shows the fields; the fault only once the person has tried to go on.
    pub fn show(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui, tried: bool) {
        let fault = self.fault(cx).filter(|_| tried);
        let numbered = !self.number.trim().is_empty();
        let (number_fault, date_fault) = match self.date {
            Some(_) if !numbered => (fault.as_deref(), None),
            _ => (None, fault.as_deref()),
        };
        ui.horizontal_top(|ui| {
            Field::new(&cx.t("visit-order-number"))
                .id(number_id())
                .required()
                .width(200.0)
                .error(number_fault)
                .text(ui, &mut self.number);
            Field::new(&cx.t("visit-order-date"))
                .required()
                .width(180.0)
                .error(date_fault)
                .date(ui, &mut self.date);
        });
        ui.label(baqylau_widgets::text::small_muted(
            &cx.t("visit-order-issuer"),
        ));
        ui.push_id("issuer", |ui| {
            in_three_languages(cx, ui, &mut self.issued_by)
        });
    }
}

/// The field of the number, for a list of faults to jump to.
pub fn number_id() -> egui::Id {
    egui::Id::unique("order-number")
}

/// A text in the languages data is kept in, one field each.
pub fn in_three_languages(cx: &Cx<'_>, ui: &mut egui::Ui, text: &mut Trilingual) {
    for (key, part) in [
        ("plan-text-in-kk", &mut text.kk),
        ("plan-text-in-ru", &mut text.ru),
        ("plan-text-in-en", &mut text.en),
    ] {
        Field::new(&cx.t(key)).text(ui, part);
    }
}
