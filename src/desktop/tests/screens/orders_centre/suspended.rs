//! Acts of a school to which payment is suspended: shown with the ruling, and nobody's task until
//! it is lifted.

use super::fixture::{Order, act_id, schools, today};
use super::{at, everywhere};
use crate::hands::Hands;
use crate::world::world;
use baqylau_client::ui::{Event, SanctionRow};
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::people::AccountRole;
use baqylau_domain::sanction::{Decision, SanctionState};
use chrono::{Days, TimeDelta};
use std::sync::Arc;

const REASON: &str = "Пожарная сигнализация не работает";

/// The fifth school, suspended twelve days ago.
fn ruling() -> SanctionRow {
    let known = match &world().of(AccountRole::IssuerOfficer).sanctions {
        Some(Event::Sanctions(rows)) => rows.first().cloned(),
        _ => None,
    };
    let mut row = known.expect("a sanction");
    row.organisation = schools().get(4).cloned().expect("a school");
    row.sanction.organisation = row.organisation.id;
    row.sanction.state = SanctionState::Suspended {
        decision: Decision {
            by: world().of(AccountRole::IssuerOfficer).person.id,
            at: world().now - TimeDelta::days(12),
            reason: REASON.to_owned(),
        },
        since: today() - Days::new(12),
        until: today() + Days::new(80),
    };
    row
}

fn tab(hands: &Hands) -> bool {
    hands.says(&hands.text("board-tab-suspended"))
}

#[test]
fn acts_of_a_suspended_school_are_shown_with_the_ruling_and_are_no_task() {
    for role in [AccountRole::EducationOfficer, AccountRole::FinancialCentre] {
        let order = Order::of_autumn();
        let (mut hands, replay) = at(role, Place::Orders(Section::Today), &order);
        replay.tell(Event::Sanctions(Arc::new(Vec::new())));
        hands.look(4);
        assert!(!tab(&hands), "nothing stands still");
        replay.tell(Event::Sanctions(Arc::new(vec![ruling()])));
        hands.look(4);
        assert!(tab(&hands));
        assert!(!hands.says(REASON), "not among the tasks");
        hands.click(&hands.text("board-tab-suspended"));
        assert!(hands.says(REASON));
        everywhere(
            &mut hands,
            &format!("today-suspended-{role:?}").to_lowercase(),
        );
        replay.tell(Event::Sanctions(Arc::new(Vec::new())));
        hands.look(4);
        assert!(!tab(&hands) && !hands.says(REASON));
    }
}

#[test]
fn an_act_that_waits_for_a_ruling_says_which() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Act(act_id(4, 9)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    replay.tell(Event::Sanctions(Arc::new(vec![ruling()])));
    hands.look(4);
    assert!(hands.says(REASON));
    everywhere(&mut hands, "act-suspended");
    // One that was paid doesn't wait for anything.
    let place = Place::Order(OrderRef::Act(act_id(0, 9)));
    let (hands, _) = at(AccountRole::FinancialCentre, place, &order);
    assert!(!hands.says(REASON));
}
