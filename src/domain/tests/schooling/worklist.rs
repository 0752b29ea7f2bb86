//! What waits for whom, since when, by when: for a school, a department, the financial centre.

use crate::records::{
    Got, act, act_id, application, at, contract, day, mandate, month, officer, payment, person,
    register, school, scopes, shymkent, step,
};
use baqylau_domain::calendar::{WorkingCalendar, day_begins};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::MonthStage;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    ActSentBack, ApplicationStage as Stage, Around, ContractParty, Draft, Duty, Happened,
    InvoiceFinding, InvoiceSaid, KnownMonth, Mandate, MandateScope, MandateTurn, OrderRules,
    PaymentState, RegisterState, SchoolingRecord as Record, Task, WhyUnsent, WorkItem, Worklist,
    changes, unsent,
};
use baqylau_domain::text::Words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

fn list_of(records: &[Record], hand: &Actor, today: &str) -> Worklist {
    list_with(records, hand, today, &BTreeMap::new())
}

#[test]
fn what_the_month_and_rulings_say_of_an_unsent_act_comes_with_its_day() {
    // Schools 1 to 6 have a contract since before September ended; of these 6 has no act but one
    // that waits for its signature.
    let contracts: Vec<_> = (1..=6)
        .map(|number| contract(number + 2, number, 400, Some("2026-09-04")))
        .collect();
    let mut records: Vec<Record> = contracts.iter().cloned().map(Record::Contract).collect();
    let composed = act(
        11,
        &contracts[5],
        month(9),
        100,
        Got::Composed("2026-10-02"),
    );
    records.push(Record::Act(composed));
    let unsigned = contract(20, 7, 400, None);
    records.push(Record::Contract(unsigned));
    let calendar = WorkingCalendar::kazakhstan();
    let rules = OrderRules::pilot();
    let told = |around: &Around| {
        let found = unsent(&records, None, day("2026-10-20"), &calendar, &rules, around);
        let told = found
            .into_iter()
            .filter(|one| one.period == month(9))
            .map(|one| {
                let mut said = vec![(one.why, one.since)];
                said.extend(one.also);
                (one.school, said)
            });
        told.collect::<BTreeMap<_, _>>()
    };
    let known = |stage, judged: &[(u128, &str)]| KnownMonth {
        stage,
        frozen: (stage != MonthStage::Open).then(|| day("2026-10-06")),
        silent: BTreeSet::from([school(2), school(6), school(7)]),
        judged: judged
            .iter()
            .map(|(number, on)| (school(*number), day(on)))
            .collect(),
    };
    let around = |month_of: KnownMonth| Around {
        stopped: BTreeMap::from([
            (school(3), day("2026-09-20")),
            (school(2), day("2026-09-21")),
            (school(6), day("2026-09-22")),
        ]),
        months: BTreeMap::from([(month(9), month_of)]),
    };

    // An open month: nobody's act can be composed; the silent LMS comes first.
    let found = told(&around(known(MonthStage::Open, &[])));
    let over = day("2026-10-01");
    let open = (WhyUnsent::MonthOpen, over);
    assert_eq!(found[&school(1)], std::slice::from_ref(&open));
    let silent = (WhyUnsent::NothingSent, over);
    let stopped = |on| (WhyUnsent::Suspended, day(on));
    assert_eq!(
        found[&school(2)],
        [silent.clone(), open.clone(), stopped("2026-09-21")]
    );
    assert_eq!(found[&school(3)], [open.clone(), stopped("2026-09-20")]);
    // What was composed was composed: what the LMS says now doesn't hold it up.
    let unsigned = (WhyUnsent::NotSigned, day("2026-10-02"));
    assert_eq!(found[&school(6)], [stopped("2026-09-22"), unsigned]);
    assert!(matches!(
        found[&school(7)][..],
        [
            (WhyUnsent::ContractNotSigned { .. }, _),
            (WhyUnsent::NothingSent, _),
            ..
        ]
    ));

    // Frozen: those judged could be acted since their register was made, the others wait for it.
    let judged = [(1, "2026-10-08"), (3, "2026-10-09")];
    let found = told(&around(known(MonthStage::Frozen, &judged)));
    let could = (WhyUnsent::NotComposed, day("2026-10-08"));
    assert_eq!(found[&school(1)], std::slice::from_ref(&could));
    assert_eq!(found[&school(3)], [stopped("2026-09-20")]);
    let waits = (WhyUnsent::MonthNotValidated, day("2026-10-06"));
    assert_eq!(found[&school(4)], [waits]);

    // Validated: whose LMS was silent has no register, and that is all there is to say of it.
    let found = told(&around(known(MonthStage::Validated, &judged)));
    assert_eq!(found[&school(1)], [could]);
    assert_eq!(found[&school(2)], [silent, stopped("2026-09-21")]);
    // Of a month nobody told of nothing is made up.
    let found = told(&Around::default());
    let begins = day("2026-09-30");
    assert_eq!(found[&school(2)], [(WhyUnsent::NotComposed, begins)]);
}

