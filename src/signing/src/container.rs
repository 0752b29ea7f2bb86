//! Containers of several files signed together: a ZIP with a list of files, signed as it stands.
//!
//! As KalkanCrypt writes them: payload files, `META-INF/NCAManifest.xml` that names every payload
//! with its hash (`DataObjectReference` with `DigestMethod` and `DigestValue`), and
//! `META-INF/signature-….cms`, detached signatures over the octets of that list. Reading is all
//! that is done with them here.
//!
//! This rests on the names of elements, files and hash functions its SDK uses; no container made
//! by it was at hand to try. What is not named above (namespaces, media types, further elements)
//! is therefore not asked for, and a list that lacks any of the above is refused.

use crate::algorithm::DigestAlgorithm;
use crate::oid::{self, Oid};
use base64::{Engine, engine::general_purpose::STANDARD};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

/// Where the list stands.
pub const MANIFEST: &str = "META-INF/NCAManifest.xml";

/// Files beyond this number make a container an attack on its reader.
const MOST_FILES: usize = 1000;

/// Octets all files together may unpack to.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Octets the list may have.
const LARGEST_MANIFEST: usize = 4 * 1024 * 1024;

/// Why octets are not such a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContainerError {
    /// It is no ZIP, or one without the list.
    #[error("this is not a container of signed files")]
    NotAContainer,
    /// The ZIP is damaged, encrypted or packed in an unknown way.
    #[error("the container cannot be unpacked")]
    Damaged,
    /// It holds more than is read.
    #[error("the container holds more than is read")]
    TooLarge,
    /// Two files have one name, or a name leads out of the container.
    #[error("the container names its files ambiguously")]
    Names,
    /// The list is not the XML it must be.
    #[error("the list of files cannot be read")]
    Manifest,
}

/// What became of a file the list names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadState {
    /// Its hash is the one listed.
    Intact,
    /// Its hash is another one.
    Altered,
    /// The container does not hold it.
    Missing,
    /// The hash function is too weak or unknown.
    Unsupported,
}

/// A file the list names.
#[derive(Clone, PartialEq, Eq)]
pub struct Payload {
    /// Its name as the list writes it, percent signs decoded.
    pub name: String,
    /// Its octets; `None` if it is missing.
    pub bytes: Option<Vec<u8>>,
    /// Whether it is what was signed.
    pub state: PayloadState,
}

/// A container as it was read. Signatures are not judged here: they are detached signatures over
/// [`Container::manifest`].
#[derive(Clone)]
pub struct Container {
    /// The octets of the list: what was signed.
    pub manifest: Vec<u8>,
    /// Files the list names, in its order.
    pub payloads: Vec<Payload>,
    /// Signature files with their names.
    pub signatures: Vec<(String, Vec<u8>)>,
    /// Files nobody signed.
    pub unlisted: Vec<String>,
}

// Names of files may be names of people.
impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Payload({:?})", self.state)
    }
}

impl std::fmt::Debug for Container {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Container")
            .field("payloads", &self.payloads)
            .field("signatures", &self.signatures.len())
            .finish_non_exhaustive()
    }
}

impl Container {
    /// Reads a container and compares its files with its list.
    ///
    /// # Errors
    /// [`ContainerError`].
    pub fn parse(octets: &[u8]) -> Result<Self, ContainerError> {
        let files = unpacked(octets)?;
        let of = |name: &str| {
            files
                .iter()
                .find(|(own, _)| own == name)
                .map(|(_, bytes)| bytes)
        };
        let manifest = of(MANIFEST).ok_or(ContainerError::NotAContainer)?.clone();
        let mut listed = BTreeSet::from([MANIFEST.to_owned()]);
        let mut payloads = Vec::new();
        for entry in read_manifest(&manifest)? {
            let plain = percent_decoded(&entry.uri);
            let (name, bytes) = match (of(&entry.uri), of(&plain)) {
                (Some(bytes), _) => (entry.uri, Some(bytes.clone())),
                (None, found) => (plain, found.cloned()),
            };
            if !listed.insert(name.clone()) {
                return Err(ContainerError::Manifest);
            }
            let state = match (&bytes, entry.algorithm) {
                (None, _) => PayloadState::Missing,
                (Some(bytes), Some(algorithm)) => match algorithm.hash(bytes) {
                    Ok(hash) if hash == entry.digest => PayloadState::Intact,
                    Ok(_) => PayloadState::Altered,
                    Err(_) => PayloadState::Unsupported,
                },
                (Some(_), None) => PayloadState::Unsupported,
            };
            payloads.push(Payload { name, bytes, state });
        }
        let (mut signatures, mut unlisted) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            if is_signature(&name) {
                signatures.push((name, bytes));
            } else if !listed.contains(&name) {
                unlisted.push(name);
            }
        }
        Ok(Self {
            manifest,
            payloads,
            signatures,
            unlisted,
        })
    }

    /// Whether every file of the list is there unchanged and none stands beside the list.
    pub fn is_intact(&self) -> bool {
        self.unlisted.is_empty()
            && self
                .payloads
                .iter()
                .all(|payload| payload.state == PayloadState::Intact)
    }
}

