//! Records of the state order in the store: written, announced, and what only one may hold.

use super::indices;
use crate::access::covered;
use crate::regions;
use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, Tx, params, rows};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{Principal, SchoolingRecord};
use baqylau_protocol::feed::{Change, Scope};

/// Writes a record and announces it to the offices of its region and to its school's people; a
/// mandate to whoever holds it, too; a message, of the offices, to the department alone; a bank's
/// statement to the financial centre alone; a view to the office it is shared with alone; the indices to every office and to whoever has a building
/// reimbursed. A school is told of its application what it may see, and nothing while only the
/// department moves it.
pub(crate) fn put(tx: &Tx<'_>, record: &SchoolingRecord) -> Result<(), StoreError> {
    let (kind, id) = (record.kind(), record.id());
    let told = match record {
        SchoolingRecord::Application(_) => super::record(tx, kind, &id)?,
        _ => None,
    };
    let told = told.map(|before| before.for_school());
    let (region, school) = whose(record);
    let person = match record {
        SchoolingRecord::Mandate(mandate) => mandate.person.to_string(),
        _ => String::new(),
    };
    let body = rows::encode(record)?;
    tx.run(
        sql::SCHOOLING_PUT,
        params![kind, id, region, school, person, body],
    )?;
    tx.run(sql::SCHOOLING_CLAIMS_DROP, params![kind, id])?;
    for claim in record.claims() {
        tx.run(sql::SCHOOLING_CLAIM, params![claim, kind, id])?;
    }
    let change = Change::Schooling {
        record: Box::new(record.clone()),
    };
    if let Some(region) = record.region() {
        // Correspondence is the two sides' alone: not the financial centre's, nor of who observes.
        let offices = match record {
            SchoolingRecord::Message(_) => Scope::Messages(region),
            _ => Scope::Orders(region),
        };
        tx.publish(&offices, &change)?;
    }
    let seen = record.for_school();
    if let Some(school) = record.school().filter(|_| told.as_ref() != Some(&seen)) {
        let change = Change::Schooling {
            record: Box::new(seen),
        };
        tx.publish(&Scope::School(school), &change)?;
    }
    match record {
        SchoolingRecord::Statement(_) => {
            tx.publish(&Scope::Statements, &change)?;
        }
        SchoolingRecord::View(view) => {
            tx.publish(&Scope::Office(view.office), &change)?;
        }
        SchoolingRecord::Indices(_) => {
            for region in regions::all() {
                tx.publish(&Scope::Orders(region), &change)?;
            }
            for school in indices::contracted(tx)? {
                tx.publish(&Scope::School(school), &change)?;
            }
        }
        // A school that has a building reimbursed from now on reads its schedule by them.
        SchoolingRecord::Contract(one) if one.reimbursement().is_some() => {
            if let Some(table) = indices::kept(tx)? {
                let change = Change::Schooling {
                    record: Box::new(SchoolingRecord::Indices(table)),
                };
                tx.publish(&Scope::School(one.contract.school), &change)?;
            }
        }
        _ => {}
    }
    if let SchoolingRecord::Mandate(mandate) = record {
        tx.publish(&Scope::Person(mandate.person), &change)?;
        // The centre is no region and no school: who gave a mandate for it sees it as their own.
        if mandate.principal == Principal::Centre
            && let Some(by) = mandate.granted_by.filter(|by| *by != mandate.person)
        {
            tx.publish(&Scope::Person(by), &change)?;
        }
    }
    Ok(())
}

/// Region and school as they are written; empty where there is none. Of a view the office stands in
/// the place of the school: by that it is found.
fn whose(record: &SchoolingRecord) -> (String, String) {
    if let SchoolingRecord::View(view) = record {
        return (String::new(), view.office.to_string());
    }
    let region = record.region().map(|region| region.to_string());
    let school = record.school().map(|school| school.to_string());
    (region.unwrap_or_default(), school.unwrap_or_default())
}

/// Notes that a file belongs to a record: whoever reads the record may read it.
pub(super) fn put_file(
    tx: &Tx<'_>,
    hash: BlobHash,
    record: &SchoolingRecord,
) -> Result<(), StoreError> {
    let (region, school) = whose(record);
    let values = params![hash.to_string(), region, school];
    tx.run(sql::SCHOOLING_FILE_ADD, values).map(drop)
}

/// Whether a person may read a file of the state order.
pub(crate) fn may_read_file(
    connection: &Connection,
    person: &Person,
    hash: BlobHash,
) -> Result<bool, StoreError> {
    let office = matches!(
        person.role,
        AccountRole::EducationOfficer | AccountRole::FinancialCentre | AccountRole::Observer
    );
    let own = person.organisation.map(|school| school.to_string());
    let found: Vec<(String, String)> =
        connection.all(sql::SCHOOLING_FILES, params![hash.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    Ok(found.into_iter().any(|(region, school)| {
        let here = office && covered(person).any(|covered| covered.to_string() == region);
        // A file of no region and no school is the financial centre's own: a bank's statement.
        let nobodys = region.is_empty() && school.is_empty();
        if nobodys {
            return person.role == AccountRole::FinancialCentre;
        }
        let of_school = person.role == AccountRole::School && own.as_ref() == Some(&school);
        here || of_school
    }))
}
