//! Order of evaluation: what must be known before what; circles are found here.

use std::collections::{BTreeMap, VecDeque};

use crate::form::{Def, DefId, Logic, Read, Role};

/// What is evaluated for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Aspect {
    RepeatCount,
    Relevant,
    Calculation,
    ReadOnly,
    Required,
    Choices,
    Constraint,
    Violation,
    Label,
}

impl Aspect {
    /// True when the outcome can change what other expressions see.
    pub fn feeds_others(self) -> bool {
        matches!(
            self,
            Aspect::RepeatCount | Aspect::Relevant | Aspect::Calculation
        )
    }
}

/// An expression to evaluate again when a row changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reader {
    pub def: DefId,
    pub aspect: Aspect,
    pub scope: Option<DefId>,
}

/// Who reads whom, and in which order to evaluate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    /// Readers by the row they read.
    pub readers: Vec<Vec<Reader>>,
    /// Rank of (row, aspect): lower is evaluated first. Aspects that feed nobody come last.
    ranks: Vec<BTreeMap<Aspect, u32>>,
    /// Rows whose value is set again when the row changes.
    pub triggered: Vec<Vec<DefId>>,
}

impl Order {
    pub fn rank(&self, def: DefId, aspect: Aspect) -> u32 {
        self.ranks
            .get(def.0 as usize)
            .and_then(|ranks| ranks.get(&aspect))
            .copied()
            .unwrap_or(u32::MAX)
    }

    pub fn readers(&self, def: DefId) -> &[Reader] {
        self.readers.get(def.0 as usize).map_or(&[], Vec::as_slice)
    }

    pub fn triggered(&self, def: DefId) -> &[DefId] {
        self.triggered
            .get(def.0 as usize)
            .map_or(&[], Vec::as_slice)
    }
}

/// The logic of a row by aspect.
pub(crate) fn aspects(def: &Def) -> impl Iterator<Item = (Aspect, &Logic)> {
    let calculation = if def.triggers.is_empty() {
        def.calculation.as_ref()
    } else {
        None
    };
    [
        (Aspect::RepeatCount, def.repeat_count.as_ref()),
        (Aspect::Relevant, def.relevant.as_ref()),
        (Aspect::Calculation, calculation),
        (Aspect::ReadOnly, def.read_only.as_ref()),
        (Aspect::Required, def.required.as_ref()),
        (Aspect::Choices, def.choice_filter.as_ref()),
        (Aspect::Constraint, def.constraint.as_ref()),
        (Aspect::Violation, def.violation.as_ref()),
    ]
    .into_iter()
    .filter_map(|(aspect, logic)| logic.map(|logic| (aspect, logic)))
}

/// A vertex: what a row shows to others, what it is worth, or an expression of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Vertex {
    /// Relevance including everything above.
    Effective(DefId),
    /// Value as others read it.
    Seen(DefId),
    Logic(DefId, Aspect),
}

