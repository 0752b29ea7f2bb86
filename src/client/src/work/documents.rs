//! Documents of a visit: previews, PDF files, exports, printing.

use super::{marks, picture, verdict, view};
use crate::act::{Composed, compose};
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::Hub;
use crate::report::{self, CardOf, Given, Judging};
use crate::store::{Store, extensions};
use crate::sync::fetch;
use crate::trust::extend;
use crate::ui::{
    ActPreview, CheckOutcome, DocumentKind, Event, PrintedBy, RegisteredVerdict, SignatureLevel,
    SignatureRow, Ticket, UserError,
};
use baqylau_documents::act::{
    ActPrint, ORIGINAL_NAME, Photo, SignatureVerdict, SignatureView, act_pages, act_pdf,
};
use baqylau_documents::leaflet::{LeafletPrint, leaflet_pages};
use baqylau_documents::lists::{HeadCountPrint, head_count_pages};
use baqylau_documents::prescription::prescription_pdf;
use baqylau_documents::{DocumentError, paper};
use baqylau_domain::act::{ActContent, ActKind};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{Delivered, Visit};
use baqylau_locale::{Language, Locale};
use baqylau_protocol::api;
use baqylau_signing::{Verdict, VerificationPolicy};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::task::block_in_place;

/// A document that can't be made, as a message.
pub(crate) fn document_error(error: &DocumentError) -> ClientError {
    match error {
        DocumentError::MissingGlyph { character } => UserError::new("client-glyph-missing")
            .with("character", character)
            .into(),
        _ => ClientError::refused("client-document-failed"),
    }
}

pub(super) fn spoken(language: Language, text: &Trilingual) -> &str {
    match language {
        Language::Kk => text.kazakh(),
        Language::Ru => text.russian(),
        Language::En => text.english(),
    }
}

/// A signature under an act with everything that is printed of it.
struct Signed {
    person: PersonId,
    cms: Vec<u8>,
    /// The same signature with more proof, as it was when it was judged.
    extended: Option<Vec<u8>>,
    hash: BlobHash,
    verdict: Verdict,
    algorithm: String,
    role: Option<CommissionRole>,
    reasons: Vec<String>,
    level: SignatureLevel,
    later: Option<UserError>,
    registered: Option<RegisteredVerdict>,
}

impl Signed {
    /// The file that was judged: the one with the most proof.
    fn proof(&self) -> &[u8] {
        self.extended.as_deref().unwrap_or(&self.cms)
    }
}

/// An act as it is printed.
struct Printable {
    content: ActContent,
    bytes: Vec<u8>,
    signatures: Vec<Signed>,
    photos: Vec<Photo>,
    number: Option<String>,
    url: Option<String>,
    delivered: Option<Delivered>,
}

impl Printable {
    fn of_composed(store: &Store, composed: &Composed) -> Self {
        Self {
            photos: photos(store, &composed.content),
            content: composed.content.clone(),
            bytes: composed.bytes.clone(),
            signatures: Vec::new(),
            number: None,
            url: None,
            delivered: None,
        }
    }

