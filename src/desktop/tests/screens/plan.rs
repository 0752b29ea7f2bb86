//! Planning a visit: by keyboard alone, told what is wrong beside the field, recorded once.

use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::keyboard::never_reached;
use crate::replay::Replay;
use crate::world::{demonstrated, world};
use baqylau_client::fault_words;
use baqylau_client::ui::{Command, Event, OpenVisit, UserError};
use baqylau_desktop::cx::{Action, error_text};
use baqylau_desktop::place::{Place, PlanFrom};
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_domain::visit::{
    PlanFault, Stage, StageName, Visit, VisitOp, VisitOrder, VisitPlan, plans_visits,
    usual_checklists,
};
use baqylau_locale::Language;
use baqylau_protocol::planning::Planning;
use egui::Key;
use egui::accesskit::Role;
use std::sync::Arc;

const FORM: Place = Place::Plan(PlanFrom::Register);

/// High enough for the whole form: what is below the window's edge is looked at too.
const TALL: [f32; 2] = [1281.0, 1900.0];

/// Plans sent so far, with their orders.
fn sent(replay: &Replay) -> Vec<(VisitPlan, Option<VisitOrder>)> {
    replay.with(|state| {
        state
            .sent
            .iter()
            .filter_map(|command| match command {
                Command::PlanVisit { plan, order } => Some((*plan.clone(), order.clone())),
                _ => None,
            })
            .collect()
    })
}

fn planning(role: AccountRole) -> Arc<Planning> {
    match &world().of(role).planning {
        Some(Event::Planning(Some(planning))) => planning.clone(),
        _ => panic!("the registry told of nobody"),
    }
}

/// Tab until the control with this name has the focus.
fn tab_to(hands: &mut Hands, role: Role, name: &str) {
    for _ in 0..120 {
        if hands.focused() == Some((role, name.to_owned())) {
            return;
        }
        hands.press(Key::Tab);
    }
    panic!(
        "Tab never reaches {role:?} «{name}»; now {:?}",
        hands.focused()
    );
}

/// Opens the focused list, finds a line in it and takes it.
fn choose(hands: &mut Hands, name: &str, words: &str) {
    tab_to(hands, Role::ComboBox, name);
    hands.press(Key::ArrowDown);
    if !words.is_empty() {
        hands.type_text(words);
    }
    hands.press(Key::Enter);
    hands.look(3);
}

fn type_date(hands: &mut Hands, key: &str, days: u64) {
    let day = hands.app().model().today() + chrono::Days::new(days);
    let name = hands.text(key);
    tab_to(hands, Role::DateInput, &name);
    hands.press_with(crate::hands::Layout::Latin, crate::hands::CTRL, Key::A);
    hands.type_text(&day.format("%d.%m.%Y").to_string());
    hands.press(Key::Tab);
}

/// An organisation of the register the officer orders visits to, with its name as listed.
fn organisation(role: AccountRole) -> Arc<baqylau_domain::organisation::Organisation> {
    let recording = world().of(role);
    let Some(Event::Organisations { rows, .. }) = &recording.organisations else {
        panic!("no organisations");
    };
    let actor = recording.person.actor();
    rows.iter()
        .map(|row| row.organisation.clone())
        .find(|one| {
            one.premises.first().is_some_and(|place| {
                baqylau_domain::sanction::may_rule(&actor, one.kind, place.territory).is_ok()
            })
        })
        .expect("an organisation of this officer")
}

