//! Signing the fixed act with a key file, and what is done with a signature however it was made.

use super::signatory;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::Store;
use crate::store::batches::BatchMark;
use crate::store::change::{DocumentPart, NewBlob, NewDocument};
use crate::sync::fetch;
use crate::trust::extend;
use crate::ui::{KeySource, Secret, UserError};
use crate::work::operate::{self, Luggage};
use crate::work::{registers, session, verdict, view};
use baqylau_domain::Moment;
use baqylau_domain::act::ActContent;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{BlobHash, Iin, PersonId, VisitId};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::visit::{Visit, VisitOp, decide};
use baqylau_locale::legal_time;
use baqylau_signing::{
    Check, Detail, KeyFile, KeyFileError, Outcome, PrivateKeyError, Signer, Status, TrustStore,
    VerificationPolicy, check_certificate,
};
use std::sync::Arc;

/// Why a key file doesn't open, as a message.
pub fn key_file_error(error: &KeyFileError) -> ClientError {
    match error {
        KeyFileError::WrongPassword => ClientError::refused("signing-error-password"),
        KeyFileError::UnsupportedAlgorithm { oid } => UserError::new("signing-error-algorithm")
            .with("algorithm", oid)
            .into(),
        KeyFileError::NoKey => ClientError::refused("signing-error-no-key"),
        KeyFileError::NoCertificate => ClientError::refused("signing-error-no-certificate"),
        _ => ClientError::refused("signing-error-damaged"),
    }
}

/// Why a key doesn't sign, as a message.
pub fn private_key_error(error: &PrivateKeyError) -> ClientError {
    match error {
        PrivateKeyError::UnsupportedAlgorithm { oid } => UserError::new("signing-error-algorithm")
            .with("algorithm", oid)
            .into(),
        _ => ClientError::refused("signing-error-damaged"),
    }
}

/// Why a check keeps a key from being used, as a message.
pub(crate) fn check_error(check: &Check) -> ClientError {
    let day = |moment| legal_time(moment).format("%d.%m.%Y").to_string();
    match &check.detail {
        Some(Detail::Expired { not_after }) => UserError::new("signing-error-expired")
            .with("date", day(*not_after))
            .into(),
        Some(Detail::NotYetValid { not_before }) => UserError::new("signing-error-not-yet-valid")
            .with("date", day(*not_before))
            .into(),
        Some(Detail::AnotherPurpose) => ClientError::refused("signing-error-not-for-signing"),
        Some(Detail::AnotherPerson) => ClientError::refused("signing-error-other-person"),
        Some(Detail::DocumentAltered | Detail::AnotherDocument) => {
            ClientError::refused("signing-error-document-changed")
        }
        Some(Detail::UnsupportedAlgorithm { oid }) => UserError::new("signing-error-algorithm")
            .with("algorithm", oid)
            .into(),
        Some(Detail::Revoked { date, .. }) => verdict::revoked_words(*date).into(),
        Some(Detail::IssuerRevoked { .. }) => ClientError::refused("trust-error-authority-revoked"),
        Some(Detail::NoAnchors | Detail::UnknownIssuer { .. } | Detail::IssuerSignature { .. }) => {
            ClientError::refused("signing-error-untrusted")
        }
        _ => ClientError::refused("client-signature-unsound"),
    }
}

/// The member a key belongs to: the one whose ИИН its certificate carries.
fn signer(visit: &Visit, key: &KeyFile) -> Result<PersonId> {
    let iin = key.certificate().subject().iin.clone().unwrap_or_default();
    let member = visit
        .members
        .iter()
        .find(|member| member.iin.is_some_and(|own| own.to_string() == iin))
        .ok_or_else(|| ClientError::refused("signing-error-not-member"))?;
    Ok(member.person)
}

/// A visit whose act is fixed.
pub(super) struct Fixed {
    store: Arc<Store>,
    pub(super) visit: Visit,
    sha256: BlobHash,
}

/// The turn of a member to sign the fixed act: the rules let them, and the bytes are here.
pub(super) struct Turn {
    fixed: Fixed,
    actor: Actor,
    pub(super) bytes: Vec<u8>,
    with_opinion: bool,
}

