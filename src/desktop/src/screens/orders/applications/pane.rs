//! An application beside the register: where it stands and why, its documents, what the checks say,
//! what may be done with it.

use super::super::ask::Ask;
use super::super::contracts::{ContractForm, is_contracted};
use super::super::sign::{SignSheet, ToSign};
use super::super::{desk, pane, who, words as order_words};
use super::apply::ApplySheet;
use super::decide::Decision;
use super::look::Look;
use super::passport::{self, part_key};
use super::table::{clock_words, executor, kind_words, seen, stage_words};
use super::{Sheets, checks, next};
use crate::cx::{Action, Cx, Said};
use crate::dialogs::Purpose;
use baqylau_client::ui::{OrderDocument, OrderRow, ToSignOrder};
use baqylau_domain::checks::Decision as ChecksDecision;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Application, ApplicationCommand, ApplicationKind, ApplicationStage, Clock, DocumentKind, Draft,
    OrderRules, RefusalBasis, Remark, SchoolingOp, SchoolingRefusal,
};
use baqylau_widgets::{Button, Icon, Tone, facts, state, text};
use chrono::Datelike as _;
use std::collections::BTreeSet;

/// Message key of a document.
pub fn document_key(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::LicenceAnnex => "application-document-licence-annex",
        DocumentKind::InternationalStatus => "application-document-international-status",
        DocumentKind::ParentalFeeOrder => "application-document-parental-fee-order",
        DocumentKind::SafetyProof => "application-document-safety-proof",
        DocumentKind::StaffingStatement => "application-document-staffing-statement",
        DocumentKind::Encumbrance => "application-document-encumbrance",
    }
}

/// What a refusal rests on, in words.
fn basis_words(basis: &BTreeSet<RefusalBasis>, cx: &Cx<'_>) -> String {
    let one = |basis: &RefusalBasis| match basis {
        RefusalBasis::Check(check) => checks::failed(*check, cx),
        RefusalBasis::Document(kind) => cx.t(document_key(*kind)),
        RefusalBasis::Passport(part) => cx.t(part_key(*part)),
    };
    let words: Vec<String> = basis.iter().map(one).collect();
    words.join("; ")
}

/// What is proposed to whoever approves, in a line.
pub fn proposal(draft: &Draft, cx: &Cx<'_>) -> String {
    match draft {
        Draft::Accept => cx.t("application-proposed-accept"),
        Draft::Refuse { basis, .. } => {
            let words = cx.t("application-proposed-refuse");
            format!("{words}: {}", basis_words(basis, cx))
        }
    }
}

/// Message key of what a remark is about.
pub fn remark_key(remark: &Remark) -> &'static str {
    match (remark.document, remark.part) {
        (Some(document), _) => document_key(document),
        (None, Some(part)) => part_key(part),
        (None, None) => "application-remark-whole",
    }
}

fn command(one: &Application, command: ApplicationCommand) -> SchoolingOp {
    SchoolingOp::Application {
        application: one.id,
        command,
    }
}

/// Shows it to the department and to those who read.
pub fn office(
    row: &OrderRow,
    one: &Application,
    clock: Clock,
    mut sheets: Sheets<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    head(row, one, clock, false, cx, ui);
    let hand = executor(&one.stage);
    if let Some(hand) = hand {
        let me = cx.model.person().map(|person| person.id);
        let words = if Some(hand) == me {
            cx.t("application-hand-you")
        } else {
            cx.t("application-hand-other")
        };
        facts::row(ui, &cx.t("application-hand"), &words);
    }
    standing(one, cx, ui);
    ui.add_space(4.0);
    let busy = (!row.waiting.is_empty()).then(|| cx.t("application-waits"));
    ui.horizontal_wrapped(|ui| office_actions(one, busy.as_deref(), &mut sheets, cx, ui));
    passport::show(one.kind, one.school, cx, ui);
    documents(one, sheets.look, cx, ui);
    checks::show(one, cx, ui);
    history(one, false, cx, ui);
}

