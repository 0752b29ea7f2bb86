//! How much of an LMS is taken at once: figures of the installation and dated figures of the
//! contract.

use baqylau_domain::policy::Basis;
use baqylau_protocol::lms::MAX_LMS_BYTES;
use chrono::NaiveDate;
use std::time::Duration;

/// What one installation takes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LmsLimits {
    /// Largest document, in bytes, as it travels and unpacked.
    pub bytes: usize,
    /// Most rows of a document.
    pub rows: u32,
    /// Longest row, in bytes.
    pub row_bytes: usize,
    /// Longest text of a field, in characters.
    pub text: usize,
    /// Longest list inside a row.
    pub list: usize,
    /// Documents read at the same time; others wait for their turn.
    pub at_once: usize,
    /// How long a document may take to arrive.
    pub time: Duration,
}

impl LmsLimits {
    /// No setting takes a larger document: the description of the interface says so.
    pub const MOST_BYTES: usize = MAX_LMS_BYTES;
}

impl Default for LmsLimits {
    fn default() -> Self {
        Self {
            bytes: MAX_LMS_BYTES / 2,
            rows: 60_000,
            row_bytes: 64 * 1024,
            text: 200,
            list: 100,
            at_once: 8,
            time: Duration::from_secs(120),
        }
    }
}

/// Figures of the contract that a norm may change. The slides name the fields and not their
/// bounds, so all of these are proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Lowest class: preparation for school, sometimes called class 0, isn't one.
    pub(crate) lowest_grade: i64,
    /// Highest class: schools of twelve years exist.
    pub(crate) highest_grade: i64,
    /// Most hours a teacher can have taught of one subject in a month.
    pub(crate) hours_of_a_month: i64,
    /// Most hours in a quarter.
    pub(crate) hours_of_a_quarter: i64,
    /// So many minutes before the beginning of a lesson its code may be read already, and after
    /// its end still.
    pub(crate) minutes_around: i64,
    /// Where they come from.
    pub(crate) basis: Basis,
}

/// Since when which figures hold, oldest first.
const BOUNDS: [(Option<NaiveDate>, Bounds); 1] = [(
    None,
    Bounds {
        lowest_grade: 1,
        highest_grade: 12,
        hours_of_a_month: 300,
        hours_of_a_quarter: 900,
        minutes_around: 15,
        basis: Basis::Proposal,
    },
)];

impl Bounds {
    /// The figures in force on a day.
    pub(crate) fn on(day: NaiveDate) -> Self {
        let [(_, first)] = BOUNDS;
        BOUNDS
            .iter()
            .rev()
            .find(|(since, _)| since.is_none_or(|since| since <= day))
            .map_or(first, |(_, bounds)| *bounds)
    }
}