impl Fixed {
    /// The visit, if its act is fixed.
    ///
    /// # Errors
    /// No such visit here, or its act isn't fixed.
    pub(super) fn of(hub: &Hub, id: VisitId) -> Result<Self> {
        let store = hub.store()?;
        let visit = view::visit(hub, &store, id)?;
        let sha256 = visit
            .stage
            .signed_file()
            .map(|file| file.act.sha256)
            .ok_or_else(|| ClientError::refused("client-act-not-fixed"))?;
        Ok(Self {
            store,
            visit,
            sha256,
        })
    }

    /// SHA-256 of the bytes that are signed.
    pub(super) fn act(&self) -> BlobHash {
        self.sha256
    }

    /// Whether this person's signature is there.
    pub(super) fn is_signed_by(&self, person: PersonId) -> bool {
        let file = self.visit.stage.signed_file();
        file.is_some_and(|file| file.signatures.iter().any(|one| one.person == person))
    }

    /// Whether a member may sign with such a key, by the rule of the day.
    ///
    /// # Errors
    /// The refusal of the rule.
    pub(super) fn entitled(&self, hub: &Hub, person: PersonId, signer: &Signer) -> Result<()> {
        let pack = hub.pack(&self.store, self.visit.id)?;
        let rules = view::policies(pack.as_ref()).on(legal_day(hub.now()));
        signatory::judge(&rules, &self.visit, person, signer)
    }

    /// The rules come before the signature: nobody signs what will be refused.
    ///
    /// # Errors
    /// The refusal of the rules; bytes that aren't here and can't be fetched.
    pub(super) async fn turn(self, hub: &Hub, person: PersonId) -> Result<Turn> {
        let actor = Actor {
            person,
            role: AccountRole::Commission,
            territory: None,
            organisation: None,
        };
        let now = hub.now();
        let pack = hub.pack(&self.store, self.visit.id)?;
        let rules = view::policies(pack.as_ref()).on(legal_day(now));
        let trial = VisitOp::Sign {
            sha256: self.sha256,
            cms: self.sha256,
            with_opinion: false,
        };
        decide(&self.visit, &trial, &actor, &rules, now)
            .map_err(|refusal| operate::refusal_words(&refusal, &self.visit))?;
        let bytes = fetch::blob(hub, &self.store, &self.sha256).await?;
        let content =
            ActContent::from_bytes(&bytes).or(Err(ClientError::Unreadable { what: "act" }))?;
        let with_opinion = content
            .special_opinions
            .iter()
            .any(|opinion| opinion.member == person);
        Ok(Turn {
            fixed: self,
            actor,
            bytes,
            with_opinion,
        })
    }
}

impl Turn {
    /// The act that is signed.
    pub(super) fn fixed(&self) -> &Fixed {
        &self.fixed
    }

    /// Verifies a signature by everything known here, adds what the services of the authorities
    /// give in time, keeps it, and queues the signing. The rules are asked again: while somebody
    /// typed a password, somebody else may have signed.
    ///
    /// # Errors
    /// A signature that doesn't hold; the refusal of the rules, or what the disk answered.
    pub(super) async fn keep(self, hub: &Hub, cms: &[u8]) -> Result<()> {
        let store = &self.fixed.store;
        let (visit, person) = (&self.fixed.visit, self.actor.person);
        let own = verdict::of_member(hub, visit, &self.bytes, cms, person);
        if own.status == Status::Invalid {
            let failed = own.with_outcome(Outcome::Failed).next();
            return Err(failed.map_or_else(
                || ClientError::refused("client-signature-unsound"),
                check_error,
            ));
        }
        let made = extend::at_signing(hub, cms).await?;
        let hash = self.queue(hub, &made.cms, None)?;
        // That a signature could prove more is worth less than the signature.
        if let Err(error) = extend::note(hub, store, hash, &made) {
            tracing::warn!(%error, "the level of a signature was not noted");
        }
        registers::tell_visit(hub, store, visit.id);
        hub.back_up(store);
        Ok(())
    }

