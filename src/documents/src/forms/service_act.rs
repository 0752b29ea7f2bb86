//! Form Р-1, the act of services rendered: appendix 50 to the order of the Minister of Finance
//! of 20 December 2012 № 562, lying A4.

use baqylau_domain::checks::Study;
use baqylau_domain::month::Level;
use baqylau_domain::schooling::{ConstructionKind, ReimbursedMonth, SchoolAct, SchoolActState};
use baqylau_locale::Locale;
use chrono::NaiveDate;

use super::learners::{self, LearnersSheet};
use super::{Common, Hand, Party, or_line, sum, title};
use crate::act::or_dash;
use crate::display::DisplayList;
use crate::error::DocumentError;
use crate::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Span, Table, TableRow, Width,
};
use crate::pdf::Conformance;

/// An act as form Р-1.
#[derive(Clone, Copy, Debug)]
pub struct ServiceActPrint<'a> {
    /// Language, signatures, bytes.
    pub common: Common<'a>,
    /// The act.
    pub act: &'a SchoolAct,
    /// Number of the document.
    pub number: &'a str,
    /// Day it was drawn up.
    pub date: NaiveDate,
    /// Number of the contract.
    pub contract: &'a str,
    /// Day of the contract, where it is known.
    pub contract_date: Option<NaiveDate>,
    /// The department.
    pub customer: Party<'a>,
    /// The school.
    pub contractor: Party<'a>,
    /// Materials of the customer that were used; empty: none.
    pub stocks: &'a str,
    /// Sheets of the documents handed over with it.
    pub sheets: Option<u32>,
    /// Whom it lists, as a second sheet; none: the act alone.
    pub learners: Option<LearnersSheet<'a>>,
}

impl ServiceActPrint<'_> {
    fn check(&self) -> Result<(), DocumentError> {
        let mut total = Vec::new();
        for row in &self.act.lines {
            let cost = row.line.cost();
            total.push(cost.ok_or(DocumentError::Disagrees {
                what: "a row of the act",
            })?);
        }
        if let Some(of) = self.act.reimbursement {
            let cost = of.line.cost();
            total.push(cost.ok_or(DocumentError::Disagrees {
                what: "the month of the building",
            })?);
        }
        if sum(total)? != self.act.total {
            return Err(DocumentError::Disagrees {
                what: "the total of the act",
            });
        }
        if let Some(sheet) = self.learners {
            sheet.check(self)?;
        }
        let (school, department) = match self.act.state {
            SchoolActState::Signed {
                school, department, ..
            } => (Some(school), Some(department)),
            SchoolActState::BySchool { school } => (Some(school), None),
            SchoolActState::Composed | SchoolActState::Withdrawn => (None, None),
        };
        self.common.check_signature(Hand::Contractor, school)?;
        self.common.check_signature(Hand::Customer, department)
    }
}

fn level(locale: &Locale, level: Level) -> String {
    locale.text(match level {
        Level::Primary => "form-level-primary",
        Level::Basic => "form-level-basic",
        Level::General => "form-level-general",
        Level::Bachelor
        | Level::Master
        | Level::Doctorate
        | Level::Residency
        | Level::Preparatory => "form-level-higher",
    })
}

fn study(locale: &Locale, study: Study) -> String {
    locale.text(match study {
        Study::GeneralClass => "form-study-general",
        Study::CorrectionalClass => "form-study-correctional",
        Study::SpecialNeeds => "form-study-special",
        Study::Home => "form-study-home",
        Study::FullTime => "form-study-full-time",
        Study::Distance => "form-study-distance",
    })
}

/// `Услуги по обучению, 1–4 классы, общеобразовательный класс, сентябрь 2025 г.`
pub(super) fn service(print: &ServiceActPrint<'_>, (of, by): (Level, Study)) -> String {
    let locale = print.common.locale;
    let period = print.act.period;
    let args = [
        ("level", level(locale, of).into()),
        ("study", study(locale, by).into()),
        (
            "month",
            locale.month_year(period.year(), period.month()).into(),
        ),
    ];
    locale.format("form-service", &args)
}

