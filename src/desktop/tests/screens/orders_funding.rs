//! Budget, distribution and plan of the state order as a department's officer lives in them.

use crate::hands::Hands;
use crate::order_records::{accepted, contract, funding, mandate, month, region, schools, told};
use crate::orders::look_everywhere;
use crate::orders_centre::in_a_dialog;
use crate::orders_department::{ROLE, asked, at, enter, fill, to_table};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, Event};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{Place, Section};
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ApprovedDistribution, DistributionRule, FormerDistribution, Need, OrderStep, Proportion,
    SchoolingOp, SchoolingRecord, distribute,
};
use baqylau_locale::Language;
use chrono::Datelike as _;
use egui::Key;
use egui::accesskit::Role;
use std::collections::BTreeMap;

/// A department with a budget of a million tenge and three schools whose applications were accepted.
pub fn department() -> Vec<SchoolingRecord> {
    let schools = schools();
    let mut records: Vec<SchoolingRecord> = schools
        .iter()
        .take(3)
        .enumerate()
        .map(|(nth, school)| accepted(nth, school))
        .collect();
    for record in &mut records {
        if let SchoolingRecord::Application(one) = record {
            one.territory = region();
        }
    }
    let [budget, _] = funding(&[]);
    records.extend([budget, mandate()]);
    if let Some(SchoolingRecord::Budget(one)) = records
        .iter_mut()
        .find(|one| matches!(one, SchoolingRecord::Budget(_)))
    {
        one.amount = Tiyn(100_000_001);
    }
    records
}

pub fn at_budget(records: Vec<SchoolingRecord>, tab: &str) -> (Hands, Replay) {
    let (mut hands, replay) = at(Section::Budget, records);
    hands.click(&hands.text(tab));
    hands.look(3);
    (hands, replay)
}

/// Needs as they are typed: pupils, beyond the first shift, its cost, cost of the others.
const NEEDS: [(i64, i64, i64, i64); 3] = [
    (400, 100, 20_000_000, 9_000_000),
    (300, 300, 0, 60_000_000),
    (200, 0, 30_000_000, 0),
];

/// A draft with these needs, as it is kept.
fn kept_needs() -> Event {
    let needs: serde_json::Map<String, serde_json::Value> = schools()
        .iter()
        .zip(NEEDS)
        .map(|(school, (pupils, beyond, first, others))| {
            let need = serde_json::json!({
                "pupils": pupils, "beyond": beyond, "first_shift": first, "others": others,
            });
            (school.id.to_string(), need)
        })
        .collect();
    let content = serde_json::json!({ "needs": needs }).to_string();
    let name = format!("{}/{}", region(), world().now.date_naive().year());
    Event::Views {
        register: "funding-drafts".to_owned(),
        views: std::sync::Arc::new(vec![(name, content)]),
    }
}

fn needs() -> Vec<Need> {
    let needs = schools();
    let needs = needs.iter().zip(NEEDS);
    needs
        .map(|(school, (pupils, beyond, first, others))| Need {
            school: school.id,
            first_shift: Tiyn(first),
            others: Tiyn(others),
            pupils_beyond: u32::try_from(beyond).expect("few"),
            pupils: u32::try_from(pupils).expect("few"),
        })
        .collect()
}

pub fn with_needs(tab: &str, records: Vec<SchoolingRecord>) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    replay.with(|state| state.orders = Some(told(records)));
    replay.tell(kept_needs());
    hands.look(2);
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    hands.click(&hands.text(tab));
    hands.look(3);
    (hands, replay)
}

