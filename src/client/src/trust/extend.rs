//! Making signatures last: a time stamp and revocation values, asked for while signing and, where
//! that didn't do, later. A signing never fails and never waits longer because a service is down.
//!
//! **Architecture invariant:** what was signed and sent never changes. More proof that comes later
//! is kept in a file of its own beside it, and only if it holds the very same signature.

use super::{services, words};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::extensions::{self, Extension};
use crate::store::{Store, cache};
use crate::sync::fetch;
use crate::ui::{Event, SignatureLevel, UserError};
use crate::work::verdict;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_signing::SignatureFile;
use baqylau_validation::{Extended, Level, Problem};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::block_in_place;
use tokio::time::timeout;

/// How long a later attempt may take: nobody waits for it.
const LATER: Duration = Duration::from_secs(60);

/// Signatures tried before those that are due are looked up again.
const AT_ONCE: u32 = 5;

/// The longest wait between two attempts.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(6);

/// Room for what a deadline doesn't count: hashing, judging.
const GRACE: Duration = Duration::from_secs(1);

/// A signature file as it is kept at signing.
pub(crate) struct Made {
    /// The file: with a time stamp and more, where the services answered.
    pub(crate) cms: Vec<u8>,
    level: SignatureLevel,
    problem: Option<UserError>,
}

fn level(level: Level) -> SignatureLevel {
    match level {
        Level::Bes => SignatureLevel::Bes,
        Level::T => SignatureLevel::T,
        Level::Lt => SignatureLevel::Lt,
    }
}

/// What a signature file proves by itself.
pub(crate) fn level_of(hub: &Hub, cms: &[u8]) -> SignatureLevel {
    level(baqylau_validation::Validation::level(
        cms,
        &super::compose(hub),
    ))
}

/// Adds what the services give within the time the settings allow. The signature itself was
/// verified before.
///
/// # Errors
/// Only that a service of the authority says the certificate is revoked: such a signature would be
/// refused. A service that is silent or wrong leaves the signature as it is.
pub(crate) async fn at_signing(hub: &Hub, cms: &[u8]) -> Result<Made> {
    let bare = |problem: Option<&str>| Made {
        cms: cms.to_vec(),
        level: SignatureLevel::Bes,
        problem: problem.map(UserError::new),
    };
    if !services::can_stamp(hub) {
        return Ok(bare(Some("trust-later-no-stamp-service")));
    }
    if hub.with(|state| state.offline_by_choice) {
        return Ok(bare(Some("trust-later-offline")));
    }
    let wait = hub.config.services.wait;
    let Some(validation) = services::validation(hub).filter(|_| !wait.is_zero()) else {
        return Ok(bare(Some("trust-later-stamp")));
    };
    let (trust, now) = (super::compose(hub), hub.now());
    let extending = validation.extend(cms, &trust, now, wait);
    let Ok(extended) = timeout(wait + GRACE, extending).await else {
        return Ok(bare(Some("trust-later-stamp")));
    };
    if let Some(revocation) = revoked(&extended) {
        return Err(verdict::revoked_words(revocation.date).into());
    }
    if !same_signature(cms, &extended.cms) {
        return Ok(bare(Some("trust-later-bad-stamp")));
    }
    Ok(Made {
        level: level(extended.level),
        problem: (extended.level < Level::Lt)
            .then(|| words::why_not_more(&extended.complaints))
            .flatten(),
        cms: extended.cms,
    })
}

fn revoked(extended: &Extended) -> Option<baqylau_signing::Revocation> {
    extended
        .complaints
        .iter()
        .find_map(|one| match one.problem {
            Problem::Revoked(revocation) => Some(revocation),
            _ => None,
        })
}

/// Whether two files of one signature hold the same one.
pub(crate) fn same_signature(one: &[u8], other: &[u8]) -> bool {
    let octets = |file: &[u8]| {
        let file = SignatureFile::parse(file).ok()?;
        let mut signatures = file.signatures();
        let parts = signatures.next()?;
        let certificate = parts.certificate()?.fingerprint();
        let found = (parts.octets().to_vec(), certificate);
        signatures.next().is_none().then_some(found)
    };
    octets(one).is_some_and(|found| octets(other) == Some(found))
}

/// Notes how far a signature that is being kept got.
///
/// # Errors
/// What the database answered.
pub(crate) fn note(hub: &Hub, store: &Store, hash: BlobHash, made: &Made) -> Result<()> {
    let extension = Extension {
        cms: hash,
        level: made.level,
        extended: None,
        tries: 0,
        next_try: Some(hub.now() + wait(hub, 0)),
        problem: made.problem.clone(),
    };
    store.db().write(move |tx| extensions::keep(tx, &extension))
}

/// The wait after so many attempts: it doubles.
fn wait(hub: &Hub, tries: u32) -> TimeDelta {
    let first = TimeDelta::from_std(hub.config.pace.period).unwrap_or(LONGEST_WAIT);
    let grown = first.checked_mul(1 << tries.min(16));
    grown.map_or(LONGEST_WAIT, |grown| grown.min(LONGEST_WAIT))
}

