//! Accounts: who opens them, what blocks and closes them, what stands still meanwhile.

use crate::world::{
    World, act, bin, contract, day, green, iin, issuer, month, operation, order, premises,
    register, reservation, sanction, student, tenge, trace, university, voucher,
};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AccountId, Applicant, Author, BlockGround, Check, ClosingGround, EarlyEnd, Fact, Operation,
    Party, Refusal, Status, SuspendedMonths, VoucherPolicy, What, shown_status,
};

fn block(account: AccountId, reference: &str) -> Operation {
    Operation::Block {
        account,
        ground: BlockGround::CourtOrder,
        reference: reference.into(),
    }
}

fn unblock(account: AccountId, reference: &str) -> Operation {
    Operation::Unblock {
        account,
        reference: reference.into(),
    }
}

fn suspend(number: u64, at: Option<u64>) -> Operation {
    Operation::Suspend {
        executor: university(1),
        sanction: sanction(number),
        premises: at.map(premises),
        since: day("2025-10-10"),
        until: day("2026-02-10"),
    }
}

fn resume(number: u64) -> Operation {
    Operation::Resume {
        executor: university(1),
        sanction: sanction(number),
        ended: day("2025-11-20"),
    }
}

#[test]
fn an_account_is_opened_only_when_every_check_is_green() {
    let mut world = World::on("2025-09-01");
    let open = |facts| Operation::OpenAccount {
        applicant: Applicant::Executor {
            organisation: university(1),
            bin: bin(1),
        },
        facts,
    };
    let mut facts = green();
    facts.head = Fact::Unknown;
    let silent = Refusal::NotGreen {
        check: Check::Head,
        known: false,
    };
    assert_eq!(world.no(open(facts)), silent, "silence isn't green");
    facts.registered = Fact::Red;
    let red = Refusal::NotGreen {
        check: Check::Registered,
        known: true,
    };
    assert_eq!(world.no(open(facts)), red);
    world.ok(open(green()));
    let there = Refusal::AlreadyThere {
        what: What::Account,
    };
    assert_eq!(world.no(open(green())), there);
}

#[test]
fn grant_data_that_come_twice_open_one_account() {
    let mut world = World::with_order(1_000_000);
    let open = |number| Operation::OpenBeneficiary {
        beneficiary: student(number),
        iin: iin(1),
    };
    world.ok(open(1));
    let there = Refusal::AlreadyThere {
        what: What::Account,
    };
    assert_eq!(world.no(open(1)), there);
    assert_eq!(
        world.no(open(2)),
        there,
        "the same person under another identity"
    );
    let mut request = world.request(Operation::OpenBeneficiary {
        beneficiary: student(3),
        iin: iin(3),
    });
    request.author.party = Party::Issuer;
    assert_eq!(world.send(&request), Err(Refusal::NotYourRole));
}

#[test]
fn a_university_speaks_for_itself_alone() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-10-15");
    let by = |number| Author {
        party: Party::Executor {
            organisation: university(number),
        },
        person: Some(PersonId::new(crate::world::uuid(13, 2))),
    };
    let mut request = world.request(world.end(1, "2025-10-14"));
    request.author = by(2);
    assert_eq!(world.send(&request), Err(Refusal::NotYours));
    request.author = by(1);
    assert!(world.send(&request).is_ok());
    let mut request = world.request(world.signed_act(1, 1, month(2025, 9), 1, Tiyn(1)));
    request.author = by(2);
    assert_eq!(world.send(&request), Err(Refusal::NotYours));
    let mut request = world.request(Operation::OpenAccount {
        applicant: Applicant::Issuer {
            organisation: university(1),
            bin: bin(1),
        },
        facts: green(),
    });
    request.author = by(1);
    assert_eq!(world.send(&request), Err(Refusal::NotYourRole));
    world.sound();
}

#[test]
fn nothing_moves_on_a_blocked_account_until_the_last_ground_is_lifted() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-09-30");
    world.act(1, 1, month(2025, 9), 1, tenge(100_000));
    let account = AccountId::Beneficiary(student(1));
    world.ok(block(account, "суд № 1"));
    world.ok(block(account, "Минюст 77"));
    assert_eq!(world.no(block(account, "суд № 1")), Refusal::BlockUnchanged);
    let blocked = Refusal::Blocked {
        account,
        ground: BlockGround::CourtOrder,
    };
    assert_eq!(world.no(world.redeem(1, 1, month(2025, 9))), blocked);
    assert_eq!(world.no(world.end(1, "2025-09-20")), blocked);
    let shown = |world: &World| {
        let account = |id| world.ledger.books().account(id);
        shown_status(
            world.voucher(1),
            account(AccountId::Beneficiary(student(1))),
            account(AccountId::Executor(university(1))),
        )
    };
    assert_eq!(shown(&world), Status::Blocked);
    assert_eq!(
        world.status(1),
        Status::Reserved,
        "the voucher keeps its own"
    );
    world.ok(unblock(account, "суд № 1"));
    assert_eq!(world.no(world.redeem(1, 1, month(2025, 9))), blocked);
    world.ok(unblock(account, "Минюст 77"));
    assert_eq!(
        world.no(unblock(account, "Минюст 77")),
        Refusal::BlockUnchanged
    );
    world.ok(world.redeem(1, 1, month(2025, 9)));
    assert_eq!(world.no(block(account, " ")), Refusal::TextMissing);
    let inner = AccountId::Budget(order());
    assert!(matches!(
        world.no(block(inner, "1")),
        Refusal::NotFound { .. }
    ));
    world.sound();
}

