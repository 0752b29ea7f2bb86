//! A month of the state order on a laptop without a registry, for tests: a school, its contract,
//! an act, the register it was accepted in, two payments.

use crate::hub::{Hub, tests::alone};
use crate::store::{Store, intake, reader};
use crate::ui::{Event, Office, OfficeAccount, OfficeHand};
use crate::vault::seal::Key;
use crate::work::offices;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::*;
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::organisation::{Organisation, OrganisationKind, Premises, Purpose};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::*;
use baqylau_domain::text::Trilingual;
use baqylau_protocol::feed::{Change, FeedEntry, FeedPage, Scope};
use std::collections::BTreeMap;
use std::sync::{Arc, mpsc};
use uuid::Uuid;

/// The signatures under the act: files a verifier takes for broken ones.
pub const CMS: [&[u8]; 2] = [b"cms of the school", b"cms of the department"];

/// Sum of the first payment; the second is a tiyn more.
pub const SUM: i64 = 2_559_916_814;

pub fn region() -> Kato {
    "470000000".parse().unwrap()
}

pub fn month() -> Period {
    Period::new(2026, 9).unwrap()
}

pub fn contract_id() -> SchoolContractId {
    SchoolContractId::new(Uuid::from_u128(2))
}

pub fn act_id(n: u128) -> SchoolActId {
    SchoolActId::new(Uuid::from_u128(100 + n))
}

pub fn register_id() -> PaymentRegisterId {
    PaymentRegisterId::new(Uuid::from_u128(5))
}

pub fn payment_id(n: u128) -> PaymentId {
    PaymentId::new(Uuid::from_u128(200 + n))
}

fn school_id() -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(3))
}

fn premises() -> PremisesId {
    PremisesId::new(Uuid::from_u128(21))
}

fn account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ946017111000000330".parse().unwrap(),
        bank: "HSBKKZKX".parse().unwrap(),
    }
}

fn step(day: &str, step: &str) -> OrderStep {
    OrderStep {
        at: format!("{day}T06:00:00Z").parse().unwrap(),
        by: PersonId::new(Uuid::from_u128(1)),
        step: step.to_owned(),
        reason: None,
    }
}

fn school() -> Organisation {
    Organisation {
        id: school_id(),
        bin: "230940999005".to_owned().into(),
        name: Trilingual::new("«Үлгі» мектебі", "Школа «Образец»", "Sample School"),
        kind: OrganisationKind::School,
        territory: region(),
        legal_address: Trilingual::same("Актау, 27-50"),
        head: "Образцова Сауле".to_owned(),
        premises: vec![Premises {
            id: premises(),
            name: Trilingual::same("1"),
            address: Trilingual::same("Актау, 27-50"),
            rka: None,
            territory: region(),
            purpose: Purpose::Education,
            capacity: Some(442),
            location: None,
        }],
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: true,
    }
}

fn contract() -> ContractRecord {
    let text = AgreementText {
        schema: AGREEMENT_SCHEMA.to_owned(),
        contract: contract_id(),
        number: "МБТ-47".to_owned(),
        agreement: 0,
        department: region(),
        school: school_id(),
        bin: "230940999005".to_owned(),
        from: month(),
        to: month(),
        amount: Tiyn(3 * SUM),
        places: BTreeMap::from([(premises(), 442)]),
        account: account(),
        reimbursement: None,
    };
    let terms = ContractTerms {
        from: text.from,
        to: text.to,
        amount: text.amount,
        places: text.places.clone(),
        document: text.sha256().unwrap(),
    };
    let number = text.number.clone();
    let planned = Tiyn(3 * SUM);
    ContractRecord {
        contract: SchoolContract::draw_up(
            contract_id(),
            number,
            school_id(),
            region(),
            terms,
            planned,
        )
        .unwrap(),
        texts: vec![text],
        steps: vec![step("2026-08-20", "draw_up_contract")],
    }
}

fn act() -> ActRecord {
    let line = PriceLine {
        quantity: 442,
        price: Tiyn(5_791_667),
    };
    ActRecord {
        act: SchoolAct {
            id: act_id(1),
            contract: contract_id(),
            school: school_id(),
            period: month(),
            register: baqylau_protocol::blob::hash(b"register"),
            norms: "норматив".to_owned(),
            lines: vec![SchoolActLine {
                level: Level::Primary,
                study: Study::GeneralClass,
                line,
            }],
            total: line.cost().unwrap(),
            excluded: 3,
            held: 0,
            cut: payable(442, &[]),
            state: SchoolActState::Signed {
                school: baqylau_protocol::blob::hash(CMS[0]),
                department: baqylau_protocol::blob::hash(CMS[1]),
                on: chrono::NaiveDate::from_ymd_opt(2026, 10, 2).unwrap(),
            },
            reimbursement: None,
        },
        department: region(),
        contract_number: "МБТ-47".to_owned(),
        bin: "230940999005".to_owned(),
        why: std::collections::BTreeMap::new(),
        invoice: Some(Box::new(InvoiceSaid {
            finding: InvoiceFinding::Matched {
                number: "ESF-230940999005-20251002-00000147".to_owned(),
            },
            asked: "2026-10-02T06:00:00Z".parse().unwrap(),
        })),
        steps: vec![step("2026-10-01", "compose_act")],
    }
}

