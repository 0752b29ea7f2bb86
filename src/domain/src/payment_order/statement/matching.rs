//! Which payment a line of a statement is about, and what there is to record of it.

use super::{LineOutcome, Side, StatementLine};
use crate::identifiers::PaymentId;
use crate::money::Tiyn;
use crate::payment_order::rules::REFERENCE;
use crate::schooling::{PaymentEvent, PaymentState};
use crate::text::Words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A payment that was ordered, as far as a bank's statement is compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPayment {
    /// Payment.
    pub id: PaymentId,
    /// Reference of its order ([`crate::payment_order::payment_reference`]).
    pub reference: String,
    /// Number of its order.
    pub number: u32,
    /// Account it goes to.
    pub account: String,
    /// БИН of whom it goes to.
    pub bin: String,
    /// Sum.
    pub amount: Tiyn,
    /// Where it stands, with what is on its way to be recorded.
    pub state: PaymentState,
}

/// Payments by what a bank repeats of them.
struct Index<'a> {
    references: BTreeMap<String, &'a KnownPayment>,
    numbers: BTreeMap<u32, Vec<&'a KnownPayment>>,
}

impl<'a> Index<'a> {
    fn new(payments: &'a [KnownPayment]) -> Self {
        let mut index = Self {
            references: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        for one in payments {
            index
                .references
                .insert(one.reference.to_ascii_uppercase(), one);
            index.numbers.entry(one.number).or_default().push(one);
        }
        index
    }

    /// The payments a text names by their references, which stand there as whole words.
    fn named(&self, text: &str, found: &mut BTreeMap<PaymentId, &'a KnownPayment>) {
        let apart = |c: char| !c.is_ascii_alphanumeric() && c != '-';
        for word in text.split(apart) {
            let word = word.trim_matches('-').to_ascii_uppercase();
            if let Some(one) = self.references.get(&word) {
                found.insert(one.id, *one);
            }
        }
    }

    /// Every payment a line may be about.
    fn candidates(&self, line: &StatementLine) -> Vec<&'a KnownPayment> {
        let mut found = BTreeMap::new();
        self.named(&line.reference, &mut found);
        self.named(&line.words, &mut found);
        if found.is_empty() {
            // A bank breaks lines anywhere.
            let joined: String = line.words.split_whitespace().collect();
            self.inside(&joined, &mut found);
        }
        if found.is_empty() && line.side == Side::Debit {
            // A bank that repeats no reference repeats the number of the order; numbers are of one
            // region each, so account or БИН must agree as well.
            let same = |own: &str, theirs: &str| theirs.split(' ').any(|one| one == own);
            let numbered = line.number.parse().ok().and_then(|n| self.numbers.get(&n));
            for one in numbered.into_iter().flatten() {
                if same(&one.account, &line.account) || same(&one.bin, &line.bin) {
                    found.insert(one.id, *one);
                }
            }
        }
        found.into_values().collect()
    }

    /// References within a text without its spaces.
    fn inside(&self, text: &str, found: &mut BTreeMap<PaymentId, &'a KnownPayment>) {
        let text = text.to_ascii_uppercase();
        for (at, _) in text.match_indices(REFERENCE) {
            let rest = text.get(at + REFERENCE.len()..).unwrap_or_default();
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-');
            let digits = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let word = format!("{REFERENCE}{digits}");
            if let Some(one) = self.references.get(word.trim_end_matches('-')) {
                found.insert(one.id, *one);
            }
        }
    }
}

/// What each line is to the payments, in the order of the lines. The order of lines and payments
/// decides nothing: of lines that say the same, the first by day, then by content, is the one that
/// counts.
pub fn reconcile(lines: &[StatementLine], payments: &[KnownPayment]) -> Vec<LineOutcome> {
    let index = Index::new(payments);
    let mut outcomes = vec![LineOutcome::Unknown; lines.len()];
    let mut about: BTreeMap<PaymentId, (&KnownPayment, Vec<usize>)> = BTreeMap::new();
    for ((place, line), outcome) in lines.iter().enumerate().zip(&mut outcomes) {
        let candidates = index.candidates(line);
        let of_sum: Vec<&KnownPayment> = candidates
            .iter()
            .filter(|one| one.amount == line.sum)
            .copied()
            .collect();
        match (candidates.as_slice(), of_sum.as_slice()) {
            ([], _) => {}
            (_, [one]) => about
                .entry(one.id)
                .or_insert((one, Vec::new()))
                .1
                .push(place),
            ([one], _) => {
                *outcome = LineOutcome::SumDiffers {
                    payment: one.id,
                    ordered: one.amount,
                };
            }
            (several, _) => {
                *outcome = LineOutcome::Ambiguous {
                    payments: several.iter().map(|one| one.id).collect(),
                };
            }
        }
    }
    for (payment, places) in about.into_values() {
        let mut said: Vec<(usize, &StatementLine)> = places
            .iter()
            .filter_map(|place| Some((*place, lines.get(*place)?)))
            .collect();
        said.sort_by_key(|(_, line)| *line);
        for (place, outcome) in judge(payment, &said) {
            if let Some(slot) = outcomes.get_mut(place) {
                *slot = outcome;
            }
        }
    }
    outcomes
}

