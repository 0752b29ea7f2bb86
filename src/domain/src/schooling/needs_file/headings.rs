//! Columns of a file of needs by their headings, which every office words in its own way.

use super::{NeedColumn, NotNeeds, WIDEST};
use crate::separated::Row;
use std::collections::BTreeMap;

/// Where the columns stand.
pub(super) struct Columns {
    /// БИН.
    pub bin: usize,
    /// Figures.
    pub figures: BTreeMap<NeedColumn, usize>,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Bin,
    Figure(NeedColumn),
}

/// Official Kazakh texts mix look-alikes of both alphabets: letters are compared as Cyrillic ones
/// where the word has any.
fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase().replace('ё', "е");
    let cyrillic = |word: &str| word.chars().any(|c| ('а'..='ԯ').contains(&c));
    let of = |c: char| match c {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'i' => 'і',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        other => other,
    };
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '₸'));
    let words = words.filter(|word| !word.is_empty()).map(|word| {
        if cyrillic(word) {
            word.chars().map(of).collect()
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The role of a column by its heading, in the three languages.
fn role(heading: &str) -> Option<Role> {
    let text = plain(heading);
    let has = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    let is = |words: &[&str]| text.split(' ').any(|word| words.contains(&word));
    if is(&["бин", "бсн", "bin"]) {
        return Some(Role::Bin);
    }
    let pupils = has(&[
        "учащ",
        "ученик",
        "обучающ",
        "контингент",
        "оқушы",
        "білім алушы",
        "pupil",
        "student",
        "enrol",
        "contingent",
    ]);
    let money = has(&[
        "стоим",
        "сумм",
        "потребн",
        "тенге",
        "тг",
        "₸",
        "құн",
        "сома",
        "теңге",
        "қажет",
        "cost",
        "sum",
        "amount",
        "need",
        "kzt",
    ]);
    let beyond = is(&["вне", "сверх", "кроме", "тыс", "beyond", "outside", "above"]);
    let others = beyond
        || has(&[
            "остальн",
            "прочи",
            "други",
            "қалған",
            "басқа",
            "other",
            "2 й смен",
            "2 я смен",
            "втор",
            "2 ауысым",
            "екінші",
            "second",
        ]);
    let first = has(&["1 й смен", "1 я смен", "1 ауысым", "first shift"])
        || (has(&["смен", "ауысым"]) && has(&["перв", "бірінші"]));
    let column = match (pupils, money, others) {
        // Pupils are counted where no cost is named.
        (true, false, true) => NeedColumn::Beyond,
        // How many pupils the first shift has is the difference of two other columns.
        (true, false, false) if first => return None,
        (true, false, false) => NeedColumn::Pupils,
        (false, false, true) if beyond => NeedColumn::Beyond,
        (_, _, true) => NeedColumn::Others,
        _ if first => NeedColumn::FirstShift,
        _ => return None,
    };
    Some(Role::Figure(column))
}

/// The columns, where the row is that of the headings.
pub(super) fn of(row: &Row) -> Option<Result<Columns, NotNeeds>> {
    let roles: Vec<(usize, Role)> = row
        .cells
        .iter()
        .take(WIDEST)
        .enumerate()
        .filter_map(|(at, cell)| Some((at, role(cell)?)))
        .collect();
    let mut bin = None;
    let mut figures = BTreeMap::new();
    let mut twice = None;
    for (at, role) in roles {
        match role {
            Role::Bin if bin.is_some() => twice = twice.or(Some(None)),
            Role::Bin => bin = Some(at),
            Role::Figure(column) => {
                if figures.insert(column, at).is_some() {
                    twice = twice.or(Some(Some(column)));
                }
            }
        }
    }
    let bin = bin.filter(|_| !figures.is_empty())?;
    Some(match twice {
        Some(column) => Err(NotNeeds::ColumnTwice(column)),
        None => Ok(Columns { bin, figures }),
    })
}

/// Whether a row sums up the others.
pub(super) fn is_total(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.trim().is_empty());
    let first = first.map(|cell| plain(cell)).unwrap_or_default();
    let words = ["итого", "всего", "барлығы", "жиыны", "total"];
    words.iter().any(|word| first.starts_with(word))
}
