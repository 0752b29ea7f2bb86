//! Who lists whom, over the whole country: one sorted run of claims, and the join of it with what
//! is known of people.

use super::batch::Batch;
use super::facts::{BESIDE, Side, find_fact, shard_of};

/// Most organisations of a month.
pub const PLACES_END: u32 = 1 << BESIDE;

/// The claims of the country: a number and the place of the organisation that lists it, in one
/// word each, so that one sort brings together whoever is listed twice. Holds personal data.
#[derive(Default)]
pub struct Run {
    claims: Vec<u64>,
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Run({} hidden)", self.claims.len())
    }
}

const fn claim(number: u64, place: u32) -> u64 {
    number << BESIDE | place as u64
}

const fn number_of(claim: u64) -> u64 {
    claim >> BESIDE
}

const fn place_of(claim: u64) -> u32 {
    (claim & (PLACES_END as u64 - 1)) as u32
}

impl Run {
    /// An empty one with room for so many claims.
    pub fn with_capacity(claims: usize) -> Self {
        Self {
            claims: Vec::with_capacity(claims),
        }
    }

    /// Adds an organisation's batch. A place, below [`PLACES_END`], is given once.
    pub fn add(&mut self, place: u32, batch: &Batch) {
        let place = place % PLACES_END;
        self.claims
            .extend(batch.numbers().map(|number| claim(number, place)));
    }

    /// Sorts the claims. Whatever the order in which batches were added, the run is the same.
    pub fn sort(&mut self) {
        self.claims.sort_unstable();
    }

    /// Two sorted runs as one.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        let mut claims = Vec::with_capacity(self.claims.len() + other.claims.len());
        let (mut ours, mut theirs) = (self.claims.into_iter(), other.claims.into_iter());
        let (mut next, mut their_next) = (ours.next(), theirs.next());
        while let (Some(one), Some(another)) = (next, their_next) {
            if one <= another {
                claims.push(one);
                next = ours.next();
            } else {
                claims.push(another);
                their_next = theirs.next();
            }
        }
        claims.extend(next.into_iter().chain(ours));
        claims.extend(their_next.into_iter().chain(theirs));
        Self { claims }
    }

    /// The sorted claims, shard by shard.
    pub fn shards(&self) -> impl Iterator<Item = (u32, &[u64])> {
        self.claims
            .chunk_by(|a, b| shard_of(number_of(*a)) == shard_of(number_of(*b)))
            .filter_map(|shard| Some((shard_of(number_of(*shard.first()?)), shard)))
    }
}

/// The join: for each row of each organisation what it is judged by beside its own entry.
pub struct Join {
    /// Where each organisation's rows begin; moves on as its rows are met.
    next: Vec<u32>,
    begin: Vec<u32>,
    sides: Vec<Side>,
    allowed: usize,
}

impl std::fmt::Debug for Join {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Join({} hidden)", self.sides.len())
    }
}

impl Join {
    /// For organisations of so many rows each, by their places; `None` when that is more than the
    /// country can have. More than `allowed` organisations of one person make a duplicate.
    pub fn new(rows: impl IntoIterator<Item = u32>, allowed: u32) -> Option<Self> {
        let mut begin = vec![0];
        let mut sum = 0_u32;
        for rows in rows {
            sum = sum.checked_add(rows)?;
            begin.push(sum);
        }
        if begin.len() > usize::try_from(PLACES_END).ok()? {
            return None;
        }
        Some(Self {
            next: begin.clone(),
            begin,
            sides: vec![Side::default(); usize::try_from(sum).ok()?],
            allowed: usize::try_from(allowed).ok()?,
        })
    }

    /// Takes in the next claims, with all that is known of numbers in their range. Shards come in
    /// order, so every organisation meets its rows in the order of its batch. `None` when claims
    /// don't belong to the organisations the join was made for.
    pub fn take(&mut self, claims: &[u64], facts: &[u64]) -> Option<()> {
        let mut facts = facts.iter().copied().peekable();
        for of_one in claims.chunk_by(|a, b| number_of(*a) == number_of(*b)) {
            let number = number_of(*of_one.first()?);
            while facts.next_if(|fact| fact >> BESIDE < number).is_some() {}
            let known = facts
                .peek()
                .copied()
                .filter(|fact| fact >> BESIDE == number);
            let side = Side::of(known).duplicate(of_one.len() > self.allowed);
            for claim in of_one {
                let place = usize::try_from(place_of(*claim)).ok()?;
                let end = *self.begin.get(place + 1)?;
                let next = self.next.get_mut(place)?;
                if *next >= end {
                    return None;
                }
                *self.sides.get_mut(usize::try_from(*next).ok()?)? = side;
                *next += 1;
            }
        }
        Some(())
    }

