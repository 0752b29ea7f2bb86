//! Reimbursement of buildings (A2, A3) as a department's officer lives in it: the contract of the
//! year from the accepted application, its schedule, its acts, its lines in the plan.

use crate::hands::{Hands, LARGE, SMALL};
use crate::order_records::{
    accepted_building, account, act, contract, fixed, funding, mandate, month, reimbursed, schools,
    signed,
};
use crate::orders::look_everywhere;
use crate::orders_department::{asked, at, enter, fill, picture, to_table};
use crate::replay::Replay;
use baqylau_client::ui::{Command, NewOrders, OrderPaper};
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{MoneyFor, ReimbursedBuilding, SchoolingOp, SchoolingRecord};
use egui::Key;
use std::collections::BTreeMap;

/// A month of a building of a hundred places: 47 indices of 4 325 tenge by twelve.
const MONTH: i64 = 169_395_800;

/// The year's budget and plan, with so much a month for the first school's building.
fn planned(sum: i64) -> [SchoolingRecord; 2] {
    let mut records = funding(&schools());
    if let SchoolingRecord::Plan(one) = &mut records[1] {
        let months = (1..=12).map(|of| (month(of), Tiyn(sum))).collect();
        let lines = &mut one.plan.reimbursement;
        lines.insert(schools()[0].id, months);
    }
    records
}

fn opened(hands: &mut Hands, record: &SchoolingRecord) {
    hands.go(Place::Order(OrderRef::of(record).expect("it is opened")));
    hands.look(3);
}

fn begun(replay: &Replay) -> Option<NewOrders> {
    replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::BeginOrders { what } => Some(what.as_ref().clone()),
            _ => None,
        })
    })
}

#[test]
fn a_building_s_contract_shows_its_rates_its_years_and_guesses_no_index() {
    let schools = schools();
    let [contract_of_it, act_of_it] = reimbursed(0, &schools[0], 2);
    let mut records = vec![
        contract_of_it.clone(),
        act_of_it.clone(),
        contract(1, &schools[1], 2),
        act(1, &schools[1], 2, signed()),
        accepted_building(0, &schools[0]),
        mandate(),
    ];
    records.extend(planned(MONTH * 2));
    let (mut hands, replay) = at(Section::Contracts, records);
    look_everywhere(&mut hands, "building-contracts");
    opened(&mut hands, &contract_of_it);
    let of = fixed(0, &schools[0]);
    let whole = of.whole(100, month(1), month(12)).expect("a sum");
    for words in [
        hands.text("order-building-by-contingent"),
        hands.app().locale().money_tiyn(whole.0),
        (of.first_year + 7).to_string(),
        hands.text("order-building-no-index"),
    ] {
        assert!(hands.says(&words), "{words}");
    }
    look_everywhere(&mut hands, "building-contract");
    hands.resize(LARGE);
    hands.look(3);
    hands.click(&hands.text("order-schedule-print"));
    hands.look(2);
    let printed = replay.count(|command| {
        matches!(
            command,
            Command::PrintOrder {
                paper: OrderPaper::Schedule(_),
                ..
            }
        )
    });
    assert_eq!(printed, 1);
    hands.resize(SMALL);

    opened(&mut hands, &act_of_it);
    let price = hands.app().locale().money_tiyn_plain(MONTH / 100);
    for words in [
        hands.text("order-for-reconstruction"),
        hands.text("order-building-month"),
        hands.text("order-limit-design-capacity"),
        price,
    ] {
        assert!(hands.says(&words), "{words}");
    }
    assert!(!hands.has(&hands.text("order-act-norms")));
    look_everywhere(&mut hands, "building-act");
}

#[test]
fn the_year_s_contract_is_drawn_up_from_the_accepted_application() {
    let schools = schools();
    let of = fixed(0, &schools[0]);
    let places = schools[0].premises[0].capacity.expect("a capacity");
    let application = accepted_building(0, &schools[0]);
    let mut records = vec![application.clone(), mandate()];
    records.extend(planned(MONTH * 1_000));
    let (mut hands, replay) = at(Section::Applications, records);
    opened(&mut hands, &application);
    hands.click(&hands.text("order-building-contract"));
    hands.look(3);
    picture(&hands, "building-form");
    let choose = |hands: &mut Hands, key: &str, option: &str| {
        hands.click(&hands.text(key));
        hands.look(3);
        hands.click(option);
        hands.look(3);
    };
    if schools[0].premises.len() > 1 {
        let name = schools[0].premises[0].name.russian().to_owned();
        choose(&mut hands, "order-contract-building", &name);
    }
    fill(&mut hands, "order-number", "А3-7");
    choose(
        &mut hands,
        "order-building-commissioned",
        &of.commissioned.to_string(),
    );
    let name = |hands: &Hands, of| hands.app().locale().month_year(month(1).year(), of);
    let (from, to) = (name(&hands, 1), name(&hands, 3));
    choose(&mut hands, "order-contract-from", &from);
    choose(&mut hands, "order-contract-to", &to);
    fill(
        &mut hands,
        "order-contract-iban",
        &account().iban.to_string(),
    );
    fill(
        &mut hands,
        "order-contract-bank",
        &account().bank.to_string(),
    );
    picture(&hands, "building-form-filled");
    hands.click(&hands.text("order-contract-draw-up"));
    hands.look(2);
    let Some(NewOrders::Contract {
        number,
        terms,
        reimbursement,
        ..
    }) = begun(&replay)
    else {
        panic!("a contract was drawn up")
    };
    assert_eq!(number, "А3-7");
    // The sum is what the schedule comes to, to the tiyn, without being typed.
    assert_eq!(Some(terms.amount), of.whole(places, month(1), month(3)));
    assert_eq!(terms.places, BTreeMap::from([(of.building, places)]));
    assert_eq!(
        reimbursement,
        Some(ReimbursedBuilding {
            application: of.application,
            building: of.building,
            commissioned: of.commissioned,
            first_year: of.first_year,
        })
    );
}

