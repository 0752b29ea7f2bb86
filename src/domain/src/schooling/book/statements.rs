//! Statements of banks: kept once each, and lines a person matches with payments.

use super::super::mandate::{MandateScope, Principal};
use super::super::op::SchoolingOp;
use super::super::payment::PaymentEvent;
use super::super::record::SchoolingRecord;
use super::super::refusal::SchoolingRefusal;
use super::super::statement::{HandMatch, KeptStatement, LONGEST_FILE_NAME, StatementSummary};
use super::{Book, Decided, Turn};
use crate::identifiers::BlobHash;
use crate::schooling::PaymentState;

const SCOPE: MandateScope = MandateScope::Payments;

impl Book {
    /// A statement.
    pub fn statement(&self, id: BlobHash) -> Option<&KeptStatement> {
        self.statements.get(&id)
    }

    /// The monthly indices that were entered.
    pub fn indices(&self) -> Option<&super::IndexRecord> {
        self.indices.as_ref()
    }

    pub(super) fn reconcile(&self, turn: Turn<'_>) -> Decided {
        let centre = || self.may(turn.hand, Principal::Centre, SCOPE, turn.rules, turn.at);
        match turn.op {
            SchoolingOp::KeepStatement {
                statement,
                file,
                summary,
            } => {
                centre()?;
                if self.statements.contains_key(statement) {
                    return Err(SchoolingRefusal::AlreadyExists);
                }
                let named = !file.trim().is_empty() && file.chars().count() <= LONGEST_FILE_NAME;
                if !named {
                    return Err(SchoolingRefusal::NoReason);
                }
                // What the file says, once it is there to be read.
                if let Some(read) = &turn.facts.statement
                    && StatementSummary::of(read).as_ref() != Some(summary)
                {
                    return Err(SchoolingRefusal::OtherDocument);
                }
                Ok(vec![SchoolingRecord::Statement(KeptStatement {
                    id: *statement,
                    file: file.clone(),
                    summary: summary.clone(),
                    matches: Vec::new(),
                    steps: vec![turn.step()],
                })])
            }
            SchoolingOp::MatchLine {
                statement,
                line,
                payment,
                reason,
            } => {
                centre()?;
                let known = self.statements.get(statement);
                let record = self.payments.get(payment);
                let (Some(known), Some(record)) = (known, record) else {
                    return super::funding::unknown(turn);
                };
                self.may_centre(turn, record.department, SCOPE)?;
                if reason.are_missing() {
                    return Err(SchoolingRefusal::NoReason);
                }
                if known.matches.iter().any(|one| one.line.at == line.at) {
                    return Err(SchoolingRefusal::AlreadyExists);
                }
                match &turn.facts.statement {
                    Some(read) if !line.is_in(read) => return Err(SchoolingRefusal::OtherDocument),
                    None if !turn.facts.provisional => return Err(SchoolingRefusal::NotFound),
                    _ => {}
                }
                // Near sums are shown to a person; what is settled is settled to the tiyn.
                if line.sum != record.payment.amount {
                    return Err(SchoolingRefusal::SumDiffers {
                        ordered: record.payment.amount,
                    });
                }
                // The payment moves on as by any other word of the bank: never twice.
                let mut settled = record.clone();
                if record.payment.state == PaymentState::Ordered {
                    settled.payment = settled.payment.after(&PaymentEvent::Sent)?;
                }
                let event = match line.back {
                    false => PaymentEvent::Paid { on: line.day },
                    true => PaymentEvent::Returned {
                        on: line.day,
                        reason: reason.clone(),
                    },
                };
                settled.payment = settled.payment.after(&event)?;
                settled.steps.push(turn.step());
                let mut next = known.clone();
                next.matches.push(HandMatch {
                    line: *line,
                    payment: *payment,
                    at: turn.at,
                    by: turn.hand.person,
                    reason: reason.clone(),
                });
                next.steps.push(turn.step());
                Ok(vec![
                    SchoolingRecord::Payment(settled),
                    SchoolingRecord::Statement(next),
                ])
            }
            _ => Ok(Vec::new()),
        }
    }
}
