//! The demo from start to end: what it prints, what it holds, how it ends, how it goes on.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod started;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use event_store::{
    Append, KeyFile, NetworkId, PartClass, Position, Recorded, Store, StoreUrl, StreamId,
};
use serde_json::Value;
use started::{Started, copy_of, run};

#[test]
fn a_demo_tells_holds_and_ends_what_it_promises() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let data = data.to_str().unwrap();
    let demo = Started::with(&["--data", data, "--today", "2026-11-22"]);
    println!("served after {:?}", demo.took);
    the_line_says_where_and_who(&demo, data);
    only_its_owner_reads_its_files(Path::new(data));
    let store = demo.fact("store").to_owned();
    it_verifies_while_it_runs(&store);

    let mut open = keep_alive(demo.fact("base_url"));
    let slow = half_a_request(demo.fact("base_url"));
    let logins = demo.facts["logins"].clone();
    let slips = demo.facts["slips"].clone();
    let ended = demo.end();
    ended.in_good_order();
    println!("ended after {:?}", ended.took);
    assert!(ended.errors.contains("are cut"), "{}", ended.errors);
    nothing_personal_was_logged(&ended.errors, &logins, &slips);
    assert_eq!(open.read(&mut [0; 1]).unwrap(), 0, "the server hung up");
    drop(slow);

    one_changed_byte_is_found(Path::new(data));

    let forgotten = lists_an_erasure_that_the_database_forgot(Path::new(data));
    // Without seed and day: the folder knows them.
    let again = Started::with(&["--data", data]);
    assert_eq!(again.facts["logins"], logins);
    assert_eq!(again.facts["slips"], slips);
    let ended = again.end();
    ended.in_good_order();
    assert!(
        ended.errors.contains("carried out anew"),
        "{}",
        ended.errors
    );
    assert!(!is_named(Path::new(data), forgotten));
}

/// As if the database were a backup from before: somebody whose name it still opens is on the list.
fn lists_an_erasure_that_the_database_forgot(data: &Path) -> StreamId {
    let file = data.join("laufzettel.sqlite");
    let before = fs::read(&file).unwrap();
    let stream = at_the_store(data, async |store, network| {
        let log = store.read_from(network, Position::START, 10_000).await;
        let named = |event: &Recorded| event.event.get("identity").is_some_and(Value::is_object);
        let stream = log.unwrap().into_iter().find(named).unwrap().stream;
        let append = Append {
            network,
            recorded_on: 20_779,
            writes: Vec::new(),
            guards: Vec::new(),
            codes: Vec::new(),
            erase: Vec::new(),
            shred: vec![(stream, PartClass::Identity)],
            idempotency: None,
            outcome: String::new(),
        };
        store.append(append).await.unwrap();
        stream
    });
    assert!(!is_named(data, stream));
    for beside in ["laufzettel.sqlite-wal", "laufzettel.sqlite-shm"] {
        let _ = fs::remove_file(data.join(beside));
    }
    fs::write(&file, before).unwrap();
    assert!(is_named(data, stream));
    stream
}

fn is_named(data: &Path, stream: StreamId) -> bool {
    at_the_store(data, async |store, network| {
        let events = store.load(network, stream).await.unwrap();
        events
            .iter()
            .any(|event| event.event.get("identity").is_some_and(Value::is_object))
    })
}

/// Looks into the store of a demo that has ended.
fn at_the_store<T>(data: &Path, look: impl AsyncFnOnce(&Store, NetworkId) -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let keys = KeyFile::load(&data.join("keys.json")).unwrap();
        let url = StoreUrl::Sqlite(data.join("laufzettel.sqlite"));
        let options = Store::options(&url, &keys).erasures(data.join("erasures"));
        let store = options.open().await.unwrap();
        let network = store.networks().await.unwrap()[0];
        look(&store, network).await
    })
}

fn the_line_says_where_and_who(demo: &Started, data: &str) {
    assert!(demo.fact("base_url").starts_with("http://127.0.0.1:"));
    assert_eq!(demo.fact("data"), data);
    assert_eq!(
        demo.fact("store"),
        format!("sqlite:{data}/laufzettel.sqlite")
    );
    let logins = demo.facts["logins"].as_array().unwrap();
    for role in [
        "caseworker",
        "lead",
        "coordinator",
        "privacy_officer",
        "operator",
    ] {
        assert!(logins.iter().any(|login| login["role"] == role), "{role}");
    }
    // Those that the start page offers by name.
    for user in ["grundsicherung", "jugendamt.asd", "schuldnerberatung"] {
        assert!(logins.iter().any(|login| login["user"] == user), "{user}");
    }
    filled(logins, &["role", "institution", "user", "password"]);
    let slips = demo.facts["slips"].as_array().unwrap();
    assert!(slips.len() > 10);
    filled(slips, &["case", "code", "state"]);
}

