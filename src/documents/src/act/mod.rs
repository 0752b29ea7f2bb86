//! The act of a visit and the act of a refused admission.

mod closing;
mod delivery;
mod fields;
mod findings;
mod photos;
mod summary;

pub(crate) use fields::or_dash;
pub(crate) use findings::norm;
use std::sync::Arc;

use baqylau_domain::Moment;
use baqylau_domain::act::{ActContent, ActKind};
use baqylau_domain::identifiers::{BlobHash, Iin, PersonId};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::policy::Policy;
use baqylau_domain::visit::Delivered;
use baqylau_locale::{Locale, legal_time};
use sha2::{Digest, Sha256};

use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{Align, Block, PageSetup, Paragraph, Span, compose};
use crate::pdf::Conformance;
use crate::seal::Seal;
use crate::words::{pick, role};

/// Name of the signed bytes inside the PDF. Signatures follow it in the order of names, since
/// readers of document cards take the first attachment as the original.
pub const ORIGINAL_NAME: &str = "act.json";

/// What the check of a signature said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureVerdict {
    /// Everything was checked and is right.
    Valid,
    /// Something is wrong.
    Invalid,
    /// Something could not be checked (no network, no revocation data).
    NotFullyChecked,
}

/// A signature as printed on the card.
#[derive(Clone)]
pub struct SignatureView<'a> {
    /// Which member signed, when the check found it out; otherwise members are found by name.
    pub member: Option<PersonId>,
    /// Name from the certificate. Personal data.
    pub name: &'a str,
    /// ИИН from the certificate. Printed masked: the card goes to the organisation, and
    /// whoever may see the number finds it in the certificate attached.
    pub identifier: Option<Iin>,
    /// Organisation from the certificate; empty when it is a person's own.
    pub organisation: &'a str,
    /// What the signer is on the visit.
    pub role: Option<CommissionRole>,
    /// Serial number of the certificate.
    pub serial: &'a str,
    /// Who issued the certificate.
    pub issuer: &'a str,
    /// Signature algorithm.
    pub algorithm: &'a str,
    /// When the certificate is valid: first and last moment.
    pub validity: Option<(Moment, Moment)>,
    /// When it was signed.
    pub signed_at: Moment,
    /// The time comes from a time stamp; otherwise it is the signer's claim.
    pub stamped: bool,
    /// What the check said.
    pub verdict: SignatureVerdict,
    /// Reasons of the verdict, in the language of the document.
    pub reasons: &'a [String],
    /// The detached CMS as it is kept.
    pub cms: &'a [u8],
}

impl std::fmt::Debug for SignatureView<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignatureView")
            .field("verdict", &self.verdict)
            .finish_non_exhaustive()
    }
}

/// A photo as printed: the reduced copy of an attachment.
#[derive(Clone)]
pub struct Photo {
    /// SHA-256 of the original bytes: which attachment it is.
    pub sha256: BlobHash,
    /// Reduced copy: a grey or RGB JPEG, turned upright.
    pub jpeg: Arc<[u8]>,
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({:?}, {} bytes)", self.sha256, self.jpeg.len())
    }
}

/// Everything an act is printed from.
#[derive(Clone, Copy)]
pub struct ActPrint<'a> {
    /// What was signed, read from `canonical`.
    pub content: &'a ActContent,
    /// The signed bytes; attached unchanged.
    pub canonical: &'a [u8],
    /// Language of the print.
    pub locale: &'a Locale,
    /// Number given by the registry; before that the act shows its temporary number.
    pub number: Option<&'a str>,
    /// Where the act can be checked; printed as a QR code.
    pub verification_url: Option<&'a str>,
    /// Signatures in the order they were made; none: the print says it is a draft.
    pub signatures: &'a [SignatureView<'a>],
    /// Reduced photos. One that cannot be shown is named in the text instead.
    pub photos: &'a [Photo],
    /// What was recorded after signing: handing over and later objections. Printed apart, on a
    /// page that says it isn't part of the signed bytes.
    pub delivered: Option<&'a Delivered>,
    /// Parameters that give the term of the consequence.
    pub policy: &'a Policy,
    /// When the print is made: the date of the PDF. What the act says doesn't depend on it.
    pub generated_at: Moment,
}

impl std::fmt::Debug for ActPrint<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ActPrint")
            .field("act", &self.content.act)
            .finish_non_exhaustive()
    }
}

