//! Key files opened before: whose each is, before its password is typed.

use super::verdict;
use crate::act::{sign, signatory};
use crate::error::Result;
use crate::hub::Hub;
use crate::store::certificates::{self, Remembered};
use crate::store::meta;
use crate::ui::{Event, KeyHolder, RecentKey, UserError};
use baqylau_domain::calendar::legal_day;
use baqylau_protocol::blob;
use baqylau_signing::{Certificate, Outcome, Signer, VerificationPolicy, check_certificate};
use std::path::Path;
use std::sync::Arc;

/// Key files are a few kilobytes; whatever is larger isn't one.
pub(super) const LARGEST: u64 = 1024 * 1024;

/// Whose a certificate is, and why it signs no acts, where it doesn't.
pub(super) fn holder(hub: &Hub, certificate: &Certificate) -> Result<KeyHolder> {
    let signer = Signer::of(certificate);
    let person = verdict::known_person(hub, signer.iin.as_deref());
    let mut holder = verdict::holder(&signer, person);
    holder.barred = barred(hub, certificate, &signer)?;
    let standing = verdict::standing(hub, certificate);
    holder.problem = standing.err().map(|error| error.user());
    Ok(holder)
}

fn barred(hub: &Hub, certificate: &Certificate, signer: &Signer) -> Result<Option<UserError>> {
    let now = hub.now();
    let policy = verdict::policy(hub, VerificationPolicy::binding());
    let checks = check_certificate(certificate, &policy, now);
    if let Some(failed) = checks.iter().find(|check| check.outcome == Outcome::Failed) {
        return Ok(Some(sign::check_error(failed).user()));
    }
    let rules = hub.store()?.db().read(meta::policies)?.on(legal_day(now));
    Ok(signatory::barred(&rules, signer))
}

/// Remembers the certificate of a file that was opened.
pub(super) fn remember(hub: &Hub, path: &Path, file: &[u8], certificate: &Certificate) {
    let Ok(store) = hub.store() else { return };
    let one = Remembered {
        file: blob::hash(file),
        path: path.to_string_lossy().into_owned(),
        certificate: certificate.der().to_vec(),
        used: hub.now(),
    };
    // A convenience: a key that opened goes on being used when it can't be written down.
    if let Err(error) = store.db().write(move |tx| certificates::remember(tx, &one)) {
        tracing::warn!(%error, "a certificate could not be remembered");
    }
}

/// Tells the files opened before.
///
/// # Errors
/// What the database answered.
pub fn tell(hub: &Hub) -> Result<()> {
    let store = hub.store()?;
    let mut recent = Vec::new();
    for one in store.db().read(certificates::all)? {
        let Ok(certificate) = Certificate::from_der(&one.certificate) else {
            continue;
        };
        let path = Path::new(&one.path);
        let here = crate::files::read_limited(path, LARGEST)
            .is_ok_and(|bytes| blob::hash(&bytes) == one.file);
        recent.push(RecentKey {
            path: path.to_owned(),
            here,
            holder: holder(hub, &certificate)?,
            used: one.used,
        });
    }
    hub.tell(Event::RecentKeys(Arc::new(recent)));
    Ok(())
}

/// Tells whose a file is, if it was opened here before.
///
/// # Errors
/// A file that can't be read.
pub fn look(hub: &Hub, path: &Path) -> Result<()> {
    let bytes = crate::files::read_limited(path, LARGEST)?;
    let file = blob::hash(&bytes);
    let known = hub
        .store()?
        .db()
        .read(|c| certificates::of_file(c, &file))?;
    let holder = known
        .and_then(|der| Certificate::from_der(&der).ok())
        .map(|certificate| holder(hub, &certificate))
        .transpose()?;
    hub.tell(Event::KeySeen {
        path: path.to_owned(),
        holder,
    });
    Ok(())
}

/// Forgets a file opened before.
///
/// # Errors
/// What the database answered.
pub fn forget(hub: &Hub, path: &Path) -> Result<()> {
    let path = path.to_string_lossy().into_owned();
    hub.store()?
        .db()
        .write(move |tx| certificates::forget(tx, &path))?;
    tell(hub)
}
