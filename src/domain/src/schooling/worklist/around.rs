//! What a worklist is made with beside the records of the order: where the months of the monthly
//! validation are, and to whom payment stands still. A laptop knows as much of it as it was told;
//! of what isn't known nothing is said.

use super::unsent::WhyUnsent;
use crate::calendar::Period;
use crate::identifiers::OrganisationId;
use crate::month::MonthStage;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A month of the monthly validation, as far as it decides whether acts can be composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMonth {
    /// Where it is.
    pub stage: MonthStage,
    /// The legal day it was frozen on.
    pub frozen: Option<NaiveDate>,
    /// Schools whose LMS should have sent something for it and sent nothing.
    pub silent: BTreeSet<OrganisationId>,
    /// Schools with a register, each with the legal day the one that counts was made.
    pub judged: BTreeMap<OrganisationId, NaiveDate>,
}

/// What is known beside the records of the order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Schools to which payment stands still by a ruling
    /// ([`crate::sanction::Sanction::stops_payment`]), each with the day since when.
    pub stopped: BTreeMap<OrganisationId, NaiveDate>,
    /// Months of which something is known.
    pub months: BTreeMap<Period, KnownMonth>,
}

impl Around {
    /// What of a school's month is missing before its act can be composed, with the day since when,
    /// what comes first to be put right first: the LMS's documents, then the month itself.
    pub(super) fn lacking(
        &self,
        school: OrganisationId,
        period: Period,
    ) -> Vec<(WhyUnsent, NaiveDate)> {
        let Some(month) = self.months.get(&period) else {
            return Vec::new();
        };
        let last = period.last_day();
        // Nothing can be sent whole or frozen before the month is over.
        let over = last.succ_opt().unwrap_or(last);
        let mut found = Vec::new();
        if month.silent.contains(&school) {
            found.push((WhyUnsent::NothingSent, over));
        }
        match month.stage {
            MonthStage::Open => found.push((WhyUnsent::MonthOpen, over)),
            MonthStage::Frozen if !month.judged.contains_key(&school) => {
                found.push((WhyUnsent::MonthNotValidated, month.frozen.unwrap_or(over)));
            }
            MonthStage::Frozen | MonthStage::Validated | MonthStage::Closed => {}
        }
        found
    }

    /// The day from which a school's act could be composed: its register was made then.
    pub(super) fn judged(&self, school: OrganisationId, period: Period) -> Option<NaiveDate> {
        self.months.get(&period)?.judged.get(&school).copied()
    }
}