fn is_signature(name: &str) -> bool {
    name.strip_prefix("META-INF/signature-")
        .and_then(|rest| rest.strip_suffix(".cms"))
        .is_some_and(|middle| !middle.is_empty() && !middle.contains('/'))
}

fn unpacked(octets: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ContainerError> {
    if !octets.starts_with(b"PK") {
        return Err(ContainerError::NotAContainer);
    }
    let mut archive =
        zip::ZipArchive::new(Cursor::new(octets)).or(Err(ContainerError::NotAContainer))?;
    if archive.len() > MOST_FILES {
        return Err(ContainerError::TooLarge);
    }
    // A ZIP that is no container is not worth unpacking.
    if archive.index_for_name(MANIFEST).is_none() {
        return Err(ContainerError::NotAContainer);
    }
    let mut left = LARGEST;
    let mut names = BTreeSet::new();
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).or(Err(ContainerError::Damaged))?;
        if file.is_dir() {
            continue;
        }
        let name = file.name().or(Err(ContainerError::Damaged))?.into_owned();
        let leads_out =
            file.enclosed_name().is_none() || name.starts_with('/') || name.contains('\\');
        if leads_out || !names.insert(name.clone()) {
            return Err(ContainerError::Names);
        }
        let mut bytes = Vec::new();
        // The size a ZIP announces is its own word: what comes out is counted.
        file.take(left + 1)
            .read_to_end(&mut bytes)
            .or(Err(ContainerError::Damaged))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(size).ok_or(ContainerError::TooLarge)?;
        files.push((name, bytes));
    }
    Ok(files)
}

struct Entry {
    uri: String,
    algorithm: Option<DigestAlgorithm>,
    digest: Vec<u8>,
}

/// Reads the list. Namespaces are not asked: who wrote the list is said by its signature.
fn read_manifest(manifest: &[u8]) -> Result<Vec<Entry>, ContainerError> {
    let refused = ContainerError::Manifest;
    if manifest.len() > LARGEST_MANIFEST {
        return Err(ContainerError::TooLarge);
    }
    let text = std::str::from_utf8(manifest).or(Err(refused))?;
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut entries: Vec<Entry> = Vec::new();
    let mut open: Option<(String, Option<Option<DigestAlgorithm>>, Option<String>)> = None;
    let mut in_value = false;
    loop {
        let event = reader.read_event().or(Err(refused))?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            // Nobody needs entities to list files.
            Event::DocType(_) | Event::GeneralRef(_) => return Err(refused),
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "DataObjectReference" => {
                    if open.is_some() || empty {
                        return Err(refused);
                    }
                    open = Some((attribute(&element, "URI")?, None, None));
                }
                "DigestMethod" => {
                    if let Some((_, method, _)) = &mut open {
                        if method.is_some() {
                            return Err(refused);
                        }
                        *method = Some(algorithm(&attribute(&element, "Algorithm")?));
                    }
                }
                "DigestValue" => {
                    if let Some((_, _, value)) = &mut open {
                        if value.is_some() || empty {
                            return Err(refused);
                        }
                        *value = Some(String::new());
                        in_value = true;
                    }
                }
                _ => {}
            },
            Event::Text(text) => {
                if in_value && let Some((_, _, Some(value))) = &mut open {
                    value.extend(text.split_whitespace());
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "DigestValue" => in_value = false,
                "DataObjectReference" => {
                    let Some((uri, Some(algorithm), Some(value))) = open.take() else {
                        return Err(refused);
                    };
                    let digest = STANDARD.decode(value).or(Err(refused))?;
                    entries.push(Entry {
                        uri,
                        algorithm,
                        digest,
                    });
                    if entries.len() > MOST_FILES {
                        return Err(ContainerError::TooLarge);
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    // A list of nothing would make a signature over nothing look like one over files.
    if open.is_some() || entries.is_empty() {
        return Err(refused);
    }
    Ok(entries)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<String, ContainerError> {
    let refused = ContainerError::Manifest;
    let found = element
        .try_get_attribute(name)
        .or(Err(refused))?
        .ok_or(refused)?;
    quick_xml::escape::unescape(&found.value)
        .map(|text| text.into_owned())
        .or(Err(refused))
}

/// A hash function by the names XML signatures use, or by its object identifier.
fn algorithm(name: &str) -> Option<DigestAlgorithm> {
    let known = match name {
        "http://www.w3.org/2001/04/xmlenc#sha256" => DigestAlgorithm::Sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => DigestAlgorithm::Sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => DigestAlgorithm::Sha512,
        "http://www.w3.org/2001/04/xmldsig-more#gost34311" => DigestAlgorithm::Gost34311,
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256" => {
            DigestAlgorithm::Streebog256
        }
        "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512" => {
            DigestAlgorithm::Streebog512
        }
        other => {
            let dotted = other.strip_prefix("urn:oid:").unwrap_or(other);
            let named = DigestAlgorithm::from_oid(dotted.parse::<Oid>().ok()?);
            return (!matches!(named, DigestAlgorithm::Other { .. }) && named.oid() != oid::SHA1)
                .then_some(named);
        }
    };
    Some(known)
}

fn percent_decoded(uri: &str) -> String {
    let raw = uri.as_bytes();
    let mut octets = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        let escaped = (*byte == b'%')
            .then(|| raw.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        octets.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(octets).unwrap_or_else(|_| uri.to_owned())
}
