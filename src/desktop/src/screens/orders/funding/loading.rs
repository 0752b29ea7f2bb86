//! Needs loaded from a file: what would change, what isn't taken and why; nothing changes before it
//! is agreed to, and then all of it at once.

use super::draft::{Draft, NeedDraft};
use super::{Here, need, template};
use crate::cx::{Cx, Post};
use baqylau_client::ui::{Command, NeedsView, OrdersView, Ticket};
use baqylau_domain::calendar::Period;
use baqylau_domain::schooling::{
    KnownNeed, Need, NeedColumn, NeedFault, NeedLine, NeedOutcome, judge_needs,
};
use baqylau_locale::Locale;
use baqylau_widgets::{Answer, Modal, Tone, modal, state, tag, text};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Which lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Changes,
    Refused,
}

/// What each line comes to, and what that was worked out of.
struct Judged {
    of: Arc<NeedsView>,
    records: Arc<OrdersView>,
    needs: BTreeMap<baqylau_domain::identifiers::OrganisationId, NeedDraft>,
    term: (Period, Period),
    outcomes: Vec<NeedOutcome>,
    /// Places of lines, those to look at first.
    order: Vec<usize>,
}

/// The sheet.
pub struct Loading {
    reading: Ticket,
    shown: Shown,
    judged: Option<Judged>,
}

impl Loading {
    /// Has a file read.
    pub fn read(path: PathBuf, post: &mut Post) -> Self {
        Self {
            reading: post.send(Command::ReadNeeds { path }),
            shown: Shown::All,
            judged: None,
        }
    }

    /// Works out what each line comes to, where something it depends on is another than before.
    fn judge(&mut self, here: Here<'_>, draft: &Draft, term: (Period, Period), cx: &Cx<'_>) {
        let told = cx.model.needs.as_ref();
        let told = told.filter(|(ticket, _)| *ticket == self.reading);
        let Some((_, view)) = told else { return };
        let records = here.figures.view();
        let holds = |one: &Judged| {
            Arc::ptr_eq(&one.of, view)
                && Arc::ptr_eq(&one.records, records)
                && one.term == term
                && one.needs == draft.needs
        };
        if self.judged.as_ref().is_some_and(holds) {
            return;
        }
        let outcomes = judge_needs(&view.needs.lines, &known(here, draft, term));
        let mut order: Vec<usize> = (0..outcomes.len()).collect();
        order.sort_by_key(|at| outcomes.get(*at).map_or(9, rank));
        self.judged = Some(Judged {
            of: view.clone(),
            records: records.clone(),
            needs: draft.needs.clone(),
            term,
            outcomes,
            order,
        });
    }

    /// Shows it; whether it stays.
    pub fn show(
        &mut self,
        here: Here<'_>,
        draft: &mut Draft,
        term: (Period, Period),
        cx: &mut Cx<'_>,
        ctx: &egui::Context,
    ) -> bool {
        self.judge(here, draft, term, cx);
        let title = match &self.judged {
            Some(judged) => {
                let args = [("name", judged.of.file.as_str().into())];
                cx.f("needs-file-title", &args)
            }
            None if cx.running(Some(self.reading)) => cx.t("needs-file-reading"),
            None => cx.t("needs-file-unread"),
        };
        let count = self
            .judged
            .as_ref()
            .map_or(0, |judged| judged.changes().count());
        let confirm = match &self.judged {
            Some(_) => cx.f("needs-file-set", &[("count", count.into())]),
            None => String::new(),
        };
        let close = cx.t("button-cancel");
        let nothing = cx.t("needs-file-nothing");
        let failure = cx.model.failure(Some(self.reading));
        let failure = failure.map(|error| cx.error(error));
        let reading = cx.running(Some(self.reading));
        let answer = Modal::new("needs-file", &title)
            .width(860.0)
            .buttons(&confirm, &close)
            .blocked((count == 0).then_some(nothing.as_str()))
            .show(ctx, |ui| {
                if let Some(failure) = &failure {
                    state::strip(ui, Tone::Bad, failure, None);
                }
                match &self.judged {
                    Some(judged) => {
                        let shown = &mut self.shown;
                        ui.scope(|ui| body(judged, shown, here, cx, ui));
                    }
                    None if reading => state::loading(ui, &cx.t("needs-file-reading")),
                    None => {}
                }
            });
        match (answer, &self.judged) {
            (Answer::Open, _) => true,
            (Answer::Yes, Some(judged)) => {
                let before = draft.needs.clone();
                let changes = judged.changes();
                let changes = changes.map(|(_, after)| (after.school, NeedDraft::of(&after)));
                draft.needs.extend(changes);
                draft.needs_before = Some(before);
                false
            }
            _ => false,
        }
    }
}

