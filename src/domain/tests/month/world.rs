//! A small country: organisations with batches, what is known, and a run over everything.

use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{
    CheckParameters, Claim, Duplicates, Judged, LifeStatus, MonthRules, PersonRow, Programme, Study,
};
use baqylau_domain::identifiers::{BlobHash, Iin, OrganisationId};
use baqylau_domain::month::{
    Batch, BatchHead, Entry, Grade, Join, Lessons, PersonFact, Register, Run, Side, Standing,
    find_fact, shard_of,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

pub fn october() -> Period {
    Period::new(2026, 10).unwrap()
}

pub fn rules(programme: Programme) -> MonthRules {
    MonthRules::of(programme, &CheckParameters::pilot(), october().last_day())
}

/// Numbers of few people, most with a right check digit, of several birth dates.
pub fn pool() -> Vec<u64> {
    let mut found = Vec::new();
    for day in [150_314_u64, 150_315, 80_229, 990_101] {
        let begin = day * 1_000_000 + 500_000;
        let valid = (begin..).filter(|number| Iin::from_number(*number).is_ok());
        found.extend(valid.take(5));
    }
    found.extend([150_314_599_008, 999_999_999_999, 0]);
    found
}

#[derive(Clone, Debug)]
pub struct Member {
    pub programme: Programme,
    pub standing: Standing,
    pub people: BTreeMap<u64, Entry>,
}

/// The country; places are those in the list.
#[derive(Clone)]
pub struct Country {
    pub members: Vec<Member>,
    pub facts: Vec<PersonFact>,
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sizes = self.members.iter().map(|member| member.people.len());
        write!(
            f,
            "Country({:?} {})",
            sizes.collect::<Vec<_>>(),
            self.facts.len()
        )
    }
}

pub fn entry() -> impl Strategy<Value = Entry> {
    let lessons = (0_u16..4, 0_u16..4).prop_map(|(confirmed, scheduled)| Lessons {
        confirmed,
        scheduled,
    });
    let born = prop::sample::select(vec![(2015, 3, 14), (2008, 2, 29), (1999, 1, 1)])
        .prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
    let study = prop::sample::select(vec![
        Study::GeneralClass,
        Study::CorrectionalClass,
        Study::SpecialNeeds,
        Study::Home,
        Study::FullTime,
        Study::Distance,
    ]);
    let grade = prop::sample::select(vec![
        Grade::Class(1),
        Grade::Class(4),
        Grade::Class(5),
        Grade::Class(9),
        Grade::Class(10),
        Grade::Bachelor,
        Grade::Master,
        Grade::Doctorate,
        Grade::Residency,
        Grade::Preparatory,
    ]);
    (
        prop::sample::select(pool()),
        prop::option::of(born),
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

pub fn people() -> impl Strategy<Value = BTreeMap<u64, Entry>> {
    prop::collection::vec(entry(), 0..14)
        .prop_map(|all| all.into_iter().map(|one| (one.number, one)).collect())
}

fn member() -> impl Strategy<Value = Member> {
    let known = || prop::option::of(any::<bool>());
    let programme = prop_oneof![Just(Programme::Schooling), Just(Programme::Voucher)];
    (programme, known(), known(), people()).prop_map(|(programme, licence, contract, people)| {
        Member {
            programme,
            standing: Standing { licence, contract },
            people,
        }
    })
}

pub fn country() -> impl Strategy<Value = Country> {
    let life = prop_oneof![
        Just(None),
        Just(Some(LifeStatus::Alive)),
        Just(Some(LifeStatus::Dead)),
        Just(Some(LifeStatus::NotFound)),
    ];
    let country = prop::option::of(prop::sample::select(vec![0_u16, 398, 643, 999]));
    let facts = prop::sample::subsequence(pool(), 0..=pool().len())
        .prop_flat_map(move |numbers| {
            let count = numbers.len();
            let known = prop::collection::vec((life.clone(), country.clone()), count);
            (Just(numbers), known)
        })
        .prop_map(|(numbers, known)| {
            let known = numbers.into_iter().zip(known);
            known
                .map(|(number, (life, country))| PersonFact {
                    number,
                    life,
                    country,
                })
                .collect()
        });
    (prop::collection::vec(member(), 1..6), facts)
        .prop_map(|(members, facts)| Country { members, facts })
}

pub fn id(place: usize) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(place as u128 + 1))
}

impl Country {
    pub fn batch(&self, place: usize) -> Batch {
        let member = &self.members[place];
        let head = BatchHead {
            organisation: id(place),
            programme: member.programme,
            period: october(),
            revision: 1,
            source: BlobHash::new([0; 32]),
        };
        Batch::new(head, &member.people.values().copied().collect::<Vec<_>>()).unwrap()
    }

    /// Packed facts in order.
    pub fn packed(&self) -> Vec<u64> {
        let mut packed: Vec<u64> = self
            .facts
            .iter()
            .map(|fact| fact.packed().unwrap())
            .collect();
        packed.sort_unstable();
        packed
    }

    pub fn facts_of(&self, shard: u32) -> Vec<u64> {
        let mut packed = self.packed();
        packed.retain(|fact| shard_of(fact >> 24) == shard);
        packed
    }

    pub fn side(&self, number: u64) -> Side {
        Side::of(find_fact(&self.packed(), number))
    }

    /// The run, with batches added in some order.
    pub fn run(&self, order: &[usize]) -> Run {
        let mut run = Run::default();
        for place in order {
            run.add(u32::try_from(*place).unwrap(), &self.batch(*place));
        }
        run.sort();
        run
    }

    /// Every register, by a run over everything.
    pub fn registers(&self, order: &[usize], allowed: u32) -> Vec<Register> {
        let rows = |member: &Member| u32::try_from(member.people.len()).unwrap();
        let mut join = Join::new(self.members.iter().map(rows), allowed).unwrap();
        for (shard, claims) in self.run(order).shards() {
            join.take(claims, &self.facts_of(shard)).unwrap();
        }
        assert!(join.is_complete());
        (0..self.members.len())
            .map(|place| {
                let batch = self.batch(place);
                let sides = join.sides(u32::try_from(place).unwrap()).unwrap();
                let member = &self.members[place];
                let rules = rules(member.programme);
                Register::judge(&batch, batch.hash(), &rules, member.standing, sides).unwrap()
            })
            .collect()
    }

    /// The same said simply: a map of facts, a search for duplicates, one row after the other.
    pub fn simply(&self, place: usize, allowed: u32) -> Vec<Judged> {
        let mut claims = Vec::new();
        for (organisation, member) in self.members.iter().enumerate() {
            claims.extend(member.people.keys().map(|number| Claim {
                number: *number,
                organisation: organisation as u64,
            }));
        }
        let duplicates = Duplicates::find(&mut claims, allowed);
        let member = &self.members[place];
        let rules = rules(member.programme);
        let judge = |entry: &Entry| {
            let fact = self.facts.iter().find(|fact| fact.number == entry.number);
            rules.judge(&PersonRow {
                number: entry.number,
                born: entry.born,
                life: fact.and_then(|fact| fact.life),
                country: fact.and_then(|fact| fact.country),
                study: entry.study,
                contract: match member.programme {
                    Programme::Voucher => entry.contract,
                    _ if entry.contract == Some(false) => Some(false),
                    _ => member.standing.contract,
                },
                licence: member.standing.licence,
                attendance: entry
                    .lessons
                    .map(|lessons| (lessons.confirmed.into(), lessons.scheduled.into())),
                duplicate: duplicates.contains(entry.number),
            })
        };
        member.people.values().map(judge).collect()
    }
}
