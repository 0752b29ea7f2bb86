//! From a password to keys: the PKCS#12 derivation (RFC 7292 appendix B), PBKDF2 (RFC 8018) and
//! the integrity code of a key file.

use crate::oid::{self, Oid};
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// A hash function a key file may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// What derived octets are for (RFC 7292 B.3).
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Key = 1,
    InitialVector = 2,
    Integrity = 3,
}

impl Hash {
    pub(super) fn from_digest(value: Oid) -> Option<Self> {
        match value {
            oid::SHA1 => Some(Self::Sha1),
            oid::SHA256 => Some(Self::Sha256),
            oid::SHA384 => Some(Self::Sha384),
            oid::SHA512 => Some(Self::Sha512),
            _ => None,
        }
    }

    pub(super) fn from_hmac(value: Oid) -> Option<Self> {
        match value {
            oid::HMAC_SHA1 => Some(Self::Sha1),
            oid::HMAC_SHA256 => Some(Self::Sha256),
            oid::HMAC_SHA384 => Some(Self::Sha384),
            oid::HMAC_SHA512 => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Octets of one input block of the hash: `v` of RFC 7292.
    fn block(self) -> usize {
        match self {
            Self::Sha1 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 => 128,
        }
    }

    pub(super) fn output(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    fn digest(self, data: &[u8]) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(match self {
            Self::Sha1 => Sha1::digest(data).to_vec(),
            Self::Sha256 => Sha256::digest(data).to_vec(),
            Self::Sha384 => Sha384::digest(data).to_vec(),
            Self::Sha512 => Sha512::digest(data).to_vec(),
        })
    }

    /// The integrity code of `data`.
    pub(super) fn hmac(self, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        fn run<M: Mac + hmac::digest::KeyInit>(key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
            let mut mac = <M as Mac>::new_from_slice(key).ok()?;
            mac.update(data);
            Some(mac.finalize().into_bytes().to_vec())
        }
        match self {
            Self::Sha1 => run::<Hmac<Sha1>>(key, data),
            Self::Sha256 => run::<Hmac<Sha256>>(key, data),
            Self::Sha384 => run::<Hmac<Sha384>>(key, data),
            Self::Sha512 => run::<Hmac<Sha512>>(key, data),
        }
    }

    /// PBKDF2 with HMAC of this hash.
    pub(super) fn pbkdf2(
        self,
        password: &str,
        salt: &[u8],
        iterations: u32,
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(vec![0; length]);
        let password = password.as_bytes();
        match self {
            Self::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>(password, salt, iterations, &mut out),
            Self::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, iterations, &mut out),
            Self::Sha384 => pbkdf2::pbkdf2_hmac::<Sha384>(password, salt, iterations, &mut out),
            Self::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, iterations, &mut out),
        }
        out
    }

    /// The derivation of PKCS#12.
    pub(super) fn pkcs12(
        self,
        password: &BmpPassword,
        salt: &[u8],
        iterations: u32,
        purpose: Purpose,
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        let block = self.block();
        let mut input = Zeroizing::new(filled(salt, block));
        input.extend_from_slice(&filled(&password.0, block));
        let mut derived = Zeroizing::new(Vec::with_capacity(length + self.output()));
        while derived.len() < length {
            let mut first = Zeroizing::new(vec![purpose as u8; block]);
            first.extend_from_slice(&input);
            let mut round = self.digest(&first);
            for _ in 1..iterations {
                round = self.digest(&round);
            }
            derived.extend_from_slice(&round);
            for chunk in input.chunks_mut(block) {
                add_with_one(chunk, &round);
            }
        }
        derived.truncate(length);
        derived
    }
}

/// A password as PKCS#12 derives from it: UTF-16 big-endian, closed by two zero octets.
pub(super) struct BmpPassword(Zeroizing<Vec<u8>>);

impl BmpPassword {
    pub(super) fn new(password: &str) -> Self {
        let mut octets = Zeroizing::new(Vec::with_capacity(password.len() * 2 + 2));
        octets.extend(password.encode_utf16().flat_map(u16::to_be_bytes));
        octets.extend_from_slice(&[0, 0]);
        Self(octets)
    }

    /// No password at all, which some writers mean by an empty one.
    pub(super) fn absent() -> Self {
        Self(Zeroizing::new(Vec::new()))
    }
}

/// `source` repeated to a whole number of blocks; nothing stays nothing.
fn filled(source: &[u8], block: usize) -> Vec<u8> {
    let length = source.len().div_ceil(block) * block;
    source.iter().copied().cycle().take(length).collect()
}

/// `number = number + addend + 1`, both big-endian, `addend` repeated to the length of `number`.
fn add_with_one(number: &mut [u8], addend: &[u8]) {
    let repeated: Vec<u8> = addend.iter().copied().cycle().take(number.len()).collect();
    let mut carry = 1u16;
    for (octet, add) in number.iter_mut().zip(repeated).rev() {
        let sum = u16::from(*octet) + u16::from(add) + carry;
        *octet = (sum & 0xff) as u8;
        carry = sum >> 8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors of the PKCS#12 derivation that Bouncy Castle and RustCrypto share.
    #[test]
    fn the_derivation_gives_the_published_octets() {
        let salt = [1, 2, 3, 4, 5, 6, 7, 8];
        let password = BmpPassword::new("ge@äheim");
        let derive = |purpose, length| {
            hex::encode(
                Hash::Sha256
                    .pkcs12(&password, &salt, 100, purpose, length)
                    .as_slice(),
            )
        };
        assert_eq!(
            derive(Purpose::Key, 32),
            "fae4d4957a3cc781e1180b9d4fb79c1e0c8579b746a3177e5b0768a3118bf863"
        );
        assert_eq!(
            derive(Purpose::InitialVector, 32),
            "e5ff813bc6547de5155b14d2fada85b3201a977349db6e26ccc998d9e8f83d6c"
        );
        assert_eq!(
            derive(Purpose::Integrity, 32),
            "136355ed9434516682534f46d63956db5ff06b844702c2c1f3b46321e2524a4d"
        );
    }
}