impl Judged {
    /// Needs that change: as they stand, and as they become.
    fn changes(&self) -> impl Iterator<Item = (Need, Need)> + '_ {
        self.outcomes.iter().filter_map(|one| match one {
            NeedOutcome::Sets { before, after } => Some((*before, *after)),
            _ => None,
        })
    }
}

/// What is known of the schools of the region, under their БИН.
fn known(here: Here<'_>, draft: &Draft, term: (Period, Period)) -> BTreeMap<String, KnownNeed> {
    let figures = here.figures;
    let mut known: BTreeMap<String, KnownNeed> = BTreeMap::new();
    for school in figures.known() {
        let takes_part = figures.accepted.contains(&school.id);
        let bin = school.bin.as_text().trim();
        if bin.is_empty() {
            continue;
        }
        let one = KnownNeed {
            need: need::of(school.id, figures, draft, term).0,
            takes_part,
            several: false,
            places: figures.places(school.id),
        };
        match known.get_mut(bin) {
            // Of two that have a БИН in common only one may take part for it to be told whose.
            Some(other) if other.takes_part && takes_part => other.several = true,
            Some(other) if takes_part => *other = one,
            Some(_) => {}
            None => {
                known.insert(bin.to_owned(), one);
            }
        }
    }
    known
}

/// Lines to look at come first, those that change nothing last.
fn rank(outcome: &NeedOutcome) -> u8 {
    match outcome {
        NeedOutcome::Refused(_) => 0,
        NeedOutcome::Sets { .. } => 1,
        NeedOutcome::Same(_) => 2,
        NeedOutcome::Empty(_) => 3,
    }
}

fn body(judged: &Judged, shown: &mut Shown, here: Here<'_>, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let count = |of: u8| judged.outcomes.iter().filter(|one| rank(one) == of).count();
    let months = [judged.term.0.month(), judged.term.1.month()];
    let months = months.map(|month| cx.locale.month_name(month));
    let columns = judged.of.needs.columns.iter();
    let columns: Vec<String> = columns.map(|one| cx.t(template::heading(*one))).collect();
    let args = [
        ("months", months.join(" – ").into()),
        ("columns", cx.locale.list_and(&columns).into()),
    ];
    let words = cx.f("needs-file-term", &args);
    ui.add(egui::Label::new(text::small_muted(&words)).wrap());
    let args = [
        ("changed", count(1).into()),
        ("same", (count(2) + count(3)).into()),
        ("refused", count(0).into()),
    ];
    let words = cx.f("needs-file-summary", &args);
    ui.add(egui::Label::new(text::medium(&words)).wrap());
    if count(0) > 0 {
        let words = cx.f("needs-file-refused", &[("count", count(0).into())]);
        state::strip(ui, Tone::Warning, &words, None);
    }
    ui.horizontal_wrapped(|ui| {
        for (which, key) in [
            (Shown::All, "needs-file-all"),
            (Shown::Changes, "needs-file-changes"),
            (Shown::Refused, "needs-file-to-look-at"),
        ] {
            if tag::pill(ui, *shown == which, &cx.t(key)).clicked() {
                *shown = which;
            }
        }
    });
    let wanted = |at: &&usize| match (*shown, judged.outcomes.get(**at).map(rank)) {
        (Shown::All, _) => true,
        (Shown::Changes, of) => of == Some(1),
        (Shown::Refused, of) => of == Some(0),
    };
    let places: Vec<usize> = judged.order.iter().filter(wanted).copied().collect();
    if places.is_empty() {
        ui.label(text::muted(&cx.t("needs-file-no-lines")));
        return;
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    egui::ScrollArea::vertical()
        .id_salt("needs-file-lines")
        .max_height(modal::list_height(
            ui.ctx(),
            places.len() as f32 * 44.0,
            308.0,
        ))
        .auto_shrink([false, false])
        .show_rows(ui, 40.0, places.len(), |ui, shown| {
            for at in places.get(shown).into_iter().flatten() {
                let lines = &judged.of.needs.lines;
                if let (Some(line), Some(outcome)) = (lines.get(*at), judged.outcomes.get(*at)) {
                    ui.push_id(at, |ui| self::line(line, outcome, here, cx, ui));
                }
            }
        });
}

fn line(line: &NeedLine, outcome: &NeedOutcome, here: Here<'_>, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let at = cx.f("needs-file-line", &[("line", line.at.to_string().into())]);
    let school = match outcome {
        NeedOutcome::Sets { after, .. } => Some(after.school),
        NeedOutcome::Same(school) | NeedOutcome::Empty(school) => Some(*school),
        NeedOutcome::Refused(_) => {
            let mut known = here.figures.known();
            let named = known.find(|one| one.bin.as_text().trim() == line.bin);
            named.map(|one| one.id)
        }
    };
    let name = school.map(|school| here.figures.name(school, cx.locale));
    let name = name.unwrap_or_else(|| match line.bin.as_str() {
        "" => "—".to_owned(),
        bin => bin.to_owned(),
    });
    let (words, tone) = match outcome {
        NeedOutcome::Sets { before, after } => (changes(before, after, cx), Tone::Info),
        NeedOutcome::Same(_) => (cx.t("needs-file-same"), Tone::Neutral),
        NeedOutcome::Empty(_) => (cx.t("needs-file-empty"), Tone::Neutral),
        NeedOutcome::Refused(fault) => (fault_words(*fault, cx), Tone::Bad),
    };
    ui.horizontal_top(|ui| {
        ui.set_height(40.0);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 110.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(text::medium(&name).size(13.0)).truncate());
            let ink = match tone {
                Tone::Bad => baqylau_widgets::tokens(ui).ink(tone),
                Tone::Info => baqylau_widgets::tokens(ui).text,
                _ => baqylau_widgets::tokens(ui).muted,
            };
            ui.add(egui::Label::new(text::small(&words).color(ink)).truncate());
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            ui.label(text::small_muted(&at));
        });
    });
}

