//! What a signed-in person may read.

use crate::regions;
use crate::schooling;
use crate::store::{Connection, StoreError, rows};
use baqylau_domain::identifiers::{BlobHash, InstallId, Kato};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::Office;
use baqylau_protocol::feed::Scope;

/// Who asks: the person of the session, on an installation.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) person: Person,
    pub(crate) install: InstallId,
}

/// The scopes of a person, in the order they should be pulled: what others refer to first.
pub(crate) fn scopes(connection: &Connection, person: &Person) -> Result<Vec<Scope>, StoreError> {
    let own = Scope::Person(person.id);
    let mut scopes = Vec::new();
    match person.role {
        AccountRole::Commission => {
            let visits = rows::visits_of_person(connection, person.id)?;
            let mut regions: Vec<Kato> = Vec::new();
            for visit in &visits {
                regions.push(visit.territory.region());
                if let Some(organisation) = rows::organisation(connection, visit.organisation)? {
                    regions.push(organisation.territory.region());
                }
            }
            regions.sort_unstable();
            regions.dedup();
            scopes.extend(regions.into_iter().map(Scope::Region));
            scopes.push(own);
            // The draft of a registered visit may still be read; nobody needs to pull it.
            let open = visits.iter().filter(|visit| visit.stage.number().is_none());
            scopes.extend(open.map(|visit| Scope::Draft(visit.id)));
        }
        AccountRole::FinancialCentre => {
            // Decisions and prescriptions, not the commissions' own records.
            scopes.extend(covered(person).map(Scope::Region));
            scopes.push(own);
            scopes.extend(covered(person).map(Scope::Orders));
            scopes.push(Scope::Statements);
        }
        AccountRole::EducationOfficer | AccountRole::IssuerOfficer | AccountRole::Observer => {
            scopes.extend(covered(person).map(Scope::Region));
            scopes.extend(covered(person).map(Scope::Visits));
            scopes.push(own);
            // The issuer of vouchers has nothing to do with schools.
            if person.role != AccountRole::IssuerOfficer {
                scopes.extend(covered(person).map(Scope::Orders));
            }
            if person.role == AccountRole::EducationOfficer {
                scopes.extend(covered(person).map(Scope::Messages));
            }
        }
        AccountRole::School => {
            scopes.push(own);
            scopes.extend(person.organisation.map(Scope::School));
        }
        AccountRole::Registrar => {}
    }
    scopes.extend(Office::of(&person.actor()).map(Scope::Office));
    Ok(scopes)
}

/// Whether a person may read a scope.
pub(crate) fn may_read(
    connection: &Connection,
    person: &Person,
    scope: &Scope,
) -> Result<bool, StoreError> {
    match scope {
        // Asked for on every page: answered without listing everything.
        Scope::Draft(visit) => rows::is_member(connection, person.id, *visit),
        // As in the list: the registry itself reads through no session.
        Scope::Person(other) => Ok(*other == person.id && person.role != AccountRole::Registrar),
        Scope::School(school) => {
            Ok(person.role == AccountRole::School && person.organisation == Some(*school))
        }
        Scope::Statements => Ok(person.role == AccountRole::FinancialCentre),
        Scope::Office(office) => Ok(Office::of(&person.actor()) == Some(*office)),
        Scope::Region(_) | Scope::Visits(_) | Scope::Orders(_) | Scope::Messages(_) => {
            Ok(scopes(connection, person)?.contains(scope))
        }
    }
}

/// Whether a person may read a blob: a published checklist, something they sent themselves, or a
/// part of a visit they may read.
pub(crate) fn may_read_blob(
    connection: &Connection,
    person: &Person,
    hash: BlobHash,
) -> Result<bool, StoreError> {
    if rows::is_workbook(connection, hash)?
        || rows::blob_uploader(connection, hash)? == Some(person.id)
        || schooling::may_read_file(connection, person, hash)?
    {
        return Ok(true);
    }
    let office = matches!(
        person.role,
        AccountRole::EducationOfficer | AccountRole::IssuerOfficer | AccountRole::Observer
    );
    for (visit, region) in rows::blob_visits(connection, hash)? {
        let covered = office && covered(person).any(|own| own == region);
        if covered || rows::is_member(connection, person.id, visit)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a person of the commissions may be sent into the territory of an officer: they share a
/// region. Nobody else is anybody's candidate.
pub(crate) fn may_be_sent(candidate: &Person, officer: &Person) -> bool {
    candidate.role == AccountRole::Commission
        && covered(officer).any(|region| covered(candidate).any(|other| other == region))
}

/// Regions a person's territory covers; a person without a territory covers the country.
pub(crate) fn covered(person: &Person) -> impl Iterator<Item = Kato> {
    let territory = person.territory;
    regions::all().filter(move |region| {
        territory.is_none_or(|own| own.contains(*region) || own.region() == *region)
    })
}
