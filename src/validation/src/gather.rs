//! Gathering what is known about everybody a signature file stands on.

use crate::addresses::Addresses;
use crate::ask::Round;
use crate::complaint::{Complaint, Problem, Service};
use crate::lists::Kept;
use crate::questions::Questions;
use crate::shelf::Shelf;
use crate::transport::Transport;
use baqylau_signing::{Certificate, ChainProblem, Evidence, TrustStore};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Largest certificate of an authority.
const CERTIFICATE_LIMIT: usize = 64 * 1024;

const CERTIFICATE_TIME: Duration = Duration::from_secs(12);

/// How long it is remembered whose list lies at an address.
const PLACES_REST: Duration = Duration::from_secs(3600);

/// Asks services and keeps what they said. Cloning is cheap, and clones share everything.
#[derive(Clone)]
pub struct Validation(Arc<Inner>);

struct Inner {
    transport: Arc<dyn Transport>,
    shelf: Arc<dyn Shelf>,
    addresses: Addresses,
    /// Addresses that gave nothing, and since when.
    silent: Mutex<HashMap<String, Instant>>,
    /// Whose list was found at an address, by the fingerprint of the issuer.
    places: Mutex<HashMap<String, ([u8; 32], Instant)>>,
    /// Lists read from the shelf.
    lists: Mutex<HashMap<String, Kept>>,
    /// Held by whoever fetches lists.
    turn: tokio::sync::Mutex<()>,
}

/// What is known about a signature file, for [`baqylau_signing::verify_with`].
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// Answers and lists. None of it is believed before it is judged.
    pub evidence: Evidence,
    /// Authorities that were missing between signer and anchor: to be offered to the store with
    /// [`TrustStore::add_intermediate`] before judging.
    pub authorities: Vec<Certificate>,
    /// What services did instead of answering rightly.
    pub complaints: Vec<Complaint>,
}

impl Gathered {
    /// The store with the authorities that were found.
    pub fn trust(&self, trust: &TrustStore) -> TrustStore {
        let mut trust = trust.clone();
        for authority in &self.authorities {
            trust.add_intermediate(authority.clone());
        }
        trust
    }
}

impl fmt::Debug for Validation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Validation")
            .field("addresses", &self.0.addresses)
            .finish_non_exhaustive()
    }
}

impl Validation {
    /// Over a transport, a shelf and addresses of services.
    pub fn new(transport: Arc<dyn Transport>, shelf: Arc<dyn Shelf>, addresses: Addresses) -> Self {
        Self(Arc::new(Inner {
            transport,
            shelf,
            addresses,
            silent: Mutex::default(),
            places: Mutex::default(),
            lists: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }))
    }

    /// The addresses it asks beside those in certificates.
    pub fn addresses(&self) -> &Addresses {
        &self.0.addresses
    }

    /// What is known about every signature of a file (signers, authorities above them, and those
    /// of their time stamps), from the shelf where that settles it and else from the services.
    /// What they answer goes onto the shelf.
    pub async fn evidence(&self, cms: &[u8], trust: &TrustStore, now: DateTime<Utc>) -> Gathered {
        let mut gathered = Gathered::default();
        let trust = self.reaching(cms, trust, now, None, &mut gathered).await;
        let questions = Questions::of_file(cms, &trust, now);
        let mut round = Round::new(&trust, now, None);
        round.complaints = std::mem::take(&mut gathered.complaints);
        for question in &questions.asked {
            let evidence = self.learn(question, &mut round).await;
            gathered.evidence.extend(evidence);
        }
        gathered.complaints = round.complaints;
        gathered
    }

    /// The same without asking anybody: what lies on the shelf, however old.
    pub fn from_shelf(&self, cms: &[u8], trust: &TrustStore, now: DateTime<Utc>) -> Gathered {
        let mut gathered = Gathered {
            authorities: self.kept_authorities(),
            ..Gathered::default()
        };
        let trust = gathered.trust(trust);
        let questions = Questions::of_file(cms, &trust, now);
        for question in &questions.asked {
            let kept = self.kept_about(&question.certificate, &question.issuer);
            gathered.evidence.extend(kept);
        }
        for problem in questions.missing {
            gathered.complain(problem);
        }
        gathered
    }