#[test]
fn with_its_contract_of_the_year_an_application_asks_for_no_other() {
    let schools = schools();
    let [contract_of_it, _] = reimbursed(0, &schools[0], 2);
    let application = accepted_building(0, &schools[0]);
    let mut records = vec![application.clone(), contract_of_it, mandate()];
    records.extend(planned(MONTH));
    let (mut hands, _replay) = at(Section::Applications, records);
    opened(&mut hands, &application);
    assert!(!hands.has(&hands.text("order-building-contract")));
}

#[test]
fn the_plan_has_lines_of_their_own_for_buildings_and_keeps_both() {
    let schools = schools();
    let mut records = vec![accepted_building(0, &schools[0]), mandate()];
    records.extend(planned(MONTH));
    let (mut hands, replay) = at(Section::Budget, records);
    hands.click(&hands.text("funding-tab-plan"));
    hands.look(3);
    hands.click(&hands.text("funding-plan-buildings"));
    hands.look(3);
    let year = hands.app().locale().money_tiyn_plain(MONTH * 12);
    assert!(hands.says(&year), "{year}");
    look_everywhere(&mut hands, "building-plan");
    hands.click(&hands.text("funding-plan-change"));
    hands.look(3);
    to_table(&mut hands);
    hands.press(Key::Home);
    hands.press(Key::Enter);
    hands.look(3);
    let january = hands.app().locale().month_name(1).to_owned();
    enter(&mut hands, &january, "2 000 000");
    let approve = hands.format("funding-plan-approve", &[("version", 2.into())]);
    hands.click(&approve);
    hands.look(2);
    fill(&mut hands, "funding-plan-why", "Уточнение графика");
    hands.click(&hands.text("funding-approve"));
    let plan = asked(&replay).into_iter().find_map(|op| match op {
        SchoolingOp::ApprovePlan { plan, .. } => Some(plan),
        _ => None,
    });
    let plan = plan.expect("a plan was approved");
    let of = |money, of| plan.month_for(schools[0].id, money, month(of));
    assert_eq!(of(MoneyFor::Reimbursement, 1), Tiyn(200_000_000));
    assert_eq!(of(MoneyFor::Reimbursement, 2), Tiyn(MONTH));
    // What is planned for teaching stays as it was.
    assert_eq!(of(MoneyFor::Teaching, 1), Tiyn(3_000_000_000));
    assert_eq!(plan.lines.len(), schools.len());
}

#[test]
fn a_contract_begun_in_the_middle_of_a_year_says_what_of_the_year_s_sum_is_its_own() {
    let schools = schools();
    let of = fixed(0, &schools[0]);
    let part = of.whole(100, month(9), month(12)).expect("a sum");
    let whole = of.whole(100, month(1), month(12)).expect("a sum");
    let [mut record, _] = reimbursed(0, &schools[0], 2);
    let said = |hands: &Hands| {
        let locale = hands.app().locale();
        let month = |of| locale.month_year(month(1).year(), of);
        let args = [
            ("from", month(9).into()),
            ("to", month(12).into()),
            ("count", 4.into()),
            ("sum", locale.money_tiyn(part.0).into()),
        ];
        locale.format("order-building-of-contract", &args)
    };
    let (mut hands, _replay) = at(Section::Contracts, vec![record.clone(), mandate()]);
    opened(&mut hands, &record);
    assert!(
        !hands.says(&said(&hands)),
        "of a whole year there is no part"
    );
    if let SchoolingRecord::Contract(one) = &mut record {
        for text in &mut one.texts {
            (text.from, text.amount) = (month(9), part);
        }
        for agreement in &mut one.contract.agreements {
            (agreement.terms.from, agreement.terms.amount) = (month(9), part);
        }
    }
    let (mut hands, _replay) = at(Section::Contracts, vec![record.clone(), mandate()]);
    opened(&mut hands, &record);
    assert!(hands.says(&hands.app().locale().money_tiyn(whole.0)));
    assert!(hands.says(&said(&hands)), "{}", said(&hands));
    assert!(hands.says(&hands.text("order-building-schedule-note")));
    look_everywhere(&mut hands, "building-part-of-year");
}
