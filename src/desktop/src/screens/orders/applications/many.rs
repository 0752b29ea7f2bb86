//! What is done to the ticked applications together: taken, laid before whoever approves, approved,
//! sent back with one reason. What will happen to each, and which are left out and why, is shown
//! before it is asked. Rights are those of one by one: nobody approves what they proposed.

use super::super::desk::{self, Desk};
use super::super::pane;
use super::super::shelf::Shelf;
use super::super::words;
use super::pane::proposal;
use super::table::{Applications as Kind, executor, kind_words};
use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, OrderRow, Ticket};
use baqylau_domain::checks::Decision as ChecksDecision;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Application, ApplicationCommand, ApplicationKind, ApplicationStage as Stage, Draft, Remark,
    SchoolingOp, SchoolingRefusal,
};
use baqylau_domain::text::Words;
use baqylau_widgets::field::checkbox;
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, Tone, state, text};
use std::collections::BTreeSet;

/// What is done to many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Take,
    Propose,
    Approve,
    ReturnToSchool,
    ReturnToExecutor,
}

impl What {
    const ALL: [Self; 5] = [
        Self::Take,
        Self::Propose,
        Self::Approve,
        Self::ReturnToSchool,
        Self::ReturnToExecutor,
    ];

    /// Key of the button's words, with the number of applications.
    fn chosen(self) -> &'static str {
        match self {
            Self::Take => "application-take-chosen",
            Self::Propose => "application-propose-chosen",
            Self::Approve => "application-approve-chosen",
            Self::ReturnToSchool => "application-school-chosen",
            Self::ReturnToExecutor => "application-executor-chosen",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Take => "application-take-title",
            Self::Propose => "application-propose-title",
            Self::Approve => "application-approve-title",
            Self::ReturnToSchool => "application-back-title",
            Self::ReturnToExecutor => "application-return-executor-title",
        }
    }

    /// Key of what will happen, with the number of applications.
    fn will(self) -> &'static str {
        match self {
            Self::Take => "application-take-will",
            Self::Propose => "application-propose-will",
            Self::Approve => "application-approve-will",
            Self::ReturnToSchool => "application-school-will",
            Self::ReturnToExecutor => "application-executor-will",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Take => Icon::Hand,
            Self::Propose => Icon::Send,
            Self::Approve => Icon::CircleCheck,
            Self::ReturnToSchool | Self::ReturnToExecutor => Icon::Undo2,
        }
    }

    /// Whether it needs a reason.
    fn asks_why(self) -> bool {
        matches!(self, Self::ReturnToSchool | Self::ReturnToExecutor)
    }

    /// Whether it is what comes next for one of them.
    fn comes_next(self, one: &Application, cx: &Cx<'_>) -> bool {
        let mine = executor(&one.stage) == cx.model.person().map(|person| person.id);
        match self {
            Self::Take => matches!(one.stage, Stage::New),
            Self::Propose | Self::ReturnToSchool => {
                mine && matches!(
                    one.stage,
                    Stage::InWork { .. } | Stage::BackAtExecutor { .. }
                )
            }
            Self::Approve | Self::ReturnToExecutor => {
                matches!(one.stage, Stage::InApproval { .. })
            }
        }
    }

    fn command(self, reason: &Words) -> ApplicationCommand {
        match self {
            Self::Take => ApplicationCommand::Take,
            Self::Propose => ApplicationCommand::Propose {
                draft: Draft::Accept,
                reviewed: true,
            },
            Self::Approve => ApplicationCommand::Approve,
            Self::ReturnToSchool => ApplicationCommand::ReturnToSchool {
                remarks: vec![Remark {
                    document: None,
                    part: None,
                    text: reason.clone(),
                }],
            },
            Self::ReturnToExecutor => ApplicationCommand::ReturnToExecutor {
                reason: reason.clone(),
            },
        }
    }
}

/// One it is done to.
struct Line {
    name: Said,
    one: Application,
    /// What of it is known besides its name.
    remark: Said,
}

/// The sheet.
pub struct ManySheet {
    what: What,
    lines: Vec<Line>,
    /// Those left out, and why.
    not: Vec<(Said, Said)>,
    reason: String,
    /// Whether the checks of one of them found something to look at first.
    to_review: bool,
    reviewed: bool,
    tickets: Vec<Ticket>,
}

