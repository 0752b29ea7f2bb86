//! The control: an engine alone that writes, for each redemption, as many rows of such sizes and
//! with such keys as the registry does, in as many commits, and decides nothing.

use crate::{GROUP, Outcome};
use std::path::Path;
use std::time::Instant;

/// Runs.
const RUNS: usize = 3;

const TABLES: &str = "
CREATE TABLE receipts (n INTEGER NOT NULL PRIMARY KEY, operation BLOB NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE claims (key BLOB NOT NULL PRIMARY KEY, n INTEGER NOT NULL);
CREATE TABLE transfers (n INTEGER NOT NULL PRIMARY KEY, debit BLOB NOT NULL UNIQUE, credit BLOB NOT NULL UNIQUE, hold BLOB NOT NULL UNIQUE, body BLOB NOT NULL);
CREATE TABLE events (key BLOB NOT NULL PRIMARY KEY, n INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE vouchers (id BLOB NOT NULL PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE accounts (id BLOB NOT NULL PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL, body TEXT NOT NULL);";

/// Statements for one redemption, with what fills their parameters.
const STATEMENTS: [(&str, &[Fill]); 6] = [
    (
        "INSERT INTO receipts (n, operation, body) VALUES ($1, $2, $3)",
        &[Fill::Number, Fill::InOrder, Fill::Text(620)],
    ),
    (
        "INSERT INTO claims (key, n) VALUES ($1, $2)",
        &[Fill::InOrder, Fill::Number],
    ),
    (
        "INSERT INTO transfers (n, debit, credit, hold, body) VALUES ($1, $2, $3, $4, $5)",
        &[
            Fill::Number,
            Fill::Scattered,
            Fill::InOrder,
            Fill::InOrder,
            Fill::Bytes(110),
        ],
    ),
    (
        "INSERT INTO events (key, n, body) VALUES ($1, $2, $3)",
        &[Fill::InOrder, Fill::Number, Fill::Bytes(30)],
    ),
    (
        "UPDATE vouchers SET body = $2 WHERE id = $1",
        &[Fill::Own, Fill::Bytes(480)],
    ),
    (
        "UPDATE accounts SET a = $2, b = $3 WHERE id = $1",
        &[Fill::OwnScattered, Fill::Number, Fill::Number],
    ),
];

/// What a parameter is.
#[derive(Clone, Copy)]
enum Fill {
    /// The number of the redemption.
    Number,
    /// A key of growing numbers.
    InOrder,
    /// A key in no order.
    Scattered,
    /// The key of the student's voucher.
    Own,
    /// The key of the student's account.
    OwnScattered,
    Text(usize),
    Bytes(usize),
}

/// A filled parameter.
enum Filled {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

fn scattered(number: usize) -> Vec<u8> {
    let mixed = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    [mixed.to_be_bytes(), (number as u64).to_be_bytes(), [6; 8]].concat()
}

fn in_order(number: usize) -> Vec<u8> {
    [[5; 8], [0; 8], (number as u64).to_be_bytes()].concat()
}

fn fill(what: Fill, run: usize, students: usize, student: usize) -> Filled {
    let number = run * students + student;
    match what {
        Fill::Number => Filled::Number(i64::try_from(number).unwrap_or(i64::MAX)),
        Fill::InOrder => Filled::Bytes(in_order(number)),
        Fill::Scattered => {
            Filled::Bytes([scattered(student), (run as u64).to_be_bytes().to_vec()].concat())
        }
        Fill::Own => Filled::Bytes(in_order(student)),
        Fill::OwnScattered => Filled::Bytes(scattered(student)),
        Fill::Text(many) => Filled::Text("x".repeat(many)),
        Fill::Bytes(many) => Filled::Bytes(vec![7; many]),
    }
}

/// SQLite alone: seconds of each run.
pub fn sqlite(path: &Path, students: usize) -> Outcome<Vec<f64>> {
    let connection = rusqlite::Connection::open(path)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA cache_size = -131072;
                              PRAGMA wal_autocheckpoint = 16384",
    )?;
    connection.execute_batch(TABLES)?;
    connection.execute_batch("BEGIN")?;
    for student in 0..students {
        connection
            .prepare_cached("INSERT INTO vouchers (id, body) VALUES (?1, ?2)")?
            .execute((in_order(student), vec![7u8; 480]))?;
        connection
            .prepare_cached("INSERT INTO accounts (id, a, b, body) VALUES (?1, 0, 0, ?2)")?
            .execute((scattered(student), "x".repeat(180)))?;
    }
    connection.execute_batch("COMMIT")?;
    let mut seconds = Vec::new();
    let all: Vec<usize> = (0..students).collect();
    for run in 0..RUNS {
        let begun = Instant::now();
        for group in all.chunks(GROUP) {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            for (statement, fills) in STATEMENTS {
                let statement = statement.replace('$', "?");
                let mut prepared = connection.prepare_cached(&statement)?;
                for student in group {
                    for (place, what) in (1..).zip(fills) {
                        match fill(*what, run, students, *student) {
                            Filled::Number(number) => prepared.raw_bind_parameter(place, number)?,
                            Filled::Text(text) => prepared.raw_bind_parameter(place, text)?,
                            Filled::Bytes(bytes) => prepared.raw_bind_parameter(place, bytes)?,
                        }
                    }
                    prepared.raw_execute()?;
                }
            }
            connection.execute_batch("COMMIT")?;
        }
        seconds.push(begun.elapsed().as_secs_f64());
    }
    Ok(seconds)
}

/// One column of many rows.
enum Column {
    Numbers(Vec<i64>),
    Texts(Vec<String>),
    Bytes(Vec<Vec<u8>>),
}

impl Column {
    fn of(what: Fill, run: usize, students: usize, group: &[usize]) -> Self {
        let mut column = match what {
            Fill::Number => Self::Numbers(Vec::new()),
            Fill::Text(_) => Self::Texts(Vec::new()),
            _ => Self::Bytes(Vec::new()),
        };
        for student in group {
            match (&mut column, fill(what, run, students, *student)) {
                (Self::Numbers(all), Filled::Number(one)) => all.push(one),
                (Self::Texts(all), Filled::Text(one)) => all.push(one),
                (Self::Bytes(all), Filled::Bytes(one)) => all.push(one),
                _ => {}
            }
        }
        column
    }

    fn bound(&self) -> &(dyn tokio_postgres::types::ToSql + Sync) {
        match self {
            Self::Numbers(all) => all,
            Self::Texts(all) => all,
            Self::Bytes(all) => all,
        }
    }

    fn kind(what: Fill) -> &'static str {
        match what {
            Fill::Number => "bigint[]",
            Fill::Text(_) => "text[]",
            _ => "bytea[]",
        }
    }
}

/// The statement for many rows at once.
fn bulk(statement: &str, fills: &[Fill]) -> String {
    let columns: Vec<String> = (1..)
        .zip(fills)
        .map(|(place, what)| format!("${place}::{}", Column::kind(*what)))
        .collect();
    let columns = columns.join(", ");
    match statement.split_once(" VALUES ") {
        Some((head, _)) => format!("{head} SELECT * FROM unnest({columns})"),
        None => {
            let names: Vec<String> = (1..=fills.len()).map(|place| format!("p{place}")).collect();
            let set = statement.replace('$', "k.p");
            let from = format!(" FROM unnest({columns}) AS k ({}) WHERE", names.join(", "));
            set.replace(" WHERE", &from)
        }
    }
}

/// PostgreSQL alone: seconds of each run.
pub async fn postgres(url: &str, students: usize) -> Outcome<Vec<f64>> {
    let (mut client, driver) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(async move { driver.await.is_ok() });
    let tables = TABLES.replace("INTEGER", "BIGINT").replace("BLOB", "BYTEA");
    let schema =
        "DROP SCHEMA IF EXISTS alone CASCADE; CREATE SCHEMA alone; SET search_path = alone;";
    client.batch_execute(schema).await?;
    client.batch_execute(&tables).await?;
    let all: Vec<usize> = (0..students).collect();
    let fills = [Fill::Own, Fill::Bytes(480)];
    let vouchers = bulk("INSERT INTO vouchers (id, body) VALUES ", &fills);
    let own = [
        Fill::OwnScattered,
        Fill::Number,
        Fill::Number,
        Fill::Text(180),
    ];
    let accounts = bulk("INSERT INTO accounts (id, a, b, body) VALUES ", &own);
    for group in all.chunks(GROUP) {
        for (statement, fills) in [(&vouchers, &fills[..]), (&accounts, &own[..])] {
            let columns: Vec<Column> = fills
                .iter()
                .map(|what| Column::of(*what, 0, students, group))
                .collect();
            let bound: Vec<_> = columns.iter().map(Column::bound).collect();
            client.execute(statement.as_str(), &bound).await?;
        }
    }
    let mut prepared = Vec::new();
    for (statement, fills) in STATEMENTS {
        prepared.push((client.prepare(&bulk(statement, fills)).await?, fills));
    }
    let mut seconds = Vec::new();
    for run in 0..RUNS {
        let begun = Instant::now();
        for group in all.chunks(GROUP) {
            let transaction = client.transaction().await?;
            for (statement, fills) in &prepared {
                let columns: Vec<Column> = fills
                    .iter()
                    .map(|what| Column::of(*what, run, students, group))
                    .collect();
                let bound: Vec<_> = columns.iter().map(Column::bound).collect();
                transaction.execute(statement, &bound).await?;
            }
            transaction.commit().await?;
        }
        seconds.push(begun.elapsed().as_secs_f64());
    }
    Ok(seconds)
}
