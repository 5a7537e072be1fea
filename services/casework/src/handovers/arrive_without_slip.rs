//! RecordArrivalWithoutSlip, and LinkSlip when its code turns up: nobody phones the sender.

use domain::clients::{Client, ClientCommand, Known};
use domain::codes::PresentedCode;
use domain::handovers::{self, Handover, HandoverCommand, Held};
use domain::institutions::Institution;
use domain::slips::Copy;
use domain::vocabulary::Need;
use domain::{Actor, HandoverId, PathId, RecordId, Refusal, ServiceId};
use jiff::civil::Date;
use serde::Serialize;

use super::acknowledge::copy;
use crate::Failure;
use crate::perform::UseCase;
use crate::slips::WhichClient;
use crate::work::{Work, record_owner};

/// An arrival without a slip.
#[derive(Clone, Serialize)]
pub struct RecordArrival {
    /// Who came.
    pub client: WhichClient,
    /// For which of the office's own services.
    pub service: ServiceId,
    /// What she needs.
    pub need: Need,
    /// The day of arrival; today if nothing is said.
    pub arrived_on: Option<Date>,
    /// Whether the office takes her on in the same act.
    pub accept: bool,
}

impl UseCase for RecordArrival {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "arrival-recorded";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        let own: Institution = work.load(by.institution).await?;
        let offer = own.offer(self.service)?;
        let (at, _) = self.client.here(work).await?;
        let handover: HandoverId = work.draw();
        let arrived_on = self.arrived_on.unwrap_or(now.today);
        let arrival = handovers::RecordArrival {
            handover,
            record: at.record,
            path: at.path,
            offer,
            need: self.need,
            arrived_on,
        };
        let mut state = Handover::default();
        let what = HandoverCommand::RecordArrival(Box::new(arrival));
        work.decide_on(arrived_on, handover, &mut state, what)?;
        if self.accept {
            let what = HandoverCommand::Accept;
            work.decide(handover, &mut state, what)?;
        }
        Ok(handover.into())
    }
}

/// The slip of an arrival.
#[derive(Clone)]
pub struct LinkSlip {
    /// The arrival.
    pub handover: HandoverId,
    /// The slip's code.
    pub code: PresentedCode,
}

impl Serialize for LinkSlip {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Only hashed, to compare a retried command with the first.
        (self.handover, self.code.plain()).serialize(serializer)
    }
}

impl UseCase for LinkSlip {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "slip-linked";

    fn code(&self) -> Option<PresentedCode> {
        Some(self.code.clone())
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        let mut arrival: Handover = work.own(self.handover).await?;
        let held = arrival.of(by)?.clone();
        let (_, slip, issued) = work.addressed(&self.code).await?;
        let opened: Handover = work.load(issued.handover).await?;
        if let Handover::LinkedTo { handover, .. } = opened {
            // The same slip again: the same answer. Another arrival: somebody else's slip.
            return if handover == self.handover {
                Ok(self.handover.into())
            } else {
                Err(Refusal::SlipUsedElsewhere.into())
            };
        }
        let consent = work.her_word(issued.path).await?;
        // What she took back on the path of her arrival counts on the slip's as well.
        let arrived_with: Client = work.load(held.record).await?;
        let own_path = arrived_with.at(by.institution)?.path;
        let own_word = work.her_word(own_path).await?;
        let (permit, her) = work.live(&consent, &issued).await?;
        let route = issued.route();
        let permit = permit.without(|item| consent.is_taken_back_on(&own_word, route, item));
        let arrived_on = held.arrived_on.unwrap_or(now.today);
        let way = work.way(&consent, &issued, &permit).await?;
        let given = slip.present_later(by.institution, arrived_on, &permit, &her, &way)?;
        let link = HandoverCommand::LinkSlip(Box::new(given.clone()));
        let to = HandoverCommand::LinkTo {
            handover: self.handover,
        };
        let seen = opened.decide(&work.order(to))?;
        work.decide(self.handover, &mut arrival, link)?;
        let owner = opened
            .held()
            .map_or(held.record, |announced| announced.record);
        for event in seen {
            let actor = Actor::Staff(by);
            work.write_for(record_owner(owner), actor, issued.handover, event)?;
        }
        copy(work, &issued, &given, self.handover)?;
        complete(work, held.record, &given.copy).await?;
        join(work, &held, &opened, issued.path).await?;
        Ok(self.handover.into())
    }
}

/// What came with the slip and this office did not know of her yet. What it knows itself stays: an old name
/// stands beside no new one.
async fn complete(work: &mut Work<'_>, record: RecordId, copy: &Copy) -> Result<(), Failure> {
    let mut client: Client = work.load(record).await?;
    let known = client.written();
    let identity = copy.identity.as_ref().map(|came| match &known.identity {
        Some(known) => known.completed_by(came),
        None => came.clone(),
    });
    let no_children = known.children.is_none();
    let her = Known {
        identity: identity.filter(|identity| known.identity.as_ref() != Some(identity)),
        children: copy.children.clone().filter(|_| no_children),
    };
    let what = ClientCommand::Identify {
        her,
        heard: work.heard(&client.paths).await?,
    };
    work.decide(record, &mut client, what)?;
    Ok(())
}

/// One person had two records, two paths, or both: each now says so.
async fn join(
    work: &mut Work<'_>,
    held: &Held,
    announced: &Handover,
    slip_path: PathId,
) -> Result<(), Failure> {
    let by = work.by;
    let mut client: Client = work.load(held.record).await?;
    let own_path = client.at(by.institution)?.path;
    let mut commands = Vec::new();
    if let Some(other) = announced.held().map(|other| other.record) {
        commands.push(ClientCommand::Join { record: other });
    }
    if own_path != slip_path {
        commands.push(ClientCommand::AddPath(slip_path));
        link_paths(work, own_path, slip_path).await?;
    }
    for what in commands {
        work.decide(held.record, &mut client, what)?;
    }
    // The slip's path now knows this station by the record that is used here.
    work.station(slip_path, by.institution, held.record).await
}

async fn link_paths(work: &mut Work<'_>, one: PathId, other: PathId) -> Result<(), Failure> {
    let (here, there) = (work.her_word(one).await?, work.her_word(other).await?);
    for (path, consent, linked, its) in [(one, &here, other, &there), (other, &there, one, &here)] {
        work.write_as(Actor::Seam, path, consent.link(linked, its))?;
    }
    Ok(())
}
