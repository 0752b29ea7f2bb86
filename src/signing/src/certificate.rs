//! X.509 certificates: parsing, the Kazakh profile, and checking one with its issuer's key.

use crate::addresses::{self, RevocationAddresses};
use crate::algorithm::{self, KeyAlgorithm, PublicKey, SignatureProblem};
use crate::asn1::{Asn1Error, Reader, Rules, tag};
use crate::oid::{self, Oid};
use crate::pem;
use crate::role::Role;
use crate::subject::{Masked, Name, Subject};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// Why octets are not a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// Neither DER nor PEM nor base64 of DER.
    #[error("this is neither a DER nor a PEM certificate")]
    NotACertificate,
    /// A field is missing, misplaced or not in DER.
    #[error("the certificate is damaged: {field}")]
    Damaged {
        /// The field of RFC 5280 that cannot be read.
        field: &'static str,
    },
}

/// What a key may be used for (RFC 5280 4.2.1.3), as far as it matters to signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct KeyUsage {
    /// May sign: authentication and signatures both set it.
    pub digital_signature: bool,
    /// May bind its holder: acts and contracts need it.
    pub non_repudiation: bool,
    /// May decrypt keys; marks authentication certificates when `non_repudiation` is absent.
    pub key_encipherment: bool,
    /// May agree on keys; НУЦ РК sets it in GOST certificates for signatures.
    #[serde(default)]
    pub key_agreement: bool,
    /// May issue certificates.
    pub certificate_sign: bool,
    /// May issue revocation lists.
    pub crl_sign: bool,
}

/// A parsed certificate. Cloning is cheap; equality is equality of the octets.
#[derive(Clone)]
pub struct Certificate(Arc<Fields>);

struct Fields {
    der: Vec<u8>,
    signed_part: Vec<u8>,
    signature_algorithm: Oid,
    signature: Vec<u8>,
    serial: Vec<u8>,
    issuer: Name,
    issuer_der: Vec<u8>,
    subject_name: Name,
    subject_der: Vec<u8>,
    subject: Subject,
    not_before: DateTime<Utc>,
    not_after: DateTime<Utc>,
    public_key: PublicKey,
    fingerprint: [u8; 32],
    extensions: Extensions,
}

#[derive(Default)]
struct Extensions {
    key_usage: Option<KeyUsage>,
    extended_key_usage: Vec<Oid>,
    authority: Option<Option<u64>>,
    subject_key_id: Option<Vec<u8>>,
    authority_key_id: Option<Vec<u8>>,
    policies: Vec<Oid>,
    addresses: RevocationAddresses,
    unknown_critical: Option<Oid>,
    seen: Vec<Oid>,
}

impl Certificate {
    /// Reads DER, PEM or bare base64.
    ///
    /// # Errors
    /// [`CertificateError`] naming the field that cannot be read.
    pub fn parse(input: &[u8]) -> Result<Self, CertificateError> {
        Self::from_der(&pem::to_der(input).ok_or(CertificateError::NotACertificate)?)
    }

    /// Reads DER.
    ///
    /// # Errors
    /// [`CertificateError`] naming the field that cannot be read.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let damaged = |field| move |_: Asn1Error| CertificateError::Damaged { field };
        let mut outer = Reader::new(der, Rules::Der);
        let mut certificate = outer.sequence().map_err(damaged("certificate"))?;
        outer.finish().map_err(damaged("certificate"))?;
        let signed = certificate
            .expect(tag::SEQUENCE)
            .map_err(damaged("tbsCertificate"))?;
        let algorithm = certificate
            .expect(tag::SEQUENCE)
            .map_err(damaged("signatureAlgorithm"))?;
        let signature = certificate
            .expect(tag::BIT_STRING)
            .map_err(damaged("signatureValue"))?;
        certificate.finish().map_err(damaged("certificate"))?;
        let Some((0, signature)) = signature.content.split_first() else {
            return Err(CertificateError::Damaged {
                field: "signatureValue",
            });
        };
        let signature_algorithm = algorithm
            .enter()
            .and_then(|mut fields| fields.oid())
            .map_err(damaged("signatureAlgorithm"))?;

