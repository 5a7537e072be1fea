//! ReviseRelease: the figures of a closed period once more, from what the log says now. Refused while
//! fewer than ten persons changed; the refusal does not say how many.

use domain::statistics::CalendarCommand;
use domain::{Actor, ReleaseId};
use event_store::Position;
use path_statistics::releases::revised;
use serde::Serialize;

use super::changed::changed;
use super::{counted, release_id};
use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// Make a release once more.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ReviseRelease {
    /// Which.
    pub release: ReleaseId,
}

impl UseCase for ReviseRelease {
    type Answer = ReleaseId;
    const OUTCOME: &'static str = "release-revised";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let desk = work.desk;
        let (store, network) = (&desk.store, desk.network);
        let calendar = work.calendar().await?;
        // Who may not ask lets nobody read the log twice.
        let edition = calendar.revision_of(by.function, self.release)?;
        let as_of = Position::new(calendar.find(self.release)?.as_of);
        let original = work.published(self.release).await?;
        let (then, _) = counted(store, network, Some(as_of)).await?;
        let (today, as_of) = counted(store, network, None).await?;
        let manifest = original.manifest();
        let revision = release_id(network, edition);
        let what = CalendarCommand::Revise {
            release: self.release,
            revision,
            as_of: as_of.get(),
            changed: changed(&then, &today, manifest.cube(), manifest.period),
        };
        for made in calendar.decide(&work.order(what))? {
            work.enter(Actor::Staff(by), made)?;
        }
        let release = revised(&today.journeys, &original, work.desk.release_key());
        work.publish(Actor::Staff(by), revision, &release)
    }
}
