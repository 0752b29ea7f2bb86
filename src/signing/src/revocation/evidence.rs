//! What all revocation data at hand say together about one certificate at one moment.

use super::{
    OcspResponse, OcspStatus, Revocation, RevocationError, RevocationList, RevocationReason,
};
use crate::certificate::Certificate;
use chrono::{DateTime, TimeDelta, Utc};

/// How far from the reference time an answer of the OCSP service may lie and still speak about
/// it: answers of НУЦ РК name no end, and five minutes are the practice of Kazakhstan.
pub const OCSP_WINDOW: TimeDelta = TimeDelta::minutes(5);

/// Revocation data somebody brought along. None of it is believed before it is checked against
/// the issuer of the certificate in question.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    lists: Vec<RevocationList>,
    responses: Vec<OcspResponse>,
}

/// What is known about one certificate at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// It was not revoked.
    Good,
    /// It was revoked.
    Revoked(Revocation),
    /// There is nothing about it.
    Nothing,
    /// There is something, but it speaks about another time.
    Outdated,
    /// There is something, but not from the issuer or somebody it entitled.
    Refused,
    /// The service does not know the certificate.
    UnknownToService,
}

impl Evidence {
    /// Nothing: revocation stays unchecked.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a list, whole or supplement.
    pub fn add_list(&mut self, list: RevocationList) {
        self.lists.push(list);
    }

    /// Adds a response of the OCSP service.
    pub fn add_response(&mut self, response: OcspResponse) {
        self.responses.push(response);
    }

    /// Adds octets that are one or the other, in DER, PEM or base64.
    ///
    /// # Errors
    /// [`RevocationError`] of the attempt that got further.
    pub fn add(&mut self, octets: &[u8]) -> Result<(), RevocationError> {
        match RevocationList::parse(octets) {
            Ok(list) => self.add_list(list),
            Err(as_list) => match OcspResponse::parse(octets) {
                Ok(response) => self.add_response(response),
                Err(refusal @ RevocationError::NoAnswer { .. }) => return Err(refusal),
                Err(_) => return Err(as_list),
            },
        }
        Ok(())
    }

    /// The lists.
    pub fn lists(&self) -> &[RevocationList] {
        &self.lists
    }

    /// The responses.
    pub fn responses(&self) -> &[OcspResponse] {
        &self.responses
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.responses.is_empty()
    }

    /// Adds everything of another.
    pub fn extend(&mut self, other: Self) {
        self.lists.extend(other.lists);
        self.responses.extend(other.responses);
    }

    /// What is known about `certificate`, issued by `issuer`, at `at`. Several sources are not
    /// weighed against each other: one that says "revoked" is enough. Only a suspension gives
    /// way, to a later source that says it is over.
    pub fn judge(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        at: DateTime<Utc>,
    ) -> Finding {
        let mut tally = Tally::default();
        for response in &self.responses {
            let Some(answer) = response.answer(certificate, issuer) else {
                continue;
            };
            if response.check_source(issuer).is_err() {
                tally.note(Finding::Refused);
                continue;
            }
            let seen = answer.this_update;
            let near = (seen - at).abs() <= OCSP_WINDOW;
            match answer.status {
                OcspStatus::Good if near => tally.good(seen),
                OcspStatus::Good => tally.note(Finding::Outdated),
                OcspStatus::Revoked(revocation) => tally.revoked(revocation, seen, at, near),
                OcspStatus::Unknown => tally.note(Finding::UnknownToService),
            }
        }
        self.judge_lists(certificate, issuer, at, &mut tally);
        tally.finding()
    }

    fn judge_lists(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        at: DateTime<Utc>,
        tally: &mut Tally,
    ) {
        let mut believed = Vec::new();
        for list in &self.lists {
            match list.check_source(certificate, issuer) {
                Ok(()) => believed.push(list),
                Err(super::SourceProblem::AnotherIssuer) => {}
                Err(_) => tally.note(Finding::Refused),
            }
        }
        for whole in believed.iter().filter(|list| !list.is_delta()) {
            let mut supplements: Vec<_> = believed
                .iter()
                .filter(|list| list.is_delta() && list.continues(whole))
                .collect();
            supplements.sort_by(|left, right| left.number().cmp(&right.number()));
            let mut entry = whole.entry(certificate);
            let mut seen = whole.this_update();
            let mut covered = whole.covers(at);
            for supplement in supplements {
                covered |= supplement.covers(at);
                match supplement.entry(certificate) {
                    // Coming back after the reference time changes nothing about it.
                    Some(back) if back.reason == RevocationReason::RemoveFromList => {
                        entry = entry.filter(|_| at < supplement.this_update());
                    }
                    Some(revocation) => entry = Some(revocation),
                    None => {}
                }
                seen = seen.max(supplement.this_update());
            }
            match entry {
                Some(revocation) => tally.revoked(revocation, seen, at, covered),
                None if covered => tally.good(seen),
                None => tally.note(Finding::Outdated),
            }
        }
        // A supplement whose whole list is missing can still say that something is revoked.
        for supplement in believed.iter().filter(|list| list.is_delta()) {
            match supplement.entry(certificate) {
                Some(revocation) if revocation.reason != RevocationReason::RemoveFromList => {
                    let seen = supplement.this_update();
                    tally.revoked(revocation, seen, at, supplement.covers(at));
                }
                _ => {}
            }
        }
    }
}

/// What the sources said so far.
#[derive(Default)]
struct Tally {
    good: Option<DateTime<Utc>>,
    not_yet: bool,
    revoked: Option<Revocation>,
    held: Option<(Revocation, DateTime<Utc>)>,
    open: Option<Finding>,
}

impl Tally {
    /// A source of `seen` says that nothing is revoked.
    fn good(&mut self, seen: DateTime<Utc>) {
        self.good = self.good.max(Some(seen));
    }

    /// A source of `seen` says that the certificate is revoked. `current` is whether it speaks
    /// about `at` and not about long before.
    fn revoked(
        &mut self,
        revocation: Revocation,
        seen: DateTime<Utc>,
        at: DateTime<Utc>,
        current: bool,
    ) {
        if revocation.date > at {
            // Not yet revoked then, as somebody says who looked later. That says nothing about a
            // suspension in between, so it gives way to one.
            self.not_yet = true;
        } else if revocation.reason != RevocationReason::CertificateHold {
            self.revoked = Some(revocation);
        } else if current || seen >= at {
            if self.held.is_none_or(|(_, before)| before < seen) {
                self.held = Some((revocation, seen));
            }
        } else {
            self.note(Finding::Outdated);
        }
    }

    fn note(&mut self, finding: Finding) {
        // The first complaint is kept, but that something is outdated tells least.
        if self.open.is_none_or(|open| open == Finding::Outdated) {
            self.open = Some(finding);
        }
    }

    fn finding(self) -> Finding {
        match (self.revoked, self.held, self.good) {
            (Some(revocation), _, _) => Finding::Revoked(revocation),
            (None, Some((_, held)), Some(good)) if good > held => Finding::Good,
            (None, Some((revocation, _)), _) => Finding::Revoked(revocation),
            (None, None, Some(_)) => Finding::Good,
            (None, None, None) if self.not_yet => Finding::Good,
            (None, None, None) => self.open.unwrap_or(Finding::Nothing),
        }
    }
}
