//! Carrying a visit to another laptop on a stick: one file, sealed under a passphrase.
//!
//! Layout: magic, length of the header (u32, little endian), header (salt and cost), sealed
//! stream. Inside: length of the manifest (u32), manifest, the attachments in its order.

use super::{registers, verdict, view};
use crate::config::PassphraseCost;
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::Hub;
use crate::store::change::{DocumentPart, LocalChange, NewBlob, NewDocument, NewOperation};
use crate::store::{Store, drafts, listing};
use crate::sync;
use crate::ui::Secret;
use crate::vault::seal::random;
use crate::vault::{SHORTEST_PASSPHRASE, passphrase_key};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::visit::{Visit, VisitOp, decide};
use baqylau_protocol::blob;
use baqylau_protocol::operation::{DraftChange, OperationBody};
use baqylau_signing::Status;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

const MAGIC: &[u8] = b"baqylau.bundle/1\n";
/// A file of several visits: inside, each with its length before it, as in a file of one.
const MAGIC_OF_SEVERAL: &[u8] = b"baqylau.bundles/1\n";

/// Largest file written or read.
const LARGEST: u64 = 1024 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Header {
    salt: String,
    cost: PassphraseCost,
}

#[derive(Serialize, Deserialize)]
struct Manifest {
    visit: VisitId,
    /// Version of the visit on the laptop the file comes from.
    version: u32,
    fields: Vec<DraftChange>,
    operations: Vec<NewOperation>,
    documents: Vec<NewDocument>,
    blobs: Vec<NewBlob>,
}

/// Writes the draft, evidence, act and signatures of a visit into one sealed file.
///
/// # Errors
/// A short passphrase, a visit that isn't known here, a file that can't be written.
pub fn export(hub: &Hub, id: VisitId, to: &Path, passphrase: &Secret) -> Result<()> {
    long_enough(passphrase)?;
    let store = hub.store()?;
    let plain = plain_of(hub, &store, id)?;
    seal(hub, MAGIC, &plain, to, passphrase)
}

/// Writes every visit of this person that has something unsent into one sealed file, which another
/// laptop of the commission takes in and sends on.
///
/// # Errors
/// A short passphrase, nothing to carry, a file that can't be written.
pub fn export_unsent(hub: &Hub, to: &Path, passphrase: &Secret) -> Result<()> {
    long_enough(passphrase)?;
    let (store, person) = (hub.store()?, hub.person()?);
    let mut plain = Vec::new();
    let mut carried = 0usize;
    for id in store.db().read(listing::visits_with_unsent)? {
        if view::visit(hub, &store, id)?.member(person.id).is_none() {
            continue;
        }
        let part = plain_of(hub, &store, id)?;
        if plain.len() as u64 + part.len() as u64 > LARGEST / 4 * 3 {
            return Err(files::too_large("", plain.len() as u64, LARGEST / 4 * 3));
        }
        plain.extend_from_slice(&length(&part)?);
        plain.extend_from_slice(&part);
        carried += 1;
    }
    if carried == 0 {
        return Err(ClientError::refused("client-nothing-to-carry"));
    }
    seal(hub, MAGIC_OF_SEVERAL, &plain, to, passphrase)
}

fn long_enough(passphrase: &Secret) -> Result<()> {
    if passphrase.0.chars().count() < SHORTEST_PASSPHRASE {
        return Err(ClientError::refused("client-passphrase-short"));
    }
    Ok(())
}