/// A form filled in by keys: a visit of two days from today.
fn filled(role: AccountRole, language: Language) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(role, language);
    hands.ctrl(Key::N);
    hands.look(4);
    assert_eq!(hands.app().place(), FORM, "Ctrl N begins a plan");
    let wanted = organisation(role);
    let field = hands.text("visit-organisation");
    choose(&mut hands, &field, wanted.bin.as_text());
    let field = hands.text("plan-premises");
    choose(&mut hands, &field, "");
    type_date(&mut hands, "plan-first-day", 0);
    type_date(&mut hands, "plan-last-day", 1);
    let from = hands.text("plan-period-from");
    tab_to(&mut hands, Role::DateInput, &from);
    hands.type_text("01.09.2026");
    let to = hands.text("plan-period-to");
    tab_to(&mut hands, Role::DateInput, &to);
    let day = hands.app().model().today();
    hands.type_text(&day.format("%d.%m.%Y").to_string());
    hands.press(Key::Tab);
    let add = hands.text("plan-person-add");
    let people = planning(role);
    for candidate in people.people.iter().take(3) {
        choose(&mut hands, &add, &candidate.full_name);
    }
    (hands, replay)
}

/// Looks at what is shown in every language, both themes and both sizes.
fn everywhere(hands: &mut Hands, name: &str) {
    look_over(hands, name, false);
}

/// The same for a dialog, under which the screen goes on.
fn dialog_everywhere(hands: &mut Hands, name: &str) {
    look_over(hands, name, true);
}

fn look_over(hands: &mut Hands, name: &str, dialog: bool) {
    let mut found = Vec::new();
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            for size in [SMALL, LARGE, TALL] {
                hands.resize(size);
                let theme = if dark { "dark" } else { "light" };
                let view = format!("plan-{name}-{}-{theme}-{}", language.code(), size[0]);
                let problems = problems(hands).into_iter();
                for problem in problems.filter(|one| !dialog || !one.contains("one over the other"))
                {
                    found.push(format!("{view}: {problem}"));
                }
                if pictures_wanted() {
                    hands.picture(&view);
                }
            }
            hands.resize(SMALL);
        }
    }
    found.dedup();
    assert!(
        found.is_empty(),
        "{} problems:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn an_officer_plans_a_visit_without_a_mouse() {
    for role in [AccountRole::EducationOfficer, AccountRole::IssuerOfficer] {
        let (mut hands, replay) = filled(role, Language::Ru);
        let next = hands.text("plan-next");
        tab_to(&mut hands, Role::Button, &next);
        hands.press(Key::Enter);
        hands.look(3);
        assert!(sent(&replay).is_empty(), "nothing is recorded unasked");
        let confirm = hands.text("plan-confirm");
        assert!(hands.has(&confirm), "what will be recorded is told first");
        tab_to(&mut hands, Role::Button, &confirm);
        hands.press(Key::Enter);
        hands.look(4);
        let plans = sent(&replay);
        let [(plan, None)] = plans.as_slice() else {
            panic!("{} plans were sent", plans.len());
        };
        let wanted = organisation(role);
        assert_eq!(plan.organisation, Some(wanted.id));
        assert_eq!(plan.premises, wanted.premises.first().map(|p| p.id));
        let today = hands.app().model().today();
        assert_eq!(plan.planned, (Some(today), today.succ_opt()));
        let parts: Vec<CommissionRole> = plan.members.iter().map(|m| m.role).collect();
        assert_eq!(
            parts,
            [
                CommissionRole::Chair,
                CommissionRole::Secretary,
                CommissionRole::Member
            ]
        );
        assert!(plan.members.iter().all(|member| member.iin.is_none()));
        let codes: Vec<&str> = plan.checklists.iter().map(|l| l.code.as_str()).collect();
        assert_eq!(codes, usual_checklists(wanted.kind));
        assert!(!plan.purpose.kk.is_empty() && !plan.purpose.ru.is_empty());
        // Then the visit itself is shown.
        assert_eq!(
            hands.app().place(),
            Place::Visit(VisitId::new(uuid::Uuid::from_u128(4242)))
        );
    }
}

