//! The traffic light of violations, as the slides print it.

use baqylau_domain::act::{ActFinding, ActKind};
use baqylau_domain::finding::{Effect, Severity};
use baqylau_domain::identifiers::PremisesId;
use baqylau_domain::text::Trilingual;
use baqylau_domain::traffic_light::{Consequence, Ground, Violated, ground_of, propose};
use proptest::prelude::*;
use std::collections::BTreeSet;

use crate::world;

/// The slide "Светофор нарушений: триггеры финансовых санкций", line by line.
const SLIDE: [(&str, Ground, Consequence); 8] = [
    (
        "Оказание услуг по адресу, не указанному в лицензии.",
        Ground::AddressNotInLicence,
        Consequence::Suspension,
    ),
    (
        "Отказ в допуске комиссии к проведению мониторинга.",
        Ground::AdmissionRefused,
        Consequence::Suspension,
    ),
    (
        "Появление налоговой задолженности или просрочка социальных платежей.",
        Ground::TaxOrSocialDebt,
        Consequence::Suspension,
    ),
    (
        "Лишение или отзыв лицензии по решению суда/органа.",
        Ground::LicenceWithdrawn,
        Consequence::Termination,
    ),
    (
        "Неустранение нарушений пожарной/сан. безопасности в срок.",
        Ground::SafetyNotRemedied,
        Consequence::Termination,
    ),
    (
        "Остановка учебного процесса более чем на 1 месяц.",
        Ground::StudyStopped,
        Consequence::Termination,
    ),
    (
        "Игнорирование нарушений свыше 4 месяцев.",
        Ground::ViolationsIgnored,
        Consequence::Termination,
    ),
    (
        "Критическое несоответствие по итогам выездного мониторинга.",
        Ground::CriticalFinding,
        Consequence::Termination,
    ),
];

fn any_ground() -> impl Strategy<Value = Ground> {
    (0..Ground::ALL.len()).prop_map(|index| Ground::ALL[index])
}

fn here() -> PremisesId {
    PremisesId::new(world::uuid(77))
}

#[test]
fn every_line_of_the_slide_has_its_consequence() {
    for (line, ground, consequence) in SLIDE {
        assert_eq!(ground.consequence(), consequence, "{line}");
        assert!(ground.is_on_slides(), "{line}");
        let proposal = propose([ground], here()).unwrap();
        assert_eq!(proposal.consequence, consequence, "{line}");
        assert_eq!(proposal.grounds, [ground]);
    }
}

#[test]
fn grounds_that_are_not_on_the_slide_never_pass_for_it() {
    let on_slide: BTreeSet<Ground> = SLIDE.iter().map(|(_, ground, _)| *ground).collect();
    for ground in Ground::ALL {
        assert_eq!(
            ground.is_on_slides(),
            on_slide.contains(&ground),
            "{ground:?}"
        );
    }
    assert_eq!(
        Ground::ALL.into_iter().collect::<BTreeSet<_>>().len(),
        10,
        "all are listed once"
    );
}

