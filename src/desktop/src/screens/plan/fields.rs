//! The parts of a plan that are chosen and typed: place, days, purpose, checklists, order.

use super::{Known, PlanScreen};
use crate::cx::{Cx, pick};
use crate::words;
use baqylau_client::ui::OrganisationRow;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::people::Actor;
use baqylau_domain::visit::{PlanPart, VisitPlan, usual_checklists};
use baqylau_locale::Language;
use baqylau_widgets::{Field, Icon, Tone, text};
use std::sync::Arc;

/// Width of a date field.
const DATE: f32 = 220.0;

/// Organisations this officer orders visits to, with what they are found by.
#[derive(Default)]
pub(super) struct Organisations {
    of: Option<(Arc<Vec<OrganisationRow>>, Language)>,
    ids: Vec<OrganisationId>,
    labels: Vec<String>,
}

impl Organisations {
    /// Makes the list anew when other organisations were loaded or the language changed.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let language = cx.locale.language();
        let Some((_, rows)) = cx.model.organisations.value() else {
            return;
        };
        let same = self
            .of
            .as_ref()
            .is_some_and(|(known, of)| Arc::ptr_eq(known, rows) && *of == language);
        let Some(person) = cx.model.person().filter(|_| !same) else {
            return;
        };
        let actor = person.actor();
        let theirs: Vec<&OrganisationRow> = rows
            .iter()
            .filter(|row| may_be_visited(row, &actor))
            .collect();
        self.ids = theirs.iter().map(|row| row.organisation.id).collect();
        self.labels = theirs
            .iter()
            .map(|row| {
                let organisation = &row.organisation;
                let name = pick(language, &organisation.name);
                format!("{name} · {}", organisation.bin.as_text())
            })
            .collect();
        self.of = Some((rows.clone(), language));
    }
}

/// Whether the rules let this officer order a visit to an organisation, to one of its buildings
/// at least.
fn may_be_visited(row: &OrganisationRow, actor: &Actor) -> bool {
    let plan = VisitPlan {
        organisation: Some(row.organisation.id),
        ..VisitPlan::default()
    };
    let day = chrono::NaiveDate::MIN;
    plan.faults(Some(&row.organisation), None, actor, day)
        .iter()
        .all(|fault| fault.part() != PlanPart::Organisation)
}

/// The field a fault of a part leads to.
pub(super) fn id(part: PlanPart) -> egui::Id {
    egui::Id::unique(("plan", part))
}

impl PlanScreen {
    pub(super) fn place(&mut self, known: &Known, cx: &Cx<'_>, ui: &mut egui::Ui) {
        self.organisations.refresh(cx);
        let ids = &self.organisations.ids;
        let mut chosen = self
            .plan
            .organisation
            .and_then(|id| ids.iter().position(|one| *one == id));
        let before = chosen;
        let fault = known.fault(PlanPart::Organisation, self, cx);
        Field::new(&cx.t("visit-organisation"))
            .id(id(PlanPart::Organisation))
            .required()
            .placeholder(&cx.t("plan-organisation-find"))
            .error(fault.as_deref())
            .read_only(self.plan.repeats.is_some())
            .select(ui, &mut chosen, &self.organisations.labels);
        if chosen != before {
            self.plan.organisation = chosen.and_then(|index| ids.get(index)).copied();
            self.plan.premises = None;
        }
        let premises = known
            .organisation
            .as_deref()
            .map(|organisation| organisation.premises.as_slice())
            .unwrap_or_default();
        let names: Vec<String> = premises
            .iter()
            .map(|place| format!("{}, {}", cx.tri(&place.name), cx.tri(&place.address)))
            .collect();
        let mut chosen = premises
            .iter()
            .position(|place| Some(place.id) == self.plan.premises);
        let fault = known.fault(PlanPart::Premises, self, cx);
        Field::new(&cx.t("plan-premises"))
            .id(id(PlanPart::Premises))
            .required()
            .placeholder(&cx.t("plan-premises-choose"))
            .error(fault.as_deref())
            .read_only(premises.is_empty())
            .select(ui, &mut chosen, &names);
        if let Some(place) = chosen.and_then(|index| premises.get(index)) {
            self.plan.premises = Some(place.id);
        }
        if let Some(organisation) = &known.organisation {
            ui.label(text::small_muted(&cx.t(words::kind(organisation.kind))));
        }
    }

