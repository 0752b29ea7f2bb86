//! Random operations, allowed and not, beside a naive oracle: after every step both agree and every
//! invariant holds. Stores are tested with the same histories.

use super::oracle::{Ask, Cell, Life, Oracle, University};
use super::world::{
    World, act, contract, day, facts, hash, iin, month, order, premises, register, reservation,
    sanction, student, tenge, trace, university, voucher,
};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AccountId, BlockGround, EarlyEnd, Fact, Operation, PartState, Refusal, Request, Status,
    StudyForm, audit,
};

const VOLUME: i64 = 6_000_000;
const STUDENTS: u64 = 5;
const VOUCHERS: u64 = 9;
const ACTS: u64 = 60;

/// One step: what kind, and numbers it is made of.
pub type Step = (u8, [u8; 4]);

pub struct History {
    pub world: World,
    oracle: Oracle,
    now: Period,
    pub sent: Vec<Request>,
    pub allowed: u32,
}

impl History {
    pub fn new() -> Self {
        let mut world = World::with_order(VOLUME);
        let mut oracle = Oracle {
            budget: tenge(VOLUME).0,
            stipends: tenge(1_000_000).0,
            students: (1..=STUDENTS).collect(),
            ..Oracle::default()
        };
        for number in 1..=STUDENTS {
            world.ok(Operation::OpenBeneficiary {
                beneficiary: student(number),
                iin: iin(number),
            });
        }
        for number in 1..=3 {
            let place = University {
                amount: tenge(VOLUME).0,
                ..University::default()
            };
            oracle.universities.insert(number, place);
        }
        let now = month(2025, 9);
        let mut history = Self {
            world,
            oracle,
            now,
            sent: Vec::new(),
            allowed: 0,
        };
        // Three study from the first day; the rest is left to chance.
        for number in 1..=3 {
            let (voucher, nominal) = (number, tenge(1_000_000).0);
            for ask in [
                Ask::Emit {
                    voucher,
                    nominal,
                    parts: 10,
                },
                Ask::Place {
                    voucher,
                    student: number,
                },
                Ask::Reserve {
                    voucher,
                    university: number,
                    admitted: true,
                    contract_of: number,
                },
            ] {
                history.put(ask);
            }
        }
        history
    }

    /// One of the acts that fit, or any.
    fn some_act(&self, number: u8, fits: impl Fn(&super::oracle::Act) -> bool) -> u64 {
        let fitting = self.oracle.acts.iter().filter(|(_, act)| fits(act));
        let fitting: Vec<u64> = fitting.map(|(number, _)| *number).collect();
        if number < 230 && !fitting.is_empty() {
            fitting[usize::from(number) % fitting.len()]
        } else {
            1 + u64::from(number) % ACTS
        }
    }

    /// A month near the present, so that much of what is asked makes sense.
    fn near(&self, number: u8) -> Period {
        let shift = i32::from(number % 6) - 3;
        self.now.plus_months(shift).unwrap_or(self.now)
    }

    /// A voucher, an act of its university for a month it holds, and that month: mostly what may
    /// be redeemed.
    fn likely(&self, [a, b, ..]: [u8; 4]) -> (u64, u64, Period) {
        let voucher = 1 + u64::from(a) % VOUCHERS;
        let mut fits = Vec::new();
        for (voucher, row) in &self.oracle.vouchers {
            for (period, _, cell) in &row.months {
                for (number, act) in &self.oracle.acts {
                    let at = match cell {
                        Cell::Held { university } => *university == act.university && act.invoiced,
                        Cell::Paid { act } => act == number,
                        Cell::Free | Cell::Gone => false,
                    };
                    if at && act.period == *period {
                        fits.push((*voucher, *number, *period));
                    }
                }
            }
        }
        if b < 230 && !fits.is_empty() {
            fits[(usize::from(a) * 256 + usize::from(b)) % fits.len()]
        } else {
            (voucher, 1 + u64::from(b) % ACTS, self.near(b))
        }
    }

