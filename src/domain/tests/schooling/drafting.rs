//! Contracts drawn up together: of which sums, with whom not, numbered how.

use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{BlobHash, Kato, OrganisationId, SchoolContractId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    AGREEMENT_SCHEMA, AgreementText, Book, ContractRecord, ContractSeries, ContractTerms,
    FundingPlan, NotDrafted, PayeeAccount, PlanRecord, SchoolContract, SchoolingRecord,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn school(number: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(number))
}

fn month(number: u32) -> Period {
    Period::new(2026, number).unwrap()
}

fn region() -> Kato {
    "790000000".parse().unwrap()
}

fn account(bank: &str) -> PayeeAccount {
    let iban = match bank {
        "KCJBKZKX" => "KZ47856KZT5004100100",
        _ => "KZ946017111000000330",
    };
    PayeeAccount {
        iban: iban.parse().unwrap(),
        bank: bank.parse().unwrap(),
    }
}

fn contract(number: u128, of: OrganisationId, months: (u32, u32), amount: i64) -> ContractRecord {
    let id = SchoolContractId::new(Uuid::from_u128(0x100 + number));
    let (from, to) = (month(months.0), month(months.1));
    let text = AgreementText {
        schema: AGREEMENT_SCHEMA.to_owned(),
        contract: id,
        number: format!("{number}-2026"),
        agreement: 0,
        department: region(),
        school: of,
        bin: "230940999005".to_owned(),
        from,
        to,
        amount: Tiyn(amount),
        places: BTreeMap::new(),
        account: account(if months.1 > 6 { "KCJBKZKX" } else { "HSBKKZKX" }),
        reimbursement: None,
    };
    let terms = ContractTerms {
        from,
        to,
        amount: Tiyn(amount),
        places: [(
            baqylau_domain::identifiers::PremisesId::new(Uuid::from_u128(5)),
            442,
        )]
        .into(),
        document: BlobHash::new([1; 32]),
    };
    let drawn =
        SchoolContract::draw_up(id, text.number.clone(), of, region(), terms, Tiyn(i64::MAX));
    ContractRecord {
        contract: drawn.unwrap(),
        texts: vec![text],
        steps: Vec::new(),
    }
}

/// A plan with a hundred tenge in each month from September on for the schools 1 to 3.
fn book(contracts: Vec<ContractRecord>) -> Book {
    let months: BTreeMap<Period, Tiyn> = (9..=12).map(|one| (month(one), Tiyn(10_000))).collect();
    let plan = FundingPlan {
        department: region(),
        year: 2026,
        version: 1,
        budget: Tiyn(1_000_000),
        lines: (1..=3).map(|one| (school(one), months.clone())).collect(),
        reimbursement: BTreeMap::new(),
    };
    let plan = SchoolingRecord::Plan(PlanRecord {
        plan,
        steps: Vec::new(),
    });
    let contracts = contracts.into_iter().map(SchoolingRecord::Contract);
    std::iter::once(plan).chain(contracts).collect()
}

#[test]
fn a_draft_is_of_what_the_plan_has_for_its_months_and_no_more_than_is_left() {
    let term = (month(9), month(12));
    let empty = book(Vec::new());
    let draft = |book: &Book, of: u128, term| book.draft_for(region(), school(of), term);
    assert_eq!(draft(&empty, 1, term), Ok(Tiyn(40_000)));
    assert_eq!(draft(&empty, 1, (month(10), month(11))), Ok(Tiyn(20_000)));
    assert_eq!(draft(&empty, 4, term), Err(NotDrafted::NoMoney));
    assert_eq!(
        draft(&empty, 1, (month(1), month(8))),
        Err(NotDrafted::NoMoney)
    );
    assert_eq!(
        draft(&empty, 1, (month(12), month(9))),
        Err(NotDrafted::NoPlan)
    );
    let next = Period::new(2027, 1).unwrap();
    assert_eq!(draft(&empty, 1, (month(9), next)), Err(NotDrafted::NoPlan));

    let one = contract(7, school(1), (9, 10), 15_000);
    let book = book(vec![one, contract(8, school(2), (9, 9), 40_000)]);
    let number = "7-2026".to_owned();
    assert_eq!(
        draft(&book, 1, term),
        Err(NotDrafted::Contracted { number })
    );
    assert_eq!(draft(&book, 1, (month(11), month(12))), Ok(Tiyn(20_000)));
    assert_eq!(
        draft(&book, 2, (month(11), month(12))),
        Err(NotDrafted::Bound)
    );
    assert_eq!(draft(&book, 3, term), Ok(Tiyn(40_000)));
}

#[test]
fn the_account_is_that_of_the_contract_that_ends_last() {
    let contracts = vec![
        contract(1, school(1), (7, 12), 5),
        contract(2, school(1), (1, 6), 5),
    ];
    let book = book(contracts);
    assert_eq!(book.last_account(school(1)), Some(&account("KCJBKZKX")));
    assert_eq!(book.last_account(school(2)), None);
}

#[test]
fn a_series_goes_on_after_its_highest_number() {
    let series = ContractSeries {
        before: String::new(),
        after: "-2026".to_owned(),
    };
    let taken = [
        "3-2026",
        "12-2026",
        "99-2025",
        "ГОЗ-40",
        "x-2026",
        "-5-2026",
    ];
    assert_eq!(series.next(taken), 13);
    assert_eq!(series.next([]), 1);
    let taken: BTreeSet<&str> = ["13-2026"].into();
    assert_eq!(
        series.numbers(12, 3, &taken),
        ["12-2026", "14-2026", "15-2026"]
    );
    assert_eq!(series.numbers(u32::MAX, 3, &taken).len(), 1);
}

proptest! {
    #[test]
    fn numbers_are_free_and_each_is_given_once(
        taken in prop::collection::btree_set(1_u32..60, 0..40),
        first in 1_u32..60,
        count in 0_usize..40,
    ) {
        let series = ContractSeries { before: "Г-".to_owned(), after: String::new() };
        let taken: Vec<String> = taken.into_iter().map(|nth| series.number(nth)).collect();
        let taken: BTreeSet<&str> = taken.iter().map(String::as_str).collect();
        let numbers = series.numbers(first, count, &taken);
        let once: BTreeSet<&str> = numbers.iter().map(String::as_str).collect();
        prop_assert_eq!(once.len(), count);
        prop_assert!(once.is_disjoint(&taken));
    }
}
