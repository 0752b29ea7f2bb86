//! Encryption schemes a key file may name: the PKCS#12 ones of НУЦ РК and PBES2.

use super::KeyFileError;
use super::kdf::{BmpPassword, Hash, Purpose};
use crate::asn1::{Asn1Error, Reader, tag, write};
use crate::oid;
use aes::{Aes128, Aes192, Aes256};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyIvInit};
use cbc::{Decryptor, Encryptor};
use des::TdesEde3;
use rc2::Rc2;
use zeroize::Zeroizing;

/// A file asking for more rounds than this is an attack on whoever opens it, not a key file.
pub(super) const MAX_ITERATIONS: u64 = 5_000_000;

/// Octets of an AES-256 key, of its initial vector and of the salts written here.
const AES_256_KEY: usize = 32;
pub(super) const AES_BLOCK: usize = 16;
pub(super) const SALT: usize = 16;

/// Decrypts `data` by the AlgorithmIdentifier whose fields `algorithm` stands at.
pub(super) fn decrypt(
    mut algorithm: Reader<'_>,
    password: &str,
    data: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let oid = algorithm.oid().map_err(damaged)?;
    match oid {
        oid::PBES2 => {
            let (mut derivation, mut cipher) = read_pair(algorithm).map_err(damaged)?;
            let cipher_oid = cipher.oid().map_err(damaged)?;
            let vector = cipher.octets().map_err(damaged)?;
            let length = match cipher_oid {
                oid::AES_128_CBC => 16,
                oid::AES_192_CBC | oid::DES_EDE3_CBC => 24,
                oid::AES_256_CBC => AES_256_KEY,
                oid => return Err(KeyFileError::UnsupportedAlgorithm { oid }),
            };
            let derivation_oid = derivation.oid().map_err(damaged)?;
            if derivation_oid != oid::PBKDF2 {
                return Err(KeyFileError::UnsupportedAlgorithm {
                    oid: derivation_oid,
                });
            }
            let key = pbkdf2(derivation.sequence().map_err(damaged)?, password, length)?;
            match cipher_oid {
                oid::AES_128_CBC => run::<Decryptor<Aes128>>(&key, &vector, data),
                oid::AES_192_CBC => run::<Decryptor<Aes192>>(&key, &vector, data),
                oid::AES_256_CBC => run::<Decryptor<Aes256>>(&key, &vector, data),
                _ => run::<Decryptor<TdesEde3>>(&key, &vector, data),
            }
        }
        oid::PBE_3DES_3KEY | oid::PBE_3DES_2KEY | oid::PBE_RC2_128 | oid::PBE_RC2_40 => {
            let mut parameters = algorithm.sequence().map_err(damaged)?;
            let salt = parameters.octets().map_err(damaged)?;
            let iterations = iterations(parameters.small_integer().map_err(damaged)?)?;
            let mut passwords = vec![BmpPassword::new(password)];
            if password.is_empty() {
                passwords.push(BmpPassword::absent());
            }
            let mut outcome = Err(DAMAGED);
            for password in &passwords {
                let derive = |purpose, length| {
                    Hash::Sha1.pkcs12(password, &salt, iterations, purpose, length)
                };
                let vector = derive(Purpose::InitialVector, 8);
                outcome = match oid {
                    oid::PBE_3DES_3KEY => {
                        run::<Decryptor<TdesEde3>>(&derive(Purpose::Key, 24), &vector, data)
                    }
                    oid::PBE_3DES_2KEY => {
                        // Two keys: the third is the first again.
                        let mut key = derive(Purpose::Key, 16);
                        key.extend_from_within(..8);
                        run::<Decryptor<TdesEde3>>(&key, &vector, data)
                    }
                    oid::PBE_RC2_128 => rc2(&derive(Purpose::Key, 16), 128, &vector, data),
                    _ => rc2(&derive(Purpose::Key, 5), 40, &vector, data),
                };
                if outcome.is_ok() {
                    break;
                }
            }
            outcome
        }
        oid => Err(KeyFileError::UnsupportedAlgorithm { oid }),
    }
}

