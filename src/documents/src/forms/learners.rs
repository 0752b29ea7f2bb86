//! The second sheet of form Р-1: whom the act lists, by ИИН. Personal data, so printed only when it
//! is asked for and never on a copy for everybody.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::month::Level;

use super::service_act::{ServiceActPrint, service};
use super::{centered, facts, strong_row};
use crate::display::Color;
use crate::error::DocumentError;
use crate::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Span, Sums, Table, TableRow, Width, ledger,
};

/// How many numbers stand side by side.
const ABREAST: usize = 5;

/// Columns of the table: a place and a number each.
const COLUMNS: usize = 2 * ABREAST;

/// The learners an act lists.
#[derive(Clone, Copy, Debug)]
pub struct LearnersSheet<'a> {
    /// SHA-256 of the register they stand in.
    pub register: BlobHash,
    /// They, by level and kind of study.
    pub rows: &'a [ListedLearners<'a>],
}

/// Learners of one level and kind of study. Personal data.
#[derive(Clone, Copy)]
pub struct ListedLearners<'a> {
    /// Level.
    pub level: Level,
    /// Kind of study.
    pub study: Study,
    /// Their ИИН.
    pub numbers: &'a [String],
}

impl std::fmt::Debug for ListedLearners<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ListedLearners({})", self.numbers.len())
    }
}

impl LearnersSheet<'_> {
    fn listed(&self) -> usize {
        self.rows.iter().map(|row| row.numbers.len()).sum()
    }

    /// Whether the list is the act's: of its register, everybody once, as many under a row as the
    /// row pays for. Where a limit cuts, a row may pay for fewer than are listed, and all rows
    /// together for as many fewer as the limit leaves out.
    pub(super) fn check(&self, print: &ServiceActPrint<'_>) -> Result<(), DocumentError> {
        let refused = |what| Err(DocumentError::Disagrees { what });
        if print.common.public {
            return refused("a copy for everybody and a list of learners");
        }
        let act = print.act;
        if act.reimbursement.is_some() || act.register != self.register {
            return refused("the act and the register its learners are listed of");
        }
        let once: BTreeSet<&str> = self
            .rows
            .iter()
            .flat_map(|row| row.numbers)
            .map(String::as_str)
            .collect();
        if once.len() != self.listed() {
            return refused("a learner listed twice");
        }
        let what = "the list of learners and the rows of the act";
        let mut left: BTreeMap<(Level, Study), usize> = BTreeMap::new();
        for row in self.rows {
            if left
                .insert((row.level, row.study), row.numbers.len())
                .is_some()
            {
                return refused(what);
            }
        }
        let cut = act.cut.excluded > 0;
        for row in &act.lines {
            let listed = left.remove(&(row.level, row.study)).unwrap_or_default();
            let paid = count(row.line.quantity);
            if listed < paid || (listed > paid && !cut) {
                return refused(what);
            }
        }
        let of_rows: usize = act.lines.iter().map(|row| count(row.line.quantity)).sum();
        let paid = count(act.cut.paid);
        if (!left.is_empty() && !cut)
            || of_rows != paid
            || self.listed() != paid + count(act.cut.excluded)
        {
            return refused(what);
        }
        Ok(())
    }
}

fn count(learners: u32) -> usize {
    usize::try_from(learners).unwrap_or(usize::MAX)
}

fn integer(print: &ServiceActPrint<'_>, number: usize) -> String {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    print.common.locale.integer(number)
}

/// A line that says a number under the others.
fn total(print: &ServiceActPrint<'_>, key: &str, number: usize) -> TableRow {
    strong_row([
        (print.common.t(key), COLUMNS - 1),
        (integer(print, number), 1),
    ])
}

/// The rows of the table with how many learners stand up to each, and which heading it stands under.
struct Lines {
    rows: Vec<TableRow>,
    up_to: Vec<usize>,
    headings: Vec<(usize, String)>,
}

