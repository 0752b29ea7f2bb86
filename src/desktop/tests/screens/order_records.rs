//! Records of the state order made by hand over schools of the demonstration, for the screens' tests.

use crate::world::world;
use baqylau_client::ui::{Event, OrderRow, OrdersView, WaitingStep};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Kato, MandateId, OperationId, OrganisationId, PersonId, SchoolActId,
    SchoolContractId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    AGREEMENT_SCHEMA, ActRecord, Agreement, AgreementText, Application, ApplicationKind,
    ApplicationStage, Budget, ConstructionKind, ContractParty, ContractRecord, ContractTerms,
    FundingPlan, Limit, Mandate, MandateScope, OrderRules, OrderStep, Payable, PayeeAccount,
    PlanRecord, PriceLine, Principal, ReimbursedBuilding, ReimbursedMonth, Reimbursement,
    SchoolAct, SchoolActLine, SchoolActState, SchoolContract, SchoolingRecord,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Who looks at the order in these tests: the department's officer.
pub fn officer() -> PersonId {
    world().of(AccountRole::EducationOfficer).person.id
}

/// The region of the officer, or of the first school where the officer's is the country.
pub fn region() -> Kato {
    let person = &world().of(AccountRole::EducationOfficer).person;
    let first = || schools().first().map(|one| one.territory);
    let place = person.territory.or_else(first);
    place.expect("a region").region()
}

/// Schools known to the officer.
pub fn schools() -> Vec<Arc<Organisation>> {
    let Some(Event::Organisations { rows, .. }) =
        &world().of(AccountRole::EducationOfficer).organisations
    else {
        panic!("organisations")
    };
    let schools = rows
        .iter()
        .filter(|row| row.organisation.kind == OrganisationKind::School);
    schools.map(|row| row.organisation.clone()).collect()
}

/// A month of the year of the tests' clock.
pub fn month(month: u32) -> Period {
    use chrono::Datelike as _;
    let year = world().now.date_naive().year();
    Period::new(year, month).expect("a month")
}

pub fn account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ47856KZT5004100100".parse().expect("an account"),
        bank: "KCJBKZKX".parse().expect("a bank"),
    }
}

pub fn steps(words: &[&str]) -> Vec<OrderStep> {
    let from = world().now - chrono::Duration::days(i64::try_from(words.len()).expect("few"));
    let step = |(nth, word): (usize, &&str)| OrderStep {
        at: from + chrono::Duration::days(i64::try_from(nth).expect("few")),
        by: officer(),
        step: (*word).to_owned(),
        reason: None,
    };
    words.iter().enumerate().map(step).collect()
}

fn hash(byte: u8) -> BlobHash {
    BlobHash::new([byte; 32])
}

fn contract_id(nth: usize) -> SchoolContractId {
    SchoolContractId::new(Uuid::from_u128(0x1000 + nth as u128))
}

/// The contract with a school, signed by so many parties.
pub fn contract(nth: usize, school: &Organisation, signed: usize) -> SchoolingRecord {
    let text = AgreementText {
        schema: AGREEMENT_SCHEMA.to_owned(),
        contract: contract_id(nth),
        number: format!("ГОЗ-{}", nth + 1),
        agreement: 0,
        department: region(),
        school: school.id,
        bin: school.bin.as_text().to_owned(),
        from: month(1),
        to: month(12),
        amount: Tiyn(30_000_000_000),
        places: school
            .premises
            .iter()
            .map(|one| (one.id, one.capacity.unwrap_or(100)))
            .collect(),
        account: account(),
        reimbursement: None,
    };
    let mut agreement = Agreement::unsigned(ContractTerms {
        from: text.from,
        to: text.to,
        amount: text.amount,
        places: text.places.clone(),
        document: text.sha256().expect("bytes"),
    });
    if signed > 0 {
        agreement.signatures.insert(ContractParty::School, hash(1));
    }
    if signed > 1 {
        agreement
            .signatures
            .insert(ContractParty::Department, hash(2));
        agreement.signed_on = Some(world().now.date_naive());
    }
    SchoolingRecord::Contract(ContractRecord {
        contract: SchoolContract {
            id: contract_id(nth),
            number: text.number.clone(),
            school: school.id,
            department: region(),
            agreements: vec![agreement],
            acted: Tiyn(2_559_916_814),
            terminated: None,
        },
        texts: vec![text],
        steps: steps(&["draw_up_contract", "sign_contract"]),
    })
}

