//! Which certificates a signature file stands on, and at which moment each of them matters.

use baqylau_signing::{
    Certificate, Chain, ChainProblem, SignatureFile, SignatureParts, TimeStampToken, TrustStore,
};
use chrono::{DateTime, Utc};

/// Whether a certificate was revoked at a moment.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) certificate: Certificate,
    pub(crate) issuer: Certificate,
    pub(crate) at: DateTime<Utc>,
}

/// The questions a file asks, and the ways to an anchor that are missing.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    pub(crate) asked: Vec<Question>,
    pub(crate) missing: Vec<ChainProblem>,
}

impl Questions {
    /// Those of every signature in a file; none for a file that can't be read.
    pub(crate) fn of_file(cms: &[u8], trust: &TrustStore, now: DateTime<Utc>) -> Self {
        let mut questions = Self::default();
        let Ok(file) = SignatureFile::parse(cms) else {
            return questions;
        };
        for parts in file.signatures() {
            let mut at = now;
            for token in parts.time_stamps() {
                let Ok(chain) = token.verify(parts.octets(), trust) else {
                    if let Some(authority) = token.authority() {
                        questions.chain(trust.chain(authority, &[], token.time()), token.time());
                    }
                    continue;
                };
                at = at.min(token.time());
                questions.chain(Ok(chain), token.time());
            }
            if let Some(certificate) = parts.certificate() {
                questions.chain(trust.chain(certificate, file.certificates(), at), at);
            }
        }
        questions
    }

    /// Those of one way up.
    pub(crate) fn chain(&mut self, chain: Result<Chain, ChainProblem>, at: DateTime<Utc>) {
        match chain {
            Ok(chain) => self.asked.extend(of_chain(&chain, at)),
            Err(problem) => self.missing.push(problem),
        }
    }
}

/// Every certificate of a chain but the anchor, which is believed as it is.
pub(crate) fn of_chain(chain: &Chain, at: DateTime<Utc>) -> Vec<Question> {
    chain
        .certificates
        .windows(2)
        .filter_map(|pair| match pair {
            [certificate, issuer] => Some(Question {
                certificate: certificate.clone(),
                issuer: issuer.clone(),
                at,
            }),
            _ => None,
        })
        .collect()
}

/// The earliest time stamp of a signature that proves its moment, with the authority's chain.
pub(crate) fn proved_time(
    file: &SignatureFile,
    parts: &SignatureParts<'_>,
    trust: &TrustStore,
) -> Option<(TimeStampToken, Chain)> {
    parts
        .time_stamps()
        .into_iter()
        .filter_map(|token| {
            let chain = token.verify(parts.octets(), trust).ok()?;
            proves(&chain, &token, file, parts, trust).then_some((token, chain))
        })
        .min_by_key(|(token, _)| token.time())
}

/// Whether a stamp of this authority counts for this signature: one of a demonstration authority
/// counts only where nobody is bound anyway.
pub(crate) fn proves(
    stamped_by: &Chain,
    token: &TimeStampToken,
    file: &SignatureFile,
    parts: &SignatureParts<'_>,
    trust: &TrustStore,
) -> bool {
    !stamped_by.demonstration
        || parts.certificate().is_some_and(|certificate| {
            trust
                .chain(certificate, file.certificates(), token.time())
                .is_ok_and(|chain| chain.demonstration)
        })
}
