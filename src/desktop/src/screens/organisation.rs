//! One organisation: licences, premises, light with history, visits, prescriptions.

use super::{body, head};
use crate::cx::{Action, Cx};
use crate::place::{Place, PlanFrom};
use crate::words;
use baqylau_client::ui::OrganisationCard;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_domain::prescription::{PointState, due_colour};
use baqylau_domain::sanction::{Sanction, SanctionState, may_rule};
use baqylau_domain::traffic_light::{Consequence, Light};
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{
    Button, Icon, Notice, PageHeader, Tag, Tone, facts, panel, progress, state, text, timeline,
    traffic,
};

/// View state.
#[derive(Default)]
pub struct OrganisationScreen {
    tab: usize,
}

impl OrganisationScreen {
    /// Shows the card.
    pub fn show(&mut self, id: OrganisationId, cx: Cx<'_>, ui: &mut egui::Ui) {
        let Some(card) = cx
            .model
            .card
            .clone()
            .filter(|card| card.organisation.id == id)
        else {
            progress::skeleton(ui, 8);
            return;
        };
        let organisation = &card.organisation;
        let name = cx.tri(&organisation.name).to_owned();
        let register = cx.t("organisation-register");
        let crumbs = [register.as_str()];
        let subtitle = format!(
            "{} · {} {}",
            cx.t(words::kind(organisation.kind)),
            cx.t("field-bin"),
            organisation.bin.as_text()
        );
        let (light_key, tone) = words::light(card.light);
        let light_words = cx.t(light_key);
        let clicked = head(ui, |ui| {
            let clicked = PageHeader::new(&name)
                .subtitle(&subtitle)
                .crumbs(&crumbs)
                .tag(Tag::new(tone, &light_words))
                .show(ui, |ui| {
                    if cx.model.person().is_some_and(|p| may_plan(organisation, p)) {
                        let label = cx.t("plan-title");
                        let button = Button::primary(&label).icon(Icon::CalendarPlus);
                        if ui.add(button).clicked() {
                            cx.post.go(Place::Plan(PlanFrom::Organisation(id)));
                        }
                    }
                });
            let names = [
                cx.t("organisation-tab-summary"),
                cx.t("organisation-tab-premises"),
                cx.t("organisation-tab-sanctions"),
                cx.t("organisation-tab-visits"),
                cx.t("organisation-tab-prescriptions"),
            ];
            let open = card
                .points
                .iter()
                .filter(|point| !matches!(point.state, PointState::Remedied { .. }))
                .count();
            let counts = [
                String::new(),
                organisation.premises.len().to_string(),
                card.sanctions.len().to_string(),
                card.visits.len().to_string(),
                open.to_string(),
            ];
            let list: Vec<Tab<'_>> = names
                .iter()
                .zip(&counts)
                .map(|(label, count)| Tab {
                    label,
                    count,
                    tone: Tone::Neutral,
                })
                .collect();
            tabs(ui, &mut self.tab, &list);
            clicked
        });
        let mut cx = cx;
        if clicked.is_some() {
            cx.post.put(Action::Back);
        }
        body(ui, |ui| {
            ui.set_max_width(ui.available_width().min(960.0));
            match self.tab {
                0 => summary(&card, &cx, ui),
                1 => premises(organisation, &cx, ui),
                2 => sanctions(&card, &cx, ui),
                3 => visits(&card, &mut cx, ui),
                _ => points(&card, &cx, ui),
            }
        });
    }
}

/// Whether the rules let the person order a visit to one of the organisation's buildings.
fn may_plan(organisation: &Organisation, person: &Person) -> bool {
    let actor = person.actor();
    organisation
        .premises
        .iter()
        .any(|place| may_rule(&actor, organisation.kind, place.territory).is_ok())
}

