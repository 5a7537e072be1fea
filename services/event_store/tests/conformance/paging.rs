//! Lists by page: each row once, in order, whatever comes and goes meanwhile; and counted without opening.

use crate::{
    bench::TODAY,
    visits::{Visits, came, came_again, projector},
};
use event_store::{
    ListPage, NetworkId, OwnerId, PageOfRows, RowCounts, RowOrder, RowPlace, StateGroup, Store,
    testing::{TestStore, any_network, any_owner},
};

on_both_engines!(
    pages_make_the_whole_list_in_either_order,
    a_page_has_one_state_of_one_list,
    what_comes_and_goes_between_two_pages_moves_nothing_else,
    whoever_was_erased_is_passed_over_and_the_page_is_full,
    counts_need_no_keys_of_rows,
    pages_and_counts_follow_the_live_generation,
);

const LIST: &str = "worklist";

async fn page(
    store: &Store,
    (network, desk): (NetworkId, OwnerId),
    (order, limit): (RowOrder, u32),
    after: Option<RowPlace>,
) -> PageOfRows<String> {
    let page = ListPage {
        state: Some(StateGroup::Open),
        order,
        after,
        limit,
    };
    let rows = store.rows();
    let found = rows.page::<Visits>(network, desk, LIST, page);
    let PageOfRows { rows, next } = found.await.unwrap();
    PageOfRows {
        rows: rows.into_iter().map(|row| row.identity).collect(),
        next,
    }
}

/// All rows, page by page; none but the last page has room left.
async fn walked(
    store: &Store,
    list: (NetworkId, OwnerId),
    (order, limit): (RowOrder, u32),
) -> Vec<String> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let part = page(store, list, (order, limit), after).await;
        rows.extend(part.rows.iter().cloned());
        let Some(next) = part.next else {
            return rows;
        };
        assert_eq!(part.rows.len(), limit as usize);
        // As it comes back in an address.
        after = Some(next.to_string().parse().unwrap());
    }
}

async fn pages_make_the_whole_list_in_either_order(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let list = (network, desk);
    let days = [Some(3), None, Some(-1), Some(2), Some(2), Some(2), None];
    for (day, name) in days
        .into_iter()
        .zip(["3", "none", "-1", "2", "2", "2", "none"])
    {
        came(store, network, (desk, any_owner()), (day, name)).await;
    }
    came(
        store,
        network,
        (any_owner(), any_owner()),
        (Some(1), "elsewhere"),
    )
    .await;
    projector(store).catch_up(network).await.unwrap();
    let earliest = ["-1", "2", "2", "2", "3", "none", "none"];
    let latest = ["none", "none", "3", "2", "2", "2", "-1"];
    for limit in 1..=8 {
        let first = walked(store, list, (RowOrder::EarliestFirst, limit)).await;
        assert_eq!(first, earliest, "{limit}");
        let first = walked(store, list, (RowOrder::LatestFirst, limit)).await;
        assert_eq!(first, latest, "{limit}");
    }
    let whole = page(store, list, (RowOrder::EarliestFirst, 7), None).await;
    assert_eq!((whole.rows.len(), whole.next), (7, None), "nothing follows");
    let nobody = page(
        store,
        (network, any_owner()),
        (RowOrder::LatestFirst, 7),
        None,
    )
    .await;
    assert_eq!((nobody.rows.len(), nobody.next), (0, None));
}

async fn a_page_has_one_state_of_one_list(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let due = came(store, network, (desk, any_owner()), (Some(1), "due")).await;
    came_again(store, network, due, 1).await;
    came(store, network, (desk, any_owner()), (Some(2), "open")).await;
    projector(store).catch_up(network).await.unwrap();
    let read = async |state, listed: &'static str| -> Vec<String> {
        let page = ListPage {
            state: Some(state),
            order: RowOrder::LatestFirst,
            after: None,
            limit: 10,
        };
        let rows = store.rows();
        let found = rows.page::<Visits>(network, desk, listed, page).await;
        let found = found.unwrap().rows.into_iter();
        found.map(|row| row.identity).collect()
    };
    assert_eq!(read(StateGroup::Open, LIST).await, ["open"]);
    assert_eq!(read(StateGroup::Due, LIST).await, ["due"]);
    assert!(read(StateGroup::Closed, LIST).await.is_empty());
    assert!(read(StateGroup::Open, "another list").await.is_empty());
}

