//! The report of a verification as a paper: what was given, what was found, and why.

use crate::act::SignatureVerdict;
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::face::legible;
use crate::layout::{Block, PageSetup, Paragraph, Span, Table, compose};
use crate::pdf::{self, Conformance, PdfOptions};
use crate::sheet::{self, SignatureSheet, heading, verdict_color};
use baqylau_domain::Moment;
use baqylau_locale::{Locale, legal_time};

/// What a report is made from.
#[derive(Clone, Copy)]
pub struct ReportPrint<'a> {
    /// Language of the print.
    pub locale: &'a Locale,
    /// The answer about everything given.
    pub verdict: SignatureVerdict,
    /// The answer in words.
    pub words: &'a str,
    /// The registry has not spoken: the report says that its answer is the final one.
    pub preliminary: bool,
    /// Facts about what was given: kind, document, hash, files.
    pub given: &'a [(String, String)],
    /// What else is worth knowing about the files, sentence by sentence.
    pub remarks: &'a [String],
    /// Signatures.
    pub signatures: &'a [SignatureSheet],
    /// When the check was made: the date of the PDF.
    pub checked_at: Moment,
}

impl std::fmt::Debug for ReportPrint<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "ReportPrint({:?}, {} signatures)",
            self.verdict,
            self.signatures.len()
        )
    }
}

/// Lays the report out.
///
/// # Errors
/// When the embedded fonts cannot be read. Characters the fonts lack are replaced.
pub fn report_pages(print: &ReportPrint<'_>) -> Result<DisplayList, DocumentError> {
    let t = |key: &str| print.locale.text(key);
    let title = t("report-title");
    let mut blocks = vec![heading(1, title.clone())];
    let at = print.locale.date_time_full(print.checked_at);
    let made = print
        .locale
        .format("report-made-at", &[("time", at.into())]);
    blocks.push(Paragraph::new([Span::grey(made)]).size(9.0).into());
    if print.preliminary {
        let words = Span::medium(t("report-preliminary")).colored(Color::AMBER);
        blocks.push(Block::Boxed {
            blocks: vec![Paragraph::new([words]).before(0.0).into()],
            fill: None,
            border: Some(Color::AMBER),
        });
    }
    let answer = Span::strong(legible(print.words)).colored(verdict_color(print.verdict));
    blocks.push(Paragraph::new([answer]).size(12.0).before(8.0).into());
    blocks.push(heading(2, t("report-given")));
    let rows = print
        .given
        .iter()
        .map(|(name, value)| (legible(name), vec![Span::plain(legible(value))]));
    blocks.push(Table::key_values(120.0, rows).into());
    for remark in print.remarks {
        blocks.push(Paragraph::new([legible(remark)]).size(9.0).into());
    }
    for signature in print.signatures {
        let title = format!("{}: {}", signature.title, signature.signer);
        let mut head = vec![heading(2, legible(&title))];
        head.push(sheet::answer(signature, 10.0));
        blocks.push(Block::Together(head));
        blocks.extend(sheet::facts(signature, 120.0, 8.5));
        blocks.push(Block::Space(4.0));
        blocks.push(sheet::checks(print.locale, signature, 8.5));
    }
    let setup = PageSetup {
        footer_left: title.clone(),
        ..PageSetup::a4()
    };
    compose(&setup, &title, print.locale.language().code(), &blocks)
}

/// Writes the report as PDF/A-3a.
///
/// # Errors
/// See [`report_pages`] and [`pdf::write`].
pub fn report_pdf(print: &ReportPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let creator = format!("Baqylau {}", env!("CARGO_PKG_VERSION"));
    let options = PdfOptions {
        conformance: Conformance::Accessible,
        created: legal_time(print.checked_at),
        author: "",
        creator: &creator,
        attachments: &[],
    };
    pdf::write(&report_pages(print)?, &options)
}
