//! A report in words of one language: for the screen, the command line, the clipboard and paper.

use super::{
    Authority, Kind, KnownBy, Level, OcspWord, Remark, Report, SignatureReport, Source, Stamp,
};
use crate::error::Result;
use crate::ui::VerdictStatus;
use crate::work::documents::document_error;
use crate::work::verdict::{algorithm_name, check_key, detail_key, role_key};
use baqylau_documents::act::SignatureVerdict;
use baqylau_documents::report::{ReportPrint, report_pdf};
use baqylau_documents::sheet::{CheckLine, CheckMark, FactGroup, SignatureSheet};
use baqylau_domain::identifiers::Iin;
use baqylau_locale::Locale;
use baqylau_signing::container::PayloadState;
use baqylau_signing::{Certificate, Check, Detail, KeyUsage, Oid, Outcome, Role, Status};
use std::fmt::Write as _;

/// How ИИН are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// Masked; whole names of certificates, which hold them, are left out.
    Masked,
    /// As they are: a document card demands it.
    Whole,
}

/// Every signature in words.
pub fn sheets(report: &Report, locale: &Locale, numbers: Numbers) -> Vec<SignatureSheet> {
    report
        .signatures
        .iter()
        .enumerate()
        .map(|(index, signature)| sheet(signature, index + 1, locale, numbers))
        .collect()
}

pub(super) fn sheet(
    signature: &SignatureReport,
    number: usize,
    locale: &Locale,
    numbers: Numbers,
) -> SignatureSheet {
    let t = |key: &str| locale.text(key);
    let (verdict, key) = match signature.verdict.status {
        Status::Valid => (SignatureVerdict::Valid, "verdict-valid"),
        Status::Invalid => (SignatureVerdict::Invalid, "verdict-invalid"),
        Status::NotFullyChecked => (
            SignatureVerdict::NotFullyChecked,
            "verdict-not-fully-checked",
        ),
    };
    let meaning = match signature.verdict.status {
        Status::Valid => t("verdict-valid-detail"),
        Status::Invalid => t("verdict-invalid-detail"),
        Status::NotFullyChecked => t("verdict-not-fully-checked-detail"),
    };
    let signer = signature
        .verdict
        .signer
        .as_ref()
        .map(|signer| match &signer.patronymic {
            Some(patronymic) => format!("{} {patronymic}", signer.name),
            None => signer.name.clone(),
        })
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| t("verify-signer-unknown"));
    SignatureSheet {
        title: locale.format("doc-signature", &[("number", number.into())]),
        signer,
        verdict,
        word: t(key),
        meaning,
        groups: vec![
            signer_group(signature, locale, numbers),
            certificate_group(signature, locale, numbers),
            stamp_group(signature, locale),
            revocation_group(signature, locale),
        ],
        checks: signature
            .verdict
            .checks
            .iter()
            .map(|check| line(check, locale))
            .collect(),
    }
}

fn line(check: &Check, locale: &Locale) -> CheckLine {
    let (mark, word) = match check.outcome {
        Outcome::Passed => (CheckMark::Passed, "check-passed"),
        Outcome::Failed => (CheckMark::Failed, "check-failed"),
        Outcome::Warning => (CheckMark::Warning, "report-warning"),
        Outcome::NotChecked => (CheckMark::NotChecked, "check-not-made"),
        Outcome::NotRequired => (CheckMark::NotRequired, "check-not-needed"),
    };
    CheckLine {
        name: locale.text(check_key(check.kind)),
        mark,
        word: locale.text(word),
        reason: reason(check.detail.as_ref(), locale),
    }
}

/// Why a check ended so, with the day or the number it turned on.
fn reason(detail: Option<&Detail>, locale: &Locale) -> String {
    let key = detail_key(detail);
    if key.is_empty() || !locale.has(&key) {
        return key;
    }
    let mut words = locale.text(&key);
    let more = match detail {
        Some(
            Detail::Expired { not_after: at }
            | Detail::IssuerExpired { not_after: at, .. }
            | Detail::NotYetValid { not_before: at }
            | Detail::IssuerNotYetValid { not_before: at, .. }
            | Detail::Revoked { date: at, .. }
            | Detail::SignedInFuture { claimed: at }
            | Detail::SignedOutsideValidity { claimed: at },
        ) => locale.date_time_full(*at),
        Some(Detail::UnsupportedAlgorithm { oid } | Detail::AttributeMissing { oid }) => {
            oid.to_string()
        }
        Some(Detail::UnknownIssuer { issuer }) => issuer.clone(),
        _ => String::new(),
    };
    if !more.is_empty() {
        let _ = write!(words, " ({more})");
    }
    words
}

