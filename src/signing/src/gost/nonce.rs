//! Nonces that are safe whatever becomes of the randomness: the generator of RFC 6979 section
//! 3.2 with the additional input of section 3.6.
//!
//! A nonce that repeats, or of which a few bits are known, gives the private key away. Here it
//! depends on the key and the digest even if the randomness is broken, and on the randomness
//! even for the same key and digest. The generator runs on SHA-512 and not on Streebog, whose
//! tables are looked up at places that depend on the secret.

use super::NONCE_SEED;
use hmac_wiped::{Hmac, KeyInit, Mac};
use sha2_wiped::Sha512;
use zeroize::Zeroizing;

const OUTPUT: usize = 64;

/// The generator: `K` and `V` of RFC 6979, wiped when they are dropped.
pub(crate) struct Nonces {
    key: Zeroizing<[u8; OUTPUT]>,
    value: Zeroizing<[u8; OUTPUT]>,
    started: bool,
}

impl Nonces {
    /// Takes up the private key, the digest to be signed and the randomness.
    pub(super) fn new(secret: &[u8], digest: &[u8], seed: &[u8; NONCE_SEED]) -> Self {
        let mut nonces = Self {
            key: Zeroizing::new([0; OUTPUT]),
            value: Zeroizing::new([1; OUTPUT]),
            started: false,
        };
        nonces.update(0, &[secret, digest, seed]);
        nonces.update(1, &[secret, digest, seed]);
        nonces
    }

    /// The next candidate.
    pub(super) fn fill(&mut self, out: &mut [u8]) {
        if self.started {
            self.update(0, &[]);
        }
        self.started = true;
        for chunk in out.chunks_mut(OUTPUT) {
            self.step();
            chunk
                .iter_mut()
                .zip(self.value.iter())
                .for_each(|(to, from)| *to = *from);
        }
    }

    fn update(&mut self, mark: u8, inputs: &[&[u8]]) {
        let value = self.value.clone();
        let mut parts: Vec<&[u8]> = vec![&*value];
        let mark = [mark];
        parts.push(&mark);
        parts.extend_from_slice(inputs);
        self.key = self.hmac(&parts);
        self.step();
    }

    fn step(&mut self) {
        self.value = self.hmac(&[&*self.value]);
    }

    fn hmac(&self, parts: &[&[u8]]) -> Zeroizing<[u8; OUTPUT]> {
        // A key of 64 octets is a fixed-size array, so there is no length to refuse.
        let mut padded = Zeroizing::new([0; 128]);
        padded
            .iter_mut()
            .zip(self.key.iter())
            .for_each(|(to, from)| *to = *from);
        let mut mac = Hmac::<Sha512>::new((&*padded).into());
        for part in parts {
            mac.update(part);
        }
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nonce(secret: u8, digest: u8, seed: u8) -> Vec<u8> {
        let mut out = vec![0; 64];
        Nonces::new(&[secret; 64], &[digest; 64], &[seed; 64]).fill(&mut out);
        out
    }

    #[test]
    fn a_nonce_depends_on_key_digest_and_randomness_and_on_nothing_else() {
        let nonces = [
            nonce(1, 1, 1),
            nonce(2, 1, 1),
            nonce(1, 2, 1),
            nonce(1, 1, 2),
            nonce(1, 1, 0),
        ];
        for (index, left) in nonces.iter().enumerate() {
            for right in nonces.iter().skip(index + 1) {
                assert_ne!(left, right);
            }
        }
        assert_eq!(nonce(1, 1, 1), nonce(1, 1, 1));
    }

    /// RFC 6979 appendix A.2.5, P-256 with SHA-512 over "sample", is the generator without
    /// additional input; its first octets are those of the nonce printed there.
    #[test]
    fn the_generator_is_that_of_rfc_6979() {
        use sha2::Digest;
        let secret =
            hex::decode("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")
                .unwrap();
        let order = hex::decode("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
            .unwrap();
        let digest = sha2::Sha512::digest(b"sample");
        // bits2octets: the leftmost 256 bits, which here stay below the order.
        assert!(digest[..32] < order[..]);
        let mut nonces = Nonces {
            key: Zeroizing::new([0; OUTPUT]),
            value: Zeroizing::new([1; OUTPUT]),
            started: false,
        };
        nonces.update(0, &[&secret, &digest[..32]]);
        nonces.update(1, &[&secret, &digest[..32]]);
        let mut out = [0; 32];
        nonces.fill(&mut out);
        assert_eq!(
            hex::encode(out),
            "5fa81c63109badb88c1f367b47da606da28cad69aa22c4fe6ad7df73a7173aa5"
        );
    }
}
