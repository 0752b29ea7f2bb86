//! Key files (PKCS#12, `.p12`): opening those of НУЦ РК and of OpenSSL, writing new ones.

mod cipher;
mod kdf;
mod open;
mod write;

pub use write::DEFAULT_ITERATIONS;

use crate::algorithm::KeyAlgorithm;
use crate::certificate::Certificate;
use crate::oid::Oid;
use crate::private_key::{PrivateKey, PrivateKeyError};
use rand_core::CryptoRngCore;
use std::fmt;

/// An opened key file: a private key, its certificate and what else lay beside them.
///
/// Open it for one task and drop it: the key is wiped from memory on drop.
pub struct KeyFile {
    certificate: Certificate,
    others: Vec<Certificate>,
    key: PrivateKey,
    friendly_name: Option<String>,
}

/// Why a key file cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// The integrity code does not fit the password. A file altered as a whole looks the same:
    /// nothing in it can be trusted before the code fits.
    #[error("the password does not open the key file")]
    WrongPassword,
    /// The octets are not a key file, or a part of it is broken.
    #[error("the key file is damaged: {part}")]
    Damaged {
        /// The part of RFC 7292 that cannot be read.
        part: &'static str,
    },
    /// The file is protected in a way this build does not know.
    #[error("the key file uses algorithm {oid}, which is not supported")]
    UnsupportedAlgorithm {
        /// The algorithm.
        oid: Oid,
    },
    /// The file holds no private key.
    #[error("the key file holds no private key")]
    NoKey,
    /// The file holds no certificate that belongs to its key.
    #[error("the key file holds no certificate for its key")]
    NoCertificate,
}

impl KeyFile {
    /// Opens a PKCS#12 file: DER or the BER of НУЦ РК; 3DES, RC2 or AES; integrity checked
    /// before anything is decrypted.
    ///
    /// # Errors
    /// [`KeyFileError`]; only [`KeyFileError::WrongPassword`] is worth asking the person again.
    pub fn open(bytes: &[u8], password: &str) -> Result<Self, KeyFileError> {
        open::open(bytes, password)
    }

    /// Puts a key and its certificate together.
    ///
    /// # Errors
    /// [`KeyFileError::NoCertificate`] if the certificate belongs to another key.
    pub fn new(
        certificate: Certificate,
        others: Vec<Certificate>,
        key: PrivateKey,
        friendly_name: Option<String>,
    ) -> Result<Self, KeyFileError> {
        if key.belongs_to(&certificate) == Some(false) {
            return Err(KeyFileError::NoCertificate);
        }
        Ok(Self {
            certificate,
            others,
            key,
            friendly_name,
        })
    }

    /// Writes a PKCS#12 file: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC, integrity by
    /// HMAC-SHA-256, as OpenSSL 3 does. `iterations` slows guessing of the password down; see
    /// [`DEFAULT_ITERATIONS`].
    ///
    /// # Errors
    /// [`PrivateKeyError`] if the key cannot be encoded.
    pub fn to_pkcs12(
        &self,
        password: &str,
        iterations: u32,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, PrivateKeyError> {
        write::write(self, password, iterations, rng)
    }

    /// The certificate of the key.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Other certificates in the file: usually none, sometimes the issuer's.
    pub fn other_certificates(&self) -> &[Certificate] {
        &self.others
    }

    /// The private key.
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// The name the file gives its key; НУЦ РК writes the key identifier in hexadecimal.
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }

    /// The kind of the key.
    pub fn key_algorithm(&self) -> KeyAlgorithm {
        self.key.algorithm()
    }

    /// Whether this build can sign with the key. Keys of GOST 34.310-2004 open and show their
    /// certificate, but signing answers [`PrivateKeyError::UnsupportedAlgorithm`].
    pub fn can_sign(&self) -> bool {
        self.key.algorithm().can_sign()
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyFile")
            .field("certificate", &self.certificate)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}
