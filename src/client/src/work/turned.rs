//! Which automatic checks turned since a moment, by what travels with the organisations shown to
//! the signed-in person.

use super::registers::territory;
use crate::error::Result;
use crate::hub::Hub;
use crate::store::{cache, reader};
use crate::ui::{Event, TurnedCheck, TurnedChecks};
use baqylau_domain::Moment;
use baqylau_protocol::checks::{CheckRow, OrganisationChecks};
use std::cmp::Reverse;
use std::sync::Arc;

/// Tells the checks that turned after a moment.
///
/// # Errors
/// What the database answered.
pub fn tell(hub: &Hub, after: Moment) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    let known = store
        .cache()
        .read(|c| cache::checked(c, &reader, territory(&person)))?;
    let mut checks: Vec<TurnedCheck> = known
        .into_iter()
        .flat_map(|(organisation, checks)| {
            let organisation = Arc::new(organisation);
            let turned = turned(&checks, after).into_iter().cloned();
            turned
                .map(|row| TurnedCheck {
                    organisation: organisation.clone(),
                    check: row.check,
                    verdict: row.verdict,
                    reason: row.reason,
                    since: row.since,
                })
                .collect::<Vec<_>>()
        })
        .collect();
    checks.sort_by(|a, b| {
        let order = |one: &TurnedCheck| (Reverse(one.since), one.organisation.id);
        order(a).cmp(&order(b)).then_with(|| a.check.cmp(&b.check))
    });
    let told = Arc::new(TurnedChecks { after, checks });
    hub.tell_person(person.id, Event::TurnedChecks(told));
    Ok(())
}

/// Of one organisation. Where every check began to say what it says after the moment, they were
/// run for the first time: nothing turned.
fn turned(checks: &OrganisationChecks, after: Moment) -> Vec<&CheckRow> {
    let rows = || checks.rows.iter().chain(&checks.building);
    if rows().all(|row| row.since > after) {
        return Vec::new();
    }
    rows().filter(|row| row.since > after).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
mod tests {
    use super::*;
    use baqylau_protocol::checks::CheckVerdict;

    fn row(check: &str, since: &str) -> CheckRow {
        CheckRow {
            check: check.to_owned(),
            premises: None,
            verdict: CheckVerdict::Failed,
            reason: None,
            consequence: "refuse".to_owned(),
            occasions: Vec::new(),
            basis: None,
            sources: Vec::new(),
            since: since.parse().unwrap(),
            evidence: Vec::new(),
        }
    }

    #[test]
    fn what_was_checked_for_the_first_time_did_not_turn() {
        let after: Moment = "2026-10-05T00:00:00Z".parse().unwrap();
        let with = |rows: Vec<CheckRow>| OrganisationChecks {
            programme: "schooling".to_owned(),
            run_at: after,
            unidentified: false,
            decisions: Vec::new(),
            rows,
            building: Vec::new(),
            people: Vec::new(),
            unasked: Vec::new(),
            figures: None,
        };
        let told = |rows| {
            let checks = with(rows);
            let turned = turned(&checks, after).into_iter();
            turned.map(|row| row.check.clone()).collect::<Vec<_>>()
        };
        let (old, new) = ("2026-10-01T00:00:00Z", "2026-10-05T08:00:00Z");
        let none: [&str; 0] = [];
        assert_eq!(told(vec![row("a", new), row("b", new)]), none);
        assert_eq!(told(vec![row("a", old), row("b", old)]), none);
        assert_eq!(told(vec![row("a", old), row("b", new)]), ["b"]);
    }
}
