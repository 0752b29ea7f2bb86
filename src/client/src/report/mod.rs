//! What came of verifying files: structured, so that screens, papers and the command line say the
//! same in any language.

mod card;
mod gather;
mod judge;
mod words;

pub use card::card_of_files;
pub(crate) use card::{CardOf, card};
pub use gather::Given;
pub(crate) use gather::sort;
pub use judge::Judging;
pub(crate) use judge::judge;
pub use words::{Numbers, as_text, conclusion, given, pdf, remarks, sheets};

use crate::ui::VerdictStatus;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use baqylau_signing::container::PayloadState;
use baqylau_signing::{SignatureFacts, Verdict};
use std::sync::Arc;

/// What kind of thing was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Signature files apart from their document.
    Detached,
    /// A signature file that holds its document.
    Attached,
    /// An act of this program as PDF, with its bytes and signatures inside.
    ActPdf,
    /// An electronic document card.
    Card,
    /// A container of files and signatures.
    Container,
}

/// A file as it was given.
#[derive(Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Name.
    pub name: String,
    /// Octets.
    pub size: u64,
    /// SHA-256.
    pub sha256: BlobHash,
}

// Names of files may be names of people.
impl std::fmt::Debug for FileFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileFacts({} octets)", self.size)
    }
}

/// How much a signature carries to be checked with later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not bound to its certificate: plain CMS.
    Plain,
    /// Bound to its certificate: BES.
    Basic,
    /// A time stamp proves when it existed: T.
    Stamped,
    /// Revocation data for that moment are inside as well: LT.
    LongTerm,
}

/// How it is known whether a certificate was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// The signature file carries it.
    Inside,
    /// From lists and answers on this computer.
    Brought,
    /// It isn't.
    Nothing,
    /// A demonstration authority has no such service.
    NotNeeded,
}

/// Whoever made a time stamp or revocation data.
#[derive(Clone, PartialEq, Eq)]
pub struct Authority {
    /// Serial number of its certificate, hexadecimal.
    pub serial: String,
    /// Its name as RFC 4514 writes names.
    pub subject: String,
    /// Name of its issuer.
    pub issuer: String,
}

/// What an answer of the OCSP service says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OcspWord {
    /// Not revoked.
    Good,
    /// Revoked.
    Revoked,
    /// Not known to the service.
    Unknown,
}

/// Revocation data about a signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An answer of the OCSP service.
    Ocsp {
        /// When it was known.
        at: Moment,
        /// What.
        status: OcspWord,
        /// Who answered, where that was proved.
        by: Option<Authority>,
    },
    /// A revocation list.
    List {
        /// It only adds to a whole list.
        delta: bool,
        /// When it was made.
        at: Moment,
        /// When the next one is made.
        until: Option<Moment>,
        /// Whether the certificate stands in it.
        entry: bool,
        /// Who made it.
        by: Authority,
    },
}

// Authorities are no persons, but their names may hold one's.
impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authority")
    }
}

/// A time stamp as it calls itself; the checks say whether it is to be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The moment.
    pub at: Moment,
    /// Policy.
    pub policy: String,
    /// Who made it.
    pub by: Option<Authority>,
}

/// One signature.
#[derive(Clone)]
pub struct SignatureReport {
    /// Name of its file.
    pub file: String,
    /// Octets of its file.
    pub cms: Arc<[u8]>,
    /// SHA-256 of its file.
    pub sha256: BlobHash,
    /// The document it was checked against.
    pub document: Option<FileFacts>,
    /// The answer with every check.
    pub verdict: Verdict,
    /// What the file says; `None` when it cannot be read.
    pub facts: Option<SignatureFacts>,
    /// How much it carries.
    pub level: Level,
    /// How revocation is known.
    pub known: KnownBy,
    /// Revocation data about the signer.
    pub sources: Vec<Source>,
    /// Time stamps.
    pub stamps: Vec<Stamp>,
}

/// Something worth knowing beside the signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A file inside or beside is neither a signature nor the document.
    UnknownFile {
        /// Its name.
        name: String,
    },
    /// Signatures in a card lack what a card demands.
    CardIncomplete {
        /// Their numbers, from 1.
        numbers: Vec<usize>,
    },
    /// What became of a file in a container.
    Payload {
        /// Its name.
        name: String,
        /// What.
        state: PayloadState,
    },
    /// A file in a container that nobody signed.
    Unlisted {
        /// Its name.
        name: String,
    },
}

/// What came of a verification.
#[derive(Clone)]
pub struct Report {
    /// What was verified.
    pub kind: Kind,
    /// Files as given.
    pub files: Vec<FileFacts>,
    /// The document.
    pub document: Option<FileFacts>,
    /// Files to save: the document, payloads and signatures that were inside others.
    pub inside: Vec<(String, Arc<[u8]>)>,
    /// Signatures.
    pub signatures: Vec<SignatureReport>,
    /// What else is worth knowing.
    pub remarks: Vec<Remark>,
    /// The answer about everything.
    pub status: VerdictStatus,
    /// When it was judged.
    pub checked_at: Moment,
    /// The registry has not accepted this document.
    pub preliminary: bool,
}

// A report carries names and ИИН.
impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report")
            .field("kind", &self.kind)
            .field("status", &self.status)
            .field("signatures", &self.signatures.len())
            .finish_non_exhaustive()
    }
}
