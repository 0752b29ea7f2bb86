//! The first block of a card: what the document is, what is inside, how to check it.

use super::CardPrint;
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::face::legible;
use crate::layout::{
    Align, Block, Column, PageSetup, Paragraph, Rules, Span, Table, TableRow, Width, compose_bare,
};
use crate::sheet::{heading, verdict_color};
use sha2::{Digest, Sha256};

/// Side of the QR code with the address, in points.
const QR_SIDE: f32 = 96.0;

/// Lays the block out. `own` pages are its own, `shown` show the document, and signatures begin
/// at `signatures` pages behind those.
pub(super) fn compose(
    print: &CardPrint<'_>,
    setup: &PageSetup,
    own: usize,
    shown: usize,
    signatures: &[usize],
) -> Result<DisplayList, DocumentError> {
    let t = |key: &str| print.locale.text(key);
    let title = legible(print.title);
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: t("card-title"),
        align: Align::Center,
    }];
    let name = Paragraph::new([Span::strong(title.clone())])
        .size(12.0)
        .align(Align::Center)
        .before(6.0);
    blocks.push(name.into());
    let digest: String = Sha256::digest(print.document)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let size = print
        .locale
        .file_size(u64::try_from(print.document.len()).unwrap_or(u64::MAX));
    let facts = [
        (
            t("card-made-at"),
            print.locale.date_time_full(print.generated_at),
        ),
        (t("card-system"), format!("{} (Baqylau)", t("app-name"))),
        (
            t("doc-original"),
            format!("{}, {size}", print.original_name()),
        ),
        (t("doc-original-sha"), digest),
        (
            t("card-signatures"),
            print
                .locale
                .integer(i64::try_from(print.signatures.len()).unwrap_or(i64::MAX)),
        ),
    ];
    let facts = facts
        .into_iter()
        .map(|(name, value)| (name, vec![Span::plain(value)]));
    blocks.push(Block::Space(6.0));
    blocks.push(Table::key_values(130.0, facts).into());
    blocks.push(heading(2, t("card-contents")));
    blocks.push(contents(print, own, shown, signatures));
    blocks.push(heading(2, t("card-files")));
    blocks.push(files(print));
    explanations(print, &mut blocks);
    let document = print
        .locale
        .format("card-document-title", &[("title", title.into())]);
    compose_bare(setup, &document, print.locale.language().code(), &blocks)
}

fn contents(print: &CardPrint<'_>, own: usize, shown: usize, signatures: &[usize]) -> Block {
    let t = |key: &str| print.locale.text(key);
    let mut rows = vec![(t("card-information"), "1".to_owned())];
    let visual = match shown {
        0 => t("card-visual-none"),
        _ => (own + 1).to_string(),
    };
    rows.push((t("card-visual"), visual));
    for (number, (behind, one)) in signatures.iter().zip(print.in_order()).enumerate() {
        let words = print
            .locale
            .format("doc-signature", &[("number", (number + 1).into())]);
        let name = format!("{words}: {}", legible(&one.sheet.signer));
        rows.push((name, (own + shown + behind + 1).to_string()));
    }
    let columns = vec![
        Column::new(t("card-part"), Width::Share(1.0)),
        Column::new(t("card-part-page"), Width::Fixed(80.0)).right(),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, page)| TableRow::new([name, page]))
        .collect();
    let mut table = Table::new(columns, rows);
    table.rules = Rules::Rows;
    table.size = 9.0;
    table.into()
}

fn files(print: &CardPrint<'_>) -> Block {
    let t = |key: &str| print.locale.text(key);
    let mut rows = vec![TableRow::new([
        print.original_name(),
        t("doc-original-file"),
        String::new(),
    ])];
    for (index, one) in print.in_order().into_iter().enumerate() {
        let signer = legible(&one.sheet.signer);
        let words = print
            .locale
            .format("doc-cms-file", &[("name", signer.into())]);
        let result =
            Span::plain(legible(&one.sheet.word)).colored(verdict_color(one.sheet.verdict));
        let mut row = TableRow::new([print.cms_name(index), words]);
        row.cells.push(result.into());
        rows.push(row);
    }
    let columns = vec![
        Column::new(t("card-file"), Width::Share(1.0)),
        Column::new(t("card-file-note"), Width::Share(1.2)),
        Column::new(t("doc-sig-verdict"), Width::Fixed(96.0)),
    ];
    let mut table = Table::new(columns, rows);
    table.rules = Rules::Rows;
    table.size = 9.0;
    table.into()
}

fn explanations(print: &CardPrint<'_>, blocks: &mut Vec<Block>) {
    let t = |key: &str| print.locale.text(key);
    blocks.push(heading(2, t("card-how")));
    let mut left: Vec<Block> = ["card-checked", "card-what", "card-original", "card-verify"]
        .into_iter()
        .map(|key| Paragraph::new([t(key)]).size(9.0).into())
        .collect();
    match print.verification_url {
        Some(url) => {
            let link = [
                Span::grey(format!("{} ", t("doc-verify-at"))),
                Span::plain(url),
            ];
            left.push(Paragraph::new(link).size(9.0).into());
            let right = vec![Block::Qr {
                text: url.to_owned(),
                side: QR_SIDE,
                description: format!("{}: {url}", t("doc-qr")),
            }];
            blocks.push(Block::Columns {
                left,
                right,
                share: 0.77,
            });
        }
        None => blocks.extend(left),
    }
    blocks.push(Block::Boxed {
        blocks: vec![
            Paragraph::new([Span::medium(t("card-warning")).colored(Color::RED)])
                .size(9.0)
                .before(0.0)
                .into(),
        ],
        fill: None,
        border: Some(Color::RED),
    });
}
