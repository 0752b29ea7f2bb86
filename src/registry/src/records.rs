//! Writing a record and announcing it: no state changes without its readers hearing of it.

use crate::checks;
use crate::store::verdicts::{self, KeptSignature};
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_domain::identifiers::{Kato, OrganisationId, VisitId};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::sanction::Sanction;
use baqylau_domain::visit::Visit;
use baqylau_protocol::feed::{Change, RegisteredPoint, Scope};

/// Writes an organisation and announces it in its region, in those of its buildings, and to the people
/// of a school.
pub(crate) fn put_organisation(tx: &Tx<'_>, organisation: &Organisation) -> Result<(), StoreError> {
    rows::put_organisation(tx, organisation)?;
    announce_organisation(tx, organisation)
}

/// Announces an organisation again, with what the automatic checks say of it now.
pub(crate) fn publish_organisation(
    tx: &Tx<'_>,
    organisation: OrganisationId,
) -> Result<(), StoreError> {
    match rows::organisation(tx, organisation)? {
        Some(organisation) => announce_organisation(tx, &organisation),
        None => Ok(()),
    }
}

fn announce_organisation(tx: &Tx<'_>, organisation: &Organisation) -> Result<(), StoreError> {
    let change = Change::Organisation {
        organisation: Box::new(organisation.clone()),
        checks: checks::shown(tx, organisation.id)?.map(Box::new),
    };
    publish_to(tx, organisation, &change)
}

/// Announces a change in the regions of an organisation, and to a school's own people.
fn publish_to(tx: &Tx<'_>, organisation: &Organisation, change: &Change) -> Result<(), StoreError> {
    for region in regions_of(organisation) {
        tx.publish(&Scope::Region(region), change)?;
    }
    if organisation.kind == OrganisationKind::School {
        tx.publish(&Scope::School(organisation.id), change)?;
    }
    Ok(())
}

/// Writes a visit and announces it to its region's officers and to its members.
pub(crate) fn put_visit(tx: &Tx<'_>, visit: &Visit) -> Result<(), StoreError> {
    rows::put_visit(tx, visit)?;
    let change = Change::Visit {
        visit: Box::new(visit.clone()),
    };
    publish_to_visit(tx, visit, &change)
}

/// Announces a change to the officers of a visit's region and to its members.
fn publish_to_visit(tx: &Tx<'_>, visit: &Visit, change: &Change) -> Result<(), StoreError> {
    tx.publish(&Scope::Visits(visit.territory.region()), change)?;
    for member in &visit.members {
        tx.publish(&Scope::Person(member.person), change)?;
    }
    Ok(())
}

/// Writes a sanction and announces it wherever its organisation is announced.
pub(crate) fn put_sanction(tx: &Tx<'_>, sanction: &Sanction) -> Result<(), StoreError> {
    rows::put_sanction(tx, sanction)?;
    let change = Change::Sanction {
        sanction: Box::new(sanction.clone()),
    };
    publish_about(tx, sanction.organisation, &change)
}

/// Writes a prescription point and announces it wherever its organisation is announced.
pub(crate) fn put_point(tx: &Tx<'_>, point: &RegisteredPoint) -> Result<(), StoreError> {
    rows::put_point(tx, point)?;
    let change = Change::Point {
        point: Box::new(point.clone()),
    };
    publish_about(tx, point.organisation, &change)
}

/// Writes a verdict about a signature and announces it wherever its visit is announced.
pub(crate) fn put_signature(
    tx: &Tx<'_>,
    visit: &Visit,
    signature: &KeptSignature,
) -> Result<(), StoreError> {
    verdicts::put_signature(tx, signature)?;
    let change = Change::Signature {
        signature: Box::new(signature.record.clone()),
    };
    publish_to_visit(tx, visit, &change)
}

/// Announces a version of a draft field to the visit's commission.
pub(crate) fn publish_field(
    tx: &Tx<'_>,
    visit: VisitId,
    key: &FieldKey,
    version: &FieldVersion,
) -> Result<(), StoreError> {
    let change = Change::Field {
        visit,
        key: key.clone(),
        version: version.clone(),
    };
    tx.publish(&Scope::Draft(visit), &change)
}

/// Writes a person; announces them to themselves, and members of commissions to the officers
/// who may put them on a visit.
pub(crate) fn put_person(tx: &Tx<'_>, person: &Person, regions: &[Kato]) -> Result<(), StoreError> {
    rows::put_person(tx, person)?;
    let change = Change::Person {
        person: Box::new(person.clone()),
    };
    tx.publish(&Scope::Person(person.id), &change)?;
    if person.role == AccountRole::Commission {
        let covered = |region: &&Kato| person.territory.is_none_or(|own| own.contains(**region));
        for region in regions.iter().filter(covered) {
            tx.publish(&Scope::Visits(*region), &change)?;
        }
    }
    Ok(())
}

fn publish_about(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    change: &Change,
) -> Result<(), StoreError> {
    match rows::organisation(tx, organisation)? {
        Some(organisation) => publish_to(tx, &organisation, change),
        None => Ok(()),
    }
}

/// The regions of an organisation: that of its legal address and those of its buildings.
pub(crate) fn regions_of(organisation: &Organisation) -> Vec<Kato> {
    let mut regions = vec![organisation.territory.region()];
    regions.extend(
        organisation
            .premises
            .iter()
            .map(|premises| premises.territory.region()),
    );
    regions.sort_unstable();
    regions.dedup();
    regions
}
