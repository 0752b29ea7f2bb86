//! The consolidated register of acts for payment: as many pages as it needs, each with its sums.

use std::collections::BTreeSet;
use std::ops::Range;

use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{Iban, SchoolActId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::{Bic, Knp, SectorCode};
use baqylau_domain::schooling::{ActRegister, RegisterState};
use chrono::NaiveDate;

use super::{Common, Hand, Party, Signatory, centered, facts, foot, strong_row, sum, title};
use crate::act::or_dash;
use crate::display::DisplayList;
use crate::error::DocumentError;
use crate::layout::{Block, Cell, Column, PageSetup, Span, Sums, Table, TableRow, Width, ledger};
use crate::pdf::Conformance;

/// Rows above which a PDF isn't tagged.
const TAGGED_ROWS: usize = 2_000;

/// Place of the column of invoices.
const INVOICE: usize = 4;

/// What a register says about one of its acts, beside the sum.
#[derive(Clone, Copy, Debug)]
pub struct RegisterLine<'a> {
    /// The act.
    pub act: SchoolActId,
    /// Name of the school.
    pub school: &'a str,
    /// БИН of the school, as its source wrote it.
    pub bin: &'a str,
    /// Number of the contract, and its day where that is known.
    pub contract: (&'a str, Option<NaiveDate>),
    /// Number of the act, and its day where that is known.
    pub number: (&'a str, Option<NaiveDate>),
    /// Registration number of the invoice, and its day where it is known; absent: no invoice is.
    pub invoice: Option<(&'a str, Option<NaiveDate>)>,
    /// Learners of the act.
    pub learners: u32,
    /// ИИК of the school.
    pub account: &'a Iban,
    /// БИК of its bank.
    pub bank: &'a Bic,
    /// КНП.
    pub purpose_code: &'a Knp,
    /// КБе.
    pub sector: &'a SectorCode,
    /// What the checks say; may be empty.
    pub note: &'a str,
}

/// A consolidated register.
#[derive(Clone, Copy, Debug)]
pub struct ActRegisterPrint<'a> {
    /// Language, signatures, bytes.
    pub common: Common<'a>,
    /// The register.
    pub register: &'a ActRegister,
    /// Day of the register.
    pub date: NaiveDate,
    /// First and last month it is for.
    pub months: (Period, Period),
    /// Name of the region.
    pub region: &'a str,
    /// The department; its signatory is its head.
    pub department: Party<'a>,
    /// Accountant of the department.
    pub accountant: Signatory<'a>,
    /// Name of the financial centre, and who accepts for it.
    pub centre: (&'a str, Signatory<'a>),
    /// Its acts in the order they are printed.
    pub lines: &'a [RegisterLine<'a>],
}

impl ActRegisterPrint<'_> {
    /// The sums of the acts in the order of the lines; every act of the register once.
    fn sums(&self) -> Result<Vec<Tiyn>, DocumentError> {
        let what = "the acts of the register";
        let once: BTreeSet<SchoolActId> = self.lines.iter().map(|line| line.act).collect();
        if once.len() != self.lines.len() || once.len() != self.register.acts.len() {
            return Err(DocumentError::Disagrees { what });
        }
        if let RegisterState::Sent { document } = self.register.state {
            self.common.check_original(document)?;
        }
        self.lines
            .iter()
            .map(|line| {
                let listed = self.register.acts.get(&line.act);
                listed.map(|listed| listed.total)
            })
            .collect::<Option<Vec<_>>>()
            .ok_or(DocumentError::Disagrees { what })
    }
}

fn columns(common: &Common<'_>, invoices: bool) -> Vec<Column> {
    let t = |key: &str| common.t(key);
    let fixed = |key: &str, width: f32| Column::new(t(key), Width::Fixed(width));
    let mut columns = vec![
        fixed("form-col-number", 38.0).center(),
        Column::new(t("form-col-school-bin"), Width::Share(1.5)),
        fixed("form-col-contract", 76.0),
        fixed("form-col-act", 68.0),
        fixed("form-col-learners", 56.0).right(),
        fixed("form-col-sum", 80.0).right(),
        fixed("form-col-account", 98.0),
        fixed("form-col-codes", 40.0).center(),
        Column::new(t("form-col-note"), Width::Share(0.8)),
    ];
    if invoices {
        columns.insert(INVOICE, fixed("form-col-invoice", 150.0));
    }
    columns
}

fn row(
    common: &Common<'_>,
    index: usize,
    line: &RegisterLine<'_>,
    amount: Tiyn,
    invoices: bool,
) -> TableRow {
    let numbered = |(number, date): (&str, Option<NaiveDate>)| common.number_and_date(number, date);
    // A registration number fills its column: the day stands under it.
    let invoice = |(number, date): (&str, Option<NaiveDate>)| match date {
        Some(date) => format!("{number}\n{}", common.locale.date(date)),
        None => number.to_owned(),
    };
    let mut cells = vec![
        Cell::text((index + 1).to_string()),
        Cell::new([
            Span::plain(line.school),
            Span::grey(format!("\n{}", line.bin)),
        ]),
        Cell::text(numbered(line.contract)),
        Cell::text(numbered(line.number)),
        Cell::text(common.locale.integer(i64::from(line.learners))),
        Cell::text(common.money(amount)),
        Cell::text(format!("{}\n{}", line.account, line.bank)),
        Cell::text(format!("{}\n{}", line.purpose_code, line.sector)),
        Cell::text(or_dash(line.note)),
    ];
    if invoices {
        let invoice = line.invoice.map_or_else(|| "—".to_owned(), invoice);
        cells.insert(INVOICE, Cell::text(invoice));
    }
    TableRow::new(cells)
}