    /// Runs a writer of documents over the act.
    fn print<T>(
        &self,
        hub: &Hub,
        language: Language,
        write: impl FnOnce(&ActPrint<'_>) -> Result<T, DocumentError>,
    ) -> Result<T> {
        let locale = Locale::new(language);
        let now = hub.now();
        // The term of the consequence is the one in force when the act was drawn up.
        let drawn_up = legal_day(self.content.composed_at);
        let policy = baqylau_domain::policy::Policies::pilot().on(drawn_up);
        let signatures: Vec<SignatureView<'_>> = self.signatures.iter().map(view_of).collect();
        let print = ActPrint {
            content: &self.content,
            canonical: &self.bytes,
            locale: &locale,
            number: self.number.as_deref(),
            verification_url: self.url.as_deref(),
            signatures: &signatures,
            photos: &self.photos,
            delivered: self.delivered.as_ref(),
            policy: &policy,
            generated_at: now,
        };
        write(&print).map_err(|error| document_error(&error))
    }
}

impl Printable {
    /// The electronic document card of the act.
    fn card(&self, hub: &Hub, language: Language) -> Result<Vec<u8>> {
        if self.signatures.is_empty() {
            return Err(ClientError::refused("client-verify-unsigned"));
        }
        let locale = Locale::new(language);
        let mut given = vec![Given::new(ORIGINAL_NAME, self.bytes.as_slice())];
        for (index, signed) in self.signatures.iter().enumerate() {
            let name = format!("{ORIGINAL_NAME}.{:02}.cms", index + 1);
            // A card is for years: it takes the file with the most proof.
            given.push(Given::new(name, signed.proof()));
        }
        let policy = verdict::policy(hub, VerificationPolicy::binding());
        let by = Judging {
            trust: &verdict::trust(hub),
            policy: &policy,
            evidence: &|cms| verdict::evidence(hub, cms),
            now: hub.now(),
        };
        let report = report::judge(report::sort(given)?, &by);
        let pages = self.print(hub, language, act_pages)?;
        let title = locale.text(match self.content.kind {
            ActKind::Monitoring => "doc-act-title",
            ActKind::AdmissionRefusal => "doc-refusal-title",
        });
        let number = match &self.number {
            Some(number) => locale.format("doc-number-final", &[("number", number.into())]),
            None => {
                let number = self.content.draft_number.as_str();
                locale.format("doc-number-draft", &[("number", number.into())])
            }
        };
        let of = CardOf {
            title: &format!("{title} {number}"),
            file_name: ORIGINAL_NAME,
            document: &self.bytes,
            author: spoken(language, &self.content.commission),
            url: self.url.as_deref(),
            pages: Some(&pages),
        };
        report::card(&of, &report, &locale)
    }
}

fn view_of(signed: &Signed) -> SignatureView<'_> {
    SignatureView {
        member: Some(signed.person),
        role: signed.role,
        ..printed(
            &signed.verdict,
            &signed.algorithm,
            &signed.reasons,
            &signed.cms,
        )
    }
}

/// A signature of nobody in particular, as it is printed.
pub(super) fn printed<'a>(
    verdict: &'a Verdict,
    algorithm: &'a str,
    reasons: &'a [String],
    cms: &'a [u8],
) -> SignatureView<'a> {
    let signer = verdict.signer.as_ref();
    SignatureView {
        member: None,
        name: signer.map_or("", |signer| &signer.name),
        identifier: signer
            .and_then(|signer| signer.iin.as_deref())
            .and_then(|iin| iin.parse().ok()),
        organisation: signer
            .and_then(|signer| signer.organisation.as_deref())
            .unwrap_or(""),
        role: None,
        serial: signer.map_or("", |signer| &signer.serial),
        issuer: signer.map_or("", |signer| &signer.issuer),
        algorithm,
        validity: signer.map(|signer| (signer.not_before, signer.not_after)),
        signed_at: verdict.signing_time.unwrap_or(verdict.reference_time),
        stamped: verdict.stamped_at.is_some(),
        verdict: match verdict.status {
            baqylau_signing::Status::Valid => SignatureVerdict::Valid,
            baqylau_signing::Status::Invalid => SignatureVerdict::Invalid,
            baqylau_signing::Status::NotFullyChecked => SignatureVerdict::NotFullyChecked,
        },
        reasons,
        cms,
    }
}

/// Reduced copies of the photos that are on this laptop.
fn photos(store: &Store, content: &ActContent) -> Vec<Photo> {
    let mut layers: BTreeMap<BlobHash, Vec<&str>> = BTreeMap::new();
    for attachment in content
        .attachments
        .iter()
        .filter(|one| one.mime.starts_with("image/"))
    {
        // A photo bound to two items carries the marks of both.
        layers
            .entry(attachment.sha256)
            .or_default()
            .push(&attachment.annotations);
    }
    layers
        .into_iter()
        .filter_map(|(sha256, layers)| {
            let jpeg = marks::burnt(picture::printed(store, &sha256)?, &layers)?;
            Some(Photo {
                sha256,
                jpeg: jpeg.into(),
            })
        })
        .collect()
}

/// Why a check of a signature isn't passed: its name alone reads as if it were.
pub(super) fn reason(locale: &Locale, check: &str, outcome: CheckOutcome, detail: &str) -> String {
    if locale.has(detail) {
        return locale.text(detail).trim_end_matches('.').to_owned();
    }
    let word = match outcome {
        CheckOutcome::Failed => "check-failed",
        CheckOutcome::Passed | CheckOutcome::NotChecked => "check-not-made",
    };
    format!("{}: {}", locale.text(check), locale.text(word))
}

