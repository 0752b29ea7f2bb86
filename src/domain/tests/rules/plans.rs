//! Plans of visits: what is told while a plan is written, and what a plan must be to count.

use crate::world::{self, almaty, astana, at, day, hash, member, officer, order, orderer, planned};
use baqylau_domain::identifiers::{PremisesId, VisitId};
use baqylau_domain::organisation::{Organisation, OrganisationKind, Premises, Purpose};
use baqylau_domain::people::{AccountRole, Actor, CommissionRole};
use baqylau_domain::policy::Policy;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{
    PinnedChecklist, PlanFault, PlanPart, Refusal, StageName, VisitOp, VisitOrder, VisitPlan,
    decide, usual_checklists,
};
use chrono::NaiveDate;

const SCHOOL: OrganisationKind = OrganisationKind::School;

fn today() -> NaiveDate {
    day(2026, 11, 10)
}

/// The organisation of [`planned`], with a second building in another region.
fn organisation() -> Organisation {
    let visit = planned(SCHOOL);
    let place = |id: PremisesId, territory| Premises {
        id,
        name: Trilingual::same("Корпус"),
        address: Trilingual::default(),
        rka: None,
        territory,
        purpose: Purpose::Education,
        capacity: None,
        location: None,
    };
    Organisation {
        id: visit.organisation,
        bin: baqylau_domain::identifiers::Unverified::new("971240001583"),
        name: Trilingual::same("Школа"),
        kind: SCHOOL,
        territory: astana(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: vec![
            place(visit.premises, visit.territory),
            place(PremisesId::new(world::uuid(103)), almaty()),
        ],
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: true,
    }
}

fn plan() -> VisitPlan {
    VisitPlan::of(&planned(SCHOOL))
}

fn faults(plan: &VisitPlan) -> Vec<PlanFault> {
    plan.faults(Some(&organisation()), None, &orderer(SCHOOL), today())
}

#[track_caller]
fn check(change: impl FnOnce(&mut VisitPlan), expected: &[PlanFault]) {
    let mut plan = plan();
    change(&mut plan);
    assert_eq!(faults(&plan), expected);
}

#[test]
fn a_whole_plan_becomes_the_planned_visit_it_was_read_from() {
    let visit = planned(SCHOOL);
    assert_eq!(faults(&plan()), []);
    assert_eq!(plan().visit(visit.id, &organisation()), Some(visit));
}

#[test]
fn an_empty_plan_is_told_of_every_part_and_none_of_it_is_a_mistake() {
    let faults = VisitPlan::default().faults(None, None, &orderer(SCHOOL), today());
    assert!(faults.iter().all(PlanFault::is_blank), "{faults:?}");
    let parts: Vec<PlanPart> = faults.iter().map(PlanFault::part).collect();
    assert_eq!(
        parts,
        [
            PlanPart::Organisation,
            PlanPart::Premises,
            PlanPart::Planned,
            PlanPart::InspectedPeriod,
            PlanPart::Purpose,
            PlanPart::Checklists,
            PlanPart::Commission,
        ]
    );
    assert_eq!(
        VisitPlan::default().visit(VisitId::new(world::uuid(1)), &organisation()),
        None
    );
}

#[test]
fn a_commission_is_planned_with_one_chair_and_at_most_one_secretary() {
    check(|plan| plan.members.clear(), &[PlanFault::NoCommission]);
    check(
        |plan| plan.members[0].role = CommissionRole::Member,
        &[PlanFault::NotOneChair],
    );
    check(
        |plan| plan.members[2].role = CommissionRole::Chair,
        &[PlanFault::NotOneChair],
    );
    check(
        |plan| plan.members[2].role = CommissionRole::Secretary,
        &[PlanFault::SeveralSecretaries],
    );
    check(|plan| plan.members[1].role = CommissionRole::Expert, &[]);
    let twice = member(world::MEMBER, CommissionRole::Expert);
    let person = twice.person;
    check(
        |plan| plan.members.push(twice),
        &[PlanFault::PersonTwice { person }],
    );
}

#[test]
fn what_the_plan_refuses_about_the_chair_the_order_refuses_too() {
    for chairs in 0..3usize {
        let mut visit = planned(SCHOOL);
        for (index, member) in visit.members.iter_mut().enumerate() {
            member.role = if index < chairs {
                CommissionRole::Chair
            } else {
                CommissionRole::Member
            };
        }
        let op = VisitOp::Order { order: order() };
        let ordered = decide(
            &visit,
            &op,
            &orderer(SCHOOL),
            &Policy::pilot(),
            world::morning(),
        );
        let planned = faults(&VisitPlan::of(&visit));
        assert_eq!(planned.contains(&PlanFault::NotOneChair), ordered.is_err());
        assert_eq!(ordered.is_ok(), chairs == 1);
    }
}

#[test]
fn days_and_period_follow_each_other() {
    let (first, last) = (day(2026, 11, 16), day(2026, 11, 18));
    check(
        |plan| plan.planned = (Some(last), Some(first)),
        &[PlanFault::DaysReversed],
    );
    check(|plan| plan.planned.1 = None, &[PlanFault::NoDays]);
    check(|plan| plan.planned = (Some(today()), Some(today())), &[]);
    let over = day(2026, 11, 9);
    check(
        |plan| {
            plan.planned = (Some(over), Some(over));
            plan.inspected_period = (Some(day(2026, 9, 1)), Some(over));
        },
        &[PlanFault::DaysOver],
    );
    check(
        |plan| plan.inspected_period = (Some(last), Some(first)),
        &[PlanFault::PeriodReversed],
    );
    check(
        |plan| plan.inspected_period = (Some(day(2026, 11, 19)), Some(day(2026, 11, 20))),
        &[PlanFault::PeriodAhead],
    );
    check(
        |plan| plan.inspected_period.0 = None,
        &[PlanFault::NoPeriod],
    );
}

#[test]
fn a_purpose_in_one_language_is_enough_and_blanks_are_none() {
    check(|plan| plan.purpose = Trilingual::new("", "", "x"), &[]);
    check(
        |plan| plan.purpose = Trilingual::same("  "),
        &[PlanFault::NoPurpose],
    );
}

#[test]
fn a_checklist_stands_once() {
    check(|plan| plan.checklists.clear(), &[PlanFault::NoChecklist]);
    let other = PinnedChecklist {
        code: "SAFE".into(),
        version: "2026.2".into(),
        workbook: hash(8),
    };
    check(
        |plan| plan.checklists.push(other),
        &[PlanFault::ChecklistTwice {
            code: "SAFE".into(),
        }],
    );
}

#[test]
fn officers_plan_where_they_rule_and_nowhere_else() {
    let who = |role, territory| officer(role, territory);
    let second = PremisesId::new(world::uuid(103));
    let cases: [(Actor, Option<PremisesId>, Option<PlanFault>); 6] = [
        (
            who(AccountRole::EducationOfficer, Some(astana())),
            None,
            None,
        ),
        (
            who(AccountRole::EducationOfficer, Some(astana())),
            Some(second),
            Some(PlanFault::NotYourTerritory),
        ),
        (
            who(AccountRole::EducationOfficer, Some(almaty())),
            Some(second),
            None,
        ),
        (
            who(AccountRole::IssuerOfficer, None),
            None,
            Some(PlanFault::NotYourRole),
        ),
        (
            who(AccountRole::Commission, None),
            None,
            Some(PlanFault::NotYourRole),
        ),
        (
            who(AccountRole::Observer, None),
            None,
            Some(PlanFault::NotYourRole),
        ),
    ];
    for (actor, premises, expected) in cases {
        let mut plan = plan();
        plan.premises = premises.or(plan.premises);
        let found = plan.faults(Some(&organisation()), None, &actor, today());
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{actor:?}");
    }
    // Before a building is chosen, one of theirs is enough.
    let mut open = plan();
    open.premises = None;
    for territory in [astana(), almaty()] {
        let actor = who(AccountRole::EducationOfficer, Some(territory));
        let found = open.faults(Some(&organisation()), None, &actor, today());
        assert_eq!(found, [PlanFault::NoPremises], "{territory}");
    }
    let elsewhere = "390000000".parse().ok();
    let actor = who(AccountRole::EducationOfficer, elsewhere);
    let found = open.faults(Some(&organisation()), None, &actor, today());
    assert_eq!(found, [PlanFault::NotYourTerritory, PlanFault::NoPremises]);
}

#[test]
fn a_building_of_somebody_else_is_not_visited() {
    check(
        |plan| plan.premises = Some(PremisesId::new(world::uuid(999))),
        &[PlanFault::OtherPremises],
    );
}

#[test]
fn only_a_registered_visit_to_the_same_organisation_is_repeated() {
    let actor = orderer(SCHOOL);
    for stage in StageName::ALL {
        let first = at(SCHOOL, stage);
        let mut plan = plan();
        plan.repeats = Some(first.id);
        let found = plan.faults(Some(&organisation()), Some(&first), &actor, today());
        let expected = if first.stage.number().is_some() {
            vec![]
        } else {
            vec![PlanFault::NothingToRepeat]
        };
        assert_eq!(found, expected, "{stage:?}");
    }
    let mut elsewhere = at(SCHOOL, StageName::Remedying);
    elsewhere.organisation = baqylau_domain::identifiers::OrganisationId::new(world::uuid(5));
    let mut plan = plan();
    plan.repeats = Some(elsewhere.id);
    for first in [None, Some(&elsewhere)] {
        assert_eq!(
            plan.faults(Some(&organisation()), first, &actor, today()),
            [PlanFault::NothingToRepeat]
        );
    }
}

#[test]
fn an_order_without_a_number_is_no_order() {
    let mut blank: VisitOrder = order();
    assert_eq!(blank.check(), Ok(()));
    blank.number = " ".into();
    assert_eq!(blank.check(), Err(Refusal::OrderWithoutNumber));
}

#[test]
fn an_order_of_a_later_date_sends_nobody_on_a_visit_that_has_begun() {
    let visit = world::planned(SCHOOL);
    let orderer = world::orderer(SCHOOL);
    let decided = |date| {
        let order = VisitOrder { date, ..order() };
        let op = VisitOp::Order { order };
        decide(&visit, &op, &orderer, &Policy::pilot(), world::morning())
    };
    let (first, _) = visit.planned;
    assert!(decided(first).is_ok(), "on the very day is in time");
    assert_eq!(
        decided(first.succ_opt().unwrap()),
        Err(Refusal::OrderAfterVisit)
    );
}

#[test]
fn every_kind_of_organisation_has_its_own_list_and_the_one_of_safety() {
    for kind in [
        OrganisationKind::School,
        OrganisationKind::University,
        OrganisationKind::Dormitory,
    ] {
        let lists = usual_checklists(kind);
        assert_eq!(lists.len(), 2);
        assert_eq!(lists[1], "SAFE");
    }
}

#[test]
fn a_visit_is_moved_until_its_order_fixes_the_days() {
    let days = (day(2026, 11, 20), day(2026, 11, 21));
    let op = VisitOp::Move { planned: days };
    let policy = Policy::pilot();
    for stage in StageName::ALL {
        let mut visit = at(SCHOOL, stage);
        let before = visit.clone();
        let answer = decide(&visit, &op, &orderer(SCHOOL), &policy, world::morning());
        if stage == StageName::Planned {
            answer.unwrap().iter().for_each(|event| visit.apply(event));
            assert_eq!(visit.planned, days);
            assert_eq!(visit.version, before.version + 1);
            assert_eq!(visit.stage, before.stage);
        } else {
            assert_eq!(answer, Err(Refusal::WrongStage { stage }));
        }
    }
    let refused = |planned| {
        let op = VisitOp::Move { planned };
        decide(
            &planned_visit(),
            &op,
            &orderer(SCHOOL),
            &policy,
            world::morning(),
        )
        .unwrap_err()
    };
    for (planned, fault) in [
        ((days.1, days.0), PlanFault::DaysReversed),
        ((day(2026, 11, 1), day(2026, 11, 15)), PlanFault::DaysOver),
    ] {
        assert_eq!(refused(planned), Refusal::Plan { fault });
    }
}

fn planned_visit() -> baqylau_domain::visit::Visit {
    planned(SCHOOL)
}
