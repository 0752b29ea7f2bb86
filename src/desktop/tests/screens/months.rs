//! The monthly validation on screen: what each role sees, what the financial centre may do and is
//! kept from, what stays without a network.

use crate::guard::problems;
use crate::hands::Hands;
use crate::orders_centre::fixture::{person, schools, today};
use crate::orders_centre::{button, everywhere, in_a_dialog};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{
    Command, Connection, Event, MonthCommand, MonthEvent, MonthPeople, MonthRow, MonthsListed,
    OpenMonth, UserError,
};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{Place, Section};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{MonthReason, MonthVerdict, Programme};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::month::{Month, MonthStage, MonthStep, Tally};
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use baqylau_protocol::month::{
    MadeRegister, MonthOrganisation, MonthState, PersonVerdict, ReasonCount, SentMonth,
};
use chrono::TimeDelta;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use std::sync::Arc;

/// The month so many months ago.
fn ago(months: i32) -> Period {
    let present = Period::of(today()).expect("a month");
    present.plus_months(-months).expect("a month")
}

fn at(stage: MonthStage, period: Period) -> MonthState {
    let step = MonthStep {
        by: person(AccountRole::FinancialCentre).id,
        at: world().now - TimeDelta::days(3),
    };
    let (frozen, closed) = match stage {
        MonthStage::Open => (None, None),
        MonthStage::Frozen | MonthStage::Validated => (Some(step), None),
        MonthStage::Closed => (Some(step), Some(step)),
    };
    MonthState {
        month: Month {
            stage,
            frozen,
            closed,
            ..Month::open(period)
        },
        sent: 7,
        counting: 7,
        judged: if stage == MonthStage::Frozen { 3 } else { 7 },
        corrections: 0,
    }
}

fn reason(reason: MonthReason, people: u32) -> ReasonCount {
    ReasonCount { reason, people }
}

fn register(revision: u32, tally: (u32, u32, u32), reasons: Vec<ReasonCount>) -> MadeRegister {
    let (payable, held, excluded) = tally;
    MadeRegister {
        revision,
        at: world().now - TimeDelta::hours(40 - i64::from(revision)),
        sha256: BlobHash::new([7; 32]),
        tally: Tally {
            payable,
            held,
            excluded,
        },
        reasons,
    }
}

/// A month: the last school sent nothing, the first one was corrected, the second lost rows.
fn month(stage: MonthStage, period: Period) -> OpenMonth {
    let schools = schools();
    let last = schools.len() - 1;
    let rows = schools.into_iter().enumerate().map(|(place, school)| {
        let sent = (place < last).then(|| SentMonth {
            revision: if place == 0 { 2 } else { 1 },
            at: world().now - TimeDelta::days(4),
            learners: 180,
            rejected: if place == 1 { 3 } else { 0 },
        });
        let reasons = vec![
            reason(MonthReason::Duplicate, 3),
            reason(MonthReason::Dead, 1),
        ];
        let registers = match (stage, place) {
            (MonthStage::Open, _) => Vec::new(),
            (_, place) if place == last => Vec::new(),
            (_, 0) => vec![
                register(1, (176, 0, 4), reasons),
                register(2, (178, 1, 1), vec![reason(MonthReason::Dead, 1)]),
            ],
            _ => vec![register(1, (180, 0, 0), Vec::new())],
        };
        MonthRow {
            month: MonthOrganisation {
                organisation: school.id,
                region: school.territory.region(),
                programme: Programme::Schooling,
                contracted: true,
                before: sent.is_none().then(|| period.plus_months(-1)).flatten(),
                sent,
                registers,
            },
            organisation: Some(school),
        }
    });
    OpenMonth {
        at: world().now - TimeDelta::minutes(20),
        state: at(stage, period),
        organisations: rows.collect(),
    }
}

fn people(period: Period) -> MonthPeople {
    let one = |row, verdict, reason| PersonVerdict {
        row,
        number: format!("1503••••{:04}", 9000 + row),
        verdict,
        reasons: vec![reason],
    };
    MonthPeople {
        at: world().now - TimeDelta::minutes(20),
        period,
        organisation: schools()[0].id,
        revision: 2,
        people: vec![
            one(4, MonthVerdict::Excluded, MonthReason::Dead),
            one(11, MonthVerdict::Held, MonthReason::LifeUnknown),
        ],
    }
}

