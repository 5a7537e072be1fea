//! Opening a store: schema, key file, permissions.

use crate::bench::{append, commit, noted, opening};
use event_store::{
    KeyFile, KeyFileError, Store, StoreError, StoreUrl,
    testing::{TestStore, any_network, any_owner, any_stream},
};
use std::{fs, os::unix::fs::PermissionsExt};

on_both_engines!(
    migrating_twice_changes_nothing,
    an_older_or_newer_schema_is_refused,
    a_foreign_key_file_is_refused,
    a_database_of_the_old_form_is_refused,
);

async fn migrating_twice_changes_nothing(bench: TestStore) {
    assert_eq!(Store::migrate(bench.url()).await.unwrap(), 0);
    bench.another().await;
}

async fn an_older_or_newer_schema_is_refused(bench: TestStore) {
    let open = || Store::open(bench.url(), bench.keys());
    bench
        .tamper("UPDATE refinery_schema_history SET version = 99 WHERE version = 4")
        .await;
    let refused = open().await;
    assert!(
        matches!(
            refused,
            Err(StoreError::SchemaAhead {
                found: 99,
                known: 4
            })
        ),
        "{refused:?}"
    );
    bench
        .tamper("DELETE FROM refinery_schema_history WHERE version = 99")
        .await;
    let refused = open().await;
    assert!(
        matches!(
            refused,
            Err(StoreError::SchemaBehind {
                found: 3,
                needed: 4
            })
        ),
        "{refused:?}"
    );
    bench.tamper("DROP TABLE refinery_schema_history").await;
    let refused = open().await.unwrap_err();
    assert!(
        matches!(refused, StoreError::SchemaBehind { found: 0, .. }),
        "{refused:?}"
    );
    assert!(refused.to_string().contains("migrate"), "{refused}");
}

async fn a_database_of_the_old_form_is_refused(bench: TestStore) {
    // It had a column of this name, and at first five migrations.
    bench
        .tamper("ALTER TABLE event ADD COLUMN position INTEGER")
        .await;
    bench
        .tamper("UPDATE refinery_schema_history SET version = 5 WHERE version = 4")
        .await;
    let opened = Store::open(bench.url(), bench.keys()).await.map(drop);
    let migrated = Store::migrate(bench.url()).await.map(drop);
    for refused in [opened, migrated] {
        let refused = refused.unwrap_err();
        assert!(matches!(refused, StoreError::OldForm), "{refused:?}");
        assert!(refused.to_string().contains("begin a new one"), "{refused}");
    }
}

async fn a_foreign_key_file_is_refused(bench: TestStore) {
    let foreign = KeyFile::create(&bench.folder().join("foreign.json")).unwrap();
    // A store without keys fits any key file.
    Store::open(bench.url(), &foreign).await.unwrap();
    let network = any_network();
    let first = append(
        network,
        vec![opening(any_stream(), any_owner(), vec![noted(0)])],
    );
    commit(bench.store(), first).await;
    let refused = Store::open(bench.url(), &foreign).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::WrongKeyFile(_)),
        "{refused:?}"
    );
    assert!(
        refused
            .to_string()
            .contains("does not belong to this database"),
        "{refused}"
    );
}

#[tokio::test]
async fn the_sqlite_files_are_their_owners_alone() {
    let bench = TestStore::sqlite().await;
    let first = append(
        any_network(),
        vec![opening(any_stream(), any_owner(), vec![noted(0)])],
    );
    commit(bench.store(), first).await;
    let mut seen = 0;
    for entry in fs::read_dir(bench.folder()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", entry.path().display());
        seen += 1;
    }
    assert!(seen >= 3, "database, log beside it and key file");
}

#[test]
fn a_key_file_is_made_once_and_kept_strict() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    assert!(matches!(KeyFile::load(&path), Err(KeyFileError::Io { .. })));
    let made = KeyFile::load_or_create(&path).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let loaded = KeyFile::load_or_create(&path).unwrap();
    assert_eq!(made.token_secret(), loaded.token_secret());
    assert!(
        matches!(KeyFile::create(&path), Err(KeyFileError::Io { .. })),
        "never overwritten"
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "no draft is left"
    );
    for mode in [0o640, 0o604, 0o660, 0o620, 0o602, 0o610, 0o601] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let refused = KeyFile::load(&path).unwrap_err();
        assert!(
            matches!(refused, KeyFileError::OpenToOthers { .. }),
            "{mode:o}: {refused}"
        );
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&path, "{}").unwrap();
    assert!(matches!(
        KeyFile::load(&path),
        Err(KeyFileError::Invalid { .. })
    ));
}

#[test]
fn the_secrets_of_a_key_file_differ() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.json");
    KeyFile::create(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let mut secrets: Vec<_> = text.split('"').filter(|word| word.len() == 64).collect();
    assert_eq!(secrets.len(), 7);
    secrets.sort_unstable();
    secrets.dedup();
    assert_eq!(secrets.len(), 7, "each is random, none derived");
}

#[tokio::test]
async fn a_path_that_cannot_be_opened_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let url = StoreUrl::Sqlite(folder.path().join("missing/store.db"));
    let refused = Store::migrate(&url).await.unwrap_err();
    assert!(
        refused.to_string().contains("missing/store.db"),
        "{refused}"
    );
}
