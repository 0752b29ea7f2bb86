//! A bank's statement compared with the payments known here: what each line is, what will be
//! recorded, what a person has to look at; recorded once it is agreed to.

use super::super::who;
use super::matching::{self, Matching};
use crate::cx::{Cx, Post, pick};
use baqylau_client::ui::{Command, StatementRow, StatementView, Ticket};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::payment_order::{LineOutcome, Side};
use baqylau_widgets::{Answer, Button, Modal, Tone, field, modal, state, tag, text};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Which lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Problems,
    Settling,
}

/// The sheet.
pub struct Statement {
    reading: Ticket,
    shown: Shown,
    /// Lines that aren't to be recorded.
    left: BTreeSet<usize>,
    recording: Option<Ticket>,
    /// Places of lines, those to look at first, and the statement they are of.
    order: Option<(Arc<StatementView>, Vec<usize>)>,
    /// The line whose payment is being named.
    matching: Option<Matching>,
}

impl Statement {
    /// Has a file read.
    pub fn read(path: PathBuf, post: &mut Post) -> Self {
        Self::of(post.send(Command::ReadStatement { path }))
    }

    /// Opens one that is kept.
    pub fn open(statement: BlobHash, file: String, post: &mut Post) -> Self {
        Self::of(post.send(Command::OpenStatement { statement, file }))
    }

    fn of(reading: Ticket) -> Self {
        Self {
            reading,
            shown: Shown::All,
            left: BTreeSet::new(),
            recording: None,
            order: None,
            matching: None,
        }
    }

    fn take(&mut self, cx: &Cx<'_>) -> Option<Arc<StatementView>> {
        let told = cx.model.statement.as_ref();
        let (_, view) = told.filter(|(ticket, _)| *ticket == self.reading)?;
        let same = |(of, _): &(Arc<StatementView>, Vec<usize>)| Arc::ptr_eq(of, view);
        if !self.order.as_ref().is_some_and(same) {
            let mut order: Vec<usize> = (0..view.lines.len()).collect();
            order.sort_by_key(|at| view.lines.get(*at).map_or(9, |row| rank(&row.outcome)));
            self.order = Some((view.clone(), order));
        }
        Some(view.clone())
    }

    /// Places of lines that will be recorded.
    fn recorded(&self, view: &StatementView) -> Vec<usize> {
        let lines = view.lines.iter().enumerate();
        lines
            .filter(|(at, row)| row.settles() && !self.left.contains(at))
            .map(|(at, _)| at)
            .collect()
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        match self.matching.as_mut().map(|one| one.show(cx, ctx)) {
            None => {}
            Some(matching::Became::Open) => return true,
            Some(matching::Became::Closed) => self.matching = None,
            Some(matching::Became::Matched(ticket)) => {
                self.matching = None;
                self.reading = ticket;
                self.recording = None;
            }
        }
        let view = self.take(cx);
        let told = cx.model.statement_recorded;
        let result = told.filter(|(ticket, _, _)| Some(*ticket) == self.recording);
        let over = result.is_some() && cx.model.is_done(self.recording);
        let title = match &view {
            Some(view) => cx.f(
                "order-statement-title",
                &[("name", view.file.as_str().into())],
            ),
            None => cx.t("order-statement-reading"),
        };
        let recorded = view.as_ref().map(|view| self.recorded(view));
        let count = recorded.as_ref().map_or(0, Vec::len);
        let confirm = match (&view, over) {
            (Some(view), false) if count == 0 && view.kept.is_none() => {
                cx.t("order-statement-keep")
            }
            (Some(_), false) => cx.f("order-statement-record", &[("count", count.into())]),
            _ => String::new(),
        };
        let close = cx.t(if over {
            "button-close"
        } else {
            "button-cancel"
        });
        let is_kept = view.as_ref().is_none_or(|view| view.kept.is_some());
        let none = cx.t("order-statement-nothing");
        let runs = cx.running(self.recording);
        let failed = [Some(self.reading), self.recording];
        let failure = failed.iter().find_map(|one| cx.model.failure(*one));
        let failure = failure.map(|error| cx.error(error));
        let reading = cx.running(Some(self.reading));
        let mut to_match = None;
        let answer = Modal::new("order-statement", &title)
            .width(980.0)
            .buttons(&confirm, &close)
            .blocked((count == 0 && is_kept).then_some(none.as_str()))
            .busy(runs)
            .show(ctx, |ui| {
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
                match &view {
                    Some(view) => {
                        ui.scope(|ui| to_match = self.body(view, over, cx, ui));
                    }
                    None if reading => state::loading(ui, &cx.t("order-statement-reading")),
                    None => {}
                }
                if let Some((_, recorded, already)) = result {
                    let args = [("count", recorded.into()), ("already", already.into())];
                    let words = cx.f("order-statement-result", &args);
                    state::strip(ui, Tone::Ok, &words, None);
                }
            });
        if let (Some(line), Some(view)) = (to_match, &view) {
            self.matching = Some(Matching::new(view.clone(), line));
            return true;
        }
        match (answer, view, recorded) {
            (Answer::Open, _, _) => true,
            (Answer::Yes, Some(statement), Some(lines)) => {
                let command = Command::RecordStatement { statement, lines };
                self.recording = Some(cx.post.send(command));
                true
            }
            _ => false,
        }
    }