/// The act of a school's month: 442 of 793 paid for, by the sanitary permit, at 57 916.67.
pub fn act(nth: usize, school: &Organisation, of: u32, state: SchoolActState) -> SchoolingRecord {
    SchoolingRecord::Act(ActRecord {
        act: SchoolAct {
            id: SchoolActId::new(Uuid::from_u128(0x2000 + nth as u128 * 16 + u128::from(of))),
            contract: contract_id(nth),
            school: school.id,
            period: month(of),
            register: hash(9),
            norms: "Норматив для примера".to_owned(),
            lines: vec![SchoolActLine {
                level: Level::Primary,
                study: Study::GeneralClass,
                line: PriceLine {
                    quantity: 442,
                    price: Tiyn(5_791_667),
                },
            }],
            total: Tiyn(2_559_916_814),
            excluded: 2,
            held: 1,
            cut: Payable {
                paid: 442,
                excluded: 351,
                by: vec![Limit::SanitaryPermit],
            },
            state,
            reimbursement: None,
        },
        department: region(),
        contract_number: format!("ГОЗ-{}", nth + 1),
        bin: school.bin.as_text().to_owned(),
        why: std::collections::BTreeMap::new(),
        invoice: None,
        steps: steps(&["compose_act", "sign_act"]),
    })
}

/// A mandate of the officer for everything of the department.
pub fn mandate() -> SchoolingRecord {
    let today = world().now.date_naive();
    SchoolingRecord::Mandate(Mandate {
        id: MandateId::new(Uuid::from_u128(0x3000)),
        person: officer(),
        principal: Principal::Department(region()),
        scopes: MandateScope::ALL.into_iter().collect(),
        from: today - chrono::Days::new(30),
        to: today + chrono::Days::new(300),
        basis: "Приказ для примера".to_owned(),
        granted_by: None,
        revoked: None,
    })
}

/// The year's budget and the plan in force, with so much a month for each school.
pub fn funding(schools: &[Arc<Organisation>]) -> [SchoolingRecord; 2] {
    let year = month(1).year();
    let budget = Tiyn(1_000_000_000_000);
    let months: BTreeMap<Period, Tiyn> = (1..=12)
        .map(|nth| (month(nth), Tiyn(3_000_000_000)))
        .collect();
    let lines: BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>> = schools
        .iter()
        .map(|school| (school.id, months.clone()))
        .collect();
    [
        SchoolingRecord::Budget(Budget {
            department: region(),
            year,
            amount: budget,
            basis: "Решение маслихата для примера".to_owned(),
            former: Vec::new(),
            steps: steps(&["set_budget"]),
        }),
        SchoolingRecord::Plan(PlanRecord {
            plan: FundingPlan {
                department: region(),
                year,
                version: 1,
                budget,
                lines,
                reimbursement: BTreeMap::new(),
            },
            steps: steps(&["approve_plan"]),
        }),
    ]
}

/// An accepted application for financing.
pub fn accepted(nth: usize, school: &Organisation) -> SchoolingRecord {
    let mut application = Application::submit(
        ApplicationId::new(Uuid::from_u128(0x4000 + nth as u128)),
        ApplicationKind::Financing,
        school.id,
        school.territory,
        ApplicationKind::Financing
            .needed()
            .iter()
            .map(|kind| (*kind, hash(3)))
            .collect(),
        world().now - chrono::Duration::days(9),
    )
    .expect("an application");
    application.stage = ApplicationStage::Accepted;
    SchoolingRecord::Application(application)
}

/// An accepted application for reimbursement of a school's building.
pub fn accepted_building(nth: usize, school: &Organisation) -> SchoolingRecord {
    let kind = ApplicationKind::Reimbursement(ConstructionKind::Reconstruction);
    let mut application = Application::submit(
        building_application(nth),
        kind,
        school.id,
        region(),
        kind.needed().iter().map(|kind| (*kind, hash(3))).collect(),
        world().now - chrono::Duration::days(9),
    )
    .expect("an application");
    application.stage = ApplicationStage::Accepted;
    SchoolingRecord::Application(application)
}

fn building_application(nth: usize) -> ApplicationId {
    ApplicationId::new(Uuid::from_u128(0x6000 + nth as u128))
}

/// What a contract fixes for the first building of a school: reconstruction, from this year on.
pub fn fixed(nth: usize, school: &Organisation) -> Reimbursement {
    let (year, rules) = (month(1).year(), OrderRules::pilot());
    let asked = ReimbursedBuilding {
        application: building_application(nth),
        building: school.premises.first().expect("a building").id,
        commissioned: year - 1,
        first_year: year,
    };
    let (kind, rule) = (ConstructionKind::Reconstruction, &rules.reimbursement);
    Reimbursement::fix(&asked, kind, year, rule, &rules.indices, None).expect("an index")
}