#[test]
fn the_budget_is_entered_with_the_document_that_sets_it() {
    let (mut hands, replay) = at_budget(department(), "funding-tab-budget");
    look_everywhere(&mut hands, "budget");
    let enter_budget = hands.text("funding-budget-enter");
    hands.click(&enter_budget);
    assert!(hands.says(&hands.text("funding-amount-missing")));
    fill(&mut hands, "funding-amount", "2 500 000,50");
    fill(&mut hands, "funding-basis", "Решение № 12");
    hands.click(&enter_budget);
    hands.look(2);
    hands.click(&hands.text("funding-enter"));
    let op = SchoolingOp::SetBudget {
        department: region(),
        year: world().now.date_naive().year(),
        amount: Tiyn(250_000_050),
        basis: "Решение № 12".to_owned(),
    };
    assert_eq!(asked(&replay), [op]);
}

#[test]
fn a_distribution_is_previewed_and_approved_exactly_as_it_was_shown() {
    let (mut hands, replay) = with_needs("funding-tab-distribution", department());
    look_everywhere(&mut hands, "distribution");
    let budget = Tiyn(100_000_001);
    let rule = DistributionRule::pilot();
    let outcome = distribute(budget, &needs(), &rule).expect("it reaches");
    for share in &outcome.shares {
        let sum = share.first_shift.0 + share.others.0;
        let sum = hands.app().locale().money_tiyn_plain(sum);
        assert!(hands.says(&sum), "{sum}");
    }
    hands.click(&hands.text("funding-approve-distribution"));
    hands.look(2);
    assert!(asked(&replay).is_empty(), "nothing before the answer");
    hands.click(&hands.text("funding-approve"));
    let op = SchoolingOp::ApproveDistribution {
        department: region(),
        from: month(1),
        to: month(12),
        budget,
        rule,
        needs: by_name(&hands),
        outcome,
    };
    assert_eq!(asked(&replay), [op]);
}

/// Needs in the order the schools are listed in.
fn by_name(hands: &Hands) -> Vec<Need> {
    let (locale, schools) = (hands.app().locale(), schools());
    let mut needs = needs();
    let name = |need: &Need| {
        let school = schools.iter().find(|one| one.id == need.school);
        school.expect("a school").name.russian().to_owned()
    };
    needs.sort_by(|a, b| {
        locale
            .compare(&name(a), &name(b))
            .then(a.school.cmp(&b.school))
    });
    needs
}

#[test]
fn another_base_of_the_proportion_is_seen_beside_before_it_is_chosen() {
    let (mut hands, replay) = with_needs("funding-tab-distribution", department());
    let budget = Tiyn(100_000_001);
    let other = DistributionRule::pilot().in_proportion_to(Proportion::WholeContingent);
    let outcome = distribute(budget, &needs(), &other).expect("it reaches");
    let locale = hands.app().locale();
    let sums: Vec<String> = outcome
        .shares
        .iter()
        .map(|one| locale.money_tiyn_plain(one.first_shift.0 + one.others.0))
        .collect();
    for sum in &sums {
        assert!(hands.says(sum), "by the other rule: {sum}");
    }
    assert!(hands.says(&hands.text("funding-other-whole")), "named");
    assert!(hands.says(&hands.text("funding-trial")), "nothing is kept");
    hands.click(&hands.text("funding-base"));
    hands.click(&hands.text("funding-base-whole"));
    hands.look(2);
    assert!(
        hands.says(&hands.text("funding-other-not-financed")),
        "turned"
    );
    hands.click(&hands.text("funding-approve-distribution"));
    hands.click(&hands.text("funding-approve"));
    let approved = asked(&replay).into_iter().find_map(|op| match op {
        SchoolingOp::ApproveDistribution { rule, outcome, .. } => Some((rule, outcome)),
        _ => None,
    });
    assert_eq!(approved, Some((other, outcome)));
}

