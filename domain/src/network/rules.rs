//! What the members agreed on (Netzwerkregeln, handbook line 1804): which instruments they use, what
//! a consent suggests, how long records are kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::consents::Preset;
use crate::vocabulary::InstitutionKind;

crate::vocabulary::words! {
    /// The culture of the network.
    Instruments, "instruments" {
        /// Referral slips.
        Slips = "slips",
        /// Counselling vouchers.
        Vouchers = "vouchers",
        /// Both.
        Both = "both",
    }
}

/// The rules of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Which instruments are used.
    pub instruments: Instruments,
    /// Which preset a consent starts with.
    pub preset: Preset,
    /// How many months a record is kept after the last entry, where its kind says nothing else.
    pub keep_months: u16,
    /// How many months records are kept by kind of institution.
    pub keep_months_by_kind: BTreeMap<InstitutionKind, u16>,
    /// Kinds of institution that look at it themselves before they erase what she asked another
    /// station to have erased (Art. 17(3) GDPR: duties of their own).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub erase_on_own_decision: BTreeSet<InstitutionKind>,
}

impl Default for Rules {
    /// Both instruments, nothing comes back unless she says so, and a year after the last entry:
    /// this product is not the leading file, whose duties are longer.
    fn default() -> Self {
        Self {
            instruments: Instruments::Both,
            preset: Preset::Nothing,
            keep_months: 12,
            keep_months_by_kind: BTreeMap::new(),
            erase_on_own_decision: BTreeSet::new(),
        }
    }
}

impl Rules {
    /// How many months a record is kept at this kind of institution.
    #[must_use]
    pub fn keeps(&self, kind: InstitutionKind) -> u16 {
        let by_kind = self.keep_months_by_kind.get(&kind);
        by_kind.copied().unwrap_or(self.keep_months)
    }

    /// The last day on which a record with this last entry may have to be kept; afterwards it goes.
    #[must_use]
    pub fn kept_until(&self, kind: InstitutionKind, last_entry: Date) -> Date {
        last_entry.saturating_add(i32::from(self.keeps(kind)).months())
    }

    /// The latest last entry of records whose time may be over today.
    #[must_use]
    pub fn over_before(&self, kind: InstitutionKind, today: Date) -> Date {
        today.saturating_sub(i32::from(self.keeps(kind)).months())
    }

    /// Whether referral slips are used.
    #[must_use]
    pub const fn uses_slips(&self) -> bool {
        matches!(self.instruments, Instruments::Slips | Instruments::Both)
    }

    /// Whether counselling vouchers are used.
    #[must_use]
    pub const fn uses_vouchers(&self) -> bool {
        matches!(self.instruments, Instruments::Vouchers | Instruments::Both)
    }
}
