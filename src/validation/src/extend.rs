//! Making a signature last: a time stamp, then the revocation values, inside its file.

use crate::addresses::StampService;
use crate::ask::{Round, nonce, settles};
use crate::complaint::{Complaint, Problem, Service};
use crate::gather::{Gathered, Validation};
use crate::questions::{Question, of_chain, proved_time, proves};
use baqylau_signing::{
    Chain, Evidence, Finding, RevocationList, SignatureFile, SignatureParts, TimeStampToken,
    TrustStore, UpgradeError, add_revocation_values, add_time_stamp, time_stamp_request,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::time::Instant;

/// Most octets of lists put into a file: beyond, the file would be a list with a signature.
const LISTS_IN_FILE: usize = 512 * 1024;

/// How long a signature file proves what it says without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The signature alone (CAdES-BES): while its certificate is valid, and its revocation can
    /// be learnt.
    Bes,
    /// With a time stamp (CAdES-T): the moment is proved.
    T,
    /// With the revocation values of that moment (CAdES-LT): everything is in the file.
    Lt,
}

/// A signature file with what could be added to it.
#[derive(Debug, Clone)]
pub struct Extended {
    /// The file; the one given where nothing could be added.
    pub cms: Vec<u8>,
    /// What it holds now.
    pub level: Level,
    /// What services did instead of answering rightly.
    pub complaints: Vec<Complaint>,
    /// Authorities that were missing, as in [`Gathered::authorities`].
    pub authorities: Vec<baqylau_signing::Certificate>,
}

impl Validation {
    /// Adds to a file of one signature what is missing: a time stamp of the first service that
    /// answers rightly, then the revocation values of that moment. What could be added stays
    /// added when the rest fails, and a later call goes on from there; a file that has a stamp
    /// isn't stamped again. `deadline` bounds the whole call.
    ///
    /// Whether the signature is valid isn't asked here.
    pub async fn extend(
        &self,
        cms: &[u8],
        trust: &TrustStore,
        now: DateTime<Utc>,
        deadline: Duration,
    ) -> Extended {
        let until = Instant::now() + deadline;
        let mut gathered = Gathered::default();
        let trust = self
            .reaching(cms, trust, now, Some(until), &mut gathered)
            .await;
        let mut round = Round::new(&trust, now, Some(until));
        round.complaints = std::mem::take(&mut gathered.complaints);
        let mut extended = Extended {
            cms: cms.to_vec(),
            level: Level::Bes,
            complaints: Vec::new(),
            authorities: gathered.authorities,
        };
        if let Err(error) = self.go_on(&mut extended, &mut round).await {
            round.complain(Service::File, "", Problem::File(error));
        }
        extended.complaints = round.complaints;
        extended
    }

    /// What a file of one signature holds already, by the authorities of `trust`.
    pub fn level(cms: &[u8], trust: &TrustStore) -> Level {
        let Ok(file) = SignatureFile::parse(cms) else {
            return Level::Bes;
        };
        let mut signatures = file.signatures();
        match (signatures.next(), signatures.next()) {
            (Some(parts), None) => level_of(&file, &parts, trust).0,
            _ => Level::Bes,
        }
    }

    async fn go_on(
        &self,
        extended: &mut Extended,
        round: &mut Round<'_>,
    ) -> Result<(), UpgradeError> {
        let (level, mut stamped) = {
            let file = SignatureFile::parse(&extended.cms)?;
            let parts = only(&file)?;
            level_of(&file, &parts, round.trust)
        };
        extended.level = level;
        if stamped.is_none() {
            stamped = self.stamp(&extended.cms, round).await?;
            if let Some((token, _)) = &stamped {
                extended.cms = add_time_stamp(&extended.cms, token)?;
                extended.level = Level::T;
            }
        }
        let Some((token, stamped_by)) = stamped.filter(|_| extended.level < Level::Lt) else {
            return Ok(());
        };
        let at = token.time();
        let chain = {
            let file = SignatureFile::parse(&extended.cms)?;
            let certificate = only(&file)?.certificate().cloned();
            certificate.and_then(|signer| round.trust.chain(&signer, file.certificates(), at).ok())
        };
        // Without a way to an anchor nobody can say whose revocation values would be needed.
        let Some(chain) = chain else { return Ok(()) };
        let mut values = Evidence::new();
        let mut known = false;
        for (level, question) in of_chain(&chain, at).iter().enumerate() {
            let learnt = self.learn(question, round).await;
            let finding = learnt.judge(&question.certificate, &question.issuer, at);
            if let (0, Finding::Revoked(revocation)) = (level, finding) {
                round.complain(Service::File, "", Problem::Revoked(revocation));
                return Ok(());
            }
            if !settles(finding) {
                continue;
            }
            let fits = size_of(&values) + size_of(&learnt) <= LISTS_IN_FILE;
            if fits {
                add_missing(&mut values, learnt);
            } else {
                round.complain(Service::List, "", Problem::TooLargeForFile);
            }
            known |= level == 0 && fits;
        }
        if !known {
            return Ok(());
        }
        for question in of_chain(&stamped_by, at) {
            let learnt = self.learn(&question, round).await;
            let finding = learnt.judge(&question.certificate, &question.issuer, at);
            if settles(finding) && size_of(&values) + size_of(&learnt) <= LISTS_IN_FILE {
                add_missing(&mut values, learnt);
            }
        }
        extended.cms = add_revocation_values(&extended.cms, &values)?;
        extended.level = Level::Lt;
        Ok(())
    }

