//! The validation of a frozen month, in steps that may each be cut off: what was begun is begun
//! again, what was finished stays, and the registers come out the same.

use super::month::{self, Kept, hash_of};
use super::{batches, correct, key};
use crate::context::Core;
use crate::store::rows::micros;
use crate::store::sql::months as sql;
use crate::store::{Connection, StoreError, params};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Programme;
use baqylau_domain::identifiers::{BlobHash, OrganisationId};
use baqylau_domain::month::{
    Batch, Join, MonthStage, Register, Roll, Run, Standing, words_of_bytes, words_to_bytes,
};
use baqylau_protocol::blob;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, mpsc};

/// Organisations judged and written at once.
const GROUP: u32 = 256;

/// Shards of the run written or read at once: about four megabytes.
const SHARDS: usize = 1_000;

/// Threads that judge.
const JUDGES: usize = 2;

/// Corrections looked for at once.
const CORRECTIONS: u32 = 256;

/// Where a validation is; tests cut it off there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stop {
    /// The run is sorted, and nothing of it written.
    Sorted,
    /// So many groups of its shards are written.
    Shards(usize),
    /// The run is written.
    Run,
    /// Organisations up to a place have their registers.
    Judged(u32),
    /// The month is validated.
    Sealed,
    /// So many corrections were made.
    Corrected(u32),
}

/// Told at every place; an error there ends the work as if the process had been killed.
pub(crate) type Watch<'a> = &'a mut dyn FnMut(Stop) -> Result<(), StoreError>;

/// Validates every frozen month and makes every correction that waits. Returns how many registers
/// were made.
pub(crate) async fn work(core: &Arc<Core>) -> Result<u32, StoreError> {
    let _one = core.validating.lock().await;
    let core = Arc::clone(core);
    let made = tokio::task::spawn_blocking(move || work_watched(&core, &mut |_| Ok(())));
    made.await.unwrap_or(Err(StoreError::Closed))
}

/// The same on this thread, watched.
pub(crate) fn work_watched(core: &Core, at: Watch<'_>) -> Result<u32, StoreError> {
    let mut made = 0;
    let frozen: Vec<i64> = core.store.read_blocking(|connection| {
        connection.all(sql::MONTHS_FROZEN, params![], |row| row.get(0))
    })?;
    for period in frozen {
        made += validate(core, period_of(period)?, at)?;
    }
    let mut corrected = 0;
    loop {
        let waiting: Vec<(i64, String, u32)> = core.store.read_blocking(|connection| {
            connection.all(sql::CORRECTIONS, params![CORRECTIONS], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
        })?;
        if waiting.is_empty() {
            return Ok(made);
        }
        for (period, organisation, revision) in waiting {
            let (period, now) = (period_of(period)?, core.context.environment.now());
            made += core.store.write_blocking(move |tx| {
                correct::correct(tx, period, &organisation, revision, now)
            })?;
            corrected += 1;
            at(Stop::Corrected(corrected))?;
        }
    }
}

pub(super) fn period_of(key: i64) -> Result<Period, StoreError> {
    let (year, month) = (key / 100, key % 100);
    let period = || Period::new(i32::try_from(year).ok()?, u32::try_from(month).ok()?);
    period().ok_or(StoreError::Corrupt("period"))
}

/// Shards with their words.
type Shards = Vec<(u32, Vec<u64>)>;

/// An organisation's batch as it was frozen.
struct Input {
    place: u32,
    organisation: String,
    region: String,
    standing: Standing,
    hash: BlobHash,
    batch: Batch,
}

fn inputs(
    connection: &Connection,
    period: Period,
    (from, to): (u32, u32),
    take: &mut dyn FnMut(Input) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let values = params![key(period), from, to];
    connection.each(sql::INPUT_BATCHES, values, |row| {
        let standing = Standing::of_code(row.get(3)?).ok_or(StoreError::Corrupt("standing"))?;
        let (hash, batch) = batches::checked(row.text(4)?, row.value(5)?)?;
        take(Input {
            place: row.get(0)?,
            organisation: row.get(1)?,
            region: row.get(2)?,
            standing,
            hash,
            batch,
        })?;
        Ok(ControlFlow::Continue(()))
    })
}

fn validate(core: &Core, period: Period, at: Watch<'_>) -> Result<u32, StoreError> {
    let begun = std::time::Instant::now();
    let (kept, sizes) = core
        .store
        .read_blocking(|connection| -> Result<_, StoreError> {
            let sizes: Vec<u32> =
                connection.all(sql::INPUT_SIZES, params![key(period)], |row| row.get(0))?;
            Ok((month::read(connection, period)?, sizes))
        })?;
    if kept.month.stage != MonthStage::Frozen {
        return Ok(0);
    }
    let organisations = u32::try_from(sizes.len()).unwrap_or(u32::MAX);
    let mut kept = kept;
    if kept.step == 0 {
        let run = gather(core, period, organisations, &sizes)?;
        at(Stop::Sorted)?;
        write_run(core, period, run, at)?;
        kept.step = 1;
        at(Stop::Run)?;
        tracing::info!(period = key(period), organisations, "month sorted");
    }
    let allowed = kept.frozen()?.enrolments_allowed.value;
    let join = join(core, period, &sizes, allowed)?;
    let first = kept.step - 1;
    judge_all(core, &kept, &join, (first, organisations), at)?;
    drop(join);
    seal(core, period, organisations + 1)?;
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        period = key(period),
        organisations,
        milliseconds,
        "month validated"
    );
    at(Stop::Sealed)?;
    Ok(organisations - first)
}

