//! Appends of one process that wait for one another's commit are written together.

use crate::bench::{Gate, after, append, commit, guarded, noted, opening, whole_log};
use event_store::{
    AppendError, Appended, NetworkId, Probe, Store, StoreError, StoreUrl, StreamId,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use futures::future::BoxFuture;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{task::JoinHandle, time::timeout};

/// No test waits for so long.
const PATIENCE: Duration = Duration::from_secs(10);

on_both_engines!(
    those_who_wait_are_committed_at_once,
    who_is_refused_stops_nobody,
    of_two_who_write_one_stream_one_is_refused,
    one_command_sent_twice_has_one_effect,
    two_make_the_keys_of_one_owner,
    who_goes_another_time_makes_no_keys,
    who_is_dropped_while_it_waits_never_happened,
    whoever_leads_may_be_dropped,
    who_left_while_it_was_written_is_not_written_anew,
    after_a_panic_each_goes_alone,
    a_commit_that_failed_is_tried_anew_for_commands_that_are_known_again,
);

type Task = JoinHandle<Result<Appended, AppendError>>;

/// Holds those who have written everything and committed nothing, and panics there when it is told to.
#[derive(Default)]
struct Holds {
    gate: Gate,
    panics: AtomicBool,
}

impl Holds {
    /// Lets the next one commit.
    fn go(&self) {
        self.gate.go.notify_one();
    }

    /// Waits for one that has written.
    async fn reached(&self) {
        let reached = timeout(PATIENCE, self.gate.reached.notified()).await;
        reached.expect("another commit");
    }
}

impl Probe for Holds {
    fn before_commit(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.gate.pass().await;
            assert!(!self.panics.swap(false, Ordering::SeqCst), "as it was told");
        })
    }
}

/// A store in which an append holds the lock, and others wait behind it.
struct Held {
    store: Store,
    network: NetworkId,
    /// A stream of one event.
    there: StreamId,
    holds: Arc<Holds>,
    first: Task,
    waiting: Vec<Task>,
}

impl Held {
    async fn begin(bench: &TestStore) -> Self {
        let (network, there) = (any_network(), any_stream());
        let opened = append(network, vec![opening(there, any_owner(), vec![noted(0)])]);
        commit(bench.store(), opened).await;
        let holds = Arc::new(Holds::default());
        let store = bench.options().probe(holds.clone()).open().await.unwrap();
        let first = append(
            network,
            vec![opening(any_stream(), any_owner(), vec![noted(1)])],
        );
        let first = tokio::spawn({
            let store = store.clone();
            async move { store.append(first).await }
        });
        holds.reached().await;
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
        let waits = async {
            while TestStore::waiting(&self.store) < self.waiting.len() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let waits = timeout(PATIENCE, waits).await;
        waits.expect("it joins those who wait");
    }

    /// The caller of one goes away.
    async fn leaves(&mut self, place: usize) {
        let gone = self.waiting.remove(place);
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
    }

    /// Lets so many transactions commit; gives what those behind the first were answered.
    async fn go(self, commits: usize) -> (Store, NetworkId, Vec<Result<Appended, AppendError>>) {
        for _ in 1..commits {
            self.holds.go();
            self.holds.reached().await;
        }
        self.holds.go();
        let _ = self.first.await;
        let mut answers = Vec::new();
        for waiting in self.waiting {
            let answer = timeout(PATIENCE, waiting).await;
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

async fn who_goes_another_time_makes_no_keys(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    let (one, two) = (any_owner(), any_owner());
    for owners in [&[one][..], &[one, two], &[two]] {
        let opens = |owner: &_| opening(any_stream(), *owner, vec![noted(2)]);
        held.comes(append(held.network, owners.iter().map(opens).collect()))
            .await;
    }
    // The first, one of each owner, and the one of both.
    let (store, network, answers) = held.go(3).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    has_no_gap(&store, network, 6).await;
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
    held.leaves(0).await;
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
    held.holds.go();
    held.holds.reached().await;
    // It has written for all three, and nothing is committed.
    held.leaves(0).await;
    held.holds.reached().await;
    let (store, network, answers) = held.go(1).await;
    assert!(matches!(answers[..], [Ok(_), Ok(_)]), "{answers:?}");
    has_no_gap(&store, network, 4).await;
}

async fn who_left_while_it_was_written_is_not_written_anew(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    for number in 2..5 {
        let opens = opening(any_stream(), any_owner(), vec![noted(number)]);
        held.comes(append(held.network, vec![opens])).await;
    }
    held.holds.go();
    held.holds.reached().await;
    // The last one, and then the one who has written for all three.
    held.leaves(2).await;
    held.leaves(0).await;
    held.holds.reached().await;
    let (store, network, answers) = held.go(1).await;
    assert!(matches!(answers[..], [Ok(_)]), "{answers:?}");
    has_no_gap(&store, network, 3).await;
}

async fn after_a_panic_each_goes_alone(bench: TestStore) {
    let mut held = Held::begin(&bench).await;
    for number in 2..5 {
        let opens = opening(any_stream(), any_owner(), vec![noted(number)]);
        held.comes(append(held.network, vec![opens])).await;
    }
    held.holds.go();
    held.holds.reached().await;
    held.holds.panics.store(true, Ordering::SeqCst);
    held.holds.go();
    let leads = held.waiting.remove(0);
    assert!(leads.await.unwrap_err().is_panic());
    held.holds.reached().await;
    let (store, network, answers) = held.go(2).await;
    assert!(matches!(answers[..], [Ok(_), Ok(_)]), "{answers:?}");
    has_no_gap(&store, network, 4).await;
}

async fn a_commit_that_failed_is_tried_anew_for_commands_that_are_known_again(bench: TestStore) {
    no_commit_reaches(&bench, 5).await;
    let mut held = Held::begin(&bench).await;
    for key in [None, Some("one"), Some("two")] {
        let opens = opening(any_stream(), any_owner(), vec![noted(2)]);
        let mut append = append(held.network, vec![opens]);
        let idempotency = |key| {
            held.store
                .idempotency(held.network, b"she", key, b"command")
        };
        append.idempotency = key.map(idempotency);
        held.comes(append).await;
    }
    // The first, all three, and each of the two.
    let (store, network, answers) = held.go(4).await;
    let [
        Err(AppendError::Store(StoreError::Database(_))),
        Ok(Appended::Committed { .. }),
        Ok(Appended::Committed { .. }),
    ] = &answers[..]
    else {
        panic!("{answers:?}");
    };
    has_no_gap(&store, network, 4).await;
}

/// Lets the commit fail that would be the first to have so many events in the log.
async fn no_commit_reaches(bench: &TestStore, events: u64) {
    let reached = format!("(SELECT COUNT(*) FROM event) = {events}");
    let statements = match bench.url() {
        StoreUrl::Sqlite(_) => [
            "CREATE TABLE nowhere (id INTEGER PRIMARY KEY)".to_owned(),
            "CREATE TABLE fails (id INTEGER REFERENCES nowhere DEFERRABLE INITIALLY DEFERRED)"
                .to_owned(),
            format!(
                "CREATE TRIGGER fails AFTER INSERT ON event WHEN {reached} \
                 BEGIN INSERT INTO fails VALUES (1); END"
            ),
        ]
        .to_vec(),
        StoreUrl::Postgres(_) => vec![
            format!(
                "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                 IF {reached} THEN RAISE 'so many are too many'; END IF; RETURN NULL; END $$"
            ),
            "CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED \
             FOR EACH ROW EXECUTE FUNCTION fails()"
                .to_owned(),
        ],
    };
    for statement in statements {
        bench.tamper(&statement).await;
    }
}
