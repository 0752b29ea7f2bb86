//! Pupils of a rehearsal: invented, no two of them the same.

use super::super::dice::iin;
use baqylau_domain::identifiers::Iin;
use chrono::{Datelike, NaiveDate};

/// Classes of a school.
const CLASSES: u32 = 11;

/// A pupil, as an LMS lists them.
pub(super) struct Pupil {
    pub(super) iin: Iin,
    pub(super) birth: NaiveDate,
    pub(super) class: u32,
}

/// How many pupils a school has: from thirty to sixty.
pub(super) fn count(number: u32) -> u32 {
    30 + number * 17 % 31
}

/// The pupils of a school. Each school has days of birth of its own, so that nobody is another's.
pub(super) fn of(number: u32, today: NaiveDate) -> Vec<Pupil> {
    (0..count(number))
        .filter_map(|place| {
            let class = 1 + place % CLASSES;
            let year = today.year() - 6 - i32::try_from(class).ok()?;
            let day = 1 + (number - 1) * 6 + place / CLASSES;
            let birth = NaiveDate::from_yo_opt(year, day)?;
            Some(Pupil {
                iin: iin(birth, place.is_multiple_of(2), place * 3)?,
                birth,
                class,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_pupil_is_another_child_on_any_day_of_the_year() {
        for month in 1..=12 {
            let today = NaiveDate::from_ymd_opt(2026, month, 17).unwrap();
            let mut seen = BTreeSet::new();
            for number in 1..=super::super::MAX_SCHOOLS {
                let pupils = of(number, today);
                assert_eq!(pupils.len(), usize::try_from(count(number)).unwrap());
                assert!(pupils.iter().all(|pupil| seen.insert(pupil.iin.as_u64())));
            }
        }
    }
}
