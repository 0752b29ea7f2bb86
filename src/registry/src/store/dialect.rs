//! What PostgreSQL writes differently: parameters, and the types of columns.

/// A statement of the catalogue with its parameters as PostgreSQL numbers them: `?1` is `$1`.
pub(super) fn numbered(statement: &str) -> String {
    outside_quotes(statement, |text| text.replace('?', "$"))
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
