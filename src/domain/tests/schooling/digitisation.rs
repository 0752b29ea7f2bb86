//! Digitisation before financing: a condition only where the parameter makes it one.

use crate::records::{application, at, mandate, officer, school, shymkent};
use baqylau_domain::identifiers::{ApplicationId, BlobHash};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ApplicationKind, ApplicationStage, Book, Facts, OrderRules, SchoolFacts, SchoolingOp,
    SchoolingRecord as Record, SchoolingRefusal as Refusal,
};
use uuid::Uuid;

#[test]
fn a_school_applies_for_money_after_its_digitisation_where_that_is_a_condition() {
    let us = officer(1, AccountRole::School);
    let apply = |kind: ApplicationKind| SchoolingOp::SubmitApplication {
        application: ApplicationId::new(Uuid::from_u128(71)),
        application_kind: kind,
        school: school(1),
        documents: kind
            .needed()
            .iter()
            .map(|kind| (*kind, BlobHash::new([7; 32])))
            .collect(),
    };
    let facts = Facts {
        school: Some(SchoolFacts {
            territory: shymkent(),
            bin: "230940999005".to_owned(),
        }),
        ..Facts::default()
    };
    let mut one = application(5, "2026-09-01", ApplicationStage::New, "2026-09-01");
    one.kind = ApplicationKind::Digitisation;
    assert_eq!(one.school, school(1));
    let stages = [
        None,
        Some(ApplicationStage::Withdrawn),
        Some(ApplicationStage::Accepted),
    ];
    let mut rules = OrderRules::pilot();
    for condition in [false, true] {
        rules.applications.digitised_first.value = condition;
        for stage in &stages {
            let mut book: Book = [Record::Mandate(mandate(&us))].into_iter().collect();
            if let Some(stage) = stage {
                let mut one = one.clone();
                one.stage = stage.clone();
                book.put(Record::Application(one));
            }
            let digitised = *stage == Some(ApplicationStage::Accepted);
            assert_eq!(book.is_digitised(school(1)), digitised);
            let decide = |kind| {
                let op = apply(kind);
                book.decide(&op, &us, &facts, &rules, at("2026-10-02"))
            };
            let money = decide(ApplicationKind::Financing);
            if condition && !digitised {
                assert_eq!(money.unwrap_err(), Refusal::NotDigitised, "{stage:?}");
            } else {
                assert!(money.is_ok(), "{stage:?}");
            }
            assert!(decide(ApplicationKind::Digitisation).is_ok(), "{stage:?}");
        }
    }
}