/// The buttons over the register; the sheet, once one is pressed.
pub fn buttons(
    shelf: &Shelf<Kind<false>>,
    desk: &Desk,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<ManySheet> {
    let chosen = shelf.chosen();
    if chosen.is_empty() || desk::role(cx) != Some(AccountRole::EducationOfficer) {
        return None;
    }
    let mut opened = None;
    let mut first = true;
    for what in What::ALL {
        let next = chosen
            .iter()
            .filter(|(_, one)| what.comes_next(one, cx))
            .count();
        if next == 0 {
            continue;
        }
        // Taking is offered for all that are ticked, as the sheet tells which of them it is for.
        let count = match what {
            What::Take => chosen.len(),
            _ => next,
        };
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let label = cx.f(what.chosen(), &[("count", count.into())]);
        let button = if std::mem::take(&mut first) {
            Button::primary(&label)
        } else {
            Button::secondary(&label)
        };
        if pane::button(button.icon(what.icon()).small(), None, ui) {
            opened = Some(ManySheet::of(what, &chosen, desk, cx));
        }
    }
    opened
}

impl ManySheet {
    fn of(what: What, chosen: &[(&OrderRow, &Application)], desk: &Desk, cx: &Cx<'_>) -> Self {
        let (mut lines, mut not) = (Vec::new(), Vec::new());
        let mut to_review = false;
        // Those it would have been next for are told of first: of the others it is plain.
        let (near, far): (Vec<_>, Vec<_>) =
            chosen.iter().partition(|(_, one)| what.comes_next(one, cx));
        for (row, one) in near.into_iter().chain(far) {
            let name = cx.say(|cx| {
                let kind = kind_words(one.kind, cx.locale);
                format!("{} · {kind}", words::school(row, cx.locale))
            });
            let waits = (!row.waiting.is_empty()).then(|| cx.said("application-waits"));
            // Any reason: whether it may be done at all.
            let op = SchoolingOp::Application {
                application: one.id,
                command: what.command(&"-".into()),
            };
            let why = waits
                .or_else(|| desk.said(&op, cx))
                .or_else(|| stopped(what, one, cx));
            if let Some(why) = why {
                not.push((name, why));
                continue;
            }
            to_review |=
                what == What::Propose && decision(one, cx) != Some(ChecksDecision::Allowed);
            let remark = match &one.stage {
                Stage::InApproval { draft, .. } => cx.say(|cx| proposal(draft, cx)),
                _ => Said::default(),
            };
            let one = (*one).clone();
            lines.push(Line { name, one, remark });
        }
        Self {
            what,
            lines,
            not,
            reason: String::new(),
            to_review,
            reviewed: false,
            tickets: Vec::new(),
        }
    }

    /// Why it can't be confirmed yet.
    fn lacking(&self, cx: &Cx<'_>) -> Option<String> {
        if self.lines.is_empty() {
            return Some(cx.t(match self.what {
                What::Take => "application-take-none",
                _ => "application-many-none",
            }));
        }
        if self.what.asks_why() && self.reason.trim().is_empty() {
            return Some(cx.t("order-reason-missing"));
        }
        let unseen = self.to_review && !self.reviewed;
        unseen.then(|| cx.t("schooling-refused-not-reviewed"))
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        let asked = !self.tickets.is_empty();
        let runs = self.tickets.iter().any(|one| cx.running(Some(*one)));
        // The same words once, however many they are about.
        let failed: BTreeSet<String> = self
            .tickets
            .iter()
            .filter_map(|one| cx.model.failure(Some(*one)))
            .map(|error| cx.error(error))
            .collect();
        if asked && !runs && failed.is_empty() {
            return false;
        }
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let title = cx.t(self.what.title());
        let count = [("count", number(self.lines.len()).into())];
        let confirm = cx.f(self.what.chosen(), &count);
        let confirm = if asked { String::new() } else { confirm };
        let close = cx.t(if asked {
            "button-close"
        } else {
            "button-cancel"
        });
        let lacking = self.lacking(cx);
        let answer = Modal::new("application-many", &title)
            .width(620.0)
            .buttons(&confirm, &close)
            .blocked(lacking.as_deref())
            .busy(runs)
            .show(ctx, |ui| {
                self.body(&count, cx, ui);
                for failure in &failed {
                    state::strip(ui, Tone::Bad, failure, None);
                }
            });
        if answer == Answer::Yes {
            let reason = Words(self.reason.trim().to_owned());
            let command = self.what.command(&reason);
            let ops = self.lines.iter().map(|line| SchoolingOp::Application {
                application: line.one.id,
                command: command.clone(),
            });
            self.tickets = ops
                .map(|op| cx.post.send(Command::AskOrder { op: Box::new(op) }))
                .collect();
        }
        answer != Answer::No
    }

    fn body(&mut self, count: &[(&str, baqylau_locale::Arg<'_>)], cx: &Cx<'_>, ui: &mut egui::Ui) {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(text::strong(&cx.f(self.what.will(), count)));
        let plain = self
            .lines
            .iter()
            .all(|line| line.remark.here(cx).is_empty());
        let lines = self.lines.iter().map(|line| (&line.name, &line.remark));
        let lines: Vec<(&Said, &Said)> = lines.collect();
        list("many-done", &lines, plain, cx, ui);
        if !self.not.is_empty() {
            let number = i64::try_from(self.not.len()).unwrap_or(i64::MAX);
            let key = match self.what {
                What::Take => "application-take-not",
                _ => "application-many-not",
            };
            ui.label(text::strong(&cx.f(key, &[("count", number.into())])));
            let not: Vec<(&Said, &Said)> = self.not.iter().map(|(name, why)| (name, why)).collect();
            list("many-not", &not, false, cx, ui);
        }
        if self.what.asks_why() {
            let label = cx.t("order-reason");
            let hint = match self.what {
                What::ReturnToSchool => cx.t("application-reason-hint"),
                _ => String::new(),
            };
            Field::new(&label)
                .hint(&hint)
                .required()
                .multiline(ui, &mut self.reason, 3);
        }
        if self.to_review {
            checkbox(ui, &mut self.reviewed, &cx.t("application-reviewed"));
        }
    }
}

/// Names, each with what is said of it below unless nothing is said of any.
fn list(id: &str, lines: &[(&Said, &Said)], plain: bool, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let height = if plain { 20.0 } else { 40.0 };
    egui::ScrollArea::vertical()
        .id_salt(id)
        .max_height(160.0)
        .auto_shrink([false, true])
        .show_rows(ui, height, lines.len(), |ui, shown| {
            for (name, remark) in lines.get(shown).into_iter().flatten() {
                ui.add(egui::Label::new(text::table(name.here(cx))).truncate());
                if !plain {
                    let remark = text::small_muted(remark.here(cx));
                    ui.add(egui::Label::new(remark).truncate());
                }
            }
        });
}

/// What the checks say of the school of an application, as far as it is known here; of a building
/// that is to be reimbursed, only its own card says it.
fn decision(one: &Application, cx: &Cx<'_>) -> Option<ChecksDecision> {
    if matches!(one.kind, ApplicationKind::Reimbursement(_)) {
        return None;
    }
    cx.model.orders.value()?.decisions.get(&one.school).copied()
}

/// What keeps one from being accepted, or from being approved as accepted.
fn stopped(what: What, one: &Application, cx: &Cx<'_>) -> Option<Said> {
    let accepts = match (&one.stage, what) {
        (Stage::InApproval { draft, .. }, What::Approve) => matches!(draft, Draft::Accept),
        (_, What::Propose) => true,
        _ => false,
    };
    if !accepts {
        return None;
    }
    if one.is_to_sign() {
        return Some(cx.said("application-unsigned"));
    }
    let refusal = match decision(one, cx)? {
        ChecksDecision::Refused => SchoolingRefusal::Stopped,
        ChecksDecision::Waits => SchoolingRefusal::Waits,
        ChecksDecision::Allowed | ChecksDecision::AllowedAfterReview => return None,
    };
    Some(cx.say(|cx| words::refusal(&refusal, cx.locale)))
}

/// Shows the sheet there may be, and forgets it once it is closed.
pub fn show(sheet: &mut Option<ManySheet>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if sheet.as_mut().is_some_and(|sheet| !sheet.show(cx, ctx)) {
        *sheet = None;
    }
}
