//! One state over several machines: what a transaction over a PostgreSQL with the extension Citus
//! sees ended everywhere or nowhere.
//!
//! A transaction over several machines is promised by each (a prepared transaction), ended by the
//! coordinator, and then ended by each that promised. A machine that goes away in between still
//! holds its promise when it is back, and what it holds shows nothing of what has ended elsewhere.
//! So nobody begins before there is no promise left: commits pass a gate that whoever begins holds
//! closed, and behind it each machine is asked what it still holds. What is found is ended as the
//! coordinator ended it, and asked about again.
//!
//! To be asked, each machine has a row of the table `machines`, which holds nothing else.

use super::StoreError;
use super::postgres::Connection;
use std::time::Duration;

/// What a session over several machines begins with: one connection to each, so that whatever a
/// transaction reads there is of one state.
pub(super) const REACHING: &str = "SET citus.max_adaptive_executor_pool_size = 1";

/// The gate: held by whoever commits, until all machines have, and shared by readers while they
/// begin on all of them. Before its commit a transaction is seen nowhere, so nobody waits for work.
pub(super) const COMMITTING: &str = "SELECT pg_advisory_xact_lock(7021)";

/// The gate, held by a reader. It stands outside the transaction, whose state it comes before.
const BEGINNING: &str = "SELECT pg_advisory_lock_shared(7021)";
const BEGUN: &str = "SELECT pg_advisory_unlock_shared(7021)";

/// The turn of a writer, from before its first look to the end of its commit: so that nobody else
/// makes promises in between.
const TURN: &str = "SELECT pg_advisory_lock(7022)";
pub(super) const TURN_OVER: &str = "SELECT pg_advisory_unlock(7022)";

/// A reader's transaction: the first statement on each machine fixes the state it sees there.
const READING: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT count(*) FROM machines;
    SELECT pg_advisory_unlock_shared(7021)";

/// The most promises a machine holds.
const PROMISES: &str = "SELECT coalesce(max(promises_held(id)), -1) FROM machines";

/// Ends, on machines that were away, what the coordinator knows the end of.
const RECOVER: &str = "SELECT recover_prepared_transactions()";

/// Waits between two looks at promises: somebody else may be ending a transaction of theirs, one
/// that changes tables. About ten seconds.
const PAUSES: [Duration; 8] = [
    Duration::ZERO,
    Duration::from_millis(20),
    Duration::from_millis(100),
    Duration::from_millis(400),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(3),
    Duration::from_secs(4),
];

/// What a machine holds of promises to this database's coordinator.
const FUNCTION: &str = "CREATE OR REPLACE FUNCTION promises_held(machine BIGINT) RETURNS BIGINT
    LANGUAGE sql VOLATILE AS 'SELECT count(*) FROM pg_catalog.pg_prepared_xacts
        WHERE gid LIKE ''citus\\_%'' AND database = current_database()'";
const FUNCTION_EVERYWHERE: &str = "SELECT create_distributed_function('promises_held(bigint)')";

/// Machines that should have a row and don't.
const WITHOUT_A_ROW: &str = "SELECT count(*) FROM pg_catalog.pg_dist_node n
    WHERE n.noderole = 'primary' AND n.isactive AND n.groupid <> 0 AND n.shouldhaveshards
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_dist_placement p
            JOIN pg_catalog.pg_dist_shard s ON s.shardid = p.shardid
            WHERE p.groupid = n.groupid AND s.logicalrelid = to_regclass('machines'))";

/// Machines that hold tables and have no row.
const UNASKED: &str = "SELECT count(DISTINCT p.groupid) FROM pg_catalog.pg_dist_placement p
    JOIN pg_catalog.pg_dist_shard s ON s.shardid = p.shardid
    JOIN pg_catalog.pg_dist_partition t ON t.logicalrelid = s.logicalrelid AND t.partmethod = 'h'
    WHERE p.groupid <> 0 AND p.groupid NOT IN (SELECT q.groupid
        FROM pg_catalog.pg_dist_placement q JOIN pg_catalog.pg_dist_shard r
        ON r.shardid = q.shardid AND r.logicalrelid = to_regclass('machines'))";

/// How many machines should have one.
const MACHINES: &str = "SELECT count(*) FROM pg_catalog.pg_dist_node
    WHERE noderole = 'primary' AND isactive AND groupid <> 0 AND shouldhaveshards";

/// The table, one part on each machine, and a row in each part.
const MADE_ANEW: &str = "DROP TABLE IF EXISTS machines;
    CREATE TABLE machines (id BIGINT PRIMARY KEY);
    SELECT create_distributed_table('machines', 'id', colocate_with => 'none',
        shard_count => {machines});
    INSERT INTO machines SELECT min(id) FROM generate_series(1, 100 * {machines}) AS id
        GROUP BY get_shard_id_for_distribution_column('machines', id)";

/// How far transactions reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// One machine.
    One,
    /// Several; each can be asked.
    Several,
    /// Several, of which some can't be asked.
    Unasked,
}

/// How far transactions reach where tables are spread.
pub(super) fn reach(connection: &Connection) -> Result<Reach, StoreError> {
    Ok(match connection.number(UNASKED)? {
        0 => Reach::Several,
        _ => Reach::Unasked,
    })
}

/// Gives every machine its row, where one has none.
pub(super) fn know_all(connection: &Connection) -> Result<(), StoreError> {
    if connection.number(WITHOUT_A_ROW)? == 0 {
        return Ok(());
    }
    connection.batch(FUNCTION)?;
    connection.batch(FUNCTION_EVERYWHERE)?;
    connection.batch("BEGIN; LOCK TABLE migrations IN EXCLUSIVE MODE")?;
    let made = make_anew(connection);
    connection.batch(if made.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    made
}

fn make_anew(connection: &Connection) -> Result<(), StoreError> {
    // Another process may have been quicker.
    if connection.number(WITHOUT_A_ROW)? == 0 {
        return Ok(());
    }
    let machines = connection.number(MACHINES)?;
    connection.batch(&MADE_ANEW.replace("{machines}", &machines.to_string()))?;
    let rows = connection.number("SELECT count(*) FROM machines")?;
    if rows == machines && connection.number(WITHOUT_A_ROW)? == 0 {
        Ok(())
    } else {
        Err(StoreError::Setting("machines"))
    }
}

/// Begins a transaction that sees one state of what is committed, on all machines.
pub(super) fn begin_reading(connection: &Connection) -> Result<(), StoreError> {
    pass(connection, BEGINNING, BEGUN)?;
    connection.batch(READING)
}

/// Takes the turn of a writer, which ends with [`TURN_OVER`].
pub(super) fn take_turn(connection: &Connection) -> Result<(), StoreError> {
    pass(connection, TURN, TURN_OVER)
}

/// Takes a lock behind which nobody ends a transaction, once none is half ended. When it can't,
/// the lock may be held still.
fn pass(connection: &Connection, lock: &str, unlock: &str) -> Result<(), StoreError> {
    for pause in PAUSES {
        connection.batch(lock)?;
        match connection.number(PROMISES)? {
            0 => return Ok(()),
            ..0 => return Err(StoreError::Setting("machines")),
            _ => connection.batch(unlock)?,
        }
        connection.batch(RECOVER)?;
        connection.rest(pause)?;
    }
    Err(StoreError::Busy)
}
