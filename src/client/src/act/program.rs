//! Signing the fixed act with a key that NCALayer holds.

use super::sign::{Fixed, check_error};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::nca::{self, Taken, Unopened, Vouched};
use crate::store::meta;
use crate::ui::{Event, ProgramStage, UserError};
use crate::work::{session, verdict};
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_locale::Language;
use baqylau_signing::VerificationPolicy;
use baqylau_signing::ncalayer::{
    Authorities, DialogLanguage, Failure, Payload, RequestError, Session, SignRequest, Signed,
    State,
};
use tokio::time::{Instant, timeout};

/// Under what the certificate of a signing program is kept that the person accepted.
const ACCEPTED: &str = "nca-certificate";

/// Signs the fixed act as this member, with a key they choose in NCALayer's window.
///
/// # Errors
/// A turn that hasn't come; a program that isn't there, isn't known, or gives no signature; a
/// signature that isn't this member's over these bytes. Nothing is kept then.
pub async fn sign(
    hub: &Hub,
    place: Taken,
    visit: VisitId,
    person: PersonId,
    language: Language,
    accept: Option<String>,
) -> Result<()> {
    let fixed = Fixed::of(hub, visit)?;
    let iin = fixed
        .visit
        .member(person)
        .and_then(|member| member.iin)
        .ok_or_else(|| ClientError::refused("signing-error-not-member"))?;
    let turn = fixed.turn(hub, person).await?;
    let documents = vec![turn.bytes.clone()];
    let signed = signatures(hub, &place, documents, iin.to_string(), language, accept).await?;
    match signed.as_slice() {
        [signed] => {
            if let Some(signer) = &signed.verdict().signer {
                turn.fixed().entitled(hub, person, signer)?;
            }
            turn.keep(hub, signed.cms()).await
        }
        _ => Err(ClientError::refused("signing-error-nca-unreadable")),
    }
}

/// Signatures of one person over documents, in their order, each verified over its own.
///
/// # Errors
/// A program that isn't there, isn't known, or gives no signatures; one signature among them that
/// isn't this person's over its document. None is handed out then.
pub(super) async fn signatures(
    hub: &Hub,
    place: &Taken,
    documents: Vec<Vec<u8>>,
    iin: String,
    language: Language,
    accept: Option<String>,
) -> Result<Vec<Signed>> {
    let count = documents.len();
    let request = SignRequest::new(documents, iin, Payload::Whole)
        .map_err(|error| request_error(&error))?
        // Whose certificates count is judged here, by the anchors the registry named; the
        // program's own list has neither УЦГО nor a demonstration.
        .of_authorities(Authorities::Any)
        .in_language(match language {
            Language::Kk => DialogLanguage::Kazakh,
            Language::Ru => DialogLanguage::Russian,
            Language::En => DialogLanguage::English,
        });
    let mut session = Session::new(request, hub.config.nca.patience);
    ask(hub, place, &mut session, accept).await?;
    if session.state() == State::Verify {
        tell(hub, place, ProgramStage::Verifying);
        let policy = verdict::policy(hub, VerificationPolicy::binding());
        let (trust, now) = (verdict::trust(hub), hub.now());
        tokio::task::block_in_place(|| session.verify(&trust, &policy, now));
    }
    if session.state() == State::Cancelled {
        return Err(cancelled());
    }
    if let Some(failure) = session.failure() {
        return Err(failure_error(hub, failure));
    }
    let signed = session.into_signed();
    match signed.len() == count {
        true => Ok(signed),
        false => Err(ClientError::refused("signing-error-nca-unreadable")),
    }
}

