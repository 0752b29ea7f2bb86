//! What the register of schools shows of a school besides its record: how many there are, how many
//! there may be, and what is out of the ordinary.

use baqylau_domain::checks::{ANOMALIES, CheckId, CheckMoment, Decision};
use baqylau_domain::organisation::Organisation;
use baqylau_protocol::checks::{CheckVerdict, CountedPeople, OrganisationChecks};

/// What is out of the ordinary about a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anomaly {
    /// The check that says so.
    pub check: CheckId,
    /// Of how many: buildings, or people.
    pub count: u32,
}

/// What is counted of a school and what the automatic checks come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolCounts {
    /// Learners on the newest list.
    pub learners: Option<CountedPeople>,
    /// Teachers on the newest list.
    pub teachers: Option<CountedPeople>,
    /// Places by the sanitary permits of all buildings; none while one of them isn't known.
    pub permitted: Option<u32>,
    /// What is out of the ordinary, in the order of [`ANOMALIES`].
    pub anomalies: Vec<Anomaly>,
    /// What would follow for an application today; none where nothing was checked.
    pub decision: Option<Decision>,
}

impl SchoolCounts {
    /// What the registry told of an organisation.
    pub fn of(organisation: &Organisation, checks: &OrganisationChecks) -> Self {
        let figures = checks.figures.as_deref();
        let permits = organisation.premises.iter().map(|place| {
            let known = figures?.permitted.get(&place.id)?;
            Some(*known)
        });
        let permitted: Option<Vec<u32>> = permits.collect();
        let permitted = permitted.filter(|all| !all.is_empty());
        let code = CheckMoment::Application.code();
        let decision = checks.decisions.iter().find(|one| one.moment == code);
        Self {
            learners: figures.and_then(|figures| figures.learners),
            teachers: figures.and_then(|figures| figures.teachers),
            permitted: permitted.map(|all| all.into_iter().fold(0, u32::saturating_add)),
            anomalies: anomalies(checks),
            decision: decision.map(|one| one.decision),
        }
    }
}

/// What is out of the ordinary by a report.
fn anomalies(checks: &OrganisationChecks) -> Vec<Anomaly> {
    let of = |check: CheckId| {
        let code = check.code();
        let rows = checks.rows.iter();
        let rows = rows.filter(|row| row.check == code && row.verdict == CheckVerdict::Failed);
        let rows = u32::try_from(rows.count()).unwrap_or(u32::MAX);
        let people = checks.people.iter().filter(|shown| shown.check == code);
        let people = people.map(|shown| shown.failed);
        let count = people.fold(rows, u32::saturating_add);
        (count > 0).then_some(Anomaly { check, count })
    };
    ANOMALIES.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_domain::identifiers::{OrganisationId, PremisesId, Unverified};
    use baqylau_domain::organisation::{OrganisationKind, Premises, Purpose};
    use baqylau_domain::text::Trilingual;
    use serde_json::json;
    use uuid::Uuid;

    fn building(n: u128) -> Premises {
        Premises {
            id: PremisesId::new(Uuid::from_u128(n)),
            name: Trilingual::default(),
            address: Trilingual::default(),
            rka: None,
            territory: "791310000".parse().unwrap(),
            purpose: Purpose::Education,
            capacity: Some(482),
            location: None,
        }
    }

    fn school(buildings: &[u128]) -> Organisation {
        Organisation {
            id: OrganisationId::new(Uuid::from_u128(1)),
            bin: Unverified::new("230940999005"),
            name: Trilingual::default(),
            kind: OrganisationKind::School,
            territory: "791310000".parse().unwrap(),
            legal_address: Trilingual::default(),
            head: String::new(),
            premises: buildings.iter().map(|n| building(*n)).collect(),
            licences: Vec::new(),
            contracts: Vec::new(),
            sample: true,
        }
    }

    #[test]
    fn a_permit_is_summed_over_buildings_only_when_each_is_known_and_anomalies_are_counted() {
        let row = |check: &str, verdict: &str| {
            json!({"check": check, "verdict": verdict, "consequence": "review",
                   "since": "2026-10-26T07:00:00Z"})
        };
        let people = |check: &str, failed: u32| {
            json!({"check": check, "consequence": "review", "passed": 780, "failed": failed,
                   "unknown": 0, "not_applicable": 0})
        };
        let checks: OrganisationChecks = serde_json::from_value(json!({
            "programme": "schooling", "run_at": "2026-10-26T07:00:00Z",
            "figures": {
                "learners": {"period": {"year": 2026, "month": 9}, "people": 793},
                "permitted": {Uuid::from_u128(7).to_string(): 442},
            },
            "decisions": [{"moment": "application", "decision": "allowed-after-review"}],
            "rows": [row("premises-permit", "failed"), row("premises-capacity", "failed"),
                     row("premises-fire", "failed"), row("premises-capacity", "passed")],
            "people": [people("learner-moves", 13), people("learner-duplicate", 0),
                       people("learner-life", 1)],
        }))
        .unwrap();
        let counts = SchoolCounts::of(&school(&[7]), &checks);
        assert_eq!(counts.permitted, Some(442));
        assert_eq!(counts.learners.map(|list| list.people), Some(793));
        assert_eq!(counts.teachers, None);
        assert_eq!(counts.decision, Some(Decision::AllowedAfterReview));
        let found: Vec<(CheckId, u32)> = counts
            .anomalies
            .iter()
            .map(|one| (one.check, one.count))
            .collect();
        let expected = [
            (CheckId::PremisesPermit, 1),
            (CheckId::PremisesCapacity, 1),
            (CheckId::LearnerMoves, 13),
        ];
        assert_eq!(found, expected, "a stop factor is no anomaly");
        let two = SchoolCounts::of(&school(&[7, 8]), &checks);
        assert_eq!(two.permitted, None, "nobody knows the permit of the second");
        assert_eq!(SchoolCounts::of(&school(&[]), &checks).permitted, None);
    }
}
