//! The schedule of reimbursement of construction (A2) or reconstruction (A3), year by year.

use baqylau_domain::schooling::{
    ConstructionKind, IndexTable, ReimbursementRule, monthly_sums, schedule,
};

use super::{Common, Hand, Party, facts, strong_row, sum, title};
use crate::act::or_dash;
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{Block, Cell, Column, PageSetup, Paragraph, Span, Table, TableRow, Width};
use crate::pdf::Conformance;

/// A schedule of reimbursement.
#[derive(Clone, Copy, Debug)]
pub struct ReimbursementPrint<'a> {
    /// Language, signatures, bytes.
    pub common: Common<'a>,
    /// What was built.
    pub kind: ConstructionKind,
    /// Pupils it is paid for.
    pub pupils: u32,
    /// First year.
    pub first_year: i32,
    /// Rates and term.
    pub rule: &'a ReimbursementRule,
    /// Indices of the years.
    pub indices: &'a IndexTable,
    /// The department.
    pub customer: Party<'a>,
    /// The school.
    pub contractor: Party<'a>,
    /// Address of the building.
    pub building: &'a str,
    /// Cadastral number of the building; may be empty.
    pub cadastral_number: &'a str,
    /// What the reimbursement rests on, as it calls itself; may be empty.
    pub basis: &'a str,
}

/// Lays a schedule out. A year whose index no law has set yet has no sum, and the total says so.
///
/// # Errors
/// [`DocumentError::Disagrees`] when there is no schedule for these years;
/// [`DocumentError::MissingGlyph`].
pub fn reimbursement_pages(print: &ReimbursementPrint<'_>) -> Result<DisplayList, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let years = schedule(
        print.kind,
        print.pupils,
        print.first_year,
        print.rule,
        print.indices,
    );
    let years = years.map_err(|_refused| DocumentError::Disagrees {
        what: "the schedule",
    })?;
    let name = common.t(match print.kind {
        ConstructionKind::Construction => "form-reimbursement-construction",
        ConstructionKind::Reconstruction => "form-reimbursement-reconstruction",
    });
    let integer = |value: u32| locale.integer(i64::from(value));
    let rate = print.rule.indices(print.kind);
    let mut blocks = common.marks(false);
    blocks.push(title(&name));
    blocks.push(facts(
        150.0,
        vec![
            (common.t("form-department"), print.customer.named()),
            (common.t("form-school"), print.contractor.named()),
            (
                common.t("form-building"),
                or_dash(print.building).to_owned(),
            ),
            (
                common.t("form-cadastral-number"),
                or_dash(print.cadastral_number).to_owned(),
            ),
            (common.t("form-basis"), or_dash(print.basis).to_owned()),
            (common.t("form-pupils"), integer(print.pupils)),
            (common.t("form-rate"), integer(rate)),
        ],
    ));
    let fixed = |key: &str, width: f32| Column::new(common.t(key), Width::Fixed(width)).right();
    let columns = vec![
        Column::new(common.t("form-col-number"), Width::Fixed(42.0)).center(),
        Column::new(common.t("form-col-year"), Width::Fixed(44.0)).center(),
        fixed("form-col-index", 70.0),
        fixed("form-col-rate", 68.0),
        Column::new(common.t("form-col-sum-of-year"), Width::Share(1.0)).right(),
        fixed("form-col-month-sum", 96.0),
        fixed("form-col-last-month", 96.0),
    ];
    let mut known = Vec::new();
    let mut rows = Vec::new();
    for (index, year) in years.iter().enumerate() {
        let mut cells = vec![
            Cell::text((index + 1).to_string()),
            Cell::text(year.year.to_string()),
        ];
        match (year.sum, print.indices.of(year.year)) {
            (Some(amount), Some(value)) => {
                known.push(amount);
                let months = monthly_sums(amount).unwrap_or_default();
                let month =
                    |sum: Option<_>| sum.map_or_else(|| "—".to_owned(), |s| common.money(s));
                cells.extend([
                    Cell::text(common.money(value)),
                    Cell::text(integer(rate)),
                    Cell::text(common.money(amount)),
                    Cell::text(month(months.first().copied())),
                    Cell::text(month(months.last().copied())),
                ]);
            }
            _ => cells.push(
                Cell::new([Span::plain(common.t("form-index-unknown")).colored(Color::AMBER)])
                    .covering(5),
            ),
        }
        rows.push(TableRow::new(cells));
    }
    let total = sum(known.iter().copied())?;
    rows.push(strong_row([
        (String::new(), 1),
        (common.t("form-total"), 3),
        (common.money(total), 1),
        (String::new(), 2),
    ]));
    blocks.push(
        Table {
            numbered: true,
            size: 8.0,
            ..Table::new(columns, rows)
        }
        .into(),
    );
    let words = [
        Span::medium(format!("{} ", common.t("form-grand-total-words"))),
        Span::plain(common.figures_and_words(total)),
    ];
    blocks.push(Paragraph::new(words).before(8.0).into());
    if known.len() < years.len() {
        let missing = years.len() - known.len();
        let args = [("count", missing.into())];
        let words = locale.format("form-years-without-index", &args);
        let words = Span::plain(words).colored(Color::AMBER);
        blocks.push(Paragraph::new([words]).into());
    }
    let sign =
        |hand: Hand, party: &Party<'_>| common.signature(&hand.word(locale), hand, party.signatory);
    blocks.push(Block::Columns {
        left: vec![sign(Hand::Customer, &print.customer)],
        right: vec![sign(Hand::Contractor, &print.contractor)],
        share: 0.5,
    });
    let setup = common.setup(&name, PageSetup::a4());
    common.pages(&setup, &name, blocks)
}

/// Writes a schedule as PDF/A-3a.
///
/// # Errors
/// See [`reimbursement_pages`] and [`crate::pdf::write`].
pub fn reimbursement_pdf(print: &ReimbursementPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = reimbursement_pages(print)?;
    let author = print.customer.name;
    print.common.write(&list, author, Conformance::Accessible)
}
