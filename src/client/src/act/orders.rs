//! Applications, agreements, acts and consolidated registers signed with one password or in
//! NCALayer's window: each kept and queued before the next counts as done.
//!
//! **Architecture invariant:** a document is signed only if its bytes have the hash that was
//! shown; and one whose signature by this person is in the record or on its way isn't signed again,
//! so a batch cut off anywhere is simply asked for once more.

use super::batch::{LARGEST_AT_ONCE, MOST_AT_ONCE};
use super::sign::{self, private_key_error};
use super::{program, signatory};
use crate::error::{ClientError, Result};
use crate::hub::{Hub, lock};
use crate::nca;
use crate::store::change::NewBlob;
use crate::store::{Store, listing, meta, orders, reader};
use crate::ui::{
    Event, KeySource, OrderDocument, OrderSigned, Secret, Ticket, ToSignOrder, UserError,
};
use crate::work::operate::{self, Luggage};
use crate::work::{session, verdict};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    ContractParty, RegisterState, SchoolActState, SchoolingOp, SchoolingRecord,
};
use baqylau_locale::Language;
use baqylau_protocol::blob;
use baqylau_protocol::operation::OperationBody;
use baqylau_signing::{KeyFile, Signer};
use std::sync::Arc;
use tokio::task::block_in_place;

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

/// Signs documents as the signed-in person with a key file, and tells what became of each.
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
    let mut work = Work::begin(hub, ticket, documents.len())?;
    let key = session::open_key(hub, source, password)?;
    sign::check_key(hub, &key, work.person.iin)?;
    work.entitled(&Signer::of(key.certificate()))?;
    for one in documents {
        work.is_there()?;
        let became = work.sign_one(one, &key);
        work.tell(one, became);
    }
    drop(key);
    work.over()
}

/// Signs documents as the signed-in person with a key they choose in NCALayer's window, and tells
/// what became of each: one window for as many as a request holds.
///
/// # Errors
/// A program that isn't there, isn't known, or gives no signatures; one signature among those of a
/// window that isn't this person's over its document: none of that window is kept then. What was
/// signed before stays signed.
pub(crate) async fn sign_with_program(
    hub: &Hub,
    place: nca::Taken,
    documents: &[ToSignOrder],
    language: Language,
    accept: Option<String>,
) -> Result<()> {
    let mut work = Work::begin(hub, place.ticket(), documents.len())?;
    let ended = work.with_program(&place, documents, language, accept).await;
    let told = block_in_place(|| work.over());
    ended.and(told)
}

/// What a document came to before a signature is made.
enum Prepared {
    /// These bytes are signed.
    Ready(Vec<u8>),
    /// This person's signature is there or on its way.
    Already,
}

/// Documents being signed by a person.
struct Work<'a> {
    hub: &'a Hub,
    store: Arc<Store>,
    person: Arc<Person>,
    ticket: Ticket,
    done: usize,
    all: usize,
}

impl<'a> Work<'a> {
    fn begin(hub: &'a Hub, ticket: Ticket, all: usize) -> Result<Self> {
        Ok(Self {
            hub,
            store: hub.store()?,
            person: hub.person()?,
            ticket,
            done: 0,
            all,
        })
    }

    /// The person may have left meanwhile: nothing is signed for somebody who isn't there.
    fn is_there(&self) -> Result<()> {
        match self.hub.person()?.id == self.person.id {
            true => Ok(()),
            false => Err(ClientError::refused("client-not-signed-in")),
        }
    }

    /// Whether keys of this kind sign documents of the order. Rules that name an act of a
    /// commission or a part in it don't speak of these documents.
    fn entitled(&self, signer: &Signer) -> Result<()> {
        let today = legal_day(self.hub.now());
        let mut rules = self.store.db().read(meta::policies)?.on(today);
        let speaks = |rule: &baqylau_domain::signatory::SignatoryRule| {
            rule.document.is_none() && rule.role.is_none()
        };
        rules.signatories.value.retain(speaks);
        match signatory::barred(&rules, signer) {
            Some(refusal) => Err(refusal.into()),
            None => Ok(()),
        }
    }

    fn tell(&mut self, one: &ToSignOrder, became: Result<OrderSigned>) {
        self.done += 1;
        self.hub.tell_person(
            self.person.id,
            Event::OrderSigned {
                ticket: self.ticket,
                document: one.document,
                became: became.unwrap_or_else(|error| OrderSigned::Failed(error.user())),
                done: self.done,
                all: self.all,
            },
        );
    }

