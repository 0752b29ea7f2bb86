//! A bank's statements kept once, and lines a person matches with payments.

use super::records::{Got, act, at, contract, mandate, month, officer, payment, shymkent};
use baqylau_domain::identifiers::{BlobHash, PaymentId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::{
    Candidates, Fit, KnownPayment, Side, Statement, StatementLine, near_sum, payment_reference,
};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Book, Facts, KeptStatement, MatchedLine, OrderRules, PaymentRecord, PaymentState, SchoolingOp,
    SchoolingRecord, SchoolingRefusal, StatementSummary,
};
use proptest::prelude::*;
use std::sync::Arc;

const FILE: &str = "Дата;Номер;Дебет;Кредит;Назначение\n\
    16.10.2026;;1000,00;;оплата по акту\n\
    16.10.2026;;995,00;;оплата за вычетом комиссии\n\
    17.10.2026;;;1000,00;возврат\n";

fn read() -> Statement {
    Statement::read(FILE.as_bytes()).unwrap()
}

fn id() -> BlobHash {
    BlobHash::new([7; 32])
}

fn facts() -> Facts {
    Facts {
        statement: Some(Arc::new(read())),
        ..Facts::default()
    }
}

fn line(place: usize) -> MatchedLine {
    MatchedLine::of(&read().lines[place]).unwrap()
}

fn pay(number: u32, sum: i64, state: PaymentState) -> PaymentRecord {
    let contract = contract(5, 1, 1_000_000, Some("2026-09-01"));
    let of = act(
        u128::from(number),
        &contract,
        month(9),
        sum,
        Got::Signed("2026-10-05"),
    );
    payment(number, &of, state, "2026-10-14")
}

fn book(payments: &[PaymentRecord]) -> Book {
    let centre = officer(70, AccountRole::FinancialCentre);
    let mandates = [SchoolingRecord::Mandate(mandate(&centre))];
    let payments = payments.iter().cloned().map(SchoolingRecord::Payment);
    mandates.into_iter().chain(payments).collect()
}

fn decide(book: &mut Book, op: &SchoolingOp) -> Result<Vec<SchoolingRecord>, SchoolingRefusal> {
    let centre = officer(70, AccountRole::FinancialCentre);
    let (rules, moment) = (OrderRules::pilot(), at("2026-10-20"));
    let records = book.decide(op, &centre, &facts(), &rules, moment)?;
    book.extend(records.clone());
    Ok(records)
}

pub fn keep() -> SchoolingOp {
    SchoolingOp::KeepStatement {
        statement: id(),
        file: "выписка.csv".to_owned(),
        summary: StatementSummary::of(&read()).unwrap(),
    }
}

pub fn matches(place: usize, number: u32) -> SchoolingOp {
    SchoolingOp::MatchLine {
        statement: id(),
        line: line(place),
        payment: pay(number, 1, PaymentState::Sent).payment.id,
        reason: "акт за сентябрь, банк не повторил референс".into(),
    }
}

fn kept(book: &Book) -> &KeptStatement {
    book.statement(id()).unwrap()
}

#[test]
fn a_statement_is_kept_once_and_says_what_its_file_says() {
    let mut book = book(&[]);
    let other = SchoolingOp::KeepStatement {
        statement: id(),
        file: "выписка.csv".to_owned(),
        summary: StatementSummary {
            debit: Tiyn(1),
            ..StatementSummary::of(&read()).unwrap()
        },
    };
    assert_eq!(
        decide(&mut book, &other),
        Err(SchoolingRefusal::OtherDocument)
    );
    decide(&mut book, &keep()).unwrap();
    let summary = &kept(&book).summary;
    assert_eq!((summary.lines, summary.debit), (3, Tiyn(199_500)));
    assert_eq!(summary.from, Some(super::records::day("2026-10-16")));
    assert_eq!(
        decide(&mut book, &keep()),
        Err(SchoolingRefusal::AlreadyExists)
    );
    // Nobody else's: not a department's either.
    let head = officer(50, AccountRole::EducationOfficer);
    let refused = Book::default().decide(
        &keep(),
        &head,
        &facts(),
        &OrderRules::pilot(),
        at("2026-10-20"),
    );
    assert_eq!(refused, Err(SchoolingRefusal::NotYours));
}

#[test]
fn a_line_matched_by_hand_settles_its_payment_once_with_who_and_why() {
    let payments = [
        pay(1, 100_000, PaymentState::Ordered),
        pay(2, 100_000, PaymentState::Sent),
        pay(3, 99_500, PaymentState::Paid { on: line(1).day }),
    ];
    let mut book = book(&payments);
    assert_eq!(
        decide(&mut book, &matches(0, 1)),
        Err(SchoolingRefusal::NotFound),
        "a statement is kept first"
    );
    decide(&mut book, &keep()).unwrap();
    decide(&mut book, &matches(0, 1)).unwrap();
    let paid = book.payment(payments[0].payment.id).unwrap();
    assert_eq!(paid.payment.state, PaymentState::Paid { on: line(0).day });
    let last = paid.steps.last().unwrap();
    assert_eq!(last.step, "match_line");
    assert!(last.reason.as_ref().unwrap().0.contains("сентябрь"));
    let hand = kept(&book).matched(read().lines[0].at).unwrap();
    assert_eq!(hand.by, officer(70, AccountRole::FinancialCentre).person);

    // The line is spoken for, and the payment was settled: neither is settled again.
    assert_eq!(
        decide(&mut book, &matches(0, 2)),
        Err(SchoolingRefusal::AlreadyExists)
    );
    assert_eq!(
        decide(&mut book, &matches(1, 3)),
        Err(SchoolingRefusal::WrongStage)
    );
    // What came back comes back once.
    decide(&mut book, &matches(2, 1)).unwrap();
    let back = book.payment(payments[0].payment.id).unwrap();
    assert!(matches!(back.payment.state, PaymentState::Returned { .. }));
    assert_eq!(kept(&book).matches.len(), 2);
}

