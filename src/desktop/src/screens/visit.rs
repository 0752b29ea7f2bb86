//! One visit: order, pack, arrival and admission, what is recorded, the way to the act.

use super::order_form::OrderForm;
use super::{body, head};
use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use crate::model::VisitWork;
use crate::place::Place;
use crate::words;
use baqylau_client::ui::{Command, Connection, DocumentKind, Ticket};
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::visit::{Access, HandOverWay, Refusal, Stage, VisitOp};
use baqylau_widgets::button::Kind;
use baqylau_widgets::{
    Button, Icon, PageHeader, Tag, Tone, facts, panel, progress, split, state, text,
};
use chrono::NaiveDate;
use std::path::PathBuf;

mod arrival;
mod details;
mod dialogs;
mod handed;
mod holds;
mod office;
mod outcome;
mod part;
mod team;

pub(crate) use details::{no_previous, previous_address};
pub(crate) use part::{may_record, member};

/// View state.
#[derive(Default)]
pub struct VisitScreen {
    refusal: Option<RefusalForm>,
    hand_over: Option<HandOverForm>,
    objection: Option<ObjectionForm>,
    bundle: Option<(VisitId, PathBuf, String)>,
    ticket: Option<Ticket>,
    confirm_finish: bool,
    arrival: Option<arrival::ArrivalForm>,
    /// The order being filled in, and whether the person wanted to go on.
    order: Option<(OrderForm, bool)>,
    /// Days the visit is to be moved to.
    days: Option<(Option<NaiveDate>, Option<NaiveDate>)>,
    /// Visits whose acts were asked for.
    asked: Vec<VisitId>,
}

/// Objections being written down, and the files chosen for them.
struct ObjectionForm {
    visit: VisitId,
    text: String,
    papers: Vec<PathBuf>,
}

#[derive(Default)]
struct RefusalForm {
    circumstances: String,
    witnesses: Vec<String>,
    /// The refusal as it was sent: what was typed stays until it is recorded.
    sent: Option<Ticket>,
}

struct HandOverForm {
    way: HandOverWay,
    to: String,
}

/// Ways a copy reaches the organisation, with their message keys.
const WAYS: [(HandOverWay, &str); 3] = [
    (HandOverWay::Paper, "act-handover-paper"),
    (HandOverWay::Electronic, "act-handover-electronic"),
    (
        HandOverWay::RefusedAndMailed,
        "act-handover-refused-and-mailed",
    ),
];

impl VisitScreen {
    /// A file was chosen for the exchange file; its passphrase is asked next.
    pub fn bundle_to(&mut self, visit: VisitId, path: PathBuf) {
        self.bundle = Some((visit, path, String::new()));
    }

    /// Files were chosen for the objections being written down.
    pub fn papers_chosen(&mut self, visit: VisitId, paths: Vec<PathBuf>) {
        let Some(form) = self.objection.as_mut().filter(|form| form.visit == visit) else {
            return;
        };
        for path in paths {
            if !form.papers.contains(&path) {
                form.papers.push(path);
            }
        }
    }

    /// Shows the visit.
    pub fn show(&mut self, id: VisitId, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let Some(work) = cx.model.work.as_ref().filter(|work| work.id() == id) else {
            super::opening(&cx, ui);
            return;
        };
        self.header(work, &mut cx, ui);
        if outcome::lacks_causes(work, &cx) && !self.asked.contains(&id) {
            self.asked.push(id);
            cx.post.send(Command::LoadCauses { visit: id });
        }
        split::detail(ui, "visit", 360.0, |ui| details::show(work, &mut cx, ui));
        body(ui, |ui| {
            panel::column(ui, |ui| {
                if let Some(error) = cx.model.failure(self.ticket) {
                    state::strip(ui, Tone::Bad, &cx.error(error), None);
                }
                self.pack(work, &mut cx, ui);
                self.office(work, &mut cx, ui);
                self.door(work, &mut cx, ui);
                recorded(work, &mut cx, ui);
                self.act(work, &mut cx, ui);
                outcome::show(work, &mut cx, ui);
                team::show(work, &mut cx, ui);
            });
        });
        self.dialogs(work, &mut cx, ui.ctx());
    }