fn summary(card: &OrganisationCard, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let organisation = &card.organisation;
    if organisation.sample {
        state::strip(ui, Tone::Info, &cx.t("app-demo-mark-detail"), None);
    }
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        let (light, key) = match card.light {
            Light::Green => (traffic::Light::Green, "light-green"),
            Light::Yellow => (traffic::Light::Yellow, "light-yellow"),
            Light::Red => (traffic::Light::Red, "light-red"),
        };
        let why: Vec<String> = card
            .sanctions
            .iter()
            .filter(|sanction| sanction.light() != Light::Green)
            .flat_map(|sanction| sanction.proposal.grounds.iter())
            .map(|ground| cx.t(&words::ground(*ground)))
            .collect();
        let why = if why.is_empty() {
            cx.t("light-no-grounds")
        } else {
            why.join("; ")
        };
        traffic::light(ui, light, &cx.t(key), &why);
    });
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        facts::row(ui, &cx.t("field-bin"), organisation.bin.as_text());
        if organisation.bin.is_suspect() {
            state::strip(
                ui,
                Tone::Warning,
                &cx.t("error-identifier-check-digit"),
                None,
            );
        }
        facts::row(
            ui,
            &cx.t("field-address"),
            cx.tri(&organisation.legal_address),
        );
        facts::row(ui, &cx.t("organisation-head"), &organisation.head);
    });
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(text::section(&cx.t("organisation-tab-licence")));
        if organisation.licences.is_empty() {
            state::strip(ui, Tone::Bad, &cx.t("licence-none"), None);
        }
        for licence in &organisation.licences {
            let (key, tone) = words::licence(licence.status);
            let status = cx.t(key);
            ui.horizontal(|ui| {
                ui.label(text::strong(&licence.number));
                ui.label(text::muted(&cx.locale.date(licence.issued)));
                ui.add(Tag::new(tone, &status));
            });
            let codes: Vec<&str> = licence
                .addresses
                .iter()
                .map(|code| code.as_text())
                .collect();
            facts::row(ui, &cx.t("licence-addresses"), &codes.join(", "));
        }
    });
    if !organisation.contracts.is_empty() {
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(text::section(&cx.t("organisation-contracts")));
            for contract in &organisation.contracts {
                let period = format!(
                    "{} – {}",
                    cx.locale.date(contract.period.0),
                    cx.locale.date(contract.period.1)
                );
                ui.label(text::strong(&format!("№ {}", contract.number)));
                facts::row(ui, &cx.t("organisation-contract-period"), &period);
                facts::row(
                    ui,
                    &cx.t("field-amount"),
                    &cx.locale.money_tiyn(contract.amount.0),
                );
                let places = cx.locale.integer(i64::from(contract.places));
                facts::row(ui, &cx.t("organisation-contract-places"), &places);
            }
        });
    }
}

fn premises(organisation: &Organisation, cx: &Cx<'_>, ui: &mut egui::Ui) {
    if organisation.premises.is_empty() {
        Notice::empty(&cx.t("panel-empty"), "").show(ui);
    }
    for place in &organisation.premises {
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(text::section(cx.tri(&place.name)));
            facts::row(ui, &cx.t("field-address"), cx.tri(&place.address));
            let rka = place.rka.as_ref().map_or("—", |rka| rka.as_text());
            facts::row(ui, &cx.t("premises-rka"), rka);
            let (key, tone) = words::purpose(place.purpose);
            let purpose = cx.t(key);
            facts::toned(ui, &cx.t("premises-purpose"), &purpose, Some(tone));
            if place.purpose == baqylau_domain::organisation::Purpose::Other {
                state::strip(ui, Tone::Warning, &cx.t("premises-purpose-warning"), None);
            }
            if let Some(capacity) = place.capacity {
                let capacity = cx.locale.integer(i64::from(capacity));
                facts::row(ui, &cx.t("premises-capacity"), &capacity);
            }
            let (key, tone) = match organisation.is_licensed_at(place.id) {
                Some(true) => ("licence-address-listed", Tone::Ok),
                Some(false) => ("licence-address-not-listed", Tone::Bad),
                None => ("licence-address-unknown", Tone::Warning),
            };
            state::strip(ui, tone, &cx.t(key), None);
        });
    }
}

