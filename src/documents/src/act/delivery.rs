//! What happened to a signed act: to whom, how and when it was handed over, and the objections
//! lodged afterwards.

use baqylau_domain::visit::{HandOverWay, Objection};

use super::ActPrint;
use super::fields::or_dash;
use crate::layout::{Align, Block, Paragraph, Span, Table};
use crate::words::pick;

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
    let (to, way, when) = match hand_over.way {
        HandOverWay::Paper => ("act-handover-to", "act-handover-paper", "act-handover-at"),
        HandOverWay::Electronic => (
            "act-handover-to",
            "act-handover-electronic",
            "act-handover-at",
        ),
        // Nobody received it: nothing here may say that it was handed over.
        HandOverWay::RefusedAndMailed => (
            "act-handover-offered-to",
            "act-handover-refused-and-mailed",
            "act-handover-mailed-at",
        ),
    };
    let at = print.locale.date_time_full(hand_over.at);
    let copies = [("count", print.content.copies.into())];
    let rows = [
        (to, or_dash(&hand_over.to).to_owned()),
        ("doc-delivery-way", print.t(way)),
        (when, at),
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
    // Objections are the organisation's; who wrote them down for it is not recorded.
    let author = pick(print.locale, &print.content.subject.name);
    let rows = [
        (
            print.t("doc-late-objection-author"),
            vec![Span::plain(or_dash(author))],
        ),
        (print.t("doc-late-papers"), papers),
    ];
    let mut table = Table::key_values(KEYS, rows);
    table.size = 8.5;
    blocks.push(table.into());
}
