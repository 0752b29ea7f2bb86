//! Everything that keeps recording from being finished, with where to go.

use super::rows::At;
use crate::model::VisitWork;
use crate::model::sheet::{effect_of, evidence_of};
use baqylau_checklist::FieldError;
use baqylau_client::ui::{Blocker, UserError};
use baqylau_domain::finding::{EvidenceNeed, FindingGap, gaps};
use baqylau_domain::traffic_light::asks_stop;
use chrono::NaiveDate;

/// Where something is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// An item of a checklist.
    Item(At),
    /// The head count.
    HeadCount,
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocking {
    /// Where.
    pub at: Spot,
    /// Item.
    pub item: String,
    /// Message key.
    pub key: &'static str,
    /// Days, for a term that is too short.
    pub days: i64,
    /// The author's own message, when the check has one.
    pub message: String,
}

impl Blocking {
    /// The same as the act tells it.
    pub(super) fn told(&self, work: &VisitWork) -> Blocker {
        let list = match self.at {
            Spot::Item(at) => work.sheets.get(at.sheet).map(|sheet| sheet.code.clone()),
            Spot::HeadCount => None,
        };
        let problem = UserError::new(self.key)
            .with("item", &self.item)
            .with("days", self.days);
        let problem = if self.message.is_empty() {
            problem
        } else {
            problem.with("message", &self.message)
        };
        Blocker {
            list: list.unwrap_or_default(),
            item: self.item.clone(),
            problem,
        }
    }
}

/// Everything that is missing: the head count, then the checklists in their order.
pub fn blocking(work: &VisitWork, today: NaiveDate) -> Vec<Blocking> {
    let policy = work.policies.on(today);
    let days = policy.prescription_min_days.value;
    let mut found = Vec::new();
    // As the act has it: what was begun to be counted must be counted to the end.
    if work.is_count_unfinished() {
        found.push(Blocking {
            at: Spot::HeadCount,
            item: String::new(),
            key: "blocker-no-headcount",
            days: 0,
            message: String::new(),
        });
    }
    for (sheet_at, sheet) in work.sheets.iter().enumerate() {
        for (item_at, item) in sheet.items.iter().enumerate() {
            if !item.counts() {
                continue;
            }
            let finding = work.finding(&sheet.code, &item.id);
            let mut add = |key, message: &str| {
                found.push(Blocking {
                    at: Spot::Item(At {
                        sheet: sheet_at,
                        item: item_at,
                    }),
                    item: item.id.clone(),
                    key,
                    days: i64::from(days),
                    message: message.to_owned(),
                });
            };
            if item.required && !item.answered && !finding.not_checked {
                add("blocker-unanswered", "");
            }
            for error in item.fields.iter().flat_map(|field| &field.errors) {
                match error {
                    FieldError::Required { .. } => {}
                    FieldError::Constraint { message } => {
                        add("blocker-invalid", message.text.as_str());
                    }
                    FieldError::Kind(_) | FieldError::NotOffered { .. } => {
                        add("blocker-invalid", "");
                    }
                }
            }
            if (item.not_checked || finding.not_checked) && finding.note.trim().is_empty() {
                add("blocker-no-reason", "");
            }
            if work.is_conflicted(&sheet.code, &item.id) {
                add("blocker-conflict", "");
            }
            if !item.violation {
                continue;
            }
            let need = evidence_of(item);
            let attached = work.evidence(&sheet.code, &item.id).len();
            let effect = effect_of(item);
            let stop = effect.demands_remedy() && asks_stop(&sheet.code, &item.id);
            for gap in gaps(&finding, effect, need, attached, today, days, stop) {
                let key = match gap {
                    FindingGap::Note => "blocker-no-note",
                    FindingGap::Evidence if need == EvidenceNeed::Photo => "blocker-no-photo",
                    FindingGap::Evidence => "blocker-no-document",
                    FindingGap::DueDate => "blocker-no-due",
                    FindingGap::DueTooSoon => "blocker-due-too-early",
                    FindingGap::Stop => "blocker-no-stop",
                    FindingGap::StopImpossible => "blocker-stop-impossible",
                };
                add(key, "");
            }
        }
    }
    found
}