/// The run over every batch that counts, each half on a thread of its own.
fn gather(
    core: &Core,
    period: Period,
    organisations: u32,
    sizes: &[u32],
) -> Result<Run, StoreError> {
    let middle = organisations / 2;
    let part = |from: u32, to: u32| -> Result<Run, StoreError> {
        let place = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let sizes = sizes.get(place(from)..place(to)).unwrap_or_default();
        let claims = sizes.iter().filter_map(|size| usize::try_from(*size).ok());
        let mut run = Run::with_capacity(claims.sum());
        core.store
            .read_blocking(|connection| -> Result<_, StoreError> {
                let mut next = from;
                while next < to {
                    let end = next.saturating_add(GROUP).min(to);
                    inputs(connection, period, (next, end), &mut |input| {
                        run.add(input.place, &input.batch);
                        Ok(())
                    })?;
                    next = end;
                }
                Ok(())
            })?;
        run.sort();
        Ok(run)
    };
    std::thread::scope(|scope| {
        let half = scope.spawn(|| part(0, middle));
        let other = part(middle, organisations)?;
        let half = half.join().unwrap_or(Err(StoreError::Closed))?;
        Ok(half.merged(other))
    })
}

/// Writes the run, a group of shards after the other; until its last word it may be begun again.
fn write_run(core: &Core, period: Period, run: Run, at: Watch<'_>) -> Result<(), StoreError> {
    let key = key(period);
    core.store
        .write_blocking(move |tx| -> Result<(), StoreError> {
            tx.run(sql::RUN_DROP, params![key]).map(drop)
        })?;
    let mut shards = run.shards().peekable();
    let mut groups = 0;
    while shards.peek().is_some() {
        let group: Vec<(u32, Vec<u8>)> = shards
            .by_ref()
            .take(SHARDS)
            .map(|(shard, claims)| (shard, words_to_bytes(claims)))
            .collect();
        core.store
            .write_blocking(move |tx| -> Result<(), StoreError> {
                for (shard, body) in &group {
                    tx.run(sql::RUN_PUT, params![key, *shard, body])?;
                }
                Ok(())
            })?;
        groups += 1;
        at(Stop::Shards(groups))?;
    }
    core.store
        .write_blocking(move |tx| advance(tx, period, 0, 1))
}

