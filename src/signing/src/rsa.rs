//! RSA PKCS#1 v1.5, calculated by AWS-LC: it blinds with randomness of its own, takes the same
//! time for every key, and is as fast as OpenSSL.

use crate::algorithm::DigestAlgorithm;
use crate::asn1::{Reader, Rules};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    KeyPair, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RSA_PKCS1_SHA256, RsaKeyPair, RsaParameters, UnparsedPublicKey,
};
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// A private key. AWS-LC wipes it when it is dropped.
pub(crate) struct RsaPrivateKey(RsaKeyPair);

/// A public key: RSAPublicKey of RFC 8017 A.1.1, as a certificate carries it.
#[derive(Debug, Clone)]
pub(crate) struct RsaPublicKey {
    der: Vec<u8>,
    bits: u32,
    /// Made ready for the hash all of НУЦ РК uses, when it is first needed: one authority checks
    /// a thousand certificates.
    ready: OnceLock<Option<ParsedPublicKey>>,
}

impl PartialEq for RsaPublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for RsaPublicKey {}

/// Why octets are no private key to sign with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// No RSA key, or its numbers do not fit together.
    Broken,
    /// Shorter than 2,048 bits or longer than 8,192.
    Length,
}

impl RsaPrivateKey {
    /// Reads an unencrypted PKCS#8 key.
    pub(crate) fn read(pkcs8: &[u8]) -> Result<Self, Unfit> {
        RsaKeyPair::from_pkcs8(pkcs8)
            .map(Self)
            .map_err(|rejected| match rejected.description_() {
                "TooSmall" | "TooLarge" => Unfit::Length,
                _ => Unfit::Broken,
            })
    }

    /// Makes a key of 2,048 bits.
    pub(crate) fn generate() -> Option<Self> {
        RsaKeyPair::generate(KeySize::Rsa2048).ok().map(Self)
    }

    /// Length of the modulus in bits.
    pub(crate) fn bits(&self) -> u32 {
        RsaPublicKey::read(self.public_bits()).map_or(0, |key| key.bits)
    }

    /// RSAPublicKey of the public half.
    pub(crate) fn public_bits(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// The key as unencrypted PKCS#8.
    pub(crate) fn to_pkcs8(&self) -> Option<Zeroizing<Vec<u8>>> {
        let document = self.0.as_der().ok()?;
        Some(Zeroizing::new(document.as_ref().to_vec()))
    }

    /// The signature over `data` with SHA-256: the same for the same data.
    pub(crate) fn sign(&self, data: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        // The generator is there for likeness with another library; it is not asked.
        let random = aws_lc_rs::rand::SystemRandom::new();
        self.0
            .sign(&RSA_PKCS1_SHA256, &random, data, &mut signature)
            .ok()?;
        Some(signature)
    }
}

impl RsaPublicKey {
    /// Reads RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }.
    pub(crate) fn read(der: &[u8]) -> Option<Self> {
        let mut outer = Reader::new(der, Rules::Der);
        let mut fields = outer.sequence().ok()?;
        let modulus = fields.unsigned_integer().ok()?;
        fields.unsigned_integer().ok()?;
        fields.finish().ok()?;
        outer.finish().ok()?;
        let (first, rest) = modulus.split_first()?;
        let bits = rest.len().checked_mul(8)? + (8 - first.leading_zeros() as usize);
        Some(Self {
            der: der.to_vec(),
            bits: u32::try_from(bits).ok()?,
            ready: OnceLock::new(),
        })
    }

    /// Length of the modulus in bits.
    pub(crate) fn bits(&self) -> u32 {
        self.bits
    }

    /// Whether `signature` was made over `data` by this key; `None` for a hash that does not go
    /// with RSA here.
    pub(crate) fn verify(
        &self,
        hash: DigestAlgorithm,
        data: &[u8],
        signature: &[u8],
    ) -> Option<bool> {
        let scheme: &'static RsaParameters = match hash {
            DigestAlgorithm::Sha256 => {
                let ready = self.ready.get_or_init(|| {
                    ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.der).ok()
                });
                return Some(
                    ready
                        .as_ref()
                        .is_some_and(|key| key.verify_sig(data, signature).is_ok()),
                );
            }
            DigestAlgorithm::Sha384 => &RSA_PKCS1_2048_8192_SHA384,
            DigestAlgorithm::Sha512 => &RSA_PKCS1_2048_8192_SHA512,
            _ => return None,
        };
        let key = UnparsedPublicKey::new(scheme, &self.der);
        Some(key.verify(data, signature).is_ok())
    }
}
