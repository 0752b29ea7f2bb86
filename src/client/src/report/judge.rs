//! Judges the signatures of files that were sorted out.

use super::gather::{Given, Sorted};
use super::{
    Authority, FileFacts, Kind, KnownBy, Level, OcspWord, Remark, Report, SignatureReport, Source,
    Stamp,
};
use crate::ui::VerdictStatus;
use baqylau_domain::Moment;
use baqylau_protocol::blob;
use baqylau_signing::{
    Certificate, CheckKind, Detail, Evidence, OcspStatus, Outcome, SignatureFacts, SignatureFile,
    Status, TrustStore, Verdict, VerificationPolicy, verify_each_with,
};
use std::sync::Arc;

/// Documents a signature is tried on: more are never given in earnest.
const MOST_TRIED: usize = 16;

/// What signatures are judged by.
#[derive(Clone, Copy)]
pub struct Judging<'a> {
    /// Whom to believe.
    pub trust: &'a TrustStore,
    /// What is demanded.
    pub policy: &'a VerificationPolicy,
    /// Revocation data at hand about those a signature file stands on.
    pub evidence: &'a dyn Fn(&[u8]) -> Evidence,
    /// Now.
    pub now: Moment,
}

/// Judges everything.
pub(crate) fn judge(sorted: Sorted, by: &Judging<'_>) -> Report {
    let mut signatures = Vec::new();
    for file in &sorted.signatures {
        signatures.extend(of_file(file, &sorted.documents, by));
    }
    let mut remarks = sorted.remarks;
    if sorted.kind == Kind::Card {
        let numbers: Vec<usize> = (1..)
            .zip(&signatures)
            .filter(|(_, signature)| signature.level < Level::LongTerm)
            .map(|(number, _)| number)
            .collect();
        if !numbers.is_empty() {
            remarks.push(Remark::CardIncomplete { numbers });
        }
    }
    let contents = sorted.container.as_ref().is_none_or(|one| one.is_intact());
    let any = |status| signatures.iter().any(|one| one.verdict.status == status);
    let status = if any(Status::Invalid) || !contents {
        VerdictStatus::Invalid
    } else if any(Status::NotFullyChecked) || signatures.is_empty() {
        VerdictStatus::NotFullyChecked
    } else {
        VerdictStatus::Valid
    };
    let document = match sorted.kind {
        Kind::Attached => sorted.inside.first().map(Given::facts),
        _ => signatures.first().and_then(|one| one.document.clone()),
    };
    Report {
        kind: sorted.kind,
        files: sorted.given,
        document,
        inside: sorted
            .inside
            .into_iter()
            .map(|file| (file.name, file.bytes))
            .collect(),
        signatures,
        remarks,
        status,
        checked_at: by.now,
        preliminary: true,
    }
}

/// The verdicts on one signature file, over the document whose hash it holds.
fn of_file(file: &Given, documents: &[Given], by: &Judging<'_>) -> Vec<SignatureReport> {
    let parsed = SignatureFile::parse(&file.bytes).ok();
    let attached = parsed
        .as_ref()
        .is_some_and(|parsed| parsed.embedded_content().is_some());
    let over = |document: Option<&Given>, evidence: &Evidence| {
        let content = document.map(|document| &*document.bytes);
        verify_each_with(&file.bytes, content, by.trust, by.policy, evidence, by.now)
    };
    let fits = |verdicts: &[Verdict]| {
        let held = |kind| {
            verdicts.iter().any(|verdict| {
                verdict
                    .check(kind)
                    .is_some_and(|check| check.outcome == Outcome::Passed)
            })
        };
        held(CheckKind::Digest) && held(CheckKind::Content)
    };
    let brought = (by.evidence)(&file.bytes);
    let mut first = None;
    let mut chosen = None;
    for document in documents.iter().take(MOST_TRIED) {
        let verdicts = over(Some(document), &brought);
        if fits(&verdicts) {
            chosen = Some((Some(document), verdicts));
            break;
        }
        first.get_or_insert((Some(document), verdicts));
    }
    // A file that holds its document is judged by itself unless it is over one of those given;
    // where exactly one was given beside it, that one was meant.
    if chosen.is_none() && attached && documents.len() != 1 {
        chosen = Some((None, over(None, &brought)));
    }
    let (document, verdicts) = chosen
        .or(first)
        .unwrap_or_else(|| (None, over(None, &brought)));
    // Judged again without what was brought: what holds then, the file itself proves.
    let alone = over(document, &Evidence::new());
    let facts = parsed
        .as_ref()
        .map(SignatureFile::facts)
        .unwrap_or_default();
    let offered = parsed
        .as_ref()
        .map(|parsed| parsed.certificates().to_vec())
        .unwrap_or_default();
    let embedded = parsed
        .as_ref()
        .and_then(|parsed| parsed.embedded_content())
        .map(|content| FileFacts {
            name: file
                .name
                .rsplit_once('.')
                .map_or("document", |(stem, _)| stem)
                .to_owned(),
            size: u64::try_from(content.len()).unwrap_or(u64::MAX),
            sha256: blob::hash(content),
        });
    let document = document.map(Given::facts).or(embedded);
    let sha256 = blob::hash(&file.bytes);
    verdicts
        .into_iter()
        .enumerate()
        .map(|(index, verdict)| {
            let facts = facts.get(index).cloned();
            let known = known_by(&verdict, alone.get(index));
            let sources = facts
                .as_ref()
                .map(|facts| sources(facts, &offered, &brought, by.trust, verdict.reference_time))
                .unwrap_or_default();
            SignatureReport {
                file: file.name.clone(),
                cms: Arc::clone(&file.bytes),
                sha256,
                document: document.clone(),
                level: level(&verdict, known),
                known,
                sources,
                stamps: facts.as_ref().map(stamps).unwrap_or_default(),
                facts,
                verdict,
            }
        })
        .collect()
}

