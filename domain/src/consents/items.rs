//! The items of a consent and the three presets that can be said in a sentence.

use std::collections::BTreeSet;

use crate::vocabulary::InstitutionKind;

crate::vocabulary::words! {
    /// One thing that she grants or refuses.
    Item, "consent item" {
        /// The receiving office is told before she comes.
        Announce = "announce",
        /// Her name and year of birth.
        Identity = "identity",
        /// How to reach her.
        Contact = "contact",
        /// The need, in one word.
        Need = "need",
        /// The reason for referral.
        Reason = "reason",
        /// Her children, as age bands.
        Child = "child",
        /// The sender hears that she arrived.
        FeedbackArrival = "feedback_arrival",
        /// The sender hears whether the office takes her on.
        FeedbackAcceptance = "feedback_acceptance",
        /// The sender hears the outcome.
        FeedbackOutcome = "feedback_outcome",
        /// The sender hears the reason of a rejection.
        FeedbackReason = "feedback_reason",
        /// The receiving office sees at which stations she was so far, so that nobody asks twice.
        WaySoFar = "way_so_far",
        /// Protected stations are among them: a tick of its own.
        WaySoFarProtected = "way_so_far_protected",
        /// The receiving office may speak about her in a case conference.
        CaseConference = "case_conference",
        /// Her path counts in the network's statistics.
        Statistics = "statistics",
    }
}

impl Item {
    /// Whether this item flows back from the receiving office to the sender.
    #[must_use]
    pub const fn is_feedback(self) -> bool {
        matches!(
            self,
            Self::FeedbackArrival
                | Self::FeedbackAcceptance
                | Self::FeedbackOutcome
                | Self::FeedbackReason
        )
    }

    /// Whether this item is data of hers that the receiving office gets with the slip.
    #[must_use]
    pub const fn travels_with_the_slip(self) -> bool {
        matches!(
            self,
            Self::Identity
                | Self::Contact
                | Self::Need
                | Self::Reason
                | Self::Child
                | Self::WaySoFar
                | Self::WaySoFarProtected
        )
    }

    /// Whether the item may be put to her as a standing consent when this kind of institution is
    /// the sender (rule 3; transitions.md, below the hand-over's table).
    #[must_use]
    pub const fn may_be_offered_by(self, sender: InstitutionKind) -> bool {
        !(self.is_feedback() && sender.may_reduce_benefits())
    }
}

crate::vocabulary::words! {
    /// What comes back, in one sentence.
    Preset, "preset" {
        /// Nothing comes back.
        Nothing = "nothing",
        /// Only: she arrived.
        Arrived = "arrived",
        /// Arrived and result.
        ArrivedAndResult = "arrived_and_result",
    }
}

impl Preset {
    /// The feedback items that the preset grants.
    #[must_use]
    pub fn items(self) -> BTreeSet<Item> {
        match self {
            Self::Nothing => BTreeSet::new(),
            Self::Arrived => BTreeSet::from([Item::FeedbackArrival]),
            Self::ArrivedAndResult => BTreeSet::from([
                Item::FeedbackArrival,
                Item::FeedbackAcceptance,
                Item::FeedbackOutcome,
            ]),
        }
    }
}
