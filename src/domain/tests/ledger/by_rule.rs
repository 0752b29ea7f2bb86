//! What the registry asks of the ledger by itself: after grants, signals, contracts of an LMS,
//! validated months and rulings.

use crate::world::{
    World, act, bin, contract, iin, issuer, month, order, premises, sanction, student, tenge,
    trace, university, uuid,
};
use baqylau_domain::Moment;
use baqylau_domain::checks::{
    Capacity, Case, CheckMoment, CheckParameters, EntityStatus, Fact, FactValue, Facts,
    LicenceRecord, LifeStatus, Programme, Report, Source, Subject,
};
use baqylau_domain::identifiers::{ActId, PersonId, Rka, VisitId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{LicenceStatus, Purpose};
use baqylau_domain::sanction::{Decision, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Ground, propose};
use baqylau_domain::voucher::{
    Account, AccountId, AdmissionFacts, BlockGround, Check, ClosingGround, Fact as Filter, Holder,
    OpeningFacts, Operation, Refusal, Status, StudentContract, StudyForm, month_confirmed,
    opened_by, reserved_by, sanctioned, signalled,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn now() -> Moment {
    "2025-09-01T07:00:00Z".parse().unwrap()
}

fn said(about: Subject, value: FactValue, source: Source) -> Fact {
    Fact {
        about,
        value,
        source,
        as_of: now() - chrono::TimeDelta::hours(1),
        by: None,
    }
}

fn life(of: u64, status: LifeStatus) -> Fact {
    said(
        Subject::Person(iin(of)),
        FactValue::Life { status },
        Source::GbdFl,
    )
}

fn capacity(of: u64, status: Capacity) -> Fact {
    said(
        Subject::Person(iin(of)),
        FactValue::LegalCapacity { status },
        Source::Minjust,
    )
}

fn entity(of: u64, status: EntityStatus) -> Fact {
    said(
        Subject::Organisation(bin(of)),
        FactValue::LegalEntity {
            status,
            head: None,
            founders: BTreeSet::new(),
        },
        Source::GbdUl,
    )
}

fn grant(of: u64, number: Option<&str>) -> Fact {
    said(
        Subject::Person(iin(of)),
        FactValue::Grant {
            number: number.map(str::to_owned),
        },
        Source::Nct,
    )
}

fn rka() -> Rka {
    "0201300000000017".parse().unwrap()
}

/// What sources say of university 1 and its building when all is well.
fn sound_university() -> Facts {
    let of = |value, source| said(Subject::Organisation(bin(1)), value, source);
    let built = |value, source| said(Subject::Premises(premises(1)), value, source);
    let licence = LicenceRecord {
        number: "KZ01LAA00000001".into(),
        status: LicenceStatus::Active,
        from: NaiveDate::from_ymd_opt(2023, 9, 1).unwrap(),
        until: None,
        addresses: BTreeSet::from([rka()]),
    };
    [
        of(
            FactValue::Licences {
                licences: vec![licence],
            },
            Source::Elicensing,
        ),
        of(FactValue::TaxDebt { amount: Tiyn(0) }, Source::Culs),
        of(FactValue::SocialPayments { overdue: Tiyn(0) }, Source::Culs),
        of(
            FactValue::QrOrder {
                number: Some("17-НҚ".into()),
            },
            Source::Lms,
        ),
        built(FactValue::StatedAddress { rka: rka() }, Source::Applicant),
        built(FactValue::FireSafety { conforms: true }, Source::Elicensing),
        built(
            FactValue::SanitaryConformity {
                conforms: true,
                places: None,
            },
            Source::Elicensing,
        ),
        built(FactValue::Antiterror { conforms: true }, Source::Elicensing),
        built(
            FactValue::BuildingPurpose {
                purpose: Purpose::Education,
            },
            Source::Egkn,
        ),
        entity(1, EntityStatus::Active),
    ]
    .into_iter()
    .collect()
}

fn report(facts: &Facts) -> Report {
    let mut case = Case::new(Programme::Voucher, CheckMoment::Activation, bin(1));
    case.premises.insert(premises(1));
    Report::run(&case, facts, &CheckParameters::pilot(), now())
}

fn admitted(spoil: impl FnOnce(&mut Facts)) -> AdmissionFacts {
    let mut facts = sound_university();
    spoil(&mut facts);
    AdmissionFacts::of_report(&report(&facts), premises(1))
}

fn student_contract() -> StudentContract {
    StudentContract {
        student: iin(1),
        executor: university(1),
        premises: premises(1),
        number: "Д-77".into(),
        form: StudyForm::FullTime,
    }
}

impl World {
    fn account(&self, id: AccountId) -> &Account {
        self.ledger.books().account(id).unwrap()
    }

    fn contracts(&self) -> Vec<baqylau_domain::voucher::Contract> {
        (1..=3)
            .map(|number| {
                let books = self.ledger.books();
                books.contract(contract(number)).unwrap().clone()
            })
            .collect()
    }

    /// What a signal asks, done; how many operations that was.
    fn follow(&mut self, id: AccountId, fact: &Fact) -> usize {
        let operations = signalled(self.account(id), fact);
        let count = operations.len();
        for operation in operations {
            self.ok(operation);
        }
        count
    }
}

#[test]
fn a_grant_opens_one_account_however_often_it_is_told() {
    let mut world = World::with_order(1_000_000);
    let told = grant(1, Some("Г-0001"));
    let operation = opened_by(&told, None, student(1)).unwrap();
    world.ok(operation);
    let known = world.account(AccountId::Beneficiary(student(1)));
    assert!(opened_by(&told, Some(known), student(2)).is_none());
    world.sound();
}

#[test]
fn without_a_grant_or_from_another_system_no_account_is_opened() {
    assert!(opened_by(&grant(1, None), None, student(1)).is_none());
    let mut claimed = grant(1, Some("Г-0001"));
    claimed.source = Source::Lms;
    assert!(
        opened_by(&claimed, None, student(1)).is_none(),
        "a university can't open accounts by saying that there is a grant"
    );
}

#[test]
fn incapacity_and_absence_block_the_account_and_their_end_lifts_the_block() {
    for (signal, ground) in [
        (Capacity::Incapacitated, BlockGround::Incapacity),
        (Capacity::Missing, BlockGround::Missing),
    ] {
        let mut world = World::studying(1_000_000, 10);
        let id = AccountId::Beneficiary(student(1));
        assert_eq!(world.follow(id, &capacity(1, signal)), 1);
        assert_eq!(world.account(id).blocks[0].ground, ground);
        assert_eq!(
            world.follow(id, &capacity(1, signal)),
            0,
            "told again, nothing is asked again"
        );
        assert_eq!(world.follow(id, &capacity(1, Capacity::Full)), 1);
        assert!(world.account(id).is_open().is_ok());
        world.sound();
    }
}

#[test]
fn a_missing_person_declared_incapable_is_blocked_for_what_is_true_now() {
    let mut world = World::studying(1_000_000, 10);
    let id = AccountId::Beneficiary(student(1));
    world.follow(id, &capacity(1, Capacity::Missing));
    assert_eq!(world.follow(id, &capacity(1, Capacity::Incapacitated)), 2);
    let grounds: Vec<_> = world.account(id).blocks.iter().map(|b| b.ground).collect();
    assert_eq!(grounds, [BlockGround::Incapacity]);
}

#[test]
fn no_signal_lifts_the_block_of_a_court() {
    let mut world = World::studying(1_000_000, 10);
    let id = AccountId::Beneficiary(student(1));
    world.ok(Operation::Block {
        account: id,
        ground: BlockGround::CourtOrder,
        reference: "2-1234/2025".into(),
    });
    assert_eq!(world.follow(id, &capacity(1, Capacity::Full)), 0);
    assert!(world.account(id).is_open().is_err());
}

#[test]
fn a_registered_death_closes_the_account_and_a_mistaken_one_opens_it_again() {
    let mut world = World::studying(1_000_000, 10);
    let id = AccountId::Beneficiary(student(1));
    assert_eq!(world.follow(id, &life(1, LifeStatus::NotFound)), 0);
    assert_eq!(world.follow(id, &life(1, LifeStatus::Dead)), 1);
    assert_eq!(world.account(id).closed, Some(ClosingGround::Death));
    assert_eq!(world.follow(id, &life(1, LifeStatus::Dead)), 0);
    assert_eq!(world.follow(id, &life(1, LifeStatus::NotFound)), 0);
    assert_eq!(world.follow(id, &life(1, LifeStatus::Alive)), 1);
    assert_eq!(world.account(id).closed, None);
    world.sound();
}

#[test]
fn a_liquidated_university_is_closed_and_nothing_is_redeemed_for_it() {
    let mut world = World::studying(1_000_000, 10);
    let id = AccountId::Executor(university(1));
    assert_eq!(world.follow(id, &entity(1, EntityStatus::InLiquidation)), 0);
    assert_eq!(world.follow(id, &entity(1, EntityStatus::Liquidated)), 1);
    world.today("2025-09-30");
    let part = world.voucher(1).parts[0];
    world.act(1, 1, part.period, 1, part.amount);
    assert_eq!(
        world.no(world.redeem(1, 1, part.period)),
        Refusal::Closed {
            account: id,
            ground: ClosingGround::Liquidation
        }
    );
}

#[test]
fn a_signal_about_somebody_else_or_from_elsewhere_moves_no_account() {
    let world = World::studying(1_000_000, 10);
    let id = AccountId::Beneficiary(student(1));
    let account = world.account(id);
    assert!(signalled(account, &life(2, LifeStatus::Dead)).is_empty());
    assert!(signalled(account, &entity(1, EntityStatus::Liquidated)).is_empty());
    let mut rumour = life(1, LifeStatus::Dead);
    rumour.source = Source::Lms;
    assert!(signalled(account, &rumour).is_empty());
}

#[test]
fn a_contract_of_the_lms_reserves_the_voucher_when_the_filters_are_green() {
    let mut world = World::with_order(10_000_000);
    world.place(1, 1_000_000, 10);
    let vouchers = [world.voucher(1).clone()];
    let report = report(&sound_university());
    let operation =
        reserved_by(&student_contract(), &vouchers, &world.contracts(), &report).unwrap();
    world.ok(operation);
    assert_eq!(world.status(1), Status::Reserved);
    let now_reserved = [world.voucher(1).clone()];
    assert!(
        reserved_by(
            &student_contract(),
            &now_reserved,
            &world.contracts(),
            &report
        )
        .is_none(),
        "the same contract again reserves nothing again"
    );
    world.sound();
}

#[test]
fn one_red_filter_or_one_silent_source_keeps_the_voucher_from_being_reserved() {
    let debt = admitted(|facts| {
        let owed = FactValue::TaxDebt {
            amount: tenge(40_000),
        };
        facts.insert(said(Subject::Organisation(bin(1)), owed, Source::Culs));
    });
    assert_eq!(debt.finances, Filter::Red);
    assert_eq!(debt.licence, Filter::Green);

    let silent = admitted(|facts| {
        let key = facts
            .iter()
            .find(|fact| matches!(fact.value, FactValue::Antiterror { .. }))
            .map(Fact::key)
            .unwrap();
        facts.remove(&key, Source::Elicensing);
    });
    assert_eq!(silent.safety, Filter::Unknown);

    let elsewhere = admitted(|facts| {
        let stated = FactValue::StatedAddress {
            rka: "0201300000000024".parse().unwrap(),
        };
        facts.insert(said(
            Subject::Premises(premises(1)),
            stated,
            Source::Applicant,
        ));
    });
    assert_eq!(elsewhere.licence, Filter::Red);

    for (facts, check, known) in [
        (debt, Check::Finances, true),
        (silent, Check::Safety, false),
        (elsewhere, Check::Licence, true),
    ] {
        let mut world = World::with_order(10_000_000);
        world.place(1, 1_000_000, 10);
        let operation = match world.reserve(1, 1) {
            Operation::Reserve {
                voucher,
                reservation,
                form,
                ..
            } => Operation::Reserve {
                voucher,
                reservation,
                form,
                facts,
            },
            other => other,
        };
        assert_eq!(world.no(operation), Refusal::NotGreen { check, known });
    }
}

#[test]
fn a_report_on_another_building_admits_nothing() {
    let report = report(&sound_university());
    let facts = AdmissionFacts::of_report(&report, premises(2));
    assert_eq!(facts.licence, Filter::Unknown);
    assert_eq!(facts.safety, Filter::Unknown);
    assert_eq!(facts.purpose, Filter::Unknown);
    assert_eq!(facts.finances, Filter::Green, "that is the organisation's");
}

#[test]
fn a_check_with_nothing_to_check_is_not_taken_for_green() {
    let facts = OpeningFacts::of_report(&report(&sound_university()));
    assert_eq!(facts.registered, Filter::Green);
    assert_eq!(
        facts.signature,
        Filter::Unknown,
        "no document, so no signature was looked at"
    );
    assert!(facts.judge().is_err());
}

#[test]
fn the_oldest_contract_with_room_is_taken_and_a_full_one_says_so() {
    let mut world = World::with_order(10_000_000);
    world.ok(Operation::ConcludeContract {
        contract: contract(4),
        order: order(),
        executor: university(1),
        number: "ГОЗ-4".into(),
        date: "2025-08-01".parse().unwrap(),
        amount: tenge(500_000),
    });
    world.place(1, 1_000_000, 10);
    let vouchers = [world.voucher(1).clone()];
    let report = report(&sound_university());
    let mut contracts = world.contracts();
    contracts.push(world.ledger.books().contract(contract(4)).unwrap().clone());
    let chosen =
        |contracts: &[_]| match reserved_by(&student_contract(), &vouchers, contracts, &report) {
            Some(Operation::Reserve { reservation, .. }) => reservation.contract,
            _ => panic!("nothing is reserved"),
        };
    assert_eq!(
        chosen(&contracts),
        contract(1),
        "the older one is too small"
    );
    let small = [contracts[3].clone()];
    assert_eq!(chosen(&small), contract(4));
    let operation = reserved_by(&student_contract(), &vouchers, &small, &report).unwrap();
    assert!(matches!(world.no(operation), Refusal::OverContract { .. }));
    let terminated: Vec<_> = contracts
        .iter()
        .cloned()
        .map(|mut contract| {
            contract.terminated = true;
            contract
        })
        .collect();
    assert!(reserved_by(&student_contract(), &vouchers, &terminated, &report).is_none());
}

#[test]
fn distance_learning_is_asked_and_refused() {
    let mut world = World::with_order(10_000_000);
    world.place(1, 1_000_000, 10);
    let mut from_home = student_contract();
    from_home.form = StudyForm::Distance;
    let vouchers = [world.voucher(1).clone()];
    let report = report(&sound_university());
    let operation = reserved_by(&from_home, &vouchers, &world.contracts(), &report).unwrap();
    assert_eq!(world.no(operation), Refusal::DistanceNotPaid);
}

#[test]
fn the_first_validated_month_activates_and_an_act_redeems() {
    let mut world = World::studying(1_000_000, 10);
    world.today("2025-09-30");
    let september = month(2025, 9);
    let part = world.voucher(1).parts[0];
    let confirmed = trace(80, 96);
    for operation in month_confirmed(world.voucher(1), september, confirmed, None) {
        world.ok(operation);
    }
    assert_eq!(world.status(1), Status::Active);
    assert!(month_confirmed(world.voucher(1), september, confirmed, None).is_empty());
    world.act(1, 1, september, 1, part.amount);
    for operation in month_confirmed(world.voucher(1), september, confirmed, Some(act(1))) {
        world.ok(operation);
    }
    assert_eq!(world.status(1), Status::PartRedeemed);
    assert!(
        month_confirmed(world.voucher(1), september, confirmed, Some(act(1))).is_empty(),
        "a redeemed month asks for nothing"
    );
    assert!(month_confirmed(world.voucher(1), month(2026, 12), confirmed, Some(act(1))).is_empty());
    world.sound();
}

fn ruled(state: SanctionState, whole: bool) -> Sanction {
    let mut proposal = propose([Ground::AdmissionRefused], premises(1)).unwrap();
    if whole {
        proposal.premises = None;
    }
    Sanction {
        id: sanction(1),
        visit: VisitId::new(uuid(20, 1)),
        act: ActId::new(uuid(21, 1)),
        organisation: university(1),
        proposal,
        proposed_at: now(),
        state,
        log: Vec::new(),
        points: Vec::new(),
    }
}

fn decision() -> Decision {
    Decision {
        by: PersonId::new(uuid(13, 1)),
        at: now(),
        reason: "По акту № 147".into(),
    }
}

#[test]
fn a_ruling_suspends_and_resumes_payment_once() {
    let mut world = World::studying(1_000_000, 10);
    let id = AccountId::Executor(university(1));
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let suspended = SanctionState::Suspended {
        decision: decision(),
        since: day("2025-10-01"),
        until: day("2026-02-01"),
    };
    let resumed = SanctionState::Resumed {
        decision: decision(),
        since: day("2025-10-01"),
        ended: day("2025-10-20"),
    };
    assert!(
        sanctioned(
            &ruled(SanctionState::Proposed, false),
            world.account(id),
            &[]
        )
        .is_empty()
    );
    for (state, paused) in [(suspended, true), (resumed, false)] {
        let sanction = ruled(state, false);
        let operations = sanctioned(&sanction, world.account(id), &world.contracts());
        assert_eq!(operations.len(), 1);
        for operation in operations {
            world.ok(operation);
        }
        let open = world.account(id).pauses().iter().any(|p| p.ended.is_none());
        assert_eq!(open, paused);
        assert!(sanctioned(&sanction, world.account(id), &world.contracts()).is_empty());
    }
    world.sound();
}

#[test]
fn a_termination_ends_the_universitys_contracts_but_not_for_one_building() {
    let mut world = World::studying(1_000_000, 10);
    let id = AccountId::Executor(university(1));
    let state = SanctionState::Terminated {
        decision: decision(),
    };
    let one_building = ruled(state.clone(), false);
    assert!(sanctioned(&one_building, world.account(id), &world.contracts()).is_empty());
    let whole = ruled(state, true);
    let operations = sanctioned(&whole, world.account(id), &world.contracts());
    assert_eq!(operations.len(), 1, "nobody else's contract");
    for operation in operations {
        world.ok(operation);
    }
    assert!(sanctioned(&whole, world.account(id), &world.contracts()).is_empty());
    let other = AccountId::Executor(university(2));
    assert!(sanctioned(&whole, world.account(other), &world.contracts()).is_empty());
}

proptest! {
    /// Signals in any order, however often: the account ends as the last word of each source says,
    /// the books are sound, and nothing is ever refused.
    #[test]
    fn signals_in_any_order_leave_what_was_said_last(told in proptest::collection::vec(0..6u8, 0..24)) {
        let mut world = World::studying(1_000_000, 10);
        let id = AccountId::Beneficiary(student(1));
        let (mut last_life, mut last_capacity) = (LifeStatus::Alive, Capacity::Full);
        for signal in told {
            let fact = match signal {
                0..=2 => {
                    let status = [LifeStatus::Alive, LifeStatus::Dead, LifeStatus::NotFound]
                        [usize::from(signal)];
                    if status != LifeStatus::NotFound {
                        last_life = status;
                    }
                    life(1, status)
                }
                _ => {
                    last_capacity = [Capacity::Full, Capacity::Incapacitated, Capacity::Missing]
                        [usize::from(signal - 3)];
                    capacity(1, last_capacity)
                }
            };
            world.follow(id, &fact);
            prop_assert_eq!(world.follow(id, &fact), 0);
        }
        let account = world.account(id);
        prop_assert_eq!(account.closed.is_some(), last_life == LifeStatus::Dead);
        prop_assert_eq!(account.blocks.len(), usize::from(last_capacity != Capacity::Full));
        world.sound();
    }
}

#[test]
fn an_issuer_is_closed_by_its_liquidation() {
    let mut world = World::with_order(1_000_000);
    let id = AccountId::Issuer(issuer());
    assert!(matches!(world.account(id).holder, Holder::Issuer { .. }));
    assert_eq!(world.follow(id, &entity(900, EntityStatus::Liquidated)), 1);
    assert_eq!(
        world.no(world.emit(1, 100_000, 1)),
        Refusal::Closed {
            account: id,
            ground: ClosingGround::Liquidation
        }
    );
}
