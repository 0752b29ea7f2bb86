//! Planning a visit: where, when, what for, with which checklists and whom; and the order.

use super::order_form::{OrderForm, number_id};
use super::{body, head};
use crate::cx::{Action, Cx};
use crate::place::{Place, PlanFrom};
use baqylau_client::fault_words;
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{PlanFault, PlanPart, Visit, VisitPlan, usual_checklists};
use baqylau_locale::{Language, Locale};
use baqylau_protocol::planning::Planning;
use baqylau_widgets::{
    Answer, Button, ErrorSummary, Icon, Modal, PageHeader, Tone, panel, progress, state,
};
use std::sync::Arc;

mod commission;
mod fields;
mod summary;

/// View state.
#[derive(Default)]
pub struct PlanScreen {
    /// Where planning began, once the plan was begun from there.
    from: Option<PlanFrom>,
    plan: VisitPlan,
    /// Organisation the checklists were chosen for.
    lists_for: Option<OrganisationId>,
    /// Codes to choose instead of the usual ones.
    codes: Vec<String>,
    order_now: bool,
    order: OrderForm,
    /// The person wanted to go on: what is missing is told from now on.
    tried: bool,
    confirm: bool,
    ticket: Option<Ticket>,
    /// Organisations to choose from, made once from what was loaded.
    organisations: fields::Organisations,
}

/// What the rules are asked about a plan.
struct Known {
    organisation: Option<Arc<Organisation>>,
    repeated: Option<Visit>,
    planning: Option<Arc<Planning>>,
    faults: Vec<PlanFault>,
}

impl Known {
    /// The first fault of a part, in words, when it is time to speak of it.
    fn fault(&self, part: PlanPart, screen: &PlanScreen, cx: &Cx<'_>) -> Option<String> {
        self.faults
            .iter()
            .filter(|fault| screen.tried || !fault.is_blank())
            .find(|fault| fault.part() == part)
            .map(|fault| cx.error(&fault_words(fault, &screen.plan)))
    }
}

