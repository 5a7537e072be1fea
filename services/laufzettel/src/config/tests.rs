use super::*;
use std::collections::BTreeMap;
use std::io::Write as _;

const WHOLE: &str = r#"
    store = "sqlite:/var/lib/laufzettel/laufzettel.sqlite"
    listen = "127.0.0.1:8080"
    base_url = "https://laufzettel.example.org/"
    data = "/var/lib/laufzettel"
    [network]
    id = "000102030405060708090a0b0c0d0e0f"
    name = "Netzwerk für Alleinerziehende Suhlheim"
    [data_protection]
    officer = "Datenschutz der Stadt Suhlheim, Telefon 07000 555-900"
    authority = "Landesbeauftragte für den Datenschutz, Telefon 07000 555-990"
"#;

fn read(text: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let variables: BTreeMap<&str, &str> = variables.iter().copied().collect();
    Config::read(file.path(), |name| {
        variables.get(name).map(|value| (*value).to_owned())
    })
}

/// Whether the session's cookie goes over TLS only; the texts of the configuration do not matter to it.
fn has_secure_cookies(mut config: Config) -> bool {
    (config.imprint, config.privacy) = (None, None);
    crate::serve::settings(&config).unwrap().secure_cookies
}

fn told(text: &str, variables: &[(&str, &str)]) -> String {
    read(text, variables).unwrap_err().to_string()
}

#[test]
fn a_whole_file_is_taken() {
    let config = read(WHOLE, &[]).unwrap();
    assert_eq!(config.base_url.as_str(), "https://laufzettel.example.org");
    assert_eq!(
        config.keys_file,
        PathBuf::from("/var/lib/laufzettel/keys.json")
    );
    assert_eq!(
        config.erasures_file,
        PathBuf::from("/var/lib/laufzettel/erasures")
    );
    assert_eq!(
        config.checkpoint_file,
        PathBuf::from("/var/lib/laufzettel/checkpoint")
    );
    assert_eq!(config.checkpoint_minutes, 10);
    assert_eq!(config.network.bytes()[15], 15);
    assert_eq!(config.log, "info");
    let contacts = &config.data_protection;
    assert!(contacts.officer.as_str().ends_with("555-900"));
    assert!(contacts.authority.as_str().ends_with("555-990"));
    assert!(has_secure_cookies(config));
}

#[test]
fn the_example_of_the_deployment_lacks_only_what_every_town_has_of_its_own() {
    let example = include_str!("../../../../deploy/laufzettel.example.toml");
    let told = told(example, &[]);
    assert_eq!(told.lines().count(), 4, "{told}");
    assert!(told.contains("network.id: 32 hexadecimal digits"), "{told}");
    for contact in ["officer", "authority"] {
        let line = format!("data_protection.{contact}: the text is empty");
        assert!(told.contains(&line), "{told}");
    }
    let own = [
        ("LAUFZETTEL_NETWORK_ID", "000102030405060708090a0b0c0d0e0f"),
        ("LAUFZETTEL_DATA_PROTECTION_OFFICER", "Frau Beispiel"),
        ("LAUFZETTEL_DATA_PROTECTION_AUTHORITY", "Herr Beispiel"),
    ];
    let config = read(example, &own).unwrap();
    assert!(config.imprint.is_some() && config.privacy.is_some());
}

#[test]
fn the_environment_stands_above_the_file() {
    let config = read(
        WHOLE,
        &[
            ("LAUFZETTEL_STORE", "postgres://lz:geheim@db/lz"),
            ("LAUFZETTEL_LISTEN", "0.0.0.0:80"),
            ("LAUFZETTEL_KEYS_FILE", "/k.json"),
            ("LAUFZETTEL_ERASURES_FILE", "/elsewhere/erasures"),
            ("LAUFZETTEL_BASE_URL", "http://localhost:8080"),
            ("LAUFZETTEL_LOG", "debug"),
            (
                "LAUFZETTEL_DATA_PROTECTION_OFFICER",
                "Frau Beispiel, Zimmer 12",
            ),
            // All digits: still a text.
            ("LAUFZETTEL_NETWORK_ID", "00000000000000000000000000000007"),
        ],
    )
    .unwrap();
    assert_eq!(config.store.to_string(), "postgres://lz@db/lz");
    assert_eq!(config.listen.port(), 80);
    assert_eq!(config.keys_file, PathBuf::from("/k.json"));
    assert_eq!(config.erasures_file, PathBuf::from("/elsewhere/erasures"));
    assert_eq!(config.log, "debug");
    assert_eq!(config.network.bytes()[15], 7);
    let officer = config.data_protection.officer.as_str();
    assert_eq!(officer, "Frau Beispiel, Zimmer 12");
    assert!(!has_secure_cookies(config));
}

#[test]
fn every_wrong_key_is_named_at_once() {
    let told = told(
        "store = 'mysql://x'\nlisten = 'here'\ncheckpoint_minutes = 0\nlog = 'web=loud'\n[network]\nname = ' '",
        &[],
    );
    let lines: Vec<&str> = told.lines().map(str::trim).collect();
    let keys: Vec<&str> = lines[1..]
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "store",
            "listen",
            "base_url",
            "keys_file",
            "erasures_file",
            "checkpoint_file",
            "checkpoint_minutes",
            "log",
            "network.id",
            "network.name",
            "data_protection.officer",
            "data_protection.authority"
        ]
    );
    assert!(told.contains("base_url: is missing"), "{told}");
    assert!(told.contains("sqlite: or postgres://"), "{told}");
}

#[test]
fn a_misspelt_key_and_a_missing_file_are_named() {
    let misspelt = told(&format!("stoer = 'sqlite:x'\n{WHOLE}"), &[]);
    assert!(misspelt.contains("stoer"), "{misspelt}");
    let missing = Config::read(Path::new("/nowhere/laufzettel.toml"), |_| None);
    let missing = missing.unwrap_err().to_string();
    assert!(missing.contains("/nowhere/laufzettel.toml"), "{missing}");
}

#[test]
fn no_message_repeats_a_password() {
    let broken = told("store = \"postgres://lz:geheim@db/lz\n", &[]);
    assert!(!broken.contains("geheim"), "{broken}");
    let port = told("store = 'postgres://lz:geheim@db:port/lz'", &[]);
    assert!(!port.contains("geheim"), "{port}");
    let mixed_up = [("LAUFZETTEL_BASE_URL", "postgres://lz:geheim@db/lz")];
    let mixed_up = told(WHOLE, &mixed_up);
    assert!(!mixed_up.contains("geheim"), "{mixed_up}");
}

#[test]
fn an_address_for_people_is_scheme_and_host() {
    for (text, fits) in [
        ("https://laufzettel.example.org", true),
        ("http://127.0.0.1:8080/", true),
        ("https://example.org/laufzettel", false),
        ("https://example.org/?a=b", false),
        ("https://lz:geheim@example.org", false),
        ("laufzettel.example.org", false),
        ("ftp://example.org", false),
        ("/", false),
    ] {
        assert_eq!(base_url(text).is_ok(), fits, "{text}");
    }
}
