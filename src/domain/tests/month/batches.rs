//! A batch has one form of bytes, and only those bytes are a batch.

use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Programme, Study};
use baqylau_domain::identifiers::{BlobHash, OrganisationId};
use baqylau_domain::month::{Batch, BatchError, BatchHead, ENTRIES_MAX, Entry, Grade, Lessons};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn head() -> BatchHead {
    BatchHead {
        organisation: OrganisationId::new(Uuid::from_u128(7)),
        programme: Programme::Schooling,
        period: Period::new(2026, 10).unwrap(),
        revision: 1,
        source: BlobHash::new([9; 32]),
    }
}

fn entry(number: u64) -> Entry {
    Entry {
        number,
        born: NaiveDate::from_ymd_opt(2015, 3, 14),
        grade: Some(Grade::Class(5)),
        study: Some(Study::GeneralClass),
        contract: None,
        lessons: None,
    }
}

pub(super) fn entries() -> impl Strategy<Value = Entry> {
    let grade = prop_oneof![
        (1_u8..=12).prop_map(Grade::Class),
        Just(Grade::Bachelor),
        Just(Grade::Master),
        Just(Grade::Doctorate),
        Just(Grade::Residency),
        Just(Grade::Preparatory),
    ];
    let study = prop::sample::select(vec![
        Study::GeneralClass,
        Study::CorrectionalClass,
        Study::SpecialNeeds,
        Study::Home,
        Study::FullTime,
        Study::Distance,
    ]);
    let lessons = any::<(u16, u16)>().prop_map(|(confirmed, scheduled)| Lessons {
        confirmed,
        scheduled,
    });
    let day = (1800_i32..2300, 1_u32..=366)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day.min(365)).unwrap());
    (
        0_u64..1_000_000_000_000,
        prop::option::of(day),
        prop::option::of(grade),
        prop::option::of(study),
        prop::option::of(any::<bool>()),
        prop::option::of(lessons),
    )
        .prop_map(|(number, born, grade, study, contract, lessons)| Entry {
            number,
            born,
            grade,
            study,
            contract,
            lessons,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn entries_come_back_as_they_were_whatever_their_order(
        entries in prop::collection::vec(entries(), 0..40),
        turn in 0_usize..40,
    ) {
        let people: BTreeMap<u64, Entry> = entries.iter().map(|one| (one.number, *one)).collect();
        let ordered: Vec<Entry> = people.values().copied().collect();
        let mut turned = ordered.clone();
        let middle = turn.min(turned.len());
        turned.rotate_left(middle);
        let batch = Batch::new(head(), &turned).unwrap();
        prop_assert_eq!(batch.iter().collect::<Vec<_>>(), ordered.clone());
        prop_assert_eq!(batch.numbers().collect::<Vec<_>>(), people.keys().copied().collect::<Vec<_>>());
        let bytes = batch.to_bytes();
        prop_assert_eq!(&Batch::new(head(), &ordered).unwrap().to_bytes(), &bytes);
        let again = Batch::from_bytes(&bytes).unwrap();
        prop_assert_eq!(again.hash(), batch.hash());
        for (place, one) in ordered.iter().enumerate() {
            prop_assert_eq!(again.find(one.number), Some(place));
            prop_assert_eq!(again.get(place), Some(*one));
        }
        prop_assert!(again == batch);
    }

    #[test]
    fn bytes_that_were_changed_are_refused_or_are_another_batch(
        entries in prop::collection::vec(entries(), 1..6),
        place in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let people: BTreeMap<u64, Entry> = entries.iter().map(|one| (one.number, *one)).collect();
        let batch = Batch::new(head(), &people.into_values().collect::<Vec<_>>()).unwrap();
        let mut bytes = batch.to_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(read) = Batch::from_bytes(&bytes) {
            prop_assert!(read != batch);
            prop_assert_eq!(read.to_bytes(), bytes);
        }
    }

    #[test]
    fn any_bytes_are_read_without_harm(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        begin in any::<bool>(),
    ) {
        let mut bytes = bytes;
        if begin {
            let batch = Batch::new(head(), &[entry(150_314_599_009)]).unwrap().to_bytes();
            bytes.splice(0..0, batch.into_iter().take(64));
        }
        if let Ok(read) = Batch::from_bytes(&bytes) {
            prop_assert_eq!(read.to_bytes(), bytes);
        }
    }
}

#[test]
fn what_no_batch_can_hold_is_refused_by_place() {
    let make = |change: fn(&mut Entry)| {
        let mut other = entry(2);
        change(&mut other);
        Batch::new(head(), &[entry(1), other]).unwrap_err()
    };
    assert_eq!(
        make(|e| e.number = 1_000_000_000_000),
        BatchError::Number(1)
    );
    assert_eq!(
        make(|e| e.grade = Some(Grade::Class(0))),
        BatchError::Grade(1)
    );
    assert_eq!(
        make(|e| e.grade = Some(Grade::Class(13))),
        BatchError::Grade(1)
    );
    let early = |e: &mut Entry| e.born = NaiveDate::from_ymd_opt(1799, 12, 31);
    assert_eq!(make(early), BatchError::Birth(1));
    let twice = [entry(3), entry(1), entry(3)];
    let found = Batch::new(head(), &twice).unwrap_err();
    assert_eq!(
        found,
        BatchError::Repeated {
            first: 0,
            second: 2
        }
    );
    let many = vec![entry(1); ENTRIES_MAX + 1];
    let found = Batch::new(head(), &many).unwrap_err();
    assert_eq!(found, BatchError::TooMany(ENTRIES_MAX + 1));
    let zero = BatchHead {
        revision: 0,
        ..head()
    };
    assert_eq!(Batch::new(zero, &[]).unwrap_err(), BatchError::Revision);
    let building = BatchHead {
        programme: Programme::Construction,
        ..head()
    };
    assert_eq!(
        Batch::new(building, &[]).unwrap_err(),
        BatchError::Programme
    );
}

#[test]
fn nothing_of_a_person_is_printed() {
    let batch = Batch::new(head(), &[entry(150_314_599_009)]).unwrap();
    let printed = format!("{batch:?} {:?}", entry(150_314_599_009));
    assert!(
        !printed.contains("150314599009") && !printed.contains("2015"),
        "{printed}"
    );
}
