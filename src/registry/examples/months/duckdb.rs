//! DuckDB, as its Python package, in a process of its own: reads the files into a database on the
//! disk, and one statement.

use crate::sql;
use crate::usage::Usage;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

type Outcome<T> = Result<T, Box<dyn Error>>;

const SCRIPT: &str = r#"
import json, resource, sys, time
import duckdb
plan = json.load(sys.stdin)
db = duckdb.connect(plan["store"])
db.execute("SET enable_progress_bar = false")
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
began, first = time.monotonic(), cpu()
for statement in plan["load"]:
    db.execute(statement)
db.execute("CHECKPOINT")
load, loaded = time.monotonic() - began, cpu()
for statement in plan["validate"]:
    db.execute(statement)
db.execute("CHECKPOINT")
validate, last = time.monotonic() - began - load, cpu()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
for statement in plan["result"]:
    db.execute(statement)
print(json.dumps({"load": load, "validate": validate, "cpu": last - first,
    "cpu_validate": last - loaded, "memory": memory}))
"#;

/// A Python that has the package: `BAQYLAU_DUCKDB_PYTHON`, or the one in
/// `target/duckdb`, where `tests/run` puts it.
pub fn python() -> Option<(PathBuf, String)> {
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/duckdb/bin/python");
    let python = std::env::var_os("BAQYLAU_DUCKDB_PYTHON").map_or(made, PathBuf::from);
    let asked = Command::new(&python)
        .args(["-c", "import duckdb; print(duckdb.__version__)"])
        .output()
        .ok()?;
    let version = String::from_utf8(asked.stdout).ok()?.trim().to_owned();
    asked.status.success().then_some((python, version))
}

/// One run over an empty store; every verdict is written to `result`, where one is wanted.
pub fn run(python: &Path, folder: &Path, store: &Path, result: Option<&Path>) -> Outcome<Usage> {
    let load: Vec<String> = sql::TABLES
        .iter()
        .flat_map(|(name, columns)| {
            let file = folder.join(format!("{name}.csv"));
            [
                format!("CREATE TABLE {name} ({columns})"),
                format!(
                    "COPY {name} FROM '{}' (FORMAT csv, HEADER false)",
                    file.display()
                ),
            ]
        })
        .collect();
    let result = result.map(|file| {
        let file = file.display();
        format!(
            "COPY ({}) TO '{file}' (FORMAT csv, HEADER false)",
            sql::RESULT
        )
    });
    let plan = serde_json::json!({
        "store": store,
        "load": load,
        "validate": [
            format!("CREATE TABLE verdicts AS {}", sql::judge(" // ")),
            format!("CREATE TABLE lines AS {}", sql::LINES),
        ],
        "result": result.into_iter().collect::<Vec<_>>(),
    });
    let input = store.with_extension("plan");
    std::fs::write(&input, plan.to_string())?;
    let done = Command::new(python)
        .args(["-c", SCRIPT])
        .stdin(std::fs::File::open(&input)?)
        .output()?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&done.stdout)?)
}