/// The contract that reimburses it, both signed, with the act of a month.
pub fn reimbursed(nth: usize, school: &Organisation, of: u32) -> [SchoolingRecord; 2] {
    let fixed = fixed(nth, school);
    let (SchoolingRecord::Contract(mut record), SchoolingRecord::Act(mut month)) =
        (contract(nth, school, 2), act(nth, school, of, by_school()))
    else {
        panic!("a contract and an act")
    };
    let whole = fixed
        .whole(100, self::month(1), self::month(12))
        .expect("a sum");
    let places = BTreeMap::from([(fixed.building, 100)]);
    for text in &mut record.texts {
        text.number = "А3-1".to_owned();
        text.reimbursement = Some(fixed);
        text.amount = whole;
        text.places = places.clone();
    }
    for agreement in &mut record.contract.agreements {
        agreement.terms.amount = whole;
        agreement.terms.places = places.clone();
    }
    record.contract.number = "А3-1".to_owned();
    let line = PriceLine {
        quantity: 100,
        price: fixed.price(month.act.period).expect("a price"),
    };
    month.contract_number = "А3-1".to_owned();
    month.act.lines.clear();
    month.act.norms.clear();
    month.act.total = line.cost().expect("a sum");
    record.contract.acted = Tiyn(0);
    month.act.cut = Payable {
        paid: 100,
        excluded: 27,
        by: vec![Limit::DesignCapacity],
    };
    month.act.reimbursement = Some(ReimbursedMonth {
        kind: fixed.kind,
        building: fixed.building,
        index: fixed.index,
        rate: fixed.rate,
        line,
    });
    [
        SchoolingRecord::Contract(record),
        SchoolingRecord::Act(month),
    ]
}

/// Records as the client tells them.
pub fn told(records: Vec<SchoolingRecord>) -> Event {
    let schools = schools();
    let rows = records
        .into_iter()
        .map(|record| {
            let id = record.school();
            OrderRow {
                school: schools.iter().find(|one| Some(one.id) == id).cloned(),
                waiting: Vec::new(),
                to_sign: to_sign(&record),
                record: Arc::new(record),
            }
        })
        .collect();
    Event::Orders(Arc::new(OrdersView {
        rows,
        ..OrdersView::default()
    }))
}

fn to_sign(record: &SchoolingRecord) -> Option<BlobHash> {
    match record {
        SchoolingRecord::Application(one) if one.is_to_sign() => one.text().sha256().ok(),
        SchoolingRecord::Contract(one) => one.to_sign()?.sha256().ok(),
        SchoolingRecord::Act(one) if !one.act.is_signed() => one.text()?.sha256().ok(),
        SchoolingRecord::Register(one) => one.text()?.sha256().ok(),
        _ => None,
    }
}

/// The same with a step asked here of the first record, which the registry doesn't show yet.
pub fn waiting(event: Event, step: &'static str, taken: bool) -> Event {
    let Event::Orders(view) = event else {
        panic!("records")
    };
    let mut view = view.as_ref().clone();
    if let Some(row) = view.rows.first_mut() {
        row.waiting.push(WaitingStep {
            operation: OperationId::new(Uuid::from_u128(0x5000)),
            step,
            at: world().now,
            taken,
        });
    }
    Event::Orders(Arc::new(view))
}

pub fn by_school() -> SchoolActState {
    SchoolActState::BySchool { school: hash(1) }
}

pub fn signed() -> SchoolActState {
    SchoolActState::Signed {
        school: hash(1),
        department: hash(2),
        on: world().now.date_naive(),
    }
}

/// A department's month: contracts in all states, acts in all states, everything they rest on.
pub fn month_of_a_department() -> Vec<SchoolingRecord> {
    let schools = schools();
    let mut records = Vec::new();
    for (nth, school) in schools.iter().take(12).enumerate() {
        records.push(contract(nth, school, if nth % 4 == 3 { 1 } else { 2 }));
        if nth % 4 != 3 {
            records.push(act(nth, school, 1, signed()));
            records.push(act(nth, school, 2, by_school()));
            if nth % 3 == 0 {
                records.push(act(nth, school, 3, SchoolActState::Composed));
            }
        }
        records.push(accepted(nth, school));
    }
    records.extend(funding(&schools));
    records.push(mandate());
    records
}
