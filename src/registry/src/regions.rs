//! The regions of Kazakhstan: codes and names of the КАТО classifier.

use baqylau_domain::identifiers::Kato;
use baqylau_domain::text::Trilingual;

/// Code, Kazakh, Russian and English name; a header line first.
const REGIONS: &str = include_str!("../../../assets/demo/regions.csv");

/// Codes of all regions.
pub(crate) fn all() -> impl Iterator<Item = Kato> {
    lines().map(|(code, _)| code)
}

/// Name of a region.
pub(crate) fn name(code: Kato) -> Trilingual {
    lines()
        .find(|(found, _)| *found == code.region())
        .map(|(_, name)| name)
        .unwrap_or_default()
}

fn lines() -> impl Iterator<Item = (Kato, Trilingual)> {
    REGIONS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let code = cells.next()?.parse().ok()?;
        Some((
            code,
            Trilingual::new(cells.next()?, cells.next()?, cells.next()?),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_regions_have_codes_and_names() {
        assert_eq!(all().count(), 20);
        assert!(lines().all(|(code, name)| code.region() == code && !name.kk.is_empty()));
    }
}
