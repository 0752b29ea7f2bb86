//! The driver of PostgreSQL. Every connection has a small runtime of its own, driven by the
//! thread that uses it: a statement is sent and awaited without waking another thread.

use super::connection::Trouble;
use super::machines::{self, Reach};
use super::value::{Bind as _, Cell, Value, Values};
use super::{PostgresUrl, StoreError, dialect, spread};
use futures_core::Stream as _;
use std::cell::{self, RefCell};
use std::collections::HashMap;
use std::error::Error as _;
use std::future::poll_fn;
use std::ops::ControlFlow;
use std::pin::pin;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio_postgres::error::{Severity, SqlState};
use tokio_postgres::types::{FromSql, ToSql, Type};
use tokio_postgres::{Client, Statement};

/// The oldest version the registry is tried against.
pub(crate) const OLDEST: i64 = 15;

/// What every session begins with: nobody waits for a writer for ever, and one whose network is
/// gone doesn't hold up the others.
const SESSION: &str = "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s';
    SET client_min_messages = 'warning'";

/// Facts about the server, in this order.
const FACTS: &str = "SELECT current_setting('server_version_num')::bigint,
    current_setting('server_encoding'), current_setting('synchronous_commit')";

/// The writer's turn. Whoever holds this lock alone writes, so that transactions of several
/// processes don't get into each other's way; that they stay right when something else writes too
/// is for the isolation. The lock comes before the first look at the data.
const TURN: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE migrations IN EXCLUSIVE MODE";

/// A connection.
pub(crate) struct Connection {
    client: Client,
    prepared: RefCell<HashMap<String, Statement>>,
    /// Statements made for many rows or keys, with the types of a single one's parameters.
    bulk: RefCell<HashMap<&'static str, (Statement, Vec<Type>)>>,
    trouble: RefCell<Option<Trouble>>,
    /// A connection that broke off once isn't used again.
    broken: cell::Cell<bool>,
    reach: cell::Cell<Reach>,
    /// Whether it has the turn of a writer over several machines.
    has_turn: cell::Cell<bool>,
    runtime: Option<Runtime>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Waits for nothing, so it may happen anywhere.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A row.
pub(crate) struct Row<'a>(pub(super) &'a tokio_postgres::Row);

impl Row<'_> {
    pub(super) fn value(&self, column: usize) -> Result<Value<'_>, StoreError> {
        let found: Option<Raw<'_>> = self.0.try_get(column).or(Err(StoreError::Column(column)))?;
        Ok(found.map_or(Value::Null, |raw| raw.0))
    }
}

/// A value as it lies in the answer.
struct Raw<'a>(Value<'a>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(
        kind: &Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(match *kind {
            Type::INT8 => Value::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(kind, raw)?.into()),
            Type::BYTEA => Value::Bytes(raw),
            _ => Value::Text(<&str>::from_sql(kind, raw)?),
        }))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(
            *kind,
            Type::INT8 | Type::INT4 | Type::BYTEA | Type::TEXT | Type::VARCHAR | Type::NAME
        )
    }
}

/// The value in the words of the driver.
fn bound<'a>(
    value: &'a Value<'a>,
    kind: Option<&Type>,
) -> Result<&'a (dyn ToSql + Sync), StoreError> {
    Ok(match value {
        Value::Int(number) => number,
        Value::Text(text) if text.as_bytes().contains(&0) => return Err(StoreError::Nul),
        Value::Text(text) => text,
        Value::Bytes(bytes) => bytes,
        Value::Null => match kind {
            Some(&Type::INT8) => &None::<i64>,
            Some(&Type::BYTEA) => &None::<&[u8]>,
            _ => &None::<&str>,
        },
    })
}

/// Rows and keys in one statement at most: keeps messages and the server's memory small.
const AT_ONCE: usize = 2_000;

/// A column of many rows, as an array.
enum Column<'a> {
    Ints(Vec<Option<i64>>),
    Texts(Vec<Option<&'a str>>),
    Bytes(Vec<Option<&'a [u8]>>),
}

impl<'a> Column<'a> {
    fn of(kind: &Type, place: usize, rows: &'a [Vec<Cell>]) -> Result<Self, StoreError> {
        let wrong = StoreError::Column(place);
        let values = rows
            .iter()
            .map(|row| row.get(place).map(|cell| cell.value()));
        macro_rules! gather {
            ($kind:ident) => {
                values
                    .map(|value| match value {
                        Some(Value::Null) => Ok(None),
                        Some(Value::$kind(value)) => Ok(Some(value)),
                        _ => Err(wrong.clone()),
                    })
                    .collect::<Result<Vec<_>, _>>()?
            };
        }
        Ok(match *kind {
            Type::INT8 => Self::Ints(gather!(Int)),
            Type::BYTEA => Self::Bytes(gather!(Bytes)),
            _ => {
                let texts = gather!(Text);
                if texts.iter().flatten().any(|text| text.contains('\0')) {
                    return Err(StoreError::Nul);
                }
                Self::Texts(texts)
            }
        })
    }

    fn bound(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Ints(values) => values,
            Self::Texts(values) => values,
            Self::Bytes(values) => values,
        }
    }
}