/// `Возмещение затрат на строительство (А2), 96 МРП в год по 4 325,00, сентябрь 2026 г.`
fn reimbursement(print: &ServiceActPrint<'_>, of: &ReimbursedMonth) -> String {
    let locale = print.common.locale;
    let period = print.act.period;
    let args = [
        ("rate", locale.integer(i64::from(of.rate)).into()),
        ("index", print.common.money(of.index).into()),
        (
            "month",
            locale.month_year(period.year(), period.month()).into(),
        ),
    ];
    let key = match of.kind {
        ConstructionKind::Construction => "form-service-construction",
        ConstructionKind::Reconstruction => "form-service-reconstruction",
    };
    locale.format(key, &args)
}

/// Customer or contractor: name and what reaches them on a line, БИН in a box.
fn party(print: &ServiceActPrint<'_>, label: &str, party: &Party<'_>) -> Block {
    let common = &print.common;
    let parts = [party.name, party.address, party.contacts];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let label = Span::medium(format!("{} ", common.t(label)));
    let left = vec![
        Paragraph::new([label, Span::plain(parts.join(", "))])
            .size(8.5)
            .before(0.0)
            .into(),
        Block::Rule,
        caption(&common.t("form-party-caption")),
    ];
    Block::Columns {
        left,
        right: vec![boxed(vec![(
            common.t("form-bin"),
            or_line(party.bin).to_owned(),
        )])],
        share: 0.82,
    }
}

fn caption(text: &str) -> Block {
    Paragraph::new([Span::grey(text)])
        .size(6.5)
        .before(0.0)
        .align(Align::Center)
        .into()
}

fn boxed(cells: Vec<(String, String)>) -> Block {
    let columns = cells
        .iter()
        .map(|(name, _)| Column::new(name.as_str(), Width::Share(1.0)).center())
        .collect();
    let values = TableRow::new(cells.into_iter().map(|(_, value)| value));
    Table {
        size: 8.0,
        before: 0.0,
        ..Table::new(columns, vec![values])
    }
    .into()
}

fn rows(print: &ServiceActPrint<'_>) -> Result<Block, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let t = |key: &str| common.t(key);
    let fixed = |key: &str, width: f32| Column::new(t(key), Width::Fixed(width));
    let columns = vec![
        fixed("form-p1-number", 46.0).center(),
        Column::new(t("form-p1-service"), Width::Share(1.5)),
        fixed("form-p1-date", 82.0).center(),
        Column::new(t("form-p1-report"), Width::Share(0.9)).center(),
        fixed("form-p1-unit", 66.0).center(),
        fixed("form-p1-quantity", 52.0).right(),
        fixed("form-p1-price", 80.0).right(),
        fixed("form-p1-cost", 96.0).right(),
    ];
    let period = print.act.period;
    let when = locale.date_range((period.first_day(), period.last_day()));
    let mut body = Vec::new();
    let mut learners: i64 = 0;
    let teaching = print.act.lines.iter();
    let teaching = teaching.map(|row| (service(print, (row.level, row.study)), row.line));
    let building = print.act.reimbursement.iter();
    let building = building.map(|of| (reimbursement(print, of), of.line));
    for (index, (name, line)) in teaching.chain(building).enumerate() {
        learners += i64::from(line.quantity);
        let cost = line.cost();
        body.push(TableRow::new([
            (index + 1).to_string(),
            name,
            when.clone(),
            "—".to_owned(),
            t("form-unit-learner"),
            locale.integer(i64::from(line.quantity)),
            common.money(line.price),
            common.money(cost.unwrap_or_default()),
        ]));
    }
    let strong = |text: String| Cell::new([Span::strong(text)]);
    body.push(
        TableRow::new([
            Cell::text(""),
            strong(t("form-total")).covering(4),
            strong(locale.integer(learners)),
            strong("x".to_owned()),
            strong(common.money(print.act.total)),
        ])
        .shaded(),
    );
    let table = Table {
        groups: vec![
            Cell::default().covering(1),
            Cell::default().covering(1),
            Cell::default().covering(1),
            Cell::default().covering(1),
            Cell::default().covering(1),
            Cell::text(t("form-p1-done")).covering(3),
        ],
        numbered: true,
        size: 7.5,
        ..Table::new(columns, body)
    };
    Ok(table.into())
}

