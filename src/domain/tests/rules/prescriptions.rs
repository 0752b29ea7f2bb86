//! The prescription follows from what was found: nothing that stops payment goes without a point.

use baqylau_domain::act::{ActContent, ActFinding, ActKind};
use baqylau_domain::finding::{Effect, Severity};
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::{
    ADMISSION_ITEM, PrescriptionPoint, Violation, prescription_of, proposed_due,
};
use baqylau_domain::text::Trilingual;
use chrono::NaiveDate;
use proptest::prelude::*;

use crate::world;

fn violation(item: &str, effect: Effect) -> Violation<'_> {
    Violation {
        list: "HEI-LIC",
        item,
        effect,
        risk: Severity::Gross,
        due: Some(world::day(2026, 12, 20)),
        recommendation: " внести адрес в приложение ",
        responsible: "",
    }
}

fn visited() -> NaiveDate {
    world::day(2026, 11, 16)
}

fn points(violations: &[Violation<'_>], refused: bool) -> Vec<PrescriptionPoint> {
    prescription_of(
        violations.iter().copied(),
        refused,
        visited(),
        &Policy::pilot(),
    )
}

#[test]
fn an_address_outside_the_licence_is_a_point_that_holds_payment_back() {
    let points = points(&[violation("A04", Effect::Suspend)], false);
    assert_eq!(points.len(), 1);
    assert_eq!((points[0].number, points[0].item.as_str()), (1, "A04"));
    assert_eq!(points[0].due, world::day(2026, 12, 20));
    assert_eq!(points[0].recommendation, "внести адрес в приложение");
}

#[test]
fn a_closed_door_is_a_point_of_its_own() {
    let points = points(&[], true);
    assert_eq!(points.len(), 1);
    assert!(points[0].is_admission());
    assert_eq!(points[0].number, 1);
    assert_eq!(points[0].risk, Severity::Gross);
    assert_eq!(points[0].due, world::day(2026, 11, 26), "ten days");
}

#[test]
fn a_violation_without_a_date_yet_has_a_point_on_the_proposed_one() {
    let undated = Violation {
        due: None,
        ..violation("A22", Effect::Terminate)
    };
    let points = points(&[undated], false);
    assert_eq!(points[0].due, world::day(2026, 12, 16), "thirty days");
    assert_eq!(points[0].due, proposed_due(visited(), &Policy::pilot()));
}

#[test]
fn the_proposed_term_counts_days_over_the_ends_of_months() {
    let check = |visited: NaiveDate, due: NaiveDate| {
        assert_eq!(proposed_due(visited, &Policy::pilot()), due, "{visited}");
    };
    check(world::day(2026, 1, 31), world::day(2026, 3, 2));
    check(world::day(2028, 1, 31), world::day(2028, 3, 1));
    check(world::day(2025, 12, 31), world::day(2026, 1, 30));
    check(NaiveDate::MAX, NaiveDate::MAX);
}

#[test]
fn parameters_written_before_the_proposed_term_was_one_are_read_with_it() {
    let mut older = serde_json::to_value(Policy::pilot()).unwrap();
    older
        .as_object_mut()
        .unwrap()
        .remove("prescription_term_days")
        .unwrap();
    let read: Policy = serde_json::from_value(older).unwrap();
    assert_eq!(read, Policy::pilot());
}

/// An act that records these effects, with the prescription that follows.
fn act(effects: &[Effect], kind: ActKind) -> ActContent {
    let mut act = world::act();
    act.kind = kind;
    act.findings = effects
        .iter()
        .enumerate()
        .map(|(n, effect)| ActFinding {
            list: "SAFE".into(),
            item: format!("B{n:02}"),
            requirement: Trilingual::default(),
            note: String::new(),
            severity: Severity::Significant,
            norm: "PPB".into(),
            norm_title: Trilingual::default(),
            norm_certainty: "B".into(),
            effect: *effect,
            evidence: Vec::new(),
            due: Some(act.visited() + chrono::Days::new(10)),
            stop: None,
        })
        .collect();
    let violations = act.findings.iter().map(|finding| Violation {
        list: &finding.list,
        item: &finding.item,
        effect: finding.effect,
        risk: finding.severity,
        due: finding.due,
        recommendation: "исправить",
        responsible: "комендант",
    });
    let refused = kind == ActKind::AdmissionRefusal;
    act.prescription = prescription_of(violations, refused, act.visited(), &Policy::pilot());
    act
}

#[test]
fn a_prescription_that_leaves_out_or_changes_a_point_does_not_follow() {
    let policy = Policy::pilot();
    let good = act(&[Effect::Suspend, Effect::Fix], ActKind::Monitoring);
    assert!(good.prescription_follows(&policy) && good.terms_hold(&policy));
    let spoilt: [fn(&mut ActContent); 6] = [
        |act| act.prescription.clear(),
        |act| drop(act.prescription.remove(0)),
        |act| act.prescription[1].number = 7,
        |act| act.prescription[0].due = world::day(2030, 1, 1),
        |act| act.prescription[0].risk = Severity::Minor,
        |act| act.prescription.swap(0, 1),
    ];
    for (n, spoil) in spoilt.into_iter().enumerate() {
        let mut act = good.clone();
        spoil(&mut act);
        assert!(!act.prescription_follows(&policy), "{n}");
    }
    let mut worded = good.clone();
    worded.prescription[0].recommendation = "другими словами".into();
    assert!(worded.prescription_follows(&policy));
    let mut shut = act(&[], ActKind::AdmissionRefusal);
    assert!(shut.prescription_follows(&policy));
    assert_eq!(shut.prescription[0].item, ADMISSION_ITEM);
    shut.prescription.clear();
    assert!(!shut.prescription_follows(&policy));
}

#[test]
fn a_term_is_the_commissions_own_and_not_shorter_than_the_shortest() {
    let policy = Policy::pilot();
    for effect in Effect::ALL {
        let mut act = act(&[effect], ActKind::Monitoring);
        assert!(act.terms_hold(&policy), "ten days are enough");
        act.findings[0].due = Some(act.visited() + chrono::Days::new(9));
        assert_eq!(act.terms_hold(&policy), !effect.demands_remedy());
        act.findings[0].due = None;
        assert_eq!(act.terms_hold(&policy), !effect.demands_remedy());
    }
}

proptest! {
    #[test]
    fn whatever_leads_to_anything_has_exactly_one_point(
        effects in prop::collection::vec(prop::sample::select(Effect::ALL.as_slice()), 0..12),
        refused in any::<bool>(),
    ) {
        let items: Vec<String> = (0..effects.len()).map(|n| format!("X{n:02}")).collect();
        let violations: Vec<Violation<'_>> = items
            .iter()
            .zip(&effects)
            .map(|(item, effect)| violation(item, *effect))
            .collect();
        let points = points(&violations, refused);
        let numbers: Vec<u32> = points.iter().map(|point| point.number).collect();
        prop_assert_eq!(numbers, (1..).take(points.len()).collect::<Vec<u32>>());
        for violation in &violations {
            let own = points.iter().filter(|point| point.item == violation.item).count();
            let leads = !matches!(violation.effect, Effect::None | Effect::Verdict);
            prop_assert_eq!(own, usize::from(leads));
        }
        let doors = points.iter().filter(|point| point.is_admission()).count();
        prop_assert_eq!(doors, usize::from(refused));
    }
}

mod stops {
    //! A stop of study terminates when it lasted longer than a month, and no shorter one does.

    use super::*;
    use baqylau_domain::finding::{EvidenceNeed, Finding, FindingGap, StudyStop, gaps};
    use baqylau_domain::sanction::study_stopped_too_long;
    use baqylau_domain::traffic_light::{Ground, Violated, asks_stop, effect_found, propose};

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%d.%m.%Y").unwrap()
    }

    fn stop(since: &str, resumed: Option<&str>) -> StudyStop {
        StudyStop {
            since: day(since),
            resumed: resumed.map(day),
        }
    }

    fn leads_to(stop: Option<StudyStop>, visited: &str) -> Effect {
        let violated = Violated {
            list: "HEI-LIC",
            item: "A22",
            effect: Effect::Terminate,
        };
        effect_found(&violated, stop, day(visited), &Policy::pilot())
    }

    #[test]
    fn a_month_and_a_day_without_study_is_the_ground_and_a_month_is_not() {
        let check = |since: &str, resumed: Option<&str>, visited: &str, effect: Effect| {
            assert_eq!(
                leads_to(Some(stop(since, resumed)), visited),
                effect,
                "{since} {resumed:?}"
            );
        };
        check("15.01.2026", None, "15.02.2026", Effect::Fix);
        check("15.01.2026", None, "16.02.2026", Effect::Terminate);
        check("31.01.2026", None, "28.02.2026", Effect::Fix);
        check("31.01.2026", None, "01.03.2026", Effect::Terminate);
        check("15.01.2026", Some("10.02.2026"), "22.11.2026", Effect::Fix);
        check(
            "15.01.2026",
            Some("16.02.2026"),
            "22.11.2026",
            Effect::Terminate,
        );
        assert_eq!(
            leads_to(None, "22.11.2026"),
            Effect::Terminate,
            "until the dates are known, what the list says"
        );
    }

    #[test]
    fn only_the_item_about_study_asks_when_it_stopped() {
        assert!(asks_stop("HEI-LIC", "A22"));
        for (list, item) in [
            ("HEI-LIC", "A21"),
            ("SAFE", "B21"),
            ("SCH", "A22"),
            ("", ""),
        ] {
            assert!(!asks_stop(list, item), "{list} {item}");
        }
        let fire = Violated {
            list: "SAFE",
            item: "B21",
            effect: Effect::Terminate,
        };
        let brief = Some(stop("21.11.2026", None));
        let found = effect_found(&fire, brief, day("22.11.2026"), &Policy::pilot());
        assert_eq!(found, Effect::Terminate);
    }

    #[test]
    fn the_days_of_a_stop_are_asked_and_must_be_possible() {
        let check = |stop: Option<StudyStop>, gap: &[FindingGap]| {
            let finding = Finding {
                note: "нет".into(),
                due: Some(day("22.12.2026")),
                stop,
                ..Finding::default()
            };
            let visited = day("22.11.2026");
            let found = |asks| {
                let need = EvidenceNeed::None;
                gaps(&finding, Effect::Terminate, need, 0, visited, 10, asks)
            };
            assert_eq!(found(true), gap);
            assert_eq!(found(false), []);
        };
        check(None, &[FindingGap::Stop]);
        check(Some(stop("22.11.2026", None)), &[]);
        check(Some(stop("01.09.2026", Some("22.11.2026"))), &[]);
        check(
            Some(stop("23.11.2026", None)),
            &[FindingGap::StopImpossible],
        );
        check(
            Some(stop("01.09.2026", Some("31.08.2026"))),
            &[FindingGap::StopImpossible],
        );
        check(
            Some(stop("01.09.2026", Some("23.11.2026"))),
            &[FindingGap::StopImpossible],
        );
    }

    #[test]
    fn an_act_whose_stop_and_effect_disagree_does_not_hold() {
        let policy = Policy::pilot();
        let mut act = act(&[Effect::Terminate], ActKind::Monitoring);
        act.findings[0].list = "HEI-LIC".into();
        act.findings[0].item = "A22".into();
        assert!(!act.stops_hold(&policy), "no dates");
        let visited = act.visited();
        let lasting = |days: u64| {
            Some(StudyStop {
                since: visited - chrono::Days::new(days),
                resumed: None,
            })
        };
        act.findings[0].stop = lasting(40);
        assert!(act.stops_hold(&policy));
        assert_eq!(act.grounds(), [Ground::StudyStopped]);
        act.findings[0].stop = lasting(20);
        assert!(!act.stops_hold(&policy), "too short to terminate");
        act.findings[0].effect = Effect::Fix;
        assert!(act.stops_hold(&policy));
        assert_eq!(propose(act.grounds(), act.subject.premises), None);
        act.findings[0].stop = lasting(40);
        assert!(!act.stops_hold(&policy), "too long for a point alone");
    }

    proptest! {
        #[test]
        fn the_length_alone_decides(since in 0..4_000u64, days in 0..90u64, later in 0..300u64) {
            let since = day("01.01.2024") + chrono::Days::new(since);
            let end = since + chrono::Days::new(days);
            let policy = Policy::pilot();
            let ended = StudyStop { since, resumed: Some(end) };
            let lasting = StudyStop { since, resumed: None };
            let visited = (end + chrono::Days::new(later)).format("%d.%m.%Y").to_string();
            let last = end.format("%d.%m.%Y").to_string();
            prop_assert_eq!(leads_to(Some(ended), &visited), leads_to(Some(lasting), &last));
            let terminates = leads_to(Some(lasting), &last) == Effect::Terminate;
            prop_assert_eq!(terminates, study_stopped_too_long(since, end, &policy));
        }
    }
}
