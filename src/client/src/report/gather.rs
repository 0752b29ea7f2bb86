//! Sorts out what was given: documents, signature files, PDF with files inside, containers.

use super::{FileFacts, Kind, Remark};
use crate::error::{ClientError, Result};
use crate::ui::UserError;
use baqylau_documents::act::ORIGINAL_NAME;
use baqylau_documents::embedded::{EmbeddedError, embedded_files};
use baqylau_protocol::blob;
use baqylau_signing::container::{Container, ContainerError, MANIFEST};
use baqylau_signing::{CmsError, SignatureFile};
use std::sync::Arc;

/// Files of one verification.
const MOST_FILES: usize = 200;

/// A file with its name.
#[derive(Clone)]
pub struct Given {
    /// Name without its folder.
    pub name: String,
    /// Octets.
    pub bytes: Arc<[u8]>,
}

impl Given {
    /// A file.
    pub fn new(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
        }
    }

    /// What a report says of it.
    pub fn facts(&self) -> FileFacts {
        FileFacts {
            name: self.name.clone(),
            size: u64::try_from(self.bytes.len()).unwrap_or(u64::MAX),
            sha256: blob::hash(&self.bytes),
        }
    }
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Given({} bytes)", self.bytes.len())
    }
}

/// Files sorted out.
pub(crate) struct Sorted {
    pub kind: Kind,
    pub given: Vec<FileFacts>,
    /// What signatures may be over; the likeliest first.
    pub documents: Vec<Given>,
    pub signatures: Vec<Given>,
    /// Files that came out of others.
    pub inside: Vec<Given>,
    pub remarks: Vec<Remark>,
    /// The container, when it is one.
    pub container: Option<Container>,
}

/// Whether a file is a signature file, even a damaged one.
fn is_signature(bytes: &[u8]) -> bool {
    !matches!(SignatureFile::parse(bytes), Err(CmsError::NotASignature))
}

/// Sorts files out.
///
/// # Errors
/// Too many files, PDF and containers that cannot be read, and files without any signature.
pub(crate) fn sort(given: Vec<Given>) -> Result<Sorted> {
    if given.len() > MOST_FILES {
        return Err(UserError::new("client-verify-too-many")
            .with("most", MOST_FILES)
            .into());
    }
    let mut sorted = Sorted {
        kind: Kind::Detached,
        given: given.iter().map(Given::facts).collect(),
        documents: Vec::new(),
        signatures: Vec::new(),
        inside: Vec::new(),
        remarks: Vec::new(),
        container: None,
    };
    let mut unread = None;
    for file in given {
        if file.bytes.starts_with(b"PK") {
            match Container::parse(&file.bytes) {
                Ok(container) if sorted.container.is_none() => {
                    sorted.take_container(container);
                    continue;
                }
                // An office document is a ZIP too.
                Ok(_) | Err(ContainerError::NotAContainer) => {}
                Err(_) => return Err(ClientError::refused("client-verify-container-damaged")),
            }
        }
        match embedded_files(&file.bytes) {
            Ok(files) if files.iter().any(|one| is_signature(&one.bytes)) => {
                sorted.take_pdf(&file, files);
                continue;
            }
            Ok(_) | Err(EmbeddedError::NotAPdf) => {}
            // Such a PDF may still be the document of signatures beside it.
            Err(EmbeddedError::Encrypted) => unread = Some("client-verify-pdf-encrypted"),
            Err(_) => unread = Some("client-verify-pdf-damaged"),
        }
        if is_signature(&file.bytes) {
            sorted.signatures.push(file);
        } else {
            sorted.documents.push(file);
        }
    }
    if sorted.signatures.is_empty() {
        let key = unread.unwrap_or("client-verify-nothing-signed");
        return Err(ClientError::refused(key));
    }
    if sorted.kind == Kind::Detached {
        sorted.open_attached();
    }
    Ok(sorted)
}

impl Sorted {
    fn take_container(&mut self, mut container: Container) {
        self.kind = Kind::Container;
        for payload in &mut container.payloads {
            self.remarks.push(Remark::Payload {
                name: payload.name.clone(),
                state: payload.state,
            });
            if let Some(bytes) = payload.bytes.take() {
                self.inside.push(Given::new(payload.name.clone(), bytes));
            }
        }
        for name in &container.unlisted {
            self.remarks.push(Remark::Unlisted { name: name.clone() });
        }
        for (name, bytes) in container.signatures.drain(..) {
            let file = Given::new(name, bytes);
            self.inside.push(file.clone());
            self.signatures.push(file);
        }
        let manifest = Given::new(MANIFEST, container.manifest.clone());
        self.documents.insert(0, manifest);
        self.container = Some(container);
    }

    fn take_pdf(&mut self, pdf: &Given, files: Vec<baqylau_documents::embedded::Embedded>) {
        let mut files = files.into_iter();
        if let Some(first) = files.next() {
            // Our acts and cards of our acts differ in what stands around them: an act's own PDF
            // names its signatures after the original too, but is no card.
            self.kind = match first.name == ORIGINAL_NAME && !is_card(&pdf.bytes) {
                true => Kind::ActPdf,
                false => Kind::Card,
            };
            let first = Given::new(first.name, first.bytes);
            self.inside.push(first.clone());
            self.documents.insert(0, first);
        }
        for file in files {
            let file = Given::new(file.name, file.bytes);
            if is_signature(&file.bytes) {
                self.inside.push(file.clone());
                self.signatures.push(file);
            } else {
                self.remarks.push(Remark::UnknownFile { name: file.name });
            }
        }
        // A signature beside it may be over the PDF as a whole.
        self.documents.push(pdf.clone());
    }

    /// Documents inside signature files.
    fn open_attached(&mut self) {
        for signature in &self.signatures {
            let Ok(file) = SignatureFile::parse(&signature.bytes) else {
                continue;
            };
            let Some(content) = file.embedded_content() else {
                continue;
            };
            let stem = signature.name.rsplit_once('.').map(|(stem, _)| stem);
            let name = match stem {
                Some(stem) if !stem.is_empty() => stem.to_owned(),
                _ => "document".to_owned(),
            };
            self.inside.push(Given::new(name, content));
            if self.documents.is_empty() {
                self.kind = Kind::Attached;
            }
        }
    }
}

/// Whether a PDF calls itself a card, as those of this program do.
fn is_card(pdf: &[u8]) -> bool {
    let mark = baqylau_documents::card::KEYWORD.as_bytes();
    pdf.windows(mark.len()).any(|window| window == mark)
}
