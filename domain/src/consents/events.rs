//! What the consent stream of a path remembers.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CarriedBy, ConsentText, CopyHeld, Decider, Item, SaidHow, days};
use crate::slips::Message;
use crate::{
    AccountId, EnteredDay, Erasable, EvidenceId, HandoverId, InstitutionId, Language, Line, Note,
    PathId, RecordId, VoucherId,
};

/// From which institution to which: consents are directional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Route {
    /// The institution that issues slips under this consent.
    pub sender: InstitutionId,
    /// The institution that receives them.
    pub recipient: InstitutionId,
}

/// Her word on one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The item that was put to her.
    pub item: Item,
    /// Granted, or refused.
    pub granted: bool,
}

impl ConsentEvent {
    /// At which of her stations she took something back in it.
    #[must_use]
    pub const fn taken_back_at(&self) -> Option<InstitutionId> {
        match self {
            Self::ConsentWithdrawn(ConsentWithdrawn { at, .. })
            | Self::ReleaseWithdrawn { at, .. }
            | Self::EverythingWithdrawn { at, .. } => Some(*at),
            _ => None,
        }
    }

    /// Whether what she says in it could have been entered on that day.
    #[must_use]
    pub fn has_plausible_days(&self, entered_on: Date) -> bool {
        match self {
            Self::ConsentRecorded(asked) => {
                days::are_plausible(asked.given_on, asked.expires_on, entered_on)
            }
            Self::ReleaseRecorded(asked) => {
                days::are_plausible(asked.given_on, asked.expires_on, entered_on)
            }
            Self::ConsentWithdrawn(ConsentWithdrawn { on, .. })
            | Self::ReleaseWithdrawn { on, .. }
            | Self::EverythingWithdrawn { on, .. } => {
                EnteredDay::Withdrawal.range(entered_on).contains(on)
            }
            Self::MessageReleased(said) => said.on.is_none_or(|on| on == entered_on),
            _ => true,
        }
    }
}

crate::vocabulary::words! {
    /// How she consented (section 67b(2) SGB X).
    ConsentForm, "form of consent" {
        Written = "written",
        Electronic = "electronic",
    }
}

crate::vocabulary::words! {
    /// What the data is used for (section 67b(2) SGB X: the purpose is named).
    ConsentPurpose, "purpose of consent" {
        Referral = "referral",
        CaseConference = "case_conference",
        Statistics = "statistics",
    }
}

/// How she was asked. In which language the text is written, in which it was talked over and whether
/// somebody interpreted are three facts: one does not tell another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// The text that was put to her, in its language.
    pub text: ConsentText,
    /// The language in which it was talked over with her.
    pub spoken: Language,
    /// Somebody interpreted between her and the caseworker.
    pub interpreter: bool,
    /// Written or electronic.
    pub form: ConsentForm,
}

/// How she was asked, and by whom. It goes with the path; what proves it for longer is kept apart
/// ([`crate::evidence`]).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The institution that recorded the consent.
    pub recorded_by: InstitutionId,
    /// The account of the caseworker.
    pub account: AccountId,
    /// How she was asked.
    pub asking: Asking,
    /// Who decided.
    pub decider: Decider,
    /// What for.
    pub purpose: ConsentPurpose,
    /// She was shown what follows if she refuses (section 67b(2) SGB X).
    pub consequences_shown: bool,
}

/// What a release from confidentiality says (section 203 StGB), how she was asked, and by whom.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseEvidence {
    /// The institution that recorded it.
    pub recorded_by: InstitutionId,
    /// The account of the caseworker.
    pub account: AccountId,
    /// Who is released: a named person or unit.
    pub discloser: Line,
    /// What may be said.
    pub content: Note,
    /// How she was asked.
    pub asking: Asking,
    /// Who decided.
    pub decider: Decider,
}

/// Something that she took back on one of her paths: it counts on those that are linked with it as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// From whom to whom; none when it was everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// The item; none when it was everything, or a release from confidentiality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    /// The day of her word.
    pub on: Date,
    /// At which of her stations she said so.
    pub at: InstitutionId,
}

/// What is written when she decided on each item for one route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecorded {
    /// From whom to whom.
    pub route: Route,
    /// The sender's record of her.
    pub record: RecordId,
    /// Granted and refused items.
    pub decisions: Vec<Decision>,
    /// The day of her word.
    pub given_on: Date,
    /// The last day on which it holds.
    pub expires_on: Date,
    /// She signed after what she took back on that day at the sender, as its staff confirmed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed_after_withdrawal: bool,
    /// As what the sender keeps the evidence of it.
    pub kept_as: EvidenceId,
    /// How she was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Erasable<Evidence>>,
}

