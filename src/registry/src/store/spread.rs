//! Beyond one machine: the tables that grow with the country, spread over the workers of a
//! PostgreSQL with the extension Citus.
//!
//! What only one may decide stays with the coordinator: operations and their receipts, the audit
//! log, the ledger of vouchers, whatever is unique by a key a table can't be spread by. What is
//! read and written by one key is spread by it: feeds with what they show, what LMS sent, months,
//! the facts of automatic checks. Tables of one kind of key lie beside each other, so what belongs
//! to one scope, one organisation or one person is on one machine and read as one state.

use super::{Connection, StoreError, params};

/// Whether the extension is there.
const CITUS: &str = "SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'citus'";

/// How many machines hold tables.
const WORKERS: &str = "SELECT count(*) FROM pg_catalog.pg_dist_node
    WHERE groupid <> 0 AND isactive AND shouldhaveshards AND noderole = 'primary'";

/// Whether a table is spread.
const IS_SPREAD: &str = "SELECT 1 FROM pg_catalog.pg_dist_partition p
    JOIN pg_catalog.pg_class t ON t.oid = p.logicalrelid AND t.relname = ?1
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
    WHERE p.partmethod = 'h'";

/// Spreads a table.
const SPREAD: &str =
    "SELECT create_distributed_table(to_regclass(?1), ?2, colocate_with => ?3)::text";

/// What was moved lies on the coordinator too, seen by nobody, until this.
const FORGET_MOVED: &str =
    "SELECT truncate_local_data_after_distributing_table(to_regclass(?1))::text";

/// Tables with the column they are spread by, and the table beside which they lie.
const TABLES: [Spread; 18] = [
    spread("feed", "scope", "feed"),
    spread("feed_head", "scope", "feed"),
    spread("standing", "scope", "feed"),
    spread("snapshots", "scope", "feed"),
    spread("snapshot_pieces", "scope", "feed"),
    spread("lms_rows", "batch", "lms_rows"),
    spread("lms_changes", "batch", "lms_rows"),
    spread("lms_sources", "hash", "lms_sources"),
    spread("month_batches", "organisation", "month_batches"),
    spread("month_registers", "organisation", "month_batches"),
    spread("check_rows", "organisation", "month_batches"),
    spread("check_reports", "organisation", "month_batches"),
    spread("person_facts", "shard", "person_facts"),
    spread("month_facts", "shard", "person_facts"),
    spread("month_run", "shard", "person_facts"),
    spread("check_facts", "about", "check_facts"),
    spread("check_reads", "about", "check_facts"),
    spread("check_answers", "question", "check_answers"),
];

/// The table without which none is spread.
const FIRST: &str = TABLES[0].table;

/// A table that is spread.
struct Spread {
    table: &'static str,
    by: &'static str,
    beside: &'static str,
}

const fn spread(table: &'static str, by: &'static str, beside: &'static str) -> Spread {
    Spread { table, by, beside }
}

/// Which tables are to be spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those without a row, of a registry that begins or whose feeds are spread: nothing is moved.
    Empty,
    /// All; rows are moved, and nobody may write meanwhile.
    All,
}

/// A table that was spread, with the rows that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The table.
    pub table: &'static str,
    /// Its rows then.
    pub rows: i64,
}

/// Whether feeds are spread, which come first: then a transaction reaches over machines.
pub(super) fn reaches(
    exists: impl Fn(&str) -> Result<bool, StoreError>,
) -> Result<bool, StoreError> {
    Ok(exists(CITUS)? && exists(&IS_SPREAD.replace("?1", "'feed'"))?)
}

/// How many workers hold tables; 0 for an engine that is one machine.
pub(crate) fn workers(connection: &Connection) -> Result<i64, StoreError> {
    match connection {
        Connection::Sqlite(_) => Ok(0),
        Connection::Postgres(_) if !connection.exists(CITUS, params![])? => Ok(0),
        Connection::Postgres(_) => connection.only(WORKERS, params![]),
    }
}

