//! Writing a PKCS#12 file in the form OpenSSL 3 writes and reads.

use super::KeyFile;
use super::cipher::{self, AES_BLOCK, SALT};
use super::kdf::{BmpPassword, Hash, Purpose};
use crate::asn1::{tag, write};
use crate::oid;
use crate::private_key::PrivateKeyError;
use rand_core::CryptoRngCore;
use sha1::{Digest, Sha1};

/// Rounds of key derivation that make guessing costly and opening still quick.
pub const DEFAULT_ITERATIONS: u32 = 100_000;

pub(super) fn write(
    file: &KeyFile,
    password: &str,
    iterations: u32,
    rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PrivateKeyError> {
    let iterations = iterations.max(1);
    // The usual link between a key and its certificate: SHA-1 of the certificate.
    let link = Sha1::digest(file.certificate().der()).to_vec();
    let name = file.friendly_name();

    let certificates: Vec<Vec<u8>> = std::iter::once(file.certificate())
        .chain(file.other_certificates())
        .enumerate()
        .map(|(index, certificate)| {
            let value = write::sequence(&[
                write::oid(oid::X509_CERTIFICATE),
                write::context(0, &write::octet_string(certificate.der())),
            ]);
            let attributes = if index == 0 {
                attributes(&link, name)
            } else {
                Vec::new()
            };
            bag(oid::CERTIFICATE_BAG, &value, &attributes)
        })
        .collect();
    let (algorithm, encrypted) =
        encrypt(password, iterations, rng, &write::sequence(&certificates));
    let certificate_safe = write::sequence(&[
        write::oid(oid::ENCRYPTED_DATA),
        write::context(
            0,
            &write::sequence(&[
                write::small_integer(0),
                write::sequence(&[
                    write::oid(oid::DATA),
                    algorithm,
                    write::element(tag::context_primitive(0), &encrypted),
                ]),
            ]),
        ),
    ]);

    let (algorithm, encrypted) = encrypt(password, iterations, rng, &file.key().to_pkcs8()?);
    let shrouded = write::sequence(&[algorithm, write::octet_string(&encrypted)]);
    let key_bag = bag(oid::SHROUDED_KEY_BAG, &shrouded, &attributes(&link, name));
    let key_safe = data(&write::sequence(&[key_bag]));

    let safes = write::sequence(&[certificate_safe, key_safe]);
    let mut salt = [0; SALT];
    rng.fill_bytes(&mut salt);
    let hash = Hash::Sha256;
    let key = hash.pkcs12(
        &BmpPassword::new(password),
        &salt,
        iterations,
        Purpose::Integrity,
        hash.output(),
    );
    let code = hash.hmac(&key, &safes).ok_or(PrivateKeyError::Damaged)?;
    let integrity = write::sequence(&[
        write::sequence(&[write::algorithm(oid::SHA256), write::octet_string(&code)]),
        write::octet_string(&salt),
        write::small_integer(u64::from(iterations)),
    ]);
    Ok(write::sequence(&[
        write::small_integer(3),
        data(&safes),
        integrity,
    ]))
}

fn encrypt(
    password: &str,
    iterations: u32,
    rng: &mut impl CryptoRngCore,
    plain: &[u8],
) -> (Vec<u8>, Vec<u8>) {
    let (mut salt, mut vector) = ([0; SALT], [0; AES_BLOCK]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut vector);
    cipher::encrypt(password, iterations, &salt, &vector, plain)
}

/// ContentInfo of type `data`.
fn data(content: &[u8]) -> Vec<u8> {
    write::sequence(&[
        write::oid(oid::DATA),
        write::context(0, &write::octet_string(content)),
    ])
}

fn bag(kind: oid::Oid, value: &[u8], attributes: &[Vec<u8>]) -> Vec<u8> {
    let mut parts = vec![write::oid(kind), write::context(0, value)];
    if !attributes.is_empty() {
        parts.push(write::set_of(attributes.to_vec()));
    }
    write::sequence(&parts)
}

fn attributes(link: &[u8], name: Option<&str>) -> Vec<Vec<u8>> {
    let attribute = |oid, value| write::sequence(&[write::oid(oid), write::set_of(vec![value])]);
    let mut list = vec![attribute(oid::LOCAL_KEY_ID, write::octet_string(link))];
    if let Some(name) = name {
        list.push(attribute(oid::FRIENDLY_NAME, write::bmp_string(name)));
    }
    list
}
