//! Verifying files that people bring: reading, judging, printing and saving what came of it.

use super::{documents, verdict};
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::Hub;
use crate::report::{self, Given, Judging, Report};
use crate::store::cache;
use crate::ui::{Event, Ticket};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use baqylau_locale::{Language, Locale};
use baqylau_signing::{Evidence, TrustStore, VerificationPolicy};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Octets of all files of one verification together.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Largest file of authorities read.
const LARGEST_ANCHORS: u64 = 1024 * 1024;

/// Largest revocation list read.
const LARGEST_LIST: u64 = 64 * 1024 * 1024;

fn read(paths: &[PathBuf]) -> Result<Vec<Given>> {
    let mut left = LARGEST;
    let mut given = Vec::new();
    for path in paths {
        let most = left.min(baqylau_protocol::MAX_BLOB_BYTES);
        let bytes = files::read_limited(path, most)?;
        left = left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        given.push(Given::new(name, bytes));
    }
    Ok(given)
}

/// Verifies files with what this laptop believes and knows.
///
/// # Errors
/// Files that can't be read, or hold no signature.
pub fn verify(hub: &Hub, ticket: Ticket, paths: &[PathBuf]) -> Result<()> {
    let sorted = report::sort(read(paths)?)?;
    let policy = verdict::policy(hub, VerificationPolicy::binding());
    let by = Judging {
        trust: &verdict::trust(hub),
        policy: &policy,
        evidence: &|cms| verdict::evidence(hub, cms),
        now: hub.now(),
    };
    let mut report = report::judge(sorted, &by);
    if let Some(document) = &report.document {
        report.preliminary = !registered(hub, &document.sha256);
    }
    let report = Arc::new(report);
    hub.tell(Event::Verified { ticket, report });
    Ok(())
}

/// Whether the registry gave a number to the act with these bytes, and so found its signatures
/// good.
fn registered(hub: &Hub, act: &BlobHash) -> bool {
    let Ok(store) = hub.store() else {
        return false;
    };
    let visits = store.cache().read(cache::visits).unwrap_or_default();
    visits.iter().any(|visit| {
        visit.stage.number().is_some()
            && visit
                .stage
                .signed_file()
                .is_some_and(|file| file.act.sha256 == *act)
    })
}

/// Writes a report as PDF where the person said.
///
/// # Errors
/// When it can't be laid out or written.
pub fn save_report(
    hub: &Hub,
    ticket: Ticket,
    report: &Report,
    language: Language,
    to: &Path,
) -> Result<()> {
    files::replace(to, &report::pdf(report, &Locale::new(language))?)?;
    hub.tell(Event::DocumentReady {
        ticket,
        path: to.to_owned(),
    });
    Ok(())
}

/// Writes a report as PDF among the prints and hands it to the printer.
///
/// # Errors
/// When it can't be laid out, written or printed.
pub async fn print_report(
    hub: &Hub,
    ticket: Ticket,
    report: &Report,
    language: Language,
) -> Result<()> {
    let pdf = tokio::task::block_in_place(|| report::pdf(report, &Locale::new(language)))?;
    let at = report.checked_at.format("%Y-%m-%d %H-%M-%S");
    let path = documents::print_path(hub, &format!("report {at} {}", language.code()))?;
    files::replace(&path, &pdf)?;
    documents::print(hub, ticket, &path).await
}

/// Saves what was inside the files: the document and the signatures. Files that are there already
/// are left as they are, and the new ones get a number.
///
/// # Errors
/// When they can't be written.
pub fn save_inside(report: &Report, to: &Path) -> Result<()> {
    files::folder(to)?;
    for (name, bytes) in &report.inside {
        // A container keeps its signatures in a folder; here they lie beside the document.
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let name = files::safe_name(last);
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) => (stem.to_owned(), format!(".{ending}")),
            None => (name.clone(), String::new()),
        };
        let free = (1..1000)
            .map(|number| match number {
                1 => to.join(&name),
                _ => to.join(format!("{stem} ({number}){ending}")),
            })
            .find(|path| !path.exists())
            .ok_or(ClientError::refused("client-file-missing"))?;
        files::replace(&free, bytes)?;
    }
    Ok(())
}

/// What a verification without a store and a registry believes: only what it is given.
#[derive(Debug, Clone, Default)]
pub struct Believed {
    /// Authorities, in PEM or DER.
    pub anchors: Vec<PathBuf>,
    /// They are those of a demonstration, which has no revocation service.
    pub demonstration: bool,
    /// Revocation lists and answers of the OCSP service.
    pub lists: Vec<PathBuf>,
}

impl Believed {
    fn with<T>(&self, now: Moment, work: impl FnOnce(&Judging<'_>) -> Result<T>) -> Result<T> {
        let mut trust = TrustStore::new();
        for path in &self.anchors {
            let mut named = TrustStore::new();
            named
                .add_anchors_from(&files::read_limited(path, LARGEST_ANCHORS)?)
                .or(Err(ClientError::refused("client-anchors-unreadable")))?;
            for anchor in named.anchors().cloned() {
                if self.demonstration {
                    trust.add_demonstration_anchor(anchor);
                } else {
                    trust.add_anchor(anchor);
                }
            }
        }
        let mut evidence = Evidence::new();
        for path in &self.lists {
            evidence
                .add(&files::read_limited(path, LARGEST_LIST)?)
                .or(Err(ClientError::refused("client-verify-list-unreadable")))?;
        }
        let policy = match self.demonstration {
            true => VerificationPolicy::binding().exempt_demonstration(),
            false => VerificationPolicy::binding(),
        };
        work(&Judging {
            trust: &trust,
            policy: &policy,
            evidence: &|_| evidence.clone(),
            now,
        })
    }
}

/// Verifies files without a store and without a registry.
///
/// # Errors
/// Files that can't be read, aren't what they should be, or hold no signature.
pub fn verify_files(paths: &[PathBuf], believed: &Believed, now: Moment) -> Result<Report> {
    let sorted = report::sort(read(paths)?)?;
    believed.with(now, |by| Ok(report::judge(sorted, by)))
}

/// Writes a report as PDF, without a store.
///
/// # Errors
/// When it can't be laid out or written.
pub fn write_report(report: &Report, language: Language, to: &Path) -> Result<()> {
    files::replace(to, &report::pdf(report, &Locale::new(language))?)
}

/// Makes an electronic document card without a store and without a registry, and writes it.
///
/// # Errors
/// As [`report::card_of_files`], and files that can't be read or written.
pub fn make_card(
    document: &Path,
    signatures: &[PathBuf],
    believed: &Believed,
    language: Language,
    to: &Path,
    now: Moment,
) -> Result<Report> {
    let document = read(&[document.to_owned()])?.pop();
    let document = document.ok_or(ClientError::refused("client-file-missing"))?;
    let signatures = read(signatures)?;
    let (pdf, report) = believed.with(now, |by| {
        report::card_of_files(document, signatures, by, language)
    })?;
    files::replace(to, &pdf)?;
    Ok(report)
}