fn settled(verdict: &Verdict) -> bool {
    verdict
        .check(CheckKind::Revocation)
        .is_some_and(|check| matches!(check.outcome, Outcome::Passed | Outcome::Failed))
}

fn known_by(verdict: &Verdict, alone: Option<&Verdict>) -> KnownBy {
    let not_needed = verdict.check(CheckKind::Revocation).is_some_and(|check| {
        check.outcome == Outcome::NotRequired && check.detail == Some(Detail::Demonstration)
    });
    if not_needed {
        KnownBy::NotNeeded
    } else if alone.is_some_and(settled) {
        KnownBy::Inside
    } else if settled(verdict) {
        KnownBy::Brought
    } else {
        KnownBy::Nothing
    }
}

fn level(verdict: &Verdict, known: KnownBy) -> Level {
    let bound = verdict
        .check(CheckKind::CertificateReference)
        .is_some_and(|check| check.outcome == Outcome::Passed);
    match (bound, verdict.stamped_at, known) {
        (false, ..) => Level::Plain,
        (true, None, _) => Level::Basic,
        (true, Some(_), KnownBy::Inside) => Level::LongTerm,
        (true, Some(_), _) => Level::Stamped,
    }
}

fn authority(certificate: &Certificate) -> Authority {
    Authority {
        serial: certificate.serial(),
        subject: certificate.subject_text(),
        issuer: certificate.issuer_text(),
    }
}

fn stamps(facts: &SignatureFacts) -> Vec<Stamp> {
    facts
        .time_stamps
        .iter()
        .map(|token| Stamp {
            at: token.time(),
            policy: token.policy().to_string(),
            by: token.authority().map(authority),
        })
        .collect()
}

/// Revocation data that speak about the signer and come from whom they must: from the file, and
/// from what was brought.
fn sources(
    facts: &SignatureFacts,
    offered: &[Certificate],
    brought: &Evidence,
    trust: &TrustStore,
    at: Moment,
) -> Vec<Source> {
    let Some(certificate) = &facts.certificate else {
        return Vec::new();
    };
    let chain = trust.chain(certificate, offered, at).ok();
    let issuer = chain.as_ref().and_then(|chain| chain.certificates.get(1));
    let Some(issuer) = issuer else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for evidence in [&facts.revocation, brought] {
        for response in evidence.responses() {
            let (Some(answer), Ok(responder)) = (
                response.answer(certificate, issuer),
                response.check_source(issuer),
            ) else {
                continue;
            };
            found.push(Source::Ocsp {
                at: answer.this_update,
                status: match answer.status {
                    OcspStatus::Good => OcspWord::Good,
                    OcspStatus::Revoked(_) => OcspWord::Revoked,
                    OcspStatus::Unknown => OcspWord::Unknown,
                },
                by: Some(authority(&responder)),
            });
        }
        for list in evidence.lists() {
            if list.check_source(certificate, issuer).is_err() {
                continue;
            }
            found.push(Source::List {
                delta: list.is_delta(),
                at: list.this_update(),
                until: list.next_update(),
                entry: list.entry(certificate).is_some(),
                by: authority(issuer),
            });
        }
    }
    found.truncate(8);
    found
}
