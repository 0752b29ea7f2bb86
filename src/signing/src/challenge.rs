//! Signing in by ЭЦП: the registry's nonce, signed.

use crate::cms::{self, VerificationPolicy};
use crate::keyfile::KeyFile;
use crate::private_key::PrivateKeyError;
use crate::trust::TrustStore;
use crate::verdict::Verdict;
use chrono::{DateTime, Utc};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};

/// First octets of everything signed to sign in. No document begins so: acts and contracts are
/// JSON or PDF. A signed challenge can therefore never be passed off as a signed document, nor
/// the other way round.
const DOMAIN: &[u8] = b"baqylau sign-in, version 1\0";

/// What a registry asks a person to sign. It names the registry and the device, so an answer is
/// of no use anywhere else; the registry remembers the nonce and accepts it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInChallenge {
    /// Identity of the registry: its address or its own identifier.
    pub registry: String,
    /// Random octets of the registry.
    #[serde(with = "hex_nonce")]
    pub nonce: [u8; 32],
    /// The device the person signs in from.
    pub device: String,
}

impl SignInChallenge {
    /// The octets to sign: the domain, then each field with its length.
    pub fn signed_bytes(&self) -> Vec<u8> {
        let mut bytes = DOMAIN.to_vec();
        for field in [
            self.registry.as_bytes(),
            &self.nonce,
            self.device.as_bytes(),
        ] {
            bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
            bytes.extend_from_slice(field);
        }
        bytes
    }
}

/// Signs a challenge: a detached signature file over its octets.
///
/// # Errors
/// As [`cms::sign_detached`].
pub fn answer(
    challenge: &SignInChallenge,
    key_file: &KeyFile,
    now: DateTime<Utc>,
    rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PrivateKeyError> {
    cms::sign_detached(key_file, &challenge.signed_bytes(), now, rng)
}

/// Judges an answer. The registry passes the challenge it remembers, not one it was sent, and
/// reads who signed in from the verdict.
pub fn verify_answer(
    challenge: &SignInChallenge,
    answer: &[u8],
    trust: &TrustStore,
    policy: &VerificationPolicy,
    now: DateTime<Utc>,
) -> Verdict {
    cms::verify(answer, Some(&challenge.signed_bytes()), trust, policy, now)
}

/// The nonce as hexadecimal text, for carrying challenges in JSON.
mod hex_nonce {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(nonce: &[u8; 32], out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&hex::encode(nonce))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        let mut nonce = [0; 32];
        hex::decode_to_slice(&text, &mut nonce).map_err(D::Error::custom)?;
        Ok(nonce)
    }
}
