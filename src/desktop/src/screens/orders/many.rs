//! What will be done to one record or many, shown before it is done: each with its sum, or with
//! why it is passed over; with a day and a reason where they are needed.

use crate::cx::{Cx, Said};
use baqylau_client::ui::{Command, Ticket};
use baqylau_domain::money::Tiyn;
use baqylau_domain::text::Words;
use baqylau_widgets::{Answer, Field, Modal, Tone, modal, progress, state, text};
use chrono::NaiveDate;

/// A record the action is about.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its name.
    pub name: Said,
    /// Its sum.
    pub sum: Tiyn,
    /// What to know of it; of one passed over, why.
    pub remark: Said,
    /// It is passed over.
    pub skipped: bool,
}

/// What the person gave besides their consent.
pub struct Given {
    /// Day; today where none is asked for.
    pub day: NaiveDate,
    /// Reason; empty where none is asked for.
    pub reason: Words,
}

type Make = Box<dyn Fn(&Given) -> Vec<Command> + Send>;

/// A preview that waits for consent.
pub struct Many {
    title: Said,
    detail: Said,
    confirm: Said,
    lines: Vec<Line>,
    day: Option<(Said, Option<NaiveDate>)>,
    reason: Option<(Said, String)>,
    danger: bool,
    make: Make,
    /// What was sent, to be sent again where it failed.
    sent: Vec<(Ticket, Command)>,
}

impl Many {
    /// A preview with the words of its button; `make` gives what is asked once the person agrees.
    pub fn new(
        title: Said,
        detail: Said,
        confirm: Said,
        lines: Vec<Line>,
        make: impl Fn(&Given) -> Vec<Command> + Send + 'static,
    ) -> Self {
        Self {
            title,
            detail,
            confirm,
            lines,
            day: None,
            reason: None,
            danger: false,
            make: Box::new(make),
            sent: Vec::new(),
        }
    }

    /// Asks for a day too, `at_first` unless another is given.
    #[must_use]
    pub fn with_day(mut self, label: Said, at_first: NaiveDate) -> Self {
        self.day = Some((label, Some(at_first)));
        self
    }

    /// Asks for a reason too.
    #[must_use]
    pub fn with_reason(mut self, label: Said) -> Self {
        self.reason = Some((label, String::new()));
        self
    }

    /// Asks for words too, `at_first` unless others are written.
    #[must_use]
    pub fn with_words(mut self, label: Said, at_first: String) -> Self {
        self.reason = Some((label, at_first));
        self
    }

    /// What is asked can't be undone.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Whether the person agreed, and what was asked is on its way.
    pub fn was_sent(&self) -> bool {
        !self.sent.is_empty()
    }

    /// Why it can't be confirmed yet.
    fn lacking(&self, cx: &Cx<'_>) -> Option<String> {
        if self.lines.iter().all(|line| line.skipped) {
            return Some(cx.t("order-many-nothing"));
        }
        match &self.day {
            Some((_, None)) => return Some(cx.t("error-date-empty")),
            Some((_, Some(day))) if *day > cx.model.today() => {
                return Some(cx.t("order-day-future"));
            }
            _ => {}
        }
        let missing = |(_, words): &(Said, String)| words.trim().is_empty();
        let reason = self.reason.as_ref().is_some_and(missing);
        reason.then(|| cx.t("order-reason-missing"))
    }

    /// Shows it; whether it stays.
    fn show(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) -> bool {
        let tickets = || self.sent.iter().map(|(ticket, _)| Some(*ticket));
        let done = tickets().filter(|one| cx.model.is_done(*one)).count();
        if !self.sent.is_empty() && done == self.sent.len() {
            return false;
        }
        let runs = tickets().any(|one| cx.running(one));
        let failure = tickets().find_map(|one| cx.model.failure(one));
        let failure = failure.map(|error| cx.error(error));
        let close = cx.t("button-cancel");
        let lacking = self.lacking(cx);
        let of = self.sent.len();
        let mut modal = Modal::new("order-many", self.title.here(cx))
            .width(680.0)
            .buttons(self.confirm.here(cx), &close)
            .blocked(lacking.as_deref())
            .busy(runs);
        if self.danger {
            modal = modal.danger();
        }
        let (detail, lines) = (self.detail.here(cx), &self.lines);
        let (day, reason) = (&mut self.day, &mut self.reason);
        let answer = modal.show(ctx, |ui| {
            if !detail.is_empty() {
                ui.add(egui::Label::new(text::table(detail)).wrap());
            }
            ui.scope(|ui| list("order-many-list", lines, cx, ui));
            if let Some((label, day)) = day {
                Field::new(label.here(cx))
                    .required()
                    .width(200.0)
                    .date(ui, day);
            }
            if let Some((label, words)) = reason {
                Field::new(label.here(cx))
                    .required()
                    .multiline(ui, words, 3);
            }
            if runs && of > 1 {
                let args = [("done", done.into()), ("of", of.into())];
                let words = cx.f("order-sign-course", &args);
                progress::bar(ui, &words, done as f32 / of.max(1) as f32, Tone::Ok);
            }
            if let Some(failure) = &failure {
                state::strip(ui, Tone::Bad, failure, None);
            }
        });
        match answer {
            Answer::Open => true,
            Answer::No => false,
            Answer::Yes => {
                self.send(cx);
                true
            }
        }
    }