/// While payment to schools stands still since days.
fn list_with(
    records: &[Record],
    hand: &Actor,
    today: &str,
    stopped: &BTreeMap<OrganisationId, NaiveDate>,
) -> Worklist {
    let calendar = WorkingCalendar::kazakhstan();
    let rules = OrderRules::pilot();
    let around = Around {
        stopped: stopped.clone(),
        ..Around::default()
    };
    let duty = Duty {
        hand,
        today: day(today),
        calendar: &calendar,
        rules: &rules,
        around: &around,
    };
    Worklist::of(records, duty)
}

fn school_person() -> Actor {
    officer(1, AccountRole::School)
}

fn department() -> Actor {
    officer(2, AccountRole::EducationOfficer)
}

fn centre() -> Actor {
    officer(3, AccountRole::FinancialCentre)
}

fn with_mandate(of: &Actor, records: Vec<Record>) -> Vec<Record> {
    let mut records = records;
    records.push(Record::Mandate(mandate(of)));
    records
}

fn codes(list: &Worklist) -> Vec<&'static str> {
    list.items.iter().map(|item| item.task.code()).collect()
}

fn only(list: &Worklist) -> &WorkItem {
    assert_eq!(list.items.len(), 1, "{:?}", codes(list));
    list.items.first().unwrap()
}

#[test]
fn an_application_waits_with_its_five_working_days_and_for_the_right_officer() {
    // Submitted on Monday 2 November: the fifth working day after it is the next Monday.
    let me = department();
    let new = application(5, "2026-11-02", Stage::New, "2026-11-02");
    let list = list_of(
        &with_mandate(&me, vec![Record::Application(new)]),
        &me,
        "2026-11-04",
    );
    let item = only(&list);
    assert_eq!(item.task, Task::TakeApplication);
    assert_eq!(
        item.key,
        format!("application:{}", uuid::Uuid::from_u128(5))
    );
    assert_eq!(item.since, day("2026-11-02"));
    assert_eq!((item.due, item.late), (Some(day("2026-11-09")), 0));

    // In the hands of another it waits for them; a proposal waits for everybody but its author.
    let in_work = |executor| {
        let stage = Stage::InWork {
            executor: person(executor),
        };
        Record::Application(application(5, "2026-11-02", stage, "2026-11-03"))
    };
    let in_approval = |executor| {
        let stage = Stage::InApproval {
            executor: person(executor),
            draft: Draft::Accept,
        };
        Record::Application(application(5, "2026-11-02", stage, "2026-11-05"))
    };
    let asked = |record| list_of(&with_mandate(&me, vec![record]), &me, "2026-11-11");
    assert!(asked(in_work(8)).items.is_empty());
    assert!(asked(in_approval(2)).items.is_empty(), "four eyes");
    assert_eq!(only(&asked(in_approval(8))).task, Task::ApproveApplication);
    let own = asked(in_work(2));
    assert_eq!(only(&own).task, Task::ExamineApplication);
    assert_eq!(only(&own).late, 2, "Tuesday and Wednesday over the term");
    assert_eq!(only(&own).since, day("2026-11-03"));
}