/// What lines about one payment, of its sum, by day, are to it.
fn judge(known: &KnownPayment, said: &[(usize, &StatementLine)]) -> Vec<(usize, LineOutcome)> {
    let payment = known.id;
    let of = |side: Side| said.iter().filter(move |(_, line)| line.side == side);
    let paid_before = match &known.state {
        PaymentState::Paid { on } => Some(*on),
        _ => None,
    };
    let first_paid = paid_before.or_else(|| of(Side::Debit).next().map(|(_, line)| line.day));
    let backwards = |line: &StatementLine| first_paid.is_some_and(|paid| line.day < paid);
    let mut outcomes = Vec::new();
    // Something that came back before it went is told to nobody but a person.
    if !matches!(known.state, PaymentState::Returned { .. })
        && of(Side::Credit).any(|(_, line)| backwards(line))
    {
        let ambiguous = || LineOutcome::Ambiguous {
            payments: vec![payment],
        };
        return said
            .iter()
            .map(|(place, _)| (*place, ambiguous()))
            .collect();
    }
    let mut one = |side: Side, fresh: bool, recorded: Option<NaiveDate>| {
        let mut settled = false;
        for (place, line) in of(side) {
            let same_day = recorded.is_none_or(|on| on == line.day);
            let outcome = match (settled, fresh) {
                (false, true) if side == Side::Debit => LineOutcome::Paid { payment },
                (false, true) => LineOutcome::Returned { payment },
                (false, false) if same_day => LineOutcome::Recorded { payment },
                _ => LineOutcome::Twice { payment },
            };
            settled |= !matches!(outcome, LineOutcome::Twice { .. });
            outcomes.push((*place, outcome));
        }
    };
    match &known.state {
        PaymentState::Ordered | PaymentState::Sent => {
            one(Side::Debit, true, None);
            one(Side::Credit, true, None);
        }
        PaymentState::Paid { on } => {
            one(Side::Debit, false, Some(*on));
            one(Side::Credit, true, None);
        }
        PaymentState::Returned { on, .. } => {
            one(Side::Debit, false, None);
            one(Side::Credit, false, Some(*on));
        }
    }
    outcomes
}

/// What is to be recorded of lines a person confirmed, in its order, given what they are to the
/// payments: that a payment was sent where nobody said so, that it was paid, that it came back.
/// Lines that settle nothing add nothing.
pub fn to_record(
    lines: &[StatementLine],
    payments: &[KnownPayment],
    confirmed: &BTreeSet<usize>,
) -> Vec<(PaymentId, PaymentEvent)> {
    let outcomes = reconcile(lines, payments);
    let states: BTreeMap<PaymentId, &PaymentState> =
        payments.iter().map(|one| (one.id, &one.state)).collect();
    let mut paid: BTreeMap<PaymentId, NaiveDate> = BTreeMap::new();
    let mut returned: BTreeMap<PaymentId, (NaiveDate, Words)> = BTreeMap::new();
    for (place, (line, outcome)) in lines.iter().zip(&outcomes).enumerate() {
        if !confirmed.contains(&place) {
            continue;
        }
        match outcome {
            LineOutcome::Paid { payment } => _ = paid.insert(*payment, line.day),
            LineOutcome::Returned { payment } => {
                // It was found by one of the two, so one of them says something.
                let words = [&line.words, &line.reference];
                let words = words.into_iter().find(|text| !text.trim().is_empty());
                let words = Words(words.cloned().unwrap_or_default());
                returned.insert(*payment, (line.day, words));
            }
            _ => {}
        }
    }
    let all: BTreeSet<PaymentId> = paid.keys().chain(returned.keys()).copied().collect();
    let mut events = Vec::new();
    for payment in all {
        if matches!(states.get(&payment), Some(PaymentState::Ordered)) {
            events.push((payment, PaymentEvent::Sent));
        }
        if let Some(on) = paid.remove(&payment) {
            events.push((payment, PaymentEvent::Paid { on }));
        }
        if let Some((on, reason)) = returned.remove(&payment) {
            events.push((payment, PaymentEvent::Returned { on, reason }));
        }
    }
    events
}
