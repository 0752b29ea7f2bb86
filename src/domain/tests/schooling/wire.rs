//! Every operation and every record of the state order, in each of its states, is read again as it was
//! written: they travel, and are kept for years.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{CheckId, Study};
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Kato, MandateId, MessageId, OrganisationId, PaymentId,
    PaymentRegisterId, PersonId, PremisesId, SchoolActId, SchoolContractId, ViewId,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::schooling::{
    ActRecord, ActRegister, ActSentBack, Agreement, AgreementText, Application,
    ApplicationCommand as Command, ApplicationKind, ApplicationSignature,
    ApplicationStage as Stage, ApplicationStep, ApprovedDistribution, Budget, ConstructionKind,
    ContractParty, ContractRecord, ContractTerms, DistributionRule, DocumentKind, Draft,
    FormerDistribution, FundingPlan, HandMatch, IndexRecord, InvoiceFinding, InvoiceSaid,
    KeptStatement, Limit, ListedAct, Mandate, MandateScope, MatchedLine, MessageSubject, Need,
    OrderMessage, OrderStep, OrderedPayment, Payable, PayeeAccount, Payment, PaymentEvent,
    PaymentRecord, PaymentState, PlanRecord, PriceLine, Principal, ProposedTerms, RefusalBasis,
    RegisterLine, RegisterRecord, RegisterState, Remark, SchoolAct, SchoolActLine, SchoolActState,
    SchoolContract, SchoolingOp as Op, SchoolingRecord as Record, StatementSummary, distribute,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn hash(n: u8) -> BlobHash {
    BlobHash::new([n; 32])
}

fn region() -> Kato {
    "390000000".parse().unwrap()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 30).unwrap()
}

fn moment() -> Moment {
    Moment::from_naive_utc_and_offset(day().and_hms_micro_opt(4, 5, 6, 7).unwrap(), chrono::Utc)
}

fn month(number: u32) -> Period {
    Period::new(2026, number).unwrap()
}

fn account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ47856KZT5004100100".parse().unwrap(),
        bank: "KCJBKZKX".parse().unwrap(),
    }
}

const ACT: u128 = 4;

fn act() -> SchoolActId {
    SchoolActId::new(id(ACT))
}

fn contract() -> SchoolContractId {
    SchoolContractId::new(id(3))
}

fn school() -> OrganisationId {
    OrganisationId::new(id(2))
}

fn register() -> PaymentRegisterId {
    PaymentRegisterId::new(id(5))
}

fn places() -> BTreeMap<PremisesId, u32> {
    BTreeMap::from([
        (PremisesId::new(id(7)), 0),
        (PremisesId::new(id(8)), u32::MAX),
    ])
}

fn terms() -> ProposedTerms {
    ProposedTerms {
        from: month(9),
        to: month(12),
        amount: Tiyn(i64::MAX),
        places: places(),
        account: account(),
    }
}

fn plan() -> FundingPlan {
    FundingPlan {
        department: region(),
        year: 2026,
        version: 2,
        budget: Tiyn(1_000),
        lines: BTreeMap::from([(
            school(),
            BTreeMap::from([(month(9), Tiyn(1)), (month(10), Tiyn(2))]),
        )]),
        reimbursement: BTreeMap::new(),
    }
}

fn needs() -> Vec<Need> {
    vec![Need {
        school: school(),
        first_shift: Tiyn(700),
        others: Tiyn(400),
        pupils_beyond: 2,
        pupils: 9,
    }]
}

fn drafts() -> [Draft; 2] {
    let basis = BTreeSet::from([
        RefusalBasis::Check(CheckId::OrgTaxDebt),
        RefusalBasis::Document(DocumentKind::SafetyProof),
    ]);
    let reason = "Салық берешегі: «ИП» \"1\"\n".into();
    [Draft::Accept, Draft::Refuse { basis, reason }]
}

fn remarks() -> Vec<Remark> {
    let remark = |document| Remark {
        document,
        part: None,
        text: "толықтырыңыз".into(),
    };
    vec![remark(None), remark(Some(DocumentKind::Encumbrance))]
}

fn kinds() -> [ApplicationKind; 4] {
    [
        ApplicationKind::Digitisation,
        ApplicationKind::Financing,
        ApplicationKind::Reimbursement(ConstructionKind::Construction),
        ApplicationKind::Reimbursement(ConstructionKind::Reconstruction),
    ]
}

