//! The offline pack of a visit, and the public facts of an act.

use crate::access::Caller;
use crate::checks;
use crate::context::Context;
use crate::failure::Failure;
use crate::operations::MAX_ACT_BYTES;
use crate::store::{Connection, StoreError, rows};
use baqylau_domain::Moment;
use baqylau_domain::act::ActContent;
use baqylau_domain::identifiers::{BlobHash, OrganisationId, VisitId};
use baqylau_domain::prescription::PointState;
use baqylau_domain::visit::{Stage, Visit};
use baqylau_protocol::operation::PreviousFinding;
use baqylau_protocol::pack::{Pack, PreviousVisit};
use baqylau_protocol::verify::ActFacts;
use std::collections::BTreeMap;

/// Everything a commission takes along. Only for members of the visit: it holds the names and
/// numbers of learners.
pub(crate) fn pack(
    context: &Context,
    connection: &Connection,
    caller: &Caller,
    id: VisitId,
    now: Moment,
) -> Result<Pack, Failure> {
    let visit = rows::visit(connection, id)?
        .filter(|visit| visit.member(caller.person.id).is_some())
        .ok_or_else(Failure::not_found)?;
    let organisation = rows::organisation(connection, visit.organisation)?
        .ok_or(StoreError::Corrupt("organisation of a visit"))?;
    Ok(Pack {
        organisation,
        groups: rows::groups(connection, visit.premises)?,
        previous: previous(context, connection, &visit)?,
        sanctions: rows::sanctions_of(connection, visit.organisation)?,
        policies: context.policies.clone(),
        checks: checks::shown(connection, visit.organisation)?.map(Box::new),
        made_at: now,
        visit,
    })
}

/// The latest registered visit to the same organisation: the one repeated, else the newest to
/// the same building, else the newest.
fn previous(
    context: &Context,
    connection: &Connection,
    visit: &Visit,
) -> Result<Option<PreviousVisit>, StoreError> {
    let rank = |other: &Visit| {
        let day = other
            .stage
            .recorded()
            .map(|recorded| recorded.conduct.arrival.at);
        (
            visit.repeats == Some(other.id),
            other.premises == visit.premises,
            day,
        )
    };
    let found = rows::registered_visits(connection, visit.organisation)?
        .into_iter()
        .filter(|other| other.id != visit.id)
        .max_by_key(rank);
    let Some(other) = found else { return Ok(None) };
    let (Some(number), Some(delivered)) = (other.stage.number(), other.stage.delivered()) else {
        return Ok(None);
    };
    let Some(bytes) = context
        .blobs
        .read(delivered.file.act.sha256, MAX_ACT_BYTES)?
    else {
        return Ok(None);
    };
    let act = ActContent::from_bytes(&bytes).or(Err(StoreError::Corrupt("act")))?;
    let mut remedied = BTreeMap::new();
    for point in rows::points(connection, other.id)? {
        if let PointState::Remedied { on } = point.state {
            remedied.insert((point.point.list, point.point.item), on);
        }
    }
    Ok(Some(PreviousVisit {
        number: number.to_owned(),
        date: crate::context::legal_day(delivered.file.recorded.conduct.arrival.at),
        premises: Some(other.premises),
        answers: answers(&act, visit.organisation, &remedied),
    }))
}

fn answers(
    act: &ActContent,
    organisation: OrganisationId,
    remedied: &BTreeMap<(String, String), chrono::NaiveDate>,
) -> Vec<PreviousFinding> {
    let mut answers = Vec::new();
    for list in &act.checklists {
        for answer in &list.answers {
            let finding = act
                .findings
                .iter()
                .find(|f| f.list == list.code && f.item == answer.item);
            answers.push(PreviousFinding {
                list: list.code.clone(),
                item: answer.item.clone(),
                answer: answer.answer.russian().to_owned(),
                note: finding
                    .map_or(&answer.note, |finding| &finding.note)
                    .clone(),
                severity: finding.map(|finding| finding.severity),
                due: finding.and_then(|finding| finding.due),
                remedied: remedied
                    .get(&(list.code.clone(), answer.item.clone()))
                    .copied(),
                violation: finding.is_some(),
                organisation,
            });
        }
    }
    answers
}

/// What anybody may learn of an act from the hash of its bytes.
pub(crate) fn facts(
    context: &Context,
    connection: &Connection,
    hash: BlobHash,
) -> Result<ActFacts, Failure> {
    let (id, withdrawn) = rows::act(connection, hash)?.ok_or_else(Failure::not_found)?;
    let visit = rows::visit(connection, id)?.ok_or(StoreError::Corrupt("visit of an act"))?;
    let bytes = context
        .blobs
        .read(hash, MAX_ACT_BYTES)?
        .ok_or(StoreError::Corrupt("blob of an act"))?;
    let act = ActContent::from_bytes(&bytes).or(Err(StoreError::Corrupt("act")))?;
    let file = visit
        .stage
        .signed_file()
        .filter(|file| file.act.sha256 == hash);
    let registered_at = match &visit.stage {
        Stage::Registered { at, .. } => Some(*at),
        _ => None,
    };
    Ok(ActFacts {
        sha256: hash,
        kind: act.kind,
        draft_number: act.draft_number,
        number: file.and(visit.stage.number()).map(str::to_owned),
        composed_at: act.composed_at,
        registered_at: file.and(registered_at),
        organisation: act.subject.name,
        signatures: file.map_or(0, |file| count(file.signatures.len())),
        signers: count(visit.signers().len()),
        withdrawn,
        sample: act.sample,
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