    fn ask_of(&self, (kind, numbers): Step) -> Option<Ask> {
        let [a, b, c, d] = numbers;
        let voucher = 1 + u64::from(a) % VOUCHERS;
        let university = 1 + u64::from(b) % 3;
        let period = self.near(c);
        let attended = if d < 220 { 48 + u32::from(d % 48) } else { 47 };
        // Such as an act of one or two people of the usual prices has, or another.
        let total = |act: u64| {
            let known = self.oracle.acts.get(&act).map(|row| row.total);
            if d < 230 {
                known.unwrap_or(1)
            } else {
                i64::from(d)
            }
        };
        Some(match kind {
            0..=9 => Ask::Emit {
                voucher,
                nominal: tenge([800_000, 1_000_000, 1_200_000, 5_000_000, 1][usize::from(b % 5)]).0,
                parts: [10, 12, 9, 2, 13, 0, 3][usize::from(c % 7)],
            },
            10..=19 => Ask::Place {
                voucher,
                student: 1 + u64::from(b) % (STUDENTS + 1),
            },
            20..=22 => Ask::Cancel { voucher },
            23..=39 => Ask::Reserve {
                voucher,
                university,
                admitted: c < 240,
                contract_of: if d < 240 {
                    university
                } else {
                    1 + university % 3
                },
            },
            40..=69 => {
                // Mostly the sum of what one student's month holds there.
                let row = self.oracle.vouchers.get(&voucher);
                let held = row.and_then(|row| {
                    let mut months = row.months.iter();
                    months.find_map(|(period, sum, cell)| match cell {
                        Cell::Held { university } if *period <= self.now => {
                            Some((*university, *period, *sum))
                        }
                        _ => None,
                    })
                });
                let (university, period, sum) = match held {
                    Some(found) if d < 230 => found,
                    _ => (university, period, i64::from(d) * 100),
                };
                Ask::SignAct {
                    act: (1..=ACTS)
                        .find(|number| c < 240 && !self.oracle.acts.contains_key(number))
                        .unwrap_or(1),
                    university,
                    period,
                    people: u32::from(b % 8 != 0),
                    total: sum,
                }
            }
            70..=99 => {
                let act = self.some_act(a, |act| !act.invoiced);
                Ask::Invoice {
                    act,
                    total: total(act),
                }
            }
            100..=149 => {
                let (voucher, act, period) = self.likely(numbers);
                Ask::Redeem {
                    voucher,
                    act,
                    period,
                    attended,
                }
            }
            150..=155 => Ask::Release { voucher, period },
            156..=161 => Ask::End {
                voucher,
                in_month: self.near(c),
                future: d > 230,
            },
            162..=169 => Ask::Move {
                voucher,
                from: period,
            },
            170..=175 => Ask::Leave {
                voucher,
                from: period,
            },
            176..=185 => Ask::Return {
                voucher,
                resume: self.near(c.wrapping_mul(3)),
            },
            186..=199 => {
                let (voucher, act, period) = self.likely(numbers);
                Ask::Stipend {
                    voucher,
                    act,
                    period,
                    attended,
                    amount: if c < 240 { 4_713_500 } else { 0 },
                }
            }
            200..=207 => Ask::BlockStudent {
                student: 1 + u64::from(a) % (STUDENTS + 1),
                paper: 0,
                lift: c > 40,
            },
            208..=215 => Ask::BlockUniversity {
                university,
                paper: 0,
                lift: c > 40,
            },
            216 => Ask::Suspend {
                university,
                sanction: u64::from(a % 6),
            },
            217..=226 => {
                let sanctions = &self.oracle.universities[&university].sanctions;
                let open = sanctions.iter().find(|(_, open)| **open);
                Ask::Resume {
                    university,
                    sanction: open.map_or(u64::from(a % 6), |(number, _)| *number),
                }
            }
            227..=236 => {
                let act = self.some_act(a, |act| {
                    !act.paid && act.redeemed == (act.total, act.people)
                });
                Ask::Pay {
                    act,
                    total: total(act),
                }
            }
            237..=239 => Ask::PaymentBack {
                act: self.some_act(a, |act| act.paid),
            },
            _ => return None,
        })
    }

