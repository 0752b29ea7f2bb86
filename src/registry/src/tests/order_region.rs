//! A month of a region: sixty schools whose pupils come from three LMS, from the budget to the last
//! payment. Sums agree from the plan to the payment to the tiyn, and each of five planted faults stops
//! where it has to: a pupil two regions list, a pupil who died, more pupils than the permit allows, an
//! invoice that is missing, a school payment to which is suspended.

use super::months::centre;
use super::{World, morning as morning_of_the_demonstration};
use crate::context::Core;
use crate::operations::Turn;
use crate::schooling::{NewNorm, put, put_norm, record, run};
use crate::store::{StoreError, Tx, rows};
use crate::{checks, months, records};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{
    Case, CheckMoment, CheckParameterVersions, Fact, FactValue, InvoiceRecord, InvoiceStatus,
    LifeStatus, MonthReason, MonthVerdict, Programme, Report, Source, Study, Subject,
};
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Iin, Kato, MandateId, OrganisationId, PaymentId, PaymentRegisterId,
    PersonId, PremisesId, SchoolActId, SchoolContractId, Unverified,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade, PersonFact};
use baqylau_domain::organisation::{
    Licence, LicenceStatus, Organisation, OrganisationKind, Premises, Purpose,
};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::sanction::Sanction;
use baqylau_domain::schooling::{
    ActRecord, ApplicationCommand as Command, ApplicationKind, ContractRecord, DistributionRule,
    Draft, FundingPlan, Limit, Mandate, MandateScope, Need, OrderedPayment, PayeeAccount,
    PaymentEvent, PaymentObstacle as Obstacle, PaymentState, Principal, ProposedTerms,
    SchoolingOp as Op, SchoolingRecord, SchoolingRefusal as Refusal, distribute,
};
use baqylau_domain::text::Trilingual;
use baqylau_protocol::blob;
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_signing::demo_ca::{Holder, Validity};
use baqylau_signing::{KeyFile, KeyPurpose, PrivateKey};
use chrono::{NaiveDate, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Schools of the region, and those with a planted fault.
const SCHOOLS: u32 = 60;
const DOUBLED: u32 = 3;
const DEAD: u32 = 5;
const OVER_PERMIT: u32 = 7;
const NO_INVOICE: u32 = 9;
const SUSPENDED: u32 = 11;

/// Pupils of a school; places of its permit, and of the one that is too small.
const PUPILS: u32 = 50;
const PERMIT: u32 = 60;
const SMALL_PERMIT: u32 = 40;

/// The price of a pupil's month: 695 000 tenge a year.
const PRICE: i64 = 5_791_667;

const REGION: &str = "710000000";
const BIN: &str = "230940999005";
const KEY: &[u8] = include_bytes!("../../../../assets/demo/keys/01.pk8");

fn region() -> Kato {
    REGION.parse().unwrap()
}

fn id(kind: u32, n: u32) -> Uuid {
    Uuid::from_u128(u128::from(kind) << 32 | u128::from(n))
}

fn school(n: u32) -> OrganisationId {
    OrganisationId::new(id(1, n))
}

fn contract(n: u32) -> SchoolContractId {
    SchoolContractId::new(id(2, n))
}

fn act(n: u32) -> SchoolActId {
    SchoolActId::new(id(3, n))
}

fn register() -> PaymentRegisterId {
    PaymentRegisterId::new(id(4, 0))
}

fn payment(n: u32) -> PaymentId {
    PaymentId::new(id(5, n))
}

fn month() -> Period {
    Period::new(2026, 10).unwrap()
}

fn organisation(n: u32, territory: &str) -> Organisation {
    Organisation {
        id: school(n),
        bin: Unverified::new(BIN),
        name: Trilingual::same(format!("Мектеп {n}")),
        kind: OrganisationKind::School,
        territory: territory.parse().unwrap(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: vec![Premises {
            id: PremisesId::new(id(6, n)),
            name: Trilingual::default(),
            address: Trilingual::default(),
            rka: None,
            territory: territory.parse().unwrap(),
            purpose: Purpose::Education,
            capacity: Some(PERMIT + 20),
            location: None,
        }],
        licences: vec![Licence {
            number: format!("KZ01LAA{n:08}"),
            issued: NaiveDate::from_ymd_opt(2023, 9, 1).unwrap(),
            status: LicenceStatus::Active,
            addresses: Vec::new(),
        }],
        contracts: Vec::new(),
        sample: true,
    }
}

/// Valid numbers from one on.
fn numbers(from: u64, count: usize) -> Vec<u64> {
    let valid = (from..).filter(|number| Iin::from_number(*number).is_ok());
    valid.take(count).collect()
}

fn pupils(n: u32) -> Vec<u64> {
    let skip = usize::try_from((n - 1) * PUPILS).unwrap();
    let all = numbers(150_314_500_000, skip + usize::try_from(PUPILS).unwrap());
    all[skip..].to_vec()
}

#[derive(Clone)]
struct Hand {
    person: Person,
    key: Arc<KeyFile>,
}

/// Everybody of the region: heads of schools, the department's two, the financial centre's two.
struct Region {
    core: Arc<Core>,
    heads: Vec<Hand>,
    executor: Hand,
    approver: Hand,
    centre: Hand,
    payer: Hand,
    now: Moment,
}

impl Region {
    fn head(&self, n: u32) -> &Hand {
        &self.heads[usize::try_from(n - 1).unwrap()]
    }

    async fn write<T: Send + 'static>(
        &self,
        mut work: impl FnMut(&Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        let written = self.core.store.write(move |tx| work(tx)).await;
        written.unwrap()
    }

    async fn all_do(&mut self, asked: Vec<(Hand, Op)>) {
        self.now += TimeDelta::minutes(1);
        let (core, now) = (Arc::clone(&self.core), self.now);
        self.write(move |tx| {
            for (hand, op) in &asked {
                let turn = Turn::Arriving(None);
                let outcome = run(&core.context, tx, op, &hand.person, now, turn)?;
                assert_eq!(outcome, Outcome::Applied, "{} {}", op.word(), op.about());
            }
            Ok(())
        })
        .await;
    }

    async fn refused(&mut self, hand: Hand, op: Op) -> Refusal {
        let (core, now) = (Arc::clone(&self.core), self.now);
        let outcome = self
            .write(move |tx| {
                let turn = Turn::Arriving(None);
                run(&core.context, tx, &op, &hand.person, now, turn)
            })
            .await;
        match outcome {
            Outcome::Rejected {
                reason: Rejection::Schooling { refusal },
            } => *refusal,
            other => panic!("{other:?}"),
        }
    }

    /// Uploads signatures of bytes; document and signature of each.
    async fn signed(&mut self, what: Vec<(Hand, Vec<u8>)>) -> Vec<(BlobHash, BlobHash)> {
        let mut files = Vec::new();
        let mut signed = Vec::new();
        for (hand, bytes) in &what {
            let file =
                baqylau_signing::sign_detached(&hand.key, bytes, self.now, &mut rand_core::OsRng);
            let file = file.unwrap();
            signed.push((blob::hash(bytes), blob::hash(&file)));
            files.push(file);
        }
        let all: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        self.core.context.blobs.put_all(&all).unwrap();
        let now = self.now;
        self.write(move |tx| {
            for file in &files {
                let length = u64::try_from(file.len()).unwrap();
                rows::put_blob(tx, blob::hash(file), length, None, now)?;
            }
            Ok(())
        })
        .await;
        signed
    }

    async fn record(&self, kind: &'static str, id: String) -> SchoolingRecord {
        let found = self
            .core
            .store
            .read(move |connection| record(connection, kind, &id))
            .await;
        found.unwrap().unwrap()
    }

    async fn act(&self, n: u32) -> ActRecord {
        match self.record("act", act(n).to_string()).await {
            SchoolingRecord::Act(found) => found,
            other => panic!("{other:?}"),
        }
    }

    async fn contract(&self, n: u32) -> ContractRecord {
        match self.record("contract", contract(n).to_string()).await {
            SchoolingRecord::Contract(found) => found,
            other => panic!("{other:?}"),
        }
    }

    /// What ИС ЭСФ says: an invoice for the act's sum, or that there is none.
    async fn invoice(&mut self, n: u32, there: bool) {
        self.now += TimeDelta::seconds(1);
        let amount = self.act(n).await.act.total;
        let fact = Fact {
            about: Subject::Document(act(n).to_string()),
            value: FactValue::Invoice {
                invoice: there.then(|| InvoiceRecord {
                    number: format!("ESF-{n}"),
                    supplier: BIN.parse().unwrap(),
                    amount,
                    status: InvoiceStatus::Registered,
                }),
            },
            source: Source::Esf,
            as_of: self.now,
            by: None,
        };
        let (context, now) = (Arc::clone(&self.core.context), self.now);
        self.write(move |tx| context.facts.take_in(tx, std::slice::from_ref(&fact), now))
            .await;
    }
}

async fn open(world: &World) -> Region {
    let core = Arc::clone(world.registry.core());
    let authority = core.sample.as_ref().unwrap().authority();
    let day = |days| morning_of_the_demonstration() + TimeDelta::days(days);
    let validity = Validity {
        from: day(-300),
        until: day(300),
    };
    let iins = numbers(800_101_300_000, 70);
    let mut next = (0_u32..).zip(iins);
    let mut hand = |role, territory, organisation| {
        let (place, iin) = next.next().unwrap();
        let iin = Iin::from_number(iin).unwrap();
        let holder = Holder {
            surname: "Үлгіов".to_owned(),
            name: format!("Адам {place}"),
            patronymic: None,
            iin: iin.to_string(),
            // Heads of schools sign with keys of their organisations.
            organisation: (role == AccountRole::School).then(|| {
                baqylau_signing::demo_ca::Organisation {
                    name: "Мектеп".to_owned(),
                    bin: BIN.to_owned(),
                }
            }),
            roles: match role {
                AccountRole::School => vec![baqylau_signing::Role::FirstHead],
                _ => Vec::new(),
            },
        };
        let key = PrivateKey::from_pkcs8(KEY).unwrap();
        let random = &mut rand_core::OsRng;
        let key = authority.issue(&holder, KeyPurpose::Binding, key, validity, random);
        Hand {
            person: Person {
                id: PersonId::new(id(7, place)),
                full_name: format!("Үлгіов Адам {place}"),
                iin,
                position: Trilingual::default(),
                role,
                territory,
                organisation,
            },
            key: Arc::new(key.unwrap()),
        }
    };
    let officer = AccountRole::EducationOfficer;
    let region = Region {
        executor: hand(officer, Some(region()), None),
        approver: hand(officer, Some(region()), None),
        centre: hand(AccountRole::FinancialCentre, None, None),
        payer: hand(AccountRole::FinancialCentre, None, None),
        heads: (1..=SCHOOLS)
            .map(|n| hand(AccountRole::School, None, Some(school(n))))
            .collect(),
        now: morning_of_the_demonstration(),
        core,
    };
    settle(&region).await;
    region
}

/// What is there before the first operation: people and their mandates, schools with their permits,
/// a norm, checks that found nothing, a suspension.
async fn settle(region: &Region) {
    let core = Arc::clone(&region.core);
    let department = Principal::Department(self::region());
    let mut people: Vec<(Person, Principal)> = [&region.executor, &region.approver]
        .map(|hand| (hand.person.clone(), department))
        .into();
    people.extend(
        [&region.centre, &region.payer].map(|hand| (hand.person.clone(), Principal::Centre)),
    );
    people.extend(region.heads.iter().map(|hand| {
        let school = hand.person.organisation.unwrap();
        (hand.person.clone(), Principal::School(school))
    }));
    let now = region.now;
    let write = move |tx: &Tx<'_>| -> Result<(), StoreError> {
        for (n, (person, principal)) in (0..).zip(&people) {
            rows::put_person(tx, person)?;
            let mandate = Mandate {
                id: MandateId::new(id(8, n)),
                person: person.id,
                principal: *principal,
                scopes: MandateScope::ALL.into_iter().collect(),
                from: super::today(),
                to: super::today(),
                basis: "№ 1".to_owned(),
                granted_by: None,
                revoked: None,
            };
            put(tx, &SchoolingRecord::Mandate(mandate))?;
        }
        let parameters = CheckParameterVersions::pilot().on(super::today());
        for n in 1..=SCHOOLS {
            records::put_organisation(tx, &organisation(n, "711210000"))?;
            let places = if n == OVER_PERMIT {
                SMALL_PERMIT
            } else {
                PERMIT
            };
            let permit = Fact {
                about: Subject::Premises(PremisesId::new(id(6, n))),
                value: FactValue::SanitaryConformity {
                    conforms: true,
                    places: Some(places),
                },
                source: Source::Elicensing,
                as_of: now,
                by: None,
            };
            core.context.facts.take_in(tx, &[permit], now)?;
            let case = Case::new(
                Programme::Schooling,
                CheckMoment::Application,
                BIN.parse().unwrap(),
            );
            let report = Report::of_rows(case, parameters.clone(), now, Vec::new());
            checks::keep(tx, &core.checks, school(n), &report)?;
        }
        // The school of another region that lists a child of this one.
        records::put_organisation(tx, &organisation(SCHOOLS + 1, "750000000"))?;
        let norm = NewNorm::read_list("2026-01-01;;primary;general-class;695000;№ 597");
        put_norm(tx, &norm.unwrap()[0])
    };
    region.write(write).await;
}

/// Suspends payment to a school, as an officer of the demonstration did to another.
async fn suspend(region: &Region, n: u32) {
    region
        .write(move |tx| {
            let all: Vec<OrganisationId> = tx.all(
                crate::store::sql::checks::SAMPLE_ORGANISATIONS,
                crate::store::params![],
                |row| {
                    let found: Organisation = rows::decode(row.text(0)?, "organisation")?;
                    Ok::<_, StoreError>(found.id)
                },
            )?;
            let mut known: Option<Sanction> = None;
            for organisation in all {
                let of = rows::sanctions_of(tx, organisation)?;
                known = known.or_else(|| of.into_iter().find(Sanction::stops_payment));
            }
            let sanction = Sanction {
                id: baqylau_domain::identifiers::SanctionId::new(id(9, n)),
                organisation: school(n),
                ..known.unwrap()
            };
            records::put_sanction(tx, &sanction)
        })
        .await;
}

const BUDGET: Tiyn = Tiyn(400_000_000_000);

fn account(n: u32) -> PayeeAccount {
    let iban = (2..=98).find_map(|check| format!("KZ{check:02}856KZT5004{n:06}").parse().ok());
    PayeeAccount {
        iban: iban.unwrap(),
        bank: "KCJBKZKX".parse().unwrap(),
    }
}

/// Budget, applications, distribution, plan, contracts: signed by both.
async fn contracted(region: &mut Region) -> FundingPlan {
    let (executor, approver) = (region.executor.clone(), region.approver.clone());
    let budget = Op::SetBudget {
        department: self::region(),
        year: 2026,
        amount: BUDGET,
        basis: "№ 251".to_owned(),
    };
    region.all_do(vec![(approver.clone(), budget)]).await;
    let paper = b"paper".to_vec();
    region.core.context.blobs.put_all(&[&paper]).unwrap();
    let (hash, now) = (blob::hash(&paper), region.now);
    region
        .write(move |tx| rows::put_blob(tx, hash, 5, None, now))
        .await;
    let needed = ApplicationKind::Financing.needed();
    let documents: BTreeMap<_, _> = needed.iter().map(|kind| (*kind, hash)).collect();
    let application = |n| ApplicationId::new(id(10, n));
    let submit = |n| Op::SubmitApplication {
        application: application(n),
        application_kind: ApplicationKind::Financing,
        school: school(n),
        documents: documents.clone(),
    };
    let submitted = (1..=SCHOOLS).map(|n| (region.head(n).clone(), submit(n)));
    let submitted = submitted.collect();
    region.all_do(submitted).await;
    let mut to_sign = Vec::new();
    for n in 1..=SCHOOLS {
        let one = region
            .record("application", application(n).to_string())
            .await;
        let SchoolingRecord::Application(one) = one else {
            panic!("{one:?}")
        };
        to_sign.push((region.head(n).clone(), one.text().to_bytes().unwrap()));
    }
    let signed = region.signed(to_sign).await;
    let sign = |(n, (document, signature)): (u32, (BlobHash, BlobHash))| {
        let application = application(n);
        let op = Op::SignApplication {
            application,
            document,
            signature,
        };
        (region.head(n).clone(), op)
    };
    let signed = (1..=SCHOOLS).zip(signed).map(sign).collect();
    region.all_do(signed).await;
    let propose = Command::Propose {
        draft: Draft::Accept,
        reviewed: true,
    };
    for (hand, command) in [
        (&executor, Command::Take),
        (&executor, propose),
        (&approver, Command::Approve),
    ] {
        let on = |n| Op::Application {
            application: application(n),
            command: command.clone(),
        };
        let asked = (1..=SCHOOLS).map(|n| (hand.clone(), on(n))).collect();
        region.all_do(asked).await;
    }

    // Three months of every pupil; half of them learn after the first shift.
    let half = i64::from(PUPILS / 2) * PRICE * 3;
    let needs: Vec<Need> = (1..=SCHOOLS)
        .map(|n| Need {
            school: school(n),
            first_shift: Tiyn(half),
            others: Tiyn(half),
            pupils_beyond: PUPILS / 2,
            pupils: PUPILS,
        })
        .collect();
    let rule = DistributionRule::pilot();
    let outcome = distribute(BUDGET, &needs, &rule).unwrap();
    let (from, to) = (month(), Period::new(2026, 12).unwrap());
    let months = |whole: Tiyn| -> BTreeMap<Period, Tiyn> {
        let each = whole.0 / 3;
        (10..=12)
            .map(|number| (Period::new(2026, number).unwrap(), Tiyn(each)))
            .collect()
    };
    let shared = outcome.shares.iter();
    let plan = FundingPlan {
        department: self::region(),
        year: 2026,
        version: 1,
        budget: BUDGET,
        lines: shared
            .map(|share| {
                let whole = share.first_shift.plus(share.others).unwrap();
                (share.school, months(whole))
            })
            .collect(),
        reimbursement: BTreeMap::new(),
    };
    let approve = Op::ApproveDistribution {
        department: self::region(),
        from,
        to,
        budget: BUDGET,
        rule,
        needs,
        outcome: outcome.clone(),
    };
    let planned = Op::ApprovePlan {
        plan: plan.clone(),
        reason: None,
    };
    let both = vec![(approver.clone(), approve), (approver.clone(), planned)];
    region.all_do(both).await;
    let given: i64 = outcome
        .shares
        .iter()
        .map(|share| share.first_shift.0 + share.others.0)
        .sum();
    assert_eq!(given + outcome.left.0, BUDGET.0);
    assert_eq!(
        plan.total(),
        Some(Tiyn(given)),
        "the plan is what was distributed"
    );

    let draw = |n| Op::DrawUpContract {
        contract: contract(n),
        number: format!("{n}-26"),
        department: self::region(),
        school: school(n),
        terms: ProposedTerms {
            from,
            to,
            amount: plan.of_school(school(n)).unwrap(),
            places: BTreeMap::new(),
            account: account(n),
        },
        reimbursement: None,
    };
    let drawn = (1..=SCHOOLS).map(|n| (executor.clone(), draw(n))).collect();
    region.all_do(drawn).await;
    for by_school in [true, false] {
        let mut what = Vec::new();
        for n in 1..=SCHOOLS {
            let text = region.contract(n).await.to_sign().cloned().unwrap();
            let hand = if by_school { region.head(n) } else { &approver };
            what.push((hand.clone(), text.to_bytes().unwrap()));
        }
        let hands: Vec<Hand> = what.iter().map(|(hand, _)| hand.clone()).collect();
        let signed = region.signed(what).await;
        let ops = (1..).zip(hands).zip(signed);
        let ops = ops.map(|((n, hand), (document, signature))| {
            let op = Op::SignContract {
                contract: contract(n),
                document,
                signature,
            };
            (hand, op)
        });
        region.all_do(ops.collect()).await;
    }
    plan
}

/// What three LMS sent, with a child two regions list and a child who died; frozen and validated.
async fn frozen(world: &World, region: &Region) {
    let known = (1..=SCHOOLS).flat_map(pupils).map(|number| PersonFact {
        number,
        life: Some(if number == pupils(DEAD)[4] {
            LifeStatus::Dead
        } else {
            LifeStatus::Alive
        }),
        country: Some(398),
    });
    let known: Vec<PersonFact> = known.collect();
    world.registry.keep_person_facts(known).await.unwrap();
    let now = region.now;
    let batches: Vec<Batch> = (1..=SCHOOLS + 1)
        .map(|n| {
            let of_school = if n > SCHOOLS {
                vec![pupils(DOUBLED)[8]]
            } else {
                pupils(n)
            };
            let entry = |number: &u64| Entry {
                number: *number,
                born: None,
                grade: Some(Grade::Class(3)),
                study: Some(Study::GeneralClass),
                contract: None,
                lessons: None,
            };
            let head = BatchHead {
                organisation: school(n),
                programme: Programme::Schooling,
                period: month(),
                revision: 1,
                // Which of the three sent it.
                source: BlobHash::new([u8::try_from(n % 3).unwrap(); 32]),
            };
            let entries: Vec<Entry> = of_school.iter().map(entry).collect();
            Batch::new(head, &entries).unwrap()
        })
        .collect();
    let put = move |tx: &Tx<'_>| -> Result<(), months::PutError> {
        for batch in &batches {
            months::put_batch(tx, batch, now)?;
        }
        Ok(())
    };
    region.core.store.write(put).await.unwrap();
    months::freeze(&region.core, month(), centre())
        .await
        .unwrap();
    world.registry.validate_months().await.unwrap();
}

