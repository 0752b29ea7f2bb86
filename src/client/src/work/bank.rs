//! Files to and from the bank: payment orders written, statements read and recorded.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::ui::{Mt100Of, StatementView, Ticket};
use std::path::Path;

/// Writes payment orders as one file of MT100 messages.
///
/// # Errors
/// Why an order can't be written; nothing is written then.
pub fn export(hub: &Hub, _ticket: Ticket, _of: &Mt100Of, _to: &Path) -> Result<()> {
    hub.person()?;
    Err(ClientError::refused("client-document-failed"))
}

/// Reads a statement and tells it, compared with the payments known here.
///
/// # Errors
/// A file that is no statement.
pub fn read(hub: &Hub, _ticket: Ticket, _path: &Path) -> Result<()> {
    hub.person()?;
    Err(ClientError::refused("client-document-failed"))
}

/// Records what chosen lines of a statement say.
///
/// # Errors
/// What the disk answered.
pub fn record(
    hub: &Hub,
    _ticket: Ticket,
    _statement: &StatementView,
    _lines: &[usize],
) -> Result<()> {
    hub.person()?;
    Err(ClientError::refused("client-document-failed"))
}
