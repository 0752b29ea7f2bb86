//! The visit: stories of its rules, and random walks that must never leave its state machine.

use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::{AccountRole, Actor, CommissionRole};
use baqylau_domain::policy::Policy;
use baqylau_domain::visit::{
    Access, Refusal, Stage, StageName, Visit, VisitEvent, VisitOp, decide,
};
use chrono::TimeDelta;
use proptest::prelude::*;

use crate::world::{self, CHAIR, EXPERT, MEMBER, SECOND_MEMBER, SECRETARY, STRANGER};

const UNIVERSITY: OrganisationKind = OrganisationKind::University;

fn refused(visit: &Visit, n: u128, op: &VisitOp, minute: i64) -> Refusal {
    decide(
        visit,
        op,
        &world::commissioner(n),
        &Policy::pilot(),
        world::minutes(minute),
    )
    .unwrap_err()
}

fn allowed(visit: &mut Visit, n: u128, op: &VisitOp, minute: i64) {
    world::does(visit, &world::commissioner(n), op, world::minutes(minute));
}

#[test]
fn a_commission_without_a_chair_or_with_two_is_not_sent() {
    let orderer = world::orderer(UNIVERSITY);
    let op = VisitOp::Order {
        order: world::order(),
    };
    let mut visit = world::planned(UNIVERSITY);
    visit
        .members
        .retain(|member| member.role != CommissionRole::Chair);
    let answer = decide(&visit, &op, &orderer, &Policy::pilot(), world::morning());
    assert_eq!(answer, Err(Refusal::NoChair));
    visit
        .members
        .push(world::member(CHAIR, CommissionRole::Chair));
    visit
        .members
        .push(world::member(STRANGER, CommissionRole::Chair));
    let answer = decide(&visit, &op, &orderer, &Policy::pilot(), world::morning());
    assert_eq!(answer, Err(Refusal::NoChair));
}

#[test]
fn nobody_enters_before_the_leaflet_of_rights_is_handed_over() {
    let mut visit = world::at(UNIVERSITY, StageName::OnSite);
    assert_eq!(
        refused(&visit, CHAIR, &VisitOp::Admit, 1),
        Refusal::LeafletFirst
    );
    allowed(&mut visit, SECRETARY, &VisitOp::HandLeaflet, 2);
    assert_eq!(
        refused(&visit, CHAIR, &VisitOp::HandLeaflet, 3),
        Refusal::WrongStage {
            stage: StageName::OnSite
        },
        "once"
    );
    allowed(&mut visit, CHAIR, &VisitOp::Admit, 4);
    assert_eq!(visit.stage.name(), StageName::Recording);
}

#[test]
fn a_refusal_at_the_door_is_recorded_after_half_an_hour_with_witnesses() {
    let mut visit = world::at(UNIVERSITY, StageName::OnSite);
    let op = world::refuse_admission();
    assert_eq!(
        refused(&visit, CHAIR, &op, 0),
        Refusal::WaitLonger { minutes_left: 30 }
    );
    assert_eq!(
        refused(&visit, CHAIR, &op, 29),
        Refusal::WaitLonger { minutes_left: 1 }
    );
    assert_eq!(
        refused(&visit, CHAIR, &op, -600),
        Refusal::WaitLonger { minutes_left: 30 },
        "a clock set back makes nobody wait longer than the rule"
    );
    for (circumstances, witnesses) in [
        ("", vec!["дворник".to_owned(), "вахтёр".to_owned()]),
        ("не открыли", vec![]),
        ("не открыли", vec!["дворник".into(), " ".into()]),
    ] {
        let op = VisitOp::RefuseAdmission {
            circumstances: circumstances.into(),
            witnesses,
        };
        assert_eq!(refused(&visit, CHAIR, &op, 30), Refusal::RefusalIncomplete);
    }
    allowed(&mut visit, CHAIR, &op, 30);
    assert_eq!(visit.stage.name(), StageName::AdmissionRefused);
    assert!(
        visit.stage.is_open_for_drafts(),
        "evidence of the refusal is still taken in"
    );

    // Only the act of refusal can follow.
    assert_eq!(
        refused(&visit, CHAIR, &world::fix_act(ActKind::Monitoring), 40),
        Refusal::WrongActKind
    );
    allowed(
        &mut visit,
        CHAIR,
        &world::fix_act(ActKind::AdmissionRefusal),
        40,
    );
    allowed(&mut visit, CHAIR, &VisitOp::WithdrawAct, 41);
    assert_eq!(
        visit.stage.name(),
        StageName::AdmissionRefused,
        "back to where it came from"
    );
}

