//! AcknowledgeHandover: the consented items are copied and sealed again for this office.

use std::collections::BTreeSet;

use domain::clients::{Client, ClientCommand, Known};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers::{self, Handover, HandoverCommand, HandoverEvent, Stage};
use domain::institutions::Institution;
use domain::slips::{Arrival, Issued, Slip};
use domain::{Actor, HandoverId, RecordId};
use jiff::civil::Date;
use serde::Serialize;

use super::open::behind;
use super::tell::tell;
use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// A code at the counter, to be acknowledged.
#[derive(Clone)]
pub struct Acknowledge {
    /// The code.
    pub code: PresentedCode,
    /// The day of arrival; the day of the command if nothing is said, so that a retry after
    /// midnight is still the same command.
    pub arrived_on: Option<Date>,
    /// Whether the office takes her on in the same act.
    pub accept: bool,
    /// What the sender is told in the same act.
    pub tell: BTreeSet<Item>,
}

impl Serialize for Acknowledge {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Only hashed, to compare a retried command with the first.
        (self.code.plain(), self.arrived_on, self.accept, &self.tell).serialize(serializer)
    }
}

impl UseCase for Acknowledge {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "handover-acknowledged";

    fn code(&self) -> Option<PresentedCode> {
        Some(self.code.clone())
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (_, slip, issued) = work.addressed(&self.code).await?;
        let id = issued.handover;
        work.fetch(behind(&issued)).await?;
        let mut state: Handover = work.load(id).await?;
        match state.stage() {
            Stage::Blank | Stage::Announced | Stage::InError => {
                self.arrive(work, &slip, &issued, &mut state).await?;
            }
            // The same office again, however late: the same answer, no second copy.
            Stage::Acknowledged if self.accept => {
                let what = HandoverCommand::Accept;
                work.decide(id, &mut state, what)?;
            }
            _ => return Ok(state.is_at(id).into()),
        }
        tell(work, id, &mut state, &self.tell).await?;
        Ok(id.into())
    }
}

impl Acknowledge {
    async fn arrive(
        &self,
        work: &mut Work<'_>,
        slip: &Slip,
        issued: &Issued,
        state: &mut Handover,
    ) -> Result<(), Failure> {
        let (by, now) = (work.by, work.now);
        let arrived_on = self.arrived_on.unwrap_or(now.today);
        let consent = work.her_word(issued.path).await?;
        let (permit, her) = work.live(&consent, issued).await?;
        let way = work.way(&consent, issued, &permit).await?;
        let sender: Institution = work.load(issued.institution).await?;
        let arrival = slip.present(by.institution, arrived_on, &permit, &her, &way)?;
        let arrival = arrival.sent_by(&sender);
        let record = match state.held() {
            Some(held) => held.record,
            None => work.draw::<RecordId>(),
        };
        let what = HandoverCommand::Acknowledge(Box::new(handovers::Acknowledge {
            arrival: arrival.clone(),
            record,
            arrived_on,
            accept: self.accept,
        }));
        let events = state.decide(&work.order(what))?;
        copy(work, issued, &arrival, issued.handover)?;
        keep_record(work, &arrival, record, state).await?;
        let actor = Actor::Staff(by);
        for event in events {
            let on = match event {
                HandoverEvent::HandoverAcknowledged(_) => arrived_on,
                _ => now.today,
            };
            state.evolve(&event);
            work.write_on(actor, on, issued.handover, [event])?;
        }
        Ok(())
    }
}

/// She can see who holds a copy of what.
pub(crate) fn copy(
    work: &mut Work<'_>,
    issued: &Issued,
    arrival: &Arrival,
    handover: HandoverId,
) -> Result<(), Failure> {
    let Some(disclosure) = &arrival.copy.disclosure else {
        return Ok(());
    };
    let handed = issued.handed(handover, disclosure);
    work.write_as(Actor::Seam, arrival.path, [handed])
}

/// The office's own record of her: new, or the announced one that now may have a name.
async fn keep_record(
    work: &mut Work<'_>,
    arrival: &Arrival,
    record: RecordId,
    state: &Handover,
) -> Result<(), Failure> {
    let by = work.by;
    let copy = &arrival.copy;
    let her = Known {
        identity: copy.identity.clone(),
        children: copy.children.clone(),
    };
    let events = if state.held().is_some() {
        let client: Client = work.load(record).await?;
        let what = ClientCommand::Identify {
            her,
            heard: work.heard(&client.paths).await?,
        };
        client.decide(&work.order(what))?
    } else {
        let opened = (by.institution, record, arrival.path);
        Client::default().record(opened, &her)?
    };
    work.write(record, events)?;
    work.station(arrival.path, by.institution, record).await
}