#[test]
fn remarks_wait_at_the_school_and_the_department_waits_with_them() {
    let (us, them) = (school_person(), department());
    let stage = Stage::BackAtSchool {
        executor: Some(person(2)),
        remarks: Vec::new(),
    };
    let record = Record::Application(application(5, "2026-11-02", stage, "2026-11-03"));
    let records = with_mandate(&us, with_mandate(&them, vec![record]));
    let list = list_of(&records, &us, "2026-11-04");
    assert_eq!(only(&list).task, Task::AnswerRemarks);
    assert_eq!(only(&list).since, day("2026-11-03"));
    assert!(list_of(&records, &them, "2026-11-04").items.is_empty());
}

#[test]
fn a_contract_waits_for_each_party_that_has_not_signed() {
    let mut open = contract(3, 1, 400, None);
    let records = |open: &_| {
        let one: &baqylau_domain::schooling::ContractRecord = open;
        let records = vec![Record::Contract(one.clone())];
        with_mandate(&school_person(), with_mandate(&department(), records))
    };
    // Drawn up on Tuesday 1 September; five working days: the 8th.
    let list = list_of(&records(&open), &school_person(), "2026-09-10");
    assert_eq!(only(&list).task, Task::SignContract);
    assert_eq!(only(&list).due, Some(day("2026-09-08")));
    assert_eq!(only(&list).late, 2);
    assert_eq!(only(&list).sum, Some(Tiyn(400)));
    assert_eq!(only(&list).number.as_deref(), Some("Д-3"));
    let hash = baqylau_domain::identifiers::BlobHash::new([2; 32]);
    let agreement = open.contract.agreements.first_mut().unwrap();
    agreement.signatures.insert(ContractParty::School, hash);
    let list = list_of(&records(&open), &school_person(), "2026-09-10");
    assert!(list.items.is_empty(), "our part is done");
    let list = list_of(&records(&open), &department(), "2026-09-10");
    assert_eq!(codes(&list), ["sign-contract"]);
}

#[test]
fn who_has_not_sent_the_act_why_and_since_when() {
    let signed = contract(3, 1, 400, Some("2026-09-04"));
    let late_one = contract(4, 2, 400, Some("2026-10-20"));
    let unsigned = contract(5, 3, 400, None);
    let composed = contract(6, 4, 400, Some("2026-09-04"));
    let back = contract(7, 5, 400, Some("2026-09-04"));
    let sent = contract(8, 6, 400, Some("2026-09-04"));
    let mut ended = contract(9, 7, 400, Some("2026-09-04"));
    ended.contract.terminated = Some(day("2026-09-15"));
    let acts = [
        act(11, &composed, month(9), 100, Got::Composed("2026-10-02")),
        act(12, &back, month(9), 100, Got::Withdrawn("2026-10-03")),
        act(13, &sent, month(9), 100, Got::BySchool("2026-10-02")),
    ];
    let contracts = [
        &signed, &late_one, &unsigned, &composed, &back, &sent, &ended,
    ];
    let mut records: Vec<Record> = contracts
        .into_iter()
        .map(|one| Record::Contract(one.clone()))
        .collect();
    records.extend(acts.into_iter().map(Record::Act));
    let calendar = WorkingCalendar::kazakhstan();
    let rules = OrderRules::pilot();
    let nothing = Around::default();
    let asked = |today: &str, department| {
        unsent(
            &records,
            department,
            day(today),
            &calendar,
            &rules,
            &nothing,
        )
    };
    assert_eq!(asked("2026-09-30", None), [], "September hasn't ended");

    // Five working days after 30 September: 7 October.
    let found = asked("2026-10-09", Some(shymkent()));
    let told: BTreeMap<_, _> = found.iter().map(|one| (one.school, one)).collect();
    assert_eq!(told.len(), 5);
    let of = |number| told.get(&school(number)).copied().unwrap();
    assert_eq!(of(1).why, WhyUnsent::NotComposed);
    assert_eq!(of(1).since, day("2026-09-30"));
    assert_eq!((of(1).due, of(1).late), (day("2026-10-07"), 2));
    assert_eq!(of(1).act, None);
    let both = BTreeSet::from([ContractParty::School, ContractParty::Department]);
    assert_eq!(of(3).why, WhyUnsent::ContractNotSigned { by: both });
    assert_eq!(of(4).why, WhyUnsent::NotSigned);
    assert_eq!(of(4).since, day("2026-10-02"));
    assert!(of(4).act.is_some());
    assert_eq!(of(5).why, WhyUnsent::Withdrawn);
    assert_eq!(of(5).since, day("2026-10-03"));
    assert!(!told.contains_key(&school(6)), "sent");
    assert!(
        !told.contains_key(&school(7)),
        "nothing can be acted any more"
    );

    // A contract signed after the month has its term from then on.
    let found = asked("2026-10-23", None);
    let second = found.iter().find(|one| one.school == school(2)).unwrap();
    assert_eq!((second.since, second.late), (day("2026-10-20"), 0));
    assert!(asked("2026-10-23", Some(crate::records::almaty())).is_empty());
    let ranks: Vec<u32> = found.iter().map(|one| one.late).collect();
    assert!(
        ranks.is_sorted_by(|a, b| a >= b),
        "the latest first: {ranks:?}"
    );

    // The school is asked at once, the department chases only what is late.
    let us = school_person();
    let own = with_mandate(&us, with_mandate(&department(), records.clone()));
    assert_eq!(codes(&list_of(&own, &us, "2026-10-02")), ["compose-act"]);
    let list = list_of(&own, &department(), "2026-10-02");
    assert!(!codes(&list).contains(&"chase-act"));
    let list = list_of(&own, &department(), "2026-10-09");
    let chased = list.items.iter().filter(|one| one.late > 0);
    assert_eq!(
        chased.filter(|one| one.task.code() == "chase-act").count(),
        4
    );
}

