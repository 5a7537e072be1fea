//! A command that reads her consent twice is held between the two, and she takes her word back there:
//! the second reading must not hide that the first is out of date.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use acceptance::{Office, Town, on_both};
use casework::{Desk, Draw, Failure, SettableClock, SystemDraw};
use domain::Refusal;
use domain::consents::Item;
use event_store::{Checks, Projector};
use tokio::sync::Notify;

use crate::counters::Pair;
use crate::{in_time, the_log_is_proven};

on_both!(
    what_was_decided_on_the_first_reading_does_not_pass,
    |town| async move {
        let counter = Pair::at(&town, Checks::On).await.other;
        let her = counter
            .her(Office::Schuldnerberatung, Office::Jugendamt)
            .await;
        let (go_on, held) = Held::ready();
        let issuing = desk(&town, held.clone()).await;
        let (by, slip) = her.slip();
        let issuing = tokio::spawn(async move {
            let key = issuing.fresh_key();
            issuing.perform(by, &slip, &key).await
        });
        // Her consent is read; the code is drawn; then her stations are looked up on the same path.
        held.reached.notified().await;
        let (by, withdrawal) = her.withdrawal();
        let key = counter.desk.fresh_key();
        let withdrawn = counter.desk.perform(by, &withdrawal, &key).await;
        withdrawn.unwrap();
        go_on.send(()).unwrap();
        let Err(Failure::Refused(Refusal::ConsentMissing { item })) = in_time(issuing).await else {
            panic!("a slip was issued behind her withdrawal");
        };
        assert_eq!(item, Item::Identity);
        the_log_is_proven(&town, 0).await;
    }
);

/// Draws as the machine does, but stands still at the first typed code.
struct Held {
    chance: SystemDraw,
    armed: AtomicBool,
    reached: Notify,
    go_on: Mutex<mpsc::Receiver<()>>,
}

impl Held {
    fn ready() -> (mpsc::Sender<()>, Arc<Self>) {
        let (sender, go_on) = mpsc::channel();
        let held = Self {
            chance: SystemDraw::new(),
            armed: AtomicBool::new(true),
            reached: Notify::new(),
            go_on: Mutex::new(go_on),
        };
        (sender, Arc::new(held))
    }
}

/// The length of a typed code.
const TYPED: usize = 10;

impl Draw for Held {
    fn fill(&self, bytes: &mut [u8]) {
        self.chance.fill(bytes);
        if bytes.len() == TYPED && self.armed.swap(false, Ordering::SeqCst) {
            self.reached.notify_one();
            let go_on = self.go_on.lock().unwrap();
            tokio::task::block_in_place(|| go_on.recv().unwrap());
        }
    }
}

async fn desk(town: &Town, draw: Arc<Held>) -> Desk {
    let store = town.store().another().await;
    let projector = Projector::new(store.clone(), vec![]);
    let clock = Arc::new(SettableClock::at(Town::today()));
    Desk::new(store, projector, Town::network(), clock, draw)
}