    /// What was signed is copied and told, however it ended. Who left meanwhile is told nothing.
    fn over(&self) -> Result<()> {
        self.hub.back_up(&self.store);
        match self.is_there() {
            Ok(()) => crate::work::orders::tell(self.hub),
            Err(_) => Ok(()),
        }
    }

    async fn with_program(
        &mut self,
        place: &nca::Taken,
        documents: &[ToSignOrder],
        language: Language,
        accept: Option<String>,
    ) -> Result<()> {
        let mut waiting = documents.iter().peekable();
        while waiting.peek().is_some() {
            self.is_there()?;
            let (mut asked, mut texts, mut octets) = (Vec::new(), Vec::new(), 0);
            while texts.len() < MOST_AT_ONCE && octets < LARGEST_AT_ONCE {
                let Some(one) = waiting.next() else { break };
                match block_in_place(|| self.prepare(one)) {
                    Ok(Prepared::Ready(bytes)) => {
                        octets += bytes.len();
                        texts.push(bytes);
                        asked.push(one);
                    }
                    Ok(Prepared::Already) => self.tell(one, Ok(OrderSigned::Already)),
                    Err(error) => self.tell(one, Err(error)),
                }
            }
            if texts.is_empty() {
                continue;
            }
            let iin = self.person.iin.to_string();
            let made =
                program::signatures(self.hub, place, texts, iin, language, accept.clone()).await?;
            // A window stays open for minutes.
            self.is_there()?;
            for (one, signed) in asked.into_iter().zip(made) {
                let became = match &signed.verdict().signer {
                    Some(signer) => self.entitled(signer),
                    None => Err(ClientError::refused("client-signature-unsound")),
                }
                .and_then(|()| block_in_place(|| self.keep(one, signed.cms())));
                self.tell(one, became);
            }
        }
        Ok(())
    }

    fn sign_one(&self, one: &ToSignOrder, key: &KeyFile) -> Result<OrderSigned> {
        let bytes = match self.prepare(one)? {
            Prepared::Ready(bytes) => bytes,
            Prepared::Already => return Ok(OrderSigned::Already),
        };
        let (hub, now) = (self.hub, self.hub.now());
        let cms = baqylau_signing::sign_detached(key, &bytes, now, &mut rand_core::OsRng)
            .map_err(|error| private_key_error(&error))?;
        let policy = verdict::policy(hub, sign::binding(key));
        sign::sound(&cms, &bytes, &verdict::trust(hub), &policy, now)?;
        self.keep(one, &cms)
    }

    /// The bytes to sign: those whose hash was listed, and no others.
    fn prepare(&self, one: &ToSignOrder) -> Result<Prepared> {
        let (store, person) = (&self.store, &self.person);
        let reader = store.db().read(|c| reader::of(c, person.id))?;
        let record = store
            .cache()
            .read(|c| orders::one(c, &reader, &one.document.key()))?
            .ok_or_else(|| UserError::new("schooling-refused-not-found"))?;
        if is_signed_by(&record, person) || is_on_its_way(store, person, one)? {
            return Ok(Prepared::Already);
        }
        let bytes =
            bytes(&record).ok_or_else(|| UserError::new("schooling-refused-nothing-to-sign"))?;
        match blob::hash(&bytes) == one.sha256 {
            true => Ok(Prepared::Ready(bytes)),
            false => Err(ClientError::refused("signing-error-document-changed")),
        }
    }

    /// Keeps a verified signature and queues it, if the document is still what was signed.
    fn keep(&self, one: &ToSignOrder, cms: &[u8]) -> Result<OrderSigned> {
        let turn = lock(&self.hub.writing);
        // Somebody pressed twice: the second waits here and finds the first. And while a window
        // was open, the feed may have brought another text.
        if matches!(self.prepare(one)?, Prepared::Already) {
            return Ok(OrderSigned::Already);
        }
        let signature = self.store.blobs().keep(cms)?;
        let luggage = Luggage {
            blobs: vec![NewBlob {
                sha256: signature,
                size: cms.len() as u64,
            }],
            ..Luggage::default()
        };
        let op = Box::new(one.document.signing(one.sha256, signature));
        let body = OperationBody::Schooling { op };
        operate::queue(self.hub, &self.store, self.person.id, body, luggage)?;
        drop(turn);
        Ok(OrderSigned::Signed)
    }
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
