//! A month of the state educational order, played through the registry by the people it concerns:
//! from the application to the payment, with what must not be stopped at its place.

mod reimbursement;
mod second_contract;
mod seen;
mod sent_back;
mod signature;
mod statement;

use super::engine::Place;
use super::{Device, World, key_file, rejection};
use crate::environment::{Clock as _, ManualClock};
use crate::schooling::{NewNorm, put, put_norm};
use crate::store::{StoreError, rows};
use crate::{checks, months};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{
    Case, CheckMoment, CheckParameterVersions, Fact, FactValue, InvoiceRecord, InvoiceStatus,
    LifeStatus, Programme, Report, Source, Study, Subject,
};
use baqylau_domain::identifiers::{
    ApplicationId, BlobHash, Iin, Kato, MandateId, OrganisationId, PaymentId, PaymentRegisterId,
    PremisesId, SchoolActId, SchoolContractId, Unverified,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade, PersonFact};
use baqylau_domain::organisation::{Organisation, OrganisationKind, Premises, Purpose};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ApplicationCommand as Command, ApplicationKind, Book, DistributionRule, DocumentKind, Draft,
    FundingPlan, Limit, Mandate, MandateScope, Need, OrderedPayment, PayeeAccount, PaymentEvent,
    PaymentObstacle as Obstacle, PaymentState, Principal, ProposedTerms, RefusalBasis,
    SchoolingOp as Op, SchoolingRecord, SchoolingRefusal as Refusal, distribute,
};
use baqylau_domain::text::{Trilingual, Words};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::{Outcome, Rejection};
use baqylau_protocol::session::SamplePerson;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

const REGION: &str = "710000000";

fn region() -> Kato {
    REGION.parse().unwrap()
}

/// A month the demonstration hasn't frozen.
fn november() -> Period {
    Period::new(2026, 11).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 15).unwrap()
}

fn morning() -> Moment {
    Moment::from_naive_utc_and_offset(today().and_hms_opt(4, 0, 0).unwrap(), chrono::Utc)
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn school(n: u128) -> OrganisationId {
    OrganisationId::new(id(n))
}

fn account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ47856KZT5004100100".parse().unwrap(),
        bank: "KCJBKZKX".parse().unwrap(),
    }
}

