//! A bank's statement kept by the financial centre alone, a line of it matched by hand once, and the
//! monthly indices entered while the registry serves.

use super::{Region, account, act, contract, id, morning, november, region, register, school};
use crate::access::may_read_blob;
use crate::schooling::{enter_indices, put, read_indices};
use crate::store::StoreError;
use baqylau_domain::identifiers::PaymentId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::Statement;
use baqylau_domain::schooling::{
    MatchedLine, Payment, PaymentRecord, PaymentState, SchoolingOp as Op, SchoolingRecord,
    SchoolingRefusal as Refusal, StatementSummary,
};
use baqylau_protocol::blob;
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::receipt::Outcome;

const FILE: &str = "Дата;Дебет;Кредит;Назначение\n15.12.2026;1000,00;;за ноябрь\n";

fn payment(n: u128) -> PaymentId {
    PaymentId::new(id(700 + n))
}

/// Two payments of the same sum the bank was handed.
async fn ordered(room: &Region) {
    let core = room.world.registry.core();
    core.store
        .write(move |tx| -> Result<(), StoreError> {
            for n in [1, 2] {
                let record = PaymentRecord {
                    payment: Payment {
                        id: payment(n),
                        act: act(50 + n),
                        register: register(),
                        amount: Tiyn(100_000),
                        state: PaymentState::Sent,
                    },
                    number: 900 + u32::try_from(n).unwrap(),
                    department: region(),
                    school: school(n),
                    bin: "230940999005".to_owned(),
                    period: november(),
                    account: account(),
                    steps: Vec::new(),
                };
                put(tx, &SchoolingRecord::Payment(record))?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

fn matches(n: u128, reason: &str) -> Op {
    let read = Statement::read(FILE.as_bytes()).unwrap();
    Op::MatchLine {
        statement: blob::hash(FILE.as_bytes()),
        line: MatchedLine::of(&read.lines[0]).unwrap(),
        payment: payment(n),
        reason: reason.into(),
    }
}

pub(super) async fn is_kept_and_matched_once(room: &mut Region) {
    ordered(room).await;
    let read = Statement::read(FILE.as_bytes()).unwrap();
    let keep = Op::KeepStatement {
        statement: blob::hash(FILE.as_bytes()),
        file: "выписка.csv".to_owned(),
        summary: StatementSummary::of(&read).unwrap(),
    };
    assert_eq!(room.head.refused(keep.clone()).await, Refusal::NotYours);
    assert_eq!(
        room.centre.refused(matches(1, "-")).await,
        Refusal::NotFound
    );
    // Its file is waited for; once it is there the statement is kept, and no second time.
    let held = room.payer.does(keep.clone()).await;
    assert!(matches!(held, Outcome::Held { .. }), "{held:?}");
    let file = room.payer.device.upload(FILE.as_bytes()).await;
    assert_eq!(room.centre.refused(keep).await, Refusal::AlreadyExists);

    assert_eq!(room.payer.refused(matches(1, " ")).await, Refusal::NoReason);
    room.payer.applies(matches(1, "по телефону банка")).await;
    let twice = room.payer.refused(matches(2, "по телефону банка")).await;
    assert_eq!(twice, Refusal::AlreadyExists);
    let book = room.book().await;
    let paid = &book.payment(payment(1)).unwrap().payment.state;
    assert!(matches!(paid, PaymentState::Paid { .. }));
    assert_eq!(
        book.payment(payment(2)).unwrap().payment.state,
        PaymentState::Sent
    );
    assert!(
        book.statement(file).is_none(),
        "a department isn't told of it"
    );

    // The financial centre reads record and file, nobody else does.
    let feed = room.payer.device.feed(&Scope::Statements).await;
    let last = feed.into_iter().rev().find_map(|entry| match entry.change {
        Change::Schooling { record } => match *record {
            SchoolingRecord::Statement(one) => Some(one),
            _ => None,
        },
        _ => None,
    });
    let last = last.unwrap();
    assert_eq!(last.matches.len(), 1);
    assert_eq!(last.matches[0].by, room.payer.sample.person.id);
    assert!(
        room.head
            .device
            .page(&Scope::Statements, 0, 1)
            .await
            .is_err()
    );
    assert!(
        room.first
            .device
            .page(&Scope::Statements, 0, 1)
            .await
            .is_err()
    );
    for (hand, may) in [
        (&room.centre, true),
        (&room.head, false),
        (&room.first, false),
    ] {
        let person = hand.sample.person.clone();
        let core = room.world.registry.core();
        let read = core
            .store
            .read(move |connection| may_read_blob(connection, &person, file))
            .await;
        assert_eq!(read.unwrap(), may);
    }
}

/// The index of 2027 is entered; who has offices or contracts hears of it, and nothing made of the
/// table before changes.
pub(super) async fn indices_are_entered(room: &mut Region) {
    let enter = async |text: &str| {
        let entries = read_indices(text).unwrap();
        let core = room.world.registry.core();
        core.store
            .write(move |tx| enter_indices(tx, &entries, morning()))
            .await
    };
    assert!(
        enter("2028,4900,закон").await.is_err(),
        "2027 would be missing"
    );
    assert!(room.book().await.indices().is_none());
    let count = enter("year,mrp_tenge,source\n2027,4600,\"закон о бюджете, образец\"\n").await;
    assert_eq!(count.unwrap(), 3);
    assert_eq!(
        enter("2027;4600;закон о бюджете, образец").await.unwrap(),
        3
    );
    let book = room.book().await;
    let table = book.indices().unwrap();
    assert_eq!(table.former.len(), 1, "the same again isn't a change");
    let index = |year| table.table().of(year);
    assert_eq!(
        (index(2026), index(2027)),
        (Some(Tiyn(432_500)), Some(Tiyn(460_000)))
    );
    assert_eq!(table.entries[2].basis, "закон о бюджете, образец");
    assert!(book.contract(contract(1)).is_some());
    let own = room.first.device.feed(&Scope::School(school(1))).await;
    let told = own.iter().any(|entry| match &entry.change {
        Change::Schooling { record } => matches!(**record, SchoolingRecord::Indices(_)),
        _ => false,
    });
    assert!(told, "a school with a contract has them");
}

#[test]
fn a_list_of_indices_is_read_or_the_line_named() {
    let read = |text: &str| read_indices(text).map(|all| all.len());
    assert_eq!(
        read("year,mrp_tenge,source\n2027,4600,закон\n2028,4900,закон"),
        Ok(2)
    );
    assert_eq!(
        read("valid_from;valid_to;mrp_tenge;basis\n2027-01-01;2027-03-31;4600;закон"),
        Ok(1)
    );
    for (text, line) in [
        ("", 1),
        ("2027,4600", 1),
        ("2027,4600,закон\n2028,46.5,закон", 2),
        ("2027,4600,\"закон", 1),
        ("year,mrp_tenge,source\n20x7,4600,закон", 2),
        ("2027-01-01,2027-02-30,4600,закон", 1),
        ("2027,922337203685477580,закон", 1),
    ] {
        assert_eq!(read_indices(text).unwrap_err().line, line, "{text}");
    }
}
