//! Pulling: feeds page by page, each page and its cursor in one transaction.

use super::say_hello;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::cache::Touched;
use crate::store::cursor::{self, Cursor};
use crate::store::{Store, cache, drafts, listing, outbox};
use crate::ui::Event;
use crate::work;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::visit::Visit;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::feed::{Change, FeedPage, Scope};
use baqylau_protocol::operation::DraftChange;
use std::sync::Arc;

/// One round: greets the registry and reads every feed to its end.
pub(super) async fn round(hub: &Hub) -> Result<()> {
    let before = hub.with(|state| state.hello.is_some());
    let hello = say_hello(hub).await?;
    if !before && hub.with(|state| state.person.is_none()) {
        // The sign-in screen learns that the registry answers.
        if let Ok(lock) = work::session::unlocked(hub) {
            hub.tell(Event::Lock(lock));
        }
    }
    if !hub.api.has_token() {
        return Ok(());
    }
    let store = hub.store()?;
    let acknowledged = store.db().read(listing::acknowledged_unsettled)?;
    let scopes = hub.api.scopes().await?.scopes;
    leave_others(&store, &scopes)?;
    let mut touched = Touched::default();
    for scope in &scopes {
        touched.join(feed(hub, &store, scope, hello.epoch).await?);
    }
    let seen: Vec<Visit> = store.cache().read(|c| {
        let visits = touched.visits.iter().map(|id| cache::visit(c, *id));
        visits.filter_map(Result::transpose).collect()
    })?;
    store.db().write(move |tx| {
        outbox::settle(tx, &acknowledged)?;
        seen.iter()
            .try_for_each(|visit| outbox::settle_seen(tx, visit))
    })?;
    work::registers::tell_changes(hub, &touched);
    Ok(())
}

/// Forgets what belonged to scopes this session may no longer read.
fn leave_others(store: &Store, scopes: &[Scope]) -> Result<()> {
    let current: Vec<String> = scopes.iter().map(Scope::to_string).collect();
    let read = store.cache().read(cursor::scopes)?;
    let gone: Vec<String> = read
        .into_iter()
        .filter(|scope| !current.contains(scope))
        .collect();
    if gone.is_empty() {
        return Ok(());
    }
    store.cache().write(move |tx| {
        gone.iter()
            .try_for_each(|scope| cache::forget_scope(tx, scope))
    })
}

async fn feed(hub: &Hub, store: &Arc<Store>, scope: &Scope, epoch: uuid::Uuid) -> Result<Touched> {
    let mut touched = Touched::default();
    let draft = matches!(scope, Scope::Draft(_));
    let db = if draft { store.db() } else { store.cache() };
    let known = db.read(|c| cursor::get(c, scope))?;
    let mut after = known
        .filter(|cursor| cursor.epoch == epoch)
        .map_or(0, |cursor| cursor.seq);
    let mut anew = known.is_none_or(|cursor| cursor.epoch != epoch);
    loop {
        let page = match hub.api.feed(scope, epoch, after).await {
            // The beginning of the feed is gone: what is known of it is read anew.
            Err(ClientError::Registry {
                code: ErrorCode::CursorTooOld,
            }) if !anew || after > 0 => {
                (after, anew) = (0, true);
                continue;
            }
            other => other?,
        };
        check(&page, scope, epoch, after)?;
        if page.head < after {
            // The registry has less than this laptop has seen and calls it the same epoch: what
            // it lost of this laptop's is sent again, and the rest is read anew.
            tracing::warn!("the registry has less than it had");
            let install = store.install()?;
            store
                .db()
                .write(move |tx| outbox::resend_chain(tx, install))?;
            hub.wake_push.notify_one();
            (after, anew) = (0, true);
            continue;
        }
        let last = page.entries.last().map_or(after, |entry| entry.seq);
        let done = last >= page.head || page.entries.is_empty();
        let cursor = Cursor { epoch, seq: last };
        if page.entries.is_empty() && !anew && known.is_some() {
            return Ok(touched);
        }
        if draft {
            take_in_fields(hub, store, page, cursor)?;
        } else {
            let place = scope.clone();
            let fresh = std::mem::take(&mut anew);
            touched.join(store.cache().write(move |tx| {
                if fresh {
                    cache::forget_scope(tx, &place.to_string())?;
                }
                let touched = cache::take_in(tx, &place, &page.entries)?;
                cursor::set(tx, &place, cursor)?;
                Ok(touched)
            })?);
        }
        anew = false;
        after = last;
        if done {
            return Ok(touched);
        }
    }
}

/// A page must be what was asked for: same scope, same epoch, gapless after the cursor. A page
/// that isn't is refused as a whole, and what is here stays.
fn check(page: &FeedPage, scope: &Scope, epoch: uuid::Uuid, after: u64) -> Result<()> {
    let mut expected = after;
    let ordered = page.entries.iter().all(|entry| {
        // Prefixes may have been compacted away at the very beginning of a feed.
        let fits = entry.seq == expected + 1 || (expected == 0 && entry.seq > 0);
        expected = entry.seq;
        fits
    });
    if page.scope == *scope && page.epoch == epoch && ordered {
        Ok(())
    } else {
        Err(ClientError::Unreadable {
            what: "page of a feed",
        })
    }
}

fn take_in_fields(hub: &Hub, store: &Store, page: FeedPage, cursor: Cursor) -> Result<()> {
    let scope = page.scope;
    let Scope::Draft(visit) = scope else {
        return Ok(());
    };
    let changed: Vec<FieldKey> = store.db().write(move |tx| {
        let mut changed = Vec::new();
        for entry in page.entries {
            let Change::Field {
                visit: of,
                key,
                version,
            } = entry.change
            else {
                continue;
            };
            if of == visit
                && drafts::merge(
                    tx,
                    visit,
                    &DraftChange {
                        key: key.clone(),
                        version,
                    },
                )?
            {
                changed.push(key);
            }
        }
        cursor::set(tx, &scope, cursor)?;
        Ok(changed)
    })?;
    if !changed.is_empty() {
        tell_merged(hub, store, visit, changed)?;
    }
    Ok(())
}

/// Tells the screens about fields that came from elsewhere, when they have the visit open.
pub(crate) fn tell_merged(
    hub: &Hub,
    store: &Store,
    visit: VisitId,
    changed: Vec<FieldKey>,
) -> Result<()> {
    if hub.with(|state| state.opened.contains(&visit)) {
        let draft = Arc::new(store.db().read(|c| drafts::load(c, visit))?);
        hub.tell(Event::DraftMerged {
            visit,
            draft,
            changed,
        });
    }
    Ok(())
}
