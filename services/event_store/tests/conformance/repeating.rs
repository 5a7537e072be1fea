//! One idempotency key: one effect, one answer.

use crate::bench::{append, commit, noted, opening, whole_log};
use event_store::{
    Append, AppendError, Appended, Idempotency, NetworkId, Position, Replayed, Sought, Store,
    testing::{TestStore, any_network, any_owner, any_stream},
};

on_both_engines!(
    a_repeated_command_gets_the_first_answer,
    a_key_with_another_command_is_refused,
    keys_belong_to_actor_and_network,
    the_same_key_at_once_has_one_effect,
    a_refused_command_leaves_its_key_free,
);

fn command(network: NetworkId, idempotency: Idempotency) -> Append {
    let mut append = append(
        network,
        vec![opening(any_stream(), any_owner(), vec![noted(0)])],
    );
    append.idempotency = Some(idempotency);
    "issued".clone_into(&mut append.outcome);
    append
}

/// The earlier answer to this command, if it was given one.
async fn replayed(
    store: &Store,
    network: NetworkId,
    command: &Idempotency,
) -> Result<Option<Replayed>, AppendError> {
    let sought = Sought {
        idempotency: Some(command),
        streams: &[],
    };
    Ok(store.look(network, sought).await?.replayed)
}

async fn a_repeated_command_gets_the_first_answer(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let key = store.idempotency(network, b"account", "key-1", b"issue");
    assert_eq!(replayed(store, network, &key).await.unwrap(), None);
    let position = commit(store, command(network, key)).await;
    let outcome = "issued".to_owned();
    let again = store.append(command(network, key)).await.unwrap();
    assert_eq!(
        again,
        Appended::Replayed {
            outcome: outcome.clone(),
            position
        }
    );
    let known = replayed(store, network, &key).await.unwrap();
    assert_eq!(known, Some(Replayed { outcome, position }));
    assert_eq!(whole_log(store, network).await.len(), 1);
}

async fn a_key_with_another_command_is_refused(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let key = store.idempotency(network, b"account", "key-1", b"issue");
    commit(store, command(network, key)).await;
    let other = store.idempotency(network, b"account", "key-1", b"withdraw");
    let refused = store.append(command(network, other)).await;
    assert!(
        matches!(refused, Err(AppendError::KeyReused)),
        "{refused:?}"
    );
    let refused = replayed(store, network, &other).await;
    assert!(
        matches!(refused, Err(AppendError::KeyReused)),
        "{refused:?}"
    );
    assert_eq!(store.head(network).await.unwrap(), Position::new(1));
}

async fn keys_belong_to_actor_and_network(bench: TestStore) {
    let (store, network, elsewhere) = (bench.store(), any_network(), any_network());
    for (network, actor) in [(network, b"one"), (network, b"two"), (elsewhere, b"one")] {
        let key = store.idempotency(network, actor, "key-1", b"issue");
        commit(store, command(network, key)).await;
    }
    assert_eq!(store.head(network).await.unwrap(), Position::new(2));
    assert_eq!(store.head(elsewhere).await.unwrap(), Position::new(1));
}

async fn the_same_key_at_once_has_one_effect(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let another = bench.another().await;
    let key = store.idempotency(network, b"account", "key-1", b"issue");
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            let store = if task % 2 == 0 {
                store.clone()
            } else {
                another.clone()
            };
            tokio::spawn(async move { store.append(command(network, key)).await })
        })
        .collect();
    let (mut committed, mut replayed) = (0, 0);
    for task in tasks {
        match task.await.unwrap().unwrap() {
            Appended::Committed { .. } => committed += 1,
            Appended::Replayed { outcome, position } => {
                assert_eq!((outcome.as_str(), position), ("issued", Position::new(1)));
                replayed += 1;
            }
        }
    }
    assert_eq!((committed, replayed), (1, 7));
    assert_eq!(whole_log(store, network).await.len(), 1);
}

async fn a_refused_command_leaves_its_key_free(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let key = store.idempotency(network, b"account", "key-1", b"issue");
    let mut refused = command(network, key);
    refused.writes[0].expected = 3;
    assert!(store.append(refused).await.is_err());
    assert_eq!(replayed(store, network, &key).await.unwrap(), None);
    commit(store, command(network, key)).await;
}