fn sanctions(card: &OrganisationCard, cx: &Cx<'_>, ui: &mut egui::Ui) {
    if card.sanctions.is_empty() {
        Notice::empty(&cx.t("sanction-none"), "")
            .icon(Icon::CircleCheck)
            .show(ui);
    }
    for sanction in &card.sanctions {
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            let kind = match sanction.proposal.consequence {
                Consequence::Suspension => "sanction-suspension",
                Consequence::Termination => "sanction-termination",
            };
            let (key, tone) = words::sanction(&sanction.state);
            let state_words = cx.t(key);
            ui.horizontal(|ui| {
                ui.label(text::section(&cx.t(kind)));
                ui.add(Tag::new(tone, &state_words));
            });
            let grounds: Vec<String> = sanction
                .proposal
                .grounds
                .iter()
                .map(|g| cx.t(&words::ground(*g)))
                .collect();
            facts::row(ui, &cx.t("sanction-ground"), &grounds.join("; "));
            let steps = history(sanction, cx);
            let steps: Vec<timeline::Step<'_>> = steps
                .iter()
                .map(|(when, what, tone)| timeline::Step {
                    when,
                    what,
                    tone: *tone,
                })
                .collect();
            timeline::timeline(ui, &steps);
        });
    }
}

/// What became of a sanction, step by step.
pub fn history(sanction: &Sanction, cx: &Cx<'_>) -> Vec<(String, String, Tone)> {
    let mut steps = vec![(
        cx.locale.date_time(sanction.proposed_at),
        cx.t(if sanction.is_by_clock() {
            "sanction-proposed-by-clock"
        } else {
            "sanction-state-proposed"
        }),
        Tone::Warning,
    )];
    let (key, tone) = words::sanction(&sanction.state);
    let decided = match &sanction.state {
        SanctionState::Proposed => None,
        SanctionState::Dismissed { decision }
        | SanctionState::Terminated { decision }
        | SanctionState::Suspended { decision, .. }
        | SanctionState::Escalated { decision, .. }
        | SanctionState::Resumed { decision, .. } => Some(decision),
    };
    if let Some(decision) = decided {
        let what = format!("{}. {}", cx.t(key), decision.reason);
        steps.push((cx.locale.date_time(decision.at), what, tone));
    }
    if let SanctionState::Suspended { until, .. } = &sanction.state {
        let date = cx.locale.date(*until);
        let what = cx.f("sanction-until", &[("date", date.clone().into())]);
        steps.push((date, what, Tone::Neutral));
    }
    if let SanctionState::Escalated { escalated_on, .. } = &sanction.state {
        let date = cx.locale.date(*escalated_on);
        steps.push((date, cx.t("sanction-state-escalated"), Tone::Bad));
    }
    steps
}

fn visits(card: &OrganisationCard, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    if card.visits.is_empty() {
        Notice::empty(&cx.t("organisation-no-visits"), "")
            .icon(Icon::CalendarCheck)
            .show(ui);
    }
    for visit in &card.visits {
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                let (key, tone) = words::stage(visit.stage.name());
                let number = visit.stage.number().map_or_else(
                    || cx.t("visit-title-draft"),
                    |number| cx.f("visit-title", &[("number", number.to_owned().into())]),
                );
                ui.label(text::strong(&number));
                ui.label(text::muted(&cx.locale.date(visit.planned.0)));
                ui.add(Tag::new(tone, &cx.t(&key)));
                let label = cx.t("button-open");
                let button = Button::ghost(&label)
                    .icon(Icon::ArrowRight)
                    .tooltip(&number);
                if ui.add(button).clicked() {
                    cx.post.go(Place::Visit(visit.id));
                }
            });
        });
    }
}

fn points(card: &OrganisationCard, cx: &Cx<'_>, ui: &mut egui::Ui) {
    if card.points.is_empty() {
        Notice::empty(&cx.t("prescription-empty"), "")
            .icon(Icon::CircleCheck)
            .show(ui);
    }
    let policy = baqylau_domain::policy::Policy::pilot();
    for point in &card.points {
        panel::card(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.label(text::strong(&format!(
                    "№ {} · {}",
                    point.act_number, point.point.number
                )));
                ui.label(text::body(&words::point_item(&point.point, cx.locale)));
                let due = cx.locale.date(point.point.due);
                let (words, tone) = match &point.state {
                    PointState::Remedied { .. } => (cx.t("prescription-state-remedied"), Tone::Ok),
                    _ => {
                        let colour = due_colour(point.point.due, cx.model.today(), &policy);
                        let due = cx.t("prescription-due") + " " + &due;
                        (due, words::due(colour))
                    }
                };
                ui.add(Tag::new(tone, &words));
            });
            ui.label(text::body(&words::point_measure(&point.point, cx.locale)));
        });
    }
}
