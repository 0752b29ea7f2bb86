//! What follows from a report, as the slides say it.

use crate::failures::failures;
use crate::world::{building, case, facts, head, learner, now, run, said, us};
use baqylau_domain::Moment;
use baqylau_domain::checks::{
    CheckId, CheckMoment, CheckParameterVersions, CheckParameters, Consequence, Decision, FactKey,
    FactValue, LifeStatus, Outcome, Programme, Reason, Report, Source, Subject, Topic, Unknown,
};
use baqylau_domain::organisation::Purpose;

/// The outcome when one check fails for its first reason.
fn spoilt(check: CheckId, programme: Programme, moment: CheckMoment) -> Outcome {
    let mut facts = facts(programme);
    let (_, (about, value, source), _) = failures()
        .into_iter()
        .find(|(failed, ..)| *failed == check)
        .unwrap();
    facts.insert(said(about, value, source));
    Outcome::of(&run(&case(programme, moment), &facts))
}

#[test]
fn a_good_world_is_allowed_everything() {
    for programme in Programme::ALL.iter().copied() {
        let facts = facts(programme);
        let outcome = |moment| Outcome::of(&run(&case(programme, moment), &facts));
        let application = outcome(CheckMoment::Application);
        assert_eq!(application.application(), Some(Decision::Allowed));
        assert_eq!(application.activation(), None);
        for moment in [
            CheckMoment::Activation,
            CheckMoment::Monthly,
            CheckMoment::Change,
        ] {
            let activation = outcome(moment);
            assert_eq!(
                activation.activation(),
                Some(Decision::Allowed),
                "{activation:?}"
            );
            assert_eq!(activation.application(), None);
            assert!(activation.excluded.is_empty() && activation.held.is_empty());
        }
    }
}

#[test]
fn stop_factors_on_application_are_those_of_the_slides() {
    // OrtaBilim: purpose, encumbrance (construction and reconstruction only), tax debt; and a
    // signature, without which nothing was filed.
    for (programme, stops) in [
        (
            Programme::Schooling,
            vec![
                CheckId::OrgSignature,
                CheckId::OrgTaxDebt,
                CheckId::PremisesPurpose,
            ],
        ),
        (
            Programme::Reconstruction,
            vec![
                CheckId::OrgSignature,
                CheckId::OrgTaxDebt,
                CheckId::PremisesPurpose,
                CheckId::PremisesPledge,
            ],
        ),
        (
            // JogaryBilim: the filter of admission; the purpose only from 2027.
            Programme::Voucher,
            vec![
                CheckId::OrgLicence,
                CheckId::OrgSignature,
                CheckId::OrgTaxDebt,
                CheckId::OrgSocialPayments,
                CheckId::OrgQrOrder,
                CheckId::PremisesLicence,
                CheckId::PremisesFire,
                CheckId::PremisesSanitary,
                CheckId::PremisesAntiterror,
            ],
        ),
    ] {
        let refusing: Vec<CheckId> = CheckId::ALL
            .iter()
            .copied()
            .filter(|check| check.check().applies(programme, CheckMoment::Application))
            .filter(|check| {
                let outcome = spoilt(*check, programme, CheckMoment::Application);
                let decision = outcome.application().unwrap();
                assert!(
                    decision >= Decision::AllowedAfterReview,
                    "{check:?} is seen"
                );
                decision == Decision::Refused
                    && outcome.stops.iter().any(|stop| stop.check == *check)
            })
            .collect();
        assert_eq!(refusing, stops, "{programme:?}");
    }
}

#[test]
fn without_an_invoice_services_are_not_activated() {
    for programme in Programme::ALL.iter().copied() {
        let outcome = spoilt(CheckId::ActInvoice, programme, CheckMoment::Activation);
        assert_eq!(outcome.activation(), Some(Decision::Refused));
        assert_eq!(outcome.stops[0].reason, Reason::InvoiceMissing);
    }
}