/// What one visit has, before it is sealed.
fn plain_of(hub: &Hub, store: &Store, id: VisitId) -> Result<Vec<u8>> {
    let visit = view::visit_of_member(hub, store, id)?;
    let draft = store.db().read(|c| drafts::load(c, id))?;
    let fields = draft
        .iter()
        .flat_map(|(key, field)| {
            field.versions().iter().map(|version| DraftChange {
                key: key.clone(),
                version: version.clone(),
            })
        })
        .collect();
    let operations = store
        .db()
        .read(|c| listing::unsettled(c, id))?
        .into_iter()
        .filter(|one| matches!(one.body, OperationBody::Visit { .. }))
        .map(|one| NewOperation {
            id: one.id,
            actor: one.actor,
            made_at: one.made_at,
            body: one.body,
        })
        .collect();
    let documents = documents(&visit);
    let mut wanted: BTreeSet<BlobHash> = documents.iter().map(|one| one.sha256).collect();
    wanted.extend(draft.iter().filter_map(|(key, _)| match key {
        FieldKey::Evidence { sha256, .. } if draft.value(key).is_some() => Some(*sha256),
        _ => None,
    }));
    let mut blobs = Vec::new();
    let mut contents = Vec::new();
    let mut total = 0u64;
    for sha256 in wanted {
        // What this laptop doesn't have it can't give; the other one fetches it when online.
        let Ok(bytes) = store.blobs().read(&sha256) else {
            continue;
        };
        total += bytes.len() as u64;
        if total > LARGEST / 4 * 3 {
            return Err(files::too_large("", total, LARGEST / 4 * 3));
        }
        blobs.push(NewBlob {
            sha256,
            size: bytes.len() as u64,
        });
        contents.push(bytes);
    }
    let manifest = Manifest {
        visit: id,
        version: visit.version,
        fields,
        operations,
        documents,
        blobs,
    };
    let manifest = serde_json::to_vec(&manifest)?;
    let mut plain = length(&manifest)?.to_vec();
    plain.extend_from_slice(&manifest);
    contents
        .iter()
        .for_each(|bytes| plain.extend_from_slice(bytes));
    Ok(plain)
}

fn seal(hub: &Hub, magic: &[u8], plain: &[u8], to: &Path, passphrase: &Secret) -> Result<()> {
    let salt: [u8; 16] = random()?;
    let cost = hub.config.passphrase_cost;
    let header = serde_json::to_vec(&Header {
        salt: hex::encode(salt),
        cost,
    })?;
    let key = passphrase_key(&passphrase.0, &salt, cost)?;
    let mut file = magic.to_vec();
    file.extend_from_slice(&length(&header)?);
    file.extend_from_slice(&header);
    file.extend(key.seal_stream(plain, &header)?);
    files::replace(to, &file)
}

/// The act and the signatures a visit has by now.
fn documents(visit: &Visit) -> Vec<NewDocument> {
    let Some(file) = visit.stage.signed_file() else {
        return Vec::new();
    };
    let act = NewDocument {
        sha256: file.act.sha256,
        part: DocumentPart::Act,
        person: None,
    };
    let signatures = file.signatures.iter().map(|signature| NewDocument {
        sha256: signature.cms,
        part: DocumentPart::Cms,
        person: Some(signature.person),
    });
    std::iter::once(act).chain(signatures).collect()
}