    fn header(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let name = cx.tri(&work.organisation.name).to_owned();
        let premises = work
            .organisation
            .premises(work.visit.premises)
            .map(|premises| format!("{}, {}", cx.tri(&premises.name), cx.tri(&premises.address)))
            .unwrap_or_default();
        let number = visit_number(work, cx);
        let subtitle = format!("{number} · {premises}");
        let (key, tone) = words::stage(work.visit.stage.name());
        let tag_text = cx.t(&key);
        let (visits, _) = super::crumbs::visits(cx);
        let crumbs = [visits.as_str()];
        let waiting = waiting(work, cx);
        let overdue = cx.t("visit-overdue");
        let clicked = head(ui, |ui| {
            let header = PageHeader::new(&name)
                .subtitle(&subtitle)
                .crumbs(&crumbs)
                .tag(Tag::new(tone, &tag_text));
            let header = if super::visits::is_overdue(&work.visit, cx.model.today()) {
                header.tag(Tag::new(Tone::Bad, &overdue).icon(Icon::Clock))
            } else {
                header
            };
            let header = match &waiting {
                Some(words) => header.tag(Tag::new(Tone::Neutral, words).icon(Icon::Upload)),
                None => header,
            };
            header.show(ui, |ui| self.main_action(work, cx, ui))
        });
        super::crumbs::follow(clicked, work, cx);
    }

    /// The one thing to do next.
    fn main_action(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let id = work.id();
        let mine = member(&work.visit, cx.model).is_some();
        match &work.visit.stage {
            Stage::Recording { .. } if mine && !work.sheets.is_empty() => {
                let label = cx.t("visit-open-checklists");
                if ui
                    .add(Button::primary(&label).icon(Icon::ListChecks))
                    .clicked()
                {
                    cx.post.go(Place::Runner(id));
                }
            }
            Stage::Merging { .. } | Stage::AdmissionRefused { .. } if mine => {
                let label = cx.t("act-compose");
                if ui
                    .add(Button::primary(&label).icon(Icon::FileText))
                    .clicked()
                {
                    cx.post.go(Place::Act(id));
                }
            }
            Stage::Signing { .. } if mine => {
                let label = cx.t("signing-title");
                if ui
                    .add(Button::primary(&label).icon(Icon::PenLine))
                    .clicked()
                {
                    cx.post.go(Place::Act(id));
                }
            }
            stage if stage.signed_file().is_some() => {
                self.repeat(work, cx, ui);
                let label = cx.t("act-open");
                if ui
                    .add(Button::secondary(&label).icon(Icon::FileCheck))
                    .clicked()
                {
                    cx.post.go(Place::Act(id));
                }
            }
            _ => {}
        }
    }

    fn op(&mut self, work: &VisitWork, cx: &mut Cx<'_>, op: VisitOp) {
        self.ticket = Some(cx.post.send(Command::Visit {
            visit: work.id(),
            op,
        }));
    }

    /// What the commission takes along. Nobody else has a use for it.
    fn pack(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let mine = member(&work.visit, cx.model).is_some();
        if !mine || !part::is_under_way(&work.visit.stage) {
            return;
        }
        let title = cx.t("visit-pack");
        section(ui, Icon::Package, &title, |ui| {
            match &work.pack {
                Some(pack) => {
                    let made = pack.made_at;
                    let days = (cx.model.now - made).num_days();
                    let policy = work.policies.on(cx.model.today());
                    let old = days > i64::from(policy.pack_valid_days.value);
                    let age = cx.locale.relative(made, cx.model.now);
                    let line = cx.f("visit-pack-age", &[("when", age.into())]);
                    if old {
                        let date = cx.locale.date_time(made);
                        let warning = cx.f("visit-pack-old", &[("date", date.into())]);
                        state::strip(ui, Tone::Warning, &warning, None);
                    } else {
                        ui.label(text::body(&line));
                    }
                    holds::show(pack, work, cx, ui);
                }
                None => {
                    state::strip(ui, Tone::Warning, &cx.t("visit-pack-missing"), None);
                    ui.label(text::small_muted(&cx.t("visit-pack-missing-detail")));
                }
            }
            ui.horizontal_wrapped(|ui| {
                let connection = cx.model.sync.as_ref().map(|sync| sync.connection);
                let online = connection == Some(Connection::Online);
                let (label, kind) = match work.pack {
                    Some(_) => (cx.t("visit-pack-refresh"), Kind::Secondary),
                    None if online => (cx.t("visit-pack-download"), Kind::Primary),
                    None => (cx.t("visit-pack-download"), Kind::Secondary),
                };
                let busy = cx.running(self.ticket);
                let offline = cx.t("visit-pack-offline");
                let button = Button::new(kind, &label)
                    .icon(Icon::Download)
                    .busy(busy)
                    .blocked((!online).then_some(offline.as_str()));
                if ui.add(button).clicked() {
                    self.ticket = Some(cx.post.send(Command::FetchPack { visit: work.id() }));
                }
                // Before the visit there is nothing to carry but an operation that waits.
                if !is_prepared(&work.visit.stage) || unsent(work, cx) > 0 {
                    let label = cx.t("sync-exchange-save");
                    if ui.add(Button::ghost(&label).icon(Icon::Usb)).clicked() {
                        cx.post.put(Action::Choose(Purpose::SaveBundle(work.id())));
                    }
                }
            });
        });
    }

