//! How long it is kept who asked which system what: every question leaves a line, night after night.

use crate::context::{Core, legal_day};
use crate::store::rows::{self, micros};
use crate::store::sql::checks as sql;
use crate::store::{StoreError, params};
use baqylau_domain::Moment;
use baqylau_domain::policy::{Basis, Parameter};
use chrono::{NaiveDate, TimeDelta};

/// Name of the stored day on which the trail was shortened last.
const SHORTENED: &str = "check_questions_shortened";

/// Lines dropped in one transaction: whoever writes beside it waits for no more.
const PIECE: u32 = 5_000;

/// For how many days a line is kept, by the first day the figure applies; oldest first. No norm we
/// have says how long, so it is a proposal: as long as the year of study it explains.
const DAYS_KEPT: [(Option<NaiveDate>, Parameter<u32>); 1] = [(
    None,
    Parameter {
        value: 365,
        basis: Basis::Proposal,
    },
)];

/// The figure in force on a day.
fn days_kept(day: NaiveDate) -> Parameter<u32> {
    let [(_, first)] = DAYS_KEPT;
    DAYS_KEPT
        .iter()
        .rev()
        .find(|(since, _)| since.is_none_or(|since| since <= day))
        .map_or(first, |(_, figure)| *figure)
}

/// Drops lines older than they are kept for, once a day. The newest of each question stays however
/// old: what a verdict rests on can always be shown. Returns how many went.
pub(crate) async fn shorten(core: &Core) -> Result<u32, StoreError> {
    let now = core.context.environment.now();
    let today = legal_day(now).to_string();
    let done = core
        .store
        .read(|connection| rows::meta(connection, SHORTENED))
        .await?;
    if done.as_deref() == Some(today.as_bytes()) {
        return Ok(0);
    }
    let before = oldest(now);
    let mut dropped = 0;
    loop {
        let some = core
            .store
            .write(move |tx| tx.run(sql::CHECK_QUESTIONS_DROP, params![before, PIECE]))
            .await?;
        let some = u32::try_from(some).unwrap_or(u32::MAX);
        dropped += some;
        if some < PIECE {
            break;
        }
    }
    core.store
        .write(move |tx| rows::put_meta(tx, SHORTENED, today.as_bytes()))
        .await?;
    Ok(dropped)
}

/// The moment before which lines are dropped.
fn oldest(now: Moment) -> i64 {
    let kept = TimeDelta::days(i64::from(days_kept(legal_day(now)).value));
    micros(now.checked_sub_signed(kept).unwrap_or(Moment::UNIX_EPOCH))
}
