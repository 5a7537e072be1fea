//! Refusals are facts with a name; the sentence that a caseworker reads is the interface's.

use jiff::{Timestamp, civil::Date};

use crate::EnteredDay;
use crate::consents::Item;

/// Why a command was refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Refusal {
    /// The thing belongs to another institution.
    #[error("not yours")]
    NotYours,
    /// The role may not do this.
    #[error("not your role")]
    NotYourRole,
    /// The content was erased.
    #[error("erased")]
    Erased,
    /// Somebody changed it since the form was shown.
    #[error("stale form")]
    StaleForm,
    /// There is no such thing, or it is not for this reader.
    #[error("not found")]
    NotFound,

    /// A day that makes no sense there: mostly a mistyped year.
    #[error("day out of range")]
    DayOutOfRange {
        /// Which day.
        day: EnteredDay,
        /// The first day that makes sense.
        earliest: Date,
        /// The last one.
        latest: Date,
    },
    /// No parent was born then.
    #[error("birth year out of range")]
    BirthYearOutOfRange {
        /// The first year that makes sense.
        earliest: i16,
        /// The last one.
        latest: i16,
    },

    /// No face prints these letters: asked for another spelling before anything is issued.
    #[error("not printable")]
    NotPrintable {
        /// The letters, each once.
        letters: crate::Letters,
    },

    /// Only who made the entry, or the lead, may do this.
    #[error("only author or lead")]
    OnlyAuthorOrLead,
    /// This happens only if she wants it.
    #[error("only on her word")]
    OnlyOnHerWord,
    /// The entry is marked as an error.
    #[error("entered in error")]
    EnteredInError,
    /// A colleague of another institution.
    #[error("not our staff")]
    NotOurStaff,

    /// The record is kept until a day, whoever asks for its erasure (Art. 17(3) GDPR).
    #[error("legal hold")]
    LegalHold {
        /// The last day.
        until: Date,
    },
    /// Her data is not used for now (Art. 18 GDPR).
    #[error("restricted")]
    Restricted,

    /// This right is not one that the asker can have.
    #[error("entitlement does not fit")]
    EntitlementDoesNotFit,
    /// What a child confided is given to the child alone, once it is grown (section 8(3) SGB VIII).
    #[error("confided is the child's")]
    ConfidedIsTheChilds,
    /// The record holds no such entry of a child.
    #[error("child not held")]
    ChildNotHeld,

    /// No slip for this office has this code; all others than the addressee get this answer.
    #[error("unknown code")]
    UnknownCode,
    /// Too many wrong attempts.
    #[error("code locked")]
    CodeLocked {
        /// When the next attempt is taken.
        until: Timestamp,
    },
    /// The code was not valid any more on the day of arrival.
    #[error("slip expired")]
    SlipExpired {
        /// The last day of validity.
        valid_until: Date,
    },
    /// The sender withdrew the slip.
    #[error("slip withdrawn")]
    SlipIsWithdrawn,

    /// The code is kept until the slip's last day only: nothing can print it again.
    #[error("code not kept")]
    CodeNotKept,
    /// Its last day has not passed.
    #[error("slip not over")]
    SlipNotOver,
    /// Its last day passed; it can be revived.
    #[error("slip validity ended")]
    SlipValidityEnded,
    /// She has an open slip to the same service from here; a warning, not a prohibition.
    #[error("slip already open")]
    SlipAlreadyOpen,
    /// Somebody arrived with this slip already.
    #[error("slip used elsewhere")]
    SlipUsedElsewhere,
    /// The slip was written after she had come: it is for another visit.
    #[error("slip written after arrival")]
    SlipWrittenAfterArrival {
        /// The day of issue.
        issued_on: Date,
        /// The day on which she came.
        arrived_on: Date,
    },
    /// The arrival has a slip already.
    #[error("slip linked already")]
    SlipLinkedAlready,

    /// The service is not active at that institution.
    #[error("service not offered")]
    ServiceNotOffered,
    /// A slip leads to another institution.
    #[error("slip to oneself")]
    SlipToOneself,

    /// The slip would end before she is expected with it.
    #[error("slip ends before its appointment")]
    SlipEndsBeforeAppointment {
        /// The day of the appointment: the last day that is proposed.
        appointment_on: Date,
    },
    /// The appointment lies in the past.
    #[error("appointment passed")]
    AppointmentPassed {
        /// The day that was probably meant.
        proposed_on: Date,
    },

    /// The consent for this item is missing, refused, withdrawn or expired.
    #[error("consent missing for {item}")]
    ConsentMissing {
        /// The item.
        item: Item,
    },
    /// The consent's day lies in the future.
    #[error("consent in the future")]
    ConsentInFuture,
    /// A form of more than twelve months ago lets nothing live any more.
    #[error("consent too old")]
    ConsentTooOld {
        /// The first day that makes sense.
        earliest: Date,
    },
    /// A consent holds from its day, and from today, for at most twelve months.
    #[error("end of consent out of range")]
    ConsentEndOutOfRange {
        /// The first day that makes sense.
        earliest: Date,
        /// The last one.
        latest: Date,
    },
    /// She took it back here on the day of this word: staff have to say which came last.
    #[error("withdrawn on that day")]
    WithdrawnOnThatDay {
        /// The day.
        on: Date,
    },
    /// A later word of hers, which this institution heard, stands against this one for the item.
    #[error("a later word stands for {item}")]
    LaterWordStands {
        /// The item.
        item: Item,
        /// The day of the later word.
        on: Date,
    },
    /// She cannot decide at this moment, and nobody decides for her.
    #[error("no capacity to consent")]
    ConsentWithoutCapacity,
    /// A consent says which items were put to her.
    #[error("consent without items")]
    ConsentWithoutItems,
    /// A consent names who may know; nobody was ticked.
    #[error("consent without recipient")]
    ConsentWithoutRecipient,
    /// She has to be shown what follows if she refuses.
    #[error("consequences not shown")]
    ConsequencesNotShown,
    /// The recorded text is not one of the network's.
    #[error("unknown consent text")]
    ConsentTextUnknown,
    /// The text was in force once; another one is now, and she is asked again with it.
    #[error("outdated consent text")]
    ConsentTextOutdated,
    /// Below fifteen years of age she does not decide alone.
    #[error("minor too young")]
    MinorTooYoung,
    /// Who is said to have decided cannot have, at her age.
    #[error("decider does not fit age")]
    DeciderDoesNotFitAge,
    /// Standing feedback is not offered to offices that may reduce benefits (rule 3).
    #[error("standing feedback not offered")]
    StandingFeedbackNotOffered,
    /// An office that may reduce benefits enters nothing that lies on her side (rule 3).
    #[error("her side is not entered")]
    HerSideNotEntered,
    /// Somebody on the telephone showed by nothing that it is she.
    #[error("withdrawal unproven")]
    WithdrawalUnproven,
    /// No own code of hers that counts; another woman's, an older paper's and none at all are answered alike.
    #[error("own code unknown")]
    OwnCodeUnknown,
    /// Nothing of that kind was granted, so nothing can be withdrawn.
    #[error("nothing to withdraw")]
    NothingToWithdraw,

    /// She was announced here and never came: nobody here can say what she wants at all her stations.
    #[error("not seen here")]
    NotSeenHere,
    /// The hand-over has not been acknowledged.
    #[error("not acknowledged")]
    HandoverNotAcknowledged,
    /// The hand-over has not been accepted.
    #[error("not accepted")]
    HandoverNotAccepted,
    /// The hand-over was rejected or concluded.
    #[error("already closed")]
    HandoverClosed,
    /// She cannot have arrived before the slip was written.
    #[error("arrival before issue")]
    ArrivalBeforeIssue {
        /// The day of issue.
        issued_on: Date,
    },
    /// The office took her on already.
    #[error("already accepted")]
    HandoverAccepted,
    /// The hand-over is on hold.
    #[error("on hold")]
    HandoverOnHold,
    /// She ended it.
    #[error("ended by her")]
    HandoverEndedByHer,
    /// There is no sender who could be asked to ring up, or none whom one has to ask.
    #[error("call-back not offered")]
    CallBackNotOffered,
    /// That was not told.
    #[error("nothing to retract")]
    NothingToRetract,
    /// A rejection needs a reason.
    #[error("reason missing")]
    ReasonMissing,
    /// The reason "other" needs a comment.
    #[error("comment missing")]
    CommentMissing,
    /// She did not allow this item to go back, or the sender did not ask.
    #[error("feedback not permitted for {item}")]
    FeedbackNotPermitted {
        /// The item.
        item: Item,
    },
    /// The message does not fit what happened.
    #[error("feedback does not fit for {item}")]
    FeedbackDoesNotFit {
        /// The item.
        item: Item,
    },

    /// The voucher was not valid any more on the day of her visit.
    #[error("voucher expired")]
    VoucherExpired {
        /// The last day of validity.
        valid_until: Date,
    },
    /// All counsellings of the voucher were taken.
    #[error("voucher used up")]
    VoucherUsedUp,
    /// A voucher leads to other institutions: who issued it never learns what became of it.
    #[error("voucher to oneself")]
    VoucherToOneself,
    /// A voucher is for at least one counselling.
    #[error("voucher without counselling")]
    VoucherWithoutCounselling,
    /// Nobody said that a slip or a voucher is wanted at all, with or without her name.
    #[error("instrument not agreed to")]
    InstrumentNotAgreed,
    /// The network does not use this instrument (slips or vouchers).
    #[error("instrument not used")]
    InstrumentNotUsed,

    /// The period of statistics has not ended.
    #[error("period still open")]
    PeriodStillOpen {
        /// Its last day.
        ends_on: Date,
    },
    /// The period's ways are still observed.
    #[error("still observed")]
    StillObserved {
        /// The last day of observation.
        until: Date,
    },
    /// A release of another period counts some of its days.
    #[error("periods overlap")]
    PeriodsOverlap {
        /// The other's first day.
        from: Date,
        /// The other's last day.
        to: Date,
    },
    /// There are no paths without the access release, which fixes the detail.
    #[error("access release missing")]
    AccessReleaseMissing,
    /// The release was made, and is served as it is.
    #[error("release made already")]
    ReleaseMadeAlready,
    /// A quarter with fewer than 300 persons is never released.
    #[error("too few persons")]
    TooFewPersons,
    /// There is no release to revise.
    #[error("nothing to revise")]
    NothingToRevise,
    /// One revision is all.
    #[error("revised already")]
    RevisedAlready,
    /// Too few persons changed: the difference would say whose figures they are.
    #[error("too few changed")]
    TooFewChanged,

    /// A shelter's address is never stored.
    #[error("address of a shelter")]
    ShelterAddress,
    /// The name is taken.
    #[error("already there")]
    AlreadyThere,
    /// User name and password do not fit together.
    #[error("sign-in failed")]
    SignInFailed,
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

    #[test]
    fn a_refusal_is_coded_by_its_own_name() {
        let until = Date::ZERO;
        for (refusal, code) in [
            (Refusal::NotYours, "not-yours"),
            (Refusal::ConfidedIsTheChilds, "confided-is-the-childs"),
            (Refusal::LegalHold { until }, "legal-hold"),
            (Refusal::SlipIsWithdrawn, "slip-is-withdrawn"),
            (Refusal::SignInFailed, "sign-in-failed"),
        ] {
            assert_eq!(refusal.code(), code);
        }
    }
}
