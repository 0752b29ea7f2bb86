//! A place typed by hand: read as people write it, refused where it can't be.

use crate::world::{CHAIR, at, commissioner, morning};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::policy::Policy;
use baqylau_domain::visit::{
    LocationFault, Refusal, StageName, VisitOp, decide, is_on_earth, read_location,
};
use proptest::prelude::*;

#[test]
fn coordinates_are_read_with_a_comma_or_a_point() {
    for (latitude, longitude, accuracy, expected) in [
        ("51.128207", "71.430411", "", (51_128_207, 71_430_411, 0)),
        ("51,128207", "71,430411", "15", (51_128_207, 71_430_411, 15)),
        (" 43.25° ", "+76,9", " 8 ", (43_250_000, 76_900_000, 8)),
        ("-33.8", "\u{2212}70,65", "", (-33_800_000, -70_650_000, 0)),
        ("90", "180", "", (90_000_000, 180_000_000, 0)),
        ("0.0000019", "0.1", "", (1, 100_000, 0)),
    ] {
        let read = read_location(latitude, longitude, accuracy);
        assert_eq!(read, Ok(Some(expected)), "{latitude} {longitude}");
    }
    assert_eq!(read_location("", "  ", ""), Ok(None), "nothing is no place");
}

#[test]
fn half_a_place_or_one_beyond_the_earth_names_the_field_to_correct() {
    use LocationFault::{Accuracy, Latitude, Longitude};
    for (latitude, longitude, accuracy, expected) in [
        ("51.1", "", "", Longitude),
        ("", "71.4", "", Latitude),
        ("", "", "12", Accuracy),
        ("90.000001", "71", "", Latitude),
        ("51", "180.5", "", Longitude),
        ("51°07'", "71", "", Latitude),
        ("51.1.2", "71", "", Latitude),
        ("51,128 207", "71", "", Latitude),
        ("٥١", "71", "", Latitude),
        (".5", "71", "", Latitude),
        ("--5", "71", "", Latitude),
        ("99999999999999999999", "71", "", Latitude),
        ("51", "71", "0", Accuracy),
        ("51", "71", "-3", Accuracy),
        ("51", "71", "много", Accuracy),
        ("51", "71", "1000001", Accuracy),
    ] {
        let read = read_location(latitude, longitude, accuracy);
        assert_eq!(
            read,
            Err(expected),
            "{latitude:?} {longitude:?} {accuracy:?}"
        );
    }
}

#[test]
fn an_arrival_beyond_the_earth_is_refused() {
    let visit = at(OrganisationKind::School, StageName::Ordered);
    let arrive = |location| {
        let op = VisitOp::Arrive { location };
        let policy = Policy::pilot();
        decide(&visit, &op, &commissioner(CHAIR), &policy, morning())
    };
    assert_eq!(arrive(Some((91_000_000, 0, 5))), Err(Refusal::NoSuchPlace));
    assert_eq!(arrive(Some((0, i32::MIN, 5))), Err(Refusal::NoSuchPlace));
    assert!(arrive(Some((51_000_000, 71_000_000, 0))).is_ok());
    assert!(arrive(None).is_ok());
}

proptest! {
    #[test]
    fn whatever_is_typed_is_understood_or_refused_and_never_off_the_earth(
        latitude in "\\PC{0,12}", longitude in "[-0-9.,°]{0,9}", accuracy in "[0-9 ]{0,8}",
    ) {
        if let Ok(Some(place)) = read_location(&latitude, &longitude, &accuracy) {
            prop_assert!(is_on_earth(place));
        }
    }

    #[test]
    fn what_is_written_in_millionths_is_read_back(
        latitude in -90_000_000i32..=90_000_000, longitude in -180_000_000i32..=180_000_000,
    ) {
        let written = |value: i32| {
            let sign = if value < 0 { "-" } else { "" };
            let value = value.unsigned_abs();
            format!("{sign}{}.{:06}", value / 1_000_000, value % 1_000_000)
        };
        prop_assert_eq!(
            read_location(&written(latitude), &written(longitude), ""),
            Ok(Some((latitude, longitude, 0)))
        );
    }
}
