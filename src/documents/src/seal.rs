//! What makes a print more than paper: the signed bytes and the signatures inside the PDF, and the
//! card that tells what the original is, who signed it, how to check it.

use baqylau_domain::Moment;
use baqylau_locale::{Locale, legal_time};
use sha2::{Digest, Sha256};

use crate::act::{SignatureVerdict, SignatureView, hex, or_dash};
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{Align, Block, Paragraph, Span, Table};
use crate::pdf::{self, Attachment, Conformance, PdfOptions, Relation};

/// What was signed and by whom.
pub(crate) struct Seal<'a> {
    pub locale: &'a Locale,
    /// Name of the signed bytes inside the PDF.
    pub original_name: &'a str,
    /// The signed bytes.
    pub canonical: &'a [u8],
    pub signatures: &'a [SignatureView<'a>],
    /// As whom each signed.
    pub parts: &'a [String],
    pub verification_url: Option<&'a str>,
    pub generated_at: Moment,
    /// For everybody to read: no ИИН, not even in a certificate, so no file inside.
    pub public: bool,
}

impl Seal<'_> {
    fn t(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// Writes the pages as PDF with the signed bytes and every signature inside.
    pub fn write(
        &self,
        list: &DisplayList,
        author: &str,
        conformance: Conformance,
    ) -> Result<Vec<u8>, DocumentError> {
        let files: Vec<(String, String)> = self
            .signatures
            .iter()
            .enumerate()
            .map(|(i, signature)| {
                let name = [("name", signature.name.into())];
                let described = self.locale.format("doc-cms-file", &name);
                (cms_name(self.original_name, i), described)
            })
            .collect();
        let original = self.t("doc-original-file");
        let mut attachments = Vec::new();
        if !self.public && !self.canonical.is_empty() {
            attachments.push(Attachment {
                name: self.original_name,
                media_type: "application/json",
                description: &original,
                relation: Relation::Source,
                bytes: self.canonical,
            });
            for ((name, description), signature) in files.iter().zip(self.signatures) {
                attachments.push(Attachment {
                    name,
                    media_type: "application/pkcs7-signature",
                    description,
                    relation: Relation::Supplement,
                    bytes: signature.cms,
                });
            }
        }
        let creator = format!("Baqylau {}", env!("CARGO_PKG_VERSION"));
        let options = PdfOptions {
            conformance,
            created: legal_time(self.generated_at),
            author,
            creator: &creator,
            attachments: &attachments,
        };
        pdf::write(list, &options)
    }
}

/// Name of a signature inside the PDF: `act.json.01.cms`.
fn cms_name(original: &str, index: usize) -> String {
    format!("{original}.{:02}.cms", index + 1)
}

/// The verdict in a word and its colour.
pub(crate) fn verdict(locale: &Locale, signature: &SignatureView<'_>) -> Span {
    match signature.verdict {
        SignatureVerdict::Valid => {
            Span::medium(locale.text("doc-verdict-valid")).colored(Color::GREEN)
        }
        SignatureVerdict::Invalid => {
            Span::strong(locale.text("doc-verdict-invalid")).colored(Color::RED)
        }
        SignatureVerdict::NotFullyChecked => {
            Span::medium(locale.text("doc-verdict-unchecked")).colored(Color::AMBER)
        }
    }
}

/// Side of the QR code with its quiet zone: modules stay above 0.6 mm up to version 8.
const QR_SIDE: f32 = 104.0;

