//! A voucher's life: reserved, redeemed month by month, moved, put off, ended, worked off.

use crate::world::{
    World, act, contract, day, facts, hash, month, obligation, order, register, reservation,
    student, tenge, trace, university, voucher,
};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AccountId, Author, Check, Fact, Operation, Party, Refusal, ShortPresence, Status, StudyForm,
    VoucherPolicy, What,
};
use chrono::Days;

#[test]
fn a_year_of_study_is_paid_to_the_last_tiyn() {
    let mut world = World::studying(800_000, 12);
    assert_eq!(world.status(1), Status::Reserved);
    world.today("2025-09-30");
    world.ok(Operation::Activate {
        voucher: voucher(1),
        period: month(2025, 9),
        trace: trace(50, 96),
    });
    assert_eq!(world.status(1), Status::Active);
    world.redeem_months(11);
    assert_eq!(world.status(1), Status::PartRedeemed);
    assert_eq!(
        world.voucher(1).held(),
        Tiyn(6_666_663),
        "the last takes the remainder"
    );
    world.today("2026-08-31");
    world.act(12, 1, month(2026, 8), 1, Tiyn(6_666_663));
    world.ok(world.redeem(1, 12, month(2026, 8)));
    assert_eq!(world.status(1), Status::Redeemed);
    let executor = AccountId::Executor(university(1));
    assert_eq!(world.stands(executor), tenge(800_000));
    world.ok(Operation::Pay {
        register: register(1),
        acts: (1..=12).map(act).collect(),
        total: tenge(800_000),
    });
    assert_eq!(world.stands(executor), Tiyn(0));
    world.sound();
}

#[test]
fn no_voucher_is_reserved_without_all_four_filters() {
    let mut world = World::with_order(10_000_000);
    world.place(1, 1_000_000, 10);
    let reserve = |facts, form| Operation::Reserve {
        voucher: voucher(1),
        reservation: reservation(1),
        form,
        facts,
    };
    let good = facts(world.now);
    for check in [
        Check::Licence,
        Check::Safety,
        Check::Finances,
        Check::QrOrder,
    ] {
        for (fact, known) in [(Fact::Red, true), (Fact::Unknown, false)] {
            let mut facts = good;
            *match check {
                Check::Licence => &mut facts.licence,
                Check::Safety => &mut facts.safety,
                Check::Finances => &mut facts.finances,
                _ => &mut facts.qr_order,
            } = fact;
            let refusal = world.no(reserve(facts, StudyForm::FullTime));
            assert_eq!(refusal, Refusal::NotGreen { check, known });
        }
    }
    let distance = world.no(reserve(good, StudyForm::Distance));
    assert_eq!(distance, Refusal::DistanceNotPaid);
    let mut old = good;
    old.checked_at = world.now - chrono::TimeDelta::days(31);
    assert_eq!(
        world.no(reserve(old, StudyForm::FullTime)),
        Refusal::FactsStale
    );
    let mut future = good;
    future.checked_at = world.now + chrono::TimeDelta::days(1);
    assert_eq!(
        world.no(reserve(future, StudyForm::FullTime)),
        Refusal::FactsStale
    );
    world.ok(reserve(good, StudyForm::FullTime));
    world.sound();
}

#[test]
fn from_2027_a_building_not_meant_for_education_is_refused_by_rule() {
    let policy = VoucherPolicy::pilot();
    let mut wrong = facts("2026-12-31T07:00:00Z".parse().unwrap());
    wrong.purpose = Fact::Red;
    assert_eq!(wrong.judge(&policy, day("2026-12-31")), Ok(()));
    let refused = Refusal::NotGreen {
        check: Check::Purpose,
        known: true,
    };
    assert_eq!(wrong.judge(&policy, day("2027-01-01")), Err(refused));
}