fn documents() -> BTreeMap<DocumentKind, BlobHash> {
    use DocumentKind as D;
    [
        D::LicenceAnnex,
        D::InternationalStatus,
        D::ParentalFeeOrder,
        D::SafetyProof,
        D::StaffingStatement,
        D::Encumbrance,
    ]
    .into_iter()
    .map(|kind| (kind, hash(9)))
    .collect()
}

fn subjects() -> [MessageSubject; 4] {
    [
        MessageSubject::Application(ApplicationId::new(id(1))),
        MessageSubject::Contract(contract()),
        MessageSubject::Act(act()),
        MessageSubject::Payment(PaymentId::new(id(6))),
    ]
}

fn messages() -> impl Iterator<Item = Record> {
    let sides = [ContractParty::School, ContractParty::Department];
    subjects()
        .into_iter()
        .zip(sides.into_iter().cycle())
        .map(|(about, side)| {
            Record::Message(OrderMessage {
                id: MessageId::new(id(13)),
                about,
                department: region(),
                school: school(),
                side,
                by: PersonId::new(id(12)),
                at: moment(),
                text: "Қашан төленеді?".into(),
            })
        })
}

/// Every operation there is.
pub fn operations() -> Vec<Op> {
    let application = ApplicationId::new(id(1));
    let rule = DistributionRule::pilot();
    let reason = || "себебі".into();
    let (document, signature) = (hash(1), hash(2));
    let mut all: Vec<Op> = kinds()
        .into_iter()
        .map(|application_kind| Op::SubmitApplication {
            application,
            application_kind,
            school: school(),
            documents: documents(),
        })
        .collect();
    let mut commands = vec![
        Command::Take,
        Command::ReturnToExecutor { reason: reason() },
        Command::ReturnToSchool { remarks: remarks() },
        Command::Approve,
        Command::Resubmit {
            documents: documents(),
        },
        Command::Withdraw,
    ];
    commands.extend(drafts().map(|draft| Command::Propose {
        draft,
        reviewed: true,
    }));
    all.extend(commands.into_iter().map(|command| Op::Application {
        application,
        command,
    }));
    all.extend([
        Op::SetBudget {
            department: region(),
            year: 2026,
            amount: Tiyn(5),
            basis: "№ 1".to_owned(),
        },
        Op::ApproveDistribution {
            department: region(),
            from: month(9),
            to: month(12),
            budget: Tiyn(1_000),
            rule,
            needs: needs(),
            outcome: distribute(Tiyn(1_000), &needs(), &rule).unwrap(),
        },
        Op::ApprovePlan {
            plan: plan(),
            reason: None,
        },
        Op::ApprovePlan {
            plan: plan(),
            reason: Some(reason()),
        },
        Op::KeepStatement {
            statement: document,
            file: "выписка.csv".to_owned(),
            summary: summary(),
        },
        Op::MatchLine {
            statement: document,
            line: matched(),
            payment: PaymentId::new(id(6)),
            reason: reason(),
        },
        Op::DrawUpContract {
            contract: contract(),
            number: "1".to_owned(),
            department: region(),
            school: school(),
            terms: terms(),
            reimbursement: None,
        },
        Op::AmendContract {
            contract: contract(),
            terms: terms(),
        },
        Op::SignContract {
            contract: contract(),
            document,
            signature,
        },
        Op::TerminateContract {
            contract: contract(),
            reason: reason(),
        },
        Op::ComposeAct {
            act: act(),
            contract: contract(),
            period: month(9),
        },
        Op::SignAct {
            act: act(),
            document,
            signature,
        },
        Op::WithdrawAct {
            act: act(),
            reason: reason(),
        },
        Op::OpenRegister {
            register: register(),
            department: region(),
        },
        Op::ListActs {
            register: register(),
            acts: BTreeSet::from([act(), SchoolActId::new(id(99))]),
        },
        Op::UnlistAct {
            register: register(),
            act: act(),
        },
        Op::SendRegister {
            register: register(),
            document,
            signature,
        },
        Op::AcceptRegister {
            register: register(),
        },
        Op::ReturnRegister {
            register: register(),
            reasons: BTreeMap::from([(act(), reason())]),
        },
        Op::SignApplication {
            application: ApplicationId::new(id(1)),
            document,
            signature,
        },
        Op::SendBackActs {
            register: register(),
            reasons: BTreeMap::from([(act(), reason())]),
        },
        Op::OrderPayments {
            register: register(),
            payments: vec![OrderedPayment {
                payment: PaymentId::new(id(6)),
                act: act(),
            }],
        },
        Op::RevokeMandate {
            mandate: MandateId::new(id(11)),
        },
    ]);
    let events = [
        PaymentEvent::Sent,
        PaymentEvent::Paid { on: day() },
        PaymentEvent::Returned {
            on: day(),
            reason: reason(),
        },
    ];
    all.extend(events.map(|event| Op::PaymentEvent {
        payment: PaymentId::new(id(6)),
        event,
    }));
    all.extend(subjects().map(|about| Op::SendMessage {
        message: MessageId::new(id(13)),
        about,
        text: "Қашан төленеді?".into(),
    }));
    all.extend(crate::views::offices().map(|office| crate::views::share(14, office)));
    all.push(Op::TakeViewBack {
        view: ViewId::new(id(14)),
    });
    all.extend(principals().map(|principal| Op::GrantMandate {
        mandate: MandateId::new(id(11)),
        person: PersonId::new(id(12)),
        principal,
        scopes: MandateScope::ALL.into_iter().collect(),
        from: day(),
        to: day(),
        basis: "№ 2".to_owned(),
    }));
    all
}

