//! PostgreSQL: COPY into unlogged tables, statistics, and one statement with parallel workers.

use crate::sql;
use crate::usage::{Usage, cpu_of_children, memory, parent};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio_postgres::{Client, NoTls};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The server made by `tests/postgres`.
pub const SERVER: &str = "BAQYLAU_TEST_POSTGRES";

async fn connect() -> Outcome<(Client, tokio::task::JoinHandle<()>)> {
    let server = std::env::var(SERVER)?;
    let (client, connection) =
        tokio_postgres::connect(&format!("{server}/postgres"), NoTls).await?;
    let talking = tokio::spawn(async move {
        let _ = connection.await;
    });
    Ok((client, talking))
}

/// Version and the settings that matter.
pub async fn version() -> Outcome<String> {
    let (client, _) = connect().await?;
    let row = client
        .query_one(
            "SELECT current_setting('server_version') || ', shared_buffers '
                || current_setting('shared_buffers') || ', fsync ' || current_setting('fsync')",
            &[],
        )
        .await?;
    Ok(row.get(0))
}

/// One run; every verdict is written to `result`, where one is wanted.
pub async fn run(folder: &Path, hashing: bool, result: Option<&Path>) -> Outcome<Usage> {
    let (client, talking) = connect().await?;
    let backend: i32 = client
        .query_one("SELECT pg_backend_pid()", &[])
        .await?
        .get(0);
    let backend = backend.to_string();
    let server = parent(&backend);
    client
        .batch_execute(&format!(
            "SET work_mem = '512MB'; SET maintenance_work_mem = '512MB'; SET hash_mem_multiplier = 2;
             SET max_parallel_workers_per_gather = 2; SET min_parallel_table_scan_size = 0;
             SET parallel_setup_cost = 10; SET parallel_tuple_cost = 0.001; SET jit = off;
             SET enable_hashagg = {}; DROP TABLE IF EXISTS verdicts, lines, lms, facts, schools",
            if hashing { "on" } else { "off" }
        ))
        .await?;
    let before = cpu_of_children(&server) + crate::usage::cpu(&backend);
    let begun = Instant::now();
    for (name, columns) in sql::TABLES {
        let file = folder.join(format!("{name}.csv"));
        let file = file.to_str().ok_or("the folder's name")?;
        client
            .batch_execute(&format!(
                "BEGIN; CREATE UNLOGGED TABLE {name} ({columns});
                 COPY {name} FROM '{file}' WITH (FORMAT csv, FREEZE); COMMIT; ANALYZE {name}"
            ))
            .await?;
    }
    let load = begun.elapsed().as_secs_f64();
    let loaded = cpu_of_children(&server) + crate::usage::cpu(&backend);
    client
        .batch_execute(&format!(
            "CREATE TABLE verdicts AS {}; CREATE TABLE lines AS {}",
            sql::judge(" / "),
            sql::LINES
        ))
        .await?;
    let validate = begun.elapsed().as_secs_f64() - load;
    let after = cpu_of_children(&server) + crate::usage::cpu(&backend);
    let most = memory(&backend);
    if let Some(result) = result {
        let file = result.to_str().ok_or("the folder's name")?;
        let text = format!("COPY ({}) TO '{file}' WITH (FORMAT csv)", sql::RESULT);
        client.batch_execute(&text).await?;
    }
    client
        .batch_execute("DROP TABLE verdicts, lines, lms, facts, schools")
        .await?;
    drop(client);
    let _ = tokio::time::timeout(Duration::from_secs(10), talking).await;
    Ok(Usage {
        load,
        validate,
        cpu: after - before,
        cpu_validate: after - loaded,
        memory: most,
    })
}
