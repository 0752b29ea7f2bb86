//! Algorithms by their identifiers, and checking one signature with one public key.
//!
//! The Kazakh GOST family is named here in full so that every certificate and signature can be
//! shown for what it is; checking and making GOST signatures is a later floor, and until then
//! they are reported as [`Unsupported`], never as wrong.

use crate::asn1::{Reader, Rules, tag};
use crate::oid::{self, Oid};
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha384, Sha512};

/// RSA keys shorter than this do not count: 2,048 bits is what НУЦ РК issued.
pub const MINIMUM_RSA_BITS: u32 = 2048;

/// The kind of a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA; issued by НУЦ РК until April 2024, still met in archives.
    Rsa {
        /// Length of the modulus in bits.
        bits: u32,
    },
    /// GOST 34.310-2004.
    Gost2004,
    /// GOST R 34.10-2015 with a 256-bit key.
    Gost2015Bits256,
    /// GOST R 34.10-2015 with a 512-bit key: what НУЦ РК issues today.
    Gost2015Bits512,
    /// Anything else.
    Other {
        /// The algorithm of the key as its certificate names it.
        oid: Oid,
    },
}

impl KeyAlgorithm {
    /// Whether this build can make and check signatures of the algorithm.
    pub fn is_supported(self) -> bool {
        matches!(self, Self::Rsa { .. })
    }

    /// The identifier of the key algorithm.
    pub fn oid(self) -> Oid {
        match self {
            Self::Rsa { .. } => oid::RSA_ENCRYPTION,
            Self::Gost2004 => oid::GOST_2004_KEY,
            Self::Gost2015Bits256 => oid::GOST_2015_256_KEY,
            Self::Gost2015Bits512 => oid::GOST_2015_512_KEY,
            Self::Other { oid } => oid,
        }
    }

    pub(crate) fn from_oid(value: Oid, rsa_bits: u32) -> Self {
        match value {
            oid::RSA_ENCRYPTION => Self::Rsa { bits: rsa_bits },
            oid::GOST_2004_KEY => Self::Gost2004,
            oid::GOST_2015_256_KEY => Self::Gost2015Bits256,
            oid::GOST_2015_512_KEY => Self::Gost2015Bits512,
            oid => Self::Other { oid },
        }
    }
}

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// GOST 34.311-95.
    Gost34311,
    /// GOST R 34.11-2015 (Streebog), 256 bits.
    Streebog256,
    /// GOST R 34.11-2015 (Streebog), 512 bits.
    Streebog512,
    /// Anything else, SHA-1 and MD5 included: too weak or unknown.
    Other {
        /// The algorithm as the file names it.
        oid: Oid,
    },
}

impl DigestAlgorithm {
    pub(crate) fn from_oid(value: Oid) -> Self {
        match value {
            oid::SHA256 => Self::Sha256,
            oid::SHA384 => Self::Sha384,
            oid::SHA512 => Self::Sha512,
            oid::GOST_34311 => Self::Gost34311,
            oid::STREEBOG_256 => Self::Streebog256,
            oid::STREEBOG_512 => Self::Streebog512,
            oid => Self::Other { oid },
        }
    }

    /// The identifier of the hash function.
    pub fn oid(self) -> Oid {
        match self {
            Self::Sha256 => oid::SHA256,
            Self::Sha384 => oid::SHA384,
            Self::Sha512 => oid::SHA512,
            Self::Gost34311 => oid::GOST_34311,
            Self::Streebog256 => oid::STREEBOG_256,
            Self::Streebog512 => oid::STREEBOG_512,
            Self::Other { oid } => oid,
        }
    }

    /// The hash of `data`.
    ///
    /// # Errors
    /// [`Unsupported`] for GOST hashes (a later floor) and for weak or unknown ones.
    pub fn hash(self, data: &[u8]) -> Result<Vec<u8>, Unsupported> {
        match self {
            Self::Sha256 => Ok(Sha256::digest(data).to_vec()),
            Self::Sha384 => Ok(Sha384::digest(data).to_vec()),
            Self::Sha512 => Ok(Sha512::digest(data).to_vec()),
            other => Err(Unsupported { oid: other.oid() }),
        }
    }
}

/// An algorithm this build does not calculate: the thing signed with it is neither right nor
/// wrong, it is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("algorithm {oid} is not supported")]
pub struct Unsupported {
    /// The algorithm.
    pub oid: Oid,
}