#[test]
fn needs_are_changed_beside_the_table_by_the_keyboard_alone() {
    let (mut hands, _replay) = with_needs("funding-tab-distribution", department());
    to_table(&mut hands);
    hands.press(Key::ArrowDown);
    hands.look(3);
    let pupils = hands.text("funding-pupils");
    assert!(hands.has(&pupils), "the need of the first school is open");
    look_everywhere(&mut hands, "need");
    // Pupils beyond the first shift that cost nothing can't be: said at once, and not approved.
    fill(&mut hands, "funding-pupils-beyond", "7");
    fill(&mut hands, "funding-others", "0");
    assert!(hands.says(&hands.text("funding-need-unfit")));
    assert!(hands.says(&hands.text("schooling-refused-needs-unfit")));
    hands.click(&hands.text("funding-need-known"));
    assert!(hands.says(&hands.text("funding-origin-nothing")));
}

#[test]
fn the_plan_made_from_a_distribution_is_exact_and_approved_as_the_next_version() {
    let (mut hands, replay) = with_needs("funding-tab-distribution", department());
    hands.click(&hands.text("funding-make-plan"));
    hands.look(3);
    look_everywhere(&mut hands, "plan-draft");
    let first = [("version", 1.into())];
    hands.click(&hands.format("funding-plan-approve", &first));
    hands.look(2);
    hands.click(&hands.text("funding-approve"));
    let plan = asked(&replay).into_iter().find_map(|op| match op {
        SchoolingOp::ApprovePlan { plan, reason: None } => Some(plan),
        _ => None,
    });
    let plan = plan.expect("a plan was approved");
    assert_eq!((plan.version, plan.budget), (1, Tiyn(100_000_001)));
    let rule = DistributionRule::pilot();
    let outcome = distribute(plan.budget, &needs(), &rule).expect("it reaches");
    for share in &outcome.shares {
        let sum = Tiyn(share.first_shift.0 + share.others.0);
        assert_eq!(plan.of_school(share.school), Some(sum), "to the tiyn");
    }
    assert_eq!(plan.total(), Some(Tiyn(plan.budget.0 - outcome.left.0)));
    let sums = plan.lines.values().map(BTreeMap::len).sum();
    let changed = changes(&hands, plan.lines.len(), sums);
    assert!(plan.lines.len() < sums && hands.has(&changed), "{changed}");
}

/// The words of the filter by what changed.
fn changes(hands: &Hands, schools: usize, sums: usize) -> String {
    let schools = hands.format("funding-plan-only-schools", &[("count", schools.into())]);
    let sums = hands.format("funding-plan-only-sums", &[("count", sums.into())]);
    let args = [("schools", schools.into()), ("sums", sums.into())];
    hands.format("funding-plan-only", &args)
}

/// A department whose plan is in force, with a contract that binds most of a school's sum.
fn planned() -> Vec<SchoolingRecord> {
    let schools = schools();
    let mut records = vec![mandate(), contract(0, &schools[0], 2)];
    records.extend(funding(&schools[..3]));
    records
}

#[test]
fn how_much_of_the_budget_is_planned_is_told_as_a_sum_and_a_share() {
    let (hands, _replay) = at_budget(planned(), "funding-tab-budget");
    let locale = hands.app().locale();
    // Three schools, twelve months of 30 million each, of ten thousand million.
    let sum = locale.money_tiyn(3 * 12 * 3_000_000_000);
    let share = locale.percent(10.8, 1);
    assert!(hands.says(&format!("{sum} · {share}")), "{sum} · {share}");
}

