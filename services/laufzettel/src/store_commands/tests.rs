use super::*;

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
    verify(&args(Some(&store), None)).await.unwrap();
    rebuild(&args(Some(&store), None)).await.unwrap();
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
