//! What the LMS of single organisations say of one person, united where only all of them together
//! say it: who lists the person over the country, how often that changed, how many marks there are.

use super::fact::{Fact, FactKey, FactValue};
use super::parameters::CheckParameters;
use super::source::Source;
use crate::Moment;
use crate::calendar::Period;
use crate::identifiers::Bin;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Facts with the lists of single organisations made one for each month and source, and with the
/// moves that follow from them. What organisations say differently of anything else stays beside
/// each other, for [`super::Facts`] to find that they disagree.
pub fn united(facts: Vec<Fact>, parameters: &CheckParameters) -> Vec<Fact> {
    let mut lists: BTreeMap<(FactKey, Source), Fact> = BTreeMap::new();
    let mut others = Vec::with_capacity(facts.len());
    for fact in facts {
        if fact.by.is_none() || !is_part(&fact.value) {
            others.push(fact);
            continue;
        }
        match lists.entry((fact.key(), fact.source)) {
            Entry::Vacant(free) => {
                free.insert(Fact { by: None, ..fact });
            }
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                add(&mut known.value, fact.value);
                // A part that goes is told by an empty one, so the youngest marks every change.
                known.as_of = known.as_of.max(fact.as_of);
            }
        }
    }
    let moves = moves(lists.values(), parameters);
    others.extend(lists.into_values());
    others.extend(moves);
    others
}

const fn is_part(value: &FactValue) -> bool {
    matches!(
        value,
        FactValue::Enrolment { .. } | FactValue::Teaching { .. } | FactValue::Progress { .. }
    )
}

fn add(known: &mut FactValue, more: FactValue) {
    match (known, more) {
        (
            FactValue::Enrolment { organisations, .. },
            FactValue::Enrolment {
                organisations: more,
                ..
            },
        ) => organisations.extend(more),
        (
            FactValue::Teaching {
                organisations,
                regions,
                ..
            },
            FactValue::Teaching {
                organisations: more,
                regions: elsewhere,
                ..
            },
        ) => {
            organisations.extend(more);
            regions.extend(elsewhere);
        }
        (FactValue::Progress { marks, .. }, FactValue::Progress { marks: more, .. }) => {
            *marks = marks.saturating_add(more);
        }
        _ => {}
    }
}

/// For every month somebody listed a person in, how often they had come to somebody new by then.
fn moves<'a>(lists: impl Iterator<Item = &'a Fact>, parameters: &CheckParameters) -> Vec<Fact> {
    let mut listed: BTreeMap<Period, (&BTreeSet<Bin>, Moment)> = BTreeMap::new();
    let mut about = None;
    for fact in lists.filter(|fact| fact.source == Source::Lms) {
        if let FactValue::Enrolment {
            period,
            organisations,
        } = &fact.value
        {
            about = Some(&fact.about);
            listed.insert(*period, (organisations, fact.as_of));
        }
    }
    let Some(about) = about else {
        return Vec::new();
    };
    let window = parameters.moves_months.value;
    let mut found = Vec::with_capacity(listed.len());
    for period in listed.keys() {
        let (mut moves, mut as_of) = (0_u32, Moment::MIN_UTC);
        let mut before: Option<&BTreeSet<Bin>> = None;
        for (month, (organisations, said)) in listed.range(..=*period) {
            let before_it = u32::try_from(period.months_since(*month)).unwrap_or(0);
            if before_it >= window {
                continue;
            }
            as_of = as_of.max(*said);
            if organisations.is_empty() {
                continue;
            }
            if before.is_some_and(|before| !organisations.is_subset(before)) {
                moves = moves.saturating_add(1);
            }
            before = Some(organisations);
        }
        found.push(Fact {
            about: about.clone(),
            value: FactValue::Moves {
                period: *period,
                moves,
            },
            source: Source::Lms,
            by: None,
            as_of,
        });
    }
    found
}