#[test]
fn an_act_goes_from_the_school_to_the_department_to_a_register() {
    let (us, them) = (school_person(), department());
    let contract = contract(3, 1, 400, Some("2026-09-04"));
    let at_stage = |got| {
        let act = act(11, &contract, month(9), 100, got);
        let records = vec![Record::Contract(contract.clone()), Record::Act(act)];
        with_mandate(&us, with_mandate(&them, records))
    };
    let both = |got, today| {
        let records = at_stage(got);
        let school = codes(&list_of(&records, &us, today));
        (school, codes(&list_of(&records, &them, today)))
    };
    let (mine, theirs) = both(Got::Composed("2026-10-01"), "2026-10-02");
    assert_eq!((mine, theirs), (vec!["sign-act"], vec![]));
    let (mine, theirs) = both(Got::BySchool("2026-10-01"), "2026-10-02");
    assert_eq!((mine, theirs), (vec![], vec!["sign-act"]));
    let (mine, theirs) = both(Got::Signed("2026-10-01"), "2026-10-02");
    assert_eq!((mine, theirs), (vec![], vec!["list-act"]));

    // Once the registry said what is lacking, both are told; an invoice that fits settles it.
    let signed = act(11, &contract, month(9), 100, Got::Signed("2026-10-01"));
    let said = |finding| {
        let mut act = signed.clone();
        act.invoice = Some(Box::new(InvoiceSaid {
            finding,
            asked: "2026-10-01T10:00:00Z".parse().unwrap(),
        }));
        let records = vec![Record::Contract(contract.clone()), Record::Act(act)];
        let records = with_mandate(&us, with_mandate(&them, records));
        let of = |hand| codes(&list_of(&records, hand, "2026-10-02"));
        (of(&us), of(&them))
    };
    let number = || "ESF-1".to_owned();
    for lacking in [
        InvoiceFinding::Missing,
        InvoiceFinding::Cancelled { number: number() },
        InvoiceFinding::OtherSupplier { number: number() },
        InvoiceFinding::OtherSum {
            number: number(),
            amount: Tiyn(99),
        },
    ] {
        let settle = vec!["settle-invoice"];
        assert_eq!(said(lacking), (settle.clone(), settle));
    }
    let fits = said(InvoiceFinding::Matched { number: number() });
    assert_eq!(fits, (vec![], vec!["list-act"]));
}