type Rows = Vec<(String, String)>;

fn signer_group(signature: &SignatureReport, locale: &Locale, numbers: Numbers) -> FactGroup {
    let t = |key: &str| locale.text(key);
    let mut rows: Rows = Vec::new();
    if let Some(signer) = &signature.verdict.signer {
        if let Some(iin) = &signer.iin {
            let shown = match numbers {
                Numbers::Whole => iin.clone(),
                Numbers::Masked => iin.parse().map(Iin::masked).unwrap_or_default(),
            };
            rows.push((t("field-iin"), shown));
        }
        if let Some(organisation) = &signer.organisation {
            rows.push((t("doc-sig-organisation"), organisation.clone()));
        }
        if let Some(bin) = &signer.bin {
            rows.push((t("field-bin"), bin.clone()));
        }
        let roles: Vec<String> = signer
            .roles
            .iter()
            .map(|role| t(&role_key(*role)))
            .collect();
        if !roles.is_empty() {
            rows.push((t("signing-key-role"), roles.join("; ")));
        }
    }
    if let Some(at) = signature.verdict.stamped_at {
        rows.push((t("doc-sig-stamped"), locale.date_time_full(at)));
    }
    if let Some(at) = signature.verdict.signing_time {
        rows.push((t("doc-sig-claimed"), locale.date_time_full(at)));
    }
    let level = match signature.level {
        Level::Plain => "report-level-plain",
        Level::Basic => "report-level-basic",
        Level::Stamped => "report-level-stamped",
        Level::LongTerm => "report-level-long-term",
    };
    rows.push((t("report-level"), t(level)));
    rows.push((
        t("report-reference"),
        locale.date_time_full(signature.verdict.reference_time),
    ));
    rows.push((t("doc-sig-file"), signature.file.clone()));
    rows.push((t("doc-sig-sha"), signature.sha256.to_string()));
    FactGroup {
        title: t("report-group-signer"),
        rows,
    }
}

fn certificate_group(signature: &SignatureReport, locale: &Locale, numbers: Numbers) -> FactGroup {
    let t = |key: &str| locale.text(key);
    let mut rows: Rows = Vec::new();
    let certificate = signature
        .facts
        .as_ref()
        .and_then(|facts| facts.certificate.as_ref());
    if let Some(certificate) = certificate {
        if numbers == Numbers::Whole {
            rows.push((t("report-subject"), certificate.subject_text()));
        }
        rows.push((t("doc-cert-serial"), certificate.serial()));
        rows.push((t("doc-cert-issuer"), certificate.issuer_text()));
        let from = locale.date_time_full(certificate.not_before());
        rows.push((t("report-valid-from"), from));
        let until = locale.date_time_full(certificate.not_after());
        rows.push((t("report-valid-until"), until));
        rows.push((
            t("doc-cert-algorithm"),
            algorithm_name(certificate.key_algorithm()),
        ));
        let named = |list: &[Oid]| {
            let named: Vec<String> = list.iter().map(|oid| oid_words(*oid, locale)).collect();
            named.join("; ")
        };
        rows.push((t("report-policy"), named(certificate.policies())));
        rows.push((t("report-usage"), usage(certificate, locale)));
        let extended = named(certificate.extended_key_usage());
        rows.push((t("report-extended"), extended));
    }
    rows.retain(|(_, value)| !value.is_empty());
    FactGroup {
        title: t("report-group-certificate"),
        rows,
    }
}

fn usage(certificate: &Certificate, locale: &Locale) -> String {
    let Some(KeyUsage {
        digital_signature,
        non_repudiation,
        key_encipherment,
        key_agreement,
        certificate_sign,
        crl_sign,
    }) = certificate.key_usage()
    else {
        return String::new();
    };
    let words: Vec<String> = [
        (digital_signature, "report-usage-digital-signature"),
        (non_repudiation, "report-usage-non-repudiation"),
        (key_encipherment, "report-usage-key-encipherment"),
        (key_agreement, "report-usage-key-agreement"),
        (certificate_sign, "report-usage-certificate-sign"),
        (crl_sign, "report-usage-crl-sign"),
    ]
    .into_iter()
    .filter(|(set, _)| *set)
    .map(|(_, key)| locale.text(key))
    .collect();
    words.join("; ")
}

