//! A bank's statement through real clients and a real registry: kept once, a line of it matched by
//! hand, opened again on another laptop, where the same file records nothing twice.

use crate::orders::{orders, wait_for};
use crate::support::{Laptop, config, registry};
use baqylau_client::ui::{Command, Event, OrdersView, StatementView};
use baqylau_domain::payment_order::LineOutcome;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{PaymentRecord, PaymentState, SchoolingRecord};
use std::path::Path;
use std::sync::Arc;

fn told(laptop: &mut Laptop) -> Arc<StatementView> {
    let last = laptop.last(|event| match event {
        Event::Statement { statement, .. } => Some(statement.clone()),
        _ => None,
    });
    last.expect("a statement is told")
}

fn payments(view: &OrdersView) -> impl Iterator<Item = &PaymentRecord> {
    view.rows.iter().filter_map(|row| match &*row.record {
        SchoolingRecord::Payment(one) => Some(one),
        _ => None,
    })
}

fn kept(view: &OrdersView) -> Option<(usize, usize)> {
    let rows = view.rows.iter().filter_map(|row| match &*row.record {
        SchoolingRecord::Statement(one) => Some(one.matches.len()),
        _ => None,
    });
    let all: Vec<usize> = rows.collect();
    Some((all.len(), *all.first()?))
}

fn read(laptop: &mut Laptop, path: &Path) -> Arc<StatementView> {
    let path = path.to_owned();
    laptop.run(Command::ReadStatement { path }).unwrap();
    told(laptop)
}

#[test]
fn a_line_matched_without_a_network_is_settled_once_and_read_on_another_laptop() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let laptop_of = |name: &str| {
        let settings = config(&folder.path().join(name), &registry.url(), name);
        let mut laptop = Laptop::start(settings);
        laptop.create();
        laptop.sign_in(&|one| one.role == AccountRole::FinancialCentre);
        laptop
    };
    let mut laptop = laptop_of("ҚО01");
    // Something the bank can say of a payment: that it was carried out, else that it came back.
    let payment = wait_for(&mut laptop, "payments", |view| {
        let open =
            |one: &&PaymentRecord| !matches!(one.payment.state, PaymentState::Returned { .. });
        let waits = |one: &&PaymentRecord| {
            matches!(
                one.payment.state,
                PaymentState::Ordered | PaymentState::Sent
            )
        };
        let first = payments(view).find(waits);
        first.or_else(|| payments(view).find(open)).cloned()
    });
    let sum = payment.payment.amount.0;
    let sum = format!("{},{:02}", sum / 100, sum % 100);
    let paid = matches!(payment.payment.state, PaymentState::Paid { .. });
    let (debit, credit) = if paid {
        ("", sum.as_str())
    } else {
        (sum.as_str(), "")
    };
    let text = format!(
        "Дата;Дебет;Кредит;БИН;Назначение\n28.12.2026;{debit};{credit};{};без референса\n\
         28.12.2026;3,50;;;комиссия банка\n",
        payment.bin
    );
    let path = folder.path().join("statement.csv");
    std::fs::write(&path, text).unwrap();

    laptop.run(Command::SetOffline { offline: true }).unwrap();
    let shown = read(&mut laptop, &path);
    assert_eq!(shown.kept, None, "reading keeps nothing");
    let row = &shown.lines[0];
    assert_eq!(row.outcome, LineOutcome::Unknown);
    let mut offered = row.candidates.iter();
    assert!(offered.any(|one| one.payment.payment.id == payment.payment.id));
    assert!(shown.lines[1].candidates.is_empty());
    let matches = |statement: &Arc<StatementView>| Command::MatchLine {
        statement: statement.clone(),
        line: 0,
        payment: payment.payment.id,
        reason: "банк подтвердил по телефону".into(),
    };
    laptop.run(matches(&shown)).unwrap();
    let after = told(&mut laptop);
    let by_hand = LineOutcome::ByHand {
        payment: payment.payment.id,
    };
    assert_eq!(after.lines[0].outcome, by_hand);
    assert!(after.kept.as_ref().is_some_and(|kept| !kept.taken));
    // Pressed again by the view shown before: nothing more is asked.
    assert!(laptop.run(matches(&shown)).is_err());

    laptop.run(Command::SetOffline { offline: false }).unwrap();
    wait_for(&mut laptop, "the statement", |view| {
        kept(view).filter(|kept| *kept == (1, 1))
    });
    let settled = orders(&mut laptop);
    let settled = payments(&settled).find(|one| one.payment.id == payment.payment.id);
    let settled = settled.unwrap();
    let steps = settled.steps.iter().filter(|one| one.step == "match_line");
    assert_eq!(steps.count(), 1);
    assert_ne!(settled.payment.state, payment.payment.state);

    // Elsewhere it is listed, opened with its file fetched, and imported no second time.
    let mut other = laptop_of("ҚО02");
    wait_for(&mut other, "the statement", kept);
    let opened = Command::OpenStatement {
        statement: shown.sha256,
        file: "statement.csv".to_owned(),
    };
    other.run(opened).unwrap();
    assert_eq!(told(&mut other).lines[0].outcome, by_hand);
    let again = read(&mut other, &path);
    assert!(again.kept.as_ref().is_some_and(|kept| kept.taken));
    assert_eq!(
        again.lines[1].outcome,
        LineOutcome::Unknown,
        "it stays listed"
    );
    let nothing = Command::RecordStatement {
        statement: again.clone(),
        lines: vec![0, 1],
    };
    other.run(nothing).unwrap();
    let counts = other.last(|event| match event {
        Event::StatementRecorded { recorded, .. } => Some(*recorded),
        _ => None,
    });
    assert_eq!(counts, Some(0));
    assert!(other.run(matches(&again)).is_err());
}
