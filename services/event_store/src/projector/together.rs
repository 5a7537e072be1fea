//! Models that stand at the same place move together: the log is read once, and one commit moves them all.
//! A command waits for that commit, and a disk has one answer to give instead of one for each model.

use super::{
    Projector,
    batch::{self, Page, Progress},
    checkpoint::{self, Live},
    generation::Generation,
    model::{Projection, ProjectorError},
};
use crate::{
    ids::Position,
    network::{Log, Network},
};

impl Projector {
    /// Folds what the log has now into all models at once; nothing where they do not stand at one place,
    /// or no longer do: then each goes its own way.
    pub(super) async fn catch_up_together(
        &self,
        network: &Network,
    ) -> Result<Option<Position>, ProjectorError> {
        loop {
            let mut session = self.store.engine.read().await?;
            let (live, head) = checkpoint::all_live_and_head(&mut session.of(network)).await?;
            drop(session);
            let Some((place, _)) = self.common_place(&live) else {
                return Ok(None);
            };
            // An idle look takes no lock.
            if place >= head {
                self.has_reached(network, place);
                return Ok(Some(place));
            }
            match self.step_together(network).await? {
                None => return Ok(None),
                Some(progress) if progress.caught_up => return Ok(Some(progress.position)),
                Some(_) => {}
            }
        }
    }

    async fn step_together(&self, network: &Network) -> Result<Option<Progress>, ProjectorError> {
        let mut session = self.store.engine.begin().await?;
        match self.fold_together(&mut session.of(network)).await {
            Ok(Some(progress)) => {
                self.store.probe.before_rows().await;
                session.commit().await?;
                self.has_reached(network, progress.position);
                Ok(Some(progress))
            }
            other => {
                session.rollback().await?;
                other
            }
        }
    }

    async fn fold_together(&self, log: &mut Log<'_>) -> Result<Option<Progress>, ProjectorError> {
        let live = checkpoint::lock_all_live(log).await?;
        // Where another process was faster, or a rebuild took its place, each goes its own way.
        let Some((place, moving)) = self.common_place(&live) else {
            return Ok(None);
        };
        let moving = moving.map(|(projection, number)| {
            let generation = Generation::new(log.network, projection.name, number);
            (projection, generation)
        });
        let moving: Vec<_> = moving.collect();
        let page = Page::after(place, &self.store, log).await?;
        let progress = page.progress;
        batch::apply(&self.store, log.session, &moving, page).await?;
        Ok(Some(progress))
    }

    /// Where all live generations stand, if it is one place, and which these are.
    fn common_place(
        &self,
        live: &Live,
    ) -> Option<(Position, impl Iterator<Item = (&Projection, u64)>)> {
        let checkpoints = self.projections.iter().map(|projection| {
            let live = live.get(projection.name)?;
            Some((projection, *live))
        });
        let checkpoints: Vec<_> = checkpoints.collect::<Option<_>>()?;
        let place = checkpoints.first()?.1.position;
        let at_one_place = checkpoints.iter().all(|(_, at)| at.position == place);
        let numbers = checkpoints
            .into_iter()
            .map(|(model, at)| (model, at.generation));
        at_one_place.then_some((place, numbers))
    }
}
