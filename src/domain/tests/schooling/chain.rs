//! From plan to payment: contracts within the plan, acts within the contract, registers without an
//! act twice, payments never twice.

use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    BlobHash, Kato, OrganisationId, PaymentId, PaymentRegisterId, PremisesId, SchoolActId,
    SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    ActRegister, ContractParty as Party, ContractRefusal, ContractStatus, ContractTerms,
    FundingPlan, ListedAct, MoneyFor, Payment, PaymentEvent as Event, PaymentObstacle as Obstacle,
    PaymentRefusal, PaymentState, PlanDifference, PlanningFault, RegisterRefusal, RegisterState,
    SchoolContract,
};
use baqylau_domain::text::Words;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn school(number: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(number))
}

fn act(number: u128) -> SchoolActId {
    SchoolActId::new(Uuid::from_u128(number))
}

fn hash(number: u8) -> BlobHash {
    BlobHash::new([number; 32])
}

fn shymkent() -> Kato {
    "790000000".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(number: u32) -> Period {
    Period::new(2026, number).unwrap()
}

fn terms(amount: i64, document: u8) -> ContractTerms {
    ContractTerms {
        from: month(9),
        to: month(12),
        amount: Tiyn(amount),
        places: BTreeMap::from([(PremisesId::new(Uuid::from_u128(5)), 442)]),
        document: hash(document),
    }
}

fn drawn_up(amount: i64, planned: i64) -> Result<SchoolContract, ContractRefusal> {
    SchoolContract::draw_up(
        SchoolContractId::new(Uuid::from_u128(3)),
        "12".into(),
        school(1),
        shymkent(),
        terms(amount, 1),
        Tiyn(planned),
    )
}

fn sign_both(contract: &SchoolContract, document: u8) -> SchoolContract {
    let on = day("2026-09-05");
    contract
        .sign(Party::School, hash(document), hash(101), on)
        .unwrap()
        .sign(Party::Department, hash(document), hash(102), on)
        .unwrap()
}

#[test]
fn a_contract_is_in_force_when_both_have_signed_the_same_bytes() {
    let contract = drawn_up(1_000, 1_000).unwrap();
    assert_eq!(contract.status(), ContractStatus::ToSign);
    assert_eq!(
        contract.act(month(9), Tiyn(1)).err(),
        Some(ContractRefusal::NotActive)
    );
    let on = day("2026-09-05");
    let other = contract.sign(Party::School, hash(9), hash(101), on);
    assert_eq!(other.err(), Some(ContractRefusal::OtherDocument));
    let half = contract
        .sign(Party::School, hash(1), hash(101), on)
        .unwrap();
    assert_eq!(half.status(), ContractStatus::ToSign);
    assert_eq!(
        half.sign(Party::School, hash(1), hash(101), on).err(),
        Some(ContractRefusal::SignedAlready)
    );
    let active = half
        .sign(Party::Department, hash(1), hash(102), on)
        .unwrap();
    assert_eq!(active.status(), ContractStatus::Active);
    assert_eq!(
        active.sign(Party::Department, hash(1), hash(102), on).err(),
        Some(ContractRefusal::NothingToSign)
    );
}

#[test]
fn a_contract_stays_within_the_plan_and_acts_within_the_contract() {
    assert_eq!(
        drawn_up(1_001, 1_000).err(),
        Some(ContractRefusal::OverPlan { over: Tiyn(1) })
    );
    assert_eq!(drawn_up(0, 1_000).err(), Some(ContractRefusal::BadTerms));
    let contract = sign_both(&drawn_up(1_000, 1_000).unwrap(), 1);
    let acted = contract.act(month(9), Tiyn(600)).unwrap();
    assert_eq!(acted.left(), Tiyn(400));
    assert_eq!(
        acted.act(month(10), Tiyn(401)).err(),
        Some(ContractRefusal::OverContract { left: Tiyn(400) })
    );
    assert_eq!(
        acted.act(month(8), Tiyn(1)).err(),
        Some(ContractRefusal::OutsideMonths)
    );
    assert_eq!(
        acted.act(month(10), Tiyn(0)).err(),
        Some(ContractRefusal::OverContract { left: Tiyn(400) })
    );
    assert_eq!(acted.act(month(12), Tiyn(400)).unwrap().left(), Tiyn(0));
}

#[test]
fn an_additional_agreement_counts_once_both_signed_and_never_below_what_was_acted() {
    let contract = sign_both(&drawn_up(1_000, 1_000).unwrap(), 1);
    let acted = contract.act(month(9), Tiyn(600)).unwrap();
    assert_eq!(
        acted.amend(terms(599, 2), Tiyn(1_000)).err(),
        Some(ContractRefusal::BelowActed)
    );
    let changing = acted.amend(terms(700, 2), Tiyn(1_000)).unwrap();
    assert_eq!(changing.status(), ContractStatus::Changing);
    assert_eq!(changing.left(), Tiyn(400), "the former terms still count");
    assert_eq!(
        changing.amend(terms(900, 3), Tiyn(1_000)).err(),
        Some(ContractRefusal::AgreementWaits)
    );
    let more = changing.act(month(10), Tiyn(200)).unwrap();
    assert_eq!(
        more.sign(Party::School, hash(2), hash(103), day("2026-10-31"))
            .err(),
        Some(ContractRefusal::BelowActed),
        "800 were acted meanwhile"
    );
    let changed = sign_both(&changing, 2);
    assert_eq!(changed.left(), Tiyn(100));
    let ended = changed.terminate(day("2026-11-01")).unwrap();
    assert_eq!(ended.status(), ContractStatus::Terminated);
    assert!(ended.act(month(11), Tiyn(1)).is_err());
    assert!(ended.terminate(day("2026-11-02")).is_err());
    assert!(ended.amend(terms(900, 4), Tiyn(1_000)).is_err());
}

fn plan(version: u32, sums: &[(u128, u32, i64)]) -> FundingPlan {
    let mut lines: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for (number, of, sum) in sums {
        lines
            .entry(school(*number))
            .or_default()
            .insert(month(*of), Tiyn(*sum));
    }
    FundingPlan {
        department: shymkent(),
        year: 2026,
        version,
        budget: Tiyn(1_000),
        lines,
        reimbursement: BTreeMap::new(),
    }
}

#[test]
fn a_plan_keeps_within_its_budget_its_year_and_what_is_under_contract() {
    let sound = plan(1, &[(1, 9, 300), (1, 10, 300), (2, 9, 400)]);
    let contracted = BTreeMap::from([((school(1), MoneyFor::Teaching), Tiyn(600))]);
    assert_eq!(sound.faults(&contracted), []);
    assert_eq!(sound.of_school(school(1)), Some(Tiyn(600)));
    assert_eq!(sound.of_school(school(7)), Some(Tiyn(0)));

    let mut wrong = plan(1, &[(1, 9, 599), (2, 9, 500), (2, 10, 0)]);
    let january = Period::new(2027, 1).unwrap();
    wrong
        .lines
        .get_mut(&school(2))
        .unwrap()
        .insert(january, Tiyn(1));
    assert_eq!(
        wrong.faults(&contracted),
        [
            PlanningFault::BadSum {
                school: school(2),
                period: month(10)
            },
            PlanningFault::OtherYear {
                school: school(2),
                period: january
            },
            PlanningFault::BelowContract {
                school: school(1),
                contracted: Tiyn(600)
            },
            PlanningFault::OverBudget { over: Tiyn(100) },
        ]
    );
    let huge = plan(1, &[(1, 9, i64::MAX), (2, 9, 1)]);
    assert!(
        huge.faults(&BTreeMap::new())
            .contains(&PlanningFault::Overflow)
    );
}

#[test]
fn two_versions_of_a_plan_differ_by_school_and_month() {
    let first = plan(1, &[(1, 9, 300), (1, 10, 300), (2, 9, 400)]);
    let second = plan(2, &[(1, 9, 300), (1, 10, 350), (3, 11, 50)]);
    let differences = second.differences(&first);
    let difference = |number, of, before, after| PlanDifference {
        school: school(number),
        period: month(of),
        before: Tiyn(before),
        after: Tiyn(after),
        money: MoneyFor::Teaching,
    };
    assert_eq!(
        differences,
        [
            difference(1, 10, 300, 350),
            difference(2, 9, 400, 0),
            difference(3, 11, 0, 50)
        ]
    );
    assert_eq!(first.differences(&first), []);
    let moved: i64 = differences.iter().map(|d| d.after.0 - d.before.0).sum();
    assert_eq!(moved, second.total().unwrap().0 - first.total().unwrap().0);
}

fn listed(total: i64) -> ListedAct {
    ListedAct {
        sha256: hash(5),
        total: Tiyn(total),
    }
}

fn register(number: u128) -> ActRegister {
    let id = PaymentRegisterId::new(Uuid::from_u128(number));
    ActRegister::open(id, shymkent(), 7)
}

fn payment(number: u128) -> PaymentId {
    PaymentId::new(Uuid::from_u128(number))
}

fn accepted() -> ActRegister {
    register(1)
        .list(act(1), listed(600), Vec::new())
        .unwrap()
        .list(act(2), listed(400), Vec::new())
        .unwrap()
        .send(hash(6))
        .unwrap()
        .accept(BTreeMap::new())
        .unwrap()
}

#[test]
fn a_register_is_looked_at_again_before_it_is_accepted() {
    let open = register(1).list(act(1), listed(600), Vec::new()).unwrap();
    assert_eq!(
        open.list(act(2), listed(400), vec![Obstacle::NoInvoice]),
        Err(RegisterRefusal::Obstacles(BTreeMap::from([(
            act(2),
            vec![Obstacle::NoInvoice]
        )])))
    );
    assert_eq!(
        open.list(act(1), listed(600), Vec::new()),
        Err(RegisterRefusal::ListedAlready)
    );
    assert_eq!(register(1).send(hash(6)), Err(RegisterRefusal::Empty));
    let sent = open.send(hash(6)).unwrap();
    assert_eq!(
        sent.list(act(2), listed(1), Vec::new()),
        Err(RegisterRefusal::WrongState)
    );
    let withdrawn = BTreeMap::from([(act(1), vec![Obstacle::NoInvoice, Obstacle::AccountChanged])]);
    assert_eq!(
        sent.accept(withdrawn.clone()),
        Err(RegisterRefusal::Obstacles(withdrawn))
    );
    assert_eq!(
        sent.send_back(BTreeMap::from([(act(9), "нет ЭСФ".into())])),
        Err(RegisterRefusal::NoReason)
    );
    let returned = sent
        .send_back(BTreeMap::from([(act(1), "нет ЭСФ".into())]))
        .unwrap();
    assert!(!returned.holds_its_acts());
    assert!(matches!(returned.state, RegisterState::Returned { .. }));
}

#[test]
fn an_act_has_one_payment_alive() {
    let register = accepted();
    assert_eq!(register.total(), Some(Tiyn(1_000)));
    let first = Payment::order(payment(1), act(1), &register, &[]).unwrap();
    assert_eq!(first.amount, Tiyn(600));
    let twice = Payment::order(payment(2), act(1), &register, std::slice::from_ref(&first));
    assert_eq!(twice.err(), Some(PaymentRefusal::Twice));
    let sent = first.after(&Event::Sent).unwrap();
    let on = day("2026-10-20");
    let paid = sent.after(&Event::Paid { on }).unwrap();
    assert_eq!(
        paid.after(&Event::Paid { on }).err(),
        Some(PaymentRefusal::WrongState)
    );
    let twice = Payment::order(payment(2), act(1), &register, std::slice::from_ref(&paid));
    assert_eq!(twice.err(), Some(PaymentRefusal::Twice));
    let nothing = Event::Returned {
        on,
        reason: Words::default(),
    };
    assert_eq!(paid.after(&nothing).err(), Some(PaymentRefusal::NoReason));
    let reason = Words::from("Счёт закрыт");
    let returned = paid.after(&Event::Returned { on, reason }).unwrap();
    let again = Payment::order(payment(2), act(1), &register, &[returned]).unwrap();
    assert_eq!(again.state, PaymentState::Ordered);
    assert_eq!(
        Payment::order(payment(3), act(9), &register, &[]).err(),
        Some(PaymentRefusal::NotAccepted)
    );
}

#[derive(Debug, Clone)]
enum Step {
    List(usize, u128),
    Send(usize),
    Accept(usize),
    SendBack(usize),
    SendBackAct(usize, u128),
    Pay(usize, u128),
    Bank(usize, u8),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..3usize, 0..4u128).prop_map(|(register, act)| Step::List(register, act)),
        (0..3usize).prop_map(Step::Send),
        (0..3usize).prop_map(Step::Accept),
        (0..3usize).prop_map(Step::SendBack),
        (0..3usize, 0..4u128).prop_map(|(register, act)| Step::SendBackAct(register, act)),
        (0..3usize, 0..4u128).prop_map(|(register, act)| Step::Pay(register, act)),
        (0..12usize, 0..3u8).prop_map(|(payment, event)| Step::Bank(payment, event)),
    ]
}

