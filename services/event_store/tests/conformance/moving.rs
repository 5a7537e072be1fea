//! A hand in the database moves nothing from one office's lists into another's.

use crate::{
    bench::{append, commit, noted, opening},
    visits::{Visits, came, projector},
};
use event_store::{
    Appended, NetworkId, OwnerId, StoreError, Subject,
    testing::{TestStore, any_network, any_owner, any_stream},
};

on_both_engines!(
    no_rows_move_between_lists,
    no_row_moves_to_another_subject,
    codes_and_answers_stay_in_their_rows,
);

async fn names(
    bench: &TestStore,
    network: NetworkId,
    desk: OwnerId,
) -> Result<Vec<String>, StoreError> {
    let rows = bench.store().rows();
    let rows = rows.list::<Visits>(network, desk, "worklist").await?;
    Ok(rows.into_iter().map(|row| row.identity).collect())
}

/// Two desks with one visitor each.
async fn two(bench: &TestStore) -> (NetworkId, [OwnerId; 2]) {
    let (network, desks) = (any_network(), [any_owner(), any_owner()]);
    for (desk, name) in desks.into_iter().zip(["one", "two"]) {
        came(bench.store(), network, (desk, any_owner()), (Some(1), name)).await;
    }
    projector(bench.store()).catch_up(network).await.unwrap();
    (network, desks)
}

/// Each row of a table gets a column of the next one, and the last that of the first.
async fn rotate(bench: &TestStore, table: &str, column: &str) {
    let before = format!(
        "CREATE TABLE before AS SELECT id, COALESCE(\
         LEAD({column}) OVER (ORDER BY id), FIRST_VALUE({column}) OVER (ORDER BY id)) AS given \
         FROM {table}"
    );
    bench.tamper(&before).await;
    let give = format!(
        "UPDATE {table} SET {column} = (SELECT given FROM before b WHERE b.id = {table}.id)"
    );
    bench.tamper(&give).await;
    bench.tamper("DROP TABLE before").await;
}

async fn no_rows_move_between_lists(bench: TestStore) {
    for (table, column) in [
        ("list_page", "sealed"),
        ("view_row", "header"),
        ("view_row", "sealed"),
        ("view_row", "owner"),
    ] {
        bench.tamper("DELETE FROM view_row").await;
        bench.tamper("DELETE FROM list_page").await;
        let (network, desks) = two(&bench).await;
        assert_eq!(names(&bench, network, desks[0]).await.unwrap(), ["one"]);
        rotate(&bench, table, column).await;
        for desk in desks {
            let read = names(&bench, network, desk).await;
            assert!(
                matches!(read, Err(StoreError::Corrupt(_))),
                "{table}.{column}: {read:?}"
            );
        }
    }
}

async fn no_row_moves_to_another_subject(bench: TestStore) {
    let (store, network, desk) = (bench.store(), any_network(), any_owner());
    let one = came(store, network, (desk, any_owner()), (None, "one")).await;
    let two = came(store, network, (desk, any_owner()), (None, "two")).await;
    projector(store).catch_up(network).await.unwrap();
    for (table, column) in [("view_row", "header"), ("view_row", "owner")] {
        rotate(&bench, table, column).await;
        for stream in [one, two] {
            let subject = Subject::of_stream(stream);
            let read = store.rows().get::<Visits>(network, &subject).await;
            assert!(matches!(read, Err(StoreError::Corrupt(_))), "{read:?}");
        }
        rotate(&bench, table, column).await;
        assert_eq!(names(&bench, network, desk).await.unwrap().len(), 2);
    }
}

async fn codes_and_answers_stay_in_their_rows(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let hashes = ["one", "two"].map(|text| store.code_hash(network, text));
    let keys = ["one", "two"].map(|key| store.idempotency(network, b"her", key, b"command"));
    for (hash, key) in hashes.into_iter().zip(keys) {
        let target = any_stream();
        let mut issue = append(network, vec![opening(target, any_owner(), vec![noted(1)])]);
        issue.codes = vec![event_store::CodeChange::Open { hash, target }];
        issue.idempotency = Some(key);
        commit(store, issue).await;
    }
    rotate(&bench, "code", "sealed").await;
    rotate(&bench, "idempotency", "sealed").await;
    for (hash, key) in hashes.into_iter().zip(keys) {
        let found = store.find_code(network, &hash).await;
        assert!(matches!(found, Err(StoreError::Corrupt(_))), "{found:?}");
        let mut again = append(network, Vec::new());
        again.idempotency = Some(key);
        let answered: Result<Appended, _> = store.append(again).await;
        assert!(answered.is_err(), "{answered:?}");
    }
}
