//! A department's autumn: acts of some schools on registers in every state, with payments in every
//! state, and mandates of everybody who acts.

use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Event, OrderRow, OrdersView, WaitingStep};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::{
    BlobHash, Kato, MandateId, OperationId, PaymentId, PaymentRegisterId, PersonId, SchoolActId,
    SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    AGREEMENT_SCHEMA, ActRecord, ActRegister, Agreement, AgreementText, ContractParty,
    ContractRecord, ContractTerms, FundingPlan, ListedAct, Mandate, MandateScope, OrderStep,
    Payable, PayeeAccount, Payment, PaymentRecord, PaymentState, PlanRecord, PriceLine, Principal,
    RegisterLine, RegisterRecord, RegisterState, SchoolAct, SchoolActLine, SchoolActState,
    SchoolContract, SchoolingRecord,
};
use baqylau_domain::text::Words;
use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

const YEAR: i32 = 2026;
pub const SCHOOLS: usize = 8;

pub fn act_id(school: usize, month: u32) -> SchoolActId {
    SchoolActId::new(Uuid::from_u128(
        0xac7_0000 + u128::from(month) * 1000 + school as u128,
    ))
}

pub fn register_id(number: u32) -> PaymentRegisterId {
    PaymentRegisterId::new(Uuid::from_u128(0x4e6_0000 + u128::from(number)))
}

pub fn payment_id(number: u32) -> PaymentId {
    PaymentId::new(Uuid::from_u128(0x9a7_0000 + u128::from(number)))
}

pub fn mandate_id(number: u32) -> MandateId {
    MandateId::new(Uuid::from_u128(0x3a9_0000 + u128::from(number)))
}

pub fn contract_id(school: usize) -> SchoolContractId {
    SchoolContractId::new(Uuid::from_u128(0xc09_0000 + school as u128))
}

/// Somebody else of the same office.
pub fn colleague() -> PersonId {
    PersonId::new(Uuid::from_u128(0x99))
}

pub fn today() -> NaiveDate {
    baqylau_locale::legal_time(world().now).date_naive()
}

fn month(number: u32) -> Period {
    Period::new(YEAR, number).expect("a month")
}

pub fn person(role: AccountRole) -> &'static Person {
    &world().of(role).person
}

/// Schools the demonstration has.
pub fn schools() -> Vec<Arc<Organisation>> {
    let Some(Event::Organisations { rows, .. }) = &world().of(AccountRole::Observer).organisations
    else {
        panic!("organisations")
    };
    rows.iter()
        .filter(|row| row.organisation.kind == OrganisationKind::School)
        .map(|row| row.organisation.clone())
        .take(SCHOOLS)
        .collect()
}

/// The region of the department: that of the demonstration's officer.
pub fn region() -> Kato {
    let officer = person(AccountRole::EducationOfficer);
    officer.territory.expect("a territory").region()
}

pub fn account(of: usize) -> PayeeAccount {
    const IBANS: [&str; 2] = ["KZ566018821000657861", "KZ946017111000000330"];
    PayeeAccount {
        iban: IBANS[of % 2].parse().expect("an account"),
        bank: "HSBKKZKX".parse().expect("a bank"),
    }
}

fn total(school: usize) -> Tiyn {
    Tiyn(4_871_642_050 + school as i64 * 314_159_265)
}

fn steps(role: AccountRole, words: &[&str]) -> Vec<OrderStep> {
    let by = person(role).id;
    let step = |(days, step): (usize, &&str)| OrderStep {
        at: world().now - TimeDelta::days(9 - days as i64),
        by,
        step: (*step).to_owned(),
        reason: None,
    };
    words.iter().enumerate().map(step).collect()
}

/// The order.
pub struct Order {
    pub records: Vec<SchoolingRecord>,
    pub waiting: BTreeMap<String, Vec<WaitingStep>>,
    schools: Vec<Arc<Organisation>>,
}

impl Order {
    pub fn of_autumn() -> Self {
        let mut order = Self {
            records: Vec::new(),
            waiting: BTreeMap::new(),
            schools: schools(),
        };
        assert_eq!(order.schools.len(), SCHOOLS);
        order.plan();
        for school in 0..SCHOOLS {
            order.contract(school);
            for month in 9..=11 {
                order.act(school, month);
            }
        }
        let september: Vec<_> = (0..SCHOOLS).map(|school| (school, 9)).collect();
        let accept = [
            "open_register",
            "list_acts",
            "send_register",
            "accept_register",
        ];
        order.register(1, &september, RegisterState::Accepted, &accept);
        let sent = RegisterState::Sent {
            document: BlobHash::new([3; 32]),
        };
        order.register(2, &[(0, 10), (1, 10), (2, 10)], sent, &accept[..3]);
        order.register(3, &[(3, 10), (4, 10)], RegisterState::Open, &accept[..2]);
        let reasons = BTreeMap::from([(
            act_id(6, 10),
            Words("Нет счёта-фактуры за октябрь".to_owned()),
        )]);
        let back = [
            "open_register",
            "list_acts",
            "send_register",
            "return_register",
        ];
        let returned = RegisterState::Returned { reasons };
        order.register(4, &[(5, 10), (6, 10)], returned, &back);
        order.payments();
        order.mandates();
        order
    }