fn summary() -> StatementSummary {
    StatementSummary {
        account: "KZ24070105KSN0000000".to_owned(),
        from: Some(day()),
        to: Some(day()),
        lines: 1,
        unread: 0,
        debit: Tiyn(7),
        credit: Tiyn(0),
    }
}

fn matched() -> MatchedLine {
    MatchedLine {
        at: 2,
        day: day(),
        back: false,
        sum: Tiyn(7),
    }
}

fn principals() -> [Principal; 3] {
    [
        Principal::School(school()),
        Principal::Department(region()),
        Principal::Centre,
    ]
}

fn steps() -> Vec<OrderStep> {
    vec![OrderStep {
        at: moment(),
        by: PersonId::new(id(12)),
        step: "sign_act".to_owned(),
        reason: None,
    }]
}

fn records() -> Vec<Record> {
    let executor = PersonId::new(id(12));
    let reason = || "себебі".into();
    let [accept, refuse] = drafts();
    let basis = match &refuse {
        Draft::Refuse { basis, .. } => basis.clone(),
        Draft::Accept => BTreeSet::new(),
    };
    let stages = [
        Stage::New,
        Stage::InWork { executor },
        Stage::InApproval {
            executor,
            draft: accept,
        },
        Stage::InApproval {
            executor,
            draft: refuse,
        },
        Stage::BackAtExecutor {
            executor,
            reason: reason(),
        },
        Stage::BackAtSchool {
            executor: Some(executor),
            remarks: remarks(),
        },
        Stage::Accepted,
        Stage::Refused {
            basis,
            reason: reason(),
        },
        Stage::Withdrawn,
    ];
    let mut all: Vec<Record> = Vec::new();
    for (stage, by) in stages
        .into_iter()
        .zip([None, Some(executor)].into_iter().cycle())
    {
        for kind in kinds() {
            all.push(Record::Application(Application {
                id: ApplicationId::new(id(1)),
                kind,
                school: school(),
                territory: region(),
                documents: documents(),
                stage: stage.clone(),
                round: 3,
                signature: by.map(|by| ApplicationSignature {
                    by,
                    at: moment(),
                    document: hash(1),
                    file: hash(2),
                }),
                steps: vec![ApplicationStep {
                    at: moment(),
                    by,
                    stage: stage.clone(),
                }],
            }));
        }
    }
    all.push(Record::Budget(Budget {
        department: region(),
        year: 2026,
        amount: Tiyn(9),
        basis: "№ 1".to_owned(),
        former: Vec::new(),
        steps: steps(),
    }));
    let rule = DistributionRule::pilot();
    all.push(Record::Distribution(ApprovedDistribution {
        department: region(),
        from: month(9),
        to: month(12),
        budget: Tiyn(1_000),
        rule,
        needs: needs(),
        outcome: distribute(Tiyn(1_000), &needs(), &rule).unwrap(),
        former: vec![FormerDistribution {
            budget: Tiyn(1_000),
            rule,
            needs: needs(),
            outcome: distribute(Tiyn(1_000), &needs(), &rule).unwrap(),
        }],
        steps: steps(),
    }));
    all.push(Record::Statement(KeptStatement {
        id: BlobHash::new([8; 32]),
        file: "выписка.csv".to_owned(),
        summary: summary(),
        matches: vec![HandMatch {
            line: matched(),
            payment: PaymentId::new(id(6)),
            at: steps()[0].at,
            by: steps()[0].by,
            reason: reason(),
        }],
        steps: steps(),
    }));
    all.push(Record::Indices(IndexRecord::published()));
    all.push(Record::Plan(PlanRecord {
        plan: plan(),
        steps: steps(),
    }));
    all.extend([None, Some(day())].map(contract_record));
    all.extend(act_records());
    all.extend(register_records());
    all.extend(messages());
    for office in crate::views::offices() {
        let mut view = crate::views::shared(14, PersonId::new(id(12)), office);
        all.push(Record::View(view.clone()));
        view.content = None;
        all.push(Record::View(view));
    }
    let states = [
        PaymentState::Ordered,
        PaymentState::Sent,
        PaymentState::Paid { on: day() },
        PaymentState::Returned {
            on: day(),
            reason: reason(),
        },
    ];
    all.extend(states.map(|state| {
        Record::Payment(PaymentRecord {
            payment: Payment {
                id: PaymentId::new(id(6)),
                act: act(),
                register: register(),
                amount: Tiyn(7),
                state,
            },
            number: 12,
            department: region(),
            school: school(),
            bin: "230940999005".to_owned(),
            period: month(9),
            account: account(),
            steps: steps(),
        })
    }));
    for principal in principals() {
        for (granted_by, revoked) in [(None, None), (Some(executor), Some(day()))] {
            all.push(Record::Mandate(Mandate {
                id: MandateId::new(id(11)),
                person: executor,
                principal,
                scopes: MandateScope::ALL.into_iter().collect(),
                from: day(),
                to: day(),
                basis: "№ 2".to_owned(),
                granted_by,
                revoked,
            }));
        }
    }
    all
}