    /// The store with the authorities that are missing for this file, as far as they can be got.
    pub(crate) async fn reaching(
        &self,
        cms: &[u8],
        trust: &TrustStore,
        now: DateTime<Utc>,
        until: Option<Instant>,
        gathered: &mut Gathered,
    ) -> TrustStore {
        let is_missing = |trust: &TrustStore| {
            let missing = Questions::of_file(cms, trust, now).missing;
            missing
                .iter()
                .any(|problem| matches!(problem, ChainProblem::UnknownIssuer { .. }))
        };
        gathered.authorities = self.kept_authorities();
        let mut store = gathered.trust(trust);
        for address in &self.0.addresses.authorities {
            if !is_missing(&store) {
                break;
            }
            if self.0.shelf.get(&authority_key(address)).is_some() {
                continue;
            }
            let limits = (CERTIFICATE_LIMIT, CERTIFICATE_TIME);
            let octets = match self.carry(address, None, limits, until).await {
                Ok(octets) => octets,
                Err(problem) => {
                    let complaint = Complaint::new(Service::Authority, address, problem);
                    gathered.complaints.push(complaint);
                    continue;
                }
            };
            match Certificate::parse(&octets) {
                // A stranger's certificate isn't kept: it must lead to an anchor.
                Ok(authority) => match store.chain(&authority, &[], now) {
                    Ok(_) => {
                        self.0.shelf.put(&authority_key(address), authority.der());
                        store.add_intermediate(authority.clone());
                        gathered.authorities.push(authority);
                    }
                    Err(problem) => gathered.complaints.push(Complaint::new(
                        Service::Authority,
                        address,
                        Problem::Chain(problem),
                    )),
                },
                Err(error) => gathered.complaints.push(Complaint::new(
                    Service::Authority,
                    address,
                    Problem::Certificate(error),
                )),
            }
        }
        for problem in Questions::of_file(cms, &store, now).missing {
            gathered.complain(problem);
        }
        store
    }

    pub(crate) fn kept_authorities(&self) -> Vec<Certificate> {
        self.0
            .addresses
            .authorities
            .iter()
            .filter_map(|address| self.0.shelf.get(&authority_key(address)))
            .filter_map(|octets| Certificate::from_der(&octets).ok())
            .collect()
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }

    pub(crate) fn shelf(&self) -> &dyn Shelf {
        &*self.0.shelf
    }

    pub(crate) fn silent(&self) -> &Mutex<HashMap<String, Instant>> {
        &self.0.silent
    }

    pub(crate) fn read_lists(&self) -> &Mutex<HashMap<String, Kept>> {
        &self.0.lists
    }

    pub(crate) fn turn(&self) -> &tokio::sync::Mutex<()> {
        &self.0.turn
    }

    /// Remembers whose list was found at an address.
    pub(crate) fn note_place(&self, address: &str, issuer: &Certificate) {
        let found = (issuer.fingerprint(), Instant::now());
        let mut places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.insert(address.to_owned(), found);
    }

    /// Whether the list of another issuer was found at an address lately.
    pub(crate) fn is_elsewhere(&self, address: &str, issuer: &Certificate) -> bool {
        let places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.get(address).is_some_and(|(found, since)| {
            *found != issuer.fingerprint() && since.elapsed() < PLACES_REST
        })
    }
}

impl Gathered {
    fn complain(&mut self, problem: ChainProblem) {
        let complaint = Complaint::new(Service::File, "", Problem::Chain(problem));
        if !self.complaints.contains(&complaint) {
            self.complaints.push(complaint);
        }
    }
}

fn authority_key(address: &str) -> String {
    format!("authority/{address}")
}