/// Everything told: the running month, the one that waits to be frozen, one being checked, one
/// checked, one closed.
fn told() -> Vec<MonthEvent> {
    let stages = [
        (0, MonthStage::Open),
        (1, MonthStage::Open),
        (2, MonthStage::Frozen),
        (3, MonthStage::Validated),
        (4, MonthStage::Closed),
    ];
    let mut all = vec![MonthEvent::Listed(Arc::new(MonthsListed {
        at: world().now,
        months: stages.map(|(months, stage)| at(stage, ago(months))).into(),
    }))];
    for (months, stage) in stages {
        all.push(MonthEvent::Opened(Arc::new(month(stage, ago(months)))));
        all.push(MonthEvent::People(Arc::new(people(ago(months)))));
    }
    all
}

pub fn signed_in(role: AccountRole) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    replay.with(|state| state.months = told());
    hands.go(Place::Orders(Section::Months));
    hands.look(8);
    (hands, replay)
}

fn name(hands: &Hands, period: Period) -> String {
    let locale = hands.app().locale();
    locale.month_year(period.year(), period.month())
}

/// Chooses a month by its pill.
fn choose(hands: &mut Hands, months: i32, stage: &str) {
    let args = [
        ("month", name(hands, ago(months)).into()),
        ("stage", hands.text(stage).into()),
    ];
    let pill = hands.format("order-month-pill", &args);
    hands.click(&pill);
    hands.look(6);
}

fn sent(replay: &Replay, wanted: impl Fn(MonthCommand) -> bool) -> usize {
    replay.count(|command| matches!(command, Command::Months(one) if wanted(*one)))
}

/// Opens the first school by the keys of the register.
fn open_first(hands: &mut Hands) {
    let label = hands.text("order-months");
    hands.focus(&[Role::Grid], &label);
    hands.press(Key::Home);
    hands.press(Key::Enter);
    hands.look(6);
}

#[test]
fn a_department_reads_who_has_not_sent_what_was_refused_and_whom_it_is_not_paid_for() {
    let (mut hands, replay) = signed_in(AccountRole::EducationOfficer);
    // What waits to be frozen comes first, not the month that still runs.
    assert!(hands.says(&hands.format("order-month-missing", &[("count", 1.into())])));
    assert!(hands.says(&hands.format("order-month-rejected", &[("count", 3.into())])));
    assert_eq!(button(&hands, &hands.text("order-month-freeze")), None);
    everywhere(&mut hands, "months-open");
    choose(&mut hands, 2, "month-stage-frozen");
    let course = [("done", "3".into()), ("of", "7".into())];
    assert!(hands.says(&hands.format("order-month-course", &course)));
    choose(&mut hands, 3, "month-stage-validated");
    let corrected = schools()[0].id;
    let named = hands.app().model().months.opened[&ago(3)].clone();
    let first = &named.organisations[0];
    assert_eq!(first.month.organisation, corrected);
    // By name the corrected school may stand anywhere: it is found by typing.
    let words = first
        .organisation
        .as_ref()
        .expect("known")
        .bin
        .as_text()
        .to_owned();
    let find = hands.text("order-months-find");
    hands.focus(&[Role::SearchInput, Role::TextInput], &find);
    hands.type_text(&words);
    hands.look(6);
    open_first(&mut hands);
    let asked = |one: MonthCommand| matches!(one, MonthCommand::People { organisation, .. } if organisation == corrected);
    assert_eq!(sent(&replay, asked), 1);
    assert!(hands.says("1503••••9004"));
    let change = [("was", "4".into()), ("is", "1".into())];
    assert!(hands.says(&hands.format("order-month-from-to", &change)));
    everywhere(&mut hands, "months-validated");
    hands.press(Key::Escape);
    hands.press(Key::Escape);
    assert!(!hands.says("1503••••9004"), "Escape closes the pane");
}

#[test]
fn the_centre_freezes_by_the_name_of_the_month_and_asks_again_when_the_answer_is_lost() {
    let (mut hands, replay) = signed_in(AccountRole::FinancialCentre);
    let freeze = hands.text("order-month-freeze");
    assert_eq!(button(&hands, &freeze), Some(true));
    hands.click(&freeze);
    let missing = schools().pop().expect("schools");
    assert!(
        hands.says(missing.name.russian()),
        "who is missing is named"
    );
    in_a_dialog(&mut hands, "months-freeze");
    let args = [("month", name(&hands, ago(1)).into())];
    let yes = hands.format("order-month-freeze-yes", &args);
    // The answer is lost: what happened isn't known, and asking again is offered.
    let lost = UserError::new("client-month-unanswered");
    replay.with(|state| state.refuse = Some(lost));
    hands.click(&yes);
    assert!(hands.says(&hands.text("client-month-unanswered")));
    replay.with(|state| state.refuse = None);
    hands.click(&yes);
    hands.look(4);
    let period = ago(1);
    assert_eq!(
        sent(&replay, |one| one == MonthCommand::Freeze { period }),
        2
    );
    assert!(!hands.has(&yes), "it closes when the registry has answered");
}

