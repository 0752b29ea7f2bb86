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
use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How long a nonce may be answered.
const CHALLENGE_MINUTES: i64 = 2;

/// How long a session lasts: a working day.
const SESSION_HOURS: i64 = 12;

/// Most nonces open at once; more askers are told to come later.
const OPEN_CHALLENGES: usize = 10_000;

/// Largest answer, in characters of base64.
const MAX_ANSWER: usize = 64 * 1024;

/// Nonces given out and not yet answered. They live in memory only: a restart forgets them, and
/// the person signs in again.
#[derive(Default)]
pub(crate) struct Challenges(Mutex<HashMap<[u8; 32], (InstallId, Moment)>>);

impl Challenges {
    /// Gives out a nonce.
    pub(crate) fn open(
        &self,
        core: &Core,
        request: &ChallengeRequest,
    ) -> Result<Challenge, Failure> {
        let now = core.context.environment.now();
        let nonce = core.context.environment.bytes::<32>()?;
        let valid_until = later(now, TimeDelta::minutes(CHALLENGE_MINUTES));
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, (_, until)| *until >= now);
        if open.len() >= OPEN_CHALLENGES {
            return Err(Failure::new(ErrorCode::Busy, "too many sign-ins at once"));
        }
        open.insert(nonce, (request.install, valid_until));
        Ok(Challenge {
            nonce: hex::encode(nonce),
            valid_until,
        })
    }

    /// Takes a nonce back: each can be answered once, in time, by the installation that asked.
    fn redeem(&self, nonce: [u8; 32], install: InstallId, now: Moment) -> bool {
        let found = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&nonce);
        found.is_some_and(|(asked, until)| asked == install && now <= until)
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
    if !challenges.redeem(nonce, request.install, now) {
        return Err(refused("nonce unknown, used or too old"));
    }
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
