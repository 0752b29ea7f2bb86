//! The queue of the sync centre: operations, and what was written and isn't one yet.

use crate::cx::{error_text, pick};
use crate::words;
use baqylau_client::ui::{OutboxRow, OutboxState, OutboxView, WaitingDraft};
use baqylau_domain::identifiers::{OperationId, VisitId};
use baqylau_domain::text::Trilingual;
use baqylau_locale::Locale;
use baqylau_widgets::table::{Cell, Rows};
use baqylau_widgets::{Icon, Tone};
use std::ops::Range;

/// Message key of what was written and isn't an operation yet.
pub(super) const DRAFT: &str = "client-operation-draft";

/// What a line of the queue is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sent {
    /// An operation.
    Operation(OperationId),
    /// What was written on a visit and isn't an operation yet.
    Draft(VisitId),
}

/// A line of the queue.
#[derive(Clone, Copy)]
pub(super) enum Line<'v> {
    /// An operation.
    Operation(&'v OutboxRow),
    /// What isn't one yet.
    Draft(&'v WaitingDraft),
}

impl<'v> Line<'v> {
    /// What it is about.
    pub(super) fn key(self) -> Sent {
        match self {
            Self::Operation(row) => Sent::Operation(row.operation),
            Self::Draft(draft) => Sent::Draft(draft.visit),
        }
    }

    fn kind(self, locale: &Locale) -> String {
        match self {
            Self::Operation(row) => locale.text(&row.kind_key),
            Self::Draft(_) => locale.text(DRAFT),
        }
    }

    fn subject(self) -> &'v Trilingual {
        match self {
            Self::Operation(row) => &row.subject,
            Self::Draft(draft) => &draft.subject,
        }
    }
}

/// Everything in the queue: what isn't an operation yet, then operations.
pub(super) fn lines(view: &OutboxView) -> impl Iterator<Item = Line<'_>> {
    let drafts = view.drafts.iter().map(Line::Draft);
    drafts.chain(view.operations.iter().map(Line::Operation))
}

/// The queue as a table.
pub(super) struct Page<'a> {
    /// Its lines.
    pub(super) rows: Vec<Line<'a>>,
    /// The language.
    pub(super) locale: &'a Locale,
}

impl<'a> Page<'a> {
    /// The line at a place.
    pub(super) fn row(&self, row: u64) -> Option<Line<'a>> {
        self.rows.get(usize::try_from(row).ok()?).copied()
    }
}

impl Rows for Page<'_> {
    type Key = Sent;

    fn len(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    fn prepare(&mut self, _visible: Range<u64>) {}

    fn key(&self, row: u64) -> Option<Sent> {
        self.row(row).map(Line::key)
    }

    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        let Some(line) = self.row(row) else {
            return Cell::empty();
        };
        let row = match (column, line) {
            (0, _) => return Cell::strong(line.kind(self.locale)),
            (1, _) => return Cell::text(pick(self.locale.language(), line.subject()).to_owned()),
            (2, Line::Draft(draft)) => {
                return Cell::muted(self.locale.date_time(draft.written_at));
            }
            (_, Line::Draft(_)) => {
                let (key, tone) = words::outbox(&OutboxState::Queued);
                return Cell::tag(tone, self.locale.text(key));
            }
            (_, Line::Operation(row)) => row,
        };
        match column {
            2 if row.clock_flagged => {
                let made = self.locale.date_time(row.made_at);
                Cell::toned(Tone::Warning, made).icon(Icon::ClockAlert)
            }
            2 => Cell::muted(self.locale.date_time(row.made_at)),
            3 => match &row.state {
                OutboxState::Refused {
                    dismissed: true, ..
                } => Cell::muted(self.locale.text("sync-state-dismissed")),
                OutboxState::Refused { reason, .. } => {
                    let state = self.locale.text(words::outbox(&row.state).0);
                    let why = error_text(self.locale, reason);
                    Cell::toned(Tone::Bad, format!("{state}: {why}")).icon(Icon::CircleX)
                }
                state => {
                    let (key, tone) = words::outbox(state);
                    Cell::tag(tone, self.locale.text(key))
                }
            },
            _ => Cell::empty(),
        }
    }

    fn name(&self, row: u64) -> String {
        self.row(row)
            .map(|line| {
                let subject = pick(self.locale.language(), line.subject());
                format!("{} {subject}", line.kind(self.locale))
            })
            .unwrap_or_default()
    }
}
