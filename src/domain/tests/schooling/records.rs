//! Records of a small department, as the registry would have them.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Kato, MandateId, OrganisationId, PaymentId, PaymentRegisterId,
    PersonId, SchoolActId, SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::schooling::{
    AGREEMENT_SCHEMA, ActRecord, ActRegister, Agreement, AgreementText, Application,
    ApplicationKind, ApplicationStage, ApplicationStep, ContractParty, ContractRecord,
    ContractTerms, FundingPlan, ListedAct, Mandate, MandateScope, OrderStep, Payable, PayeeAccount,
    Payment, PaymentRecord, PaymentState, PlanRecord, Principal, RegisterLine, RegisterRecord,
    RegisterState, SchoolAct, SchoolActState, SchoolContract,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub fn shymkent() -> Kato {
    "790000000".parse().unwrap()
}

pub fn almaty() -> Kato {
    "750000000".parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn at(day: &str) -> Moment {
    format!("{day}T05:00:00Z").parse().unwrap()
}

pub fn month(number: u32) -> Period {
    Period::new(2026, number).unwrap()
}

pub fn school(number: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(number))
}

pub fn person(number: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(number))
}

pub fn act_id(number: u128) -> SchoolActId {
    SchoolActId::new(Uuid::from_u128(number))
}

fn hash(number: u8) -> BlobHash {
    BlobHash::new([number; 32])
}

pub fn step(on: &str, by: u128, word: &str) -> OrderStep {
    OrderStep {
        at: at(on),
        by: person(by),
        step: word.to_owned(),
        reason: None,
    }
}

pub fn account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ47856KZT5004100100".parse().unwrap(),
        bank: "KCJBKZKX".parse().unwrap(),
    }
}

pub fn officer(number: u128, role: AccountRole) -> Actor {
    Actor {
        person: person(number),
        role,
        territory: (role == AccountRole::EducationOfficer).then(shymkent),
        organisation: (role == AccountRole::School).then(|| school(1)),
    }
}

/// A mandate of somebody for everything, all year.
pub fn mandate(of: &Actor) -> Mandate {
    let principal = match of.role {
        AccountRole::School => Principal::School(of.organisation.unwrap()),
        AccountRole::EducationOfficer => Principal::Department(of.territory.unwrap()),
        _ => Principal::Centre,
    };
    Mandate {
        id: MandateId::new(Uuid::from_u128(77)),
        person: of.person,
        principal,
        scopes: MandateScope::ALL.into_iter().collect(),
        from: day("2026-01-01"),
        to: day("2026-12-31"),
        basis: "Приказ № 1".to_owned(),
        granted_by: None,
        revoked: None,
    }
}

/// An application at a stage since a day, submitted on another.
pub fn application(
    number: u128,
    submitted: &str,
    stage: ApplicationStage,
    since: &str,
) -> Application {
    let step = |on, by, stage| ApplicationStep {
        at: at(on),
        by,
        stage,
    };
    let mut steps = vec![step(submitted, None, ApplicationStage::New)];
    if stage != ApplicationStage::New {
        steps.push(step(since, Some(person(9)), stage.clone()));
    }
    Application {
        id: ApplicationId::new(Uuid::from_u128(number)),
        kind: ApplicationKind::Financing,
        school: school(1),
        territory: "791010000".parse().unwrap(),
        documents: BTreeMap::new(),
        stage,
        round: 1,
        signature: None,
        steps,
    }
}

/// A contract of September to December.
pub fn contract(number: u128, of: u128, amount: i64, signed: Option<&str>) -> ContractRecord {
    contract_in(shymkent(), number, of, amount, signed)
}

pub fn contract_in(
    department: Kato,
    number: u128,
    of: u128,
    amount: i64,
    signed: Option<&str>,
) -> ContractRecord {
    let mut agreement = Agreement::unsigned(ContractTerms {
        from: month(9),
        to: month(12),
        amount: Tiyn(amount),
        places: BTreeMap::new(),
        document: hash(1),
    });
    if let Some(on) = signed {
        for party in [ContractParty::School, ContractParty::Department] {
            agreement.signatures.insert(party, hash(2));
        }
        agreement.signed_on = Some(day(on));
    }
    ContractRecord {
        contract: SchoolContract {
            id: SchoolContractId::new(Uuid::from_u128(number)),
            number: format!("Д-{number}"),
            school: school(of),
            department,
            agreements: vec![agreement],
            acted: Tiyn(0),
            terminated: None,
        },
        texts: Vec::new(),
        steps: vec![step("2026-09-01", 50, "draw_up_contract")],
    }
}

