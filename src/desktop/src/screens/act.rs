//! The act: drawn up, looked at exactly as it is signed, fixed, signed by every member, printed.

use super::key::KeyForm;
use super::order_form::OrderForm;
use super::{head, visit};
use crate::cx::{Action, Cx};
use crate::model::{TicketState, VisitWork};
use crate::place::Place;
use crate::preview::Preview;
use crate::words;
use baqylau_client::ui::{ActPreview, Command, Ticket, VerdictStatus, VerdictView};
use baqylau_domain::act::PartyDecision;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::visit::{Stage, StageName, VisitOp};
use baqylau_widgets::{
    Answer, Button, Field, Icon, Modal, Notice, PageHeader, Tag, Tone, facts, field, split, state,
    text,
};
use serde_json::Value;
use std::collections::HashMap;

pub(super) mod blockers;
mod moment;
mod orders;
mod papers;
mod program;
mod standing;

use blockers::{Blockers, Here};
use moment::moment;
use program::Program;

/// View state.
#[derive(Default)]
pub struct ActScreen {
    /// Key of the member signing now.
    pub key: KeyForm,
    preview: Preview,
    asked: bool,
    compose: Option<Ticket>,
    fix: Option<Ticket>,
    sign: Option<Ticket>,
    print: Option<Ticket>,
    program: Program,
    confirm_fix: bool,
    confirm_withdraw: bool,
    open_checks: HashMap<String, bool>,
    stale: bool,
    changes: u64,
    blockers: Blockers,
    focus: Option<Here>,
    release: Option<(PersonId, String)>,
    /// A further order being written down, and whether the person wanted to go on.
    further: Option<(OrderForm, bool)>,
}

const DECISIONS: [(PartyDecision, &str, &str); 3] = [
    (PartyDecision::Signed, "signed", "act-party-signed"),
    (
        PartyDecision::SignedWithObjections,
        "signed_with_objections",
        "act-party-signed-with-objections",
    ),
    (PartyDecision::Refused, "refused", "act-party-refused"),
];

impl ActScreen {
    /// The screen was entered anew: ask for the act again.
    pub fn entered(&mut self) {
        *self = Self::default();
    }

    /// The language changed: the pages must be laid out again.
    pub fn language_changed(&mut self) {
        self.asked = false;
    }

    /// Shows the act.
    pub fn show(&mut self, id: VisitId, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let Some(work) = cx.model.work.as_ref().filter(|work| work.id() == id) else {
            super::opening(&cx, ui);
            return;
        };
        self.ask(work, &mut cx);
        let act = cx.model.act.clone().filter(|act| act.visit == id);
        self.header(work, act.as_deref(), &mut cx, ui);
        split::detail(ui, "act", 430.0, |ui| {
            self.aside(work, act.as_deref(), &mut cx, ui)
        });
        match &act {
            Some(act) => self.preview.show(ui, &act.pages),
            None => match cx.model.failure(self.compose) {
                Some(error) => {
                    let title = cx.t("panel-error");
                    let (words, again) = (cx.error(error), cx.t("panel-try-again"));
                    if Notice::error(&title, &words)
                        .action(&again)
                        .action_icon(Icon::RefreshCw)
                        .show(ui)
                    {
                        self.asked = false;
                    }
                }
                None => state::loading(ui, &cx.t("act-composing")),
            },
        }
        self.dialogs(work, act.as_deref(), &mut cx, ui.ctx());
    }

    fn composing(work: &VisitWork) -> bool {
        matches!(
            work.visit.stage,
            Stage::Merging { .. } | Stage::AdmissionRefused { .. }
        )
    }

    fn ask(&mut self, work: &VisitWork, cx: &mut Cx<'_>) {
        // What was written since must be on disk before the act is drawn up from it.
        self.stale |= self.asked && work.is_saving();
        if self.stale && !work.is_saving() {
            self.stale = false;
            self.asked = false;
        }
        // The last signature ends signing: it must be seen as the others are.
        let with_a_key = cx.model.is_done(self.sign);
        if with_a_key {
            self.sign = None;
        }
        // Asked for once each time: what can't be opened isn't asked for without end.
        let changes = cx.model.signatures_changed;
        let more = changes != self.changes && !cx.running(self.compose);
        if more {
            self.changes = changes;
        }
        if self.program.has_signed(cx.model) || with_a_key || more {
            self.asked = false;
        }
        if self.asked || work.is_saving() {
            return;
        }
        self.asked = true;
        let language = cx.locale.language();
        let visit = work.id();
        let command = if Self::composing(work) {
            Command::ComposeAct { visit, language }
        } else {
            Command::OpenAct { visit, language }
        };
        self.compose = Some(cx.post.send(command));
    }

