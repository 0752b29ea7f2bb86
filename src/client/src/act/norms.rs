//! Names of the norms the checklists refer to.

use baqylau_domain::text::Trilingual;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The table the checklists come with.
static NORMS: LazyLock<BTreeMap<String, Trilingual>> = LazyLock::new(|| {
    let text = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../assets/checklists/norms.json"
    ));
    // A table that can't be read leaves norms named by their key; a test reads it.
    serde_json::from_str(text).unwrap_or_default()
});

/// Name of a norm; the key itself when the table doesn't know it.
pub fn title(key: &str) -> Trilingual {
    if key.is_empty() {
        return Trilingual::default();
    }
    NORMS
        .get(key)
        .cloned()
        .unwrap_or_else(|| Trilingual::same(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_norm_has_a_name_in_three_languages() {
        assert!(NORMS.len() > 10);
        for (key, name) in &*NORMS {
            assert!(
                !name.kk.is_empty() && !name.ru.is_empty() && !name.en.is_empty(),
                "{key}"
            );
        }
    }
}
