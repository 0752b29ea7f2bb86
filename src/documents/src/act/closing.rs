//! Decision, signatures, attachments, objections, opinions, contingent, consequence, versions.

use baqylau_domain::act::{ACT_SCHEMA_1, ActKind, PartyDecision};
use baqylau_domain::contingent::GroupCount;
use baqylau_domain::people::CommissionRole;
use baqylau_domain::traffic_light::Consequence;

use super::fields::{or_dash, presence};
use super::summary::without_proposal;
use super::{ActPrint, Numbered, SignatureVerdict};
use crate::display::Color;
use crate::layout::{Block, Cell, Column, Paragraph, Sign, Span, Table, TableRow, Width};
use crate::seal::verdict;
use crate::words::{consequence, ground, pick, role};

/// Fields 10 to 19, in the order of the field list.
pub(crate) fn closing(print: &ActPrint<'_>, out: &mut Numbered) {
    decision(print, out);
    signatures(print, out);
    attachments(print, out);
    objections(print, out);
    opinions(print, out);
    head_count(print, out);
    presence(print, out, "doc-field-presence");
    proposal(print, out);
    versions(print, out);
    copies(print, out);
}

pub(crate) fn decision(print: &ActPrint<'_>, out: &mut Numbered) {
    let (key, color) = match (print.content.kind, print.content.party_decision) {
        (_, PartyDecision::Signed) => ("doc-decision-signed", Color::INK),
        (_, PartyDecision::SignedWithObjections) => ("doc-decision-objections", Color::AMBER),
        (ActKind::Monitoring, PartyDecision::Refused) => ("doc-decision-refused", Color::RED),
        // At a closed door nobody may have been asked.
        (ActKind::AdmissionRefusal, PartyDecision::Refused) => {
            ("doc-decision-unsigned", Color::INK)
        }
    };
    let words = Span::medium(print.t(key)).colored(color);
    let mut blocks: Vec<Block> = vec![Paragraph::new([words]).into()];
    let mut rows = Vec::new();
    if let Some(at) = print.content.acquainted_at {
        let at = Span::plain(print.locale.date_time_full(at));
        rows.push((print.t("doc-label-acquainted"), vec![at]));
    }
    let how = print.content.refusal_to_sign.trim();
    if !how.is_empty() {
        rows.push((print.t("doc-label-refused-signing"), vec![Span::plain(how)]));
    }
    if !rows.is_empty() {
        blocks.push(Table::key_values(150.0, rows).into());
    }
    out.field(&print.t("doc-field-decision"), blocks);
}

fn sign(verdict: SignatureVerdict) -> (Sign, Color) {
    match verdict {
        SignatureVerdict::Valid => (Sign::Yes, Color::GREEN),
        SignatureVerdict::Invalid => (Sign::No, Color::RED),
        SignatureVerdict::NotFullyChecked => (Sign::NotApplicable, Color::AMBER),
    }
}

/// Everybody who must sign, each with the signature found.
pub(crate) fn signatures(print: &ActPrint<'_>, out: &mut Numbered) {
    let columns = vec![
        Column::new(print.t("doc-col-name"), Width::Share(1.2)),
        Column::new(print.t("doc-col-role"), Width::Share(0.8)),
        Column::new(print.t("doc-col-signed"), Width::Fixed(104.0)),
        Column::new(print.t("doc-sig-verdict"), Width::Share(0.9)),
    ];
    let members = print
        .content
        .members
        .iter()
        .filter(|m| m.role != CommissionRole::Expert);
    let rows = members.map(|member| {
        let signed = print
            .signatures
            .iter()
            .find(|signature| match signature.member {
                Some(person) => person == member.person,
                None => same_name(signature.name, &member.full_name),
            });
        let (when, said) = match signed {
            Some(signature) => (
                Cell {
                    sign: Some(sign(signature.verdict)),
                    ..Cell::text(print.locale.date_time(signature.signed_at))
                },
                Cell::new([verdict(print.locale, signature)]),
            ),
            None => (
                Cell::text("—"),
                Cell::new([Span::grey(print.t("doc-unsigned"))]),
            ),
        };
        TableRow::new([
            Cell::text(member.full_name.as_str()),
            Cell::text(role(print.locale, member.role)),
            when,
            said,
        ])
    });
    let table = Table::new(columns, rows.collect());
    let field = match print.content.kind {
        ActKind::Monitoring => "doc-field-signatures",
        ActKind::AdmissionRefusal => "doc-field-commission-signatures",
    };
    out.field(&print.t(field), [table.into()]);
}

