//! Meeting the registry: is it the one this store belongs to, and what time does it think it is.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{NewIdentity, meta, outbox};
use crate::ui::Connection;
use baqylau_domain::Moment;
use baqylau_protocol::PROTOCOL_VERSION;
use baqylau_protocol::api::Hello;
use std::sync::Arc;

/// Where the epochs are kept that the registry has left.
const LEFT: &str = "epochs-left";

/// Greets the registry. At the first contact its identity and the key of its receipts are
/// written down for good; another registry later gets nothing. One that goes back to an epoch it
/// had left is two: a backup was restored beside the registry it was made from, and both answer.
///
/// # Errors
/// No answer, another registry, or a protocol this program doesn't speak.
pub async fn say_hello(hub: &Hub) -> Result<Arc<Hello>> {
    let asked = hub.now();
    let mut hello = hub.api.hello().await?;
    let answered = hub.now();
    let halfway = asked + (answered - asked) / 2;
    let skew = (halfway - hello.time).num_seconds();
    hub.with(|state| {
        state.last_contact = Some(answered);
        state.skew = Some(skew);
    });
    if hello.protocol != PROTOCOL_VERSION {
        hub.with(|state| state.connection = Some(Connection::OtherRegistry));
        return Err(ClientError::refused("client-protocol-other"));
    }
    if let Ok(store) = hub.store() {
        let pinned = store.db().read(|c| {
            let fact = |name| meta::get(c, name);
            Ok((
                fact("registry")?,
                fact("receipt-key")?,
                fact("epoch")?,
                fact("hello")?,
                fact(LEFT)?,
            ))
        })?;
        let (registry, receipt_key, epoch, kept, left) = pinned;
        let other = registry.is_some_and(|known| known != hello.registry.to_string())
            || receipt_key.is_some_and(|known| known != hello.receipt_key);
        if other {
            hub.with(|state| state.connection = Some(Connection::OtherRegistry));
            return Err(ClientError::refused("client-other-registry"));
        }
        let known: Option<Hello> = kept.and_then(|text| serde_json::from_str(&text).ok());
        keep_anchors(hub, known.as_ref(), &mut hello);
        let restored = epoch
            .as_ref()
            .is_some_and(|known| *known != hello.epoch.to_string());
        let mut left: Vec<String> = left
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        if restored {
            // A registry never goes back to an epoch: there are two that say they are this one.
            if left.contains(&hello.epoch.to_string()) {
                hub.with(|state| state.connection = Some(Connection::OtherRegistry));
                return Err(ClientError::refused("client-registry-twice"));
            }
            left.extend(epoch);
        }
        let timeless = |hello: &Hello| Hello {
            time: Moment::UNIX_EPOCH,
            ..hello.clone()
        };
        if known.as_ref().map(timeless) != Some(timeless(&hello)) {
            let news = hello.clone();
            let identity = NewIdentity::make()?;
            let begun = store.db().write(move |tx| {
                // Whoever asked at the same time may have seen to it.
                let restored = restored && meta::get(tx, "epoch")? != Some(news.epoch.to_string());
                meta::set(tx, "registry", &news.registry.to_string())?;
                meta::set(tx, "receipt-key", &news.receipt_key)?;
                meta::set(tx, "epoch", &news.epoch.to_string())?;
                meta::set(tx, "hello", &serde_json::to_string(&news)?)?;
                if !restored {
                    return Ok(false);
                }
                meta::set(tx, LEFT, &serde_json::to_string(&left)?)?;
                outbox::send_again(tx, &identity)
            })?;
            if begun {
                hub.api.set_token(None);
            }
        }
        if restored {
            hub.wake_push.notify_one();
        }
    }
    let hello = Arc::new(hello);
    let connection = if hub.api.has_token() {
        Connection::Online
    } else {
        Connection::SignInNeeded
    };
    hub.with(|state| {
        state.hello = Some(hello.clone());
        state.connection = Some(connection);
    });
    Ok(hello)
}

/// The anchors of the first contact stay: whoever answers under the same name later doesn't get
/// to say whom to believe.
fn keep_anchors(hub: &Hub, known: Option<&Hello>, hello: &mut Hello) {
    let Some(known) = known.filter(|known| !known.anchors.is_empty()) else {
        return;
    };
    if known.anchors == hello.anchors {
        return;
    }
    hello.anchors.clone_from(&known.anchors);
    if !hub.with(|state| std::mem::replace(&mut state.anchors_differ, true)) {
        hub.fail(None, &ClientError::refused("client-anchors-differ"));
    }
}