    fn plan(&mut self) {
        let months = |school: usize| (9..=12).map(move |m| (month(m), total(school)));
        let lines = self.schools.iter().enumerate();
        let lines: BTreeMap<_, BTreeMap<_, _>> = lines
            .map(|(at, school)| (school.id, months(at).collect()))
            .collect();
        self.records.push(SchoolingRecord::Plan(PlanRecord {
            plan: FundingPlan {
                department: region(),
                year: YEAR,
                version: 1,
                budget: Tiyn(90_000_000_000_000),
                lines,
                reimbursement: BTreeMap::new(),
            },
            steps: steps(AccountRole::EducationOfficer, &["approve_plan"]),
        }));
    }

    fn contract(&mut self, at: usize) {
        let school = self.schools[at].id;
        let (from, to, amount) = (month(9), month(12), Tiyn(total(at).0 * 4));
        let document = BlobHash::new([1; 32]);
        let signatures = [ContractParty::School, ContractParty::Department];
        let signatures = signatures.map(|party| (party, document)).into();
        self.records.push(SchoolingRecord::Contract(ContractRecord {
            contract: SchoolContract {
                id: contract_id(at),
                number: format!("ГОЗ-{}/26", at + 101),
                school,
                department: region(),
                agreements: vec![Agreement {
                    terms: ContractTerms {
                        from,
                        to,
                        amount,
                        places: BTreeMap::new(),
                        document,
                    },
                    signatures,
                    signed_on: Some(today() - Days::new(70)),
                }],
                acted: total(at),
                terminated: None,
            },
            texts: vec![AgreementText {
                schema: AGREEMENT_SCHEMA.to_owned(),
                contract: contract_id(at),
                number: format!("ГОЗ-{}/26", at + 101),
                agreement: 0,
                department: region(),
                school,
                bin: self.schools[at].bin.as_text().to_owned(),
                from,
                to,
                amount,
                places: BTreeMap::new(),
                // The second school has another account than its acts were listed with.
                account: account(usize::from(at == 1)),
                reimbursement: None,
            }],
            steps: steps(AccountRole::EducationOfficer, &["draw_up_contract"]),
        }));
    }

    fn act(&mut self, at: usize, number: u32) {
        let signature = BlobHash::new([2; 32]);
        let paid = 300 + at as u32;
        // One act a school: over the plan of the month.
        let sum = match (at, number) {
            (7, 11) => Tiyn(total(at).0 + 1),
            _ => total(at),
        };
        self.records.push(SchoolingRecord::Act(ActRecord {
            act: SchoolAct {
                id: act_id(at, number),
                contract: contract_id(at),
                school: self.schools[at].id,
                period: month(number),
                register: BlobHash::new([4; 32]),
                norms: "Приказ № 1".to_owned(),
                lines: vec![SchoolActLine {
                    level: Level::Primary,
                    study: Study::GeneralClass,
                    line: PriceLine {
                        quantity: paid,
                        price: Tiyn(sum.0 / i64::from(paid)),
                    },
                }],
                total: sum,
                excluded: 1,
                held: 0,
                cut: Payable {
                    paid,
                    excluded: 0,
                    by: Vec::new(),
                },
                state: SchoolActState::Signed {
                    school: signature,
                    department: signature,
                    on: today() - Days::new(5),
                },
                reimbursement: None,
            },
            department: region(),
            contract_number: format!("ГОЗ-{}/26", at + 101),
            bin: self.schools[at].bin.as_text().to_owned(),
            why: std::collections::BTreeMap::new(),
            invoice: None,
            steps: steps(AccountRole::EducationOfficer, &["compose_act", "sign_act"]),
        }));
    }

