//! Signing in without the registry: for a bounded time, and only with the key it saw last.

use super::{session, verdict};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, meta};
use crate::ui::{KeySource, KnownPerson, Secret, UserError};
use crate::vault::seal::random;
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::Person;
use baqylau_signing::challenge::{self, SignInChallenge};
use baqylau_signing::{CheckKind, KeyFile, Outcome, Signer, Status, VerificationPolicy};
use chrono::NaiveDate;

/// How dates are written in refusals, which are worded before the language is known.
const DAY: &str = "%d.%m.%Y";

/// People who signed in here before, with how long each may go on without the registry.
///
/// # Errors
/// What the database answered.
pub fn known(hub: &Hub, store: &Store) -> Result<Vec<KnownPerson>> {
    let today = legal_day(hub.now());
    store.db().read(|c| {
        let policy = meta::policies(c)?.on(today);
        meta::people(c, |online| policy.offline_until(online))
    })
}

/// The last day a person may sign in without the registry; `None` when it must let them in first.
///
/// # Errors
/// What the database answered.
pub fn until(hub: &Hub, store: &Store, person: PersonId) -> Result<Option<NaiveDate>> {
    let today = legal_day(hub.now());
    store.db().read(|c| {
        let policy = meta::policies(c)?.on(today);
        Ok(meta::seen_online(c, person)?.map(|seen| policy.offline_until(seen.at)))
    })
}

/// Goes on as a person who signed in here before; with their session, while it lasts.
///
/// # Errors
/// When the person isn't known here, the registry let them in too long ago, the clock was set
/// back, or the key isn't the one the registry saw.
pub fn go_on(hub: &Hub, person: PersonId, key: &KeySource, password: &Secret) -> Result<()> {
    let store = hub.store()?;
    let known = store
        .db()
        .read(|c| meta::person(c, person))?
        .ok_or_else(|| ClientError::refused("client-person-unknown"))?;
    let seen = store
        .db()
        .read(|c| meta::seen_online(c, person))?
        .ok_or_else(|| ClientError::refused("client-offline-never"))?;
    let now = hub.now();
    let written = store.db().read(meta::last_written)?;
    if let Some(shown) = written.into_iter().chain([seen.at]).max()
        && now < shown
    {
        return Err(UserError::new("client-offline-clock")
            .with("now", stamp(now))
            .with("before", stamp(shown))
            .into());
    }
    if let Some(last) = until(hub, &store, person)?
        && legal_day(now) > last
    {
        return Err(UserError::new("client-offline-ended")
            .with("date", last.format(DAY))
            .into());
    }
    let key = session::open_key(hub, key, password)?;
    prove(hub, &store, &key, &known, &seen)?;
    let token = store.db().read(|c| meta::session(c, person, now))?;
    let remembered = known.clone();
    store.db().write(move |tx| {
        meta::remember(tx, &remembered, now)?;
        meta::note_written(tx, now)
    })?;
    hub.api.set_token(token);
    session::signed_in(hub, known, false)
}

/// That whoever is here holds the private key of the certificate the registry saw last: a fresh
/// challenge is signed and the signature judged, as the registry would.
fn prove(
    hub: &Hub,
    store: &Store,
    key: &KeyFile,
    person: &Person,
    seen: &meta::SeenOnline,
) -> Result<()> {
    let signer = Signer::of(key.certificate());
    if signer.iin.as_deref() != Some(person.iin.to_string().as_str()) {
        return Err(ClientError::refused("client-offline-other-person"));
    }
    if signer.fingerprint != seen.certificate {
        return Err(ClientError::refused("client-offline-other-key"));
    }
    let now = hub.now();
    let asked = SignInChallenge {
        registry: session::hello(hub)
            .map(|hello| hello.registry.to_string())
            .unwrap_or_default(),
        nonce: random()?,
        // Names this laptop with a word no registry asks with: the answer opens nothing there.
        device: format!("offline {}", store.install()?),
    };
    let cms = challenge::answer(&asked, key, now, &mut rand_core::OsRng)
        .map_err(|error| crate::act::sign::private_key_error(&error))?;
    let policy = verdict::policy(hub, VerificationPolicy::sign_in());
    let judged = challenge::verify_answer(&asked, &cms, &verdict::trust(hub), &policy, now);
    // Revocation can't be asked without a network, so "not fully checked" is what there is.
    if judged.status == Status::Invalid {
        let failed = judged.with_outcome(Outcome::Failed).next();
        return Err(failed.map_or_else(
            || ClientError::refused("client-signature-unsound"),
            crate::act::sign::check_error,
        ));
    }
    let signed = judged
        .with_outcome(Outcome::Passed)
        .any(|check| check.kind == CheckKind::Signature);
    let same = judged
        .signer
        .is_some_and(|signer| signer.fingerprint == seen.certificate);
    if signed && same {
        Ok(())
    } else {
        Err(ClientError::refused("client-signature-unsound"))
    }
}

fn stamp(moment: Moment) -> String {
    baqylau_locale::legal_time(moment)
        .format("%d.%m.%Y %H:%M:%S")
        .to_string()
}
