//! What happened to a signed act: to whom, how and when it was handed over, and the objections
//! lodged afterwards.

use baqylau_domain::visit::{HandOverWay, Objection};

use super::ActPrint;
use super::fields::or_dash;
use crate::layout::{Align, Block, Paragraph, Span, Table};

/// Width of the names of values.
const KEYS: f32 = 150.0;

/// A page of its own: nothing here was signed, and it says so.
pub(super) fn delivery(print: &ActPrint<'_>, blocks: &mut Vec<Block>) {
    let Some(delivered) = print.delivered else {
        return;
    };
    blocks.push(Block::PageBreak);
    blocks.push(Block::Heading {
        level: 2,
        text: print.t("doc-delivery-title"),
        align: Align::Left,
    });
    let note = Span::grey(print.t("doc-delivery-note"));
    blocks.push(Paragraph::new([note]).size(8.5).into());
    let hand_over = &delivered.hand_over;
    let way = match hand_over.way {
        HandOverWay::Paper => "act-handover-paper",
        HandOverWay::Electronic => "act-handover-electronic",
        HandOverWay::RefusedAndMailed => "act-handover-refused-and-mailed",
    };
    let at = print.locale.date_time_full(hand_over.at);
    let copies = [("count", print.content.copies.into())];
    let rows = [
        ("act-handover-to", or_dash(&hand_over.to).to_owned()),
        ("doc-delivery-way", print.t(way)),
        ("act-handover-at", at),
        (
            "doc-field-copies",
            print.locale.format("unit-copies", &copies),
        ),
    ];
    let rows = rows.map(|(key, value)| (print.t(key), vec![Span::plain(value)]));
    blocks.push(Table::key_values(KEYS, rows).into());
    if delivered.objections.is_empty() {
        blocks.push(Paragraph::new([print.t("doc-late-objections-none")]).into());
    }
    for (number, objection) in (1_usize..).zip(&delivered.objections) {
        late(print, number, objection, blocks);
    }
}

fn late(print: &ActPrint<'_>, number: usize, objection: &Objection, blocks: &mut Vec<Block>) {
    let time = print.locale.date_time_full(objection.at);
    let args = [("number", number.into()), ("time", time.into())];
    blocks.push(Block::Heading {
        level: 3,
        text: print.locale.format("doc-late-objection", &args),
        align: Align::Left,
    });
    blocks.push(Paragraph::new([objection.text.trim()]).into());
    let papers = if objection.papers.is_empty() {
        vec![Span::grey(print.t("doc-late-papers-none"))]
    } else {
        let lines: Vec<String> = (1_usize..)
            .zip(&objection.papers)
            .map(|(n, paper)| format!("{n}. {paper}"))
            .collect();
        vec![Span::plain(lines.join("\n"))]
    };
    let mut table = Table::key_values(KEYS, [(print.t("doc-late-papers"), papers)]);
    table.size = 8.5;
    blocks.push(table.into());
}