#[test]
fn what_keeps_a_plan_from_being_approved_is_told_as_it_is_typed() {
    let (mut hands, replay) = at_budget(planned(), "funding-tab-plan");
    assert!(hands.says(&hands.text("form-plan-in-force")));
    look_everywhere(&mut hands, "plan-in-force");
    hands.click(&hands.text("funding-plan-change"));
    hands.look(3);
    let approve = hands.format("funding-plan-approve", &[("version", 2.into())]);
    hands.click(&approve);
    assert!(
        hands.says(&hands.text("funding-plan-no-changes")),
        "nothing differs yet"
    );
    to_table(&mut hands);
    hands.press(Key::Home);
    hands.press(Key::Enter);
    hands.look(4);
    let january = hands.app().locale().month_name(1).to_owned();
    // The contract binds 300 million of 360: a January of minus says so by its school and month.
    enter(&mut hands, &january, "0");
    let changed = changes(&hands, 1, 1);
    assert!(
        hands.has(&changed),
        "one sum differs from the version in force"
    );
    for month in 2..=4 {
        let name = hands.app().locale().month_name(month).to_owned();
        enter(&mut hands, &name, "0");
    }
    let bound = hands.app().locale().money_tiyn(30_000_000_000);
    assert!(hands.says(&bound), "what is under contract: {bound}");
    look_everywhere(&mut hands, "plan-fault");
    hands.click(&approve);
    assert!(asked(&replay).is_empty());
    // Back above the contract, it is approved with what was typed.
    enter(&mut hands, &january, "120 000 000");
    hands.click(&approve);
    hands.look(2);
    // A change is approved with why alone.
    hands.click(&hands.text("funding-approve"));
    assert!(asked(&replay).is_empty());
    in_a_dialog(&mut hands, "plan-why");
    fill(&mut hands, "funding-plan-why", "Школа закрыта до мая");
    hands.click(&hands.text("funding-approve"));
    let plan = asked(&replay).into_iter().find_map(|op| match op {
        SchoolingOp::ApprovePlan { plan, reason } => Some((plan, reason)),
        _ => None,
    });
    let (plan, reason) = plan.expect("a plan was approved");
    assert_eq!(reason, Some("Школа закрыта до мая".into()));
    assert_eq!(plan.version, 2);
    let months: &BTreeMap<_, _> = &plan.lines[&schools()[0].id];
    assert_eq!(months.get(&month(1)), Some(&Tiyn(12_000_000_000)));
    assert_eq!(
        months.get(&month(2)),
        None,
        "a month without a sum isn't listed"
    );
}

#[test]
fn a_draft_is_kept_as_it_is_typed_and_found_again() {
    let (mut hands, replay) = at_budget(department(), "funding-tab-budget");
    fill(&mut hands, "funding-basis", "Решение № 44");
    hands.go(Place::Organisations);
    hands.go(Place::Orders(Section::Budget));
    assert!(
        hands.says("Решение № 44"),
        "another screen takes nothing away"
    );
    hands.look(90);
    let content = replay.with(|state| {
        state.sent.iter().rev().find_map(|command| match command {
            Command::KeepView {
                register,
                name,
                content,
            } if register == "funding-drafts" => Some((name.clone(), content.clone())),
            _ => None,
        })
    });
    let (name, content) = content.expect("the draft was written");
    // Another start of the program reads what was written.
    let (mut hands, again) = Hands::signed_in(ROLE, Language::Ru);
    again.with(|state| state.orders = Some(told(department())));
    again.tell(Event::Views {
        register: "funding-drafts".to_owned(),
        views: std::sync::Arc::new(vec![(name, content)]),
    });
    hands.look(2);
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    assert!(hands.says("Решение № 44"));
}

#[test]
fn whoever_only_reads_has_nothing_to_press() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Observer, Language::Ru);
    replay.with(|state| state.orders = Some(told(department())));
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    let region: Kato = region();
    assert_eq!(region, region.region());
    hands.click(&hands.text("funding-tab-budget"));
    assert!(hands.says("Решение маслихата для примера"));
    assert!(!hands.has(&hands.text("funding-budget-enter")));
    hands.click(&hands.text("funding-tab-distribution"));
    hands.look(2);
    assert!(!hands.has(&hands.text("funding-approve-distribution")));
    hands.act(Action::Language(Language::Kk));
    assert!(hands.has(&hands.text("funding-tab-plan")));
}