    fn header(
        &mut self,
        work: &VisitWork,
        act: Option<&ActPreview>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let title = match work.visit.stage.number() {
            Some(number) => cx.f("act-title-number", &[("number", number.to_owned().into())]),
            None => cx.t("act-title"),
        };
        let names = super::crumbs::names(work, cx);
        let crumbs = names.each_ref().map(String::as_str);
        let (key, tone) = words::stage(work.visit.stage.name());
        let stage = cx.t(&key);
        let subtitle = act
            .map(|act| {
                let bytes = i64::try_from(act.size).unwrap_or(0);
                let size = cx.f("signing-bytes", &[("count", bytes.into())]);
                format!("SHA-256 {} · {size}", act.sha256.short())
            })
            .unwrap_or_default();
        let clicked = head(ui, |ui| {
            PageHeader::new(&title)
                .subtitle(&subtitle)
                .crumbs(&crumbs)
                .tag(Tag::new(tone, &stage))
                .show(ui, |ui| self.documents(work, act, cx, ui))
        });
        super::crumbs::follow(clicked, work, cx);
    }

    fn aside(
        &mut self,
        work: &VisitWork,
        act: Option<&ActPreview>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        ui.spacing_mut().item_spacing.y = 8.0;
        if Self::composing(work) {
            self.party(work, cx, ui);
            self.opinion(work, cx, ui);
            self.fixing(work, act, cx, ui);
            self.further_orders(work, cx, ui);
        } else {
            if let Some(act) = act {
                self.signatures(work, act, cx, ui);
            }
            let mine = visit::member(&work.visit, cx.model).is_some();
            if matches!(work.visit.stage, Stage::Signing { .. }) {
                if mine {
                    self.signing(work, act, cx, ui);
                }
            } else if mine && matches!(work.visit.stage, Stage::Signed { .. }) {
                let label = cx.t("visit-hand-over");
                if ui.add(Button::primary(&label).icon(Icon::Send)).clicked() {
                    cx.post.go(Place::Visit(work.id()));
                }
            }
        }
    }

    /// What the inspected party says and does.
    fn party(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        ui.label(text::section(&cx.t("act-party-title")));
        let mut changes = Vec::new();
        let mut representative = work.representative();
        let label = cx.t("visit-representative");
        let hint = cx.t("visit-representative-hint");
        let field = Field::new(&label).placeholder(&hint).required();
        let response = field.text(ui, &mut representative);
        self.focus_when(Here::Representative, &response);
        if response.changed() {
            changes.push((FieldKey::Representative, Value::String(representative)));
        }
        let decision = work.party_decision();
        for (value, word, key) in DECISIONS {
            let response = field::radio(ui, decision == Some(value), &cx.t(key));
            self.focus_when(Here::Decision, &response);
            if response.clicked() {
                changes.push((FieldKey::PartyDecision, Value::String(word.to_owned())));
            }
        }
        let refused = decision == Some(PartyDecision::Refused);
        let inside = work.visit.stage.name() != StageName::AdmissionRefused;
        if inside {
            let label = cx.t("act-acquainted");
            let field = Field::new(&label);
            let field = if refused { field } else { field.required() };
            let at = work.acquainted_at();
            let (response, typed) = moment(field, at, work, cx, ui);
            self.focus_when(Here::Acquaintance, &response);
            changes.extend(typed.map(|value| (FieldKey::Acquaintance, value)));
            if refused {
                let mut words = work.signing_refusal();
                let (label, hint) = (cx.t("act-refusal-text"), cx.t("act-refusal-hint"));
                let field = Field::new(&label).placeholder(&hint).required();
                let response = field.multiline(ui, &mut words, 3);
                self.focus_when(Here::Refusal, &response);
                if response.changed() {
                    changes.push((FieldKey::SigningRefusal, Value::String(words)));
                }
            }
        }
        let mut objections = work.objections();
        let label = cx.t("act-field-objections");
        let field = Field::new(&label);
        let field = match decision {
            Some(PartyDecision::SignedWithObjections) => field.required(),
            _ => field,
        };
        let response = field.multiline(ui, &mut objections, 3);
        self.focus_when(Here::Objections, &response);
        if response.changed() {
            changes.push((FieldKey::Objections, Value::String(objections)));
        }
        let (label, hint) = (cx.t("act-departed"), cx.t("act-departed-hint"));
        let field = Field::new(&label);
        let field = if inside { field.required() } else { field };
        let (response, typed) = moment(field, work.departed_at(), work, cx, ui);
        // Said on demand: what is missing stands below and must stay in sight.
        let response = response.on_hover_text(text::small(&hint));
        self.focus_when(Here::Departure, &response);
        changes.extend(typed.map(|value| (FieldKey::Departure, value)));
        if !changes.is_empty() {
            self.stale = true;
            cx.post.put(Action::Write(changes));
        }
        ui.add_space(8.0);
    }