#[test]
fn a_register_and_its_payments_wait_for_whoever_is_next() {
    let (them, us) = (department(), centre());
    let contracts = [1, 2].map(|n| contract(n, n, 400, Some("2026-09-04")));
    let acts: Vec<_> = contracts
        .iter()
        .zip([11, 12])
        .map(|(one, number)| act(number, one, month(9), 100, Got::Signed("2026-10-08")))
        .collect();
    let (first, second) = (acts.first().unwrap(), acts.last().unwrap());
    let with = |rest: Vec<Record>| {
        let mut records: Vec<Record> = acts.iter().cloned().map(Record::Act).collect();
        records.extend(rest);
        with_mandate(&us, with_mandate(&them, records))
    };
    let listed = |state| Record::Register(register(1, &[first, second], state));
    let both = |records: &[Record]| {
        let of = |hand| codes(&list_of(records, hand, "2026-10-15"));
        (of(&them), of(&us))
    };
    let none: Vec<&str> = Vec::new();

    let records = with(vec![listed(RegisterState::Open)]);
    assert_eq!(both(&records), (vec!["send-register"], none.clone()));
    let list = list_of(&records, &them, "2026-10-15");
    assert_eq!(
        (only(&list).acts, only(&list).sum),
        (Some(2), Some(Tiyn(200)))
    );

    let document = baqylau_domain::identifiers::BlobHash::new([8; 32]);
    let records = with(vec![listed(RegisterState::Sent { document })]);
    assert_eq!(both(&records), (none.clone(), vec!["examine-register"]));

    let reasons = BTreeMap::from([(act_id(11), Words::from("другой счёт"))]);
    let back = listed(RegisterState::Returned { reasons });
    let records = with(vec![back.clone()]);
    assert_eq!(both(&records), (vec!["relist-acts"], none.clone()));
    // One of its acts was listed anew: the other still waits.
    let again = Record::Register(register(2, &[first], RegisterState::Open));
    let list = list_of(&with(vec![back, again]), &them, "2026-10-15");
    let relist = list.items.iter().find(|one| one.task == Task::RelistActs);
    assert_eq!(relist.unwrap().acts, Some(1));

    let records = with(vec![listed(RegisterState::Accepted)]);
    assert_eq!(both(&records), (none.clone(), vec!["order-payments"]));
    let accepted_by_us = with({
        let mut own = register(1, &[first, second], RegisterState::Accepted);
        own.steps = vec![step("2026-10-14", 3, "accept_register")];
        vec![Record::Register(own)]
    });
    assert_eq!(both(&accepted_by_us).1, none, "four eyes");

    // One ordered and returned, one not ordered: both wait, each in its way.
    let reason = Words::from("счёт закрыт");
    let on = day("2026-10-14");
    let came_back = payment(
        1,
        first,
        PaymentState::Returned { on, reason },
        "2026-10-13",
    );
    let rest = vec![
        listed(RegisterState::Accepted),
        Record::Payment(came_back.clone()),
    ];
    let list = list_of(&with(rest.clone()), &us, "2026-10-15");
    assert_eq!(codes(&list), ["reissue-payment", "order-payments"]);
    assert_eq!(list.items.last().unwrap().acts, Some(1));
    let mut rest = rest;
    rest.push(Record::Payment(payment(
        2,
        first,
        PaymentState::Ordered,
        "2026-10-15",
    )));
    let list = list_of(&with(rest), &us, "2026-10-15");
    assert_eq!(
        codes(&list),
        ["order-payments", "send-payment"],
        "ordered anew"
    );
}

#[test]
fn without_a_mandate_nothing_waits_but_it_is_said_that_something_does() {
    let me = department();
    let new = Record::Application(application(5, "2026-11-02", Stage::New, "2026-11-02"));
    let list = list_of(std::slice::from_ref(&new), &me, "2026-11-03");
    assert!(list.items.is_empty());
    assert_eq!(list.barred.get(&MandateScope::Applications), Some(&1));
    let narrow = Mandate {
        scopes: scopes(&[MandateScope::Contracts]),
        ..mandate(&me)
    };
    let list = list_of(&[new.clone(), Record::Mandate(narrow)], &me, "2026-11-03");
    assert!(
        list.items.is_empty(),
        "a mandate for contracts isn't one for applications"
    );
    let reader = officer(2, AccountRole::Observer);
    assert_eq!(list_of(&[new], &reader, "2026-11-03"), Worklist::default());
}

