//! An invented population: the same seed gives the same people, organisations and buildings.

use crate::world::{Account, Building, Data, Invoice, Licence, Organisation, Person};
use baqylau_domain::identifiers::{Bin, Iban, Iin, Rka};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How large a population is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    /// Seed.
    pub seed: u64,
    /// Organisations, each with a building.
    pub organisations: u32,
    /// Persons: the first four of every hundred teach, the others learn.
    pub persons: u32,
}

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to and without `sides`.
    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.next().checked_rem(sides).unwrap_or(0)
    }

    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// The number with these eleven digits and its check digit, where it has one.
fn numbered<T: std::str::FromStr>(eleven: &str) -> Option<T> {
    (0..10).find_map(|digit| format!("{eleven}{digit}").parse().ok())
}

pub(crate) fn iin(chance: &mut Chance, year: u64, taken: &BTreeSet<Iin>) -> Iin {
    loop {
        let century = if year >= 2000 { 5 } else { 3 } + chance.below(2);
        let eleven = format!(
            "{:02}{:02}{:02}{century}{:04}",
            year % 100,
            1 + chance.below(12),
            1 + chance.below(28),
            chance.below(10_000),
        );
        // Some numbers are never assigned.
        if let Some(iin) = numbered(&eleven).filter(|iin| !taken.contains(iin)) {
            return iin;
        }
    }
}

fn bin(chance: &mut Chance, taken: &BTreeSet<Bin>) -> Bin {
    loop {
        let eleven = format!(
            "{:02}{:02}40{:05}",
            10 + chance.below(15),
            1 + chance.below(12),
            chance.below(100_000),
        );
        if let Some(bin) = numbered(&eleven).filter(|bin| !taken.contains(bin)) {
            return bin;
        }
    }
}

fn account(chance: &mut Chance) -> Option<Iban> {
    let rest = format!("125KZT{:010}", chance.below(10_000_000_000));
    (2..99).find_map(|check| format!("KZ{check:02}{rest}").parse().ok())
}

fn code(number: u64) -> Option<Rka> {
    format!("02{number:014}").parse().ok()
}

/// Makes a population.
pub fn populate(size: Population) -> Data {
    let mut chance = Chance(size.seed);
    let mut data = Data::default();
    let mut bins = BTreeSet::new();
    for number in 0..u64::from(size.organisations) {
        let bin = bin(&mut chance, &bins);
        bins.insert(bin);
        let Some(rka) = code(10_000 + number) else {
            continue;
        };
        data.buildings.push(building(&mut chance, bin, rka.clone()));
        data.organisations
            .push(organisation(&mut chance, bin, rka, number));
        data.invoices.push(Invoice {
            act: format!("SIM-{number:05}"),
            number: format!("ESF-{bin}-{number:08}"),
            supplier: bin,
            amount_tiyn: i64::try_from(chance.below(5_000_000_000)).unwrap_or(0),
            status: if chance.one_in(25) {
                "withdrawn".into()
            } else {
                "registered".into()
            },
        });
    }
    let bins: Vec<Bin> = bins.into_iter().collect();
    let mut taken = BTreeSet::new();
    for number in 0..size.persons {
        let teaches = number % 100 < 4;
        let year = if teaches {
            1965 + chance.below(35)
        } else {
            2004 + chance.below(15)
        };
        let iin = iin(&mut chance, year, &taken);
        taken.insert(iin);
        data.persons.push(person(&mut chance, iin, teaches, &bins));
    }
    appoint(&mut data);
    data
}

fn organisation(chance: &mut Chance, bin: Bin, rka: Rka, number: u64) -> Organisation {
    let status = match chance.below(50) {
        0 => "liquidated",
        1 => "in-liquidation",
        _ => "active",
    };
    let licence = match chance.below(30) {
        0 => "withdrawn",
        1 => "suspended",
        _ => "active",
    };
    let licence = Licence {
        number: format!("KZ00LAA{number:08}"),
        status: licence.to_owned(),
        from: NaiveDate::from_ymd_opt(2023, 9, 1).unwrap_or_default(),
        until: None,
        addresses: BTreeSet::from([rka]),
    };
    let owes = |chance: &mut Chance| {
        if chance.one_in(20) {
            i64::try_from(chance.below(900_000_000)).unwrap_or(0) + 1
        } else {
            0
        }
    };
    Organisation {
        bin,
        status: status.to_owned(),
        head: None,
        founders: BTreeSet::new(),
        founding_entities: BTreeSet::new(),
        state_share: 0,
        licences: vec![licence],
        tax_tiyn: owes(chance),
        social_tiyn: owes(chance),
        accounts: account(chance)
            .map(|account| Account {
                account,
                open: true,
            })
            .into_iter()
            .collect(),
    }
}

