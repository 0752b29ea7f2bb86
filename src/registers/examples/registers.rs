//! How long a reader of a large register waits: filter and sort to the first page beside raw
//! SQLite, a sheet beside openpyxl. `--rows N` and `--sheet N` change the sizes;
//! `BAQYLAU_BENCH_PYTHON` names the Python that has openpyxl.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::error::Error;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use baqylau_locale::{Language, Locale, fold};
use baqylau_registers::{
    Choice, ColumnId, Counted, Extract, Filter, Order, Search, Table, TableBuilder, Value, View,
    write_xlsx,
};
use chrono::{Days, NaiveDate};
use rusqlite::Connection;

const ROUNDS: usize = 9;
const SHEETS: usize = 3;
const PAGE: usize = 200;
const KINDS: [&str; 3] = ["Школа", "Вуз", "Общежитие"];

/// A row by its number: the same in every program that is measured.
fn row(n: u64) -> (String, i64, u64, usize) {
    let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 17;
    let names = [
        "Лицей",
        "Гимназия",
        "Мектеп",
        "Әлем",
        "Үлгі",
        "Қайнар",
        "Дарын",
        "Іңкәр",
    ];
    let first = names[(mixed % 8) as usize];
    let second = names[(mixed / 8 % 8) as usize];
    let name = format!("{first} «{second}» № {}", mixed % 900_000);
    let sum = (mixed % 100_000_000_000) as i64;
    (name, sum, mixed % 3_000, (mixed % 3) as usize)
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn timed<T>(
    mut work: impl FnMut() -> Result<T, Box<dyn Error>>,
) -> Result<Duration, Box<dyn Error>> {
    let mut all = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(work()?);
        all.push(start.elapsed());
    }
    Ok(median(all))
}

/// The greatest memory of this process so far, in MiB, where the system tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace()
        .nth(1)?
        .parse::<u64>()
        .ok()
        .map(|kib| kib / 1024)
}

fn tell_peak(after: &str) {
    match peak() {
        Some(mib) => println!("peak memory after {after}: {mib} MiB"),
        None => println!("peak memory after {after}: not told by this system"),
    }
}

fn table(rows: u64) -> Table {
    let mut b = TableBuilder::new(Language::Kk);
    let name = b.text("name", "Атауы");
    let sum = b.money("sum", "Сома, ₸");
    let day = b.date("day", "Күні");
    let kinds = KINDS.map(|kind| Choice::new(kind, kind)).to_vec();
    let kind = b.choice("kind", "Түрі", kinds);
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default();
    for n in 0..rows {
        let (words, tiyn, days, of) = row(n);
        b.row(u128::from(n));
        b.set(name, Value::Text(&words));
        b.set(sum, Value::Whole(tiyn));
        b.set(day, Value::Day(first + Days::new(days)));
        b.set(kind, Value::Choice(of));
    }
    b.finish()
}

fn sqlite(rows: u64) -> Result<Connection, Box<dyn Error>> {
    let locale = Locale::new(Language::Kk);
    let mut db = Connection::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE r (n INTEGER PRIMARY KEY, name TEXT, folded TEXT, key BLOB, sum INTEGER,
         day INTEGER, kind INTEGER)",
    )?;
    let tx = db.transaction()?;
    {
        let mut insert = tx.prepare("INSERT INTO r VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for n in 0..rows {
            let (name, sum, day, kind) = row(n);
            let n = i64::try_from(n)?;
            let (day, kind) = (i64::try_from(day)?, i64::try_from(kind)?);
            insert.execute((
                n,
                &name,
                fold(&name),
                locale.sort_key(&name),
                sum,
                day,
                kind,
            ))?;
        }
    }
    tx.commit()?;
    Ok(db)
}