    fn operation(&self, ask: Ask) -> Operation {
        let at = |university_: u64| AccountId::Executor(university(university_));
        let block = |account, paper: u64, lift| {
            let reference = format!("№ {paper}");
            if lift {
                Operation::Unblock { account, reference }
            } else {
                Operation::Block {
                    account,
                    ground: BlockGround::StateOrder,
                    reference,
                }
            }
        };
        match ask {
            Ask::Emit {
                voucher: number,
                nominal,
                parts,
            } => Operation::Emit {
                order: order(),
                vouchers: vec![voucher(number)],
                nominal: Tiyn(nominal),
                from: month(2025, 9),
                parts,
            },
            Ask::Place {
                voucher: number,
                student: who,
            } => Operation::Place {
                voucher: voucher(number),
                beneficiary: student(who),
            },
            Ask::Cancel { voucher: number } => Operation::Cancel {
                voucher: voucher(number),
            },
            Ask::Reserve {
                voucher: number,
                university: at,
                admitted,
                contract_of,
            } => {
                let mut facts = facts(self.world.now);
                if !admitted {
                    facts.finances = Fact::Unknown;
                }
                let mut reservation = reservation(at);
                reservation.contract = contract(contract_of);
                reservation.premises = premises(1);
                Operation::Reserve {
                    voucher: voucher(number),
                    reservation,
                    form: StudyForm::FullTime,
                    facts,
                }
            }
            Ask::SignAct {
                act,
                university,
                period,
                people,
                total,
            } => self
                .world
                .signed_act(act, university, period, people, Tiyn(total)),
            Ask::Invoice { act, total } => self.world.invoice(act, Tiyn(total)),
            Ask::Redeem {
                voucher: number,
                act: paper,
                period,
                attended,
            } => Operation::Redeem {
                voucher: voucher(number),
                act: act(paper),
                period,
                trace: trace(attended, 96),
                decision: None,
            },
            Ask::Release {
                voucher: number,
                period,
            } => Operation::Release {
                voucher: voucher(number),
                period,
            },
            Ask::End {
                voucher: number,
                in_month,
                future,
            } => Operation::EndEarly {
                voucher: voucher(number),
                cause: EarlyEnd::Refusal,
                on: if future {
                    day("2099-01-01")
                } else {
                    in_month.first_day()
                },
            },
            Ask::Move {
                voucher: number,
                from,
            } => Operation::Move {
                voucher: voucher(number),
                from,
            },
            Ask::Leave {
                voucher: number,
                from,
            } => Operation::TakeLeave {
                voucher: voucher(number),
                from,
            },
            Ask::Return {
                voucher: number,
                resume,
            } => Operation::ReturnFromLeave {
                voucher: voucher(number),
                resume,
            },
            Ask::Stipend {
                voucher: number,
                act: paper,
                period,
                attended,
                amount,
            } => Operation::PayStipend {
                voucher: voucher(number),
                act: act(paper),
                period,
                trace: trace(attended, 96),
                amount: Tiyn(amount),
            },
            Ask::BlockStudent {
                student: who,
                paper,
                lift,
            } => block(AccountId::Beneficiary(student(who)), paper, lift),
            Ask::BlockUniversity {
                university,
                paper,
                lift,
            } => block(at(university), paper, lift),
            Ask::Suspend {
                university: at,
                sanction: number,
            } => Operation::Suspend {
                executor: university(at),
                sanction: sanction(number),
                premises: None,
                since: day("2025-09-01"),
                until: day("2026-01-01"),
            },
            Ask::Resume {
                university: at,
                sanction: number,
            } => Operation::Resume {
                executor: university(at),
                sanction: sanction(number),
                ended: day("2025-12-01"),
            },
            Ask::Pay { act: paper, total } => Operation::Pay {
                register: register(paper),
                acts: vec![act(paper)],
                total: Tiyn(total),
            },
            Ask::PaymentBack { act: paper } => Operation::ReturnPayment { act: act(paper) },
        }
    }

    fn step(&mut self, step: Step) {
        let Some(ask) = self.ask_of(step) else {
            return self.other(step);
        };
        self.put(ask);
    }

    /// Asks both.
    fn put(&mut self, ask: Ask) {
        let operation = self.operation(ask);
        let request = self.world.request(operation);
        let answer = self.world.send(&request);
        let expected = self.oracle.ask(ask, self.now);
        assert_eq!(
            answer.is_ok(),
            expected,
            "{ask:?} in {:?}: {answer:?}",
            self.now
        );
        if answer.is_ok() {
            self.allowed += 1;
            self.sent.push(request);
        }
        self.compare();
    }

