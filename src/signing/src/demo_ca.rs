//! DEMONSTRATION ONLY: an authority that issues certificates in the profile of НУЦ РК.
//!
//! Its certificates look like those of НУЦ РК so that the whole path of a signature can be shown
//! and tested without real keys. They bind nobody: its name says so, a verdict resting on it says
//! so ([`Verdict::demonstration`](crate::Verdict::demonstration)), and nothing believes it unless
//! it is added with [`TrustStore::add_demonstration_anchor`].

use crate::asn1::{tag, write};
use crate::certificate::{Certificate, CertificateError};
use crate::cms::KeyPurpose;
use crate::keyfile::{KeyFile, KeyFileError};
use crate::oid::{self, Oid};
use crate::private_key::{PrivateKey, PrivateKeyError};
use crate::role::Role;
use crate::trust::TrustStore;
use chrono::{DateTime, Utc};
use rand_core::CryptoRngCore;
use sha1::{Digest, Sha1};
use std::fmt;

/// What the authority calls itself.
pub const DEMONSTRATION_NAME: &str = "Baqylau demonstration CA — not for legal use";

/// Octets of a serial number: the most RFC 5280 4.1.2.2 allows.
const SERIAL: usize = 20;

/// A span of validity, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// First moment.
    pub from: DateTime<Utc>,
    /// Last moment.
    pub until: DateTime<Utc>,
}

/// Who a demonstration certificate is for.
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// Surname.
    pub surname: String,
    /// Name.
    pub name: String,
    /// Patronymic, if the person has one.
    pub patronymic: Option<String>,
    /// ИИН, 12 digits.
    pub iin: String,
    /// The organisation the person acts for; `None` for a certificate of an individual.
    pub organisation: Option<Organisation>,
    /// Roles within the organisation, such as [`Role::FirstHead`]. [`Role::LegalEntity`] or
    /// [`Role::Individual`] is added according to `organisation`.
    pub roles: Vec<Role>,
}

/// An organisation on a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// БИН, 12 digits.
    pub bin: String,
}

