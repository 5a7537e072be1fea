//! Parameters and columns that mean the same in both databases.

use std::{collections::BTreeSet, rc::Rc};

use crate::StoreError;
use rusqlite::types::{ToSqlOutput, Value as Number, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

/// A parameter or a column.
#[derive(Clone, PartialEq)]
pub(crate) enum Value {
    Blob(Vec<u8>),
    Int(i64),
    /// What a column may be: one of these.
    Ints(Vec<i64>),
    Text(String),
    Null,
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<i64>> for Value {
    fn from(numbers: Vec<i64>) -> Self {
        Self::Ints(numbers)
    }
}

macro_rules! from_int {
    ($($int:ty)*) => {$(
        impl From<$int> for Value {
            fn from(number: $int) -> Self {
                Self::Int(number.into())
            }
        }
    )*};
}

from_int!(u8 u32 i32 i64);

impl From<u64> for Value {
    /// A number beyond the column's range, from a forged cursor say, finds what the largest finds.
    fn from(number: u64) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Ints(numbers) => {
                // What is joined with it is found once for each number.
                let numbers: BTreeSet<i64> = numbers.iter().copied().collect();
                let numbers: Vec<Number> = numbers.into_iter().map(Number::from).collect();
                return Ok(ToSqlOutput::from_rc(Rc::new(numbers), c"rarray"));
            }
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Null => ValueRef::Null,
        }))
    }
}

type Encoded = Result<IsNull, Box<dyn std::error::Error + Sync + Send>>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Encoded {
        match self {
            Self::Blob(bytes) => bytes.to_sql(ty, out),
            Self::Int(number) if *ty == Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
            Self::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Int(number) => number.to_sql(ty, out),
            Self::Ints(numbers) if *ty == Type::INT4_ARRAY => {
                let numbers = numbers.iter().map(|number| i32::try_from(*number));
                numbers.collect::<Result<Vec<_>, _>>()?.to_sql(ty, out)
            }
            Self::Ints(numbers) => numbers.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
            Self::Null => Ok(IsNull::Yes),
        }
    }

    fn accepts(ty: &Type) -> bool {
        let known = [
            Type::BYTEA,
            Type::INT2,
            Type::INT4,
            Type::INT4_ARRAY,
            Type::INT8,
            Type::INT8_ARRAY,
            Type::TEXT,
        ];
        known.contains(ty)
    }

    to_sql_checked!();
}

impl std::fmt::Debug for Value {
    /// Parameters are sealed or hashed, yet they have no business in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Blob(_) => "Blob",
            Self::Int(_) => "Int",
            Self::Ints(_) => "Ints",
            Self::Text(_) => "Text",
            Self::Null => "Null",
        })
    }
}

/// One row, its columns by number.
pub(crate) struct Row(pub(crate) Vec<Value>);

impl Row {
    pub(crate) fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self.0.get(column) {
            Some(Value::Blob(bytes)) => Ok(bytes),
            _ => Err(unexpected(column)),
        }
    }

    pub(crate) fn fixed<const N: usize>(&self, column: usize) -> Result<[u8; N], StoreError> {
        let bytes = self.bytes(column)?;
        bytes.try_into().map_err(|_| unexpected(column))
    }

    pub(crate) fn optional_bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.bytes(column).map(Some),
        }
    }

    pub(crate) fn number(&self, column: usize) -> Result<i64, StoreError> {
        match self.0.get(column) {
            Some(Value::Int(number)) => Ok(*number),
            _ => Err(unexpected(column)),
        }
    }

    /// A number of the narrower type that the column holds.
    pub(crate) fn int<T: TryFrom<i64>>(&self, column: usize) -> Result<T, StoreError> {
        T::try_from(self.number(column)?).map_err(|_| unexpected(column))
    }

    pub(crate) fn optional_int<T: TryFrom<i64>>(
        &self,
        column: usize,
    ) -> Result<Option<T>, StoreError> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    pub(crate) fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(unexpected(column)),
        }
    }
}

fn unexpected(column: usize) -> StoreError {
    StoreError::Corrupt(format!("column {column} has an unexpected type or width"))
}
