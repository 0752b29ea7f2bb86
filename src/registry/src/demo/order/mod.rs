//! The state educational order of the demonstration: private schools of one region, their department
//! and the financial centre, from the application to the payment, over the last months.
//!
//! Nothing is written beside the rules: every record comes of an operation the registry decided, as of
//! its moment, with signatures of the demonstration's own keys; months are frozen and validated as any
//! month is. What a start cut off goes on at the next.

mod building;
mod calendar;
mod contracts;
mod funding;
mod month;
mod paper;
mod play;
mod pupils;

pub(super) use funding::norms;
pub(super) use paper::page;

use super::people::{Account, HeadOfSchool};
use super::places::organisation_id;
use super::{DemoFault, generator};
use crate::context::Core;
use crate::store::{Connection, StoreError, Tx, rows};
use crate::{checks, months};
use baqylau_domain::identifiers::{Kato, OrganisationId, SchoolActId};
use calendar::Timeline;
use chrono::NaiveDate;
use play::Play;
use pupils::{Pupils, SCHOOLS};
use std::sync::Arc;

/// How far the order was played.
const PLAYED: &str = "demo_order";

/// Nothing yet; contracts and frozen months; everything.
const BEGUN: &[u8] = &[0];
const CONTRACTED: &[u8] = &[1];
const DONE: &[u8] = &[2];

/// Heads of schools who are in the list for signing in: with a contract that is being changed, an act
/// to sign, a contract to sign, an application to rework.
const LISTED: [u32; 4] = [5, 13, 14, 15];

/// A school with more pupils than the sanitary permit of its building has places.
const OVER_PERMIT: u32 = 7;

/// A school of another region that lists a pupil of this one.
pub(super) const OTHER_SCHOOL: &str = "school 710000000 9";

/// The region of the order.
pub(super) const REGION: &str = "390000000";

/// The region as a code.
pub(super) fn region() -> Result<Kato, DemoFault> {
    REGION.parse().map_err(fault)
}

/// A school of the order by its number, from 1.
pub(super) fn school(number: u32) -> OrganisationId {
    organisation_id(&format!("school {REGION} {number}"))
}

/// Whether the encumbrance on a school's buildings is registered for certain.
pub(super) fn is_pledged(of: OrganisationId) -> bool {
    building::is_pledged(of)
}

/// Whether all classes of a school learn in the first shift.
fn single_shift(number: u32) -> bool {
    number.is_multiple_of(3)
}

/// Heads of its schools.
pub(super) fn heads() -> Vec<HeadOfSchool> {
    (1..=SCHOOLS)
        .map(|number| HeadOfSchool {
            number,
            school: school(number),
            listed: LISTED.contains(&number),
        })
        .collect()
}

/// The act of a school so many months before the newest frozen one.
fn act_id(number: u32, ago: u32) -> SchoolActId {
    SchoolActId::new(super::dice::identity(&format!("school act {number} {ago}")))
}

/// Whether the school issued no invoice for an act, though both signed it.
pub(super) fn is_without_invoice(act: SchoolActId) -> bool {
    act == act_id(11, 0)
}

/// Places of the sanitary permit of a building, by its capacity, where they aren't all of it.
pub(super) fn permitted(of: OrganisationId, capacity: u32) -> u32 {
    if of == school(OVER_PERMIT) {
        capacity * 77 / 100
    } else {
        capacity
    }
}

pub(super) fn fault(what: impl std::fmt::Display) -> DemoFault {
    DemoFault(format!("state order: {what}"))
}

/// Notes that the order is to be played.
pub(super) fn begin(tx: &Tx<'_>) -> Result<(), StoreError> {
    match rows::meta(tx, PLAYED)? {
        Some(_) => Ok(()),
        None => rows::put_meta(tx, PLAYED, BEGUN),
    }
}

/// Notes, before a demonstration is made, that it is made without an order.
pub(crate) fn skip(connection: &Connection) -> Result<(), StoreError> {
    rows::put_meta(connection, PLAYED, DONE)
}

/// Notes that nothing of the order was played, as after a start that was cut off.
#[cfg(test)]
pub(crate) fn begin_again(connection: &Connection) -> Result<(), StoreError> {
    rows::put_meta(connection, PLAYED, BEGUN)
}

/// Whether nothing is left to be played. A demonstration an earlier program made has no order and
/// gets none.
pub(super) fn is_played(connection: &Connection) -> Result<bool, StoreError> {
    let played = rows::meta(connection, PLAYED)?;
    Ok(played.is_none_or(|played| played == DONE))
}

/// Plays what isn't played yet. Call where the runtime may be waited for.
pub(super) fn play(
    core: &Arc<Core>,
    accounts: &Arc<Vec<Account>>,
    today: NaiveDate,
) -> Result<(), DemoFault> {
    let played = core
        .store
        .read_blocking(|connection| rows::meta(connection, PLAYED))?;
    let Some(mut played) = played else {
        return Ok(());
    };
    let line = Timeline::around(today).ok_or_else(|| fault("day"))?;
    if played == BEGUN {
        // Applications are decided by what the automatic checks found.
        let schools = (1..=SCHOOLS).map(school).collect();
        tokio::runtime::Handle::current().block_on(checks::look_at(core, schools))?;
        step(core, accounts, &line, CONTRACTED, |play, line| {
            funding::play(play, line)?;
            contracts::play(play, line)?;
            building::contracts(play, line)?;
            tell(play, line)?;
            freeze(play, line)
        })?;
        played = CONTRACTED.to_vec();
    }
    if played == CONTRACTED {
        months::work_watched(core, &mut |_| Ok(()))?;
        step(core, accounts, &line, DONE, |play, line| {
            month::play(play, line)?;
            building::month(play, line)
        })?;
    }
    Ok(())
}

/// Tells of the contracts where no order is seen.
fn tell(play: &Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    let teaching = (1..=SCHOOLS).filter(|number| funding::is_accepted(*number));
    contracts::tell(play, teaching.chain(building::drawn_up(line)))
}

/// One transaction of it, which remembers that it was made.
fn step(
    core: &Core,
    accounts: &Arc<Vec<Account>>,
    line: &Timeline,
    name: &'static [u8],
    work: fn(&mut Play<'_>, &Timeline) -> Result<(), DemoFault>,
) -> Result<(), DemoFault> {
    let (context, accounts) = (Arc::clone(&core.context), Arc::clone(accounts));
    let line = line.clone();
    core.store.write_blocking(move |tx| {
        let mut play = Play {
            context: &context,
            tx,
            accounts: &accounts,
            region: region()?,
            random: generator(),
        };
        work(&mut play, &line)?;
        rows::put_meta(tx, PLAYED, name)?;
        Ok(())
    })
}

/// What LMS sent comes in, what ГБД ФЛ knows too, and the months are frozen.
fn freeze(play: &mut Play<'_>, line: &Timeline) -> Result<(), DemoFault> {
    let pupils = Pupils::of(line);
    months::put_facts(play.tx, pupils.facts())?;
    let centre = play.account(play::Who::Centre)?.person.actor();
    for (period, _) in line.months() {
        for batch in pupils.batches(period)? {
            months::put_batch(play.tx, &batch, line.work_on(period, 2)).map_err(fault)?;
        }
        months::freeze_at(play.tx, period, &centre, line.work_on(period, 8)).map_err(fault)?;
    }
    // How many are listed is held against buildings and permits, as when an LMS sends it.
    let at = line.work_on(line.last, 8);
    (1..=SCHOOLS).map(school).try_for_each(|school| {
        checks::listed_anew(play.tx, school, checks::Part::Establishment, at).map_err(fault)
    })
}
