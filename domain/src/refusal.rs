//! Refusals are facts with a name; the sentence that a caseworker reads is the interface's.

use std::fmt;

use jiff::{Timestamp, civil::Date};

use crate::EnteredDay;
use crate::consents::Item;

/// Why a command was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Refusal {
    /// The thing belongs to another institution.
    NotYours,
    /// The role may not do this.
    NotYourRole,
    /// The content was erased.
    Erased,
    /// Somebody changed it since the form was shown.
    StaleForm,
    /// There is no such thing, or it is not for this reader.
    NotFound,

    /// A day that makes no sense there: mostly a mistyped year.
    DayOutOfRange {
        /// Which day.
        day: EnteredDay,
        /// The first day that makes sense.
        earliest: Date,
        /// The last one.
        latest: Date,
    },
    /// No parent was born then.
    BirthYearOutOfRange {
        /// The first year that makes sense.
        earliest: i16,
        /// The last one.
        latest: i16,
    },

    /// No face prints these letters: asked for another spelling before anything is issued.
    NotPrintable {
        /// The letters, each once.
        letters: crate::Letters,
    },

    /// Only who made the entry, or the lead, may do this.
    OnlyAuthorOrLead,
    /// This happens only if she wants it.
    OnlyOnHerWord,
    /// The entry is marked as an error.
    EnteredInError,
    /// A colleague of another institution.
    NotOurStaff,

    /// The record is kept until a day, whoever asks for its erasure (Art. 17(3) GDPR).
    LegalHold {
        /// The last day.
        until: Date,
    },
    /// Her data is not used for now (Art. 18 GDPR).
    Restricted,

    /// This right is not one that the asker can have.
    EntitlementDoesNotFit,
    /// What a child confided is given to the child alone, once it is grown (section 8(3) SGB VIII).
    ConfidedIsTheChilds,
    /// The record holds no such entry of a child.
    ChildNotHeld,

    /// No slip for this office has this code; all others than the addressee get this answer.
    UnknownCode,
    /// Too many wrong attempts.
    CodeLocked {
        /// When the next attempt is taken.
        until: Timestamp,
    },
    /// The code was not valid any more on the day of arrival.
    SlipExpired {
        /// The last day of validity.
        valid_until: Date,
    },
    /// The sender withdrew the slip.
    SlipIsWithdrawn,

    /// The code is kept until the slip's last day only: nothing can print it again.
    CodeNotKept,
    /// Its last day has not passed.
    SlipNotOver,
    /// Its last day passed; it can be revived.
    SlipValidityEnded,
    /// She has an open slip to the same service from here; a warning, not a prohibition.
    SlipAlreadyOpen,
    /// Somebody arrived with this slip already.
    SlipUsedElsewhere,
    /// The slip was written after she had come: it is for another visit.
    SlipWrittenAfterArrival {
        /// The day of issue.
        issued_on: Date,
        /// The day on which she came.
        arrived_on: Date,
    },
    /// The arrival has a slip already.
    SlipLinkedAlready,

    /// The service is not active at that institution.
    ServiceNotOffered,
    /// A slip leads to another institution.
    SlipToOneself,

    /// The slip would end before she is expected with it.
    SlipEndsBeforeAppointment {
        /// The day of the appointment: the last day that is proposed.
        appointment_on: Date,
    },
    /// The appointment lies in the past.
    AppointmentPassed {
        /// The day that was probably meant.
        proposed_on: Date,
    },

    /// The consent for this item is missing, refused, withdrawn or expired.
    ConsentMissing {
        /// The item.
        item: Item,
    },
    /// The consent's day lies in the future.
    ConsentInFuture,
    /// A form of more than twelve months ago lets nothing live any more.
    ConsentTooOld {
        /// The first day that makes sense.
        earliest: Date,
    },
    /// A consent holds from its day, and from today, for at most twelve months.
    ConsentEndOutOfRange {
        /// The first day that makes sense.
        earliest: Date,
        /// The last one.
        latest: Date,
    },
    /// She took it back here on the day of this word: staff have to say which came last.
    WithdrawnOnThatDay {
        /// The day.
        on: Date,
    },
    /// A later word of hers, which this institution heard, stands against this one for the item.
    LaterWordStands {
        /// The item.
        item: Item,
        /// The day of the later word.
        on: Date,
    },
    /// She cannot decide at this moment, and nobody decides for her.
    ConsentWithoutCapacity,
    /// A consent says which items were put to her.
    ConsentWithoutItems,
    /// A consent names who may know; nobody was ticked.
    ConsentWithoutRecipient,
    /// She has to be shown what follows if she refuses.
    ConsequencesNotShown,
    /// The recorded text is not one of the network's.
    ConsentTextUnknown,
    /// The text was in force once; another one is now, and she is asked again with it.
    ConsentTextOutdated,
    /// Below fifteen years of age she does not decide alone.
    MinorTooYoung,
    /// Who is said to have decided cannot have, at her age.
    DeciderDoesNotFitAge,
    /// Standing feedback is not offered to offices that may reduce benefits (rule 3).
    StandingFeedbackNotOffered,
    /// An office that may reduce benefits enters nothing that lies on her side (rule 3).
    HerSideNotEntered,
    /// Somebody on the telephone showed by nothing that it is she.
    WithdrawalUnproven,
    /// No own code of hers that counts; another woman's, an older paper's and none at all are answered alike.
    OwnCodeUnknown,
    /// Nothing of that kind was granted, so nothing can be withdrawn.
    NothingToWithdraw,

    /// She was announced here and never came: nobody here can say what she wants at all her stations.
    NotSeenHere,
    /// The hand-over has not been acknowledged.
    HandoverNotAcknowledged,
    /// The hand-over has not been accepted.
    HandoverNotAccepted,
    /// The hand-over was rejected or concluded.
    HandoverClosed,
    /// She cannot have arrived before the slip was written.
    ArrivalBeforeIssue {
        /// The day of issue.
        issued_on: Date,
    },
    /// The office took her on already.
    HandoverAccepted,
    /// The hand-over is on hold.
    HandoverOnHold,
    /// She ended it.
    HandoverEndedByHer,
    /// There is no sender who could be asked to ring up, or none whom one has to ask.
    CallBackNotOffered,
    /// That was not told.
    NothingToRetract,
    /// A rejection needs a reason.
    ReasonMissing,
    /// The reason "other" needs a comment.
    CommentMissing,
    /// She did not allow this item to go back, or the sender did not ask.
    FeedbackNotPermitted {
        /// The item.
        item: Item,
    },
    /// The message does not fit what happened.
    FeedbackDoesNotFit {
        /// The item.
        item: Item,
    },

    /// The voucher was not valid any more on the day of her visit.
    VoucherExpired {
        /// The last day of validity.
        valid_until: Date,
    },
    /// All counsellings of the voucher were taken.
    VoucherUsedUp,
    /// A voucher leads to other institutions: who issued it never learns what became of it.
    VoucherToOneself,
    /// A voucher is for at least one counselling.
    VoucherWithoutCounselling,
    /// Nobody said that a slip or a voucher is wanted at all, with or without her name.
    InstrumentNotAgreed,
    /// The network does not use this instrument (slips or vouchers).
    InstrumentNotUsed,

    /// The period of statistics has not ended.
    PeriodStillOpen {
        /// Its last day.
        ends_on: Date,
    },
    /// The period's ways are still observed.
    StillObserved {
        /// The last day of observation.
        until: Date,
    },
    /// A release of another period counts some of its days.
    PeriodsOverlap {
        /// The other's first day.
        from: Date,
        /// The other's last day.
        to: Date,
    },
    /// There are no paths without the access release, which fixes the detail.
    AccessReleaseMissing,
    /// The release was made, and is served as it is.
    ReleaseMadeAlready,
    /// A quarter with fewer than 300 persons is never released.
    TooFewPersons,
    /// There is no release to revise.
    NothingToRevise,
    /// One revision is all.
    RevisedAlready,
    /// Too few persons changed: the difference would say whose figures they are.
    TooFewChanged,

    /// A shelter's address is never stored.
    ShelterAddress,
    /// The name is taken.
    AlreadyThere,
    /// User name and password do not fit together.
    SignInFailed,
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Refusal {
    /// The fact's own name, for the API's problem type: who changes one changes what clients know it by.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// The day that is proposed instead of the one that was refused: asked, never put in silently.
    #[must_use]
    pub const fn proposed_on(&self) -> Option<Date> {
        match self {
            Self::SlipEndsBeforeAppointment {
                appointment_on: day,
            }
            | Self::AppointmentPassed { proposed_on: day } => Some(*day),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantNames as _;

    /// Clients know a refusal by its code: one that is renamed is renamed here, too, by somebody who thought of them.
    #[test]
    fn each_code_is_one_that_clients_know() {
        let known: Vec<&str> = include_str!("refusal/codes.txt").lines().collect();
        let mut codes = Refusal::VARIANTS.to_vec();
        codes.sort_unstable();
        assert_eq!(codes, known);
        let until = Date::ZERO;
        assert_eq!(Refusal::LegalHold { until }.code(), "legal-hold");
    }
}
