//! Every state an act can come to, by everything anybody may do and everything that may happen to
//! it: from each there is a way to its payment or, before both signed, to its being taken back; and
//! in none is it paid twice.

use crate::records::{
    Got, account, act, act_id, application, at, contract as contract_of, day, month, officer, plan,
    school, shymkent,
};
use baqylau_domain::checks::{InvoiceRecord, InvoiceStatus, Study};
use baqylau_domain::identifiers::{
    BlobHash, PaymentId, PaymentRegisterId, PremisesId, SchoolActId, SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{ActLine, Level, Tally};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    ActFacts, ApplicationStage, Book, Facts, FrozenMonth, Limit, Norms, OrderRules, OrderedPayment,
    PayeeAccount, PaymentEvent as Event, PaymentState, ProposedTerms, RegisterState,
    SchoolActState, SchoolFacts, SchoolingOp as Op, SchoolingRecord as Record,
    SchoolingRefusal as Refusal,
};
use proptest::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use uuid::Uuid;

const TOTAL: Tiyn = Tiyn(10_001);
const BIN: &str = "230940999005";

/// What the registry knows, and what nobody of the order decides.
#[derive(Clone)]
struct World {
    book: Book,
    /// Whether ИС ЭСФ has a fitting invoice.
    invoiced: bool,
    /// Whether payment to the school is suspended.
    suspended: bool,
    registers: u32,
    payments: u32,
}

fn contract() -> SchoolContractId {
    SchoolContractId::new(Uuid::from_u128(3))
}

fn register(number: u32) -> PaymentRegisterId {
    PaymentRegisterId::new(Uuid::from_u128(number.into()))
}

fn payment(number: u32) -> PaymentId {
    PaymentId::new(Uuid::from_u128(number.into()))
}

fn other_account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ24070105KSN0000000".parse().unwrap(),
        bank: "KKMFKZ2A".parse().unwrap(),
    }
}

fn hand(role: AccountRole) -> Actor {
    officer(9, role)
}

fn terms(account: PayeeAccount) -> ProposedTerms {
    ProposedTerms {
        from: month(9),
        to: month(12),
        amount: Tiyn(40_004),
        places: BTreeMap::new(),
        account,
    }
}

impl World {
    /// A contract in force, and an act composed under it.
    fn begin() -> Self {
        let sums = [
            (1, 9, 10_001),
            (1, 10, 10_001),
            (1, 11, 10_001),
            (1, 12, 10_001),
        ];
        let accepted = application(1, "2026-09-01", ApplicationStage::Accepted, "2026-09-02");
        let mut world = Self {
            book: [
                Record::Application(accepted),
                Record::Plan(plan(shymkent(), 1, &sums)),
            ]
            .into_iter()
            .collect(),
            invoiced: true,
            suspended: false,
            registers: 0,
            payments: 0,
        };
        let draw_up = Op::DrawUpContract {
            contract: contract(),
            number: "1".to_owned(),
            department: shymkent(),
            school: school(1),
            terms: terms(account()),
            reimbursement: None,
        };
        assert!(world.does(AccountRole::EducationOfficer, &draw_up));
        assert!(world.signs_contract());
        let signed = world.book.contract(contract()).unwrap().clone();
        let composed = act(11, &signed, month(9), TOTAL.0, Got::Composed("2026-10-01"));
        world.book.put(Record::Act(composed));
        world
    }

    fn facts(&self) -> Facts {
        let invoice = self.invoiced.then(|| InvoiceRecord {
            number: "ESF-1".to_owned(),
            supplier: BIN.parse().unwrap(),
            amount: TOTAL,
            status: InvoiceStatus::Registered,
        });
        let known = ActFacts {
            invoice: Some(invoice),
            supplier: Some(BIN.parse().unwrap()),
            suspended: self.suspended,
        };
        Facts {
            school: Some(SchoolFacts {
                territory: "791010000".parse().unwrap(),
                bin: BIN.to_owned(),
            }),
            acts: BTreeMap::from([(act_id(11), known)]),
            ..Facts::default()
        }
    }

    /// Does it, if the rules let it; whether they did.
    fn does(&mut self, role: AccountRole, op: &Op) -> bool {
        let mut rules = OrderRules::pilot();
        rules.mandates_needed.value = false;
        rules.payments_four_eyes.value = false;
        let facts = self.facts();
        let decided = self
            .book
            .decide(op, &hand(role), &facts, &rules, at("2026-10-10"));
        decided.map(|records| self.book.extend(records)).is_ok()
    }

