//! What the registry demands of a signature, behind one small seam.

use baqylau_domain::Moment;
use baqylau_domain::identifiers::{Iin, InstallId};
use baqylau_signing::challenge::{self, SignInChallenge};
use baqylau_signing::{CheckKind, Outcome, TrustStore, Verdict, VerificationPolicy};

/// A signature that doesn't count, by the check that failed (as the signing room names it:
/// `digest`, `chain`, `person`...).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadSignature {
    /// The first check that failed.
    pub(crate) check: String,
}

/// Judges signatures. The registry asks through this seam only.
pub(crate) trait SignatureCheck: Send + Sync {
    /// Who answered a sign-in challenge.
    fn challenge(
        &self,
        challenge: &SignInChallenge,
        cms: &[u8],
        now: Moment,
    ) -> Result<Iin, BadSignature>;

    /// Whether this person signed these bytes with a key that binds.
    fn act(&self, bytes: &[u8], cms: &[u8], signer: Iin, at: Moment) -> Result<(), BadSignature>;
}

/// The check by the signing room.
pub(crate) struct CmsCheck {
    trust: TrustStore,
    /// Demonstration certificates have no revocation service.
    demonstration: bool,
    /// Without it, a signature whose revocation couldn't be learnt counts.
    revocation_required: bool,
}

impl CmsCheck {
    pub(crate) fn new(trust: TrustStore, demonstration: bool, revocation_required: bool) -> Self {
        Self {
            trust,
            demonstration,
            revocation_required,
        }
    }

    fn policy(&self, policy: VerificationPolicy) -> VerificationPolicy {
        if self.demonstration {
            policy.exempt_demonstration()
        } else {
            policy
        }
    }

    fn judge(&self, verdict: &Verdict) -> Result<(), BadSignature> {
        let failed = verdict.with_outcome(Outcome::Failed).next();
        let open = verdict
            .with_outcome(Outcome::NotChecked)
            .find(|check| self.revocation_required || check.kind != CheckKind::Revocation);
        match failed.or(open) {
            None => Ok(()),
            Some(check) => Err(BadSignature {
                check: name_of(check.kind),
            }),
        }
    }
}

impl SignatureCheck for CmsCheck {
    fn challenge(
        &self,
        challenge: &SignInChallenge,
        cms: &[u8],
        now: Moment,
    ) -> Result<Iin, BadSignature> {
        let policy = self.policy(VerificationPolicy::sign_in());
        let verdict = challenge::verify_answer(challenge, cms, &self.trust, &policy, now);
        self.judge(&verdict)?;
        verdict
            .signer
            .and_then(|signer| signer.iin)
            .and_then(|iin| iin.parse().ok())
            .ok_or_else(|| BadSignature {
                check: name_of(CheckKind::Person),
            })
    }

    fn act(&self, bytes: &[u8], cms: &[u8], signer: Iin, at: Moment) -> Result<(), BadSignature> {
        let policy = self.policy(VerificationPolicy::binding().person(signer.to_string()));
        let verdict = baqylau_signing::verify(cms, Some(bytes), &self.trust, &policy, at);
        self.judge(&verdict)
    }
}

/// The name of a check as it travels.
fn name_of(kind: CheckKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => "signature".to_owned(),
    }
}

/// The challenge both sides build: the registry's identity, the nonce, the installation.
pub(crate) fn sign_in_challenge(
    registry: uuid::Uuid,
    nonce: [u8; 32],
    install: InstallId,
) -> SignInChallenge {
    SignInChallenge {
        registry: registry.to_string(),
        nonce,
        device: install.to_string(),
    }
}