fn contract_record(ended: Option<NaiveDate>) -> Record {
    let text = AgreementText {
        schema: "baqylau.school-agreement/1".to_owned(),
        contract: contract(),
        number: "1".to_owned(),
        agreement: 0,
        department: region(),
        school: school(),
        bin: "230940999005".to_owned(),
        from: month(9),
        to: month(12),
        amount: Tiyn(8),
        places: places(),
        account: account(),
        reimbursement: None,
    };
    let terms = ContractTerms {
        from: month(9),
        to: month(12),
        amount: Tiyn(8),
        places: places(),
        document: text.sha256().unwrap(),
    };
    let mut signed = Agreement::unsigned(terms.clone());
    signed.signatures = BTreeMap::from([
        (ContractParty::School, hash(3)),
        (ContractParty::Department, hash(4)),
    ]);
    signed.signed_on = Some(day());
    Record::Contract(ContractRecord {
        contract: SchoolContract {
            id: contract(),
            number: "1".to_owned(),
            school: school(),
            department: region(),
            agreements: vec![signed, Agreement::unsigned(terms)],
            acted: Tiyn(1),
            terminated: ended,
        },
        texts: vec![text.clone(), text],
        steps: steps(),
    })
}

fn act_records() -> [Record; 4] {
    let (school_signed, department) = (hash(1), hash(2));
    let mut findings = findings();
    [
        SchoolActState::Composed,
        SchoolActState::BySchool {
            school: school_signed,
        },
        SchoolActState::Signed {
            school: school_signed,
            department,
            on: day(),
        },
        SchoolActState::Withdrawn,
    ]
    .map(|state| {
        let line = PriceLine {
            quantity: 442,
            price: Tiyn(5_791_667),
        };
        Record::Act(ActRecord {
            act: SchoolAct {
                id: act(),
                contract: contract(),
                school: school(),
                period: month(9),
                register: hash(5),
                norms: "№ 597".to_owned(),
                lines: vec![SchoolActLine {
                    level: Level::Primary,
                    study: Study::GeneralClass,
                    line,
                }],
                total: Tiyn(2_559_916_814),
                excluded: 1,
                held: 2,
                cut: Payable {
                    paid: 442,
                    excluded: 351,
                    by: vec![
                        Limit::SanitaryPermit,
                        Limit::DesignCapacity,
                        Limit::ContractPlaces,
                        Limit::OtherContracts,
                    ],
                },
                state,
                reimbursement: None,
            },
            department: region(),
            contract_number: "1".to_owned(),
            bin: "230940999005".to_owned(),
            why: BTreeMap::from([(baqylau_domain::checks::MonthReason::Dead, 1)]),
            invoice: findings.next().map(|finding| {
                Box::new(InvoiceSaid {
                    finding,
                    asked: moment(),
                })
            }),
            steps: steps(),
        })
    })
}