#[test]
fn a_mandate_is_worth_renewing_before_it_ends_unless_another_follows() {
    let me = department();
    let ending = Mandate {
        to: day("2026-11-10"),
        ..mandate(&me)
    };
    let asked = |records: &[Record], today| codes(&list_of(records, &me, today));
    let records = [Record::Mandate(ending.clone())];
    assert!(asked(&records, "2026-10-20").is_empty(), "not yet");
    assert_eq!(asked(&records, "2026-10-27"), ["renew-mandate"]);
    assert_eq!(only(&list_of(&records, &me, "2026-11-12")).late, 2);
    assert!(asked(&records, "2026-12-10").is_empty(), "long forgotten");
    let next = Mandate {
        from: day("2026-11-11"),
        ..mandate(&me)
    };
    let records = [Record::Mandate(ending), Record::Mandate(next)];
    assert!(asked(&records, "2026-11-12").is_empty());
}

#[test]
fn the_latest_comes_first_then_the_nearest_term() {
    let me = department();
    let new = |number, submitted| {
        Record::Application(application(number, submitted, Stage::New, submitted))
    };
    let records = with_mandate(
        &me,
        vec![
            new(1, "2026-11-10"),
            new(2, "2026-10-26"),
            new(3, "2026-11-02"),
            new(4, "2026-11-09"),
        ],
    );
    let list = list_of(&records, &me, "2026-11-11");
    let order: Vec<&str> = list.items.iter().map(|one| one.key.as_str()).collect();
    let expected: Vec<String> = [2_u128, 3, 4, 1]
        .map(|number| format!("application:{}", uuid::Uuid::from_u128(number)))
        .into();
    assert_eq!(order, expected);
    assert_eq!(list.late(), 2);
}

#[test]
fn what_changed_since_yesterday_is_told_newest_first() {
    let contract = contract(3, 1, 400, Some("2026-09-04"));
    let act = act(11, &contract, month(9), 100, Got::BySchool("2026-10-02"));
    let paid = PaymentState::Paid {
        on: day("2026-10-05"),
    };
    let mut payment = payment(1, &act, paid.clone(), "2026-10-03");
    payment.steps.push(step("2026-10-05", 71, "payment_event"));
    let stage = Stage::Accepted;
    let decided = application(5, "2026-09-20", stage.clone(), "2026-10-04");
    let records = [
        Record::Contract(contract),
        Record::Act(act),
        Record::Payment(payment),
        Record::Application(decided),
    ];
    let told = changes(&records, at("2026-10-02"), at("2026-10-06"));
    let what: Vec<&Happened> = told.iter().map(|one| &one.happened).collect();
    let ordered = Happened::Operation("order_payments".to_owned());
    let expected = [&Happened::Payment(paid), &Happened::Stage(stage), &ordered];
    assert_eq!(
        what, expected,
        "what happened at the moment itself is known already"
    );
    assert_eq!(told.first().unwrap().school, Some(school(1)));
}

#[test]
fn mandates_that_begin_end_or_are_taken_back_are_among_what_changed() {
    let mut number = 0;
    let mut of = |from: &str, to: &str, revoked: Option<&str>| {
        number += 1;
        let mut one = mandate(&department());
        one.id = baqylau_domain::identifiers::MandateId::new(uuid::Uuid::from_u128(number));
        (one.from, one.to) = (day(from), day(to));
        one.granted_by = Some(person(9));
        one.revoked = revoked.map(day);
        Record::Mandate(one)
    };
    let records = [
        of("2026-10-05", "2026-12-31", None),
        of("2026-01-01", "2026-10-04", None),
        of("2026-01-01", "2026-12-31", Some("2026-10-06")),
        // Before, after, and one taken back before it ever counted.
        of("2026-10-02", "2026-10-06", None),
        of("2026-10-07", "2026-12-31", None),
        of("2026-10-05", "2026-12-31", Some("2026-10-05")),
    ];
    let told = changes(&records, day_begins(day("2026-10-05")), at("2026-10-06"));
    let said: Vec<_> = told
        .iter()
        .map(|one| (one.key.as_str(), &one.happened, one.by))
        .collect();
    let key = |number: u128| format!("mandate:{}", uuid::Uuid::from_u128(number));
    let turn = Happened::Mandate;
    let (begins, ended, revoked) = (
        turn(MandateTurn::Begins),
        turn(MandateTurn::Ended),
        turn(MandateTurn::Revoked),
    );
    let keys = [key(3), key(1), key(2), key(6)];
    let expected = [
        (keys[0].as_str(), &revoked, None),
        (keys[1].as_str(), &begins, Some(person(9))),
        (keys[2].as_str(), &ended, None),
        (keys[3].as_str(), &revoked, None),
    ];
    assert_eq!(said, expected);
    assert_eq!(told[1].at, day_begins(day("2026-10-05")));
}

