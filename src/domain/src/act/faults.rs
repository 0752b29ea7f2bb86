//! What an act must not say, and what it must: its decision, its texts and its times agree.

use super::{ACT_SCHEMA, ActContent, ActKind, PartyDecision};
use crate::Moment;
use chrono::{DurationRound, TimeDelta};

/// How far a time typed by a person may lie behind the moment the act was drawn up: laptops of a
/// commission rarely show the same minute.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(10);

/// Why an act can't be fixed as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActFault {
    /// "Signed with objections", and no objections are written down.
    ObjectionsMissing,
    /// Objections are written down, and the act says it was signed without any.
    ObjectionsUnsaid,
    /// The party refused to sign, and nothing says how.
    RefusalUnexplained,
    /// Circumstances of a refusal to sign in an act nobody refused to sign.
    RefusalUnsaid,
    /// Nobody says when the party was acquainted with the act.
    AcquaintanceMissing,
    /// Acquainted before the commission was let in, or after the act was drawn up.
    AcquaintanceOutOfOrder,
    /// Nobody says when the commission left.
    DepartureMissing,
    /// Left before it was let in, or after the act was drawn up.
    DepartureOutOfOrder,
}

impl ActFault {
    /// Every fault, in the order they are told.
    pub const ALL: [Self; 8] = [
        Self::ObjectionsMissing,
        Self::ObjectionsUnsaid,
        Self::RefusalUnexplained,
        Self::RefusalUnsaid,
        Self::AcquaintanceMissing,
        Self::AcquaintanceOutOfOrder,
        Self::DepartureMissing,
        Self::DepartureOutOfOrder,
    ];

    /// The field of the act that is wrong, as it is called in the bytes.
    pub fn field(self) -> &'static str {
        match self {
            Self::ObjectionsMissing | Self::ObjectionsUnsaid => "objections",
            Self::RefusalUnexplained | Self::RefusalUnsaid => "refusal_to_sign",
            Self::AcquaintanceMissing | Self::AcquaintanceOutOfOrder => "acquainted_at",
            Self::DepartureMissing | Self::DepartureOutOfOrder => "departed_at",
        }
    }

    /// One word for messages: `objections-missing`.
    pub fn word(self) -> &'static str {
        match self {
            Self::ObjectionsMissing => "objections-missing",
            Self::ObjectionsUnsaid => "objections-unsaid",
            Self::RefusalUnexplained => "refusal-unexplained",
            Self::RefusalUnsaid => "refusal-unsaid",
            Self::AcquaintanceMissing => "acquaintance-missing",
            Self::AcquaintanceOutOfOrder => "acquaintance-out-of-order",
            Self::DepartureMissing => "departure-missing",
            Self::DepartureOutOfOrder => "departure-out-of-order",
        }
    }
}

impl ActContent {
    /// Everything that keeps this act from being fixed, by the same rule for client and registry.
    ///
    /// Acts of earlier formats had no place for most of this and are taken as they are. At a
    /// closed door nobody is asked to sign, so that act needs neither acquaintance nor the
    /// circumstances of refusing it; the time of leaving is not demanded there either.
    pub fn faults(&self) -> Vec<ActFault> {
        if self.schema != ACT_SCHEMA {
            return Vec::new();
        }
        let objects = !self.objections.trim().is_empty();
        let explained = !self.refusal_to_sign.trim().is_empty();
        let inside = self.kind == ActKind::Monitoring;
        let refused = self.party_decision == PartyDecision::Refused;
        let wrong = |fault: ActFault| match fault {
            ActFault::ObjectionsMissing => {
                self.party_decision == PartyDecision::SignedWithObjections && !objects
            }
            ActFault::ObjectionsUnsaid => self.party_decision == PartyDecision::Signed && objects,
            ActFault::RefusalUnexplained => inside && refused && !explained,
            ActFault::RefusalUnsaid => !refused && explained,
            ActFault::AcquaintanceMissing => inside && !refused && self.acquainted_at.is_none(),
            ActFault::AcquaintanceOutOfOrder => {
                self.acquainted_at.is_some_and(|at| !self.is_during(at))
            }
            ActFault::DepartureMissing => inside && self.presence.departed_at.is_none(),
            ActFault::DepartureOutOfOrder => self
                .presence
                .departed_at
                .is_some_and(|at| !self.is_during(at)),
        };
        ActFault::ALL.into_iter().filter(|f| wrong(*f)).collect()
    }

    /// Whether a time typed to the minute lies between entering (or arriving) and drawing up.
    fn is_during(&self, at: Moment) -> bool {
        let entered = self
            .presence
            .admitted_at
            .unwrap_or(self.presence.arrived_at);
        let minute = entered
            .duration_trunc(TimeDelta::minutes(1))
            .unwrap_or(entered);
        at >= minute
            && self
                .composed_at
                .checked_add_signed(CLOCKS_DIFFER)
                .is_none_or(|latest| at <= latest)
    }

    /// Whether a later format's field is filled: the bytes then belong to that format.
    pub(super) fn has_fields_of_schema_2(&self) -> bool {
        !self.additional_orders.is_empty()
            || !self.refusal_to_sign.is_empty()
            || self.acquainted_at.is_some()
            || self.presence.departed_at.is_some()
            || self.head_count.iter().any(|group| group.orders.is_some())
            || self.attachments.iter().any(|one| one.sheets.is_some())
    }
}