/// Everything that may be found of an invoice but one.
fn findings() -> impl Iterator<Item = InvoiceFinding> {
    let number = || "ESF-1".to_owned();
    [
        InvoiceFinding::Missing,
        InvoiceFinding::Cancelled { number: number() },
        InvoiceFinding::OtherSupplier { number: number() },
        InvoiceFinding::OtherSum {
            number: number(),
            amount: Tiyn(1),
        },
    ]
    .into_iter()
}

#[test]
fn an_act_told_before_invoices_were_is_read_and_its_text_knows_of_none() {
    let Some(Record::Act(said)) = act_records().into_iter().next() else {
        panic!("an act");
    };
    let mut before = said.clone();
    before.invoice = None;
    let written = serde_json::to_string(&before).unwrap();
    assert!(!written.contains("invoice"), "{written}");
    let read: ActRecord = serde_json::from_str(&written).unwrap();
    assert_eq!(read, before);
    let bytes = |record: &ActRecord| record.text().unwrap().to_bytes().unwrap();
    assert_eq!(bytes(&said), bytes(&before), "what is signed stays");
}

fn register_records() -> [Record; 4] {
    // Records of before name none.
    let mut signatures = [None, Some(hash(8)), None].into_iter();
    [
        RegisterState::Open,
        RegisterState::Sent { document: hash(6) },
        RegisterState::Accepted,
        RegisterState::Returned {
            reasons: BTreeMap::from([(act(), "басқа шот".into())]),
        },
    ]
    .map(|state| {
        let listed = ListedAct {
            sha256: hash(7),
            total: Tiyn(10),
        };
        let back = matches!(state, RegisterState::Accepted).then(|| {
            let reason = "басқа шот".into();
            (
                act(),
                ActSentBack {
                    at: moment(),
                    reason,
                },
            )
        });
        let sent_back = back.into_iter().collect();
        let line = RegisterLine {
            school: school(),
            bin: "230940999005".to_owned(),
            contract_number: "1".to_owned(),
            period: month(9),
            learners: 5,
            account: account(),
        };
        Record::Register(RegisterRecord {
            register: ActRegister {
                id: register(),
                department: region(),
                number: 4,
                acts: BTreeMap::from([(act(), listed)]),
                state,
                sent_back,
            },
            lines: BTreeMap::from([(act(), line)]),
            signature: signatures.next().flatten(),
            steps: steps(),
        })
    })
}

fn is_read_again<T>(value: &T)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + Debug,
{
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
    // As a value too: what a program passes on without reading it.
    let loose: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(&serde_json::from_value::<T>(loose).unwrap(), value);
}

#[test]
fn every_operation_is_read_as_it_was_written() {
    let all = operations();
    all.iter().for_each(is_read_again);
    for op in &all {
        let written = serde_json::to_value(op).unwrap();
        assert_eq!(written.get("do").unwrap(), op.word());
    }
    // One more operation needs a line above.
    let words: BTreeSet<&str> = all.iter().map(Op::word).collect();
    assert_eq!(words.len(), 29);
}

#[test]
fn every_record_is_read_as_it_was_written() {
    let all = records();
    all.iter().for_each(is_read_again);
    for record in &all {
        let written = serde_json::to_value(record).unwrap();
        assert_eq!(written.get("record").unwrap(), record.kind());
    }
    let kinds: BTreeSet<&str> = all.iter().map(Record::kind).collect();
    assert_eq!(kinds.len(), 13);
}
