//! The summary at the head of a monitoring act, and what an act may say of items nobody checked.

use baqylau_domain::act::{ActContent, ActKind};
use baqylau_domain::finding::Severity;

use super::ActPrint;
use crate::display::Color;
use crate::layout::{Block, Paragraph, Span};
use crate::words::{consequence, severity, severity_color};

/// How much of the checklists the act speaks for.
#[derive(Clone, Copy)]
enum Coverage {
    /// Every item was checked, or nothing was to be checked: behind a closed door.
    Whole,
    /// Some items were left out. The draft says so in the words of the signed act.
    Part,
    /// No item was checked.
    Unfinished,
}

/// Items checked, of how many.
fn counted(content: &ActContent) -> (u32, u32) {
    let sections = || content.checklists.iter().flat_map(|list| &list.sections);
    let total: u32 = sections().map(|s| s.total).fold(0, u32::saturating_add);
    let unchecked: u32 = sections()
        .map(|s| s.not_checked)
        .fold(0, u32::saturating_add);
    (total.saturating_sub(unchecked), total)
}

fn coverage(print: &ActPrint<'_>) -> Coverage {
    let (checked, total) = counted(print.content);
    if print.content.kind == ActKind::AdmissionRefusal || (checked == total && total > 0) {
        Coverage::Whole
    } else if checked > 0 {
        Coverage::Part
    } else {
        Coverage::Unfinished
    }
}

/// What the act says when it holds no violation: only a finished check is clean.
pub(super) fn without_violations(print: &ActPrint<'_>) -> Span {
    match coverage(print) {
        Coverage::Whole => Span::strong(print.t("doc-summary-clean")).colored(Color::GREEN),
        Coverage::Part => Span::strong(print.t("doc-summary-clean-of-checked")),
        Coverage::Unfinished => Span::strong(print.t("doc-summary-unfinished")),
    }
}

/// What the act says when it proposes nothing: that payments go on follows only from a whole
/// check.
pub(super) fn without_proposal(print: &ActPrint<'_>) -> Span {
    Span::plain(print.t(match coverage(print) {
        Coverage::Whole => "doc-proposal-none",
        Coverage::Part => "doc-proposal-none-of-checked",
        Coverage::Unfinished => "doc-proposal-unfinished",
    }))
}

pub(super) fn summary(print: &ActPrint<'_>, blocks: &mut Vec<Block>) {
    let content = print.content;
    let locale = print.locale;
    let mut lines: Vec<Block> = Vec::new();
    let violations = content.findings.len();
    if violations == 0 {
        lines.push(
            Paragraph::new([without_violations(print)])
                .before(0.0)
                .into(),
        );
    } else {
        let count = locale.format("doc-summary-violations", &[("count", violations.into())]);
        let mut spans = vec![Span::strong(count)];
        for kind in Severity::ALL {
            let count = content
                .findings
                .iter()
                .filter(|f| f.severity == kind)
                .count();
            if count > 0 {
                let words = format!("{}\u{A0}— {count}", severity(locale, kind));
                spans.push(Span::grey("  ·  "));
                spans.push(Span::medium(words).colored(severity_color(kind)));
            }
        }
        lines.push(Paragraph::new(spans).before(0.0).into());
    }
    let (checked, total) = counted(content);
    let args = [("checked", checked.into()), ("total", total.into())];
    lines.push(Paragraph::new([locale.format("doc-summary-checked", &args)]).into());
    let proposal = match &content.proposal {
        None => without_proposal(print),
        Some(proposal) => {
            Span::strong(consequence(locale, proposal.consequence)).colored(Color::RED)
        }
    };
    let label = Span::grey(format!("{}: ", print.t("doc-field-proposal")));
    lines.push(Paragraph::new([label, proposal]).into());
    blocks.push(Block::Boxed {
        blocks: lines,
        fill: Some(Color::SHADE),
        border: None,
    });
}
