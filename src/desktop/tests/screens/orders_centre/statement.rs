//! A bank's statement on screen: looked at, matched by hand, kept and opened again.

use super::fixture::{Order, payment_id, person, schools, today};
use super::{at, in_a_dialog};
use crate::hands::Hands;
use crate::orders_department::fill;
use crate::world::world;
use baqylau_client::ui::{
    CandidateRow, Command, StatementFaultRow, StatementKept, StatementRow, StatementView, UserError,
};
use baqylau_desktop::place::{Place, Section};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::{Fit, LineOutcome, Side, StatementLine};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{KeptStatement, OrderStep, SchoolingRecord, StatementSummary};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

fn statement(order: &Order) -> StatementView {
    let payment = |number: u32| {
        order.records.iter().find_map(|record| match record {
            SchoolingRecord::Payment(one) if one.number == number => Some(Arc::new(one.clone())),
            _ => None,
        })
    };
    let line = |number: u32, side: Side, words: &str| StatementLine {
        day: today(),
        side,
        sum: payment(number).map_or(Tiyn(100_000_000), |one| one.payment.amount),
        reference: format!("BQ-{number}"),
        number: number.to_string(),
        account: String::new(),
        bin: String::new(),
        name: "ТОО «Получатель»".to_owned(),
        words: words.to_owned(),
        at: number as usize,
    };
    let row = |number: u32, side: Side, words: &str, outcome: LineOutcome| StatementRow {
        line: line(number, side, words),
        outcome,
        payment: payment(number),
        school: payment(number).and_then(|_| schools().get(number as usize - 1).cloned()),
        candidates: Vec::new(),
        by_hand: None,
    };
    let paid = |payment| LineOutcome::Paid { payment };
    let ordered = Tiyn(500_000);
    let differs = LineOutcome::SumDiffers {
        payment: payment_id(3),
        ordered,
    };
    let recorded = LineOutcome::Recorded {
        payment: payment_id(1),
    };
    StatementView {
        file: "выписка.txt".to_owned(),
        sha256: BlobHash::new([9; 32]),
        account: "KZ566018821000657861".to_owned(),
        lines: vec![
            row(1, Side::Debit, "", recorded),
            row(2, Side::Debit, "", paid(payment_id(2))),
            row(3, Side::Debit, "", differs),
            row(9, Side::Debit, "Комиссия банка", LineOutcome::Unknown),
        ],
        faults: Vec::new(),
        bytes: Arc::new(Vec::new()),
        kept: None,
    }
}

/// The same with two payments its third line may be about.
fn ambiguous(order: &Order) -> StatementView {
    let mut view = statement(order);
    let candidate = |number: u32, fits: Vec<Fit>| {
        let payment = order.records.iter().find_map(|record| match record {
            SchoolingRecord::Payment(one) if one.number == number => Some(Arc::new(one.clone())),
            _ => None,
        });
        CandidateRow {
            payment: payment.expect("a payment"),
            school: schools().get(number as usize - 1).cloned(),
            fits,
        }
    };
    let difference = Tiyn(-500);
    view.lines[2].candidates = vec![
        candidate(3, vec![Fit::LikeReference, Fit::Sum]),
        candidate(2, vec![Fit::Bin, Fit::NearSum { difference }]),
    ];
    view
}

/// The record of the statement, kept by the colleague.
fn kept(view: &StatementView) -> SchoolingRecord {
    SchoolingRecord::Statement(KeptStatement {
        id: view.sha256,
        file: view.file.clone(),
        summary: StatementSummary {
            account: view.account.clone(),
            from: Some(today()),
            to: Some(today()),
            lines: 4,
            unread: 0,
            debit: Tiyn(100_000_000),
            credit: Tiyn(0),
        },
        matches: Vec::new(),
        steps: vec![OrderStep {
            at: world().now,
            by: person(AccountRole::FinancialCentre).id,
            step: "keep_statement".to_owned(),
            reason: None,
        }],
    })
}

#[test]
fn a_line_of_several_payments_is_matched_with_a_reason_from_the_keyboard() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Payments);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    replay.with(|state| state.statement = Some(Arc::new(ambiguous(&order))));
    hands.drop_file("выписка.txt");
    hands.look(6);
    let find = named(
        &hands,
        &hands.format("order-statement-match-one", &[("name", "".into())]),
    );
    hands.click(&find);
    hands.look(4);
    assert!(hands.says(&hands.text("order-match-fit-like-reference")));
    let asked = |command: &Command| matches!(command, Command::MatchLine { .. });
    // Nothing is chosen and no reason given: it can't be agreed to.
    hands.click(&hands.text("order-match-confirm"));
    assert_eq!(replay.count(asked), 0);
    in_a_dialog(&mut hands, "match");
    // The first of them is chosen from the keyboard.
    let name = named(&hands, "№\u{a0}3 · ");
    hands.focus(&[Role::RadioButton], &name);
    hands.press(Key::Space);
    fill(&mut hands, "order-match-why", "банк подтвердил по телефону");
    hands.click(&hands.text("order-match-confirm"));
    let wanted = |command: &Command| matches!(command, Command::MatchLine { line: 2, payment, reason, .. } if *payment == payment_id(3) && reason.0 == "банк подтвердил по телефону");
    assert_eq!(replay.count(wanted), 1);
    // The sheet comes back, compared anew.
    hands.look(4);
    assert!(hands.says(&hands.text("order-statement-all")));
}