    /// What the rows of an organisation are judged by, in their order.
    pub fn sides(&self, place: u32) -> Option<&[Side]> {
        let place = usize::try_from(place).ok()?;
        let (begin, end) = (*self.begin.get(place)?, *self.begin.get(place + 1)?);
        let range = usize::try_from(begin).ok()?..usize::try_from(end).ok()?;
        self.sides.get(range)
    }

    /// Whether every row was met.
    pub fn is_complete(&self) -> bool {
        self.next
            .iter()
            .zip(self.begin.iter().skip(1))
            .all(|(next, end)| next == end)
    }
}

/// Numbers one organisation gains and loses by a correction, both in order.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Moved {
    /// Listed from now on.
    pub gained: Vec<u64>,
    /// Not listed any more.
    pub lost: Vec<u64>,
}

impl std::fmt::Debug for Moved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Moved(+{} -{} hidden)",
            self.gained.len(),
            self.lost.len()
        )
    }
}

impl Moved {
    /// Between what an organisation listed before, if anything, and what it lists now.
    pub fn between(before: Option<&Batch>, now: &Batch) -> Self {
        let mut moved = Self::default();
        let old = before.into_iter().flat_map(Batch::numbers);
        let (mut old, mut new) = (old.peekable(), now.numbers().peekable());
        loop {
            match (old.peek(), new.peek()) {
                (Some(lost), Some(kept)) if lost < kept => moved.lost.extend(old.next()),
                (Some(kept), Some(gained)) if gained < kept => moved.gained.extend(new.next()),
                (Some(_), Some(_)) => {
                    old.next();
                    new.next();
                }
                (Some(_), None) => moved.lost.extend(old.next()),
                (None, Some(_)) => moved.gained.extend(new.next()),
                (None, None) => return moved,
            }
        }
    }

    /// The shards of the run it touches.
    pub fn shards(&self) -> impl Iterator<Item = u32> {
        let mut shards: Vec<u32> = self
            .gained
            .iter()
            .chain(&self.lost)
            .map(|number| shard_of(*number))
            .collect();
        shards.sort_unstable();
        shards.dedup();
        shards.into_iter()
    }
}

/// What a correction did to one shard of the run.
pub struct Edit {
    /// The shard as it is now.
    pub claims: Vec<u64>,
    /// What the organisation's own gained numbers are judged by.
    pub own: Vec<(u64, Side)>,
    /// Rows of other organisations, by place, that became duplicates or cease to be.
    pub others: Vec<(u32, u64, bool)>,
}

impl std::fmt::Debug for Edit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Edit(+{} {} others, hidden)",
            self.own.len(),
            self.others.len()
        )
    }
}

/// Corrects one shard of the run: an organisation's moved numbers in it, with what is known of
/// numbers of this shard.
pub fn edit(
    shard: u32,
    claims: &[u64],
    facts: &[u64],
    place: u32,
    moved: &Moved,
    allowed: u32,
) -> Edit {
    let here = |numbers: &[u64]| -> Vec<u64> {
        let of_shard = numbers.iter().filter(|number| shard_of(**number) == shard);
        of_shard.map(|number| claim(*number, place)).collect()
    };
    let (gained, lost) = (here(&moved.gained), here(&moved.lost));
    let mut now: Vec<u64> = claims
        .iter()
        .copied()
        .filter(|claim| lost.binary_search(claim).is_err())
        .chain(gained.iter().copied())
        .collect();
    now.sort_unstable();
    now.dedup();
    let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
    let mut edit = Edit {
        claims: Vec::new(),
        own: Vec::new(),
        others: Vec::new(),
    };
    for changed in gained.iter().chain(&lost) {
        let number = number_of(*changed);
        let was = of_number(claims, number).len() > allowed;
        let all = of_number(&now, number);
        let is = all.len() > allowed;
        if gained.binary_search(changed).is_ok() {
            let side = Side::of(find_fact(facts, number)).duplicate(is);
            edit.own.push((number, side));
        }
        if was != is {
            let others = all.iter().map(|claim| place_of(*claim));
            edit.others.extend(
                others
                    .filter(|other| *other != place)
                    .map(|other| (other, number, is)),
            );
        }
    }
    edit.claims = now;
    edit
}

/// The claims of a number among sorted ones.
fn of_number(claims: &[u64], number: u64) -> &[u64] {
    let begin = claims.partition_point(|claim| number_of(*claim) < number);
    let end = claims.partition_point(|claim| number_of(*claim) <= number);
    claims.get(begin..end).unwrap_or_default()
}
