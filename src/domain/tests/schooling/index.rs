//! Monthly indices entered with their days and documents.

use super::records::at;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{IndexEntry, IndexFault, IndexRecord, IndexTable};
use chrono::NaiveDate;
use proptest::prelude::*;

fn entry(from: &str, to: &str, tenge: i64) -> IndexEntry {
    IndexEntry {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        amount: Tiyn(tenge * 100),
        basis: "закон о республиканском бюджете (образец)".to_owned(),
    }
}

fn year(year: i32, tenge: i64) -> IndexEntry {
    entry(&format!("{year}-01-01"), &format!("{year}-12-31"), tenge)
}

fn with(more: &[IndexEntry]) -> Result<IndexTable, IndexFault> {
    let table = IndexRecord::published().with(more, at("2026-12-10"))?;
    Ok(table.table())
}

#[test]
fn a_year_is_added_and_the_years_before_stay_what_they_were() {
    assert_eq!(IndexRecord::published().table(), IndexTable::published());
    let table = with(&[year(2027, 4_600), year(2028, 4_900)]).unwrap();
    let sums = [2024, 2025, 2026, 2027, 2028, 2029].map(|year| table.of(year));
    let tenge = |sum: i64| Some(Tiyn(sum * 100));
    let expected = [
        None,
        tenge(3_932),
        tenge(4_325),
        tenge(4_600),
        tenge(4_900),
        None,
    ];
    assert_eq!(sums, expected);
}

#[test]
fn a_change_within_a_year_leaves_its_first_of_january() {
    // As in 2022: 3 063 from January, 3 180 from April.
    let table = with(&[
        entry("2027-01-01", "2027-03-31", 4_600),
        entry("2027-04-01", "2027-12-31", 4_700),
        year(2028, 4_800),
    ]);
    let table = table.unwrap();
    assert_eq!(table.of(2027), Some(Tiyn(460_000)));
    assert_eq!(table.of(2028), Some(Tiyn(480_000)));
}

#[test]
fn a_correction_takes_the_place_and_the_former_table_is_kept() {
    let before = IndexRecord::published();
    let same = before.with(&before.entries, at("2026-12-10")).unwrap();
    assert_eq!(same, before, "the same again changes nothing");
    let after = before.with(&[year(2026, 4_326)], at("2026-12-10")).unwrap();
    assert_eq!(after.table().of(2026), Some(Tiyn(432_600)));
    assert_eq!(after.former[0].entries, before.entries);
}

#[test]
fn what_makes_no_table_is_refused() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let memory = IndexEntry {
        basis: "memory".to_owned(),
        ..year(2027, 4_600)
    };
    let cases = [
        (
            vec![year(2028, 4_900)],
            IndexFault::Gap {
                on: day("2027-01-01"),
            },
        ),
        (
            vec![entry("2026-07-01", "2027-12-31", 4_600)],
            IndexFault::Overlap {
                on: day("2026-07-01"),
            },
        ),
        (
            vec![year(2027, 4_600), year(2027, 4_700)],
            IndexFault::Overlap {
                on: day("2027-01-01"),
            },
        ),
        (
            vec![entry("2027-12-31", "2027-01-01", 4_600)],
            IndexFault::Days {
                from: day("2027-12-31"),
            },
        ),
        (
            vec![year(2027, 46_000)],
            IndexFault::Leap {
                from: day("2027-01-01"),
            },
        ),
        (
            vec![year(2027, 46)],
            IndexFault::Amount {
                from: day("2027-01-01"),
            },
        ),
        (
            vec![memory],
            IndexFault::Basis {
                from: day("2027-01-01"),
            },
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(with(&more), Err(expected), "{more:?}");
    }
}

proptest! {
    #[test]
    fn the_order_of_what_is_entered_decides_nothing(
        sums in proptest::collection::vec(4_200_i64..5_000, 1..8),
        turned in any::<bool>(),
    ) {
        let mut more: Vec<IndexEntry> = sums.iter().zip(2027..).map(|(sum, of)| year(of, *sum)).collect();
        let straight = with(&more).unwrap();
        if turned { more.reverse(); }
        let table = with(&more).unwrap();
        prop_assert_eq!(&table, &straight);
        for (sum, of) in sums.iter().zip(2027..) {
            prop_assert_eq!(table.of(of), Some(Tiyn(sum * 100)));
        }
    }
}
