//! A corrected batch: its own register is made anew, and those of organisations whose people
//! became duplicates or ceased to be. Former registers stay as they were.

use super::job::root;
use super::month::{self, Kept, hash_of};
use super::{batches, key};
use crate::store::rows::{self, micros};
use crate::store::sql::months as sql;
use crate::store::{Connection, StoreError, Tx, params};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{BlobHash, OrganisationId};
use baqylau_domain::month::{
    Batch, MonthStage, Moved, Register, RegisterError, Side, Standing, edit, find_fact, shard_of,
    words_of_bytes, words_to_bytes,
};
use std::collections::BTreeMap;

/// Makes one correction. Returns how many registers it made; none when somebody else was quicker.
pub(super) fn correct(
    tx: &Tx<'_>,
    period: Period,
    organisation: &str,
    revision: u32,
    now: Moment,
) -> Result<u32, StoreError> {
    let mut kept = month::read(tx, period)?;
    if kept.month.stage != MonthStage::Validated {
        return Ok(0);
    }
    let input = own_input(tx, period, organisation)?;
    if input.revision >= revision {
        return Ok(0);
    }
    let batch = batches::batch(tx, key(period), organisation, revision)?;
    let hash = batch.hash();
    let before = match input.revision {
        0 => None,
        former => Some(batches::batch(tx, key(period), organisation, former)?),
    };
    let moved = Moved::between(before.as_ref(), &batch);
    let mut touched = move_claims(tx, &kept, input.place, &moved)?;
    let register = own_register(
        tx,
        &kept,
        (before.as_ref(), &batch, hash),
        &input,
        &touched.own,
    )?;
    let at = micros(now);
    let mut made = 1;
    write(tx, &register, &input.region, at)?;
    touched.others.remove(&input.place);
    for (place, changed) in &touched.others {
        let (other, region, revision): (String, String, u32) = tx
            .one(sql::INPUT_AT, params![key(period), *place], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?
            .ok_or(StoreError::Corrupt("inputs of a month"))?;
        let batch = batches::batch(tx, key(period), &other, revision)?;
        let rules = kept.rules(batch.head().programme)?;
        let register = current(tx, period, &other)?
            .ok_or(StoreError::Corrupt("register"))?
            .register
            .with_duplicates(&batch, &rules, changed)
            .or(Err(StoreError::Corrupt("register")))?;
        write(tx, &register, &region, at)?;
        made += 1;
    }
    let entries = u32::try_from(batch.len()).unwrap_or(u32::MAX);
    let standing = input.standing.code();
    let values = params![
        key(period),
        organisation,
        input.place,
        input.region,
        revision,
        entries,
        standing
    ];
    tx.run(sql::INPUT_PUT, values)?;
    let validated = kept.month.validated(root(tx, &kept)?);
    kept.month = validated.or(Err(StoreError::Corrupt("month")))?;
    month::put(tx, &kept)?;
    month::note(tx, now, None, "month corrected", period)?;
    Ok(made)
}

/// Where the organisation stands among the inputs of the month.
struct OwnInput {
    place: u32,
    region: String,
    /// 0 when it had sent nothing.
    revision: u32,
    standing: Standing,
}

fn own_input(
    connection: &Connection,
    period: Period,
    organisation: &str,
) -> Result<OwnInput, StoreError> {
    let found = connection.one(sql::INPUT, params![key(period), organisation], |row| {
        Ok(OwnInput {
            place: row.get(0)?,
            region: row.get(1)?,
            revision: row.get(2)?,
            standing: Standing::of_code(row.get(3)?).ok_or(StoreError::Corrupt("standing"))?,
        })
    })?;
    if let Some(found) = found {
        return Ok(found);
    }
    let id: OrganisationId = organisation
        .parse()
        .or(Err(StoreError::Corrupt("organisation")))?;
    let record = rows::organisation(connection, id)?.ok_or(StoreError::Corrupt("organisation"))?;
    Ok(OwnInput {
        place: connection.only(sql::INPUT_NEXT, params![key(period)])?,
        region: record.territory.region().to_string(),
        revision: 0,
        standing: month::standing(connection, &record, period)?,
    })
}

/// Whom a correction concerns.
#[derive(Default)]
struct Touched {
    /// What gained numbers are judged by.
    own: BTreeMap<u64, Side>,
    /// Rows of others, by their place, that became duplicates or ceased to be.
    others: BTreeMap<u32, Vec<(u64, bool)>>,
}

fn move_claims(tx: &Tx<'_>, kept: &Kept, place: u32, moved: &Moved) -> Result<Touched, StoreError> {
    let period = kept.month.period;
    let allowed = kept.frozen()?.enrolments_allowed.value;
    let mut touched = Touched::default();
    for shard in moved.shards() {
        let claims = words(tx, sql::RUN, period, shard)?;
        let facts = words(tx, sql::MONTH_FACTS, period, shard)?;
        let edit = edit(shard, &claims, &facts, place, moved, allowed);
        touched.own.extend(edit.own);
        for (other, number, duplicate) in edit.others {
            let rows = touched.others.entry(other).or_default();
            rows.push((number, duplicate));
        }
        let body = words_to_bytes(&edit.claims);
        tx.run(sql::RUN_PUT, params![key(period), shard, body])?;
    }
    Ok(touched)
}

fn words(
    connection: &Connection,
    statement: &'static str,
    period: Period,
    shard: u32,
) -> Result<Vec<u64>, StoreError> {
    let body: Option<Vec<u8>> = connection.cell(statement, params![key(period), shard])?;
    words_of_bytes(&body.unwrap_or_default()).ok_or(StoreError::Corrupt("shard"))
}

fn own_register(
    connection: &Connection,
    kept: &Kept,
    (before, batch, hash): (Option<&Batch>, &Batch, BlobHash),
    input: &OwnInput,
    own: &BTreeMap<u64, Side>,
) -> Result<Register, StoreError> {
    let period = kept.month.period;
    let rules = kept.rules(batch.head().programme)?;
    let side = |number: u64| -> Result<Side, Unfit> {
        if let Some(side) = own.get(&number) {
            return Ok(*side);
        }
        let facts = words(connection, sql::MONTH_FACTS, period, shard_of(number))?;
        Ok(Side::of(find_fact(&facts, number)))
    };
    let organisation = batch.head().organisation.to_string();
    let former = match before {
        Some(before) => current(connection, period, &organisation)?.map(|found| (found, before)),
        None => None,
    };
    match former {
        Some((former, before)) => {
            let corrected = former
                .register
                .corrected(before, (batch, hash), &rules, side);
            corrected.map_err(|unfit: Unfit| unfit.0)
        }
        None => {
            let sides: Result<Vec<Side>, Unfit> = batch.numbers().map(side).collect();
            let sides = sides.map_err(|unfit| unfit.0)?;
            Register::judge(batch, hash, &rules, input.standing, &sides)
                .ok_or(StoreError::Corrupt("register"))
        }
    }
}

/// Why a register can't be corrected: the store, or a register that isn't its batch's.
struct Unfit(StoreError);

impl From<StoreError> for Unfit {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

impl From<RegisterError> for Unfit {
    fn from(_: RegisterError) -> Self {
        Self(StoreError::Corrupt("register"))
    }
}

/// A register as it is kept.
pub(super) struct KeptRegister {
    pub(super) revision: u32,
    pub(super) hash: BlobHash,
    pub(super) register: Register,
}

/// The register of an organisation that counts.
pub(super) fn current(
    connection: &Connection,
    period: Period,
    organisation: &str,
) -> Result<Option<KeptRegister>, StoreError> {
    kept(
        connection,
        sql::REGISTER,
        params![key(period), organisation],
    )
}

/// A register of an organisation by its revision.
pub(super) fn of_revision(
    connection: &Connection,
    period: Period,
    organisation: &str,
    revision: u32,
) -> Result<Option<KeptRegister>, StoreError> {
    let values = params![key(period), organisation, revision];
    kept(connection, sql::REGISTER_OF, values)
}

fn kept(
    connection: &Connection,
    statement: &'static str,
    values: crate::store::Values<'_>,
) -> Result<Option<KeptRegister>, StoreError> {
    connection.one(statement, values, |row| {
        let hash = hash_of(row.text(1)?)?;
        let body: Vec<u8> = row.get(2)?;
        let register = Register::from_bytes(&body).or(Err(StoreError::Corrupt("register")))?;
        if register.hash() != hash {
            return Err(StoreError::Corrupt("register"));
        }
        Ok(KeptRegister {
            revision: row.get(0)?,
            hash,
            register,
        })
    })
}

/// Writes a register in the place of the one that counted.
fn write(tx: &Tx<'_>, register: &Register, region: &str, at: i64) -> Result<(), StoreError> {
    let period = register.period();
    let organisation = register.organisation().to_string();
    let former = current(tx, period, &organisation)?;
    let revision = former.map_or(0, |former| former.revision) + 1;
    let bytes = register.to_bytes();
    let hash = baqylau_protocol::blob::hash(&bytes).to_string();
    tx.run(sql::REGISTER_FORMER, params![key(period), organisation])?;
    let values = params![key(period), organisation, revision, region, at, hash, bytes];
    tx.run(sql::REGISTER_ADD, values).map(drop)
}
