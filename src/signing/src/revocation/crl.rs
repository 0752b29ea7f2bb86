//! Revocation lists (RFC 5280 section 5): whole ones and supplements to them.

use super::{Revocation, RevocationError, RevocationReason, SourceProblem};
use crate::algorithm;
use crate::asn1::{Asn1Error, Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::oid::{self, Oid};
use crate::pem;
use crate::subject::Name;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A revocation list as it was read, nothing judged yet. Cloning is cheap.
#[derive(Clone)]
pub struct RevocationList(Arc<Fields>);

struct Fields {
    der: Vec<u8>,
    signed_part: Vec<u8>,
    signature_algorithm: Oid,
    signature: Vec<u8>,
    issuer: Name,
    this_update: DateTime<Utc>,
    next_update: Option<DateTime<Utc>>,
    /// By the content octets of the serial number.
    entries: HashMap<Vec<u8>, Revocation>,
    extensions: Extensions,
    /// Whose signature was looked for before, and whether it was there: lists are long, and one
    /// list serves many certificates.
    checked: OnceLock<([u8; 32], Result<(), SourceProblem>)>,
}

#[derive(Default)]
struct Extensions {
    number: Option<Number>,
    /// The number of the whole list a supplement starts from.
    base: Option<Number>,
    authority_key_id: Option<Vec<u8>>,
    /// Addresses of supplements.
    freshest: Vec<String>,
    scope: Scope,
    seen: Vec<Oid>,
}

/// What a list leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Scope {
    #[default]
    Everything,
    OnlyHolders,
    OnlyAuthorities,
    /// In a way that is not understood here, or by something critical that is not.
    Unknown,
}

