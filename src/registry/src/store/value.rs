//! Values and rows as the registry sees them, whichever engine keeps them: integers, texts, bytes
//! and nothing else.

use super::{StoreError, postgres, sqlite};

/// A value on its way into or out of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    /// No value.
    Null,
    /// A signed integer of 64 bits; truth is 0 or 1.
    Int(i64),
    /// A text without NUL.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// What can be given to a statement.
pub(crate) trait Bind {
    /// As the database takes it.
    fn value(&self) -> Value<'_>;
}

impl<T: Bind + ?Sized> Bind for &T {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}

impl<T: Bind> Bind for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Bind::value)
    }
}

macro_rules! integers {
    ($($kind:ty),*) => {$(
        impl Bind for $kind {
            fn value(&self) -> Value<'_> {
                Value::Int(i64::from(*self))
            }
        }
    )*};
}
integers!(i64, i32, u32, u8, bool);

impl Bind for str {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Bind for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Bind for [u8] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Bind for Vec<u8> {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

/// The values of a statement, in the order of its parameters.
pub(crate) type Values<'a> = &'a [&'a dyn Bind];

/// Names the values of a statement.
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$(&$value as &dyn $crate::store::Bind),*] as $crate::store::Values<'_>
    };
}
pub(crate) use params;

/// What can be read from a column.
pub(crate) trait Take: Sized {
    /// The value, when the column holds one of this kind.
    fn take(value: Value<'_>) -> Option<Self>;
}

impl<T: Take> Take for Option<T> {
    fn take(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::take(other).map(Some),
        }
    }
}

impl Take for i64 {
    fn take(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }
}

macro_rules! narrower {
    ($($kind:ty),*) => {$(
        impl Take for $kind {
            fn take(value: Value<'_>) -> Option<Self> {
                i64::take(value)?.try_into().ok()
            }
        }
    )*};
}
narrower!(u32, u8);

impl Take for bool {
    fn take(value: Value<'_>) -> Option<Self> {
        i64::take(value).map(|number| number != 0)
    }
}

impl Take for String {
    fn take(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}

impl Take for Vec<u8> {
    fn take(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Bytes(bytes) => Some(bytes.to_owned()),
            _ => None,
        }
    }
}

/// A value that owns what it holds: for rows that are gathered before they are written.
#[derive(Clone)]
pub(crate) enum Cell {
    /// No value.
    Null,
    /// A signed integer of 64 bits.
    Int(i64),
    /// A text without NUL.
    Text(String),
    /// One of the program's own words, without NUL.
    Word(&'static str),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An identity: bytes where the cell itself is, as most of a row of the ledger are such.
    Id([u8; 16]),
    /// The key of an account or of what an event is about.
    Key([u8; 17]),
}

/// What is kept is the same, however it is held here.
impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl Eq for Cell {}

impl Bind for Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Int(number) => Value::Int(*number),
            Self::Text(text) => Value::Text(text),
            Self::Word(word) => Value::Text(word),
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Id(bytes) => Value::Bytes(bytes),
            Self::Key(bytes) => Value::Bytes(bytes),
        }
    }
}

impl Take for Cell {
    fn take(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Int(number) => Self::Int(number),
            Value::Text(text) => Self::Text(text.to_owned()),
            Value::Bytes(bytes) => Self::Bytes(bytes.to_owned()),
        })
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Self {
        Self::Int(truth.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<u8>> for Cell {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<[u8; 17]> for Cell {
    fn from(key: [u8; 17]) -> Self {
        Self::Key(key)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row of an answer, valid until the next one.
pub(crate) enum Row<'a> {
    Sqlite(sqlite::Row<'a>),
    Postgres(postgres::Row<'a>),
}

impl Row<'_> {
    /// The value of a column, counted from 0, as it lies in the answer.
    pub(crate) fn value(&self, column: usize) -> Result<Value<'_>, StoreError> {
        match self {
            Self::Sqlite(row) => row.value(column),
            Self::Postgres(row) => row.value(column),
        }
    }

    /// The text of a column, counted from 0, where it lies.
    ///
    /// # Errors
    /// [`StoreError::Column`] when it is no text.
    pub(crate) fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self.value(column)? {
            Value::Text(text) => Ok(text),
            _ => Err(StoreError::Column(column)),
        }
    }

    /// The value of a column, counted from 0.
    ///
    /// # Errors
    /// [`StoreError::Column`] when it is of another kind.
    pub(crate) fn get<T: Take>(&self, column: usize) -> Result<T, StoreError> {
        T::take(self.value(column)?).ok_or(StoreError::Column(column))
    }
}
