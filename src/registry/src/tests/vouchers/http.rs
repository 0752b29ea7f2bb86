//! The ledger over HTTP: who may ask what in whose name, and what everybody is shown.

use super::world::{
    bin, contract, day, facts, green, hash, iin, issuer, month, order, register, reservation,
    student, tenge, trace, university, voucher,
};
use crate::environment::Clock as _;
use crate::tests::{Device, World, new_uuid, take};
use baqylau_domain::identifiers::{ObligationId, OperationId, PersonId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::voucher::{
    AccountId, Applicant, Author, EarlyEnd, Operation, Party, Refusal, Request, Status, StudyForm,
};
use baqylau_protocol::api::{self, ApiError, ErrorCode};
use baqylau_protocol::vouchers::{
    AccountCard, AccountHolder, ContractCard, ObligationPage, OrderCard, OrderPage, VoucherAnswer,
    VoucherAnswers, VoucherBatch, VoucherCard, VoucherPage, VoucherReceipt,
};
use ed25519_dalek::{Signature, VerifyingKey};
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;

type Answered<T> = Result<T, (StatusCode, ApiError)>;

pub(super) fn request(author: Author, operation: Operation) -> Request {
    Request {
        id: OperationId::new(new_uuid()),
        author,
        document: hash(1),
        operation,
    }
}

fn by(party: Party, person: PersonId) -> Author {
    Author {
        party,
        person: Some(person),
    }
}

pub(super) fn registrar() -> Author {
    Author {
        party: Party::Registrar,
        person: None,
    }
}

pub(super) async fn send(device: &Device, requests: &[Request]) -> Answered<Vec<VoucherAnswer>> {
    let batch = VoucherBatch {
        requests: requests.to_vec(),
    };
    let sent = device
        .request(Method::POST, api::VOUCHER_OPERATIONS)
        .json(&batch)
        .send()
        .await;
    let answers: VoucherAnswers = take(sent.unwrap()).await?;
    for (request, answer) in requests.iter().zip(&answers.answers) {
        let operation = match answer {
            VoucherAnswer::Applied { operation, .. } | VoucherAnswer::Refused { operation, .. } => {
                operation
            }
        };
        assert_eq!(*operation, request.id);
    }
    assert_eq!(requests.len(), answers.answers.len());
    Ok(answers.answers)
}

pub(super) async fn get<T: DeserializeOwned>(device: &Device, path: &str) -> Answered<T> {
    take(device.request(Method::GET, path).send().await.unwrap()).await
}

pub(super) fn refusal(answer: &VoucherAnswer) -> &Refusal {
    match answer {
        VoucherAnswer::Refused { refusal, .. } => refusal,
        VoucherAnswer::Applied { .. } => panic!("applied"),
    }
}

/// A receipt, once its signature was checked.
pub(super) fn receipt(world: &World, answer: &VoucherAnswer) -> VoucherReceipt {
    let VoucherAnswer::Applied { receipt, .. } = answer else {
        panic!("{answer:?}")
    };
    let mut key = [0u8; 32];
    hex::decode_to_slice(&world.hello.receipt_key, &mut key).unwrap();
    let mut signature = [0u8; 64];
    hex::decode_to_slice(&receipt.signature, &mut signature).unwrap();
    VerifyingKey::from_bytes(&key)
        .unwrap()
        .verify_strict(
            receipt.receipt.as_bytes(),
            &Signature::from_bytes(&signature),
        )
        .unwrap();
    serde_json::from_str(&receipt.receipt).unwrap()
}

/// What an Issuer begins with: accounts, an order of a million, a contract, three vouchers.
fn beginning() -> Vec<Operation> {
    let (from, to) = (month(2026, 9), month(2027, 6));
    vec![
        Operation::OpenAccount {
            applicant: Applicant::Issuer {
                organisation: issuer(),
                bin: bin(900),
            },
            facts: green(),
        },
        Operation::OpenAccount {
            applicant: Applicant::Executor {
                organisation: university(1),
                bin: bin(1),
            },
            facts: green(),
        },
        Operation::ApproveOrder {
            order: order(),
            issuer: issuer(),
            programme: "204".into(),
            from,
            to,
            volume: tenge(4_000_000),
            stipends: tenge(1_000),
        },
        Operation::Publish { order: order() },
        Operation::ConcludeContract {
            contract: contract(1),
            order: order(),
            executor: university(1),
            number: "ГОЗ-1".into(),
            date: day("2026-09-01"),
            amount: tenge(4_000_000),
        },
        Operation::Emit {
            order: order(),
            vouchers: vec![voucher(1), voucher(2), voucher(3)],
            nominal: tenge(1_000_000),
            from,
            parts: 10,
        },
    ]
}

/// The officer of the Issuer, with the beginning entered and voucher 1 reserved.
pub(super) async fn issuing(world: &World) -> (Device, Author, Vec<Request>) {
    let officer = world.by_role(AccountRole::IssuerOfficer, 0);
    let device = world.device(officer).await;
    let author = by(Party::Issuer, officer.person.id);
    let mut sent: Vec<Request> = beginning()
        .into_iter()
        .map(|operation| request(author, operation))
        .collect();
    for answer in send(&device, &sent).await.unwrap() {
        receipt(world, &answer);
    }
    let open = Operation::OpenBeneficiary {
        beneficiary: student(1),
        iin: iin(1),
    };
    inside(world, open).await;
    let place = request(
        author,
        Operation::Place {
            voucher: voucher(1),
            beneficiary: student(1),
        },
    );
    let answers = send(&device, std::slice::from_ref(&place)).await.unwrap();
    receipt(world, &answers[0]);
    sent.push(place);
    let reserve = Operation::Reserve {
        voucher: voucher(1),
        reservation: reservation(1),
        form: StudyForm::FullTime,
        facts: facts(world.clock.now()),
    };
    inside(world, reserve).await;
    (device, author, sent)
}

/// What the registry does by itself.
pub(super) async fn inside(world: &World, operation: Operation) {
    let request = request(registrar(), operation);
    let answers = world.registry.vouchers(vec![request]).await.unwrap();
    assert!(answers[0].is_ok(), "{:?}", answers[0]);
}

/// A ledger with something of everything, for the matrix of rights.
pub(crate) async fn fill(world: &World) {
    issuing(world).await;
}

/// A request of a person of the Issuer or of the financial centre, about a voucher that isn't there.
pub(crate) fn about_nothing(party: Party, person: PersonId) -> Request {
    request(
        by(party, person),
        Operation::Cancel {
            voucher: voucher(9),
        },
    )
}

/// Asks every route of the ledger for a good answer.
pub(crate) async fn walk(world: &World) {
    let (device, _, _) = issuing(world).await;
    for path in [
        format!("{}?order={}", api::VOUCHERS, order()),
        format!("{}/{}", api::VOUCHERS, voucher(1)),
        format!("{}/beneficiary:{}", api::VOUCHER_ACCOUNTS, student(1)),
        format!("{}/executor:{}", api::VOUCHER_ACCOUNTS, university(1)),
        format!("{}/treasury:{}", api::VOUCHER_ACCOUNTS, order()),
        // As any library may write the colon.
        format!("{}/treasury%3A{}", api::VOUCHER_ACCOUNTS, order()),
        format!("{}/issuer:{}", api::VOUCHER_ACCOUNTS, issuer()),
        format!("{}/{}", api::VOUCHER_CONTRACTS, contract(1)),
        api::VOUCHER_ORDERS.to_owned(),
        format!("{}/{}", api::VOUCHER_ORDERS, order()),
        format!("{}?state=serving", api::VOUCHER_OBLIGATIONS),
    ] {
        let answer = device.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_sent_again_has_the_receipt_of_the_first_time() {
    let world = World::start().await;
    let (device, author, sent) = issuing(&world).await;
    let first = send(&device, &sent).await.unwrap();
    crate::tests::later(&world, 300);
    let again = send(&device, &sent).await.unwrap();
    assert_eq!(first, again, "bytes and signature alike");
    let told = receipt(&world, &first[5]);
    assert_eq!(told.amount, tenge(3_000_000));
    assert_eq!((told.transfers, told.operation), (3, sent[5].id));

    let mut other = sent[3].clone();
    other.document = hash(2);
    let missing = request(
        author,
        Operation::Cancel {
            voucher: voucher(9),
        },
    );
    let fresh = request(
        author,
        Operation::Cancel {
            voucher: voucher(3),
        },
    );
    let answers = send(&device, &[other.clone(), missing, fresh])
        .await
        .unwrap();
    assert_eq!(*refusal(&answers[0]), Refusal::OtherBody);
    assert!(matches!(refusal(&answers[1]), Refusal::NotFound { .. }));
    receipt(&world, &answers[2]);
    let text = serde_json::to_value(&answers[0]).unwrap();
    assert_eq!(text["refusal"]["refusal"], "other_body");

    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
    assert_eq!(world.registry.check().await.unwrap().audit_broken_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_asks_in_anothers_name_or_for_what_isnt_theirs() {
    let world = World::start().await;
    let (device, author, _) = issuing(&world).await;
    let operation = || Operation::Cancel {
        voucher: voucher(3),
    };
    let officer = author.person.unwrap();
    let other = world.by_role(AccountRole::Observer, 0).person.id;
    for wrong in [
        by(Party::Issuer, other),
        by(Party::FinancialCentre, officer),
        by(Party::Registrar, officer),
        registrar(),
        Author {
            party: Party::Issuer,
            person: None,
        },
        by(
            Party::Executor {
                organisation: university(1),
            },
            officer,
        ),
    ] {
        // With an honest one before it: nothing of such a batch is done.
        let batch = [request(author, operation()), request(wrong, operation())];
        let (status, error) = send(&device, &batch).await.unwrap_err();
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert_eq!(error.code, ErrorCode::Forbidden);
    }
    // What only the registry or the interface of the LMS sends.
    let act = Operation::SignAct {
        act: super::world::act(1),
        contract: contract(1),
        period: month(2026, 9),
        sha256: hash(5),
        register: hash(6),
        date: day("2026-11-23"),
        people: 1,
        total: tenge(1),
        executor_signature: Some(hash(7)),
        issuer_signature: Some(hash(8)),
    };
    let resume = Operation::Resume {
        executor: university(1),
        sanction: super::world::sanction(1),
        ended: day("2026-11-23"),
    };
    let activate = Operation::Activate {
        voucher: voucher(1),
        period: month(2026, 9),
        trace: trace(96, 96),
    };
    let pay = Operation::Pay {
        register: register(1),
        acts: vec![super::world::act(1)],
        total: tenge(1),
    };
    let own: Vec<Request> = [act, resume, activate, pay.clone()]
        .into_iter()
        .map(|operation| request(author, operation))
        .collect();
    for answer in send(&device, &own).await.unwrap() {
        assert_eq!(*refusal(&answer), Refusal::NotYourRole);
    }
    let centre = world.by_role(AccountRole::FinancialCentre, 0);
    let device = world.device(centre).await;
    let author = by(Party::FinancialCentre, centre.person.id);
    let answers = send(
        &device,
        &[request(author, pay), request(author, operation())],
    )
    .await
    .unwrap();
    assert!(matches!(refusal(&answers[0]), Refusal::NotFound { .. }));
    assert_eq!(*refusal(&answers[1]), Refusal::NotYourRole);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_sees_of_the_ledger_what_it_may_and_no_more() {
    let world = World::start().await;
    let (_, _, sent) = issuing(&world).await;
    let account = format!("{}/beneficiary:{}", api::VOUCHER_ACCOUNTS, student(1));
    let number = iin(1).to_string();
    for role in [
        AccountRole::IssuerOfficer,
        AccountRole::FinancialCentre,
        AccountRole::Observer,
        AccountRole::EducationOfficer,
        AccountRole::Commission,
    ] {
        let sample = world.by_role(role, 0);
        let device = world.device(sample).await;
        let reads = matches!(
            role,
            AccountRole::IssuerOfficer | AccountRole::FinancialCentre | AccountRole::Observer
        );
        let answer = device.request(Method::GET, &account).send().await.unwrap();
        let expected = if reads {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(answer.status(), expected, "{role:?}");
        let text = answer.text().await.unwrap();
        let whole = role == AccountRole::IssuerOfficer;
        assert_eq!(text.contains(&number), whole, "{role:?}");
        if reads {
            let card: AccountCard = serde_json::from_str(&text).unwrap();
            let AccountHolder::Beneficiary { iin: shown, funded } = &card.owner else {
                panic!("{card:?}")
            };
            assert_eq!(funded.len(), 1);
            assert_eq!(shown.0 == number, whole);
            assert!(!format!("{card:?}").contains(&number));
        }
        for path in [
            api::VOUCHER_ORDERS.to_owned(),
            format!("{}/{}", api::VOUCHERS, voucher(1)),
        ] {
            let status = device
                .request(Method::GET, &path)
                .send()
                .await
                .unwrap()
                .status();
            assert_eq!(status, expected, "{role:?} {path}");
        }
        // Whoever has no part in the ledger is refused before anything is looked at.
        let answer = send(&device, &sent[..1]).await;
        match role {
            AccountRole::IssuerOfficer => assert!(answer.is_ok()),
            _ => assert_eq!(answer.unwrap_err().0, StatusCode::FORBIDDEN, "{role:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_balances_and_histories_agree() {
    let world = World::start().await;
    let (device, author, _) = issuing(&world).await;
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("{}?order={}&limit=1{after}", api::VOUCHERS, order());
        let page: VoucherPage = get(&device, &path).await.unwrap();
        seen.extend(page.vouchers);
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let ids: Vec<_> = seen.iter().map(|line| line.id).collect();
    assert_eq!(ids, [voucher(1), voucher(2), voucher(3)]);
    assert_eq!(seen[0].executor, Some(university(1)));
    assert_eq!(seen[0].held, tenge(1_000_000));
    let path = format!(
        "{}?executor={}&status=RESERVED",
        api::VOUCHERS,
        university(1)
    );
    let page: VoucherPage = get(&device, &path).await.unwrap();
    assert_eq!((page.vouchers.len(), page.next), (1, None));
    let path = format!("{}?order={}&status=CANCELLED", api::VOUCHERS, order());
    let page: VoucherPage = get(&device, &path).await.unwrap();
    assert_eq!(page.vouchers, []);
    for query in ["", "?order=x", "?status=RESERVED", "?order=&executor="] {
        let path = format!("{}{query}", api::VOUCHERS);
        let (status, _) = get::<VoucherPage>(&device, &path).await.unwrap_err();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
    }

    let path = format!("{}/{}", api::VOUCHER_ORDERS, order());
    let card: OrderCard = get(&device, &path).await.unwrap();
    assert!(card.balanced);
    assert_eq!(card.free.credits_posted, tenge(3_000_000));
    let totals: Vec<_> = card
        .totals
        .iter()
        .map(|one| (one.status, one.vouchers))
        .collect();
    assert_eq!(totals, [(Status::Issued, 2), (Status::Reserved, 1)]);
    let page: OrderPage = get(&device, &format!("{}?limit=1", api::VOUCHER_ORDERS))
        .await
        .unwrap();
    assert_eq!((page.orders, page.next), (vec![card.order], None));

    let path = format!("{}/{}", api::VOUCHERS, voucher(1));
    let card: VoucherCard = get(&device, &path).await.unwrap();
    assert_eq!(
        (card.shown, card.held),
        (Status::Reserved, tenge(1_000_000))
    );
    let words: Vec<&str> = card
        .history
        .iter()
        .map(|entry| entry.word.as_str())
        .collect();
    assert_eq!(words, ["emit", "place", "reserve"]);
    assert_eq!(card.history[1].person, author.person);
    assert_eq!(card.history[2].party, Party::Registrar);
    // A block of the account is shown on the voucher and kept in neither.
    let block = request(
        author,
        Operation::Block {
            account: AccountId::Beneficiary(student(1)),
            ground: baqylau_domain::voucher::BlockGround::CourtOrder,
            reference: "№ 7".into(),
        },
    );
    let answers = send(&device, &[block]).await.unwrap();
    receipt(&world, &answers[0]);
    let card: VoucherCard = get(&device, &path).await.unwrap();
    assert_eq!(
        (card.shown, card.voucher.status),
        (Status::Blocked, Status::Reserved)
    );

    let path = format!("{}/beneficiary:{}", api::VOUCHER_ACCOUNTS, student(1));
    let card: AccountCard = get(&device, &path).await.unwrap();
    let versions: Vec<u64> = card.history.iter().map(|entry| entry.version).collect();
    assert!(
        versions.iter().copied().eq(1..=card.version),
        "{versions:?}"
    );
    assert_eq!((card.available, card.more), (Some(tenge(0)), false));
    let held = card
        .history
        .iter()
        .filter(|entry| entry.transfer.is_some())
        .count();
    assert_eq!(held, 1 + 10, "issued, then held month by month");
    let rest: AccountCard = get(&device, &format!("{path}?after=5")).await.unwrap();
    assert_eq!(rest.history, card.history[5..]);

    let path = format!("{}/{}", api::VOUCHER_CONTRACTS, contract(1));
    let card: ContractCard = get(&device, &path).await.unwrap();
    assert_eq!(card.left, tenge(3_000_000));
    assert_eq!(
        card.history.len(),
        usize::try_from(card.contract.version).unwrap()
    );
    for path in [
        format!("{}/{}", api::VOUCHER_CONTRACTS, contract(9)),
        format!("{}/{}", api::VOUCHERS, voucher(9)),
        format!("{}/budget:{}", api::VOUCHER_ACCOUNTS, student(9)),
        format!("{}/{}", api::VOUCHER_ORDERS, student(9)),
    ] {
        let (status, _) = get::<ContractCard>(&device, &path).await.unwrap_err();
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_to_work_off_is_listed_where_it_stands() {
    let world = World::start().await;
    let (device, author, _) = issuing(&world).await;
    // One month is redeemed, then the study ends.
    let september = month(2026, 9);
    super::stated::act(&world).await;
    super::stated::lessons(&world, &[("1", true)]).await;
    let trace = super::stated::told(&device).await.unwrap();
    let duty = ObligationId::new(new_uuid());
    let story = [
        super::stated::invoice(),
        Operation::Redeem {
            voucher: voucher(1),
            act: super::world::act(1),
            period: september,
            trace,
            decision: None,
        },
        Operation::EndEarly {
            voucher: voucher(1),
            cause: EarlyEnd::Refusal,
            on: day("2026-09-30"),
        },
        Operation::BeginWorkOff {
            obligation: duty,
            beneficiary: student(1),
            vouchers: vec![voucher(1)],
            on_grant: 1,
            of_study: 48,
        },
        Operation::DeclareDebt { obligation: duty },
    ];
    let story: Vec<Request> = story.into_iter().map(|one| request(author, one)).collect();
    for answer in send(&device, &story).await.unwrap() {
        receipt(&world, &answer);
    }
    for (query, many) in [("", 1), ("?state=indebted", 1), ("?state=serving", 0)] {
        let path = format!("{}{query}", api::VOUCHER_OBLIGATIONS);
        let page: ObligationPage = get(&device, &path).await.unwrap();
        assert_eq!(page.obligations.len(), many, "{query}");
    }
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}
