//! The worked cases of the domain report: formulas, and where money moves, the whole ledger.

use crate::world::{World, contract, day, hash, order, tenge, trace, voucher};
use baqylau_domain::calendar::Months;
use baqylau_domain::identifiers::VoucherId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::policy::Policy;
use baqylau_domain::sanction::{study_stopped_too_long, suspension_limit};
use baqylau_domain::voucher::{
    AccountId, CurrentMonth, Operation, Refusal, Status, Trace, VoucherPolicy, current_month_due,
    is_present_enough, monthly_parts, share, workoff_debt, workoff_months,
};
use serde_json::Value;

fn cases(kind: &str) -> Vec<Value> {
    let all: Vec<Value> = serde_json::from_str(include_str!("../data/vouchers.json")).unwrap();
    let found: Vec<Value> = all
        .into_iter()
        .filter(|case| case["case"] == kind)
        .collect();
    assert!(!found.is_empty(), "{kind}");
    found
}

fn whole(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

fn count(value: &Value) -> u32 {
    u32::try_from(whole(value)).unwrap()
}

/// "66666.67" as tiyn.
fn money(value: &Value) -> Tiyn {
    let (tenge, tiyn) = value.as_str().unwrap().split_once('.').unwrap();
    assert_eq!(tiyn.len(), 2);
    Tiyn(tenge.parse::<i64>().unwrap() * 100 + tiyn.parse::<i64>().unwrap())
}

#[test]
fn a_price_falls_into_monthly_parts_that_sum_to_it() {
    for case in cases("allocate") {
        let price = tenge(whole(&case["nominal"]));
        let parts = monthly_parts(price, count(&case["months"])).unwrap();
        assert_eq!(
            parts.len(),
            usize::try_from(whole(&case["months"])).unwrap()
        );
        assert_eq!(parts[0], money(&case["first"]));
        assert_eq!(*parts.last().unwrap(), money(&case["last"]));
        let sum: i64 = parts.iter().map(|part| part.0).sum();
        assert_eq!(Tiyn(sum), money(&case["check"]));
    }
}

#[test]
fn half_of_what_was_scheduled_is_the_boundary() {
    let part = tenge(120_000);
    for case in cases("threshold") {
        let (attended, scheduled) = (count(&case["attended"]), count(&case["scheduled"]));
        let enough = |boundary| is_present_enough(attended, scheduled, 50, boundary);
        assert_eq!(enough(true), case["payable_inclusive"].as_bool(), "{case}");
        assert_eq!(enough(false), case["payable_strict"].as_bool(), "{case}");
        let worth = trace(attended, scheduled).worth(part, &VoucherPolicy::pilot(), false);
        match case["payable_inclusive"].as_bool() {
            Some(true) => assert_eq!(worth, Ok(part)),
            Some(false) => assert_eq!(
                worth,
                Err(Refusal::BelowThreshold {
                    attended,
                    scheduled
                })
            ),
            None => assert_eq!(worth, Err(Refusal::NothingScheduled)),
        }
    }
    let untraced = Trace {
        qr: None,
        ..trace(96, 96)
    };
    let policy = VoucherPolicy::pilot();
    assert_eq!(untraced.worth(part, &policy, true), Err(Refusal::NoTrace));
    let unlikely = Trace {
        lms: Some(hash(1)),
        ..trace(97, 96)
    };
    assert_eq!(
        unlikely.worth(part, &policy, true),
        Err(Refusal::ImpossibleTrace)
    );
}

fn rule(case: &Value) -> CurrentMonth {
    match case["policy"].as_str().unwrap() {
        "no_pay_current" => CurrentMonth::Nothing,
        "day_prorata_incl" => CurrentMonth::DaysWithLast,
        "day_prorata_excl" => CurrentMonth::DaysBeforeLast,
        "full_current" => CurrentMonth::Whole,
        other => panic!("{other}"),
    }
}

#[test]
fn an_early_end_leaves_the_residual_of_each_rule() {
    for case in cases("early_redeem") {
        let nominal = tenge(whole(&case["nominal"]));
        let parts = monthly_parts(nominal, count(&case["months"])).unwrap();
        let paid = usize::try_from(whole(&case["paid_months"])).unwrap();
        let sum: i64 = parts[..paid].iter().map(|part| part.0).sum();
        assert_eq!(Tiyn(sum), money(&case["paid"]), "{case}");
        let date = day(case["date"].as_str().unwrap());
        let current = current_month_due(parts[paid], date, rule(&case)).unwrap();
        assert_eq!(current, money(&case["current"]), "{case}");
        let residual = nominal.minus(Tiyn(sum)).unwrap().minus(current).unwrap();
        assert_eq!(residual, money(&case["residual_to_issuer"]), "{case}");
    }
}

#[test]
fn the_contract_shrinks_by_the_residual_and_the_money_is_there_for_new_vouchers() {
    for case in cases("early_redeem") {
        let mut world = World::studying(whole(&case["nominal"]), count(&case["months"]));
        let mut policy = VoucherPolicy::pilot();
        policy.current_month.value = rule(&case);
        policy.valid_from = day("2025-09-02");
        world.policies = world.policies.clone().with(policy);
        world.redeem_months(count(&case["paid_months"]));
        let date = case["date"].as_str().unwrap();
        world.today(date);
        let residual = money(&case["residual_to_issuer"]);
        let budget = world.stands(AccountId::Budget(order()));
        let before = world.ledger.books().contract(contract(1)).unwrap().clone();

        let receipt = world.ok(world.end(1, date));
        assert_eq!(receipt.amount, residual, "{case}");
        assert_eq!(world.status(1), Status::EarlyRedeemed);
        let back = world.stands(AccountId::Budget(order())).minus(budget);
        assert_eq!(back, Some(residual), "{case}");
        let after = world.ledger.books().contract(contract(1)).unwrap();
        assert_eq!(before.amount.minus(after.amount), Some(residual));
        assert_eq!(world.voucher(1).redeemed(), money(&case["paid"]));
        assert_eq!(world.voucher(1).held(), money(&case["current"]));
        world.sound();

        // What the rule leaves of the current month is still redeemed by act and trace.
        let current = money(&case["current"]);
        if current.0 > 0 {
            let period = baqylau_domain::calendar::Period::of(day(date)).unwrap();
            world.act(99, 1, period, 1, current);
            world.ok(world.redeem(1, 99, period));
            assert_eq!(
                world.status(1),
                Status::EarlyRedeemed,
                "an end stays an end"
            );
        }
        assert_eq!(
            world.stands(AccountId::Beneficiary(crate::world::student(1))),
            Tiyn(0)
        );
        world.sound();
    }
}

#[test]
fn emission_stays_within_the_volume_to_the_last_voucher() {
    for case in cases("emission") {
        let mut world = World::with_order(whole(&case["budget"]));
        let wanted = u64::try_from(whole(&case["count"])).unwrap();
        let all: Vec<VoucherId> = (1..=wanted).map(voucher).collect();
        let mut last = None;
        for vouchers in all.chunks(1_000) {
            last = Some(world.ask(Operation::Emit {
                order: order(),
                vouchers: vouchers.to_vec(),
                nominal: tenge(whole(&case["nominal"])),
                from: crate::world::month(2025, 9),
                parts: 10,
            }));
        }
        let ok = case["ok"].as_bool().unwrap();
        match last.unwrap() {
            Ok(_) => assert!(ok, "{case}"),
            Err(refusal) => {
                assert!(!ok, "{case}");
                // All or nothing: of the last batch no voucher came to be.
                assert!(matches!(refusal, Refusal::NotEnough { account, .. }
                    if account == AccountId::Budget(order())));
                assert!(world.ledger.books().voucher(all[8_000]).is_none());
            }
        }
        if ok {
            let free = world.stands(AccountId::Free(order()));
            assert_eq!(free, tenge(whole(&case["sum"])));
        }
    }
}

#[test]
fn pauses_and_stops_end_by_the_calendar() {
    let policy = Policy::pilot();
    assert_eq!(policy.suspension_limit.value, Months(4));
    let date = |value: &Value| day(value.as_str().unwrap());
    for case in cases("suspension_limit") {
        let limit = suspension_limit(date(&case["start"]), &policy);
        assert_eq!(limit, date(&case["limit"]));
    }
    for case in cases("study_stop") {
        let stopped = study_stopped_too_long(date(&case["start"]), date(&case["today"]), &policy);
        assert_eq!(Some(stopped), case["terminate"].as_bool(), "{case}");
    }
}

#[test]
fn work_not_served_is_owed_in_proportion() {
    for case in cases("workoff_debt") {
        let (required, served) = (count(&case["required_months"]), count(&case["served"]));
        let debt = workoff_debt(tenge(whole(&case["cost"])), required, served);
        assert_eq!(debt, Some(money(&case["debt"])));
    }
    for case in cases("workoff_term") {
        let years = |key: &str| count(&case[key]) * 12;
        let months = workoff_months(36, years("grant_years"), years("total_years")).unwrap();
        assert_eq!(months.to_string(), case["months"].as_str().unwrap());
    }
}

#[test]
fn a_share_of_a_month_is_rounded_half_up() {
    for case in cases("day_prorata") {
        let part = |key: &str| u64::from(count(&case[key]));
        let norm = tenge(whole(&case["month_norm"]));
        let pay = share(norm, part("attended"), part("work_days"));
        assert_eq!(pay, Some(money(&case["pay"])));
    }
    assert_eq!(share(Tiyn(1), 1, 0), None);
    assert_eq!(
        share(Tiyn(i64::MAX), u64::MAX, 1),
        None,
        "too great, not wrong"
    );
}
