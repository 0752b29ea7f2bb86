//! Local changes: what is journalled and applied to the store, live and after a crash alike.

use super::batches::{self, BatchMark};
use super::{drafts, meta, outbox};
use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{BlobHash, OperationId, PersonId, VisitId};
use baqylau_protocol::operation::{DraftChange, OperationBody};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

/// An attachment a change brings along; its bytes are on disk before the change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewBlob {
    /// SHA-256.
    pub sha256: BlobHash,
    /// Size in bytes.
    pub size: u64,
}

/// Whether a document is an act or a signature file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentPart {
    /// Canonical bytes of an act.
    Act,
    /// Detached signature.
    Cms,
}

impl DocumentPart {
    /// The word kept in the table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Cms => "cms",
        }
    }
}

/// A document a change brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDocument {
    /// SHA-256.
    pub sha256: BlobHash,
    /// What it is.
    pub part: DocumentPart,
    /// Whose signature it is.
    pub person: Option<PersonId>,
}

/// A change made on this laptop.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum LocalChange {
    /// Versions of draft fields written here.
    Draft {
        /// Visit.
        visit: VisitId,
        /// Author.
        actor: PersonId,
        /// Versions.
        changes: Vec<DraftChange>,
        /// Evidence they name.
        blobs: Vec<NewBlob>,
    },
    /// Versions of draft fields and documents taken in from a colleague's file.
    TakenIn {
        /// Visit.
        visit: VisitId,
        /// Who took them in, and passes them on to the registry.
        actor: PersonId,
        /// Versions.
        changes: Vec<DraftChange>,
        /// Attachments.
        blobs: Vec<NewBlob>,
        /// Act and signature files.
        documents: Vec<NewDocument>,
        /// Operations of the colleague this laptop doesn't know, and the version of the visit
        /// that holds them all. They are shown here and sent by the colleague.
        foreign: Vec<NewOperation>,
        /// Version of the visit after all of them.
        version: u32,
        /// Signatures, which carry their own authority and are sent from here too.
        operations: Vec<NewOperation>,
    },
    /// An operation.
    Operation {
        /// Operation.
        operation: NewOperation,
        /// Identity of the draft operation that carries what was written before this one.
        draft: OperationId,
        /// Attachments the operation needs.
        blobs: Vec<NewBlob>,
        /// Documents the operation makes.
        documents: Vec<NewDocument>,
        /// The item of a batch this signature belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        batch: Option<BatchMark>,
    },
}

/// An operation to be queued.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewOperation {
    /// Identity.
    pub id: OperationId,
    /// Who acts.
    pub actor: PersonId,
    /// When.
    pub made_at: Moment,
    /// What is asked.
    pub body: OperationBody,
}

/// What applying a change did to drafts.
#[derive(Debug, Clone, Default)]
pub struct Applied {
    /// Fields that changed.
    pub fields: Vec<FieldKey>,
}

impl LocalChange {
    /// The visit a change belongs to.
    pub fn visit(&self) -> Option<VisitId> {
        match self {
            Self::Draft { visit, .. } | Self::TakenIn { visit, .. } => Some(*visit),
            Self::Operation { operation, .. } => outbox::visit_of(&operation.body),
        }
    }

    /// Applies the change. Applying it twice is the same as once.
    ///
    /// # Errors
    /// What the database answered.
    pub fn apply(&self, tx: &Transaction<'_>) -> Result<Applied> {
        let mut applied = Applied::default();
        match self {
            Self::Draft {
                visit,
                actor,
                changes,
                blobs,
            } => {
                for change in changes {
                    if drafts::merge(tx, *visit, change)? {
                        applied.fields.push(change.key.clone());
                        drafts::mark_unsent(tx, *visit, change, *actor)?;
                    }
                }
                keep_blobs(tx, Some(*visit), blobs)?;
                if let Some(at) = changes.iter().map(|change| change.version.at).max() {
                    meta::note_written(tx, at)?;
                }
            }
            Self::TakenIn {
                visit,
                actor,
                changes,
                blobs,
                documents,
                foreign,
                version,
                operations,
            } => {
                for change in changes {
                    if drafts::merge(tx, *visit, change)? {
                        applied.fields.push(change.key.clone());
                        drafts::mark_unsent(tx, *visit, change, *actor)?;
                    }
                }
                keep_blobs(tx, Some(*visit), blobs)?;
                for document in documents {
                    keep_document(tx, *visit, document, None)?;
                }
                for operation in foreign {
                    outbox::insert_foreign(tx, operation, *version)?;
                }
                for operation in operations {
                    outbox::insert(tx, operation)?;
                }
            }
            Self::Operation {
                operation,
                draft,
                blobs,
                documents,
                batch,
            } => {
                if let Some(mark) = batch {
                    batches::signed(tx, mark)?;
                }
                if let Some(visit) = self.visit() {
                    outbox::gather_unsent(tx, visit, *draft, operation.made_at)?;
                    keep_blobs(tx, Some(visit), blobs)?;
                    for document in documents {
                        keep_document(tx, visit, document, Some(operation.made_at))?;
                    }
                } else {
                    keep_blobs(tx, None, blobs)?;
                }
                outbox::insert(tx, operation)?;
                meta::note_written(tx, operation.made_at)?;
            }
        }
        Ok(applied)
    }
}

fn keep_blobs(tx: &Transaction<'_>, visit: Option<VisitId>, blobs: &[NewBlob]) -> Result<()> {
    for blob in blobs {
        tx.prepare_cached(
            "INSERT INTO blobs (sha256, size, state, visit) VALUES (?1, ?2, 'waiting', ?3)
             ON CONFLICT (sha256) DO NOTHING",
        )?
        .execute((
            blob.sha256.to_string(),
            i64::try_from(blob.size).unwrap_or(i64::MAX),
            visit.map(|visit| visit.to_string()),
        ))?;
    }
    Ok(())
}

fn keep_document(
    tx: &Transaction<'_>,
    visit: VisitId,
    document: &NewDocument,
    at: Option<Moment>,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO documents (sha256, visit, kind, person, made_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (sha256) DO NOTHING",
    )?
    .execute((
        document.sha256.to_string(),
        visit.to_string(),
        document.part.word(),
        document.person.map(|person| person.to_string()),
        at.map(|at| at.to_rfc3339()).unwrap_or_default(),
    ))?;
    Ok(())
}
