//! The code table and the lock-outs.

use crate::bench::{append, commit, noted, opening, whole_log};
use event_store::{
    AppendError, Attempt, CodeChange, CodeEntry, CodeState,
    testing::{TestStore, any_network, any_owner, any_stream},
};

on_both_engines!(
    a_code_leads_to_its_stream_until_it_closes,
    a_code_is_taken_once,
    a_refused_append_opens_no_code,
    failures_lock_out_and_lapse,
    concurrent_failures_are_all_counted,
);

async fn a_code_leads_to_its_stream_until_it_closes(bench: TestStore) {
    let (store, network, target) = (bench.store(), any_network(), any_stream());
    let hash = store.code_hash(network, "7K2-QXM");
    assert_eq!(store.find_code(network, &hash).await.unwrap(), None);
    let mut issue = append(network, vec![opening(target, any_owner(), vec![noted(0)])]);
    issue.codes.push(CodeChange::Open { hash, target });
    commit(store, issue).await;
    for state in [
        CodeState::Blocked,
        CodeState::Replaced,
        CodeState::Expired,
        CodeState::Open,
    ] {
        let mut close = append(network, Vec::new());
        close.codes.push(CodeChange::Close { hash, state });
        commit(store, close).await;
        let found = store.find_code(network, &hash).await.unwrap();
        assert_eq!(found, Some(CodeEntry { target, state }));
    }
    let elsewhere = any_network();
    let other = store.code_hash(elsewhere, "7K2-QXM");
    assert_ne!(hash, other, "the network is part of the hash");
    assert_eq!(store.find_code(elsewhere, &other).await.unwrap(), None);
    let mut unknown = append(network, Vec::new());
    let hash = store.code_hash(network, "never issued");
    unknown.codes.push(CodeChange::Close {
        hash,
        state: CodeState::Blocked,
    });
    assert!(store.append(unknown).await.is_err());
}

async fn a_code_is_taken_once(bench: TestStore) {
    let (store, network) = (bench.store(), any_network());
    let hash = store.code_hash(network, "7K2-QXM");
    let issue = || {
        let target = any_stream();
        let mut issue = append(network, vec![opening(target, any_owner(), vec![noted(0)])]);
        issue.codes.push(CodeChange::Open { hash, target });
        issue
    };
    commit(store, issue()).await;
    let refused = store.append(issue()).await;
    assert!(
        matches!(refused, Err(AppendError::CodeTaken)),
        "{refused:?}"
    );
    assert_eq!(whole_log(store, network).await.len(), 1);
}

async fn a_refused_append_opens_no_code(bench: TestStore) {
    let (store, network, target) = (bench.store(), any_network(), any_stream());
    let hash = store.code_hash(network, "7K2-QXM");
    let mut issue = append(network, vec![opening(target, any_owner(), vec![noted(0)])]);
    issue.writes[0].expected = 4;
    issue.codes.push(CodeChange::Open { hash, target });
    assert!(store.append(issue).await.is_err());
    assert_eq!(store.find_code(network, &hash).await.unwrap(), None);
}

async fn failures_lock_out_and_lapse(bench: TestStore) {
    let (attempts, network) = (bench.store().attempts(), any_network());
    let (limit, window) = (3, 600);
    let failed = |now| attempts.failed(network, b"locator|office", now, limit, window);
    let subjects: [&[u8]; 2] = [b"nobody", b"locator|office"];
    let check = |now| attempts.check(network, &subjects, now);
    assert_eq!(check(1_000).await.unwrap(), Attempt::Free);
    assert_eq!(failed(1_000).await.unwrap(), Attempt::Free);
    assert_eq!(failed(1_010).await.unwrap(), Attempt::Free);
    assert_eq!(failed(1_020).await.unwrap(), Attempt::LockedUntil(1_620));
    assert_eq!(check(1_619).await.unwrap(), Attempt::LockedUntil(1_620));
    let other = attempts.check(network, &[b"locator|another"], 1_619).await;
    assert_eq!(other.unwrap(), Attempt::Free, "others are not locked out");
    let elsewhere = attempts
        .check(any_network(), &[b"locator|office"], 1_619)
        .await;
    assert_eq!(elsewhere.unwrap(), Attempt::Free);
    assert_eq!(check(1_620).await.unwrap(), Attempt::Free);
    assert_eq!(
        failed(1_700).await.unwrap(),
        Attempt::Free,
        "counting begins anew"
    );
    assert_eq!(failed(1_710).await.unwrap(), Attempt::Free);
    assert_eq!(
        failed(2_400).await.unwrap(),
        Attempt::Free,
        "old failures have lapsed"
    );
    assert_eq!(failed(2_410).await.unwrap(), Attempt::Free);
    attempts.cleared(network, b"locator|office").await.unwrap();
    assert_eq!(failed(2_420).await.unwrap(), Attempt::Free);
    assert_eq!(failed(2_430).await.unwrap(), Attempt::Free);
    assert_eq!(failed(2_440).await.unwrap(), Attempt::LockedUntil(3_040));
}

async fn concurrent_failures_are_all_counted(bench: TestStore) {
    let network = any_network();
    let another = bench.another().await;
    let tasks: Vec<_> = (0..10)
        .map(|task| {
            let store = if task % 2 == 0 {
                bench.store().clone()
            } else {
                another.clone()
            };
            tokio::spawn(async move { store.attempts().failed(network, b"x", 5, 10, 60).await })
        })
        .collect();
    let mut locked = 0;
    for task in tasks {
        locked += u32::from(task.await.unwrap().unwrap() != Attempt::Free);
    }
    assert_eq!(locked, 1, "the tenth failure locks, none is lost");
}