/// The fixed act of a visit with its signatures, fetched where this laptop lacks them.
async fn fixed(
    hub: &Hub,
    store: &Arc<Store>,
    visit: &Visit,
    language: Language,
) -> Result<Printable> {
    let file = visit
        .stage
        .signed_file()
        .ok_or_else(|| ClientError::refused("client-act-not-fixed"))?;
    let bytes = fetch::blob(hub, store, &file.act.sha256).await?;
    let content =
        ActContent::from_bytes(&bytes).or(Err(ClientError::Unreadable { what: "act" }))?;
    let locale = Locale::new(language);
    let mut signatures = Vec::with_capacity(file.signatures.len());
    for signature in &file.signatures {
        let cms = fetch::blob(hub, store, &signature.cms).await?;
        extend::adopt(hub, store, (visit.id, signature.cms), &cms).await?;
        let hash = signature.cms;
        // Read once: an extension that lands meanwhile would give a level beside the verdict and
        // the time of the file before.
        let extension = store.db().read(|c| extensions::of(c, &hash))?;
        let (verdict, level, extended) = block_in_place(|| {
            let extended = extension
                .as_ref()
                .and_then(|one| verdict::file_of(store, one, &cms));
            let file = extended.as_deref().unwrap_or(&cms);
            let verdict = verdict::by_file(hub, visit, &bytes, file, signature.person);
            (verdict, extend::level_of(hub, file), extended)
        });
        let shown = verdict::shown(&verdict, signature.cms, Some(signature.person));
        let reasons = shown
            .checks
            .iter()
            .filter(|(_, outcome, _)| *outcome != CheckOutcome::Passed)
            .map(|(key, outcome, detail)| reason(&locale, key, *outcome, detail))
            .collect();
        signatures.push(Signed {
            level,
            // What is whole lacks nothing, whatever an attempt said.
            later: extension
                .and_then(|one| one.problem)
                .filter(|_| level < SignatureLevel::Lt),
            registered: verdict::registered(store, visit.id, &hash)?,
            person: signature.person,
            hash: signature.cms,
            role: visit.member(signature.person).map(|member| member.role),
            algorithm: verdict
                .signer
                .as_ref()
                .map(|signer| verdict::algorithm_name(signer.key_algorithm))
                .unwrap_or_default(),
            cms,
            extended,
            verdict,
            reasons,
        });
    }
    for attachment in content
        .attachments
        .iter()
        .filter(|a| a.mime.starts_with("image/"))
    {
        // A photo that isn't to be had now is named in the text instead of shown.
        let _ = fetch::blob(hub, store, &attachment.sha256).await;
    }
    Ok(Printable {
        photos: block_in_place(|| photos(store, &content)),
        number: visit.stage.number().map(str::to_owned),
        delivered: visit.stage.delivered().cloned(),
        url: Some(format!(
            "{}{}/{}",
            hub.config.registry_url.trim_end_matches('/'),
            api::VERIFY,
            file.act.sha256
        )),
        content,
        bytes,
        signatures,
    })
}

/// Draws up an act and tells it as it would print.
///
/// # Errors
/// As [`compose::compose`], or when it can't be laid out.
pub fn tell_composed(hub: &Hub, visit: VisitId, language: Language) -> Result<()> {
    let store = hub.store()?;
    let composed = compose::compose(hub, visit)?;
    let printable = Printable::of_composed(&store, &composed);
    let pages = printable.print(hub, language, act_pages)?;
    let missing = view::visit(hub, &store, visit)?
        .signers()
        .into_iter()
        .map(|member| member.person)
        .collect();
    hub.tell(Event::ActComposed(Arc::new(ActPreview {
        visit,
        content: composed.content.clone(),
        sha256: composed.sha256,
        size: composed.bytes.len(),
        bytes: Arc::new(composed.bytes.clone()),
        pages: Arc::new(pages),
        blockers: composed.blockers.clone(),
        signatures: Vec::new(),
        missing,
    })));
    Ok(())
}

/// Whether the act goes without a member's signature.
fn released(visit: &baqylau_domain::visit::Visit, person: PersonId) -> bool {
    visit
        .stage
        .signed_file()
        .is_some_and(|file| file.is_released(person))
}

