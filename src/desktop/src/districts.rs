//! Names of districts and towns by КАТО. A code the list doesn't know is shown as it is.

use baqylau_domain::identifiers::Kato;
use baqylau_locale::{Language, Locale};
use std::sync::OnceLock;

static LIST: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/districts.psv"
));

struct District {
    code: Kato,
    kind: &'static str,
    names: [&'static str; 3],
}

fn all() -> &'static [District] {
    static ALL: OnceLock<Vec<District>> = OnceLock::new();
    ALL.get_or_init(|| {
        let rows = LIST.lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| {
            let mut cells = row.split('|');
            Some(District {
                code: cells.next()?.parse().ok()?,
                kind: cells.next()?,
                names: [cells.next()?, cells.next()?, cells.next()?],
            })
        })
        .collect()
    })
}

/// The district or town a territory lies in, in words; its code where the list doesn't know it, and
/// nothing of a whole region.
pub fn name(territory: Kato, locale: &Locale) -> Option<String> {
    if territory == territory.region() {
        return None;
    }
    let within = all().iter().filter(|one| one.code.contains(territory));
    // Where one lies within another, the nearer one.
    let Some(found) = within.max_by_key(|one| depth(one.code)) else {
        return Some(territory.to_string());
    };
    let [kk, ru, en] = found.names;
    let name = match locale.language() {
        Language::Kk => kk,
        Language::Ru => ru,
        Language::En => en,
    };
    let key = match found.kind {
        "city" => "district-town",
        "city-district" => "district-of-city",
        _ => "district-district",
    };
    Some(locale.format(key, &[("name", name.into())]))
}

/// How small a territory is, by the zeros its code ends with.
fn depth(code: Kato) -> usize {
    code.to_string().trim_end_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_district_is_named_in_every_language_and_an_unknown_code_stands_for_itself() {
        let named = |code: &str, language| {
            let locale = Locale::new(language);
            name(code.parse().unwrap(), &locale)
        };
        let kegen = |language| named("194430100", language).unwrap();
        assert_eq!(kegen(Language::Kk), "Кеген ауданы");
        assert_eq!(kegen(Language::Ru), "Кегенский район");
        assert_eq!(kegen(Language::En), "Kegen District");
        let town = named("101800000", Language::Ru).unwrap();
        assert_eq!(town, "г. Курчатов");
        // A district within a town is nearer than the town.
        let inner = named("101010000", Language::Ru).unwrap();
        assert_eq!(inner, "Жанасемейский район");
        assert_eq!(named("790000000", Language::Ru), None);
        assert_eq!(named("999990000", Language::Ru).unwrap(), "999990000");
        assert_eq!(all().len(), 224);
    }
}
