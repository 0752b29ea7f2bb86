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
    if let Some(fields) = field.as_object_mut()
        && let Some(Value::Array(choices)) = fields.remove("anyOf")
    {
        let mut rest: Vec<Value> = choices
            .into_iter()
            .filter(|choice| choice.get("type").is_none_or(|kind| kind != "null"))
            .collect();
        match (rest.len(), rest.pop()) {
            (1, Some(Value::Object(only))) => fields.extend(only),
            (_, last) => {
                rest.extend(last);
                fields.insert("anyOf".to_owned(), rest.into());
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::{prose, tidy, without_null};
    use serde_json::json;

    #[test]
    fn a_doc_comment_reads_well_outside_the_source() {
        for (comment, expected) in [
            ("One\nline.\n\nAnother.", "One line.\n\nAnother."),
            (
                "See [`crate::api::Hello::registry`].",
                "See `Hello::registry`.",
            ),
            (
                "The [`rules`](crate::visit::decide) say.",
                "The `rules` say.",
            ),
            (
                "[`PROTOCOL_VERSION`] and [`open",
                "`PROTOCOL_VERSION` and [`open",
            ),
        ] {
            assert_eq!(prose(comment), expected);
        }
    }

    #[test]
    fn an_integer_gets_the_limits_of_its_width_and_keeps_its_own() {
        let mut schema = json!({
            "a": { "type": "integer", "format": "uint32", "minimum": 1 },
            "b": { "type": ["integer", "null"], "format": "int64" },
            "c": { "type": "string", "format": "uuid" },
        });
        tidy(&mut schema);
        assert_eq!(schema["a"]["minimum"], 1);
        assert_eq!(schema["a"]["maximum"], u32::MAX);
        assert_eq!(schema["b"]["minimum"], i64::MIN);
        assert_eq!(schema["c"], json!({ "type": "string", "format": "uuid" }));
    }

    #[test]
    fn a_parameter_left_out_is_not_null() {
        let kind = json!({ "type": ["integer", "null"], "minimum": 0 });
        assert_eq!(
            without_null(&kind),
            json!({ "type": "integer", "minimum": 0 })
        );
        let named = json!({
            "description": "x",
            "anyOf": [{ "$ref": "#/components/schemas/Kato" }, { "type": "null" }],
        });
        assert_eq!(
            without_null(&named),
            json!({ "description": "x", "$ref": "#/components/schemas/Kato" })
        );
        let open = json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] });
        assert_eq!(without_null(&open), open);
    }
}