impl Connection {
    pub(super) fn run_many(
        &self,
        statement: &'static str,
        rows: &[Vec<Cell>],
    ) -> Result<usize, StoreError> {
        let mut changed = 0u64;
        for rows in rows.chunks(AT_ONCE) {
            let (prepared, columns) = self.columns(statement, rows)?;
            let bound: Vec<_> = columns.iter().map(Column::bound).collect();
            changed += self.wait(self.client.execute(&prepared, &bound))?;
        }
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    pub(super) fn each_of<E: From<StoreError>>(
        &self,
        statement: &'static str,
        keys: &[Vec<Cell>],
        mut take: impl FnMut(&tokio_postgres::Row) -> Result<(), E>,
    ) -> Result<(), E> {
        for keys in keys.chunks(AT_ONCE) {
            let (prepared, columns) = self.columns(statement, keys)?;
            let bound: Vec<_> = columns.iter().map(Column::bound).collect();
            for row in self.wait(self.client.query(&prepared, &bound))? {
                take(&row)?;
            }
        }
        Ok(())
    }

    /// The statement for many rows, and their columns.
    fn columns<'a>(
        &self,
        statement: &'static str,
        rows: &'a [Vec<Cell>],
    ) -> Result<(Statement, Vec<Column<'a>>), StoreError> {
        let (prepared, kinds) = self.prepare_many(statement)?;
        if let Some(odd) = rows.iter().find(|row| row.len() != kinds.len()) {
            let (values, parameters) = (odd.len(), kinds.len());
            return Err(StoreError::Sql(format!(
                "{values} values for {parameters} parameters"
            )));
        }
        let columns = kinds
            .iter()
            .enumerate()
            .map(|(place, kind)| Column::of(kind, place, rows))
            .collect::<Result<_, _>>()?;
        Ok((prepared, columns))
    }

    fn prepare_many(&self, statement: &'static str) -> Result<(Statement, Vec<Type>), StoreError> {
        if let Some(known) = self.bulk.borrow().get(statement) {
            return Ok(known.clone());
        }
        // What the parameters are is asked of the server, by the statement for one row.
        let kinds = self.prepare(statement)?.params().to_vec();
        let names: Vec<&str> = kinds.iter().map(Type::name).collect();
        let text = dialect::many(statement, &names)
            .ok_or_else(|| StoreError::Sql("not a statement for many rows".to_owned()))?;
        let prepared = self.wait(self.client.prepare(&text))?;
        let made = (prepared, kinds);
        self.bulk.borrow_mut().insert(statement, made.clone());
        Ok(made)
    }

    #[cfg(test)]
    pub(super) fn understands_many(&self, statement: &'static str) -> Result<(), StoreError> {
        self.prepare_many(statement).map(drop)
    }

    pub(super) fn run(&self, statement: &str, values: Values<'_>) -> Result<usize, StoreError> {
        let prepared = self.prepare(statement)?;
        let values: Vec<Value<'_>> = values.iter().map(|value| value.value()).collect();
        let bound = bind(&values, prepared.params())?;
        let changed = self.wait(self.client.execute(&prepared, &bound))?;
        Ok(usize::try_from(changed).unwrap_or(usize::MAX))
    }