/// What an identifier means, and the identifier.
fn oid_words(oid: Oid, locale: &Locale) -> String {
    let dotted = oid.to_string();
    if let Some(role) = Role::from_oid(oid) {
        return format!("{} ({dotted})", locale.text(&role_key(role)));
    }
    let key = match dotted.as_str() {
        "1.3.6.1.5.5.7.3.2" => "report-oid-client-auth",
        "1.3.6.1.5.5.7.3.4" => "report-oid-email-protection",
        "1.3.6.1.5.5.7.3.8" => "report-oid-time-stamping",
        "1.3.6.1.5.5.7.3.9" => "report-oid-ocsp-signing",
        "1.2.398.3.3.2.1" => "report-oid-policy-legal-sign",
        "1.2.398.3.3.2.2" => "report-oid-policy-legal-auth",
        "1.2.398.3.3.2.3" => "report-oid-policy-individual-sign",
        "1.2.398.3.3.2.4" => "report-oid-policy-individual-auth",
        "1.2.398.3.3.2" => "report-oid-policy-nuc",
        other if other.starts_with("1.2.398.3.3.2.6.") => "report-oid-policy-stamp",
        _ => "report-oid-other",
    };
    format!("{} ({dotted})", locale.text(key))
}

fn authority_rows(by: &Authority, locale: &Locale, rows: &mut Rows) {
    rows.push((locale.text("report-authority-subject"), by.subject.clone()));
    rows.push((locale.text("report-authority-serial"), by.serial.clone()));
    rows.push((locale.text("report-authority-issuer"), by.issuer.clone()));
}

fn stamp_group(signature: &SignatureReport, locale: &Locale) -> FactGroup {
    let mut rows: Rows = Vec::new();
    for Stamp { at, policy, by } in &signature.stamps {
        rows.push((locale.text("report-stamp-time"), locale.date_time_full(*at)));
        let policy = match policy.parse() {
            Ok(oid) => oid_words(oid, locale),
            Err(_) => policy.clone(),
        };
        rows.push((locale.text("report-stamp-policy"), policy));
        if let Some(by) = by {
            authority_rows(by, locale, &mut rows);
        }
    }
    if rows.is_empty() {
        rows.push((
            locale.text("report-stamp-time"),
            locale.text("report-stamp-none"),
        ));
    }
    FactGroup {
        title: locale.text("report-group-stamp"),
        rows,
    }
}

fn revocation_group(signature: &SignatureReport, locale: &Locale) -> FactGroup {
    let t = |key: &str| locale.text(key);
    let known = match signature.known {
        KnownBy::Inside => "report-known-inside",
        KnownBy::Brought => "report-known-brought",
        KnownBy::Nothing => "report-known-nothing",
        KnownBy::NotNeeded => "report-known-not-needed",
    };
    let mut rows: Rows = vec![(t("report-revocation-known"), t(known))];
    for source in &signature.sources {
        match source {
            Source::Ocsp { at, status, by } => {
                rows.push((t("report-ocsp-at"), locale.date_time_full(*at)));
                let status = match status {
                    OcspWord::Good => "report-ocsp-good",
                    OcspWord::Revoked => "report-ocsp-revoked",
                    OcspWord::Unknown => "report-ocsp-unknown",
                };
                rows.push((t("report-ocsp-status"), t(status)));
                if let Some(by) = by {
                    authority_rows(by, locale, &mut rows);
                }
            }
            Source::List {
                delta,
                at,
                until,
                entry,
                by,
            } => {
                let key = match delta {
                    true => "report-list-delta-at",
                    false => "report-list-at",
                };
                rows.push((t(key), locale.date_time_full(*at)));
                if let Some(until) = until {
                    rows.push((t("report-list-until"), locale.date_time_full(*until)));
                }
                let entry = match entry {
                    true => "report-list-present",
                    false => "report-list-absent",
                };
                rows.push((t("report-list-entry"), t(entry)));
                authority_rows(by, locale, &mut rows);
            }
        }
    }
    FactGroup {
        title: t("report-group-revocation"),
        rows,
    }
}

