//! What lies on the shelf, for people to look at and for keys that have signed nothing yet.

use crate::gather::Validation;
use crate::lists::ImportedList;
use crate::questions::of_chain;
use baqylau_signing::{Certificate, Evidence, TrustStore};
use chrono::{DateTime, Utc};

impl Validation {
    /// The revocation lists of trusted authorities on the shelf, whole ones and supplements.
    pub fn lists(&self, trust: &TrustStore) -> Vec<ImportedList> {
        let kept = trust
            .authorities()
            .flat_map(|issuer| [false, true].map(|delta| self.kept_list(issuer, delta)));
        kept.flatten()
            .map(|kept| ImportedList {
                issuer: kept.list.issuer().to_owned(),
                this_update: kept.list.this_update(),
                next_update: kept.list.next_update(),
                entries: kept.list.len(),
                delta: kept.list.is_delta(),
            })
            .collect()
    }

    /// The certificates of authorities on the shelf, to be offered for building chains.
    pub fn authorities(&self) -> Vec<Certificate> {
        self.kept_authorities()
    }

    /// What lies on the shelf about a certificate and the authorities above it, for one that is
    /// in no signature file yet.
    pub fn about(
        &self,
        certificate: &Certificate,
        trust: &TrustStore,
        now: DateTime<Utc>,
    ) -> Evidence {
        let mut evidence = Evidence::new();
        if let Ok(chain) = trust.chain(certificate, &[], now) {
            for question in of_chain(&chain, now) {
                evidence.extend(self.kept_about(&question.certificate, &question.issuer));
            }
        }
        evidence
    }
}
