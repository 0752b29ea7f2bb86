//! Points of a short Weierstrass curve over a prime field, and their multiples.
//!
//! Addition is complete: one sequence of operations serves all points of a curve of odd order,
//! doubling and the point at infinity included (Renes, Costello, Batina: "Complete addition
//! formulas for prime order elliptic curves", EUROCRYPT 2016, algorithms 4, 5 and 6 for a = -3).
//! Without exceptional cases there is nothing to branch upon, and multiplication by a secret
//! takes the same steps whatever the secret is.

use super::comb::{Affine, Comb};
use super::field::Number;
use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{Choice, Uint};
use zeroize::DefaultIsZeroes;

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

    /// The table of the generator, made when it is first asked for.
    fn comb() -> &'static Comb<Self, L>;

    /// 3x² + a·z⁴, given z²: what the tangent rises by.
    fn slope(x: &Field<Self, L>, z_square: &Field<Self, L>) -> Field<Self, L> {
        let product = (*x - *z_square) * (*x + *z_square);
        product.double() + product
    }

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
        Self::sum([t0, t1, t2], t3, t4, y3)
    }

    /// The sum of any point and one that is not infinity.
    fn add_affine(left: &Point<Self, L>, right: &Affine<Self, L>) -> Point<Self, L> {
        let t0 = left.x * right.x;
        let t1 = left.y * right.y;
        let t2 = left.z;
        let t3 = (left.x + left.y) * (right.x + right.y) - (t0 + t1);
        let t4 = left.y + right.y * left.z;
        let y3 = left.x + right.x * left.z;
        Self::sum([t0, t1, t2], t3, t4, y3)
    }

    /// The end of both additions: the products of the coordinates, and the mixed ones xy, yz, xz.
    #[inline(always)]
    fn sum(
        [t0, t1, t2]: [Field<Self, L>; 3],
        t3: Field<Self, L>,
        t4: Field<Self, L>,
        y3: Field<Self, L>,
    ) -> Point<Self, L> {
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

    /// Whether the first coordinate is this number; infinity has none.
    pub(super) fn has_x(&self, number: &Uint<L>) -> bool {
        number < &<C::Field as Number<L>>::PRIME
            && self.z != Number::ZERO
            && self.x == <C::Field as Number<L>>::from_reduced(number) * self.z
    }

    pub(super) fn x(&self) -> Field<C, L> {
        self.x
    }

    pub(super) fn y(&self) -> Field<C, L> {
        self.y
    }

    pub(super) fn z(&self) -> Field<C, L> {
        self.z
    }

    /// A point by homogeneous coordinates the caller calculated.
    pub(super) fn from_parts(x: Field<C, L>, y: Field<C, L>, z: Field<C, L>) -> Self {
        Self { x, y, z }
    }

    pub(super) fn negated(&self) -> Self {
        Self {
            y: -self.y,
            ..*self
        }
    }

    pub(super) fn assign_if(&mut self, other: &Self, choice: Choice) {
        self.x.assign_if(&other.x, choice);
        self.y.assign_if(&other.y, choice);
        self.z.assign_if(&other.z, choice);
    }
}