/// Takes in such a file: fields merge, signatures that hold are added and sent from here too.
///
/// # Errors
/// A wrong passphrase, a file that was altered, a visit that isn't this person's.
pub fn import(hub: &Hub, from: &Path, passphrase: &Secret) -> Result<()> {
    let file = files::read_limited(from, LARGEST)?;
    let Some(sealed) = file.strip_prefix(MAGIC_OF_SEVERAL) else {
        let one = file
            .strip_prefix(MAGIC)
            .ok_or_else(|| ClientError::refused("client-bundle-unreadable"))?;
        return take_in(hub, &open(one, passphrase)?);
    };
    let plain = open(sealed, passphrase)?;
    let mut rest = plain.as_slice();
    let (mut taken, mut first_refusal) = (false, None);
    while !rest.is_empty() {
        let (part, others) = split(rest).ok_or(ClientError::Unreadable { what: "bundle" })?;
        rest = others;
        // A colleague may be on other visits too: what isn't this person's is left out.
        match take_in(hub, part) {
            Ok(()) => taken = true,
            Err(error @ ClientError::Refused(_)) => {
                first_refusal.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    match first_refusal {
        Some(refusal) if !taken => Err(refusal),
        _ => Ok(()),
    }
}

/// Takes in one visit of a file.
fn take_in(hub: &Hub, plain: &[u8]) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let unreadable = || ClientError::Unreadable { what: "bundle" };
    let (manifest, mut rest) = split(plain).ok_or_else(unreadable)?;
    let manifest: Manifest = serde_json::from_slice(manifest).or(Err(unreadable()))?;
    let id = manifest.visit;
    let visit = view::visit(hub, &store, id)?;
    if visit.member(person.id).is_none() {
        return Err(ClientError::refused("refusal-not-a-member"));
    }
    // Only members write a draft, whoever carries it.
    let (fields, strange): (Vec<_>, Vec<_>) = manifest
        .fields
        .into_iter()
        .partition(|change| visit.member(change.version.author).is_some());
    if !strange.is_empty() {
        return Err(ClientError::refused("client-bundle-strangers"));
    }
    for listed in &manifest.blobs {
        let size = usize::try_from(listed.size).or(Err(unreadable()))?;
        let bytes = rest.get(..size).ok_or_else(unreadable)?;
        rest = rest.get(size..).unwrap_or_default();
        if blob::hash(bytes) != listed.sha256 {
            return Err(unreadable());
        }
        store.blobs().keep(bytes)?;
    }
    let (foreign, operations) = judge(hub, &store, visit, manifest.operations)?;
    let turn = crate::hub::lock(&hub.writing);
    let applied = store.commit(LocalChange::TakenIn {
        visit: id,
        actor: person.id,
        changes: fields,
        blobs: manifest.blobs,
        documents: manifest.documents,
        foreign,
        version: manifest.version,
        operations,
    })?;
    drop(turn);
    hub.saved();
    hub.wake_push.notify_one();
    if !applied.fields.is_empty() {
        sync::tell_merged(hub, &store, id, applied.fields)?;
    }
    registers::tell_visit(hub, &store, id);
    Ok(())
}

/// Which of a colleague's operations fit this laptop's view: those to show, and signatures to
/// send. Signatures are checked before they are believed.
fn judge(
    hub: &Hub,
    store: &Store,
    mut visit: Visit,
    operations: Vec<NewOperation>,
) -> Result<(Vec<NewOperation>, Vec<NewOperation>)> {
    let policies = view::policies(hub.pack(store, visit.id)?.as_ref());
    let (mut foreign, mut signatures) = (Vec::new(), Vec::new());
    for operation in operations {
        let OperationBody::Visit { visit: of, op } = &operation.body else {
            continue;
        };
        let known = store
            .db()
            .read(|c| listing::find(c, operation.id))?
            .is_some();
        if *of != visit.id || known || visit.member(operation.actor).is_none() {
            continue;
        }
        let actor = member_actor(operation.actor);
        let policy = policies.on(legal_day(operation.made_at));
        let Ok(events) = decide(&visit, op, &actor, &policy, operation.made_at) else {
            continue;
        };
        if let VisitOp::Sign { sha256, cms, .. } = op {
            let act = store.blobs().read(sha256)?;
            let file = store.blobs().read(cms)?;
            let verdict = verdict::of_member(hub, &visit, &act, &file, operation.actor);
            if verdict.status == Status::Invalid {
                return Err(ClientError::refused("client-bundle-signature"));
            }
            let id = hub.new_operation()?;
            events.iter().for_each(|event| visit.apply(event));
            signatures.push(NewOperation { id, ..operation });
        } else {
            events.iter().for_each(|event| visit.apply(event));
            foreign.push(operation);
        }
    }
    Ok((foreign, signatures))
}

fn member_actor(person: PersonId) -> Actor {
    Actor {
        person,
        role: AccountRole::Commission,
        territory: None,
        organisation: None,
    }
}

fn open(rest: &[u8], passphrase: &Secret) -> Result<Vec<u8>> {
    let unreadable = || ClientError::refused("client-bundle-unreadable");
    let (header, sealed) = split(rest).ok_or_else(unreadable)?;
    let parsed: Header = serde_json::from_slice(header).or(Err(unreadable()))?;
    let salt = hex::decode(&parsed.salt).or(Err(unreadable()))?;
    let key = passphrase_key(&passphrase.0, &salt, parsed.cost)?;
    key.open_stream(sealed, header, "bundle")
        .or(Err(ClientError::refused("client-bundle-passphrase")))
}

fn length(bytes: &[u8]) -> Result<[u8; 4]> {
    let length = u32::try_from(bytes.len()).or(Err(ClientError::Unreadable { what: "bundle" }))?;
    Ok(length.to_le_bytes())
}

/// A part with its length before it, and what follows.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}
