//! One disclosure behind a withdrawal, by a store that forgets its guards: what `verify` has to find.

use std::sync::Arc;

use domain::consents::Item;
use event_store::{Checks, Position, Probe};
use futures::future::BoxFuture;
use tokio::sync::Notify;

use crate::bench::Stage;
use crate::her::Her;

/// Issues a slip with a name that was taken back a moment before; gives the slip's place in the log.
pub(crate) async fn discloses_behind_a_withdrawal(stage: &Stage) -> Position {
    let desk = stage.without_screens(stage.store.store().clone());
    let her = Her::allowing(&desk, &[Item::Identity]).await;
    let held = Arc::new(Held::default());
    let options = stage.store.options().probe(held.clone());
    let careless = options.checks(Checks::Off).open().await.unwrap();
    let careless = stage.without_screens(careless);
    let (by, slip) = (her.by, her.slip());
    let issuing = tokio::spawn(async move {
        let key = careless.fresh_key();
        careless.perform(by, &slip, &key).await
    });
    held.decided.notified().await;
    her.withdraws(&desk).await;
    let before = desk.store().head(desk.network()).await.unwrap();
    held.go_on.notify_one();
    issuing.await.unwrap().unwrap();

    let behind = desk.store().read_from(desk.network(), before, 100).await;
    let behind = behind.unwrap();
    let slip = behind.iter().find(|event| event.name() == "SlipIssued");
    slip.unwrap().position
}

/// Holds an append that was decided until it may go on.
#[derive(Default)]
struct Held {
    decided: Notify,
    go_on: Notify,
}

impl Probe for Held {
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.decided.notify_one();
            self.go_on.notified().await;
        })
    }
}
