//! What a paper says about one signature: plain words that whoever verified it chose.

use crate::act::SignatureVerdict;
use crate::display::Color;
use crate::face::legible;
use crate::layout::{
    Align, Block, Cell, Column, Paragraph, Rules, Sign, Span, Table, TableRow, Width,
};
use baqylau_locale::Locale;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMark {
    /// It holds.
    Passed,
    /// It does not hold.
    Failed,
    /// It decides nothing and is worth telling.
    Warning,
    /// It could not be made.
    NotChecked,
    /// It was not demanded.
    NotRequired,
}

/// One check.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckLine {
    /// What was looked at.
    pub name: String,
    /// How it ended.
    pub mark: CheckMark,
    /// The same in a word.
    pub word: String,
    /// Why; empty when it simply passed.
    pub reason: String,
}

/// Facts under one heading.
#[derive(Clone, PartialEq, Eq)]
pub struct FactGroup {
    /// Heading.
    pub title: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
}

/// Everything a paper or a screen says about one signature. Personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct SignatureSheet {
    /// `Подпись № 1`.
    pub title: String,
    /// Who signed: full name, or what is known instead.
    pub signer: String,
    /// The answer.
    pub verdict: SignatureVerdict,
    /// The answer in a word.
    pub word: String,
    /// What it means.
    pub meaning: String,
    /// Facts: signer, certificate, time stamp, revocation.
    pub groups: Vec<FactGroup>,
    /// Every check in order.
    pub checks: Vec<CheckLine>,
}

// Sheets carry names and ИИН.
impl std::fmt::Debug for SignatureSheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignatureSheet({:?})", self.verdict)
    }
}

impl std::fmt::Debug for FactGroup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FactGroup({} rows)", self.rows.len())
    }
}

impl std::fmt::Debug for CheckLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CheckLine({:?})", self.mark)
    }
}

/// Colour of an answer.
pub(crate) fn verdict_color(verdict: SignatureVerdict) -> Color {
    match verdict {
        SignatureVerdict::Valid => Color::GREEN,
        SignatureVerdict::Invalid => Color::RED,
        SignatureVerdict::NotFullyChecked => Color::AMBER,
    }
}

/// The answer with what it means.
pub(crate) fn answer(sheet: &SignatureSheet, size: f32) -> Block {
    let word = Span::strong(legible(&sheet.word)).colored(verdict_color(sheet.verdict));
    let meaning = Span::plain(format!(". {}", legible(&sheet.meaning)));
    Paragraph::new([word, meaning]).size(size).into()
}

/// The facts, group by group.
pub(crate) fn facts(sheet: &SignatureSheet, key_width: f32, size: f32) -> Vec<Block> {
    let mut blocks = Vec::new();
    for group in sheet.groups.iter().filter(|group| !group.rows.is_empty()) {
        let title = Span::medium(legible(&group.title));
        blocks.push(
            Paragraph::new([title])
                .size(size + 0.5)
                .before(5.0)
                .keep()
                .into(),
        );
        let rows = group
            .rows
            .iter()
            .map(|(name, value)| (legible(name), vec![Span::plain(legible(value))]));
        let mut table = Table::key_values(key_width, rows);
        table.size = size;
        table.before = 1.0;
        blocks.push(table.into());
    }
    blocks
}

/// The list of checks with outcomes and reasons.
pub(crate) fn checks(locale: &Locale, sheet: &SignatureSheet, size: f32) -> Block {
    let columns = vec![
        Column::new(locale.text("report-check"), Width::Share(1.0)),
        Column::new(locale.text("report-outcome"), Width::Fixed(92.0)),
        Column::new(locale.text("report-reason"), Width::Share(1.25)),
    ];
    let rows = sheet.checks.iter().map(|line| {
        let (sign, color) = match line.mark {
            CheckMark::Passed => (Sign::Yes, Color::GREEN),
            CheckMark::Failed => (Sign::No, Color::RED),
            CheckMark::Warning => (Sign::NotApplicable, Color::AMBER),
            CheckMark::NotChecked => (Sign::NotApplicable, Color::AMBER),
            CheckMark::NotRequired => (Sign::NotApplicable, Color::GREY),
        };
        let mut outcome = Cell::new([Span::plain(legible(&line.word)).colored(color)]);
        outcome.sign = Some((sign, color));
        TableRow::new([
            Cell::text(legible(&line.name)),
            outcome,
            Cell::text(legible(&line.reason)),
        ])
    });
    let mut table = Table::new(columns, rows.collect());
    table.size = size;
    table.rules = Rules::Rows;
    table.into()
}

/// A heading at the left.
pub(crate) fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
        align: Align::Left,
    }
}
