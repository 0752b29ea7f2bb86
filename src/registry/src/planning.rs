//! What an officer plans visits with: people who may be sent there, and published checklists.

use crate::access;
use crate::store::{Connection, StoreError, rows};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_protocol::blob;
use baqylau_protocol::planning::{Candidate, Planning, PlanningAnswer, PublishedChecklist};
use std::cmp::Ordering;

/// The answer to an officer; without its content when they have this version.
pub(crate) fn answer(
    connection: &Connection,
    officer: &Person,
    known: Option<BlobHash>,
) -> Result<PlanningAnswer, StoreError> {
    let planning = Planning {
        people: rows::people_by_role(connection, AccountRole::Commission)?
            .into_iter()
            .filter(|person| access::may_be_sent(person, officer))
            .map(candidate)
            .collect(),
        checklists: newest(rows::workbooks(connection)?),
    };
    let version = blob::hash(rows::encode(&planning)?.as_bytes());
    Ok(PlanningAnswer {
        version,
        planning: (known != Some(version)).then_some(planning),
    })
}

fn candidate(person: Person) -> Candidate {
    Candidate {
        person: person.id,
        full_name: person.full_name,
        position: person.position,
        territory: person.territory,
    }
}

/// Every checklist once, in the version with the largest number.
fn newest(all: Vec<PublishedChecklist>) -> Vec<PublishedChecklist> {
    let mut newest: Vec<PublishedChecklist> = Vec::new();
    for one in all {
        match newest
            .iter_mut()
            .find(|other| other.pinned.code == one.pinned.code)
        {
            Some(other) if later(&one.pinned.version, &other.pinned.version).is_gt() => {
                *other = one;
            }
            Some(_) => {}
            None => newest.push(one),
        }
    }
    newest
}

/// Versions are numbers written as text, `2026112201`: of two, the longer or larger is later.
fn later(one: &str, other: &str) -> Ordering {
    let number = |text: &str| text.trim_start_matches('0').len();
    number(one).cmp(&number(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_domain::text::Trilingual;
    use baqylau_domain::visit::PinnedChecklist;

    #[test]
    fn a_checklist_is_offered_once_in_its_latest_version() {
        let published = |code: &str, version: &str| PublishedChecklist {
            pinned: PinnedChecklist {
                code: code.to_owned(),
                version: version.to_owned(),
                workbook: blob::hash(version.as_bytes()),
            },
            title: Trilingual::default(),
        };
        let found = newest(vec![
            published("SAFE", "2026112201"),
            published("SAFE", "9"),
            published("SCH", "1"),
            published("SAFE", "2026112210"),
            published("SCH", "10"),
            published("SCH", "2"),
        ]);
        let named: Vec<(&str, &str)> = found
            .iter()
            .map(|one| (one.pinned.code.as_str(), one.pinned.version.as_str()))
            .collect();
        assert_eq!(named, [("SAFE", "2026112210"), ("SCH", "10")]);
    }
}