/// What became of checking one signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureProblem {
    /// The signature was not made by this key over these octets.
    Mismatch,
    /// The hash the signature algorithm names is not the one named beside it.
    AlgorithmMismatch,
    /// The key is too short to count.
    WeakKey { bits: u32 },
    /// The algorithm cannot be calculated here.
    Unsupported(Oid),
}

impl From<Unsupported> for SignatureProblem {
    fn from(value: Unsupported) -> Self {
        Self::Unsupported(value.oid)
    }
}

/// Checks `signature` over `data`.
///
/// `digest` is the hash named apart from the signature algorithm, as CMS does; certificates name
/// none. The signature algorithm may be that of the key alone (`rsaEncryption`, as Kalkan writes
/// it), in which case `digest` decides.
pub(crate) fn verify(
    algorithm: Oid,
    digest: Option<DigestAlgorithm>,
    public_key: &PublicKey,
    data: &[u8],
    signature: &[u8],
) -> Result<(), SignatureProblem> {
    let implied = match algorithm {
        oid::RSA_ENCRYPTION => None,
        oid::SHA256_WITH_RSA => Some(DigestAlgorithm::Sha256),
        oid::SHA384_WITH_RSA => Some(DigestAlgorithm::Sha384),
        oid::SHA512_WITH_RSA => Some(DigestAlgorithm::Sha512),
        other @ (oid::RSA_PSS | oid::SHA1_WITH_RSA) => {
            return Err(SignatureProblem::Unsupported(other));
        }
        // An RSA key that is said to have made some other signature is a contradiction, not a
        // gap in this build.
        _ if public_key.algorithm.is_supported() => {
            return Err(SignatureProblem::AlgorithmMismatch);
        }
        other => return Err(SignatureProblem::Unsupported(other)),
    };
    let hash = match (implied, digest) {
        (Some(implied), Some(named)) if implied != named => {
            return Err(SignatureProblem::AlgorithmMismatch);
        }
        (Some(hash), _) | (None, Some(hash)) => hash,
        (None, None) => return Err(SignatureProblem::Unsupported(algorithm)),
    };
    // Nor is an RSA signature by a key of another kind.
    let key = match &public_key.rsa {
        Some(key) => key,
        None if public_key.algorithm.is_supported() => return Err(SignatureProblem::Mismatch),
        None => return Err(SignatureProblem::AlgorithmMismatch),
    };
    if let KeyAlgorithm::Rsa { bits } = public_key.algorithm
        && bits < MINIMUM_RSA_BITS
    {
        return Err(SignatureProblem::WeakKey { bits });
    }
    let hashed = hash.hash(data)?;
    let scheme = match hash {
        DigestAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        DigestAlgorithm::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        DigestAlgorithm::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        other => return Err(SignatureProblem::Unsupported(other.oid())),
    };
    key.verify(scheme, &hashed, signature)
        .ok()
        .ok_or(SignatureProblem::Mismatch)
}

/// A public key as a certificate carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicKey {
    pub(crate) algorithm: KeyAlgorithm,
    /// Content of the BIT STRING: what key identifiers are computed over.
    pub(crate) bits: Vec<u8>,
    rsa: Option<RsaPublicKey>,
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo; `None` if its structure is broken. An RSA key with
    /// impossible numbers is kept without them and verifies nothing.
    pub(crate) fn from_spki(spki: &[u8]) -> Option<Self> {
        let mut outer = Reader::new(spki, Rules::Der);
        let mut fields = outer.sequence().ok()?;
        let oid = fields.sequence().ok()?.oid().ok()?;
        let bits = fields.expect(tag::BIT_STRING).ok()?;
        let (&0, bits) = bits.content.split_first()? else {
            return None;
        };
        fields.finish().ok()?;
        let rsa = (oid == oid::RSA_ENCRYPTION)
            .then(|| RsaPublicKey::from_pkcs1_der(bits).ok())
            .flatten();
        let length = rsa.as_ref().map_or(0, |key| key.n().bits());
        let algorithm = KeyAlgorithm::from_oid(oid, u32::try_from(length).unwrap_or(u32::MAX));
        Some(Self {
            algorithm,
            bits: bits.to_vec(),
            rsa,
        })
    }

    pub(crate) fn rsa(&self) -> Option<&RsaPublicKey> {
        self.rsa.as_ref()
    }
}
