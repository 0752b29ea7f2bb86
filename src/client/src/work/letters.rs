//! Messages of the state order on this laptop: put into threads with those that wait to be sent, what
//! of them is unread, and reading them.

use super::orders;
use crate::error::Result;
use crate::hub::Hub;
use crate::store::listing::Listed;
use crate::store::{Store, letters};
use crate::ui::{Letter, Thread};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::MessageId;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    ContractParty, MessageSubject, OrderMessage, SchoolingOp, message_text,
};
use baqylau_protocol::operation::OperationBody;
use std::collections::{BTreeMap, BTreeSet};

/// The side a person writes for; none for who neither writes nor reads messages.
fn side(person: &Person) -> Option<ContractParty> {
    match person.role {
        AccountRole::School => Some(ContractParty::School),
        AccountRole::EducationOfficer => Some(ContractParty::Department),
        _ => None,
    }
}

/// Threads by the record they are about, of messages shown to a person and of their own that wait.
///
/// # Errors
/// What the database answered.
pub fn threads(
    store: &Store,
    person: &Person,
    messages: Vec<OrderMessage>,
    asked: &[Listed],
) -> Result<BTreeMap<String, Thread>> {
    let Some(side) = side(person) else {
        return Ok(BTreeMap::new());
    };
    let read = store.db().read(|c| letters::of(c, person.id))?;
    let here: BTreeSet<MessageId> = messages.iter().map(|one| one.id).collect();
    let mut threads: BTreeMap<String, Thread> = BTreeMap::new();
    let mut put = |about: MessageSubject, letter: Letter| {
        let empty = || Thread {
            about,
            letters: Vec::new(),
            unread: 0,
        };
        let thread = threads.entry(about.key()).or_insert_with(empty);
        thread.letters.push(letter);
    };
    for one in messages {
        let letter = Letter {
            side: one.side,
            by: one.by,
            at: one.at,
            text: one.text,
            waits: false,
        };
        put(one.about, letter);
    }
    // Several people use one laptop: what another wrote here is theirs until it is sent.
    for one in asked.iter().filter(|one| one.actor == person.id) {
        let OperationBody::Schooling { op } = &one.body else {
            continue;
        };
        if let SchoolingOp::SendMessage {
            message,
            about,
            text,
        } = &**op
            && !here.contains(message)
        {
            let letter = Letter {
                side,
                by: person.id,
                at: one.made_at,
                text: text.clone(),
                waits: true,
            };
            put(*about, letter);
        }
    }
    for (key, thread) in &mut threads {
        // What waits comes last, whatever this laptop's clock says.
        thread.letters.sort_by_key(|one| (one.waits, one.at));
        let until = read.get(key);
        let unread = thread.letters.iter().filter(|one| {
            one.side != side && !one.waits && until.is_none_or(|until| one.at > *until)
        });
        thread.unread = unread.count();
    }
    Ok(threads)
}

/// Notes that the signed-in person was shown a thread until a moment.
///
/// # Errors
/// What the disk answered.
pub fn read(hub: &Hub, about: MessageSubject, until: Moment) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let id = person.id;
    store
        .db()
        .write(move |tx| letters::read_until(tx, id, &about.key(), until))?;
    orders::tell(hub)
}

/// The operation that sends a message; none when the same is on its way already.
///
/// # Errors
/// No identity could be drawn.
pub fn operation(
    hub: &Hub,
    about: MessageSubject,
    text: &baqylau_domain::text::Words,
    asked: &[SchoolingOp],
) -> Result<Option<SchoolingOp>> {
    let Some(text) = message_text(text) else {
        return Err(crate::error::ClientError::refused(
            "schooling-refused-text-unfit",
        ));
    };
    let same = |op: &SchoolingOp| matches!(op, SchoolingOp::SendMessage { about: of, text: known, .. } if *of == about && *known == text);
    if asked.iter().any(same) {
        return Ok(None);
    }
    Ok(Some(SchoolingOp::SendMessage {
        message: MessageId::new(hub.new_uuid()?),
        about,
        text,
    }))
}