    fn door(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let title = cx.t("visit-arrival-admission");
        let busy = cx.running(self.ticket);
        let mine = member(&work.visit, cx.model).is_some();
        let overdue = mine && super::visits::is_overdue(&work.visit, cx.model.today());
        section(ui, Icon::DoorOpen, &title, |ui| {
            if overdue {
                state::strip(ui, Tone::Warning, &cx.t("visit-overdue-what"), None);
            }
            match &work.visit.stage {
                Stage::Planned => {
                    ui.label(text::muted(&cx.t("visit-not-ordered")));
                }
                Stage::Ordered { .. } | Stage::Notified { .. }
                    if !may(work, cx, &VisitOp::Arrive { location: None }) =>
                {
                    waits_at_the_door("visit-not-arrived", work, cx, ui);
                }
                Stage::Ordered { .. } | Stage::Notified { .. } => {
                    ui.label(text::muted(&cx.t("visit-arrive-hint")));
                    let label = cx.t("visit-arrive");
                    let missing = cx.t("visit-arrive-needs-pack");
                    let reason = work.pack.is_none().then_some(missing.as_str());
                    let button = Button::primary(&label)
                        .icon(Icon::MapPin)
                        .busy(busy)
                        .blocked(reason);
                    ui.horizontal_wrapped(|ui| {
                        if ui.add(button).clicked() {
                            self.op(work, cx, VisitOp::Arrive { location: None });
                        }
                        let label = cx.t("visit-arrive-place");
                        let button = Button::ghost(&label)
                            .icon(Icon::MapPinned)
                            .enabled(work.pack.is_some());
                        if ui.add(button).clicked() {
                            self.arrival = Some(arrival::ArrivalForm::default());
                        }
                    });
                    if let Some(reason) = reason {
                        text::toned(ui, text::small(reason), Tone::Warning);
                    }
                }
                Stage::OnSite {
                    conduct,
                    leaflet_at,
                } => {
                    let at = cx.locale.time(conduct.arrival.at);
                    ui.label(text::body(
                        &cx.f("visit-arrived-at", &[("time", at.into())]),
                    ));
                    if let Some(order) = work.visit.stage.order() {
                        let date = cx.locale.date(order.date);
                        facts::strong(
                            ui,
                            &cx.t("visit-order"),
                            &format!("{}, {date}", words::numbered(&order.number, cx.locale)),
                        );
                    }
                    let leads = member(&work.visit, cx.model).is_some_and(|one| one.role.leads());
                    match leaflet_at {
                        _ if !leads => waits_at_the_door("visit-not-admitted", work, cx, ui),
                        None => {
                            ui.label(text::muted(&cx.t("visit-leaflet-hint")));
                            waiting_at_the_door(work, cx, ui);
                            ui.horizontal_wrapped(|ui| {
                                let label = cx.t("visit-rights-handed-do");
                                let button =
                                    Button::primary(&label).icon(Icon::BookOpen).busy(busy);
                                if ui.add(button).clicked() {
                                    self.op(work, cx, VisitOp::HandLeaflet);
                                }
                                self.leaflet_button(work, cx, ui);
                                self.refuse_button(work, cx, ui);
                            });
                        }
                        Some(at) => {
                            let time = cx.locale.time(*at);
                            let line = cx.f("visit-rights-handed-at", &[("time", time.into())]);
                            ui.label(text::body(&line));
                            waiting_at_the_door(work, cx, ui);
                            ui.horizontal_wrapped(|ui| {
                                let label = cx.t("visit-admit");
                                let button =
                                    Button::primary(&label).icon(Icon::DoorOpen).busy(busy);
                                if ui.add(button).clicked() {
                                    self.op(work, cx, VisitOp::Admit);
                                }
                                self.refuse_button(work, cx, ui);
                                self.leaflet_button(work, cx, ui);
                            });
                        }
                    }
                }
                stage => {
                    if let Some(recorded) = stage.recorded() {
                        let at = recorded.conduct.arrival.at;
                        let day = baqylau_locale::legal_time(at).date_naive();
                        let args = [
                            ("date", cx.locale.date(day).into()),
                            ("time", cx.locale.time(at).into()),
                        ];
                        ui.label(text::body(&cx.f("visit-arrived-on", &args)));
                        match &recorded.access {
                            Access::Admitted(admission) => {
                                let time = cx.locale.time(admission.at);
                                let line = cx.f("visit-admitted-at", &[("time", time.into())]);
                                text::toned(ui, text::body(&line), Tone::Ok);
                            }
                            Access::Refused(refusal) => {
                                let time = cx.locale.time(refusal.at);
                                let line = cx.f("visit-refused-at", &[("time", time.into())]);
                                text::toned(ui, text::strong(&line), Tone::Bad);
                                ui.label(text::body(&refusal.circumstances));
                                let witnesses = cx.locale.list_and(&refusal.witnesses);
                                facts::row(ui, &cx.t("visit-witnesses"), &witnesses);
                                ui.label(text::muted(&cx.t("visit-refusal-consequence")));
                            }
                        }
                    }
                }
            }
        });
    }

