//! How a way ended: in her own word before the office's.

use domain::vocabulary::{Experience, Outcome};
use serde::{Deserialize, Serialize};

/// How a way ended, as far as it was observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeClass {
    /// She got help, or a place was found.
    Helped,
    /// She got some help, or it has begun: an application, an onward referral, information.
    UnderWay,
    /// No help, or not the help that she needs.
    NotHelped,
    /// She ended it, or does not need it any more.
    Ended,
    /// Nobody has said how it ended.
    StillOpen,
}

impl OutcomeClass {
    /// Every class, in the order of release bodies.
    pub const ALL: [Self; 5] = [
        Self::Helped,
        Self::UnderWay,
        Self::NotHelped,
        Self::Ended,
        Self::StillOpen,
    ];

    /// Her last word decides; "was there" says nothing of help and leaves the word to the office.
    pub(super) const fn of_her_word(experience: Experience) -> Option<Self> {
        match experience {
            Experience::WasThere => None,
            Experience::GotHelp => Some(Self::Helped),
            Experience::GotSomeHelp => Some(Self::UnderWay),
            Experience::NoHelp | Experience::NeedSomethingElse => Some(Self::NotHelped),
        }
    }

    pub(super) const fn of_office(outcome: Outcome) -> Self {
        match outcome {
            Outcome::HelpProvided | Outcome::PlaceFound => Self::Helped,
            Outcome::HelpStarted
            | Outcome::ApplicationFiled
            | Outcome::ReferredOnward
            | Outcome::InformationGiven => Self::UnderWay,
            Outcome::NoHelpPossible => Self::NotHelped,
            Outcome::EndedByHer | Outcome::NotNeededAnymore => Self::Ended,
        }
    }
}
