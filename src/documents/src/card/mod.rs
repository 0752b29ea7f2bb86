//! The electronic document card (карточка электронного документа): one PDF with the original
//! document, the signatures over it and pages that show both to people.
//!
//! Source: the open specification of the card (kaarkz/ddcard), as of 2026: order of the parts,
//! what the information block and a page of a signature hold, margins, running lines, the set of
//! QR codes, names and order of the files inside.

pub mod codes;
mod information;
mod signature;

use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::face::{check_printable, legible};
use crate::layout::{
    Block, PageSetup, Paragraph, Running, append, compose_bare, fitted, mm, run, watermark,
};
use crate::pdf::{self, Attachment, Conformance, PdfOptions, Relation};
use crate::sheet::SignatureSheet;
use baqylau_domain::Moment;
use baqylau_locale::{Locale, legal_time};

/// How the card's own program calls it in the file: what tells a card from an act's PDF.
pub const KEYWORD: &str = "electronic document card";

/// Longest text shown page by page, in bytes; a longer document is enclosed and not shown.
pub const LONGEST_TEXT: usize = 200_000;

/// How the document is shown. Showing it is optional; the original is always enclosed.
#[derive(Clone, Copy, Debug)]
pub enum Visual<'a> {
    /// Not at all.
    None,
    /// As these pages.
    Pages(&'a DisplayList),
    /// As the text it is, if it is short enough and the fonts have its characters.
    Text(&'a str),
}

/// A signature over the document.
#[derive(Clone, Copy)]
pub struct CardSignature<'a> {
    /// What its page says.
    pub sheet: &'a SignatureSheet,
    /// The detached CMS as it is kept.
    pub cms: &'a [u8],
    /// When it was made, as its time stamp proves; signatures stand in this order, those without
    /// a time stamp last.
    pub stamped_at: Option<Moment>,
}

impl std::fmt::Debug for CardSignature<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "CardSignature({:?}, {} bytes)",
            self.sheet,
            self.cms.len()
        )
    }
}

/// What a card is made from.
#[derive(Clone, Copy)]
pub struct CardPrint<'a> {
    /// Language of the print.
    pub locale: &'a Locale,
    /// What the document is called.
    pub title: &'a str,
    /// Name of its file.
    pub file_name: &'a str,
    /// Its media type.
    pub media_type: &'a str,
    /// Its bytes: what was signed.
    pub document: &'a [u8],
    /// Organisation that issued the document; may be empty.
    pub author: &'a str,
    /// Where the card can be checked.
    pub verification_url: Option<&'a str>,
    /// How the document is shown.
    pub visual: Visual<'a>,
    /// The signatures, in any order.
    pub signatures: &'a [CardSignature<'a>],
    /// Whether every signature is printed as QR codes too.
    pub codes: bool,
    /// When the card is made: the date of the PDF.
    pub generated_at: Moment,
}

impl std::fmt::Debug for CardPrint<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CardPrint({} signatures)", self.signatures.len())
    }
}

impl<'a> CardPrint<'a> {
    fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// Signatures by the time they were made; equal times keep their order.
    fn in_order(&self) -> Vec<&'a CardSignature<'a>> {
        let mut list: Vec<&CardSignature<'_>> = self.signatures.iter().collect();
        list.sort_by_key(|one| (one.stamped_at.is_none(), one.stamped_at));
        list
    }

    /// The name the original has inside the card.
    fn original_name(&self) -> String {
        safe_name(self.file_name)
    }

    /// Names of the signature files, so that they follow the original in the order of names,
    /// which is the order readers list files in.
    fn cms_name(&self, index: usize) -> String {
        format!("{}.{:02}.cms", self.original_name(), index + 1)
    }
}

fn setup() -> PageSetup {
    PageSetup {
        left: mm(30.0),
        top: mm(20.0),
        right: mm(10.0),
        bottom: mm(20.0),
        ..PageSetup::a4()
    }
}

/// What other systems can store as the name of a file.
fn safe_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| match c {
            c if c.is_alphanumeric() => c,
            '.' | '-' | '_' | '(' | ')' | '№' | ' ' => c,
            _ => '_',
        })
        .take(96)
        .collect();
    let kept = legible(kept.trim().trim_start_matches('.')).replace('?', "_");
    if kept.is_empty() {
        "document".to_owned()
    } else {
        kept
    }
}

/// Endings of files that a computer runs.
const PROGRAMS: [&str; 19] = [
    "exe", "dll", "com", "bat", "cmd", "ps1", "vbs", "js", "jar", "msi", "scr", "sh", "app", "apk",
    "deb", "rpm", "dmg", "hta", "lnk",
];

