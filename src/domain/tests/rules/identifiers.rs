//! ИИН, БИН, IBAN, КАТО, РКА: vectors, check digits and what happens to wrong numbers.

use baqylau_domain::identifiers::{
    ActId, Bin, BlobHash, Iban, IdentifierError, Iin, Kato, LegalForm, Rka, Unverified,
};
use proptest::prelude::*;
use serde::Deserialize;
use std::fmt::Debug;
use std::str::FromStr;

#[derive(Deserialize)]
struct Vectors {
    bin_valid: Vec<Vector>,
    bin_invalid: Vec<String>,
    iin_valid: Vec<Vector>,
    iin_future_birth: Vec<String>,
    iin_unassignable_prefixes: Vec<String>,
    iban_valid: Vec<String>,
    iban_invalid: Vec<String>,
}

#[derive(Deserialize)]
struct Vector {
    value: String,
    pass: u8,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../data/identifiers.json")).unwrap()
}

/// The rule written down a second time, straight from its text, to know which pass a vector
/// needs.
fn control(number: &str) -> (u8, Option<u32>) {
    let digits: Vec<u32> = number
        .chars()
        .take(11)
        .map(|c| c.to_digit(10).unwrap())
        .collect();
    let pass = |weights: [u32; 11]| {
        digits
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum::<u32>()
            % 11
    };
    match pass([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
        10 => match pass([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) {
            10 => (2, None),
            digit => (2, Some(digit)),
        },
        digit => (1, Some(digit)),
    }
}

/// Reads, prints back the same text, and survives JSON.
fn round_trip<T>(text: &str)
where
    T: FromStr + ToString + PartialEq + Debug + serde::Serialize + serde::de::DeserializeOwned,
    T::Err: Debug,
{
    let value: T = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert_eq!(value.to_string(), text);
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, format!("\"{text}\""));
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
}

#[test]
fn every_public_bin_of_the_vectors_is_valid_by_the_pass_it_names() {
    let vectors = vectors();
    for Vector { value, pass } in &vectors.bin_valid {
        round_trip::<Bin>(value);
        assert_eq!(control(value).0, *pass, "{value}");
    }
    assert!(
        vectors.bin_valid.iter().any(|vector| vector.pass == 2),
        "a second-pass БИН is there"
    );
}

#[test]
fn every_synthetic_iin_of_the_vectors_is_valid_by_the_pass_it_names() {
    let vectors = vectors();
    for Vector { value, pass } in &vectors.iin_valid {
        round_trip::<Iin>(value);
        assert_eq!(control(value).0, *pass, "{value}");
    }
    assert!(
        vectors.iin_valid.iter().any(|vector| vector.pass == 2),
        "a second-pass ИИН is there"
    );
}

#[test]
fn every_other_check_digit_is_refused_and_the_right_one_is_named() {
    for Vector { value, .. } in vectors().bin_valid.iter().chain(&vectors().iin_valid) {
        let right = value.as_bytes()[11] - b'0';
        for wrong in (0..=9).filter(|digit| *digit != right) {
            let number = format!("{}{wrong}", &value[..11]);
            let expected = IdentifierError::CheckDigit {
                expected: right,
                found: wrong,
            };
            let error = if value.as_bytes()[4] < b'4' {
                number.parse::<Iin>().unwrap_err()
            } else {
                number.parse::<Bin>().unwrap_err()
            };
            assert_eq!(error, expected, "{number}");
        }
    }
}

#[test]
fn a_prefix_without_a_check_digit_is_never_assigned() {
    for prefix in vectors().iin_unassignable_prefixes {
        assert_eq!(control(&prefix), (2, None));
        for digit in 0..=9 {
            assert_eq!(
                format!("{prefix}{digit}").parse::<Iin>(),
                Err(IdentifierError::NeverAssigned),
                "{prefix}{digit}"
            );
        }
    }
}

#[test]
fn a_birth_date_in_the_future_is_for_the_registry_to_notice() {
    // The rules don't know what day it is: the number itself is right.
    for value in vectors().iin_future_birth {
        round_trip::<Iin>(&value);
        let birth = value.parse::<Iin>().unwrap().birth_date().unwrap();
        assert_eq!(birth.to_string(), "2099-01-01");
    }
}

#[test]
fn an_iin_tells_the_birth_date_by_its_century_digit() {
    let birth = |text: &str| {
        text.parse::<Iin>()
            .unwrap()
            .birth_date()
            .unwrap()
            .to_string()
    };
    assert_eq!(birth("150314599009"), "2015-03-14");
    assert_eq!(birth("081225599002"), "2008-12-25");
}

#[test]
fn a_date_that_does_not_exist_is_no_iin() {
    // 30 February 2015, the check digit being right or not.
    for digit in 0..=9 {
        assert_eq!(
            format!("15023050000{digit}").parse::<Iin>(),
            Err(IdentifierError::Date)
        );
    }
}

#[test]
fn a_bin_is_no_iin_and_an_iin_is_no_bin() {
    for Vector { value, .. } in vectors().bin_valid {
        assert_eq!(value.parse::<Iin>(), Err(IdentifierError::Kind), "{value}");
    }
    for Vector { value, .. } in vectors().iin_valid {
        assert_eq!(value.parse::<Bin>(), Err(IdentifierError::Kind), "{value}");
    }
}

#[test]
fn wrong_bins_say_what_is_wrong() {
    let invalid = vectors().bin_invalid;
    assert_eq!(
        invalid[0].parse::<Bin>(),
        Err(IdentifierError::CheckDigit {
            expected: 6,
            found: 2
        })
    );
    assert!(matches!(
        invalid[1].parse::<Bin>(),
        Err(IdentifierError::CheckDigit { .. })
    ));
    assert_eq!(
        invalid[2].parse::<Bin>(),
        Err(IdentifierError::Length {
            expected: 12,
            found: 11
        }),
        "the number as a slide prints it, one digit lost"
    );
    assert_eq!(
        "05054000445O".parse::<Bin>(),
        Err(IdentifierError::Character { position: 12 })
    );
    assert_eq!("051340004455".parse::<Bin>(), Err(IdentifierError::Date));
    // Digits of another script look right and aren't.
    assert_eq!(
        "٠50540004455".parse::<Bin>(),
        Err(IdentifierError::Character { position: 1 })
    );
}

#[test]
fn a_suspicious_bin_is_kept_as_it_came_and_flagged() {
    for text in vectors().bin_invalid {
        let kept: Unverified<Bin> = Unverified::new(text.clone());
        assert!(kept.is_suspect(), "{text}");
        assert_eq!(kept.valid(), None);
        assert_eq!(kept.as_text(), text, "not a character is lost");
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(
            serde_json::from_str::<Unverified<Bin>>(&json).unwrap(),
            kept
        );
    }
    let good: Unverified<Bin> = Unverified::new(" 050540004455 ");
    assert!(!good.is_suspect());
    assert_eq!(good.as_text(), " 050540004455 ");
}

#[test]
fn the_fifth_digit_of_a_bin_is_its_legal_form() {
    let form = |text: &str| text.parse::<Bin>().unwrap().legal_form();
    assert_eq!(form("940140000385"), Some(LegalForm::Resident));
    assert_eq!(
        form(&with_check("9401500003")),
        Some(LegalForm::NonResident)
    );
    assert_eq!(
        form(&with_check("9401600003")),
        Some(LegalForm::JointEntrepreneurship)
    );
}

/// Ten digits, an eleventh that makes the number assignable, and its check digit.
fn with_check(ten: &str) -> String {
    (0..=9)
        .map(|digit| format!("{ten}{digit}"))
        .find_map(|eleven| control(&eleven).1.map(|check| format!("{eleven}{check}")))
        .unwrap()
}

#[test]
fn every_iban_of_the_vectors_is_valid() {
    for value in vectors().iban_valid {
        round_trip::<Iban>(&value);
        let spaced: String = value
            .to_lowercase()
            .chars()
            .enumerate()
            .flat_map(|(index, c)| {
                (index % 4 == 0 && index > 0)
                    .then_some(' ')
                    .into_iter()
                    .chain([c])
            })
            .collect();
        assert_eq!(
            spaced.parse::<Iban>().unwrap().to_string(),
            value,
            "as people write it"
        );
    }
    assert_eq!(
        "KZ566018821000657861".parse::<Iban>().unwrap().bank_code(),
        "601"
    );
}

#[test]
fn every_wrong_iban_of_the_vectors_is_refused() {
    let invalid = vectors().iban_invalid;
    assert!(matches!(
        invalid[0].parse::<Iban>(),
        Err(IdentifierError::CheckDigit { .. })
    ));
    assert_eq!(
        invalid[1].parse::<Iban>(),
        Err(IdentifierError::CheckDigit {
            expected: 24,
            found: 25
        })
    );
    assert_eq!(
        invalid[2].parse::<Iban>(),
        Err(IdentifierError::Length {
            expected: 20,
            found: 19
        })
    );
    assert_eq!(
        "DE24070105KSN0000000".parse::<Iban>(),
        Err(IdentifierError::Character { position: 1 })
    );
}

#[test]
fn a_region_contains_its_districts_and_no_others() {
    let kato = |text: &str| text.parse::<Kato>().unwrap();
    let astana = kato("710000000");
    let district = kato("711210000");
    let village = kato("113630100");
    assert!(astana.contains(astana));
    assert!(astana.contains(district));
    assert!(!district.contains(astana));
    assert!(!astana.contains(village));
    assert!(kato("110000000").contains(village));
    assert!(kato("113600000").contains(village));
    assert!(!kato("113400000").contains(village));
    assert_eq!(district.region(), astana);
}

#[test]
fn a_code_of_a_place_has_only_its_shape_to_be_checked_by() {
    assert_eq!(
        "71000000".parse::<Kato>(),
        Err(IdentifierError::Length {
            expected: 9,
            found: 8
        })
    );
    assert_eq!(
        "010000000".parse::<Kato>(),
        Err(IdentifierError::Character { position: 1 })
    );
    assert_eq!(
        "71000000x".parse::<Kato>(),
        Err(IdentifierError::Character { position: 9 })
    );
    round_trip::<Kato>("710000000");
    round_trip::<Rka>("0201300105741653");
    assert_eq!(
        "201300105741653".parse::<Rka>(),
        Err(IdentifierError::Length {
            expected: 16,
            found: 15
        })
    );
    assert_eq!(
        "02013001057416a3".parse::<Rka>(),
        Err(IdentifierError::Character { position: 15 })
    );
}

#[test]
fn a_hash_reads_only_what_it_prints() {
    let text = "0a".repeat(32);
    round_trip_hash(&text);
    assert!("0a".parse::<BlobHash>().is_err());
    assert!("zz".repeat(32).parse::<BlobHash>().is_err());
    // Sixty-four bytes, but not sixty-four digits.
    assert!("я".repeat(32).parse::<BlobHash>().is_err());
    assert!("".parse::<ActId>().is_err());
}

fn round_trip_hash(text: &str) {
    let hash: BlobHash = text.parse().unwrap();
    assert_eq!(hash.to_string(), text);
    assert_eq!(hash.short(), &text[..8]);
}

proptest! {
    #[test]
    fn what_parses_prints_back_the_same(text in "[0-9]{12}") {
        if let Ok(iin) = text.parse::<Iin>() {
            prop_assert_eq!(iin.to_string(), text.clone());
            prop_assert_eq!(control(&text).1, text.chars().last().and_then(|c| c.to_digit(10)));
        }
        if let Ok(bin) = text.parse::<Bin>() {
            prop_assert_eq!(bin.to_string(), text.clone());
            prop_assert_eq!(control(&text).1, text.chars().last().and_then(|c| c.to_digit(10)));
        }
    }

    #[test]
    fn one_mistyped_character_of_an_iban_is_always_noticed(
        which in 0..10usize,
        place in 2..20usize,
        digit in "[0-9]",
        letter in "[A-Z]",
    ) {
        let value = vectors().iban_valid[which].clone();
        let is_digit = value.as_bytes()[place].is_ascii_digit();
        let mut mistyped = value.clone();
        mistyped.replace_range(place..=place, if is_digit { &digit } else { &letter });
        if mistyped != value {
            prop_assert!(mistyped.parse::<Iban>().is_err(), "{}", mistyped);
        }
    }

    #[test]
    fn no_text_makes_an_identifier_panic(text in "\\PC{0,24}") {
        let _ = text.parse::<Iin>();
        let _ = text.parse::<Bin>();
        let _ = text.parse::<Iban>();
        let _ = text.parse::<Kato>();
        let _ = text.parse::<Rka>();
        let _ = text.parse::<BlobHash>();
        let kept: Unverified<Iin> = Unverified::new(text.clone());
        prop_assert_eq!(kept.as_text(), text);
    }
}