/// Reasons of the one pupil of a school who isn't paid for.
async fn reason_of(world: &World, n: u32) -> Vec<MonthReason> {
    let found = world.registry.month_register(month(), school(n)).await;
    let (_, register) = found.unwrap().unwrap();
    let mut out = register
        .rows()
        .filter(|row| row.verdict == MonthVerdict::Excluded);
    let reasons = out.next().unwrap().reasons.iter().collect();
    assert!(out.next().is_none());
    reasons
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_of_sixty_schools_agrees_from_plan_to_payment_and_five_faults_stop_at_their_place()
{
    let world = World::without_order().await;
    let mut region = open(&world).await;
    let plan = contracted(&mut region).await;
    frozen(&world, &region).await;
    let (executor, approver) = (region.executor.clone(), region.approver.clone());

    // Acts: composed by the schools, signed by them, then in a batch by the department.
    let composed = (1..=SCHOOLS).map(|n| {
        let op = Op::ComposeAct {
            act: act(n),
            contract: contract(n),
            period: month(),
        };
        (region.head(n).clone(), op)
    });
    let composed = composed.collect();
    region.all_do(composed).await;
    for by_school in [true, false] {
        let mut what = Vec::new();
        for n in 1..=SCHOOLS {
            let text = region.act(n).await.text().unwrap();
            let hand = if by_school { region.head(n) } else { &approver };
            what.push((hand.clone(), text.to_bytes().unwrap()));
        }
        let hands: Vec<Hand> = what.iter().map(|(hand, _)| hand.clone()).collect();
        let signed = region.signed(what).await;
        let ops = (1..).zip(hands).zip(signed);
        let ops = ops.map(|((n, hand), (document, signature))| {
            let op = Op::SignAct {
                act: act(n),
                document,
                signature,
            };
            (hand, op)
        });
        region.all_do(ops.collect()).await;
    }

    // The first three faults: out of the month, each by its own reason.
    assert_eq!(reason_of(&world, DOUBLED).await, [MonthReason::Duplicate]);
    assert_eq!(reason_of(&world, DEAD).await, [MonthReason::Dead]);
    for n in 1..=SCHOOLS {
        let found = region.act(n).await.act;
        let expected = match n {
            DOUBLED | DEAD => (PUPILS - 1, 0, 1, vec![]),
            OVER_PERMIT => {
                let over = PUPILS - SMALL_PERMIT;
                (SMALL_PERMIT, over, 0, vec![Limit::SanitaryPermit])
            }
            _ => (PUPILS, 0, 0, vec![]),
        };
        let cut = found.cut;
        assert_eq!(
            (cut.paid, cut.excluded, found.excluded, cut.by),
            expected,
            "{n}"
        );
        // Both know why before they sign.
        let why = match n {
            DOUBLED => BTreeMap::from([(MonthReason::Duplicate, 1)]),
            DEAD => BTreeMap::from([(MonthReason::Dead, 1)]),
            _ => BTreeMap::new(),
        };
        assert_eq!(region.act(n).await.why, why, "{n}");
        assert_eq!(found.total, Tiyn(i64::from(cut.paid) * PRICE));
        assert!(found.total <= plan.lines[&school(n)][&month()]);
        assert_eq!(region.contract(n).await.contract.acted, found.total);
    }

    // The other two: not into a register.
    for n in 1..=SCHOOLS {
        region.invoice(n, n != NO_INVOICE).await;
    }
    suspend(&region, SUSPENDED).await;
    let opened = Op::OpenRegister {
        register: register(),
        department: self::region(),
    };
    region.all_do(vec![(executor.clone(), opened)]).await;
    let list = |acts: BTreeSet<SchoolActId>| Op::ListActs {
        register: register(),
        acts,
    };
    let refusal = region
        .refused(executor.clone(), list((1..=SCHOOLS).map(act).collect()))
        .await;
    assert_eq!(refusal.code(), "obstacles");
    let expected = BTreeMap::from([
        (act(NO_INVOICE), vec![Obstacle::NoInvoice]),
        (act(SUSPENDED), vec![Obstacle::Suspended]),
    ]);
    assert_eq!(refusal, Refusal::Obstacles { acts: expected });
    let good: Vec<u32> = (1..=SCHOOLS)
        .filter(|n| ![NO_INVOICE, SUSPENDED].contains(n))
        .collect();
    let listed = list(good.iter().map(|n| act(*n)).collect());
    region.all_do(vec![(executor.clone(), listed)]).await;

    let text = match region.record("register", register().to_string()).await {
        SchoolingRecord::Register(found) => found.text().unwrap(),
        other => panic!("{other:?}"),
    };
    let mut acted = 0;
    for n in &good {
        acted += region.act(*n).await.act.total.0;
    }
    assert_eq!((text.acts.len(), text.total), (58, Tiyn(acted)));
    let bytes = text.to_bytes().unwrap();
    let (document, signature) = region.signed(vec![(approver.clone(), bytes)]).await[0];
    let send = Op::SendRegister {
        register: register(),
        document,
        signature,
    };
    let accept = Op::AcceptRegister {
        register: register(),
    };
    let (centre, payer) = (region.centre.clone(), region.payer.clone());
    region.all_do(vec![(approver, send)]).await;
    region.all_do(vec![(centre, accept)]).await;
    let order = |payments: &[(u32, u32)]| Op::OrderPayments {
        register: register(),
        payments: payments
            .iter()
            .map(|(number, n)| OrderedPayment {
                payment: payment(*number),
                act: act(*n),
            })
            .collect(),
    };
    let all: Vec<(u32, u32)> = good.iter().map(|n| (*n, *n)).collect();
    region.all_do(vec![(payer.clone(), order(&all))]).await;
    // None twice.
    assert_eq!(
        region.refused(payer.clone(), order(&[(100, 1)])).await,
        Refusal::Twice
    );
    let on = super::today();
    for event in [PaymentEvent::Sent, PaymentEvent::Paid { on }] {
        let ops = good.iter().map(|n| {
            let op = Op::PaymentEvent {
                payment: payment(*n),
                event: event.clone(),
            };
            (payer.clone(), op)
        });
        region.all_do(ops.collect()).await;
    }
    let mut paid = 0;
    for n in &good {
        let found = match region.record("payment", payment(*n).to_string()).await {
            SchoolingRecord::Payment(found) => found,
            other => panic!("{other:?}"),
        };
        assert_eq!(found.payment.state, PaymentState::Paid { on });
        assert_eq!(found.account, account(*n));
        paid += found.payment.amount.0;
    }
    // 55 whole schools, two without one child, one cut to its permit.
    assert_eq!(paid, acted);
    let children = i64::from(55 * PUPILS + 2 * (PUPILS - 1) + SMALL_PERMIT);
    assert_eq!(paid, children * PRICE);
    // What the month's plan has beyond that: two schools whole, two children, ten over the permit.
    let planned: i64 = (1..=SCHOOLS)
        .map(|n| plan.lines[&school(n)][&month()].0)
        .sum();
    let unpaid = i64::from(2 * PUPILS + 2 + (PUPILS - SMALL_PERMIT)) * PRICE;
    assert_eq!(planned - paid, unpaid);
}