    /// A month passes, or something comes again.
    fn other(&mut self, (kind, [a, ..]): Step) {
        if kind < 248 {
            if let Some(next) = self.now.plus_months(1).filter(|next| next.year() < 2027) {
                self.now = next;
                self.world.today(&next.last_day().to_string());
            }
            return;
        }
        let Some(request) = self
            .sent
            .get(usize::from(a) % self.sent.len().max(1))
            .cloned()
        else {
            return;
        };
        let before = self.world.ledger.clone();
        assert!(self.world.send(&request).is_ok(), "the same answer");
        let mut other = request;
        other.document = hash(99);
        assert_eq!(self.world.send(&other), Err(Refusal::OtherBody));
        assert!(self.world.ledger == before, "a repetition has no effect");
    }

    fn compare(&self) {
        let (world, oracle) = (&self.world, &self.oracle);
        assert_eq!(audit(&world.ledger), []);
        let stands = |id| world.stands(id).0;
        assert_eq!(stands(AccountId::Budget(order())), oracle.budget);
        assert_eq!(stands(AccountId::Stipends(order())), oracle.stipends);
        for (number, place) in &oracle.universities {
            let id: OrganisationId = university(*number);
            assert_eq!(stands(AccountId::Executor(id)), place.owed);
            let row = world.ledger.books().contract(contract(*number)).unwrap();
            let sums = (row.amount.0, row.committed.0);
            assert_eq!(sums, (place.amount, place.committed));
        }
        assert_eq!(
            world.ledger.books().vouchers().count(),
            oracle.vouchers.len()
        );
        let mut owned = vec![0; usize::try_from(STUDENTS).unwrap() + 1];
        for (number, row) in &oracle.vouchers {
            let voucher = world.voucher(*number);
            let paid = row.sum(|cell| matches!(cell, Cell::Paid { .. }));
            let held = row.sum(|cell| matches!(cell, Cell::Held { .. }));
            let free = row.sum(|cell| cell == Cell::Free);
            let gone = row.sum(|cell| cell == Cell::Gone);
            assert_eq!(voucher.redeemed().0, paid);
            assert_eq!(voucher.held().0, held);
            assert_eq!(voucher.planned().0, free);
            assert_eq!(voucher.returned().0, gone);
            assert_eq!(paid + held + free + gone, row.nominal);
            if let Some(student) = row.student {
                owned[usize::try_from(student).unwrap()] += held + free;
            }
            let fits = match voucher.status {
                Status::Issued => row.life == Life::Issued,
                Status::Placed => row.life == Life::Placed,
                Status::Reserved | Status::PartRedeemed => row.life == Life::Studying,
                Status::Transferred => row.life == Life::Between,
                Status::SuspendedStudy => matches!(row.life, Life::Away { .. }),
                Status::EarlyRedeemed => row.life == Life::Ended,
                Status::Redeemed => row.life == Life::Used,
                Status::Cancelled => row.life == Life::Withdrawn,
                Status::Active | Status::Paused | Status::Blocked => false,
            };
            assert!(fits, "{:?} beside {:?}", voucher.status, row.life);
            for (part, (period, _, cell)) in voucher.parts.iter().zip(&row.months) {
                assert_eq!(part.period, *period);
                let redeemed = matches!(part.state, PartState::Redeemed { .. });
                assert_eq!(redeemed, matches!(cell, Cell::Paid { .. }));
            }
        }
        for number in 1..=STUDENTS {
            let has = stands(AccountId::Beneficiary(student(number)));
            assert_eq!(has, owned[usize::try_from(number).unwrap()]);
        }
    }
}

pub fn run(steps: &[Step]) -> History {
    let mut history = History::new();
    for step in steps {
        history.step(*step);
    }
    let replayed = history.world.ledger.audit_replay(&history.world.policies);
    assert_eq!(replayed, []);
    history
}

/// So many random steps, the same ones for a seed.
pub fn random_steps(state: &mut u64, many: usize) -> Vec<Step> {
    let mut byte = || {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        u8::try_from(*state >> 24 & 0xff).unwrap()
    };
    let mut step = || (byte(), [byte(), byte(), byte(), byte()]);
    (0..many).map(|_| step()).collect()
}