/// Shows it to the school it is of: what is asked of it, never how the department works.
pub fn school(
    row: &OrderRow,
    one: &Application,
    clock: Clock,
    mut sheets: Sheets<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    head(row, one, clock, true, cx, ui);
    match &one.stage {
        ApplicationStage::BackAtSchool { remarks: found, .. } => remarks(found, cx, ui),
        ApplicationStage::Refused { basis, reason } => refused(basis, reason.0.trim(), cx, ui),
        _ => {}
    }
    if let Some(words) = next::of(one, cx) {
        ui.add(egui::Label::new(text::table(&words)).wrap());
    }
    ui.add_space(4.0);
    let busy = (!row.waiting.is_empty()).then(|| cx.t("application-waits"));
    ui.horizontal_wrapped(|ui| {
        sign_action(row, one, busy.as_deref(), &mut sheets, cx, ui);
        school_actions(one, busy.as_deref(), &mut sheets, cx, ui);
    });
    passport::show(one.kind, one.school, cx, ui);
    documents(one, sheets.look, cx, ui);
    history(one, true, cx, ui);
}

fn head(
    row: &OrderRow,
    one: &Application,
    clock: Clock,
    school: bool,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let kind = kind_words(one.kind, cx.locale);
    let (standing, tone) = stage_words(&one.stage, one.round, school, cx.locale);
    pane::head(&kind, Some((&standing, tone)), cx, ui);
    pane::waiting(&row.waiting, cx, ui);
    pane::school(row, cx, ui);
    if let Some(first) = one.steps.first() {
        let sent = cx.locale.date_time(first.at);
        facts::row(ui, &cx.t("application-sent"), &sent);
    }
    signature(one, school, cx, ui);
    let (words, tone) = clock_words(clock, cx.locale);
    let words = match clock {
        Clock::Running { due, .. } => {
            let args = [
                ("day", cx.locale.date(due).into()),
                ("left", words.as_str().into()),
            ];
            cx.f("application-due-left", &args)
        }
        Clock::Paused { .. } | Clock::Stopped { .. } => words,
    };
    facts::toned(ui, &cx.t("application-clock"), &words, Some(tone));
    if one.round > 1 {
        let round = cx.locale.integer(i64::from(one.round));
        facts::row(ui, &cx.t("application-round"), &round);
    }
}

/// Whether the school signed what it sent last.
fn signature(one: &Application, school: bool, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let (words, tone) = match &one.signature {
        Some(signature) => (cx.locale.date_time(signature.at), Tone::Ok),
        None if one.is_to_sign() && school => {
            let words = cx.t("application-sign-wanted");
            state::strip(ui, Tone::Warning, &words, None);
            return;
        }
        None if one.is_to_sign() => (cx.t("application-signature-waits"), Tone::Warning),
        None => return,
    };
    facts::toned(ui, &cx.t("application-signature"), &words, Some(tone));
}

/// The school signs what it sent last.
fn sign_action(
    row: &OrderRow,
    one: &Application,
    busy: Option<&str>,
    sheets: &mut Sheets<'_>,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) {
    let Some(sha256) = row.to_sign.filter(|_| desk::is_school(cx)) else {
        return;
    };
    let op = SchoolingOp::SignApplication {
        application: one.id,
        document: sha256,
        signature: sha256,
    };
    let refusal = busy.map(str::to_owned);
    let refusal = refusal.or_else(|| sheets.desk.refusal(&op, cx));
    let label = cx.t("application-sign");
    let button = Button::primary(&label).icon(Icon::PenLine);
    if pane::button(button, refusal.as_deref(), ui) {
        let documents = to_sign(row, one, cx).into_iter().collect();
        *sheets.signing = Some(SignSheet::new(documents, cx));
    }
}

/// An application as it is named where it is signed.
pub fn to_sign(row: &OrderRow, one: &Application, cx: &Cx<'_>) -> Option<ToSign> {
    let count = [("count", one.documents.len().into())];
    Some(ToSign {
        document: ToSignOrder {
            document: OrderDocument::Application(one.id),
            sha256: row.to_sign?,
        },
        name: kind_words(one.kind, cx.locale),
        sum: None,
        remark: cx.f("application-sign-documents", &count),
    })
}