    fn register(
        &mut self,
        number: u32,
        acts: &[(usize, u32)],
        state: RegisterState,
        words: &[&str],
    ) {
        let mut register = ActRegister::open(register_id(number), region(), number);
        register.state = state;
        let mut lines = BTreeMap::new();
        for (school, of) in acts {
            let id = act_id(*school, *of);
            let listed = ListedAct {
                sha256: BlobHash::new([5; 32]),
                total: total(*school),
            };
            register.acts.insert(id, listed);
            lines.insert(
                id,
                RegisterLine {
                    school: self.schools[*school].id,
                    bin: self.schools[*school].bin.as_text().to_owned(),
                    contract_number: format!("ГОЗ-{}/26", school + 101),
                    period: month(*of),
                    learners: 300 + *school as u32,
                    account: account(0),
                },
            );
        }
        let mut steps = steps(AccountRole::EducationOfficer, words);
        if let Some(last) = steps.last_mut().filter(|_| words.len() > 3) {
            // Somebody of the centre, and not who orders the payments.
            last.by = colleague();
        }
        self.records.push(SchoolingRecord::Register(RegisterRecord {
            register,
            lines,
            signature: None,
            steps,
        }));
    }

    /// Of the first register: paid, at the bank, written, come back; four acts wait.
    fn payments(&mut self) {
        let on = today() - Days::new(1);
        let reason = Words("Счёт получателя закрыт".to_owned());
        let states = [
            PaymentState::Paid { on },
            PaymentState::Sent,
            PaymentState::Ordered,
            PaymentState::Returned { on, reason },
        ];
        for (at, state) in states.into_iter().enumerate() {
            // The second school's account changed: its payment went before.
            let number = at as u32 + 1;
            self.records.push(SchoolingRecord::Payment(PaymentRecord {
                payment: Payment {
                    id: payment_id(number),
                    act: act_id(at, 9),
                    register: register_id(1),
                    amount: total(at),
                    state,
                },
                number,
                department: region(),
                school: self.schools[at].id,
                bin: self.schools[at].bin.as_text().to_owned(),
                period: month(9),
                account: account(0),
                steps: steps(
                    AccountRole::FinancialCentre,
                    &["order_payments", "payment_event"],
                ),
            }));
        }
    }

    fn mandates(&mut self) {
        let (officer, centre) = (
            person(AccountRole::EducationOfficer).id,
            person(AccountRole::FinancialCentre).id,
        );
        let department = Principal::Department(region());
        let end = NaiveDate::from_ymd_opt(today().year() + 1, 12, 31).expect("a day");
        let all: BTreeSet<MandateScope> = MandateScope::ALL.into();
        let some = BTreeSet::from([MandateScope::Registers, MandateScope::Payments]);
        let begun = today() - Days::new(60);
        self.mandate(1, officer, department, &all, (begun, end));
        self.mandate(2, centre, Principal::Centre, &all, (begun, end));
        let soon = (begun, today() + Days::new(9));
        self.mandate(3, colleague(), Principal::Centre, &some, soon);
        let over = (begun, today() - Days::new(9));
        self.mandate(4, colleague(), department, &some, over);
        self.mandate(5, colleague(), department, &all, (begun, end));
        if let Some(SchoolingRecord::Mandate(last)) = self.records.last_mut() {
            last.revoked = Some(today() - Days::new(2));
        }
    }

    fn mandate(
        &mut self,
        number: u32,
        person: PersonId,
        principal: Principal,
        scopes: &BTreeSet<MandateScope>,
        (from, to): (NaiveDate, NaiveDate),
    ) {
        self.records.push(SchoolingRecord::Mandate(Mandate {
            id: mandate_id(number),
            person,
            principal,
            scopes: scopes.clone(),
            from,
            to,
            basis: format!("Приказ № {number}-ж"),
            granted_by: None,
            revoked: None,
        }));
    }

    /// Notes that something was asked of a record here.
    pub fn wait(&mut self, key: String, step: &'static str) {
        self.waiting.entry(key).or_default().push(WaitingStep {
            operation: OperationId::new(Uuid::from_u128(77)),
            step,
            at: world().now,
            taken: false,
        });
    }

    pub fn view(&self) -> OrdersView {
        let row = |record: &SchoolingRecord| {
            let school = record.school();
            let school = self.schools.iter().find(|one| Some(one.id) == school);
            let to_sign = match record {
                SchoolingRecord::Register(one) if one.register.state == RegisterState::Open => {
                    one.text().and_then(|text| text.sha256().ok())
                }
                _ => None,
            };
            OrderRow {
                school: school.cloned(),
                waiting: self.waiting.get(&record.key()).cloned().unwrap_or_default(),
                record: Arc::new(record.clone()),
                to_sign,
            }
        };
        OrdersView {
            rows: self.records.iter().map(row).collect(),
            ..OrdersView::default()
        }
    }

    pub fn tell(&self, replay: &Replay) {
        let told = Event::Orders(Arc::new(self.view()));
        // Whenever it is asked for again, too.
        replay.with(|state| state.orders = Some(told.clone()));
        replay.tell(told);
    }
}