#[test]
fn a_dead_learner_drops_out_and_stops_nobody_else() {
    for programme in [Programme::Schooling, Programme::Voucher] {
        for moment in [CheckMoment::Activation, CheckMoment::Monthly] {
            let outcome = spoilt(CheckId::LearnerLife, programme, moment);
            assert_eq!(outcome.activation(), Some(Decision::Allowed));
            assert_eq!(
                outcome.excluded[&learner()],
                [(CheckId::LearnerLife, Reason::PersonDead)]
            );
        }
    }
}

#[test]
fn a_learner_nobody_answered_about_is_held_not_paid_and_not_excluded() {
    let mut facts = facts(Programme::Schooling);
    let key = FactKey {
        about: Subject::Person(learner()),
        topic: Topic::Life,
        period: None,
    };
    facts.remove(&key, Source::GbdFl);
    facts.note_silence(key, Source::GbdFl);
    let case = case(Programme::Schooling, CheckMoment::Monthly);
    let outcome = Outcome::of(&run(&case, &facts));
    assert_eq!(
        outcome.held[&learner()],
        [(CheckId::LearnerLife, Unknown::NoAnswer)]
    );
    assert!(outcome.excluded.is_empty());
}

#[test]
fn an_excluded_learner_is_not_also_held() {
    let mut facts = facts(Programme::Voucher);
    facts.insert(said(
        Subject::Person(learner()),
        FactValue::Life {
            status: LifeStatus::Dead,
        },
        Source::GbdFl,
    ));
    let grant = FactKey {
        about: Subject::Person(learner()),
        topic: Topic::Grant,
        period: None,
    };
    facts.remove(&grant, Source::Nct);
    let outcome = Outcome::of(&run(
        &case(Programme::Voucher, CheckMoment::Monthly),
        &facts,
    ));
    assert!(outcome.held.is_empty());
    assert_eq!(outcome.excluded.len(), 1);
}

#[test]
fn a_stop_factor_nobody_knows_waits() {
    let mut facts = facts(Programme::Schooling);
    let debt = FactKey {
        about: Subject::Organisation(us()),
        topic: Topic::TaxDebt,
        period: None,
    };
    facts.remove(&debt, Source::Culs);
    let case = case(Programme::Schooling, CheckMoment::Application);
    let outcome = Outcome::of(&run(&case, &facts));
    assert_eq!(outcome.application(), Some(Decision::Waits));
    assert_eq!(outcome.waits[0].check, CheckId::OrgTaxDebt);
    // A known stop factor is not softened by another that isn't known.
    facts.insert(said(
        Subject::Premises(building()),
        FactValue::BuildingPurpose {
            purpose: Purpose::Other,
        },
        Source::Egkn,
    ));
    let outcome = Outcome::of(&run(&case, &facts));
    assert_eq!(outcome.application(), Some(Decision::Refused));
}

#[test]
fn universities_are_refused_for_their_purpose_from_2027() {
    let mut facts = facts(Programme::Voucher);
    let case = case(Programme::Voucher, CheckMoment::Application);
    for (at, wanted) in [
        // 31 December, 23:59 in Kazakhstan, and a minute later.
        ("2026-12-31T18:59:00Z", Decision::AllowedAfterReview),
        ("2026-12-31T19:00:00Z", Decision::Refused),
    ] {
        let at: Moment = at.parse().unwrap();
        let renewed: Vec<_> = facts.iter().cloned().collect();
        for fact in renewed {
            facts.insert(baqylau_domain::checks::Fact { as_of: at, ..fact });
        }
        facts.insert(baqylau_domain::checks::Fact {
            as_of: at,
            ..said(
                Subject::Premises(building()),
                FactValue::BuildingPurpose {
                    purpose: Purpose::Other,
                },
                Source::Egkn,
            )
        });
        let report = Report::run(&case, &facts, &CheckParameters::pilot(), at);
        assert_eq!(Outcome::of(&report).application(), Some(wanted), "{at}");
    }
}

