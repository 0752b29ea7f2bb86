//! Revocation lists on the shelf: which one lies there, and whether another may take its place.

use crate::gather::Validation;
use crate::shelf::{bundle, unbundle};
use baqylau_signing::{
    Certificate, Evidence, OcspResponse, RevocationError, RevocationList, SourceProblem, TrustStore,
};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::PoisonError;

/// Answers of the OCSP service kept about one certificate.
const ANSWERS_KEPT: usize = 8;

/// How far the clock of a list's issuer may run ahead of ours.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(10);

/// How long a list that was fetched is used without asking for a newer one.
const LIST_REST: TimeDelta = TimeDelta::hours(1);

/// A list that was taken onto the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedList {
    /// What its issuer calls itself.
    pub issuer: String,
    /// When it was made.
    pub this_update: DateTime<Utc>,
    /// When the next one is made at the latest.
    pub next_update: Option<DateTime<Utc>>,
    /// How many certificates stand in it.
    pub entries: usize,
    /// Whether it only adds to a whole list.
    pub delta: bool,
}

/// Why a list isn't taken onto the shelf.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// It can't be read.
    #[error(transparent)]
    Unreadable(#[from] RevocationError),
    /// No authority that is trusted has its issuer's name and key.
    #[error("no trusted authority issued the list")]
    UnknownIssuer {
        /// What the issuer calls itself.
        issuer: String,
    },
    /// It isn't proved to come from the authority it names.
    #[error(transparent)]
    NotBelieved(SourceProblem),
    /// It was made later than now.
    #[error("the list was made in the future, on {this_update}")]
    Future {
        /// When it says it was made.
        this_update: DateTime<Utc>,
    },
    /// A newer one is on the shelf already.
    #[error("a newer list is at hand, made on {at_hand}")]
    Older {
        /// When this one was made.
        this_update: DateTime<Utc>,
        /// When that at hand was made.
        at_hand: DateTime<Utc>,
    },
}

/// A list on the shelf.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) list: RevocationList,
    /// When it was fetched or imported.
    pub(crate) since: DateTime<Utc>,
}

impl Kept {
    /// Whether it was fetched so lately that nobody asks for a newer one.
    pub(crate) fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        (self.since..=self.since + LIST_REST).contains(&now)
    }
}

impl Validation {
    /// Takes a revocation list somebody brought as a file, DER, PEM or base64, onto the shelf.
    /// An expired one is taken: it speaks about the time before.
    ///
    /// # Errors
    /// [`ImportError`]; the shelf stays as it was.
    pub fn import_list(
        &self,
        octets: &[u8],
        trust: &TrustStore,
        now: DateTime<Utc>,
    ) -> Result<ImportedList, ImportError> {
        let list = RevocationList::parse(octets)?;
        let imported = ImportedList {
            issuer: list.issuer().to_owned(),
            this_update: list.this_update(),
            next_update: list.next_update(),
            entries: list.len(),
            delta: list.is_delta(),
        };
        self.take_list(&list, trust, now)?;
        Ok(imported)
    }

    /// Keeps a list that a trusted authority issued; returns that authority.
    pub(crate) fn take_list(
        &self,
        list: &RevocationList,
        trust: &TrustStore,
        now: DateTime<Utc>,
    ) -> Result<Certificate, ImportError> {
        let issuer = trusted_issuer(list, trust)?;
        self.keep_list(list, &issuer, now)?;
        Ok(issuer)
    }