/// Orders all expressions; on a circle gives the expressions in it.
pub(crate) fn order(
    defs: &[Def],
    labels: &[(DefId, Vec<Read>)],
) -> Result<Order, Vec<(DefId, Aspect)>> {
    let mut readers: Vec<Vec<Reader>> = vec![Vec::new(); defs.len()];
    let mut triggered: Vec<Vec<DefId>> = vec![Vec::new(); defs.len()];
    let mut edges: BTreeMap<Vertex, Vec<Vertex>> = BTreeMap::new();
    let mut incoming: BTreeMap<Vertex, usize> = BTreeMap::new();
    let mut edge = |from: Vertex, to: Vertex| {
        edges.entry(from).or_default().push(to);
        *incoming.entry(to).or_default() += 1;
        incoming.entry(from).or_default();
    };
    for (id, def) in (0u32..).map(DefId).zip(defs) {
        edge(Vertex::Effective(id), Vertex::Seen(id));
        if let Some(parent) = def.parent {
            edge(Vertex::Effective(parent), Vertex::Effective(id));
        }
        for trigger in &def.triggers {
            if let Some(list) = triggered.get_mut(trigger.0 as usize) {
                list.push(id);
            }
        }
        for (aspect, logic) in aspects(def) {
            for read in &logic.reads {
                if let Some(list) = readers.get_mut(read.def.0 as usize) {
                    list.push(Reader {
                        def: id,
                        aspect,
                        scope: read.scope,
                    });
                }
            }
            if !aspect.feeds_others() {
                continue;
            }
            let vertex = Vertex::Logic(id, aspect);
            for read in &logic.reads {
                edge(Vertex::Seen(read.def), vertex);
            }
            match aspect {
                Aspect::Calculation => edge(vertex, Vertex::Seen(id)),
                _ => edge(vertex, Vertex::Effective(id)),
            }
        }
    }
    for (id, reads) in labels {
        for read in reads {
            if let Some(list) = readers.get_mut(read.def.0 as usize) {
                list.push(Reader {
                    def: *id,
                    aspect: Aspect::Label,
                    scope: read.scope,
                });
            }
        }
    }
    let mut free: VecDeque<Vertex> = incoming
        .iter()
        .filter(|(_, count)| **count == 0)
        .map(|(vertex, _)| *vertex)
        .collect();
    let mut ranks: Vec<BTreeMap<Aspect, u32>> = vec![BTreeMap::new(); defs.len()];
    let mut rank = 0;
    while let Some(vertex) = free.pop_front() {
        if let Vertex::Logic(id, aspect) = vertex
            && let Some(row) = ranks.get_mut(id.0 as usize)
        {
            row.insert(aspect, rank);
            rank += 1;
        }
        incoming.remove(&vertex);
        for next in edges.get(&vertex).map_or(&[][..], Vec::as_slice) {
            if let Some(count) = incoming.get_mut(next) {
                *count -= 1;
                if *count == 0 {
                    free.push_back(*next);
                }
            }
        }
    }
    if !incoming.is_empty() {
        return Err(circle(&edges, &incoming));
    }
    // What feeds nobody is evaluated after everything that feeds it, in the order of the sheet.
    for (row, def) in ranks.iter_mut().zip(defs) {
        for (aspect, _) in aspects(def) {
            row.entry(aspect).or_insert_with(|| {
                rank += 1;
                rank
            });
        }
    }
    Ok(Order {
        readers,
        ranks,
        triggered,
    })
}

/// One circle among the vertices that never became free.
fn circle(
    edges: &BTreeMap<Vertex, Vec<Vertex>>,
    stuck: &BTreeMap<Vertex, usize>,
) -> Vec<(DefId, Aspect)> {
    let back: BTreeMap<Vertex, Vertex> = edges
        .iter()
        .filter(|(from, _)| stuck.contains_key(from))
        .flat_map(|(from, list)| list.iter().map(|to| (*to, *from)))
        .filter(|(to, _)| stuck.contains_key(to))
        .collect();
    // Walking backwards from any stuck vertex must come round: each waits for another.
    let Some(mut at) = stuck.keys().next().copied() else {
        return Vec::new();
    };
    let mut seen = Vec::new();
    while !seen.contains(&at) {
        seen.push(at);
        match back.get(&at) {
            Some(from) => at = *from,
            None => return Vec::new(),
        }
    }
    let start = seen.iter().position(|vertex| *vertex == at).unwrap_or(0);
    let mut found: Vec<(DefId, Aspect)> = seen
        .into_iter()
        .skip(start)
        .filter_map(|vertex| match vertex {
            Vertex::Logic(id, aspect) => Some((id, aspect)),
            _ => None,
        })
        .collect();
    found.sort();
    found
}

/// True for rows that hold an answer.
pub(crate) fn holds_value(role: Role) -> bool {
    matches!(role, Role::Question(_))
}