/// The text of a contract's first agreement, with [`account`].
pub fn agreed(of: &ContractRecord) -> AgreementText {
    let contract = &of.contract;
    let terms = &contract.agreements.first().unwrap().terms;
    AgreementText {
        schema: AGREEMENT_SCHEMA.to_owned(),
        contract: contract.id,
        number: contract.number.clone(),
        agreement: 0,
        department: contract.department,
        school: contract.school,
        bin: "230940999005".to_owned(),
        from: terms.from,
        to: terms.to,
        amount: terms.amount,
        places: terms.places.clone(),
        account: account(),
        reimbursement: None,
    }
}

/// How far an act got.
#[derive(Clone, Copy)]
pub enum Got {
    Composed(&'static str),
    BySchool(&'static str),
    Signed(&'static str),
    Withdrawn(&'static str),
}

pub fn act(number: u128, contract: &ContractRecord, of: Period, total: i64, got: Got) -> ActRecord {
    let (state, steps) = match got {
        Got::Composed(on) => (SchoolActState::Composed, vec![step(on, 60, "compose_act")]),
        Got::BySchool(on) => (
            SchoolActState::BySchool { school: hash(3) },
            vec![step(on, 60, "compose_act"), step(on, 60, "sign_act")],
        ),
        Got::Signed(on) => (
            SchoolActState::Signed {
                school: hash(3),
                department: hash(4),
                on: day(on),
            },
            vec![step(on, 60, "sign_act"), step(on, 50, "sign_act")],
        ),
        Got::Withdrawn(on) => (
            SchoolActState::Withdrawn,
            vec![step(on, 60, "compose_act"), step(on, 60, "withdraw_act")],
        ),
    };
    ActRecord {
        act: SchoolAct {
            id: act_id(number),
            contract: contract.contract.id,
            school: contract.contract.school,
            period: of,
            register: hash(5),
            norms: "Приказ-образец № 1".to_owned(),
            lines: Vec::new(),
            total: Tiyn(total),
            excluded: 0,
            held: 0,
            cut: Payable {
                paid: 1,
                excluded: 0,
                by: Vec::new(),
            },
            state,
            reimbursement: None,
        },
        department: contract.contract.department,
        contract_number: contract.contract.number.clone(),
        bin: "230940999005".to_owned(),
        why: std::collections::BTreeMap::new(),
        invoice: None,
        steps,
    }
}

pub fn register(number: u32, acts: &[&ActRecord], state: RegisterState) -> RegisterRecord {
    let listed = acts.iter().map(|one| {
        let listed = ListedAct {
            sha256: hash(6),
            total: one.act.total,
        };
        (one.act.id, listed)
    });
    let lines = acts.iter().map(|one| {
        let line = RegisterLine {
            school: one.act.school,
            bin: one.bin.clone(),
            contract_number: one.contract_number.clone(),
            period: one.act.period,
            learners: 1,
            account: account(),
        };
        (one.act.id, line)
    });
    let mut steps = vec![step("2026-10-12", 50, "open_register")];
    match state {
        RegisterState::Open => {}
        RegisterState::Sent { .. } => steps.push(step("2026-10-13", 50, "send_register")),
        RegisterState::Accepted => steps.push(step("2026-10-14", 70, "accept_register")),
        RegisterState::Returned { .. } => steps.push(step("2026-10-14", 70, "return_register")),
    }
    RegisterRecord {
        register: ActRegister {
            id: PaymentRegisterId::new(Uuid::from_u128(number.into())),
            department: shymkent(),
            number,
            acts: listed.collect(),
            state,
            sent_back: BTreeMap::new(),
        },
        lines: lines.collect(),
        signature: None,
        steps,
    }
}

pub fn payment(number: u32, act: &ActRecord, state: PaymentState, on: &str) -> PaymentRecord {
    PaymentRecord {
        payment: Payment {
            id: PaymentId::new(Uuid::from_u128(number.into())),
            act: act.act.id,
            register: PaymentRegisterId::new(Uuid::from_u128(1)),
            amount: act.act.total,
            state,
        },
        number,
        department: act.department,
        school: act.act.school,
        bin: act.bin.clone(),
        period: act.act.period,
        account: account(),
        steps: vec![step(on, 71, "order_payments")],
    }
}

/// A plan of schools' months.
pub fn plan(department: Kato, version: u32, sums: &[(u128, u32, i64)]) -> PlanRecord {
    let mut lines: BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>> = BTreeMap::new();
    for (of, number, sum) in sums {
        let months = lines.entry(school(*of)).or_default();
        months.insert(month(*number), Tiyn(*sum));
    }
    PlanRecord {
        plan: FundingPlan {
            department,
            year: 2026,
            version,
            budget: Tiyn(1_000_000),
            lines,
            reimbursement: BTreeMap::new(),
        },
        steps: Vec::new(),
    }
}

pub fn scopes(scopes: &[MandateScope]) -> BTreeSet<MandateScope> {
    scopes.iter().copied().collect()
}
