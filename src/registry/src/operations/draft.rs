//! Draft fields: merged by the domain's rule, passed on to the commission.

use super::evaluate::rejected;
use crate::records;
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::Person;
use baqylau_protocol::operation::DraftChange;
use baqylau_protocol::receipt::{Outcome, Rejection};

/// Merges versions into the draft. They are taken in every stage: what arrives after the act was
/// fixed no longer changes the act, and is kept all the same.
pub(super) fn write(
    tx: &Tx<'_>,
    visit: VisitId,
    changes: &[DraftChange],
    person: &Person,
) -> Result<Outcome, StoreError> {
    let Some(record) = rows::visit(tx, visit)? else {
        return Ok(rejected(Rejection::NotFound));
    };
    if record.member(person.id).is_none() {
        return Ok(rejected(Rejection::Forbidden));
    }
    // One laptop may carry what another member wrote, but nobody outside the commission writes.
    if changes
        .iter()
        .any(|change| record.member(change.version.author).is_none())
    {
        return Ok(rejected(Rejection::Forbidden));
    }
    for change in changes {
        let mut field = rows::field(tx, visit, &change.key)?;
        if field.merge(change.version.clone()) {
            rows::put_field(tx, visit, &change.key, &field)?;
            records::publish_field(tx, visit, &change.key, &change.version)?;
        }
    }
    Ok(Outcome::Applied)
}
