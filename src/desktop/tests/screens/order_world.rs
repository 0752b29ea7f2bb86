//! The state order of some regions, made for looking at: plans, contracts, acts and payments of
//! three months, some late, some missing.

use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::Moment;
use baqylau_domain::calendar::{Period, legal_day};
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Kato, MandateId, OrganisationId, PaymentId, PaymentRegisterId,
    SchoolActId, SchoolContractId, Unverified,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    ActRecord, ActRegister, Agreement, Application, ApplicationKind, ApplicationStage,
    ApplicationStep, Budget, ContractParty, ContractRecord, ContractTerms, FundingPlan, ListedAct,
    Mandate, MandateScope, OrderStep, Payable, PayeeAccount, Payment, PaymentRecord, PaymentState,
    PlanRecord, Principal, RegisterRecord, RegisterState, SchoolAct, SchoolActState,
    SchoolContract, SchoolingRecord,
};
use baqylau_domain::text::Trilingual;
use chrono::{Datelike as _, Days};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Schools of each region.
pub const SCHOOLS: u128 = 3;

struct Making {
    now: Moment,
    person: Person,
    records: Vec<(SchoolingRecord, Option<Arc<Organisation>>)>,
}

fn hash(number: u8) -> BlobHash {
    BlobHash::new([number; 32])
}

fn account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ47856KZT5004100100".parse().unwrap(),
        bank: "KCJBKZKX".parse().unwrap(),
    }
}

fn school(region: Kato, number: u128) -> Organisation {
    let code: u128 = region.to_string().parse().unwrap();
    Organisation {
        id: OrganisationId::new(Uuid::from_u128(code * 1_000 + number)),
        bin: Unverified::new("230940999005"),
        name: Trilingual::new(
            format!("«Болашақ» жекеменшік мектебі № {number}"),
            format!("Частная школа «Болашак» № {number}"),
            format!("Bolashaq Private School No {number}"),
        ),
        kind: OrganisationKind::School,
        territory: region,
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: Vec::new(),
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: true,
    }
}

impl Making {
    fn ago(&self, days: u64) -> Moment {
        self.now - Days::new(days)
    }

    fn step(&self, days: u64, word: &str) -> OrderStep {
        OrderStep {
            at: self.ago(days),
            by: self.person.id,
            step: word.to_owned(),
            reason: None,
        }
    }

    /// The month so many months ago.
    fn month(&self, ago: i32) -> Period {
        let present = Period::of(legal_day(self.now)).unwrap();
        present.plus_months(-ago).unwrap()
    }

    fn put(&mut self, record: SchoolingRecord, school: Option<&Arc<Organisation>>) {
        self.records.push((record, school.cloned()));
    }

    fn region(&mut self, region: Kato, place: u128) {
        let year = legal_day(self.now).year();
        let amount = i64::try_from(4_000_000_000 + place * 300_000_017).unwrap();
        let mut lines: BTreeMap<OrganisationId, BTreeMap<Period, Tiyn>> = BTreeMap::new();
        for number in 1..=SCHOOLS {
            let months = (1..=12).filter_map(|month| Period::new(year, month));
            let months = months.map(|month| (month, Tiyn(amount)));
            lines.insert(school(region, number).id, months.collect());
        }
        let plan = FundingPlan {
            department: region,
            year,
            version: 2,
            budget: Tiyn(amount * 40),
            lines,
            reimbursement: BTreeMap::new(),
        };
        let steps = vec![self.step(200, "approve_plan")];
        self.put(SchoolingRecord::Plan(PlanRecord { plan, steps }), None);
        let budget = Budget {
            department: region,
            year,
            amount: Tiyn(amount * 40),
            basis: "Решение маслихата".to_owned(),
            former: Vec::new(),
            steps: vec![self.step(210, "set_budget")],
        };
        self.put(SchoolingRecord::Budget(budget), None);
        for number in 1..=SCHOOLS {
            let organisation = Arc::new(school(region, number));
            self.school(region, place, number, amount, &organisation);
        }
        self.register(region);
    }