impl ActPrint<'_> {
    pub(crate) fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    pub(crate) fn sha256(&self) -> String {
        hex(&Sha256::digest(self.canonical))
    }

    /// `№ ПК-19-26-0001`, or the temporary number with its name.
    pub(crate) fn number_words(&self) -> String {
        match self.number {
            Some(number) => self
                .locale
                .format("doc-number-final", &[("number", number.into())]),
            None => {
                let number = self.content.draft_number.as_str();
                self.locale
                    .format("doc-number-draft", &[("number", number.into())])
            }
        }
    }

    pub(crate) fn title(&self) -> String {
        self.t(match self.content.kind {
            ActKind::Monitoring => "doc-act-title",
            ActKind::AdmissionRefusal => "doc-refusal-title",
        })
    }

    pub(crate) fn setup(&self, title: &str) -> PageSetup {
        let sha = self.sha256();
        let mut footer = title.to_owned();
        if self.content.sample {
            footer = format!("{footer} · {}", self.t("doc-sample"));
        }
        if self.signatures.is_empty() {
            footer = format!("{footer} · {}", self.t("doc-draft"));
        }
        PageSetup {
            header_left: format!("{title} {}", self.number_words()),
            header_right: format!("SHA-256 {}…", sha.get(..16).unwrap_or(&sha)),
            footer_left: footer,
            ..PageSetup::a4()
        }
    }

    /// Title, number, date and place, and the marks of a draft or of sample data.
    pub(crate) fn title_blocks(&self, title: &str) -> Vec<Block> {
        let content = self.content;
        let mut blocks = Vec::new();
        let mut marks = Vec::new();
        if content.sample {
            marks.push(self.t("doc-sample"));
        }
        if self.signatures.is_empty() {
            marks.push(self.t("doc-draft"));
        }
        if !marks.is_empty() {
            let text = Span::strong(marks.join("\n")).colored(Color::RED);
            blocks.push(Block::Boxed {
                blocks: vec![Paragraph::new([text]).size(9.0).align(Align::Center).into()],
                fill: None,
                border: Some(Color::RED),
            });
        }
        let text = title.to_owned();
        blocks.push(Block::Heading {
            level: 1,
            text,
            align: Align::Center,
        });
        let number = Paragraph::new([Span::medium(self.number_words())]);
        blocks.push(number.size(11.0).align(Align::Center).before(1.0).into());
        let date = self
            .locale
            .date_long(legal_time(content.composed_at).date_naive());
        blocks.push(Block::Columns {
            left: vec![Paragraph::new([pick(self.locale, &content.place)]).into()],
            right: vec![Paragraph::new([date]).align(Align::Right).into()],
            share: 0.6,
        });
        blocks
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Lays an act out: for the preview on screen and for [`act_pdf`].
///
/// # Errors
/// [`DocumentError::MissingGlyph`] when a text holds a character the fonts do not have.
pub fn act_pages(print: &ActPrint<'_>) -> Result<DisplayList, DocumentError> {
    let title = print.title();
    let mut blocks = print.title_blocks(&title);
    let mut numbered = Numbered {
        next: 1,
        blocks: Vec::new(),
    };
    match print.content.kind {
        ActKind::Monitoring => {
            summary::summary(print, &mut blocks);
            fields::opening(print, &mut numbered);
            findings::results(print, &mut numbered);
            closing::closing(print, &mut numbered);
        }
        ActKind::AdmissionRefusal => {
            fields::opening(print, &mut numbered);
            fields::presence(print, &mut numbered, "doc-field-refusal");
            closing::objections(print, &mut numbered);
            closing::decision(print, &mut numbered);
            closing::signatures(print, &mut numbered);
            closing::proposal(print, &mut numbered);
            closing::attachments(print, &mut numbered);
            closing::copies(print, &mut numbered);
        }
    }
    blocks.extend(numbered.blocks);
    findings::answers(print, &mut blocks);
    photos::table(print, &mut blocks);
    card(print, &mut blocks);
    delivery::delivery(print, &mut blocks);
    compose(
        &print.setup(&title),
        &format!("{title} {}", print.number_words()),
        print.locale.language().code(),
        &blocks,
    )
}

/// Writes an act as PDF/A-3a with the signed bytes and every signature inside.
///
/// The same input gives the same bytes.
///
/// # Errors
/// See [`act_pages`] and [`pdf::write`].
pub fn act_pdf(print: &ActPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    write(print, &act_pages(print)?)
}

/// What the act's signatures stand under.
fn sealed<T>(print: &ActPrint<'_>, then: impl FnOnce(&Seal<'_>) -> T) -> T {
    let parts: Vec<String> = print
        .signatures
        .iter()
        .map(|one| {
            one.role
                .map_or_else(|| "—".to_owned(), |part| role(print.locale, part))
        })
        .collect();
    then(&Seal {
        locale: print.locale,
        original_name: ORIGINAL_NAME,
        canonical: print.canonical,
        signatures: print.signatures,
        parts: &parts,
        verification_url: print.verification_url,
        generated_at: print.generated_at,
        public: false,
    })
}

pub(crate) fn write(print: &ActPrint<'_>, list: &DisplayList) -> Result<Vec<u8>, DocumentError> {
    let author = pick(print.locale, &print.content.commission);
    sealed(print, |seal| {
        seal.write(list, author, Conformance::Accessible)
    })
}

pub(crate) fn card(print: &ActPrint<'_>, blocks: &mut Vec<Block>) {
    sealed(print, |seal| crate::seal::card(seal, blocks));
}

/// Numbers the fields of the act.
pub(crate) struct Numbered {
    next: usize,
    blocks: Vec<Block>,
}

impl Numbered {
    /// A numbered heading and what stands under it.
    pub fn field(&mut self, name: &str, content: impl IntoIterator<Item = Block>) {
        let text = format!("{}. {name}", self.next);
        self.next += 1;
        self.blocks.push(Block::Heading {
            level: 2,
            text,
            align: Align::Left,
        });
        self.blocks.extend(content);
    }
}
