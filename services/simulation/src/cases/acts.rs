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

use super::{NewVoucher, Redeem};
use crate::calendar::open_on;

/// What an institution does.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Act {
    Record(Record),
    Consent(Consent),
    Issue(Box<Issue>),
    Arrive(Arrive),
    Accept(Accept),
    Hold(Hold),
    Resume(OfSlip),
    Reject(Reject),
    Forward(Box<Forward>),
    Conclude(Conclude),
    Feedback(Feedback),
    HerWord(HerWord),
    WithdrawSlip(OfSlip),
    WithdrawConsent(Withdraw),
    Voucher(Box<NewVoucher>),
    Redeem(Redeem),
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
pub(crate) struct Hold {
    pub(crate) slip: String,
    pub(crate) reason: HoldReason,
    /// After so many days it is looked at again.
    pub(crate) days: i64,
}

/// The office sends her on; `issue` is the slip with which she goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forward {
    pub(crate) slip: String,
    pub(crate) issue: Issue,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HerWord {
    pub(crate) slip: String,
    pub(crate) experience: Experience,
    pub(crate) words: Option<Note>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consent {
    pub(crate) to: String,
    pub(crate) comes_back: ComesBack,
    #[serde(default)]
    pub(crate) granted: BTreeSet<Item>,
    #[serde(default)]
    pub(crate) refused: BTreeSet<Item>,
}

/// The presets, as a caseworker says them.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ComesBack {
    Nothing,
    Arrived,
    ArrivedAndResult,
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Arrive {
    pub(crate) slip: String,
    #[serde(default)]
    pub(crate) accept: bool,
    #[serde(default)]
    pub(crate) tell: BTreeSet<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accept {
    pub(crate) slip: String,
    #[serde(default)]
    pub(crate) tell: BTreeSet<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfSlip {
    pub(crate) slip: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reject {
    pub(crate) slip: String,
    pub(crate) reason: RejectionReason,
    pub(crate) comment: Option<Note>,
    pub(crate) instead: Option<Instead>,
    #[serde(default)]
    pub(crate) tell: BTreeSet<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instead {
    pub(crate) at: String,
    pub(crate) service: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conclude {
    pub(crate) slip: String,
    pub(crate) outcome: Outcome,
    pub(crate) remark: Option<Note>,
    #[serde(default)]
    pub(crate) tell: BTreeSet<Item>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Feedback {
    pub(crate) slip: String,
    pub(crate) items: BTreeSet<Item>,
    /// She says so at the desk, now.
    #[serde(default)]
    pub(crate) released: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdraw {
    pub(crate) to: String,
    pub(crate) items: BTreeSet<Item>,
}

impl ComesBack {
    pub(crate) fn preset(self) -> Preset {
        match self {
            Self::Nothing => Preset::Nothing,
            Self::Arrived => Preset::Arrived,
            Self::ArrivedAndResult => Preset::ArrivedAndResult,
        }
    }
}

impl Consent {
    /// Her word on every item: what comes back as the preset says, the rest as the step says.
    pub(crate) fn decisions(&self, sender: InstitutionKind) -> BTreeMap<Item, bool> {
        let preset = self.comes_back.preset().items();
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