    pub(super) fn each<E: From<StoreError>>(
        &self,
        statement: &str,
        values: Values<'_>,
        mut take: impl FnMut(&tokio_postgres::Row) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let prepared = self.prepare(statement)?;
        let values: Vec<Value<'_>> = values.iter().map(|value| value.value()).collect();
        let bound = bind(&values, prepared.params())?;
        let rows = self.wait(self.client.query_raw(&prepared, bound))?;
        let mut rows = pin!(rows);
        while let Some(row) = self.next(poll_fn(|context| rows.as_mut().poll_next(context)))? {
            if take(&row)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn batch(&self, statements: &str) -> Result<(), StoreError> {
        self.wait(self.client.batch_execute(statements))
    }

    #[cfg(test)]
    pub(super) fn understands(&self, statement: &str) -> Result<(), StoreError> {
        self.prepare(statement).map(drop)
    }

    pub(super) fn begin(&self) -> Result<(), StoreError> {
        match self.reach.get() {
            Reach::One => {}
            Reach::Several => {
                self.has_turn.set(true);
                machines::take_turn(self)?;
            }
            Reach::Unasked => return Err(StoreError::Unasked),
        }
        self.batch(TURN)
    }

    /// Begins a transaction that sees one state of what is committed, on all machines.
    pub(super) fn begin_reading(&self) -> Result<(), StoreError> {
        match self.reach.get() {
            Reach::One => self.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            Reach::Several => {
                let begun = machines::begin_reading(self);
                if begun.is_err() {
                    // Whatever it holds goes with it.
                    self.broken.set(true);
                }
                begun
            }
            Reach::Unasked => Err(StoreError::Unasked),
        }
    }

    pub(super) fn commit(&self) -> Result<(), StoreError> {
        if self.reach.get() == Reach::One {
            return self.end();
        }
        if let Err(error) = self.batch(machines::COMMITTING) {
            self.batch("ROLLBACK")?;
            return Err(error);
        }
        self.end()?;
        // It has happened; what may fail now is found by the next transaction.
        let _ = self.end_turn();
        Ok(())
    }

    pub(super) fn roll_back(&self) -> Result<(), StoreError> {
        self.batch("ROLLBACK")?;
        self.end_turn()
    }

    fn end_turn(&self) -> Result<(), StoreError> {
        match self.has_turn.replace(false) {
            true => self.batch(machines::TURN_OVER),
            false => Ok(()),
        }
    }

    /// Learns of machines that were added.
    pub(super) fn know_all_machines(&self) -> Result<(), StoreError> {
        machines::know_all(self)?;
        if self.reach.get() == Reach::Unasked {
            self.reach.set(machines::reach(self)?);
        }
        Ok(())
    }

    /// The number a statement answers with.
    pub(super) fn number(&self, statement: &str) -> Result<i64, StoreError> {
        let mut found = Err(StoreError::Corrupt("row"));
        self.each(statement, &[], |row| -> Result<_, StoreError> {
            found = row.try_get(0).or(Err(StoreError::Column(0)));
            Ok(ControlFlow::Break(()))
        })?;
        found
    }

    /// Waits.
    pub(super) fn rest(&self, pause: Duration) -> Result<(), StoreError> {
        self.on(async { tokio::time::sleep(pause).await })
    }

    fn end(&self) -> Result<(), StoreError> {
        let ended = self.on(self.client.batch_execute("COMMIT"))?;
        ended.map_err(|error| {
            let refused = error
                .as_db_error()
                .is_some_and(|told| told.parsed_severity() == Some(Severity::Error))
                && !self.is_about_a_worker(&error);
            let known = self.failed(&error);
            // Anything but a refusal: the word got lost, on the way there or on the way back.
            if refused {
                known
            } else {
                StoreError::Uncertain
            }
        })
    }

    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.trouble.borrow_mut().take()
    }

    pub(super) fn is_troubled(&self) -> bool {
        self.trouble.borrow().is_some()
    }

    pub(super) fn is_open(&self) -> bool {
        !self.broken.get() && !self.client.is_closed()
    }

    fn prepare(&self, statement: &str) -> Result<Statement, StoreError> {
        if let Some(prepared) = self.prepared.borrow().get(statement) {
            return Ok(prepared.clone());
        }
        let text = dialect::numbered(statement);
        let prepared = self.wait(self.client.prepare(&text))?;
        self.prepared
            .borrow_mut()
            .insert(statement.to_owned(), prepared.clone());
        Ok(prepared)
    }

    fn next(
        &self,
        row: impl Future<Output = Option<Result<tokio_postgres::Row, tokio_postgres::Error>>>,
    ) -> Result<Option<tokio_postgres::Row>, StoreError> {
        self.on(row)?
            .transpose()
            .map_err(|error| self.failed(&error))
    }

    fn wait<T>(
        &self,
        work: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, StoreError> {
        self.on(work)?.map_err(|error| self.failed(&error))
    }

    fn on<T>(&self, work: impl Future<Output = T>) -> Result<T, StoreError> {
        let runtime = self.runtime.as_ref().ok_or(StoreError::Closed)?;
        Ok(runtime.block_on(work))
    }

    /// Whether a machine behind this one went away: what it said last is handed on as an error of
    /// this one's, or there is an internal one.
    fn is_about_a_worker(&self, error: &tokio_postgres::Error) -> bool {
        self.reach.get() != Reach::One
            && error.code().is_some_and(|code| {
                let class = code.code().get(..2).unwrap_or_default();
                ["08", "57", "XX"].contains(&class) && *code != SqlState::QUERY_CANCELED
            })
    }

    /// Notes what a failure means for the whole transaction, and puts it in the store's words.
    fn failed(&self, error: &tokio_postgres::Error) -> StoreError {
        let (mut trouble, mut known) = judged(error);
        if trouble.is_none() && self.is_about_a_worker(error) {
            let told = error.as_db_error().map_or("", |told| told.message());
            known = StoreError::Unreachable(told.to_owned());
            trouble = Some(Trouble::Lost(known.clone()));
        }
        if matches!(trouble, Some(Trouble::Lost(_))) {
            self.broken.set(true);
        }
        if trouble.is_some() {
            *self.trouble.borrow_mut() = trouble;
        }
        known
    }
}

fn bind<'a>(
    values: &'a [Value<'a>],
    kinds: &[Type],
) -> Result<Vec<&'a (dyn ToSql + Sync)>, StoreError> {
    if values.len() != kinds.len() {
        return Err(StoreError::Sql(format!(
            "{} values for {} parameters",
            values.len(),
            kinds.len()
        )));
    }
    values
        .iter()
        .zip(kinds)
        .map(|(value, kind)| bound(value, Some(kind)))
        .collect()
}