        let mut fields = signed.enter().map_err(damaged("tbsCertificate"))?;
        let version = fields
            .optional(tag::context(0))
            .and_then(|version| version.map_or(Ok(0), |version| version.enter()?.small_integer()))
            .map_err(damaged("version"))?;
        let serial = fields
            .expect(tag::INTEGER)
            .map_err(damaged("serialNumber"))?
            .content;
        let inner = fields.expect(tag::SEQUENCE).map_err(damaged("signature"))?;
        // RFC 5280 4.1.1.2: the unsigned copy outside must equal the signed one.
        if inner.raw != algorithm.raw {
            return Err(CertificateError::Damaged {
                field: "signatureAlgorithm",
            });
        }
        let issuer = fields.expect(tag::SEQUENCE).map_err(damaged("issuer"))?;
        let mut validity = fields.sequence().map_err(damaged("validity"))?;
        let mut moment = || validity.any().and_then(|time| time.time());
        let not_before = moment().map_err(damaged("validity"))?;
        let not_after = moment().map_err(damaged("validity"))?;
        validity.finish().map_err(damaged("validity"))?;
        let subject = fields.expect(tag::SEQUENCE).map_err(damaged("subject"))?;
        let spki = fields
            .expect(tag::SEQUENCE)
            .map_err(damaged("subjectPublicKeyInfo"))?;
        let public_key = PublicKey::from_spki(spki.raw).ok_or(CertificateError::Damaged {
            field: "subjectPublicKeyInfo",
        })?;
        for number in [1, 2] {
            for unique_id in [tag::context(number), tag::context_primitive(number)] {
                fields.optional(unique_id).map_err(damaged("uniqueID"))?;
            }
        }
        let extensions = match fields
            .optional(tag::context(3))
            .map_err(damaged("extensions"))?
        {
            Some(_) if version != 2 => {
                return Err(CertificateError::Damaged { field: "version" });
            }
            Some(list) => list
                .enter()
                .and_then(|mut list| list.sequence())
                .and_then(Extensions::read)
                .map_err(damaged("extensions"))?,
            None => Extensions::default(),
        };
        fields.finish().map_err(damaged("tbsCertificate"))?;