#[test]
fn an_act_whose_account_changed_goes_back_to_the_department_and_is_listed_and_paid_anew() {
    let (us, them) = (centre(), department());
    let contract = contract(3, 1, 400, Some("2026-09-04"));
    let act = act(11, &contract, month(9), 100, Got::Signed("2026-10-08"));
    let mut accepted = register(1, &[&act], RegisterState::Accepted);
    let with = |rest: Vec<Record>| {
        let records = [vec![Record::Act(act.clone())], rest].concat();
        with_mandate(&us, with_mandate(&them, records))
    };
    let both = |records: &[Record]| {
        let of = |hand| codes(&list_of(records, hand, "2026-10-20"));
        (of(&them), of(&us))
    };
    let none: Vec<&str> = Vec::new();
    // The contract was given another account on the sixteenth.
    let mut amended = contract.clone();
    amended.texts = vec![crate::records::agreed(&contract)];
    let same = Record::Contract(amended.clone());
    let records = with(vec![Record::Register(accepted.clone()), same]);
    assert_eq!(both(&records), (none.clone(), vec!["order-payments"]));
    for text in &mut amended.texts {
        text.account.iban = "KZ24070105KSN0000000".parse().unwrap();
    }
    for agreement in &mut amended.contract.agreements {
        agreement.signed_on = Some(day("2026-10-16"));
    }
    let amended = Record::Contract(amended);
    let reason = Words::from("счёт закрыт");
    let on = day("2026-10-15");
    let returned = PaymentState::Returned { on, reason };
    let came_back = Record::Payment(payment(1, &act, returned, "2026-10-15"));
    // Whether it was ever ordered or not, it can't be paid from this register any more.
    for earlier in [Vec::new(), vec![came_back.clone()]] {
        let rest = vec![Record::Register(accepted.clone()), amended.clone()];
        let records = with([rest, earlier].concat());
        assert_eq!(both(&records), (none.clone(), vec!["send-back-acts"]));
        let list = list_of(&records, &us, "2026-10-20");
        let item = only(&list);
        assert_eq!((item.since, item.acts), (day("2026-10-16"), Some(1)));
    }
    let back = ActSentBack {
        at: at("2026-10-19"),
        reason: Words::from("другой счёт"),
    };
    accepted.register.sent_back.insert(act_id(11), back);
    let accepted = Record::Register(accepted);
    let rest = vec![accepted.clone(), amended.clone(), came_back.clone()];
    let records = with(rest.clone());
    assert_eq!(both(&records), (vec!["relist-act"], none.clone()));
    let list = list_of(&records, &them, "2026-10-20");
    let item = only(&list);
    assert_eq!((item.since, item.sum), (day("2026-10-19"), Some(Tiyn(100))));
    // In its next register it is paid as any other, whatever came back before.
    let mut next = register(2, &[&act], RegisterState::Accepted);
    for line in next.lines.values_mut() {
        line.account.iban = "KZ24070105KSN0000000".parse().unwrap();
    }
    let records = with([rest, vec![Record::Register(next)]].concat());
    assert_eq!(both(&records), (none, vec!["order-payments"]));
}

