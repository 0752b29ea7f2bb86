//! Algorithms by their identifiers, and checking one signature with one public key.
//!
//! What is named here and not calculated (GOST with 256-bit keys of 2015, RSA-PSS, SHA-1) is
//! reported as [`Unsupported`], never as wrong.

use crate::asn1::{Asn1Error, Reader, Rules, tag};
use crate::gost::{GostPublicKey, KeyProblem};
use crate::oid::{self, Oid};
use crate::rsa::RsaPublicKey;
use gost94::{Digest as _, Gost94Test};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use streebog::{Streebog256, Streebog512};

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
    /// Whether this build can check signatures of the algorithm.
    pub fn can_verify(self) -> bool {
        matches!(
            self,
            Self::Rsa { .. } | Self::Gost2004 | Self::Gost2015Bits512
        )
    }

    /// Whether this build can make signatures of the algorithm. Keys of GOST 34.310-2004 are
    /// read and checked only: НУЦ РК has issued none since 2024.
    pub fn can_sign(self) -> bool {
        matches!(self, Self::Rsa { .. } | Self::Gost2015Bits512)
    }

    /// The hash and the signature algorithm a key of this kind signs with here.
    pub(crate) fn signs_with(self) -> Option<(DigestAlgorithm, Oid)> {
        match self {
            Self::Rsa { .. } => Some((DigestAlgorithm::Sha256, oid::SHA256_WITH_RSA)),
            Self::Gost2015Bits512 => {
                Some((DigestAlgorithm::Streebog512, oid::GOST_2015_512_SIGNATURE))
            }
            _ => None,
        }
    }

    /// Whether a signature algorithm of `other` could be this key's: RSA keys are alike whatever
    /// their length.
    fn is_kind_of(self, other: Self) -> bool {
        self == other || matches!((self, other), (Self::Rsa { .. }, Self::Rsa { .. }))
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
    /// [`Unsupported`] for weak or unknown ones.
    pub fn hash(self, data: &[u8]) -> Result<Vec<u8>, Unsupported> {
        match self {
            Self::Sha256 => Ok(Sha256::digest(data).to_vec()),
            Self::Sha384 => Ok(Sha384::digest(data).to_vec()),
            Self::Sha512 => Ok(Sha512::digest(data).to_vec()),
            Self::Gost34311 => Ok(Gost94Test::digest(data).to_vec()),
            Self::Streebog256 => Ok(Streebog256::digest(data).to_vec()),
            Self::Streebog512 => Ok(Streebog512::digest(data).to_vec()),
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

/// What a signature algorithm says by its name.
struct Scheme {
    /// The kind of key it takes; the length of an RSA key does not matter here.
    key: KeyAlgorithm,
    /// The hash, where the name settles it.
    digest: Option<DigestAlgorithm>,
}

impl Scheme {
    const RSA: KeyAlgorithm = KeyAlgorithm::Rsa { bits: 0 };

    fn named(algorithm: Oid) -> Option<Self> {
        let scheme = |key, digest| Some(Self { key, digest });
        match algorithm {
            oid::RSA_ENCRYPTION => scheme(Self::RSA, None),
            oid::SHA256_WITH_RSA => scheme(Self::RSA, Some(DigestAlgorithm::Sha256)),
            oid::SHA384_WITH_RSA => scheme(Self::RSA, Some(DigestAlgorithm::Sha384)),
            oid::SHA512_WITH_RSA => scheme(Self::RSA, Some(DigestAlgorithm::Sha512)),
            // Kalkan names the key where the signature belongs in some files.
            oid::GOST_2004_KEY
            | oid::GOST_2004_SIGNATURE
            | oid::GOST_2004_SIGNATURE_1
            | oid::GOST_2004_SIGNATURE_2 => {
                scheme(KeyAlgorithm::Gost2004, Some(DigestAlgorithm::Gost34311))
            }
            oid::GOST_2015_512_KEY | oid::GOST_2015_512_SIGNATURE => scheme(
                KeyAlgorithm::Gost2015Bits512,
                Some(DigestAlgorithm::Streebog512),
            ),
            _ => None,
        }
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
    let unknown = Err(SignatureProblem::Unsupported(algorithm));
    let Some(scheme) = Scheme::named(algorithm) else {
        let undecided = match algorithm {
            oid::RSA_PSS | oid::SHA1_WITH_RSA => public_key.algorithm.is_kind_of(Scheme::RSA),
            // A key that is calculated here and is said to have made some other signature is a
            // contradiction, not a gap in this build.
            _ => false,
        };
        return if undecided || !public_key.algorithm.can_verify() {
            unknown
        } else {
            Err(SignatureProblem::AlgorithmMismatch)
        };
    };
    if !public_key.algorithm.is_kind_of(scheme.key) {
        return Err(SignatureProblem::AlgorithmMismatch);
    }
    let hash = match (scheme.digest, digest) {
        (Some(implied), Some(named)) if implied != named => {
            return Err(SignatureProblem::AlgorithmMismatch);
        }
        (Some(hash), _) | (None, Some(hash)) => hash,
        (None, None) => return unknown,
    };
    match &public_key.numbers {
        Numbers::Rsa(key) => {
            if let KeyAlgorithm::Rsa { bits } = public_key.algorithm
                && bits < MINIMUM_RSA_BITS
            {
                return Err(SignatureProblem::WeakKey { bits });
            }
            match key.verify(hash, data, signature) {
                Some(true) => Ok(()),
                Some(false) => Err(SignatureProblem::Mismatch),
                None => Err(SignatureProblem::Unsupported(hash.oid())),
            }
        }
        Numbers::Gost(key) if key.verify(&hash.hash(data)?, signature) => Ok(()),
        Numbers::Gost(_) | Numbers::Broken => Err(SignatureProblem::Mismatch),
        Numbers::Foreign(oid) => Err(SignatureProblem::Unsupported(*oid)),
    }
}

/// AlgorithmIdentifier whose parameters, if any, may only be NULL for the algorithms that are
/// calculated here. A GOST key named where a signature belongs may bring its curve and hash:
/// those of the certificate count.
pub(crate) fn read_identifier(fields: &mut Reader<'_>) -> Result<Oid, Asn1Error> {
    let mut algorithm = fields.sequence()?;
    let oid = algorithm.oid()?;
    if !algorithm.is_empty() {
        let parameters = algorithm.any()?;
        let plain = matches!(
            oid,
            oid::SHA256
                | oid::SHA384
                | oid::SHA512
                | oid::RSA_ENCRYPTION
                | oid::SHA256_WITH_RSA
                | oid::SHA384_WITH_RSA
                | oid::SHA512_WITH_RSA
                | oid::GOST_34311
                | oid::STREEBOG_256
                | oid::STREEBOG_512
                | oid::GOST_2004_SIGNATURE
                | oid::GOST_2004_SIGNATURE_1
                | oid::GOST_2004_SIGNATURE_2
                | oid::GOST_2015_512_SIGNATURE
        );
        if plain && (parameters.tag != tag::NULL || !parameters.content.is_empty()) {
            return Err(Asn1Error::Value);
        }
    }
    algorithm.finish()?;
    Ok(oid)
}

/// A public key as a certificate carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicKey {
    pub(crate) algorithm: KeyAlgorithm,
    /// Content of the BIT STRING: what key identifiers are computed over.
    pub(crate) bits: Vec<u8>,
    numbers: Numbers,
}

/// What is calculated with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Numbers {
    Rsa(RsaPublicKey),
    Gost(GostPublicKey),
    /// Numbers that are no key of the algorithm: they verify nothing.
    Broken,
    /// Another algorithm or another curve, named.
    Foreign(Oid),
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo; `None` if its structure is broken. A key with impossible
    /// numbers is kept without them and verifies nothing.
    pub(crate) fn from_spki(spki: &[u8]) -> Option<Self> {
        let mut outer = Reader::new(spki, Rules::Der);
        let mut fields = outer.sequence().ok()?;
        let mut parameters = fields.sequence().ok()?;
        let oid = parameters.oid().ok()?;
        let bits = fields.expect(tag::BIT_STRING).ok()?;
        let (&0, bits) = bits.content.split_first()? else {
            return None;
        };
        fields.finish().ok()?;
        let mut algorithm = KeyAlgorithm::from_oid(oid, 0);
        let numbers = match algorithm {
            KeyAlgorithm::Rsa { .. } => match RsaPublicKey::read(bits) {
                Some(key) => {
                    algorithm = KeyAlgorithm::Rsa { bits: key.bits() };
                    Numbers::Rsa(key)
                }
                None => Numbers::Broken,
            },
            _ => match GostPublicKey::read(algorithm, parameters, bits) {
                Ok(key) => Numbers::Gost(key),
                Err(KeyProblem::Broken) => Numbers::Broken,
                Err(KeyProblem::Parameters(oid)) => Numbers::Foreign(oid),
            },
        };
        Some(Self {
            algorithm,
            bits: bits.to_vec(),
            numbers,
        })
    }

    pub(crate) fn gost(&self) -> Option<&GostPublicKey> {
        match &self.numbers {
            Numbers::Gost(key) => Some(key),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(algorithm: DigestAlgorithm, data: &[u8]) -> String {
        hex::encode(algorithm.hash(data).unwrap())
    }

    /// M1 of RFC 6986 section 10.1, printed there with the last octet first.
    #[test]
    fn streebog_gives_the_octets_of_rfc_6986() {
        let message = b"012345678901234567890123456789012345678901234567890123456789012";
        assert_eq!(
            hash(DigestAlgorithm::Streebog512, message),
            "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa\
             00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"
        );
        assert_eq!(
            hash(DigestAlgorithm::Streebog256, message),
            "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"
        );
    }

    #[test]
    fn the_older_hash_uses_the_test_boxes() {
        assert_eq!(
            hash(DigestAlgorithm::Gost34311, b""),
            "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d"
        );
        assert_eq!(
            hash(
                DigestAlgorithm::Gost34311,
                b"The quick brown fox jumps over the lazy dog"
            ),
            "77b7fa410c9ac58a25f49bca7d0468c9296529315eaca76bd1a10f376d1f4294"
        );
    }

    /// A key of GOST 34.10-2015/512: its SubjectPublicKeyInfo, a message and its signature.
    fn signed() -> (Vec<u8>, &'static [u8], Vec<u8>) {
        use crate::asn1::write;
        let rng = &mut rand_core::OsRng;
        let key = crate::PrivateKey::generate_gost(rng).unwrap();
        let info = write::sequence(&[
            key.public_algorithm(),
            write::bit_string(&key.public_bits().unwrap(), 0),
        ]);
        let signature = key.sign(b"act", rng).unwrap();
        (info, b"act", signature)
    }

    #[test]
    fn the_name_of_the_key_does_for_the_name_of_the_signature() {
        let (info, data, signature) = signed();
        let key = PublicKey::from_spki(&info).unwrap();
        let check = |algorithm, digest| verify(algorithm, digest, &key, data, &signature);
        let streebog = Some(DigestAlgorithm::Streebog512);
        for algorithm in [oid::GOST_2015_512_KEY, oid::GOST_2015_512_SIGNATURE] {
            assert_eq!(check(algorithm, None), Ok(()));
            assert_eq!(check(algorithm, streebog), Ok(()));
            for other in [DigestAlgorithm::Sha256, DigestAlgorithm::Streebog256] {
                assert_eq!(
                    check(algorithm, Some(other)),
                    Err(SignatureProblem::AlgorithmMismatch)
                );
            }
        }
        // What the key cannot have made is a contradiction, not a gap.
        for algorithm in [
            oid::GOST_2004_SIGNATURE,
            oid::SHA256_WITH_RSA,
            oid::RSA_ENCRYPTION,
            oid::RSA_PSS,
            "1.2.3.4".parse().unwrap(),
        ] {
            assert_eq!(
                check(algorithm, streebog),
                Err(SignatureProblem::AlgorithmMismatch)
            );
        }
        let wrong = verify(
            oid::GOST_2015_512_SIGNATURE,
            None,
            &key,
            b"other",
            &signature,
        );
        assert_eq!(wrong, Err(SignatureProblem::Mismatch));
    }

    #[test]
    fn another_curve_is_left_open_and_a_point_off_the_curve_verifies_nothing() {
        let (info, data, signature) = signed();
        let check = |info: &[u8]| {
            let key = PublicKey::from_spki(info).unwrap();
            verify(oid::GOST_2015_512_SIGNATURE, None, &key, data, &signature)
        };
        let set = oid::GOST_2015_512_SET_A;
        let start = info
            .windows(set.content().len())
            .position(|window| window == set.content())
            .unwrap();
        let mut other = info.clone();
        other[start + set.content().len() - 1] = 2;
        let set_b = "1.2.398.3.10.1.1.2.2.2".parse().unwrap();
        assert_eq!(check(&other), Err(SignatureProblem::Unsupported(set_b)));
        let mut off = info.clone();
        *off.last_mut().unwrap() ^= 1;
        assert_eq!(check(&off), Err(SignatureProblem::Mismatch));
        assert_eq!(check(&info), Ok(()));
    }
}
