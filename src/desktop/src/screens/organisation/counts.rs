//! How many learn at a school and how many may, who teaches, and what is out of the ordinary: a part
//! of its passport.

use crate::cx::Cx;
use crate::screens::orders::words;
use crate::screens::organisations::{capacity, decision_words};
use baqylau_client::ui::{Anomaly, OrganisationCard, SchoolCounts};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_locale::Locale;
use baqylau_protocol::checks::CountedPeople;
use baqylau_widgets::{Icon, Tag, Tone, facts, panel, text};

/// What is out of the ordinary, in words.
pub fn anomaly_words(one: &Anomaly, locale: &Locale) -> String {
    let key = format!("anomaly-{}", one.check.code());
    locale.format(&key, &[("count", i64::from(one.count).into())])
}

/// Shows it; nothing of what is no school, and where nobody counted.
pub fn show(card: &OrganisationCard, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let organisation = &card.organisation;
    if organisation.kind != OrganisationKind::School {
        return;
    }
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(text::section(&cx.t("organisation-counts")));
        let Some(checks) = card.checks.as_deref() else {
            ui.add(egui::Label::new(text::muted(&cx.t("organisation-counts-none"))).wrap());
            return;
        };
        let counts = SchoolCounts::of(organisation, checks);
        let places = capacity(organisation);
        let unknown = cx.t("organisation-counts-unknown");
        let learners = counts.learners.map(|list| i64::from(list.people));
        let limits = [counts.permitted.map(i64::from), places];
        let over = learners
            .is_some_and(|learners| limits.into_iter().flatten().any(|limit| learners > limit));
        let number = |count: Option<i64>| {
            count.map_or_else(|| unknown.clone(), |count| cx.locale.integer(count))
        };
        let listed = |list: Option<CountedPeople>| listed(list, &unknown, cx);
        facts::toned(
            ui,
            &cx.t("register-learners"),
            &listed(counts.learners),
            over.then_some(Tone::Warning),
        );
        let permitted = number(counts.permitted.map(i64::from));
        facts::row(ui, &cx.t("register-permitted"), &permitted);
        facts::row(ui, &cx.t("register-capacity"), &number(places));
        facts::row(ui, &cx.t("register-teachers"), &listed(counts.teachers));
        if let Some(decision) = counts.decision {
            let (key, tone) = decision_words(decision);
            facts::toned(ui, &cx.t("register-decision"), &cx.t(key), Some(tone));
        }
        if counts.anomalies.is_empty() {
            let none = cx.t("register-anomalies-none");
            facts::row(ui, &cx.t("register-anomalies"), &none);
        }
        for one in &counts.anomalies {
            let words = anomaly_words(one, cx.locale);
            ui.add(Tag::new(Tone::Warning, &words).icon(Icon::TriangleAlert));
        }
    });
}

/// A number of people with the month it is of.
fn listed(list: Option<CountedPeople>, unknown: &str, cx: &Cx<'_>) -> String {
    let Some(list) = list else {
        return unknown.to_owned();
    };
    let people = cx.locale.integer(i64::from(list.people));
    match list.period {
        Some(period) => {
            let args = [
                ("people", people.into()),
                ("month", words::month(period, cx.locale).into()),
            ];
            cx.f("organisation-counts-of-month", &args)
        }
        None => people,
    }
}