    fn signs_contract(&mut self) -> bool {
        let text = self.book.contract(contract()).and_then(|one| one.to_sign());
        let Some(document) = text.map(|text| text.sha256().unwrap()) else {
            return false;
        };
        let signature = BlobHash::new([2; 32]);
        let sign = Op::SignContract {
            contract: contract(),
            document,
            signature,
        };
        self.does(AccountRole::School, &sign) && self.does(AccountRole::EducationOfficer, &sign)
    }

    fn account(&self) -> PayeeAccount {
        let contract = self.book.contract(contract()).unwrap();
        contract.in_force().unwrap().account.clone()
    }

    fn alive(&self) -> Vec<PaymentState> {
        let payments = (1..=self.payments).filter_map(|number| self.book.payment(payment(number)));
        let alive = payments.filter(|one| one.payment.is_alive());
        alive.map(|one| one.payment.state.clone()).collect()
    }

    fn is_paid(&self) -> bool {
        matches!(*self.alive(), [PaymentState::Paid { .. }])
    }

    fn state(&self) -> SchoolActState {
        self.book.act(act_id(11)).unwrap().act.state
    }

    /// What is left of a state without identities: two worlds of one key have the same future.
    /// Registers that came back whole, and those whose acts all did, have none.
    fn key(&self) -> String {
        let state = match self.state() {
            SchoolActState::Composed => "composed",
            SchoolActState::BySchool { .. } => "by school",
            SchoolActState::Signed { .. } => "signed",
            SchoolActState::Withdrawn => "withdrawn",
        };
        let of_contract = self.book.contract(contract()).unwrap();
        let ended = of_contract.contract.terminated.is_some();
        let mut registers: Vec<String> = Vec::new();
        for number in 1..=self.registers {
            let record = self.book.register(register(number)).unwrap();
            let state = match record.register.state {
                RegisterState::Open => "open",
                RegisterState::Sent { .. } => "sent",
                RegisterState::Accepted => "accepted",
                RegisterState::Returned { .. } => continue,
            };
            let line = record.lines.get(&act_id(11));
            let line = line.filter(|_| record.register.holds(act_id(11)));
            let current = line.map(|line| line.account == self.account());
            if record.register.state != RegisterState::Accepted || current.is_some() {
                registers.push(format!("{state} {current:?}"));
            }
        }
        let (invoiced, suspended, alive) = (self.invoiced, self.suspended, self.alive());
        let main = self.account() == account();
        format!("{state} {ended} {main} {invoiced} {suspended} {registers:?} {alive:?}")
    }

    /// Everything that may happen next.
    fn next(&self) -> Vec<(String, Self)> {
        use AccountRole::{EducationOfficer as Department, FinancialCentre as Centre, School};
        let mut found = Vec::new();
        let mut note = |word: &str, done: bool, world: Self| {
            if done {
                found.push((word.to_owned(), world));
            }
        };
        for part in ["invoice", "suspension", "account"] {
            let mut next = self.clone();
            let done = match part {
                "invoice" => {
                    next.invoiced = !next.invoiced;
                    true
                }
                "suspension" => {
                    next.suspended = !next.suspended;
                    true
                }
                _ => {
                    let of = if self.account() == account() {
                        other_account()
                    } else {
                        account()
                    };
                    let amend = Op::AmendContract {
                        contract: contract(),
                        terms: terms(of),
                    };
                    next.does(Department, &amend) && next.signs_contract()
                }
            };
            note(part, done, next);
        }
        for (role, op) in self.ops() {
            let mut next = self.clone();
            match op {
                Op::OpenRegister { .. } => next.registers += 1,
                Op::OrderPayments { .. } => next.payments += 1,
                _ => {}
            }
            let done = next.does(role, &op);
            note(op.word(), done, next);
        }
        // Nobody does what is another's.
        for (role, op) in self.ops() {
            let stranger = if role == Centre { School } else { Centre };
            let mut next = self.clone();
            assert!(!next.does(stranger, &op), "{} by a stranger", op.word());
        }
        found
    }