/// The name on the screen that begins so.
fn named(hands: &Hands, begins: &str) -> String {
    let nodes = hands.harness.root();
    let labels = nodes
        .children_recursive()
        .filter_map(|node| node.accesskit_node().label());
    let mut found = labels.filter(|label| label.starts_with(begins));
    found.next().expect("it is offered")
}

#[test]
fn kept_statements_are_listed_and_opened_again() {
    let mut order = Order::of_autumn();
    let view = StatementView {
        kept: Some(StatementKept {
            file: "выписка.txt".to_owned(),
            at: world().now,
            by: person(AccountRole::FinancialCentre).id,
            taken: true,
        }),
        ..statement(&order)
    };
    order.records.push(kept(&view));
    let place = Place::Orders(Section::Payments);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    replay.with(|state| state.statement = Some(Arc::new(view.clone())));
    hands.click(&hands.text("order-kept-button"));
    hands.look(4);
    assert!(hands.says("выписка.txt"));
    in_a_dialog(&mut hands, "kept");
    let open = hands.format("order-kept-open-one", &[("name", "выписка.txt".into())]);
    hands.click(&open);
    let opened = |command: &Command| matches!(command, Command::OpenStatement { statement, .. } if *statement == view.sha256);
    assert_eq!(replay.count(opened), 1);
    hands.look(6);
    in_a_dialog(&mut hands, "statement-kept");
}

#[test]
fn a_statement_is_looked_at_before_anything_of_it_is_recorded() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Payments);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    replay.with(|state| state.statement = Some(Arc::new(statement(&order))));
    hands.drop_file("выписка.txt");
    let read = |command: &Command| matches!(command, Command::ReadStatement { path } if path.ends_with("выписка.txt"));
    assert_eq!(replay.count(read), 1);
    hands.look(6);
    assert!(hands.says(&hands.format("order-statement-problems", &[("count", 2.into())])));
    in_a_dialog(&mut hands, "statement");
    let recorded = |command: &Command| matches!(command, Command::RecordStatement { lines, .. } if *lines == [1]);
    assert_eq!(replay.count(recorded), 0, "nothing before the answer");
    hands.click(&hands.format("order-statement-record", &[("count", 1.into())]));
    assert_eq!(replay.count(recorded), 1);
    hands.look(4);
    let args = [("count", 1.into()), ("already", 0.into())];
    assert!(hands.says(&hands.format("order-statement-result", &args)));
    in_a_dialog(&mut hands, "statement-recorded");
}

#[test]
fn a_file_that_is_no_statement_is_told_with_what_is_needed_and_records_nothing() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Payments);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    let refused = |key: &str| Some(UserError::new(key));
    for key in ["bank-not-a-statement", "bank-statement-too-long"] {
        replay.with(|state| state.refuse = refused(key));
        hands.drop_file("выписка.txt");
        hands.look(6);
        assert!(hands.says(&hands.text(key)), "{key}");
        in_a_dialog(&mut hands, key);
        hands.press(Key::Escape);
        hands.look(4);
        assert!(
            !hands.says(&hands.text(key)),
            "it is put away by the keyboard"
        );
    }
    let recorded = |command: &Command| matches!(command, Command::RecordStatement { .. });
    assert_eq!(replay.count(recorded), 0);
}

#[test]
fn lines_that_cannot_be_read_are_told_by_number_and_the_rest_stands() {
    let order = Order::of_autumn();
    let fault = |at: usize, key: &str| StatementFaultRow {
        at,
        problem: UserError::new(key),
    };
    let view = StatementView {
        faults: vec![fault(7, "bank-line-day"), fault(12, "bank-line-sum")],
        ..statement(&order)
    };
    let place = Place::Orders(Section::Payments);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    replay.with(|state| state.statement = Some(Arc::new(view)));
    hands.drop_file("выписка.txt");
    hands.look(6);
    assert!(hands.says(&hands.format("order-statement-faults", &[("count", 2.into())])));
    for (line, key) in [("7", "bank-line-day"), ("12", "bank-line-sum")] {
        let args = [("line", line.into()), ("problem", hands.text(key).into())];
        assert!(
            hands.says(&hands.format("order-statement-fault", &args)),
            "{key}"
        );
    }
    in_a_dialog(&mut hands, "statement-faults");
    hands.click(&hands.format("order-statement-record", &[("count", 1.into())]));
    let recorded = |command: &Command| matches!(command, Command::RecordStatement { lines, .. } if *lines == [1]);
    assert_eq!(replay.count(recorded), 1, "what could be read is recorded");
}

#[test]
fn what_the_bank_sent_back_is_seen_in_its_statement_and_recorded_with_the_rest() {
    let order = Order::of_autumn();
    let mut view = statement(&order);
    view.lines[1].line.side = Side::Credit;
    view.lines[1].line.words = "Возврат: счёт получателя закрыт".to_owned();
    view.lines[1].outcome = LineOutcome::Returned {
        payment: payment_id(2),
    };
    let place = Place::Orders(Section::Payments);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    replay.with(|state| state.statement = Some(Arc::new(view)));
    hands.drop_file("выписка.txt");
    hands.look(6);
    assert!(hands.says(&hands.format("order-statement-returned", &[("number", "2".into())])));
    assert!(
        hands.says("Возврат: счёт получателя закрыт"),
        "the bank's own words"
    );
    in_a_dialog(&mut hands, "statement-returned");
    hands.click(&hands.format("order-statement-record", &[("count", 1.into())]));
    let recorded = |command: &Command| matches!(command, Command::RecordStatement { lines, .. } if *lines == [1]);
    assert_eq!(replay.count(recorded), 1);
}