/// Tells the fixed act with its signatures.
///
/// # Errors
/// When there is none, or its bytes aren't to be had.
pub async fn tell_fixed(hub: &Hub, id: VisitId, language: Language) -> Result<()> {
    let store = hub.store()?;
    let visit = view::visit_to_read(hub, &store, id)?;
    let printable = fixed(hub, &store, &visit, language).await?;
    let pages = block_in_place(|| printable.print(hub, language, act_pages))?;
    let signed: BTreeSet<PersonId> = printable.signatures.iter().map(|one| one.person).collect();
    let sha256 = baqylau_protocol::blob::hash(&printable.bytes);
    hub.tell(Event::ActOpened(Arc::new(ActPreview {
        visit: id,
        sha256,
        size: printable.bytes.len(),
        bytes: Arc::new(printable.bytes.clone()),
        pages: Arc::new(pages),
        blockers: Vec::new(),
        signatures: printable
            .signatures
            .iter()
            .map(|one| SignatureRow {
                person: one.person,
                report: verdict::shown(&one.verdict, one.hash, Some(one.person)),
                level: one.level,
                stamped_at: one.verdict.stamped_at,
                later: one.later.clone(),
                registered: one.registered.clone(),
            })
            .collect(),
        missing: visit
            .signers()
            .into_iter()
            .map(|member| member.person)
            .filter(|person| !signed.contains(person))
            .filter(|person| !released(&visit, *person))
            .collect(),
        content: printable.content,
    })));
    Ok(())
}

/// Writes a document as PDF.
///
/// # Errors
/// When what it is made from isn't to be had, or the file can't be written.
pub async fn make_pdf(
    hub: &Hub,
    id: VisitId,
    document: DocumentKind,
    language: Language,
    to: Option<PathBuf>,
) -> Result<PathBuf> {
    let store = hub.store()?;
    let visit = view::visit_to_read(hub, &store, id)?;
    let (name, pdf) = match document {
        DocumentKind::Act | DocumentKind::Prescription => {
            let printable = if visit.stage.signed_file().is_some() {
                fixed(hub, &store, &visit, language).await?
            } else {
                let composed = block_in_place(|| compose::compose(hub, id))?;
                Printable::of_composed(&store, &composed)
            };
            let number = printable
                .number
                .clone()
                .unwrap_or(printable.content.draft_number.clone());
            // Laying out takes a while: the other tasks of this thread go on elsewhere.
            let pdf = match document {
                DocumentKind::Prescription => {
                    block_in_place(|| printable.print(hub, language, prescription_pdf))?
                }
                _ => block_in_place(|| printable.print(hub, language, act_pdf))?,
            };
            let word = if document == DocumentKind::Act {
                "act"
            } else {
                "prescription"
            };
            (format!("{word} {number} {}", language.code()), pdf)
        }
        DocumentKind::Card => {
            let printable = match visit.stage.signed_file() {
                Some(_) => fixed(hub, &store, &visit, language).await?,
                None => return Err(ClientError::refused("client-verify-unsigned")),
            };
            let number = printable
                .number
                .clone()
                .unwrap_or(printable.content.draft_number.clone());
            let pdf = block_in_place(|| printable.card(hub, language))?;
            (format!("card {number} {}", language.code()), pdf)
        }
        DocumentKind::Leaflet | DocumentKind::CountingList => (
            working_name(document, language, &visit),
            working(hub, &visit, document, language)?,
        ),
    };
    let path = match to {
        Some(path) => path,
        None => print_path(hub, &name)?,
    };
    files::replace(&path, &pdf)?;
    Ok(path)
}

/// Where a print of this name lies.
///
/// # Errors
/// When the folder can't be made.
pub fn print_path(hub: &Hub, name: &str) -> Result<PathBuf> {
    let folder = prints(hub);
    files::folder(&folder)?;
    Ok(folder.join(format!("{}.pdf", files::safe_name(name))))
}

/// Where prints lie that nobody chose a place for.
fn prints(hub: &Hub) -> PathBuf {
    hub.config.data_dir.join("documents")
}

/// Removes the prints nobody chose a place for: a printer and a viewer read them in the clear, and
/// after that they have no business on the disk.
///
/// What a viewer still holds open stays until the next time.
pub fn clear_prints(hub: &Hub) {
    let Ok(entries) = std::fs::read_dir(prints(hub)) else {
        return;
    };
    let left = entries
        .flatten()
        .filter(|entry| std::fs::remove_file(entry.path()).is_err())
        .count();
    if left > 0 {
        tracing::warn!(left, "prints that could not be removed");
    }
}

fn working_name(document: DocumentKind, language: Language, visit: &Visit) -> String {
    let word = if document == DocumentKind::Leaflet {
        "leaflet"
    } else {
        "counting-list"
    };
    let order = visit
        .stage
        .order()
        .map(|order| order.number.clone())
        .unwrap_or_default();
    format!("{word} {order} {}", language.code())
}

