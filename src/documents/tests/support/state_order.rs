//! A month of the state order: parties, signatures, figures of the domain report.
#![allow(dead_code)]

use std::collections::BTreeMap;

use baqylau_documents::act::{SignatureVerdict, SignatureView};
use baqylau_documents::forms::*;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::*;
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::payment_order::*;
use baqylau_domain::schooling::{
    ActRegister, ContractParty, ContractTerms, FundingPlan, ListedAct, MoneyFor, PriceLine,
    RegisterState, SchoolAct, SchoolActLine, SchoolActState, SchoolContract, act_total,
    monthly_price, payable,
};
use baqylau_locale::Locale;
use chrono::{NaiveDate, TimeZone, Utc};
use sha2::{Digest, Sha256};

/// ИИН in the certificates: on no print for everybody.
pub const IIN: &str = "860512390047";
pub const MECHANISM: &str = "Механизм размещения государственного образовательного заказа (совместный приказ № 251 от 6 ноября 2025 года)";

pub fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

pub fn sha(bytes: &[u8]) -> BlobHash {
    BlobHash::new(Sha256::digest(bytes).into())
}

pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

pub fn month(m: u32) -> Period {
    Period::new(2025, m).unwrap()
}

pub struct World {
    pub locale: Locale,
    pub ibans: [Iban; 2],
    pub bics: [Bic; 2],
    pub sectors: [SectorCode; 2],
    pub knp: Knp,
}

impl World {
    pub fn new(language: baqylau_locale::Language) -> Self {
        World {
            locale: Locale::new(language),
            ibans: ["KZ24070105KSN0000000", "KZ946017111000000330"].map(|x| x.parse().unwrap()),
            bics: ["KKMFKZ2A", "HSBKKZKX"].map(|x| x.parse().unwrap()),
            sectors: ["12", "17"].map(|x| x.parse().unwrap()),
            knp: "861".parse().unwrap(),
        }
    }

    pub fn customer(&self) -> Party<'_> {
        Party {
            name: "«Маңғыстау облысының білім басқармасы» мемлекеттік мекемесі",
            bin: "050540004455",
            address: "130000, Маңғыстау облысы, Ақтау қаласы, 14-шағын аудан, 1-ғимарат",
            contacts: "+7 7292 00-00-00, bilim@example.kz",
            account: Some(Account {
                iban: &self.ibans[0],
                bank: &self.bics[0],
                bank_name: "Комитет казначейства Министерства финансов РК",
                sector: &self.sectors[0],
            }),
            signatory: Signatory {
                position: "Басқарма басшысы",
                name: "Һамитов Іңкәр Ұланұлы",
                basis: "Басқарма туралы ереже",
            },
        }
    }

    pub fn contractor(&self) -> Party<'_> {
        Party {
            name: "«Өнегелі ұрпақ тәрбиелеу және Ғылым-білім әлеміне жетелеу жекеменшік орта жалпы білім беретін мектеп-гимназиясы» жауапкершілігі шектеулі серіктестігі",
            bin: "940140000385",
            address: "130002, Маңғыстау облысы, Жаңаөзен қаласы, Қазақстан Республикасының Тәуелсіздігі көшесі, 125/3",
            contacts: "+7 7293 00-00-00",
            account: Some(Account {
                iban: &self.ibans[1],
                bank: &self.bics[1],
                bank_name: "АО «Народный Банк Казахстана»",
                sector: &self.sectors[1],
            }),
            signatory: Signatory {
                position: "Директор",
                name: "Әбдіғалиева Гүлнұр Қанатқызы",
                basis: "Жарғы",
            },
        }
    }

    pub fn common<'a>(
        &'a self,
        original: Option<Original<'a>>,
        signatures: &'a [FormSignature<'a>],
    ) -> Common<'a> {
        Common {
            locale: &self.locale,
            original,
            signatures,
            verification_url: original.map(|_| "https://registry.example.kz/v/0193-4c1a-7000"),
            generated_at: Utc.with_ymd_and_hms(2025, 10, 3, 5, 0, 0).unwrap(),
            public: false,
            sample: false,
        }
    }
}