impl PlanScreen {
    /// Shows the form.
    pub fn show(&mut self, from: PlanFrom, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        if self.from != Some(from) {
            *self = Self::begun(from, &cx).unwrap_or_default();
        }
        let title = match from {
            PlanFrom::Repeat(_) => cx.t("plan-title-repeat"),
            _ => cx.t("plan-title"),
        };
        let visits = cx.t("nav-visits");
        let crumbs = [visits.as_str()];
        let mut wants = false;
        let clicked = head(ui, |ui| {
            PageHeader::new(&title)
                .subtitle(&cx.t("plan-subtitle"))
                .crumbs(&crumbs)
                .show(ui, |ui| {
                    let label = cx.t("plan-next");
                    let busy = cx.running(self.ticket);
                    let button = Button::primary(&label)
                        .icon(Icon::CalendarCheck)
                        .busy(busy)
                        .enabled(self.from.is_some());
                    wants = ui.add(button).clicked();
                })
        });
        if clicked.is_some() {
            cx.post.put(Action::Back);
        }
        if self.from.is_none() {
            body(ui, |ui| progress::skeleton(ui, 8));
            return;
        }
        if self.leave_when_planned(&mut cx) {
            return;
        }
        let known = self.known(&cx);
        self.order.sends_on(self.plan.planned.0);
        if wants {
            self.tried = true;
            self.confirm = known.faults.is_empty() && !self.order_is_wrong(&cx);
        }
        body(ui, |ui| {
            panel::column(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                if let Some(error) = cx.model.failure(self.ticket) {
                    state::strip(ui, Tone::Bad, &cx.error(error), None);
                }
                self.directory(&known, &mut cx, ui);
                self.what_is_wrong(&known, &cx, ui);
                card(ui, Icon::MapPin, &cx.t("plan-where"), |ui| {
                    self.place(&known, &cx, ui);
                });
                card(ui, Icon::Calendar, &cx.t("plan-when"), |ui| {
                    self.days(&known, &cx, ui);
                });
                card(ui, Icon::FileText, &cx.t("visit-subject"), |ui| {
                    self.purpose(&known, &cx, ui);
                });
                card(ui, Icon::ListChecks, &cx.t("visit-checklists"), |ui| {
                    self.checklists(&known, &cx, ui);
                });
                card(ui, Icon::Users, &cx.t("visit-commission"), |ui| {
                    self.commission(&known, &cx, ui);
                });
                card(ui, Icon::FileCheck, &cx.t("visit-order"), |ui| {
                    self.order(&cx, ui);
                });
            })
        });
        self.confirmation(&known, &mut cx, ui.ctx());
    }

    /// A plan as it begins from a place; `None` while what it begins from isn't here.
    fn begun(from: PlanFrom, cx: &Cx<'_>) -> Option<Self> {
        let rows = cx.model.visits.value();
        let mut screen = Self {
            from: Some(from),
            order: OrderForm::begin(cx),
            ..Self::default()
        };
        match from {
            PlanFrom::Register => screen.plan.purpose = in_every_language("plan-purpose-usual"),
            PlanFrom::Organisation(id) => {
                screen.plan.organisation = Some(id);
                screen.plan.purpose = in_every_language("plan-purpose-usual");
            }
            PlanFrom::Repeat(id) => {
                let first = &rows?.iter().find(|row| row.visit.id == id)?.visit;
                screen.plan = VisitPlan {
                    planned: (None, None),
                    inspected_period: (Some(first.planned.1), None),
                    purpose: in_every_language("plan-purpose-repeat"),
                    checklists: Vec::new(),
                    repeats: Some(id),
                    ..VisitPlan::of(first)
                };
                for member in &mut screen.plan.members {
                    // The registry adds its own; a plan carries none.
                    member.iin = None;
                }
                screen.codes = first.checklists.iter().map(|l| l.code.clone()).collect();
            }
        }
        Some(screen)
    }

    /// What is known of what the plan names, and what the rules say about it.
    fn known(&mut self, cx: &Cx<'_>) -> Known {
        let rows = cx.model.organisations.value();
        let organisation = self.plan.organisation.and_then(|id| {
            let row = rows?.1.iter().find(|row| row.organisation.id == id)?;
            Some(row.organisation.clone())
        });
        let repeated = self.plan.repeats.and_then(|id| {
            let rows = cx.model.visits.value()?;
            let row = rows.iter().find(|row| row.visit.id == id)?;
            Some(row.visit.clone())
        });
        let planning = cx.model.planning.value().cloned().flatten();
        self.choose_what_is_usual(organisation.as_deref(), planning.as_deref());
        let faults = cx.model.person().map_or_else(Vec::new, |person| {
            self.plan.faults(
                organisation.as_deref(),
                repeated.as_ref(),
                &person.actor(),
                cx.model.today(),
            )
        });
        Known {
            organisation,
            repeated,
            planning,
            faults,
        }
    }

    /// A building when there is only one, and the checklists usual for the kind; once for every
    /// organisation, so that what the person chose stays.
    fn choose_what_is_usual(
        &mut self,
        organisation: Option<&Organisation>,
        planning: Option<&Planning>,
    ) {
        let (Some(organisation), Some(planning)) = (organisation, planning) else {
            return;
        };
        if self.lists_for == Some(organisation.id) {
            return;
        }
        let again = self.lists_for.is_some();
        self.lists_for = Some(organisation.id);
        if again {
            self.plan.premises = None;
        }
        if let ([only], None) = (organisation.premises.as_slice(), self.plan.premises) {
            self.plan.premises = Some(only.id);
        }
        let codes: Vec<&str> = if self.codes.is_empty() {
            usual_checklists(organisation.kind).to_vec()
        } else {
            self.codes.iter().map(String::as_str).collect()
        };
        self.plan.checklists = codes
            .into_iter()
            .filter_map(|code| planning.checklists.iter().find(|l| l.pinned.code == code))
            .map(|list| list.pinned.clone())
            .collect();
    }

    fn order_is_wrong(&self, cx: &Cx<'_>) -> bool {
        self.order_now && self.order.fault(cx).is_some()
    }

    /// What must be downloaded before anything can be planned.
    fn directory(&self, known: &Known, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        match &known.planning {
            None if cx.model.planning.value().is_some() => {
                let words = format!(
                    "{}. {}",
                    cx.t("plan-directory-missing"),
                    cx.t("plan-directory-missing-detail")
                );
                let action = cx.t("sync-now");
                if state::strip(ui, Tone::Warning, &words, Some(&action)) {
                    cx.post.send(Command::SyncNow);
                }
            }
            Some(planning) if planning.people.is_empty() => {
                state::strip(ui, Tone::Warning, &cx.t("plan-directory-nobody"), None);
            }
            _ => {}
        }
    }

    /// The list of everything to correct, once the person wanted to go on.
    fn what_is_wrong(&self, known: &Known, cx: &Cx<'_>, ui: &mut egui::Ui) {
        if !self.tried {
            return;
        }
        let mut errors: Vec<(String, egui::Id)> = known
            .faults
            .iter()
            .map(|fault| {
                let words = cx.error(&fault_words(fault, &self.plan));
                (words, fields::id(fault.part()))
            })
            .collect();
        if self.order_now
            && let Some(fault) = self.order.fault(cx)
        {
            errors.push((format!("{}: {fault}", cx.t("visit-order")), number_id()));
        }
        ErrorSummary {
            title: &cx.t("plan-missing"),
            errors: &errors,
        }
        .show(ui);
    }

    fn confirmation(&mut self, known: &Known, cx: &mut Cx<'_>, ctx: &egui::Context) {
        if !self.confirm {
            return;
        }
        let title = cx.t("plan-confirm-title");
        let confirm = if self.order_now {
            cx.t("plan-confirm-ordered")
        } else {
            cx.t("plan-confirm")
        };
        let cancel = cx.t("button-cancel");
        let order = self.order_now.then(|| self.order.order()).flatten();
        let answer = Modal::new("plan", &title)
            .width(620.0)
            .buttons(&confirm, &cancel)
            .show(ctx, |ui| {
                summary::show(&self.plan, known, order.as_ref(), cx, ui);
            });
        if answer == Answer::Yes {
            let plan = Box::new(self.plan.clone());
            self.ticket = Some(cx.post.send(Command::PlanVisit { plan, order }));
        }
        self.confirm = answer == Answer::Open;
    }

    /// Goes to the visit that was planned; the form is empty for the next.
    fn leave_when_planned(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some((ticket, visit)) = cx.model.planned else {
            return false;
        };
        if self.ticket != Some(ticket) {
            return false;
        }
        *self = Self::default();
        cx.post.put(Action::Tell(Tone::Ok, cx.t("plan-done")));
        // Going back from the visit leads to where planning began.
        cx.post.put(Action::Back);
        cx.post.go(Place::Visit(visit));
        true
    }
}

/// A message in the languages data is kept in.
fn in_every_language(key: &str) -> Trilingual {
    let text = |language| Locale::new(language).text(key);
    Trilingual::new(text(Language::Kk), text(Language::Ru), text(Language::En))
}

fn card(ui: &mut egui::Ui, icon: Icon, title: &str, content: impl FnOnce(&mut egui::Ui)) {
    super::visit::section(ui, icon, title, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        content(ui);
    });
}
