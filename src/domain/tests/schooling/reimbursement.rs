//! Reimbursement of a building (A2, A3), from the accepted application to what is listed for
//! payment: its schedule, its own money in the plan, and never a month twice.

use baqylau_domain::Moment;
use baqylau_domain::calendar::{Period, WorkingCalendar};
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Kato, OrganisationId, PaymentRegisterId, PersonId, PremisesId,
    SchoolActId, SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{ActLine, Level, Tally};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::policy::{Basis, Parameter};
use baqylau_domain::schooling::{
    ActFacts, ActRecord, Application, ApplicationKind, ApplicationStage, Around, Book,
    BuildingFacts, ConstructionKind, ContractRecord, CountedBy, Duty, Facts, FigureOf, FrozenMonth,
    FundingPlan, IndexTable, Limit, MoneyFor, OrderFigures, OrderRules, OrderTerms,
    PaymentObstacle, PlanRecord, ProposedTerms, ReimbursedBuilding, Reimbursement,
    ReimbursementError, ReimbursementRule, SchoolFacts, SchoolingOp as Op,
    SchoolingRecord as Record, SchoolingRefusal as Refusal, Task, Worklist,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn school() -> OrganisationId {
    OrganisationId::new(id(1))
}

fn building() -> PremisesId {
    PremisesId::new(id(2))
}

fn application() -> ApplicationId {
    ApplicationId::new(id(3))
}

fn contract(n: u128) -> SchoolContractId {
    SchoolContractId::new(id(100 + n))
}

fn act(n: u128) -> SchoolActId {
    SchoolActId::new(id(200 + n))
}

fn region() -> Kato {
    "790000000".parse().unwrap()
}

fn proposed<T>(value: T) -> Parameter<T> {
    let basis = Basis::Proposal;
    Parameter { value, basis }
}

fn month(of: u32) -> Period {
    Period::new(2026, of).unwrap()
}

fn at() -> Moment {
    "2026-12-20T05:00:00Z".parse().unwrap()
}

fn hash(n: u8) -> BlobHash {
    BlobHash::new([n; 32])
}

fn hand(role: AccountRole) -> Actor {
    Actor {
        person: PersonId::new(id(9)),
        role,
        territory: (role != AccountRole::School).then(region),
        organisation: (role == AccountRole::School).then(school),
    }
}

fn rules() -> OrderRules {
    OrderRules {
        mandates_needed: proposed(false),
        ..OrderRules::pilot()
    }
}

fn facts() -> Facts {
    Facts {
        school: Some(SchoolFacts {
            territory: region(),
            bin: "230940999005".into(),
        }),
        building: Some(BuildingFacts {
            purpose: Some(true),
            encumbered: Some(true),
        }),
        limits: BTreeMap::from([(
            building(),
            vec![(Limit::SanitaryPermit, 90), (Limit::DesignCapacity, 120)],
        )]),
        ..Facts::default()
    }
}

fn frozen(learners: u32) -> FrozenMonth {
    FrozenMonth {
        register: hash(7),
        lines: vec![ActLine {
            // Reimbursement asks for no class: it has one price.
            level: Some(Level::Primary),
            study: None::<Study>,
            quantity: Tally {
                payable: learners,
                held: 1,
                excluded: 2,
            },
        }],
        why: BTreeMap::new(),
    }
}

fn plan(teaching: i64, reimbursement: i64) -> Record {
    let lines = |sum| {
        let months = (1..=12).map(|of| (month(of), Tiyn(sum)));
        BTreeMap::from([(school(), months.collect())])
    };
    Record::Plan(PlanRecord {
        plan: FundingPlan {
            department: region(),
            year: 2026,
            version: 1,
            budget: Tiyn(100_000_000_000),
            lines: lines(teaching),
            reimbursement: lines(reimbursement),
        },
        steps: Vec::new(),
    })
}

fn accepted(kind: ConstructionKind) -> Record {
    let kind = ApplicationKind::Reimbursement(kind);
    let documents = kind.needed().iter().map(|kind| (*kind, hash(1))).collect();
    let mut one =
        Application::submit(application(), kind, school(), region(), documents, at()).unwrap();
    one.stage = ApplicationStage::Accepted;
    Record::Application(one)
}

const PLENTY: i64 = 1_000_000_000;

fn book() -> Book {
    [
        accepted(ConstructionKind::Reconstruction),
        plan(PLENTY, PLENTY),
    ]
    .into_iter()
    .collect()
}

fn draw(n: u128, places: u32, amount: i64) -> Op {
    Op::DrawUpContract {
        contract: contract(n),
        number: format!("А3-{n}"),
        department: region(),
        school: school(),
        terms: ProposedTerms {
            from: month(1),
            to: month(12),
            amount: Tiyn(amount),
            places: BTreeMap::from([(building(), places)]),
            account: super::records::account(),
        },
        reimbursement: Some(ReimbursedBuilding {
            application: application(),
            building: building(),
            commissioned: 2025,
            first_year: 2026,
        }),
    }
}

fn decide(book: &Book, op: &Op, facts: &Facts) -> Result<Vec<Record>, Refusal> {
    book.decide(
        op,
        &hand(AccountRole::EducationOfficer),
        facts,
        &rules(),
        at(),
    )
}

/// Hundred places, a year: 100 × 47 × 4 325 tenge.
const YEAR: i64 = 2_032_750_000;

fn signed(book: &mut Book, n: u128) -> ContractRecord {
    for role in [AccountRole::School, AccountRole::EducationOfficer] {
        let document = book.contract(contract(n)).unwrap().to_sign().unwrap();
        let sign = Op::SignContract {
            contract: contract(n),
            document: document.sha256().unwrap(),
            signature: hash(4),
        };
        let done = book.decide(&sign, &hand(role), &facts(), &rules(), at());
        book.extend(done.unwrap());
    }
    book.contract(contract(n)).unwrap().clone()
}

fn contracted() -> Book {
    let mut book = book();
    let drawn = decide(&book, &draw(1, 100, YEAR), &facts()).unwrap();
    book.extend(drawn);
    signed(&mut book, 1);
    book
}

fn compose(book: &Book, n: u128, of: u32, learners: u32) -> Result<ActRecord, Refusal> {
    let facts = Facts {
        month: Some(frozen(learners)),
        ..facts()
    };
    let op = Op::ComposeAct {
        act: act(n),
        contract: contract(1),
        period: month(of),
    };
    match decide(book, &op, &facts)?.pop() {
        Some(Record::Act(act)) => Ok(act),
        other => panic!("{other:?}"),
    }
}

/// The school's signature, then the department's.
fn both_sign(book: &mut Book, n: u128) -> Result<(), Refusal> {
    for role in [AccountRole::School, AccountRole::EducationOfficer] {
        let text = book.act(act(n)).unwrap().text().unwrap();
        let sign = Op::SignAct {
            act: act(n),
            document: text.sha256().unwrap(),
            signature: hash(5),
        };
        let done = book.decide(&sign, &hand(role), &facts(), &rules(), at())?;
        book.extend(done);
    }
    Ok(())
}

#[test]
fn a_contract_fixes_the_building_its_rate_and_the_index_of_its_year() {
    let book = contracted();
    let record = book.contract(contract(1)).unwrap();
    let fixed = record.reimbursement().unwrap();
    assert_eq!(
        (fixed.rate, fixed.years, fixed.index),
        (47, 8, Tiyn(432_500))
    );
    assert_eq!(record.money(), MoneyFor::Reimbursement);
    let years = fixed.schedule(100, 2026, &IndexTable::default()).unwrap();
    assert_eq!(years.len(), 8);
    assert_eq!(years[0].sum, Some(Tiyn(YEAR)));
    assert!(
        years[1..].iter().all(|year| year.sum.is_none()),
        "nothing is guessed"
    );
    let json = serde_json::to_string(&record.texts[0]).unwrap();
    assert!(json.contains(r#""reimbursement":{"application""#), "{json}");
    // The same record is read again.
    let again: Record =
        serde_json::from_str(&serde_json::to_string(&Record::Contract(record.clone())).unwrap())
            .unwrap();
    assert_eq!(again, Record::Contract(record.clone()));
    assert!(
        again
            .claims()
            .contains(&format!("reimbursed:{}/2026", building()))
    );
}

#[test]
fn nothing_is_contracted_that_the_building_the_schedule_or_the_plan_does_not_bear() {
    let book = book();
    let refused = |op: &Op, facts: &Facts| decide(&book, op, facts).err();
    let building = |purpose, encumbered| Facts {
        building: Some(BuildingFacts {
            purpose,
            encumbered,
        }),
        ..facts()
    };
    let sound = draw(1, 100, YEAR);
    let stopped = Some(Refusal::BuildingStopped);
    assert_eq!(refused(&sound, &building(Some(true), Some(false))), stopped);
    assert_eq!(refused(&sound, &building(Some(false), None)), stopped);
    let waits = Some(Refusal::Waits);
    assert_eq!(refused(&sound, &building(Some(true), None)), waits);
    let nobody_asked = Facts {
        building: None,
        ..facts()
    };
    assert_eq!(refused(&sound, &nobody_asked), waits);
    assert_eq!(
        refused(&draw(1, 121, 1), &facts()),
        Some(Refusal::OverCapacity { capacity: 120 })
    );
    assert_eq!(
        refused(&draw(1, 100, YEAR + 1), &facts()),
        Some(Refusal::OverSchedule { over: Tiyn(1) })
    );
    let Op::DrawUpContract { terms, .. } = &sound else {
        panic!()
    };
    let with = |change: fn(&mut ProposedTerms, &mut ReimbursedBuilding)| {
        let mut op = sound.clone();
        if let Op::DrawUpContract {
            terms,
            reimbursement: Some(asked),
            ..
        } = &mut op
        {
            change(terms, asked);
        }
        op
    };
    assert_eq!(terms.places.len(), 1);
    let elsewhere = with(|terms, _| terms.account.bank = "HSBKKZKX".parse().unwrap());
    let another = Some(Refusal::AccountOfAnotherBank);
    assert_eq!(refused(&elsewhere, &facts()), another, "another bank's БИК");
    let unlisted = with(|terms, _| terms.account.iban = "KZ33999UL00000000000".parse().unwrap());
    assert_eq!(
        refused(&unlisted, &facts()),
        another,
        "a bank of the list by another code"
    );
    // 2027 is in the schedule, but no law has set its index yet.
    let next = with(|terms, _| {
        terms.from = Period::new(2027, 1).unwrap();
        terms.to = Period::new(2027, 12).unwrap();
    });
    assert_eq!(
        refused(&next, &facts()),
        Some(Refusal::NoIndex { year: 2027 })
    );
    let late = with(|_, asked| asked.first_year = 2018);
    assert_eq!(
        refused(&late, &facts()),
        Some(Refusal::NotScheduled),
        "ended in 2025"
    );
    let unbuilt = with(|_, asked| asked.commissioned = 2027);
    assert_eq!(refused(&unbuilt, &facts()), Some(Refusal::NotScheduled));
    let other = with(|_, asked| asked.application = ApplicationId::new(id(77)));
    let lacking = Some(Refusal::NotAccepted { school: school() });
    assert_eq!(refused(&other, &facts()), lacking);

    // What is planned for teaching isn't there for buildings.
    let mut poor = book.clone();
    poor.put(plan(PLENTY, 1));
    let over = Tiyn(YEAR - 12);
    assert_eq!(
        decide(&poor, &sound, &facts()).err(),
        Some(Refusal::OverPlan { over })
    );
    let left = |money| poor.left_to_contract(region(), 2026, school(), money);
    assert_eq!(left(MoneyFor::Teaching), Some(Tiyn(12 * PLENTY)));
    assert_eq!(left(MoneyFor::Reimbursement), Some(Tiyn(12)));
}

#[test]
fn what_was_fixed_for_a_building_goes_on_and_a_year_has_one_contract() {
    let mut book = contracted();
    let again = decide(&book, &draw(2, 100, YEAR), &facts());
    assert_eq!(again.err(), Some(Refusal::AlreadyExists));
    let end = Op::TerminateContract {
        contract: contract(1),
        reason: "жаңа шарт".into(),
    };
    let ended = decide(&book, &end, &facts()).unwrap();
    assert!(
        !ended[0]
            .claims()
            .iter()
            .any(|claim| claim.starts_with("reimbursed:"))
    );
    book.extend(ended);
    // Another rule by now: the first contract's rate stays.
    let changed = OrderRules {
        reimbursement: ReimbursementRule {
            reconstruction: proposed(60),
            ..ReimbursementRule::pilot()
        },
        ..rules()
    };
    let hand = hand(AccountRole::EducationOfficer);
    let drawn = book.decide(&draw(2, 100, YEAR), &hand, &facts(), &changed, at());
    let Some(Record::Contract(drawn)) = drawn.unwrap().pop() else {
        panic!()
    };
    assert_eq!(drawn.reimbursement().unwrap().rate, 47);
    let mut other = draw(2, 100, YEAR);
    if let Op::DrawUpContract {
        reimbursement: Some(asked),
        ..
    } = &mut other
    {
        asked.first_year = 2025;
    }
    assert_eq!(
        decide(&book, &other, &facts()).err(),
        Some(Refusal::NotScheduled),
        "its first year isn't moved"
    );
}

#[test]
fn a_month_pays_for_the_contingent_up_to_the_building_and_never_twice() {
    let mut book = contracted();
    let of = |act: &ActRecord| {
        (
            act.act.reimbursement.unwrap().line.quantity,
            act.act.total.0,
        )
    };
    let small = compose(&book, 1, 9, 80).unwrap();
    assert_eq!(of(&small), (80, 80 * 1_693_958));
    assert_eq!((small.act.excluded, small.act.held), (2, 1));
    // The sanitary permit is for teaching: it doesn't cut here; the contract's places do.
    let full = compose(&book, 1, 9, 140).unwrap();
    assert_eq!(of(&full), (100, 100 * 1_693_958));
    assert_eq!(
        (full.act.cut.excluded, &full.act.cut.by[..]),
        (40, &[Limit::ContractPlaces][..])
    );
    // December takes what rounding leaves.
    assert_eq!(of(&compose(&book, 1, 12, 100).unwrap()).1, 100 * 1_693_962);
    assert_eq!(compose(&book, 1, 9, 0).err(), Some(Refusal::Empty));

    book.put(Record::Act(full.clone()));
    both_sign(&mut book, 1).unwrap();
    let acted = book.contract(contract(1)).unwrap().contract.acted;
    assert_eq!(acted, full.act.total);
    assert_eq!(compose(&book, 2, 9, 80).err(), Some(Refusal::AlreadyExists));
    let claims = Record::Act(full).claims();
    assert!(claims.contains(&format!("reimbursed-month:{}/2026-09", building())));

    // Not under a later contract either.
    let end = Op::TerminateContract {
        contract: contract(1),
        reason: "жаңа шарт".into(),
    };
    let ended = decide(&book, &end, &facts()).unwrap();
    book.extend(ended);
    let drawn = decide(&book, &draw(2, 100, YEAR), &facts()).unwrap();
    book.extend(drawn);
    signed(&mut book, 2);
    let op = Op::ComposeAct {
        act: act(3),
        contract: contract(2),
        period: month(9),
    };
    let facts = Facts {
        month: Some(frozen(80)),
        ..facts()
    };
    assert_eq!(
        decide(&book, &op, &facts).err(),
        Some(Refusal::AlreadyExists)
    );
}

#[test]
fn all_months_of_a_full_building_are_its_year_to_the_tiyn() {
    let mut book = contracted();
    for of in 1..=12 {
        let act = compose(&book, u128::from(of), of, 500).unwrap();
        book.put(Record::Act(act));
        both_sign(&mut book, u128::from(of)).unwrap();
    }
    let contract = &book.contract(contract(1)).unwrap().contract;
    assert_eq!((contract.acted, contract.left()), (Tiyn(YEAR), Tiyn(0)));
}

#[test]
fn by_places_a_month_is_paid_whoever_learns() {
    let by_places = OrderRules {
        reimbursement: ReimbursementRule {
            counted: proposed(CountedBy::Places),
            ..ReimbursementRule::pilot()
        },
        ..rules()
    };
    let mut book = book();
    let hand = hand(AccountRole::EducationOfficer);
    let drawn = book.decide(&draw(1, 100, YEAR), &hand, &facts(), &by_places, at());
    book.extend(drawn.unwrap());
    signed(&mut book, 1);
    // Fixed in the contract: the rule of the day has no say.
    let act = compose(&book, 1, 9, 3).unwrap();
    assert_eq!(act.act.cut.paid, 100);
}

#[test]
fn an_act_is_listed_against_the_plan_of_buildings_and_counted_once() {
    let mut book = contracted();
    let composed = compose(&book, 1, 9, 100).unwrap();
    let total = composed.act.total;
    book.put(Record::Act(composed));
    both_sign(&mut book, 1).unwrap();
    let register = PaymentRegisterId::new(id(300));
    let open = Op::OpenRegister {
        register,
        department: region(),
    };
    let opened = decide(&book, &open, &facts()).unwrap();
    book.extend(opened);
    let list = Op::ListActs {
        register,
        acts: BTreeSet::from([act(1)]),
    };
    let listing = Facts {
        acts: BTreeMap::from([(act(1), ActFacts::default())]),
        ..facts()
    };
    let in_the_way = |book: &Book| match decide(book, &list, &listing) {
        Err(Refusal::Obstacles { mut acts }) => acts.remove(&act(1)).unwrap(),
        other => panic!("{other:?}"),
    };
    assert!(!in_the_way(&book).contains(&PaymentObstacle::OverPlan));
    let mut poor = book.clone();
    poor.put(plan(PLENTY, total.0 - 1));
    assert!(in_the_way(&poor).contains(&PaymentObstacle::OverPlan));

    let records = [
        accepted(ConstructionKind::Reconstruction),
        plan(7, PLENTY),
        Record::Contract(book.contract(contract(1)).unwrap().clone()),
        Record::Act(book.act(act(1)).unwrap().clone()),
    ];
    let today = "2026-12-20".parse().unwrap();
    let figures = OrderFigures::of(&records, 2026, today, &OrderTerms::pilot()).unwrap();
    let whole = figures.whole(None);
    let of = |what| whole.of(what).sum.0;
    assert_eq!(of(FigureOf::Plan), 12 * (PLENTY + 7));
    assert_eq!(
        (of(FigureOf::Contracted), of(FigureOf::Acted)),
        (YEAR, total.0)
    );
}

#[test]
fn a_plan_without_buildings_is_written_as_before() {
    let Record::Plan(mut record) = plan(5, 9) else {
        panic!()
    };
    let written = serde_json::to_string(&record.plan).unwrap();
    assert_eq!(
        serde_json::from_str::<FundingPlan>(&written).unwrap(),
        record.plan
    );
    let moved = record.plan.clone();
    record.plan.reimbursement.clear();
    let written = serde_json::to_string(&record.plan).unwrap();
    assert!(!written.contains("reimbursement"), "{written}");
    let differences = moved.differences(&record.plan);
    assert_eq!(differences.len(), 12);
    assert!(
        differences
            .iter()
            .all(|one| one.money == MoneyFor::Reimbursement)
    );
    // What is under contract for one isn't covered by the other.
    let bound = BTreeMap::from([((school(), MoneyFor::Reimbursement), Tiyn(1))]);
    assert_eq!(record.plan.faults(&bound).len(), 1);
    assert!(moved.faults(&bound).is_empty());
}

#[test]
fn an_accepted_building_waits_for_its_contract_of_the_year_and_no_longer() {
    let waits = |records: &[Record], today: &str| {
        let duty = Duty {
            hand: &hand(AccountRole::EducationOfficer),
            today: today.parse().unwrap(),
            calendar: &WorkingCalendar::kazakhstan(),
            rules: &rules(),
            around: &Around::default(),
        };
        let list = Worklist::of(records, duty);
        let tasks = list.items.iter().map(|item| &item.task);
        tasks
            .filter(|task| **task == Task::ContractBuilding)
            .count()
    };
    let application = accepted(ConstructionKind::Reconstruction);
    let alone = [application.clone()];
    assert_eq!(waits(&alone, "2026-12-21"), 1);
    // Nothing can be drawn up before the law sets the year's index.
    assert_eq!(waits(&alone, "2027-01-11"), 0);
    let mut book = contracted();
    let drawn = Record::Contract(book.contract(contract(1)).unwrap().clone());
    assert_eq!(waits(&[application.clone(), drawn], "2026-12-21"), 0);
    let end = Op::TerminateContract {
        contract: contract(1),
        reason: "жаңа шарт".into(),
    };
    let ended = decide(&book, &end, &facts()).unwrap();
    book.extend(ended.clone());
    let records: Vec<Record> = ended.into_iter().chain([application]).collect();
    assert_eq!(waits(&records, "2026-12-21"), 1, "it was ended");
}

proptest! {
    /// Whatever the rate and the index: months are the year to the tiyn, and no part of a year is
    /// more than the whole.
    #[test]
    fn months_are_their_year(
        rate in 1_u32..500,
        index in 100_i64..10_000_000,
        places in 1_u32..5_000,
        from in 1_u32..=12,
        to in 1_u32..=12,
    ) {
        let rule = ReimbursementRule {
            construction: proposed(rate),
            ..ReimbursementRule::pilot()
        };
        let asked = ReimbursedBuilding {
            application: application(),
            building: building(),
            commissioned: 2026,
            first_year: 2026,
        };
        let indices = IndexTable::default().with(2026, Tiyn(index));
        let kind = ConstructionKind::Construction;
        let of = Reimbursement::fix(&asked, kind, 2026, &rule, &indices, None).unwrap();
        let year = index * i64::from(rate) * i64::from(places);
        prop_assert_eq!(of.whole(places, month(1), month(12)), Some(Tiyn(year)));
        let part = of.whole(places, month(from), month(to)).unwrap();
        prop_assert!(part.0 >= 0 && part.0 <= year);
        let schedule = of.schedule(places, 2026, &indices).unwrap();
        prop_assert_eq!(schedule.iter().filter_map(|year| year.sum).map(|sum| sum.0).sum::<i64>(), year);
        prop_assert_eq!(
            Reimbursement::fix(&asked, kind, 2034, &rule, &indices.with(2034, Tiyn(1)), None),
            Err(ReimbursementError::Year)
        );
    }
}
