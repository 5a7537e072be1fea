//! Appends of one process that wait for one another's commit are written together.

use crate::bench::{HoldsLock, after, append, commit, guarded, noted, opening, whole_log};
use event_store::{
    AppendError, Appended, NetworkId, Store, StreamId,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinHandle;

on_both_engines!(
    those_who_wait_are_committed_at_once,
    who_is_refused_stops_nobody,
    of_two_who_write_one_stream_one_is_refused,
    one_command_sent_twice_has_one_effect,
    two_make_the_keys_of_one_owner,
    who_is_dropped_while_it_waits_never_happened,
    whoever_leads_may_be_dropped,
);

type Task = JoinHandle<Result<Appended, AppendError>>;

/// A store in which an append holds the lock, and others wait behind it.
struct Held {
    store: Store,
    network: NetworkId,
    /// A stream of one event.
    there: StreamId,
    holds: Arc<HoldsLock>,
    first: Task,
    waiting: Vec<Task>,
}

impl Held {
    async fn begin(bench: &TestStore) -> Self {
        let (network, there) = (any_network(), any_stream());
        let opened = append(network, vec![opening(there, any_owner(), vec![noted(0)])]);
        commit(bench.store(), opened).await;
        let holds = Arc::new(HoldsLock::default());
        let store = bench.options().probe(holds.clone()).open().await.unwrap();
        let first = append(
            network,
            vec![opening(any_stream(), any_owner(), vec![noted(1)])],
        );
        let first = tokio::spawn({
            let store = store.clone();
            async move { store.append(first).await }
        });
        holds.0.reached.notified().await;
        Self {
            store,
            network,
            there,
            holds,
            first,
            waiting: Vec::new(),
        }
    }

    /// One more comes, behind all others.
    async fn comes(&mut self, append: event_store::Append) {
        let store = self.store.clone();
        self.waiting
            .push(tokio::spawn(async move { store.append(append).await }));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    /// Lets so many transactions commit; gives what those behind the first were answered.
    async fn go(self, commits: usize) -> (Store, NetworkId, Vec<Result<Appended, AppendError>>) {
        for _ in 1..commits {
            self.holds.0.go.notify_one();
            self.holds.0.reached.notified().await;
        }
        self.holds.0.go.notify_one();
        let _ = self.first.await;
        let mut answers = Vec::new();
        for waiting in self.waiting {
            let answer = tokio::time::timeout(Duration::from_secs(10), waiting).await;
            answers.push(answer.expect("no other commit is awaited").unwrap());
        }
        (self.store, self.network, answers)
    }
}

async fn has_no_gap(store: &Store, network: NetworkId, events: u64) {
    let log = whole_log(store, network).await;
    let positions: Vec<_> = log.iter().map(|event| event.position.get()).collect();
    assert_eq!(positions, (1..=events).collect::<Vec<_>>());
    assert_eq!(store.head(network).await.unwrap().get(), events);
    store.verify(network, |_| Ok(())).await.unwrap();
}

async fn those_who_wait_are_committed_at_once(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    for number in 0..10 {
        let opens = opening(
            any_stream(),
            any_owner(),
            vec![noted(number), noted(number)],
        );
        held.comes(append(held.network, vec![opens])).await;
    }
    let (store, network, answers) = held.go(2).await;
    let places = answers.into_iter().map(|answer| match answer.unwrap() {
        Appended::Committed { position, last } => (position.get(), last.get()),
        Appended::Replayed { .. } => panic!("nothing was appended before"),
    });
    let in_their_order = (0..10).map(|number| (3 + 2 * number, 4 + 2 * number));
    assert_eq!(
        places.collect::<Vec<_>>(),
        in_their_order.collect::<Vec<_>>()
    );
    has_no_gap(&store, network, 22).await;
}

async fn who_is_refused_stops_nobody(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    let network = held.network;
    let opens = || {
        append(
            network,
            vec![opening(any_stream(), any_owner(), vec![noted(2)])],
        )
    };
    held.comes(opens()).await;
    held.comes(guarded(opens(), any_stream(), 3)).await;
    held.comes(opens()).await;
    let (store, network, answers) = held.go(2).await;
    let [Ok(_), Err(AppendError::GuardMoved { .. }), Ok(_)] = &answers[..] else {
        panic!("{answers:?}");
    };
    has_no_gap(&store, network, 4).await;
}

async fn of_two_who_write_one_stream_one_is_refused(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    for number in 2..4 {
        let writes = vec![after(held.there, 1, vec![noted(number)])];
        held.comes(append(held.network, writes)).await;
    }
    let (store, network, answers) = held.go(2).await;
    let [Ok(_), Err(AppendError::Conflict { .. })] = &answers[..] else {
        panic!("{answers:?}");
    };
    has_no_gap(&store, network, 3).await;
}

async fn one_command_sent_twice_has_one_effect(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    let idempotency = held
        .store
        .idempotency(held.network, b"she", "key", b"command");
    for number in 2..4 {
        let opens = opening(any_stream(), any_owner(), vec![noted(number)]);
        let mut append = append(held.network, vec![opens]);
        append.idempotency = Some(idempotency);
        held.comes(append).await;
    }
    let (store, network, answers) = held.go(2).await;
    let [
        Ok(Appended::Committed { last, .. }),
        Ok(Appended::Replayed { position, .. }),
    ] = &answers[..]
    else {
        panic!("{answers:?}");
    };
    assert_eq!(last, position);
    has_no_gap(&store, network, 3).await;
}

async fn two_make_the_keys_of_one_owner(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    let owner = any_owner();
    let streams = [any_stream(), any_stream()];
    for stream in streams {
        held.comes(append(
            held.network,
            vec![opening(stream, owner, vec![noted(2)])],
        ))
        .await;
    }
    let (store, network, answers) = held.go(3).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    has_no_gap(&store, network, 4).await;
    for stream in streams {
        assert_eq!(store.load(network, stream).await.unwrap().len(), 1);
    }
}

async fn who_is_dropped_while_it_waits_never_happened(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    let opens = || {
        append(
            held.network,
            vec![opening(any_stream(), any_owner(), vec![noted(2)])],
        )
    };
    let (dropped, stays) = (opens(), opens());
    held.comes(dropped).await;
    held.comes(stays).await;
    let dropped = held.waiting.remove(0);
    dropped.abort();
    assert!(dropped.await.unwrap_err().is_cancelled());
    let (store, network, answers) = held.go(2).await;
    assert!(matches!(answers[..], [Ok(_)]), "{answers:?}");
    has_no_gap(&store, network, 3).await;
}

async fn whoever_leads_may_be_dropped(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    for number in 2..5 {
        let opens = opening(any_stream(), any_owner(), vec![noted(number)]);
        held.comes(append(held.network, vec![opens])).await;
    }
    held.holds.0.go.notify_one();
    held.holds.0.reached.notified().await;
    // It has written for all three, and nothing is committed.
    let leads = held.waiting.remove(0);
    leads.abort();
    assert!(leads.await.unwrap_err().is_cancelled());
    held.holds.0.reached.notified().await;
    let (store, network, answers) = held.go(1).await;
    assert!(matches!(answers[..], [Ok(_), Ok(_)]), "{answers:?}");
    has_no_gap(&store, network, 4).await;
}