#[test]
fn a_month_is_redeemed_only_by_trace_signed_act_and_invoice_and_once() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-09-30");
    let september = month(2025, 9);
    let redeem = world.redeem(1, 1, september);
    let no_act = Refusal::NotFound { what: What::Act };
    assert_eq!(world.no(redeem.clone()), no_act);
    for missing in 0..2 {
        let mut unsigned = world.signed_act(1, 1, september, 1, tenge(100_000));
        if let Operation::SignAct {
            executor_signature,
            issuer_signature,
            ..
        } = &mut unsigned
        {
            *[executor_signature, issuer_signature][missing] = None;
        }
        assert_eq!(world.no(unsigned), Refusal::ActUnsigned);
    }
    world.ok(world.signed_act(1, 1, september, 1, tenge(100_000)));
    assert_eq!(world.no(redeem.clone()), Refusal::NoInvoice);
    let unequal = world.invoice(1, tenge(100_001));
    assert_eq!(world.no(unequal), Refusal::InvoiceUnfit);
    world.ok(world.invoice(1, tenge(100_000)));
    assert_eq!(
        world.no(world.invoice(1, tenge(100_000))),
        Refusal::InvoiceUnfit
    );
    let with = |trace| Operation::Redeem {
        voucher: voucher(1),
        act: act(1),
        period: september,
        trace,
        decision: None,
    };
    let mut untraced = trace(96, 96);
    untraced.qr = None;
    assert_eq!(world.no(with(untraced)), Refusal::NoTrace);
    untraced = trace(96, 96);
    untraced.lms = None;
    assert_eq!(world.no(with(untraced)), Refusal::NoTrace);
    let below = Refusal::BelowThreshold {
        attended: 47,
        scheduled: 96,
    };
    assert_eq!(world.no(with(trace(47, 96))), below);
    let october = month(2025, 10);
    let early = Refusal::TooEarly { period: october };
    assert_eq!(world.no(world.redeem(1, 1, october)), early);
    world.ok(with(trace(48, 96)));
    let twice = Refusal::AlreadyClaimed { period: september };
    assert_eq!(world.no(redeem), twice);
    // Not by a second act either, nor under a second contract.
    world.act(2, 1, september, 1, tenge(100_000));
    assert_eq!(world.no(world.redeem(1, 2, september)), twice);
    world.today("2025-10-31");
    world.act(3, 2, october, 1, tenge(100_000));
    assert_eq!(world.no(world.redeem(1, 3, october)), Refusal::OtherAct);
    assert_eq!(world.no(world.redeem(1, 2, october)), Refusal::OtherAct);
    world.sound();
}

#[test]
fn where_nothing_was_scheduled_the_issuer_decides_and_nobody_else() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-09-30");
    let period = month(2025, 9);
    world.act(1, 1, period, 1, tenge(100_000));
    let redeem = Operation::Redeem {
        voucher: voucher(1),
        act: act(1),
        period,
        trace: trace(0, 0),
        decision: Some(hash(9)),
    };
    assert_eq!(world.no(redeem.clone()), Refusal::NothingScheduled);
    let mut request = world.request(redeem);
    request.author = Author {
        party: Party::Issuer,
        person: Some(PersonId::new(crate::world::uuid(13, 1))),
    };
    assert!(world.send(&request).is_ok());
    world.sound();
}

#[test]
fn an_act_pays_no_more_people_and_money_than_it_says_and_not_before_all_is_redeemed() {
    let mut world = World::studying(1_000_000, 10);
    world.enrol(2, 1, 1_000_000, 10);
    world.enrol(3, 1, 1_000_000, 10);
    world.today("2025-09-30");
    let period = month(2025, 9);
    world.act(1, 1, period, 2, tenge(200_000));
    world.ok(world.redeem(1, 1, period));
    let pay = |total| Operation::Pay {
        register: register(1),
        acts: vec![act(1)],
        total,
    };
    let incomplete = Refusal::ActIncomplete {
        left: tenge(100_000),
    };
    assert_eq!(world.no(pay(tenge(100_000))), incomplete);
    world.ok(world.redeem(2, 1, period));
    let over = Refusal::OverAct { left: Tiyn(0) };
    assert_eq!(world.no(world.redeem(3, 1, period)), over);
    let other = Refusal::OtherTotal {
        expected: tenge(200_000),
    };
    assert_eq!(world.no(pay(tenge(200_001))), other);
    world.ok(pay(tenge(200_000)));
    assert_eq!(world.no(pay(tenge(200_000))), Refusal::PaymentUnfit);
    // A payment that comes back can be made again.
    world.ok(Operation::ReturnPayment { act: act(1) });
    assert_eq!(
        world.no(Operation::ReturnPayment { act: act(1) }),
        Refusal::PaymentUnfit
    );
    world.ok(pay(tenge(200_000)));
    world.sound();
}