    fn school(
        &mut self,
        region: Kato,
        place: u128,
        number: u128,
        amount: i64,
        school: &Arc<Organisation>,
    ) {
        let base = school.id.uuid().as_u128() * 100;
        let id = |more: u128| Uuid::from_u128(base + more);
        let stage = match number {
            1 => ApplicationStage::Accepted,
            2 => ApplicationStage::New,
            _ => ApplicationStage::BackAtSchool {
                executor: Some(self.person.id),
                remarks: Vec::new(),
            },
        };
        let step = |at, stage| ApplicationStep {
            at,
            by: None,
            stage,
        };
        let mut steps = vec![step(self.ago(12), ApplicationStage::New)];
        if stage != ApplicationStage::New {
            steps.push(step(self.ago(5), stage.clone()));
        }
        let application = Application {
            id: ApplicationId::new(id(1)),
            kind: ApplicationKind::Financing,
            school: school.id,
            territory: region,
            documents: BTreeMap::new(),
            stage,
            round: 1,
            signature: None,
            steps,
        };
        self.put(SchoolingRecord::Application(application), Some(school));
        let year = legal_day(self.now).year();
        let mut agreement = Agreement::unsigned(ContractTerms {
            from: Period::new(year, 1).unwrap(),
            to: Period::new(year, 12).unwrap(),
            amount: Tiyn(amount * 11),
            places: BTreeMap::new(),
            document: hash(1),
        });
        if number != 3 {
            for party in [ContractParty::School, ContractParty::Department] {
                agreement.signatures.insert(party, hash(2));
            }
            agreement.signed_on = Some(legal_day(self.ago(190)));
        }
        let contract = SchoolContract {
            id: SchoolContractId::new(id(2)),
            number: format!("МБТ-{number}/{place}"),
            school: school.id,
            department: region,
            agreements: vec![agreement],
            acted: Tiyn(0),
            terminated: None,
        };
        let record = ContractRecord {
            contract: contract.clone(),
            texts: Vec::new(),
            steps: vec![self.step(195, "draw_up_contract")],
        };
        self.put(SchoolingRecord::Contract(record), Some(school));
        if number == 3 {
            return;
        }
        for ago in 1..=5 {
            self.month_of(place, number, ago, amount, &contract, school);
        }
    }

    fn month_of(
        &mut self,
        place: u128,
        number: u128,
        ago: u32,
        amount: i64,
        contract: &SchoolContract,
        school: &Arc<Organisation>,
    ) {
        let base = school.id.uuid().as_u128() * 100 + 10 * u128::from(ago);
        let days = u64::from(ago) * 22;
        let signed = SchoolActState::Signed {
            school: hash(3),
            department: hash(4),
            on: legal_day(self.ago(days)),
        };
        let (state, word) = match (ago, number) {
            (1, 1) => (SchoolActState::BySchool { school: hash(3) }, "sign_act"),
            (1, _) => (SchoolActState::Composed, "compose_act"),
            (2, 2) if place.is_multiple_of(3) => return,
            _ => (signed, "sign_act"),
        };
        let days = if ago == 1 { 1 } else { days };
        let total = Tiyn(amount - i64::from(ago) * 1_234_567);
        let act = SchoolAct {
            id: SchoolActId::new(Uuid::from_u128(base)),
            contract: contract.id,
            school: school.id,
            period: self.month(i32::try_from(ago).unwrap()),
            register: hash(5),
            norms: "Приказ-образец № 1".to_owned(),
            lines: Vec::new(),
            total,
            excluded: 2,
            held: 0,
            cut: Payable {
                paid: 120,
                excluded: 0,
                by: Vec::new(),
            },
            state,
            reimbursement: None,
        };
        let record = ActRecord {
            act: act.clone(),
            department: contract.department,
            contract_number: contract.number.clone(),
            bin: "230940999005".to_owned(),
            why: std::collections::BTreeMap::new(),
            invoice: None,
            steps: vec![self.step(days + 1, "compose_act"), self.step(days, word)],
        };
        self.put(SchoolingRecord::Act(record), Some(school));
        if ago < 3 || (ago == 3 && place.is_multiple_of(2)) {
            return;
        }
        let on = legal_day(self.ago(days - 9));
        let state = match (ago, number) {
            (3, 1) => PaymentState::Ordered,
            (3, _) => PaymentState::Returned {
                on,
                reason: "Счёт закрыт".into(),
            },
            _ => PaymentState::Paid { on },
        };
        let payment = PaymentRecord {
            payment: Payment {
                id: PaymentId::new(Uuid::from_u128(base + 1)),
                act: act.id,
                register: PaymentRegisterId::new(Uuid::from_u128(7)),
                amount: total,
                state,
            },
            number: ago * 10 + u32::try_from(number).unwrap(),
            department: contract.department,
            school: school.id,
            bin: "230940999005".to_owned(),
            period: act.period,
            account: account(),
            steps: vec![self.step(days - 5, "order_payments")],
        };
        self.put(SchoolingRecord::Payment(payment), Some(school));
    }

