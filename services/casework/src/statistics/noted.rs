//! What the log says of somebody, before persons and stations have numbers.

use domain::vocabulary::{Experience, Need, Outcome, Side};
use domain::{HandoverId, InstitutionId, PathId, VoucherId};
use jiff::civil::Date;

/// A slip's or a voucher's way to one station: the same hand-over at either side of the seam.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Course {
    Handover(HandoverId),
    Voucher(VoucherId),
}

/// What happened, before persons and stations have numbers.
#[derive(Clone, Copy)]
pub(super) enum Said {
    CameIn(Need),
    /// The institution does something for her: the first time, or after quiet days, she came in there.
    ActsFor(Need),
    Sent(InstitutionId, Need),
    Arrived,
    Accepted,
    Rejected(Side),
    Held,
    Resumed,
    Concluded(Outcome),
    EndedByHer,
    HerWord(Experience),
    SlipWithdrawn,
    SlipExpired,
}

pub(super) struct Noted {
    pub(super) path: PathId,
    pub(super) day: Date,
    pub(super) position: u64,
    pub(super) at: InstitutionId,
    pub(super) course: Course,
    pub(super) said: Said,
}