        let name = |element: crate::asn1::Element<'_>| element.enter().and_then(Name::read);
        let issuer_name = name(issuer).map_err(damaged("issuer"))?;
        let subject_name = name(subject).map_err(damaged("subject"))?;
        Ok(Self(Arc::new(Fields {
            signed_part: signed.raw.to_vec(),
            signature_algorithm,
            signature: signature.to_vec(),
            serial: serial.to_vec(),
            issuer: issuer_name,
            issuer_der: issuer.raw.to_vec(),
            subject: Subject::from_name(&subject_name),
            subject_name,
            subject_der: subject.raw.to_vec(),
            not_before,
            not_after,
            public_key,
            fingerprint: Sha256::digest(der).into(),
            extensions,
            der: der.to_vec(),
        })))
    }

    /// The octets of the certificate.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The certificate as PEM text.
    pub fn to_pem(&self) -> String {
        pem::encode("CERTIFICATE", self.der())
    }

    /// The holder.
    pub fn subject(&self) -> &Subject {
        &self.0.subject
    }

    /// What the issuer calls itself (CN, else organisation).
    pub fn issuer(&self) -> &str {
        self.0.issuer.label()
    }

    /// The whole name of the holder as RFC 4514 writes names, ИИН included.
    pub fn subject_text(&self) -> String {
        self.0.subject_name.to_text()
    }

    /// The whole name of the issuer as RFC 4514 writes names.
    pub fn issuer_text(&self) -> String {
        self.0.issuer.to_text()
    }

    /// The serial number in lower-case hexadecimal, two digits an octet.
    pub fn serial(&self) -> String {
        hex::encode(&self.0.serial)
    }

    /// First moment of validity.
    pub fn not_before(&self) -> DateTime<Utc> {
        self.0.not_before
    }

    /// Last moment of validity.
    pub fn not_after(&self) -> DateTime<Utc> {
        self.0.not_after
    }

    /// Whether `moment` lies within the validity, both ends included.
    pub fn is_valid_at(&self, moment: DateTime<Utc>) -> bool {
        (self.0.not_before..=self.0.not_after).contains(&moment)
    }

    /// SHA-256 of the certificate.
    pub fn fingerprint(&self) -> [u8; 32] {
        self.0.fingerprint
    }

    /// The kind of its key.
    pub fn key_algorithm(&self) -> KeyAlgorithm {
        self.0.public_key.algorithm
    }

    /// Key usage; `None` if the certificate does not restrict it.
    pub fn key_usage(&self) -> Option<KeyUsage> {
        self.0.extensions.key_usage
    }

    /// Extended key usages in the order of the certificate, roles among them.
    pub fn extended_key_usage(&self) -> &[Oid] {
        &self.0.extensions.extended_key_usage
    }

    /// The roles among the extended key usages.
    pub fn roles(&self) -> Vec<Role> {
        self.extended_key_usage()
            .iter()
            .copied()
            .filter_map(Role::from_oid)
            .collect()
    }

    /// The certificate policies.
    pub fn policies(&self) -> &[Oid] {
        &self.0.extensions.policies
    }

    /// Where it says its revocation can be learnt.
    pub fn revocation_addresses(&self) -> &RevocationAddresses {
        &self.0.extensions.addresses
    }

    /// Whether it belongs to a certification authority.
    pub fn is_authority(&self) -> bool {
        self.0.extensions.authority.is_some()
    }

    /// Whether issuer and subject are the same.
    pub fn is_self_issued(&self) -> bool {
        self.0.issuer.matches(&self.0.subject_name)
    }

    /// How many further authorities may stand below this one; `None` if not limited.
    pub(crate) fn path_length(&self) -> Option<u64> {
        self.0.extensions.authority.flatten()
    }

    /// A critical extension that is not understood here: such a certificate must not be used.
    pub(crate) fn unknown_critical(&self) -> Option<Oid> {
        self.0.extensions.unknown_critical
    }

    /// The identifier of its key in lower-case hexadecimal: what lists of an authority are kept by,
    /// since two national roots share a name.
    pub fn key_identifier(&self) -> Option<String> {
        self.subject_key_id().map(hex::encode)
    }

    pub(crate) fn subject_key_id(&self) -> Option<&[u8]> {
        self.0.extensions.subject_key_id.as_deref()
    }

    pub(crate) fn authority_key_id(&self) -> Option<&[u8]> {
        self.0.extensions.authority_key_id.as_deref()
    }

    pub(crate) fn public_key(&self) -> &PublicKey {
        &self.0.public_key
    }

    pub(crate) fn serial_content(&self) -> &[u8] {
        &self.0.serial
    }

    pub(crate) fn issuer_der(&self) -> &[u8] {
        &self.0.issuer_der
    }

    pub(crate) fn subject_name(&self) -> &Name {
        &self.0.subject_name
    }

    pub(crate) fn subject_der(&self) -> &[u8] {
        &self.0.subject_der
    }

    /// Whether `issuer` may be the issuer of this certificate, before any signature is checked:
    /// the names agree, and so do the key identifiers where both are present. Two Kazakh roots
    /// share a name and differ in the key, so the name alone decides nothing.
    pub(crate) fn may_be_issued_by(&self, issuer: &Certificate) -> bool {
        let identifiers_agree = match (self.authority_key_id(), issuer.subject_key_id()) {
            (Some(wanted), Some(offered)) => wanted == offered,
            _ => true,
        };
        identifiers_agree && self.0.issuer.matches(&issuer.0.subject_name)
    }

    /// Checks that `issuer`'s key signed this certificate.
    pub(crate) fn verify_signed_by(&self, issuer: &Certificate) -> Result<(), SignatureProblem> {
        algorithm::verify(
            self.0.signature_algorithm,
            None,
            &issuer.0.public_key,
            &self.0.signed_part,
            &self.0.signature,
        )
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Certificate");
        if self.is_authority() {
            debug.field("common_name", &self.subject().common_name);
        } else {
            debug.field("holder", &Masked);
        }
        debug
            .field("subject", self.subject())
            .field("serial", &self.serial())
            .field("not_after", &self.not_after())
            .finish_non_exhaustive()
    }
}

