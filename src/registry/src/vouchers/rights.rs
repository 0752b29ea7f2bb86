//! Who of those who sign in may read the ledger, ask something of it, and in whose name.

use crate::failure::Failure;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::voucher::{Author, Operation, Party, Request};
use baqylau_protocol::api::ErrorCode;

/// Whether a person may read the ledger. It is the whole country's: who has a territory reads none
/// of it.
pub(crate) fn may_read(person: &Person) -> bool {
    let role = matches!(
        person.role,
        AccountRole::IssuerOfficer | AccountRole::FinancialCentre | AccountRole::Observer
    );
    role && person.territory.is_none()
}

/// In whose name a person speaks to the ledger; nobody signs in as a university or as the registry.
pub(crate) fn party_of(person: &Person) -> Option<Party> {
    match person.role {
        AccountRole::IssuerOfficer if person.territory.is_none() => Some(Party::Issuer),
        AccountRole::FinancialCentre if person.territory.is_none() => Some(Party::FinancialCentre),
        _ => None,
    }
}

/// Whether a request is this person's own, in the name of their own party.
///
/// # Errors
/// [`ErrorCode::Forbidden`]: nothing of what came with it is done either.
pub(crate) fn is_own(person: &Person, request: &Request) -> Result<(), Failure> {
    let own = party_of(person).map(|party| Author {
        party,
        person: Some(person.id),
    });
    if own == Some(request.author) {
        Ok(())
    } else {
        Err(Failure::new(ErrorCode::Forbidden, "author"))
    }
}

/// Whether people may ask this themselves at all, where the rules let their party. Not what states
/// that others signed or decided: an act is entered by whoever verified both signatures under it,
/// and payment stops and resumes by a ruling on a sanction.
pub(crate) fn is_for_people(operation: &Operation) -> bool {
    !matches!(
        operation,
        Operation::SignAct { .. } | Operation::Suspend { .. } | Operation::Resume { .. }
    )
}

/// Whether a person may see whole numbers of beneficiaries.
pub(crate) fn sees_iin(person: &Person) -> bool {
    person.role == AccountRole::IssuerOfficer
}