/// A list number: big-endian without leading zeros, up to 20 octets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number(Vec<u8>);

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0.len(), &self.0).cmp(&(other.0.len(), &other.0))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl RevocationList {
    /// Reads DER, PEM or bare base64.
    ///
    /// # Errors
    /// [`RevocationError`] naming the field that cannot be read.
    pub fn parse(input: &[u8]) -> Result<Self, RevocationError> {
        Self::from_der(&pem::to_der(input).ok_or(RevocationError::NotRevocationData)?)
    }

    /// Reads DER.
    ///
    /// # Errors
    /// [`RevocationError`] naming the field that cannot be read.
    pub fn from_der(der: &[u8]) -> Result<Self, RevocationError> {
        let damaged = |field| move |_: Asn1Error| RevocationError::Damaged { field };
        let mut outer = Reader::new(der, Rules::Der);
        let mut list = outer
            .sequence()
            .ok()
            .ok_or(RevocationError::NotRevocationData)?;
        outer.finish().map_err(damaged("certificateList"))?;
        let signed = list.expect(tag::SEQUENCE).map_err(damaged("tbsCertList"))?;
        let algorithm = list
            .expect(tag::SEQUENCE)
            .map_err(damaged("signatureAlgorithm"))?;
        let signature = list
            .expect(tag::BIT_STRING)
            .map_err(damaged("signatureValue"))?;
        list.finish().map_err(damaged("certificateList"))?;
        let Some((0, signature)) = signature.content.split_first() else {
            return Err(RevocationError::Damaged {
                field: "signatureValue",
            });
        };

        let mut fields = signed.enter().map_err(damaged("tbsCertList"))?;
        let version = match fields.peek() {
            Some(tag::INTEGER) => fields.small_integer().map_err(damaged("version"))?,
            _ => 0,
        };
        // Version 1 knows no extensions, and with them neither numbers nor reasons.
        if version > 1 {
            return Err(RevocationError::Damaged { field: "version" });
        }
        let inner = fields.expect(tag::SEQUENCE).map_err(damaged("signature"))?;
        // Lists of НУЦ РК leave out the NULL inside and write it outside, so the identifiers are
        // compared and not the octets. The inner one is signed and counts.
        let signature_algorithm = inner
            .enter()
            .and_then(|mut fields| fields.oid())
            .map_err(damaged("signature"))?;
        let mut outside = Reader::new(algorithm.raw, Rules::Der);
        if algorithm::read_identifier(&mut outside) != Ok(signature_algorithm) {
            return Err(RevocationError::Damaged {
                field: "signatureAlgorithm",
            });
        }
        let issuer = fields
            .sequence()
            .and_then(Name::read)
            .map_err(damaged("issuer"))?;
        let this_update = fields
            .any()
            .and_then(|time| time.time())
            .map_err(damaged("thisUpdate"))?;
        let next_update = match fields.peek() {
            Some(tag::UTC_TIME | tag::GENERALIZED_TIME) => Some(
                fields
                    .any()
                    .and_then(|time| time.time())
                    .map_err(damaged("nextUpdate"))?,
            ),
            _ => None,
        };
        let mut extensions = Extensions::default();
        let mut entries = HashMap::new();
        if let Some(list) = fields
            .optional(tag::SEQUENCE)
            .map_err(damaged("revokedCertificates"))?
        {
            let mut list = list.enter().map_err(damaged("revokedCertificates"))?;
            while !list.is_empty() {
                let (serial, revocation, understood) = list
                    .sequence()
                    .and_then(read_entry)
                    .map_err(damaged("revokedCertificates"))?;
                if !understood {
                    extensions.scope = Scope::Unknown;
                }
                entries.insert(serial, revocation);
            }
        }
        if let Some(list) = fields
            .optional(tag::context(0))
            .map_err(damaged("crlExtensions"))?
        {
            list.enter()
                .and_then(|mut list| list.sequence())
                .and_then(|list| extensions.read(list))
                .map_err(damaged("crlExtensions"))?;
        }
        fields.finish().map_err(damaged("tbsCertList"))?;
        Ok(Self(Arc::new(Fields {
            der: der.to_vec(),
            signed_part: signed.raw.to_vec(),
            signature_algorithm,
            signature: signature.to_vec(),
            issuer,
            this_update,
            next_update,
            entries,
            extensions,
            checked: OnceLock::new(),
        })))
    }

    /// The octets of the list.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// What its issuer calls itself.
    pub fn issuer(&self) -> &str {
        self.0.issuer.label()
    }

    /// When the list was made.
    pub fn this_update(&self) -> DateTime<Utc> {
        self.0.this_update
    }

    /// When the next one is made at the latest.
    pub fn next_update(&self) -> Option<DateTime<Utc>> {
        self.0.next_update
    }

    /// Whether it only adds to a whole list.
    pub fn is_delta(&self) -> bool {
        self.0.extensions.base.is_some()
    }

    /// How many certificates stand in it.
    pub fn len(&self) -> usize {
        self.0.entries.len()
    }

    /// Whether no certificate stands in it.
    pub fn is_empty(&self) -> bool {
        self.0.entries.is_empty()
    }

    /// Its entry for a certificate, by serial number alone; [`RevocationList::check_source`]
    /// says whether the list speaks about certificates of this issuer at all.
    pub fn entry(&self, certificate: &Certificate) -> Option<Revocation> {
        self.0.entries.get(certificate.serial_content()).copied()
    }

    /// Whether `issuer` made the list and may make one, and whether the list speaks about
    /// certificates like `certificate`.
    ///
    /// # Errors
    /// [`SourceProblem`]; nothing in the list is to be believed then.
    pub fn check_source(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<(), SourceProblem> {
        let fields = &*self.0;
        if !self.may_be_issued_by(issuer) {
            return Err(SourceProblem::AnotherIssuer);
        }
        let in_scope = match fields.extensions.scope {
            Scope::Everything => true,
            Scope::OnlyHolders => !certificate.is_authority(),
            Scope::OnlyAuthorities => certificate.is_authority(),
            Scope::Unknown => false,
        };
        if !in_scope {
            return Err(SourceProblem::Scope);
        }
        self.check_issuer(issuer)
    }

    /// Whether `issuer` made the list and may make one, whatever certificates it speaks about:
    /// what is asked before a list is kept.
    ///
    /// # Errors
    /// [`SourceProblem`]; nothing in the list is to be believed then.
    pub fn check_issuer(&self, issuer: &Certificate) -> Result<(), SourceProblem> {
        let fields = &*self.0;
        if !self.may_be_issued_by(issuer) {
            return Err(SourceProblem::AnotherIssuer);
        }
        if !issuer.key_usage().is_none_or(|usage| usage.crl_sign) {
            return Err(SourceProblem::NotEntitled);
        }
        let (by, outcome) = fields
            .checked
            .get_or_init(|| (issuer.fingerprint(), self.check_signature(issuer)));
        if *by == issuer.fingerprint() {
            *outcome
        } else {
            self.check_signature(issuer)
        }
    }

    /// Whether name and key identifier are those of `issuer`, before any signature is checked.
    fn may_be_issued_by(&self, issuer: &Certificate) -> bool {
        let fields = &*self.0;
        let keys_agree = match (&fields.extensions.authority_key_id, issuer.subject_key_id()) {
            (Some(wanted), Some(offered)) => wanted == offered,
            _ => true,
        };
        keys_agree && fields.issuer.matches(issuer.subject_name())
    }

    /// Where supplements to it are kept, as it says itself.
    pub fn supplement_addresses(&self) -> &[String] {
        &self.0.extensions.freshest
    }

    fn check_signature(&self, issuer: &Certificate) -> Result<(), SourceProblem> {
        algorithm::verify(
            self.0.signature_algorithm,
            None,
            issuer.public_key(),
            &self.0.signed_part,
            &self.0.signature,
        )
        .map_err(SourceProblem::from)
    }

    /// Whether this supplement continues `whole`.
    pub fn continues(&self, whole: &Self) -> bool {
        let (supplement, whole) = (&self.0.extensions, &whole.0.extensions);
        match (&supplement.base, &supplement.number, &whole.number) {
            (Some(base), Some(number), Some(start)) => base <= start && start <= number,
            _ => false,
        }
    }

    pub(super) fn number(&self) -> Option<&Number> {
        self.0.extensions.number.as_ref()
    }

    /// Whether the list speaks about `at`.
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        self.0.this_update <= at && self.0.next_update.is_some_and(|next| at <= next)
    }
}