/// The card: the original, how to check it, every signature.
pub(crate) fn card(print: &Seal<'_>, blocks: &mut Vec<Block>) {
    blocks.push(Block::PageBreak);
    let text = print.t("doc-card-title");
    blocks.push(Block::Heading {
        level: 2,
        text,
        align: Align::Left,
    });
    let statement = if print.public {
        print.t("form-public-copy")
    } else {
        let file = [("file", print.original_name.into())];
        print.locale.format("doc-statement", &file)
    };
    let facts = vec![
        (
            print.t("doc-original"),
            vec![Span::medium(print.original_name)],
        ),
        (
            print.t("doc-original-sha"),
            vec![Span::plain(hex(&Sha256::digest(print.canonical)))],
        ),
    ];
    let made = print.locale.date_time_full(print.generated_at);
    let made = print.locale.format("doc-made-at", &[("time", made.into())]);
    let mut left: Vec<Block> = vec![
        Paragraph::new([statement]).size(9.0).before(0.0).into(),
        Table::key_values(96.0, facts).into(),
        Paragraph::new([Span::grey(made)]).size(8.0).into(),
    ];
    let inner = match print.verification_url {
        Some(url) => {
            let link = [
                Span::grey(format!("{} ", print.t("doc-verify-at"))),
                Span::plain(url),
            ];
            left.push(Paragraph::new(link).size(8.5).into());
            let right = vec![Block::Qr {
                text: url.to_owned(),
                side: QR_SIDE,
                description: format!("{}: {url}", print.t("doc-qr")),
            }];
            vec![Block::Columns {
                left,
                right,
                share: 0.77,
            }]
        }
        None => left,
    };
    blocks.push(Block::Boxed {
        blocks: inner,
        fill: None,
        border: Some(Color::LINE),
    });
    if print.signatures.is_empty() {
        let words = Span::strong(print.t("doc-card-none")).colored(Color::RED);
        blocks.push(Paragraph::new([words]).before(10.0).into());
    }
    for (index, signature) in print.signatures.iter().enumerate() {
        blocks.push(Block::Together(vec![signature_block(
            print, index, signature,
        )]));
    }
}

fn signature_block(print: &Seal<'_>, index: usize, signature: &SignatureView<'_>) -> Block {
    let number = index + 1;
    let title = print
        .locale
        .format("doc-signature", &[("number", number.into())]);
    let mut said = vec![verdict(print.locale, signature)];
    if !signature.reasons.is_empty() {
        said.push(Span::grey(format!("\n{}", signature.reasons.join("; "))));
    }
    let mut rows = vec![(
        print.t("doc-sig-name"),
        vec![Span::medium(or_dash(signature.name))],
    )];
    if let Some(iin) = signature.identifier.filter(|_| !print.public) {
        rows.push((
            print.t("doc-sig-identifier"),
            vec![Span::plain(iin.masked())],
        ));
    }
    if !signature.organisation.is_empty() {
        rows.push((
            print.t("doc-sig-organisation"),
            vec![Span::plain(signature.organisation)],
        ));
    }
    let time = if signature.stamped {
        "doc-sig-stamped"
    } else {
        "doc-sig-claimed"
    };
    let at = print.locale.date_time_full(signature.signed_at);
    let part = print.parts.get(index).map_or("—", String::as_str);
    rows.extend([
        (print.t("doc-sig-role"), vec![Span::plain(part)]),
        (print.t(time), vec![Span::plain(at)]),
        (print.t("doc-sig-verdict"), said),
    ]);
    if !print.public {
        let name = cms_name(print.original_name, index);
        rows.push((print.t("doc-sig-file"), vec![Span::plain(name)]));
    }
    let sha256 = hex(&Sha256::digest(signature.cms));
    rows.push((print.t("doc-sig-sha"), vec![Span::plain(sha256)]));
    let mut table = Table::key_values(104.0, rows);
    table.size = 8.5;
    let left: Vec<Block> = vec![
        Block::Heading {
            level: 3,
            text: title,
            align: Align::Left,
        },
        table.into(),
    ];
    let line = |name: &str, value: String| {
        [
            Span::grey(format!("{}: ", print.t(name))),
            Span::plain(value),
        ]
    };
    let mut lines = vec![
        line("doc-cert-serial", or_dash(signature.serial).to_owned()),
        line("doc-cert-issuer", or_dash(signature.issuer).to_owned()),
        line(
            "doc-cert-algorithm",
            or_dash(signature.algorithm).to_owned(),
        ),
    ];
    if let Some((from, to)) = signature.validity {
        let dates = format!(
            "{} — {}",
            print.locale.date_time(from),
            print.locale.date_time(to)
        );
        lines.push(line("doc-cert-validity", dates));
    }
    let mut grey: Vec<Block> = vec![
        Paragraph::new([Span::strong(print.t("doc-cert-title"))])
            .size(7.5)
            .before(0.0)
            .into(),
    ];
    grey.extend(
        lines
            .into_iter()
            .map(|spans| Paragraph::new(spans).size(7.0).into()),
    );
    let right = vec![Block::Boxed {
        blocks: grey,
        fill: Some(Color::SHADE),
        border: None,
    }];
    Block::Boxed {
        blocks: vec![Block::Columns {
            left,
            right,
            share: 0.68,
        }],
        fill: None,
        border: Some(Color::LINE),
    }
}