    fn refuse_button(&mut self, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let label = cx.t("visit-admission-record");
        let wait = minutes_to_wait(work, cx);
        let reason = cx.f("refusal-wait-longer", &[("minutes", wait.into())]);
        let button = Button::secondary(&label)
            .icon(Icon::DoorClosed)
            .blocked((wait > 0).then_some(reason.as_str()));
        if ui.add(button).clicked() {
            let witnesses = dialogs::witnesses_needed(work, cx);
            self.refusal = Some(RefusalForm {
                witnesses: vec![String::new(); witnesses],
                ..RefusalForm::default()
            });
        }
    }

    fn leaflet_button(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let label = cx.t("visit-rights-print");
        if ui.add(Button::ghost(&label).icon(Icon::Printer)).clicked() {
            let language = cx.locale.language();
            self.ticket = Some(cx.post.send(Command::PrintDocument {
                visit: work.id(),
                document: DocumentKind::Leaflet,
                language,
            }));
        }
    }

    fn act(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let stage = &work.visit.stage;
        let busy = cx.running(self.ticket);
        let title = cx.t("visit-act-and-after");
        let mine = member(&work.visit, cx.model).is_some();
        match stage {
            // Others learn of the act once there is one.
            Stage::Recording { .. } | Stage::Merging { .. } if !mine => {}
            Stage::Recording { .. } => section(ui, Icon::FileText, &title, |ui| {
                ui.label(text::muted(&cx.t("visit-finish-hint")));
                if !may(work, cx, &VisitOp::BeginMerging) {
                    led_by(work, cx, ui);
                    return;
                }
                let label = cx.t("visit-merge");
                if ui
                    .add(Button::secondary(&label).icon(Icon::Merge).busy(busy))
                    .clicked()
                {
                    self.confirm_finish = true;
                }
            }),
            Stage::Merging { .. } => section(ui, Icon::FileText, &title, |ui| {
                let conflicts = work.draft.conflicts().count();
                if conflicts > 0 {
                    let count = i64::try_from(conflicts).unwrap_or(0);
                    let line = cx.f("visit-merge-conflicts", &[("count", count.into())]);
                    let action = cx.t("visit-merge-choose");
                    if state::strip(ui, Tone::Warning, &line, Some(&action)) {
                        cx.post.go(Place::Merge(work.id()));
                    }
                } else {
                    text::toned(ui, text::body(&cx.t("visit-merge-done")), Tone::Ok);
                }
                ui.horizontal_wrapped(|ui| {
                    let label = cx.t("act-compose");
                    if ui
                        .add(Button::primary(&label).icon(Icon::FileText))
                        .clicked()
                    {
                        cx.post.go(Place::Act(work.id()));
                    }
                    let label = cx.t("visit-back-to-recording");
                    let may_return = may(work, cx, &VisitOp::ResumeRecording);
                    if may_return
                        && ui
                            .add(Button::ghost(&label).icon(Icon::Undo2).busy(busy))
                            .clicked()
                    {
                        self.op(work, cx, VisitOp::ResumeRecording);
                    }
                });
            }),
            Stage::Signed { .. } => section(ui, Icon::FileCheck, &title, |ui| {
                text::toned(ui, text::body(&cx.t("signing-members-complete")), Tone::Ok);
                let hand_over = VisitOp::HandOver {
                    way: HandOverWay::Paper,
                    to: "-".to_owned(),
                };
                if !may(work, cx, &hand_over) {
                    return;
                }
                let label = cx.t("visit-hand-over");
                if ui
                    .add(Button::primary(&label).icon(Icon::Send).busy(busy))
                    .clicked()
                {
                    self.hand_over = Some(HandOverForm {
                        way: HandOverWay::Paper,
                        to: work.representative(),
                    });
                }
            }),
            _ => {
                let Some(delivered) = stage.delivered() else {
                    return;
                };
                self.handed(delivered, work, cx, ui);
            }
        }
    }
}

