//! Signatures of the Kazakh GOST family: what keys look like in certificates and key files, and
//! which curve and hash stand behind which identifier.
//!
//! GOST 34.10-2015 with a 512-bit key is the curve id-tc26-gost-3410-12-512-paramSetA of RFC 7836
//! under Streebog-512. GOST 34.310-2004 is the curve GostR3410-2001-CryptoPro-A of RFC 4357 under
//! GOST 34.311-95, which is GOST R 34.11-94 with the *test* substitution boxes. НУЦ РК writes
//! coordinates and both halves of a signature little-endian, and a signature as r‖s: the Russian
//! octet string of RFC 4491 and RFC 9215 from its end to its beginning.

mod comb;
mod combine;
mod curve;
mod field;
mod nonce;
mod sets;
mod signature;
#[cfg(test)]
mod tests;

use crate::algorithm::KeyAlgorithm;
use crate::asn1::{Reader, Rules, tag, write};
use crate::oid::{self, Oid};
use curve::Point;
use sets::{CryptoProA, LIMBS_256, LIMBS_512, Tc26A};
use std::fmt;
use zeroize::Zeroizing;

/// Octets of randomness one signature takes.
pub(crate) const NONCE_SEED: usize = 64;

/// A public key of one of the two curves: a point of the curve, checked when it was read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum GostPublicKey {
    Gost2004(Box<Point<CryptoProA, LIMBS_256>>),
    Gost2015Bits512(Box<Point<Tc26A, LIMBS_512>>),
}

/// Why a key is not one to calculate with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyProblem {
    /// It is broken, or its point does not lie on the curve.
    Broken,
    /// It belongs to a curve or hash that is not calculated here.
    Parameters(Oid),
}

impl GostPublicKey {
    /// Reads the content of the BIT STRING of a SubjectPublicKeyInfo: an OCTET STRING holding
    /// X‖Y. `parameters` stands behind the identifier of the key algorithm.
    pub(crate) fn read(
        algorithm: KeyAlgorithm,
        parameters: Reader<'_>,
        bits: &[u8],
    ) -> Result<Self, KeyProblem> {
        check_parameters(algorithm, parameters)?;
        let mut reader = Reader::new(bits, Rules::Der);
        let point = reader.octets().ok().ok_or(KeyProblem::Broken)?;
        reader.finish().ok().ok_or(KeyProblem::Broken)?;
        match algorithm {
            KeyAlgorithm::Gost2004 => signature::read_point(&point)
                .map(|point| Self::Gost2004(Box::new(point)))
                .ok_or(KeyProblem::Broken),
            KeyAlgorithm::Gost2015Bits512 => signature::read_point(&point)
                .map(|point| Self::Gost2015Bits512(Box::new(point)))
                .ok_or(KeyProblem::Broken),
            other => Err(KeyProblem::Parameters(other.oid())),
        }
    }

    /// Whether `signature` was made over `digest` by the private half of this key.
    pub(crate) fn verify(&self, digest: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Gost2004(point) => signature::verify(point, digest, signature),
            Self::Gost2015Bits512(point) => signature::verify(point, digest, signature),
        }
    }
}

impl fmt::Debug for GostPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gost2004(_) => "GOST 34.310-2004",
            Self::Gost2015Bits512(_) => "GOST 34.10-2015/512",
        })
    }
}

/// A private key, wiped when it is dropped.
pub(crate) enum GostPrivateKey {
    /// Opens, shows its public half and never signs: НУЦ РК has issued none since 2024.
    Gost2004(signature::Secret<CryptoProA, LIMBS_256>),
    Gost2015Bits512(signature::Secret<Tc26A, LIMBS_512>),
}

impl GostPrivateKey {
    /// Takes 64 random octets as a key of GOST 34.10-2015/512; `None` for the few values that
    /// are no key.
    pub(crate) fn from_random(octets: &[u8; 64]) -> Option<Self> {
        signature::Secret::read(octets).map(Self::Gost2015Bits512)
    }

    /// Reads the private key of a PKCS#8 structure: the fields behind the version, entered at
    /// the algorithm, and the content of the OCTET STRING.
    pub(crate) fn read(
        algorithm: KeyAlgorithm,
        parameters: Reader<'_>,
        content: &[u8],
    ) -> Result<Self, KeyProblem> {
        check_parameters(algorithm, parameters)?;
        let mut reader = Reader::new(content, Rules::Ber);
        let key = match algorithm {
            // An ASN.1 INTEGER, big-endian, in the older algorithm …
            KeyAlgorithm::Gost2004 => reader
                .unsigned_integer()
                .ok()
                .and_then(|number| {
                    let reversed: Zeroizing<Vec<u8>> =
                        Zeroizing::new(number.iter().rev().copied().collect());
                    signature::Secret::read_short(&reversed)
                })
                .map(Self::Gost2004),
            // … and a little-endian string in the newer one.
            KeyAlgorithm::Gost2015Bits512 => reader
                .octets()
                .ok()
                .map(|octets| Zeroizing::new(octets.into_owned()))
                .and_then(|octets| signature::Secret::read(&octets))
                .map(Self::Gost2015Bits512),
            other => return Err(KeyProblem::Parameters(other.oid())),
        };
        reader.finish().ok().ok_or(KeyProblem::Broken)?;
        key.ok_or(KeyProblem::Broken)
    }

