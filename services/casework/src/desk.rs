//! The desk at which commands are carried out: one network, one store, one clock.

use async_recursion::async_recursion as boxed;
use std::sync::Arc;
use std::time::Duration;

use domain::institutions::{Institution, SenderShown};
use domain::{Now, Refusal, Staff};
use event_store::{NetworkId, Position, Projector, Store};

use crate::work::Transaction;
use crate::{Clock, Draw, Failure};

/// How long an answer waits for the read models of the next screen.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long the read models may take to reach what the log holds now, for a desk that is ready.
const NEAR: Duration = Duration::from_millis(500);

/// What a command does for the next screen before it is answered.
#[derive(Debug, Clone, Copy)]
enum NextScreen {
    /// Waits for those who move the read models beside.
    WaitsFor(Duration),
    /// Moves them itself: nobody else does.
    IsBrought,
    /// Nothing: nobody looks.
    IsNone,
}

/// Everything that a command needs.
#[derive(Clone)]
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) projector: Projector,
    pub(crate) network: NetworkId,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) draw: Arc<dyn Draw>,
    next_screen: NextScreen,
}

/// A key under which a command has one effect and one answer, however often it is sent.
#[derive(Debug, Clone)]
pub struct Key(String);

/// A key that is empty, too long or not plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to 100 visible ASCII characters")]
pub struct KeyError;

impl Key {
    /// Takes what the caller sent.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let fits = (1..=100).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| Self(text.to_owned())).ok_or(KeyError)
    }

    /// As it stands in a form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Desk {
    /// A desk of this network.
    #[must_use]
    pub fn new(
        store: Store,
        projector: Projector,
        network: domain::NetworkId,
        clock: Arc<dyn Clock>,
        draw: Arc<dyn Draw>,
    ) -> Self {
        Self {
            store,
            projector,
            network: NetworkId::from_bytes(network.bytes()),
            clock,
            draw,
            next_screen: NextScreen::WaitsFor(PATIENCE),
        }
    }

    /// The same desk, waiting longer for the read models: for those who act step upon step and
    /// would rather be slow than miss what they did a moment ago.
    #[must_use]
    pub fn waiting(mut self, patience: Duration) -> Self {
        self.next_screen = NextScreen::WaitsFor(patience);
        self
    }

    /// The same desk where nobody runs the read models beside: each command brings them to what it did.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.next_screen = NextScreen::IsBrought;
        self
    }

    /// The same desk where nobody looks at what a command did: the read models stay where they are until
    /// [`Self::catch_up`].
    #[must_use]
    pub fn unseen(mut self) -> Self {
        self.next_screen = NextScreen::IsNone;
        self
    }

    /// The store, for queries.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The network, as the store names it.
    #[must_use]
    pub const fn network(&self) -> NetworkId {
        self.network
    }

    /// The moment.
    #[must_use]
    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// Whether the store answers and the read models are near the log's end. Whoever runs them, here
    /// or in another process, moves their checkpoints.
    #[boxed]
    pub async fn is_ready(&self) -> bool {
        let Ok(head) = self.store.head(self.network).await else {
            return false;
        };
        let reached = self.projector.wait_for(self.network, head, NEAR).await;
        reached.unwrap_or(false)
    }

    /// Brings the read models to the log's end, where nobody runs them beside.
    #[boxed]
    pub async fn catch_up(&self) -> Result<(), Failure> {
        self.projector.catch_up(self.network).await?;
        Ok(())
    }

    /// A fresh key, for forms and for commands that nobody retries.
    #[must_use]
    pub fn fresh_key(&self) -> Key {
        Key(hex::encode(self.draw.id()))
    }

    /// A key for a form that can be sent once only, the same each time the page is shown: so that
    /// the page's bytes depend on nothing but what it shows.
    #[must_use]
    pub fn stable_key(&self, form: &str, subject: [u8; 16]) -> String {
        format!("{form}-{}", hex::encode(subject))
    }

    /// The network's names.
    #[boxed]
    pub async fn faces(&self) -> Result<domain::network::Faces, Failure> {
        Transaction::at(self).faces().await
    }

    /// How an institution shows itself on paper that she takes with her: under the network's neutral
    /// sender where it is protected itself, or where she is in danger (rule 11).
    #[boxed]
    pub async fn shown_as_sender(
        &self,
        by: Staff,
        she_is_protected: bool,
    ) -> Result<SenderShown, Failure> {
        let faces = self.faces().await?;
        if she_is_protected {
            return Ok(SenderShown::neutral(&faces));
        }
        let mut work = crate::work::Work::of(self, by);
        let own: Institution = work.load(by.institution).await?;
        Ok(own.shown_as_sender(&faces).ok_or(Refusal::NotFound)?)
    }

    /// A fresh nonce, for what is sealed for a moment outside the store.
    #[must_use]
    pub fn nonce(&self) -> [u8; 12] {
        let mut bytes = [0; 12];
        self.draw.fill(&mut bytes);
        bytes
    }

    /// Sees to it, for a moment at most, that the next screen shows what was done.
    pub(crate) async fn settle(&self, position: Position) -> Result<(), Failure> {
        let patience = match self.next_screen {
            NextScreen::WaitsFor(patience) => patience,
            NextScreen::IsBrought => return self.catch_up().await,
            NextScreen::IsNone => return Ok(()),
        };
        let reached = self
            .projector
            .wait_for(self.network, position, patience)
            .await?;
        if !reached {
            tracing::warn!("the read models are behind");
        }
        Ok(())
    }
}
