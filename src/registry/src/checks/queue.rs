//! Whose turn it is: one row for each part of each organisation, with the moment it is due.
//!
//! A turn stays due until it was finished, so whoever is killed in its middle finds it again. The
//! ticket tells whether something new happened while it was under way: then it stays due.

use super::{Occasion, Part};
use crate::store::rows::{micros, moment};
use crate::store::sql::checks as sql;
use crate::store::{Connection, Row, StoreError, Tx, params};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_protocol::checks::CheckTurn;

/// A turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) organisation: OrganisationId,
    pub(super) part: Part,
    pub(super) occasion: Occasion,
    pub(super) due_at: Moment,
    /// Counts what happened to it.
    pub(super) ticket: i64,
    /// Times some system gave no answer, in a row.
    pub(super) tries: u32,
    /// Ask although what is kept is fresh.
    pub(super) anew: bool,
}

fn turn(row: &Row<'_>) -> Result<Turn, StoreError> {
    Ok(Turn {
        organisation: row
            .text(0)?
            .parse()
            .or(Err(StoreError::Corrupt("organisation")))?,
        part: Part::of(row.text(1)?).ok_or(StoreError::Corrupt("part"))?,
        occasion: Occasion::of(row.text(2)?),
        due_at: moment(row.get(3)?)?,
        ticket: row.get(4)?,
        tries: row.get(5)?,
        anew: row.get(6)?,
    })
}

/// The turn of a part of an organisation.
pub(super) fn get(
    connection: &Connection,
    organisation: OrganisationId,
    part: Part,
) -> Result<Option<Turn>, StoreError> {
    let values = params![organisation.to_string(), part.word()];
    connection.one(sql::CHECK_TURN, values, turn)
}

pub(super) fn put(tx: &Tx<'_>, turn: &Turn) -> Result<(), StoreError> {
    let values = params![
        turn.organisation.to_string(),
        turn.part.word(),
        turn.occasion.word(),
        micros(turn.due_at),
        turn.ticket,
        turn.tries,
        turn.anew,
    ];
    tx.run(sql::CHECK_TURN_PUT, values).map(drop)
}

/// Turns that are due: those somebody waits for first, then the longest due.
pub(super) fn due(
    connection: &Connection,
    now: Moment,
    most: u32,
) -> Result<Vec<Turn>, StoreError> {
    connection.all(sql::CHECKS_DUE, params![micros(now), most], turn)
}

/// How many are due.
pub(super) fn waiting(connection: &Connection, now: Moment) -> Result<i64, StoreError> {
    connection.only(sql::CHECKS_WAITING, params![micros(now)])
}

/// Organisations that have no turn yet.
pub(super) fn unlisted(
    connection: &Connection,
    part: Part,
) -> Result<Vec<OrganisationId>, StoreError> {
    connection.all(sql::CHECK_UNLISTED, params![part.word()], |row| {
        let id = row.text(0)?;
        id.parse().or(Err(StoreError::Corrupt("organisation")))
    })
}

/// Makes a part due now.
pub(super) fn bring_forward(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    part: Part,
    occasion: Occasion,
    now: Moment,
) -> Result<(), StoreError> {
    let before = get(tx, organisation, part)?;
    let next = Turn {
        organisation,
        part,
        occasion,
        due_at: before.map_or(now, |before| before.due_at.min(now)),
        ticket: before.map_or(0, |before| before.ticket + 1),
        tries: 0,
        anew: occasion == Occasion::Asked || before.is_some_and(|before| before.anew),
    };
    put(tx, &next)
}

/// The record of an organisation changed.
pub(crate) fn changed(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    now: Moment,
) -> Result<(), StoreError> {
    Part::ALL
        .into_iter()
        .try_for_each(|part| bring_forward(tx, organisation, part, Occasion::Change, now))
}

/// Other people are listed now: learners or teachers.
pub(crate) fn listed_anew(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    part: Part,
    now: Moment,
) -> Result<(), StoreError> {
    bring_forward(tx, organisation, part, Occasion::Change, now)
}

/// Somebody asks for a run now. Whoever asks again before it is done gets the same run.
pub(crate) fn ask_now(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    now: Moment,
) -> Result<CheckTurn, StoreError> {
    let mut outcome = CheckTurn::Waiting;
    for part in Part::ALL {
        let waits =
            get(tx, organisation, part)?.is_some_and(|turn| turn.anew && turn.due_at <= now);
        if !waits {
            bring_forward(tx, organisation, part, Occasion::Asked, now)?;
            outcome = CheckTurn::Queued;
        }
    }
    Ok(outcome)
}
