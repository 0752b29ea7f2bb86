//! A private key: wiped from memory when dropped, and never shown.

use crate::algorithm::KeyAlgorithm;
use crate::asn1::{Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::oid::{self, Oid};
use rand_core::CryptoRngCore;
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Length of the RSA keys made here, in bits.
const RSA_BITS: usize = 2048;

/// A private key out of a key file. It can be used, never read: `Debug` names only its kind, and
/// the memory is wiped on drop.
pub struct PrivateKey(Kind);

enum Kind {
    Rsa(Box<RsaPrivateKey>),
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
    /// The RSA calculation failed.
    #[error("the RSA operation failed: {reason}")]
    Rsa {
        /// What the calculation reported.
        reason: String,
    },
}

impl PrivateKey {
    /// Reads an unencrypted PKCS#8 key.
    ///
    /// # Errors
    /// [`PrivateKeyError::Damaged`] if it is not one. Keys of foreign algorithms are accepted:
    /// they can be carried, though not used.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, PrivateKeyError> {
        let algorithm = pkcs8_algorithm(der).ok_or(PrivateKeyError::Damaged)?;
        if algorithm == oid::RSA_ENCRYPTION {
            let key = RsaPrivateKey::from_pkcs8_der(der)
                .ok()
                .ok_or(PrivateKeyError::Damaged)?;
            return Ok(Self(Kind::Rsa(Box::new(key))));
        }
        Ok(Self(Kind::Foreign {
            algorithm: KeyAlgorithm::from_oid(algorithm, 0),
            pkcs8: Zeroizing::new(der.to_vec()),
        }))
    }

    /// Makes an RSA key of 2,048 bits.
    ///
    /// # Errors
    /// [`PrivateKeyError::Rsa`] if the generator gives up.
    pub fn generate_rsa(rng: &mut impl CryptoRngCore) -> Result<Self, PrivateKeyError> {
        RsaPrivateKey::new(rng, RSA_BITS)
            .map(|key| Self(Kind::Rsa(Box::new(key))))
            .map_err(failed)
    }

    /// The key as unencrypted PKCS#8, in memory that is wiped on drop.
    ///
    /// # Errors
    /// [`PrivateKeyError::Rsa`] if the key cannot be encoded.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
        match &self.0 {
            Kind::Rsa(key) => key
                .to_pkcs8_der()
                .map(|document| Zeroizing::new(document.as_bytes().to_vec()))
                .map_err(|error| PrivateKeyError::Rsa {
                    reason: error.to_string(),
                }),
            Kind::Foreign { pkcs8, .. } => Ok(pkcs8.clone()),
        }
    }

    /// The kind of the key.
    pub fn algorithm(&self) -> KeyAlgorithm {
        match &self.0 {
            Kind::Rsa(key) => KeyAlgorithm::Rsa {
                bits: u32::try_from(key.n().bits()).unwrap_or(u32::MAX),
            },
            Kind::Foreign { algorithm, .. } => *algorithm,
        }
    }

    /// Whether this is the key of the certificate; `None` where that cannot be calculated.
    pub fn belongs_to(&self, certificate: &Certificate) -> Option<bool> {
        match &self.0 {
            Kind::Rsa(key) => {
                Some(certificate.public_key().rsa() == Some(&RsaPublicKey::from(&**key)))
            }
            Kind::Foreign { algorithm, .. } => {
                (*algorithm != certificate.key_algorithm()).then_some(false)
            }
        }
    }

    /// Content of the BIT STRING of the public half: PKCS#1 for RSA.
    pub(crate) fn public_bits(&self) -> Result<Vec<u8>, PrivateKeyError> {
        match &self.0 {
            Kind::Rsa(key) => RsaPublicKey::from(&**key)
                .to_pkcs1_der()
                .map(|document| document.as_bytes().to_vec())
                .map_err(|error| PrivateKeyError::Rsa {
                    reason: error.to_string(),
                }),
            Kind::Foreign { algorithm, .. } => Err(PrivateKeyError::UnsupportedAlgorithm {
                oid: algorithm.oid(),
            }),
        }
    }

    /// RSA PKCS#1 v1.5 with SHA-256 over `data`. The randomness blinds the calculation against
    /// timing; the signature itself is the same for the same data.
    pub(crate) fn sign(
        &self,
        data: &[u8],
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, PrivateKeyError> {
        match &self.0 {
            Kind::Rsa(key) => key
                .sign_with_rng(rng, Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(data))
                .map_err(failed),
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

fn failed(error: rsa::Error) -> PrivateKeyError {
    PrivateKeyError::Rsa {
        reason: error.to_string(),
    }
}

/// The algorithm of a PKCS#8 key: SEQUENCE { version, algorithm, OCTET STRING, ... }.
fn pkcs8_algorithm(der: &[u8]) -> Option<Oid> {
    let mut fields = Reader::new(der, Rules::Ber).sequence().ok()?;
    fields.small_integer().ok()?;
    let algorithm = fields.sequence().ok()?.oid().ok()?;
    fields.expect(tag::OCTET_STRING).ok()?;
    Some(algorithm)
}