#[test]
fn a_month_in_proportion_returns_the_rest_and_shrinks_the_contract() {
    let mut world = World::studying(1_000_000, 10);
    let mut policy = VoucherPolicy::pilot();
    policy.valid_from = day("2025-10-01");
    policy.short_presence.value = ShortPresence::InProportion;
    world.policies = world.policies.clone().with(policy);
    world.today("2025-10-31");
    let redeem = |act_, period| Operation::Redeem {
        voucher: voucher(1),
        act: act(act_),
        period,
        trace: trace(1, 3),
        decision: None,
    };
    // A month is judged by the figures of its own time.
    world.act(1, 1, month(2025, 9), 1, tenge(100_000));
    let below = Refusal::BelowThreshold {
        attended: 1,
        scheduled: 3,
    };
    assert_eq!(world.no(redeem(1, month(2025, 9))), below);
    world.act(2, 1, month(2025, 10), 1, Tiyn(3_333_333));
    let before = world.ledger.books().contract(contract(1)).unwrap().amount;
    let budget = world.stands(AccountId::Budget(order()));
    assert_eq!(world.ok(redeem(2, month(2025, 10))).amount, Tiyn(3_333_333));
    let rest = Some(Tiyn(6_666_667));
    assert_eq!(world.stands(AccountId::Budget(order())).minus(budget), rest);
    let after = world.ledger.books().contract(contract(1)).unwrap().amount;
    assert_eq!(before.minus(after), rest);
    // September, not paid, is let go.
    let release = Operation::Release {
        voucher: voucher(1),
        period: month(2025, 9),
    };
    assert_eq!(world.ok(release.clone()).amount, tenge(100_000));
    assert!(matches!(world.no(release), Refusal::NothingHeld { .. }));
    let running = Operation::Release {
        voucher: voucher(1),
        period: month(2025, 10),
    };
    assert!(matches!(world.no(running), Refusal::TooEarly { .. }));
    world.sound();
}

#[test]
fn months_let_go_one_and_all_end_the_voucher() {
    let mut world = World::studying(200_000, 2);
    world.today("2025-12-01");
    for (period, status) in [
        (month(2025, 9), Status::Reserved),
        (month(2025, 10), Status::EarlyRedeemed),
    ] {
        world.ok(Operation::Release {
            voucher: voucher(1),
            period,
        });
        assert_eq!(world.status(1), status);
    }
    world.sound();
}

#[test]
fn a_student_moves_to_another_university_and_each_is_paid_for_its_months() {
    let mut world = World::studying(1_000_000, 10);
    world.redeem_months(2);
    world.today("2025-12-05");
    let moved = world.ok(Operation::Move {
        voucher: voucher(1),
        from: month(2025, 12),
    });
    assert_eq!(moved.amount, tenge(700_000));
    assert_eq!(world.status(1), Status::Transferred);
    world.ok(world.reserve(1, 2));
    assert_eq!(world.status(1), Status::Reserved);
    world.today("2025-12-31");
    // November was studied at the first and is still its own.
    world.act(21, 2, month(2025, 11), 1, tenge(100_000));
    assert_eq!(
        world.no(world.redeem(1, 21, month(2025, 11))),
        Refusal::OtherAct
    );
    world.act(22, 1, month(2025, 11), 1, tenge(100_000));
    world.ok(world.redeem(1, 22, month(2025, 11)));
    world.act(23, 1, month(2025, 12), 1, tenge(100_000));
    assert_eq!(
        world.no(world.redeem(1, 23, month(2025, 12))),
        Refusal::OtherAct
    );
    world.act(24, 2, month(2025, 12), 1, tenge(100_000));
    world.ok(world.redeem(1, 24, month(2025, 12)));
    assert_eq!(
        world.stands(AccountId::Executor(university(1))),
        tenge(300_000)
    );
    assert_eq!(
        world.stands(AccountId::Executor(university(2))),
        tenge(100_000)
    );
    let books = world.ledger.books();
    assert_eq!(
        books.contract(contract(1)).unwrap().committed,
        tenge(300_000)
    );
    assert_eq!(
        books.contract(contract(2)).unwrap().committed,
        tenge(700_000)
    );
    world.sound();
}