    /// Keeps a list whose issuer was checked, unless a newer one lies there.
    pub(crate) fn keep_list(
        &self,
        list: &RevocationList,
        issuer: &Certificate,
        now: DateTime<Utc>,
    ) -> Result<(), ImportError> {
        let this_update = list.this_update();
        if this_update > now + CLOCK_TOLERANCE {
            return Err(ImportError::Future { this_update });
        }
        if let Some(at_hand) = self.kept_list(issuer, list.is_delta()) {
            // What lies there may have been altered since: then it is in nobody's way.
            let at_hand = at_hand.list;
            if at_hand.this_update() > this_update && at_hand.check_issuer(issuer).is_ok() {
                return Err(ImportError::Older {
                    this_update,
                    at_hand: at_hand.this_update(),
                });
            }
        }
        let key = list_key(issuer, list.is_delta());
        let since = now.timestamp().to_be_bytes();
        self.shelf().put(&key, &bundle([&since[..], list.der()]));
        let kept = Kept {
            list: list.clone(),
            since: now,
        };
        self.read_lists()
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, kept);
        Ok(())
    }

    /// The list of an issuer on the shelf. Lists are long, so each is read once.
    pub(crate) fn kept_list(&self, issuer: &Certificate, delta: bool) -> Option<Kept> {
        let key = list_key(issuer, delta);
        let mut read = self
            .read_lists()
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = read.get(&key) {
            return Some(kept.clone());
        }
        let octets = self.shelf().get(&key)?;
        let pieces = unbundle(&octets);
        let [since, der] = pieces.as_slice() else {
            return None;
        };
        let since = i64::from_be_bytes((*since).try_into().ok()?);
        let kept = Kept {
            list: RevocationList::from_der(der).ok()?,
            since: DateTime::from_timestamp(since, 0)?,
        };
        read.insert(key, kept.clone());
        Some(kept)
    }

    /// Keeps an answer of the OCSP service about a certificate beside those before it.
    pub(crate) fn keep_answer(&self, certificate: &Certificate, response: &OcspResponse) {
        let mut kept = self.kept_answers(certificate);
        kept.retain(|before| before.basic_der() != response.basic_der());
        kept.push(response.clone());
        kept.sort_by_key(OcspResponse::produced_at);
        let surplus = kept.len().saturating_sub(ANSWERS_KEPT);
        let octets = bundle(kept.iter().skip(surplus).map(OcspResponse::basic_der));
        self.shelf().put(&answers_key(certificate), &octets);
    }

    /// Answers kept about a certificate.
    pub(crate) fn kept_answers(&self, certificate: &Certificate) -> Vec<OcspResponse> {
        let octets = self.shelf().get(&answers_key(certificate));
        unbundle(&octets.unwrap_or_default())
            .into_iter()
            .filter_map(|der| OcspResponse::from_basic_der(der).ok())
            .collect()
    }

    /// Everything on the shelf that speaks about a certificate.
    pub(crate) fn kept_about(&self, certificate: &Certificate, issuer: &Certificate) -> Evidence {
        let mut evidence = Evidence::new();
        for response in self.kept_answers(certificate) {
            evidence.add_response(response);
        }
        for delta in [false, true] {
            if let Some(kept) = self.kept_list(issuer, delta) {
                evidence.add_list(kept.list);
            }
        }
        evidence
    }
}

/// The authority of the store that issued a list and may issue it, with its own way to an anchor.
fn trusted_issuer(list: &RevocationList, trust: &TrustStore) -> Result<Certificate, ImportError> {
    let mut problem = ImportError::UnknownIssuer {
        issuer: list.issuer().to_owned(),
    };
    for authority in trust.authorities() {
        match list.check_issuer(authority) {
            Ok(()) => {}
            Err(SourceProblem::AnotherIssuer) => continue,
            Err(found) => {
                problem = ImportError::NotBelieved(found);
                continue;
            }
        }
        let anchored = trust.anchors().any(|anchor| anchor == authority)
            || trust.chain(authority, &[], list.this_update()).is_ok();
        if anchored {
            return Ok(authority.clone());
        }
    }
    Err(problem)
}

fn list_key(issuer: &Certificate, delta: bool) -> String {
    let identifier = issuer
        .key_identifier()
        .unwrap_or_else(|| hex::encode(issuer.fingerprint()));
    let kind = if delta { "supplement" } else { "list" };
    format!("{kind}/{identifier}")
}

fn answers_key(certificate: &Certificate) -> String {
    format!("ocsp/{}", hex::encode(certificate.fingerprint()))
}
