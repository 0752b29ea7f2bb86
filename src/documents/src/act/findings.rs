//! What was found: violations, measures, results by checklist, answers.

use baqylau_domain::act::{ActChecklist, ActFinding, ActSection};

use super::fields::or_dash;
use super::photos::{number_of, thumbnails};
use super::summary::without_violations;
use super::{ActPrint, Numbered};
use crate::display::Color;
use crate::layout::{Align, Block, Cell, Column, Paragraph, Span, Table, TableRow, Width};
use crate::words::{
    effect, pick, pick_marked, point_item, point_measure, severity, severity_color,
};

pub(crate) fn results(print: &ActPrint<'_>, out: &mut Numbered) {
    let content = print.content;
    let mut blocks: Vec<Block> = Vec::new();
    if content.findings.is_empty() {
        blocks.push(Paragraph::new([without_violations(print).colored(Color::INK)]).into());
    }
    for (i, finding) in content.findings.iter().enumerate() {
        blocks.push(violation(print, i + 1, finding));
    }
    blocks.push(Block::Heading {
        level: 3,
        text: print.t("doc-field-measures"),
        align: Align::Left,
    });
    blocks.push(measures(print));
    out.field(&print.t("doc-field-results"), blocks);
    let lists = content
        .checklists
        .iter()
        .flat_map(|list| sections(print, list));
    let lists: Vec<Block> = lists.collect();
    let lists = if lists.is_empty() {
        vec![Paragraph::new([print.t("doc-none")]).into()]
    } else {
        lists
    };
    out.field(&print.t("doc-field-checklists"), lists);
}

fn violation(print: &ActPrint<'_>, number: usize, finding: &ActFinding) -> Block {
    let locale = print.locale;
    let (requirement, language) = pick_marked(locale, &finding.requirement);
    let head = [
        Span::strong(format!("{number}.  {}/{}", finding.list, finding.item)),
        Span::grey("   "),
        Span::strong(severity(locale, finding.severity)).colored(severity_color(finding.severity)),
    ];
    let mut rows: Vec<(String, Vec<Span>)> = vec![
        (
            print.t("doc-finding-requirement"),
            vec![Span::plain(or_dash(requirement))],
        ),
        (
            print.t("doc-finding-found"),
            vec![Span::medium(or_dash(&finding.note))],
        ),
        (print.t("doc-finding-norm"), norm(print, finding)),
        (
            print.t("doc-finding-effect"),
            vec![Span::plain(effect(locale, finding.effect))],
        ),
    ];
    if let Some(stop) = finding.stop {
        let since = ("since", locale.date(stop.since).into());
        let words = match stop.resumed {
            Some(day) => locale.format(
                "doc-finding-stop-until",
                &[since, ("resumed", locale.date(day).into())],
            ),
            None => locale.format("doc-finding-stop-still", &[since]),
        };
        rows.push((print.t("doc-finding-stop"), vec![Span::plain(words)]));
    }
    if let Some(date) = finding.due {
        rows.push((
            print.t("doc-finding-due"),
            vec![Span::medium(locale.date(date))],
        ));
    }
    if !finding.evidence.is_empty() {
        let numbers: Vec<String> = finding
            .evidence
            .iter()
            .map(|hash| match number_of(print.content, hash) {
                Some(number) => number.to_string(),
                None => hash.short(),
            })
            .collect();
        let args = [("numbers", numbers.join(", ").into())];
        let words = locale.format("doc-finding-evidence-numbers", &args);
        rows.push((print.t("doc-finding-evidence"), vec![Span::plain(words)]));
    }
    let mut table = Table::key_values(96.0, rows);
    table.size = 9.0;
    let mut blocks: Vec<Block> = vec![
        Paragraph::new(head)
            .before(0.0)
            .keep()
            .language(language)
            .into(),
        table.into(),
    ];
    blocks.extend(thumbnails(print, &finding.evidence));
    Block::Boxed {
        blocks,
        fill: None,
        border: Some(Color::LINE),
    }
}

/// The norm as the checklist names it; a paragraph is never invented. The checklist's code of it,
/// and that the link is not certain, are told to those who draw the act up: what they signed
/// carries the title alone.
pub(crate) fn norm(print: &ActPrint<'_>, finding: &ActFinding) -> Vec<Span> {
    let title = pick(print.locale, &finding.norm_title);
    let drawn_up = print.signatures.is_empty();
    let mut spans = match (title.is_empty(), finding.norm.is_empty()) {
        (true, true) => return vec![Span::grey(print.t("doc-norm-none"))],
        (true, false) => vec![Span::plain(finding.norm.as_str())],
        (false, _) => vec![Span::plain(title)],
    };
    if drawn_up && !title.is_empty() && !finding.norm.is_empty() {
        spans.push(Span::grey(format!(" [{}]", finding.norm)));
    }
    if drawn_up && finding.norm_certainty.trim() != "A" {
        let words = format!(" ({})", print.t("doc-norm-unsure"));
        spans.push(Span::plain(words).colored(Color::AMBER));
    }
    spans
}

