//! What an institution can do in a case.

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::AgeBand;
use domain::consents::{Item, Preset};
use domain::slips::{Appointment, TimeOfDay};
use domain::vocabulary::{Experience, HoldReason, InstitutionKind, Need, Outcome, RejectionReason};
use domain::{Line, Note};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::calendar::open_on;

/// What an institution does.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Act {
    Record(Record),
    Consent(Consent),
    Issue(Box<Issue>),
    Arrive {
        slip: String,
        #[serde(default)]
        accept: bool,
        #[serde(default)]
        tell: BTreeSet<Item>,
    },
    Accept {
        slip: String,
        #[serde(default)]
        tell: BTreeSet<Item>,
    },
    Hold {
        slip: String,
        reason: HoldReason,
        /// After so many days it is looked at again.
        days: i64,
    },
    Resume {
        slip: String,
    },
    Reject {
        slip: String,
        reason: RejectionReason,
        comment: Option<Note>,
        instead: Option<Place>,
        #[serde(default)]
        tell: BTreeSet<Item>,
    },
    /// The office sends her on; `issue` is the slip with which she goes.
    Forward {
        slip: String,
        issue: Box<Issue>,
    },
    Conclude {
        slip: String,
        outcome: Outcome,
        remark: Option<Note>,
        #[serde(default)]
        tell: BTreeSet<Item>,
    },
    Feedback {
        slip: String,
        items: BTreeSet<Item>,
        /// She says so at the desk, now.
        #[serde(default)]
        released: bool,
    },
    HerWord {
        slip: String,
        experience: Experience,
        words: Option<Note>,
    },
    WithdrawSlip {
        slip: String,
    },
    WithdrawConsent {
        to: String,
        items: BTreeSet<Item>,
    },
    Voucher(Box<NewVoucher>),
    /// She uses a voucher.
    Redeem {
        voucher: String,
    },
}

/// A service of an institution.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    pub(crate) at: String,
    pub(crate) service: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    pub(crate) name: Option<Line>,
    /// A name from the seed instead.
    #[serde(default)]
    pub(crate) drawn: bool,
    pub(crate) age: Option<i16>,
    pub(crate) contact: Option<Line>,
    #[serde(default)]
    pub(crate) children: Vec<AgeBand>,
    /// She is in danger (rule 11).
    #[serde(default)]
    pub(crate) protected: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consent {
    pub(crate) to: String,
    pub(crate) comes_back: Preset,
    #[serde(default)]
    pub(crate) granted: BTreeSet<Item>,
    #[serde(default)]
    pub(crate) refused: BTreeSet<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    pub(crate) slip: String,
    pub(crate) to: String,
    pub(crate) service: String,
    pub(crate) need: Need,
    pub(crate) reason: Option<Note>,
    #[serde(default)]
    pub(crate) disclose: BTreeSet<Item>,
    pub(crate) valid_days: i64,
    pub(crate) appointment: Option<Expected>,
}

/// An appointment, so many days after the slip.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) after: i64,
    pub(crate) at: Option<TimeOfDay>,
    pub(crate) remark: Option<Line>,
}

impl Expected {
    pub(crate) fn from(&self, day: Date) -> Appointment {
        Appointment {
            on: open_on(day.saturating_add(self.after.days())),
            at: self.at,
            remark: self.remark.clone(),
        }
    }
}

/// A counselling voucher is issued.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVoucher {
    pub(crate) voucher: String,
    pub(crate) theme: Need,
    pub(crate) next: Place,
    #[serde(default)]
    pub(crate) named: Vec<Place>,
    pub(crate) required: u8,
    pub(crate) optional: u8,
    pub(crate) valid_days: i64,
    /// She wants her name on it and lets the next station know it; otherwise nobody knows whose it is.
    #[serde(default)]
    pub(crate) with_her_name: bool,
}

impl Consent {
    /// Her word on every item: what comes back as the preset says, the rest as the step says.
    pub(crate) fn decisions(&self, sender: InstitutionKind) -> BTreeMap<Item, bool> {
        let preset = self.comes_back.items();
        let back = Item::ALL
            .iter()
            .copied()
            .filter(|item| item.is_feedback() && item.may_be_offered_by(sender))
            .map(|item| (item, preset.contains(&item)));
        let granted = self.granted.iter().map(|&item| (item, true));
        let refused = self.refused.iter().map(|&item| (item, false));
        back.chain(granted).chain(refused).collect()
    }
}
