//! A consequence for payments: proposed by a commission or the clock, decided by a person only.

use baqylau_domain::identifiers::{
    ActId, OrganisationId, PersonId, PremisesId, SanctionId, VisitId,
};
use baqylau_domain::organisation::OrganisationKind;
use baqylau_domain::people::{AccountRole, Actor, Person};
use baqylau_domain::policy::Policy;
use baqylau_domain::sanction::{
    ESCALATION_GROUND, Payment, Ruling, RulingRefusal, Sanction, SanctionState, light_of, may_rule,
    payment_of,
};
use baqylau_domain::sanction_log::StepKind;
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{Consequence, Ground, Light, propose};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::world;

fn issuer() -> Actor {
    world::officer(AccountRole::IssuerOfficer, None)
}

pub fn proposed(grounds: &[Ground]) -> Sanction {
    Sanction {
        id: SanctionId::new(world::uuid(300)),
        visit: VisitId::new(world::uuid(100)),
        act: ActId::new(world::uuid(200)),
        organisation: OrganisationId::new(world::uuid(101)),
        proposal: propose(grounds.iter().copied(), PremisesId::new(world::uuid(102))).unwrap(),
        proposed_at: world::morning(),
        state: SanctionState::Proposed,
        log: Vec::new(),
        points: Vec::new(),
    }
}

fn rule(
    sanction: &Sanction,
    ruling: &Ruling,
    today: NaiveDate,
) -> Result<SanctionState, RulingRefusal> {
    sanction.rule(
        ruling,
        "  По акту № 147.  ",
        &issuer(),
        OrganisationKind::University,
        world::astana(),
        &Policy::pilot(),
        today,
        world::morning(),
    )
}

fn ruled(mut sanction: Sanction, ruling: &Ruling, today: NaiveDate) -> Sanction {
    sanction.state = rule(&sanction, ruling, today).unwrap();
    sanction
}

#[test]
fn a_suspension_lasts_four_months_and_then_termination_is_proposed_not_decided() {
    let sanction = ruled(
        proposed(&[Ground::AdmissionRefused]),
        &Ruling::Suspend,
        world::day(2026, 2, 16),
    );
    assert!(sanction.stops_payment());
    assert!(!sanction.waits_for_decision());
    assert_eq!(
        sanction.escalate(world::day(2026, 6, 16)),
        None,
        "the last day still counts"
    );

    let escalated = sanction.escalate(world::day(2026, 6, 17)).unwrap();
    assert!(matches!(escalated.state, SanctionState::Escalated { .. }));
    assert!(escalated.stops_payment(), "payment stays suspended");
    assert!(escalated.waits_for_decision(), "a person decides");
    assert_eq!(escalated.light(), Light::Red);
    assert_eq!(
        escalated.escalate(world::day(2030, 1, 1)),
        None,
        "the clock does nothing more"
    );
    assert_eq!(escalated.proposal.consequence, Consequence::Termination);
    assert_eq!(
        escalated.proposal.grounds,
        [Ground::AdmissionRefused, ESCALATION_GROUND]
    );
    assert_eq!(
        escalated.proposal.premises, sanction.proposal.premises,
        "the clock stops no other building"
    );

    let end = ruled(escalated, &Ruling::Terminate, world::day(2026, 6, 20));
    assert!(matches!(end.state, SanctionState::Terminated { .. }));
}

