//! One organisation: licences, premises, light with history, visits, prescriptions, automatic
//! checks.

mod checks;
mod contracts;
mod counts;

pub use counts::anomaly_words;

use super::{body, head, history};
use crate::cx::{Action, Cx};
use crate::districts;
use crate::place::{Place, PlanFrom};
use crate::words;
use baqylau_client::ui::{Command, OrganisationCard};
use baqylau_domain::identifiers::{OrganisationId, Rka, Unverified, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::prescription::{PointState, due_colour};
use baqylau_domain::sanction::may_rule;
use baqylau_domain::traffic_light::Light;
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{
    Button, Icon, Notice, PageHeader, Tag, Tone, facts, panel, progress, state, text, traffic,
};

/// A part of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Summary,
    Premises,
    Checks,
    Sanctions,
    Visits,
    Points,
}

impl Part {
    /// Parts a role has: the registry doesn't tell the financial centre of visits, and "none"
    /// would be untrue.
    fn of(role: Option<AccountRole>) -> &'static [Self] {
        match role {
            Some(AccountRole::FinancialCentre) => &[
                Self::Summary,
                Self::Premises,
                Self::Checks,
                Self::Sanctions,
                Self::Points,
            ],
            _ => &[
                Self::Summary,
                Self::Premises,
                Self::Checks,
                Self::Sanctions,
                Self::Visits,
                Self::Points,
            ],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Summary => "organisation-tab-summary",
            Self::Premises => "organisation-tab-premises",
            Self::Checks => "flk-tab",
            Self::Sanctions => "organisation-tab-sanctions",
            Self::Visits => "organisation-tab-visits",
            Self::Points => "organisation-tab-prescriptions",
        }
    }
}

/// View state.
#[derive(Default)]
pub struct OrganisationScreen {
    tab: usize,
    checks: checks::ChecksPart,
    /// Visits whose acts were asked for.
    asked: Vec<VisitId>,
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
        // What the colour means stands whole in the card's own part.
        let (light_key, tone) = words::light_short(card.light);
        let light_words = cx.t(light_key);
        let parts = Part::of(cx.model.person().map(|person| person.role));
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
            // A commission is shown the visits of its own only.
            let name = |part: &Part| match part {
                Part::Visits if is_commission(&cx) => cx.t("nav-my-visits"),
                part => cx.t(part.name()),
            };
            let names: Vec<String> = parts.iter().map(name).collect();
            let open = card
                .points
                .iter()
                .filter(|point| !matches!(point.state, PointState::Remedied { .. }))
                .count();
            let (standing, gravity) = checks::in_the_way(card.checks.as_deref());
            let counts = parts.iter().map(|part| match part {
                Part::Summary => String::new(),
                Part::Premises => organisation.premises.len().to_string(),
                Part::Checks if card.checks.is_none() => String::new(),
                Part::Checks => standing.to_string(),
                Part::Sanctions => card.sanctions.len().to_string(),
                Part::Visits => card.visits.len().to_string(),
                Part::Points => open.to_string(),
            });
            let counts: Vec<String> = counts.collect();
            let list: Vec<Tab<'_>> = names
                .iter()
                .zip(&counts)
                .zip(parts)
                .map(|((label, count), part)| Tab {
                    label,
                    count,
                    tone: match part {
                        Part::Checks if standing > 0 => gravity,
                        _ => Tone::Neutral,
                    },
                })
                .collect();
            tabs(ui, &mut self.tab, &list);
            clicked
        });
        let mut cx = cx;
        self.ask_causes(&card, &mut cx);
        if clicked.is_some() {
            cx.post.put(Action::Back);
        }
        body(ui, |ui| {
            panel::column(ui, |ui| {
                match parts.get(self.tab).copied().unwrap_or(Part::Summary) {
                    Part::Summary => summary(&card, &mut cx, ui),
                    Part::Premises => premises(organisation, &cx, ui),
                    Part::Checks => self.checks.show(&card, &mut cx, ui),
                    Part::Sanctions => sanctions(&card, &cx, ui),
                    Part::Visits => visits(&card, &mut cx, ui),
                    Part::Points => points(&card, &cx, ui),
                }
            });
        });
    }
}