/// Why the demonstration authority cannot do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// A key cannot be read, made or used.
    #[error(transparent)]
    Key(#[from] PrivateKeyError),
    /// A certificate cannot be read, or what was issued is not one.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key and the certificate do not belong together.
    #[error(transparent)]
    Pair(#[from] KeyFileError),
    /// A serial number is not hexadecimal.
    #[error("a serial number is not hexadecimal")]
    Serial,
}

/// The demonstration authority: a self-signed root that issues directly.
#[derive(Debug)]
pub struct DemoCa {
    certificate: Certificate,
    key: PrivateKey,
}

impl DemoCa {
    /// Makes an authority with a new RSA key.
    ///
    /// # Errors
    /// [`DemoError`] if the key cannot be made.
    pub fn generate(validity: Validity, rng: &mut impl CryptoRngCore) -> Result<Self, DemoError> {
        Self::with_key(PrivateKey::generate_rsa(rng)?, validity, rng)
    }

    /// Makes an authority around a key made earlier.
    ///
    /// # Errors
    /// [`DemoError`] if the key cannot sign.
    pub fn with_key(
        key: PrivateKey,
        validity: Validity,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, DemoError> {
        let key_id = key_identifier(&key)?;
        let name = write::sequence(&[
            name_part(oid::COMMON_NAME, write::utf8_string(DEMONSTRATION_NAME)),
            name_part(oid::COUNTRY, write::printable_string("KZ")),
        ]);
        let extensions = [
            extension(
                oid::BASIC_CONSTRAINTS,
                true,
                &write::sequence(&[write::boolean(true)]),
            ),
            // keyCertSign and cRLSign: bits 5 and 6.
            extension(oid::KEY_USAGE, true, &write::bit_string(&[0b0000_0110], 1)),
            extension(
                oid::SUBJECT_KEY_IDENTIFIER,
                false,
                &write::octet_string(&key_id),
            ),
        ];
        let fields = Fields {
            issuer: &name,
            subject: &name,
            public: &public_info(&key)?,
            validity,
        };
        let der = fields.sign(&extensions, &key, rng)?;
        Ok(Self {
            certificate: Certificate::from_der(&der)?,
            key,
        })
    }

    /// Takes up an authority kept earlier as certificate and PKCS#8 key.
    ///
    /// # Errors
    /// [`DemoError`] if either cannot be read or they do not belong together.
    pub fn load(certificate: &[u8], pkcs8: &[u8]) -> Result<Self, DemoError> {
        let certificate = Certificate::parse(certificate)?;
        let key = PrivateKey::from_pkcs8(pkcs8)?;
        if key.belongs_to(&certificate) == Some(true) {
            Ok(Self { certificate, key })
        } else {
            Err(KeyFileError::NoCertificate.into())
        }
    }

    /// Its self-signed certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its private key, to be kept for [`DemoCa::load`].
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// A store that believes this authority and nobody else.
    pub fn trust_store(&self) -> TrustStore {
        let mut store = TrustStore::new();
        store.add_demonstration_anchor(self.certificate.clone());
        store
    }

    /// Issues a certificate for `key` and returns the pair, ready for
    /// [`KeyFile::to_pkcs12`](crate::KeyFile::to_pkcs12).
    ///
    /// # Errors
    /// [`DemoError`] if the key is of a kind that cannot be issued for, or signing fails.
    pub fn issue(
        &self,
        holder: &Holder,
        purpose: KeyPurpose,
        key: PrivateKey,
        validity: Validity,
        rng: &mut impl CryptoRngCore,
    ) -> Result<KeyFile, DemoError> {
        let key_id = key_identifier(&key)?;
        let subject = holder.name();
        let legal = holder.organisation.is_some();
        // The profiles of НУЦ РК: bits 0 and 1 bind, bits 0 and 2 authenticate.
        let (usage, purpose_oid, policy) = match (purpose, legal) {
            (KeyPurpose::Binding, true) => (
                (0b1100_0000, 6),
                oid::EMAIL_PROTECTION,
                oid::POLICY_LEGAL_SIGNATURE,
            ),
            (KeyPurpose::Binding, false) => (
                (0b1100_0000, 6),
                oid::EMAIL_PROTECTION,
                oid::POLICY_PERSON_SIGNATURE,
            ),
            (KeyPurpose::SignIn, true) => (
                (0b1010_0000, 5),
                oid::CLIENT_AUTHENTICATION,
                oid::POLICY_LEGAL_AUTHENTICATION,
            ),
            (KeyPurpose::SignIn, false) => (
                (0b1010_0000, 5),
                oid::CLIENT_AUTHENTICATION,
                oid::POLICY_PERSON_AUTHENTICATION,
            ),
        };
        let kind = if legal {
            Role::LegalEntity
        } else {
            Role::Individual
        };
        let mut roles = vec![kind];
        roles.extend(holder.roles.iter().copied().filter(|role| *role != kind));
        let uses: Vec<Vec<u8>> = std::iter::once(purpose_oid)
            .chain(roles.into_iter().filter_map(Role::oid))
            .map(write::oid)
            .collect();
        let issuer_id = self.certificate.subject_key_id().unwrap_or_default();
        let extensions = [
            extension(
                oid::KEY_USAGE,
                true,
                &write::bit_string(&[usage.0], usage.1),
            ),
            extension(oid::EXTENDED_KEY_USAGE, false, &write::sequence(&uses)),
            extension(
                oid::AUTHORITY_KEY_IDENTIFIER,
                false,
                &write::sequence(&[write::element(tag::context_primitive(0), issuer_id)]),
            ),
            extension(
                oid::SUBJECT_KEY_IDENTIFIER,
                false,
                &write::octet_string(&key_id),
            ),
            extension(
                oid::CERTIFICATE_POLICIES,
                false,
                &write::sequence(&[write::sequence(&[write::oid(policy)])]),
            ),
        ];
        let fields = Fields {
            issuer: self.certificate.subject_der(),
            subject: &subject,
            public: &public_info(&key)?,
            validity,
        };
        let der = fields.sign(&extensions, &self.key, rng)?;
        let certificate = Certificate::from_der(&der)?;
        Ok(KeyFile::new(
            certificate,
            Vec::new(),
            key,
            Some(hex::encode(key_id)),
        )?)
    }
}

impl DemoCa {
    /// A certificate for a service of the authority: one extended key usage, and for OCSP that its
    /// own revocation is not asked for.
    pub(crate) fn issue_service(
        &self,
        name: &str,
        purpose: Oid,
        key: &PrivateKey,
        validity: Validity,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Certificate, DemoError> {
        let subject = write::sequence(&[
            name_part(oid::COMMON_NAME, write::utf8_string(name)),
            name_part(oid::COUNTRY, write::printable_string("KZ")),
        ]);
        let issuer_id = self.certificate.subject_key_id().unwrap_or_default();
        let mut extensions = vec![
            extension(oid::KEY_USAGE, true, &write::bit_string(&[0b1000_0000], 7)),
            extension(
                oid::EXTENDED_KEY_USAGE,
                // RFC 3161 2.3 demands it to be critical.
                purpose == oid::TIME_STAMPING,
                &write::sequence(&[write::oid(purpose)]),
            ),
            extension(
                oid::AUTHORITY_KEY_IDENTIFIER,
                false,
                &write::sequence(&[write::element(tag::context_primitive(0), issuer_id)]),
            ),
            extension(
                oid::SUBJECT_KEY_IDENTIFIER,
                false,
                &write::octet_string(&key_identifier(key)?),
            ),
        ];
        if purpose == oid::OCSP_SIGNING {
            extensions.push(extension(oid::OCSP_NO_CHECK, false, &write::null()));
        }
        let fields = Fields {
            issuer: self.certificate.subject_der(),
            subject: &subject,
            public: &public_info(key)?,
            validity,
        };
        Ok(Certificate::from_der(&fields.sign(
            &extensions,
            &self.key,
            rng,
        )?)?)
    }
}

impl Holder {
    /// The subject name by the Kazakh profile: the patronymic in `givenName`.
    fn name(&self) -> Vec<u8> {
        let full = format!("{} {}", self.surname, self.name);
        let mut parts = vec![
            name_part(oid::COMMON_NAME, write::utf8_string(&full)),
            name_part(oid::SURNAME, write::utf8_string(&self.surname)),
            name_part(
                oid::SERIAL_NUMBER,
                write::printable_string(&format!("IIN{}", self.iin)),
            ),
            name_part(oid::COUNTRY, write::printable_string("KZ")),
        ];
        if let Some(organisation) = &self.organisation {
            let bin = format!("BIN{}", organisation.bin);
            parts.push(name_part(
                oid::ORGANISATION,
                write::utf8_string(&organisation.name),
            ));
            parts.push(name_part(
                oid::ORGANISATIONAL_UNIT,
                write::utf8_string(&bin),
            ));
        }
        if let Some(patronymic) = &self.patronymic {
            parts.push(name_part(oid::GIVEN_NAME, write::utf8_string(patronymic)));
        }
        write::sequence(&parts)
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holder")
            .field("organisation", &self.organisation)
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}

/// The fields of a certificate that differ from one to the next.
struct Fields<'a> {
    issuer: &'a [u8],
    subject: &'a [u8],
    /// SubjectPublicKeyInfo.
    public: &'a [u8],
    validity: Validity,
}

impl Fields<'_> {
    fn sign(
        &self,
        extensions: &[Vec<u8>],
        key: &PrivateKey,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, DemoError> {
        let mut serial = [0u8; SERIAL];
        rng.fill_bytes(&mut serial);
        // Positive and of full length, like the serial numbers of НУЦ РК.
        serial[0] = 0x40 | (serial[0] & 0x3f);
        let algorithm = write::algorithm(key.signs_with()?.1);
        let signed = write::sequence(&[
            write::context(0, &write::small_integer(2)),
            write::unsigned_integer(&serial),
            algorithm.clone(),
            self.issuer.to_vec(),
            write::sequence(&[
                write::time(self.validity.from),
                write::time(self.validity.until),
            ]),
            self.subject.to_vec(),
            self.public.to_vec(),
            write::context(3, &write::sequence(extensions)),
        ]);
        let signature = key.sign(&signed, rng)?;
        Ok(write::sequence(&[
            signed,
            algorithm,
            write::bit_string(&signature, 0),
        ]))
    }
}

/// SubjectPublicKeyInfo of a key.
fn public_info(key: &PrivateKey) -> Result<Vec<u8>, PrivateKeyError> {
    Ok(write::sequence(&[
        key.public_algorithm(),
        write::bit_string(&key.public_bits()?, 0),
    ]))
}

/// SHA-1 of the public key: method 1 of RFC 5280 4.2.1.2, as НУЦ РК does.
fn key_identifier(key: &PrivateKey) -> Result<Vec<u8>, PrivateKeyError> {
    Ok(Sha1::digest(key.public_bits()?).to_vec())
}

fn name_part(kind: Oid, value: Vec<u8>) -> Vec<u8> {
    write::set_of(vec![write::sequence(&[write::oid(kind), value])])
}

pub(crate) fn extension(kind: Oid, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![write::oid(kind)];
    if critical {
        parts.push(write::boolean(true));
    }
    parts.push(write::octet_string(value));
    write::sequence(&parts)
}
