//! Revocation lists brought as files, and those that lie on the shelf.

use super::{services, words};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::ui::{ListAge, ListRow};
use baqylau_domain::Moment;
use baqylau_signing::TrustStore;
use chrono::TimeDelta;

/// How long after the next list was due an old one is long out of date.
const LONG: TimeDelta = TimeDelta::days(7);

/// Takes in a list.
///
/// # Errors
/// Why it isn't taken in; `name` is the file's.
pub(super) fn import(hub: &Hub, octets: &[u8], name: &str) -> Result<()> {
    let validation = services::validation(hub).ok_or(ClientError::Locked)?;
    let trust = super::compose(hub);
    validation
        .import_list(octets, &trust, hub.now())
        .map(drop)
        .map_err(|error| words::import(&error, name).into())
}

/// The lists on the shelf.
pub(super) fn rows(hub: &Hub, trust: &TrustStore) -> Vec<ListRow> {
    let now = hub.now();
    let kept = services::validation(hub).map(|validation| validation.lists(trust));
    kept.into_iter()
        .flatten()
        .map(|list| ListRow {
            issuer: list.issuer,
            from: list.this_update,
            until: list.next_update,
            entries: list.entries,
            supplement: list.delta,
            age: age(list.next_update, now),
        })
        .collect()
}

fn age(until: Option<Moment>, now: Moment) -> ListAge {
    match until {
        Some(until) if until + LONG < now => ListAge::LongPast,
        Some(until) if until < now => ListAge::Past,
        _ => ListAge::Current,
    }
}
