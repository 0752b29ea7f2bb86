//! Signing in: a nonce, a signature, a session; and the device that is registered with it.

use crate::access::Caller;
use crate::audit;
use crate::context::Core;
use crate::failure::Failure;
use crate::signatures::sign_in_challenge;
use crate::store::rows::{self, micros};
use crate::store::{StoreError, params, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, InstallId};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::session::{Challenge, ChallengeRequest, Session, SessionRequest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use ed25519_dalek::{SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// How long a nonce may be answered.
const CHALLENGE_MINUTES: i64 = 2;

/// How long a session lasts: a working day.
const SESSION_HOURS: i64 = 12;

/// Largest answer, in characters of base64.
const MAX_ANSWER: usize = 64 * 1024;

/// The nonces of sign-ins. Nothing is kept of those given out: each says until when it holds, and
/// only a registry with this key could have made it for this installation. Those answered are kept
/// until they end, so that each is answered once; so registries that share a database share them,
/// and a restart forgets none.
pub(crate) struct Challenges([u8; 32]);

impl Challenges {
    /// With a key of their own, made from the registry's.
    pub(crate) fn of(receipt_key: &SigningKey) -> Self {
        let own = Sha256::new_with_prefix(b"baqylau registry sign-in\0")
            .chain_update(receipt_key.to_bytes())
            .finalize();
        Self(own.into())
    }

    /// Gives out a nonce.
    pub(crate) fn open(
        &self,
        core: &Core,
        request: &ChallengeRequest,
    ) -> Result<Challenge, Failure> {
        let now = core.context.environment.now();
        let salt = core.context.environment.bytes::<8>()?;
        let valid_until = later(now, TimeDelta::minutes(CHALLENGE_MINUTES));
        let until = micros(valid_until).to_be_bytes();
        let mark = self.mark(until, salt, request.install);
        let nonce = [until.as_slice(), &salt, &mark].concat();
        Ok(Challenge {
            nonce: hex::encode(nonce),
            valid_until,
        })
    }

    /// Until when a nonce holds, when it was given to this installation and still does.
    fn holds(&self, nonce: [u8; 32], install: InstallId, now: Moment) -> Option<i64> {
        let (until, rest) = nonce.split_first_chunk::<8>()?;
        let (salt, given) = rest.split_first_chunk::<8>()?;
        let made = self.mark(*until, *salt, install);
        // As long for a wrong mark as for a right one.
        let differ = made.iter().zip(given).fold(0, |sum, (a, b)| sum | (a ^ b));
        let until = i64::from_be_bytes(*until);
        (differ == 0 && micros(now) <= until).then_some(until)
    }

    /// What proves that a nonce was given by this registry, to this installation.
    fn mark(&self, until: [u8; 8], salt: [u8; 8], install: InstallId) -> [u8; 16] {
        let inner = Sha256::new_with_prefix(self.0)
            .chain_update(until)
            .chain_update(salt)
            .chain_update(install.to_string())
            .finalize();
        let outer = Sha256::new_with_prefix(self.0)
            .chain_update(inner)
            .finalize();
        let mut mark = [0; 16];
        mark.iter_mut().zip(outer).for_each(|(to, from)| *to = from);
        mark
    }
}

/// Opens a session for whoever signed the nonce, when the registry knows them.
pub(crate) async fn sign_in(
    core: &Arc<Core>,
    challenges: &Challenges,
    request: SessionRequest,
) -> Result<Session, Failure> {
    let refused = |detail: &str| Failure::new(ErrorCode::SignIn, detail);
    let now = core.context.environment.now();
    let mut nonce = [0u8; 32];
    hex::decode_to_slice(&request.nonce, &mut nonce).or(Err(Failure::malformed("nonce")))?;
    let device_key = device_key(&request.device_key)?;
    if request.cms.len() > MAX_ANSWER {
        return Err(Failure::new(ErrorCode::TooLarge, "answer"));
    }
    let cms = STANDARD
        .decode(&request.cms)
        .or(Err(Failure::malformed("answer")))?;
    let unknown = "nonce unknown, used or too old";
    let nonce_until = challenges
        .holds(nonce, request.install, now)
        .ok_or_else(|| refused(unknown))?;
    let challenge = sign_in_challenge(core.context.identity.registry, nonce, request.install);
    let context = Arc::clone(&core.context);
    let judged =
        tokio::task::spawn_blocking(move || context.signatures.challenge(&challenge, &cms, now))
            .await
            .or(Err(StoreError::Closed))?;
    let iin = judged.map_err(|bad| refused(&format!("signature: {}", bad.check)))?;

    let token = core.context.environment.bytes::<32>()?;
    let token = hex::encode(token);
    let token_hash = hash_of(&token);
    let install = request.install;
    let valid_until = later(now, TimeDelta::hours(SESSION_HOURS));
    let person = core
        .store
        .write(move |tx| -> Result<_, Failure> {
            tx.run(sql::NONCES_ENDED, params![micros(now)])?;
            if tx.run(sql::NONCE_USE, params![hex::encode(nonce), nonce_until])? == 0 {
                return Err(Failure::new(ErrorCode::SignIn, unknown));
            }
            let person = rows::person_by_iin(tx, &iin.to_string())?
                .ok_or_else(|| Failure::new(ErrorCode::SignIn, "no account for this signer"))?;
            let (device, holder) = (install.to_string(), person.id.to_string());
            match rows::install(tx, install)? {
                None => {
                    let origin = BlobHash::new([0; 32]).to_string();
                    tx.run(sql::INSTALL_ADD, params![device, device_key, origin])?;
                }
                // The store of this installation was copied and made itself a new key.
                Some(known) if known.device_key != device_key => {
                    return Err(Failure::new(
                        ErrorCode::Fork,
                        "installation has another key",
                    ));
                }
                Some(_) => {}
            }
            tx.run(sql::DEVICE_PERSON_PUT, params![device, holder, micros(now)])?;
            tx.run(
                sql::SESSION_PUT,
                params![token_hash, holder, device, micros(valid_until)],
            )?;
            audit::write(
                tx,
                now,
                &audit::Line {
                    operation: "",
                    actor: Some(person.id),
                    action: "session",
                    object: &device,
                },
            )?;
            Ok(person)
        })
        .await?;
    Ok(Session {
        token,
        valid_until,
        person,
    })
}

/// Ends the session of a token; other sessions of the person go on.
pub(crate) async fn sign_out(core: &Core, caller: &Caller, token: &str) -> Result<(), StoreError> {
    let now = core.context.environment.now();
    let hash = hash_of(token);
    let (person, install) = (caller.person.id, caller.install.to_string());
    core.store
        .write(move |tx| {
            tx.run(sql::SESSION_END, params![hash])?;
            audit::write(
                tx,
                now,
                &audit::Line {
                    operation: "",
                    actor: Some(person),
                    action: "session ended",
                    object: &install,
                },
            )
        })
        .await
}

/// Who a token belongs to, while it is valid.
pub(crate) async fn caller(core: &Core, token: &str) -> Result<Caller, Failure> {
    let now = core.context.environment.now();
    let hash = hash_of(token);
    core.store
        .read(move |connection| -> Result<_, Failure> {
            let found: Option<(String, String, i64)> =
                connection.one(sql::SESSION, params![hash], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?;
            let (person, install, until) = found
                .filter(|(_, _, until)| micros(now) < *until)
                .ok_or_else(|| Failure::new(ErrorCode::SignIn, "no session, or it ended"))?;
            let corrupt = StoreError::Corrupt("session");
            let person = person.parse().or(Err(corrupt.clone()))?;
            let install = install.parse().or(Err(corrupt))?;
            let _ = until;
            let person = rows::person(connection, person)?
                .ok_or_else(|| Failure::new(ErrorCode::SignIn, "the account is gone"))?;
            Ok(Caller { person, install })
        })
        .await
}

/// Only the hash is stored: a copy of the store opens no session.
fn hash_of(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

fn device_key(text: &str) -> Result<String, Failure> {
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(text, &mut bytes).or(Err(Failure::malformed("device key")))?;
    VerifyingKey::from_bytes(&bytes).or(Err(Failure::malformed("device key")))?;
    Ok(hex::encode(bytes))
}

fn later(moment: Moment, by: TimeDelta) -> Moment {
    moment.checked_add_signed(by).unwrap_or(moment)
}