/// Whether a computer would run the document: such a one has no place in a card.
pub fn is_executable(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
    let by_name = name.contains('.') && PROGRAMS.contains(&ending.as_str());
    let by_content = [
        &b"MZ"[..],
        b"\x7fELF",
        b"#!",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
    ]
    .iter()
    .any(|magic| bytes.starts_with(magic));
    by_name || by_content
}

/// Lays a card out.
///
/// # Errors
/// [`DocumentError::Executable`], and what keeps pages from being laid out.
pub fn card_pages(print: &CardPrint<'_>) -> Result<DisplayList, DocumentError> {
    if is_executable(print.file_name, print.document) {
        return Err(DocumentError::Executable);
    }
    let setup = setup();
    let visual = visual(print, &setup)?;
    let shown = visual.as_ref().map_or(0, |list| list.pages.len());
    let mut signatures = Vec::new();
    let mut page_of = Vec::new();
    let mut behind = 0;
    for (index, one) in print.in_order().into_iter().enumerate() {
        let blocks = signature::blocks(print, index, one)?;
        let list = compose_bare(&setup, "", print.locale.language().code(), &blocks)?;
        page_of.push(behind);
        behind += list.pages.len();
        signatures.push(list);
    }
    // The first block names pages behind it, and its own length moves them.
    let mut length = 1;
    let mut book = information::compose(print, &setup, length, shown, &page_of)?;
    for _ in 0..3 {
        if book.pages.len() == length {
            break;
        }
        length = book.pages.len();
        book = information::compose(print, &setup, length, shown, &page_of)?;
    }
    let first_shown = book.pages.len();
    if let Some(list) = visual {
        append(&mut book, list);
    }
    let first_signature = book.pages.len();
    for list in signatures {
        append(&mut book, list);
    }
    let total = book.pages.len();
    let (foot, head) = (print.t("card-title"), print.t("card-visual"));
    for (index, page) in book.pages.iter_mut().enumerate() {
        let is_shown = (first_shown..first_signature).contains(&index);
        if is_shown {
            watermark(&setup, page, &head, Color::rgb(0x9A, 0xA4, 0xAE));
        }
        if index == 0 {
            continue;
        }
        let args = [("page", (index + 1).into()), ("total", total.into())];
        let lines = Running {
            head: if is_shown { &head } else { "" },
            foot: &foot,
            number: &print.locale.format("card-page", &args),
        };
        run(&setup, page, &lines, 8.0)?;
    }
    Ok(book)
}

fn visual(print: &CardPrint<'_>, setup: &PageSetup) -> Result<Option<DisplayList>, DocumentError> {
    match print.visual {
        Visual::None => Ok(None),
        Visual::Pages(list) => Ok(Some(fitted(list.clone(), setup))),
        Visual::Text(text) => {
            // A text with other characters than its own would not be the document.
            if text.len() > LONGEST_TEXT || check_printable(text).is_err() {
                return Ok(None);
            }
            let blocks: Vec<Block> = text
                .lines()
                .map(|line| Paragraph::new([line]).size(9.0).before(0.0).into())
                .collect();
            compose_bare(setup, "", print.locale.language().code(), &blocks).map(Some)
        }
    }
}

/// Writes a card as PDF/A-3a with the original and every signature inside.
///
/// The same input gives the same bytes.
///
/// # Errors
/// See [`card_pages`] and [`pdf::write`].
pub fn card_pdf(print: &CardPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = card_pages(print)?;
    let original = print.original_name();
    let description = print.t("doc-original-file");
    let mut names = Vec::new();
    for (index, one) in print.in_order().into_iter().enumerate() {
        let signer = legible(&one.sheet.signer);
        let words = print
            .locale
            .format("doc-cms-file", &[("name", signer.into())]);
        names.push((print.cms_name(index), words, one.cms));
    }
    let mut attachments = vec![Attachment {
        name: &original,
        media_type: print.media_type,
        description: &description,
        relation: Relation::Source,
        bytes: print.document,
    }];
    attachments.extend(names.iter().map(|(name, description, cms)| Attachment {
        name,
        media_type: "application/pkcs7-signature",
        description,
        relation: Relation::Supplement,
        bytes: cms,
    }));
    let author = legible(print.author);
    let creator = format!("Baqylau {}, {KEYWORD}", env!("CARGO_PKG_VERSION"));
    let options = PdfOptions {
        conformance: Conformance::Accessible,
        created: legal_time(print.generated_at),
        author: &author,
        creator: &creator,
        attachments: &attachments,
    };
    pdf::write(&list, &options)
}
