//! Opening a PKCS#12 file: integrity first, then decryption, then finding the pair.

use super::kdf::{BmpPassword, Hash, Purpose};
use super::{KeyFile, KeyFileError, cipher};
use crate::asn1::{Asn1Error, Element, Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::oid;
use crate::private_key::PrivateKey;
use std::borrow::Cow;
use zeroize::Zeroizing;

/// Safe bags inside safe bags are allowed by RFC 7292 and unused by everyone.
const MAX_NESTING: usize = 3;

/// What has been found in the bags so far.
#[derive(Default)]
struct Found {
    keys: Vec<Labelled<PrivateKey>>,
    certificates: Vec<Labelled<Certificate>>,
}

struct Labelled<T> {
    item: T,
    local_key_id: Option<Vec<u8>>,
    friendly_name: Option<String>,
}

pub(super) fn open(bytes: &[u8], password: &str) -> Result<KeyFile, KeyFileError> {
    let part = damaged("outer structure");
    let mut pfx = Reader::new(bytes, Rules::Ber).sequence().map_err(part)?;
    pfx.small_integer().map_err(part)?;
    let mut content = pfx.sequence().map_err(part)?;
    let content_type = content.oid().map_err(part)?;
    if content_type != oid::DATA {
        // Integrity by a signature instead of a password: nobody here issues such files.
        return Err(KeyFileError::UnsupportedAlgorithm { oid: content_type });
    }
    let safes = explicit_octets(&mut content).map_err(part)?;
    check_integrity(&mut pfx, password, &safes)?;

    let mut found = Found::default();
    let part = damaged("authenticated safe");
    let mut list = Reader::new(&safes, Rules::Ber).sequence().map_err(part)?;
    while !list.is_empty() {
        let mut safe = list.sequence().map_err(part)?;
        match safe.oid().map_err(part)? {
            oid::DATA => {
                let bags = explicit_octets(&mut safe).map_err(part)?;
                found.read_bags(Reader::new(&bags, Rules::Ber), password, 0)?;
            }
            oid::ENCRYPTED_DATA => {
                let (algorithm, encrypted) = encrypted_content(&mut safe).map_err(part)?;
                let bags = cipher::decrypt(algorithm, password, &encrypted)?;
                found.read_bags(Reader::new(&bags, Rules::Ber), password, 0)?;
            }
            other => return Err(KeyFileError::UnsupportedAlgorithm { oid: other }),
        }
    }
    found.pair()
}

/// Checks the code over the whole content; without it nothing inside is believed.
fn check_integrity(
    pfx: &mut Reader<'_>,
    password: &str,
    content: &[u8],
) -> Result<(), KeyFileError> {
    let part = damaged("integrity code");
    let mut mac = pfx.sequence().map_err(part)?;
    let mut digest_info = mac.sequence().map_err(part)?;
    let oid = digest_info
        .sequence()
        .and_then(|mut fields| fields.oid())
        .map_err(part)?;
    let expected = digest_info.octets().map_err(part)?;
    let salt = mac.octets().map_err(part)?;
    let rounds = if mac.is_empty() {
        1
    } else {
        mac.small_integer().map_err(part)?
    };
    let rounds = cipher::iterations(rounds)?;
    let hash = Hash::from_digest(oid).ok_or(KeyFileError::UnsupportedAlgorithm { oid })?;
    let mut passwords = vec![BmpPassword::new(password)];
    if password.is_empty() {
        passwords.push(BmpPassword::absent());
    }
    let fits = passwords.iter().any(|password| {
        let key = hash.pkcs12(password, &salt, rounds, Purpose::Integrity, hash.output());
        hash.hmac(&key, content)
            .is_some_and(|code| code == *expected)
    });
    if fits {
        Ok(())
    } else {
        Err(KeyFileError::WrongPassword)
    }
}

impl Found {
    fn read_bags(
        &mut self,
        mut outer: Reader<'_>,
        password: &str,
        nesting: usize,
    ) -> Result<(), KeyFileError> {
        let part = damaged("safe contents");
        let mut bags = outer.sequence().map_err(part)?;
        while !bags.is_empty() {
            let mut bag = bags.sequence().map_err(part)?;
            let kind = bag.oid().map_err(part)?;
            let value = bag.expect(tag::context(0)).map_err(part)?;
            let attributes = bag.optional(tag::SET).map_err(part)?;
            let (friendly_name, local_key_id) = read_attributes(attributes).map_err(part)?;
            let mut value = value.enter().map_err(part)?;
            match kind {
                oid::KEY_BAG => {
                    let key = value.expect(tag::SEQUENCE).map_err(part)?;
                    self.add_key(key.raw, friendly_name, local_key_id)?;
                }
                oid::SHROUDED_KEY_BAG => {
                    let mut fields = value.sequence().map_err(part)?;
                    let algorithm = fields.sequence().map_err(part)?;
                    let encrypted = fields.octets().map_err(part)?;
                    let key = cipher::decrypt(algorithm, password, &encrypted)?;
                    self.add_key(&key, friendly_name, local_key_id)?;
                }
                oid::CERTIFICATE_BAG => {
                    let mut fields = value.sequence().map_err(part)?;
                    if fields.oid().map_err(part)? != oid::X509_CERTIFICATE {
                        continue;
                    }
                    let der = explicit_octets(&mut fields).map_err(part)?;
                    let item = Certificate::from_der(&der)
                        .ok()
                        .ok_or(KeyFileError::Damaged {
                            part: "certificate",
                        })?;
                    self.certificates.push(Labelled {
                        item,
                        local_key_id,
                        friendly_name,
                    });
                }
                oid::SAFE_CONTENTS_BAG if nesting < MAX_NESTING => {
                    self.read_bags(value, password, nesting + 1)?;
                }
                // Revocation lists and secrets are of no use here.
                _ => {}
            }
        }
        Ok(())
    }

    fn add_key(
        &mut self,
        pkcs8: &[u8],
        friendly_name: Option<String>,
        local_key_id: Option<Vec<u8>>,
    ) -> Result<(), KeyFileError> {
        let item = PrivateKey::from_pkcs8(pkcs8)
            .ok()
            .ok_or(KeyFileError::Damaged {
                part: "private key",
            })?;
        self.keys.push(Labelled {
            item,
            local_key_id,
            friendly_name,
        });
        Ok(())
    }

    /// The first key that has a certificate. The public half of the key decides; a key that cannot
    /// be calculated with is matched by the identifier in the file, or by being alone.
    fn pair(mut self) -> Result<KeyFile, KeyFileError> {
        if self.keys.is_empty() {
            return Err(KeyFileError::NoKey);
        }
        for key in self.keys {
            let alone = self.certificates.len() == 1;
            let position = self.certificates.iter().position(|certificate| {
                match key.item.belongs_to(&certificate.item) {
                    Some(answer) => answer,
                    None => {
                        alone
                            || (key.local_key_id.is_some()
                                && key.local_key_id == certificate.local_key_id)
                    }
                }
            });
            let Some(position) = position else { continue };
            let certificate = self.certificates.swap_remove(position);
            return Ok(KeyFile {
                friendly_name: key.friendly_name.or(certificate.friendly_name),
                certificate: certificate.item,
                others: self
                    .certificates
                    .into_iter()
                    .map(|other| other.item)
                    .collect(),
                key: key.item,
            });
        }
        Err(KeyFileError::NoCertificate)
    }
}

/// `[0] EXPLICIT OCTET STRING`.
fn explicit_octets<'a>(fields: &mut Reader<'a>) -> Result<Cow<'a, [u8]>, Asn1Error> {
    fields.expect(tag::context(0))?.enter()?.octets()
}