/// Encrypts with PBES2 as OpenSSL 3 does; returns the AlgorithmIdentifier and the ciphertext.
pub(super) fn encrypt(
    password: &str,
    iterations: u32,
    salt: &[u8; SALT],
    vector: &[u8; AES_BLOCK],
    data: &[u8],
) -> (Vec<u8>, Vec<u8>) {
    let key = Hash::Sha256.pbkdf2(password, salt, iterations, AES_256_KEY);
    let mut fixed = Zeroizing::new([0; AES_256_KEY]);
    fixed
        .iter_mut()
        .zip(key.iter())
        .for_each(|(to, from)| *to = *from);
    let ciphertext =
        Encryptor::<Aes256>::new((&*fixed).into(), vector.into()).encrypt_padded_vec::<Pkcs7>(data);
    let derivation = write::sequence(&[
        write::oid(oid::PBKDF2),
        write::sequence(&[
            write::octet_string(salt),
            write::small_integer(u64::from(iterations)),
            write::algorithm(oid::HMAC_SHA256),
        ]),
    ]);
    let cipher = write::sequence(&[write::oid(oid::AES_256_CBC), write::octet_string(vector)]);
    let algorithm = write::sequence(&[
        write::oid(oid::PBES2),
        write::sequence(&[derivation, cipher]),
    ]);
    (algorithm, ciphertext)
}

/// A round count within reason.
pub(super) fn iterations(value: u64) -> Result<u32, KeyFileError> {
    if value == 0 || value > MAX_ITERATIONS {
        return Err(KeyFileError::Damaged { part: "iterations" });
    }
    u32::try_from(value)
        .ok()
        .ok_or(KeyFileError::Damaged { part: "iterations" })
}

fn read_pair(mut algorithm: Reader<'_>) -> Result<(Reader<'_>, Reader<'_>), Asn1Error> {
    let mut parameters = algorithm.sequence()?;
    Ok((parameters.sequence()?, parameters.sequence()?))
}

fn pbkdf2(
    mut parameters: Reader<'_>,
    password: &str,
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let salt = parameters.octets().map_err(damaged)?;
    let rounds = iterations(parameters.small_integer().map_err(damaged)?)?;
    if parameters.peek() == Some(tag::INTEGER) {
        let stated = parameters.small_integer().map_err(damaged)?;
        if usize::try_from(stated).ok() != Some(length) {
            return Err(DAMAGED);
        }
    }
    // RFC 8018 A.2: HMAC-SHA-1 where no function is named.
    let hash = if parameters.is_empty() {
        Hash::Sha1
    } else {
        let oid = parameters
            .sequence()
            .and_then(|mut fields| fields.oid())
            .map_err(damaged)?;
        Hash::from_hmac(oid).ok_or(KeyFileError::UnsupportedAlgorithm { oid })?
    };
    Ok(hash.pbkdf2(password, &salt, rounds, length))
}

fn run<C: KeyIvInit + BlockModeDecrypt>(
    key: &[u8],
    vector: &[u8],
    data: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let cipher = C::new_from_slices(key, vector).ok().ok_or(DAMAGED)?;
    let plain = cipher
        .decrypt_padded_vec::<Pkcs7>(data)
        .ok()
        .ok_or(DAMAGED)?;
    Ok(Zeroizing::new(plain))
}

fn rc2(
    key: &[u8],
    bits: usize,
    vector: &[u8],
    data: &[u8],
) -> Result<Zeroizing<Vec<u8>>, KeyFileError> {
    let cipher =
        Decryptor::<Rc2>::inner_iv_slice_init(Rc2::new_with_eff_key_len(key, bits), vector)
            .ok()
            .ok_or(DAMAGED)?;
    let plain = cipher
        .decrypt_padded_vec::<Pkcs7>(data)
        .ok()
        .ok_or(DAMAGED)?;
    Ok(Zeroizing::new(plain))
}

const DAMAGED: KeyFileError = KeyFileError::Damaged {
    part: "encrypted contents",
};

fn damaged(_: Asn1Error) -> KeyFileError {
    DAMAGED
}