async fn what_comes_and_goes_between_two_pages_moves_nothing_else(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let (list, projector) = ((network, desk), projector(store));
    let mut streams = Vec::new();
    for (day, name) in [(10, "ten"), (20, "twenty"), (30, "thirty"), (40, "forty")] {
        streams.push(came(store, network, (desk, any_owner()), (Some(day), name)).await);
    }
    projector.catch_up(network).await.unwrap();
    let asked = (RowOrder::EarliestFirst, 2);
    let first = page(store, list, asked, None).await;
    assert_eq!(first.rows, ["ten", "twenty"]);
    // The row at which the page ended leaves the list; another comes before it.
    came_again(store, network, streams[1], 1).await;
    came(store, network, (desk, any_owner()), (Some(5), "five")).await;
    projector.catch_up(network).await.unwrap();
    let second = page(store, list, asked, first.next).await;
    assert_eq!(
        (second.rows, second.next),
        (vec!["thirty".into(), "forty".into()], None)
    );
}

async fn whoever_was_erased_is_passed_over_and_the_page_is_full(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let (list, gone) = ((network, desk), any_owner());
    for (day, owner) in [(1, gone), (2, any_owner()), (3, gone), (4, any_owner())] {
        came(store, network, (desk, owner), (Some(day), &day.to_string())).await;
    }
    projector(store).catch_up(network).await.unwrap();
    store.erase_owner(network, gone, TODAY).await.unwrap();
    for limit in 1..=3 {
        let rows = walked(store, list, (RowOrder::EarliestFirst, limit)).await;
        assert_eq!(rows, ["2", "4"]);
    }
}

async fn counts_need_no_keys_of_rows(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    for number in 0..5 {
        let stream = came(store, network, (desk, any_owner()), (Some(number), "x")).await;
        if number < 2 {
            came_again(store, network, stream, 1).await;
        }
    }
    projector(store).catch_up(network).await.unwrap();
    let count = async |owner, listed: &'static str| {
        store
            .rows()
            .count::<Visits>(network, owner, listed)
            .await
            .unwrap()
    };
    let expected = RowCounts {
        open: 3,
        due: 2,
        closed: 0,
    };
    assert_eq!(count(desk, LIST).await, expected);
    assert_eq!(count(desk, "another list").await, RowCounts::default());
    assert_eq!(count(any_owner(), LIST).await, RowCounts::default());
    bench
        .tamper("UPDATE view_row SET sealed = substr(sealed, 1, 3)")
        .await;
    assert_eq!(count(desk, LIST).await, expected, "no row was opened");
    store.erase_owner(network, desk, TODAY).await.unwrap();
    assert_eq!(
        count(desk, LIST).await,
        RowCounts::default(),
        "an erased owner has no list"
    );
}

async fn pages_and_counts_follow_the_live_generation(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let list = (network, desk);
    for name in ["one", "two", "three"] {
        came(store, network, (desk, any_owner()), (Some(1), name)).await;
    }
    let projector = projector(store);
    projector.catch_up(network).await.unwrap();
    let asked = (RowOrder::LatestFirst, 2);
    let before = page(store, list, asked, None).await;
    projector.rebuild(network).await.unwrap();
    assert_eq!(page(store, list, asked, None).await, before, "places stay");
    let rest = page(store, list, asked, before.next).await;
    assert_eq!((rest.rows.len(), rest.next), (1, None));
    let counts = store
        .rows()
        .count::<Visits>(network, desk, LIST)
        .await
        .unwrap();
    assert_eq!(counts.open, 3, "once, not per generation");
}