    /// Keeps a verified signature that is an item of a batch: the item's state changes with it, in
    /// one transaction. Screens are told and the store is copied once for the whole batch; what
    /// services give is added later, so that hundreds of signatures wait for nobody.
    ///
    /// # Errors
    /// The refusal of the rules, or what the disk answered.
    pub(super) fn keep_in(self, hub: &Hub, cms: &[u8], item: BatchMark) -> Result<()> {
        self.queue(hub, cms, Some(item)).map(|_| ())
    }

    fn queue(&self, hub: &Hub, cms: &[u8], batch: Option<BatchMark>) -> Result<BlobHash> {
        let store = &self.fixed.store;
        let hash = store.blobs().keep(cms)?;
        let op = VisitOp::Sign {
            sha256: self.fixed.sha256,
            cms: hash,
            with_opinion: self.with_opinion,
        };
        let luggage = Luggage {
            blobs: vec![NewBlob {
                sha256: hash,
                size: cms.len() as u64,
            }],
            documents: vec![NewDocument {
                sha256: hash,
                part: DocumentPart::Cms,
                person: Some(self.actor.person),
            }],
            batch,
        };
        operate::visit_quietly(hub, store, self.fixed.visit.id, op, &self.actor, luggage)?;
        Ok(hash)
    }
}

/// Signs the fixed act as the member the key belongs to; several members may sign on one laptop.
///
/// # Errors
/// A key that doesn't open, isn't a member's, or may not sign; bytes that aren't here; a turn
/// that hasn't come. Nothing is queued then.
pub async fn sign(hub: &Hub, id: VisitId, source: &KeySource, password: &Secret) -> Result<()> {
    let fixed = Fixed::of(hub, id)?;
    let key = session::open_key(hub, source, password)?;
    let person = signer(&fixed.visit, &key)?;
    let iin = fixed.visit.member(person).and_then(|member| member.iin);
    check_key(
        hub,
        &key,
        iin.ok_or_else(|| ClientError::refused("signing-error-not-member"))?,
    )?;
    fixed.entitled(hub, person, &Signer::of(key.certificate()))?;
    let turn = fixed.turn(hub, person).await?;
    let cms = baqylau_signing::sign_detached(&key, &turn.bytes, hub.now(), &mut rand_core::OsRng)
        .map_err(|error| private_key_error(&error))?;
    drop(key);
    turn.keep(hub, &cms).await
}

/// Whether a key can sign, may sign now, and is this person's.
///
/// # Errors
/// The first thing that keeps it from signing.
pub(crate) fn check_key(hub: &Hub, key: &KeyFile, person: Iin) -> Result<()> {
    if !key.can_sign() {
        return Err(UserError::new("signing-error-algorithm")
            .with("algorithm", verdict::algorithm_name(key.key_algorithm()))
            .into());
    }
    let policy = VerificationPolicy::binding().person(person.to_string());
    let checks = check_certificate(key.certificate(), &verdict::policy(hub, policy), hub.now());
    match checks.iter().find(|check| check.outcome == Outcome::Failed) {
        Some(failed) => Err(check_error(failed)),
        None => verdict::standing(hub, key.certificate()),
    }
}

/// What a signature by this key must hold.
pub(super) fn binding(key: &KeyFile) -> VerificationPolicy {
    let iin = key.certificate().subject().iin.clone().unwrap_or_default();
    VerificationPolicy::binding().person(iin)
}

/// Whether a signature just made holds.
///
/// # Errors
/// The first check it fails.
pub(super) fn sound(
    cms: &[u8],
    bytes: &[u8],
    trust: &TrustStore,
    policy: &VerificationPolicy,
    now: Moment,
) -> Result<()> {
    let own = baqylau_signing::verify(cms, Some(bytes), trust, policy, now);
    if own.status != Status::Invalid {
        return Ok(());
    }
    let failed = own.with_outcome(Outcome::Failed).next();
    Err(failed.map_or_else(
        || ClientError::refused("client-signature-unsound"),
        check_error,
    ))
}
