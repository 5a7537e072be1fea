//! A list of a town's size: read by page from both ends, counted, and true after all that happens to it.

use crate::{
    bench::{TODAY, append, commit, event, opening},
    visits::{Visit, Visits, came, came_again, projector},
};
use event_store::{
    ListPage, NetworkId, OwnerId, RowCounts, RowOrder, RowPlace, StateGroup, Store, StreamId,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

on_both_engines!(
    a_long_list_is_read_by_page_from_both_ends,
    a_long_list_stays_true,
    what_comes_and_goes_between_two_pages_moves_nothing_else,
    a_list_is_read_as_of_one_moment,
    what_is_counted_day_by_day_is_true_between_any_two_days,
);

/// More than a few pages of a list hold.
const MANY: i32 = 700;

/// Many came to one desk, on days that go round.
async fn many(store: &Store, network: NetworkId, desk: OwnerId) -> Vec<(StreamId, OwnerId)> {
    let people: Vec<_> = (0..MANY).map(|_| (any_stream(), any_owner())).collect();
    let writes = (0..).zip(&people).map(|(number, (stream, owner))| {
        let members = json!({
            "event": "Came", "desk": desk.to_string(), "day": day(number),
            "identity": number.to_string(),
        });
        opening(*stream, *owner, vec![event(members)])
    });
    commit(store, append(network, writes.collect())).await;
    projector(store).catch_up(network).await.unwrap();
    people
}

/// Every tenth has no day.
fn day(number: i32) -> Option<i32> {
    (number % 10 != 0).then_some(number * 37 % 211)
}

fn number(row: &Visit) -> i32 {
    row.identity.parse().unwrap()
}

struct Reading<'a> {
    store: &'a Store,
    network: NetworkId,
    desk: OwnerId,
}

impl Reading<'_> {
    async fn page(
        &self,
        state: StateGroup,
        order: RowOrder,
        (after, limit): (Option<RowPlace>, u32),
    ) -> (Vec<i32>, Option<RowPlace>) {
        let page = ListPage {
            state: Some(state),
            order,
            after,
            limit,
        };
        let rows = self.store.rows();
        let found = rows.page::<Visits>(self.network, self.desk, "worklist", page);
        let found = found.await.unwrap();
        (found.rows.iter().map(number).collect(), found.next)
    }

    /// The whole list, page by page; each place is written down and read again, as in an address.
    async fn all(&self, state: StateGroup, order: RowOrder) -> Vec<i32> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let (rows, next) = self.page(state, order, (after, 40)).await;
            assert!(rows.len() <= 40);
            all.extend(rows);
            let Some(next) = next else { return all };
            after = Some(next.to_string().parse().unwrap());
        }
    }

    async fn counts(&self) -> RowCounts {
        let rows = self.store.rows();
        let counts = rows.count::<Visits>(self.network, self.desk, "worklist");
        counts.await.unwrap()
    }
}

fn by_day(numbers: &[i32]) -> bool {
    let key = |number: &i32| day(*number).unwrap_or(i32::MAX);
    numbers.is_sorted_by_key(key)
}

async fn a_long_list_is_read_by_page_from_both_ends(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    many(store, network, desk).await;
    let reading = Reading {
        store,
        network,
        desk,
    };
    let forward = reading.all(StateGroup::Open, RowOrder::EarliestFirst).await;
    assert!(by_day(&forward), "by day, those without one last");
    let mut backward = reading.all(StateGroup::Open, RowOrder::LatestFirst).await;
    backward.reverse();
    assert_eq!(forward, backward);
    let mut everybody = forward.clone();
    everybody.sort_unstable();
    assert_eq!(everybody, (0..MANY).collect::<Vec<_>>(), "each once");
    let counts = RowCounts {
        open: MANY.unsigned_abs().into(),
        ..RowCounts::default()
    };
    assert_eq!(reading.counts().await, counts);
    let (due, next) = reading
        .page(StateGroup::Due, RowOrder::EarliestFirst, (None, 40))
        .await;
    assert_eq!((due, next), (Vec::new(), None));
    projector(store).rebuild(network).await.unwrap();
    let rebuilt = reading.all(StateGroup::Open, RowOrder::EarliestFirst).await;
    assert_eq!(rebuilt, forward, "a rebuilt list is in the same order");
}

async fn a_long_list_stays_true(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let people = many(store, network, desk).await;
    let reading = Reading {
        store,
        network,
        desk,
    };
    let projector = projector(store);
    let (mut open, mut due) = ((0..MANY).collect::<Vec<_>>(), Vec::new());
    for (number, (stream, owner)) in (0..).zip(&people) {
        match number % 7 {
            // It changes its state.
            0 => {
                came_again(store, network, *stream, 1).await;
                open.retain(|other| *other != number);
                due.push(number);
            }
            // It is erased.
            1 if number % 3 == 0 => {
                store.erase_owner(network, *owner, TODAY).await.unwrap();
                open.retain(|other| *other != number);
            }
            _ => {}
        }
    }
    projector.catch_up(network).await.unwrap();
    for rebuilt in [false, true] {
        if rebuilt {
            projector.rebuild(network).await.unwrap();
        }
        let states = [(StateGroup::Open, &open), (StateGroup::Due, &due)];
        for (state, expected) in states {
            let mut found = reading.all(state, RowOrder::EarliestFirst).await;
            assert!(by_day(&found));
            found.sort_unstable();
            assert_eq!(&found, expected, "{state:?}, rebuilt: {rebuilt}");
        }
        let counts = reading.counts().await;
        assert_eq!(
            (counts.open, counts.due),
            (open.len() as u64, due.len() as u64)
        );
    }
    store.erase_owner(network, desk, TODAY).await.unwrap();
    assert_eq!(
        reading.counts().await,
        RowCounts::default(),
        "its lists are gone"
    );
}