/// What of a visit being prepared still waits to be sent, in words. Later the top bar says it.
fn waiting(work: &VisitWork, cx: &Cx<'_>) -> Option<String> {
    let prepared = is_prepared(&work.visit.stage);
    let count = i64::from(unsent(work, cx));
    (prepared && count > 0).then(|| cx.f("sync-status-to-send", &[("count", count.into())]))
}

/// Whether a visit is still being prepared.
fn is_prepared(stage: &Stage) -> bool {
    matches!(
        stage,
        Stage::Planned | Stage::Ordered { .. } | Stage::Notified { .. }
    )
}

/// How many operations, records and attachments of a visit wait to be sent.
fn unsent(work: &VisitWork, cx: &Cx<'_>) -> u32 {
    let any = cx.model.sync.as_ref().is_some_and(|sync| sync.waiting > 0);
    let rows = cx.model.visits.value().filter(|_| any);
    let row = rows.and_then(|rows| rows.iter().find(|row| row.visit.id == work.id()));
    row.map_or(0, |row| row.waiting)
}

/// Number of the act, or the draft's, or that of the order.
pub fn visit_number(work: &VisitWork, cx: &Cx<'_>) -> String {
    let stage = &work.visit.stage;
    if let Some(number) = stage.number() {
        return cx.f("visit-title", &[("number", number.to_owned().into())]);
    }
    if let Some(file) = stage.signed_file() {
        return cx.f(
            "visit-title",
            &[("number", file.act.draft_number.clone().into())],
        );
    }
    match stage.order() {
        Some(order) => {
            let number = words::numbered(&order.number, cx.locale);
            format!("{} {number}", cx.t("visit-order"))
        }
        None => cx.t("visit-title-draft"),
    }
}

/// A titled card.
pub fn section(ui: &mut egui::Ui, icon: Icon, title: &str, content: impl FnOnce(&mut egui::Ui)) {
    panel::card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.horizontal(|ui| {
            let ink = baqylau_widgets::tokens(ui).muted;
            baqylau_widgets::icon::show(ui, icon, 18.0, ink);
            ui.label(text::section(title));
        });
        content(ui);
    });
}

fn may(work: &VisitWork, cx: &Cx<'_>, op: &VisitOp) -> bool {
    part::may(&work.visit, cx.model, op)
}