#[test]
fn what_may_not_be_done_says_why_and_without_a_network_what_was_received_stays() {
    let (mut hands, replay) = signed_in(AccountRole::FinancialCentre);
    let (freeze, close) = (
        hands.text("order-month-freeze"),
        hands.text("order-month-close"),
    );
    choose(&mut hands, 0, "month-stage-open");
    assert_eq!(button(&hands, &freeze), Some(false));
    assert!(hands.says(&hands.text("month-refusal-not-over")));
    choose(&mut hands, 2, "month-stage-frozen");
    assert_eq!(button(&hands, &close), Some(false));
    assert!(hands.says(&hands.text("month-refusal-not-validated")));
    choose(&mut hands, 4, "month-stage-closed");
    assert!(hands.says(&hands.text("month-refusal-closed-already")));
    choose(&mut hands, 3, "month-stage-validated");
    assert_eq!(button(&hands, &close), Some(true));
    open_first(&mut hands);
    assert_eq!(
        sent(&replay, |one| matches!(one, MonthCommand::People { .. })),
        0,
        "quantities alone"
    );

    let mut sync = hands.app().model().sync.clone().expect("a connection");
    sync.connection = Connection::Offline;
    replay.tell(Event::Sync(sync));
    hands.look(4);
    assert_eq!(button(&hands, &close), Some(false));
    assert!(hands.says(&hands.text("order-months-offline")));
    let time = hands
        .app()
        .locale()
        .date_time(world().now - TimeDelta::minutes(20));
    let kept = hands.format("order-months-at", &[("time", time.into())]);
    assert!(hands.says(&kept), "the time of what is shown");
    let found = problems(&hands);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_kept_and_no_network_is_told_as_that() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::EducationOfficer, Language::Ru);
    let error = UserError::new("client-month-offline");
    replay.with(|state| state.month_refused = Some(error));
    hands.go(Place::Orders(Section::Months));
    assert!(hands.says(&hands.text("client-month-offline")));
    replay.with(|state| state.month_refused = None);
    hands.click(&hands.text("panel-try-again"));
    hands.look(6);
    assert!(!hands.says(&hands.text("client-month-offline")));
}

#[test]
fn the_months_are_reached_and_chosen_by_keys_alone() {
    let (mut hands, _) = signed_in(AccountRole::EducationOfficer);
    hands.act(Action::Go(Place::Organisations));
    hands.press_with(crate::hands::Layout::Russian, Modifiers::ALT, Key::Num0);
    assert_eq!(hands.app().place(), Place::Orders(Section::Months));
    let args = [
        ("month", name(&hands, ago(4)).into()),
        ("stage", hands.text("month-stage-closed").into()),
    ];
    let pill = hands.format("order-month-pill", &args);
    let found = (0..40).any(|_| {
        hands.press(Key::Tab);
        hands.focused().is_some_and(|(_, label)| label == pill)
    });
    assert!(found, "Tab comes by every month");
    hands.press(Key::Space);
    hands.look(6);
    let opened = hands.app().model().months.opened[&ago(4)].clone();
    assert_eq!(opened.state.month.period, ago(4));
}

#[test]
fn a_month_with_nobody_in_it_is_called_so_and_not_checked() {
    let period = ago(3);
    let mut empty = month(MonthStage::Validated, period);
    for row in &mut empty.organisations {
        row.month.sent = None;
        row.month.registers.clear();
    }
    // One school sent a list without anybody, and it was judged.
    empty.organisations[0].month.sent = Some(SentMonth {
        revision: 1,
        at: world().now - TimeDelta::days(4),
        learners: 0,
        rejected: 0,
    });
    empty.organisations[0].month.registers = vec![register(1, (0, 0, 0), Vec::new())];
    let (mut hands, replay) = signed_in(AccountRole::EducationOfficer);
    choose(&mut hands, 3, "month-stage-validated");
    let checked = hands.text("month-stage-validated");
    assert!(hands.has(&checked), "a month with people is checked");
    replay.tell(Event::Months(MonthEvent::Opened(Arc::new(empty))));
    hands.look(8);
    assert!(hands.has(&hands.text("month-stage-nobody")));
    assert!(!hands.has(&checked));
    assert!(hands.says(&hands.text("order-month-state-nobody")));
    everywhere(&mut hands, "months-nobody");
}