#[test]
fn the_act_is_not_fixed_while_something_is_open() {
    let visit = world::at(UNIVERSITY, StageName::Merging);
    let with = |open: u32, missing: u32| {
        let mut op = world::fix_act(ActKind::Monitoring);
        if let VisitOp::FixAct {
            open_conflicts,
            blockers,
            ..
        } = &mut op
        {
            (*open_conflicts, *blockers) = (open, missing);
        }
        op
    };
    assert_eq!(
        refused(&visit, SECRETARY, &with(2, 0), 1),
        Refusal::Conflicts { count: 2 }
    );
    assert_eq!(
        refused(&visit, SECRETARY, &with(0, 3), 1),
        Refusal::Blocked { count: 3 }
    );
}

#[test]
fn members_sign_first_then_the_secretary_and_the_chair_last() {
    let mut visit = world::at(UNIVERSITY, StageName::Signing);
    let first = |ns: &[u128]| Refusal::OutOfTurn {
        first: ns.iter().map(|n| world::person(*n)).collect(),
    };
    assert_eq!(
        refused(&visit, CHAIR, &world::sign(CHAIR), 1),
        first(&[MEMBER, SECOND_MEMBER, SECRETARY])
    );
    assert_eq!(
        refused(&visit, SECRETARY, &world::sign(SECRETARY), 1),
        first(&[MEMBER, SECOND_MEMBER])
    );
    assert_eq!(
        refused(&visit, EXPERT, &world::sign(EXPERT), 1),
        Refusal::DoesNotSign
    );
    assert_eq!(
        refused(&visit, STRANGER, &world::sign(STRANGER), 1),
        Refusal::NotAMember
    );
    // Members among themselves in any order.
    allowed(&mut visit, SECOND_MEMBER, &world::sign(SECOND_MEMBER), 1);
    assert_eq!(
        refused(&visit, SECOND_MEMBER, &world::sign(SECOND_MEMBER), 2),
        Refusal::AlreadySigned
    );
    allowed(&mut visit, MEMBER, &world::sign(MEMBER), 2);
    assert_eq!(
        refused(&visit, CHAIR, &world::sign(CHAIR), 3),
        first(&[SECRETARY])
    );
    allowed(&mut visit, SECRETARY, &world::sign(SECRETARY), 3);
    assert_eq!(visit.stage.name(), StageName::Signing);
    allowed(&mut visit, CHAIR, &world::sign(CHAIR), 4);
    assert_eq!(visit.stage.name(), StageName::Signed);
    let signed: Vec<_> = visit
        .stage
        .signed_file()
        .unwrap()
        .signatures
        .iter()
        .map(|s| s.person)
        .collect();
    assert_eq!(
        signed,
        [SECOND_MEMBER, MEMBER, SECRETARY, CHAIR].map(world::person)
    );
}

#[test]
fn a_signature_over_other_bytes_is_refused() {
    let visit = world::at(UNIVERSITY, StageName::Signing);
    let op = VisitOp::Sign {
        sha256: world::hash(2),
        cms: world::hash(3),
        with_opinion: false,
    };
    assert_eq!(refused(&visit, MEMBER, &op, 1), Refusal::OtherBytes);
}

#[test]
fn an_act_somebody_signed_cannot_be_withdrawn() {
    let mut visit = world::at(UNIVERSITY, StageName::Signing);
    allowed(&mut visit, MEMBER, &world::sign(MEMBER), 1);
    assert_eq!(
        refused(&visit, CHAIR, &VisitOp::WithdrawAct, 2),
        Refusal::SomebodySigned
    );
}