/// Each has these fields and no other, and none is empty.
fn filled(list: &[Value], fields: &[&str]) {
    for one in list {
        assert_eq!(one.as_object().unwrap().len(), fields.len(), "{one}");
        for field in fields {
            assert!(one[field].as_str().is_some_and(|text| !text.is_empty()));
        }
    }
}

fn only_its_owner_reads_its_files(data: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    for name in ["keys.json", "erasures", "town.json", "laufzettel.sqlite"] {
        let mode = fs::metadata(data.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} has mode {mode:o}");
    }
}

fn it_verifies_while_it_runs(store: &str) {
    let verified = run(&["verify", "--store", store]);
    let said = String::from_utf8(verified.stdout).unwrap();
    assert!(
        verified.status.success(),
        "{verified:?}",
        verified = String::from_utf8_lossy(&verified.stderr)
    );
    assert!(said.contains("sound"), "{said}");
}

/// A connection that was used once and stays open.
fn keep_alive(base_url: &str) -> TcpStream {
    let host = base_url.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(host).unwrap();
    connection
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    write!(connection, "GET /healthz HTTP/1.1\r\nhost: {host}\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        connection.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    let answer = String::from_utf8(answer).unwrap().to_lowercase();
    let length = answer
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().unwrap());
    connection.read_exact(&mut vec![0; length]).unwrap();
    connection
}

/// A request that never ends: no patience with it may put off the end of the server.
fn half_a_request(base_url: &str) -> TcpStream {
    let host = base_url.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(host).unwrap();
    let head = format!(
        "POST /anmelden HTTP/1.1\r\nhost: {host}\r\nexpect: 100-continue\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).unwrap();
    // From here on the server waits for the form.
    let mut go_on = [0; 12];
    connection.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100");
    connection.write_all(b"user=").unwrap();
    connection
}

fn nothing_personal_was_logged(errors: &str, logins: &Value, slips: &Value) {
    assert!(errors.contains("playing the town"), "{errors}");
    let texts = |list: &Value, field: &str| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|one| one[field].as_str().unwrap().to_owned())
            .collect()
    };
    let secrets = [texts(logins, "password"), texts(slips, "code")].concat();
    let cases = texts(slips, "case").into_iter();
    let names = cases.filter(|case| case.starts_with("Frau "));
    for text in secrets.into_iter().chain(names) {
        assert!(!errors.contains(&text), "{text} was logged");
    }
}

fn one_changed_byte_is_found(data: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.sqlite");
    copy_of(&data.join("laufzettel.sqlite"), &copy);
    fs::copy(data.join("keys.json"), folder.path().join("keys.json")).unwrap();
    let store = format!("sqlite:{}", copy.display());
    assert!(run(&["verify", "--store", &store]).status.success());

    let connection = rusqlite::Connection::open(&copy).unwrap();
    // Whoever has no keys does not know which event it is.
    let one = "SELECT id, body FROM event ORDER BY id LIMIT 1";
    let (id, mut body): (i64, Vec<u8>) = connection
        .query_row(one, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let middle = body.len() / 2;
    body[middle] ^= 1;
    let changed = connection
        .execute("UPDATE event SET body = ?1 WHERE id = ?2", (&body, id))
        .unwrap();
    assert_eq!(changed, 1);
    drop(connection);

    let found = run(&["verify", "--store", &store]);
    let told = String::from_utf8(found.stderr).unwrap();
    assert_eq!(found.status.code(), Some(1), "{told}");
    assert!(
        told.contains("position ") && told.contains("leaf"),
        "{told}"
    );
}

#[test]
fn a_demo_needs_no_folder_and_leaves_none() {
    let demo = Started::with(&["--seed", "3"]);
    let data = demo.fact("data").to_owned();
    assert!(Path::new(&data).is_dir());
    demo.end().in_good_order();
    assert!(!Path::new(&data).exists());
}

#[test]
fn serve_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("laufzettel.toml");
    let place = folder.path().display();
    let text = format!(
        "store = 'sqlite:{place}/l.sqlite'\ndata = '{place}'\nlisten = '127.0.0.1:0'\n\
         base_url = 'http://localhost'\n[network]\nid = '000102030405060708090a0b0c0d0e0f'\n\
         name = 'Netz'\n[data_protection]\nofficer = 'Frau Beispiel'\nauthority = 'Herr Beispiel'"
    );
    fs::write(&config, text).unwrap();
    let config = config.to_str().unwrap();
    let refused = |args: &[&str]| {
        let output = run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&["serve", "--config", config]).contains("--create-keys"));
    assert!(
        run(&["migrate", "--config", config, "--create-keys"])
            .status
            .success()
    );
    assert!(refused(&["serve", "--config", config]).contains("laufzettel found"));
    let found = [
        "found",
        "--config",
        config,
        "--neutral-sender",
        "N",
        "--callback-phone",
        "1",
        "--operator",
        "betrieb",
    ];
    let founded = run(&found);
    let said = String::from_utf8(founded.stdout).unwrap();
    assert!(said.contains("operator: betrieb ") && said.contains("coordinator: koordination "));
    assert!(refused(&found).contains("founded before"));
}