#[test]
fn a_blocked_issuer_emits_nothing_and_a_blocked_university_is_not_paid() {
    let mut world = World::studying(1_000_000, 10);
    world.redeem_months(1);
    world.ok(block(AccountId::Executor(university(1)), "ИП 5"));
    let pay = Operation::Pay {
        register: register(1),
        acts: vec![act(1)],
        total: tenge(100_000),
    };
    assert!(matches!(world.no(pay.clone()), Refusal::Blocked { .. }));
    world.ok(unblock(AccountId::Executor(university(1)), "ИП 5"));
    world.ok(pay);
    world.ok(block(AccountId::Issuer(issuer()), "ИП 6"));
    assert!(matches!(
        world.no(world.emit(2, 1_000_000, 10)),
        Refusal::Blocked { .. }
    ));
    world.sound();
}

#[test]
fn after_a_death_what_was_studied_is_settled_and_nothing_new_begins() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-11-10");
    world.act(1, 1, month(2025, 9), 1, tenge(100_000));
    let account = AccountId::Beneficiary(student(1));
    let close = |ground| Operation::Close { account, ground };
    assert_eq!(
        world.no(close(ClosingGround::Liquidation)),
        Refusal::ClosingUnfit
    );
    world.ok(close(ClosingGround::Death));
    assert_eq!(world.no(close(ClosingGround::Death)), Refusal::ClosingUnfit);
    let closed = Refusal::Closed {
        account,
        ground: ClosingGround::Death,
    };
    assert_eq!(world.no(world.redeem(1, 1, month(2025, 9))), closed);
    let receipt = world.ok(Operation::EndEarly {
        voucher: voucher(1),
        cause: EarlyEnd::Death,
        on: day("2025-10-20"),
    });
    assert_eq!(receipt.amount, tenge(900_000), "October and later");
    world.ok(world.redeem(1, 1, month(2025, 9)));
    world.ok(world.emit(2, 1_000_000, 10));
    let place = Operation::Place {
        voucher: voucher(2),
        beneficiary: student(1),
    };
    assert_eq!(world.no(place.clone()), closed);
    // "Conditionally": the signal proved wrong.
    world.ok(Operation::Reopen { account });
    assert_eq!(
        world.no(Operation::Reopen { account }),
        Refusal::ClosingUnfit
    );
    world.ok(place);
    world.sound();
}

#[test]
fn a_liquidated_university_reserves_and_redeems_nothing() {
    let mut world = World::studying(1_000_000, 10);
    world.place(2, 1_000_000, 10);
    world.today("2025-09-30");
    world.act(1, 1, month(2025, 9), 1, tenge(100_000));
    let account = AccountId::Executor(university(1));
    world.ok(Operation::Close {
        account,
        ground: ClosingGround::Liquidation,
    });
    assert!(matches!(
        world.no(world.redeem(1, 1, month(2025, 9))),
        Refusal::Closed { .. }
    ));
    assert!(matches!(
        world.no(world.reserve(2, 1)),
        Refusal::Closed { .. }
    ));
    // Its students go elsewhere.
    world.ok(Operation::Move {
        voucher: voucher(1),
        from: month(2025, 9),
    });
    world.ok(world.reserve(1, 2));
    world.sound();
}

#[test]
fn a_suspension_pauses_payment_and_the_months_are_paid_after_it() {
    let mut world = World::studying(1_000_000, 10);
    world.redeem_months(1);
    world.today("2025-10-31");
    world.act(2, 1, month(2025, 10), 1, tenge(100_000));
    world.ok(suspend(1, None));
    assert_eq!(world.no(suspend(1, None)), Refusal::SanctionUnfit);
    let paused = Refusal::Paused {
        sanction: sanction(1),
    };
    assert_eq!(world.no(world.redeem(1, 2, month(2025, 10))), paused);
    let pay = Operation::Pay {
        register: register(1),
        acts: vec![act(1)],
        total: tenge(100_000),
    };
    assert_eq!(world.no(pay.clone()), paused);
    // The student isn't to blame: the stipend goes on by the signed act.
    world.ok(Operation::PayStipend {
        voucher: voucher(1),
        act: act(2),
        period: month(2025, 10),
        trace: trace(90, 96),
        amount: tenge(47_135),
    });
    // Past its last day a suspension still holds: an officer resumes, never the clock.
    world.today("2026-02-11");
    assert_eq!(world.no(world.redeem(1, 2, month(2025, 10))), paused);
    world.ok(resume(1));
    assert_eq!(world.no(resume(1)), Refusal::SanctionUnfit);
    world.ok(world.redeem(1, 2, month(2025, 10)));
    world.ok(pay);
    world.sound();
}

