//! Signatures under a paper: fetched where this laptop lacks them, verified, worded.

use super::super::documents::{printed, reason};
use super::super::verdict;
use crate::error::Result;
use crate::hub::Hub;
use crate::store::Store;
use crate::sync::fetch;
use crate::ui::CheckOutcome;
use baqylau_documents::forms::{FormSignature, Hand};
use baqylau_domain::identifiers::BlobHash;
use baqylau_locale::Locale;
use baqylau_signing::{Verdict, VerificationPolicy, verify_with};
use std::sync::Arc;
use tokio::task::block_in_place;

/// A signature with everything that is printed of it.
pub struct Signed {
    hand: Hand,
    cms: Vec<u8>,
    verdict: Verdict,
    algorithm: String,
    reasons: Vec<String>,
}

impl Signed {
    /// As the forms take it.
    pub fn view(&self) -> FormSignature<'_> {
        FormSignature {
            hand: self.hand,
            view: printed(&self.verdict, &self.algorithm, &self.reasons, &self.cms),
        }
    }
}

/// The signatures over these bytes, in the order given.
///
/// # Errors
/// When a signature is neither here nor to be had.
pub async fn gather(
    hub: &Hub,
    store: &Arc<Store>,
    locale: &Locale,
    bytes: &[u8],
    signatures: Vec<(Hand, BlobHash)>,
) -> Result<Vec<Signed>> {
    let mut gathered = Vec::new();
    for (hand, hash) in signatures {
        let cms = fetch::blob(hub, store, &hash).await?;
        gathered.push(block_in_place(|| {
            judge(hub, locale, bytes, hand, cms, hash)
        }));
    }
    Ok(gathered)
}

fn judge(
    hub: &Hub,
    locale: &Locale,
    bytes: &[u8],
    hand: Hand,
    cms: Vec<u8>,
    hash: BlobHash,
) -> Signed {
    // With which key who may sign for whom, the registry has judged; here is told what the file
    // itself proves.
    let policy = verdict::policy(hub, VerificationPolicy::binding());
    let evidence = verdict::evidence(hub, &cms);
    let trust = verdict::trust(hub);
    let found = verify_with(&cms, Some(bytes), &trust, &policy, &evidence, hub.now());
    let shown = verdict::shown(&found, hash, None);
    let failed = shown.checks.iter();
    let failed = failed.filter(|(_, outcome, _)| *outcome != CheckOutcome::Passed);
    let reasons = failed
        .map(|(key, outcome, detail)| reason(locale, key, *outcome, detail))
        .collect();
    let signer = found.signer.as_ref();
    Signed {
        hand,
        algorithm: signer
            .map(|signer| verdict::algorithm_name(signer.key_algorithm))
            .unwrap_or_default(),
        cms,
        verdict: found,
        reasons,
    }
}
