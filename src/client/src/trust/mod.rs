//! Whom this laptop believes: the authorities the registry named, those in the configuration
//! folder, and those imported here.
//!
//! **Architecture invariant:** nobody is believed by name. A root is believed because the registry
//! named it at the first contact, because its fingerprint is one of the national ones built in, or
//! because a person compared its fingerprint with the one its authority publishes. Everything else
//! is at most offered for building chains.

mod authority;
pub(crate) mod extend;
mod folder;
pub(crate) mod kept;
pub(crate) mod lists;
pub(crate) mod services;
mod words;

pub(crate) use authority::{Kind, kind_of};

use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::{Hub, lock};
use crate::ui::{AuthorityRow, AuthoritySource, AuthorityState, Event, TrustView, UserError};
use crate::work::session;
use baqylau_signing::{Certificate, NationalAuthority, RevocationList, TrustStore};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use folder::Folder;
use kept::KeptAuthority;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// Largest file of certificates or revocation list read: the national lists have some megabytes.
pub(crate) const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Fewest characters of a fingerprint that are compared before a root is believed.
const FEWEST_COMPARED: usize = 8;

/// What is known about authorities while the client runs.
#[derive(Debug, Default)]
pub struct Known {
    /// Read once: a file put there later counts from the next start.
    folder: OnceLock<Folder>,
    /// Read from the store when asked for, until something changes.
    kept: Mutex<Option<Arc<Vec<KeptAuthority>>>>,
    services: services::Services,
}

impl Known {
    /// Forgets what belongs to an open store.
    pub fn forget(&self) {
        *lock(&self.kept) = None;
        self.services.forget();
    }

    fn folder(&self, hub: &Hub) -> &Folder {
        self.folder
            .get_or_init(|| Folder::read(hub.config.authorities.as_deref()))
    }

    fn kept(&self, hub: &Hub) -> Result<Arc<Vec<KeptAuthority>>> {
        if let Some(kept) = lock(&self.kept).clone() {
            return Ok(kept);
        }
        let kept = Arc::new(hub.store()?.db().read(kept::authorities)?);
        *lock(&self.kept) = Some(kept.clone());
        Ok(kept)
    }
}

/// Reads the configuration folder; done at start, away from anything that waits.
pub fn start(hub: &Hub) {
    hub.trust.folder(hub);
}

/// The authorities the registry named, and nobody else's.
pub fn of_registry(hub: &Hub) -> TrustStore {
    let mut trust = TrustStore::new();
    let Some(hello) = session::hello(hub) else {
        return trust;
    };
    for certificate in hello.anchors.iter().filter_map(|text| decoded(text)) {
        if hello.sample {
            trust.add_demonstration_anchor(certificate);
        } else {
            trust.add_anchor(certificate);
        }
    }
    trust
}

/// Everybody believed on this laptop.
pub fn compose(hub: &Hub) -> TrustStore {
    let mut trust = of_registry(hub);
    for one in listed(hub) {
        // Those of the registry are in already, demonstration ones as such.
        match one.state() {
            AuthorityState::Believed if !one.named => trust.add_anchor(one.certificate),
            AuthorityState::Offered => trust.add_intermediate(one.certificate),
            AuthorityState::Believed | AuthorityState::Waiting => {}
        }
    }
    // Those the services publish are offered as well.
    let fetched = services::validation(hub).map(|validation| validation.authorities());
    for authority in fetched.into_iter().flatten() {
        trust.add_intermediate(authority);
    }
    trust
}

fn decoded(text: &str) -> Option<Certificate> {
    let der = STANDARD.decode(text).ok()?;
    Certificate::parse(&der).ok()
}

/// What a source says for believing an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belief {
    /// Nothing.
    None,
    /// The registry named it as an anchor.
    Named,
    /// A person compared the fingerprint.
    Confirmed,
}

/// One authority with everything known about it here.
struct Listed {
    certificate: Certificate,
    /// Where it comes from; the registry first.
    sources: Vec<AuthoritySource>,
    /// The registry named it as an anchor.
    named: bool,
    confirmed: bool,
}

impl Listed {
    fn state(&self) -> AuthorityState {
        let named = self.named;
        match kind_of(&self.certificate) {
            Some(Kind::National(authority)) if authority.is_root() => AuthorityState::Believed,
            Some(Kind::National(_) | Kind::Intermediate) if !named => AuthorityState::Offered,
            _ if named || self.confirmed => AuthorityState::Believed,
            _ => AuthorityState::Waiting,
        }
    }
}

/// Every authority known here, each once.
fn listed(hub: &Hub) -> Vec<Listed> {
    let mut found: BTreeMap<[u8; 32], Listed> = BTreeMap::new();
    let mut add = |certificate: Certificate, source, belief| {
        let one = found
            .entry(certificate.fingerprint())
            .or_insert_with(|| Listed {
                certificate,
                sources: Vec::new(),
                named: false,
                confirmed: false,
            });
        if !one.sources.contains(&source) {
            one.sources.push(source);
        }
        one.named |= belief == Belief::Named;
        one.confirmed |= belief == Belief::Confirmed;
    };
    if let Some(hello) = session::hello(hub) {
        for certificate in hello.anchors.iter().filter_map(|text| decoded(text)) {
            add(certificate, AuthoritySource::Registry, Belief::Named);
        }
        for certificate in hello.intermediates.iter().filter_map(|text| decoded(text)) {
            add(certificate, AuthoritySource::Registry, Belief::None);
        }
    }
    for certificate in &hub.trust.folder(hub).certificates {
        add(certificate.clone(), AuthoritySource::Folder, Belief::None);
    }
    // Without an open store nothing was imported as far as anybody can tell.
    if let Ok(kept) = hub.trust.kept(hub) {
        for one in kept.iter() {
            let belief = match one.confirmed {
                true => Belief::Confirmed,
                false => Belief::None,
            };
            add(one.certificate.clone(), AuthoritySource::Imported, belief);
        }
    }
    found.into_values().collect()
}