#[test]
fn with_a_quorum_the_chair_need_not_wait_for_somebody_who_left() {
    let mut policy = Policy::pilot();
    policy.signing_quorum_percent.value = 75;
    let mut visit = world::at(UNIVERSITY, StageName::Signing);
    let mut sign = |n: u128| {
        let events = decide(
            &visit,
            &world::sign(n),
            &world::commissioner(n),
            &policy,
            world::minutes(1),
        )?;
        events.iter().for_each(|event| visit.apply(event));
        Ok::<StageName, Refusal>(visit.stage.name())
    };
    assert_eq!(sign(MEMBER), Ok(StageName::Signing));
    assert!(
        matches!(sign(CHAIR), Err(Refusal::OutOfTurn { .. })),
        "two of four are too few"
    );
    assert!(matches!(sign(SECRETARY), Err(Refusal::OutOfTurn { .. })));
    assert_eq!(sign(SECOND_MEMBER), Ok(StageName::Signing));
    assert_eq!(
        sign(CHAIR),
        Ok(StageName::Signed),
        "three of four with the chair"
    );
}

#[test]
fn a_quorum_without_the_chair_makes_no_act() {
    let mut policy = Policy::pilot();
    policy.signing_quorum_percent.value = 50;
    let mut visit = world::at(UNIVERSITY, StageName::Signing);
    for n in [MEMBER, SECOND_MEMBER, SECRETARY] {
        let actor = world::commissioner(n);
        let events = decide(&visit, &world::sign(n), &actor, &policy, world::minutes(1)).unwrap();
        events.iter().for_each(|event| visit.apply(event));
        assert_eq!(visit.stage.name(), StageName::Signing);
    }
}

#[test]
fn a_person_entered_twice_signs_once_and_waits_for_nobody() {
    let mut visit = world::at(UNIVERSITY, StageName::Signing);
    visit.members = vec![
        world::member(CHAIR, CommissionRole::Chair),
        world::member(CHAIR, CommissionRole::Member),
    ];
    allowed(&mut visit, CHAIR, &world::sign(CHAIR), 1);
    assert_eq!(visit.stage.name(), StageName::Signed);
}

#[test]
fn an_observer_changes_nothing_even_when_an_order_names_them() {
    let visit = world::at(UNIVERSITY, StageName::Recording);
    let actor = Actor {
        role: AccountRole::Observer,
        ..world::commissioner(CHAIR)
    };
    let answer = decide(
        &visit,
        &VisitOp::BeginMerging,
        &actor,
        &Policy::pilot(),
        world::minutes(1),
    );
    assert_eq!(answer, Err(Refusal::NotYourRole));
}

#[test]
fn objections_are_taken_for_three_working_days_of_kazakhstan() {
    // Handed over on Monday, 16.11.2026; the third working day is Thursday, 19.11.2026.
    let visit = world::at(UNIVERSITY, StageName::HandedOver);
    let ask = |moment: &str| {
        decide(
            &visit,
            &world::objection(),
            &world::commissioner(CHAIR),
            &Policy::pilot(),
            moment.parse().unwrap(),
        )
    };
    assert!(ask("2026-11-19T18:59:59Z").is_ok(), "23:59:59 in Astana");
    assert_eq!(
        ask("2026-11-19T19:00:00Z"),
        Err(Refusal::ObjectionTermOver),
        "00:00 in Astana"
    );
}

#[test]
fn the_same_objection_with_the_same_papers_is_one_objection() {
    let mut visit = world::at(UNIVERSITY, StageName::HandedOver);
    let ask = |visit: &Visit| {
        decide(
            visit,
            &world::objection(),
            &world::commissioner(CHAIR),
            &Policy::pilot(),
            "2026-11-17T05:00:00Z".parse().unwrap(),
        )
    };
    for event in ask(&visit).unwrap() {
        visit.apply(&event);
    }
    assert_eq!(ask(&visit), Err(Refusal::AlreadyLodged));
    let lodged = visit.stage.delivered().unwrap().objections.len();
    assert_eq!(lodged, 1);
}