#[test]
fn whether_an_organisation_is_paid_follows_from_decisions_and_from_no_proposal() {
    let day = world::day(2026, 2, 16);
    let waits = proposed(&[Ground::LicenceWithdrawn]);
    let here = ruled(proposed(&[Ground::AdmissionRefused]), &Ruling::Suspend, day);
    let all = ruled(proposed(&[Ground::TaxOrSocialDebt]), &Ruling::Suspend, day);
    let late = all.escalate(world::day(2026, 6, 17)).unwrap();
    let over = ruled(late.clone(), &Ruling::Terminate, world::day(2026, 6, 20));
    for (sanctions, payment) in [
        (vec![], Payment::Runs),
        (vec![&waits], Payment::Runs),
        (vec![&waits, &here], Payment::PausedInPart),
        (vec![&here, &all], Payment::Paused),
        (vec![&late], Payment::Paused),
        (vec![&over, &here], Payment::Ended),
    ] {
        assert_eq!(payment_of(sanctions), payment);
    }
    for (sanction, since) in [(&waits, None), (&here, Some(day)), (&late, Some(day))] {
        assert_eq!(sanction.stopped_since(), since);
    }
    assert!(over.stopped_since().is_some());
}

#[test]
fn payment_resumes_only_when_nothing_is_open() {
    let suspended = ruled(
        proposed(&[Ground::AddressNotInLicence]),
        &Ruling::Suspend,
        world::day(2026, 2, 16),
    );
    assert_eq!(
        rule(
            &suspended,
            &Ruling::Resume { open_points: 2 },
            world::day(2026, 3, 1)
        ),
        Err(RulingRefusal::NotRemedied { open: 2 })
    );
    let resumed = ruled(
        suspended,
        &Ruling::Resume { open_points: 0 },
        world::day(2026, 3, 1),
    );
    assert!(!resumed.stops_payment());
    assert_eq!(resumed.light(), Light::Green);
    match resumed.state {
        SanctionState::Resumed { since, ended, .. } => {
            assert_eq!(
                (since, ended),
                (world::day(2026, 2, 16), world::day(2026, 3, 1))
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_decision_needs_a_reason_a_role_and_the_territory() {
    let sanction = proposed(&[Ground::LicenceWithdrawn]);
    let ask = |reason: &str, actor: &Actor, kind: OrganisationKind| {
        sanction.rule(
            &Ruling::Suspend,
            reason,
            actor,
            kind,
            world::astana(),
            &Policy::pilot(),
            world::day(2026, 11, 20),
            world::morning(),
        )
    };
    for reason in ["", " \n\t", "\u{00a0}\u{3000}"] {
        assert_eq!(
            ask(reason, &issuer(), OrganisationKind::University),
            Err(RulingRefusal::NoReason)
        );
    }
    let school = OrganisationKind::School;
    assert_eq!(
        ask("По акту", &issuer(), school),
        Err(RulingRefusal::NotYourRole)
    );
    let elsewhere = world::officer(AccountRole::EducationOfficer, Some(world::almaty()));
    assert_eq!(
        ask("По акту", &elsewhere, school),
        Err(RulingRefusal::NotYourTerritory)
    );
    let here = world::officer(AccountRole::EducationOfficer, Some(world::astana()));
    match ask("  По акту  ", &here, school) {
        Ok(SanctionState::Suspended { decision, .. }) => {
            assert_eq!(decision.reason, "По акту");
            assert_eq!(decision.by, here.person);
            assert_eq!(decision.at, world::morning());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_two_roles_ever_decide_and_never_the_registry_by_itself() {
    for role in [
        AccountRole::Commission,
        AccountRole::EducationOfficer,
        AccountRole::IssuerOfficer,
        AccountRole::FinancialCentre,
        AccountRole::Observer,
        AccountRole::Registrar,
    ] {
        for (kind, right) in [
            (OrganisationKind::University, AccountRole::IssuerOfficer),
            (OrganisationKind::Dormitory, AccountRole::IssuerOfficer),
            (OrganisationKind::School, AccountRole::EducationOfficer),
        ] {
            let allowed = may_rule(&world::officer(role, None), kind, world::astana()).is_ok();
            assert_eq!(allowed, role == right, "{role:?} {kind:?}");
        }
    }
}

#[test]
fn a_contract_is_terminated_only_where_termination_was_proposed() {
    let today = world::day(2026, 11, 20);
    assert_eq!(
        rule(
            &proposed(&[Ground::TaxOrSocialDebt]),
            &Ruling::Terminate,
            today
        ),
        Err(RulingRefusal::TerminationNotProposed)
    );
    let grave = proposed(&[Ground::TaxOrSocialDebt, Ground::StudyStopped]);
    assert!(rule(&grave, &Ruling::Terminate, today).is_ok());
    assert!(
        rule(&grave, &Ruling::Suspend, today).is_ok(),
        "an officer may be milder"
    );
    assert!(rule(&grave, &Ruling::Dismiss, today).is_ok());
}

#[test]
fn the_light_of_an_organisation_is_the_gravest_of_its_sanctions() {
    let today = world::day(2026, 11, 20);
    let proposed_suspension = proposed(&[Ground::AdmissionRefused]);
    let proposed_termination = proposed(&[Ground::StudyStopped]);
    let dismissed = ruled(proposed_termination.clone(), &Ruling::Dismiss, today);
    assert_eq!(light_of([]), Light::Green);
    assert_eq!(light_of([&dismissed]), Light::Green);
    assert_eq!(light_of([&dismissed, &proposed_suspension]), Light::Yellow);
    assert_eq!(
        light_of([&proposed_suspension, &proposed_termination]),
        Light::Red
    );
}

fn any_ruling() -> impl Strategy<Value = Ruling> {
    prop_oneof![
        Just(Ruling::Suspend),
        Just(Ruling::Terminate),
        Just(Ruling::Dismiss),
        (0..3u32).prop_map(|open_points| Ruling::Resume { open_points }),
    ]
}

/// The state machine, written down a second time as the edges it may take.
fn may_follow(from: &SanctionState, to: &SanctionState) -> bool {
    use SanctionState as S;
    matches!(
        (from, to),
        (
            S::Proposed,
            S::Dismissed { .. } | S::Suspended { .. } | S::Terminated { .. }
        ) | (S::Suspended { .. }, S::Escalated { .. } | S::Resumed { .. })
            | (
                S::Escalated { .. },
                S::Resumed { .. } | S::Terminated { .. }
            )
    )
}

proptest! {
    #[test]
    fn random_rulings_keep_to_the_state_machine(
        termination in any::<bool>(),
        steps in proptest::collection::vec((any_ruling(), 0..100u64, any::<bool>()), 1..12),
    ) {
        let ground = if termination { Ground::StudyStopped } else { Ground::AdmissionRefused };
        let mut sanction = proposed(&[ground]);
        let mut today = world::day(2026, 2, 16);
        let mut decided_by: Option<PersonId> = None;
        for (ruling, days, by_clock) in steps {
            today = today + Days::new(days);
            let next = if by_clock {
                sanction.escalate(today).map(|escalated| {
                    sanction.proposal = escalated.proposal;
                    escalated.state
                })
            } else {
                let answer = rule(&sanction, &ruling, today);
                prop_assert_eq!(&answer, &rule(&sanction, &ruling, today), "pure");
                if let Ok(state) = &answer {
                    decided_by = Some(issuer().person);
                    if let Ruling::Resume { open_points } = ruling {
                        prop_assert_eq!(open_points, 0);
                    }
                    if matches!(state, SanctionState::Terminated { .. }) {
                        let escalated = matches!(sanction.state, SanctionState::Escalated { .. });
                        prop_assert!(termination || escalated);
                    }
                }
                answer.ok()
            };
            if let Some(next) = next {
                prop_assert!(may_follow(&sanction.state, &next), "{:?} -> {:?}", sanction.state, next);
                sanction.state = next;
            }
            if sanction.stops_payment() {
                prop_assert!(decided_by.is_some(), "payment never stops without a person");
            }
            let json = serde_json::to_string(&sanction).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Sanction>(&json).unwrap(), &sanction);
        }
    }
}

fn head_of_department() -> Person {
    Person {
        id: issuer().person,
        full_name: "Серікова Айгүл Маратқызы".into(),
        iin: world::IINS[0].parse().unwrap(),
        position: Trilingual::same("Басқарма басшысы"),
        role: AccountRole::IssuerOfficer,
        territory: None,
        organisation: None,
    }
}

/// Rules and keeps the step, as the registry does.
fn entered(mut sanction: Sanction, ruling: &Ruling, today: NaiveDate) -> Sanction {
    let state = rule(&sanction, ruling, today).unwrap();
    sanction.enter(state, Some(&head_of_department()));
    sanction
}

fn kinds(sanction: &Sanction) -> Vec<StepKind> {
    sanction.steps().iter().map(|step| step.kind).collect()
}

const UNTIL: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 6, 16);

fn suspended_and_late() -> Sanction {
    let began = world::day(2026, 2, 16);
    let sanction = entered(
        proposed(&[Ground::AddressNotInLicence]),
        &Ruling::Suspend,
        began,
    );
    sanction.escalate(world::day(2026, 6, 17)).unwrap()
}

#[test]
fn every_ruling_stays_with_who_made_it_when_and_why() {
    let sanction = suspended_and_late();
    assert_eq!(
        kinds(&sanction),
        [StepKind::Suspended { until: UNTIL }, StepKind::Escalated]
    );
    let [suspended, escalated] = &sanction.steps()[..] else {
        panic!("two steps");
    };
    assert_eq!(suspended.at, Some(world::morning()));
    assert_eq!(suspended.reason, "По акту № 147.");
    let by = suspended.by.as_ref().unwrap();
    assert_eq!(by.full_name, "Серікова Айгүл Маратқызы");
    assert_eq!(by.position.kk, "Басқарма басшысы");
    assert_eq!(escalated.on, world::day(2026, 6, 17));
    assert!(
        escalated.by.is_none() && escalated.at.is_none(),
        "the clock decides nothing"
    );

    let ended = entered(
        sanction.clone(),
        &Ruling::Terminate,
        world::day(2026, 6, 20),
    );
    assert_eq!(
        kinds(&ended),
        [
            StepKind::Suspended { until: UNTIL },
            StepKind::Escalated,
            StepKind::Terminated
        ]
    );
    let back = entered(
        sanction,
        &Ruling::Resume { open_points: 0 },
        world::day(2026, 6, 20),
    );
    assert_eq!(
        kinds(&back),
        [
            StepKind::Suspended { until: UNTIL },
            StepKind::Escalated,
            StepKind::Resumed
        ]
    );
}

#[test]
fn a_record_from_before_steps_were_kept_is_read_and_goes_on() {
    let mut old = serde_json::to_value(suspended_and_late()).unwrap();
    old.as_object_mut().unwrap().remove("log");
    let old: Sanction = serde_json::from_value(old).unwrap();
    assert!(old.log.is_empty());
    assert_eq!(
        kinds(&old),
        [StepKind::Suspended { until: None }, StepKind::Escalated]
    );
    let by = old.steps()[0].by.clone().unwrap();
    assert_eq!(by.person, issuer().person);
    assert!(by.full_name.is_empty(), "a name nobody kept isn't invented");
    let ended = entered(old, &Ruling::Terminate, world::day(2026, 6, 20));
    assert_eq!(
        ended.log.len(),
        3,
        "what the state told is kept from now on"
    );
}

#[test]
fn what_waits_for_an_officer_is_named_as_it_is_now() {
    let first = proposed(&[Ground::AddressNotInLicence]);
    assert_eq!(first.asked(), Some(Consequence::Suspension));
    let suspended = entered(first, &Ruling::Suspend, world::day(2026, 2, 16));
    assert_eq!(suspended.asked(), None);
    assert_eq!(suspended_and_late().asked(), Some(Consequence::Termination));
}
