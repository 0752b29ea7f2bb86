//! A private key: wiped from memory when dropped, and never shown.

use crate::algorithm::{DigestAlgorithm, KeyAlgorithm};
use crate::asn1::{Reader, Rules, write};
use crate::certificate::Certificate;
use crate::gost::{self, GostPrivateKey, KeyProblem};
use crate::oid::Oid;
use crate::rsa::{RsaPrivateKey, Unfit};
use rand_core::CryptoRngCore;
use std::fmt;
use zeroize::Zeroizing;

/// Draws of a GOST key: fewer than one in 2²⁵⁰ is no key.
const ATTEMPTS: usize = 8;

/// A private key out of a key file. It can be used, never read: `Debug` names only its kind, and
/// the memory is wiped on drop.
pub struct PrivateKey(Kind);

enum Kind {
    Rsa(RsaPrivateKey),
    Gost(GostPrivateKey),
    /// A key of an algorithm this build cannot calculate with, kept as it came.
    Foreign {
        algorithm: KeyAlgorithm,
        pkcs8: Zeroizing<Vec<u8>>,
    },
}

/// Why a key cannot be read, made or used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// The octets are not a PKCS#8 private key, or its numbers do not fit together.
    #[error("the private key is damaged")]
    Damaged,
    /// Signing with this kind of key is not possible in this build.
    #[error("keys of algorithm {oid} cannot sign")]
    UnsupportedAlgorithm {
        /// The algorithm of the key.
        oid: Oid,
    },
    /// Not one signature came out that is one: randomness or memory is broken.
    #[error("the signature could not be made")]
    Exhausted,
    /// An RSA key of this length is not used.
    #[error("an RSA key of this length cannot sign")]
    Length,
}