#[test]
fn nothing_is_sent_while_something_is_missing_and_everything_missing_is_told() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::EducationOfficer, Language::Ru);
    hands.go(FORM);
    let told = |hands: &Hands, fault: &PlanFault| {
        let words = error_text(
            hands.app().locale(),
            &fault_words(fault, &VisitPlan::default()),
        );
        hands.says(&words)
    };
    let missing = [
        PlanFault::NoOrganisation,
        PlanFault::NoPremises,
        PlanFault::NoDays,
        PlanFault::NoPeriod,
        PlanFault::NoCommission,
    ];
    for fault in &missing {
        assert!(!told(&hands, fault), "{fault:?} before anything was tried");
    }
    let next = hands.text("plan-next");
    hands.click(&next);
    for fault in &missing {
        assert!(told(&hands, fault), "{fault:?} isn't told");
    }
    assert!(!hands.has(&hands.text("plan-confirm-title")));
    assert!(sent(&replay).is_empty());
    // A line of the list leads to the field.
    let words = hands.text("plan-fault-no-organisation");
    hands.click(&words);
    assert_eq!(
        hands.focused(),
        Some((Role::ComboBox, hands.text("visit-organisation")))
    );
    everywhere(&mut hands, "missing");
}

#[test]
fn a_second_chair_is_told_at_once_beside_the_commission() {
    let (mut hands, replay) = filled(AccountRole::EducationOfficer, Language::Ru);
    let words = hands.text("plan-fault-not-one-chair");
    assert!(!hands.says(&words));
    let name = planning(AccountRole::EducationOfficer).people[1]
        .full_name
        .clone();
    let field = hands.format("plan-person-role", &[("name", name.as_str().into())]);
    tab_to(&mut hands, Role::ComboBox, &field);
    hands.press(Key::ArrowDown);
    hands.press(Key::ArrowUp);
    hands.press(Key::Enter);
    hands.look(3);
    assert!(hands.says(&words), "two chairs go unnoticed");
    let next = hands.text("plan-next");
    hands.click(&next);
    assert!(!hands.has(&hands.text("plan-confirm-title")));
    assert!(sent(&replay).is_empty());
}

#[test]
fn an_order_given_with_the_plan_needs_its_number() {
    let (mut hands, replay) = filled(AccountRole::IssuerOfficer, Language::Ru);
    let at_once = hands.text("plan-order-now");
    tab_to(&mut hands, Role::Switch, &at_once);
    hands.press(Key::Space);
    hands.look(3);
    let next = hands.text("plan-next");
    hands.click(&next);
    assert!(!hands.has(&hands.text("plan-confirm-title")));
    everywhere(&mut hands, "order-missing");
    hands.act(Action::Language(Language::Ru));
    hands.act(Action::Dark(false));
    let number = hands.text("visit-order-number");
    tab_to(&mut hands, Role::TextInput, &number);
    hands.type_text("118-Т");
    hands.click(&next);
    let title = hands.text("plan-confirm-title");
    assert!(hands.has(&title), "the order is whole");
    assert!(hands.says(&hands.text("plan-confirm-note-ordered")));
    assert!(!hands.says(&hands.text("plan-confirm-note")));
    dialog_everywhere(&mut hands, "confirm");
    hands.act(Action::Language(Language::Ru));
    let confirm = hands.text("plan-confirm-ordered");
    hands.click(&confirm);
    let plans = sent(&replay);
    let [(_, Some(order))] = plans.as_slice() else {
        panic!("{} plans were sent", plans.len());
    };
    assert_eq!(order.number, "118-Т");
    assert_eq!(order.date, hands.app().model().today());
    assert!(!order.issued_by.ru.is_empty(), "as in the order before");
}

#[test]
fn a_filled_form_reads_well_everywhere() {
    let (mut hands, _replay) = filled(AccountRole::EducationOfficer, Language::Ru);
    everywhere(&mut hands, "filled");
}

#[test]
fn tab_reaches_every_control_of_the_form() {
    let (mut hands, _replay) = filled(AccountRole::EducationOfficer, Language::Kk);
    let left = never_reached(&mut hands);
    assert!(left.is_empty(), "Tab never reaches {left:?}");
}

