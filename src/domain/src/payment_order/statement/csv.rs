//! Statements as tables: text with separators and a row of headings, which banks word each in
//! their own way.

use super::values::{accounts, day, identities, sum};
use super::{FaultKind, Side, Statement, StatementFault, StatementLine};
use crate::separated::{Row, rows};

/// Rows among which the headings are looked for.
const PREAMBLE: usize = 60;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Day,
    Number,
    Debit,
    Credit,
    Amount,
    Side,
    Currency,
    Reference,
    Account,
    Identity,
    Name,
    Words,
}

/// The role of a column by its heading, in the three languages.
fn role(heading: &str) -> Option<Role> {
    let text = heading.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let money = !has(&[
        "счет",
        "счёт",
        "иик",
        "шот",
        "жск",
        "account",
        "iban",
        "наименование",
    ]);
    if has(&["дебет/кредит", "debit/credit", "д/к", "признак"]) {
        return Some(Role::Side);
    }
    if money && has(&["дебет", "debit", "расход", "списан", "шығыс"]) {
        return Some(Role::Debit);
    }
    if money
        && has(&[
            "кредит",
            "credit",
            "приход",
            "поступлен",
            "зачислен",
            "кіріс",
        ])
    {
        return Some(Role::Credit);
    }
    if has(&[
        "назначен",
        "мақсат",
        "purpose",
        "детали",
        "details",
        "причина",
        "себеб",
        "reason",
    ]) {
        return Some(Role::Words);
    }
    if has(&["референс", "reference"]) {
        return Some(Role::Reference);
    }
    if has(&["иик", "жск", "iban", "счет", "счёт", "шот", "account"]) {
        return Some(Role::Account);
    }
    if has(&["бин", "иин", "бсн", "жсн", "bin", "iin"]) {
        return Some(Role::Identity);
    }
    if has(&["дата", "күні", "date"]) {
        return Some(Role::Day);
    }
    if has(&["валюта", "currency"]) && !has(&["сумма", "сома", "amount"]) {
        return Some(Role::Currency);
    }
    if has(&["сумма", "сома", "amount"]) {
        return Some(Role::Amount);
    }
    if has(&["номер", "№", "нөмір", "number"]) {
        return Some(Role::Number);
    }
    if has(&[
        "наименование",
        "атауы",
        "контрагент",
        "корреспондент",
        "бенефициар",
        "получател",
        "name",
        "beneficiary",
    ]) {
        return Some(Role::Name);
    }
    None
}

/// The columns, where the row is that of the headings.
fn columns(row: &Row) -> Option<Vec<Option<Role>>> {
    let roles: Vec<Option<Role>> = row.cells.iter().map(|cell| role(cell)).collect();
    let has = |wanted: Role| roles.contains(&Some(wanted));
    let money = has(Role::Debit) || has(Role::Credit) || has(Role::Amount);
    (has(Role::Day) && money && roles.len() > 2).then_some(roles)
}

/// Reads a table; `None` where no row has the headings of one.
pub(super) fn read(text: &str) -> Option<Statement> {
    let best = [';', '\t', ','].into_iter().find_map(|separator| {
        let (rows, unended) = rows(text, separator);
        let head = rows.iter().take(PREAMBLE);
        let found = head
            .enumerate()
            .find_map(|(at, row)| Some((at, columns(row)?)))?;
        Some((rows, unended, found))
    });
    let (rows, unended, (head, roles)) = best?;
    let mut statement = Statement::default();
    let before = rows.iter().take(head).flat_map(|row| &row.cells);
    if let Some(own) = before.flat_map(|cell| accounts(cell, "")).next() {
        statement.account = own;
    }
    for row in rows.iter().skip(head + 1) {
        match line_of(row, &roles, &statement.account) {
            Ok(Some(line)) => statement.lines.push(line),
            Ok(None) => {}
            Err(what) => statement.faults.push(StatementFault { at: row.at, what }),
        }
    }
    if let Some(at) = unended {
        let what = FaultKind::Quote;
        statement.faults.push(StatementFault { at, what });
    }
    Some(statement)
}

/// A row as a line; none for one that is no entry: empty, of totals, of headings again.
fn line_of(
    row: &Row,
    roles: &[Option<Role>],
    own: &str,
) -> Result<Option<StatementLine>, FaultKind> {
    let of = |wanted: Role| {
        let cells = row.cells.iter().zip(roles);
        cells
            .filter(move |(_, role)| **role == Some(wanted))
            .map(|(cell, _)| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    let one = |wanted: Role| of(wanted).next().unwrap_or_default();
    let first = row.cells.iter().find(|cell| !cell.trim().is_empty());
    let Some(first) = first else {
        return Ok(None);
    };
    let begins = first.trim().to_lowercase();
    let totals = [
        "итого",
        "всего",
        "барлығы",
        "жиыны",
        "total",
        "оборот",
        "остат",
        "сальдо",
    ];
    if totals.iter().any(|word| begins.starts_with(word)) || columns(row).is_some() {
        return Ok(None);
    }
    let money = |text: &str| match text {
        "" | "-" | "—" => Ok(None),
        text => sum(text).map(|(minus, sum)| (sum.0 != 0).then_some((minus, sum))),
    };
    let (debit, credit) = (money(one(Role::Debit))?, money(one(Role::Credit))?);
    let amount = money(one(Role::Amount))?;
    let marked = one(Role::Side).to_lowercase();
    let (side, (minus, sum)) = match (debit, credit, amount) {
        (Some(sum), None, _) => (Side::Debit, sum),
        (None, Some(sum), _) => (Side::Credit, sum),
        (None, None, Some(sum)) => {
            let word = marked.chars().next();
            match (word, sum.0) {
                (Some('д' | 'd' | 'р'), _) => (Side::Debit, sum),
                (Some('к' | 'c' | 'п'), _) => (Side::Credit, sum),
                (None, true) => (Side::Debit, (false, sum.1)),
                (None, false) => (Side::Credit, sum),
                _ => return Err(FaultKind::Side),
            }
        }
        (None, None, None) if day(one(Role::Day)).is_none() => return Ok(None),
        (None, None, None) => return Err(FaultKind::Sum),
        (Some(_), Some(_), _) => return Err(FaultKind::Side),
    };
    if minus {
        // Below nought in a column of its own: nobody says what that means.
        return Err(FaultKind::Side);
    }
    let currency = one(Role::Currency);
    if !currency.is_empty()
        && !["kzt", "тенге", "теңге"].contains(&currency.to_lowercase().as_str())
    {
        return Err(FaultKind::Currency);
    }
    let day = of(Role::Day).find_map(day).ok_or(FaultKind::Day)?;
    let joined = |wanted: Role| of(wanted).collect::<Vec<_>>().join(" ");
    Ok(Some(StatementLine {
        day,
        side,
        sum,
        reference: joined(Role::Reference),
        number: one(Role::Number).trim_start_matches('№').trim().to_owned(),
        account: accounts(&joined(Role::Account), own).join(" "),
        bin: identities(&joined(Role::Identity)).join(" "),
        name: one(Role::Name).to_owned(),
        words: joined(Role::Words),
        at: row.at,
    }))
}