/// What a failure means. Nothing of the data gets into the words: the server's details quote it.
fn judged(error: &tokio_postgres::Error) -> (Option<Trouble>, StoreError) {
    let Some(told) = error.as_db_error() else {
        let reason = match error.source() {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        };
        let known = StoreError::Unreachable(reason);
        return (Some(Trouble::Lost(known.clone())), known);
    };
    let code = told.code();
    let gone = told.parsed_severity() != Some(Severity::Error) || code.code().starts_with("08");
    if *code == SqlState::T_R_SERIALIZATION_FAILURE
        || *code == SqlState::T_R_DEADLOCK_DETECTED
        || *code == SqlState::LOCK_NOT_AVAILABLE
    {
        (Some(Trouble::Conflict), StoreError::Busy)
    } else if gone {
        let known = StoreError::Unreachable(told.message().to_owned());
        (Some(Trouble::Lost(known.clone())), known)
    } else if *code == SqlState::DISK_FULL {
        (None, StoreError::Full)
    } else {
        let reason = format!("{} {}", code.code(), told.message());
        (None, StoreError::Sql(reason))
    }
}

/// Why there is no connection.
fn refused(url: &PostgresUrl, error: &tokio_postgres::Error) -> StoreError {
    let place = url.to_string();
    match error.code() {
        Some(code)
            if *code == SqlState::INVALID_PASSWORD
                || *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION =>
        {
            StoreError::Denied(place)
        }
        Some(code) if *code == SqlState::INVALID_CATALOG_NAME => StoreError::NoDatabase(place),
        _ => match judged(error).1 {
            StoreError::Unreachable(reason) => {
                StoreError::Unreachable(format!("{place}: {reason}"))
            }
            other => other,
        },
    }
}

/// Connects, and makes sure that the server is one the registry can rely on.
pub(crate) fn open(url: &PostgresUrl) -> Result<Connection, StoreError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let connected = runtime.block_on(url.config().connect(url.tls()));
    let (client, driver) = connected.map_err(|error| refused(url, &error))?;
    // Ends with the connection; what it ends with is heard by the statement that waits.
    runtime.spawn(driver);
    let connection = Connection {
        client,
        prepared: RefCell::default(),
        bulk: RefCell::default(),
        trouble: RefCell::default(),
        broken: cell::Cell::new(false),
        reach: cell::Cell::new(Reach::One),
        has_turn: cell::Cell::new(false),
        runtime: Some(runtime),
    };
    connection.batch(SESSION)?;
    let mut facts = (0, String::new(), String::new());
    connection.each(FACTS, &[], |row| -> Result<_, StoreError> {
        let fact = |column| -> Result<String, StoreError> {
            row.try_get(column).or(Err(StoreError::Column(column)))
        };
        let version: i64 = row.try_get(0).or(Err(StoreError::Column(0)))?;
        facts = (version, fact(1)?, fact(2)?);
        Ok(ControlFlow::Break(()))
    })?;
    let (version, encoding, durable) = facts;
    if version / 10_000 < OLDEST {
        return Err(StoreError::Old {
            found: version / 10_000,
            oldest: OLDEST,
        });
    }
    if encoding != "UTF8" {
        return Err(StoreError::Setting("server_encoding"));
    }
    if durable == "off" {
        connection.batch("SET synchronous_commit = on")?;
    }
    let exists = |statement: &str| {
        let mut found = false;
        connection.each(statement, &[], |_| -> Result<_, StoreError> {
            found = true;
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    };
    if spread::reaches(exists)? {
        connection.batch(machines::REACHING)?;
        connection.reach.set(machines::reach(&connection)?);
    }
    Ok(connection)
}