impl PrivateKey {
    /// Reads an unencrypted PKCS#8 key.
    ///
    /// # Errors
    /// [`PrivateKeyError::Damaged`] if it is not one. Keys of foreign algorithms are accepted:
    /// they can be carried, though not used.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, PrivateKeyError> {
        let (algorithm, parameters, content) = pkcs8_parts(der).ok_or(PrivateKeyError::Damaged)?;
        let algorithm = KeyAlgorithm::from_oid(algorithm, 0);
        if let KeyAlgorithm::Rsa { .. } = algorithm {
            return RsaPrivateKey::read(der)
                .map(|key| Self(Kind::Rsa(key)))
                .map_err(|unfit| match unfit {
                    Unfit::Broken => PrivateKeyError::Damaged,
                    Unfit::Length => PrivateKeyError::Length,
                });
        }
        match GostPrivateKey::read(algorithm, parameters, &content) {
            Ok(key) => Ok(Self(Kind::Gost(key))),
            Err(KeyProblem::Broken) => Err(PrivateKeyError::Damaged),
            Err(KeyProblem::Parameters(_)) => Ok(Self(Kind::Foreign {
                algorithm,
                pkcs8: Zeroizing::new(der.to_vec()),
            })),
        }
    }

    /// Makes a key of GOST 34.10-2015/512.
    ///
    /// # Errors
    /// [`PrivateKeyError::Exhausted`] if the randomness gives no usable number in a few tries.
    pub fn generate_gost(rng: &mut impl CryptoRngCore) -> Result<Self, PrivateKeyError> {
        let mut octets = Zeroizing::new([0; 64]);
        for _ in 0..ATTEMPTS {
            rng.fill_bytes(&mut *octets);
            if let Some(key) = GostPrivateKey::from_random(&octets) {
                return Ok(Self(Kind::Gost(key)));
            }
        }
        Err(PrivateKeyError::Exhausted)
    }

    /// Makes an RSA key of 2,048 bits, from the randomness of the calculating library.
    ///
    /// # Errors
    /// [`PrivateKeyError::Exhausted`] if the generator gives up.
    pub fn generate_rsa() -> Result<Self, PrivateKeyError> {
        RsaPrivateKey::generate()
            .map(|key| Self(Kind::Rsa(key)))
            .ok_or(PrivateKeyError::Exhausted)
    }

    /// The key as unencrypted PKCS#8, in memory that is wiped on drop.
    ///
    /// # Errors
    /// [`PrivateKeyError::Damaged`] if the key cannot be encoded.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
        match &self.0 {
            Kind::Rsa(key) => key.to_pkcs8().ok_or(PrivateKeyError::Damaged),
            Kind::Gost(key) => Ok(key.to_pkcs8()),
            Kind::Foreign { pkcs8, .. } => Ok(pkcs8.clone()),
        }
    }

    /// The kind of the key.
    pub fn algorithm(&self) -> KeyAlgorithm {
        match &self.0 {
            Kind::Rsa(key) => KeyAlgorithm::Rsa { bits: key.bits() },
            Kind::Gost(key) => key.algorithm(),
            Kind::Foreign { algorithm, .. } => *algorithm,
        }
    }

    /// Whether this is the key of the certificate; `None` where that cannot be calculated.
    pub fn belongs_to(&self, certificate: &Certificate) -> Option<bool> {
        match &self.0 {
            Kind::Rsa(key) => Some(certificate.public_key().bits == key.public_bits()),
            Kind::Gost(key) => Some(certificate.public_key().gost() == Some(&key.public())),
            Kind::Foreign { algorithm, .. } => {
                (*algorithm != certificate.key_algorithm()).then_some(false)
            }
        }
    }

    /// AlgorithmIdentifier of the public half.
    pub(crate) fn public_algorithm(&self) -> Vec<u8> {
        match &self.0 {
            Kind::Gost(key) => gost::key_algorithm(key.algorithm()),
            Kind::Rsa(_) | Kind::Foreign { .. } => write::algorithm(self.algorithm().oid()),
        }
    }

    /// Content of the BIT STRING of the public half: PKCS#1 for RSA, a string for GOST.
    pub(crate) fn public_bits(&self) -> Result<Vec<u8>, PrivateKeyError> {
        match &self.0 {
            Kind::Rsa(key) => Ok(key.public_bits().to_vec()),
            Kind::Gost(key) => Ok(key.public_bits()),
            Kind::Foreign { algorithm, .. } => Err(PrivateKeyError::UnsupportedAlgorithm {
                oid: algorithm.oid(),
            }),
        }
    }

    /// The hash and the signature algorithm the key signs with.
    pub(crate) fn signs_with(&self) -> Result<(DigestAlgorithm, Oid), PrivateKeyError> {
        let algorithm = self.algorithm();
        algorithm
            .signs_with()
            .ok_or(PrivateKeyError::UnsupportedAlgorithm {
                oid: algorithm.oid(),
            })
    }

    fn digest(&self, data: &[u8]) -> Result<Vec<u8>, PrivateKeyError> {
        let (hash, _) = self.signs_with()?;
        hash.hash(data)
            .map_err(|unsupported| PrivateKeyError::UnsupportedAlgorithm {
                oid: unsupported.oid,
            })
    }

    /// Signs `data`: RSA PKCS#1 v1.5 with SHA-256, or GOST 34.10-2015/512 with Streebog-512, whose
    /// nonce takes the randomness together with the key and the digest.
    pub(crate) fn sign(
        &self,
        data: &[u8],
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, PrivateKeyError> {
        match &self.0 {
            Kind::Rsa(key) => key.sign(data).ok_or(PrivateKeyError::Exhausted),
            Kind::Gost(key) => {
                let mut seed = Zeroizing::new([0; gost::NONCE_SEED]);
                rng.fill_bytes(&mut *seed);
                let digest = self.digest(data)?;
                key.sign(&digest, &seed).ok_or(PrivateKeyError::Exhausted)
            }
            Kind::Foreign { algorithm, .. } => Err(PrivateKeyError::UnsupportedAlgorithm {
                oid: algorithm.oid(),
            }),
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("algorithm", &self.algorithm())
            .finish_non_exhaustive()
    }
}

/// Algorithm, its parameters and the content of a PKCS#8 key: SEQUENCE { version, algorithm,
/// OCTET STRING, ... }.
fn pkcs8_parts(der: &[u8]) -> Option<(Oid, Reader<'_>, Zeroizing<Vec<u8>>)> {
    let mut fields = Reader::new(der, Rules::Ber).sequence().ok()?;
    fields.small_integer().ok()?;
    let mut parameters = fields.sequence().ok()?;
    let algorithm = parameters.oid().ok()?;
    let content = Zeroizing::new(fields.octets().ok()?.into_owned());
    Some((algorithm, parameters, content))
}
