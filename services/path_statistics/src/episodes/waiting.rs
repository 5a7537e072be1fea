//! How long she waited: days of the calendar from the first sending to the arrival.
//!
//! The bins end where a network's targets of 5, 10 and 20 business days do (7, 14 and 28 days), so that
//! "too late" can be read from a release. Business days themselves need a federal state's holidays and
//! are the caller's.

use serde::{Deserialize, Serialize};

use crate::journeys::StationNumber;

/// The first wait of an episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Where she arrived.
    pub to: StationNumber,
    /// How long it took.
    pub bin: WaitingBin,
}

/// Days from sending to arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum WaitingBin {
    /// At most three days.
    #[serde(rename = "0-3")]
    UpTo3,
    /// Four to seven days.
    #[serde(rename = "4-7")]
    UpTo7,
    /// In the second week.
    #[serde(rename = "8-14")]
    UpTo14,
    /// In the third or fourth week.
    #[serde(rename = "15-28")]
    UpTo28,
    /// Longer than four weeks.
    #[serde(rename = "29-")]
    Longer,
}

impl WaitingBin {
    /// Every bin, from the shortest.
    pub const ALL: [Self; 5] = [
        Self::UpTo3,
        Self::UpTo7,
        Self::UpTo14,
        Self::UpTo28,
        Self::Longer,
    ];

    /// The bin of so many days.
    #[must_use]
    pub const fn of(days: u32) -> Self {
        match days {
            0..=3 => Self::UpTo3,
            4..=7 => Self::UpTo7,
            8..=14 => Self::UpTo14,
            15..=28 => Self::UpTo28,
            _ => Self::Longer,
        }
    }

    /// The fewest days of the bin.
    #[must_use]
    pub const fn from_days(self) -> u32 {
        match self {
            Self::UpTo3 => 0,
            Self::UpTo7 => 4,
            Self::UpTo14 => 8,
            Self::UpTo28 => 15,
            Self::Longer => 29,
        }
    }
}