    /// The key as unencrypted PKCS#8, laid out as НУЦ РК does. Every piece of it is wiped.
    pub(crate) fn to_pkcs8(&self) -> Zeroizing<Vec<u8>> {
        let content = Zeroizing::new(match self {
            Self::Gost2004(secret) => {
                // An octet of zeros in front keeps the number positive where it has to be.
                let little = secret.to_octets();
                let mut big = Zeroizing::new(Vec::with_capacity(little.len() + 1));
                big.push(0);
                big.extend(little.iter().rev());
                let negative = |next: &u8| next & 0x80 != 0;
                let start = (0..big.len())
                    .find(|start| match big.get(*start..) {
                        Some([0, next, ..]) => negative(next),
                        _ => true,
                    })
                    .unwrap_or(0);
                write::element(tag::INTEGER, big.get(start..).unwrap_or_default())
            }
            Self::Gost2015Bits512(secret) => write::octet_string(&secret.to_octets()),
        });
        let content = Zeroizing::new(write::octet_string(&content));
        let version = write::small_integer(0);
        let algorithm = key_algorithm(self.algorithm());
        let mut fields = Zeroizing::new(Vec::with_capacity(
            version.len() + algorithm.len() + content.len(),
        ));
        fields.extend_from_slice(&version);
        fields.extend_from_slice(&algorithm);
        fields.extend_from_slice(&content);
        Zeroizing::new(write::element(tag::SEQUENCE, &fields))
    }

    pub(crate) fn algorithm(&self) -> KeyAlgorithm {
        match self {
            Self::Gost2004(_) => KeyAlgorithm::Gost2004,
            Self::Gost2015Bits512(_) => KeyAlgorithm::Gost2015Bits512,
        }
    }

    /// The public half.
    pub(crate) fn public(&self) -> GostPublicKey {
        match self {
            Self::Gost2004(secret) => GostPublicKey::Gost2004(Box::new(secret.public())),
            Self::Gost2015Bits512(secret) => {
                GostPublicKey::Gost2015Bits512(Box::new(secret.public()))
            }
        }
    }

    /// Content of the BIT STRING of the public half: an OCTET STRING holding X‖Y.
    pub(crate) fn public_bits(&self) -> Vec<u8> {
        write::octet_string(&match self {
            Self::Gost2004(secret) => secret.public().to_octets(),
            Self::Gost2015Bits512(secret) => secret.public().to_octets(),
        })
    }

    /// Signs a Streebog-512 digest. The nonce is drawn from the key, the digest and `seed`
    /// together: a seed that repeats or is known gives nothing away, and a good one keeps
    /// somebody who disturbs the calculation from comparing two runs of it.
    ///
    /// `None` for keys that never sign here.
    pub(crate) fn sign(&self, digest: &[u8], seed: &[u8; NONCE_SEED]) -> Option<Vec<u8>> {
        match self {
            Self::Gost2015Bits512(secret) => secret.sign(digest, seed),
            Self::Gost2004(_) => None,
        }
    }
}

/// AlgorithmIdentifier of a key: the algorithm, its curve and its hash.
pub(crate) fn key_algorithm(algorithm: KeyAlgorithm) -> Vec<u8> {
    let parameters = match algorithm {
        KeyAlgorithm::Gost2004 => [oid::GOST_2004_SET_A, oid::GOST_34311_TEST_BOXES],
        _ => [oid::GOST_2015_512_SET_A, oid::STREEBOG_512],
    };
    write::sequence(&[
        write::oid(algorithm.oid()),
        write::sequence(&parameters.map(write::oid)),
    ])
}

/// The parameters must name the one curve and hash that are calculated.
fn check_parameters(algorithm: KeyAlgorithm, mut parameters: Reader<'_>) -> Result<(), KeyProblem> {
    let (curve, hash) = match algorithm {
        KeyAlgorithm::Gost2004 => (oid::GOST_2004_SET_A, oid::GOST_34311_TEST_BOXES),
        KeyAlgorithm::Gost2015Bits512 => (oid::GOST_2015_512_SET_A, oid::STREEBOG_512),
        other => return Err(KeyProblem::Parameters(other.oid())),
    };
    let mut fields = parameters
        .sequence()
        .ok()
        .filter(|_| parameters.is_empty())
        .ok_or(KeyProblem::Broken)?;
    for expected in [curve, hash] {
        let found = fields.oid().ok().ok_or(KeyProblem::Broken)?;
        if found != expected {
            return Err(KeyProblem::Parameters(found));
        }
    }
    if fields.peek() == Some(tag::OID) {
        // A third identifier names a cipher; it takes no part in signatures.
        fields.oid().ok().ok_or(KeyProblem::Broken)?;
    }
    fields.finish().ok().ok_or(KeyProblem::Broken)
}