    /// A stamp of the first service that answers rightly.
    async fn stamp(
        &self,
        cms: &[u8],
        round: &mut Round<'_>,
    ) -> Result<Option<(TimeStampToken, Chain)>, UpgradeError> {
        let services = &self.addresses().stamps;
        if services.is_empty() {
            round.complain(Service::Stamp, "", Problem::NoAddress);
        }
        for service in services {
            match self.stamp_by(service, cms, round).await? {
                Ok(found) => return Ok(Some(found)),
                Err(problem) => round.complain(Service::Stamp, &service.address, problem),
            }
        }
        Ok(None)
    }

    async fn stamp_by(
        &self,
        service: &StampService,
        cms: &[u8],
        round: &mut Round<'_>,
    ) -> Result<Result<(TimeStampToken, Chain), Problem>, UpgradeError> {
        let nonce = match nonce() {
            Ok(nonce) => nonce,
            Err(problem) => return Ok(Err(problem)),
        };
        let request = time_stamp_request(cms, nonce, service.policy)?;
        let kind = "application/timestamp-query";
        let answer = self
            .query(&service.address, kind, request.to_der(), round.until)
            .await;
        let octets = match answer {
            Ok(octets) => octets,
            Err(problem) => return Ok(Err(problem)),
        };
        let token = match TimeStampToken::parse(&octets)
            .and_then(|token| token.answers(&request).map(|()| token))
        {
            Ok(token) => token,
            Err(error) => return Ok(Err(Problem::Stamp(error))),
        };
        let chain = {
            let file = SignatureFile::parse(cms)?;
            let parts = only(&file)?;
            match token.verify(parts.octets(), round.trust) {
                Ok(chain) if proves(&chain, &token, &file, &parts, round.trust) => chain,
                Ok(_) => {
                    let problem = baqylau_signing::ChainProblem::NoAnchors;
                    let problem = baqylau_signing::StampProblem::Untrusted(problem);
                    return Ok(Err(Problem::BadStamp(problem)));
                }
                Err(problem) => return Ok(Err(Problem::BadStamp(problem))),
            }
        };
        // That an authority of stamps was revoked must be known to count; that it wasn't, need
        // not.
        for question in of_chain(&chain, token.time()) {
            let learnt = self.learn(&question, round).await;
            let Question {
                certificate,
                issuer,
                at,
            } = &question;
            if matches!(learnt.judge(certificate, issuer, *at), Finding::Revoked(_)) {
                return Ok(Err(Problem::StampRevoked));
            }
        }
        Ok(Ok((token, chain)))
    }
}

fn only(file: &SignatureFile) -> Result<SignatureParts<'_>, UpgradeError> {
    let mut signatures = file.signatures();
    match (signatures.next(), signatures.next()) {
        (Some(parts), None) => Ok(parts),
        _ => Err(UpgradeError::SignerCount {
            count: file.signature_count(),
        }),
    }
}

fn level_of(
    file: &SignatureFile,
    parts: &SignatureParts<'_>,
    trust: &TrustStore,
) -> (Level, Option<(TimeStampToken, Chain)>) {
    let Some((token, stamped_by)) = proved_time(file, parts, trust) else {
        return (Level::Bes, None);
    };
    let at = token.time();
    let values = parts.revocation_values();
    let complete = parts
        .certificate()
        .and_then(|signer| trust.chain(signer, file.certificates(), at).ok())
        .and_then(|chain| of_chain(&chain, at).into_iter().next())
        .is_some_and(|first| settles(values.judge(&first.certificate, &first.issuer, at)));
    let level = if complete { Level::Lt } else { Level::T };
    (level, Some((token, stamped_by)))
}

fn size_of(evidence: &Evidence) -> usize {
    let lists: usize = evidence.lists().iter().map(|list| list.der().len()).sum();
    let answers: usize = evidence
        .responses()
        .iter()
        .map(|answer| answer.basic_der().len())
        .sum();
    lists + answers
}

/// Adds what isn't there yet: the same list may speak about signer and stamp authority.
fn add_missing(values: &mut Evidence, more: Evidence) {
    let lists: Vec<RevocationList> = more
        .lists()
        .iter()
        .filter(|list| values.lists().iter().all(|one| one.der() != list.der()))
        .cloned()
        .collect();
    lists.into_iter().for_each(|list| values.add_list(list));
    for response in more.responses() {
        values.add_response(response.clone());
    }
}
