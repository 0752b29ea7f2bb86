//! Names of the norms checklist items rest on, in three languages.

use baqylau_domain::text::Trilingual;
use baqylau_locale::Language;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static NORMS: LazyLock<BTreeMap<String, Trilingual>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/checklists/norms.json")).unwrap_or_default()
});

/// Name of a norm; the key itself when the list doesn't have it.
pub fn title(key: &str, language: Language) -> &str {
    match NORMS.get_key_value(key.trim()) {
        Some((_, names)) => crate::cx::pick(language, names),
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_norm_has_a_name_in_three_languages() {
        assert!(NORMS.len() >= 15, "{} norms", NORMS.len());
        for (key, names) in NORMS.iter() {
            assert!(
                !names.kk.is_empty() && !names.ru.is_empty() && !names.en.is_empty(),
                "{key}"
            );
        }
    }
}
