//! What waits at the own institution, in one line each.

use casework::Incoming;
use domain::clients::Identity;
use domain::institutions::SenderShown;
use domain::vocabulary::Need;
use domain::{HandoverId, KnownOr as _, Line, RecordId};
use jiff::civil::Date;
use read_models::handovers::HandoverList;
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::Seen;
use super::etag::Tagged;
use super::handovers::stage;
use super::parts::InParts;
use super::persons;
use super::request::Caller;

const LIST: &str = "worklist";

/// What is not closed. First what has a notice that nobody has read and what is to be looked at again, then who
/// arrived, is announced, was taken on, and what is on hold. An announcement leaves the list after its last day.
#[derive(Serialize, ToSchema)]
pub(crate) struct Worklist {
    /// How many there are.
    counts: WorklistCounts,
    /// The lines.
    #[serde(rename = "worklist")]
    waiting: Vec<Waiting>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// How many hand-overs wait. Where they come and go with the days by themselves, 50 means: 50 or more.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorklistCounts {
    /// With a notice that nobody has read.
    notices: u64,
    /// On hold until a day that has come.
    look_again: u64,
    /// Arrived, not yet taken on.
    arrived: u64,
    /// Announced and still able to come.
    announced: u64,
    /// Taken on.
    accepted: u64,
    /// On hold until a day that is still to come.
    on_hold: u64,
}

/// One line.
#[derive(Serialize, ToSchema)]
pub(crate) struct Waiting {
    /// The hand-over.
    handover: HandoverId,
    /// The own record of her.
    client: RecordId,
    /// Who sent her; nobody while she has not shown a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<SenderShown>,
    /// The service's name.
    service_name: Line,
    /// What she needs, if she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<Need>,
    /// Where it stands: announced, acknowledged, accepted or on_hold, or closed with a notice
    /// that nobody has read yet.
    stage: &'static str,
    /// Since when it stands there.
    since: Date,
    /// The last day on which an announced person can come.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    /// Who she is, as far as she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// Whether something stood here that was erased.
    erased: bool,
}

impl From<Incoming> for Waiting {
    fn from(Incoming { row, sender }: Incoming) -> Self {
        Self {
            handover: row.handover(),
            stage: stage(row.stage()),
            client: row.held.record,
            sender,
            service_name: row.service_name,
            need: row.need,
            since: row.since,
            valid_until: row.valid_until,
            identity: row.identity.known().cloned(),
            erased: persons::is_erased(row.identity.as_ref()),
        }
    }
}

/// Lists what waits at the own institution.
#[utoipa::path(get, path = "/worklist", params(InParts))]
pub(crate) async fn list(by: Caller<InParts>) -> Seen<Worklist> {
    let window = by.window(LIST)?;
    let part = by.desk.worklist_in(by.staff, &window).await?;
    let count = async |list| by.desk.handover_count(by.staff, list).await;
    let list = Worklist {
        counts: WorklistCounts {
            notices: count(HandoverList::Notices).await?,
            look_again: count(HandoverList::LookAgain).await?,
            arrived: count(HandoverList::Arrived).await?,
            announced: count(HandoverList::Announced).await?,
            accepted: count(HandoverList::Accepted).await?,
            on_hold: count(HandoverList::OnHold).await?,
        },
        next: by.next(LIST, part.next.as_ref()),
        waiting: part.rows.into_iter().map(Waiting::from).collect(),
    };
    Tagged::of(&list)
}