/// Learns of workers that were added, where feeds are spread.
pub(super) fn know_all_machines(connection: &Connection) -> Result<(), StoreError> {
    let is_spread = match connection {
        Connection::Sqlite(_) => false,
        Connection::Postgres(_) => reaches(|statement| {
            let mut there = false;
            connection.each_made(statement, params![], |_| -> Result<_, StoreError> {
                there = true;
                Ok(std::ops::ControlFlow::Break(()))
            })?;
            Ok(there)
        })?,
    };
    match is_spread {
        true => connection.know_all_machines(),
        false => Ok(()),
    }
}

/// Spreads what isn't yet, each table in a transaction of its own: whoever is stopped goes on.
/// Without workers there is nothing to do. Whether anything is spread then; a connection opened
/// before doesn't know of it.
pub(crate) fn tables(
    connection: &Connection,
    which: Which,
    mut told: impl FnMut(Moved),
) -> Result<bool, StoreError> {
    if workers(connection)? == 0 {
        return Ok(false);
    }
    know_all_machines(connection)?;
    for Spread { table, by, beside } in TABLES {
        connection.begin()?;
        // An earlier version that is being restored lacks some.
        let absent = !connection.has_table(table)?;
        if absent || connection.exists(IS_SPREAD, params![table])? {
            connection.roll_back()?;
            continue;
        }
        let mut rows = 0;
        let count = match which {
            Which::Empty => {
                format!("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) AS found")
            }
            Which::All => format!("SELECT count(*) FROM {table}"),
        };
        connection.each_made(&count, params![], |row| -> Result<_, StoreError> {
            rows = row.get(0)?;
            Ok(std::ops::ControlFlow::Break(()))
        })?;
        if which == Which::Empty && rows > 0 {
            connection.roll_back()?;
            if table == FIRST {
                return Ok(false);
            }
            continue;
        }
        let first = beside == table || !connection.exists(IS_SPREAD, params![beside])?;
        let beside = if first { "none" } else { beside };
        let values = params![table, by, beside];
        connection.exists(SPREAD, values)?;
        connection.commit()?;
        if rows > 0 {
            connection.exists(FORGET_MOVED, params![table])?;
        }
        told(Moved { table, rows });
    }
    // Last, when there are feeds a transaction can reach over machines for.
    know_all_machines(connection)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrations;

    #[test]
    fn every_unique_key_of_a_spread_table_holds_what_it_is_spread_by() {
        let steps = migrations::definitions();
        for Spread { table, by, .. } in TABLES {
            let at = steps
                .find(&format!("CREATE TABLE {table} ("))
                .or_else(|| (table == "check_facts").then(|| steps.find("facts_of_several ("))?)
                .unwrap_or_else(|| panic!("{table} isn't defined"));
            let definition = &steps[at..at + steps[at..].find(';').unwrap()];
            assert!(definition.contains("PRIMARY KEY"), "{table}");
            assert!(!definition.contains(" UNIQUE"), "{table}");
            let column = definition
                .split([',', '('])
                .find(|part| part.trim().starts_with(&format!("{by} ")))
                .unwrap_or_else(|| panic!("{table} has no {by}"));
            let in_key = definition
                .split_once("PRIMARY KEY (")
                .is_some_and(|(_, key)| key.split([',', ')']).any(|name| name.trim() == by));
            assert!(in_key || column.contains("PRIMARY KEY"), "{table}: {by}");
            let unique = format!("UNIQUE INDEX {table}");
            assert!(!steps.contains(&unique), "{table}");
        }
    }

    #[test]
    fn a_table_lies_beside_one_that_was_spread_before_it_by_a_key_of_its_kind() {
        for (place, Spread { table, beside, .. }) in TABLES.iter().enumerate() {
            let first = TABLES[..=place].iter().find(|other| other.table == *beside);
            assert!(
                first.is_some_and(|first| first.beside == *beside),
                "{table}"
            );
        }
    }
}