/// Marks how far the validation is. Another registry on the same database may have been quicker;
/// then its work counts and this one ends.
fn advance(connection: &Connection, period: Period, from: u32, to: u32) -> Result<(), StoreError> {
    match connection.run(sql::MONTH_STEP, params![key(period), from, to])? {
        1 => Ok(()),
        _ => Err(StoreError::Busy),
    }
}

fn shards(
    connection: &Connection,
    statement: &'static str,
    (period, from, to): (Period, u32, u32),
) -> Result<Shards, StoreError> {
    connection.all(statement, params![key(period), from, to], |row| {
        Ok((row.get(0)?, words(row.value(1)?)?))
    })
}

/// Words of eight bytes as they were kept.
fn words(value: crate::store::Value<'_>) -> Result<Vec<u64>, StoreError> {
    match value {
        crate::store::Value::Bytes(bytes) => {
            words_of_bytes(bytes).ok_or(StoreError::Corrupt("shard"))
        }
        _ => Err(StoreError::Corrupt("shard")),
    }
}

/// What every row is judged by beside its own entry, read shard by shard.
fn join(core: &Core, period: Period, sizes: &[u32], allowed: u32) -> Result<Join, StoreError> {
    let unfit = StoreError::Corrupt("run of a month");
    let mut join = Join::new(sizes.iter().copied(), allowed).ok_or(unfit.clone())?;
    core.store
        .read_blocking(|connection| -> Result<(), StoreError> {
            let all: Vec<u32> =
                connection.all(sql::RUN_SHARDS, params![key(period)], |row| row.get(0))?;
            for group in all.chunks(SHARDS) {
                let (Some(from), Some(to)) = (group.first(), group.last()) else {
                    continue;
                };
                let range = (period, *from, *to);
                let facts = shards(connection, sql::MONTH_FACTS_RANGE, range)?;
                for (shard, claims) in shards(connection, sql::RUN_RANGE, range)? {
                    let known = facts
                        .binary_search_by_key(&shard, |(shard, _)| *shard)
                        .ok()
                        .and_then(|place| facts.get(place));
                    let known = known.map_or(&[][..], |(_, facts)| facts);
                    join.take(&claims, known).ok_or(unfit.clone())?;
                }
            }
            Ok(())
        })?;
    if join.is_complete() {
        Ok(join)
    } else {
        Err(unfit)
    }
}

/// A register on its way to the disk: organisation, region, hash and bytes.
type Made = (String, String, String, Vec<u8>);

