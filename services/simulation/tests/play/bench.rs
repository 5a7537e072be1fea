//! Plays the town on a store of its own and reads the whole log back.

use std::sync::Arc;

use casework::{Desk, SettableClock, SystemDraw};
use domain::vocabulary::Role;
use domain::{AccountId, InstitutionId, Staff};
use event_store::testing::TestStore;
use event_store::{Position, Projector, Store};
use jiff::civil::{Date, date};
use serde_json::Value;
use sha2::{Digest, Sha256};
use simulation::{SeededDraw, Town, network_id};

/// A Sunday: nothing can have happened on the day itself.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// A town that was played.
pub(crate) struct Played {
    pub(crate) desk: Desk,
    pub(crate) town: Town,
    /// Stream and content of every event, in the log's order.
    pub(crate) log: Vec<(String, Value)>,
    _stage: Stage,
}

/// Where a town is played.
pub(crate) struct Stage {
    pub(crate) store: TestStore,
    pub(crate) desk: Desk,
    clock: Arc<SettableClock>,
    projector: tokio::task::JoinHandle<()>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.projector.abort();
    }
}

impl Stage {
    pub(crate) fn on(store: TestStore, seed: u64) -> Self {
        let projector = Projector::new(store.store().clone(), read_models::all());
        let running = projector.clone();
        let running = tokio::spawn(async move { running.run(std::future::pending()).await });
        let clock = Arc::new(SettableClock::at(TODAY));
        let draw = Arc::new(SeededDraw::new(seed));
        let here = store.store().clone();
        let desk = Desk::new(here, projector, network_id(), clock.clone(), draw)
            .waiting(std::time::Duration::from_secs(30));
        Self {
            store,
            desk,
            clock,
            projector: running,
        }
    }

    pub(crate) async fn play(&self, seed: u64) -> Town {
        let played = simulation::play(&self.desk, &self.clock, (seed, TODAY), None).await;
        self.clock.set(TODAY, 9, 0);
        played.unwrap()
    }

    /// From here on nobody keeps the read models.
    pub(crate) fn rest(&self) {
        self.projector.abort();
    }

    /// A desk that does not wait for the next screen, on a store that was opened for it.
    pub(crate) fn without_screens(&self, store: Store) -> Desk {
        let projector = Projector::new(store.clone(), vec![]);
        let draw = Arc::new(SystemDraw::new());
        Desk::new(store, projector, network_id(), self.clock.clone(), draw)
    }
}

pub(crate) async fn play(seed: u64) -> Played {
    let stage = Stage::on(TestStore::sqlite().await, seed);
    let town = stage.play(seed).await;
    Played {
        log: read_log(&stage.desk).await,
        desk: stage.desk.clone(),
        town,
        _stage: stage,
    }
}

async fn read_log(desk: &Desk) -> Vec<(String, Value)> {
    let mut log = Vec::new();
    let mut after = Position::START;
    loop {
        let page = desk
            .store()
            .read_from(desk.network(), after, 500)
            .await
            .unwrap();
        let Some(last) = page.last() else {
            return log;
        };
        after = last.position;
        log.extend(
            page.into_iter()
                .map(|e| (e.stream.to_string(), Value::Object(e.event))),
        );
    }
}

impl Played {
    /// Every event with this stored name.
    pub(crate) fn named(&self, name: &str) -> Vec<&Value> {
        let events = self.log.iter().map(|(_, event)| event);
        events
            .filter(|event| text(event, "event") == name)
            .collect()
    }

    /// Every event whose stored name begins so.
    pub(crate) fn of_kind(&self, prefix: &str) -> Vec<&Value> {
        let events = self.log.iter().map(|(_, event)| event);
        events
            .filter(|event| text(event, "event").starts_with(prefix))
            .collect()
    }
}

/// A text field, or nothing.
pub(crate) fn text<'a>(event: &'a Value, field: &str) -> &'a str {
    event[field].as_str().unwrap_or_default()
}

/// The caseworker of an institution, as the commands know her.
pub(crate) fn caseworker(key: &str) -> Staff {
    Staff {
        account: AccountId::from_bytes(stable("account", key)),
        institution: InstitutionId::from_bytes(stable("institution", key)),
        function: Role::Caseworker,
    }
}

/// The id of an institution: derived from its name in the town, and so the same for ever.
pub(crate) fn institution(key: &str) -> String {
    InstitutionId::from_bytes(stable("institution", key)).to_string()
}

/// The bytes of an id, from a name in the town.
pub(crate) fn stable(kind: &str, key: &str) -> [u8; 16] {
    let digest = Sha256::digest(format!("suhlheim/{kind}/{key}"));
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id
}