    /// Brings the field an obstacle led to into view, ready to be filled.
    fn focus_when(&mut self, field: Here, response: &egui::Response) {
        if self.focus == Some(field) {
            self.focus = None;
            response.request_focus();
            response.scroll_to_me(Some(egui::Align::Center));
        }
    }

    fn opinion(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let Some(me) = cx
            .model
            .person()
            .and_then(|person| work.visit.member(person.id))
        else {
            return;
        };
        let member = me.person;
        let mut opinion = work.opinion(member);
        let label = cx.t("act-opinion-text");
        let hint = cx.t("act-opinion-detail");
        let changed = Field::new(&label)
            .hint(&hint)
            .multiline(ui, &mut opinion, 2)
            .changed();
        if changed {
            self.stale = true;
            let change = (FieldKey::Opinion { member }, Value::String(opinion));
            cx.post.put(Action::Write(vec![change]));
        }
        ui.add_space(8.0);
    }

    fn fixing(
        &mut self,
        work: &VisitWork,
        act: Option<&ActPreview>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        if let Some(error) = cx.model.failure(self.fix) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        let Some(act) = act else { return };
        if let Some(proposal) = &act.content.proposal {
            ui.label(text::section(&cx.t("act-field-consequence")));
            let key = match proposal.consequence {
                baqylau_domain::traffic_light::Consequence::Suspension => "sanction-suspension",
                baqylau_domain::traffic_light::Consequence::Termination => "sanction-termination",
            };
            ui.add(Tag::new(Tone::Bad, &cx.t(key)));
            for ground in &proposal.grounds {
                ui.add(egui::Label::new(text::body(&cx.t(&words::ground(*ground)))).wrap());
            }
        }
        if !act.blockers.is_empty() {
            let wanted = self.blockers.show(&act.blockers, work, cx, ui);
            if wanted.is_some() {
                self.focus = wanted;
                ui.ctx().request_repaint();
            }
        }
        facts::row(ui, "SHA-256", &act.sha256.to_string());
        let busy = cx.running(self.fix) || self.stale || cx.running(self.compose);
        let label = cx.t("act-fix");
        let leads = visit::member(&work.visit, cx.model).is_some_and(|one| one.role.leads());
        let reason = if leads {
            let count = i64::try_from(act.blockers.len()).unwrap_or(0);
            let words = cx.f("checklist-finish-blocked", &[("count", count.into())]);
            (count > 0).then_some(words)
        } else {
            Some(cx.t("refusal-not-leading"))
        };
        let button = Button::primary(&label)
            .icon(Icon::Lock)
            .blocked(reason.as_deref())
            .busy(busy);
        ui.label(text::small_muted(&cx.t("act-fix-detail")));
        if ui.add(button).clicked() {
            self.confirm_fix = true;
        }
    }

