//! Multiples of a generator by a secret: a table of what every five bits of a number can add,
//! made once, so that nothing is left but to add.
//!
//! A number is split into digits that are odd and never zero, so that every digit costs one
//! addition and there is nothing to see of its value: all of a row is read to take one entry of
//! it, and a digit below zero is the same entry turned over.

use super::curve::{Curve, Field, Point, Scalar};
use super::field::Number;
use crypto_bigint::{CtAssign, CtEq, Uint, Word};
use zeroize::{DefaultIsZeroes, Zeroizing};

/// Bits of a secret that one row stands for.
const WIDTH: u32 = 5;

/// Entries of a row: the multiples 1, 3, … 31.
const ENTRIES: usize = 1 << (WIDTH - 1);

/// A point that is not infinity, by its coordinates.
pub(crate) struct Affine<C: Curve<L>, const L: usize> {
    pub(super) x: Field<C, L>,
    pub(super) y: Field<C, L>,
}

impl<C: Curve<L>, const L: usize> Clone for Affine<C, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Curve<L>, const L: usize> Copy for Affine<C, L> {}

impl<C: Curve<L>, const L: usize> Default for Affine<C, L> {
    fn default() -> Self {
        Self {
            x: Number::ZERO,
            y: Number::ZERO,
        }
    }
}

impl<C: Curve<L>, const L: usize> DefaultIsZeroes for Affine<C, L> {}

/// Row `i` holds the odd multiples of 2⁵ⁱ times the generator.
pub(crate) struct Comb<C: Curve<L>, const L: usize> {
    rows: Vec<[Affine<C, L>; ENTRIES]>,
}

impl<C: Curve<L>, const L: usize> Comb<C, L> {
    /// Calculates the table of a curve.
    pub(super) fn new() -> Self {
        let count = Uint::<L>::BITS.div_ceil(WIDTH) as usize;
        let mut points = Vec::with_capacity(count * ENTRIES);
        let mut base = C::GENERATOR;
        for _ in 0..count {
            let twice = C::double(&base);
            let mut multiple = base;
            for _ in 0..ENTRIES {
                points.push(multiple);
                multiple = C::add(&multiple, &twice);
            }
            for _ in 0..WIDTH {
                base = C::double(&base);
            }
        }
        let rows = affine(&points)
            .chunks_exact(ENTRIES)
            .map(|row| std::array::from_fn(|place| row[place]))
            .collect();
        Self { rows }
    }

    /// The odd multiples of the generator itself: 1, 3, … 31.
    pub(super) fn odd_multiples(&self) -> &[Affine<C, L>] {
        self.rows.first().map_or(&[], |row| row)
    }

    /// `secret` times the generator, in steps that do not depend on `secret`, which is at most
    /// the order.
    pub(super) fn times(&self, secret: &Uint<L>) -> Zeroizing<Point<C, L>> {
        let order = Scalar::<C, L>::MODULUS;
        // An odd number has odd digits; the opposite of an even one is odd, as the order is.
        let lowest = secret.as_words().first().map_or(0, |word| word & 1);
        let even = lowest.ct_eq(&0);
        let mut number = Zeroizing::new(*secret);
        let opposite = Zeroizing::new(order.as_ref().wrapping_sub(secret));
        number.ct_assign(&opposite, even);

        let mut sum: Zeroizing<Point<C, L>> = Zeroizing::new(Point::default());
        let mut chosen: Zeroizing<Affine<C, L>> = Zeroizing::new(Affine::default());
        let last = self.rows.len().saturating_sub(1);
        for (place, row) in self.rows.iter().enumerate() {
            // Written with digits 1 and -1 instead of 1 and 0, an odd number is its own bits
            // moved down by one, with a one on top.
            let top = if place == last { 1 << (WIDTH - 1) } else { 0 };
            let window = bits(&number, place as u32 * WIDTH + 1) | top;
            let negative = (window >> (WIDTH - 1)).ct_eq(&0);
            let turn = Word::wrapping_sub(window >> (WIDTH - 1), 1);
            let wanted = (window ^ turn) & (ENTRIES as Word - 1);
            for (index, entry) in row.iter().enumerate() {
                let here = wanted.ct_eq(&(index as Word));
                chosen.x.assign_if(&entry.x, here);
                chosen.y.assign_if(&entry.y, here);
            }
            let turned = -chosen.y;
            chosen.y.assign_if(&turned, negative);
            *sum = C::add_affine(&sum, &chosen);
        }
        let turned = sum.negated();
        sum.assign_if(&turned, even);
        sum
    }
}

/// Five bits of a number from a place that is no secret; zeros behind its end.
fn bits<const L: usize>(number: &Uint<L>, from: u32) -> Word {
    let words = number.as_words();
    let (index, shift) = ((from / Word::BITS) as usize, from % Word::BITS);
    let word = |index: usize| words.get(index).copied().unwrap_or(0);
    let mut window = word(index) >> shift;
    if shift + WIDTH > Word::BITS {
        window |= word(index + 1) << (Word::BITS - shift);
    }
    window & ((1 << WIDTH) - 1)
}

/// Points that are not infinity by their coordinates, with a single inversion for all of them.
fn affine<C: Curve<L>, const L: usize>(points: &[Point<C, L>]) -> Vec<Affine<C, L>> {
    let mut product: Field<C, L> = Number::ONE;
    let mut before = Vec::with_capacity(points.len());
    for point in points {
        before.push(product);
        product = product * point.z();
    }
    // No multiple in the table is one of the order, so no Z is zero.
    let mut inverse = product.invert().unwrap_or(Number::ZERO);
    let mut found: Vec<Affine<C, L>> = points
        .iter()
        .zip(before)
        .rev()
        .map(|(point, before)| {
            let own = inverse * before;
            inverse = inverse * point.z();
            Affine {
                x: point.x() * own,
                y: point.y() * own,
            }
        })
        .collect();
    found.reverse();
    found
}
