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