proptest! {
    /// However registers are put together, sent, returned and paid: what left the treasury for an
    /// act is never more than its sum, and every payment is of an accepted register.
    #[test]
    fn nothing_is_paid_twice(steps in proptest::collection::vec(any_step(), 0..120)) {
        let total = |number: u128| 100 + i64::try_from(number).unwrap();
        let mut registers = [register(1), register(2), register(3)];
        let mut payments: Vec<Payment> = Vec::new();
        for step in steps {
            match step {
                Step::List(place, number) => {
                    let elsewhere = registers.iter().enumerate().any(|(other, register)| {
                        other != place && register.holds(act(number))
                    });
                    let obstacles = if elsewhere { vec![Obstacle::ElsewhereListed] } else { vec![] };
                    let next = registers[place].list(act(number), listed(total(number)), obstacles);
                    if let Ok(next) = next {
                        registers[place] = next;
                    }
                }
                Step::Send(place) => {
                    if let Ok(next) = registers[place].send(hash(6)) {
                        registers[place] = next;
                    }
                }
                Step::Accept(place) => {
                    if let Ok(next) = registers[place].accept(BTreeMap::new()) {
                        registers[place] = next;
                    }
                }
                Step::SendBack(place) => {
                    let reasons = registers[place].acts.keys().map(|act| (*act, "нет".into())).collect();
                    if let Ok(next) = registers[place].send_back(reasons) {
                        // The department opens a new one for the same acts.
                        prop_assert!(!next.holds_its_acts());
                        registers[place] = register(1 + place as u128);
                    }
                }
                Step::SendBackAct(place, number) => {
                    let before = &registers[place];
                    let alive = payments.iter().any(|one| one.act == act(number) && one.is_alive());
                    let reasons = BTreeMap::from([(act(number), "другой счёт".into())]);
                    let on = "2026-10-20T05:00:00Z".parse().unwrap();
                    match before.send_back_acts(&reasons, &payments, on) {
                        Ok(next) => {
                            prop_assert!(before.holds(act(number)) && !alive);
                            prop_assert!(!next.holds(act(number)));
                            prop_assert_eq!(&next.acts, &before.acts, "what is signed stays");
                            let left = before.total_held().unwrap().0 - next.total_held().unwrap().0;
                            prop_assert_eq!(left, total(number), "its money left, once");
                            let again = next.send_back_acts(&reasons, &payments, on);
                            prop_assert_eq!(again, Err(RegisterRefusal::WrongState));
                            registers[place] = next;
                        }
                        Err(refusal) => prop_assert!(
                            refusal != RegisterRefusal::Paid || alive,
                            "{refusal:?}"
                        ),
                    }
                }
                Step::Pay(place, number) => {
                    let id = payment(payments.len() as u128 + 1);
                    if let Ok(ordered) = Payment::order(id, act(number), &registers[place], &payments) {
                        payments.push(ordered);
                    }
                }
                Step::Bank(place, event) => {
                    let on = day("2026-10-20");
                    let event = [
                        Event::Sent,
                        Event::Paid { on },
                        Event::Returned { on, reason: "закрыт".into() },
                    ][usize::from(event)].clone();
                    if let Some(payment) = payments.get_mut(place)
                        && let Ok(next) = payment.after(&event)
                    {
                        *payment = next;
                    }
                }
            }
            for number in 0..4 {
                let alive: i64 = payments
                    .iter()
                    .filter(|payment| payment.act == act(number) && payment.is_alive())
                    .map(|payment| payment.amount.0)
                    .sum();
                prop_assert!(alive <= total(number));
                let listings = registers
                    .iter()
                    .filter(|r| r.holds(act(number)))
                    .count();
                prop_assert!(listings <= 1);
                // Whoever still may be paid is held by the register they are paid from.
                let payable = registers.iter().filter(|register| {
                    let id = payment(9_999);
                    Payment::order(id, act(number), register, &payments).is_ok()
                });
                prop_assert!(payable.count() <= usize::from(alive == 0));
            }
        }
    }
}
