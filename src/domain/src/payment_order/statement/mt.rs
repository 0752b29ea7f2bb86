//! Statements as SWIFT messages: MT940, MT950 and what banks make of them.

use super::values::{accounts, identities, swift_day, swift_sum};
use super::{FaultKind, Side, Statement, StatementFault, StatementLine};

/// Whether a text looks like such messages.
pub(super) fn is_one(text: &str) -> bool {
    text.lines()
        .any(|line| line.starts_with(":61:") || line.starts_with(":60F:"))
}

/// A field: its tag, its text over one or several lines, the line it begins on.
struct Field<'a> {
    tag: &'a str,
    lines: Vec<&'a str>,
    at: usize,
}

fn fields(text: &str) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.starts_with("-}") || line.starts_with('{') || line == "-" {
            // The frame of a message ends whatever stood before it.
            fields.push(Field {
                tag: "",
                lines: Vec::new(),
                at: index + 1,
            });
            continue;
        }
        let tagged = line
            .strip_prefix(':')
            .and_then(|rest| rest.split_once(':'))
            .filter(|(tag, _)| {
                (2..=3).contains(&tag.len()) && tag.bytes().all(|c| c.is_ascii_alphanumeric())
            });
        match (tagged, fields.last_mut()) {
            (Some((tag, rest)), _) => fields.push(Field {
                tag,
                lines: vec![rest],
                at: index + 1,
            }),
            (None, Some(last)) if !last.tag.is_empty() => last.lines.push(line),
            (None, _) => {}
        }
    }
    fields
}

/// Reads every message of a text.
pub(super) fn read(text: &str) -> Statement {
    let mut statement = Statement::default();
    let mut own = String::new();
    let mut currency = String::from("KZT");
    let mut entry: Option<(StatementLine, String)> = None;
    for field in fields(text) {
        let first = field.lines.first().copied().unwrap_or_default();
        match field.tag {
            "86" => {
                if let Some((line, words)) = &mut entry {
                    told(line, words, &field.lines, &own);
                }
                continue;
            }
            "25" => {
                own = first.trim().to_owned();
                if let Some(account) = accounts(first, "").into_iter().next() {
                    own = account;
                }
                if statement.account.is_empty() {
                    statement.account.clone_from(&own);
                }
            }
            "60F" | "60M" => {
                let named = first.get(7..10).unwrap_or_default();
                currency = named.to_owned();
            }
            _ => {}
        }
        finish(&mut statement, entry.take());
        if field.tag == "61" {
            let at = field.at;
            if currency != "KZT" {
                let what = FaultKind::Currency;
                statement.faults.push(StatementFault { at, what });
                continue;
            }
            match line_of(first, at) {
                Ok(mut line) => {
                    let mut words = String::new();
                    let rest = field.lines.get(1..).unwrap_or_default();
                    told(&mut line, &mut words, rest, &own);
                    entry = Some((line, words));
                }
                Err(what) => statement.faults.push(StatementFault { at, what }),
            }
        }
    }
    finish(&mut statement, entry);
    statement
}

fn finish(statement: &mut Statement, entry: Option<(StatementLine, String)>) {
    if let Some((mut line, words)) = entry {
        line.words = words.trim().to_owned();
        statement.lines.push(line);
    }
}

/// `2610161016D25599168,14NTRFBQ47-147//BANKREF`.
fn line_of(text: &str, at: usize) -> Result<StatementLine, FaultKind> {
    let day = text.get(..6).and_then(swift_day).ok_or(FaultKind::Day)?;
    let mut rest = text.get(6..).unwrap_or_default();
    // The day of entry, without a year, says nothing more.
    if rest
        .get(..4)
        .is_some_and(|day| day.bytes().all(|c| c.is_ascii_digit()))
    {
        rest = rest.get(4..).unwrap_or_default();
    }
    let (side, after) = [
        ("RC", Side::Debit),
        ("RD", Side::Credit),
        ("D", Side::Debit),
        ("C", Side::Credit),
    ]
    .into_iter()
    .find_map(|(mark, side)| Some((side, rest.strip_prefix(mark)?)))
    .ok_or(FaultKind::Side)?;
    // The letter of the funds.
    let after = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let end = after
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'))
        .unwrap_or(after.len());
    let (amount, rest) = after.split_at(end);
    let sum = swift_sum(amount)?;
    if sum.0 == 0 {
        return Err(FaultKind::Sum);
    }
    let reference = rest.get(4..).unwrap_or_default();
    let reference = reference.split("//").next().unwrap_or_default().trim();
    let none = reference.eq_ignore_ascii_case("NONREF");
    Ok(StatementLine {
        day,
        side,
        sum,
        reference: if none {
            String::new()
        } else {
            reference.to_owned()
        },
        number: String::new(),
        account: String::new(),
        bin: String::new(),
        name: String::new(),
        words: String::new(),
        at,
    })
}

/// What the owner of the account is told about an entry: free words, or `/KEY/` fields as in a
/// payment order.
fn told(line: &mut StatementLine, words: &mut String, lines: &[&str], own: &str) {
    for part in lines {
        let part = part.trim();
        if !words.is_empty() && !part.is_empty() {
            words.push(' ');
        }
        words.push_str(part);
        let keyed = part.strip_prefix('/').and_then(|rest| rest.split_once('/'));
        match keyed {
            Some(("NUM", number)) if line.number.is_empty() => {
                number.trim().clone_into(&mut line.number);
            }
            Some(("NAME", name)) if line.name.is_empty() => name.trim().clone_into(&mut line.name),
            _ => {}
        }
    }
    // A line may break anywhere: an account is looked for over the break, too.
    let broken: String = lines.concat();
    for text in [words.as_str(), &broken] {
        join(&mut line.account, accounts(text, own));
        join(&mut line.bin, identities(text));
    }
}

/// Adds words that aren't there yet.
fn join(to: &mut String, words: Vec<String>) {
    for word in words {
        if !to.split(' ').any(|known| known == word) {
            if !to.is_empty() {
                to.push(' ');
            }
            to.push_str(&word);
        }
    }
}