pub fn signature<'a>(hand: Hand, name: &'a str, cms: &'a [u8]) -> FormSignature<'a> {
    FormSignature {
        hand,
        view: SignatureView {
            member: None,
            name,
            identifier: IIN.parse().ok(),
            organisation: "«Өнегелі ұрпақ» ЖШС",
            role: None,
            serial: "42c1f0a1b2c3d4e5f60718293a4b5c6d7e8f9012",
            issuer: "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
            algorithm: "GOST 34.10-2015 (512)",
            validity: None,
            signed_at: Utc.with_ymd_and_hms(2025, 10, 2, 4, 41, 5).unwrap(),
            stamped: true,
            verdict: SignatureVerdict::Valid,
            reasons: &[],
            cms,
        },
    }
}

pub const SCHOOL_CMS: &[u8] = b"cms of the school with a certificate of 860512390047";
pub const DEPARTMENT_CMS: &[u8] = b"cms of the department";

pub fn both() -> [FormSignature<'static>; 2] {
    [
        signature(Hand::Contractor, "ӘБДІҒАЛИЕВА ГҮЛНҰР ҚАНАТҚЫЗЫ", SCHOOL_CMS),
        signature(Hand::Customer, "ҺАМИТОВ ІҢКӘР ҰЛАНҰЛЫ", DEPARTMENT_CMS),
    ]
}

/// Case T1 of the report: 442 learners at 57 916.67, 25 599 168.14 in all.
pub fn act(rows: usize) -> SchoolAct {
    let levels = [Level::Primary, Level::Basic, Level::General];
    let studies = [
        Study::GeneralClass,
        Study::CorrectionalClass,
        Study::SpecialNeeds,
        Study::Home,
    ];
    let line = PriceLine {
        quantity: 442,
        price: monthly_price(Tiyn(69_500_000)).unwrap(),
    };
    let kinds = levels
        .into_iter()
        .flat_map(|level| studies.map(|study| (level, study)))
        .cycle();
    let lines: Vec<SchoolActLine> = kinds
        .take(rows)
        .map(|(level, study)| SchoolActLine { level, study, line })
        .collect();
    let prices: Vec<PriceLine> = lines.iter().map(|line| line.line).collect();
    SchoolAct {
        id: SchoolActId::new(uuid(1)),
        contract: SchoolContractId::new(uuid(2)),
        school: OrganisationId::new(uuid(3)),
        period: month(9),
        register: sha(b"register"),
        norms: "норматив".into(),
        total: act_total(&prices).unwrap(),
        lines,
        excluded: 3,
        held: 0,
        cut: payable(442, &[]),
        state: SchoolActState::Signed {
            school: sha(SCHOOL_CMS),
            department: sha(DEPARTMENT_CMS),
            on: day(2025, 10, 2),
        },
        reimbursement: None,
    }
}

pub fn act_print<'a>(
    world: &'a World,
    act: &'a SchoolAct,
    common: Common<'a>,
) -> ServiceActPrint<'a> {
    ServiceActPrint {
        common,
        act,
        number: "12-09/2025",
        date: day(2025, 10, 1),
        contract: "МБТ-2025/0147",
        contract_date: Some(day(2025, 9, 1)),
        customer: world.customer(),
        contractor: world.contractor(),
        stocks: "",
        sheets: Some(3),
        learners: None,
    }
}

/// So many schools with one act each.
pub fn register(count: u128) -> ActRegister {
    let acts = (0..count).map(|n| {
        let listed = ListedAct {
            sha256: sha(&n.to_be_bytes()),
            total: Tiyn(2_559_916_814 + i64::try_from(n).unwrap() * 7),
        };
        (SchoolActId::new(uuid(1000 + n)), listed)
    });
    ActRegister {
        id: PaymentRegisterId::new(uuid(5)),
        department: "471010000".parse().unwrap(),
        number: 7,
        acts: acts.collect(),
        state: RegisterState::Accepted,
        sent_back: std::collections::BTreeMap::new(),
    }
}

