//! What PostgreSQL writes differently: parameters, and the types of columns.

/// A statement of the catalogue with its parameters as PostgreSQL numbers them: `?1` is `$1`.
pub(super) fn numbered(statement: &str) -> String {
    outside_quotes(statement, |text| text.replace('?', "$"))
}

/// A statement of the catalogue made for many rows or keys at once: its parameters are columns of
/// arrays. `None` when it isn't of the shape that can be.
///
/// `INSERT … VALUES (?1, ?2) …` takes its rows from `unnest`, a `SELECT` or an `UPDATE` joins it.
/// `kinds` are the types of the parameters.
pub(super) fn many(statement: &str, kinds: &[&str]) -> Option<String> {
    let mut columns = String::new();
    let mut names = String::new();
    for (kind, number) in kinds.iter().zip(1..) {
        let comma = if number > 1 { ", " } else { "" };
        columns.push_str(&format!("{comma}${number}::{kind}[]"));
        names.push_str(&format!("{comma}p{number}"));
    }
    if statement.starts_with("INSERT") {
        let (head, rest) = statement.split_once("VALUES (")?;
        let (values, tail) = rest.split_once(')')?;
        let given = values.split(',').map(str::trim);
        let wanted = (1..=kinds.len()).map(|number| format!("?{number}"));
        if !given.eq(wanted) || tail.contains('?') {
            return None;
        }
        return Some(format!("{head}SELECT * FROM unnest({columns}){tail}"));
    }
    let (head, condition) = statement.split_once("WHERE")?;
    let join = if statement.starts_with("UPDATE") {
        "FROM"
    } else {
        ", "
    };
    let named = |text: &str| outside_quotes(text, |text| text.replace('?', "keys.p"));
    Some(format!(
        "{} {join} unnest({columns}) AS keys ({names}) WHERE{}",
        named(head.trim_end()),
        named(condition)
    ))
}

/// Definitions with the types of PostgreSQL. Texts are ordered by their bytes, as in SQLite,
/// whatever the database was made with.
pub(super) fn definitions(statements: &str) -> String {
    outside_quotes(statements, |text| {
        let mut made = String::with_capacity(text.len() + 64);
        let mut word = String::new();
        for letter in text.chars().chain(['\n']) {
            if letter.is_ascii_alphanumeric() || letter == '_' {
                word.push(letter);
                continue;
            }
            made.push_str(match word.as_str() {
                "INTEGER" => "BIGINT",
                "BLOB" => "BYTEA",
                "TEXT" => r#"TEXT COLLATE "C""#,
                other => other,
            });
            word.clear();
            made.push(letter);
        }
        made.pop();
        made
    })
}

/// Changes what isn't a literal.
fn outside_quotes(text: &str, change: impl Fn(&str) -> String) -> String {
    text.split('\'')
        .enumerate()
        .map(|(index, part)| {
            if index % 2 == 0 {
                change(part)
            } else {
                format!("'{part}'")
            }
        })
        .collect()
}