    /// A register the financial centre has to look at.
    fn register(&mut self, region: Kato) {
        let month = self.month(2);
        let listed = self.records.iter().filter_map(|(record, _)| match record {
            SchoolingRecord::Act(one) if one.department == region && one.act.period == month => {
                let total = one.act.total;
                let sha256 = hash(6);
                Some((one.act.id, ListedAct { sha256, total }))
            }
            _ => None,
        });
        let acts: BTreeMap<_, _> = listed.collect();
        let code: u128 = region.to_string().parse().unwrap();
        let register = ActRegister {
            id: PaymentRegisterId::new(Uuid::from_u128(code)),
            department: region,
            number: 4,
            acts,
            state: RegisterState::Sent { document: hash(7) },
            sent_back: BTreeMap::new(),
        };
        let record = RegisterRecord {
            register,
            lines: BTreeMap::new(),
            signature: None,
            steps: vec![self.step(8, "open_register"), self.step(6, "send_register")],
        };
        self.put(SchoolingRecord::Register(record), None);
    }
}

/// What a person is shown of it.
pub fn order_of(person: &Person, now: Moment) -> Arc<OrdersView> {
    let mut making = Making {
        now,
        person: person.clone(),
        records: Vec::new(),
    };
    let codes = [
        10, 11, 15, 19, 23, 27, 31, 33, 35, 39, 43, 47, 55, 59, 61, 62, 63, 71, 75, 79,
    ];
    for (place, code) in codes.into_iter().enumerate() {
        let region: Kato = format!("{code}0000000").parse().unwrap();
        if person.territory.is_none_or(|own| own.region() == region) {
            making.region(region, place as u128);
        }
    }
    let principal = match person.role {
        AccountRole::EducationOfficer => person.territory.map(|own| own.region()),
        _ => None,
    };
    let mandate = Mandate {
        id: MandateId::new(Uuid::from_u128(9)),
        person: person.id,
        principal: principal.map_or(Principal::Centre, Principal::Department),
        scopes: MandateScope::ALL.into_iter().collect(),
        from: legal_day(making.ago(300)),
        to: legal_day(now + Days::new(5)),
        basis: "Приказ № 1".to_owned(),
        granted_by: None,
        revoked: None,
    };
    making.put(SchoolingRecord::Mandate(mandate), None);
    let row = |(record, school)| OrderRow {
        record: Arc::new(record),
        school,
        waiting: Vec::new(),
        to_sign: None,
    };
    Arc::new(OrdersView {
        rows: making.records.into_iter().map(row).collect(),
        ..OrdersView::default()
    })
}