#[test]
fn where_suspended_months_are_lost_they_stay_unpaid_and_others_are_paid() {
    let mut world = World::studying(1_000_000, 10);
    let mut policy = VoucherPolicy::pilot();
    policy.valid_from = day("2025-09-02");
    policy.suspended_months.value = SuspendedMonths::Lost;
    world.policies = world.policies.clone().with(policy);
    world.ok(suspend(1, None));
    world.ok(resume(1));
    world.today("2025-12-31");
    for (number, period) in [(1, month(2025, 10)), (2, month(2025, 11))] {
        world.act(number, 1, period, 1, tenge(100_000));
        let lost = Refusal::MonthSuspended { period };
        assert_eq!(world.no(world.redeem(1, number, period)), lost);
    }
    for (number, period) in [(3, month(2025, 9)), (4, month(2025, 12))] {
        world.act(number, 1, period, 1, tenge(100_000));
        world.ok(world.redeem(1, number, period));
    }
    world.sound();
}

#[test]
fn a_building_is_suspended_and_the_others_go_on() {
    let mut world = World::studying(1_000_000, 10);
    world.place(2, 1_000_000, 10);
    let mut elsewhere = reservation(1);
    elsewhere.premises = premises(9);
    let now = world.now;
    world.ok(Operation::Reserve {
        voucher: voucher(2),
        reservation: elsewhere,
        form: baqylau_domain::voucher::StudyForm::FullTime,
        facts: crate::world::facts(now),
    });
    world.today("2025-09-30");
    world.act(1, 1, month(2025, 9), 2, tenge(200_000));
    world.ok(suspend(1, Some(1)));
    let paused = Refusal::Paused {
        sanction: sanction(1),
    };
    assert_eq!(world.no(world.redeem(1, 1, month(2025, 9))), paused);
    world.ok(world.redeem(2, 1, month(2025, 9)));
    world.sound();
}

#[test]
fn a_terminated_contract_redeems_nothing_more_but_what_was_redeemed_is_paid() {
    let mut world = World::studying(1_000_000, 10);
    world.redeem_months(1);
    world.today("2025-10-31");
    world.act(2, 1, month(2025, 10), 1, tenge(100_000));
    let terminate = Operation::TerminateContract {
        contract: contract(1),
    };
    world.ok(terminate.clone());
    assert_eq!(world.no(terminate), Refusal::ContractEnded);
    assert_eq!(
        world.no(world.redeem(1, 2, month(2025, 10))),
        Refusal::ContractEnded
    );
    world.ok(Operation::Pay {
        register: register(1),
        acts: vec![act(1)],
        total: tenge(100_000),
    });
    world.ok(Operation::Move {
        voucher: voucher(1),
        from: month(2025, 10),
    });
    assert_eq!(world.no(world.reserve(1, 1)), Refusal::ContractEnded);
    world.ok(world.reserve(1, 2));
    world.sound();
}

#[test]
fn an_operation_has_one_effect_however_often_it_comes() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-09-30");
    world.act(1, 1, month(2025, 9), 1, tenge(100_000));
    let request = world.request(world.redeem(1, 1, month(2025, 9)));
    let receipt = world.send(&request).unwrap();
    let after = world.ledger.clone();
    world.today("2026-03-01");
    assert_eq!(
        world.send(&request),
        Ok(receipt),
        "the first answer, later too"
    );
    assert!(world.ledger == after);
    let mut other = request.clone();
    other.document = crate::world::hash(9);
    assert_eq!(world.send(&other), Err(Refusal::OtherBody));
    let mut other = request;
    other.operation = world.redeem(1, 1, month(2025, 10));
    assert_eq!(world.send(&other), Err(Refusal::OtherBody));
    assert!(world.ledger == after);
    // What was refused left nothing and may be asked again under its identity.
    let mut late = world.request(world.redeem(1, 2, month(2025, 10)));
    late.id = operation(77_777);
    assert!(world.send(&late).is_err());
    world.act(2, 1, month(2025, 10), 1, tenge(100_000));
    assert!(world.send(&late).is_ok());
    world.sound();
}