fn building(chance: &mut Chance, bin: Bin, rka: Rka) -> Building {
    let purpose = match chance.below(10) {
        // Of 427 audited schools some 30 % stood in buildings of another purpose.
        0..=2 => "other",
        _ => "education",
    };
    // Most for the twenty years that are asked for, some for ten.
    let years = if chance.one_in(12) { 10 } else { 20 };
    let term = (!chance.one_in(10)).then(|| {
        let day = |year| NaiveDate::from_ymd_opt(year, 2, 1).unwrap_or_default();
        (day(2024), day(2024 + years))
    });
    Building {
        rka,
        holder: (!chance.one_in(30)).then_some(bin),
        until: None,
        purpose: purpose.to_owned(),
        area_hundredths: 50_000 + chance.below(900_000),
        encumbered: term.is_some(),
        encumbered_since: term.map(|(since, _)| since),
        encumbered_until: term.map(|(_, until)| until),
        fire: !chance.one_in(25),
        sanitary: !chance.one_in(25),
        places: u32::try_from(60 + chance.below(900)).ok(),
        antiterror: !chance.one_in(25),
        in_register: !chance.one_in(50),
    }
}

fn person(chance: &mut Chance, iin: Iin, teaches: bool, bins: &[Bin]) -> Person {
    let somewhere = |chance: &mut Chance| {
        let place = usize::try_from(chance.below(bins.len() as u64)).unwrap_or(0);
        bins.get(place).copied()
    };
    let mut places: BTreeSet<Bin> = somewhere(chance).into_iter().collect();
    if chance.one_in(60) {
        places.extend(somewhere(chance));
    }
    let (employers, enrolled) = if teaches {
        (places, BTreeSet::new())
    } else {
        (BTreeSet::new(), places)
    };
    let without_contributions = if chance.one_in(20) {
        employers.clone()
    } else {
        BTreeSet::new()
    };
    Person {
        iin,
        citizenship: if chance.one_in(80) {
            Some(643)
        } else {
            Some(398)
        },
        life: if chance.one_in(200) {
            "dead".into()
        } else {
            "alive".into()
        },
        capacity: if chance.one_in(500) {
            "incapacitated".into()
        } else {
            "full".into()
        },
        phones: BTreeSet::from([format!("7700{:07}", chance.below(10_000_000))]),
        biometrics: true,
        confirms: true,
        employers,
        without_contributions,
        enrolled,
        grant: (!teaches && !chance.one_in(8)).then(|| format!("{:07}", chance.below(10_000_000))),
    }
}

/// Heads and founders are taken from those who teach.
fn appoint(data: &mut Data) {
    let teachers: Vec<Iin> = data
        .persons
        .iter()
        .filter(|person| person.grant.is_none() && person.enrolled.is_empty())
        .map(|person| person.iin)
        .collect();
    if teachers.is_empty() {
        return;
    }
    for (organisation, iin) in data.organisations.iter_mut().zip(teachers.iter().cycle()) {
        organisation.head = Some(*iin);
        organisation.founders.insert(*iin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::World;

    const SIZE: Population = Population {
        seed: 42,
        organisations: 60,
        persons: 2_000,
    };

    #[test]
    fn the_same_seed_gives_the_same_world_and_another_another() {
        assert_eq!(populate(SIZE), populate(SIZE));
        assert_ne!(populate(SIZE), populate(Population { seed: 43, ..SIZE }));
    }

    #[test]
    fn a_population_is_whole_and_holds_what_checks_look_for() {
        let data = populate(SIZE);
        assert_eq!(data.persons.len(), 2_000);
        assert_eq!(data.organisations.len(), 60);
        let numbers: BTreeSet<Iin> = data.persons.iter().map(|person| person.iin).collect();
        assert_eq!(numbers.len(), 2_000, "no number twice");
        assert!(data.persons.iter().any(|person| person.life == "dead"));
        assert!(data.persons.iter().any(|person| person.enrolled.len() == 2));
        assert!(
            data.persons
                .iter()
                .any(|person| person.citizenship != Some(398))
        );
        assert!(
            data.buildings
                .iter()
                .any(|building| building.purpose == "other")
        );
        assert!(data.organisations.iter().all(|one| one.head.is_some()));
        assert!(data.organisations.iter().all(|one| one.accounts.len() == 1));
        assert!(data.organisations.iter().any(|one| one.tax_tiyn > 0));
        assert_eq!(World::of(data.clone()).unwrap().data().persons.len(), 2_000);
    }

    #[test]
    fn nobody_and_nothing_is_a_population_too() {
        for (organisations, persons) in [(0, 0), (0, 10), (3, 0)] {
            let data = populate(Population {
                seed: 1,
                organisations,
                persons,
            });
            assert_eq!(data.persons.len(), persons as usize);
            assert_eq!(data.organisations.len(), organisations as usize);
        }
    }
}