#[test]
fn an_act_handed_over_before_dawn_counts_from_its_own_day() {
    // Tuesday 17.11.2026, 03:00 in Astana, is still Monday in UTC; the term ends on Friday.
    let mut visit = world::at(UNIVERSITY, StageName::Signed);
    world::does(
        &mut visit,
        &world::commissioner(CHAIR),
        &world::hand_over(),
        "2026-11-16T22:00:00Z".parse().unwrap(),
    );
    let ask = |moment: &str| {
        decide(
            &visit,
            &world::objection(),
            &world::commissioner(CHAIR),
            &Policy::pilot(),
            moment.parse().unwrap(),
        )
    };
    assert!(ask("2026-11-20T12:00:00Z").is_ok());
    assert_eq!(ask("2026-11-21T12:00:00Z"), Err(Refusal::ObjectionTermOver));
}

#[test]
fn a_visit_is_not_closed_while_points_are_open() {
    let visit = world::at(UNIVERSITY, StageName::Remedying);
    let answer = decide(
        &visit,
        &VisitOp::Close { open_points: 1 },
        &world::registrar(),
        &Policy::pilot(),
        world::minutes(400),
    );
    assert_eq!(answer, Err(Refusal::PointsOpen { open: 1 }));
}

#[test]
fn every_stage_has_its_own_key_and_survives_json() {
    let mut keys: Vec<&str> = StageName::ALL.iter().map(|stage| stage.key()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), StageName::ALL.len());
    for stage in StageName::ALL {
        let visit = world::at(UNIVERSITY, stage);
        assert_eq!(visit.stage.name(), stage);
        let json = serde_json::to_string(&visit).unwrap();
        assert_eq!(serde_json::from_str::<Visit>(&json).unwrap(), visit);
    }
}

#[test]
fn events_that_do_not_fit_the_stage_change_nothing() {
    for stage in StageName::ALL {
        let mut visit = world::at(UNIVERSITY, stage);
        let before = visit.clone();
        if stage != StageName::Merging {
            visit.apply(&VisitEvent::RecordingResumed);
            assert_eq!(visit, before);
        }
        if stage != StageName::Planned {
            visit.apply(&VisitEvent::Ordered {
                order: world::order(),
            });
            assert_eq!(visit, before);
        }
    }
}

/// The state machine written down a second time: where each stage may lead.
fn may_follow(stage: StageName) -> &'static [StageName] {
    use StageName as S;
    match stage {
        S::Planned => &[S::Planned, S::Ordered],
        S::Ordered => &[S::Notified, S::OnSite],
        S::Notified => &[S::OnSite],
        S::OnSite => &[S::OnSite, S::AdmissionRefused, S::Recording],
        S::AdmissionRefused => &[S::Signing],
        S::Recording => &[S::Merging],
        S::Merging => &[S::Recording, S::Signing],
        S::Signing => &[S::Signing, S::Merging, S::AdmissionRefused, S::Signed],
        S::Signed => &[S::HandedOver],
        S::HandedOver => &[S::Objections, S::Registered],
        S::Objections => &[S::Objections, S::Registered],
        S::Registered => &[S::Decided],
        S::Decided => &[S::Remedying, S::Closed],
        S::Remedying => &[S::Remedying, S::RepeatVisit, S::Closed],
        S::RepeatVisit => &[S::Remedying, S::Closed],
        S::Closed => &[],
    }
}

fn every_op() -> Vec<VisitOp> {
    let mut ops = vec![
        VisitOp::Move {
            planned: (world::day(2026, 11, 20), world::day(2026, 11, 20)),
        },
        VisitOp::Order {
            order: world::order(),
        },
        VisitOp::Notify,
        VisitOp::Arrive { location: None },
        VisitOp::HandLeaflet,
        VisitOp::Admit,
        world::refuse_admission(),
        VisitOp::BeginMerging,
        VisitOp::ResumeRecording,
        world::fix_act(ActKind::Monitoring),
        world::fix_act(ActKind::AdmissionRefusal),
        VisitOp::WithdrawAct,
        VisitOp::ReleaseSigner {
            member: world::person(world::SECOND_MEMBER),
            reason: "left".to_owned(),
        },
        VisitOp::Sign {
            sha256: world::hash(2),
            cms: world::hash(8),
            with_opinion: true,
        },
        world::hand_over(),
        world::objection(),
        world::register(),
        VisitOp::Decide,
        VisitOp::Remedy { open_points: 2 },
        VisitOp::PlanRepeat {
            repeat: VisitId::new(world::uuid(400)),
        },
        VisitOp::Close { open_points: 0 },
        VisitOp::Close { open_points: 1 },
    ];
    ops.extend((1..=6).map(world::sign));
    ops
}