/// Lays a register out.
///
/// # Errors
/// [`DocumentError::Disagrees`] when the lines aren't the acts of the register or other bytes were
/// signed; [`DocumentError::MissingGlyph`].
pub fn act_register_pages(print: &ActRegisterPrint<'_>) -> Result<DisplayList, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let amounts = print.sums()?;
    let total = sum(amounts.iter().copied())?;
    let name = common.t("form-register-title");
    let number = print.register.number.to_string();
    let full = format!(
        "{name} {}",
        common.number_and_date(&number, Some(print.date))
    );
    let setup = common.setup(&full, PageSetup::a4_landscape());
    let month = |period: Period| locale.month_year(period.year(), period.month());
    let (first, last) = print.months;
    let month = if first == last {
        month(first)
    } else {
        format!("{} — {}", month(first), month(last))
    };
    // What was sent is no draft, whoever holds its signature.
    let mut before = common.marks(matches!(print.register.state, RegisterState::Open));
    before.push(title(&name));
    before.push(centered(common.number_and_date(&number, Some(print.date))));
    before.push(facts(
        130.0,
        vec![
            (common.t("form-region"), print.region.to_owned()),
            (common.t("form-department"), print.department.named()),
            (common.t("form-period"), month),
            (
                common.t("form-acts-count"),
                locale.integer(i64::try_from(amounts.len()).unwrap_or(i64::MAX)),
            ),
        ],
    ));
    let rows = print.lines.iter().zip(&amounts).enumerate();
    // Without any invoice known the column would say that there are none.
    let invoices = print.lines.iter().any(|line| line.invoice.is_some());
    let rows = rows.map(|(index, (line, amount))| row(common, index, line, *amount, invoices));
    let table = Table {
        size: 7.0,
        numbered: true,
        ..Table::new(columns(common, invoices), rows.collect())
    };
    // Sums and learners up to each row: a page sums to a difference.
    let mut up_to = vec![(0_i64, 0_i64)];
    for (line, amount) in print.lines.iter().zip(&amounts) {
        let (learners, money) = up_to.last().copied().unwrap_or_default();
        up_to.push((learners + i64::from(line.learners), money + amount.0));
    }
    let between = |rows: Range<usize>| {
        let of = |index: usize| up_to.get(index).copied().unwrap_or_default();
        let (from, to) = (of(rows.start), of(rows.end));
        (to.0 - from.0, to.1 - from.1)
    };
    let line = |key: &str, rows: Range<usize>| {
        let (learners, money) = between(rows);
        strong_row([
            (String::new(), 1),
            (common.t(key), INVOICE - 1 + usize::from(invoices)),
            (locale.integer(learners), 1),
            (common.money(Tiyn(money)), 1),
            (String::new(), 3),
        ])
    };
    let brought = |count: usize| line("form-brought", 0..count);
    let foot = |rows: Range<usize>, last: bool| foot(&line, rows, last);
    let sums = Sums {
        brought: &brought,
        foot: &foot,
    };
    let mut blocks = ledger(&setup, before, &table, &sums)?;
    blocks.push(common.total_in_words(total));
    let head = common.signature(
        &Hand::Head.word(locale),
        Hand::Head,
        print.department.signatory,
    );
    let accountant = common.signature(
        &Hand::Accountant.word(locale),
        Hand::Accountant,
        print.accountant,
    );
    blocks.push(Block::Columns {
        left: vec![head],
        right: vec![accountant],
        share: 0.5,
    });
    let accepted = format!("{} {}", common.t("form-accepted-by"), print.centre.0);
    let state = common.t(match print.register.state {
        RegisterState::Open => "form-register-open",
        RegisterState::Sent { .. } => "form-register-sent",
        RegisterState::Accepted => "form-register-accepted",
        RegisterState::Returned { .. } => "form-register-returned",
    });
    blocks.push(Block::Columns {
        left: vec![common.signature(&accepted, Hand::FinancialCentre, print.centre.1)],
        right: vec![facts(110.0, vec![(common.t("form-register-state"), state)])],
        share: 0.5,
    });
    common.pages(&setup, &full, blocks)
}

/// Writes a register as PDF/A-3; a long one isn't tagged, tags would multiply its size.
///
/// # Errors
/// See [`act_register_pages`] and [`crate::pdf::write`].
pub fn act_register_pdf(print: &ActRegisterPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = act_register_pages(print)?;
    let conformance = if print.lines.len() > TAGGED_ROWS {
        Conformance::Plain
    } else {
        Conformance::Accessible
    };
    print
        .common
        .write(&list, print.department.name, conformance)
}