async fn what_comes_and_goes_between_two_pages_moves_nothing_else(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let people = many(store, network, desk).await;
    let reading = Reading {
        store,
        network,
        desk,
    };
    let forward = reading.all(StateGroup::Open, RowOrder::EarliestFirst).await;
    let (first, place) = reading
        .page(StateGroup::Open, RowOrder::EarliestFirst, (None, 50))
        .await;
    // Whoever stood at the end of the first page is gone, and somebody new came to its beginning.
    let last = usize::try_from(*first.last().unwrap()).unwrap();
    store
        .erase_owner(network, people[last].1, TODAY)
        .await
        .unwrap();
    came(store, network, (desk, any_owner()), (Some(-1), "9999")).await;
    projector(store).catch_up(network).await.unwrap();
    let (second, _) = reading
        .page(StateGroup::Open, RowOrder::EarliestFirst, (place, 50))
        .await;
    assert_eq!(second, forward[50..100]);
}

/// While pages are split beneath it, no reading of the list misses who stood there all the time: page and
/// rows are of one moment.
async fn a_list_is_read_as_of_one_moment(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    many(store, network, desk).await;
    let (other, going_on) = (bench.another().await, Arc::new(AtomicBool::new(true)));
    let goes_on = Arc::clone(&going_on);
    let writer = tokio::spawn(async move {
        let mut number = MANY;
        while goes_on.load(Ordering::Relaxed) {
            let writes = (0..60).map(|_| {
                number += 1;
                let members = json!({
                    "event": "Came", "desk": desk.to_string(), "day": day(number),
                    "identity": number.to_string(),
                });
                opening(any_stream(), any_owner(), vec![event(members)])
            });
            commit(&other, append(network, writes.collect())).await;
            projector(&other).catch_up(network).await.unwrap();
        }
    });
    for _ in 0..15 {
        let rows = store.rows();
        let found = rows.list::<Visits>(network, desk, "worklist").await;
        let found: Vec<_> = found.unwrap().iter().map(number).collect();
        let (mut there, mut once) = (0, std::collections::BTreeSet::new());
        for number in found {
            there += i32::from(number < MANY);
            assert!(once.insert(number), "{number} stands there twice");
        }
        assert_eq!(there, MANY, "who was there before is there");
    }
    going_on.store(false, Ordering::Relaxed);
    writer.await.unwrap();
}

async fn what_is_counted_day_by_day_is_true_between_any_two_days(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let people = many(store, network, desk).await;
    let projector = projector(store);
    let mut counted: Vec<_> = (0..MANY).filter_map(day).collect();
    for (number, (stream, owner)) in (0..).zip(&people) {
        match number % 9 {
            // Two more on the same day.
            0 => {
                for length in 1..3 {
                    came_again(store, network, *stream, length).await;
                }
                counted.extend(day(number).into_iter().flat_map(|day| [day, day]));
            }
            1 if number % 2 == 0 => {
                store.erase_owner(network, *owner, TODAY).await.unwrap();
                let erased = day(number).and_then(|day| counted.iter().position(|d| *d == day));
                erased.map(|at| counted.swap_remove(at));
            }
            2 => {
                let left = vec![event(json!({"event": "Left"}))];
                let left = crate::bench::after(*stream, 1, left);
                commit(store, append(network, vec![left])).await;
                let gone = day(number).and_then(|day| counted.iter().position(|d| *d == day));
                gone.map(|at| counted.swap_remove(at));
            }
            _ => {}
        }
    }
    projector.catch_up(network).await.unwrap();
    let texts = ["counted", "never"].map(str::to_owned);
    let rows = store.rows();
    for rebuilt in [false, true] {
        if rebuilt {
            projector.rebuild(network).await.unwrap();
        }
        for (first, last) in [
            (-1, 300),
            (0, 0),
            (17, 17),
            (3, 120),
            (100, 210),
            (211, 300),
            (9, 8),
        ] {
            let days = first..=last;
            let found = rows
                .tally::<Visits>(network, desk, &texts, days.clone())
                .await;
            let expected = counted.iter().filter(|day| days.contains(day)).count() as u64;
            assert_eq!(
                found.unwrap(),
                [expected, 0],
                "{days:?}, rebuilt: {rebuilt}"
            );
        }
    }
    // What has a text in its index is read by page, whatever its state.
    let (mut sorted, mut paged, mut after) = (counted.clone(), Vec::new(), None);
    sorted.sort_unstable();
    sorted.dedup();
    loop {
        let page = ListPage {
            state: None,
            order: RowOrder::EarliestFirst,
            after,
            limit: 40,
        };
        let part = rows.page::<Visits>(network, desk, "counted", page).await;
        let part = part.unwrap();
        paged.extend(part.rows.iter().filter_map(|row| day(number(row))));
        after = part.next;
        if after.is_none() {
            break;
        }
    }
    assert!(paged.is_sorted(), "by day");
    paged.dedup();
    assert_eq!(paged, sorted);
    // The deep look knows these lists, too.
    projector.verify(network).await.unwrap();
    store.erase_owner(network, desk, TODAY).await.unwrap();
    let found = rows.tally::<Visits>(network, desk, &texts, 0..=300).await;
    assert_eq!(found.unwrap(), [0, 0], "its lists are gone");
}
