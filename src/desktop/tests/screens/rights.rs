//! Nothing is offered to whom the rules refuse it, and nothing is counted that isn't theirs to do.

use crate::hands::Hands;
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Cause, Command, Connection, Event, OpenVisit, SanctionRow, VisitRow};
use baqylau_desktop::place::Place;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::may_rule;
use baqylau_domain::visit::StageName;
use baqylau_locale::Language;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

fn buttons(hands: &Hands) -> Vec<String> {
    hands
        .harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .filter(|node| node.role() == Role::Button && !node.is_disabled())
        .filter_map(|node| node.label())
        .collect()
}

/// What only a commission does, by message key.
const RECORDING: [&str; 9] = [
    "visit-pack-download",
    "visit-pack-refresh",
    "sync-exchange-save",
    "visit-open-checklists",
    "visit-arrive",
    "visit-admit",
    "visit-merge",
    "act-compose",
    "visit-hand-over",
];

fn offered(hands: &Hands) -> Vec<&'static str> {
    let names = buttons(hands);
    RECORDING
        .into_iter()
        .filter(|key| names.contains(&hands.text(key)))
        .collect()
}

/// The secretary's visit as it is recorded, with the same person in another part or in none.
fn opened_as(part: Option<CommissionRole>) -> (Hands, Replay) {
    let secretary = world().secretary();
    let Some(Event::VisitOpened(open)) = secretary.opened.get(&world().visit) else {
        panic!("the secretary's visit")
    };
    let mut open: OpenVisit = open.as_ref().clone();
    for member in &mut open.visit.members {
        if member.person == secretary.person.id {
            match part {
                Some(role) => member.role = role,
                None => member.person = PersonId::new(uuid::Uuid::from_u128(7)),
            }
        }
    }
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    replay.with(|state| state.opened = Some(Arc::new(open)));
    hands.go(Place::Visit(world().visit));
    (hands, replay)
}

#[test]
fn whoever_leads_the_visit_is_offered_the_way_to_the_act() {
    let (mut hands, replay) = opened_as(Some(CommissionRole::Secretary));
    // Without the network there is no pack to fetch.
    assert!(!offered(&hands).contains(&"visit-pack-refresh"));
    let mut sync = world().secretary().sync.clone().expect("a connection");
    sync.connection = Connection::Online;
    replay.tell(Event::Sync(sync));
    hands.look(3);
    let offered = offered(&hands);
    for key in ["visit-pack-refresh", "visit-open-checklists", "visit-merge"] {
        assert!(offered.contains(&key), "{key} of {offered:?}");
    }
}

#[test]
fn a_member_records_but_does_not_merge() {
    let (hands, _replay) = opened_as(Some(CommissionRole::Member));
    let offered = offered(&hands);
    assert!(offered.contains(&"visit-open-checklists"), "{offered:?}");
    assert!(!offered.contains(&"visit-merge"), "{offered:?}");
}

#[test]
fn whoever_is_not_of_the_commission_is_offered_nothing_of_its_work() {
    let (hands, _replay) = opened_as(None);
    assert_eq!(offered(&hands), Vec::<&str>::new());
}

#[test]
fn officers_and_observers_read_a_visit_of_any_stage_and_record_nothing() {
    for role in [
        AccountRole::IssuerOfficer,
        AccountRole::EducationOfficer,
        AccountRole::Observer,
    ] {
        let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
        let visits: Vec<_> = world().of(role).opened.keys().copied().collect();
        assert!(!visits.is_empty());
        for visit in visits {
            hands.go(Place::Visit(visit));
            let found = offered(&hands);
            let stage = hands
                .app()
                .model()
                .work
                .as_ref()
                .map(|w| w.visit.stage.name());
            assert!(found.is_empty(), "{role:?} {stage:?}: {found:?}");
        }
    }
}

#[test]
fn a_visit_handed_over_offers_its_commission_nothing_but_reading() {
    let recording = world().secretary();
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let mut seen = 0;
    for (visit, event) in &recording.opened {
        let Event::VisitOpened(open) = event else {
            continue;
        };
        if open.visit.stage.delivered().is_none() {
            continue;
        }
        seen += 1;
        hands.go(Place::Visit(*visit));
        assert_eq!(offered(&hands), Vec::<&str>::new());
        assert!(!hands.says("0 / 0"));
    }
    assert!(seen > 0, "a visit that was handed over");
}

pub fn tab_count(hands: &Hands, key: &str) -> Option<String> {
    let name = hands.text(key);
    hands
        .harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .filter(|node| node.role() == Role::Tab)
        .find(|node| node.label().as_deref() == Some(name.as_str()))
        .map(|node| node.description().unwrap_or_default())
}