    /// What the sheet shows; the line whose payment is to be named, once that is asked for.
    fn body(
        &mut self,
        view: &StatementView,
        over: bool,
        cx: &Cx<'_>,
        ui: &mut egui::Ui,
    ) -> Option<usize> {
        let count = |wanted: fn(&LineOutcome) -> bool| {
            let rows = view.lines.iter();
            rows.filter(|row| wanted(&row.outcome)).count()
        };
        if !view.account.is_empty() {
            let args = [("account", view.account.as_str().into())];
            ui.label(text::small_muted(&cx.f("order-statement-account", &args)));
        }
        let args = [
            (
                "paid",
                count(|one| matches!(one, LineOutcome::Paid { .. })).into(),
            ),
            (
                "returned",
                count(|one| matches!(one, LineOutcome::Returned { .. })).into(),
            ),
            (
                "recorded",
                count(|one| matches!(one, LineOutcome::Recorded { .. })).into(),
            ),
        ];
        ui.add(egui::Label::new(text::medium(&cx.f("order-statement-summary", &args))).wrap());
        kept(view, cx, ui);
        self.faults(view, cx, ui);
        let problems = count(is_problem);
        if problems > 0 {
            let words = cx.f("order-statement-problems", &[("count", problems.into())]);
            state::strip(ui, Tone::Warning, &words, None);
        }
        ui.horizontal_wrapped(|ui| {
            for (shown, key) in [
                (Shown::All, "order-statement-all"),
                (Shown::Problems, "order-statement-to-look-at"),
                (Shown::Settling, "order-statement-to-record"),
            ] {
                if tag::pill(ui, self.shown == shown, &cx.t(key)).clicked() {
                    self.shown = shown;
                }
            }
        });
        let order = self.order.as_ref().map_or(&[][..], |(_, order)| order);
        let wanted = |at: &&usize| {
            let row = view.lines.get(**at);
            row.is_some_and(|row| match self.shown {
                Shown::All => true,
                Shown::Problems => is_problem(&row.outcome),
                Shown::Settling => row.settles(),
            })
        };
        let places: Vec<usize> = order.iter().filter(wanted).copied().collect();
        if places.is_empty() {
            ui.label(text::muted(&cx.t("order-statement-no-lines")));
            return None;
        }
        let left = &mut self.left;
        let mut to_match = None;
        ui.spacing_mut().item_spacing.y = 4.0;
        egui::ScrollArea::vertical()
            .id_salt("order-statement-lines")
            .max_height(modal::list_height(
                ui.ctx(),
                places.len() as f32 * 44.0,
                330.0,
            ))
            .auto_shrink([false, false])
            .show_rows(ui, 40.0, places.len(), |ui, shown| {
                for at in places.get(shown).into_iter().flatten() {
                    if let Some(row) = view.lines.get(*at) {
                        ui.push_id(at, |ui| {
                            if line(*at, row, left, over, cx, ui) {
                                to_match = Some(*at);
                            }
                        });
                    }
                }
            });
        to_match
    }

    fn faults(&self, view: &StatementView, cx: &Cx<'_>, ui: &mut egui::Ui) {
        const SHOWN: usize = 3;
        if view.faults.is_empty() {
            return;
        }
        let args = [("count", view.faults.len().into())];
        state::strip(ui, Tone::Bad, &cx.f("order-statement-faults", &args), None);
        for fault in view.faults.iter().take(SHOWN) {
            let args = [
                ("line", fault.at.to_string().into()),
                ("problem", cx.error(&fault.problem).into()),
            ];
            let words = cx.f("order-statement-fault", &args);
            ui.add(egui::Label::new(text::small(&words)).wrap());
        }
    }
}

/// Lines to look at come first, those recorded before last.
fn rank(outcome: &LineOutcome) -> u8 {
    match outcome {
        LineOutcome::Twice { .. } => 0,
        LineOutcome::SumDiffers { .. } => 1,
        LineOutcome::Ambiguous { .. } => 2,
        LineOutcome::Unknown => 3,
        LineOutcome::Returned { .. } => 4,
        LineOutcome::Paid { .. } => 5,
        LineOutcome::ByHand { .. } => 6,
        LineOutcome::Recorded { .. } => 7,
    }
}

fn is_problem(outcome: &LineOutcome) -> bool {
    rank(outcome) <= 3
}