fn everybody() -> Vec<Actor> {
    let mut actors: Vec<Actor> = (1..=6).map(world::commissioner).collect();
    actors.extend([
        world::officer(AccountRole::IssuerOfficer, None),
        world::officer(AccountRole::EducationOfficer, Some(world::astana())),
        world::officer(AccountRole::EducationOfficer, Some(world::almaty())),
        world::officer(AccountRole::FinancialCentre, None),
        world::officer(AccountRole::Observer, None),
        world::registrar(),
    ]);
    actors
}

/// One step: usually something that is allowed, now and then anything at all.
#[derive(Debug, Clone, Copy)]
struct Step {
    choice: usize,
    wild: bool,
    minutes: i64,
}

fn step() -> impl Strategy<Value = Step> {
    (any::<usize>(), proptest::bool::weighted(0.2), -5..50i64).prop_map(
        |(choice, wild, minutes)| Step {
            choice,
            wild,
            minutes,
        },
    )
}

fn commission() -> impl Strategy<Value = Vec<(u128, CommissionRole)>> {
    (any::<bool>(), 0..3u128, any::<bool>()).prop_map(|(secretary, members, expert)| {
        let mut commission = vec![(CHAIR, CommissionRole::Chair)];
        if secretary {
            commission.push((SECRETARY, CommissionRole::Secretary));
        }
        commission.extend((0..members).map(|n| (MEMBER + n, CommissionRole::Member)));
        if expert {
            commission.push((EXPERT, CommissionRole::Expert));
        }
        commission
    })
}

/// The bytes of the act, once somebody has signed them.
fn signed_bytes(visit: &Visit) -> Option<BlobHash> {
    let file = visit.stage.signed_file()?;
    (!file.signatures.is_empty()).then_some(file.act.sha256)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_walks_stay_within_the_state_machine(
        school in any::<bool>(),
        commission in commission(),
        percent in prop_oneof![Just(100u32), 0..150u32],
        steps in proptest::collection::vec(step(), 1..60),
    ) {
        let kind =
            if school { OrganisationKind::School } else { OrganisationKind::University };
        let mut visit = world::planned(kind);
        visit.members =
            commission.iter().map(|(n, role)| world::member(*n, *role)).collect();
        let mut policy = Policy::pilot();
        policy.signing_quorum_percent.value = percent;
        let (ops, actors) = (every_op(), everybody());
        let mut now = world::morning();
        let mut fixed: Option<BlobHash> = None;
        for step in steps {
            now += TimeDelta::minutes(step.minutes);
            let choices: Vec<(usize, usize)> = (0..ops.len())
                .flat_map(|op| (0..actors.len()).map(move |actor| (op, actor)))
                .filter(|(op, actor)| {
                    step.wild || decide(&visit, &ops[*op], &actors[*actor], &policy, now).is_ok()
                })
                .collect();
            if visit.stage.name() == StageName::Closed {
                prop_assert!(step.wild || choices.is_empty(), "nothing is done to a closed visit");
            }
            if choices.is_empty() {
                continue;
            }
            let (op, actor) = choices[step.choice % choices.len()];
            let (op, actor) = (&ops[op], &actors[actor]);
            let before = visit.clone();
            let answer = decide(&visit, op, actor, &policy, now);
            prop_assert_eq!(&answer, &decide(&visit, op, actor, &policy, now), "pure");
            let Ok(events) = answer else { continue };
            prop_assert!(!events.is_empty());
            for event in &events {
                let from = visit.stage.name();
                let version = visit.version;
                visit.apply(event);
                prop_assert_eq!(visit.version, version + 1, "every event decided is taken in");
                prop_assert!(
                    may_follow(from).contains(&visit.stage.name()),
                    "{:?} -> {:?} by {}", from, visit.stage.name(), op.word()
                );
            }

            // What was recorded stays recorded.
            if let Some(order) = before.stage.order() {
                prop_assert_eq!(visit.stage.order(), Some(order));
            }
            if before.stage.number().is_some() {
                prop_assert_eq!(visit.stage.number(), before.stage.number());
            }
            // The bytes of an act never change once somebody has signed them.
            if let Some(bytes) = fixed.or(signed_bytes(&before)) {
                prop_assert_eq!(signed_bytes(&visit), Some(bytes));
                fixed = Some(bytes);
            }
            if let Some(file) = visit.stage.signed_file() {
                let old = before.stage.signed_file().map_or(&[][..], |file| &file.signatures);
                prop_assert!(file.signatures.starts_with(old), "signatures are only added");
                let mut people: Vec<_> = file.signatures.iter().map(|s| s.person).collect();
                let ranks: Vec<u8> = people.iter()
                    .map(|person| visit.member(*person).unwrap().role.signing_rank()).collect();
                for person in &people {
                    prop_assert!(visit.member(*person).unwrap().role.signs());
                }
                if percent >= 100 {
                    prop_assert!(ranks.is_sorted(), "members, secretary, chair");
                }
                let signers =
                    visit.signers().iter().filter(|m| !file.is_released(m.person)).count();
                let needed = (signers * usize::try_from(percent.min(100)).unwrap())
                    .div_ceil(100).max(1);
                let count = people.len();
                let chaired = people.contains(&world::person(CHAIR));
                people.sort_unstable();
                people.dedup();
                prop_assert_eq!(people.len(), count, "nobody signs twice");
                let complete = count >= needed && chaired;
                prop_assert_eq!(visit.stage.name() != StageName::Signing, complete);
                let admitted = matches!(file.recorded.access, Access::Admitted(_));
                prop_assert_eq!(file.act.kind == ActKind::Monitoring, admitted);
            }
            let json = serde_json::to_string(&visit).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Visit>(&json).unwrap(), &visit);
        }
    }
}