pub fn register_lines<'a>(world: &'a World, count: u128) -> Vec<RegisterLine<'a>> {
    let line = |n: u128| RegisterLine {
        act: SchoolActId::new(uuid(1000 + n)),
        school: if n % 5 == 2 {
            world.contractor().name
        } else {
            "«Ақбілім» мектеп-лицейі» ЖШС"
        },
        bin: "950341000052",
        contract: ("МБТ-2025/0147", Some(day(2025, 9, 1))),
        number: ("12-09/2025", Some(day(2025, 10, 1))),
        invoice: Some(("ESF-940140000385-20251002-00000147", Some(day(2025, 10, 2)))),
        learners: 442,
        account: &world.ibans[1],
        bank: &world.bics[1],
        purpose_code: &world.knp,
        sector: &world.sectors[1],
        note: if n % 7 == 3 {
            "3 оқушы алып тасталды: қайталану"
        } else {
            ""
        },
    };
    (0..count).map(line).collect()
}

pub fn register_print<'a>(
    world: &'a World,
    register: &'a ActRegister,
    lines: &'a [RegisterLine<'a>],
    common: Common<'a>,
) -> ActRegisterPrint<'a> {
    ActRegisterPrint {
        common,
        register,
        date: day(2025, 10, 6),
        months: (month(9), month(9)),
        region: "Маңғыстау облысы",
        department: world.customer(),
        accountant: Signatory {
            position: "Бас бухгалтер",
            name: "Сейтқазы Өмірбек Ғалымұлы",
            basis: "",
        },
        centre: ("«Қаржы орталығы» АҚ", Signatory::default()),
        lines,
    }
}

pub const CONTRACT_BYTES: &[u8] = b"{\"contract\":1}";
pub const AGREEMENT_BYTES: &[u8] = b"{\"agreement\":1}";

pub fn contract() -> SchoolContract {
    let places = |n: u32| {
        BTreeMap::from([
            (PremisesId::new(uuid(21)), n),
            (PremisesId::new(uuid(22)), 120),
        ])
    };
    let terms = |amount, n, document: &[u8]| ContractTerms {
        from: month(9),
        to: month(12),
        amount: Tiyn(amount),
        places: places(n),
        document: sha(document),
    };
    let first = terms(10_239_667_256, 442, CONTRACT_BYTES);
    let planned = Tiyn(20_000_000_000);
    let signed = |contract: SchoolContract, document: &[u8]| {
        let on = day(2025, 9, 1);
        contract
            .sign(ContractParty::School, sha(document), sha(SCHOOL_CMS), on)
            .and_then(|c| {
                c.sign(
                    ContractParty::Department,
                    sha(document),
                    sha(DEPARTMENT_CMS),
                    on,
                )
            })
            .unwrap()
    };
    let contract = SchoolContract::draw_up(
        SchoolContractId::new(uuid(2)),
        "МБТ-2025/0147".into(),
        OrganisationId::new(uuid(3)),
        "471010000".parse().unwrap(),
        first,
        planned,
    );
    let contract = signed(contract.unwrap(), CONTRACT_BYTES);
    let second = terms(11_239_667_257, 500, AGREEMENT_BYTES);
    signed(contract.amend(second, planned).unwrap(), AGREEMENT_BYTES)
}

pub fn schedule(last: i64) -> BTreeMap<Period, Tiyn> {
    (9..=12)
        .map(|m| {
            (
                month(m),
                Tiyn(2_559_916_814 + if m == 12 { last } else { 0 }),
            )
        })
        .collect()
}

pub fn addresses(world: &World) -> BTreeMap<PremisesId, String> {
    BTreeMap::from([
        (
            PremisesId::new(uuid(21)),
            world.contractor().address.to_owned(),
        ),
        (
            PremisesId::new(uuid(22)),
            "Ақтау қаласы, 27-шағын аудан, 50".to_owned(),
        ),
    ])
}

