//! Asking one service: how long, how often, and who is left alone for a while.

use crate::complaint::{Complaint, Problem, Service};
use crate::gather::Validation;
use crate::lists::ImportError;
use crate::questions::Question;
use crate::transport::{TransportError, TransportRequest};
use baqylau_signing::{
    Certificate, Evidence, Finding, OCSP_WINDOW, OcspRefusal, OcspResponse, RevocationError,
    RevocationList, RevocationReason, SourceProblem, TrustStore, ocsp_request,
};
use chrono::{DateTime, Utc};
use std::sync::PoisonError;
use std::time::Duration;
use tokio::time::Instant;

/// Largest answer about one certificate, and largest time stamp.
const ANSWER_LIMIT: usize = 128 * 1024;

/// Largest list: those of НУЦ РК have grown to tens of megabytes.
const LIST_LIMIT: usize = 128 * 1024 * 1024;

const ANSWER_TIME: Duration = Duration::from_secs(12);
const LIST_TIME: Duration = Duration::from_secs(120);

/// How long an address that gave nothing is left alone. Not its host: one may run several
/// services, and one of them fail.
const SILENCE: Duration = Duration::from_secs(60);

/// Tries where the service asks for patience, and the pause before the second.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(300);

/// One round of questions: its clock, whom it believes, and until when it may ask.
pub(crate) struct Round<'a> {
    pub(crate) trust: &'a TrustStore,
    pub(crate) now: DateTime<Utc>,
    pub(crate) until: Option<Instant>,
    pub(crate) complaints: Vec<Complaint>,
}

impl<'a> Round<'a> {
    pub(crate) fn new(trust: &'a TrustStore, now: DateTime<Utc>, until: Option<Instant>) -> Self {
        Self {
            trust,
            now,
            until,
            complaints: Vec::new(),
        }
    }

    pub(crate) fn complain(
        &mut self,
        service: Service,
        address: &str,
        problem: impl Into<Problem>,
    ) {
        let complaint = Complaint::new(service, address, problem);
        if !self.complaints.contains(&complaint) {
            self.complaints.push(complaint);
        }
    }
}

impl Validation {
    /// One request to one address, unless nothing came from there a moment ago.
    pub(crate) async fn carry(
        &self,
        address: &str,
        body: Option<(&'static str, Vec<u8>)>,
        (limit, within): (usize, Duration),
        until: Option<Instant>,
    ) -> Result<Vec<u8>, Problem> {
        {
            let mut silent = self.silent().lock().unwrap_or_else(PoisonError::into_inner);
            silent.retain(|_, since| since.elapsed() < SILENCE);
            if silent.contains_key(address) {
                return Err(Problem::Silent);
            }
        }
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Err(Problem::OutOfTime);
        }
        let cut_short = left.is_some_and(|left| left < within);
        let request = TransportRequest {
            address: address.to_owned(),
            body,
            limit,
            within: left.map_or(within, |left| left.min(within)),
        };
        self.transport().carry(request).await.map_err(|error| {
            // A service that ran out of our own time isn't dead.
            if error == TransportError::TimedOut && cut_short {
                return Problem::OutOfTime;
            }
            if error.is_silence() {
                let mut silent = self.silent().lock().unwrap_or_else(PoisonError::into_inner);
                silent.insert(address.to_owned(), Instant::now());
            }
            Problem::Transport(error)
        })
    }

    /// A small question to a service.
    pub(crate) async fn query(
        &self,
        address: &str,
        kind: &'static str,
        body: Vec<u8>,
        until: Option<Instant>,
    ) -> Result<Vec<u8>, Problem> {
        let limits = (ANSWER_LIMIT, ANSWER_TIME);
        self.carry(address, Some((kind, body)), limits, until).await
    }