/// A school with one building: 482 places by design.
fn organisation(n: u128) -> Organisation {
    Organisation {
        id: school(n),
        bin: Unverified::new("230940999005"),
        name: Trilingual::same(format!("Мектеп {n}")),
        kind: OrganisationKind::School,
        territory: "711210000".parse().unwrap(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: vec![Premises {
            id: PremisesId::new(id(500 + n)),
            name: Trilingual::default(),
            address: Trilingual::default(),
            rka: None,
            territory: "711210000".parse().unwrap(),
            purpose: Purpose::Education,
            capacity: Some(482),
            location: None,
        }],
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: true,
    }
}

/// Valid numbers of invented children.
fn children(from: usize, count: usize) -> Vec<u64> {
    let all = (150_314_500_000_u64..).filter(|number| Iin::from_number(*number).is_ok());
    all.skip(from).take(count).collect()
}

/// Somebody at work: their account and a laptop they signed in on.
struct Hand {
    sample: SamplePerson,
    device: Device,
}

/// The region with its people: two schools, two officers, two of the financial centre.
struct Region {
    world: World,
    first: Hand,
    second: Hand,
    executor: Hand,
    head: Hand,
    centre: Hand,
    payer: Hand,
}

impl Region {
    async fn open(place: Place) -> Self {
        let clock = Arc::new(ManualClock::new(morning()));
        let world = World::over(place, clock).await;
        let role = |role, nth| world.by_role(role, nth).clone();
        let mut people = [
            role(AccountRole::Commission, 0),
            role(AccountRole::Commission, 1),
            role(AccountRole::EducationOfficer, 0),
            role(AccountRole::Commission, 2),
            role(AccountRole::FinancialCentre, 0),
            role(AccountRole::Commission, 3),
        ];
        let parts = [
            (AccountRole::School, Principal::School(school(1))),
            (AccountRole::School, Principal::School(school(2))),
            (
                AccountRole::EducationOfficer,
                Principal::Department(region()),
            ),
            (
                AccountRole::EducationOfficer,
                Principal::Department(region()),
            ),
            (AccountRole::FinancialCentre, Principal::Centre),
            (AccountRole::FinancialCentre, Principal::Centre),
        ];
        for (sample, (role, principal)) in people.iter_mut().zip(parts) {
            sample.person.role = role;
            sample.person.territory = None;
            match principal {
                Principal::School(school) => sample.person.organisation = Some(school),
                Principal::Department(region) => sample.person.territory = Some(region),
                Principal::Centre => {}
            }
        }
        let given: Vec<_> = people
            .iter()
            .zip(parts)
            .map(|(sample, (_, principal))| (sample.person.clone(), principal))
            .collect();
        let core = Arc::clone(world.registry.core());
        let context = Arc::clone(&core.context);
        core.store
            .write(move |tx| -> Result<(), StoreError> {
                for n in [1, 2] {
                    rows::put_organisation(tx, &organisation(n))?;
                }
                for (n, (person, principal)) in (900..).zip(&given) {
                    rows::put_person(tx, person)?;
                    let mandate = Mandate {
                        id: MandateId::new(id(n)),
                        person: person.id,
                        principal: *principal,
                        scopes: MandateScope::ALL.into_iter().collect(),
                        from: today(),
                        to: today(),
                        basis: "№ 1".to_owned(),
                        granted_by: None,
                        revoked: None,
                    };
                    put(tx, &SchoolingRecord::Mandate(mandate))?;
                }
                put_norm(
                    tx,
                    &NewNorm::read_list("2026-01-01;;primary;general-class;695000;№ 597").unwrap()
                        [0],
                )?;
                // The sanitary permit of the first school: 442 places.
                let permit = Fact {
                    about: Subject::Premises(PremisesId::new(id(501))),
                    value: FactValue::SanitaryConformity {
                        conforms: true,
                        places: Some(442),
                    },
                    source: Source::Elicensing,
                    as_of: morning(),
                    by: None,
                };
                context.facts.take_in(tx, &[permit], morning())
            })
            .await
            .unwrap();
        let [first, second, executor, head, centre, payer] = people;
        let hand = async |sample: SamplePerson| Hand {
            device: world.device(&sample).await,
            sample,
        };
        Self {
            first: hand(first).await,
            second: hand(second).await,
            executor: hand(executor).await,
            head: hand(head).await,
            centre: hand(centre).await,
            payer: hand(payer).await,
            world,
        }
    }

    /// The checks of a school's application found nothing: a report without checks.
    async fn nothing_found(&self) {
        let core = Arc::clone(self.world.registry.core());
        let again = Arc::clone(&core);
        core.store
            .write(move |tx| -> Result<(), StoreError> {
                let parameters = CheckParameterVersions::pilot().on(today());
                let bin = "230940999005".parse().unwrap();
                let case = Case::new(Programme::Schooling, CheckMoment::Application, bin);
                let report = Report::of_rows(case, parameters, morning(), Vec::new());
                for n in [1, 2] {
                    checks::keep(tx, &again.checks, school(n), &report)?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }

    /// What ИС ЭСФ says of an act's invoice.
    async fn invoice(&self, act: SchoolActId, invoice: Option<(i64, InvoiceStatus)>, at: Moment) {
        let fact = Fact {
            about: Subject::Document(act.to_string()),
            value: FactValue::Invoice {
                invoice: invoice.map(|(amount, status)| InvoiceRecord {
                    number: "ESF-1".to_owned(),
                    supplier: "230940999005".parse().unwrap(),
                    amount: Tiyn(amount),
                    status,
                }),
            },
            source: Source::Esf,
            as_of: at,
            by: None,
        };
        let core = Arc::clone(self.world.registry.core());
        let context = Arc::clone(&core.context);
        core.store
            .write(move |tx| context.facts.take_in(tx, std::slice::from_ref(&fact), at))
            .await
            .unwrap();
    }

    /// November as LMS sent it: 793 pupils of the first school, 100 of the second; frozen and
    /// validated.
    async fn freeze(&self) {
        let core = Arc::clone(self.world.registry.core());
        let sent = [(1, children(0, 793)), (2, children(1_000, 100))];
        let known: Vec<PersonFact> = sent
            .iter()
            .flat_map(|(_, numbers)| numbers.iter())
            .map(|number| PersonFact {
                number: *number,
                life: Some(LifeStatus::Alive),
                country: Some(398),
            })
            .collect();
        self.world.registry.keep_person_facts(known).await.unwrap();
        core.store
            .write(move |tx| -> Result<(), months::PutError> {
                for (n, numbers) in &sent {
                    let head = BatchHead {
                        organisation: school(*n),
                        programme: Programme::Schooling,
                        period: november(),
                        revision: 1,
                        source: BlobHash::new([1; 32]),
                    };
                    let entry = |number: &u64| Entry {
                        number: *number,
                        born: None,
                        grade: Some(Grade::Class(3)),
                        study: Some(Study::GeneralClass),
                        contract: None,
                        lessons: None,
                    };
                    let entries: Vec<Entry> = numbers.iter().map(entry).collect();
                    let batch = Batch::new(head, &entries).unwrap();
                    months::put_batch(tx, &batch, morning())?;
                }
                Ok(())
            })
            .await
            .unwrap();
        let actor = super::months::centre();
        months::freeze(&core, november(), actor).await.unwrap();
        self.world.registry.validate_months().await.unwrap();
    }

    /// The region as its department's feed tells it.
    async fn book(&self) -> Book {
        let feed = self.executor.device.feed(&Scope::Orders(region())).await;
        let record = |change| match change {
            Change::Schooling { record } => Some(*record),
            _ => None,
        };
        feed.into_iter()
            .filter_map(|entry| record(entry.change))
            .collect()
    }
}

impl Hand {
    async fn does(&mut self, op: Op) -> Outcome {
        let body = OperationBody::Schooling { op: Box::new(op) };
        let sample = self.sample.clone();
        self.device.send(&sample, body).await
    }

    async fn applies(&mut self, op: Op) {
        let word = op.word();
        assert_eq!(self.does(op).await, Outcome::Applied, "{word}");
    }

    /// The refusal of an operation.
    async fn refused(&mut self, op: Op) -> Refusal {
        match rejection(self.does(op).await) {
            Rejection::Schooling { refusal } => *refusal,
            other => panic!("{other:?}"),
        }
    }

    /// A signature file under bytes, uploaded.
    async fn signs(&self, world: &World, bytes: &[u8]) -> (BlobHash, BlobHash) {
        let (key, now) = (key_file(&self.sample), world.clock.now());
        let cms = baqylau_signing::sign_detached(&key, bytes, now, &mut rand_core::OsRng).unwrap();
        (blob::hash(bytes), self.device.upload(&cms).await)
    }
}

fn submit(n: u128, documents: &BTreeMap<DocumentKind, BlobHash>) -> Op {
    Op::SubmitApplication {
        application: ApplicationId::new(id(100 + n)),
        application_kind: ApplicationKind::Financing,
        school: school(n),
        documents: documents.clone(),
    }
}

fn on_application(n: u128, command: Command) -> Op {
    Op::Application {
        application: ApplicationId::new(id(100 + n)),
        command,
    }
}

const BUDGET: Tiyn = Tiyn(30_000_000_000);

fn contract(n: u128) -> SchoolContractId {
    SchoolContractId::new(id(200 + n))
}

fn act(n: u128) -> SchoolActId {
    SchoolActId::new(id(300 + n))
}

fn terms() -> ProposedTerms {
    ProposedTerms {
        from: Period::new(2026, 9).unwrap(),
        to: Period::new(2026, 12).unwrap(),
        amount: Tiyn(10_254_400_000),
        places: BTreeMap::new(),
        account: account(),
    }
}

/// Applications of both schools, accepted; the budget distributed and planned; contracts signed.
async fn contracted(room: &mut Region) {
    room.nothing_found().await;
    let paper = room.first.device.upload(b"paper").await;
    let needed = ApplicationKind::Financing.needed();
    let documents: BTreeMap<_, _> = needed.iter().map(|kind| (*kind, paper)).collect();
    let none = BTreeMap::new();
    let missing = room.first.refused(submit(1, &none)).await;
    assert!(matches!(missing, Refusal::Missing { documents } if documents == needed));
    // One school doesn't apply for another.
    assert_eq!(
        room.second.refused(submit(1, &documents)).await,
        Refusal::NotYours
    );
    room.first.applies(submit(1, &documents)).await;
    room.second.applies(submit(2, &documents)).await;
    for n in [1, 2] {
        signature::is_waited_for(room, n).await;
        room.executor
            .applies(on_application(n, Command::Take))
            .await;
        let unfounded = Draft::Refuse {
            basis: BTreeSet::from([RefusalBasis::Check(baqylau_domain::checks::CheckId::ALL[0])]),
            reason: "x".into(),
        };
        let unfounded = Command::Propose {
            draft: unfounded,
            reviewed: true,
        };
        let refused = room.executor.refused(on_application(n, unfounded)).await;
        assert_eq!(refused, Refusal::NoBasis);
        let accept = Command::Propose {
            draft: Draft::Accept,
            reviewed: true,
        };
        signature::stops_until_it_is_of_the_head(room, n, &on_application(n, accept.clone())).await;
        room.executor.applies(on_application(n, accept)).await;
        let own = room
            .executor
            .refused(on_application(n, Command::Approve))
            .await;
        assert_eq!(own, Refusal::OwnProposal);
        room.head.applies(on_application(n, Command::Approve)).await;
    }

    let need = |n, first, others, beyond, pupils| Need {
        school: school(n),
        first_shift: Tiyn(first),
        others: Tiyn(others),
        pupils_beyond: beyond,
        pupils,
    };
    // The schools of the worked case, without its second.
    let needs = vec![
        need(1, 10_254_400_000, 8_143_200_000, 351, 793),
        need(2, 6_960_000_000, 4_640_000_000, 200, 500),
    ];
    let rule = DistributionRule::pilot();
    let outcome = distribute(BUDGET, &needs, &rule).unwrap();
    let approve = |budget, outcome| Op::ApproveDistribution {
        department: region(),
        from: terms().from,
        to: terms().to,
        budget,
        rule,
        needs: needs.clone(),
        outcome,
    };
    let early = room.head.refused(approve(BUDGET, outcome.clone())).await;
    assert_eq!(early, Refusal::NoBudget);
    let budget = Op::SetBudget {
        department: region(),
        year: 2026,
        amount: BUDGET,
        basis: "№ 251".to_owned(),
    };
    assert_eq!(room.first.refused(budget.clone()).await, Refusal::NotYours);
    room.head.applies(budget).await;
    let mut touched = outcome.clone();
    touched.shares[0].others.0 += 1;
    touched.shares[1].others.0 -= 1;
    let refused = room.head.refused(approve(BUDGET, touched)).await;
    assert_eq!(refused, Refusal::OtherOutcome);
    room.head.applies(approve(BUDGET, outcome.clone())).await;
    // Approved anew with less and again as it was: each version stays.
    let less = Tiyn(BUDGET.0 - 100_000_000);
    let second = distribute(less, &needs, &rule).unwrap();
    room.head.applies(approve(less, second.clone())).await;
    room.head.applies(approve(BUDGET, outcome.clone())).await;
    let feed = room.executor.device.feed(&Scope::Orders(region())).await;
    let last = feed.into_iter().rev().find_map(|entry| match entry.change {
        Change::Schooling { record } => match *record {
            SchoolingRecord::Distribution(one) => Some(one),
            _ => None,
        },
        _ => None,
    });
    let last = last.unwrap();
    let said: Vec<_> = last.versions().iter().map(|one| one.said).collect();
    let expected = [(BUDGET, &outcome), (less, &second), (BUDGET, &outcome)];
    assert_eq!(said, expected.map(Some));

    let months = |sum: i64| -> BTreeMap<Period, Tiyn> {
        let month = |month| (Period::new(2026, month).unwrap(), Tiyn(sum));
        (9..=12).map(month).collect()
    };
    // To the tiyn: the first school's month costs 25 599 168.14.
    let plan = FundingPlan {
        department: region(),
        year: 2026,
        version: 1,
        budget: BUDGET,
        lines: BTreeMap::from([
            (school(1), months(2_563_600_000)),
            (school(2), months(2_563_600_000)),
        ]),
        reimbursement: BTreeMap::new(),
    };
    let draw_up = |n: u128, amount| Op::DrawUpContract {
        contract: contract(n),
        number: format!("{n}-26"),
        department: region(),
        school: school(n),
        terms: ProposedTerms { amount, ..terms() },
        reimbursement: None,
    };
    let unplanned = room.executor.refused(draw_up(1, terms().amount)).await;
    assert_eq!(unplanned, Refusal::NoPlan);
    room.head
        .applies(Op::ApprovePlan {
            plan: plan.clone(),
            reason: None,
        })
        .await;
    assert_eq!(
        room.head
            .refused(Op::ApprovePlan { plan, reason: None })
            .await,
        Refusal::StalePlan
    );
    let over = room
        .executor
        .refused(draw_up(1, Tiyn(10_254_400_001)))
        .await;
    assert_eq!(over, Refusal::OverPlan { over: Tiyn(1) });
    // A laptop that judged nothing, or judged by an older list, is not believed.
    let mut elsewhere = draw_up(1, terms().amount);
    if let Op::DrawUpContract { terms, .. } = &mut elsewhere {
        terms.account.bank = "HSBKKZKX".parse().unwrap();
    }
    let elsewhere = room.executor.refused(elsewhere).await;
    assert_eq!(elsewhere, Refusal::AccountOfAnotherBank);
    for n in [1, 2] {
        room.executor.applies(draw_up(n, terms().amount)).await;
        let text = room
            .book()
            .await
            .contract(contract(n))
            .unwrap()
            .to_sign()
            .cloned();
        let bytes = text.unwrap().to_bytes().unwrap();
        let school = if n == 1 {
            &mut room.first
        } else {
            &mut room.second
        };
        for hand in [school, &mut room.head] {
            let (document, signature) = hand.signs(&room.world, &bytes).await;
            let sign = |document, signature| Op::SignContract {
                contract: contract(n),
                document,
                signature,
            };
            // Of other bytes than the contract's.
            let (_, foreign) = hand.signs(&room.world, b"other").await;
            let outcome = hand.does(sign(document, foreign)).await;
            assert!(matches!(rejection(outcome), Rejection::Signature { .. }));
            hand.applies(sign(document, signature)).await;
        }
    }
}

/// The act of November of a school, composed and signed by both.
async fn acted(room: &mut Region, n: u128) {
    let compose = Op::ComposeAct {
        act: act(n),
        contract: contract(n),
        period: november(),
    };
    let hand = if n == 1 {
        &mut room.first
    } else {
        &mut room.second
    };
    hand.applies(compose).await;
    let again = Op::ComposeAct {
        act: SchoolActId::new(id(399)),
        contract: contract(n),
        period: november(),
    };
    assert_eq!(hand.refused(again).await, Refusal::AlreadyExists);
    let text = room.book().await.act(act(n)).unwrap().text().unwrap();
    let bytes = text.to_bytes().unwrap();
    let school = if n == 1 {
        &mut room.first
    } else {
        &mut room.second
    };
    for hand in [school, &mut room.head] {
        let (document, signature) = hand.signs(&room.world, &bytes).await;
        hand.applies(Op::SignAct {
            act: act(n),
            document,
            signature,
        })
        .await;
    }
}

fn register() -> PaymentRegisterId {
    PaymentRegisterId::new(id(400))
}

fn list(acts: &[SchoolActId]) -> Op {
    Op::ListActs {
        register: register(),
        acts: acts.iter().copied().collect(),
    }
}

fn obstacles(refusal: Refusal) -> BTreeMap<SchoolActId, Vec<Obstacle>> {
    match refusal {
        Refusal::Obstacles { acts } => acts,
        other => panic!("{other:?}"),
    }
}

async fn month(place: Place) {
    let room = &mut Region::open(place).await;
    contracted(room).await;
    let early = Op::ComposeAct {
        act: act(1),
        contract: contract(1),
        period: november(),
    };
    assert_eq!(room.first.refused(early).await, Refusal::MonthNotFrozen);
    room.freeze().await;
    second_contract::pays_for_nobody_twice(room).await;
    acted(room, 1).await;
    acted(room, 2).await;

    // Worked cases 1 and 2: 793 pupils, permit 442, capacity 482; 442 at 57 916.67.
    let book = room.book().await;
    let first = &book.act(act(1)).unwrap().act;
    assert_eq!((first.cut.paid, first.cut.excluded), (442, 351));
    assert_eq!(first.cut.by, [Limit::SanitaryPermit]);
    assert_eq!(first.total, Tiyn(2_559_916_814));
    let left = book.contract(contract(1)).unwrap().contract.left();
    assert_eq!(left, Tiyn(10_254_400_000 - 2_559_916_814));

    let open = Op::OpenRegister {
        register: register(),
        department: region(),
    };
    room.executor.applies(open).await;
    // Nobody said anything of the invoices; then: the first school has none, the second one of
    // another sum.
    let unknown = obstacles(room.executor.refused(list(&[act(1)])).await);
    assert_eq!(unknown[&act(1)], [Obstacle::InvoiceUnknown]);
    let second = book.act(act(2)).unwrap().act.total.0;
    let mut at = morning();
    room.invoice(act(1), None, at).await;
    room.invoice(act(2), Some((second - 1, InvoiceStatus::Registered)), at)
        .await;
    let found = obstacles(room.executor.refused(list(&[act(1), act(2)])).await);
    assert_eq!(found[&act(1)], [Obstacle::NoInvoice]);
    assert_eq!(found[&act(2)], [Obstacle::InvoiceDiffers]);
    let mut later = || {
        at += chrono::TimeDelta::seconds(1);
        at
    };
    let good = Some((first.total.0, InvoiceStatus::Registered));
    room.invoice(act(1), good, later()).await;
    room.invoice(act(2), Some((second, InvoiceStatus::Registered)), later())
        .await;
    room.executor.applies(list(&[act(1), act(2)])).await;

    let accept = Op::AcceptRegister {
        register: register(),
    };
    assert_eq!(
        room.centre.refused(accept.clone()).await,
        Refusal::WrongStage
    );
    let text = room
        .book()
        .await
        .register(register())
        .unwrap()
        .text()
        .unwrap();
    assert_eq!(text.total, Tiyn(first.total.0 + second));
    let bytes = text.to_bytes().unwrap();
    let (document, signature) = room.head.signs(&room.world, &bytes).await;
    room.head
        .applies(Op::SendRegister {
            register: register(),
            document,
            signature,
        })
        .await;
    // The first school withdraws its invoice on the way, and issues it again.
    let withdrawn = Some((first.total.0, InvoiceStatus::Withdrawn));
    room.invoice(act(1), withdrawn, later()).await;
    let found = obstacles(room.centre.refused(accept.clone()).await);
    assert_eq!(found, BTreeMap::from([(act(1), vec![Obstacle::NoInvoice])]));
    room.invoice(act(1), good, later()).await;
    assert_eq!(
        room.executor.refused(accept.clone()).await,
        Refusal::NotYours
    );
    room.centre.applies(accept).await;

    let order = |payment: u128, act| Op::OrderPayments {
        register: register(),
        payments: vec![OrderedPayment {
            payment: PaymentId::new(id(payment)),
            act,
        }],
    };
    assert_eq!(
        room.centre.refused(order(600, act(1))).await,
        Refusal::OwnProposal
    );
    room.payer.applies(order(600, act(1))).await;
    assert_eq!(room.payer.refused(order(601, act(1))).await, Refusal::Twice);
    let event = |event| Op::PaymentEvent {
        payment: PaymentId::new(id(600)),
        event,
    };
    let (on, reason) = (today(), Words::from("шот жабық"));
    room.payer.applies(event(PaymentEvent::Sent)).await;
    room.payer
        .applies(event(PaymentEvent::Returned { on, reason }))
        .await;
    // What came back is paid anew, and then no more.
    room.payer.applies(order(602, act(1))).await;
    for what in [PaymentEvent::Sent, PaymentEvent::Paid { on }] {
        room.payer
            .applies(Op::PaymentEvent {
                payment: PaymentId::new(id(602)),
                event: what,
            })
            .await;
    }
    assert_eq!(room.payer.refused(order(603, act(1))).await, Refusal::Twice);
    let book = room.book().await;
    let paid = book.payment(PaymentId::new(id(602))).unwrap();
    assert_eq!(paid.payment.state, PaymentState::Paid { on });
    assert_eq!((paid.payment.amount, paid.number), (first.total, 2));
    assert_eq!(paid.account, account());
    sent_back::goes_on(room).await;

    // The school sees its own, and nothing of the other's.
    let scopes = room.first.device.scopes().await;
    assert!(scopes.contains(&Scope::School(school(1))));
    let seen = room.first.device.feed(&Scope::School(school(1))).await;
    let of_first = |change: &Change| match change {
        Change::Schooling { record } => record.school() == Some(school(1)),
        Change::Organisation { organisation, .. } => organisation.id == school(1),
        _ => false,
    };
    assert!(!seen.is_empty() && seen.iter().all(|entry| of_first(&entry.change)));
    let foreign = room
        .first
        .device
        .page(&Scope::School(school(2)), 0, 1)
        .await;
    assert!(foreign.is_err());
    let offices = room.first.device.page(&Scope::Orders(region()), 0, 1).await;
    assert!(offices.is_err());
    statement::is_kept_and_matched_once(room).await;
    statement::indices_are_entered(room).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_goes_from_application_to_payment_and_what_must_not_stops_at_its_place() {
    for engine in super::engine::Engine::all() {
        let place = tokio::task::spawn_blocking(move || Place::demonstration_on(engine));
        month(place.await.unwrap()).await;
    }
}
