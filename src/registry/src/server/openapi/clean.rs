//! What the document gains after the types have described themselves: limits of numbers, and
//! doc comments that read well outside the source.

use serde_json::{Map, Value, json};

/// Walks the whole document.
pub(super) fn tidy(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(fields) => {
            if let Some(Value::String(text)) = fields.get_mut("description") {
                *text = prose(text);
            }
            limits(fields);
            fields.values_mut().for_each(tidy);
        }
        _ => {}
    }
}

/// An integer that names its width has its limits.
fn limits(fields: &mut Map<String, Value>) {
    let (least, most) = match fields.get("format").and_then(Value::as_str) {
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        _ => return,
    };
    fields.entry("minimum").or_insert(least);
    fields.entry("maximum").or_insert(most);
}

/// A parameter that may be left out is never sent as null.
pub(super) fn without_null(field: &Value) -> Value {
    let mut field = field.clone();
    if let Some(kinds) = field.get_mut("type") {
        let rest: Vec<Value> = kinds
            .as_array()
            .into_iter()
            .flatten()
            .filter(|kind| *kind != "null")
            .cloned()
            .collect();
        if let [only] = rest.as_slice() {
            *kinds = only.clone();
        }
    }
    field
}

/// A doc comment as the document's prose: lines of a paragraph joined, names of items by their
/// last part instead of as links.
fn prose(text: &str) -> String {
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| {
            let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
            lines.join(" ")
        })
        .collect();
    unlinked(&paragraphs.join("\n\n"))
}

/// `[`crate::api::Hello::registry`]` is `Hello::registry` to a reader without the source.
fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((path, after)) = link.split_once("`]") else {
            break;
        };
        out.push_str(before);
        out.push('`');
        let parts: Vec<&str> = path.split("::").collect();
        let first = parts
            .iter()
            .position(|part| part.starts_with(char::is_uppercase))
            .unwrap_or(parts.len().saturating_sub(1));
        out.push_str(&parts.get(first..).unwrap_or_default().join("::"));
        out.push('`');
        rest = match after.strip_prefix('(').and_then(|to| to.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    out.push_str(rest);
    out
}
