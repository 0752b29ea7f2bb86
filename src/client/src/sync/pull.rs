//! Pulling: feeds page by page, each page and its cursor in one transaction.

use super::{copies, say_hello, witness};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::cache::Touched;
use crate::store::cursor::{self, Cursor};
use crate::store::intake;
use crate::store::{NewIdentity, Store, cache, drafts, listing, outbox, reader, snapshot};
use crate::ui::{Compared, Event};
use crate::work;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::visit::Visit;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::feed::{Change, FeedPage, Scope};
use baqylau_protocol::operation::DraftChange;
use std::sync::Arc;
use tokio::task::block_in_place;
use uuid::Uuid;

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
    let seen_before = witness::known(&store)?;
    let answer = hub.api.scopes(witness::size(seen_before.as_ref())).await?;
    witness::check(hub, &store, &hello, seen_before.as_ref(), &answer.audit)?;
    let scopes = answer.scopes;
    leave_others(&store, &scopes)?;
    let own = scopes.clone();
    let others = store.db().write(move |tx| match reader::owner(&own) {
        Some(person) => reader::keep(tx, person, &own),
        None => Ok(false),
    })?;
    let mut touched = Touched::default();
    for scope in &scopes {
        touched.join(feed(hub, &store, scope, hello.epoch).await?);
    }
    let wanted = hub.with(|state| std::mem::take(&mut state.compare_wanted));
    for scope in scopes
        .iter()
        .filter(|scope| !matches!(scope, Scope::Draft(_)))
    {
        // What was read is in; a comparison that fails is made again later.
        match copies::compare(hub, &store, scope, hello.epoch, wanted).await {
            Ok(found) => {
                touched.join(found.touched);
                hub.with(|state| state.compare_wanted |= wanted && found.again);
            }
            Err(error) => {
                hub.with(|state| state.compare_wanted |= wanted);
                tracing::debug!(%error, "no comparison with the registry");
                break;
            }
        }
    }
    let compared = store.cache().read(snapshot::comparisons)?;
    hub.with(|state| {
        state.compared = compared.map(|(at, differed)| Compared { at, differed });
    });
    work::planning::refresh(hub, &store).await?;
    let seen: Vec<Visit> = store.cache().read(|c| {
        let visits = touched.visits.iter().map(|id| cache::visit(c, *id));
        visits.filter_map(Result::transpose).collect()
    })?;
    store.db().write(move |tx| {
        outbox::settle(tx, &acknowledged)?;
        seen.iter()
            .try_for_each(|visit| outbox::settle_seen(tx, visit))
    })?;
    work::registers::tell_changes(hub, &touched, others);
    Ok(())
}

/// Forgets what belonged to scopes this session may no longer read.
fn leave_others(store: &Store, scopes: &[Scope]) -> Result<()> {
    let current: Vec<String> = scopes.iter().map(Scope::to_string).collect();
    let read = store.cache().read(cache::scopes)?;
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

/// A page of either kind of feed.
enum Page {
    /// Fields of a draft, for the store.
    Fields(FeedPage),
    /// Records of the registry, for the cache.
    Records(intake::Page),
}

impl Page {
    async fn fetch(hub: &Hub, scope: &Scope, epoch: Uuid, after: u64) -> Result<Self> {
        if matches!(scope, Scope::Draft(_)) {
            return Ok(Self::Fields(hub.api.feed(scope, epoch, after).await?));
        }
        let bytes = hub.api.feed_bytes(scope, epoch, after).await?;
        Ok(Self::Records(block_in_place(|| intake::page(&bytes))?))
    }

    fn head(&self) -> u64 {
        match self {
            Self::Fields(page) => page.head,
            Self::Records(page) => page.head,
        }
    }

    /// Place of the last entry; `None` of an empty page.
    fn last(&self) -> Option<u64> {
        match self {
            Self::Fields(page) => page.entries.last().map(|entry| entry.seq),
            Self::Records(page) => page.entries.last().map(|entry| entry.seq),
        }
    }

    /// A page must be what was asked for: same scope, same epoch, gapless after the cursor. A
    /// page that isn't is refused as a whole, and what is here stays.
    fn check(&self, scope: &Scope, epoch: Uuid, after: u64) -> Result<()> {
        let (of, made, places): (_, _, Vec<u64>) = match self {
            Self::Fields(page) => (
                &page.scope,
                page.epoch,
                page.entries.iter().map(|entry| entry.seq).collect(),
            ),
            Self::Records(page) => (
                &page.scope,
                page.epoch,
                page.entries.iter().map(|entry| entry.seq).collect(),
            ),
        };
        let mut expected = after;
        let ordered = places.iter().all(|seq| {
            // Prefixes may have been compacted away at the very beginning of a feed.
            let fits = *seq == expected + 1 || (expected == 0 && *seq > 0);
            expected = *seq;
            fits
        });
        if of == scope && made == epoch && ordered {
            Ok(())
        } else {
            Err(ClientError::Unreadable {
                what: "page of a feed",
            })
        }
    }
}

async fn feed(hub: &Hub, store: &Arc<Store>, scope: &Scope, epoch: Uuid) -> Result<Touched> {
    let mut touched = Touched::default();
    let draft = matches!(scope, Scope::Draft(_));
    let db = if draft { store.db() } else { store.cache() };
    let known = db.read(|c| cursor::get(c, scope))?;
    let mut after = known
        .filter(|cursor| cursor.epoch == epoch)
        .map_or(0, |cursor| cursor.seq);
    let mut anew = known.is_none_or(|cursor| cursor.epoch != epoch);
    loop {
        let page = match Page::fetch(hub, scope, epoch, after).await {
            // The beginning of the feed is gone: what is known of it is read anew.
            Err(ClientError::Registry {
                code: ErrorCode::CursorTooOld,
            }) if !anew || after > 0 => {
                (after, anew) = (0, true);
                continue;
            }
            other => other?,
        };
        page.check(scope, epoch, after)?;
        if page.head() < after {
            // The registry has less than this laptop has seen and calls it the same epoch: what
            // it lost of this laptop's is sent again, and the rest is read anew.
            tracing::warn!("the registry has less than it had");
            let identity = NewIdentity::make()?;
            if store
                .db()
                .write(move |tx| outbox::send_again(tx, &identity))?
            {
                return Err(super::begun_anew(hub));
            }
            hub.wake_push.notify_one();
            (after, anew) = (0, true);
            continue;
        }
        let empty = page.last().is_none();
        let last = page.last().unwrap_or(after);
        let done = last >= page.head() || empty;
        // A feed that is read for the first time and doesn't end with its first page is long
        // enough for a snapshot.
        if anew
            && !done
            && !draft
            && let Some((cursor, news)) = copies::first_read(hub, store, scope, epoch).await?
        {
            touched.join(news);
            (after, anew) = (cursor.seq, false);
            continue;
        }
        let cursor = Cursor { epoch, seq: last };
        if empty && !anew {
            return Ok(touched);
        }
        match page {
            Page::Fields(page) => take_in_fields(hub, store, page, cursor)?,
            Page::Records(page) => {
                let place = scope.clone();
                let fresh = anew;
                touched.join(store.cache().write(move |tx| {
                    if fresh {
                        cache::forget_scope(tx, &place.to_string())?;
                    }
                    let touched = intake::take_in(tx, &place, &page.entries)?;
                    cursor::set(tx, &place, cursor)?;
                    Ok(touched)
                })?);
            }
        }
        anew = false;
        after = last;
        if done {
            return Ok(touched);
        }
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
