//! Whatever happens in whatever order: the log verifies, what is erased never opens, what is not
//! opens as it was written, and a rebuild gives the rows that were lived.

use crate::{
    bench::{TODAY, after, append, event, object, opening},
    visits::{Visits, projector},
};
use event_store::{
    Append, AppendError, Appended, KEYS_ENDED, NetworkId, OwnerId, PartClass, Position, Store,
    StreamId,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    test_runner::{Config, TestRunner},
};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

on_both_engines!(random_histories_keep_every_promise);

const CASES: u32 = 24;
/// Owners of streams; one more owns the list.
const OWNERS: usize = 3;
const STREAMS: usize = 5;
const CLASSES: [(PartClass, &str); 5] = [
    (PartClass::Identity, "identity"),
    (PartClass::Counselling, "counselling"),
    (PartClass::Child, "child"),
    (PartClass::Evidence, "evidence"),
    (PartClass::Code, "code"),
];

#[derive(Clone, Copy, Debug)]
enum Step {
    /// An event with these members in a stream, opened if need be.
    Write {
        stream: usize,
        members: [bool; 5],
    },
    /// Erases an owner, by an append or on its own.
    Erase {
        owner: usize,
        by_append: bool,
    },
    Shred {
        stream: usize,
        class: usize,
    },
    Purge {
        after: u32,
    },
    NextDay,
    CatchUp,
    Rebuild,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let write = (0..STREAMS, any::<[bool; 5]>());
    let step = prop_oneof![
        8 => write.prop_map(|(stream, members)| Step::Write { stream, members }),
        1 => (0..=OWNERS, any::<bool>())
            .prop_map(|(owner, by_append)| Step::Erase { owner, by_append }),
        2 => (0..STREAMS, 0..CLASSES.len())
            .prop_map(|(stream, class)| Step::Shred { stream, class }),
        1 => (0_u32..3).prop_map(|after| Step::Purge { after }),
        2 => select(vec![Step::NextDay, Step::CatchUp, Step::Rebuild]),
    ];
    vec(step, 1..40)
}

async fn random_histories_keep_every_promise(bench: TestStore) {
    let here = tokio::runtime::Handle::current();
    let played = |steps: Vec<Step>| {
        here.block_on(async {
            let mut history = History::new(bench.store());
            for step in steps {
                history.play(step).await;
            }
            history.end().await;
        });
        Ok(())
    };
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    tokio::task::block_in_place(|| TestRunner::new(config).run(&steps(), played).unwrap());
}

/// An event as it was written.
struct Written {
    stream: usize,
    members: Map<String, Value>,
}

/// The log as it should be, beside the one that is.
struct History<'a> {
    store: &'a Store,
    network: NetworkId,
    owners: Vec<OwnerId>,
    streams: Vec<StreamId>,
    log: Vec<Written>,
    erased: HashSet<usize>,
    shredded: HashSet<(usize, PartClass)>,
    day: i32,
}

impl<'a> History<'a> {
    fn new(store: &'a Store) -> Self {
        Self {
            store,
            network: any_network(),
            owners: (0..=OWNERS).map(|_| any_owner()).collect(),
            streams: (0..STREAMS).map(|_| any_stream()).collect(),
            log: Vec::new(),
            erased: HashSet::new(),
            shredded: HashSet::new(),
            day: TODAY,
        }
    }

    async fn play(&mut self, step: Step) {
        match step {
            Step::Write { stream, members } => self.write(stream, members).await,
            Step::Erase { owner, by_append } => self.erase(owner, by_append).await,
            Step::Shred { stream, class } => {
                let class = CLASSES[class].0;
                let mut shredding = self.append();
                shredding.shred = vec![(self.streams[stream], class)];
                self.store.append(shredding).await.unwrap();
                // A stream that was never opened has nothing to shred.
                if self.length(stream) > 0 {
                    self.shredded.insert((stream, class));
                }
            }
            Step::Purge { after } => {
                let purged = self.store.purge(self.network, self.day, after).await;
                purged.unwrap();
                self.compare().await;
            }
            Step::NextDay => self.day += 1,
            Step::CatchUp => {
                let projector = projector(self.store);
                projector.catch_up(self.network).await.unwrap();
            }
            Step::Rebuild => projector(self.store).rebuild(self.network).await.unwrap(),
        }
    }

    fn append(&self) -> Append {
        let mut append = append(self.network, Vec::new());
        append.recorded_on = self.day;
        append
    }

