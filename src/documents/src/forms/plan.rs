//! The funding plan: schools by months, what changed since the version in force, sums of every page.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{FundingPlan, MoneyFor};

use super::{Common, Hand, Party, Signatory, centered, facts, foot, strong_row, sum, title};
use crate::act::or_dash;
use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::layout::{
    Block, Cell, Column, PageSetup, Span, Sums, Table, TableRow, Width, ledger, mm,
};
use crate::pdf::Conformance;

/// Months that still fit on lying A4 beside the names; more of them take A3.
const MONTHS_ON_A4: usize = 6;

/// What a plan says about a school, beside its sums.
#[derive(Clone, Copy, Debug)]
pub struct PlannedSchool<'a> {
    /// School.
    pub school: OrganisationId,
    /// What its sums are for: a school stands once for each.
    pub money: MoneyFor,
    /// Name.
    pub name: &'a str,
    /// БИН, as its source wrote it.
    pub bin: &'a str,
    /// Number of its contract; may be empty.
    pub contract: &'a str,
}

/// Whether a version counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanStanding {
    /// It does.
    InForce,
    /// A later one does.
    Former,
    /// Not yet: it would change the one in force.
    Changes,
}

/// A funding plan.
#[derive(Clone, Copy, Debug)]
pub struct FundingPlanPrint<'a> {
    /// Language, signatures, bytes.
    pub common: Common<'a>,
    /// The version printed.
    pub plan: &'a FundingPlan,
    /// Whether it counts.
    pub standing: PlanStanding,
    /// The version its changes are shown against; none: the plan alone.
    pub before: Option<&'a FundingPlan>,
    /// Why it changes; may be empty.
    pub reason: &'a str,
    /// Name of the region.
    pub region: &'a str,
    /// The department; its signatory is its head.
    pub department: Party<'a>,
    /// Accountant of the department.
    pub accountant: Signatory<'a>,
    /// Budget line, as the department names it; may be empty.
    pub budget_line: &'a str,
    /// Its schools in the order they are printed, those that fell out of it included.
    pub schools: &'a [PlannedSchool<'a>],
}

type Months = BTreeMap<Period, Tiyn>;

fn of_school(plan: &FundingPlan, school: &PlannedSchool<'_>) -> Months {
    let lines = plan.lines_of(school.money);
    lines.get(&school.school).cloned().unwrap_or_default()
}

/// Sums of one school as a row: those that differ say what they were.
fn row(
    print: &FundingPlanPrint<'_>,
    index: usize,
    school: &PlannedSchool<'_>,
    months: &[Period],
) -> Result<TableRow, DocumentError> {
    let common = &print.common;
    let now = of_school(print.plan, school);
    let cell = |after: Tiyn, before: Option<Tiyn>| match before {
        Some(before) if before != after => {
            let was = [("sum", common.money(before).into())];
            let was = common.locale.format("form-was", &was);
            Cell::new([
                Span::strong(common.money(after)).colored(Color::AMBER),
                Span::grey(format!("\n{was}")),
            ])
        }
        _ if after.0 == 0 => Cell::text("—"),
        _ => Cell::text(common.money(after)),
    };
    let old = print.before.map(|plan| of_school(plan, school));
    let mut name = vec![
        Span::plain(school.name),
        Span::grey(format!("\n{}", school.bin)),
    ];
    if school.money == MoneyFor::Reimbursement {
        let words = common.t("form-plan-reimbursement");
        name.push(Span::grey(format!(" · {words}")));
    }
    if !school.contract.is_empty() {
        let args = [("number", school.contract.into())];
        let contract = common.locale.format("form-contract-number", &args);
        name.push(Span::grey(format!(" · {contract}")));
    }
    let mut cells = vec![Cell::text((index + 1).to_string()), Cell::new(name)];
    for month in months {
        let at = |sums: &Months| sums.get(month).copied().unwrap_or_default();
        cells.push(cell(at(&now), old.as_ref().map(at)));
    }
    let total = |sums: &Months| sum(sums.values().copied());
    cells.push(cell(total(&now)?, old.as_ref().map(total).transpose()?));
    Ok(TableRow::new(cells))
}

