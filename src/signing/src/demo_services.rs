//! DEMONSTRATION ONLY: the services an authority runs beside its keys.
//!
//! An OCSP responder, a time-stamp service, and the maker of revocation lists with their
//! supplements, for the authority of [`demo_ca`](crate::demo_ca). They answer octets with octets:
//! whoever serves them brings the transport, the clock, the randomness and the book of what is
//! revoked. What they say is believed only where the demonstration authority is, and a time stamp
//! of theirs only on a signature that binds nobody either.

use crate::certificate::Certificate;
use crate::demo_ca::{DemoCa, DemoError, Validity};
use crate::oid;
use crate::private_key::PrivateKey;
use crate::revocation::{OcspQuery, OcspRefusal, Revocation};
use crate::services::{self, ListFields, Sealer, TokenFields};
use crate::time_stamp::TimeStampQuery;
use chrono::{DateTime, Utc};
use rand_core::CryptoRngCore;
use std::fmt;

/// What the book of the authority says about a serial number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not revoked.
    Good,
    /// Revoked.
    Revoked(Revocation),
    /// Never issued.
    Unknown,
}

/// Number and span of a revocation list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListTimes {
    /// Its number; later lists have greater ones.
    pub number: u64,
    /// For a supplement, the number of the whole list it starts from.
    pub base: Option<u64>,
    /// When it is made.
    pub this_update: DateTime<Utc>,
    /// When the next one is made at the latest.
    pub next_update: DateTime<Utc>,
}

/// The demonstration authority with its services.
pub struct DemoServices {
    authority: DemoCa,
    responder: ServiceKey,
    stamps: ServiceKey,
}

struct ServiceKey {
    certificate: Certificate,
    key: PrivateKey,
}

impl DemoServices {
    /// Takes the authority and certifies keys for its services (GOST 34.10-2015/512). Their
    /// certificates travel in every answer, so they may be made anew at every start.
    ///
    /// # Errors
    /// [`DemoError`] if a key cannot be made or certified.
    pub fn new(
        authority: DemoCa,
        validity: Validity,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Self, DemoError> {
        let mut service = |name, purpose| -> Result<ServiceKey, DemoError> {
            let key = PrivateKey::generate_gost(rng)?;
            let certificate = authority.issue_service(name, purpose, &key, validity, rng)?;
            Ok(ServiceKey { certificate, key })
        };
        let responder = service("Baqylau demonstration OCSP", oid::OCSP_SIGNING)?;
        let stamps = service("Baqylau demonstration TSA", oid::TIME_STAMPING)?;
        Ok(Self {
            authority,
            responder,
            stamps,
        })
    }

    /// The authority.
    pub fn authority(&self) -> &DemoCa {
        &self.authority
    }

    /// Answers an `application/ocsp-request` with an `application/ocsp-response`, whatever the
    /// octets are. `book` is asked by serial numbers as [`Certificate::serial`] writes them.
    ///
    /// # Errors
    /// [`DemoError`] if signing fails.
    pub fn answer(
        &self,
        request: &[u8],
        book: &dyn Fn(&str) -> Standing,
        now: DateTime<Utc>,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, DemoError> {
        let Ok(query) = OcspQuery::read(request) else {
            return Ok(Self::refusal(OcspRefusal::MalformedRequest));
        };
        if query.asked.is_empty() {
            return Ok(Self::refusal(OcspRefusal::MalformedRequest));
        }
        let issuer = self.authority.certificate();
        let answers: Vec<(Vec<u8>, Standing)> = query
            .asked
            .into_iter()
            .map(|(octets, id)| {
                let standing = if id.is_of(issuer) {
                    book(&hex::encode(&id.serial))
                } else {
                    Standing::Unknown
                };
                (octets, standing)
            })
            .collect();
        let sealer = self.responder.sealer();
        Ok(services::ocsp_response(
            &answers,
            query.nonce.as_deref(),
            now,
            &sealer,
            rng,
        )?)
    }

    /// What the OCSP service says instead of an answer.
    pub fn refusal(refusal: OcspRefusal) -> Vec<u8> {
        services::ocsp_refusal(refusal)
    }

    /// Answers an `application/timestamp-query` with an `application/timestamp-reply`, whatever
    /// the octets are.
    ///
    /// # Errors
    /// [`DemoError`] if signing fails.
    pub fn stamp(
        &self,
        request: &[u8],
        now: DateTime<Utc>,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, DemoError> {
        let Ok(query) = TimeStampQuery::read(request) else {
            // badDataFormat
            return Ok(services::stamp_refusal(5));
        };
        // The hash of nothing has the length a hash must have.
        let length = query.digest.hash(&[]).ok().map(|hash| hash.len());
        if length != Some(query.imprint.len()) {
            // badAlg
            return Ok(services::stamp_refusal(0));
        }
        let mut serial = [0u8; 16];
        rng.fill_bytes(&mut serial);
        let fields = TokenFields {
            digest: query.digest,
            imprint: &query.imprint,
            policy: query.policy.unwrap_or(oid::POLICY_TIME_STAMPS_GOST_2015),
            nonce: query.nonce.as_deref(),
            serial: &serial,
            time: now,
            certificate: query.certificate,
        };
        let token = services::token(&fields, &self.stamps.sealer(), rng)?;
        Ok(services::stamp_response(&token))
    }

    /// A revocation list, or a supplement where `times` name a base, as DER. Entries are serial
    /// numbers as [`Certificate::serial`] writes them.
    ///
    /// # Errors
    /// [`DemoError`] if signing fails or a serial number is not one.
    pub fn list(
        &self,
        times: &ListTimes,
        entries: &[(String, Revocation)],
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, DemoError> {
        let entries: Vec<(Vec<u8>, Revocation)> = entries
            .iter()
            .map(|(serial, revocation)| Ok((hex::decode(serial)?, *revocation)))
            .collect::<Result<_, hex::FromHexError>>()
            .or(Err(DemoError::Serial))?;
        let fields = ListFields {
            times: *times,
            entries: &entries,
            scope: None,
        };
        let sealer = Sealer {
            certificate: self.authority.certificate(),
            key: self.authority.key(),
        };
        Ok(services::list(&fields, &sealer, rng)?)
    }
}

impl ServiceKey {
    fn sealer(&self) -> Sealer<'_> {
        Sealer {
            certificate: &self.certificate,
            key: &self.key,
        }
    }
}

impl fmt::Debug for DemoServices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DemoServices")
            .field("authority", &self.authority)
            .finish_non_exhaustive()
    }
}
