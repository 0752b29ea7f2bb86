//! The card of signatures: what the original is, who signed it, how to check it.

use super::closing::verdict;
use super::fields::or_dash;
use super::{ActPrint, ORIGINAL_NAME, SignatureView, cms_name, hex};
use crate::display::Color;
use crate::layout::{Align, Block, Paragraph, Span, Table};
use crate::words::role;
use sha2::{Digest, Sha256};

/// Side of the QR code with its quiet zone: modules stay above 0.6 mm up to version 8.
const QR_SIDE: f32 = 104.0;

pub(crate) fn card(print: &ActPrint<'_>, blocks: &mut Vec<Block>) {
    blocks.push(Block::PageBreak);
    let text = print.t("doc-card-title");
    blocks.push(Block::Heading {
        level: 2,
        text,
        align: Align::Left,
    });
    let statement = print
        .locale
        .format("doc-statement", &[("file", ORIGINAL_NAME.into())]);
    let facts = vec![
        (print.t("doc-original"), vec![Span::medium(ORIGINAL_NAME)]),
        (
            print.t("doc-original-sha"),
            vec![Span::plain(print.sha256())],
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

fn signature_block(print: &ActPrint<'_>, index: usize, signature: &SignatureView<'_>) -> Block {
    let number = index + 1;
    let title = print
        .locale
        .format("doc-signature", &[("number", number.into())]);
    let mut said = vec![verdict(print, signature)];
    if !signature.reasons.is_empty() {
        said.push(Span::grey(format!("\n{}", signature.reasons.join("; "))));
    }
    let mut rows = vec![(
        print.t("doc-sig-name"),
        vec![Span::medium(or_dash(signature.name))],
    )];
    if let Some(iin) = signature.identifier {
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
    let part = signature
        .role
        .map_or_else(|| "—".to_owned(), |part| role(print.locale, part));
    rows.extend([
        (print.t("doc-sig-role"), vec![Span::plain(part)]),
        (print.t(time), vec![Span::plain(at)]),
        (print.t("doc-sig-verdict"), said),
        (print.t("doc-sig-file"), vec![Span::plain(cms_name(index))]),
        (
            print.t("doc-sig-sha"),
            vec![Span::plain(hex(&Sha256::digest(signature.cms)))],
        ),
    ]);
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
