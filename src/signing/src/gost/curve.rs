//! Points of a short Weierstrass curve over a prime field, and their multiples.
//!
//! Addition is complete: one sequence of operations serves all points of a curve of odd order,
//! doubling and the point at infinity included (Renes, Costello, Batina: "Complete addition
//! formulas for prime order elliptic curves", EUROCRYPT 2016, algorithms 4 and 6 for a = -3).
//! Without exceptional cases there is nothing to branch upon, and multiplication by a secret
//! takes the same steps whatever the secret is.

use super::field::Number;
use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{CtEq, Limb, Uint};
use zeroize::{DefaultIsZeroes, Zeroizing};

/// Bits of a secret taken at once, and how many multiples they choose from.
const WINDOW_BITS: u32 = 4;
const WINDOW: usize = 1 << WINDOW_BITS;

/// Width of the signed digits public numbers are split into, and how many odd multiples serve
/// one: 1, 3, … 15.
const DIGIT_BITS: u32 = 5;
const ODD_MULTIPLES: usize = 1 << (DIGIT_BITS - 2);

/// A number modulo the prime of the field.
pub(crate) type Field<C, const L: usize> = <C as Curve<L>>::Field;

/// A number modulo the order of the curve.
pub(crate) type Scalar<C, const L: usize> = ConstMontyForm<<C as Curve<L>>::Order, L>;

/// A curve y² = x³ - 3x + b of prime order: its constants, in numbers of `L` limbs.
pub(crate) trait Curve<const L: usize>: Copy + Sized + 'static {
    /// Numbers of the field.
    type Field: Number<L>;
    /// The order, also prime.
    type Order: ConstMontyParams<L>;
    /// b.
    const B: Field<Self, L>;
    /// The generator.
    const GENERATOR: Point<Self, L>;
    /// Octets of a coordinate or of a number modulo the order.
    const OCTETS: usize = Uint::<L>::BYTES;

    /// a·x.
    fn times_a(x: &Field<Self, L>) -> Field<Self, L> {
        -(x.double() + *x)
    }

    /// The sum of any two points.
    fn add(left: &Point<Self, L>, right: &Point<Self, L>) -> Point<Self, L> {
        let t0 = left.x * right.x;
        let t1 = left.y * right.y;
        let t2 = left.z * right.z;
        let t3 = (left.x + left.y) * (right.x + right.y) - (t0 + t1);
        let t4 = (left.y + left.z) * (right.y + right.z) - (t1 + t2);
        let y3 = (left.x + left.z) * (right.x + right.z) - (t0 + t2);
        let x3 = y3 - Self::B * t2;
        let x3 = x3 + x3.double();
        let z3 = t1 - x3;
        let x3 = t1 + x3;
        let t2 = t2 + t2.double();
        let y3 = Self::B * y3 - t2 - t0;
        let y3 = y3.double() + y3;
        let t0 = t0.double() + t0 - t2;
        Point {
            x: t3 * x3 - t4 * y3,
            y: x3 * z3 + t0 * y3,
            z: t4 * z3 + t3 * t0,
        }
    }

    /// Twice a point.
    fn double(point: &Point<Self, L>) -> Point<Self, L> {
        let t0 = point.x.square();
        let t1 = point.y.square();
        let t2 = point.z.square();
        let t3 = (point.x * point.y).double();
        let z3 = (point.x * point.z).double();
        let y3 = Self::B * t2 - z3;
        let y3 = y3.double() + y3;
        let x3 = (t1 - y3) * t3;
        let y3 = (t1 - y3) * (t1 + y3);
        let t2 = t2 + t2.double();
        let z3 = Self::B * z3 - t2 - t0;
        let z3 = z3 + z3.double();
        let t0 = t0.double() + t0 - t2;
        let y3 = y3 + t0 * z3;
        let t0 = (point.y * point.z).double();
        Point {
            x: x3 - t0 * z3,
            y: y3,
            z: (t0 * t1).double().double(),
        }
    }
}

/// A point in homogeneous coordinates: (X/Z, Y/Z), or infinity where Z is zero.
pub(crate) struct Point<C: Curve<L>, const L: usize> {
    x: Field<C, L>,
    y: Field<C, L>,
    z: Field<C, L>,
}

impl<C: Curve<L>, const L: usize> Clone for Point<C, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Curve<L>, const L: usize> Copy for Point<C, L> {}

/// Infinity, so that wiping a point leaves a point.
impl<C: Curve<L>, const L: usize> Default for Point<C, L> {
    fn default() -> Self {
        Self::INFINITY
    }
}

impl<C: Curve<L>, const L: usize> DefaultIsZeroes for Point<C, L> {}

impl<C: Curve<L>, const L: usize> PartialEq for Point<C, L> {
    fn eq(&self, other: &Self) -> bool {
        self.x * other.z == other.x * self.z && self.y * other.z == other.y * self.z
    }
}

impl<C: Curve<L>, const L: usize> Eq for Point<C, L> {}

impl<C: Curve<L>, const L: usize> Point<C, L> {
    const INFINITY: Self = Self {
        x: Number::ZERO,
        y: Number::ONE,
        z: Number::ZERO,
    };

