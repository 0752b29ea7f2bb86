//! The one decision about a visit, made alike by the client and the registry.

use super::Visit;
use super::location::is_on_earth;
use super::operation::VisitOp;
use super::plan::VisitPlan;
use super::refusal::Refusal;
use super::stage::{
    Access, Admission, AdmissionRefusal, Arrival, FixedAct, HandOver, MemberSignature, Objection,
    Release, SignedFile, Stage, VisitOrder,
};
use crate::Moment;
use crate::act::ActKind;
use crate::calendar::legal_day;
use crate::identifiers::{PersonId, SanctionId, VisitId};
use crate::people::{AccountRole, Actor, CommissionMember, CommissionRole};
use crate::policy::Policy;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A fact about a visit, made by [`decide`] and taken in by [`Visit::apply`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each event is the outcome of the operation of the same name"
)]
pub enum VisitEvent {
    Moved {
        planned: (NaiveDate, NaiveDate),
    },
    Ordered {
        order: VisitOrder,
    },
    Notified {
        at: Moment,
    },
    Arrived {
        arrival: Arrival,
    },
    LeafletHandedOver {
        at: Moment,
    },
    Admitted {
        admission: Admission,
    },
    AdmissionRefused {
        refusal: AdmissionRefusal,
    },
    MergingBegan,
    RecordingResumed,
    ActFixed {
        act: FixedAct,
    },
    ActWithdrawn,
    SignatureAdded {
        signature: MemberSignature,
    },
    SignerReleased {
        release: Release,
    },
    SigningCompleted,
    HandedOver {
        hand_over: HandOver,
    },
    ObjectionLodged {
        objection: Objection,
    },
    Registered {
        number: String,
        at: Moment,
        sanction: Option<SanctionId>,
    },
    Decided {
        at: Moment,
    },
    RemedyBegan {
        open_points: u32,
    },
    RepeatPlanned {
        repeat: VisitId,
    },
    Closed {
        at: Moment,
    },
}