#[test]
fn only_those_who_order_visits_are_offered_a_plan() {
    for role in demonstrated() {
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        let register = if role == AccountRole::Commission {
            Place::Visits
        } else {
            Place::AllVisits
        };
        hands.go(register);
        let title = hands.text("plan-title");
        assert_eq!(hands.has(&title), plans_visits(role), "{role:?}");
        hands.ctrl(Key::N);
        let there = hands.app().place() == FORM;
        assert_eq!(there, plans_visits(role), "{role:?}");
        let asked = replay.count(|command| matches!(command, Command::LoadPlanning));
        assert_eq!(asked > 0, plans_visits(role), "{role:?}");
    }
}

#[test]
fn the_shortcut_works_on_every_layout() {
    for layout in crate::hands::LAYOUTS {
        let (mut hands, _replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
        hands.press_with(layout, crate::hands::CTRL, Key::N);
        assert_eq!(hands.app().place(), FORM, "{layout:?}");
    }
}

#[test]
fn from_a_card_the_organisation_is_filled_in() {
    let role = AccountRole::EducationOfficer;
    let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
    let theirs = world()
        .of(role)
        .cards
        .values()
        .find_map(|event| match event {
            Event::OrganisationOpened(card) => {
                let actor = world().of(role).person.actor();
                let organisation = &card.organisation;
                organisation
                    .premises
                    .iter()
                    .any(|place| {
                        baqylau_domain::sanction::may_rule(
                            &actor,
                            organisation.kind,
                            place.territory,
                        )
                        .is_ok()
                    })
                    .then(|| organisation.clone())
            }
            _ => None,
        });
    let organisation = theirs.expect("a card of a school of this officer");
    hands.go(Place::Organisation(organisation.id));
    let plan = hands.text("plan-title");
    hands.click(&plan);
    assert_eq!(
        hands.app().place(),
        Place::Plan(PlanFrom::Organisation(organisation.id))
    );
    assert!(hands.says(organisation.bin.as_text()), "it is chosen");
    let next = hands.text("plan-next");
    hands.click(&next);
    assert!(!hands.says(&hands.text("plan-fault-no-organisation")));
    assert!(!hands.says(&hands.text("plan-fault-no-checklist")));
}

/// A visit of the officer's register at a stage.
fn visit_at(role: AccountRole, stage: StageName) -> Option<Visit> {
    let recording = world().of(role);
    let actor = recording.person.actor();
    recording.opened.values().find_map(|event| match event {
        Event::VisitOpened(open)
            if open.visit.stage.name() == stage
                && baqylau_domain::sanction::may_rule(
                    &actor,
                    open.visit.organisation_kind,
                    open.visit.territory,
                )
                .is_ok() =>
        {
            Some(open.visit.clone())
        }
        _ => None,
    })
}

#[test]
fn a_visit_being_remedied_is_repeated_with_everything_filled_in() {
    let role = AccountRole::IssuerOfficer;
    let first = visit_at(role, StageName::Remedying).expect("a visit being remedied");
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    hands.go(Place::Visit(first.id));
    let repeat = hands.text("visit-plan-repeat");
    hands.click(&repeat);
    assert_eq!(hands.app().place(), Place::Plan(PlanFrom::Repeat(first.id)));
    hands.look(3);
    assert!(hands.has(&hands.text("plan-title-repeat")));
    everywhere(&mut hands, "repeat");
    hands.act(Action::Language(Language::Ru));
    type_date(&mut hands, "plan-first-day", 0);
    let to = hands.text("plan-period-to");
    tab_to(&mut hands, Role::DateInput, &to);
    let day = hands.app().model().today();
    hands.type_text(&day.format("%d.%m.%Y").to_string());
    hands.press(Key::Tab);
    let next = hands.text("plan-next");
    hands.click(&next);
    let confirm = hands.text("plan-confirm");
    hands.click(&confirm);
    let plans = sent(&replay);
    let [(plan, None)] = plans.as_slice() else {
        panic!("{} plans were sent", plans.len());
    };
    assert_eq!(plan.repeats, Some(first.id));
    assert_eq!(plan.organisation, Some(first.organisation));
    assert_eq!(plan.premises, Some(first.premises));
    assert_eq!(plan.members.len(), first.members.len());
    assert!(plan.members.iter().all(|member| member.iin.is_none()));
    let codes = |lists: &[baqylau_domain::visit::PinnedChecklist]| -> Vec<String> {
        lists.iter().map(|list| list.code.clone()).collect()
    };
    assert_eq!(codes(&plan.checklists), codes(&first.checklists));
}

#[test]
fn what_the_client_refuses_is_told_and_the_form_stays() {
    let (mut hands, replay) = filled(AccountRole::EducationOfficer, Language::Ru);
    let error = UserError::new("client-disk-full");
    replay.with(|state| state.refuse = Some(error.clone()));
    let next = hands.text("plan-next");
    hands.click(&next);
    let confirm = hands.text("plan-confirm");
    hands.click(&confirm);
    assert_eq!(hands.app().place(), FORM);
    let words = error_text(hands.app().locale(), &error);
    assert!(hands.says(&words), "{words}");
    let name = &planning(AccountRole::EducationOfficer).people[0].full_name;
    assert!(hands.says(name), "what was filled in stays");
}

#[test]
fn without_the_lists_of_the_registry_the_form_says_how_to_get_them() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    replay.with(|state| state.no_planning = true);
    hands.go(FORM);
    assert!(hands.says(&hands.text("plan-directory-missing")));
    everywhere(&mut hands, "no-directory");
    hands.act(Action::Language(Language::Ru));
    let now = hands.text("sync-now");
    hands.click(&now);
    assert_eq!(
        replay.count(|command| matches!(command, Command::SyncNow)),
        1
    );
}