/// The answer about everything, in a sentence.
pub fn conclusion(report: &Report, locale: &Locale) -> String {
    let invalid = report
        .signatures
        .iter()
        .any(|one| one.verdict.status == Status::Invalid);
    match report.status {
        VerdictStatus::Valid => {
            let count = report.signatures.len();
            locale.format("report-all-valid", &[("count", count.into())])
        }
        VerdictStatus::Invalid if invalid => locale.text("report-some-invalid"),
        VerdictStatus::Invalid => locale.text("report-contents-altered"),
        VerdictStatus::NotFullyChecked => locale.text("report-not-fully"),
    }
}

/// What was given, as names and values.
pub fn given(report: &Report, locale: &Locale) -> Vec<(String, String)> {
    let t = |key: &str| locale.text(key);
    let kind = match report.kind {
        Kind::Detached => "report-kind-detached",
        Kind::Attached => "report-kind-attached",
        Kind::ActPdf => "report-kind-act-pdf",
        Kind::Card => "report-kind-card",
        Kind::Container => "report-kind-container",
    };
    let mut rows = vec![(t("report-kind"), t(kind))];
    match &report.document {
        Some(document) => {
            let size = locale.file_size(document.size);
            rows.push((t("report-document"), format!("{}, {size}", document.name)));
            rows.push((t("report-document-hash"), document.sha256.to_string()));
        }
        None => rows.push((t("report-document"), t("report-document-none"))),
    }
    let files: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    rows.push((t("report-files"), files.join("; ")));
    rows
}

/// What else is worth knowing, sentence by sentence.
pub fn remarks(report: &Report, locale: &Locale) -> Vec<String> {
    report
        .remarks
        .iter()
        .map(|remark| {
            let named = |key: &str, name: &str| locale.format(key, &[("name", name.into())]);
            match remark {
                Remark::UnknownFile { name } => named("report-remark-unknown-file", name),
                Remark::CardIncomplete { numbers } => {
                    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
                    let numbers = numbers.join(", ");
                    locale.format("report-remark-card", &[("numbers", numbers.into())])
                }
                Remark::Payload { name, state } => {
                    let key = match state {
                        PayloadState::Intact => "report-remark-payload-good",
                        PayloadState::Altered => "report-remark-payload-altered",
                        PayloadState::Missing => "report-remark-payload-missing",
                        PayloadState::Unsupported => "report-remark-payload-unsupported",
                    };
                    named(key, name)
                }
                Remark::Unlisted { name } => named("report-remark-payload-extra", name),
            }
        })
        .collect()
}

/// The whole report in lines, for a terminal, a letter or the clipboard.
pub fn as_text(report: &Report, locale: &Locale) -> String {
    let t = |key: &str| locale.text(key);
    let mut lines = vec![
        conclusion(report, locale),
        t(match report.preliminary {
            true => "report-preliminary",
            false => "report-final",
        }),
        locale.format(
            "report-made-at",
            &[("time", locale.date_time_full(report.checked_at).into())],
        ),
        String::new(),
    ];
    let pairs = |rows: &[(String, String)], lines: &mut Vec<String>| {
        lines.extend(rows.iter().map(|(name, value)| format!("{name}: {value}")));
    };
    pairs(&given(report, locale), &mut lines);
    lines.extend(remarks(report, locale));
    for sheet in sheets(report, locale, Numbers::Masked) {
        lines.push(String::new());
        lines.push(format!("{}: {}", sheet.title, sheet.signer));
        lines.push(format!("{}. {}", sheet.word, sheet.meaning));
        for group in &sheet.groups {
            lines.push(format!("[{}]", group.title));
            pairs(&group.rows, &mut lines);
        }
        lines.push(format!("[{}]", t("verify-checks")));
        for check in &sheet.checks {
            let mut line = format!("{}: {}", check.name, check.word);
            if !check.reason.is_empty() {
                let _ = write!(line, ". {}", check.reason);
            }
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The report as PDF.
///
/// # Errors
/// When it can't be laid out.
pub fn pdf(report: &Report, locale: &Locale) -> Result<Vec<u8>> {
    let signatures = sheets(report, locale, Numbers::Masked);
    let print = ReportPrint {
        locale,
        verdict: match report.status {
            VerdictStatus::Valid => SignatureVerdict::Valid,
            VerdictStatus::Invalid => SignatureVerdict::Invalid,
            VerdictStatus::NotFullyChecked => SignatureVerdict::NotFullyChecked,
        },
        words: &conclusion(report, locale),
        preliminary: report.preliminary,
        given: &given(report, locale),
        remarks: &remarks(report, locale),
        signatures: &signatures,
        checked_at: report.checked_at,
    };
    report_pdf(&print).map_err(|error| document_error(&error))
}
