//! One hand-over, as the receiving office sees it.

use std::collections::BTreeSet;

use casework::HandoverView;
use domain::clients::{AgeBand, Identity};
use domain::consents::Item;
use domain::handovers::Phase;
use domain::institutions::SenderShown;
use domain::slips::Message;
use domain::vocabulary::{Need, Outcome};
use domain::{AccountId, HandoverId, KnownOr as _, Line, Note, RecordId, SlipId};
use jiff::civil::Date;
use read_models::handovers::HandoverRow;
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::{Happened, Heard, NextPlace, OnHold, Rejected, stage};
use crate::api::etag::Tagged;
use crate::api::persons;
use crate::api::request::{Caller, Id};
use crate::refusals::Problem;

/// A hand-over with what can be told at this moment.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverAnswer {
    /// Its id.
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
    /// Where it stands: announced, acknowledged, accepted, on_hold, rejected, forwarded, concluded,
    /// ended_by_her or in_error.
    state: &'static str,
    /// Why it was rejected, and where she can go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    rejection: Option<Rejected>,
    /// What the office waits for, and when it looks again.
    #[serde(skip_serializing_if = "Option::is_none")]
    hold: Option<OnHold>,
    /// The own slip with which she was sent on.
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded_with: Option<SlipId>,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    /// The last day on which an announced person can come.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    /// The day of arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    arrived_on: Option<Date>,
    /// The feedback for which the sender asks.
    feedback: BTreeSet<Item>,
    /// The items that she allows now and that were not told yet.
    allowed: BTreeSet<Item>,
    /// Those of them that happened, so that they can be told at once.
    tellable: BTreeSet<Item>,
    /// What was told already.
    told: Vec<Message>,
    /// What happened, in its order.
    history: Vec<Happened>,
    /// Who she is, as far as she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// Why she was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Note>,
    /// Her stations so far, as far as she lets the office know.
    way_so_far: Vec<Line>,
    /// The office's own remarks.
    remarks: Vec<Note>,
    /// What nobody has read yet: slip_withdrawn, consent_withdrawn or rectified.
    notices: Vec<Heard>,
    /// Who takes care of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<AccountId>,
    /// Who stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    deputy: Option<AccountId>,
    /// One age band for each child, as far as she lets the office know.
    children: Vec<AgeBand>,
    /// Whether something stood here that was erased.
    erased: bool,
}

impl HandoverAnswer {
    fn of(view: HandoverView, instead: Option<NextPlace>) -> Self {
        let row = view.row;
        let (reason, remarks) = counselling(&row);
        let (assigned_to, deputy) = row.held.assigned.unzip();
        Self {
            handover: row.handover(),
            client: row.held.record,
            sender: view.sender,
            state: stage(row.stage()),
            rejection: Rejected::of(row.held.phase, instead),
            hold: OnHold::of(row.held.phase),
            forwarded_with: match row.held.phase {
                Phase::Forwarded(slip) => Some(slip),
                _ => None,
            },
            outcome: outcome(row.held.phase),
            way_so_far: view.way,
            notices: row.held.notices.iter().map(Heard::from).collect(),
            assigned_to,
            deputy: deputy.flatten(),
            need: row.need,
            valid_until: row.valid_until,
            arrived_on: row.held.arrived_on,
            allowed: view.allowed,
            tellable: view.tellable,
            told: row.held.given.iter().map(|(m, _)| *m).collect(),
            history: row.history.iter().map(Happened::of).collect(),
            identity: row.identity.known().cloned(),
            reason,
            remarks,
            children: persons::age_bands(row.child.as_ref()),
            erased: persons::is_erased(row.identity.as_ref())
                || persons::is_erased(row.counselling.as_ref())
                || persons::is_erased(row.child.as_ref()),
            feedback: row.held.feedback,
            service_name: row.service_name,
        }
    }
}

fn counselling(row: &HandoverRow) -> (Option<Note>, Vec<Note>) {
    let told = row.counselling.known();
    told.map(|told| (told.reason.clone(), told.remarks.clone()))
        .unwrap_or_default()
}

const fn outcome(phase: Phase) -> Option<Outcome> {
    match phase {
        Phase::Concluded(outcome) => Some(outcome),
        _ => None,
    }
}

/// Shows one own hand-over.
#[utoipa::path(get, path = "/handovers/{id}")]
pub(crate) async fn one(
    by: Caller,
    Id(handover): Id<HandoverId>,
) -> Result<Tagged<HandoverAnswer>, Problem> {
    let view = by.desk.handover(by.staff, handover).await?;
    let instead = match &view.row.instead {
        Some(named) => Some(NextPlace::of(named, &by.desk.place(named).await?)),
        None => None,
    };
    Tagged::of(&HandoverAnswer::of(view, instead))
}
