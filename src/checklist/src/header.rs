//! Column headers in all their dialects to one canonical key.

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// Canonical key such as `constraint_message`.
    pub key: String,
    /// Language as written, for translated columns.
    pub language: Option<String>,
    /// Header as written.
    pub header: String,
    /// Column in the sheet, 0 = A.
    pub index: u32,
}

/// Columns of the survey sheet that mean something to the engine.
pub(crate) const SURVEY_COLUMNS: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "relevant",
    "required",
    "required_message",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "trigger",
    "choice_filter",
    "repeat_count",
    "appearance",
    "parameters",
    "read_only",
    "violation",
];

/// Columns of the survey sheet kept as they are, known not to be misspelt.
pub(crate) const CARRIED_COLUMNS: &[&str] = &[
    "image",
    "big_image",
    "audio",
    "video",
    "autoplay",
    "rows",
    "accuracythreshold",
    "intent",
    "save_to",
    "severity",
    "norm",
    "norm_cert",
    "effect",
    "effect_basis",
    "evidence",
    "evidence_hint",
    "disabled",
    "note",
    "notes",
    "comment",
    "comments",
    "description",
];

/// Columns that may be translated.
pub(crate) const TEXT_COLUMNS: &[&str] = &[
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
];

/// Reads a header: `Label : English`, `constraint message`, `bind::relevant`,
/// `media::image::French` and the like.
pub(crate) fn column(header: &str, index: u32) -> Column {
    let parts: Vec<&str> = if header.contains("::") {
        header.split("::").map(str::trim).collect()
    } else if header.starts_with("jr:") {
        vec![header.trim()]
    } else {
        header.splitn(3, ':').map(str::trim).collect()
    };
    let mut parts = parts.into_iter();
    let mut key = normal(parts.next().unwrap_or_default());
    if matches!(key.as_str(), "media" | "bind" | "body" | "control") {
        key = match parts.next() {
            Some(inner) => normal(inner),
            None => key,
        };
    }
    let language = parts
        .next()
        .filter(|part| !part.is_empty())
        .map(str::to_owned);
    Column {
        key: canonical(&key).to_owned(),
        language,
        header: header.to_owned(),
        index,
    }
}

fn normal(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .collect();
    words
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
        .to_lowercase()
}

fn canonical(key: &str) -> &str {
    match key {
        "relevance" => "relevant",
        "calculate" => "calculation",
        "readonly" => "read_only",
        "count" | "jr:count" => "repeat_count",
        "caption" => "label",
        "constraint_msg" | "jr:constraintmsg" => "constraint_message",
        "required_msg" | "jr:requiredmsg" => "required_message",
        "tag" => "name",
        "command" => "type",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, key: &str, language: Option<&str>) {
        let found = column(header, 0);
        assert_eq!(
            (found.key.as_str(), found.language.as_deref()),
            (key, language),
            "{header}"
        );
    }

    #[test]
    fn dialects_of_headers_mean_the_same() {
        check("Constraint Message", "constraint_message", None);
        check(
            "constraint_message::Қазақша (kk)",
            "constraint_message",
            Some("Қазақша (kk)"),
        );
        check("label:French", "label", Some("French"));
        check("Label : English", "label", Some("English"));
        check("bind:relevant", "relevant", None);
        check("bind::jr:constraintMsg", "constraint_message", None);
        check("media::image", "image", None);
        check("media::image::French", "image", Some("French"));
        check("relevance", "relevant", None);
        check("list name", "list_name", None);
    }
}