/// Leads the session until signatures came or nothing more will.
async fn ask(
    hub: &Hub,
    place: &Taken,
    session: &mut Session,
    accept: Option<String>,
) -> Result<()> {
    tell(hub, place, ProgramStage::Connecting);
    let config = &hub.config.nca;
    let before = hub.store()?.db().read(|c| meta::get(c, ACCEPTED))?;
    let accepted = accept.into_iter().chain(before.clone()).collect();
    let begun = Instant::now();
    let authorities = authorities(hub);
    let origin = hub.config.registry_url.trim_end_matches('/');
    let opening = nca::open(config, &authorities, accepted, origin);
    let opened = tokio::select! {
        opened = timeout(config.patience.connect, opening) => opened,
        () = place.cancelled() => return Err(cancelled()),
    };
    let conversation = match opened {
        Ok(Ok(conversation)) => conversation,
        Ok(Err(Unopened::Unknown(fingerprint))) => {
            return Err(unknown(hub, place, fingerprint, before));
        }
        Ok(Err(Unopened::NotLocal)) => {
            return Err(ClientError::refused("signing-error-nca-not-local"));
        }
        Ok(Err(Unopened::NotNcaLayer)) => return Err(failure_error(hub, &Failure::NotNcaLayer)),
        Ok(Err(Unopened::Unreachable)) | Err(_) => {
            return Err(failure_error(hub, &Failure::Unreachable));
        }
    };
    if let Vouched::Person(fingerprint) = &conversation.vouched
        && before.as_ref() != Some(fingerprint)
    {
        let fingerprint = fingerprint.clone();
        hub.store()?
            .db()
            .write(move |tx| meta::set(tx, ACCEPTED, &fingerprint))?;
    }
    nca::converse(conversation, session, begun, place.cancelled(), || {
        tell(hub, place, ProgramStage::Waiting);
    })
    .await;
    Ok(())
}

/// Authorities whose TLS certificates the program may show: those of the configuration, and the
/// registry's. A demonstration's are for demonstrating.
fn authorities(hub: &Hub) -> Vec<Vec<u8>> {
    let mut authorities = hub.config.nca.authorities.clone();
    if !session::is_sample(hub) {
        let trust = crate::trust::of_registry(hub);
        authorities.extend(trust.anchors().map(|anchor| anchor.der().to_vec()));
    }
    authorities
}

fn tell(hub: &Hub, place: &Taken, stage: ProgramStage) {
    hub.tell(Event::Program {
        ticket: place.ticket(),
        stage,
    });
}

fn unknown(hub: &Hub, place: &Taken, fingerprint: String, before: Option<String>) -> ClientError {
    let error = match &before {
        Some(before) => UserError::new("signing-error-nca-changed").with("before", before),
        None => UserError::new("signing-error-nca-unknown"),
    }
    .with("fingerprint", &fingerprint);
    let stage = ProgramStage::Unknown {
        fingerprint,
        before,
    };
    tell(hub, place, stage);
    error.into()
}

fn cancelled() -> ClientError {
    ClientError::refused("signing-error-nca-cancelled")
}

fn request_error(error: &RequestError) -> ClientError {
    ClientError::refused(match error {
        RequestError::TooLarge { .. } => "signing-error-nca-too-large",
        RequestError::NoSigner => "signing-error-not-member",
        _ => "client-signature-unsound",
    })
}

/// Why the program gave no signature, as a message.
fn failure_error(hub: &Hub, failure: &Failure) -> ClientError {
    let key = match failure {
        Failure::Unsound(check) => return check_error(check),
        Failure::Refused { code } => {
            return UserError::new("signing-error-nca-refused")
                .with("code", code)
                .into();
        }
        Failure::TimedOut => {
            let minutes = hub.config.nca.patience.answer.as_secs().div_ceil(60);
            return UserError::new("signing-error-nca-too-late")
                .with("minutes", minutes)
                .into();
        }
        Failure::Unreachable => "signing-error-nca-unreachable",
        Failure::NotNcaLayer => "signing-error-nca-somebody-else",
        Failure::Dropped => "signing-error-nca-dropped",
        Failure::ModuleMissing => "signing-error-nca-outdated",
        _ => "signing-error-nca-unreadable",
    };
    ClientError::refused(key)
}