#[test]
fn today_holds_only_visits_where_something_is_still_to_be_done() {
    let today = baqylau_locale::legal_time(world().now).date_naive();
    for role in [AccountRole::Commission, AccountRole::Observer] {
        let recording = world().of(role);
        let rows: Vec<VisitRow> = recording
            .rows()
            .iter()
            .cloned()
            .map(|mut row| {
                row.visit.planned = (today, today);
                row
            })
            .collect();
        let to_do = rows
            .iter()
            .filter(|row| {
                !matches!(
                    row.visit.stage.name(),
                    StageName::HandedOver
                        | StageName::Objections
                        | StageName::Registered
                        | StageName::Decided
                        | StageName::Remedying
                        | StageName::RepeatVisit
                        | StageName::Closed
                )
            })
            .count();
        assert!(to_do < rows.len(), "{role:?} has visits that are over");
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        replay.with(|state| state.silent = true);
        hands.go(if role == AccountRole::Commission {
            Place::Visits
        } else {
            Place::AllVisits
        });
        let over = rows
            .iter()
            .find(|row| row.visit.stage.delivered().is_some())
            .expect("a visit that is over")
            .clone();
        replay.tell(Event::Visits(Arc::new(rows)));
        hands.look(3);
        assert_eq!(
            tab_count(&hands, "visit-filter-now"),
            Some(to_do.to_string())
        );
        replay.tell(Event::Visits(Arc::new(vec![over.clone()])));
        hands.look(3);
        assert!(!hands.says(&over.organisation.ru), "{role:?}");
        hands.click(&hands.text("visit-filter-all"));
        assert!(hands.says(&over.organisation.ru), "{role:?}");
    }
}

fn sanctions(role: AccountRole) -> Arc<Vec<SanctionRow>> {
    match &world().of(role).sanctions {
        Some(Event::Sanctions(rows)) => rows.clone(),
        _ => Arc::default(),
    }
}

#[test]
fn the_first_shelf_of_decisions_holds_what_the_rules_let_this_person_decide() {
    for role in [AccountRole::IssuerOfficer, AccountRole::EducationOfficer] {
        let person = &world().of(role).person;
        let rows = sanctions(role);
        let theirs = |row: &SanctionRow| {
            let organisation = &row.organisation;
            may_rule(&person.actor(), organisation.kind, organisation.territory).is_ok()
        };
        let waiting = rows.iter().filter(|row| row.sanction.waits_for_decision());
        let (mine, others): (Vec<_>, Vec<_>) = waiting.partition(|row| theirs(row));
        let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
        hands.go(Place::Decisions);
        let count = tab_count(&hands, "decision-mine").expect("a shelf of one's own");
        assert!(count.parse::<usize>().expect("a number") >= mine.len());
        for row in others {
            // The same organisation may stand there with a sanction of its own.
            if !mine
                .iter()
                .any(|one| one.organisation.id == row.organisation.id)
            {
                assert!(!hands.says(&row.organisation.name.ru), "{role:?}");
            }
        }
        for row in mine {
            assert!(hands.says(&row.organisation.name.ru), "{role:?}");
        }
    }
}

#[test]
fn who_never_decides_has_no_shelf_of_decisions_of_their_own() {
    for role in [AccountRole::Observer, AccountRole::FinancialCentre] {
        let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
        hands.go(Place::Decisions);
        assert_eq!(tab_count(&hands, "decision-mine"), None);
        assert!(tab_count(&hands, "decision-queue").is_some());
    }
}

#[test]
fn a_proposal_names_the_items_of_the_act_that_caused_it() {
    let role = AccountRole::IssuerOfficer;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let mut named = 0;
    for row in sanctions(role).iter() {
        let Some(Event::Causes { causes, .. }) = world().of(role).causes.get(&row.sanction.visit)
        else {
            continue;
        };
        hands.go(Place::Sanction(row.sanction.id));
        let grounds = &row.sanction.proposal.grounds;
        let behind = |cause: &&Cause| {
            grounds
                .iter()
                .any(|ground| cause.is_behind(&row.sanction, *ground))
        };
        for cause in causes.iter().filter(behind) {
            let requirement = cause.requirement.ru.as_str();
            let unmet = hands.format(
                "requirement-not-met",
                &[("requirement", requirement.into())],
            );
            assert!(hands.says(&unmet), "{}: read as if it were met", cause.item);
            named += 1;
        }
    }
    assert!(named > 0, "no act of the demonstration names a cause");
    assert!(replay.count(|command| matches!(command, Command::LoadCauses { .. })) > 0);
}

