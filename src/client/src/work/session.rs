//! Opening the store, signing in, signing out.

use super::{documents, keys, offline};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, meta};
use crate::sync;
use crate::ui::{Connection, Event, KeySource, LockState, Secret};
use crate::vault::{Vault, keyring};
use baqylau_domain::people::Person;
use baqylau_protocol::api::{ErrorCode, Hello};
use baqylau_protocol::session::SessionRequest;
use baqylau_signing::challenge::{self, SignInChallenge};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;
use zeroize::Zeroizing;

fn vault(hub: &Hub) -> Vault {
    Vault::at(&hub.config.data_dir, hub.config.keyring)
}

/// The state of lock before anything was opened.
pub fn initial(hub: &Hub) -> LockState {
    let vault = vault(hub);
    if vault.exists() {
        LockState::Locked {
            keyring: vault.keyring_opens(),
        }
    } else {
        LockState::NoStore {
            keyring: keyring::answers(hub.config.keyring),
        }
    }
}

/// The state of lock with an open store.
///
/// # Errors
/// [`ClientError::Locked`], or what the database answered.
pub fn unlocked(hub: &Hub) -> Result<LockState> {
    let store = hub.store()?;
    let sample = is_sample(hub);
    if let Ok(person) = hub.person() {
        return Ok(LockState::SignedIn {
            offline_until: offline::until(hub, &store, person.id)?,
            person: Box::new((*person).clone()),
            sample,
        });
    }
    let online = hub.with(|state| {
        !state.offline_by_choice
            && matches!(
                state.connection,
                Some(Connection::Online | Connection::SignInNeeded)
            )
    });
    Ok(LockState::Unlocked {
        known: offline::known(hub, &store)?,
        online,
        sample,
    })
}

/// Whether the registry is a demonstration, as far as is known.
pub fn is_sample(hub: &Hub) -> bool {
    hello(hub).is_some_and(|hello| hello.sample)
}

/// What the registry said last, in this run or an earlier one.
pub fn hello(hub: &Hub) -> Option<Arc<Hello>> {
    hub.with(|state| state.hello.clone()).or_else(|| {
        let kept = hub
            .store()
            .ok()?
            .db()
            .read(|c| meta::get(c, "hello"))
            .ok()??;
        serde_json::from_str(&kept).ok().map(Arc::new)
    })
}

/// Makes the store and opens it.
///
/// # Errors
/// As [`Vault::create`].
pub fn create(hub: &Hub, passphrase: &Secret, remember_in_keyring: bool) -> Result<()> {
    crate::files::folder(&hub.config.data_dir)?;
    let key = vault(hub).create(
        &passphrase.0,
        remember_in_keyring,
        hub.config.passphrase_cost,
    )?;
    let store = Store::open(&hub.config.data_dir, &key, hub.now())?;
    opened(hub, store)
}

/// Opens the store.
///
/// # Errors
/// A wrong passphrase, an empty keyring, damage.
pub fn unlock(hub: &Hub, passphrase: Option<&Secret>) -> Result<()> {
    let vault = vault(hub);
    if !vault.exists() {
        return Err(ClientError::refused("client-no-store"));
    }
    let key = match passphrase {
        Some(passphrase) => vault.open(&passphrase.0)?,
        None => vault.open_by_keyring()?,
    };
    if hub.store().is_ok() {
        return Ok(());
    }
    match Store::open(&hub.config.data_dir, &key, hub.now()) {
        Ok(store) => opened(hub, store),
        Err(ClientError::Damaged) => {
            let newest_good = Store::newest_good(&hub.config.data_dir, &key);
            hub.with(|state| state.damaged_key = Some(key));
            hub.tell(Event::Lock(LockState::Damaged { newest_good }));
            Err(ClientError::Damaged)
        }
        Err(other) => Err(other),
    }
}

/// Restores a store that was found damaged.
///
/// # Errors
/// When there is nothing to restore from.
pub fn recover(hub: &Hub) -> Result<()> {
    let key = hub
        .with(|state| state.damaged_key.clone())
        .ok_or(ClientError::Locked)?;
    let store = Store::recover(&hub.config.data_dir, &key, hub.now())?;
    hub.with(|state| state.damaged_key = None);
    opened(hub, store)
}

fn opened(hub: &Hub, store: Store) -> Result<()> {
    hub.with(|state| state.store = Some(Arc::new(store)));
    hub.tell(Event::Lock(unlocked(hub)?));
    hub.tell_sync();
    hub.wake_pull.notify_one();
    Ok(())
}

/// Opens a key file.
///
/// # Errors
/// As [`crate::act::sign::key_error`] words them.
pub fn open_key(
    hub: &Hub,
    source: &KeySource,
    password: &Secret,
) -> Result<baqylau_signing::KeyFile> {
    let (bytes, password) = match source {
        KeySource::File(path) => (
            Zeroizing::new(crate::files::read_limited(path, keys::LARGEST)?),
            password.0.clone(),
        ),
        KeySource::Sample(person) => {
            let sample = match hub.sample(*person) {
                Some(sample) => sample,
                // Without the registry: the one kept when this person signed in.
                None => hub
                    .store()?
                    .db()
                    .read(|c| meta::sample_key(c, *person))?
                    .ok_or_else(|| ClientError::refused("client-sample-unknown"))?,
            };
            let bytes = STANDARD
                .decode(&sample.key_file)
                .or(Err(ClientError::Unreadable { what: "sample key" }))?;
            // A demonstration has no secrets: its password stands in for an empty one.
            let password = if password.0.is_empty() {
                Zeroizing::new(sample.password)
            } else {
                password.0.clone()
            };
            (Zeroizing::new(bytes), password)
        }
    };
    let opened = baqylau_signing::KeyFile::open(&bytes, &password)
        .map_err(|error| crate::act::sign::key_file_error(&error))?;
    if let KeySource::File(path) = source {
        keys::remember(hub, path, &bytes, opened.certificate());
    }
    Ok(opened)
}