    /// Sends what is asked, or again what of it failed.
    fn send(&mut self, cx: &mut Cx<'_>) {
        if !self.sent.is_empty() {
            for (ticket, command) in &mut self.sent {
                if cx.model.failure(Some(*ticket)).is_some() {
                    *ticket = cx.post.send(command.clone());
                }
            }
            return;
        }
        let given = Given {
            day: self
                .day
                .as_ref()
                .and_then(|(_, day)| *day)
                .unwrap_or_else(|| cx.model.today()),
            reason: Words(
                self.reason
                    .as_ref()
                    .map(|(_, words)| words.trim().to_owned())
                    .unwrap_or_default(),
            ),
        };
        for command in (self.make)(&given) {
            let ticket = cx.post.send(command.clone());
            self.sent.push((ticket, command));
        }
    }
}

/// Lines with their total, those passed over with why.
pub fn list(id: &str, lines: &[Line], cx: &Cx<'_>, ui: &mut egui::Ui) {
    let taken = lines.iter().filter(|line| !line.skipped);
    let sum = taken
        .clone()
        .map(|line| i128::from(line.sum.0))
        .sum::<i128>();
    let sum = i64::try_from(sum).unwrap_or(i64::MAX);
    let count = taken.count();
    let args = [
        ("count", count.into()),
        ("sum", cx.locale.money_tiyn(sum).into()),
    ];
    // What is about no money has no sums.
    let sums = lines.iter().any(|line| line.sum != Tiyn(0));
    if sums {
        ui.label(text::strong(&cx.f("order-many-total", &args)));
    }
    let skipped = lines.len() - count;
    if skipped > 0 {
        let words = cx.f("order-many-skipped", &[("count", skipped.into())]);
        state::strip(ui, Tone::Warning, &words, None);
    }
    let height = modal::list_height(ui.ctx(), lines.len() as f32 * 44.0, 264.0);
    ui.spacing_mut().item_spacing.y = 4.0;
    egui::ScrollArea::vertical()
        .id_salt(id)
        .max_height(height)
        .auto_shrink([false, false])
        .show_rows(ui, 40.0, lines.len(), |ui, shown| {
            for line in lines.get(shown).into_iter().flatten() {
                self::line(line, sums, cx, ui);
            }
        });
}

fn line(line: &Line, sums: bool, cx: &Cx<'_>, ui: &mut egui::Ui) {
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.vertical(|ui| {
            let beside = if sums { 170.0 } else { 0.0 };
            ui.set_width(ui.available_width() - beside);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(text::medium(line.name.here(cx))).truncate());
            let remark = if line.skipped {
                let ink = baqylau_widgets::tokens(ui).ink(Tone::Bad);
                text::small(line.remark.here(cx)).color(ink)
            } else {
                text::small_muted(line.remark.here(cx))
            };
            ui.add(egui::Label::new(remark).truncate());
        });
        if !sums {
            return;
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            let sum = text::table(&cx.locale.money_tiyn(line.sum.0));
            ui.label(if line.skipped { sum.weak() } else { sum });
        });
    });
}

/// Shows the preview there may be, and forgets it once it is answered.
pub fn show(many: &mut Option<Many>, cx: &mut Cx<'_>, ctx: &egui::Context) {
    if many.as_mut().is_some_and(|many| !many.show(cx, ctx)) {
        *many = None;
    }
}
