//! AcknowledgeHandover: the consented items are copied and sealed again for this office.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::clients::{Client, ClientCommand, ClientEvent};
use domain::codes::PresentedCode;
use domain::consents::{Consent, ConsentEvent, Item};
use domain::handovers::{self, Handover, HandoverCommand, HandoverEvent, Stage};
use domain::institutions::Institution;
use domain::slips::{Arrival, Issued, Slip};
use domain::{Actor, Erasable, HandoverId, Instruction, Now, PathId, RecordId, Refusal, Staff};
use jiff::civil::Date;
use serde::Serialize;

use super::open::behind;
use super::tell::tell;
use crate::work::{UseCase, Work, record_owner};
use crate::{Desk, Failure, Key};

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

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (_, slip, issued) = work.addressed(by, &self.code).await?;
        let id = issued.handover;
        work.fetch(behind(&issued)).await?;
        let mut state: Handover = work.load(id.bytes()).await?;
        match state.stage() {
            Stage::Blank | Stage::Announced | Stage::InError => {
                self.arrive(by, now, work, &slip, &issued, &mut state)
                    .await?;
            }
            // The same office again, however late: the same answer, no second copy.
            Stage::Acknowledged if self.accept => {
                let what = HandoverCommand::Accept;
                let events = state.decide(&Instruction { by, now, what })?;
                write(work, by, now, id, &mut state, &events)?;
            }
            _ => return Ok(state.is_at(id).bytes()),
        }
        tell(work, by, now, id, &mut state, &self.tell).await?;
        Ok(id.bytes())
    }

    fn answer(id: [u8; 16]) -> HandoverId {
        HandoverId::from_bytes(id)
    }
}

impl Acknowledge {
    async fn arrive(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
        slip: &Slip,
        issued: &Issued,
        state: &mut Handover,
    ) -> Result<(), Failure> {
        let arrived_on = self.arrived_on.unwrap_or(now.today);
        let consent = her_word(work, issued.path).await?;
        let (permit, her) = work.live(&consent, issued, now).await?;
        let way = work.way(&consent, issued, &permit).await?;
        let sender: Institution = work.load(issued.institution.bytes()).await?;
        let arrival = slip.present(by.institution, arrived_on, &permit, &her, &way)?;
        let arrival = arrival.sent_by(&sender);
        let record = match state.held() {
            Some(held) => held.record,
            None => RecordId::from_bytes(work.draw()),
        };
        let what = HandoverCommand::Acknowledge(Box::new(handovers::Acknowledge {
            arrival: arrival.clone(),
            record,
            arrived_on,
            accept: self.accept,
        }));
        let events = state.decide(&Instruction { by, now, what })?;
        copy(now, work, issued, &arrival, issued.handover)?;
        keep_record(by, now, work, &arrival, record, state).await?;
        let stream = issued.handover.bytes();
        let owner = Some(record_owner(record));
        let actor = Actor::Staff(by);
        for event in events {
            let on = match event {
                HandoverEvent::HandoverAcknowledged { .. } => arrived_on,
                _ => now.today,
            };
            work.write_as(stream, owner, actor, now, on, std::slice::from_ref(&event))?;
            state.evolve(&event);
        }
        Ok(())
    }
}

/// Her consents on this path. Without the path's key nothing lives, and nothing fails (formats.md,
/// "What crosses the seam").
pub(crate) async fn her_word(work: &mut Work<'_>, path: PathId) -> Result<Consent, Failure> {
    let consent: Option<Consent> = work.load_unless_erased(path.bytes()).await?;
    Ok(consent.unwrap_or_default())
}

/// Writes events of the office's own act.
pub(crate) fn write(
    work: &mut Work<'_>,
    by: Staff,
    now: Now,
    id: HandoverId,
    state: &mut Handover,
    events: &[HandoverEvent],
) -> Result<(), Failure> {
    work.write(id.bytes(), None, by, now, events)?;
    for event in events {
        state.evolve(event);
    }
    Ok(())
}

/// She can see who holds a copy of what.
pub(crate) fn copy(
    now: Now,
    work: &mut Work<'_>,
    issued: &Issued,
    arrival: &Arrival,
    handover: HandoverId,
) -> Result<(), Failure> {
    let Some(disclosure) = &arrival.copy().disclosure else {
        return Ok(());
    };
    let handed = ConsentEvent::CopyHanded {
        items: disclosure.items().clone(),
        handover,
        route: issued.route(),
    };
    let path = arrival.path().bytes();
    work.write_as(path, None, Actor::Seam, now, now.today, &[handed])
}

/// The office's own record of her: new, or the announced one that now may have a name.
async fn keep_record(
    by: Staff,
    now: Now,
    work: &mut Work<'_>,
    arrival: &Arrival,
    record: RecordId,
    state: &Handover,
) -> Result<(), Failure> {
    let copy = arrival.copy();
    let events = if state.held().is_some() {
        let client: Client = work.load(record.bytes()).await?;
        let what = ClientCommand::Identify {
            identity: copy.identity.clone(),
            children: copy.children.clone(),
            heard: work.heard(client.paths()).await?,
        };
        client.decide(&Instruction { by, now, what })?
    } else {
        vec![ClientEvent::ClientRecorded {
            record,
            institution: by.institution,
            path: arrival.path(),
            identity: copy.identity.clone().map(Erasable::Known),
            child: copy.children.clone().map(Erasable::Known),
        }]
    };
    let owner = Some(record_owner(record));
    work.write(record.bytes(), owner, by, now, &events)?;
    work.station(now, arrival.path(), by.institution, record)
        .await
}

impl Desk {
    /// Acknowledges a code, and with `accept` takes her on in the same act.
    #[boxed]
    pub async fn acknowledge(
        &self,
        by: Staff,
        command: &Acknowledge,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole.into());
        }
        self.check_attempts(by, &command.code).await?;
        let result = self.perform(by, command, key).await;
        self.count_if_unknown(by, &command.code, result).await
    }
}