#[test]
fn a_match_needs_a_reason_a_line_of_the_file_and_its_sum_to_the_tiyn() {
    let payments = [
        pay(1, 100_000, PaymentState::Sent),
        pay(2, 50_000, PaymentState::Sent),
    ];
    let mut book = book(&payments);
    decide(&mut book, &keep()).unwrap();
    let with = |change: fn(&mut MatchedLine), reason: &str, number: u32| {
        let mut line = line(1);
        change(&mut line);
        SchoolingOp::MatchLine {
            statement: id(),
            line,
            payment: payments[number as usize - 1].payment.id,
            reason: reason.into(),
        }
    };
    let silent = with(|_| {}, " ", 1);
    assert_eq!(decide(&mut book, &silent), Err(SchoolingRefusal::NoReason));
    let invented = with(|line| line.sum = Tiyn(100_000), "-", 1);
    assert_eq!(
        decide(&mut book, &invented),
        Err(SchoolingRefusal::OtherDocument)
    );
    let far = with(|_| {}, "-", 2);
    let ordered = Tiyn(50_000);
    assert_eq!(
        decide(&mut book, &far),
        Err(SchoolingRefusal::SumDiffers { ordered })
    );
    // Half a percent less: a commission the bank kept isn't for the school to bear.
    let ordered = Tiyn(100_000);
    assert_eq!(
        decide(&mut book, &with(|_| {}, "комиссия банка", 1)),
        Err(SchoolingRefusal::SumDiffers { ordered })
    );
}

fn known(number: u32, sum: i64, state: PaymentState) -> KnownPayment {
    KnownPayment {
        id: pay(number, 1, PaymentState::Sent).payment.id,
        reference: payment_reference(shymkent(), number),
        number,
        account: format!("KZ{number:018}"),
        bin: format!("{number:012}"),
        amount: Tiyn(sum),
        state,
    }
}

fn said(sum: i64, words: &str) -> StatementLine {
    StatementLine {
        day: super::records::day("2026-10-16"),
        side: Side::Debit,
        sum: Tiyn(sum),
        reference: String::new(),
        number: String::new(),
        account: String::new(),
        bin: String::new(),
        name: String::new(),
        words: words.to_owned(),
        at: 2,
    }
}

#[test]
fn candidates_are_offered_with_what_speaks_for_each() {
    let payments = [
        known(147, 100_000, PaymentState::Sent),
        known(148, 100_000, PaymentState::Sent),
        known(149, 100_500, PaymentState::Sent),
        known(
            150,
            100_000,
            PaymentState::Paid {
                on: said(1, "").day,
            },
        ),
        known(151, 900_000, PaymentState::Sent),
    ];
    let all = Candidates::new(&payments, 1);
    let numbers = |line: &StatementLine| -> Vec<PaymentId> {
        all.of(line).into_iter().map(|one| one.payment).collect()
    };
    // Of the same sum both are offered; the one that is paid, and other sums, aren't.
    let of_sum = said(100_000, "оплата");
    assert_eq!(numbers(&of_sum), [payments[0].id, payments[1].id]);
    // Two digits exchanged in the reference: that one comes first, and says why.
    let mistyped = payments[1].reference.replace("148", "184");
    let found = all.of(&said(100_000, &mistyped));
    assert_eq!(found[0].payment, payments[1].id);
    assert_eq!(found[0].fits, [Fit::LikeReference, Fit::Sum]);
    // Nearly the sum alone isn't enough; with the account it is.
    let mut near = said(100_400, "оплата");
    assert!(numbers(&near).is_empty());
    near.account = payments[2].account.clone();
    let difference = Tiyn(-100);
    assert_eq!(
        all.of(&near)[0].fits,
        [Fit::Account, Fit::NearSum { difference }]
    );
}

proptest! {
    #[test]
    fn a_candidate_is_always_of_nearly_the_sum_and_may_still_be_settled(
        sums in proptest::collection::vec((1_i64..2_000_000, 0_u8..4), 1..30),
        sum in 1_i64..2_000_000,
        percent in 0_u32..10,
    ) {
        let day = said(1, "").day;
        let payments: Vec<KnownPayment> = sums.iter().zip(1..).map(|((sum, state), number)| {
            let state = match state {
                0 => PaymentState::Ordered,
                1 => PaymentState::Sent,
                2 => PaymentState::Paid { on: day },
                _ => PaymentState::Returned { on: day, reason: "-".into() },
            };
            known(number, *sum, state)
        }).collect();
        let all = Candidates::new(&payments, percent);
        let offered = all.of(&said(sum, "")).into_iter().map(|one| one.payment).collect::<Vec<_>>();
        for one in &payments {
            let open = matches!(one.state, PaymentState::Ordered | PaymentState::Sent);
            if offered.contains(&one.id) {
                prop_assert!(open && near_sum(Tiyn(sum), one.amount, percent));
            } else if open && one.amount.0 == sum {
                prop_assert!(offered.len() >= 12, "one of the very sum is offered");
            }
        }
    }
}