/// Judges every organisation of the range, group by group: some threads judge, this one writes the
/// groups in their order. Few groups are in memory at a time.
fn judge_all(
    core: &Core,
    kept: &Kept,
    join: &Join,
    (first, end): (u32, u32),
    at: Watch<'_>,
) -> Result<(), StoreError> {
    let next = AtomicU32::new(first);
    let (send, receive) = mpsc::sync_channel::<Result<(u32, Vec<Made>), StoreError>>(JUDGES);
    std::thread::scope(|scope| {
        // Dropped when this ends, however it ends: then nobody judges on.
        let receive = receive;
        for _ in 0..JUDGES {
            let (next, send) = (&next, send.clone());
            scope.spawn(move || {
                loop {
                    let from = next.fetch_add(GROUP, Ordering::Relaxed);
                    if from >= end {
                        return;
                    }
                    let to = from.saturating_add(GROUP).min(end);
                    let made = judge(core, kept, join, (from, to)).map(|made| (from, made));
                    if send.send(made).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut early: BTreeMap<u32, Vec<Made>> = BTreeMap::new();
        let mut from = first;
        while from < end {
            let (place, made) = receive.recv().or(Err(StoreError::Closed))??;
            early.insert(place, made);
            while let Some(made) = early.remove(&from) {
                let to = from.saturating_add(GROUP).min(end);
                write_registers(core, kept.month.period, (from, to), made)?;
                from = to;
                at(Stop::Judged(from))?;
            }
        }
        Ok(())
    })
}

/// The registers of a group.
fn judge(
    core: &Core,
    kept: &Kept,
    join: &Join,
    group: (u32, u32),
) -> Result<Vec<Made>, StoreError> {
    let schools = kept.rules(Programme::Schooling)?;
    let students = kept.rules(Programme::Voucher)?;
    core.store
        .read_blocking(|connection| -> Result<_, StoreError> {
            let mut made = Vec::new();
            inputs(connection, kept.month.period, group, &mut |input| {
                let rules = match input.batch.head().programme {
                    Programme::Voucher => &students,
                    _ => &schools,
                };
                let register = join.sides(input.place).and_then(|sides| {
                    Register::judge(&input.batch, input.hash, rules, input.standing, sides)
                });
                let register = register.ok_or(StoreError::Corrupt("run of a month"))?;
                let bytes = register.to_bytes();
                let hash = blob::hash(&bytes).to_string();
                made.push((input.organisation, input.region, hash, bytes));
                Ok(())
            })?;
            Ok(made)
        })
}

fn write_registers(
    core: &Core,
    period: Period,
    (from, to): (u32, u32),
    made: Vec<Made>,
) -> Result<(), StoreError> {
    let made_at = micros(core.context.environment.now());
    core.store
        .write_blocking(move |tx| -> Result<(), StoreError> {
            for (organisation, region, hash, body) in &made {
                let values = params![key(period), organisation, 1, region, made_at, hash, body];
                tx.run(sql::REGISTER_ADD, values)?;
            }
            advance(tx, period, from + 1, to + 1)
        })
}

/// Every organisation has its register: one value stands for all of them.
fn seal(core: &Core, period: Period, step: u32) -> Result<(), StoreError> {
    let facts = core
        .store
        .read_blocking(|connection| facts_hash(connection, period))?;
    let now = core.context.environment.now();
    core.store
        .write_blocking(move |tx| -> Result<(), StoreError> {
            let mut kept = month::read(tx, period)?;
            if kept.month.stage != MonthStage::Frozen || kept.step != step {
                return Err(StoreError::Busy);
            }
            kept.month.facts = Some(facts);
            let root = root(tx, &kept)?;
            let validated = kept.month.validated(root);
            kept.month = validated.or(Err(StoreError::Corrupt("month")))?;
            month::put(tx, &kept)?;
            month::note(tx, now, None, "month validated", period)
        })
}

/// SHA-256 over all that was known of people.
fn facts_hash(connection: &Connection, period: Period) -> Result<BlobHash, StoreError> {
    let mut hasher = Sha256::new();
    connection.each(
        sql::MONTH_FACTS_ALL,
        params![key(period)],
        |row| -> Result<_, StoreError> {
            match row.value(1)? {
                crate::store::Value::Bytes(bytes) => hasher.update(bytes),
                _ => return Err(StoreError::Column(1)),
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(BlobHash::new(hasher.finalize().into()))
}

/// The value over all registers that count.
pub(super) fn root(connection: &Connection, kept: &Kept) -> Result<BlobHash, StoreError> {
    let corrupt = || StoreError::Corrupt("month");
    let (rules, facts) = (kept.month.rules, kept.month.facts);
    let period = kept.month.period;
    let mut roll = Roll::new(
        period,
        rules.ok_or_else(corrupt)?,
        facts.ok_or_else(corrupt)?,
    );
    connection.each(
        sql::REGISTER_HASHES,
        params![key(period)],
        |row| -> Result<_, StoreError> {
            let organisation: OrganisationId = row.text(0)?.parse().or(Err(corrupt()))?;
            roll.add(organisation, hash_of(row.text(1)?)?);
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(roll.finish())
}