pub fn contract_print<'a>(
    world: &'a World,
    contract: &'a SchoolContract,
    addresses: &'a BTreeMap<PremisesId, String>,
    schedule: &'a BTreeMap<Period, Tiyn>,
    common: Common<'a>,
) -> ContractPrint<'a> {
    ContractPrint {
        common,
        contract,
        agreement: 0,
        place: "Ақтау қаласы",
        date: day(2025, 9, 1),
        contract_date: day(2025, 9, 1),
        customer: world.customer(),
        contractor: world.contractor(),
        licence: Some(("KZ00LAA00000000", day(2021, 5, 14))),
        mechanism: MECHANISM,
        addresses,
        reimbursement: None,
        schedule: Some(schedule),
        schedule_before: None,
    }
}

/// Sums of so many schools in so many months from September or January on.
pub fn plan(schools: u128, months: std::ops::RangeInclusive<u32>, version: u32) -> FundingPlan {
    let lines = (0..schools).map(|n| {
        let sums = months.clone().map(|m| {
            let raised = version > 1 && n % 9 == 4 && m == 11;
            let sum =
                2_559_916_814 + i64::try_from(n).unwrap() + if raised { 50_000_001 } else { 0 };
            (month(m), Tiyn(sum))
        });
        (OrganisationId::new(uuid(4000 + n)), sums.collect())
    });
    FundingPlan {
        department: "471010000".parse().unwrap(),
        year: 2025,
        version,
        budget: Tiyn(1_000_000_000_000),
        lines: lines.collect(),
        reimbursement: BTreeMap::new(),
    }
}

pub fn planned<'a>(world: &'a World, schools: u128) -> Vec<PlannedSchool<'a>> {
    (0..schools)
        .map(|n| PlannedSchool {
            school: OrganisationId::new(uuid(4000 + n)),
            money: MoneyFor::Teaching,
            name: if n % 5 == 2 {
                world.contractor().name
            } else {
                "«Ақбілім» мектеп-лицейі» ЖШС"
            },
            bin: "950341000052",
            contract: "МБТ-2025/0147",
        })
        .collect()
}

pub fn plan_print<'a>(
    world: &'a World,
    plan: &'a FundingPlan,
    schools: &'a [PlannedSchool<'a>],
    before: Option<&'a FundingPlan>,
) -> FundingPlanPrint<'a> {
    FundingPlanPrint {
        common: world.common(None, &[]),
        plan,
        standing: if before.is_some() {
            PlanStanding::Changes
        } else {
            PlanStanding::InForce
        },
        before,
        reason: if before.is_some() {
            "Контингент өсті"
        } else {
            ""
        },
        region: "Маңғыстау облысы",
        department: world.customer(),
        accountant: Signatory::default(),
        budget_line: "Жекеменшік мектептердегі мемлекеттік білім беру тапсырысы",
        schools,
    }
}

pub fn order(world: &World) -> PaymentOrder {
    PaymentOrder {
        reference: "BQ-2025-000147".into(),
        number: 147,
        date: day(2025, 10, 7),
        value_date: day(2025, 10, 8),
        payer: Payer {
            requisites: Requisites {
                name: "АО «Финансовый центр»".into(),
                bin: "050540004455".parse().unwrap(),
                account: world.ibans[0].clone(),
                bank: world.bics[0].clone(),
                sector: world.sectors[0].clone(),
            },
            chief: "Сейтқазы Өмірбек Ғалымұлы".into(),
            accountant: None,
        },
        payee: Requisites {
            name: "ТОО «Өнегелі ұрпақ»".into(),
            bin: "940140000385".parse().unwrap(),
            account: world.ibans[1].clone(),
            bank: world.bics[1].clone(),
            sector: world.sectors[1].clone(),
        },
        amount: Tiyn(2_559_916_814),
        purpose_code: world.knp.clone(),
        budget_class: None,
        urgency: Urgency::Ordinary,
        purpose: "Оплата услуг по обучению за сентябрь 2025 г. по договору № МБТ-2025/0147 от 01.09.2025, акт № 12-09/2025 от 01.10.2025, ЭСФ от 02.10.2025".into(),
    }
}