/// Why it stands where it stands: what is proposed, what is lacking, why it came back.
fn standing(one: &Application, cx: &Cx<'_>, ui: &mut egui::Ui) {
    match &one.stage {
        ApplicationStage::InApproval { draft, .. } => {
            pane::part(ui, &cx.t("application-proposed"));
            match draft {
                Draft::Accept => {
                    ui.label(text::table(&cx.t("application-proposed-accept")));
                }
                Draft::Refuse { basis, reason } => {
                    ui.label(text::table(&cx.t("application-proposed-refuse")));
                    refused(basis, reason.0.trim(), cx, ui);
                }
            }
        }
        ApplicationStage::BackAtExecutor { reason, .. } => {
            state::strip(ui, Tone::Warning, reason.0.trim(), None);
        }
        ApplicationStage::Refused { basis, reason } => refused(basis, reason.0.trim(), cx, ui),
        ApplicationStage::BackAtSchool { remarks: found, .. } => remarks(found, cx, ui),
        _ => {
            // What was asked the last time is what is looked at now.
            let asked = one.steps.iter().rev().find_map(|step| match &step.stage {
                ApplicationStage::BackAtSchool { remarks, .. } => Some(remarks),
                _ => None,
            });
            if let Some(asked) = asked.filter(|_| !one.stage.is_final()) {
                remarks(asked, cx, ui);
            }
        }
    }
}

fn refused(basis: &BTreeSet<RefusalBasis>, reason: &str, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let words = basis_words(basis, cx);
    facts::row(ui, &cx.t("application-basis"), &words);
    facts::row(ui, &cx.t("order-reason"), reason);
}

fn remarks(remarks: &[Remark], cx: &Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("application-remarks"));
    for remark in remarks {
        let about = remark_key(remark);
        facts::row(ui, &cx.t(about), remark.text.0.trim());
    }
}

fn documents(one: &Application, look: &mut Option<Look>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("application-documents"));
    if one.documents.is_empty() {
        ui.add(egui::Label::new(text::muted(&cx.t("application-documents-none"))).wrap());
    }
    for (kind, sha256) in &one.documents {
        let name = cx.t(document_key(*kind));
        let label = cx.f(
            "application-document-save",
            &[("name", name.as_str().into())],
        );
        ui.horizontal(|ui| {
            let args = [("name", name.as_str().into())];
            let open = cx.f("application-document-look", &args);
            let button = Button::icon_only(Icon::Eye, &open).small();
            if ui.push_id(kind, |ui| ui.add(button)).inner.clicked() {
                *look = Some(Look::at(&name, *sha256));
            }
            let button = Button::icon_only(Icon::Download, &label).small();
            if ui.add(button).clicked() {
                let purpose = Purpose::SaveOriginal(*sha256, name.clone());
                cx.post.put(Action::Choose(purpose));
            }
            ui.add(egui::Label::new(text::table(&name)).wrap());
        });
    }
}

/// Where it went, oldest first; a school sees a step only where its own words change.
fn history(one: &Application, school: bool, cx: &Cx<'_>, ui: &mut egui::Ui) {
    pane::part(ui, &cx.t("order-history"));
    let mut round = 0;
    let mut shown: Option<usize> = None;
    let mut lines: Vec<(String, String, Tone)> = Vec::new();
    for step in &one.steps {
        let fresh = matches!(step.stage, ApplicationStage::New);
        if fresh {
            round += 1;
        }
        let place = seen(&step.stage);
        if school && shown == Some(place) && !fresh {
            continue;
        }
        shown = Some(place);
        let (words, tone) = stage_words(&step.stage, round, school, cx.locale);
        // Who worked on it in the department isn't the school's to know.
        let words = who::step(words, step.by.filter(|_| !school), cx);
        lines.push((cx.locale.date_time(step.at), words, tone));
    }
    pane::steps(&lines, ui);
}