/// Whether the walks above reach far enough to mean anything.
#[test]
fn somebody_can_always_move_an_open_visit_on() {
    let (ops, actors) = (every_op(), everybody());
    for stage in StageName::ALL {
        let visit = world::at(UNIVERSITY, stage);
        let now = world::minutes(400);
        let ways = ops
            .iter()
            .flat_map(|op| actors.iter().map(move |actor| (op, actor)))
            .filter(|(op, actor)| decide(&visit, op, actor, &Policy::pilot(), now).is_ok())
            .count();
        assert_eq!(ways == 0, stage == StageName::Closed, "{stage:?}");
        assert_eq!(
            matches!(visit.stage, Stage::Closed { .. }),
            may_follow(stage).is_empty()
        );
    }
}

#[test]
fn an_act_goes_on_without_a_member_who_left_but_never_without_its_chair() {
    let mut visit = world::at(UNIVERSITY, StageName::Signing);
    let release = |n: u128, reason: &str| VisitOp::ReleaseSigner {
        member: world::person(n),
        reason: reason.to_owned(),
    };
    let sign = VisitOp::Sign {
        sha256: world::hash(1),
        cms: world::hash(8),
        with_opinion: false,
    };
    allowed(&mut visit, world::MEMBER, &sign, 60);
    assert_eq!(
        refused(
            &visit,
            SECRETARY,
            &release(world::SECOND_MEMBER, "left"),
            61
        ),
        Refusal::NotLeading
    );
    assert_eq!(
        refused(&visit, CHAIR, &release(CHAIR, "busy"), 61),
        Refusal::NoChair
    );
    assert_eq!(
        refused(&visit, CHAIR, &release(world::MEMBER, "left"), 61),
        Refusal::AlreadySigned
    );
    assert_eq!(
        refused(&visit, CHAIR, &release(world::SECOND_MEMBER, "  "), 61),
        Refusal::TextMissing
    );
    allowed(
        &mut visit,
        CHAIR,
        &release(world::SECOND_MEMBER, "left the commission"),
        62,
    );
    assert_eq!(
        visit.stage.signed_file().map(|file| file.released.len()),
        Some(1),
        "the reason stays with the act"
    );
    allowed(&mut visit, SECRETARY, &sign, 63);
    assert_eq!(
        visit.stage.name(),
        StageName::Signing,
        "the chair is still needed"
    );
    allowed(&mut visit, CHAIR, &sign, 64);
    assert_eq!(visit.stage.name(), StageName::Signed);
}
