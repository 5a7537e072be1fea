use super::*;
use crate::store_address::StoreAddress;
use crate::store_commands::open_to_serve;
use event_store::{Append, EventDraft, OwnerId, StreamId, StreamWrite};

const NETWORK: NetworkId = NetworkId::from_bytes([0x11; 16]);
const TODAY: event_store::Day = 20_779;

/// A folder with a database, its keys, and a folder apart.
struct Place {
    folder: tempfile::TempDir,
    keys: KeyFile,
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFile::create(&folder.path().join("keys.json")).unwrap();
        let place = Self { folder, keys };
        Store::migrate(&place.address().url().unwrap())
            .await
            .unwrap();
        place
    }

    fn address(&self) -> StoreAddress {
        StoreAddress::of_file(&self.database())
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("l.sqlite")
    }

    fn apart(&self) -> Apart {
        Apart::new(&self.folder.path().join("checkpoint"), &self.keys, NETWORK)
    }

    async fn opens(&self) -> Result<Store, Failure> {
        let erasures = self.folder.path().join("erasures");
        open_to_serve(&self.address(), &self.keys, &erasures, Some(&self.apart())).await
    }

    /// The database as it is, whatever the checkpoint says.
    async fn opens_anyway(&self) -> Store {
        let url = self.address().url().unwrap();
        Store::open(&url, &self.keys).await.unwrap()
    }

    /// The file with all that is in it, while nobody has it open.
    fn copy(&self) -> Vec<u8> {
        let log = self.database().with_extension("sqlite-wal");
        assert!(!log.exists(), "all of it is in the file");
        fs::read(self.database()).unwrap()
    }
}

async fn one_more(store: &Store, number: u8) {
    let event = serde_json::json!({"event": "Noted", "number": number});
    let append = Append {
        network: NETWORK,
        recorded_on: TODAY,
        writes: vec![StreamWrite {
            stream: StreamId::from_bytes([number; 16]),
            expected: 0,
            owner: Some(OwnerId::from_bytes([number; 16])),
            events: vec![EventDraft::of(&event).unwrap()],
        }],
        guards: Vec::new(),
        codes: Vec::new(),
        erase: Vec::new(),
        shred: Vec::new(),
        idempotency: None,
        outcome: String::new(),
    };
    store.append(append).await.unwrap();
}

#[tokio::test]
async fn an_older_copy_serves_nothing_until_somebody_says_why() {
    let place = Place::new().await;
    let store = place.opens().await.unwrap();
    one_more(&store, 1).await;
    let checkpoints = Checkpoints::start(store.clone(), place.apart(), Duration::from_hours(1));
    checkpoints.end().await;
    drop(store);
    let older = place.copy();

    let store = place.opens().await.unwrap();
    one_more(&store, 2).await;
    place.apart().write(&store).await.unwrap();
    drop(store);
    place.opens().await.unwrap();

    fs::write(place.database(), older).unwrap();
    let told = place.opens().await.map(drop).unwrap_err().told();
    assert!(told.contains("has 1 events, and had 2"), "{told}");
    assert!(told.contains("--accept-checkpoint"), "{told}");

    let store = place.opens_anyway().await;
    let reason = "The disk broke.";
    let given_up = place.apart().give_up(&store, reason, TODAY).await;
    assert!(given_up.unwrap(), "there was something to give up");
    let log = store.read_from(NETWORK, event_store::Position::START, 10);
    let log = log.await.unwrap();
    assert_eq!(log.last().unwrap().event["reason"], reason);
    let again = place.apart().give_up(&store, reason, TODAY).await;
    assert!(!again.unwrap(), "once is enough");
    drop(store);
    place.opens().await.unwrap();
}

#[tokio::test]
async fn a_checkpoint_of_somebody_else_is_refused() {
    let place = Place::new().await;
    let store = place.opens().await.unwrap();
    one_more(&store, 1).await;
    place.apart().write(&store).await.unwrap();
    drop(store);
    let file = place.folder.path().join("checkpoint");
    let own = fs::read_to_string(&file).unwrap();
    for (text, what) in [
        (own.replace("\n1\n", "\n0\n"), "was changed"),
        (String::new(), "laid out"),
    ] {
        fs::write(&file, text).unwrap();
        let told = place.opens().await.map(drop).unwrap_err().told();
        assert!(told.contains(what), "{told}");
    }
    fs::write(&file, own).unwrap();
    place.opens().await.unwrap();
    assert!(place.apart().verifier().starts_with("laufzettel/1111"));
}

#[tokio::test]
async fn a_later_checkpoint_is_not_overwritten() {
    let place = Place::new().await;
    let store = place.opens().await.unwrap();
    one_more(&store, 1).await;
    place.apart().write(&store).await.unwrap();
    drop(store);
    let older = place.copy();
    let store = place.opens().await.unwrap();
    one_more(&store, 2).await;
    place.apart().write(&store).await.unwrap();
    drop(store);
    fs::write(place.database(), older).unwrap();
    let store = place.opens_anyway().await;
    place.apart().write(&store).await.unwrap();
    let there = place.apart().read().unwrap().unwrap();
    assert_eq!(there.head.size.get(), 2);
}
