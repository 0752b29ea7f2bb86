//! What is judged when a part's turn comes, read from the registry's own records.

use super::{Part, figures};
use crate::lms;
use crate::store::{Connection, StoreError, rows};
use baqylau_domain::Moment;
use baqylau_domain::calendar::{Period, legal_day};
use baqylau_domain::checks::{Case, CheckMoment, Fact, FactValue, Programme, Source, Subject};
use baqylau_domain::identifiers::{Bin, OrganisationId, PremisesId, Rka};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use chrono::{NaiveTime, TimeDelta};
use std::collections::BTreeMap;

/// What is judged, with what the registry itself knows about it.
pub(super) struct Matter {
    pub(super) organisation: Organisation,
    /// `None` when the БИН isn't valid: no system can be asked about such an organisation.
    pub(super) case: Option<Case>,
    /// Facts out of the registry's records.
    pub(super) own: Vec<Fact>,
    /// Address codes of buildings.
    pub(super) addresses: BTreeMap<PremisesId, Rka>,
    /// Whether its own LMS told the people who are judged.
    told: bool,
}

/// What the money is for.
pub(super) fn programme(kind: OrganisationKind) -> Programme {
    match kind {
        OrganisationKind::School => Programme::Schooling,
        OrganisationKind::University | OrganisationKind::Dormitory => Programme::Voucher,
    }
}

impl Matter {
    pub(super) fn read(
        connection: &Connection,
        id: OrganisationId,
        part: Part,
        now: Moment,
    ) -> Result<Option<Self>, StoreError> {
        let Some(organisation) = rows::organisation(connection, id)? else {
            return Ok(None);
        };
        let addresses: BTreeMap<PremisesId, Rka> = organisation
            .premises
            .iter()
            .filter_map(|place| Some((place.id, place.rka.as_ref()?.valid()?.clone())))
            .collect();
        let Some(bin) = organisation.bin.valid().copied() else {
            return Ok(Some(Self {
                organisation,
                case: None,
                own: Vec::new(),
                addresses,
                told: false,
            }));
        };
        let mut told = false;
        let (case, own) = match part {
            Part::Establishment => establishment(connection, &organisation, bin, &addresses, now)?,
            Part::Contingent | Part::Staff => {
                let mut case = case(&organisation, bin, now);
                if part == Part::Contingent {
                    on_own_lists(connection, &organisation, &mut case)?;
                }
                told = told_by_lms(connection, &organisation, part, &mut case)?;
                (case, Vec::new())
            }
        };
        Ok(Some(Self {
            organisation,
            case: Some(case),
            own,
            addresses,
            told,
        }))
    }

    /// Whether a fact decides anything here. Who lists somebody is known only when this
    /// organisation's LMS has spoken too: what others sent doesn't say that it lists nobody.
    pub(super) fn takes(&self, fact: &Fact) -> bool {
        match (&fact.value, &self.case) {
            (FactValue::Enrolment { organisations, .. }, Some(case)) => {
                fact.source != Source::Lms
                    || self.told
                    || organisations.contains(&case.organisation)
            }
            _ => true,
        }
    }
}

/// A standing report holds every check there is; what follows on which occasion is derived from
/// its rows.
fn case(organisation: &Organisation, bin: Bin, now: Moment) -> Case {
    let programme = programme(organisation.kind);
    Case {
        period: Period::of(legal_day(now)),
        ..Case::new(programme, CheckMoment::Change, bin)
    }
}

fn establishment(
    connection: &Connection,
    organisation: &Organisation,
    bin: Bin,
    addresses: &BTreeMap<PremisesId, Rka>,
    now: Moment,
) -> Result<(Case, Vec<Fact>), StoreError> {
    let mut case = case(organisation, bin, now);
    case.premises = organisation.premises.iter().map(|place| place.id).collect();
    // The records hold true today: a moment that goes on once a day.
    let as_of = (legal_day(now).and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(5)).min(now);
    let mut own = Vec::new();
    for (premises, rka) in addresses {
        own.push(Fact {
            about: Subject::Premises(*premises),
            value: FactValue::StatedAddress { rka: rka.clone() },
            source: Source::Applicant,
            as_of,
            by: None,
        });
    }
    for place in &organisation.premises {
        if let Some(places) = place.capacity {
            own.push(Fact {
                about: Subject::Premises(place.id),
                value: FactValue::DesignCapacity { places },
                source: Source::Registry,
                as_of,
                by: None,
            });
        }
    }
    let listed = match (organisation.kind, case.period) {
        (OrganisationKind::School, Some(through)) => {
            figures::newest_list(connection, organisation.id, through)?
        }
        _ => None,
    };
    if let Some(list) = listed {
        case.period = Some(list.month);
    }
    if let Some(period) = case.period {
        for place in &organisation.premises {
            // Lists of LMS name no building: a school's only one is the one they are of.
            let alone = listed.filter(|_| organisation.premises.len() == 1);
            let (learners, as_of) = match alone {
                // A list is as old as it is: a corrected one is another word.
                Some(list) => (list.people, list.received.min(now)),
                None => match in_groups(connection, place.id)? {
                    Some(learners) => (learners, as_of),
                    None => continue,
                },
            };
            own.push(Fact {
                about: Subject::Premises(place.id),
                value: FactValue::Contingent { period, learners },
                source: Source::Lms,
                as_of,
                by: None,
            });
        }
    }
    Ok((case, own))
}

/// Learners of the groups the registry knows in a building; none where it knows no group.
fn in_groups(connection: &Connection, premises: PremisesId) -> Result<Option<u32>, StoreError> {
    let groups = rows::groups(connection, premises)?;
    if groups.is_empty() {
        return Ok(None);
    }
    let listed = groups.iter().flat_map(|group| &group.learners);
    let listed = listed.filter(|learner| learner.in_lms).count();
    Ok(Some(u32::try_from(listed).unwrap_or(u32::MAX)))
}

/// Learners on the registry's own lists.
fn on_own_lists(
    connection: &Connection,
    organisation: &Organisation,
    case: &mut Case,
) -> Result<(), StoreError> {
    for place in &organisation.premises {
        for group in rows::groups(connection, place.id)? {
            let listed = group.learners.iter().filter(|learner| learner.in_lms);
            case.learners.extend(listed.map(|learner| learner.iin));
        }
    }
    Ok(())
}

/// People in the newest documents of the organisation's LMS, whose month is then the one judged.
/// Whether there are any documents.
fn told_by_lms(
    connection: &Connection,
    organisation: &Organisation,
    part: Part,
    case: &mut Case,
) -> Result<bool, StoreError> {
    let Some(through) = case.period else {
        return Ok(false);
    };
    let found = if part == Part::Staff {
        lms::teachers(connection, organisation.id, through)?
    } else {
        lms::learners(connection, organisation.id, organisation.kind, through)?
    };
    let Some((month, people)) = found else {
        return Ok(false);
    };
    case.period = Some(month);
    match part {
        Part::Staff => case.teachers.extend(people),
        Part::Establishment | Part::Contingent => case.learners.extend(people),
    }
    Ok(true)
}