    pub(super) fn days(&mut self, known: &Known, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let parts = [
            (
                PlanPart::Planned,
                ["plan-first-day", "plan-last-day"],
                known.fault(PlanPart::Planned, self, cx),
            ),
            (
                PlanPart::InspectedPeriod,
                ["plan-period-from", "plan-period-to"],
                known.fault(PlanPart::InspectedPeriod, self, cx),
            ),
        ];
        for (part, [from, to], fault) in parts {
            let days = match part {
                PlanPart::Planned => &mut self.plan.planned,
                _ => &mut self.plan.inspected_period,
            };
            let before = days.0;
            ui.horizontal_top(|ui| {
                Field::new(&cx.t(from))
                    .id(id(part))
                    .required()
                    .width(DATE)
                    .error(fault.as_deref())
                    .date(ui, &mut days.0);
                Field::new(&cx.t(to))
                    .required()
                    .width(DATE)
                    .date(ui, &mut days.1);
            });
            let follows = days.1.is_none() || days.1 == before;
            if part == PlanPart::Planned && days.0 != before && follows {
                // Most visits take a day.
                days.1 = days.0;
            }
        }
    }

    pub(super) fn purpose(&mut self, known: &Known, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let fault = known.fault(PlanPart::Purpose, self, cx);
        let hint = cx.t("plan-purpose-hint");
        for (key, part, first) in [
            ("plan-text-in-kk", &mut self.plan.purpose.kk, true),
            ("plan-text-in-ru", &mut self.plan.purpose.ru, false),
            ("plan-text-in-en", &mut self.plan.purpose.en, false),
        ] {
            let label = cx.t(key);
            let field = Field::new(&label);
            let field = if first {
                field.id(id(PlanPart::Purpose)).error(fault.as_deref())
            } else {
                field
            };
            field.multiline(ui, part, 1);
        }
        ui.label(text::small_muted(&hint));
    }

    pub(super) fn checklists(&mut self, known: &Known, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let hint = match self.plan.repeats {
            Some(_) => cx.t("plan-checklists-repeat"),
            None => cx.t("plan-checklists-hint"),
        };
        ui.label(text::small_muted(&hint));
        let usual: &[&str] = known
            .organisation
            .as_ref()
            .map_or(&[], |organisation| usual_checklists(organisation.kind));
        let all = known.planning.as_deref();
        let mut lists: Vec<_> = all.map_or(&[][..], |p| &p.checklists).iter().collect();
        lists.sort_by_key(|list| {
            let place = usual.iter().position(|code| *code == list.pinned.code);
            place.unwrap_or(usual.len())
        });
        let fault = known.fault(PlanPart::Checklists, self, cx);
        let jumped = baqylau_widgets::field::take_jump(ui, id(PlanPart::Checklists));
        for (index, list) in lists.into_iter().enumerate() {
            let pinned = &list.pinned;
            let version = [("version", pinned.version.as_str().into())];
            let version = cx.f("plan-checklist-version", &version);
            let label = match cx.tri(&list.title) {
                "" => format!("{} · {version}", pinned.code),
                title => format!("{title} · {} · {version}", pinned.code),
            };
            let mut on = self.plan.checklists.contains(pinned);
            let response = baqylau_widgets::field::checkbox(ui, &mut on, &label);
            if response.changed() {
                // Another version of the same list never stands beside the chosen one.
                self.plan.checklists.retain(|one| one.code != pinned.code);
                if on {
                    self.plan.checklists.push(pinned.clone());
                }
            }
            if jumped && index == 0 {
                response.request_focus();
                response.scroll_to_me(Some(egui::Align::Center));
            }
        }
        if let Some(fault) = fault {
            text::toned(ui, text::small(&fault), Tone::Bad);
        }
    }

    pub(super) fn order(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        baqylau_widgets::field::switch(ui, &mut self.order_now, &cx.t("plan-order-now"));
        if self.order_now {
            self.order.show(cx, ui, self.tried);
        } else {
            ui.horizontal(|ui| {
                let ink = baqylau_widgets::tokens(ui).muted;
                baqylau_widgets::icon::show(ui, Icon::Info, 14.0, ink);
                ui.label(text::small_muted(&cx.t("plan-order-later")));
            });
        }
    }
}
