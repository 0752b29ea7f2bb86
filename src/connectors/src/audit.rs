//! Who asked which system about whom, when, and with what outcome; people by a keyed hash.

use crate::trouble::Trouble;
use baqylau_domain::Moment;
use baqylau_domain::checks::Source;
use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::Sha256;
use std::sync::{Mutex, PoisonError};

/// A secret with which people become pseudonyms. Whoever holds it can tell whether a record is
/// about a person they know; nobody else can.
#[derive(Clone)]
pub struct PseudonymKey([u8; 32]);

impl std::fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PseudonymKey(hidden)")
    }
}

/// A person, building, organisation or document by its keyed hash.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Pseudonym(String);

impl std::fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Pseudonym {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pseudonym({})", self.0)
    }
}

impl PseudonymKey {
    /// Takes 32 secret bytes.
    pub const fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// The keyed hash of a text, for a purpose: hashes for different purposes never meet.
    pub(crate) fn hash(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        // A key of any length is taken, so there is always one.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text);
        mac.finalize().into_bytes().into()
    }

    /// The pseudonym of a subject, as records name it.
    pub fn pseudonym(&self, subject: &baqylau_domain::checks::Subject) -> Pseudonym {
        use baqylau_domain::checks::Subject as S;
        let text = match subject {
            S::Organisation(bin) => format!("organisation {bin}"),
            S::Premises(premises) => format!("premises {premises}"),
            S::Person(iin) => format!("person {iin}"),
            S::Document(number) => format!("document {number}"),
        };
        let hash = self.hash("about", text.as_bytes());
        Pseudonym(
            hash.iter()
                .take(12)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }
}

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuditOutcome {
    /// The system answered.
    Answered,
    /// What was kept was fresh; the system wasn't asked.
    Kept,
    /// The system gave no answer that counts; what was kept stood in, marked as stale.
    StoodIn(&'static str),
    /// No answer.
    None(&'static str),
    /// The asker went away.
    GivenUp,
}

impl AuditOutcome {
    pub(crate) const fn stood_in(trouble: &Trouble) -> Self {
        Self::StoodIn(trouble.code())
    }

    pub(crate) const fn none(trouble: &Trouble) -> Self {
        Self::None(trouble.code())
    }
}

/// A record of one question. It never holds an ИИН.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditRecord {
    /// When it was asked.
    pub at: Moment,
    /// Who asked: an account, a job.
    pub asker: String,
    /// Which system.
    pub source: Source,
    /// What kind of question.
    pub kind: &'static str,
    /// About whom.
    pub about: Pseudonym,
    /// Number of the request, the same as the system saw.
    pub request: String,
    /// How it ended.
    pub outcome: AuditOutcome,
    /// Attempts made.
    pub attempts: u32,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
}

/// Takes records. It must not block: records are made while requests are on their way, and when
/// they are given up.
pub trait Audit: Send + Sync {
    /// Takes one.
    fn record(&self, record: AuditRecord);
}

/// Keeps records in memory, until they are taken.
#[derive(Debug, Default)]
pub struct MemoryAudit(Mutex<Vec<AuditRecord>>);

impl MemoryAudit {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The records so far, which are forgotten here.
    pub fn take(&self) -> Vec<AuditRecord> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Audit for MemoryAudit {
    fn record(&self, record: AuditRecord) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(record);
    }
}