/// What changes of a need: each figure as it is and as it becomes.
fn changes(before: &Need, after: &Need, cx: &Cx<'_>) -> String {
    let figure = |column: NeedColumn, of: &Need, locale: &Locale| {
        let value = column.of(of);
        if column.is_money() {
            locale.money_tiyn(value)
        } else {
            locale.integer(value)
        }
    };
    let changed = NeedColumn::ALL.into_iter();
    let changed = changed.filter(|column| column.of(before) != column.of(after));
    let words = changed.map(|column| {
        let key = match column {
            NeedColumn::Pupils => "funding-pupils-short",
            NeedColumn::Beyond => "funding-beyond-short",
            NeedColumn::FirstShift => "funding-first-shift",
            NeedColumn::Others => "funding-others",
        };
        let (was, becomes) = (
            figure(column, before, cx.locale),
            figure(column, after, cx.locale),
        );
        format!("{}: {was} → {becomes}", cx.t(key))
    });
    words.collect::<Vec<String>>().join(" · ")
}

fn fault_words(fault: NeedFault, cx: &Cx<'_>) -> String {
    let of_column = |key: &str, column: NeedColumn| {
        let column = cx.t(template::heading(column));
        cx.f(key, &[("column", column.into())])
    };
    match fault {
        NeedFault::Bin => cx.t("needs-fault-bin"),
        NeedFault::Unknown => cx.t("needs-fault-unknown"),
        NeedFault::Twice => cx.t("needs-fault-twice"),
        NeedFault::Several => cx.t("needs-fault-several"),
        NeedFault::TakesNoPart => cx.t("needs-fault-takes-no-part"),
        NeedFault::Unread(column) => of_column("needs-fault-unread", column),
        NeedFault::OutOfRange(column) => of_column("needs-fault-range", column),
        NeedFault::Beyond => cx.t("funding-need-beyond"),
        NeedFault::Unfit => cx.t("funding-need-unfit"),
        NeedFault::NoPupils => cx.t("needs-fault-no-pupils"),
        NeedFault::AbovePlaces { pupils, places } => {
            let args = [("pupils", pupils.into()), ("places", places.into())];
            cx.f("needs-fault-places", &args)
        }
    }
}