impl OrganisationScreen {
    /// Asks once for the items behind what no slide names: the ground alone says nothing.
    fn ask_causes(&mut self, card: &OrganisationCard, cx: &mut Cx<'_>) {
        if !super::decisions::reads_acts(cx) {
            return;
        }
        for sanction in &card.sanctions {
            let visit = sanction.visit;
            let grounds = &sanction.proposal.grounds;
            if grounds.iter().all(|ground| ground.is_on_slides())
                || cx.model.causes.contains_key(&visit)
                || self.asked.contains(&visit)
            {
                continue;
            }
            self.asked.push(visit);
            cx.post.send(Command::LoadCauses { visit });
        }
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

fn is_commission(cx: &Cx<'_>) -> bool {
    cx.model
        .person()
        .is_some_and(|person| person.role == AccountRole::Commission)
}

/// The light, what it means for payment, and on what grounds.
fn light(card: &OrganisationCard, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let light = match card.light {
        Light::Green => traffic::Light::Green,
        Light::Yellow => traffic::Light::Yellow,
        Light::Red => traffic::Light::Red,
    };
    let (key, _) = words::light(card.light, &card.sanctions);
    let why: Vec<String> = card
        .sanctions
        .iter()
        .filter(|sanction| sanction.light() != Light::Green)
        .flat_map(|sanction| {
            let grounds = sanction.proposal.grounds.iter();
            grounds.map(|ground| words::ground_named(*ground, sanction, cx))
        })
        .collect();
    let why = if why.is_empty() {
        cx.t("light-no-grounds")
    } else {
        why.join("; ")
    };
    traffic::light(ui, light, &cx.t(key), &why);
}

fn summary(card: &OrganisationCard, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let organisation = &card.organisation;
    if organisation.sample {
        state::strip(ui, Tone::Info, &cx.t("app-demo-mark-detail"), None);
    }
    light(card, cx, ui);
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
        if let Some(district) = districts::name(organisation.territory, cx.locale) {
            facts::row(ui, &cx.t("register-district"), &district);
        }
        facts::row(ui, &cx.t("organisation-head"), &organisation.head);
    });
    counts::show(card, cx, ui);
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
            let lines: Vec<String> = licence
                .addresses
                .iter()
                .map(|code| coded_address(organisation, code, cx))
                .collect();
            let lines = if lines.is_empty() {
                cx.t("panel-empty")
            } else {
                lines.join("\n")
            };
            facts::row(ui, &cx.t("licence-addresses"), &lines);
        }
    });
    contracts::show(card, cx, ui);
}

/// A code of the address register, with the address where a building of the organisation has it.
pub fn coded_address(organisation: &Organisation, code: &Unverified<Rka>, cx: &Cx<'_>) -> String {
    let known = organisation.premises.iter().find(|place| {
        place
            .rka
            .as_ref()
            .is_some_and(|rka| rka.as_text() == code.as_text())
    });
    match known {
        Some(place) => format!("{} · {}", code.as_text(), cx.tri(&place.address)),
        None => code.as_text().to_owned(),
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
            let kind = words::consequence(words::weighs(sanction));
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
                .map(|ground| words::ground_named(*ground, sanction, cx))
                .collect();
            facts::row(ui, &cx.t("sanction-ground"), &grounds.join("; "));
            history::show(sanction, cx, ui);
        });
    }
}

fn visits(card: &OrganisationCard, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    if card.visits.is_empty() {
        let none = if is_commission(cx) {
            "organisation-no-visits-mine"
        } else {
            "organisation-no-visits"
        };
        Notice::empty(&cx.t(none), "")
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
                let title = words::point_title(&point.act_number, &point.point, cx.locale);
                ui.label(text::strong(&title));
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