#[test]
fn a_leave_puts_the_months_off_and_nothing_accrues_meanwhile() {
    let mut world = World::studying(1_000_000, 10);
    world.redeem_months(3);
    world.today("2025-12-01");
    world.ok(Operation::TakeLeave {
        voucher: voucher(1),
        from: month(2025, 12),
    });
    world.today("2025-12-31");
    world.act(30, 1, month(2025, 12), 1, tenge(100_000));
    let away = Refusal::WrongStatus {
        status: Status::SuspendedStudy,
    };
    assert_eq!(world.no(world.redeem(1, 30, month(2025, 12))), away);
    world.today("2026-12-01");
    let back = |resume| Operation::ReturnFromLeave {
        voucher: voucher(1),
        resume,
    };
    assert_eq!(world.no(back(month(2025, 11))), Refusal::BadDay);
    world.ok(back(month(2026, 12)));
    assert_eq!(world.status(1), Status::PartRedeemed);
    let months: Vec<_> = world
        .voucher(1)
        .parts
        .iter()
        .map(|part| part.period)
        .collect();
    assert_eq!(
        months[2..5],
        [month(2025, 11), month(2026, 12), month(2027, 1)]
    );
    assert_eq!(months[9], month(2027, 6));
    let held = Refusal::NothingHeld {
        period: month(2025, 12),
    };
    assert_eq!(world.no(world.redeem(1, 30, month(2025, 12))), held);
    world.today("2026-12-31");
    world.act(31, 1, month(2026, 12), 1, tenge(100_000));
    world.ok(world.redeem(1, 31, month(2026, 12)));
    world.sound();
}

#[test]
fn an_end_from_leave_returns_all_that_was_put_off() {
    let mut world = World::studying(1_000_000, 10);
    world.redeem_months(3);
    world.ok(Operation::TakeLeave {
        voucher: voucher(1),
        from: month(2025, 12),
    });
    world.today("2026-05-10");
    assert_eq!(world.ok(world.end(1, "2026-05-05")).amount, tenge(700_000));
    let over = Refusal::WrongStatus {
        status: Status::EarlyRedeemed,
    };
    assert_eq!(world.no(world.end(1, "2026-05-05")), over);
    world.sound();
}

#[test]
fn a_grant_refused_before_any_contract_returns_whole_and_a_day_ahead_ends_nothing() {
    let mut world = World::with_order(10_000_000);
    world.place(1, 1_000_000, 10);
    assert_eq!(world.no(world.end(1, "2025-09-02")), Refusal::BadDay);
    assert_eq!(
        world.ok(world.end(1, "2025-09-01")).amount,
        tenge(1_000_000)
    );
    assert_eq!(world.stands(AccountId::Budget(order())), tenge(10_000_000));
    world.sound();
}

#[test]
fn nobody_studies_for_two_vouchers_in_one_month() {
    let mut world = World::studying(1_000_000, 10);
    world.ok(world.emit(2, 1_000_000, 10));
    world.ok(Operation::Place {
        voucher: voucher(2),
        beneficiary: student(1),
    });
    let two = Refusal::TwoEnrolments {
        voucher: voucher(1),
    };
    assert_eq!(world.no(world.reserve(2, 2)), two);
    // Free again once the first ended before the second begins.
    world.ok(world.end(1, "2025-09-01"));
    world.ok(world.reserve(2, 2));
    world.sound();
}

#[test]
fn a_voucher_emitted_by_mistake_is_withdrawn_before_a_contract_only() {
    let mut world = World::with_order(10_000_000);
    world.ok(world.emit(1, 1_000_000, 10));
    world.ok(Operation::Cancel {
        voucher: voucher(1),
    });
    world.place(2, 1_000_000, 10);
    world.ok(Operation::Cancel {
        voucher: voucher(2),
    });
    assert_eq!(world.stands(AccountId::Budget(order())), tenge(10_000_000));
    world.enrol(3, 1, 1_000_000, 10);
    let reserved = Refusal::WrongStatus {
        status: Status::Reserved,
    };
    let cancel = Operation::Cancel {
        voucher: voucher(3),
    };
    assert_eq!(world.no(cancel), reserved);
    let place = Operation::Place {
        voucher: voucher(1),
        beneficiary: student(3),
    };
    let cancelled = Refusal::WrongStatus {
        status: Status::Cancelled,
    };
    assert_eq!(world.no(place), cancelled);
    world.sound();
}

