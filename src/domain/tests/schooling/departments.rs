//! Departments beside each other: what the financial centre sees of each in a year.

use crate::records::{
    Got, act, almaty, at, contract, contract_in, day, mandate, month, officer, payment, plan,
    register, shymkent, step,
};
use baqylau_domain::calendar::WorkingCalendar;
use baqylau_domain::identifiers::{BlobHash, Kato};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Around, Budget, DepartmentYear, Duty, FigureOf, OrderFigures, OrderRules, PaymentState,
    PlanningStage, RegisterStanding, RegisterState, SchoolingRecord as Record, Task, Worklist,
    departments, unsent,
};
use std::collections::BTreeMap;

const TODAY: &str = "2026-11-20";

fn abai() -> Kato {
    "100000000".parse().unwrap()
}

fn of_year(records: &[Record], year: i32) -> Vec<DepartmentYear> {
    let records: Vec<&Record> = records.iter().collect();
    let known = [abai(), almaty(), shymkent()];
    let calendar = WorkingCalendar::kazakhstan();
    let rules = OrderRules::pilot();
    departments(&records, known, year, day(TODAY), &calendar, &rules).unwrap()
}

fn budget(department: Kato) -> Record {
    Record::Budget(Budget {
        department,
        year: 2026,
        amount: Tiyn(5_000),
        basis: "Решение № 1".to_owned(),
        former: Vec::new(),
        steps: vec![step("2026-01-15", 50, "set_budget")],
    })
}

/// Shymkent is at its payments, Almaty has a budget alone, Abai hasn't begun.
fn records() -> Vec<Record> {
    let signed = contract(3, 1, 1_000, Some("2026-09-04"));
    let acted = act(11, &signed, month(9), 240, Got::Signed("2026-10-05"));
    let other = contract_in(almaty(), 4, 2, 500, Some("2026-09-04"));
    let sent = RegisterState::Sent {
        document: BlobHash::new([9; 32]),
    };
    let mut first = plan(shymkent(), 1, &[(1, 9, 9_999)]);
    first.steps = vec![step("2026-02-01", 50, "approve_plan")];
    let mut second = plan(shymkent(), 2, &[(1, 9, 300), (1, 10, 301)]);
    second.steps = vec![step("2026-03-02", 50, "approve_plan")];
    let paid = PaymentState::Paid {
        on: day("2026-10-20"),
    };
    vec![
        // As they come: the later version before the earlier.
        Record::Plan(second),
        Record::Plan(first),
        budget(shymkent()),
        budget(almaty()),
        Record::Register(register(1, &[&acted], sent)),
        Record::Register(register(2, &[&acted], RegisterState::Open)),
        Record::Payment(payment(1, &acted, paid, "2026-10-15")),
        Record::Contract(signed),
        Record::Contract(other),
        Record::Act(acted),
        Record::Mandate(mandate(&officer(50, AccountRole::EducationOfficer))),
    ]
}

#[test]
fn every_department_is_listed_also_one_that_has_not_begun() {
    let found = of_year(&records(), 2026);
    let stages: Vec<_> = found
        .iter()
        .map(|one| (one.department, one.stage()))
        .collect();
    let wanted = [
        (abai(), PlanningStage::NoBudget),
        (almaty(), PlanningStage::NoPlan),
        (shymkent(), PlanningStage::InForce),
    ];
    assert_eq!(stages, wanted);
    let nothing = found.first().unwrap();
    assert_eq!((nothing.changed, nothing.late), (None, 0));
    assert_eq!((nothing.left, nothing.waiting()), (Tiyn(0), 0));
}

#[test]
fn a_department_says_what_the_figures_and_the_worklists_say() {
    let records = records();
    let found = of_year(&records, 2026);
    let rules = OrderRules::pilot();
    let calendar = WorkingCalendar::kazakhstan();
    let figures = OrderFigures::of(&records, 2026, day(TODAY), &rules.terms).unwrap();
    let mut whole = BTreeMap::new();
    for one in &found {
        let department = Some(one.department);
        assert_eq!(one.money, figures.whole(department));
        assert_eq!(one.budget, figures.budget(department));
        for what in FigureOf::ALL {
            *whole.entry(what).or_insert(0) += one.money.of(what).sum.0;
        }
        let late = unsent(
            &records,
            department,
            day(TODAY),
            &calendar,
            &rules,
            &Around::default(),
        );
        let late = late.iter().filter(|one| one.late > 0).count();
        assert_eq!(one.late, late);
    }
    for what in FigureOf::ALL {
        assert_eq!(whole.get(&what), Some(&figures.whole(None).of(what).sum.0));
    }
    let centre = officer(70, AccountRole::FinancialCentre);
    let around = Around::default();
    let mut own = records.clone();
    own.push(Record::Mandate(mandate(&centre)));
    let duty = Duty {
        hand: &centre,
        today: day(TODAY),
        calendar: &calendar,
        rules: &rules,
        around: &around,
    };
    let items = Worklist::of(&own, duty).items.into_iter();
    let waits = items.filter(|item| item.task == Task::ExamineRegister);
    let waiting: usize = found.iter().map(DepartmentYear::waiting).sum();
    assert_eq!(waits.count(), waiting);
    assert_eq!(waiting, 1);
}

#[test]
fn the_plan_in_force_its_versions_and_what_is_left_are_told() {
    let found = of_year(&records(), 2026);
    let own = found.last().unwrap();
    let versions: Vec<_> = own.versions.iter().map(|one| one.version).collect();
    assert_eq!(versions, [1, 2]);
    let force = own.in_force().unwrap();
    assert_eq!(force.total, Tiyn(601));
    assert_eq!(force.approved, Some(at("2026-03-02")));
    assert_eq!(own.left, Tiyn(601 - 240));
    assert_eq!(own.mandates, [10]);
    let open = own.registers(RegisterStanding::Open).unwrap();
    assert_eq!((open.sum, open.records.as_slice()), (Tiyn(240), &[5][..]));
    assert_eq!(own.registers(RegisterStanding::Returned), None);
    // The order is written after all else.
    assert!(own.changed >= Some(at("2026-10-15")));
    let before = of_year(&records(), 2025);
    let own = before.last().unwrap();
    assert_eq!(own.stage(), PlanningStage::NoBudget, "of another year");
    assert_eq!(
        own.late, 0,
        "what is late in a later year isn't that year's"
    );
    assert_eq!(own.waiting(), 1, "a register waits in whatever year");
}

#[test]
fn sums_that_do_not_fit_are_refused() {
    let huge = [(1, 9, i64::MAX), (1, 10, 1)];
    let records = [Record::Plan(plan(shymkent(), 1, &huge))];
    let given: Vec<&Record> = records.iter().collect();
    let calendar = WorkingCalendar::kazakhstan();
    let rules = OrderRules::pilot();
    let found = departments(&given, [], 2026, day(TODAY), &calendar, &rules);
    assert_eq!(found, None);
}