/// Minutes until a refusal may be recorded; 0 once the wait is over.
fn minutes_to_wait(work: &VisitWork, cx: &Cx<'_>) -> i64 {
    let op = VisitOp::RefuseAdmission {
        circumstances: String::new(),
        witnesses: Vec::new(),
    };
    match part::refused(work, cx.model, &op) {
        Some(Refusal::WaitLonger { minutes_left }) => i64::from(minutes_left),
        _ => 0,
    }
}

/// How long the commission has waited to be let in.
fn waiting_at_the_door(work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let Stage::OnSite { conduct, .. } = &work.visit.stage else {
        return;
    };
    let left = minutes_to_wait(work, cx);
    let words = if left == 0 {
        let policy = work.policies.on(cx.model.today());
        let minutes = i64::from(policy.admission_wait_minutes.value);
        cx.f("visit-admission-waiting-over", &[("count", minutes.into())])
    } else {
        let waited = cx.locale.duration(cx.model.now - conduct.arrival.at);
        let so_far = cx.f("visit-admission-waiting", &[("time", waited.into())]);
        let left = cx.f("refusal-wait-longer", &[("minutes", left.into())]);
        format!("{so_far}. {left}")
    };
    ui.label(text::muted(&words));
}

/// Says what a visit waits for to whoever can't move it on.
fn waits_at_the_door(key: &str, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.label(text::muted(&cx.t(key)));
    if member(&work.visit, cx.model).is_some() {
        led_by(work, cx, ui);
    }
}

/// Names those of the commission who move the visit on.
fn led_by(work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let leaders: Vec<&str> = work
        .visit
        .members
        .iter()
        .filter(|one| one.role.leads())
        .map(|one| one.full_name.as_str())
        .collect();
    let names = cx.locale.list_and(&leaders);
    let line = cx.f("visit-led-by", &[("names", names.into())]);
    ui.label(text::small_muted(&line));
}

/// What has been recorded so far, with the ways into it: for the commission, whose record it is.
fn recorded(work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let stage = &work.visit.stage;
    let admitted = stage
        .recorded()
        .is_some_and(|recorded| recorded.access.is_admitted());
    let here = !work.sheets.is_empty() || work.evidence_count() > 0;
    if !admitted || !here || member(&work.visit, cx.model).is_none() {
        return;
    }
    let open = may_record(&work.visit, cx.model);
    let title = cx.t("visit-recorded");
    section(ui, Icon::ClipboardList, &title, |ui| {
        for sheet in &work.sheets {
            let totals = sheet.totals();
            ui.horizontal(|ui| {
                ui.allocate_ui(egui::vec2(300.0, 24.0), |ui| {
                    ui.set_min_width(300.0);
                    let title = text::body(sheet.title(cx.locale.language()));
                    ui.add(egui::Label::new(title).wrap());
                });
                let share = totals.share();
                ui.allocate_ui(egui::vec2(160.0, 16.0), |ui| {
                    progress::bar(ui, sheet.title(cx.locale.language()), share, Tone::Accent);
                });
                let done = cx.f(
                    "checklist-progress",
                    &[
                        ("done", i64::from(totals.answered).into()),
                        ("total", i64::from(totals.total).into()),
                    ],
                );
                ui.label(text::digits(&done));
                if totals.violations > 0 {
                    let count = i64::from(totals.violations);
                    let words = cx.f("checklist-violations", &[("count", count.into())]);
                    ui.add(Tag::new(Tone::Bad, &words));
                }
            });
        }
        ui.horizontal_wrapped(|ui| {
            let id = work.id();
            let label = cx.t(if open {
                "visit-open-checklists"
            } else {
                "visit-view-checklists"
            });
            if !work.sheets.is_empty()
                && ui
                    .add(Button::secondary(&label).icon(Icon::ListChecks))
                    .clicked()
            {
                cx.post.go(Place::Runner(id));
            }
            let label = cx.t("headcount-title");
            let note = work.count_note();
            if !work.groups.is_empty()
                && ui
                    .add(Button::secondary(&label).icon(Icon::Users).note(&note))
                    .clicked()
            {
                cx.post.go(Place::HeadCount(id));
            }
            let label = cx.t("evidence-title");
            let note = work.evidence_count().to_string();
            if ui
                .add(Button::secondary(&label).icon(Icon::Images).note(&note))
                .clicked()
            {
                cx.post.go(Place::Evidence(id));
            }
        });
    });
}
