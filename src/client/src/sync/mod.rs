//! Synchronisation: two loops that never wait for each other, one pulling, one pushing.

pub mod api;
mod contact;
mod copies;
pub mod fetch;
mod pull;
mod push;
mod signer;
pub mod transport;
mod upload;
mod witness;

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::ui::Connection;
use baqylau_protocol::api::ErrorCode;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

pub use contact::say_hello;
pub(crate) use pull::tell_merged;
pub use transport::{Answer, HttpTransport, Method, NoAnswer, Request, Response, Transport};

/// A new chain was begun: without a new session nothing of it is taken.
fn begun_anew(hub: &Hub) -> ClientError {
    hub.api.set_token(None);
    hub.with(|state| state.connection = Some(Connection::SignInNeeded));
    ClientError::Registry {
        code: ErrorCode::SignIn,
    }
}

/// Runs both loops until the client stops.
pub async fn run(hub: Arc<Hub>) {
    let pulling = endlessly(&hub, &hub.wake_pull, Duration::ZERO, || pull::round(&hub));
    let pushing = endlessly(&hub, &hub.wake_push, hub.config.pace.settle, || {
        push::round(&hub)
    });
    tokio::join!(pulling, pushing);
}

/// Repeats a round: when woken, when the period is over, and after failures with growing waits.
async fn endlessly<F, R>(hub: &Hub, wake: &Notify, settle: Duration, round: F)
where
    F: Fn() -> R,
    R: Future<Output = Result<()>>,
{
    let pace = hub.config.pace;
    let mut stop = hub.stop.subscribe();
    let mut failures = 0u32;
    loop {
        let wait = match failures {
            0 => pace.period,
            failures => {
                let grown = pace.first_wait.saturating_mul(1 << (failures - 1).min(10));
                grown
                    .min(pace.longest_wait)
                    .mul_f64(0.5 + hub.config.jitter.next() / 2.0)
            }
        };
        tokio::select! {
            _ = stop.changed() => return,
            () = tokio::time::sleep(wait) => {}
            () = wake.notified() => tokio::time::sleep(settle).await,
        }
        if *stop.borrow() {
            return;
        }
        if let Ok(store) = hub.store()
            && let Err(error) = store.back_up_when_due(hub.now())
        {
            hub.fail(None, &error);
        }
        if hub.with(|state| state.store.is_none() || state.offline_by_choice) {
            failures = 0;
            continue;
        }
        hub.with(|state| state.busy += 1);
        hub.tell_sync();
        let session = hub.api.token();
        let ended = tokio::select! {
            ended = round() => ended,
            _ = stop.changed() => Ok(()),
        };
        hub.with(|state| state.busy = state.busy.saturating_sub(1));
        failures = if ended.is_ok() {
            0
        } else {
            failures.saturating_add(1)
        };
        if let Err(error) = &ended {
            note_failure(hub, error, session.as_deref());
            if failures == 1 && matches!(error, ClientError::Database(_) | ClientError::File { .. })
            {
                // A disk that takes nothing more is told once, not with every attempt.
                hub.fail(None, error);
            }
        }
        hub.tell_sync();
    }
}

/// What a failed round says about the connection, and about the session it was begun with: the
/// person may have signed in anew meanwhile.
pub(crate) fn note_failure(hub: &Hub, error: &ClientError, session: Option<&str>) {
    match error {
        ClientError::Unreachable(_) => hub.with(|state| {
            state.connection = Some(Connection::Offline);
        }),
        ClientError::Registry {
            code: ErrorCode::SignIn,
        } => hub.with(|state| {
            if hub.api.drop_token(session) {
                state.connection = Some(Connection::SignInNeeded);
            }
        }),
        ClientError::Stopped | ClientError::Locked => {}
        other => tracing::debug!(error = %other, "a round of synchronisation failed"),
    }
}

/// Whether the registry was met, is the right one with the log it had, and there is a session.
pub(crate) fn is_ready(hub: &Hub) -> bool {
    hub.api.has_token()
        && hub.with(|state| state.connection == Some(Connection::Online) && !state.rewritten)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hub::tests::alone;

    #[test]
    fn a_refusal_of_an_earlier_session_does_not_end_the_one_that_began_since() {
        let (hub, _events) = alone(|_| {});
        let refused = ClientError::Registry {
            code: ErrorCode::SignIn,
        };
        hub.api.set_token(Some("earlier".to_owned()));
        let sent_with = hub.api.token();
        hub.api.set_token(Some("present".to_owned()));
        hub.with(|state| state.connection = Some(Connection::Online));
        note_failure(&hub, &refused, sent_with.as_deref());
        assert_eq!(hub.api.token().as_deref(), Some("present"));
        assert!(is_ready(&hub));
        // The refusal of its own ends it.
        note_failure(&hub, &refused, hub.api.token().as_deref());
        assert!(!hub.api.has_token());
        assert_eq!(
            hub.with(|state| state.connection),
            Some(Connection::SignInNeeded)
        );
    }
}
