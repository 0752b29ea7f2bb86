//! Files to and from the bank, on a laptop without a registry.

use super::{export, read, record};
use crate::ui::{BankCharset, Event, Mt100Of, StatementView};
use crate::work::order_papers::world::{SUM, World, payment, payment_id, register_id};
use baqylau_domain::payment_order::LineOutcome;
use baqylau_domain::schooling::{PaymentEvent, PaymentState, SchoolingOp, SchoolingRecord};
use chrono::NaiveDate;
use std::sync::Arc;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, d).unwrap()
}

#[test]
fn payments_go_into_the_banks_file_all_or_none() {
    let world = World::new();
    let to = world.folder.path().join("orders.txt");
    let both = Mt100Of::Payments(vec![payment_id(2), payment_id(1), payment_id(2)]);
    let refused = export(&world.hub, 1, &both, &to).unwrap_err();
    assert_eq!(refused.user().key, "bank-payer-no-account");
    assert!(!to.exists());

    world.keep(world.centre());
    export(&world.hub, 1, &both, &to).unwrap();
    let text = String::from_utf8(std::fs::read(&to).unwrap()).unwrap();
    assert_eq!(text.matches("{4:\r\n").count(), 2, "each payment once");
    let places = [":20:BQ47-148\r\n", ":20:BQ47-147\r\n"].map(|key| text.find(key).unwrap());
    assert!(places[0] < places[1], "in the order they were asked for");
    assert!(text.contains("KZT25599168,14\r\n") && text.contains("KZT25599168,15\r\n"));
    assert!(text.contains("/KNP/861\r\n") && text.contains("/CHIEF/Образцов О. О.\r\n"));
    assert!(text.contains("Реф. BQ47-147"), "{text}");

    // Of a register only what is ordered and not sent yet.
    export(&world.hub, 1, &Mt100Of::Register(register_id()), &to).unwrap();
    let text = std::fs::read_to_string(&to).unwrap();
    assert_eq!(text.matches("{4:\r\n").count(), 1);

    let mut office = world.centre();
    office.charset = BankCharset::Kz1048;
    world.keep(office);
    export(&world.hub, 1, &both, &to).unwrap();
    let bytes = std::fs::read(&to).unwrap();
    assert!(String::from_utf8(bytes.clone()).is_err());
    assert!(baqylau_domain::payment_order::decode(&bytes).contains("АО «Финансовый центр»"));

    let paid = payment(1, PaymentState::Paid { on: day(16) });
    world.record(SchoolingRecord::Payment(paid));
    let refused = export(&world.hub, 1, &both, &to).unwrap_err();
    assert_eq!(refused.user().key, "bank-paid-already");
    let refused = export(&world.hub, 1, &Mt100Of::Register(register_id()), &to).unwrap_err();
    assert_eq!(refused.user().key, "bank-nothing-to-pay");
}

/// The first was paid, the second came back, and two lines say nothing of ours.
fn statement(world: &World) -> Arc<StatementView> {
    let text = format!(
        "Дата;Номер документа;Дебет;Кредит;Назначение платежа\n\
         16.10.2026;147;25599168,14;;Реф. BQ47-147\n\
         16.10.2026;148;25599168,15;;Реф. BQ47-148\n\
         19.10.2026;1;;25599168,15;Возврат BQ47-148: счет закрыт\n\
         19.10.2026;5;{SUM};;BQ47-147\n\
         20.10.2026;6;;7,00;Проценты\n"
    );
    let path = world.folder.path().join("statement.csv");
    std::fs::write(&path, text).unwrap();
    read(&world.hub, 3, &path).unwrap();
    let told = world.told.try_iter().find_map(|event| match event {
        Event::Statement {
            ticket: 3,
            statement,
        } => Some(statement),
        _ => None,
    });
    told.expect("the statement is told")
}

fn recorded(world: &World) -> Option<(usize, usize)> {
    let told = world.told.try_iter().filter_map(|event| match event {
        Event::StatementRecorded {
            recorded, already, ..
        } => Some((recorded, already)),
        _ => None,
    });
    told.last()
}

#[test]
fn a_statement_records_what_was_confirmed_and_the_same_file_nothing_more() {
    let world = World::new();
    let shown = statement(&world);
    assert_eq!(shown.file, "statement.csv");
    let settles: Vec<bool> = shown.lines.iter().map(|row| row.settles()).collect();
    assert_eq!(settles, [true, true, true, false, false]);
    assert!(matches!(
        shown.lines[3].outcome,
        LineOutcome::SumDiffers { .. }
    ));
    assert_eq!(shown.lines[4].outcome, LineOutcome::Unknown);
    assert!(shown.lines[0].school.is_some());
    assert_eq!(world.waiting(), [], "reading records nothing");

    record(&world.hub, 8, &shown, &[0, 1, 2, 3, 4]).unwrap();
    assert_eq!(recorded(&world), Some((2, 0)));
    let event = |n, event| SchoolingOp::PaymentEvent {
        payment: payment_id(n),
        event,
    };
    let expected = [
        event(1, PaymentEvent::Sent),
        event(1, PaymentEvent::Paid { on: day(16) }),
        event(2, PaymentEvent::Paid { on: day(16) }),
        event(
            2,
            PaymentEvent::Returned {
                on: day(19),
                reason: "Возврат BQ47-148: счет закрыт".into(),
            },
        ),
    ];
    let asked = world.waiting();
    let [SchoolingOp::KeepStatement { summary, .. }, events @ ..] = asked.as_slice() else {
        panic!("the statement is kept first: {asked:?}")
    };
    assert_eq!((summary.lines, summary.unread), (5, 0));
    assert_eq!(events, expected);

    // Again, by the view that was shown and by a file read anew: nothing is asked twice.
    record(&world.hub, 8, &shown, &[0, 1, 2]).unwrap();
    assert_eq!(recorded(&world), Some((0, 2)));
    let again = statement(&world);
    assert!(again.lines.iter().all(|row| !row.settles()));
    assert!(again.kept.is_some());
    record(&world.hub, 8, &again, &[0, 1, 2, 3, 4]).unwrap();
    assert_eq!(world.waiting(), asked, "kept once, recorded once");
}

#[test]
fn a_file_that_is_no_statement_is_told_and_a_line_that_cannot_be_read_is_named() {
    let world = World::new();
    let path = world.folder.path().join("report.pdf");
    std::fs::write(&path, "%PDF-1.7").unwrap();
    let refused = read(&world.hub, 3, &path).unwrap_err();
    assert_eq!(refused.user().key, "bank-not-a-statement");
    std::fs::write(&path, "Дата;Номер;Дебет\n16.10.2026;1;1,234\n").unwrap();
    read(&world.hub, 3, &path).unwrap();
    let told = world.told.try_iter().find_map(|event| match event {
        Event::Statement { statement, .. } => Some(statement),
        _ => None,
    });
    let told = told.unwrap();
    assert_eq!((told.lines.len(), told.faults[0].at), (0, 2));
    assert_eq!(told.faults[0].problem.key, "bank-line-sum");
}