/// The page of a visit with another stage than the recorded one.
fn page(role: AccountRole, stage: impl FnOnce(&mut Visit)) -> (Hands, Replay, VisitId) {
    let replay = Replay::of(role);
    replay.tell_session();
    let recording = world().of(role);
    let actor = recording.person.actor();
    let open = recording
        .opened
        .values()
        .filter_map(|event| match event {
            Event::VisitOpened(open)
                if role == AccountRole::Commission && open.visit.id == world().visit
                    || baqylau_domain::sanction::may_rule(
                        &actor,
                        open.visit.organisation_kind,
                        open.visit.territory,
                    )
                    .is_ok() =>
            {
                Some(open.clone())
            }
            _ => None,
        })
        // Always the same one, and one whose days are near.
        .min_by_key(|open| (open.visit.planned.1, open.visit.id))
        .expect("a visit of this person");
    let mut open: OpenVisit = open.as_ref().clone();
    stage(&mut open.visit);
    let id = open.visit.id;
    replay.with(|state| state.opened = Some(Arc::new(open)));
    let mut hands = Hands::over(Box::new(replay.clone()), Language::Ru, false);
    hands.go(Place::Visit(id));
    (hands, replay, id)
}

fn ops(replay: &Replay) -> Vec<VisitOp> {
    replay.with(|state| {
        state
            .sent
            .iter()
            .filter_map(|command| match command {
                Command::Visit { op, .. } => Some(op.clone()),
                _ => None,
            })
            .collect()
    })
}

fn order() -> VisitOrder {
    VisitOrder {
        number: "5-Т".to_owned(),
        date: chrono::NaiveDate::default(),
        issued_by: Default::default(),
    }
}