/// What is written when she released a named person or unit from confidentiality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseRecorded {
    /// From whom to whom.
    pub route: Route,
    /// The sender's record of her.
    pub record: RecordId,
    /// The day of her word.
    pub given_on: Date,
    /// The last day on which it holds.
    pub expires_on: Date,
    /// She signed after what she took back on that day at the sender, as its staff confirmed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed_after_withdrawal: bool,
    /// As what the sender keeps the evidence of it.
    pub kept_as: EvidenceId,
    /// Who is released for what, and how she was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Erasable<ReleaseEvidence>>,
}

/// What is written when she took items back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    /// From whom to whom.
    pub route: Route,
    /// The items.
    pub items: BTreeSet<Item>,
    /// The day of her word.
    pub on: Date,
    /// At which of her stations she said so.
    pub at: InstitutionId,
    /// That station's record of her.
    pub record: RecordId,
    /// How she said it; none where it was written before anybody was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<SaidHow>,
}

/// Her word for one message, said at the desk that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageReleased {
    /// From whom to whom the slip went.
    pub route: Route,
    /// For which hand-over.
    pub handover: HandoverId,
    /// What crosses.
    pub message: Message,
    /// The day of her word; none where it was written before a withdrawal could be of an earlier day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// An event of the consent stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ConsentEvent {
    /// She decided on each item for one route.
    ConsentRecorded(ConsentRecorded),
    /// She released a named person or unit from confidentiality, towards one institution.
    ReleaseRecorded(ReleaseRecorded),
    /// At this moment, at this desk, she lets one message cross (below the hand-over's table).
    MessageReleased(MessageReleased),
    /// She took items back.
    ConsentWithdrawn(ConsentWithdrawn),
    /// She took a release from confidentiality back.
    ReleaseWithdrawn {
        /// From whom to whom.
        route: Route,
        /// The day of her word.
        on: Date,
        /// At which of her stations she said so.
        at: InstitutionId,
        /// That station's record of her.
        record: RecordId,
        /// How she said it; none where it was written before anybody was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        how: Option<SaidHow>,
    },
    /// She took everything back, on every route.
    EverythingWithdrawn {
        /// The day of her word.
        on: Date,
        /// At which of her stations she said so.
        at: InstitutionId,
        /// That station's record of her.
        record: RecordId,
        /// How she said it; none where it was written before anybody was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        how: Option<SaidHow>,
    },
    /// A paper of hers carries an own code, by which every station of hers knows her on the telephone.
    OwnCodeGiven {
        /// Its keyed hash.
        hash: String,
        /// The giving station's record of her.
        record: RecordId,
        /// Which paper; the code that its older paper carried counts no more.
        carried_by: CarriedBy,
        /// Which station gave it.
        at: InstitutionId,
        /// The day.
        on: Date,
    },
    /// Own codes that papers of a record carried count no more.
    OwnCodesEnded {
        /// The giving station's record of her.
        record: RecordId,
        /// Which paper carried it; none when it is about all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carried_by: Option<CarriedBy>,
        /// The day.
        on: Date,
    },
    /// A last day passed: what held until then holds no more; what she granted for longer does.
    ConsentExpired {
        /// From whom to whom.
        route: Route,
        /// The sender's record of her.
        record: RecordId,
        /// The day on which it was over.
        on: Date,
    },
    /// She has a record at an institution now: one more of her stations.
    StationJoined {
        /// The institution.
        institution: InstitutionId,
        /// Its record of her.
        record: RecordId,
        /// Since when.
        on: Date,
    },
    /// Her record at an institution is erased: no station of hers any more.
    StationLeft {
        /// The institution.
        institution: InstitutionId,
        /// The record that it had.
        record: RecordId,
    },
    /// Another path turned out to be hers.
    PathLinked {
        /// The other path.
        path: PathId,
        /// What she had taken back there until then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken_back: Vec<TakenBack>,
    },
    /// A copy of her data was handed to the recipient of a hand-over.
    CopyHanded(CopyHeld),
    /// Her data was shown to the recipient of a hand-over, who keeps nothing of it: a look is no holding, and
    /// whoever only looked hears of nothing that happens to it afterwards.
    CopyShown(CopyHeld),
    /// Her name on a voucher was copied at the station that the voucher names next.
    VoucherCopyHanded {
        /// What was copied.
        items: BTreeSet<Item>,
        /// With which voucher.
        voucher: VoucherId,
        /// From whom to whom.
        route: Route,
    },
    /// Her name on a voucher was shown there, and nothing of it kept.
    VoucherCopyShown {
        /// What was shown.
        items: BTreeSet<Item>,
        /// With which voucher.
        voucher: VoucherId,
        /// From whom to whom.
        route: Route,
    },
}
