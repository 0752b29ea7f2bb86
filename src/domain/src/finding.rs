//! What the commission found wrong at one checklist item, and what that leads to.

use crate::identifiers::BlobHash;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How grave a violation is: the official triple (SAQ `ViolationSeverity`) plus "information".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Information only.
    #[serde(rename = "I")]
    Information,
    /// Незначительное / болмашы.
    #[serde(rename = "M")]
    Minor,
    /// Значительное / елеулі.
    #[serde(rename = "S")]
    Significant,
    /// Грубое / өрескел.
    #[serde(rename = "G")]
    Gross,
}

impl Severity {
    /// All, gravest first, in the order the runner offers them.
    pub const ALL: [Self; 4] = [
        Self::Gross,
        Self::Significant,
        Self::Minor,
        Self::Information,
    ];

    /// The letter used in workbooks.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Gross => "G",
            Self::Significant => "S",
            Self::Minor => "M",
            Self::Information => "I",
        }
    }

    /// Reads a workbook's letter.
    pub fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.letter() == letter.trim())
    }
}

/// What a violation of an item leads to, as the workbook's author says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Effect {
    /// Nothing by itself.
    None,
    /// A prescription with a term.
    Fix,
    /// The beneficiary or month drops out of the act of services.
    Nopay,
    /// No admission to financing.
    Refuse,
    /// Suspension of payment.
    Suspend,
    /// Proposal to terminate.
    Terminate,
    /// The commission's conclusion on a block; "critical" proposes termination.
    Verdict,
}

impl Effect {
    /// All effects.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Fix,
        Self::Nopay,
        Self::Refuse,
        Self::Suspend,
        Self::Terminate,
        Self::Verdict,
    ];

    /// The word used in workbooks.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Fix => "FIX",
            Self::Nopay => "NOPAY",
            Self::Refuse => "REFUSE",
            Self::Suspend => "SUSPEND",
            Self::Terminate => "TERMINATE",
            Self::Verdict => "VERDICT",
        }
    }

    /// Reads a workbook's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|effect| effect.word() == word.trim())
    }

    /// Whether a violation with this effect becomes a point of the prescription: whatever stops
    /// or lessens payment is remedied point by point like anything else, or payment would resume
    /// with nothing remedied (slides: payment resumes "после полного устранения"). A conclusion
    /// sums violations up and is none itself.
    pub fn demands_remedy(self) -> bool {
        match self {
            Self::Fix | Self::Nopay | Self::Refuse | Self::Suspend | Self::Terminate => true,
            Self::None | Self::Verdict => false,
        }
    }
}

/// What a checklist item demands when it is violated, from the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceNeed {
    /// Nothing must be attached.
    None,
    /// A photo.
    Photo,
    /// A paper, extract or list.
    Document,
}

/// A time without study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StudyStop {
    /// First day without study.
    pub since: NaiveDate,
    /// Day study went on again; `None`: it still stood still on the day of the visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumed: Option<NaiveDate>,
}

impl StudyStop {
    /// The day its length is counted to: that of its end, or of the visit.
    pub fn counted_to(&self, visited: NaiveDate) -> NaiveDate {
        self.resumed.unwrap_or(visited)
    }

    /// Whether it could have been: it began before it ended, and both before the visit was over.
    pub fn is_possible(&self, visited: NaiveDate) -> bool {
        let end = self.counted_to(visited);
        self.since <= end && end <= visited
    }
}

impl EvidenceNeed {
    /// Reads a workbook's word; anything else demands nothing.
    pub fn from_word(word: &str) -> Self {
        match word.trim() {
            "photo" => Self::Photo,
            "document" => Self::Document,
            _ => Self::None,
        }
    }
}

/// The record kept beside a failing (or unchecked) item.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What exactly is wrong, or why the item wasn't checked.
    #[serde(default)]
    pub note: String,
    /// Severity when the member changed the workbook's.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// By when the violation must be remedied.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// What the organisation must do; empty: remedy the violation.
    #[serde(default)]
    pub recommendation: String,
    /// Who must remedy it.
    #[serde(default)]
    pub responsible: String,
    /// Since when study stood still, where the item asks it ([`asks_stop`]).
    ///
    /// [`asks_stop`]: crate::traffic_light::asks_stop
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StudyStop>,
    /// Marked to come back to.
    #[serde(default)]
    pub flagged: bool,
    /// The item wasn't checked, where the workbook offers no such answer (numbers, dates); the
    /// note says why.
    #[serde(default)]
    pub not_checked: bool,
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Notes and persons responsible are free text and may name people.
        f.debug_struct("Finding")
            .field("severity", &self.severity)
            .field("due", &self.due)
            .finish_non_exhaustive()
    }
}

/// Something the commission photographed, copied or exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// SHA-256 of the original bytes.
    pub sha256: BlobHash,
    /// File name as it came.
    pub name: String,
    /// MIME type by content.
    pub mime: String,
    /// Size in bytes.
    pub size: u64,
    /// When the camera says it was taken (local time of the camera as written in EXIF).
    pub taken_at: Option<String>,
    /// Where the camera says it was taken: latitude and longitude, millionths of a degree.
    pub taken_where: Option<(i32, i32)>,
    /// Caption.
    #[serde(default)]
    pub caption: String,
    /// Annotation layer over the original, as the client's drawing data; empty when none.
    #[serde(default)]
    pub annotations: String,
    /// Number of sheets of a paper document, where somebody counted them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<u32>,
}

/// What still keeps a violation from being complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingGap {
    /// No note.
    Note,
    /// The workbook demands a photo or document.
    Evidence,
    /// A prescription needs a due date.
    DueDate,
    /// The due date leaves less than the shortest term.
    DueTooSoon,
    /// The item asks since when study stood still.
    Stop,
    /// A stop that ended before it began, or is still to come.
    StopImpossible,
}

/// Whether a due date leaves less than the shortest term after the day of the visit.
pub fn is_too_soon(due: NaiveDate, visited: NaiveDate, min_days: u32) -> bool {
    (due - visited).num_days() < i64::from(min_days)
}

/// Everything missing from the record of one violated item.
///
/// `visited` is the day of the visit; `min_days` the policy's shortest prescription term;
/// `asks_stop` whether the item asks for the time study stood still.
pub fn gaps(
    finding: &Finding,
    effect: Effect,
    need: EvidenceNeed,
    attached: usize,
    visited: NaiveDate,
    min_days: u32,
    asks_stop: bool,
) -> Vec<FindingGap> {
    let mut gaps = Vec::new();
    if finding.note.trim().is_empty() {
        gaps.push(FindingGap::Note);
    }
    if need != EvidenceNeed::None && attached == 0 {
        gaps.push(FindingGap::Evidence);
    }
    if effect.demands_remedy() {
        match finding.due {
            None => gaps.push(FindingGap::DueDate),
            Some(due) if is_too_soon(due, visited, min_days) => gaps.push(FindingGap::DueTooSoon),
            Some(_) => {}
        }
    }
    if asks_stop {
        match finding.stop {
            None => gaps.push(FindingGap::Stop),
            Some(stop) if !stop.is_possible(visited) => gaps.push(FindingGap::StopImpossible),
            Some(_) => {}
        }
    }
    gaps
}