    /// Asks one OCSP service about a certificate. What comes back is proved to answer this very
    /// question for this very issuer.
    async fn ask_ocsp(
        &self,
        address: &str,
        question: &Question,
        round: &Round<'_>,
    ) -> Result<OcspResponse, Problem> {
        let (certificate, issuer) = (&question.certificate, &question.issuer);
        let mut pause = PAUSE;
        for attempt in 1..=TRIES {
            let nonce = nonce()?;
            let request = ocsp_request(certificate, issuer, &nonce);
            let kind = "application/ocsp-request";
            let answer = self.query(address, kind, request, round.until).await;
            let problem = match answer {
                Ok(octets) => match OcspResponse::parse(&octets) {
                    Ok(response) => {
                        check_answer(&response, question, &nonce, round.now)?;
                        return Ok(response);
                    }
                    Err(RevocationError::NoAnswer { refusal }) => Problem::Refused(refusal),
                    Err(error) => return Err(Problem::Revocation(error)),
                },
                Err(problem) => problem,
            };
            let patience = matches!(
                problem,
                Problem::Refused(OcspRefusal::TryLater | OcspRefusal::InternalError)
                    | Problem::Transport(TransportError::Status { status: 502..=504 })
            );
            if !patience || attempt == TRIES {
                return Err(problem);
            }
            tokio::time::sleep(pause).await;
            pause *= 3;
        }
        Err(Problem::Refused(OcspRefusal::TryLater))
    }

    /// Learns about one certificate: from the shelf where it settles the question, from the OCSP
    /// service, from lists. Returns the least that settles it, or everything there is.
    pub(crate) async fn learn(&self, question: &Question, round: &mut Round<'_>) -> Evidence {
        let Question {
            certificate,
            issuer,
            at,
        } = question;
        let kept = self.kept_about(certificate, issuer);
        let mut known = Evidence::new();
        for response in kept.responses() {
            if response.check_source(issuer).is_err() {
                continue;
            }
            known.add_response(response.clone());
            let alone = alone(response);
            // A suspension is asked about again: it may be over.
            match alone.judge(certificate, issuer, *at) {
                Finding::Revoked(revocation)
                    if revocation.reason == RevocationReason::CertificateHold => {}
                finding if settles(finding) => return alone,
                _ => {}
            }
        }
        let own = certificate.revocation_addresses();
        let addresses = self.addresses();
        // Authorities are spoken about by lists; configured services answer about holders.
        let configured: &[String] = if certificate.is_authority() {
            &[]
        } else {
            &addresses.ocsp
        };
        let services = in_turn(&own.ocsp, configured);
        let own_lists = in_turn(&own.lists, &addresses.lists);
        if services.is_empty() && own_lists.is_empty() {
            round.complain(Service::Ocsp, "", Problem::NoAddress);
        }
        for address in services {
            match self.ask_ocsp(&address, question, round).await {
                Ok(response) => {
                    self.keep_answer(certificate, &response);
                    let alone = alone(&response);
                    known.add_response(response);
                    match alone.judge(certificate, issuer, *at) {
                        finding if settles(finding) => return alone,
                        Finding::UnknownToService => {
                            round.complain(Service::Ocsp, &address, Problem::Unknown);
                        }
                        _ => round.complain(Service::Ocsp, &address, Problem::Outdated),
                    }
                }
                Err(problem) => round.complain(Service::Ocsp, &address, problem),
            }
        }
        let lists = self.learn_from_lists(question, own_lists, round).await;
        if settles(lists.judge(certificate, issuer, *at)) {
            return lists;
        }
        known.extend(lists);
        known
    }

    async fn learn_from_lists(
        &self,
        question: &Question,
        addresses: Vec<String>,
        round: &mut Round<'_>,
    ) -> Evidence {
        let Question {
            certificate,
            issuer,
            at,
        } = question;
        // Lists are large: several questions at once wait for one fetch.
        let _turn = self.turn().lock().await;
        let now = round.now;
        let usable = |validation: &Self, delta: bool| {
            validation
                .kept_list(issuer, delta)
                .filter(|kept| kept.is_fresh(now) && kept.list.check_issuer(issuer).is_ok())
        };
        let mut whole_is_new = usable(self, false).is_some_and(|kept| kept.list.covers(*at));
        for address in addresses {
            if whole_is_new {
                break;
            }
            whole_is_new = self
                .fetch_list(&address, Service::List, issuer, round)
                .await;
        }
        let whole = self.kept_list(issuer, false).map(|kept| kept.list);
        let mut places = Vec::new();
        if let Some(whole) = &whole {
            places = whole.supplement_addresses().to_vec();
        }
        let own = &certificate.revocation_addresses().supplements;
        let places = in_turn(&in_turn(own, &places), &self.addresses().supplements);
        let mut supplement_is_new = usable(self, true).is_some();
        for address in places {
            if supplement_is_new {
                break;
            }
            supplement_is_new = self
                .fetch_list(&address, Service::Supplement, issuer, round)
                .await;
        }
        let mut lists = Evidence::new();
        let supplement = self.kept_list(issuer, true).map(|kept| kept.list);
        for list in whole.iter().chain(&supplement) {
            if list.check_issuer(issuer).is_ok() {
                lists.add_list(list.clone());
            }
        }
        if let (Some(whole), Some(supplement)) = (&whole, &supplement)
            && !supplement.continues(whole)
            && supplement.this_update() > whole.this_update()
        {
            round.complain(Service::Supplement, "", Problem::Discontinued);
        }
        lists
    }

