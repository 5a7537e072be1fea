//! Two desks with stores of their own, whose next appends are forced together: each has decided,
//! neither has the lock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use acceptance::Town;
use casework::{Desk, SettableClock, SystemDraw};
use event_store::{Checks, Position, Probe, Projector, Recorded, Store};
use futures::future::BoxFuture;
use tokio::sync::Barrier;

/// So late that the other has committed.
const LATE: Duration = Duration::from_millis(25);

/// Who asks for the lock first, after both have decided.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Start {
    Together,
    OneLate,
    OtherLate,
}

impl Start {
    /// Each in its turn.
    pub(crate) fn of(round: u32) -> Self {
        [Self::Together, Self::OneLate, Self::OtherLate][round as usize % 3]
    }
}

/// A desk on connections of its own.
pub(crate) struct Counter {
    pub(crate) desk: Desk,
    probe: Arc<Meeting>,
}

/// Two of them.
pub(crate) struct Pair {
    pub(crate) one: Counter,
    pub(crate) other: Counter,
}

impl Pair {
    /// Two desks in this town; `one` looks at versions and guards or not.
    pub(crate) async fn at(town: &Town, checks: Checks) -> Self {
        let barrier = Arc::new(Barrier::new(2));
        Self {
            one: Counter::at(town, checks, barrier.clone()).await,
            other: Counter::at(town, Checks::On, barrier).await,
        }
    }

    /// The next append of each waits for that of the other.
    pub(crate) fn together(&self, start: Start) {
        self.one.probe.arm(start == Start::OneLate);
        self.other.probe.arm(start == Start::OtherLate);
    }
}

impl Counter {
    async fn at(town: &Town, checks: Checks, barrier: Arc<Barrier>) -> Self {
        let probe = Arc::new(Meeting {
            barrier,
            armed: AtomicBool::new(false),
            late: AtomicBool::new(false),
        });
        let options = town.store().options();
        let options = options.probe(probe.clone()).checks(checks);
        let store: Store = options.open().await.unwrap();
        // Without read models a command does not wait for the next screen.
        let projector = Projector::new(store.clone(), vec![]);
        let clock = Arc::new(SettableClock::at(Town::today()));
        let draw = Arc::new(SystemDraw::new());
        Self {
            desk: Desk::new(store, projector, Town::network(), clock, draw),
            probe,
        }
    }

    /// The end of the log.
    pub(crate) async fn head(&self) -> Position {
        self.desk.store().head(self.desk.network()).await.unwrap()
    }

    /// What was appended since.
    pub(crate) async fn since(&self, before: Position) -> Vec<Recorded> {
        let (store, network) = (self.desk.store(), self.desk.network());
        store.read_from(network, before, 1_000).await.unwrap()
    }
}

/// Holds the next append until the other side has decided too; later ones pass.
struct Meeting {
    barrier: Arc<Barrier>,
    armed: AtomicBool,
    late: AtomicBool,
}

impl Meeting {
    fn arm(&self, late: bool) {
        self.late.store(late, Ordering::SeqCst);
        self.armed.store(true, Ordering::SeqCst);
    }
}

impl Probe for Meeting {
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            if !self.armed.swap(false, Ordering::SeqCst) {
                return;
            }
            self.barrier.wait().await;
            if self.late.load(Ordering::SeqCst) {
                tokio::time::sleep(LATE).await;
            }
        })
    }
}