#[test]
fn acts_of_a_suspended_school_wait_for_the_ruling_and_become_tasks_when_it_is_lifted() {
    let (us, them) = (centre(), department());
    let contracts = [
        contract(3, 1, 400, Some("2026-09-04")),
        contract(4, 2, 400, Some("2026-09-04")),
    ];
    let acts: Vec<_> = contracts
        .iter()
        .zip([11, 12])
        .map(|(one, number)| act(number, one, month(9), 100, Got::Signed("2026-10-08")))
        .collect();
    let (first, second) = (acts.first().unwrap(), acts.last().unwrap());
    let with = |rest: Vec<Record>| {
        let records = acts.iter().cloned().map(Record::Act).chain(rest).collect();
        with_mandate(&us, with_mandate(&them, records))
    };
    let ruled = BTreeMap::from([(school(1), day("2026-10-12"))]);
    let reasons = BTreeMap::from([(act_id(11), Words::from("приостановлено"))]);
    let back = Record::Register(register(
        1,
        &[first, second],
        RegisterState::Returned { reasons },
    ));
    let accepted = Record::Register(register(1, &[first, second], RegisterState::Accepted));
    let reason = Words::from("счёт закрыт");
    let on = day("2026-10-14");
    let returned = PaymentState::Returned { on, reason };
    let came_back = Record::Payment(payment(1, first, returned, "2026-10-13"));
    // What is there, whose it would be, their tasks while the ruling stands and once it is lifted.
    type Asked<'a> = (Vec<Record>, &'a Actor, &'a [&'a str], &'a [&'a str]);
    let cases: [Asked<'_>; 4] = [
        (vec![], &them, &["list-act"], &["list-act", "list-act"]),
        (vec![back], &them, &["relist-acts"], &["relist-acts"]),
        (
            vec![accepted.clone()],
            &us,
            &["order-payments"],
            &["order-payments"],
        ),
        (
            vec![accepted, came_back],
            &us,
            &["order-payments"],
            &["reissue-payment", "order-payments"],
        ),
    ];
    for (rest, hand, while_ruled, lifted) in cases {
        let records = with(rest);
        let list = list_with(&records, hand, "2026-10-15", &ruled);
        assert_eq!(codes(&list), while_ruled);
        let other = only(&list);
        assert_eq!(other.sum, Some(Tiyn(100)), "the other school's alone");
        assert_eq!(
            list.late(),
            list.items.iter().filter(|one| one.late > 0).count()
        );
        // It is shown with its act, since the ruling, and nobody is late with it.
        let [waits] = list.suspended.as_slice() else {
            panic!("{:?}", list.suspended)
        };
        assert_eq!(waits.task, Task::AwaitRuling);
        assert_eq!(waits.key, format!("act:{}", act_id(11)));
        assert_eq!(
            (waits.school, waits.sum),
            (Some(school(1)), Some(Tiyn(100)))
        );
        assert_eq!(
            (waits.since, waits.due, waits.late),
            (day("2026-10-12"), None, 0)
        );
        let list = list_of(&records, hand, "2026-10-15");
        assert_eq!(codes(&list), lifted);
        assert!(list.suspended.is_empty());
    }
    // A payment that was made or is on its way is nobody's to stop.
    let paid = Record::Payment(payment(1, first, PaymentState::Paid { on }, "2026-10-13"));
    let accepted = Record::Register(register(1, &[first, second], RegisterState::Accepted));
    let list = list_with(&with(vec![accepted, paid]), &us, "2026-10-15", &ruled);
    assert!(list.suspended.is_empty());
    // Without a mandate neither is anybody's.
    let bare: Vec<Record> = acts.iter().cloned().map(Record::Act).collect();
    let list = list_with(&bare, &them, "2026-10-15", &ruled);
    assert!(list.items.is_empty() && list.suspended.is_empty());
    assert_eq!(list.barred, BTreeMap::from([(MandateScope::Registers, 1)]));
}

#[test]
fn an_application_waits_for_the_schools_signature_until_it_is_there() {
    let us = school_person();
    let sent = application(1, "2026-11-02", Stage::New, "2026-11-02");
    let of = |one: &baqylau_domain::schooling::Application| {
        let records = with_mandate(&us, vec![Record::Application(one.clone())]);
        codes(&list_of(&records, &us, "2026-11-03"))
    };
    assert_eq!(of(&sent), ["sign-application"]);
    let signature = baqylau_domain::schooling::ApplicationSignature {
        by: us.person,
        at: at("2026-11-02"),
        document: sent.text().sha256().unwrap(),
        file: baqylau_domain::identifiers::BlobHash::new([9; 32]),
    };
    let none: Vec<&str> = Vec::new();
    assert_eq!(of(&sent.sign(signature).unwrap()), none);
    let refused = application(2, "2026-11-02", Stage::Withdrawn, "2026-11-03");
    assert_eq!(of(&refused), none);
}
