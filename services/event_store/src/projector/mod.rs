//! Keeps read models up with the log: checkpoint and rows move in one transaction.
//! Any number of processes may run it; the checkpoint's row lock makes them take turns.

use async_recursion::async_recursion as boxed;
mod batch;
pub(crate) mod checkpoint;
mod deep;
pub(crate) mod generation;
mod lists;
mod model;
mod moment;
mod queries;
mod rebuild;
pub(crate) mod rows;
#[cfg(feature = "testing")]
mod testing;
mod together;

pub use model::{
    FoldError, IndexEntry, Placed, Projection, ProjectorError, ReadModel, StateGroup, Subject,
};
pub(crate) use moment::Generations;
pub use queries::{Found, ListPage, NoRowPlace, PageOfRows, RowCounts, RowOrder, RowPlace, Rows};
#[cfg(feature = "testing")]
pub use testing::DumpedRow;

use crate::{
    Store, StoreError,
    engine::Session,
    head,
    ids::{NetworkId, Position},
    network::Network,
};
use batch::{Page, Progress};
use checkpoint::Checkpoint;
use generation::Generation;
use std::{
    collections::{BTreeMap, HashMap},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};

/// How often the log is looked at when nobody in this process appends.
const POLL: Duration = Duration::from_secs(1);
/// How often a waiter looks whether another process has caught up.
const GLANCE: Duration = Duration::from_millis(20);
/// So seldom, in the end, where this one runs the models, and tells: in case that it fails, or another was faster.
const LONG_GLANCE: Duration = Duration::from_millis(250);

/// Runs read models. Cheap to clone.
#[derive(Clone)]
pub struct Projector {
    store: Store,
    projections: Arc<[Projection]>,
    progress: Arc<Notify>,
    /// How far all models have come together in this process.
    reached: Arc<Mutex<HashMap<NetworkId, Position>>>,
    /// Alive for as long as somebody runs it in this process.
    running: Arc<Mutex<Weak<()>>>,
}

impl Projector {
    /// A projector of these models.
    #[must_use]
    pub fn new(store: Store, projections: Vec<Projection>) -> Self {
        Self {
            store,
            projections: projections.into(),
            progress: Arc::default(),
            reached: Arc::default(),
            running: Arc::default(),
        }
    }

    /// Folds what the log has now into all models; gives the position that all have reached.
    #[boxed]
    pub async fn catch_up(&self, network: NetworkId) -> Result<Position, ProjectorError> {
        let Some(known) = self.network(network).await? else {
            return Ok(Position::START);
        };
        if let Ok(Some(together)) = self.catch_up_together(&known).await {
            return Ok(together);
        }
        self.catch_up_apart(&known).await
    }

    /// Each model for itself: one that stands still keeps no other from moving.
    async fn catch_up_apart(&self, network: &Network) -> Result<Position, ProjectorError> {
        let (mut reached, mut first_error) = (self.store.head(network.id).await?, Ok(()));
        for projection in self.projections.iter() {
            match self.catch_up_one(network, projection).await {
                Ok(position) => reached = reached.min(position),
                Err(error) => first_error = first_error.and(Err(error)),
            }
        }
        first_error?;
        self.has_reached(network, reached);
        Ok(reached)
    }

    /// A network that has a head.
    async fn network(&self, network: NetworkId) -> Result<Option<Arc<Network>>, StoreError> {
        let mut session = self.store.engine.read().await?;
        self.store.keys.network(&mut session, network).await
    }

    /// Waits until all models have reached a position, at most so long; says whether they have.
    /// Somebody must run the projector meanwhile, here or in another process.
    #[boxed]
    pub async fn wait_for(
        &self,
        network: NetworkId,
        position: Position,
        timeout: Duration,
    ) -> Result<bool, ProjectorError> {
        let begun = Instant::now();
        let deadline = begun + timeout;
        let mut glance = GLANCE;
        // What this process does not fold, only the checkpoints tell.
        let folded_here = self.reached(network).is_some();
        let mut next_look = if folded_here { begun + glance } else { begun };
        loop {
            let progress = self.progress.notified();
            if self.reached(network) >= Some(position) {
                return Ok(true);
            }
            let now = Instant::now();
            // Whatever woke it: rounds of other networks do, too, and put no look off.
            if now >= next_look.min(deadline) {
                if self.slowest(network).await? >= position {
                    return Ok(true);
                }
                if now >= deadline {
                    return Ok(false);
                }
                next_look = Instant::now() + glance;
                if self.running().strong_count() > 0 {
                    glance = LONG_GLANCE.min(2 * glance);
                }
            }
            let _ = tokio::time::timeout_at(next_look.min(deadline), progress).await;
        }
    }