    /// A point by its coordinates, which the caller knows to satisfy the equation.
    pub(super) const fn known(x: Field<C, L>, y: Field<C, L>) -> Self {
        Self {
            x,
            y,
            z: Number::ONE,
        }
    }

    /// A point by its coordinates; `None` if they are not reduced or off the curve. The order of
    /// the curve is prime and its cofactor one, so every point of it generates the whole group.
    pub(super) fn from_coordinates(x: &Uint<L>, y: &Uint<L>) -> Option<Self> {
        let prime = &<C::Field as Number<L>>::PRIME;
        if x >= prime || y >= prime {
            return None;
        }
        let point = Self::known(Number::from_reduced(x), Number::from_reduced(y));
        let right = point.x.square() * point.x + C::times_a(&point.x) + C::B;
        (point.y.square() == right).then_some(point)
    }

    /// The coordinates; `None` for infinity.
    pub(super) fn coordinates(&self) -> Option<(Uint<L>, Uint<L>)> {
        let inverse = self.z.invert()?;
        Some(((self.x * inverse).retrieve(), (self.y * inverse).retrieve()))
    }

    /// `secret` times this point, in steps that do not depend on `secret`: all of the table is
    /// read for every window, and every window is added, zero as well.
    pub(super) fn times_secret(&self, secret: &Uint<L>) -> Zeroizing<Self> {
        let mut table = [Self::INFINITY; WINDOW];
        let mut multiple = Self::INFINITY;
        for entry in &mut table {
            *entry = multiple;
            multiple = C::add(&multiple, self);
        }
        let mut sum = Zeroizing::new(Self::INFINITY);
        let mut chosen = Zeroizing::new(Self::INFINITY);
        for limb in secret.as_limbs().iter().rev() {
            for shift in (0..Limb::BITS).step_by(WINDOW_BITS as usize).rev() {
                for _ in 0..WINDOW_BITS {
                    *sum = C::double(&sum);
                }
                let window = (limb.0 >> shift) & (WINDOW as crypto_bigint::Word - 1);
                for (index, entry) in table.iter().enumerate() {
                    let here = window.ct_eq(&(index as crypto_bigint::Word));
                    chosen.x.assign_if(&entry.x, here);
                    chosen.y.assign_if(&entry.y, here);
                    chosen.z.assign_if(&entry.z, here);
                }
                *sum = C::add(&sum, &chosen);
            }
        }
        sum
    }

    /// `first`·generator + `second`·this point, for public numbers: the time taken depends on
    /// them.
    pub(super) fn combine_public(&self, first: &Uint<L>, second: &Uint<L>) -> Self {
        let of_generator = C::GENERATOR.odd_multiples();
        let of_point = self.odd_multiples();
        let first = signed_digits(first);
        let second = signed_digits(second);
        let mut sum = Self::INFINITY;
        for position in (0..first.len().max(second.len())).rev() {
            sum = C::double(&sum);
            for (digits, table) in [(&first, &of_generator), (&second, &of_point)] {
                let digit = digits.get(position).copied().unwrap_or(0);
                if let Some(entry) = table.get(usize::from(digit.unsigned_abs() / 2))
                    && digit != 0
                {
                    sum = C::add(&sum, &if digit < 0 { entry.negated() } else { *entry });
                }
            }
        }
        sum
    }

    #[cfg(test)]
    pub(super) fn raw(&self) -> [Field<C, L>; 3] {
        [self.x, self.y, self.z]
    }

    #[cfg(test)]
    pub(super) fn from_raw([x, y, z]: [Field<C, L>; 3]) -> Self {
        Self { x, y, z }
    }

    fn negated(&self) -> Self {
        Self {
            y: -self.y,
            ..*self
        }
    }

    fn odd_multiples(&self) -> [Self; ODD_MULTIPLES] {
        let twice = C::double(self);
        let mut multiple = *self;
        let mut table = [*self; ODD_MULTIPLES];
        for entry in &mut table {
            *entry = multiple;
            multiple = C::add(&multiple, &twice);
        }
        table
    }
}

/// A public number as signed digits, lowest first: each is zero or odd and below 16 in size, and
/// no two within five places differ from zero.
fn signed_digits<const L: usize>(number: &Uint<L>) -> Vec<i8> {
    const SPAN: u8 = 1 << DIGIT_BITS;
    let mut rest = *number;
    let mut digits = Vec::with_capacity(Uint::<L>::BYTES * 8 + 1);
    while !rest.is_zero_vartime() {
        let low = rest
            .as_words()
            .first()
            .map_or(0, |word| (*word % SPAN as crypto_bigint::Word) as u8);
        if low & 1 == 0 {
            digits.push(0);
        } else if low < SPAN / 2 {
            rest = rest.wrapping_sub(&Uint::from_u8(low));
            digits.push(low as i8);
        } else {
            // Room for the carry: the orders leave at least half their bits clear at the top of
            // the last word, or the number is shorter than its limbs.
            rest = rest.wrapping_add(&Uint::from_u8(SPAN - low));
            digits.push(low as i8 - SPAN as i8);
        }
        rest = rest.shr_vartime(1);
    }
    digits
}
