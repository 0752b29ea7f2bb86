//! Money, exact to the tiyn.

use serde::{Deserialize, Serialize};

/// An amount in tiyn (1 tenge = 100 tiyn). Negative amounts are corrections.
///
/// `i64` holds 92 quadrillion tenge: more than any budget. Arithmetic is checked: an overflow is
/// `None`, never a wrong sum.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Tiyn(pub i64);

impl Tiyn {
    /// Whole tenge as tiyn.
    pub fn from_tenge(tenge: i64) -> Option<Self> {
        tenge.checked_mul(100).map(Self)
    }

    /// Sum, or `None` on overflow.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Difference, or `None` on overflow.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}