/// EncryptedData: its algorithm, entered, and its octets.
fn encrypted_content<'a>(
    fields: &mut Reader<'a>,
) -> Result<(Reader<'a>, Zeroizing<Vec<u8>>), Asn1Error> {
    let mut data = fields.expect(tag::context(0))?.enter()?.sequence()?;
    data.small_integer()?;
    let mut info = data.sequence()?;
    info.oid()?;
    let algorithm = info.sequence()?;
    let encrypted = info.any()?.octets_of(tag::context_primitive(0))?;
    Ok((algorithm, Zeroizing::new(encrypted.into_owned())))
}

type Attributes = (Option<String>, Option<Vec<u8>>);

fn read_attributes(set: Option<Element<'_>>) -> Result<Attributes, Asn1Error> {
    let mut found = (None, None);
    let Some(set) = set else { return Ok(found) };
    let mut attributes = set.enter()?;
    while !attributes.is_empty() {
        let mut attribute = attributes.sequence()?;
        let oid = attribute.oid()?;
        let mut values = attribute.expect(tag::SET)?.enter()?;
        match oid {
            oid::FRIENDLY_NAME if !values.is_empty() => {
                found.0 = values.any()?.text().ok();
            }
            oid::LOCAL_KEY_ID if !values.is_empty() => {
                found.1 = Some(values.octets()?.into_owned());
            }
            _ => {}
        }
    }
    Ok(found)
}

fn damaged(part: &'static str) -> impl Fn(Asn1Error) -> KeyFileError + Copy {
    move |_| KeyFileError::Damaged { part }
}