/// Tries again what is due, until the client stops.
pub async fn run(hub: Arc<Hub>) {
    let mut stop = hub.stop.subscribe();
    loop {
        tokio::select! {
            _ = stop.changed() => return,
            () = tokio::time::sleep(hub.config.pace.period) => {}
        }
        if *stop.borrow() {
            return;
        }
        let ended = tokio::select! {
            ended = round(&hub) => ended,
            _ = stop.changed() => return,
        };
        match ended {
            Ok(()) | Err(ClientError::Locked | ClientError::Stopped) => {}
            Err(error) => tracing::debug!(%error, "signatures were not extended"),
        }
    }
}

/// Extends the signatures whose time has come. While the services give what they are asked for, it
/// goes on: the hundreds of a batch are whole minutes later, not hours.
async fn round(hub: &Hub) -> Result<()> {
    loop {
        if hub.with(|state| state.store.is_none() || state.offline_by_choice) {
            return Ok(());
        }
        let store = hub.store()?;
        let due = block_in_place(|| {
            let now = hub.now();
            store.db().read(|c| extensions::due(c, now, AT_ONCE))
        })?;
        let mut whole = 0;
        for extension in due {
            whole += u32::from(one(hub, &store, extension).await?);
        }
        // A service that fails for one fails for the next: that waits for its turn.
        if whole < AT_ONCE {
            return Ok(());
        }
    }
}

/// Whether the signature lacks nothing now.
async fn one(hub: &Hub, store: &Arc<Store>, before: Extension) -> Result<bool> {
    let newest = before.extended.unwrap_or(before.cms);
    let mut after = Extension {
        tries: before.tries.saturating_add(1),
        next_try: Some(hub.now() + wait(hub, before.tries.saturating_add(1))),
        ..before.clone()
    };
    // A colleague's signature may be named here before its file is.
    let visit = store.db().read(|c| extensions::visit_of(c, &before.cms))?;
    if let Ok(signed) = block_in_place(|| store.blobs().read(&newest)) {
        let found = match visit {
            Some(visit) => from_registry(hub, store, (visit, before.cms), &signed).await,
            None => None,
        };
        match found {
            Some((found, hash)) => {
                after.level = level_of(hub, &found);
                after.extended = Some(hash);
                after.problem = None;
            }
            None => extend(hub, store, &signed, &mut after).await?,
        }
    }
    let news = after.level != before.level || after.problem != before.problem;
    let whole = after.level == SignatureLevel::Lt;
    store.db().write(move |tx| extensions::keep(tx, &after))?;
    if let Some(visit) = visit.filter(|_| news) {
        hub.tell(Event::SignaturesChanged { visit });
    }
    Ok(whole)
}

async fn extend(hub: &Hub, store: &Arc<Store>, signed: &[u8], after: &mut Extension) -> Result<()> {
    if !services::can_stamp(hub) && after.level == SignatureLevel::Bes {
        after.problem = Some(UserError::new("trust-later-no-stamp-service"));
        return Ok(());
    }
    let Some(validation) = services::validation(hub) else {
        return Ok(());
    };
    let (trust, now) = (super::compose(hub), hub.now());
    let extending = validation.extend(signed, &trust, now, LATER);
    let Ok(extended) = timeout(LATER + GRACE, extending).await else {
        return Ok(());
    };
    let reached = level(extended.level);
    if extended.cms != signed && same_signature(signed, &extended.cms) {
        after.extended = Some(block_in_place(|| store.blobs().keep(&extended.cms))?);
    }
    after.level = after.level.max(reached);
    after.problem = (after.level < SignatureLevel::Lt)
        .then(|| words::why_not_more(&extended.complaints))
        .flatten();
    Ok(())
}

/// The registry's own file for this signature, if it made one and it holds the same signature.
async fn from_registry(
    hub: &Hub,
    store: &Arc<Store>,
    (visit, cms): (VisitId, BlobHash),
    signed: &[u8],
) -> Option<(Vec<u8>, BlobHash)> {
    let found = store
        .cache()
        .read(|c| cache::signature(c, visit, &cms))
        .ok()??;
    let hash = found.extended.filter(|hash| *hash != cms)?;
    let file = fetch::blob(hub, store, &hash).await.ok()?;
    same_signature(signed, &file).then_some((file, hash))
}

/// Takes over the registry's file for a signature looked at here, when it proves more than what is
/// kept and can be had now.
///
/// # Errors
/// What the database answered.
pub(crate) async fn adopt(
    hub: &Hub,
    store: &Arc<Store>,
    (visit, cms): (VisitId, BlobHash),
    signed: &[u8],
) -> Result<()> {
    let before = store.db().read(|c| extensions::of(c, &cms))?;
    if before.is_some_and(|one| one.level == SignatureLevel::Lt) {
        return Ok(());
    }
    let Some((file, hash)) = from_registry(hub, store, (visit, cms), signed).await else {
        return Ok(());
    };
    let extension = Extension {
        cms,
        level: block_in_place(|| level_of(hub, &file)),
        extended: Some(hash),
        tries: 0,
        next_try: None,
        problem: None,
    };
    store.db().write(move |tx| extensions::keep(tx, &extension))
}