fn measures(print: &ActPrint<'_>) -> Block {
    let points = &print.content.prescription;
    if points.is_empty() {
        return Paragraph::new([print.t("doc-measures-none")]).into();
    }
    let columns = vec![
        Column::new(print.t("doc-col-number"), Width::Fixed(26.0)).center(),
        Column::new(print.t("doc-col-item"), Width::Fixed(66.0)),
        Column::new(print.t("doc-col-risk"), Width::Fixed(84.0)),
        Column::new(print.t("doc-col-measure"), Width::Share(1.0)),
        Column::new(print.t("doc-col-responsible"), Width::Fixed(92.0)),
        Column::new(print.t("doc-col-due"), Width::Fixed(66.0)),
    ];
    let rows = points.iter().map(|point| {
        let risk =
            Span::medium(severity(print.locale, point.risk)).colored(severity_color(point.risk));
        TableRow::new([
            Cell::text(point.number.to_string()),
            Cell::text(point_item(print.locale, point)),
            Cell::new([risk]),
            Cell::text(point_measure(print.locale, point)),
            Cell::text(or_dash(&point.responsible)),
            Cell::new([Span::medium(print.locale.date(point.due))]),
        ])
    });
    Table::new(columns, rows.collect()).into()
}

fn sections(print: &ActPrint<'_>, list: &ActChecklist) -> [Block; 2] {
    let number = |name: &str| Column::new(print.t(name), Width::Fixed(56.0)).right();
    let columns = vec![
        Column::new(print.t("doc-col-section"), Width::Share(1.0)),
        number("doc-col-total"),
        number("doc-col-conform"),
        number("doc-col-violations"),
        number("doc-col-not-applicable"),
        number("doc-col-not-checked"),
    ];
    let row = |title: Span, section: [u32; 5], shaded: bool| {
        let mut cells = vec![Cell::new([title])];
        for (i, value) in section.into_iter().enumerate() {
            let text = print.locale.integer(i64::from(value));
            let alarming = i == 2 && value > 0;
            let span = if alarming {
                Span::strong(text).colored(Color::RED)
            } else if shaded {
                Span::strong(text)
            } else {
                Span::plain(text)
            };
            cells.push(Cell::new([span]));
        }
        let row = TableRow::new(cells);
        if shaded { row.shaded() } else { row }
    };
    let numbers = |s: &ActSection| {
        [
            s.total,
            s.conform,
            s.violations,
            s.not_applicable,
            s.not_checked,
        ]
    };
    let mut sum = [0_u32; 5];
    let mut rows: Vec<TableRow> = Vec::new();
    for section in &list.sections {
        let values = numbers(section);
        for (total, value) in sum.iter_mut().zip(values) {
            *total = total.saturating_add(value);
        }
        rows.push(row(
            Span::plain(pick(print.locale, &section.title)),
            values,
            false,
        ));
    }
    if let Some(last) = rows.last_mut() {
        last.keep_with_next = true;
    }
    rows.push(row(Span::strong(print.t("doc-col-sum")), sum, true));
    let mut table = Table::new(columns, rows);
    table.row_heads = true;
    [list_heading(print, list), table.into()]
}

fn list_heading(print: &ActPrint<'_>, list: &ActChecklist) -> Block {
    let text = format!("{} — {}", list.code, pick(print.locale, &list.title));
    Block::Heading {
        level: 3,
        text,
        align: Align::Left,
    }
}

/// Every answer given, list by list.
pub(crate) fn answers(print: &ActPrint<'_>, blocks: &mut Vec<Block>) {
    let lists: Vec<&ActChecklist> = print
        .content
        .checklists
        .iter()
        .filter(|list| !list.answers.is_empty())
        .collect();
    if lists.is_empty() {
        return;
    }
    blocks.push(Block::PageBreak);
    let text = format!("{}. {}", print.t("doc-appendix"), print.t("doc-answers"));
    blocks.push(Block::Heading {
        level: 2,
        text,
        align: Align::Left,
    });
    for list in lists {
        blocks.push(list_heading(print, list));
        let columns = vec![
            Column::new(print.t("doc-col-item"), Width::Fixed(46.0)),
            Column::new(print.t("doc-col-requirement"), Width::Share(1.6)),
            Column::new(print.t("doc-col-answer"), Width::Fixed(82.0)),
            Column::new(print.t("doc-col-note"), Width::Share(1.0)),
        ];
        let violated = |item: &str| {
            print
                .content
                .findings
                .iter()
                .any(|f| f.list == list.code && f.item == item)
        };
        let rows = list.answers.iter().map(|answer| {
            let words = pick(print.locale, &answer.answer);
            let span = if violated(&answer.item) {
                Span::strong(words).colored(Color::RED)
            } else {
                Span::plain(words)
            };
            TableRow::new([
                Cell::text(answer.item.as_str()),
                Cell::text(pick(print.locale, &answer.text)),
                Cell::new([span]),
                Cell::text(answer.note.as_str()),
            ])
        });
        let mut table = Table::new(columns, rows.collect());
        table.size = 8.0;
        table.row_heads = true;
        blocks.push(table.into());
    }
}