#[test]
fn an_officer_orders_a_planned_visit_and_records_the_notice() {
    let role = AccountRole::EducationOfficer;
    let today = baqylau_locale::legal_time(world().now).date_naive();
    let (mut hands, replay, _) = page(role, |visit| {
        visit.stage = Stage::Planned;
        visit.planned = (today, today);
    });
    everywhere(&mut hands, "visit-planned");
    hands.act(Action::Language(Language::Ru));
    let order_it = hands.text("visit-order-do");
    hands.click(&order_it);
    let confirm = hands.text("visit-order-confirm");
    hands.click(&confirm);
    assert!(ops(&replay).is_empty(), "not without a number");
    dialog_everywhere(&mut hands, "order-dialog");
    hands.act(Action::Language(Language::Ru));
    let number = hands.text("visit-order-number");
    tab_to(&mut hands, Role::TextInput, &number);
    hands.type_text("9-Т");
    hands.click(&confirm);
    let done = ops(&replay);
    assert!(
        matches!(done.as_slice(), [VisitOp::Order { order }] if order.number == "9-Т"),
        "{done:?}"
    );

    let (mut hands, replay, _) = page(role, |visit| {
        visit.stage = Stage::Ordered { order: order() }
    });
    everywhere(&mut hands, "visit-ordered");
    hands.act(Action::Language(Language::Ru));
    let notify = hands.text("visit-notify");
    hands.click(&notify);
    assert!(matches!(ops(&replay).as_slice(), [VisitOp::Notify]));
    // Arriving is the commission's.
    assert!(!hands.has(&hands.text("visit-arrive")));
}

#[test]
fn nobody_is_sent_by_an_order_of_today_on_a_visit_of_yesterday() {
    let today = baqylau_locale::legal_time(world().now).date_naive();
    let day = today.pred_opt().expect("yesterday");
    let (mut hands, replay, _) = page(AccountRole::EducationOfficer, |visit| {
        visit.stage = Stage::Planned;
        visit.planned = (day, day);
    });
    let order_it = hands.text("visit-order-do");
    hands.click(&order_it);
    let confirm = hands.text("visit-order-confirm");
    hands.click(&confirm);
    assert!(hands.says(&hands.text("refusal-order-without-number")));
    let number = hands.text("visit-order-number");
    tab_to(&mut hands, Role::TextInput, &number);
    hands.type_text("9-Т");
    hands.click(&confirm);
    assert!(ops(&replay).is_empty());
    assert!(hands.says(&hands.text("refusal-order-after-visit")));
}

#[test]
fn a_visit_that_waits_to_be_sent_says_so_until_it_is_sent() {
    let role = AccountRole::EducationOfficer;
    let recording = world().of(role);
    let (mut hands, replay, id) = page(role, |visit| visit.stage = Stage::Planned);
    let words = hands.format("sync-status-to-send", &[("count", 2.into())]);
    let tell = |waiting: u32| {
        let mut rows = recording.rows().as_ref().clone();
        for row in rows.iter_mut().filter(|row| row.visit.id == id) {
            row.waiting = waiting;
        }
        replay.tell(Event::Visits(Arc::new(rows)));
        let mut sync = recording.sync.clone().expect("a state of sync");
        // Something of another visit waits too: the page speaks of its own.
        sync.waiting = waiting * 2;
        replay.tell(Event::Sync(sync));
    };
    tell(2);
    hands.look(3);
    assert!(says_exactly(&hands, &words), "{words}");
    tell(0);
    hands.look(3);
    assert!(!says_exactly(&hands, &words));
}

/// Whether a text on the screen is just this.
fn says_exactly(hands: &Hands, words: &str) -> bool {
    crate::guard::painted_words(hands)
        .iter()
        .any(|text| text == words)
}