/// Lays an act out as form Р-1.
///
/// # Errors
/// [`DocumentError::Disagrees`] when the total isn't that of the rows, a signature isn't the one the
/// act names, or the learners listed aren't those its rows count or would stand on a copy for
/// everybody; [`DocumentError::MissingGlyph`].
pub fn service_act_pages(print: &ServiceActPrint<'_>) -> Result<DisplayList, DocumentError> {
    print.check()?;
    let common = &print.common;
    let locale = common.locale;
    let name = common.t("form-p1-title");
    let appendix = [
        Paragraph::new([common.t("form-p1-appendix")])
            .size(8.0)
            .before(0.0)
            .align(Align::Right),
        Paragraph::new([Span::medium(common.t("form-p1-form"))])
            .size(8.5)
            .align(Align::Right),
    ];
    let mut blocks = common.marks(true);
    blocks.push(Block::Columns {
        left: Vec::new(),
        right: appendix.map(Block::from).to_vec(),
        share: 0.6,
    });
    blocks.push(party(print, "form-customer-line", &print.customer));
    blocks.push(party(print, "form-contractor-line", &print.contractor));
    let contract = [
        ("number", print.contract.into()),
        ("date", common.long_day(print.contract_date).into()),
    ];
    let contract = locale.format("form-contract-line", &contract);
    blocks.push(Block::Columns {
        left: vec![Paragraph::new([contract]).size(8.5).before(0.0).into()],
        right: vec![boxed(vec![
            (common.t("form-document-number"), print.number.to_owned()),
            (common.t("form-document-date"), locale.date(print.date)),
        ])],
        share: 0.68,
    });
    blocks.push(title(&common.t("form-p1-heading")));
    blocks.push(rows(print)?);
    let total = common.figures_and_words(print.act.total);
    let line = |label: String, value: String| -> Block {
        Paragraph::new([Span::medium(label), Span::plain(value)])
            .size(8.5)
            .into()
    };
    blocks.push(line(format!("{} ", common.t("form-all-services")), total));
    let stocks = format!("{} ", common.t("form-p1-stocks"));
    blocks.push(line(stocks, or_dash(print.stocks).to_owned()));
    blocks.push(caption(&common.t("form-p1-stocks-caption")));
    let sheets = print.sheets.map_or_else(
        || "____".to_owned(),
        |sheets| locale.integer(i64::from(sheets)),
    );
    let sheets = locale.format("form-p1-attached", &[("sheets", sheets.into())]);
    blocks.push(line(String::new(), sheets));
    let handed = common.t("form-p1-handed");
    let taken = common.t("form-p1-taken");
    let customer = print.customer.signatory;
    let contractor = print.contractor.signatory;
    blocks.push(Block::Columns {
        left: vec![common.signature(&handed, Hand::Contractor, contractor)],
        right: vec![common.signature(&taken, Hand::Customer, customer)],
        share: 0.5,
    });
    let day = match print.act.state {
        SchoolActState::Signed { on, .. } => locale.date_long(on),
        _ => "________________".to_owned(),
    };
    blocks.push(line(format!("{} ", common.t("form-p1-signed-on")), day));
    let full = format!("{name} № {}", print.number);
    let page = PageSetup {
        top: crate::layout::mm(15.0),
        bottom: crate::layout::mm(13.0),
        ..PageSetup::a4_landscape()
    };
    let setup = common.setup(&full, page);
    let list = match &print.learners {
        Some(sheet) => learners::blocks(print, sheet, &setup)?,
        None => Vec::new(),
    };
    common.pages_and(&setup, &full, blocks, list)
}

/// Writes an act as PDF/A-3a with the signed bytes and every signature inside.
///
/// # Errors
/// See [`service_act_pages`] and [`crate::pdf::write`].
pub fn service_act_pdf(print: &ServiceActPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = service_act_pages(print)?;
    let author = print.contractor.name;
    print.common.write(&list, author, Conformance::Accessible)
}
