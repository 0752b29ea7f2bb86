//! The page of one signature.

use super::{CardPrint, CardSignature, codes};
use crate::error::DocumentError;
use crate::face::legible;
use crate::layout::{Align, Block, Paragraph, Span};
use crate::sheet;

/// Codes beyond this number are not printed: nobody scans so many.
const MOST_CODES: usize = 24;

/// Codes in a row: modules of version 25 stay above 0.4 mm.
const CODES_IN_A_ROW: usize = 3;

pub(super) fn blocks(
    print: &CardPrint<'_>,
    index: usize,
    one: &CardSignature<'_>,
) -> Result<Vec<Block>, DocumentError> {
    let t = |key: &str| print.locale.text(key);
    let number = index + 1;
    let title = print
        .locale
        .format("doc-signature", &[("number", number.into())]);
    let mut blocks = vec![
        Block::Heading {
            level: 2,
            text: format!("{}. {title}", t("card-signature-visual")),
            align: Align::Left,
        },
        Paragraph::new([Span::strong(legible(&one.sheet.signer))])
            .size(12.0)
            .into(),
        sheet::answer(one.sheet, 9.5),
    ];
    blocks.extend(sheet::facts(one.sheet, 130.0, 8.0));
    let remarks: Vec<String> = one
        .sheet
        .checks
        .iter()
        .filter(|line| !line.reason.is_empty())
        .map(|line| format!("{} — {}. {}", line.name, line.word, line.reason))
        .collect();
    if !remarks.is_empty() {
        let title = Span::medium(t("card-remarks"));
        blocks.push(Paragraph::new([title]).size(8.5).before(5.0).keep().into());
        for remark in remarks {
            blocks.push(
                Paragraph::new([legible(&remark)])
                    .size(8.0)
                    .before(1.0)
                    .into(),
            );
        }
    }
    if print.codes {
        // The number in the page's title is the identifier: unique in this card.
        let id = u32::try_from(number).unwrap_or(u32::MAX);
        let parts = codes::parts(id, one.cms)?;
        if parts.len() > MOST_CODES {
            let words = print
                .locale
                .format("card-codes-many", &[("count", parts.len().into())]);
            blocks.push(
                Paragraph::new([Span::grey(words)])
                    .size(8.0)
                    .before(8.0)
                    .into(),
            );
        } else {
            let words = print
                .locale
                .format("card-codes", &[("count", parts.len().into())]);
            let lead = Paragraph::new([Span::grey(words)])
                .size(8.0)
                .before(8.0)
                .keep();
            blocks.push(lead.into());
            let total = parts.len();
            let mut set = Vec::with_capacity(total);
            for (at, part) in parts.iter().enumerate() {
                let code = std::sync::Arc::new(crate::qr::encode_25(part)?);
                set.push((code, format!("{} / {total}", at + 1)));
            }
            blocks.push(Block::Codes {
                codes: set,
                columns: CODES_IN_A_ROW,
                description: format!("{}, {title}:", t("card-code")),
            });
        }
    }
    Ok(blocks)
}