impl fmt::Debug for RevocationList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevocationList")
            .field("issuer", &self.issuer())
            .field("this_update", &self.this_update())
            .field("next_update", &self.next_update())
            .field("entries", &self.len())
            .field("delta", &self.is_delta())
            .finish_non_exhaustive()
    }
}

/// Serial number, revocation, and whether everything critical in the entry was understood.
fn read_entry(mut fields: Reader<'_>) -> Result<(Vec<u8>, Revocation, bool), Asn1Error> {
    let serial = fields.expect(tag::INTEGER)?.content.to_vec();
    let date = fields.any()?.time()?;
    let mut reason = RevocationReason::Unspecified;
    let mut understood = true;
    if let Some(list) = fields.optional(tag::SEQUENCE)? {
        let mut list = list.enter()?;
        while !list.is_empty() {
            let (kind, critical, value) = read_extension(&mut list)?;
            match kind {
                oid::REASON_CODE => {
                    let mut value = Reader::new(value, Rules::Der);
                    reason = match value.expect(tag::ENUMERATED)?.content {
                        [code] => RevocationReason::from_code(*code),
                        _ => return Err(Asn1Error::Value),
                    };
                    value.finish()?;
                }
                oid::INVALIDITY_DATE => {}
                _ => understood &= !critical,
            }
        }
    }
    fields.finish()?;
    Ok((serial, Revocation { date, reason }, understood))
}

/// One extension: identifier, criticality, value.
pub(super) fn read_extension<'a>(
    list: &mut Reader<'a>,
) -> Result<(Oid, bool, &'a [u8]), Asn1Error> {
    let mut extension = list.sequence()?;
    let kind = extension.oid()?;
    let critical = extension
        .optional(tag::BOOLEAN)?
        .is_some_and(|flag| flag.content != [0]);
    let value = extension.expect(tag::OCTET_STRING)?.content;
    extension.finish()?;
    Ok((kind, critical, value))
}

impl Extensions {
    fn read(&mut self, mut list: Reader<'_>) -> Result<(), Asn1Error> {
        while !list.is_empty() {
            let (kind, critical, value) = read_extension(&mut list)?;
            if self.seen.contains(&kind) {
                return Err(Asn1Error::Value);
            }
            self.seen.push(kind);
            let mut value = Reader::new(value, Rules::Der);
            match kind {
                oid::CRL_NUMBER => self.number = Some(read_number(&mut value)?),
                oid::DELTA_CRL_INDICATOR => self.base = Some(read_number(&mut value)?),
                oid::AUTHORITY_KEY_IDENTIFIER => {
                    self.authority_key_id = value
                        .sequence()?
                        .optional(tag::context_primitive(0))?
                        .map(|id| id.content.to_vec());
                }
                oid::ISSUING_DISTRIBUTION_POINT => {
                    let scope = read_scope(value.sequence()?)?;
                    if self.scope == Scope::Everything {
                        self.scope = scope;
                    }
                }
                oid::FRESHEST_CRL => {
                    self.freshest = crate::addresses::of_lists(value).unwrap_or_default();
                }
                oid::AUTHORITY_INFORMATION_ACCESS => {}
                _ if critical => self.scope = Scope::Unknown,
                _ => {}
            }
        }
        Ok(())
    }
}

fn read_number(value: &mut Reader<'_>) -> Result<Number, Asn1Error> {
    let number = Number(value.unsigned_integer()?.to_vec());
    value.finish()?;
    Ok(number)
}

/// IssuingDistributionPoint (RFC 5280 5.2.5). Where the list is kept does not matter.
fn read_scope(mut fields: Reader<'_>) -> Result<Scope, Asn1Error> {
    let mut scope = Scope::Everything;
    while !fields.is_empty() {
        let field = fields.any()?;
        let flag = field.content != [0];
        scope = match field.tag {
            0xa0 => scope,
            0x81 if flag && scope == Scope::Everything => Scope::OnlyHolders,
            0x82 if flag && scope == Scope::Everything => Scope::OnlyAuthorities,
            0x81 | 0x82 | 0x84 | 0x85 if !flag => scope,
            _ => Scope::Unknown,
        };
    }
    Ok(scope)
}