/// Papers that are handed out or worked with, and not kept.
fn working(
    hub: &Hub,
    visit: &Visit,
    document: DocumentKind,
    language: Language,
) -> Result<Vec<u8>> {
    let store = hub.store()?;
    let locale = Locale::new(language);
    let organisation = view::organisation(hub, &store, visit)?;
    let name = spoken(language, &organisation.name);
    let address = organisation
        .premises(visit.premises)
        .map(|premises| spoken(language, &premises.address))
        .unwrap_or_default();
    let pages = match document {
        DocumentKind::Leaflet => {
            let order = visit
                .stage
                .order()
                .ok_or_else(|| ClientError::refused("client-order-missing"))?;
            leaflet_pages(&LeafletPrint {
                locale: &locale,
                organisation: name,
                address,
                order: (&order.number, order.date),
                official_text: &[],
            })
        }
        _ => {
            view::visit_of_member(hub, &store, visit.id)?;
            let pack = hub
                .pack(&store, visit.id)?
                .ok_or_else(|| ClientError::refused("client-pack-missing"))?;
            head_count_pages(&HeadCountPrint {
                locale: &locale,
                organisation: name,
                address,
                date: legal_day(hub.now()),
                groups: &pack.groups,
            })
        }
    };
    pages
        .and_then(|pages| paper::write(&pages))
        .map_err(|error| document_error(&error))
}

/// Saves the act's bytes and its signature files to a folder.
///
/// # Errors
/// When they aren't to be had, or the folder can't be written to.
pub async fn export_act(hub: &Hub, id: VisitId, to: &Path) -> Result<()> {
    let store = hub.store()?;
    let visit = view::visit_to_read(hub, &store, id)?;
    let printable = fixed(hub, &store, &visit, Language::Kk).await?;
    files::folder(to)?;
    files::replace(
        &to.join(baqylau_documents::act::ORIGINAL_NAME),
        &printable.bytes,
    )?;
    for (index, signed) in printable.signatures.iter().enumerate() {
        let number = index + 1;
        files::replace(&to.join(format!("act.{number:02}.cms")), &signed.cms)?;
        // What was signed keeps its hash; beside it, the same signature with its proof of time.
        if let Some(file) = &signed.extended {
            files::replace(&to.join(format!("act.{number:02}.lt.cms")), file)?;
        }
    }
    // Whoever checks the signatures elsewhere needs the authorities this registry believes.
    let authorities = verdict::authorities(hub);
    if !authorities.is_empty() {
        files::replace(&to.join("authorities.pem"), authorities.as_bytes())?;
    }
    Ok(())
}

/// Hands a PDF to the system: to the printer, or to the viewer where no printer is set up, and
/// tells which of them took it.
///
/// # Errors
/// When the system has neither.
pub async fn print(hub: &Hub, ticket: Ticket, path: &Path) -> Result<()> {
    if !path.is_file() {
        return Err(ClientError::refused("client-file-missing"));
    }
    let attempts: &[(&str, PrintedBy)] = if cfg!(target_os = "windows") {
        &[("explorer.exe", PrintedBy::Viewer)]
    } else if cfg!(target_os = "macos") {
        &[("lp", PrintedBy::Printer), ("open", PrintedBy::Viewer)]
    } else {
        &[("lp", PrintedBy::Printer), ("xdg-open", PrintedBy::Viewer)]
    };
    let file = path.to_owned();
    let programs = hub.config.programs.clone();
    let handed = tokio::task::spawn_blocking(move || {
        attempts.iter().find_map(|(program, to)| {
            let mut command = std::process::Command::new(program);
            if let Some(folder) = &programs {
                command.env("PATH", folder);
            }
            command
                .arg(&file)
                .stdin(std::process::Stdio::null())
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .status()
                // The file manager of Windows answers 1 even when it opened the file.
                .is_ok_and(|status| status.success() || *program == "explorer.exe")
                .then_some(*to)
        })
    })
    .await
    .unwrap_or(None);
    let Some(to) = handed else {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        return Err(ClientError::Refused(
            UserError::new("client-printer-absent").with("name", name),
        ));
    };
    hub.tell(Event::Printed { ticket, to });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_is_not_passed_never_reads_as_if_it_were() {
        for language in Language::ALL {
            let locale = Locale::new(language);
            let name = locale.text("check-revocation");
            let not_made = CheckOutcome::NotChecked;
            let detail = "check-detail-revocation-unknown";
            let told = reason(&locale, "check-revocation", not_made, detail);
            assert!(!told.contains(&name) && !told.ends_with('.'), "{told}");
            let told = reason(&locale, "check-revocation", not_made, "");
            assert_eq!(told, format!("{name}: {}", locale.text("check-not-made")));
            let told = reason(&locale, "check-revocation", CheckOutcome::Failed, "");
            assert_eq!(told, format!("{name}: {}", locale.text("check-failed")));
        }
    }
}
