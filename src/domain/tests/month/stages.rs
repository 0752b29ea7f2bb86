//! A month is frozen once, by whom the parameters name, when it is over; a closed one stays.

use crate::world::october;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId};
use baqylau_domain::month::{Month, MonthPowers, MonthRefusal as R, MonthStage};
use baqylau_domain::people::{ACCOUNT_ROLES, AccountRole, Actor};
use chrono::NaiveDate;
use uuid::Uuid;

fn at(day: u32, month: u32, hour: u32) -> Moment {
    let day = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    Moment::from_naive_utc_and_offset(day.and_hms_opt(hour, 0, 0).unwrap(), chrono::Utc)
}

fn actor(role: AccountRole) -> Actor {
    Actor {
        person: PersonId::new(Uuid::from_u128(1)),
        role,
        territory: None,
        organisation: None,
    }
}

#[test]
fn the_stages_follow_each_other_and_nobody_else_moves_them() {
    let powers = MonthPowers::pilot();
    let hash = BlobHash::new([3; 32]);
    let terms = (NaiveDate::from_ymd_opt(2025, 9, 1).unwrap(), hash);
    let centre = actor(AccountRole::FinancialCentre);
    let open = Month::open(october());
    for role in ACCOUNT_ROLES {
        let tried = open.freeze(&actor(role), &powers, at(2, 11, 6), terms);
        let closed = open.close(&actor(role), &powers, at(2, 11, 6), 0);
        let may = role == AccountRole::FinancialCentre;
        assert_eq!(tried.is_ok(), may, "{role:?}");
        let wanted = if may { R::NotValidated } else { R::NotYours };
        assert_eq!(closed, Err(wanted), "{role:?}");
    }
    let regional = Actor {
        territory: Some("710000000".parse().unwrap()),
        ..centre.clone()
    };
    let early = open.freeze(&regional, &powers, at(2, 11, 6), terms);
    assert_eq!(early, Err(R::NotYours));
    // The month ends by the time of Kazakhstan: five hours before it ends in UTC.
    let before = open.freeze(&centre, &powers, at(31, 10, 18), terms);
    assert_eq!(before, Err(R::NotOver));
    let frozen = open
        .freeze(&centre, &powers, at(31, 10, 19), terms)
        .unwrap();
    assert_eq!(frozen.stage, MonthStage::Frozen);
    let again = frozen.freeze(&centre, &powers, at(2, 11, 6), terms);
    assert_eq!(again, Err(R::FrozenAlready));
    assert_eq!(open.validated(hash), Err(R::NotValidated));
    let close = |month: &Month, waiting| month.close(&centre, &powers, at(3, 11, 6), waiting);
    assert_eq!(close(&frozen, 0), Err(R::NotValidated));
    let validated = frozen.validated(hash).unwrap();
    assert_eq!(close(&validated, 1), Err(R::NotValidated));
    let corrected = validated.validated(hash).unwrap();
    assert_eq!((validated.revision, corrected.revision), (1, 2));
    let closed = close(&corrected, 0).unwrap();
    assert_eq!(close(&closed, 0), Err(R::ClosedAlready));
    assert_eq!(closed.validated(hash), Err(R::ClosedAlready));
}