/// What keeps it from being accepted, by what the checks say here.
fn stopped(one: &Application, cx: &Cx<'_>) -> Option<String> {
    if one.is_to_sign() {
        return Some(cx.t("application-unsigned"));
    }
    let decision = checks::of(one, cx).and_then(|checks| checks::decision(&checks))?;
    let refusal = match decision {
        ChecksDecision::Refused => SchoolingRefusal::Stopped,
        ChecksDecision::Waits => SchoolingRefusal::Waits,
        ChecksDecision::Allowed | ChecksDecision::AllowedAfterReview => return None,
    };
    Some(order_words::refusal(&refusal, cx.locale))
}

fn office_actions(
    one: &Application,
    busy: Option<&str>,
    sheets: &mut Sheets<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    use ApplicationStage as Stage;
    // Whoever only reads has nothing to press.
    if desk::role(cx) != Some(AccountRole::EducationOfficer) {
        return;
    }
    let refusal = |of: ApplicationCommand, cx: &Cx<'_>| {
        let busy = busy.map(str::to_owned);
        busy.or_else(|| sheets.desk.refusal(&command(one, of), cx))
    };
    let me = cx.model.person().map(|person| person.id);
    let mine = executor(&one.stage) == me;
    match &one.stage {
        Stage::New => take(
            one,
            "application-take",
            refusal(ApplicationCommand::Take, cx),
            cx,
            ui,
        ),
        Stage::InWork { .. } | Stage::BackAtExecutor { .. } => {
            if !mine && matches!(one.stage, Stage::InWork { .. }) {
                let why = refusal(ApplicationCommand::Take, cx);
                take(one, "application-take-over", why, cx, ui);
            }
            let draft = Draft::Accept;
            let accept = ApplicationCommand::Propose {
                draft,
                reviewed: true,
            };
            let why = refusal(accept, cx).or_else(|| stopped(one, cx));
            let label = cx.t("application-propose-accept");
            let button = Button::primary(&label).icon(Icon::CircleCheck);
            if pane::button(button, why.as_deref(), ui) {
                *sheets.decision = Some(Decision::accept(one));
            }
            // Any basis, any reason: whether it may be proposed at all.
            let draft = Draft::Refuse {
                basis: BTreeSet::from([RefusalBasis::Document(DocumentKind::LicenceAnnex)]),
                reason: "-".into(),
            };
            let refuse = ApplicationCommand::Propose {
                draft,
                reviewed: true,
            };
            let why = refusal(refuse, cx);
            let label = cx.t("application-propose-refuse");
            let button = Button::secondary(&label).icon(Icon::CircleX);
            if pane::button(button, why.as_deref(), ui) {
                *sheets.decision = Some(Decision::refuse(one));
            }
            let remarks = vec![Remark {
                document: None,
                part: None,
                text: "-".into(),
            }];
            let why = refusal(ApplicationCommand::ReturnToSchool { remarks }, cx);
            let label = cx.t("application-return-school");
            let button = Button::secondary(&label).icon(Icon::Undo2);
            if pane::button(button, why.as_deref(), ui) {
                *sheets.decision = Some(Decision::back(one));
            }
        }
        Stage::InApproval { draft, .. } => {
            let stops = matches!(draft, Draft::Accept).then(|| stopped(one, cx));
            let why = refusal(ApplicationCommand::Approve, cx).or_else(|| stops.flatten());
            let label = cx.t("application-approve");
            let button = Button::primary(&label).icon(Icon::CircleCheck);
            if pane::button(button, why.as_deref(), ui) {
                *sheets.asking = Some(approving(one, draft, cx));
            }
            let back = |reason| ApplicationCommand::ReturnToExecutor { reason };
            let why = refusal(back("-".into()), cx);
            let label = cx.t("application-return-executor");
            let button = Button::secondary(&label).icon(Icon::Undo2);
            if pane::button(button, why.as_deref(), ui) {
                let title = cx.said("application-return-executor-title");
                let confirm = cx.said("application-return-executor");
                let id = one.id;
                let ask = Ask::new(title, Said::default(), confirm, move |reason| {
                    SchoolingOp::Application {
                        application: id,
                        command: ApplicationCommand::ReturnToExecutor { reason },
                    }
                });
                *sheets.asking = Some(ask.with_reason(cx.said("order-reason")));
            }
        }
        Stage::Accepted => contract(one, sheets, cx, ui),
        Stage::BackAtSchool { .. } | Stage::Refused { .. } | Stage::Withdrawn => {}
    }
}