/// A plan changed by a second version with a reason.
fn changed() -> Vec<SchoolingRecord> {
    let mut records = planned();
    let last = records.iter().find_map(|record| match record {
        SchoolingRecord::Plan(one) => Some(one.clone()),
        _ => None,
    });
    let mut next = last.expect("a plan");
    next.plan.version += 1;
    if let Some(months) = next.plan.lines.get_mut(&schools()[1].id) {
        months.insert(month(2), Tiyn(3_100_000_000));
    }
    for step in &mut next.steps {
        step.reason = Some("Открыт второй корпус".into());
    }
    records.push(SchoolingRecord::Plan(next));
    records
}

#[test]
fn the_lines_of_a_plan_are_a_register_and_a_version_says_why_it_changed() {
    let (mut hands, replay) = at_budget(changed(), "funding-tab-plan");
    hands.look(6);
    assert!(hands.says("Открыт второй корпус"));
    look_everywhere(&mut hands, "plan-changed");
    // Found by typing, ordered and totalled like every register; written as the views ask.
    assert!(hands.has(&hands.text("register-columns")));
    let find = hands.text("funding-plan-find");
    hands.focus(&[Role::SearchInput, Role::TextInput], &find);
    hands.type_text("Алтын");
    hands.look(12);
    assert!(hands.has(schools()[1].name.russian()));
    assert!(!hands.has(schools()[0].name.russian()));
    let asked_views = |command: &Command| matches!(command, Command::LoadViews { register } if register == "order-plan-lines");
    assert_eq!(replay.count(asked_views), 1);
    // By the keyboard a school is opened beside it.
    to_table(&mut hands);
    hands.press(Key::Home);
    hands.press(Key::Enter);
    hands.look(4);
    assert!(hands.says(&hands.app().locale().money_tiyn(3_100_000_000)));
}

#[test]
fn a_figure_of_the_budget_opens_what_it_is_made_of() {
    let (mut hands, _replay) = at_budget(planned(), "funding-tab-budget");
    let locale = hands.app().locale();
    let (sum, share) = (locale.money_tiyn(30_000_000_000), locale.percent(3.0, 1));
    let figure = format!("{}: {sum} · {share}", hands.text("funding-contracted"));
    hands.click(&figure);
    hands.look(6);
    let args = [("count", 1.into()), ("sum", sum.as_str().into())];
    assert!(hands.says(&hands.format("funding-behind-total", &args)));
    in_a_dialog(&mut hands, "budget-behind");
    let open = hands.format(
        "funding-behind-open",
        &[("name", schools()[0].name.russian().into())],
    );
    hands.click(&open);
    hands.look(6);
    assert!(
        !hands.says(&hands.text("funding-title")),
        "it leads to the contract"
    );
}

#[test]
fn a_distribution_approved_anew_shows_what_it_was_before() {
    let rule = DistributionRule::pilot();
    let (first, second) = (Tiyn(90_000_001), Tiyn(100_000_001));
    let outcome = |budget| distribute(budget, &needs(), &rule).expect("it reaches");
    let step = |hour: i64| OrderStep {
        at: world().now - chrono::TimeDelta::hours(hour),
        by: world().of(ROLE).person.id,
        step: "approve_distribution".to_owned(),
        reason: None,
    };
    let approved = ApprovedDistribution {
        department: region(),
        from: month(1),
        to: month(12),
        budget: second,
        rule,
        needs: needs(),
        outcome: outcome(second),
        former: vec![FormerDistribution {
            budget: first,
            rule,
            needs: needs(),
            outcome: outcome(first),
        }],
        steps: vec![step(5), step(1)],
    };
    let mut records = department();
    records.push(SchoolingRecord::Distribution(approved));
    let (mut hands, _replay) = with_needs("funding-tab-distribution", records);
    hands.click(&hands.format("funding-versions-button", &[("count", 2.into())]));
    hands.look(4);
    let share = outcome(first).shares[0];
    let before = share.first_shift.0 + share.others.0;
    let before = hands.app().locale().money_tiyn_plain(before);
    assert!(hands.says(&before), "{before}");
    in_a_dialog(&mut hands, "distribution-versions");
}
