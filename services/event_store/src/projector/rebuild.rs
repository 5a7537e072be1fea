//! Rebuilding: the log from its start into a new generation, then a swap, while appends go on.

use super::{
    Projector,
    batch::{self, Page},
    checkpoint,
    generation::Generation,
    model::{Projection, ProjectorError},
};
use crate::{StoreError, engine::Session, head, ids::NetworkId, network::Network};
use async_recursion::async_recursion as boxed;

impl Projector {
    /// Folds the whole log anew for each model and puts the result in place of the old rows.
    #[boxed]
    pub async fn rebuild(&self, network: NetworkId) -> Result<(), ProjectorError> {
        let Some(network) = self.network(network).await? else {
            return Ok(());
        };
        for projection in self.projections.iter() {
            self.catch_up_one(&network, projection).await?;
            let Some(number) = self.begin_next(&network, projection).await? else {
                // Without a first generation there is no event to fold.
                continue;
            };
            let generation = Generation::new(&network, projection.name, number);
            self.fill(projection, generation).await?;
            self.store.probe.before_swap().await;
            self.swap(projection, generation).await?;
        }
        Ok(())
    }

    /// Folds all that the log has into a generation beside the live one.
    pub(super) async fn fill(
        &self,
        projection: &Projection,
        beside: Generation<'_>,
    ) -> Result<(), ProjectorError> {
        let model = projection.name;
        loop {
            let step = self.step(projection, beside).await?;
            if step.ok_or(ProjectorError::Superseded { model })?.caught_up {
                return Ok(());
            }
        }
    }

    /// Clears away what an interrupted rebuild left and opens a generation with a fresh number:
    /// an older rebuild that still runs finds its own gone.
    pub(super) async fn begin_next(
        &self,
        network: &Network,
        projection: &Projection,
    ) -> Result<Option<u64>, StoreError> {
        let model = projection.name;
        let mut session = self.store.engine.begin().await?;
        let log = &mut session.of(network);
        let all = checkpoint::lock_all(log, model).await?;
        if all.is_empty() {
            session.rollback().await?;
            return Ok(None);
        }
        head::lock(log, 0).await?;
        let next = checkpoint::begin(log, model, false).await?;
        for stale in all.iter().filter(|checkpoint| !checkpoint.live) {
            checkpoint::remove(log, stale.generation).await?;
        }
        session.commit().await?;
        Ok(Some(next))
    }

    async fn swap(
        &self,
        projection: &Projection,
        generation: Generation<'_>,
    ) -> Result<(), ProjectorError> {
        let mut session = self.store.engine.begin().await?;
        match self.swap_in(&mut session, projection, generation).await {
            Ok(()) => Ok(session.commit().await?),
            Err(error) => {
                session.rollback().await?;
                Err(error)
            }
        }
    }

    async fn swap_in(
        &self,
        session: &mut Session,
        projection: &Projection,
        generation: Generation<'_>,
    ) -> Result<(), ProjectorError> {
        let (network, model) = (generation.network, projection.name);
        let all = checkpoint::lock_all(&mut session.of(network), model).await?;
        let new = all
            .iter()
            .find(|checkpoint| checkpoint.generation == generation.number);
        let old = all.iter().find(|checkpoint| checkpoint.live);
        let (Some(new), Some(old)) = (new, old) else {
            return Err(ProjectorError::Superseded { model });
        };
        // With the old generation locked, the few events that it is ahead are folded here, so that
        // no reader sees a model go back.
        let mut position = new.position;
        while position < old.position {
            let store = &self.store;
            let page = Page::after(position, store, &mut session.of(network)).await?;
            position = page.progress.position;
            batch::apply(store, session, &[(projection, generation)], page).await?;
        }
        checkpoint::remove(&mut session.of(network), old.generation).await?;
        Ok(checkpoint::make_live(session, generation).await?)
    }
}
