//! A corrected batch makes its own register anew and those it touches, and they are byte for byte
//! what a run over everything makes.

use crate::world::{Country, country, people, rules};
use baqylau_domain::month::{Moved, Register, RegisterError, Side, edit, shard_of};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The country with its registers and its run, corrected piece by piece.
struct Kept {
    country: Country,
    run: BTreeMap<u32, Vec<u64>>,
    registers: Vec<Register>,
}

impl Kept {
    fn new(country: Country, allowed: u32) -> Self {
        let order: Vec<usize> = (0..country.members.len()).collect();
        let shards = country.run(&order);
        Self {
            run: shards
                .shards()
                .map(|(shard, claims)| (shard, claims.to_vec()))
                .collect(),
            registers: country.registers(&order, allowed),
            country,
        }
    }

    /// Corrects one organisation; the places of the other registers it made anew.
    fn correct(&mut self, place: usize, country: Country, allowed: u32) -> Vec<usize> {
        let (before, now) = (self.country.batch(place), country.batch(place));
        let moved = Moved::between(Some(&before), &now);
        let mut own: BTreeMap<u64, Side> = BTreeMap::new();
        let mut others: BTreeMap<usize, Vec<(u64, bool)>> = BTreeMap::new();
        for shard in moved.shards() {
            let claims = self.run.get(&shard).cloned().unwrap_or_default();
            let facts = country.facts_of(shard);
            let at = u32::try_from(place).unwrap();
            let edit = edit(shard, &claims, &facts, at, &moved, allowed);
            own.extend(edit.own);
            for (other, number, duplicate) in edit.others {
                let other = usize::try_from(other).unwrap();
                others.entry(other).or_default().push((number, duplicate));
            }
            self.run.insert(shard, edit.claims);
        }
        self.registers[place] = self.registers[place]
            .corrected::<RegisterError>(
                &before,
                (&now, now.hash()),
                &rules(country.members[place].programme),
                |number| {
                    Ok(own
                        .get(&number)
                        .copied()
                        .unwrap_or_else(|| country.side(number)))
                },
            )
            .unwrap();
        for (other, changed) in &others {
            let rules = rules(country.members[*other].programme);
            self.registers[*other] = self.registers[*other]
                .with_duplicates(&country.batch(*other), &rules, changed)
                .unwrap();
        }
        self.country = country;
        others.into_keys().collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn corrections_one_by_one_end_where_a_run_over_everything_does(
        country in country(),
        corrections in prop::collection::vec((any::<prop::sample::Index>(), people()), 1..6),
        allowed in 1_u32..3,
    ) {
        let mut kept = Kept::new(country, allowed);
        for (place, people) in corrections {
            let before: Vec<Vec<u8>> = kept.registers.iter().map(Register::to_bytes).collect();
            let place = place.index(kept.country.members.len());
            let mut country = kept.country.clone();
            country.members[place].people = people;
            let touched = kept.correct(place, country, allowed);
            let whole = Kept::new(kept.country.clone(), allowed);
            let now: Vec<Vec<u8>> = kept.registers.iter().map(Register::to_bytes).collect();
            let wanted: Vec<Vec<u8>> = whole.registers.iter().map(Register::to_bytes).collect();
            prop_assert_eq!(&now, &wanted);
            for (other, (before, now)) in before.iter().zip(&now).enumerate() {
                // Nobody else's register is made anew, and those that are had a reason to be.
                prop_assert!(other == place || (before != now) == touched.contains(&other));
            }
            let claims = |kept: &Kept| -> Vec<u64> { kept.run.values().flatten().copied().collect() };
            prop_assert_eq!(claims(&kept), claims(&whole));
        }
    }

    #[test]
    fn what_moved_is_what_one_lists_and_the_other_does_not(
        country in country(),
        people in people(),
    ) {
        let before = country.batch(0);
        let mut after = country.clone();
        after.members[0].people = people.clone();
        let moved = Moved::between(Some(&before), &after.batch(0));
        let old = &country.members[0].people;
        let gained: Vec<u64> = people.keys().filter(|n| !old.contains_key(n)).copied().collect();
        let lost: Vec<u64> = old.keys().filter(|n| !people.contains_key(n)).copied().collect();
        for number in gained.iter().chain(&lost) {
            prop_assert!(moved.shards().any(|shard| shard == shard_of(*number)));
        }
        prop_assert_eq!(Moved { gained, lost }, moved);
    }
}
