//! Electronic document cards out of a document and its signatures.

use super::words::{Numbers, sheet};
use super::{Given, Judging, Report, SignatureReport, judge, sort};
use crate::error::{ClientError, Result};
use crate::ui::UserError;
use crate::work::documents::document_error;
use crate::work::verdict::algorithm_name;
use baqylau_documents::act::{ActPrint, SignatureVerdict, SignatureView, act_pages};
use baqylau_documents::card::{CardPrint, CardSignature, Visual, card_pdf};
use baqylau_documents::display::DisplayList;
use baqylau_domain::act::{ActContent, ActKind};
use baqylau_domain::calendar::legal_day;
use baqylau_locale::{Language, Locale};
use baqylau_signing::{CheckKind, Outcome, SignatureFile, Status};

/// What a card is about.
pub(crate) struct CardOf<'a> {
    /// What the document is called.
    pub title: &'a str,
    /// Name of its file.
    pub file_name: &'a str,
    /// Its octets.
    pub document: &'a [u8],
    /// Organisation that issued it.
    pub author: &'a str,
    /// Where it can be checked.
    pub url: Option<&'a str>,
    /// The pages it has, where it has any.
    pub pages: Option<&'a DisplayList>,
}

/// Writes a card of signatures that were judged.
///
/// # Errors
/// When it can't be laid out, or the document is a program.
pub(crate) fn card(of: &CardOf<'_>, report: &Report, locale: &Locale) -> Result<Vec<u8>> {
    // Numbers of pages follow the order of the card, which is that of the time stamps.
    let mut order: Vec<&SignatureReport> = report.signatures.iter().collect();
    order.sort_by_key(|one| (one.verdict.stamped_at.is_none(), one.verdict.stamped_at));
    // A file with several signatures stands in the card once, under its first signer.
    let mut seen = std::collections::BTreeSet::new();
    order.retain(|one| seen.insert(one.sha256.to_string()));
    let sheets: Vec<_> = order
        .iter()
        .enumerate()
        .map(|(index, one)| sheet(one, index + 1, locale, Numbers::Whole))
        .collect();
    let signatures: Vec<CardSignature<'_>> = order
        .iter()
        .zip(&sheets)
        .map(|(one, sheet)| CardSignature {
            sheet,
            cms: &one.cms,
            stamped_at: one.verdict.stamped_at,
        })
        .collect();
    let text = std::str::from_utf8(of.document)
        .ok()
        .filter(|text| !text.contains('\0'));
    let print = CardPrint {
        locale,
        title: of.title,
        file_name: of.file_name,
        media_type: media_type(of.file_name),
        document: of.document,
        author: of.author,
        verification_url: of.url,
        visual: match (of.pages, text) {
            (Some(pages), _) => Visual::Pages(pages),
            (None, Some(text)) => Visual::Text(text),
            (None, None) => Visual::None,
        },
        signatures: &signatures,
        codes: true,
        generated_at: report.checked_at,
    };
    card_pdf(&print).map_err(|error| match error {
        baqylau_documents::DocumentError::Executable => {
            ClientError::refused("client-verify-program")
        }
        other => document_error(&other),
    })
}

fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
    match ending.as_str() {
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

/// Makes a card of a document and its signature files, for the command line. Returns the card and
/// what was found about the signatures.
///
/// # Errors
/// A file that is no signature, holds its document or is over another one; and what keeps a card
/// from being made.
pub fn card_of_files(
    document: Given,
    signatures: Vec<Given>,
    by: &Judging<'_>,
    language: Language,
) -> Result<(Vec<u8>, Report)> {
    for file in &signatures {
        let parsed = SignatureFile::parse(&file.bytes)
            .or(Err(ClientError::refused("signing-error-not-a-signature")))?;
        if parsed.embedded_content().is_some() {
            let refusal = UserError::new("client-verify-attached").with("name", &file.name);
            return Err(refusal.into());
        }
    }
    let mut sorted = sort(signatures)?;
    // Whatever the document looks like, it is the document here.
    sorted.given.insert(0, document.facts());
    sorted.documents = vec![document.clone()];
    let report = judge(sorted, by);
    for signature in &report.signatures {
        let over = signature
            .verdict
            .check(CheckKind::Digest)
            .is_none_or(|check| check.outcome != Outcome::Failed);
        if !over {
            let refusal =
                UserError::new("client-verify-another-document").with("name", &signature.file);
            return Err(refusal.into());
        }
    }
    let locale = Locale::new(language);
    let act = ActContent::from_bytes(&document.bytes).ok();
    let pages = act
        .as_ref()
        .map(|act| pages_of_act(act, &document, &report, &locale))
        .transpose()?;
    let title = act.as_ref().map_or_else(
        || document.name.clone(),
        |act| {
            let title = locale.text(match act.kind {
                ActKind::Monitoring => "doc-act-title",
                ActKind::AdmissionRefusal => "doc-refusal-title",
            });
            let number = act.draft_number.as_str();
            let number = locale.format("doc-number-draft", &[("number", number.into())]);
            format!("{title} {number}")
        },
    );
    let author = act
        .as_ref()
        .map(|act| spoken(language, &act.commission).to_owned())
        .unwrap_or_default();
    let of = CardOf {
        title: &title,
        file_name: &document.name,
        document: &document.bytes,
        author: &author,
        url: None,
        pages: pages.as_ref(),
    };
    Ok((card(&of, &report, &locale)?, report))
}

fn spoken(language: Language, text: &baqylau_domain::text::Trilingual) -> &str {
    match language {
        Language::Kk => text.kazakh(),
        Language::Ru => text.russian(),
        Language::En => text.english(),
    }
}

/// The pages of an act that came as a file, without its photos, which are no part of it.
fn pages_of_act(
    act: &ActContent,
    document: &Given,
    report: &Report,
    locale: &Locale,
) -> Result<DisplayList> {
    let signed: Vec<_> = report
        .signatures
        .iter()
        .map(|one| {
            let algorithm = one
                .verdict
                .signer
                .as_ref()
                .map(|signer| algorithm_name(signer.key_algorithm))
                .unwrap_or_default();
            (one, algorithm)
        })
        .collect();
    let views: Vec<SignatureView<'_>> = signed
        .iter()
        .map(|(one, algorithm)| {
            let signer = one.verdict.signer.as_ref();
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
                signed_at: one
                    .verdict
                    .stamped_at
                    .or(one.verdict.signing_time)
                    .unwrap_or(one.verdict.reference_time),
                stamped: one.verdict.stamped_at.is_some(),
                verdict: match one.verdict.status {
                    Status::Valid => SignatureVerdict::Valid,
                    Status::Invalid => SignatureVerdict::Invalid,
                    Status::NotFullyChecked => SignatureVerdict::NotFullyChecked,
                },
                reasons: &[],
                cms: &one.cms,
            }
        })
        .collect();
    let policy = baqylau_domain::policy::Policies::pilot().on(legal_day(act.composed_at));
    let print = ActPrint {
        content: act,
        canonical: &document.bytes,
        locale,
        number: None,
        verification_url: None,
        signatures: &views,
        photos: &[],
        delivered: None,
        policy: &policy,
        generated_at: report.checked_at,
    };
    act_pages(&print).map_err(|error| document_error(&error))
}