    fn reached(&self, network: NetworkId) -> Option<Position> {
        self.places().get(&network).copied()
    }

    fn has_reached(&self, network: &Network, position: Position) {
        let mut places = self.places();
        let place = places.entry(network.id).or_insert(position);
        *place = position.max(*place);
        drop(places);
        self.progress.notify_waiters();
    }

    fn places(&self) -> MutexGuard<'_, HashMap<NetworkId, Position>> {
        self.reached.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn running(&self) -> MutexGuard<'_, Weak<()>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Catches up with all networks whenever something was appended, until told to stop.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let running = Arc::new(());
        *self.running() = Arc::downgrade(&running);
        tokio::select! {
            () = shutdown => {}
            () = self.run_forever() => {}
        }
    }

    async fn run_forever(&self) {
        // What lies in SQLite's write-ahead log tells what changed together: it is emptied in each pause.
        let mut flushed = true;
        loop {
            // Listening begins before reading, so that no append falls between.
            let mut appended = pin!(self.store.appended.notified());
            appended.as_mut().enable();
            if let Err(error) = self.catch_up_everywhere().await {
                tracing::error!(%error, "read models stand still");
            }
            let pause = tokio::time::timeout(POLL, appended).await.is_err();
            flushed = match (pause, flushed) {
                (true, false) => self.store.engine.flush_log().await.unwrap_or(false),
                (true, true) => true,
                (false, _) => false,
            };
        }
    }

    /// One network that stands still keeps no other from moving.
    async fn catch_up_everywhere(&self) -> Result<(), ProjectorError> {
        let mut first_error = Ok(());
        for network in self.store.networks().await? {
            let result = self.catch_up(network).await;
            first_error = first_error.and(result.map(drop));
        }
        first_error
    }

    async fn catch_up_one(
        &self,
        network: &Network,
        projection: &Projection,
    ) -> Result<Position, ProjectorError> {
        loop {
            let mut session = self.store.engine.read().await?;
            let head = head::read(&mut session, network.id).await?;
            let live = checkpoint::live(&mut session.of(network), projection.name).await?;
            drop(session);
            match live {
                // An idle look takes no lock.
                Some(live) if live.position >= head => return Ok(live.position),
                None if head == Position::START => return Ok(head),
                Some(live) => {
                    let generation = Generation::new(network, projection.name, live.generation);
                    let step = self.step(projection, generation).await?;
                    if let Some(progress) = step.filter(|progress| progress.caught_up) {
                        return Ok(progress.position);
                    }
                }
                None => self.begin_first(network, projection).await?,
            }
        }
    }

    async fn begin_first(
        &self,
        network: &Network,
        projection: &Projection,
    ) -> Result<(), StoreError> {
        let mut session = self.store.engine.begin().await?;
        checkpoint::begin_first(&mut session.of(network), projection.name).await?;
        session.commit().await
    }

    /// Folds one page into one generation; nothing when that generation is gone.
    async fn step(
        &self,
        projection: &Projection,
        generation: Generation<'_>,
    ) -> Result<Option<Progress>, ProjectorError> {
        let mut session = self.store.engine.begin().await?;
        let locked = checkpoint::lock_one(&mut session, generation).await?;
        let Some(Checkpoint { position, .. }) = locked else {
            session.rollback().await?;
            return Ok(None);
        };
        match self
            .fold(&mut session, projection, generation, position)
            .await
        {
            Ok(progress) => {
                self.store.probe.before_rows().await;
                session.commit().await?;
                self.progress.notify_waiters();
                Ok(Some(progress))
            }
            Err(error) => {
                session.rollback().await?;
                Err(error)
            }
        }
    }

    async fn fold(
        &self,
        session: &mut Session,
        projection: &Projection,
        generation: Generation<'_>,
        from: Position,
    ) -> Result<Progress, ProjectorError> {
        let store = &self.store;
        let page = Page::after(from, store, &mut session.of(generation.network)).await?;
        let progress = page.progress;
        batch::apply(store, session, &[(projection, generation)], page).await?;
        Ok(progress)
    }

    async fn slowest(&self, network: NetworkId) -> Result<Position, StoreError> {
        let mut session = self.store.engine.read().await?;
        let live = match self.store.keys.network(&mut session, network).await? {
            Some(network) => checkpoint::all_live(&mut session.of(&network)).await?,
            None => BTreeMap::new(),
        };
        let reached = |projection: &Projection| {
            let live = live.get(projection.name);
            live.map_or(Position::START, |live| live.position)
        };
        let slowest = self.projections.iter().map(reached).min();
        Ok(slowest.unwrap_or(Position::new(u64::MAX)))
    }
}
