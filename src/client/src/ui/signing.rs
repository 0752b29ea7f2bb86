//! What waits to be signed, and many acts signed with one password or one dialog.

use super::{KeyHolder, KeySource, Secret, UserError};
use baqylau_domain::Moment;
use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::CommissionRole;
use baqylau_domain::text::Trilingual;
use baqylau_locale::Language;
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// Which acts of the signed-in person are wanted, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Where they stand; `None`: everywhere.
    pub shelf: Option<Shelf>,
    /// Words to find in organisation, address and number; folded by the client.
    pub text: String,
    /// First and last day on which the act was fixed, by the legal time of Kazakhstan.
    pub period: (Option<NaiveDate>, Option<NaiveDate>),
    /// Sorting column.
    pub sort: QueueSort,
    /// Descending.
    pub descending: bool,
    /// Language whose order names follow.
    pub language: Language,
}

/// Where an act stands for the signed-in person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// It is their turn.
    Mine,
    /// Others sign first.
    Others,
    /// They signed.
    Signed,
    /// Their signature was refused.
    Refused,
}

/// Sorting column of the queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum QueueSort {
    /// When the act was fixed.
    #[default]
    Fixed,
    /// Name of the organisation.
    Organisation,
    /// Number of the act.
    Number,
}

/// The standing of an act with what explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is their turn.
    Mine,
    /// These sign first, by name.
    Others {
        /// Who.
        first: Vec<String>,
    },
    /// They signed.
    Signed {
        /// When, by their clock.
        at: Moment,
        /// Signatures under the act, and how many it takes.
        signatures: (u32, u32),
    },
    /// The registry refused their signature.
    Refused {
        /// Why.
        reason: UserError,
        /// Whether they may sign anew.
        again: bool,
    },
}

impl Standing {
    /// The shelf of this standing.
    pub fn shelf(&self) -> Shelf {
        match self {
            Self::Mine => Shelf::Mine,
            Self::Others { .. } => Shelf::Others,
            Self::Signed { .. } => Shelf::Signed,
            Self::Refused { .. } => Shelf::Refused,
        }
    }

    /// Whether the person may sign now.
    pub fn may_sign(&self) -> bool {
        matches!(self, Self::Mine | Self::Refused { again: true, .. })
    }
}

/// An act in the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueRow {
    /// Visit.
    pub visit: VisitId,
    /// SHA-256 of the bytes that are signed.
    pub act: BlobHash,
    /// Which act.
    pub kind: ActKind,
    /// The registry's number, else the laptop's.
    pub number: String,
    /// Organisation.
    pub organisation: Trilingual,
    /// Address of the building.
    pub address: Trilingual,
    /// When the bytes were fixed.
    pub fixed_at: Moment,
    /// Part of the person in the commission.
    pub role: CommissionRole,
    /// Where it stands.
    pub standing: Standing,
}

/// How many acts stand where, whatever the filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Their turn.
    pub mine: usize,
    /// Others first.
    pub others: usize,
    /// Signed by them.
    pub signed: usize,
    /// Refused.
    pub refused: usize,
}

impl QueueCounts {
    /// Acts on a shelf, or on all of them.
    pub fn of(&self, shelf: Option<Shelf>) -> usize {
        match shelf {
            Some(Shelf::Mine) => self.mine,
            Some(Shelf::Others) => self.others,
            Some(Shelf::Signed) => self.signed,
            Some(Shelf::Refused) => self.refused,
            None => self.mine + self.others + self.signed + self.refused,
        }
    }
}

/// The queue as asked for.
#[derive(Debug, Clone)]
pub struct QueueView {
    /// What was asked.
    pub filter: QueueFilter,
    /// Rows in order.
    pub rows: Arc<Vec<QueueRow>>,
    /// Counts of everything.
    pub counts: QueueCounts,
}

/// Identity of a batch.
pub type BatchId = uuid::Uuid;

/// With what a batch is signed.
#[derive(Debug, Clone)]
pub enum BatchKey {
    /// One key file, one password.
    File {
        /// Key file.
        key: KeySource,
        /// Its password.
        password: Secret,
    },
    /// NCALayer: one dialog, or few when the acts are many.
    NcaLayer {
        /// Language of its window.
        language: Language,
        /// Fingerprint of a program nobody vouches for, once the person believes it.
        accept: Option<String>,
    },
}

/// Where an item of a batch stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchState {
    /// Not signed yet.
    Waiting,
    /// Signed, durably, exactly once.
    Signed,
    /// Not signed.
    Failed(UserError),
}

/// An act of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchItem {
    /// Visit.
    pub visit: VisitId,
    /// SHA-256 of the bytes that were listed: no others are signed.
    pub act: BlobHash,
    /// Number of the act.
    pub number: String,
    /// Organisation.
    pub organisation: Trilingual,
    /// Where it stands.
    pub state: BatchState,
}

/// A batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchView {
    /// Identity.
    pub id: BatchId,
    /// When it was begun.
    pub made_at: Moment,
    /// Acts in order.
    pub items: Vec<BatchItem>,
    /// Whether it goes on now.
    pub running: bool,
}

impl BatchView {
    /// Acts waiting, signed, failed.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |pick: fn(&BatchState) -> bool| {
            self.items.iter().filter(|item| pick(&item.state)).count()
        };
        (
            count(|state| matches!(state, BatchState::Waiting)),
            count(|state| matches!(state, BatchState::Signed)),
            count(|state| matches!(state, BatchState::Failed(_))),
        )
    }
}

/// A key file that was opened on this laptop before: its certificate is known without a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentKey {
    /// Where it lay.
    pub path: PathBuf,
    /// Whether the same file lies there now.
    pub here: bool,
    /// Whose it is.
    pub holder: KeyHolder,
    /// When it was opened last.
    pub used: Moment,
}

/// Where a signing through NCALayer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgramStage {
    /// Connecting.
    Connecting,
    /// The person chooses a key in NCALayer's window.
    Waiting,
    /// The signature came and is verified.
    Verifying,
    /// Nobody vouches for the program that answers. The command fails; sent again with this
    /// fingerprint, it goes on and the program is known from then on.
    Unknown {
        /// SHA-256 of its certificate, hexadecimal.
        fingerprint: String,
        /// The program that was believed before, when this is another.
        before: Option<String>,
    },
}
