//! Numbers modulo the prime of a field.
//!
//! Both primes of НУЦ РК lie just below a power of two, which makes reduction a multiplication
//! by a small number instead of a division: half the work of Montgomery's form, in steps that
//! do not depend on the numbers.

use crypto_bigint::{Choice, CtAssign, Limb, Odd, Uint};
use std::ops::{Add, Mul, Neg, Sub};

/// What points are calculated with. Every operation but equality takes the same steps whatever
/// the numbers are.
pub(crate) trait Number<const L: usize>:
    Copy
    + PartialEq
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
{
    const ZERO: Self;
    const ONE: Self;
    const PRIME: Uint<L>;

    /// A number below the prime.
    fn from_reduced(number: &Uint<L>) -> Self;
    fn retrieve(&self) -> Uint<L>;
    fn double(&self) -> Self;
    fn square(&self) -> Self;
    /// `None` for zero.
    fn invert(&self) -> Option<Self>;
    fn assign_if(&mut self, other: &Self, choice: Choice);
}

/// A number modulo 2ⁿ - C, where n is the width of `L` limbs; always reduced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct BelowPower<const C: u16, const L: usize>(Uint<L>);

impl<const C: u16, const L: usize> BelowPower<C, L> {
    const DISTANCE: Limb = Limb(C as crypto_bigint::Word);
    const MODULUS: Uint<L> = Uint::<L>::MAX
        .wrapping_sub(&Uint::<L>::from_u16(C))
        .wrapping_add(&Uint::<L>::ONE);

    /// Reduces `low` + `high`·2ⁿ: algorithm 14.47 of the Handbook of Applied Cryptography, with
    /// 2ⁿ ≡ C. The distance is small, so two rounds and one correction are enough.
    fn reduce(low: [Limb; L], high: &[Limb; L]) -> Self {
        let mut folded = low;
        let mut carry = Limb::ZERO;
        for (to, from) in folded.iter_mut().zip(high) {
            (*to, carry) = from.carrying_mul_add(Self::DISTANCE, *to, carry);
        }
        // At most C + 1, times C: far from filling a limb.
        let rest = carry.wrapping_add(Limb::ONE).wrapping_mul(Self::DISTANCE);
        let mut overflow = rest;
        for to in &mut folded {
            (*to, overflow) = to.carrying_add(overflow, Limb::ZERO);
        }
        // Without an overflow one multiple too many was added.
        Self::less(folded, overflow.wrapping_sub(Limb::ONE) & Self::DISTANCE)
    }

    /// `limbs` - `small`, wrapping.
    #[inline(always)]
    fn less(mut limbs: [Limb; L], small: Limb) -> Self {
        let mut borrow = small;
        for limb in &mut limbs {
            let (less, out) = limb.borrowing_sub(borrow, Limb::ZERO);
            *limb = less;
            borrow = out & Limb::ONE;
        }
        Self(Uint::new(limbs))
    }

    /// A number the caller knows to be below the prime.
    pub(crate) const fn new(number: Uint<L>) -> Self {
        Self(number)
    }
}

impl<const C: u16, const L: usize> Add for BelowPower<C, L> {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        // C is added on the way: if that overflows, 2ⁿ - C has gone, otherwise C goes again.
        let (left, right) = (self.0.as_limbs(), other.0.as_limbs());
        let mut sum = [Limb::ZERO; L];
        let mut carry = Self::DISTANCE;
        let mut place = 0;
        while place < L {
            (sum[place], carry) = left[place].carrying_add(right[place], carry);
            place += 1;
        }
        Self::less(sum, carry.wrapping_sub(Limb::ONE) & Self::DISTANCE)
    }
}

impl<const C: u16, const L: usize> Sub for BelowPower<C, L> {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        // A borrow has added 2ⁿ, which is C too many.
        let (left, right) = (self.0.as_limbs(), other.0.as_limbs());
        let mut difference = [Limb::ZERO; L];
        let mut borrow = Limb::ZERO;
        let mut place = 0;
        while place < L {
            (difference[place], borrow) = left[place].borrowing_sub(right[place], borrow);
            place += 1;
        }
        Self::less(difference, borrow & Self::DISTANCE)
    }
}

impl<const C: u16, const L: usize> Mul for BelowPower<C, L> {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        // Row by row: after each row its lowest limb is final and the window moves up by one.
        // All indices are below L, which the compiler knows and unrolls by.
        let (left, right) = (self.0.as_limbs(), other.0.as_limbs());
        let mut low = [Limb::ZERO; L];
        let mut window = [Limb::ZERO; L];
        let mut row = 0;
        while row < L {
            let factor = right[row];
            let mut carry;
            (low[row], carry) = left[0].carrying_mul_add(factor, window[0], Limb::ZERO);
            let mut column = 1;
            while column < L {
                (window[column - 1], carry) =
                    left[column].carrying_mul_add(factor, window[column], carry);
                column += 1;
            }
            window[L - 1] = carry;
            row += 1;
        }
        Self::reduce(low, &window)
    }
}

impl<const C: u16, const L: usize> Neg for BelowPower<C, L> {
    type Output = Self;

    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl<const C: u16, const L: usize> Number<L> for BelowPower<C, L> {
    const ZERO: Self = Self(Uint::ZERO);
    const ONE: Self = Self(Uint::ONE);
    const PRIME: Uint<L> = Self::MODULUS;

    fn from_reduced(number: &Uint<L>) -> Self {
        Self(*number)
    }

    fn retrieve(&self) -> Uint<L> {
        self.0
    }

    fn double(&self) -> Self {
        *self + *self
    }

    fn square(&self) -> Self {
        // The products off the diagonal occur twice, so half of them are calculated; then doubled,
        // and the squares added.
        let own = self.0.as_limbs();
        let (mut low, mut high) = ([Limb::ZERO; L], [Limb::ZERO; L]);
        let mut row = 0;
        while row < L {
            let mut carry = Limb::ZERO;
            let mut column = row + 1;
            while column < L {
                let place = row + column;
                let to = if place < L {
                    &mut low[place]
                } else {
                    &mut high[place - L]
                };
                (*to, carry) = own[row].carrying_mul_add(own[column], *to, carry);
                column += 1;
            }
            high[row] = carry;
            row += 1;
        }
        let (mut top, mut carry) = (Limb::ZERO, Limb::ZERO);
        let mut place = 0;
        while place < L {
            let mut doubled = [Limb::ZERO; 2];
            let mut half = 0;
            while half < 2 {
                let from = 2 * place + half;
                let limb = if from < L { low[from] } else { high[from - L] };
                doubled[half] = limb.shl(1) | top;
                top = limb.shr(Limb::BITS - 1);
                half += 1;
            }
            let (first, over) = own[place].carrying_mul_add(own[place], doubled[0], carry);
            let (second, over) = doubled[1].carrying_add(over, Limb::ZERO);
            carry = over;
            let mut half = 0;
            while half < 2 {
                let to = 2 * place + half;
                let limb = if half == 0 { first } else { second };
                if to < L {
                    low[to] = limb;
                } else {
                    high[to - L] = limb;
                }
                half += 1;
            }
            place += 1;
        }
        Self::reduce(low, &high)
    }

    fn invert(&self) -> Option<Self> {
        let prime: Option<Odd<Uint<L>>> = Odd::new(Self::MODULUS).into_option();
        self.0.invert_odd_mod(&prime?).into_option().map(Self)
    }

    fn assign_if(&mut self, other: &Self, choice: Choice) {
        self.0.ct_assign(&other.0, choice);
    }
}
