//! Choosing the acts a department puts on a register: those signed and not listed yet, with what
//! stands in the way of which, as far as this laptop knows.

use super::super::desk::Desk;
use super::super::recheck;
use super::super::shelf::Rows;
use super::super::words;
use super::table::Registers as Kind;
use crate::cx::Cx;
use baqylau_client::ui::{Command, NewOrders, OrdersView, Ticket};
use baqylau_domain::identifiers::{Kato, PaymentRegisterId, SchoolActId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{SchoolingOp, SchoolingRecord, SchoolingRefusal};
use baqylau_locale::Language;
use baqylau_widgets::{Answer, Button, Modal, SearchField, Tone, field, modal, state, text};
use egui::accesskit::Role::CheckBox as Checkbox;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// An act that may be listed, or can't be and why.
struct Candidate {
    act: SchoolActId,
    name: String,
    detail: String,
    folded: String,
    sum: Tiyn,
    why: Option<String>,
}

/// The dialog.
pub struct Picker {
    /// The register they are put on; none: one that is opened with them.
    register: Option<PaymentRegisterId>,
    department: Kato,
    /// Ticked at first, where nothing stands in their way.
    wanted: Vec<SchoolActId>,
    chosen: BTreeSet<SchoolActId>,
    search: String,
    candidates: Vec<Candidate>,
    of: Option<(Arc<OrdersView>, Language)>,
    /// Why nothing can be listed at all, whatever is chosen.
    refusal: Option<String>,
    ticket: Option<Ticket>,
}

impl Picker {
    /// The dialog for a register, or for one that is begun; none for who is of no region.
    pub fn new(
        register: Option<PaymentRegisterId>,
        wanted: Vec<SchoolActId>,
        cx: &Cx<'_>,
    ) -> Option<Self> {
        let department = cx.model.person()?.territory?.region();
        Some(Self {
            register,
            department,
            wanted,
            chosen: BTreeSet::new(),
            search: String::new(),
            candidates: Vec::new(),
            of: None,
            refusal: None,
            ticket: None,
        })
    }

    /// Finds the candidates again where the records changed; what is chosen stays, as far as it
    /// still can.
    fn refresh(&mut self, rows: &Rows<Kind>, desk: &mut Desk, cx: &Cx<'_>) {
        let now = (rows.all().clone(), cx.locale.language());
        let same = |of: &(Arc<OrdersView>, Language)| Arc::ptr_eq(&of.0, &now.0) && of.1 == now.1;
        if self.of.as_ref().is_some_and(same) {
            return;
        }
        desk.about(rows.all(), None);
        let first = self.of.is_none();
        self.candidates = self.find(rows, desk, cx);
        let free = self.candidates.iter().filter(|one| one.why.is_none());
        let free: BTreeSet<SchoolActId> = free.map(|one| one.act).collect();
        if first {
            self.chosen.extend(self.wanted.iter().copied());
        }
        self.chosen.retain(|act| free.contains(act));
        self.refusal = self.refusal(desk, cx);
        self.of = Some(now);
    }

    /// Why this person lists nothing at all: asked with nothing chosen.
    fn refusal(&self, desk: &Desk, cx: &Cx<'_>) -> Option<String> {
        let op = match self.register {
            Some(register) => SchoolingOp::ListActs {
                register,
                acts: BTreeSet::new(),
            },
            None => SchoolingOp::OpenRegister {
                register: PaymentRegisterId::new(uuid::Uuid::nil()),
                department: self.department,
            },
        };
        let refused = desk.decide(&op, cx).err();
        let refused = refused.filter(|why| *why != SchoolingRefusal::Empty)?;
        Some(words::refusal(&refused, cx.locale))
    }

    fn find(&self, rows: &Rows<Kind>, desk: &Desk, cx: &Cx<'_>) -> Vec<Candidate> {
        let held: HashSet<SchoolActId> = rows
            .iter()
            .flat_map(|(_, record)| record.register.held())
            .map(|(act, _)| *act)
            .collect();
        let records = rows.all().rows.iter();
        let acts = records.filter_map(|row| match &*row.record {
            SchoolingRecord::Act(act)
                if act.department == self.department
                    && act.act.is_signed()
                    && !held.contains(&act.act.id) =>
            {
                Some((row, act))
            }
            _ => None,
        });
        let acts: Vec<_> = acts.collect();
        // One whose contract isn't here is asked about by the registry alone.
        let known = acts.iter().filter(|(_, act)| {
            let contract = desk.book().contract(act.act.contract);
            contract.is_some_and(|contract| contract.in_force().is_some())
        });
        let known: BTreeSet<SchoolActId> = known.map(|(_, act)| act.act.id).collect();
        let stopped = recheck::stopped(cx);
        let now = cx.model.now;
        let obstacles =
            recheck::of_candidates(desk.book(), self.department, known.clone(), &stopped, now);
        let mut candidates: Vec<Candidate> = acts
            .into_iter()
            .map(|(row, record)| {
                let act = record.act.id;
                let month = words::month(record.act.period, cx.locale);
                let name = format!("{} · {month}", words::school(row, cx.locale));
                let why = match obstacles.get(&act) {
                    Some(found) => Some(recheck::words(found, cx.locale)),
                    None if !known.contains(&act) => Some(cx.t("order-register-no-contract")),
                    None => None,
                };
                let args = [
                    ("contract", record.contract_number.as_str().into()),
                    ("count", i64::from(record.act.cut.paid).into()),
                ];
                let all = [
                    name.clone(),
                    words::school_words(row),
                    record.contract_number.clone(),
                ];
                Candidate {
                    act,
                    detail: cx.f("order-register-act-detail", &args),
                    folded: baqylau_locale::fold(&all.join(" ")),
                    name,
                    sum: record.act.total,
                    why,
                }
            })
            .collect();
        candidates.sort_by(|one, other| {
            // Those that can't be listed first: they are what somebody has to see to.
            let free = one.why.is_none().cmp(&other.why.is_none());
            free.then_with(|| cx.locale.compare(&one.name, &other.name))
        });
        candidates
    }

    fn command(&self) -> Command {
        match self.register {
            Some(register) => Command::AskOrder {
                op: Box::new(SchoolingOp::ListActs {
                    register,
                    acts: self.chosen.clone(),
                }),
            },
            None => Command::BeginOrders {
                what: Box::new(NewOrders::Register {
                    department: self.department,
                    acts: self.chosen.clone(),
                }),
            },
        }
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        if cx.model.is_done(self.ticket) {
            return false;
        }
        let (title, confirm) = match self.register {
            Some(_) => ("order-register-list-title", "order-register-list-confirm"),
            None => ("order-register-open-title", "order-register-open-confirm"),
        };
        let (title, confirm, close) = (cx.t(title), cx.t(confirm), cx.t("button-cancel"));
        let none = cx.t("order-register-choose");
        let nothing = self.register.is_some() && self.chosen.is_empty();
        let blocked = self.refusal.clone().or_else(|| nothing.then_some(none));
        let failure = cx.model.failure(self.ticket).map(|error| cx.error(error));
        let answer = Modal::new("order-register-picker", &title)
            .width(760.0)
            .buttons(&confirm, &close)
            .blocked(blocked.as_deref())
            .busy(cx.running(self.ticket))
            .show(ctx, |ui| {
                if let Some(refusal) = &self.refusal {
                    state::strip(ui, Tone::Warning, refusal, None);
                }
                ui.scope(|ui| self.body(cx, ui));
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                self.ticket = Some(cx.post.send(self.command()));
                true
            }
        }
    }

    fn body(&mut self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let sums = self.candidates.iter();
        let chosen = sums.filter(|one| self.chosen.contains(&one.act));
        let sum = chosen.map(|one| i128::from(one.sum.0)).sum::<i128>();
        let sum = i64::try_from(sum).unwrap_or(i64::MAX);
        let args = [
            ("count", self.chosen.len().into()),
            ("sum", cx.locale.money_tiyn(sum).into()),
        ];
        ui.label(text::strong(&cx.f("order-register-chosen", &args)));
        if self.candidates.is_empty() {
            ui.add(egui::Label::new(text::muted(&cx.t("order-register-none-to-list"))).wrap());
            return;
        }
        let wanted = baqylau_locale::fold(self.search.trim());
        let found: Vec<usize> = (0..self.candidates.len())
            .filter(|at| {
                let one = self.candidates.get(*at);
                one.is_some_and(|one| one.folded.contains(&wanted))
            })
            .collect();
        ui.horizontal_wrapped(|ui| {
            let hint = cx.t("order-acts-find");
            SearchField::new(&hint)
                .width(240.0)
                .bordered()
                .show(ui, &mut self.search);
            let free: Vec<SchoolActId> = found
                .iter()
                .filter_map(|at| self.candidates.get(*at))
                .filter(|one| one.why.is_none())
                .map(|one| one.act)
                .collect();
            let args = [("count", free.len().into())];
            let label = cx.f("order-register-tick-all", &args);
            let ready = !free.is_empty();
            if ui
                .add(Button::ghost(&label).small().enabled(ready))
                .clicked()
            {
                self.chosen.extend(free);
            }
            let label = cx.t("order-register-tick-none");
            let ready = !self.chosen.is_empty();
            if ui
                .add(Button::ghost(&label).small().enabled(ready))
                .clicked()
            {
                self.chosen.clear();
            }
        });
        ui.spacing_mut().item_spacing.y = 4.0;
        egui::ScrollArea::vertical()
            .id_salt("order-register-candidates")
            .max_height(modal::list_height(
                ui.ctx(),
                (found.len() as f32 * 48.0).max(48.0),
                312.0,
            ))
            .auto_shrink([false, false])
            .show_rows(ui, 44.0, found.len(), |ui, shown| {
                for at in found.get(shown).into_iter().flatten() {
                    if let Some(one) = self.candidates.get(*at) {
                        ui.push_id(one.act, |ui| line(one, &mut self.chosen, cx, ui));
                    }
                }
            });
    }
}

fn line(one: &Candidate, chosen: &mut BTreeSet<SchoolActId>, cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.horizontal_top(|ui| {
        ui.set_height(44.0);
        let mut on = chosen.contains(&one.act);
        let mut changed = false;
        ui.add_enabled_ui(one.why.is_none(), |ui| {
            let response = field::checkbox(ui, &mut on, "");
            // The words stand beside it and are cut where they must be; its name is whole.
            let enabled = response.enabled();
            response.widget_info(|| egui::WidgetInfo::selected(Checkbox, enabled, on, &one.name));
            if let Some(why) = &one.why {
                baqylau_widgets::access::describe(&response, why);
            }
            changed = response.changed();
        });
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 170.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            let name = egui::Label::new(text::medium(&one.name).size(13.0)).truncate();
            let name = ui.add(name.sense(egui::Sense::CLICK));
            if name.clicked() && one.why.is_none() {
                on = !on;
                changed = true;
            }
            let words = match &one.why {
                Some(why) => {
                    let ink = baqylau_widgets::tokens(ui).ink(Tone::Bad);
                    text::small(why).color(ink)
                }
                None => text::small_muted(&one.detail),
            };
            ui.add(egui::Label::new(words).truncate());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            let sum = text::table(&cx.locale.money_tiyn(one.sum.0));
            ui.label(if one.why.is_some() { sum.weak() } else { sum });
        });
        if changed && on {
            chosen.insert(one.act);
        } else if changed {
            chosen.remove(&one.act);
        }
    });
}

/// Shows the dialog there may be, and forgets it once it is answered.
pub fn show(
    picker: &mut Option<Picker>,
    rows: &Rows<Kind>,
    desk: &mut Desk,
    cx: &mut Cx<'_>,
    ctx: &egui::Context,
) {
    let stays = picker.as_mut().is_none_or(|picker| {
        picker.refresh(rows, desk, cx);
        picker.show(cx, ctx)
    });
    if !stays {
        *picker = None;
    }
}