#[test]
fn grounds_have_distinct_keys_that_messages_can_use() {
    let keys: BTreeSet<&str> = Ground::ALL.iter().map(|ground| ground.key()).collect();
    assert_eq!(keys.len(), Ground::ALL.len());
    assert!(
        keys.iter()
            .all(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    );
}

#[test]
fn items_of_the_workbooks_stand_for_the_grounds_of_the_slide() {
    let check = |list: &str, item: &str, effect: Effect, ground: Option<Ground>| {
        assert_eq!(
            ground_of(&Violated { list, item, effect }),
            ground,
            "{list} {item}"
        );
    };
    check(
        "HEI-LIC",
        "A02",
        Effect::Terminate,
        Some(Ground::LicenceWithdrawn),
    );
    check(
        "HEI-LIC",
        "A03",
        Effect::Terminate,
        Some(Ground::LicenceWithdrawn),
    );
    check(
        "HEI-LIC",
        "A04",
        Effect::Suspend,
        Some(Ground::AddressNotInLicence),
    );
    check(
        "HEI-LIC",
        "A07",
        Effect::Suspend,
        Some(Ground::AddressNotInLicence),
    );
    check(
        "HEI-LIC",
        "A18",
        Effect::Suspend,
        Some(Ground::TaxOrSocialDebt),
    );
    check(
        "HEI-LIC",
        "A19",
        Effect::Suspend,
        Some(Ground::TaxOrSocialDebt),
    );
    check(
        "HEI-LIC",
        "A22",
        Effect::Terminate,
        Some(Ground::StudyStopped),
    );
    check(
        "HEI-LIC",
        "A28",
        Effect::Suspend,
        Some(Ground::AdmissionRefused),
    );
    check(
        "SAFE",
        "B21",
        Effect::Terminate,
        Some(Ground::SafetyNotRemedied),
    );
    for list in ["HEI-LIC", "SAFE", "ATT", "SCH", "DORM", "USE"] {
        check(
            list,
            "conclusion",
            Effect::Verdict,
            Some(Ground::CriticalFinding),
        );
    }
    // What an author asks for beyond the slide is kept, under its own name.
    check("ATT", "C33", Effect::Suspend, Some(Ground::OtherSuspending));
    check("USE", "F05", Effect::Suspend, Some(Ground::OtherSuspending));
    check(
        "NEW",
        "X01",
        Effect::Terminate,
        Some(Ground::OtherTerminating),
    );
}

#[test]
fn an_item_without_a_payment_effect_is_no_ground_whatever_its_name() {
    for effect in [Effect::None, Effect::Fix, Effect::Nopay, Effect::Refuse] {
        for (list, item) in [("HEI-LIC", "A04"), ("SAFE", "B21"), ("ATT", "C33")] {
            assert_eq!(ground_of(&Violated { list, item, effect }), None);
        }
    }
}

#[test]
fn words_and_letters_of_the_workbooks_are_read_back() {
    for effect in Effect::ALL {
        assert_eq!(Effect::from_word(effect.word()), Some(effect));
        let json = serde_json::to_string(&effect).unwrap();
        assert_eq!(
            json,
            format!("\"{}\"", effect.word()),
            "one spelling everywhere"
        );
    }
    for severity in Severity::ALL {
        assert_eq!(Severity::from_letter(severity.letter()), Some(severity));
        let json = serde_json::to_string(&severity).unwrap();
        assert_eq!(json, format!("\"{}\"", severity.letter()));
    }
    assert!(Severity::ALL.is_sorted_by(|a, b| a > b), "gravest first");
    assert_eq!(Effect::from_word("MAYBE"), None);
}

#[test]
fn a_refused_admission_suspends_the_address_and_not_the_university() {
    let proposal = propose([Ground::AdmissionRefused], here()).unwrap();
    assert_eq!(proposal.consequence, Consequence::Suspension);
    assert_eq!(proposal.premises, Some(here()));
}

#[test]
fn a_tax_debt_beside_a_wrong_address_concerns_the_whole_organisation() {
    let proposal = propose(
        [Ground::AddressNotInLicence, Ground::TaxOrSocialDebt],
        here(),
    )
    .unwrap();
    assert_eq!(proposal.premises, None);
}

#[test]
fn no_ground_no_proposal() {
    assert_eq!(propose([], here()), None);
}

#[test]
fn an_act_gives_the_grounds_of_its_findings_each_once() {
    let finding = |list: &str, item: &str, effect: Effect| ActFinding {
        list: list.into(),
        item: item.into(),
        requirement: Trilingual::default(),
        note: "нет".into(),
        severity: Severity::Gross,
        norm: String::new(),
        norm_title: Trilingual::default(),
        norm_certainty: "A".into(),
        effect,
        evidence: Vec::new(),
        due: None,
        stop: None,
    };
    let mut act = world::act();
    act.findings = vec![
        finding("HEI-LIC", "A07", Effect::Suspend),
        finding("HEI-LIC", "A04", Effect::Suspend),
        finding("SAFE", "B07", Effect::Fix),
        finding("HEI-LIC", "A22", Effect::Terminate),
    ];
    assert_eq!(
        act.grounds(),
        [Ground::AddressNotInLicence, Ground::StudyStopped]
    );
    act.findings.clear();
    assert_eq!(act.grounds(), []);
    act.kind = ActKind::AdmissionRefusal;
    assert_eq!(act.grounds(), [Ground::AdmissionRefused]);
}

proptest! {
    #[test]
    fn the_gravest_ground_decides_and_the_order_does_not(
        grounds in proptest::collection::vec(any_ground(), 1..12),
    ) {
        let proposal = propose(grounds.clone(), here()).unwrap();
        let terminates = grounds.iter().any(|g| g.consequence() == Consequence::Termination);
        let expected =
            if terminates { Consequence::Termination } else { Consequence::Suspension };
        prop_assert_eq!(proposal.consequence, expected);
        let set: BTreeSet<Ground> = grounds.iter().copied().collect();
        prop_assert_eq!(&proposal.grounds, &set.into_iter().collect::<Vec<_>>());
        let address_only = grounds.iter().all(|ground| ground.concerns_address());
        prop_assert_eq!(proposal.premises.is_some(), address_only);
        let mut turned = grounds;
        turned.reverse();
        prop_assert_eq!(propose(turned, here()), Some(proposal));
    }

    #[test]
    fn one_more_ground_never_makes_it_milder_or_narrower(
        grounds in proptest::collection::vec(any_ground(), 1..8),
        more in any_ground(),
    ) {
        let before = propose(grounds.clone(), here()).unwrap();
        let after = propose(grounds.into_iter().chain([more]), here()).unwrap();
        prop_assert!(after.consequence >= before.consequence);
        prop_assert!(!(before.premises.is_none() && after.premises.is_some()));
    }
}