#[test]
fn a_planned_visit_is_moved_to_days_that_have_not_passed() {
    let role = AccountRole::EducationOfficer;
    let (mut hands, replay, _) = page(role, |visit| visit.stage = Stage::Planned);
    let move_it = hands.text("visit-move");
    hands.click(&move_it);
    type_date(&mut hands, "plan-first-day", 5);
    let confirm = hands.text("visit-move-confirm");
    hands.click(&confirm);
    assert_eq!(ops(&replay), [], "the last day would come before the first");
    dialog_everywhere(&mut hands, "move");
    hands.act(Action::Language(Language::Ru));
    type_date(&mut hands, "plan-last-day", 6);
    hands.click(&confirm);
    let today = hands.app().model().today();
    let planned = (today + chrono::Days::new(5), today + chrono::Days::new(6));
    assert_eq!(ops(&replay), [VisitOp::Move { planned }]);
}

#[test]
fn the_register_and_the_card_offer_a_plan_and_read_well() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    hands.go(Place::AllVisits);
    everywhere(&mut hands, "register");
    let card = world()
        .of(AccountRole::IssuerOfficer)
        .cards
        .keys()
        .next()
        .copied();
    hands.go(Place::Organisation(card.expect("a card")));
    everywhere(&mut hands, "card");
}

#[test]
fn those_who_only_read_are_offered_nothing_to_do_about_a_visit() {
    for stage in [Stage::Planned, Stage::Ordered { order: order() }] {
        let replay = Replay::of(AccountRole::Observer);
        replay.tell_session();
        let open =
            world()
                .of(AccountRole::Observer)
                .opened
                .values()
                .find_map(|event| match event {
                    Event::VisitOpened(open) => Some(open.as_ref().clone()),
                    _ => None,
                });
        let mut open = open.expect("a visit an observer reads");
        open.visit.stage = stage;
        let id = open.visit.id;
        replay.with(|state| state.opened = Some(Arc::new(open)));
        let mut hands = Hands::over(Box::new(replay.clone()), Language::Ru, false);
        hands.go(Place::Visit(id));
        for key in ["visit-order-do", "visit-notify", "visit-arrive"] {
            assert!(!hands.has(&hands.text(key)), "{key}");
        }
    }
}

#[test]
fn a_member_may_type_where_they_arrived_or_leave_it_out() {
    let ordered = |visit: &mut Visit| visit.stage = Stage::Ordered { order: order() };
    let arrive = |typed: [&str; 3]| {
        let (mut hands, replay, _) = page(AccountRole::Commission, ordered);
        let place = hands.text("visit-arrive-place");
        hands.click(&place);
        for (key, text) in ["visit-latitude", "visit-longitude", "visit-accuracy"]
            .into_iter()
            .zip(typed)
        {
            let name = hands.text(key);
            tab_to(&mut hands, Role::TextInput, &name);
            hands.type_text(text);
        }
        hands.press(Key::Tab);
        let record = hands.text("visit-arrive");
        tab_to(&mut hands, Role::Button, &record);
        hands.press(Key::Enter);
        hands.look(3);
        (hands, ops(&replay))
    };
    for (typed, expected) in [
        (
            ["51,128207", "71.430411", "8"],
            Some((51_128_207, 71_430_411, 8)),
        ),
        (["51,1", "71", ""], Some((51_100_000, 71_000_000, 0))),
        (["", "", ""], None),
    ] {
        let (_, done) = arrive(typed);
        assert_eq!(done, [VisitOp::Arrive { location: expected }], "{typed:?}");
    }
    let (mut hands, done) = arrive(["91", "71", ""]);
    assert_eq!(done, [], "no such place");
    assert!(hands.says(&hands.text("visit-place-latitude")));
    dialog_everywhere(&mut hands, "arrival");
}

#[test]
fn leaving_the_session_takes_the_lists_of_people_along() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    hands.go(FORM);
    assert!(hands.app().model().planning.value().is_some());
    let ctx = hands.harness.ctx.clone();
    hands.harness.state_mut().send(&ctx, Command::SignOut);
    hands.look(3);
    assert!(hands.app().model().planning.value().is_none());
}