impl Extensions {
    fn read(mut list: Reader<'_>) -> Result<Self, Asn1Error> {
        let mut found = Self::default();
        while !list.is_empty() {
            let mut extension = list.sequence()?;
            let oid = extension.oid()?;
            let critical = match extension.optional(tag::BOOLEAN)? {
                Some(flag) => flag.content != [0],
                None => false,
            };
            let value = extension.expect(tag::OCTET_STRING)?.content;
            extension.finish()?;
            // RFC 5280 4.2: no extension may occur twice.
            if found.seen.contains(&oid) {
                return Err(Asn1Error::Value);
            }
            found.seen.push(oid);
            if !found.take(oid, value)? && critical && found.unknown_critical.is_none() {
                found.unknown_critical = Some(oid);
            }
        }
        Ok(found)
    }

    /// Reads one extension; false if it is not understood.
    fn take(&mut self, oid: Oid, octets: &[u8]) -> Result<bool, Asn1Error> {
        let mut value = Reader::new(octets, Rules::Der);
        match oid {
            oid::KEY_USAGE => {
                let bits = value.expect(tag::BIT_STRING)?.content;
                let first = bits.get(1).copied().unwrap_or(0);
                let bit = |number: u8| first & (0x80 >> number) != 0;
                self.key_usage = Some(KeyUsage {
                    digital_signature: bit(0),
                    non_repudiation: bit(1),
                    key_encipherment: bit(2),
                    key_agreement: bit(4),
                    certificate_sign: bit(5),
                    crl_sign: bit(6),
                });
            }
            oid::EXTENDED_KEY_USAGE => {
                let mut list = value.sequence()?;
                while !list.is_empty() {
                    self.extended_key_usage.push(list.oid()?);
                }
            }
            oid::BASIC_CONSTRAINTS => {
                let mut fields = value.sequence()?;
                let authority = fields
                    .optional(tag::BOOLEAN)?
                    .is_some_and(|flag| flag.content != [0]);
                let length = match fields.is_empty() {
                    true => None,
                    false => Some(fields.small_integer()?),
                };
                fields.finish()?;
                self.authority = authority.then_some(length);
            }
            oid::SUBJECT_KEY_IDENTIFIER => {
                self.subject_key_id = Some(value.octets()?.into_owned());
            }
            oid::AUTHORITY_KEY_IDENTIFIER => {
                let mut fields = value.sequence()?;
                self.authority_key_id = fields
                    .optional(tag::context_primitive(0))?
                    .map(|id| id.content.to_vec());
                return Ok(true);
            }
            oid::CERTIFICATE_POLICIES => {
                let mut list = value.sequence()?;
                while !list.is_empty() {
                    self.policies.push(list.sequence()?.oid()?);
                }
            }
            // Revocation and alternative names do not restrict the use of the key.
            oid::SUBJECT_ALT_NAME => return Ok(true),
            oid::CRL_DISTRIBUTION_POINTS => {
                self.addresses.lists = addresses::lenient(octets, addresses::of_lists);
                return Ok(true);
            }
            oid::FRESHEST_CRL => {
                self.addresses.supplements = addresses::lenient(octets, addresses::of_lists);
                return Ok(true);
            }
            oid::AUTHORITY_INFORMATION_ACCESS => {
                self.addresses.ocsp = addresses::lenient(octets, addresses::of_services);
                return Ok(true);
            }
            _ => return Ok(false),
        }
        value.finish()?;
        Ok(true)
    }
}
