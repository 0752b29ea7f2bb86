//! What the runner lists: items of the chosen checklist, or those a filter finds in all.

use super::Runner;
use crate::cx::Cx;
use crate::model::VisitWork;
use crate::model::sheet::evidence_of;
use baqylau_checklist::Item;
use baqylau_domain::finding::EvidenceNeed;
use baqylau_domain::identifiers::PersonId;
use baqylau_widgets::fonts::Weight;
use baqylau_widgets::{Tag, Tone, text, tokens};

/// Height of a checklist's title in the list.
pub const LIST_HEIGHT: f32 = 40.0;
/// Height of a section's title.
pub const SECTION_HEIGHT: f32 = 34.0;

/// Place of an item: checklist and item by number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct At {
    /// Checklist.
    pub sheet: usize,
    /// Item.
    pub item: usize,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Title of a checklist.
    List(usize),
    /// Title of a section.
    Section(usize, String),
    /// Item.
    Item(At),
}

impl Row {
    /// What tells the row apart from its neighbours.
    pub fn salt(&self) -> (u8, usize, String) {
        match self {
            Self::List(sheet) => (0, *sheet, String::new()),
            Self::Section(sheet, title) => (1, *sheet, title.clone()),
            Self::Item(at) => (2, at.sheet, at.item.to_string()),
        }
    }
}

/// Filters, each across all checklists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Filter {
    /// The chosen checklist, everything.
    #[default]
    All,
    /// Sections given to the person at this laptop.
    Mine,
    /// Required without an answer.
    Unanswered,
    /// Violations.
    Violations,
    /// Answers that don't pass the check.
    Invalid,
    /// Flagged.
    Flagged,
    /// Violations whose evidence is missing.
    EvidenceMissing,
    /// Not checked.
    NotChecked,
    /// Changed by a colleague.
    Colleague,
    /// In conflict.
    Conflict,
}

impl Filter {
    /// Filters offered in the tree, with their message keys.
    pub const OFFERED: [(Self, &'static str, Tone); 9] = [
        (Self::Mine, "checklist-filter-mine", Tone::Accent),
        (
            Self::Unanswered,
            "checklist-filter-unanswered",
            Tone::Neutral,
        ),
        (Self::Violations, "checklist-filter-violations", Tone::Bad),
        (Self::Invalid, "checklist-filter-invalid", Tone::Bad),
        (Self::Flagged, "checklist-filter-flagged", Tone::Info),
        (
            Self::EvidenceMissing,
            "checklist-filter-evidence-missing",
            Tone::Warning,
        ),
        (
            Self::NotChecked,
            "checklist-filter-not-checked",
            Tone::Neutral,
        ),
        (Self::Colleague, "checklist-filter-colleague", Tone::Info),
        (Self::Conflict, "checklist-filter-conflict", Tone::Warning),
    ];

    /// Whether an item passes.
    pub fn passes(self, work: &VisitWork, me: Option<PersonId>, list: &str, item: &Item) -> bool {
        if !item.counts() {
            return false;
        }
        match self {
            Self::All => true,
            Self::Mine => me.is_some() && work.assignee(list, &item.section) == me,
            Self::Unanswered => item.required && !item.answered,
            Self::Violations => item.violation,
            Self::Invalid => item.fields.iter().any(|field| {
                field
                    .errors
                    .iter()
                    .any(|error| !matches!(error, baqylau_checklist::FieldError::Required { .. }))
            }),
            Self::Flagged => work.finding(list, &item.id).flagged,
            Self::EvidenceMissing => {
                item.violation
                    && evidence_of(item) != EvidenceNeed::None
                    && work.evidence(list, &item.id).is_empty()
            }
            Self::NotChecked => item.not_checked || work.finding(list, &item.id).not_checked,
            Self::Colleague => work
                .changed_by_colleague
                .contains(&(list.to_owned(), item.id.clone())),
            Self::Conflict => work.is_conflicted(list, &item.id),
        }
    }
}

impl Runner {
    /// Rows to show under the present filter and search.
    pub(super) fn rows(&self, work: &VisitWork, me: Option<PersonId>) -> Vec<Row> {
        let mut rows = Vec::new();
        let everywhere = self.filter != Filter::All || !self.find.trim().is_empty();
        for (sheet_at, sheet) in work.sheets.iter().enumerate() {
            if !everywhere && sheet_at != self.sheet {
                continue;
            }
            let mut section = None;
            let mut titled = false;
            for (item_at, item) in sheet.items.iter().enumerate() {
                let found = self.find.trim().is_empty()
                    || baqylau_locale::matches(
                        &self.find,
                        &format!("{} {}", item.id, item.label.text),
                    );
                if !found || !self.filter.passes(work, me, &sheet.code, item) {
                    continue;
                }
                if everywhere && !titled {
                    rows.push(Row::List(sheet_at));
                    titled = true;
                }
                if section != Some(&item.section) {
                    section = Some(&item.section);
                    let title = sheet.sections.iter().find(|s| s.id == item.section);
                    if let Some(title) = title.filter(|title| !title.title.is_empty()) {
                        rows.push(Row::Section(sheet_at, title.title.clone()));
                    }
                }
                rows.push(Row::Item(At {
                    sheet: sheet_at,
                    item: item_at,
                }));
            }
        }
        rows
    }

    /// Keeps the cursor on a shown item.
    pub(super) fn keep_cursor_in(&mut self, rows: &[Row], work: &VisitWork) {
        let items = || {
            rows.iter().filter_map(|row| {
                if let Row::Item(at) = row {
                    Some(*at)
                } else {
                    None
                }
            })
        };
        if !items().any(|at| at == self.cursor) {
            // An item that was just answered may leave the filter: stay at its neighbour.
            let next = items()
                .find(|at| (at.sheet, at.item) > (self.cursor.sheet, self.cursor.item))
                .or_else(|| items().next());
            if let Some(at) = next {
                self.cursor = at;
            }
        }
        if self.cursor.sheet >= work.sheets.len() {
            self.cursor = At::default();
        }
    }
}

/// Title of a checklist among filtered items.
pub fn list_title(sheet: usize, work: &VisitWork, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let Some(sheet) = work.sheets.get(sheet) else {
        return;
    };
    let (rect, _) = ui.allocate_exact_size(
        egui::vec2(ui.available_width(), LIST_HEIGHT),
        egui::Sense::hover(),
    );
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0, t.background);
    let title = sheet.title(cx.locale.language());
    let galley = text::line(
        ui,
        title,
        Weight::SemiBold,
        14.0,
        t.text,
        rect.width() - 28.0,
    );
    text::paint_at(ui, &galley, rect.left() + 14.0, rect.center().y);
}

/// Title of a section.
pub fn section_title(_sheet: usize, title: &str, ui: &mut egui::Ui) {
    let (rect, response) = ui.allocate_exact_size(
        egui::vec2(ui.available_width(), SECTION_HEIGHT),
        egui::Sense::hover(),
    );
    baqylau_widgets::access::named(&response, egui::accesskit::Role::Heading, title);
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0, t.sunk);
    let galley = text::line(
        ui,
        title,
        Weight::Medium,
        12.0,
        t.muted,
        rect.width() - 28.0,
    );
    text::paint_at(ui, &galley, rect.left() + 14.0, rect.center().y);
    baqylau_widgets::panel::underline(ui, rect);
}

/// A tag that says how an item stands, when it isn't open.
pub fn standing<'a>(tone: Tone, words: &'a str) -> Tag<'a> {
    Tag::new(tone, words).max_width(180.0)
}
