//! Models that stand at the same place move together: the log is read once, and one commit moves them all.
//! A command waits for that commit, and a disk has one answer to give instead of one for each model.

use super::{
    Projector,
    batch::{self, Page, Progress},
    checkpoint,
    model::{Projection, ProjectorError},
    rows::Generation,
};
use crate::{StoreError, engine::Session, head, ids::Position, keys::Network};

/// How many events one transaction folds into all models: for as long, nobody else writes on SQLite.
const BATCH: u32 = 40;

impl Projector {
    /// Folds what the log has now into all models at once; nothing where they do not stand at one place,
    /// or no longer do: then each goes its own way.
    pub(super) async fn catch_up_together(
        &self,
        network: &Network,
    ) -> Result<Option<Position>, ProjectorError> {
        loop {
            let mut session = self.store.engine.read().await?;
            let head = head::read(&mut session, network.id).await?;
            let Some((place, _)) = self.common_place(&mut session, network).await? else {
                return Ok(None);
            };
            drop(session);
            // An idle look takes no lock.
            if place >= head {
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
        match self.fold_together(&mut session, network).await {
            Ok(Some(progress)) => {
                self.store.probe.before_rows().await;
                session.commit().await?;
                self.progress.notify_waiters();
                Ok(Some(progress))
            }
            other => {
                session.rollback().await?;
                other
            }
        }
    }

    async fn fold_together(
        &self,
        session: &mut Session,
        network: &Network,
    ) -> Result<Option<Progress>, ProjectorError> {
        let Some((place, live)) = self.common_place(session, network).await? else {
            return Ok(None);
        };
        let mut locked = Vec::with_capacity(live.len());
        for (projection, number) in live {
            let generation = Generation::new(network, projection.name, number);
            match checkpoint::lock_one(session, generation).await? {
                Some(there) if there.live && there.position == place => {}
                // Another process was faster, or a rebuild took its place.
                _ => return Ok(None),
            }
            locked.push((projection, generation));
        }
        let page = Page::after(place, BATCH, &self.store, session, network).await?;
        for (projection, generation) in locked {
            batch::apply(&self.store, session, projection, generation, &page).await?;
        }
        Ok(Some(page.progress))
    }

    /// Where all live generations stand, if it is one place; the models with their generations come in
    /// the order in which everybody locks.
    async fn common_place(
        &self,
        session: &mut Session,
        network: &Network,
    ) -> Result<Option<(Position, Vec<(&Projection, u64)>)>, StoreError> {
        let there = checkpoint::all_live(session, network).await?;
        let mut live = Vec::with_capacity(self.projections.len());
        let mut common = None;
        for projection in self.projections.iter() {
            let Some(checkpoint) = there.get(projection.name) else {
                return Ok(None);
            };
            if *common.get_or_insert(checkpoint.position) != checkpoint.position {
                return Ok(None);
            }
            live.push((projection, checkpoint.generation));
        }
        live.sort_by_key(|(projection, _)| projection.name);
        Ok(common.map(|place| (place, live)))
    }
}
