//! The referral slip: what stands on the half that she hands over and on the half that she keeps.
//! Fixed sentences live in `templates/referral_slip.typ`; here is only what differs from slip to slip.

use serde::Serialize;

use crate::press::{Paper, Template, VirtualFile, template};
use crate::{Code, Destination, DocumentError, Row, legible};

/// Everything that a slip may say. All texts are worded in German by the caller, who also decides
/// what may be disclosed: what is absent here leaves no trace on the paper.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReferralSlip {
    /// The network's name, under the title.
    pub network: String,
    /// How the paper speaks of her, such as „Frau Neumann"; `None` on a pseudonymous slip.
    pub person: Option<String>,
    /// The day of issue, worded.
    pub issued_on: String,
    /// The last day of validity, worded.
    pub valid_until: String,
    /// Who sends her.
    pub sender: Sender,
    /// Where she goes; `None` on a discreet slip: the code says it to its addressee.
    pub destination: Option<Destination>,
    /// The code that the station scans or types.
    pub station_code: Code,
    /// Why she is referred, if she consented to say so.
    pub reason: Option<String>,
    /// What she agreed to disclose; may be empty.
    pub disclosed: Vec<Row>,
    /// What the sender may hear back.
    pub feedback: Feedback,
    /// A proposed appointment; `None` prints „Ohne Termin".
    pub appointment: Option<Expected>,
    /// Her own reason, as a sentence to her; `None` on a discreet slip.
    pub need: Option<String>,
    /// Where she withdraws consent: telephone or office.
    pub withdraw_at: String,
    /// An office that can summon her says that it does not; `None` for any other, and wherever the sender
    /// does not stand on the paper.
    pub no_summons: Option<NoSummons>,
    /// Her own code, as it is read out on the telephone; it stands on her half, and in no picture.
    pub own_code: Option<String>,
}

/// By which law the sender could have summoned her.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub enum NoSummons {
    /// A Jobcenter: section 59 SGB II.
    Jobcenter,
    /// An Agentur für Arbeit: section 309 SGB III.
    #[serde(rename = "agency")]
    EmploymentAgency,
}

/// Who sends her: an institution, or the network's neutral sender.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Sender {
    /// Name of the institution or of the neutral sender.
    pub name: String,
    /// The person to ask for.
    pub contact_person: Option<String>,
    /// The telephone for questions of the station; in safe mode the network's call-back line.
    pub callback_phone: String,
}

/// When she is expected there.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// Day and time, worded.
    pub when: String,
    /// Whom to ask for, which room.
    pub remark: Option<String>,
}

/// What the sender may hear back. One value words both halves, so that they cannot disagree.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Feedback {
    /// Nothing: the station is asked not to report.
    NotIntended,
    /// Nothing by a standing consent; she releases each single message there.
    EachTime,
    /// These items and no others; an empty list prints as `NotIntended`.
    Allowed {
        /// What she allowed.
        items: Vec<FeedbackItem>,
        /// The paper way back, for stations without sign-in.
        return_strip: Option<ReturnStrip>,
    },
}

/// An item of feedback.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackItem {
    /// That she arrived.
    Arrival,
    /// Whether the station takes her on.
    Acceptance,
    /// What came of it.
    Outcome,
    /// The reason for a rejection.
    Reason,
}

/// A strip to tear off and send back.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReturnStrip {
    /// What lets the sender find the slip again: the public part of the code, never a name.
    pub reference: String,
    /// Where the strip goes.
    pub send_to: String,
}

redacted_debug!(ReferralSlip, Sender, Feedback, ReturnStrip);

/// Prints the slip: one A4 page with a line to cut, or a sheet for each half if they need more.
impl Paper for ReferralSlip {
    const TEMPLATE: Template = template!("referral_slip.typ");

    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError> {
        Ok(vec![
            legible::data(self)?,
            ("station.svg", self.station_code.picture("station")?),
        ])
    }
}