/// What a line is, in words.
fn said(row: &StatementRow, cx: &Cx<'_>) -> (String, Tone) {
    let number = row.payment.as_ref().map_or(0, |payment| payment.number);
    let args = [("number", number.to_string().into())];
    match &row.outcome {
        LineOutcome::Paid { .. } => (cx.f("order-statement-paid", &args), Tone::Ok),
        LineOutcome::Returned { .. } => (cx.f("order-statement-returned", &args), Tone::Bad),
        LineOutcome::Recorded { .. } => (cx.f("order-statement-recorded", &args), Tone::Neutral),
        LineOutcome::ByHand { .. } => (by_hand(row, number, cx), Tone::Ok),
        LineOutcome::Twice { .. } => (cx.f("order-statement-twice", &args), Tone::Bad),
        LineOutcome::SumDiffers { ordered, .. } => {
            let args = [
                ("number", number.to_string().into()),
                ("sum", cx.locale.money_tiyn(ordered.0).into()),
            ];
            (cx.f("order-statement-sum-differs", &args), Tone::Bad)
        }
        LineOutcome::Ambiguous { payments } => {
            let args = [("count", payments.len().into())];
            (cx.f("order-statement-ambiguous", &args), Tone::Warning)
        }
        LineOutcome::Unknown => (cx.t("order-statement-unknown"), Tone::Warning),
    }
}

/// Who matched a line by hand, and why.
fn by_hand(row: &StatementRow, number: u32, cx: &Cx<'_>) -> String {
    let what = cx.f(
        "order-statement-by-hand",
        &[("number", number.to_string().into())],
    );
    let Some(hand) = &row.by_hand else {
        return what;
    };
    let args = [
        ("what", who::step(what, Some(hand.by), cx).into()),
        ("reason", hand.reason.0.as_str().into()),
    ];
    cx.f("order-step-why", &args)
}

/// That the statement is kept, since when and by whom.
fn kept(view: &StatementView, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let Some(kept) = &view.kept else { return };
    let when = cx.locale.date_time(kept.at);
    let args = [("name", kept.file.as_str().into()), ("when", when.into())];
    let key = match kept.taken {
        true => "order-statement-kept",
        false => "order-statement-kept-here",
    };
    let said = who::step(cx.f(key, &args), Some(kept.by), cx);
    state::strip(ui, Tone::Info, &said, None);
}

/// A line; whether its payment is to be named.
fn line(
    at: usize,
    row: &StatementRow,
    left: &mut BTreeSet<usize>,
    over: bool,
    cx: &Cx<'_>,
    ui: &mut egui::Ui,
) -> bool {
    let who = row
        .school
        .as_ref()
        .map_or(row.line.name.as_str(), |school| {
            pick(cx.locale.language(), &school.name)
        });
    let day = cx.locale.date(row.line.day);
    let reference = [&row.line.reference, &row.line.number];
    let reference = reference.iter().find(|one| !one.is_empty());
    let mut name = day;
    for part in [reference.map_or("", |one| one.as_str()), who] {
        if !part.is_empty() {
            name = format!("{name} · {part}");
        }
    }
    let mut to_match = false;
    ui.horizontal_top(|ui| {
        ui.set_height(40.0);
        if row.settles() && !over {
            let mut on = !left.contains(&at);
            let response = field::checkbox(ui, &mut on, "");
            let args = [("name", name.as_str().into())];
            let label = cx.f("order-statement-record-one", &args);
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, on, &label)
            });
            if response.changed() {
                if on {
                    left.remove(&at);
                } else {
                    left.insert(at);
                }
            }
        } else {
            ui.add_space(32.0);
        }
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 350.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(text::medium(&name).size(13.0)).truncate());
            let (mut words, tone) = said(row, cx);
            // The bank's words say why a payment came back.
            let back = matches!(row.outcome, LineOutcome::Returned { .. });
            if !row.line.words.is_empty() && (back || is_problem(&row.outcome)) {
                words = format!("{words} · {}", row.line.words);
            }
            let ink = match tone {
                Tone::Neutral => baqylau_widgets::tokens(ui).muted,
                tone => baqylau_widgets::tokens(ui).ink(tone),
            };
            ui.add(egui::Label::new(text::small(&words).color(ink)).truncate());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            let sign = match row.line.side {
                Side::Debit => "−",
                Side::Credit => "+",
            };
            let sum = cx.locale.money_tiyn(row.line.sum.0);
            ui.label(text::table(&format!("{sign}\u{a0}{sum}")));
            if !row.candidates.is_empty() {
                let label = cx.f(
                    "order-statement-match",
                    &[("count", row.candidates.len().into())],
                );
                let args = [("name", name.as_str().into())];
                let spoken = cx.f("order-statement-match-one", &args);
                let response = ui.add(Button::secondary(&label).small());
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &spoken)
                });
                to_match = response.clicked();
            }
        });
    });
    to_match
}

/// Shows the sheet there may be, and forgets it once it is closed.
pub fn show(sheet: &mut Option<Statement>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if sheet.as_mut().is_some_and(|sheet| !sheet.show(cx, ctx)) {
        *sheet = None;
    }
}
