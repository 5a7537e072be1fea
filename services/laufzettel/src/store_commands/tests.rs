use super::*;
use event_store::{Append, EventDraft, OwnerId, StreamId, StreamWrite};

fn args(store: Option<&str>, keys: Option<&str>) -> StoreArgs {
    StoreArgs {
        store: store.map(|text| text.parse().unwrap()),
        keys: keys.map(PathBuf::from),
        config: None,
    }
}

#[test]
fn keys_lie_beside_the_file_unless_somebody_says_otherwise() {
    let beside = Place::of(&args(Some("sqlite:/d/laufzettel.sqlite"), None)).unwrap();
    assert_eq!(beside.keys().unwrap(), Path::new("/d/keys.json"));
    let said = Place::of(&args(Some("sqlite:/d/l.sqlite"), Some("/k"))).unwrap();
    assert_eq!(said.keys().unwrap(), Path::new("/k"));
    let server = Place::of(&args(Some("postgres://db/lz"), None)).unwrap();
    assert!(
        server
            .keys()
            .unwrap_err()
            .told()
            .contains("LAUFZETTEL_KEYS_FILE")
    );
    let nothing = Place::of(&args(None, None));
    assert!(
        nothing
            .err()
            .is_some_and(|failure| failure.told().contains("--store"))
    );
}

#[tokio::test]
async fn a_misspelt_path_makes_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("misspelt.sqlite");
    let keys = KeyFile::create(&folder.path().join("keys.json")).unwrap();
    let told = open(&StoreAddress::of_file(&file), &keys)
        .await
        .err()
        .map(|failure| failure.told());
    assert!(
        told.as_deref()
            .is_some_and(|told| told.contains("`laufzettel migrate`")),
        "{told:?}"
    );
    assert!(!file.exists());
}

#[tokio::test]
async fn keys_are_made_when_asked_for_and_never_twice() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys.json");
    let store = format!("sqlite:{}", folder.path().join("l.sqlite").display());
    let migration = |create_keys| MigrateArgs {
        at: args(Some(&store), None),
        create_keys,
    };
    migrate(&migration(false)).await.unwrap();
    assert!(!keys.exists());
    migrate(&migration(true)).await.unwrap();
    let made = fs::read(&keys).unwrap();
    migrate(&migration(true)).await.unwrap();
    assert_eq!(fs::read(&keys).unwrap(), made);
    let verifying = VerifyArgs {
        at: args(Some(&store), None),
        deep: true,
        checkpoint: None,
    };
    verify(&verifying).await.unwrap();
    rebuild(&rebuilding(&store, None)).await.unwrap();
}

fn rebuilding(store: &str, erasures: Option<PathBuf>) -> RebuildArgs {
    RebuildArgs {
        at: args(Some(store), None),
        erasures,
    }
}

/// A database with one event of one owner, and a whole copy of it beside.
async fn one_event(folder: &Path) -> (StoreAddress, KeyFile, StreamId) {
    let address = StoreAddress::of_file(&folder.join("l.sqlite"));
    Store::migrate(&address.url().unwrap()).await.unwrap();
    let keys = KeyFile::create(&folder.join("keys.json")).unwrap();
    let store = open(&address, &keys).await.unwrap();
    let stream = StreamId::from_bytes([2; 16]);
    let named = serde_json::json!({"event": "Named", "identity": "Kern"});
    let append = Append {
        network: NETWORK,
        recorded_on: 20_000,
        writes: vec![StreamWrite {
            stream,
            expected: 0,
            owner: Some(OWNER),
            events: vec![EventDraft::of(&named).unwrap()],
        }],
        guards: Vec::new(),
        codes: Vec::new(),
        erase: Vec::new(),
        shred: Vec::new(),
        idempotency: None,
        outcome: String::new(),
    };
    store.append(append).await.unwrap();
    let copy = folder.join("backup.sqlite");
    rusqlite::Connection::open(folder.join("l.sqlite"))
        .unwrap()
        .execute("VACUUM INTO ?1", [copy.to_str().unwrap()])
        .unwrap();
    (address, keys, stream)
}

const NETWORK: NetworkId = NetworkId::from_bytes([1; 16]);
const OWNER: OwnerId = OwnerId::from_bytes([3; 16]);

async fn is_erased(store: &Store, stream: StreamId) -> bool {
    store.load(NETWORK, stream).await.unwrap()[0].is_erased()
}

#[tokio::test]
async fn a_restored_copy_opens_nothing_erased() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("erasures");
    let (address, keys, stream) = one_event(folder.path()).await;
    let store = open_to_serve(&address, &keys, &list, None).await.unwrap();
    store.erase_owner(NETWORK, OWNER, 20_001).await.unwrap();
    assert!(is_erased(&store, stream).await);
    drop(store);

    let restore = || {
        for beside in ["l.sqlite-wal", "l.sqlite-shm"] {
            let _ = fs::remove_file(folder.path().join(beside));
        }
        fs::copy(
            folder.path().join("backup.sqlite"),
            folder.path().join("l.sqlite"),
        )
        .unwrap();
    };
    restore();
    let unlisted = open(&address, &keys).await.unwrap();
    assert!(
        !is_erased(&unlisted, stream).await,
        "the copy is from before"
    );
    drop(unlisted);
    let store = open_to_serve(&address, &keys, &list, None).await.unwrap();
    assert!(is_erased(&store, stream).await);
    drop(store);

    // `rebuild` finds the list beside the file, or where it is told.
    let written = address.to_string();
    let elsewhere = folder.path().join("elsewhere");
    for named in [None, Some(elsewhere.clone())] {
        restore();
        rebuild(&rebuilding(&written, named.clone())).await.unwrap();
        let rebuilt = open(&address, &keys).await.unwrap();
        assert!(is_erased(&rebuilt, stream).await, "{named:?}");
        drop(rebuilt);
        if list.exists() {
            fs::rename(&list, &elsewhere).unwrap();
        }
    }
    let missing = rebuild(&rebuilding(&written, Some(list))).await;
    assert!(missing.unwrap_err().told().contains("list of erasures"));
}

#[tokio::test]
async fn a_schema_that_is_behind_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l.sqlite");
    fs::write(&file, "").unwrap();
    let keys = KeyFile::create(&folder.path().join("keys.json")).unwrap();
    let told = open(&StoreAddress::of_file(&file), &keys)
        .await
        .err()
        .map(|failure| failure.told());
    assert!(
        told.as_deref()
            .is_some_and(|told| told.contains("run `laufzettel migrate` first")),
        "{told:?}"
    );
}
