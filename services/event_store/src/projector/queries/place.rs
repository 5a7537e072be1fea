//! Where a row stands in its list.

use super::super::lists::Entry;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// Where a row stands in its list. To whoever reads it, it is only a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RowPlace(Entry);

impl RowPlace {
    pub(super) const fn of(entry: Entry) -> Self {
        Self(entry)
    }

    pub(super) const fn entry(self) -> Entry {
        self.0
    }
}

/// A text that is no place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a place in a list has 24 hexadecimal digits")]
pub struct NoRowPlace;

impl fmt::Display for RowPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, order) = self.0.parts();
        write!(
            f,
            "{:08x}{:016x}",
            day.cast_unsigned(),
            order.cast_unsigned()
        )
    }
}

impl FromStr for RowPlace {
    type Err = NoRowPlace;

    fn from_str(text: &str) -> Result<Self, NoRowPlace> {
        let whole = text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (day, order) = text
            .split_at_checked(8)
            .filter(|_| whole)
            .ok_or(NoRowPlace)?;
        let day = u32::from_str_radix(day, 16).map_err(|_| NoRowPlace)?;
        let order = u64::from_str_radix(order, 16).map_err(|_| NoRowPlace)?;
        let place = Self(Entry::from_parts(day.cast_signed(), order.cast_signed()));
        // One place, one text: capitals are none.
        (place.to_string() == text)
            .then_some(place)
            .ok_or(NoRowPlace)
    }
}

impl Serialize for RowPlace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RowPlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
