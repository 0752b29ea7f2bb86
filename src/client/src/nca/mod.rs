//! The way to NCALayer on this machine: one connection at a time, to the loopback interface only.
//!
//! **Architecture invariant:** nothing that comes from there is kept here or passed on unverified:
//! `baqylau_signing::ncalayer::Session` alone gives out signatures. TLS only makes sure that the
//! program is the one that was met before; NCALayer's own key is no secret.

mod socket;
mod tls;

pub(crate) use socket::{Unopened, converse, open};
pub(crate) use tls::Vouched;

use crate::error::{ClientError, Result};
use crate::hub::{Hub, lock};
use crate::ui::Ticket;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// The one place at NCALayer: it opens one window at a time, and says of no answer which request
/// it belongs to.
#[derive(Debug, Default)]
pub struct Place(Mutex<Option<(Ticket, watch::Sender<bool>)>>);

impl Place {
    /// Takes the place for a command.
    ///
    /// # Errors
    /// A refusal while somebody has it.
    pub(crate) fn take(hub: &Arc<Hub>, ticket: Ticket) -> Result<Taken> {
        let mut place = lock(&hub.nca.0);
        if place.is_some() {
            return Err(ClientError::refused("signing-error-nca-busy"));
        }
        let (sender, cancelled) = watch::channel(false);
        *place = Some((ticket, sender));
        Ok(Taken {
            hub: hub.clone(),
            ticket,
            cancelled,
        })
    }

    /// Cancels the command that has the place: this one, or whichever it is.
    pub(crate) fn cancel(&self, of: Option<Ticket>) {
        if let Some((ticket, sender)) = lock(&self.0).as_ref()
            && of.is_none_or(|of| of == *ticket)
        {
            sender.send_replace(true);
        }
    }
}

/// The place, taken until this is dropped.
pub(crate) struct Taken {
    hub: Arc<Hub>,
    ticket: Ticket,
    cancelled: watch::Receiver<bool>,
}

impl Taken {
    /// The command that has the place.
    pub(crate) fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// Ends when the command is cancelled.
    pub(crate) async fn cancelled(&self) {
        // The sender lives as long as the place is taken.
        let _ = self
            .cancelled
            .clone()
            .wait_for(|cancelled| *cancelled)
            .await;
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        *lock(&self.hub.nca.0) = None;
    }
}