/// Decides an operation: the events it leads to, or why not. Pure: the same inputs always give
/// the same answer, and nothing is changed here.
///
/// # Errors
/// [`Refusal`], which says what stands in the way.
pub fn decide(
    visit: &Visit,
    op: &VisitOp,
    actor: &Actor,
    policy: &Policy,
    now: Moment,
) -> Result<Vec<VisitEvent>, Refusal> {
    let wrong_stage = || Refusal::WrongStage {
        stage: visit.stage.name(),
    };
    match op {
        VisitOp::Move { planned } => {
            orders_visits(visit, actor)?;
            if !matches!(visit.stage, Stage::Planned) {
                return Err(wrong_stage());
            }
            let mut plan = VisitPlan::of(visit);
            plan.planned = (Some(planned.0), Some(planned.1));
            match plan.days(legal_day(now)).into_iter().next() {
                Some(fault) => Err(Refusal::Plan { fault }),
                None => Ok(vec![VisitEvent::Moved { planned: *planned }]),
            }
        }
        VisitOp::Order { order } => {
            orders_visits(visit, actor)?;
            if !matches!(visit.stage, Stage::Planned) {
                return Err(wrong_stage());
            }
            order.check()?;
            order.precedes(visit.planned.0)?;
            if !has_one_chair(&visit.members) {
                return Err(Refusal::NoChair);
            }
            Ok(vec![VisitEvent::Ordered {
                order: order.clone(),
            }])
        }
        VisitOp::Notify => {
            orders_visits(visit, actor)?;
            match visit.stage {
                Stage::Ordered { .. } => Ok(vec![VisitEvent::Notified { at: now }]),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::Arrive { location } => {
            let member = leading(visit, actor)?;
            if location.is_some_and(|place| !is_on_earth(place)) {
                return Err(Refusal::NoSuchPlace);
            }
            match visit.stage {
                Stage::Ordered { .. } | Stage::Notified { .. } => Ok(vec![VisitEvent::Arrived {
                    arrival: Arrival {
                        at: now,
                        location: *location,
                        by: member.person,
                    },
                }]),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::HandLeaflet => {
            leading(visit, actor)?;
            match visit.stage {
                Stage::OnSite {
                    leaflet_at: None, ..
                } => Ok(vec![VisitEvent::LeafletHandedOver { at: now }]),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::Admit => {
            leading(visit, actor)?;
            match &visit.stage {
                Stage::OnSite {
                    leaflet_at: Some(leaflet_at),
                    ..
                } => Ok(vec![VisitEvent::Admitted {
                    admission: Admission {
                        leaflet_at: *leaflet_at,
                        at: now,
                    },
                }]),
                Stage::OnSite {
                    leaflet_at: None, ..
                } => Err(Refusal::LeafletFirst),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::RefuseAdmission {
            circumstances,
            witnesses,
        } => {
            leading(visit, actor)?;
            let Stage::OnSite {
                conduct,
                leaflet_at,
            } = &visit.stage
            else {
                return Err(wrong_stage());
            };
            let waited = (now - conduct.arrival.at).num_minutes();
            let wait = i64::from(policy.admission_wait_minutes.value);
            if waited < wait {
                let minutes_left = u32::try_from(wait - waited.max(0)).unwrap_or(0);
                return Err(Refusal::WaitLonger { minutes_left });
            }
            let witnesses: Vec<String> = witnesses
                .iter()
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect();
            let needed = usize::try_from(policy.refusal_witnesses.value).unwrap_or(usize::MAX);
            if circumstances.trim().is_empty() || witnesses.len() < needed {
                return Err(Refusal::RefusalIncomplete);
            }
            Ok(vec![VisitEvent::AdmissionRefused {
                refusal: AdmissionRefusal {
                    at: now,
                    leaflet_at: *leaflet_at,
                    circumstances: circumstances.trim().to_owned(),
                    witnesses,
                },
            }])
        }
        VisitOp::BeginMerging => {
            leading(visit, actor)?;
            match visit.stage {
                Stage::Recording { .. } => Ok(vec![VisitEvent::MergingBegan]),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::ResumeRecording => {
            leading(visit, actor)?;
            match visit.stage {
                Stage::Merging { .. } => Ok(vec![VisitEvent::RecordingResumed]),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::FixAct {
            act,
            kind,
            sha256,
            draft_number,
            party,
            open_conflicts,
            blockers,
        } => {
            let member = leading(visit, actor)?;
            let fits = match &visit.stage {
                Stage::Merging { .. } => *kind == ActKind::Monitoring,
                Stage::AdmissionRefused { .. } => *kind == ActKind::AdmissionRefusal,
                _ => return Err(wrong_stage()),
            };
            if !fits {
                return Err(Refusal::WrongActKind);
            }
            if *open_conflicts > 0 {
                return Err(Refusal::Conflicts {
                    count: *open_conflicts,
                });
            }
            if *blockers > 0 {
                return Err(Refusal::Blocked { count: *blockers });
            }
            Ok(vec![VisitEvent::ActFixed {
                act: FixedAct {
                    id: *act,
                    kind: *kind,
                    sha256: *sha256,
                    draft_number: draft_number.clone(),
                    at: now,
                    by: member.person,
                    party: *party,
                },
            }])
        }
        VisitOp::WithdrawAct => {
            leading(visit, actor)?;
            match &visit.stage {
                Stage::Signing { file } if file.signatures.is_empty() => {
                    Ok(vec![VisitEvent::ActWithdrawn])
                }
                Stage::Signing { .. } => Err(Refusal::SomebodySigned),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::ReleaseSigner {
            member: who,
            reason,
        } => {
            let chair = leading(visit, actor)?;
            if chair.role != CommissionRole::Chair {
                return Err(Refusal::NotLeading);
            }
            let Stage::Signing { file } = &visit.stage else {
                return Err(wrong_stage());
            };
            let released = visit.member(*who).ok_or(Refusal::NotAMember)?;
            if released.role == CommissionRole::Chair {
                // An act without its chair isn't an act.
                return Err(Refusal::NoChair);
            }
            if !released.role.signs() || file.is_released(*who) {
                return Err(Refusal::DoesNotSign);
            }
            if file
                .signatures
                .iter()
                .any(|signature| signature.person == *who)
            {
                return Err(Refusal::AlreadySigned);
            }
            if reason.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            let release = Release {
                member: *who,
                reason: reason.trim().to_owned(),
                at: now,
            };
            let mut after = file.clone();
            after.released.push(release.clone());
            let mut events = vec![VisitEvent::SignerReleased { release }];
            if is_complete(visit, &after, None, policy) {
                events.push(VisitEvent::SigningCompleted);
            }
            Ok(events)
        }
        VisitOp::Sign {
            sha256,
            cms,
            with_opinion,
        } => {
            let member = member(visit, actor)?;
            let Stage::Signing { file } = &visit.stage else {
                return Err(wrong_stage());
            };
            may_sign(visit, file, member, policy)?;
            if *sha256 != file.act.sha256 {
                return Err(Refusal::OtherBytes);
            }
            let signature = MemberSignature {
                person: member.person,
                cms: *cms,
                at: now,
                with_opinion: *with_opinion,
            };
            let mut events = vec![VisitEvent::SignatureAdded { signature }];
            if is_complete(visit, file, Some(member.person), policy) {
                events.push(VisitEvent::SigningCompleted);
            }
            Ok(events)
        }
        VisitOp::HandOver { way, to } => {
            leading(visit, actor)?;
            if !matches!(visit.stage, Stage::Signed { .. }) {
                return Err(wrong_stage());
            }
            if to.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            Ok(vec![VisitEvent::HandedOver {
                hand_over: HandOver {
                    at: now,
                    way: *way,
                    to: to.trim().to_owned(),
                },
            }])
        }
        VisitOp::LodgeObjection { text, papers } => {
            if member(visit, actor).is_err() {
                orders_visits(visit, actor)?;
            }
            let (Stage::HandedOver { delivered } | Stage::Objections { delivered }) = &visit.stage
            else {
                return Err(wrong_stage());
            };
            if legal_day(now) > delivered.objections_until(policy) {
                return Err(Refusal::ObjectionTermOver);
            }
            if text.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            let lodged = |one: &Objection| one.text == text.trim() && one.papers == *papers;
            if delivered.objections.iter().any(lodged) {
                // The same words with the same papers twice are one objection: a double click,
                // or an operation seen both waiting here and back from the registry.
                return Err(Refusal::AlreadyLodged);
            }
            Ok(vec![VisitEvent::ObjectionLodged {
                objection: Objection {
                    at: now,
                    text: text.trim().to_owned(),
                    papers: papers.clone(),
                },
            }])
        }
        VisitOp::Register { number, sanction } => {
            registrar(actor)?;
            match visit.stage {
                Stage::HandedOver { .. } | Stage::Objections { .. } => {
                    Ok(vec![VisitEvent::Registered {
                        number: number.clone(),
                        at: now,
                        sanction: *sanction,
                    }])
                }
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::Decide => {
            if actor.role != AccountRole::Registrar {
                orders_visits(visit, actor)?;
            }
            match visit.stage {
                Stage::Registered { .. } => Ok(vec![VisitEvent::Decided { at: now }]),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::Remedy { open_points } => {
            registrar(actor)?;
            match visit.stage {
                Stage::Decided { .. } | Stage::Remedying { .. } | Stage::RepeatVisit { .. } => {
                    Ok(vec![VisitEvent::RemedyBegan {
                        open_points: *open_points,
                    }])
                }
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::PlanRepeat { repeat } => {
            if actor.role != AccountRole::Registrar {
                orders_visits(visit, actor)?;
            }
            match visit.stage {
                Stage::Remedying { .. } => Ok(vec![VisitEvent::RepeatPlanned { repeat: *repeat }]),
                _ => Err(wrong_stage()),
            }
        }
        VisitOp::Close { open_points } => {
            if actor.role != AccountRole::Registrar {
                orders_visits(visit, actor)?;
            }
            if *open_points > 0 {
                return Err(Refusal::PointsOpen { open: *open_points });
            }
            match visit.stage {
                Stage::Decided { .. } | Stage::Remedying { .. } | Stage::RepeatVisit { .. } => {
                    Ok(vec![VisitEvent::Closed { at: now }])
                }
                _ => Err(wrong_stage()),
            }
        }
    }
}

/// Whether a commission has exactly one chair, without whom no visit is ordered.
pub(super) fn has_one_chair(members: &[CommissionMember]) -> bool {
    let chairs = members
        .iter()
        .filter(|member| member.role == CommissionRole::Chair);
    chairs.count() == 1
}

impl VisitOrder {
    /// Whether the order may be issued, whatever the visit.
    ///
    /// # Errors
    /// [`Refusal::OrderWithoutNumber`] without a number.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.number.trim().is_empty() {
            return Err(Refusal::OrderWithoutNumber);
        }
        Ok(())
    }

    /// Whether the order may send a commission on a visit that begins on a day: an order of a
    /// later date would find the commission there already.
    ///
    /// # Errors
    /// [`Refusal::OrderAfterVisit`] when it is dated after that day.
    pub fn precedes(&self, first_day: NaiveDate) -> Result<(), Refusal> {
        if self.date > first_day {
            return Err(Refusal::OrderAfterVisit);
        }
        Ok(())
    }
}

fn member<'a>(visit: &'a Visit, actor: &Actor) -> Result<&'a CommissionMember, Refusal> {
    if actor.role == AccountRole::Observer {
        // An observer changes nothing, even when an order names them.
        return Err(Refusal::NotYourRole);
    }
    visit.member(actor.person).ok_or(Refusal::NotAMember)
}

fn leading<'a>(visit: &'a Visit, actor: &Actor) -> Result<&'a CommissionMember, Refusal> {
    let member = member(visit, actor)?;
    if member.role.leads() {
        Ok(member)
    } else {
        Err(Refusal::NotLeading)
    }
}

fn registrar(actor: &Actor) -> Result<(), Refusal> {
    if actor.role == AccountRole::Registrar {
        Ok(())
    } else {
        Err(Refusal::NotYourRole)
    }
}

/// Who orders visits: the same officers who rule on their consequences.
fn orders_visits(visit: &Visit, actor: &Actor) -> Result<(), Refusal> {
    use crate::sanction::{RulingRefusal, may_rule};
    may_rule(actor, visit.organisation_kind, visit.territory).map_err(|refusal| match refusal {
        RulingRefusal::NotYourTerritory => Refusal::NotYourTerritory,
        _ => Refusal::NotYourRole,
    })
}

/// Whether it is this member's turn. Members of equal rank sign in any order; the secretary
/// waits for the members and the chair for the secretary, except for those the quorum can do
/// without.
fn may_sign(
    visit: &Visit,
    file: &SignedFile,
    member: &CommissionMember,
    policy: &Policy,
) -> Result<(), Refusal> {
    if !member.role.signs() || file.is_released(member.person) {
        return Err(Refusal::DoesNotSign);
    }
    let signed = |person: PersonId| file.signatures.iter().any(|s| s.person == person);
    if signed(member.person) {
        return Err(Refusal::AlreadySigned);
    }
    let rank = member.role.signing_rank();
    let first: Vec<PersonId> = visit
        .signers()
        .into_iter()
        .filter(|other| {
            other.role.signing_rank() < rank
                && !signed(other.person)
                && !file.is_released(other.person)
                // A person entered twice signs once and never waits for themselves.
                && other.person != member.person
        })
        .map(|other| other.person)
        .collect();
    let after = file.signatures.len() + 1;
    if first.is_empty() || after >= quorum(visit, file, policy) {
        Ok(())
    } else {
        Err(Refusal::OutOfTurn { first })
    }
}

/// Signatures an act needs: the policy's share of all signers who weren't released, rounded up,
/// at least one.
fn quorum(visit: &Visit, file: &SignedFile, policy: &Policy) -> usize {
    let signers = visit
        .signers()
        .into_iter()
        .filter(|member| !file.is_released(member.person))
        .count();
    let percent = usize::try_from(policy.signing_quorum_percent.value.min(100)).unwrap_or(100);
    (signers * percent).div_ceil(100).max(1)
}

/// Whether the act is complete, counting a signature that is being made: the quorum is there and
/// the chair is among them.
fn is_complete(
    visit: &Visit,
    file: &SignedFile,
    signing: Option<PersonId>,
    policy: &Policy,
) -> bool {
    let has = |person: PersonId| {
        signing == Some(person) || file.signatures.iter().any(|s| s.person == person)
    };
    let count = visit
        .signers()
        .iter()
        .filter(|member| has(member.person) && !file.is_released(member.person))
        .count();
    count >= quorum(visit, file, policy) && visit.chair().is_some_and(|chair| has(chair.person))
}

impl Access {
    /// Whether the commission was let in.
    pub fn is_admitted(&self) -> bool {
        matches!(self, Self::Admitted(_))
    }
}
