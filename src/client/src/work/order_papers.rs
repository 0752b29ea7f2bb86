//! Papers of the state order, made from the records of this laptop.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::ui::{OrderPaper, PaperTo, Ticket};
use baqylau_locale::Language;

/// Makes a paper and puts it where it is wanted.
///
/// # Errors
/// When what it is made from isn't to be had, or the file can't be written.
pub async fn make(
    hub: &Hub,
    _ticket: Ticket,
    _paper: OrderPaper,
    _language: Language,
    _to: PaperTo,
) -> Result<()> {
    hub.person()?;
    Err(ClientError::refused("client-document-failed"))
}
