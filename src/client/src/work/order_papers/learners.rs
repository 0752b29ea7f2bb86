//! Whom an act lists: asked of the registry for one print, and kept nowhere.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::ui::Ticket;
use baqylau_domain::identifiers::SchoolActId;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::learners::ActLearners;

/// Asks for the learners of an act, until the command is cancelled.
pub(super) async fn ask(hub: &Hub, ticket: Ticket, act: SchoolActId) -> Result<ActLearners> {
    if !hub.api.has_token() || hub.with(|state| state.offline_by_choice) {
        return Err(ClientError::refused("client-learners-needs-network"));
    }
    let mut cancelled = hub.cancelled.subscribe();
    let answer = tokio::select! {
        biased;
        _ = cancelled.wait_for(|of| *of == Some(ticket)) => {
            return Err(ClientError::refused("client-learners-cancelled"));
        }
        answer = hub.api.act_learners(act) => answer,
    };
    answer.map_err(|error| match error {
        ClientError::Registry {
            code: ErrorCode::Forbidden | ErrorCode::NotFound,
        } => ClientError::refused("client-learners-not-yours"),
        ClientError::Registry {
            code: ErrorCode::Mismatch,
        } => ClientError::refused("client-learners-no-register"),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

    use super::super::world::{World, act_id};
    use super::*;

    fn key(ended: Result<ActLearners>) -> String {
        match ended {
            Err(ClientError::Refused(error)) => error.key,
            other => format!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_list_given_up_is_not_waited_for_and_one_without_a_session_is_not_asked_for() {
        let world = World::new();
        let hub = &world.hub;
        hub.api.set_token(None);
        assert_eq!(
            key(ask(hub, 7, act_id(1)).await),
            "client-learners-needs-network"
        );
        hub.api.set_token(Some("a session".to_owned()));
        hub.cancelled.send_replace(Some(7));
        assert_eq!(
            key(ask(hub, 7, act_id(1)).await),
            "client-learners-cancelled"
        );
    }
}
