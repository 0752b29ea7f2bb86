//! Contracts drawn up with many schools at once, as a department's officer lives with it.

use crate::hands::Hands;
use crate::order_records::{accepted, account, contract, funding, mandate, month, region, schools};
use crate::orders_centre::in_a_dialog;
use crate::orders_department::{at, enter};
use crate::replay::Replay;
use baqylau_client::ui::{Command, NewOrders};
use baqylau_desktop::place::Section;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::SchoolingRecord;
use egui::Key;

/// Of five schools one has a contract, one an account of another year's, one nothing in the plan.
fn records() -> Vec<SchoolingRecord> {
    let schools = schools();
    let mut records: Vec<SchoolingRecord> =
        (0..5).map(|nth| accepted(nth, &schools[nth])).collect();
    for record in &mut records {
        if let SchoolingRecord::Application(one) = record {
            one.territory = region();
        }
    }
    records.extend(funding(&schools[..4]));
    records.push(contract(0, &schools[0], 2));
    let mut before = contract(1, &schools[1], 2);
    if let SchoolingRecord::Contract(one) = &mut before {
        let year = month(1).year() - 1;
        let at = |nth| baqylau_domain::calendar::Period::new(year, nth).expect("a month");
        for text in &mut one.texts {
            (text.from, text.to) = (at(1), at(12));
        }
        for agreement in &mut one.contract.agreements {
            (agreement.terms.from, agreement.terms.to) = (at(1), at(12));
        }
        one.contract.number = format!("11-{}", month(1).year());
    }
    records.extend([before, mandate()]);
    records
}

fn begun(replay: &Replay) -> Vec<(OrganisationId, String, Tiyn)> {
    replay.with(|state| {
        let of = |command: &Command| match command {
            Command::BeginOrders { what } => match &**what {
                NewOrders::Contract {
                    number,
                    school,
                    terms,
                    ..
                } => {
                    assert_eq!(terms.account, account());
                    assert_eq!((terms.from, terms.to), (month(1), month(12)));
                    assert!(!terms.places.is_empty());
                    Some((*school, number.clone(), terms.amount))
                }
                _ => None,
            },
            _ => None,
        };
        state.sent.iter().filter_map(of).collect()
    })
}

fn name(nth: usize) -> String {
    schools()[nth].name.russian().to_owned()
}

fn type_account(hands: &mut Hands, nth: usize) {
    let args = [("name", name(nth).into())];
    let (iban, bank) = (
        hands.format("contracts-many-iban-of", &args),
        hands.format("contracts-many-bank-of", &args),
    );
    enter(hands, &iban, &account().iban.to_string());
    enter(hands, &bank, &account().bank.to_string());
}

#[test]
fn contracts_are_drawn_up_with_whoever_has_money_and_none_yet() {
    let (mut hands, replay) = at(Section::Contracts, records());
    hands.click(&hands.text("contracts-many"));
    hands.look(3);
    let accounts = hands.format("contracts-many-accounts", &[("count", 2.into())]);
    assert!(hands.says(&accounts), "{accounts}");
    let all = hands.format("contracts-many-all", &[("count", 3.into())]);
    assert!(hands.has(&all), "{all}");
    let without = hands.format("contracts-many-without", &[("count", 2.into())]);
    assert!(hands.says(&without), "{without}");
    in_a_dialog(&mut hands, "contracts-many");
    type_account(&mut hands, 2);
    hands.click(&hands.text("contracts-many-next"));
    hands.look(3);
    let title = hands.format("contracts-many-title", &[("count", 2.into())]);
    assert!(hands.says(&title) || hands.has(&title), "{title}");
    for words in [
        hands.text("contracts-many-no-account"),
        hands.text("contracts-many-no-money"),
        hands.format("contracts-many-contracted", &[("number", "ГОЗ-1".into())]),
    ] {
        assert!(hands.says(&words), "{words}");
    }
    in_a_dialog(&mut hands, "contracts-many-preview");
    assert!(begun(&replay).is_empty(), "nothing before the answer");
    hands.click(&hands.text("order-contract-draw-up"));
    hands.look(3);
    let year = month(1).year();
    let mut drawn = begun(&replay);
    drawn.sort_by(|a, b| a.1.cmp(&b.1));
    let sum = Tiyn(36_000_000_000);
    // In the order of names, after the highest number of the series.
    let mut named = [1, 2];
    let locale = hands.app().locale();
    named.sort_by(|a, b| locale.compare(&name(*a), &name(*b)));
    let expected = [12, 13].iter().zip(named);
    let expected: Vec<(OrganisationId, String, Tiyn)> = expected
        .map(|(number, nth)| (schools()[nth].id, format!("{number}-{year}"), sum))
        .collect();
    assert_eq!(drawn, expected);
}

#[test]
fn who_is_not_ticked_gets_no_contract_and_escape_draws_up_none() {
    let (mut hands, replay) = at(Section::Contracts, records());
    hands.click(&hands.text("contracts-many"));
    hands.look(3);
    let all = hands.format("contracts-many-all", &[("count", 3.into())]);
    hands.click(&all);
    hands.look(2);
    assert!(hands.says(&hands.text("contracts-many-none")));
    hands.click(&name(1));
    hands.look(2);
    hands.click(&hands.text("contracts-many-next"));
    hands.look(3);
    let title = hands.format("contracts-many-title", &[("count", 1.into())]);
    assert!(hands.says(&title) || hands.has(&title), "{title}");
    hands.press(Key::Escape);
    hands.look(3);
    // Who turns back finds the sheet as it was left.
    assert!(hands.has(&all) && !hands.says(&title));
    hands.press(Key::Escape);
    hands.look(3);
    assert!(!hands.has(&all));
    assert!(begun(&replay).is_empty());
}
