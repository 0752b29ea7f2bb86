//! Tables of schools with their sums: rows found by school, ordered by any column.

use crate::screens::organisations::telling_end;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_locale::Locale;
use baqylau_widgets::table::{Cell, Column, Sort};
use baqylau_widgets::{Rows, Table, TableState, Tone};
use std::cmp::Ordering;

/// A value of a row.
#[derive(Debug, Clone)]
pub enum Item {
    /// Nothing.
    None,
    /// A count.
    Count(i64),
    /// A sum in tiyn.
    Sum(i64),
    /// A sum in tiyn with its sign; nought is shown as nothing.
    Change(i64),
    /// Words with a tone.
    Words(Tone, String),
}

impl Item {
    fn number(&self) -> i64 {
        match self {
            Self::None | Self::Words(..) => 0,
            Self::Count(number) | Self::Sum(number) | Self::Change(number) => *number,
        }
    }

    fn cell(&self, locale: &Locale) -> Cell<'static> {
        match self {
            Self::None | Self::Change(0) => Cell::empty(),
            Self::Count(number) => Cell::text(locale.integer(*number)),
            Self::Sum(sum) => Cell::text(locale.money_tiyn_plain(*sum)),
            Self::Change(sum) => {
                let tone = if *sum < 0 { Tone::Bad } else { Tone::Info };
                Cell::toned(tone, signed(*sum, locale))
            }
            Self::Words(tone, words) if words.is_empty() => {
                let _ = tone;
                Cell::empty()
            }
            Self::Words(tone, words) => Cell::tag(*tone, words.clone()),
        }
    }
}

/// A sum with its sign.
pub fn signed(tiyn: i64, locale: &Locale) -> String {
    let sum = locale.money_tiyn_plain(tiyn.saturating_abs());
    match tiyn.cmp(&0) {
        Ordering::Less => format!("−{sum}"),
        Ordering::Equal => sum,
        Ordering::Greater => format!("+{sum}"),
    }
}

/// A row.
pub struct Line {
    /// School.
    pub school: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its values, without the name.
    pub items: Vec<Item>,
}

/// A column; the name comes first by itself.
pub struct Head {
    /// What tells it apart.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Width in points.
    pub width: f32,
    /// Whether its sums are added up at the foot.
    pub total: bool,
    /// Whether it holds words.
    pub words: bool,
}

/// A column of numbers with a total.
pub fn sums(id: &'static str, title: String, width: f32) -> Head {
    Head {
        id,
        title,
        width,
        total: true,
        words: false,
    }
}

struct Page<'a> {
    lines: &'a [Line],
    order: Vec<usize>,
    locale: &'a Locale,
}

impl Page<'_> {
    fn line(&self, row: u64) -> Option<&Line> {
        let place = self.order.get(usize::try_from(row).ok()?)?;
        self.lines.get(*place)
    }
}

impl Rows for Page<'_> {
    type Key = OrganisationId;

    fn len(&self) -> u64 {
        self.lines.len() as u64
    }

    fn prepare(&mut self, _: std::ops::Range<u64>) {}

    fn key(&self, row: u64) -> Option<OrganisationId> {
        self.line(row).map(|line| line.school)
    }

    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        let Some(line) = self.line(row) else {
            return Cell::empty();
        };
        match column.checked_sub(1) {
            None => Cell::strong(line.name.clone()).keep_end(telling_end(&line.name)),
            Some(place) => {
                let item = line.items.get(place);
                item.map_or_else(Cell::empty, |item| item.cell(self.locale))
            }
        }
    }

    fn name(&self, row: u64) -> String {
        self.line(row)
            .map_or_else(String::new, |line| line.name.clone())
    }
}

/// Shows the table in all the room there is; the school whose row was opened. Lines come in the
/// order of names.
pub fn show(
    (id, name): (&str, &str),
    (school, total): (&str, &str),
    heads: &[Head],
    lines: &[Line],
    state: &mut TableState<OrganisationId>,
    locale: &Locale,
    ui: &mut egui::Ui,
) -> Option<OrganisationId> {
    let first = Column::new("school", school, 190.0).grows().sortable();
    let rest = heads.iter().map(|head| {
        if head.words {
            Column::new(head.id, &head.title, head.width)
        } else {
            Column::number(head.id, &head.title, head.width).sortable()
        }
    });
    let columns: Vec<Column<'_>> = std::iter::once(first).chain(rest).collect();
    let totals = heads.iter().enumerate().map(|(place, head)| {
        if !head.total {
            return Cell::empty();
        }
        let items = lines.iter().filter_map(|line| line.items.get(place));
        let sum = items
            .clone()
            .map(|item| i128::from(item.number()))
            .sum::<i128>();
        let sum = i64::try_from(sum).unwrap_or(i64::MAX);
        let of = items
            .into_iter()
            .find(|item| !matches!(item, Item::None | Item::Words(..)));
        match of {
            Some(Item::Count(_)) => Item::Count(sum).cell(locale),
            Some(Item::Change(_)) => Item::Change(sum).cell(locale),
            _ => Item::Sum(sum).cell(locale),
        }
    });
    let totals: Vec<Cell<'_>> = std::iter::once(Cell::strong(total.to_owned()))
        .chain(totals)
        .collect();
    let mut page = Page {
        lines,
        order: order(lines, heads, state.sort.as_ref()),
        locale,
    };
    let out = Table::new(id, name, &columns)
        .totals(&totals)
        .show(ui, state, &mut page);
    let row = out.activated.or(out.cursor_moved)?;
    page.key(row)
}

fn order(lines: &[Line], heads: &[Head], sort: Option<&Sort>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let Some(sort) = sort else { return order };
    let column = heads.iter().position(|head| head.id == sort.column);
    let value = |place: &usize| {
        let item = lines.get(*place).zip(column);
        let item = item.and_then(|(line, column)| line.items.get(column));
        item.map_or(0, Item::number)
    };
    order.sort_by(|a, b| value(a).cmp(&value(b)).then(a.cmp(b)));
    if !sort.ascending {
        order.reverse();
    }
    order
}
