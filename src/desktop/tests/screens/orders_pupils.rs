//! Whom an act isn't paid for: asked for by a school's person beside their own act, told with the
//! middle of the number hidden and with why.

use crate::hands::{Hands, pictures_wanted};
use crate::order_world::order_of;
use crate::world::world;
use baqylau_client::ui::{Command, Event, MonthCommand, MonthEvent, MonthPeople};
use baqylau_desktop::place::{OrderRef, Place};
use baqylau_domain::checks::{MonthReason, MonthVerdict};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::SchoolingRecord;
use baqylau_locale::Language;
use baqylau_protocol::month::PersonVerdict;
use std::sync::Arc;

#[test]
fn a_school_asks_whom_its_act_is_not_paid_for() {
    let role = AccountRole::School;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let mut me = world().of(role).person.clone();
    let mut orders = order_of(&me, world().now).as_ref().clone();
    let found = orders.rows.iter_mut().find_map(|row| {
        let SchoolingRecord::Act(act) = &mut *Arc::make_mut(&mut row.record) else {
            return None;
        };
        act.act.excluded = 1;
        Some((act.act.id, act.act.school, act.act.period))
    });
    let (act, school, period) = found.expect("an act");
    replay.tell(Event::Orders(Arc::new(orders)));
    hands.go(Place::Order(OrderRef::Act(act)));
    hands.look(6);
    let show = hands.text("order-act-people-show");
    if me.organisation != Some(school) {
        // Of another school nothing is offered.
        assert!(!hands.has(&show));
        me.organisation = Some(school);
        let person = Box::new(me);
        replay.tell(Event::Lock(baqylau_client::ui::LockState::SignedIn {
            person,
            sample: true,
            offline_until: None,
        }));
        hands.look(6);
    }
    replay.with(|state| state.silent = true);
    hands.click(&show);
    let asks = |command: &Command| {
        matches!(command, Command::Months(MonthCommand::People { period: of, organisation })
            if *of == period && *organisation == school)
    };
    assert_eq!(replay.count(asks), 1, "asked when it is wanted, once");
    let one = |number: &str, verdict, reasons| PersonVerdict {
        row: 0,
        number: number.to_owned(),
        verdict,
        reasons,
    };
    let people = MonthPeople {
        at: world().now,
        period,
        organisation: school,
        revision: 1,
        people: vec![
            one(
                "15••••••0017",
                MonthVerdict::Excluded,
                vec![MonthReason::Duplicate],
            ),
            one("15••••••0025", MonthVerdict::Payable, Vec::new()),
        ],
    };
    replay.tell(Event::Months(MonthEvent::People(Arc::new(people))));
    hands.look(4);
    assert!(hands.says("15••••••0017"));
    assert!(!hands.says("15••••••0025"), "who is paid for isn't listed");
    let why = hands.text("flk-month-duplicate");
    assert!(hands.says(why.trim_end_matches('.')), "{why}");
    if pictures_wanted() {
        hands.picture("order-act-pupils");
    }
}