    /// Fetches a list and keeps it, whoever of the trusted issued it. Returns whether it was the
    /// issuer asked about.
    async fn fetch_list(
        &self,
        address: &str,
        service: Service,
        issuer: &Certificate,
        round: &mut Round<'_>,
    ) -> bool {
        if self.is_elsewhere(address, issuer) {
            return false;
        }
        let octets = match self
            .carry(address, None, (LIST_LIMIT, LIST_TIME), round.until)
            .await
        {
            Ok(octets) => octets,
            Err(problem) => {
                round.complain(service, address, problem);
                return false;
            }
        };
        let list = match RevocationList::parse(&octets) {
            Ok(list) => list,
            Err(error) => {
                round.complain(service, address, Problem::Revocation(error));
                return false;
            }
        };
        // The issuer asked about stands in a chain that holds, so it needs no other proof.
        let taken = match list.check_issuer(issuer) {
            Ok(()) => self
                .keep_list(&list, issuer, round.now)
                .map(|()| issuer.clone()),
            Err(SourceProblem::AnotherIssuer) => self.take_list(&list, round.trust, round.now),
            Err(problem) => Err(ImportError::NotBelieved(problem)),
        };
        match taken {
            Ok(found) => {
                self.note_place(address, &found);
                found == *issuer && list.is_delta() == (service == Service::Supplement)
            }
            // What lies on the shelf is newer; it was asked for in vain but nothing is wrong.
            Err(ImportError::Older { .. }) => list.check_issuer(issuer).is_ok(),
            Err(ImportError::UnknownIssuer { .. }) => {
                let problem = Problem::NotBelieved(SourceProblem::AnotherIssuer);
                round.complain(service, address, problem);
                false
            }
            Err(ImportError::NotBelieved(problem)) => {
                round.complain(service, address, Problem::NotBelieved(problem));
                false
            }
            Err(ImportError::Future { .. }) => {
                round.complain(service, address, Problem::Outdated);
                false
            }
            Err(ImportError::Unreadable(error)) => {
                round.complain(service, address, Problem::Revocation(error));
                false
            }
        }
    }
}

fn check_answer(
    response: &OcspResponse,
    question: &Question,
    nonce: &[u8; 8],
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    let Question {
        certificate,
        issuer,
        ..
    } = question;
    if response.answer(certificate, issuer).is_none() {
        return Err(Problem::AnotherCertificate);
    }
    response
        .check_source(issuer)
        .map_err(Problem::NotBelieved)?;
    match response.nonce() {
        Some(repeated) if repeated == nonce => Ok(()),
        Some(_) => Err(Problem::AnotherNonce),
        // RFC 6960 4.4.1 lets a service leave it out; then only a new answer is taken.
        None if (response.produced_at() - now).abs() <= OCSP_WINDOW => Ok(()),
        None => Err(Problem::AnotherNonce),
    }
}

/// Whether nothing more has to be asked.
pub(crate) fn settles(finding: Finding) -> bool {
    matches!(finding, Finding::Good | Finding::Revoked(_))
}

fn alone(response: &OcspResponse) -> Evidence {
    let mut evidence = Evidence::new();
    evidence.add_response(response.clone());
    evidence
}

/// The first addresses, then the others, each once.
pub(crate) fn in_turn(first: &[String], then: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for address in first.iter().chain(then) {
        if !all.contains(address) {
            all.push(address.clone());
        }
    }
    all
}

pub(crate) fn nonce() -> Result<[u8; 8], Problem> {
    let mut nonce = [0; 8];
    getrandom::fill(&mut nonce).or(Err(Problem::NoRandomness))?;
    Ok(nonce)
}
