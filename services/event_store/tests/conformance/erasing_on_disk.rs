//! Where wrapped keys lie once they are erased, on a PostgreSQL with a standby and an archive of its log: in no
//! file of the tables on either server, and in log files until those expire.

use crate::bench::{TODAY, append, commit, noted, opening};
use event_store::testing::{Cluster, Server, any_network, any_owner, any_stream, files_with};
use std::time::Duration;

/// More than a page of keys.
const MANY: usize = 90;
const SERVERS: [Server; 2] = [Server::Primary, Server::Standby];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrapped_keys_leave_every_file_of_both_servers() {
    let cluster = Cluster::start().await;
    let bench = cluster.store().await;
    let (store, network) = (bench.store(), any_network());
    let begins = async |owner| {
        let write = opening(any_stream(), owner, vec![noted(0)]);
        commit(store, append(network, vec![write])).await;
    };
    // Every other one on a few pages: what is the last of a full page stays in free space longest.
    let (mut erased, mut hers, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..MANY {
        let before = bench.wrapped_keys().await;
        let owner = any_owner();
        begins(owner).await;
        let now = bench.wrapped_keys().await.into_iter();
        let new = now.filter(|key| !before.contains(key));
        if number % 2 == 0 {
            erased.push(owner);
            hers.extend(new);
        } else {
            others.extend(new);
        }
    }
    cluster.settle().await;
    for (server, key) in SERVERS
        .iter()
        .flat_map(|server| hers.iter().map(move |key| (server, key)))
    {
        let tables = cluster.data(*server).join("base");
        assert!(
            !files_with(&tables, key).is_empty(),
            "{server:?}: the search finds keys"
        );
    }

    // Somebody reads on the primary meanwhile.
    let reader = bench.reader().await;
    for owner in &erased {
        store.erase_owner(network, *owner, TODAY).await.unwrap();
    }
    assert!(!store.is_flushed(), "it says what is still there");
    reader.ends().await;
    while !store.is_flushed() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    cluster.settle().await;
    for server in SERVERS {
        let folder = cluster.data(server);
        for key in &hers {
            let files = files_with(&folder, key);
            assert!(files.is_empty(), "a wrapped key is still there: {files:?}");
        }
        let tables = folder.join("base");
        assert!(
            others.iter().all(|key| files_with(&tables, key).len() == 1),
            "others stay"
        );
    }

    // Only the archive has them still: so long as its operator keeps what was written before.
    let archive = cluster.archive();
    assert!(hers.iter().all(|key| !files_with(&archive, key).is_empty()));
    cluster.expire();
    assert!(hers.iter().all(|key| files_with(&archive, key).is_empty()));
}