    fn signatures(
        &mut self,
        work: &VisitWork,
        act: &ActPreview,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        ui.label(text::section(&cx.t("signing-members")));
        let signing = matches!(work.visit.stage, Stage::Signing { .. });
        let i_lead = cx
            .model
            .person()
            .and_then(|person| work.visit.member(person.id))
            .is_some_and(|member| member.role == CommissionRole::Chair);
        for member in work.visit.signers() {
            let released = work
                .visit
                .stage
                .signed_file()
                .and_then(|file| file.released.iter().find(|r| r.member == member.person));
            let row = act
                .signatures
                .iter()
                .find(|row| row.person == member.person);
            let next = row.is_none() && act.missing.first() == Some(&member.person);
            ui.horizontal(|ui| {
                let t = baqylau_widgets::tokens(ui);
                let (icon, ink) = match row.map(|row| row.report.status) {
                    Some(VerdictStatus::Valid) => (Icon::CircleCheck, t.ink(Tone::Ok)),
                    Some(VerdictStatus::Invalid) => (Icon::CircleX, t.ink(Tone::Bad)),
                    Some(VerdictStatus::NotFullyChecked) => {
                        (Icon::CircleAlert, t.ink(Tone::Warning))
                    }
                    None if next => (Icon::PenLine, t.accent),
                    None => (Icon::Circle, t.muted),
                };
                baqylau_widgets::icon::show(ui, icon, 18.0, ink);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.label(text::medium(&member.full_name));
                    let role = cx.t(words::commission_role(member.role));
                    let state = match row {
                        Some(row) => {
                            let at = row.report.signed_at;
                            at.map_or_else(String::new, |at| {
                                let day = baqylau_locale::legal_time(at).date_naive();
                                let args = [
                                    ("date", cx.locale.date(day).into()),
                                    ("time", cx.locale.time(at).into()),
                                ];
                                cx.f("signing-done", &args)
                            })
                        }
                        None => match released {
                            Some(release) => {
                                let reason = release.reason.clone();
                                cx.f("signing-released", &[("reason", reason.into())])
                            }
                            None if next => cx.t("signing-your-turn-named"),
                            None => cx.t("signing-waiting"),
                        },
                    };
                    ui.label(text::small_muted(&format!("{role} · {state}")));
                });
            });
            let can_release = signing
                && i_lead
                && row.is_none()
                && released.is_none()
                && member.role != CommissionRole::Chair;
            if can_release {
                let label = cx.t("signing-release");
                let name = member.full_name.clone();
                ui.horizontal(|ui| {
                    ui.add_space(26.0);
                    if ui
                        .add(Button::ghost(&label).small().tooltip(&name))
                        .clicked()
                    {
                        self.release = Some((member.person, String::new()));
                    }
                });
            }
            if let Some(row) = row {
                let open = self
                    .open_checks
                    .entry(member.full_name.clone())
                    .or_default();
                let status = cx.t(&row.report.status_key);
                let label = cx.t("verdict-why");
                ui.horizontal(|ui| {
                    ui.add_space(26.0);
                    ui.add(Tag::new(words::verdict(row.report.status), &status));
                    let why = Button::ghost(&label).small().tooltip(&member.full_name);
                    if ui.add(why).clicked() {
                        *open = !*open;
                    }
                });
                if *open {
                    checks(&row.report, cx, ui);
                }
                let numbered = work.visit.stage.number().is_some();
                standing::show(row, numbered, cx, ui);
            }
        }
        ui.add_space(8.0);
        facts::row(ui, "SHA-256", &act.sha256.to_string());
    }

    fn signing(
        &mut self,
        work: &VisitWork,
        act: Option<&ActPreview>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let Some(act) = act else { return };
        ui.add_space(8.0);
        ui.label(text::section(&cx.t("signing-sign")));
        ui.label(text::small_muted(&cx.t("signing-hint")));
        let next = act.missing.first();
        let next = next.and_then(|next| work.visit.member(*next));
        // A demonstration key is everybody's.
        if let Some(member) = next.filter(|_| cx.model.is_sample()) {
            let label = cx.f(
                "signing-demo-sign",
                &[("name", member.full_name.clone().into())],
            );
            let busy = cx.running(self.sign);
            let button = Button::primary(&label)
                .icon(Icon::PenLine)
                .busy(busy)
                .width(ui.available_width());
            if ui.add(button).clicked() {
                self.key.choose_sample(member.person);
                self.send_signature(work, cx);
            }
            ui.label(text::small_muted(&cx.t("signing-demo-key")));
        }
        let entered = self.key.show(cx, ui);
        let busy = cx.running(self.sign);
        if let Some(error) = cx.model.failure(self.sign) {
            state::strip(ui, Tone::Bad, &cx.error(error), None);
        }
        let ready = self.key.path.is_some() && !self.key.password.is_empty();
        let label = cx.t("signing-sign");
        if self.key.path.is_some()
            && (ui
                .add(Button::primary(&label).enabled(ready).busy(busy))
                .clicked()
                || entered)
            && ready
            && !busy
        {
            self.send_signature(work, cx);
        }
        if let Some(member) = next {
            self.program.show(work, member, cx, ui);
        }
        let somebody = !act.signatures.is_empty();
        let label = cx.t("act-withdraw");
        if !somebody && ui.add(Button::ghost(&label).icon(Icon::Undo2)).clicked() {
            self.confirm_withdraw = true;
        }
    }

    fn send_signature(&mut self, work: &VisitWork, cx: &mut Cx<'_>) {
        let Some(key) = self.key.source() else { return };
        let password = self.key.take_password();
        self.sign = Some(cx.post.send(Command::Sign {
            visit: work.id(),
            key,
            password,
        }));
    }

    fn dialogs(
        &mut self,
        work: &VisitWork,
        act: Option<&ActPreview>,
        cx: &mut Cx<'_>,
        ctx: &egui::Context,
    ) {
        let cancel = cx.t("button-cancel");
        if self.confirm_fix {
            let title = cx.t("act-fix");
            let answer = Modal::new("fix", &title)
                .buttons(&title, &cancel)
                .ask(ctx, &cx.t("act-fix-detail"));
            if let (Answer::Yes, Some(act)) = (answer, act) {
                let command = Command::FixAct {
                    visit: work.id(),
                    sha256: act.sha256,
                };
                self.fix = Some(cx.post.send(command));
            }
            self.confirm_fix = answer == Answer::Open;
        }
        if self
            .fix
            .is_some_and(|t| cx.model.tickets.get(&t) == Some(&TicketState::Done))
        {
            self.fix = None;
            self.asked = false;
        }
        if let Some((member, reason)) = &mut self.release {
            let title = cx.t("signing-release");
            let required = cx.t("field-required");
            let empty = reason.trim().is_empty();
            let answer = Modal::new("release", &title)
                .buttons(&title, &cancel)
                .blocked(empty.then_some(required.as_str()))
                .danger()
                .show(ctx, |ui| {
                    ui.label(text::body(&cx.t("signing-release-detail")));
                    Field::new(&cx.t("signing-release-reason"))
                        .required()
                        .multiline(ui, reason, 3);
                });
            if answer == Answer::Yes {
                let op = VisitOp::ReleaseSigner {
                    member: *member,
                    reason: reason.clone(),
                };
                self.fix = Some(cx.post.send(Command::Visit {
                    visit: work.id(),
                    op,
                }));
            }
            if answer != Answer::Open {
                self.release = None;
            }
        }
        self.further_dialog(cx, ctx);
        if self.confirm_withdraw {
            let title = cx.t("act-withdraw");
            let answer = Modal::new("withdraw", &title)
                .buttons(&title, &cancel)
                .danger()
                .ask(ctx, &cx.t("act-withdraw-ask"));
            if answer == Answer::Yes {
                let command = Command::Visit {
                    visit: work.id(),
                    op: VisitOp::WithdrawAct,
                };
                self.fix = Some(cx.post.send(command));
            }
            self.confirm_withdraw = answer == Answer::Open;
        }
    }
}

/// Every check of a verdict.
pub fn checks(report: &VerdictView, cx: &Cx<'_>, ui: &mut egui::Ui) {
    for (key, outcome, detail) in &report.checks {
        let (outcome_key, tone) = words::check(*outcome);
        ui.horizontal_wrapped(|ui| {
            ui.add_space(26.0);
            baqylau_widgets::tag::dot(ui, tone);
            ui.label(text::small(&cx.t(key)));
            text::toned(ui, text::small(&cx.t(outcome_key)), tone);
            let reason = super::verify::reason(detail, cx);
            if !reason.is_empty() {
                ui.label(text::small_muted(&reason));
            }
        });
    }
    if let Some(signer) = &report.signer {
        facts::row(ui, &cx.t("signing-holder"), &signer.name);
        facts::row(ui, &cx.t("signing-serial"), &signer.serial);
    }
}