#[test]
fn citizenship_excludes_only_when_a_parameter_says_so() {
    let mut facts = facts(Programme::Schooling);
    facts.insert(said(
        Subject::Person(learner()),
        FactValue::Citizenship { country: Some(643) },
        Source::GbdFl,
    ));
    let case = case(Programme::Schooling, CheckMoment::Monthly);
    let outcome = Outcome::of(&run(&case, &facts));
    assert!(outcome.excluded.is_empty());
    assert_eq!(outcome.activation(), Some(Decision::AllowedAfterReview));

    let pilot = CheckParameters::pilot();
    let mut later = pilot.clone();
    later.valid_from = crate::world::day(2026, 10, 1);
    later.non_citizens_excluded.value = true;
    let versions = CheckParameterVersions::pilot().with(later.clone());
    assert_eq!(versions.on(crate::world::day(2026, 9, 30)), pilot);
    assert_eq!(versions.on(crate::world::day(2026, 10, 1)), later);
    let report = Report::run(&case, &facts, &later, now());
    assert_eq!(
        Outcome::of(&report).excluded[&learner()],
        [(CheckId::LearnerCitizenship, Reason::NotCitizen)]
    );
}

#[test]
fn a_consequence_named_by_no_document_says_that_it_is_a_proposal() {
    for check in CheckId::ALL {
        for weight in check.check().weights {
            assert!(!weight.text.is_empty());
            assert_ne!(weight.consequence, Consequence::Review, "{check:?}");
            // Paragraphs are those the slides quote and no others.
            for figure in ["пункт", "пп."] {
                assert!(
                    !weight.text.contains(figure)
                        || ["пункт 22", "пункта 10", "пункта 13"]
                            .iter()
                            .any(|quoted| weight.text.contains(quoted)),
                    "{check:?}: {}",
                    weight.text
                );
            }
        }
    }
}

#[test]
fn a_head_who_died_is_for_a_person_to_look_at() {
    let mut facts = facts(Programme::Schooling);
    facts.insert(said(
        Subject::Person(head()),
        FactValue::Life {
            status: LifeStatus::Dead,
        },
        Source::GbdFl,
    ));
    let case = case(Programme::Schooling, CheckMoment::Application);
    let outcome = Outcome::of(&run(&case, &facts));
    assert_eq!(outcome.application(), Some(Decision::AllowedAfterReview));
    assert_eq!(outcome.review[0].reason, Reason::HeadNotAlive);
}

#[test]
fn what_appears_while_services_run_is_proposed_to_a_person_and_stops_nothing() {
    use baqylau_domain::organisation::LicenceStatus;
    use baqylau_domain::traffic_light::Ground;
    for moment in [CheckMoment::Monthly, CheckMoment::Change] {
        for (check, ground) in [
            (CheckId::OrgTaxDebt, Ground::TaxOrSocialDebt),
            (CheckId::OrgSocialPayments, Ground::TaxOrSocialDebt),
            (CheckId::PremisesLicence, Ground::AddressNotInLicence),
        ] {
            let outcome = spoilt(check, Programme::Voucher, moment);
            assert!(outcome.stops.is_empty(), "{check:?}");
            assert_eq!(outcome.activation(), Some(Decision::AllowedAfterReview));
            assert_eq!(outcome.proposals.len(), 1);
            assert_eq!(outcome.proposals[0].0, ground, "{check:?}");
        }
        for (status, grounds) in [
            (
                LicenceStatus::Withdrawn,
                vec![Ground::LicenceWithdrawn, Ground::AddressNotInLicence],
            ),
            // A suspended licence is on no list of the slides.
            (LicenceStatus::Suspended, vec![Ground::AddressNotInLicence]),
        ] {
            let mut facts = facts(Programme::Voucher);
            facts.insert(said(
                Subject::Organisation(us()),
                FactValue::Licences {
                    licences: vec![crate::world::licence(status)],
                },
                Source::Elicensing,
            ));
            let outcome = Outcome::of(&run(&case(Programme::Voucher, moment), &facts));
            let found: Vec<Ground> = outcome
                .proposals
                .iter()
                .map(|(ground, _)| *ground)
                .collect();
            assert_eq!(found, grounds, "{status:?}");
            assert!(outcome.stops.is_empty());
        }
        // Schools have no traffic light in the documents: a person looks at it.
        let school = spoilt(CheckId::OrgTaxDebt, Programme::Schooling, moment);
        assert!(school.proposals.is_empty() && school.stops.is_empty());
        assert_eq!(school.review[0].reason, Reason::TaxDebt);
    }
}
