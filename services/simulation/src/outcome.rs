//! What the play leaves behind for whoever shows it: logins, slips with their codes, a tour.

use domain::vocabulary::Role;
use domain::{HandoverId, RecordId, SlipId};
use serde::{Deserialize, Serialize};

/// The town after the play.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Town {
    /// Everybody who can sign in.
    pub logins: Vec<Login>,
    /// Every slip, case by case, in the order in which they were issued.
    pub slips: Vec<SlipSeen>,
    /// The cases to be shown.
    pub tour: Vec<TourStop>,
}

/// Somebody who can sign in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// What the account is for.
    pub role: Role,
    /// The institution's name.
    pub institution: String,
    /// The user name.
    pub user: String,
    /// The password, drawn from the seed.
    pub password: String,
}

/// A slip of the play.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipSeen {
    /// Whose case it belongs to: the handbook's name, or "weitere".
    pub case: String,
    /// The station code in the form to be typed, in groups.
    pub code: String,
    /// How far it came, both sides taken together.
    pub state: SlipState,
}

/// How far a slip came, as nobody in the network sees it whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipState {
    /// It is out.
    Issued,
    /// The sender took it back.
    Withdrawn,
    /// The office was told that she may come.
    Announced,
    /// She arrived.
    Acknowledged,
    /// The office takes her on.
    Accepted,
    /// The office waits for something.
    OnHold,
    /// The office could not take her on.
    Rejected,
    /// The office sent her on.
    Forwarded,
    /// The work is done.
    Concluded,
}

/// One thing to look at, and who can see it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TourStop {
    /// The case.
    pub case: String,
    /// What it shows, in a German sentence.
    pub what_it_shows: String,
    /// Where it stands, in a German sentence.
    pub where_it_stands: String,
    /// The login that sees it.
    pub user: String,
    /// The page.
    pub link: Link,
}

/// What a tour stop links to.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Link {
    /// A slip, as its sender sees it.
    Slip(SlipId),
    /// A hand-over, as the receiving office sees it.
    Handover(HandoverId),
    /// A record.
    Record(RecordId),
}