/// Signs in at the registry.
///
/// # Errors
/// A key that doesn't open, a registry that doesn't answer or refuses.
pub async fn sign_in(hub: &Hub, source: &KeySource, password: &Secret) -> Result<()> {
    let store = hub.store()?;
    let key = open_key(hub, source, password)?;
    if hub.with(|state| state.offline_by_choice) {
        return Err(ClientError::refused("client-offline-by-choice"));
    }
    let before = hub.api.token();
    let hello = sync::say_hello(hub)
        .await
        .inspect_err(|error| sync::note_failure(hub, error, before.as_deref()))?;
    let install = store.install()?;
    let challenge = hub.api.challenge(install).await?;
    let mut nonce = [0u8; 32];
    hex::decode_to_slice(&challenge.nonce, &mut nonce)
        .or(Err(ClientError::Unreadable { what: "nonce" }))?;
    let asked = SignInChallenge {
        registry: hello.registry.to_string(),
        nonce,
        device: install.to_string(),
    };
    let cms = challenge::answer(&asked, &key, hub.now(), &mut rand_core::OsRng)
        .map_err(|error| crate::act::sign::private_key_error(&error))?;
    let session = hub
        .api
        .sign_in(&SessionRequest {
            nonce: challenge.nonce,
            cms: STANDARD.encode(cms),
            install,
            device_key: hex::encode(store.device_key()?.verifying_key().to_bytes()),
        })
        .await
        .map_err(|error| match error {
            ClientError::Registry {
                code: ErrorCode::SignIn | ErrorCode::Forbidden,
            } => ClientError::refused("client-sign-in-refused"),
            other => other,
        })?;
    let now = hub.now();
    let seen = meta::SeenOnline {
        at: now,
        certificate: hex::encode(key.certificate().fingerprint()),
    };
    // The keys of a demonstration are everybody's; a person's own never stays on the laptop.
    let sample = match source {
        KeySource::Sample(person) if hello.sample => hub.sample(*person),
        _ => None,
    };
    let kept = session.clone();
    store.db().write(move |tx| {
        if meta::get(tx, "install")? != Some(install.to_string()) {
            // A new chain was begun meanwhile: this session speaks for the installation before,
            // and would push what the registry never takes from it.
            return Err(ClientError::Registry {
                code: ErrorCode::SignIn,
            });
        }
        meta::remember(tx, &kept.person, now)?;
        meta::let_in(tx, kept.person.id, &seen, sample.as_ref())?;
        meta::keep_session(tx, kept.person.id, &kept.token, kept.valid_until)
    })?;
    hub.api.set_token(Some(session.token));
    signed_in(hub, session.person, true)
}

/// Takes a person in who proved themselves, to the registry or without it.
///
/// # Errors
/// What the database answered.
pub(super) fn signed_in(hub: &Hub, person: Person, online: bool) -> Result<()> {
    let has_token = hub.api.has_token();
    hub.with(|state| {
        // Who only renews the session keeps the visit at hand.
        if state
            .person
            .as_ref()
            .is_none_or(|before| before.id != person.id)
        {
            state.opened.clear();
        }
        state.person = Some(Arc::new(person));
        if online {
            state.connection = Some(Connection::Online);
        } else if !has_token && state.connection == Some(Connection::Online) {
            state.connection = Some(Connection::SignInNeeded);
        }
    });
    hub.tell(Event::Lock(unlocked(hub)?));
    hub.tell_sync();
    hub.wake_pull.notify_one();
    hub.wake_push.notify_one();
    Ok(())
}

/// Ends the session. The store stays open. Answers the token that isn't needed any more, for
/// ending the session at the registry as well.
///
/// # Errors
/// What the database answered.
pub fn sign_out(hub: &Hub) -> Result<Option<String>> {
    let store = hub.store()?;
    if let Ok(person) = hub.person() {
        let person = person.id;
        store.db().write(move |tx| meta::end_session(tx, person))?;
    }
    documents::clear_prints(hub);
    let token = hub.api.take_token();
    let offline = hub.with(|state| {
        state.person = None;
        state.opened.clear();
        if state.connection == Some(Connection::Online) {
            state.connection = Some(Connection::SignInNeeded);
        }
        state.offline_by_choice
    });
    hub.tell(Event::Lock(unlocked(hub)?));
    hub.tell_sync();
    Ok(token.filter(|_| !offline))
}

/// Fetches the sample people of a demonstration.
///
/// # Errors
/// No answer, or not a demonstration.
pub async fn load_samples(hub: &Hub) -> Result<()> {
    let people = hub.api.sample_people().await?;
    let persons = people.iter().map(|one| one.person.clone()).collect();
    hub.keep_samples(people);
    hub.tell(Event::SamplePeople(persons));
    Ok(())
}
