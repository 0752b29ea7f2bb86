//! Payments a line may be about where the bank didn't repeat enough to know: offered to a person,
//! each with what speaks for it. Nothing is settled by this.

use super::{KnownPayment, Side, StatementLine};
use crate::identifiers::PaymentId;
use crate::money::Tiyn;
use crate::schooling::PaymentState;
use std::collections::BTreeMap;

/// Most candidates of a line: more are no help.
pub const MOST_CANDIDATES: usize = 12;

/// What speaks for a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fit {
    /// Its reference stands in the line.
    Reference,
    /// Something like its reference: a letter or two digits are different.
    LikeReference,
    /// The number of its order.
    Number,
    /// The account it goes to.
    Account,
    /// The БИН of whom it goes to.
    Bin,
    /// Its sum, to the tiyn.
    Sum,
    /// Nearly its sum.
    NearSum {
        /// By how much the line's is larger, below nought: smaller.
        difference: Tiyn,
    },
}

/// A payment a line may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Payment.
    pub payment: PaymentId,
    /// What speaks for it; never empty.
    pub fits: Vec<Fit>,
}

/// Whether two sums differ by no more than so many percent of what was ordered.
pub fn near_sum(sum: Tiyn, ordered: Tiyn, percent: u32) -> bool {
    let apart = i128::from(sum.0).abs_diff(i128::from(ordered.0));
    let most = i128::from(ordered.0).unsigned_abs() * u128::from(percent);
    apart * 100 <= most
}

/// Payments by their sums, for finding candidates of many lines.
pub struct Candidates<'a> {
    by_sum: BTreeMap<Tiyn, Vec<&'a KnownPayment>>,
    percent: u32,
}

impl<'a> Candidates<'a> {
    /// Of payments, with how many percent a sum may differ.
    pub fn new(payments: &'a [KnownPayment], percent: u32) -> Self {
        let mut by_sum: BTreeMap<Tiyn, Vec<&'a KnownPayment>> = BTreeMap::new();
        for one in payments {
            by_sum.entry(one.amount).or_default().push(one);
        }
        Self { by_sum, percent }
    }

    /// What a line may be about, what most speaks for first: payments that may still be settled
    /// that way, of its sum, or of nearly its sum where something else speaks for them too.
    pub fn of(&self, line: &StatementLine) -> Vec<Candidate> {
        // A line's sum and an order's may each be the larger.
        let reach = i128::from(line.sum.0) * i128::from(self.percent.min(50)) / 50 + 1;
        let clamp =
            |sum: i128| Tiyn(i64::try_from(sum).unwrap_or(if sum < 0 { 0 } else { i64::MAX }));
        let from = clamp(i128::from(line.sum.0) - reach);
        let to = clamp(i128::from(line.sum.0) + reach);
        let near = self.by_sum.range(from..=to).flat_map(|(_, all)| all);
        let mut found: Vec<Candidate> = near
            .filter(|one| may_follow(line.side, &one.state))
            .filter(|one| near_sum(line.sum, one.amount, self.percent))
            .filter_map(|one| {
                let fits = fits(line, one);
                let exact = fits.contains(&Fit::Sum);
                (exact || fits.len() > 1).then_some(Candidate {
                    payment: one.id,
                    fits,
                })
            })
            .collect();
        found.sort_by(|a, b| {
            let weight = |one: &Candidate| one.fits.iter().map(|fit| weight(*fit)).sum::<u32>();
            weight(b).cmp(&weight(a)).then(a.payment.cmp(&b.payment))
        });
        found.truncate(MOST_CANDIDATES);
        found
    }
}

fn weight(fit: Fit) -> u32 {
    match fit {
        Fit::Reference => 16,
        Fit::Sum | Fit::LikeReference => 8,
        Fit::Account => 4,
        Fit::Number => 3,
        Fit::Bin => 2,
        Fit::NearSum { .. } => 1,
    }
}

/// Whether a payment may still be settled that way.
fn may_follow(side: Side, state: &PaymentState) -> bool {
    match side {
        Side::Debit => matches!(state, PaymentState::Ordered | PaymentState::Sent),
        Side::Credit => matches!(state, PaymentState::Sent | PaymentState::Paid { .. }),
    }
}

fn fits(line: &StatementLine, one: &KnownPayment) -> Vec<Fit> {
    let mut fits = Vec::new();
    let reference = letters(&one.reference);
    let texts = [&line.reference, &line.words, &line.number];
    let words = || {
        let parts = texts.iter().flat_map(|text| text.split_whitespace());
        parts.map(letters).filter(|word| !word.is_empty())
    };
    if words().any(|word| word.contains(&reference)) {
        fits.push(Fit::Reference);
    } else if words().any(|word| nearly(&word, &reference)) {
        fits.push(Fit::LikeReference);
    }
    let number = one.number.to_string();
    if words().any(|word| word.trim_start_matches('0') == number) {
        fits.push(Fit::Number);
    }
    let same = |own: &str, theirs: &str| !own.is_empty() && theirs.split(' ').any(|t| t == own);
    if same(&one.account, &line.account) {
        fits.push(Fit::Account);
    }
    if same(&one.bin, &line.bin) {
        fits.push(Fit::Bin);
    }
    fits.push(match line.sum.minus(one.amount) {
        Some(Tiyn(0)) | None => Fit::Sum,
        Some(difference) => Fit::NearSum { difference },
    });
    fits
}

/// Letters and digits alone, in capitals: banks set hyphens and spaces as they like.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_uppercase).collect()
}

/// One letter other, more or less, or two beside each other exchanged.
fn nearly(word: &str, reference: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), reference.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || b.len() < 4 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = |of: &[char], skipped: usize| of.get(same + skipped..).map(<[char]>::to_vec);
    let at = |of: &[char], place: usize| of.get(place).copied();
    let exchanged = at(&a, same).is_some()
        && at(&a, same) == at(&b, same + 1)
        && at(&a, same + 1) == at(&b, same)
        && rest(&a, 2) == rest(&b, 2);
    let other = a.len() == b.len() && rest(&a, 1) == rest(&b, 1);
    let more = a.len() > b.len() && rest(&a, 1) == rest(&b, 0);
    let less = a.len() < b.len() && rest(&a, 0) == rest(&b, 1);
    exchanged || other || more || less
}