    /// Everything people might ask for, whether the rules let them or not.
    fn ops(&self) -> Vec<(AccountRole, Op)> {
        use AccountRole::{EducationOfficer as Department, FinancialCentre as Centre, School};
        let id = act_id(11);
        let text = self.book.act(id).unwrap().text().unwrap();
        let (document, signature) = (text.sha256().unwrap(), BlobHash::new([3; 32]));
        let sign = Op::SignAct {
            act: id,
            document,
            signature,
        };
        let withdraw = Op::WithdrawAct {
            act: id,
            reason: "ошибка".into(),
        };
        let mut ops = vec![
            (School, sign.clone()),
            (Department, sign),
            (School, withdraw.clone()),
            (Department, withdraw),
            (
                Department,
                Op::TerminateContract {
                    contract: contract(),
                    reason: "конец".into(),
                },
            ),
        ];
        let records = (1..=self.registers).filter_map(|n| self.book.register(register(n)));
        let records: Vec<_> = records.collect();
        let empty = |state: &RegisterState| *state == RegisterState::Open;
        // One empty register is as good as many.
        if !records
            .iter()
            .any(|one| empty(&one.register.state) && one.register.acts.is_empty())
        {
            let open = Op::OpenRegister {
                register: register(self.registers + 1),
                department: shymkent(),
            };
            ops.push((Department, open));
        }
        for record in records {
            let register = record.register.id;
            let reasons = || BTreeMap::from([(id, "другой счёт".into())]);
            let document = record.text().unwrap().sha256().unwrap();
            let acts = BTreeSet::from([id]);
            ops.extend([
                (Department, Op::ListActs { register, acts }),
                (Department, Op::UnlistAct { register, act: id }),
                (
                    Department,
                    Op::SendRegister {
                        register,
                        document,
                        signature,
                    },
                ),
                (Centre, Op::AcceptRegister { register }),
                (
                    Centre,
                    Op::ReturnRegister {
                        register,
                        reasons: reasons(),
                    },
                ),
                (
                    Centre,
                    Op::SendBackActs {
                        register,
                        reasons: reasons(),
                    },
                ),
                (
                    Centre,
                    Op::OrderPayments {
                        register,
                        payments: vec![OrderedPayment {
                            payment: payment(self.payments + 1),
                            act: id,
                        }],
                    },
                ),
            ]);
        }
        let on = day("2026-10-20");
        for number in 1..=self.payments {
            for event in [
                Event::Sent,
                Event::Paid { on },
                Event::Returned {
                    on,
                    reason: "счёт закрыт".into(),
                },
            ] {
                let payment = payment(number);
                ops.push((Centre, Op::PaymentEvent { payment, event }));
            }
        }
        ops
    }
}

#[test]
fn from_every_state_of_an_act_there_is_a_way_to_its_payment_or_back() {
    let first = World::begin();
    let mut worlds = BTreeMap::from([(first.key(), first.clone())]);
    // From whom a state is reached, to go back from the ends.
    let mut before: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut queue = VecDeque::from([first]);
    let mut words = BTreeSet::new();
    while let Some(world) = queue.pop_front() {
        let from = world.key();
        // What left for the act, and may still leave, is never more than its sum.
        assert!(world.alive().len() <= 1, "twice: {from}");
        let holding = (1..=world.registers).filter(|number| {
            let record = world.book.register(register(*number)).unwrap();
            record.register.holds(act_id(11))
        });
        assert!(holding.count() <= 1, "in two registers: {from}");
        let acted = world.book.contract(contract()).unwrap().contract.acted;
        let signed = matches!(world.state(), SchoolActState::Signed { .. });
        assert_eq!(acted, if signed { TOTAL } else { Tiyn(0) }, "{from}");
        for (word, next) in world.next() {
            let key = next.key();
            // A closed account doesn't come back: no way out may need it.
            if word != "account" {
                before.entry(key.clone()).or_default().insert(from.clone());
            }
            words.insert(word);
            if let Entry::Vacant(place) = worlds.entry(key) {
                place.insert(next.clone());
                queue.push_back(next);
            }
        }
    }
    // The search reached what it is about.
    for word in [
        "send_back_acts",
        "return_register",
        "payment_event",
        "withdraw_act",
    ] {
        assert!(words.contains(word), "{word}");
    }
    let those = |wanted: fn(&World) -> bool| {
        let worlds = worlds.iter().filter(|(_, world)| wanted(world));
        worlds.map(|(key, _)| key).collect::<Vec<_>>()
    };
    let to_payment = back_from(&before, those(World::is_paid));
    let to_end = back_from(
        &before,
        those(|world| world.is_paid() || world.state() == SchoolActState::Withdrawn),
    );
    for (key, world) in &worlds {
        // What both signed is paid; it can't be taken back any more.
        let signed = matches!(world.state(), SchoolActState::Signed { .. });
        let ways = if signed { &to_payment } else { &to_end };
        assert!(ways.contains(key), "no way out of: {key}");
    }
    assert!(worlds.len() > 200, "{}", worlds.len());
}