/// Everything about trust, for the screens.
pub fn view(hub: &Hub) -> TrustView {
    let trust = compose(hub);
    let mut authorities: Vec<AuthorityRow> = listed(hub)
        .into_iter()
        .map(|one| {
            let subject = one.certificate.subject();
            AuthorityRow {
                name: if subject.common_name.is_empty() {
                    subject.organisation.clone().unwrap_or_default()
                } else {
                    subject.common_name.clone()
                },
                organisation: subject.organisation.clone().unwrap_or_default(),
                fingerprint: hex::encode(one.certificate.fingerprint()),
                valid: (one.certificate.not_before(), one.certificate.not_after()),
                national: NationalAuthority::recognise(&one.certificate).is_some(),
                state: one.state(),
                sources: one.sources,
            }
        })
        .collect();
    authorities.sort_by(|left, right| {
        let rank = |row: &AuthorityRow| match row.state {
            // What a person has to do something about stands first.
            AuthorityState::Waiting => 0,
            AuthorityState::Believed => 1,
            AuthorityState::Offered => 2,
        };
        (rank(left), &left.name, &left.fingerprint).cmp(&(
            rank(right),
            &right.name,
            &right.fingerprint,
        ))
    });
    TrustView {
        authorities,
        lists: lists::rows(hub, &trust),
        services: services::rows(hub, &trust),
        faults: hub.trust.folder(hub).faults.clone(),
        folder: hub.config.authorities.clone(),
        sample: session::is_sample(hub),
    }
}

/// Tells everything about trust.
pub fn tell(hub: &Hub) {
    hub.tell(Event::Trust(Arc::new(view(hub))));
}

/// Takes in files: certificates of authorities and revocation lists. What is sound is taken in even when another file
/// isn't.
///
/// # Errors
/// The first file that can't be taken in, by name, and why.
pub fn import(hub: &Hub, from: &[PathBuf]) -> Result<()> {
    let store = hub.store()?;
    let mut ended = Ok(());
    // A list is believed by its authority, which may come with it.
    let mut brought = Vec::new();
    for path in from {
        let taken = read(path).and_then(|found| match found {
            Found::List(octets) => {
                brought.push((octets, file_name(path)));
                Ok(())
            }
            Found::Authorities(certificates) => {
                let now = hub.now();
                store.db().write(move |tx| {
                    certificates
                        .iter()
                        .try_for_each(|certificate| kept::keep(tx, certificate, now))
                })
            }
        });
        ended = ended.and(taken);
    }
    *lock(&hub.trust.kept) = None;
    for (octets, name) in brought {
        ended = ended.and(lists::import(hub, &octets, &name));
    }
    tell(hub);
    hub.saved();
    ended
}

/// What a file holds.
enum Found {
    Authorities(Vec<Certificate>),
    List(Vec<u8>),
}

/// Reads a file by what is in it, whatever it is called.
fn read(path: &Path) -> Result<Found> {
    let bytes = files::read_limited(path, LARGEST_FILE)?;
    if RevocationList::parse(&bytes).is_ok() {
        return Ok(Found::List(bytes));
    }
    match authority::read(&bytes) {
        Ok(certificates) => Ok(Found::Authorities(certificates)),
        Err(fault) => Err(UserError::new(fault.key())
            .with("name", file_name(path))
            .into()),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Believes a root from now on: `compared` is what the person read of its fingerprint where the
/// authority publishes it, its beginning or its end.
///
/// # Errors
/// A refusal when it isn't the fingerprint of this root, or too little of it.
pub fn confirm(hub: &Hub, fingerprint: &str, compared: &str) -> Result<()> {
    let compared: String = compared
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect();
    if compared.len() < FEWEST_COMPARED {
        return Err(UserError::new("trust-error-too-little-compared")
            .with("count", FEWEST_COMPARED)
            .into());
    }
    if !fingerprint.starts_with(&compared) && !fingerprint.ends_with(&compared) {
        return Err(ClientError::refused("trust-error-fingerprint-differs"));
    }
    let certificate = listed(hub)
        .into_iter()
        .map(|one| one.certificate)
        .find(|one| hex::encode(one.fingerprint()) == fingerprint)
        .ok_or_else(|| ClientError::refused("trust-error-gone"))?;
    let (store, now) = (hub.store()?, hub.now());
    store.db().write(move |tx| {
        kept::keep(tx, &certificate, now)?;
        kept::confirm(tx, &certificate, now)
    })?;
    *lock(&hub.trust.kept) = None;
    tell(hub);
    hub.saved();
    Ok(())
}

/// Lets an imported authority go. One that the registry or the folder names as well stays, without
/// what a person confirmed about it.
///
/// # Errors
/// What the database answered.
pub fn remove(hub: &Hub, fingerprint: String) -> Result<()> {
    let store = hub.store()?;
    store.db().write(move |tx| kept::remove(tx, &fingerprint))?;
    *lock(&hub.trust.kept) = None;
    tell(hub);
    hub.saved();
    Ok(())
}
