//! Sums of multiples for public numbers, as checking a signature takes them: fast, and in a time
//! that depends on the numbers.
//!
//! Points are in Jacobian coordinates, (X/Z², Y/Z³), where doubling is cheapest; the formulas are
//! dbl-2001-b, add-2007-bl and madd-2007-bl of the Explicit-Formulas Database.

use super::comb::Affine;
use super::curve::{Curve, Field, Point};
use super::field::Number;
use crypto_bigint::{Uint, Word};

/// Width of the signed digits for the generator, whose odd multiples to 31 are at hand.
const GENERATOR_WIDTH: u32 = 6;

/// Width of the signed digits for the other point, and how many odd multiples serve one.
const POINT_WIDTH: u32 = 5;
const ODD_MULTIPLES: usize = 1 << (POINT_WIDTH - 2);

/// A point: infinity where Z is zero.
struct Jacobian<C: Curve<L>, const L: usize> {
    x: Field<C, L>,
    y: Field<C, L>,
    z: Field<C, L>,
}

impl<C: Curve<L>, const L: usize> Clone for Jacobian<C, L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Curve<L>, const L: usize> Copy for Jacobian<C, L> {}

/// `first`·generator + `second`·`point`.
pub(super) fn combine<C: Curve<L>, const L: usize>(
    first: &Uint<L>,
    point: &Point<C, L>,
    second: &Uint<L>,
) -> Point<C, L> {
    let of_generator = C::comb().odd_multiples();
    let of_point = Jacobian::of(point).odd_multiples();
    let first = signed_digits(first, GENERATOR_WIDTH);
    let second = signed_digits(second, POINT_WIDTH);
    let mut sum = Jacobian::INFINITY;
    for position in (0..first.len().max(second.len())).rev() {
        sum = sum.double();
        let digit = |digits: &[i8]| digits.get(position).copied().filter(|digit| *digit != 0);
        let entry = |digit: i8| usize::from(digit.unsigned_abs() / 2);
        if let Some(digit) = digit(&first)
            && let Some(entry) = of_generator.get(entry(digit))
        {
            let y = if digit < 0 { -entry.y } else { entry.y };
            sum = sum.add_affine(&Affine { x: entry.x, y });
        }
        if let Some(digit) = digit(&second)
            && let Some(entry) = of_point.get(entry(digit))
        {
            let y = if digit < 0 { -entry.y } else { entry.y };
            sum = sum.add(&Jacobian { y, ..*entry });
        }
    }
    Point::from_parts(sum.x * sum.z, sum.y, sum.z.square() * sum.z)
}

impl<C: Curve<L>, const L: usize> Jacobian<C, L> {
    const INFINITY: Self = Self {
        x: Number::ONE,
        y: Number::ONE,
        z: Number::ZERO,
    };

    /// From homogeneous coordinates: X/Z = XZ/Z², Y/Z = YZ²/Z³.
    fn of(point: &Point<C, L>) -> Self {
        Self {
            x: point.x() * point.z(),
            y: point.y() * point.z().square(),
            z: point.z(),
        }
    }

    fn is_infinity(&self) -> bool {
        self.z == Number::ZERO
    }

    fn double(&self) -> Self {
        let square = self.z.square();
        let gamma = self.y.square();
        let beta = self.x * gamma;
        let alpha = C::slope(&self.x, &square);
        let four_beta = beta.double().double();
        let x = alpha.square() - four_beta.double();
        Self {
            x,
            y: alpha * (four_beta - x) - gamma.square().double().double().double(),
            z: (self.y + self.z).square() - gamma - square,
        }
    }

    fn add(&self, other: &Self) -> Self {
        if self.is_infinity() {
            return *other;
        }
        if other.is_infinity() {
            return *self;
        }
        let (own, their) = (self.z.square(), other.z.square());
        let (left, right) = (self.x * their, other.x * own);
        let (below, above) = (self.y * other.z * their, other.y * self.z * own);
        let z = (self.z + other.z).square() - own - their;
        self.sum(left, right - left, below, above - below, z)
    }

    fn add_affine(&self, other: &Affine<C, L>) -> Self {
        if self.is_infinity() {
            return Self {
                x: other.x,
                y: other.y,
                z: Number::ONE,
            };
        }
        let own = self.z.square();
        let width = other.x * own - self.x;
        let height = other.y * self.z * own - self.y;
        self.sum(self.x, width, self.y, height, self.z.double())
    }

    /// The end of both additions: `left` and `below` are the coordinates of this point brought to
    /// a common denominator, `width` and `height` the way to the other one, `z` twice the product
    /// of both Z.
    fn sum(
        &self,
        left: Field<C, L>,
        width: Field<C, L>,
        below: Field<C, L>,
        height: Field<C, L>,
        z: Field<C, L>,
    ) -> Self {
        if width == Number::ZERO {
            return if height == Number::ZERO {
                self.double()
            } else {
                Self::INFINITY
            };
        }
        let i = width.double().square();
        let j = width * i;
        let r = height.double();
        let v = left * i;
        let x = r.square() - j - v.double();
        Self {
            x,
            y: r * (v - x) - (below * j).double(),
            z: z * width,
        }
    }

    fn odd_multiples(&self) -> [Self; ODD_MULTIPLES] {
        let twice = self.double();
        let mut multiple = *self;
        let mut table = [*self; ODD_MULTIPLES];
        for entry in &mut table {
            *entry = multiple;
            multiple = multiple.add(&twice);
        }
        table
    }
}

/// A public number as signed digits, lowest first: each is zero or odd and below half of 2 to the
/// `width`, and no two within `width` places differ from zero.
fn signed_digits<const L: usize>(number: &Uint<L>, width: u32) -> Vec<i8> {
    let span: u8 = 1 << width;
    let mut rest = *number;
    let mut digits = Vec::with_capacity(Uint::<L>::BYTES * 8 + 1);
    while !rest.is_zero_vartime() {
        let low = rest
            .as_words()
            .first()
            .map_or(0, |word| (*word % Word::from(span)) as u8);
        if low & 1 == 0 {
            digits.push(0);
        } else if low < span / 2 {
            rest = rest.wrapping_sub(&Uint::from_u8(low));
            digits.push(low as i8);
        } else {
            // Room for the carry: the orders leave at least half their bits clear at the top of
            // the last word, or the number is shorter than its limbs.
            rest = rest.wrapping_add(&Uint::from_u8(span - low));
            digits.push(low as i8 - span as i8);
        }
        rest = rest.shr_vartime(1);
    }
    digits
}
