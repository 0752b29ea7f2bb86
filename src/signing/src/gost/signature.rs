//! Making and checking a signature of GOST R 34.10 (RFC 7091, sections 6.1 and 6.2).

use super::combine::combine;
use super::curve::{Curve, Point, Scalar};
use super::{NONCE_SEED, nonce};
use crypto_bigint::modular::ConstMontyForm;
use crypto_bigint::{Limb, Uint};
use zeroize::Zeroizing;

/// Signatures tried before giving up. A single retry is needed once in 2²⁵⁰ signatures.
const ATTEMPTS: usize = 8;

/// Reads X‖Y, each little-endian; `None` unless it is a point of the curve.
pub(super) fn read_point<C: Curve<L>, const L: usize>(octets: &[u8]) -> Option<Point<C, L>> {
    let (x, y) = halves::<L>(octets)?;
    Point::from_coordinates(&x, &y)
}

/// Whether `signature`, r‖s with each half little-endian, was made over `digest`.
pub(super) fn verify<C: Curve<L>, const L: usize>(
    public: &Point<C, L>,
    digest: &[u8],
    signature: &[u8],
) -> bool {
    let (Some((r, s)), Some(e)) = (halves::<L>(signature), read_digest::<C, L>(digest)) else {
        return false;
    };
    let order = Scalar::<C, L>::MODULUS;
    let in_range = |number: &Uint<L>| !number.is_zero_vartime() && number < order.as_ref();
    if !in_range(&r) || !in_range(&s) {
        return false;
    }
    // The digest is never zero, so it has an inverse.
    let Some(v) = e.invert_vartime().into_option() else {
        return false;
    };
    let z1 = Scalar::<C, L>::new(&s) * v;
    let z2 = -(Scalar::<C, L>::new(&r) * v);
    let sum = combine(&z1.retrieve(), public, &z2.retrieve());
    // The coordinate counts modulo the order, which may lie below the prime.
    let (above, overflow) = r.carrying_add(order.as_ref(), Limb::ZERO);
    sum.has_x(&r) || (overflow == Limb::ZERO && sum.has_x(&above))
}

/// The digest as a number: little-endian, modulo the order, one instead of zero.
pub(super) fn read_digest<C: Curve<L>, const L: usize>(digest: &[u8]) -> Option<Scalar<C, L>> {
    if digest.len() != C::OCTETS {
        return None;
    }
    let e = Scalar::<C, L>::new(&Uint::from_le_slice(digest));
    Some(if e == ConstMontyForm::ZERO {
        ConstMontyForm::ONE
    } else {
        e
    })
}

/// A private key: a number from one to the order less one, wiped when it is dropped.
pub(crate) struct Secret<C: Curve<L>, const L: usize>(Zeroizing<Scalar<C, L>>);

impl<C: Curve<L>, const L: usize> Secret<C, L> {
    /// Reads a little-endian number of full length.
    pub(super) fn read(octets: &[u8]) -> Option<Self> {
        (octets.len() == C::OCTETS).then_some(())?;
        let number = Zeroizing::new(Uint::<L>::from_le_slice(octets));
        in_range::<C, L>(&number).then(|| Self(Zeroizing::new(Scalar::<C, L>::new(&number))))
    }

    /// Reads a little-endian number whose highest octets may have been left out.
    pub(super) fn read_short(octets: &[u8]) -> Option<Self> {
        let mut full = Zeroizing::new(octets.to_vec());
        full.reserve_exact(C::OCTETS.saturating_sub(octets.len()));
        if full.len() < C::OCTETS {
            full.resize(C::OCTETS, 0);
        }
        Self::read(&full)
    }

    /// The number, little-endian, at full length.
    pub(super) fn to_octets(&self) -> Zeroizing<Vec<u8>> {
        let number = Zeroizing::new(self.0.retrieve());
        let mut octets = Zeroizing::new(Vec::with_capacity(C::OCTETS));
        for limb in number.as_limbs() {
            octets.extend_from_slice(&limb.0.to_le_bytes());
        }
        octets
    }

    /// The public half.
    pub(super) fn public(&self) -> Point<C, L> {
        let number = Zeroizing::new(self.0.retrieve());
        *C::comb().times(&number)
    }

    /// Signs a digest; `None` if it has another length than the hash of this curve.
    pub(super) fn sign(&self, digest: &[u8], seed: &[u8; NONCE_SEED]) -> Option<Vec<u8>> {
        let e = read_digest::<C, L>(digest)?;
        let mut nonces = nonce::Nonces::new(&self.to_octets(), digest, seed);
        for _ in 0..ATTEMPTS {
            let mut octets = Zeroizing::new(vec![0; C::OCTETS]);
            nonces.fill(&mut octets);
            let Some(k) = Self::read(&octets) else {
                continue;
            };
            if let Some(signature) = self.sign_with(&e, &k) {
                return Some(signature);
            }
        }
        None
    }

    /// The signature under one nonce; `None` if either half comes out as zero.
    pub(super) fn sign_with(&self, e: &Scalar<C, L>, k: &Self) -> Option<Vec<u8>> {
        let number = Zeroizing::new(k.0.retrieve());
        let (x, _) = C::comb().times(&number).coordinates()?;
        let r = Scalar::<C, L>::new(&x);
        let left = Zeroizing::new(r * *self.0);
        let right = Zeroizing::new(*k.0 * *e);
        let s = *left + *right;
        if r == ConstMontyForm::ZERO || s == ConstMontyForm::ZERO {
            return None;
        }
        let mut signature = Vec::with_capacity(2 * C::OCTETS);
        signature.extend_from_slice(r.retrieve().to_le_bytes().as_ref());
        signature.extend_from_slice(s.retrieve().to_le_bytes().as_ref());
        Some(signature)
    }
}

impl<C: Curve<L>, const L: usize> Point<C, L> {
    /// X‖Y, each little-endian; zeros for infinity, which no key has as its public half.
    pub(super) fn to_octets(self) -> Vec<u8> {
        let (x, y) = self.coordinates().unwrap_or((Uint::ZERO, Uint::ZERO));
        let mut octets = Vec::with_capacity(2 * C::OCTETS);
        octets.extend_from_slice(x.to_le_bytes().as_ref());
        octets.extend_from_slice(y.to_le_bytes().as_ref());
        octets
    }
}

/// Whether a secret number lies between zero and the order, without looking at it bit by bit.
fn in_range<C: Curve<L>, const L: usize>(number: &Uint<L>) -> bool {
    use crypto_bigint::CtLt;
    let order = Scalar::<C, L>::MODULUS;
    (number.is_nonzero() & number.ct_lt(order.as_ref())).to_bool()
}

fn halves<const L: usize>(octets: &[u8]) -> Option<(Uint<L>, Uint<L>)> {
    let (first, second) = octets.split_at_checked(Uint::<L>::BYTES)?;
    (second.len() == Uint::<L>::BYTES)
        .then(|| (Uint::from_le_slice(first), Uint::from_le_slice(second)))
}
