//! Whether an encumbrance on changing a building's purpose is the one reimbursement asks for: it is
//! registered, for long enough.

use chrono::{Months, NaiveDate};

/// What a registered encumbrance comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encumbered {
    /// Not registered, or not in force any more.
    No,
    /// Its term isn't told.
    TermUnknown,
    /// Registered for a shorter time than needed.
    TooShort {
        /// The earliest last day that would be long enough.
        needed: NaiveDate,
    },
    /// Registered, for long enough.
    Yes {
        /// The earliest last day that would be long enough.
        needed: NaiveDate,
    },
}

impl Encumbered {
    /// What ЕГКН says, judged on a day: whether one is registered, its first and last day. A term
    /// of twenty years that begins on 15 January ends on 14 January at the earliest.
    pub fn of(
        registered: bool,
        since: Option<NaiveDate>,
        until: Option<NaiveDate>,
        years: u32,
        day: NaiveDate,
    ) -> Self {
        if !registered || until.is_some_and(|until| until < day) {
            return Self::No;
        }
        let (Some(since), Some(until)) = (since, until) else {
            return Self::TermUnknown;
        };
        let months = years.checked_mul(12).map(Months::new);
        let after = months.and_then(|months| since.checked_add_months(months));
        let Some(needed) = after.and_then(|after| after.pred_opt()) else {
            return Self::TermUnknown;
        };
        if until < needed {
            Self::TooShort { needed }
        } else {
            Self::Yes { needed }
        }
    }

    /// Whether it holds; none while its term isn't told.
    pub fn holds(self) -> Option<bool> {
        match self {
            Self::No | Self::TooShort { .. } => Some(false),
            Self::TermUnknown => None,
            Self::Yes { .. } => Some(true),
        }
    }
}