/// Draws up the year's contract for the building of an accepted application, where it has none.
fn contract(one: &Application, sheets: &mut Sheets<'_>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let year = cx.model.today().year();
    let view = cx.model.orders.value();
    let due = matches!(one.kind, ApplicationKind::Reimbursement(_))
        && view.is_some_and(|view| !is_contracted(view, one.id, year));
    if !due {
        return;
    }
    let none = OrderRules::pilot().indices.of(year).is_none();
    let why = none.then(|| order_words::refusal(&SchoolingRefusal::NoIndex { year }, cx.locale));
    let label = cx.t("order-building-contract");
    let button = Button::primary(&label).icon(Icon::FilePlus2);
    if pane::button(button, why.as_deref(), ui) {
        *sheets.contract = ContractForm::reimbursing(one.id, cx);
    }
}

fn approving(one: &Application, draft: &Draft, cx: &Cx<'_>) -> Ask {
    let id = one.id;
    let (title, detail) = match draft {
        Draft::Accept => (
            cx.said("application-approve-accept-title"),
            cx.said("application-approve-accept-detail"),
        ),
        Draft::Refuse { basis, reason } => (
            cx.said("application-approve-refuse-title"),
            cx.say(|cx| format!("{}. {}", basis_words(basis, cx), reason.0.trim())),
        ),
    };
    let ask = Ask::new(title, detail, cx.said("application-approve"), move |_| {
        SchoolingOp::Application {
            application: id,
            command: ApplicationCommand::Approve,
        }
    });
    match draft {
        Draft::Accept => ask,
        Draft::Refuse { .. } => ask.danger(),
    }
}

fn take(one: &Application, key: &str, refusal: Option<String>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let label = cx.t(key);
    let button = Button::primary(&label).icon(Icon::Hand);
    if pane::button(button, refusal.as_deref(), ui) {
        let op = Box::new(command(one, ApplicationCommand::Take));
        let ask = baqylau_client::ui::Command::AskOrder { op };
        cx.post.send_watched(ask);
    }
}

fn school_actions(
    one: &Application,
    busy: Option<&str>,
    sheets: &mut Sheets<'_>,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let refusal = |of: ApplicationCommand, cx: &Cx<'_>| {
        let busy = busy.map(str::to_owned);
        busy.or_else(|| sheets.desk.refusal(&command(one, of), cx))
    };
    if matches!(one.stage, ApplicationStage::BackAtSchool { .. }) {
        let documents = std::collections::BTreeMap::new();
        let why = refusal(ApplicationCommand::Resubmit { documents }, cx);
        let label = cx.t("application-resubmit");
        let button = Button::primary(&label).icon(Icon::Send);
        if pane::button(button, why.as_deref(), ui) {
            *sheets.applying = Some(ApplySheet::again(one));
        }
    }
    if !one.stage.is_final() {
        let why = refusal(ApplicationCommand::Withdraw, cx);
        let label = cx.t("application-withdraw");
        if pane::button(Button::secondary(&label), why.as_deref(), ui) {
            let title = cx.said("application-withdraw-title");
            let detail = cx.said("application-withdraw-detail");
            let confirm = cx.said("application-withdraw");
            let id = one.id;
            let ask = Ask::new(title, detail, confirm, move |_| SchoolingOp::Application {
                application: id,
                command: ApplicationCommand::Withdraw,
            });
            *sheets.asking = Some(ask.danger());
        }
    }
}