pub fn register() -> RegisterRecord {
    let mut lines = BTreeMap::new();
    let mut acts = BTreeMap::new();
    for n in 1..=2 {
        lines.insert(
            act_id(n),
            RegisterLine {
                school: school_id(),
                bin: "230940999005".to_owned(),
                contract_number: "МБТ-47".to_owned(),
                period: month(),
                learners: 442,
                account: account(),
            },
        );
        let listed = ListedAct {
            sha256: baqylau_protocol::blob::hash(&n.to_be_bytes()),
            total: Tiyn(SUM + i64::try_from(n).unwrap() - 1),
        };
        acts.insert(act_id(n), listed);
    }
    RegisterRecord {
        register: ActRegister {
            id: register_id(),
            department: region(),
            number: 7,
            acts,
            state: RegisterState::Accepted,
            sent_back: BTreeMap::new(),
        },
        lines,
        signature: None,
        steps: vec![
            step("2026-10-05", "open_register"),
            step("2026-10-06", "send_register"),
        ],
    }
}

/// A payment of the month in a state.
pub fn payment(n: u128, state: PaymentState) -> PaymentRecord {
    PaymentRecord {
        payment: Payment {
            id: payment_id(n),
            act: act_id(n),
            register: register_id(),
            amount: Tiyn(SUM + i64::try_from(n).unwrap() - 1),
            state,
        },
        number: u32::try_from(146 + n).unwrap(),
        department: region(),
        school: school_id(),
        bin: "230940999005".to_owned(),
        period: month(),
        account: account(),
        steps: vec![step("2026-10-15", "order_payments")],
    }
}

pub fn plan(version: u32) -> PlanRecord {
    let months = BTreeMap::from([(month(), Tiyn(3 * SUM))]);
    PlanRecord {
        plan: FundingPlan {
            department: region(),
            year: 2026,
            version,
            budget: Tiyn(10 * SUM),
            lines: BTreeMap::from([(school_id(), months)]),
            reimbursement: BTreeMap::new(),
        },
        steps: vec![step("2026-08-10", "approve_plan")],
    }
}

/// A laptop of an officer of the financial centre.
pub struct World {
    pub hub: Hub,
    pub told: mpsc::Receiver<Event>,
    pub folder: tempfile::TempDir,
    person: PersonId,
    entries: std::cell::Cell<u64>,
}

impl World {
    /// The month as it stands when payments are ordered.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data");
        let (hub, told) = alone(|config| config.data_dir.clone_from(&path));
        let store = Arc::new(Store::open(&path, &Key::new([7; 32]), hub.now()).unwrap());
        let person = Person {
            id: PersonId::new(Uuid::from_u128(9)),
            full_name: "Образцов Образец".to_owned(),
            iin: "860512390047".parse().unwrap(),
            position: Trilingual::same("маман"),
            role: AccountRole::EducationOfficer,
            territory: None,
            organisation: None,
        };
        let id = person.id;
        let scopes = vec![Scope::Person(id), Scope::Orders(region())];
        store
            .db()
            .write(move |tx| reader::keep(tx, id, &scopes))
            .unwrap();
        for bytes in CMS {
            store.blobs().keep(bytes).unwrap();
        }
        hub.with(|state| {
            state.store = Some(store);
            state.person = Some(Arc::new(person));
        });
        let world = Self {
            hub,
            told,
            folder,
            person: id,
            entries: std::cell::Cell::new(0),
        };
        world.feed(Change::Organisation {
            organisation: Box::new(school()),
            checks: None,
        });
        for record in [
            SchoolingRecord::Contract(contract()),
            SchoolingRecord::Act(act()),
            SchoolingRecord::Register(register()),
            SchoolingRecord::Plan(plan(1)),
            SchoolingRecord::Payment(payment(1, PaymentState::Ordered)),
            SchoolingRecord::Payment(payment(2, PaymentState::Sent)),
        ] {
            world.record(record);
        }
        world
    }

    /// A newer state of a record comes from the registry.
    pub fn record(&self, record: SchoolingRecord) {
        self.feed(Change::Schooling {
            record: Box::new(record),
        });
    }

    fn feed(&self, change: Change) {
        let seq = self.entries.get() + 1;
        self.entries.set(seq);
        let scope = Scope::Orders(region());
        let page = FeedPage {
            epoch: Uuid::nil(),
            scope: scope.clone(),
            entries: vec![FeedEntry { seq, change }],
            head: seq,
        };
        let page = intake::page(&serde_json::to_vec(&page).unwrap()).unwrap();
        let store = self.hub.store().unwrap();
        store
            .cache()
            .write(move |tx| intake::take_in(tx, &scope, &page.entries))
            .unwrap();
    }

    /// What is entered of the financial centre.
    pub fn centre(&self) -> Office {
        Office {
            name: Trilingual::new("«Қаржы орталығы» АҚ", "АО «Финансовый центр»", "Centre"),
            bin: "230940999602".to_owned(),
            account: Some(OfficeAccount {
                iban: "KZ24070105KSN0000000".parse().unwrap(),
                bank: "KKMFKZ2A".parse().unwrap(),
                sector: "16".parse().unwrap(),
            }),
            head: OfficeHand {
                position: Trilingual::same("Президент"),
                name: "Образцов О. О.".to_owned(),
            },
            ..Office::new(Principal::Centre)
        }
    }

    /// Enters it.
    pub fn keep(&self, office: Office) {
        offices::keep(&self.hub, office).unwrap();
    }

    /// The words of what waits to be sent, in order.
    pub fn waiting(&self) -> Vec<SchoolingOp> {
        let store = self.hub.store().unwrap();
        let waiting = store
            .db()
            .read(crate::store::listing::unsettled_orders)
            .unwrap();
        let mine = waiting.into_iter().filter(|one| one.actor == self.person);
        mine.filter_map(|one| match one.body {
            baqylau_protocol::operation::OperationBody::Schooling { op } => Some(*op),
            _ => None,
        })
        .collect()
    }
}