fn lines(print: &ServiceActPrint<'_>, sheet: &LearnersSheet<'_>) -> Lines {
    let mut lines = Lines {
        rows: Vec::new(),
        up_to: vec![0],
        headings: Vec::new(),
    };
    let mut place = 0;
    for listed in sheet.rows {
        let of_act = print.act.lines.iter();
        let of_act = of_act.filter(|row| (row.level, row.study) == (listed.level, listed.study));
        let paid: usize = of_act.map(|row| count(row.line.quantity)).sum();
        let name = service(print, (listed.level, listed.study));
        let heading = if paid == listed.numbers.len() {
            format!("{name}: {}", integer(print, paid))
        } else {
            let args = [
                ("service", name.as_str().into()),
                ("listed", integer(print, listed.numbers.len()).into()),
                ("paid", integer(print, paid).into()),
            ];
            print.common.locale.format("form-list-row-cut", &args)
        };
        lines.headings.push((lines.rows.len(), name));
        let heading = Cell::new([Span::medium(heading)]).covering(COLUMNS);
        let mut heading = TableRow::new([heading]).shaded();
        heading.keep_with_next = true;
        lines.rows.push(heading);
        lines.up_to.push(place);
        for abreast in listed.numbers.chunks(ABREAST) {
            let mut cells = Vec::with_capacity(COLUMNS);
            for number in abreast {
                place += 1;
                cells.push(place.to_string());
                cells.push(number.clone());
            }
            cells.resize(COLUMNS, String::new());
            lines.rows.push(TableRow::new(cells));
            lines.up_to.push(place);
        }
    }
    lines
}

/// The pages of the list, to follow those of the act; nothing stands on the act's own pages.
pub(super) fn blocks(
    print: &ServiceActPrint<'_>,
    sheet: &LearnersSheet<'_>,
    setup: &PageSetup,
) -> Result<Vec<Block>, DocumentError> {
    let common = &print.common;
    let locale = common.locale;
    let t = |key: &str| common.t(key);
    let numbered = common.number_and_date(print.number, Some(print.date));
    let period = print.act.period;
    let mut before = common.marks(false);
    before.push(Block::Heading {
        level: 2,
        text: t("form-list-title"),
        align: Align::Center,
    });
    let of_act = [("act", numbered.into())];
    before.push(centered(locale.format("form-list-act", &of_act)));
    let warning = Span::medium(t("form-list-personal")).colored(Color::RED);
    let warning = Paragraph::new([warning]).size(8.0).align(Align::Center);
    before.push(warning.into());
    before.push(facts(
        130.0,
        vec![
            (t("form-school"), print.contractor.named()),
            (t("form-department"), print.customer.named()),
            (
                t("form-period"),
                locale.month_year(period.year(), period.month()),
            ),
        ],
    ));
    let source = [("hash", sheet.register.to_string().into())];
    let source = locale.format("form-list-source", &source);
    before.push(Paragraph::new([source]).size(8.0).into());
    let (listed, paid) = (sheet.listed(), count(print.act.cut.paid));
    if listed != paid {
        let args = [
            ("listed", integer(print, listed).into()),
            ("paid", integer(print, paid).into()),
        ];
        let words = Span::medium(locale.format("form-list-cut", &args));
        before.push(Paragraph::new([words]).size(8.0).into());
    }

    let columns = (0..ABREAST).flat_map(|_| {
        [
            Column::new(t("form-list-number"), Width::Fixed(36.0)),
            Column::new(t("form-list-iin"), Width::Share(1.0)).center(),
        ]
    });
    let Lines {
        rows,
        up_to,
        headings,
    } = lines(print, sheet);
    let table = Table {
        size: 8.0,
        ..Table::new(columns.collect(), rows)
    };
    let so_far = |row: usize| up_to.get(row).copied().unwrap_or_default();
    // A page that goes on with a row of the act says which.
    let brought = |row: usize| {
        let under = headings.iter().rfind(|(at, _)| *at <= row);
        let label = match under {
            Some((at, name)) if *at < row => {
                let args = [("service", name.as_str().into())];
                locale.format("form-list-continued", &args)
            }
            _ => t("form-list-before"),
        };
        strong_row([(label, COLUMNS - 1), (integer(print, so_far(row)), 1)])
    };
    let foot = |rows: Range<usize>, last: bool| {
        let here = so_far(rows.end).saturating_sub(so_far(rows.start));
        let mut lines = Vec::new();
        if !last || rows.start > 0 {
            lines.push(total(print, "form-page-total", here));
        }
        if last {
            lines.push(total(print, "form-list-total", listed));
        }
        if last && listed != paid {
            lines.push(total(print, "form-list-paid", paid));
        }
        lines
    };
    let sums = Sums {
        brought: &brought,
        foot: &foot,
    };
    let mut blocks = vec![Block::PageBreak];
    blocks.extend(ledger(setup, before, &table, &sums)?);
    Ok(blocks)
}