fn search(rows: u64) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let table = table(rows);
    println!("{rows} rows into columns: {:?}", start.elapsed());
    let start = Instant::now();
    table.prepare();
    println!("their order in Kazakh, once: {:?}", start.elapsed());
    tell_peak("columns");
    let db = sqlite(rows)?;
    let never = || false;
    let by = |column: &str, descending| Order {
        column: column.to_owned(),
        descending,
    };
    let words = |text: &str| Filter::Contains {
        text: text.to_owned(),
    };
    let cases = [
        (
            "all rows by name",
            None,
            vec![by("name", false)],
            "SELECT n FROM r ORDER BY key, n LIMIT 200",
        ),
        (
            "all rows by kind, then sum from the largest",
            None,
            vec![by("kind", false), by("sum", true)],
            "SELECT n FROM r ORDER BY kind, sum DESC, n LIMIT 200",
        ),
        (
            "names with «улги 77», by sum",
            Some(words("улги 77")),
            vec![by("sum", true)],
            "SELECT n FROM r WHERE instr(folded, 'улги') AND instr(folded, '77')
             ORDER BY sum DESC, n LIMIT 200",
        ),
    ];
    for (what, filter, orders, statement) in cases {
        let mut view = View {
            orders,
            ..View::default()
        };
        view.filter("name", filter);
        // The folded words are made by the first search; SQLite has them in a column.
        drop(Search::new(&table, &view, &never)?);
        let first = Search::new(&table, &view, &never)?.page(PAGE);
        let ours = timed(|| Ok(Search::new(&table, &view, &never)?.page(PAGE)))?;
        let whole = timed(|| Ok(Search::new(&table, &view, &never)?.order(&never)?))?;
        let mut prepared = db.prepare(statement)?;
        let mut page = || -> Result<Vec<u32>, Box<dyn Error>> {
            let rows = prepared.query_map([], |row| row.get::<_, u32>(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        let same = page()? == first;
        let theirs = timed(page)?;
        println!(
            "{what}: first page {ours:?} (whole order {whole:?}); SQLite {theirs:?}: {:.1} times; {}",
            theirs.as_secs_f64() / ours.as_secs_f64(),
            if same { "the same rows" } else { "OTHER ROWS" }
        );
    }
    tell_peak("searching, with SQLite's copy in memory");
    Ok(())
}

const OPENPYXL: &str = r###"
import datetime, resource, sys, time
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
rows = []
for line in sys.stdin:
    name, tiyn, day, kind = line.rstrip("\n").split("\t")
    rows.append((name, int(tiyn), datetime.date.fromisoformat(day), kind))
start = time.perf_counter()
book = Workbook(write_only=True)
sheet = book.create_sheet("1")
for name, tiyn, day, kind in rows:
    money = WriteOnlyCell(sheet, value=tiyn / 100)
    money.number_format = "#,##0.00"
    when = WriteOnlyCell(sheet, value=day)
    when.number_format = "dd.mm.yyyy"
    sheet.append([name, money, when, kind])
book.save(sys.argv[1])
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"###;

fn sheet(rows: u64) -> Result<(), Box<dyn Error>> {
    let table = table(rows);
    let columns: Vec<ColumnId> = table.columns().collect();
    let order: Vec<u32> = (0..u32::try_from(rows)?).collect();
    let extract = Extract {
        table: &table,
        columns: &columns,
        rows: &order,
        total: None,
        counted: Counted {
            title: "",
            no: "",
            yes: "",
        },
        name: "1",
    };
    let folder = std::env::temp_dir();
    let ours_file = folder.join("baqylau-registers-ours.xlsx");
    let theirs_file = folder.join("baqylau-registers-openpyxl.xlsx");
    let before = peak();
    let mut all = Vec::new();
    for _ in 0..SHEETS {
        let start = Instant::now();
        let out = BufWriter::new(std::fs::File::create(&ours_file)?);
        write_xlsx(&extract, out, &mut |_| true)?;
        all.push(start.elapsed());
    }
    let ours = median(all);
    println!(
        "XLSX of {rows} rows: {ours:?}, {} bytes; memory it added to the table's peak: {} MiB",
        std::fs::metadata(&ours_file)?.len(),
        peak().unwrap_or(0).saturating_sub(before.unwrap_or(0))
    );
    tell_peak("the table and its sheet");
    let mut theirs = Vec::new();
    for _ in 0..SHEETS {
        match openpyxl(rows, &theirs_file)? {
            Some(one) => theirs.push(one),
            None => break,
        }
    }
    theirs.sort_by(|one, other| one.0.total_cmp(&other.0));
    match theirs.get(theirs.len() / 2) {
        Some((seconds, mib)) => println!(
            "openpyxl (write only): {seconds:.2} s: {:.1} times; its peak memory {mib} MiB",
            seconds / ours.as_secs_f64()
        ),
        None => println!("openpyxl: skipped, it isn't there"),
    }
    for file in [ours_file, theirs_file] {
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// Seconds and MiB of openpyxl writing the same rows; `None` when it isn't there.
fn openpyxl(rows: u64, to: &Path) -> Result<Option<(f64, u64)>, Box<dyn Error>> {
    let python = std::env::var("BAQYLAU_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let program = Command::new(python)
        .args(["-c", OPENPYXL])
        .arg(to)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut program) = program else {
        return Ok(None);
    };
    if let Some(input) = program.stdin.take() {
        let mut input = BufWriter::new(input);
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default();
        for n in 0..rows {
            let (name, sum, day, kind) = row(n);
            let kind = KINDS.get(kind).copied().unwrap_or_default();
            // A Python without openpyxl has gone by now: its status says so below.
            if writeln!(input, "{name}\t{sum}\t{}\t{kind}", first + Days::new(day)).is_err() {
                break;
            }
        }
    }
    let said = program.wait_with_output()?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let mut parts = said.split_whitespace();
    let seconds = parts.next().and_then(|seconds| seconds.parse().ok());
    Ok(seconds.zip(parts.next().and_then(|mib| mib.parse().ok())))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let size = |flag: &str, usual: u64| {
        let value = arguments.iter().skip_while(|a| *a != flag).nth(1);
        value.and_then(|value| value.parse().ok()).unwrap_or(usual)
    };
    sheet(size("--sheet", 100_000))?;
    search(size("--rows", 1_000_000))
}