/// The states from which one of these ends is reached.
fn back_from<'a>(
    before: &'a BTreeMap<String, BTreeSet<String>>,
    ends: Vec<&'a String>,
) -> BTreeSet<&'a String> {
    let mut good: BTreeSet<&String> = ends.iter().copied().collect();
    let mut queue: VecDeque<&String> = ends.into();
    while let Some(key) = queue.pop_front() {
        for from in before.get(key).into_iter().flatten() {
            if good.insert(from) {
                queue.push_back(from);
            }
        }
    }
    good
}

/// What is known of a month in which so many are payable, in a building that holds so many.
fn frozen(learners: u32, holds: u32) -> Facts {
    let quantity = Tally {
        payable: learners,
        held: 0,
        excluded: 0,
    };
    let (level, study) = (Level::Primary, Study::GeneralClass);
    Facts {
        month: Some(FrozenMonth {
            register: BlobHash::new([7; 32]),
            lines: vec![ActLine {
                level: Some(level),
                study: Some(study),
                quantity,
            }],
            why: BTreeMap::new(),
        }),
        norms: Some(Norms {
            valid_from: day("2026-01-01"),
            basis: "Приказ-образец № 1".to_owned(),
            of_year: BTreeMap::from([((level, study), Tiyn(1_200))]),
        }),
        limits: BTreeMap::from([(building(), vec![(Limit::SanitaryPermit, holds)])]),
        ..Facts::default()
    }
}

fn building() -> PremisesId {
    PremisesId::new(Uuid::from_u128(5))
}

proptest! {
    /// However many contracts a school has for a month, and in whatever order their acts are
    /// composed and taken back: no more learners are paid for than there are, nor than the
    /// building holds, and nobody is kept from what others leave.
    #[test]
    fn a_learner_is_paid_for_once_in_a_month_under_however_many_contracts(
        (learners, holds) in (1..600_u32, 1..600_u32),
        places in proptest::collection::vec(1..400_u32, 3),
        steps in proptest::collection::vec((0..3_usize, any::<bool>()), 1..24),
    ) {
        let mut rules = OrderRules::pilot();
        rules.mandates_needed.value = false;
        let mut book = Book::default();
        let mut agreed = Vec::new();
        for (number, places) in (1..).zip(&places) {
            let mut contract = contract_of(number, 1, 1_000_000, Some("2026-09-04"));
            let mut text = crate::records::agreed(&contract);
            let first = contract.contract.agreements.first_mut().unwrap();
            first.terms.places = BTreeMap::from([(building(), *places)]);
            text.places = first.terms.places.clone();
            contract.texts.push(text);
            agreed.push(contract.contract.id);
            book.put(Record::Contract(contract));
        }
        let mut living: BTreeMap<usize, SchoolActId> = BTreeMap::new();
        for (number, (of, back)) in (100..).zip(steps) {
            let act = SchoolActId::new(Uuid::from_u128(number));
            let hand = hand(AccountRole::EducationOfficer);
            let facts = frozen(learners, holds);
            let known = living.get(&of).copied();
            let op = match known.filter(|_| back) {
                Some(act) => Op::WithdrawAct { act, reason: "ошибка".into() },
                None => Op::ComposeAct { act, contract: agreed[of], period: month(9) },
            };
            let decided = book.decide(&op, &hand, &facts, &rules, at("2026-10-10"));
            let paid = |book: &Book, act: &SchoolActId| book.act(*act).unwrap().act.cut.paid;
            let taken: u32 = living.values().map(|act| paid(&book, act)).sum();
            let whole = learners.min(holds);
            prop_assert!(taken <= whole);
            match (decided, known) {
                (Ok(records), _) => {
                    book.extend(records);
                    match op {
                        Op::WithdrawAct { .. } => drop(living.remove(&of)),
                        _ => {
                            prop_assert_eq!(paid(&book, &act), places[of].min(whole - taken));
                            let act_of = &book.act(act).unwrap().act;
                            prop_assert_eq!(act_of.cut.paid + act_of.cut.excluded, learners);
                            living.insert(of, act);
                        }
                    }
                }
                (Err(refusal), Some(_)) => prop_assert_eq!(refusal, Refusal::AlreadyExists),
                (Err(refusal), None) => {
                    prop_assert_eq!(refusal, Refusal::Empty);
                    prop_assert_eq!(taken, whole);
                }
            }
        }
    }
}
