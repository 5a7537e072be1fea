//! Where a row stands in its list: the day by which it is sorted, then its name.

use crate::ids::Day;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// Where a row stands in its list. As text it goes into addresses, and says nothing there that anybody but
/// the store understands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RowPlace {
    day: Option<Day>,
    row_id: [u8; 32],
}

/// A text that is no place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this is no place in a list")]
pub struct NoRowPlace;

impl RowPlace {
    pub(super) const fn of(day: Option<Day>, row_id: [u8; 32]) -> Self {
        Self { day, row_id }
    }

    pub(super) const fn day(&self) -> Option<Day> {
        self.day
    }

    pub(super) const fn row_id(&self) -> [u8; 32] {
        self.row_id
    }
}

impl fmt::Debug for RowPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowPlace")
    }
}

impl fmt::Display for RowPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.row_id {
            write!(f, "{byte:02x}")?;
        }
        match self.day {
            Some(day) => write!(f, "{day}"),
            None => Ok(()),
        }
    }
}

impl FromStr for RowPlace {
    type Err = NoRowPlace;

    fn from_str(text: &str) -> Result<Self, NoRowPlace> {
        let (name, day) = text.split_at_checked(64).ok_or(NoRowPlace)?;
        let mut row_id = [0; 32];
        for (byte, digits) in row_id.iter_mut().zip(name.as_bytes().chunks(2)) {
            let digits = str::from_utf8(digits).map_err(|_| NoRowPlace)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoRowPlace)?;
        }
        let day = match day {
            "" => None,
            day => Some(day.parse().map_err(|_| NoRowPlace)?),
        };
        let place = Self { day, row_id };
        // One place, one text: `+1` and capitals are none.
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
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written_and_nothing_else_is() {
        for day in [None, Some(0), Some(-3), Some(20_786)] {
            let place = RowPlace::of(day, [0xA7; 32]);
            assert_eq!(place.to_string().parse(), Ok(place));
            let json = serde_json::to_string(&place).unwrap();
            assert_eq!(serde_json::from_str::<RowPlace>(&json).unwrap(), place);
        }
        let name = "a7".repeat(32);
        for wrong in [
            String::new(),
            name[1..].to_owned(),
            format!("{name}+1"),
            format!("{name}x"),
            name.to_uppercase(),
            format!("ä{}", &name[2..]),
        ] {
            assert_eq!(wrong.parse::<RowPlace>(), Err(NoRowPlace), "{wrong}");
        }
    }
}