#[test]
fn a_contract_is_not_overdrawn_and_shrinks_to_what_is_committed_at_most() {
    let mut world = World::studying(1_000_000, 10);
    world.place(2, 1_000_000, 10);
    let amend = |amount| Operation::AmendContract {
        contract: contract(1),
        amount: tenge(amount),
    };
    world.ok(amend(1_999_999));
    let over = Refusal::OverContract {
        left: tenge(999_999),
    };
    assert_eq!(world.no(world.reserve(2, 1)), over);
    assert_eq!(world.no(amend(999_999)), over);
    world.ok(amend(2_000_000));
    world.ok(world.reserve(2, 1));
    world.sound();
}

#[test]
fn a_stipend_is_paid_once_a_month_by_a_signed_act_and_a_trace() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-09-30");
    let period = month(2025, 9);
    let pay = |attended| Operation::PayStipend {
        voucher: voucher(1),
        act: act(1),
        period,
        trace: trace(attended, 96),
        amount: tenge(47_135),
    };
    assert!(matches!(world.no(pay(96)), Refusal::NotFound { .. }));
    // In parallel: neither invoice nor redemption is waited for.
    world.ok(world.signed_act(1, 1, period, 1, tenge(100_000)));
    assert!(matches!(world.no(pay(47)), Refusal::BelowThreshold { .. }));
    world.ok(pay(48));
    assert_eq!(world.no(pay(96)), Refusal::AlreadyClaimed { period });
    let fund = world.stands(AccountId::Stipends(order()));
    assert_eq!(fund, tenge(1_000_000 - 47_135));
    world.sound();
}

#[test]
fn a_grant_is_worked_off_or_owed_and_the_debt_reaches_the_credit_bureau_once() {
    let mut world = World::studying(4_800_000, 12);
    world.redeem_months(12);
    world.today("2026-09-01");
    let begin = |obligation_: u64| Operation::BeginWorkOff {
        obligation: obligation(obligation_),
        beneficiary: student(1),
        vouchers: vec![voucher(1)],
        on_grant: 48,
        of_study: 48,
    };
    assert_eq!(world.ok(begin(1)).amount, tenge(4_800_000));
    assert_eq!(world.no(begin(2)), Refusal::ObligationUnfit, "counted once");
    let serve = |served| Operation::Serve {
        obligation: obligation(1),
        served,
    };
    world.ok(serve(12));
    assert_eq!(world.no(serve(11)), Refusal::ObligationUnfit);
    let declare = Operation::DeclareDebt {
        obligation: obligation(1),
    };
    assert_eq!(world.ok(declare.clone()).amount, tenge(3_200_000));
    assert_eq!(world.no(declare), Refusal::ObligationUnfit);
    let hand_over = Operation::HandOver {
        obligation: obligation(1),
    };
    world.ok(hand_over.clone());
    assert_eq!(world.no(hand_over), Refusal::ObligationUnfit);
    let settle = |amount| Operation::SettleDebt {
        obligation: obligation(1),
        amount: tenge(amount),
    };
    world.ok(settle(1_200_000));
    assert_eq!(world.no(settle(2_000_001)), Refusal::BadAmount);
    assert_eq!(world.no(settle(-1)), Refusal::BadAmount);
    world.ok(settle(2_000_000));
    assert_eq!(world.no(settle(1)), Refusal::ObligationUnfit);
    assert_eq!(world.stands(AccountId::Debtor(student(1))), Tiyn(0));
    world.sound();
}

#[test]
fn a_grant_served_in_full_leaves_no_debt() {
    let mut world = World::studying(400_000, 2);
    world.redeem_months(2);
    world.today("2025-11-30");
    world.ok(Operation::BeginWorkOff {
        obligation: obligation(1),
        beneficiary: student(1),
        vouchers: vec![voucher(1)],
        on_grant: 24,
        of_study: 48,
    });
    world.ok(Operation::Serve {
        obligation: obligation(1),
        served: 18,
    });
    let declare = Operation::DeclareDebt {
        obligation: obligation(1),
    };
    assert_eq!(world.no(declare), Refusal::ObligationUnfit);
    world.sound();
}

#[test]
fn facts_are_good_for_as_many_days_as_the_figures_say() {
    let policy = VoucherPolicy::pilot();
    let facts = facts("2025-09-01T07:00:00Z".parse().unwrap());
    let last = day("2025-09-01") + Days::new(30);
    assert_eq!(facts.judge(&policy, last), Ok(()));
    let stale = facts.judge(&policy, last + Days::new(1));
    assert_eq!(stale, Err(Refusal::FactsStale));
}
