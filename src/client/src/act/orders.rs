//! Applications, agreements, acts and consolidated registers signed with one password: each kept and queued
//! before the next is begun.
//!
//! **Architecture invariant:** a document is signed only if its bytes have the hash that was
//! shown; and one whose signature by this person is in the record or on its way isn't signed again,
//! so a batch cut off anywhere is simply asked for once more.

use super::sign::{self, private_key_error};
use crate::error::{ClientError, Result};
use crate::hub::{Hub, lock};
use crate::store::change::NewBlob;
use crate::store::{Store, listing, orders, reader};
use crate::ui::{
    Event, KeySource, OrderDocument, OrderSigned, Secret, Ticket, ToSignOrder, UserError,
};
use crate::work::operate::{self, Luggage};
use crate::work::{session, verdict};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    ContractParty, RegisterState, SchoolActState, SchoolingOp, SchoolingRecord,
};
use baqylau_protocol::blob;
use baqylau_protocol::operation::OperationBody;
use baqylau_signing::KeyFile;
use std::sync::Arc;

impl OrderDocument {
    /// Key of its record.
    pub fn key(self) -> String {
        match self {
            Self::Application(id) => format!("application:{id}"),
            Self::Contract(id) => format!("contract:{id}"),
            Self::Act(id) => format!("act:{id}"),
            Self::Register(id) => format!("register:{id}"),
        }
    }

    /// The operation that brings a signature.
    fn signing(self, document: BlobHash, signature: BlobHash) -> SchoolingOp {
        match self {
            Self::Application(application) => SchoolingOp::SignApplication {
                application,
                document,
                signature,
            },
            Self::Contract(contract) => SchoolingOp::SignContract {
                contract,
                document,
                signature,
            },
            Self::Act(act) => SchoolingOp::SignAct {
                act,
                document,
                signature,
            },
            Self::Register(register) => SchoolingOp::SendRegister {
                register,
                document,
                signature,
            },
        }
    }
}

/// The bytes of a record that wait to be signed; none when nothing of it does.
pub fn bytes(record: &SchoolingRecord) -> Option<Vec<u8>> {
    match record {
        SchoolingRecord::Application(one) => one.text().to_bytes().ok(),
        SchoolingRecord::Contract(one) => one.to_sign()?.to_bytes().ok(),
        SchoolingRecord::Act(one) => one.text()?.to_bytes().ok(),
        SchoolingRecord::Register(one) => one.text()?.to_bytes().ok(),
        _ => None,
    }
}

/// Whether anybody's signature is missing under a record.
pub fn waits(record: &SchoolingRecord) -> bool {
    match record {
        SchoolingRecord::Application(one) => one.is_to_sign(),
        SchoolingRecord::Contract(one) => {
            one.contract.terminated.is_none() && one.to_sign().is_some()
        }
        SchoolingRecord::Act(one) => matches!(
            one.act.state,
            SchoolActState::Composed | SchoolActState::BySchool { .. }
        ),
        SchoolingRecord::Register(one) => {
            one.register.state == RegisterState::Open && !one.register.acts.is_empty()
        }
        _ => false,
    }
}

/// Whether a person's side has signed what waits in a record.
fn is_signed_by(record: &SchoolingRecord, person: &Person) -> bool {
    let school = person.role == AccountRole::School;
    match record {
        SchoolingRecord::Application(one) => one.signature.is_some(),
        SchoolingRecord::Contract(one) => one.contract.agreements.last().is_some_and(|last| {
            let party = match school {
                true => ContractParty::School,
                false => ContractParty::Department,
            };
            last.signatures.contains_key(&party)
        }),
        SchoolingRecord::Act(one) => match one.act.state {
            SchoolActState::Composed | SchoolActState::Withdrawn => false,
            SchoolActState::BySchool { .. } => school,
            SchoolActState::Signed { .. } => true,
        },
        _ => false,
    }
}

/// Signs documents as the signed-in person, and tells what became of each.
///
/// # Errors
/// A key that doesn't open, isn't this person's or may not sign: nothing is signed then.
pub fn sign(
    hub: &Hub,
    ticket: Ticket,
    documents: &[ToSignOrder],
    source: &KeySource,
    password: &Secret,
) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let key = session::open_key(hub, source, password)?;
    sign::check_key(hub, &key, person.iin)?;
    let all = documents.len();
    for (done, one) in documents.iter().enumerate() {
        // The person may have left meanwhile: nothing is signed for somebody who isn't there.
        if hub.person()?.id != person.id {
            return Err(ClientError::refused("client-not-signed-in"));
        }
        let became = match sign_one(hub, &store, &person, one, &key) {
            Ok(became) => became,
            Err(error) => OrderSigned::Failed(error.user()),
        };
        hub.tell_person(
            person.id,
            Event::OrderSigned {
                ticket,
                document: one.document,
                became,
                done: done + 1,
                all,
            },
        );
    }
    drop(key);
    hub.back_up(&store);
    crate::work::orders::tell(hub)
}

fn sign_one(
    hub: &Hub,
    store: &Arc<Store>,
    person: &Person,
    one: &ToSignOrder,
    key: &KeyFile,
) -> Result<OrderSigned> {
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    let record = store
        .cache()
        .read(|c| orders::one(c, &reader, &one.document.key()))?
        .ok_or_else(|| UserError::new("schooling-refused-not-found"))?;
    if is_signed_by(&record, person) || is_on_its_way(store, person, one)? {
        return Ok(OrderSigned::Already);
    }
    let bytes =
        bytes(&record).ok_or_else(|| UserError::new("schooling-refused-nothing-to-sign"))?;
    if blob::hash(&bytes) != one.sha256 {
        return Err(ClientError::refused("signing-error-document-changed"));
    }
    let now = hub.now();
    let cms = baqylau_signing::sign_detached(key, &bytes, now, &mut rand_core::OsRng)
        .map_err(|error| private_key_error(&error))?;
    let policy = verdict::policy(hub, sign::binding(key));
    sign::sound(&cms, &bytes, &verdict::trust(hub), &policy, now)?;
    let signature = store.blobs().keep(&cms)?;
    let luggage = Luggage {
        blobs: vec![NewBlob {
            sha256: signature,
            size: cms.len() as u64,
        }],
        ..Luggage::default()
    };
    let op = Box::new(one.document.signing(one.sha256, signature));
    let turn = lock(&hub.writing);
    // Somebody pressed twice: the second waits here and finds the first.
    if is_on_its_way(store, person, one)? {
        return Ok(OrderSigned::Already);
    }
    operate::queue(
        hub,
        store,
        person.id,
        OperationBody::Schooling { op },
        luggage,
    )?;
    drop(turn);
    Ok(OrderSigned::Signed)
}

/// Whether this person's signature over these bytes waits here for the registry or its feed.
fn is_on_its_way(store: &Store, person: &Person, one: &ToSignOrder) -> Result<bool> {
    let waiting = store.db().read(listing::unsettled_orders)?;
    Ok(waiting.iter().any(|waits| {
        let OperationBody::Schooling { op } = &waits.body else {
            return false;
        };
        let same = op.signed().is_some_and(|(bytes, _)| bytes == one.sha256);
        waits.actor == person.id && same && op.about() == one.document.key()
    }))
}