/// Certificates write names in capitals and with other spaces than orders do.
fn same_name(a: &str, b: &str) -> bool {
    let folded = |name: &str| -> String {
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    !a.trim().is_empty() && folded(a) == folded(b)
}

pub(crate) fn attachments(print: &ActPrint<'_>, out: &mut Numbered) {
    let attachments = &print.content.attachments;
    if attachments.is_empty() {
        let none = Paragraph::new([print.t("doc-attachments-none")]);
        out.field(&print.t("doc-field-attachments"), [none.into()]);
        return;
    }
    // A column of dashes would only narrow the others: files made here have no sheets.
    let counted = attachments.iter().any(|one| one.sheets.is_some());
    let mut columns = vec![
        Column::new(print.t("doc-col-number"), Width::Fixed(26.0)).center(),
        Column::new(print.t("doc-col-file"), Width::Share(1.0)),
        Column::new(print.t("doc-col-item"), Width::Fixed(58.0)),
        Column::new(print.t("doc-col-size"), Width::Fixed(50.0)).right(),
    ];
    if counted {
        columns.push(Column::new(print.t("doc-col-sheets"), Width::Fixed(42.0)).right());
    }
    columns.push(Column::new(print.t("doc-col-sha"), Width::Fixed(172.0)));
    let rows = attachments.iter().enumerate().map(|(i, attachment)| {
        let mut name = vec![Span::plain(attachment.name.as_str())];
        if !attachment.caption.is_empty() {
            name.push(Span::grey(format!("\n{}", attachment.caption)));
        }
        let mut cells = vec![
            Cell::text((i + 1).to_string()),
            Cell::new(name),
            Cell::text(or_dash(&attachment.item)),
            Cell::text(print.locale.file_size(attachment.size)),
        ];
        if counted {
            let sheets = attachment
                .sheets
                .map(|count| print.locale.integer(i64::from(count)));
            cells.push(Cell::text(sheets.unwrap_or_else(|| "—".to_owned())));
        }
        cells.push(Cell::text(attachment.sha256.to_string()));
        TableRow::new(cells)
    });
    let mut table = Table::new(columns, rows.collect());
    table.size = 8.0;
    out.field(&print.t("doc-field-attachments"), [table.into()]);
}

pub(crate) fn objections(print: &ActPrint<'_>, out: &mut Numbered) {
    let text = print.content.objections.trim();
    let words = if text.is_empty() {
        print.t("doc-objections-none")
    } else {
        text.to_owned()
    };
    out.field(
        &print.t("doc-field-objections"),
        [Paragraph::new([words]).into()],
    );
}

fn opinions(print: &ActPrint<'_>, out: &mut Numbered) {
    let mut blocks: Vec<Block> = Vec::new();
    for opinion in &print.content.special_opinions {
        let name = print
            .content
            .members
            .iter()
            .find(|m| m.person == opinion.member);
        let name = name.map_or_else(|| "—".to_owned(), |member| member.full_name.clone());
        blocks.push(
            Paragraph::new([
                Span::medium(format!("{name}. ")),
                Span::plain(opinion.text.as_str()),
            ])
            .into(),
        );
    }
    if blocks.is_empty() {
        blocks.push(Paragraph::new([print.t("doc-opinions-none")]).into());
    }
    out.field(&print.t("doc-field-opinions"), blocks);
}

fn head_count(print: &ActPrint<'_>, out: &mut Numbered) {
    let name = print.t("doc-field-count");
    let groups = &print.content.head_count;
    if groups.is_empty() {
        out.field(&name, [Paragraph::new([print.t("doc-count-none")]).into()]);
        return;
    }
    // Acts of the first format had no place for orders: there nothing is said about them.
    let orders = print.content.schema != ACT_SCHEMA_1;
    let number = |key: &str| {
        let width = if orders { 44.0 } else { 51.0 };
        Column::new(print.t(key), Width::Fixed(width)).right()
    };
    let mut columns = vec![
        Column::new(print.t("doc-col-group"), Width::Share(1.0)),
        number("doc-col-listed"),
        number("doc-col-lms"),
        number("doc-col-qr"),
    ];
    if orders {
        columns.push(number("doc-col-orders"));
    }
    columns.extend([
        number("doc-col-present"),
        number("doc-col-excused"),
        number("doc-col-phantom"),
        number("doc-col-gap"),
        number("doc-col-share"),
    ]);
    if orders {
        columns.push(number("doc-col-orders-gap"));
    }
    let mut rows: Vec<TableRow> = groups
        .iter()
        .map(|group| count_row(print, group, false, orders))
        .collect();
    if let Some(last) = rows.last_mut() {
        last.keep_with_next = true;
    }
    let total = GroupCount::total(print.t("doc-col-sum"), groups);
    let total_unlisted = total.unlisted;
    rows.push(count_row(print, &total, true, orders).shaded());
    let mut table = Table::new(columns, rows);
    table.row_heads = true;
    if orders {
        table.size = 8.0;
    }
    let mut blocks: Vec<Block> = vec![table.into()];
    if total_unlisted > 0 {
        let args = [("count", total_unlisted.into())];
        let words = print.locale.format("doc-count-unlisted", &args);
        blocks.push(Paragraph::new([Span::plain(words).colored(Color::AMBER)]).into());
    }
    let unread: Vec<&str> = groups
        .iter()
        .filter(|group| orders && group.orders.is_none())
        .map(|group| group.group.as_str())
        .collect();
    if !unread.is_empty() {
        let args = [("groups", unread.join(", ").into())];
        let words = print.locale.format("doc-count-orders-missing", &args);
        blocks.push(Paragraph::new([Span::grey(words)]).size(8.5).into());
    }
    out.field(&name, blocks);
}

fn count_row(print: &ActPrint<'_>, group: &GroupCount, total: bool, orders: bool) -> TableRow {
    let plain = |text: String| {
        if total {
            Span::strong(text)
        } else {
            Span::plain(text)
        }
    };
    let number = |value: u32| print.locale.integer(i64::from(value));
    let alarming = |value: u32| {
        let span = plain(number(value));
        if value > 0 {
            span.colored(Color::RED)
        } else {
            span
        }
    };
    let mut cells = vec![Cell::new([plain(group.group.clone())])];
    for value in [group.listed, group.lms, group.qr] {
        cells.push(Cell::new([plain(number(value))]));
    }
    if orders {
        let known = group.orders.map(|value| plain(number(value)));
        cells.push(Cell::new([known.unwrap_or_else(|| Span::grey("—"))]));
    }
    for value in [group.present, group.excused] {
        cells.push(Cell::new([plain(number(value))]));
    }
    cells.push(Cell::new([alarming(group.phantom)]));
    match group.gap() {
        Some((gap, share)) => {
            cells.push(Cell::new([alarming(gap)]));
            let percent = print.locale.percent(f64::from(share) / 100.0, 1);
            cells.push(Cell::new([plain(percent)]));
        }
        None => {
            let words = Span::grey(print.t("doc-count-unfinished"));
            cells.push(Cell::new([words]).covering(2));
        }
    }
    if orders {
        cells.push(Cell::new([match group.orders_gap() {
            Some(0) => plain(number(0)),
            Some(gap) => plain(print.locale.integer(gap)).colored(Color::RED),
            None => Span::grey("—"),
        }]));
    }
    TableRow::new(cells)
}

pub(crate) fn proposal(print: &ActPrint<'_>, out: &mut Numbered) {
    let content = print.content;
    let name = print.t("doc-field-proposal");
    let Some(proposal) = &content.proposal else {
        out.field(&name, [Paragraph::new([without_proposal(print)]).into()]);
        return;
    };
    let scope = match proposal.premises {
        None => print.t("doc-proposal-all"),
        Some(_) => pick(print.locale, &content.subject.premises_address).to_owned(),
    };
    let grounds: Vec<String> = proposal
        .grounds
        .iter()
        .map(|g| ground(print.locale, *g))
        .collect();
    let what = Span::strong(consequence(print.locale, proposal.consequence)).colored(Color::RED);
    let mut rows = vec![(name.clone(), vec![what])];
    if proposal.consequence == Consequence::Suspension {
        // Termination has no term: it ends the contract.
        let months = print.policy.suspension_limit.value.0;
        let term = print
            .locale
            .format("doc-proposal-term-value", &[("count", months.into())]);
        rows.push((print.t("doc-proposal-term"), vec![Span::plain(term)]));
    }
    rows.push((print.t("doc-proposal-scope"), vec![Span::plain(scope)]));
    rows.push((
        print.t("doc-proposal-grounds"),
        vec![Span::plain(grounds.join("; "))],
    ));
    let note = Paragraph::new([Span::grey(print.t("doc-proposal-note"))]).size(8.5);
    out.field(&name, [Table::key_values(150.0, rows).into(), note.into()]);
}

fn versions(print: &ActPrint<'_>, out: &mut Numbered) {
    let content = print.content;
    let columns = vec![
        Column::new(print.t("doc-col-list"), Width::Fixed(56.0)),
        Column::new(print.t("doc-col-version"), Width::Fixed(68.0)),
        Column::new(print.t("doc-col-hash-workbook"), Width::Share(1.0)),
        Column::new(print.t("doc-col-hash-answers"), Width::Share(1.0)),
    ];
    let rows = content.checklists.iter().map(|list| {
        TableRow::new([
            list.code.clone(),
            list.version.clone(),
            list.workbook.to_string(),
            list.answers_sha256.to_string(),
        ])
    });
    let mut table = Table::new(columns, rows.collect());
    table.size = 8.0;
    let facts = [
        (
            print.t("doc-label-act-id"),
            vec![Span::plain(content.act.to_string())],
        ),
        (
            print.t("doc-label-format"),
            vec![Span::plain(content.schema.as_str())],
        ),
        (
            print.t("doc-label-software"),
            vec![Span::plain(content.software.as_str())],
        ),
    ];
    let mut blocks: Vec<Block> = Vec::new();
    if !content.checklists.is_empty() {
        blocks.push(table.into());
    }
    blocks.push(Table::key_values(150.0, facts).into());
    out.field(&print.t("doc-field-versions"), blocks);
}

pub(crate) fn copies(print: &ActPrint<'_>, out: &mut Numbered) {
    let copies = [("count", print.content.copies.into())];
    let count = print.locale.format("unit-copies", &copies);
    let original = print.t("doc-copies-note");
    let whose = print.t(match print.content.copies {
        0 | 1 => "doc-copies-one",
        2 => "doc-copies-two",
        3 => "doc-copies-three",
        _ => "doc-copies-more",
    });
    let text = format!("{count}. {original} {whose}");
    out.field(
        &print.t("doc-field-copies"),
        [Paragraph::new([text]).into()],
    );
}
