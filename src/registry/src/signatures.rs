//! What the registry demands of a signature, behind one small seam.

use baqylau_domain::Moment;
use baqylau_domain::identifiers::{Iin, InstallId};
use baqylau_protocol::signature::{SignatureReason, SignatureStatus};
use baqylau_signing::challenge::{self, SignInChallenge};
use baqylau_signing::{
    Check, CheckKind, Outcome, RevocationPolicy, Status, TrustStore, Verdict, VerificationPolicy,
    verify_with,
};
use baqylau_validation::{Gathered, Validation};
use serde_json::Value;

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

    /// Whether this person signed these bytes with a key that binds, by what is known without
    /// asking anybody.
    fn act(&self, bytes: &[u8], cms: &[u8], signer: Iin, at: Moment) -> Result<(), BadSignature>;

    /// Whether somebody of this organisation signed these bytes with a key that binds, by what is
    /// known without asking anybody.
    fn document(&self, bytes: &[u8], cms: &[u8], bin: &str, at: Moment)
    -> Result<(), BadSignature>;

    /// The final verdict about a signature received before, with what services said of it.
    fn verdict(&self, signature: &Signed<'_>, known: &Gathered) -> Judged;
}

/// A signature to be judged for good.
pub(crate) struct Signed<'a> {
    /// The act.
    pub(crate) bytes: &'a [u8],
    /// The newest signature file.
    pub(crate) cms: &'a [u8],
    /// Whose it must be.
    pub(crate) signer: Iin,
    /// When the registry received it: it existed then.
    pub(crate) received_at: Moment,
    /// Now.
    pub(crate) now: Moment,
}

/// A final verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) status: SignatureStatus,
    pub(crate) stamped_at: Option<Moment>,
    pub(crate) reasons: Vec<SignatureReason>,
}

/// The check by the signing room.
pub(crate) struct CmsCheck {
    trust: TrustStore,
    /// Demonstration certificates have no revocation service.
    demonstration: bool,
    /// Without it, a signature whose revocation couldn't be learnt counts.
    revocation_required: bool,
    /// What services said before lies on its shelf.
    validation: Validation,
}

impl CmsCheck {
    pub(crate) fn new(
        trust: TrustStore,
        demonstration: bool,
        revocation_required: bool,
        validation: Validation,
    ) -> Self {
        Self {
            trust,
            demonstration,
            revocation_required,
            validation,
        }
    }

    /// What is demanded of a signature under an act: the one place where it is put together.
    fn act_policy(&self, signer: Iin) -> VerificationPolicy {
        self.policy(VerificationPolicy::binding().person(signer.to_string()))
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
        let policy = self.act_policy(signer);
        let known = self.validation.from_shelf(cms, &self.trust, at);
        let trust = known.trust(&self.trust);
        let verdict = verify_with(cms, Some(bytes), &trust, &policy, &known.evidence, at);
        self.judge(&verdict)
    }

    fn document(
        &self,
        bytes: &[u8],
        cms: &[u8],
        bin: &str,
        at: Moment,
    ) -> Result<(), BadSignature> {
        let policy = self.policy(VerificationPolicy::binding().organisation(bin));
        let known = self.validation.from_shelf(cms, &self.trust, at);
        let trust = known.trust(&self.trust);
        let verdict = verify_with(cms, Some(bytes), &trust, &policy, &known.evidence, at);
        self.judge(&verdict)
    }

    fn verdict(&self, signature: &Signed<'_>, known: &Gathered) -> Judged {
        // A final verdict takes nothing for granted, not in a demonstration either.
        let policy = VerificationPolicy {
            revocation: RevocationPolicy::Required,
            ..self.act_policy(signature.signer)
        };
        let trust = known.trust(&self.trust);
        let at = |moment| {
            let (cms, bytes) = (signature.cms, Some(signature.bytes));
            verify_with(cms, bytes, &trust, &policy, &known.evidence, moment)
        };
        // It existed when it was received, which only the registry knows, and it existed when it
        // was stamped: either moment may be the one services speak about. What was wrong when it
        // was received stays wrong.
        let received = at(signature.received_at);
        let verdict = if received.status == Status::NotFullyChecked {
            Some(at(signature.now))
                .filter(Verdict::is_valid)
                .unwrap_or(received)
        } else {
            received
        };
        Judged {
            status: match verdict.status {
                Status::Valid => SignatureStatus::Valid,
                Status::Invalid => SignatureStatus::Invalid,
                Status::NotFullyChecked => SignatureStatus::Pending,
            },
            stamped_at: verdict.stamped_at,
            reasons: [Outcome::Failed, Outcome::NotChecked]
                .into_iter()
                .flat_map(|outcome| verdict.with_outcome(outcome))
                .map(reason)
                .collect(),
        }
    }
}

/// A check as it travels: names, and nothing of what the certificate says.
fn reason(check: &Check) -> SignatureReason {
    let detail = check.detail.as_ref().and_then(|detail| {
        let detail = serde_json::to_value(detail).ok()?;
        detail
            .get("reason")
            .and_then(Value::as_str)
            .map(str::to_owned)
    });
    SignatureReason {
        check: name_of(check.kind),
        detail,
    }
}

/// The name of a check as it travels.
fn name_of(kind: CheckKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(name)) => name,
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