    fn length(&self, stream: usize) -> u64 {
        self.log
            .iter()
            .filter(|event| event.stream == stream)
            .count() as u64
    }

    async fn write(&mut self, stream: usize, members: [bool; 5]) {
        let number = self.log.len();
        let desk = self.owners[OWNERS].to_string();
        let mut written = object(json!({"event": "Came", "desk": desk, "day": number}));
        let opens = self.length(stream) == 0;
        for ((class, member), has) in CLASSES.into_iter().zip(members) {
            // The read model asks the first event for the name.
            if has || (opens && class == PartClass::Identity) {
                let value = json!({"of": number}).to_string();
                written.insert(member.to_owned(), value.into());
            }
        }
        let events = vec![event(Value::Object(written.clone()))];
        let write = if opens {
            opening(self.streams[stream], self.owners[stream % OWNERS], events)
        } else {
            after(self.streams[stream], self.length(stream), events)
        };
        let mut append = self.append();
        append.writes = vec![write];
        let refused = !self.is_live(stream, PartClass::Core)
            || CLASSES.iter().any(|(class, member)| {
                written.contains_key(*member) && !self.is_live(stream, *class)
            });
        match self.store.append(append).await {
            Ok(Appended::Committed { .. }) => {
                assert!(!refused, "nothing is written for what is erased");
                let members = written;
                self.log.push(Written { stream, members });
            }
            Err(AppendError::Erased { .. }) => assert!(refused, "it is not erased"),
            other => panic!("{other:?}"),
        }
    }

    fn is_live(&self, stream: usize, class: PartClass) -> bool {
        !self.erased.contains(&(stream % OWNERS)) && !self.shredded.contains(&(stream, class))
    }

    async fn erase(&mut self, owner: usize, by_append: bool) {
        if by_append {
            let mut erasing = self.append();
            erasing.erase = vec![self.owners[owner]];
            self.store.append(erasing).await.unwrap();
        } else {
            let erased = self
                .store
                .erase_owner(self.network, self.owners[owner], self.day);
            erased.await.unwrap();
        }
        self.erased.insert(owner);
    }

    /// What should be read of an event.
    fn expected(&self, written: &Written) -> Value {
        if !self.is_live(written.stream, PartClass::Core) {
            return json!({"event": "erased"});
        }
        let mut members = written.members.clone();
        for (class, member) in CLASSES {
            if members.contains_key(member) && !self.is_live(written.stream, class) {
                members.insert(member.to_owned(), "erased".into());
            }
        }
        Value::Object(members)
    }

    async fn compare(&self) {
        let (store, network) = (self.store, self.network);
        let log = store
            .read_from(network, Position::START, 1_000)
            .await
            .unwrap();
        let (own, log): (Vec<_>, Vec<_>) =
            (log.into_iter()).partition(|event| event.name() == KEYS_ENDED);
        assert_eq!(log.len(), self.log.len());
        for (read, written) in log.iter().zip(&self.log) {
            assert_eq!(json!(read.event), self.expected(written));
        }
        let report = store.verify(network, |_| Ok(())).await.unwrap();
        assert_eq!(report.events, (self.log.len() + own.len()) as u64);
        for (number, owner) in self.owners.iter().enumerate() {
            let verified = store.verify_streams_of(network, *owner).await.unwrap();
            let sealed = |written: &&Written| written.stream % OWNERS == number;
            assert_eq!(verified, self.log.iter().filter(sealed).count() as u64);
        }
    }

    async fn end(&self) {
        let (store, network) = (self.store, self.network);
        self.compare().await;
        let projector = projector(store);
        projector.catch_up(network).await.unwrap();
        let lived = store.rows().dump::<Visits>(network).await.unwrap();
        let live = (0..STREAMS)
            .filter(|stream| self.length(*stream) > 0 && self.is_live(*stream, PartClass::Core));
        assert_eq!(lived.len(), live.count());
        projector.rebuild(network).await.unwrap();
        assert!(store.rows().dump::<Visits>(network).await.unwrap() == lived);
        store.purge(network, self.day, 0).await.unwrap();
        assert!(store.rows().dump::<Visits>(network).await.unwrap() == lived);
        projector.rebuild(network).await.unwrap();
        assert!(store.rows().dump::<Visits>(network).await.unwrap() == lived);
        self.compare().await;
    }
}