#[test]
fn what_the_clock_proposed_names_its_ground_and_points_in_every_language() {
    let role = AccountRole::IssuerOfficer;
    let rows = sanctions(role);
    let row = rows
        .iter()
        .find(|row| row.sanction.is_by_clock())
        .expect("the demonstration has a point past its term");
    let numbers: Vec<String> = row.sanction.points.iter().map(u32::to_string).collect();
    for language in [Language::Kk, Language::Ru, Language::En] {
        let (mut hands, _replay) = Hands::signed_in(role, language);
        hands.go(Place::Sanction(row.sanction.id));
        let words = hands.format(
            "decision-by-clock",
            &[("numbers", numbers.join(", ").into())],
        );
        assert!(hands.says(&words), "{words}");
        for ground in &row.sanction.proposal.grounds {
            let words = hands.text(&format!("ground-{}", ground.key()));
            assert!(hands.says(&words), "{words}");
        }
        let asked = hands.text("sanction-termination");
        let asked = || [("what", asked.clone().into())];
        assert!(hands.says(&hands.format("sanction-step-proposed-by-clock", &asked())));
        let by_the_act = hands.format("sanction-step-proposed", &asked());
        assert!(!hands.says(&by_the_act), "no act proposed it");
    }
}

#[test]
fn the_head_count_shows_the_lists_before_anybody_is_counted() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::HeadCount(world().visit));
    let work = hands.app().model().work.as_ref().expect("the visit");
    let listed: usize = work.groups.iter().map(|group| group.learners.len()).sum();
    assert!(listed > 0 && work.count_total().present == 0);
    let listed = i64::try_from(listed).expect("a number");
    let words = hands.format(
        "headcount-summary",
        &[
            ("listed", listed.into()),
            ("marked", 0.into()),
            ("actual", 0.into()),
        ],
    );
    assert!(hands.says(&words), "{words}");
}

#[test]
fn the_financial_centre_reads_decisions_and_is_led_to_no_act() {
    let role = AccountRole::FinancialCentre;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    for row in sanctions(role).iter() {
        hands.go(Place::Sanction(row.sanction.id));
        assert!(!buttons(&hands).contains(&hands.text("decision-act")));
    }
    assert_eq!(
        replay.count(|command| matches!(command, Command::LoadCauses { .. })),
        0
    );
}

#[test]
fn the_queue_of_decisions_is_gone_through_with_the_arrows() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    hands.go(Place::Decisions);
    let title = |hands: &Hands| {
        sanctions(AccountRole::IssuerOfficer)
            .iter()
            .map(|row| row.act_number.clone())
            .find(|number| {
                let args = [("number", number.clone().into())];
                hands.has(&hands.format("decision-title", &args))
            })
            .expect("a decision is looked at")
    };
    let first = title(&hands);
    hands.press(egui::Key::ArrowDown);
    let second = title(&hands);
    assert_ne!(first, second);
    hands.press(egui::Key::ArrowUp);
    assert_eq!(title(&hands), first);
}

#[test]
fn a_registered_visit_tells_what_was_found_what_is_left_and_what_comes_next() {
    for role in [AccountRole::Commission, AccountRole::IssuerOfficer] {
        let recording = world().of(role);
        let Some(Event::Points(points)) = &recording.points else {
            panic!("points were recorded")
        };
        let opened = |visit| recording.opened.contains_key(visit);
        let row = points.iter().find(|row| opened(&row.point.visit));
        let visit = row.expect("a visit with a prescription").point.visit;
        let of_visit: Vec<_> = points
            .iter()
            .filter(|row| row.point.visit == visit)
            .collect();
        let open = of_visit
            .iter()
            .filter(|row| !matches!(row.point.state, PointState::Remedied { .. }))
            .count();
        let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
        hands.go(Place::Visit(visit));
        hands.look(3);
        let number = |count: usize| i64::try_from(count).expect("few");
        let words = hands.format(
            "visit-outcome-points",
            &[
                ("count", number(of_visit.len()).into()),
                ("open", number(open).into()),
            ],
        );
        assert!(hands.says(&words), "{role:?}: {words}");
        assert!(hands.has(&hands.text("visit-next")), "{role:?}");
        let measure = &of_visit[0].point.point.recommendation;
        assert!(hands.says(measure), "{role:?}: {measure}");
    }
}

#[test]
fn an_officer_without_visits_is_shown_the_way_to_plan_one() {
    for (role, plans) in [
        (AccountRole::IssuerOfficer, true),
        (AccountRole::Observer, false),
        (AccountRole::Commission, false),
    ] {
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        replay.with(|state| state.silent = true);
        hands.go(match role {
            AccountRole::Commission => Place::Visits,
            _ => Place::AllVisits,
        });
        replay.tell(Event::Visits(Arc::new(Vec::new())));
        hands.look(3);
        let hint = hands.text("visit-none-plan");
        assert_eq!(hands.says(&hint), plans, "{role:?}");
        let mine = hands.text("visit-list-empty");
        assert_eq!(
            hands.says(&mine),
            role == AccountRole::Commission,
            "{role:?}"
        );
    }
}
