//! The clock makes the releases that are due: each once, whoever strikes. The key that draws the noise
//! lives as long as the computation; of the figures nothing is kept but the frozen body.

use domain::network::{Network, NetworkEvent};
use domain::statistics::{
    Calendar, CalendarEvent, Content, Edition, NotMade, ReleaseEvent, Rhythm,
};
use domain::{Actor, Refusal, ReleaseId, StreamEvent};
use event_store::{Position, Recorded};
use jiff::civil::Date;
use path_statistics::journeys::Journeys;
use path_statistics::releases::{Release, ReleaseKey, access, paths};

use super::{counted, release_id};
use crate::owners::network_owner;
use crate::stroke::Stroke;
use crate::work::{Transaction, folded, meta, read};
use crate::{Desk, Failure};

impl Desk {
    /// Makes what is due; how many releases and final refusals there were. The log is read once for all of
    /// them, and not at all while nothing is due.
    pub(crate) async fn make_releases(&self) -> Result<u64, Failure> {
        let mut moved = 0;
        let mut log = None;
        loop {
            let due = self.due_releases().await?;
            if due.is_empty() {
                return Ok(moved);
            }
            let (counted, as_of) = match log.take() {
                Some(read) => read,
                None => counted(&self.store, self.network, None).await?,
            };
            let before = moved;
            for edition in due {
                let journeys = &counted.journeys;
                let stroke = MakeRelease {
                    edition,
                    journeys,
                    as_of,
                };
                moved += u64::from(self.tried(&stroke).await);
            }
            // Paths become due with their access release; what others made meanwhile is made.
            if moved == before {
                return Ok(moved);
            }
            log = Some((counted, as_of));
        }
    }

    async fn due_releases(&self) -> Result<Vec<Edition>, Failure> {
        let mut work = Transaction::at(self);
        let Some((founded_on, rhythm)) = work.counting_since().await? else {
            return Ok(Vec::new());
        };
        let calendar = work.calendar().await?;
        Ok(calendar.due(founded_on, rhythm, self.now().today))
    }

    /// A key for one release, gone when it is computed.
    pub(super) fn release_key(&self) -> ReleaseKey {
        ReleaseKey::drawn(|bytes| self.draw.fill(bytes))
    }
}

struct MakeRelease<'l> {
    edition: Edition,
    journeys: &'l Journeys,
    as_of: Position,
}

impl Stroke for MakeRelease<'_> {
    async fn decide(&self, work: &mut Transaction<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let now = work.now;
        let calendar = work.calendar().await?;
        let id = release_id(work.desk.network, self.edition);
        let Ok(made) = calendar.make(id, self.edition, self.as_of.get(), now.today) else {
            // Another process was faster.
            return Ok(None);
        };
        let (period, key) = (self.edition.period, work.desk.release_key());
        let release = match self.edition.content {
            Content::Access => {
                let Ok(release) = access(self.journeys, period, key) else {
                    let passed = calendar.pass_over(period, NotMade::TooFewPersons, now.today)?;
                    return work.enter(Actor::Clock, passed).map(Some);
                };
                release
            }
            Content::Paths => {
                let of_access = Edition::first(period, Content::Access);
                let of_access = calendar.release_of(of_access);
                let of_access = of_access.ok_or(Refusal::AccessReleaseMissing)?;
                paths(self.journeys, &work.published(of_access).await?, key)
            }
        };
        work.enter(Actor::Clock, made)?;
        work.publish(Actor::Clock, id, &release).map(Some)
    }
}

impl Transaction<'_> {
    /// Since when the network counts, and in which rhythm; nothing before it is founded.
    pub(super) async fn counting_since(&mut self) -> Result<Option<(Date, Rhythm)>, Failure> {
        let id = self.network_id();
        let events = self.events::<NetworkEvent>(id).await?;
        let network: Network = folded(&events)?;
        let Some(founded) = events.first() else {
            return Ok(None);
        };
        Ok(Some((meta(founded)?.occurred_on, network.rules().rhythm)))
    }

    /// Which releases were made.
    pub(super) async fn calendar(&mut self) -> Result<Calendar, Failure> {
        let id = self.network_id();
        self.load(id).await
    }

    /// Writes into the calendar; gives its stream.
    pub(super) fn enter(
        &mut self,
        actor: Actor,
        event: CalendarEvent,
    ) -> Result<[u8; 16], Failure> {
        let network = self.network_id();
        self.write_as(actor, network, [event])?;
        Ok(CalendarEvent::stream(network))
    }

    /// Freezes a release; gives its stream.
    pub(super) fn publish(
        &mut self,
        actor: Actor,
        id: ReleaseId,
        release: &Release,
    ) -> Result<[u8; 16], Failure> {
        let body = String::from_utf8(release.body());
        let body = body.map_err(|_| Failure::Unreadable { kind: "release" })?;
        let published = ReleaseEvent::ReleasePublished { release: id, body };
        let owner = network_owner(self.network_id());
        self.write_for(owner, actor, id, published)?;
        Ok(id.into())
    }

    /// The frozen bytes of a release that the calendar names.
    pub(super) async fn body(&mut self, id: ReleaseId) -> Result<String, Failure> {
        body_of(&self.events::<ReleaseEvent>(id).await?)
    }

    /// The figures of a release that the calendar names.
    pub(super) async fn published(&mut self, id: ReleaseId) -> Result<Release, Failure> {
        let body = self.body(id).await?;
        Release::read(body.as_bytes()).map_err(|_| Failure::Unreadable { kind: "release" })
    }
}

/// The frozen bytes in a release's stream.
pub(super) fn body_of(events: &[Recorded]) -> Result<String, Failure> {
    let published = events.first().ok_or(Refusal::NotFound)?;
    let ReleaseEvent::ReleasePublished { body, .. } = read(published)?;
    Ok(body)
}