/// Lays a plan out.
///
/// # Errors
/// [`DocumentError::Disagrees`] when a school of the plan isn't among those named, or twice;
/// [`DocumentError::MissingGlyph`].
pub fn funding_plan_pages(print: &FundingPlanPrint<'_>) -> Result<DisplayList, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let named: BTreeSet<(OrganisationId, MoneyFor)> = print
        .schools
        .iter()
        .map(|one| (one.school, one.money))
        .collect();
    let plans = || [Some(print.plan), print.before].into_iter().flatten();
    let mut all = plans().flat_map(|plan| {
        MoneyFor::ALL.into_iter().flat_map(move |money| {
            let schools = plan.lines_of(money).keys();
            schools.map(move |school| (*school, money))
        })
    });
    if named.len() != print.schools.len() || all.any(|line| !named.contains(&line)) {
        let what = "the schools of the plan";
        return Err(DocumentError::Disagrees { what });
    }
    let months: BTreeSet<Period> = plans()
        .flat_map(|plan| plan.lines.values().chain(plan.reimbursement.values()))
        .flat_map(BTreeMap::keys)
        .copied()
        .collect();
    let months: Vec<Period> = months.into_iter().collect();
    let name = common.t("form-plan-title");
    let version = [
        ("year", print.plan.year.to_string().into()),
        ("version", print.plan.version.to_string().into()),
    ];
    let version = locale.format("form-plan-version", &version);
    let full = format!("{name}, {version}");
    let page = if months.len() > MONTHS_ON_A4 {
        PageSetup {
            width: mm(420.0),
            height: mm(297.0),
            ..PageSetup::a4_landscape()
        }
    } else {
        PageSetup::a4_landscape()
    };
    let setup = common.setup(&full, page);
    let lines = print.plan.lines.values();
    let lines = lines.chain(print.plan.reimbursement.values());
    let total = sum(lines.flat_map(Months::values).copied())?;
    let mut before = common.marks(false);
    before.push(title(&name));
    before.push(centered(version));
    let state = match print.standing {
        PlanStanding::InForce => Span::strong(common.t("form-plan-in-force")).colored(Color::GREEN),
        PlanStanding::Former => Span::strong(common.t("form-plan-former")).colored(Color::GREY),
        PlanStanding::Changes => Span::strong(common.t("form-plan-changes")).colored(Color::AMBER),
    };
    before.push(centered(state));
    let mut rows = vec![
        (common.t("form-region"), print.region.to_owned()),
        (common.t("form-department"), print.department.named()),
        (
            common.t("form-budget-line"),
            or_dash(print.budget_line).to_owned(),
        ),
        (common.t("form-budget"), locale.money(print.plan.budget)),
    ];
    if !print.reason.is_empty() {
        rows.push((common.t("form-plan-reason"), print.reason.to_owned()));
    }
    before.push(facts(130.0, rows));
    let mut columns = vec![
        Column::new(common.t("form-col-number"), Width::Fixed(38.0)).center(),
        Column::new(common.t("form-col-school-contract"), Width::Share(1.0)),
    ];
    // A changed sum and what it was stand each on a line, unless a year is printed.
    let width = if months.len() > MONTHS_ON_A4 {
        70.0
    } else {
        84.0
    };
    columns.extend(months.iter().map(|month| {
        let head = locale.month_year(month.year(), month.month());
        Column::new(head, Width::Fixed(width)).right()
    }));
    columns.push(Column::new(common.t("form-total"), Width::Fixed(width + 12.0)).right());
    let rows = print.schools.iter().enumerate();
    let rows = rows
        .map(|(index, school)| row(print, index, school, &months))
        .collect::<Result<Vec<_>, _>>()?;
    let table = Table {
        size: 7.0,
        ..Table::new(columns, rows)
    };
    // Every month and the total up to each school.
    let width = months.len() + 1;
    let mut up_to = vec![vec![0_i64; width]];
    for school in print.schools {
        let sums = of_school(print.plan, school);
        let mut next = up_to.last().cloned().unwrap_or_default();
        for (sum, month) in next.iter_mut().zip(&months) {
            *sum += sums.get(month).copied().unwrap_or_default().0;
        }
        if let Some(last) = next.last_mut() {
            *last += sums.values().map(|sum| sum.0).sum::<i64>();
        }
        up_to.push(next);
    }
    let line = |key: &str, rows: Range<usize>| {
        let none = Vec::new();
        let of = |index: usize| up_to.get(index).unwrap_or(&none);
        let sums = of(rows.end).iter().zip(of(rows.start));
        let sums = sums.map(|(to, from)| (common.money(Tiyn(to - from)), 1));
        strong_row(
            [(String::new(), 1), (common.t(key), 1)]
                .into_iter()
                .chain(sums),
        )
    };
    let brought = |count: usize| line("form-brought", 0..count);
    let foot = |rows: Range<usize>, last: bool| foot(&line, rows, last);
    let sums = Sums {
        brought: &brought,
        foot: &foot,
    };
    let mut blocks = ledger(&setup, before, &table, &sums)?;
    blocks.push(common.total_in_words(total));
    let head = Hand::Head.word(locale);
    let accountant = Hand::Accountant.word(locale);
    blocks.push(Block::Columns {
        left: vec![common.signature(&head, Hand::Head, print.department.signatory)],
        right: vec![common.signature(&accountant, Hand::Accountant, print.accountant)],
        share: 0.5,
    });
    common.pages(&setup, &full, blocks)
}

/// Writes a plan as PDF/A-3a.
///
/// # Errors
/// See [`funding_plan_pages`] and [`crate::pdf::write`].
pub fn funding_plan_pdf(print: &FundingPlanPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = funding_plan_pages(print)?;
    let author = print.department.name;
    print.common.write(&list, author, Conformance::Accessible)
}
